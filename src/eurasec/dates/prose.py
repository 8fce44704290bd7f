"""Reading dates from prose, in English and in Russian, without a guess.

`read_date` knows a closed list of rules, `RULES`. A rule matches the whole
text or none of it, and the name of the rule that matched stays with the value.
What no rule reads is refused; so is what can be read in more than one way,
with all its readings named. Nothing is taken from the clock or from a default.

>>> read_date("in early January 2022", language="en")
Reading(value=parse_edtf('[2022-01-01..2022-01-10]'), rule='part')
>>> read_date("в 2003–2016 годах", language="ru").value
parse_edtf('2003/2016')

| rule | such as | read as |
|---|---|---|
| `edtf` | 2003/2016~ | itself |
| `period` | during the New Year holidays | what `periods` says |
| `day` | 9 February 2022 | `2022-02-09` |
| `numeric` | 25/12/2022 | `2022-12-25` |
| `weekday` | Wednesday, 9 February 2022 | `2022-02-09` |
| `month` | in January 2022 | `2022-01` |
| `season` | spring 2022 | `2022-21` |
| `quarter` | Q1 2022 | `2022-33` |
| `half` | H1 2022 | `2022-40` |
| `part` | early January 2022, mid-2014 | `[2022-01-01..2022-01-10]`, `2014-38` |
| `year` | in 2022 | `2022` |
| `decade` | the 1990s | `199X` |
| `century` | the 20th century | `[1901..2000]` |
| `range` | 9–10 February 2022 | `2022-02-09/2022-02-10` |
| `since` | since the 1990s | `199X/..` |
| `until` | until 2012 | `/2012` |
| `before` | before 2012 | `[..2011]` |
| `after` | after 2012 | `[2013..]` |
| `not-before` | no earlier than 2012 | `[2012..]` |
| `not-after` | by 2012 | `[..2012]` |
| `about` | around 2014 | `2014~` |
| `perhaps` | perhaps in 2014 | `2014?` |
| `one-of` | 2003 or 2004 | `[2003,2004]` |
| `all-of` | in 2003 and 2005 | `{2003,2005}` |
| `relative` | last year | `2021`, seen from 2022 |
| `ago` | 30 years ago | `1992~`, seen from 2022 |

What the rules mean, with examples in both languages, is in `RULES`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, cast

import attrs

from eurasec.dates._english import ENGLISH
from eurasec.dates._frames import framed
from eurasec.dates._grammar import Grammar
from eurasec.dates._phrases import Made, Order, Reader
from eurasec.dates._russian import RUSSIAN
from eurasec.dates.edtf import parse_edtf
from eurasec.dates.values import Edtf, is_edtf
from eurasec.errors import (
    AmbiguousDateError,
    EdtfError,
    InvalidValueError,
    Problem,
    UnreadDateError,
    did_you_mean,
    near_matches,
    or_list,
    shown,
)

__all__ = ["LONGEST_PROSE", "RULES", "Language", "Order", "Reading", "Rule", "read_date"]

Language: TypeAlias = Literal["en", "ru"]
"""The languages that `read_date` reads, by their tags of BCP 47."""

LONGEST_PROSE: Final = 200
"""Characters that a date in prose may have."""

_GRAMMARS: Final[Mapping[str, Grammar]] = {"en": ENGLISH, "ru": RUSSIAN}
_ORDERS: Final = ("dmy", "mdy", "ymd")


@attrs.frozen
class Reading:
    """What was read from prose.

    Attributes:
        value: The date or period.
        rule: The name of the rule that read it, one of `RULES`.
    """

    value: Edtf
    rule: str


@attrs.frozen(kw_only=True)
class Rule:
    """A rule by which prose is read.

    Attributes:
        name: Its name, which a `Reading` keeps.
        meaning: What it reads, and as what.
        english: Texts with what they are read as, in EDTF.
        russian: The same in Russian.
        needs: The argument without which it reads nothing: `reference` or `periods`.
    """

    name: str
    meaning: str
    english: Mapping[str, str]
    russian: Mapping[str, str]
    needs: str = ""


_RULES: Final = (
    Rule(
        name="edtf",
        meaning="a text of EDTF itself, dates of ISO 8601 among them",
        english={"2022-02-09": "2022-02-09", "2003/2016~": "2003/2016~"},
        russian={"2022-02": "2022-02", "199X": "199X"},
    ),
    Rule(
        name="period",
        meaning="a name that `periods` explains",
        english={"during the New Year holidays": "2022-01-01/2022-01-09"},
        russian={"в новогодние праздники": "2022-01-01/2022-01-09"},
        needs="periods",
    ),
    Rule(
        name="day",
        meaning="a day; without its year it is in the year of the reference, or in any year (`XXXX`)",
        english={
            "9 February 2022": "2022-02-09",
            "February 9, 2022": "2022-02-09",
            "on the 9th of Feb. 2022": "2022-02-09",
            "9 February": "XXXX-02-09",
        },
        russian={
            "9 февраля 2022 года": "2022-02-09",
            "9-го февр. 2022 г.": "2022-02-09",
            "9 февраля": "XXXX-02-09",
        },
    ),
    Rule(
        name="numeric",
        meaning="a day in numbers; where day and month could be exchanged, `order` is needed,"
        " except for Russian dates with dots; or a month in numbers",
        english={"25/12/2022": "2022-12-25", "2022/02/09": "2022-02-09", "02/2022": "2022-02"},
        russian={"09.02.2022": "2022-02-09", "09.02.2022 г.": "2022-02-09", "02.2022": "2022-02"},
    ),
    Rule(
        name="weekday",
        meaning="a day with its weekday, which has to fit",
        english={"Wednesday, 9 February 2022": "2022-02-09", "February 9, 2022 (Wed.)": "2022-02-09"},
        russian={"в среду, 9 февраля 2022 года": "2022-02-09", "09.02.2022, среда": "2022-02-09"},
    ),
    Rule(
        name="month",
        meaning="a month; without its year as for a day",
        english={"January 2022": "2022-01", "in Jan. 2022": "2022-01", "in January": "XXXX-01"},
        russian={"январь 2022": "2022-01", "в январе 2022 г.": "2022-01", "в январе": "XXXX-01"},
    ),
    Rule(
        name="season",
        meaning="a season of the north; a winter needs both its years",
        english={"spring 2022": "2022-21", "winter 2021–2022": "2021-24", "in the autumn of 2022": "2022-23"},
        russian={"весной 2022 года": "2022-21", "зимой 2021/2022 годов": "2021-24", "летом": "XXXX-22"},
    ),
    Rule(
        name="quarter",
        meaning="a quarter of a year",
        english={"Q1 2022": "2022-33", "the fourth quarter of 2022": "2022-36", "2022 Q2": "2022-34"},
        russian={"I квартал 2022 года": "2022-33", "в третьем квартале 2022 г.": "2022-35"},
    ),
    Rule(
        name="half",
        meaning="half a year",
        english={"H1 2022": "2022-40", "in the second half 2022": "2022-41"},
        russian={"во втором полугодии 2022 года": "2022-41"},
    ),
    Rule(
        name="part",
        meaning="the early, middle or late part, or one half: of a month days 1 to 10, 11 to 20 and 21 on,"
        " halves meeting at 15 and 16; of a year thirds and halves; of a decade its years 0 to 3, 4 to 6"
        " and 7 to 9, or 0 to 4 and 5 to 9; of a century its years 1 to 33, 34 to 66 and 67 to 100, or"
        " 1 to 50 and 51 to 100. Where EDTF has no word for it, it is one of those days or years",
        english={
            "early January 2022": "[2022-01-01..2022-01-10]",
            "late February 2024": "[2024-02-21..2024-02-29]",
            "mid-2014": "2014-38",
            "the first half of 2022": "2022-40",
            "the early 1990s": "[1990..1993]",
            "the second half of the 20th century": "[1951..2000]",
        },
        russian={
            "в начале января 2022 года": "[2022-01-01..2022-01-10]",
            "в первой половине 2022 года": "2022-40",
            "в конце 2019 г.": "2019-39",
            "в середине 1990-х годов": "[1994..1996]",
            "начало XX века": "[1901..1933]",
        },
    ),
    Rule(
        name="year",
        meaning="a year of four digits from 1000 to 2999",
        english={"in 2022": "2022", "in the year 2022": "2022"},
        russian={"2022 год": "2022", "в 2022 г.": "2022"},
    ),
    Rule(
        name="decade",
        meaning="ten years",
        english={"the 1990s": "199X", "in the 1990's": "199X"},
        russian={"1990-е годы": "199X", "в 2000-х гг.": "200X"},
    ),
    Rule(
        name="century",
        meaning="one of the years of a century, which ends in 00: of the 20th those from 1901 to 2000",
        english={"the 20th century": "[1901..2000]", "the twenty-first century": "[2001..2100]"},
        russian={"XX век": "[1901..2000]", "в двадцатом веке": "[1901..2000]"},
    ),
    Rule(
        name="range",
        meaning="a period from one date to another, or until the present, which has no limit",
        english={
            "2003–2016": "2003/2016",
            "2003-2016": "2003/2016",
            "9–10 February 2022": "2022-02-09/2022-02-10",
            "February 9-10, 2022": "2022-02-09/2022-02-10",
            "from 2005 to 2014": "2005/2014",
            "between March 2014 and February 2022": "2014-03/2022-02",
            "from 2003 to the present": "2003/..",
        },
        russian={
            "2003–2016 гг.": "2003/2016",
            "с 2003 по 2016 год": "2003/2016",
            "9–10 февраля 2022 года": "2022-02-09/2022-02-10",
            "с 5 по 9 января 2022 г.": "2022-01-05/2022-01-09",
            "между мартом 2014 и февралем 2022 года": "2014-03/2022-02",
            "с 2003 года по настоящее время": "2003/..",
        },
    ),
    Rule(
        name="since",
        meaning="a period without an end",
        english={
            "since the 1990s": "199X/..",
            "from 2014 on": "2014/..",
            "since early January 2022": "2022-01-0X/..",
        },
        russian={"с 1990-х годов": "199X/..", "начиная с 2014 года": "2014/.."},
    ),
    Rule(
        name="until",
        meaning="a period that ends then; nothing is said of its start",
        english={"until 2012": "/2012", "up to February 2022": "/2022-02"},
        russian={"вплоть до 2012 года": "/2012", "по февраль 2022 г.": "/2022-02"},
    ),
    Rule(
        name="before",
        meaning="some time earlier; in Russian, «до» may also mean `until`, and is refused",
        english={"before 2012": "[..2011]", "prior to 9 February 2022": "[..2022-02-08]"},
        russian={"ранее 2012 года": "[..2011]"},
    ),
    Rule(
        name="after",
        meaning="some time later",
        english={"after 2012": "[2013..]", "later than the 1990s": "[2000..]"},
        russian={"после 31 декабря 2021 года": "[2022-01-01..]"},
    ),
    Rule(
        name="not-before",
        meaning="then or some time later",
        english={"no earlier than 2012": "[2012..]"},
        russian={"не ранее февраля 2022 г.": "[2022-02..]"},
    ),
    Rule(
        name="not-after",
        meaning="then or some time earlier",
        english={"by 2012": "[..2012]", "no later than 9 February 2022": "[..2022-02-09]"},
        russian={"к 2012 году": "[..2012]", "не позднее 2012 года": "[..2012]"},
    ),
    Rule(
        name="about",
        meaning="about then: marked approximate",
        english={"around 2014": "2014~", "circa March 2014": "2014-03~"},
        russian={"около 2014 года": "2014~", "примерно в марте 2014 г.": "2014-03~"},
    ),
    Rule(
        name="perhaps",
        meaning="perhaps then: marked uncertain",
        english={"perhaps in 2014": "2014?", "March 2014 (?)": "2014-03?"},
        russian={"возможно, в 2014 году": "2014?", "март 2014?": "2014-03?"},
    ),
    Rule(
        name="one-of",
        meaning="one of two dates",
        english={"2003 or 2004": "[2003,2004]", "either 9 or 10 February 2022": "[2022-02-09,2022-02-10]"},
        russian={"в 2003 или 2004 году": "[2003,2004]"},
    ),
    Rule(
        name="all-of",
        meaning="two dates, both of them",
        english={"in 2003 and 2005": "{2003,2005}", "February 9 and 11, 2022": "{2022-02-09,2022-02-11}"},
        russian={"9 и 11 февраля 2022 года": "{2022-02-09,2022-02-11}", "в 2003 и 2005 годах": "{2003,2005}"},
    ),
    Rule(
        name="relative",
        meaning="the year, month or day of the reference, or the one before or after it",
        english={
            "last year": "2021",
            "this month": "2022-02",
            "next year": "2023",
            "yesterday": "2022-02-09",
        },
        russian={"в прошлом году": "2021", "в текущем месяце": "2022-02", "сегодня": "2022-02-10"},
        needs="reference",
    ),
    Rule(
        name="ago",
        meaning="so long before the reference; years, months and weeks are approximate, days are exact",
        english={"30 years ago": "1992~", "a month ago": "2022-01~", "three days ago": "2022-02-07"},
        russian={"30 лет назад": "1992~", "два месяца назад": "2021-12~", "неделю назад": "2022-02-03~"},
        needs="reference",
    ),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.name: rule for rule in _RULES})
"""All rules by their names, with what they mean and examples that hold (reference: 2022-02-10)."""

_ALIASES: Final = {"numeric-dotted": "numeric", "decade-or-century": "decade"}
"""Rules that differ inside, under the name by which they are known."""


def read_date(
    text: str,
    *,
    language: Language,
    reference: Edtf | str | None = None,
    order: Order | None = None,
    periods: Mapping[str, Edtf | str] | None = None,
) -> Reading:
    """Read a date or period from prose, by a rule that matches all of it, or refuse.

    Letters may be small or capital, blanks of any kind and number.

    Args:
        text: The words, such as "9–10 February 2022"; at most 200 characters.
        language: The language of the words.
        reference: The date from which they are seen, as a value or text of
            EDTF: that of the document or of the conference. It gives "last
            year" its meaning, and a missing year.
        order: How day, month and year follow each other in numbers like
            02/03/2022.
        periods: What names such as "New Year holidays" stand for, as values or
            texts of EDTF.

    Returns:
        The value and the name of the rule.

    Raises:
        UnreadDateError: If no rule reads the text, or a rule finds it
            impossible: no such day, a weekday that does not fit, a year of two
            digits, a reference that is missing.
        AmbiguousDateError: If it can be read in more than one way.
        InvalidValueError: If an argument is none of what it may be.
        EdtfError: If a text of EDTF among the arguments is none.

    >>> read_date("с 1990-х годов", language="ru")
    Reading(value=parse_edtf('199X/..'), rule='since')
    >>> read_date("last year", language="en", reference="2022-02-10").value
    parse_edtf('2021')
    >>> read_date("02/03/2022", language="en", order="dmy").value
    parse_edtf('2022-03-02')
    >>> read_date("02/03/2022", language="en")
    Traceback (most recent call last):
    eurasec.errors.AmbiguousDateError: '02/03/2022' is not read as a date: it may be '2022-02-03' or ...
    """
    _check(text, language, order)
    if len(text) > LONGEST_PROSE:
        raise UnreadDateError(text, f"it is longer than {LONGEST_PROSE} characters")
    reader = Reader(
        grammar=_GRAMMARS[language],
        reference=None if reference is None else _value(reference, "reference"),
        order=order,
        names=_names({} if periods is None else periods),
    )
    readings = _readings(reader, text)
    if reader.refusals or not readings:
        unread = f"no rule for {reader.grammar.name} reads it"
        raise UnreadDateError(text, next(iter((*reader.refusals, *reader.impossible, unread))))
    if len(readings) > 1:
        candidates = sorted(str(value) for value in readings)
        raise AmbiguousDateError(text, f"it may be {or_list(candidates)}", candidates)
    ((value, rule),) = readings.items()
    return Reading(value, _ALIASES.get(rule, rule))


def _readings(reader: Reader, text: str) -> dict[Edtf, str]:
    """Give every value as which a text can be read, with the rule that reads it.

    What the rules for dates read or refuse is not given to the rules for what
    is said about dates. Where one rule refuses, what others read does not count.
    """
    words = _plain(text)
    readings = {} if words in reader.names else _distinct(_as_edtf(text.strip()))
    if not readings:
        readings = _distinct(_dates(reader, words))
    if not readings and not reader.refusals and not reader.impossible:
        readings = _distinct(framed(reader, words))
    return readings


def _distinct(readings: Made) -> dict[Edtf, str]:
    """Give each value once, with the first rule that read it."""
    found: dict[Edtf, str] = {}
    for rule, value in readings:
        found.setdefault(value, rule)
    return found


def _as_edtf(text: str) -> Made:
    """Read a text of EDTF; one like 2010-12 may also be meant as a range of years."""
    try:
        yield "edtf", parse_edtf(text)
    except EdtfError:
        return
    shortened = _SHORTENED.fullmatch(text)
    if shortened is not None and shortened["first"] < shortened["last"]:
        century, first, last = shortened.groups()
        yield "range", parse_edtf(f"{century}{first}/{century}{last}")


def _dates(reader: Reader, text: str) -> Made:
    """Read a text as one date."""
    for phrase in reader.phrases(text):
        yield from reader.tried(phrase.rule, reader.finished, phrase.meant)


_SHORTENED: Final = re.compile(r"(?P<century>[12][0-9])(?P<first>[0-9]{2})-(?P<last>[0-9]{2})")
_DASHES: Final = str.maketrans(dict.fromkeys("‒—―−", "–") | {"‐": "-", "‑": "-", "’": "'", "ё": "е"})


def _plain(text: str) -> str:
    """Write a text in small letters, with single blanks and two kinds of dash."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join(composed.translate(_DASHES).split())


# ── Options ─────────────────────────────────────────────────────────────────


def _check(text: object, language: str, order: str | None) -> None:
    """Refuse arguments that are none of what they may be, all at once."""
    problems: list[Problem] = []
    if not isinstance(text, str):
        problems.append(Problem(path="text", message=f"{shown(text)} is not a string", rule="type"))
    for path, word, allowed in (("language", language, tuple(_GRAMMARS)), ("order", order, _ORDERS)):
        if word not in allowed and not (word is None and path == "order"):
            hint = did_you_mean(near_matches(word, allowed))
            message = f"{shown(word)} is none of {or_list(allowed)}{hint}"
            problems.append(
                Problem(path=path, message=message, rule="word", value=shown(word), allowed=allowed)
            )
    if problems:
        raise InvalidValueError("read_date", problems)


def _value(given: Edtf | str, path: str) -> Edtf:
    """Give an option as a value of EDTF, whether it is one or the text of one."""
    if isinstance(given, str):
        return parse_edtf(given)
    if not is_edtf(given):
        message = f"{shown(given)} is neither a value nor a text of EDTF"
        raise InvalidValueError("read_date", [Problem(path=path, message=message, rule="type")])
    return given


def _names(periods: object) -> dict[str, Edtf]:
    """Give the named periods by their plain names."""
    if not isinstance(periods, Mapping):
        problem = Problem(path="periods", message=f"{shown(periods)} is no mapping", rule="type")
        raise InvalidValueError("read_date", [problem])
    names: dict[str, Edtf] = {}
    for name, given in cast("Mapping[object, Edtf | str]", periods).items():
        path = f"periods[{shown(name)}]"
        value = _value(given, path)
        plain = _plain(name) if isinstance(name, str) else ""
        if not plain:
            raise InvalidValueError("read_date", [Problem(path=path, message="has no name", rule="type")])
        if names.setdefault(plain, value) != value:
            problem = Problem(path=path, message="is there twice with different values", rule="unique")
            raise InvalidValueError("read_date", [problem])
    return names
