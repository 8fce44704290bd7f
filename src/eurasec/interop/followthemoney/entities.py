"""The entities of a file: read line by line, each with an id for the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import attrs

from eurasec.errors import DecodeError, Problem, shown
from eurasec.interop._naming import Ids
from eurasec.interop._nodes import is_id, node_of, within
from eurasec.interop._reading import Thing
from eurasec.serialization._json import decoded
from eurasec.serialization.limits import Limits, broken, exceeds

__all__ = ["HEADING", "Entities", "Entity"]

HEADING: Final = "entities of followthemoney"

_META: Final = ("caption", "datasets", "referents", "first_seen", "last_seen", "last_change", "target")
"""What stands beside the properties and says nothing of the thing itself."""


@attrs.define(eq=False)
class Entity(Thing):
    """An entity of the file, whose node is that of its properties.

    Attributes:
        schema: Its schema.
    """

    schema: str

    def values(self, *props: str) -> tuple[str, ...]:
        """Take the values of some properties, each value once."""
        found: dict[str, None] = {}
        for prop in props:
            if isinstance(self.node.members.get(prop), str):
                found.update(dict.fromkeys(text for text in [self.node.text(prop)] if text))
            else:
                found.update(dict.fromkeys(self.node.texts(prop)))
        return tuple(found)

    def seen(self, prop: str) -> tuple[str, ...]:
        """Give the texts in a property without taking them."""
        value = self.node.members.get(prop)
        items = cast("list[object]", value) if isinstance(value, list) else [value]
        return tuple(each for each in items if isinstance(each, str))

    def one(self, *props: str) -> str | None:
        """Take the first value of some properties; if there are more, tell so."""
        values = self.values(*props)
        if len(values) > 1:
            message = f"has {len(values)} values, of which {shown(values[0])} is read"
            self.node.tell(props[0], message, "several-values", values)
        return values[0] if values else None


class Entities:
    """All entities of a file.

    Attributes:
        all: The entities in their order.
        by_id: The same by their ids in the file.
        ids: Gives ids that are still free.

    Args:
        data: JSON Lines or a JSON list.
        problems: Takes what is found wrong.
        limits: How much the data may hold.
    """

    def __init__(self, data: bytes | str, problems: list[Problem], limits: Limits) -> None:
        self.by_id: dict[str, Entity] = {}
        for path, value in _values(data, problems, limits):
            if entity := _entity(value, path, problems):
                first = self.by_id.setdefault(entity.foreign, entity)
                if first is not entity:
                    message = f"{shown(entity.foreign)} stands there twice and is read once"
                    problems.append(Problem(path=within(path, "id"), message=message, rule="unique-id"))
        self.all = tuple(self.by_id.values())
        if not self.all:
            raise DecodeError(HEADING, problems or [Problem(path="", message="is empty", rule="empty")])
        self.ids = Ids(entity.foreign for entity in self.all if is_id(entity.foreign))
        for entity in self.all:
            own = is_id(entity.foreign)
            entity.id = entity.foreign if own else self.ids.of(entity.foreign, entity.schema.lower())

    def id_of(self, foreign: str | None) -> str | None:
        """Give the id in the corpus of what the file calls so; unknown ids stay as they are."""
        entity = None if foreign is None else self.by_id.get(foreign)
        return foreign if entity is None else entity.id

    def ids_of(self, foreign: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids in the corpus of several things, each once."""
        return tuple(dict.fromkeys(id for each in foreign if (id := self.id_of(each)) is not None))


def _values(data: object, problems: list[Problem], limits: Limits) -> Iterator[tuple[str, object]]:
    """Give the values of a file and their paths; what is no JSON is told."""
    if isinstance(data, bytes | str) and exceeds(len(data), limits.bytes):
        raise DecodeError(HEADING, [broken("$", "bytes", f"is longer than {limits.bytes:,} bytes")])
    if isinstance(data, bytes) and not data.lstrip().startswith(b"["):
        lines: list[bytes | str] = [*data.split(b"\n")]
    elif isinstance(data, str) and not data.lstrip().startswith("["):
        lines = [*data.split("\n")]
    else:
        listed = decoded(data, HEADING, limits=limits)
        for index, value in enumerate(cast("list[object]", listed)):
            yield f"$[{index}]", value
        return
    for number, line in enumerate(lines, 1):
        if line and not line.isspace():
            try:
                value = decoded(line, HEADING, limits=limits, root=f"line {number}: $", line=number)
            except DecodeError as error:
                problems.extend(error.problems)
            else:
                yield f"line {number}: $", value


def _entity(value: object, path: str, problems: list[Problem]) -> Entity | None:
    outer = node_of(value, path, problems)
    if outer is None:
        return None
    outer.take(*_META)
    foreign, schema, node = outer.reference("id"), outer.text("schema"), outer.node("properties")
    for key, given in (("id", foreign), ("schema", schema), ("properties", node)):
        if given is None and outer.members.get(key) in (None, ""):
            outer.tell(key, "is missing", "required")
    outer.rest(keep=False)
    if foreign is None or schema is None or node is None:
        return None
    return Entity(foreign, node, outer, schema)
