"""The one converter between records and plain JSON values.

A record settles its own leaves when it is made: words, dates, texts. So the
converter only sees to what JSON adds: objects with the right keys, lists of
objects, decimals in strings. What it refuses is read again with `inspected`,
which tells why.

This module loads cattrs; so it is imported by the functions that read and write
files, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.gen import (
    make_dict_unstructure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType] - cattrs leaves it open
    override,
)

from eurasec._fields import Field, Settle, Value, Wrong, fields_of, is_date, item_of
from eurasec.serialization._inspection import decimal_of, holds_decimals, inspected
from eurasec.serialization._known import Known
from eurasec.serialization._making import REFUSALS, maker

__all__ = ["REFUSALS", "converter", "hook_of", "structured", "structurer", "unstructured"]

V = TypeVar("V", bound=Value)

_Unstructure = Callable[[object], object]


def structured(cls: type[V], data: object) -> V:
    """Make a record from a JSON value.

    Args:
        cls: The class of the record.
        data: The value.

    Raises:
        InvalidValueError: With all problems, their paths as seen from the record.
    """
    return structurer(cls)(data)


def structurer(cls: type[V]) -> Callable[[object], V]:
    """Give the function that makes records of a class as `structured` does."""
    hook = hook_of(cls)

    def structure(data: object) -> V:
        try:
            return hook(data)
        except REFUSALS:
            return inspected(cls, data)

    return structure


def hook_of(cls: type[V]) -> Callable[[object], V]:
    """Give the function that makes records of a class, or raises one of the `REFUSALS`."""
    return cast("Callable[[object], V]", converter().get_structure_hook(cls))


def unstructured(record: Value) -> dict[str, object]:
    """Give a record as a JSON value: keys in the order of files, without what is at its default."""
    return cast("dict[str, object]", converter().unstructure(record))


@cache
def converter() -> Converter:
    """Give the converter; it is built once."""
    made = Converter(detailed_validation=False, forbid_extra_keys=True)
    made.register_structure_hook_factory(_is_of_the_model, partial(_structure_class, made))
    made.register_unstructure_hook_factory(_is_of_the_model, partial(_unstructure_class, made))
    return made


def _is_of_the_model(cls: object) -> bool:
    return isinstance(cls, type) and issubclass(cls, Value)


# ── From JSON ───────────────────────────────────────────────────────────────


def _structure_class(converter: Converter, cls: type[Value]) -> Callable[[object, object], object]:
    return maker(cls, {field.name: _settler(converter, field) for field in fields_of(cls)})


def _settler(converter: Converter, field: Field) -> Settle:
    """Give the function that settles the JSON value of a field."""
    if field.recurs:
        known: Settle = Known(field.settle).__getitem__
        return _known_list(known) if field.several else known
    if field.nested is not None:
        item = cast("Settle", converter.get_structure_hook(field.nested))
        return _list_of(item, field) if field.several else item
    if holds_decimals(field):
        decimals = _list_of(decimal_of, field) if field.several else decimal_of
        return lambda value: field.settle(decimals(value))
    return field.settle


def _list_of(item: Settle, field: Field) -> Settle:
    """Make the settler for a list of several; whether it may be empty, the field knows."""

    def structure(value: list[object]) -> object:
        if type(value) is not list:
            raise Wrong
        return tuple(map(item, value)) if value else field.settle(())

    return cast("Settle", structure)


def _known_list(known: Settle) -> Settle:
    def structure(value: list[object]) -> object:
        if type(value) is not list:
            raise Wrong
        return known(tuple(value))

    return cast("Settle", structure)


# ── To JSON ─────────────────────────────────────────────────────────────────


_NOTHING: Final = object()
"""A default that no value equals."""


def _unstructure_class(converter: Converter, cls: type[Value]) -> _Unstructure:
    attributes = attrs.fields_dict(cls)
    hooks: dict[str, Any] = {
        field.name: override(unstruct_hook=_unstructure_field(converter, field)) for field in fields_of(cls)
    }
    # What has no default would be written first; with a default that no value equals it keeps its place.
    in_file_order = [
        attributes[field.name].evolve(default=_NOTHING) if field.required else attributes[field.name]
        for field in fields_of(cls)
    ]
    return make_dict_unstructure_fn_from_attrs(
        in_file_order, cls, converter, _cattrs_omit_if_default=True, **hooks
    )


def _unstructure_field(converter: Converter, field: Field) -> _Unstructure:
    item: _Unstructure
    if field.nested is not None:
        item = converter.get_unstructure_hook(field.nested)
    elif holds_decimals(field):
        item = _unstructure_decimal
    elif is_date(item_of(field.annotation) or field.annotation):
        item = str
    else:
        return converter.get_unstructure_hook(str)
    return _each(item) if field.several else item


def _unstructure_decimal(value: object) -> str:
    return f"{value:f}"


def _each(item: _Unstructure) -> _Unstructure:
    def unstructure(values: object) -> object:
        return [item(value) for value in cast("tuple[object, ...]", values)]

    return unstructure
