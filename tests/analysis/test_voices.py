"""Who can be counted for a statement, with which score, and why."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given

from debates import FEW, assembly, assessment, debate, imputed, position, statements
from eurasec.analysis._options import Options
from eurasec.analysis.voices import ActorLevel, Basis, Report, Roll, Rules, Voice, actors_named, call_the_roll
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position
from eurasec.statements import Assembly
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Stance, Verdict


def voices(
    statement: Position | ThreatAssessment,
    *,
    by: str = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> dict[str, tuple[float | None, Basis]]:
    """Who is counted for one statement, with which score and why."""
    rules = Rules(by=ActorLevel(by), relayed=relayed, imputed=imputed, inferred=inferred)
    found = list(Roll(debate(statement), rules).voices(statement))
    assert len({voice.actor for voice in found}) == len(found)
    return {voice.actor: (voice.score, voice.basis) for voice in found}


def test_named_holders_count_for_their_own_view() -> None:
    assert voices(position("p-1", ["ann", "west"], "qualified_opposition")) == {
        "ann": (-0.5, Basis.NAMED),
        "west": (-0.5, Basis.NAMED),
    }


def test_an_unclear_stance_has_a_voice_without_a_score() -> None:
    assert voices(position("p-1", "ann", "unclear")) == {"ann": (None, Basis.NAMED)}


def test_unanimity_is_spread_over_the_speakers_who_were_there() -> None:
    unanimous = position("p-1", **assembly("unanimous", of="c1"))
    assert voices(unanimous) == dict.fromkeys(("ann", "bob", "cat"), (1.0, Basis.UNANIMOUS))
    assert voices(unanimous, inferred=False) == {}


@pytest.mark.parametrize(
    "quantifier", ["consensus", "almost_all", "most", "many", "one", "divided", "generic"]
)
def test_no_other_assembly_is_spread(quantifier: str) -> None:
    assert voices(position("p-1", **assembly(quantifier))) == {}


def test_an_imputed_view_counts_for_who_rejects_it_with_the_opposite_score() -> None:
    assert voices(position("p-1", "west", "qualified_support", **imputed())) == {
        "dan": (-0.5, Basis.REJECTED)
    }
    assert voices(assessment("a-1", "west", "affirmed", **imputed())) == {"dan": (-1.0, Basis.REJECTED)}
    assert voices(assessment("a-1", "west", "downplayed", **imputed())) == {"dan": (0.5, Basis.REJECTED)}


def test_a_view_counts_for_who_endorses_it_with_the_same_score() -> None:
    relayed = position("p-1", "west", "oppose", **imputed(endorsement="endorsed", attribution="relayed"))
    assert voices(relayed) == {"dan": (-1.0, Basis.ENDORSED)}


def test_who_leaves_an_ascribed_view_open_is_not_counted() -> None:
    assert voices(position("p-1", "west", **imputed(endorsement="uncommitted"))) == {}


@pytest.mark.parametrize("stance", ["neutral", "mixed", "unclear"])
def test_who_rejects_a_view_without_a_side_has_no_score(stance: str) -> None:
    assert voices(position("p-1", "west", stance, **imputed())) == {"dan": (None, Basis.REJECTED)}


def test_inferred_voices_can_be_left_out() -> None:
    assert voices(position("p-1", "west", **imputed()), inferred=False) == {}


def test_ascribed_views_count_as_their_holders_when_that_is_asked() -> None:
    of_west = position("p-1", "west", "support", **imputed())
    assert voices(of_west, imputed=True) == {"west": (1.0, Basis.IMPUTED), "dan": (-1.0, Basis.REJECTED)}
    assert "west" not in voices(of_west, relayed=True)
    passed_on = position("p-1", "west", **imputed(endorsement="uncommitted", attribution="relayed"))
    assert voices(passed_on, relayed=True) == {"west": (1.0, Basis.RELAYED)}
    assert voices(passed_on, imputed=True) == {}


def test_an_ascribed_unanimity_is_never_spread() -> None:
    ascribed = position("p-1", **assembly("unanimous"), **imputed(endorsement="uncommitted"))
    assert voices(ascribed, relayed=True, imputed=True) == {}


# ── Levels ──────────────────────────────────────────────────────────────────


def test_persons_alone_are_counted_at_the_level_of_persons() -> None:
    assert set(voices(position("p-1", ["ann", "west", "csto", "russia"]), by="person")) == {"ann"}


def test_people_count_for_those_whom_they_represent_at_that_conference() -> None:
    assert set(voices(position("p-1", ["ann", "bob"], conference="c1"), by="represented")) == {
        "csto",
        "kazakhstan",
    }
    assert set(voices(position("p-1", "bob", conference="c2"), by="represented")) == {"csto"}
    assert set(voices(position("p-1", "bob", conference="c1", session="c1-s1"), by="state")) == {"kazakhstan"}


def test_who_speaks_for_nobody_else_is_not_counted_at_the_level_of_bodies() -> None:
    assert voices(position("p-1", "cat", conference="c1"), by="represented") == {}
    assert voices(position("p-1", "ann"), by="represented") == {}
    assert voices(position("p-1", ["west", "dan"], conference="c1"), by="represented").keys() == {"russia"}


def test_bodies_that_hold_a_view_stand_for_themselves() -> None:
    said = position("p-1", ["csto", "russia"])
    assert set(voices(said, by="represented")) == {"csto", "russia"}
    assert set(voices(said, by="organization")) == {"csto"}
    assert set(voices(said, by="state")) == {"russia"}


def test_what_is_said_on_behalf_of_a_body_counts_for_it() -> None:
    assert set(voices(position("p-1", "cat", conference="c1", on_behalf_of="russia"), by="represented")) == {
        "russia"
    }


def test_on_behalf_of_tells_nothing_of_who_ascribes_a_view() -> None:
    said = position("p-1", "ann", conference="c1", on_behalf_of="csto", **imputed())
    assert set(voices(said, by="represented")) == {"russia"}
    assert set(voices(said, by="represented", imputed=True)) == {"csto", "russia"}


def test_speakers_of_a_unanimous_assembly_count_for_those_whom_they_represent_there() -> None:
    assert set(voices(position("p-1", **assembly("unanimous", of="c1-s1")), by="represented")) == {
        "csto",
        "kazakhstan",
    }


def test_a_country_is_where_people_come_from_and_not_for_whom_they_speak() -> None:
    said = position("p-1", ["ann", "bob", "dan", "west", "russia"], conference="c2")
    rules = Rules(by=ActorLevel.COUNTRY, relayed=False, imputed=False, inferred=True)
    found = {(each.speaker, each.actor) for each in Roll(debate(said), rules).voices(said)}
    assert found == {("ann", "russia"), ("bob", "kazakhstan"), ("russia", "russia")}


# ── Reports ─────────────────────────────────────────────────────────────────


def test_an_assembly_is_a_report_of_the_whole() -> None:
    said = position("p-1", stance="oppose", **assembly("almost_all", among="experts"))
    report = Roll(debate(said), rules_of("actor")).report(said)
    assert report is not None
    assert report.score == -1.0
    assert str(report) == "almost_all experts of c1-s1: oppose (p-1)"


def test_an_ascribed_view_of_an_assembly_is_a_report_only_when_asked() -> None:
    said = position("p-1", **assembly("generic"), **imputed())
    assert Roll(debate(said), rules_of("actor")).report(said) is None
    asked = Rules(by=ActorLevel.ACTOR, relayed=False, imputed=True, inferred=True)
    assert Roll(debate(said), asked).report(said) is not None


def test_a_named_view_is_no_report() -> None:
    assert Roll(debate(position("p-1")), rules_of("actor")).report(position("p-1")) is None


# ── Options ─────────────────────────────────────────────────────────────────


def rules_of(by: str) -> Rules:
    return Rules(by=ActorLevel(by), relayed=False, imputed=False, inferred=True)


def test_all_wrong_options_are_told_at_once_with_near_matches() -> None:
    with pytest.raises(InvalidValueError) as caught:
        call_the_roll(Options("tally"), debate(), "stat", relayed=1, imputed="no", inferred=None)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["relayed", "imputed", "inferred", "by"]
    assert "did you mean 'state'?" in str(caught.value)


def test_an_actor_must_be_of_the_level_that_is_asked_for() -> None:
    corpus = debate()
    assert actors_named(corpus, ["ann", "russia"]) == ("ann", "russia")
    assert actors_named(corpus, "ann", ActorLevel.PERSON) == ("ann",)
    with pytest.raises(UnknownIdError, match=r"no state 'kazakstan'; did you mean 'kazakhstan'\?"):
        actors_named(corpus, "kazakstan", ActorLevel.STATE)
    with pytest.raises(UnknownIdError, match="no state or organization 'ann'"):
        actors_named(corpus, "ann", ActorLevel.REPRESENTED)


def test_voices_and_reports_pickle_and_hash() -> None:
    voice = Voice(actor="a", speaker="a", statement="p", says=Verdict.AFFIRMED, score=1.0)
    report = Report(statement="p", assembly=Assembly(of="c1", quantifier="most"), says=Stance.SUPPORT)
    for value in (voice, report):
        assert pickle.loads(pickle.dumps(value)) == value
        assert len({value, value}) == 1


@FEW
@given(statements())
def test_asking_for_more_never_takes_a_voice_away(said: list[Position | ThreatAssessment]) -> None:
    corpus = debate(*said)
    for level in ActorLevel:
        few = Roll(corpus, Rules(by=level, relayed=False, imputed=False, inferred=False))
        usual = Roll(corpus, rules_of(level))
        all_ = Roll(corpus, Rules(by=level, relayed=True, imputed=True, inferred=True))
        for each in said:
            assert set(few.voices(each)) <= set(usual.voices(each)) <= set(all_.voices(each))
            assert all(voice.basis is Basis.NAMED for voice in few.voices(each))


@FEW
@given(statements())
def test_nobody_is_counted_at_a_level_who_is_not_counted_at_all(
    said: list[Position | ThreatAssessment],
) -> None:
    corpus = debate(*said)
    everybody = Roll(corpus, rules_of("actor"))
    for each in said:
        speakers = {(voice.speaker, voice.score, voice.basis) for voice in everybody.voices(each)}
        for level in ActorLevel:
            of_level = Roll(corpus, rules_of(level)).voices(each)
            assert {(voice.speaker, voice.score, voice.basis) for voice in of_level} <= speakers
