"""The tables as CSV: a folder with one file for each table that has rows.

The files are those of RFC 4180 in UTF-8, with a header line. A cell without
value is empty; booleans are `true` and `false`; days are written as ISO 8601.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, TextIO

from eurasec.corpus import Corpus
from eurasec.errors import Problem, shown
from eurasec.interop._limits import bytes_within, rows_within
from eurasec.interop.exchange import Exported
from eurasec.interop.tables.folders import existing_folder, new_folder
from eurasec.interop.tables.gathering import Source, gathered, table_named, unknown_columns
from eurasec.interop.tables.plan import TABLES, Cell, ColumnType, Table
from eurasec.interop.tables.rows import rows_of
from eurasec.serialization._files import PathLike
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Record

__all__ = ["escaped", "from_csv", "to_csv", "unescaped"]

# ── Cells ───────────────────────────────────────────────────────────────────

_FORMULA: Final = "=+\\-@\t\r\n＝＋－＠"
"""What a spreadsheet program may take for the beginning of a formula (OWASP, CSV Injection)."""

_dangerous: Final = re.compile(f"'*[{_FORMULA}]").match
_made_safe: Final = re.compile(f"'+[{_FORMULA}]").match


def escaped(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program may take for a formula.

    A text that looks like an escaped one gets one more, so that `unescaped`
    gives every text back as it was.

    >>> escaped("=1+1"), escaped("'=1+1"), escaped("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _dangerous(text) else text


def unescaped(text: str) -> str:
    """Give a text as it was before `escaped`.

    >>> unescaped("'=1+1"), unescaped("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if _made_safe(text) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escaped(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, dt.date) else repr(cell)


_BOOLEANS: Final = {"true": True, "false": False}
_whole_number: Final = re.compile(r"-?[0-9]{1,20}").fullmatch
_number: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?").fullmatch


def _boolean(text: str) -> object:
    return _BOOLEANS.get(text.lower(), text)


def _integer(text: str) -> object:
    return int(text) if _whole_number(text) else text


def _float(text: str) -> object:
    return float(text) if _number(text) else text


def _nothing(_: str) -> object:
    return None


_READERS: Final[dict[ColumnType, Callable[[str], object]]] = {
    ColumnType.TEXT: unescaped,
    ColumnType.INTEGER: _integer,
    ColumnType.NUMBER: _float,
    ColumnType.BOOLEAN: _boolean,
    ColumnType.DAY: _nothing,
}
"""What a written cell holds; what is no such thing stays a text, which its field then refuses."""


# ── Writing ─────────────────────────────────────────────────────────────────


def to_csv(records: Iterable[Record], folder: PathLike) -> Exported[tuple[Path, ...]]:
    r"""Write records as tables to a folder, one CSV file for each table that has rows.

    A text that a spreadsheet program may take for a formula gets an apostrophe
    before it, which `from_csv` takes away. Nothing is lost. The folder takes its
    name once all is written.

    Args:
        records: A corpus, or any records; sessions stand inside their conference.
        folder: A new or empty folder.

    Returns:
        The files that were written.

    Raises:
        InvalidValueError: If the folder is there and not empty, or if
            something is no record that stands by itself.
        OSError: If it cannot be written.

    >>> import tempfile
    >>> from eurasec import State
    >>> with tempfile.TemporaryDirectory() as place:
    ...     files = to_csv([State(id="norland", name="=Norland")], Path(place) / "tables").result
    ...     print(*(line[:17] for line in files[0].read_text().splitlines()), sep="\n")
    id,name,code,note
    norland,'=Norland
    """
    with new_folder(folder) as place:
        names = _write_files(records, place)
    return Exported(result=tuple(Path(folder) / name for name in names))


def _write_files(records: Iterable[Record], folder: Path) -> list[str]:
    with ExitStack() as files:
        write: dict[str, Callable[[Sequence[str]], object]] = {}
        for record in records:
            for table, cells in rows_of(record):
                if table.name not in write:
                    file = files.enter_context(_new_file(folder / f"{table.name}.csv"))
                    write[table.name] = csv.writer(file).writerow
                    write[table.name](table.column_names)
                write[table.name](list(map(_written, cells)))
    return [f"{table.name}.csv" for table in TABLES if table.name in write]


def _new_file(path: Path) -> TextIO:
    return path.open("x", encoding="utf-8", newline="")


# ── Reading ─────────────────────────────────────────────────────────────────


def from_csv(folder: PathLike, *, limits: Limits = USUAL) -> Corpus:
    r"""Make a corpus of a folder of CSV files, as `to_csv` writes them.

    A file that is missing is taken for an empty table. Columns may stand in any
    order, and be missing; those that are derived from others are not read.
    Files that do not end in `.csv` are left alone.

    Args:
        folder: The folder.
        limits: How much each file may hold: `bytes`, rows (`records`), characters of a cell (`text`).

    Raises:
        DecodeError: If something is wrong with a file or row, or if the records
            do not hold together, or if a limit is broken; with everything that
            is wrong, by file and row. Rows are counted as a spreadsheet program counts them: the
            header is the first.
        InvalidValueError: If it is no folder.
        OSError: If it cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     _ = (Path(place) / "states.csv").write_text("id,name\nnorland,'=Norland\n")
    ...     from_csv(place).states[0].name
    '=Norland'
    """
    problems: list[Problem] = []
    sources = [
        _source(path, table, problems, limits)
        for path in sorted(existing_folder(folder).glob("*.csv"))
        if (table := table_named(path.stem, problems))
    ]
    return gathered(sources, str(folder), problems)


def _source(path: Path, table: Table, problems: list[Problem], limits: Limits) -> Source:
    """Give the rows of a file, as many as can be read."""
    rows: list[object] = []
    numbers: list[int] = []
    try:
        for number, row in _rows(path, table, problems, limits):
            rows.append(row)
            numbers.append(number)
    except UnicodeDecodeError as error:
        problems.append(Problem(path=path.name, message=f"is not UTF-8: {error.reason}", rule="encoding"))
    except csv.Error as error:
        message = f"is no CSV: {error}"
        problems.append(Problem(path=f"{path.name} row {len(rows) + 2}", message=message, rule="csv"))
    return Source(table, rows, lambda index: f"{path.name} row {numbers[index]}")


def _rows(path: Path, table: Table, problems: list[Problem], limits: Limits) -> Iterator[tuple[int, object]]:
    """Give the rows of a file, each with its number."""

    def place(number: int) -> str:
        return f"{path.name} row {number}"

    text = bytes_within(path, limits).decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, list[str]())
    readers = _readers(header, table, place(1), problems)
    for number, line in rows_within(enumerate(lines, 2), limits, str(path.parent), place):
        if not any(line):
            continue
        if len(line) == len(header):
            cells = zip(readers, line, strict=True)
            yield number, {name: read(cell) for (name, read), cell in cells if name and cell}
        else:
            message = f"has {len(line)} cells, but the header has {len(header)}"
            problems.append(Problem(path=place(number), message=message, rule="csv"))


def _readers(
    header: list[str], table: Table, place: str, problems: list[Problem]
) -> list[tuple[str, Callable[[str], object]]]:
    """Give for each column of a file its name, and what reads its cells; a strange one is not read."""
    problems.extend(unknown_columns(table, header, place))
    problems.extend(
        Problem(path=f"{place}.{name}", message="stands there twice", rule="no-repeats", value=shown(name))
        for name in sorted({name for name in header if header.count(name) > 1})
    )
    types = {column.name: column.type for column in table.columns}
    return [(name, _READERS[types[name]]) if name in types else ("", _nothing) for name in header]
