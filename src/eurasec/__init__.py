"""Coded conference discourse on security: who said what, in which office, for whom, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eurasec import dates, errors, selection
from eurasec._late import late
from eurasec.actors import (
    Area,
    Designation,
    Group,
    Membership,
    Office,
    Organization,
    Person,
    State,
    Tenure,
)
from eurasec.conferences import (
    Appearance,
    Conference,
    Occasion,
    Participant,
    Session,
    Venue,
)
from eurasec.corpus import Corpus
from eurasec.lint import lint
from eurasec.positions import Position, Topic
from eurasec.sources import (
    Attribute,
    Coding,
    Comparison,
    Document,
    Event,
    Evidence,
    Figure,
    Identifier,
    Record,
    digest,
)
from eurasec.statements import Assembly, Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import (
    Approximation,
    Attribution,
    AttributionRule,
    Certainty,
    Collectivity,
    ComparisonRelation,
    DocumentKind,
    Endorsement,
    EventKind,
    FigureForm,
    MembershipRole,
    OrganizationKind,
    ParticipantRole,
    Presence,
    Quantifier,
    Rendering,
    SearleClass,
    Sector,
    SessionKind,
    Severity,
    SpeechAct,
    Stance,
    ThreatKind,
    Trend,
    Verdict,
)

if TYPE_CHECKING:
    from eurasec import analysis, changes, datasets, interop, serialization
    from eurasec.changes import diff, merge, merge_entities, reanchor, rename
    from eurasec.serialization import (
        Limits,
        dump,
        dump_lines,
        dumps,
        iter_lines,
        json_schema,
        json_schema_lines,
        load,
        load_lines,
        loads,
    )
else:
    __getattr__ = late(
        __name__,
        {
            "analysis": ("analysis",),
            "changes": ("changes", "diff", "merge", "merge_entities", "reanchor", "rename"),
            "datasets": ("datasets",),
            "interop": ("interop",),
            "serialization": (
                "serialization",
                "Limits",
                "dump",
                "dump_lines",
                "dumps",
                "iter_lines",
                "json_schema",
                "json_schema_lines",
                "load",
                "load_lines",
                "loads",
            ),
        },
    )

__version__ = "0.1.0"

__all__ = [
    "Appearance",
    "Approximation",
    "Area",
    "Assembly",
    "Attribute",
    "Attribution",
    "AttributionRule",
    "Certainty",
    "Coding",
    "Collectivity",
    "Comparison",
    "ComparisonRelation",
    "Conference",
    "Corpus",
    "Designation",
    "Document",
    "DocumentKind",
    "Endorsement",
    "Event",
    "EventKind",
    "Evidence",
    "Figure",
    "FigureForm",
    "Group",
    "Identifier",
    "Limits",
    "Membership",
    "MembershipRole",
    "Occasion",
    "Office",
    "Organization",
    "OrganizationKind",
    "Participant",
    "ParticipantRole",
    "Person",
    "Position",
    "Presence",
    "Quantifier",
    "Record",
    "Rendering",
    "SearleClass",
    "Sector",
    "Session",
    "SessionKind",
    "Severity",
    "SpeechAct",
    "Stance",
    "State",
    "Statement",
    "Tenure",
    "Threat",
    "ThreatAssessment",
    "ThreatKind",
    "Topic",
    "Trend",
    "Venue",
    "Verdict",
    "analysis",
    "changes",
    "datasets",
    "dates",
    "diff",
    "digest",
    "dump",
    "dump_lines",
    "dumps",
    "errors",
    "interop",
    "iter_lines",
    "json_schema",
    "json_schema_lines",
    "lint",
    "load",
    "load_lines",
    "loads",
    "merge",
    "merge_entities",
    "reanchor",
    "rename",
    "selection",
    "serialization",
]


def __dir__() -> list[str]:
    """Show the public names alone."""
    return __all__
