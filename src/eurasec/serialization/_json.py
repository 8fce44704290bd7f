"""JSON text as plain values, without what readers of JSON commonly let pass.

A key that stands twice in one object, a number of very many digits: the reader
of the standard library takes them silently, or fails without saying where. Here
they become values that no field takes, so that they are refused at their place.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, cast

from eurasec.errors import DecodeError, InvalidValueError, Problem, first_of, shown
from eurasec.serialization._extent import is_deeper, may_hold_longer
from eurasec.serialization.limits import USUAL, Limits, broken, exceeds

__all__ = [
    "Repeated",
    "decoded",
    "decoded_again",
    "encoded",
    "encoded_text",
    "path_of",
    "shown_value",
    "wrong_type",
]

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
_encoder: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def decoded(data: object, heading: str, *, limits: Limits = USUAL, root: str = "$", line: int = 1) -> object:
    """Give the value that a JSON text stands for.

    Args:
        data: The text, as a string or in UTF-8 bytes.
        heading: What is read, for the error.
        limits: How much it may hold; of `line`, `records` and `problems` the caller takes care.
        root: The path of the value.
        line: The number of the text's first line.

    Raises:
        DecodeError: If it is no JSON text, with the line and column where
            reading stopped; or if it breaks a limit.
        InvalidValueError: If it is neither a string nor bytes.
    """
    try:
        value = _value(data, limits, root)
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
        raise DecodeError(heading, error.problems) from None
    else:
        return value
    raise DecodeError(heading, [Problem(path=path, message=reason, rule="json")])


def decoded_again(text: bytes) -> object:
    """Give the value that a JSON text stands for, if it is known to be one.

    Raises:
        RecursionError: If it is nested too deeply.
    """
    return _decoder.decode(text.decode())


encoded: Final[Callable[[object], str]] = _encoder.encode
"""Gives the JSON text of a value, in one line."""

encoded_text: Final = cast("Callable[[object], str]", json.encoder.encode_basestring)
"""Gives the JSON text of a string."""


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


_plain: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_]{0,63}").fullmatch


def path_of(key: str) -> str:
    """Give the path of a key as seen from its object.

    >>> path_of("stance"), path_of("a b")
    ('stance', "['a b']")
    """
    return key if _plain(key) else f"[{shown(key)}]"


# ── Reading ─────────────────────────────────────────────────────────────────


class _UnfitTextError(Exception):
    """A text that is not looked at any further."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*problems)


_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _value(data: object, limits: Limits, root: str) -> object:
    """Give the value of a text that keeps the limits."""
    text = _text(data, limits, root)
    written = data if isinstance(data, bytes) else text.encode("utf-8", "surrogatepass")
    if limits.depth is not None and is_deeper(written, limits.depth):
        raise _UnfitTextError(broken(root, "depth", f"is nested more than {limits.depth:,} levels deep"))
    value: object = _decoder.decode(text)
    if limits.text is not None and may_hold_longer(written, limits.text):
        long = _long_texts(value, limits.text, root)
        if problems := tuple(long) if limits.problems is None else first_of(long, limits.problems):
            raise _UnfitTextError(*problems)
    return value


def _text(data: object, limits: Limits, root: str) -> str:
    """Give a text that is encoded as it should be."""

    def unfit(message: str) -> _UnfitTextError:
        return _UnfitTextError(Problem(path=root, message=message, rule="json"))

    if not isinstance(data, (bytes, str)):
        message = f"{shown(data)} is neither bytes nor a string"
        raise InvalidValueError(
            "text", [Problem(path="data", message=message, rule="type", value=shown(data))]
        )
    if exceeds(len(data), limits.bytes):
        raise _UnfitTextError(broken(root, "bytes", f"is longer than {limits.bytes:,} bytes"))
    if isinstance(data, bytes):
        if data.startswith(_MARKS) or b"\0" in data[:4]:
            raise unfit("is encoded in UTF-16 or UTF-32, not in UTF-8")
        data = data.decode("utf-8")
    if data.startswith("\ufeff"):
        raise unfit("begins with a byte-order mark; save it in UTF-8 without one")
    if not data or data.isspace():
        raise unfit("is empty")
    return data


def _long_texts(value: object, most: int, path: str) -> Iterator[Problem]:
    """Find the texts and keys in a value that are longer than allowed."""
    if isinstance(value, str):
        if len(value) > most:
            yield broken(path, "text", f"{shown(value)} is longer than {most:,} characters")
    elif isinstance(value, list):
        for index, each in enumerate(cast("list[object]", value)):
            yield from _long_texts(each, most, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, each in cast("dict[str, object]", value).items():
            step = path_of(key)
            below = f"{path}{step}" if step.startswith("[") else f"{path}.{step}"
            if len(key) > most:
                yield broken(below, "text", f"the key is longer than {most:,} characters")
            yield from _long_texts(each, most, below)
