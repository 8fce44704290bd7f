"""The keys of objects in files: those that nobody knows, and those that stand twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from eurasec.errors import Problem, near_matches, or_list, shown
from eurasec.serialization._json import Repeated

__all__ = ["key_problems", "path_of"]

_plain: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_]{0,63}").fullmatch


def path_of(key: str) -> str:
    """Give the path of a key as seen from its object.

    >>> path_of("stance"), path_of("a b")
    ('stance', "['a b']")
    """
    return key if _plain(key) else f"[{shown(key)}]"


def key_problems(
    given: Mapping[str, object],
    allowed: Collection[str],
    owner: str,
    meant: Mapping[str, str] = {},
) -> Iterator[Problem]:
    """Give everything that is wrong with the keys of an object.

    Args:
        given: The object.
        allowed: The keys that it may have.
        owner: What the object is, as the message has it.
        meant: What is meant by keys that are often taken for others.
    """
    if isinstance(given, Repeated):
        for key in given.repeated:
            message = f"the key {shown(key)} stands there twice"
            yield Problem(path="", message=message, rule="repeated-key", value=shown(key))
    for key in given:
        if key not in allowed:
            near = (meant[key],) if key in meant else near_matches(key, allowed)
            hint = f"; did you mean {or_list(near)}?" if near else ""
            yield Problem(
                path=path_of(key),
                message=f"is no key of {owner}{hint}",
                rule="unknown-key",
                value=shown(key),
                allowed=tuple(allowed),
            )
