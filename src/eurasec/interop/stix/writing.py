"""A corpus as a bundle of STIX 2.1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from eurasec._integrity import evidence_of
from eurasec._kinds import kind_of
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import Edtf, EdtfInterval
from eurasec.dates.values import is_edtf
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._countries import ISO_3166
from eurasec.interop._keywords import words_of
from eurasec.interop._ledger import Ledger
from eurasec.interop._naming import slug
from eurasec.interop.exchange import Exported
from eurasec.interop.stix.objects import (
    EXTENSION,
    EXTENSION_ID,
    LIBRARY,
    LIBRARY_ID,
    Object,
    external_reference,
    midnight,
    stix_id,
    stix_time,
    stix_uri,
)
from eurasec.interop.stix.words import REGIONS, STANCES, VERDICTS
from eurasec.positions import Position, Topic
from eurasec.serialization._converter import unstructured
from eurasec.serialization._json import encoded
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, Verdict

__all__ = ["to_stix"]

_OTHERWISE: Final = "STIX has no place for it outside the extension"
_DATED: Final = "STIX keeps moments to the second, and no dates of EDTF"
_REASONS: Final = {
    **dict.fromkeys(("period", "attested", "founded", "dissolved", "about_period", "date"), _DATED),
    "coding": "STIX keeps the coder's confidence alone",
    "designations": "STIX has no place for a legal status outside the extension",
    "assembly": "the authors of an opinion are names, so that an assembly stands there in words alone",
    "quotes": "an opinion of STIX is explained in the coder's words",
}
_NOWHERE: Final = "a location of STIX needs a country of ISO 3166-1 or a region of the United Nations"

_KINDS: Final[Mapping[type[Record], str]] = {
    State: "identity",
    Organization: "identity",
    Group: "identity",
    Person: "identity",
    Membership: "relationship",
    Office: "identity",
    Tenure: "relationship",
    Document: "report",
    Event: "grouping",
    Conference: "report",
    Session: "report",
    Participant: "relationship",
    Topic: "note",
    Position: "opinion",
    Threat: "campaign",
    ThreatAssessment: "opinion",
}
"""What each kind of record is in STIX; an area is a location if it can be, else an identity."""


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
    for name, value in (("namespace", namespace), ("producer", producer)):
        if value is not None and (not value or value.isspace()):
            problem = Problem(
                path=name, message=f"{shown(value)} is no name", rule="text", value=shown(value)
            )
            raise InvalidValueError("to_stix", [problem])
    bundle = _Bundle(corpus, times, namespace, producer)
    for record in corpus:
        bundle.write(record)
    objects = ",\n".join(encoded(each) for each in bundle.objects)
    head = f'{{"type": "bundle", "id": "{stix_id("bundle", namespace, objects)}", "objects": ['
    return Exported(result=f"{head}\n{objects}\n]}}\n".encode(), losses=bundle.ledger.losses())


class _Bundle:
    """The objects of a bundle, made record by record."""

    def __init__(
        self, corpus: Corpus, times: Mapping[str, str], namespace: str, producer: str | None
    ) -> None:
        self.corpus = corpus
        self.ledger = Ledger(_OTHERWISE, _REASONS)
        self.objects: list[Object] = [LIBRARY, EXTENSION]
        self._namespace = namespace
        self._common: Object = dict(times)
        if producer is not None:
            self._common["created_by_ref"] = self._producer(producer)
        self._places = {area.id: place for area in corpus.areas if (place := self._place(area))}
        self._ids = {
            record.id: self._id(self._kind(record), "record", record.id)
            for record in (*corpus, *corpus.sessions)
        }
        self._located = {
            state.id: self._id("location", "territory", state.id)
            for state in corpus.states
            if state.code in ISO_3166
        }
        self._cited = self._citations()
        self._said = self._statements()
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

    # ── Objects ─────────────────────────────────────────────────────────────

    def _kind(self, record: Record) -> str:
        if isinstance(record, Area):
            return "location" if record.id in self._places else "identity"
        return _KINDS[type(record)]

    def _id(self, kind: str, *key: str) -> str:
        return stix_id(kind, self._namespace, *key)

    def _producer(self, name: str) -> str:
        id = self._id("identity", "producer", name)
        members = {"name": name, "identity_class": "organization", "created_by_ref": id}
        self._object(id, members, {"derived_from": "producer"})
        return id

    def _object(self, id: str, members: Mapping[str, object], extension: Object) -> None:
        """Add an object without what is empty."""
        whole: Object = {
            "type": id.partition("--")[0],
            "spec_version": "2.1",
            "id": id,
            **self._common,
            **members,
            "extensions": {EXTENSION_ID: {"extension_type": "property-extension", **extension}},
        }
        self.objects.append({key: value for key, value in whole.items() if value not in (None, [], "")})

    def _add(
        self,
        record: Record,
        members: Mapping[str, object],
        carried: Iterable[str],
        changed: dict[str, str] | None = None,
        *,
        describing: str = "description",
        words: Iterable[str] = (),
    ) -> None:
        """Add the object of a record.

        Args:
            record: The record.
            members: What stands in properties of STIX.
            carried: The fields that stand there.
            changed: Fields that do not stand there as they are, and why.
            describing: The property that takes texts.
            words: Texts for it, before the note.
        """
        changed = {} if changed is None else changed
        named = external_reference(self._namespace, record.id)
        if named is None:
            changed["id"] = "STIX takes an id of this form for a vulnerability"
        references = [] if named is None else [named]
        references += self._identifiers(getattr(record, "identifiers", ()), changed)
        references += self._evidence(record.evidence)
        keywords = list(words_of(record))
        texts = [*words, *([record.note] if record.note else [])]
        whole = {
            describing: "\n\n".join(texts),
            **members,
            "labels": [*record.tags, *(keyword for _, keyword in keywords)],
            "confidence": self._confidence(record),
            "external_references": [*references, *_listed(members.get("external_references"))],
        }
        self._object(self._ids[record.id], whole, self._extension(record))
        always = ("id", "note", "tags", "identifiers", "evidence")
        self.ledger.settle(record, {*always, *(field for field, _ in keywords), *carried}, changed)

    def _extension(self, record: Record) -> Object:
        kind = kind_of(record)
        assert kind is not None  # noqa: S101 - a corpus holds records of the model only
        if isinstance(record, Session):
            return {"derived_from": record.id}
        return {"record": {"type": kind.name, **unstructured(record)}}

    def _confidence(self, record: Record) -> int | None:
        if record.coding is None or record.coding.confidence is None:
            return None
        return round(100 * record.coding.confidence)

    def _identifiers(self, identifiers: Iterable[Identifier], changed: dict[str, str]) -> Iterator[Object]:
        for each in identifiers:
            reference = external_reference(each.scheme, each.value)
            if reference is None:
                changed["identifiers"] = "STIX takes an identifier of this form for a vulnerability"
            else:
                yield reference

    def _evidence(self, evidence: Iterable[Evidence]) -> Iterator[Object]:
        for each in evidence:
            document = self.corpus.documents[each.document]
            yield {**_source(document), "description": _place_in_words(each)}

    def _relate(self, record: Record, source: str, kind: str, target: str, *, meaning: str) -> None:
        """Add a relationship that follows from a record."""
        members = {
            "relationship_type": kind,
            "description": meaning,
            "source_ref": source,
            "target_ref": target,
        }
        id = self._id("relationship", record.id, source, kind, target, meaning)
        self._object(id, members, {"derived_from": record.id})

    def _related(self, record: Record, meaning: str, targets: Iterable[str | None]) -> None:
        """Relate the object of a record to those of others."""
        for target in targets:
            if target is not None:
                self._relate(record, self._ids[record.id], "related-to", self._ids[target], meaning=meaning)

    def _located_at(self, record: Record, country: str | None, changed: dict[str, str]) -> None:
        if country is None:
            return
        if country in self._located:
            self._relate(
                record, self._ids[record.id], "located-at", self._located[country], meaning="located at"
            )
        else:
            changed["country"] = _NOWHERE

    def _refs(self, ids: Iterable[str]) -> list[str]:
        """Give the objects of records, each once; if there are none, the library stands in."""
        return list(dict.fromkeys(self._ids[id] for id in ids)) or [LIBRARY_ID]

    def _citations(self) -> Mapping[str, list[str]]:
        """Give the records that have evidence in each document."""
        cited: defaultdict[str, list[str]] = defaultdict(list)
        for record in (*self.corpus, *self.corpus.sessions):
            for _, evidence in evidence_of(record):
                cited[evidence.document].append(record.id)
            if isinstance(record, Statement) and record.document is not None:
                cited[record.document].append(record.id)
        return cited

    def _statements(self) -> Mapping[str, list[str]]:
        """Give the statements made at each conference and in each session."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for statement in self.corpus.statements:
            for place in (statement.conference, statement.session):
                if place is not None:
                    said[place].append(statement.id)
        return said

    def _name(self, id: str) -> str:
        named = self.corpus[id]
        assert isinstance(named, State | Area | Organization | Group | Person)  # noqa: S101 - references are checked
        return named.name

    # ── Actors and places ───────────────────────────────────────────────────

    def _state(self, state: State) -> None:
        changed = {} if state.id in self._located else {"code": _NOWHERE}
        members = {"name": state.name, "identity_class": "organization", "sectors": ["government-national"]}
        self._add(state, members, ("name", "other_names", "code"), changed, words=_also(state.other_names))
        if state.id in self._located:
            location = {"name": state.name, "country": state.code}
            self._object(self._located[state.id], location, {"derived_from": state.id})
            self._located_at(state, state.id, {})

    def _area(self, area: Area) -> None:
        place = self._places.get(area.id, {"identity_class": "class"})
        carried = ("name", "other_names", "states", "part_of")
        self._add(area, {"name": area.name, **place}, carried, words=_also(area.other_names))
        self._related(area, "comprises", area.states)
        self._related(area, "part of", [area.part_of])

    def _place(self, area: Area) -> Object:
        """Give the country or region that makes an area a location; nothing if there is none."""
        for name in map(slug, (area.name, *area.other_names)):
            if name in REGIONS:
                return {"region": name}
        whole: Record | None = area
        while isinstance(whole, Area):
            if len(whole.states) == 1:
                whole = self.corpus[whole.states[0]]
            else:
                whole = None if whole.part_of is None else self.corpus[whole.part_of]
        code = whole.code if isinstance(whole, State) else None
        return {"country": code} if code in ISO_3166 else {}

    def _organization(self, organization: Organization) -> None:
        changed: dict[str, str] = {}
        self._located_at(organization, organization.country, changed)
        short = () if organization.short_name is None else (organization.short_name,)
        members = {"name": organization.name, "identity_class": "organization"}
        carried = ("name", "short_name", "other_names", "country", "part_of")
        others = _also((*short, *organization.other_names))
        self._add(organization, members, carried, changed, words=others)
        self._related(organization, "part of", [organization.part_of])

    def _group(self, group: Group) -> None:
        changed: dict[str, str] = {}
        self._located_at(group, group.country, changed)
        members = {"name": group.name, "identity_class": "group"}
        self._add(group, members, ("name", "country", "members"), changed)
        self._related(group, "comprises", group.members)

    def _person(self, person: Person) -> None:
        changed: dict[str, str] = {}
        self._located_at(person, person.country, changed)
        members = {"name": person.name, "identity_class": "individual"}
        carried = ("name", "other_names", "country")
        self._add(person, members, carried, changed, words=_also(person.other_names))

    def _tie(self, record: Record, source: str, target: str, carried: Iterable[str], *words: str) -> None:
        """Add a relationship that is a record."""
        members = {
            "relationship_type": "related-to",
            "source_ref": self._ids[source],
            "target_ref": self._ids[target],
        }
        self._add(record, members, carried, words=words)

    def _membership(self, membership: Membership) -> None:
        carried = ("member", "organization")
        self._tie(membership, membership.member, membership.organization, carried, membership.role)

    def _office(self, office: Office) -> None:
        members = {"name": office.title, "identity_class": "class"}
        self._add(office, members, ("title", "organization", "state"))
        self._related(office, "office of", [office.organization, office.state])

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
        source = _source(document)
        if document.url is not None and "url" not in source:
            changed["url"] = "STIX wants a hash beside a url, and a URI in ASCII"
        described = {**source, "description": "The hash is that of its text in UTF-8."}
        members = {
            "name": document.title,
            "published": published or self._common["created"],
            "object_refs": self._refs(self._cited.get(document.id, ())),
            "external_references": [described] if "hashes" in source else [],
        }
        carried = ("title", "authors", "publisher", "date", "url", "sha256")
        self._add(document, members, carried, changed)
        self._related(document, "author", document.authors)
        self._related(document, "publisher", [document.publisher])

    def _event(self, event: Event) -> None:
        refs = self._refs((*event.participants, *event.places))
        members = {"name": event.label, "context": "unspecified", "object_refs": refs}
        self._add(event, members, ("label", "places", "participants"))

    def _conference(self, conference: Conference) -> None:
        period = conference.period
        last = period.end if isinstance(period, EdtfInterval) else period
        present = self.corpus.participants.where(conference=conference.id)
        refs = (
            *(session.id for session in conference.sessions),
            *(each.person for each in present),
            *conference.documents,
            *self._said.get(conference.id, ()),
        )
        members = {
            "name": conference.title,
            "published": midnight(_no_endpoint(last)) or self._common["created"],
            "object_refs": self._refs(refs),
        }
        carried = ("title", "theme", "organizers", "supporters", "sessions", "documents")
        self._add(conference, members, carried, words=_given(conference.theme))
        self._related(conference, "organizer", conference.organizers)
        self._related(conference, "supporter", conference.supporters)
        for session in conference.sessions:
            self._session(session, conference)

    def _session(self, session: Session, conference: Conference) -> None:
        name = session.title or session.theme or f"{conference.title}: {session.id}"
        members = {
            "name": name,
            "published": self._common["created"],
            "object_refs": self._refs((*session.agenda, *self._said.get(session.id, ()))),
        }
        self._add(session, members, ("title", "theme", "part_of", "agenda"), words=_given(session.theme))
        self._related(session, "part of", [session.part_of])

    def _participant(self, participant: Participant) -> None:
        carried = ("person", "conference", "represents", "offices", "capacity")
        capacity = "takes part" if participant.capacity is None else participant.capacity
        self._tie(participant, participant.person, participant.conference, carried, capacity)
        person = self._ids[participant.person]
        for office in participant.offices:
            self._relate(participant, person, "related-to", self._ids[office], meaning="is presented as")
        if participant.represents is not None:
            body = self._ids[participant.represents]
            self._relate(participant, person, "related-to", body, meaning="speaks for")

    # ── Topics and threats ──────────────────────────────────────────────────

    def _topic(self, topic: Topic) -> None:
        members = {
            "abstract": topic.label,
            "object_refs": self._refs([topic.broader] if topic.broader else self._meetings(topic)),
        }
        words = (topic.proposition or topic.label, *_given(topic.definition), *_also(topic.other_labels))
        carried = ("label", "proposition", "definition", "other_labels", "broader")
        self._add(topic, members, carried, describing="content", words=words)
        self._related(topic, "broader", [topic.broader])

    def _meetings(self, topic: Topic) -> Iterator[str]:
        """Give the conferences at which positions on a topic were taken."""
        for position in self.corpus.positions.where(topic=topic.id):
            if position.conference is not None:
                yield position.conference

    def _threat(self, threat: Threat) -> None:
        self._add(threat, {"name": threat.label}, ("label", "origins", "broader"))
        campaign = self._ids[threat.id]
        for origin in threat.origins:
            place = self._located.get(origin, self._ids[origin])
            kind = "originates-from" if place.startswith("location--") else "related-to"
            self._relate(threat, campaign, kind, place, meaning="origin")
        self._related(threat, "broader", [threat.broader])

    # ── What is said ────────────────────────────────────────────────────────

    def _position(self, position: Position) -> None:
        words = [f"Condition: {position.condition}"] if position.condition else []
        opinion, carried = STANCES[position.stance], ("topic", "condition")
        self._opinion(position, position.topic, opinion, carried=carried, changed={}, more=words)

    def _assessment(self, assessment: ThreatAssessment) -> None:
        changed: dict[str, str] = {}
        targets = [self._located.get(each, self._ids[each]) for each in assessment.referents]
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
                    threat = self._ids[assessment.threat]
                    meaning = f"as is said by {', '.join(self._authors(assessment))}"
                    self._relate(assessment, threat, "targets", target, meaning=meaning)

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
        members = {"opinion": opinion, "authors": self._authors(statement), "object_refs": [self._ids[about]]}
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
        self._add(statement, members, (*always, *carried), changed, describing="explanation", words=words)
        for holder in statement.holders:
            meaning = "holds" if statement.attribution is Attribution.OWN else "is said to hold"
            self._relate(statement, self._ids[holder], "related-to", self._ids[statement.id], meaning=meaning)
        if statement.attributed_by is not None:
            voice = self._ids[statement.attributed_by]
            self._relate(statement, voice, "related-to", self._ids[statement.id], meaning="passes on")

    def _authors(self, statement: Statement) -> list[str]:
        """Give in words who holds a view, and through whom."""
        if statement.assembly is not None:
            among = statement.assembly.among or "those present"
            return [f"{among} ({statement.assembly.quantifier.replace('_', ' ')})"]
        names = [self._name(holder) for holder in statement.holders]
        if statement.attributed_by is None:
            return names
        return [f"{name}, according to {self._name(statement.attributed_by)}" for name in names]


# ── Values ──────────────────────────────────────────────────────────────────


def _given(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def _also(names: Iterable[str]) -> tuple[str, ...]:
    """Give further names in words."""
    others = "; ".join(names)
    return (f"Also: {others}",) if others else ()


def _listed(value: object) -> list[object]:
    return [*value] if isinstance(value, list) else []


def _no_endpoint(date: object) -> Edtf | None:
    return date if is_edtf(date) else None


def _source(document: Document) -> Object:
    """Give a document as a source; with its url if there is a hash beside it."""
    name = document.title if document.title not in {"cve", "capec"} else f"{document.title} ({document.id})"
    source: Object = {"source_name": name}
    if document.sha256 is not None:
        uri = None if document.url is None else stix_uri(document.url)
        source |= {} if uri is None else {"url": uri}
        source["hashes"] = {"SHA-256": document.sha256}
    return source


def _place_in_words(evidence: Evidence) -> str:
    """Say where in a document something stands."""
    parts = [f"in {evidence.document}"]
    if evidence.start is not None:
        parts.append(f"characters {evidence.start} to {evidence.end}")
    parts += _given(evidence.locator)
    for name in ("prefix", "exact", "suffix"):
        words = getattr(evidence, name)
        parts += [] if words is None else [f"{name} “{words}”"]
    return "; ".join(parts)
