"""What prose says about one date or two: since when, from when to when, about when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from eurasec.dates._completions import SEASONS, written_year
from eurasec.dates._phrases import Groups, Made, Phrase, Reader, Refusal, Written, marked
from eurasec.dates.days import Day, Endpoint
from eurasec.dates.values import (
    DateRange,
    Edtf,
    EdtfDate,
    EdtfInterval,
    EdtfSet,
    Precision,
    Qualifier,
    SetKind,
)

__all__ = ["framed"]

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def framed(reader: Reader, text: str) -> Made:
    """Give all readings of a text as something said about one date or two, with their rules."""
    for rule, pattern in reader.grammar.frames:
        match = pattern.fullmatch(text)
        if match is not None:
            groups = {name: found for name, found in match.groupdict().items() if found is not None}
            if "from" in groups:
                yield from _within_month(reader, rule, groups)
            else:
                yield from _around_one(reader, rule, groups)
    for frame in reader.grammar.pairs:
        opening = frame.opening.match(text)
        if opening is not None:
            for joint in frame.joint.finditer(text, opening.end()):
                first, second = text[opening.end() : joint.start()], text[joint.end() :]
                yield from _around_two(reader, frame.rule, first, second)


# ── About one date ──────────────────────────────────────────────────────────


def _around_one(reader: Reader, rule: str, groups: Groups) -> Made:
    if rule == "short-year":
        reader.refusals.append("a year of two digits does not say its century")
        return
    rules = ("before", "until") if rule == "before-or-until" else (rule,)
    for phrase in reader.phrases(groups["a"]):
        for each in rules:
            yield from reader.tried(each, _FRAMES[each], reader, phrase, groups)


def _since(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    return EdtfInterval(reader.end(phrase.meant), Endpoint.OPEN)


def _until(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    return EdtfInterval(Endpoint.UNKNOWN, reader.end(phrase.meant))


def _before(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    first, _last = _ends(reader.finished(phrase.meant))
    return EdtfSet(SetKind.ONE_OF, (DateRange(None, _next(first, -1)),))


def _after(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    _first, last = _ends(reader.finished(phrase.meant))
    return EdtfSet(SetKind.ONE_OF, (DateRange(_next(last, 1), None),))


def _not_before(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    first, _last = _ends(reader.finished(phrase.meant))
    return EdtfSet(SetKind.ONE_OF, (DateRange(first, None),))


def _not_after(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    _first, last = _ends(reader.finished(phrase.meant))
    return EdtfSet(SetKind.ONE_OF, (DateRange(None, last),))


def _ends(value: Edtf) -> tuple[EdtfDate, EdtfDate]:
    """Give the first and the last year, month or day of a value."""
    match value:
        case EdtfSet(members=(DateRange(start=EdtfDate() as first, end=EdtfDate() as last),)):
            return first, last
        case EdtfInterval(start=EdtfDate() as start, end=EdtfDate() as end):
            return _ends(start)[0], _ends(end)[1]
        case EdtfDate(qualified=True):
            raise Refusal(f"it needs an exact date, and {value} is approximate")
        case EdtfDate() if "XXXX" not in value.year:
            if value.complete and value.month not in SEASONS:
                return value, value
            parts = {Precision.YEAR: 1, Precision.MONTH: 2}.get(value.precision, 3)
            return _date(value.earliest, parts), _date(value.latest, parts)
        case _:
            raise Refusal(f"it needs a date with its year, and {value} is none")


def _date(day: Day, parts: int) -> EdtfDate:
    written = Written.of(day, parts)
    return EdtfDate(written.year or "", written.month, written.day)


def _next(date: EdtfDate, step: int) -> EdtfDate:
    """Give the year, month or day after, or before, another."""
    match date.precision:
        case Precision.YEAR:
            return EdtfDate(written_year(date.earliest.year + step))
        case Precision.MONTH:
            return _date(date.earliest.moved(months=step), 2)
        case _:
            return _date(date.earliest.moved(days=step), 3)


def _about(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    return marked(reader.date(phrase.meant), Qualifier.APPROXIMATE)


def _perhaps(reader: Reader, phrase: Phrase, _: Groups) -> Edtf:
    return marked(reader.date(phrase.meant), Qualifier.UNCERTAIN)


def _weekday(reader: Reader, phrase: Phrase, groups: Groups) -> Edtf:
    """Check the weekday that stands beside a date."""
    word = groups.get("weekday") or groups["bracketed"]
    said = _WEEKDAYS[int(reader.grammar.tables["weekday"][word])]
    date = reader.date(phrase.meant)
    if date.precision is not Precision.DAY:
        raise Refusal("a weekday needs a day")
    if not date.complete:
        raise Refusal(f"without the year nobody can tell whether it is a {said}")
    known = _WEEKDAYS[date.earliest.date().weekday()]
    if known != said:
        raise Refusal(f"{date} is a {known}, not a {said}")
    return date


_FRAMES: Final[Mapping[str, Callable[[Reader, Phrase, Groups], Edtf]]] = {
    "since": _since,
    "until": _until,
    "before": _before,
    "after": _after,
    "not-before": _not_before,
    "not-after": _not_after,
    "about": _about,
    "perhaps": _perhaps,
    "weekday": _weekday,
}


# ── About two dates ─────────────────────────────────────────────────────────


def _within_month(reader: Reader, rule: str, groups: Groups) -> Made:
    """Read two days that stand behind their month."""
    month = reader.word("month", groups)
    first, second = (Written(groups.get("year"), month, groups[end].zfill(2)) for end in ("from", "to"))
    yield from reader.tried(rule, _joined, reader, rule, first, second)


def _around_two(reader: Reader, rule: str, first: str, second: str) -> Made:
    """Read two dates, of which the first may lack what the second says."""
    if rule == "range" and reader.grammar.present.fullmatch(second):
        for phrase in reader.phrases(first):
            yield from reader.tried(rule, _since, reader, phrase, {})
        return
    for start in (*_bare_day(reader, first), *reader.phrases(first)):
        for end in reader.phrases(second):
            if start.tag == end.tag or not start.tag or not end.tag:
                yield from reader.tried(rule, _joined, reader, rule, start.meant, end.meant)


def _bare_day(reader: Reader, text: str) -> Iterator[Phrase]:
    """Read a day whose month comes later."""
    match = reader.grammar.day.fullmatch(text)
    if match is not None:
        yield Phrase("day", "", Written(day=match["day"].zfill(2)))


def _joined(reader: Reader, rule: str, first: Written | Edtf, second: Written | Edtf) -> Edtf:
    """Make a period or a set of two dates."""
    if isinstance(first, Written) and isinstance(second, Written):
        first = first.filled(second)
    if rule == "range":
        return EdtfInterval(reader.end(first), reader.end(second))
    kind = SetKind.ONE_OF if rule == "one-of" else SetKind.ALL_OF
    return EdtfSet(kind, (reader.date(first), reader.date(second)))
