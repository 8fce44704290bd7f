"""From rows back to records, or to everything that is wrong with the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias, cast

import attrs

from eurasec.corpus import Corpus
from eurasec.errors import (
    CorpusError,
    DecodeError,
    InvalidValueError,
    Problem,
    did_you_mean,
    near_matches,
    shown,
)
from eurasec.interop._nodes import steps_of
from eurasec.interop.tables.plan import BY_NAME, ROOTS, TABLES, Column, ColumnType, Link, Table
from eurasec.sources import Record

__all__ = ["Source", "gathered", "table_named", "unknown_columns"]

_Row: TypeAlias = Mapping[str, object]
_Address: TypeAlias = tuple[object, ...]


@attrs.frozen
class Source:
    """Rows of one table, from one place.

    Attributes:
        table: The table.
        rows: Its rows.
        place: Says where the row with an index stands, for the paths of problems.
    """

    table: Table
    rows: Iterable[object]
    place: Callable[[int], str]


@attrs.frozen
class _Placed:
    """A row, and where it stands."""

    row: _Row
    place: str


def gathered(sources: Iterable[Source], heading: str, problems: Iterable[Problem] = ()) -> Corpus:
    """Make a corpus of rows.

    Args:
        sources: The rows, table by table.
        heading: What is read, for the error.
        problems: What has already been found wrong.

    Raises:
        DecodeError: If a row is wrong, or if the records do not hold together;
            with everything that is wrong, by table and row.
    """
    return _Gathering(sources, problems).corpus(heading)


def table_named(name: str, problems: list[Problem]) -> Table | None:
    """Give the table of a name; if there is none, tell so."""
    table = BY_NAME.get(name)
    if table is None:
        near = near_matches(name, BY_NAME)
        message = f"{shown(name)} is no table{did_you_mean(near)}"
        value = shown(name)
        problems.append(Problem(path=str(name), message=message, rule="table", value=value, allowed=near))
    return table


def unknown_columns(table: Table, names: Iterable[object], place: str) -> Iterator[Problem]:
    """Give the problems with the names of columns that a table does not have."""
    for name in names:
        if name not in table.column_names:
            hint = did_you_mean(near_matches(name, table.column_names))
            yield Problem(
                path=f"{place}.{name}",
                message=f"is no column of {table.name}{hint}",
                rule="column",
                value=shown(name),
                allowed=table.column_names,
            )


class _Gathering:
    """The rows of all tables, and what is found wrong with them."""

    def __init__(self, sources: Iterable[Source], problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self._roots: dict[str, list[_Placed]] = {table.name: [] for table in ROOTS}
        self._linked: dict[str, dict[_Address, dict[int, _Placed]]] = {}
        self._taken: set[tuple[str, _Address]] = set()
        for source in sources:
            self._take(source)

    # ── Rows by table and owner ─────────────────────────────────────────────

    def _take(self, source: Source) -> None:
        table = source.table
        known = frozenset(table.column_names)
        strange: set[object] = set()
        for index, row in enumerate(source.rows):
            place = source.place(index)
            if not isinstance(row, Mapping):
                self.problems.append(_misfit(place, row, "is no row"))
                continue
            placed = _Placed(cast("_Row", row), place)
            if not known.issuperset(placed.row):
                new = [name for name in placed.row if name not in known and name not in strange]
                self.problems.extend(unknown_columns(table, new, place))
                strange.update(new)
            if table.keys:
                self._link(table, placed)
            else:
                self._roots[table.name].append(placed)

    def _link(self, table: Table, placed: _Placed) -> None:
        """Put a row of a link table to the row to which it belongs, unless its keys are wrong."""
        keys = [placed.row.get(key.name) for key in table.keys]
        wrong = [_key_problem(column, key) for column, key in zip(table.keys, keys, strict=True)]
        found = [problem.below(placed.place) for problem in wrong if problem is not None]
        if found:
            self.problems.extend(found)
            return
        *address, number = keys
        siblings = self._linked.setdefault(table.name, {}).setdefault(tuple(address), {})
        if siblings.setdefault(cast("int", number), placed) is not placed:
            path = f"{placed.place}.{table.keys[-1].name}"
            message = f"{number} stands there twice for {shown(address[0])}"
            self.problems.append(Problem(path=path, message=message, rule="no-repeats", value=shown(number)))

    def _rows_at(self, table: Table, address: _Address) -> list[_Placed]:
        """Give the rows of a link table that belong to a row, in their order."""
        siblings = self._linked.get(table.name, {}).get(address, {})
        self._taken.add((table.name, address))
        return [siblings[number] for number in sorted(siblings)]

    # ── Records ─────────────────────────────────────────────────────────────

    def corpus(self, heading: str) -> Corpus:
        from eurasec.serialization._converter import structured  # noqa: PLC0415 - it loads cattrs

        records: list[Record] = []
        origins: list[tuple[Table, _Placed]] = []
        for table in ROOTS:
            kind = cast("type[Record]", table.record)
            for placed in self._roots[table.name]:
                try:
                    records.append(structured(kind, self._value(table, placed)))
                except InvalidValueError as error:
                    self._tell(error.problems, table, placed)
                else:
                    origins.append((table, placed))
        self._tell_of_strays()
        return self._held_together(records, origins, heading)

    def _held_together(
        self, records: list[Record], origins: list[tuple[Table, _Placed]], heading: str
    ) -> Corpus:
        """Make the corpus; while some rows are wrong, references are not judged: they may lead to those."""
        found_before = bool(self.problems)
        try:
            corpus = Corpus(records, place=str)
        except CorpusError as error:
            for problem in error.problems:
                if not (found_before and problem.rule == "reference"):
                    index, _, path = problem.path.partition(".")
                    self._tell([attrs.evolve(problem, path=path)], *origins[int(index)])
            raise DecodeError(heading, self.problems) from None
        if self.problems:
            raise DecodeError(heading, self.problems)
        return corpus

    def _value(self, table: Table, placed: _Placed) -> object:
        """Give what a row stands for, as files have it: a leaf, or an object with lists."""
        columns = _COLUMNS[table.name]
        if not columns[0].path:
            return placed.row.get(columns[0].name)
        members: dict[str, object] = {}
        for column in columns:
            cell = placed.row.get(column.name)
            if cell is None:
                continue
            if not column.presence:
                _owner(members, column.path)[column.path[-1]] = cell
            elif cell is True:
                _owner(members, (*column.path, ""))
            elif cell is not False:
                wrong = _misfit(column.name, cell, "is neither true nor false")
                self.problems.append(wrong.below(placed.place))
        for link in table.links:
            rows = self._rows_at(link.table, _address(table, placed.row))
            if rows:
                _owner(members, link.path)[link.path[-1]] = [self._value(link.table, each) for each in rows]
        return members

    # ── Problems ────────────────────────────────────────────────────────────

    def _tell(self, problems: Iterable[Problem], table: Table, placed: _Placed) -> None:
        """Put down problems of a record, each at the row and column where its cause stands."""
        self.problems.extend(
            attrs.evolve(problem, path=self._located(problem.path, table, placed)) for problem in problems
        )

    def _located(self, path: str, table: Table, placed: _Placed) -> str:
        fields: tuple[str, ...] = ()
        for name, index in steps_of(path):
            fields = (*fields, name)
            link = _link_at(table, fields)
            if link is not None and index is not None:
                placed = self._rows_at(link.table, _address(table, placed.row))[index]
                table, fields = link.table, ()
        column = next((each.name for each in _COLUMNS[table.name] if each.path == fields), None)
        name = column or "_".join(fields)
        return f"{placed.place}.{name}" if name else placed.place

    def _tell_of_strays(self) -> None:
        """Put down the rows that belong to no row."""
        for name, owners in self._linked.items():
            keys = BY_NAME[name].keys
            for address, siblings in owners.items():
                if (name, address) not in self._taken:
                    wanted = " and ".join(
                        f"{key.name} {shown(value)}" for key, value in zip(keys, address, strict=False)
                    )
                    self.problems.extend(
                        Problem(
                            path=f"{placed.place}.{keys[0].name}",
                            message=f"there is no row with {wanted} to which it belongs",
                            rule="reference",
                            value=shown(address[0]),
                        )
                        for placed in siblings.values()
                    )


# ── Cells ───────────────────────────────────────────────────────────────────


_COLUMNS: Final = {
    table.name: tuple(column for column in table.columns if not column.key and not column.derived)
    for table in TABLES
}
"""The columns that are read: those that are no keys, and not derived from others."""


def _address(table: Table, row: _Row) -> _Address:
    """Give how link tables name a row; none names one whose id is nothing of the sort."""
    names = ("id",) if table.record is not None else (key.name for key in table.keys)
    values = (row.get(name) for name in names)
    return tuple(value if isinstance(value, (str, int)) else None for value in values)


def _owner(members: dict[str, object], path: tuple[str, ...]) -> dict[str, object]:
    """Give the object in which the last field of a path stands."""
    for name in path[:-1]:
        members = cast("dict[str, object]", members.setdefault(name, {}))
    return members


def _key_problem(column: Column, key: object) -> Problem | None:
    """Give what is wrong with a key, `None` if nothing is."""
    if key is None:
        return Problem(path=column.name, message="is missing", rule="required")
    if column.type is ColumnType.TEXT:
        right = isinstance(key, str)
    else:
        right = isinstance(key, int) and not isinstance(key, bool) and key >= 0
    if right:
        return None
    return _misfit(column.name, key, "is no key")


def _misfit(path: str, value: object, message: str) -> Problem:
    return Problem(path=path, message=f"{shown(value)} {message}", rule="type", value=shown(value))


def _link_at(table: Table, fields: tuple[str, ...]) -> Link | None:
    return next((link for link in table.links if link.path == fields), None)
