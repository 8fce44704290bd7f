"""What a typed user may count on: type checkers read this file, and the tests run it.

Every `assert_type` says which type a checker sees; the plain assertions say
that it is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from typing import assert_type

import attrs

import eurasec
from eurasec import (
    Appearance,
    Assembly,
    Attribution,
    Certainty,
    Comparison,
    Conference,
    Corpus,
    Document,
    Endorsement,
    Evidence,
    Figure,
    FigureForm,
    Membership,
    MembershipRole,
    Organization,
    OrganizationKind,
    Participant,
    ParticipantRole,
    Person,
    Position,
    Presence,
    Quantifier,
    Record,
    Rendering,
    SearleClass,
    Sector,
    Session,
    Severity,
    SpeechAct,
    Stance,
    State,
    Statement,
    Threat,
    ThreatAssessment,
    ThreatKind,
    Topic,
    Verdict,
    digest,
)
from eurasec.dates import Answer, Edtf, before, contains, overlaps, parse_edtf
from eurasec.errors import EurasecError, EvidenceError, InvalidValueError, Problem
from eurasec.selection import States


def records_have_typed_fields() -> None:
    """Who there is: ids are strings, what may be missing is optional, several are a tuple."""
    state = State(id="norland", name="Norland", code="NL")
    assert_type(state.id, str)
    assert_type(state.code, str | None)
    assert_type(state.other_names, tuple[str, ...])
    assert_type(state.evidence, tuple[Evidence, ...])
    assert_type(attrs.evolve(state, name="Northland"), State)

    league = Organization(
        id="league", name="The League", kind=OrganizationKind.ALLIANCE, founded=parse_edtf("1992")
    )
    assert_type(league.kind, OrganizationKind | None)
    assert_type(league.founded, Edtf | None)
    assert_type(league.country, str | None)

    person = Person(id="berg", name="A. Berg", country="norland")
    assert_type(person.unnamed, bool)

    membership = Membership(id="m", member="norland", organization="league", attested=(parse_edtf("2020"),))
    assert_type(membership.role, MembershipRole)
    assert_type(membership.attested, tuple[Edtf, ...])
    assert membership.role is MembershipRole.MEMBER

    everyone: list[Record] = [state, league, person, membership]
    assert [record.id for record in everyone] == ["norland", "league", "berg", "m"]


def conferences_hold_their_sessions() -> None:
    """Where it is said."""
    conference = Conference(
        id="forum",
        title="A forum",
        period=parse_edtf("2020-05-04"),
        sessions=(Session(id="forum-1", ordinal=1),),
    )
    assert_type(conference.sessions, tuple[Session, ...])
    assert_type(conference.sessions[0].ordinal, int | None)

    participant = Participant(
        id="berg-at-forum",
        person="berg",
        conference="forum",
        appearances=(
            Appearance(session="forum-1", roles=(ParticipantRole.SPEAKER,), presence=Presence.REMOTE),
        ),
    )
    assert_type(participant.appearances[0].roles, tuple[ParticipantRole, ...])
    assert_type(participant.appearances[0].presence, Presence | None)
    assert_type(participant.represents, str | None)


def positions_and_assessments_are_statements() -> None:
    """Who holds what, and how grave it is."""
    position = Position(
        id="p1",
        conference="forum",
        session="forum-1",
        holders=("berg",),
        act=SpeechAct.CALL_FOR,
        claim="The League should grow.",
        rendering=Rendering.PARAPHRASED,
        certainty=Certainty.PROBABLE,
        comparisons=(Comparison(subject="league", other="norland"),),
        figures=(Figure(measure="drills", form=FigureForm.MULTIPLE, value=Decimal(3)),),
        topic="growth",
        stance=Stance.QUALIFIED_SUPPORT,
    )
    assert_type(position.holders, tuple[str, ...])
    assert_type(position.assembly, Assembly | None)
    assert_type(position.attribution, Attribution)
    assert_type(position.endorsement, Endorsement | None)
    assert_type(position.date, Edtf | None)
    assert_type(position.stance, Stance)
    assert_type(position.stance.score, float | None)
    assert_type(position.stance.meaning, str)
    assert_type(position.figures[0].value, Decimal)
    assert_type(position.figures[0].factor, Decimal | None)
    assert position.act is not None
    assert_type(position.act.searle, SearleClass)

    assessment = ThreatAssessment(
        id="a1",
        assembly=Assembly(of="forum", quantifier=Quantifier.UNANIMOUS),
        threat="drought",
        verdict=Verdict.AFFIRMED,
        severity=Severity.EXISTENTIAL,
        measures=("p1",),
    )
    assert_type(assessment.verdict.score, float)
    assert_type(assessment.securitizing, bool)
    assert assessment.severity is not None
    assert_type(assessment.severity > Severity.LOW, bool)
    assert_type(assessment.severity.rank, int)
    assert assessment.securitizing

    said: list[Statement] = [position, assessment]
    assert_type(said[0].in_reply_to, tuple[str, ...])

    topic = Topic(id="growth", label="Growth", proposition="The League should admit members.")
    assert_type(topic.broader, str | None)
    threat = Threat(
        id="drought",
        label="Drought",
        kinds=(ThreatKind.ENVIRONMENTAL_DEGRADATION,),
        sectors=(Sector.ENVIRONMENTAL,),
    )
    assert_type(threat.kinds, tuple[ThreatKind, ...])


def words_are_strings_of_a_closed_list() -> None:
    """A word read from outside becomes a member, and a member is a string."""
    assert_type(Stance("support"), Stance)
    word: str = Stance.SUPPORT
    assert word == "support"
    assert_type([stance.value for stance in Stance], list[str])
    assert_type(max(Severity), Severity)


def evidence_points_into_a_text() -> None:
    """Where it stands."""
    text = "It was said."
    document = Document(id="report", title="A report", sha256=digest(text), length=len(text))
    assert_type(document.length, int | None)
    evidence = Evidence(document="report", start=7, end=11, exact="said")
    assert_type(evidence.resolve(text), str)
    assert_type(evidence.problems_in(text), tuple[Problem, ...])
    assert_type(evidence.reanchored(text), Evidence)


def selections_are_sequences_of_records_reached_by_id() -> None:
    """What a corpus is asked for."""
    corpus = Corpus([State(id="norland", name="Norland"), State(id="southland", name="Southland")])
    assert_type(corpus.states, States)
    assert_type(corpus.states["norland"], State)
    assert_type(corpus.states[0], State)
    assert_type(corpus.states[:1], States)
    assert_type(corpus.states.where(name="norland"), States)
    assert_type(corpus.states.get("norland"), State | None)
    assert_type(corpus["norland"], Record)
    states: Sequence[State] = corpus.states
    assert [state.id for state in states] == ["norland", "southland"]
    assert "norland" in corpus.states
    assert corpus.states[0] in corpus.states
    assert "norland" in corpus


def dates_answer_in_three_ways() -> None:
    """When it was."""
    assert_type(parse_edtf("2022-01"), Edtf)
    assert_type(contains(parse_edtf("2003/2016"), parse_edtf("2016-05")), Answer)
    assert_type(overlaps(parse_edtf("2003"), parse_edtf("2004")), Answer)
    assert before(parse_edtf("2003"), parse_edtf("2004")) is Answer.YES


def errors_list_what_is_wrong() -> None:
    """What goes wrong is caught by class, and its problems are typed."""
    paths: list[str] = []
    try:
        State(id="not an id", name="")
    except InvalidValueError as error:
        assert_type(error.problems, tuple[Problem, ...])
        assert_type(error.problems[0].allowed, tuple[str, ...])
        paths += [problem.path for problem in error.problems]
    assert paths == ["id", "name"]
    base: type[EurasecError] = EvidenceError
    assert issubclass(base, Exception)


def mistakes_are_seen_by_type_checkers(state: State, position: Position) -> None:
    """What must not pass; a checker also reports an exception here that it does not need."""
    State(id=3, name="Norland")  # type: ignore[arg-type]
    State(id="norland", name="Norland", colour="red")  # type: ignore[call-arg]
    State("norland", name="Norland")  # type: ignore[call-arg]
    Position(id="p", holders=("berg",), topic="growth", stance=Verdict.DENIED)  # type: ignore[arg-type]
    state.name = "Northland"  # type: ignore[misc]
    position.claim.upper()  # type: ignore[union-attr]
    assert Severity.LOW < 3  # type: ignore[operator]


def rooms_that_open_late_are_typed() -> None:
    """What the front door opens late is known to a type checker all the same."""
    data = eurasec.dumps(Corpus([State(id="norland", name="Norland")]))
    assert_type(data, bytes)
    assert_type(eurasec.loads(data, limits=eurasec.Limits(records=10), fast=False), Corpus)
    assert_type(eurasec.dates.read_date("in 2022", language="en"), eurasec.dates.Reading)
    assert_type(eurasec.diff(Corpus(), Corpus()), eurasec.changes.Difference)
    assert_type(eurasec.datasets.csto_2022(), Corpus)
    with suppress(AttributeError):
        eurasec.laods(data)  # type: ignore[attr-defined]


def main() -> None:
    """Run everything above."""
    rooms_that_open_late_are_typed()
    records_have_typed_fields()
    conferences_hold_their_sessions()
    positions_and_assessments_are_statements()
    words_are_strings_of_a_closed_list()
    evidence_points_into_a_text()
    selections_are_sequences_of_records_reached_by_id()
    dates_answer_in_three_ways()
    errors_list_what_is_wrong()


if __name__ == "__main__":
    main()
