"""Mutants of sheets: CSV that was right until something happened to its cells, rows or columns."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from typing import Final

__all__ = ["SheetMutator"]

_CELLS: Final = (
    "",
    " ",
    "-",
    "x",
    "support",
    "suport",
    "0",
    "-1",
    "1.5",
    "9" * 40,
    "2020-05-04",
    "2020-13-45",
    "[2020,2021]",
    "=1+1",
    "'=1",
    "a;b",
    "a,b",
    'a"b',
    '"',
    "a\nb",
    "a\rb",
    "\t",
    "\x00",
    "\ufeff",
    "\u2028",
    "🕊",
    "x" * 200_000,
    "true",
    "null",
    "NaN",
    "1e999",
    '["a"]',
    "{}",
    "forum",
    "berg; dahl",
    "row 1",
)
_ENCODINGS: Final = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")


class SheetMutator:
    """Makes mutants of one sheet, the same for the same seed.

    Args:
        data: The sheet.
        seed: Where chance begins.
        delimiter: What stands between its cells.
    """

    def __init__(self, data: bytes, seed: int, delimiter: str) -> None:
        self._rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))
        self._delimiter = delimiter
        self._chance = random.Random(seed)

    def mutants(self, count: int) -> Iterator[bytes]:
        """Give sheets with one to three changes."""
        changes = (
            self._cell,
            self._cell,
            self._cell,
            self._other_cell,
            self._header,
            self._drop_row,
            self._double_row,
            self._short_row,
            self._drop_column,
            self._double_column,
            self._swap_columns,
        )
        for _ in range(count):
            rows = [list(row) for row in self._rows]
            for _ in range(self._chance.choice((1, 1, 2, 3))):
                if rows and all(rows):
                    self._chance.choice(changes)(rows)
            yield self._written(rows)

    def _written(self, rows: list[list[str]]) -> bytes:
        file = io.StringIO(newline="")
        delimiter = self._delimiter if self._chance.random() < 0.95 else self._chance.choice(";,\t|")
        csv.writer(file, delimiter=delimiter, lineterminator=self._chance.choice(("\n", "\r\n"))).writerows(
            rows
        )
        return file.getvalue().encode(self._chance.choice(_ENCODINGS), "replace")

    def _place(self, rows: list[list[str]]) -> tuple[list[str], int]:
        row = self._chance.choice(rows[1:] or rows)
        return row, self._chance.randrange(len(row))

    def _cell(self, rows: list[list[str]]) -> None:
        row, column = self._place(rows)
        row[column] = self._chance.choice(_CELLS)

    def _other_cell(self, rows: list[list[str]]) -> None:
        row, column = self._place(rows)
        other, place = self._place(rows)
        row[column] = other[place]

    def _header(self, rows: list[list[str]]) -> None:
        column = self._chance.randrange(len(rows[0]))
        rows[0][column] = self._chance.choice(
            (*_CELLS, *rows[0], rows[0][column].upper(), rows[0][column][1:])
        )

    def _drop_row(self, rows: list[list[str]]) -> None:
        del rows[self._chance.randrange(len(rows))]

    def _double_row(self, rows: list[list[str]]) -> None:
        rows.insert(self._chance.randrange(len(rows) + 1), list(self._chance.choice(rows)))

    def _short_row(self, rows: list[list[str]]) -> None:
        row, column = self._place(rows)
        row[column:] = self._chance.choice(([], row[column:] * 2))

    def _drop_column(self, rows: list[list[str]]) -> None:
        column = self._chance.randrange(len(rows[0]))
        for row in rows:
            del row[column : column + 1]

    def _double_column(self, rows: list[list[str]]) -> None:
        column = self._chance.randrange(len(rows[0]))
        for row in rows:
            row.append(row[column] if column < len(row) else "")

    def _swap_columns(self, rows: list[list[str]]) -> None:
        one, other = (self._chance.randrange(len(rows[0])) for _ in range(2))
        for row in rows:
            if max(one, other) < len(row):
                row[one], row[other] = row[other], row[one]
