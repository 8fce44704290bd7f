"""What the networks of both modes have in common: labels, weights, and the statements behind them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, TypeVar

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._tables import matrix_text
from eurasec.analysis.networks import windows
from eurasec.analysis.networks._filters import sorted_labels
from eurasec.analysis.networks._graphs import Link, Node, graphml, networkx_graph
from eurasec.analysis.networks._products import Tally
from eurasec.analysis.networks._scales import Level, Scale
from eurasec.analysis.networks._weights import (
    Aggregation,
    Matrix,
    Normalization,
    one_mode_matrix,
    two_mode_matrix,
)
from eurasec.analysis.networks.rows import Id, Row
from eurasec.analysis.networks.windows import Period, PeriodWord, Stretch, Window, WindowUnit, WindowUnitWord
from eurasec.errors import MissingExtraError, UnknownIdError, near_matches
from eurasec.selection.display import many
from eurasec.vocab import Word

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt

__all__ = ["Edge", "Network", "NodeKind", "NodeKindWord"]

N = TypeVar("N", bound="Network")


# ── How a network is made ───────────────────────────────────────────────────


class NodeKind(Word):
    """What the nodes of a one-mode network are."""

    ACTOR = "actor", "actors, tied by topics"
    TOPIC = "topic", "topics, tied by actors"


NodeKindWord: TypeAlias = NodeKind | Literal["actor", "topic"]
"""A word of `NodeKind`."""


@attrs.frozen(kw_only=True)
class Recipe:
    """How a network is made of rows that count; kept with it, so that its windows are made alike.

    Attributes:
        two_mode: Whether it has actors and topics, or one of them alone.
        nodes: What the rows of the matrix are.
        aggregation: What is made of statements.
        normalization: By what that is divided.
        scale: The scale of the qualifier.
        actors: The actors that are shown in any case.
        topics: The topics that are shown in any case.
        possibly: Whether dates need only possibly be in range.
    """

    two_mode: bool
    nodes: NodeKind
    aggregation: Aggregation
    normalization: Normalization
    scale: Scale
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    possibly: bool

    def sides(self, row: Row) -> tuple[str, str]:
        """Give what a row counts for, and over what it is counted."""
        return (row.topic, row.actor) if self.nodes is NodeKind.TOPIC else (row.actor, row.topic)

    def matrix(self, rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[str, ...], Matrix]:
        """Give the labels of the rows, those of the columns, and the weights."""
        sides = [self.sides(row) for row in rows]
        firsts, seconds = (
            (self.topics, self.actors) if self.nodes is NodeKind.TOPIC else (self.actors, self.topics)
        )
        labels = sorted_labels([*firsts, *(first for first, _ in sides)])
        tally = Tally.of(labels, ((*each, row.qualifier) for each, row in zip(sides, rows, strict=True)))
        if not self.two_mode:
            weights = one_mode_matrix(tally, self.aggregation, self.normalization, self.scale)
            return labels, labels, weights
        columns = sorted_labels([*seconds, *(second for _, second in sides)])
        weights = two_mode_matrix(tally, columns, self.aggregation, self.normalization, self.scale)
        return labels, columns, weights


# ── What is made ────────────────────────────────────────────────────────────


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
        """The ids of the statements behind the weight, in statement order."""
        return self._network.statements_of(self.source, self.target)


@attrs.frozen(kw_only=True, repr=False)
class Network(ABC):
    """Labels, the matrix of weights between them, and the statements behind it.

    Attributes:
        row_labels: The labels of the rows, sorted by UTF-16 code unit.
        column_labels: The labels of the columns, sorted likewise.
        matrix: The weights, row by row.
        counted: The rows of statements that count, in statement order.

    >>> import datetime as dt
    >>> from eurasec.analysis.networks import one_mode
    >>> network = one_mode([
    ...     Row("Org A", "Topic 1", qualifier=1, id=1, date=dt.date(2022, 2, 8)),
    ...     Row("Org B", "Topic 1", qualifier=-0.5, id=2, date=dt.date(2022, 2, 9)),
    ... ], aggregation="congruence", scale=(-1, 1))
    >>> network.aggregation, network.normalization, network.scale, network.levels
    (Aggregation.CONGRUENCE, Normalization.NONE, (-1, 1), (-0.5, 1))
    >>> network.weight("Org A", "Org B"), network.to_dicts()[0]["weight"]
    (0.25, 0.25)
    >>> network.to_rows()
    (('', 'Org A', 'Org B'), ('Org A', 0.0, 0.25), ('Org B', 0.25, 0.0))
    >>> network.to_numpy().tolist()
    [[0.0, 0.25], [0.25, 0.0]]
    >>> [str(window.middle) for window in network.windows(unit="days", size=1)]
    ['2022-02-08 00:00:00', '2022-02-09 00:00:00']
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    matrix: Matrix
    counted: tuple[Row, ...]
    _recipe: Recipe = attrs.field(alias="recipe")

    # ── What it is ──

    @property
    def aggregation(self) -> Aggregation:
        """What is made of the statements."""
        return self._recipe.aggregation

    @property
    def normalization(self) -> Normalization:
        """By what that is divided."""
        return self._recipe.normalization

    @property
    def levels(self) -> tuple[Level, ...]:
        """The values that the qualifier has in all rows given; none where it is ignored."""
        return self._recipe.scale.levels

    @property
    def scale(self) -> tuple[float, float] | None:
        """The ends of the qualifier's scale; `None` where it has no distances."""
        return self._recipe.scale.ends if self._recipe.scale.steps else None

    @property
    def statements(self) -> tuple[Id, ...]:
        """The ids of all statements that count, in statement order."""
        return tuple(dict.fromkeys(row.id for row in self.counted))

    # ── What stands behind it ──

    def weight(self, source: str, target: str) -> float:
        """Give the weight between two labels.

        Args:
            source: One label; in a two-mode network that of an actor.
            target: The other; in a two-mode network that of a topic.

        Raises:
            UnknownIdError: If a label is not there; with near matches.
        """
        row, column = self._place(source, target)
        return self.matrix[row][column]

    @abstractmethod
    def statements_of(self, source: str, target: str) -> tuple[Id, ...]:
        """Give the ids of the statements behind the weight of two labels, in statement order.

        Args:
            source: One label; in a two-mode network that of an actor.
            target: The other; in a two-mode network that of a topic.

        Raises:
            UnknownIdError: If a label is not there; with near matches.
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
            InvalidValueError: If the unit is no word of `WindowUnit`, or the
                size is less than 1.
            ImpreciseDateError: If windows are by events, and a statement has no date.
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
            InvalidValueError: If the period is no word of `Period`.
        """
        options = Options("periods")
        word = options.word("period", period, Period, what="period")
        options.judge()
        stretches = windows.periods(self.counted, word, possibly=self._recipe.possibly)
        return tuple(self._within(stretch) for stretch in stretches)

    def _within(self, stretch: Stretch) -> Window[Self]:
        network = network_of(type(self), stretch.rows, self._recipe)
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
            MissingExtraError: If numpy is missing.
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
            InvalidValueError: If a label is both an actor and a topic.
            MissingExtraError: If networkx is missing.
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
            InvalidValueError: If a label or id holds a character that XML has not.
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
        """For each label of a row, on each topic and level the places of its statements."""
        spoken: dict[str, dict[str, dict[Level | None, list[int]]]] = {label: {} for label in self.row_labels}
        for place, row in enumerate(self.counted):
            node, topic = self._recipe.sides(row)
            spoken[node].setdefault(topic, {}).setdefault(row.qualifier, []).append(place)
        return spoken

    def _ids(self, places: Iterable[int]) -> tuple[Id, ...]:
        return tuple(dict.fromkeys(self.counted[place].id for place in sorted(places)))


_Spoken: TypeAlias = Mapping[str, Mapping[Level | None, Sequence[int]]]
"""On each topic, on each level, the places of statements among those that count."""


def network_of(kind: type[N], rows: tuple[Row, ...], recipe: Recipe) -> N:
    """Make a network of the rows that count."""
    row_labels, column_labels, matrix = recipe.matrix(rows)
    return kind(
        row_labels=row_labels, column_labels=column_labels, matrix=matrix, counted=rows, recipe=recipe
    )
