"""What ties entities together and is no record by itself: whose part, whose member, whose author."""

from __future__ import annotations

from typing import Final

from eurasec.interop.followthemoney.entities import Entities, Entity
from eurasec.interop.followthemoney.words import (
    AGENDA,
    AUTHOR,
    CLIENT,
    DOCUMENT,
    MEMBER,
    PART_OF,
    PARTICIPANT,
    PUBLISHER,
    SUPPORTER,
)

__all__ = ["Links"]

_ENDS: Final = {
    PART_OF: ("subject", "object"),
    MEMBER: ("object", "subject"),
    AUTHOR: ("object", "subject"),
    PUBLISHER: ("object", "subject"),
    SUPPORTER: ("object", "subject"),
    AGENDA: ("object", "subject"),
}
"""Where a link of each role names the thing of which it tells something, and where the other."""


class Links:
    """The links of a file, by their role and by the thing of which they tell something.

    Attributes:
        participants: The links that are records: people at conferences.
    """

    def __init__(self, entities: Entities) -> None:
        self.participants: list[Entity] = []
        self._entities = entities
        self._links: dict[tuple[str, str], list[tuple[str, Entity]]] = {}
        for entity in entities.all:
            if entity.schema == "UnknownLink":
                self._unknown_link(entity)
            elif entity.schema == "Documentation":
                self._add(entity, "role", DOCUMENT, ("entity", "document"))
            elif entity.schema == "Representation":
                self._add(entity, "role", CLIENT, ("recordId", "client"))

    def _unknown_link(self, entity: Entity) -> None:
        role = entity.one("role")
        if role == PARTICIPANT:
            self.participants.append(entity)
        elif role in _ENDS:
            self._add(entity, "role", role, _ENDS[role])
        else:
            _tell(entity)

    def _add(self, entity: Entity, also: str, role: str, ends: tuple[str, str]) -> None:
        entity.node.take(also, "agent")
        thing, other = (entity.one(end) for end in ends)
        if thing is None or other is None:
            _tell(entity)
        else:
            entity.node.rest(keep=False)
            self._links.setdefault((role, thing), []).append((other, entity))

    def take(self, role: str, entity: Entity) -> tuple[str, ...]:
        """Give the ids of what is linked to a thing in a role, each once; they are then used up."""
        found = self._links.pop((role, entity.foreign), [])
        return self._entities.ids_of(tuple(other for other, _ in found))

    def take_one(self, role: str, entity: Entity) -> str | None:
        """Give the id of the one thing that is linked in a role; if there are more, tell so."""
        more = self._links.get((role, entity.foreign), [])[1:]
        for _, link in more:
            link.outer.tell("", "is not read, for there is another link of this sort", "not-read")
        return next(iter(self.take(role, entity)), None)

    def foreign(self, role: str, entity: Entity) -> str | None:
        """Give what is linked to a thing in a role, as the file calls it; it stays to be taken."""
        found = self._links.get((role, entity.foreign), [])
        return found[0][0] if found else None

    def tell_rest(self) -> None:
        """Tell what has not been used."""
        for links in self._links.values():
            for _, entity in links:
                _tell(entity)


def _tell(entity: Entity) -> None:
    entity.outer.tell(
        "", f"this {entity.schema} is not read, for it ties nothing together that is", "not-read"
    )
