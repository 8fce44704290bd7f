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
from eurasec.interop.dna.project import BLACK, Colour, Entity
from eurasec.interop.dna.quoting import quoted, quoted_name, unquoted, unquoted_name
from eurasec.interop.dna.roles import Role
from eurasec.interop.dna.schema import LONGEST
from eurasec.interop.exchange import Loss
from eurasec.positions import Topic
from eurasec.sources import Record
from eurasec.threats import Threat

__all__ = [
    "Labels",
    "class_of",
    "entity_draft",
    "entity_of",
    "keeps_attributes",
    "parent_of",
    "role_of",
]

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
    for name, text in entity.attributes.items():
        field = field_named(cls, name)
        if field is not None and field != "id":
            draft.carry(field, text, f"{entity.place}.{name}", problems)
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


class Labels:
    """The values of the entities for the records of one role, each single.

    Args:
        records: The records, in their order in DNA.

    Attributes:
        of: The value for each id.
        ids: The id for each value.
        classes: The class of the record for each value.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self.of: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.classes: dict[str, type[Record]] = {}
        for record in records:
            name: str = getattr(record, _name_field(type(record)))
            value = next(each for each in _values(name, record.id) if each not in self.ids)
            self.of[record.id] = value
            self.ids[value] = record.id
            self.classes[value] = type(record)


def parent_of(record: Record, fields: Mapping[str, object], labels: Labels) -> str | None:
    """Give the value of the entity of which that of a record is a child, if there is such an entity."""
    parent = cast("str | None", fields.get(_PARENT.get(type(record), "")))
    if parent is not None:
        return labels.of[parent]
    value = next((value for name, value in attributes_in(fields) if name == CHILD_OF), None)
    return value if value == "" or value in labels.ids else None


def entity_of(
    record: Record, fields: Mapping[str, object], labels: Labels, child_of: str | None, losses: list[Loss]
) -> Entity:
    """Make the entity of an actor, a topic or a threat; what DNA has no place for is carried in attributes.

    Args:
        record: The record.
        fields: Its fields, as JSON values, without what leads to nothing in DNA.
        labels: The values of the records of its role.
        child_of: The value of the entity of which it is a child.
        losses: Where to put down what cannot be carried.
    """
    cls = type(record)
    attributes = dict(_own_attributes(fields))
    colour = next((_colour(value) for name, value in attributes_in(fields) if name == COLOUR), BLACK)
    entity = Entity(value=labels.of[record.id], colour=colour, child_of=child_of, attributes=attributes)
    said = _said(cls, entity, labels.ids, labels.classes)
    carried = {name: value for name, value in difference(fields, said).items() if name != "attributes"}
    if cls in _KINDS.values():
        carried["kind"] = next(kind for kind, of in _KINDS.items() if of is cls)
    for name, value in carried.items():
        fitting = _fitting(value)
        if fitting != value:
            losses.append(Loss(record=record.id, field=name, reason=TOO_LONG))
        if fitting != []:
            attributes[carrier(name)] = written(fitting)
    return entity


def _fitting(value: object) -> object:
    """Give a value, or of several as many as an attribute can hold; nothing, `[]`, if it is too long."""
    if len(written(value)) <= LONGEST:
        return value
    items = cast("list[object]", value if isinstance(value, list) else [])
    while items and len(written(items)) > LONGEST:
        items = items[:-1]
    return items


def keeps_attributes(record: Record, fields: Mapping[str, object], entity: Entity, labels: Labels) -> bool:
    """Tell whether the attributes of a record will be read from its entity as they are."""
    said = _said(type(record), entity, labels.ids, labels.classes)
    return said.get("attributes") == fields.get("attributes")


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
