"""Who affirms and who dismisses which threat, and how threats are ranked."""

from __future__ import annotations

import pytest
from hypothesis import given

from debates import FEW, assembly, assessment, debate, imputed, statements
from eurasec.analysis.balance import Outcome, Side
from eurasec.analysis.perception.threats import ThreatTallies, disputed_threats, threat_tally, threats_to
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Severity, Trend

Said = list[Position | ThreatAssessment]


def test_a_tally_tells_who_affirms_dismisses_or_only_asks() -> None:
    found = threat_tally(
        debate(
            assessment("a-1", "ann", "affirmed"),
            assessment("a-2", "bob", "downplayed"),
            assessment("a-3", "cat", "dismissed"),
            assessment("a-4", "dan", "raised"),
            assessment("a-5", "afghanistan", "denied"),
        )
    )["drugs-threat"]
    assert found.affirmed_by == ("ann",)
    assert found.dismissed_by == ("afghanistan", "bob", "cat")
    assert found.raised_by == ("dan",)
    assert found.assessors == ("afghanistan", "ann", "bob", "cat", "dan")
    assert found["bob"].score == -0.5
    assert found.outcome is Outcome.CONTESTED


def test_who_rejects_that_something_is_a_threat_counts_as_dismissing_it() -> None:
    corpus = debate(assessment("a-1", "west", **imputed()))
    found = threat_tally(corpus)["drugs-threat"]
    assert found.dismissed_by == ("dan",)
    assert found["dan"].inferred
    assert threat_tally(corpus, imputed=True)["drugs-threat"].affirmed_by == ("west",)


def test_narrower_threats_stand_beside_the_broader_one() -> None:
    corpus = debate(assessment("a-1", threat="opium-threat"))
    assert threat_tally(corpus, "drugs-threat").subjects == ("drugs-threat", "opium-threat")
    assert threat_tally(corpus, "drugs-threat")["drugs-threat"].statements == ()
    assert threat_tally(corpus, "drugs-threat", narrower=False).subjects == ("drugs-threat",)
    assert repr(threat_tally(corpus)) == "<ThreatTallies: 4 threats>"


def test_severity_and_trend_are_those_of_own_views_and_of_reports() -> None:
    found = threat_tally(
        debate(
            assessment("a-1", "ann", severity="serious", trend="falling", foremost=True),
            assessment("a-2", "west", severity="existential", trend="stable", foremost=True, **imputed()),
            assessment("a-3", severity="grave", trend="rising", **assembly("most")),
        )
    )["drugs-threat"]
    assert found.severity is Severity.GRAVE
    assert found.trends == (Trend.RISING, Trend.FALLING)
    assert found.foremost_by == ("ann",)
    assert found.to_dict()["severity"] == "grave"
    assert found.to_dict()["trends"] == ["rising", "falling"]
    assert threat_tally(debate())[0].to_dict()["severity"] is None


def test_threats_that_some_affirm_and_others_dismiss_are_disputed() -> None:
    corpus = debate(
        assessment("a-1", ["ann", "bob", "cat"]),
        assessment("a-2", "dan", "downplayed"),
        assessment("a-3", "ann", threat="opium-threat"),
        assessment("a-4", "dan", "dismissed", threat="opium-threat"),
        assessment("a-5", "ann", threat="arming-threat"),
    )
    assert disputed_threats(corpus).subjects == ("opium-threat", "drugs-threat")
    assert disputed_threats(corpus, "drugs-threat", narrower=False).subjects == ("drugs-threat",)


def test_a_threat_stays_disputed_though_one_side_prevails() -> None:
    corpus = debate(assessment("a-1", **assembly("unanimous")), assessment("a-2", "dan", "denied"))
    found = disputed_threats(corpus)["drugs-threat"]
    assert (found.outcome, found.side) == (Outcome.PREVAILING, Side.FOR)


def test_threats_are_ranked_by_distinct_assessors_and_then_by_severity() -> None:
    corpus = debate(
        assessment("a-1", ["ann", "bob"], referents=("csto",)),
        assessment("a-2", "ann", threat="opium-threat", severity="low", referents=("csto",)),
        assessment("a-3", "ann", threat="opium-threat", severity="low", referents=("csto",)),
        assessment("a-4", "bob", threat="arming-threat", severity="grave", referents=("csto",)),
        assessment("a-5", "cat", "dismissed", threat="quakes-threat", referents=("csto",)),
    )
    ranking = threats_to(corpus, "csto")
    assert [(row.rank, row.threat, row.n_assessors) for row in ranking] == [
        (1, "drugs-threat", 2),
        (2, "arming-threat", 1),
        (3, "opium-threat", 1),
        (4, "quakes-threat", 0),
    ]
    assert ranking[2].tally.statements == ("a-2", "a-3")
    assert repr(ranking) == "<ThreatRanking: 4 threats>"
    assert repr(ranking[0]) == "<RankedThreat 1: drugs-threat, affirmed by 2>"
    assert ranking.to_dicts()[0]["n_assessors"] == 2
    assert ranking[:1].rows == ranking.rows[:1]


def test_threats_with_the_same_numbers_share_a_place() -> None:
    corpus = debate(
        *(assessment(f"a-{each}", threat=each) for each in ("opium-threat", "arming-threat")),
        assessment("a-3", **assembly("most")),
    )
    assert [row.rank for row in threats_to(corpus)] == [1, 1, 3]
    assert str(threats_to(corpus)) == (
        "  rank  threat         for  against  reports  severity  trend  affirmed by\n"
        "  1     arming-threat  1    ·        ·        –         –      ann\n"
        "  1     opium-threat   1    ·        ·        –         –      ann\n"
        "  3     drugs-threat   ·    ·        1        –         –"
    )


def test_only_what_threatens_the_referent_is_ranked() -> None:
    corpus = debate(
        assessment("a-1", "ann", referents=("csto",)), assessment("a-2", "bob", referents=("russia",))
    )
    assert threats_to(corpus, "csto")[0].tally.affirmed_by == ("ann",)
    assert len(threats_to(corpus, "kazakhstan")) == 0
    assert str(threats_to(corpus, "kazakhstan")) == "<ThreatRanking: 0 threats>"
    assert threat_tally(corpus, referent="russia")["drugs-threat"].affirmed_by == ("bob",)


def test_wrong_options_are_told_with_near_matches() -> None:
    for ask in (threat_tally, disputed_threats):
        with pytest.raises(UnknownIdError, match=r"no threat 'drug-threat'; did you mean 'drugs-threat'"):
            ask(debate(), "drug-threat")
    with pytest.raises(UnknownIdError, match="did you mean 'kazakhstan'"):
        threats_to(debate(), "kazakstan")
    with pytest.raises(InvalidValueError, match="threats_to: by"):
        threats_to(debate(), by="states")  # type: ignore[arg-type]


@FEW
@given(statements())
def test_every_assessment_is_behind_a_number_or_named_as_uncounted(said: Said) -> None:
    for row in threat_tally(debate(*said)):
        of_threat = {
            each.id for each in said if isinstance(each, ThreatAssessment) and each.threat == row.threat
        }
        assert {*row.statements, *row.uncounted} == of_threat
        assert not {*row.statements} & {*row.uncounted}


@FEW
@given(statements())
def test_disputed_threats_are_those_with_both_sides_on_record(said: Said) -> None:
    corpus = debate(*said)
    expected = {
        row.threat
        for row in threat_tally(corpus)
        if row.outcome is Outcome.CONTESTED or len(row.on_record) == 2
    }
    assert set(disputed_threats(corpus).subjects) == expected


@FEW
@given(statements())
def test_ranks_run_down_and_count_every_threat_before(said: Said) -> None:
    rows = threats_to(debate(*said)).rows
    for place, row in enumerate(rows):
        ahead = [
            each
            for each in rows
            if (each.n_assessors, -1 if each.tally.severity is None else each.tally.severity.rank)
            > (row.n_assessors, -1 if row.tally.severity is None else row.tally.severity.rank)
        ]
        assert row.rank == len(ahead) + 1 <= place + 1


@FEW
@given(statements())
def test_threat_by_threat_gives_what_all_threats_give(said: Said) -> None:
    corpus = debate(*said)
    for row in threat_tally(corpus):
        assert threat_tally(corpus, row.threat, narrower=False) == ThreatTallies((row,))


def test_the_shipped_corpus_has_one_disputed_threat() -> None:
    found = disputed_threats(csto_2022())
    assert [(row.threat, row.affirmed_by, row.dismissed_by) for row in found] == [
        ("kyrgyzstan-unrest", ("sultanov",), ("rakhimov",))
    ]
