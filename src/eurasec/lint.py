"""What a corpus may say and yet should be looked at again (rule 4 of the model).

Every rule has a code, which can be switched off by name; `RULES` says in one
line what each of them finds. Nothing is found that only may be so: where dates
or holders are not known for certain, a rule is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from eurasec._fields import references
from eurasec._index import SPEAKING, Index
from eurasec._integrity import evidence_of
from eurasec.actors import Area, Group, Organization, Person, State, Tenure
from eurasec.conferences import Conference
from eurasec.corpus import Corpus, a_corpus, index_of
from eurasec.dates import Answer, Edtf, Endpoint, before
from eurasec.errors import InvalidValueError, Problem, did_you_mean, near_matches, shown
from eurasec.positions import Position
from eurasec.selection.keys import several
from eurasec.sources import Document, Event, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import (
    AttributionRule,
    DocumentKind,
    OrganizationKind,
    SearleClass,
    SpeechAct,
    Stance,
    Verdict,
)

__all__ = ["RULES", "Finding", "lint"]


@attrs.frozen(kw_only=True)
class Finding:
    """Something that should be looked at again.

    Attributes:
        code: The rule that found it, a key of `RULES`.
        record: The id of the record; sessions are records of their own.
        path: The field inside it; empty where the whole record is meant.
        message: What is odd, in one lower-case sentence.

    >>> print(Finding(code="without-evidence", record="zas", path="", message="nothing says where it stands"))
    zas: nothing says where it stands [without-evidence]
    """

    code: str
    record: str
    path: str
    message: str

    def __str__(self) -> str:
        """Give place, message and code in one line."""
        place = f"{self.record}.{self.path}" if self.path else self.record
        return f"{place}: {self.message} [{self.code}]"


Found: TypeAlias = Iterator[tuple[str, str, str]]
"""What a rule finds: record, path and message."""

_MEANINGS: Final[dict[str, str]] = {}
_CHECKS: Final[dict[str, Callable[[Index], Found]]] = {}

RULES: Final[Mapping[str, str]] = MappingProxyType(_MEANINGS)
"""The codes of all rules, each with its meaning in one line."""


def lint(corpus: Corpus, *, without: str | Iterable[str] = ()) -> tuple[Finding, ...]:
    """List what should be looked at again: sound records that hardly can be meant so.

    Args:
        corpus: The corpus.
        without: The codes of rules that are not asked, one or several of `RULES`.

    Returns:
        The findings, rule by rule in the order of `RULES`, and in the order of
        files for each.

    Raises:
        InvalidValueError: If a code is none; with near matches.

    >>> from eurasec import State
    >>> for finding in lint(Corpus([State(id="norland", name="Norland")])):
    ...     print(finding)
    norland: nothing refers to it [unused-entity]
    norland: neither evidence nor a note says where it is known from [without-evidence]
    """
    unasked = several(without)
    if unknown := [code for code in unasked if not isinstance(code, str) or code not in RULES]:
        raise InvalidValueError("lint", [_no_code(code) for code in unknown])
    index = index_of(a_corpus("lint", corpus))
    return tuple(
        Finding(code=code, record=record, path=path, message=message)
        for code, check in _CHECKS.items()
        if code not in unasked
        for record, path, message in check(index)
    )


def _no_code(code: object) -> Problem:
    message = f"{shown(code)} is no code of a rule{did_you_mean(near_matches(code, RULES))}"
    return Problem(path="without", message=message, rule="word", value=shown(code), allowed=tuple(RULES))


def _rule(code: str, meaning: str) -> Callable[[Callable[[Index], Found]], Callable[[Index], Found]]:
    """Enter a rule under its code."""

    def entered(check: Callable[[Index], Found]) -> Callable[[Index], Found]:
        _MEANINGS[code] = meaning
        _CHECKS[code] = check
        return check

    return entered


_FEW: Final = 3
"""So many records give the idea of all."""


def _some(ids: Sequence[str]) -> str:
    """Name the first few of some records."""
    few = ", ".join(map(shown, ids[:_FEW]))
    return f"{few}, …" if len(ids) > _FEW else few


# ── Who speaks ──────────────────────────────────────────────────────────────


def _voices(statement: Statement) -> Iterator[tuple[str, str]]:
    """Give whose voice was heard, each with its path: the holders', or that of one who ascribes a view."""
    if statement.attributed_by is None:
        yield from ((f"holders[{number}]", holder) for number, holder in enumerate(statement.holders))
    else:
        yield "attributed_by", statement.attributed_by


_CONFIDENTIAL: Final[dict[AttributionRule | None, str]] = {
    AttributionRule.CHATHAM_HOUSE: "under the Chatham House Rule",
    AttributionRule.OFF_RECORD: "off the record",
}


@_rule("chatham-house-holder", "a holder is named, though it was said where names may not be reported")
def _named_in_confidence(index: Index) -> Found:
    for statement in index.statements.records:
        place, rule = _said_under(index, statement)
        if rule not in _CONFIDENTIAL:
            continue
        for path, actor in _voices(statement):
            record = index.by_id[actor]
            if isinstance(record, (State, Organization)) or (
                isinstance(record, Person) and not record.unnamed
            ):
                message = f"{shown(actor)} is named, but {shown(place)} was held {_CONFIDENTIAL[rule]}"
                yield statement.id, path, message


def _said_under(index: Index, statement: Statement) -> tuple[str, AttributionRule | None]:
    """Give the session or conference in which a statement was made, and the rule that it was under."""
    if statement.session is not None:
        return statement.session, index.rule_of(index.sessions_by_id[statement.session])
    if statement.conference is not None and statement.document is None:
        return statement.conference, index.conferences_by_id[statement.conference].attribution_rule
    return "", None


@_rule("holder-no-participant", "a person spoke at a conference without being one of its participants")
def _speaks_without_taking_part(index: Index) -> Found:
    for statement in index.statements.records:
        conference = index.conference_of(statement)
        if conference is None:
            continue
        for path, actor in _voices(statement):
            if isinstance(index.by_id[actor], Person) and index.participant(actor, conference) is None:
                yield statement.id, path, f"{shown(actor)} is no participant of {shown(conference)}"


@_rule("speakers-differ", "a session has not as many recorded speakers as the source counts")
def _speakers_differ(index: Index) -> Found:
    spoke: dict[str, dict[str, None]] = {}
    for participant in index.participants.records:
        for appearance in participant.appearances:
            if appearance.session is not None and SPEAKING.intersection(appearance.roles):
                for around in index.around(appearance.session):
                    spoke.setdefault(around.id, {})[participant.person] = None
    for session in index.sessions.records:
        speakers = tuple(spoke.get(session.id, ()))
        if session.speakers_reported not in {None, len(speakers)}:
            names = f" ({', '.join(map(shown, speakers))})" if speakers else ""
            recorded = f"{len(speakers)} {'is' if len(speakers) == 1 else 'are'} recorded{names}"
            message = f"the source counts {session.speakers_reported}, but {recorded}"
            yield session.id, "speakers_reported", message


# ── Offices ─────────────────────────────────────────────────────────────────


def _tenures(index: Index) -> dict[tuple[str, str], list[Tenure]]:
    """Give the tenures of each person in each office."""
    held: dict[tuple[str, str], list[Tenure]] = {}
    for tenure in index.tenures.records:
        held.setdefault((tenure.person, tenure.office), []).append(tenure)
    return held


@_rule("office-without-tenure", "no tenure says that, or when, an office was held")
def _offices_without_tenure(index: Index) -> Found:
    held = _tenures(index)
    presented: set[str] = set()
    for participant in index.participants.records:
        presented.update(participant.offices)
        for number, office in enumerate(participant.offices):
            if (participant.person, office) not in held:
                message = f"no tenure says when {shown(participant.person)} held {shown(office)}"
                yield participant.id, f"offices[{number}]", message
    filled = {office for _, office in held}
    for each in index.offices.records:
        if each.id not in filled and each.id not in presented:
            yield each.id, "", "no tenure says who held it"


@_rule("office-begins-later", "somebody is presented under an office that begins only after the conference")
def _offices_that_begin_later(index: Index) -> Found:
    held = _tenures(index)
    for participant in index.participants.records:
        period = index.conferences_by_id[participant.conference].period
        if period is None:
            continue
        for number, office in enumerate(participant.offices):
            tenures = held.get((participant.person, office), [])
            if tenures and all(_begins_after(tenure, period) for tenure in tenures):
                message = f"{shown(office)} begins after the conference ({tenures[0].period}, held {period})"
                yield participant.id, f"offices[{number}]", message


def _begins_after(tenure: Tenure, period: Edtf) -> bool:
    """Tell whether a tenure begins after a conference for certain."""
    if tenure.period is None:
        return False
    return all(before(period, each) is Answer.YES for each in (tenure.period, *tenure.attested))


# ── Records ─────────────────────────────────────────────────────────────────


@_rule("unused-entity", "nothing refers to an actor, area, office, document, event, topic or threat")
def _unused(index: Index) -> Found:
    used = {
        target for record in index.records() for _, target, _ in references(record) if target != record.id
    }
    tables = (
        index.states,
        index.areas,
        index.organizations,
        index.groups,
        index.people,
        index.offices,
        index.documents,
        index.events,
        index.topics,
        index.threats,
    )
    for table in tables:
        for record in table.records:
            if record.id not in used:
                yield record.id, "", "nothing refers to it"


@_rule("without-evidence", "neither evidence nor a note says where a record is known from")
def _without_evidence(index: Index) -> Found:
    everything = [each for record in index.records() for each in _with_sessions(record)]
    sources = {evidence.document for record in everything for _, evidence in evidence_of(record)}
    for record in everything:
        if record.note is None and record.id not in sources and not any(evidence_of(record)):
            yield record.id, "", "neither evidence nor a note says where it is known from"


def _with_sessions(record: Record) -> tuple[Record, ...]:
    return (record, *record.sessions) if isinstance(record, Conference) else (record,)


@_rule("occasion-years", "the years since what a conference marks do not fit the dates")
def _occasions_that_do_not_fit(index: Index) -> Found:
    for conference in index.conferences.records:
        for number, occasion in enumerate(conference.occasions):
            if occasion.of is None or occasion.years is None or conference.period is None:
                continue
            origin = _origin(index.by_id[occasion.of])
            if origin is None or _may_be_years_after(occasion.years, origin, conference.period):
                continue
            message = (
                f"{occasion.years} years do not fit {shown(occasion.of)} of {origin}, "
                f"for the conference is of {conference.period}"
            )
            yield conference.id, f"occasions[{number}].years", message


def _origin(record: Record) -> Edtf | None:
    """Give the date from which the years since something are counted."""
    if isinstance(record, Document):
        return record.date
    if isinstance(record, Event):
        return record.period
    return record.founded if isinstance(record, Organization) else None


def _may_be_years_after(years: int, origin: Edtf, then: Edtf) -> bool:
    """Tell whether so many years may lie between two dates.

    The full years that have gone by count, and so does the difference between
    the years of the calendar, for an anniversary is kept all through its year.
    """
    first, last = origin.span.earliest_start, origin.span.latest_end
    from_, to = then.span.earliest_start, then.span.latest_end
    if isinstance(first, Endpoint) or isinstance(last, Endpoint):
        return True
    if isinstance(from_, Endpoint) or isinstance(to, Endpoint):
        return True
    if origin.span.start_qualified or origin.span.end_qualified:
        return True
    if then.span.start_qualified or then.span.end_qualified:
        return True
    full = from_.year - last.year - int(from_[1:] < last[1:])
    return full <= years <= to.year - first.year


# ── Views ───────────────────────────────────────────────────────────────────


@_rule("programme-evidence", "a programme, which tells what was planned, is evidence of a view")
def _programme_as_evidence(index: Index) -> Found:
    for statement in index.statements.records:
        for path, evidence in evidence_of(statement):
            if index.documents_by_id[evidence.document].kind is DocumentKind.PROGRAMME:
                message = f"{shown(evidence.document)} is a programme, which tells what was planned"
                yield statement.id, f"{path}.document", message


@_rule("coded-twice", "two records hold the same view of the same passage")
def _coded_twice(index: Index) -> Found:
    same: dict[object, list[Statement]] = {}
    for statement in index.statements.records:
        same.setdefault(_view(index, statement), []).append(statement)
    twins = dict(twin for group in same.values() if len(group) > 1 for twin in _twins(group))
    for statement in index.statements.records:
        if statement.id in twins:
            message = f"the same view of the same passage is coded as {shown(twins[statement.id])}"
            yield statement.id, "", message


def _view(index: Index, statement: Statement) -> object:
    """Give what makes two statements one view: who, where, on what, how, in whose coding."""
    if isinstance(statement, Position):
        said: object = (statement.topic, statement.stance, statement.condition)
    else:
        assert isinstance(statement, ThreatAssessment)  # noqa: S101 - there are two kinds of statement
        said = (statement.threat, statement.verdict)
    return (
        type(statement),
        said,
        frozenset(statement.holders),
        statement.assembly,
        statement.on_behalf_of,
        statement.attribution,
        statement.attributed_by,
        index.conference_of(statement),
        statement.session,
        statement.document,
        statement.date,
        statement.about_period,
        None if statement.coding is None else statement.coding.coder,
    )


def _twins(group: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """Give the statements whose passage another one has coded before, each with that other one.

    The passage is the first piece of evidence, for that holds the view; what
    follows may hold the name of the speaker, and so belong to several views.
    """
    spans: list[tuple[str, int, int, str]] = []
    first: dict[object, str] = {}
    for statement in group:
        evidence = next((each for _, each in evidence_of(statement)), None)
        if evidence is not None and evidence.start is not None and evidence.end is not None:
            spans.append((evidence.document, evidence.start, evidence.end, statement.id))
        else:
            known = first.setdefault((evidence, statement.claim), statement.id)
            if known != statement.id:
                yield statement.id, known
    reached = ("", 0, 0, "")
    for span in sorted(spans):
        document, start, end, id = span
        if document == reached[0] and start < reached[2]:
            yield id, reached[3]
        if document != reached[0] or end > reached[2]:
            reached = span


@_rule(
    "topic-without-proposition", "stances are taken on a topic that has no proposition to be for or against"
)
def _topics_without_proposition(index: Index) -> Found:
    taking: dict[str, list[str]] = {}
    for position in index.positions.records:
        if position.stance not in {Stance.NEUTRAL, Stance.UNCLEAR}:
            taking.setdefault(position.topic, []).append(position.id)
    for topic in index.topics.records:
        if topic.proposition is None and topic.id in taking:
            some = _some(taking[topic.id])
            yield topic.id, "proposition", f"is missing, but positions are for or against it ({some})"


@_rule("condition-unqualified", "a stance that is not qualified has a condition")
def _conditions_on_unqualified_stances(index: Index) -> Found:
    for position in index.positions.records:
        if position.condition is None or position.stance not in {Stance.SUPPORT, Stance.OPPOSE}:
            continue
        act = position.act
        if act is SpeechAct.PREDICT or (act is not None and act.searle is SearleClass.COMMISSIVE):
            continue
        message = f"a condition makes a stance a qualified one, but this is {position.stance}"
        yield position.id, "condition", message


@_rule("denial-by-outsider", "somebody denies a threat who neither is nor represents one of its origins")
def _denials_by_outsiders(index: Index) -> Found:
    sides: dict[str, frozenset[str]] = {}
    for assessment in index.assessments.records:
        if assessment.verdict is not Verdict.DENIED:
            continue
        threat = index.by_id[assessment.threat]
        assert isinstance(threat, Threat)  # noqa: S101 - the corpus has checked it
        for origin in threat.origins:
            if origin not in sides:
                sides[origin] = frozenset(_side_of_origin(index, origin))
        for path, denier in _deniers(assessment):
            side = frozenset(_side(index, denier, assessment))
            if all(side.isdisjoint(sides[origin]) for origin in threat.origins):
                message = (
                    f"{shown(denier)} neither is nor represents an origin of {shown(threat.id)} "
                    f"({_some(threat.origins) or 'none is known'}); others dismiss a threat"
                )
                yield assessment.id, path, message


def _deniers(assessment: ThreatAssessment) -> Iterator[tuple[str, str]]:
    """Give whose view a denial is, each with its path."""
    yield from ((f"holders[{number}]", holder) for number, holder in enumerate(assessment.holders))
    if assessment.assembly is not None:
        yield "assembly.of", assessment.assembly.of


def _side_of_origin(index: Index, origin: str) -> Iterator[str]:
    """Give an origin of a threat, those whom it comprises, and where it lies."""
    yield from _behind(index, origin)
    record = index.by_id[origin]
    if isinstance(record, Area):
        yield from index.states_of(origin)
    elif isinstance(record, Group):
        yield from record.members
    elif isinstance(record, Organization):
        yield from (membership.member for membership in index.memberships_in(origin))


_OF_A_STATE: Final = frozenset(
    {OrganizationKind.GOVERNMENT_BODY, OrganizationKind.PARLIAMENT, OrganizationKind.ARMED_FORCES}
)


def _behind(index: Index, id: str | None) -> Iterator[str]:
    """Give a record and what it is a part of, from the inside out; the state, if it is a body of one."""
    while id is not None:
        yield id
        record = index.by_id[id]
        if isinstance(record, Organization) and record.kind in _OF_A_STATE and record.country is not None:
            yield record.country
        id = record.part_of if isinstance(record, (Area, Organization)) else None


def _side(index: Index, denier: str, assessment: ThreatAssessment) -> Iterator[str]:
    """Give for whom somebody can speak: themselves, those they represent, those whose office they hold."""
    bodies: list[str | None] = [denier, index.represented_by(denier, assessment)]
    for held in index.offices_held(denier, assessment):
        office = index.offices_by_id[held.office]
        bodies += [office.organization, office.state]
    for body in bodies:
        yield from _behind(index, body)
