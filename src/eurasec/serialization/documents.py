"""JSON documents: a whole corpus in one file."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final, cast

from eurasec._collector import collector_paused
from eurasec._kinds import KINDS, SESSION, Kind
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.serialization._extent import is_deeper
from eurasec.serialization._files import PathLike, Readable, Writable, name_of, read_bytes, write_bytes
from eurasec.serialization._format import KIND_OF, KIND_OF_SECTION, format_problem
from eurasec.serialization._gathering import gathered
from eurasec.serialization._inspection import inspected
from eurasec.serialization._json import decoded, decoded_again, wrong_type
from eurasec.serialization._keys import key_problems
from eurasec.serialization._layout import laid_out, record_count, taken_apart
from eurasec.serialization._quick import UnsureError, quick_reader
from eurasec.serialization._writing import writer_of
from eurasec.serialization.limits import USUAL, Limits, Told, broken, exceeds
from eurasec.sources import Record

__all__ = ["dump", "dumps", "load", "loads"]


def loads(data: bytes | str, *, limits: Limits = USUAL, fast: bool = False) -> Corpus:
    """Read a corpus from a JSON document.

    Args:
        data: The document; bytes are UTF-8.
        limits: How much it may hold.
        fast: Whether orjson reads, which the extra `fast` brings, where every
            record stands on a line of its own, as `dump` writes it. It says
            nothing of keys that stand twice: the last one counts.

    Raises:
        DecodeError: If it is no valid document, or breaks a limit; with
            everything that is wrong.
        MissingExtraError: If orjson is to read, and is not installed.
        InvalidValueError: If the data is neither bytes nor a string.

    >>> loads('{"format": "eurasec/1", "states": [{"id": "norland", "name": "Norland"}]}')
    <Corpus: 1 state>
    >>> loads('{"format": "eurasec/1", "states": [{"id": "norland", "nmae": "Norland"}]}')
    Traceback (most recent call last):
    ...
    eurasec.errors.DecodeError: document: 2 problems
      $.states[0].nmae: is no key of State; did you mean 'name'?
      $.states[0].name: is missing
    """
    return _read(data, "document", limits, quick_reader(limits, fast=fast))


def load(source: PathLike | Readable, *, limits: Limits = USUAL, fast: bool = False) -> Corpus:
    """Read a corpus from a file that holds a JSON document.

    Args:
        source: A path, or a file that is open for reading bytes.
        limits: How much it may hold; no more bytes than that are read.
        fast: Whether orjson reads, as `loads` explains it.

    Raises:
        DecodeError: If it is no valid document, or breaks a limit; with
            everything that is wrong.
        MissingExtraError: If orjson is to read, and is not installed.
        InvalidValueError: If the source is neither a path nor a file that gives bytes.
        OSError: If the file cannot be read.

    >>> import io
    >>> load(io.BytesIO(b'{"format": "eurasec/1", "states": [{"id": "norland", "name": "Norland"}]}'))
    <Corpus: 1 state>
    """
    quick = quick_reader(limits, fast=fast)
    return _read(read_bytes(source, limits.bytes), name_of(source), limits, quick)


def dumps(corpus: Corpus) -> bytes:
    r"""Write a corpus as a JSON document, in the one canonical form.

    Equal corpora give equal bytes. Every record stands on a line of its own;
    see the description of the format.

    Args:
        corpus: The corpus.

    Returns:
        The document in UTF-8, with a final newline.

    Raises:
        InvalidValueError: If it is no corpus.

    >>> corpus = loads('{"states": [{"name": "Norland", "id": "norland"}], "format": "eurasec/1"}')
    >>> print(dumps(corpus).decode(), end="")
    {
     "format": "eurasec/1",
     "states": [
      {"id": "norland", "name": "Norland"}
     ]
    }
    """
    return b"".join(_lines(corpus))


def dump(corpus: Corpus, target: PathLike | Writable) -> None:
    """Write a corpus to a file as a JSON document, in the one canonical form.

    A file under a path is replaced as a whole, once all is written: if anything
    fails, the old one is left as it is. An open file is written to directly.

    Args:
        corpus: The corpus.
        target: A path, or a file that is open for writing bytes.

    Raises:
        InvalidValueError: If it is no corpus, or if the target is neither a
            path nor a file that takes bytes.
        OSError: If the file cannot be written.

    >>> import io
    >>> file = io.BytesIO()
    >>> dump(Corpus(), file)
    >>> file.getvalue() == dumps(Corpus())
    True
    """
    write_bytes(target, _lines(corpus))


# ── Reading ─────────────────────────────────────────────────────────────────

_SECTIONS: Final = ("format", *(kind.plural for kind in KINDS))
_ADVICE: Final = {
    SESSION.plural: "sessions stand inside their conference",
    **{kind.name: f"did you mean {kind.plural!r}?" for kind in KINDS},
}


def _read(data: bytes | str, heading: str, limits: Limits, quick: Callable[[bytes], object]) -> Corpus:
    with collector_paused():
        try:
            return _read_lines(data, heading, limits, quick)
        except UnsureError:
            return _read_whole(data, heading, limits)


def _read_whole(data: bytes | str, heading: str, limits: Limits) -> Corpus:
    """Read a document of any layout."""
    from eurasec.serialization._converter import structurer  # noqa: PLC0415 - it loads cattrs

    document = _document(data, heading, limits)
    told = Told(heading, limits)
    told.add(_key_problems(document), "with no record looked at")
    sections = [(kind, _section(document, kind, told)) for kind in KINDS]
    count = sum(len(section) for _, section in sections)
    if exceeds(count, limits.records):
        raise told.error([broken("$", "records", f"holds more than {limits.records:,} records")])
    made = ((kind, map(structurer(kind.record), _drained(section))) for kind, section in sections)
    return _corpus(made, count, told)


def _drained(section: list[object]) -> Iterator[object]:
    """Give the records of a section, and keep none that has been given."""
    section.reverse()
    while section:
        yield section.pop()


def _read_lines(data: object, heading: str, limits: Limits, quick: Callable[[bytes], object]) -> Corpus:
    """Read a canonical document line by line.

    Raises:
        UnsureError: If it is none, or if it may be more than a limit allows.
        DecodeError: If records are not valid.
    """
    text = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if not isinstance(text, bytes) or exceeds(len(text), limits.bytes):
        raise UnsureError
    count = record_count(text)
    if exceeds(count, limits.records):
        raise UnsureError
    made = ((kind, map(_of_line(kind, quick, limits), lines)) for kind, lines in _sections(text))
    return _corpus(made, count, Told(heading, limits))


def _sections(text: bytes) -> Iterator[tuple[Kind, Iterator[bytes]]]:
    for name, lines in taken_apart(text):
        if name not in KIND_OF_SECTION:
            raise UnsureError
        yield KIND_OF_SECTION[name], lines


def _of_line(kind: Kind, quick: Callable[[bytes], object], limits: Limits) -> Callable[[bytes], Record]:
    """Give the function that makes a record of its line."""
    from eurasec.serialization._converter import REFUSALS, hook_of  # noqa: PLC0415 - it loads cattrs

    made = hook_of(kind.record)

    def make(line: bytes) -> Record:
        value = quick(line)
        try:
            return made(value)
        except REFUSALS:
            return inspected(kind.record, _again(line, limits))

    return make


_AROUND: Final = 2
"""Lists and objects around a record of a document: its section and the document."""


def _again(line: bytes, limits: Limits) -> object:
    """Give the value of a line that was read quickly, with all that is wrong with it to be seen."""
    if limits.depth is not None and is_deeper(line, limits.depth - _AROUND):
        raise UnsureError
    try:
        return decoded_again(line)
    except RecursionError:
        raise UnsureError from None


def _corpus(sections: Iterable[tuple[Kind, Iterator[Record]]], count: int, told: Told) -> Corpus:
    """Make a corpus of the records of all sections.

    Args:
        sections: The records of each kind; instead of one that is not valid comes an error.
        count: How many records there are in all.
        told: What is wrong already.

    Raises:
        DecodeError: If something is wrong.
    """
    records: list[Record] = []
    refused = 0
    starts: dict[Kind, int] = {}
    gaps: dict[Kind, array[int]] = {}
    for kind, made in sections:
        starts[kind], gaps[kind] = len(records), array("Q")
        while True:
            try:
                records.extend(made)
                break
            except InvalidValueError as error:  # what was made before it has been taken
                refused += 1
                number = len(records) - starts[kind]
                place = f"$.{kind.plural}[{number + len(gaps[kind])}]"
                gaps[kind].append(number)
                problems = (problem.below(place) for problem in error.problems)
                told.add(problems, f"with {count - len(records) - refused:,} records not looked at")

    def place_of(index: int) -> str:
        kind = KIND_OF[type(records[index])]
        number = index - starts[kind]
        return f"$.{kind.plural}[{number + bisect_right(gaps[kind], number)}]"

    return gathered(records, place_of, told)


def _document(data: bytes | str, heading: str, limits: Limits) -> dict[str, object]:
    """Give the document as it is, if it is one and its format is known."""
    value = decoded(data, heading, limits=limits)
    if not isinstance(value, dict):
        raise DecodeError(heading, [wrong_type("$", value, "an object")])
    document = cast("dict[str, object]", value)
    if problem := format_problem(document):
        raise DecodeError(heading, [problem.below("$")])
    return document


def _key_problems(document: dict[str, object]) -> Iterator[Problem]:
    return (problem.below("$") for problem in key_problems(document, _SECTIONS, "a document", _ADVICE))


def _section(document: dict[str, object], kind: Kind, told: Told) -> list[object]:
    """Give the records of a kind as they are; where they are no list, put that down."""
    section = document.get(kind.plural, [])
    if isinstance(section, list):
        return cast("list[object]", section)
    told.add([wrong_type(f"$.{kind.plural}", section, "a list")], "with no record looked at")
    return []


# ── Writing ─────────────────────────────────────────────────────────────────


def _lines(corpus: object) -> Iterator[bytes]:
    """Give the canonical document piece by piece."""
    if not isinstance(corpus, Corpus):
        wrong = shown(corpus)
        problem = Problem(path="corpus", message=f"{wrong} is no corpus", rule="type", value=wrong)
        raise InvalidValueError("document", [problem])
    return laid_out(
        (KIND_OF[cls].plural, map(writer_of(cls), records)) for cls, records in groupby(corpus, type)
    )
