"""Reading EDTF, and the values it gives."""

from __future__ import annotations

import calendar
import copy
import datetime as dt
import json
import pickle
from itertools import product
from pathlib import Path
from typing import TypedDict

import attrs
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from eurasec.dates import (
    LONGEST_TEXT,
    DateRange,
    Day,
    Edtf,
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    Endpoint,
    Precision,
    Qualifier,
    SetKind,
    parse_edtf,
)
from eurasec.errors import EdtfError, EdtfSyntaxError, EdtfValueError, InvalidValueError
from strategies import dates


class Case(TypedDict):
    """A row of the table of expressions."""

    edtf: str
    valid: bool
    level: int | None
    earliest: str | None
    latest: str | None


CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "data" / "edtf_cases.json").read_text(encoding="utf-8")
)
VALID = [case for case in CASES if case["valid"]]
INVALID = [case["edtf"] for case in CASES if not case["valid"]]


def words(bound: Day | Endpoint) -> str:
    return str(bound) if isinstance(bound, Day) else bound.name.lower()


# ── The table ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["edtf"])
def test_a_valid_expression_has_its_level_and_its_bounds(case: Case) -> None:
    value = parse_edtf(case["edtf"])
    assert value.level == case["level"]
    if case["earliest"] is not None:
        assert (words(value.earliest), words(value.latest)) == (case["earliest"], case["latest"])


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["edtf"])
def test_the_canonical_text_reads_back_equal(case: Case) -> None:
    value = parse_edtf(case["edtf"])
    assert parse_edtf(str(value)) == value
    assert str(parse_edtf(str(value))) == str(value)


@pytest.mark.parametrize("text", INVALID)
def test_an_invalid_expression_is_refused_with_place_and_reason(text: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert caught.value.text == text
    assert 0 <= caught.value.position <= len(text)
    assert caught.value.reason in str(caught.value)


# ── Bounds beyond the table ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Y17101E4S3", "171000000-01-01", "171999999-12-31"),
        ("Y-17E7", "-170000000-01-01", "-170000000-12-31"),
        ("Y17E13", "170000000000000-01-01", "170000000000000-12-31"),
        ("Y170000002", "170000002-01-01", "170000002-12-31"),
        ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
        ("Y999999999999999", "999999999999999-01-01", "999999999999999-12-31"),
        ("-1950S2", "-1999-01-01", "-1900-12-31"),
        ("0050S1", "0050-01-01", "0059-12-31"),
        ("XXXX", "0000-01-01", "9999-12-31"),
        ("-XXXX", "-9999-01-01", "-0001-12-31"),
        ("-XX00", "-9900-01-01", "-0100-12-31"),
        ("-1XX3", "-1993-01-01", "-1003-12-31"),
        ("-000X", "-0009-01-01", "-0001-12-31"),
        ("XXXX-02-29", "0000-02-29", "9996-02-29"),
        ("-XXXX-02-29", "-9996-02-29", "-0004-02-29"),
        ("19XX-02-29", "1904-02-29", "1996-02-29"),
        ("X000-02-29", "0000-02-29", "8000-02-29"),
        ("XXX4-02-29", "0004-02-29", "9984-02-29"),
        ("2022-0X-31", "2022-01-31", "2022-08-31"),
        ("2022-X1-3X", "2022-01-30", "2022-11-30"),
        ("2024-XX-29", "2024-01-29", "2024-12-29"),
        ("2022-1X", "2022-10-01", "2022-12-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2023-02-XX", "2023-02-01", "2023-02-28"),
        ("2001-24", "2001-12-01", "2002-02-28"),
        ("2003-28", "2003-12-01", "2004-02-29"),
        ("2001-31", "2001-03-01", "2001-05-31"),
        ("2001-32", "2001-06-01", "2001-08-31"),
        ("2001-37", "2001-01-01", "2001-04-30"),
        ("199X-24", "1990-12-01", "2000-02-29"),
        ("XXXX-24", "0000-12-01", "10000-02-29"),
        ("-0001-24", "-0001-12-01", "0000-02-29"),
        ("198X/1985", "1980-01-01", "1985-12-31"),
        ("2004/2004-01", "2004-01-01", "2004-01-31"),
        ("{2005,..2004,2007..}", None, None),
        ("[2005..2007,1999]", "1999-01-01", "2007-12-31"),
        ("[2004-02-29..2004-03-01]", "2004-02-29", "2004-03-01"),
        ("1985-04-12T23:59:60Z", "1985-04-12", "1985-04-12"),
    ],
)
def test_bounds_are_those_of_the_completions_that_exist(
    text: str, earliest: str | None, latest: str | None
) -> None:
    if earliest is None:
        with pytest.raises(EdtfSyntaxError):
            parse_edtf(text)
    else:
        value = parse_edtf(text)
        assert (str(value.earliest), str(value.latest)) == (earliest, latest)


def stands_for(mask: str, number: int) -> bool:
    """Whether a number, with two digits, is one of those that a mask may stand for."""
    return all(digit in {"X", known} for digit, known in zip(mask, f"{number:02}", strict=True))


def days_meant(year: str, month: str | None, day: str | None) -> list[Day]:
    """All days that a masked date may stand for, found by looking at every one."""
    sign, digits = (-1, year[1:]) if year[0] == "-" else (1, year)
    fillings = product(*("0123456789" if digit == "X" else digit for digit in digits))
    years = {sign * int("".join(filling)) for filling in fillings} - ({0} if sign < 0 else set())
    months = [number for number in range(1, 13) if stands_for(month or "XX", number)]
    days = [number for number in range(1, 32) if stands_for(day or "XX", number)]
    return [
        Day(number, *each)
        for number in years
        for each in product(months, days)
        if each[1] <= calendar.monthrange(2000 + number % 400, each[0])[1]
    ]


@given(
    st.sampled_from(["19X4", "190X", "1XX0", "-00XX", "X0X0", "2023", "2024", "-000X", "1X00", "XX01"]),
    st.sampled_from([None, "02", "X2", "0X", "1X", "XX", "X0", "04"]),
    st.sampled_from([None, "29", "3X", "X9", "XX", "X1", "30", "0X"]),
)
def test_bounds_of_masked_dates_equal_those_of_an_enumeration(
    year: str, month: str | None, day: str | None
) -> None:
    day = None if month is None else day
    text = "-".join(part for part in (year, month, day) if part is not None)
    meant = days_meant(year, month, day)
    if meant:
        value = parse_edtf(text)
        assert (value.earliest, value.latest) == (min(meant), max(meant))
    else:
        with pytest.raises(EdtfValueError):
            parse_edtf(text)


@given(st.sampled_from(["1985-04-12", "1985-04", "1985", "199X", "2004/2010", "[2004,2005]"]), st.data())
def test_marks_never_move_bounds(text: str, data: st.DataObject) -> None:
    mark = data.draw(st.sampled_from("?~%"))
    marked = text.replace("/", f"{mark}/").replace("]", f"{mark}]")
    marked = marked if marked != text else text + mark
    plain, value = parse_edtf(text), parse_edtf(marked)
    assert (value.earliest, value.latest) == (plain.earliest, plain.latest)
    assert value != plain


# ── Levels ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2004-XX", 1),
        ("1985-XX-XX", 1),
        ("1985-04-XX", 1),
        ("2XXX", 2),
        ("20XX-04", 2),
        ("201X~", 1),
        ("-20XX", 1),
        ("2004-?06-?11", 2),
        ("2004-06?-11?", 1),
        ("2001-21?", 1),
        ("2001-25", 2),
        ("199X-21", 2),
        ("2004-06-XX/2004-07-03", 2),
        ("2001-21/2003", 1),
        ("-0044/0014", 1),
        ("Y17E7/..", 2),
        ("Y12345", 1),
        ("[2004]", 2),
        ("1985-04-12T10:20:30+03:00", 0),
    ],
)
def test_a_level_is_the_least_to_which_an_expression_belongs(text: str, level: int) -> None:
    assert parse_edtf(text).level == level


# ── Canonical text ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("?1984", "1984?"),
        ("~1945-01-01", "1945~-01-01"),
        ("?2004~", "2004%"),
        ("?2004-?06-?11", "2004-06-11?"),
        ("2004?-06~-11", "2004%-~06-11"),
        ("2004-06?-~11?", "2004-06?-%11"),
        ("?2004-06?-11", "2004-06?-11"),
        ("2004-%06-11", "2004-%06-11"),
        ("Y1700E5", "Y17E7"),
        ("Y-17E7", "Y-17E7"),
        ("[1970,1960,1960]", "[1960,1970]"),
        ("{1985,1984..1986,1984}", "{1984,1984..1986,1985}"),
        ("{..1950,1940,1960..}", "{..1950,1940,1960..}"),
        ("1985-04-12T10:20:30+03", "1985-04-12T10:20:30+03:00"),
        ("1985-04-12T10:20:30+00:00", "1985-04-12T10:20:30Z"),
        ("1985-04-12T10:20:30-04:30", "1985-04-12T10:20:30-04:30"),
    ],
)
def test_several_ways_of_writing_have_one_canonical_form(text: str, canonical: str) -> None:
    assert str(parse_edtf(text)) == canonical
    assert parse_edtf(text) == parse_edtf(canonical)


YEARS = st.from_regex(r"-?[0-9X]{4}", fullmatch=True) | st.from_regex(
    r"Y-?[1-9][0-9]{0,7}(E[1-9])?|[0-9]{4}S[1-4]", fullmatch=True
)
MARK = st.sampled_from(["", "", "", "?", "~", "%"])
PAIR = st.integers(0, 42).map("{:02}".format) | st.from_regex(r"[0-3X][0-9X]", fullmatch=True)
DATES = st.tuples(MARK, YEARS, MARK, st.booleans(), MARK, PAIR, MARK, st.booleans(), MARK, PAIR, MARK).map(
    lambda p: (
        f"{p[0]}{p[1]}{p[2]}"
        + (f"-{p[4]}{p[5]}{p[6]}" + (f"-{p[8]}{p[9]}{p[10]}" if p[7] else "") if p[3] else "")
    )
)
MEMBERS = st.lists(DATES | st.tuples(DATES, DATES).map("..".join), min_size=1, max_size=3).map(",".join)
EXPRESSIONS = st.one_of(
    DATES,
    st.tuples(DATES, DATES | st.sampled_from(["", ".."])).map("/".join),
    st.tuples(st.sampled_from(["", ".."]), DATES).map("/".join),
    MEMBERS.map("[{}]".format),
    MEMBERS.map("{{{}}}".format),
)


def read(text: str) -> Edtf:
    try:
        return parse_edtf(text)
    except EdtfError:
        reject()


@given(EXPRESSIONS.map(read) | dates())
def test_every_value_round_trips_through_its_text(value: Edtf) -> None:
    again = parse_edtf(str(value))
    assert again == value
    assert hash(again) == hash(value)
    assert str(again) == str(value)
    assert (again.level, again.earliest, again.latest) == (value.level, value.earliest, value.latest)


@given(dates())
def test_every_value_pickles_copies_and_shows_itself(value: Edtf) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.copy(value) == copy.deepcopy(value) == value
    assert eval(repr(value), {"parse_edtf": parse_edtf}) == value  # noqa: S307 - the repr is an expression


@given(st.text(max_size=30) | st.text("0123456789XYES-/.,[]{}?~%TZ:+", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        value: Edtf | EdtfError = parse_edtf(text)
    except EdtfError as refusal:
        value = refusal
    if isinstance(value, EdtfError):
        assert value.text == text
        assert 0 <= value.position <= len(text)
    else:
        assert parse_edtf(str(value)) == value


# ── Equality ────────────────────────────────────────────────────────────────


def test_equal_texts_share_one_value() -> None:
    assert parse_edtf("2022-02-09") is parse_edtf("2022-02-09")


def test_long_texts_are_read_anew_and_equal() -> None:
    text = "{" + ",".join(str(year) for year in range(1900, 2000)) + "}"
    assert parse_edtf(text) == parse_edtf(text)


def test_a_value_equals_neither_its_text_nor_a_date_of_the_standard_library() -> None:
    assert parse_edtf("2022-02-09") != "2022-02-09"
    assert parse_edtf("2022-02-09") != dt.date(2022, 2, 9)
    assert parse_edtf("2022") != parse_edtf("[2022]")


def test_values_are_not_ordered_by_less_than() -> None:
    with pytest.raises(TypeError):
        parse_edtf("2022") < parse_edtf("2023")  # type: ignore[operator]  # noqa: B015 - refused on purpose


def test_values_cannot_be_changed() -> None:
    date = parse_edtf("2022")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        date.year = "2023"  # type: ignore[union-attr,misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        date.text = "2023"  # type: ignore[misc]


def test_a_text_of_a_subclass_of_str_is_read_like_any_other() -> None:
    class Words(str):
        __slots__ = ()

    assert parse_edtf(Words("2022")) == parse_edtf("2022")


def test_what_is_no_string_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="5 is not a string"):
        parse_edtf(5)  # type: ignore[arg-type]


# ── What messages say ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "kind", "position", "reason"),
    [
        ("", EdtfSyntaxError, 0, "it ends where a year"),
        ("2022-02-09\n", EdtfSyntaxError, 10, "no white space"),
        ("2004-6", EdtfSyntaxError, 5, "a month or day of two digits"),
        ("2004-06-11-01", EdtfSyntaxError, 10, "'-' stands where the end of the date"),
        ("2003–2016", EdtfSyntaxError, 4, "a period is written with '/'"),
        ("2004-0x", EdtfSyntaxError, 5, "a month or day of two digits is expected"),
        ("2004-xX", EdtfSyntaxError, 5, "letters are upper case"),
        ("٢٠٢٢", EdtfSyntaxError, 0, "a year of four digits"),
        ("-0000", EdtfValueError, 0, "the year 0000 has no sign"),
        ("Y012345", EdtfSyntaxError, 0, "not a year of EDTF"),
        ("Y17E2", EdtfValueError, 0, "more than four digits"),
        ("Y1234567890123456", EdtfValueError, 0, "at most 15 digits"),
        ("Y1E15", EdtfValueError, 0, "at most 15 digits"),
        ("Y1E999", EdtfValueError, 0, "at most 15 digits"),
        ("1950S5", EdtfValueError, 0, "1 to 4 significant"),
        ("0000S1", EdtfValueError, 0, "1 to 0 significant"),
        ("1950S0", EdtfValueError, 0, "1 to 4 significant"),
        ("1950S100", EdtfValueError, 5, "that many digits"),
        ("Y12345-06", EdtfSyntaxError, 7, "has no month"),
        ("1950S2-06", EdtfSyntaxError, 7, "has no month"),
        ("2001-21-01", EdtfSyntaxError, 8, "a season has no days"),
        ("?2004-13", EdtfValueError, 6, "no month"),
        ("-2004-13", EdtfValueError, 6, "no month"),
        ("2004?-?06-?31", EdtfValueError, 11, "no such day"),
        ("2021/-2004-06-32", EdtfValueError, 14, "no day"),
        ("XXX1-02-29", EdtfValueError, 8, "29 February"),
        ("2004/2003", EdtfValueError, 5, "ends before it starts"),
        ("2004/2003-XX", EdtfValueError, 5, "ends before it starts"),
        ("/", EdtfSyntaxError, 0, "one end of a period is a date"),
        ("../..", EdtfSyntaxError, 0, "one end of a period is a date"),
        ("2004-06-11T10:00:00/2005", EdtfSyntaxError, 10, "the end of the date"),
        ("[", EdtfSyntaxError, 1, "']'"),
        ("{2004]", EdtfSyntaxError, 6, "'}'"),
        ("[]", EdtfSyntaxError, 1, "a year of four digits"),
        ("[2004,]", EdtfSyntaxError, 6, "a year of four digits"),
        ("[1984,..1990]", EdtfSyntaxError, 6, "only the first range"),
        ("[1984..,1990]", EdtfSyntaxError, 7, "only the last range"),
        ("[199X..2005]", EdtfSyntaxError, 1, "in full and without marks"),
        ("[1990~..2005]", EdtfSyntaxError, 1, "in full and without marks"),
        ("[1990-21..1990-22]", EdtfSyntaxError, 1, "in full and without marks"),
        ("[1950S2..2005]", EdtfSyntaxError, 1, "in full and without marks"),
        ("[2005..2004]", EdtfValueError, 7, "ends before it starts"),
        ("[2022,2004-02-30]", EdtfValueError, 14, "no such day"),
        ("2004-06-1XT10:00:00", EdtfSyntaxError, 0, "a day written in full"),
        ("-2004-06-11T10:00:00", EdtfSyntaxError, 0, "a day written in full"),
        ("2004-06-11T10:00", EdtfSyntaxError, 11, "a time such as"),
        ("2004-06-11T", EdtfSyntaxError, 11, "it ends where a time"),
        ("2004-06-11T24:00:00", EdtfValueError, 11, "no hour"),
        ("2004-06-11T10:60:00", EdtfValueError, 14, "no minute"),
        ("2004-06-11T10:58:60", EdtfValueError, 17, "no second"),
        ("2004-06-11T10:00:00-00:00", EdtfValueError, 19, "no minus"),
        ("2004-06-11T10:00:00+24:00", EdtfValueError, 19, "less than a day"),
        ("2004-06-11T10:00:00+03:60", EdtfValueError, 23, "60 minutes"),
    ],
)
def test_a_message_names_the_place_and_what_is_wrong_there(
    text: str, kind: type[EdtfError], position: int, reason: str
) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    error = caught.value
    assert type(error) is kind
    assert (error.text, error.position) == (text, position)
    assert reason in error.reason


def test_a_text_beyond_the_limit_is_refused() -> None:
    text = "[" + ",".join(f"{year:04}" for year in range(2_200)) + "]"
    with pytest.raises(EdtfSyntaxError, match="more than 10,000 characters"):
        parse_edtf(text)
    members = tuple(EdtfDate(f"{year:04}") for year in range(2_200))
    with pytest.raises(EdtfSyntaxError, match="more than 10,000 characters"):
        EdtfSet(SetKind.ALL_OF, members)
    assert len(str(EdtfSet(SetKind.ALL_OF, members[:1_999]))) <= LONGEST_TEXT


# ── Values made by hand ─────────────────────────────────────────────────────


def test_a_date_made_by_hand_equals_the_one_that_is_read() -> None:
    assert EdtfDate("2022", "02", "09") == parse_edtf("2022-02-09")
    assert EdtfDate("Y1700E5") == parse_edtf("Y17E7")
    assert EdtfDate("1950", significant=2) == parse_edtf("1950S2")
    marked = EdtfDate("2004", "06", year_qualifier=Qualifier.UNCERTAIN, month_qualifier=Qualifier.APPROXIMATE)
    assert marked == parse_edtf("2004?-~06")
    period = EdtfInterval(EdtfDate("2003"), Endpoint.UNKNOWN)
    assert period == parse_edtf("2003/")
    moment = EdtfDateTime(EdtfDate("2022", "02", "09"), 10, 30, 0, offset=-210)
    assert moment == parse_edtf("2022-02-09T10:30:00-03:30")
    several = EdtfSet(SetKind.ALL_OF, (DateRange(EdtfDate("1985"), None), EdtfDate("1960")))
    assert several == parse_edtf("{1960,1985..}")


@pytest.mark.parametrize(
    ("arguments", "marks", "position"),
    [
        (("20x2",), {}, 0),
        (("22",), {}, 0),
        ((2022,), {}, 0),
        ((["2022"],), {}, 0),
        (("2022", 2), {}, 5),
        (("2022", ["02"]), {}, 5),
        (("2022", "2"), {}, 5),
        (("2022", None, "09"), {}, 5),
        (("2022", "02", 9), {}, 8),
        (("2022", "02", "9"), {}, 8),
        (("2022", "02", "30"), {}, 8),
        (("2022?",), {}, 0),
        (("1950",), {"significant": "2"}, 0),
        (("1950",), {"significant": True}, 0),
        (("195X",), {"significant": 2}, 0),
        (("2022",), {"year_qualifier": "?"}, 0),
        (("2022",), {"month_qualifier": Qualifier.UNCERTAIN}, 0),
        (("2022", "02"), {"day_qualifier": Qualifier.APPROXIMATE}, 0),
    ],
)
def test_a_date_that_does_not_exist_cannot_be_made_by_hand(
    arguments: tuple[object, ...], marks: dict[str, object], position: int
) -> None:
    with pytest.raises(EdtfError) as caught:
        EdtfDate(*arguments, **marks)  # type: ignore[arg-type]
    assert caught.value.position == position


def test_evolving_a_date_is_checked_like_making_one() -> None:
    date = EdtfDate("2022", "02", "28")
    assert attrs.evolve(date, year="2024", day="29") == parse_edtf("2024-02-29")
    with pytest.raises(EdtfValueError):
        attrs.evolve(date, day="29")


DAY = EdtfDate("2022", "02", "09")


@pytest.mark.parametrize(
    ("date", "hour", "minute", "second", "offset"),
    [
        (EdtfDate("2022", "02"), 10, 0, 0, None),
        (EdtfDate("2022", "02", "0X"), 10, 0, 0, None),
        ("2022-02-09", 10, 0, 0, None),
        (DAY, 24, 0, 0, None),
        (DAY, 10.0, 0, 0, None),
        (DAY, True, 0, 0, None),
        (DAY, 10, -1, 0, None),
        (DAY, 10, 0, 60, None),
        (DAY, 10, 0, 0, 1440),
        (DAY, 10, 0, 0, 1.5),
    ],
)
def test_a_date_time_that_does_not_exist_cannot_be_made_by_hand(
    date: EdtfDate, hour: int, minute: int, second: int, offset: int | None
) -> None:
    with pytest.raises(EdtfError):
        EdtfDateTime(date, hour, minute, second, offset=offset)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (DAY, "2022"),
        (None, DAY),
        (Endpoint.OPEN, Endpoint.UNKNOWN),
        (DAY, EdtfDate("2021")),
        (DAY, EdtfInterval(DAY, DAY)),
    ],
)
def test_a_period_that_is_none_cannot_be_made_by_hand(start: EdtfDate, end: EdtfDate) -> None:
    with pytest.raises(EdtfError):
        EdtfInterval(start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("2020", None), (DAY, EdtfDate("2023")), (DAY, EdtfDate("2022", "02", "08"))],
)
def test_a_range_that_cannot_be_counted_through_cannot_be_made_by_hand(
    start: EdtfDate | None, end: EdtfDate | None
) -> None:
    with pytest.raises(EdtfError):
        DateRange(start, end)


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ("[]", (DAY,)),
        (SetKind.ONE_OF, ()),
        (SetKind.ONE_OF, 5),
        (SetKind.ONE_OF, ("2022",)),
        (SetKind.ALL_OF, (EdtfInterval(DAY, DAY),)),
        (SetKind.ALL_OF, (DateRange(None, DAY), DateRange(None, EdtfDate("2022")))),
        (SetKind.ALL_OF, (DateRange(DAY, None), DateRange(EdtfDate("2022"), None))),
    ],
)
def test_a_set_that_is_none_cannot_be_made_by_hand(kind: SetKind, members: tuple[EdtfDate, ...]) -> None:
    with pytest.raises(EdtfError):
        EdtfSet(kind, members)


def test_a_range_equals_shows_and_pickles_by_its_ends() -> None:
    several = parse_edtf("[1670..1672]")
    assert isinstance(several, EdtfSet)
    (member,) = several.members
    assert isinstance(member, DateRange)
    assert member == DateRange(EdtfDate("1670"), EdtfDate("1672")) == pickle.loads(pickle.dumps(member))
    assert repr(member) == "DateRange(start=parse_edtf('1670'), end=parse_edtf('1672'))"


# ── Words ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1950S2", Precision.YEAR),
        ("2022-24", Precision.SEASON),
        ("2022-XX", Precision.MONTH),
        ("2022-02-XX", Precision.DAY),
    ],
)
def test_precision_is_that_of_the_finest_part_written(text: str, precision: Precision) -> None:
    date = parse_edtf(text)
    assert isinstance(date, EdtfDate)
    assert date.precision is precision


def test_words_show_the_expression_that_names_them() -> None:
    shown = [repr(word) for word in (Endpoint.OPEN, Precision.DAY, SetKind.ONE_OF, Qualifier.NONE)]
    assert shown == ["Endpoint.OPEN", "Precision.DAY", "SetKind.ONE_OF", "Qualifier.NONE"]
    assert repr(Qualifier.APPROXIMATE | Qualifier.UNCERTAIN) == "Qualifier.UNCERTAIN | Qualifier.APPROXIMATE"
    assert str(Endpoint.OPEN) == ".."
