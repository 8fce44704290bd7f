"""Values of the model as other programs write them: dates in part, words as keywords, countries, URIs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Final, TypeAlias, cast

from eurasec._fields import Field, Value, fields_of, item_of
from eurasec.dates import Edtf, EdtfDate, EdtfInterval, Endpoint

__all__ = [
    "ISO_3166",
    "Date",
    "Written",
    "ends_of",
    "filled",
    "is_uri",
    "partial_date",
    "period_text",
    "without_time",
    "word_of",
    "words_of",
]

# ── Dates, `YYYY[-MM[-DD]]` ─────────────────────────────────────────────────

Date: TypeAlias = Edtf | Endpoint | None

Written: TypeAlias = Callable[[Date], str | None]
"""Writes a date as a format has it; `None` where the format cannot, or where there is none."""

_partial: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?").fullmatch
_timed: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9].*", re.DOTALL).fullmatch


def partial_date(date: Date) -> str | None:
    """Give a date as `YYYY[-MM[-DD]]`, `None` if it is less than a plain date or more.

    >>> from eurasec.dates import parse_edtf
    >>> partial_date(parse_edtf("2022-02")), partial_date(parse_edtf("2022~"))
    ('2022-02', None)
    """
    return date.text if isinstance(date, EdtfDate) and _partial(date.text) else None


def ends_of(period: Edtf, written: Written) -> tuple[str | None, str | None, bool]:
    """Give the start and the end of a period, and whether they say all that it says.

    A plain date is both its start and its end. An end that is no plain date is
    left out.

    Args:
        period: The period.
        written: How the format writes dates.

    >>> from eurasec.dates import parse_edtf
    >>> ends_of(parse_edtf("2003/2016"), partial_date)
    ('2003', '2016', True)
    >>> ends_of(parse_edtf("2003/.."), partial_date)
    ('2003', None, False)
    """
    first, last = (period.start, period.end) if isinstance(period, EdtfInterval) else (period, period)
    start, end = written(first), written(last)
    return start, end, period_text(start, end) == period.text


def period_text(start: str | None, end: str | None) -> str | None:
    """Give a start and an end as EDTF; one that is missing is unknown.

    >>> period_text("2003", None), period_text("2010", "2010"), period_text(None, None)
    ('2003/', '2010', None)
    """
    if start is None and end is None:
        return None
    return start if start == end else f"{start or ''}/{end or ''}"


def without_time(text: str) -> tuple[str, bool]:
    """Take the time of day off a date, and tell whether there was one.

    >>> without_time("2022-02-09T10:30:00Z"), without_time("2022-02")
    (('2022-02-09', True), ('2022-02', False))
    """
    timed = _timed(text)
    return (timed[1], True) if timed else (text, False)


# ── Words, `kind:election` ──────────────────────────────────────────────────


def words_of(record: Value) -> Iterator[tuple[str, str]]:
    """Give the words and truth values of a record that differ from their defaults, as field and keyword.

    >>> from eurasec import Event
    >>> list(words_of(Event(id="vote", label="The vote", kind="election")))
    [('kind', 'kind:election')]
    """
    for field in fields_of(type(record)):
        if not _members(field):
            continue
        value = getattr(record, field.name)
        for each in value if field.several else (value,):
            if each is not None and each != field.default:
                yield field.name, f"{field.name}:{_written(each)}"


def word_of(cls: type[Value], keyword: str) -> tuple[Field, object] | None:
    """Give the field of a class that a keyword fills, and its value; `None` if it is no such keyword."""
    name, _, word = keyword.partition(":")
    for field in fields_of(cls):
        if field.name == name:
            return next(((field, each) for each in _members(field) if _written(each) == word), None)
    return None


def filled(cls: type[Value], keywords: Iterable[str]) -> tuple[dict[str, object], list[str]]:
    """Give the fields of a class that keywords fill, and the keywords that are none of the sort.

    >>> from eurasec import Event
    >>> filled(Event, ["kind:election", "urgent"])
    ({'kind': EventKind.ELECTION}, ['urgent'])
    """
    fields: dict[str, object] = {}
    others: list[str] = []
    for keyword in keywords:
        if (found := word_of(cls, keyword)) is None:
            others.append(keyword)
        else:
            field, word = found
            before = cast("tuple[object, ...]", fields.get(field.name, ()))
            fields[field.name] = (*before, word) if field.several else word
    return fields, others


def _members(field: Field) -> tuple[object, ...]:
    """Give the values that a field of words or truth values may hold, nothing for other fields."""
    one = item_of(field.annotation) or field.annotation
    if one is bool:
        return (True, False)
    return tuple(one) if isinstance(one, type) and issubclass(one, StrEnum) else ()


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ── Countries and URIs ──────────────────────────────────────────────────────

_CODES: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES
ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE
IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU
NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
VG VI VN VU WF WS YE YT ZA ZM ZW
"""

ISO_3166: Final = frozenset(_CODES.split())
"""The codes of two letters that are officially assigned."""

_PCHAR: Final = r"([A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_uri: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(//([A-Za-z0-9\-._~]+@)?[A-Za-z0-9\-._~]+(:[0-9]{{1,5}})?(/{_PCHAR}*)*|{_PCHAR}+(/{_PCHAR}*)*)"
    rf"(\?({_PCHAR}|[/?])*)?(#({_PCHAR}|[/?])*)?"
).fullmatch


def is_uri(url: str) -> bool:
    """Tell whether a url is a URI of RFC 3986; of rare forms, such as addresses in brackets, it is denied.

    >>> is_uri("https://example.org/a?b=c#d"), is_uri("https://пример.рф/")
    (True, False)
    """
    return _uri(url) is not None
