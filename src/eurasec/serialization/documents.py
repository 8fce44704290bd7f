"""JSON documents: a whole corpus in one file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Final, cast

from eurasec._collector import collector_paused
from eurasec._kinds import KINDS, SESSION, Kind
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.serialization._files import PathLike, Readable, Writable, name_of, read_bytes, write_bytes
from eurasec.serialization._format import KIND_OF, KIND_OF_SECTION, format_problem
from eurasec.serialization._gathering import gathered
from eurasec.serialization._json import UnsureError, decoded, encoded, quick, wrong_type
from eurasec.serialization._keys import key_problems
from eurasec.serialization._layout import laid_out, record_count, taken_apart
from eurasec.serialization.limits import USUAL, Limits, Told, broken, exceeds
from eurasec.sources import Record

__all__ = ["dump", "dumps", "load", "loads"]


def loads(data: bytes | str, *, limits: Limits = USUAL) -> Corpus:
    """Read a corpus from a JSON document.

    Args:
        data: The document; bytes are UTF-8.
        limits: How much it may hold.

    Raises:
        DecodeError: If it is no valid document, or breaks a limit; with
            everything that is wrong.
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
    return _read(data, "document", limits)


def load(source: PathLike | Readable, *, limits: Limits = USUAL) -> Corpus:
    """Read a corpus from a file that holds a JSON document.

    Args:
        source: A path, or a file that is open for reading bytes.
        limits: How much it may hold; no more bytes than that are read.

    Raises:
        DecodeError: If it is no valid document, or breaks a limit; with
            everything that is wrong.
        InvalidValueError: If the source is neither a path nor a file that gives bytes.
        OSError: If the file cannot be read.

    >>> import io
    >>> load(io.BytesIO(b'{"format": "eurasec/1", "states": [{"id": "norland", "name": "Norland"}]}'))
    <Corpus: 1 state>
    """
    return _read(read_bytes(source, limits.bytes), name_of(source), limits)


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


def _read(data: bytes | str, heading: str, limits: Limits) -> Corpus:
    with collector_paused():
        try:
            return _read_lines(data, heading, limits)
        except UnsureError:
            return _read_whole(data, heading, limits)


def _read_whole(data: bytes | str, heading: str, limits: Limits) -> Corpus:
    """Read a document of any layout."""
    document = _document(data, heading, limits)
    told = Told(heading, limits)
    told.add(_key_problems(document), "with no record looked at")
    sections = [(kind, _section(document, kind, told)) for kind in KINDS]
    count = sum(len(section) for _, section in sections)
    if exceeds(count, limits.records):
        raise told.error([broken("$", "records", f"holds more than {limits.records:,} records")])
    return _corpus(((kind, _drained(section)) for kind, section in sections), count, told)


def _drained(section: list[object]) -> Iterator[object]:
    """Give the records of a section, and keep none that has been given."""
    section.reverse()
    while section:
        yield section.pop()


def _read_lines(data: object, heading: str, limits: Limits) -> Corpus:
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
    read = partial(quick, limits=limits)
    sections = ((_kind(name), map(read, records)) for name, records in taken_apart(text))
    return _corpus(sections, count, Told(heading, limits))


def _kind(name: str) -> Kind:
    if name not in KIND_OF_SECTION:
        raise UnsureError
    return KIND_OF_SECTION[name]


def _corpus(sections: Iterable[tuple[Kind, Iterable[object]]], count: int, told: Told) -> Corpus:
    """Make a corpus of the records of all sections.

    Args:
        sections: The JSON values of each kind.
        count: How many there are in all.
        told: What is wrong already.

    Raises:
        DecodeError: If something is wrong.
    """
    from eurasec.serialization._converter import structurer  # noqa: PLC0415 - it loads cattrs

    records: list[Record] = []
    numbers = array("Q")
    refused = 0
    for kind, values in sections:
        structure = structurer(kind.record)
        for number, value in enumerate(values):
            try:
                records.append(structure(value))
            except InvalidValueError as error:
                refused += 1
                left = count - len(records) - refused
                place = f"$.{kind.plural}[{number}]"
                problems = (problem.below(place) for problem in error.problems)
                told.add(problems, f"with {left:,} records not looked at")
            else:
                numbers.append(number)

    def place_of(index: int) -> str:
        return f"$.{KIND_OF[type(records[index])].plural}[{numbers[index]}]"

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
    from eurasec.serialization._converter import unstructured  # noqa: PLC0415 - it loads cattrs

    if not isinstance(corpus, Corpus):
        wrong = shown(corpus)
        problem = Problem(path="corpus", message=f"{wrong} is no corpus", rule="type", value=wrong)
        raise InvalidValueError("document", [problem])
    return laid_out(
        (KIND_OF[cls].plural, (encoded(unstructured(record)) for record in records))
        for cls, records in groupby(corpus, type)
    )
