"""Three-valued answers, and the order of dates."""

from __future__ import annotations

import copy
import pickle
import random
from collections.abc import Callable

import pytest
from dateutil.relativedelta import MO, relativedelta
from hypothesis import given
from hypothesis import strategies as st

from eurasec.dates import (
    Answer,
    Edtf,
    EdtfDate,
    EdtfInterval,
    EdtfSet,
    before,
    contains,
    overlaps,
    parse_edtf,
    sort_key,
)
from eurasec.errors import ImpreciseDateError, InvalidValueError
from strategies import dates

NO, MAYBE, YES = Answer.NO, Answer.MAYBE, Answer.YES
ANSWERS = st.sampled_from(Answer)
RELATIONS: list[Callable[..., Answer]] = [overlaps, contains, before]


# ── What the documentation promises ─────────────────────────────────────────


@pytest.mark.parametrize(
    ("container", "value", "answer"),
    [
        ("2003/2016", "2010", YES),
        ("2003/2016", "2016-05-01", MAYBE),
        ("2003/2016", "2017", NO),
        ("2003/..", "2050", YES),
        ("2003/", "2010", MAYBE),
        ("199X/..", "1995", MAYBE),
        ("199X/..", "2000", YES),
        ("2022~", "2022-05", MAYBE),
        ("2022", "2022-05", YES),
        ("2022-05", "2022", MAYBE),
        ("2022", "2022", YES),
        ("2022-02-09", "2022-02-09T10:00:00", YES),
        ("2022-02-09T10:00:00", "2022-02-09", YES),
        ("199X", "1995-05-01", MAYBE),
        ("2001-24", "2002-02-28", YES),
        ("../2016", "../2010", YES),
        ("2003/..", "2010/..", YES),
        ("2003/2016", "2010/", MAYBE),
        ("[2022-01,2022-02]", "2022-01-15", MAYBE),
        ("[2022,2022-02]", "2022-02-15", YES),
        ("[2022-01,2022-02]", "2022-03-15", NO),
        ("{2022-01,2022-02}", "2022-01-15", YES),
        ("{2020,2022}", "2021", NO),
        ("2022", "[2022-01,2022-02]", YES),
        ("2022", "[2021-12,2022-02]", MAYBE),
        ("2022", "{2022-01,2022-02}", YES),
        ("2022", "{2021-12,2022-02}", NO),
        ("{2020,2021}", "[2020..2021]", YES),
        ("{..1984}", "1900-05", YES),
        ("{2016~,2018}", "2016-06", MAYBE),
        ("{2016~,2016}", "2016-06", YES),
        ("[2016~,2016]", "2016-06", MAYBE),
        ("[2016~,2018]", "2017-06", NO),
        ("{2022}", "2022-02~/2022-03", MAYBE),
        ("{2022}", "2022-02/2022-03~", MAYBE),
    ],
)
def test_a_container_contains_what_certainly_lies_in_it(container: str, value: str, answer: Answer) -> None:
    assert contains(parse_edtf(container), parse_edtf(value)) is answer
    assert (parse_edtf(value) in parse_edtf(container)) is (answer is YES)


@pytest.mark.parametrize(
    ("window", "value", "answer"),
    [
        ("2016", "2003/2016", YES),
        ("2016-05", "2003/2016", MAYBE),
        ("2017", "2003/2016", NO),
        ("2022", "2022-02-09", YES),
        ("2022-02-09", "2022", MAYBE),
        ("2050", "2003/..", YES),
        ("2050", "2003/", MAYBE),
        ("2001", "2003/", NO),
        ("2010", "2003~/2016", MAYBE),
        ("2022", "{2021,2022-02}", YES),
        ("2022", "[2021,2022-02]", MAYBE),
        ("{2020,2022}", "2021", NO),
        ("[2020,2022]", "2020/2022", YES),
    ],
)
def test_a_window_overlaps_what_certainly_took_place_in_it(window: str, value: str, answer: Answer) -> None:
    assert overlaps(parse_edtf(window), parse_edtf(value)) is answer


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("2021-12", "2022", YES),
        ("2022", "2022", MAYBE),
        ("2022-02-09", "2022-02-09", NO),
        ("2022-03", "2022", MAYBE),
        ("2023", "2022", NO),
        ("2003/2016~", "2020", MAYBE),
        ("2003~/2016", "2020", YES),
        ("2016", "2020?/2021", MAYBE),
        ("2016", "2020/2021?", YES),
        ("2003/..", "2050", NO),
        ("2003/", "2050", MAYBE),
        ("[2001,2002]", "2003", YES),
        ("[2001,2003]", "2002", MAYBE),
        ("{2001,2003}", "2002", NO),
        ("2002", "{2001,2003}", NO),
    ],
)
def test_one_thing_is_before_another_if_it_is_certainly_over(first: str, second: str, answer: Answer) -> None:
    assert before(parse_edtf(first), parse_edtf(second)) is answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2003~/2016", "2005/2006"),
        ("2003/2016~", "2005/2006"),
        ("2003/2016", "2005~/2006"),
        ("2003/2016", "2005/2006~"),
    ],
)
def test_any_marked_end_makes_a_yes_a_maybe(one: str, other: str) -> None:
    for ask in (contains, overlaps):
        plain = (parse_edtf(text.replace("~", "")) for text in (one, other))
        assert ask(*plain) is YES
        assert ask(parse_edtf(one), parse_edtf(other)) is MAYBE
        assert ask(parse_edtf(one), parse_edtf(other), tolerance=relativedelta(months=1)) is YES


# ── Kleene's logic ──────────────────────────────────────────────────────────


def test_and_is_the_lesser_or_the_greater_and_not_turns_round() -> None:
    assert [[one & other for other in Answer] for one in Answer] == [
        [NO, NO, NO],
        [NO, MAYBE, MAYBE],
        [NO, MAYBE, YES],
    ]
    assert [[one | other for other in Answer] for one in Answer] == [
        [NO, MAYBE, YES],
        [MAYBE, MAYBE, YES],
        [YES, YES, YES],
    ]
    assert [~answer for answer in Answer] == [YES, MAYBE, NO]


@given(ANSWERS, ANSWERS, ANSWERS)
def test_the_laws_of_logic_hold_for_three_values(a: Answer, b: Answer, c: Answer) -> None:
    assert ~~a is a
    assert ~(a & b) is ~a | ~b
    assert a & (b | c) is (a & b) | (a & c)
    assert (a & b) & c is a & (b & c)
    assert a | (a & b) is a
    assert (a & b).certain is (a.certain and b.certain)
    assert (a | b).possible is (a.possible or b.possible)


def test_an_answer_is_certain_possible_or_neither() -> None:
    assert [(answer.certain, answer.possible) for answer in Answer] == [
        (False, False),
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_is_neither_true_nor_false(answer: Answer) -> None:
    with pytest.raises(ImpreciseDateError, match=r"\.certain or \.possible"):
        bool(answer)


def test_an_answer_joins_with_answers_alone() -> None:
    with pytest.raises(TypeError):
        YES & True  # type: ignore[operator]
    with pytest.raises(TypeError):
        YES | 1  # type: ignore[operator]


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_stays_itself_through_pickle_and_copy(answer: Answer) -> None:
    assert pickle.loads(pickle.dumps(answer)) is copy.deepcopy(answer) is answer
    assert repr(answer) == f"Answer.{answer.name}"


# ── Laws between the relations ──────────────────────────────────────────────


@given(dates(), dates())
def test_what_lies_in_a_container_overlaps_it(one: Edtf, other: Edtf) -> None:
    if contains(one, other) is YES:
        assert overlaps(one, other) is YES
    if overlaps(one, other) is NO:
        assert contains(one, other) is NO


@given(dates(), dates())
def test_what_is_before_comes_not_after_nor_at_the_same_time(one: Edtf, other: Edtf) -> None:
    if before(one, other) is YES:
        assert before(other, one) is NO
        assert overlaps(one, other) is NO
        assert overlaps(other, one) is NO


@given(dates(), dates())
def test_the_two_ways_of_asking_for_an_overlap_never_contradict_each_other(one: Edtf, other: Edtf) -> None:
    assert {overlaps(one, other), overlaps(other, one)} != {YES, NO}


@given(dates().filter(lambda value: isinstance(value, EdtfInterval)), dates())
def test_an_overlap_of_periods_is_mutual(one: Edtf, other: Edtf) -> None:
    if isinstance(other, EdtfInterval):
        assert overlaps(one, other) is overlaps(other, one)


@given(dates(), dates(), dates())
def test_containing_and_being_before_carry_over(one: Edtf, two: Edtf, three: Edtf) -> None:
    if before(one, two) is YES and before(two, three) is YES and not isinstance(two, EdtfSet):
        assert before(one, three) is YES
    if contains(one, two) is YES and contains(two, three) is YES and isinstance(two, EdtfInterval):
        assert contains(one, three) is YES


@given(dates())
def test_a_date_in_full_and_without_marks_contains_itself(value: Edtf) -> None:
    itself = contains(value, value)
    if isinstance(value, EdtfDate) and value.complete and not value.qualified:
        assert itself is YES
    assert itself.possible


@given(dates(), dates(), st.integers(0, 30), st.integers(0, 400))
def test_a_tolerance_changes_nothing_where_nothing_is_marked(
    one: Edtf, other: Edtf, months: int, days: int
) -> None:
    tolerance = relativedelta(months=months, days=days)
    if not any(mark in f"{one} {other}" for mark in "?~%"):
        for ask in RELATIONS:
            assert ask(one, other, tolerance=tolerance) is ask(one, other)


@given(dates(), dates(), st.integers(0, 30), st.integers(0, 400))
def test_a_tolerance_never_turns_a_yes_into_no_or_a_no_into_yes(
    one: Edtf, other: Edtf, months: int, days: int
) -> None:
    tolerance = relativedelta(months=months, days=days)
    for ask in RELATIONS:
        assert {ask(one, other, tolerance=tolerance), ask(one, other)} != {YES, NO}


# ── Tolerance ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ask", "first", "second", "tolerance", "answer"),
    [
        (contains, "2022~", "2022-05", relativedelta(months=3), YES),
        (contains, "2022~", "2022-05", relativedelta(months=4), YES),
        (contains, "2022~", "2022-05", relativedelta(months=5), MAYBE),
        (contains, "2022~", "2023-01", relativedelta(months=1), MAYBE),
        (contains, "2022~", "2023-01", relativedelta(), NO),
        (contains, "2022~", "2022", relativedelta(), YES),
        (contains, "2003/2016~", "2014", relativedelta(years=1), YES),
        (contains, "2003/2016~", "2015", relativedelta(years=1), MAYBE),
        (contains, "2003/2016", "2022-02-09~", relativedelta(weeks=1), NO),
        (contains, "2022-02", "2022-02-09~", relativedelta(days=8), YES),
        (contains, "2022-02", "2022-02-09~", relativedelta(weeks=1, days=2), MAYBE),
        (overlaps, "2022-02", "2022-02-28?/2022-05", relativedelta(days=1), MAYBE),
        (overlaps, "2022-02", "2022-02-28?/2022-05", relativedelta(), YES),
        (overlaps, "2022-02", "../2022-05~", relativedelta(months=1), YES),
        (overlaps, "2022-02", "2022-03-02~", relativedelta(days=2), MAYBE),
        (overlaps, "2022-02", "2022-03-02~", relativedelta(days=1), NO),
        (before, "2016~", "2018", relativedelta(years=1), YES),
        (before, "2016~", "2018", relativedelta(years=1, days=1), MAYBE),
        (before, "2018-06~", "2018-05", relativedelta(months=2), MAYBE),
        (before, "2018-06~", "2018-05", relativedelta(), NO),
        (before, "[2016~,2018]", "2019", relativedelta(years=1), YES),
        (before, "[2016~,2018]", "2019", relativedelta(years=3), MAYBE),
        (overlaps, "2023", "/2022~", relativedelta(years=2), MAYBE),
        (overlaps, "2024", "/2022~", relativedelta(years=1), NO),
        (overlaps, "2002", "2003~/", relativedelta(years=1), MAYBE),
        (overlaps, "2001", "2003~/", relativedelta(years=1), NO),
        (before, "2002", "/2002-03~", relativedelta(years=1), MAYBE),
        (before, "2003~/", "2002-06", relativedelta(years=1), MAYBE),
        (before, "2022-02-09T10:00:00", "2022-02-10", relativedelta(days=1), YES),
        (contains, "{2016~,2018}", "2016-06", relativedelta(months=2), YES),
        (contains, "{2016~,2018}", "2016-06", relativedelta(months=6), MAYBE),
    ],
)
def test_a_tolerance_says_how_far_off_a_marked_date_may_be(
    ask: Callable[..., Answer], first: str, second: str, tolerance: relativedelta, answer: Answer
) -> None:
    assert ask(parse_edtf(first), parse_edtf(second), tolerance=tolerance) is answer


@pytest.mark.parametrize(
    "tolerance",
    [
        relativedelta(days=-1),
        relativedelta(years=1, days=-1),
        relativedelta(year=2022),
        relativedelta(weekday=MO),
        relativedelta(leapdays=1),
        3,
        "1 month",
    ],
)
@pytest.mark.parametrize("ask", RELATIONS, ids=lambda ask: ask.__name__)
def test_a_tolerance_that_is_none_is_refused(ask: Callable[..., Answer], tolerance: relativedelta) -> None:
    with pytest.raises(InvalidValueError, match="tolerance"):
        ask(parse_edtf("2022~"), parse_edtf("2022"), tolerance=tolerance)


def test_a_tolerance_of_hours_is_refused() -> None:
    with pytest.raises(ImpreciseDateError, match="finer than a day"):
        contains(parse_edtf("2022~"), parse_edtf("2022"), tolerance=relativedelta(hours=3))


# ── Wrong arguments ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("ask", RELATIONS, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("other", ["2022", "{2022}"])
@pytest.mark.parametrize("wrong", ["2022", None, 2022])
def test_what_is_no_value_of_edtf_is_refused(ask: Callable[..., Answer], other: str, wrong: Edtf) -> None:
    for tolerance in (None, relativedelta(days=1)):
        with pytest.raises(InvalidValueError, match="parse_edtf"):
            ask(parse_edtf(other), wrong, tolerance=tolerance)
        with pytest.raises(InvalidValueError, match="parse_edtf"):
            ask(wrong, parse_edtf(other), tolerance=tolerance)


def test_both_wrong_arguments_are_named_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        overlaps("2022", "2023")  # type: ignore[arg-type]
    assert len(caught.value.problems) == 2


def test_in_is_asked_of_values_alone() -> None:
    with pytest.raises(InvalidValueError):
        "2022" in parse_edtf("2022")  # type: ignore[operator]  # noqa: B015 - refused on purpose
    with pytest.raises(InvalidValueError):
        sort_key("2022")  # type: ignore[arg-type]


# ── Order ───────────────────────────────────────────────────────────────────


@given(dates(), dates())
def test_different_values_have_different_keys(one: Edtf, other: Edtf) -> None:
    assert (sort_key(one) == sort_key(other)) is (one == other)
    assert (sort_key(one) < sort_key(other)) is not (sort_key(one) >= sort_key(other))


@given(dates(), dates())
def test_the_order_agrees_with_before(one: Edtf, other: Edtf) -> None:
    if before(one, other) is YES:
        assert sort_key(one) < sort_key(other)


@given(st.lists(dates(), max_size=8), st.randoms(use_true_random=False))
def test_sorting_does_not_depend_on_the_order_before(values: list[Edtf], chance: random.Random) -> None:
    shuffled = chance.sample(values, len(values))
    assert sorted(shuffled, key=sort_key) == sorted(values, key=sort_key)


def test_values_sort_by_first_day_then_last_day_then_text() -> None:
    expected = [
        "/2021",
        "../2022",
        "Y-17E7",
        "2022-01",
        "2022",
        "2022/..",
        "2022-02-09",
        "2022-02-09?",
        "2022-02-09/2022-03",
    ]
    ordered = sorted(map(parse_edtf, reversed(expected)), key=sort_key)
    assert [str(value) for value in ordered] == expected
