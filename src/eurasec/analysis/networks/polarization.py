"""How polarised a topic is, and how far a split of the actors accounts for it.

An actor's score on a topic is the mean qualifier of its statements that count.
The polarization of a topic is the variance of the scores of its m actors,
divided by the greatest variance that the scale allows:

    value = 4 Σ_a (s_a − s̄)² / (m R²)

with R the length of the scale. By Popoviciu's inequality it lies between 0 and
1; it is 0 exactly if all have the same score, and 1 exactly if half of the
actors stand at one end of the scale and half at the other. A split into camps
c of m_c actors takes from it

    between = 4 Σ_c m_c (s̄_c − s̄)² / (m R²),

which lies between 0 and `value`: 0 exactly if all camps have the same mean,
`value` exactly if nobody differs from the own camp, and so 1 exactly if the
camps stand at the two ends, with half of the actors at each. Over several
topics both are averaged, each topic with the weight of its number of actors.

Two unequal camps that are perfectly opposed, with a share p in one of them,
give 4 p (1 − p): polarization asks how many stand against how many. The
measure sees actors and not statements, and a handful of actors makes no
opinion of a public: do not compare topics of very different numbers of actors.
Without `scale`, R is what happens to occur; give it where it is known.

Sources: P. DiMaggio, J. Evans and B. Bryson, American Journal of Sociology 102
(1996) 690-755, whose principles of dispersion (the variance) and consolidation
(the differences between groups) these are; T. Popoviciu, Mathematica 9 (1935)
129-145.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._tables import number_text, table_text
from eurasec.analysis.networks._filters import Choice, DuplicatesWord, counted, sorted_labels
from eurasec.analysis.networks._scales import Kind, Scale
from eurasec.analysis.networks.discourse import Said, as_rows
from eurasec.analysis.networks.rows import DayOrTime, Id, Row
from eurasec.errors import did_you_mean, near_matches, shown
from eurasec.selection.display import many

__all__ = ["Polarization", "Score", "TopicPolarization", "polarization"]


@attrs.frozen
class Score:
    """What an actor says on a topic, on average.

    Attributes:
        actor: The actor.
        score: The mean qualifier; of true and false the share of the true.
        statements: The ids of the statements that count.
    """

    actor: str
    score: float
    statements: tuple[Id, ...]


@attrs.frozen
class TopicPolarization:
    """How polarised one topic is.

    Attributes:
        topic: The topic.
        value: From 0, all say the same, to 1, one half against the other.
        between: How much of it is between the camps; `None` without camps.
        scores: What the actors say, by label.

    >>> rows = [Row("Org A", "Topic 1", qualifier=True, id=1), Row("Org B", "Topic 1", qualifier=False, id=2)]
    >>> topic, = polarization(rows).topics
    >>> topic.value, topic.statements, topic.scores[0]
    (1.0, (1, 2), Score(actor='Org A', score=1.0, statements=(1,)))
    """

    topic: str
    value: float
    between: float | None
    scores: tuple[Score, ...]

    @property
    def statements(self) -> tuple[Id, ...]:
        """The ids of the statements behind the value."""
        return tuple(dict.fromkeys(id for score in self.scores for id in score.statements))


@attrs.frozen(repr=False)
class Polarization:
    """How polarised topics are, one by one and together.

    Attributes:
        value: The mean over topics, each with the weight of its number of
            actors; `None` if there is no topic with enough actors.
        between: How much of it is between the camps; `None` without camps.
        topics: The topics, by label.
        too_few: The topics with fewer actors than asked for.
        left_out: The actors that stand in no camp.

    >>> rows = [Row("Org A", "Topic 1", qualifier=True, id=1), Row("Org B", "Topic 1", qualifier=False, id=2)]
    >>> polarization(rows).to_dicts()
    [{'topic': 'Topic 1', 'value': 1.0, 'between': None, 'actors': 2, 'statements': 2}]
    """

    value: float | None
    between: float | None
    topics: tuple[TopicPolarization, ...]
    too_few: tuple[str, ...]
    left_out: tuple[str, ...]

    def to_dicts(self) -> list[dict[str, str | float | int | None]]:
        """Give the topics as records: topic, value, between, actors, statements (how many of them)."""
        return [
            {
                "topic": each.topic,
                "value": each.value,
                "between": each.between,
                "actors": len(each.scores),
                "statements": len(each.statements),
            }
            for each in self.topics
        ]

    def __repr__(self) -> str:
        """Give the values and the number of topics."""
        between = "" if self.between is None else f", {self.between:.3f} between camps"
        value = "none" if self.value is None else f"{self.value:.3f}"
        return f"<Polarization: {value}{between}, {many(len(self.topics), 'topic')}>"

    def __str__(self) -> str:
        """Give the topics as a small table."""
        header = ["", "value", "between", "actors"]
        lines = [
            [
                each.topic,
                number_text(each.value),
                "" if each.between is None else number_text(each.between),
                str(len(each.scores)),
            ]
            for each in self.topics
        ]
        return table_text([header, *lines])


def polarization(
    statements: Said,
    *,
    camps: Mapping[str, Collection[str]] | None = None,
    scale: tuple[float, float] | None = None,
    min_actors: int = 2,
    duplicates: DuplicatesWord = "all",
    exclude: Choice | None = None,
    only: Choice | None = None,
    since: DayOrTime | None = None,
    until: DayOrTime | None = None,
    possibly: bool = False,
) -> Polarization:
    """Tell how polarised topics are, and how far a split into camps accounts for it.

    The formulas stand at the head of this module; what counts is decided as
    in `eurasec.analysis.networks.one_mode`.

    Args:
        statements: Rows in any order; or a corpus or a selection of its
            statements, whose rows are those of `rows_of`. Call that by
            yourself to say who is counted, and as what.
        camps: The actors of each camp, by its name. Actors in no camp are
            left out altogether.
        scale: The lowest and the highest value of a numeric qualifier, such
            as `(-1, 1)` for stance scores, which those of a corpus bring with
            them; else those that occur.
        min_actors: With how many actors a topic can be polarised, at least 2.
        duplicates: How often the same statement of the same actor counts.
        exclude: Values to leave out, by variable.
        only: Values that alone are let in, by variable.
        since: The first day or time in range.
        until: The last day or time in range.
        possibly: Whether a statement whose date is not precise, or not known,
            is in range if it may be.

    Raises:
        InvalidValueError: If an option is wrong, the qualifier is a text, there
            are fewer than two camps, or an actor of a camp stands in two or
            occurs nowhere.
        ImpreciseDateError: If duplicates are counted by week, month or year, and
            a date may lie in several.

    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=True, id=1),
    ...     Row("Org B", "Topic 1", qualifier=True, id=2),
    ...     Row("Org C", "Topic 1", qualifier=False, id=3),
    ...     Row("Org D", "Topic 1", qualifier=False, id=4),
    ... ]
    >>> polarization(rows, camps={"east": ["Org A", "Org B"], "west": ["Org C", "Org D"]})
    <Polarization: 1.000, 1.000 between camps, 1 topic>
    >>> polarization(rows, camps={"left": ["Org A", "Org C"], "right": ["Org B", "Org D"]}).between
    0.0
    """
    given = as_rows(statements)
    options = Options("polarization")
    options.whole("min_actors", min_actors, least=2)
    camp_of = _camps(camps, sorted_labels(row.actor for row in given if isinstance(row, Row)), options)  # pyright: ignore[reportUnnecessaryIsInstance] - judged in `counted`
    counting = counted(
        options,
        {**locals(), "statements": given},
        qualified=True,
        judge=lambda measure: _judge_kind(measure, options),
    )
    spoken: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in counting.rows:
        if camp_of is None or row.actor in camp_of:
            spoken[row.topic][row.actor].append(row)
    enough = [topic for topic in sorted_labels(spoken) if len(spoken[topic]) >= min_actors]
    topics = tuple(_topic(topic, spoken[topic], counting.scale, camp_of) for topic in enough)
    weights = [len(each.scores) for each in topics]
    return Polarization(
        value=_mean([each.value for each in topics], weights),
        between=_mean([each.between for each in topics if each.between is not None], weights),
        topics=topics,
        too_few=tuple(topic for topic in sorted_labels(spoken) if len(spoken[topic]) < min_actors),
        left_out=sorted_labels(row.actor for row in counting.rows if camp_of and row.actor not in camp_of),
    )


def _mean(values: Sequence[float], weights: Sequence[int]) -> float | None:
    if not values:
        return None
    return math.fsum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _topic(
    topic: str, spoken: Mapping[str, Sequence[Row]], scale: Scale, camp_of: Mapping[str, str] | None
) -> TopicPolarization:
    scores: list[Score] = []
    positions: dict[str, float] = {}
    for actor in sorted_labels(spoken):
        rows = spoken[actor]
        steps = sum(scale.steps[row.qualifier] for row in rows)
        ids = tuple(dict.fromkeys(row.id for row in rows))
        scores.append(Score(actor, steps / (len(rows) * scale.fineness), ids))
        positions[actor] = (steps - len(rows) * scale.lowest) / (len(rows) * scale.span)
    value = min(1.0, _spread(positions.values()))
    between = None
    if camp_of is not None:
        camps: defaultdict[str, list[float]] = defaultdict(list)
        for actor, position in positions.items():
            camps[camp_of[actor]].append(position)
        means = [math.fsum(camp) / len(camp) for camp in camps.values() for _ in camp]
        between = min(value, _spread(means))
    return TopicPolarization(topic, value, between, tuple(scores))


def _spread(positions: Collection[float]) -> float:
    """Give the variance of positions between 0 and 1, divided by the greatest one."""
    mean = math.fsum(positions) / len(positions)
    return 4 * math.fsum((position - mean) ** 2 for position in positions) / len(positions)


# ── What can be wrong ───────────────────────────────────────────────────────


def _judge_kind(scale: Scale, options: Options) -> None:
    if scale.kind is Kind.TEXT:
        options.wrong("qualifier", "is texts, which have no distances", rule="qualifier")


def _camps(
    camps: Mapping[str, Collection[str]] | None, actors: tuple[str, ...], options: Options
) -> Mapping[str, str] | None:
    """Give the camp of each actor."""
    if camps is None or not options.instance("camps", camps, Mapping, what="mapping from camps to actors"):
        return None
    if len(camps) < 2:  # noqa: PLR2004 - a split has at least two sides
        options.wrong("camps", "are fewer than two", rule="camps", value=camps)
    known = frozenset(actors)
    camp_of: dict[str, str] = {}
    for camp, members in camps.items():
        path = f"camps[{camp!r}]"
        if isinstance(members, str) or not isinstance(members, Collection) or not members:  # pyright: ignore[reportUnnecessaryIsInstance] - untyped callers
            options.wrong(path, f"{shown(members)} is no collection of actors", rule="camps", value=members)
            continue
        for member in members:
            if member in camp_of:
                message = f"{shown(member)} stands in {shown(camp_of[member])} too"
                options.wrong(path, message, rule="camps", value=member)
            elif member not in known:
                hint = did_you_mean(near_matches(member, actors))
                message = f"no row has the actor {shown(member)}{hint}"
                options.wrong(path, message, rule="camps", value=member)
        camp_of.update(dict.fromkeys(members, camp))
    return camp_of
