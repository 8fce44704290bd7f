"""A bundle of STIX 2.1 as a corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, cast

from eurasec._fields import Value
from eurasec.actors import Area, Group, Organization, Person, State
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._foreign import Node, is_id, kept_id, made, node_of, summed, within
from eurasec.interop._keywords import word_of
from eurasec.interop._naming import Ids
from eurasec.interop._partial_dates import without_time
from eurasec.interop.exchange import Imported
from eurasec.interop.stix.objects import EXTENSION_ID, LIBRARY_ID
from eurasec.serialization._converter import structured
from eurasec.serialization._format import TYPES
from eurasec.serialization._json import decoded
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Document, Identifier, Record

__all__ = ["from_stix"]

_HEADING: Final = "STIX bundle"
_SCHEME: Final = "stix"
"""How ids are kept that cannot be ids of a corpus."""

_META: Final = ("type", "spec_version", "id", "created", "modified", "created_by_ref", "revoked")
"""What says something of an object, and nothing of what it is about."""

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
    reading = _Reading(Node(bundle, "$", problems), problems, keep_unknown=keep_unknown)
    return Imported(corpus=reading.corpus(), problems=summed(problems))


class _Reading:
    """The records of a bundle, made object by object."""

    def __init__(self, bundle: Node, problems: list[Problem], *, keep_unknown: bool) -> None:
        self._problems = problems
        self._keep = keep_unknown
        self._assembly = Assembly(problems)
        bundle.take("type", "id", "spec_version")
        self._objects = self._latest(bundle)
        bundle.rest(keep=False)
        self._ids = self._names()
        self._readers: Mapping[str, Callable[[Node, str], None]] = {
            "identity": self._identity,
            "location": self._location,
            "threat-actor": self._actor,
            "intrusion-set": self._actor,
            "report": self._report,
        }

    def corpus(self) -> Corpus:
        """Read the objects."""
        foreign: dict[str, Node] = {}
        for id, node in self._objects.items():
            self._check_references(node)
            extension = _extension(node)
            if id in {LIBRARY_ID, EXTENSION_ID}:
                continue
            if extension is None:
                foreign[id] = node
            elif "derived_from" not in extension:
                self._own(node, extension.get("record"))
        self._countries = self._located_at(foreign)
        for id, node in foreign.items():
            self._foreign(node, id)
        return self._assembly.corpus()

    def _make(self, cls: type[Record], node: Node, keys: Mapping[str, str], /, **given: object) -> None:
        """Make a record and put it with the others."""
        self._assembly.add(made(cls, node, keys, **given), node.path, keys)

    # ── Objects ─────────────────────────────────────────────────────────────

    def _latest(self, bundle: Node) -> dict[str, Node]:
        """Give the objects by their ids, of several versions the latest."""
        latest: dict[str, Node] = {}
        for node in bundle.nodes("objects"):
            id = node.members.get("id")
            if not isinstance(id, str) or not isinstance(node.members.get("type"), str):
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
        return latest

    def _names(self) -> dict[str, str]:
        """Give the objects that are not our own their ids in the corpus."""
        own = {id for id in self._objects if is_id(id)}
        ids = Ids(own)
        return {id: id if id in own else ids.of(id, "object") for id in self._objects}

    def _check_references(self, node: Node) -> None:
        """Tell references to objects that the bundle does not hold."""
        for key, value in node.members.items():
            if key.endswith("_ref") or (key.endswith("_refs") and key != "object_marking_refs"):
                named = cast("list[object]", value) if isinstance(value, list) else [value]
                for each in named:
                    if not isinstance(each, str) or each not in self._objects:
                        node.tell(key, f"{shown(each)} names no object of the bundle", "reference", each)

    def _own(self, node: Node, payload: object) -> None:
        """Read the record that an object carries."""
        path = within(within(within(node.path, "extensions"), EXTENSION_ID), "record")
        inner = node_of(payload, path, self._problems)
        if inner is None:
            return
        members = dict(inner.members)
        name = members.pop("type", None)
        kind = TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            inner.tell("type", f"{shown(name)} is no kind of record", "word", name)
            return
        try:
            self._assembly.add(structured(kind.record, members), path, {})
        except InvalidValueError as error:
            self._problems.extend(problem.below(path) for problem in error.problems)

    # ── Objects of others ───────────────────────────────────────────────────

    def _located_at(self, foreign: dict[str, Node]) -> dict[str, str]:
        """Give the country in which each identity is located; take the relationships that tell it."""
        countries: dict[str, str] = {}
        for node in list(foreign.values()):
            source, target = node.members.get("source_ref"), node.members.get("target_ref")
            place = foreign.get(target) if isinstance(target, str) else None
            if node.members.get("relationship_type") != "located-at" or place is None or not _is_state(place):
                continue
            if isinstance(source, str) and source in foreign and source not in countries:
                countries[source] = self._ids[cast("str", target)]
                node.take("relationship_type", "source_ref", "target_ref", *_META)
                node.rest(keep=False)
                del foreign[cast("str", node.members["id"])]
        return countries

    def _foreign(self, node: Node, id: str) -> None:
        kind = cast("str", node.members["type"])
        reader = self._readers.get(kind)
        if reader is None:
            node.tell("type", f"objects of the type {shown(kind)} are not read", "not-read", kind)
        elif node.members.get("revoked") is True:
            node.tell("revoked", "is not read, for it is withdrawn", "not-read")
        else:
            reader(node, id)

    def _common(self, cls: type[Value], node: Node, id: str) -> dict[str, object]:
        """Give what objects have in common; taken last, for what is left is told."""
        node.take(*_META)
        given: dict[str, object] = {"id": self._ids[id], "note": node.text("description")}
        tags: list[str] = []
        for label in node.texts("labels"):
            found = word_of(cls, label)
            if found is None or found[0].several:
                tags.append(label)
            else:
                given[found[0].name] = found[1]
        identified = cls is not Area
        own, kept = kept_id(node, _SCHEME, id, self._ids[id], identified=identified)
        if identified:
            given["identifiers"] = (*own, *_identifiers(node))
        return {**given, "tags": tuple(tags), "attributes": (*kept, *node.rest(keep=self._keep))}

    def _identity(self, node: Node, id: str) -> None:
        sort = node.text("identity_class")
        cls = {"individual": Person, "group": Group, "class": Group, "organization": Organization}.get(
            sort or ""
        )
        if cls is None:
            message = f"it is not said of what sort it is ({shown(sort)}), and it is read as an organization"
            node.tell("identity_class", message, "doubtful", sort)
            cls = Organization
        given = {"name": node.text("name"), "country": self._countries.get(id), **self._common(cls, node, id)}
        self._make(cls, node, {"note": "description"}, **given)

    def _actor(self, node: Node, id: str) -> None:
        given = {
            "name": node.text("name"),
            "country": self._countries.get(id),
            **self._common(Group, node, id),
        }
        self._make(Group, node, {"note": "description"}, **given)

    def _location(self, node: Node, id: str) -> None:
        if _is_state(node):
            code = cast("str", node.text("country")).upper()
            given = {"name": node.text("name") or code, "code": code, **self._common(State, node, id)}
            self._make(State, node, {"code": "country"}, **given)
            return
        names = ("name", "city", "administrative_area", "region", "country")
        name = next((text for key in names if node.members.get(key) and (text := node.text(key))), None)
        self._make(Area, node, {}, name=name, **self._common(Area, node, id))

    def _report(self, node: Node, id: str) -> None:
        published = node.text("published")
        date, timed = without_time(published or "")
        if timed and published is not None and not _is_midnight(published):
            node.tell(
                "published", f"{shown(published)} is read without its time of day", "precision", published
            )
        given = {"title": node.text("name"), "date": date or None, **self._common(Document, node, id)}
        self._make(Document, node, {"title": "name", "date": "published"}, **given)


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


def _identifiers(node: Node) -> Iterator[Identifier]:
    """Give the external references that are ids; other references are told."""
    for each in node.nodes("external_references"):
        if each.members.get("external_id") is None:
            each.tell("", "is not read, for it names no id", "not-read")
            continue
        scheme, value = each.text("source_name"), each.text("external_id")
        each.rest(keep=False)
        keys = {"scheme": "source_name", "value": "external_id"}
        identifier = made(Identifier, each, keys, scheme=scheme, value=value)
        if identifier is not None:
            yield identifier
