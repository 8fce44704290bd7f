"""Mutants: documents that were right until something happened to them.

A `Mutator` changes the values of a document (its structure stays JSON) or its
bytes (anything may come out). The same seed gives the same mutants.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

__all__ = ["Mutator"]

Step = tuple[Any, Any]
"""A container and the key or index of something inside it."""

_VALUES: Final[tuple[object, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**53,
    10**40,
    -(10**400),
    0.5,
    -0.0,
    1.0,
    math.nan,
    math.inf,
    1e300,
    "",
    " ",
    "x",
    "a-b",
    "-a",
    "a\n",
    "\x00",
    "\ud800",
    "\u2028",
    "🕊",
    "x" * 129,
    "8",
    "8.50",
    "1e5",
    "0" * 130,
    "2022-02-30",
    "2022-13",
    "199X/..",
    "[2020,2021]",
    "{..2020}",
    "Y-17E7",
    "own",
    "imputed",
    "quoted",
    "synthesised",
    "suport",
    [],
    {},
    [[]],
    [None],
    ["x", "x"],
    {"id": "x"},
    {"document": "report"},
    "eurasec/2",
)
_KEYS: Final = (
    "id",
    "format",
    "type",
    "",
    "a b",
    "\ud800",
    "sessions",
    "holders",
    "assembly",
    "evidence",
    "$ref",
)
_TOKENS: Final = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\\ud800",
    b"\\u0000",
    b"null",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5000,
    b"[" * 2000,
    b'{"a":' * 2000,
    b'"id": "x", ',
    b'"id": null, "id": null, ',
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\n",
    b"\r",
    b"\x0b",
    b"//",
    "\u2028".encode(),
)


class Mutator:
    """Makes mutants of one document, the same for the same seed.

    Args:
        text: The document, or one line.
        seed: Where chance begins.
    """

    def __init__(self, text: bytes, seed: int) -> None:
        self._text = text
        self._chance = random.Random(seed)
        self._on_values: tuple[Callable[[Any, list[Step]], None], ...] = (
            self._take_away,
            self._replace,
            self._replace,
            self._copy_from_elsewhere,
            self._repeat,
            self._rename,
            self._wrap,
            self._garble,
            self._count,
        )
        self._on_bytes: tuple[Callable[[bytearray], None], ...] = (
            self._flip,
            self._cut,
            self._double,
            self._insert,
            self._insert,
            self._truncate,
        )

    def of_values(self, count: int) -> Iterator[Any]:
        """Give documents as values, with one to three changes."""
        for _ in range(count):
            document = json.loads(self._text)
            for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
                if steps := list(_steps(document)):
                    self._chance.choice(self._on_values)(document, steps)
            yield document

    def of_structure(self, count: int) -> Iterator[bytes]:
        """Give documents that are JSON, or nearly so."""
        for document in self.of_values(count):
            escaped = self._chance.random() < 0.5
            yield encoded(document, escaped=escaped)

    def of_bytes(self, count: int) -> Iterator[bytes]:
        """Give bytes, with one to four changes."""
        for _ in range(count):
            data = bytearray(self._text)
            for _ in range(self._chance.choice((1, 1, 2, 4))):
                self._chance.choice(self._on_bytes)(data)
            yield bytes(data)

    # ── Values ──────────────────────────────────────────────────────────────

    def _take_away(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        del container[key]

    def _replace(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        container[key] = _copied(self._chance.choice(_VALUES))

    def _copy_from_elsewhere(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        other, place = self._chance.choice(steps)
        container[key] = _copied(other[place])

    def _repeat(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        if isinstance(container, list):
            container.insert(key, _copied(container[key]))
        else:
            container[self._chance.choice(_KEYS)] = _copied(container[key])

    def _rename(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        if isinstance(container, dict):
            other = self._misspelt(key) if self._chance.random() < 0.5 else self._chance.choice(_KEYS)
            container[other] = container.pop(key)

    def _wrap(self, _: Any, steps: list[Step]) -> None:
        container, key = self._chance.choice(steps)
        value = container[key]
        if isinstance(value, list) and value:
            container[key] = value[0]
        else:
            container[key] = self._chance.choice(([value], {"id": value}, [value, value]))

    def _garble(self, _: Any, steps: list[Step]) -> None:
        texts = [step for step in steps if isinstance(step[0][step[1]], str)]
        if texts:
            container, key = self._chance.choice(texts)
            container[key] = self._misspelt(container[key])

    def _count(self, _: Any, steps: list[Step]) -> None:
        numbers = [step for step in steps if type(step[0][step[1]]) in {int, float}]
        if numbers:
            container, key = self._chance.choice(numbers)
            factor, summand = self._chance.choice((-1, 1, 10)), self._chance.choice((-1, 0, 1))
            container[key] = factor * container[key] + summand

    def _misspelt(self, text: str) -> str:
        place = self._chance.randrange(len(text) + 1)
        rest = self._chance.choice((text[place:], text[place + 1 :], "", text))
        return text[:place] + self._chance.choice(("", "", "x", "-", " ", "\n", "é", "\ud800", "9")) + rest

    # ── Bytes ───────────────────────────────────────────────────────────────

    def _flip(self, data: bytearray) -> None:
        if data:
            data[self._chance.randrange(len(data))] ^= 1 << self._chance.randrange(8)

    def _piece(self, data: bytearray) -> slice:
        start = self._chance.randrange(len(data) + 1)
        return slice(start, start + self._chance.choice((1, 2, 5, 40, 400)))

    def _cut(self, data: bytearray) -> None:
        del data[self._piece(data)]

    def _double(self, data: bytearray) -> None:
        piece = data[self._piece(data)]
        place = self._chance.randrange(len(data) + 1)
        data[place:place] = piece

    def _insert(self, data: bytearray) -> None:
        place = self._chance.randrange(len(data) + 1)
        data[place:place] = self._chance.choice(_TOKENS)

    def _truncate(self, data: bytearray) -> None:
        del data[self._chance.randrange(len(data) + 1) :]


def encoded(document: Any, *, escaped: bool) -> bytes:
    """Give a document as bytes; half surrogate pairs and `NaN` are written as they are."""
    return json.dumps(document, ensure_ascii=escaped).encode("utf-8", "surrogatepass")


def _copied(value: Any) -> Any:
    """Give a copy of its own, so that changing one place changes no other."""
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _steps(value: Any) -> Iterator[Step]:
    """Give every place inside a value."""
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _steps(value[key])
