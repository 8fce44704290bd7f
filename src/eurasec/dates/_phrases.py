"""What a date in prose says before it is a value: parts that may be missing, and what completes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, NamedTuple, ParamSpec, TypeAlias

import attrs

from eurasec.dates._completions import SEASONS, written_year
from eurasec.dates._grammar import Grammar
from eurasec.dates.days import Day, month_length
from eurasec.dates.values import DateRange, Edtf, EdtfDate, EdtfSet, Qualifier, SetKind
from eurasec.errors import EdtfError

__all__ = ["Groups", "Made", "Order", "Phrase", "Reader", "Refusal", "Written", "marked"]

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]
Groups: TypeAlias = Mapping[str, str]
"""What the groups of a pattern matched, without those that matched nothing."""
Made: TypeAlias = Iterator[tuple[str, Edtf]]
"""Values with the rules that made them."""
_Said = ParamSpec("_Said")

_WINTER: Final = "24"
_MONTH_SHARES: Final = {
    "early": (1, 10),
    "middle": (11, 20),
    "late": (21, 31),
    "first": (1, 15),
    "second": (16, 31),
}
_YEAR_SHARES: Final = {"early": "37", "middle": "38", "late": "39", "first": "40", "second": "41"}
_DECADE_SHARES: Final = {"early": (0, 3), "middle": (4, 6), "late": (7, 9), "first": (0, 4), "second": (5, 9)}
_CENTURY_SHARES: Final = {
    "": (1, 100),
    "early": (1, 33),
    "middle": (34, 66),
    "late": (67, 100),
    "first": (1, 50),
    "second": (51, 100),
}
_HUNDRED_SHARES: Final = {
    "early": (0, 32),
    "middle": (33, 65),
    "late": (66, 99),
    "first": (0, 49),
    "second": (50, 99),
}
_ANY_YEAR: Final = "XXXX"


class Refusal(Exception):  # noqa: N818 - it becomes an `UnreadDateError` if nothing else reads the text
    """Why a rule that matches gives no date."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@attrs.frozen
class Written:
    """A date as it is written.

    Attributes:
        year: The year, `None` where it is not said.
        month: The month or season.
        day: The day.
        century: The number of a century, instead of all those.
        share: Which share of it is meant: `early`, `middle`, `late`, the `first` or the `second` half.
        mark: Whether the words are approximate.
    """

    year: str | None = None
    month: str | None = None
    day: str | None = None
    century: int | None = None
    share: str = ""
    mark: Qualifier = Qualifier.NONE

    @classmethod
    def of(cls, day: Day, parts: int) -> Written:
        """Write the year of a day, its month with 2 parts, and the day itself with 3."""
        year, month, number = written_year(day.year), f"{day.month:02}", f"{day.day:02}"
        return cls(year, month if parts > 1 else None, number if parts > 2 else None)  # noqa: PLR2004 - of three

    def filled(self, later: Written) -> Written:
        """Take what is not said from a date said later: "9" of "9–10 February 2022"."""
        if self.day is not None and self.month is None:
            if later.day is None:
                raise Refusal("the second date has no day")
            return attrs.evolve(self, month=later.month, year=later.year)
        if self.year is None and self.century is None:
            if later.month is None:
                raise Refusal("the first date has no year")
            return attrs.evolve(self, year=later.year)
        if later.year is None and later.century is None:
            raise Refusal("the second date has no year")
        return self


class Phrase(NamedTuple):
    """One reading of a date in prose.

    Attributes:
        rule: The rule that read it.
        tag: Which of several readings it is; readings with different tags do not go together.
        meant: What was read.
    """

    rule: str
    tag: str
    meant: Written | Edtf


@attrs.frozen
class Reader:
    """Everything that reading one text needs.

    Attributes:
        grammar: The language.
        reference: The date from which the text is seen.
        order: The order of day, month and year in numbers.
        names: The values of named periods.
        refusals: Why rules that matched cannot say what was meant.
        impossible: Why readings that were tried cannot be meant.
    """

    grammar: Grammar
    reference: Edtf | None
    order: Order | None
    names: Mapping[str, Edtf]
    refusals: list[str] = attrs.field(factory=list[str])
    impossible: list[str] = attrs.field(factory=list[str])

    def word(self, table: str, groups: Groups) -> str:
        """Give what the word in the group of a table means."""
        return self.grammar.tables[table][groups[table]]

    def phrases(self, text: str) -> Iterator[Phrase]:
        """Give all readings of a text as one date."""
        named = self._named(text)
        if named is not None:
            yield Phrase("period", "", named)
            return
        for rule, pattern in self.grammar.dates:
            match = pattern.fullmatch(text)
            if match is None:
                continue
            groups = {name: found for name, found in match.groupdict().items() if found is not None}
            try:
                for tag, meant in _BUILDERS[rule](self, groups):
                    yield Phrase(rule, tag, meant)
            except Refusal as refusal:
                self.refusals.append(refusal.reason)

    def _named(self, text: str) -> Edtf | None:
        """Give the value of a named period, which comes before all rules."""
        lead = self.grammar.leading.match(text)
        return self.names.get(text) or self.names.get(text[lead.end() :] if lead else text)

    def known(self, part: Literal["year", "month", "day"]) -> Day:
        """Give a day of the reference of which at least year, month or day is known."""
        if self.reference is None:
            raise Refusal("it needs a reference, the date from which it is seen")
        earliest, latest = self.reference.earliest, self.reference.latest
        parts = ("year", "month", "day").index(part) + 1
        if not isinstance(earliest, Day) or not isinstance(latest, Day) or earliest[:parts] != latest[:parts]:
            raise Refusal(f"its reference {self.reference} does not lie in one {part}")
        if self.reference.span.start_qualified or self.reference.span.end_qualified:
            raise Refusal(f"its reference {self.reference} is itself uncertain or approximate")
        return earliest

    def finished(self, meant: Written | Edtf) -> Edtf:
        """Complete what is written, and make it a value."""
        if not isinstance(meant, Written):
            return meant
        if meant.century is not None:
            first, last = _CENTURY_SHARES[meant.share]
            base = (meant.century - 1) * 100
            return _one_of_years(base + first, base + last)
        year = meant.year
        if year is None:
            year = _ANY_YEAR if self.reference is None else written_year(self.known("year").year)
            if meant.month == _WINTER and year != _ANY_YEAR:
                raise Refusal("a winter lies in two years; say which")
        if meant.share:
            return _share(EdtfDate(year, meant.month, meant.day), meant.share)
        return marked(EdtfDate(year, meant.month, meant.day), meant.mark)

    def date(self, meant: Written | Edtf) -> EdtfDate:
        """Complete what is written to one date."""
        value = self.finished(meant)
        if not isinstance(value, EdtfDate):
            raise Refusal(f"it needs one date, and {value} is more than one")
        return value

    def end(self, meant: Written | Edtf) -> EdtfDate:
        """Complete what is written to the start or the end of a period."""
        if isinstance(meant, Written) and meant.share == "early" and meant.month and not meant.day:
            meant = attrs.evolve(meant, share="", day="0X")
        return self.date(meant)

    def tried(self, rule: str, make: Callable[_Said, Edtf], *said: _Said.args, **by: _Said.kwargs) -> Made:
        """Give what can be made, with the rule, or note why it cannot."""
        try:
            yield rule, make(*said, **by)
        except Refusal as refusal:
            self.refusals.append(refusal.reason)
        except EdtfError as error:
            self.impossible.append(error.reason)


def marked(date: EdtfDate, mark: Qualifier) -> EdtfDate:
    """Mark all parts of a date.

    >>> marked(EdtfDate("2022", "01"), Qualifier.APPROXIMATE)
    parse_edtf('2022-01~')
    """
    none = Qualifier.NONE
    return attrs.evolve(
        date,
        year_qualifier=date.year_qualifier | mark,
        month_qualifier=date.month_qualifier | (none if date.month is None else mark),
        day_qualifier=date.day_qualifier | (none if date.day is None else mark),
    )


def _one_of_years(first: int, last: int) -> EdtfSet:
    return EdtfSet(SetKind.ONE_OF, (DateRange(EdtfDate(written_year(first)), EdtfDate(written_year(last))),))


def _share(date: EdtfDate, share: str) -> Edtf:
    """Give the early, middle or late part of a date, or one of its halves."""
    if date.month is None and not date.masked:
        return EdtfDate(date.year, _YEAR_SHARES[share])
    if date.month is None:
        first, last = (_DECADE_SHARES if date.year.count("X") == 1 else _HUNDRED_SHARES)[share]
        base = date.earliest.year
        return _one_of_years(base + first, base + last)
    if date.month in SEASONS or date.day is not None:
        raise Refusal("only a month, a year, a decade or a century is parted so")
    first, last = _MONTH_SHARES[share]
    leap_year = 2000 if date.masked else int(date.year)
    last = min(last, month_length(leap_year, int(date.month)))
    days = [EdtfDate(date.year, date.month, f"{day:02}") for day in range(first, last + 1)]
    if date.masked:
        return EdtfSet(SetKind.ONE_OF, tuple(days))
    return EdtfSet(SetKind.ONE_OF, (DateRange(days[0], days[-1]),))


# ── One builder for each rule of dates ──────────────────────────────────────

Meanings: TypeAlias = Iterator[tuple[str, Written]]
"""What a rule read, each reading with its tag."""


def _two(digits: str) -> str:
    return digits.zfill(2)


def _day(reader: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups.get("year"), reader.word("month", groups), _two(groups["day"]))


def _month(reader: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups.get("year"), reader.word("month", groups))


def _year(_: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups["year"])


def _short_year(_: Reader, __: Groups) -> Meanings:
    raise Refusal("a year of two digits does not say its century")


def _decade(_: Reader, groups: Groups) -> Meanings:
    yield "", Written(f"{groups['decade'][:3]}X")


def _decade_or_century(_: Reader, groups: Groups) -> Meanings:
    yield "decade", Written(f"{groups['decade'][:3]}X")
    yield "century", Written(f"{groups['decade'][:2]}XX")


def _short_decade(_: Reader, __: Groups) -> Meanings:
    raise Refusal("a decade of two digits does not say its century")


def _century(reader: Reader, groups: Groups) -> Meanings:
    yield "", Written(century=int(reader.word("century", groups)))


def _season(reader: Reader, groups: Groups) -> Meanings:
    season, year, to = reader.word("season", groups), groups.get("year"), groups.get("to")
    if to is not None:
        if season != _WINTER or int(to) != int(groups["year"]) + 1:
            raise Refusal("of the seasons only a winter lies in two years, one after the other")
        yield "", Written(year, season)
    elif season == _WINTER and year is not None:
        yield "ends", Written(f"{int(year) - 1:04}", season)
        yield "begins", Written(year, season)
    else:
        yield "", Written(year, season)


def _quarter(reader: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups.get("year"), reader.word("quarter", groups))


def _half(reader: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups.get("year"), reader.word("half", groups))


def _part(reader: Reader, groups: Groups) -> Meanings:
    share = reader.word("share", groups)
    for phrase in reader.phrases(groups["of"]):
        if not isinstance(phrase.meant, Written) or phrase.meant.share or phrase.meant.mark:
            raise Refusal("only a month, a year, a decade or a century is parted so")
        yield phrase.tag, attrs.evolve(phrase.meant, share=share)


def _numeric(reader: Reader, groups: Groups, orders: tuple[Order, ...] = ("dmy", "mdy")) -> Meanings:
    if "month" in groups:
        yield "", Written(groups["year"], _two(groups["month"]))
        return
    a, b, c = groups["a"], groups["b"], groups["c"]
    possible: dict[Order, tuple[str, str, str]] = (
        {"dmy": (c, b, a), "mdy": (c, a, b)} if len(c) == len("2022") else {"ymd": (a, b, c)}
    )
    allowed = (reader.order,) if reader.order else (*orders, "ymd")
    fitting: list[Order] = [order for order in possible if order in allowed]
    if not fitting:
        raise Refusal(f"its numbers do not stand in the order {reader.order}")
    for order in fitting:
        year, month, day = possible[order]
        if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months
            reader.impossible.append(f"there is no month {month}")
            continue
        written = Written(year, _two(month), _two(day))
        for _ in reader.tried("numeric", reader.finished, written):
            yield order, written


def _numeric_dotted(reader: Reader, groups: Groups) -> Meanings:
    return _numeric(reader, groups, ("dmy",))


def _edtf(_: Reader, groups: Groups) -> Meanings:
    yield "", Written(groups["year"], groups["month"], groups.get("day"))


def _relative(reader: Reader, groups: Groups) -> Meanings:
    if "daystep" in groups:
        yield "", Written.of(reader.known("day").moved(days=int(reader.word("daystep", groups))), 3)
    elif reader.word("stepped", groups) == "months":
        yield "", Written.of(reader.known("month").moved(months=int(reader.word("step", groups))), 2)
    else:
        yield "", Written.of(reader.known("year").moved(months=12 * int(reader.word("step", groups))), 1)


def _ago(reader: Reader, groups: Groups) -> Meanings:
    """Days are counted exactly; years, months and weeks are said roughly, and marked approximate."""
    many = groups.get("number", "1")
    number, unit = int(reader.grammar.tables["number"].get(many, many)), reader.word("unit", groups)
    if unit == "days":
        yield "", Written.of(reader.known("day").moved(days=-number), 3)
        return
    if unit == "years":
        written = Written.of(reader.known("year").moved(months=-12 * number), 1)
    elif unit == "months":
        written = Written.of(reader.known("month").moved(months=-number), 2)
    else:
        written = Written.of(reader.known("day").moved(days=-7 * number), 3)
    yield "", attrs.evolve(written, mark=Qualifier.APPROXIMATE)


_BUILDERS: Final[Mapping[str, Callable[[Reader, Groups], Meanings]]] = {
    "day": _day,
    "month": _month,
    "year": _year,
    "short-year": _short_year,
    "decade": _decade,
    "decade-or-century": _decade_or_century,
    "short-decade": _short_decade,
    "century": _century,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "part": _part,
    "numeric": _numeric,
    "numeric-dotted": _numeric_dotted,
    "edtf": _edtf,
    "relative": _relative,
    "ago": _ago,
}
