"""Standings and tallies as SQL; the rules stand in `eurasec.analysis.balance`."""

from __future__ import annotations

from typing import Final

from eurasec.analysis._options import Options
from eurasec.analysis.balance import Side
from eurasec.analysis.voices import ActorLevelWord
from eurasec.interop.sql.queries import Parts, query
from eurasec.interop.sql.voices import Subject, SubjectWord, attributions, counting

__all__ = ["standings", "tally"]


def standings(
    *,
    subject: SubjectWord = "topic",
    by: ActorLevelWord = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> str:
    """Give where each actor stands on each topic, or how each sees each threat.

    Equals the standings of `eurasec.analysis.tally` and `threat_tally` with the
    same options.

    Args:
        subject: Whether positions count, assessments, or both.
        by: What is counted as one actor.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count.

    Returns:
        A query with the columns `subject`, `actor`, `side`, `score` and `n_statements`.

    Raises:
        InvalidValueError: If an option is wrong.

    >>> print(standings().splitlines()[-1])
    ORDER BY subject, actor
    """
    options = Options("sql.standings")
    voices = counting(options, subject, by, relayed=relayed, imputed=imputed, inferred=inferred)
    return query(
        {**voices, **_STANDINGS},
        """
        SELECT subject, actor, side, score, n_statements FROM standings
        ORDER BY subject, actor""",
    )


def tally(
    *,
    subject: SubjectWord = "topic",
    by: ActorLevelWord = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> str:
    """Give who supports and who opposes, topic by topic or threat by threat, and what it amounts to.

    Equals `eurasec.analysis.tally` and `threat_tally` of all topics or threats
    with the same options, each by itself.

    Args:
        subject: Whether topics are asked for, threats, or both.
        by: What is counted as one actor.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count.

    Returns:
        A query with the columns `subject`, `outcome`, `side`, the numbers of
        actors `n_for`, `n_against`, `n_mixed`, `n_neutral` and `n_unclear`,
        `n_reports`, `score` and `strength`.

    Raises:
        InvalidValueError: If an option is wrong.

    >>> print(tally(by="state").splitlines()[-1])
    ORDER BY subject
    """
    options = Options("sql.tally")
    voices = counting(options, subject, by, relayed=relayed, imputed=imputed, inferred=inferred)
    counts = attributions(relayed=relayed, imputed=imputed)
    return query(
        {
            **voices,
            **_STANDINGS,
            "subjects": _SUBJECTS[Subject(subject)],
            **_COUNTS,
            "reports": f"""
                SELECT * FROM statements
                WHERE assembly_of IS NOT NULL AND attribution IN ({counts})""",
            **_JUDGEMENTS,
        },
        f"""
        SELECT subject, {_OUTCOME} AS outcome, {_SIDE} AS side,
               n_for, n_against, n_mixed, n_neutral, n_unclear, n_reports, score,
               CASE WHEN n_for > 0 AND n_against > 0 THEN 1 - ABS(total) / weight
                    WHEN n_for = 0 AND n_against = 0 THEN NULL
                    WHEN divided = 1 OR (any_for = 1 AND any_against = 1) THEN NULL
                    ELSE 0 END AS strength
        FROM judged
        ORDER BY subject""",
    )


# ── Parts of the queries ────────────────────────────────────────────────────


def side_of(score: str, sided: str) -> str:
    """Give the side of a score; sums of fractions are told from 0 within a millionth of a millionth."""
    return (
        f"CASE WHEN {score} IS NULL THEN 'unclear' WHEN {score} > 1e-12 THEN 'for' "
        f"WHEN {score} < -1e-12 THEN 'against' WHEN {sided} = 1 THEN 'mixed' ELSE 'neutral' END"
    )


_STANDINGS: Final[Parts] = {
    "voiced": """
        SELECT statement, speaker, actor, subject, score,
               CASE WHEN score <> 0 OR says = 'mixed' THEN 1 ELSE 0 END AS sided
        FROM counted""",
    "speakers": """
        SELECT subject, actor, speaker, AVG(score) AS score
        FROM voiced GROUP BY subject, actor, speaker""",
    "means": "SELECT subject, actor, AVG(score) AS score FROM speakers GROUP BY subject, actor",
    "behind": """
        SELECT subject, actor, MAX(sided) AS sided, COUNT(DISTINCT statement) AS n_statements
        FROM voiced GROUP BY subject, actor""",
    "standings": f"""
        SELECT m.subject, m.actor, m.score, b.n_statements,
               {side_of("m.score", "b.sided")} AS side
        FROM means m JOIN behind b ON b.subject = m.subject AND b.actor = m.actor""",
}

_SUBJECTS: Final = {
    Subject.TOPIC: "SELECT id AS subject FROM topics",
    Subject.THREAT: "SELECT id AS subject FROM threats",
    Subject.BOTH: "SELECT id AS subject FROM topics UNION ALL SELECT id AS subject FROM threats",
}


def _of_each_side(expression: str) -> str:
    """Give an expression of every side, one a line."""
    return ",\n               ".join(expression.format(side=side) for side in Side)


_COUNTS: Final[Parts] = {
    "sides": f"""
        SELECT subject,
               {_of_each_side("COUNT(CASE WHEN side = '{side}' THEN 1 END) AS n_{side}")},
               AVG(score) AS score, SUM(score) AS total, SUM(ABS(score)) AS weight
        FROM standings GROUP BY subject""",
    "extremes": """
        SELECT subject, MAX(score) AS highest, MIN(score) AS lowest
        FROM voiced GROUP BY subject""",
}
"""How many actors are on which side of each subject, and the extremes of all that counts."""

_FULLNESS: Final = """CASE assembly_quantifier
                   WHEN 'unanimous' THEN 1 WHEN 'consensus' THEN 2
                   WHEN 'almost_all' THEN 3 WHEN 'most' THEN 3 ELSE 0 END"""
"""What reports of all members of an assembly say, from the strongest to the weakest; 0 for others."""


def _of_one_side(side: str, other: str) -> str:
    """Give what it amounts to where one side alone is on record."""
    return f"""CASE
                   WHEN full_{side} = 0 AND n_{side} = 0 THEN 'none_recorded'
                   WHEN full_{side} = 0 AND n_{side} = 1 THEN 'single_voice {side}'
                   WHEN full_{side} = 3 OR heard_{other} = 1 THEN 'prevailing {side}'
                   WHEN full_{side} = 2 OR n_neutral + n_mixed > 0 THEN 'consensus {side}'
                   ELSE 'unanimous {side}' END"""


_JUDGEMENTS: Final[Parts] = {
    "reported": f"""
        SELECT subject, COUNT(*) AS n_reports,
               MAX(CASE WHEN assembly_quantifier = 'divided' THEN 1 ELSE 0 END) AS divided,
               MAX(CASE WHEN score > 0 THEN 1 ELSE 0 END) AS said_for,
               MAX(CASE WHEN score < 0 THEN 1 ELSE 0 END) AS said_against,
               MAX(CASE WHEN score > 0 THEN {_FULLNESS} ELSE 0 END) AS full_for,
               MAX(CASE WHEN score < 0 THEN {_FULLNESS} ELSE 0 END) AS full_against
        FROM reports GROUP BY subject""",
    "known": f"""
        SELECT t.subject, s.score, s.total, s.weight,
               {_of_each_side("COALESCE(s.n_{side}, 0) AS n_{side}")},
               CASE WHEN e.highest > 0 THEN 1 ELSE 0 END AS heard_for,
               CASE WHEN e.lowest < 0 THEN 1 ELSE 0 END AS heard_against,
               COALESCE(r.n_reports, 0) AS n_reports,
               COALESCE(r.divided, 0) AS divided,
               COALESCE(r.full_for, 0) AS full_for,
               COALESCE(r.full_against, 0) AS full_against,
               CASE WHEN s.n_for > 0 OR r.said_for = 1 THEN 1 ELSE 0 END AS any_for,
               CASE WHEN s.n_against > 0 OR r.said_against = 1 THEN 1 ELSE 0 END AS any_against
        FROM subjects t
        LEFT JOIN sides s ON s.subject = t.subject
        LEFT JOIN extremes e ON e.subject = t.subject
        LEFT JOIN reported r ON r.subject = t.subject""",
    "judged": f"""
        SELECT k.*, CASE
               WHEN divided = 1 THEN 'contested'
               WHEN any_for = 1 AND any_against = 1 THEN CASE
                   WHEN full_for > 0 AND full_against = 0 AND n_for >= n_against
                   THEN 'prevailing for'
                   WHEN full_against > 0 AND full_for = 0 AND n_against >= n_for
                   THEN 'prevailing against'
                   ELSE 'contested' END
               WHEN any_for = 1 THEN {_of_one_side("for", "against")}
               WHEN any_against = 1 THEN {_of_one_side("against", "for")}
               ELSE 'none_recorded' END AS phrase
        FROM known k""",
}
"""What is reported of each subject, what is known of it, and what that amounts to."""

_SPACE: Final = "POSITION(' ' IN phrase)"
_OUTCOME: Final = f"CASE WHEN {_SPACE} > 0 THEN SUBSTRING(phrase, 1, {_SPACE} - 1) ELSE phrase END"
_SIDE: Final = f"CASE WHEN {_SPACE} > 0 THEN SUBSTRING(phrase, {_SPACE} + 1) END"
