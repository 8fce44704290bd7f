"""A project of the Discourse Network Analyzer as values, with names in place of row numbers.

This is what a `.dna` file and an event list are read into and written from;
what it says as records of a corpus is the matter of other modules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeVar

import attrs

from eurasec.interop.dna.offsets import Offsets
from eurasec.interop.dna.schema import TABLES

__all__ = [
    "BLACK",
    "CODER_DEFAULTS",
    "FILLER",
    "RELATION_DEFAULTS",
    "SETTINGS",
    "CodedStatement",
    "CodedText",
    "Coder",
    "Colour",
    "DataType",
    "Entity",
    "Project",
    "Relation",
    "StatementType",
    "Value",
    "Variable",
    "VariableName",
    "all_relations",
    "closing",
    "distinct",
    "usual_coders",
]

K = TypeVar("K", int, str)

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

Value = str | int
"""What a statement has in a variable: a number in boolean and integer ones, a text in others."""

VariableName = tuple[str, str]
"""The label of a statement type, and the name of one of its variables."""

BLACK: Final[Colour] = (0, 0, 0)

FILLER: Final = "."
"""What a text that is not at hand consists of in a database."""

SETTINGS: Final[Mapping[str, str]] = {"version": "3.0.7", "date": "2022-06-10"}
"""What the databases of DNA 3.1.2 say of themselves."""


ADMINISTRATOR: Final = "Admin"
"""The first coder, who may do everything."""


class DataType(StrEnum):
    """What the values of a variable are."""

    SHORT_TEXT = "short text"
    LONG_TEXT = "long text"
    BOOLEAN = "boolean"
    INTEGER = "integer"

    @property
    def numeric(self) -> bool:
        """Whether they are numbers."""
        return self in {DataType.BOOLEAN, DataType.INTEGER}


def _defaults(table: str) -> dict[str, int]:
    """Give the numbers that the database itself fills in."""
    return {
        column.name: column.default for column in TABLES[table].columns if isinstance(column.default, int)
    }


CODER_DEFAULTS: Final[Mapping[str, int]] = _defaults("CODERS")
RELATION_DEFAULTS: Final[Mapping[str, int]] = _defaults("CODERRELATIONS")


@attrs.frozen(kw_only=True)
class Coder:
    """Somebody who codes.

    Attributes:
        name: The name, which tells coders apart.
        settings: Colour, permissions and the like, by column.
    """

    name: str
    settings: Mapping[str, int] = attrs.field(factory=lambda: dict(CODER_DEFAULTS))


@attrs.frozen(kw_only=True)
class Relation:
    """What one coder may see and change of another's work.

    Attributes:
        coder: The one.
        other: The other.
        settings: The permissions, by column.
    """

    coder: str
    other: str
    settings: Mapping[str, int] = attrs.field(factory=lambda: dict(RELATION_DEFAULTS))


@attrs.frozen(kw_only=True)
class Entity:
    """A value of a variable of short texts.

    Attributes:
        value: The value; the empty one stands for what is not known.
        colour: Its colour.
        child_of: The value of the same variable of which it is a child.
        attributes: The attributes that it has, by name.
        place: Where it was read.
    """

    value: str
    colour: Colour = BLACK
    child_of: str | None = None
    attributes: Mapping[str, str] = attrs.field(factory=dict[str, str])
    place: str = attrs.field(default="", eq=False)


@attrs.frozen(kw_only=True)
class Variable:
    """One thing that is coded of a statement.

    Attributes:
        name: Its name.
        data_type: What its values are.
        attributes: The names of the attributes that its entities may have.
        entities: The values that there are, if they are short texts.
    """

    name: str
    data_type: DataType
    attributes: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()


@attrs.frozen(kw_only=True)
class StatementType:
    """A sort of statement.

    Attributes:
        label: Its name, which tells types apart.
        colour: The colour in which statements are marked.
        variables: What is coded of them.
    """

    label: str
    colour: Colour = BLACK
    variables: tuple[Variable, ...] = ()

    def variable(self, name: str, *data_types: DataType) -> Variable | None:
        """Give a variable by its name, if there is one of these data types (by default, of any)."""
        for variable in self.variables:
            if variable.name == name and (not data_types or variable.data_type in data_types):
                return variable
        return None


@attrs.frozen(kw_only=True)
class CodedText:
    """A document.

    Attributes:
        number: The number of its row.
        title: Its title.
        text: Its text; `None` where that is not known.
        length: The length of a text that only holds the place of one that is not known.
        coder: Who brought it in.
        author: Its author, in words.
        source: Its source, in words.
        section: Its section, in words.
        notes: Notes on it.
        type: Its sort, in words.
        date: The seconds from 1970 to its date, as if its local time were UTC.
        place: Where it was read.
    """

    number: int
    title: str
    text: str | None = None
    length: int = 0
    coder: str | None = None
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""
    date: int = 0
    place: str = attrs.field(default="", eq=False)

    @cached_property
    def offsets(self) -> Offsets:
        """The places in its text, as Python and as Java count them."""
        return Offsets(self.text or "")


@attrs.frozen(kw_only=True)
class CodedStatement:
    """A statement.

    Attributes:
        number: The number of its row.
        type: The label of its type.
        document: The number of its document.
        start: Where it begins, in code points; `None` if that is not known.
        end: Where it ends.
        words: Its words, where only they are at hand of the text.
        coder: Who coded it.
        values: Its values, by variable.
        place: Where it was read.
    """

    number: int
    type: str
    document: int
    start: int | None = None
    end: int | None = None
    words: str = ""
    coder: str | None = None
    values: Mapping[str, Value] = attrs.field(factory=dict[str, Value])
    place: str = attrs.field(default="", eq=False)


@attrs.frozen(kw_only=True)
class Project:
    """A whole project.

    Attributes:
        settings: What the database says of itself.
        coders: Who codes.
        relations: What they may see and change of one another's work.
        types: The statement types.
        links: Pairs of variables that are linked.
        regexes: Words to be marked, each with its colour.
        documents: The documents, by number.
        statements: The statements, in the order of their numbers.
    """

    settings: Mapping[str, str] = SETTINGS
    coders: tuple[Coder, ...] = ()
    relations: tuple[Relation, ...] = ()
    types: tuple[StatementType, ...] = ()
    links: tuple[tuple[VariableName, VariableName], ...] = ()
    regexes: tuple[tuple[str, Colour], ...] = ()
    documents: Mapping[int, CodedText] = attrs.field(factory=dict[int, CodedText])
    statements: tuple[CodedStatement, ...] = ()

    @cached_property
    def type_of(self) -> Mapping[str, StatementType]:
        """The statement types by their labels."""
        return {each.label: each for each in self.types}


def distinct(names: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Give each number with its name, and names that stand there again with that number behind them.

    >>> list(distinct([(1, "Admin"), (2, "Ana"), (3, "Ana")]))
    [(1, 'Admin'), (2, 'Ana'), (3, 'Ana (3)')]
    """
    seen: set[str] = set()
    for number, name in names:
        single = name
        while single in seen:
            single = f"{single} ({number})"
        seen.add(single)
        yield number, single


def closing(parents: Mapping[K, K]) -> Iterator[K]:
    """Give of each ring of parents the member at which it closes."""
    done: set[K] = set()
    for start in parents:
        trail: dict[K, None] = {}
        here = start
        while here in parents and here not in done and here not in trail:
            trail[here] = None
            here = parents[here]
        if here in trail:
            yield next(reversed(trail))
        done.update(trail)


def usual_coders(names: Iterable[str]) -> tuple[Coder, ...]:
    """Give the coders of a new file: the administrator, whom every file has, and those who are named."""
    return tuple(Coder(name=name) for name in dict.fromkeys([ADMINISTRATOR, *sorted(names)]))


def all_relations(coders: Iterable[Coder]) -> Iterator[Relation]:
    """Let every coder see and change everything of every other."""
    earlier: list[str] = []
    for coder in coders:
        for other in earlier:
            yield Relation(coder=coder.name, other=other)
            yield Relation(coder=other, other=coder.name)
        earlier.append(coder.name)
