"""What holds of networks whatever the statements: the printed formulas, and what follows from them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Hashable
from random import Random
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eurasec.analysis.networks import OneModeNetwork, one_mode, two_mode
from eurasec.analysis.networks.rows import Row
from statement_rows import (
    BOOLEANS,
    FIVE_LEVELS,
    FLOATS,
    NUMBERS,
    TEXTS,
    expected_one_mode,
    expected_two_mode,
    rows,
    without_duplicates,
)

KINDS: Final = {
    "boolean": BOOLEANS,
    "numbers": NUMBERS,
    "floats": FLOATS,
    "texts": TEXTS,
}
ONE_MODE: Final = ("ignore", "congruence", "conflict", "subtract")
DIVISORS: Final = ("none", "average", "jaccard", "dna_cosine", "tanimoto", "cosine")
OF_PRODUCTS: Final = {"tanimoto", "cosine"}


def known(given_rows: list[Row]) -> bool:
    """Tell whether some qualifier is known, without which only `ignore` computes."""
    return not given_rows or any(row.qualifier not in {None, ""} for row in given_rows)


def weights_of(network: OneModeNetwork) -> dict[tuple[str, str], float]:
    return {(a, b): network.weight(a, b) for a in network.labels for b in network.labels if a != b}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), aggregation=st.sampled_from(ONE_MODE), normalization=st.sampled_from(DIVISORS))
def test_one_mode_weights_are_those_of_the_printed_formula(
    kind: str, aggregation: str, normalization: str, data: st.DataObject
) -> None:
    assume(kind != "texts" or aggregation in {"ignore", "congruence"} or normalization not in OF_PRODUCTS)
    statements = data.draw(rows(KINDS[kind]).filter(known))
    network = one_mode(statements, aggregation=aggregation, normalization=normalization)
    expected = expected_one_mode(statements, aggregation, normalization)
    if normalization == "cosine":
        assert weights_of(network) == pytest.approx(expected, rel=1e-14)
    else:
        assert weights_of(network) == expected


@pytest.mark.parametrize("kind", KINDS)
@given(
    data=st.data(),
    aggregation=st.sampled_from(["ignore", "subtract", "combine", "dna_subtract"]),
    normalization=st.sampled_from(["none", "activity", "prominence"]),
)
def test_two_mode_weights_are_those_of_the_printed_formula(
    kind: str, aggregation: str, normalization: str, data: st.DataObject
) -> None:
    assume(kind != "texts" or aggregation != "subtract")
    statements = data.draw(rows(KINDS[kind]).filter(known))
    network = two_mode(statements, aggregation=aggregation, normalization=normalization)
    found = {(a, t): network.weight(a, t) for a in network.actors for t in network.topics}
    assert found == expected_two_mode(statements, aggregation, normalization)


@given(rows(FIVE_LEVELS).filter(known), st.sampled_from(ONE_MODE), st.sampled_from(DIVISORS), st.randoms())
def test_the_order_in_which_rows_are_given_changes_nothing(
    statements: list[Row], aggregation: str, normalization: str, random: Random
) -> None:
    shuffled = random.sample(statements, len(statements))
    choice = {"aggregation": aggregation, "normalization": normalization, "duplicates": "document"}
    assert one_mode(shuffled, **choice) == one_mode(statements, **choice)


@given(rows(FLOATS).filter(known), st.sampled_from(ONE_MODE), st.sampled_from(DIVISORS))
def test_a_one_mode_network_is_symmetric_with_an_empty_diagonal(
    statements: list[Row], aggregation: str, normalization: str
) -> None:
    matrix = one_mode(statements, aggregation=aggregation, normalization=normalization).matrix
    assert matrix == tuple(zip(*matrix, strict=True))
    assert all(row[place] == 0 for place, row in enumerate(matrix))


@given(rows(BOOLEANS | st.none(), unknown=False).filter(known), st.sampled_from(DIVISORS))
def test_congruence_and_conflict_are_together_what_they_are_where_the_qualifier_is_ignored(
    statements: list[Row], normalization: str
) -> None:
    told = [row for row in statements if row.qualifier is not None]
    congruence, conflict, subtract = (
        one_mode(told, aggregation=aggregation, normalization=normalization)
        for aggregation in ("congruence", "conflict", "subtract")
    )
    if normalization in {"none", "average", "jaccard", "dna_cosine"}:
        ignore = one_mode(told, normalization=normalization)
        for pair, weight in weights_of(ignore).items():
            assert congruence.weight(*pair) + conflict.weight(*pair) == pytest.approx(weight)
    for pair, weight in weights_of(subtract).items():
        assert congruence.weight(*pair) - conflict.weight(*pair) == pytest.approx(weight)


@given(
    rows(NUMBERS).filter(known),
    st.sampled_from(ONE_MODE),
    st.sampled_from(sorted(OF_PRODUCTS)),
)
def test_what_is_divided_by_cosine_or_tanimoto_has_bounds(
    statements: list[Row], aggregation: str, normalization: str
) -> None:
    network = one_mode(statements, aggregation=aggregation, normalization=normalization)
    least = -1 if aggregation == "subtract" else 0
    assert all(least <= weight <= 1 + 1e-12 for weight in weights_of(network).values())


@given(rows(NUMBERS, least=1, unknown=False), st.integers(1, 3), st.sampled_from(["ignore", "congruence"]))
def test_who_says_the_same_in_the_same_proportions_has_cosine_1(
    statements: list[Row], times: int, aggregation: str
) -> None:
    original = [Row("first", row.topic, qualifier=row.qualifier, id=row.id) for row in statements]
    copies = [
        Row("second", row.topic, qualifier=row.qualifier, id=f"{row.id}-{number}")
        for row in statements
        for number in range(times)
    ]
    network = one_mode([*original, *copies], aggregation=aggregation, normalization="cosine")
    assert network.weight("first", "second") == pytest.approx(1)


def test_the_cosine_of_counts_is_that_of_numpy() -> None:
    np = pytest.importorskip("numpy")
    random = Random(7)
    statements = [
        Row(f"a{random.randrange(4)}", f"t{random.randrange(5)}", qualifier=random.random() < 0.5, id=number)
        for number in range(80)
    ]
    network = one_mode(statements, normalization="cosine")
    counts = two_mode(statements).to_numpy()
    norms = np.linalg.norm(counts, axis=1)
    expected = counts @ counts.T / np.outer(norms, norms)
    np.fill_diagonal(expected, 0)
    assert np.allclose(network.to_numpy(), expected, rtol=1e-14)


@given(rows(NUMBERS).filter(known))
def test_on_sets_the_tanimoto_coefficient_is_that_of_jaccard(statements: list[Row]) -> None:
    network = one_mode(statements, normalization="tanimoto", duplicates="once")
    topics = {actor: {row.topic for row in network.counted if row.actor == actor} for actor in network.labels}
    for (a, b), weight in weights_of(network).items():
        assert weight == len(topics[a] & topics[b]) / len(topics[a] | topics[b])


@given(rows(NUMBERS).filter(known))
def test_topics_over_actors_are_actors_over_topics_with_both_exchanged(statements: list[Row]) -> None:
    exchanged = [
        Row(row.topic, row.actor, qualifier=row.qualifier, id=row.id, date=row.date, document=row.document)
        for row in statements
    ]
    network = one_mode(statements, aggregation="congruence", nodes="topic")
    expected = one_mode(exchanged, aggregation="congruence")
    assert (network.labels, network.matrix) == (expected.labels, expected.matrix)


@given(rows(NUMBERS).filter(known))
def test_a_two_mode_network_counts_every_statement_once(statements: list[Row]) -> None:
    network = two_mode(statements)
    assert math.fsum(map(math.fsum, network.matrix)) == len(network.counted)


# ── Duplicates ──────────────────────────────────────────────────────────────


def dna_week(moment: dt.datetime) -> int:
    """Give the number of a week by counting the Saturdays of the year in which it ends."""
    day = moment.date()
    while day.weekday() != 5:
        day += dt.timedelta(days=1)
    first = dt.date(day.year, 1, 1)
    return sum((first + dt.timedelta(days=n)).weekday() == 5 for n in range((day - first).days + 1))


UNITS: Final[dict[str, Callable[[Row], Hashable]]] = {
    "all": lambda row: row.id,
    "document": lambda row: row.document,
    "session": lambda row: row.session,
    "week": lambda row: row.earliest.strftime("%G-%V"),
    "month": lambda row: row.earliest.strftime("%Y-%m"),
    "year": lambda row: row.earliest.year,
    "once": lambda _: None,
    "dna_week": lambda row: dna_week(row.earliest),
    "dna_month": lambda row: row.earliest.month,
}


@pytest.mark.parametrize("duplicates", UNITS)
@pytest.mark.parametrize("aggregation", ["ignore", "congruence"])
@given(statements=rows(BOOLEANS).filter(known))
def test_of_duplicates_the_first_counts(duplicates: str, aggregation: str, statements: list[Row]) -> None:
    network = one_mode(statements, aggregation=aggregation, duplicates=duplicates)
    expected = without_duplicates(statements, UNITS[duplicates], qualified=aggregation != "ignore")
    assert list(network.counted) == expected


@given(rows(BOOLEANS).filter(known), st.sampled_from(["ignore", "congruence"]))
def test_the_wider_the_unit_the_fewer_statements_count(statements: list[Row], aggregation: str) -> None:
    def counted(duplicates: str) -> set[int]:
        return set(one_mode(statements, aggregation=aggregation, duplicates=duplicates).statements)

    everything = counted("all")
    for narrow, wide in (("month", "year"), ("year", "once"), ("month", "dna_month"), ("document", "once")):
        assert counted(wide) <= counted(narrow) <= everything


# ── Every number names its statements ───────────────────────────────────────


@given(rows(NUMBERS | st.none()).filter(known), st.sampled_from(ONE_MODE))
def test_the_parts_of_a_weight_add_up_to_it(statements: list[Row], aggregation: str) -> None:
    network = one_mode(statements, aggregation=aggregation)
    for edge in network.edges():
        parts = network.parts(edge.source, edge.target)
        assert math.fsum(part.amount for part in parts) == pytest.approx(edge.weight)
        assert {id for part in parts for id in part.statements} == set(edge.statements)
    linked = {(edge.source, edge.target) for edge in network.edges()}
    for (a, b), weight in weights_of(network).items():
        if (a, b) not in linked and (b, a) not in linked:
            assert weight == 0
            assert network.statements_of(a, b) == ()


@pytest.mark.parametrize("kind", ["numbers", "texts", "boolean"])
@given(data=st.data())
def test_a_weight_comes_from_the_statements_it_names_and_from_no_others(
    kind: str, data: st.DataObject
) -> None:
    statements = data.draw(rows(KINDS[kind], unknown=False))
    aggregation = data.draw(st.sampled_from(ONE_MODE[:2] if kind == "texts" else ONE_MODE))
    scale = (-2, 2) if kind == "numbers" else None
    network = one_mode(statements, aggregation=aggregation, scale=scale)
    for edge in network.edges():
        behind = [row for row in statements if row.id in edge.statements]
        alone = one_mode(behind, aggregation=aggregation, scale=scale)
        assert alone.weight(edge.source, edge.target) == edge.weight
        for left_out in behind if aggregation != "subtract" else ():
            fewer = one_mode(
                [row for row in behind if row is not left_out], aggregation=aggregation, scale=scale
            )
            there = {edge.source, edge.target} <= set(fewer.labels)
            assert not there or fewer.weight(edge.source, edge.target) < edge.weight


@given(rows(NUMBERS).filter(known))
def test_a_cell_of_a_two_mode_network_names_the_statements_of_the_actor_on_the_topic(
    statements: list[Row],
) -> None:
    network = two_mode(statements)
    for edge in network.edges():
        assert len(edge.statements) == edge.weight
        assert {(row.actor, row.topic) for row in statements if row.id in edge.statements} == {
            (edge.source, edge.target)
        }


@given(rows(BOOLEANS).filter(known), st.integers(1, 1000))
def test_a_scale_in_other_units_gives_the_same_network(statements: list[Row], unit: int) -> None:
    numbered = [
        Row(
            row.actor,
            row.topic,
            qualifier=row.qualifier * unit if isinstance(row.qualifier, bool) else None,
            id=row.id,
            date=row.date,
        )
        for row in statements
    ]
    network = one_mode(numbered, aggregation="congruence", scale=(0, unit))
    assert network.matrix == one_mode(statements, aggregation="congruence").matrix
