"""The options of one call, judged together, so that all that is wrong with them is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from eurasec.errors import InvalidValueError, Problem, did_you_mean, near_matches, shown
from eurasec.vocab import Word

W = TypeVar("W", bound=Word)

_CALLED_ELSEWHERE: Final = {"include": "all", "acrossrange": "once", "no": "none"}
"""Words of the Discourse Network Analyzer that are no near matches of ours."""


def word_of(words: type[W], value: object, *, heading: str, what: str) -> W:
    """Give the member of a list that a single argument names.

    Raises:
        InvalidValueError: If it is no word of the list; with near matches.
    """
    if isinstance(value, words):
        return value
    options = Options(heading)
    found = options.word(what, value, words, what=what)
    options.judge()
    return found


class Options:
    """Collects what is wrong with the options of a call."""

    def __init__(self, heading: str) -> None:
        self._heading = heading
        self._problems: list[Problem] = []

    def word(self, path: str, value: object, words: Iterable[W], *, what: str) -> W:
        """Give the member that a word names.

        Of a wrong word the problem is kept, and what is given instead is of no
        use: call `judge` before anything is done with it.
        """
        members = {word.value: word for word in words}
        found = members.get(value) if isinstance(value, str) else None
        if found is not None:
            return found
        meant = _CALLED_ELSEWHERE.get(value, value) if isinstance(value, str) else value
        hint = did_you_mean(near_matches(meant, members))
        allowed = tuple(members)
        message = f"{shown(value)} is no {what}{hint} (allowed: {', '.join(allowed)})"
        self.wrong(path, message, rule="word", value=value, allowed=allowed)
        return next(iter(members.values()))

    def flag(self, path: str, value: object) -> None:
        """Keep a problem where a value is neither true nor false."""
        if not isinstance(value, bool):
            self.wrong(path, f"{shown(value)} is neither true nor false", rule="type", value=value)

    def whole(self, path: str, value: object, *, least: int) -> None:
        """Keep a problem where a value is no whole number that is large enough."""
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.wrong(path, f"{shown(value)} is no whole number from {least} up", rule="range", value=value)

    def instance(self, path: str, value: object, kind: type, *, what: str) -> bool:
        """Tell whether a value is of a class; where it is not, keep a problem."""
        if isinstance(value, kind):
            return True
        self.wrong(path, f"{shown(value)} is no {what}", rule="type", value=value)
        return False

    def wrong(
        self, path: str, message: str, *, rule: str, value: object = "", allowed: tuple[str, ...] = ()
    ) -> None:
        """Keep a problem."""
        shortened = "" if value == "" else shown(value)
        self._problems.append(
            Problem(path=path, message=message, rule=rule, value=shortened, allowed=allowed)
        )

    def judge(self) -> None:
        """Raise all problems, if there are any.

        Raises:
            InvalidValueError: If something is wrong with the options.
        """
        if self._problems:
            raise InvalidValueError(self._heading, self._problems)
