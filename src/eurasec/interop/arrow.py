"""The tables of `eurasec.interop.tables` as Arrow tables, with fixed types.

Arrow is what pandas, polars, DuckDB and many others take without copying. What
a column holds never depends on its rows: texts are `string`, whole numbers
`int64`, numbers `double`, booleans `bool`, days `date32`. Needs the extra
`arrow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from eurasec.corpus import Corpus
from eurasec.errors import MissingExtraError, Problem
from eurasec.interop.exchange import Exported
from eurasec.interop.tables.gathering import Source, gathered, table_named, unknown_columns
from eurasec.interop.tables.plan import TABLES, ColumnType, Table
from eurasec.interop.tables.rows import Cells, rows_of
from eurasec.sources import Record

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_arrow", "schema_of", "to_arrow"]


def to_arrow(records: Iterable[Record]) -> Exported[dict[str, pa.Table]]:
    """Give records as Arrow tables: one for each kind, and one for each field of several values.

    Every table is there, also without rows. Nothing is lost.

    Args:
        records: A corpus, or any records; sessions stand inside their conference.

    Returns:
        The Arrow tables by the names of the tables.

    Raises:
        InvalidValueError: If something is no record that stands by itself.
        MissingExtraError: If pyarrow is missing.

    >>> from eurasec.datasets import csto_2022
    >>> exported = to_arrow(csto_2022())
    >>> exported.result["positions"].num_rows, exported.losses
    (64, ())
    >>> str(exported.result["positions"].schema.field("date_latest").type)
    'date32[day]'
    """
    require_pyarrow()
    rows: dict[str, list[Cells]] = {table.name: [] for table in TABLES}
    for record in records:
        for table, cells in rows_of(record):
            rows[table.name].append(cells)
    return Exported(result={table.name: filled(table, rows[table.name]) for table in TABLES})


def from_arrow(tables: Mapping[str, pa.Table]) -> Corpus:
    """Make a corpus of Arrow tables, as `to_arrow` gives them.

    Tables and columns that are missing are taken for empty ones, and columns
    that are derived from others are not read. Columns of another type are taken
    where they hold what they should: other programs write `large_string`, or
    `double` where whole numbers have gaps.

    Args:
        tables: The Arrow tables by the names of the tables.

    Raises:
        DecodeError: If something is wrong with a row or column, or if the
            records do not hold together; with everything that is wrong.
        MissingExtraError: If pyarrow is missing.

    >>> from eurasec.datasets import csto_2022
    >>> from_arrow(to_arrow(csto_2022()).result) == csto_2022()
    True
    """
    require_pyarrow()
    problems: list[Problem] = []
    sources: list[Source] = []
    for name, given in tables.items():
        if table := table_named(name, problems):
            problems.extend(unknown_columns(table, given.column_names, name))
            sources.append(Source(table, rows_in(given, table, name, problems), f"{name}[{{}}]".format))
    return gathered(sources, "tables", problems)


def schema_of(table: Table) -> pa.Schema:
    """Give the Arrow schema of a table.

    Args:
        table: One of `eurasec.interop.tables.TABLES`.

    Raises:
        MissingExtraError: If pyarrow is missing.

    >>> from eurasec.interop.tables import TABLES
    >>> schema_of(TABLES[0]).names[:2]
    ['id', 'name']
    """
    require_pyarrow()
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.schema(list(zip(table.column_names, types_of(table), strict=True)))


def require_pyarrow() -> None:
    """See to it that pyarrow is there.

    Raises:
        MissingExtraError: If it is missing.
    """
    try:
        import_module("pyarrow")
    except ImportError:
        raise MissingExtraError("pyarrow", "arrow") from None


def types_of(table: Table) -> list[pa.DataType]:
    """Give the Arrow types of a table's columns."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    types: dict[ColumnType, pa.DataType] = {
        ColumnType.TEXT: pa.string(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.BOOLEAN: pa.bool_(),
        ColumnType.DAY: pa.date32(),
    }
    return [types[column.type] for column in table.columns]


def filled(table: Table, rows: Iterable[Cells]) -> pa.Table:
    """Give rows of a table as an Arrow table."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    arrays = [pa.array(cells, kind) for cells, kind in zip(columns, types_of(table), strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema_of(table))


def rows_in(
    given: pa.Table, table: Table, place: str, problems: list[Problem]
) -> Iterator[dict[str, object]]:
    """Give the rows of an Arrow table, and put down the columns that do not hold what they should."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    names: list[str] = []
    columns: list[pa.ChunkedArray[pa.Scalar[pa.DataType]]] = []
    for column, kind in zip(table.columns, types_of(table), strict=True):
        if column.derived or column.name not in given.column_names:
            continue
        values = given.column(column.name)
        try:
            columns.append(values.cast(kind))
        except pa.ArrowException:
            message = f"holds {values.type}, where {kind} is wanted"
            problems.append(Problem(path=f"{place}.{column.name}", message=message, rule="type"))
        else:
            names.append(column.name)
    known = pa.Table.from_arrays(columns, names=names)
    return (row for batch in known.to_batches(max_chunksize=10_000) for row in _plain(batch))


def _plain(batch: pa.RecordBatch) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", batch.to_pylist())
