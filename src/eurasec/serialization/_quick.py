"""JSON text read quickly, without looking for what may be wrong with it.

Nothing is looked at twice for the sake of a message here: where something may
be wrong, the careful reader is asked, which tells what and where.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Final, cast

from eurasec.errors import MissingExtraError
from eurasec.serialization.limits import DEEPEST, Limits, exceeds

__all__ = ["Pairs", "UnsureError", "quick_reader", "taken_from"]

Pairs = tuple[tuple[str, object], ...]
"""An object with all of its keys, those that stand twice too."""


class UnsureError(Exception):
    """Something may be wrong with a text; the careful reader has to be asked."""


def quick_reader(limits: Limits, *, fast: bool) -> Callable[[bytes], object]:
    """Give the function that reads a JSON text quickly.

    Objects become `Pairs`, or dicts if orjson reads; records are made from
    either. How deep a text is nested is not looked at where what is valid is
    allowed: a record looks no deeper.

    Args:
        limits: How much a text may hold.
        fast: Whether orjson reads. It keeps the last of the keys that stand
            twice, and says nothing.

    Returns:
        A function of the text, without white space around it, that raises
        `UnsureError` where the careful reader has to be asked.

    Raises:
        MissingExtraError: If orjson is to read, and is not installed.
    """
    parsed = _orjson() if fast else _parsed
    longest = sys.maxsize if limits.text is None else limits.text
    if exceeds(DEEPEST, limits.depth):
        longest = 0

    def quick(text: bytes) -> object:
        if len(text) > longest:
            raise UnsureError
        try:
            return parsed(text)
        except (ValueError, RecursionError):
            raise UnsureError from None

    return quick


_raw_decode: Final = json.JSONDecoder(object_pairs_hook=tuple).raw_decode


def _parsed(text: bytes) -> object:
    written = text.decode()
    value: object
    value, end = _raw_decode(written)
    if end != len(written):
        raise UnsureError
    return value


def _orjson() -> Callable[[bytes], object]:
    try:
        import orjson  # noqa: PLC0415 - an extra is loaded where it is asked for
    except ImportError:
        raise MissingExtraError("orjson", "fast") from None
    return orjson.loads


def taken_from(value: object, key: str) -> tuple[object, object]:
    """Give the member with a key and the rest of an object that was read quickly.

    Raises:
        UnsureError: If it is no such object, or has other keys before.

    >>> taken_from((("type", "state"), ("id", "norland")), "type")
    ('state', (('id', 'norland'),))
    """
    if type(value) is tuple:
        pairs = cast("Pairs", value)
        if pairs and pairs[0][0] == key:
            return pairs[0][1], pairs[1:]
    elif type(value) is dict:
        members = cast("dict[str, object]", value)
        if key in members:
            return members.pop(key), members
    raise UnsureError
