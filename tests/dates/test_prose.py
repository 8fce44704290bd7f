"""Dates in prose, English and Russian."""

from __future__ import annotations

import datetime as dt
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.dates import RULES, Edtf, Reading, parse_edtf, prose, read_date
from eurasec.dates.prose import LONGEST_PROSE, Language, Order
from eurasec.errors import AmbiguousDateError, EdtfError, InvalidValueError, UnreadDateError
from strategies import dates

REFERENCE = "2022-02-10"
PERIODS = {
    "New Year holidays": "2022-01-01/2022-01-09",
    "Новогодние праздники": "2022-01-01/2022-01-09",
    "the Moscow summit": parse_edtf("2022-05-16"),
    "either holiday": "[2022-01-01,2022-05-09]",
    "both holidays": "{2022-01-01,2022-05-09}",
    "some time": "2022/..",
}


def value(
    text: str, language: Language = "en", reference: str | None = None, order: Order | None = None
) -> str:
    return str(read_date(text, language=language, reference=reference, order=order, periods=PERIODS).value)


def refusal(
    text: str, language: Language = "en", reference: str | None = None, order: Order | None = None
) -> str:
    with pytest.raises(UnreadDateError) as caught:
        read_date(text, language=language, reference=reference, order=order, periods=PERIODS)
    assert not isinstance(caught.value, AmbiguousDateError)
    assert caught.value.text == text[:80]
    return caught.value.reason


def candidates(text: str, language: Language = "en", reference: str | None = None) -> tuple[str, ...]:
    with pytest.raises(AmbiguousDateError) as caught:
        read_date(text, language=language, reference=reference)
    assert all(each in str(caught.value) for each in caught.value.candidates)
    return caught.value.candidates


# ── Every rule ──────────────────────────────────────────────────────────────

LANGUAGES: tuple[Language, ...] = ("en", "ru")
EXAMPLES = [
    pytest.param(name, language, text, edtf, id=text)
    for name, rule in RULES.items()
    for language in LANGUAGES
    for text, edtf in (rule.english if language == "en" else rule.russian).items()
]


@pytest.mark.parametrize(("name", "language", "text", "edtf"), EXAMPLES)
def test_an_example_of_a_rule_is_read_by_that_rule(
    name: str, language: Language, text: str, edtf: str
) -> None:
    needs = RULES[name].needs
    reading = read_date(
        text,
        language=language,
        reference=REFERENCE if needs == "reference" else None,
        periods=PERIODS if needs == "periods" else None,
    )
    assert reading == Reading(parse_edtf(edtf), name)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_examples_in_both_languages_and_a_line_in_the_table(name: str) -> None:
    rule = RULES[name]
    assert rule.name == name
    assert rule.meaning
    assert rule.english
    assert rule.russian
    assert f"| `{name}` |" in (prose.__doc__ or "")


def test_the_table_holds() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", prose.__doc__ or "", re.MULTILINE)
    assert [row[0] for row in rows] == list(RULES)
    for name, texts, values in rows:
        phrases = texts.split(", ") if name == "part" else [texts]
        expected = [texts] if name == "edtf" else re.findall(r"`(\S+)`", values)
        for text, edtf in zip(phrases, expected, strict=True):
            reference = REFERENCE if "seen from 2022" in values else None
            reading = read_date(text, language="en", reference=reference, periods=PERIODS)
            if name != "period":
                assert reading == Reading(parse_edtf(edtf), name)


def test_a_rule_without_its_need_reads_nothing() -> None:
    for rule in RULES.values():
        if rule.needs:
            for language in LANGUAGES:
                for text in rule.english if language == "en" else rule.russian:
                    with pytest.raises(UnreadDateError):
                        read_date(text, language=language)


# ── English ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("FEBRUARY 9th 2022", "2022-02-09"),
        ("Feb. the 9th, 2022", "2022-02-09"),
        ("1 Sept. 2022", "2022-09-01"),
        ("09 February, 2022", "2022-02-09"),
        ("29 February", "XXXX-02-29"),
        ("May 2022", "2022-05"),
        ("May 9", "XXXX-05-09"),
        ("Fall of 2021", "2021-23"),
        ("first quarter", "XXXX-33"),
        ("2022 H2", "2022-41"),
        ("beginning of 2022", "2022-37"),
        ("at the end of December 2021", "[2021-12-21..2021-12-31]"),
        ("mid January 2022", "[2022-01-11..2022-01-20]"),
        ("early May", "[" + ",".join(f"XXXX-05-{day:02}" for day in range(1, 11)) + "]"),
        ("late February", "[" + ",".join(f"XXXX-02-{day}" for day in range(21, 30)) + "]"),
        ("the first half of February 2022", "[2022-02-01..2022-02-15]"),
        ("second half of February 2024", "[2024-02-16..2024-02-29]"),
        ("the first half of the 1990s", "[1990..1994]"),
        ("late 20th century", "[1967..2000]"),
        ("mid-20th century", "[1934..1966]"),
        ("2022-02-09 – 2022-02-10", "2022-02-09/2022-02-10"),
        ("from 2022-02-09 till 2022-02-10", "2022-02-09/2022-02-10"),
        ("February 9 – March 3, 2022", "2022-02-09/2022-03-03"),
        ("December 30, 2021 – January 2, 2022", "2021-12-30/2022-01-02"),
        ("9 to 10 February", "XXXX-02-09/XXXX-02-10"),
        ("the 9th to the 10th of February 2022", "2022-02-09/2022-02-10"),
        ("February–March 2022", "2022-02/2022-03"),
        ("spring – autumn 2022", "2022-21/2022-23"),
        ("mid-2014 – late 2015", "2014-38/2015-39"),
        ("1990s to 2010s", "199X/201X"),
        ("2003 – now", "2003/.."),
        ("in the period from 2003 to 2016", "2003/2016"),
        ("ever since February 2022", "2022-02/.."),
        ("starting from 2014", "2014/.."),
        ("since mid-2014", "2014-38/.."),
        ("before the 20th century", "[..1900]"),
        ("before the 1990s", "[..1989]"),
        ("before the 1900s", "[..1899]"),
        ("winter 2022 – spring 2022", "2021-24/2022-21"),
        ("on 9–10 February 2022", "2022-02-09/2022-02-10"),
        ("in about 2014", "2014~"),
        ("in the years 2003 and 2005", "{2003,2005}"),
        ("before March 2022", "[..2022-02]"),
        ("before early January 2022", "[..2021-12-31]"),
        ("before the New Year holidays", "[..2021-12-31]"),
        ("after the New Year holidays", "[2022-01-10..]"),
        ("after February 2022", "[2022-03..]"),
        ("after summer 2022", "[2022-09-01..]"),
        ("after mid-2014", "[2014-09-01..]"),
        ("by the end of 2022", "[..2022]"),
        ("not earlier than spring 2022", "[2022-03-01..]"),
        ("ca. 2014", "2014~"),
        ("approximately in March 2014", "2014-03~"),
        ("around the 1990s", "199X~"),
        ("probably 9 February 2022", "2022-02-09?"),
        ("both in 2003 and in 2005", "{2003,2005}"),
        ("9 and 10 February 2022", "{2022-02-09,2022-02-10}"),
        ("February 9 or 10, 2022", "[2022-02-09,2022-02-10]"),
        ("the Moscow summit", "2022-05-16"),
        ("since the Moscow summit", "2022-05-16/.."),
        ("5/5/2022", "2022-05-05"),
        ("13-02-2022", "2022-02-13"),
        ("02.2022", "2022-02"),
        ("1984?", "1984?"),
        (" 2022-02-09 ", "2022-02-09"),
        ("9\N{NO-BREAK SPACE}February\t2022\n", "2022-02-09"),
        ("2003\N{EM DASH}2016", "2003/2016"),
        ("2003\N{NON-BREAKING HYPHEN}2016", "2003/2016"),
        ("the 1990\N{RIGHT SINGLE QUOTATION MARK}s", "199X"),
    ],
)
def test_english_is_read(text: str, edtf: str) -> None:
    assert value(text) == edtf


# ── Russian ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("9 ФЕВРАЛЯ 2022 ГОДА", "2022-02-09"),
        ("9 февраля 2022г.", "2022-02-09"),
        ("1-го янв. 2022", "2022-01-01"),
        ("май 2022", "2022-05"),
        ("в мае месяце", "XXXX-05"),
        ("в 2022-м", "2022"),
        ("2022-й год", "2022"),
        ("9 февраля 2022 года, среда", "2022-02-09"),
        ("09.02.2022 (ср)", "2022-02-09"),
        ("1 кв. 2022 г.", "2022-33"),
        ("в первом полугодии", "XXXX-40"),
        ("середина января 2022 г.", "[2022-01-11..2022-01-20]"),
        ("во второй половине 1990-х", "[1995..1999]"),
        ("\N{CYRILLIC CAPITAL LETTER HA}\N{CYRILLIC CAPITAL LETTER HA} век", "[1901..2000]"),
        ("20-й век", "[1901..2000]"),
        ("девятнадцатое столетие", ""),
        ("в двадцать первом веке", "[2001..2100]"),
        ("9-10.02.2022", "2022-02-09/2022-02-10"),
        ("с 9 февраля по 10 марта 2022 года", "2022-02-09/2022-03-10"),
        ("в период с 2003 по 2016 гг.", "2003/2016"),
        ("январь–февраль 2022 года", "2022-01/2022-02"),
        ("между январём и мартом 2022 года", "2022-01/2022-03"),
        ("2003 – настоящее время", "2003/.."),
        ("с 2003 г. по н. в.", "2003/.."),
        ("с осени 2021 года", "2021-23/.."),
        ("с начала января 2022 года", "2022-01-0X/.."),
        ("с начала 2022 года", "2022-37/.."),
        ("по 2016 год", "/2016"),
        ("к концу 2022 года", "[..2022]"),
        ("ко вторнику", ""),
        ("после 1990-х", "[2000..]"),
        ("не раньше 9 февраля 2022", "[2022-02-09..]"),
        ("ок. 1990 г.", "1990~"),
        ("около 9 февраля 2022", "2022-02-09~"),
        ("вероятно, в марте 2014", "2014-03?"),
        ("9 или 10 февраля", "[XXXX-02-09,XXXX-02-10]"),
        ("в январе и феврале 2022 года", "{2022-01,2022-02}"),
        ("в 1990-е и 2000-е годы", "{199X,200X}"),
        ("в новогодние праздники", "2022-01-01/2022-01-09"),
        ("2022-02", "2022-02"),
    ],
)
def test_russian_is_read(text: str, edtf: str) -> None:
    if edtf:
        assert value(text, "ru") == edtf
    else:
        assert refusal(text, "ru") == "no rule for Russian reads it"


def test_a_letter_made_of_two_characters_is_the_same_letter() -> None:
    assert value("ма\N{CYRILLIC SMALL LETTER I}\N{COMBINING BREVE} 2022", "ru") == "2022-05"


# ── With a reference ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "language", "reference", "edtf"),
    [
        ("9 February", "en", "2022", "2022-02-09"),
        ("January", "en", "2022-02-09/2022-02-10", "2022-01"),
        ("in early January", "en", "2022-02-10", "[2022-01-01..2022-01-10]"),
        ("9–10 February", "en", "2022-02-10", "2022-02-09/2022-02-10"),
        ("Wednesday, 9 February", "en", "2022", "2022-02-09"),
        ("last year", "en", "2022", "2021"),
        ("last month", "en", "2022-01", "2021-12"),
        ("next month", "en", "2021-12-31", "2022-01"),
        ("the current year", "en", "2022-02-10T10:00:00Z", "2022"),
        ("tomorrow", "en", "2021-12-31", "2022-01-01"),
        ("since last year", "en", "2022", "2021/.."),
        ("at the end of last year", "en", "2022", "2021-39"),
        ("a year ago", "en", "2022", "2021~"),
        ("ten days ago", "en", "2022-02-10", "2022-01-31"),
        ("2 weeks ago", "en", "2022-02-10", "2022-01-27~"),
        ("in the nineties", "en", "2022", ""),
        ("в прошлом году", "ru", "2022", "2021"),
        ("в будущем месяце", "ru", "2022-02", ""),
        ("в следующем месяце", "ru", "2022-02", "2022-03"),
        ("вчера", "ru", "2022-02-10", "2022-02-09"),
        ("год назад", "ru", "2022", "2021~"),
        ("три дня назад", "ru", "2022-02-10", "2022-02-07"),
        ("с прошлого года", "ru", "2022", "2021/.."),
        ("9 мая", "ru", "2022", "2022-05-09"),
    ],
)
def test_a_reference_gives_what_is_not_said(text: str, language: Language, reference: str, edtf: str) -> None:
    if edtf:
        assert value(text, language, reference) == edtf
        assert read_date(text, language=language, reference=parse_edtf(reference)).value == parse_edtf(edtf)


def test_a_year_that_is_said_does_not_change_with_the_reference() -> None:
    assert value("9 February 2022", reference="1999") == "2022-02-09"


# ── Refusals ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "language", "reference", "reason"),
    [
        ("", "en", None, "no rule for English"),
        ("\n", "ru", None, "no rule for Russian"),
        ("Resolution 2231 of 20 July 2015", "en", None, "no rule"),
        ("in 2022.", "en", None, "no rule"),
        ("9 February 2022", "ru", None, "no rule for Russian"),
        ("9 февраля 2022", "en", None, "no rule for English"),
        ("the day before yesterday", "en", "2022-02-10", "no rule"),
        ("last January", "en", "2022-02-10", "no rule"),
        ("x" * 201, "en", None, "longer than 200"),
        ("30 February 2022", "en", None, "no such day"),
        ("29 февраля 2023 года", "ru", None, "no such day"),
        ("since 31 April 2022", "en", None, "no such day"),
        ("Tuesday, 9 February 2022", "en", None, "2022-02-09 is a Wednesday, not a Tuesday"),
        ("9 февраля 2022, вт.", "ru", None, "is a Wednesday, not a Tuesday"),
        ("Wednesday, 9 February", "en", None, "without the year"),
        ("Wednesday, February 2022", "en", None, "a weekday needs a day"),
        ("9 February 22", "en", None, "two digits"),
        ("February '22", "en", None, "two digits"),
        ("'22", "en", None, "two digits"),
        ("2016–18", "en", None, "two digits"),
        ("02/03/22", "en", None, "two digits"),
        ("9 февраля 22 г.", "ru", None, "two digits"),
        ("февраль 22", "ru", None, "two digits"),
        ("2016–18 гг.", "ru", None, "two digits"),
        ("the nineties", "en", None, "a decade of two digits"),
        ("the '90s", "en", None, "a decade of two digits"),
        ("90-е годы", "ru", None, "a decade of two digits"),
        ("в девяностых годах", "ru", None, "a decade of two digits"),
        ("last year", "en", None, "needs a reference"),
        ("last year", "en", "2021/2022", "does not lie in one year"),
        ("last year", "en", "2021/..", "does not lie in one year"),
        ("last year", "en", "2022~", "uncertain or approximate"),
        ("last month", "en", "2022", "does not lie in one month"),
        ("yesterday", "en", "2022-02", "does not lie in one day"),
        ("9 мая", "ru", "202X", "does not lie in one year"),
        ("in the winter", "en", "2022", "a winter lies in two years"),
        ("summer 2021–2022", "en", None, "only a winter"),
        ("winter 2021–2023", "en", None, "only a winter"),
        ("December – January 2022", "en", None, "ends before it starts"),
        ("from 2016 to 2003", "en", None, "ends before it starts"),
        ("February 2022 – March", "en", None, "the second date has no year"),
        ("since the late 1990s", "en", None, "[1997..1999] is more than one"),
        ("since late January 2022", "en", None, "[2022-01-21..2022-01-31] is more than one"),
        ("around the 20th century", "en", None, "[1901..2000] is more than one"),
        ("during the New Year holidays or 2023", "en", None, "2022-01-01/2022-01-09 is more than one"),
        ("early summer 2022", "en", None, "only a month, a year, a decade"),
        ("early 9 February 2022", "en", None, "only a month, a year, a decade"),
        ("early early January 2022", "en", None, "only a month, a year, a decade"),
        ("the end of the New Year holidays", "en", None, "only a month, a year, a decade"),
        ("early 30 years ago", "en", "2022", "only a month, a year, a decade"),
        ("before February", "en", None, "a date with its year"),
        ("before either holiday", "en", None, "a date with its year"),
        ("after both holidays", "en", None, "a date with its year"),
        ("before some time", "en", None, "a date with its year"),
        ("before 30 years ago", "en", "2022", "an exact date"),
        ("13/13/2022", "en", None, "no month 13"),
        ("31/02/2022", "en", None, "no such day"),
        ("22.2022", "en", None, "no rule"),
        ("9 and in February", "en", None, "the second date has no day"),
        ("January – 2022", "en", None, "the first date has no year"),
        ("second quarter and 1990s", "en", None, "the first date has no year"),
        ("perhaps early January 2022", "en", None, "[2022-01-01..2022-01-10] is more than one"),
        ("early January or March 2022", "en", None, "is more than one"),
        ("до XX века", "ru", None, "[1901..2000] is more than one"),
        ("in the period 2003", "en", None, "no rule"),
        ("in since 2003", "en", None, "no rule"),
        ("31.02.2022", "ru", None, "no such day"),
        ("02.13.2022", "ru", None, "no month 13"),
        ("Q5 2022", "en", None, "no rule"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    text: str, language: Language, reference: str | None, reason: str
) -> None:
    assert reason in refusal(text, language, reference)


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("02/03/2022", "en", ("2022-02-03", "2022-03-02")),
        ("02.03.2022", "en", ("2022-02-03", "2022-03-02")),
        ("02/03/2022", "ru", ("2022-02-03", "2022-03-02")),
        ("since 02/03/2022", "en", ("2022-02-03/..", "2022-03-02/..")),
        ("02/03/2022 – 04/03/2022", "en", ("2022-02-03/2022-04-03", "2022-03-02/2022-03-04")),
        ("winter 2022", "en", ("2021-24", "2022-24")),
        ("зимой 2022 года", "ru", ("2021-24", "2022-24")),
        ("the 1900s", "en", ("190X", "19XX")),
        ("the early 1900s", "en", ("[1900..1903]", "[1900..1932]")),
        ("after the 1900s", "en", ("[1910..]", "[2000..]")),
        ("до 2012 года", "ru", ("/2012", "[..2011]")),
        ("2010-12", "en", ("2010-12", "2010/2012")),
        ("2020-21", "ru", ("2020-21", "2020/2021")),
    ],
)
def test_what_has_several_readings_is_refused_with_all_of_them(
    text: str, language: Language, readings: tuple[str, ...]
) -> None:
    assert candidates(text, language) == readings


@pytest.mark.parametrize(
    ("text", "language", "order", "edtf"),
    [
        ("02/03/2022", "en", "dmy", "2022-03-02"),
        ("02/03/2022", "en", "mdy", "2022-02-03"),
        ("02.03.2022", "ru", "mdy", "2022-02-03"),
        ("2022/02/03", "en", "ymd", "2022-02-03"),
        ("02/03/2022 – 04/03/2022", "en", "dmy", "2022-03-02/2022-03-04"),
    ],
)
def test_an_order_settles_which_number_is_the_day(
    text: str, language: Language, order: Order, edtf: str
) -> None:
    assert value(text, language, order=order) == edtf


@pytest.mark.parametrize(
    ("text", "order", "reason"),
    [
        ("02/03/2022", "ymd", "do not stand in the order ymd"),
        ("2022/02/03", "dmy", "do not stand in the order dmy"),
        ("25/12/2022", "mdy", "no month 25"),
    ],
)
def test_numbers_in_another_order_are_refused(text: str, order: Order, reason: str) -> None:
    assert reason in refusal(text, order=order)


def test_two_possible_orders_of_which_one_gives_no_period_leave_the_other() -> None:
    assert value("05/06/2022 – 06/05/2022") == "2022-05-06/2022-06-05"


def test_a_named_period_comes_before_every_rule() -> None:
    for name in ("May", "2022", "9 May 2022"):
        reading = read_date(name, language="en", periods={name: "2023-05-09"})
        assert reading == Reading(parse_edtf("2023-05-09"), "period")


# ── Wrong arguments ─────────────────────────────────────────────────────────


def test_wrong_options_are_refused_all_at_once_with_what_is_allowed() -> None:
    with pytest.raises(InvalidValueError) as caught:
        read_date(5, language="eng", order="dym")  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["text", "language", "order"]
    assert caught.value.problems[1].allowed == ("en", "ru")
    assert "did you mean 'en'?" in str(caught.value)
    with pytest.raises(InvalidValueError, match="None is none of"):
        read_date("2022", language=None)  # type: ignore[arg-type]


def test_references_and_periods_are_values_or_texts_of_edtf() -> None:
    with pytest.raises(EdtfError):
        read_date("2022", language="en", reference="last year")
    with pytest.raises(EdtfError):
        read_date("2022", language="en", periods={"New Year": "1 January"})
    with pytest.raises(InvalidValueError, match="reference"):
        read_date("2022", language="en", reference=2022)  # type: ignore[arg-type]
    for periods in ({"New Year": None}, {5: "2022"}, {" ": "2022"}, ["2022"], ""):
        with pytest.raises(InvalidValueError, match="periods"):
            read_date("2022", language="en", periods=periods)  # type: ignore[arg-type]


def test_one_name_cannot_stand_for_two_periods() -> None:
    assert read_date("x", language="en", periods={"X": "2022", "x": "2022"}).rule == "period"
    with pytest.raises(InvalidValueError, match="twice"):
        read_date("x", language="en", periods={"X": "2022", "x": "2023"})


def test_the_list_of_rules_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RULES["guess"] = RULES["day"]  # type: ignore[index]


def test_a_reading_and_its_errors_pickle() -> None:
    reading = read_date("since the 1990s", language="en")
    assert pickle.loads(pickle.dumps(reading)) == reading
    with pytest.raises(AmbiguousDateError) as caught:
        read_date("02/03/2022", language="en")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.candidates, str(again)) == (caught.value.candidates, str(caught.value))


# ── Any text ────────────────────────────────────────────────────────────────

WORDS = re.findall(
    r"\S+",
    """
    9 9th 31 2022 1990s 02/03/2022 2022-02-09 feb. february may the of in on from to until between
    and or since before after by no later than early mid late - – , . ? (?) first half second quarter
    q1 winter 199X .. wednesday last year ago three days 20th century с по 2003 год года г. январь
    января в до после 9-го начало конец и или между около XX век 1990-х годов 02.03.2022 среда назад
    лет
    """,
)
LANGUAGE = st.sampled_from(LANGUAGES)


@given(
    st.text(max_size=20) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    LANGUAGE,
    st.sampled_from([None, "2022-02-10", "2022", "../2022", "20XX"]),
)
def test_any_text_is_read_or_refused(text: str, language: Language, reference: str | None) -> None:
    try:
        reading = read_date(text, language=language, reference=reference)
    except UnreadDateError:
        return
    assert reading.rule in RULES
    assert parse_edtf(str(reading.value)) == reading.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ["-", "– ", "and ", "и ", "9-", "may-", "май-", "early ", "начало ", "? ", "wed ", "the ", "в ", "1"],
)
def test_a_text_made_to_take_long_is_refused_like_any_other(piece: str, language: Language) -> None:
    text = (piece * LONGEST_PROSE)[:LONGEST_PROSE]
    assert refusal(text, language)


@given(dates(), LANGUAGE)
def test_a_text_of_edtf_is_read_as_itself(date: Edtf, language: Language) -> None:
    text = str(date)
    if len(text) <= LONGEST_PROSE and not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        assert read_date(text, language=language) == Reading(date, "edtf")


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)), LANGUAGE)
def test_a_day_written_out_is_read_back(day: dt.date, language: Language) -> None:
    year, month, number = str(day).split("-")
    months = {
        "en": "January February March April May June July August September October November December",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    }[language].split()
    text = f"{int(number)} {months[int(month) - 1]} {year}"
    assert read_date(text, language=language) == Reading(parse_edtf(str(day)), "day")
