"""How polarised topics are, and how far a split accounts for it."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.analysis.networks.polarization import Polarization, polarization
from eurasec.analysis.networks.rows import Row
from eurasec.errors import InvalidValueError
from statement_rows import BOOLEANS, FIVE_LEVELS, rows


def voices(*scores: float, topic: str = "T") -> list[Row]:
    """Give one statement for each of actors a0, a1, …"""
    return [
        Row(f"a{number}", topic, qualifier=score, id=f"{topic}-{number}")
        for number, score in enumerate(scores)
    ]


def sides(signs: str, topic: str = "T") -> list[Row]:
    """Give one statement for each of actors a0, a1, …: `+` for, `-` against."""
    return [
        Row(f"a{number}", topic, qualifier=sign == "+", id=f"{topic}-{number}")
        for number, sign in enumerate(signs)
    ]


def split(size: int, *, at: int) -> dict[str, list[str]]:
    actors = [f"a{number}" for number in range(size)]
    return {"first": actors[:at], "second": actors[at:]}


# ── Worked examples ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("scores", "value"),
    [
        ((1, 1, -1, -1), 1),
        ((1, -1), 1),
        ((1, 1, 1, 1), 0),
        ((0, 0, 0), 0),
        ((1, 1, 1, -1), 0.75),
        ((1, -1, 0), 2 / 3),
        ((1, 0.5, 0, -0.5, -1), 0.5),
        ((0.5, -0.5), 0.25),
    ],
)
def test_a_small_topic_by_hand(scores: tuple[float, ...], value: float) -> None:
    result = polarization(voices(*scores), scale=(-1, 1))
    assert result.value == pytest.approx(value, rel=1e-15)
    assert result.topics[0].value == result.value
    assert result.between is None
    assert result.topics[0].between is None


def test_an_actor_stands_where_its_statements_do_on_average() -> None:
    statements = [
        Row("A", "T", qualifier=True, id=1),
        Row("A", "T", qualifier=True, id=2),
        Row("A", "T", qualifier=False, id=3),
        Row("B", "T", qualifier=False, id=4),
    ]
    (topic,) = polarization(statements).topics
    assert [(score.actor, score.score, score.statements) for score in topic.scores] == [
        ("A", 2 / 3, (1, 2, 3)),
        ("B", 0, (4,)),
    ]
    assert topic.statements == (1, 2, 3, 4)
    assert topic.value == pytest.approx(4 * (1 / 3) ** 2)


def test_a_split_takes_what_is_between_its_camps() -> None:
    statements = sides("++--")
    right = polarization(statements, camps=split(4, at=2))
    assert (right.value, right.between) == (1, 1)
    crossing = polarization(statements, camps={"x": ["a0", "a2"], "y": ["a1", "a3"]})
    assert (crossing.value, crossing.between) == (1, 0)
    uneven = polarization(statements, camps=split(4, at=3))
    assert uneven.between == pytest.approx(1 / 3)


def test_the_right_split_has_more_than_any_wrong_one() -> None:
    statements = voices(1, 1, 0.5, -0.5, -1, -1)
    right = polarization(statements, scale=(-1, 1), camps=split(6, at=3)).between
    for at in (1, 2, 4, 5):
        assert polarization(statements, scale=(-1, 1), camps=split(6, at=at)).between < right
    mixed = {"x": ["a0", "a2", "a4"], "y": ["a1", "a3", "a5"]}
    assert polarization(statements, scale=(-1, 1), camps=mixed).between < right


def test_topics_weigh_by_their_actors() -> None:
    statements = [*voices(1, -1), *voices(1, 1, 1, 1, topic="U"), *voices(1, topic="V")]
    result = polarization(statements)
    assert [topic.topic for topic in result.topics] == ["T", "U"]
    assert result.value == (2 * 1 + 4 * 0) / 6
    assert result.too_few == ("V",)
    assert polarization(statements, min_actors=3).too_few == ("T", "V")


def test_actors_in_no_camp_are_left_out_altogether() -> None:
    statements = sides("+-+++")
    result = polarization(statements, camps={"x": ["a0"], "y": ["a1"]})
    assert (result.value, result.between) == (1, 1)
    assert result.left_out == ("a2", "a3", "a4")
    assert len(result.topics[0].scores) == 2


def test_where_no_topic_has_enough_actors_nothing_is_known() -> None:
    for result in (polarization([]), polarization(sides("+"))):
        assert result.value is None
        assert result.topics == ()
        assert repr(result) == "<Polarization: none, 0 topics>"
    assert polarization(sides("+-"), camps={"x": ["a0"], "y": ["a1"]}, min_actors=3).between is None


def test_without_a_scale_the_ends_are_what_occurs() -> None:
    assert polarization(voices(0.5, 1)).value == 1
    assert polarization(voices(0.5, 1), scale=(-1, 1)).value == pytest.approx(1 / 16)
    assert polarization(voices(3, 3)).value == 0


# ── Laws ────────────────────────────────────────────────────────────────────

SCORES = st.lists(st.sampled_from([-1, -0.5, 0, 0.5, 1]), min_size=2, max_size=12)


@given(SCORES)
def test_polarization_is_the_variance_in_parts_of_the_greatest_one(scores: list[float]) -> None:
    exact = statistics.pvariance([Fraction(score) for score in scores])
    assert polarization(voices(*scores), scale=(-1, 1)).value == pytest.approx(float(exact), abs=1e-15)


@given(SCORES)
def test_the_extreme_is_reached_by_two_equal_halves_at_both_ends_and_by_nothing_else(
    scores: list[float],
) -> None:
    halves = scores.count(1) == scores.count(-1) == len(scores) / 2
    value = polarization(voices(*scores), scale=(-1, 1)).value
    assert (value == 1) is halves
    assert (value == 0) is (len(set(scores)) == 1)


@given(SCORES, st.data())
def test_a_split_reaches_the_extreme_only_if_its_camps_are_the_two_opposed_halves(
    scores: list[float], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(scores) - 1))
    result = polarization(voices(*scores), scale=(-1, 1), camps=split(len(scores), at=at))
    opposed = set(scores[:at]) | set(scores[at:]) == {1, -1} and len(set(scores[:at])) == 1
    opposed = opposed and len(set(scores[at:])) == 1 and 2 * at == len(scores)
    assert (result.between == 1) is opposed
    assert 0 <= result.between <= result.value <= 1


@given(SCORES, st.data())
def test_what_is_between_camps_is_everything_exactly_if_each_is_of_one_mind(
    scores: list[float], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(scores) - 1))
    result = polarization(voices(*scores), scale=(-1, 1), camps=split(len(scores), at=at))
    of_one_mind = len(set(scores[:at])) == len(set(scores[at:])) == 1
    assert (result.value - result.between < 1e-12) is of_one_mind


@given(rows(FIVE_LEVELS, least=1, unknown=False), st.randoms())
def test_neither_the_order_of_rows_nor_the_direction_of_the_scale_matters(
    statements: list[Row], random: object
) -> None:
    result = polarization(statements, scale=(-1, 1))
    assert polarization(random.sample(statements, len(statements)), scale=(-1, 1)) == result
    turned = [
        Row(row.actor, row.topic, qualifier=-row.qualifier, id=row.id, date=row.date) for row in statements
    ]
    assert polarization(turned, scale=(-1, 1)).value == pytest.approx(result.value)


@given(rows(BOOLEANS, least=1, unknown=False))
def test_every_statement_is_named_once(statements: list[Row]) -> None:
    result = polarization(statements)
    few = [row for row in statements if row.topic in result.too_few]
    named = [id for topic in result.topics for id in topic.statements]
    assert sorted([*named, *(row.id for row in few)]) == sorted(row.id for row in statements)


# ── How it shows, and what it refuses ───────────────────────────────────────


def test_a_result_prints_as_a_small_table() -> None:
    result = polarization([*sides("+-"), *sides("++", topic="U")], camps={"x": ["a0"], "y": ["a1"]})
    assert repr(result) == "<Polarization: 0.500, 0.500 between camps, 2 topics>"
    assert str(result).splitlines() == [
        "   value  between  actors",
        "T      1        1       2",
        "U      0        0       2",
    ]
    assert str(polarization(sides("+-"))).splitlines() == [
        "   value  between  actors",
        "T      1                2",
    ]
    assert isinstance(result, Polarization)
    assert result.to_dicts()[0] == {"topic": "T", "value": 1.0, "between": 1.0, "actors": 2, "statements": 2}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"camps": {"x": ["a0"]}}, "fewer than two"),
        ({"camps": {"x": ["a0"], "y": []}}, "no collection of actors"),
        ({"camps": {"x": "a0", "y": ["a1"]}}, "no collection of actors"),
        ({"camps": {"x": 1, "y": ["a1"]}}, "no collection of actors"),
        ({"camps": {"x": ["a0"], "y": ["a0", "a1"]}}, "'a0' stands in 'x' too"),
        ({"camps": {"x": ["a0"], "y": ["a11"]}}, "no row has the actor 'a11'; did you mean 'a1'"),
        ({"camps": [["a0"], ["a1"]]}, "no mapping"),
        ({"min_actors": 1}, "min_actors"),
        ({"min_actors": 2.0}, "min_actors"),
        ({"duplicates": "daily"}, "duplicates"),
    ],
)
def test_a_wrong_option_is_an_error(options: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        polarization(sides("+-"), **options)


def test_texts_have_no_distances() -> None:
    with pytest.raises(InvalidValueError, match="no distances"):
        polarization([Row("A", "T", qualifier="cyber", id=1)])
    with pytest.raises(InvalidValueError, match="is no Row"):
        polarization([5])


def test_camps_are_a_mapping_from_camps_to_actors() -> None:
    with pytest.raises(InvalidValueError, match="camps: 5 is no mapping from camps to actors"):
        polarization([], camps=5)  # type: ignore[arg-type]
