"""Entities of a project as actors, topics and threats of a corpus, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count, islice
from typing import Final, cast

from eurasec.actors import Group, Organization, Person, State
from eurasec.errors import Problem
from eurasec.interop.dna.carried import (
    PREFIX,
    Draft,
    attributes_in,
    carrier,
    difference,
    field_named,
    written,
)
from eurasec.interop.dna.project import BLACK, Colour, Entity, closing
from eurasec.interop.dna.quoting import quoted, quoted_name, unquoted, unquoted_name
from eurasec.interop.dna.roles import Role
from eurasec.interop.dna.schema import LONGEST
from eurasec.interop.exchange import Loss
from eurasec.positions import Topic
from eurasec.sources import Record
from eurasec.threats import Threat

__all__ = ["Entities", "class_of", "entity_draft", "role_of"]

COLOUR: Final = "dna.colour"
CHILD_OF: Final = "dna.child-of"
"""The attributes of a record for what only DNA has."""

KIND: Final = carrier("kind")
"""The attribute of an organization in DNA that is a state or a group."""

_KINDS: Final[Mapping[str, type[Record]]] = {"state": State, "group": Group}
_CLASSES: Final[Mapping[Role, type[Record]]] = {
    Role.PERSON: Person,
    Role.ORGANIZATION: Organization,
    Role.TOPIC: Topic,
    Role.THREAT: Threat,
}
_PARENT: Final[Mapping[type[Record], str]] = {Organization: "part_of", Topic: "broader", Threat: "broader"}
"""The field that says of what something is a child."""


def role_of(record: Record) -> Role | None:
    """Give what the entity of a record is in DNA, `None` if it has none."""
    if isinstance(record, (State, Group)):
        return Role.ORGANIZATION
    return next((role for role, cls in _CLASSES.items() if isinstance(record, cls)), None)


def class_of(role: Role, entity: Entity) -> type[Record]:
    """Give the class of the record that an entity stands for."""
    kind = entity.attributes.get(KIND, "") if role is Role.ORGANIZATION else ""
    return _KINDS.get(kind, _CLASSES[role])


def _name_field(cls: type[Record]) -> str:
    return "label" if cls in {Topic, Threat} else "name"


# ── From DNA ────────────────────────────────────────────────────────────────


def entity_draft(
    entity: Entity,
    ids: Mapping[str, str],
    classes: Mapping[str, type[Record]],
    problems: list[Problem],
) -> Draft:
    """Make a draft of an actor, a topic or a threat.

    Args:
        entity: The entity.
        ids: The ids of all entities of the role, by their values.
        classes: The classes of their records, by their values.
        problems: Where to put down what cannot be read.
    """
    cls = classes[entity.value]
    draft = Draft(
        cls=cls,
        said=_said(cls, entity, ids, classes),
        place=entity.place,
        contradicted=lambda record: _contradicted(record, entity.value),
    )
    draft.carry(entity.attributes.items(), problems)
    return draft


def _said(
    cls: type[Record], entity: Entity, ids: Mapping[str, str], classes: Mapping[str, type[Record]]
) -> dict[str, object]:
    attributes = [
        {"name": quoted_name(name), "value": quoted(value)}
        for name, value in entity.attributes.items()
        if field_named(cls, name) is None and not (name == KIND and cls in _KINDS.values())
    ]
    said: dict[str, object] = {"id": ids[entity.value], _name_field(cls): quoted(entity.value)}
    parent = entity.child_of
    if parent is not None:
        field = _PARENT.get(cls)
        if field is not None and parent and classes.get(parent) is cls:
            said[field] = ids[parent]
        else:
            attributes.append({"name": CHILD_OF, "value": quoted(parent)})
    if entity.colour != BLACK:
        attributes.append({"name": COLOUR, "value": "#{:02x}{:02x}{:02x}".format(*entity.colour)})
    return said | ({"attributes": attributes} if attributes else {})


def _contradicted(record: Record, value: str) -> Iterator[str]:
    field = _name_field(type(record))
    if value not in islice(_values(getattr(record, field), record.id), _TRIED):
        yield field


_TRIED: Final = 9
"""How many values a name may have; more than any corpus is likely to need."""


def _values(name: str, id: str) -> Iterator[str]:
    """Give the values that an entity of this name may have: the name, and more behind it to tell it apart."""
    value = unquoted(name)
    tails = chain(["", f" ({id})"], (f" ({id}, {number})" for number in count(2)))
    return filter(None, (f"{value[: LONGEST - len(tail)]}{tail}" for tail in tails))


# ── To DNA ──────────────────────────────────────────────────────────────────


class Entities:
    """The records of one role as entities, each with a value of its own.

    Args:
        records: The records, in their order in DNA.
        fields: Their fields, as JSON values, without what leads to nothing in DNA.

    Attributes:
        values: The value for each id.
        ids: The id for each value.
    """

    def __init__(self, records: Iterable[Record], fields: Mapping[str, dict[str, object]]) -> None:
        self._records: dict[str, Record] = {}
        self._fields = fields
        self.ids: dict[str, str] = {}
        for record in records:
            name: str = getattr(record, _name_field(type(record)))
            value = next(each for each in _values(name, record.id) if each not in self.ids)
            self._records[value] = record
            self.ids[value] = record.id
        self.values = {id: value for value, id in self.ids.items()}
        self._classes = {value: type(record) for value, record in self._records.items()}

    def made(self, losses: list[Loss]) -> dict[str, Entity]:
        """Make the entities by their values, none of them a child of itself.

        Args:
            losses: Where to put down what they cannot carry.
        """
        parents = {value: parent for value in self.ids if (parent := self._parent(value)) is not None}
        for value in [*closing(parents)]:
            del parents[value]
        return {value: self._entity(value, parents.get(value), losses) for value in self.ids}

    def _parent(self, value: str) -> str | None:
        """Give the value of the entity of which one is a child, if there is such an entity."""
        fields = self._fields[self.ids[value]]
        parent = cast("str | None", fields.get(_PARENT.get(self._classes[value], "")))
        if parent is not None:
            return self.values[parent]
        only = next((text for name, text in attributes_in(fields) if name == CHILD_OF), None)
        return only if only == "" or only in self.ids else None

    def _entity(self, value: str, child_of: str | None, losses: list[Loss]) -> Entity:
        """Make an entity; what DNA has no place for is carried in attributes."""
        cls, fields = self._classes[value], self._fields[self.ids[value]]
        attributes = dict(_own_attributes(fields))
        colour = next((_colour(text) for name, text in attributes_in(fields) if name == COLOUR), BLACK)
        entity = Entity(value=value, colour=colour, child_of=child_of, attributes=attributes)
        carried = difference(fields, _said(cls, entity, self.ids, self._classes))
        carried.pop("attributes", None)
        if cls in _KINDS.values():
            carried["kind"] = next(kind for kind, of in _KINDS.items() if of is cls)
        for name, given in carried.items():
            fitting = _fitting(given)
            if fitting != given:
                losses.append(Loss(record=self.ids[value], field=name, reason=TOO_LONG))
            if fitting != []:
                attributes[carrier(name)] = written(fitting)
        return entity

    def changed(self, entity: Entity) -> Record | None:
        """Give the record of an entity from which its attributes will not be read as they are."""
        record = self._records.get(entity.value)
        if record is None:
            return None
        said = _said(type(record), entity, self.ids, self._classes)
        return None if said.get("attributes") == self._fields[record.id].get("attributes") else record


def _fitting(value: object) -> object:
    """Give a value, or of several as many as an attribute can hold; nothing, `[]`, if it is too long."""
    if len(written(value)) <= LONGEST:
        return value
    items = cast("list[object]", value if isinstance(value, list) else [])
    while items and len(written(items)) > LONGEST:
        items = items[:-1]
    return items


TOO_LONG: Final = f"an attribute of an entity in DNA has {LONGEST} characters at most"


def _own_attributes(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give the attributes that an entity can have."""
    seen: set[str] = set()
    for raw, value in attributes_in(fields):
        if raw in {COLOUR, CHILD_OF}:
            continue
        name = unquoted_name(raw)
        fits = len(name) <= LONGEST and len(value) <= LONGEST and value
        if fits and name not in seen and not name.startswith(PREFIX):
            seen.add(name)
            yield name, value


def _colour(text: str) -> Colour:
    """Read a colour such as `#ff0000`; black where it is none."""
    try:
        red, green, blue = bytes.fromhex(text.removeprefix("#"))
    except ValueError:
        return BLACK
    return red, green, blue
