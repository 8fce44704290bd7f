"""The tables of a `.dna` file: what the Discourse Network Analyzer 3 has in its databases.

The tables, their columns and what a column may hold are facts about that
format. They are said once, here: a file is written from them, and what is
read is held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from eurasec.errors import Problem, shown

__all__ = ["GREATEST", "LONGEST", "TABLES", "Cell", "Row", "Table"]

Cell = str | int | None
"""What stands in a cell."""

GREATEST: Final = 2**31 - 1
"""DNA counts rows, places and the values of integer variables in 32 bits."""

LONGEST: Final = 190
"""Characters that names, values of short text and attributes may have."""


@attrs.frozen
class Column:
    """One column, and what its cells may hold.

    Attributes:
        name: Its name.
        type: `INTEGER` or `TEXT`.
        null: Whether a cell may be empty.
        least: The least number.
        greatest: The greatest number.
        longest: The number of characters that a text may have.
        default: What the database fills in.
        words: The words that a text is one of.
        of: The table of which it names a row.
        key: Whether it is the primary key.
    """

    name: str
    type: str
    null: bool = False
    least: int | None = None
    greatest: int | None = None
    longest: int | None = None
    default: Cell = None
    words: tuple[str, ...] = ()
    of: str | None = None
    key: bool = False

    def wrong(self, value: object) -> str | None:
        """Say what is wrong with a value for this column, `None` if nothing is."""
        if value is None:
            return None if self.null else "is empty"
        if self.type == "INTEGER":
            return self._wrong_number(value)
        if type(value) is not str:
            return f"{shown(value)} is not a text in UTF-8"
        if self.longest is not None and len(value) > self.longest:
            return f"has {len(value)} characters, and {self.longest} are allowed"
        if self.words and value not in self.words:
            return f"{shown(value)} is none of {', '.join(self.words)}"
        return None

    def _wrong_number(self, value: object) -> str | None:
        if type(value) is not int:
            return f"{shown(value)} is not a whole number"
        if self.key and not 1 <= value <= GREATEST:
            return f"{value} is no number of a row, from 1 to {GREATEST}"
        if self.least is not None and value < self.least:
            return f"{value} is less than {self.least}"
        if self.greatest is not None and value > self.greatest:
            return f"{value} is more than {self.greatest}"
        return None

    @property
    def definition(self) -> str:
        """The column as SQL defines it."""
        parts = [f'"{self.name}" {self.type}']
        if self.key:
            parts.append("PRIMARY KEY")
        if not self.null:
            parts.append("NOT NULL")
        if self.default is not None:
            parts.append(f"DEFAULT {_literal(self.default)}")
        parts.extend(f"CHECK ({check})" for check in self._checks())
        return " ".join(parts)

    def _checks(self) -> Iterator[str]:
        if self.longest is not None:
            yield f'LENGTH("{self.name}") <= {self.longest}'
        if self.words:
            yield f'"{self.name}" IN ({", ".join(map(_literal, self.words))})'
        if self.least is not None:
            yield f'"{self.name}" >= {self.least}'
        if self.greatest is not None:
            yield f'"{self.name}" <= {self.greatest}'


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


@attrs.frozen
class Table:
    """One table.

    Attributes:
        name: Its name.
        columns: Its columns.
        unique: The columns of which no two rows share all values.
        different: Two columns that differ in every row.
        rising: Two columns of which the first is less than the second.
        expected: Whether a file without it is refused; others may be missing in an old file.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    different: tuple[str, str] | None = None
    rising: tuple[str, str] | None = None
    expected: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns; the first one tells rows apart."""
        return tuple(column.name for column in self.columns)

    @property
    def definition(self) -> str:
        """The table as SQL defines it."""
        parts = [column.definition for column in self.columns]
        if self.unique:
            parts.append(f"UNIQUE ({_quoted(self.unique)})")
        if self.different is not None:
            parts.append('CHECK ("{}" != "{}")'.format(*self.different))
        if self.rising is not None:
            parts.append('CHECK ("{}" < "{}")'.format(*self.rising))
        parts.extend(
            f'FOREIGN KEY ("{column.name}") REFERENCES "{column.of}" ("ID") ON DELETE CASCADE'
            for column in self.columns
            if column.of is not None
        )
        return f'CREATE TABLE "{self.name}" ({", ".join(parts)})'

    @property
    def insertion(self) -> str:
        """The SQL that adds a row."""
        marks = ", ".join("?" * len(self.columns))
        return f'INSERT INTO "{self.name}" ({_quoted(self.names)}) VALUES ({marks})'  # noqa: S608 - our own names

    @property
    def selection(self) -> str:
        """The SQL that gives all rows."""
        return f'SELECT {_quoted(self.names)} FROM "{self.name}"'  # noqa: S608 - our own names

    def problems(self, row: Mapping[str, object]) -> Iterator[Problem]:
        """Give everything that is wrong with a row, each at its column."""
        right = True
        for column in self.columns:
            value = row[column.name]
            if message := column.wrong(value):
                right = False
                yield Problem(path=column.name, message=message, rule="column", value=shown(value))
        if not right:
            return
        if self.different is not None and row[self.different[0]] == row[self.different[1]]:
            first, second = self.different
            yield Problem(path=second, message=f"is the same as {first}", rule="column")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


@attrs.frozen
class Row:
    """A row whose cells are as the table says.

    Attributes:
        table: The name of its table.
        cells: The cells by column.
    """

    table: str
    cells: Mapping[str, Cell]

    def __getitem__(self, name: str) -> str:
        """Give the text in a column, the empty one where there is none."""
        value = self.cells[name]
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Give the number in a column, 0 where there is none."""
        value = self.cells[name]
        return value if isinstance(value, int) else 0

    @property
    def id(self) -> int:
        """The number of the row."""
        return self.number("ID")

    @property
    def place(self) -> str:
        """How problems call it: `STATEMENTS[12]`."""
        key = next(iter(self.cells.values()))
        return f"{self.table}[{shown(key)}]"


# ── What there is ───────────────────────────────────────────────────────────


def _key() -> Column:
    return Column("ID", "INTEGER", key=True)


def _row_of(table: str, name: str, *, null: bool = False, least: int | None = None) -> Column:
    return Column(name, "INTEGER", of=table, null=null, least=least)


def _number(
    name: str, least: int | None = None, greatest: int | None = None, *, default: int | None = None
) -> Column:
    return Column(name, "INTEGER", least=least, greatest=greatest, default=default)


def _short(name: str, *, default: str | None = None) -> Column:
    return Column(name, "TEXT", longest=LONGEST, default=default)


def _colour(*, null: bool = False) -> tuple[Column, ...]:
    default = None if null else 0
    return tuple(
        Column(name, "INTEGER", null=null, least=0, greatest=255, default=default)
        for name in ("Red", "Green", "Blue")
    )


def _switch(name: str, *, default: int = 1) -> Column:
    return _number(name, 0, 1, default=default)


_PERMISSIONS: Final = (
    "PermissionAddDocuments",
    "PermissionEditDocuments",
    "PermissionDeleteDocuments",
    "PermissionImportDocuments",
    "PermissionAddStatements",
    "PermissionEditStatements",
    "PermissionDeleteStatements",
    "PermissionEditAttributes",
    "PermissionEditRegex",
    "PermissionEditStatementTypes",
    "PermissionEditCoders",
    "PermissionEditCoderRelations",
    "PermissionViewOthersDocuments",
    "PermissionEditOthersDocuments",
    "PermissionViewOthersStatements",
    "PermissionEditOthersStatements",
)
"""What a coder may be allowed to do."""


_DATA_TYPES: Final = ("boolean", "integer", "long text", "short text")
"""What the values of a variable may be."""


def _values(name: str, value: Column) -> Table:
    """Make a table with the values that statements have in the variables of one type."""
    columns = (_key(), _row_of("STATEMENTS", "StatementId"), _row_of("VARIABLES", "VariableId"), value)
    return Table(name, columns, unique=("StatementId", "VariableId"))


_TABLES: Final = (
    Table(
        "SETTINGS",
        (Column("Property", "TEXT", null=True, key=True), Column("Value", "TEXT")),
        expected=False,
    ),
    Table(
        "CODERS",
        (
            _key(),
            _short("Name"),
            *_colour(),
            _number("Refresh", 0, 9999, default=0),
            _number("FontSize", 1, 99, default=14),
            _short("Password"),
            Column("PopupWidth", "INTEGER", null=True, least=100, greatest=9999, default=300),
            _switch("ColorByCoder", default=0),
            _switch("PopupDecoration", default=0),
            _switch("PopupAutoComplete"),
            *map(_switch, _PERMISSIONS),
        ),
    ),
    Table(
        "DOCUMENTS",
        (
            _key(),
            _short("Title"),
            Column("Text", "TEXT"),
            _row_of("CODERS", "Coder", null=True),
            _short("Author", default=""),
            _short("Source", default=""),
            _short("Section", default=""),
            Column("Notes", "TEXT", default=""),
            _short("Type", default=""),
            _number("Date"),
        ),
    ),
    Table("STATEMENTTYPES", (_key(), _short("Label"), *_colour())),
    Table(
        "VARIABLES",
        (
            _key(),
            _short("Variable"),
            Column("DataType", "TEXT", default=_DATA_TYPES[-1], words=_DATA_TYPES),
            _row_of("STATEMENTTYPES", "StatementTypeId", null=True),
        ),
        unique=("Variable", "StatementTypeId"),
    ),
    Table(
        "VARIABLELINKS",
        (
            _key(),
            _row_of("VARIABLES", "SourceVariableId", null=True),
            _row_of("VARIABLES", "TargetVariableId", null=True),
        ),
        different=("SourceVariableId", "TargetVariableId"),
        expected=False,
    ),
    Table(
        "REGEXES",
        (Column("Label", "TEXT", null=True, longest=LONGEST, key=True), *_colour()),
        expected=False,
    ),
    Table(
        "CODERRELATIONS",
        (
            _key(),
            _row_of("CODERS", "Coder", null=True, least=1),
            _row_of("CODERS", "OtherCoder", null=True, least=1),
            *map(_switch, ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        ),
        different=("Coder", "OtherCoder"),
        expected=False,
    ),
    Table(
        "STATEMENTS",
        (
            _key(),
            _row_of("STATEMENTTYPES", "StatementTypeId", null=True),
            _row_of("DOCUMENTS", "DocumentId", null=True),
            _number("Start", 0),
            _number("Stop", 0),
            _row_of("CODERS", "Coder", null=True),
        ),
        rising=("Start", "Stop"),
    ),
    _values("DATABOOLEAN", _number("Value", default=1)),
    _values("DATAINTEGER", _number("Value", default=0)),
    Table(
        "ENTITIES",
        (
            _key(),
            _row_of("VARIABLES", "VariableId"),
            _short("Value", default=""),
            *_colour(null=True),
            _row_of("ENTITIES", "ChildOf", null=True, least=1),
        ),
        unique=("VariableId", "Value"),
    ),
    _values("DATASHORTTEXT", _row_of("ENTITIES", "Entity")),
    _values("DATALONGTEXT", Column("Value", "TEXT", null=True, default="")),
    Table(
        "ATTRIBUTEVARIABLES",
        (_key(), _row_of("VARIABLES", "VariableId"), _short("AttributeVariable")),
        unique=("VariableId", "AttributeVariable"),
        expected=False,
    ),
    Table(
        "ATTRIBUTEVALUES",
        (
            _key(),
            _row_of("ENTITIES", "EntityId"),
            _row_of("ATTRIBUTEVARIABLES", "AttributeVariableId"),
            _short("AttributeValue", default=""),
        ),
        unique=("EntityId", "AttributeVariableId"),
        expected=False,
    ),
)

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in _TABLES}
"""The tables, in the order in which they are made: what is referred to stands first."""
