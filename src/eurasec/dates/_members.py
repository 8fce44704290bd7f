"""How sets answer: member by member, however many days their ranges hold.

Whether two periods overlap, or one contains the other, comes down to two
comparisons between a *reach* of each, a pair of days (low, high): they meet
if each low is at most the other's high. What low and high are depends on the
question, and on whether it is asked for certain or for possible. A range in a
set has one reach for each of its years, months or days; since both days grow
from one to the next, only few of them need a look.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Final, NamedTuple

import attrs

from eurasec.dates.days import day_number, day_of
from eurasec.dates.values import DateRange, Precision

__all__ = ["Family", "Reach", "meet"]


class Reach(NamedTuple):
    """The two days that decide; two reaches meet if each low is at most the other's high."""

    low: float
    high: float


class _Unit(NamedTuple):
    """How years, months or days are counted: numbers that grow by one."""

    at: Callable[[int], int]
    first_day: Callable[[int], int]
    last_day: Callable[[int], int]


def _year_at(number: int) -> int:
    return day_of(number).year


def _first_of_year(year: int) -> int:
    return day_number(year, 1, 1)


def _last_of_year(year: int) -> int:
    return day_number(year, 12, 31)


def _month_at(number: int) -> int:
    day = day_of(number)
    return day.year * 12 + day.month - 1


def _first_of_month(month: int) -> int:
    year, index = divmod(month, 12)
    return day_number(year, index + 1, 1)


def _last_of_month(month: int) -> int:
    return _first_of_month(month + 1) - 1


_UNITS: Final = {
    Precision.YEAR: _Unit(_year_at, _first_of_year, _last_of_year),
    Precision.MONTH: _Unit(_month_at, _first_of_month, _last_of_month),
    Precision.DAY: _Unit(int, int, int),
}


@attrs.frozen(eq=False, repr=False)
class _Run:
    """Ranges of one precision, as sorted numbers of units that neither touch nor overlap.

    Attributes:
        unit: What is counted.
        firsts: The first unit of every range; `-inf` where it has no start.
        lasts: The last unit of every range; `inf` where it has no end.
        nested: Whether the low day of a unit is its last day and the high one its first.
    """

    unit: _Unit
    firsts: list[float]
    lasts: list[float]
    nested: bool

    def reach(self, index: float) -> Reach:
        """Give the reach of a unit."""
        if math.isinf(index):
            return Reach(index, index)
        first, last = self.unit.first_day(int(index)), self.unit.last_day(int(index))
        return Reach(last, first) if self.nested else Reach(first, last)

    def meets(self, other: Reach) -> bool:
        """Tell whether one of the units meets a reach: the last that is low enough is the best."""
        index: float = other.high
        if not math.isinf(index):
            index = self.unit.at(int(index))
            if self.reach(index).low > other.high:
                index -= 1
        place = bisect_right(self.firsts, index) - 1
        if place < 0 or index == -math.inf:
            return False
        return self.reach(min(index, self.lasts[place])).high >= other.low

    def samples(self, cuts: Iterable[float]) -> Iterator[Reach]:
        """Give the reaches of units among which every answer occurs, if answers change at the cuts alone."""
        near = sorted({self.unit.at(int(cut)) + step for cut in cuts for step in (-1, 0, 1)})
        for first, last in zip(self.firsts, self.lasts, strict=True):
            inside = near[bisect_left(near, first) : bisect_right(near, last)]
            ends = [index for index in (first, last) if not math.isinf(index)]
            for index in (*ends, *inside) or (0,):
                yield self.reach(index)


@attrs.frozen(eq=False, repr=False)
class Family:
    """The members of a set, or a single value, as the reaches that one question needs.

    Attributes:
        one_of: Whether one of the members is meant rather than all.
        sound: Whether no member had to be left out because it is uncertain or approximate.
        points: The reaches of single members, by their low day.
        best: For each of them the highest high day up to it.
        runs: The ranges, by precision.
    """

    one_of: bool
    sound: bool
    points: list[Reach]
    best: list[float]
    runs: list[_Run]

    @classmethod
    def of(
        cls,
        reaches: Iterable[Reach | None],
        ranges: Iterable[DateRange],
        *,
        one_of: bool,
        nested: bool,
    ) -> Family:
        """Gather the reaches of single members (`None` if left out) and the ranges."""
        known = list(reaches)
        points = sorted(reach for reach in known if reach is not None)
        return cls(
            one_of=one_of,
            sound=len(points) == len(known),
            points=points,
            best=list(accumulate((reach.high for reach in points), max)),
            runs=_runs(ranges, nested=nested),
        )

    def outermost(self) -> Reach:
        """Give the highest low and the lowest high day: what meets them meets every member."""
        reaches = list(self.points)
        for run in self.runs:
            reaches += [run.reach(run.firsts[0]), run.reach(run.lasts[-1])]
        return Reach(max(reach.low for reach in reaches), min(reach.high for reach in reaches))

    def meets(self, other: Reach) -> bool:
        """Tell whether one of the members meets a reach."""
        place = bisect_right(self.points, other.high, key=_low)
        if place and self.best[place - 1] >= other.low:
            return True
        return any(run.meets(other) for run in self.runs)

    def cuts(self) -> set[float]:
        """Give the days at which answers about this family may change."""
        days = {day for reach in self.points for day in reach}
        for run in self.runs:
            for index in (*run.firsts, *run.lasts):
                days.update(run.reach(index))
        return days - {-math.inf, math.inf}

    def samples(self, other: Family) -> Iterator[Reach]:
        """Give the reaches of members among which every answer about another family occurs."""
        yield from self.points
        if self.runs:
            cuts = other.cuts()
            for run in self.runs:
                yield from run.samples(cuts)


def _low(reach: Reach) -> float:
    return reach.low


def _runs(ranges: Iterable[DateRange], *, nested: bool) -> list[_Run]:
    """Join the ranges of each precision where they touch or overlap."""
    by_precision: dict[Precision, list[tuple[float, float]]] = {}
    for each in ranges:
        unit = _UNITS[each.precision]
        first = -math.inf if each.start is None else unit.at(day_number(*each.start.earliest))
        last = math.inf if each.end is None else unit.at(day_number(*each.end.earliest))
        by_precision.setdefault(each.precision, []).append((first, last))
    runs: list[_Run] = []
    for precision, pairs in by_precision.items():
        run = _Run(_UNITS[precision], [], [], nested)
        for first, last in sorted(pairs):
            if run.lasts and first <= run.lasts[-1] + 1:
                run.lasts[-1] = max(run.lasts[-1], last)
            else:
                run.firsts.append(first)
                run.lasts.append(last)
        runs.append(run)
    return runs


def meet(window: Family, value: Family, *, certain: bool, within: bool) -> bool:
    """Tell whether members meet, as the kinds of the two sets demand it.

    Whichever member is meant of *one of*, it must hold for certain, and may
    hold for one of them to be possible. Of *all of*, one member is enough,
    except that whatever lies within a container lies there with all members.
    """
    if window.one_of:
        outer, outer_every = window, certain
        inner, inner_every = value, certain if value.one_of else within
    else:
        outer, outer_every = value, certain if value.one_of else within
        inner, inner_every = window, False
    if (outer_every and not outer.sound) or (inner_every and not inner.sound):
        return False
    if not inner_every:
        answers = (inner.meets(reach) for reach in outer.samples(inner))
        return all(answers) if outer_every else any(answers)
    all_inner = inner.outermost()
    if not outer_every:
        return outer.meets(all_inner)
    all_outer = outer.outermost()
    return all_outer.low <= all_inner.high and all_inner.low <= all_outer.high
