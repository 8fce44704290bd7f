r"""Any text as a text that records take, and back.

Values in a database may be empty, blank or hold line breaks; the texts of
records may not. So such a value is written as a JSON string, quotes included,
with every control character escaped. A value that already looks like one is
written that way too, so that `unquoted(quoted(value)) == value` for every
value, and `quoted(unquoted(text)) == text` for every text of a record.
"""

from __future__ import annotations

import json
import re
from typing import Final, cast

__all__ = ["OURS", "dumped", "loaded", "quoted", "quoted_name", "unquoted", "unquoted_name"]

_unfit: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]").search
_unescaped: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_surrogate: Final = re.compile(r"[\ud800-\udfff]").search

OURS: Final = "dna."
"""Stands before the names of attributes for what only DNA has."""

_DEEPEST: Final = 200
"""Nested brackets that a JSON value may have here; no field of a record comes near."""


def quoted(value: str) -> str:
    r"""Give a value as a text that a record takes.

    >>> quoted("an ordinary value"), quoted("two\nlines"), quoted("")
    ('an ordinary value', '"two\\nlines"', '""')
    """
    return _quoted(value, "")


def quoted_name(name: str) -> str:
    """Give a name in DNA as the name of an attribute that cannot be mistaken for one of ours.

    >>> quoted_name("Alias"), quoted_name("dna.colour")
    ('Alias', '"dna.colour"')
    """
    return _quoted(name, OURS)


def _quoted(value: str, ours: str) -> str:
    return value if _is_fit(value, ours) and _literal(value, ours) is None else dumped(value)


def unquoted(text: str) -> str:
    r"""Give the value that a text of a record stands for.

    >>> unquoted('"two\\nlines"') == "two\nlines", unquoted('"so" it is said')
    (True, '"so" it is said')
    """
    literal = _literal(text, "")
    return text if literal is None else literal


def unquoted_name(name: str) -> str:
    """Give the name in DNA that the name of an attribute stands for.

    >>> unquoted_name('"dna.colour"')
    'dna.colour'
    """
    literal = _literal(name, OURS)
    return name if literal is None else literal


def _is_fit(value: str, ours: str) -> bool:
    if _unfit(value) or not value or value.isspace():
        return False
    return not (ours and value.startswith(ours))


def _literal(text: str, ours: str) -> str | None:
    """Give the value of a text that was made a JSON string, `None` if it is no such text."""
    layers: list[str] = []
    while len(text) > 1 and text[0] == text[-1] == '"':
        try:
            value: object = json.loads(text)
        except ValueError:
            break
        if not isinstance(value, str) or dumped(value) != text or _surrogate(value):
            break
        layers.append(value)
        text = value
    while layers and _is_fit(layers[-1], ours):
        layers.pop()
    return layers[0] if layers else None


def dumped(value: object) -> str:
    """Write a JSON value in one line, without control characters and without needless space.

    >>> dumped({"start": 9, "end": 13})
    '{"start":9,"end":13}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _unescaped.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def loaded(text: str) -> object:
    """Read a JSON value.

    Raises:
        ValueError: If it is none, or one that no record holds: nested too
            deep, with lone surrogates or endless numbers.
    """
    try:
        value: object = json.loads(text, parse_constant=_refused, parse_int=_short_int)
    except RecursionError:
        raise ValueError("nested too deep") from None
    _judge(value)
    return value


def _refused(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


def _short_int(digits: str) -> int:
    if len(digits) > 30:  # noqa: PLR2004 - more than any number of a record has
        raise ValueError("a number has too many digits")
    return int(digits)


def _judge(value: object) -> None:
    layer: list[object] = [value]
    for _ in range(_DEEPEST):
        if not layer:
            return
        inner: list[object] = []
        for each in layer:
            if isinstance(each, dict):
                members = cast("dict[str, object]", each)
                inner.extend(members)
                inner.extend(members.values())
            elif isinstance(each, list):
                inner.extend(cast("list[object]", each))
            elif isinstance(each, str) and _surrogate(each):
                raise ValueError("a string holds half a surrogate pair")
        layer = inner
    raise ValueError("nested too deep")
