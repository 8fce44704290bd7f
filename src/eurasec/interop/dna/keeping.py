"""What of a corpus has a place in DNA, and what has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from eurasec._fields import Field, Value, fields_of, given_fields, references
from eurasec._kinds import KINDS, SESSION, name_of
from eurasec.corpus import Corpus
from eurasec.interop.dna.carried import plain
from eurasec.interop.dna.entities import role_of
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.statements import NOT_STATED, NOT_STATED_GROUP
from eurasec.interop.exchange import Loss
from eurasec.sources import Document, Record
from eurasec.statements import Statement
from eurasec.vocab import Quantifier, Rendering

__all__ = ["UNNAMED", "Keeping"]

UNNAMED: Final = "no statement of the list names it"

_NO_QUOTES: Final = "none of its quotes is kept"

_PLURALS: Final[Mapping[str, str]] = {kind.name: kind.plural for kind in (*KINDS, SESSION)}


@attrs.define
class Keeping:
    """The records of a corpus that have a place in DNA, with their fields as JSON values.

    Attributes:
        corpus: The corpus.
        losses: Where to put down what has no place.
        only: The ids of the only records that are wanted; `None` for all.
        records: The records that have one, by id.
        fields: Their fields, without references to records that have none.
    """

    corpus: Corpus
    losses: list[Loss]
    only: frozenset[str] | None = None
    records: dict[str, Record] = attrs.field(init=False)
    fields: dict[str, dict[str, object]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Sort out the records, and put down those that are lost."""
        placeholder = self._placeholder()
        self.records = {
            each.id: each
            for each in self.corpus
            if _has_place(each) and each.id != placeholder and (self.only is None or each.id in self.only)
        }
        for each in self.corpus:
            if not _has_place(each):
                self._lose(each)
        self.fields = {id: self._kept(record) for id, record in self.records.items()}

    def lose(self, record: Record, field: str, reason: str) -> None:
        """Put down that a field of a record is lost."""
        self.losses.append(Loss(record=record.id, field=field, reason=reason))

    def _lose(self, record: Record) -> None:
        if record.id != PROJECT:
            reason = _no_place([name_of(record)])
            self.losses += (
                Loss(record=record.id, field=field, reason=reason) for field, _ in given_fields(record)
            )

    def _placeholder(self) -> str | None:
        """Give the group that only stands for holders who are not stated; reading makes it again."""
        if self.corpus.groups.get(NOT_STATED) != NOT_STATED_GROUP:
            return None
        paths = {path for record in self.corpus for path, id, _ in references(record) if id == NOT_STATED}
        stands = any(
            each.assembly is not None
            and (each.assembly.of, each.assembly.quantifier, each.assembly.among)
            == (NOT_STATED, Quantifier.ONE, None)
            for each in self.corpus.statements
        )
        return NOT_STATED if stands and paths == {"assembly.of"} else None

    def _kept(self, record: Record) -> dict[str, object]:
        fields = plain(record)
        for field in fields_of(type(record)):
            if field.name in fields and (field.refers is not None or field.nested is not None):
                self._reduce(record, field, fields)
        if fields.get("rendering") == Rendering.QUOTED and "quotes" not in fields:
            self.lose(record, "rendering", _NO_QUOTES)
            del fields["rendering"]
        return fields

    def _reduce(self, record: Record, field: Field, fields: dict[str, object]) -> None:
        """Take out of a field what refers to records that have no place."""
        value = getattr(record, field.name)
        items: tuple[object, ...] = value if field.several else (value,)
        lost = [sorted(self._lost(item)) for item in items]
        if not any(lost):
            return
        records = [self.corpus[id] for ids in lost for id in ids]
        kinds = sorted({name_of(each) for each in records if not _has_place(each)})
        self.lose(record, field.name, _no_place(kinds) if kinds else UNNAMED)
        if field.several:
            kept = zip(cast("list[object]", fields[field.name]), lost, strict=True)
            fields[field.name] = [item for item, ids in kept if not ids]
        if not field.several or not fields[field.name]:
            del fields[field.name]

    def _lost(self, item: object) -> Iterator[str]:
        """Give the ids in an item of which the records have no place."""
        ids = [id for _, id, _ in references(item)] if isinstance(item, Value) else [cast("str", item)]
        for id in ids:
            if id not in self.records and not (id == NOT_STATED and self.corpus.groups.get(id) is not None):
                yield id


def _has_place(record: Record) -> bool:
    if isinstance(record, Document):
        return record.id != PROJECT
    return isinstance(record, Statement) or role_of(record) is not None


def _no_place(kinds: list[str]) -> str:
    """Say of which kinds of record DNA has none."""
    *others, last = [_PLURALS[kind] for kind in kinds]
    return (
        f"DNA has no place for {', '.join(others)} and {last}" if others else f"DNA has no place for {last}"
    )
