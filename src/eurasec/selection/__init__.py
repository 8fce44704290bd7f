"""Selections: what a corpus gives when it is asked for its records.

A selection is an immutable, ordered sequence of records of one kind. It is
narrowed with `where`, whose keywords are typed for each kind; sorted, grouped,
counted and combined; and its members are reached by id, position or slice.
"""

from __future__ import annotations

from eurasec.selection.actors import (
    Areas,
    Groups,
    Memberships,
    Offices,
    Organizations,
    People,
    States,
    Tenures,
)
from eurasec.selection.core import Crosstab, Grouping, Selection
from eurasec.selection.keys import Ids, Label, Texts, When, Words
from eurasec.selection.meetings import Conferences, Participants, Sessions
from eurasec.selection.sources import Documents, Events
from eurasec.selection.statements import Assessments, Positions, Statements
from eurasec.selection.topics import Threats, Topics

__all__ = [
    "Areas",
    "Assessments",
    "Conferences",
    "Crosstab",
    "Documents",
    "Events",
    "Grouping",
    "Groups",
    "Ids",
    "Label",
    "Memberships",
    "Offices",
    "Organizations",
    "Participants",
    "People",
    "Positions",
    "Selection",
    "Sessions",
    "Statements",
    "States",
    "Tenures",
    "Texts",
    "Threats",
    "Topics",
    "When",
    "Words",
]
