"""Who supports what, who opposes it, and what that amounts to, topic by topic."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates import FEW, WORLD, assembly, debate, imputed, position, statements
from eurasec import Corpus
from eurasec.analysis.balance import Outcome, Side
from eurasec.analysis.consensus import Tallies, Tally, agreed, consensus, contested, tally
from eurasec.analysis.voices import ActorLevel, ActorLevelWord
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, NotOneError, UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment

Said = list[Position | ThreatAssessment]


# ── Tally ───────────────────────────────────────────────────────────────────


def test_a_tally_tells_who_is_on_which_side() -> None:
    found = tally(
        debate(
            position("p-1", "ann", "qualified_support"),
            position("p-2", "bob", "oppose"),
            position("p-3", "cat", "support"),
            position("p-4", "cat", "oppose"),
            position("p-5", "dan", "neutral"),
            position("p-6", "west", "unclear"),
        ),
        "growth",
        narrower=False,
    )["growth"]
    assert found.proposition == "The alliance should grow."
    assert found.supporters == ("ann",)
    assert found.opponents == ("bob",)
    assert found.mixed == ("cat",)
    assert found.neutral == ("dan",)
    assert found.unclear == ("west",)
    assert found.n_actors == 4
    assert found["cat"].statements == ("p-3", "p-4")


def test_all_topics_are_tallied_unless_some_are_named() -> None:
    corpus = debate(position("p-1", topic="border"))
    assert tally(corpus).subjects == ("border", "growth", "new-members")
    assert tally(corpus, ["growth", "border"], narrower=False).subjects == ("border", "growth")
    assert tally(corpus, "border")[0].supporters == ("ann",)
    assert repr(tally(corpus)) == "<Tallies: 3 topics>"


def test_narrower_topics_stand_beside_the_broader_one_and_are_never_added_to_it() -> None:
    corpus = debate(position("p-1", "ann"), position("p-2", "bob", "oppose", topic="new-members"))
    both = tally(corpus, "growth")
    assert both.subjects == ("growth", "new-members")
    assert both["growth"].statements == ("p-1",)
    assert both["new-members"].opponents == ("bob",)
    assert tally(corpus, "growth", narrower=False).subjects == ("growth",)
    assert tally(corpus, iter(["growth"])).subjects == ("growth", "new-members")
    assert len(tally(corpus, [])) == 0
    assert str(tally(corpus, [])) == "<Tallies: 0 topics>"


def test_only_what_was_said_there_and_then_is_counted() -> None:
    corpus = debate(
        position("p-1", "ann", conference="c1", session="c1-s1"),
        position("p-2", "bob", conference="c2"),
        position("p-3", "cat", date="2021~"),
    )

    def those(**where: str | bool) -> tuple[str, ...]:
        return tally(corpus, "growth", narrower=False, **where)[0].supporters  # type: ignore[arg-type]

    assert those(conference="c1") == ("ann",)
    assert those(session="c1-s1") == ("ann",)
    assert those(during="2022") == ("bob",)
    assert those(during="2021") == ()
    assert those(during="2021", possibly=True) == ("cat",)


def test_what_counts_for_nobody_is_named() -> None:
    corpus = debate(
        position("p-1", "west", **imputed(endorsement="uncommitted")),
        position("p-2", "west"),
        position("p-3", **assembly("most")),
    )
    found = tally(corpus, "growth", by="person")["growth"]
    assert (found.standings, found.uncounted) == ((), ("p-1", "p-2"))
    assert found.statements == ("p-3",)


def test_actors_can_be_counted_as_those_for_whom_they_speak() -> None:
    corpus = debate(
        position("p-1", ["ann", "bob", "cat"], conference="c1"), position("p-2", "csto", "oppose")
    )
    expected: dict[ActorLevelWord, tuple[str, ...]] = {
        "represented": ("kazakhstan",),
        "state": ("kazakhstan",),
        "country": ("kazakhstan",),
    }
    for by, supporters in expected.items():
        assert tally(corpus, "growth", by=by)["growth"].supporters == supporters
    by_body = tally(corpus, "growth", by="organization")["growth"]
    assert by_body["csto"].side is Side.MIXED
    assert tally(corpus, by="country")["growth"]["russia"].side is Side.MIXED


# ── Consensus, agreement, contest ───────────────────────────────────────────


def test_consensus_answers_for_one_topic_and_brings_the_narrower_ones_along() -> None:
    corpus = debate(
        position("p-1", ["ann", "bob"]),
        position("p-2", "cat", "neutral"),
        position("p-3", "cat", topic="new-members"),
    )
    found = consensus(corpus, "growth")
    assert found.outcome is Outcome.CONSENSUS
    assert [each.topic for each in found.narrower] == ["new-members"]
    assert str(found).splitlines()[:2] == [
        "growth: consensus for (2 for, 1 neutral)",
        "  The alliance should grow.",
    ]
    assert str(found).splitlines()[-1] == "  narrower: new-members: single_voice for (1 for)"
    assert consensus(corpus, "growth", narrower=False).narrower == ()


def test_a_topic_without_a_proposition_is_shown_without_one() -> None:
    assert str(Tally(topic="growth", by=ActorLevel.ACTOR)) == "growth: none_recorded"


def test_reported_unanimity_is_spread_and_an_objection_undoes_it() -> None:
    unanimous = position("p-1", **assembly("unanimous"))
    assert consensus(debate(unanimous), "growth").supporters == ("ann", "bob", "cat")
    assert consensus(debate(unanimous), "growth").outcome is Outcome.UNANIMOUS
    with_objection = debate(unanimous, position("p-2", "dan", "oppose"))
    assert consensus(with_objection, "growth").outcome is Outcome.PREVAILING
    assert consensus(with_objection, "growth")["ann"].inferred
    assert consensus(with_objection, "growth", inferred=False)["dan"].side is Side.AGAINST


def test_one_imputed_and_rejected_view_makes_no_contest_by_itself() -> None:
    corpus = debate(position("p-1", "ann"), position("p-2", "west", "oppose", **imputed(by="bob")))
    assert consensus(corpus, "growth").outcome is Outcome.UNANIMOUS
    assert consensus(corpus, "growth", imputed=True).outcome is Outcome.CONTESTED


def test_contested_topics_come_by_their_strength() -> None:
    corpus = debate(
        position("p-1", ["ann", "bob", "cat"]),
        position("p-2", "dan", "oppose"),
        position("p-3", ["ann", "bob"], topic="new-members"),
        position("p-4", ["cat", "dan"], "oppose", topic="new-members"),
        position("p-5", stance="mixed", topic="border", **assembly("divided")),
    )
    assert contested(corpus).subjects == ("new-members", "growth", "border")
    assert contested(corpus, "growth", narrower=False).subjects == ("growth",)
    assert contested(corpus, min_actors=1).subjects == ("new-members", "growth")
    assert contested(corpus, min_actors=5).subjects == ()


def test_agreed_topics_come_with_unanimity_first() -> None:
    corpus = debate(
        position("p-1", ["ann", "bob", "cat"]),
        position("p-2", "dan", "neutral"),
        position("p-3", ["ann", "bob"], "oppose", topic="new-members"),
        position("p-4", "ann", topic="border"),
    )
    assert agreed(corpus).subjects == ("new-members", "growth")
    assert agreed(corpus)["new-members"].side is Side.AGAINST
    assert agreed(corpus, min_actors=3).subjects == ("growth",)
    assert isinstance(agreed(corpus), Tallies)


# ── Wrong options ───────────────────────────────────────────────────────────


def test_a_misspelt_topic_names_the_nearest_one() -> None:
    for ask in (tally, contested, agreed, consensus):
        with pytest.raises(UnknownIdError, match=r"no topic 'growht'; did you mean 'growth'\?"):
            ask(debate(), "growht")


def test_consensus_is_asked_for_one_topic() -> None:
    with pytest.raises(NotOneError, match="2 topics"):
        consensus(debate(), ["growth", "border"])  # type: ignore[arg-type]


def test_all_wrong_options_of_a_call_are_told_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        contested(debate(), min_actors=-1, narrower=0, possibly="no", by="persons")  # type: ignore[arg-type]
    assert caught.value.heading == "contested"
    assert [problem.path for problem in caught.value.problems] == [
        "min_actors",
        "narrower",
        "possibly",
        "by",
    ]
    assert "did you mean 'person'?" in str(caught.value)
    with pytest.raises(InvalidValueError, match="no whole number from 0 up"):
        agreed(debate(), min_actors=True)


def test_an_unknown_place_is_an_error_and_not_an_empty_answer() -> None:
    with pytest.raises(UnknownIdError, match="no conference 'c3'"):
        tally(debate(), conference="c3")
    with pytest.raises(UnknownIdError, match="no session 'c1-s3'; did you mean"):
        tally(debate(), session="c1-s3")


def test_a_window_that_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="during"):
        tally(debate(), during="last year")


# ── Laws ────────────────────────────────────────────────────────────────────


@FEW
@given(said=statements(), by=st.sampled_from(ActorLevel), ascribed=st.booleans())
def test_every_position_is_behind_a_number_or_named_as_uncounted(
    *, said: Said, by: ActorLevel, ascribed: bool
) -> None:
    for row in tally(debate(*said), by=by, relayed=ascribed, imputed=ascribed):
        on_topic = {each.id for each in said if isinstance(each, Position) and each.topic == row.topic}
        assert {*row.statements, *row.uncounted} == on_topic
        assert not {*row.statements} & {*row.uncounted}


@FEW
@given(statements(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(said: Said, shuffler: random.Random) -> None:
    records = [*WORLD, *said]
    shuffler.shuffle(records)
    assert tally(Corpus(records)) == tally(debate(*said))


@FEW
@given(statements())
def test_the_whole_is_the_sum_of_its_parts(said: Said) -> None:
    corpus = debate(*said)

    def voices(rows: Tallies) -> list[tuple[str, str, str]]:
        return sorted(
            (voice.statement, voice.actor, voice.speaker)
            for row in rows
            for standing in row.standings
            for voice in standing.voices
        )

    elsewhere = [each.id for each in corpus.positions if each.conference is None]
    parts = [tally(corpus, conference=each) for each in ("c1", "c2")]
    parts.append(tally(corpus.without([each.id for each in corpus.statements if each.id not in elsewhere])))
    assert sorted(each for part in parts for each in voices(part)) == voices(tally(corpus))


@FEW
@given(statements())
def test_topic_by_topic_gives_what_all_topics_give(said: Said) -> None:
    corpus = debate(*said)
    for row in tally(corpus):
        assert tally(corpus, row.topic, narrower=False) == Tallies((row,))
        assert consensus(corpus, row.topic, narrower=False) == row


@FEW
@given(statements())
def test_each_topic_is_agreed_contested_or_neither(said: Said) -> None:
    corpus = debate(*said)
    outcomes = {row.topic: row.outcome for row in tally(corpus)}
    for topic, outcome in outcomes.items():
        assert (topic in contested(corpus).subjects) is (outcome is Outcome.CONTESTED)
        assert (topic in agreed(corpus).subjects) is (outcome in {Outcome.UNANIMOUS, Outcome.CONSENSUS})


@FEW
@given(statements())
def test_a_named_opponent_never_makes_a_topic_unanimous_in_favour(said: Said) -> None:
    corpus = debate(*said, position("p-opponent", "dan", "oppose"))
    row = tally(corpus, by="actor", inferred=False)["growth"]
    assert "dan" in row.opponents
    assert (row.outcome, row.side) not in {(Outcome.UNANIMOUS, Side.FOR), (Outcome.CONSENSUS, Side.FOR)}


def test_the_shipped_corpus_is_contested_on_the_priority_of_one_partner() -> None:
    corpus = csto_2022()
    assert contested(corpus).subjects == ("sco-priority",)
    operation = consensus(corpus, topic="kazakhstan-operation")
    assert operation.outcome is Outcome.UNANIMOUS
    assert len(operation.supporters) == 8
