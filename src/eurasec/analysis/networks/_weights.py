"""The weights of networks: how statements are aggregated, and by what that is divided.

The formulas stand in the docstring of `eurasec.analysis.networks`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Final, Literal, TypeAlias

from eurasec.analysis._options import Options
from eurasec.analysis.networks._products import Sums, Tally
from eurasec.analysis.networks._scales import Kind, Level, Scale
from eurasec.vocab import Word

Matrix: TypeAlias = tuple[tuple[float, ...], ...]


class Aggregation(Word):
    """What is made of the statements of two actors, or of an actor on a topic."""

    IGNORE = "ignore", "their number, whatever the qualifier"
    CONGRUENCE = "congruence", "how far they agree; one-mode"
    CONFLICT = "conflict", "how far they disagree; one-mode"
    SUBTRACT = "subtract", "how much more they agree than disagree, or are for than against"
    COMBINE = "combine", "which levels of the qualifier occur; two-mode"
    DNA_SUBTRACT = "dna_subtract", "as subtract, but their number where the qualifier is a text; two-mode"


class Normalization(Word):
    """By what a weight is divided."""

    NONE = "none", "by nothing"
    AVERAGE = "average", "by the average activity of the two; one-mode"
    JACCARD = "jaccard", "by what either has, as the Discourse Network Analyzer counts it; one-mode"
    TANIMOTO = "tanimoto", "by what either has, for counts and levels; one-mode"
    COSINE = "cosine", "by the product of the norms; one-mode"
    DNA_COSINE = "dna_cosine", "by the product of the activities; one-mode"
    ACTIVITY = "activity", "by the total of the actor; two-mode"
    PROMINENCE = "prominence", "by the total of the topic; two-mode"


OneModeAggregation: TypeAlias = Aggregation | Literal["ignore", "congruence", "conflict", "subtract"]
"""A word of `Aggregation` for one-mode networks."""

TwoModeAggregation: TypeAlias = Aggregation | Literal["ignore", "subtract", "combine", "dna_subtract"]
"""A word of `Aggregation` for two-mode networks."""

OneModeNormalization: TypeAlias = (
    Normalization | Literal["none", "average", "jaccard", "tanimoto", "cosine", "dna_cosine"]
)
"""A word of `Normalization` for one-mode networks."""

TwoModeNormalization: TypeAlias = Normalization | Literal["none", "activity", "prominence"]
"""A word of `Normalization` for two-mode networks."""

ONE_MODE: Final = (
    Aggregation.IGNORE,
    Aggregation.CONGRUENCE,
    Aggregation.CONFLICT,
    Aggregation.SUBTRACT,
)
TWO_MODE: Final = (
    Aggregation.IGNORE,
    Aggregation.SUBTRACT,
    Aggregation.COMBINE,
    Aggregation.DNA_SUBTRACT,
)
ONE_MODE_DIVISORS: Final = (
    Normalization.NONE,
    Normalization.AVERAGE,
    Normalization.JACCARD,
    Normalization.TANIMOTO,
    Normalization.COSINE,
    Normalization.DNA_COSINE,
)
TWO_MODE_DIVISORS: Final = (Normalization.NONE, Normalization.ACTIVITY, Normalization.PROMINENCE)

_OF_PRODUCTS: Final = frozenset({Normalization.TANIMOTO, Normalization.COSINE})
_COMBINED: Final = 53
"""Levels that a float can combine without loss."""


def judge_one_mode(
    aggregation: Aggregation, normalization: Normalization, scale: Scale, options: Options
) -> None:
    """Keep a problem where words and qualifier do not fit."""
    no_product = aggregation in {Aggregation.CONFLICT, Aggregation.SUBTRACT} and scale.kind is Kind.TEXT
    if no_product and normalization in _OF_PRODUCTS:
        message = f"{normalization.value!r} divides products, and {aggregation.value} of texts is none"
        options.wrong("normalization", message, rule="combination", value=normalization.value)


def judge_two_mode(aggregation: Aggregation, scale: Scale, options: Options) -> None:
    """Keep a problem where word and qualifier do not fit."""
    if aggregation is Aggregation.SUBTRACT and scale.kind is Kind.TEXT:
        message = "'subtract' needs true and false or numbers, but the qualifier is texts"
        allowed = ("ignore", "combine", "dna_subtract")
        options.wrong("aggregation", message, rule="combination", value="subtract", allowed=allowed)
    if aggregation is Aggregation.COMBINE and len(scale.levels) > _COMBINED:
        message = f"'combine' takes at most {_COMBINED} levels, but the qualifier has {len(scale.levels)}"
        options.wrong("aggregation", message, rule="combination", value="combine")


# ── One-mode ────────────────────────────────────────────────────────────────


def one_mode_sums(tally: Tally, aggregation: Aggregation, scale: Scale) -> tuple[Sums, int]:
    """Give the aggregated statements of all pairs, and in what part of one they are counted."""
    if aggregation is Aggregation.IGNORE:
        return tally.shared(), 1
    if scale.kind is Kind.TEXT:
        return _sums_of_texts(tally, aggregation), 1
    apart = tally.apart(scale.steps, scale.span)
    if aggregation is Aggregation.CONFLICT:
        return apart, scale.span
    times = 1 if aggregation is Aggregation.CONGRUENCE else 2
    sums = [
        [scale.span * both - times * away for both, away in zip(*rows, strict=True)]
        for rows in zip(tally.shared(), apart, strict=True)
    ]
    return sums, scale.span


def _sums_of_texts(tally: Tally, aggregation: Aggregation) -> Sums:
    alike = tally.alike()
    if aggregation is Aggregation.CONGRUENCE:
        return alike
    lone = _lone(tally)
    if aggregation is Aggregation.CONFLICT:
        return lone
    return [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(alike, lone, strict=True)]


def _lone(tally: Tally) -> Sums:
    """Give for all pairs the number of statements in cells of which only one of the two has some."""
    met = tally.met()
    theirs = zip(*met, strict=True)
    return [
        [mine + yours - each - other for yours, each, other in zip(tally.activity, row, column, strict=True)]
        for mine, row, column in zip(tally.activity, met, theirs, strict=True)
    ]


def one_mode_matrix(
    tally: Tally, aggregation: Aggregation, normalization: Normalization, scale: Scale
) -> Matrix:
    """Give the weights of a one-mode network."""
    sums, part = one_mode_sums(tally, aggregation, scale)
    activity = tally.activity
    if normalization is Normalization.NONE:
        return _divided(sums, repeat([part] * len(activity), len(activity)))
    if normalization is Normalization.AVERAGE:
        return _divided(sums, ([part * (mine + yours) for yours in activity] for mine in activity), times=2)
    if normalization is Normalization.DNA_COSINE:
        return _divided(sums, ([part * mine * yours for yours in activity] for mine in activity))
    if normalization is Normalization.JACCARD:
        either = zip(_lone(tally), tally.alike(), strict=True)
        return _divided(sums, ([part * (a + b) for a, b in zip(*rows, strict=True)] for rows in either))
    if aggregation in {Aggregation.CONFLICT, Aggregation.SUBTRACT}:
        likeness, _ = one_mode_sums(tally, Aggregation.CONGRUENCE, scale)
    else:
        likeness = sums
    own = [row[node] for node, row in enumerate(likeness)]
    if normalization is Normalization.TANIMOTO:
        both = zip(own, likeness, strict=True)
        return _divided(
            sums, ([mine + yours - each for yours, each in zip(own, row, strict=True)] for mine, row in both)
        )
    squares = ([mine * yours for yours in own] for mine in own)
    return _divided([[each * abs(each) for each in row] for row in sums], squares, finish=_signed_root)


def _divided(
    sums: Sums,
    divisors: Iterable[Iterable[int]],
    *,
    times: int = 1,
    finish: Callable[[float], float] = float,
    diagonal: bool = False,
) -> Matrix:
    """Divide every sum by its divisor; the weight is 0 where that is 0, and on the diagonal unless asked."""
    return tuple(
        tuple(
            finish(times * each / divisor) if divisor and (diagonal or column != node) else 0.0
            for column, (each, divisor) in enumerate(zip(row, by, strict=True))
        )
        for node, (row, by) in enumerate(zip(sums, divisors, strict=True))
    )


def _signed_root(square: float) -> float:
    return math.copysign(math.sqrt(abs(square)), square)


def stands_behind(
    aggregation: Aggregation, scale: Scale, level: Level | None, others: Collection[Level | None]
) -> bool:
    """Tell whether statements on a level have a part in the weight of a pair.

    Args:
        aggregation: The aggregation.
        scale: The scale of the qualifier.
        level: The level of statements of one of the two on a topic.
        others: The levels of the other's statements on that topic.
    """
    if scale.kind is Kind.TEXT:
        return {
            Aggregation.CONGRUENCE: level in others,
            Aggregation.CONFLICT: level not in others,
        }.get(aggregation, True)
    if aggregation is Aggregation.CONGRUENCE:
        return any(_distance(scale, level, other) < scale.span for other in others)
    if aggregation is Aggregation.CONFLICT:
        return any(_distance(scale, level, other) > 0 for other in others)
    return bool(others)


def _distance(scale: Scale, one: Level | None, other: Level | None) -> int:
    return abs(scale.steps[one] - scale.steps[other])


# ── Two-mode ────────────────────────────────────────────────────────────────


def two_mode_matrix(
    tally: Tally,
    topics: Sequence[str],
    aggregation: Aggregation,
    normalization: Normalization,
    scale: Scale,
) -> Matrix:
    """Give the weights of a two-mode network, a row for each node of the tally."""
    once = aggregation is Aggregation.COMBINE
    factors = _factors(aggregation, scale)
    sums = [[0] * len(topics) for _ in tally.nodes]
    spoken = [[0] * len(topics) for _ in tally.nodes]
    for column, topic in enumerate(topics):
        for level, counts in tally.counts.get(topic, {}).items():
            for node, count in counts.items():
                sums[node][column] += factors.get(level, 1) * (1 if once else count)
                spoken[node][column] = 1 if once else spoken[node][column] + count
    numbers = aggregation in {Aggregation.SUBTRACT, Aggregation.DNA_SUBTRACT} and scale.kind is Kind.NUMBER
    part = scale.fineness if numbers else 1
    if normalization is Normalization.ACTIVITY:
        divisors = [[part * sum(row)] * len(row) for row in spoken]
    elif normalization is Normalization.PROMINENCE:
        divisors = [[part * sum(column) for column in zip(*spoken, strict=True)]] * len(spoken)
    else:
        divisors = [[part] * len(topics)] * len(spoken)
    return _divided(sums, divisors, diagonal=True)


def _factors(aggregation: Aggregation, scale: Scale) -> Mapping[Level | None, int]:
    """Give for what a statement on each level counts, where that is not 1."""
    if aggregation is Aggregation.COMBINE:
        return {level: 1 << place for place, level in enumerate(reversed(scale.levels))}
    if aggregation is Aggregation.IGNORE or scale.kind is Kind.TEXT:
        return {}
    return {True: 1, False: -1} if scale.kind is Kind.BOOLEAN else scale.steps
