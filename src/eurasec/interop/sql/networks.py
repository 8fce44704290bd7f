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
from eurasec.interop.sql._text import query
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
    chosen = options.word("aggregation", aggregation, ONE_MODE, what="aggregation of a one-mode network")
    divided = options.word(
        "normalization", normalization, ONE_MODE_DIVISORS, what="normalization of a one-mode network"
    )
    kind = options.word("nodes", nodes, NodeKind, what="kind of node")
    taken = options.word("qualifier", qualifier, _QUALIFIERS, what="qualifier that is a number")
    once = options.word(
        "duplicates", duplicates, _DUPLICATES, what="way to count duplicates without a calendar"
    )
    ignored = chosen is Aggregation.IGNORE
    if ignored and divided is Normalization.JACCARD and once is not Duplicates.ALL:
        message = "counts levels, and of duplicates whose level is ignored none is told"
        options.wrong("normalization", message, rule="combination", value="jaccard")
    voices = counting(options, subject, by, relayed=relayed, imputed=imputed, inferred=inferred)
    level = _LEVELS[taken] if not ignored or once is Duplicates.ALL else "0"
    return query(
        {
            **voices,
            "rows_of": f"""
                SELECT DISTINCT c.statement, c.actor, s.subject, {_UNITS[once]} AS unit, {level} AS level
                FROM counted c JOIN statements s ON s.statement = c.statement""",
            "counts": f"""
                SELECT {_SIDES[kind][0]} AS node, {_SIDES[kind][1]} AS shared,
                       COALESCE(CAST(level AS DOUBLE), -9) AS level, COUNT(DISTINCT unit) AS n
                FROM rows_of {"" if ignored else "WHERE level IS NOT NULL"}
                GROUP BY {_SIDES[kind][0]}, {_SIDES[kind][1]}, level""",
            "activity": "SELECT node, CAST(SUM(n) AS DOUBLE) AS total FROM counts GROUP BY node",
            "met": f"""
                SELECT a.node AS source, b.node AS target, COUNT(DISTINCT a.shared) AS n_shared,
                       CAST(SUM(a.n * b.n) AS DOUBLE) AS together,
                       SUM(a.n * b.n * ABS(a.level - b.level)) / {_SPANS[taken]} AS apart,
                       CAST(SUM(CASE WHEN a.level = b.level THEN a.n * b.n ELSE 0 END) AS DOUBLE) AS alike,
                       CAST(SUM(CASE WHEN a.level = b.level THEN a.n + b.n ELSE 0 END) AS DOUBLE) AS common
                FROM counts a JOIN counts b ON a.shared = b.shared AND a.node <= b.node
                GROUP BY a.node, b.node""",
            "own": f"SELECT source AS node, {_likeness(chosen)} AS likeness FROM met m WHERE source = target",
            "weights": f"""
                SELECT m.source, m.target, m.n_shared, ({_SUMS[chosen]}) / {_DIVISORS[divided]} AS weight
                FROM met m
                JOIN activity x ON x.node = m.source JOIN activity y ON y.node = m.target
                JOIN own p ON p.node = m.source JOIN own q ON q.node = m.target
                WHERE m.source < m.target""".replace("{likeness}", _likeness(chosen)),
        },
        f"""
        SELECT source, target, n_shared, weight FROM weights
        {"" if chosen is Aggregation.SUBTRACT else "WHERE weight <> 0"}
        ORDER BY source, target""",
    )


# ── Parts of the query ──────────────────────────────────────────────────────

_SIDES: Final = {NodeKind.ACTOR: ("actor", "subject"), NodeKind.TOPIC: ("subject", "actor")}

_LEVELS: Final = {
    QualifierKind.SCORE: "c.score",
    QualifierKind.AGREEMENT: "CASE WHEN c.score > 0 THEN 1 WHEN c.score < 0 THEN 0 END",
}
_SPANS: Final = {QualifierKind.SCORE: 2, QualifierKind.AGREEMENT: 1}

_UNITS: Final = {
    Duplicates.ALL: "c.statement",
    Duplicates.DOCUMENT: "COALESCE(s.document, c.statement)",
    Duplicates.SESSION: "COALESCE(s.session, c.statement)",
    Duplicates.ONCE: "'once'",
}

_SUMS: Final = {
    Aggregation.IGNORE: "m.together",
    Aggregation.CONGRUENCE: "m.together - m.apart",
    Aggregation.CONFLICT: "m.apart",
    Aggregation.SUBTRACT: "m.together - 2 * m.apart",
}


def _likeness(aggregation: Aggregation) -> str:
    """Give the expression by which likeness is measured, of a node with itself or another."""
    return _SUMS[Aggregation.IGNORE if aggregation is Aggregation.IGNORE else Aggregation.CONGRUENCE]


_DIVISORS: Final = {
    Normalization.NONE: "1",
    Normalization.AVERAGE: "((x.total + y.total) / 2)",
    Normalization.JACCARD: "(x.total + y.total - m.common + m.alike)",
    Normalization.TANIMOTO: "(p.likeness + q.likeness - ({likeness}))",
    Normalization.COSINE: "SQRT(p.likeness * q.likeness)",
    Normalization.DNA_COSINE: "(x.total * y.total)",
}
"""By what is divided; none of it is ever 0, for both nodes have statements that count."""
