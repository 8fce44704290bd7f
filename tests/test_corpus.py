"""What a corpus promises: records that hold together, found by id and kind, and never changed."""

from __future__ import annotations

import copy
import pickle
import random
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from eurasec import (
    Appearance,
    Area,
    Assembly,
    Attribution,
    Collectivity,
    Conference,
    Corpus,
    Document,
    Evidence,
    Participant,
    Person,
    Position,
    Record,
    Session,
    State,
    Topic,
    digest,
)
from eurasec.dates import Answer
from eurasec.errors import CorpusError, EvidenceError, InvalidValueError, UnknownIdError
from harbour import TEXT, at, corpus, records


@pytest.fixture(scope="module")
def forum() -> Corpus:
    return corpus()


def problems_of(*given: Record) -> list[tuple[str, str]]:
    with pytest.raises(CorpusError) as caught:
        Corpus(given)
    return [(problem.path, problem.rule) for problem in caught.value.problems]


# ── Records ─────────────────────────────────────────────────────────────────


def test_records_are_reached_by_id_and_by_kind(forum: Corpus) -> None:
    assert forum["berg"] is forum.people["berg"]
    assert forum["forum-s1"] is forum.sessions["forum-s1"]
    assert forum.topics["growth"].proposition == "The league should grow."


def test_an_unknown_id_names_the_nearest_one(forum: Corpus) -> None:
    with pytest.raises(UnknownIdError) as caught:
        forum["bergg"]
    assert caught.value.near == ("berg", "t-berg")
    with pytest.raises(UnknownIdError, match="no person 'norland'"):
        forum.people["norland"]


def test_any_order_of_records_makes_the_same_corpus(forum: Corpus) -> None:
    shuffled = records()
    random.Random(7).shuffle(shuffled)
    assert Corpus(shuffled) == forum
    assert hash(Corpus(shuffled)) == hash(forum)
    assert list(Corpus(shuffled)) == list(forum)


def test_iteration_gives_each_record_once_sessions_inside_their_conference(forum: Corpus) -> None:
    assert len(forum) == len(list(forum)) == len(records())
    assert not any(isinstance(record, Session) for record in forum)
    assert {record.id for record in forum} == {record.id for record in records()}


def test_a_corpus_tells_what_it_contains(forum: Corpus) -> None:
    assert "berg" in forum
    assert "forum-s1" in forum
    assert forum.people["berg"] in forum
    assert Person(id="berg", name="Another") not in forum
    assert "nobody" not in forum
    assert 5 not in forum


def test_a_corpus_is_no_other_thing(forum: Corpus) -> None:
    assert forum != "a corpus"
    assert forum != Corpus()


def test_a_corpus_cannot_be_changed(forum: Corpus) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        forum._index = None  # type: ignore[misc, assignment]


def test_a_corpus_survives_pickling_and_copying(forum: Corpus) -> None:
    assert pickle.loads(pickle.dumps(forum)) == forum
    assert copy.deepcopy(forum) == forum


def test_a_selection_leads_back_to_its_corpus(forum: Corpus) -> None:
    assert Corpus.of(forum.people) == forum
    assert Corpus.of(forum.statements[:0]).people == forum.people


def test_a_corpus_says_at_a_glance_how_much_it_holds(forum: Corpus) -> None:
    expected = "<Corpus: 2 conferences, 3 participants, 4 positions, 2 threats, 2 assessments>"
    assert repr(forum) == expected
    assert repr(Corpus([State(id="a", name="A"), State(id="b", name="B")])) == "<Corpus: 2 states>"
    assert repr(Corpus()) == "<Corpus: no records>"


# ── Records that do not hold together ───────────────────────────────────────


def test_an_id_is_unique_whatever_the_kind() -> None:
    state = State(id="x", name="X")
    conference = Conference(id="c", title="C", sessions=(Session(id="x"), Session(id="c")))
    referring = Person(id="p", name="P", country="x")
    found = problems_of(Person(id="x", name="X"), state, conference, referring)
    assert found == [
        ("x.id", "unique-id"),
        ("c.sessions[0].id", "unique-id"),
        ("c.sessions[1].id", "unique-id"),
    ]


def test_every_dangling_reference_is_told_with_its_path_and_near_ids() -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus(
            [
                State(id="norland", name="Norland"),
                Person(id="berg", name="Berg", country="norlandd"),
                Topic(id="t", label="T", broader="u"),
                Conference(id="c", title="C", sessions=(Session(id="s", agenda=("t", "nowhere")),)),
            ]
        )
    paths = {problem.path: problem for problem in caught.value.problems}
    assert set(paths) == {"berg.country", "t.broader", "c.sessions[0].agenda[1]"}
    assert paths["berg.country"].allowed == ("norland",)
    assert "did you mean 'norland'?" in paths["berg.country"].message


def test_only_the_first_dangling_references_are_given_near_ids() -> None:
    people = [Person(id=f"p{number}", name="P", country="norlandd") for number in range(30)]
    with pytest.raises(CorpusError) as caught:
        Corpus([State(id="norland", name="Norland"), *people])
    assert len(caught.value.problems) == 30
    assert [bool(problem.allowed) for problem in caught.value.problems] == [True] * 20 + [False] * 10


def test_a_reference_to_a_record_of_another_kind_is_told() -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus([Topic(id="t", label="T"), Person(id="berg", name="Berg", country="t")])
    (problem,) = caught.value.problems
    assert (problem.path, problem.rule, problem.allowed) == ("berg.country", "reference-kind", ("state",))
    assert problem.message == "'t' is a topic, but 'state' is wanted"


def test_a_session_must_be_of_the_conference_beside_it() -> None:
    conferences = [
        Conference(id="a", title="A", sessions=(Session(id="a-s1"),)),
        Conference(id="b", title="B", sessions=(Session(id="b-s1", part_of="a-s1"),)),
    ]
    zas = Person(id="zas", name="Zas")
    topic = Topic(id="t", label="T")
    wrong = Position(id="p", conference="b", session="a-s1", holders=("zas",), topic="t", stance="support")
    right = Position(id="q", session="a-s1", holders=("zas",), topic="t", stance="support")
    guest = Participant(id="g", person="zas", conference="b", appearances=(Appearance(session="a-s1"),))
    whole = Participant(id="h", person="zas", conference="a", appearances=(Appearance(),))
    found = problems_of(*conferences, zas, topic, wrong, right, guest, whole)
    assert found == [
        ("b.sessions[0].part_of", "session-of-conference"),
        ("p.session", "session-of-conference"),
        ("g.appearances[0].session", "session-of-conference"),
    ]


def test_a_person_takes_part_in_a_conference_once() -> None:
    conference, zas = Conference(id="c", title="C"), Person(id="zas", name="Zas")
    first = Participant(id="c-1", person="zas", conference="c")
    second = Participant(id="c-2", person="zas", conference="c")
    assert problems_of(conference, zas, first, second) == [("c-2.person", "one-participant")]


def test_what_comes_back_to_itself_is_told_with_its_ring() -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus(
            [
                Topic(id="a", label="A", broader="b"),
                Topic(id="b", label="B", broader="c"),
                Topic(id="c", label="C", broader="b"),
                Topic(id="d", label="D", broader="d"),
                Conference(
                    id="f", title="F", sessions=(Session(id="s", part_of="t"), Session(id="t", part_of="s"))
                ),
            ]
        )
    told = [(problem.path, problem.message) for problem in caught.value.problems]
    assert told == [
        ("c.broader", "comes back to itself: c → b → c"),
        ("d.broader", "comes back to itself: d → d"),
        ("f.sessions[1].part_of", "comes back to itself: t → s → t"),
    ]


def test_a_long_ring_and_a_long_list_of_rings_are_told_in_short() -> None:
    ring = [Topic(id=f"t{number}", label="T", broader=f"t{(number + 1) % 12}") for number in range(12)]
    with pytest.raises(CorpusError, match="t11 → t0 → t1 → t2 → t3 → t4 → t5 → …"):
        Corpus(ring)
    loops = [Topic(id=f"t{number}", label="T", broader=f"t{number}") for number in range(25)]
    with pytest.raises(CorpusError) as caught:
        Corpus(loops)
    assert len(caught.value.problems) == 25
    assert caught.value.problems[-1].message == "comes back to itself: t24 → t24 → …"


def chain_of_topics(count: int) -> list[Topic]:
    above = [None, *(f"t{number}" for number in range(count - 1))]
    return [Topic(id=f"t{number}", label="T", broader=each) for number, each in enumerate(above)]


def test_a_hierarchy_has_a_hundred_levels_at_most() -> None:
    levels = chain_of_topics(100)
    assert len(Corpus(reversed(levels)).topics.where(broader="t0")) == 99
    too_many = [*chain_of_topics(250), Topic(id="u", label="U", broader="t99")]
    with pytest.raises(CorpusError) as caught:
        Corpus(too_many)
    assert [str(problem) for problem in caught.value.problems] == [
        "t100.broader: stands below 100 others; a hierarchy has 100 levels at most",
        "t200.broader: stands below 100 others; a hierarchy has 100 levels at most",
        "u.broader: stands below 100 others; a hierarchy has 100 levels at most",
    ]
    wrong = ["u.broader", "t200.broader", "t100.broader"]
    assert [path for path, _ in problems_of(*reversed(too_many))] == wrong
    cut = (attrs.evolve(each, broader=None) if f"{each.id}.broader" in wrong else each for each in too_many)
    assert len(Corpus(cut).topics) == 251


def test_a_hierarchy_of_sessions_or_areas_has_no_more_levels_either() -> None:
    sessions = [Session(id="s0"), *(Session(id=f"s{n}", part_of=f"s{n - 1}") for n in range(1, 101))]
    areas = [
        Area(id="a0", name="A"),
        *(Area(id=f"a{n}", name="A", part_of=f"a{n - 1}") for n in range(1, 101)),
    ]
    assert problems_of(Conference(id="c", title="C", sessions=tuple(sessions)), *areas) == [
        ("c.sessions[100].part_of", "hierarchy-depth"),
        ("a100.part_of", "hierarchy-depth"),
    ]


def test_a_long_ring_is_no_deep_hierarchy_and_neither_is_what_leads_to_it() -> None:
    ring = [Topic(id=f"t{number}", label="T", broader=f"t{(number + 1) % 150}") for number in range(150)]
    found = problems_of(*ring, Topic(id="u", label="U", broader="t7"))
    assert [path for path, _ in found] == ["t149.broader"]


def test_a_long_chain_of_answers_is_no_hierarchy() -> None:
    first = Position(id="p0", holders=("zas",), topic="t", stance="support")
    answers = [attrs.evolve(first, id=f"p{n}", in_reply_to=(f"p{n - 1}",)) for n in range(1, 300)]
    assert (
        len(Corpus([Person(id="zas", name="Zas"), Topic(id="t", label="T"), first, *answers]).positions)
        == 300
    )


def test_answers_may_meet_again_without_a_ring() -> None:
    zas, topic = Person(id="zas", name="Zas"), Topic(id="t", label="T")
    base = Position(id="a", holders=("zas",), topic="t", stance="support")
    b, c = attrs.evolve(base, id="b", in_reply_to=("a",)), attrs.evolve(base, id="c", in_reply_to=("a",))
    d = attrs.evolve(base, id="d", in_reply_to=("b", "c"))
    assert len(Corpus([zas, topic, d, c, b, base]).positions) == 4


def test_a_span_must_lie_within_its_document() -> None:
    document = Document(id="doc", title="Doc", length=10)
    inside, behind = Evidence(document="doc", start=0, end=10), Evidence(document="doc", start=9, end=11)
    zas = Person(id="zas", name="Zas", evidence=(inside, behind))
    quoting = Position(
        id="p",
        holders=("zas",),
        topic="t",
        stance="support",
        quotes=(behind,),
        evidence=(Evidence(document="doc"),),
    )
    conference = Conference(id="c", title="C", sessions=(Session(id="s", evidence=(behind,)),))
    found = problems_of(document, zas, Topic(id="t", label="T"), quoting, conference)
    assert found == [
        ("zas.evidence[1].end", "span-in-document"),
        ("p.quotes[0].end", "span-in-document"),
        ("c.sessions[0].evidence[0].end", "span-in-document"),
    ]


def test_a_session_by_itself_and_a_stranger_are_no_records() -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus([State(id="norland", name="Norland"), Session(id="s"), "berg"])  # type: ignore[list-item]
    assert [problem.path for problem in caught.value.problems] == ["[1]", "[2]"]
    assert "a session stands inside its conference" in str(caught.value)


def test_the_caller_says_where_a_record_was_read() -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus([Person(id="zas", name="Zas", country="x")], place=lambda index: f"row {index + 1}")
    assert caught.value.problems[0].path == "row 1.country"


# ── Changing ────────────────────────────────────────────────────────────────


def test_a_changed_corpus_is_a_new_one(forum: Corpus) -> None:
    more = forum.with_records([State(id="westland", name="Westland")])
    assert "westland" in more
    assert "westland" not in forum
    assert more.without("westland") == forum
    assert more.without(["westland"]) == forum


def test_what_is_referred_to_cannot_be_taken_out(forum: Corpus) -> None:
    with pytest.raises(CorpusError, match=r"t-berg\.person"):
        forum.without("berg")
    with pytest.raises(UnknownIdError, match="no record 'bergg'; did you mean 'berg'"):
        forum.without("bergg")


def test_a_record_is_replaced_by_one_with_its_id(forum: Corpus) -> None:
    berg = attrs.evolve(forum.people["berg"], name="A. Berg")
    assert forum.replace(berg).people["berg"].name == "A. Berg"
    with pytest.raises(UnknownIdError):
        forum.replace(Person(id="nobody", name="Nobody"))


def test_a_session_is_replaced_and_taken_out_in_its_conference(forum: Corpus) -> None:
    changed = forum.replace(attrs.evolve(forum.sessions["forum-s2"], theme="Questions"))
    assert changed.sessions["forum-s2"].theme == "Questions"
    assert [session.id for session in forum.without("forum-s2a").sessions] == ["forum-s1", "forum-s2"]


def test_a_session_and_another_record_cannot_take_each_others_place(forum: Corpus) -> None:
    with pytest.raises(CorpusError) as caught:
        forum.replace(Person(id="forum-s2a", name="Not a session"), Session(id="berg"))
    assert [problem.path for problem in caught.value.problems] == ["forum-s2a", "berg"]


# ── Time ────────────────────────────────────────────────────────────────────


def test_offices_at_a_date_tell_certain_from_possible(forum: Corpus) -> None:
    assert [(held.record.id, held.certain) for held in forum.offices_of("berg", on="2020-05-04")] == [
        ("t-berg", True)
    ]
    assert [held.answer for held in forum.offices_of("berg", on="2021-06")] == [Answer.MAYBE]
    assert forum.offices_of("berg", on="2022") == ()
    assert [held.certain for held in forum.offices_of("berg")] == [True]


def test_an_attested_day_is_certain_and_any_other_possible(forum: Corpus) -> None:
    assert [held.certain for held in forum.offices_of("dahl", on="2020-05-04")] == [True]
    assert [held.answer for held in forum.offices_of("dahl", on="2020-05-05")] == [Answer.MAYBE]


def test_an_attested_month_shows_no_single_day() -> None:
    corpus_ = Corpus(
        [
            *(record for record in records() if record.id != "t-dahl"),
            attrs.evolve(corpus().tenures["t-dahl"], attested=("2020-05",)),
        ]
    )
    assert [held.answer for held in corpus_.offices_of("dahl", on="2020-05-04")] == [Answer.MAYBE]
    stretch = corpus().replace(attrs.evolve(corpus().tenures["t-dahl"], attested=("2020-05-01/2020-05-09",)))
    assert [held.certain for held in stretch.offices_of("dahl", on="2020-05-04")] == [True]


def test_the_holders_of_an_office_and_of_all_offices_of_a_body(forum: Corpus) -> None:
    assert [held.record.person for held in forum.holders_of("secretary")] == ["eide", "dahl"]
    assert [held.record.person for held in forum.holders_of("league", on="2012")] == ["eide", "dahl"]
    assert [held.record.person for held in forum.holders_of("norland")] == ["berg"]
    with pytest.raises(UnknownIdError, match=r"no .* 'berg'"):
        forum.holders_of("berg")


def test_members_at_a_date_and_by_role(forum: Corpus) -> None:
    on_day = forum.members("league", on="2020-05-04")
    assert [(each.record.member, each.certain) for each in on_day] == [
        ("norland", True),
        ("southland", False),
    ]
    assert [each.record.member for each in forum.members("league", on="1999")] == ["southland"]
    assert [each.record.member for each in forum.members("league", role="observer")] == ["southland"]
    assert [each.record.organization for each in forum.memberships_of("norland")] == ["league"]
    with pytest.raises(InvalidValueError, match="did you mean 'observer'"):
        forum.members("league", role="obsever")
    with pytest.raises(InvalidValueError, match="EDTF"):
        forum.members("league", on="May 2020")


# ── A statement in its setting ──────────────────────────────────────────────


def test_the_date_of_a_statement_is_its_own_or_that_of_where_it_was_made(forum: Corpus) -> None:
    assert str(forum.date_of("p-1")) == "2020-05-04"
    assert str(forum.date_of("p-3")) == "2020-05-04"
    assert str(forum.date_of("p-4")) == "2020-03"
    assert str(forum.date_of(forum.assessments["a-2"])) == "2020-05-04"
    dated = attrs.evolve(forum.positions["p-1"], date="2019")
    assert str(forum.replace(dated).date_of("p-1")) == "2019"


def test_a_part_of_a_session_has_the_date_of_what_is_around_it(forum: Corpus) -> None:
    inner = attrs.evolve(forum.positions["p-1"], session="forum-s2a")
    outer = attrs.evolve(forum.positions["p-1"], session="forum-s2")
    assert str(forum.replace(inner).date_of("p-1")) == "2020-05-05"
    assert str(forum.replace(outer).date_of("p-1")) == "2020-05-04"


def test_a_statement_without_any_setting_has_no_date() -> None:
    zas, topic = Person(id="zas", name="Zas"), Topic(id="t", label="T")
    bare = Position(id="p", holders=("zas",), topic="t", stance="support")
    at_undated = Position(id="q", conference="c", holders=("zas",), topic="t", stance="support")
    corpus_ = Corpus([zas, topic, bare, at_undated, Conference(id="c", title="C")])
    assert corpus_.date_of("p") is None
    assert corpus_.date_of("q") is None


def test_a_statement_that_differs_from_the_one_in_the_corpus_is_refused(forum: Corpus) -> None:
    stranger = attrs.evolve(forum.positions["p-1"], claim="Something else.")
    with pytest.raises(InvalidValueError, match="another record"):
        forum.date_of(stranger)
    assert forum.date_of(attrs.evolve(forum.positions["p-1"])) is not None
    with pytest.raises(UnknownIdError, match="no position or assessment 'berg'"):
        forum.date_of("berg")


def test_who_spoke_for_whom_in_which_office(forum: Corpus) -> None:
    (berg,) = forum.speaking("p-1")
    assert (berg.actor, berg.represents) == ("berg", "norland")
    assert [(held.office, held.answer) for held in berg.offices] == [("minister", Answer.YES)]
    assert [role.value for role in berg.roles] == ["opener", "speaker"]
    assert [presence.value for presence in berg.presences] == ["in_person"]
    (eide,) = forum.speaking("p-4")
    assert (eide.represents, eide.offices, eide.roles) == (None, (), ())
    (norland,) = forum.speaking("a-2")
    assert norland.represents == "norland"


def test_an_office_that_no_tenure_shows_may_have_been_held(forum: Corpus) -> None:
    unknown = forum.without("t-berg")
    (berg,) = unknown.speaking("p-1")
    assert [(held.office, held.answer) for held in berg.offices] == [("minister", Answer.MAYBE)]
    undated = forum.replace(
        attrs.evolve(forum.positions["p-4"], holders=("berg",), document=None, evidence=(), note="x")
    )
    (berg,) = undated.speaking("p-4")
    assert [held.answer for held in berg.offices] == [Answer.MAYBE]


def test_what_is_said_on_behalf_of_another_body_is_said_for_that(forum: Corpus) -> None:
    changed = forum.replace(attrs.evolve(forum.positions["p-1"], on_behalf_of="league"))
    assert [each.represents for each in changed.speaking("p-1")] == ["league"]
    assert changed.positions.where(represents="league").ids == ("p-1",)


def test_a_named_holder_is_counted_and_a_unanimous_assembly_is_spread(forum: Corpus) -> None:
    assert [(each.actor, each.reason, each.inferred) for each in forum.speakers_for("p-1")] == [
        ("berg", "named", False)
    ]
    spread = forum.speakers_for("p-2")
    assert [(each.actor, each.reason, each.inferred) for each in spread] == [
        ("berg", "unanimous", True),
        ("dahl", "unanimous", True),
    ]


def test_a_view_that_is_put_into_somebodys_mouth_counts_for_nobody(forum: Corpus) -> None:
    assert forum.speakers_for("p-3") == ()


def test_a_unanimous_conference_is_spread_over_all_who_spoke_at_it(forum: Corpus) -> None:
    whole = attrs.evolve(forum.positions["p-2"], assembly=Assembly(of="forum", quantifier="unanimous"))
    assert [each.actor for each in forum.replace(whole).speakers_for("p-2")] == ["berg", "dahl"]


@pytest.mark.parametrize(
    "assembly",
    [
        Assembly(of="forum-s1", quantifier="consensus"),
        Assembly(of="forum-s1", quantifier="almost_all"),
        Assembly(of="forum-s1", quantifier="unanimous", among="experts"),
        Assembly(of="league", quantifier="unanimous"),
    ],
)
def test_no_other_assembly_is_spread(forum: Corpus, assembly: Assembly) -> None:
    changed = forum.replace(attrs.evolve(forum.positions["p-2"], assembly=assembly))
    assert changed.speakers_for("p-2") == ()


def test_an_imputed_unanimity_is_not_spread(forum: Corpus) -> None:
    imputed = attrs.evolve(
        forum.positions["p-2"],
        attribution=Attribution.IMPUTED,
        attributed_by="eide",
        endorsement="uncommitted",
    )
    assert forum.replace(imputed).speakers_for("p-2") == ()


def test_in_which_way_a_view_is_held(forum: Corpus) -> None:
    both = forum.replace(attrs.evolve(forum.positions["p-1"], holders=("berg", "dahl")))
    assert forum.collectivity("p-1") is Collectivity.INDIVIDUAL
    assert both.collectivity("p-1") is Collectivity.SEVERAL
    assert forum.collectivity("p-2") is Collectivity.ASSEMBLED
    assert forum.collectivity("a-2") is Collectivity.INSTITUTIONAL


# ── Evidence ────────────────────────────────────────────────────────────────


def test_the_words_of_a_statement_are_found_in_the_text(forum: Corpus) -> None:
    assert forum.resolve("p-1", TEXT) == ("She said that the league must grow.",)
    assert forum.resolve("a-1", TEXT) == ("warned Carl Dahl.", "The storm is upon us")


def test_another_text_is_refused_by_its_digest(forum: Corpus) -> None:
    with pytest.raises(EvidenceError) as caught:
        forum.resolve("p-1", TEXT + " ")
    assert [problem.rule for problem in caught.value.problems] == ["text-digest", "text-length"]


def test_evidence_in_another_document_is_not_looked_for(forum: Corpus) -> None:
    with pytest.raises(EvidenceError, match="there is none in 'report'"):
        forum.resolve("p-4", TEXT, document="report")
    assert forum.resolve("p-4", "Any text.", document="essay") == ("Any text.",)
    bare = forum.replace(attrs.evolve(forum.positions["p-4"], evidence=()))
    with pytest.raises(EvidenceError, match="evidence: there is none"):
        bare.resolve("p-4", TEXT)
    with pytest.raises(UnknownIdError, match="no document 'reprot'; did you mean 'report'"):
        forum.resolve("p-1", TEXT, document="reprot")


def test_checked_evidence_that_holds_gives_no_problem(forum: Corpus) -> None:
    assert forum.check_evidence("report", TEXT) == ()


def test_every_span_that_does_not_hold_is_told_with_its_path(forum: Corpus) -> None:
    found = forum.check_evidence("report", TEXT.replace("storm", "rains", 1)[:120])
    assert [(problem.path, problem.rule) for problem in found] == [
        ("report.sha256", "text-digest"),
        ("report.length", "text-length"),
        ("p-2.evidence[0].end", "span-in-text"),
        ("p-3.evidence[0].end", "span-in-text"),
        ("a-1.evidence[0].end", "span-in-text"),
        ("a-1.quotes[0].exact", "quote-in-text"),
    ]


def test_a_quote_that_reads_differently_is_refused(forum: Corpus) -> None:
    text = TEXT.replace("storm", "rains")
    unpinned = forum.replace(attrs.evolve(forum.documents["report"], sha256=None))
    with pytest.raises(EvidenceError, match=r"quotes\[0\]\.exact: reads 'The rains is upon us'"):
        unpinned.resolve("a-1", text)
    pinned = unpinned.replace(attrs.evolve(unpinned.documents["report"], sha256=digest(text)))
    assert [problem.path for problem in pinned.check_evidence("report", text)] == ["a-1.quotes[0].exact"]


def test_the_fixture_text_holds_what_is_coded() -> None:
    assert at("The storm is upon us", quoted=True).resolve(TEXT) == "The storm is upon us"


# ── Arguments that are none ─────────────────────────────────────────────────

Wrong = Callable[[Any], object]


@pytest.mark.parametrize(
    ("call", "heading", "path", "value"),
    [
        (lambda _: Corpus(5), "corpus", "records", "5"),  # type: ignore[arg-type]
        (lambda _: Corpus(None), "corpus", "records", "None"),  # type: ignore[arg-type]
        (lambda forum: forum.with_records(5), "with_records", "records", "5"),
        (lambda forum: forum.with_records(forum["norland"]), "with_records", "records", "State("),
        (lambda _: Corpus.of("people"), "corpus", "selection", "'people'"),  # type: ignore[arg-type]
        (lambda forum: forum.check_evidence("report", b"bytes"), "check_evidence", "text", "b'bytes'"),
        (lambda forum: forum.resolve("p-1", None), "resolve", "text", "None"),
    ],
)
def test_an_argument_of_a_wrong_type_is_told_by_its_name(
    forum: Corpus, call: Wrong, heading: str, path: str, value: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        call(forum)
    [problem] = caught.value.problems
    assert (caught.value.heading, problem.path, problem.rule) == (heading, path, "type")
    assert problem.value.startswith(value)


@pytest.mark.parametrize(
    ("call", "id"),
    [
        (lambda forum: forum[["berg"]], ["berg"]),
        (lambda forum: forum[None], None),
        (lambda forum: forum.without(5), 5),
        (lambda forum: forum.without(["berg", []]), []),
        (lambda forum: forum.offices_of(["berg"]), ["berg"]),
        (lambda forum: forum.speaking(None), None),
        (lambda forum: forum.date_of(5), 5),
    ],
)
def test_what_is_no_id_is_no_id_of_a_record(forum: Corpus, call: Wrong, id: object) -> None:
    with pytest.raises(UnknownIdError) as caught:
        call(forum)
    assert (caught.value.id, caught.value.near) == (id, ())


def test_what_is_no_record_takes_nobodys_place(forum: Corpus) -> None:
    with pytest.raises(CorpusError) as caught:
        forum.replace(forum["berg"], None, "berg", [forum["berg"]])  # type: ignore[arg-type]
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [
        ("[1]", "record"),
        ("[2]", "record"),
        ("[3]", "record"),
    ]


def test_what_is_neither_id_nor_record_is_not_in_a_corpus(forum: Corpus) -> None:
    assert ["berg"] not in forum
    assert None not in forum
