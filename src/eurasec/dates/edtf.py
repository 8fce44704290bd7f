"""Dates and periods of EDTF (ISO 8601-2:2019), levels 0, 1 and 2, with their bounds.

`parse_edtf` reads a text into one of four values: `EdtfDate`, `EdtfDateTime`,
`EdtfInterval` or `EdtfSet`; `str` writes it in its one canonical form, which
reads back equal. Values are immutable, hash and pickle, and none can exist
that names no day: a value made by hand obeys the same rules as a text.

>>> parse_edtf("2003/2016~").latest
Day(year=2016, month=12, day=31)

Limits, so that no text takes long: an expression has at most 10,000 characters
(`LONGEST_TEXT`), and a year at most 15 digits (`LONGEST_YEAR`), exponent
included; day numbers then fit into 64 bits.
"""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from enum import Enum, Flag
from functools import cached_property, lru_cache
from itertools import product
from typing import Final, TypeAlias, cast

import attrs

from eurasec.dates.days import (
    Day,
    Endpoint,
    Span,
    between,
    month_length,
    tightened,
    whole,
    within,
)
from eurasec.errors import EdtfError, EdtfSyntaxError, EdtfValueError, InvalidValueError, Problem, shown

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_YEAR",
    "DateRange",
    "Edtf",
    "EdtfDate",
    "EdtfDateTime",
    "EdtfInterval",
    "EdtfSet",
    "Precision",
    "Qualifier",
    "SetKind",
    "parse_edtf",
]

LONGEST_TEXT: Final = 10_000
"""Characters that an expression may have."""
LONGEST_YEAR: Final = 15
"""Digits that a year may have."""


class Qualifier(Flag):
    """What the source says of its own words for a date, or a part of it.

    Members:
        NONE: Nothing.
        UNCERTAIN: It may be wrong; written `?`.
        APPROXIMATE: It is about that; written `~`.

    Both together are written `%`.

    >>> parse_edtf("2004-06%").month_qualifier == Qualifier.UNCERTAIN | Qualifier.APPROXIMATE
    True
    """

    NONE = 0
    UNCERTAIN = 1
    APPROXIMATE = 2


class Precision(Enum):
    """The finest part of a date that is written, be it as `X`."""

    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"

    def __repr__(self) -> str:
        """Give the expression that names it."""
        return f"Precision.{self.name}"


class SetKind(Enum):
    """What a set says of its members.

    Members:
        ONE_OF: One of them is meant, it is not known which; written `[]`.
        ALL_OF: All of them are meant; written `{}`.
    """

    ONE_OF = "[]"
    ALL_OF = "{}"

    def __repr__(self) -> str:
        """Give the expression that names it."""
        return f"SetKind.{self.name}"


_MARKS: Final = {
    "": Qualifier.NONE,
    "?": Qualifier.UNCERTAIN,
    "~": Qualifier.APPROXIMATE,
    "%": Qualifier.UNCERTAIN | Qualifier.APPROXIMATE,
}
_WRITTEN_MARKS: Final = {qualifier.value: mark for mark, qualifier in _MARKS.items()}


def _numbers_by_mask(last: int) -> dict[str, tuple[int, ...]]:
    """Give for every mask of two digits the numbers from 1 that it may stand for."""
    digits = "0123456789X"
    found: dict[str, tuple[int, ...]] = {}
    for tens, units in product(digits, digits):
        numbers = tuple(
            number
            for number in range(1, last + 1)
            if tens in {"X", str(number // 10)} and units in {"X", str(number % 10)}
        )
        if numbers:
            found[tens + units] = numbers
    return found


_MONTHS: Final = _numbers_by_mask(12)
_DAYS: Final = _numbers_by_mask(31)
_SEASONS: Final = {
    "21": (3, 3),
    "22": (6, 3),
    "23": (9, 3),
    "24": (12, 3),
    "25": (3, 3),
    "26": (6, 3),
    "27": (9, 3),
    "28": (12, 3),
    "29": (9, 3),
    "30": (12, 3),
    "31": (3, 3),
    "32": (6, 3),
    "33": (1, 3),
    "34": (4, 3),
    "35": (7, 3),
    "36": (10, 3),
    "37": (1, 4),
    "38": (5, 4),
    "39": (9, 4),
    "40": (1, 6),
    "41": (7, 6),
}
"""The first month of every season and how many months it has."""
_LEVEL_1_SEASONS: Final = frozenset({"21", "22", "23", "24"})
_LEVEL_1_MASKS: Final = re.compile(r"-?[0-9]{2}[0-9X]X|-?[0-9]{4}-(XX(-XX)?|[0-9]{2}-XX)")
_MASKED_YEAR: Final = re.compile(r"-?[0-9X]{4}")
_LONG_YEAR: Final = re.compile(r"Y(-?)([1-9][0-9]*)(?:E([1-9][0-9]*))?")
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29


class _Fault(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong with a date, and with which of its parts (0 is the year)."""

    def __init__(self, kind: type[EdtfError], part: int, reason: str) -> None:
        self.kind = kind
        self.part = part
        self.reason = reason
        super().__init__(kind, part, reason)


# ── Years ───────────────────────────────────────────────────────────────────


def _canonical_year(year: str) -> str:
    """Give the one form of a written year, or say what is wrong with it."""
    if _MASKED_YEAR.fullmatch(year):
        if year == "-0000":
            raise _Fault(EdtfValueError, 0, "the year 0000 has no sign")
        return year
    long = _LONG_YEAR.fullmatch(year)
    if long is None:
        raise _Fault(EdtfSyntaxError, 0, f"{shown(year)} is not a year")
    sign, digits, exponent = long.groups()
    mantissa = digits.rstrip("0") if exponent else digits
    if len(digits) > LONGEST_YEAR or len(exponent or "") > 2:  # noqa: PLR2004 - as many as 15 has
        raise _Fault(EdtfValueError, 0, f"a year has at most {LONGEST_YEAR} digits")
    zeros = int(exponent or 0) + len(digits) - len(mantissa)
    if len(mantissa) + zeros > LONGEST_YEAR:
        raise _Fault(EdtfValueError, 0, f"a year has at most {LONGEST_YEAR} digits")
    if len(mantissa) + zeros <= 4:  # noqa: PLR2004 - what fits is written without Y
        raise _Fault(EdtfValueError, 0, "Y is for years of more than four digits")
    return f"Y{sign}{mantissa}E{zeros}" if exponent else year


def _number_of_year(year: str) -> int:
    """Give the number of a canonical year without `X`."""
    mantissa, _, exponent = year.removeprefix("Y").partition("E")
    return int(mantissa) * 10 ** int(exponent or 0)


def _significant_years(year: str, significant: int) -> range:
    """Give the years that agree with a year in its first digits."""
    number = _number_of_year(year)
    digits = len(str(abs(number))) if number else 0
    if not 1 <= significant <= digits:
        raise _Fault(
            EdtfValueError, 0, f"S counts 1 to {digits} significant digits here, zeros in front do not count"
        )
    unit = 10 ** (digits - significant)
    nearest = abs(number) // unit * unit
    farthest = nearest + unit - 1
    return range(-farthest, -nearest + 1) if number < 0 else range(nearest, farthest + 1)


def _masked_years(mask: str, *, leap: bool, last_first: bool) -> Iterator[int]:
    """Give the years that a mask may stand for, in order; only leap years if asked."""
    sign = -1 if mask[0] == "-" else 1
    digits = mask.removeprefix("-")
    order = "9876543210" if last_first is (sign == 1) else "0123456789"

    def candidates(masked: str) -> list[int]:
        choices = product(*(order if digit == "X" else digit for digit in masked))
        return [int("".join(choice)) for choice in choices]

    lower = [number for number in candidates(digits[2:]) if not leap or number % 4 == 0]
    for hundreds in candidates(digits[:2]) if lower else ():
        for number in lower:
            if (number or hundreds % 4 == 0 or not leap) and (sign == 1 or hundreds or number):
                yield sign * (hundreds * 100 + number)


def _end_years(date: EdtfDate, *, leap: bool) -> tuple[int, int]:
    """Give the first and the last year that a date may lie in."""
    year = date.year
    if date.significant is not None:
        if "X" in year:
            raise _Fault(EdtfSyntaxError, 0, "S does not go with X")
        years = _significant_years(year, date.significant)
        return years[0], years[-1]
    if "X" not in year:
        number = _number_of_year(year)
        return number, number
    first = next(_masked_years(year, leap=leap, last_first=False), None)
    last = next(_masked_years(year, leap=leap, last_first=True), None)
    if first is None or last is None:
        raise _Fault(EdtfValueError, 2, "no year that this may be has a 29 February")
    return first, last


# ── Values ──────────────────────────────────────────────────────────────────


@attrs.frozen(eq=False, repr=False)
class _Expression:
    """What the four values have in common: their text, and what follows from it."""

    @cached_property
    def text(self) -> str:
        """The canonical text, which `str` gives too."""
        return self._write()

    @cached_property
    def level(self) -> int:
        """The least level of EDTF (0, 1 or 2) to which the expression belongs."""
        return self._level()

    @cached_property
    def span(self) -> Span:
        """The bounds of what took place then: a date is some time within its bounds."""
        return self._span()

    @cached_property
    def window(self) -> Span:
        """The bounds as of a container: a date written in full is its whole unit."""
        return self._window()

    @property
    @abstractmethod
    def earliest(self) -> Day | Endpoint:
        """The first day that it may touch, over all completions that exist."""

    @property
    @abstractmethod
    def latest(self) -> Day | Endpoint:
        """The last day that it may touch, over all completions that exist."""

    @abstractmethod
    def _write(self) -> str:
        """Give the canonical text."""

    @abstractmethod
    def _level(self) -> int:
        """Give the level of EDTF."""

    @abstractmethod
    def _span(self) -> Span:
        """Give the bounds of what took place then."""

    def _window(self) -> Span:
        """Give the bounds as of a container."""
        return self.span

    def __contains__(self, value: Edtf) -> bool:
        """Tell whether a date or period certainly lies within this one.

        >>> parse_edtf("2010") in parse_edtf("2003/2016")
        True
        """
        from eurasec.dates.relations import Answer, contains  # noqa: PLC0415 - relations are about these values

        return contains(cast("Edtf", self), value) is Answer.YES

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is of the same class and has the same canonical text."""
        if not isinstance(other, _Expression) or other.__class__ is not self.__class__:
            return NotImplemented
        return self.text == other.text

    def __hash__(self) -> int:
        """Give the hash of the canonical text."""
        return hash(self.text)

    def __str__(self) -> str:
        """Give the canonical text."""
        return self.text

    def __repr__(self) -> str:
        """Give the expression that makes an equal value."""
        return f"parse_edtf({self.text!r})"

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the text, so that equal values stay shared."""
        return parse_edtf, (self.text,)


_NONE: Final = Qualifier.NONE


def _mark(qualifier: Qualifier) -> str:
    return _WRITTEN_MARKS[qualifier.value]


@attrs.frozen(eq=False, repr=False)
class EdtfDate(_Expression):
    """A year, season, month or day, as precisely as a source gives it.

    Unspecified digits are `X`. Each part may be marked uncertain or
    approximate, which never moves the bounds.

    Attributes:
        year: Four digits or `X`, with `-` before the year 0; longer years begin
            with `Y` and may have an exponent (`Y-17E7`).
        month: Two digits or `X`, or a season from `21` to `41`: 21 to 24 are
            spring to winter without a hemisphere (read as northern), 25 to 28
            northern, 29 to 32 southern; meteorological seasons, of which the
            one from December runs into the next year. 33 to 36 are quarters,
            37 to 39 thirds, 40 and 41 halves of the calendar year.
        day: Two digits or `X`.
        significant: How many digits of the year are significant, from the left
            (`1950S2` is some year from 1900 to 1999).
        year_qualifier: What the source says of the year.
        month_qualifier: What it says of the month or season.
        day_qualifier: What it says of the day.

    >>> EdtfDate("2004", "06", "XX", year_qualifier=Qualifier.UNCERTAIN)
    parse_edtf('2004?-06-XX')
    """

    year: str
    month: str | None = None
    day: str | None = None
    significant: int | None = attrs.field(default=None, kw_only=True)
    year_qualifier: Qualifier = attrs.field(default=_NONE, kw_only=True)
    month_qualifier: Qualifier = attrs.field(default=_NONE, kw_only=True)
    day_qualifier: Qualifier = attrs.field(default=_NONE, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what names no day."""
        try:
            _judge_date(self)
        except _Fault as fault:
            written = "-".join(str(part) for part in (self.year, self.month, self.day) if part is not None)
            position = sum(len(str(part)) + 1 for part in (self.year, self.month)[: fault.part])
            raise fault.kind(written, position, fault.reason) from None

    @cached_property
    def bounds(self) -> tuple[Day, Day]:
        """The first and the last day that it may touch."""
        return _bounds(self)

    @property
    def earliest(self) -> Day:
        """The first day that it may touch, over all completions that exist.

        >>> parse_edtf("2022-0X-31").earliest
        Day(year=2022, month=1, day=31)
        """
        return self.bounds[0]

    @property
    def latest(self) -> Day:
        """The last day that it may touch, over all completions that exist.

        >>> parse_edtf("XXXX-02-29").latest
        Day(year=9996, month=2, day=29)
        """
        return self.bounds[1]

    @property
    def precision(self) -> Precision:
        """The finest part that is written.

        >>> parse_edtf("2022-02").precision
        Precision.MONTH
        """
        if self.day is not None:
            return Precision.DAY
        if self.month is None:
            return Precision.YEAR
        return Precision.SEASON if self.month in _SEASONS else Precision.MONTH

    @property
    def complete(self) -> bool:
        """Whether it is written in full: without `X` and without `S`.

        >>> parse_edtf("2022-02").complete, parse_edtf("202X-02").complete
        (True, False)
        """
        return self.significant is None and not self.masked

    @property
    def masked(self) -> bool:
        """Whether a digit is written as `X`.

        >>> parse_edtf("199X").masked
        True
        """
        return "X" in self.year or "X" in (self.month or "") or "X" in (self.day or "")

    @property
    def qualified(self) -> bool:
        """Whether any part is marked uncertain or approximate.

        >>> parse_edtf("2004-06~-11").qualified
        True
        """
        return any(self._qualifiers())

    def _qualifiers(self) -> tuple[Qualifier, ...]:
        """Give the qualifiers of the parts that are written."""
        if self.month is None:
            return (self.year_qualifier,)
        if self.day is None:
            return (self.year_qualifier, self.month_qualifier)
        return (self.year_qualifier, self.month_qualifier, self.day_qualifier)

    def _write(self) -> str:
        """Give the parts with their marks.

        The parts from the year on that share a mark carry it behind the last
        of them; every other part carries its own in front.
        """
        parts = [self.year if self.significant is None else f"{self.year}S{self.significant}"]
        parts += [part for part in (self.month, self.day) if part is not None]
        marks = self._qualifiers()
        group = next((index for index, mark in enumerate(marks) if mark != marks[0]), len(marks))
        written = "-".join(parts[:group]) + _mark(marks[0])
        return written + "".join(
            f"-{_mark(mark)}{part}" for mark, part in zip(marks[group:], parts[group:], strict=True)
        )

    def _level(self) -> int:
        qualifiers = self._qualifiers()
        season = self.month in _SEASONS
        plain = "-".join(part for part in (self.year, self.month, self.day) if part is not None)
        if (
            self.significant is not None
            or "E" in self.year
            or (season and self.month not in _LEVEL_1_SEASONS)
            or any(each != qualifiers[0] for each in qualifiers)
            or (self.masked and not _LEVEL_1_MASKS.fullmatch(plain))
        ):
            return 2
        return int(season or self.masked or self.year[0] in "-Y" or qualifiers[0] != _NONE)

    def _span(self) -> Span:
        return within(*self.bounds, qualified=self.qualified)

    def _window(self) -> Span:
        return whole(*self.bounds, qualified=self.qualified) if self.complete else self.span


def _judge_date(date: EdtfDate) -> None:
    """Check every part of a date, and that a day exists which it names."""
    year, month, day = date.year, date.month, date.day
    for part, written in enumerate((year, month, day)):
        if not isinstance(written, str) and (part == 0 or written is not None):
            raise _Fault(EdtfSyntaxError, part, f"{shown(written)} is not written as a string of digits")
    canonical = _canonical_year(year)
    if canonical != year:
        object.__setattr__(date, "year", canonical)
    if month is not None and ("Y" in year or date.significant is not None):
        raise _Fault(EdtfSyntaxError, 1, "a year with Y or S has no month")
    if month is not None and month not in _MONTHS and month not in _SEASONS:
        raise _Fault(
            EdtfValueError, 1, f"{shown(month)} is no month from 01 to 12 and no season from 21 to 41"
        )
    if day is not None:
        if month is None or month in _SEASONS:
            raise _Fault(EdtfSyntaxError, 2, "a day needs a month")
        if day not in _DAYS:
            raise _Fault(EdtfValueError, 2, f"{shown(day)} is no day from 01 to 31")
    date.bounds  # noqa: B018 - computed now, so that a date without a day is refused


def _bounds(date: EdtfDate) -> tuple[Day, Day]:
    """Give the first and the last day over all completions that exist."""
    if date.month in _SEASONS:
        first_month, length = _SEASONS[date.month]
        first_year, last_year = _end_years(date, leap=False)
        over, last_month = divmod(first_month + length - 2, 12)
        last_year, last_month = last_year + over, last_month + 1
        return Day(first_year, first_month, 1), Day(
            last_year, last_month, month_length(last_year, last_month)
        )
    months = _MONTHS["XX" if date.month is None else date.month]
    days = _DAYS["XX" if date.day is None else date.day]
    leap_only = months == (_FEBRUARY,) and days[0] == _LEAP_DAY
    first_year, last_year = _end_years(date, leap=leap_only)
    first = next((month for month in months if days[0] <= month_length(first_year, month)), None)
    last = next((month for month in reversed(months) if days[0] <= month_length(last_year, month)), None)
    if first is None or last is None:
        raise _Fault(EdtfValueError, 2, "there is no such day in that month")
    longest = month_length(last_year, last)
    return Day(first_year, first, days[0]), Day(
        last_year, last, next(day for day in reversed(days) if day <= longest)
    )


@attrs.frozen(eq=False, repr=False)
class EdtfDateTime(_Expression):
    """A day with a time of day; its bounds are the day.

    Attributes:
        date: The day, written in full and without marks, in the years 0000 to 9999.
        hour: 0 to 23.
        minute: 0 to 59.
        second: 0 to 59, and 60 in a minute 59, for a leap second.
        offset: Minutes by which local time is ahead of UTC; `None` where the
            source does not say; written `Z` where it is 0.

    >>> parse_edtf("2022-02-09T10:00:00+03").offset
    180
    """

    date: EdtfDate
    hour: int
    minute: int
    second: int
    offset: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what is no day or no time of day."""
        date: object = self.date
        if not isinstance(date, EdtfDate):
            raise EdtfSyntaxError(str(date), 0, "a date-time needs an EdtfDate")
        if date.precision is not Precision.DAY or date.level != 0:
            raise EdtfSyntaxError(str(date), 0, "a date-time needs a day written in full and without marks")
        for name, value, last in (
            ("hour", self.hour, 23),
            ("minute", self.minute, 59),
            ("second", self.second, 60 if self.minute == 59 else 59),  # noqa: PLR2004 - where leap seconds are
        ):
            if type(value) is not int or not 0 <= value <= last:
                raise EdtfValueError(str(date), 11, f"{shown(value)} is no {name} from 00 to {last}")
        if self.offset is not None and (type(self.offset) is not int or abs(self.offset) >= _DAY_MINUTES):
            raise EdtfValueError(str(date), 19, f"{shown(self.offset)} is no offset of less than a day")

    @property
    def earliest(self) -> Day:
        """The day."""
        return self.date.earliest

    @property
    def latest(self) -> Day:
        """The day."""
        return self.date.latest

    def _write(self) -> str:
        if self.offset is None:
            zone = ""
        elif self.offset == 0:
            zone = "Z"
        else:
            hours, minutes = divmod(abs(self.offset), 60)
            zone = f"{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"
        return f"{self.date.text}T{self.hour:02}:{self.minute:02}:{self.second:02}{zone}"

    def _level(self) -> int:
        return 0

    def _span(self) -> Span:
        return self.date.span


_DAY_MINUTES: Final = 24 * 60


@attrs.frozen(eq=False, repr=False)
class EdtfInterval(_Expression):
    """A period that starts in one date and ends in another.

    Attributes:
        start: The date, `Endpoint.OPEN` or `Endpoint.UNKNOWN`.
        end: The same; one of the two is a date.

    >>> parse_edtf("2003/..").latest
    Endpoint.OPEN
    """

    start: EdtfDate | Endpoint
    end: EdtfDate | Endpoint

    def __attrs_post_init__(self) -> None:
        """Refuse ends that are no dates, and an end that is before its start."""
        for end in (self.start, self.end):
            if not isinstance(end, (EdtfDate, Endpoint)):
                raise EdtfSyntaxError(str(end), 0, "a period starts and ends with a date, '..' or nothing")
        if isinstance(self.start, EdtfDate):
            if isinstance(self.end, EdtfDate) and self.end.latest < self.start.earliest:
                raise EdtfValueError(self.text, len(self.start.text) + 1, "the period ends before it starts")
        elif not isinstance(self.end, EdtfDate):
            raise EdtfSyntaxError(self.text, 0, "one end of a period is a date")

    @property
    def earliest(self) -> Day | Endpoint:
        """The first day that it may touch.

        >>> parse_edtf("/2006").earliest
        Endpoint.UNKNOWN
        """
        return self.start.earliest if isinstance(self.start, EdtfDate) else self.start

    @property
    def latest(self) -> Day | Endpoint:
        """The last day that it may touch."""
        return self.end.latest if isinstance(self.end, EdtfDate) else self.end

    def _write(self) -> str:
        return f"{self.start}/{self.end}"

    def _level(self) -> int:
        dates = [end for end in (self.start, self.end) if isinstance(end, EdtfDate)]
        if any(date.masked for date in dates):
            return 2
        return max(2 - len(dates), *(date.level for date in dates))

    def _span(self) -> Span:
        return between(
            self.start.span if isinstance(self.start, EdtfDate) else self.start,
            self.end.span if isinstance(self.end, EdtfDate) else self.end,
        )


@attrs.frozen(eq=False, repr=False)
class DateRange:
    """Consecutive years, months or days inside a set: each of them is a member.

    Attributes:
        start: The first, or `None` where all up to `end` are meant.
        end: The last, or `None` where all from `start` on are meant.

    The ends are years, months or days alike, written in full and without marks.

    >>> DateRange(parse_edtf("1670"), parse_edtf("1672"))
    DateRange(parse_edtf('1670'), parse_edtf('1672'))
    """

    start: EdtfDate | None
    end: EdtfDate | None

    def __attrs_post_init__(self) -> None:
        """Refuse ends that cannot be counted through."""
        ends: list[EdtfDate] = []
        for end in (self.start, self.end):
            known: object = end
            if known is None:
                continue
            if (
                not isinstance(known, EdtfDate)
                or not known.complete
                or known.qualified
                or known.precision is Precision.SEASON
            ):
                raise EdtfSyntaxError(
                    str(known), 0, "a range in a set needs years, months or days in full and without marks"
                )
            ends.append(known)
        if not ends:
            raise EdtfSyntaxError("..", 0, "a range in a set needs a date")
        if ends[0].precision is not ends[-1].precision:
            raise EdtfSyntaxError(
                str(self), len(ends[0].text) + 2, "a range in a set has both ends equally precise"
            )
        if ends[-1].latest < ends[0].earliest:
            raise EdtfValueError(str(self), len(ends[0].text) + 2, "the range ends before it starts")

    @property
    def precision(self) -> Precision:
        """What it counts: years, months or days."""
        return cast("EdtfDate", self.start or self.end).precision

    def __eq__(self, other: object) -> bool:
        """Tell whether both ends are equal."""
        if not isinstance(other, DateRange):
            return NotImplemented
        return (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        """Give the hash of both ends."""
        return hash((self.start, self.end))

    def __str__(self) -> str:
        """Give the ends as EDTF writes them inside a set."""
        return f"{self.start or ''}..{self.end or ''}"

    def __repr__(self) -> str:
        """Give the expression that makes an equal range."""
        return f"DateRange({self.start!r}, {self.end!r})"


@attrs.frozen(eq=False, repr=False)
class EdtfSet(_Expression):
    """One of several dates, or all of them.

    Attributes:
        kind: Whether one or all are meant.
        members: Dates and ranges of dates, sorted, each once.

    >>> parse_edtf("[2014-03,2014-02]")
    parse_edtf('[2014-02,2014-03]')
    """

    kind: SetKind
    members: tuple[EdtfDate | DateRange, ...]

    def __attrs_post_init__(self) -> None:
        """Sort the members, and refuse what is no set."""
        if type(self.kind) is not SetKind:
            raise EdtfSyntaxError(str(self.kind), 0, "the kind of a set is a SetKind")
        if not isinstance(self.members, Iterable):
            raise EdtfSyntaxError(str(self.members), 0, "the members of a set are a tuple")
        members = tuple(self.members)
        for member in members:
            if not isinstance(member, (EdtfDate, DateRange)):
                raise EdtfSyntaxError(str(member), 0, "a member of a set is a date or a range of dates")
        object.__setattr__(self, "members", tuple(sorted(set(members), key=_place)))
        if not members:
            raise EdtfSyntaxError(self.text, 1, "a set has at least one member")
        if len(self.text) > LONGEST_TEXT:
            raise EdtfSyntaxError(self.text, LONGEST_TEXT, f"it has more than {LONGEST_TEXT:,} characters")
        ranges = [each for each in self.members if isinstance(each, DateRange)]
        if sum(each.start is None for each in ranges) > 1 or sum(each.end is None for each in ranges) > 1:
            raise EdtfSyntaxError(self.text, 1, "only one range has no start, and only one no end")

    @property
    def earliest(self) -> Day | Endpoint:
        """The first day that it may touch."""
        return self.span.earliest_start

    @property
    def latest(self) -> Day | Endpoint:
        """The last day that it may touch."""
        return self.span.latest_end

    def _write(self) -> str:
        opening, closing = self.kind.value
        return f"{opening}{','.join(str(member) for member in self.members)}{closing}"

    def _level(self) -> int:
        return 2

    def _span(self) -> Span:
        return hull(self.kind, self.spans())

    def _window(self) -> Span:
        return hull(self.kind, [end.window if end else never for end, never in self._ends()])

    def spans(self) -> list[Span]:
        """Give the spans of all members, of a range those of both its ends."""
        return [end.span if end else never for end, never in self._ends()]

    def _ends(self) -> Iterator[tuple[EdtfDate | None, Span]]:
        """Give the dates of all members, of a range its ends, with what stands for a missing one."""
        for member in self.members:
            if isinstance(member, EdtfDate):
                yield member, _NEVER
            else:
                yield member.start, _NEVER
                yield member.end, _FOREVER


_NEVER: Final = tightened(-math.inf, -math.inf, -math.inf, -math.inf)
"""What stands for the missing start of a range."""
_FOREVER: Final = tightened(math.inf, math.inf, math.inf, math.inf)
"""What stands for the missing end of a range."""


def hull(kind: SetKind, spans: list[Span]) -> Span:
    """Give the bounds of whichever member of a set is meant, or from the first to the last of all."""
    inner, outer = (max, min) if kind is SetKind.ONE_OF else (min, max)
    qualified = any(span.start_qualified for span in spans)
    return Span(
        min(span.start_min for span in spans),
        inner(span.start_max for span in spans),
        outer(span.end_min for span in spans),
        max(span.end_max for span in spans),
        qualified,
        qualified,
    )


def _place(member: EdtfDate | DateRange) -> tuple[int, float, float, str]:
    """Give the place of a member in its set: in order of time, open ranges outermost."""
    if isinstance(member, EdtfDate):
        return 1, member.span.start_min, member.span.end_max, member.text
    if member.start is None or member.end is None:
        return (0 if member.start is None else 2), 0, 0, str(member)
    return 1, member.start.span.start_min, member.end.span.end_max, str(member)


Edtf: TypeAlias = EdtfDate | EdtfDateTime | EdtfInterval | EdtfSet
"""Any date or period of EDTF."""


# ── Reading ─────────────────────────────────────────────────────────────────

_PLAIN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?").fullmatch
_DATE: Final = re.compile(
    r"""
    (?P<year_left>[?~%]?) (?P<year>Y-?[0-9]+(?:E[0-9]+)?|-?[0-9X]{4}) (?:S(?P<significant>[0-9]+))?
    (?P<year_right>[?~%]?)
    (?:-(?P<month_left>[?~%]?) (?P<month>[0-9X]{2}) (?P<month_right>[?~%]?)
    (?:-(?P<day_left>[?~%]?) (?P<day>[0-9X]{2}) (?P<day_right>[?~%]?) )? )?
    """,
    re.VERBOSE,
)
_TIME: Final = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::(?P<minutes>[0-9]{2}))?)?"
)
_CACHED_LENGTH: Final = 64
"""Longer texts are read anew each time, so that the cache stays small."""


def parse_edtf(text: str) -> Edtf:
    """Read an expression of EDTF; the whole text has to be one.

    Reading is strict: digits are ASCII, letters upper case, white space is not
    allowed. Equal texts of usual length give the same value.

    Args:
        text: The expression, at most 10,000 characters.

    Returns:
        An `EdtfDate`, `EdtfDateTime`, `EdtfInterval` or `EdtfSet`.

    Raises:
        EdtfSyntaxError: If the text does not have the form of EDTF.
        EdtfValueError: If it names no day that exists, or ends before it starts.
        InvalidValueError: If it is no string.

    >>> parse_edtf("1560-XX-25").latest
    Day(year=1560, month=12, day=25)
    >>> parse_edtf("2022-02-30")
    Traceback (most recent call last):
    eurasec.errors.EdtfValueError: '2022-02-30' is no EDTF date: there is no such day in that month (at character 8)
    """
    if not isinstance(text, str):
        problem = Problem(
            path="text", message=f"{shown(text)} is not a string", rule="type", value=shown(text)
        )
        raise InvalidValueError("parse_edtf", [problem])
    return _parse_cached(text) if len(text) <= _CACHED_LENGTH else _parse(text)


def _parse(text: str) -> Edtf:
    """Read an expression without looking into the cache."""
    plain = _PLAIN(text)
    if plain:
        return EdtfDate(*plain.groups())
    if len(text) > LONGEST_TEXT:
        raise EdtfSyntaxError(text, LONGEST_TEXT, f"it has more than {LONGEST_TEXT:,} characters")
    if text[:1] in {"[", "{"}:
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    if "T" in text:
        return _read_date_time(text)
    return _read_whole_date(text, 0, len(text))


_parse_cached: Final = lru_cache(maxsize=8192)(_parse)


def _expected(text: str, position: int, what: str) -> EdtfSyntaxError:
    """Make the error that says what stands where something else is expected."""
    if position >= len(text):
        return EdtfSyntaxError(text, position, f"it ends where {what} is expected")
    character = text[position]
    if character.isspace():
        hint = "; there is no white space in EDTF"
    elif character in "–—−":
        hint = "; a period is written with '/', and parts are joined with '-'"
    elif character in "xzeyst":
        hint = "; letters are upper case in EDTF"
    else:
        hint = ""
    return EdtfSyntaxError(text, position, f"{character!r} stands where {what} is expected{hint}")


def _read_whole_date(text: str, start: int, end: int) -> EdtfDate:
    """Read a date that fills a part of a text."""
    match = _DATE.match(text, start, end)
    if match is None:
        raise _expected(text, start, "a year of four digits")
    if match.end() != end:
        raise _expected(text, match.end(), "the end of a date")
    group = match.group
    year_right, month_right, day_right = (_MARKS[group(name) or ""] for name in _RIGHT_MARKS)
    year_left, month_left, day_left = (_MARKS[group(name) or ""] for name in _LEFT_MARKS)
    significant = group("significant")
    if significant is not None and len(significant) > 2:  # noqa: PLR2004 - a year has at most 15 digits
        raise EdtfValueError(text, match.start("significant"), "a year does not have that many digits")
    try:
        return EdtfDate(
            group("year"),
            group("month"),
            group("day"),
            significant=None if significant is None else int(significant),
            year_qualifier=year_left | year_right | month_right | day_right,
            month_qualifier=month_left | month_right | day_right,
            day_qualifier=day_left | day_right,
        )
    except EdtfError as error:
        part = error.text[: error.position].removeprefix("-").removeprefix("Y-").count("-")
        position = match.start(("year", "month", "day")[part])
        raise type(error)(text, max(position, start), error.reason) from None


_LEFT_MARKS: Final = ("year_left", "month_left", "day_left")
_RIGHT_MARKS: Final = ("year_right", "month_right", "day_right")


def _read_date_time(text: str) -> EdtfDateTime:
    """Read a day with a time of day."""
    day, _, time = text.partition("T")
    date = _read_whole_date(text, 0, len(day))
    match = _TIME.fullmatch(time)
    if match is None:
        raise _expected(text, len(day) + 1, "a time such as 10:30:00, 10:30:00Z or 10:30:00+03:00")
    hour, minute, second = (int(match.group(index)) for index in (1, 2, 3))
    offset = None
    if match.group(4):
        offset = int(match.group("hours") or 0) * 60 + int(match.group("minutes") or 0)
        if match.group("sign") == "-":
            if offset == 0:
                raise EdtfValueError(
                    text, len(day) + 1 + match.start("sign"), "an offset of zero has no minus"
                )
            offset = -offset
        if int(match.group("minutes") or 0) > 59:  # noqa: PLR2004 - minutes
            raise EdtfValueError(text, len(day) + 1 + match.start("minutes"), "an hour has 60 minutes")
    try:
        return EdtfDateTime(date, hour, minute, second, offset=offset)
    except EdtfError as error:
        raise type(error)(text, error.position, error.reason) from None


def _read_interval(text: str) -> EdtfInterval:
    """Read a period with its two ends."""
    middle = text.index("/")
    ends: list[EdtfDate | Endpoint] = []
    for start, end in ((0, middle), (middle + 1, len(text))):
        written = text[start:end]
        if written == "":
            ends.append(Endpoint.UNKNOWN)
        elif written == "..":
            ends.append(Endpoint.OPEN)
        else:
            ends.append(_read_whole_date(text, start, end))
    try:
        return EdtfInterval(*ends)
    except EdtfError as error:
        position = middle + 1 if isinstance(error, EdtfValueError) else 0
        raise type(error)(text, position, error.reason) from None


def _read_set(text: str) -> EdtfSet:
    """Read a set with its members."""
    kind = SetKind.ONE_OF if text[0] == "[" else SetKind.ALL_OF
    if text[-1] != kind.value[1] or len(text) == 1:
        raise _expected(text, len(text), repr(kind.value[1]))
    members: list[EdtfDate | DateRange] = []
    start, last = 1, len(text) - 1
    while True:
        comma = text.find(",", start, last)
        end = last if comma < 0 else comma
        members.append(_read_member(text, start, end))
        if comma < 0:
            break
        start = comma + 1
    return EdtfSet(kind, tuple(members))


def _read_member(text: str, start: int, end: int) -> EdtfDate | DateRange:
    """Read a date or a range of dates inside a set."""
    dots = text.find("..", start, end)
    if dots < 0:
        return _read_whole_date(text, start, end)
    if dots == start and start != 1:
        raise _expected(text, dots, "a date, since only the first range has no start,")
    if dots + 2 == end and end != len(text) - 1:
        raise _expected(text, end, "a date, since only the last range has no end,")
    first = None if dots == start else _read_whole_date(text, start, dots)
    last = None if dots + 2 == end else _read_whole_date(text, dots + 2, end)
    try:
        return DateRange(first, last)
    except EdtfError as error:
        raise type(error)(text, start + error.position, error.reason) from None
