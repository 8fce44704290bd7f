"""What is new between two conferences."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from debates import FEW, WORLD, assembly, assessment, debate, imputed, position, statements
from eurasec import Conference, Corpus
from eurasec.analysis.change.conferences import Developments, Fate, Item, Turnover, compare_conferences
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment

EARLIER, LATER = {"conference": "c1"}, {"conference": "c2"}


@pytest.fixture
def found() -> Developments:
    return compare_conferences(
        debate(
            position("p-1", ["ann", "bob"], "oppose", **EARLIER),
            position("p-2", "ann", "support", **LATER),
            position("p-3", "bob", "qualified_opposition", **LATER),
            position("p-4", "ann", topic="new-members", **EARLIER),
            position("p-5", "club", topic="border", **LATER),
            assessment("a-1", ["ann", "bob"], **EARLIER),
            assessment("a-2", "bob", "dismissed", **LATER),
            assessment("a-3", threat="arming-threat", **LATER, **assembly("most", of="c2")),
            assessment("a-4", "west", threat="quakes-threat", **LATER, **imputed()),
        ),
        "c1",
        "c2",
    )


def test_topics_are_new_kept_or_dropped(found: Developments) -> None:
    assert found.topics.new == ("border",)
    assert found.topics.kept == ("growth",)
    assert found.topics.dropped == ("new-members",)
    assert found.topics.summary() == "1 new, 1 kept, 1 dropped"
    assert repr(found.topics[0]) == "<Item border: new>"


def test_what_was_on_the_agenda_was_taken_up(found: Developments) -> None:
    growth = found.topics[1]
    assert (growth.earlier, growth.later) == (("c1-s1", "p-1"), ("p-2", "p-3"))
    assert found.threats.to_dicts()[1] == {
        "id": "drugs-threat",
        "fate": "kept",
        "earlier": ["a-1", "c1-s1"],
        "later": ["a-2"],
    }


def test_threats_of_assemblies_and_imputed_ones_were_taken_up_too(found: Developments) -> None:
    assert found.threats.new == ("arming-threat", "quakes-threat")


def test_speakers_are_those_on_record_and_those_named_for_views_of_their_own(found: Developments) -> None:
    assert found.speakers.new == ("club",)
    assert found.speakers.kept == ("ann", "bob")
    assert found.speakers.dropped == ("cat", "dan")
    shown = {item.id: (item.earlier, item.later) for item in found.speakers}
    assert shown["bob"] == (("a-1", "c1-bob", "p-1"), ("a-2", "c2-bob", "p-3"))
    assert shown["cat"] == (("c1-cat",), ())


def test_moves_tell_who_changed_sides(found: Developments) -> None:
    assert [(move.actor, move.delta, move.flipped) for move in found.positions] == [
        ("ann", 2.0, True),
        ("bob", 0.5, False),
    ]
    assert [move.actor for move in found.positions.flipped] == ["ann"]
    assert found.positions.summary() == "2 held at both, 2 moved, 1 flipped"
    (dismissal,) = found.assessments
    assert repr(dismissal) == "<Move of bob on drugs-threat: -2>"
    assert dismissal.to_dict() == {
        "actor": "bob",
        "subject": "drugs-threat",
        "earlier_score": 1.0,
        "later_score": -1.0,
        "delta": -2.0,
        "flipped": True,
        "earlier": ["a-1"],
        "later": ["a-2"],
    }


def test_outcomes_that_changed_are_told(found: Developments) -> None:
    assert [(each.subject, each.earlier.phrase, each.later.phrase) for each in found.outcomes] == [
        ("growth", "unanimous against", "contested"),
        ("drugs-threat", "unanimous for", "single_voice against"),
    ]
    assert repr(found.outcomes[0]) == "<OutcomeChange of growth: unanimous against → contested>"
    assert found.outcomes.to_dicts()[0]["later"] == ["p-2", "p-3"]


def test_it_reads_as_a_report(found: Developments) -> None:
    assert repr(found) == "<Developments from c1 to c2: 1 new topic, 2 new threats, 1 new speaker>"
    assert str(found) == (
        "c1 → c2\n"
        "topics: 1 new, 1 kept, 1 dropped\n"
        "  new: border\n"
        "  dropped: new-members\n"
        "threats: 2 new, 1 kept, 0 dropped\n"
        "  new: arming-threat, quakes-threat\n"
        "speakers: 1 new, 2 kept, 2 dropped\n"
        "  new: club\n"
        "  dropped: cat, dan\n"
        "positions: 2 held at both, 2 moved, 1 flipped\n"
        "  actor  subject  scores     delta  flipped  statements\n"
        "  ann    growth   -1 → 1     +2     yes      p-1, p-2\n"
        "  bob    growth   -1 → -0.5  +0.5   ·        p-1, p-3\n"
        "assessments: 1 held at both, 1 moved, 1 flipped\n"
        "  actor  subject       scores  delta  flipped  statements\n"
        "  bob    drugs-threat  1 → -1  -2     yes      a-1, a-2\n"
        "outcomes: 2 changed\n"
        "  subject       earlier                        later\n"
        "  growth        unanimous against (2 against)  contested (1 for, 1 against)\n"
        "  drugs-threat  unanimous for (2 for)          single_voice against (1 against)"
    )
    assert str(found.topics).splitlines()[1].split() == ["border", "new", "–", "p-5"]


def test_where_nothing_is_new_the_report_is_short() -> None:
    corpus = debate(position("p-1", "ann", **EARLIER), position("p-2", "ann", **LATER))
    assert str(compare_conferences(corpus, "c1", "c2")).splitlines()[-3:] == [
        "positions: 1 held at both, 0 moved, 0 flipped",
        "assessments: 0 held at both, 0 moved, 0 flipped",
        "outcomes: 0 changed",
    ]


def test_it_is_given_as_flat_rows(found: Developments) -> None:
    kinds = [row["what"] for row in found.to_dicts()]
    assert kinds == sorted(
        kinds, key=["topic", "threat", "speaker", "position", "assessment", "outcome"].index
    )
    assert len(kinds) == 3 + 3 + 5 + 2 + 1 + 2


def test_views_can_be_compared_by_those_for_whom_they_are_said() -> None:
    corpus = debate(position("p-1", "ann", "oppose", **EARLIER), position("p-2", "bob", **LATER))
    assert len(compare_conferences(corpus, "c1", "c2").positions) == 0
    (move,) = compare_conferences(corpus, "c1", "c2", by="organization").positions
    assert (move.actor, move.delta) == ("csto", 2.0)


def test_whose_stance_is_unclear_at_one_of_them_did_not_move() -> None:
    corpus = debate(position("p-1", "ann", "unclear", **EARLIER), position("p-2", "ann", **LATER))
    assert len(compare_conferences(corpus, "c1", "c2").positions) == 0


def test_conferences_are_compared_in_the_order_of_their_dates() -> None:
    with pytest.raises(InvalidValueError, match=r"later: 'c1' \(2020-02-09\) was before 'c2'"):
        compare_conferences(debate(), "c2", "c1")
    with pytest.raises(InvalidValueError, match="later: 'c1' is the earlier conference too"):
        compare_conferences(debate(), "c1", "c1")
    with pytest.raises(UnknownIdError, match="no conference 'csto'"):
        compare_conferences(debate(), "c1", "csto")
    with pytest.raises(InvalidValueError) as caught:
        compare_conferences(debate(), "c2", "c1", by="persons")  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["later", "by"]


@FEW
@given(statements())
def test_looking_back_is_the_opposite_of_looking_ahead(said: list[Position | ThreatAssessment]) -> None:
    undated = (attrs.evolve(each, period=None) if isinstance(each, Conference) else each for each in WORLD)
    corpus = Corpus((*undated, *said))
    ahead, back = compare_conferences(corpus, "c1", "c2"), compare_conferences(corpus, "c2", "c1")
    for name in ("topics", "threats", "speakers"):
        there, here = getattr(ahead, name), getattr(back, name)
        assert (there.new, there.kept, there.dropped) == (here.dropped, here.kept, here.new)
        assert sum(len(there.having(fate)) for fate in Fate) == len(there)
    assert [(move.actor, move.delta) for move in ahead.positions] == [
        (move.actor, -move.delta) for move in back.positions
    ]
    assert {move.subject for move in ahead.positions.flipped} == {
        move.subject for move in back.positions.flipped
    }
    assert [each.subject for each in ahead.outcomes] == [each.subject for each in back.outcomes]


def test_what_became_of_something_is_named_by_its_word() -> None:
    items = Turnover((Item(id="zas", earlier=(), later=("p-1",)),))
    assert items.having("new") == ("zas",)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"'droped' is no fate; did you mean 'dropped'\?"):
        items.having("droped")  # type: ignore[arg-type]
