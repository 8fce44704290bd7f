"""A record read field by field: everything that is wrong with it, each at its own path.

This is the slow way, taken for records that the converter refuses; it knows no
more of the model than the plan of each class (`fields_of`) tells.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain
from typing import Final, TypeVar, cast

import attrs

from eurasec._fields import LONGEST_DECIMAL, Field, Shape, Value, fields_of, item_of
from eurasec.errors import InvalidValueError, Problem
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
    problems = list(key_problems(members, fields, cls.__name__))
    told: dict[str, list[Problem]] = {}
    given: dict[str, object] = {}
    for name, field in fields.items():
        if name in members:
            given[name] = _value(field, members[name], told)
        elif field.required:
            told[name] = [Problem(path=name, message="is missing", rule="required")]
            given[name] = _BROKEN
    try:
        record = cls(**given)
    except InvalidValueError as error:
        problems += chain.from_iterable(told.get(problem.path, [problem]) for problem in error.problems)
    else:
        if not problems:
            return record
    raise InvalidValueError(cls.__name__, problems)


def _visible(value: object) -> object:
    return _NULL if value is None else value


def _value(field: Field, value: object, told: dict[str, list[Problem]]) -> object:
    """Give what the record takes; where a part of it is broken, put down what is wrong with it."""
    if value is None and field.optional:
        return None
    if not field.several:
        return _item(field, value, field.name, told)
    if not isinstance(value, list):
        return _visible(value)
    items = enumerate(cast("list[object]", value))
    return [_item(field, item, f"{field.name}[{index}]", told) for index, item in items]


def _item(field: Field, value: object, path: str, told: dict[str, list[Problem]]) -> object:
    try:
        if field.nested is not None:
            return inspected(field.nested, value)
        return decimal_of(value) if holds_decimals(field) else _visible(value)
    except InvalidValueError as error:
        told[path] = [problem.below(path) for problem in error.problems]
        return _BROKEN
