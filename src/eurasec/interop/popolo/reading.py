"""A Popolo document as a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant, Session, Venue
from eurasec.dates import parse_edtf
from eurasec.errors import DecodeError, EdtfError, Problem, shown
from eurasec.interop._nodes import Node, identifier_of, made, present
from eurasec.interop._reading import Reading, wholes
from eurasec.interop._values import period_text
from eurasec.interop.exchange import Imported
from eurasec.interop.popolo.items import LISTS, Item, Items, is_state
from eurasec.interop.popolo.words import CONFERENCE, FOREIGN_KINDS, GROUP, KEYS, KEYS_OF, SESSION, SHORT_NAME
from eurasec.serialization._json import decoded
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.vocab import EventKind, MembershipRole, OrganizationKind, SessionKind

__all__ = ["from_popolo"]

_HEADING: Final = "Popolo document"


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
    return _Reading(Node(members, "$", problems), problems, keep_unknown=keep_unknown).imported()


class _Reading(Reading[Item]):
    """The records of a document, made list by list."""

    scheme = "popolo"
    keys = KEYS
    keys_of = KEYS_OF

    def __init__(self, document: Node, problems: list[Problem], *, keep_unknown: bool) -> None:
        super().__init__(problems, keep_unknown=keep_unknown)
        self._document = document
        self._items = Items(document, problems)
        self._sources: dict[str, str | None] = {}
        self._members: dict[str, list[str]] = {}

    def read(self) -> None:
        """Read the lists; memberships before the groups that they make up."""
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
        self._document.rest(keep=False)

    # ── What things have in common ──────────────────────────────────────────

    def described(self, cls: type[Record], thing: Item) -> dict[str, object]:  # noqa: ARG002 - alike for all
        """Give the evidence of a thing; when its entry was made is passed over."""
        thing.node.take("created_at", "updated_at")
        return {"evidence": tuple(self._evidence(thing.node))}

    def identifiers(self, thing: Item) -> tuple[Identifier, ...]:
        """Give the identifiers of a thing."""
        nodes = thing.node.nodes("identifiers")
        return present(identifier_of(each, "scheme", "identifier") for each in nodes)

    def _evidence(self, node: Node) -> Iterator[Evidence]:
        for source in node.nodes("sources"):
            url, note = source.text("url"), source.text("note")
            source.rest(keep=False)
            document = None if url is None else self._source(url, note, source)
            if document is not None:
                yield Evidence(document=document)
            elif url is None:
                source.tell("", "is not read, for a source has a url", "not-read")

    def _source(self, url: str, note: str | None, source: Node) -> str | None:
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
            name = " ".join(present([node.text("given_name"), node.text("family_name")])) or None
        _, others = _other_names(node)
        self.make(Person, item, name=name, other_names=others)

    def _area(self, item: Item) -> None:
        node = item.node
        if self._items.twin(item) is not None:
            node.take("id", "name", "classification", "identifier")
            self.common(Area, item)
        elif is_state(item):
            node.take("classification")
            given = {"name": node.text("name"), "code": node.text("identifier")}
            self.put(State, node, {"code": "identifier"}, **given, **self.common(Area, item))
        else:
            self.make(Area, item, name=node.text("name"), part_of=self._id(item, "parent"))

    def _body(self, item: Item) -> None:
        """Read a thing of the organizations: a state, a group or an organization."""
        node = item.node
        short, others = _other_names(node)
        name = node.text("name")
        if is_state(item):
            node.take("classification")
            territory = self._items.territory(item)
            code = None if territory is None else territory.node.text("identifier")
            others = (short, *others) if short else others
            self.make(State, item, name=name, other_names=others, code=code)
            return
        country = self._id(item, "area")
        if node.members.get("classification") == GROUP:
            node.take("classification")
            members = tuple(dict.fromkeys(self._members.get(item.id, ())))
            self.make(Group, item, name=name, country=country, members=members)
            return
        given = {
            "name": name,
            "short_name": short,
            "other_names": others,
            "kind": _word(node, "classification", OrganizationKind, FOREIGN_KINDS),
            "country": country,
            "part_of": self._id(item, "parent"),
            "founded": node.date("founding_date"),
            "dissolved": node.date("dissolution_date"),
        }
        self.make(Organization, item, **given)

    # ── Posts and memberships ───────────────────────────────────────────────

    def _post(self, item: Item) -> None:
        title = item.node.text("label") or item.node.text("role")
        body, area = self._items.linked(item, "organization"), self._id(item, "area")
        of_state = body is not None and is_state(body)
        given = {
            "title": title,
            "organization": None if body is None or of_state else body.id,
            "state": body.id if body is not None and of_state else area,
        }
        self.make(Office, item, **given)

    def _membership(self, item: Item) -> None:
        node = item.node
        linked = self._items.member(item)
        member = None if linked is None else linked.id
        post = self._id(item, "post")
        body = self._items.linked(item, "organization")
        period = _period(node)
        if post is not None:
            node.take("role")
            self.make(Tenure, item, person=member, office=post, period=period)
        elif member is not None and body is not None and body.node.members.get("classification") == GROUP:
            self._members.setdefault(body.id, []).append(member)
            self.common(Membership, item)
        else:
            given = {
                "member": member,
                "organization": None if body is None else body.id,
                "role": _word(node, "role", MembershipRole),
                "period": period,
            }
            self.make(Membership, item, **given)

    # ── Events ──────────────────────────────────────────────────────────────

    def _events(self, items: list[Item]) -> None:
        """Read conferences with their sessions, and other events."""
        parents = {item: self._items.linked(item, "parent") for item in items}
        meetings = {
            meeting: [(part, self._session(part, meeting)) for part in parts]
            for meeting, parts in wholes(parents, _is_conference).items()
        }
        for meeting, sessions in meetings.items():
            if _is_conference(meeting):
                self._conference(meeting, sessions)
            else:
                self._event(meeting)

    def _session(self, item: Item, conference: Item) -> Session:
        node = item.node
        parent = self._items.linked(item, "parent")
        given = {
            "title": node.text("name"),
            "theme": node.text("description"),
            "kind": _word(node, "classification", SessionKind, {SESSION: None}),
            "period": _period(node),
            "part_of": None if parent is None or parent is conference else parent.id,
        }
        return self.make_session(item, **given)

    def _conference(self, item: Item, sessions: list[tuple[Item, Session]]) -> None:
        node = item.node
        node.take("classification")
        organizer, location = self._id(item, "organization"), node.text("location")
        given = {
            "title": node.text("name"),
            "theme": node.text("description"),
            "period": _period(node),
            "organizers": None if organizer is None else (organizer,),
            "venue": None if location is None else made(Venue, node, {"name": "location"}, name=location),
            "sessions": tuple(session for _, session in sessions),
        }
        if self.make(Conference, item, **given) is not None:
            self._participants(item, sessions)

    def _participants(self, conference: Item, sessions: list[tuple[Item, Session]]) -> None:
        """Read who attends a conference or one of its sessions."""
        present: dict[Item, list[Appearance]] = {person: [] for person in conference.attendees}
        for place, session in sessions:
            for person in dict.fromkeys(place.attendees):
                present.setdefault(person, []).append(Appearance(session=session.id))
        for person, appearances in present.items():
            given = {
                "id": self._items.ids.of(f"{conference.id}-{person.id}", "participant"),
                "person": person.id,
                "conference": conference.id,
                "appearances": tuple(appearances),
            }
            self.put(Participant, conference.node, {}, **given)

    def _event(self, item: Item) -> None:
        node = item.node
        given = {
            "label": node.text("name"),
            "kind": _word(node, "classification", EventKind),
            "period": _period(node),
            "participants": tuple(dict.fromkeys(person.id for person in item.attendees)),
        }
        if self._items.linked(item, "parent") is not None:
            node.tell("parent_id", "is not read, for only a conference has parts", "not-read")
        self.make(Event, item, **given)


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


def _word(
    node: Node, key: str, words: Iterable[str], also: Mapping[str, str | None] = MappingProxyType({})
) -> str | None:
    """Take a word of the model, or what also stands for one; any other word is left to be told."""
    value = node.members.get(key)
    known = {**{word: word for word in words}, **also}
    if not isinstance(value, str) or value not in known:
        return None
    node.take(key)
    return known[value]


def _period(node: Node) -> str | None:
    """Give start and end as one period; a moment is one that starts when it ends."""
    start = node.members.get("start_date")
    if isinstance(start, str) and start == node.members.get("end_date") and _is_date(start):
        node.take("start_date", "end_date")
        return start
    return period_text(node.date("start_date"), node.date("end_date"))


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True
