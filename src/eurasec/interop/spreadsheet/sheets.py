"""Sheets that people and other programs write: CSV and TSV with a header line."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.interop._limits import bytes_within, rows_within
from eurasec.serialization._files import PathLike
from eurasec.serialization.limits import Limits
from eurasec.sources import Attribute

__all__ = ["Sheet", "SheetRow", "doubt", "problem", "read_sheet", "text_problems"]

Named: TypeAlias = Callable[[str], str | None]
"""Gives the name of the column that a header means, `None` if it means none."""

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@attrs.frozen
class SheetRow:
    """One row of a sheet.

    Attributes:
        number: Its number, as a spreadsheet program counts it: the header is row 1.
        cells: The cells that are not empty, by the names of their columns.
        others: The cells in columns that nobody knows, with their headers.
    """

    number: int
    cells: Mapping[str, str]
    others: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """The path of problems with the row."""
        return _place(self.number)

    def get(self, name: str) -> str | None:
        """Give a cell, `None` where it is empty."""
        return self.cells.get(name)

    def attributes(self) -> tuple[Attribute, ...]:
        """Give the cells in unknown columns as attributes."""
        return tuple(Attribute(name=title, value=cell) for title, cell in self.others)


@attrs.frozen
class Sheet:
    """A sheet that was read.

    Attributes:
        columns: The names of the columns that are known and there.
        strange: The headers that nobody knows.
        rows: Its rows; blank ones are left out.
        problems: What is wrong with other rows.
    """

    columns: frozenset[str]
    strange: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]


def read_sheet(
    path: PathLike, named: Named, *, limits: Limits, delimiters: str, quoted: bool = True, empty: str = ""
) -> Sheet:
    """Read a sheet.

    Args:
        path: The file: UTF-8, or UTF-16 with a byte-order mark.
        named: Gives the column that a header means.
        limits: How much it may hold.
        delimiters: What may stand between cells; that is taken with which the
            header has most known columns, of equals the first.
        quoted: Whether cells may stand between quotation marks.
        empty: What a cell without value may hold, beside nothing.

    Raises:
        DecodeError: If the file cannot be read as such a sheet at all, or breaks a limit.
        OSError: If it cannot be read.
    """
    heading = str(path)
    text = _text(bytes_within(path, limits), heading)
    delimiter = max(delimiters, key=lambda each: _known(text, each, named, quoted=quoted))
    lines = _lines(text, delimiter, heading, quoted=quoted)
    header = next(lines, (1, list[str]()))[1]
    titles = [_title(each, number) for number, each in enumerate(header, 1)]
    names = [named(title) for title in titles]
    problems = list(_repeats(names))
    if problems:
        raise DecodeError(heading, problems)
    rows: list[SheetRow] = []
    for number, line in rows_within(lines, limits, heading, _place):
        cells = [cell.strip() for cell in line]
        if len(cells) == len(header):
            rows.append(_row(number, titles, names, cells, empty))
        elif any(cells):
            message = f"has {len(cells)} cells, but the header has {len(header)}"
            problems.append(Problem(path=_place(number), message=message, rule="cells"))
    return Sheet(
        columns=frozenset(filter(None, names)),
        strange=tuple(title for title, name in zip(titles, names, strict=True) if name is None),
        rows=tuple(row for row in rows if row.cells or row.others),
        problems=tuple(problems),
    )


def _place(number: int) -> str:
    return f"row {number}"


def _title(header: str, number: int) -> str:
    """Give a header in one line, and a number where it is empty."""
    plain = "".join(each if each.isprintable() else " " for each in header)
    return " ".join(plain.split()) or f"column {number}"


def _row(number: int, titles: list[str], names: list[str | None], cells: list[str], empty: str) -> SheetRow:
    filled = [
        (title, name, cell)
        for title, name, cell in zip(titles, names, cells, strict=True)
        if cell and cell != empty
    ]
    return SheetRow(
        number,
        {name: cell for _, name, cell in filled if name is not None},
        tuple((title, cell) for title, name, cell in filled if name is None),
    )


def _text(data: bytes, heading: str) -> str:
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"is not {encoding.upper().removesuffix('-SIG')}: {error.reason}"
        raise DecodeError(heading, [Problem(path="", message=message, rule="encoding")]) from None


def _lines(text: str, delimiter: str, heading: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    source = io.StringIO(text, newline="")
    if quoted:
        lines = csv.reader(source, delimiter=delimiter)
    else:
        lines = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    number = 0
    try:
        for line in lines:
            number += 1
            yield number, line
    except csv.Error as error:
        problem = Problem(path=f"row {number + 1}", message=f"is no CSV: {error}", rule="csv")
        raise DecodeError(heading, [problem]) from None


def _known(text: str, delimiter: str, named: Named, *, quoted: bool) -> int:
    """Count the columns that are known if a delimiter is the right one."""
    header = next(_lines(text, delimiter, "header", quoted=quoted), (1, list[str]()))[1]
    return sum(named(_title(each, 0)) is not None for each in header)


def _repeats(names: list[str | None]) -> Iterator[Problem]:
    times = Counter(name for name in names if name is not None)
    for name in sorted(name for name, count in times.items() if count > 1):
        yield Problem(
            path=f"row 1.{name}", message="stands there twice", rule="no-repeats", value=shown(name)
        )


# ── What is wrong with a row ────────────────────────────────────────────────


def problem(path: str, message: str, rule: str) -> Problem:
    """Give what is wrong in a column of a row."""
    return Problem(path=path, message=message, rule=rule)


def doubt(path: str, message: str) -> Problem:
    """Give what is doubtful in a column of a row that is taken all the same."""
    return Problem(path=path, message=message, rule="doubtful")


def text_problems(row: SheetRow, *, free: str = "") -> Iterator[Problem]:
    """Give what no text of a record may hold, such as a control character.

    Args:
        row: The row.
        free: A column that is judged elsewhere.
    """
    for column, cell in (*row.cells.items(), *row.others):
        if column != free:
            try:
                Attribute(name="cell", value=cell)
            except InvalidValueError as error:
                yield attrs.evolve(error.problems[0], path=column)
