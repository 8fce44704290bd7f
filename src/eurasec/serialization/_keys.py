"""The keys of objects in files: those that nobody knows, and those that stand twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from eurasec.errors import Problem, did_you_mean, near_matches, shown
from eurasec.serialization._json import Repeated, path_of

__all__ = ["key_problems"]


def key_problems(
    given: Mapping[str, object],
    allowed: Collection[str],
    owner: str,
    advice: Mapping[str, str] = {},
) -> Iterator[Problem]:
    """Give everything that is wrong with the keys of an object.

    Args:
        given: The object.
        allowed: The keys that it may have.
        owner: What the object is, as the message has it.
        advice: What to say of keys that are easily taken for others.
    """
    if isinstance(given, Repeated):
        for key in given.repeated:
            message = f"the key {shown(key)} stands there twice"
            yield Problem(path="", message=message, rule="repeated-key", value=shown(key))
    for key in given:
        if key not in allowed:
            hint = f"; {advice[key]}" if key in advice else did_you_mean(near_matches(key, tuple(allowed)))
            yield Problem(
                path=path_of(key),
                message=f"is no key of {owner}{hint}",
                rule="unknown-key",
                value=shown(key),
                allowed=tuple(allowed),
            )
