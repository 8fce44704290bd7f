"""Networks in time: moving windows and periods of the calendar."""

from __future__ import annotations

import datetime as dt
import typing
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.analysis.networks import one_mode, two_mode
from eurasec.analysis.networks.rows import Row
from eurasec.analysis.networks.windows import Period, PeriodWord, WindowUnit, WindowUnitWord
from eurasec.errors import ImpreciseDateError, InvalidValueError
from statement_rows import BOOLEANS, FIVE_LEVELS, rows

UNITS: Final = ("days", "weeks", "months", "quarters", "years")


def on(year: int, month: int, day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour)  # noqa: DTZ001 - rows have no zone


def said(*moments: dt.date) -> list[Row]:
    return [Row("A", "T", id=number, date=moment) for number, moment in enumerate(moments)]


def test_the_words_that_types_allow_are_those_of_their_lists() -> None:
    for alias, words in ((WindowUnitWord, WindowUnit), (PeriodWord, Period)):
        _, literal = typing.get_args(alias)
        assert typing.get_args(literal) == tuple(word.value for word in words)


# ── Moving windows ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unit", "size", "expected"),
    [
        ("days", 1, [("01-30", "01-30"), ("01-31", "01-31"), ("02-01", "02-01"), ("02-02", "02-02")]),
        ("days", 2, [("01-30", "02-01"), ("01-31", "02-02")]),
        ("days", 3, [("01-30", "02-01"), ("01-31", "02-02")]),
        ("days", 4, []),
        ("weeks", 1, [("01-30", "01-30")]),
        ("months", 1, [("01-30", "01-30")]),
    ],
)
def test_windows_reach_half_their_size_to_both_sides(
    unit: str, size: int, expected: list[tuple[str, str]]
) -> None:
    network = two_mode(said(on(2022, 1, 30, 8), on(2022, 1, 31, 9), on(2022, 2, 2, 9)))
    windows = network.windows(unit=unit, size=size)
    assert [(f"{each.start:%m-%d}", f"{each.stop:%m-%d}") for each in windows] == expected
    assert all(each.start.hour == each.middle.hour == each.stop.hour == 8 for each in windows)


def test_a_window_holds_both_its_ends() -> None:
    network = two_mode(said(on(2022, 1, 1), on(2022, 1, 2), on(2022, 1, 3)))
    assert [window.network.statements for window in network.windows(unit="days", size=2)] == [(0, 1, 2)]
    assert [window.network.statements for window in network.windows(unit="days", size=1)] == [
        (0,),
        (1,),
        (2,),
    ]


def test_months_end_where_they_are_short_and_do_not_drift() -> None:
    network = two_mode(said(on(2023, 10, 31), on(2024, 4, 30)))
    middles = [f"{each.middle:%Y-%m-%d}" for each in network.windows(unit="months", size=1)]
    assert middles == [
        "2023-10-31",
        "2023-11-30",
        "2023-12-31",
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]
    quarters = [f"{each.middle:%Y-%m-%d}" for each in network.windows(unit="quarters", size=1)]
    assert quarters == ["2023-10-31", "2024-01-31", "2024-04-30"]


def test_leap_days_of_other_years_are_the_last_of_february() -> None:
    network = two_mode(said(on(2020, 2, 29), on(2024, 2, 29)))
    middles = [f"{each.middle:%Y-%m-%d}" for each in network.windows(unit="years", size=2)]
    assert middles == ["2021-02-28", "2022-02-28", "2023-02-28"]


@pytest.mark.parametrize("unit", UNITS)
def test_windows_end_where_the_calendar_does(unit: str) -> None:
    network = two_mode(said(on(9998, 12, 31), on(9999, 12, 31, 23)))
    assert len(network.windows(unit=unit, size=1)) >= 2 or unit == "years"
    assert network.windows(unit=unit, size=10**30) == ()


def test_the_scale_and_what_counts_are_those_of_the_whole_range() -> None:
    statements = [
        Row("A", "T", qualifier=-1, id=1, date=on(2022, 1, 1)),
        Row("A", "T", qualifier=0, id=2, date=on(2022, 2, 1)),
        Row("B", "T", qualifier=1, id=3, date=on(2022, 2, 1)),
        Row("B", "T", qualifier=1, id=4, date=on(2022, 3, 1)),
    ]
    network = one_mode(statements, aggregation="congruence", duplicates="once", isolates=True)
    january, february = network.periods("month")
    assert february.network.weight("A", "B") == 0.5
    assert february.network.statements == (2, 3)
    assert january.network.labels == ("A", "B")


@given(rows(BOOLEANS, unknown=False), st.sampled_from(UNITS), st.integers(1, 8))
def test_windows_are_those_of_the_formula(statements: list[Row], unit: str, size: int) -> None:
    """Around t, [t − h, t + h] with h = round-half-up((w − 1) / 2), wholly between first and last."""
    relativedelta = pytest.importorskip("dateutil.relativedelta").relativedelta
    step = {"quarters": {"months": 3}}.get(unit, {unit: 1})
    network = one_mode(statements)
    times = [row.earliest for row in network.counted]
    half = int((size - 1) / 2 + 0.5)
    expected = []
    number = half
    while times and (stop := later(times[0], step, number + half, relativedelta)) <= times[-1]:
        start = later(times[0], step, number - half, relativedelta)
        middle = later(times[0], step, number, relativedelta)
        ids = tuple(row.id for row in network.counted if start <= row.earliest <= stop)
        expected.append((start, middle, stop, ids))
        number += 1
    windows = network.windows(unit=unit, size=size)
    assert [(each.start, each.middle, each.stop, each.network.statements) for each in windows] == expected


def later(moment: dt.datetime, step: dict[str, int], times: int, delta: type) -> dt.datetime:
    return moment + delta(**{unit: number * times for unit, number in step.items()})


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, [(0,), (1,), (2,), (3,)]),
        (2, [(0, 1, 2), (1, 2, 3)]),
        (3, [(0, 1, 2), (1, 2, 3)]),
        (4, []),
    ],
)
def test_windows_by_events_hold_statements_to_both_sides(size: int, expected: list[tuple[int, ...]]) -> None:
    network = two_mode(said(*(on(2022, 1, 1 + number) for number in range(4))))
    windows = network.windows(unit="events", size=size)
    assert [window.network.statements for window in windows] == expected
    for window in windows:
        moments = [row.earliest for row in window.network.counted]
        assert (window.start, window.middle, window.stop) == (moments[0], moments[size // 2], moments[-1])


@given(rows(FIVE_LEVELS), st.integers(1, 6), st.randoms())
def test_windows_by_events_draw_no_lots(statements: list[Row], size: int, random: object) -> None:
    at_once = [
        Row(row.actor, row.topic, id=row.id, date=on(2022, 1, 1), document=row.document, start=row.start)
        for row in statements
    ]
    shuffled = random.sample(at_once, len(at_once))
    windows, again = (one_mode(each).windows(unit="events", size=size) for each in (at_once, shuffled))
    assert windows == again
    assert len(windows) == max(0, len(one_mode(at_once).counted) - 2 * (size // 2))


def test_windows_by_events_need_the_date_of_every_statement() -> None:
    network = two_mode([*said(on(2022, 1, 1)), Row("A", "T", id="undated")])
    with pytest.raises(ImpreciseDateError, match="'undated'"):
        network.windows(unit="events", size=1)


# ── Periods ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", ["2021-12-31", "2022-01-01", "2022-01-02", "2022-01-03"]),
        ("week", ["2021-12-27", "2022-01-03"]),
        ("month", ["2021-12-01", "2022-01-01"]),
        ("quarter", ["2021-10-01", "2022-01-01"]),
        ("year", ["2021-01-01", "2022-01-01"]),
    ],
)
def test_periods_are_those_of_the_calendar(period: str, expected: list[str]) -> None:
    network = two_mode(said(on(2021, 12, 31, 23), on(2022, 1, 3)))
    windows = network.periods(period)
    assert [window.start.isoformat() for window in windows] == [f"{day}T00:00:00" for day in expected]
    for window, following in pairwise(windows):
        assert window.stop + dt.timedelta(microseconds=1) == following.start
        assert window.start < window.middle < window.stop
    assert [len(window.network.counted) for window in windows] == [1, *[0] * (len(windows) - 2), 1]


@given(rows(BOOLEANS), st.sampled_from(list(Period)))
def test_every_statement_of_one_day_stands_in_one_period(statements: list[Row], period: Period) -> None:
    network = one_mode(statements)
    found = [row for window in network.periods(period) for row in window.network.counted]
    assert found == list(network.counted)


def test_the_last_period_ends_with_the_calendar() -> None:
    (window,) = two_mode(said(dt.date(9999, 12, 31))).periods("year")
    assert window.stop == dt.datetime.combine(dt.date.max, dt.time.max)
    assert len(window.network.counted) == 1


def test_a_statement_stands_where_it_certainly_or_possibly_is() -> None:
    statements = [
        *said(on(2022, 1, 5), on(2022, 3, 5)),
        Row("A", "T", id="winter", date=dt.date(2022, 1, 20), until=dt.date(2022, 2, 10)),
        Row("A", "T", id="undated"),
    ]
    certainly = two_mode(statements).periods("month")
    assert [window.network.statements for window in certainly] == [(0,), (), (1,)]
    possibly = two_mode(statements, possibly=True).periods("month")
    assert [window.network.statements for window in possibly] == [
        (0, "winter", "undated"),
        ("winter", "undated"),
        (1, "undated"),
    ]
    assert two_mode(statements[3:], possibly=True).periods("month") == ()


def test_the_first_day_of_the_calendar_has_a_period() -> None:
    statements = [
        Row("A", "T", id=1, date=dt.date(1, 1, 1), until=dt.date(30, 1, 1)),
        Row("A", "T", id=2, date=dt.date(1, 1, 2)),
    ]
    first = two_mode(statements, possibly=True).periods("week")[0]
    assert first.start == dt.datetime.combine(dt.date.min, dt.time.min)
    assert first.network.statements == (1, 2)


def test_a_window_prints_its_times_and_its_network() -> None:
    (window,) = two_mode(said(on(2022, 1, 1))).windows(unit="days", size=1)
    assert str(window) == (
        "2022-01-01 00:00:00 to 2022-01-01 00:00:00: "
        "<TwoModeNetwork: 1 actor by 1 topic, 1 statement, ignore>"
    )


# ── Wrong options ───────────────────────────────────────────────────────────


def test_a_wrong_unit_size_or_period_is_an_error() -> None:
    network = two_mode(said(on(2022, 1, 1)))
    with pytest.raises(InvalidValueError) as caught:
        network.windows(unit="month", size=0)
    assert [problem.path for problem in caught.value.problems] == ["unit", "size"]
    assert "did you mean 'months'" in str(caught.value)
    for size in (-1, 1.5, True, "3"):
        with pytest.raises(InvalidValueError, match="size"):
            network.windows(unit="months", size=size)
    with pytest.raises(InvalidValueError, match="did you mean 'quarter'"):
        network.periods("quarters")
