"""Days of the proleptic Gregorian calendar, of any year, and stretches between them."""

from __future__ import annotations

import datetime as dt
import math
from enum import Enum
from typing import Final, NamedTuple

from eurasec.errors import InvalidValueError, Problem

__all__ = ["Day", "Endpoint", "Span"]

_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CYCLE: Final = 400
"""Years after which the calendar repeats itself."""
_CYCLE_DAYS: Final = 146_097
_KNOWN: Final = 2000
"""The first year of a cycle that `datetime.date` knows from its first day to its last."""
_KNOWN_DAYS: Final = _KNOWN // _CYCLE * _CYCLE_DAYS
_LAST_YEAR: Final = 9999
_FEBRUARY: Final = 2
_MONTHS: Final = 12


def is_leap(year: int) -> bool:
    """Tell whether a year has a 29 February.

    >>> is_leap(2000), is_leap(1900), is_leap(-4)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % _CYCLE == 0)


def month_length(year: int, month: int) -> int:
    """Give the number of days in a month.

    >>> month_length(2024, 2)
    29
    """
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month]


def day_number(year: int, month: int, day: int) -> int:
    """Give the number of a day: 1 is 1 January of the year 1, as in `datetime.date.toordinal`.

    >>> day_number(1, 1, 1), day_number(0, 12, 31)
    (1, 0)
    """
    cycles, rest = divmod(year, _CYCLE)
    return dt.date(_KNOWN + rest, month, day).toordinal() + cycles * _CYCLE_DAYS - _KNOWN_DAYS


def day_of(number: int) -> Day:
    """Give the day that has a number.

    >>> day_of(0)
    Day(year=0, month=12, day=31)
    """
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    known = dt.date.fromordinal(_KNOWN_DAYS + rest + 1)
    return Day(known.year - _KNOWN + cycles * _CYCLE, known.month, known.day)


class Day(NamedTuple):
    """A day of any year, before the year 1 and after 9999 as well.

    Years are counted as astronomers do: the year 0 is 1 BC. Days compare in
    the order of time.

    Attributes:
        year: The year, negative ones included.
        month: 1 to 12.
        day: 1 to 31.

    >>> Day(2022, 2, 9) < Day(2022, 2, 10)
    True
    """

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """Give the day as ISO 8601 writes it.

        >>> print(Day(-44, 3, 15))
        -0044-03-15
        """
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    def date(self) -> dt.date:
        """Give the day as the standard library has it.

        Raises:
            InvalidValueError: If `datetime.date` has no such day; it knows the
                years 1 to 9999.

        >>> Day(2022, 2, 9).date()
        datetime.date(2022, 2, 9)
        """
        try:
            return dt.date(self.year, self.month, self.day)
        except (ValueError, OverflowError) as error:
            problem = Problem(path="", message=f"{self} is no day of datetime.date ({error})", rule="range")
            raise InvalidValueError("Day.date", [problem]) from None

    def moved(self, *, months: int = 0, days: int = 0) -> Day:
        """Give the day some months and then some days later.

        Where the month that is reached has no such day, its last day is taken,
        as in `dateutil.relativedelta`.

        Args:
            months: How many months, back if negative.
            days: How many days after that, back if negative.

        >>> Day(2022, 1, 31).moved(months=1)
        Day(year=2022, month=2, day=28)
        """
        year, month = divmod(self.year * _MONTHS + self.month - 1 + months, _MONTHS)
        moved = Day(year, month + 1, min(self.day, month_length(year, month + 1)))
        return day_of(day_number(*moved) + days) if days else moved


class Endpoint(Enum):
    """An end of a period that is no date.

    Members:
        OPEN: There is no limit; written `..`.
        UNKNOWN: There is an end, but nobody says when; written as nothing.
    """

    OPEN = ".."
    UNKNOWN = ""

    def __repr__(self) -> str:
        """Give the expression that names it."""
        return f"Endpoint.{self.name}"

    def __str__(self) -> str:
        """Give it as EDTF writes it."""
        return self.value


class Span(NamedTuple):
    """The bounds of a period: when it may start, when it may end.

    Bounds are day numbers as in `datetime.date.toordinal`, so that they compare
    fast and in every year; `-inf` and `inf` stand where there is no limit. The
    same bounds as days are `earliest_start` and its like.

    Attributes:
        start_min: The first day on which it may start.
        start_max: The last day on which it may start.
        end_min: The first day on which it may end.
        end_max: The last day on which it may end.
        start_qualified: Whether the start is marked uncertain or approximate.
        end_qualified: Whether the end is marked so.

    >>> span = Span(738156, 738156, 738190, math.inf, False, False)
    >>> span.earliest_start, span.latest_start
    (Day(year=2022, month=1, day=1), Day(year=2022, month=1, day=1))
    >>> span.earliest_end, span.latest_end
    (Day(year=2022, month=2, day=4), Endpoint.OPEN)
    """

    start_min: float
    start_max: float
    end_min: float
    end_max: float
    start_qualified: bool
    end_qualified: bool

    @property
    def earliest_start(self) -> Day | Endpoint:
        """The first day on which it may start, or `Endpoint.OPEN`."""
        return _day_or_open(self.start_min)

    @property
    def latest_start(self) -> Day | Endpoint:
        """The last day on which it may start, or `Endpoint.OPEN`."""
        return _day_or_open(self.start_max)

    @property
    def earliest_end(self) -> Day | Endpoint:
        """The first day on which it may end, or `Endpoint.OPEN`."""
        return _day_or_open(self.end_min)

    @property
    def latest_end(self) -> Day | Endpoint:
        """The last day on which it may end, or `Endpoint.OPEN`."""
        return _day_or_open(self.end_max)


def _day_or_open(number: float) -> Day | Endpoint:
    return Endpoint.OPEN if math.isinf(number) else day_of(int(number))


def within(earliest: Day, latest: Day, *, qualified: bool) -> Span:
    """Give the span of something that takes place some time within two days."""
    first, last = day_number(*earliest), day_number(*latest)
    return Span(first, last, first, last, qualified, qualified)


def whole(earliest: Day, latest: Day, *, qualified: bool) -> Span:
    """Give the span of a period that lasts from one day to another."""
    first, last = day_number(*earliest), day_number(*latest)
    return Span(first, first, last, last, qualified, qualified)


def tightened(
    start_min: float,
    start_max: float,
    end_min: float,
    end_max: float,
    *,
    start_qualified: bool = False,
    end_qualified: bool = False,
) -> Span:
    """Give the span of a period with these bounds that does not end before it starts."""
    return Span(
        start_min, min(start_max, end_max), max(end_min, start_min), end_max, start_qualified, end_qualified
    )


def between(start: Span | Endpoint, end: Span | Endpoint) -> Span:
    """Give the span of a period that starts within one span and ends within another."""
    start_min = start_max = -math.inf
    end_min = end_max = math.inf
    start_qualified = end_qualified = False
    if isinstance(start, Span):
        start_min, start_max, start_qualified = start.start_min, start.end_max, start.start_qualified
    elif start is Endpoint.UNKNOWN:
        start_max = math.inf
    if isinstance(end, Span):
        end_min, end_max, end_qualified = end.start_min, end.end_max, end.end_qualified
    elif end is Endpoint.UNKNOWN:
        end_min = -math.inf
    return tightened(
        start_min,
        start_max,
        end_min,
        end_max,
        start_qualified=start_qualified,
        end_qualified=end_qualified,
    )
