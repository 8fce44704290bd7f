"""How much a file may hold before it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from eurasec.errors import DecodeError, InvalidValueError, Problem, shown

__all__ = ["DEEPEST", "USUAL", "Limits", "Told", "broken", "exceeds"]


@attrs.frozen(kw_only=True)
class Limits:
    """How much a file may hold before it is refused; `None` lifts a limit.

    The usual limits let a million records pass. A file from somebody unknown
    deserves closer ones: reading takes time in proportion to its bytes, and
    usually three to ten times as much memory, but of bytes that are chosen to
    be bad a hundred times as much.

    Attributes:
        bytes: Bytes of the whole file; of a string, its characters.
        line: Bytes of a line of JSON Lines, its end included.
        depth: Lists and objects that stand inside each other; what is valid needs 7.
        records: Records, not counting the sessions inside a conference.
        text: Characters of a text or a key.
        problems: Problems that are told; then reading stops.

    Raises:
        InvalidValueError: If a limit is no whole number from 1 on.

    >>> from eurasec import loads
    >>> loads('{"format": "eurasec/1", "states": []}', limits=Limits(bytes=20))
    Traceback (most recent call last):
    ...
    eurasec.errors.DecodeError: document: $: is longer than 20 bytes (Limits.bytes)
    """

    bytes: int | None = 2**30
    line: int | None = 2**24
    depth: int | None = 64
    records: int | None = 2_000_000
    text: int | None = 1_000_000
    problems: int | None = 20_000

    def __attrs_post_init__(self) -> None:
        """Refuse what is no limit; all problems at once."""
        problems = [
            Problem(
                path=name,
                message=f"{shown(most)} is neither a whole number from 1 on nor None",
                rule="range",
                value=shown(most),
            )
            for name, most in attrs.asdict(self).items()
            if most is not None and (type(most) is not int or most < 1)
        ]
        if problems:
            raise InvalidValueError("Limits", problems)


DEEPEST: Final = 7
"""How deep lists and objects stand inside each other in a valid file."""

USUAL: Final = Limits()
"""The limits where none are given."""


def exceeds(count: int, limit: int | None) -> bool:
    """Tell whether there are more than a limit allows."""
    return limit is not None and count > limit


def broken(path: str, limit: str, message: str) -> Problem:
    """Give the problem that a limit is broken.

    >>> print(broken("$", "records", "holds more than 5 records"))
    $: holds more than 5 records (Limits.records)
    """
    return Problem(path=path, message=f"{message} (Limits.{limit})", rule=f"limit-{limit}")


class Told:
    """The problems that are found in a file; where there are more than a limit allows, reading stops.

    Args:
        heading: What is read, for the error.
        limits: How many problems there may be.
    """

    def __init__(self, heading: str, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._heading = heading
        self._most = limits.problems

    @property
    def left(self) -> int | None:
        """How many more may be told; `None` for any number."""
        return None if self._most is None else self._most - len(self.problems)

    def add(self, problems: Iterable[Problem], rest: str) -> None:
        """Put down problems.

        Args:
            problems: The problems.
            rest: What would be read after them, for the error.

        Raises:
            DecodeError: If there are too many; with the first of them all.
        """
        self.problems.extend(problems)
        if self._most is not None and len(self.problems) > self._most:
            message = f"and more, but after {self._most:,} problems reading stopped, {rest}"
            del self.problems[self._most :]
            raise self.error([broken("", "problems", message)])

    def error(self, further: Iterable[Problem] = ()) -> DecodeError:
        """Give the error that tells all of them, and some further ones."""
        return DecodeError(self._heading, [*self.problems, *further])
