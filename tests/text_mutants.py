"""Mutants of short texts, such as dates: their words and marks set together anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["TextMutator"]

_pieces: Final = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
_ODD: Final = (
    "",
    " ",
    "\u00a0",
    "\n",
    "\x00",
    "\ud800",
    "٣",
    "Ⅻ",
    "ß",
    "İ",
    "0",
    "9" * 20,
    "X",
    "е\u0308",
    "🕊",
)


class TextMutator:
    """Makes mutants of texts, the same for the same seed.

    Args:
        texts: Texts that were right.
        tokens: Pieces that may stand in such texts.
        seed: Where chance begins.
    """

    def __init__(self, texts: Iterable[str], tokens: Iterable[str], seed: int) -> None:
        self._texts = [_pieces.findall(text) for text in texts]
        self._tokens = [*tokens, *(piece for text in self._texts for piece in text)]
        self._chance = random.Random(seed)

    def mutants(self, count: int) -> Iterator[str]:
        """Give texts with one to four changes."""
        changes = (
            self._put,
            self._put,
            self._take,
            self._replace,
            self._join,
            self._swap,
            self._repeat,
            self._count,
        )
        for _ in range(count):
            pieces = list(self._chance.choice(self._texts))
            for _ in range(self._chance.choice((1, 1, 2, 4))):
                self._chance.choice(changes)(pieces)
            yield "".join(pieces)

    def _place(self, pieces: list[str]) -> int:
        return self._chance.randrange(len(pieces) + 1)

    def _token(self) -> str:
        return self._chance.choice(self._tokens if self._chance.random() < 0.9 else _ODD)

    def _put(self, pieces: list[str]) -> None:
        pieces.insert(self._place(pieces), self._token())

    def _take(self, pieces: list[str]) -> None:
        place = self._place(pieces)
        del pieces[place : place + self._chance.choice((1, 1, 3))]

    def _replace(self, pieces: list[str]) -> None:
        place = self._place(pieces)
        pieces[place : place + 1] = [self._token()]

    def _join(self, pieces: list[str]) -> None:
        other = self._chance.choice(self._texts)
        pieces[self._place(pieces) :] = other[self._chance.randrange(len(other)) :]

    def _swap(self, pieces: list[str]) -> None:
        if pieces:
            one, other = self._chance.randrange(len(pieces)), self._chance.randrange(len(pieces))
            pieces[one], pieces[other] = pieces[other], pieces[one]

    def _repeat(self, pieces: list[str]) -> None:
        place = self._place(pieces)
        pieces[place:place] = pieces[place : place + 4] * self._chance.choice((1, 2, 30))

    def _count(self, pieces: list[str]) -> None:
        numbers = [place for place, piece in enumerate(pieces) if piece.isdecimal() and piece.isascii()]
        if numbers:
            place = self._chance.choice(numbers)
            number = int(pieces[place]) + self._chance.choice((-1, 1, 10, -100, 1000))
            pieces[place] = str(abs(number)).zfill(len(pieces[place]))
