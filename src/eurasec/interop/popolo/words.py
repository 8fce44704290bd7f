"""The words that stand in Popolo documents for what the standard leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eurasec.vocab import OrganizationKind

__all__ = ["CONFERENCE", "COUNTRY", "FOREIGN_KINDS", "GROUP", "SESSION", "SHORT_NAME", "STATE", "TOPIC"]

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
