"""Change: how stances moved over time, and what is new between two conferences.

`shift` gives the series of one actor on one topic, `shifts` all of them, and
`compare_conferences` the topics, threats, speakers and stances that are new.
"""

from __future__ import annotations

from eurasec.analysis.change.conferences import (
    Developments,
    Fate,
    Item,
    Move,
    Moves,
    OutcomeChange,
    OutcomeChanges,
    Turnover,
    compare_conferences,
)
from eurasec.analysis.change.series import Moment, Shift, Shifts, shift, shifts

__all__ = [
    "Developments",
    "Fate",
    "Item",
    "Moment",
    "Move",
    "Moves",
    "OutcomeChange",
    "OutcomeChanges",
    "Shift",
    "Shifts",
    "Turnover",
    "compare_conferences",
    "shift",
    "shifts",
]
