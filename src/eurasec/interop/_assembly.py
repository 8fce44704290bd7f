"""Records of a foreign file, made to hold together: what leads nowhere is taken out, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

import attrs

from eurasec._fields import Value, fields_of
from eurasec.conferences import Conference
from eurasec.corpus import Corpus
from eurasec.errors import CorpusError, InvalidValueError, Problem, shown
from eurasec.interop._nodes import Steps, steps_of
from eurasec.sources import Record

__all__ = ["Assembly"]

V = TypeVar("V", bound=Value)


@attrs.frozen
class _Place:
    """Where a record was read, and what the fields are called there that are called otherwise."""

    path: str
    keys: Mapping[str, str]

    def of(self, inner: str) -> str:
        """Give the place of a field."""
        name = inner.partition(".")[0].partition("[")[0]
        return f"{self.path}.{self.keys[name]}" if name in self.keys else f"{self.path}.{inner}"


class Assembly:
    """The records that were read of a foreign file, of which some may lead nowhere or stand there twice.

    Args:
        problems: Takes what is found wrong.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._records: list[Record] = []
        self._places: list[_Place] = []
        self._sessions: dict[str, _Place] = {}

    def add(self, record: Record | None, path: str, keys: Mapping[str, str]) -> None:
        """Add a record.

        Args:
            record: The record; `None` if none could be made.
            path: Where it was read.
            keys: What the fields are called there that are called otherwise.
        """
        if record is not None:
            self._records.append(record)
            self._places.append(_Place(path, keys))

    def place_session(self, id: str, path: str, keys: Mapping[str, str]) -> None:
        """Say where a session was read, which is added inside its conference."""
        self._sessions[id] = _Place(path, keys)

    def corpus(self) -> Corpus:
        """Give the records that hold together.

        What the rules of a corpus refuse is taken out: an item of several, a
        field that may be missing, and else the record. What refers to a record
        that was taken out is mended in its turn; no record needs another that
        needs a third, so a few rounds suffice.
        """
        left = dict(enumerate(self._records))
        while True:
            indexes = list(left)
            try:
                return Corpus(left.values(), place=str)
            except CorpusError as error:
                faults: dict[int, list[Steps]] = {}
                for problem in error.problems:
                    number, _, inner = problem.path.partition(".")
                    index = indexes[int(number)]
                    faults.setdefault(index, []).append(steps_of(inner))
                    self._problems.append(attrs.evolve(problem, path=self._place(left[index], index, inner)))
            for index, paths in faults.items():
                mended = _without(left[index], paths)
                if mended is None:
                    self._problems.append(_left_out(left.pop(index), self._places[index].path))
                else:
                    left[index] = mended

    def _place(self, record: Record, index: int, inner: str) -> str:
        """Give the place of a field in the file, that of a session where it was read."""
        (name, number), *rest = steps_of(inner)
        if isinstance(record, Conference) and name == "sessions" and number is not None and rest:
            session = self._sessions.get(record.sessions[number].id)
            if session is not None:
                return session.of(inner.partition(".")[2])
        return self._places[index].of(inner)


def _left_out(record: Record, path: str) -> Problem:
    message = f"{shown(record.id)} is left out, for it makes no sense without that"
    return Problem(path=path, message=message, rule="left-out", value=shown(record.id))


def _without(value: V, paths: Sequence[Steps]) -> V | None:
    """Take out what stands at the end of each path; `None` where nothing sound is left."""
    faults: dict[str, dict[int | None, list[Steps]]] = {}
    for (name, index), *rest in paths:
        faults.setdefault(name, {}).setdefault(index, []).append(tuple(rest))
    fields = {field.name: field for field in fields_of(type(value))}
    changes: dict[str, object] = {}
    for name, places in faults.items():
        mended = _mended(getattr(value, name), places)
        if mended is None and fields[name].required:
            return None
        changes[name] = fields[name].default if mended is None else mended
    try:
        return attrs.evolve(value, **changes)
    except InvalidValueError:
        return None


def _mended(value: object, places: Mapping[int | None, list[Steps]]) -> object:
    """Give a field without what is wrong in it; `None` if nothing is left."""
    if None in places:
        return _item(value, places[None])
    items = enumerate(cast("tuple[object, ...]", value))
    mended = (_item(item, places[index]) if index in places else item for index, item in items)
    return tuple(item for item in mended if item is not None)


def _item(value: object, paths: Sequence[Steps]) -> object:
    return _without(value, paths) if isinstance(value, Value) and all(paths) else None
