"""Entities of followthemoney as a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, cast

from eurasec._fields import Value
from eurasec.actors import Area, Designation, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.errors import Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._foreign import kept_id, made, present, summed
from eurasec.interop._keywords import word_of
from eurasec.interop._nesting import homes
from eurasec.interop._partial_dates import period_text, without_time
from eurasec.interop.exchange import Imported
from eurasec.interop.followthemoney.entities import Entities, Entity
from eurasec.interop.followthemoney.links import Links
from eurasec.interop.followthemoney.values import LANGUAGES
from eurasec.interop.followthemoney.words import (
    AGENDA,
    AUTHOR,
    CLIENT,
    CONFERENCE,
    DOCUMENT,
    GROUP,
    MEMBER,
    PART_OF,
    PUBLISHER,
    RECORD,
    STATE,
    SUPPORTER,
    UNTITLED,
)
from eurasec.positions import Topic
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.threats import Threat
from eurasec.vocab import MembershipRole, OrganizationKind

__all__ = ["from_ftm"]

_SCHEME: Final = "followthemoney"
"""How ids are kept that cannot be ids of a corpus."""

_DOCUMENTS: Final = (
    *("Article", "Document", "PlainText", "HyperText", "Pages", "Table", "Image", "Audio", "Video", "Email"),
)
_TAGS_OF: Final = {code: tag for tag, code in LANGUAGES.items()}
_KEYS: Final = {"evidence": "proof", "identifiers": "wikidataId", "note": "notes", "tags": "keywords"}
"""What properties call the fields that all or many records have."""

_LETTERS: Final = 2
"""How many letters the code of a country has; longer ones are of parts, or of what was a country once."""


def from_ftm(data: bytes | str, *, keep_unknown: bool = False, limits: Limits = USUAL) -> Imported:
    r"""Read the people, organizations, positions, documents and events among entities of followthemoney.

    Read are also what ties them together: occupancies, memberships, and the
    links that `to_ftm` writes. Countries that are no more than a code become
    states that are called by it.

    Args:
        data: JSON Lines, or a JSON list of entities; bytes are UTF-8.
        keep_unknown: Whether properties for which the model has no field are
            kept as attributes of the records instead of being listed.
        limits: How much the file may hold; records and problems are not counted.

    Returns:
        The corpus, and everything that is not read, each by its line and path.

    Raises:
        DecodeError: If not a single entity can be made out, or if the file breaks
            a limit.
        InvalidValueError: If the data is neither bytes nor a string.

    >>> imported = from_ftm('''
    ... {"id": "zas", "schema": "Person", "properties": {"name": ["Stanislav Zas"], "gender": ["male"]}}
    ... {"id": "sg", "schema": "Position", "properties": {"name": ["Secretary General"]}}
    ... {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["zas"], "post": ["sg"]}}
    ... ''')
    >>> imported.corpus.offices_of("zas")
    (<certain: o1: zas — sg>,)
    >>> [str(problem) for problem in imported.problems]
    ['line 2: $.properties.gender: is not read, for the model has no field for it']
    """
    problems: list[Problem] = []
    entities = Entities(data, problems, limits)
    reading = _Reading(entities, problems, keep_unknown=keep_unknown)
    return Imported(corpus=reading.assembly.corpus(), problems=summed(problems))


class _Reading:
    """The records of a file, made entity by entity."""

    def __init__(self, entities: Entities, problems: list[Problem], *, keep_unknown: bool) -> None:
        self.assembly = Assembly(problems)
        self._keep = keep_unknown
        self._entities = entities
        self._links = Links(entities)
        self._problems = problems
        self._states = self._states_by_code()
        self._sanctions: dict[str, list[Entity]] = {}
        for entity in entities.all:
            if entity.schema == "Sanction":
                self._sanctions.setdefault(entity.one("entity") or "", []).append(entity)
        readers: Mapping[str, Callable[[Entity], None]] = {
            "Person": self._person,
            "Organization": self._body,
            "PublicBody": self._body,
            "Company": self._body,
            "LegalEntity": self._body,
            "Address": self._area,
            "Position": self._office,
            "Occupancy": self._tenure,
            "Membership": self._membership,
            "Note": self._note,
            **dict.fromkeys(_DOCUMENTS, self._document),
            **dict.fromkeys(("Event", "UnknownLink", "Documentation", "Representation"), _elsewhere),
            **dict.fromkeys(("Sanction", "Mention"), _elsewhere),
        }
        for entity in entities.all:
            reader = readers.get(entity.schema)
            if reader is None:
                message = f"entities of the schema {shown(entity.schema)} are not read"
                entity.outer.tell("schema", message, "not-read", entity.schema)
            else:
                reader(entity)
        self._events([entity for entity in entities.all if entity.schema == "Event"])
        for entity in self._links.participants:
            self._participant(entity)
        self._tell_rest()

    def _tell_rest(self) -> None:
        self._links.tell_rest()
        for sanctions in self._sanctions.values():
            for sanction in sanctions:
                sanction.outer.tell("", "is not read, for it is not about an organization", "not-read")
        for entity in self._entities.all:
            if entity.schema == "Mention":
                self._mention(entity)

    def _mention(self, entity: Entity) -> None:
        """Pass over a mention that says no more than the evidence of who is mentioned."""
        who = self._entities.by_id.get(entity.one("resolved") or "")
        document, name = entity.one("document"), entity.one("name")
        known = () if who is None else (*who.values("name", "alias", "weakAlias"),)
        if who is None or name not in known or document not in who.values("proof"):
            entity.outer.tell("", "a Mention is not read where it says more than its entity", "not-read")

    def _make(self, cls: type[Record], entity: Entity, keys: Mapping[str, str], /, **given: object) -> None:
        """Make a record and put it with the others."""
        keys = {**_KEYS, **keys}
        self.assembly.add(made(cls, entity.node, keys, **given), entity.node.path, keys)

    # ── What things have in common ──────────────────────────────────────────

    def _common(self, entity: Entity, noted: str = "notes", *, identified: bool = False) -> dict[str, object]:
        """Give what all records have; taken last, for what is left is told.

        Args:
            entity: The entity.
            noted: The property with the note.
            identified: Whether its record has identifiers.
        """
        node = entity.node
        cited = self._entities.ids_of(entity.values("proof"))
        own, kept = kept_id(entity.outer, _SCHEME, entity.foreign, entity.id, identified=identified)
        common: dict[str, object] = {
            "id": entity.id,
            "note": entity.one(noted),
            "evidence": present(made(Evidence, node, {"document": "proof"}, document=each) for each in cited),
        }
        if identified:
            items = entity.values("wikidataId")
            keys = {"value": "wikidataId"}
            known = (made(Identifier, node, keys, scheme="wikidata", value=item) for item in items)
            common["identifiers"] = (*own, *present(known))
        return {**common, "attributes": (*kept, *node.rest(keep=self._keep))}

    def _keywords(self, cls: type[Value], entity: Entity) -> dict[str, object]:
        """Give tags, and the words that stand among the keywords."""
        given: dict[str, object] = {}
        tags: list[str] = []
        for keyword in entity.values("keywords"):
            found = word_of(cls, keyword)
            if found is None:
                tags += [] if keyword.startswith(f"{RECORD}:") else [keyword]
                continue
            field, word = found
            given[field.name] = (*_several(given.get(field.name)), word) if field.several else word
        return {**given, "tags": tuple(tags)}

    def _kind(self, entity: Entity) -> str:
        """Give the kind of record that a keyword names, an empty text if none does."""
        marks = (
            each for each in _texts(entity.node.members.get("keywords")) if each.startswith(f"{RECORD}:")
        )
        return next(marks, "").partition(":")[2]

    def _reference(self, entity: Entity, *props: str) -> str | None:
        return self._entities.id_of(entity.one(*props))

    # ── Countries ───────────────────────────────────────────────────────────

    def _states_by_code(self) -> dict[str, str]:
        """Give the states of the file by the codes that they alone have."""
        states: dict[str, str] = {}
        shared: set[str] = set()
        for entity in self._entities.all:
            if _is_state(entity):
                for code in _texts(entity.node.members.get("country")):
                    if states.setdefault(code, entity.id) != entity.id:
                        shared.add(code)
        return {code: id for code, id in states.items() if code not in shared}

    def _state(self, entity: Entity, prop: str, code: str) -> str | None:
        """Give the state that has a code, a new one where the file has none."""
        if code not in self._states:
            if len(code) != _LETTERS:
                entity.node.tell(
                    prop, f"{shown(code)} is not read, for it is no code of a state", "not-read", code
                )
                return None
            name = code.upper()
            id = self._entities.ids.of(code, "state")
            self._make(State, entity, {"name": prop, "code": prop}, id=id, name=name, code=name)
            self._states[code] = id
        return self._states[code]

    def _country(self, entity: Entity, *props: str) -> str | None:
        """Give the one state that properties name; if they name several, tell so."""
        codes = entity.values(*props)
        if len(codes) > 1:
            message = f"{shown(codes)} are not read, for the model has room for one"
            entity.node.tell(props[0], message, "several-values", codes)
            return None
        return self._state(entity, props[0], codes[0]) if codes else None

    # ── Actors and places ───────────────────────────────────────────────────

    def _person(self, entity: Entity) -> None:
        names = entity.values("name")
        if not names:
            parts = (entity.one("firstName"), entity.one("lastName"))
            names = tuple(name for name in [" ".join(part for part in parts if part)] if name)
        given = {
            **self._keywords(Person, entity),
            **_named(names, entity.values("alias", "weakAlias", "previousName", "abbreviation")),
            "country": self._country(entity, "country", "nationality", "citizenship"),
        }
        keys = {"other_names": "alias"}
        self._make(Person, entity, keys, **given, **self._common(entity, identified=True))

    def _body(self, entity: Entity) -> None:
        """Read a state, a group or an organization."""
        classes = entity.values("classification")
        others = entity.values("alias", "previousName")
        names = entity.values("name")
        keys = {"other_names": "alias", "code": "country", "kind": "classification"}
        if _is_state(entity):
            codes = entity.values("country", "jurisdiction")
            code = entity.one("country") if len(codes) == 1 else None
            given = {**self._keywords(State, entity), **_named(names, others), "code": code and code.upper()}
            given |= self._common(entity, identified=True)
            self._make(State, entity, keys, **given)
            return
        country = self._country(entity, "country", "jurisdiction", "mainCountry")
        if entity.schema == "LegalEntity" and GROUP in classes:
            given = {**self._keywords(Group, entity), "name": names[0] if names else None, "country": country}
            given |= {"members": self._links.take(MEMBER, entity), **self._common(entity, identified=True)}
            self._make(Group, entity, keys, **given)
            return
        short = entity.values("abbreviation", "weakAlias")
        given = {
            **self._keywords(Organization, entity),
            **_named(names, (*short[1:], *others)),
            "short_name": short[0] if short else None,
            "kind": _organization_kind(entity, classes),
            "country": country,
            "part_of": self._links.take_one(PART_OF, entity),
            "founded": _date(entity, "incorporationDate"),
            "dissolved": _date(entity, "dissolutionDate"),
            "designations": tuple(self._designations(entity)),
        }
        keys |= {"founded": "incorporationDate", "dissolved": "dissolutionDate", "short_name": "weakAlias"}
        given |= self._common(entity, identified=True)
        self._make(Organization, entity, keys, **given)

    def _designations(self, entity: Entity) -> Iterator[Designation]:
        for sanction in self._sanctions.pop(entity.foreign, ()):
            sanction.node.take("authority")
            by, status = self._reference(sanction, "authorityId"), sanction.one("status")
            since = _date(sanction, "startDate")
            sanction.node.rest(keep=False)
            keys = {"by": "authorityId", "since": "startDate"}
            designation = made(Designation, sanction.node, keys, by=by, status=status, since=since)
            if designation is not None:
                yield designation

    def _area(self, entity: Entity) -> None:
        if not entity.node.members.get("name"):
            entity.outer.tell("", "an Address without a name is not read", "not-read")
            return
        entity.node.take("full")
        states = [self._state(entity, "country", code) for code in entity.values("country")]
        given = {
            **self._keywords(Area, entity),
            **_named(entity.values("name"), entity.values("alias", "weakAlias", "previousName")),
            "states": tuple(dict.fromkeys(present(states))),
            "part_of": self._links.take_one(PART_OF, entity),
            **self._common(entity),
        }
        self._make(Area, entity, {"other_names": "alias", "states": "country"}, **given)

    # ── Offices and memberships ─────────────────────────────────────────────

    def _office(self, entity: Entity) -> None:
        given = {
            **self._keywords(Office, entity),
            "title": entity.one("name"),
            "organization": self._reference(entity, "organization"),
            "state": self._country(entity, "country"),
            **self._common(entity),
        }
        self._make(Office, entity, {"title": "name", "state": "country"}, **given)

    def _tenure(self, entity: Entity) -> None:
        given = {
            "person": self._reference(entity, "holder"),
            "office": self._reference(entity, "post"),
            **_term(entity),
            **self._common(entity, "description"),
        }
        keys = {"person": "holder", "office": "post", "period": "startDate", "attested": "date"}
        self._make(Tenure, entity, keys, **given)

    def _membership(self, entity: Entity) -> None:
        roles = {word.value: word for word in MembershipRole}
        role = next((each for each in _texts(entity.node.members.get("role")) if each in roles), None)
        if role is not None:
            entity.node.take("role")
        given = {
            "member": self._reference(entity, "member"),
            "organization": self._reference(entity, "organization"),
            "role": None if role is None else roles[role],
            **_term(entity),
            **self._common(entity, "description"),
        }
        keys = {"period": "startDate", "attested": "date"}
        self._make(Membership, entity, keys, **given)

    # ── Documents and events ────────────────────────────────────────────────

    def _document(self, entity: Entity) -> None:
        authors, publisher = self._links.take(AUTHOR, entity), self._links.take_one(PUBLISHER, entity)
        if authors:
            entity.node.take("author")
        if publisher is not None:
            entity.node.take("publisher")
        language = entity.one("language")
        if language is not None and language not in _TAGS_OF:
            entity.node.tell(
                "language", f"{shown(language)} is not known as a language", "language", language
            )
        given = {
            **self._keywords(Document, entity),
            "title": entity.one("title", "name", "fileName"),
            "authors": authors,
            "publisher": publisher,
            "date": _date(entity, "publishedAt", "date", "authoredAt"),
            "language": _TAGS_OF.get(language or ""),
            "url": entity.one("sourceUrl"),
            **self._common(entity, identified=True),
        }
        keys = {"date": "publishedAt", "url": "sourceUrl"}
        self._make(Document, entity, keys, **given)

    def _events(self, entities: Iterable[Entity]) -> None:
        """Read conferences with their sessions, and other events."""
        events = {entity.foreign: entity for entity in entities}
        parents = {
            entity: events.get(self._links.foreign(PART_OF, entity) or "") for entity in events.values()
        }
        home = homes(parents, lambda entity: self._kind(entity) == CONFERENCE)
        sessions: dict[Entity, list[Session]] = {}
        for entity, conference in home.items():
            if conference is not None:
                sessions.setdefault(conference, []).append(self._session(entity, conference))
        for entity in events.values():
            if self._kind(entity) == CONFERENCE:
                self._conference(entity, sessions.get(entity, []))
            elif home[entity] is None:
                self._event(entity)

    def _session(self, entity: Entity, conference: Entity) -> Session:
        title = entity.one("name")
        part_of = self._links.take_one(PART_OF, entity)
        given = {
            **self._keywords(Session, entity),
            "title": None if self._kind(entity) == UNTITLED else title,
            "theme": entity.one("summary"),
            "period": _happening(entity),
            "part_of": None if part_of == conference.id else part_of,
            "agenda": self._links.take(AGENDA, entity),
            **self._common(entity),
        }
        keys = {"title": "name", "theme": "summary", "period": "date"}
        session = made(Session, entity.node, keys, **given)
        assert session is not None  # noqa: S101 - a session needs no more than an id
        self.assembly.place_session(session.id, entity.node.path, keys)
        return session

    def _conference(self, entity: Entity, sessions: list[Session]) -> None:
        given = {
            **self._keywords(Conference, entity),
            "title": entity.one("name"),
            "theme": entity.one("summary"),
            "period": _happening(entity),
            "organizers": self._entities.ids_of(entity.values("organizer")),
            "supporters": self._links.take(SUPPORTER, entity),
            "documents": self._links.take(DOCUMENT, entity),
            "sessions": tuple(sessions),
            **self._common(entity),
        }
        keys = {"title": "name", "theme": "summary", "period": "date", "organizers": "organizer"}
        self._make(Conference, entity, keys, **given)

    def _event(self, entity: Entity) -> None:
        areas = self._entities.ids_of(entity.values("addressEntity"))
        states = [self._state(entity, "country", code) for code in entity.values("country")]
        given = {
            **self._keywords(Event, entity),
            "label": entity.one("name"),
            "period": _happening(entity),
            "places": tuple(dict.fromkeys((*areas, *present(states)))),
            "participants": self._entities.ids_of(entity.values("involved")),
            **self._common(entity, identified=True),
        }
        keys = {"label": "name", "period": "date", "places": "addressEntity", "participants": "involved"}
        self._make(Event, entity, keys, **given)

    def _participant(self, entity: Entity) -> None:
        given = {
            "person": self._reference(entity, "subject"),
            "conference": self._reference(entity, "object"),
            "capacity": entity.one("summary"),
            "represents": self._links.take_one(CLIENT, entity),
            **self._common(entity, "description"),
        }
        keys = {"person": "subject", "conference": "object", "capacity": "summary"}
        self._make(Participant, entity, keys, **given)

    # ── Topics and threats ──────────────────────────────────────────────────

    def _note(self, entity: Entity) -> None:
        kind = self._kind(entity)
        if kind not in {"topic", "threat"}:
            entity.outer.tell("", "a Note is not read, for it does not say what it is in full", "not-read")
            return
        about = entity.values("entity")
        notes = {each for each in about if each in self._entities.by_id and self._is_note(each)}
        broader = next((self._entities.id_of(each) for each in about if each in notes), None)
        given: dict[str, object] = {"label": entity.one("name"), "broader": broader}
        keys = {"label": "name", "broader": "entity", "origins": "entity", "proposition": "description"}
        if kind == "topic":
            given |= {
                **self._keywords(Topic, entity),
                "other_labels": entity.values("alias"),
                "proposition": entity.one("description"),
                "definition": entity.one("summary"),
                **self._common(entity),
            }
            self._make(Topic, entity, keys, **given)
        else:
            given |= {
                **self._keywords(Threat, entity),
                "origins": self._entities.ids_of(tuple(each for each in about if each not in notes)),
                **self._common(entity),
            }
            self._make(Threat, entity, keys, **given)

    def _is_note(self, foreign: str) -> bool:
        return self._entities.by_id[foreign].schema == "Note"


def _elsewhere(_: Entity) -> None:
    """Pass over what is read in another place."""


# ── Values ──────────────────────────────────────────────────────────────────


def _texts(value: object) -> tuple[str, ...]:
    """Give the texts in a property without taking them."""
    if isinstance(value, str):
        return (value,)
    items = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(each for each in items if isinstance(each, str))


def _several(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def _is_state(entity: Entity) -> bool:
    return entity.schema == "PublicBody" and STATE in _texts(entity.node.members.get("classification"))


def _named(names: tuple[str, ...], others: tuple[str, ...]) -> dict[str, object]:
    return {"name": names[0] if names else None, "other_names": (*names[1:], *others)}


def _organization_kind(entity: Entity, classes: tuple[str, ...]) -> OrganizationKind | None:
    """Give the kind of an organization by its classification, else by its schema."""
    words = {word.value: word for word in OrganizationKind}
    known = [words[each] for each in classes if each in words]
    for strange in (each for each in classes if each not in words):
        message = f"{shown(strange)} is not read, for it is no kind of organization"
        entity.node.tell("classification", message, "not-read", strange)
    if entity.schema == "LegalEntity":
        entity.outer.tell(
            "schema", "a LegalEntity is read as an organization, but may be a person", "doubtful"
        )
    by_schema = {"PublicBody": OrganizationKind.GOVERNMENT_BODY, "Company": OrganizationKind.COMPANY}
    return known[0] if known else by_schema.get(entity.schema)


def _date(entity: Entity, *props: str) -> str | None:
    text = entity.one(*props)
    return None if text is None else _day(entity, props[0], text)


def _day(entity: Entity, prop: str, text: str) -> str:
    date, timed = without_time(text)
    if timed:
        entity.node.tell(prop, f"{shown(text)} is read without its time of day", "precision", text)
    return date


def _term(entity: Entity) -> dict[str, object]:
    """Give the period of a tenure or membership, and the dates on which it is attested."""
    return {
        "period": period_text(_date(entity, "startDate"), _date(entity, "endDate")),
        "attested": tuple(_day(entity, "date", text) for text in entity.values("date")),
    }


def _happening(entity: Entity) -> str | None:
    """Give when an event takes place: from start to end, or at a date."""
    period = period_text(_date(entity, "startDate"), _date(entity, "endDate"))
    return _date(entity, "date") if period is None else period
