"""The answers about dates, held against every world in which the dates could be meant."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from math import inf

import pytest

from eurasec.dates import (
    Answer,
    Edtf,
    EdtfDate,
    EdtfInterval,
    EdtfSet,
    Endpoint,
    SetKind,
    Span,
    before,
    contains,
    overlaps,
    parse_edtf,
)
from eurasec.dates.days import Day, day_number

Period = tuple[float, float]
World = tuple[Period, ...]

DATES = [
    "2020-12-30",
    "2020-12-31",
    "2021-01-01",
    "2021-01-02",
    "2021-01-31",
    "2021-02-01",
    "2020-12",
    "2021-01",
    "2021-02",
    "2020",
    "2021",
    "2020-24",
    "2021-33",
    "2021-40",
    "2020-12-3X",
    "2021-01-0X",
    "2021-01-XX",
    "2021-0X",
    "2021-XX-01",
    "202X",
    "202X-01",
    "202X-12-31",
]
OTHER_DAYS = [
    "2019-12-31",
    "2020-11-30",
    "2020-12-29",
    "2021-01-03",
    "2021-03-31",
    "2021-06-30",
    "2022-01-01",
    "2030-01-01",
]
GRID = sorted(
    {
        day_number(*day)
        for date in map(parse_edtf, [*DATES, *OTHER_DAYS])
        for day in (date.earliest, date.latest)
        if isinstance(day, Day)
    }
)
"""The days on which things start or end here: the bounds of all dates, and days around them."""


def completions(date: EdtfDate) -> Iterator[tuple[int, int]]:
    """The first and last days of everything that the digits of a date may stand for."""
    if not date.masked:
        yield day_number(*date.earliest), day_number(*date.latest)
        return
    digits = [part for part in (date.year, date.month, date.day) if part is not None]
    written = "-".join(digits)
    for filling in product("0123456789", repeat=written.count("X")):
        text = written
        for digit in filling:
            text = text.replace("X", digit, 1)
        try:
            whole = parse_edtf(text)
        except ValueError:
            continue
        assert isinstance(whole, EdtfDate)
        if whole.precision is date.precision:
            yield day_number(*whole.earliest), day_number(*whole.latest)


def days(date: EdtfDate) -> list[int]:
    """The days of the grid on which something of that date may start or end."""
    stretches = list(completions(date))
    return [day for day in GRID if any(first <= day <= last for first, last in stretches)]


def ends(end: EdtfDate | Endpoint, limit: float) -> list[float]:
    if isinstance(end, EdtfDate):
        return [*days(end)]
    return [limit] if end is Endpoint.OPEN else [*GRID, limit]


@cache
def worlds(value: Edtf, *, whole: bool) -> list[World]:
    """Every period, or every few of them, for which a value may stand."""
    match value:
        case EdtfDate():
            if whole and value.complete:
                return [((day_number(*value.earliest), day_number(*value.latest)),)]
            return [
                ((start, end),)
                for first, last in completions(value)
                for start in GRID
                for end in GRID
                if first <= start <= end <= last
            ]
        case EdtfInterval():
            starts, stops = ends(value.start, -inf), ends(value.end, inf)
            return [((start, end),) for start, end in product(starts, stops) if start <= end]
        case EdtfSet():
            choices = [
                worlds(member, whole=whole) for member in value.members if isinstance(member, EdtfDate)
            ]
            if value.kind is SetKind.ONE_OF:
                return [world for choice in choices for world in choice]
            return [tuple(period for (period,) in world) for world in product(*choices)]
        case _:
            return [((day_number(*value.earliest), day_number(*value.latest)),)]


def meets(window: World, thing: World) -> bool:
    return any(first <= end and start <= last for first, last in window for start, end in thing)


def holds(window: World, thing: World) -> bool:
    return all(any(first <= start and end <= last for first, last in window) for start, end in thing)


def precedes(one: World, other: World) -> bool:
    return all(end < start for _, end in one for start, _ in other)


QUESTIONS: list[tuple[Callable[[Edtf, Edtf], Answer], Callable[[World, World], bool], bool]] = [
    (overlaps, meets, True),
    (contains, holds, True),
    (before, precedes, False),
]


def simple(chance: random.Random) -> str:
    """A date, or a period with or without limits."""
    start, end = (chance.choice(DATES) for _ in range(2))
    return chance.choice(
        [start, f"{start}T10:00:00" if start.count("-") == 2 and "X" not in start else start]
        + [f"{start}/{end}"] * 3
        + [f"{start}/..", f"../{end}", f"{start}/", f"/{end}"]
    )


def drawn(chance: random.Random) -> Edtf:
    """A value of any sort that exists."""
    while True:
        text = simple(chance)
        if chance.random() < 0.15:
            members = [chance.choice(DATES) for _ in range(chance.randint(1, 2))]
            text = chance.choice(["[{}]", "{{{}}}"]).format(",".join(members))
        try:
            return parse_edtf(text)
        except ValueError:
            continue


def test_yes_and_no_are_never_wrong_in_any_world_of_twenty_thousand_pairs() -> None:
    chance = random.Random(20_220_209)
    seen = dict.fromkeys(Answer, 0)
    for _ in range(20_000):
        one, other = drawn(chance), drawn(chance)
        for ask, true, whole in QUESTIONS:
            answer = ask(one, other)
            seen[answer] += 1
            pairs = product(worlds(one, whole=whole), worlds(other, whole=False))
            if answer is Answer.YES:
                assert all(true(*pair) for pair in pairs), (ask.__name__, one, other)
            elif answer is Answer.NO:
                assert not any(true(*pair) for pair in pairs), (ask.__name__, one, other)
    assert min(seen.values()) > 5_000


def exact(value: Edtf) -> bool:
    """Whether the bounds say all of a value: no `X`, no set."""
    if isinstance(value, EdtfInterval):
        return all(not isinstance(end, EdtfDate) or not end.masked for end in (value.start, value.end))
    return not isinstance(value, EdtfSet) and not (isinstance(value, EdtfDate) and value.masked)


def test_maybe_is_said_only_where_both_may_be_true() -> None:
    chance = random.Random(2_016)
    drawn_pairs = [(drawn(chance), drawn(chance)) for _ in range(10_000)]
    pairs = [pair for pair in drawn_pairs if all(map(exact, pair))]
    assert len(pairs) > 2_000
    for one, other in pairs:
        for ask, true, whole in QUESTIONS:
            if ask(one, other) is Answer.MAYBE:
                every = [*product(worlds(one, whole=whole), worlds(other, whole=False))]
                assert any(true(*pair) for pair in every), (ask.__name__, one, other)
                assert not all(true(*pair) for pair in every), (ask.__name__, one, other)


def box(span: Span, other: Span) -> list[World]:
    """The periods that a span allows, as far as its bounds and those of another span tell them apart."""
    days = sorted({*span[:4], *other[:4]})
    starts = [day for day in days if span.start_min <= day <= span.start_max]
    stops = [day for day in days if span.end_min <= day <= span.end_max]
    return [((start, end),) for start, end in product(starts, stops) if start <= end]


def test_the_answers_are_exact_over_the_bounds() -> None:
    chance = random.Random(1_991)
    expected = {(True,): Answer.YES, (False,): Answer.NO, (False, True): Answer.MAYBE}
    for _ in range(10_000):
        one, other = drawn(chance), drawn(chance)
        if isinstance(one, EdtfSet) or isinstance(other, EdtfSet):
            continue
        for ask, true, whole in QUESTIONS:
            window, thing = one.window if whole else one.span, other.span
            truths = {true(*pair) for pair in product(box(window, thing), box(thing, window))}
            assert ask(one, other) is expected[tuple(sorted(truths))], (ask.__name__, one, other)


# ── Sets, member by member ──────────────────────────────────────────────────

CLOSE = {
    "year": [f"{year}" for year in range(2019, 2024)],
    "month": [f"2020-{month}" for month in (10, 11, 12)] + [f"2021-{month:02}" for month in range(1, 11)],
    "day": [f"2020-12-{day}" for day in range(28, 32)] + [f"2021-01-{day:02}" for day in range(1, 32)],
}
"""Consecutive units, from which the sets below are drawn."""


def horizon(first: int, last: int) -> dict[str, list[str]]:
    """Units near every bound at which answers change, and as many years away as a test looks."""
    months = {f"{year}-{month}" for year in range(first, last + 1) for month in ("01", "12")}
    months.update(CLOSE["month"])
    days = {str(day) for month in map(parse_edtf, months) for day in (month.earliest, month.latest)}
    return {
        "year": [f"{year}" for year in range(first, last + 1)],
        "month": sorted(months),
        "day": sorted(days.union(CLOSE["day"])),
    }


FAR = horizon(2018, 2031)
FARTHER = horizon(2016, 2033)
"""What is asked second, for each of the units asked first, reaches beyond those."""


def spelt_out(members: list[str], units: dict[str, list[str]]) -> list[Edtf]:
    """The members with the units of their ranges; of those without limit, up to a horizon."""
    spelt: list[str] = []
    for member in members:
        if ".." not in member or "/" in member:
            spelt.append(member)
            continue
        start, end = member.split("..")
        kind = next(kind for kind, each in CLOSE.items() if len(each[0]) == len(start or end))
        those = CLOSE[kind] if start and end else units[kind]
        spelt += those[those.index(start) if start else 0 : those.index(end) + 1 if end else None]
    return [parse_edtf(text) for text in spelt]


def members_drawn(chance: random.Random) -> tuple[str, list[str]]:
    """A kind of set and its members, ranges among them."""
    members: list[str] = []
    for _ in range(chance.randint(1, 3)):
        units = chance.choice(list(CLOSE.values()))
        first, last = sorted(chance.sample(range(len(units)), 2))
        stretch = f"{units[first]}..{units[last]}"
        members.append(
            chance.choice([units[first], stretch, stretch, chance.choice(DATES), f"{units[first]}~"])
        )
    units = chance.choice(list(CLOSE.values()))
    if chance.random() < 0.2:
        members.insert(0, f"..{chance.choice(units)}")
    if chance.random() < 0.2:
        members.append(f"{chance.choice(units)}..")
    return chance.choice(["[]", "{}"]), members


def agree(answers: list[Answer]) -> Answer:
    return answers[0] if len(set(answers)) == 1 else Answer.MAYBE


def any_of(answers: list[Answer]) -> Answer:
    result = Answer.NO
    for answer in answers:
        result |= answer
    return result


def all_of(answers: list[Answer]) -> Answer:
    return ~any_of([~answer for answer in answers])


def by_members(
    ask: Callable[[Edtf, Edtf], Answer], one: tuple[str, list[str]], other: tuple[str, list[str]]
) -> Answer:
    """The answer from the answers for single members, whichever of *one of* is meant first."""
    (kind, windows), (other_kind, things) = one, other
    first, second = (FAR, FARTHER) if kind == "[]" else (FARTHER, FAR)
    window, thing = spelt_out(windows, first), spelt_out(things, second)
    fold_window = any_of if ask in {overlaps, contains} else all_of
    fold_thing = any_of if ask is overlaps else all_of

    def over_window(member: Edtf) -> Answer:
        return fold_window([ask(each, member) for each in window])

    if kind == "[]" and other_kind == "[]":
        return agree([ask(each, member) for each in window for member in thing])
    if kind == "[]":
        return agree([fold_thing([ask(each, member) for member in thing]) for each in window])
    if other_kind == "[]":
        return agree([over_window(member) for member in thing])
    return fold_thing([over_window(member) for member in thing])


def written(value: tuple[str, list[str]]) -> Edtf:
    kind, members = value
    return parse_edtf(f"{kind[0]}{','.join(members)}{kind[1]}")


@pytest.mark.parametrize("ask", [overlaps, contains, before], ids=lambda ask: ask.__name__)
def test_a_set_answers_as_its_members_do_one_by_one(ask: Callable[[Edtf, Edtf], Answer]) -> None:
    chance = random.Random(1_667)
    seen: set[Answer] = set()
    for _ in range(2_000):
        one, other = members_drawn(chance), members_drawn(chance)
        if chance.random() < 0.4:
            other = ("[]", [simple(chance)])
            try:
                value = parse_edtf(other[1][0])
            except ValueError:
                continue
        else:
            value = written(other)
        answer = ask(written(one), value)
        seen.add(answer)
        assert answer is by_members(ask, one, other), (str(written(one)), str(value))
    assert seen == set(Answer)
