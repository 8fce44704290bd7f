"""What a change reports: a headline, its lines, and the same as plain dicts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Final, Generic, NamedTuple, TypeVar, cast

import attrs

from eurasec._fields import Value, given_fields
from eurasec.corpus import Corpus
from eurasec.errors import shown
from eurasec.selection.display import many

__all__ = ["Changed", "Place", "Report"]

_LISTED: Final = 50
"""Lines that the text of a report lists; its fields have them all."""

_LONGEST: Final = 200
"""Characters of a value that a line shows."""


class Report(ABC):
    """What was done to a corpus, or would be: its text reads well, its fields are for programs.

    >>> from eurasec import Person
    >>> from eurasec.changes import rename
    >>> report = rename(Corpus([Person(id="zas", name="Stanislav Zas")]), "zas", "s-zas").report
    >>> report.headline, list(report.lines())
    ('person zas is now s-zas; 0 references in 0 records moved', [])
    >>> report.to_dict()
    {'old': 'zas', 'new': 's-zas', 'kind': 'person', 'moved': []}
    """

    __slots__ = ()

    @property
    @abstractmethod
    def headline(self) -> str:
        """What was done, in one line."""

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """Give what was done, thing by thing."""

    @abstractmethod
    def to_dict(self) -> dict[str, object]:
        """Give the report as plain dicts, lists and texts, such as JSON has them."""

    def __str__(self) -> str:
        """Give the headline and the lines below it; very many are cut short."""
        lines = self.lines()
        text = "\n  ".join([self.headline, *islice(lines, _LISTED)])
        more = sum(1 for _ in lines)
        return f"{text}\n  … and {more} more" if more else text

    def __repr__(self) -> str:
        """Give the headline alone."""
        return f"<{type(self).__name__}: {self.headline}>"


R = TypeVar("R", bound=Report)


class Changed(NamedTuple, Generic[R]):
    """A new corpus, and the report of how it came out of the old one.

    Attributes:
        corpus: The new corpus; the old one is as it was.
        report: What changed.
    """

    corpus: Corpus
    report: R


@attrs.frozen
class Place:
    """A field of a record.

    Attributes:
        record: The id of the record; sessions are records of their own.
        path: The field inside it.

    >>> print(Place("p-017", "holders[1]"))
    p-017.holders[1]
    """

    record: str
    path: str

    def __str__(self) -> str:
        """Give id and path in one."""
        return f"{self.record}.{self.path}"


def moves(places: Sequence[Place]) -> str:
    """Write how many references have moved.

    >>> moves([Place("p-017", "holders[1]"), Place("p-017", "about[0]")])
    '2 references in 1 record moved'
    """
    records = {place.record for place in places}
    return f"{many(len(places), 'reference')} in {many(len(records), 'record')} moved"


def written(value: object) -> str:
    """Write the value of a field as it reads in a sentence, cut short where it is very long.

    >>> written(None), written(("a", True))
    ('nothing', "'a', yes")
    """
    if value is None or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        text = ", ".join(map(written, cast("tuple[object, ...]", value)))
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        return shown(value)
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def plain(value: object) -> object:
    """Give a value of the model as files hold it: dicts without defaults, lists, texts, numbers.

    >>> from eurasec import Person
    >>> plain(Person(id="zas", name="Stanislav Zas", tags=["csto"]))
    {'id': 'zas', 'name': 'Stanislav Zas', 'tags': ['csto']}
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Value):
        return {name: plain(held) for name, held in given_fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in cast("tuple[object, ...]", value)]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
