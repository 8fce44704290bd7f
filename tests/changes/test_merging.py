"""Two corpora that become one."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurasec import Conference, Corpus, Participant, Person, Record, Session, State, Topic
from eurasec._fields import references
from eurasec.changes import merge
from eurasec.errors import CorpusError
from harbour import corpus
from strategies import corpora_records

FORUM = corpus()


def problems_of(left: Corpus, right: Corpus) -> list[tuple[str, str]]:
    with pytest.raises(CorpusError) as caught:
        merge(left, right)
    return [(problem.path, problem.message) for problem in caught.value.problems]


@st.composite
def parts(draw: st.DrawFn, whole: Corpus) -> Corpus:
    """Some records of a corpus, with all to which they refer."""
    homes = {session.id: each.id for each in whole.conferences for session in each.sessions}
    ahead = draw(st.lists(st.sampled_from([record.id for record in whole]), max_size=8))
    wanted: dict[str, None] = {}
    while ahead:
        id = ahead.pop()
        id = homes.get(id, id)
        if id not in wanted:
            wanted[id] = None
            ahead += [target for _, target, _ in references(whole[id])]
    return Corpus(whole[id] for id in wanted)


def test_records_that_both_have_are_there_once() -> None:
    merged, report = merge(FORUM.without("cape"), FORUM.without(["p-4", "forum-eide"]))
    assert merged == FORUM
    assert report.added == ("cape",)
    assert len(report.same) == len(FORUM) - 3


def test_the_report_reads_well_and_is_plain_data() -> None:
    _, report = merge(
        Corpus([State(id="a", name="A")]), Corpus([State(id="a", name="A"), State(id="b", name="B")])
    )
    assert str(report) == "1 record added, 1 the same in both\n  + b"
    assert report.to_dict() == {"added": ["b"], "same": ["a"]}


def test_contradictions_are_listed_with_both_sides_field_by_field_all_at_once() -> None:
    other = FORUM.replace(
        attrs.evolve(FORUM.people["berg"], name="A. Berg", country=None),
        attrs.evolve(FORUM.positions["p-1"], stance="oppose"),
        attrs.evolve(FORUM.sessions["forum-s1"], theme="Growth"),
    )
    assert problems_of(FORUM, other) == [
        ("berg.name", "'Anna Berg' on the left, but 'A. Berg' on the right"),
        ("berg.country", "'norland' on the left, but nothing on the right"),
        ("p-1.stance", "support on the left, but oppose on the right"),
        ("forum-s1.theme", "nothing on the left, but 'Growth' on the right"),
    ]


def test_an_id_of_two_kinds_is_a_contradiction() -> None:
    left, right = Corpus([Person(id="x", name="X")]), Corpus([Topic(id="x", label="X")])
    assert problems_of(left, right) == [
        ("x", "a record of the kind person on the left, but topic on the right")
    ]


def test_a_session_belongs_to_one_conference() -> None:
    left = Corpus([Conference(id="c", title="C", sessions=(Session(id="s"),))])
    right = Corpus([Conference(id="d", title="D", sessions=(Session(id="s"),))])
    assert problems_of(left, right) == [("s", "a session of 'c' on the left, but of 'd' on the right")]


def test_a_conference_with_other_sessions_is_a_contradiction() -> None:
    left = Corpus([Conference(id="c", title="C", sessions=(Session(id="s"),))])
    right = Corpus([Conference(id="c", title="C")])
    assert problems_of(left, right) == [("c.sessions", "'s' on the left, but nothing on the right")]


def test_what_does_not_hold_together_is_refused() -> None:
    both = [Person(id="berg", name="Berg"), Conference(id="c", title="C")]
    left = Corpus([*both, Participant(id="p1", person="berg", conference="c")])
    right = Corpus([*both, Participant(id="p2", person="berg", conference="c")])
    with pytest.raises(CorpusError, match="already takes part"):
        merge(left, right)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_merging_is_commutative_associative_and_idempotent(data: st.DataObject) -> None:
    whole = data.draw(st.just(FORUM) | corpora_records().map(Corpus))
    a, b, c = (data.draw(parts(whole)) for _ in range(3))
    ab = merge(a, b).corpus
    assert ab == merge(b, a).corpus
    assert merge(ab, c).corpus == merge(a, merge(b, c).corpus).corpus
    assert merge(a, a).corpus == a
    assert merge(ab, a).corpus == ab
    assert merge(a, Corpus()).corpus == a


@settings(max_examples=30, deadline=None)
@given(corpora_records().map(Corpus), corpora_records().map(Corpus))
def test_two_corpora_agree_or_contradict_each_other_either_way_round(left: Corpus, right: Corpus) -> None:
    def result(one: Corpus, other: Corpus) -> Corpus | set[tuple[str, str]]:
        try:
            return merge(one, other).corpus
        except CorpusError as error:
            return {(problem.path, problem.rule) for problem in error.problems}

    assert result(left, right) == result(right, left)


@settings(max_examples=20, deadline=None)
@given(corpora_records(), st.data())
def test_the_report_tells_every_record_of_the_right(given_records: list[Record], data: st.DataObject) -> None:
    whole = Corpus(given_records)
    left, right = data.draw(parts(whole)), data.draw(parts(whole))
    report = merge(left, right).report
    assert set(report.added) | set(report.same) == {record.id for record in right}
    assert set(report.same) == {record.id for record in left} & {record.id for record in right}
