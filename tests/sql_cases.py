"""What SQL is asked in the tests, with the answers of `eurasec.analysis`: the same for every database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import pytest

from eurasec import Corpus
from eurasec.analysis import perceptions, tally, threat_tally
from eurasec.analysis.balance import Balance
from eurasec.analysis.networks import one_mode, rows_of
from eurasec.interop import sql

__all__ = [
    "LEVELS",
    "Case",
    "assert_equal",
    "cases",
    "few_cases",
    "network_case",
    "perception_case",
    "tally_cases",
]

LEVELS = ("actor", "person", "represented", "organization", "state", "country")

STATEMENTS = {"topic": "positions", "threat": "assessments", "both": "statements"}


class Case(NamedTuple):
    """A query, and the rows that it must give."""

    name: str
    query: str
    expected: list[tuple[Any, ...]]


def assert_equal(got: Iterable[Sequence[Any]], case: Case) -> None:
    """See to it that rows are those expected; numbers but for what rounding does in other orders."""
    rows = [tuple(row) for row in got]
    assert len(rows) == len(case.expected), case.name
    for row, wanted in zip(rows, case.expected, strict=True):
        assert len(row) == len(wanted)
        for cell, value in zip(row, wanted, strict=True):
            assert cell == (pytest.approx(value, abs=1e-12) if isinstance(value, float) else value), (
                case.name,
                row,
                wanted,
            )


def network_case(corpus: Corpus, subject: str, options: dict[str, Any], counting: dict[str, Any]) -> Case:
    """The network over some statements, with options of networks and options of who is counted."""
    chosen = dict(options)
    kind = chosen.pop("qualifier", "score")
    rows = rows_of(getattr(corpus, STATEMENTS[subject]), qualifier=kind, **counting)
    # A query takes the scale of scores from the words, not from what happens to be said.
    known = [row for row in rows if row.qualifier is not None]
    network = one_mode(rows, **chosen) if known or options.get("aggregation") == "ignore" else None
    edges = () if network is None else network.edges()
    spoken: dict[str, set[str]] = {}
    for row in () if network is None else network.counted:
        node, shared = (row.actor, row.topic) if chosen.get("nodes") != "topic" else (row.topic, row.actor)
        spoken.setdefault(node, set()).add(shared)
    expected = sorted(
        (edge.source, edge.target, len(spoken[edge.source] & spoken[edge.target]), edge.weight)
        for edge in edges
    )
    query = sql.one_mode(subject=subject, **options, **counting)
    return Case(f"network {subject} {options} {counting}", query, expected)


def tally_row(balance: Balance) -> tuple[Any, ...]:
    side = None if balance.side is None else balance.side.value
    counts = balance.counts().values()
    return (
        balance.subject,
        balance.outcome.value,
        side,
        *counts,
        len(balance.reports),
        balance.score,
        balance.strength,
    )


def tally_cases(corpus: Corpus, counting: dict[str, Any]) -> Iterator[Case]:
    """The tallies of topics, of threats and of both, and the standings behind them."""
    topics = sorted(tally(corpus, **counting), key=lambda each: each.subject)
    threats = sorted(threat_tally(corpus, **counting), key=lambda each: each.subject)
    both = sorted([*topics, *threats], key=lambda each: each.subject)
    for subject, balances in (("topic", topics), ("threat", threats), ("both", both)):
        rows = [tally_row(each) for each in balances]
        yield Case(f"tally {subject} {counting}", sql.tally(subject=subject, **counting), rows)
        standings = [
            (each.subject, each.actor, each.side.value, each.score, len(each.statements))
            for balance in balances
            for each in balance.standings
        ]
        yield Case(f"standings {subject} {counting}", sql.standings(subject=subject, **counting), standings)


def perception_case(corpus: Corpus, across: str, counting: dict[str, Any]) -> Case:
    """The threat matrix."""
    rows = [
        (
            each.actor,
            each.label,
            each.side.value,
            each.score,
            None if each.severity is None else each.severity.value,
            each.foremost,
            len(each.statements),
        )
        for each in perceptions(corpus, across, **counting)
    ]
    return Case(f"perceptions {across} {counting}", sql.perceptions(across, **counting), rows)


def cases(corpus: Corpus) -> Iterator[Case]:
    """One query of every sort, and every option at least once."""
    axes = ("threat", "origin", "sector", "kind", "referent", "referent_words")
    flags = ({}, {"relayed": True, "imputed": True}, {"inferred": False})
    for by, across, flag in zip(LEVELS, axes, [*flags, *flags], strict=True):
        counting: dict[str, Any] = {"by": by, **flag}
        yield from tally_cases(corpus, counting)
        yield perception_case(corpus, across, counting)
    normalizations = ("none", "average", "jaccard", "tanimoto", "cosine", "dna_cosine")
    aggregations = ("ignore", "congruence", "conflict", "subtract")
    for aggregation, normalization in product(aggregations, normalizations):
        options = {"aggregation": aggregation, "normalization": normalization}
        yield network_case(corpus, "topic", options, {})
    for subject, nodes in product(STATEMENTS, ("actor", "topic")):
        options = {"aggregation": "subtract", "nodes": nodes, "qualifier": "agreement"}
        yield network_case(corpus, subject, options, {"by": "state"})
    for duplicates, aggregation in product(("document", "once"), ("ignore", "congruence")):
        yield network_case(corpus, "topic", {"aggregation": aggregation, "duplicates": duplicates}, {})


def few_cases(corpus: Corpus) -> Iterator[Case]:
    """One query for every option, for a database that takes its time over each."""
    for by, across in zip(
        LEVELS, ("threat", "origin", "sector", "kind", "referent", "referent_words"), strict=True
    ):
        yield perception_case(corpus, across, {"by": by})
    flags = ({}, {"relayed": True, "imputed": True}, {"inferred": False})
    for by, flag in zip(("represented", "person", "country"), flags, strict=True):
        *_, tally_of_both, standings_of_both = tally_cases(corpus, {"by": by, **flag})
        yield from (tally_of_both, standings_of_both)
    pairs = zip(
        ("ignore", "congruence", "conflict", "subtract", "subtract", "congruence"),
        ("none", "average", "jaccard", "tanimoto", "cosine", "dna_cosine"),
        strict=True,
    )
    for aggregation, normalization in pairs:
        options = {"aggregation": aggregation, "normalization": normalization}
        yield network_case(corpus, "topic", options, {})
    options = {"aggregation": "congruence", "nodes": "topic", "qualifier": "agreement"}
    yield network_case(corpus, "both", options, {"by": "state"})
    for duplicates in ("document", "once"):
        yield network_case(corpus, "topic", {"duplicates": duplicates}, {})
