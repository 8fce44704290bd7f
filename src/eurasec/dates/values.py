"""The four values of EDTF: a date, a date-time, an interval and a set.

Values are immutable, hash and pickle, and none can exist that names no day: a
value made by hand obeys the same rules as a text. Two are equal if they are of
one class and have the same canonical text.

>>> EdtfDate("2022", "01")
parse_edtf('2022-01')
"""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from enum import Enum, Flag
from functools import cached_property
from typing import Final, TypeAlias, TypeGuard, cast, final

import attrs

from eurasec.dates._completions import (
    SEASONS,
    Fault,
    bounds_of,
    canonical_year,
    is_plain,
)
from eurasec.dates.days import Day, Endpoint, Span, between, tightened, whole, within
from eurasec.errors import EdtfSyntaxError, EdtfValueError, shown

__all__ = [
    "LONGEST_TEXT",
    "DateRange",
    "Edtf",
    "EdtfDate",
    "EdtfDateTime",
    "EdtfInterval",
    "EdtfSet",
    "Precision",
    "Qualifier",
    "SetKind",
    "is_edtf",
]

LONGEST_TEXT: Final = 10_000
"""Characters that an expression may have."""


class Qualifier(Flag):
    """What the source says of its own words for a date, or a part of it.

    Members:
        NONE: Nothing.
        UNCERTAIN: It may be wrong; written `?`.
        APPROXIMATE: It is about that; written `~`.

    Both together are written `%`.

    >>> Qualifier.UNCERTAIN | Qualifier.APPROXIMATE
    Qualifier.UNCERTAIN | Qualifier.APPROXIMATE
    """

    NONE = 0
    UNCERTAIN = 1
    APPROXIMATE = 2

    def __repr__(self) -> str:
        """Give the expression that makes it."""
        return " | ".join(f"Qualifier.{each.name}" for each in self) or "Qualifier.NONE"


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


_MARKS: Final = ("", "?", "~", "%")
"""How the qualifiers are written, by their value."""
_NONE: Final = Qualifier.NONE
_LEVEL_1_SEASONS: Final = frozenset({"21", "22", "23", "24"})
_LEVEL_1_MASKS: Final = re.compile(r"-?[0-9]{2}[0-9X]X|-?[0-9]{4}-(XX(-XX)?|[0-9]{2}-XX)")


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

        >>> EdtfDate("2010") in EdtfInterval(EdtfDate("2003"), EdtfDate("2016"))
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
        from eurasec.dates.edtf import parse_edtf  # noqa: PLC0415 - reading makes these values

        return parse_edtf, (self.text,)


def _mark(qualifier: Qualifier) -> str:
    return _MARKS[qualifier.value]


def _is(value: object, *kinds: type) -> bool:
    """Tell whether a value is of one of these classes, whatever its annotation promises."""
    return isinstance(value, kinds)


@final
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
        bounds: The first and the last day that it may touch.
        text: The canonical text, which `str` gives too.
        level: The least level of EDTF to which it belongs: 0, 1 or 2.
        span: When what is dated so may start, and when it may end.
        window: The same of a container or window, for which a date in full is its whole unit.

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
        unmarked = self.year_qualifier is self.month_qualifier is self.day_qualifier is _NONE
        if unmarked and self.significant is None and is_plain(self.year, self.month, self.day):
            return
        try:
            _judge_date(self)
        except Fault as fault:
            written = "-".join(str(part) for part in (self.year, self.month, self.day) if part is not None)
            position = sum(len(str(part)) + 1 for part in (self.year, self.month)[: fault.part])
            raise fault.kind(written, position, fault.reason) from None

    @cached_property
    def bounds(self) -> tuple[Day, Day]:
        """The first and the last day that it may touch."""
        return bounds_of(self.year, self.month, self.day, self.significant)

    @property
    def earliest(self) -> Day:
        """The first day that it may touch, over all completions that exist.

        >>> EdtfDate("2022", "0X", "31").earliest
        Day(year=2022, month=1, day=31)
        """
        return self.bounds[0]

    @property
    def latest(self) -> Day:
        """The last day that it may touch, over all completions that exist.

        >>> EdtfDate("XXXX", "02", "29").latest
        Day(year=9996, month=2, day=29)
        """
        return self.bounds[1]

    @property
    def precision(self) -> Precision:
        """The finest part that is written.

        >>> EdtfDate("2022", "02").precision
        Precision.MONTH
        """
        if self.day is not None:
            return Precision.DAY
        if self.month is None:
            return Precision.YEAR
        return Precision.SEASON if self.month in SEASONS else Precision.MONTH

    @property
    def complete(self) -> bool:
        """Whether it is written in full: without `X` and without `S`.

        >>> EdtfDate("2022", "02").complete, EdtfDate("202X", "02").complete
        (True, False)
        """
        return self.significant is None and not self.masked

    @property
    def masked(self) -> bool:
        """Whether a digit is written as `X`.

        >>> EdtfDate("199X").masked
        True
        """
        return "X" in self.year or "X" in (self.month or "") or "X" in (self.day or "")

    @property
    def qualified(self) -> bool:
        """Whether any part is marked uncertain or approximate.

        >>> EdtfDate("2004", year_qualifier=Qualifier.APPROXIMATE).qualified
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
        season = self.month in SEASONS
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
    for part, written in enumerate((date.year, date.month, date.day)):
        if not isinstance(written, str) and (part == 0 or written is not None):
            raise Fault(EdtfSyntaxError, part, f"{shown(written)} is not written as a string of digits")
    if date.significant is not None and type(date.significant) is not int:
        raise Fault(EdtfSyntaxError, 0, f"{shown(date.significant)} is no number of significant digits")
    marks = (date.year_qualifier, date.month_qualifier, date.day_qualifier)
    if any(type(mark) is not Qualifier for mark in marks):
        raise Fault(EdtfSyntaxError, 0, "a part is marked with a Qualifier")
    if (date.month is None and date.month_qualifier) or (date.day is None and date.day_qualifier):
        raise Fault(EdtfSyntaxError, 0, "a part that is not written has no mark")
    year = canonical_year(date.year)
    if year != date.year:
        object.__setattr__(date, "year", year)
    date.bounds  # noqa: B018 - computed now, so that what names no day is refused


@final
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
        text: The canonical text, which `str` gives too.
        level: The least level of EDTF to which it belongs: 0, 1 or 2.
        span: When what is dated so may start, and when it may end.
        window: The same of a container or window, for which a date in full is its whole unit.

    >>> EdtfDateTime(EdtfDate("2022", "02", "09"), 10, 30, 0, offset=180)
    parse_edtf('2022-02-09T10:30:00+03:00')
    """

    date: EdtfDate
    hour: int
    minute: int
    second: int
    offset: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what is no day or no time of day."""
        date = self.date
        if not _is(date, EdtfDate) or date.precision is not Precision.DAY or date.level != 0:
            raise EdtfSyntaxError(str(date), 0, "a date-time needs a day written in full and without marks")
        last_second = 60 if self.minute == _LAST_MINUTE else 59
        for position, name, value, last in (
            (11, "hour", self.hour, 23),
            (14, "minute", self.minute, _LAST_MINUTE),
            (17, "second", self.second, last_second),
        ):
            if type(value) is not int or not 0 <= value <= last:
                raise EdtfValueError(str(date), position, f"{shown(value)} is no {name} from 00 to {last}")
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


_LAST_MINUTE: Final = 59
_DAY_MINUTES: Final = 24 * 60


@final
@attrs.frozen(eq=False, repr=False)
class EdtfInterval(_Expression):
    """A period that starts in one date and ends in another.

    Attributes:
        start: The date, `Endpoint.OPEN` or `Endpoint.UNKNOWN`.
        end: The same; one of the two is a date.
        text: The canonical text, which `str` gives too.
        level: The least level of EDTF to which it belongs: 0, 1 or 2.
        span: When what is dated so may start, and when it may end.
        window: The same of a container or window, for which a date in full is its whole unit.

    >>> EdtfInterval(EdtfDate("2003"), Endpoint.OPEN).latest
    Endpoint.OPEN
    """

    start: EdtfDate | Endpoint
    end: EdtfDate | Endpoint

    def __attrs_post_init__(self) -> None:
        """Refuse ends that are no dates, and an end that is before its start."""
        for end in (self.start, self.end):
            if not _is(end, EdtfDate, Endpoint):
                raise EdtfSyntaxError(str(end), 0, "a period starts and ends with a date, '..' or nothing")
        if isinstance(self.start, EdtfDate):
            if isinstance(self.end, EdtfDate) and self.end.latest < self.start.earliest:
                raise EdtfValueError(self.text, len(self.start.text) + 1, "the period ends before it starts")
        elif not isinstance(self.end, EdtfDate):
            raise EdtfSyntaxError(self.text, 0, "one end of a period is a date")

    @property
    def earliest(self) -> Day | Endpoint:
        """The first day that it may touch.

        >>> EdtfInterval(Endpoint.UNKNOWN, EdtfDate("2006")).earliest
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


@final
@attrs.frozen
class DateRange:
    """Consecutive years, months or days inside a set: each of them is a member.

    The ends are years, months or days alike, written in full and without marks.

    Attributes:
        start: The first, or `None` where all up to `end` are meant.
        end: The last, or `None` where all from `start` on are meant.

    >>> str(DateRange(EdtfDate("1670"), EdtfDate("1672")))
    '1670..1672'
    """

    start: EdtfDate | None
    end: EdtfDate | None

    def __attrs_post_init__(self) -> None:
        """Refuse ends that cannot be counted through."""
        ends = [end for end in (self.start, self.end) if end is not None]
        for end in ends:
            if not _is(end, EdtfDate) or not end.complete or end.qualified or end.month in SEASONS:
                raise EdtfSyntaxError(
                    str(end), 0, "a range in a set needs years, months or days in full and without marks"
                )
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
        """What it counts: years, months or days.

        >>> DateRange(EdtfDate("1670"), EdtfDate("1672")).precision
        Precision.YEAR
        """
        return cast("EdtfDate", self.start or self.end).precision

    def __str__(self) -> str:
        """Give the ends as EDTF writes them inside a set."""
        return f"{self.start or ''}..{self.end or ''}"


def _sorted_members(members: Iterable[EdtfDate | DateRange]) -> tuple[EdtfDate | DateRange, ...]:
    """Give the members of a set in their order, each once."""
    if not _is(members, Iterable):
        raise EdtfSyntaxError(str(members), 0, "the members of a set are dates and ranges of dates")
    known = tuple(members)
    for member in known:
        if not _is(member, EdtfDate, DateRange):
            raise EdtfSyntaxError(str(member), 0, "a member of a set is a date or a range of dates")
    return tuple(sorted(set(known), key=_place))


def _place(member: EdtfDate | DateRange) -> tuple[int, float, float, str]:
    """Give the place of a member in its set: in order of time, open ranges outermost."""
    if isinstance(member, EdtfDate):
        return 1, member.span.start_min, member.span.end_max, member.text
    if member.start is None or member.end is None:
        return (0 if member.start is None else 2), 0, 0, str(member)
    return 1, member.start.span.start_min, member.end.span.end_max, str(member)


@final
@attrs.frozen(eq=False, repr=False)
class EdtfSet(_Expression):
    """One of several dates, or all of them.

    Attributes:
        kind: Whether one or all are meant.
        members: Dates and ranges of dates, sorted, each once.
        text: The canonical text, which `str` gives too.
        level: The least level of EDTF to which it belongs: 0, 1 or 2.
        span: When what is dated so may start, and when it may end.
        window: The same of a container or window, for which a date in full is its whole unit.

    >>> EdtfSet(SetKind.ONE_OF, (EdtfDate("2014", "03"), EdtfDate("2014", "02")))
    parse_edtf('[2014-02,2014-03]')
    """

    kind: SetKind
    members: tuple[EdtfDate | DateRange, ...] = attrs.field(converter=_sorted_members)

    def __attrs_post_init__(self) -> None:
        """Refuse what is no set."""
        if not _is(self.kind, SetKind):
            raise EdtfSyntaxError(str(self.kind), 0, "the kind of a set is a SetKind")
        if not self.members:
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
        """Give the spans of all members, of a range those of both its ends.

        >>> from eurasec.dates import parse_edtf
        >>> for span in parse_edtf("[1990,1992..1993]").spans():
        ...     print(span.earliest_start, span.latest_end)
        1990-01-01 1990-12-31
        1992-01-01 1992-12-31
        1993-01-01 1993-12-31
        """
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


Edtf: TypeAlias = EdtfDate | EdtfDateTime | EdtfInterval | EdtfSet
"""Any date or period of EDTF."""


def is_edtf(value: object) -> TypeGuard[Edtf]:
    """Tell whether something is a date or period of EDTF.

    >>> is_edtf(EdtfDate("2022")), is_edtf("2022")
    (True, False)
    """
    return isinstance(value, _Expression)
