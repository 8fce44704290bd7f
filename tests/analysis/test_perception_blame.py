"""Who blames whom, at first and at second hand."""

from __future__ import annotations

import pytest
from hypothesis import given

from debates import FEW, assembly, assessment, debate, imputed, position, statements
from eurasec.analysis.perception.blame import Accusation, Ground, Hand, accusations
from eurasec.analysis.voices import Basis
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position
from eurasec.sources import Record
from eurasec.threats import ThreatAssessment

ACT, CRITICISM, ORIGIN = Ground.ACT, Ground.CRITICISM, Ground.ORIGIN


def pairs(*said: Record) -> dict[tuple[str, str, str], tuple[Ground, ...]]:
    """The grounds of every accusation, by hand, accuser and accused."""
    return {(row.hand.value, row.who, row.accused): row.grounds for row in accusations(debate(*said))}


def test_criticism_is_an_accusation_whatever_is_done_by_it() -> None:
    assert pairs(position("p-1", "ann", criticises=("west",))) == {("first", "ann", "west"): (CRITICISM,)}


def test_who_accuses_or_condemns_accuses_those_who_are_criticised() -> None:
    for act in ("accuse", "condemn"):
        assert pairs(position("p-1", "ann", act=act, criticises=("west", "club"))) == {
            ("first", "ann", "club"): (ACT, CRITICISM),
            ("first", "ann", "west"): (ACT, CRITICISM),
        }


def test_who_affirms_a_threat_blames_the_actors_from_whom_it_arises_but_no_area() -> None:
    assert pairs(assessment("a-1", "ann", threat="opium-threat")) == {
        ("first", "ann", "afghanistan"): (ORIGIN,)
    }
    for verdict in ("raised", "downplayed", "dismissed", "denied"):
        assert pairs(assessment("a-1", "ann", verdict)) == {}


def test_the_act_falls_on_the_origins_where_nobody_is_criticised() -> None:
    assert pairs(assessment("a-1", "ann", act="accuse")) == {("first", "ann", "afghanistan"): (ACT, ORIGIN)}
    assert pairs(assessment("a-1", "ann", act="accuse", criticises=("west",))) == {
        ("first", "ann", "afghanistan"): (ORIGIN,),
        ("first", "ann", "west"): (ACT, CRITICISM),
    }


def test_an_imputed_accusation_is_kept_apart_and_tells_who_imputes_it() -> None:
    corpus = debate(
        position("p-1", "west", act="accuse", criticises=("russia",), **imputed()),
        position("p-2", "west", criticises=("russia",), **imputed(by="ann", endorsement="uncommitted")),
        position("p-3", "west", criticises=("russia",)),
    )
    found = accusations(corpus)
    (first,) = found.first_hand
    (second,) = found.second_hand
    assert first.statements == ("p-3",)
    assert (first.through, first.endorsements, first.bases) == ((), (), (Basis.NAMED,))
    assert second.statements == ("p-1", "p-2")
    assert second.through == ("ann", "dan")
    assert [attitude.value for attitude in second.endorsements] == ["rejected", "uncommitted"]
    assert repr(second) == "<Accusation of russia by west, at second hand>"
    assert second.to_dict() == {
        "accuser": "west",
        "assembly": None,
        "accused": "russia",
        "hand": "second",
        "grounds": ["act", "criticism"],
        "inferred": False,
        "through": ["ann", "dan"],
        "endorsements": ["rejected", "uncommitted"],
        "n_statements": 2,
        "statements": ["p-1", "p-2"],
    }


def test_who_endorses_an_accusation_makes_it_too_and_who_rejects_it_does_not() -> None:
    endorsed = pairs(position("p-1", "west", criticises=("russia",), **imputed(endorsement="endorsed")))
    assert set(endorsed) == {("first", "dan", "russia"), ("second", "west", "russia")}
    rejected = pairs(position("p-1", "west", criticises=("russia",), **imputed()))
    assert set(rejected) == {("second", "west", "russia")}


def test_who_rejects_that_a_threat_is_dismissed_blames_its_origin() -> None:
    found = accusations(debate(assessment("a-1", "west", "dismissed", act="accuse", **imputed())))
    assert [(row.accuser, row.grounds, row.inferred) for row in found] == [("dan", (ORIGIN,), True)]


def test_inferred_accusers_can_be_left_out() -> None:
    corpus = debate(
        position("p-1", "west", criticises=("russia",), **imputed(endorsement="endorsed")),
        position("p-2", criticises=("west",), **assembly("unanimous")),
    )
    assert len(accusations(corpus).first_hand) == 4
    (of_the_assembly,) = accusations(corpus, inferred=False).first_hand
    assert (of_the_assembly.accuser, of_the_assembly.who) == (None, "c1-s1 (unanimous)")


def test_an_unnamed_plural_accuses_as_such() -> None:
    found = accusations(debate(position("p-1", criticises=("club",), **assembly("generic", among="experts"))))
    assert found[0].to_dict()["assembly"] == "experts of c1-s1 (generic)"
    assert (found[0].accuser, found[0].bases, found[0].inferred) == (None, (), False)
    ascribed = pairs(position("p-1", criticises=("club",), **assembly("many", of="west"), **imputed()))
    assert set(ascribed) == {("second", "west (many)", "club")}


def test_the_speakers_of_a_unanimous_assembly_accuse_in_its_place() -> None:
    found = accusations(debate(position("p-1", criticises=("west",), **assembly("unanimous"))))
    assert [(row.accuser, row.inferred) for row in found] == [("ann", True), ("bob", True), ("cat", True)]


def test_accusations_can_be_asked_for_by_whom_they_are_against_and_on_what_grounds() -> None:
    corpus = debate(
        position("p-1", "ann", criticises=("west",)),
        assessment("a-1", "ann", threat="arming-threat", act="warn"),
        assessment("a-2", "bob"),
    )
    assert [row.accused for row in accusations(corpus, "west")] == ["west"]
    assert accusations(corpus, ["west"])[0].statements == ("a-1", "p-1")
    assert accusations(corpus, grounds="criticism")[0].statements == ("p-1",)
    assert accusations(corpus, grounds=["act"]).rows == ()
    assert [row.accused for row in accusations(corpus, grounds=[ORIGIN])] == ["west", "afghanistan"]


def test_accusers_can_be_counted_as_those_for_whom_they_speak() -> None:
    corpus = debate(position("p-1", ["ann", "cat"], conference="c1", criticises=("west",)))
    assert [row.accuser for row in accusations(corpus, by="represented")] == ["csto"]
    assert len(accusations(corpus, conference="c2")) == 0


def test_an_accusation_of_nobody_is_named() -> None:
    corpus = debate(position("p-1", act="condemn"), assessment("a-1", threat="quakes-threat", act="accuse"))
    assert accusations(corpus).unaddressed == ("p-1", "a-1")
    assert accusations(corpus).rows == ()
    assert repr(accusations(corpus)) == "<Accusations: 0 accusations>"


def test_accusations_read_as_a_table() -> None:
    corpus = debate(
        position("p-1", "ann", criticises=("west",)),
        position("p-2", "west", criticises=("csto",), **imputed(by="ann")),
    )
    assert str(accusations(corpus)) == (
        "  accuser  accused  hand                       grounds    statements\n"
        "  ann      west     first                      criticism  p-1\n"
        "  west     csto     second, by ann (rejected)  criticism  p-2"
    )


def test_wrong_options_are_told_with_near_matches() -> None:
    with pytest.raises(UnknownIdError, match=r"'wset'; did you mean 'west'\?"):
        accusations(debate(), "wset")
    with pytest.raises(UnknownIdError, match="no state or organization or group or person 'growth'"):
        accusations(debate(), "growth")
    with pytest.raises(InvalidValueError) as caught:
        accusations(debate(), grounds=["act", "origins"], by="persons")  # type: ignore[list-item, arg-type]
    assert [problem.path for problem in caught.value.problems] == ["grounds", "by"]
    assert "did you mean 'origin'?" in str(caught.value)


@FEW
@given(statements())
def test_first_hand_is_never_by_somebody_elses_account(said: list[Position | ThreatAssessment]) -> None:
    corpus = debate(*said)
    found = accusations(corpus)
    by_id = {each.id: each for each in said}
    for row in found:
        assert isinstance(row, Accusation)
        assert (row.hand is Hand.SECOND) is bool(row.through)
        assert row.grounds
        if row.hand is Hand.SECOND:
            assert all(by_id[id].attribution.value != "own" for id in row.statements)
    keys = [(row.hand, row.who, row.accused) for row in found]
    assert keys == sorted(set(keys))
    assert {id for row in found for id in row.statements} <= set(by_id)


@FEW
@given(statements())
def test_the_grounds_together_give_what_each_gives(said: list[Position | ThreatAssessment]) -> None:
    corpus = debate(*said)

    def charges(grounds: tuple[Ground, ...]) -> set[tuple[str, str, str, Ground]]:
        return {
            (row.hand, row.who, row.accused, ground)
            for row in accusations(corpus, grounds=grounds)
            for ground in row.grounds
        }

    assert charges(tuple(Ground)) == set().union(*(charges((ground,)) for ground in Ground))


def test_the_shipped_corpus_has_accusations_that_are_put_into_the_mouth_of_the_west() -> None:
    second = accusations(csto_2022()).second_hand
    assert {(row.accuser, row.accused) for row in second if row.through == ("aleinik",)} == {
        ("nato-states", "russia"),
        ("west", "belarus"),
        ("west", "russia"),
    }
