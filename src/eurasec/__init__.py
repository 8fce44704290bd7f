"""Coded conference discourse on security: who said what, in which office, for whom, and where it stands."""

from __future__ import annotations

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
from eurasec.dates import Answer, parse_edtf
from eurasec.errors import (
    CorpusError,
    DecodeError,
    EdtfError,
    EurasecError,
    EvidenceError,
    InvalidValueError,
    Problem,
    UnknownIdError,
)
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
