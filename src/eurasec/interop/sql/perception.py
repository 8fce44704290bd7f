"""The threat matrix as SQL."""

from __future__ import annotations

from typing import Final

from eurasec.analysis._options import Options
from eurasec.analysis.perception import Axis
from eurasec.analysis.perception.matrix import AxisWord
from eurasec.analysis.voices import ActorLevelWord
from eurasec.interop.sql.balance import side_of
from eurasec.interop.sql.queries import query
from eurasec.interop.sql.voices import counting
from eurasec.vocab import Severity

__all__ = ["perceptions"]


def perceptions(
    across: AxisWord = "threat",
    *,
    by: ActorLevelWord = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> str:
    """Give the threat matrix: who sees which threat, or those of which origin, sector, kind or referent.

    Equals `eurasec.analysis.perceptions` with the same options.

    Args:
        across: What the columns of the matrix are.
        by: What is counted as one actor.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count.

    Returns:
        A query with a row for each cell that is not empty: `actor`, `label`,
        `side`, `score`, `severity`, `is_foremost` and `n_statements`.

    Raises:
        InvalidValueError: If an option is wrong.

    >>> print(perceptions("origin").splitlines()[-1])
    ORDER BY actor, label
    """
    options = Options("sql.perceptions")
    axis = options.word("across", across, Axis, what="way to tell threats apart")
    voices = counting(options, "threat", by, relayed=relayed, imputed=imputed, inferred=inferred)
    ranks = " ".join(f"WHEN '{word}' THEN {rank}" for rank, word in enumerate(Severity, 1))
    words = " ".join(f"WHEN {rank} THEN '{word}'" for rank, word in enumerate(Severity, 1))
    return query(
        {
            **voices,
            "labels": _LABELS[axis],
            "voiced": """
                SELECT DISTINCT c.statement, c.speaker, c.actor, l.label, c.subject, c.score, c.basis
                FROM counted c JOIN labels l ON l.statement = c.statement""",
            "speakers": """
                SELECT actor, label, subject, speaker, AVG(score) AS score
                FROM voiced GROUP BY actor, label, subject, speaker""",
            "views": """
                SELECT actor, label, subject, AVG(score) AS score
                FROM speakers GROUP BY actor, label, subject""",
            "scores": "SELECT actor, label, AVG(score) AS score FROM views GROUP BY actor, label",
            "sided": f"""
                SELECT v.actor, v.label,
                       MAX(CASE WHEN v.score <> 0 THEN 1 ELSE 0 END) AS sided,
                       COUNT(DISTINCT v.statement) AS n_statements,
                       MAX(CASE WHEN v.basis <> 'rejected' THEN CASE a.severity {ranks} END END) AS severity,
                       MAX(CASE WHEN v.basis <> 'rejected' AND a.foremost THEN 1 ELSE 0 END) AS foremost
                FROM voiced v JOIN assessments a ON a.id = v.statement
                GROUP BY v.actor, v.label""",
        },
        f"""
        SELECT c.actor, c.label, {side_of("c.score", "d.sided")} AS side, c.score,
               CASE d.severity {words} END AS severity, d.foremost = 1 AS is_foremost, d.n_statements
        FROM scores c JOIN sided d ON d.actor = c.actor AND d.label = c.label
        ORDER BY actor, label""",
    )


# ── Parts of the query ──────────────────────────────────────────────────────


def _of_threats(table: str, column: str) -> str:
    return f"""
        SELECT s.statement, l.{column} AS label
        FROM statements s JOIN {table} l ON l.id = s.subject"""


def _of_assessments(table: str, column: str) -> str:
    return f"SELECT id AS statement, {column} AS label FROM {table}"


_LABELS: Final = {
    Axis.THREAT: "SELECT statement, subject AS label FROM statements",
    Axis.ORIGIN: _of_threats("threat_origins", "origin"),
    Axis.SECTOR: _of_threats("threat_sectors", "sector"),
    Axis.KIND: _of_threats("threat_kinds", "kind"),
    Axis.REFERENT: _of_assessments("assessment_referents", "referent"),
    Axis.REFERENT_WORDS: _of_assessments("assessment_referent_words", "referent_word"),
}
