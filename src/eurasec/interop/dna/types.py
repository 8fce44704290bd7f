"""The statement types of a project that is being written, with their variables and entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Final

import attrs

from eurasec.interop._naming import natural
from eurasec.interop.dna.carried import PREFIX, carrier, rank
from eurasec.interop.dna.entities import Entities, role_of
from eurasec.interop.dna.frame import Frame
from eurasec.interop.dna.keeping import Keeping
from eurasec.interop.dna.project import (
    BLACK,
    CodedStatement,
    Colour,
    DataType,
    Entity,
    StatementType,
    Value,
    Variable,
    VariableName,
    closing,
)
from eurasec.interop.dna.reading import Owner
from eurasec.interop.dna.roles import Plan, Role, Roles, homes_of, plan_of, usual_types
from eurasec.interop.dna.schema import GREATEST, LONGEST

__all__ = ["Placing", "Types", "whole"]

_MOST_NAMES: Final = 200
"""How many names of attributes become variables of a type: every statement has a row for each of them."""

_ATTRIBUTES: Final = (
    "DNA has one value of 190 characters for each name, in one order, and none under eurasec's own"
)


@attrs.define
class _Growing:
    """A statement type that may still get variables.

    Attributes:
        colour: Its colour.
        variables: Its variables by name.
        longest: For each new variable of texts, the length of its longest value so far.
        made: How many variables are new.
        plan: What the variables say, if that is known.
    """

    colour: Colour = BLACK
    variables: dict[str, Variable] = attrs.field(factory=dict[str, Variable])
    longest: dict[str, int] = attrs.field(factory=dict[str, int])
    made: int = 0
    plan: Plan | None = None


class Types:
    """Statement types that get the variables that are needed.

    Their order, and that of the variables, does not depend on which was needed
    first: types that were there, usual ones, others; variables that were there,
    those of attributes, our own in the order of fields.

    Args:
        types: The types that there are.
        roles: Which variable says what.
    """

    def __init__(self, types: Iterable[StatementType], roles: Roles) -> None:
        self._roles = roles
        self._types: dict[str, _Growing] = {}
        for type_ in types:
            self.provide(type_)
        self._first = (*self._types, *usual_types(roles))

    def provide(self, type_: StatementType) -> StatementType:
        """Let there be a type, if there is none with its label; give it as it was asked for."""
        if type_.label not in self._types:
            variables = {each.name: each for each in type_.variables}
            self._types[type_.label] = _Growing(type_.colour, variables)
        return type_

    def __contains__(self, label: str) -> bool:
        """Tell whether there is a type of that label."""
        return label in self._types

    def __iter__(self) -> Iterator[StatementType]:
        """Go through the types as they are now."""
        for label in dict.fromkeys((*self._first, *self._types)):
            if label in self._types:
                each = self._types[label]
                variables = sorted(each.variables.values(), key=lambda variable: rank(variable.name))
                yield StatementType(label=label, colour=each.colour, variables=tuple(variables))

    def plan(self, label: str) -> Plan:
        """Tell what the variables of a type say."""
        each = self._types[label]
        if each.plan is None:
            type_ = StatementType(label=label, variables=tuple(each.variables.values()))
            each.plan = plan_of(type_, self._roles)
        return each.plan

    @property
    def plans(self) -> dict[str, Plan]:
        """What the variables of each type say."""
        return {each.label: self.plan(each.label) for each in self}

    def take(self, label: str, name: str, value: Value) -> Value | None:
        """Give a value in the form that its variable takes; a variable that is not there is made.

        Returns:
            The value, `None` if there is no variable that can take it.
        """
        each = self._types[label]
        if name not in each.variables:
            if each.made == _MOST_NAMES or len(name) > LONGEST:
                return None
            each.made += 1
            number = isinstance(value, int)
            self.add(label, name, DataType.INTEGER if number else DataType.LONG_TEXT)
            if not number:
                each.longest[name] = 0
        text = str(value)
        if name in each.longest:
            each.longest[name] = max(each.longest[name], len(text))
            return text
        data_type = each.variables[name].data_type
        if data_type.numeric:
            return whole(text)
        return None if data_type is DataType.SHORT_TEXT and len(text) > LONGEST else text

    def add(self, label: str, name: str, data_type: DataType) -> None:
        """Add a variable to a type, if it has none of that name."""
        each = self._types[label]
        if name not in each.variables:
            each.variables[name] = Variable(name=name, data_type=data_type)
            each.plan = None

    def settle(self) -> None:
        """Make those new variables ones of short texts that have no longer value."""
        for each in self._types.values():
            for name, longest in each.longest.items():
                if longest <= LONGEST:
                    each.variables[name] = Variable(name=name, data_type=DataType.SHORT_TEXT)
            each.longest.clear()
            each.plan = None


def whole(text: str) -> int | None:
    """Read a whole number that DNA can hold, written as DNA would write it."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if str(number) == text and -GREATEST - 1 <= number <= GREATEST else None


# ── Entities ────────────────────────────────────────────────────────────────


class Placing:
    """Puts entities into the variables of statement types.

    Args:
        keeping: The records that have a place in DNA.
        types: The statement types.
        frame: What the project has beyond the records.

    Attributes:
        ids: The ids of the records of each role, by the values of their entities.
        labels: The values of the entities, by the ids of their records.
    """

    def __init__(self, keeping: Keeping, types: Types, frame: Frame) -> None:
        self._keeping = keeping
        self._types = types
        self._frame = frame
        records = sorted(keeping.records.values(), key=lambda each: natural(each.id))
        self._of = {
            role: Entities((each for each in records if role_of(each) is role), keeping.fields)
            for role in Role
        }
        self._entities = {role: each.made(keeping.losses) for role, each in self._of.items()}
        self._further = {(name, entity.value): entity for name, entity in frame.entities}
        self._placed: dict[VariableName, list[str]] = {}
        self._first: dict[tuple[Role, str], VariableName] = {}
        self.ids: Mapping[Role, Mapping[str, str]] = {role: each.ids for role, each in self._of.items()}
        self.labels = {id: value for each in self._of.values() for id, value in each.values.items()}

    def _role(self, name: VariableName) -> Role | None:
        return self._types.plan(name[0]).role_of(name[1])

    # Which values stand where

    def use(self, statements: Iterable[CodedStatement]) -> None:
        """Place the values that statements have, those of the frame, and last those that are not used."""
        self._provide()
        names = [
            (type_.label, each.name)
            for type_ in self._types
            for each in type_.variables
            if each.data_type is DataType.SHORT_TEXT
        ]
        placed: dict[VariableName, set[str]] = {name: set() for name in names}
        for each in statements:
            for variable, value in each.values.items():
                if (each.type, variable) in placed and value != "":
                    placed[each.type, variable].add(str(value))
        for name, value in self._further:
            if name in placed and self._can_stand(name, value):
                placed[name].add(value)
        for role, home in homes_of(self._types.plans).items():
            elsewhere = set(chain.from_iterable(placed[name] for name in names if self._role(name) is role))
            placed[home] |= self.ids[role].keys() - elsewhere
        for name in names:
            self._add_parents(name, placed[name])
            self._placed[name] = self._sorted(name, placed[name])
            if (here := self._role(name)) is not None:
                for value in filter(None, self._placed[name]):
                    self._first.setdefault((here, value), name)

    def _provide(self) -> None:
        """Let there be a type for every role that records have."""
        usual = usual_types(self._frame.roles)
        plans = {label: plan_of(type_, self._frame.roles) for label, type_ in usual.items()}
        for role, (label, _) in homes_of(plans).items():
            if self.ids[role] and role not in homes_of(self._types.plans):
                labels = chain([label], (f"{label} ({number})" for number in count(2)))
                single = next(each for each in labels if each not in self._types)
                self._types.provide(attrs.evolve(usual[label], label=single))

    def _entity(self, name: VariableName, value: str) -> Entity:
        """Give an entity as it is in one variable: like its record where it stands first, else as it was."""
        role = self._role(name)
        further = self._further.get((name, value))
        if role is None or value not in self.ids[role]:
            return further or Entity(value=value)
        entity = self._entities[role][value]
        if further is None or self._first.get((role, value)) == name:
            return entity
        ours = {each: text for each, text in entity.attributes.items() if each.startswith(PREFIX)}
        return attrs.evolve(further, attributes={**further.attributes, **ours})

    def _add_parents(self, name: VariableName, values: set[str]) -> None:
        ahead = list(values)
        while ahead:
            parent = self._entity(name, ahead.pop()).child_of
            if parent is not None and parent not in values and self._can_stand(name, parent):
                values.add(parent)
                ahead.append(parent)

    def _can_stand(self, name: VariableName, value: str) -> bool:
        """Tell whether an entity may stand in a variable: one that has no record must not become one."""
        role = self._role(name)
        return role is None or role is Role.THREAT or value == "" or value in self.ids[role]

    def _sorted(self, name: VariableName, values: set[str]) -> list[str]:
        role = self._role(name)
        if role is None:
            return sorted(values)
        return [
            *sorted(values - self.ids[role].keys()),
            *(value for value in self.ids[role] if value in values),
        ]

    def values(self) -> dict[Role, list[str]]:
        """Give the values of each role in the order in which they are read."""
        found: dict[Role, list[str]] = {role: [] for role in Role}
        for role, value in self._first:
            found[role].append(value)
        return found

    # Types with all that is in them

    def types(self, carrying: frozenset[Owner]) -> Iterator[StatementType]:
        """Give the statement types with their entities.

        Args:
            carrying: The entities that carry their ids.
        """
        for type_ in self._types:
            variables = [self._variable(type_.label, each, carrying) for each in type_.variables]
            yield attrs.evolve(type_, variables=tuple(variables))

    def _variable(self, label: str, variable: Variable, carrying: frozenset[Owner]) -> Variable:
        name = (label, variable.name)
        if name not in self._placed:
            return variable
        role = self._role(name)
        entities = list(self._standing(name, role, carrying))
        names = _names(variable, entities)
        entities = [_in_order(entity, names) for entity in entities]
        for entity in entities:
            if role is not None and self._first.get((role, entity.value)) == name:
                changed = self._of[role].changed(entity)
                if changed is not None:
                    self._keeping.lose(changed, "attributes", _ATTRIBUTES)
        return attrs.evolve(variable, attributes=names, entities=tuple(entities))

    def _standing(
        self, name: VariableName, role: Role | None, carrying: frozenset[Owner]
    ) -> Iterator[Entity]:
        """Give the entities of a variable, with no parent that is not there or that would close a ring."""
        entities = {value: self._entity(name, value) for value in self._placed[name]}
        parents = {
            value: entity.child_of
            for value, entity in entities.items()
            if entity.child_of is not None and (entity.child_of in entities or entity.child_of == "")
        }
        for value in [*closing(parents)]:
            del parents[value]
        for value, entity in entities.items():
            attributes = dict(entity.attributes)
            if role is not None and (role, value) in carrying:
                attributes[carrier("id")] = self.ids[role][value]
            yield attrs.evolve(entity, child_of=parents.get(value), attributes=attributes)


def _names(variable: Variable, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Give the names of the attributes of a variable: those that it has, then others, our own last."""
    found = dict.fromkeys(name for entity in entities for name in entity.attributes)
    theirs = [name for name in found if not rank(name) and name not in variable.attributes]
    ours = sorted((name for name in found if rank(name)), key=rank)
    return (*variable.attributes, *theirs[:_MOST_NAMES], *ours)


def _in_order(entity: Entity, names: Iterable[str]) -> Entity:
    """Give an entity with its attributes in the order of their variable."""
    attributes = {name: entity.attributes[name] for name in names if name in entity.attributes}
    return attrs.evolve(entity, attributes=attributes)
