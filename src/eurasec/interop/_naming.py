"""Ids for what has only a name: readable, unique, and the same each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["Ids", "natural", "slug"]

_LONGEST: Final = 60

_LETTERS: Final = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
    "ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=w қ=q ғ=gh ң=ng ә=a ө=o ү=u ұ=u һ=h "
    "ҳ=h ҷ=j ӯ=u ӣ=i ə=a ł=l ı=i ø=o đ=d æ=ae"
)
"""What the Cyrillic letters of the region, and Latin ones without a base letter, become."""

_LATIN: Final = str.maketrans(
    {letter: latin for letter, _, latin in (pair.partition("=") for pair in _LETTERS.split())}
)

_others: Final = re.compile(r"[^0-9a-z]+")
_number: Final = re.compile(r"([0-9]{1,18})")


def slug(name: str) -> str:
    """Give the part of an id that a name suggests; empty for a name without Latin or Cyrillic letters.

    >>> slug("Org F"), slug("Łódź: «Безопасность» № 3"), slug("峰会")
    ('org-f', 'lodz-bezopasnost-no-3', '')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN)).lower()
    words = _others.sub("-", "".join(each for each in plain if not unicodedata.combining(each))).strip("-")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]


class Ids:
    """Gives each name an id that nothing else has.

    Args:
        taken: Ids that are not free.

    >>> ids = Ids(["china"])
    >>> ids.of("China", "organization"), ids.of("China", "organization"), ids.of("?", "topic")
    ('china-organization', 'china-2', 'topic')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def of(self, name: str, kind: str) -> str:
        """Give the id for a name.

        Args:
            name: The name.
            kind: What it is the name of; it is set behind names that are taken.
        """
        base = slug(name) or kind
        return self.single(base, f"{base}-{kind}")

    def single(self, base: str, *others: str) -> str:
        """Give an id if it is free, else the first of some others that is, else with a number behind it."""
        for id in (base, *others):
            if id not in self._taken:
                self._taken.add(id)
                return id
        number = self._last.get(base, 1) + 1
        while f"{base}-{number}" in self._taken:
            number += 1
        self._last[base] = number
        self._taken.add(f"{base}-{number}")
        return f"{base}-{number}"


def natural(id: str) -> tuple[tuple[str, int], ...]:
    """Give the key that sorts ids with their numbers as numbers.

    >>> sorted(["statement-10", "statement-9"], key=natural)
    ['statement-9', 'statement-10']
    """
    parts = _number.split(id)
    numbers = [*map(int, parts[1::2]), 0]
    return tuple(zip(parts[::2], numbers, strict=True))
