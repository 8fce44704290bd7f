"""Mutants of SQLite databases: right until something happened to their cells, rows or tables."""

# ruff: noqa: S608 - the names are those of the database itself

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Final

__all__ = ["DatabaseMutator"]

_VALUES: Final = (
    None,
    0,
    1,
    -1,
    2,
    255,
    256,
    2**31,
    2**63 - 1,
    -(2**63),
    0.5,
    float("inf"),
    "",
    " ",
    "x",
    "0",
    "1",
    "a\nb",
    "\x00",
    "\ufeff",
    "🕊",
    "x" * 5_000,
    b"",
    b"\xff",
    b"text",
    "short text",
    "boolean",
    "integer",
    "2020-05-04",
    "#000000",
)
_SCHEMA: Final = (
    "DROP TABLE {table}",
    "ALTER TABLE {table} RENAME TO Other",
    "ALTER TABLE {table} ADD COLUMN Further TEXT",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "ALTER TABLE {table} RENAME COLUMN {column} TO Other",
    "CREATE VIEW Other AS SELECT * FROM {table}",
    "CREATE INDEX Other ON {table} ({column})",
    "DELETE FROM {table}",
)


class DatabaseMutator:
    """Makes mutants of one database, the same for the same seed.

    Args:
        data: The database.
        seed: Where chance begins.
    """

    def __init__(self, data: bytes, seed: int) -> None:
        self._data = data
        self._chance = random.Random(seed)

    def mutants(self, count: int) -> Iterator[bytes]:
        """Give databases with one to three changes."""
        for _ in range(count):
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
                connection.deserialize(self._data)
                connection.execute("PRAGMA foreign_keys = OFF")
                connection.execute("PRAGMA ignore_check_constraints = ON")
                for _ in range(self._chance.choice((1, 1, 2, 3))):
                    with suppress(sqlite3.Error):  # what the schema itself forbids is no change
                        self._change(connection)
                yield connection.serialize()

    def _change(self, connection: sqlite3.Connection) -> None:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
            )
        ]
        table = self._chance.choice(names)
        rows = connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        column = self._chance.choice(columns)
        if self._chance.random() < 0.1 or not rows:
            connection.execute(self._chance.choice(_SCHEMA).format(table=table, column=column))
            return
        row = self._chance.choice(rows)
        kind = self._chance.random()
        if kind < 0.6:
            value = self._chance.choice((*_VALUES, *self._chance.choice(rows)[1:]))
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row[0]))
        elif kind < 0.8:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row[0],))
        else:
            listed = ", ".join(columns)
            values = [
                each if name != columns[0] else len(rows) + 1_000
                for name, each in zip(columns, row[1:], strict=True)
            ]
            marks = ", ".join("?" * len(columns))
            connection.execute(f"INSERT INTO {table} ({listed}) VALUES ({marks})", values)
