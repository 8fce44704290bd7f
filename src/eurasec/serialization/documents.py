"""JSON documents: a whole corpus in one file."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby
from typing import Final, cast

from eurasec._kinds import KINDS, SESSION, Kind
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.serialization._files import PathLike, Readable, Writable, name_of, read_bytes, write_bytes
from eurasec.serialization._format import FORMAT, KIND_OF, format_problem
from eurasec.serialization._gathering import gathered
from eurasec.serialization._json import decoded, encoded, wrong_type
from eurasec.serialization._keys import key_problems
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
    from eurasec.serialization._converter import structured  # noqa: PLC0415 - it loads cattrs

    document = _document(data, heading, limits)
    told = Told(heading, limits)
    told.add(_key_problems(document), "with no record looked at")
    sections = {kind: _section(document, kind, told) for kind in KINDS}
    left = sum(map(len, sections.values()))
    if exceeds(left, limits.records):
        raise told.error([broken("$", "records", f"holds more than {limits.records:,} records")])
    records: list[Record] = []
    numbers = array("Q")
    for kind, section in sections.items():
        for number, value in enumerate(section):
            left -= 1
            try:
                records.append(structured(kind.record, value))
            except InvalidValueError as error:
                place = f"$.{kind.plural}[{number}]"
                told.add(
                    (problem.below(place) for problem in error.problems),
                    f"with {left:,} records not looked at",
                )
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
    yield f'{{\n "format": {encoded(FORMAT)}'.encode()
    for record_class, records in groupby(corpus, type):
        yield f',\n "{KIND_OF[record_class].plural}": ['.encode()
        joint = "\n"
        for record in records:
            yield f"{joint}  {encoded(unstructured(record))}".encode()
            joint = ",\n"
        yield b"\n ]"
    yield b"\n}\n"
