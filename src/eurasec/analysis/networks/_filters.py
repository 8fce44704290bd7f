"""Which rows count, and how often.

What may count is decided in this order, which is that of the Discourse
Network Analyzer (P. Leifeld, Discourse Network Analyzer Manual):

1. the range of dates, then the lists of documents and sessions;
2. statement order (see `Row`);
3. the values that are left out, or that alone are let in;
4. rows without actor or topic, and where the qualifier matters without one;
5. duplicates: of all rows that share actor, topic, unit and (where it
   matters) qualifier, the first one counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias, TypedDict, cast

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.networks._scales import IGNORED, Scale, is_known, judge_ends, scale_of, utf16
from eurasec.analysis.networks.discourse import Said, as_rows, scale_in
from eurasec.analysis.networks.rows import (
    FIRST_MOMENT,
    LAST_MOMENT,
    VARIABLES,
    DayOrTime,
    Qualifier,
    Row,
    first_moment,
    in_statement_order,
    is_moment,
    last_moment,
    within,
)
from eurasec.errors import ImpreciseDateError, InvalidValueError, Problem, did_you_mean, near_matches, shown
from eurasec.vocab import Word

Choice: TypeAlias = Mapping[str, Qualifier | Collection[Qualifier]]
"""For each variable one value or several: `{"topic": "T1", "document": [3, 4]}`."""


# ── Duplicates ──────────────────────────────────────────────────────────────


class Duplicates(Word):
    """How often an actor's statement on a topic, with the same qualifier, may count."""

    ALL = "all", "every time"
    DOCUMENT = "document", "once in each document"
    SESSION = "session", "once in each session"
    WEEK = "week", "once in each week of ISO 8601, which begins on Monday"
    MONTH = "month", "once in each month"
    YEAR = "year", "once in each year"
    ONCE = "once", "once at all"
    DNA_WEEK = "dna_week", "once in all weeks of one number, whatever the year; weeks begin on Sunday"
    DNA_MONTH = "dna_month", "once in all months of one name, whatever the year"


DuplicatesWord: TypeAlias = (
    Duplicates
    | Literal["all", "document", "session", "week", "month", "year", "once", "dna_week", "dna_month"]
)
"""A word of `Duplicates`."""

_Unit: TypeAlias = tuple[int, int]
"""A year and the number of a unit in it."""


def _sunday_week(moment: dt.datetime) -> _Unit:
    """Give year and number of a week that begins on Sunday; that of 1 January is the first."""
    to_saturday = (5 - moment.weekday()) % 7
    if moment.month == 12 and moment.day + to_saturday > 31:  # noqa: PLR2004 - its Saturday is next year's
        return moment.year + 1, 1
    return moment.year, (moment.timetuple().tm_yday + to_saturday - 1) // 7 + 1


_UNITS: Final[Mapping[Duplicates, Callable[[dt.datetime], _Unit]]] = {
    Duplicates.WEEK: lambda moment: moment.isocalendar()[:2],
    Duplicates.MONTH: lambda moment: (moment.year, moment.month),
    Duplicates.YEAR: lambda moment: (moment.year, 0),
    Duplicates.DNA_WEEK: _sunday_week,
    Duplicates.DNA_MONTH: lambda moment: (moment.year, moment.month),
}
_WITHOUT_YEAR: Final = frozenset({Duplicates.DNA_WEEK, Duplicates.DNA_MONTH})


def _units_of_time(rows: Sequence[Row], duplicates: Duplicates) -> list[Hashable]:
    unit_of = _UNITS[duplicates]
    units: list[Hashable] = []
    imprecise: list[Row] = []
    for row in rows:
        unit = None if row.earliest is None or row.doubtful else unit_of(row.earliest)
        if unit is None or row.latest is None or unit_of(row.latest) != unit:
            imprecise.append(row)
        else:
            units.append(unit[1] if duplicates in _WITHOUT_YEAR else unit)
    if imprecise:
        raise ImpreciseDateError(
            f"duplicates {duplicates.value!r} needs more precise dates than {_named(imprecise)}"
        )
    return units


def _units_of_place(rows: Sequence[Row], duplicates: Duplicates) -> list[Hashable]:
    places = [row.document if duplicates is Duplicates.DOCUMENT else row.session for row in rows]
    nowhere = [row for row, place in zip(rows, places, strict=True) if place is None]
    if nowhere:
        message = f"{duplicates.value!r} needs a {duplicates.value}, which {_named(nowhere)} lacks"
        raise InvalidValueError("rows", [Problem(path="duplicates", message=message, rule="unit")])
    return list(places)


def _named(rows: Sequence[Row]) -> str:
    """Name the first few statements of rows."""
    names = [shown(each) for each in dict.fromkeys(row.id for row in rows)]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - enough to find them
    return f"{', '.join(names[:3])}{more}"


def _without_duplicates(rows: list[Row], duplicates: Duplicates, *, qualified: bool) -> list[Row]:
    if duplicates is Duplicates.ALL:
        return rows
    if duplicates is Duplicates.ONCE:
        units: list[Hashable] = [None] * len(rows)
    elif duplicates in _UNITS:
        units = _units_of_time(rows, duplicates)
    else:
        units = _units_of_place(rows, duplicates)
    first: dict[Hashable, Row] = {}
    for row, unit in zip(rows, units, strict=True):
        first.setdefault((unit, row.actor, row.topic, row.qualifier if qualified else None), row)
    return list(first.values())


# ── Values left out or alone let in ─────────────────────────────────────────

_PLACES: Final = frozenset({"document", "session"})

_Values: TypeAlias = Mapping[str, frozenset[Qualifier]]


def _value_of(row: Row, variable: str) -> Qualifier:
    if variable in VARIABLES:
        value: Qualifier = getattr(row, variable)
        return value
    return dict(row.other).get(variable)


def _chosen(path: str, choice: Choice | None, rows: Sequence[Row], options: Options) -> _Values:
    """Give the values of each variable; one that no row has is a problem."""
    what = "mapping from variables to values"
    if choice is None or not options.instance(path, choice, Mapping, what=what):
        return {}
    chosen: dict[str, frozenset[Qualifier]] = {}
    for variable, given in choice.items():
        names = (*VARIABLES, *sorted({name for row in rows for name, _ in row.other}))
        if variable not in names:
            hint = did_you_mean(near_matches(variable, names))
            message = f"{shown(variable)} is no variable{hint} (allowed: {', '.join(names)})"
            options.wrong(path, message, rule="variable", value=variable, allowed=names)
            continue
        values = list(given) if isinstance(given, Collection) and not isinstance(given, str) else [given]
        there = {_value_of(row, variable) for row in rows}
        for value in values:
            if not isinstance(value, Hashable) or value not in there:
                texts = (each for each in there if isinstance(each, str))
                hint = did_you_mean(near_matches(value, texts))
                message = f"no row has the {variable} {shown(value)}{hint}"
                options.wrong(f"{path}[{variable!r}]", message, rule="value", value=value)
            else:
                chosen[variable] = chosen.get(variable, frozenset()) | {value}
        chosen.setdefault(variable, frozenset())
    return chosen


@attrs.frozen
class _Sieve:
    """What rows pass by their values."""

    exclude: _Values
    only: _Values

    def part(self, *, places: bool) -> _Sieve:
        """Give the part about documents and sessions, or the rest."""

        def chosen(values: _Values) -> _Values:
            return {name: each for name, each in values.items() if (name in _PLACES) is places}

        return _Sieve(chosen(self.exclude), chosen(self.only))

    def passed(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give the rows that pass, in their order."""
        for variable, values in self.exclude.items():
            rows = [row for row in rows if _value_of(row, variable) not in values]
        for variable, values in self.only.items():
            rows = [row for row in rows if _value_of(row, variable) in values]
        return rows


# ── All together ────────────────────────────────────────────────────────────


@attrs.frozen(kw_only=True)
class Counted:
    """The rows that count, and what has to be known of those that do not.

    Attributes:
        rows: The rows that count, in statement order.
        actors: The actors of all rows in range, sorted, also of rows that do not count.
        topics: Their topics.
        scale: The scale of the qualifier, from all rows that were given.
        possibly: Whether dates need only possibly be in range.
    """

    rows: tuple[Row, ...]
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    scale: Scale
    possibly: bool


def sorted_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Give labels by UTF-16 code unit, each once, and not the empty one."""
    return tuple(sorted({label for label in labels if label}, key=utf16))


class _Shared(TypedDict):
    """The arguments that networks and polarization have in common, under the names that they have there."""

    statements: Said
    scale: tuple[float, float] | None
    duplicates: DuplicatesWord
    exclude: Choice | None
    only: Choice | None
    since: DayOrTime | None
    until: DayOrTime | None
    possibly: bool


def counted(
    options: Options, arguments: Mapping[str, object], *, qualified: bool, judge: Callable[[Scale], None]
) -> Counted:
    """Judge all options of a call, then find the rows that count.

    Args:
        options: What is already known to be wrong with the call.
        arguments: The arguments of the call; those that say which rows count are taken.
        qualified: Whether the qualifier matters.
        judge: Judges what depends on its scale. Where the call names no scale, that is
            the one that the rows bring with them, else from the least to the greatest
            value of all rows.

    Raises:
        InvalidValueError: If an option is wrong, or what is given is no row.
        ImpreciseDateError: If duplicates are counted by a unit of time, and a
            date is not precise enough for it.
    """
    shared = cast("_Shared", arguments)
    possibly = shared["possibly"]
    given = as_rows(shared["statements"])
    strangers = [each for each in given if not isinstance(each, Row)]  # pyright: ignore[reportUnnecessaryIsInstance] - untyped callers
    if strangers:
        options.wrong("statements", f"{shown(strangers[0])} is no Row", rule="type", value=strangers[0])
        options.judge()
    word = options.word("duplicates", shared["duplicates"], Duplicates, what="way to count duplicates")
    options.flag("possibly", possibly)
    window = _range(shared["since"], shared["until"], options)
    ends = judge_ends(scale_in(given, shared["scale"]), options)
    measure = scale_of((row.qualifier for row in given), ends, options) if qualified else IGNORED
    judge(measure)
    sieve = _Sieve(
        _chosen("exclude", shared["exclude"], given, options), _chosen("only", shared["only"], given, options)
    )
    options.judge()
    in_range = sieve.part(places=True).passed(given)
    if window is not None:
        in_range = [row for row in in_range if within(row, *window, possibly=possibly)]
    clear = [
        row
        for row in sieve.part(places=False).passed(in_statement_order(in_range))
        if row.actor and row.topic and (is_known(row.qualifier) or not qualified)
    ]
    return Counted(
        rows=tuple(_without_duplicates(clear, word, qualified=qualified)),
        actors=sorted_labels(row.actor for row in in_range),
        topics=sorted_labels(row.topic for row in in_range),
        scale=measure,
        possibly=possibly,
    )


def _range(
    since: DayOrTime | None, until: DayOrTime | None, options: Options
) -> tuple[dt.datetime, dt.datetime] | None:
    """Give the range of dates, `None` if everything is in range."""
    for path, moment in (("since", since), ("until", until)):
        if not is_moment(moment):
            message = f"{shown(moment)} is neither a day nor a time without time zone"
            options.wrong(path, message, rule="type", value=moment)
            return None
    if since is None and until is None:
        return None
    start = FIRST_MOMENT if since is None else first_moment(since)
    stop = LAST_MOMENT if until is None else last_moment(until)
    if stop < start:
        options.wrong("until", f"{shown(until)} stands before since", rule="order", value=until)
    return start, stop
