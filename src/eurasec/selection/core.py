"""The selection itself: a sequence of records that is narrowed, sorted, grouped and counted."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, compress, repeat
from operator import attrgetter
from typing import ClassVar, Final, Generic, Protocol, Self, TypeVar, cast, overload

import attrs

from eurasec._index import Index, Posting, Table
from eurasec.dates import EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet, sort_key
from eurasec.errors import (
    InvalidValueError,
    NotOneError,
    Problem,
    UnknownIdError,
    did_you_mean,
    near_matches,
    shown,
    wrong_type,
)
from eurasec.selection.display import ROWS, cell, many, table
from eurasec.selection.keys import Key, Label, Question, flags, refusal
from eurasec.sources import Record

__all__ = ["Crosstab", "Grouping", "Selection"]

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
S_co = TypeVar("S_co", bound="Sequence[object]", covariant=True)


_WORTH_A_SET: Final = 8
"""So many places in a set are made and looked up in the time in which one record is looked at."""


class Comparable(Protocol):
    """What can be sorted."""

    def __lt__(self, other: object, /) -> bool:
        """Tell whether this stands before the other."""
        ...


class Grouping(Mapping[K, S_co], Generic[K, S_co]):
    """Selections by what they have in common, in order; a record with several values is in several groups.

    >>> from eurasec import Corpus, Person
    >>> Corpus([Person(id="a", name="A"), Person(id="b", name="B", unnamed=True)]).people.group_by("unnamed")
    <Grouping by 2 labels>
      False  1
      True   1
    """

    __slots__ = ("_groups",)

    def __init__(self, groups: Mapping[K, S_co]) -> None:
        self._groups = dict(groups)

    def __getitem__(self, label: K) -> S_co:
        """Give the selection under a label."""
        return self._groups[label]

    def __iter__(self) -> Iterator[K]:
        """Go through the labels in order."""
        return iter(self._groups)

    def __len__(self) -> int:
        """Give the number of labels."""
        return len(self._groups)

    def __repr__(self) -> str:
        """Show each label with the number of its records."""
        rows = [(shown_label(label), str(len(group))) for label, group in self._groups.items()]
        head = f"<Grouping by {many(len(rows), 'label')}>"
        return f"{head}\n{table(rows)}" if rows else head


@attrs.frozen(kw_only=True, repr=False)
class Crosstab:
    """How many records have which two values together.

    Attributes:
        rows: The labels of the rows, in order.
        columns: The labels of the columns, in order.
        counts: The counts, row by row.
    """

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    counts: tuple[tuple[int, ...], ...]

    def to_dict(self) -> dict[Label, dict[Label, int]]:
        """Give the counts as plain dicts, by row and column."""
        return {
            row: dict(zip(self.columns, counts, strict=True))
            for row, counts in zip(self.rows, self.counts, strict=True)
        }

    def __repr__(self) -> str:
        """Show the table with its labels."""
        head = ["", *(shown_label(column) for column in self.columns)]
        body = (
            [shown_label(row), *(str(count) for count in counts)]
            for row, counts in zip(self.rows, self.counts, strict=True)
        )
        return table([head, *body])


class Selection(Sequence[R], Generic[R]):
    """An immutable ordered sequence of records of one kind, reachable by id, position or slice.

    A corpus makes it: `corpus.people`, `corpus.positions`. Each kind has a
    subclass whose `where` names the keywords that it takes.

    >>> from eurasec import Corpus, Person
    >>> zas, alimov = Person(id="zas", name="Stanislav Zas"), Person(id="alimov", name="Rashid Alimov")
    >>> people = Corpus([zas, alimov]).people
    >>> people["zas"].name
    'Stanislav Zas'
    >>> people[0].id, len(people[:1])
    ('alimov', 1)
    >>> people.get("zas"), people.get("imomi")
    (Person(id='zas', name='Stanislav Zas'), None)
    """

    __slots__ = ("_index", "_members", "_places", "_table")

    _noun: ClassVar[tuple[str, str]] = ("record", "records")
    """What one and what several of the records are called."""
    _columns: ClassVar[tuple[str, ...]] = ("id",)
    """The fields that the table of a `repr` shows."""

    def __init__(self, index: Index, table: Table[R], places: Posting | None = None) -> None:
        self._index = index
        self._table = table
        self._places = table.everywhere if places is None else places
        self._members: frozenset[str] | None = None

    @abstractmethod
    def _keys(self) -> Mapping[str, Key[R]]:
        """Give the keywords that records of this kind are looked up by."""

    # ── A sequence ──────────────────────────────────────────────────────────

    def __len__(self) -> int:
        """Give the number of records."""
        return len(self._places)

    def __iter__(self) -> Iterator[R]:
        """Go through the records in order."""
        return self._at(self._places)

    @overload
    def __getitem__(self, key: int | str) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | str | slice) -> R | Self:
        """Give a record by its id or position, or a part of the selection by a slice.

        Raises:
            UnknownIdError: If no record here has the id; with near matches.
            IndexError: If the position is out of range.
            InvalidValueError: If it is none of these.
        """
        if isinstance(key, str):
            record = self.get(key)
            if record is None:
                raise UnknownIdError(self._noun[0], key, near_matches(key, self.ids))
            return record
        if isinstance(key, slice):
            return self._with(self._places[key])
        try:
            return self._table.records[self._places[key]]
        except TypeError:
            raise wrong_type(self._noun[1], "key", key, "an id, a position or a slice") from None

    def __contains__(self, item: object) -> bool:
        """Tell whether a record, or a record with an id, is here."""
        if isinstance(item, Record):
            return self._found_by(item.id) == item
        return self._found_by(item) is not None

    def __eq__(self, other: object) -> bool:
        """Tell whether the other holds equal records of the same kind in the same order."""
        if type(other) is not type(self):
            return NotImplemented
        return tuple(self) == tuple(cast("Self", other))

    def __hash__(self) -> int:
        """Give the same number for equal selections."""
        return hash((type(self), self.ids))

    @property
    def _whole(self) -> bool:
        """Whether these are all records of the kind in their own order."""
        return self._places is self._table.everywhere

    def _at(self, places: Posting) -> Iterator[R]:
        table = self._table
        return iter(table.records) if places is table.everywhere else map(table.records.__getitem__, places)

    def _with(self, places: Posting) -> Self:
        return type(self)(self._index, self._table, places)

    # ── One record ──────────────────────────────────────────────────────────

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, in order."""
        return tuple(map(attrgetter("id"), self))

    def get(self, id: str) -> R | None:
        """Give the record with an id, `None` if it is not here.

        Args:
            id: The id.
        """
        return self._found_by(id)

    def _found_by(self, id: object) -> R | None:
        record = self._index.by_id.get(id) if isinstance(id, str) else None
        if type(record) not in self._table.classes:
            return None
        if not self._whole and self._members is None:
            self._members = frozenset(self.ids)
        return cast("R", record) if self._whole or id in (self._members or ()) else None

    def first(self) -> R | None:
        """Give the first record, `None` if there is none."""
        return self[0] if self._places else None

    def one(self) -> R:
        """Give the only record.

        Raises:
            NotOneError: If there is none, or more than one.
        """
        if len(self) != 1:
            raise NotOneError(self._noun[1], self.ids)
        return self[0]

    # ── Order ───────────────────────────────────────────────────────────────

    def sorted_by(self, key: str | Callable[[R], Comparable], *, reverse: bool = False) -> Self:
        """Give the same records in another order; those that have nothing under the key come last.

        Args:
            key: A keyword of `where`, `date` where records have one, or a
                function of the record. Words are sorted in the order of their
                list, so `severity` runs from low to existential.
            reverse: Whether the greatest comes first.

        Raises:
            InvalidValueError: If there is no such keyword.
        """
        records = self._table.records
        if callable(key):
            return self._with(
                array("I", sorted(self._places, key=lambda place: key(records[place]), reverse=reverse))
            )
        values = self._key(key).values
        filed: list[tuple[tuple[int, object], int]] = []
        last: list[int] = []
        for place in self._places:
            labels = [order(value) for value in values(self._index, records[place]) if value is not None]
            if labels:
                filed.append((min(labels), place))
            else:
                last.append(place)
        filed.sort(key=lambda each: each[0], reverse=reverse)
        return self._with(array("I", [place for _, place in filed] + last))

    def sample(self, size: int, *, seed: int) -> Self:
        """Give some records drawn at random, in their order here; the same seed draws the same.

        Args:
            size: How many; all, if there are fewer.
            seed: Any whole number.

        Raises:
            InvalidValueError: If the size is negative, or if either is no whole number.
        """
        import random  # noqa: PLC0415 - only samples need it

        source = random.Random(_whole("seed", seed))  # noqa: S311 - no secret
        wanted = _whole("size", size)
        if wanted < 0:
            problem = Problem(path="size", message=f"{size} is negative", rule="range", value=str(size))
            raise InvalidValueError("sample", [problem])
        drawn = source.sample(range(len(self)), min(wanted, len(self)))
        return self._with(array("I", (self._places[each] for each in sorted(drawn))))

    # ── Grouping and counts ───────────────────────────────────────────────────

    @overload
    def group_by(self, key: str) -> Grouping[Label, Self]: ...
    @overload
    def group_by(self, key: Callable[[R], K]) -> Grouping[K, Self]: ...
    def group_by(self, key: str | Callable[[R], K]) -> Grouping[Label, Self] | Grouping[K, Self]:
        """Give the records by what they have in common.

        Args:
            key: A keyword of `where`, `date` where records have one, or a
                function of the record.

        Returns:
            A selection for each label. A record with several values, such as
            several holders, is in each of their groups; one without is under
            `None`.

        Raises:
            InvalidValueError: If there is no such keyword.
        """
        if callable(key):
            by_result: dict[K, list[int]] = {}
            for place in self._places:
                by_result.setdefault(key(self._table.records[place]), []).append(place)
            return Grouping({label: self._with(array("I", places)) for label, places in by_result.items()})
        return Grouping(
            {label: self._with(array("I", places)) for label, places in self._labelled(key).items()}
        )

    @overload
    def count_by(self, key: str) -> dict[Label, int]: ...
    @overload
    def count_by(self, key: Callable[[R], K]) -> dict[K, int]: ...
    def count_by(self, key: str | Callable[[R], K]) -> dict[Label, int] | dict[K, int]:
        """Give how many records have each value, the most frequent first.

        Args:
            key: As for `group_by`.
        """
        if callable(key):
            return _counts(self.group_by(key))
        return _counts(self.group_by(key))

    def crosstab(self, rows: str, columns: str) -> Crosstab:
        """Give how many records have which two values together.

        Args:
            rows: A keyword of `where`, or `date`.
            columns: Another.

        Raises:
            InvalidValueError: If there is no such keyword.
        """
        down, across = self._labelled(rows), self._labelled(columns)
        holders = {label: frozenset(places) for label, places in across.items()}
        return Crosstab(
            rows=tuple(down),
            columns=tuple(across),
            counts=tuple(
                tuple(len(holders[column].intersection(places)) for column in across)
                for places in down.values()
            ),
        )

    def _labelled(self, keyword: str) -> dict[Label, list[int]]:
        """Give the places of each label, in the order of labels."""
        values = self._key(keyword).values
        groups: dict[Hashable, list[int]] = {}
        for place in self._places:
            found = dict.fromkeys(values(self._index, self._table.records[place])) or {None: None}
            for value in found:
                groups.setdefault(value, []).append(place)
        ranked = sorted((label for label in groups if label is not None), key=order)
        ordered = [*ranked, None] if None in groups else ranked
        return {cast("Label", label): groups[label] for label in ordered}

    def _key(self, keyword: object) -> Key[R]:
        keys = self._keys()
        found = keys.get(keyword) if isinstance(keyword, str) else None
        if found is None:
            hint = did_you_mean(near_matches(keyword, keys))
            there = f"(there are: {', '.join(keys)})"
            message = f"{shown(keyword)} is no keyword of {self._noun[1]}{hint} {there}"
            raise refusal("key", message, "keyword", keyword, tuple(keys))
        return found

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords by which the records are grouped, counted and sorted."""
        return tuple(self._keys())

    # ── Sets ────────────────────────────────────────────────────────────────

    def __or__(self, other: Self) -> Self:
        """Give the records that are here or there, those from here first."""
        return self._with(array("I", dict.fromkeys((*self._places, *self._others(other)))))

    def __and__(self, other: Self) -> Self:
        """Give the records that are here and there, in the order from here."""
        theirs = frozenset(self._others(other))
        return self._with(array("I", (place for place in self._places if place in theirs)))

    def __sub__(self, other: Self) -> Self:
        """Give the records that are here but not there."""
        theirs = frozenset(self._others(other))
        return self._with(array("I", (place for place in self._places if place not in theirs)))

    def __xor__(self, other: Self) -> Self:
        """Give the records that are either here or there."""
        return (self - other) | (other - self)

    def _others(self, other: Self) -> Posting:
        """Give the places of another selection of the same kind in the same corpus."""
        if getattr(other, "_table", None) is not self._table:
            message = f"{shown(other)} is not of the same corpus and kind"
            problem = Problem(path="other", message=message, rule="same-corpus")
            raise InvalidValueError("selection", [problem])
        return other._places

    # ── Queries ─────────────────────────────────────────────────────────────

    def _wanted(self, asked: Mapping[str, object]) -> dict[str, frozenset[Hashable]]:
        """Judge what a query asks for, keyword by keyword; those that are `None` are left out."""
        given = ((name, self._key(name), value) for name, value in asked.items() if value is not None)
        return {
            name: key.wanted(self._index, key.asked_as or name, value, self._present(name))
            for name, key, value in given
        }

    def _present(self, name: str) -> Iterable[Hashable]:
        """Give the values that occur under a key."""
        return self._table.place_of if name == "id" else self._postings(name)

    def _postings(self, name: str) -> Mapping[Hashable, Posting]:
        values = self._key(name).values
        return self._table.postings(name, map(values, repeat(self._index), self._table.records))

    def _query(
        self,
        arguments: Mapping[str, object],
        *tests: Callable[[R], bool] | None,
        when: Question | None = None,
        dates: str = "date",
    ) -> Self:
        """Answer a query.

        Args:
            arguments: The arguments of `where`; those that are keys are looked up.
            tests: Tests that no key makes.
            when: A question about the time of a record; with `possibly`, MAYBE is answer enough.
            dates: The key under which that time stands.
        """
        predicate = arguments["predicate"]
        if not (predicate is None or callable(predicate)):
            raise wrong_type("query", "predicate", predicate, "a function of a record")
        for name in ("narrower", "possibly"):
            flags(self._index, name, arguments.get(name, False), ())
        wanted = self._wanted({name: value for name, value in arguments.items() if name in self._keys()})
        if when is not None:
            wanted[dates] = self._answering(dates, when, possibly=arguments["possibly"] is True)
        return self._filtered(wanted, *tests, cast("Callable[[R], bool] | None", predicate))

    def _answering(self, name: str, question: Question, *, possibly: bool) -> frozenset[Hashable]:
        """Give the values under a key to which the answer is YES, or else MAYBE."""
        answers = ((value, question(value)) for value in self._postings(name))
        return frozenset(value for value, each in answers if (each.possible if possibly else each.certain))

    def _filtered(
        self, wanted: Mapping[str, frozenset[Hashable]], *tests: Callable[[R], bool] | None
    ) -> Self:
        """Give the records that have one of the wanted values under every key, and pass every test."""
        found = {name: self._found(name, values) for name, values in wanted.items()}
        sizes = {name: sum(map(len, postings)) for name, postings in found.items()}
        left = sorted(sizes, key=lambda name: sizes[name])
        places = _joined(found[left.pop(0)]) if left and self._whole else self._places
        for name in left:
            if sizes[name] < len(places) * _WORTH_A_SET:
                held = frozenset(chain.from_iterable(found[name]))
                places = array("I", filter(held.__contains__, places))
            else:
                of = map(self._key(name).values, repeat(self._index), self._at(places))
                fits = (not wanted[name].isdisjoint(values) for values in of)
                places = array("I", compress(places, fits))
        for test in filter(None, tests):
            places = array("I", compress(places, map(test, self._at(places))))
        return self._with(places)

    def _found(self, name: str, values: frozenset[Hashable]) -> list[Posting]:
        """Give the places of the records that have one of the values under a key, value by value."""
        if name == "id":
            places = self._table.place_of
            return [(places[id],) for id in values if isinstance(id, str) and id in places]
        postings = self._postings(name)
        return [postings[value] for value in values if value in postings]

    # ── How it is shown ─────────────────────────────────────────────────────

    def _row(self, record: R) -> tuple[str, ...]:
        """Give the cells of a record in the table."""
        return tuple(cell(getattr(record, column)) for column in self._columns)

    def __repr__(self) -> str:
        """Show how many there are, and a table of the first ones."""
        head = f"<{type(self).__name__}: {many(len(self), *self._noun)}>"
        if not self._places:
            return head
        lines = [head, table([self._columns, *(self._row(record) for record in self[:ROWS])])]
        if len(self) > ROWS:
            lines.append(f"  … and {len(self) - ROWS} more")
        return "\n".join(lines)


def _whole(path: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong_type("sample", path, value, "a whole number")
    return value


def order(value: object) -> tuple[int, object]:
    """Give the key by which labels are sorted: words as in their list, dates by time, all else as text."""
    if isinstance(value, StrEnum):
        return list(type(value)).index(value), ""
    if isinstance(value, (EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet)):
        return 0, sort_key(value)
    return 0, str(value)


def shown_label(label: object) -> str:
    """Show a label as a person reads it."""
    return "–" if label is None else cell(label)


def _counts(groups: Mapping[K, Sequence[object]]) -> dict[K, int]:
    """Give the sizes of groups, the largest first."""
    counts = ((label, len(group)) for label, group in groups.items())
    return dict(sorted(counts, key=lambda each: -each[1]))


def _joined(postings: Sequence[Posting]) -> Posting:
    """Give the places of several postings, ascending, each once."""
    return postings[0] if len(postings) == 1 else array("I", sorted(frozenset(chain.from_iterable(postings))))
