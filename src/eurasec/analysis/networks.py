"""Networks of discourse network analysis: actors over topics, topics over actors, actors by topics.

Let n[i, j, k] be the number of statements that count of node i on topic j with
the qualifier on level v_k, n_ij· that on all levels, N_i that of all statements
of i, and R the length of the qualifier's scale: the greatest minus the least
value of all rows given (1 for true and false), or as `scale` says.

**One-mode**, for i ≠ i′; the diagonal is 0:

- ignore: Σ_j n_ij· n_i′j·
- congruence: Σ_jkl n_ijk n_i′jl (1 − |v_k − v_l| / R); of texts Σ_jk n_ijk n_i′jk
- conflict: Σ_jkl n_ijk n_i′jl |v_k − v_l| / R; of texts the number of the
  statements of both whose topic and word the other does not have
- subtract: congruence − conflict

divided by one of the following (0 where that is 0), with c the congruence of a
node with itself or another, or for ignore Σ_j n_ij· n_i′j·:

- none: 1
- average: (N_i + N_i′) / 2
- jaccard: Σ n_ijk [n_i′jk = 0] + Σ n_i′jk [n_ijk = 0] + Σ n_ijk n_i′jk, level by
  level, also where the qualifier is ignored
- tanimoto: c_ii + c_i′i′ − c_ii′
- cosine: √c_ii √c_i′i′, which for ignore, for texts and for true and false is
  the product of the norms, ‖n_i‖ ‖n_i′‖
- dna_cosine: N_i N_i′, which is no cosine, but what the Discourse Network
  Analyzer (DNA) calls so

Jaccard's coefficient compares sets. What DNA calls so equals it where every
count is 0 or 1; with more statements it has no upper bound. Tanimoto's is the
same for sets and extends to counts and levels. Divided by `tanimoto` or
`cosine`, ignore, congruence and conflict lie between 0 and 1, subtract between
−1 and 1; divided by `cosine`, the congruence of two nodes that say the same in
the same proportions is 1.

**Two-mode**, actors by topics:

- ignore: Σ_k n_ijk
- subtract: Σ_k v_k n_ijk; of true and false the true minus the false
- combine: Σ_k 2^(K−1−k) [n_ijk > 0], which tells which of the K levels occur;
  of true and false, 1 is only true, 2 only false, 3 both
- dna_subtract: subtract, but of texts, which cannot be subtracted, Σ_k n_ijk

divided by the total of the row (activity) or of the column (prominence): its
number of statements, for combine its number of cells with statements. A
combine that is divided cannot be interpreted.

All sums are made in whole numbers and rounded once: the order of the rows
changes nothing, not even the last bit.

Sources: P. Leifeld, Discourse Network Analyzer Manual, and Discourse Network
Analysis, in: The Oxford Handbook of Political Networks (2017), for everything
but cosine and tanimoto; T. T. Tanimoto, An Elementary Mathematical Theory of
Classification and Prediction (IBM 1958).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

import attrs

from eurasec.analysis import windows
from eurasec.analysis._filters import (
    Choice,
    Duplicates,
    DuplicatesWord,
    counted,
    sorted_labels,
)
from eurasec.analysis._graphs import Link, Node, graphml, networkx_graph
from eurasec.analysis._options import Options
from eurasec.analysis._products import Tally
from eurasec.analysis._recipes import NodeKind, NodeKindWord, Recipe
from eurasec.analysis._scales import Kind, Level
from eurasec.analysis._tables import many, matrix_text
from eurasec.analysis._weights import (
    ONE_MODE,
    ONE_MODE_DIVISORS,
    TWO_MODE,
    TWO_MODE_DIVISORS,
    Aggregation,
    Matrix,
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
from eurasec.analysis.rows import Id, Moment, Row
from eurasec.analysis.windows import Period, PeriodWord, Stretch, Window, WindowUnit, WindowUnitWord
from eurasec.errors import MissingExtraError, UnknownIdError, near_matches

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "Aggregation",
    "Choice",
    "Duplicates",
    "DuplicatesWord",
    "Edge",
    "Network",
    "NodeKind",
    "NodeKindWord",
    "Normalization",
    "OneModeAggregation",
    "OneModeNetwork",
    "OneModeNormalization",
    "Part",
    "TwoModeAggregation",
    "TwoModeNetwork",
    "TwoModeNormalization",
    "one_mode",
    "two_mode",
]


# ── Results ─────────────────────────────────────────────────────────────────


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


@attrs.frozen
class Edge:
    """Two nodes and the weight between them.

    Attributes:
        source: One node; in a two-mode network the actor.
        target: The other node; in a two-mode network the topic.
        weight: The weight.
    """

    source: str
    target: str
    weight: float
    _network: Network = attrs.field(repr=False, eq=False, alias="network")

    @property
    def statements(self) -> tuple[Id, ...]:
        """Give the ids of the statements behind the weight, in statement order."""
        return self._network.statements_of(self.source, self.target)


@attrs.frozen(kw_only=True, repr=False)
class Network(ABC):
    """Labels, the matrix of weights between them, and the statements behind it.

    Attributes:
        row_labels: The labels of the rows, sorted by UTF-16 code unit.
        column_labels: The labels of the columns, sorted likewise.
        matrix: The weights, row by row.
        counted: The rows of statements that count, in statement order.
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    matrix: Matrix
    counted: tuple[Row, ...]
    _recipe: Recipe = attrs.field(alias="recipe")

    # ── What it is ──

    @property
    def aggregation(self) -> Aggregation:
        """Give what is made of the statements."""
        return self._recipe.aggregation

    @property
    def normalization(self) -> Normalization:
        """Give by what that is divided."""
        return self._recipe.normalization

    @property
    def levels(self) -> tuple[Level, ...]:
        """Give the values that the qualifier has in all rows given; none where it is ignored."""
        return self._recipe.scale.levels

    @property
    def scale(self) -> tuple[float, float] | None:
        """Give the ends of the qualifier's scale; `None` where it has no distances."""
        return self._recipe.scale.ends if self._recipe.scale.steps else None

    @property
    def statements(self) -> tuple[Id, ...]:
        """Give the ids of all statements that count, in statement order."""
        return tuple(dict.fromkeys(row.id for row in self.counted))

    # ── What stands behind it ──

    def weight(self, source: str, target: str) -> float:
        """Give the weight between two labels.

        Raises:
            UnknownIdError: A label is not there.
        """
        row, column = self._place(source, target)
        return self.matrix[row][column]

    @abstractmethod
    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements behind the weight of two labels, in statement order.

        Raises:
            UnknownIdError: A label is not there.
        """

    def edges(self) -> tuple[Edge, ...]:
        """Give all pairs behind which statements stand, in the order of the matrix.

        The weight can be 0: two actors that agree as much as they disagree.
        """
        return tuple(
            Edge(self.row_labels[row], self.column_labels[column], self.matrix[row][column], self)
            for row, column in self._pairs()
        )

    # ── In time ──

    def windows(self, *, unit: WindowUnitWord, size: int) -> tuple[Window[Self], ...]:
        """Give a network of the same kind for each of the moving windows of the Discourse Network Analyzer.

        The window around t is closed, [t − h, t + h] with h = floor(size / 2)
        units; t steps by one unit from the first statement on, and windows
        that reach beyond the last are left out. **A window of size 1 is a
        single moment; one of size 3 is two units long.** By events there is a
        window around each statement, with h statements on both sides;
        statements of the same time stand in statement order (see `Row`).
        What counts is decided before, for the whole range; the scale of the
        qualifier stays that of the whole. A statement is in a window if it
        certainly is; where the network was made with `possibly`, if it may be.

        Args:
            unit: The unit.
            size: How many units.

        Raises:
            InvalidValueError: The unit is no word of `WindowUnit`, or the
                size is less than 1.
            ImpreciseDateError: Windows are by events, and a statement has no date.
        """
        options = Options("windows")
        word = options.word("unit", unit, WindowUnit, what="unit of windows")
        options.whole("size", size, least=1)
        options.judge()
        stretches = windows.moving(self.counted, word, size, possibly=self._recipe.possibly)
        return tuple(self._within(stretch) for stretch in stretches)

    def periods(self, period: PeriodWord) -> tuple[Window[Self], ...]:
        """Give a network of the same kind for each period of the calendar, from first to last statement.

        Every statement whose date is precise enough stands in one of them;
        where the network was made with `possibly`, the others stand in all
        periods in which they may be.

        Args:
            period: How long they are.

        Raises:
            InvalidValueError: The period is no word of `Period`.
        """
        options = Options("periods")
        word = options.word("period", period, Period, what="period")
        options.judge()
        stretches = windows.periods(self.counted, word, possibly=self._recipe.possibly)
        return tuple(self._within(stretch) for stretch in stretches)

    def _within(self, stretch: Stretch) -> Window[Self]:
        network = _made(type(self), stretch.rows, self._recipe)
        return Window(start=stretch.start, middle=stretch.middle, stop=stretch.stop, network=network)

    # ── In other forms ──

    def to_rows(self) -> tuple[tuple[str | float, ...], ...]:
        """Give the matrix as a table: a row of column labels, then a row for each label."""
        table: list[tuple[str | float, ...]] = [("", *self.column_labels)]
        table.extend((label, *row) for label, row in zip(self.row_labels, self.matrix, strict=True))
        return tuple(table)

    def to_dicts(self) -> list[dict[str, str | float | tuple[Id, ...]]]:
        """Give the edges as records: source, target, weight, statements."""
        return [
            {
                "source": edge.source,
                "target": edge.target,
                "weight": edge.weight,
                "statements": edge.statements,
            }
            for edge in self.edges()
        ]

    def to_numpy(self) -> npt.NDArray[np.float64]:
        """Give the matrix as an array of numpy (extra `networks`).

        Raises:
            MissingExtraError: numpy is missing.
        """
        try:
            import numpy as np  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingExtraError("numpy", "networks") from None
        shape = (len(self.row_labels), len(self.column_labels))
        return np.array(self.matrix, dtype=np.float64).reshape(shape)

    def to_networkx(self, *, statements: bool = True) -> nx.Graph[str]:
        """Give an undirected graph of networkx (extra `networks`).

        A node is its label, with `kind` (actor or topic) and `statements`
        (how many of its statements count), in a two-mode network also
        `bipartite` (0 and 1); an edge has `weight` and `statements` (ids).

        Args:
            statements: Whether edges name their statements.

        Raises:
            InvalidValueError: A label is both an actor and a topic.
            MissingExtraError: networkx is missing.
        """
        links = self._links(statements=statements)
        return networkx_graph(
            self._nodes(), links, self._about(), bipartite=len(self._nodes()) > len(self.row_labels)
        )

    def to_graphml(self, *, statements: bool = True) -> bytes:
        """Give GraphML in UTF-8, as Gephi and networkx read it.

        Nodes and edges carry what they do in `to_networkx`; nodes are called
        `n0`, `n1`, …, with their label beside it, and ids of statements are
        separated by spaces.

        Args:
            statements: Whether edges name their statements.

        Raises:
            InvalidValueError: A label or id holds a character that XML has not.
        """
        return graphml(self._nodes(), self._links(statements=statements), self._about())

    def __repr__(self) -> str:
        """Give the size and the words by which it was made."""
        by = "" if self.normalization is Normalization.NONE else f" by {self.normalization}"
        said = many(len(self.statements), "statement")
        return f"<{type(self).__name__}: {self._size()}, {said}, {self.aggregation}{by}>"

    def __str__(self) -> str:
        """Give the matrix as a small table."""
        return matrix_text(self.row_labels, self.column_labels, self.matrix)

    # ── What the two sorts of network do in their own way ──

    @abstractmethod
    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Give the places in the matrix behind which statements stand."""

    @abstractmethod
    def _size(self) -> str:
        """Say how many labels there are."""

    @abstractmethod
    def _nodes(self) -> list[Node]:
        """Give the nodes of a graph."""

    def _links(self, *, statements: bool) -> Iterator[Link]:
        """Give the edges of a graph."""
        first_column = len(self._nodes()) - len(self.column_labels)
        for row, column in self._pairs():
            pair = self.row_labels[row], self.column_labels[column]
            behind = self.statements_of(*pair) if statements else None
            yield Link(row, first_column + column, self.matrix[row][column], behind)

    def _about(self) -> dict[str, str]:
        return {"aggregation": self.aggregation.value, "normalization": self.normalization.value}

    @cached_property
    def _places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        rows, columns = (
            {label: place for place, label in enumerate(labels)}
            for labels in (self.row_labels, self.column_labels)
        )
        return rows, columns

    def _place(self, source: str, target: str) -> tuple[int, int]:
        """Give the place of two labels in the matrix."""
        for label, places in zip((source, target), self._places, strict=True):
            if label not in places:
                raise UnknownIdError("label", label, near_matches(label, places))
        rows, columns = self._places
        return rows[source], columns[target]

    @cached_property
    def _spoken(self) -> Mapping[str, _Spoken]:
        """Give for each label of a row, on each topic and level the places of its statements."""
        spoken: dict[str, dict[str, dict[Level | None, list[int]]]] = {label: {} for label in self.row_labels}
        for place, row in enumerate(self.counted):
            node, topic = self._recipe.sides(row)
            spoken[node].setdefault(topic, {}).setdefault(row.qualifier, []).append(place)
        return spoken

    def _ids(self, places: Iterable[int]) -> tuple[Id, ...]:
        return tuple(dict.fromkeys(self.counted[place].id for place in sorted(places)))


_Spoken: TypeAlias = Mapping[str, Mapping[Level | None, Sequence[int]]]
"""On each topic, on each level, the places of statements among those that count."""


@attrs.frozen(kw_only=True, repr=False)
class OneModeNetwork(Network):
    """Who stands how near to whom: a symmetric matrix of actors over topics, or of topics over actors.

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
    """

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the labels of rows and columns, which are the same."""
        return self.row_labels

    @property
    def nodes(self) -> NodeKind:
        """Give what the nodes are."""
        return self._recipe.nodes

    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements behind the weight of two labels, in statement order.

        These are the statements of either that have a part in the weight with
        some statement of the other: for congruence those that agree with one
        at least in part, for conflict those that differ from one.

        Raises:
            UnknownIdError: A label is not there.
        """
        return self._ids(place for _, places in self._meetings(source, target) for place in places)

    def parts(self, source: str, target: str) -> tuple[Part, ...]:
        """Give what each topic gives to the weight of two labels before it is divided.

        Raises:
            UnknownIdError: A label is not there.

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


@attrs.frozen(kw_only=True, repr=False)
class TwoModeNetwork(Network):
    """Who speaks of what, and how: a matrix of actors by topics.

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
    """

    @property
    def actors(self) -> tuple[str, ...]:
        """Give the labels of the rows."""
        return self.row_labels

    @property
    def topics(self) -> tuple[str, ...]:
        """Give the labels of the columns."""
        return self.column_labels

    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements of an actor on a topic, in statement order.

        Raises:
            UnknownIdError: A label is not there.
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


N = TypeVar("N", bound=Network)


# ── Making networks ─────────────────────────────────────────────────────────


def _made(kind: type[N], rows: tuple[Row, ...], recipe: Recipe) -> N:
    row_labels, column_labels, matrix = recipe.matrix(rows)
    return kind(
        row_labels=row_labels, column_labels=column_labels, matrix=matrix, counted=rows, recipe=recipe
    )


def one_mode(
    rows: Iterable[Row],
    *,
    aggregation: OneModeAggregation = "ignore",
    normalization: OneModeNormalization = "none",
    nodes: NodeKindWord = "actor",
    scale: tuple[float, float] | None = None,
    duplicates: DuplicatesWord = "all",
    exclude: Choice | None = None,
    only: Choice | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    possibly: bool = False,
    isolates: bool = False,
) -> OneModeNetwork:
    """Make the network of actors over the topics they share, or of topics over their actors.

    The formulas stand at the head of this module. What counts is decided in
    this order: dates, documents and sessions; values left out or let in; rows
    with no actor or topic, and where the qualifier is not ignored, with none
    that is known; duplicates.

    Args:
        rows: The statements, in any order.
        aggregation: What is made of the statements of two nodes.
        normalization: By what that is divided.
        nodes: Whether actors or topics are the nodes.
        scale: The lowest and the highest value of a numeric qualifier, such
            as `(-1, 1)` for stance scores. Without it the least and greatest
            value of all rows given are taken, as the Discourse Network
            Analyzer does; then distances depend on which values happen to occur.
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
        InvalidValueError: A word or another option is wrong, options do not
            fit each other or the qualifier, a value of `exclude` or `only`
            occurs nowhere, or duplicates need a document or session that is missing.
        ImpreciseDateError: Duplicates are counted by week, month or year, and
            a date may lie in several.

    >>> rows = [
    ...     Row("Org A", "Topic 1", qualifier=1, id=1),
    ...     Row("Org B", "Topic 1", qualifier=-0.5, id=2),
    ... ]
    >>> one_mode(rows, aggregation="congruence", scale=(-1, 1)).weight("Org A", "Org B")
    0.25
    """
    options = Options("one_mode")
    chosen = options.word("aggregation", aggregation, ONE_MODE, what="aggregation of a one-mode network")
    divided = options.word(
        "normalization", normalization, ONE_MODE_DIVISORS, what="normalization of a one-mode network"
    )
    kind = options.word("nodes", nodes, NodeKind, what="kind of node")
    options.flag("isolates", isolates)
    counting = counted(
        rows,
        options,
        qualified=chosen is not Aggregation.IGNORE,
        scale=scale,
        duplicates=duplicates,
        exclude=exclude,
        only=only,
        since=since,
        until=until,
        possibly=possibly,
        judge=lambda measure: judge_one_mode(chosen, divided, measure, options),
    )
    recipe = Recipe(
        two_mode=False,
        nodes=kind,
        aggregation=chosen,
        normalization=divided,
        scale=counting.scale,
        actors=counting.actors if isolates else (),
        topics=counting.topics if isolates else (),
        possibly=possibly,
    )
    return _made(OneModeNetwork, counting.rows, recipe)


def two_mode(
    rows: Iterable[Row],
    *,
    aggregation: TwoModeAggregation = "ignore",
    normalization: TwoModeNormalization = "none",
    scale: tuple[float, float] | None = None,
    duplicates: DuplicatesWord = "all",
    exclude: Choice | None = None,
    only: Choice | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    possibly: bool = False,
    isolates: bool = False,
) -> TwoModeNetwork:
    """Make the network of actors by topics.

    The formulas stand at the head of this module; what counts is decided as
    in `one_mode`.

    Args:
        rows: The statements, in any order.
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
        ImpreciseDateError: Duplicates are counted by week, month or year, and
            a date may lie in several.

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
        rows,
        options,
        qualified=chosen is not Aggregation.IGNORE,
        scale=scale,
        duplicates=duplicates,
        exclude=exclude,
        only=only,
        since=since,
        until=until,
        possibly=possibly,
        judge=lambda measure: judge_two_mode(chosen, measure, options),
    )
    recipe = Recipe(
        two_mode=True,
        nodes=NodeKind.ACTOR,
        aggregation=chosen,
        normalization=divided,
        scale=counting.scale,
        actors=counting.actors if isolates else (),
        topics=counting.topics if isolates else (),
        possibly=possibly,
    )
    return _made(TwoModeNetwork, counting.rows, recipe)
