"""A corpus as a bundle of STIX 2.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import attrs

from eurasec._fields import Text, Value
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import Edtf, EdtfInterval
from eurasec.dates.values import is_edtf
from eurasec.errors import InvalidValueError, Problem
from eurasec.interop.exchange import Exported
from eurasec.interop.stix.bundle import NOWHERE, Bundle, source_of
from eurasec.interop.stix.objects import midnight, stix_id, stix_time
from eurasec.interop.stix.words import STANCES, VERDICTS
from eurasec.positions import Position, Topic
from eurasec.serialization._json import encoded
from eurasec.sources import Document, Event, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, Verdict

__all__ = ["to_stix"]


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
    bundle = Bundle(corpus, times, names.namespace, names.producer)
    records = _Records(bundle)
    for record in corpus:
        records.write(record)
    objects = ",\n".join(encoded(each) for each in bundle.objects)
    head = f'{{"type": "bundle", "id": "{stix_id("bundle", namespace, objects)}", "objects": ['
    return Exported(result=f"{head}\n{objects}\n]}}\n".encode(), losses=bundle.ledger.losses())


@attrs.frozen(kw_only=True, repr=False)
class _Names(Value):
    """The names that the caller gives."""

    namespace: Text
    producer: Text | None = None

    def _heading(self) -> str:
        return "to_stix"


class _Records:
    """Puts records into a bundle, kind by kind."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._corpus = bundle.corpus
        self._writers: Mapping[type[Record], Callable[..., None]] = {
            State: self._state,
            Area: self._area,
            Organization: self._organization,
            Group: self._group,
            Person: self._person,
            Membership: self._membership,
            Office: self._office,
            Tenure: self._tenure,
            Document: self._document,
            Event: self._event,
            Conference: self._conference,
            Participant: self._participant,
            Topic: self._topic,
            Position: self._position,
            Threat: self._threat,
            ThreatAssessment: self._assessment,
        }

    def write(self, record: Record) -> None:
        """Make the objects of a record, and keep account of what stands in the extension alone."""
        self._writers[type(record)](record)

    # ── Actors and places ───────────────────────────────────────────────────

    def _state(self, state: State) -> None:
        changed = {} if state.id in self._bundle.located else {"code": NOWHERE}
        members = {"name": state.name, "identity_class": "organization", "sectors": ["government-national"]}
        self._bundle.add(
            state, members, ("name", "other_names", "code"), changed, words=_also(state.other_names)
        )
        if state.id in self._bundle.located:
            location = {"name": state.name, "country": state.code}
            self._bundle.put(self._bundle.located[state.id], location, {"derived_from": state.id})
            self._bundle.locate(state, state.id, {})

    def _area(self, area: Area) -> None:
        place = self._bundle.places.get(area.id, {"identity_class": "class"})
        carried = ("name", "other_names", "states", "part_of")
        self._bundle.add(area, {"name": area.name, **place}, carried, words=_also(area.other_names))
        self._bundle.relate_to("comprises", area, area.states)
        self._bundle.relate_to("part of", area, [area.part_of])

    def _organization(self, organization: Organization) -> None:
        changed: dict[str, str] = {}
        self._bundle.locate(organization, organization.country, changed)
        short = () if organization.short_name is None else (organization.short_name,)
        members = {"name": organization.name, "identity_class": "organization"}
        carried = ("name", "short_name", "other_names", "country", "part_of")
        others = _also((*short, *organization.other_names))
        self._bundle.add(organization, members, carried, changed, words=others)
        self._bundle.relate_to("part of", organization, [organization.part_of])

    def _group(self, group: Group) -> None:
        changed: dict[str, str] = {}
        self._bundle.locate(group, group.country, changed)
        members = {"name": group.name, "identity_class": "group"}
        self._bundle.add(group, members, ("name", "country", "members"), changed)
        self._bundle.relate_to("comprises", group, group.members)

    def _person(self, person: Person) -> None:
        changed: dict[str, str] = {}
        self._bundle.locate(person, person.country, changed)
        members = {"name": person.name, "identity_class": "individual"}
        carried = ("name", "other_names", "country")
        self._bundle.add(person, members, carried, changed, words=_also(person.other_names))

    def _tie(self, record: Record, source: str, target: str, carried: Iterable[str], *words: str) -> None:
        """Add a relationship that is a record."""
        members = {
            "relationship_type": "related-to",
            "source_ref": self._bundle.ids[source],
            "target_ref": self._bundle.ids[target],
        }
        self._bundle.add(record, members, carried, words=words)

    def _membership(self, membership: Membership) -> None:
        carried = ("member", "organization")
        self._tie(membership, membership.member, membership.organization, carried, membership.role)

    def _office(self, office: Office) -> None:
        members = {"name": office.title, "identity_class": "class"}
        self._bundle.add(office, members, ("title", "organization", "state"))
        self._bundle.relate_to("office of", office, [office.organization, office.state])

    def _tenure(self, tenure: Tenure) -> None:
        self._tie(tenure, tenure.person, tenure.office, ("person", "office"), "holds the office")

    # ── Documents, events, meetings ─────────────────────────────────────────

    def _document(self, document: Document) -> None:
        changed: dict[str, str] = {}
        published = midnight(document.date)
        if published is None:
            changed["date"] = (
                "a report of STIX is published at a moment, so that only a full day stands there"
            )
        source = source_of(document)
        if document.url is not None and "url" not in source:
            changed["url"] = "STIX wants a hash beside a url, and a URI in ASCII"
        described = {**source, "description": "The hash is that of its text in UTF-8."}
        members = {
            "name": document.title,
            "published": published or self._bundle.created,
            "object_refs": self._bundle.refs(self._bundle.cited.get(document.id, ())),
            "external_references": [described] if "hashes" in source else [],
        }
        carried = ("title", "authors", "publisher", "date", "url", "sha256")
        self._bundle.add(document, members, carried, changed)
        self._bundle.relate_to("author", document, document.authors)
        self._bundle.relate_to("publisher", document, [document.publisher])

    def _event(self, event: Event) -> None:
        refs = self._bundle.refs((*event.participants, *event.places))
        members = {"name": event.label, "context": "unspecified", "object_refs": refs}
        self._bundle.add(event, members, ("label", "places", "participants"))

    def _conference(self, conference: Conference) -> None:
        period = conference.period
        last = period.end if isinstance(period, EdtfInterval) else period
        present = self._corpus.participants.where(conference=conference.id)
        refs = (
            *(session.id for session in conference.sessions),
            *(each.person for each in present),
            *conference.documents,
            *self._bundle.said.get(conference.id, ()),
        )
        members = {
            "name": conference.title,
            "published": midnight(_no_endpoint(last)) or self._bundle.created,
            "object_refs": self._bundle.refs(refs),
        }
        carried = ("title", "theme", "organizers", "supporters", "sessions", "documents")
        self._bundle.add(conference, members, carried, words=_given(conference.theme))
        self._bundle.relate_to("organizer", conference, conference.organizers)
        self._bundle.relate_to("supporter", conference, conference.supporters)
        for session in conference.sessions:
            self._session(session, conference)

    def _session(self, session: Session, conference: Conference) -> None:
        name = session.title or session.theme or f"{conference.title}: {session.id}"
        members = {
            "name": name,
            "published": self._bundle.created,
            "object_refs": self._bundle.refs((*session.agenda, *self._bundle.said.get(session.id, ()))),
        }
        self._bundle.add(
            session, members, ("title", "theme", "part_of", "agenda"), words=_given(session.theme)
        )
        self._bundle.relate_to("part of", session, [session.part_of])

    def _participant(self, participant: Participant) -> None:
        carried = ("person", "conference", "represents", "offices", "capacity")
        capacity = "takes part" if participant.capacity is None else participant.capacity
        self._tie(participant, participant.person, participant.conference, carried, capacity)
        person = self._bundle.ids[participant.person]
        for office in participant.offices:
            self._bundle.relate(participant, person, self._bundle.ids[office], meaning="is presented as")
        if participant.represents is not None:
            body = self._bundle.ids[participant.represents]
            self._bundle.relate(participant, person, body, meaning="speaks for")

    # ── Topics and threats ──────────────────────────────────────────────────

    def _topic(self, topic: Topic) -> None:
        members = {
            "abstract": topic.label,
            "object_refs": self._bundle.refs([topic.broader] if topic.broader else self._meetings(topic)),
        }
        words = (topic.proposition or topic.label, *_given(topic.definition), *_also(topic.other_labels))
        carried = ("label", "proposition", "definition", "other_labels", "broader")
        self._bundle.add(topic, members, carried, describing="content", words=words)
        self._bundle.relate_to("broader", topic, [topic.broader])

    def _meetings(self, topic: Topic) -> Iterator[str]:
        """Give the conferences at which positions on a topic were taken."""
        for position in self._corpus.positions.where(topic=topic.id):
            if position.conference is not None:
                yield position.conference

    def _threat(self, threat: Threat) -> None:
        self._bundle.add(threat, {"name": threat.label}, ("label", "origins", "broader"))
        campaign = self._bundle.ids[threat.id]
        for origin in threat.origins:
            place = self._bundle.located.get(origin, self._bundle.ids[origin])
            kind = "originates-from" if place.startswith("location--") else "related-to"
            self._bundle.relate(threat, campaign, place, meaning="origin", kind=kind)
        self._bundle.relate_to("broader", threat, [threat.broader])

    # ── What is said ────────────────────────────────────────────────────────

    def _position(self, position: Position) -> None:
        words = [f"Condition: {position.condition}"] if position.condition else []
        opinion, carried = STANCES[position.stance], ("topic", "condition")
        self._opinion(position, position.topic, opinion, carried=carried, changed={}, more=words)

    def _assessment(self, assessment: ThreatAssessment) -> None:
        changed: dict[str, str] = {}
        targets = [self._bundle.located.get(each, self._bundle.ids[each]) for each in assessment.referents]
        if assessment.verdict is not Verdict.AFFIRMED:
            changed["referents"] = "a campaign of STIX targets somebody or not, whoever says so"
        elif not all(target.startswith(("identity--", "location--")) for target in targets):
            changed["referents"] = "a campaign of STIX targets identities and locations"
        words = [f"Threatened: {', '.join(assessment.referent_words)}"] if assessment.referent_words else []
        carried = ("threat", "referents", "referent_words")
        opinion = VERDICTS[assessment.verdict]
        self._opinion(assessment, assessment.threat, opinion, carried=carried, changed=changed, more=words)
        if assessment.verdict is Verdict.AFFIRMED:
            for target in targets:
                if target.startswith(("identity--", "location--")):
                    threat = self._bundle.ids[assessment.threat]
                    meaning = f"as is said by {', '.join(self._authors(assessment))}"
                    self._bundle.relate(assessment, threat, target, meaning=meaning, kind="targets")

    def _opinion(
        self,
        statement: Statement,
        about: str,
        opinion: str,
        *,
        carried: Iterable[str],
        changed: dict[str, str],
        more: Iterable[str],
    ) -> None:
        words = [
            *_given(statement.claim),
            *([f"Reason: {statement.reason}"] if statement.reason else []),
            *more,
            *(
                [f"The source names the holder so: {statement.holder_wording}"]
                if statement.holder_wording
                else []
            ),
        ]
        members = {
            "opinion": opinion,
            "authors": self._authors(statement),
            "object_refs": [self._bundle.ids[about]],
        }
        always = (
            "claim",
            "reason",
            "holder_wording",
            "holders",
            "attributed_by",
            "conference",
            "session",
            "document",
        )
        self._bundle.add(
            statement, members, (*always, *carried), changed, describing="explanation", words=words
        )
        view = self._bundle.ids[statement.id]
        for holder in statement.holders:
            meaning = "holds" if statement.attribution is Attribution.OWN else "is said to hold"
            self._bundle.relate(statement, self._bundle.ids[holder], view, meaning=meaning)
        if statement.attributed_by is not None:
            voice = self._bundle.ids[statement.attributed_by]
            self._bundle.relate(statement, voice, view, meaning="passes on")

    def _authors(self, statement: Statement) -> list[str]:
        """Give in words who holds a view, and through whom."""
        if statement.assembly is not None:
            among = statement.assembly.among or "those present"
            return [f"{among} ({statement.assembly.quantifier.replace('_', ' ')})"]
        names = [self._bundle.name_of(holder) for holder in statement.holders]
        if statement.attributed_by is None:
            return names
        return [f"{name}, according to {self._bundle.name_of(statement.attributed_by)}" for name in names]


# ── Values ──────────────────────────────────────────────────────────────────


def _given(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def _also(names: Iterable[str]) -> tuple[str, ...]:
    """Give further names in words."""
    others = "; ".join(names)
    return (f"Also: {others}",) if others else ()


def _no_endpoint(date: object) -> Edtf | None:
    return date if is_edtf(date) else None
