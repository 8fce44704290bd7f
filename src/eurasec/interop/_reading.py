"""What importers of JSON formats share: the things of a file become records, thing by thing."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar, Final, Generic, TypeVar

import attrs

from eurasec._fields import Value, fields_of
from eurasec.conferences import Session
from eurasec.errors import Problem
from eurasec.interop._assembly import Assembly
from eurasec.interop._nodes import Node, made, present
from eurasec.interop.exchange import Imported
from eurasec.sources import Attribute, Identifier, Record

__all__ = ["Reading", "Thing", "summed", "wholes"]


@attrs.define(eq=False)
class Thing:
    """Something of which a file tells.

    Attributes:
        foreign: Its id in the file, empty if it has none.
        node: What the file says of it.
        outer: The object that has the id, which may be another one.
        id: Its id in the corpus.
    """

    foreign: str
    node: Node
    outer: Node
    id: str = attrs.field(default="", kw_only=True)


R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=Value)
T = TypeVar("T", bound=Thing)
P = TypeVar("P")


class Reading(ABC, Generic[T]):
    """The records of a foreign file, of which some may lead nowhere or stand there twice.

    Attributes:
        scheme: Under which name ids are kept that cannot be those of records.
        keys: What files of the format call the fields that they call otherwise.
        keys_of: The same where it is different in one kind of record.
        problems: What is found wrong.
        assembly: The records so far.

    Args:
        problems: Takes what is found wrong.
        keep_unknown: Whether what the model has no field for is kept as attributes.
    """

    scheme: ClassVar[str]
    keys: ClassVar[Mapping[str, str]]
    keys_of: ClassVar[Mapping[type[Record], Mapping[str, str]]] = MappingProxyType({})

    def __init__(self, problems: list[Problem], *, keep_unknown: bool) -> None:
        self.problems = problems
        self.assembly = Assembly(problems)
        self._keep = keep_unknown

    def imported(self) -> Imported:
        """Read the file; give the records that hold together, and all that is not read."""
        self.read()
        corpus = self.assembly.corpus()
        return Imported(corpus=corpus, problems=summed(self.problems))

    @abstractmethod
    def read(self) -> None:
        """Make the records of all things."""

    @abstractmethod
    def described(self, cls: type[Record], thing: T) -> dict[str, object]:
        """Give what is told of a thing whatever it is: its note, tags and evidence."""

    @abstractmethod
    def identifiers(self, thing: T) -> Iterable[Identifier]:
        """Give the identifiers of a thing."""

    # ── Records ─────────────────────────────────────────────────────────────

    def make(self, cls: type[R], thing: T, /, **given: object) -> R | None:
        """Make the record of a thing.

        Args:
            cls: Its class.
            thing: The thing.
            given: The fields, but for those that records of all kinds have.

        Returns:
            The record, `None` if it cannot be made.
        """
        return self.put(cls, thing.node, {}, **{**self.common(cls, thing), **given})

    def put(self, cls: type[R], node: Node, keys: Mapping[str, str], /, **given: object) -> R | None:
        """Make a record of nothing but its fields, of which some are called otherwise just here."""
        keys = {**self.keys, **self.keys_of.get(cls, {}), **keys}
        record = made(cls, node, keys, **given)
        self.assembly.add(record, node.path, keys)
        return record

    def make_session(self, thing: T, /, **given: object) -> Session:
        """Make a session, which is put inside its conference."""
        session = made(Session, thing.node, self.keys, **{**self.common(Session, thing), **given})
        assert session is not None  # noqa: S101 - a session needs no more than an id
        self.assembly.place_session(session.id, thing.node.path, self.keys)
        return session

    def common(self, cls: type[Record], thing: T) -> dict[str, object]:
        """Give the fields that records of all kinds have; taken last, for what is left is told."""
        given = {"id": thing.id, **self.described(cls, thing)}
        kept: tuple[Attribute, ...] = ()
        if any(field.name == "identifiers" for field in fields_of(cls)):
            own = _own_id(Identifier, thing, scheme=self.scheme)
            given["identifiers"] = (*own, *self.identifiers(thing))
        else:
            kept = _own_id(Attribute, thing, name=f"{self.scheme}_id")
        return {**given, "attributes": (*kept, *thing.node.rest(keep=self._keep))}


def _own_id(cls: type[V], thing: Thing, **named: str) -> tuple[V, ...]:
    """Keep the id that a thing has in its file, if it has another in the corpus."""
    if thing.foreign in {"", thing.id}:
        return ()
    return present([made(cls, thing.outer, {"value": "id", "name": "id"}, value=thing.foreign, **named)])


def wholes(parents: Mapping[P, P | None], is_home: Callable[[P], bool]) -> dict[P, list[P]]:
    """Give what lies in no home, homes among it, each with the parts that lie inside it.

    Parts that are parents of each other lie in none.

    Args:
        parents: The parent of each part, itself among the parts.
        is_home: Tells whether something is a home.

    >>> wholes({"s2": "s1", "s1": "c", "c": None, "x": "y", "y": "x"}, "c".__eq__)
    {'c': ['s2', 's1'], 'x': [], 'y': []}
    """
    homes: dict[P, P | None] = {part: None for part in parents if is_home(part)}
    for part in parents:
        trail: dict[P, None] = {}
        above: P | None = part
        while above is not None and above not in homes and above not in trail:
            trail[above] = None
            above = parents[above]
        home = None if above is None or above in trail else above if is_home(above) else homes[above]
        homes.update(dict.fromkeys(trail, home))
    inside: dict[P, list[P]] = {part: [] for part in parents if homes[part] is None}
    for part in parents:
        if (whole := homes[part]) is not None:
            inside[whole].append(part)
    return inside


_index: Final = re.compile(r"\[[0-9]+\]|line [0-9]+")


def summed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems with what is not read told once for all places that are alike.

    >>> twice = [Problem(path=f"$[{n}].x", message="is not read", rule="not-read") for n in (0, 1)]
    >>> [str(problem) for problem in summed(twice)]
    ['$[0].x: is not read; the same in 1 other place']
    """
    told: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        alike = (_index.sub("", problem.path), problem.message) if problem.rule == "not-read" else number
        told.setdefault(alike, []).append(problem)
    return tuple(_summed(alike) for alike in told.values())


def _summed(alike: list[Problem]) -> Problem:
    first, more = alike[0], len(alike) - 1
    if not more:
        return first
    places = "1 other place" if more == 1 else f"{more:,} other places"
    return attrs.evolve(first, message=f"{first.message}; the same in {places}")
