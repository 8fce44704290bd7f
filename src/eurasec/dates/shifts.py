"""Dates some years, months, weeks or days later, as precise as before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from eurasec.dates._completions import number_of_year, written_year
from eurasec.dates.days import Day, Endpoint, day_number, day_of
from eurasec.dates.values import (
    DateRange,
    Edtf,
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    Precision,
    is_edtf,
)
from eurasec.errors import EdtfError, ImpreciseDateError, InvalidValueError, Problem, shown

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

__all__ = ["Shift", "shift_of", "shifted"]

_DAY_SECONDS: Final = 24 * 60 * 60
_FIRST_DIGITS: Final = re.compile(r"(-?)([0-9]+)(X+)")


class Shift(NamedTuple):
    """By how much to move: months first, then days, then seconds."""

    months: int
    days: int
    seconds: int


def shift_of(delta: object, what: str) -> Shift:
    """Give a `relativedelta` as months, days and seconds.

    Args:
        delta: What moves a date, and sets no part of it.
        what: The name of the argument, for messages.

    Raises:
        InvalidValueError: If it is no `relativedelta`, or sets parts of a date
            instead of moving them.
        ImpreciseDateError: If it moves by less than a second.

    >>> from dateutil.relativedelta import relativedelta
    >>> shift_of(relativedelta(years=1, weeks=2), "delta")
    Shift(months=12, days=14, seconds=0)
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - loaded by those alone who use it

    if not isinstance(delta, relativedelta):
        problem = Problem(path=what, message=f"{shown(delta)} is no relativedelta", rule="type")
        raise InvalidValueError(what, [problem])
    absolute = (delta.year, delta.month, delta.day, delta.weekday, delta.hour, delta.minute, delta.second)
    if any(part is not None for part in (*absolute, delta.microsecond)) or delta.leapdays:
        problem = Problem(
            path=what, message=f"{shown(delta)} sets parts of a date, instead of moving it", rule="relative"
        )
        raise InvalidValueError(what, [problem])
    seconds = delta.hours * 3600 + delta.minutes * 60 + delta.seconds
    if delta.microseconds or delta.days != int(delta.days) or seconds != int(seconds):
        raise ImpreciseDateError(f"{shown(delta)} moves by parts of a second or of a day")
    return Shift(delta.years * 12 + delta.months, int(delta.days), int(seconds))


def shifted(value: Edtf, delta: relativedelta) -> Edtf:
    """Give the same date or period some time later, as precise and as qualified as before.

    Args:
        value: A date or period; of a period both ends move, of a set all members.
        delta: By how much, as `dateutil.relativedelta`; negative to go back.
            Where a month has no such day, its last day is taken.

    Returns:
        A value of the same class.

    Raises:
        ImpreciseDateError: If a unit is finer than the date, as months are for
            a year; or if unspecified digits cannot express what comes out.
        InvalidValueError: If an argument is of a wrong type, or the delta sets
            parts of a date (`year=2022`) instead of moving it.

    >>> from dateutil.relativedelta import relativedelta
    >>> from eurasec.dates import parse_edtf
    >>> shifted(parse_edtf("1992-05~"), relativedelta(years=30))
    parse_edtf('2022-05~')
    """
    if not is_edtf(value):
        problem = Problem(
            path="value", message=f"{shown(value)} is not a date or period of EDTF", rule="type"
        )
        raise InvalidValueError("shifted", [problem])
    shift = shift_of(delta, "delta")
    match value:
        case EdtfDateTime():
            return _moved_time(value, shift)
        case EdtfInterval():
            return EdtfInterval(_moved_end(value.start, shift), _moved_end(value.end, shift))
        case EdtfSet():
            return attrs.evolve(
                value, members=tuple(_moved_member(member, shift) for member in value.members)
            )
        case _:
            return _moved(value, shift)


def _moved_end(end: EdtfDate | Endpoint, shift: Shift) -> EdtfDate | Endpoint:
    return _moved(end, shift) if isinstance(end, EdtfDate) else end


def _moved_member(member: EdtfDate | DateRange, shift: Shift) -> EdtfDate | DateRange:
    if isinstance(member, EdtfDate):
        return _moved(member, shift)
    return DateRange(
        None if member.start is None else _moved(member.start, shift),
        None if member.end is None else _moved(member.end, shift),
    )


def _moved_time(value: EdtfDateTime, shift: Shift) -> EdtfDateTime:
    """Move a date-time; seconds that fill a day become days."""
    if not shift.seconds:
        return attrs.evolve(value, date=_moved(value.date, shift))
    day = value.date.earliest.moved(months=shift.months, days=shift.days)
    seconds = value.hour * 3600 + value.minute * 60 + value.second + shift.seconds
    days, rest = divmod(day_number(*day) * _DAY_SECONDS + seconds, _DAY_SECONDS)
    hour, minute = divmod(rest // 60, 60)
    return EdtfDateTime(_date_of(day_of(days)), hour, minute, rest % 60, offset=value.offset)


def _date_of(day: Day) -> EdtfDate:
    return EdtfDate(written_year(day.year), f"{day.month:02}", f"{day.day:02}")


def _moved(date: EdtfDate, shift: Shift) -> EdtfDate:
    """Move a date by units that it has."""
    years, months = divmod(shift.months, 12)
    if shift.seconds:
        raise ImpreciseDateError(f"{date} has no time of day by which it could be moved")
    if date.precision is not Precision.DAY and shift.days:
        raise ImpreciseDateError(f"{date} is not precise to the day, and cannot be moved by days")
    if date.precision in {Precision.YEAR, Precision.SEASON} and months:
        raise ImpreciseDateError(f"{date} is not precise to the month, and cannot be moved by months")
    if not shift.months and not shift.days:
        return date
    if date.precision is Precision.DAY and date.complete:
        day = date.earliest.moved(months=shift.months, days=shift.days)
        moved = _date_of(day)
        return attrs.evolve(date, year=moved.year, month=moved.month, day=moved.day)
    month = date.month
    if months and month is not None:
        if "X" in month:
            raise _lost(date)
        over, index = divmod(int(month) - 1 + months, 12)
        years, month = years + over, f"{index + 1:02}"
    if shift.days:
        raise _lost(date)
    try:
        return attrs.evolve(date, year=_moved_year(date, years), month=month)
    except EdtfError:
        raise _lost(date) from None


def _moved_year(date: EdtfDate, years: int) -> str:
    """Move a year by whole years; one with `X` or `S` by as many as its first digits can count."""
    if not years:
        return date.year
    if date.significant is not None:
        number = number_of_year(date.year)
        unit = 10 ** (len(str(abs(number))) - date.significant)
        moved = number + years
        if years % unit or number * moved <= 0 or len(str(abs(moved))) != len(str(abs(number))):
            raise _lost(date)
        return written_year(moved)
    if "X" not in date.year:
        return written_year(number_of_year(date.year) + years)
    known = _FIRST_DIGITS.fullmatch(date.year)
    if known is None:
        raise _lost(date)
    sign, digits, unknown = known.groups()
    steps, rest = divmod(years, 10 ** len(unknown))
    first = int(digits)
    moved = first - steps if sign else first + steps
    across_zero = moved < 0 or (sign and 0 in {first, moved})
    if rest or across_zero or len(str(moved)) > len(digits):
        raise _lost(date)
    return f"{sign}{moved:0{len(digits)}}{unknown}"


def _lost(date: EdtfDate) -> ImpreciseDateError:
    return ImpreciseDateError(f"what {date} becomes cannot be written with unspecified or significant digits")
