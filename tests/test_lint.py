"""What lint finds, and what it leaves alone."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurasec import (
    Appearance,
    Area,
    Assembly,
    Coding,
    Conference,
    Corpus,
    Document,
    Event,
    Evidence,
    Group,
    Membership,
    Occasion,
    Office,
    Organization,
    Participant,
    Person,
    Position,
    Record,
    Session,
    State,
    Tenure,
    Threat,
    ThreatAssessment,
    Topic,
)
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError
from eurasec.lint import RULES, Finding, lint
from strategies import corpora_records

DOCS = Path(__file__).parents[1] / "docs" / "lint.md"

SESSIONS = (
    Session(id="s1"),
    Session(id="s2", attribution_rule="chatham_house"),
    Session(id="s2a", part_of="s2"),
    Session(id="s3", attribution_rule="off_record"),
)


def forum(**fields: object) -> Conference:
    return Conference(**{"id": "forum", "title": "Forum", "sessions": SESSIONS, **fields})  # type: ignore[arg-type]


def base(**conference: object) -> list[Record]:
    """A conference with one participant, a topic and a threat."""
    return [
        State(id="norland", name="Norland"),
        State(id="southland", name="Southland"),
        Organization(id="league", name="League"),
        Person(id="berg", name="Anna Berg"),
        Person(id="expert", name="the expert", unnamed=True),
        Group(id="abroad", name="those abroad"),
        forum(**conference),
        Participant(id="forum-berg", person="berg", conference="forum"),
        Topic(id="growth", label="Growth", proposition="The league should grow."),
        Threat(
            id="raids", label="Raids", kinds=("terrorism",), sectors=("military",), origins=("southland",)
        ),
        Document(id="report", title="Report"),
    ]


def position(id: str = "p-1", **fields: object) -> Position:
    given = {"holders": () if "assembly" in fields else ("berg",), "topic": "growth", "stance": "support"}
    return Position(**{"id": id, **given, **fields})  # type: ignore[arg-type]


def denial(id: str = "a-1", **fields: object) -> ThreatAssessment:
    given = {"holders": () if "assembly" in fields else ("berg",), "threat": "raids", "verdict": "denied"}
    return ThreatAssessment(**{"id": id, **given, **fields})  # type: ignore[arg-type]


def found(code: str, *records: Record) -> list[str]:
    """The places where one rule finds something."""
    findings = lint(Corpus(records), without=RULES.keys() - {code})
    assert {finding.code for finding in findings} <= {code}
    return [str(finding).partition(":")[0] for finding in findings]


def told(code: str, *records: Record) -> str:
    """The message of the only finding."""
    (finding,) = lint(Corpus(records), without=RULES.keys() - {code})
    return finding.message


# ── Asking ──────────────────────────────────────────────────────────────────


def test_an_empty_corpus_has_no_findings() -> None:
    assert lint(Corpus()) == ()


def test_findings_have_a_code_a_place_and_a_sentence() -> None:
    finding = lint(Corpus([State(id="norland", name="Norland", note="Known.")]))[0]
    assert finding == Finding(code="unused-entity", record="norland", path="", message="nothing refers to it")
    assert str(finding) == "norland: nothing refers to it [unused-entity]"
    inner = Finding(code="occasion-years", record="c", path="occasions[0].years", message="do not fit")
    assert str(inner) == "c.occasions[0].years: do not fit [occasion-years]"
    assert pickle.loads(pickle.dumps(inner)) == inner


def test_rules_are_switched_off_by_their_codes() -> None:
    corpus = Corpus([State(id="norland", name="Norland")])
    assert [finding.code for finding in lint(corpus)] == ["unused-entity", "without-evidence"]
    assert [finding.code for finding in lint(corpus, without="unused-entity")] == ["without-evidence"]
    assert lint(corpus, without=["unused-entity", "without-evidence"]) == ()
    assert lint(corpus, without=RULES) == ()


def test_a_misspelt_code_names_the_nearest_one() -> None:
    with pytest.raises(InvalidValueError) as caught:
        lint(Corpus(), without=["unused-entities", "x"])
    near, far = caught.value.problems
    assert near.message == "'unused-entities' is no code of a rule; did you mean 'unused-entity'?"
    assert far.message == "'x' is no code of a rule"
    assert near.allowed == tuple(RULES)
    with pytest.raises(InvalidValueError, match="7 is no code"):
        lint(Corpus(), without=[7])  # type: ignore[list-item]
    with pytest.raises(InvalidValueError, match=r"without: \[\] is no code of a rule"):
        lint(Corpus(), without=[[]])  # type: ignore[list-item]
    with pytest.raises(InvalidValueError, match=r"corpus: 'corpus\.json' is not a corpus"):
        lint("corpus.json")  # type: ignore[arg-type]


def test_rules_cannot_be_changed_from_outside() -> None:
    with pytest.raises(TypeError):
        RULES["new"] = "a rule"  # type: ignore[index]


def test_the_shipped_corpus_has_only_the_finding_that_its_source_causes() -> None:
    (finding,) = lint(csto_2022())
    assert (finding.code, finding.record, finding.path) == (
        "speakers-differ",
        "csto-2022-s2",
        "speakers_reported",
    )


# ── Who speaks ──────────────────────────────────────────────────────────────


def test_a_named_holder_in_a_confidential_session_is_found() -> None:
    code = "chatham-house-holder"
    assert found(code, *base(), position(session="s2")) == ["p-1.holders[0]"]
    assert told(code, *base(), position(session="s2a")) == (
        "'berg' is named, but 's2a' was held under the Chatham House Rule"
    )
    assert told(code, *base(), position(session="s3")) == "'berg' is named, but 's3' was held off the record"
    assert found(code, *base(), position(session="s2", holders=("expert", "norland", "league"))) == [
        "p-1.holders[1]",
        "p-1.holders[2]",
    ]
    assert found(code, *base(), denial(session="s2")) == ["a-1.holders[0]"]


def test_the_rule_of_a_conference_holds_where_a_session_has_none() -> None:
    code, secret = "chatham-house-holder", base(attribution_rule="chatham_house")
    assert found(code, *secret, position(session="s1")) == ["p-1.holders[0]"]
    assert found(code, *secret, position(conference="forum")) == ["p-1.holders[0]"]
    open_one = Session(id="s1", attribution_rule="on_record")
    assert not found(
        code, *base(attribution_rule="chatham_house", sessions=(open_one,)), position(session="s1")
    )


def test_what_names_nobody_in_confidence_is_left_alone() -> None:
    code, secret = "chatham-house-holder", base(attribution_rule="chatham_house")
    assert not found(code, *base(), position(session="s1"))
    assert not found(code, *base(), position(session="s2", holders=("expert", "abroad")))
    assert not found(code, *base(), position(session="s2", assembly=Assembly(of="s2", quantifier="most")))
    assert not found(code, *secret, position(conference="forum", document="report"))
    assert not found(code, *secret, position(document="report"))


def test_of_an_ascribed_view_the_one_who_ascribes_it_is_heard() -> None:
    view = {"session": "s2", "attribution": "imputed", "endorsement": "rejected"}
    code = "chatham-house-holder"
    assert found(code, *base(), position(holders=("norland",), attributed_by="berg", **view)) == [
        "p-1.attributed_by"
    ]
    assert not found(code, *base(), position(holders=("berg",), attributed_by="expert", **view))


def test_a_person_who_speaks_without_taking_part_is_found() -> None:
    code, dahl = "holder-no-participant", Person(id="dahl", name="Carl Dahl")
    assert told(code, *base(), dahl, position(session="s1", holders=("berg", "dahl"))) == (
        "'dahl' is no participant of 'forum'"
    )
    assert found(code, *base(), dahl, position(conference="forum", holders=("dahl",))) == ["p-1.holders[0]"]
    assert found(code, *base(), denial(conference="forum", holders=("expert",))) == ["a-1.holders[0]"]


def test_those_who_need_not_take_part_are_left_alone() -> None:
    code, dahl = "holder-no-participant", Person(id="dahl", name="Carl Dahl")
    assert not found(code, *base(), position(session="s1", holders=("berg", "norland", "abroad")))
    assert not found(code, *base(), dahl, position(document="report", holders=("dahl",)))
    view = {"session": "s1", "attribution": "relayed", "endorsement": "endorsed"}
    assert not found(code, *base(), dahl, position(holders=("dahl",), attributed_by="berg", **view))
    assert found(code, *base(), dahl, position(holders=("norland",), attributed_by="dahl", **view)) == [
        "p-1.attributed_by"
    ]


def speaking(**reported: int) -> list[Record]:
    """A conference at which Berg speaks in one session and Dahl in a part of another."""
    sessions = (
        Session(id="s1", speakers_reported=reported.get("s1")),
        Session(id="s2", speakers_reported=reported.get("s2")),
        Session(id="s2a", part_of="s2", speakers_reported=reported.get("s2a")),
        Session(id="s3", speakers_reported=reported.get("s3")),
    )
    return [
        Person(id="berg", name="Anna Berg"),
        Person(id="dahl", name="Carl Dahl"),
        Person(id="eide", name="Finn Eide"),
        forum(sessions=sessions),
        Participant(
            id="p-berg",
            person="berg",
            conference="forum",
            appearances=(
                Appearance(session="s1", roles=("chair", "keynote")),
                Appearance(session="s2", roles=("questioner",)),
            ),
        ),
        Participant(
            id="p-dahl",
            person="dahl",
            conference="forum",
            appearances=(
                Appearance(session="s2a", roles=("speaker",)),
                Appearance(session="s2", roles=("discussant",)),
            ),
        ),
        Participant(
            id="p-eide", person="eide", conference="forum", appearances=(Appearance(roles=("opener",)),)
        ),
    ]


def test_a_session_with_other_speakers_than_the_source_counts_is_found() -> None:
    assert told("speakers-differ", *speaking(s1=3)) == "the source counts 3, but 1 is recorded ('berg')"
    assert told("speakers-differ", *speaking(s3=2)) == "the source counts 2, but 0 are recorded"
    assert found("speakers-differ", *speaking(s1=0, s2=2, s2a=2)) == [
        "s1.speakers_reported",
        "s2.speakers_reported",
        "s2a.speakers_reported",
    ]


def test_a_session_with_the_speakers_that_the_source_counts_is_left_alone() -> None:
    assert not found("speakers-differ", *speaking(s1=1, s2=1, s2a=1, s3=0))


# ── Offices ─────────────────────────────────────────────────────────────────


MAYOR = Office(id="mayor", title="Mayor")


def presented(*tenures: Tenure, **conference: object) -> list[Record]:
    """Berg at the forum, presented as mayor."""
    return [
        Person(id="berg", name="Anna Berg"),
        Person(id="dahl", name="Carl Dahl"),
        MAYOR,
        forum(**conference),
        Participant(id="p", person="berg", conference="forum", offices=("mayor",)),
        *tenures,
    ]


def test_an_office_that_no_tenure_mentions_is_found() -> None:
    code = "office-without-tenure"
    assert told(code, *presented()) == "no tenure says when 'berg' held 'mayor'"
    assert found(code, *presented(Tenure(id="t", person="dahl", office="mayor"))) == ["p.offices[0]"]
    assert found(code, MAYOR) == ["mayor"]
    assert not found(code, *presented(Tenure(id="t", person="berg", office="mayor")))


@pytest.mark.parametrize(
    ("tenure", "late"),
    [
        ({"period": "2021/.."}, True),
        ({"period": "2020-06-01/2021"}, True),
        ({"period": "2021", "attested": ("2022",)}, True),
        ({"period": "2020-05-04/.."}, False),
        ({"period": "2020/.."}, False),
        ({"period": "2021~/.."}, False),
        ({"period": "/2022"}, False),
        ({"period": "2021/..", "attested": ("2019",)}, False),
        ({"attested": ("2022",)}, False),
        ({}, False),
        ({"period": "2001/2003"}, False),
    ],
)
def test_an_office_that_begins_after_the_conference_for_certain_is_found(
    *, tenure: dict[str, object], late: bool
) -> None:
    held = Tenure(**{"id": "t", "person": "berg", "office": "mayor", **tenure})  # type: ignore[arg-type]
    assert bool(found("office-begins-later", *presented(held, period="2020-05-04"))) is late


def test_every_tenure_must_begin_after_the_conference() -> None:
    code = "office-begins-later"
    again = Tenure(id="t2", person="berg", office="mayor", period="2021/..")
    first = Tenure(id="t1", person="berg", office="mayor", period="2010/2012")
    assert not found(code, *presented(first, again, period="2020-05-04"))
    assert not found(code, *presented(again))
    assert not found(code, *presented(period="2020-05-04"))
    assert told(code, *presented(again, period="2020-05-04")) == (
        "'mayor' begins after the conference (2021/.., held 2020-05-04)"
    )


# ── Records ─────────────────────────────────────────────────────────────────


def test_every_sort_of_entity_is_found_where_nothing_refers_to_it() -> None:
    unused = [
        State(id="state", name="S"),
        Area(id="area", name="A"),
        Organization(id="organization", name="O"),
        Group(id="group", name="G"),
        Person(id="person", name="P"),
        Office(id="office", title="O"),
        Document(id="document", title="D"),
        Event(id="event", label="E"),
        Topic(id="topic", label="T"),
        Threat(id="threat", label="T", kinds=("other",), sectors=("military",)),
    ]
    assert found("unused-entity", *unused) == [record.id for record in unused]


def test_what_is_referred_to_is_left_alone_unless_only_by_itself() -> None:
    code = "unused-entity"
    session = Session(id="s1", agenda=("growth",), evidence=(Evidence(document="report"),))
    topic, report = Topic(id="growth", label="Growth"), Document(id="report", title="Report")
    assert not found(code, forum(sessions=(session,)), topic, report)
    assert found(code, Document(id="d", title="D", evidence=(Evidence(document="d"),))) == ["d"]
    assert not found(code, forum(), Conference(id="other", title="Other"))


def test_a_record_without_evidence_is_found_sessions_among_them() -> None:
    code, here = "without-evidence", (Evidence(document="report"),)
    report = Document(id="report", title="Report")
    assert found(code, report) == ["report"]
    assert found(code, report, forum(evidence=here)) == ["s1", "s2", "s2a", "s3"]
    assert found(code, State(id="a", name="A", note="Known.")) == []
    quoted = position(rendering="quoted", quotes=here, topic="growth")
    rest = [Person(id="berg", name="B", note="!"), Topic(id="growth", label="G", evidence=here)]
    assert not found(code, report, quoted, *rest)


ORIGINS = {
    "document": lambda date: Document(id="origin", title="Treaty", date=date),
    "event": lambda date: Event(id="origin", label="War", period=date),
    "organization": lambda date: Organization(id="origin", name="League", founded=date),
}


@pytest.mark.parametrize("kind", ORIGINS)
@pytest.mark.parametrize(
    ("origin", "period", "years", "fits"),
    [
        ("1992-05-15", "2022-02-09", 30, True),
        ("1992-05-15", "2022-02-09", 29, True),
        ("1992-05-15", "2022-02-09", 28, False),
        ("1992-05-15", "2022-02-09", 31, False),
        ("1992-05-15", "2022-06-01", 30, True),
        ("1992-05-15", "2022-06-01", 29, False),
        ("1992", "2022", 30, True),
        ("1992", "2022", 29, True),
        ("1992", "2022", 28, False),
        ("1992", "2022", 31, False),
        ("199X", "2022", 25, True),
        ("199X", "2022", 35, False),
        ("1939/1945", "2020", 75, True),
        ("1939/1945", "2020", 81, True),
        ("1939/1945", "2020", 60, False),
        ("1992~", "2022", 10, True),
        ("1992", "2022?", 10, True),
        ("1992?/1995", "2022", 10, True),
        ("1992/1995?", "2022", 10, True),
        ("1992", "2022?/2023", 10, True),
        ("1992", "2022/2023?", 10, True),
        ("../1992", "2022", 10, True),
        ("1992/..", "2022", 10, True),
        ("1992", "../2022", 10, True),
        ("1992", "2022/", 10, True),
    ],
)
def test_years_that_the_dates_rule_out_are_found(
    *, kind: str, origin: str, period: str, years: int, fits: bool
) -> None:
    occasion = Occasion(label="Anniversary", of="origin", years=years)
    conference = forum(period=period, occasions=(Occasion(label="Other"), occasion))
    expected = [] if fits else ["forum.occasions[1].years"]
    assert found("occasion-years", conference, ORIGINS[kind](origin)) == expected


def test_years_without_dates_are_left_alone() -> None:
    league = Organization(id="league", name="League")
    marks = (Occasion(label="A", of="league", years=30),)
    assert not found("occasion-years", league, forum(period="2022", occasions=marks))
    dated = Organization(id="league", name="League", founded="2001")
    assert not found("occasion-years", dated, forum(occasions=marks))
    assert not found(
        "occasion-years", dated, forum(period="2022", occasions=(Occasion(label="A", of="league"),))
    )
    assert told("occasion-years", dated, forum(period="2022", occasions=marks)) == (
        "30 years do not fit 'league' of 2001, for the conference is of 2022"
    )


# ── Views ───────────────────────────────────────────────────────────────────


def test_a_programme_as_evidence_of_a_view_is_found() -> None:
    plan, report = Document(id="plan", title="Plan", kind="programme"), Evidence(document="report")
    cited = position(evidence=(report, Evidence(document="plan")))
    assert found("programme-evidence", *base(), plan, cited) == ["p-1.evidence[1].document"]
    quoted = denial(rendering="quoted", quotes=(Evidence(document="plan"),))
    assert found("programme-evidence", *base(), plan, quoted) == ["a-1.quotes[0].document"]
    assert not found("programme-evidence", *base(), plan, position(evidence=(report,)))
    session = Session(id="s1", evidence=(Evidence(document="plan"),))
    assert not found("programme-evidence", *base(sessions=(session,)), plan)


def at(start: int, end: int, document: str = "report") -> Evidence:
    return Evidence(document=document, start=start, end=end)


def twice(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether two positions are found to be the same view twice."""
    extra = [Document(id="essay", title="Essay"), Topic(id="ports", label="Ports", proposition="More ports.")]
    return bool(found("coded-twice", *base(), *extra, position("p-1", **one), position("p-2", **other)))


def test_the_same_view_of_the_same_passage_is_found() -> None:
    one, other = position("p-1", evidence=(at(0, 40),)), position("p-2", evidence=(at(30, 50),))
    assert told("coded-twice", *base(), one, other) == ("the same view of the same passage is coded as 'p-1'")
    assert found("coded-twice", *base(), one, other) == ["p-2"]
    assert found("coded-twice", *base(), denial("a-1"), denial("a-2", claim=None)) == ["a-2"]


@pytest.mark.parametrize(
    "difference",
    [
        {"holders": ("norland",)},
        {"holders": ("berg", "norland")},
        {"assembly": Assembly(of="league", quantifier="most")},
        {"topic": "ports"},
        {"stance": "oppose"},
        {"condition": "if all agree"},
        {"conference": "forum"},
        {"session": "s1"},
        {"document": "essay"},
        {"date": "2021"},
        {"about_period": "2021"},
        {"on_behalf_of": "norland"},
        {"attribution": "relayed", "attributed_by": "norland", "endorsement": "endorsed"},
        {"coding": Coding(coder="ab")},
        {"evidence": (at(40, 50),)},
        {"evidence": (at(0, 40, "essay"),)},
        {"evidence": (at(40, 50), at(0, 40))},
        {"evidence": (Evidence(document="report"),)},
        {"evidence": ()},
    ],
    ids=lambda difference: next(iter(difference)),
)
def test_views_that_differ_are_left_alone(difference: dict[str, object]) -> None:
    same: dict[str, object] = {"evidence": (at(0, 40),)}
    assert twice(same, same)
    assert not twice(same, {**same, **difference})


def test_views_without_spans_are_the_same_if_evidence_and_claim_are() -> None:
    page, whole = Evidence(document="report", locator="p. 1"), Evidence(document="report")
    assert twice({"evidence": (page,)}, {"evidence": (page,)})
    assert not twice({"evidence": (page,)}, {"evidence": (whole,)})
    assert twice({}, {})
    assert not twice({"claim": "It should."}, {"claim": "It must."})
    assert twice({"quotes": (at(3, 5),)}, {"evidence": (at(4, 9),)})


def test_the_order_of_holders_makes_no_other_view() -> None:
    assert twice({"holders": ("berg", "norland")}, {"holders": ("norland", "berg")})


def test_a_session_alone_is_as_good_as_with_its_conference() -> None:
    assert twice({"session": "s1"}, {"session": "s1", "conference": "forum"})


def test_one_coder_is_compared_with_nobody_else() -> None:
    one, other = {"coding": Coding(coder="ab", unit="u1")}, {"coding": Coding(coder="cd", unit="u1")}
    assert not twice(one, other)
    assert twice(one, {"coding": Coding(coder="ab", unit="u2")})


def test_a_long_passage_is_compared_with_all_that_it_holds() -> None:
    spans = [(0, 100), (10, 20), (50, 60), (100, 110)]
    views = [position(f"p-{n}", evidence=(at(*span),)) for n, span in enumerate(spans)]
    views.append(position("p-9", evidence=(at(0, 5, "essay"),)))
    essay = Document(id="essay", title="Essay")
    findings = lint(Corpus([*base(), essay, *views]), without=RULES.keys() - {"coded-twice"})
    assert [(finding.record, finding.message[-5:]) for finding in findings] == [
        ("p-1", "'p-0'"),
        ("p-2", "'p-0'"),
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=8))
def test_a_passage_is_found_just_where_an_earlier_one_overlaps_it(places: list[tuple[int, int]]) -> None:
    spans = sorted((start, start + size) for start, size in places)
    views = [position(f"p-{n}", evidence=(at(*span),)) for n, span in enumerate(spans)]
    expected = [f"p-{n}" for n, (start, _) in enumerate(spans) if any(start < end for _, end in spans[:n])]
    assert found("coded-twice", *base(), *views) == expected


def test_a_topic_without_proposition_on_which_stances_are_taken_is_found() -> None:
    code, bare = "topic-without-proposition", Topic(id="ports", label="Ports")
    views = [position(f"p-{n}", topic="ports", stance="mixed") for n in range(4)]
    assert told(code, *base(), bare, *views) == (
        "is missing, but positions are for or against it ('p-0', 'p-1', 'p-2', …)"
    )
    assert found(code, *base(), bare, position(topic="ports", stance="oppose")) == ["ports.proposition"]
    for stance in ("neutral", "unclear"):
        assert not found(code, *base(), bare, position(topic="ports", stance=stance))
    assert not found(code, *base(), bare, position())


def test_a_condition_on_an_unqualified_stance_is_found() -> None:
    code, condition = "condition-unqualified", {"condition": "if all agree"}
    assert told(code, *base(), position(**condition)) == (
        "a condition makes a stance a qualified one, but this is support"
    )
    assert found(code, *base(), position(stance="oppose", act="warn", **condition)) == ["p-1.condition"]


@pytest.mark.parametrize(
    "fields",
    [
        {"stance": "qualified_support"},
        {"stance": "qualified_opposition"},
        {"stance": "neutral"},
        {"stance": "mixed"},
        {"act": "predict"},
        {"act": "commit"},
        {"act": "refuse", "stance": "oppose"},
        {"condition": None},
    ],
)
def test_conditions_that_qualify_and_those_of_predictions_and_commitments_are_left_alone(
    fields: dict[str, object],
) -> None:
    assert not found("condition-unqualified", *base(), position(**{"condition": "if all agree", **fields}))


# ── Denials ─────────────────────────────────────────────────────────────────


def test_a_denial_by_an_outsider_is_found() -> None:
    assert told("denial-by-outsider", *base(), denial(conference="forum")) == (
        "'berg' neither is nor represents an origin of 'raids' ('southland'); others dismiss a threat"
    )
    both = denial(holders=("southland", "norland"))
    assert found("denial-by-outsider", *base(), both, denial("a-2")) == ["a-1.holders[1]", "a-2.holders[0]"]


def test_only_denials_are_looked_at() -> None:
    assert not found("denial-by-outsider", *base(), denial(verdict="dismissed"))


def test_a_threat_without_origins_can_be_denied_by_nobody() -> None:
    bare = Threat(id="storms", label="Storms", kinds=("disease",), sectors=("societal",))
    assert told("denial-by-outsider", *base(), bare, denial(threat="storms")) == (
        "'berg' neither is nor represents an origin of 'storms' (none is known); others dismiss a threat"
    )


def test_an_assembly_denies_for_its_body_alone() -> None:
    code = "denial-by-outsider"
    assert found(code, *base(), denial(assembly=Assembly(of="s1", quantifier="most"))) == ["a-1.assembly.of"]
    assert not found(code, *base(), denial(assembly=Assembly(of="southland", quantifier="most")))


def denied(origin: str, *records: Record, **fields: object) -> bool:
    """Whether a denial of a threat from an origin is left alone."""
    threat = Threat(id="storms", label="S", kinds=("other",), sectors=("military",), origins=(origin,))
    return not found("denial-by-outsider", *base(), *records, threat, denial(threat="storms", **fields))


def test_those_who_speak_for_an_origin_may_deny() -> None:
    eide = Person(id="eide", name="Finn Eide")
    minister = Office(id="minister", title="Minister", state="southland")
    secretary = Office(id="secretary", title="Secretary", organization="league")
    delegate = Participant(id="p", person="eide", conference="forum", represents="southland")
    assert denied("southland", holders=("southland",))
    assert denied("southland", on_behalf_of="southland")
    assert denied("southland", eide, delegate, holders=("eide",), session="s1")
    assert not denied("southland", eide, delegate, holders=("eide",))
    in_office = Tenure(id="t", person="eide", office="minister", period="2015/2022")
    assert denied("southland", eide, minister, in_office, holders=("eide",), date="2020")
    assert not denied("southland", eide, minister, in_office, holders=("eide",), date="2010")
    at_the_league = Tenure(id="t", person="eide", office="secretary")
    assert denied("league", eide, secretary, at_the_league, holders=("eide",))


def test_a_body_of_a_state_or_a_part_of_an_organization_stands_for_the_whole() -> None:
    ministry = Organization(id="ministry", name="Ministry", kind="government_body", country="southland")
    bank = Organization(id="bank", name="Bank", kind="company", country="southland")
    nowhere = Organization(id="nowhere", name="Nowhere", kind="parliament")
    desk = Organization(id="desk", name="Desk", part_of="ministry")
    assert denied("southland", ministry, holders=("ministry",))
    assert denied("southland", ministry, desk, holders=("desk",))
    assert denied("ministry", ministry, desk, holders=("desk",))
    assert denied("ministry", ministry, holders=("southland",))
    assert not denied("southland", bank, holders=("bank",))
    assert not denied("southland", nowhere, holders=("nowhere",))


def test_who_belongs_to_an_origin_may_deny() -> None:
    south = Area(id="south", name="the South", states=("southland",))
    town = Area(id="town", name="the Town", part_of="southland")
    rich = Group(id="rich", name="the rich", members=("southland",))
    member = Membership(id="m", member="southland", organization="league")
    assert denied("south", south, holders=("southland",))
    assert denied("town", town, holders=("southland",))
    assert denied("rich", rich, holders=("southland",))
    assert denied("league", member, holders=("southland",))
    assert not denied("league", holders=("southland",))
    assert not denied("south", south, holders=("norland",))


# ── Laws ────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(corpora_records())
def test_findings_are_in_order_name_their_place_and_do_not_depend_on_the_order_of_records(
    records: list[Record],
) -> None:
    corpus = Corpus(records)
    findings = lint(corpus)
    assert lint(Corpus(reversed(records))) == findings
    codes = list(RULES)
    assert [codes.index(finding.code) for finding in findings] == sorted(
        codes.index(finding.code) for finding in findings
    )
    for finding in findings:
        assert finding.record in corpus
        if finding.path:
            eval(f"record.{finding.path}", {"record": corpus[finding.record]})  # noqa: S307 - it is our own path
    for code in RULES:
        alone = lint(corpus, without=RULES.keys() - {code})
        assert alone == tuple(finding for finding in findings if finding.code == code)


# ── Documentation ───────────────────────────────────────────────────────────


def test_every_rule_is_documented_with_its_example_and_no_other() -> None:
    text = DOCS.read_text(encoding="utf-8")
    sections = re.split(r"^## `(.+)`$", text, flags=re.MULTILINE)[1:]
    entries = dict(zip(sections[::2], sections[1::2], strict=True))
    assert list(entries) == list(RULES)
    for code, entry in entries.items():
        for part in ("**What.** ", "**Why.** ", "**To mend it.** ", f'>>> found("{code}"', f" [{code}]\n"):
            assert part in entry, f"{code} lacks {part}"


def test_every_meaning_is_one_line() -> None:
    for meaning in RULES.values():
        assert meaning
        assert "\n" not in meaning
        assert not meaning.endswith(".")
