"""How far coders agree: percentage agreement, kappas, Krippendorff's alpha, and what to settle.

The measures take *reliability data*: which coder gave which value to which
unit. Each of them is one minus a quotient of two disagreements, the observed
one and the one expected by chance,

    value = 1 - observed_disagreement / expected_disagreement,

except percentage agreement, which takes the observed one alone. They differ in
what chance is taken to be and in how far apart two values are.

| measure | chance | distances | coders | missing values |
|---|---|---|---|---|
| `percentage_agreement` | none | same or not | any | allowed |
| `cohens_kappa` | each coder's habits | same or not, weighted | two | left out |
| `fleiss_kappa` | all values together | same or not | as many on each unit | refused |
| `krippendorff_alpha` | all values together, each once | of three levels | any | allowed |

All of them look at values and never at names: neither the order of the data nor
what units and coders are called changes a result (an interval alone follows
the sorted names of the units, as it draws from them). All take time in
proportion to the number of values.

Sources: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46,
and Psychological Bulletin 70 (1968) 213-220; J. L. Fleiss, Psychological
Bulletin 76 (1971) 378-382; K. Krippendorff, Computing Krippendorff's
Alpha-Reliability (2011), and Content Analysis (4th ed. 2018) ch. 12; A. F.
Hayes and K. Krippendorff, Communication Methods and Measures 1 (2007) 77-89.
Krippendorff's customary lines are 0.800 for firm and 0.667 for tentative
conclusions; they are conventions, and nothing here applies them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Generic, cast

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.coders._coincidences import (
    Disagreements,
    P,
    Pair,
    Pattern,
    Statistic,
    alpha_interval,
    alpha_nominal,
    alpha_ordinal,
    cohen,
    cohen_linear,
    cohen_quadratic,
    fleiss,
    pairs,
)
from eurasec.analysis.coders.data import CodedValue, ReliabilityData, place_name, written
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.selection.display import many
from eurasec.vocab import Severity, Stance, Verdict, Word

__all__ = [
    "Agreement",
    "Bootstrap",
    "ConfidenceInterval",
    "Level",
    "Measure",
    "Weights",
    "cohens_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "percentage_agreement",
]


class Level(Word):
    """What the values of a variable are."""

    NOMINAL = "nominal", "names: two values are the same or not"
    ORDINAL = "ordinal", "places in an order, whatever their distances"
    INTERVAL = "interval", "numbers whose distances mean the same everywhere"


class Weights(Word):
    """How a weighted kappa grows with the distance of two values."""

    LINEAR = "linear", "with the distance"
    QUADRATIC = "quadratic", "with the square of the distance"


class Measure(Word):
    """The measures of agreement, each named as its function."""

    PERCENTAGE_AGREEMENT = "percentage_agreement", "percentage agreement"
    COHENS_KAPPA = "cohens_kappa", "Cohen's kappa"
    FLEISS_KAPPA = "fleiss_kappa", "Fleiss' kappa"
    KRIPPENDORFF_ALPHA = "krippendorff_alpha", "Krippendorff's alpha"


# ── What is found ───────────────────────────────────────────────────────────


@attrs.frozen(kw_only=True)
class Bootstrap:
    """How a confidence interval is to be drawn.

    As many units as there are with compared values are drawn from them with
    replacement, whole, with all their parts and coders; the measure is taken of
    what was drawn; this is done `draws` times, and the interval lies between
    the two percentiles that leave out equal shares at both ends (B. Efron and
    R. J. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; quantiles
    are interpolated linearly). A draw in which all values are the same has no
    value for a measure that corrects for chance, and is drawn again; how many
    were is reported.

    Units are drawn, and not pairs of values as in Krippendorff's own algorithm
    (2006, revised 2011), because the pairs within a unit depend on one another
    and because expected disagreement varies from sample to sample, too: his
    intervals came out much too narrow in simulations, with about 60 % coverage
    at nominally 95 % (A. Zapf and others, BMC Medical Research Methodology 16
    (2016) 93). A bootstrap needs units that were drawn by chance and are not
    few; if coders agree on everything, its interval is a point.

    The random numbers are those of Python's Mersenne Twister, read by
    `random()` alone, which gives the same numbers for a seed in every version.

    Attributes:
        seed: The number from which the draws follow; there is no default.
        draws: How often to draw.
        confidence: How much of the draws the interval holds, between 0 and 1.

    Raises:
        InvalidValueError: If a number is out of range, or the draws are so few
            that less than one lies outside the interval at each end.

    >>> Bootstrap(seed=7)
    Bootstrap(seed=7, draws=2000, confidence=0.95)
    """

    seed: int
    draws: int = 2_000
    confidence: float = 0.95

    def __attrs_post_init__(self) -> None:
        """Judge all fields; raise all problems at once."""
        problems: list[Problem] = []
        for name, number in (("seed", self.seed), ("draws", self.draws)):
            if type(number) is not int:
                message = f"{shown(number)} is not a whole number"
                problems.append(Problem(path=name, message=message, rule="type", value=shown(number)))
        if type(self.confidence) is not float or not 0 < self.confidence < 1:
            message = f"{shown(self.confidence)} is not a number between 0 and 1"
            problems.append(
                Problem(path="confidence", message=message, rule="range", value=shown(self.confidence))
            )
        if not problems and self.draws * (1 - self.confidence) / 2 < 1:
            message = f"{self.draws} are too few for an interval that holds {self.confidence:.6g} of them"
            problems.append(Problem(path="draws", message=message, rule="range", value=shown(self.draws)))
        if problems:
            raise InvalidValueError("Bootstrap", problems)


@attrs.frozen(kw_only=True)
class ConfidenceInterval:
    """Between which values a measure lies in most of the samples drawn again from the data.

    Attributes:
        low: Its lower end.
        high: Its upper end.
        confidence: How much of the draws it holds.
        draws: How many draws it rests on.
        seed: The seed of the draws.
        redrawn: How many further draws had no value, as all their values were the same.
    """

    low: float
    high: float
    confidence: float
    draws: int
    seed: int
    redrawn: int

    def __str__(self) -> str:
        """Give confidence and ends in a few words.

        >>> print(ConfidenceInterval(low=0.5, high=0.75, confidence=0.95, draws=2000, seed=7, redrawn=0))
        95 % interval 0.500 to 0.750
        """
        return f"{self.confidence * 100:.4g} % interval {self.low:.3f} to {self.high:.3f}"


def _plain(_: object, __: object, value: object) -> object:
    """Give words as texts and tuples, which hold texts alone, as lists."""
    if isinstance(value, Word):
        return value.value
    return list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


@attrs.frozen(kw_only=True)
class Agreement:
    """How far coders agree by one measure, with all that the number rests on.

    Attributes:
        measure: The measure, named as its function.
        value: Its value: 1 if coders agree on everything, and 0 if they agree
            as by chance (percentage agreement: if they agree on nothing); `None`
            where it has none.
        undefined: Why it has none, else `None`.
        interval: The confidence interval, if one was asked for and there is a value.
        variable: What was coded, if the data say so.
        level: What the values were taken to be.
        weights: How a weighted kappa was weighted.
        observed_disagreement: How far apart the values in a unit are. Two
            different values are 1 apart; at ordinal level the squared share of
            the values that lie between them; at interval level the squared
            share of the range of values; weighted, the share of that range or
            its square.
        expected_disagreement: How far apart they would be by chance.
        coders: The coders whose values were compared.
        units: The units on which values were compared.
        n_parts: How many parts of units were compared; as many as there are
            units where units have no parts.
        n_values: How many values were compared.
        n_unpaired: How many values were left out because too few coders gave one.
        n_unplaced: How many values were left out because they have no place on the scale.
        records: The ids of the records from which the compared values come.

    >>> found = percentage_agreement(ReliabilityData.from_rows({"ab": [1, 2, 3], "cd": [1, 2, 4]}))
    >>> found.n_units, found.n_values
    (3, 6)
    >>> print(found)
    percentage agreement: 0.667 (nominal; 6 values by 2 coders on 3 units)
    """

    measure: Measure
    value: float | None
    undefined: str | None
    interval: ConfidenceInterval | None
    variable: str | None
    level: Level
    weights: Weights | None
    observed_disagreement: float | None
    expected_disagreement: float | None
    coders: tuple[str, ...]
    units: tuple[str, ...]
    n_parts: int
    n_values: int
    n_unpaired: int
    n_unplaced: int
    records: tuple[str, ...]

    @property
    def n_units(self) -> int:
        """How many units were compared."""
        return len(self.units)

    def __str__(self) -> str:
        """Give measure, value and what it rests on in one line.

        >>> data = ReliabilityData.from_rows({"ab": [1, 1, 2], "cd": [1, 2, 2]}, variable="tone")
        >>> print(krippendorff_alpha(data, level="ordinal"))
        Krippendorff's alpha of tone: 0.444 (ordinal; 6 values by 2 coders on 3 units)
        """
        name = self.measure.meaning
        what = f"{name} of {self.variable}" if self.variable else name
        value = f"undefined: {self.undefined}" if self.value is None else f"{self.value:.3f}"
        kind = f"{self.weights} weights" if self.weights else self.level
        parts = f"{many(self.n_parts, 'part')} of " if self.n_parts != self.n_units else ""
        rests = (
            f"{many(self.n_values, 'value')} by {many(len(self.coders), 'coder')}"
            f" on {parts}{many(self.n_units, 'unit')}"
        )
        left_out = f"; {self.n_unplaced} without a place left out" if self.n_unplaced else ""
        interval = f"; {self.interval}" if self.interval else ""
        return f"{what}: {value} ({kind}; {rests}{left_out}{interval})"

    def to_dict(self) -> dict[str, object]:
        """Give the fields as JSON may hold them.

        >>> percentage_agreement(ReliabilityData.from_rows({"ab": [1], "cd": [1]})).to_dict()["value"]
        1.0
        """
        return attrs.asdict(self, value_serializer=_plain)


# ── Scales: where values stand ──────────────────────────────────────────────


@attrs.frozen
class _Scale:
    """Where values stand: the index of each value's category, and the places of categories.

    Categories of ordered values are numbered along the order, and values at
    one place are one category; places run from 0 to 1.
    """

    level: Level
    index: Mapping[Hashable, int]
    places: tuple[float, ...] = ()


def _own_place(value: Hashable, level: Level) -> tuple[str, Fraction] | None:
    """Give the scale of a value that has a place by itself, and the place."""
    if isinstance(value, (Stance, Verdict)):
        return None if value.score is None else (type(value).__name__, Fraction(value.score))
    if isinstance(value, Severity):
        return None if level is Level.INTERVAL else ("Severity", Fraction(value.rank))
    if isinstance(value, (int, Fraction)):
        return "number", Fraction(value)
    if isinstance(value, (float, Decimal)) and math.isfinite(value):
        return "number", Fraction(value)
    return None


class _Scales:
    """Places the values of some data, and tells what has no place."""

    def __init__(self, data: ReliabilityData, options: Options) -> None:
        self._data = data
        self._options = options
        self._values = tuple(dict.fromkeys(value.value for value in data))

    def nominal(self) -> _Scale:
        """Give every value a category of its own."""
        return _Scale(Level.NOMINAL, {value: index for index, value in enumerate(self._values)})

    def ordered(self, level: Level, order: Iterable[Hashable] | None, *, skip_unplaced: bool) -> _Scale:
        """Place values by a given order, or by themselves: numbers, scores and severities."""
        places = self._own(level) if order is None else self._given(order)
        if not skip_unplaced:
            self._judge_unplaced(places, level)
        used = sorted(set(places.values()))
        number = {place: index for index, place in enumerate(used)}
        spread = used[-1] - used[0] if len(used) > 1 else Fraction(1)
        return _Scale(
            level,
            {value: number[place] for value, place in places.items()},
            tuple(float((place - used[0]) / spread) for place in used),
        )

    def _own(self, level: Level) -> dict[Hashable, Fraction]:
        found = {value: own for value in self._values if (own := _own_place(value, level)) is not None}
        scales = sorted({scale for scale, _ in found.values()})
        if len(scales) > 1:
            message = f"values of different scales cannot be compared at {level} level: {', '.join(scales)}"
            self._options.wrong("values", message, rule="one-scale")
        return {value: place for value, (_, place) in found.items()}

    def _given(self, order: Iterable[Hashable]) -> dict[Hashable, Fraction]:
        given = tuple(order)
        places = {value: Fraction(place) for place, value in enumerate(given)}
        for value, times in Counter(given).items():
            if times > 1:
                message = f"{written(value)!r} stands there {times} times"
                self._options.wrong("order", message, rule="no-repeats", value=value)
        return places

    def _judge_unplaced(self, places: Mapping[Hashable, Fraction], level: Level) -> None:
        """Keep a problem for each different value that has no place, with its first use."""
        first = {value.value: value for value in reversed(self._data.values) if value.value not in places}
        for value in sorted(first, key=written):
            one = first[value]
            message = (
                f"{written(value)!r} by {one.coder} has no place on an {level} scale"
                "; skip_unplaced=True leaves such values out"
            )
            self._options.wrong(place_name(one.unit, one.part), message, rule="placed", value=value)


# ── Which values are compared ───────────────────────────────────────────────

_Cell = tuple[CodedValue, ...]


@attrs.frozen
class _Compared(Generic[P]):
    """What a measure compares: patterns, and the units that have them; and what it leaves out."""

    data: ReliabilityData
    level: Level
    cells: tuple[_Cell, ...]
    patterns: tuple[P, ...]
    units: Mapping[str, Sequence[int]]
    """For each unit the numbers of its parts' patterns."""
    n_unpaired: int
    n_unplaced: int


def _pattern(categories: Sequence[int]) -> Pattern:
    return tuple(sorted(Counter(categories).items()))


def _pair(categories: Sequence[int]) -> Pair:
    first, second = categories
    return first, second


def _compared(
    data: ReliabilityData, scale: _Scale, pattern_of: Callable[[Sequence[int]], P], *, least: int = 2
) -> _Compared[P]:
    """Keep the values that have a place, and of them the cells with enough of them."""
    index = scale.index
    cells: list[_Cell] = []
    numbers: dict[P, int] = {}
    units: dict[str, list[int]] = {}
    n_placed = n_kept = 0
    for values in data.by_unit():
        cell = tuple(value for value in values if value.value in index)
        n_placed += len(cell)
        if len(cell) >= least:
            n_kept += len(cell)
            cells.append(cell)
            pattern = pattern_of([index[value.value] for value in cell])
            number = numbers.setdefault(pattern, len(numbers))
            units.setdefault(cell[0].unit, []).append(number)
    return _Compared(
        data=data,
        level=scale.level,
        cells=tuple(cells),
        patterns=tuple(numbers),
        units=units,
        n_unpaired=n_placed - n_kept,
        n_unplaced=len(data) - n_placed,
    )


# ── From data to result ─────────────────────────────────────────────────────


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Give a quantile of sorted numbers, interpolated linearly (type 7 of Hyndman and Fan, 1996)."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _drawn(patterns: Sequence[P], units: Iterable[Sequence[int]]) -> list[tuple[P, int]]:
    """Count the patterns of some units, which may stand there several times."""
    return [(patterns[number], times) for number, times in Counter(chain.from_iterable(units)).items()]


def _interval(compared: _Compared[P], statistic: Statistic[P], bootstrap: Bootstrap) -> ConfidenceInterval:
    """Draw units again and again, and give the percentiles of what the statistic makes of them."""
    from random import Random  # noqa: PLC0415 - only who asks for an interval needs it

    draw = Random(bootstrap.seed).random  # noqa: S311 - a sample, not a secret
    units = list(compared.units.values())
    n = len(units)
    values: list[float] = []
    redrawn = 0
    while len(values) < bootstrap.draws:
        value = statistic(_drawn(compared.patterns, [units[int(draw() * n)] for _ in range(n)])).value
        if value is None:
            redrawn += 1
        else:
            values.append(value)
    values.sort()
    outside = (1 - bootstrap.confidence) / 2
    return ConfidenceInterval(
        low=_quantile(values, outside),
        high=_quantile(values, 1 - outside),
        confidence=bootstrap.confidence,
        draws=bootstrap.draws,
        seed=bootstrap.seed,
        redrawn=redrawn,
    )


def _agreement(
    measure: Measure,
    compared: _Compared[P],
    statistic: Statistic[P],
    bootstrap: Bootstrap | None,
    weights: Weights | None = None,
) -> Agreement:
    """Take a statistic of what is compared, and put down what it rests on."""
    found = Disagreements(None, None)
    undefined: str | None = "no unit has values by two coders"
    interval: ConfidenceInterval | None = None
    if compared.units:
        found = statistic(_drawn(compared.patterns, compared.units.values()))
        undefined = "all compared values are the same" if found.value is None else None
        if bootstrap is not None and found.value is not None:
            interval = _interval(compared, statistic, bootstrap)
    values = tuple(chain.from_iterable(compared.cells))
    return Agreement(
        measure=measure,
        value=found.value,
        undefined=undefined,
        interval=interval,
        variable=compared.data.variable,
        level=compared.level,
        weights=weights,
        observed_disagreement=found.observed,
        expected_disagreement=found.expected,
        coders=tuple(sorted({value.coder for value in values})),
        units=tuple(compared.units),
        n_parts=len(compared.cells),
        n_values=len(values),
        n_unpaired=compared.n_unpaired,
        n_unplaced=compared.n_unplaced,
        records=tuple(dict.fromkeys(chain.from_iterable(value.records for value in values))),
    )


def _data(values: Iterable[CodedValue]) -> ReliabilityData:
    return values if isinstance(values, ReliabilityData) else ReliabilityData(values)


def percentage_agreement(values: Iterable[CodedValue], *, bootstrap: Bootstrap | None = None) -> Agreement:
    """Give the share of pairs of values in the same unit that are the same.

    Each two coders of a unit make one pair. The share does not say how much of
    it chance would bring about, and so cannot be compared between variables
    with few and with many values; give it beside a measure that can.

    Args:
        values: Reliability data, or the coded values to make them from.
        bootstrap: How to draw a confidence interval; else none is drawn.

    Returns:
        The agreement, from 0 to 1; undefined if no unit has two values.

    >>> data = ReliabilityData.from_rows({"ab": [1, 2, 3, None], "cd": [1, 2, 2, 1], "ef": [1, 2, 2, 1]})
    >>> print(percentage_agreement(data))
    percentage agreement: 0.800 (nominal; 11 values by 3 coders on 4 units)
    """
    data = _data(values)
    scale = _Scales(data, Options("percentage_agreement")).nominal()
    return _agreement(Measure.PERCENTAGE_AGREEMENT, _compared(data, scale, _pattern), pairs, bootstrap)


def cohens_kappa(
    values: Iterable[CodedValue],
    *,
    weights: Weights | str | None = None,
    order: Iterable[Hashable] | None = None,
    skip_unplaced: bool = False,
    bootstrap: Bootstrap | None = None,
) -> Agreement:
    """Give Cohen's kappa of two coders, plain (1960) or weighted (1968).

    Chance is that each of the two gives values as often as they do, but
    without looking at the unit. Units that only one of them coded are left
    out. A weighted kappa counts a disagreement as much as the two values are
    apart. Their places are those of `order`, one step after another, or their
    own: those of numbers, the scores of stances and verdicts, the ranks of
    severities.

    Kappa rewards coders who differ in how often they give a value, as that
    makes chance agreement look smaller; where this matters take
    `krippendorff_alpha`, which does not.

    Args:
        values: Reliability data, or the coded values to make them from.
        weights: How disagreements are weighted, else all count the same.
        order: The values from lowest to highest, for weights.
        skip_unplaced: Leave out values without a place, instead of refusing them.
        bootstrap: How to draw a confidence interval; else none is drawn.

    Returns:
        The agreement; undefined if both never coded the same unit, or always
        gave the same value.

    Raises:
        InvalidValueError: If there are not exactly two coders, an option is wrong,
            or a value has no place.

    >>> data = ReliabilityData.from_rows({"ab": list("yyyynn"), "cd": list("yyynnn")})
    >>> print(cohens_kappa(data))
    Cohen's kappa: 0.667 (nominal; 12 values by 2 coders on 6 units)
    """
    data = _data(values)
    options = Options("cohens_kappa")
    if len(data.coders) != 2:  # noqa: PLR2004 - two, as its definition says
        message = (
            f"there are {many(len(data.coders), 'coder')}, and not two; of_coders() gives the data of two"
        )
        options.wrong("values", message, rule="two-coders")
    weighted = None if weights is None else options.word("weights", weights, Weights, what="way to weigh")
    if weighted is None and order is not None:
        options.wrong("order", "goes with weights alone", rule="option")
    options.judge()
    scales = _Scales(data, options)
    statistic: Statistic[Pair] = cohen
    scale = scales.nominal()
    if weighted is not None:
        scale = scales.ordered(Level.ORDINAL, order, skip_unplaced=skip_unplaced)
        statistic = (cohen_linear if weighted is Weights.LINEAR else cohen_quadratic)(scale.places)
    options.judge()
    return _agreement(Measure.COHENS_KAPPA, _compared(data, scale, _pair), statistic, bootstrap, weighted)


def fleiss_kappa(
    values: Iterable[CodedValue], *, skip_incomplete: bool = False, bootstrap: Bootstrap | None = None
) -> Agreement:
    """Give Fleiss' kappa of any number of coders (1971).

    Chance is that values are drawn from all values given, whoever gave them.
    Each unit needs the same number of values, but not by the same coders. For
    two coders it is Scott's pi, not Cohen's kappa. It is nominal alpha without
    the allowance for small samples: `1 - alpha = (1 - kappa) * (n - 1) / n` for
    `n` values.

    Args:
        values: Reliability data, or the coded values to make them from.
        skip_incomplete: Leave out units with fewer values than others, instead
            of refusing them.
        bootstrap: How to draw a confidence interval; else none is drawn.

    Returns:
        The agreement; undefined if no unit has two values, or all are the same.

    Raises:
        InvalidValueError: If some units have fewer values than others.

    >>> data = ReliabilityData.from_rows({"ab": list("yyyynn"), "cd": list("yyynnn"), "ef": list("yynnnn")})
    >>> print(fleiss_kappa(data))
    Fleiss' kappa: 0.556 (nominal; 18 values by 3 coders on 6 units)
    """
    data = _data(values)
    options = Options("fleiss_kappa")
    most = max((len(cell) for cell in data.by_unit()), default=0)
    if not skip_incomplete:
        for cell in data.by_unit():
            if len(cell) < most:
                message = f"has {many(len(cell), 'value')}, where others have {most}"
                options.wrong(place_name(cell[0].unit, cell[0].part), message, rule="same-number")
    options.judge()
    compared = _compared(data, _Scales(data, options).nominal(), _pattern, least=max(most, 2))
    return _agreement(Measure.FLEISS_KAPPA, compared, fleiss, bootstrap)


def krippendorff_alpha(
    values: Iterable[CodedValue],
    *,
    level: Level | str = Level.NOMINAL,
    order: Iterable[Hashable] | None = None,
    skip_unplaced: bool = False,
    bootstrap: Bootstrap | None = None,
) -> Agreement:
    """Give Krippendorff's alpha of any number of coders, with missing values allowed.

    Chance is that values are paired at random, whoever gave them and to which
    unit, each value once. A unit with one value says nothing of agreement and
    is left out. Where all values are the same, alpha is 0/0: nobody has shown
    that the coders can tell values apart.

    At ordinal level two values are as far apart as there are values given that
    lie between them; their order is that of `order`, or their own: that of
    numbers, of the scores of stances and verdicts, of severities. At interval
    level they are as far apart as their numbers or scores. Values at one place
    are the same, such as the stances `neutral` and `mixed`; an `unclear` stance
    has no place, and severities have none at interval level.

    Args:
        values: Reliability data, or the coded values to make them from.
        level: What the values are.
        order: The values from lowest to highest, for the ordinal level.
        skip_unplaced: Leave out values without a place, instead of refusing them.
        bootstrap: How to draw a confidence interval; else none is drawn.

    Returns:
        The agreement; undefined if no unit has two values, or all are the same.

    Raises:
        InvalidValueError: If an option is wrong, or a value has no place at this level.

    The example of Krippendorff (2011), section C:

    >>> data = ReliabilityData.from_rows({
    ...     "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...     "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...     "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    ...     "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ... })
    >>> for level in Level:
    ...     print(krippendorff_alpha(data, level=level))
    Krippendorff's alpha: 0.743 (nominal; 40 values by 4 coders on 11 units)
    Krippendorff's alpha: 0.815 (ordinal; 40 values by 4 coders on 11 units)
    Krippendorff's alpha: 0.849 (interval; 40 values by 4 coders on 11 units)
    """
    data = _data(values)
    options = Options("krippendorff_alpha")
    of_level = options.word("level", level, Level, what="level of measurement")
    if of_level is not Level.ORDINAL and order is not None:
        options.wrong("order", "goes with the ordinal level alone", rule="option")
    options.judge()
    scales = _Scales(data, options)
    statistic: Statistic[Pattern] = alpha_nominal
    scale = scales.nominal()
    if of_level is not Level.NOMINAL:
        scale = scales.ordered(of_level, order, skip_unplaced=skip_unplaced)
        statistic = alpha_ordinal if of_level is Level.ORDINAL else alpha_interval(scale.places)
    options.judge()
    return _agreement(Measure.KRIPPENDORFF_ALPHA, _compared(data, scale, _pattern), statistic, bootstrap)
