"""How a selection is shown: a short table that fits the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, cast

__all__ = ["ROWS", "cell", "many", "table"]

ROWS: Final = 10
"""Rows that a table shows at most."""

_WIDTH: Final = 88
"""Columns where there is no terminal."""

_GAP: Final = "  "


def width() -> int:
    """Give the columns of the terminal, or a usual number where there is none."""
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return _WIDTH


def cell(value: object) -> str:
    """Show the value of a field in a few words.

    >>> cell(("zas", "imomi"))
    'zas, imomi'
    >>> cell(None)
    ''
    """
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return ", ".join(map(cell, cast("tuple[object, ...]", value)))
    return str(value)


def many(number: int, noun: str, plural: str | None = None) -> str:
    """Write how many there are of something.

    >>> many(1, "topic"), many(3, "topic"), many(0, "person", "people")
    ('1 topic', '3 topics', '0 people')
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Lay out rows in columns; the last column takes what room is left.

    >>> print(table([["id", "name"], ["zas", "Stanislav Zas"]]))
      id   name
      zas  Stanislav Zas
    """
    lines = [list(row) for row in rows]
    columns = range(len(lines[0]))
    room = width() - len(_GAP) * len(columns)
    widths = [max(len(line[column]) for line in lines) for column in columns]
    for column in columns:
        most = room if column == columns[-1] else room // 2
        widths[column] = min(widths[column], max(8, most))
        room -= widths[column]
    return "\n".join(
        (_GAP + _GAP.join(_fitted(text, size) for text, size in zip(line, widths, strict=True))).rstrip()
        for line in lines
    )


def _fitted(text: str, size: int) -> str:
    return text.ljust(size) if len(text) <= size else f"{text[: size - 1]}…"
