"""How far values are apart in units and by chance, counted from coincidences.

A measure of agreement looks at each unit's pattern alone: how often each
category was given to it or, for two coders, what the first and the second
said. Patterns come with their numbers, as many units are alike; a statistic
takes them and gives two disagreements.

Sums of whole numbers are exact, and others are made by `fsum`, which rounds
once. So no result depends on the order of the data. No statistic looks at
pairs of values or of categories: each takes time in proportion to what it is
given.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import attrs

__all__ = [
    "Disagreements",
    "Drawn",
    "Pair",
    "Pattern",
    "Statistic",
    "alpha_interval",
    "alpha_nominal",
    "alpha_ordinal",
    "cohen",
    "cohen_linear",
    "cohen_quadratic",
    "fleiss",
    "pairs",
]

Pattern = tuple[tuple[int, int], ...]
"""How often each category was given to a unit: pairs of category and count."""

Pair = tuple[int, int]
"""The categories that the first and the second of two coders gave to a unit."""


@attrs.frozen
class Disagreements:
    """How far values are apart in units, and how far they would be by chance.

    Attributes:
        observed: The mean disagreement in units, `None` if nothing is compared.
        expected: The mean disagreement by chance, `None` for a measure that does not correct for it.
    """

    observed: float | None
    expected: float | None

    @property
    def value(self) -> float | None:
        """What agreement is left, `None` where chance allows no disagreement.

        >>> Disagreements(0.25, 0.5).value, Disagreements(0.25, None).value, Disagreements(0.0, 0.0).value
        (0.5, 0.75, None)
        """
        if self.observed is None:
            return None
        if self.expected is None:
            return 1 - self.observed
        return None if self.expected == 0 else 1 - self.observed / self.expected


P = TypeVar("P")
Drawn = Sequence[tuple[P, int]]
"""Patterns, each with the number of units that have it."""

Statistic = Callable[[Drawn[P]], Disagreements]
"""What gives the two disagreements of what is drawn."""


def _differing_pairs(pattern: Pattern, size: int) -> int:
    """Count the ordered pairs of values in a unit that differ."""
    return size * size - sum(count * count for _, count in pattern)


def _size(pattern: Pattern) -> int:
    return sum(count for _, count in pattern)


def _totals(drawn: Drawn[Pattern]) -> Counter[int]:
    """Count how often each category was given in all."""
    totals: Counter[int] = Counter()
    for pattern, times in drawn:
        for category, count in pattern:
            totals[category] += count * times
    return totals


def pairs(drawn: Drawn[Pattern]) -> Disagreements:
    """Give the share of pairs of values that differ."""
    differing = compared = 0
    for pattern, times in drawn:
        size = _size(pattern)
        differing += times * _differing_pairs(pattern, size)
        compared += times * size * (size - 1)
    return Disagreements(differing / compared, None)


def _nominal_observed(drawn: Drawn[Pattern], n: int) -> float:
    """Give the share of differing pairs, every value with the same weight."""
    by_size: Counter[int] = Counter()
    for pattern, times in drawn:
        size = _size(pattern)
        by_size[size] += times * _differing_pairs(pattern, size)
    return math.fsum(differing / (size - 1) for size, differing in by_size.items()) / n


def _nominal(drawn: Drawn[Pattern], *, without_replacement: bool) -> Disagreements:
    """Give nominal alpha's disagreements; with replacement, those of Fleiss' kappa."""
    totals = _totals(drawn)
    n = totals.total()
    compared = n * (n - 1) if without_replacement else n * n
    differing = n * n - sum(count * count for count in totals.values())
    return Disagreements(_nominal_observed(drawn, n), differing / compared)


def alpha_nominal(drawn: Drawn[Pattern]) -> Disagreements:
    """Give the disagreements of nominal alpha."""
    return _nominal(drawn, without_replacement=True)


def fleiss(drawn: Drawn[Pattern]) -> Disagreements:
    """Give the disagreements of Fleiss' kappa."""
    return _nominal(drawn, without_replacement=False)


def _squares(
    counts: Iterable[tuple[int, int]], places: Mapping[int, float] | Sequence[float]
) -> tuple[int, float]:
    """Give the number of values and the sum of their squared distances from their mean.

    Distances are taken from the lowest value first: where all are the same, the
    sum is exactly 0.
    """
    items = [(places[category], count) for category, count in counts]
    start = min(place for place, _ in items)
    n = sum(count for _, count in items)
    mean = math.fsum((place - start) * count for place, count in items) / n
    return n, math.fsum(count * (place - start - mean) ** 2 for place, count in items)


def _squared(
    drawn: Drawn[Pattern],
    totals: Mapping[int, int],
    places: Mapping[int, float] | Sequence[float],
) -> Disagreements:
    """Give alpha's disagreements where the difference of two values is the square of their distance.

    The mean of the squared differences in all pairs is twice the variance, so
    that no pair is looked at.
    """
    n, squares = _squares(totals.items(), places)
    within: list[float] = []
    for pattern, times in drawn:
        size, around_mean = _squares(pattern, places)
        within.append(times * 2 * size * around_mean / (size - 1))
    return Disagreements(math.fsum(within) / n, 2 * squares / (n - 1))


def alpha_ordinal(drawn: Drawn[Pattern]) -> Disagreements:
    """Give ordinal alpha's disagreements.

    Krippendorff's ordinal difference of two categories, the number of values
    from one to the other with half of those in the two themselves, is the
    distance of their middle ranks.
    """
    totals = _totals(drawn)
    n = totals.total()
    middles: dict[int, float] = {}
    below = 0
    for category in sorted(totals):
        middles[category] = (below + totals[category] / 2) / n
        below += totals[category]
    return _squared(drawn, totals, middles)


def alpha_interval(places: Sequence[float]) -> Statistic[Pattern]:
    """Make the statistic of interval alpha for the places of the categories."""

    def statistic(drawn: Drawn[Pattern]) -> Disagreements:
        return _squared(drawn, _totals(drawn), places)

    return statistic


def _margins(drawn: Drawn[Pair]) -> tuple[int, Counter[int], Counter[int]]:
    """Count how often each of two coders gave each category."""
    first: Counter[int] = Counter()
    second: Counter[int] = Counter()
    for (one, other), times in drawn:
        first[one] += times
        second[other] += times
    return first.total(), first, second


def cohen(drawn: Drawn[Pair]) -> Disagreements:
    """Give the disagreements of Cohen's kappa."""
    n, first, second = _margins(drawn)
    differing = sum(times for (one, other), times in drawn if one != other)
    same_by_chance = sum(count * second[category] for category, count in first.items())
    return Disagreements(differing / n, (n * n - same_by_chance) / (n * n))


def cohen_linear(places: Sequence[float]) -> Statistic[Pair]:
    """Make the statistic of linearly weighted kappa for the places of the categories, in their order.

    Two independent values are as far apart as the gaps between places that lie
    between them: each gap counts as often as one value lies below it and the
    other above.
    """

    def statistic(drawn: Drawn[Pair]) -> Disagreements:
        n, first, second = _margins(drawn)
        observed = math.fsum(times * abs(places[one] - places[other]) for (one, other), times in drawn)
        expected: list[float] = []
        below_first = below_second = 0
        for category, (place, following) in enumerate(pairwise(places)):
            below_first += first[category]
            below_second += second[category]
            across = below_first * (n - below_second) + below_second * (n - below_first)
            expected.append(across * (following - place))
        return Disagreements(observed / n, math.fsum(expected) / (n * n))

    return statistic


def cohen_quadratic(places: Sequence[float]) -> Statistic[Pair]:
    """Make the statistic of quadratically weighted kappa for the places of the categories.

    The mean square of the distance of two independent values is the sum of
    their variances and of the square of the distance of their means.
    """

    def statistic(drawn: Drawn[Pair]) -> Disagreements:
        n, first, second = _margins(drawn)
        observed = math.fsum(times * (places[one] - places[other]) ** 2 for (one, other), times in drawn)
        surplus = (places[category] * (first[category] - second[category]) for category in first | second)
        apart = math.fsum(surplus) / n
        spread = _squares(first.items(), places)[1] + _squares(second.items(), places)[1]
        return Disagreements(observed / n, spread / n + apart * apart)

    return statistic
