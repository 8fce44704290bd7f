"""Threat perception: who sees which threat, who sees none, and who blames whom for it.

That something is a threat is said by somebody, at a time; it is not in the
thing itself (Buzan, Wæver and de Wilde, Security: A New Framework for Analysis,
1998). So everything here is counted over assessments, by the rules of `voices`
and `balance`. `threat_tally`, `disputed_threats` and `threats_to` go threat by
threat, `perceptions` gives the matrix of actors by threats, origins, sectors,
kinds or referents, `securitizing_moves` who calls a threat existential and
urges measures, and `accusations` who blames whom at first and at second hand.
"""

from __future__ import annotations

from eurasec.analysis.perception.blame import (
    Accusation,
    Accusations,
    Ground,
    GroundWord,
    Hand,
    accusations,
)
from eurasec.analysis.perception.matrix import Axis, AxisWord, Perception, Perceptions, perceptions
from eurasec.analysis.perception.securitization import (
    SecuritizingMove,
    SecuritizingMoves,
    securitizing_moves,
)
from eurasec.analysis.perception.threats import (
    RankedThreat,
    ThreatRanking,
    ThreatTallies,
    ThreatTally,
    disputed_threats,
    threat_tally,
    threats_to,
)

__all__ = [
    "Accusation",
    "Accusations",
    "Axis",
    "AxisWord",
    "Ground",
    "GroundWord",
    "Hand",
    "Perception",
    "Perceptions",
    "RankedThreat",
    "SecuritizingMove",
    "SecuritizingMoves",
    "ThreatRanking",
    "ThreatTallies",
    "ThreatTally",
    "accusations",
    "disputed_threats",
    "perceptions",
    "securitizing_moves",
    "threat_tally",
    "threats_to",
]
