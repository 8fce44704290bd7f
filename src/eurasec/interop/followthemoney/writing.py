"""A corpus as entities of followthemoney."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, cast

from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.dates import Edtf, EdtfDateTime, EdtfInterval
from eurasec.interop._nodes import present
from eurasec.interop._values import ends_of, word_of, words_of
from eurasec.interop._writing import Ledger, Writer
from eurasec.interop.exchange import Exported
from eurasec.interop.followthemoney import clean, words
from eurasec.interop.followthemoney.words import Role
from eurasec.positions import Position, Topic
from eurasec.serialization._json import encoded
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment

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
    return _Entities(corpus).exported()


class _Entity:
    """An entity in the making, and what becomes of the fields that go into it."""

    def __init__(self, id: str, schema: str) -> None:
        self.id = id
        self.schema = schema
        self.properties: dict[str, dict[str, None]] = {}
        self.carried: set[str] = {"id"}
        self.changed: dict[str, str] = {}

    def put(
        self, prop: str, values: Iterable[str | None], form: clean.Form, field: str | None = None
    ) -> None:
        """Put values into a property, in the form that followthemoney keeps.

        Args:
            prop: The property.
            values: The values; those that are `None` are passed over.
            form: Brings a value into its form.
            field: The field that this carries, if it carries one.
        """
        held = self.properties.setdefault(prop, {})
        for value in present(values):
            cleaned = form(value)
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

    def date(self, prop: str, date: Edtf, field: str) -> None:
        """Put a date into a property, or that it cannot be written."""
        written = clean.date(date)
        self.put(prop, [written], str, field)
        if written is None:
            self.lose(field, _DATES)

    def written(self) -> dict[str, object]:
        """Give the entity as a JSON object."""
        properties = {prop: list(values) for prop, values in self.properties.items() if values}
        return {"id": self.id, "schema": self.schema, "properties": properties}


class _RecordEntity(_Entity):
    """The entity that is a record, beside those that follow from it."""

    def __init__(self, record: Record, schema: str) -> None:
        super().__init__(record.id, schema)
        self.record = record

    def carry(self, form: clean.Form, *fields: str) -> None:
        """Put fields into the properties that carry them."""
        for field in fields:
            self.put(words.property_of(type(self.record), field), self._values(field), form, field)

    def dates(self, *fields: str) -> None:
        """Put dates into the properties that carry them."""
        for field in fields:
            for date in present(self._values(field)):
                self.date(words.property_of(type(self.record), field), date, field)

    def _values(self, field: str) -> tuple[Any, ...]:
        value = getattr(self.record, field)
        return cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)

    def names(self, field: str, otherwise: str | None = None) -> None:
        """Name the entity, by its id if need be, and give its other names."""
        self.put("name", [getattr(self.record, field) or otherwise], clean.name, field)
        if not self.properties["name"]:
            self.put("name", [self.id], clean.name)
        self.put("alias", getattr(self.record, "other_names", ()), clean.name, "other_names")

    def words(self, kind: str | None = None) -> None:
        """Put the words of closed lists among the keywords, and before them the kind of record."""
        if kind is not None:
            self.put("keywords", [f"{words.RECORD}{kind}"], clean.string)
        for field, keyword in words_of(self.record):
            self.put("keywords", [keyword], clean.string, field)

    def identify(self, identifiers: Iterable[Identifier]) -> None:
        """Put down which item of Wikidata it is."""
        values = [each.value for each in identifiers if each.scheme == "wikidata"]
        if any(each.scheme != "wikidata" for each in identifiers):
            self.lose("identifiers", "of identifiers, those of Wikidata have a place in followthemoney")
        self.put("wikidataId", values, clean.wikidata, "identifiers")

    def period(self, period: Edtf | None) -> None:
        """Put down when something begins and ends."""
        if period is not None:
            start, end, whole = ends_of(_untimed(period), clean.date)
            self.put("startDate", [start], str, "period")
            self.put("endDate", [end], str, "period")
            if not whole or isinstance(period, EdtfDateTime):
                self.lose("period", _DATES)

    def happen(self, period: Edtf | None) -> None:
        """Date an event: a plain date is one, and no period."""
        if period is None or isinstance(period, EdtfInterval):
            self.period(period)
        else:
            self.date("date", _untimed(period), "period")
            if isinstance(period, EdtfDateTime):
                self.lose("period", _DATES)


class _Entities(Writer):
    """The entities of a corpus, made record by record."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus, Ledger(_OTHERWISE, _REASONS))
        self._all: list[_Entity] = []
        self._taken = {record.id for record in (*corpus, *corpus.sessions)}
        self._mentioned: set[tuple[str, str, str]] = set()
        codes = Counter(state.code for state in corpus.states)
        self._codes = {
            state.id: state.code.lower()
            for state in corpus.states
            if state.code is not None and state.code in clean.COUNTRIES and codes[state.code] == 1
        }

    def written(self) -> str:
        """Give the entities as JSON Lines."""
        return "".join(f"{encoded(entity.written())}\n" for entity in self._all)

    # ── Entities ────────────────────────────────────────────────────────────

    def _new(self, schema: str, record: Record) -> _RecordEntity:
        entity = _RecordEntity(record, schema)
        self._all.append(entity)
        return entity

    def _derived(self, schema: str, *parts: str) -> _Entity:
        """Begin an entity for which there is no record; its id follows from what it says."""
        key = "\0".join((schema, *parts))
        id = hashlib.sha256(key.encode()).hexdigest()[:40]
        while id in self._taken:
            id = hashlib.sha256(id.encode()).hexdigest()[:40]
        self._taken.add(id)
        self._all.append(_Entity(id, schema))
        return self._all[-1]

    def _link(self, role: str, subject: str, target: str) -> None:
        """Link two things in a way for which there is no schema."""
        link = self._derived("UnknownLink", role, subject, target)
        link.put("subject", [subject], clean.reference)
        link.put("object", [target], clean.reference)
        link.put("role", [role], clean.string)

    def _close(self, entity: _RecordEntity) -> None:
        """Add what all records have, and keep account."""
        record = entity.record
        if isinstance(record, words.DESCRIBED):
            entity.put("description", [record.note], clean.text, "note")
        else:
            entity.carry(clean.text, "note")
            entity.carry(clean.string, "tags")
            if any(word_of(type(record), tag) or tag.startswith(words.RECORD) for tag in record.tags):
                entity.lose("tags", "a keyword of this form stands for a word of the model")
        for each in record.evidence:
            if each != Evidence(document=each.document) or each.document == record.id:
                entity.lose("evidence", _PLACES)
        cited = [each.document for each in record.evidence if each.document != record.id]
        entity.put("proof", cited, clean.reference, "evidence")
        for field, reason in entity.changed.items():
            self.lose(field, reason)
        self.settle(record, entity.carried)

    def _country(self, entity: _Entity, states: Iterable[str | None], field: str) -> None:
        """Name states by their codes; one that has none of its own is lost."""
        codes = [self._codes.get(state) for state in present(states)]
        if None in codes:
            entity.lose(field, _COUNTRY)
        else:
            entity.put("country", codes, str, field)

    def _mention(self, record: Record, name: str, resolved: str) -> None:
        """Say under which name somebody is mentioned in the documents that a record has as evidence."""
        cleaned = clean.name(name)
        for document in dict.fromkeys(each.document for each in record.evidence):
            if cleaned is not None and (document, cleaned, resolved) not in self._mentioned:
                self._mentioned.add((document, cleaned, resolved))
                mention = self._derived("Mention", document, cleaned, resolved)
                mention.put("document", [document], clean.reference)
                mention.put("name", [cleaned], clean.name)
                mention.put("resolved", [resolved], clean.reference)

    # ── Actors and places ───────────────────────────────────────────────────

    def state(self, state: State) -> None:
        entity = self._new("PublicBody", state)
        entity.names("name")
        entity.put("classification", [words.STATE], clean.string)
        self._country(entity, [state.id], "code")
        entity.identify(state.identifiers)
        self._close(entity)
        self._mention(state, state.name, state.id)

    def area(self, area: Area) -> None:
        entity = self._new("Address", area)
        entity.names("name")
        entity.put("full", [area.name], clean.address)
        self._country(entity, area.states, "states")
        self._inside(entity, area.part_of)
        self._close(entity)

    def _inside(self, entity: _RecordEntity, whole: str | None) -> None:
        if whole is not None:
            self._link(Role.PART_OF, entity.id, whole)
            entity.carried.add("part_of")

    def organization(self, organization: Organization) -> None:
        entity = self._new(words.SCHEMATA.get(organization.kind, "Organization"), organization)
        entity.names("name")
        entity.carry(clean.name, "short_name")
        entity.carry(clean.string, "kind")
        self._country(entity, [organization.country], "country")
        self._inside(entity, organization.part_of)
        entity.dates("founded", "dissolved")
        entity.identify(organization.identifiers)
        self._designations(entity, organization)
        self._close(entity)
        self._mention(organization, organization.name, organization.id)

    def _designations(self, entity: _RecordEntity, organization: Organization) -> None:
        for number, each in enumerate(organization.designations):
            sanction = self._derived("Sanction", organization.id, str(number))
            sanction.put("entity", [organization.id], clean.reference)
            sanction.put("authority", [self.name_of(each.by)], clean.string)
            sanction.put("authorityId", [each.by], _short_identifier, "designations")
            sanction.put("status", [each.status], clean.string, "designations")
            if each.since is not None:
                sanction.date("startDate", each.since, "designations")
            entity.changed.update(sanction.changed)
            entity.carried.add("designations")

    def group(self, group: Group) -> None:
        entity = self._new("LegalEntity", group)
        entity.names("name")
        entity.put("classification", [words.GROUP], clean.string)
        self._country(entity, [group.country], "country")
        entity.identify(group.identifiers)
        entity.carried.add("members")
        self._close(entity)
        for member in group.members:
            self._link(Role.MEMBER, member, group.id)
        self._mention(group, group.name, group.id)

    def person(self, person: Person) -> None:
        entity = self._new("Person", person)
        entity.names("name")
        self._country(entity, [person.country], "country")
        entity.words()
        entity.identify(person.identifiers)
        self._close(entity)
        self._mention(person, person.name, person.id)

    def membership(self, membership: Membership) -> None:
        entity = self._new("Membership", membership)
        entity.carry(clean.reference, "member", "organization")
        entity.carry(clean.string, "role")
        self._term(entity, membership)

    def office(self, office: Office) -> None:
        entity = self._new("Position", office)
        entity.names("title")
        entity.carry(clean.reference, "organization")
        self._country(entity, [office.state], "state")
        self._close(entity)

    def tenure(self, tenure: Tenure) -> None:
        entity = self._new("Occupancy", tenure)
        entity.carry(clean.reference, "person", "office")
        self._term(entity, tenure)

    def _term(self, entity: _RecordEntity, term: Membership | Tenure) -> None:
        entity.period(term.period)
        entity.dates("attested")
        self._close(entity)

    # ── Documents and events ────────────────────────────────────────────────

    def document(self, document: Document) -> None:
        # Of the schemas for documents, this is the one that needs no file.
        entity = self._new("Article", document)
        entity.carry(clean.string, "title")
        if not entity.properties["title"]:
            entity.put("title", [document.id], clean.string)
        entity.words()
        entity.put("author", map(self.name_of, document.authors), clean.string)
        for author in document.authors:
            self._link(Role.AUTHOR, author, document.id)
        if document.publisher is not None:
            entity.put("publisher", [self.name_of(document.publisher)], clean.string)
            self._link(Role.PUBLISHER, document.publisher, document.id)
        entity.dates("date")
        if document.language is not None:
            code = clean.language(document.language)
            entity.put("language", [code], str, "language")
            if code is None:
                entity.lose("language", "followthemoney knows some languages, and no regions or scripts")
        entity.carry(clean.url, "url")
        entity.identify(document.identifiers)
        entity.carried.update(("authors", "publisher"))
        self._close(entity)

    def event(self, event: Event) -> None:
        entity = self._new("Event", event)
        entity.names("label")
        entity.words()
        entity.happen(event.period)
        entity.carry(clean.reference, "participants")
        states = [each for each in event.places if isinstance(self.corpus[each], State)]
        areas = [each for each in event.places if each not in states]
        entity.put("addressEntity", areas, clean.reference, "places")
        self._country(entity, states, "places")
        if event.places != (*areas, *states):
            entity.lose("places", "followthemoney keeps countries apart from other places")
        entity.identify(event.identifiers)
        self._close(entity)

    def conference(self, conference: Conference) -> None:
        entity = self._new("Event", conference)
        entity.names("title")
        entity.carry(clean.text, "theme")
        entity.words(words.CONFERENCE)
        entity.happen(conference.period)
        entity.carry(clean.reference, "organizers")
        for supporter in conference.supporters:
            self._link(Role.SUPPORTER, supporter, conference.id)
        for document in conference.documents:
            self._documented(document, conference.id)
        if conference.venue is not None:
            entity.put("location", [str(conference.venue)], clean.address)
            entity.lose("venue", "a location of followthemoney is a text")
        entity.carried.update(("supporters", "documents", "sessions"))
        self._close(entity)
        for session in conference.sessions:
            self._session(session, conference)

    def _documented(self, document: str, conference: str) -> None:
        link = self._derived("Documentation", document, conference)
        link.put("document", [document], clean.reference)
        link.put("entity", [conference], clean.reference)
        link.put("role", [Role.DOCUMENT], clean.string)

    def _session(self, session: Session, conference: Conference) -> None:
        entity = self._new("Event", session)
        entity.names("title", session.theme or session.id)
        entity.carry(clean.text, "theme")
        entity.words(words.UNTITLED if session.title is None else "session")
        entity.happen(session.period)
        self._inside(entity, session.part_of or conference.id)
        for item in session.agenda:
            self._link(Role.AGENDA, item, session.id)
        entity.carried.add("agenda")
        self._close(entity)

    def participant(self, participant: Participant) -> None:
        entity = self._new("UnknownLink", participant)
        entity.carry(clean.reference, "person", "conference")
        entity.put("role", [Role.PARTICIPANT], clean.string)
        entity.carry(clean.text, "capacity")
        if participant.represents is not None:
            agency = self._derived("Representation", participant.id)
            agency.put("agent", [participant.person], clean.reference)
            agency.put("client", [participant.represents], clean.reference)
            agency.put("role", [participant.capacity], clean.string)
            agency.put("recordId", [participant.id], clean.string)
            entity.carried.add("represents")
        self._close(entity)

    # ── What is said ────────────────────────────────────────────────────────

    def _note(self, record: Record, kind: str) -> _RecordEntity:
        entity = self._new("Note", record)
        entity.words(kind)
        return entity

    def topic(self, topic: Topic) -> None:
        entity = self._note(topic, "topic")
        entity.names("label")
        entity.carry(clean.name, "other_labels")
        entity.carry(clean.text, "proposition", "definition")
        entity.carry(clean.reference, "broader")
        self._close(entity)

    def threat(self, threat: Threat) -> None:
        entity = self._note(threat, "threat")
        entity.names("label")
        entity.carry(clean.reference, "origins", "broader")
        self._close(entity)

    def position(self, position: Position) -> None:
        self._statement(position, "position", "topic")

    def assessment(self, assessment: ThreatAssessment) -> None:
        self._statement(assessment, "assessment", "threat")

    def _statement(self, statement: Statement, kind: str, about: str) -> None:
        entity = self._note(statement, kind)
        entity.carry(clean.reference, about)
        entity.carry(clean.text, "claim", "reason")
        entity.carry(clean.reference, "holders", "conference", "session")
        self._close(entity)
        if statement.holder_wording is not None and len(statement.holders) == 1:
            self._mention(statement, statement.holder_wording, statement.holders[0])


def _untimed(period: Edtf) -> Edtf:
    return period.date if isinstance(period, EdtfDateTime) else period


def _short_identifier(text: str) -> str | None:
    return text if len(text) <= 64 else None  # noqa: PLR2004 - the length that followthemoney allows
