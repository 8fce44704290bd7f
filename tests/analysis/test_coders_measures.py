"""How far coders agree: worked examples, other packages, and laws."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, permutations, product
from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from eurasec.analysis.coders.data import CodedValue, ReliabilityData
from eurasec.analysis.coders.measures import (
    Agreement,
    Bootstrap,
    Level,
    Measure,
    Weights,
    cohens_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percentage_agreement,
)
from eurasec.errors import InvalidValueError
from eurasec.vocab import Severity, Stance, Verdict

Grid = list[list[int | None]]


def data_of(rows: Sequence[Sequence[object]], **options: str) -> ReliabilityData:
    return ReliabilityData.from_rows({f"c{number}": list(row) for number, row in enumerate(rows)}, **options)


def read(text: str) -> list[int | None]:
    return [None if mark in "*." else int(mark) for mark in text.split()]


def value_of(agreement: Agreement) -> float:
    assert agreement.value is not None
    return agreement.value


# ── Published examples ──────────────────────────────────────────────────────

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C.
BINARY = [list("0100000010"), list("1110010000")]
NOMINAL = [list("aabbdcccedda"), list("babbbccceddd")]
FOUR_CODERS = [
    read("1 2 3 3 2 1 4 1 2 * * *"),
    read("1 2 3 3 2 2 4 1 2 5 * 3"),
    read("* 3 3 3 2 3 4 2 2 5 1 *"),
    read("1 2 3 3 2 4 4 1 2 5 1 *"),
]

# A. F. Hayes and K. Krippendorff, Communication Methods and Measures 1 (2007), table 1:
# forty articles, five observers.
NEWS_TONE = [
    read("1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1"),
    read("1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1"),
    read("2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1"),
    read(". 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 ."),
    read("2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1"),
]

# J. L. Fleiss, Psychological Bulletin 76 (1971), table 1: thirty patients, six diagnoses each
# (1 depression, 2 personality disorder, 3 schizophrenia, 4 neurosis, 5 other).
DIAGNOSES = """
    444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
    144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
    555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""

# J. Cohen, Educational and Psychological Measurement 20 (1960), table 2.
TWO_JUDGES = {
    ("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18,
    ("2", "1"): 10, ("2", "2"): 40, ("2", "3"): 10,
    ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12,
}  # fmt: skip


def test_alpha_of_binary_values_by_two_coders_is_as_krippendorff_computes_it() -> None:
    agreement = krippendorff_alpha(data_of(BINARY))
    assert agreement.value == pytest.approx(0.095238, abs=5e-7)
    assert agreement.observed_disagreement == pytest.approx(4 * 2 / 20)
    assert agreement.expected_disagreement == pytest.approx(14 * 6 * 2 / (20 * 19))


def test_alpha_of_nominal_values_by_two_coders_is_as_krippendorff_computes_it() -> None:
    assert value_of(krippendorff_alpha(data_of(NOMINAL))) == pytest.approx(0.691964, abs=5e-7)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107)]
)
def test_alpha_with_missing_values_is_as_krippendorff_computes_it(level: str, published: float) -> None:
    agreement = krippendorff_alpha(data_of(FOUR_CODERS), level=level)
    assert agreement.value == pytest.approx(published, abs=5e-7)
    assert (agreement.n_values, agreement.n_units, agreement.n_unpaired) == (40, 11, 1)
    assert agreement.coders == ("c0", "c1", "c2", "c3")


@pytest.mark.parametrize(
    ("level", "published", "within"),
    [("ordinal", 0.7598, 5e-5), ("nominal", 0.477, 5e-4), ("interval", 0.757, 5e-4)],
)
def test_alpha_of_news_tone_is_as_hayes_and_krippendorff_report_it(
    level: str, published: float, within: float
) -> None:
    assert value_of(krippendorff_alpha(data_of(NEWS_TONE), level=level)) == pytest.approx(
        published, abs=within
    )


def test_fleiss_kappa_of_psychiatric_diagnoses_is_as_fleiss_reports_it() -> None:
    agreement = fleiss_kappa(data_of(list(zip(*DIAGNOSES.split(), strict=True))))
    assert agreement.value == pytest.approx(0.430, abs=5e-4)
    assert agreement.observed_disagreement == pytest.approx(1 - 0.5556, abs=5e-5)
    assert agreement.expected_disagreement == pytest.approx(1 - 0.220, abs=5e-4)


def test_cohens_kappa_of_two_judges_is_as_cohen_reports_it() -> None:
    pairs = list(chain.from_iterable([pair] * times for pair, times in TWO_JUDGES.items()))
    agreement = cohens_kappa(data_of(list(zip(*pairs, strict=True))))
    assert agreement.value == pytest.approx(0.492, abs=5e-4)
    assert agreement.observed_disagreement == pytest.approx(1 - 0.70)
    assert agreement.expected_disagreement == pytest.approx(1 - 0.41)


def test_percentage_agreement_counts_each_pair_of_coders_once() -> None:
    agreement = percentage_agreement(data_of([["a", "a", None], ["a", "b", "c"], ["b", "b", None]]))
    assert agreement.value == pytest.approx(2 / 6)
    assert agreement.expected_disagreement is None
    assert (agreement.n_units, agreement.n_values, agreement.n_unpaired) == (2, 6, 1)


def test_percentage_agreement_of_two_coders_is_the_share_of_units_on_which_they_agree() -> None:
    assert percentage_agreement(data_of(BINARY)).value == pytest.approx(0.6)


# ── Other packages ──────────────────────────────────────────────────────────


def random_grid(seed: int, *, coders: int, units: int, values: int, missing: float = 0.0) -> Grid:
    """Give values that agree more than by chance, some of them missing."""
    random = Random(seed)
    truth = [random.randrange(values) for _ in range(units)]
    return [
        [
            None
            if random.random() < missing
            else (true if random.random() < 0.5 else random.randrange(values))
            for true in truth
        ]
        for _ in range(coders)
    ]


def as_array(grid: Sequence[Sequence[float | None]]) -> np.ndarray:
    return np.array([[np.nan if value is None else value for value in row] for row in grid], dtype=float)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("seed", range(8))
def test_alpha_is_that_of_the_krippendorff_package(level: Level, seed: int) -> None:
    grid = random_grid(seed, coders=2 + seed % 4, units=25, values=3 + seed % 5, missing=0.2)
    expected = krippendorff.alpha(reliability_data=as_array(grid), level_of_measurement=level.value)
    assert value_of(krippendorff_alpha(data_of(grid), level=level)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_interval_alpha_of_numbers_that_never_repeat_is_that_of_the_krippendorff_package(seed: int) -> None:
    random = Random(seed)
    grid = [[random.gauss(1_000, 3) for _ in range(15)] for _ in range(3)]
    expected = krippendorff.alpha(reliability_data=np.array(grid), level_of_measurement="interval")
    assert value_of(krippendorff_alpha(data_of(grid), level="interval")) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weights", [None, *Weights])
def test_cohens_kappa_is_that_of_scikit_learn(weights: Weights | None, seed: int) -> None:
    grid = random_grid(seed, coders=2, units=30, values=5)
    expected = cohen_kappa_score(*grid, labels=list(range(5)), weights=weights and weights.value)
    assert value_of(cohens_kappa(data_of(grid), weights=weights)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_fleiss_kappa_is_alpha_without_the_allowance_for_small_samples(seed: int) -> None:
    grid = random_grid(seed, coders=2 + seed % 4, units=12, values=4)
    alpha = krippendorff.alpha(reliability_data=as_array(grid), level_of_measurement="nominal")
    n = len(grid) * 12
    assert value_of(fleiss_kappa(data_of(grid))) == pytest.approx(1 - (1 - alpha) * n / (n - 1), abs=1e-12)


def test_the_interval_holds_the_middle_of_what_the_krippendorff_package_makes_of_units_drawn_again() -> None:
    array = as_array(FOUR_CODERS)[:, :11]
    draw = Random(11).random
    values = []
    while len(values) < 200:
        columns = [int(draw() * 11) for _ in range(11)]
        values.append(krippendorff.alpha(reliability_data=array[:, columns], level_of_measurement="ordinal"))
    low, high = np.quantile(values, [0.05, 0.95])
    bootstrap = Bootstrap(seed=11, draws=200, confidence=0.9)
    interval = krippendorff_alpha(data_of(FOUR_CODERS), level="ordinal", bootstrap=bootstrap).interval
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))
    assert (interval.draws, interval.seed, interval.confidence, interval.redrawn) == (200, 11, 0.9, 0)


# ── Intervals ───────────────────────────────────────────────────────────────

MEASURES: dict[Measure, Callable[..., Agreement]] = {
    Measure.PERCENTAGE_AGREEMENT: percentage_agreement,
    Measure.COHENS_KAPPA: cohens_kappa,
    Measure.FLEISS_KAPPA: fleiss_kappa,
    Measure.KRIPPENDORFF_ALPHA: krippendorff_alpha,
}


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_gives_the_same_interval_for_the_same_seed_and_another_for_another(
    measure: Measure,
) -> None:
    data = data_of(random_grid(1, coders=2, units=30, values=3))
    first = MEASURES[measure](data, bootstrap=Bootstrap(seed=1, draws=100))
    again = MEASURES[measure](data, bootstrap=Bootstrap(seed=1, draws=100))
    other = MEASURES[measure](data, bootstrap=Bootstrap(seed=2, draws=100))
    assert first == again
    assert first != other
    assert first.measure is measure
    assert first.value is not None
    assert first.interval is not None
    assert first.interval.low <= first.value <= first.interval.high


def test_the_interval_of_coders_who_agree_on_everything_is_a_point() -> None:
    interval = krippendorff_alpha(data_of([[1, 2, 3], [1, 2, 3]]), bootstrap=Bootstrap(seed=1)).interval
    assert interval is not None
    assert (interval.low, interval.high) == (1.0, 1.0)


def test_draws_in_which_all_values_are_the_same_are_drawn_again_and_counted() -> None:
    interval = krippendorff_alpha(data_of([[1, 1, 2], [1, 1, 2]]), bootstrap=Bootstrap(seed=1)).interval
    assert interval is not None
    assert interval.redrawn > 500
    assert interval.draws == 2_000


def test_a_unit_is_drawn_with_all_its_parts() -> None:
    values = [
        CodedValue(unit=unit, part=part, coder=coder, value=value)
        for unit, part, said in [("u1", "x", "ab"), ("u1", "y", "cc"), ("u2", "x", "aa"), ("u2", "y", "cc")]
        for coder, value in zip(("k", "l"), said, strict=True)
    ]
    agreement = percentage_agreement(values, bootstrap=Bootstrap(seed=1))
    assert agreement.interval is not None
    assert (agreement.n_units, agreement.n_parts, agreement.value) == (2, 4, 0.75)
    assert (agreement.interval.low, agreement.interval.high) == (0.5, 1.0)
    assert "8 values by 2 coders on 4 parts of 2 units" in str(agreement)


def test_no_interval_is_drawn_where_there_is_no_value() -> None:
    assert krippendorff_alpha(data_of([[1, 1], [1, 1]]), bootstrap=Bootstrap(seed=1)).interval is None


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"seed": "7"}, "seed"),
        ({"seed": True}, "seed"),
        ({"seed": 7, "draws": 10.0}, "draws"),
        ({"seed": 7, "draws": 0}, "draws"),
        ({"seed": 7, "draws": 39}, "draws"),
        ({"seed": 7, "confidence": 1.0}, "confidence"),
        ({"seed": 7, "confidence": 95}, "confidence"),
    ],
)
def test_a_bootstrap_that_makes_no_sense_is_refused(options: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Bootstrap(**options)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_a_bootstrap_tells_all_that_is_wrong_with_it() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Bootstrap(seed=1.5, draws=None, confidence=0)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["seed", "draws", "confidence"]


# ── Where there is no value ─────────────────────────────────────────────────


@pytest.mark.parametrize("measure", [cohens_kappa, fleiss_kappa, krippendorff_alpha])
def test_values_that_are_all_the_same_show_no_reliability(measure: Callable[..., Agreement]) -> None:
    agreement = measure(data_of([["a", "a"], ["a", "a"]]))
    assert agreement.value is None
    assert agreement.undefined == "all compared values are the same"
    assert (agreement.observed_disagreement, agreement.expected_disagreement) == (0, 0)
    assert "undefined: all compared values are the same" in str(agreement)


@pytest.mark.parametrize("weights", list(Weights))
def test_weighted_kappa_has_no_value_where_all_values_are_at_one_place(weights: Weights) -> None:
    agreement = cohens_kappa(data_of([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]]), weights=weights)
    assert agreement.value is None


@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_alpha_has_no_value_where_all_values_are_at_one_place(level: str) -> None:
    data = data_of([[Stance.NEUTRAL, Stance.MIXED], [Stance.MIXED, Stance.MIXED]])
    assert krippendorff_alpha(data, level=level).value is None
    assert krippendorff_alpha(data).value is not None


def test_percentage_agreement_has_a_value_even_where_all_values_are_the_same() -> None:
    assert percentage_agreement(data_of([["a", "a"], ["a", "a"]])).value == 1


@pytest.mark.parametrize("measure", [percentage_agreement, fleiss_kappa, krippendorff_alpha])
@pytest.mark.parametrize("rows", [[], [["a", "b"]]])
def test_without_a_unit_that_two_have_coded_there_is_nothing_to_compare(
    measure: Callable[..., Agreement], rows: list[list[str]]
) -> None:
    agreement = measure(data_of(rows), bootstrap=Bootstrap(seed=1))
    assert agreement.value is None
    assert agreement.undefined == "no unit has values by two coders"
    assert agreement.observed_disagreement is None
    assert agreement.coders == agreement.units == agreement.records == ()
    assert agreement.n_unpaired == sum(map(len, rows))


def test_two_coders_who_never_coded_the_same_unit_cannot_be_compared() -> None:
    agreement = cohens_kappa(data_of([["a", None], [None, "b"]]))
    assert agreement.undefined == "no unit has values by two coders"


# ── Places and levels ───────────────────────────────────────────────────────


def test_a_misspelt_level_names_the_nearest_word() -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'ordinal'"):
        krippendorff_alpha(data_of(BINARY), level="ordnal")


def test_misspelt_weights_name_the_nearest_word() -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'linear'"):
        cohens_kappa(data_of(BINARY), weights="liner")


@pytest.mark.parametrize("level", ["nominal", "interval"])
def test_an_order_goes_with_the_ordinal_level_alone(level: str) -> None:
    with pytest.raises(InvalidValueError, match="order: goes with the ordinal level alone"):
        krippendorff_alpha(data_of([[1, 2], [1, 2]]), level=level, order=[1, 2])


def test_an_order_goes_with_weights_alone() -> None:
    with pytest.raises(InvalidValueError, match="order: goes with weights alone"):
        cohens_kappa(data_of([[1, 2], [1, 2]]), order=[1, 2])


def test_an_order_that_names_a_value_twice_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="order: 'a' stands there 2 times"):
        krippendorff_alpha(data_of(["ab", "ab"]), level="ordinal", order="aba")


def test_words_without_an_order_are_refused_with_the_place_where_they_first_stand() -> None:
    with pytest.raises(InvalidValueError) as caught:
        krippendorff_alpha(data_of([["low", "high"], ["low", "mid"]]), level="ordinal")
    assert [problem.path for problem in caught.value.problems] == ["2", "1", "2"]
    assert "'high' by c0 has no place on an ordinal scale" in str(caught.value)


def test_a_given_order_places_words() -> None:
    words = {0: "none", 1: "some", 2: "much", 3: "all"}
    grid = random_grid(3, coders=3, units=20, values=4, missing=0.1)
    worded = [[value if value is None else words[value] for value in row] for row in grid]
    by_words = krippendorff_alpha(data_of(worded), level="ordinal", order=words.values())
    by_numbers = krippendorff_alpha(data_of(grid), level="ordinal")
    assert by_words.value == by_numbers.value


def test_the_steps_of_a_given_order_weigh_values_that_nobody_gave() -> None:
    data = data_of([["low", "mid", "top"], ["mid", "mid", "top"]])
    near = cohens_kappa(data, weights="linear", order=["low", "mid", "top"])
    far = cohens_kappa(data, weights="linear", order=["low", "mid", "high", "higher", "top"])
    assert value_of(near) == pytest.approx(cohen_kappa_score([0, 1, 2], [1, 1, 2], weights="linear"))
    assert value_of(far) == pytest.approx(
        cohen_kappa_score([0, 1, 4], [1, 1, 4], labels=list(range(5)), weights="linear")
    )


def test_severities_have_an_order_but_no_distances() -> None:
    rows = [
        [Severity.LOW, Severity.GRAVE, Severity.SERIOUS],
        [Severity.LOW, Severity.EXISTENTIAL, Severity.SERIOUS],
    ]
    ranks = [[word.rank for word in row] for row in rows]
    assert krippendorff_alpha(data_of(rows), level="ordinal").value == (
        krippendorff_alpha(data_of(ranks), level="ordinal").value
    )
    assert cohens_kappa(data_of(rows), weights="quadratic").value == (
        cohens_kappa(data_of(ranks), weights="quadratic").value
    )
    with pytest.raises(InvalidValueError, match="no place on an interval scale"):
        krippendorff_alpha(data_of(rows), level="interval")


@pytest.mark.parametrize("words", [Stance, Verdict])
@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_words_with_scores_are_placed_by_them(words: type[Stance | Verdict], level: str) -> None:
    scored = [word for word in words if word.score is not None]
    rows = [scored, scored[1:] + scored[:1]]
    scores = [[word.score for word in row] for row in rows]
    assert krippendorff_alpha(data_of(rows), level=level).value == (
        krippendorff_alpha(data_of(scores), level=level).value
    )


def test_an_unclear_stance_has_no_place_and_is_left_out_on_demand() -> None:
    rows = [
        [Stance.SUPPORT, Stance.UNCLEAR, Stance.OPPOSE, Stance.SUPPORT],
        [Stance.SUPPORT, Stance.SUPPORT, Stance.NEUTRAL, Stance.OPPOSE],
    ]
    with pytest.raises(InvalidValueError, match="'unclear' by c0 has no place on an interval scale"):
        krippendorff_alpha(data_of(rows), level="interval")
    agreement = krippendorff_alpha(data_of(rows), level="interval", skip_unplaced=True)
    without = krippendorff_alpha(data_of([[1, -1, 1], [1, 0, -1]]), level="interval")
    assert agreement.value == without.value
    assert (agreement.n_unplaced, agreement.n_unpaired, agreement.n_values) == (1, 1, 6)
    assert "1 without a place left out" in str(agreement)


def test_values_of_different_scales_are_not_compared() -> None:
    data = data_of([[Severity.LOW, 1], [Stance.SUPPORT, 2]])
    with pytest.raises(InvalidValueError, match=r"different scales .*Severity, Stance, number"):
        krippendorff_alpha(data, level="ordinal")


def test_numbers_of_all_kinds_stand_on_one_scale() -> None:
    data = data_of([[1, Decimal("1.5"), Fraction(1, 3), True], [1.0, 2, 0.25, 10**400]])
    agreement = krippendorff_alpha(data, level="ordinal")
    assert agreement.value == krippendorff_alpha(data_of([[2, 3, 1, 2], [2, 4, 0, 5]]), level="ordinal").value


@pytest.mark.parametrize("number", [float("inf"), Decimal("-Infinity"), 1 + 2j])
def test_what_is_no_finite_number_has_no_place(number: object) -> None:
    with pytest.raises(InvalidValueError, match="has no place"):
        krippendorff_alpha(data_of([[1, number], [1, 2]]), level="ordinal")


# ── Who is compared ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("coders", [0, 1, 3])
def test_cohens_kappa_is_for_two_coders(coders: int) -> None:
    with pytest.raises(InvalidValueError, match=f"there are {coders} coders?, and not two"):
        cohens_kappa(data_of([["a"]] * coders))


def test_cohens_kappa_leaves_out_units_that_one_of_the_two_did_not_code() -> None:
    agreement = cohens_kappa(data_of([["a", "b", "a", None], ["a", "b", "b", "b"]]))
    assert value_of(agreement) == pytest.approx(cohen_kappa_score(list("aba"), list("abb")))
    assert (agreement.n_values, agreement.n_unpaired) == (6, 1)


def test_fleiss_kappa_refuses_units_with_fewer_values_and_names_them() -> None:
    with pytest.raises(InvalidValueError) as caught:
        fleiss_kappa(data_of(FOUR_CODERS))
    assert [problem.path for problem in caught.value.problems] == ["01", "10", "11", "12"]
    assert "12: has 1 value, where others have 4" in str(caught.value)


def test_fleiss_kappa_leaves_out_incomplete_units_on_demand() -> None:
    agreement = fleiss_kappa(data_of(FOUR_CODERS), skip_incomplete=True)
    assert agreement.value == fleiss_kappa(data_of([row[1:9] for row in FOUR_CODERS])).value
    assert (agreement.n_units, agreement.n_unpaired) == (8, 9)


def test_plain_coded_values_will_do() -> None:
    data = data_of(NOMINAL)
    for measure in MEASURES.values():
        assert measure(iter(data)) == measure(data)


# ── Results ─────────────────────────────────────────────────────────────────


def test_a_result_names_the_records_behind_it_once() -> None:
    values = [
        CodedValue(unit="u1", coder="ab", value=1, records=("p-1",)),
        CodedValue(unit="u1", coder="cd", value=1, records=("p-2", "p-3")),
        CodedValue(unit="u2", coder="ab", value=2, records=("p-4",)),
        CodedValue(unit="u3", coder="ab", value=2, records=("p-1",)),
        CodedValue(unit="u3", coder="cd", value=2, records=("p-6",)),
    ]
    agreement = krippendorff_alpha(values)
    assert agreement.records == ("p-1", "p-2", "p-3", "p-6")
    assert agreement.units == ("u1", "u3")


def test_a_result_converts_to_a_plain_dict() -> None:
    data = data_of([[1, 2, 2], [1, 2, 3]], variable="tone")
    plain = cohens_kappa(data, weights="linear", bootstrap=Bootstrap(seed=3, draws=50)).to_dict()
    assert type(plain["measure"]) is type(plain["level"]) is type(plain["weights"]) is str
    assert plain["measure"] == "cohens_kappa"
    assert plain["coders"] == ["c0", "c1"]
    assert plain["interval"]["seed"] == 3
    assert plain["variable"] == "tone"


def test_a_result_prints_as_one_line() -> None:
    data = data_of([[1, 2, 2], [1, 2, 3]], variable="tone")
    agreement = cohens_kappa(data, weights="linear", bootstrap=Bootstrap(seed=3, draws=200, confidence=0.9))
    assert str(agreement).startswith(
        "Cohen's kappa of tone: 0.571 (linear weights; 6 values by 2 coders on 3 units; 90 %"
    )
    assert "\n" not in str(agreement)


def test_results_pickle() -> None:
    agreement = krippendorff_alpha(data_of(NOMINAL), bootstrap=Bootstrap(seed=3, draws=50))
    assert pickle.loads(pickle.dumps(agreement)) == agreement


# ── Laws ────────────────────────────────────────────────────────────────────


@st.composite
def grids(draw: st.DrawFn, *, missing: bool = True, coders: int | None = None) -> Grid:
    n_coders = coders or draw(st.integers(2, 4))
    n_units = draw(st.integers(1, 7))
    cell = st.integers(0, 3)
    row = st.lists(st.none() | cell if missing else cell, min_size=n_units, max_size=n_units)
    return draw(st.lists(row, min_size=n_coders, max_size=n_coders))


def paired(grid: Grid) -> list[list[int]]:
    units = ([value for value in unit if value is not None] for unit in zip(*grid, strict=True))
    return [unit for unit in units if len(unit) > 1]


def alpha_by_definition(grid: Grid, distance: Callable[[int, int, list[int]], Fraction]) -> Fraction | None:
    """Give alpha from all pairs of values, in exact fractions."""
    units = paired(grid)
    values = sorted(chain.from_iterable(units))
    n = len(values)
    chance = sum(distance(one, other, values) for one, other in permutations(values, 2))
    if not chance:
        return None
    within = sum(
        Fraction(1, len(unit) - 1) * distance(one, other, values)
        for unit in units
        for one, other in permutations(unit, 2)
    )
    return 1 - (n - 1) * within / chance


def nominal_distance(one: int, other: int, _: list[int]) -> Fraction:
    return Fraction(one != other)


def ordinal_distance(one: int, other: int, values: list[int]) -> Fraction:
    low, high = sorted((one, other))
    between = sum(low <= value <= high for value in values)
    ends = Fraction(values.count(low) + values.count(high), 2)
    return Fraction(0) if low == high else (between - ends) ** 2


def interval_distance(one: int, other: int, _: list[int]) -> Fraction:
    return Fraction((one - other) ** 2)


@pytest.mark.parametrize(
    ("level", "distance"),
    [("nominal", nominal_distance), ("ordinal", ordinal_distance), ("interval", interval_distance)],
)
@given(grid=grids())
def test_alpha_is_what_its_definition_over_all_pairs_says(
    grid: Grid, level: str, distance: Callable[[int, int, list[int]], Fraction]
) -> None:
    expected = alpha_by_definition(grid, distance)
    value = krippendorff_alpha(data_of(grid), level=level).value
    assert value is None if expected is None else value == pytest.approx(float(expected), abs=1e-12)


@pytest.mark.parametrize("weights", [None, *Weights])
@given(grid=grids(missing=False, coders=2))
def test_kappa_is_what_its_definition_over_all_pairs_says(grid: Grid, weights: Weights | None) -> None:
    power = {None: 0, Weights.LINEAR: 1, Weights.QUADRATIC: 2}[weights]
    first, second = grid

    def apart(one: int, other: int) -> int:
        return 0 if one == other else abs(one - other) ** power

    chance = Fraction(sum(apart(*pair) for pair in product(first, second)), len(first) ** 2)
    observed = Fraction(sum(map(apart, first, second)), len(first))
    value = cohens_kappa(data_of(grid), weights=weights).value
    assert value is None if not chance else value == pytest.approx(float(1 - observed / chance), abs=1e-12)


ALL: list[Callable[[ReliabilityData], Agreement]] = [
    percentage_agreement,
    lambda data: fleiss_kappa(data, skip_incomplete=True),
    *(lambda data, level=level: krippendorff_alpha(data, level=level) for level in Level),
]


@given(grid=grids(), shuffled=st.randoms(use_true_random=False))
def test_the_order_of_the_data_changes_nothing(grid: Grid, shuffled: Random) -> None:
    values = list(data_of(grid))
    data = ReliabilityData(values)
    shuffled.shuffle(values)
    assert ReliabilityData(values) == data
    for measure in ALL:
        assert measure(ReliabilityData(values)) == measure(data)


@given(grid=grids(), names=st.permutations(range(10)))
def test_what_coders_and_units_are_called_changes_no_value(grid: Grid, names: list[int]) -> None:
    data = data_of(grid)
    renamed = ReliabilityData(
        CodedValue(
            unit=f"u{names[int(value.unit)]}", coder=f"k{names[int(value.coder[1:])]}", value=value.value
        )
        for value in data
    )
    for measure in ALL:
        assert measure(renamed).value == measure(data).value


@given(grid=grids(missing=False, coders=2))
def test_kappa_does_not_depend_on_which_coder_comes_first(grid: Grid) -> None:
    for weights in (None, *Weights):
        one, other = (cohens_kappa(data_of(rows), weights=weights).value for rows in (grid, grid[::-1]))
        assert one == other


@given(grid=grids(), names=st.permutations("wxyz"))
def test_what_categories_are_called_changes_no_nominal_value(grid: Grid, names: list[str]) -> None:
    data = data_of(grid)
    renamed = ReliabilityData(
        CodedValue(unit=value.unit, coder=value.coder, value=names[value.value]) for value in data
    )
    for measure in (percentage_agreement, krippendorff_alpha):
        assert measure(renamed).value == measure(data).value


@given(grid=grids())
def test_alpha_is_one_exactly_where_values_differ_and_all_pairs_agree(grid: Grid) -> None:
    units = paired(grid)
    assume(len({*chain.from_iterable(units)}) > 1)
    agreed = all(len(set(unit)) == 1 for unit in units)
    for level in Level:
        assert (krippendorff_alpha(data_of(grid), level=level).value == 1) is agreed


@given(
    grid=grids(), factor=st.sampled_from([1, 3, -2, Fraction(1, 7), 1e-3]), shift=st.integers(-1_000, 1_000)
)
def test_interval_alpha_is_the_same_on_every_scale(grid: Grid, factor: float | Fraction, shift: int) -> None:
    scaled = [[value if value is None else factor * value + shift for value in row] for row in grid]
    one, other = (krippendorff_alpha(data_of(rows), level="interval").value for rows in (grid, scaled))
    assert other == (one if one is None else pytest.approx(one, abs=1e-9))


@given(grid=grids())
def test_ordinal_alpha_looks_at_the_order_of_numbers_alone(grid: Grid) -> None:
    curved = [[value if value is None else 10**value for value in row] for row in grid]
    assert krippendorff_alpha(data_of(curved), level="ordinal").value == (
        krippendorff_alpha(data_of(grid), level="ordinal").value
    )


@given(grid=grids(), seed=st.integers())
def test_an_interval_follows_from_data_and_seed_and_holds_no_more_than_can_be(grid: Grid, seed: int) -> None:
    bootstrap = Bootstrap(seed=seed, draws=40)
    agreement = krippendorff_alpha(data_of(grid), bootstrap=bootstrap)
    assert agreement == krippendorff_alpha(data_of(grid), bootstrap=bootstrap)
    assert (agreement.interval is None) is (agreement.value is None)
    if agreement.interval is not None:
        assert agreement.interval.low <= agreement.interval.high <= 1
