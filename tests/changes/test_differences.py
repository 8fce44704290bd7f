"""What differs between two corpora, told so that it can be applied."""

from __future__ import annotations

import json
import pickle

import attrs
import pytest
from hypothesis import given, settings

from eurasec import Conference, Corpus, Document, Evidence, Person, Record, Session, Topic, Venue
from eurasec._kinds import KINDS
from eurasec.changes import Difference, FieldChange, RecordChange, diff
from eurasec.errors import CorpusError
from eurasec.serialization import dumps
from harbour import corpus, records
from strategies import corpora_records

FORUM = corpus()


def problems_of(difference: Difference, given: Corpus) -> list[tuple[str, str]]:
    with pytest.raises(CorpusError) as caught:
        difference.apply(given)
    return [(problem.path, problem.message) for problem in caught.value.problems]


def conference(*sessions: str, id: str = "c") -> Conference:
    return Conference(id=id, title="C", sessions=tuple(Session(id=session) for session in sessions))


# ── What is told ────────────────────────────────────────────────────────────


def test_equal_corpora_have_no_differences() -> None:
    nothing = diff(FORUM, Corpus(reversed(records())))
    assert not nothing
    assert str(nothing) == "no differences"
    assert nothing == Difference(added=(), removed=(), changed=())


def test_records_that_came_and_went_are_told() -> None:
    other = FORUM.without(["a-2", "raids"]).with_records([Topic(id="peace", label="Peace")])
    difference = diff(FORUM, other)
    assert [record.id for record in difference.added] == ["peace"]
    assert [record.id for record in difference.removed] == ["raids", "a-2"]
    assert str(difference) == (
        "1 record added, 2 removed\n"
        "  + topic peace: Peace\n"
        "  − threat raids: Raids (terrorism, organised_crime)\n"
        "  − assessment a-2: norland — raids dismissed"
    )


def test_a_changed_record_is_told_field_by_field_in_the_order_of_files() -> None:
    position = attrs.evolve(
        FORUM.positions["p-1"], tags=("growth", "new"), stance="qualified_support", condition="if it pays"
    )
    (change,) = diff(FORUM, FORUM.replace(position)).changed
    assert (change.kind, change.id) == ("position", "p-1")
    assert change.fields == (
        FieldChange("stance", FORUM.positions["p-1"].stance, position.stance),
        FieldChange("condition", None, "if it pays"),
        FieldChange("tags", ("growth",), ("growth", "new")),
    )
    assert str(diff(FORUM, FORUM.replace(position))) == (
        "1 record changed\n"
        "  position p-1.stance: support → qualified_support\n"
        "  position p-1.condition: nothing → 'if it pays'\n"
        "  position p-1.tags: with 'new'"
    )


def test_a_list_in_another_order_is_told_as_such() -> None:
    held, turned = conference("s1", "s2"), conference("s2", "s1")
    (change,) = diff(Corpus([held]), Corpus([turned])).changed
    assert str(change.fields[0]) == "sessions: in another order: 's2', 's1'"


def test_repeated_values_count_in_lists() -> None:
    one, two = Evidence(document="d"), Evidence(document="d", locator="p. 2")
    assert str(FieldChange("evidence", (one,), (one, one, two))) == "evidence: with d, d (p. 2)"


def test_yes_and_no_are_written_as_words() -> None:
    assert str(FieldChange("unnamed", old=True, new=False)) == "unnamed: yes → no"


def test_a_very_long_value_is_cut_short() -> None:
    line = str(FieldChange("tags", (), tuple(f"tag-{n:03}" for n in range(100))))
    assert len(line) < 300
    assert line.endswith("…")


def test_a_session_is_compared_by_itself_inside_its_conference() -> None:
    session = attrs.evolve(FORUM.sessions["forum-s1"], theme="Growth")
    difference = diff(FORUM, FORUM.replace(session))
    assert difference.changed == (
        RecordChange("session", "forum-s1", (FieldChange("theme", None, "Growth"),)),
    )


def test_sessions_that_come_and_go_are_told_beside_their_conference() -> None:
    difference = diff(Corpus([conference("s1", "s2")]), Corpus([conference("s2", "s3")]))
    assert [record.id for record in difference.added] == ["s3"]
    assert [record.id for record in difference.removed] == ["s1"]
    assert difference.changed == (
        RecordChange("conference", "c", (FieldChange("sessions", ("s1", "s2"), ("s2", "s3")),)),
    )


def test_the_sessions_of_a_new_conference_come_with_it() -> None:
    difference = diff(Corpus(), Corpus([conference("s1")]))
    assert [record.id for record in difference.added] == ["c"]


def test_a_session_that_moves_is_told_by_its_conferences() -> None:
    left = Corpus([conference("s1"), conference(id="d")])
    right = Corpus([conference(), conference("s1", id="d")])
    difference = diff(left, right)
    assert [(change.id, change.fields[0].new) for change in difference.changed] == [("c", ()), ("d", ("s1",))]
    assert not difference.added
    assert difference.apply(left) == right


def test_a_session_that_moves_into_a_new_conference_goes_and_comes() -> None:
    left = Corpus([conference("s1")])
    right = Corpus([conference(), conference("s1", id="d")])
    difference = diff(left, right)
    assert [record.id for record in difference.removed] == ["s1"]
    assert difference.apply(left) == right
    assert difference.inverse.apply(right) == left


def test_a_record_of_another_kind_goes_and_comes() -> None:
    person, topic = Person(id="x", name="X"), Topic(id="x", label="X")
    difference = diff(Corpus([person]), Corpus([topic]))
    assert (difference.removed, difference.added) == ((person,), (topic,))
    assert difference.apply(Corpus([person])) == Corpus([topic])


def test_the_difference_is_plain_data() -> None:
    other = FORUM.without("cape").with_records([Topic(id="peace", label="Peace")])
    other = other.replace(
        attrs.evolve(other.conferences["old-forum"], venue=Venue(city="Norhaven", online=False))
    )
    assert diff(FORUM, other).to_dict() == {
        "added": [{"type": "topic", "id": "peace", "label": "Peace"}],
        "removed": [
            {"type": "area", "id": "cape", "name": "the Cape", "states": ["norland"], "part_of": "north"}
        ],
        "changed": [
            {
                "type": "conference",
                "id": "old-forum",
                "fields": {"venue": {"old": None, "new": {"city": "Norhaven", "online": False}}},
            }
        ],
    }


def test_the_plain_data_of_a_record_is_that_of_files() -> None:
    (assessment,) = [
        record
        for record in diff(Corpus(), FORUM).to_dict()["added"]
        if record["id"] == "a-1"  # type: ignore[union-attr]
    ]
    assert assessment["figures"] == [{"measure": "storms", "form": "change_percent", "value": "8"}]
    assert assessment["severity"] == "grave"


@settings(max_examples=20, deadline=None)
@given(corpora_records().map(Corpus))
def test_records_are_written_in_a_difference_as_files_write_them(held: Corpus) -> None:
    filed = json.loads(dumps(held))
    added = [
        {k: v for k, v in record.items() if k != "type"} for record in diff(Corpus(), held).to_dict()["added"]
    ]  # type: ignore[attr-defined]
    assert added == [record for kind in KINDS for record in filed.get(kind.plural, ())]


def test_a_difference_survives_pickling() -> None:
    difference = diff(FORUM, FORUM.without("cape"))
    assert pickle.loads(pickle.dumps(difference)) == difference
    assert hash(pickle.loads(pickle.dumps(difference))) == hash(difference)


# ── Applying it ─────────────────────────────────────────────────────────────


def test_a_difference_can_be_applied_to_a_corpus_that_has_more() -> None:
    difference = diff(FORUM, FORUM.without("cape"))
    more = FORUM.with_records([Topic(id="peace", label="Peace")])
    assert difference.apply(more) == more.without("cape")


def test_what_is_not_as_it_was_is_refused_all_at_once() -> None:
    other = FORUM.without(["cape", "a-2"]).with_records([Topic(id="peace", label="Peace")])
    other = other.replace(
        attrs.evolve(other.people["eide"], name="F. Eide"), attrs.evolve(other.people["berg"], name="A. Berg")
    )
    difference = diff(FORUM, other)
    third = FORUM.without(["cape", "p-4", "forum-eide", "t-eide", "essay", "eide"]).replace(
        attrs.evolve(FORUM.people["berg"], name="B. Berg"), attrs.evolve(FORUM.assessments["a-2"], note="!")
    )
    assert problems_of(difference, third.with_records([Topic(id="peace", label="P")])) == [
        ("peace", "is there already"),
        ("cape", "is not there"),
        ("a-2", "is not there as it was"),
        ("berg.name", "holds 'B. Berg', and not 'Anna Berg'"),
        ("eide", "there is no person of this id"),
    ]


def test_a_change_does_not_fit_a_record_of_another_kind() -> None:
    difference = diff(Corpus([Person(id="x", name="X")]), Corpus([Person(id="x", name="Y")]))
    assert problems_of(difference, Corpus([Topic(id="x", label="X")])) == [
        ("x", "there is no person of this id")
    ]


def test_a_session_without_a_conference_is_refused() -> None:
    come = Difference(added=(Session(id="s9"),), removed=(), changed=())
    assert problems_of(come, Corpus()) == [("s9", "is a session that no conference would have")]
    gone = Difference(
        added=(),
        removed=(),
        changed=(RecordChange("conference", "c", (FieldChange("sessions", ("s1",), ()),)),),
    )
    assert problems_of(gone, Corpus([conference("s1")])) == [
        ("s1", "is a session that no conference would have")
    ]


def test_a_conference_without_its_session_is_refused() -> None:
    gone = Difference(added=(), removed=(Session(id="s1"),), changed=())
    assert problems_of(gone, Corpus([conference("s1")])) == [
        ("s1", "is no session, but a conference would have it")
    ]


def test_a_change_that_would_leave_a_reference_dangling_is_refused() -> None:
    left = Corpus([Person(id="x", name="X")])
    difference = diff(left, Corpus())
    with pytest.raises(CorpusError, match="is no record of the corpus"):
        difference.apply(left.with_records([_author_of("x")]))


def _author_of(person: str) -> Document:
    return Document(id="d", title="D", authors=(person,))


# ── Laws ────────────────────────────────────────────────────────────────────


@settings(max_examples=30, deadline=None)
@given(corpora_records().map(Corpus))
def test_nothing_differs_from_itself(held: Corpus) -> None:
    assert not diff(held, held)
    assert diff(held, held).apply(held) == held


@settings(max_examples=40, deadline=None)
@given(corpora_records().map(Corpus), corpora_records().map(Corpus))
def test_a_difference_applied_gives_the_other_corpus_and_its_inverse_leads_back(
    left: Corpus, right: Corpus
) -> None:
    difference = diff(left, right)
    assert bool(difference) is (left != right)
    assert difference.apply(left) == right
    assert difference.inverse == diff(right, left)
    assert difference.inverse.apply(right) == left
    assert difference.inverse.inverse == difference
    assert str(difference).startswith(difference.headline)


@settings(max_examples=20, deadline=None)
@given(corpora_records(), corpora_records())
def test_the_order_of_records_does_not_matter_for_differences(
    left: list[Record], right: list[Record]
) -> None:
    assert diff(Corpus(left), Corpus(right)) == diff(Corpus(reversed(left)), Corpus(reversed(right)))
