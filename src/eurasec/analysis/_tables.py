"""Tables as text: what a result looks like when it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDEST: Final = 24
"""Characters of a label that are shown."""

_MOST: Final = (20, 10)
"""Rows and columns that are shown."""


def number_text(number: float) -> str:
    """Write a number with at most three decimals.

    >>> number_text(2.0), number_text(2 / 3)
    ('2', '0.667')
    """
    return f"{number:.3f}".rstrip("0").rstrip(".")


def matrix_text(
    row_labels: Sequence[str], column_labels: Sequence[str], matrix: Sequence[Sequence[float]]
) -> str:
    """Write a matrix as a small aligned table; what is beyond its size is told by `…`.

    >>> print(matrix_text(["Org A", "B"], ["T1", "T2"], [[1, 0.25], [0, 2]]))
           T1    T2
    Org A   1  0.25
    B       0     2
    """
    most_rows, most_columns = _MOST
    header = ["", *map(_shortened, column_labels[:most_columns])]
    lines = [header]
    for label, row in zip(row_labels[:most_rows], matrix, strict=False):
        lines.append([_shortened(label), *map(number_text, row[:most_columns])])
    if len(column_labels) > most_columns:
        lines = [[*line, "…"] for line in lines]
    if len(row_labels) > most_rows:
        lines.append(["…"] * len(lines[0]))
    return table_text(lines)


def table_text(lines: Sequence[Sequence[str]], *, right: bool = True) -> str:
    """Write cells in columns, the first to the left, the others to the right or to the left too.

    >>> print(table_text([["", "sum"], ["A", "7"]]))
       sum
    A    7
    """
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths, right=right) for line in lines)


def _aligned(cells: Sequence[str], widths: Sequence[int], *, right: bool) -> str:
    fitted = (
        cell.rjust(width) if right and place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(fitted).rstrip()


def _shortened(label: str) -> str:
    return label if len(label) <= _WIDEST else f"{label[: _WIDEST - 1]}…"
