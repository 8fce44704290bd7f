"""Which whole each part of a foreign file belongs to, whatever goes round in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

__all__ = ["homes"]

T = TypeVar("T")


def homes(parents: Mapping[T, T | None], is_home: Callable[[T], bool]) -> dict[T, T | None]:
    """Give the home inside which each part lies; `None` for homes, and for parts that lie in none.

    Parts that are parents of each other lie in none.

    Args:
        parents: The parent of each part, itself among the parts.
        is_home: Tells whether something is a home.

    >>> homes({"s1": "c", "s2": "s1", "c": None, "x": "y", "y": "x"}, "c".__eq__)
    {'c': None, 's1': 'c', 's2': 'c', 'x': None, 'y': None}
    """
    found: dict[T, T | None] = {part: None for part in parents if is_home(part)}
    for part in parents:
        trail: dict[T, None] = {}
        above: T | None = part
        while above is not None and above not in found and above not in trail:
            trail[above] = None
            above = parents[above]
        home = None if above is None or above in trail else above if is_home(above) else found[above]
        found.update(dict.fromkeys(trail, home))
    return found
