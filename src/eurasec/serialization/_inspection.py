"""A record read field by field: everything that is wrong with it, each at its own path.

This is the slow way, taken for records that the converter refuses; it knows no
more of the model than the plan of each class (`fields_of`) tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Final, TypeVar, cast

import attrs

from eurasec._fields import LONGEST_DECIMAL, MOST_REFUSALS, Field, Shape, Value, fields_of, item_of
from eurasec.errors import InvalidValueError, Problem, first_of
from eurasec.serialization._json import wrong_type
from eurasec.serialization._keys import key_problems

__all__ = ["DECIMAL", "decimal_of", "holds_decimals", "inspected"]

V = TypeVar("V", bound=Value)

DECIMAL: Final = Shape(
    "decimal-shape",
    "a decimal number in a string, such as '8' or '-0.5'",
    rf"-?(0|[1-9][0-9]{{0,{LONGEST_DECIMAL - 1}}})(\.[0-9]{{1,{LONGEST_DECIMAL}}})?",
    2 * LONGEST_DECIMAL + 2,
)
"""How files write a `Decimal`: as a string, for readers of JSON make floats of numbers."""

_decimal: Final = re.compile(DECIMAL.pattern).fullmatch


def decimal_of(value: object) -> Decimal:
    """Give the number that a string of a file stands for."""
    if type(value) is str and _decimal(value):
        return Decimal(value)
    problem = wrong_type("", value, DECIMAL.description)
    if isinstance(value, str):
        problem = attrs.evolve(problem, rule=DECIMAL.rule)
    raise InvalidValueError("Decimal", [problem])


def holds_decimals(field: Field) -> bool:
    """Tell whether a field holds a `Decimal` or several."""
    return (item_of(field.annotation) or field.annotation) is Decimal


class _Null:
    """Stands for `null` where a field takes no `None`."""

    def __repr__(self) -> str:
        return "null"


_NULL: Final = _Null()

_BROKEN: Final = object()
"""Stands for what is missing or could not be read; a field refuses it, and then its own problems are told."""


def inspected(cls: type[V], data: object) -> V:
    """Make a record from what a file has, or tell everything that is wrong with it.

    Args:
        cls: The class of the record.
        data: The JSON value.

    Raises:
        InvalidValueError: With all problems, their paths as seen from the record.
    """
    if not isinstance(data, dict):
        raise InvalidValueError(cls.__name__, [wrong_type("", data, "an object")])
    members = cast("dict[str, object]", data)
    fields = {field.name: field for field in fields_of(cls)}
    faults = _Faults()
    given: dict[str, object] = {}
    for name, field in fields.items():
        if name in members:
            given[name] = _value(field, members[name], faults)
        elif field.required:
            faults.put(name, [Problem(path=name, message="is missing", rule="required")])
            given[name] = _BROKEN
    problems = key_problems(members, fields, cls.__name__)
    try:
        record = cls(**given)
    except InvalidValueError as error:
        problems = chain(problems, *map(faults.behind, error.problems))
        record = None
    told = first_of(problems, MOST_REFUSALS)
    if record is None or told:
        raise InvalidValueError(cls.__name__, told)
    return record


class _Faults:
    """What is wrong inside the fields of one record, by the paths of the parts that could not be read."""

    def __init__(self) -> None:
        self._by_path: dict[str, Sequence[Problem]] = {}
        self._count = 0

    @property
    def enough(self) -> bool:
        """Whether there are more than will be told."""
        return self._count > MOST_REFUSALS

    def put(self, path: str, problems: Sequence[Problem]) -> None:
        """Put down what is wrong with a part."""
        self._by_path[path] = problems
        self._count += len(problems)

    def behind(self, problem: Problem) -> Sequence[Problem]:
        """Give what lies behind the problem that a record has with a part."""
        return self._by_path.get(problem.path, [problem])


def _visible(value: object) -> object:
    return _NULL if value is None else value


def _value(field: Field, value: object, faults: _Faults) -> object:
    """Give what the record takes; where a part of it is broken, put down what is wrong with it."""
    if value is None and field.optional:
        return None
    if not field.several:
        return _item(field, value, field.name, faults)
    if not isinstance(value, list):
        return _visible(value)
    items: list[object] = []
    for index, item in enumerate(cast("list[object]", value)):
        items.append(_item(field, item, f"{field.name}[{index}]", faults))
        if faults.enough:
            break
    return items


def _item(field: Field, value: object, path: str, faults: _Faults) -> object:
    try:
        if field.nested is not None:
            return inspected(field.nested, value)
        return decimal_of(value) if holds_decimals(field) else _visible(value)
    except InvalidValueError as error:
        faults.put(path, [problem.below(path) for problem in error.problems])
        return _BROKEN
