"""Which days a written date may stand for: years, months and days with unspecified digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from eurasec.dates.days import Day, is_leap, month_length
from eurasec.errors import EdtfError, EdtfSyntaxError, EdtfValueError, shown

__all__ = [
    "LONGEST_YEAR",
    "SEASONS",
    "Fault",
    "bounds_of",
    "canonical_year",
    "is_plain",
    "number_of_year",
    "written_year",
]

LONGEST_YEAR: Final = 15
"""Digits that a year may have."""


class Fault(Exception):  # noqa: N818 - it never leaves `eurasec.dates`
    """What is wrong with a date, and with which of its parts.

    Attributes:
        kind: The error that it becomes.
        part: 0 for the year, 1 for the month or season, 2 for the day.
        reason: What is wrong.
    """

    def __init__(self, kind: type[EdtfError], part: int, reason: str) -> None:
        self.kind = kind
        self.part = part
        self.reason = reason
        super().__init__(kind, part, reason)


def _numbers_by_mask() -> dict[str, tuple[int, ...]]:
    """Give for every two digits, some of them `X`, the numbers that they may stand for."""
    digits = {str(digit): (digit,) for digit in range(10)} | {"X": tuple(range(10))}
    return {
        tens + units: tuple(10 * ten + unit for ten, unit in product(digits[tens], digits[units]))
        for tens, units in product(digits, digits)
    }


def _from_one_to(last: int) -> dict[str, tuple[int, ...]]:
    """Give for every mask the numbers from 1 on that it may stand for, if there are any."""
    found = {mask: tuple(n for n in numbers if 1 <= n <= last) for mask, numbers in _PAIRS.items()}
    return {mask: numbers for mask, numbers in found.items() if numbers}


_PAIRS: Final = _numbers_by_mask()
_MONTHS: Final = _from_one_to(12)
_DAYS: Final = _from_one_to(31)

SEASONS: Final = {
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
"""The first month of every season, and how many months it has."""

_PLAIN_YEAR: Final = re.compile(r"[0-9]{4}").fullmatch
_PLAIN_DAYS: Final = frozenset(
    {(None, None)}
    | {(f"{month:02}", None) for month in range(1, 13)}
    | {
        (f"{month:02}", f"{day:02}")
        for month in range(1, 13)
        for day in range(1, month_length(2023, month) + 1)
    }
)
"""The months and days that every year has."""
_MASKED_YEAR: Final = re.compile(r"-?[0-9X]{4}")
_LONG_YEAR: Final = re.compile(r"Y(-?)([1-9][0-9]*)(?:E([1-9][0-9]*))?")
_FEBRUARY: Final = (2,)
_LEAP_DAY: Final = 29


def is_plain(year: str, month: str | None, day: str | None) -> bool:
    """Tell at once of most dates that they exist: four digits, and a day that every year has.

    >>> is_plain("2022", "02", "28"), is_plain("2024", "02", "29")
    (True, False)
    """
    try:
        return (month, day) in _PLAIN_DAYS and _PLAIN_YEAR(year) is not None
    except TypeError:
        return False


def canonical_year(year: str) -> str:
    """Give the one form of a written year: an exponent takes all zeros at the end.

    Raises:
        Fault: If it is no year.

    >>> canonical_year("Y1700E5")
    'Y17E7'
    """
    if _MASKED_YEAR.fullmatch(year):
        if year == "-0000":
            raise Fault(EdtfValueError, 0, "the year 0000 has no sign")
        return year
    long = _LONG_YEAR.fullmatch(year)
    if long is None:
        raise Fault(EdtfSyntaxError, 0, f"{shown(year)} is not a year of EDTF")
    sign, digits, exponent = long.groups()
    zeros = int(exponent) if exponent and len(exponent) <= len(str(LONGEST_YEAR)) else 0
    if len(digits) + zeros > LONGEST_YEAR or len(exponent or "") > len(str(LONGEST_YEAR)):
        raise Fault(EdtfValueError, 0, f"a year has at most {LONGEST_YEAR} digits")
    if len(digits) + zeros <= len("9999"):
        raise Fault(EdtfValueError, 0, "Y is for years of more than four digits")
    if not exponent:
        return year
    mantissa = digits.rstrip("0")
    return f"Y{sign}{mantissa}E{zeros + len(digits) - len(mantissa)}"


def number_of_year(year: str) -> int:
    """Give the number of a canonical year without `X`.

    >>> number_of_year("Y-17E7")
    -170000000
    """
    mantissa, _, exponent = year.removeprefix("Y").partition("E")
    return int(mantissa) * int("1" + "0" * int(exponent or 0))


def written_year(number: int) -> str:
    """Write a year as EDTF does.

    >>> written_year(-44), written_year(12022)
    ('-0044', 'Y12022')
    """
    digits = f"{abs(number):04}"
    return f"{'Y' if len(digits) > len('9999') else ''}{'-' if number < 0 else ''}{digits}"


def _significant_years(year: str, significant: int) -> tuple[int, int]:
    """Give the first and the last year that agree with a year in its first digits."""
    if "X" in year:
        raise Fault(EdtfSyntaxError, 0, "S does not go with X")
    number = number_of_year(year)
    digits = len(str(abs(number))) if number else 0
    if not 1 <= significant <= digits:
        raise Fault(
            EdtfValueError, 0, f"S gives 1 to {digits} significant digits here; leading zeros are not counted"
        )
    rest = int("1" + "0" * (digits - significant))
    nearest = abs(number) // rest * rest
    farthest = nearest + rest - 1
    return (-farthest, -nearest) if number < 0 else (nearest, farthest)


def _leap_years(digits: str, *, last_first: bool) -> Iterator[int]:
    """Give the leap years that four digits, some of them `X`, may stand for."""
    step = -1 if last_first else 1
    quarters = [number for number in _PAIRS[digits[2:]] if number % 4 == 0][::step]
    for hundreds in _PAIRS[digits[:2]][::step]:
        for number in quarters:
            if is_leap(hundreds * 100 + number):
                yield hundreds * 100 + number


def _masked_years(year: str, *, leap: bool) -> tuple[int, int]:
    """Give the first and the last year that digits may stand for, if asked of leap years alone."""
    negative = year[0] == "-"
    digits = year.removeprefix("-")
    if leap:
        least = next((each for each in _leap_years(digits, last_first=False) if each or not negative), None)
        most = next(_leap_years(digits, last_first=True), None)
        if least is None or most is None:
            raise Fault(EdtfValueError, 2, "no year that this may be has a 29 February")
    else:
        least, most = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        if negative and not least:
            head, _, tail = digits.rpartition("X")
            least = int(f"{head}1{tail}".replace("X", "0"))
    return (-most, -least) if negative else (least, most)


def _years(year: str, significant: int | None, *, leap: bool = False) -> tuple[int, int]:
    """Give the first and the last year that a written year may be."""
    if significant is not None:
        return _significant_years(year, significant)
    if "X" in year:
        return _masked_years(year, leap=leap)
    number = number_of_year(year)
    return number, number


def bounds_of(
    year: str, month: str | None, day: str | None, significant: int | None = None
) -> tuple[Day, Day]:
    """Give the first and the last day over all completions that exist.

    Args:
        year: A canonical year.
        month: A month or season, or `None` if there is none.
        day: A day, or `None` if there is none.
        significant: How many digits of the year are significant.

    Raises:
        Fault: If no completion exists.

    >>> bounds_of("2022", "0X", "31")
    (Day(year=2022, month=1, day=31), Day(year=2022, month=8, day=31))
    """
    if month is not None and ("Y" in year or significant is not None):
        raise Fault(EdtfSyntaxError, 1, "a year with Y or S has no month")
    if month in SEASONS:
        return _season(year, SEASONS[month], day)
    months = _MONTHS.get("XX" if month is None else month)
    if months is None:
        raise Fault(
            EdtfValueError, 1, f"{shown(month)} is no month from 01 to 12 and no season from 21 to 41"
        )
    if day is not None and month is None:
        raise Fault(EdtfSyntaxError, 1, "a day needs a month")
    days = _DAYS.get("XX" if day is None else day)
    if days is None:
        raise Fault(EdtfValueError, 2, f"{shown(day)} is no day from 01 to 31")
    leap = months == _FEBRUARY and days[0] == _LEAP_DAY
    first_year, last_year = _years(year, significant, leap=leap)
    first = [month for month in months if days[0] <= month_length(first_year, month)]
    last = [month for month in months if days[0] <= month_length(last_year, month)]
    if not first:
        raise Fault(EdtfValueError, 2, "that month has no such day")
    longest = month_length(last_year, last[-1])
    return (
        Day(first_year, first[0], days[0]),
        Day(last_year, last[-1], max(number for number in days if number <= longest)),
    )


def _season(year: str, season: tuple[int, int], day: str | None) -> tuple[Day, Day]:
    """Give the first day and the last of a season; one from December ends in the next year."""
    if day is not None:
        raise Fault(EdtfSyntaxError, 2, "a season has no days")
    first_month, length = season
    first_year, last_year = _years(year, None)
    years, month = divmod(first_month - 1 + length - 1, 12)
    last_year, last_month = last_year + years, month + 1
    return Day(first_year, first_month, 1), Day(last_year, last_month, month_length(last_year, last_month))
