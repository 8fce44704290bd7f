"""From records to JSON text: keys in the order of files, without what is at its default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from eurasec._fields import Bounds, Field, Value, is_date, item_of, marks_of, plan_of
from eurasec.serialization._inspection import holds_decimals
from eurasec.serialization._json import encoded, encoded_text
from eurasec.serialization._known import Known

__all__ = ["writer_of"]

_Write = Callable[[object], str]


_WRITERS: Final[dict[type[Value], _Write]] = {}


def writer_of(cls: type[Value]) -> _Write:
    """Give the function that writes records of a class, each as one line of JSON.

    It gives what the encoder of JSON makes of the unstructured record, but asks
    it for texts alone; ids, words and dates are written once and kept.

    >>> from eurasec import State
    >>> writer_of(State)(State(id="norland", name="Norland"))
    '{"id": "norland", "name": "Norland"}'
    """
    write = _WRITERS.get(cls)
    if write is None:
        write = _WRITERS[cls] = _object_writer(cls)
    return write


def _object_writer(cls: type[Value]) -> _Write:
    plan = plan_of(cls)
    members = [
        (_member(field), untouched) for field, untouched in zip(plan.fields, plan.untouched, strict=True)
    ]

    def write(record: object) -> str:
        values = plan.values(record)
        given = [
            member(value)
            for (member, untouched), value in zip(members, values)  # noqa: B905 - to say so takes long
            if value is not untouched
        ]
        return "{" + ", ".join(given) + "}"

    return write


def _member(field: Field) -> _Write:
    """Give the function that writes a field with its key."""
    key = f'"{field.name}": '
    write = _writer(field)

    def of_one(value: object) -> str:
        return key + write(value)

    def of_several(values: tuple[object, ...]) -> str:
        return f"{key}[{', '.join(map(write, values))}]"

    member = cast("_Write", of_several) if field.several else of_one
    return cast("_Write", Known(member).__getitem__) if field.recurs else member


def _writer(field: Field) -> _Write:
    """Give the function that writes a value of a field, or one of several."""
    if field.nested is not None:
        return writer_of(field.nested)
    if holds_decimals(field):
        return _decimal
    one = item_of(field.annotation) or field.annotation
    if is_date(one):
        return _date
    if any(isinstance(mark, Bounds) for mark in marks_of(one)):
        return repr  # the encoder writes numbers in the same way, but is set up anew for each
    return encoded if one is bool else encoded_text


def _decimal(value: object) -> str:
    return f'"{value:f}"'


def _date(value: object) -> str:
    return f'"{value}"'
