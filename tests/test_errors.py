"""What goes wrong is told at once, in short, and survives being sent elsewhere."""

import copy
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec import errors
from eurasec.errors import (
    AmbiguousDateError,
    CorpusError,
    DecodeError,
    EdtfError,
    EdtfSyntaxError,
    EdtfValueError,
    EurasecError,
    EurasecWarning,
    EvidenceError,
    ImpreciseDateError,
    InvalidValueError,
    MissingExtraError,
    NotOneError,
    Problem,
    UnknownIdError,
    UnreadDateError,
    near_matches,
    or_list,
    shown,
    wrong_type,
)
from harbour import corpus

MISSING = Problem(path="stance", message="is missing", rule="required")
WRONG = Problem(
    path="holders[1]",
    message="'a b' is not an id",
    rule="id-shape",
    value="'a b'",
    allowed=("a", "b"),
)

EVERY_ERROR = (
    EurasecError("something"),
    InvalidValueError("Position 'p-1'", [MISSING, WRONG]),
    CorpusError("a corpus", (MISSING,)),
    DecodeError("a document", ()),
    EvidenceError("evidence in 'report'", (WRONG,)),
    UnknownIdError("person", "zaz", ["zas"]),
    NotOneError("people", ["zas", "imomi"]),
    MissingExtraError("numpy", "networks"),
    EdtfError("2022-13", 5, "no month 13"),
    EdtfSyntaxError("x", 0, "no digit"),
    EdtfValueError("2022-02-30", 8, "no day 30"),
    ImpreciseDateError("a year has no days"),
    UnreadDateError("some day", "no rule reads it"),
    AmbiguousDateError("02/03/2022", "day or month first", ["2022-02-03", "2022-03-02"]),
)


def each_error(*values: EurasecError) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("error", values, ids=lambda error: type(error).__name__)


def everything_in(error: BaseException) -> tuple[object, ...]:
    return type(error), str(error), error.args, vars(error)


def test_every_error_of_the_module_is_tried_here() -> None:
    classes = {
        value
        for name in errors.__all__
        if isinstance(value := getattr(errors, name), type) and issubclass(value, Exception)
    }
    assert classes == {*map(type, EVERY_ERROR), EurasecWarning}


@each_error(*EVERY_ERROR)
def test_every_error_survives_pickling(error: EurasecError) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert everything_in(pickle.loads(pickle.dumps(error, protocol))) == everything_in(error)


@each_error(*EVERY_ERROR)
def test_every_error_survives_copying(error: EurasecError) -> None:
    assert everything_in(copy.copy(error)) == everything_in(error)
    assert everything_in(copy.deepcopy(error)) == everything_in(error)


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (InvalidValueError, ValueError),
        (CorpusError, ValueError),
        (DecodeError, ValueError),
        (EvidenceError, ValueError),
        (UnknownIdError, LookupError),
        (NotOneError, LookupError),
        (MissingExtraError, ImportError),
        (EdtfError, ValueError),
        (EdtfSyntaxError, EdtfError),
        (EdtfValueError, EdtfError),
        (ImpreciseDateError, ValueError),
        (UnreadDateError, ValueError),
        (AmbiguousDateError, UnreadDateError),
        (EurasecWarning, UserWarning),
    ],
)
def test_an_error_is_caught_as_what_a_caller_already_catches(
    error: type[Exception], builtin: type[Exception]
) -> None:
    assert issubclass(error, builtin)
    assert issubclass(error, EurasecWarning if error is EurasecWarning else EurasecError)


def test_one_problem_stands_in_the_line_of_its_heading() -> None:
    assert str(InvalidValueError("Position 'p-1'", [MISSING])) == "Position 'p-1': stance: is missing"


def test_several_problems_stand_one_a_line() -> None:
    assert str(InvalidValueError("Position 'p-1'", [MISSING, WRONG])).splitlines() == [
        "Position 'p-1': 2 problems",
        "  stance: is missing",
        "  holders[1]: 'a b' is not an id",
    ]


def test_of_very_many_problems_the_text_shows_the_first_and_the_error_has_all() -> None:
    error = CorpusError("a corpus", (MISSING for _ in range(1_000)))
    lines = str(error).splitlines()
    assert len(error.problems) == 1_000
    assert lines[0] == "a corpus: 1000 problems"
    assert lines[-1] == "  … and 950 more"
    assert len(lines) == 52


def test_fifty_problems_are_all_shown() -> None:
    assert len(str(CorpusError("a corpus", [MISSING] * 50)).splitlines()) == 51


def test_a_problem_of_the_whole_has_no_path() -> None:
    assert str(Problem(path="", message="is no object", rule="type")) == "is no object"


@pytest.mark.parametrize(
    ("path", "prefix", "whole"),
    [
        ("stance", "$.positions[3]", "$.positions[3].stance"),
        ("[1]", "holders", "holders[1]"),
        ("", "holders", "holders"),
        ("stance", "", "stance"),
        ("", "", ""),
    ],
)
def test_a_problem_can_be_told_from_further_outside(path: str, prefix: str, whole: str) -> None:
    inner = Problem(path=path, message="is wrong", rule="type", value="3", allowed=("a",))
    outer = inner.below(prefix)
    assert outer == Problem(path=whole, message="is wrong", rule="type", value="3", allowed=("a",))


def test_a_problem_is_a_value() -> None:
    again = pickle.loads(pickle.dumps(WRONG))
    assert again == WRONG
    assert hash(again) == hash(WRONG)
    assert copy.deepcopy(WRONG) == WRONG


def test_an_unknown_id_names_what_was_meant() -> None:
    error = UnknownIdError("person", "zaz", ["zas", "jas"])
    assert str(error) == "no person 'zaz'; did you mean 'zas' or 'jas'?"
    assert str(UnknownIdError("person", "nobody")) == "no person 'nobody'"


def test_a_huge_unknown_id_makes_a_short_message() -> None:
    assert len(str(UnknownIdError("person", "z" * 1_000_000))) < 120


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ((), "one was asked for, but there are no people"),
        (("a", "b"), "one was asked for, but there are 2 people: 'a', 'b'"),
        (tuple("abcdef"), "one was asked for, but there are 6 people: 'a', 'b', 'c', 'd', 'e', …"),
    ],
)
def test_asking_for_the_one_of_none_or_many_says_which_there_are(ids: tuple[str, ...], text: str) -> None:
    assert str(NotOneError("people", ids)) == text


def test_a_missing_extra_names_the_package_and_the_command() -> None:
    error = MissingExtraError("numpy", "networks")
    assert error.name == "numpy"
    assert str(error) == "this needs numpy; install it with: pip install 'eurasec[networks]'"


def test_a_date_error_tells_text_position_and_reason() -> None:
    error = EdtfValueError("2022-13", 5, "there is no month 13")
    assert (error.text, error.position, error.reason) == ("2022-13", 5, "there is no month 13")
    assert str(error) == "'2022-13' is no EDTF date: there is no month 13 (at character 5)"


def test_a_date_error_does_not_keep_a_huge_text() -> None:
    assert len(EdtfSyntaxError("9" * 1_000_000, 0, "too long").text) == 80
    assert len(UnreadDateError("9" * 1_000_000, "too long").text) == 80


def test_an_ambiguous_date_gives_its_readings() -> None:
    error = AmbiguousDateError("02/03/2022", "day or month first", iter(["2022-02-03", "2022-03-02"]))
    assert error.candidates == ("2022-02-03", "2022-03-02")
    assert str(error) == "'02/03/2022' is not read as a date: day or month first"


# ── Values in messages ──────────────────────────────────────────────────────


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError("I will not be shown")


class Lying:
    def __repr__(self) -> str:
        return 3  # type: ignore[return-value]


class Verbose:
    def __repr__(self) -> str:
        return "v" * 1_000_000


def nested(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("short", "'short'"),
        ("it's", '"it\'s"'),
        ("x" * 80, repr("x" * 80)),
        ("x" * 81, f"'{'x' * 80}…'"),
        (b"x" * 1_000, f"b'{'x' * 80}…'"),
        (None, "None"),
        (3, "3"),
        (10**10_000, "<int>"),
        (Hostile(), "<Hostile>"),
        (Lying(), "<Lying>"),
        (Verbose(), f"{'v' * 80}…"),
        ([1, 2], "[1, 2]"),
        (("a",), "('a',)"),
        ({"a": 1}, "{'a': 1}"),
        ([Hostile()], "[<Hostile instance at"),
        (nested(100_000), "[[[[...]]]]"),
        (list(range(1_000_000)), "[0, 1, 2, 3, 4, 5, ...]"),
        (corpus().people, "<People: 3 people>…"),
    ],
    ids=lambda _: "",
)
def test_any_value_is_shown_in_short(value: object, text: str) -> None:
    assert shown(value).startswith(text)
    assert len(shown(value)) <= 90


ANYTHING = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.tuples(inner)
)


@given(ANYTHING)
def test_what_is_shown_is_always_short(value: object) -> None:
    assert 0 < len(shown(value)) <= 10 * 80


@pytest.mark.parametrize(
    ("word", "allowed", "near"),
    [
        ("suport", ["oppose", "support"], ("support",)),
        ("SUPPORT", ["oppose", "support"], ("support",)),
        ("zas", ["ZAS"], ("ZAS",)),
        ("qualified-support", ["support", "qualified_support"], ("qualified_support",)),
        ("xyz", ["oppose", "support"], ()),
        ("", ["oppose"], ()),
        ("x" * 65, ["x" * 65], ()),
        ("abc", [], ()),
        ("abcd", ["abce", "abcf", "abcg", "abch"], ("abch", "abcg", "abcf")),
        ("zaz", ["imomi", "zas"], ("zas",)),
        ("tt", ["t", "a", "us"], ()),
        ("sco", ["csto-growth", "sco-priority"], ("sco-priority",)),
        ("SCO", ["csto-growth", "sco-priority"], ("sco-priority",)),
        ("sc", ["csto-growth", "sco-priority"], ()),
        ("zas", ["zas-at-the-conference", "zass"], ("zass",)),
        (
            "kaz",
            ["kazakhstan", "kazakh-army", "kazakh-border", "kazakh-unrest"],
            ("kazakhstan", "kazakh-army", "kazakh-border"),
        ),
        (5, ["5"], ()),
        (None, ["none"], ()),
    ],
)
def test_a_misspelt_word_finds_those_it_looks_like_or_that_begin_like_it(
    word: object, allowed: list[str], near: tuple[str, ...]
) -> None:
    assert near_matches(word, allowed) == near


def test_very_many_allowed_words_are_not_all_compared() -> None:
    seen = 0

    def words() -> Iterator[str]:
        nonlocal seen
        for seen in range(1, 1_000_000):
            yield f"w{seen:06}"

    near_matches("w00001x", words())
    assert seen == 2_000


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "'a'"), (["a", "b"], "'a' or 'b'"), (["a", "b", "c"], "'a', 'b' or 'c'")],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    assert or_list(words) == text


def test_an_argument_of_a_wrong_type_is_told_with_its_name_and_value() -> None:
    error = wrong_type("merge", "right", [1], "a corpus")
    assert (str(error), error.problems[0].rule) == ("merge: right: [1] is not a corpus", "type")
