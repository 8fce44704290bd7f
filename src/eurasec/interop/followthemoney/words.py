"""The words that stand in the entities for what followthemoney leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from eurasec.actors import Membership, Tenure
from eurasec.conferences import Participant
from eurasec.sources import Document, Record
from eurasec.vocab import OrganizationKind

__all__ = [
    "CONFERENCE",
    "DESCRIBED",
    "GROUP",
    "KEYS",
    "KEYS_OF",
    "RECORD",
    "SCHEMATA",
    "STATE",
    "UNTITLED",
    "Role",
    "property_of",
]

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


KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("title", "label"), "name"),
    **dict.fromkeys(("other_names", "other_labels"), "alias"),
    **dict.fromkeys(("code", "country", "state", "states"), "country"),
    **dict.fromkeys(("theme", "definition", "reason", "capacity"), "summary"),
    **dict.fromkeys(("proposition", "claim"), "description"),
    **dict.fromkeys(("topic", "threat", "broader", "origins"), "entity"),
    **dict.fromkeys(("holders", "conference", "session"), "entity"),
    **dict.fromkeys(("period", "attested"), "date"),
    "short_name": "weakAlias",
    "kind": "classification",
    "founded": "incorporationDate",
    "dissolved": "dissolutionDate",
    "organizers": "organizer",
    "participants": "involved",
    "places": "addressEntity",
    "url": "sourceUrl",
    "evidence": "proof",
    "identifiers": "wikidataId",
    "note": "notes",
    "tags": "keywords",
}
"""The properties that carry fields of other names."""

KEYS_OF: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Membership: {"period": "startDate"},
    Tenure: {"person": "holder", "office": "post", "period": "startDate"},
    Participant: {"person": "subject", "conference": "object"},
    Document: {"title": "title", "date": "publishedAt"},
}
"""The same where it is different in one kind of record."""


def property_of(cls: type[Record], field: str) -> str:
    """Give the property that carries a field."""
    return KEYS_OF.get(cls, {}).get(field) or KEYS.get(field, field)
