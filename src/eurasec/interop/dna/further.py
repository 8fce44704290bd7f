"""Entities that would not come back by themselves when a project that was read is written again.

What is written by itself: an entity in each variable in which a statement has
it or another entity is its child; one of which no statement makes use, in the
first variable of its role; each of them like its record, which is that of the
first entity of its name. All others have to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from eurasec.interop.dna.carried import PREFIX
from eurasec.interop.dna.project import Entity, Project, VariableName
from eurasec.interop.dna.roles import Plan, Role, homes_of

__all__ = ["further_entities"]

_Place: TypeAlias = tuple[VariableName, str]
"""A variable, and the value of one of its entities."""

_Thing: TypeAlias = tuple[Role | VariableName, str]
"""What an entity is: the same in all variables of its role."""


def further_entities(
    project: Project, plans: Mapping[str, Plan], like: Mapping[Role, Mapping[str, Entity]]
) -> Iterator[tuple[VariableName, Entity]]:
    """Give the entities that would not come back, by type, variable and value.

    Args:
        project: The project.
        plans: What the variables of the types say, by their labels.
        like: The entities that become records, by their values.
    """
    standing = _Standing(project, plans, like)
    strange = {place for place in standing.entities if not standing.is_like_its_record(place)}
    back = standing.coming_back() - strange
    wanted = {
        standing.thing(place) for place in standing.entities.keys() - back if not standing.is_used(place)
    }
    for place, entity in standing.entities.items():
        if place not in back or standing.thing(place) in wanted:
            yield place[0], without_ours(entity)


def without_ours(entity: Entity) -> Entity:
    """Give an entity without the attributes that carry fields."""
    theirs = {name: value for name, value in entity.attributes.items() if not name.startswith(PREFIX)}
    return attrs.evolve(entity, attributes=theirs)


class _Standing:
    """Where the entities of a project stand, and which are used.

    Args:
        project: The project.
        plans: What the variables of the types say, by their labels.
        like: The entities that become records, by their values.

    Attributes:
        entities: All entities by their places.
    """

    def __init__(
        self, project: Project, plans: Mapping[str, Plan], like: Mapping[Role, Mapping[str, Entity]]
    ) -> None:
        self._plans = plans
        self._like = like
        self._homes = homes_of(plans)
        self.entities: dict[_Place, Entity] = {
            ((type_.label, variable.name), entity.value): entity
            for type_ in project.types
            for variable in type_.variables
            for entity in sorted(variable.entities, key=lambda each: each.value)
        }
        self._used: set[_Place] = {(name, "") for name, _ in self.entities}
        for each in project.statements:
            self._used.update(((each.type, name), str(value)) for name, value in each.values.items())
        self._used_things = {self.thing(place) for place in self._used}

    def _role(self, place: _Place) -> Role | None:
        (label, variable), value = place
        role = self._plans[label].role_of(variable)
        return role if role is not None and value in self._like[role] else None

    def thing(self, place: _Place) -> _Thing:
        """Give what stands in a place."""
        return self._role(place) or place[0], place[1]

    def is_used(self, place: _Place) -> bool:
        """Tell whether statements have what stands in a place, there or elsewhere."""
        return self.thing(place) in self._used_things

    def is_like_its_record(self, place: _Place) -> bool:
        """Tell whether an entity is like its record, or plain if it has none."""
        role = self._role(place)
        model = Entity(value=place[1]) if role is None else self._like[role][place[1]]
        return without_ours(self.entities[place]) == without_ours(model)

    def coming_back(self) -> set[_Place]:
        """Give the places in which entities would be written by themselves."""
        coming = set(self._used)
        for place in self.entities:
            role = self._role(place)
            if role is not None and not self.is_used(place):
                coming.add((self._homes[role], place[1]))
        ahead = list(coming)
        while ahead:
            name, value = ahead.pop()
            entity = self.entities.get((name, value))
            if entity is not None and entity.child_of is not None and (name, entity.child_of) not in coming:
                coming.add((name, entity.child_of))
                ahead.append((name, entity.child_of))
        there = self._by_thing(self.entities)
        found: set[_Place] = set()
        for thing, places in self._by_thing(coming).items():
            if thing in self._used_things or places == there.get(thing):
                found |= places
        return found

    def _by_thing(self, places: Iterable[_Place]) -> dict[_Thing, set[_Place]]:
        found: dict[_Thing, set[_Place]] = {}
        for place in places:
            found.setdefault(self.thing(place), set()).add(place)
        return found
