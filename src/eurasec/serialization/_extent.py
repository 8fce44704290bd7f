"""How deep and how long the parts of a JSON text are, found before it is read.

Both take a small part of the time that reading takes, and depend on no reader.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

__all__ = ["is_deeper", "may_hold_longer"]

_AS_SQUARE: Final = bytes.maketrans(b"{}", b"[]")
_NO_MARKS: Final = bytes(set(range(256)) - set(b'{}[]"'))
_STEPS: Final = {ord("["): 1, ord("]"): -1}

_strings: Final = re.compile(rb'"[^"]*+"?')


def is_deeper(text: bytes, most: int) -> bool:
    """Tell whether lists and objects stand more than so deep in each other in a JSON text.

    >>> is_deeper(b'[{"a": []}]', 2), is_deeper(b'[{"a": "[["}]', 2)
    (True, False)
    """
    brackets = _brackets(text)
    if _comes_to_nothing(brackets, most):
        return False
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > most


def _brackets(text: bytes) -> bytes:
    """Give the brackets of a text, all of them square, without those that stand in strings.

    What lies between an odd number of quotation marks and the next one is a string.
    """
    unescaped = text.replace(rb"\\", b"").replace(rb"\"", b"")
    marks = unescaped.translate(_AS_SQUARE, _NO_MARKS).replace(b'""', b"")
    return _strings.sub(b"", marks)


def _comes_to_nothing(brackets: bytes, most: int) -> bool:
    """Tell whether nothing is left if the innermost pairs are taken away so many times."""
    for _ in range(most):
        left = brackets.replace(b"[]", b"")
        if len(left) == len(brackets):
            break
        brackets = left
    return not brackets


_ESCAPED_AT_MOST: Final = 100
"""Quotation marks behind a backslash that are passed over before looking closely is quicker."""


def may_hold_longer(text: bytes, most: int) -> bool:
    """Tell whether a JSON text may hold a string of more than so many bytes; if not, it holds none.

    From one quotation mark that ends or begins a string it leaps to the last
    one within reach.

    >>> may_hold_longer(b'["abc", "abcd"]', 4), may_hold_longer(b'["abcde"]', 4)
    (False, True)
    """
    place = 0
    while len(text) - place > most:
        quote = _last_quote(text, place, place + most + 1)
        if quote < 0:
            return True
        place = quote + 1
    return False


def _last_quote(text: bytes, start: int, end: int) -> int:
    """Give where the last quotation mark stands that is not escaped for certain, -1 if there is none near."""
    for _ in range(_ESCAPED_AT_MOST):
        quote = text.rfind(b'"', start, end)
        if quote <= 0 or text[quote - 1] != ord("\\"):
            return quote
        end = quote
    return -1
