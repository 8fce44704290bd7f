"""What ties entities together and is no record by itself: whose part, whose member, whose author."""

from __future__ import annotations

from typing import Final

from eurasec.interop.followthemoney.entities import Entities, Entity
from eurasec.interop.followthemoney.words import Role

__all__ = ["Links"]

_TARGETS: Final = (Role.MEMBER, Role.AUTHOR, Role.PUBLISHER, Role.SUPPORTER, Role.AGENDA)
_ENDS: Final[dict[str, tuple[str, str]]] = {
    Role.PART_OF: ("subject", "object"),
    **dict.fromkeys(_TARGETS, ("object", "subject")),
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
                self._add(entity, Role.DOCUMENT, ("entity", "document"))
            elif entity.schema == "Representation":
                self._add(entity, Role.CLIENT, ("recordId", "client"))

    def _unknown_link(self, entity: Entity) -> None:
        role = entity.one("role")
        if role == Role.PARTICIPANT:
            self.participants.append(entity)
        elif role in _ENDS:
            self._add(entity, role, _ENDS[role])
        else:
            _tell(entity)

    def _add(self, entity: Entity, role: str, ends: tuple[str, str]) -> None:
        entity.node.take("role", "agent")
        thing, other = (entity.one(end) for end in ends)
        if thing is None or other is None:
            _tell(entity)
        else:
            entity.node.rest(keep=False)
            self._links.setdefault((role, thing), []).append((other, entity))

    def take(self, role: Role, entity: Entity) -> tuple[str, ...]:
        """Give the ids of what is linked to a thing in a role, each once; they are then used up."""
        found = self._links.pop((role, entity.foreign), [])
        return self._entities.ids_of(tuple(other for other, _ in found))

    def take_one(self, role: Role, entity: Entity) -> str | None:
        """Give the id of the one thing that is linked in a role; if there are more, tell so."""
        more = self._links.get((role, entity.foreign), [])[1:]
        for _, link in more:
            link.outer.tell("", "is not read, for there is another link of this sort", "not-read")
        return next(iter(self.take(role, entity)), None)

    def whole(self, entity: Entity) -> str | None:
        """Give that of which a thing is a part, as the file calls it; it stays to be taken."""
        found = self._links.get((Role.PART_OF, entity.foreign), [])
        return found[0][0] if found else None

    def tell_rest(self) -> None:
        """Tell what has not been used."""
        for links in self._links.values():
            for _, entity in links:
                _tell(entity)


def _tell(entity: Entity) -> None:
    message = f"this {entity.schema} is not read, for what it ties together is not"
    entity.outer.tell("", message, "not-read")
