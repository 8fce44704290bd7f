"""References that move from one id to another, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, cast

import attrs

from eurasec._fields import Field, Value, fields_of
from eurasec.changes.reports import Place
from eurasec.sources import Record

__all__ = ["Mover", "with_fields"]

V = TypeVar("V", bound=Value)


def with_fields(record: V, changes: dict[str, object]) -> V:
    """Give a record with other values in some fields; the record itself if there are none.

    Raises:
        InvalidValueError: If the record breaks its own rules with them.
    """
    return attrs.evolve(record, **changes) if changes else record


class Mover:
    """Puts one id in the place of another, and keeps account of where it stood.

    A reference that then stands twice in one field collapses into the first.

    Attributes:
        places: Where the old id has stood, in the order in which it was met.
    """

    def __init__(self, old: str, new: str) -> None:
        self.places: list[Place] = []
        self._old = old
        self._new = new

    def moved(self, record: V, owner: str = "", path: str = "") -> V:
        """Give a record with the new id in it; the record itself if it does not hold the old one.

        Args:
            record: A record, or a value inside one.
            owner: The record in which the value stands.
            path: Where it stands there.

        Raises:
            InvalidValueError: If the record breaks its own rules with the new id in it.
        """
        changes: dict[str, object] = {}
        if isinstance(record, Record):
            owner, path = record.id, ""
            if owner == self._old:
                owner = changes["id"] = self._new
        for field in fields_of(type(record)):
            if field.refers is None and field.nested is None:
                continue
            held: object = getattr(record, field.name)
            if held is None or held == ():
                continue
            now = self._field(field, held, owner, f"{path}.{field.name}" if path else field.name)
            if now is not held:
                changes[field.name] = now
        return with_fields(record, changes)

    def _field(self, field: Field, held: object, owner: str, path: str) -> object:
        if not field.several:
            return self._item(held, owner, path)
        items = cast("tuple[object, ...]", held)
        now = [self._item(item, owner, f"{path}[{index}]") for index, item in enumerate(items)]
        return held if all(map(_same, now, items)) else _collapsed(now, items)

    def _item(self, item: object, owner: str, path: str) -> object:
        if isinstance(item, Value):
            return self.moved(item, owner, path)
        if item != self._old:
            return item
        self.places.append(Place(owner, path))
        return self._new


def _same(one: object, other: object) -> bool:
    return one is other


def _collapsed(now: Iterable[object], before: Iterable[object]) -> tuple[object, ...]:
    """Leave out what only the move has made equal to something else in the field."""
    first: dict[object, object] = {}
    kept: list[object] = []
    for item, former in zip(now, before, strict=True):
        if first.setdefault(item, former) == former:
            kept.append(item)
    return tuple(kept)
