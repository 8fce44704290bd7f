"""Statement rows: who said what, on which topic, with which qualifier, when and where.

A row is a statement as discourse network analysis sees it, whatever it comes
from: a corpus, a `.dna` file, any table.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, TypeAlias

import attrs

from eurasec.errors import InvalidValueError, Problem, shown

__all__ = ["DayOrTime", "Id", "Qualifier", "Row"]

Id: TypeAlias = int | str
"""What names a statement, a document or a session."""

Qualifier: TypeAlias = bool | int | float | str | None
"""What a statement says of its topic: agreement, a score, a word; `None` where it is not known."""

DayOrTime: TypeAlias = dt.datetime | dt.date
"""A day, or a time without time zone."""

VARIABLES: Final = ("actor", "topic", "qualifier", "document", "session")
"""What every row has, and what a value can be asked of."""


def _pairs(other: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give a mapping as sorted pairs."""
    return tuple(sorted(dict(other).items()))


@attrs.frozen(repr=False)
class Row:
    """One statement of one actor on one topic.

    Rows are ordered by the time at which they begin, then by document, start
    and stop; undated rows come last. Where that is the same, by the latest
    time, id, actor, topic and qualifier, so that the order in which rows are
    given never matters.

    Attributes:
        actor: Who says it: the first variable. `""` where that is not known.
        topic: On what: the second variable. `""` where that is not known.
        qualifier: What is said of it: agreement (true or false), a number on
            a scale, or a word. `None` and `""` mean that it is not known.
        id: The statement; several actors of one statement are several rows
            with the same id.
        date: When it was said: a time without time zone, or a day, which is
            all of that day.
        until: The last time or day on which it may have been said, where the
            date is not precise.
        doubtful: Whether the source marks the date as uncertain or approximate;
            then it may be in a range of dates or not, but never is for certain.
        document: The document in which it stands.
        session: The session in which it was said.
        start: Where it begins in the document.
        stop: Where it ends there.
        other: Further variables of the statement or its document, by name
            (person, author, type …); they can be left out or let in by value.
        earliest: The first time at which it may have been said.
        latest: The last such time.

    Raises:
        InvalidValueError: If a value is of the wrong type, a number is not
            finite, a time has a zone, or an end stands before its start.

    >>> Row("Org A", "Topic 1", qualifier=True, id=59, date=dt.date(2022, 2, 9), document=20)
    Row('Org A', 'Topic 1', qualifier=True, id=59, date=datetime.date(2022, 2, 9), document=20)
    """

    actor: str
    topic: str
    qualifier: Qualifier = attrs.field(default=None, kw_only=True)
    id: Id = attrs.field(kw_only=True)
    date: DayOrTime | None = attrs.field(default=None, kw_only=True)
    until: DayOrTime | None = attrs.field(default=None, kw_only=True)
    doubtful: bool = attrs.field(default=False, kw_only=True)
    document: Id | None = attrs.field(default=None, kw_only=True)
    session: Id | None = attrs.field(default=None, kw_only=True)
    start: int | None = attrs.field(default=None, kw_only=True)
    stop: int | None = attrs.field(default=None, kw_only=True)
    other: tuple[tuple[str, str], ...] = attrs.field(default=(), kw_only=True, converter=_pairs)
    earliest: dt.datetime | None = attrs.field(init=False, eq=False)
    latest: dt.datetime | None = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Judge the values, and give the bounds of the date."""
        problems = list(_problems(self))
        if problems:
            raise InvalidValueError(f"Row {shown(self.id)}", problems)
        until = self.date if self.until is None else self.until
        object.__setattr__(self, "earliest", None if self.date is None else first_moment(self.date))
        object.__setattr__(self, "latest", None if until is None else last_moment(until))
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            problem = Problem(
                path="until", message="stands before the date", rule="order", value=shown(self.until)
            )
            raise InvalidValueError(f"Row {shown(self.id)}", [problem])

    def __repr__(self) -> str:
        """Show what differs from the defaults."""
        given = [
            f"{field.name}={value!r}"
            for field in attrs.fields(Row)[2:-2]
            if (value := getattr(self, field.name)) is not field.default and value != field.default
        ]
        return f"Row({', '.join([repr(self.actor), repr(self.topic), *given])})"

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort; days and times as ISO 8601 writes them.

        >>> Row("Org A", "Topic 1", qualifier=True, id=59, other={"person": "P"}).to_dict()["person"]
        'P'
        """
        return {
            "id": self.id,
            "actor": self.actor,
            "topic": self.topic,
            "qualifier": self.qualifier,
            "date": None if self.date is None else self.date.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "doubtful": self.doubtful,
            "document": self.document,
            "session": self.session,
            "start": self.start,
            "stop": self.stop,
            **dict(self.other),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a listing shows: actor, topic, qualifier, date, statement."""
        known = (self.qualifier, self.date)
        qualifier, date = ("–" if each is None else str(each) for each in known)
        last = "" if self.until is None else f" – {self.until}"
        return (self.actor, self.topic, qualifier, f"{date}{last}{'?' * self.doubtful}", str(self.id))


def first_moment(moment: DayOrTime) -> dt.datetime:
    """Give a time itself, and of a day its first moment."""
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)


def last_moment(moment: DayOrTime) -> dt.datetime:
    """Give a time itself, and of a day its last moment."""
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.max)


FIRST_MOMENT: Final = first_moment(dt.date.min)
LAST_MOMENT: Final = last_moment(dt.date.max)


def _problems(row: Row) -> Iterator[Problem]:
    for name, is_right, expected in _RULES:
        if not is_right(getattr(row, name)):
            yield _problem(row, name, f"is not {expected}")
    if row.date is None:
        for name in ("until", "doubtful"):
            if getattr(row, name):
                yield _problem(row, name, "needs a date")
    yield from _span_problems(row)
    for name, value in row.other:
        if name in _OWN_NAMES or not _is_text(name) or not _is_text(value):
            yield _problem(row, "other", f"cannot hold {shown(name)}: {shown(value)}")


def _span_problems(row: Row) -> Iterator[Problem]:
    for name in ("start", "stop"):
        value: object = getattr(row, name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield _problem(row, name, "is no whole number from 0 up")
            return
    if row.start is not None and row.stop is not None and row.stop < row.start:
        yield _problem(row, "stop", "stands before the start")


def _problem(row: Row, name: str, message: str) -> Problem:
    value: object = getattr(row, name)
    return Problem(path=name, message=f"{shown(value)} {message}", rule="row", value=shown(value))


def is_moment(value: object) -> bool:
    """Tell whether a value is a day, a time without time zone, or nothing."""
    if isinstance(value, dt.datetime):
        return value.tzinfo is None
    return value is None or isinstance(value, dt.date)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_id(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _is_place(value: object) -> bool:
    return value is None or _is_id(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_qualifier(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, (int, str))


_OWN_NAMES: Final = frozenset(field.name for field in attrs.fields(Row))

_RULES: Final[tuple[tuple[str, Callable[[object], bool], str], ...]] = (
    ("actor", _is_text, "a text"),
    ("topic", _is_text, "a text"),
    ("qualifier", _is_qualifier, "true or false, a finite number, a text or None"),
    ("id", _is_id, "a text or a whole number"),
    ("date", is_moment, "a day, a time without time zone or None"),
    ("until", is_moment, "a day, a time without time zone or None"),
    ("doubtful", _is_flag, "true or false"),
    ("document", _is_place, "a text, a whole number or None"),
    ("session", _is_place, "a text, a whole number or None"),
)


# ── Statement order ─────────────────────────────────────────────────────────


def _id_key(id: Id | None) -> tuple[int, int, str]:
    if id is None:
        return (0, 0, "")
    return (1, id, "") if isinstance(id, int) else (2, 0, id)


def in_statement_order(rows: Iterable[Row]) -> list[Row]:
    """Sort rows into statement order.

    They are sorted by time first, and only those of one time by the rest, so
    that few long keys are needed at once.
    """
    ordered: list[Row] = []
    for _, simultaneous in groupby(sorted(rows, key=_time), key=_time):
        ordered.extend(sorted(simultaneous, key=_order_at_one_time))
    return ordered


def _time(row: Row) -> dt.datetime:
    return row.earliest or LAST_MOMENT


def _order_at_one_time(row: Row) -> tuple[object, ...]:
    return (
        row.earliest is None,
        _id_key(row.document),
        -1 if row.start is None else row.start,
        -1 if row.stop is None else row.stop,
        row.latest or LAST_MOMENT,
        _id_key(row.id),
        row.actor,
        row.topic,
        repr(row.qualifier),
    )


def within(row: Row, start: dt.datetime, stop: dt.datetime, *, possibly: bool) -> bool:
    """Tell whether a row was made between two times, certainly or possibly."""
    if row.earliest is None or row.latest is None:
        return possibly
    if possibly:
        return row.earliest <= stop and start <= row.latest
    return not row.doubtful and start <= row.earliest and row.latest <= stop
