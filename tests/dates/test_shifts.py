"""Moving dates by `relativedelta`."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.relativedelta import FR, relativedelta
from hypothesis import given
from hypothesis import strategies as st

from eurasec.dates import Edtf, EdtfInterval, parse_edtf, shifted, sort_key
from eurasec.errors import ImpreciseDateError, InvalidValueError
from strategies import dates

years, months, days = (
    lambda number: relativedelta(years=number),
    lambda number: relativedelta(months=number),
    lambda number: relativedelta(days=number),
)


@pytest.mark.parametrize(
    ("text", "delta", "moved"),
    [
        ("1992", years(30), "2022"),
        ("1992~", years(30), "2022~"),
        ("1992-05-15", years(30), "2022-05-15"),
        ("2004-06~-11", years(-1), "2003-06~-11"),
        ("2022-01", months(-1), "2021-12"),
        ("2022-01", relativedelta(years=1, months=11), "2023-12"),
        ("2022-01-31", months(1), "2022-02-28"),
        ("2024-02-29", years(1), "2025-02-28"),
        ("2022-02-09", relativedelta(weeks=1), "2022-02-16"),
        ("2021-12-31", days(1), "2022-01-01"),
        ("2022-02-09", months(0), "2022-02-09"),
        ("2021-24", years(1), "2022-24"),
        ("9999", years(1), "Y10000"),
        ("Y10000", years(-1), "9999"),
        ("0000", years(-44), "-0044"),
        ("0001", years(-1), "0000"),
        ("Y17E7", years(1), "Y170000001"),
        ("199X", years(10), "200X"),
        ("19XX", years(-100), "18XX"),
        ("-19XX", years(100), "-18XX"),
        ("-199X", years(-10), "-200X"),
        ("199X-05", years(10), "200X-05"),
        ("2022-XX", years(1), "2023-XX"),
        ("2022-XX-25", years(1), "2023-XX-25"),
        ("2022-01-XX", months(1), "2022-02-XX"),
        ("2022-0X-31?", years(1), "2023-0X-31?"),
        ("1950S2", years(100), "2050S2"),
        ("-1950S2", years(-100), "-2050S2"),
        ("XXXX-02-09", days(0), "XXXX-02-09"),
        ("2003/2016~", years(1), "2004/2017~"),
        ("2003/..", years(1), "2004/.."),
        ("/2016-05", months(1), "/2016-06"),
        ("[1960,1970..1972]", years(1), "[1961,1971..1973]"),
        ("{..1960,1970..}", years(1), "{..1961,1971..}"),
        ("2022-02-09T23:30:00Z", days(1), "2022-02-10T23:30:00Z"),
        ("2022-02-28T23:30:15+03:00", relativedelta(hours=1), "2022-03-01T00:30:15+03:00"),
        ("2022-03-01T00:30:00", relativedelta(minutes=-31), "2022-02-28T23:59:00"),
        ("2022-01-31T23:59:59", relativedelta(months=1, seconds=1), "2022-03-01T00:00:00"),
    ],
)
def test_a_date_moves_and_keeps_its_precision_and_marks(text: str, delta: relativedelta, moved: str) -> None:
    assert shifted(parse_edtf(text), delta) == parse_edtf(moved)


@pytest.mark.parametrize(
    ("text", "delta", "reason"),
    [
        ("1992", months(1), "not precise to the month"),
        ("199X", days(1), "not precise to the day"),
        ("2021-24", months(3), "not precise to the month"),
        ("2022-01", days(1), "not precise to the day"),
        ("2022-01-01", relativedelta(hours=1), "no time of day"),
        ("2003/2016-05", months(1), "not precise to the month"),
        ("2022-02-09T10:00:00", relativedelta(microseconds=1), "parts of a second"),
        ("2022-02-09", days(1.5), "parts of a second or of a day"),
        ("199X", years(1), "cannot be written"),
        ("1XX3", years(10), "cannot be written"),
        ("XXXX", years(1), "cannot be written"),
        ("99XX", years(100), "cannot be written"),
        ("00XX", years(-100), "cannot be written"),
        ("-01XX", years(100), "cannot be written"),
        ("-00XX", years(-100), "cannot be written"),
        ("1950S2", years(1), "cannot be written"),
        ("1950S2", years(-3000), "cannot be written"),
        ("1950S2", years(-1000), "cannot be written"),
        ("2022-0X", months(1), "cannot be written"),
        ("2022-01-3X", months(1), "cannot be written"),
        ("2022-01-XX", days(1), "cannot be written"),
    ],
)
def test_a_unit_finer_than_the_date_is_refused(text: str, delta: relativedelta, reason: str) -> None:
    with pytest.raises(ImpreciseDateError, match=reason):
        shifted(parse_edtf(text), delta)


@pytest.mark.parametrize(
    "delta",
    [relativedelta(year=2022), relativedelta(weekday=FR), relativedelta(leapdays=1), "1 year", None, 1],
)
def test_what_sets_parts_of_a_date_or_is_no_relativedelta_is_refused(delta: relativedelta) -> None:
    with pytest.raises(InvalidValueError, match="relativedelta"):
        shifted(parse_edtf("2022"), delta)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="'2022' is not a date or period"):
        shifted("2022", relativedelta(years=1))  # type: ignore[arg-type]


@given(
    st.dates(dt.date(1000, 1, 1), dt.date(3000, 1, 1)),
    st.integers(-99, 99),
    st.integers(-30, 30),
    st.integers(-400, 400),
)
def test_a_day_moves_as_in_the_standard_library(date: dt.date, years: int, months: int, days: int) -> None:
    delta = relativedelta(years=years, months=months, days=days)
    assert str(shifted(parse_edtf(str(date)), delta)) == str(date + delta)


@given(dates(), st.integers(-3, 3))
def test_moving_by_centuries_and_back_changes_nothing(value: Edtf, centuries: int) -> None:
    there = shifted(value, relativedelta(years=400 * centuries))
    assert shifted(there, relativedelta(years=-400 * centuries)) == value
    assert there.level == value.level


@given(dates(), dates())
def test_moving_keeps_the_order(one: Edtf, other: Edtf) -> None:
    century = relativedelta(years=400)
    if not isinstance(one, EdtfInterval) and not isinstance(other, EdtfInterval):
        moved = sort_key(shifted(one, century)) < sort_key(shifted(other, century))
        assert moved is (sort_key(one) < sort_key(other))
