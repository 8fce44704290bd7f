"""Rows, and which of them count."""

from __future__ import annotations

import datetime as dt
import pickle
import typing
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.analysis.networks import one_mode, two_mode
from eurasec.analysis.networks._filters import Duplicates, DuplicatesWord
from eurasec.analysis.networks.rows import Row
from eurasec.errors import ImpreciseDateError, InvalidValueError
from statement_rows import BOOLEANS, rows

JANUARY: Final = dt.date(2022, 1, 9)


def at(hour: int, day: int = 9) -> dt.datetime:
    return dt.datetime(2022, 2, day, hour)  # noqa: DTZ001 - rows have no zone


def numbers_of(given_rows: list[Row], **options: object) -> tuple[object, ...]:
    """Give the ids of the rows that count, in statement order."""
    return two_mode(given_rows, **options).statements


# ── Rows ────────────────────────────────────────────────────────────────────


def test_a_row_shows_what_was_given() -> None:
    row = Row("Org A", "", qualifier=False, id="s-1", document=0, other={"person": "P1"})
    assert repr(row) == ("Row('Org A', '', qualifier=False, id='s-1', document=0, other=(('person', 'P1'),))")


def test_a_row_is_a_flat_record() -> None:
    row = Row("A", "T", qualifier=True, id=7, date=at(8), document=3, start=1, stop=2, other={"person": "P"})
    assert row.to_dict() == {
        "id": 7,
        "actor": "A",
        "topic": "T",
        "qualifier": True,
        "date": "2022-02-09T08:00:00",
        "until": None,
        "doubtful": False,
        "document": 3,
        "session": None,
        "start": 1,
        "stop": 2,
        "person": "P",
    }
    assert row.cells() == ("A", "T", "True", "2022-02-09 08:00:00", "7")


def test_a_row_is_a_value() -> None:
    row = Row("Org A", "T", qualifier=0.5, id=1, date=JANUARY, other=[("b", "2"), ("a", "1")])
    same = Row("Org A", "T", qualifier=0.5, id=1, date=JANUARY, other={"a": "1", "b": "2"})
    assert row == same
    assert len({row, same}) == 1
    assert pickle.loads(pickle.dumps(row)) == row
    assert pickle.loads(pickle.dumps(row)).latest == row.latest


def test_a_day_is_all_of_it_and_a_time_is_itself() -> None:
    day = Row("A", "T", id=1, date=JANUARY)
    assert (day.earliest, day.latest) == (
        dt.datetime.combine(JANUARY, dt.time.min),
        dt.datetime.combine(JANUARY, dt.time.max),
    )
    time = Row("A", "T", id=1, date=at(8))
    assert time.earliest is time.latest is time.date
    stretch = Row("A", "T", id=1, date=JANUARY, until=at(8))
    assert stretch.latest == at(8)
    undated = Row("A", "T", id=1)
    assert undated.earliest is undated.latest is None


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"actor": 5}, "actor"),
        ({"topic": None}, "topic"),
        ({"qualifier": float("nan")}, "qualifier"),
        ({"qualifier": float("inf")}, "qualifier"),
        ({"qualifier": b"yes"}, "qualifier"),
        ({"id": True}, "id"),
        ({"id": None}, "id"),
        ({"id": 1.5}, "id"),
        ({"document": 1.5}, "document"),
        ({"session": False}, "session"),
        ({"date": "2022-02-09"}, "date"),
        ({"date": dt.datetime(2022, 2, 9, tzinfo=dt.UTC)}, "date"),
        ({"until": JANUARY}, "until"),
        ({"date": JANUARY, "until": dt.date(2022, 1, 8)}, "until"),
        ({"date": JANUARY, "until": "later"}, "until"),
        ({"start": -1}, "start"),
        ({"start": True}, "start"),
        ({"stop": 2.0}, "stop"),
        ({"start": 5, "stop": 4}, "stop"),
        ({"doubtful": True}, "doubtful"),
        ({"date": JANUARY, "doubtful": 1}, "doubtful"),
        ({"other": {"actor": "x"}}, "other"),
        ({"other": {"date": "x"}}, "other"),
        ({"other": {"person": 1}}, "other"),
        ({"other": {1: "x"}}, "other"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_with_it(wrong: dict[str, object], path: str) -> None:
    values = {"actor": "A", "topic": "T", "id": 1} | wrong
    with pytest.raises(InvalidValueError) as caught:
        Row(**values)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Row(1, 2, id=None, date="x", start=-1)
    assert [problem.path for problem in caught.value.problems] == ["actor", "topic", "id", "date", "start"]


# ── Statement order ─────────────────────────────────────────────────────────


def test_statements_stand_by_time_then_document_then_place_then_id() -> None:
    ordered = [
        Row("A", "T", id="early", date=at(8)),
        Row("A", "T", id="no document", date=at(9)),
        Row("A", "T", id="document 9", date=at(9), document=9),
        Row("A", "T", id="document 10", date=at(9), document=10),
        Row("A", "T", id="document ten, no place", date=at(9), document="ten"),
        Row("A", "T", id="no stop", date=at(9), document="ten", start=5),
        Row("A", "T", id="stop 6, later", date=at(9), document="ten", start=5, stop=6),
        Row("A", "T", id="stop 7, a", date=at(9), document="ten", start=5, stop=7),
        Row("A", "T", id="stop 7, b", date=at(9), document="ten", start=5, stop=7),
        Row("A", "T", id="stop 7, until", date=at(9), until=at(10), document="ten", start=5, stop=7),
        Row("A", "T", id="undated", document=1),
    ]
    assert numbers_of(ordered[::-1]) == tuple(row.id for row in ordered)


def test_rows_of_one_statement_stand_by_actor_topic_and_qualifier() -> None:
    ordered = [
        Row("A", "T", qualifier=False, id=1),
        Row("A", "T", qualifier=True, id=1),
        Row("A", "U", qualifier=False, id=1),
        Row("B", "T", qualifier=False, id=1),
    ]
    network = two_mode(ordered[::-1])
    assert list(network.counted) == ordered
    assert network.statements == (1,)


# ── Range ───────────────────────────────────────────────────────────────────

DATED: Final = [
    Row("A", "T", id="day", date=JANUARY),
    Row("A", "T", id="time", date=at(12)),
    Row("A", "T", id="month", date=dt.date(2022, 2, 1), until=dt.date(2022, 2, 28)),
    Row("A", "T", id="undated"),
]


@pytest.mark.parametrize(
    ("since", "until", "certainly", "possibly"),
    [
        (None, None, {"day", "time", "month", "undated"}, {"day", "time", "month", "undated"}),
        (JANUARY, JANUARY, {"day"}, {"day", "undated"}),
        (at(12), at(12), {"time"}, {"time", "month", "undated"}),
        (at(13), None, set(), {"month", "undated"}),
        (None, at(11), {"day"}, {"day", "month", "undated"}),
        (dt.date(2022, 2, 1), dt.date(2022, 2, 28), {"time", "month"}, {"time", "month", "undated"}),
        (dt.date(2022, 3, 1), None, set(), {"undated"}),
    ],
)
def test_a_range_takes_what_certainly_lies_in_it_or_what_may(
    since: dt.date | None, until: dt.date | None, certainly: set[str], possibly: set[str]
) -> None:
    assert set(numbers_of(DATED, since=since, until=until)) == certainly
    assert set(numbers_of(DATED, since=since, until=until, possibly=True)) == possibly


def test_a_doubtful_date_is_in_no_range_for_certain() -> None:
    doubtful = [Row("A", "T", id=1, date=JANUARY, doubtful=True)]
    assert numbers_of(doubtful) == (1,)
    assert numbers_of(doubtful, since=JANUARY, until=JANUARY) == ()
    assert numbers_of(doubtful, since=JANUARY, until=JANUARY, possibly=True) == (1,)
    assert numbers_of(doubtful, since=at(8), possibly=True) == ()
    assert [window.network.statements for window in two_mode(doubtful).periods("year")] == [()]
    assert [window.network.statements for window in two_mode(doubtful, possibly=True).periods("year")] == [
        (1,)
    ]


def test_a_range_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(InvalidValueError, match="until"):
        two_mode(DATED, since=at(12), until=JANUARY)


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize("wrong", ["2022-02-09", dt.datetime(2022, 2, 9, tzinfo=dt.UTC), 2022])
def test_a_range_needs_days_or_times_without_zone(option: str, wrong: object) -> None:
    with pytest.raises(InvalidValueError, match=option):
        two_mode(DATED, **{option: wrong})


# ── Values left out and let in ──────────────────────────────────────────────

VALUED: Final = [
    Row("A", "T", qualifier=True, id=1, document=7, session="s1", other={"person": "Person 1"}),
    Row("A", "U", qualifier=False, id=2, document=8, session="s2", other={"person": "P2"}),
    Row("B", "T", qualifier=False, id=3, document=8),
    Row("C", "V", qualifier=None, id=4, document=9),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"exclude": {"actor": "A"}}, (3, 4)),
        ({"exclude": {"actor": ["A", "C"]}}, (3,)),
        ({"only": {"actor": {"A", "C"}}}, (1, 2, 4)),
        ({"only": {"topic": "T"}, "exclude": {"actor": "B"}}, (1,)),
        ({"exclude": {"qualifier": False}}, (1, 4)),
        ({"exclude": {"qualifier": None}}, (1, 2, 3)),
        ({"exclude": {"document": 8}}, (1, 4)),
        ({"only": {"document": (7, 9)}}, (1, 4)),
        ({"only": {"session": "s1"}}, (1,)),
        ({"exclude": {"person": "Person 1"}}, (2, 3, 4)),
        ({"only": {"person": ["Person 1", None]}}, (1, 3, 4)),
        ({"only": {"topic": []}}, ()),
        ({"exclude": {"topic": []}}, (1, 2, 3, 4)),
        ({"exclude": {}}, (1, 2, 3, 4)),
    ],
)
def test_values_are_left_out_or_alone_let_in(options: dict[str, object], expected: tuple[int, ...]) -> None:
    assert numbers_of(VALUED, **options) == expected


def test_a_misspelt_value_or_variable_names_the_nearest_one() -> None:
    with pytest.raises(InvalidValueError) as caught:
        two_mode(
            VALUED, exclude={"actr": "A", "topic": "TT"}, only={"document": "7", "person": ["P2", "Person 2"]}
        )
    messages = [str(problem) for problem in caught.value.problems]
    assert messages[0].startswith("exclude: 'actr' is no variable; did you mean 'actor'?")
    assert caught.value.problems[0].allowed == (
        "actor",
        "topic",
        "qualifier",
        "document",
        "session",
        "person",
    )
    assert messages[1:] == [
        "exclude['topic']: no row has the topic 'TT'",
        "only['document']: no row has the document '7'",
        "only['person']: no row has the person 'Person 2'; did you mean 'Person 1'?",
    ]


def test_a_value_that_cannot_be_one_is_an_error() -> None:
    with pytest.raises(InvalidValueError, match="no row has the topic"):
        two_mode(VALUED, exclude={"topic": [["T"]]})
    with pytest.raises(InvalidValueError, match="no mapping"):
        two_mode(VALUED, exclude=["topic"])


@given(rows(BOOLEANS), st.data())
def test_what_is_left_out_and_what_is_let_in_are_together_everything(
    statements: list[Row], data: st.DataObject
) -> None:
    variable = data.draw(st.sampled_from(["actor", "topic", "qualifier", "document", "session"]))
    values = sorted({getattr(row, variable) for row in statements}, key=repr)
    chosen = {variable: data.draw(st.lists(st.sampled_from(values))) if values else []}
    everything = two_mode(statements).counted
    parts = (two_mode(statements, exclude=chosen).counted, two_mode(statements, only=chosen).counted)
    assert sorted(row.id for part in parts for row in part) == sorted(row.id for row in everything)


def test_rows_without_actor_or_topic_do_not_count_and_those_without_qualifier_where_it_matters() -> None:
    given_rows = [
        Row("", "T", qualifier="x", id=1),
        Row("A", "", qualifier="x", id=2),
        Row("A", "T", qualifier="", id=3),
        Row("A", "T", id=4),
        Row("A", "T", qualifier="x", id=5),
    ]
    assert numbers_of(given_rows) == (3, 4, 5)
    assert numbers_of(given_rows, aggregation="combine") == (5,)


def test_isolates_are_shown_where_asked_for() -> None:
    given_rows = [*VALUED, Row("", "", id=5), Row("Z", "Z", id=6, date=JANUARY)]
    network = one_mode(given_rows, aggregation="congruence", exclude={"topic": "U", "actor": "B"})
    assert network.labels == ("A",)
    shown = one_mode(
        given_rows, aggregation="congruence", exclude={"topic": "U", "actor": "B"}, isolates=True
    )
    assert shown.labels == ("A", "B", "C", "Z")
    assert one_mode(given_rows, nodes="topic", isolates=True, only={"actor": "A"}).labels == (
        "T",
        "U",
        "V",
        "Z",
    )
    cells = two_mode(
        given_rows, isolates=True, exclude={"document": 7}, possibly=True, until=dt.date(2021, 1, 1)
    )
    assert (cells.actors, cells.topics) == (("A", "B", "C"), ("T", "U", "V"))


# ── Duplicates ──────────────────────────────────────────────────────────────


def test_the_words_for_duplicates_are_those_of_their_list() -> None:
    _, literal = typing.get_args(DuplicatesWord)
    assert typing.get_args(literal) == tuple(word.value for word in Duplicates)
    assert all(word.meaning for word in Duplicates)


def test_without_a_document_or_session_duplicates_cannot_be_counted_by_it() -> None:
    given_rows = [Row("A", "T", id=f"s-{number}", document=1) for number in range(5)]
    assert numbers_of(given_rows, duplicates="document") == ("s-0",)
    with pytest.raises(InvalidValueError, match="'s-0', 's-1', 's-2' and 2 more"):
        two_mode(given_rows, duplicates="session")
    with pytest.raises(InvalidValueError, match="needs a document, which 1 lacks"):
        two_mode([Row("A", "T", id=1)], duplicates="document")


@pytest.mark.parametrize("duplicates", ["week", "month", "year", "dna_week", "dna_month"])
def test_an_imprecise_date_has_no_unit_of_time(duplicates: str) -> None:
    stretch = Row("A", "T", id="p-1", date=dt.date(2021, 3, 1), until=dt.date(2022, 3, 1))
    doubtful = Row("A", "T", id="p-1", date=JANUARY, doubtful=True)
    for row in (stretch, doubtful, Row("A", "T", id="p-1")):
        with pytest.raises(ImpreciseDateError, match="'p-1'"):
            two_mode([row], duplicates=duplicates)
    assert numbers_of([Row("A", "T", id=1, date=JANUARY)], duplicates=duplicates) == (1,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (dt.date(2021, 1, 3), dt.date(2020, 12, 28), {"week"}),
        (dt.date(2021, 1, 3), dt.date(2021, 1, 4), {"year", "dna_week", "month", "dna_month"}),
        (dt.date(2022, 1, 1), dt.date(2021, 12, 27), {"week", "dna_week"}),
        (dt.date(2021, 3, 1), dt.date(2022, 3, 31), {"dna_month"}),
        (dt.date(9999, 12, 31), dt.date(1, 1, 1), {"dna_week"}),
    ],
)
def test_weeks_and_months_know_their_year_and_those_of_dna_do_not(
    one: dt.date, other: dt.date, same: set[str]
) -> None:
    given_rows = [Row("A", "T", id=1, date=one), Row("A", "T", id=2, date=other)]
    found = {
        duplicates
        for duplicates in ("week", "month", "year", "dna_week", "dna_month")
        if len(numbers_of(given_rows, duplicates=duplicates)) == 1
    }
    assert found == same
