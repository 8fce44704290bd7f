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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

import attrs

from eurasec.analysis.networks._scales import Level

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
        """Give for all pairs the sum of n_ijk n_i′jl |v_k − v_l|, distances counted in steps."""
        packing = self._packing(span)
        ladders = (
            sorted(((steps[level], counts) for level, counts in levels.items()), key=itemgetter(0))
            for levels in self.counts.values()
        )
        return self._summed(packing, (rung for ladder in ladders for rung in _rungs(packing, ladder)))

    def _cells(self) -> Iterable[Counts]:
        return (counts for levels in self.counts.values() for counts in levels.values())

    def _products(self, factors: Iterable[tuple[Counts, Counts]]) -> Sums:
        packing = self._packing(1)
        return self._summed(packing, ((left, packing.pack(right)) for left, right in factors))

    def _packing(self, span: int) -> Packing:
        """Give a packing that no sum of products of counts and distances outgrows."""
        return Packing.holding(max(self.activity, default=0) ** 2 * span, size=len(self.nodes))

    def _summed(self, packing: Packing, products: Iterable[tuple[Counts, int]]) -> Sums:
        """Give for each node the sum of packed numbers, each as often as the node counts."""
        sums = [0] * len(self.nodes)
        for counts, packed in products:
            for node, count in counts.items():
                sums[node] += count * packed
        return [packing.unpack(packed) for packed in sums]


def _rungs(packing: Packing, ladder: Sequence[tuple[int, Counts]]) -> Iterator[tuple[Counts, int]]:
    """Give for each level, from the lowest up, its counts and all nodes' distances from it, packed.

    From one level to the next the distances grow by the step between them for
    the statements below, and shrink by it for those above.
    """
    here = ladder[0][0]
    totals: defaultdict[int, int] = defaultdict(int)
    reaches: defaultdict[int, int] = defaultdict(int)
    for step, counts in ladder:
        for node, count in counts.items():
            totals[node] += count
            reaches[node] += count * (step - here)
    distances, below, above = packing.pack(reaches), 0, packing.pack(totals)
    for step, counts in ladder:
        distances += (step - here) * (below - above)
        yield counts, distances
        packed = packing.pack(counts)
        below, above, here = below + packed, above - packed, step
