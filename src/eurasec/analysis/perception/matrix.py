"""Threat perception: who sees what, as a matrix of actors by threats, origins, sectors, kinds or referents.

A cell is how one actor sees the threats under one label. Its score is the mean
over these threats of the actor's score on each, so that a threat of which much
is said does not weigh more; who is counted, and with which score, is told in
`voices` and `balance`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Final, Literal, TypeAlias

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._scope import asked
from eurasec.analysis._tables import number_text
from eurasec.analysis.balance import Gathering, Side, Standing, mean_of, side_of
from eurasec.analysis.listing import Listing
from eurasec.analysis.perception._gravity import OwnViews, distinct_trends, gravest, in_word, in_words
from eurasec.analysis.voices import ActorLevelWord, Roll
from eurasec.corpus import Corpus
from eurasec.errors import UnknownIdError, near_matches
from eurasec.selection import Assessments, Ids, When
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Severity, Trend, Word

__all__ = ["Axis", "AxisWord", "Perception", "Perceptions", "perceptions"]


class Axis(Word):
    """By what threats are told apart.

    >>> Axis.ORIGIN.meaning
    'the actors from whom, or places where, it arises'
    """

    THREAT = "threat", "each threat by itself"
    ORIGIN = "origin", "the actors from whom, or places where, it arises"
    SECTOR = "sector", "the fields of life in which it lies"
    KIND = "kind", "the sorts of threat that it is"
    REFERENT = "referent", "the entities that are threatened, in the assessor's eyes"
    REFERENT_WORDS = "referent_words", "what is threatened and is no entity, in words"


AxisWord: TypeAlias = Axis | Literal["threat", "origin", "sector", "kind", "referent", "referent_words"]
"""A word of `Axis`."""

_LABELS: Final[Mapping[Axis, Callable[[Threat, ThreatAssessment], tuple[str, ...]]]] = {
    Axis.THREAT: lambda threat, _: (threat.id,),
    Axis.ORIGIN: lambda threat, _: threat.origins,
    Axis.SECTOR: lambda threat, _: threat.sectors,
    Axis.KIND: lambda threat, _: threat.kinds,
    Axis.REFERENT: lambda _, assessment: assessment.referents,
    Axis.REFERENT_WORDS: lambda _, assessment: assessment.referent_words,
}


# ── Who sees what: the matrix ───────────────────────────────────────────────


@attrs.frozen(kw_only=True, repr=False)
class Perception:
    """How one actor sees a threat, or all threats of one origin, sector, kind or referent.

    Attributes:
        actor: Who.
        label: The threat, origin, sector, kind or referent.
        standings: Where the actor stands on each of the threats, sorted by threat.
        severity: The gravest that the actor says one of them is; `None` if not said.
        trends: How the actor says that they move.
        foremost: Whether the actor names one of them as the greatest of all.

    >>> from eurasec.analysis.voices import Voice
    >>> from eurasec.vocab import Verdict
    >>> voice = Voice(actor="zas", speaker="zas", statement="a-1", says=Verdict.AFFIRMED, score=1.0)
    >>> on_terror = Standing(actor="zas", subject="terror", voices=[voice])
    >>> Perception(actor="zas", label="political", standings=(on_terror,))
    <Perception of political by zas: for, 1>
    >>> view = Perception(actor="zas", label="political", standings=(on_terror,))
    >>> view.side, view.affirmed, view.dismissed, view.statements, view.inferred
    (Side.FOR, ('terror',), (), ('a-1',), False)
    """

    actor: str
    label: str
    standings: tuple[Standing, ...]
    severity: Severity | None = None
    trends: tuple[Trend, ...] = ()
    foremost: bool = False

    @cached_property
    def mean(self) -> Fraction | None:
        """The exact score: the mean over threats of the score on each."""
        return mean_of(standing.mean for standing in self.standings)

    @property
    def score(self) -> float | None:
        """The score in [−1, 1], in which every threat counts once; `None` if there is none."""
        return None if self.mean is None else float(self.mean)

    @property
    def side(self) -> Side:
        """Whether, on the whole, the actor affirms (for), plays down or dismisses (against), or only asks."""
        if self.mean is None:
            return Side.UNCLEAR
        sides = {standing.side for standing in self.standings}
        return side_of(self.mean) or (Side.NEUTRAL if sides <= _WITHOUT_SIDE else Side.MIXED)

    @property
    def affirmed(self) -> tuple[str, ...]:
        """The threats that the actor affirms."""
        return self._threats(Side.FOR)

    @property
    def dismissed(self) -> tuple[str, ...]:
        """The threats that the actor plays down, dismisses or denies."""
        return self._threats(Side.AGAINST)

    def _threats(self, side: Side) -> tuple[str, ...]:
        return tuple(standing.subject for standing in self.standings if standing.side is side)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the assessments behind it, sorted."""
        return tuple(sorted({id for standing in self.standings for id in standing.statements}))

    @property
    def inferred(self) -> bool:
        """Whether the source nowhere states any of these views of the actor."""
        return all(standing.inferred for standing in self.standings)

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "actor": self.actor,
            "label": self.label,
            "side": self.side.value,
            "score": self.score,
            "severity": None if self.severity is None else self.severity.value,
            "trends": [trend.value for trend in self.trends],
            "foremost": self.foremost,
            "affirmed": list(self.affirmed),
            "dismissed": list(self.dismissed),
            "inferred": self.inferred,
            "n_statements": len(self.statements),
            "statements": list(self.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a matrix shows."""
        score = "–" if self.score is None else number_text(self.score)
        severity, trends = in_word(self.severity), in_words(self.trends)
        return (self.actor, self.label, self.side.value, score, severity, trends, ", ".join(self.statements))

    def __repr__(self) -> str:
        """Show who, what, the side and the score."""
        score = "" if self.score is None else f", {number_text(self.score)}"
        return f"<Perception of {self.label} by {self.actor}: {self.side}{score}>"


_WITHOUT_SIDE: Final = frozenset({Side.NEUTRAL, Side.UNCLEAR})


@attrs.frozen(kw_only=True, repr=False)
class Perceptions(Listing[Perception]):
    """Who sees what: a matrix of actors by threats, origins, sectors, kinds or referents.

    Attributes:
        rows: The cells that are not empty, sorted by actor and label.
        across: What the labels are.
        unlabelled: The assessments that have no label of this sort.
        uncounted: The assessments that are of nobody in particular: those of
            assemblies, and views ascribed without a word of the ascriber's own.

    >>> from eurasec.datasets import csto_2022
    >>> matrix = perceptions(csto_2022(), across="sector")
    >>> matrix.labels, len(matrix.actors)
    (('economic', 'military', 'political', 'societal'), 7)
    >>> matrix.on("military")[0]
    <Perception of military by aleinik: against, -0.2>
    >>> matrix.of("pankin")
    (<Perception of military by pankin: for, 1>, <Perception of political by pankin: for, 1>)
    >>> matrix.get("imomi", "economic").score, matrix.to_matrix()["imomi"]["military"]
    (1.0, -0.5)
    >>> matrix.assessors["economic"]
    ('imomi', 'sultanov')
    """

    across: Axis
    unlabelled: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()

    noun: ClassVar[tuple[str, str]] = ("view", "views")
    head: ClassVar[tuple[str, ...]] = ("actor", "label", "side", "score", "severity", "trend", "statements")

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors, sorted."""
        return tuple(sorted({cell.actor for cell in self.rows}))

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, sorted."""
        return tuple(sorted({cell.label for cell in self.rows}))

    def of(self, actor: str) -> tuple[Perception, ...]:
        """Give all views of an actor.

        Args:
            actor: The actor.

        Raises:
            UnknownIdError: If the actor has none; with near matches.
        """
        return self._those("actor", actor, self.actors, lambda cell: cell.actor == actor)

    def on(self, label: str) -> tuple[Perception, ...]:
        """Give all views under a label.

        Args:
            label: The label, such as the id of a threat or the word of a sector.

        Raises:
            UnknownIdError: If there is none; with near matches.
        """
        return self._those(self.across.value, label, self.labels, lambda cell: cell.label == label)

    def get(self, actor: str, label: str) -> Perception | None:
        """Give the view of an actor under a label, `None` if the cell is empty.

        Args:
            actor: The actor.
            label: The label.

        Raises:
            UnknownIdError: If the actor or the label is not in the matrix; with near matches.
        """
        self.on(label)
        return next((cell for cell in self.of(actor) if cell.label == label), None)

    def _those(
        self, what: str, name: str, names: Iterable[str], test: Callable[[Perception], bool]
    ) -> tuple[Perception, ...]:
        found = tuple(filter(test, self.rows))
        if not found:
            raise UnknownIdError(what, name, near_matches(name, names))
        return found

    @property
    def assessors(self) -> dict[str, tuple[str, ...]]:
        """The distinct actors who on the whole affirm what stands under each label."""
        found: dict[str, list[str]] = {label: [] for label in self.labels}
        for cell in self.rows:
            if cell.side is Side.FOR:
                found[cell.label].append(cell.actor)
        return {label: tuple(actors) for label, actors in found.items()}

    def to_matrix(self) -> dict[str, dict[str, float | None]]:
        """Give the scores by actor and label; `None` where a cell is empty or has no score."""
        scores = {(cell.actor, cell.label): cell.score for cell in self.rows}
        return {actor: {label: scores.get((actor, label)) for label in self.labels} for actor in self.actors}


# ── What is asked ───────────────────────────────────────────────────────────


def perceptions(  # noqa: D417 - the other options are described once, in `threat_tally`
    corpus: Corpus,
    across: AxisWord = "threat",
    *,
    threat: Ids = None,
    narrower: bool = True,
    referent: Ids = None,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Perceptions:
    """Give who sees what: the matrix of actors by threats, origins, sectors, kinds or referents.

    Args:
        corpus: The corpus.
        across: What the columns are; see `Axis`.
        threat: One threat or several; by default all.
        **: All others as in `threat_tally`.

    Returns:
        The cells that are not empty, and which assessments are in none.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Threat, ThreatAssessment
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("imomi", "zas")),
    ...     Threat(id="drugs", label="Drugs", kinds=["drug_trafficking"], sectors=["societal"]),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["imomi", "zas"], threat="drugs", verdict="affirmed"),
    ...     ThreatAssessment(id="a-2", holders=["imomi"], threat="terror", verdict="affirmed"),
    ...     ThreatAssessment(id="a-3", holders=["zas"], threat="terror", verdict="dismissed"),
    ... ])
    >>> print(perceptions(corpus, across="sector"))
      actor  label      side     score  severity  trend  statements
      imomi  political  for      1      –         –      a-2
      imomi  societal   for      1      –         –      a-1
      zas    political  against  -1     –         –      a-3
      zas    societal   for      1      –         –      a-1
    """
    options = Options("perceptions")
    axis = options.word("across", across, Axis, what="way to tell threats apart")
    roll, scope = asked(options, locals())
    found = scope.assessments(corpus, scope.threats(corpus, threat), referent=referent)
    return _matrix(roll, axis, found)


def _matrix(roll: Roll, axis: Axis, assessments: Assessments) -> Perceptions:
    threats = roll.corpus.threats
    gathered: dict[tuple[str, str], Gathering] = {}
    unlabelled: list[str] = []
    uncounted: list[str] = []
    for assessment in assessments:
        labels = _LABELS[axis](threats[assessment.threat], assessment)
        if not labels:
            unlabelled.append(assessment.id)
        elif not any(True for _ in roll.voices(assessment)):
            uncounted.append(assessment.id)
        for label in dict.fromkeys(labels):
            key = str(label), assessment.threat
            gathered.setdefault(key, Gathering(assessment.threat, roll)).add(assessment)
    standings: dict[tuple[str, str], list[Standing]] = {}
    for (label, _), gathering in sorted(gathered.items(), key=lambda each: each[0]):
        for standing in gathering.standings:
            standings.setdefault((standing.actor, label), []).append(standing)
    own = OwnViews(assessments)
    cells = (
        _cell(actor, label, views, own)
        for (actor, label), views in sorted(standings.items(), key=lambda each: each[0])
    )
    return Perceptions(tuple(cells), across=axis, unlabelled=tuple(unlabelled), uncounted=tuple(uncounted))


def _cell(actor: str, label: str, standings: Iterable[Standing], own: OwnViews) -> Perception:
    views = tuple(standings)
    shared = own.of(voice for view in views for voice in view.voices)
    return Perception(
        actor=actor,
        label=label,
        standings=views,
        severity=gravest(each.severity for each in shared),
        trends=distinct_trends(each.trend for each in shared),
        foremost=any(each.foremost for each in shared),
    )
