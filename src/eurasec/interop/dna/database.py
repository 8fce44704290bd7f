"""`.dna` files: the SQLite databases of the Discourse Network Analyzer, read and written.

A file that is read may come from anywhere. It is opened read-only and taken as
unchanging; only plain tables are read, cell by cell, each held against what its
column may hold; nothing in it is run; and reading takes no longer, and no more
memory, than a file of its size can need.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from eurasec.errors import DecodeError, InvalidValueError, Problem
from eurasec.interop._limits import rows_within
from eurasec.interop.dna.schema import TABLES, Cell, Row, Table
from eurasec.serialization.limits import USUAL, Limits, broken, exceeds

__all__ = ["Rows", "digest_of", "file_of", "read_rows"]

Rows: TypeAlias = Mapping[str, Mapping[object, Row]]
"""The rows of each table by their keys, in the order of the keys."""

# ── Reading ─────────────────────────────────────────────────────────────────

_MAGIC: Final = b"SQLite format 3\x00"
_STEPS: Final = 10_000
"""Steps of SQLite's machine between two looks at the budget."""
_STEPS_OF_ANY_FILE: Final = 1_000_000
_STEPS_FOR_A_BYTE: Final = 40
"""A row takes some steps for each column, and at least a byte for each."""
_SHORTEST_ROW: Final = 7
"""Bytes that a row of two columns needs at least: its pointer, length, number and header."""
_GROWTH: Final = 2
"""How many times longer texts may be than the file: those in UTF-16 grow by half."""
_UNFINISHED: Final = ("-journal", "-wal")
"""What stands beside a file while a program changes it."""


def read_rows(path: str | os.PathLike[str], limits: Limits = USUAL) -> tuple[Rows, list[Problem]]:
    """Read the tables of a file.

    Args:
        path: The file.
        limits: How much it may hold.

    Returns:
        The rows that are as their tables say, and what is wrong with the others.

    Raises:
        DecodeError: If it is no database of DNA, or a damaged one, or breaks a limit.
        OSError: If the file cannot be read.
    """
    place = Path(path)
    name = os.fsdecode(path)
    size = _size_of(place, name)
    if exceeds(size, limits.bytes):
        raise DecodeError(name, [broken("", "bytes", f"is longer than {limits.bytes:,} bytes")])
    reader = _Reader(name, size, limits)
    uri = f"{place.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        return reader.read(connection), reader.problems
    finally:
        connection.close()


def _size_of(place: Path, name: str) -> int:
    with place.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise _refused(name, "", "is no SQLite database, so no file of DNA 3")
        size = file.seek(0, os.SEEK_END)
    for ending in _UNFINISHED:
        beside = Path(f"{name}{ending}")
        if beside.exists() and beside.stat().st_size:
            raise _refused(
                name, "", f"is being changed ({beside.name} stands beside it); close it in DNA first"
            )
    return size


def _refused(name: str, path: str, message: str, rule: str = "database") -> DecodeError:
    return DecodeError(name, [Problem(path=path, message=message, rule=rule)])


def _decoded(data: bytes) -> str | bytes:
    """Give the bytes of a text as such; as bytes, which no column takes, where they are no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


@attrs.define
class _Reader:
    """Reads the tables of one database, and keeps what is wrong with their rows.

    Attributes:
        name: How problems call the file.
        size: Its size in bytes.
        limits: How much it may hold.
        problems: What is wrong so far.
        table: The table that is being read.
        steps: How many looks at the budget are left.
        rows: How many rows there may still be.
        characters: How many characters texts may still have.
    """

    name: str
    size: int
    limits: Limits
    problems: list[Problem] = attrs.field(factory=list[Problem])
    table: str = ""
    steps: int = attrs.field(init=False)
    rows: int = attrs.field(init=False)
    characters: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Allow what a file of this size can need."""
        self.steps = (_STEPS_OF_ANY_FILE + _STEPS_FOR_A_BYTE * self.size) // _STEPS
        self.rows = self.size // _SHORTEST_ROW
        self.characters = _GROWTH * self.size

    def read(self, connection: sqlite3.Connection) -> Rows:
        """Give the rows of all tables."""
        try:
            self._guard(connection)
            present = self._present(connection)
            self._columns(connection, present)
            return {
                name: self._rows(connection, table) if name in present else {}
                for name, table in TABLES.items()
            }
        except (sqlite3.Error, UnicodeError) as error:
            raise _refused(self.name, self.table, f"cannot be read: {error}", "sqlite") from None
        except MemoryError:  # a few damaged bytes may ask SQLite for it
            raise _refused(
                self.name, self.table, "cannot be read: no memory is enough for it", "sqlite"
            ) from None

    def _guard(self, connection: sqlite3.Connection) -> None:
        """Let SQLite read tables and do nothing else, and not for ever."""
        connection.text_factory = _decoded
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, self.size)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
        connection.set_progress_handler(self._is_spent, _STEPS)
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_may)

    def _is_spent(self) -> int:
        self.steps -= 1
        return int(self.steps < 0)

    def _present(self, connection: sqlite3.Connection) -> frozenset[str]:
        """Give the names of our tables that the database has; refuse one that lacks some."""
        found: dict[str, str] = {}
        for sort, name, root in connection.execute("SELECT type, name, rootpage FROM sqlite_master"):
            if isinstance(name, str) and name.upper() in TABLES and sort in {"table", "view"}:
                plain = sort == "table" and isinstance(root, int) and root > 0
                found[name.upper()] = "" if plain else "is no plain table"
        wrong = {
            name: found.get(name, "is missing; a file of DNA 2 has to be opened with DNA 3 first")
            for name, table in TABLES.items()
            if table.expected or name in found
        }
        problems = [
            Problem(path=name, message=message, rule="table") for name, message in wrong.items() if message
        ]
        if problems:
            raise DecodeError(self.name, problems)
        return frozenset(found)

    def _columns(self, connection: sqlite3.Connection, present: Iterable[str]) -> None:
        """Refuse a database whose tables lack columns, or have some that would have to be computed."""
        problems: list[Problem] = []
        for name in sorted(present):
            self.table = name
            columns = connection.execute(f'PRAGMA table_xinfo("{name}")')
            plain = {str(each[1]).upper(): each[-1] == 0 for each in columns}
            for column in TABLES[name].columns:
                if not plain.get(column.name.upper()):
                    message = "is computed" if column.name.upper() in plain else "is missing"
                    problems.append(Problem(path=f"{name}.{column.name}", message=message, rule="column"))
        if problems:
            raise DecodeError(self.name, problems)

    def _rows(self, connection: sqlite3.Connection, table: Table) -> Mapping[object, Row]:
        self.table = table.name
        names = table.names
        rows: dict[Cell, Row] = {}
        found = enumerate(connection.execute(table.selection), 1)
        for _, values in rows_within(
            found, self.limits, self.name, lambda number: f"{table.name} row {number}"
        ):
            cells = dict(zip(names, values, strict=True))
            self._count(values)
            problems = list(table.problems(cells))
            row = Row(table.name, cells)
            key = values[0]
            if not problems and key in rows:
                problems = [Problem(path=names[0], message="stands there twice", rule="unique")]
            if problems:
                self.problems += (problem.below(row.place) for problem in problems)
            else:
                rows[key] = row
        return dict(sorted(rows.items(), key=_by_key))

    def _count(self, values: Iterable[object]) -> None:
        """Refuse a database whose pages are read over and over."""
        self.rows -= 1
        self.characters -= sum(len(value) for value in values if isinstance(value, (str, bytes)))
        if self.rows < 0 or self.characters < 0:
            raise _refused(self.name, self.table, "holds more than a file of its size can hold")


def _by_key(item: tuple[object, Row]) -> tuple[int, str]:
    key = item[0]
    return (key, "") if isinstance(key, int) else (0, str(key))


_ALLOWED: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


def _may(action: int, name: str | None, *_: object) -> int:
    """Tell SQLite what it may do: read tables, and say which columns they have."""
    allowed = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and name == "table_xinfo")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


# ── Writing ─────────────────────────────────────────────────────────────────


def file_of(rows: Mapping[str, Sequence[tuple[Cell, ...]]]) -> bytes:
    """Make a database file; equal rows give equal bytes with the same release of SQLite.

    Args:
        rows: The rows of each table, their cells in the order of its columns.

    Raises:
        InvalidValueError: If a row is not as its table says; with all problems.
    """
    problems = [problem for name, each in rows.items() for problem in _wrong_rows(TABLES[name], each)]
    if problems:
        raise InvalidValueError("database", problems)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in TABLES.values():
            connection.execute(table.definition)
        for name, table in TABLES.items():
            connection.executemany(table.insertion, rows.get(name, ()))
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _wrong_rows(table: Table, rows: Iterable[tuple[Cell, ...]]) -> Iterable[Problem]:
    names = table.names
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        for problem in table.problems(cells):
            yield problem.below(Row(table.name, cells).place)


_SALT: Final = 16
_ROUNDS: Final = 100_000


@cache
def digest_of(password: str) -> str:
    """Give the digest of a password, as DNA keeps and checks it.

    That is a salt of 16 bytes before the SHA-256 of salt and password, which
    is repeated 100,000 times, in Base64 (jasypt, "Encrypting passwords"). The
    salt is made from the password itself, so that equal files come out equal;
    a DNA file protects nothing anyway, since all of it can be read without a
    password.

    Args:
        password: The password.

    Raises:
        InvalidValueError: If it is no text.
    """
    try:
        message = unicodedata.normalize("NFC", password).encode()
    except (TypeError, UnicodeEncodeError) as error:
        problem = Problem(path="password", message=f"cannot be used: {error}", rule="password")
        raise InvalidValueError("to_dna", [problem]) from None
    salt = hashlib.sha256(b"eurasec " + message).digest()[:_SALT]
    digest = salt + message
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")
