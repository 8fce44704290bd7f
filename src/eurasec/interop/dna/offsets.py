r"""Places in a text, counted as Python counts them and as Java does.

Python counts code points. Java counts UTF-16 units, of which a character
outside the basic plane (`"😀"`) takes two, so behind each of them the two
counts drift apart by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

import attrs

__all__ = ["Offsets"]

_two_units: Final = re.compile("[\U00010000-\U0010ffff]").finditer


@attrs.frozen(init=False, eq=False)
class Offsets:
    """The places of one text in both counts.

    Making it takes one pass through the text; each place then takes time
    that grows with the logarithm of the number of two-unit characters.

    Args:
        text: The text.

    Attributes:
        length: The number of its code points.

    >>> offsets = Offsets("a 😀 b")
    >>> offsets.units(4), offsets.points(5), offsets.points(3)
    (5, 4, None)
    """

    length: int
    _wide: tuple[int, ...]
    _wide_units: tuple[int, ...]

    def __init__(self, text: str) -> None:
        wide = () if text.isascii() else tuple(match.start() for match in _two_units(text))
        object.__setattr__(self, "length", len(text))
        object.__setattr__(self, "_wide", wide)
        object.__setattr__(self, "_wide_units", tuple(map(sum, enumerate(wide))))

    @property
    def has_wide(self) -> bool:
        """Whether any character takes two units."""
        return bool(self._wide)

    def units(self, points: int) -> int:
        """Give the place behind some code points in UTF-16 units."""
        return points + bisect_left(self._wide, points)

    def points(self, units: int) -> int | None:
        """Give the place behind some UTF-16 units in code points; `None` amid a character."""
        before = bisect_left(self._wide_units, units)
        if before and self._wide_units[before - 1] == units - 1:
            return None
        return units - before

    def points_before(self, units: int) -> int:
        """Give the last place between code points that is not behind some UTF-16 units."""
        whole = self.points(units)
        return units - bisect_right(self._wide_units, units) if whole is None else whole
