"""Days of any year."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from eurasec.dates import Day, Endpoint, parse_edtf
from eurasec.dates.days import day_number, day_of
from eurasec.errors import InvalidValueError

NUMBERS = st.integers(-(10**17), 10**17)


@given(st.dates())
def test_days_agree_with_the_standard_library(date: dt.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert day_number(*day) == date.toordinal()
    assert day_of(date.toordinal()) == day
    assert day.date() == date
    assert str(day) == str(date)


@given(NUMBERS, NUMBERS)
def test_days_of_any_year_are_counted_in_order(first: int, second: int) -> None:
    assert day_number(*day_of(first)) == first
    assert (day_of(first) < day_of(second)) is (first < second)


@given(st.integers(-(10**12), 10**12))
def test_the_calendar_repeats_every_four_hundred_years(number: int) -> None:
    year, month, day = day_of(number)
    assert day_of(number + 146_097) == Day(year + 400, month, day)


@given(st.dates(dt.date(1000, 1, 1), dt.date(3000, 1, 1)), st.integers(-5000, 5000), st.integers(-9999, 9999))
def test_a_day_moves_as_dateutil_moves_it(date: dt.date, months: int, days: int) -> None:
    moved = Day(date.year, date.month, date.day).moved(months=months, days=days)
    assert moved.date() == date + relativedelta(months=months, days=days)


@pytest.mark.parametrize("day", [Day(0, 12, 31), Day(10_000, 1, 1), Day(10**12, 1, 1), Day(2022, 13, 1)])
def test_a_day_that_the_standard_library_does_not_have_is_refused(day: Day) -> None:
    with pytest.raises(InvalidValueError, match="no day of datetime"):
        day.date()


def test_a_day_is_written_as_in_iso_8601() -> None:
    assert [str(day) for day in (Day(-44, 3, 15), Day(0, 1, 1), Day(10_000, 2, 29))] == [
        "-0044-03-15",
        "0000-01-01",
        "10000-02-29",
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2003/2016", ["2003-01-01", "2003-12-31", "2016-01-01", "2016-12-31"]),
        ("2003/..", ["2003-01-01", "2003-12-31", "..", ".."]),
        ("2003/", ["2003-01-01", "2003-12-31", "2003-01-01", ".."]),
        ("../2016", ["..", "..", "2016-01-01", "2016-12-31"]),
        ("/2016", ["..", "2016-12-31", "2016-01-01", "2016-12-31"]),
        ("198X/1985", ["1980-01-01", "1985-12-31", "1985-01-01", "1985-12-31"]),
        ("2004/2004-02", ["2004-01-01", "2004-02-29", "2004-02-01", "2004-02-29"]),
        ("2004-02/2004", ["2004-02-01", "2004-02-29", "2004-02-01", "2004-12-31"]),
        ("2022", ["2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31"]),
        ("[1960,1970]", ["1960-01-01", "1970-12-31", "1960-01-01", "1970-12-31"]),
        ("{1960,1970}", ["1960-01-01", "1960-12-31", "1970-01-01", "1970-12-31"]),
        ("{1960,1965..}", ["1960-01-01", "1960-12-31", "..", ".."]),
        ("[..1960]", ["..", "1960-12-31", "..", "1960-12-31"]),
    ],
)
def test_a_span_tells_when_something_may_start_and_end(text: str, days: list[str]) -> None:
    span = parse_edtf(text).span
    told = [span.earliest_start, span.latest_start, span.earliest_end, span.latest_end]
    assert [str(day) for day in told] == days
    assert (span.earliest_start is Endpoint.OPEN) is (days[0] == "..")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022", ["2022-01-01", "2022-01-01", "2022-12-31", "2022-12-31"]),
        ("2022-24", ["2022-12-01", "2022-12-01", "2023-02-28", "2023-02-28"]),
        ("202X", ["2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31"]),
        ("2020S3", ["2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31"]),
        ("2003/2016", ["2003-01-01", "2003-12-31", "2016-01-01", "2016-12-31"]),
        ("[1960,1970]", ["1960-01-01", "1970-01-01", "1960-12-31", "1970-12-31"]),
        ("{1960,1970}", ["1960-01-01", "1960-01-01", "1970-12-31", "1970-12-31"]),
    ],
)
def test_a_window_of_a_date_in_full_is_its_whole_unit(text: str, days: list[str]) -> None:
    span = parse_edtf(text).window
    told = [span.earliest_start, span.latest_start, span.earliest_end, span.latest_end]
    assert [str(day) for day in told] == days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", False, False),
        ("2022~", True, True),
        ("2004-?06-11", True, True),
        ("2003?/2016", True, False),
        ("2003/2016~", False, True),
        ("2003/2016-02-~01", False, True),
        ("[1960,1970~]", True, True),
    ],
)
def test_a_span_tells_which_end_is_marked(text: str, start: bool, end: bool) -> None:  # noqa: FBT001 - a table
    for span in (parse_edtf(text).span, parse_edtf(text).window):
        assert (span.start_qualified, span.end_qualified) == (start, end)


def test_days_and_spans_pickle() -> None:
    span = parse_edtf("2003/2016").span
    assert pickle.loads(pickle.dumps((span, Day(2022, 2, 9)))) == (span, Day(2022, 2, 9))
