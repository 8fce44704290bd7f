"""A corpus as entities of followthemoney."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import Edtf, EdtfDateTime, EdtfInterval
from eurasec.interop._keywords import word_of, words_of
from eurasec.interop._ledger import Ledger
from eurasec.interop._partial_dates import ends_of
from eurasec.interop.exchange import Exported
from eurasec.interop.followthemoney.values import (
    COUNTRIES,
    Clean,
    clean_address,
    clean_date,
    clean_language,
    clean_name,
    clean_reference,
    clean_string,
    clean_text,
    clean_url,
    clean_wikidata,
)
from eurasec.interop.followthemoney.words import (
    AGENDA,
    AUTHOR,
    CONFERENCE,
    DOCUMENT,
    GROUP,
    MEMBER,
    PART_OF,
    PARTICIPANT,
    PUBLIC,
    PUBLISHER,
    RECORD,
    STATE,
    SUPPORTER,
    UNTITLED,
)
from eurasec.positions import Position, Topic
from eurasec.serialization._json import encoded
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import OrganizationKind

__all__ = ["to_ftm"]

_OTHERWISE: Final = "followthemoney has no place for it"
_REASONS: Final = {"coding": "followthemoney does not say who coded"}

_CLEANED: Final = "followthemoney cleans and shortens texts, and this is what it leaves of it"
_NO_VALUE: Final = "followthemoney takes no such value"
_ONCE: Final = "followthemoney keeps each value once"
_DATES: Final = "followthemoney has plain dates from the year 1000 to 2999, none that is open or uncertain"
_PLACES: Final = "followthemoney names the document, not the place in it"
_COUNTRY: Final = "followthemoney knows no country by the code of this state alone"


def to_ftm(corpus: Corpus) -> Exported[bytes]:
    r"""Write a corpus as entities of followthemoney, one JSON object a line.

    Args:
        corpus: The corpus.

    Returns:
        JSON Lines in UTF-8, and what they do not carry. Equal corpora give equal bytes.

    >>> from eurasec import Person
    >>> exported = to_ftm(Corpus([Person(id="zas", name="Stanislav Zas")]))
    >>> print(exported.result.decode(), end="")
    {"id": "zas", "schema": "Person", "properties": {"name": ["Stanislav Zas"]}}
    """
    entities = _Entities(corpus)
    for record in corpus:
        entities.write(record)
    lines = "".join(f"{encoded(entity.written())}\n" for entity in entities.all)
    return Exported(result=lines.encode(), losses=entities.ledger.losses())


class _Entity:
    """An entity in the making, and what became of the fields that went into it."""

    def __init__(self, id: str, schema: str) -> None:
        self.id = id
        self.schema = schema
        self.properties: dict[str, dict[str, None]] = {}
        self.carried: set[str] = {"id"}
        self.changed: dict[str, str] = {}

    def put(self, prop: str, values: Iterable[str | None], clean: Clean, field: str | None = None) -> None:
        """Put values into a property, in the form that followthemoney keeps.

        Args:
            prop: The property.
            values: The values; those that are `None` are passed over.
            clean: Brings a value into its form.
            field: The field that this carries, if it carries one.
        """
        held = self.properties.setdefault(prop, {})
        for value in values:
            cleaned = None if value is None else clean(value)
            if value is None:
                continue
            if cleaned != value:
                self.lose(field, _NO_VALUE if cleaned is None else _CLEANED)
            if cleaned in held:
                self.lose(field, _ONCE)
            elif cleaned is not None:
                held[cleaned] = None
        if field is not None:
            self.carried.add(field)

    def lose(self, field: str | None, reason: str) -> None:
        """Put down that a field is not carried as it is."""
        if field is not None:
            self.changed.setdefault(field, reason)

    def written(self) -> dict[str, object]:
        """Give the entity as a JSON object."""
        properties = {prop: list(values) for prop, values in self.properties.items() if values}
        return {"id": self.id, "schema": self.schema, "properties": properties}


class _Entities:
    """The entities of a corpus, made record by record."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.ledger = Ledger(_OTHERWISE, _REASONS)
        self.all: list[_Entity] = []
        self._taken = {record.id for record in (*corpus, *corpus.sessions)}
        self._mentioned: set[tuple[str, str, str]] = set()
        codes = Counter(state.code for state in corpus.states)
        self._codes = {
            state.id: state.code.lower()
            for state in corpus.states
            if state.code is not None and state.code in COUNTRIES and codes[state.code] == 1
        }
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
            Position: self._statement,
            Threat: self._threat,
            ThreatAssessment: self._statement,
        }

    def write(self, record: Record) -> None:
        """Make the entities of a record, and keep account of what is lost."""
        self._writers[type(record)](record)

    # ── Entities ────────────────────────────────────────────────────────────

    def _new(self, schema: str, id: str) -> _Entity:
        entity = _Entity(id, schema)
        self.all.append(entity)
        return entity

    def _derived(self, schema: str, *parts: str) -> _Entity:
        """Begin an entity for which there is no record; its id follows from what it says."""
        key = "\0".join((schema, *parts))
        id = hashlib.sha256(key.encode()).hexdigest()[:40]
        while id in self._taken:
            id = hashlib.sha256(id.encode()).hexdigest()[:40]
        self._taken.add(id)
        return self._new(schema, id)

    def _link(self, role: str, subject: str, target: str) -> None:
        """Link two things in a way for which there is no schema."""
        link = self._derived("UnknownLink", role, subject, target)
        link.put("subject", [subject], clean_reference)
        link.put("object", [target], clean_reference)
        link.put("role", [role], clean_string)

    def _close(self, entity: _Entity, record: Record, noted: str = "notes") -> None:
        """Add what all records have, and keep account."""
        entity.put(noted, [record.note], clean_text, "note")
        if noted == "notes":
            entity.put("keywords", record.tags, clean_string, "tags")
            if any(word_of(type(record), tag) or tag.startswith(f"{RECORD}:") for tag in record.tags):
                entity.lose("tags", "a keyword of this form stands for a word of the model")
        for each in record.evidence:
            if each != Evidence(document=each.document) or each.document == record.id:
                entity.lose("evidence", _PLACES)
        cited = [each.document for each in record.evidence if each.document != record.id]
        entity.put("proof", cited, clean_reference, "evidence")
        self.ledger.settle(record, entity.carried, entity.changed)

    def _names(self, entity: _Entity, name: str, field: str, others: Iterable[str] = ()) -> None:
        entity.put("name", [name], clean_name, field)
        if not entity.properties["name"]:
            entity.put("name", [entity.id], clean_name)
        entity.put("alias", others, clean_name, "other_names")

    def _words(self, entity: _Entity, record: Record) -> None:
        for field, keyword in words_of(record):
            entity.put("keywords", [keyword], clean_string, field)

    def _country(self, entity: _Entity, states: Iterable[str], field: str) -> None:
        """Name states by their codes; one that has none of its own is lost."""
        codes = [self._codes.get(state) for state in states]
        if None in codes:
            entity.lose(field, _COUNTRY)
        else:
            entity.put("country", codes, str, field)

    def _identified(self, entity: _Entity, identifiers: Iterable[Identifier]) -> None:
        values = [each.value for each in identifiers if each.scheme == "wikidata"]
        if any(each.scheme != "wikidata" for each in identifiers):
            entity.lose("identifiers", "of identifiers, those of Wikidata have a place in followthemoney")
        entity.put("wikidataId", values, clean_wikidata, "identifiers")

    def _dated(self, entity: _Entity, prop: str, date: Edtf | None, field: str) -> None:
        if date is None:
            return
        written = clean_date(date)
        entity.put(prop, [written], str, field)
        if written is None:
            entity.lose(field, _DATES)

    def _period(self, entity: _Entity, period: Edtf | None, field: str = "period") -> None:
        if period is None:
            return
        day = period.date if isinstance(period, EdtfDateTime) else period
        start, end, whole = ends_of(day, clean_date)
        entity.put("startDate", [start], str, field)
        entity.put("endDate", [end], str, field)
        if not whole or day is not period:
            entity.lose(field, _DATES)

    def _happening(self, entity: _Entity, period: Edtf | None) -> None:
        """Date an event: a plain date is one, and no period."""
        if period is None or isinstance(period, EdtfInterval):
            self._period(entity, period)
        else:
            day = period.date if isinstance(period, EdtfDateTime) else period
            self._dated(entity, "date", day, "period")
            if day is not period:
                entity.lose("period", _DATES)

    def _name_of(self, id: str) -> str:
        named = self.corpus[id]
        assert isinstance(named, State | Area | Organization | Group | Person)  # noqa: S101 - references are checked
        return named.name

    def _mentions(self, record: State | Organization | Group | Person) -> None:
        for document in dict.fromkeys(each.document for each in record.evidence):
            self._mention(document, record.name, record.id)

    def _mention(self, document: str, name: str, resolved: str) -> None:
        cleaned = clean_name(name)
        if cleaned is not None and (document, cleaned, resolved) not in self._mentioned:
            self._mentioned.add((document, cleaned, resolved))
            mention = self._derived("Mention", document, cleaned, resolved)
            mention.put("document", [document], clean_reference)
            mention.put("name", [cleaned], clean_name)
            mention.put("resolved", [resolved], clean_reference)

    # ── Actors and places ───────────────────────────────────────────────────

    def _state(self, state: State) -> None:
        entity = self._new("PublicBody", state.id)
        self._names(entity, state.name, "name", state.other_names)
        entity.put("classification", [STATE], clean_string)
        if state.code is not None:
            self._country(entity, [state.id], "code")
        self._identified(entity, state.identifiers)
        self._close(entity, state)
        self._mentions(state)

    def _area(self, area: Area) -> None:
        entity = self._new("Address", area.id)
        self._names(entity, area.name, "name", area.other_names)
        entity.put("full", [area.name], clean_address)
        self._country(entity, area.states, "states")
        self._inside(entity, area.id, area.part_of)
        self._close(entity, area)

    def _inside(self, entity: _Entity, id: str, whole: str | None) -> None:
        if whole is not None:
            self._link(PART_OF, id, whole)
            entity.carried.add("part_of")

    def _organization(self, organization: Organization) -> None:
        kind = organization.kind
        schema = (
            "PublicBody"
            if kind in PUBLIC
            else "Company"
            if kind is OrganizationKind.COMPANY
            else "Organization"
        )
        entity = self._new(schema, organization.id)
        self._names(entity, organization.name, "name", organization.other_names)
        entity.put("weakAlias", [organization.short_name], clean_name, "short_name")
        entity.put("classification", [kind], clean_string, "kind")
        if organization.country is not None:
            self._country(entity, [organization.country], "country")
        self._inside(entity, organization.id, organization.part_of)
        self._dated(entity, "incorporationDate", organization.founded, "founded")
        self._dated(entity, "dissolutionDate", organization.dissolved, "dissolved")
        self._identified(entity, organization.identifiers)
        self._designations(entity, organization)
        self._close(entity, organization)
        self._mentions(organization)

    def _designations(self, entity: _Entity, organization: Organization) -> None:
        for number, each in enumerate(organization.designations):
            sanction = self._derived("Sanction", organization.id, str(number))
            sanction.put("entity", [organization.id], clean_reference)
            sanction.put("authority", [self._name_of(each.by)], clean_string)
            sanction.put("authorityId", [each.by], _short_identifier, "designations")
            sanction.put("status", [each.status], clean_string, "designations")
            self._dated(sanction, "startDate", each.since, "designations")
            entity.changed.update(sanction.changed)
            entity.carried.add("designations")

    def _group(self, group: Group) -> None:
        entity = self._new("LegalEntity", group.id)
        self._names(entity, group.name, "name")
        entity.put("classification", [GROUP], clean_string)
        if group.country is not None:
            self._country(entity, [group.country], "country")
        self._identified(entity, group.identifiers)
        entity.carried.add("members")
        self._close(entity, group)
        for member in group.members:
            self._link(MEMBER, member, group.id)
        self._mentions(group)

    def _person(self, person: Person) -> None:
        entity = self._new("Person", person.id)
        self._names(entity, person.name, "name", person.other_names)
        if person.country is not None:
            self._country(entity, [person.country], "country")
        self._words(entity, person)
        self._identified(entity, person.identifiers)
        self._close(entity, person)
        self._mentions(person)

    def _membership(self, membership: Membership) -> None:
        entity = self._new("Membership", membership.id)
        entity.put("member", [membership.member], clean_reference, "member")
        entity.put("organization", [membership.organization], clean_reference, "organization")
        entity.put("role", [membership.role], clean_string, "role")
        self._term(entity, membership)

    def _office(self, office: Office) -> None:
        entity = self._new("Position", office.id)
        self._names(entity, office.title, "title")
        entity.put("organization", [office.organization], clean_reference, "organization")
        if office.state is not None:
            self._country(entity, [office.state], "state")
        self._close(entity, office)

    def _tenure(self, tenure: Tenure) -> None:
        entity = self._new("Occupancy", tenure.id)
        entity.put("holder", [tenure.person], clean_reference, "person")
        entity.put("post", [tenure.office], clean_reference, "office")
        self._term(entity, tenure)

    def _term(self, entity: _Entity, term: Membership | Tenure) -> None:
        self._period(entity, term.period)
        for date in term.attested:
            self._dated(entity, "date", date, "attested")
        self._close(entity, term, "description")

    # ── Documents and events ────────────────────────────────────────────────

    def _document(self, document: Document) -> None:
        # Of the schemas for documents, this is the one that needs no file.
        entity = self._new("Article", document.id)
        entity.put("title", [document.title], clean_string, "title")
        if not entity.properties["title"]:
            entity.put("title", [document.id], clean_string)
        self._words(entity, document)
        entity.put("author", map(self._name_of, document.authors), clean_string)
        for author in document.authors:
            self._link(AUTHOR, author, document.id)
        if document.publisher is not None:
            entity.put("publisher", [self._name_of(document.publisher)], clean_string)
            self._link(PUBLISHER, document.publisher, document.id)
        self._dated(entity, "publishedAt", document.date, "date")
        if document.language is not None:
            code = clean_language(document.language)
            entity.put("language", [code], str, "language")
            if code is None:
                entity.lose("language", "followthemoney knows some languages, and no regions or scripts")
        entity.put("sourceUrl", [document.url], clean_url, "url")
        self._identified(entity, document.identifiers)
        entity.carried.update(("authors", "publisher"))
        self._close(entity, document)

    def _event(self, event: Event) -> None:
        entity = self._new("Event", event.id)
        self._names(entity, event.label, "label")
        self._words(entity, event)
        self._happening(entity, event.period)
        entity.put("involved", event.participants, clean_reference, "participants")
        states = [each for each in event.places if isinstance(self.corpus[each], State)]
        areas = [each for each in event.places if each not in states]
        entity.put("addressEntity", areas, clean_reference, "places")
        self._country(entity, states, "places")
        if event.places != (*areas, *states):
            entity.lose("places", "followthemoney keeps countries apart from other places")
        self._identified(entity, event.identifiers)
        self._close(entity, event)

    def _conference(self, conference: Conference) -> None:
        entity = self._new("Event", conference.id)
        self._names(entity, conference.title, "title")
        entity.put("summary", [conference.theme], clean_text, "theme")
        entity.put("keywords", [f"{RECORD}:{CONFERENCE}"], clean_string)
        self._words(entity, conference)
        self._happening(entity, conference.period)
        entity.put("organizer", conference.organizers, clean_reference, "organizers")
        for supporter in conference.supporters:
            self._link(SUPPORTER, supporter, conference.id)
        for document in conference.documents:
            self._documented(document, conference.id)
        if conference.venue is not None:
            entity.put("location", [str(conference.venue)], clean_address)
            entity.lose("venue", "a location of followthemoney is a text")
        entity.carried.update(("supporters", "documents", "sessions"))
        self._close(entity, conference)
        for session in conference.sessions:
            self._session(session, conference)

    def _documented(self, document: str, conference: str) -> None:
        link = self._derived("Documentation", document, conference)
        link.put("document", [document], clean_reference)
        link.put("entity", [conference], clean_reference)
        link.put("role", [DOCUMENT], clean_string)

    def _session(self, session: Session, conference: Conference) -> None:
        entity = self._new("Event", session.id)
        kind = UNTITLED if session.title is None else "session"
        self._names(entity, session.title or session.theme or session.id, "title")
        entity.put("summary", [session.theme], clean_text, "theme")
        entity.put("keywords", [f"{RECORD}:{kind}"], clean_string)
        self._words(entity, session)
        self._happening(entity, session.period)
        self._inside(entity, session.id, session.part_of or conference.id)
        for item in session.agenda:
            self._link(AGENDA, item, session.id)
        entity.carried.add("agenda")
        self._close(entity, session)

    def _participant(self, participant: Participant) -> None:
        entity = self._new("UnknownLink", participant.id)
        entity.put("subject", [participant.person], clean_reference, "person")
        entity.put("object", [participant.conference], clean_reference, "conference")
        entity.put("role", [PARTICIPANT], clean_string)
        entity.put("summary", [participant.capacity], clean_text, "capacity")
        if participant.represents is not None:
            agency = self._derived("Representation", participant.id)
            agency.put("agent", [participant.person], clean_reference)
            agency.put("client", [participant.represents], clean_reference)
            agency.put("role", [participant.capacity], clean_string)
            agency.put("recordId", [participant.id], clean_string)
            entity.carried.add("represents")
        self._close(entity, participant, "description")

    # ── What is said ────────────────────────────────────────────────────────

    def _note(self, record: Record, kind: str) -> _Entity:
        entity = self._new("Note", record.id)
        entity.put("keywords", [f"{RECORD}:{kind}"], clean_string)
        self._words(entity, record)
        return entity

    def _topic(self, topic: Topic) -> None:
        entity = self._note(topic, "topic")
        self._names(entity, topic.label, "label")
        entity.put("alias", topic.other_labels, clean_name, "other_labels")
        entity.put("description", [topic.proposition], clean_text, "proposition")
        entity.put("summary", [topic.definition], clean_text, "definition")
        entity.put("entity", [topic.broader], clean_reference, "broader")
        self._close(entity, topic)

    def _threat(self, threat: Threat) -> None:
        entity = self._note(threat, "threat")
        self._names(entity, threat.label, "label")
        entity.put("entity", threat.origins, clean_reference, "origins")
        entity.put("entity", [threat.broader], clean_reference, "broader")
        self._close(entity, threat)

    def _statement(self, statement: Position | ThreatAssessment) -> None:
        if isinstance(statement, Position):
            entity = self._note(statement, "position")
            entity.put("entity", [statement.topic], clean_reference, "topic")
        else:
            entity = self._note(statement, "assessment")
            entity.put("entity", [statement.threat], clean_reference, "threat")
        entity.put("description", [statement.claim], clean_text, "claim")
        entity.put("summary", [statement.reason], clean_text, "reason")
        entity.put("entity", statement.holders, clean_reference, "holders")
        entity.put("entity", [statement.conference], clean_reference, "conference")
        entity.put("entity", [statement.session], clean_reference, "session")
        self._close(entity, statement)
        self._wording(statement)

    def _wording(self, statement: Statement) -> None:
        """Mention a single holder by the words of the source."""
        if statement.holder_wording is None or len(statement.holders) != 1:
            return
        for document in dict.fromkeys(each.document for each in statement.evidence):
            self._mention(document, statement.holder_wording, statement.holders[0])


def _short_identifier(text: str) -> str | None:
    return text if len(text) <= 64 else None  # noqa: PLR2004 - the length that followthemoney allows
