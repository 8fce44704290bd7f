"""How a network is made of the rows that count; kept with it, so that its windows are made alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import attrs

from eurasec.analysis._filters import sorted_labels
from eurasec.analysis._products import Tally
from eurasec.analysis._scales import Scale
from eurasec.analysis._weights import (
    Aggregation,
    Matrix,
    Normalization,
    one_mode_matrix,
    two_mode_matrix,
)
from eurasec.analysis.rows import Row
from eurasec.vocab import Word


class NodeKind(Word):
    """What the nodes of a one-mode network are."""

    ACTOR = "actor", "actors, tied by topics"
    TOPIC = "topic", "topics, tied by actors"


NodeKindWord: TypeAlias = NodeKind | Literal["actor", "topic"]
"""A word of `NodeKind`."""


@attrs.frozen(kw_only=True)
class Recipe:
    """How a network is made of rows that count.

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
