"""How the stance of an actor on a topic moved over time."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates import FEW, WORLD, assembly, debate, imputed, position, statements
from eurasec import Corpus
from eurasec.analysis.change.series import Shift, shift, shifts
from eurasec.analysis.consensus import tally
from eurasec.analysis.voices import ActorLevel
from eurasec.dates import Answer
from eurasec.errors import InvalidValueError, NotOneError, UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment


def series(found: Shift) -> list[tuple[str, float | None]]:
    return [(str(moment.date), moment.score) for moment in found.moments]


def test_a_series_runs_by_date_and_its_delta_is_last_minus_first() -> None:
    found = shift(
        debate(
            position("p-1", "ann", "qualified_support", date="2022"),
            position("p-2", "ann", "oppose", conference="c1"),
            position("p-3", "ann", "neutral", date="2021"),
            position("p-4", "bob", "oppose", date="2010"),
        ),
        "ann",
        "growth",
    )
    assert series(found) == [("2020-02-09", -1.0), ("2021", 0.0), ("2022", 0.5)]
    assert found.delta == 1.5
    assert found.ordered is Answer.YES
    assert found.statements == ("p-1", "p-2", "p-3")
    assert repr(found) == "<Shift of ann on growth: delta +1.5, n = 3>"
    assert repr(found.moments[0]) == "<Moment 2020-02-09: against (p-2)>"


def test_what_was_said_on_one_date_is_one_moment() -> None:
    corpus = debate(
        position("p-1", "ann", "support", date="2020"),
        position("p-2", "ann", "oppose", date="2020"),
        position("p-3", "ann", "support", date="2022"),
    )
    assert series(shift(corpus, "ann", "growth")) == [("2020", 0.0), ("2022", 1.0)]


def test_what_has_no_date_or_no_score_stands_apart() -> None:
    found = shift(
        debate(
            position("p-1", "ann", "oppose"),
            position("p-2", "ann", "support", date="2021"),
            position("p-3", "ann", "unclear", date="2022"),
        ),
        "ann",
        "growth",
    )
    assert series(found) == [("2021", 1.0), ("2022", None)]
    assert (found.delta, len(found.scored)) == (None, 1)
    assert found.undated is not None
    assert found.undated.statements == ("p-1",)
    assert found.statements == ("p-1", "p-2", "p-3")
    assert str(found).splitlines()[-1] == "  undated: ann on growth: against -1 (p-1)"
    assert shift(debate(position("p-1")), "ann", "growth").ordered is Answer.NO


def test_imprecise_dates_leave_open_which_came_first() -> None:
    found = shift(
        debate(position("p-1", "ann", date="2021"), position("p-2", "ann", "oppose", date="2021-06")),
        "ann",
        "growth",
    )
    assert series(found) == [("2021", 1.0), ("2021-06", -1.0)]
    assert found.ordered is Answer.MAYBE
    assert "order uncertain" in repr(found)


def test_flips_are_told_over_moments_without_a_side() -> None:
    found = shift(
        debate(
            position("p-1", "ann", "support", date="2018"),
            position("p-2", "ann", "neutral", date="2019"),
            position("p-3", "ann", "qualified_opposition", date="2020"),
            position("p-4", "ann", "oppose", date="2021"),
            position("p-5", "ann", "support", date="2022"),
        ),
        "ann",
        "growth",
    )
    assert [(str(one.date), str(other.date)) for one, other in found.flips] == [
        ("2018", "2020"),
        ("2021", "2022"),
    ]
    assert found.delta == 0.0


def test_a_moment_tells_the_offices_that_were_held_then() -> None:
    corpus = debate(
        position("p-1", "ann", date="2010-06"),
        position("p-2", "ann", "oppose", date="2020-06"),
        position("p-3", "ann", date="2022"),
    )
    found = shift(corpus, "ann", "growth")
    assert [moment.to_dict()["offices"] for moment in found.moments] == [["secretary"], [], []]
    assert [moment.to_dict()["possible_offices"] for moment in found.moments] == [[], ["secretary"], []]
    assert str(found) == (
        "ann on growth: delta 0, n = 3\n"
        "  date     side     score  office then  statements\n"
        "  2010-06  for      1      secretary    p-1\n"
        "  2020-06  against  -1     secretary?   p-2\n"
        "  2022     for      1      –            p-3"
    )


def test_inferred_voices_have_their_offices_too() -> None:
    corpus = debate(position("p-1", "west", "oppose", date="2016", **imputed()))
    (moment,) = shift(corpus, "dan", "growth").moments
    assert (moment.score, moment.standing.inferred) == (1.0, True)
    assert [held.office for held in moment.offices] == ["minister"]
    of_a_body = debate(position("p-1", "west", date="2016", **imputed(by="club")))
    assert shift(of_a_body, "club", "growth").moments[0].offices == ()


def test_a_body_moves_by_what_is_said_for_it() -> None:
    corpus = debate(
        position("p-1", "bob", "oppose", conference="c1"),
        position("p-2", "bob", "support", conference="c2"),
        position("p-3", "ann", "support", conference="c1"),
    )
    csto = shift(corpus, "csto", "growth", by="represented")
    assert series(csto) == [("2020-02-09", 1.0), ("2022-02-09", 1.0)]
    assert series(shift(corpus, "kazakhstan", "growth", by="state")) == [("2020-02-09", -1.0)]
    assert series(shift(corpus, "csto", "growth", by="represented", conference="c2")) == [("2022-02-09", 1.0)]


def test_narrower_topics_are_not_part_of_a_series() -> None:
    corpus = debate(position("p-1", "ann", date="2020", topic="new-members"))
    empty = shift(corpus, "ann", "growth")
    assert (empty.moments, empty.first, empty.last, empty.delta) == ((), None, None, None)
    assert str(empty) == "ann on growth: delta –, n = 0"
    assert empty.to_dict()["first"] is None
    assert empty.cells() == ("ann", "growth", "–", "", "–")


def test_a_shift_is_one_flat_row_and_one_for_each_moment() -> None:
    corpus = debate(position("p-1", "ann", "oppose", date="2021"), position("p-2", "ann", date="2022"))
    found = shift(corpus, "ann", "growth")
    assert found.to_dict() == {
        "actor": "ann",
        "topic": "growth",
        "by": "actor",
        "n": 2,
        "first": "2021",
        "last": "2022",
        "first_score": -1.0,
        "last_score": 1.0,
        "delta": 2.0,
        "ordered": "yes",
        "n_flips": 1,
        "statements": ["p-1", "p-2"],
    }
    assert found.to_dicts()[0] == {
        "actor": "ann",
        "topic": "growth",
        "date": "2021",
        "side": "against",
        "score": -1.0,
        "offices": [],
        "possible_offices": [],
        "inferred": False,
        "statements": ["p-1"],
    }


def test_all_shifts_come_with_the_furthest_first() -> None:
    corpus = debate(
        position("p-1", "ann", "neutral", date="2020"),
        position("p-2", "ann", "oppose", date="2022"),
        position("p-3", "bob", "oppose", date="2020", topic="new-members"),
        position("p-4", "bob", "support", date="2022", topic="new-members"),
        position("p-5", ["cat", "dan"], date="2020"),
        position("p-6", "cat", date="2022"),
    )
    found = shifts(corpus)
    assert [(each.actor, each.delta) for each in found] == [("bob", 2.0), ("ann", -1.0), ("cat", 0.0)]
    assert repr(found) == "<Shifts: 3 shifts>"
    assert str(found) == (
        "  actor  topic        delta  scores  from – to\n"
        "  bob    new-members  +2     -1 → 1  2020 – 2022\n"
        "  ann    growth       -1     0 → -1  2020 – 2022\n"
        "  cat    growth       0      1 → 1   2020 – 2022"
    )
    assert [each.actor for each in shifts(corpus, "growth", narrower=False)] == ["ann", "cat"]
    assert [each.actor for each in shifts(corpus, actor=["bob", "dan"])] == ["bob"]


def test_wrong_options_are_told_with_near_matches() -> None:
    corpus = debate()
    with pytest.raises(UnknownIdError, match=r"'anne'; did you mean 'ann'\?"):
        shift(corpus, "anne", "growth")
    with pytest.raises(UnknownIdError, match="no state 'ann'"):
        shift(corpus, "ann", "growth", by="state")
    with pytest.raises(UnknownIdError, match="did you mean 'growth'"):
        shift(corpus, "ann", "growht")
    with pytest.raises(UnknownIdError, match="did you mean 'growth'"):
        shifts(corpus, "growht")
    with pytest.raises(NotOneError):
        shift(corpus, "ann", ["growth", "border"])  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="shifts: by"):
        shifts(corpus, by="persons")  # type: ignore[arg-type]


@FEW
@given(statements(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(
    said: list[Position | ThreatAssessment], shuffler: random.Random
) -> None:
    records = [*WORLD, *said]
    shuffler.shuffle(records)
    assert shifts(Corpus(records)) == shifts(debate(*said))


@FEW
@given(statements(), st.sampled_from(ActorLevel))
def test_a_series_has_the_statements_of_the_tally(
    said: list[Position | ThreatAssessment], by: ActorLevel
) -> None:
    corpus = debate(*said)
    for row in tally(corpus, by=by):
        for standing in row.standings:
            found = shift(corpus, standing.actor, row.topic, by=by)
            assert found.statements == standing.statements
            assert all(moment.score != 0 or moment.side.value != "for" for moment in found.moments)


@FEW
@given(statements())
def test_the_steps_of_a_series_add_up_to_its_delta(said: list[Position | ThreatAssessment]) -> None:
    for found in shifts(debate(*said)):
        means = [moment.standing.mean for moment in found.scored]
        steps = [(later or 0) - (earlier or 0) for earlier, later in pairwise(means)]
        assert found.delta == float(sum(steps))
        assert -2 <= float(sum(steps)) <= 2
        if found.delta and found.delta > 1:
            assert len(found.flips) % 2 == 1


def test_unanimity_is_a_moment_of_everybody_who_was_there() -> None:
    corpus = debate(position("p-1", conference="c1", **assembly("unanimous", of="c1-s1")))
    assert series(shift(corpus, "cat", "growth")) == [("2020-02-09", 1.0)]
    assert series(shift(corpus, "cat", "growth", inferred=False)) == []
