"""The words that stand in Popolo documents for what the standard leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eurasec.actors import Office
from eurasec.conferences import Participant
from eurasec.sources import Record
from eurasec.vocab import OrganizationKind

__all__ = [
    "CONFERENCE",
    "COUNTRY",
    "FOREIGN_KINDS",
    "GROUP",
    "KEYS",
    "KEYS_OF",
    "SESSION",
    "SHORT_NAME",
    "STATE",
    "TOPIC",
]

STATE: Final = "state"
COUNTRY: Final = "country"
GROUP: Final = "group"
CONFERENCE: Final = "conference"
SESSION: Final = "session"
TOPIC: Final = "topic"
SHORT_NAME: Final = "short name"

FOREIGN_KINDS: Final[Mapping[str, OrganizationKind]] = {
    "legislature": OrganizationKind.PARLIAMENT,
    "political party": OrganizationKind.PARTY,
}
"""What organizations are classified as in the files of others, beside the words of the model."""

KEYS: Final[Mapping[str, str]] = {
    "title": "name",
    "label": "name",
    "theme": "description",
    "period": "start_date",
    "founded": "founding_date",
    "dissolved": "dissolution_date",
    "country": "area_id",
    "state": "area_id",
    "part_of": "parent_id",
    "organization": "organization_id",
    "organizers": "organization_id",
    "person": "person_id",
    "member": "person_id",
    "participants": "attendees",
    "evidence": "sources",
}
"""What the standard calls the fields that it calls otherwise."""

KEYS_OF: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Office: {"title": "label"},
    Participant: {"person": "attendees"},
}
"""The same where it is different in one kind of record."""
