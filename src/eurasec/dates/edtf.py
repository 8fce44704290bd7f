"""Reading EDTF (ISO 8601-2:2019), levels 0, 1 and 2.

`parse_edtf` reads a text into an `EdtfDate`, `EdtfDateTime`, `EdtfInterval` or
`EdtfSet`; `str` writes such a value in its one canonical form, which reads back
equal.

>>> parse_edtf("2003/2016~").latest
Day(year=2016, month=12, day=31)

Limits, so that no text takes long: an expression has at most 10,000 characters
(`LONGEST_TEXT`), and a year at most 15 digits (`LONGEST_YEAR`), exponent
included; day numbers then fit into 64 bits.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from eurasec.dates._completions import LONGEST_YEAR
from eurasec.dates.days import Endpoint
from eurasec.dates.values import (
    LONGEST_TEXT,
    DateRange,
    Edtf,
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    Qualifier,
    SetKind,
)
from eurasec.errors import EdtfError, EdtfSyntaxError, EdtfValueError, InvalidValueError, Problem, shown

__all__ = ["LONGEST_TEXT", "LONGEST_YEAR", "parse_edtf"]

_MARKS: Final = {
    "?": Qualifier.UNCERTAIN,
    "~": Qualifier.APPROXIMATE,
    "%": Qualifier.UNCERTAIN | Qualifier.APPROXIMATE,
}
_PLAIN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?").fullmatch
_DATE: Final = re.compile(
    r"""
    (?P<year_left>[?~%]?) (?P<year>Y-?[0-9]+(?:E[0-9]+)?|-?[0-9X]{4}) (?:S(?P<significant>0|[1-9][0-9]*))?
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
    eurasec.errors.EdtfValueError: '2022-02-30' is no EDTF date: that month has no such day (at...
    """
    if text.__class__ is not str:
        text = _plain_string(text)
    return _parse_cached(text) if len(text) <= _CACHED_LENGTH else _parse(text)


def _plain_string(text: object) -> str:
    """Give a string of a subclass as a plain one; refuse what is no string."""
    if not isinstance(text, str):
        problem = Problem(
            path="text", message=f"{shown(text)} is not a string", rule="type", value=shown(text)
        )
        raise InvalidValueError("parse_edtf", [problem])
    return str.__str__(text)


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
        if match.group("day") is None and text[match.end()] == "-":
            raise _expected(text, match.end() + 1, "a month or day of two digits")
        raise _expected(text, match.end(), "the end of the date")
    group = match.group
    year_right, month_right, day_right = (group(name) or "" for name in _RIGHT_MARKS)
    year_left, month_left, day_left = (group(name) or "" for name in _LEFT_MARKS)
    significant = group("significant")
    if significant is not None and len(significant) > 2:  # noqa: PLR2004 - a year has at most 15 digits
        raise EdtfValueError(text, match.start("significant"), "a year does not have that many digits")
    try:
        return EdtfDate(
            group("year"),
            group("month"),
            group("day"),
            significant=None if significant is None else int(significant),
            year_qualifier=_meant(year_left + year_right + month_right + day_right),
            month_qualifier=_meant(month_left + month_right + day_right),
            day_qualifier=_meant(day_left + day_right),
        )
    except EdtfError as error:
        part = error.text[: error.position].removeprefix("-").removeprefix("Y-").count("-")
        position = match.start(("year", "month", "day")[part])
        raise type(error)(text, max(position, start), error.reason) from None


@cache
def _meant(marks: str) -> Qualifier:
    """Give what some marks mean together; there are at most four."""
    meant = Qualifier.NONE
    for mark in marks:
        meant |= _MARKS[mark]
    return meant


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
    return EdtfSet(kind, members)


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
