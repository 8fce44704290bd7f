"""Coded conference discourse on security: who said what, in which office, for whom, and where it stands."""

from __future__ import annotations

from eurasec import dates, errors, selection
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
    "dates",
    "digest",
    "errors",
    "selection",
]


def __dir__() -> list[str]:
    """Show the public names alone."""
    return __all__
