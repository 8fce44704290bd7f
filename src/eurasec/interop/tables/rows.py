"""The tables as rows: plain dicts that any program takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from eurasec.corpus import Corpus
from eurasec.errors import Problem
from eurasec.interop.exchange import Exported
from eurasec.interop.tables.flattening import rows_of
from eurasec.interop.tables.gathering import Source, gathered, unknown_table
from eurasec.interop.tables.plan import BY_NAME, TABLES, Cell
from eurasec.sources import Record

__all__ = ["Row", "from_tables", "to_tables"]

Row: TypeAlias = dict[str, Cell]
"""A row: its cells by the names of their columns."""


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
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    names = {table.name: table.column_names for table in TABLES}
    for record in records:
        for table, cells in rows_of(record):
            tables[table.name].append(dict(zip(names[table.name], cells, strict=True)))
    return Exported(result=tables)


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
    sources: list[Source] = []
    for name, rows in tables.items():
        if name in BY_NAME:
            sources.append(Source(BY_NAME[name], rows, f"{name}[{{}}]".format))
        else:
            problems.append(unknown_table(name))
    return gathered(sources, "tables", problems)
