"""Numbers that say what they mean: agreement, contest, threats, change, networks, coders.

Everything about stances and threats is here, computed on a corpus: `tally`,
`consensus`, `agreed` and `contested`; `threat_tally`, `threats_to`,
`disputed_threats`, `perceptions`, `securitizing_moves` and `accusations`;
`shift`, `shifts` and `compare_conferences`. The networks of discourse network
analysis are in `analysis.networks`, and how far coders agree in
`analysis.coders`.

>>> from eurasec import Corpus, Person, Position, Topic, analysis
>>> corpus = Corpus([
...     *(Person(id=name, name=name) for name in ("alimov", "rakhimov")),
...     Topic(id="sco", label="SCO", proposition="The SCO comes first."),
...     Position(id="p-1", holders=["alimov"], topic="sco", stance="support"),
...     Position(id="p-2", holders=["rakhimov"], topic="sco", stance="oppose"),
... ])
>>> analysis.consensus(corpus, topic="sco")
<Tally of sco: contested (1 for, 1 against)>
"""

from __future__ import annotations

from eurasec.analysis import coders, networks
from eurasec.analysis.balance import Balance, Outcome, Side, Standing
from eurasec.analysis.change import (
    Developments,
    Fate,
    Moment,
    Move,
    Moves,
    OutcomeChange,
    OutcomeChanges,
    Shift,
    Shifts,
    Turnover,
    compare_conferences,
    shift,
    shifts,
)
from eurasec.analysis.consensus import Tallies, Tally, agreed, consensus, contested, tally
from eurasec.analysis.perception import (
    Accusation,
    Accusations,
    Axis,
    Ground,
    Hand,
    Perception,
    Perceptions,
    RankedThreat,
    SecuritizingMove,
    SecuritizingMoves,
    ThreatRanking,
    ThreatTallies,
    ThreatTally,
    accusations,
    disputed_threats,
    perceptions,
    securitizing_moves,
    threat_tally,
    threats_to,
)
from eurasec.analysis.voices import ActorLevel, Basis, Report, Voice

__all__ = [
    "Accusation",
    "Accusations",
    "ActorLevel",
    "Axis",
    "Balance",
    "Basis",
    "Developments",
    "Fate",
    "Ground",
    "Hand",
    "Moment",
    "Move",
    "Moves",
    "Outcome",
    "OutcomeChange",
    "OutcomeChanges",
    "Perception",
    "Perceptions",
    "RankedThreat",
    "Report",
    "SecuritizingMove",
    "SecuritizingMoves",
    "Shift",
    "Shifts",
    "Side",
    "Standing",
    "Tallies",
    "Tally",
    "ThreatRanking",
    "ThreatTallies",
    "ThreatTally",
    "Turnover",
    "Voice",
    "accusations",
    "agreed",
    "coders",
    "compare_conferences",
    "consensus",
    "contested",
    "disputed_threats",
    "networks",
    "perceptions",
    "securitizing_moves",
    "shift",
    "shifts",
    "tally",
    "threat_tally",
    "threats_to",
]


def __dir__() -> list[str]:
    """Give the public names, so that Tab shows nothing else."""
    return __all__
