"""The rows of records, and the tables as plain dicts that any program takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, cast

from eurasec._kinds import SESSION, kind_of
from eurasec.corpus import Corpus
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop.exchange import Exported
from eurasec.interop.tables.gathering import Source, gathered, table_named
from eurasec.interop.tables.plan import ROOT_OF, TABLES, Cell, Table
from eurasec.sources import Record

__all__ = ["Cells", "Row", "from_tables", "rows_of", "to_tables"]

Row: TypeAlias = dict[str, Cell]
"""A row: its cells by the names of their columns."""

Cells: TypeAlias = tuple[Cell, ...]
"""A row: its cells in the order of the table's columns."""


def to_tables(records: Iterable[Record]) -> Exported[dict[str, list[Row]]]:
    """Give records as tables: one for each kind, and a link table for each field of several values.

    Every table is there, also without rows, and every row has all columns of
    its table. Nothing is lost; see `TABLES` for what the columns hold.

    Args:
        records: A corpus, or any records; sessions stand inside their conference.

    Returns:
        The rows by the names of the tables.

    Raises:
        InvalidValueError: If something is no record that stands by itself.

    >>> from eurasec.datasets import csto_2022
    >>> exported = to_tables(csto_2022())
    >>> [row["member"] for row in exported.result["memberships"]][:2]
    ['armenia', 'belarus']
    >>> exported.losses
    ()
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for record in records:
        for table, cells in rows_of(record):
            rows[table.name].append(dict(zip(table.column_names, cells, strict=True)))
    return Exported(result=rows)


def from_tables(tables: Mapping[str, Iterable[Mapping[str, object]]]) -> Corpus:
    """Make a corpus of tables, as `to_tables` gives them.

    Tables and columns that are missing are taken for empty ones, and so are
    columns that are derived from others: they are not read. The rows of a table
    may stand in any order; `number` and `part` put those of link tables in
    theirs.

    Args:
        tables: The rows by the names of the tables.

    Raises:
        DecodeError: If something is wrong with a row, or if the records do not
            hold together; with everything that is wrong, by table and row.

    >>> from_tables({"states": [{"id": "norland", "name": "Norland"}]})
    <Corpus: 1 state>
    >>> from_tables({
    ...     "topics": [{"id": "fish", "label": "Fishing rights"}],
    ...     "positions": [{"id": "p-1", "topic": "fish", "stance": "suport"}],
    ...     "position_holders": [{"id": "p-1", "number": 0, "holder": "norland"}],
    ... })
    Traceback (most recent call last):
    ...
    eurasec.errors.DecodeError: tables: positions[0].stance: 'suport' is no word of Stance; did you mean ...
    """
    problems: list[Problem] = []
    sources = [
        Source(table, rows, f"{name}[{{}}]".format)
        for name, rows in tables.items()
        if (table := table_named(name, problems))
    ]
    return gathered(sources, "tables", problems)


# ── From records to rows ────────────────────────────────────────────────────


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
