"""Dates some years, months, weeks or days later, as precise as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eurasec.errors import ImpreciseDateError, InvalidValueError, Problem, shown

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

__all__ = ["months_and_days"]


def _is(value: object, kind: type) -> bool:
    """Tell whether a value is of a class, whatever its annotation promises."""
    return isinstance(value, kind)


def months_and_days(delta: relativedelta, what: str) -> tuple[int, int]:
    """Give a `relativedelta` as months and days.

    Raises:
        InvalidValueError: If it is no `relativedelta`, or sets parts of a date
            instead of moving them.
        ImpreciseDateError: If it moves by less than a day.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - loaded by those alone who use it

    if not _is(delta, relativedelta):
        problem = Problem(
            path=what, message=f"{shown(delta)} is no relativedelta", rule="type", value=shown(delta)
        )
        raise InvalidValueError(what, [problem])
    absolute = (delta.year, delta.month, delta.day, delta.weekday, delta.hour, delta.minute, delta.second)
    if any(part is not None for part in (*absolute, delta.microsecond)) or delta.leapdays:
        problem = Problem(
            path=what, message=f"{shown(delta)} sets parts of a date, instead of moving it", rule="relative"
        )
        raise InvalidValueError(what, [problem])
    if delta.hours or delta.minutes or delta.seconds or delta.microseconds or delta.days != int(delta.days):
        raise ImpreciseDateError(f"{shown(delta)} moves by parts of a day, and dates here are days")
    return delta.years * 12 + delta.months, int(delta.days)
