"""Tables, tidy and linked: as rows of plain dicts, and as folders of CSV files.

Every kind of record has a table of its own, and every field of several values a
link table, whose rows name their record by its `id` and their place by
`number`. Which tables there are, and what stands in their columns, is derived
from the classes of the model; `TABLES` lists it. The same tables as Arrow and
Parquet are in `eurasec.interop.arrow` and `eurasec.interop.parquet`.

In reading order: `plan` (which tables there are), `rows` (from records to rows),
`gathering` (from rows to records), `folders` and `files` (CSV).

>>> [table.name for table in TABLES if table.record is not None][:3]
['states', 'areas', 'organizations']
"""

from eurasec.interop.tables.files import from_csv, to_csv
from eurasec.interop.tables.plan import TABLES, Cell, Column, ColumnType, Link, Table
from eurasec.interop.tables.rows import Row, from_tables, to_tables

__all__ = [
    "TABLES",
    "Cell",
    "Column",
    "ColumnType",
    "Link",
    "Row",
    "Table",
    "from_csv",
    "from_tables",
    "to_csv",
    "to_tables",
]
