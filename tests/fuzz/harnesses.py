"""Every reader of the library under arbitrary bytes, and inputs to begin from.

A harness gives bytes to one reader. Whatever they are, the outcome is a result
or an `EurasecError`; a result has to keep what all results promise. Anything
else is raised, and is a finding.
"""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cache, partial
from pathlib import Path
from typing import Final

import attrs

from eurasec import Corpus, dates, dump_lines, dumps, lint, load_lines, loads
from eurasec.dates import parse_edtf, read_date
from eurasec.dates.prose import RULES, Language, Order
from eurasec.errors import DecodeError, EurasecError, InvalidValueError
from eurasec.interop.dna import from_dna, from_dna_events, to_dna, to_dna_events
from eurasec.interop.exchange import Imported
from eurasec.interop.followthemoney import from_ftm, to_ftm
from eurasec.interop.popolo import from_popolo, to_popolo
from eurasec.interop.spreadsheet import from_general_debate, from_parlamint, from_spreadsheet
from eurasec.interop.stix import from_stix, to_stix
from eurasec.interop.tables import from_csv, to_csv
from harbour import TEXT, corpus

__all__ = ["HARNESSES", "Harness"]

DATA: Final = Path(__file__).parent.parent / "data"


@attrs.frozen
class Harness:
    """A reader under arbitrary bytes.

    Attributes:
        name: What it is called.
        read: Reads bytes, and holds the result to its promises.
        seeds: Gives inputs to begin from.
        ending: How files with such bytes are called.
        json: Whether its inputs are JSON.
        tokens: Pieces of which its inputs are made.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    ending: str
    json: bool = False
    tokens: tuple[str, ...] = ()

    def outcome(self, data: bytes) -> bool:
        """Tell whether bytes give a result rather than an error of the library; all else is raised."""
        try:
            self.read(data)
        except EurasecError as error:
            return not str(error)
        return True


def _sound(found: Corpus) -> None:
    """Hold a corpus that was read to what every corpus promises."""
    try:
        assert loads(dumps(found)) == found
        assert repr(found)
        for finding in lint(found):
            assert str(finding)
    except EurasecError as error:
        raise AssertionError("a corpus that was read is not sound") from error


def _sound_import(imported: Imported) -> None:
    _sound(imported.corpus)
    for problem in imported.problems:
        assert str(problem)


@cache
def _folder() -> Path:
    """Give a folder of this process, for readers that want a path."""
    folder = tempfile.TemporaryDirectory(prefix="eurasec-fuzz-")
    _FOLDERS.append(folder)
    return Path(folder.name)


_FOLDERS: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""Kept as long as the process lives."""


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _line_by_line(given: Corpus) -> bytes:
    file = io.BytesIO()
    dump_lines(given, file)
    return file.getvalue()


# ── Documents and lines ─────────────────────────────────────────────────────


def _small_documents() -> Iterator[bytes]:
    yield dumps(corpus())
    for path in sorted((DATA / "v1").glob("*.json")):
        yield path.read_bytes()
        yield dumps(loads(path.read_bytes()))


def _document(data: bytes) -> None:
    _either_way(partial(loads, data), partial(loads, data, fast=True))


def _lines(data: bytes) -> None:
    _either_way(
        lambda: load_lines(io.BytesIO(data)),
        lambda: load_lines(io.BytesIO(data), fast=True),
    )


def _either_way(read: Callable[[], Corpus], read_fast: Callable[[], Corpus]) -> None:
    """Read with each of the parsers, which come to the same end unless keys stand twice."""
    end, fast_end = _end(read), _end(read_fast)
    if isinstance(end, Corpus):
        assert fast_end == end
        _sound(end)
    else:
        repeated = any(problem.rule == "repeated-key" for problem in end.problems)
        assert repeated or (isinstance(fast_end, DecodeError) and fast_end.problems == end.problems)
        raise end


def _end(read: Callable[[], Corpus]) -> Corpus | DecodeError:
    try:
        return read()
    except DecodeError as error:
        return error


# ── Dates ───────────────────────────────────────────────────────────────────

_FIXED: Final = tuple(
    map(parse_edtf, ("2022-02", "199X/..", "[2003,2005..2010]", "/2016~", "{..1990,2020-01}"))
)


def _edtf(data: bytes) -> None:
    value = parse_edtf(data.decode("utf-8", "surrogateescape"))
    assert parse_edtf(str(value)) == value
    assert repr(value)
    for fixed in _FIXED:
        for one, other in ((value, fixed), (fixed, value)):
            dates.overlaps(one, other)
            dates.contains(one, other)
            dates.before(one, other)
    assert sorted([value, *_FIXED], key=dates.sort_key)


def _edtf_seeds() -> Iterator[bytes]:
    for value in _FIXED:
        yield str(value).encode()
    yield from (
        b"Y-17E7S3",
        b"2004-06-~01/2004-06-~20",
        b"1985-04-12T23:20:30+04:30",
        b"%1980-21",
        b"-0450S2?",
    )


_LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru")
_ORDERS: Final[tuple[Order | None, ...]] = (None, "dmy", "mdy", "ymd")
_REFERENCES: Final = (None, "2022-02-10", "Y-17E7", "[2003,2005]", "0000", "199X")


def _prose(data: bytes) -> None:
    """The first byte chooses the language and the options, the others are the text."""
    choice = data[0] if data else 0
    choice, language = divmod(choice, len(_LANGUAGES))
    choice, order = divmod(choice, len(_ORDERS))
    choice, reference = divmod(choice, len(_REFERENCES))
    reading = read_date(
        data[1:].decode("utf-8", "surrogateescape"),
        language=_LANGUAGES[language],
        order=_ORDERS[order],
        reference=_REFERENCES[reference],
        periods={"the storm": "2020-03"} if choice % 2 else None,
    )
    assert reading.rule in RULES
    assert parse_edtf(str(reading.value)) == reading.value


def _prose_seeds() -> Iterator[bytes]:
    for rule in RULES.values():
        for language, texts in enumerate((rule.english, rule.russian)):
            for text in texts:
                yield bytes([language + 16]) + text.encode()


_WORDS: Final = (
    "early ",
    "late ",
    "mid-",
    "the first half of ",
    "spring",
    "winter ",
    "Q1 ",
    "th century",
    "1990s",
    " to ",
    "from ",
    "between ",
    " and ",
    " or ",
    "until ",
    "since ",
    "about ",
    " ago",
    "last year",
    "Wednesday, ",
    "9 February 2022",
    "2021–2022",
    "в начале ",
    "с ",
    " по ",
    " год",
    " века",
    "до ",
    "XX век",
    " лет назад",
    "9 февраля ",
    "весной ",
    "I квартал ",
    "около ",
    "(?)",
    "02/03/2022",
)


# ── DNA ─────────────────────────────────────────────────────────────────────


def _dna(data: bytes) -> None:
    imported = from_dna(_file("any.dna", data))
    _sound_import(imported)
    _written_again(imported, lambda texts: to_dna(imported.corpus, _folder() / "again.dna", texts=texts))


def _written_again(imported: Imported, write: Callable[[tuple[tuple[str, str], ...]], object]) -> None:
    """What was read can be written, or it is said why not."""
    with suppress(EurasecError):
        write(imported.texts)


def _dna_seeds() -> Iterator[bytes]:
    """Give databases in small pages, for in large ones most bytes mean nothing."""
    path = _folder() / "seed.dna"
    path.write_bytes((DATA / "dna" / "toy.dna").read_bytes())
    yield _in_small_pages(path)
    to_dna(corpus(), path, texts={"report": TEXT})
    yield _in_small_pages(path)


def _in_small_pages(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM")
    return path.read_bytes()


def _dna_events(data: bytes) -> None:
    imported = from_dna_events(io.BytesIO(data))
    _sound_import(imported)
    _written_again(
        imported, lambda texts: to_dna_events(imported.corpus, _folder() / "again.csv", texts=texts)
    )


def _dna_event_seeds() -> Iterator[bytes]:
    path = _folder() / "seed.csv"
    to_dna_events(corpus(), path, texts={"report": TEXT})
    yield path.read_bytes()
    yield (
        b'"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";'
        b'"text";"coder";"document_id";"document_title";"document_author";"document_source";"document_section";'
        b'"document_type"\n'
        b'1;"2020-05-04 10:00:00";"Berg";"Ports";"Growth";1;0;4;"Anna";"ab";7;"Report";"";"";"";""\n'
    )


# ── Sheets ──────────────────────────────────────────────────────────────────


def _sheet(read: Callable[[Path], Imported], name: str) -> Callable[[bytes], None]:
    return lambda data: _sound_import(read(_file(name, data)))


def _file_seeds(*names: str) -> Callable[[], Iterator[bytes]]:
    return lambda: ((DATA / name).read_bytes() for name in names)


def _tables(data: bytes) -> None:
    """The first line names a table, the rest is its CSV; the other tables are those of a sound corpus."""
    name, _, content = data.partition(b"\n")
    folder = _tables_of_a_corpus()
    path = folder / name.decode("ascii", "replace")
    if path not in folder.glob("*.csv"):
        raise InvalidValueError("tables", [])
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        _sound(from_csv(folder))
    finally:
        path.write_bytes(before)


@cache
def _tables_of_a_corpus() -> Path:
    folder = _folder() / "tables"
    to_csv(corpus(), folder)
    return folder


def _table_seeds() -> Iterator[bytes]:
    for path in sorted(_tables_of_a_corpus().glob("*.csv")):
        yield path.name.encode() + b"\n" + path.read_bytes()


# ── Foreign JSON ────────────────────────────────────────────────────────────

_MADE: Final = dt.datetime(2022, 2, 9, tzinfo=dt.UTC)


def _popolo(data: bytes) -> None:
    imported = from_popolo(data, keep_unknown=True)
    _sound_import(imported)
    to_popolo(imported.corpus)


def _ftm(data: bytes) -> None:
    imported = from_ftm(data, keep_unknown=True)
    _sound_import(imported)
    to_ftm(imported.corpus)


def _stix(data: bytes) -> None:
    imported = from_stix(data, keep_unknown=True)
    _sound_import(imported)
    to_stix(imported.corpus, _MADE)


def _exported(write: Callable[[Corpus], bytes], *names: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        yield write(corpus())
        yield from _file_seeds(*names)()

    return seeds


_JSON_TOKENS: Final = (
    '"id"',
    '"name"',
    '"format": "eurasec/1"',
    '"states"',
    '"positions"',
    "\\ud800",
    "\\u0000",
    "NaN",
    "1e999",
    "2022-02-30",
    "[2020..2021]",
    '"suport"',
    "null",
    "true",
    "[[[[",
    "{}",
    '"x": ',
    '"type": "position"',
)
_CSV_TOKENS: Final = (
    ";",
    ",",
    "\t",
    '"',
    '""',
    "\r\n",
    "\n",
    "'=",
    "=1+1",
    "\ufeff",
    "2022-02-09",
    "support",
)

HARNESSES: Final[Mapping[str, Harness]] = {
    each.name: each
    for each in (
        Harness("json", _document, _small_documents, ".json", json=True, tokens=_JSON_TOKENS),
        Harness(
            "json-lines",
            _lines,
            lambda: map(_line_by_line, map(loads, _small_documents())),
            ".jsonl",
            tokens=_JSON_TOKENS,
        ),
        Harness(
            "edtf", _edtf, _edtf_seeds, ".txt", tokens=(*"?~%XYES-/.[]{},T:Z", "..", "2022", "-21", "S2")
        ),
        Harness("prose", _prose, _prose_seeds, ".txt", tokens=_WORDS),
        Harness("dna", _dna, _dna_seeds, ".dna", tokens=("CREATE TABLE", "INTEGER", "TEXT", "STATEMENTS")),
        Harness("dna-events", _dna_events, _dna_event_seeds, ".csv", tokens=_CSV_TOKENS),
        Harness(
            "spreadsheet",
            _sheet(lambda path: from_spreadsheet(path, keep_unknown=True), "any.csv"),
            _file_seeds("spreadsheet/coding.csv"),
            ".csv",
            tokens=_CSV_TOKENS,
        ),
        Harness(
            "general-debate",
            _sheet(lambda path: from_general_debate(path, keep_unknown=True), "any.csv"),
            _file_seeds("spreadsheet/Speakers_by_session.csv"),
            ".csv",
            tokens=_CSV_TOKENS,
        ),
        Harness(
            "parlamint",
            _sheet(lambda path: from_parlamint(path, keep_unknown=True), "any.tsv"),
            _file_seeds("spreadsheet/ParlaMint-NR-meta-en.tsv"),
            ".tsv",
            tokens=_CSV_TOKENS,
        ),
        Harness("tables", _tables, _table_seeds, ".csv", tokens=_CSV_TOKENS),
        Harness(
            "popolo",
            _popolo,
            _exported(lambda given: to_popolo(given).result, "popolo/parliament.json"),
            ".json",
            json=True,
            tokens=_JSON_TOKENS,
        ),
        Harness(
            "followthemoney",
            _ftm,
            _exported(lambda given: to_ftm(given).result),
            ".jsonl",
            tokens=_JSON_TOKENS,
        ),
        Harness(
            "stix",
            _stix,
            _exported(lambda given: to_stix(given, _MADE).result),
            ".json",
            json=True,
            tokens=_JSON_TOKENS,
        ),
    )
}
"""All harnesses by their names."""
