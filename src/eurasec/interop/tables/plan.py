"""The plan of the tables: which there are, and what stands in their columns.

It is derived from the classes of the model. Every kind of record has a table of
its own; every field of one value has a column in it, and the fields of a small
value stand beside one another with the name of their field before them
(`venue_city`). Every field of several values has a *link table* with a row for
each. So a field that is added to a class has its place without further ado.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Final, TypeAlias, TypeGuard, cast

import attrs

from eurasec._fields import Bounds, Field, Value, fields_of, is_date, item_of, marks_of
from eurasec._kinds import KINDS, SESSION, Kind
from eurasec.dates import Day, Endpoint
from eurasec.dates.values import is_edtf
from eurasec.sources import Record
from eurasec.vocab import Word

__all__ = ["TABLES", "Cell", "Column", "ColumnType", "Link", "Table"]

Cell: TypeAlias = str | int | float | bool | dt.date | None
"""What stands in a cell; `None` where there is nothing."""

Read: TypeAlias = Callable[[object], object]
"""Gives a cell, or a part, of what a row stands for."""


class ColumnType(Word):
    """What the cells of a column hold; the same in every table, whatever its rows."""

    TEXT = "text", "texts, ids, words, dates as EDTF and decimal numbers, digit by digit"
    INTEGER = "integer", "whole numbers"
    NUMBER = "number", "floating-point numbers"
    BOOLEAN = "boolean", "true or false"
    DAY = "day", "days of the years 1 to 9999"


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        name: Its name.
        type: What its cells hold.
        path: The fields that lead to it from what the row stands for; empty
            where the row stands for a single value, and for keys.
        key: Whether it says to which record the row belongs, or in which place.
        derived: Whether it only repeats in another form what another column
            tells; it is written for those who compute, and never read back.
        presence: Whether it only says that a small value is there, none of
            whose fields must be given.
        cell: Gives the cell of what the row stands for.
    """

    name: str
    type: ColumnType
    path: tuple[str, ...] = ()
    key: bool = False
    derived: bool = False
    presence: bool = False
    cell: Read | None = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(eq=False)
class Link:
    """That a table's rows have rows of another table: one for each value of a field.

    Attributes:
        path: The fields that lead to the values.
        table: The other table.
        values: Gives the values.
    """

    path: tuple[str, ...]
    table: Table
    values: Read = attrs.field(repr=False)


@attrs.frozen(eq=False)
class Table:
    """One table.

    Attributes:
        name: Its name: the kind's plural, or kind and field, as in `position_holders`.
        columns: Its columns, keys first where it is a link table.
        links: The link tables of its rows.
        record: The class of record that its rows stand for, `None` for link tables.
    """

    name: str
    columns: tuple[Column, ...]
    links: tuple[Link, ...] = ()
    record: type[Record] | None = None

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """The columns that say to which record a row belongs, and in which place."""
        return tuple(column for column in self.columns if column.key)

    @cached_property
    def cells(self) -> tuple[Read, ...]:
        """What gives the cells behind the keys."""
        return tuple(column.cell for column in self.columns if column.cell is not None)

    def tables(self) -> Iterator[Table]:
        """Give the table itself and all link tables that hang on it."""
        yield self
        for link in self.links:
            yield from link.table.tables()


# ── Columns of one field ────────────────────────────────────────────────────

_FIRST_DAY: Final = dt.date(1, 1, 1)
_LAST_DAY: Final = dt.date(9999, 12, 31)


def _bound(day: Day | Endpoint) -> dt.date | None:
    """Give a bound as a day that tables hold: the nearest one, `None` for an open end."""
    if isinstance(day, Endpoint):
        return None
    if day.year < _FIRST_DAY.year:
        return _FIRST_DAY
    return _LAST_DAY if day.year > _LAST_DAY.year else day.date()


def _earliest(value: object) -> dt.date | None:
    return _bound(value.earliest) if is_edtf(value) else None


def _latest(value: object) -> dt.date | None:
    return _bound(value.latest) if is_edtf(value) else None


def _digits(value: object) -> str:
    return f"{value:f}"


def _number(value: object) -> float:
    return float(cast("Decimal", value))


def _score(value: object) -> object:
    return getattr(value, "score", None)


def _itself(value: object) -> object:
    return value


_PLAIN: Final[dict[object, ColumnType]] = {
    bool: ColumnType.BOOLEAN,
    int: ColumnType.INTEGER,
    float: ColumnType.NUMBER,
}


def _leaf_columns(annotation: object, name: str, path: tuple[str, ...], read: Read) -> Iterator[Column]:
    """Give the columns of a field that holds one value: its own, and those derived from it."""

    def column(suffix: str, kind: ColumnType, cell: Read) -> Column:
        return Column(f"{name}{suffix}", kind, path, derived=bool(suffix), cell=_after(read, cell))

    if is_date(annotation):
        yield column("", ColumnType.TEXT, str)
        yield column("_earliest", ColumnType.DAY, _earliest)
        yield column("_latest", ColumnType.DAY, _latest)
    elif annotation is Decimal:
        yield column("", ColumnType.TEXT, _digits)
        yield column("_number", ColumnType.NUMBER, _number)
    elif _is_word_list(annotation):
        yield column("", ColumnType.TEXT, str)
        if any(hasattr(word, "score") for word in annotation):
            yield column("_score", ColumnType.NUMBER, _score)
    else:
        yield column("", _plain_type(annotation), _itself)


def _is_word_list(annotation: object) -> TypeGuard[type[Word]]:
    return isinstance(annotation, type) and issubclass(annotation, Word)


def _plain_type(annotation: object) -> ColumnType:
    bounded = any(isinstance(mark, Bounds) for mark in marks_of(annotation))
    plain = getattr(annotation, "__origin__", None) if bounded else annotation
    return _PLAIN.get(plain, ColumnType.TEXT)


def _after(first: Read, second: Read) -> Read:
    """Give what reads a part of a part, and nothing where the first part is missing."""
    if first is _itself:
        return second
    if second is _itself:
        return first

    def read(value: object) -> object:
        part = first(value)
        return None if part is None else second(part)

    return read


# ── Tables of one class ─────────────────────────────────────────────────────

_SINGULAR: Final = {"commends": "commended", "criticises": "criticised"}
"""What one value of a field is called where the field's name is no plural."""


def _singular(name: str) -> str:
    return _SINGULAR.get(name, name.removesuffix("s"))


@attrs.frozen
class _Place:
    """Where the fields of a class stand.

    Attributes:
        stem: What the names of link tables begin with.
        path: The fields that lead to it from the row.
        read: Gives it from what the row stands for.
        address: The keys by which link tables name the row.
    """

    stem: str
    path: tuple[str, ...]
    read: Read
    address: tuple[str, ...]

    def column_name(self, field: Field) -> str:
        return "_".join((*self.path, field.name))


def _columns_of(cls: type[Value], place: _Place) -> Iterator[Column | Link]:
    """Give the columns and links of the fields of a class, in the order of files."""
    for field in fields_of(cls):
        path = (*place.path, field.name)
        read = _after(place.read, attrgetter(field.name))
        if field.several:
            yield Link(path, _link_table(field, place), read)
        elif field.nested is not None:
            yield from _inlined(field, attrs.evolve(place, path=path, read=read))
        else:
            yield from _leaf_columns(field.annotation, place.column_name(field), path, read)


def _inlined(field: Field, place: _Place) -> Iterator[Column | Link]:
    """Give the columns of a small value, with one for its presence where it has no required field."""
    assert field.nested is not None  # noqa: S101 - the caller has seen to it
    if not any(each.required for each in fields_of(field.nested)):
        there = _after(place.read, lambda _: True)
        yield Column("_".join(place.path), ColumnType.BOOLEAN, place.path, presence=True, cell=there)
    yield from _columns_of(field.nested, place)


_NUMBERS: Final = ("number", "part")
"""What the keys are called that count the values of a field, and the values within those."""


def _link_table(field: Field, owner: _Place) -> Table:
    if field.nested is SESSION.record:
        return _record_table(SESSION, keys=("conference", "number"))
    keys = _keys((*owner.address, _NUMBERS[len(owner.address) - 1]))
    name = "_".join((owner.stem, *owner.path, field.name))
    if field.nested is None:
        item = item_of(field.annotation)
        return Table(name, (*keys, *_leaf_columns(item, _singular(field.name), (), _itself)))
    stem = "_".join((owner.stem, *owner.path, _singular(field.name)))
    place = _Place(stem, (), _itself, tuple(key.name for key in keys))
    return _table(name, keys, _columns_of(field.nested, place))


def _keys(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(
        Column(name, ColumnType.INTEGER if name in _NUMBERS else ColumnType.TEXT, key=True) for name in names
    )


def _table(
    name: str, keys: tuple[Column, ...], parts: Iterable[Column | Link], record: type[Record] | None = None
) -> Table:
    columns: list[Column] = [*keys]
    links: list[Link] = []
    for part in parts:
        if isinstance(part, Column):
            columns.append(part)
        else:
            links.append(part)
    return Table(name, tuple(columns), tuple(links), record)


def _record_table(kind: Kind, keys: tuple[str, ...] = ()) -> Table:
    place = _Place(kind.name, (), _itself, ("id",))
    return _table(kind.plural, _keys(keys), _columns_of(kind.record, place), kind.record)


ROOTS: Final = tuple(_record_table(kind) for kind in KINDS)
"""The tables of the kinds of record that stand by themselves, in the order of files."""

TABLES: Final = tuple(table for root in ROOTS for table in root.tables())
"""All tables: each kind's, and behind it its link tables."""

BY_NAME: Final = {table.name: table for table in TABLES}

ROOT_OF: Final = {table.record: table for table in ROOTS}
