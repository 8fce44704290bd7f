"""JSON Lines: the records of a corpus one a line, read and written as a stream."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Final, cast

import attrs

from eurasec._collector import collector_paused
from eurasec._kinds import SESSION, Kind, kind_of
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, did_you_mean, near_matches, shown
from eurasec.serialization._files import Lines, PathLike, Writable, lines_in, name_of, write_bytes
from eurasec.serialization._format import FORMAT, KIND_OF, TYPES, format_problem
from eurasec.serialization._gathering import gathered
from eurasec.serialization._inspection import inspected
from eurasec.serialization._json import decoded, encoded, shown_value, wrong_type
from eurasec.serialization._keys import key_problems
from eurasec.serialization._quick import UnsureError, quick_reader, taken_from
from eurasec.serialization._writing import writer_of
from eurasec.serialization.limits import USUAL, Limits, Told, broken
from eurasec.sources import Record

__all__ = ["dump_lines", "iter_lines", "load_lines"]


USUAL_OF_A_STREAM: Final = Limits(bytes=None, records=None)
"""The limits of a stream where none are given."""


def load_lines(source: PathLike | Lines, *, limits: Limits = USUAL, fast: bool = False) -> Corpus:
    """Read a corpus from JSON Lines.

    Args:
        source: A path, a file that is open for reading bytes, or anything else
            that gives lines of bytes.
        limits: How much it may hold; what lies behind a limit is not read.
        fast: Whether orjson reads, which the extra `fast` brings. It says
            nothing of keys that stand twice: the last one counts.

    Raises:
        DecodeError: If a line is not valid, if the records do not hold
            together, or if a limit is broken; with everything that is wrong.
        MissingExtraError: If orjson is to read, and is not installed.
        InvalidValueError: If the source is neither a path nor gives lines of bytes.
        OSError: If the file cannot be read.

    >>> load_lines([b'{"format": "eurasec/1"}', b'{"type": "state", "id": "norland", "name": "Norland"}'])
    <Corpus: 1 state>
    """
    reading = _Reading(name_of(source), limits, quick_reader(limits, fast=fast))
    with collector_paused():
        return _corpus(reading, lines_in(source, limits.line))


def iter_lines(
    source: PathLike | Lines, *, limits: Limits = USUAL_OF_A_STREAM, fast: bool = False
) -> Iterator[Record]:
    """Read the records of JSON Lines one by one, in bounded memory.

    Each record is judged by itself; whether ids are unique and references lead
    somewhere is known to a `Corpus` only. A file under a path is opened when the
    first record is asked for, and closed after the last.

    Args:
        source: A path, a file that is open for reading bytes, or anything else
            that gives lines of bytes.
        limits: How much it may hold. Since no more than a line is held at a
            time, its length and the number of records have no limit unless
            one is given.
        fast: Whether orjson reads, which the extra `fast` brings. It says
            nothing of keys that stand twice: the last one counts.

    Yields:
        The records, in the order of the lines.

    Raises:
        DecodeError: At the first line that is not valid, with everything that
            is wrong with it; or where a limit is broken.
        MissingExtraError: If orjson is to read, and is not installed.
        InvalidValueError: If the source is neither a path nor gives lines of bytes.
        OSError: If the file cannot be read.

    >>> lines = [b'{"format": "eurasec/1"}', b'{"type": "state", "id": "norland", "name": "Norland"}']
    >>> next(iter_lines(lines))
    State(id='norland', name='Norland')
    """
    reading = _Reading(name_of(source), limits, quick_reader(limits, fast=fast))
    return _raising(reading, lines_in(source, limits.line))


def dump_lines(records: Iterable[Record], target: PathLike | Writable) -> None:
    """Write records as JSON Lines, as a stream.

    Those of a corpus are written in the order of files, so that equal corpora
    give equal bytes; other records as they come, and each by itself: whether
    they hold together is not looked at. A file under a path is replaced as a
    whole, once all is written: if anything fails, the old one is left as it is.

    Args:
        records: A corpus, or any records; sessions stand inside their conference.
        target: A path, or a file that is open for writing bytes.

    Raises:
        InvalidValueError: If something is no record, or if the target is
            neither a path nor a file that takes bytes.
        OSError: If the file cannot be written.

    >>> import io
    >>> from eurasec import State
    >>> file = io.BytesIO()
    >>> dump_lines([State(id="norland", name="Norland")], file)
    >>> print(file.getvalue().decode(), end="")
    {"format": "eurasec/1"}
    {"type": "state", "id": "norland", "name": "Norland"}
    """
    write_bytes(target, _written(records))


# ── Reading ─────────────────────────────────────────────────────────────────

_BLANKS: Final = b" \t\r\n"
"""What JSON takes for white space."""


_Found = Record | tuple[Problem, ...]
"""What stands in a line: a record, or all that is wrong with it."""


@attrs.frozen
class _Reading:
    """How lines are read.

    Attributes:
        heading: What is read, for errors.
        limits: How much it may hold.
        quick: Reads a line without looking for what may be wrong with it.
    """

    heading: str
    limits: Limits
    quick: Callable[[bytes], object]

    def judged(self, lines: Iterator[bytes]) -> Iterator[tuple[int, _Found]]:
        """Give the number of each line and what stands in it; blank lines are passed over."""
        from eurasec.serialization._converter import REFUSALS  # noqa: PLC0415 - it loads cattrs

        filled = self._filled(lines)
        number, line = next(filled, (1, b""))
        header = self._members(number, line)
        if problems := _header_problems(header):
            raise DecodeError(self.heading, [problem.below(_root(number)) for problem in problems])
        made = _maker(self.quick)
        try:
            for number, line in filled:
                try:
                    found: _Found = made(line)
                except (UnsureError, *REFUSALS):
                    found = self._carefully(number, line)
                yield number, found
        except DecodeError as error:
            yield number, error.problems

    def _filled(self, lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
        """Give the lines that are not blank, without their ends, each with its number.

        Raises:
            DecodeError: Where a limit is broken.
        """
        limits = self.limits
        longest, most_bytes, most_records = (
            sys.maxsize if limit is None else limit for limit in (limits.line, limits.bytes, limits.records)
        )
        size, filled = 0, 0
        for number, line in enumerate(lines, 1):
            size += len(line)
            if len(line) > longest:
                raise self._broken(number, "line", f"is longer than {longest:,} bytes")
            if size > most_bytes:
                raise self._broken(number, "bytes", f"goes beyond {most_bytes:,} bytes")
            stripped = line.rstrip(_BLANKS)
            if not stripped:
                continue
            if filled > most_records:
                raise self._broken(number, "records", f"comes after {most_records:,} records")
            filled += 1
            yield number, stripped

    def _broken(self, number: int, limit: str, message: str) -> DecodeError:
        return DecodeError(self.heading, [broken(_root(number), limit, message)])

    def _carefully(self, number: int, line: bytes) -> _Found:
        try:
            return _record(self._members(number, line))
        except DecodeError as error:
            return error.problems
        except InvalidValueError as error:
            return tuple(problem.below(_root(number)) for problem in error.problems)

    def _members(self, number: int, line: bytes) -> dict[str, object]:
        """Give the object that a line holds."""
        value = decoded(line, self.heading, limits=self.limits, root=_root(number), line=number)
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
        raise DecodeError(self.heading, [wrong_type(_root(number), value, "an object")])


def _maker(quick: Callable[[bytes], object]) -> Callable[[bytes], Record]:
    """Give the function that makes the record of a line, or raises without saying why it cannot."""
    from eurasec.serialization._converter import hook_of  # noqa: PLC0415 - it loads cattrs

    hooks: dict[object, Callable[[object], Record]] = {
        name: hook_of(kind.record) for name, kind in TYPES.items()
    }

    def make(line: bytes) -> Record:
        name, members = taken_from(quick(line), "type")
        return hooks[name](members)

    return make


def _root(number: int) -> str:
    return f"line {number}: $"


def _corpus(reading: _Reading, lines: Iterator[bytes]) -> Corpus:
    records: list[Record] = []
    numbers = array("Q")
    told = Told(reading.heading, reading.limits)
    for number, found in reading.judged(lines):
        if isinstance(found, tuple):
            told.add(found, f"at line {number:,}")
        else:
            records.append(found)
            numbers.append(number)
    return gathered(records, lambda index: _root(numbers[index]), told)


def _raising(reading: _Reading, lines: Iterator[bytes]) -> Iterator[Record]:
    for _, found in reading.judged(lines):
        if isinstance(found, tuple):
            raise DecodeError(reading.heading, found)
        yield found


def _header_problems(header: dict[str, object]) -> list[Problem]:
    """Give what is wrong with the first line."""
    wrong = format_problem(header)
    return [wrong] if wrong else list(key_problems(header, ["format"], "the first line"))


def _record(members: dict[str, object]) -> Record:
    kind = _kind(members)
    del members["type"]
    return inspected(kind.record, members)


def _kind(members: dict[str, object]) -> Kind:
    """Give the kind that the record of a line says it is."""
    known = tuple(TYPES)
    if "type" not in members:
        problem = Problem(path="type", message="is missing", rule="required", allowed=known)
        raise InvalidValueError("record", [problem])
    name = members["type"]
    if isinstance(name, str) and name in TYPES:
        return TYPES[name]
    wrong = shown_value(name)
    hint = did_you_mean(near_matches(name, known)) or f"; it is one of: {', '.join(known)}"
    if name == SESSION.name:
        hint = "; sessions stand inside their conference"
    message = f"{wrong} is no kind of record{hint}"
    problem = Problem(path="type", message=message, rule="word", value=wrong, allowed=known)
    raise InvalidValueError("record", [problem])


# ── Writing ─────────────────────────────────────────────────────────────────


def _written(records: Iterable[Record]) -> Iterator[bytes]:
    """Give the lines, the format first."""
    yield f"{encoded({'format': FORMAT})}\n".encode()
    for index, record in enumerate(records):
        kind = KIND_OF.get(type(record))
        if kind is None:
            raise _stranger(index, record)
        members = writer_of(kind.record)(record).removeprefix("{")
        yield f'{{"type": "{kind.name}", {members}\n'.encode()


def _stranger(index: int, record: object) -> InvalidValueError:
    a_session = kind_of(record) is SESSION
    message = "a session stands inside its conference" if a_session else f"{shown(record)} is no record"
    problem = Problem(path=f"[{index}]", message=message, rule="record", value=shown(record))
    return InvalidValueError("records", [problem])
