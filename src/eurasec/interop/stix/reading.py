"""A bundle of STIX 2.1 as a corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, Final, cast

from eurasec.actors import Area, Group, Organization, Person, State
from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.interop._naming import Ids
from eurasec.interop._nodes import Node, identifier_of, is_id, node_of, within
from eurasec.interop._reading import Reading, Thing
from eurasec.interop._values import filled, without_time
from eurasec.interop.exchange import Imported
from eurasec.interop.stix.objects import EXTENSION_ID, LIBRARY_ID
from eurasec.serialization._converter import structured
from eurasec.serialization._format import TYPES
from eurasec.serialization._json import decoded
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Identifier, Record

__all__ = ["from_stix"]

_HEADING: Final = "STIX bundle"
_META: Final = ("type", "spec_version", "id", "created", "modified", "created_by_ref", "revoked")
"""What says something of an object, and nothing of what it is about."""

_CLASSES: Final = {"individual": Person, "group": Group, "class": Group, "organization": Organization}
"""What identities are by their class."""

_FINER: Final = ("city", "administrative_area", "street_address", "postal_code", "latitude", "region")
"""What makes a location less than a country."""

_is_code: Final = re.compile(r"[A-Za-z]{2}").fullmatch
_is_midnight: Final = re.compile(r".{10}T00:00:00(\.0+)?Z").fullmatch


def from_stix(data: bytes | str, *, keep_unknown: bool = False, limits: Limits = USUAL) -> Imported:
    """Read a bundle of STIX 2.1.

    Objects that `to_stix` wrote are read from their extension, and give the
    same records whatever stands around it. Of other objects, identities,
    locations, threat actors, intrusion sets and reports are read, and where
    identities are located. Of an object that stands there in several versions
    the latest is read.

    Args:
        data: The bundle; bytes are UTF-8.
        keep_unknown: Whether properties for which the model has no field are
            kept as attributes of the records instead of being listed.
        limits: How much the file may hold; records and problems are not counted.

    Returns:
        The corpus, and everything that is not read, each at its path; among it
        references to objects that the bundle does not hold.

    Raises:
        DecodeError: If the data is no JSON, or no bundle; or if it breaks a limit.
        InvalidValueError: If the data is neither bytes nor a string.

    >>> imported = from_stix('''{"type": "bundle", "id": "bundle--1", "objects": [
    ...     {"type": "identity", "id": "identity--1", "name": "Anna Berg", "identity_class": "individual"},
    ...     {"type": "malware", "id": "malware--1", "name": "Worm"}
    ... ]}''')
    >>> imported.corpus.people[0].name
    'Anna Berg'
    >>> [str(problem) for problem in imported.problems]
    ["$.objects[1].type: objects of the type 'malware' are not read"]
    """
    value = decoded(data, _HEADING, limits=limits)
    bundle = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    objects = bundle.get("objects", [] if bundle.get("type") == "bundle" else None)
    if bundle.get("type") != "bundle" or not isinstance(objects, list):
        message = "is not an object of the type 'bundle' with a list of objects"
        raise DecodeError(_HEADING, [Problem(path="$", message=message, rule="type")])
    problems: list[Problem] = []
    return _Reading(Node(bundle, "$", problems), problems, keep_unknown=keep_unknown).imported()


class _Reading(Reading[Thing]):
    """The records of a bundle, made object by object."""

    scheme = "stix"
    keys: ClassVar = {"note": "description", "code": "country", "title": "name", "date": "published"}

    def __init__(self, bundle: Node, problems: list[Problem], *, keep_unknown: bool) -> None:
        super().__init__(problems, keep_unknown=keep_unknown)
        bundle.take("type", "id", "spec_version")
        self._things = self._latest(bundle)
        bundle.rest(keep=False)
        self._countries: dict[str, str] = {}
        self._readers: Mapping[str, Callable[[Thing], None]] = {
            "identity": self._identity,
            "location": self._location,
            "threat-actor": self._actor,
            "intrusion-set": self._actor,
            "report": self._report,
        }

    def read(self) -> None:
        """Read our own objects, and then those of others."""
        foreign: dict[str, Thing] = {}
        for id, thing in self._things.items():
            self._check_references(thing.node)
            extension = _extension(thing.node)
            if id in {LIBRARY_ID, EXTENSION_ID}:
                continue
            if extension is None:
                foreign[id] = thing
            elif "derived_from" not in extension:
                self._own(thing.node, extension.get("record"))
        self._locate(foreign)
        for thing in foreign.values():
            self._foreign(thing)

    # ── Objects ─────────────────────────────────────────────────────────────

    def _latest(self, bundle: Node) -> dict[str, Thing]:
        """Give the objects by their ids, of several versions the latest, with their ids in the corpus."""
        latest: dict[str, Node] = {}
        for node in bundle.nodes("objects"):
            id = node.members.get("id")
            if not (isinstance(id, str) and id and isinstance(node.members.get("type"), str)):
                node.tell("", "has no id or no type", "required")
                continue
            known = latest.get(id)
            if known is not None and _modified(node) == _modified(known):
                node.tell("id", f"{shown(id)} stands there twice and is read once", "unique-id", id)
            elif known is not None and _modified(node) < _modified(known):
                node.tell("modified", "is an older version, and the later one is read", "version")
            else:
                if known is not None:
                    known.tell("modified", "is an older version, and the later one is read", "version")
                latest[id] = node
        own = set(filter(is_id, latest))
        ids = Ids(own)
        return {
            id: Thing(id, node, node, id=id if id in own else ids.of(id, "object"))
            for id, node in latest.items()
        }

    def _check_references(self, node: Node) -> None:
        """Tell references to objects that the bundle does not hold."""
        for key, value in node.members.items():
            if key.endswith("_ref") or (key.endswith("_refs") and key != "object_marking_refs"):
                named = cast("list[object]", value) if isinstance(value, list) else [value]
                for each in named:
                    if not isinstance(each, str) or each not in self._things:
                        node.tell(key, f"{shown(each)} names no object of the bundle", "reference", each)

    def _own(self, node: Node, payload: object) -> None:
        """Read the record that an object carries."""
        path = within(within(within(node.path, "extensions"), EXTENSION_ID), "record")
        inner = node_of(payload, path, self.problems)
        if inner is None:
            return
        members = dict(inner.members)
        name = members.pop("type", None)
        kind = TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            inner.tell("type", f"{shown(name)} is no kind of record", "word", name)
            return
        try:
            self.assembly.add(structured(kind.record, members), path, {})
        except InvalidValueError as error:
            self.problems.extend(problem.below(path) for problem in error.problems)

    # ── Objects of others ───────────────────────────────────────────────────

    def _locate(self, foreign: dict[str, Thing]) -> None:
        """Keep in which country each identity is located, and take out the relationships that tell it."""
        for id, thing in list(foreign.items()):
            node = thing.node
            source, target = node.members.get("source_ref"), node.members.get("target_ref")
            place = foreign.get(target) if isinstance(target, str) else None
            told = node.members.get("relationship_type") == "located-at"
            if not told or place is None or not _is_state(place.node):
                continue
            if isinstance(source, str) and source in foreign and source not in self._countries:
                self._countries[source] = place.id
                node.take("relationship_type", "source_ref", "target_ref", *_META)
                node.rest(keep=False)
                del foreign[id]

    def _foreign(self, thing: Thing) -> None:
        node = thing.node
        kind = cast("str", node.members["type"])
        reader = self._readers.get(kind)
        if reader is None:
            node.tell("type", f"objects of the type {shown(kind)} are not read", "not-read", kind)
        elif node.members.get("revoked") is True:
            node.tell("revoked", "is not read, for it is withdrawn", "not-read")
        else:
            reader(thing)

    def described(self, cls: type[Record], thing: Thing) -> dict[str, object]:
        """Give the note of an object, and what its labels tell."""
        thing.node.take(*_META)
        note = thing.node.text("description")
        words, tags = filled(cls, thing.node.texts("labels"))
        return {"note": note, **words, "tags": tags}

    def identifiers(self, thing: Thing) -> Iterator[Identifier]:
        """Give the external references that are ids; other references are told."""
        for each in thing.node.nodes("external_references"):
            if each.members.get("external_id") is None:
                each.tell("", "is not read, for it names no id", "not-read")
            elif identifier := identifier_of(each, "source_name", "external_id"):
                yield identifier

    def _identity(self, thing: Thing) -> None:
        sort = thing.node.text("identity_class")
        cls = _CLASSES.get(sort or "")
        if cls is None:
            message = "does not say of what sort it is, and it is read as an organization"
            thing.node.tell("identity_class", message, "doubtful", sort)
        self._actor(thing, cls or Organization)

    def _actor(self, thing: Thing, cls: type[Group | Organization | Person] = Group) -> None:
        country = self._countries.get(thing.foreign)
        self.make(cls, thing, name=thing.node.text("name"), country=country)

    def _location(self, thing: Thing) -> None:
        node = thing.node
        if _is_state(node):
            code = cast("str", node.text("country")).upper()
            self.make(State, thing, name=node.text("name") or code, code=code)
            return
        names = ("name", "city", "administrative_area", "region", "country")
        name = next((text for key in names if node.members.get(key) and (text := node.text(key))), None)
        self.make(Area, thing, name=name)

    def _report(self, thing: Thing) -> None:
        published = thing.node.text("published")
        if published is not None:
            midnight = _is_midnight(published)
            published = without_time(published)[0] if midnight else thing.node.day("published", published)
        self.make(Document, thing, title=thing.node.text("name"), date=published)


def _extension(node: Node) -> dict[str, object] | None:
    """Give our extension of an object, `None` if it has none."""
    extensions = node.members.get("extensions")
    if not isinstance(extensions, dict):
        return None
    extension = cast("dict[str, object]", extensions).get(EXTENSION_ID)
    return cast("dict[str, object]", extension) if isinstance(extension, dict) else None


def _modified(node: Node) -> str:
    modified = node.members.get("modified")
    return modified if isinstance(modified, str) else ""


def _is_state(node: Node) -> bool:
    """Tell whether an object is a location that is a whole country."""
    country = node.members.get("country")
    whole = not any(node.members.get(key) for key in _FINER)
    return (
        node.members.get("type") == "location"
        and whole
        and isinstance(country, str)
        and bool(_is_code(country))
    )
