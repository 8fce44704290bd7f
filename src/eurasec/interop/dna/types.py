"""The statement types of a project that is being written, with the variables that its statements need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from eurasec.interop.dna.carried import rank
from eurasec.interop.dna.project import BLACK, Colour, DataType, StatementType, Value, Variable
from eurasec.interop.dna.roles import Plan, Roles, plan_of, usual_types
from eurasec.interop.dna.schema import GREATEST, LONGEST

__all__ = ["MOST_NAMES", "Types", "whole"]

MOST_NAMES = 200
"""How many names of attributes become variables of a type: every statement has a row for each of them."""


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

    def provide(self, type_: StatementType) -> None:
        """Let there be a type, if there is none with its label."""
        if type_.label not in self._types:
            variables = {each.name: each for each in type_.variables}
            self._types[type_.label] = _Growing(type_.colour, variables)

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
            if each.made == MOST_NAMES or len(name) > LONGEST:
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
