"""Entities of followthemoney as a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from eurasec._fields import Field, fields_of, is_date
from eurasec.actors import Area, Designation, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.errors import Problem, shown
from eurasec.interop._nodes import made, present
from eurasec.interop._reading import Reading, wholes
from eurasec.interop._values import filled, period_text
from eurasec.interop.exchange import Imported
from eurasec.interop.followthemoney import words
from eurasec.interop.followthemoney.clean import LANGUAGES
from eurasec.interop.followthemoney.entities import Entities, Entity
from eurasec.interop.followthemoney.links import Links
from eurasec.interop.followthemoney.words import Role
from eurasec.positions import Topic
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.threats import Threat
from eurasec.vocab import MembershipRole, OrganizationKind

__all__ = ["from_ftm"]

_DOCUMENTS: Final = (
    *("Article", "Document", "PlainText", "HyperText", "Pages", "Table", "Image", "Audio", "Video", "Email"),
)
_ELSEWHERE: Final = ("Event", "UnknownLink", "Documentation", "Representation", "Sanction", "Mention")
"""The schemata that are not read by themselves."""

_TAGS_OF: Final = {code: tag for tag, code in LANGUAGES.items()}

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
    return _Reading(Entities(data, problems, limits), problems, keep_unknown=keep_unknown).imported()


class _Reading(Reading[Entity]):
    """The records of a file, made entity by entity."""

    scheme = "followthemoney"
    keys = words.KEYS
    keys_of = words.KEYS_OF

    def __init__(self, entities: Entities, problems: list[Problem], *, keep_unknown: bool) -> None:
        super().__init__(problems, keep_unknown=keep_unknown)
        self._entities = entities
        self._links = Links(entities)
        self._states = self._states_by_code()
        self._sanctions: dict[str, list[Entity]] = {}
        for entity in self._of_schema("Sanction"):
            self._sanctions.setdefault(entity.one("entity") or "", []).append(entity)
        self._readers: Mapping[str, Callable[[Entity], None]] = {
            "Person": self._person,
            **dict.fromkeys(("Organization", "PublicBody", "Company", "LegalEntity"), self._body),
            "Address": self._area,
            "Position": self._office,
            "Occupancy": self._tenure,
            "Membership": self._membership,
            "Note": self._note,
            **dict.fromkeys(_DOCUMENTS, self._document),
        }

    def read(self) -> None:
        """Read all entities, and then what is made of several."""
        for entity in self._entities.all:
            if entity.schema in self._readers:
                self._readers[entity.schema](entity)
            elif entity.schema not in _ELSEWHERE:
                message = f"entities of the schema {shown(entity.schema)} are not read"
                entity.outer.tell("schema", message, "not-read", entity.schema)
        self._events()
        for entity in self._links.participants:
            self._participant(entity)
        self._links.tell_rest()
        for sanctions in self._sanctions.values():
            for sanction in sanctions:
                sanction.outer.tell("", "is not read, for it is not about an organization", "not-read")
        for entity in self._of_schema("Mention"):
            self._mention(entity)

    def _of_schema(self, schema: str) -> Iterator[Entity]:
        return (entity for entity in self._entities.all if entity.schema == schema)

    def _mention(self, entity: Entity) -> None:
        """Pass over a mention that says no more than the evidence of who is mentioned."""
        who = self._entities.by_id.get(entity.one("resolved") or "")
        document, name = entity.one("document"), entity.one("name")
        known = () if who is None else who.values("name", "alias", "weakAlias")
        if who is None or name not in known or document not in who.values("proof"):
            entity.outer.tell("", "a Mention is not read where it says more than its entity", "not-read")

    # ── What things have in common ──────────────────────────────────────────

    def described(self, cls: type[Record], thing: Entity) -> dict[str, object]:
        """Give the note of an entity, its evidence, its tags, and the words that stand among these."""
        cited = self._entities.ids_of(thing.values("proof"))
        evidence = (made(Evidence, thing.node, {"document": "proof"}, document=each) for each in cited)
        note = thing.one("description" if cls in words.DESCRIBED else "notes")
        given: dict[str, object] = {"note": note, "evidence": present(evidence)}
        if cls in words.DESCRIBED:
            return given
        fields, tags = filled(cls, thing.values("keywords"))
        return {**given, **fields, "tags": [tag for tag in tags if not tag.startswith(words.RECORD)]}

    def identifiers(self, thing: Entity) -> tuple[Identifier, ...]:
        """Give the items of Wikidata that an entity is."""
        node, keys = thing.node, {"value": "wikidataId"}
        items = thing.values("wikidataId")
        return present(made(Identifier, node, keys, scheme="wikidata", value=item) for item in items)

    def _carried(self, cls: type[Record], entity: Entity, *names: str) -> dict[str, object]:
        """Give fields of a record from the properties that carry them."""
        fields = {field.name: field for field in fields_of(cls)}
        return {name: self._read(fields[name], entity, words.property_of(cls, name)) for name in names}

    def _read(self, field: Field, entity: Entity, prop: str) -> object:
        if field.several:
            values = entity.values(prop)
            return self._entities.ids_of(values) if field.refers else values
        if is_date(field.annotation):
            return _date(entity, prop)
        value = entity.one(prop)
        return self._entities.id_of(value) if field.refers else value

    # ── Countries ───────────────────────────────────────────────────────────

    def _states_by_code(self) -> dict[str, str]:
        """Give the states of the file by the codes that they alone have."""
        states: dict[str, str] = {}
        shared: set[str] = set()
        for entity in filter(_is_state, self._entities.all):
            for code in entity.seen("country"):
                if states.setdefault(code, entity.id) != entity.id:
                    shared.add(code)
        return {code: id for code, id in states.items() if code not in shared}

    def _state(self, entity: Entity, prop: str, code: str) -> str | None:
        """Give the state that has a code, a new one where the file has none."""
        if code not in self._states:
            if len(code) != _LETTERS:
                message = f"{shown(code)} is not read, for it is no code of a state"
                entity.node.tell(prop, message, "not-read", code)
                return None
            name = code.upper()
            id = self._entities.ids.of(code, "state")
            self.put(State, entity.node, {"name": prop, "code": prop}, id=id, name=name, code=name)
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

    def _countries(self, entity: Entity) -> tuple[str, ...]:
        """Give all states that an entity names, each once."""
        codes = entity.values("country")
        return tuple(dict.fromkeys(present(self._state(entity, "country", code) for code in codes)))

    # ── Actors and places ───────────────────────────────────────────────────

    def _person(self, entity: Entity) -> None:
        names = entity.values("name")
        if not names:
            names = present([" ".join(present([entity.one("firstName"), entity.one("lastName")])) or None])
        given = {
            **_named(names, entity.values("alias", "weakAlias", "previousName", "abbreviation")),
            "country": self._country(entity, "country", "nationality", "citizenship"),
        }
        self.make(Person, entity, **given)

    def _body(self, entity: Entity) -> None:
        """Read a state, a group or an organization."""
        classes = entity.values("classification")
        others = entity.values("alias", "previousName")
        names = entity.values("name")
        if _is_state(entity):
            codes = entity.values("country", "jurisdiction")
            code = entity.one("country") if len(codes) == 1 else None
            self.make(State, entity, **_named(names, others), code=code and code.upper())
            return
        country = self._country(entity, "country", "jurisdiction", "mainCountry")
        if entity.schema == "LegalEntity" and words.GROUP in classes:
            members = self._links.take(Role.MEMBER, entity)
            name = names[0] if names else None
            self.make(Group, entity, name=name, country=country, members=members)
            return
        short = entity.values("abbreviation", "weakAlias")
        given = {
            **_named(names, (*short[1:], *others)),
            "short_name": short[0] if short else None,
            "kind": _organization_kind(entity, classes),
            "country": country,
            "part_of": self._links.take_one(Role.PART_OF, entity),
            **self._carried(Organization, entity, "founded", "dissolved"),
            "designations": tuple(self._designations(entity)),
        }
        self.make(Organization, entity, **given)

    def _designations(self, entity: Entity) -> Iterator[Designation]:
        for sanction in self._sanctions.pop(entity.foreign, ()):
            sanction.node.take("authority")
            by, status = self._entities.id_of(sanction.one("authorityId")), sanction.one("status")
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
        given = {
            **_named(entity.values("name"), entity.values("alias", "weakAlias", "previousName")),
            "states": self._countries(entity),
            "part_of": self._links.take_one(Role.PART_OF, entity),
        }
        self.make(Area, entity, **given)

    # ── Offices and memberships ─────────────────────────────────────────────

    def _office(self, entity: Entity) -> None:
        fields = self._carried(Office, entity, "title", "organization")
        self.make(Office, entity, **fields, state=self._country(entity, "country"))

    def _tenure(self, entity: Entity) -> None:
        self.make(Tenure, entity, **self._carried(Tenure, entity, "person", "office"), **_term(entity))

    def _membership(self, entity: Entity) -> None:
        role = next((each for each in entity.seen("role") if each in _ROLES), None)
        if role is not None:
            entity.node.take("role")
        fields = self._carried(Membership, entity, "member", "organization")
        self.make(Membership, entity, **fields, role=role, **_term(entity))

    # ── Documents and events ────────────────────────────────────────────────

    def _document(self, entity: Entity) -> None:
        authors = self._links.take(Role.AUTHOR, entity)
        publisher = self._links.take_one(Role.PUBLISHER, entity)
        if authors:
            entity.node.take("author")
        if publisher is not None:
            entity.node.take("publisher")
        language = entity.one("language")
        if language is not None and language not in _TAGS_OF:
            message = f"{shown(language)} is not known as a language"
            entity.node.tell("language", message, "language", language)
        given = {
            "title": entity.one("title", "name", "fileName"),
            "authors": authors,
            "publisher": publisher,
            "date": _date(entity, "publishedAt", "date", "authoredAt"),
            "language": _TAGS_OF.get(language or ""),
            **self._carried(Document, entity, "url"),
        }
        self.make(Document, entity, **given)

    def _events(self) -> None:
        """Read conferences with their sessions, and other events."""
        events = {entity.foreign: entity for entity in self._of_schema("Event")}
        parents = {entity: events.get(self._links.whole(entity) or "") for entity in events.values()}
        meetings = {
            meeting: [self._session(part, meeting) for part in parts]
            for meeting, parts in wholes(parents, _is_conference).items()
        }
        for meeting, sessions in meetings.items():
            if _is_conference(meeting):
                self._conference(meeting, sessions)
            else:
                self._event(meeting)

    def _session(self, entity: Entity, conference: Entity) -> Session:
        title = entity.one("name")
        part_of = self._links.take_one(Role.PART_OF, entity)
        given = {
            "title": None if _kind(entity) == words.UNTITLED else title,
            **self._carried(Session, entity, "theme"),
            "period": _happening(entity),
            "part_of": None if part_of == conference.id else part_of,
            "agenda": self._links.take(Role.AGENDA, entity),
        }
        return self.make_session(entity, **given)

    def _conference(self, entity: Entity, sessions: list[Session]) -> None:
        given = {
            **self._carried(Conference, entity, "title", "theme", "organizers"),
            "period": _happening(entity),
            "supporters": self._links.take(Role.SUPPORTER, entity),
            "documents": self._links.take(Role.DOCUMENT, entity),
            "sessions": sessions,
        }
        self.make(Conference, entity, **given)

    def _event(self, entity: Entity) -> None:
        areas = self._entities.ids_of(entity.values("addressEntity"))
        given = {
            **self._carried(Event, entity, "label", "participants"),
            "period": _happening(entity),
            "places": tuple(dict.fromkeys((*areas, *self._countries(entity)))),
        }
        self.make(Event, entity, **given)

    def _participant(self, entity: Entity) -> None:
        fields = self._carried(Participant, entity, "person", "conference", "capacity")
        self.make(Participant, entity, **fields, represents=self._links.take_one(Role.CLIENT, entity))

    # ── Topics and threats ──────────────────────────────────────────────────

    def _note(self, entity: Entity) -> None:
        kind = _kind(entity)
        if kind not in {"topic", "threat"}:
            message = "a Note is read only where a keyword says that it is a topic or a threat"
            entity.outer.tell("", message, "not-read")
            return
        about = entity.values("entity")
        notes = {each for each in about if each in self._entities.by_id and self._is_note(each)}
        broader = next((self._entities.id_of(each) for each in about if each in notes), None)
        given: dict[str, object] = {"label": entity.one("name"), "broader": broader}
        if kind == "threat":
            origins = self._entities.ids_of(tuple(each for each in about if each not in notes))
            self.make(Threat, entity, **given, origins=origins)
            return
        given |= self._carried(Topic, entity, "other_labels", "proposition", "definition")
        self.make(Topic, entity, **given)

    def _is_note(self, foreign: str) -> bool:
        return self._entities.by_id[foreign].schema == "Note"


# ── Values ──────────────────────────────────────────────────────────────────

_ROLES: Final = frozenset(MembershipRole)


def _is_state(entity: Entity) -> bool:
    return entity.schema == "PublicBody" and words.STATE in entity.seen("classification")


def _is_conference(entity: Entity) -> bool:
    return _kind(entity) == words.CONFERENCE


def _kind(entity: Entity) -> str:
    """Give the kind of record that a keyword names, an empty text if none does."""
    marks = (keyword for keyword in entity.seen("keywords") if keyword.startswith(words.RECORD))
    return next(marks, "").removeprefix(words.RECORD)


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
        message = "a LegalEntity is read as an organization, but may be a person"
        entity.outer.tell("schema", message, "doubtful")
    by_schema = {"PublicBody": OrganizationKind.GOVERNMENT_BODY, "Company": OrganizationKind.COMPANY}
    return known[0] if known else by_schema.get(entity.schema)


def _date(entity: Entity, *props: str) -> str | None:
    text = entity.one(*props)
    return None if text is None else entity.node.day(props[0], text)


def _term(entity: Entity) -> dict[str, object]:
    """Give the period of a tenure or membership, and the dates on which it is attested."""
    return {
        "period": period_text(_date(entity, "startDate"), _date(entity, "endDate")),
        "attested": tuple(entity.node.day("date", text) for text in entity.values("date")),
    }


def _happening(entity: Entity) -> str | None:
    """Give when an event takes place: from start to end, or at a date."""
    period = period_text(_date(entity, "startDate"), _date(entity, "endDate"))
    return _date(entity, "date") if period is None else period
