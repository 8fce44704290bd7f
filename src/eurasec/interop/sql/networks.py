"""Networks of discourse network analysis as SQL; the formulas stand in `eurasec.analysis.networks`."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from eurasec.analysis._options import Options
from eurasec.analysis.networks import (
    Aggregation,
    Duplicates,
    NodeKind,
    NodeKindWord,
    Normalization,
    OneModeAggregation,
    OneModeNormalization,
    QualifierKind,
)
from eurasec.analysis.networks._weights import ONE_MODE, ONE_MODE_DIVISORS
from eurasec.analysis.voices import ActorLevelWord
from eurasec.interop.sql.queries import query
from eurasec.interop.sql.voices import SubjectWord, counting

__all__ = ["SqlDuplicatesWord", "SqlQualifierWord", "one_mode"]

SqlDuplicatesWord: TypeAlias = Duplicates | Literal["all", "document", "session", "once"]
"""A word of `Duplicates` that needs no calendar."""

SqlQualifierWord: TypeAlias = QualifierKind | Literal["score", "agreement"]
"""A word of `QualifierKind` that is a number."""

_DUPLICATES: Final = (Duplicates.ALL, Duplicates.DOCUMENT, Duplicates.SESSION, Duplicates.ONCE)
_QUALIFIERS: Final = (QualifierKind.SCORE, QualifierKind.AGREEMENT)


def one_mode(
    *,
    subject: SubjectWord = "topic",
    aggregation: OneModeAggregation = "ignore",
    normalization: OneModeNormalization = "none",
    nodes: NodeKindWord = "actor",
    qualifier: SqlQualifierWord = "score",
    duplicates: SqlDuplicatesWord = "all",
    by: ActorLevelWord = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> str:
    """Give the network of actors over what they speak of, or of that over actors.

    Equals `eurasec.analysis.networks.one_mode` over `rows_of` with the same
    options. Where that refuses a statement, for it stands in no document or
    session, the statement counts here by itself.

    Args:
        subject: Whether positions count, assessments, or both.
        aggregation: What is made of the statements of two nodes.
        normalization: By what that is divided.
        nodes: Whether actors or topics are the nodes.
        qualifier: Whether stances and verdicts count by score or as for and against.
        duplicates: How often the same statement of the same actor counts.
        by: What is counted as one actor.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count.

    Returns:
        A query with the columns `source`, `target` (of which source is the
        smaller), `n_shared`, which counts what both speak of, and `weight`.

    Raises:
        InvalidValueError: If an option is wrong, or if options do not fit each other.

    >>> print(one_mode(aggregation="congruence", normalization="average").splitlines()[-1])
    ORDER BY source, target
    """
    options = Options("sql.one_mode")
    aggregation = options.word("aggregation", aggregation, ONE_MODE, what="aggregation of a one-mode network")
    normalization = options.word(
        "normalization", normalization, ONE_MODE_DIVISORS, what="normalization of a one-mode network"
    )
    nodes = options.word("nodes", nodes, NodeKind, what="kind of node")
    qualifier = options.word("qualifier", qualifier, _QUALIFIERS, what="qualifier that is a number")
    duplicates = options.word(
        "duplicates", duplicates, _DUPLICATES, what="way to count duplicates without a calendar"
    )
    ignored = aggregation is Aggregation.IGNORE
    if ignored and normalization is Normalization.JACCARD and duplicates is not Duplicates.ALL:
        message = "compares levels, which are not known of duplicates where the aggregation ignores them"
        options.wrong("normalization", message, rule="combination", value="jaccard")
    voices = counting(options, subject, by, relayed=relayed, imputed=imputed, inferred=inferred)
    node, shared = _SIDES[nodes]
    level = _LEVELS[qualifier] if not ignored or duplicates is Duplicates.ALL else "0"
    return query(
        {
            **voices,
            "rows_of": f"""
                SELECT DISTINCT statement, actor, subject, {_UNITS[duplicates]} AS unit, {level} AS level
                FROM counted""",
            "counts": f"""
                SELECT {node} AS node, {shared} AS shared,
                       COALESCE(CAST(level AS DOUBLE), -9) AS level, COUNT(DISTINCT unit) AS n
                FROM rows_of {"" if ignored else "WHERE level IS NOT NULL"}
                GROUP BY {node}, {shared}, level""",
            "active": "SELECT c.*, SUM(n) OVER (PARTITION BY node) AS activity FROM counts c",
            "pairs": f"""
                SELECT a.node AS source, b.node AS target, COUNT(DISTINCT a.shared) AS n_shared,
                       CAST(MAX(a.activity) AS DOUBLE) AS source_activity,
                       CAST(MAX(b.activity) AS DOUBLE) AS target_activity,
                       CAST(SUM(a.n * b.n) AS DOUBLE) AS met,
                       SUM(a.n * b.n * ABS(a.level - b.level)) / {_SPANS[qualifier]} AS apart,
                       CAST(SUM(CASE WHEN a.level = b.level THEN a.n * b.n ELSE 0 END) AS DOUBLE) AS alike,
                       CAST(SUM(CASE WHEN a.level = b.level THEN a.n + b.n ELSE 0 END) AS DOUBLE) AS common
                FROM active a JOIN active b ON a.shared = b.shared AND a.node <= b.node
                GROUP BY a.node, b.node""",
            "summed": f"""
                SELECT p.*, {_SUMS[aggregation]} AS amount, {_likeness(aggregation)} AS likeness,
                       CASE WHEN source = target THEN {_likeness(aggregation)} END AS own
                FROM pairs p""",
            "compared": """
                SELECT s.*,
                       MAX(own) OVER (PARTITION BY source) AS source_own,
                       MAX(own) OVER (PARTITION BY target) AS target_own
                FROM summed s""",
            "weights": f"""
                SELECT source, target, n_shared, amount / {_DIVISORS[normalization]} AS weight
                FROM compared WHERE source < target""",
        },
        f"""
        SELECT source, target, n_shared, weight FROM weights
        {"" if aggregation is Aggregation.SUBTRACT else "WHERE weight <> 0"}
        ORDER BY source, target""",
    )


# ── Parts of the query ──────────────────────────────────────────────────────

_SIDES: Final = {NodeKind.ACTOR: ("actor", "subject"), NodeKind.TOPIC: ("subject", "actor")}

_LEVELS: Final = {
    QualifierKind.SCORE: "score",
    QualifierKind.AGREEMENT: "CASE WHEN score > 0 THEN 1 WHEN score < 0 THEN 0 END",
}
_SPANS: Final = {QualifierKind.SCORE: 2, QualifierKind.AGREEMENT: 1}

_UNITS: Final = {
    Duplicates.ALL: "statement",
    Duplicates.DOCUMENT: "COALESCE(document, statement)",
    Duplicates.SESSION: "COALESCE(session, statement)",
    Duplicates.ONCE: "'once'",
}

_SUMS: Final = {
    Aggregation.IGNORE: "met",
    Aggregation.CONGRUENCE: "met - apart",
    Aggregation.CONFLICT: "apart",
    Aggregation.SUBTRACT: "met - 2 * apart",
}


def _likeness(aggregation: Aggregation) -> str:
    """Give the expression by which likeness is measured, of a node with itself or another."""
    return _SUMS[Aggregation.IGNORE if aggregation is Aggregation.IGNORE else Aggregation.CONGRUENCE]


_DIVISORS: Final = {
    Normalization.NONE: "1",
    Normalization.AVERAGE: "((source_activity + target_activity) / 2)",
    Normalization.JACCARD: "(source_activity + target_activity - common + alike)",
    Normalization.TANIMOTO: "(source_own + target_own - likeness)",
    Normalization.COSINE: "SQRT(source_own * target_own)",
    Normalization.DNA_COSINE: "(source_activity * target_activity)",
}
"""By what is divided; none of it is ever 0, for both nodes have statements that count."""
