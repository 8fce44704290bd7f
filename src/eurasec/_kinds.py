"""The kinds of record: how each is called in references and in files.

The order is that of files: what is referred to stands before what refers.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from eurasec.actors import (
    Area,
    Group,
    Membership,
    Office,
    Organization,
    Person,
    State,
    Tenure,
)
from eurasec.conferences import Conference, Participant, Session
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Event, Record
from eurasec.threats import Threat, ThreatAssessment

__all__ = ["KINDS", "SESSION", "Kind", "kind_of", "name_of", "the_kind_of"]


class Kind(NamedTuple):
    """One kind of record.

    Attributes:
        name: What references and JSON Lines call one of them: `person`.
        plural: What files and a corpus call all of them: `people`.
        record: The class.
    """

    name: str
    plural: str
    record: type[Record]


KINDS: Final = (
    Kind("state", "states", State),
    Kind("area", "areas", Area),
    Kind("organization", "organizations", Organization),
    Kind("group", "groups", Group),
    Kind("person", "people", Person),
    Kind("membership", "memberships", Membership),
    Kind("office", "offices", Office),
    Kind("tenure", "tenures", Tenure),
    Kind("document", "documents", Document),
    Kind("event", "events", Event),
    Kind("conference", "conferences", Conference),
    Kind("participant", "participants", Participant),
    Kind("topic", "topics", Topic),
    Kind("position", "positions", Position),
    Kind("threat", "threats", Threat),
    Kind("assessment", "assessments", ThreatAssessment),
)

SESSION: Final = Kind("session", "sessions", Session)
"""Sessions are records with ids of their own, but stand inside their conference."""

_BY_CLASS: Final[dict[type, Kind]] = {kind.record: kind for kind in (*KINDS, SESSION)}


def kind_of(record: object) -> Kind | None:
    """Give the kind of a record; `None` for anything that is no record of the model.

    >>> kind_of(State(id="russia", name="Russia")).plural
    'states'
    """
    return _BY_CLASS.get(type(record))


def the_kind_of(record: Record) -> Kind:
    """Give the kind of a record of the model."""
    return _BY_CLASS[type(record)]


def name_of(record: Record) -> str:
    """Give the name of the kind of a record of the model.

    >>> name_of(State(id="russia", name="Russia"))
    'state'
    """
    return _BY_CLASS[type(record)].name
