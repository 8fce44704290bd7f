"""From records to rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, cast

from eurasec._kinds import SESSION, kind_of
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop.tables.plan import ROOT_OF, Cell, Table
from eurasec.sources import Record

__all__ = ["Cells", "rows_of"]

Cells: TypeAlias = tuple[Cell, ...]
"""A row: its cells in the order of the table's columns."""


def rows_of(record: Record) -> Iterator[tuple[Table, Cells]]:
    """Give the rows of a record and of all that it holds, each with its table.

    Args:
        record: The record; sessions stand inside their conference.

    Raises:
        InvalidValueError: If it is no record that stands by itself.
    """
    table = ROOT_OF.get(type(record))
    if table is None:
        a_session = kind_of(record) is SESSION
        message = "a session stands inside its conference" if a_session else f"{shown(record)} is no record"
        problem = Problem(path="", message=message, rule="record", value=shown(record))
        raise InvalidValueError("tables", [problem])
    return _rows(table, (), record, (record.id,))


def _rows(table: Table, keys: Cells, thing: object, address: Cells) -> Iterator[tuple[Table, Cells]]:
    """Give the row of a thing, and those of its link tables, which name the row by its address."""
    yield table, (*keys, *(cast("Cell", cell(thing)) for cell in table.cells))
    for link in table.links:
        values = link.values(thing)
        if values:
            for number, value in enumerate(cast("Iterable[object]", values)):
                keys_there = (*address, number)
                yield from _rows(link.table, keys_there, value, _address(value, keys_there))


def _address(thing: object, keys: Cells) -> Cells:
    """Give how link tables name a row: a record by its id, anything else by its keys."""
    return (thing.id,) if isinstance(thing, Record) else keys
