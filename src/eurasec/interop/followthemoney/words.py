"""The words that stand in the entities for what followthemoney leaves open."""

from __future__ import annotations

from typing import Final

__all__ = [
    "AGENDA",
    "AUTHOR",
    "CLIENT",
    "CONFERENCE",
    "DOCUMENT",
    "GROUP",
    "MEMBER",
    "PARTICIPANT",
    "PART_OF",
    "PUBLIC",
    "PUBLISHER",
    "RECORD",
    "SESSION",
    "STATE",
    "SUPPORTER",
    "UNTITLED",
]

STATE: Final = "state"
GROUP: Final = "group"
"""What legal entities are classified as, beside the kinds of organization."""

PUBLIC: Final = frozenset({"government_body", "parliament", "armed_forces"})
"""The kinds of organization that are public bodies."""

PART_OF: Final = "part of"
MEMBER: Final = "member"
AUTHOR: Final = "author"
PUBLISHER: Final = "publisher"
SUPPORTER: Final = "supporter"
AGENDA: Final = "agenda"
PARTICIPANT: Final = "participant"
DOCUMENT: Final = "document"
CLIENT: Final = "client"
"""The roles of links."""

RECORD: Final = "record"
"""The keyword that tells of which kind a record is: `record:conference`."""
CONFERENCE: Final = "conference"
SESSION: Final = "session"
UNTITLED: Final = "untitled session"
