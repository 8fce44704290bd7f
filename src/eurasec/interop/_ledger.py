"""The losses of an export: whatever a record has that the exporter does not name as carried."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from eurasec._fields import given_fields
from eurasec.interop.exchange import Loss
from eurasec.sources import Record

__all__ = ["Ledger"]


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
            if name in changed:
                self._losses.append(Loss(record=record.id, field=name, reason=changed[name]))
            elif name not in carried:
                reason = self.reasons.get(name, self.otherwise)
                self._losses.append(Loss(record=record.id, field=name, reason=reason))

    def losses(self) -> tuple[Loss, ...]:
        """Give all losses, by record and field."""
        return tuple(sorted(self._losses))
