"""A Popolo document as a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar, cast

from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant, Session, Venue
from eurasec.dates import parse_edtf
from eurasec.errors import DecodeError, EdtfError, Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._foreign import Node, kept_id, made, present, summed
from eurasec.interop._nesting import homes
from eurasec.interop._partial_dates import period_text, without_time
from eurasec.interop.exchange import Imported
from eurasec.interop.popolo.items import LISTS, Item, Items, is_state
from eurasec.interop.popolo.words import CONFERENCE, GROUP, KINDS, SESSION, SHORT_NAME
from eurasec.serialization._json import decoded
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.vocab import EventKind, MembershipRole, SessionKind

__all__ = ["from_popolo"]

R = TypeVar("R", bound=Record)
W = TypeVar("W")

_HEADING: Final = "Popolo document"
_SCHEME: Final = "popolo"
"""How ids are kept that cannot be ids of a corpus."""

_PERIOD: Final = {"period": "start_date"}


def from_popolo(data: bytes | str, *, keep_unknown: bool = False, limits: Limits = USUAL) -> Imported:
    """Read the people, organizations, posts, memberships, events and areas of a Popolo document.

    Things may stand in the lists of the document or inside one another. They
    keep their ids where these can be ids of a corpus; else the id that they had
    is kept as an identifier or attribute. Sources become documents, with
    evidence that names them.

    Args:
        data: The document; bytes are UTF-8.
        keep_unknown: Whether what the model has no field for is kept as
            attributes of the records instead of being listed.
        limits: How much the file may hold; records and problems are not counted.

    Returns:
        The corpus, and everything in the document that is not read, each at its
        path. Only the times at which an entry was made or changed are passed over.

    Raises:
        DecodeError: If the data is no JSON, or no object with lists of Popolo; or
            if it breaks a limit.
        InvalidValueError: If the data is neither bytes nor a string.

    >>> imported = from_popolo('''{
    ...     "persons": [{"id": "zas", "name": "Stanislav Zas", "gender": "male"}],
    ...     "posts": [{"id": "sg", "label": "Secretary General"}],
    ...     "memberships": [{"person_id": "zas", "post_id": "sg", "start_date": "2020-01"}]
    ... }''')
    >>> imported.corpus.offices_of("zas")
    (<certain: membership: zas — sg (2020-01/)>,)
    >>> [str(problem) for problem in imported.problems]
    ['$.persons[0].gender: is not read, for the model has no field for it']
    """
    value = decoded(data, _HEADING, limits=limits)
    if not isinstance(value, dict):
        message = f"{shown(value)} is not an object, which a document is"
        raise DecodeError(_HEADING, [Problem(path="$", message=message, rule="type", value=shown(value))])
    members = cast("dict[str, object]", value)
    if members.keys().isdisjoint(LISTS):
        message = f"has none of the lists {', '.join(LISTS)}"
        raise DecodeError(_HEADING, [Problem(path="$", message=message, rule="required", allowed=LISTS)])
    problems: list[Problem] = []
    reading = _Reading(Node(members, "$", problems), problems, keep_unknown=keep_unknown)
    return Imported(corpus=reading.assembly.corpus(), problems=summed(problems))


class _Reading:
    """The records of a document, made list by list."""

    def __init__(self, document: Node, problems: list[Problem], *, keep_unknown: bool) -> None:
        self.assembly = Assembly(problems)
        self._keep = keep_unknown
        self._items = Items(document, problems)
        self._sources: dict[str, str | None] = {}
        self._members: dict[str, list[str]] = {}
        by_list = self._items.by_list
        for read, items in (
            (self._person, by_list["persons"]),
            (self._area, by_list["areas"]),
            (self._post, by_list["posts"]),
            (self._membership, by_list["memberships"]),
            (self._body, by_list["organizations"]),
        ):
            for item in items:
                read(item)
        self._events(by_list["events"])
        document.rest(keep=False)

    def _make(self, cls: type[R], node: Node, keys: Mapping[str, str], /, **given: object) -> R | None:
        """Make a record and put it with the others."""
        keys = {"evidence": "sources", **keys}
        record = made(cls, node, keys, **given)
        self.assembly.add(record, node.path, keys)
        return record

    # ── What things have in common ──────────────────────────────────────────

    def _common(self, item: Item, *, identified: bool = False) -> dict[str, object]:
        """Give id, evidence, identifiers and attributes; taken last, for what is left is told.

        Args:
            item: The thing.
            identified: Whether its record has identifiers.
        """
        node = item.node
        node.take("created_at", "updated_at")
        common: dict[str, object] = {"id": item.id, "evidence": tuple(self._evidence(node))}
        own, kept = kept_id(node, _SCHEME, item.foreign, item.id, identified=identified)
        if identified:
            common["identifiers"] = (*own, *_identifiers(node))
        return {**common, "attributes": (*kept, *node.rest(keep=self._keep))}

    def _evidence(self, node: Node) -> Iterator[Evidence]:
        for source in node.nodes("sources"):
            url, note = source.text("url"), source.text("note")
            source.rest(keep=False)
            document = None if url is None else self._document(url, note, source)
            if document is not None:
                yield Evidence(document=document)
            elif url is None:
                source.tell("", "is not read, for a source has a url", "not-read")

    def _document(self, url: str, note: str | None, source: Node) -> str | None:
        """Give the document that has a url, a new one where it is named first; `None` if it is no url."""
        if url not in self._sources:
            id = self._items.ids.of(note or url, "source")
            document = made(Document, source, {"title": "note"}, id=id, title=note or url, url=url)
            sound = document is not None and document.url is not None
            self.assembly.add(document if sound else None, source.path, {})
            self._sources[url] = id if sound else None
        return self._sources[url]

    def _id(self, item: Item, key: str) -> str | None:
        """Give the id of what a thing refers to."""
        linked = self._items.linked(item, key)
        return None if linked is None else linked.id

    # ── Actors and places ───────────────────────────────────────────────────

    def _person(self, item: Item) -> None:
        node = item.node
        name = node.text("name")
        if name is None:
            parts = (node.text("given_name"), node.text("family_name"))
            name = " ".join(part for part in parts if part) or None
        _, others = _other_names(node)
        common = self._common(item, identified=True)
        self._make(Person, node, {}, name=name, other_names=others, **common)

    def _area(self, item: Item) -> None:
        node = item.node
        if self._items.twin(item) is not None:
            node.take("id", "name", "classification", "identifier")
            self._common(item)
        elif is_state(item):
            node.take("classification")
            given = {"name": node.text("name"), "code": node.text("identifier")}
            self._make(State, node, {"code": "identifier"}, **given, **self._common(item))
        else:
            given = {"name": node.text("name"), "part_of": self._id(item, "parent")}
            self._make(Area, node, {"part_of": "parent_id"}, **given, **self._common(item))

    def _body(self, item: Item) -> None:
        """Read a thing of the organizations: a state, a group or an organization."""
        node = item.node
        short, others = _other_names(node)
        given: dict[str, object] = {"name": node.text("name")}
        if is_state(item):
            node.take("classification")
            territory = self._items.territory(item)
            given["other_names"] = (short, *others) if short else others
            given["code"] = None if territory is None else territory.node.text("identifier")
            self._make(State, node, {}, **given, **self._common(item, identified=True))
            return
        given["country"] = self._id(item, "area")
        keys = {"country": "area_id", "part_of": "parent_id"}
        if node.members.get("classification") == GROUP:
            node.take("classification")
            members = tuple(dict.fromkeys(self._members.get(item.id, ())))
            self._make(Group, node, keys, **given, members=members, **self._common(item, identified=True))
            return
        given |= {
            "short_name": short,
            "other_names": others,
            "kind": _word(node, "classification", KINDS),
            "part_of": self._id(item, "parent"),
            "founded": _date(node, "founding_date"),
            "dissolved": _date(node, "dissolution_date"),
        }
        keys |= {"founded": "founding_date", "dissolved": "dissolution_date"}
        given |= self._common(item, identified=True)
        self._make(Organization, node, keys, **given)

    # ── Posts and memberships ───────────────────────────────────────────────

    def _post(self, item: Item) -> None:
        node = item.node
        title = node.text("label") or node.text("role")
        body, area = self._items.linked(item, "organization"), self._items.linked(item, "area")
        given: dict[str, object] = {"title": title}
        if body is not None and is_state(body):
            given["state"] = body.id
        else:
            given["organization"] = None if body is None else body.id
        if area is not None:
            given.setdefault("state", area.id)
        keys = {"title": "label", "organization": "organization_id", "state": "area_id"}
        self._make(Office, node, keys, **given, **self._common(item))

    def _membership(self, item: Item) -> None:
        node = item.node
        member = self._items.member(item)
        post = self._items.linked(item, "post")
        body = self._items.linked(item, "organization")
        period = _period(node)
        if post is not None:
            node.take("role")
            keys = {**_PERIOD, "person": "person_id"}
            given = {"person": None if member is None else member.id, "office": post.id, "period": period}
            self._make(Tenure, node, keys, **given, **self._common(item))
        elif member is not None and body is not None and body.node.members.get("classification") == GROUP:
            self._members.setdefault(body.id, []).append(member.id)
            self._common(item)
        else:
            role = _word(node, "role", {word.value: word for word in MembershipRole})
            keys = {**_PERIOD, "member": "person_id", "organization": "organization_id"}
            given = {
                "member": None if member is None else member.id,
                "organization": None if body is None else body.id,
                "role": role,
                "period": period,
            }
            self._make(Membership, node, keys, **given, **self._common(item))

    # ── Events ──────────────────────────────────────────────────────────────

    def _events(self, items: list[Item]) -> None:
        """Read conferences with their sessions, and other events."""
        home = homes({item: self._items.linked(item, "parent") for item in items}, _is_conference)
        sessions: dict[Item, list[tuple[Item, Session]]] = {}
        for item in items:
            conference = home[item]
            if conference is not None:
                sessions.setdefault(conference, []).append((item, self._session(item, conference)))
        for item in items:
            if _is_conference(item):
                self._conference(item, sessions.get(item, []))
            elif home[item] is None:
                self._event(item)

    def _session(self, item: Item, conference: Item) -> Session:
        node = item.node
        parent = self._items.linked(item, "parent")
        kinds = {word.value: word for word in SessionKind}
        given: dict[str, object] = {
            "title": node.text("name"),
            "theme": node.text("description"),
            "kind": _word(node, "classification", {**kinds, SESSION: None}),
            "period": _period(node),
            "part_of": None if parent is None or parent is conference else parent.id,
        }
        keys = {**_PERIOD, "title": "name", "theme": "description", "part_of": "parent_id"}
        session = made(Session, node, keys, **given, **self._common(item))
        assert session is not None  # noqa: S101 - a session needs no more than an id
        self.assembly.place_session(session.id, node.path, keys)
        return session

    def _conference(self, item: Item, sessions: list[tuple[Item, Session]]) -> None:
        node = item.node
        node.take("classification")
        organizer, location = self._id(item, "organization"), node.text("location")
        given: dict[str, object] = {
            "title": node.text("name"),
            "theme": node.text("description"),
            "period": _period(node),
            "organizers": None if organizer is None else (organizer,),
            "venue": None if location is None else made(Venue, node, {"name": "location"}, name=location),
            "sessions": tuple(session for _, session in sessions),
        }
        keys = {**_PERIOD, "title": "name", "theme": "description", "organizers": "organization_id"}
        conference = self._make(Conference, node, keys, **given, **self._common(item))
        if conference is None:
            return
        present: dict[Item, list[Appearance]] = {person: [] for person in item.attendees}
        for place, session in sessions:
            for person in dict.fromkeys(place.attendees):
                present.setdefault(person, []).append(Appearance(session=session.id))
        for person, appearances in present.items():
            id = self._items.ids.of(f"{item.id}-{person.id}", "participant")
            given = {"id": id, "person": person.id, "conference": item.id, "appearances": tuple(appearances)}
            self._make(Participant, node, {"person": "attendees"}, **given)

    def _event(self, item: Item) -> None:
        node = item.node
        given: dict[str, object] = {
            "label": node.text("name"),
            "kind": _word(node, "classification", {word.value: word for word in EventKind}),
            "period": _period(node),
            "participants": tuple(dict.fromkeys(person.id for person in item.attendees)),
        }
        if self._items.linked(item, "parent") is not None:
            node.tell("parent_id", "is not read, for only a conference has parts", "not-read")
        keys = {**_PERIOD, "label": "name", "participants": "attendees"}
        given |= self._common(item, identified=True)
        self._make(Event, node, keys, **given)


def _is_conference(item: Item) -> bool:
    return item.node.members.get("classification") == CONFERENCE


# ── Values ──────────────────────────────────────────────────────────────────


def _other_names(node: Node) -> tuple[str | None, tuple[str, ...]]:
    """Give the short name, and all further names."""
    short: str | None = None
    others: list[str] = []
    for each in node.nodes("other_names"):
        name = each.text("name")
        if name is not None and short is None and each.members.get("note") == SHORT_NAME:
            each.take("note")
            short = name
        elif name is not None:
            others.append(name)
        each.rest(keep=False)
    return short, tuple(others)


def _identifiers(node: Node) -> tuple[Identifier, ...]:
    return present(_identifier(each) for each in node.nodes("identifiers"))


def _identifier(node: Node) -> Identifier | None:
    scheme, value = node.text("scheme"), node.text("identifier")
    node.rest(keep=False)
    return made(Identifier, node, {"value": "identifier"}, scheme=scheme, value=value)


def _word(node: Node, key: str, words: Mapping[str, W]) -> W | None:
    """Take a word of the model; any other word is left to be told."""
    value = node.members.get(key)
    if not isinstance(value, str) or value not in words:
        return None
    node.take(key)
    return words[value]


def _date(node: Node, key: str) -> str | None:
    text = node.text(key)
    if text is None:
        return None
    date, timed = without_time(text)
    if timed:
        node.tell(key, f"{shown(text)} is read without its time of day", "precision", text)
    return date


def _period(node: Node) -> str | None:
    """Give start and end as one period; a moment is one that starts when it ends."""
    start = node.members.get("start_date")
    if isinstance(start, str) and start == node.members.get("end_date") and _is_date(start):
        node.take("start_date", "end_date")
        return start
    return period_text(_date(node, "start_date"), _date(node, "end_date"))


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True
