"""Hypothesis strategies for statement rows, and the printed formulas taken pair by pair."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from hypothesis import strategies as st

from eurasec.analysis.networks.rows import Qualifier, Row

__all__ = [
    "BOOLEANS",
    "FIVE_LEVELS",
    "FLOATS",
    "NUMBERS",
    "TEXTS",
    "distance",
    "expected_one_mode",
    "expected_two_mode",
    "rows",
    "without_duplicates",
]

Weights: TypeAlias = dict[tuple[str, str], float]

BOOLEANS: Final = st.booleans()
FIVE_LEVELS: Final = st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])
NUMBERS: Final = st.integers(-2, 2) | FIVE_LEVELS
FLOATS: Final = st.floats(-1e3, 1e3)
TEXTS: Final = st.sampled_from(["cyber", "climate", "Ärger", "😀", "\uff21"])
LABELS: Final = ("A", "B", "C", "Ω", "😀", "\uff21")
MOMENTS: Final = st.datetimes(dt.datetime(2020, 12, 1), dt.datetime(2022, 2, 1)).map(  # noqa: DTZ001 - rows have no zone
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)


def rows(
    qualifiers: st.SearchStrategy[Qualifier], *, least: int = 0, unknown: bool = True
) -> st.SearchStrategy[list[Row]]:
    """Give rows with different ids; some lack actor, topic or qualifier, unless all is to be known."""
    empty = ("",) if unknown else ()
    missing = st.sampled_from([None, *empty]) if unknown else st.nothing()
    drafts = st.lists(
        st.tuples(
            st.sampled_from([*LABELS, *empty]),
            st.sampled_from(["t1", "t2", "t3", *empty]),
            st.one_of(qualifiers, qualifiers, qualifiers, missing) if unknown else qualifiers,
            MOMENTS,
            st.integers(1, 5),
            st.integers(0, 30),
        ),
        min_size=least,
        max_size=25,
    )
    return drafts.map(
        lambda all_drafts: [
            Row(
                actor,
                topic,
                qualifier=qualifier,
                id=number,
                date=date,
                document=document,
                session=f"s{document % 3}",
                start=start,
                stop=start + 5,
            )
            for number, (actor, topic, qualifier, date, document, start) in enumerate(all_drafts)
        ]
    )


# ── The printed formulas, statement by statement ────────────────────────────


def is_known(row: Row, *, qualified: bool) -> bool:
    return bool(row.actor and row.topic and (not qualified or row.qualifier not in {None, ""}))


def without_duplicates(
    given: Sequence[Row], unit: Callable[[Row], Hashable], *, qualified: bool
) -> list[Row]:
    """Keep the first of all rows that share unit, actor, topic and qualifier, row against row."""
    ordered = sorted(given, key=lambda row: (row.date, row.document, row.start, row.stop, row.id))
    usable = [row for row in ordered if is_known(row, qualified=qualified)]

    def same(one: Row, other: Row) -> bool:
        return (
            unit(one) == unit(other)
            and (one.actor, one.topic) == (other.actor, other.topic)
            and (not qualified or one.qualifier == other.qualifier)
        )

    return [row for place, row in enumerate(usable) if not any(same(row, each) for each in usable[:place])]


def distance(one: Qualifier, other: Qualifier, length: Fraction) -> Fraction:
    """Give |v_k − v_l| / R, and of a scale without length 0."""
    assert isinstance(one, (int, float))
    assert isinstance(other, (int, float))
    return abs(Fraction(one) - Fraction(other)) / length if length else Fraction(0)


def length_of(given: Iterable[Row]) -> Fraction:
    numbers = [
        Fraction(row.qualifier)
        for row in given
        if isinstance(row.qualifier, (int, float)) and not isinstance(row.qualifier, str)
    ]
    if any(isinstance(row.qualifier, bool) for row in given):
        return Fraction(1)
    return max(numbers) - min(numbers) if numbers else Fraction(0)


def _pair(mine: list[Row], yours: list[Row], aggregation: str, length: Fraction, *, text: bool) -> Fraction:
    """Give the aggregation of two actors from their statements."""
    shared = [(a, b) for a in mine for b in yours if a.topic == b.topic]
    if aggregation == "ignore":
        return Fraction(len(shared))
    if text:
        congruence = Fraction(sum(a.qualifier == b.qualifier for a, b in shared))
        cells = {(row.topic, row.qualifier) for row in mine} ^ {(row.topic, row.qualifier) for row in yours}
        conflict = Fraction(sum((row.topic, row.qualifier) in cells for row in [*mine, *yours]))
    else:
        distances = [distance(a.qualifier, b.qualifier, length) for a, b in shared]
        congruence = sum((1 - each for each in distances), Fraction(0))
        conflict = sum(distances, Fraction(0))
    return {"congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[aggregation]


def expected_one_mode(
    given: Sequence[Row], aggregation: str, normalization: str, *, length: Fraction | None = None
) -> Weights:
    """Give the weights of all pairs of different actors by the printed formulas."""
    qualified = aggregation != "ignore"
    reach = length_of(given) if length is None else length
    text = any(isinstance(row.qualifier, str) and row.qualifier for row in given)
    usable = [row for row in given if is_known(row, qualified=qualified)]
    likeness = "congruence" if qualified else "ignore"
    weights: Weights = {}
    actors = {row.actor for row in usable}
    said = {actor: [row for row in usable if row.actor == actor] for actor in actors}
    for a in actors:
        for b in actors - {a}:

            def of(one: str, other: str, what: str) -> Fraction:
                return _pair(said[one], said[other], what, reach, text=text)

            weight = of(a, b, aggregation)
            n_a = Counter((row.topic, row.qualifier) for row in said[a])
            n_b = Counter((row.topic, row.qualifier) for row in said[b])
            jaccard = sum(n for cell, n in n_a.items() if not n_b[cell])
            jaccard += sum(n for cell, n in n_b.items() if not n_a[cell])
            jaccard += sum(n * n_b[cell] for cell, n in n_a.items())
            if normalization == "cosine":
                norms = math.sqrt(of(a, a, likeness)) * math.sqrt(of(b, b, likeness))
                weights[a, b] = float(weight) / norms
                continue
            divisor = {
                "none": Fraction(1),
                "average": Fraction(len(said[a]) + len(said[b]), 2),
                "jaccard": Fraction(jaccard),
                "dna_cosine": Fraction(len(said[a]) * len(said[b])),
                "tanimoto": of(a, a, likeness) + of(b, b, likeness) - of(a, b, likeness),
            }[normalization]
            weights[a, b] = float(weight / divisor)
    return weights


def expected_two_mode(given: Sequence[Row], aggregation: str, normalization: str) -> Weights:
    """Give the weights of all actors and topics by the printed formulas."""
    qualified = aggregation != "ignore"
    usable = [row for row in given if is_known(row, qualified=qualified)]
    levels = sorted({row.qualifier for row in given if row.qualifier not in {None, ""}}, key=_level_order)
    if any(isinstance(level, bool) for level in levels):
        levels = [False, True]
    text = any(isinstance(level, str) for level in levels)
    cells: dict[tuple[str, str], list[Row]] = {}
    for actor in {row.actor for row in usable}:
        for topic in {row.topic for row in usable}:
            cells[actor, topic] = [row for row in usable if (row.actor, row.topic) == (actor, topic)]

    def weight(said: list[Row]) -> Fraction:
        if aggregation == "combine":
            found = {row.qualifier for row in said}
            return Fraction(
                sum(2 ** (len(levels) - 1 - k) for k, level in enumerate(levels) if level in found)
            )
        if aggregation == "ignore" or text:
            return Fraction(len(said))
        signed = (2 * row.qualifier - 1 if isinstance(row.qualifier, bool) else row.qualifier for row in said)
        return sum((Fraction(each) for each in signed if isinstance(each, (int, float))), Fraction(0))

    def size(said: list[Row]) -> int:
        return bool(said) if aggregation == "combine" else len(said)

    def total(actor: str, topic: str) -> int:
        return {
            "none": 1,
            "activity": sum(size(each) for (other, _), each in cells.items() if other == actor),
            "prominence": sum(size(each) for (_, other), each in cells.items() if other == topic),
        }[normalization]

    return {cell: float(weight(said) / total(*cell)) for cell, said in cells.items()}


def _level_order(level: Qualifier) -> tuple[float, bytes]:
    return (0, level.encode("utf-16-be")) if isinstance(level, str) else (float(level or 0), b"")
