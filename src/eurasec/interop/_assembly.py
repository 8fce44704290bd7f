"""Records of a foreign file, made to hold together: what leads nowhere is taken out, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar, cast

import attrs

from eurasec._fields import Value, fields_of
from eurasec.corpus import Corpus
from eurasec.errors import CorpusError, InvalidValueError, Problem, shown
from eurasec.sources import Record

__all__ = ["assembled"]

V = TypeVar("V", bound=Value)

_Path = tuple[tuple[str, int | None], ...]
"""The way into a record: fields, and the index in those that hold several."""

_steps: Final = re.compile(r"(\w+)(?:\[([0-9]+)\])?\.?")


def assembled(records: Iterable[Record], place: Callable[[int], str], problems: list[Problem]) -> Corpus:
    """Make a corpus of records of which some may lead nowhere, or go round, or stand there twice.

    What the rules of a corpus refuse is taken out: an item of several, a field
    that may be missing, and else the record. What refers to a record that was
    taken out is mended in its turn; no record needs another that needs a third,
    so a few rounds suffice.

    Args:
        records: The records.
        place: Says where the record with an index was read.
        problems: Takes what was found wrong.
    """
    left = dict(enumerate(records))
    while True:
        indexes = list(left)
        try:
            return Corpus(left.values(), place=str)
        except CorpusError as error:
            faults: dict[int, list[tuple[_Path, Problem]]] = {}
            for problem in error.problems:
                number, _, inner = problem.path.partition(".")
                faults.setdefault(indexes[int(number)], []).append((_path(inner), problem))
                problems.append(attrs.evolve(problem, path=inner).below(place(indexes[int(number)])))
        for index, found in faults.items():
            mended = _without(left[index], [path for path, _ in found])
            if mended is None:
                problems.append(_left_out(left.pop(index), place(index)))
            else:
                left[index] = mended


def _path(text: str) -> _Path:
    return tuple((name, int(index) if index else None) for name, index in _steps.findall(text))


def _left_out(record: Record, path: str) -> Problem:
    message = f"{shown(record.id)} is left out, for it makes no sense without that"
    return Problem(path=path, message=message, rule="left-out", value=shown(record.id))


def _without(value: V, paths: Sequence[_Path]) -> V | None:
    """Take out what stands at the end of each path; `None` where nothing sound is left."""
    faults: dict[str, dict[int | None, list[_Path]]] = {}
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


def _mended(value: object, places: Mapping[int | None, list[_Path]]) -> object:
    """Give a field without what is wrong in it; `None` if nothing is left."""
    if None in places:
        return _item(value, places[None])
    items = enumerate(cast("tuple[object, ...]", value))
    mended = (_item(item, places[index]) if index in places else item for index, item in items)
    return tuple(item for item in mended if item is not None)


def _item(value: object, paths: Sequence[_Path]) -> object:
    return _without(value, paths) if isinstance(value, Value) and all(paths) else None
