"""Windows of time: which statements stand in which stretch.

There are two sorts. *Moving windows* are those of the Discourse Network
Analyzer: with h = round-half-up((w − 1) / 2) for a size of w units, the window
around a time t is closed, [t − h, t + h]; t begins with the first statement
and steps by one unit, and a window is kept where it lies wholly between the
first statement and the last. So a window of size 1 is a single moment, and one
of size 3 is as long as two units. By events, the window around each statement
reaches h = floor(w / 2) statements to both sides. *Periods* are the days,
weeks, months, quarters or years of the calendar.

Source: P. Leifeld, Discourse Network Analyzer Manual.
"""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import attrs

from eurasec.analysis.networks.rows import FIRST_MOMENT, LAST_MOMENT, Row, within
from eurasec.errors import ImpreciseDateError, shown
from eurasec.vocab import Word

__all__ = ["Period", "PeriodWord", "Window", "WindowUnit", "WindowUnitWord"]

N_co = TypeVar("N_co", covariant=True)


class WindowUnit(Word):
    """By what a moving window is measured."""

    DAYS = "days", "24 hours"
    WEEKS = "weeks", "seven days"
    MONTHS = "months", "to the same day of the next month, or its last"
    QUARTERS = "quarters", "three months"
    YEARS = "years", "to the same day of the next year, or its last in that month"
    EVENTS = "events", "statements"


class Period(Word):
    """A stretch of the calendar."""

    DAY = "day", "from midnight to midnight"
    WEEK = "week", "a week of ISO 8601, from Monday to Sunday"
    MONTH = "month", "a month of the calendar"
    QUARTER = "quarter", "three months, the first from January"
    YEAR = "year", "a year of the calendar"


WindowUnitWord: TypeAlias = WindowUnit | Literal["days", "weeks", "months", "quarters", "years", "events"]
"""A word of `WindowUnit`."""

PeriodWord: TypeAlias = Period | Literal["day", "week", "month", "quarter", "year"]
"""A word of `Period`."""


@attrs.frozen(kw_only=True)
class Window(Generic[N_co]):
    """A stretch of time, and the network of its statements.

    Attributes:
        start: When it begins.
        middle: The time in its middle.
        stop: When it ends; a statement at that time is in it.
        network: The network of the statements in it.
    """

    start: dt.datetime
    middle: dt.datetime
    stop: dt.datetime
    network: N_co

    def __str__(self) -> str:
        """Give the times and the network in one line."""
        return f"{self.start} to {self.stop}: {self.network!r}"


class Stretch(NamedTuple):
    """A window without its network: when it begins, its middle and end, and the rows in it."""

    start: dt.datetime
    middle: dt.datetime
    stop: dt.datetime
    rows: tuple[Row, ...]


# ── Steps of the calendar ───────────────────────────────────────────────────

_MONTHS: Final[Mapping[WindowUnit, int]] = {
    WindowUnit.MONTHS: 1,
    WindowUnit.QUARTERS: 3,
    WindowUnit.YEARS: 12,
}
_DAYS: Final[Mapping[WindowUnit, int]] = {WindowUnit.DAYS: 1, WindowUnit.WEEKS: 7}


def _later(moment: dt.datetime, unit: WindowUnit, steps: int) -> dt.datetime | None:
    """Give the time that is some units later, `None` if that is after the year 9999.

    Months keep the day, or take their last where they are shorter.
    """
    if unit in _DAYS:
        try:
            return moment + dt.timedelta(days=steps * _DAYS[unit])
        except OverflowError:
            return None
    year, month = divmod(moment.year * 12 + moment.month - 1 + steps * _MONTHS[unit], 12)
    if year > dt.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


_UNITS: Final[Mapping[Period, WindowUnit]] = {
    Period.DAY: WindowUnit.DAYS,
    Period.WEEK: WindowUnit.WEEKS,
    Period.MONTH: WindowUnit.MONTHS,
    Period.QUARTER: WindowUnit.QUARTERS,
    Period.YEAR: WindowUnit.YEARS,
}
"""How long each period is."""


def _beginning(moment: dt.datetime, period: Period) -> dt.datetime:
    """Give the first moment of the period in which a time lies."""
    day = dt.datetime.combine(moment, dt.time.min)
    if period is Period.DAY:
        return day
    if period is Period.WEEK:
        return day - dt.timedelta(days=moment.weekday())
    months = _MONTHS[_UNITS[period]]
    return day.replace(month=(moment.month - 1) // months * months + 1, day=1)


# ── Rows in stretches ───────────────────────────────────────────────────────


class _Timeline:
    """Rows in statement order, found by their times."""

    def __init__(self, rows: Sequence[Row], *, possibly: bool) -> None:
        dated = [(row.earliest, row.latest) for row in rows if row.earliest and row.latest]
        self._rows = rows
        self._possibly = possibly
        self._starts = [earliest for earliest, _ in dated]
        self._undated = rows[len(dated) :] if possibly else ()
        self._longest = max((latest - earliest for earliest, latest in dated), default=dt.timedelta())
        self.bounds = (self._starts[0], max(latest for _, latest in dated)) if dated else None

    def between(self, start: dt.datetime, stop: dt.datetime) -> tuple[Row, ...]:
        """Give the rows of a closed stretch, certainly or possibly."""
        reach = self._longest if self._possibly else dt.timedelta()
        from_there = start - min(reach, start - FIRST_MOMENT)
        near = self._rows[bisect_left(self._starts, from_there) : bisect_right(self._starts, stop)]
        return (*(row for row in near if within(row, start, stop, possibly=self._possibly)), *self._undated)


def moving(rows: Sequence[Row], unit: WindowUnit, size: int, *, possibly: bool) -> Iterator[Stretch]:
    """Give the moving windows of rows that stand in statement order.

    Raises:
        ImpreciseDateError: If windows are by events, and a row has no date.
    """
    half = size // 2  # round-half-up((size - 1) / 2), and floor(size / 2) alike
    if unit is WindowUnit.EVENTS:
        yield from _by_events(rows, half)
        return
    timeline = _Timeline(rows, possibly=possibly)
    if timeline.bounds is None:
        return
    (first, last), centre = timeline.bounds, half
    while True:
        start, middle, stop = (_later(first, unit, centre + shift) for shift in (-half, 0, half))
        if start is None or middle is None or stop is None or stop > last:
            return
        yield Stretch(start, middle, stop, timeline.between(start, stop))
        centre += 1


def _by_events(rows: Sequence[Row], half: int) -> Iterator[Stretch]:
    bounds = [(row.earliest, row.latest) for row in rows if row.earliest and row.latest]
    if len(bounds) < len(rows):
        undated = rows[len(bounds)]
        raise ImpreciseDateError(
            f"windows by events need a date of every statement; {shown(undated.id)} has none"
        )
    for centre in range(half, len(rows) - half):
        around = slice(centre - half, centre + half + 1)
        stop = max(latest for _, latest in bounds[around])
        yield Stretch(bounds[around][0][0], bounds[centre][0], stop, tuple(rows[around]))


def periods(rows: Sequence[Row], period: Period, *, possibly: bool) -> Iterator[Stretch]:
    """Give the periods of the calendar from the first row to the last, those without rows too."""
    timeline = _Timeline(rows, possibly=possibly)
    if timeline.bounds is None:
        return
    first, last = timeline.bounds
    start: dt.datetime | None = _beginning(first, period)
    while start is not None and start <= last:
        following = _later(start, _UNITS[period], 1)
        stop = LAST_MOMENT if following is None else following - dt.timedelta(microseconds=1)
        yield Stretch(start, start + (stop - start) / 2, stop, timeline.between(start, stop))
        start = following
