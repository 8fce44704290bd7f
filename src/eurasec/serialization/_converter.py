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
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import (
    make_dict_structure_fn,
    make_dict_unstructure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType] - cattrs leaves it open
    override,
)

from eurasec._fields import Field, Value, fields_of, is_date, item_of
from eurasec.errors import InvalidValueError
from eurasec.serialization._inspection import decimal_of, holds_decimals, inspected

__all__ = ["REFUSALS", "converter", "structured", "unstructured"]

V = TypeVar("V", bound=Value)

_Structure = Callable[[object, object], object]
_Unstructure = Callable[[object], object]


class _MisshapenError(Exception):
    """Something is no object or no list where there should be one."""


REFUSALS: Final = (KeyError, ForbiddenExtraKeysError, InvalidValueError, _MisshapenError)
"""What the converter raises where it makes no record."""


def structured(cls: type[V], data: object) -> V:
    """Make a record from a JSON value.

    Args:
        cls: The class of the record.
        data: The value.

    Raises:
        InvalidValueError: With all problems, their paths as seen from the record.
    """
    try:
        return converter().structure(data, cls)
    except REFUSALS:
        return inspected(cls, data)


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


def _structure_class(converter: Converter, cls: type[Value]) -> _Structure:
    hooks: dict[str, Any] = {
        field.name: override(struct_hook=_structure_field(converter, field)) for field in fields_of(cls)
    }
    members = make_dict_structure_fn(cls, converter, **hooks)

    def structure(data: object, _: object) -> object:
        if type(data) is not dict:
            raise _MisshapenError
        return members(cast("dict[str, object]", data), cls)

    return structure


def _structure_field(converter: Converter, field: Field) -> _Structure:
    item: _Structure
    if field.nested is not None:
        item = converter.get_structure_hook(field.nested)
    elif holds_decimals(field):
        item = _structure_decimal
    else:
        return _as_it_is
    return _list_of(item) if field.several else _unless_null(item)


def _as_it_is(value: object, _: object) -> object:
    return value


def _structure_decimal(value: object, _: object) -> Decimal:
    return decimal_of(value)


def _list_of(item: _Structure) -> _Structure:
    def structure(value: object, _: object) -> object:
        if type(value) is not list:
            raise _MisshapenError
        return tuple([item(each, None) for each in cast("list[object]", value)])

    return structure


def _unless_null(item: _Structure) -> _Structure:
    def structure(value: object, _: object) -> object:
        return None if value is None else item(value, None)

    return structure


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
