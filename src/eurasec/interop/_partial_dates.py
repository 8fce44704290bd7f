"""Partial dates, `YYYY[-MM[-DD]]`, as many programs have them: what of EDTF they hold, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from eurasec.dates import Edtf, EdtfDate, EdtfInterval

__all__ = ["Written", "ends_of", "partial_date", "period_text", "without_time"]

Written = Callable[[Edtf], str | None]
"""Writes a date as a format has it; `None` where the format cannot."""

_partial: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?").fullmatch
_timed: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9].*", re.DOTALL).fullmatch


def partial_date(date: Edtf) -> str | None:
    """Give a date as `YYYY[-MM[-DD]]`, `None` if it is less than a plain date or more.

    >>> from eurasec.dates import parse_edtf
    >>> partial_date(parse_edtf("2022-02")), partial_date(parse_edtf("2022~"))
    ('2022-02', None)
    """
    return date.text if isinstance(date, EdtfDate) and _partial(date.text) else None


def ends_of(period: Edtf, written: Written) -> tuple[str | None, str | None, bool]:
    """Give the start and the end of a period, and whether they say all that it says.

    A plain date is both its start and its end. An end that is no plain date is
    left out.

    Args:
        period: The period.
        written: How the format writes dates.

    >>> from eurasec.dates import parse_edtf
    >>> ends_of(parse_edtf("2003/2016"), partial_date)
    ('2003', '2016', True)
    >>> ends_of(parse_edtf("2003/.."), partial_date)
    ('2003', None, False)
    """
    first, last = (period.start, period.end) if isinstance(period, EdtfInterval) else (period, period)
    start = written(first) if isinstance(first, EdtfDate) else None
    end = written(last) if isinstance(last, EdtfDate) else None
    return start, end, period_text(start, end) == period.text


def period_text(start: str | None, end: str | None) -> str | None:
    """Give a start and an end as EDTF; one that is missing is unknown.

    >>> period_text("2003", None), period_text("2010", "2010"), period_text(None, None)
    ('2003/', '2010', None)
    """
    if start is None and end is None:
        return None
    return start if start == end else f"{start or ''}/{end or ''}"


def without_time(text: str) -> tuple[str, bool]:
    """Take the time of day off a date, and tell whether there was one.

    >>> without_time("2022-02-09T10:30:00Z"), without_time("2022-02")
    (('2022-02-09', True), ('2022-02', False))
    """
    timed = _timed(text)
    return (timed[1], True) if timed else (text, False)
