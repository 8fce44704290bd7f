"""What selections and the corpus look up: who took part, in which office, when; and postings.

Everything here is derived from the records, built when it is first asked for,
and kept, for a corpus never changes. Two threads may build the same thing at
the same time; either result will do.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Final, Generic, NamedTuple, TypeVar, cast

import attrs

from eurasec._kinds import KINDS, SESSION, name_of
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant, Session
from eurasec.dates import Answer, Edtf, EdtfInterval, contains, overlaps
from eurasec.errors import UnknownIdError, near_matches
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Event, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, AttributionRule, Collectivity, ParticipantRole, Presence, Quantifier

__all__ = ["Index", "OfficeHeld", "Posting", "Speaker", "Speaking", "Table", "Term"]

R = TypeVar("R")
S = TypeVar("S", bound=Record)

SPEAKING: Final = frozenset(
    {
        ParticipantRole.OPENER,
        ParticipantRole.KEYNOTE,
        ParticipantRole.SPEAKER,
        ParticipantRole.DISCUSSANT,
    }
)
"""The roles that make somebody a recorded speaker."""

UNHEARD: Final = frozenset({Presence.MESSAGE, Presence.REPRESENTED, Presence.ABSENT})
"""Those who were not there themselves; an assembly's view is not spread over them."""


@attrs.frozen(kw_only=True)
class OfficeHeld:
    """An office that somebody held, or may have held, when they spoke.

    Attributes:
        person: Who.
        office: Which office.
        answer: YES if a tenure shows it for certain; MAYBE if none decides.
        tenures: The tenures on which the answer rests.

    >>> OfficeHeld(person="zas", office="sg", answer=Answer.MAYBE).answer.certain
    False
    """

    person: str
    office: str
    answer: Answer
    tenures: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Speaking:
    """A holder as they were when they spoke.

    Attributes:
        actor: Who.
        represents: The body for which it is said; `None` if they speak for themselves.
        offices: The offices held then, for certain or possibly, the primary one first.
        roles: Their roles in the session, or in the conference.
        presences: How they took part.
    """

    actor: str
    represents: str | None
    offices: tuple[OfficeHeld, ...]
    roles: tuple[ParticipantRole, ...]
    presences: tuple[Presence, ...]


@attrs.frozen(kw_only=True)
class Speaker:
    """Somebody who can be counted for a statement, and why.

    Attributes:
        actor: Who.
        reason: `named` for a holder, `unanimous` for a recorded speaker of an
            assembly that was unanimous.
        inferred: Whether the source does not name them with this view.

    >>> Speaker(actor="zas", reason="unanimous", inferred=True).reason
    'unanimous'
    """

    actor: str
    reason: str
    inferred: bool


class Term(NamedTuple):
    """For how long a tenure or a membership is in force, as far as it is known.

    Attributes:
        period: From when to when; `None` if unknown.
        attested: Dates on which a source shows it in force.
    """

    period: Edtf | None
    attested: tuple[Edtf, ...]

    def in_force(self, on: Edtf) -> Answer:
        """Tell whether it is in force at a date: by its period, else by an attested day."""
        within = Answer.MAYBE if self.period is None else contains(self.period, on)
        shown = within is Answer.MAYBE and any(_shows(date, on) for date in self.attested)
        return Answer.YES if shown else within

    def in_force_during(self, window: Edtf) -> Answer:
        """Tell whether it is in force at some time in a window."""
        touches = Answer.MAYBE if self.period is None else overlaps(window, self.period)
        shown = touches is Answer.MAYBE and any(
            contains(window, date) is Answer.YES for date in self.attested
        )
        return Answer.YES if shown else touches


def _shows(attested: Edtf, on: Edtf) -> bool:
    """Whether what is attested at a date holds on a day: a month shows one of its days, not each."""
    if not isinstance(attested, EdtfInterval) and attested.earliest != attested.latest:
        return False
    return contains(attested, on) is Answer.YES


Posting = Sequence[int]
"""Places in a table, ascending."""


class Table(Generic[S]):
    """All records of one kind in their order, and at which places which value stands.

    Attributes:
        records: The records.
        everywhere: The places of all of them.
    """

    def __init__(self, records: tuple[S, ...]) -> None:
        self.records = records
        self.everywhere = range(len(records))
        self._postings: dict[str, Mapping[Hashable, Posting]] = {}

    @cached_property
    def classes(self) -> frozenset[type]:
        """The classes of the records; the table has all records of these."""
        return frozenset(map(type, self.records))

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """At which place the record with an id stands."""
        return dict(zip(map(attrgetter("id"), self.records), self.everywhere, strict=True))

    def postings(self, name: str, found: Iterable[Iterable[Hashable]]) -> Mapping[Hashable, Posting]:
        """Give the places of every value of a key.

        Args:
            name: The key's name.
            found: The values of each record under it; they are not looked at a
                second time.
        """
        known = self._postings.get(name)
        if known is None:
            places: defaultdict[Hashable, array[int]] = defaultdict(partial(array, "I"))
            for place, values in enumerate(found):
                for value in values:
                    posting = places[value]
                    if not posting or posting[-1] != place:
                        posting.append(place)
            known = self._postings.setdefault(name, dict(places))
        return known


def _grouped(records: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups


class Index:
    """The records of one corpus, and what follows from several of them together."""

    def __init__(self, by_id: Mapping[str, Record]) -> None:
        self.by_id = by_id
        kinds: dict[type, list[Record]] = {kind.record: [] for kind in (*KINDS, SESSION)}
        for cls, run in groupby(by_id.values(), type):
            kinds[cls].extend(run)
        self.states = _table(kinds, State)
        self.areas = _table(kinds, Area)
        self.organizations = _table(kinds, Organization)
        self.groups = _table(kinds, Group)
        self.people = _table(kinds, Person)
        self.memberships = _table(kinds, Membership)
        self.offices = _table(kinds, Office)
        self.tenures = _table(kinds, Tenure)
        self.documents = _table(kinds, Document)
        self.events = _table(kinds, Event)
        self.conferences = _table(kinds, Conference)
        self.participants = _table(kinds, Participant)
        self.topics = _table(kinds, Topic)
        self.positions = _table(kinds, Position)
        self.threats = _table(kinds, Threat)
        self.assessments = _table(kinds, ThreatAssessment)

    def records(self) -> Iterator[Record]:
        """Go through all records in the order of files; sessions stand inside their conference."""
        return chain(
            self.states.records,
            self.areas.records,
            self.organizations.records,
            self.groups.records,
            self.people.records,
            self.memberships.records,
            self.offices.records,
            self.tenures.records,
            self.documents.records,
            self.events.records,
            self.conferences.records,
            self.participants.records,
            self.topics.records,
            self.positions.records,
            self.threats.records,
            self.assessments.records,
        )

    @cached_property
    def sessions(self) -> Table[Session]:
        """All sessions, in the order of their conferences."""
        return Table(tuple(session for each in self.conferences.records for session in each.sessions))

    @cached_property
    def statements(self) -> Table[Statement]:
        """All statements: positions, then assessments."""
        return Table((*self.positions.records, *self.assessments.records))

    @cached_property
    def conferences_by_id(self) -> dict[str, Conference]:
        """The conferences by their ids."""
        return {each.id: each for each in self.conferences.records}

    @cached_property
    def sessions_by_id(self) -> dict[str, Session]:
        """The sessions by their ids."""
        return {each.id: each for each in self.sessions.records}

    @cached_property
    def offices_by_id(self) -> dict[str, Office]:
        """The offices by their ids."""
        return {each.id: each for each in self.offices.records}

    @cached_property
    def documents_by_id(self) -> dict[str, Document]:
        """The documents by their ids."""
        return {each.id: each for each in self.documents.records}

    def named(self, id: str, kinds: Iterable[str]) -> Record:
        """Give the record with an id if it is of one of the kinds.

        Raises:
            UnknownIdError: If there is none, with near matches.
        """
        wanted = frozenset(kinds)
        found = self.by_id.get(id) if isinstance(id, str) else None  # pyright: ignore[reportUnnecessaryIsInstance] - untyped callers
        if found is not None and name_of(found) in wanted:
            return found
        names = [kind.name for kind in (*KINDS, SESSION) if kind.name in wanted]
        what = " or ".join(names) if len(names) <= 3 else "record"  # noqa: PLR2004 - a longer list helps nobody
        near = near_matches(id, (key for key, record in self.by_id.items() if name_of(record) in wanted))
        raise UnknownIdError(what, id, near)

    # ── Broader topics and threats, nested areas ────────────────────────────

    def broader(self, id: str) -> Iterator[str]:
        """Give a topic or threat and all that are broader, nearest first."""
        here: str | None = id
        while here is not None:
            yield here
            record = self.by_id[here]
            here = record.broader if isinstance(record, (Topic, Threat)) else None

    def _around_area(self, area: Area) -> Iterator[Area]:
        """Give an area and those in which it lies, from the inside out."""
        here: Record | None = area
        while isinstance(here, Area):
            yield here
            here = None if here.part_of is None else self.by_id[here.part_of]

    @cached_property
    def _areas_of(self) -> dict[str, dict[str, None]]:
        areas: dict[str, dict[str, None]] = {}
        for area in self.areas.records:
            for outer in self._around_area(area):
                for state in area.states:
                    areas.setdefault(state, {})[outer.id] = None
        return areas

    def areas_of(self, state: str | None) -> Sequence[str]:
        """Give the areas to which a state belongs."""
        return () if state is None else tuple(self._areas_of.get(state, ()))

    @cached_property
    def _states_of(self) -> dict[str, list[str]]:
        states: dict[str, list[str]] = {}
        for state, areas in self._areas_of.items():
            for area in areas:
                states.setdefault(area, []).append(state)
        return states

    def states_of(self, area: str) -> Sequence[str]:
        """Give the states that an area comprises, those of the areas inside it among them."""
        return self._states_of.get(area, ())

    # ── Conferences and who takes part ──────────────────────────────────────

    @cached_property
    def _homes(self) -> dict[str, str]:
        return {session.id: each.id for each in self.conferences.records for session in each.sessions}

    def conference_of(self, statement: Statement) -> str | None:
        """Give the conference at which a statement was made: its own, or that of its session."""
        place = statement.conference or statement.session
        return None if place is None else self.conference_at(place)

    def rule_of(self, session: Session) -> AttributionRule | None:
        """Give the rule of a session: its own, or that of the session around it, or of its conference."""
        for each in self.around(session.id):
            if each.attribution_rule is not None:
                return each.attribution_rule
        return None

    def period_of(self, session: str) -> Edtf | None:
        """Give when a session was held: its period, else that of what is around it."""
        return next((each.period for each in self.around(session) if each.period is not None), None)

    def around(self, session: str) -> Iterator[Session | Conference]:
        """Give a session, the sessions around it from the inside out, and their conference."""
        here: str | None = session
        while here is not None:
            record = self.sessions_by_id[here]
            yield record
            here = record.part_of
        yield self.conferences_by_id[self.conference_at(session)]

    def conference_at(self, place: str) -> str:
        """Give the conference of a session; of a conference, itself."""
        return self._homes.get(place, place)

    @cached_property
    def _by_person(self) -> dict[tuple[str, str], Participant]:
        return {(each.person, each.conference): each for each in self.participants.records}

    def participant(self, actor: str, conference: str | None) -> Participant | None:
        """Give the participant that a person is at a conference."""
        return None if conference is None else self._by_person.get((actor, conference))

    @cached_property
    def _by_conference(self) -> dict[str, list[Participant]]:
        return _grouped(self.participants.records, lambda each: each.conference)

    @cached_property
    def _participations(self) -> dict[str, list[Participant]]:
        return _grouped(self.participants.records, lambda each: each.person)

    def conferences_with(self, person: str) -> tuple[str, ...]:
        """Give the conferences at which a person takes part."""
        return tuple(each.conference for each in self._participations.get(person, ()))

    def bodies_represented_by(self, person: str) -> tuple[str, ...]:
        """Give the bodies for which a person speaks at some conference."""
        bodies = (each.represents for each in self._participations.get(person, ()))
        return tuple(body for body in bodies if body is not None)

    def people_at(self, conference: str) -> tuple[str, ...]:
        """Give the people who take part in a conference."""
        return tuple(each.person for each in self._by_conference.get(conference, ()))

    def appearances(self, holder: str, statement: Statement) -> Iterator[Appearance]:
        """Give how a holder takes part in the session of a statement, or in its conference."""
        participant = self.participant(holder, self.conference_of(statement))
        for appearance in () if participant is None else participant.appearances:
            if statement.session is None or appearance.session in {None, statement.session}:
                yield appearance

    def recorded_speakers(self, conference: str, session: str | None = None) -> tuple[Participant, ...]:
        """Give those who are recorded as speakers of a conference, or of one of its sessions."""
        return tuple(
            participant
            for participant in self._by_conference.get(conference, ())
            if any(_speaking(participant, session))
        )

    # ── A statement in its setting ──────────────────────────────────────────

    def date_of(self, statement: Statement) -> Edtf | None:
        """Give when a statement was voiced: its date, else its session's, conference's or document's."""
        if statement.date is not None:
            return statement.date
        if statement.session is not None:
            period = self.period_of(statement.session)
        else:
            period = (
                None if statement.conference is None else self.conferences_by_id[statement.conference].period
            )
        if period is not None or statement.document is None:
            return period
        return self.documents_by_id[statement.document].date

    def represented(self, statement: Statement) -> tuple[str, ...]:
        """Give the bodies for which a statement is made.

        That is `on_behalf_of` where it is given; else whom its holders
        represent at its conference; a state or organization that holds a view
        itself stands for itself.
        """
        if statement.on_behalf_of is not None:
            return (statement.on_behalf_of,)
        return tuple(
            dict.fromkeys(
                body
                for holder in statement.holders
                if (body := self.represented_by(holder, statement)) is not None
            )
        )

    def represented_by(self, holder: str, statement: Statement) -> str | None:
        """Give the body for which one of the holders makes a statement."""
        if statement.on_behalf_of is not None:
            return statement.on_behalf_of
        if isinstance(self.by_id[holder], (State, Organization)):
            return holder
        participant = self.participant(holder, self.conference_of(statement))
        return None if participant is None else participant.represents

    def country_of(self, actor: str) -> str | None:
        """Give the state where sources place an actor; of a state, itself."""
        record = self.by_id[actor]
        if isinstance(record, State):
            return actor
        assert isinstance(record, (Person, Organization, Group))  # noqa: S101 - the corpus has checked it
        return record.country

    def offices_held(self, holder: str, statement: Statement) -> tuple[OfficeHeld, ...]:
        """Give the offices that a holder held when a statement was made, certain and possible ones.

        Those under which the source presents the holder come first, in its
        order; whether they were current then is for the tenures to say.
        """
        tenures = _grouped(self.tenures_of(holder), lambda tenure: tenure.office)
        participant = self.participant(holder, self.conference_of(statement))
        presented = () if participant is None else participant.offices
        date = self.date_of(statement)
        held = (
            OfficeHeld(
                person=holder,
                office=office,
                answer=_held(tenures.get(office, ()), date),
                tenures=tuple(tenure.id for tenure in tenures.get(office, ())),
            )
            for office in dict.fromkeys((*presented, *tenures))
        )
        return tuple(each for each in held if each.answer.possible)

    def speaking(self, statement: Statement) -> tuple[Speaking, ...]:
        """Give each holder as they were when they spoke."""
        return tuple(
            Speaking(
                actor=holder,
                represents=self.represented_by(holder, statement),
                offices=self.offices_held(holder, statement),
                roles=tuple(role for each in self.appearances(holder, statement) for role in each.roles),
                presences=tuple(
                    each.presence for each in self.appearances(holder, statement) if each.presence is not None
                ),
            )
            for holder in statement.holders
        )

    def collectivity(self, statement: Statement) -> Collectivity:
        """Give in which way a view is held."""
        if statement.assembly is not None:
            return Collectivity.ASSEMBLED
        holders = [self.by_id[holder] for holder in statement.holders]
        if len(holders) > 1:
            return Collectivity.SEVERAL
        return Collectivity.INDIVIDUAL if isinstance(holders[0], Person) else Collectivity.INSTITUTIONAL

    def self_critical(self, statement: Statement) -> bool:
        """Tell whether a holder criticises the own side.

        That is whom the holder represents, a body in which the holder has or
        had an office, or one of which the state represented is or was a member.
        """
        criticised = frozenset(statement.criticises)
        return bool(criticised) and any(
            not criticised.isdisjoint(self._own_side(holder, statement)) for holder in statement.holders
        )

    def _own_side(self, holder: str, statement: Statement) -> Iterator[str]:
        yield holder
        for tenure in self.tenures_of(holder):
            office = self.offices_by_id[tenure.office]
            yield from (body for body in (office.organization, office.state) if body is not None)
        represented = self.represented_by(holder, statement)
        if represented is not None:
            yield represented
            yield from (each.organization for each in self.memberships_of(represented))

    def counted(self, statement: Statement) -> tuple[Speaker, ...]:
        """Give who is counted for a view of their own: holders, or the speakers of a unanimous assembly."""
        if statement.attribution is not Attribution.OWN:
            return ()
        if statement.assembly is None:
            return tuple(Speaker(actor=each, reason="named", inferred=False) for each in statement.holders)
        assembly = statement.assembly
        spread = assembly.quantifier is Quantifier.UNANIMOUS and assembly.among is None
        return tuple(
            Speaker(actor=participant.person, reason="unanimous", inferred=True)
            for participant in (self._assembled(assembly.of) if spread else ())
        )

    def _assembled(self, of: str) -> Iterator[Participant]:
        """Give the recorded speakers of a session or conference who were there themselves."""
        record = self.by_id[of]
        if isinstance(record, Session):
            conference, session = self._homes[of], of
        elif isinstance(record, Conference):
            conference, session = of, None
        else:
            return
        for participant in self.recorded_speakers(conference, session):
            if any(each.presence not in UNHEARD for each in _speaking(participant, session)):
                yield participant

    # ── Offices and memberships ─────────────────────────────────────────────

    @cached_property
    def _tenures_of(self) -> dict[str, list[Tenure]]:
        return _grouped(self.tenures.records, lambda each: each.person)

    def tenures_of(self, person: str) -> Sequence[Tenure]:
        """Give the tenures of a person."""
        return self._tenures_of.get(person, ())

    @cached_property
    def _tenures_in(self) -> dict[str, list[Tenure]]:
        return _grouped(self.tenures.records, lambda each: each.office)

    def tenures_in(self, office: str) -> Sequence[Tenure]:
        """Give the tenures in an office."""
        return self._tenures_in.get(office, ())

    @cached_property
    def _memberships_of(self) -> dict[str, list[Membership]]:
        return _grouped(self.memberships.records, lambda each: each.member)

    def memberships_of(self, actor: str) -> Sequence[Membership]:
        """Give the memberships of an actor."""
        return self._memberships_of.get(actor, ())

    @cached_property
    def _memberships_in(self) -> dict[str, list[Membership]]:
        return _grouped(self.memberships.records, lambda each: each.organization)

    def memberships_in(self, organization: str) -> Sequence[Membership]:
        """Give the memberships in an organization."""
        return self._memberships_in.get(organization, ())


def _table(kinds: Mapping[type, list[Record]], record: type[S]) -> Table[S]:
    """Give the table of a kind: its records in the order of their ids."""
    return Table(tuple(sorted(cast("list[S]", kinds[record]), key=attrgetter("id"))))


def _speaking(participant: Participant, session: str | None) -> Iterator[Appearance]:
    """Give the appearances of a participant as a speaker, in a session or in all."""
    for appearance in participant.appearances:
        if SPEAKING.intersection(appearance.roles) and session in {None, appearance.session}:
            yield appearance


def _held(tenures: Iterable[Tenure], date: Edtf | None) -> Answer:
    """Tell whether one of several tenures was in force; MAYBE if there is none that says."""
    answers = [
        Answer.MAYBE if date is None else Term(tenure.period, tenure.attested).in_force(date)
        for tenure in tenures
    ]
    if not answers:
        return Answer.MAYBE
    held = Answer.NO
    for answer in answers:
        held |= answer
    return held
