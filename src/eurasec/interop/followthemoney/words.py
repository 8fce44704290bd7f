"""The words that stand in the entities for what followthemoney leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

from eurasec._fields import Field, Value, fields_of, item_of

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
    "word_of",
    "words_of",
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


def words_of(record: Value, without: Collection[str] = ()) -> Iterator[str]:
    """Give the words and truth values of a record as keywords: `kind:election`.

    Args:
        record: The record.
        without: Fields that stand elsewhere.
    """
    for field in fields_of(type(record)):
        if field.name in without or not _is_worded(field):
            continue
        value = getattr(record, field.name)
        for each in value if field.several else (value,):
            if each is not None and each != field.default:
                yield f"{field.name}:{_written(each)}"


def word_of(cls: type[Value], keyword: str) -> tuple[Field, object] | None:
    """Give the field of a class that a keyword fills, and its value; `None` if it is no such keyword."""
    name, _, word = keyword.partition(":")
    for field in fields_of(cls):
        if field.name == name and _is_worded(field):
            return next(((field, each) for each in _members(field) if _written(each) == word), None)
    return None


def _is_worded(field: Field) -> bool:
    return bool(_members(field))


def _members(field: Field) -> tuple[object, ...]:
    """Give the values that a field of words or truth values may hold."""
    one = item_of(field.annotation) or field.annotation
    if one is bool:
        return (True, False)
    return tuple(one) if isinstance(one, type) and issubclass(one, StrEnum) else ()


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
