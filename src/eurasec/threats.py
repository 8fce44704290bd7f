"""What is feared: threats, and how somebody judges them."""

from __future__ import annotations

from typing import Annotated

import attrs

from eurasec._fields import EntityId, PositionId, Several, Text, ThreatId, ThreatOriginId, aside
from eurasec.sources import Record
from eurasec.statements import Statement
from eurasec.vocab import Sector, Severity, ThreatKind, Trend, Verdict

__all__ = ["Threat", "ThreatAssessment"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Threat(Record):
    """What a threat is; how grave, for whom and how certain belongs to whoever asserts it.

    Attributes:
        label: Its name.
        kinds: What sorts of threat it is; at least one.
        sectors: In which fields of life it lies; at least one.
        origins: The actors from whom, or the places where, it arises.
        broader: The wider threat.

    >>> Threat(id="t-drugs", label="Drugs", kinds=("drug_trafficking",), sectors=("societal",)).kinds
    (ThreatKind.DRUG_TRAFFICKING,)
    """

    label: Text
    kinds: Annotated[tuple[ThreatKind, ...], Several]
    sectors: Annotated[tuple[Sector, ...], Several]
    origins: tuple[ThreatOriginId, ...] = ()
    broader: ThreatId | None = None

    def __str__(self) -> str:
        """Give id, label and kinds in one line."""
        return f"{self.id}: {self.label}{aside(*self.kinds)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ThreatAssessment(Statement):
    """What somebody says of a threat: that it is one, how grave, and for whom.

    The fields that it shares with a position are those of `Statement`.

    Attributes:
        threat: The threat.
        verdict: Whether it is one.
        severity: How grave.
        trend: How it moves.
        foremost: Whether it is named as the greatest of all.
        referents: Who or what is threatened, in the assessor's eyes; origins
            and referents may overlap.
        referent_words: The same in words, for what is no entity: "the rule of law".
        measures: Positions that urge something against it.

    >>> ThreatAssessment(id="a-1", holders=("zas",), threat="t-drugs", verdict=Verdict.AFFIRMED).securitizing
    False
    """

    threat: ThreatId
    verdict: Verdict
    severity: Severity | None = None
    trend: Trend | None = None
    foremost: bool = False
    referents: tuple[EntityId, ...] = ()
    referent_words: tuple[Text, ...] = ()
    measures: tuple[PositionId, ...] = ()

    @property
    def securitizing(self) -> bool:
        """Whether it makes a securitizing move: affirmed, existential, with measures.

        After Buzan, Wæver and de Wilde (1998); whether the audience accepts
        the move is not known from what was said.
        """
        return (
            self.verdict is Verdict.AFFIRMED and self.severity is Severity.EXISTENTIAL and bool(self.measures)
        )

    def __str__(self) -> str:
        """Give id, holders, threat, verdict and claim in one line."""
        severity = "" if self.severity is None else f", {self.severity}"
        return self._line(f" — {self.threat} {self.verdict}{severity}")
