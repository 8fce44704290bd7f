"""The keys of objects in files: those that nobody knows, and those that stand twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from eurasec.errors import Problem, near_matches, or_list, shown
from eurasec.serialization._json import Repeated, path_of

__all__ = ["did_you_mean", "key_problems"]


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
            hint = advice.get(key) or did_you_mean(key, allowed)
            yield Problem(
                path=path_of(key),
                message=f"is no key of {owner}{hint and f'; {hint}'}",
                rule="unknown-key",
                value=shown(key),
                allowed=tuple(allowed),
            )


def did_you_mean(word: object, allowed: Collection[str]) -> str:
    """Ask whether a word that looks like a misspelt one was meant; empty where none does.

    >>> did_you_mean("suport", ["support", "oppose"])
    "did you mean 'support'?"
    """
    near = near_matches(word, tuple(allowed)) if isinstance(word, str) else ()
    return f"did you mean {or_list(near)}?" if near else ""
