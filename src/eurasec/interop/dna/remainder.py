"""What remains of a project beside the records that it makes, and would not come back by itself.

Nothing remains of what is written without further ado: the usual types, the
coders who are named, and an entity in each variable in which a statement has it
or another entity is its child; one of which no statement makes use, in the
first variable of its role; each of them like its record, which is that of the
first entity of its name. All others have to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from eurasec.interop.dna.carried import PREFIX
from eurasec.interop.dna.documents import NO_CODER
from eurasec.interop.dna.frame import Frame
from eurasec.interop.dna.project import (
    Coder,
    Entity,
    Project,
    Relation,
    StatementType,
    VariableName,
    all_relations,
    usual_coders,
)
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    THREAT_ASSESSMENT,
    Plan,
    Role,
    Roles,
    homes_of,
    usual_types,
)

__all__ = ["frame_of"]

_Like: TypeAlias = Mapping[Role, Mapping[str, Entity]]
"""The entities that become records, by their roles and values."""

_Place: TypeAlias = tuple[VariableName, str]
"""A variable, and the value of one of its entities."""

_Thing: TypeAlias = tuple[Role | VariableName, str]
"""What an entity is: the same in all variables of its role."""


def frame_of(project: Project, roles: Roles, plans: Mapping[str, Plan], like: _Like) -> Frame:
    """Give what remains of a project.

    Args:
        project: The project.
        roles: Which variable says what.
        plans: What the variables of the types say, by their labels.
        like: The entities that become records, by their roles and values.
    """
    coders = tuple(each for each in project.coders if each.name != NO_CODER)
    relations = _relations(project, coders)
    usual = relations is None and coders == usual_coders(_named_coders(project))
    return Frame(
        roles=roles,
        settings=project.settings,
        coders=() if usual else coders,
        relations=relations,
        types=_types(project, roles, like),
        entities=tuple(_entities(project, plans, like)),
        links=project.links,
        regexes=project.regexes,
    )


def _named_coders(project: Project) -> set[str]:
    coders = {each.coder for each in project.documents.values()}
    coders |= {each.coder for each in project.statements}
    return {coder for coder in coders if coder is not None and coder != NO_CODER}


def _relations(project: Project, coders: Iterable[Coder]) -> tuple[Relation, ...] | None:
    relations = tuple(each for each in project.relations if NO_CODER not in {each.coder, each.other})
    usual = _by_pair(all_relations(coders))
    return None if len(relations) == len(usual) and _by_pair(relations) == usual else relations


def _by_pair(relations: Iterable[Relation]) -> dict[tuple[str, str], Mapping[str, int]]:
    return {(each.coder, each.other): each.settings for each in relations}


def _types(project: Project, roles: Roles, like: _Like) -> tuple[StatementType, ...]:
    """Give the statement types without our own variables; nothing if they are just the usual ones."""
    usual = usual_types(roles)
    types = tuple(map(_without_ours, project.types))
    as_usual = all(each == usual.get(each.label) for each in types)
    used = {DNA_STATEMENT, *(each.type for each in project.statements)}
    if like[Role.THREAT]:
        used.add(THREAT_ASSESSMENT)
    needed = {each.label for each in types} == used
    return () if as_usual and needed else types


def _without_ours(type_: StatementType) -> StatementType:
    """Give a statement type without our own variables and attributes, and without entities."""
    variables = [
        attrs.evolve(
            each,
            attributes=tuple(name for name in each.attributes if not name.startswith(PREFIX)),
            entities=(),
        )
        for each in type_.variables
        if not each.name.startswith(PREFIX)
    ]
    return attrs.evolve(type_, variables=tuple(variables))


# ── Entities ────────────────────────────────────────────────────────────────


def _entities(
    project: Project, plans: Mapping[str, Plan], like: _Like
) -> Iterator[tuple[VariableName, Entity]]:
    """Give the entities that would not come back, by type, variable and value."""
    standing = _Standing(project, plans, like)
    strange = {place for place in standing.entities if not standing.is_like_its_record(place)}
    back = standing.coming_back() - strange
    wanted = {
        standing.thing(place) for place in standing.entities.keys() - back if not standing.is_used(place)
    }
    for place, entity in standing.entities.items():
        if place not in back or standing.thing(place) in wanted:
            yield place[0], _bare(entity)


def _bare(entity: Entity) -> Entity:
    """Give an entity without the attributes that carry fields."""
    theirs = {name: value for name, value in entity.attributes.items() if not name.startswith(PREFIX)}
    return attrs.evolve(entity, attributes=theirs)


class _Standing:
    """Where the entities of a project stand, and which are used.

    Attributes:
        entities: All entities by their places.
    """

    def __init__(self, project: Project, plans: Mapping[str, Plan], like: _Like) -> None:
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
        return _bare(self.entities[place]) == _bare(model)

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
