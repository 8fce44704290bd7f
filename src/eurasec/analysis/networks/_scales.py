"""The scale of a qualifier: of which kind its values are, and how far they are apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

import attrs

from eurasec.analysis._options import Options
from eurasec.errors import shown

Level: TypeAlias = bool | int | float | str
"""A value of a qualifier, where it is known."""


class Kind(Enum):
    """What sort of values a qualifier has."""

    NONE = "no value"
    BOOLEAN = "true or false"
    NUMBER = "numbers"
    TEXT = "texts"


def utf16(text: str) -> bytes:
    r"""Give the key that sorts texts by UTF-16 code unit, as Java does.

    >>> sorted(["\uff21", "\U0001f600", "a"], key=utf16)
    ['a', '😀', 'Ａ']
    """
    return text.encode("utf-16-be", "surrogatepass")


def is_known(qualifier: Level | None) -> bool:
    """Tell whether a qualifier says anything: it is neither missing nor empty."""
    return qualifier is not None and qualifier != ""


@attrs.frozen(kw_only=True)
class Scale:
    """The levels of a qualifier, in order, and how far they are apart.

    Distances are whole numbers: values are counted in steps of
    `1 / fineness`, so that every sum of distances is exact.

    Attributes:
        kind: What sort of values the qualifier has.
        levels: All values that occur, sorted; texts by UTF-16 code unit.
        ends: The lowest and the highest value that the scale allows.

    >>> scale = Scale(kind=Kind.NUMBER, levels=(-0.5, 1), ends=(-1, 1))
    >>> scale.fineness, scale.span, scale.steps
    (2, 4, {-0.5: -1, 1: 2})
    """

    kind: Kind
    levels: tuple[Level, ...] = ()
    ends: tuple[float, float] = (0, 0)

    @cached_property
    def fineness(self) -> int:
        """The least common denominator of all levels and of both ends."""
        return math.lcm(*(Fraction(value).denominator for value in (*self._numbers, *self.ends)))

    @cached_property
    def steps(self) -> Mapping[Level | None, int]:
        """Every level in steps; levels that are texts have none."""
        return {number: int(Fraction(number) * self.fineness) for number in self._numbers}

    @cached_property
    def span(self) -> int:
        """The distance of the ends in steps; 1 if there is none, since nothing is apart then."""
        least, greatest = (Fraction(end) for end in self.ends)
        return int((greatest - least) * self.fineness) or 1

    @cached_property
    def lowest(self) -> int:
        """The lower end in steps."""
        return int(Fraction(self.ends[0]) * self.fineness)

    @property
    def _numbers(self) -> tuple[float, ...]:
        return tuple(level for level in self.levels if not isinstance(level, str))


IGNORED: Final = Scale(kind=Kind.NONE)
"""The scale of a qualifier that nobody asks for."""


def scale_of(qualifiers: Iterable[Level | None], ends: tuple[float, float] | None, options: Options) -> Scale:
    """Give the scale of a qualifier from all values that it takes.

    What is wrong is kept in `options`: values of several kinds, values beyond
    the given ends, ends of what is no number, or no known value at all.
    """
    found = {(type(each), each) for each in qualifiers}
    values = [value for _, value in found if is_known(value)]
    booleans = any(isinstance(value, bool) for value in values)
    numbers = {
        _plain(value) for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    texts: set[str] = {value for value in values if isinstance(value, str)}
    kinds = [
        kind
        for kind, occurs in ((Kind.BOOLEAN, booleans), (Kind.NUMBER, numbers), (Kind.TEXT, texts))
        if occurs
    ]
    if not kinds:
        if found:
            options.wrong("qualifier", "is known of no row", rule="qualifier")
        return IGNORED
    if len(kinds) > 1:
        mixture = " and ".join(kind.value for kind in kinds)
        options.wrong("qualifier", f"is {mixture}; it must be of one kind", rule="one-kind")
        return IGNORED
    if ends is not None and (booleans or texts):
        options.wrong(
            "scale", f"is for numbers, but the qualifier is {kinds[0].value}", rule="scale-kind", value=ends
        )
        return IGNORED
    if booleans:
        return Scale(kind=Kind.BOOLEAN, levels=(False, True), ends=(0, 1))
    if texts:
        words: list[str] = sorted(texts, key=utf16)
        return Scale(kind=Kind.TEXT, levels=tuple(words))
    return _number_scale(sorted(numbers), ends, options)


def _number_scale(levels: list[float], ends: tuple[float, float] | None, options: Options) -> Scale:
    least, greatest = (levels[0], levels[-1]) if ends is None else ends
    beyond = [level for level in levels if not least <= level <= greatest]
    if beyond:
        message = f"{shown(ends)} does not hold the qualifier {shown(beyond[0])}"
        options.wrong("scale", message, rule="scale-ends", value=ends)
    return Scale(kind=Kind.NUMBER, levels=tuple(levels), ends=(least, greatest))


def _plain(value: float) -> float:
    """Write a whole number as one, so that 1 and 1.0 are one level with one look."""
    return int(value) if value == int(value) else value


def judge_ends(ends: object, options: Options) -> tuple[float, float] | None:
    """Give the ends of a scale; keep a problem where they are no two numbers, the lower one first."""
    if ends is None:
        return None
    match ends:
        case (int() | float() as least, int() | float() as greatest) if (
            -math.inf < least < greatest < math.inf
        ):
            if not isinstance(least, bool) and not isinstance(greatest, bool):
                return least, greatest
        case _:
            pass
    options.wrong(
        "scale", f"{shown(ends)} is no pair of numbers, the lower one first", rule="scale-ends", value=ends
    )
    return None
