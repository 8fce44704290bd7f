"""A corpus as a Popolo document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import Edtf, EdtfDateTime
from eurasec.interop._values import ends_of, is_uri, partial_date
from eurasec.interop._writing import Ledger, Writer
from eurasec.interop.exchange import Exported
from eurasec.interop.popolo.words import CONFERENCE, GROUP, SESSION, SHORT_NAME, STATE, TOPIC
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Presence

__all__ = ["to_popolo"]

_Object: TypeAlias = dict[str, object]

_LISTS: Final = (
    *("persons", "organizations", "areas", "posts", "memberships", "events", "motions", "speeches"),
)
"""The lists of a document, in their order."""

_OTHERWISE: Final = "Popolo has no place for it"
_REASONS: Final = {
    "evidence": "Popolo names sources by their url alone",
    "coding": "Popolo does not say who coded",
    "attested": "Popolo knows no dates on which something is attested",
    "about_period": "a speech does not say of what time it speaks",
}
_PARTIAL: Final = "Popolo writes a date in full or not at all: YYYY, YYYY-MM or YYYY-MM-DD"
_ENDS: Final = "Popolo has plain dates for start and end, and none that is open or uncertain"
_IN_WORDS: Final = "the title of the speech says it in words alone"
_ABSENT: Final = "only those who attend are named in an event of Popolo"
_ATTENDING: Final = frozenset({None, Presence.IN_PERSON, Presence.REMOTE})


def to_popolo(corpus: Corpus) -> Exported[bytes]:
    """Write a corpus as a Popolo document.

    Args:
        corpus: The corpus.

    Returns:
        JSON in UTF-8, and what it does not carry. Equal corpora give equal bytes.

    >>> from eurasec import Person
    >>> exported = to_popolo(Corpus([Person(id="zas", name="Stanislav Zas", note="He chairs.")]))
    >>> print(exported.result.decode(), end="")
    {
     "persons": [
      {
       "id": "zas",
       "name": "Stanislav Zas"
      }
     ]
    }
    >>> [str(loss) for loss in exported.losses]
    ['zas.note: Popolo has no place for it']
    """
    return _Document(corpus).exported()


class _Document(Writer):
    """The lists of a document, filled record by record."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus, Ledger(_OTHERWISE, _REASONS))
        self._lists: dict[str, list[_Object]] = {name: [] for name in _LISTS}

    def written(self) -> str:
        """Give the document as JSON, without lists that are empty."""
        lists = {name: items for name, items in self._lists.items() if items}
        return f"{json.dumps(lists, ensure_ascii=False, indent=1)}\n"

    def _add(self, to: str, record: Record, members: Mapping[str, object], *carried: str) -> None:
        """Add an object without what is empty, and say which fields it carries."""
        filled = {"id": record.id, **members, "sources": list(self._sources(record.evidence))}
        self._lists[to].append({key: value for key, value in filled.items() if value not in (None, [])})
        self.settle(record, {"id", *carried})

    def _sources(self, evidence: Iterable[Evidence]) -> Iterator[_Object]:
        """Give the documents that have a url, each once."""
        seen: set[str] = set()
        for each in evidence:
            document = self.corpus.documents[each.document]
            if document.url is not None and is_uri(document.url) and document.id not in seen:
                seen.add(document.id)
                yield {"url": document.url, "note": document.title}

    def _date(self, field: str, date: Edtf | None) -> str | None:
        written = partial_date(date)
        if written is None:
            self.lose(field, _PARTIAL)
        return written

    def _period(self, period: Edtf | None) -> _Object:
        if period is None:
            return {}
        if isinstance(period, EdtfDateTime) and period.offset is not None:
            return {"start_date": period.text, "end_date": period.text}
        start, end, whole = ends_of(period, partial_date)
        if not whole:
            self.lose("period", _ENDS)
        return {"start_date": start, "end_date": end}

    # ── Actors and places ───────────────────────────────────────────────────

    def state(self, state: State) -> None:
        area = {"id": state.id, "name": state.name, "identifier": state.code, "classification": STATE}
        self._lists["areas"].append({key: value for key, value in area.items() if value is not None})
        organization = {**_named(state.name, state.other_names, state.identifiers), "classification": STATE}
        self._add("organizations", state, organization, "name", "other_names", "identifiers", "code")

    def area(self, area: Area) -> None:
        members = {"name": area.name, "parent_id": area.part_of}
        self._add("areas", area, members, "name", "part_of")

    def organization(self, organization: Organization) -> None:
        short = [] if organization.short_name is None else [_other_name(organization.short_name, SHORT_NAME)]
        named = _named(organization.name, organization.other_names, organization.identifiers, short)
        members = {
            **named,
            "classification": organization.kind,
            "parent_id": organization.part_of,
            "area_id": organization.country,
            "founding_date": self._date("founded", organization.founded),
            "dissolution_date": self._date("dissolved", organization.dissolved),
        }
        carried = ("name", "short_name", "other_names", "identifiers", "kind", "part_of", "country")
        self._add("organizations", organization, members, *carried, "founded", "dissolved")

    def group(self, group: Group) -> None:
        named = _named(group.name, (), group.identifiers)
        members = {**named, "classification": GROUP, "area_id": group.country}
        self._add("organizations", group, members, "name", "identifiers", "country", "members")
        self._lists["memberships"].extend(
            {**self._member(member), "organization_id": group.id} for member in group.members
        )

    def person(self, person: Person) -> None:
        members = _named(person.name, person.other_names, person.identifiers)
        self._add("persons", person, members, "name", "other_names", "identifiers")

    def _member(self, id: str) -> _Object:
        """Give a member: a person by id, any other as an object."""
        if isinstance(self.corpus[id], Person):
            return {"person_id": id}
        return {"member": {"id": id, "name": self.name_of(id)}}

    def membership(self, membership: Membership) -> None:
        members = {
            "role": membership.role,
            **self._member(membership.member),
            "organization_id": membership.organization,
            **self._period(membership.period),
        }
        self._add("memberships", membership, members, "member", "organization", "role", "period")

    def office(self, office: Office) -> None:
        body = office.organization or office.state
        members = {
            "label": office.title,
            "organization_id": body,
            "area_id": office.state if office.organization else None,
        }
        self._add("posts", office, members, "title", "organization", "state")

    def tenure(self, tenure: Tenure) -> None:
        office = self.corpus.offices[tenure.office]
        members = {
            "role": office.title,
            "person_id": tenure.person,
            "organization_id": office.organization or office.state,
            "post_id": tenure.office,
            **self._period(tenure.period),
        }
        self._add("memberships", tenure, members, "person", "office", "period")

    # ── Meetings and events ─────────────────────────────────────────────────

    def event(self, event: Event) -> None:
        people = [each for each in event.participants if isinstance(self.corpus[each], Person)]
        if len(people) < len(event.participants):
            self.lose("participants", "only people attend an event of Popolo")
        if event.places:
            self.lose("places", "a location of Popolo is a text")
        members = {
            "name": event.label,
            "classification": event.kind,
            **self._period(event.period),
            "location": "; ".join(map(self.name_of, event.places)) or None,
            "identifiers": _identifiers(event.identifiers),
            "attendees": list(map(self._attendee, people)),
        }
        self._add("events", event, members, "label", "kind", "period", "identifiers", "participants")

    def _attendee(self, person: str) -> _Object:
        return {"id": person, "name": self.name_of(person)}

    def conference(self, conference: Conference) -> None:
        bodies = [each for each in conference.organizers if not isinstance(self.corpus[each], Person)]
        if len(conference.organizers) > 1 or len(bodies) < len(conference.organizers):
            self.lose("organizers", "an event of Popolo has one organization that organizes it")
        if conference.venue is not None:
            self.lose("venue", "a location of Popolo is a text")
        participants = self.corpus.participants.where(conference=conference.id)
        attending = [
            each
            for each in participants
            if any(appearance.presence in _ATTENDING for appearance in each.appearances)
            or not each.appearances
        ]
        members = {
            "name": conference.title,
            "description": conference.theme,
            "classification": CONFERENCE,
            **self._period(conference.period),
            "location": None if conference.venue is None else str(conference.venue),
            "organization_id": bodies[0] if bodies else None,
            "attendees": [self._attendee(each.person) for each in attending],
        }
        self._add("events", conference, members, "title", "theme", "period", "organizers", "sessions")
        for session in conference.sessions:
            self._session(session, conference.id, participants)

    def _session(self, session: Session, conference: str, participants: Iterable[Participant]) -> None:
        attending = [
            each.person
            for each in participants
            for appearance in each.appearances
            if appearance.session == session.id and appearance.presence in _ATTENDING
        ]
        members = {
            "name": session.title,
            "description": session.theme,
            "classification": session.kind or SESSION,
            **self._period(session.period),
            "parent_id": session.part_of or conference,
            "attendees": list(map(self._attendee, attending)),
        }
        self._add("events", session, members, "title", "theme", "kind", "period", "part_of")

    def participant(self, participant: Participant) -> None:
        presences = [each.presence for each in participant.appearances]
        lost: tuple[str, ...] = ("id", "appearances", "offices", "represents", "capacity")
        reason = "an event of Popolo names those who attend, and nothing more of them"
        if presences and _ATTENDING.isdisjoint(presences):
            lost, reason = ("id", "person", "conference"), _ABSENT
        for field in lost:
            self.lose(field, reason)
        self.settle(participant, ("person", "conference"))

    def document(self, document: Document) -> None:
        self.settle(document, ())

    # ── What is said ────────────────────────────────────────────────────────

    def topic(self, topic: Topic) -> None:
        if topic.proposition is not None:
            self.lose("label", "a motion has a text, which is the proposition, and no title")
        members = {"text": topic.proposition or topic.label, "classification": TOPIC}
        self._add("motions", topic, members, "label", "proposition")

    def threat(self, threat: Threat) -> None:
        self.settle(threat, ())

    def position(self, position: Position) -> None:
        label = self.corpus.topics[position.topic].label
        self._speech(position, f"{_spoken(position.stance)}: {label}", "topic", "stance")

    def assessment(self, assessment: ThreatAssessment) -> None:
        label = self.corpus.threats[assessment.threat].label
        self._speech(assessment, f"{_spoken(assessment.verdict)}: {label}", "threat", "verdict")

    def _speech(self, statement: Statement, title: str, *titled: str) -> None:
        """Add a speech, whose title says in words what some fields hold."""
        for field in titled:
            self.lose(field, _IN_WORDS)
        speaker = self._speaker(statement)
        if statement.attributed_by is not None or speaker is None or len(statement.holders) > 1:
            self.lose("holders", "a speech of Popolo has one person as its creator")
        if speaker is None or statement.attributed_by is None:
            self.lose("attributed_by", "a speech of Popolo does not tell whose view is passed on")
        audience = statement.addressees[0] if len(statement.addressees) == 1 else None
        if audience is None or not isinstance(self.corpus[audience], Person):
            audience = None
            self.lose("addressees", "the audience of a speech is one person")
        attribution = f"{', '.join(self.holders_of(statement))}{self.through(statement)}"
        date = statement.date
        if not isinstance(date, EdtfDateTime) or date.offset is None:
            date = None
            self.lose("date", "a speech has a full date with a time and its offset")
        members = {
            "title": title,
            "type": "summary",
            "text": statement.claim,
            "creator_id": speaker,
            "role": self._capacity(speaker, statement),
            "attribution_text": statement.holder_wording or attribution,
            "audience_id": audience,
            "date": None if date is None else date.text,
            "event_id": statement.session or statement.conference,
        }
        carried = ("claim", "holders", "attributed_by", "holder_wording", "addressees", "date")
        self._add("speeches", statement, members, *carried, "conference", "session")

    def _speaker(self, statement: Statement) -> str | None:
        """Give the one person who speaks: the holder, or whoever passes the view on."""
        voices = (statement.attributed_by,) if statement.attributed_by else statement.holders
        if len(voices) != 1 or not isinstance(self.corpus[voices[0]], Person):
            return None
        return voices[0]

    def _capacity(self, speaker: str | None, statement: Statement) -> str | None:
        """Give the words under which the speaker is announced at the conference."""
        if speaker is None or statement.conference is None:
            return None
        found = self.corpus.participants.where(person=speaker, conference=statement.conference)
        return next((each.capacity for each in found), None)


# ── Values ──────────────────────────────────────────────────────────────────


def _named(
    name: str, other_names: Iterable[str], identifiers: Iterable[Identifier], short: Iterable[_Object] = ()
) -> _Object:
    others = [*short, *map(_other_name, other_names)]
    return {"name": name, "other_names": others, "identifiers": _identifiers(identifiers)}


def _other_name(name: str, note: str | None = None) -> _Object:
    return {"name": name} if note is None else {"name": name, "note": note}


def _identifiers(identifiers: Iterable[Identifier]) -> list[_Object]:
    return [{"scheme": each.scheme, "identifier": each.value} for each in identifiers]


def _spoken(word: str) -> str:
    """Give a word as it reads in a sentence."""
    return word.replace("_", " ").capitalize()
