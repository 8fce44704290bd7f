"""The two modes: networks of actors or of topics alone, and networks of actors by topics.

The formulas stand at the head of `eurasec.analysis.networks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.networks._filters import Choice, Counted, DuplicatesWord, counted, sorted_labels
from eurasec.analysis.networks._graphs import Node
from eurasec.analysis.networks._products import Tally
from eurasec.analysis.networks._scales import Kind
from eurasec.analysis.networks._weights import (
    ONE_MODE,
    ONE_MODE_DIVISORS,
    TWO_MODE,
    TWO_MODE_DIVISORS,
    Aggregation,
    Normalization,
    OneModeAggregation,
    OneModeNormalization,
    TwoModeAggregation,
    TwoModeNormalization,
    judge_one_mode,
    judge_two_mode,
    one_mode_sums,
    stands_behind,
)
from eurasec.analysis.networks.discourse import Said
from eurasec.analysis.networks.network import Network, NodeKind, NodeKindWord, Recipe, network_of
from eurasec.analysis.networks.rows import DayOrTime, Id
from eurasec.selection.display import many

__all__ = ["OneModeNetwork", "Part", "TwoModeNetwork", "one_mode", "two_mode"]

N = TypeVar("N", bound=Network)


# ── Actors or topics alone ──────────────────────────────────────────────────


@attrs.frozen
class Part:
    """What one topic (or in a network of topics, one actor) gives to a weight.

    Attributes:
        label: The topic or actor.
        amount: What it gives, before anything is divided.
        statements: The ids of the statements behind it.
    """

    label: str
    amount: float
    statements: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class OneModeNetwork(Network):
    """Who stands how near to whom: a symmetric matrix of actors over topics, or of topics over actors.

    >>> from eurasec.analysis.networks import Row
    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=True, id=1),
    ...     Row("Org B", "Topic 1", qualifier=True, id=2),
    ...     Row("Org B", "Topic 1", qualifier=False, id=3),
    ... ]
    >>> network = one_mode(rows, aggregation="congruence")
    >>> network
    <OneModeNetwork: 2 actors, 3 statements, congruence>
    >>> print(network)
           Org A  Org B
    Org A      0      1
    Org B      1      0
    >>> network.statements_of("Org A", "Org B")
    (1, 2)
    >>> network.labels, network.nodes
    (('Org A', 'Org B'), NodeKind.ACTOR)
    """

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of rows and columns, which are the same."""
        return self.row_labels

    @property
    def nodes(self) -> NodeKind:
        """What the nodes are."""
        return self._recipe.nodes

    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements behind the weight of two labels, in statement order.

        These are the statements of either that have a part in the weight with
        some statement of the other: for congruence those that agree with one
        at least in part, for conflict those that differ from one.

        Args:
            source: One label.
            target: The other.

        Raises:
            UnknownIdError: If a label is not there; with near matches.
        """
        return self._ids(place for _, places in self._meetings(source, target) for place in places)

    def parts(self, source: str, target: str) -> tuple[Part, ...]:
        """Give what each topic gives to the weight of two labels before it is divided.

        Args:
            source: One label.
            target: The other.

        Raises:
            UnknownIdError: If a label is not there; with near matches.

        >>> from eurasec.analysis.networks import Row
        >>> rows = [
        ...     Row("Org A", "Topic 1", qualifier=True, id=1),
        ...     Row("Org B", "Topic 1", qualifier=True, id=2),
        ...     Row("Org A", "Topic 2", qualifier=True, id=3),
        ...     Row("Org B", "Topic 2", qualifier=False, id=4),
        ... ]
        >>> for part in one_mode(rows, aggregation="subtract").parts("Org A", "Org B"):
        ...     print(part)
        Part(label='Topic 1', amount=1.0, statements=(1, 2))
        Part(label='Topic 2', amount=-1.0, statements=(3, 4))
        """
        return tuple(
            Part(topic, self._amount(source, target, topic), self._ids(places))
            for topic, places in self._meetings(source, target)
        )

    def _meetings(self, source: str, target: str) -> Iterator[tuple[str, list[int]]]:
        """Give the topics on which two labels meet, each with the places of its statements."""
        self._place(source, target)
        if source == target:
            return
        mine, yours = self._spoken[source], self._spoken[target]
        for topic in sorted_labels({*mine, *yours}):
            here, there = mine.get(topic, {}), yours.get(topic, {})
            places = [
                place
                for levels, others in ((here, there), (there, here))
                for level, spoken in levels.items()
                if stands_behind(self.aggregation, self._recipe.scale, level, others.keys())
                for place in spoken
            ]
            if places:
                yield topic, places

    def _amount(self, source: str, target: str, topic: str) -> float:
        statements = (
            (label, topic, level)
            for label in (source, target)
            for level, places in self._spoken[label].get(topic, {}).items()
            for _ in places
        )
        tally = Tally.of((source, target), statements)
        sums, part = one_mode_sums(tally, self.aggregation, self._recipe.scale)
        return sums[0][1] / part

    def _pairs(self) -> Iterator[tuple[int, int]]:
        balanced = self.aggregation is Aggregation.SUBTRACT
        for row, source in enumerate(self.labels):
            weights = self.matrix[row]
            for column in range(row + 1, len(weights)):
                if weights[column] or (balanced and self._meet(source, self.labels[column])):
                    yield row, column

    def _meet(self, source: str, target: str) -> bool:
        mine, yours = self._spoken[source], self._spoken[target]
        if self._recipe.scale.kind is Kind.TEXT:
            return bool(mine and yours)
        return not mine.keys().isdisjoint(yours)

    def _size(self) -> str:
        return many(len(self.labels), self.nodes.value)

    def _nodes(self) -> list[Node]:
        spoken = Counter(self._recipe.sides(row)[0] for row in self.counted)
        return [Node(label, self.nodes.value, spoken[label]) for label in self.labels]


def one_mode(
    statements: Said,
    *,
    aggregation: OneModeAggregation = "ignore",
    normalization: OneModeNormalization = "none",
    nodes: NodeKindWord = "actor",
    scale: tuple[float, float] | None = None,
    duplicates: DuplicatesWord = "all",
    exclude: Choice | None = None,
    only: Choice | None = None,
    since: DayOrTime | None = None,
    until: DayOrTime | None = None,
    possibly: bool = False,
    isolates: bool = False,
) -> OneModeNetwork:
    """Make the network of actors over the topics they share, or of topics over their actors.

    The formulas stand at the head of `eurasec.analysis.networks`. What counts is decided in
    this order: dates, documents and sessions; values left out or let in; rows
    with no actor or topic, and where the qualifier is not ignored, with none
    that is known; duplicates.

    Args:
        statements: Rows in any order; or a corpus or a selection of its
            statements, whose rows are those of `rows_of`. Call that by
            yourself to say who is counted, and as what.
        aggregation: What is made of the statements of two nodes.
        normalization: By what that is divided.
        nodes: Whether actors or topics are the nodes.
        scale: The lowest and the highest value of a numeric qualifier, such
            as `(-1, 1)` for stance scores; those of a corpus bring it with
            them. Else the least and greatest value of all rows given are
            taken, as the Discourse Network Analyzer does, and distances depend
            on which values happen to occur.
        duplicates: How often the same statement of the same actor counts:
            actor, topic, and unless it is ignored the qualifier.
        exclude: Values to leave out, by variable: `actor`, `topic`,
            `qualifier`, `document`, `session` or one of `Row.other`.
        only: Values that alone are let in, by variable.
        since: The first day or time in range.
        until: The last day or time in range.
        possibly: Whether a statement whose date is not precise, or not known,
            is in range if it may be; else it has to be certain.
        isolates: Whether to show all nodes of rows in range, also those none
            of whose statements count, and values left out.

    Raises:
        InvalidValueError: If a word or another option is wrong, options do not
            fit each other or the qualifier, a value of `exclude` or `only`
            occurs nowhere, or duplicates need a document or session that is missing.
        ImpreciseDateError: If duplicates are counted by week, month or year, and
            a date may lie in several.

    >>> from eurasec.analysis.networks import Row
    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=1, id=1),
    ...     Row("Org B", "Topic 1", qualifier=-0.5, id=2),
    ... ]
    >>> one_mode(rows, aggregation="congruence", scale=(-1, 1)).weight("Org A", "Org B")
    0.25
    >>> from eurasec.analysis.networks import rows_of
    >>> from eurasec.datasets import csto_2022
    >>> one_mode(rows_of(csto_2022().positions, by="state"), aggregation="congruence")
    <OneModeNetwork: 5 actors, 16 statements, congruence>
    """
    options = Options("one_mode")
    chosen = options.word("aggregation", aggregation, ONE_MODE, what="aggregation of a one-mode network")
    divided = options.word(
        "normalization", normalization, ONE_MODE_DIVISORS, what="normalization of a one-mode network"
    )
    kind = options.word("nodes", nodes, NodeKind, what="kind of node")
    options.flag("isolates", isolates)
    counting = counted(
        options,
        locals(),
        qualified=chosen is not Aggregation.IGNORE,
        judge=lambda measure: judge_one_mode(chosen, divided, measure, options),
    )
    return _made(OneModeNetwork, counting, kind, chosen, divided, isolates=isolates)


# ── Actors by topics ────────────────────────────────────────────────────────


@attrs.frozen(kw_only=True, repr=False)
class TwoModeNetwork(Network):
    """Who speaks of what, and how: a matrix of actors by topics.

    >>> from eurasec.analysis.networks import Row
    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=True, id=1),
    ...     Row("Org A", "Topic 1", qualifier=False, id=2),
    ...     Row("Org B", "Topic 2", qualifier=False, id=3),
    ... ]
    >>> print(two_mode(rows, aggregation="subtract"))
           Topic 1  Topic 2
    Org A        0        0
    Org B        0       -1
    >>> [(edge.source, edge.target, edge.statements) for edge in two_mode(rows).edges()]
    [('Org A', 'Topic 1', (1, 2)), ('Org B', 'Topic 2', (3,))]
    >>> two_mode(rows).actors, two_mode(rows).topics
    (('Org A', 'Org B'), ('Topic 1', 'Topic 2'))
    """

    @property
    def actors(self) -> tuple[str, ...]:
        """The labels of the rows."""
        return self.row_labels

    @property
    def topics(self) -> tuple[str, ...]:
        """The labels of the columns."""
        return self.column_labels

    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements of an actor on a topic, in statement order.

        Args:
            source: The actor.
            target: The topic.

        Raises:
            UnknownIdError: If a label is not there; with near matches.
        """
        self._place(source, target)
        levels = self._spoken[source].get(target, {})
        return self._ids(place for places in levels.values() for place in places)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        for row, actor in enumerate(self.actors):
            spoken = self._spoken[actor]
            yield from ((row, column) for column, topic in enumerate(self.topics) if topic in spoken)

    def _size(self) -> str:
        return f"{many(len(self.actors), 'actor')} by {many(len(self.topics), 'topic')}"

    def _nodes(self) -> list[Node]:
        speaking = Counter(row.actor for row in self.counted)
        spoken = Counter(row.topic for row in self.counted)
        return [
            *(Node(label, NodeKind.ACTOR.value, speaking[label]) for label in self.actors),
            *(Node(label, NodeKind.TOPIC.value, spoken[label]) for label in self.topics),
        ]


def two_mode(
    statements: Said,
    *,
    aggregation: TwoModeAggregation = "ignore",
    normalization: TwoModeNormalization = "none",
    scale: tuple[float, float] | None = None,
    duplicates: DuplicatesWord = "all",
    exclude: Choice | None = None,
    only: Choice | None = None,
    since: DayOrTime | None = None,
    until: DayOrTime | None = None,
    possibly: bool = False,
    isolates: bool = False,
) -> TwoModeNetwork:
    """Make the network of actors by topics.

    The formulas stand at the head of `eurasec.analysis.networks`; what counts is decided as
    in `one_mode`.

    Args:
        statements: Rows in any order; or a corpus or a selection of its
            statements, whose rows are those of `rows_of`. Call that by
            yourself to say who is counted, and as what.
        aggregation: What is made of the statements of an actor on a topic.
        normalization: By what that is divided.
        scale: The lowest and the highest value of a numeric qualifier; values
            beyond are an error.
        duplicates: How often the same statement of the same actor counts:
            actor, topic, and unless it is ignored the qualifier.
        exclude: Values to leave out, by variable: `actor`, `topic`,
            `qualifier`, `document`, `session` or one of `Row.other`.
        only: Values that alone are let in, by variable.
        since: The first day or time in range.
        until: The last day or time in range.
        possibly: Whether a statement whose date is not precise, or not known,
            is in range if it may be; else it has to be certain.
        isolates: Whether to show all actors and topics of rows in range, also
            those none of whose statements count, and values left out.

    Raises:
        InvalidValueError: As for `one_mode`; among them, a text qualifier to
            be subtracted, and more than 53 levels to be combined.
        ImpreciseDateError: If duplicates are counted by week, month or year, and
            a date may lie in several.

    >>> from eurasec.analysis.networks import Row
    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=True, id=1),
    ...     Row("Org A", "Topic 1", qualifier=False, id=2),
    ... ]
    >>> two_mode(rows, aggregation="combine").weight("Org A", "Topic 1")
    3.0
    """
    options = Options("two_mode")
    chosen = options.word("aggregation", aggregation, TWO_MODE, what="aggregation of a two-mode network")
    divided = options.word(
        "normalization", normalization, TWO_MODE_DIVISORS, what="normalization of a two-mode network"
    )
    options.flag("isolates", isolates)
    counting = counted(
        options,
        locals(),
        qualified=chosen is not Aggregation.IGNORE,
        judge=lambda measure: judge_two_mode(chosen, measure, options),
    )
    return _made(TwoModeNetwork, counting, NodeKind.ACTOR, chosen, divided, isolates=isolates)


def _made(
    network: type[N],
    counting: Counted,
    nodes: NodeKind,
    aggregation: Aggregation,
    normalization: Normalization,
    *,
    isolates: bool,
) -> N:
    """Make a network of the rows that count."""
    recipe = Recipe(
        two_mode=network is TwoModeNetwork,
        nodes=nodes,
        aggregation=aggregation,
        normalization=normalization,
        scale=counting.scale,
        actors=counting.actors if isolates else (),
        topics=counting.topics if isolates else (),
        possibly=counting.possibly,
    )
    return network_of(network, counting.rows, recipe)
