"""Sums of products over all pairs of nodes, in whole numbers.

The weights of a one-mode network are sums, over every pair of nodes, of
products of counts. Taken pair by pair they need, for each topic, the square of
its nodes. Here the counts of one topic stand side by side in *one* Python
integer, each in a field that no sum outgrows, so that one multiplication
and one addition of integers serve all nodes at once. All sums are exact;
whoever divides them at the end rounds once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import attrs

from eurasec.analysis._scales import Level

Counts: TypeAlias = Mapping[int, int]
"""How often each node, by its number."""

Sums: TypeAlias = list[list[int]]
"""For every pair of nodes a sum."""


@attrs.frozen
class Packing:
    """How numbers of many nodes stand in one integer.

    Attributes:
        size: The number of nodes.
        width: The bytes of a field.

    >>> packing = Packing.holding(300, size=3)
    >>> packing.unpack(2 * packing.pack({0: 7, 2: 150}))
    [14, 0, 300]
    """

    size: int
    width: int

    @classmethod
    def holding(cls, greatest: int, *, size: int) -> Packing:
        """Give a packing whose fields hold numbers from 0 to `greatest`."""
        return cls(size, max(1, (greatest.bit_length() + 7) // 8))

    def pack(self, counts: Counts) -> int:
        """Put numbers into one integer."""
        fields = bytearray(self.size * self.width)
        for node, count in counts.items():
            fields[node * self.width : (node + 1) * self.width] = count.to_bytes(self.width, "little")
        return int.from_bytes(fields, "little")

    def unpack(self, packed: int) -> list[int]:
        """Take the numbers out again."""
        fields = packed.to_bytes(self.size * self.width, "little")
        return [
            int.from_bytes(fields[start : start + self.width], "little")
            for start in range(0, len(fields), self.width)
        ]


@attrs.frozen
class Tally:
    """How often each node speaks of each topic, on each level: n[i, j, k].

    "Node" and "topic" are roles: in a network of topics over actors the topics
    are the nodes.

    Attributes:
        nodes: The labels of the nodes.
        counts: For each topic that occurs, for each level, how often each node.
        activity: How often each node at all: N_i.
    """

    nodes: tuple[str, ...]
    counts: Mapping[str, Mapping[Level | None, Counts]]
    activity: tuple[int, ...]

    @classmethod
    def of(cls, nodes: tuple[str, ...], statements: Iterable[tuple[str, str, Level | None]]) -> Tally:
        """Count statements, each given as node, topic and level."""
        number = {label: index for index, label in enumerate(nodes)}
        counts: defaultdict[str, defaultdict[Level | None, defaultdict[int, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        activity = [0] * len(nodes)
        for label, topic, level in statements:
            node = number[label]
            counts[topic][level][node] += 1
            activity[node] += 1
        return cls(nodes, counts, tuple(activity))

    def totals(self, topic: str) -> Counts:
        """Give how often each node speaks of a topic, on whatever level."""
        sums: defaultdict[int, int] = defaultdict(int)
        for counts in self.counts[topic].values():
            for node, count in counts.items():
                sums[node] += count
        return sums

    def shared(self) -> Sums:
        """Give for all pairs the sum over topics of n_ij· n_i′j·."""
        return self._products((totals, totals) for totals in map(self.totals, self.counts))

    def alike(self) -> Sums:
        """Give for all pairs the sum over topics and levels of n_ijk n_i′jk."""
        return self._products((counts, counts) for counts in self._cells())

    def met(self) -> Sums:
        """Give for all pairs how many statements of the first stand in a cell where the second has some."""
        return self._products((counts, dict.fromkeys(counts, 1)) for counts in self._cells())

    def apart(self, steps: Mapping[Level | None, int], span: int) -> Sums:
        """Give for all pairs the sum of n_ijk n_i′jl |v_k − v_l|, distances counted in steps.

        Levels are taken in order, so that from one to the next the distances
        of all nodes change by as many steps as the two are apart, up for the
        statements below and down for those above.
        """
        packing = Packing.holding(self._greatest() * span, size=len(self.nodes))
        sums = [0] * len(self.nodes)
        for levels in self.counts.values():
            ladder = sorted((steps[level], counts, packing.pack(counts)) for level, counts in levels.items())
            previous = ladder[0][0]
            distances = sum((step - previous) * packed for step, _, packed in ladder)
            below, above = 0, sum(packed for _, _, packed in ladder)
            for step, counts, packed in ladder:
                distances += (step - previous) * (below - above)
                for node, count in counts.items():
                    sums[node] += count * distances
                below, above, previous = below + packed, above - packed, step
        return [packing.unpack(packed) for packed in sums]

    def _cells(self) -> Iterable[Counts]:
        return (counts for levels in self.counts.values() for counts in levels.values())

    def _greatest(self) -> int:
        return max(self.activity, default=0) ** 2

    def _products(self, factors: Iterable[tuple[Counts, Counts]]) -> Sums:
        packing = Packing.holding(self._greatest(), size=len(self.nodes))
        sums = [0] * len(self.nodes)
        for left, right in factors:
            packed = packing.pack(right)
            for node, count in left.items():
                sums[node] += count * packed
        return [packing.unpack(packed) for packed in sums]
