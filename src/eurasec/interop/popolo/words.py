"""The words that stand in Popolo documents for what the standard leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eurasec.vocab import OrganizationKind

__all__ = ["CONFERENCE", "COUNTRY", "GROUP", "KINDS", "SESSION", "SHORT_NAME", "STATE", "TOPIC"]

STATE: Final = "state"
COUNTRY: Final = "country"
GROUP: Final = "group"
CONFERENCE: Final = "conference"
SESSION: Final = "session"
TOPIC: Final = "topic"
SHORT_NAME: Final = "short name"

KINDS: Final[Mapping[str, OrganizationKind]] = {
    **{kind.value: kind for kind in OrganizationKind},
    "legislature": OrganizationKind.PARLIAMENT,
    "political party": OrganizationKind.PARTY,
}
"""What organizations are classified as, here and in the files of others."""
