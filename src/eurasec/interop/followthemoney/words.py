"""The words that stand in the entities for what followthemoney leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from eurasec.actors import Membership, Tenure
from eurasec.conferences import Participant
from eurasec.vocab import OrganizationKind

__all__ = ["CONFERENCE", "DESCRIBED", "GROUP", "RECORD", "SCHEMATA", "STATE", "UNTITLED", "Role"]

STATE: Final = "state"
GROUP: Final = "group"
"""What legal entities are classified as, beside the kinds of organization."""

SCHEMATA: Final[Mapping[OrganizationKind | None, str]] = {
    OrganizationKind.GOVERNMENT_BODY: "PublicBody",
    OrganizationKind.PARLIAMENT: "PublicBody",
    OrganizationKind.ARMED_FORCES: "PublicBody",
    OrganizationKind.COMPANY: "Company",
}
"""The schemata of organizations of some kinds; what is of another kind is an `Organization`."""

DESCRIBED: Final = (Membership, Tenure, Participant)
"""The records that are links in followthemoney, which have a description, but no notes and no keywords."""


class Role(StrEnum):
    """The roles of links."""

    PART_OF = "part of"
    MEMBER = "member"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    SUPPORTER = "supporter"
    AGENDA = "agenda"
    PARTICIPANT = "participant"
    DOCUMENT = "document"
    CLIENT = "client"


RECORD: Final = "record:"
"""What a keyword begins with that tells of which kind a record is: `record:conference`."""
CONFERENCE: Final = "conference"
UNTITLED: Final = "untitled session"
