"""A corpus as a bundle of STIX 2.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import attrs

from eurasec._fields import Text, Value
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import EdtfInterval
from eurasec.errors import InvalidValueError, Problem
from eurasec.interop.exchange import Exported
from eurasec.interop.stix.bundle import NOWHERE, Bundle, source_of
from eurasec.interop.stix.objects import midnight, stix_time
from eurasec.interop.stix.words import STANCES, VERDICTS
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Event, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, Verdict

__all__ = ["to_stix"]

_SPOKEN: Final = (
    *("claim", "reason", "holder_wording", "holders", "attributed_by"),
    *("conference", "session", "document"),
)
"""What every opinion carries."""


def to_stix(
    corpus: Corpus,
    created: datetime,
    *,
    modified: datetime | None = None,
    namespace: str = "eurasec",
    producer: str | None = None,
) -> Exported[bytes]:
    """Write a corpus as a bundle of STIX 2.1.

    Args:
        corpus: The corpus.
        created: When the objects are made, for the clock is not looked at;
            the same in every export of a corpus.
        modified: When they were last changed; by default when they were made.
        namespace: Goes into every id, so that records of different corpora that
            are called alike are kept apart.
        producer: The name of whoever makes the bundle, who is then named as the
            creator of every object.

    Returns:
        The bundle as JSON in UTF-8, and what a reader loses who ignores the
        extension. Equal corpora, times and names give equal bytes.

    Raises:
        InvalidValueError: If a moment has no time zone, if the objects are
            changed before they are made, or if a name is empty.

    >>> from datetime import UTC, datetime
    >>> from eurasec import Person
    >>> corpus = Corpus([Person(id="zas", name="Stanislav Zas")])
    >>> exported = to_stix(corpus, datetime(2022, 2, 9, tzinfo=UTC))
    >>> import json
    >>> [each["name"] for each in json.loads(exported.result)["objects"]]
    ['eurasec', 'eurasec', 'Stanislav Zas']
    >>> exported.losses
    ()
    """
    times = {"created": stix_time("created", created), "modified": stix_time("modified", modified or created)}
    if times["modified"] < times["created"]:
        message = f"{times['modified']} is before the objects are made, {times['created']}"
        raise InvalidValueError("to_stix", [Problem(path="modified", message=message, rule="order")])
    names = _Names(namespace=namespace, producer=producer)
    return _Records(corpus, times, names.namespace, names.producer).exported()


@attrs.frozen(kw_only=True, repr=False)
class _Names(Value):
    """The names that the caller gives."""

    namespace: Text
    producer: Text | None = None

    def _heading(self) -> str:
        return "to_stix"


class _Records(Bundle):
    """What each kind of record becomes; all that its objects do not tell stands in the extension alone."""

    # ── Actors and places ───────────────────────────────────────────────────

    def state(self, state: State) -> None:
        if state.id not in self.located:
            self.lose("code", NOWHERE)
        members = {"name": state.name, "identity_class": "organization", "sectors": ["government-national"]}
        self.add(state, members, ("name", "other_names", "code"), words=_also(state.other_names))
        if state.id in self.located:
            location = {"name": state.name, "country": state.code}
            self.put(self.located[state.id], location, {"derived_from": state.id})
            self.locate(state, state.id)

    def area(self, area: Area) -> None:
        place = self.places.get(area.id, {"identity_class": "class"})
        carried = ("name", "other_names", "states", "part_of")
        self.add(area, {"name": area.name, **place}, carried, words=_also(area.other_names))
        self.relate_to("comprises", area, area.states)
        self.relate_to("part of", area, [area.part_of])

    def organization(self, organization: Organization) -> None:
        self.locate(organization, organization.country)
        members = {"name": organization.name, "identity_class": "organization"}
        carried = ("name", "short_name", "other_names", "country", "part_of")
        others = _also((*_given(organization.short_name), *organization.other_names))
        self.add(organization, members, carried, words=others)
        self.relate_to("part of", organization, [organization.part_of])

    def group(self, group: Group) -> None:
        self.locate(group, group.country)
        members = {"name": group.name, "identity_class": "group"}
        self.add(group, members, ("name", "country", "members"))
        self.relate_to("comprises", group, group.members)

    def person(self, person: Person) -> None:
        self.locate(person, person.country)
        members = {"name": person.name, "identity_class": "individual"}
        carried = ("name", "other_names", "country")
        self.add(person, members, carried, words=_also(person.other_names))

    def _tie(self, record: Record, source: str, target: str, carried: Iterable[str], *words: str) -> None:
        """Add a relationship that is a record."""
        members = {
            "relationship_type": "related-to",
            "source_ref": self.ids[source],
            "target_ref": self.ids[target],
        }
        self.add(record, members, carried, words=words)

    def membership(self, membership: Membership) -> None:
        carried = ("member", "organization")
        self._tie(membership, membership.member, membership.organization, carried, membership.role)

    def office(self, office: Office) -> None:
        members = {"name": office.title, "identity_class": "class"}
        self.add(office, members, ("title", "organization", "state"))
        self.relate_to("office of", office, [office.organization, office.state])

    def tenure(self, tenure: Tenure) -> None:
        self._tie(tenure, tenure.person, tenure.office, ("person", "office"), "holds the office")

    # ── Documents, events, meetings ─────────────────────────────────────────

    def document(self, document: Document) -> None:
        published = midnight(document.date)
        if published is None:
            self.lose(
                "date", "a report of STIX is published at a moment, so that only a full day stands there"
            )
        source = source_of(document)
        if document.url is not None and "url" not in source:
            self.lose("url", "STIX wants a hash beside a url, and a URI in ASCII")
        described = {**source, "description": "The hash is that of its text in UTF-8."}
        members = {
            "name": document.title,
            "published": published or self.created,
            "object_refs": self.refs(self.cited.get(document.id, ())),
            "external_references": [described] if "hashes" in source else [],
        }
        carried = ("title", "authors", "publisher", "date", "url", "sha256")
        self.add(document, members, carried)
        self.relate_to("author", document, document.authors)
        self.relate_to("publisher", document, [document.publisher])

    def event(self, event: Event) -> None:
        refs = self.refs((*event.participants, *event.places))
        members = {"name": event.label, "context": "unspecified", "object_refs": refs}
        self.add(event, members, ("label", "places", "participants"))

    def conference(self, conference: Conference) -> None:
        period = conference.period
        last = period.end if isinstance(period, EdtfInterval) else period
        present = self.corpus.participants.where(conference=conference.id)
        refs = (
            *(session.id for session in conference.sessions),
            *(each.person for each in present),
            *conference.documents,
            *self.said.get(conference.id, ()),
        )
        members = {
            "name": conference.title,
            "published": midnight(last) or self.created,
            "object_refs": self.refs(refs),
        }
        carried = ("title", "theme", "organizers", "supporters", "sessions", "documents")
        self.add(conference, members, carried, words=_given(conference.theme))
        self.relate_to("organizer", conference, conference.organizers)
        self.relate_to("supporter", conference, conference.supporters)
        for session in conference.sessions:
            self._session(session, conference)

    def _session(self, session: Session, conference: Conference) -> None:
        name = session.title or session.theme or f"{conference.title}: {session.id}"
        members = {
            "name": name,
            "published": self.created,
            "object_refs": self.refs((*session.agenda, *self.said.get(session.id, ()))),
        }
        self.add(session, members, ("title", "theme", "part_of", "agenda"), words=_given(session.theme))
        self.relate_to("part of", session, [session.part_of])

    def participant(self, participant: Participant) -> None:
        carried = ("person", "conference", "represents", "offices", "capacity")
        capacity = "takes part" if participant.capacity is None else participant.capacity
        self._tie(participant, participant.person, participant.conference, carried, capacity)
        person = self.ids[participant.person]
        for office in participant.offices:
            self.relate(participant, person, self.ids[office], meaning="is presented as")
        if participant.represents is not None:
            body = self.ids[participant.represents]
            self.relate(participant, person, body, meaning="speaks for")

    # ── Topics and threats ──────────────────────────────────────────────────

    def topic(self, topic: Topic) -> None:
        members = {
            "abstract": topic.label,
            "object_refs": self.refs([topic.broader] if topic.broader else self._meetings(topic)),
        }
        words = (topic.proposition or topic.label, *_given(topic.definition), *_also(topic.other_labels))
        carried = ("label", "proposition", "definition", "other_labels", "broader")
        self.add(topic, members, carried, describing="content", words=words)
        self.relate_to("broader", topic, [topic.broader])

    def _meetings(self, topic: Topic) -> Iterator[str]:
        """Give the conferences at which positions on a topic were taken."""
        for position in self.corpus.positions.where(topic=topic.id):
            if position.conference is not None:
                yield position.conference

    def threat(self, threat: Threat) -> None:
        self.add(threat, {"name": threat.label}, ("label", "origins", "broader"))
        campaign = self.ids[threat.id]
        for origin in threat.origins:
            place = self.located.get(origin, self.ids[origin])
            kind = "originates-from" if place.startswith("location--") else "related-to"
            self.relate(threat, campaign, place, meaning="origin", kind=kind)
        self.relate_to("broader", threat, [threat.broader])

    # ── What is said ────────────────────────────────────────────────────────

    def position(self, position: Position) -> None:
        words = _given(position.condition, "Condition: ")
        opinion, carried = STANCES[position.stance], ("topic", "condition")
        self._opinion(position, position.topic, opinion, carried=carried, more=words)

    def assessment(self, assessment: ThreatAssessment) -> None:
        targets = [self.located.get(each, self.ids[each]) for each in assessment.referents]
        if assessment.verdict is not Verdict.AFFIRMED:
            self.lose("referents", "a campaign of STIX targets somebody or not, whoever says so")
        elif not all(target.startswith(("identity--", "location--")) for target in targets):
            self.lose("referents", "a campaign of STIX targets identities and locations")
        words = _given(", ".join(assessment.referent_words) or None, "Threatened: ")
        carried = ("threat", "referents", "referent_words")
        opinion = VERDICTS[assessment.verdict]
        self._opinion(assessment, assessment.threat, opinion, carried=carried, more=words)
        if assessment.verdict is Verdict.AFFIRMED:
            for target in targets:
                if target.startswith(("identity--", "location--")):
                    threat = self.ids[assessment.threat]
                    meaning = f"as is said by {', '.join(self._authors(assessment))}"
                    self.relate(assessment, threat, target, meaning=meaning, kind="targets")

    def _opinion(
        self,
        statement: Statement,
        about: str,
        opinion: str,
        *,
        carried: Iterable[str],
        more: Iterable[str],
    ) -> None:
        words = (
            *_given(statement.claim),
            *_given(statement.reason, "Reason: "),
            *more,
            *_given(statement.holder_wording, "The source names the holder so: "),
        )
        members = {
            "opinion": opinion,
            "authors": self._authors(statement),
            "object_refs": [self.ids[about]],
        }
        carried = (*_SPOKEN, *carried)
        self.add(statement, members, carried, describing="explanation", words=words)
        view = self.ids[statement.id]
        for holder in statement.holders:
            meaning = "holds" if statement.attribution is Attribution.OWN else "is said to hold"
            self.relate(statement, self.ids[holder], view, meaning=meaning)
        if statement.attributed_by is not None:
            voice = self.ids[statement.attributed_by]
            self.relate(statement, voice, view, meaning="passes on")

    def _authors(self, statement: Statement) -> list[str]:
        """Give in words who holds a view, and through whom."""
        return [f"{holder}{self.through(statement)}" for holder in self.holders_of(statement)]


# ── Values ──────────────────────────────────────────────────────────────────


def _given(text: str | None, before: str = "") -> tuple[str, ...]:
    return () if text is None else (f"{before}{text}",)


def _also(names: Iterable[str]) -> tuple[str, ...]:
    """Give further names in words."""
    return _given("; ".join(names) or None, "Also: ")
