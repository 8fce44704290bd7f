"""Three-valued answers to questions about dates and periods.

A date is some time within its bounds: the day, week or hours of something that
took place then. Asked as a container or a window (the first argument of
`contains` and `overlaps`), a date written in full is its whole unit, a year or
a month as it stands. A period `a/b` starts some time in a and ends some time
in b, not before it starts; `..` has no limit, and an unknown end is any day
that the other end allows.

`Answer.YES` and `Answer.NO` are never wrong; where both may be true the answer
is `Answer.MAYBE`. What is marked uncertain or approximate gives no YES, unless
a tolerance says how far off it may be. A NO rests on the bounds as they are
stated.

>>> from eurasec.dates import parse_edtf
>>> contains(parse_edtf("2003/2016"), parse_edtf("2016-05-01"))
Answer.MAYBE
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Never

from eurasec.dates.days import Span, between, day_number, day_of, tightened
from eurasec.dates.values import DateRange, Edtf, EdtfDate, EdtfInterval, EdtfSet, SetKind, hull, is_edtf
from eurasec.errors import ImpreciseDateError, InvalidValueError, Problem, shown

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

    from eurasec.dates._members import Family, Reach

__all__ = ["Answer", "before", "contains", "overlaps", "sort_key"]


class Answer(Enum):
    """Yes, no, or maybe: what can be said with certainty.

    `&`, `|` and `~` are Kleene's: MAYBE stays MAYBE unless the other side
    decides. An answer is neither true nor false by itself; ask `certain` or
    `possible`.

    Members:
        NO: It cannot be so.
        MAYBE: It may be so or not.
        YES: It must be so.

    >>> Answer.YES & Answer.MAYBE, Answer.YES | Answer.MAYBE, ~Answer.MAYBE
    (Answer.MAYBE, Answer.YES, Answer.MAYBE)
    """

    NO = 0
    MAYBE = 1
    YES = 2

    @property
    def certain(self) -> bool:
        """Whether it must be so.

        >>> Answer.MAYBE.certain
        False
        """
        return self is Answer.YES

    @property
    def possible(self) -> bool:
        """Whether it must or may be so.

        >>> Answer.MAYBE.possible
        True
        """
        return self is not Answer.NO

    def __and__(self, other: object) -> Answer:
        """Give the lesser of the two."""
        if not isinstance(other, Answer):
            return NotImplemented
        return self if self.value <= other.value else other

    def __or__(self, other: object) -> Answer:
        """Give the greater of the two."""
        if not isinstance(other, Answer):
            return NotImplemented
        return self if self.value >= other.value else other

    def __invert__(self) -> Answer:
        """Give YES for NO, NO for YES, and MAYBE for itself."""
        return Answer(2 - self.value)

    def __bool__(self) -> Never:
        """Refuse to be true or false.

        Raises:
            ImpreciseDateError: Always.
        """
        raise ImpreciseDateError(f"{self!r} is neither true nor false; ask for .certain or .possible")

    def __repr__(self) -> str:
        """Give the expression that names it."""
        return f"Answer.{self.name}"


def overlaps(window: Edtf, value: Edtf, *, tolerance: relativedelta | None = None) -> Answer:
    """Tell whether something dated by a value took place, at least in part, in a window.

    Args:
        window: The period that is asked about; a date in full is its whole unit.
        value: When something took place or lasted.
        tolerance: How far off uncertain and approximate dates may be, in years,
            months, weeks and days; within it they count like any other.

    Returns:
        YES, NO or MAYBE. Of a set, *one of* gives an answer if all members
        agree, and *all of* overlaps where one of its members does.

    Raises:
        InvalidValueError: If an argument is not a value of EDTF, or the
            tolerance is negative.
        ImpreciseDateError: If the tolerance is finer than a day.

    >>> from eurasec.dates import parse_edtf
    >>> overlaps(parse_edtf("2016"), parse_edtf("2003/2016"))
    Answer.YES
    """
    if tolerance is not None or window.__class__ is EdtfSet or value.__class__ is EdtfSet:
        return _by_members("overlaps", window, value, tolerance)
    try:
        a_start_min, a_start_max, a_end_min, a_end_max, a_start_vague, a_end_vague = window.window
        b_start_min, b_start_max, b_end_min, b_end_max, b_start_vague, b_end_vague = value.span
    except AttributeError:
        _refuse("overlaps", window, value)
    if a_start_min > b_end_max or b_start_min > a_end_max:
        return Answer.NO
    if a_start_max > b_end_min or b_start_max > a_end_min:
        return Answer.MAYBE
    if a_start_vague or a_end_vague or b_start_vague or b_end_vague:
        return Answer.MAYBE
    return Answer.YES


def contains(container: Edtf, value: Edtf, *, tolerance: relativedelta | None = None) -> Answer:
    """Tell whether something dated by a value took place wholly within a container.

    Args:
        container: The period; a date in full is its whole unit.
        value: When something took place or lasted.
        tolerance: How far off uncertain and approximate dates may be, as in `overlaps`.

    Returns:
        YES, NO or MAYBE. Of a set, *one of* gives an answer if all members
        agree; *all of* contains what one of its members contains, and is
        contained where all of them are.

    Raises:
        InvalidValueError: As for `overlaps`.
        ImpreciseDateError: As for `overlaps`.

    >>> from eurasec.dates import parse_edtf
    >>> contains(parse_edtf("2003/2016"), parse_edtf("2010"))
    Answer.YES
    >>> from dateutil.relativedelta import relativedelta
    >>> contains(parse_edtf("2022~"), parse_edtf("2022-05"), tolerance=relativedelta(months=3))
    Answer.YES
    """
    if tolerance is not None or container.__class__ is EdtfSet or value.__class__ is EdtfSet:
        return _by_members("contains", container, value, tolerance)
    try:
        a_start_min, a_start_max, a_end_min, a_end_max, a_start_vague, a_end_vague = container.window
        b_start_min, b_start_max, b_end_min, b_end_max, b_start_vague, b_end_vague = value.span
    except AttributeError:
        _refuse("contains", container, value)
    if a_start_min > b_start_max or b_end_min > a_end_max:
        return Answer.NO
    if a_start_max > b_start_min or b_end_max > a_end_min:
        return Answer.MAYBE
    if a_start_vague or a_end_vague or b_start_vague or b_end_vague:
        return Answer.MAYBE
    return Answer.YES


def before(first: Edtf, second: Edtf, *, tolerance: relativedelta | None = None) -> Answer:
    """Tell whether one thing was over before another began.

    Args:
        first: When one thing took place or lasted.
        second: When the other did.
        tolerance: How far off uncertain and approximate dates may be, as in `overlaps`.

    Returns:
        YES, NO or MAYBE. Of a set, *one of* gives an answer if all members
        agree, and *all of* is before or after where all members are.

    Raises:
        InvalidValueError: As for `overlaps`.
        ImpreciseDateError: As for `overlaps`.

    >>> from eurasec.dates import parse_edtf
    >>> before(parse_edtf("2021-12"), parse_edtf("2022"))
    Answer.YES
    """
    try:
        a, b = first.span, second.span
    except AttributeError:
        _refuse("before", first, second)
    if tolerance is not None:
        reach = _reach(tolerance)
        a, b = _span(first, reach), _span(second, reach)
    if a.end_max < b.start_min and not (a.end_qualified or b.start_qualified):
        return Answer.YES
    return Answer.NO if a.end_min >= b.start_max else Answer.MAYBE


def sort_key(value: Edtf) -> tuple[float, float, str]:
    """Give what dates and periods are sorted by: first day, last day, text.

    Different values have different keys, and keys always compare. Whatever has
    no start comes first.

    Args:
        value: A date or period.

    Returns:
        A key for `sorted` and its like.

    Raises:
        InvalidValueError: If it is not a value of EDTF.

    >>> from eurasec.dates import parse_edtf
    >>> texts = ["2022-02", "2022", "../2016", "2022-01-05"]
    >>> [str(value) for value in sorted(map(parse_edtf, texts), key=sort_key)]
    ['../2016', '2022', '2022-01-05', '2022-02']
    """
    try:
        span = value.span
    except AttributeError:
        _refuse("sort_key", value)
    return span.start_min, span.end_max, value.text


def _refuse(heading: str, *values: object) -> Never:
    """Raise the error that says which argument is not a value of EDTF."""
    raise InvalidValueError(
        heading,
        [
            Problem(
                path=f"[{index}]",
                message=f"{shown(value)} is not a date or period of EDTF; read a text with parse_edtf",
                rule="type",
                value=shown(value),
            )
            for index, value in enumerate(values)
            if not is_edtf(value)
        ],
    )


# ── Tolerance ───────────────────────────────────────────────────────────────


def _reach(tolerance: relativedelta) -> tuple[int, int]:
    """Give a tolerance as months and days."""
    from eurasec.dates.shifts import shift_of  # noqa: PLC0415 - nothing but a tolerance needs it

    months, days, seconds = shift_of(tolerance, "tolerance")
    if seconds:
        raise ImpreciseDateError(f"{shown(tolerance)} is finer than a day, and dates here are days")
    if months < 0 or days < 0:
        problem = Problem(path="tolerance", message=f"{shown(tolerance)} is negative", rule="range")
        raise InvalidValueError("tolerance", [problem])
    return months, days


def _widened(span: Span, reach: tuple[int, int] | None) -> Span:
    """Move the bounds of a marked date apart by a tolerance; after that they are certain."""
    if reach is None or not span.start_qualified:
        return span
    months, days = reach

    def earlier(number: float) -> int:
        return day_number(*day_of(int(number)).moved(months=-months, days=-days))

    def later(number: float) -> int:
        return day_number(*day_of(int(number)).moved(months=months, days=days))

    start_min, start_max, end_min, end_max = span[:4]
    return tightened(earlier(start_min), later(start_max), earlier(end_min), later(end_max))


def _span(value: Edtf, reach: tuple[int, int] | None, *, asked: bool = False) -> Span:
    """Give the bounds of a value, or of what is asked about, its dates widened by a tolerance."""
    if reach is None:
        return value.window if asked else value.span
    if isinstance(value, EdtfSet):
        return hull(value.kind, [_widened(span, reach) for span in value.spans()])
    if isinstance(value, EdtfInterval):
        start, end = (
            _widened(each.span, reach) if isinstance(each, EdtfDate) else each
            for each in (value.start, value.end)
        )
        return between(start, end)
    return _widened(value.window if asked else value.span, reach)


# ── Sets ────────────────────────────────────────────────────────────────────


def _by_members(heading: str, window: Edtf, value: Edtf, tolerance: relativedelta | None) -> Answer:
    """Answer `overlaps` or `contains` member by member, with a tolerance if there is one."""
    from eurasec.dates._members import meet  # noqa: PLC0415 - few dates are sets

    if not is_edtf(window) or not is_edtf(value):
        _refuse(heading, window, value)
    reach = None if tolerance is None else _reach(tolerance)
    within = heading == "contains"
    for certain, answer in ((True, Answer.YES), (False, Answer.MAYBE)):
        a = _family(window, reach, certain=certain, asked=True, within=within)
        b = _family(value, reach, certain=certain, asked=False, within=within)
        if meet(a, b, certain=certain, within=within):
            return answer
    return Answer.NO


def _family(
    value: Edtf, reach: tuple[int, int] | None, *, certain: bool, asked: bool, within: bool
) -> Family:
    """Gather what a value, asked about or asked for, brings to one question."""
    from eurasec.dates._members import Family, Reach  # noqa: PLC0415 - few dates are sets

    members = value.members if isinstance(value, EdtfSet) else (value,)
    reaches: list[Reach | None] = []
    ranges: list[DateRange] = []
    for member in members:
        if isinstance(member, DateRange):
            ranges.append(member)
            continue
        span = _span(member, reach, asked=asked)
        if certain and (span.start_qualified or span.end_qualified):
            reaches.append(None)
        elif within and not asked:
            low, high = (span.end_max, span.start_min) if certain else (span.end_min, span.start_max)
            reaches.append(Reach(low, high))
        else:
            low, high = (span.start_max, span.end_min) if certain else (span.start_min, span.end_max)
            reaches.append(Reach(low, high))
    one_of = not isinstance(value, EdtfSet) or value.kind is SetKind.ONE_OF
    return Family.of(reaches, ranges, one_of=one_of, nested=certain and not asked)
