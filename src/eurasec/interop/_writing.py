"""What exporters share: a corpus is written record by record, and what is lost is put down."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping

import attrs

from eurasec._fields import given_fields
from eurasec._kinds import KINDS
from eurasec.actors import Area, Group, Organization, Person, State
from eurasec.corpus import Corpus
from eurasec.interop.exchange import Exported, Loss
from eurasec.sources import Record
from eurasec.statements import Statement

__all__ = ["Ledger", "Writer"]


@attrs.define
class Ledger:
    """Keeps account of what is carried, record by record.

    An exporter says which fields it carries; every other field that a record
    has is put down as lost. So nothing can be forgotten in silence, not even a
    field that the model does not have yet.

    Attributes:
        otherwise: Why a field is lost where nothing more is known.
        reasons: Why certain fields are lost.
    """

    otherwise: str
    reasons: Mapping[str, str] = attrs.field(factory=dict[str, str])
    _losses: list[Loss] = attrs.field(factory=list[Loss], init=False)

    def settle(self, record: Record, carried: Collection[str], changed: Mapping[str, str]) -> None:
        """Put down what is lost of a record.

        Args:
            record: The record.
            carried: The fields that are carried.
            changed: Fields that are not carried as they are, and why.
        """
        for name, _ in given_fields(record):
            if name in changed or name not in carried:
                reason = changed.get(name) or self.reasons.get(name, self.otherwise)
                self._losses.append(Loss(record=record.id, field=name, reason=reason))

    def losses(self) -> tuple[Loss, ...]:
        """Give all losses, by record and field."""
        return tuple(sorted(self._losses))


class Writer(ABC):
    """Writes a corpus in another format.

    A writer has a method for each kind of record, which is called as the kind
    is: `state`, `person`, `assessment`. It writes the record, puts down which of
    its fields it loses, and settles it. Sessions are written with their conference.

    Args:
        corpus: What is written.
        ledger: Takes what is lost of it.
    """

    def __init__(self, corpus: Corpus, ledger: Ledger) -> None:
        self.corpus = corpus
        self._ledger = ledger
        self._changed: dict[str, str] = {}

    def exported(self) -> Exported[bytes]:
        """Write all records; give the file in UTF-8, and what it does not carry."""
        writers = {kind.record: getattr(self, kind.name) for kind in KINDS}
        for record in self.corpus:
            writers[type(record)](record)
        return Exported(result=self.written().encode(), losses=self._ledger.losses())

    @abstractmethod
    def written(self) -> str:
        """Give the text of the file, once all records are written."""

    def lose(self, field: str, reason: str) -> None:
        """Put down that a field of the record that is settled next is not carried as it is."""
        self._changed[field] = reason

    def settle(self, record: Record, carried: Collection[str]) -> None:
        """Put down what is lost of a record, of which some fields are carried."""
        self._ledger.settle(record, carried, self._changed)
        self._changed = {}

    # ── Names in words ──────────────────────────────────────────────────────

    def name_of(self, id: str) -> str:
        """Give the name of an actor or place."""
        named = self.corpus[id]
        assert isinstance(named, State | Area | Organization | Group | Person)  # noqa: S101 - references are checked
        return named.name

    def holders_of(self, statement: Statement) -> list[str]:
        """Give the names of those who hold a view, or what the assembly is that does."""
        if statement.assembly is None:
            return list(map(self.name_of, statement.holders))
        among = statement.assembly.among or "those present"
        return [f"{among} ({statement.assembly.quantifier.replace('_', ' ')})"]

    def through(self, statement: Statement) -> str:
        """Give in words through whom the views of named holders are known, if not through themselves."""
        if statement.attributed_by is None or statement.assembly is not None:
            return ""
        return f", according to {self.name_of(statement.attributed_by)}"
