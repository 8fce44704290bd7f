"""What a field takes, how a record is judged, and the contract that fields keep."""

import copy
import inspect
import pickle
import re
from decimal import Decimal
from enum import IntEnum, StrEnum

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec import _fields, actors, conferences, dates, positions, sources, statements, threats, vocab
from eurasec._fields import (
    ACTOR_KINDS,
    ENTITY_KINDS,
    PLACE_KINDS,
    TAGS,
    Bounds,
    Field,
    Rule,
    Shape,
    Value,
    aside,
    fields_of,
    given_fields,
    is_date,
    item_of,
    marks_of,
    references,
)
from eurasec._kinds import KINDS, SESSION
from eurasec.actors import Area, Designation, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Occasion, Participant, Session, Venue
from eurasec.dates import parse_edtf
from eurasec.errors import InvalidValueError, Problem
from eurasec.positions import Position, Topic
from eurasec.sources import (
    Attribute,
    Coding,
    Comparison,
    Document,
    Event,
    Evidence,
    Figure,
    Identifier,
    Record,
)
from eurasec.statements import Assembly, Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import MembershipRole, OrganizationKind, Sector, Stance, ThreatKind
from strategies import records, values

# ── The contract ────────────────────────────────────────────────────────────
#
# One word for each field: its name, then `!` required, `?` none, `*` empty,
# `+` required and not empty, or `=` with the default; then what it holds, `@`
# before the kinds that a reference may name.

COMMON = "evidence*Evidence note?text tags*tags attributes*Attribute coding?Coding"
IDENTIFIED = f"identifiers*Identifier {COMMON}"
STATEMENT = (
    "id!id conference?@conference session?@session document?@document date?date about_period?date "
    "holders*@actor assembly?Assembly holder_wording?text on_behalf_of?@state|organization "
    "attribution=own:Attribution attributed_by?@actor endorsement?Endorsement "
    "addressees*@actor in_reply_to*@position|assessment act?SpeechAct claim?text reason?text "
    "rendering?Rendering quotes*Evidence certainty?Certainty about*@entity commends*@actor "
    "criticises*@actor comparisons*Comparison figures*Figure"
)

CONTRACT: dict[type[Value], str] = {
    # Actors
    State: f"id!id name!text other_names*text code?country-code {IDENTIFIED}",
    Area: f"id!id name!text other_names*text states*@state part_of?@place {COMMON}",
    Organization: "id!id name!text short_name?text other_names*text kind?OrganizationKind country?@state "
    f"part_of?@organization founded?date dissolved?date designations*Designation {IDENTIFIED}",
    Designation: "by!@state|organization status!text since?date",
    Person: f"id!id name!text other_names*text country?@state unnamed=False:bool {IDENTIFIED}",
    Group: f"id!id name!text members*@actor country?@state {IDENTIFIED}",
    Membership: "id!id member!@actor organization!@organization role=member:MembershipRole period?date "
    f"attested*date {COMMON}",
    Office: f"id!id title!text organization?@organization state?@state {COMMON}",
    Tenure: f"id!id person!@person office!@office period?date attested*date {COMMON}",
    # Sources and small values
    Document: "id!id title!text kind?DocumentKind authors*@actor publisher?@organization date?date "
    f"language?language-tag url?url sha256?sha256 length?count {IDENTIFIED}",
    Evidence: "document!@document start?count end?count exact?passage prefix?passage suffix?passage "
    "locator?text",
    Event: f"id!id label!text kind?EventKind period?date places*@place participants*@actor {IDENTIFIED}",
    Figure: "measure!text form!FigureForm value!decimal unit?text period?date about*@entity "
    "approx=exact:Approximation",
    Comparison: "subject!@entity other!@entity dimension?text relation?ComparisonRelation "
    "subject_period?date other_period?date",
    Coding: "coder!text codebook?text coded_on?date unit?text confidence?fraction",
    Attribute: "name!text value!text",
    Identifier: "scheme!scheme value!text",
    # Conferences
    Venue: "name?text address?text city?text country?@state online?bool",
    Conference: "id!id title!text theme?text edition?count period?date venue?Venue organizers*@actor "
    "supporters*@actor series?text languages*language-tag occasions*Occasion "
    f"attribution_rule?AttributionRule sessions*Session documents*@document {COMMON}",
    Occasion: "label!text of?@document|event|organization years?count",
    Session: "id!id title?text theme?text kind?SessionKind ordinal?count period?date part_of?@session "
    "attribution_rule?AttributionRule closed?bool speakers_reported?count agenda*@topic|threat "
    f"{COMMON}",
    Participant: "id!id person!@person conference!@conference appearances*Appearance offices*@office "
    f"represents?@state|organization capacity?text {COMMON}",
    Appearance: "session?@session roles*ParticipantRole presence?Presence",
    # Statements
    Assembly: "of!@session|conference|area|actor among?text quantifier!Quantifier",
    Statement: f"{STATEMENT} {COMMON}",
    Topic: f"id!id label!text proposition?text broader?@topic definition?text other_labels*text {COMMON}",
    Position: f"{STATEMENT} topic!@topic stance!Stance condition?text {COMMON}",
    Threat: f"id!id label!text kinds+ThreatKind sectors+Sector origins*@actor|place broader?@threat {COMMON}",
    ThreatAssessment: f"{STATEMENT} threat!@threat verdict!Verdict severity?Severity trend?Trend "
    f"foremost=False:bool referents*@entity referent_words*text measures*@position {COMMON}",
}

FAMILIES = {
    "actor": {"state", "organization", "person", "group"},
    "place": {"state", "area"},
    "entity": {
        *("state", "organization", "person", "group", "area", "office"),
        *("event", "document", "conference", "topic", "threat"),
    },
}


def contracted(line: str) -> list[str]:
    """Write families of kinds out, so that what is said can be compared."""

    def written_out(match: re.Match[str]) -> str:
        names = match[1].split("|")
        return "@" + "|".join(sorted({kind for name in names for kind in FAMILIES.get(name, {name})}))

    return [re.sub(r"@(\S+)", written_out, word) for word in line.split()]


def described(field: Field) -> str:
    """Say of a field in one word what the library makes of it."""
    if field.required:
        default = "+" if field.nonempty else "!"
    elif field.default is None:
        default = "?"
    else:
        default = "*" if field.default == () else f"={field.default}:"
    return f"{field.name}{default}{content(field)}"


def content(field: Field) -> str:
    item = item_of(field.annotation)
    one = field.annotation if item is None else item
    if TAGS in marks_of(field.annotation):
        return "tags"
    if field.refers is not None:
        return "@" + "|".join(sorted(field.refers))
    for mark in marks_of(one):
        if isinstance(mark, Bounds):
            return "count" if mark == Bounds(0, 2**53 - 1) else "fraction"
        if isinstance(mark, Shape):
            return "passage" if mark.lines else mark.rule.removesuffix("-shape")
    if is_date(one):
        return "date"
    assert isinstance(one, type)
    return one.__name__.lower() if one in {bool, Decimal} else one.__name__


every_class = pytest.mark.parametrize("cls", CONTRACT, ids=lambda cls: cls.__name__)


@every_class
def test_a_class_has_the_fields_of_the_model(cls: type[Value]) -> None:
    assert [described(field) for field in fields_of(cls)] == contracted(CONTRACT[cls])


def test_every_class_of_the_model_is_in_the_contract() -> None:
    modules = (actors, sources, conferences, statements, positions, threats)
    found = {
        value
        for module in modules
        for name in module.__all__
        if isinstance(value := getattr(module, name), type) and issubclass(value, Value)
    }
    assert found == {*CONTRACT, Record}
    assert {kind.record for kind in (*KINDS, SESSION)} <= set(CONTRACT)


def test_families_of_kinds_are_those_of_the_model() -> None:
    assert FAMILIES["actor"] == ACTOR_KINDS
    assert FAMILIES["place"] == PLACE_KINDS
    assert FAMILIES["entity"] == ENTITY_KINDS


@every_class
def test_whether_none_and_tuples_are_taken_follows_from_the_default(cls: type[Value]) -> None:
    for field in fields_of(cls):
        assert field.optional is (field.default is None)
        assert field.several is (item_of(field.annotation) is not None)
        assert field.several is (field.default == () or field.nonempty)


@every_class
def test_rules_name_the_fields_that_they_read(cls: type[Value]) -> None:
    names = {field.name for field in fields_of(cls)}
    rules = [each for base in cls.__mro__ for each in vars(base).values() if isinstance(each, Rule)]
    for each in rules:
        assert each.reads <= names


@every_class
def test_every_class_documents_each_of_its_fields(cls: type[Value]) -> None:
    inherited = {field.name for base in cls.__bases__ for field in attrs.fields(base)}
    assert cls.__doc__
    documented = re.findall(r"^    (\w+): ", inspect.cleandoc(cls.__doc__), flags=re.MULTILINE)
    assert set(documented) == {field.name for field in fields_of(cls)} - inherited - {"identifiers"}


@every_class
def test_fields_are_given_by_name_only(cls: type[Value]) -> None:
    with pytest.raises(TypeError, match="positional argument"):
        cls("x")  # type: ignore[call-arg]


@every_class
def test_an_unknown_field_is_refused(cls: type[Value]) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        cls(colour="red")  # type: ignore[call-arg]


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'name'"):
        State(id="x")  # type: ignore[call-arg]


# ── A value ─────────────────────────────────────────────────────────────────


def problems_of(cls: type[Value], **given: object) -> list[Problem]:
    with pytest.raises(InvalidValueError) as caught:
        cls(**given)
    return list(caught.value.problems)


def the_problem_of(cls: type[Value], **given: object) -> Problem:
    (problem,) = problems_of(cls, **given)
    return problem


@pytest.mark.parametrize("id", ["a", "Z", "0", "a-b", "a.b", "csto-2022-s1", "a--b", "x" * 128])
def test_an_id_is_made_of_letters_digits_dots_and_hyphens(id: str) -> None:
    assert State(id=id, name="n").id == id


@pytest.mark.parametrize(
    "id",
    ["", " ", "-", ".", "-a", "a-", ".a", "a.", "a b", "a_b", "a/b", "é", "а", "a\n", "x" * 129, "٣", "ª"],
)
def test_anything_else_is_no_id(id: str) -> None:
    problem = the_problem_of(State, id=id, name="n")
    assert (problem.path, problem.rule) == ("id", "id-shape")
    assert "is not an id: ASCII letters, digits, '.' and '-'" in problem.message
    assert (the_problem_of(Person, id="p", name="n", country=id).path) == "country"
    assert (the_problem_of(Area, id="p", name="n", states=("ok", id)).path) == "states[1]"


@pytest.mark.parametrize("id", [None, 3, b"a", ["a"], Stance.SUPPORT, attrs.NOTHING])
def test_an_id_is_a_string(id: object) -> None:
    assert the_problem_of(State, id=id, name="n").rule == "type"


@pytest.mark.parametrize(
    "text",
    [
        "a",
        " a ",
        "«да»",
        "non-breaking\N{NO-BREAK SPACE}space",
        "🕊",
        "e\N{COMBINING ACUTE ACCENT}",
        "\N{SOFT HYPHEN}",
        "0",
    ],
)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    assert State(id="s", name=text).name == text


@pytest.mark.parametrize(
    "text",
    ["a\nb", "\t", "a\x00", "\x1f", "\x7f", "\x85", "\x9f", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"],
)
def test_control_characters_are_refused(text: str) -> None:
    problem = the_problem_of(State, id="s", name=text)
    assert (problem.path, problem.rule) == ("name", "control-character")
    assert "contains a control character" in problem.message


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    assert the_problem_of(State, id="s", name=text).rule == "control-character"
    assert the_problem_of(Evidence, document="d", exact=text).rule == "control-character"


@pytest.mark.parametrize("text", ["", " ", "\N{NO-BREAK SPACE}", "\N{EM SPACE}  "])
def test_an_empty_text_is_refused(text: str) -> None:
    problem = the_problem_of(State, id="s", name=text)
    assert problem == Problem(
        path="name", message="is empty; leave the field out instead", rule="empty-text", value=repr(text)
    )
    assert the_problem_of(State, id="s", name="n", other_names=["a", text]).path == "other_names[1]"


class OwnText(str):
    __slots__ = ()


@pytest.mark.parametrize("text", [None, 3, b"name", OwnText("name"), ("name",), Stance.SUPPORT])
def test_a_text_is_a_plain_string(text: object) -> None:
    assert the_problem_of(State, id="s", name=text).rule == "type"


@pytest.mark.parametrize(
    "passage", ["two\nlines", "\ttab", "\r\n", " ", "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}"]
)
def test_the_words_of_a_document_may_hold_line_breaks_and_blanks(passage: str) -> None:
    evidence = Evidence(document="d", exact=passage, prefix=passage, suffix=passage)
    assert (evidence.exact, evidence.prefix, evidence.suffix) == (passage, passage, passage)


@pytest.mark.parametrize(
    ("passage", "rule"), [("", "empty-text"), ("a\x00b", "control-character"), ("\f", "control-character")]
)
def test_but_not_nothing_and_no_other_control_characters(passage: str, rule: str) -> None:
    assert the_problem_of(Evidence, document="d", exact=passage).rule == rule


GOOD_SHAPES = {
    "code": ["KZ", "EU", "XK"],
    "language": ["en", "ru-RU", "zh-Hans-CN", "x-klingon", "sl-rozaj-biske"],
    "url": ["https://example.org/", "urn:isbn:0451450523", "https://пример.рф/отчёт?a=б#в", "mailto:a@b.c"],
    "sha256": ["0" * 64, "0123456789abcdef" * 4],
    "scheme": ["wikidata", "iso3166-1", "ISO_3166"],
}
BAD_SHAPES = {
    "code": ["K", "kz", "KAZ", "K1", "КЗ", "KZ\n", ""],
    "language": ["e", "englishlanguage", "en_GB", "en-", "-en", "", "en ", "a-b"],
    "url": [
        "example.org",
        "//example.org",
        "https://a b",
        "https:",
        "https://a\n",
        "1a:b",
        "",
        f"a:{'b' * 2048}",
    ],
    "sha256": ["0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"],
    "scheme": ["", "two words", "схема", "x" * 129, "a\n"],
}
SHAPED = {
    "code": lambda text: State(id="s", name="n", code=text).code,
    "language": lambda text: Document(id="d", title="t", language=text).language,
    "url": lambda text: Document(id="d", title="t", url=text).url,
    "sha256": lambda text: Document(id="d", title="t", sha256=text).sha256,
    "scheme": lambda text: Identifier(scheme=text, value="v").scheme,
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in GOOD_SHAPES.items() for text in texts]
)
def test_a_shape_is_kept(name: str, text: str) -> None:
    assert SHAPED[name](text) == text


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in BAD_SHAPES.items() for text in texts]
)
def test_what_has_not_the_shape_is_refused(name: str, text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        SHAPED[name](text)
    (problem,) = caught.value.problems
    assert problem.path == name
    assert problem.rule.endswith("-shape")
    assert len(str(caught.value)) < 250


def test_a_word_may_be_given_as_written() -> None:
    topic = Position(id="p", holders=["zas"], topic="t", stance="qualified_support")
    assert topic.stance is Stance.QUALIFIED_SUPPORT
    assert Membership(id="m", member="a", organization="o", role="chair").role is MembershipRole.CHAIR


def test_a_misspelt_word_names_the_nearest_word() -> None:
    problem = the_problem_of(Position, id="p", holders=["zas"], topic="t", stance="suport")
    assert problem == Problem(
        path="stance",
        message="'suport' is no word of Stance; did you mean 'support'? (allowed: support, "
        "qualified_support, neutral, mixed, qualified_opposition, oppose, unclear)",
        rule="word",
        value="'suport'",
        allowed=tuple(word.value for word in Stance),
    )


def test_a_word_that_is_like_no_other_names_those_that_are_allowed() -> None:
    problem = the_problem_of(Organization, id="o", name="n", kind="???")
    assert problem.message.startswith(
        "'???' is no word of OrganizationKind (allowed: international_organization,"
    )
    assert problem.allowed == tuple(word.value for word in OrganizationKind)


class Mood(StrEnum):
    SUPPORT = "support"


@pytest.mark.parametrize(
    "word", [None, 3, Mood.SUPPORT, Sector.CYBER, OwnText("support"), ["support"], attrs.NOTHING]
)
def test_a_word_of_another_list_is_refused_even_if_it_is_written_alike(word: object) -> None:
    problem = the_problem_of(Position, id="p", holders=["zas"], topic="t", stance=word)
    assert (problem.path, problem.rule) == ("stance", "type")
    assert problem.allowed == tuple(word.value for word in Stance)


def test_a_huge_word_makes_a_short_message() -> None:
    problem = the_problem_of(Position, id="p", holders=["zas"], topic="t", stance="x" * 1_000_000)
    assert len(problem.message) < 300
    assert len(problem.value) < 100


def test_a_date_may_be_given_as_text() -> None:
    assert Document(id="d", title="t", date="2022-02-09").date == parse_edtf("2022-02-09")
    assert Tenure(id="t", person="p", office="o", attested=["2022-02", parse_edtf("2021")]).attested == (
        parse_edtf("2022-02"),
        parse_edtf("2021"),
    )


@pytest.mark.parametrize(
    "text", ["2022-13", "2022-02-30", "9 February 2022", "", "2022-02-09 ", "2023/2022", "２０２２"]
)
def test_an_impossible_date_is_refused(text: str) -> None:
    problem = the_problem_of(Document, id="d", title="t", date=text)
    assert (problem.path, problem.rule, problem.value) == ("date", "edtf", repr(text))
    assert (
        the_problem_of(Tenure, id="t", person="p", office="o", attested=["2022", text]).path == "attested[1]"
    )


@pytest.mark.parametrize("value", [2022, 2022.5, b"2022", ("2022",), OwnText("2022")])
def test_a_date_is_text_or_a_date(value: object) -> None:
    assert the_problem_of(Document, id="d", title="t", date=value).rule == "type"


@pytest.mark.parametrize("number", [0, 1, 2**53 - 1])
def test_a_count_is_a_whole_number(number: int) -> None:
    assert Document(id="d", title="t", length=number).length == number


@pytest.mark.parametrize("number", [-1, 2**53, pytest.param(10**10_000, id="enormous")])
def test_a_count_out_of_range_is_refused(number: int) -> None:
    problem = the_problem_of(Document, id="d", title="t", length=number)
    assert (problem.path, problem.rule) == ("length", "range")
    assert problem.message.endswith("is not a whole number from 0 to 9007199254740991")


@pytest.mark.parametrize("number", [True, 1.0, "1", Decimal(1), (1,)])
def test_a_count_is_of_no_other_type(number: object) -> None:
    assert the_problem_of(Document, id="d", title="t", length=number).message.endswith(
        "is not a whole number"
    )


class Number(IntEnum):
    THREE = 3


def test_a_count_of_a_subclass_becomes_a_plain_one() -> None:
    assert type(Document(id="d", title="t", length=Number.THREE).length) is int


@pytest.mark.parametrize("number", [0, 1, 0.0, -0.0, 0.5, 1.0])
def test_a_confidence_lies_between_0_and_1(number: float) -> None:
    confidence = Coding(coder="ab", confidence=number).confidence
    assert confidence == number
    assert type(confidence) is float
    assert not str(confidence).startswith("-")


@pytest.mark.parametrize(
    "number", [-0.1, 1.1, 2, float("nan"), float("inf"), -float("inf"), pytest.param(10**400, id="huge")]
)
def test_a_confidence_out_of_range_is_refused(number: float) -> None:
    problem = the_problem_of(Coding, coder="ab", confidence=number)
    assert (problem.path, problem.rule) == ("confidence", "range")
    assert problem.message.endswith("is not a number from 0 to 1")


@pytest.mark.parametrize("number", [True, "0.5", Decimal("0.5"), 1j])
def test_a_confidence_is_of_no_other_type(number: object) -> None:
    assert the_problem_of(Coding, coder="ab", confidence=number).rule == "type"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (8, "8"),
        (-100, "-100"),
        (Decimal("-0.0"), "0"),
        (Decimal("0E+1000000"), "0"),
        (Decimal("8.50"), "8.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("100.00"), "100"),
        (Decimal("-1.20E-2"), "-0.012"),
        (Number.THREE, "3"),
        (10**60 - 1, "9" * 60),
        (Decimal(f"0.{'0' * 59}1"), "1E-60"),
        (Decimal(f"{'9' * 60}.{'9' * 60}"), f"{'9' * 60}.{'9' * 60}"),
        (Decimal("1" + "0" * 50 + "." + "0" * 100_000), "1" + "0" * 50),
    ],
)
def test_a_decimal_has_one_form(number: int | Decimal, written: str) -> None:
    value = Figure(measure="m", form="level", value=number).value
    assert type(value) is Decimal
    assert value == number
    assert str(value) == written


@pytest.mark.parametrize(
    "number",
    [
        10**60,
        -(10**60),
        pytest.param(10**10_000, id="enormous"),
        Decimal("1E+60"),
        Decimal("1E-61"),
        Decimal("1E+999999"),
        Decimal(f"0.{'1' * 61}"),
    ],
)
def test_a_decimal_of_too_many_digits_is_refused(number: int | Decimal) -> None:
    problem = the_problem_of(Figure, measure="m", form="level", value=number)
    assert (problem.path, problem.rule) == ("value", "range")
    assert problem.message.endswith("needs more than 60 digits beside its point")


@pytest.mark.parametrize(
    "number", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")]
)
def test_a_decimal_is_finite(number: Decimal) -> None:
    assert the_problem_of(Figure, measure="m", form="level", value=number).rule == "finite"


@pytest.mark.parametrize("number", [True, 1.5, "1", None, (0, (1,), 0)])
def test_a_decimal_is_of_no_other_type(number: object) -> None:
    assert the_problem_of(Figure, measure="m", form="level", value=number).rule == "type"


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_decimal_keeps_its_value_or_is_refused(number: Decimal | int) -> None:
    try:
        value = Figure(measure="m", form="level", value=number).value
    except InvalidValueError as error:
        assert error.problems[0].rule == "range"  # noqa: PT017 - either outcome is right
    else:
        assert value == number
        assert value == Decimal(format(value, "f"))


@pytest.mark.parametrize("value", [0, 1, None, "true", ()])
def test_a_yes_or_no_is_a_boolean(value: object) -> None:
    problem = the_problem_of(Person, id="p", name="n", unnamed=value)
    assert (problem.path, problem.rule) == ("unnamed", "type")
    assert problem.message.endswith("is neither true nor false")


def test_a_list_becomes_a_tuple() -> None:
    assert Group(id="g", name="n", members=["a", "b"]).members == ("a", "b")
    assert Group(id="g", name="n", members=[]).members == ()


def test_a_tuple_that_is_right_is_kept() -> None:
    members = ("a", "b")
    assert Group(id="g", name="n", members=members).members is members


@pytest.mark.parametrize("value", [None, "ab", {"a"}, {"a": 1}, iter("ab"), frozenset("a")])
def test_a_field_of_several_takes_a_tuple_or_a_list(value: object) -> None:
    problem = the_problem_of(Group, id="g", name="n", members=value)
    assert (problem.path, problem.rule) == ("members", "type")
    assert problem.message.endswith("is not a tuple or list")


def test_all_wrong_items_are_told_with_their_places() -> None:
    problems = problems_of(Group, id="g", name="n", members=["a", 3, "", "b", "c d"])
    assert [problem.path for problem in problems] == ["members[1]", "members[2]", "members[4]"]


def test_references_and_words_stand_there_once() -> None:
    problems = problems_of(Group, id="g", name="n", members=["a", "b", "a", "c", "b", "a"])
    assert [str(problem) for problem in problems] == [
        "members[2]: 'a' stands there twice",
        "members[4]: 'b' stands there twice",
        "members[5]: 'a' stands there twice",
    ]
    assert {problem.rule for problem in problems} == {"no-repeats"}
    problem = the_problem_of(
        Threat, id="t", label="l", kinds=["poverty", ThreatKind.POVERTY], sectors=["cyber"]
    )
    assert str(problem) == "kinds[1]: 'poverty' stands there twice"


def test_other_values_may_be_repeated() -> None:
    evidence = Evidence(document="d")
    assert (
        State(id="s", name="n", other_names=("a", "a"), evidence=(evidence, evidence)).evidence
        == (evidence,) * 2
    )


def test_what_needs_one_is_not_empty() -> None:
    problems = problems_of(Threat, id="t", label="l", kinds=[], sectors=())
    assert [str(problem) for problem in problems] == [
        "kinds: needs at least one",
        "sectors: needs at least one",
    ]


def test_tags_are_sorted_and_stand_there_once() -> None:
    assert State(id="s", name="n", tags=["b", "a", "b", "Z"]).tags == ("Z", "a", "b")
    assert [problem.path for problem in problems_of(State, id="s", name="n", tags=["a", "", 3, "x\n"])] == [
        "tags[1]",
        "tags[2]",
        "tags[3]",
    ]


def test_a_value_of_another_class_is_refused() -> None:
    evidence = Evidence(document="d")
    problems = problems_of(State, id="s", name="n", evidence=[evidence, {"document": "d"}], coding=evidence)
    assert [str(problem) for problem in problems] == [
        "evidence[1]: {'document': 'd'} is no Evidence",
        "coding: Evidence(document='d') is no Coding",
    ]


# ── A record ────────────────────────────────────────────────────────────────


def test_all_problems_of_a_record_come_at_once() -> None:
    problems = problems_of(
        Position,
        id="a b",
        holders=(),
        topic="t",
        stance="suport",
        endorsement="rejected",
        rendering="quoted",
        quotes=("words",),
        note="",
    )
    assert [(problem.path, problem.rule) for problem in problems] == [
        ("id", "id-shape"),
        ("quotes[0]", "type"),
        ("stance", "word"),
        ("note", "empty-text"),
        ("holders", "holders-or-assembly"),
        ("endorsement", "attribution"),
    ]


def test_the_error_names_class_and_id() -> None:
    with pytest.raises(InvalidValueError, match=r"^State 'kz': name: is empty"):
        State(id="kz", name="")
    with pytest.raises(InvalidValueError, match=r"^Venue: city: is empty"):
        Venue(city="")


def test_a_rule_waits_until_its_fields_are_right() -> None:
    assert the_problem_of(Position, id="p", holders=(3,), topic="t", stance="support").path == "holders[0]"


def test_a_record_cannot_be_changed() -> None:
    state = State(id="kz", name="Kazakhstan")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        state.name = "Qazaqstan"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        state.colour = "red"  # type: ignore[attr-defined]
    assert not hasattr(state, "__dict__")


def test_an_evolved_record_is_judged_again() -> None:
    state = State(id="kz", name="Kazakhstan")
    assert attrs.evolve(state, code="KZ") == State(id="kz", name="Kazakhstan", code="KZ")
    with pytest.raises(InvalidValueError, match="code"):
        attrs.evolve(state, code="kz")


def test_records_of_two_classes_are_never_equal() -> None:
    assert Area(id="x", name="n") != State(id="x", name="n")
    assert State(id="x", name="n") != "x"


def test_the_repr_shows_what_differs_from_the_defaults() -> None:
    assert repr(Person(id="zas", name="Zas")) == "Person(id='zas', name='Zas')"
    assert repr(Membership(id="m", member="a", organization="o", role="observer", tags=["b"])) == (
        "Membership(id='m', member='a', organization='o', role=MembershipRole.OBSERVER, tags=('b',))"
    )


NAMES = {
    name: value
    for module in (actors, sources, conferences, statements, positions, threats, vocab, dates)
    for name, value in vars(module).items()
} | {"Decimal": Decimal}


@given(records())
def test_the_repr_of_a_record_is_an_expression_for_it(record: Record) -> None:
    assert eval(repr(record), dict(NAMES)) == record  # noqa: S307 - it is our own repr


@given(records())
def test_every_record_survives_pickling_and_copying(record: Record) -> None:
    for again in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record)):
        assert again == record
        assert hash(again) == hash(record)
        assert repr(again) == repr(record)


@given(records())
def test_every_record_is_settled_once_and_for_all(record: Record) -> None:
    assert attrs.evolve(record) == record
    assert type(record)(**dict(given_fields(record))) == record


@given(records())
def test_every_record_is_one_line_of_text(record: Record) -> None:
    line = str(record)
    assert line.startswith(f"{record.id}: ")
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    "cls", [cls for cls in CONTRACT if not issubclass(cls, Record)], ids=lambda cls: cls.__name__
)
@given(data=st.data())
def test_every_small_value_is_one_line_of_text(cls: type[Value], data: st.DataObject) -> None:
    value = data.draw(values(cls))
    assert len(str(value).splitlines()) == 1
    assert str(value) != repr(value)
    assert pickle.loads(pickle.dumps(value)) == value
    assert eval(repr(value), dict(NAMES)) == value  # noqa: S307 - it is our own repr


@given(records())
def test_a_reference_stands_where_its_path_says(record: Record) -> None:
    for path, id, kinds in references(record):
        assert eval(f"record.{path}", {"record": record}) == id  # noqa: S307 - it is our own path
        assert kinds <= {kind.name for kind in (*KINDS, SESSION)}


def test_references_are_given_with_their_kinds_inner_ones_too() -> None:
    session = Session(id="s2", part_of="s1", evidence=[Evidence(document="d")])
    conference = Conference(
        id="c", title="t", venue=Venue(country="ru"), organizers=["a"], sessions=[session]
    )
    assert list(references(conference)) == [
        ("venue.country", "ru", frozenset({"state"})),
        ("organizers[0]", "a", ACTOR_KINDS),
        ("sessions[0].part_of", "s1", frozenset({"session"})),
        ("sessions[0].evidence[0].document", "d", frozenset({"document"})),
    ]
    path, _, _ = next(references(conference, "$.conferences[0]"))
    assert path == "$.conferences[0].venue.country"


@pytest.mark.parametrize(
    ("parts", "text"),
    [((), ""), ((None, "", ()), ""), (("a",), " (a)"), (("a", None, parse_edtf("2022")), " (a, 2022)")],
)
def test_an_aside_tells_what_is_known(parts: tuple[object, ...], text: str) -> None:
    assert aside(*parts) == text


def test_the_module_says_nothing_twice() -> None:
    shapes = [
        mark
        for value in vars(_fields).values()
        for mark in marks_of(value)
        if isinstance(mark, Shape) and mark.pattern
    ]
    assert len({shape.rule for shape in shapes}) == len(shapes)
    assert all(shape.longest for shape in shapes)
