"""JSON text as plain values, without what readers of JSON commonly let pass.

A key that stands twice in one object, a number of very many digits: the reader
of the standard library takes them silently, or fails without saying where. Here
they become values that no field takes, so that they are refused at their place.
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from typing import Final

from eurasec.errors import DecodeError, InvalidValueError, Problem, shown

__all__ = ["Repeated", "decoded", "encoded", "shown_value", "wrong_type"]

_LF: Final = b"\n"

_MOST_DIGITS: Final = 30
"""More digits than any whole number has that a field takes."""


class Repeated(dict[str, object]):
    """An object of which some keys stand twice; it holds what stands last.

    Attributes:
        repeated: Those keys.
    """

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)

    def __repr__(self) -> str:
        """Show the object as if it were a plain one."""
        return shown(dict(self))


class _Long(int):
    """A whole number of very many digits, of which only the first are worked out."""

    def __repr__(self) -> str:
        return f"{int(self)}…"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Repeated(pairs)


def _whole_number(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else _Long(digits[:_MOST_DIGITS])


_decoder: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole_number)
_encoder: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def decoded(data: object, heading: str, *, root: str = "$", line: int = 1) -> object:
    """Give the value that a JSON text stands for.

    Args:
        data: The text, as a string or in UTF-8 bytes.
        heading: What is read, for the error.
        root: The path of the value.
        line: The number of the text's first line.

    Raises:
        DecodeError: If it is no JSON text; with the line and column where
            reading stopped.
        InvalidValueError: If it is neither a string nor bytes.
    """
    try:
        return _decoder.decode(_text(data))
    except json.JSONDecodeError as error:
        path = f"line {line + error.lineno - 1}, column {error.colno}"
        reason = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        path = f"line {line + before.count(_LF)}, byte {error.start - before.rfind(_LF)}"
        reason = f"is not UTF-8: {error.reason}"
    except RecursionError:
        path, reason = root, "is nested too deeply"
    except _UnfitTextError as error:
        path, reason = root, str(error)
    raise DecodeError(heading, [Problem(path=path, message=reason, rule="json")])


def encoded(value: object) -> str:
    """Give the JSON text of a value, in one line."""
    return _encoder.encode(value)


def shown_value(value: object) -> str:
    """Show a value of a file in a message: as `shown` does, but `null`, `true` and `false` as in JSON.

    >>> shown_value(None), shown_value([1])
    ('null', '[1]')
    """
    return encoded(value) if value is None or isinstance(value, bool) else shown(value)


def wrong_type(path: str, value: object, wanted: str) -> Problem:
    """Give the problem that a value of a file is not what is wanted in its place.

    >>> print(wrong_type("$.people", None, "a list"))
    $.people: null is not a list
    """
    wrong = shown_value(value)
    return Problem(path=path, message=f"{wrong} is not {wanted}", rule="type", value=wrong)


class _UnfitTextError(Exception):
    """A text that is not looked at any further."""


_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _text(data: object) -> str:
    if isinstance(data, bytes):
        if data.startswith(_MARKS) or b"\0" in data[:4]:
            raise _UnfitTextError("is encoded in UTF-16 or UTF-32, not in UTF-8")
        data = data.decode("utf-8")
    if not isinstance(data, str):
        message = f"{shown(data)} is neither bytes nor a string"
        raise InvalidValueError(
            "text", [Problem(path="data", message=message, rule="type", value=shown(data))]
        )
    if data.startswith("\ufeff"):
        raise _UnfitTextError("begins with a byte-order mark; save it in UTF-8 without one")
    if not data or data.isspace():
        raise _UnfitTextError("is empty")
    return data
