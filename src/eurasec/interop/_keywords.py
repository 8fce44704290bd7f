"""The words of a record as keywords, `kind:election`, for formats that have keywords and few words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from eurasec._fields import Field, Value, fields_of, item_of

__all__ = ["word_of", "words_of"]


def words_of(record: Value) -> Iterator[tuple[str, str]]:
    """Give the words and truth values of a record that differ from their defaults, as field and keyword.

    >>> from eurasec import Event
    >>> list(words_of(Event(id="vote", label="The vote", kind="election")))
    [('kind', 'kind:election')]
    """
    for field in fields_of(type(record)):
        if not _members(field):
            continue
        value = getattr(record, field.name)
        for each in value if field.several else (value,):
            if each is not None and each != field.default:
                yield field.name, f"{field.name}:{_written(each)}"


def word_of(cls: type[Value], keyword: str) -> tuple[Field, object] | None:
    """Give the field of a class that a keyword fills, and its value; `None` if it is no such keyword."""
    name, _, word = keyword.partition(":")
    for field in fields_of(cls):
        if field.name == name:
            return next(((field, each) for each in _members(field) if _written(each) == word), None)
    return None


def _members(field: Field) -> tuple[object, ...]:
    """Give the values that a field of words or truth values may hold, nothing for other fields."""
    one = item_of(field.annotation) or field.annotation
    if one is bool:
        return (True, False)
    return tuple(one) if isinstance(one, type) and issubclass(one, StrEnum) else ()


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
