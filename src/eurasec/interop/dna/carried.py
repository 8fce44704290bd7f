"""What records say and DNA has no column for, carried in variables, attributes and notes of our own.

Such a variable or attribute is called like the field, with `eurasec.` before
it. What is carried is always the difference between a record and what would be
read without it. So nothing is said twice, and where somebody has changed the
rest in DNA, the change counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Final, cast

import attrs

from eurasec._fields import Bounds, Field, Value, fields_of, marks_of, references
from eurasec._kinds import KINDS, kind_of
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop.dna.quoting import dumped, loaded, unquoted
from eurasec.sources import Record

__all__ = [
    "PREFIX",
    "Draft",
    "attributes_in",
    "carrier",
    "difference",
    "field_named",
    "is_word",
    "plain",
    "rank",
    "record_of",
    "settled",
    "written",
]

PREFIX: Final = "eurasec."
"""Stands before the names of our own variables and attributes."""

_NOTHING: Final = "-"
"""Says that a field is at its default although the rest says otherwise."""


def carrier(field: str) -> str:
    """Give the name of the variable or attribute that carries a field."""
    return f"{PREFIX}{field}"


@cache
def _fields() -> Mapping[type[Value], Mapping[str, Field]]:
    return {kind.record: {field.name: field for field in fields_of(kind.record)} for kind in KINDS}


def field_named(cls: type[Record], name: str) -> str | None:
    """Give the field of a class that a variable or attribute carries, `None` if it carries none."""
    field = name.removeprefix(PREFIX)
    return field if field != name and field in _fields()[cls] else None


def rank(name: str) -> int:
    """Give the place of a variable or attribute among its like: those that are not ours stand first."""
    return _ranks().get(name.removeprefix(PREFIX), len(_ranks()) + 1) if name.startswith(PREFIX) else 0


@cache
def _ranks() -> Mapping[str, int]:
    names = dict.fromkeys(field.name for kind in KINDS for field in fields_of(kind.record))
    return {name: number for number, name in enumerate(names, start=1)}


def is_word(cls: type[Record], field: str) -> bool:
    """Tell whether a field holds a word of a closed list."""
    annotation = _fields()[cls][field].annotation
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _is_text(field: Field) -> bool:
    """Tell whether files have a field as a string."""
    number = any(isinstance(mark, Bounds) for mark in marks_of(field.annotation))
    return not (field.several or field.nested or number or field.annotation is bool)


def plain(record: Record) -> dict[str, object]:
    """Give a record as JSON values, without what is at its default."""
    from eurasec.serialization._converter import unstructured  # noqa: PLC0415 - it loads cattrs

    return cast("dict[str, object]", loaded(dumped(unstructured(record))))


def attributes_in(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give the names of attributes among the fields of a record, and their values as DNA has them."""
    for each in cast("list[dict[str, str]]", fields.get("attributes", [])):
        yield each["name"], unquoted(each["value"])


def difference(record: Mapping[str, object], read: Mapping[str, object]) -> dict[str, object]:
    """Give the fields of a record that differ from what is read; `None` stands for a default."""
    names = dict.fromkeys((*record, *read))
    return {name: record.get(name) for name in names if record.get(name) != read.get(name)}


def written(value: object) -> str:
    """Write the value of a field for a variable or an attribute.

    >>> written("quoted"), written(["russia", "china"]), written(None), written("-")
    ('quoted', '["russia","china"]', '-', '"-"')
    """
    if value is None:
        return _NOTHING
    if isinstance(value, str) and value != _NOTHING and not value.startswith('"'):
        return value
    return dumped(value)


def _read(cls: type[Record], field: str, text: str) -> object:
    """Read the value of a field from a variable or an attribute.

    Raises:
        ValueError: If it is no JSON value where it should be one.
    """
    if text == _NOTHING:
        return None
    if not _is_text(_fields()[cls][field]):
        return loaded(text)
    if text.startswith('"'):
        try:
            return loaded(text)
        except ValueError:
            return text
    return text


# ── Records that are made of both ───────────────────────────────────────────


@attrs.define
class Draft:
    """A record to be: what DNA says of it, and what is carried beside that.

    Attributes:
        cls: The class of the record.
        said: The fields that DNA says, as JSON values; they make a record by themselves.
        contradicted: Gives the carried fields of the record that no longer fit what DNA says.
        carried: The fields that are carried; they take the place of what DNA says.
        place: Where it was read.
        places: Where each carried field was read.
    """

    cls: type[Record]
    said: dict[str, object]
    contradicted: Callable[[Record], Iterable[str]]
    carried: dict[str, object] = attrs.field(factory=dict[str, object])
    place: str = ""
    places: dict[str, str] = attrs.field(factory=dict[str, str])

    @property
    def fields(self) -> dict[str, object]:
        """All fields that are not at their defaults, as JSON values."""
        both = {**self.said, **self.carried}
        return {name: value for name, value in both.items() if value is not None}

    def carry(self, texts: Iterable[tuple[str, str]], problems: list[Problem]) -> None:
        """Take up the fields that variables or attributes carry, and tell those that cannot be read."""
        for name, text in texts:
            field = field_named(self.cls, name)
            if field is None or field == "id":
                continue
            place = f"{self.place}.{name}"
            try:
                self.carried[field] = _read(self.cls, field, text)
            except ValueError as error:
                message = f"{shown(text)} cannot be read: {error}"
                problems.append(Problem(path=place, message=message, rule="carried", value=shown(text)))
            else:
                self.places[field] = place

    def refuse(self, field: str, problem: Problem) -> Problem:
        """Leave a carried field out, and say why."""
        del self.carried[field]
        return attrs.evolve(problem, path=self.places.get(field, self.place))


def record_of(draft: Draft, problems: list[Problem]) -> Record:
    """Make the record; carried fields that do not fit are told and left out.

    Raises:
        InvalidValueError: If it cannot even be made without them.
    """
    from eurasec.serialization._converter import structured  # noqa: PLC0415 - it loads cattrs

    while True:
        try:
            return structured(draft.cls, draft.fields)
        except InvalidValueError as error:
            named = {_root(problem.path): problem for problem in reversed(error.problems)}
            wrong = {field: problem for field, problem in named.items() if field in draft.carried}
            if not draft.carried:
                raise
            reasons = wrong or dict.fromkeys(draft.carried, error.problems[0])
            problems.extend(draft.refuse(field, problem) for field, problem in reasons.items())


def _root(path: str) -> str:
    """Give the field at which a path begins: `quotes` of `quotes[1].end`."""
    return path.partition(".")[0].partition("[")[0]


def settled(drafts: Iterable[Draft], problems: list[Problem], known: Iterable[Record] = ()) -> list[Record]:
    """Make the records; what is carried and leads nowhere, or is contradicted by DNA, is told and left out.

    Args:
        drafts: Drafts that DNA alone would make records of.
        problems: Where to put down what is left out.
        known: Further records to which they may refer.
    """
    made = [(draft, record_of(draft, problems)) for draft in drafts]
    records = [*known, *(record for _, record in made)]
    kinds = {record.id: kind.name for record in records if (kind := kind_of(record)) is not None}
    return [_settled(draft, record, kinds, problems) for draft, record in made]


def _settled(draft: Draft, record: Record, kinds: Mapping[str, str], problems: list[Problem]) -> Record:
    unfit = {**dict(_contradicted(draft, record)), **dict(_lost(draft, record, kinds))}
    if not unfit:
        return record
    problems.extend(draft.refuse(field, problem) for field, problem in unfit.items())
    return record_of(draft, problems)


def _contradicted(draft: Draft, record: Record) -> Iterator[tuple[str, Problem]]:
    for field in draft.contradicted(record):
        if field in draft.carried:
            message = f"what is carried as {field} does not fit the row any more; the row counts"
            yield field, Problem(path=field, message=message, rule="carried")


def _lost(draft: Draft, record: Record, kinds: Mapping[str, str]) -> Iterator[tuple[str, Problem]]:
    for path, id, allowed in references(record):
        field = _root(path)
        if field in draft.carried and kinds.get(id) not in allowed:
            message = f"{shown(id)} is no record of the corpus that can stand there"
            yield field, Problem(path=path, message=message, rule="reference", value=shown(id))
