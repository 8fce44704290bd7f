"""What documents promise: equal corpora, equal bytes; and all that is wrong is told, each at its place."""

from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eurasec
from eurasec import Corpus, Person, State, dump, dumps, load, loads
from eurasec.errors import DecodeError, InvalidValueError, Problem
from eurasec.sources import Record
from harbour import corpus, records
from strategies import corpora_records

Told = list[tuple[str, str]]

slow = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def problems_of(data: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(DecodeError) as caught:
        loads(data)
    return caught.value.problems


def told(data: bytes | str) -> Told:
    """Path and rule of everything that is wrong with a document."""
    return [(problem.path, problem.rule) for problem in problems_of(data)]


def document(**sections: object) -> bytes:
    return json.dumps({"format": "eurasec/1", **sections}).encode()


def position(**changes: object) -> bytes:
    """A document with one position, some of whose fields are changed."""
    valid = {"id": "p", "holders": ["s"], "topic": "t", "stance": "support"}
    return document(
        states=[{"id": "s", "name": "S"}],
        topics=[{"id": "t", "label": "T"}],
        positions=[{**valid, **changes}],
    )


# ── The laws ────────────────────────────────────────────────────────────────


@slow
@given(corpora_records(), st.randoms(use_true_random=False))
def test_equal_corpora_give_equal_bytes_and_are_read_back_equal(
    given_records: list[Record], chance: random.Random
) -> None:
    before = Corpus(given_records)
    written = dumps(before)
    chance.shuffle(given_records)
    assert dumps(Corpus(given_records)) == written
    assert loads(written) == loads(written.decode()) == before
    assert dumps(loads(written)) == written


@slow
@given(corpora_records(), st.randoms(use_true_random=False))
def test_the_order_of_sections_records_and_keys_in_a_file_does_not_matter(
    given_records: list[Record], chance: random.Random
) -> None:
    def disordered(members: dict[str, object]) -> dict[str, object]:
        return dict(chance.sample(list(members.items()), len(members)))

    before = Corpus(given_records)
    given_document = json.loads(dumps(before))
    for plural, section in given_document.items():
        if plural != "format":
            given_document[plural] = [disordered(each) for each in chance.sample(section, len(section))]
    assert loads(json.dumps(disordered(given_document))) == before


# ── The canonical form ──────────────────────────────────────────────────────


def test_each_record_stands_on_a_line_of_its_own() -> None:
    written = dumps(Corpus([State(id="b", name="Bé"), Person(id="p", name="P"), State(id="a", name="A")]))
    assert written.decode().splitlines() == [
        "{",
        ' "format": "eurasec/1",',
        ' "states": [',
        '  {"id": "a", "name": "A"},',
        '  {"id": "b", "name": "Bé"}',
        " ],",
        ' "people": [',
        '  {"id": "p", "name": "P"}',
        " ]",
        "}",
    ]
    assert written.endswith(b"\n")


def test_a_corpus_without_records_is_a_document_too() -> None:
    assert dumps(Corpus()) == b'{\n "format": "eurasec/1"\n}\n'
    assert loads(dumps(Corpus())) == Corpus()


def test_fields_stand_in_their_order_and_without_what_is_at_its_default() -> None:
    written = dumps(loads(position(tags=[], attribution="own", note="N", about=["t"], condition="C")))
    assert json.loads(written)["positions"] == [
        {
            "id": "p",
            "holders": ["s"],
            "about": ["t"],
            "topic": "t",
            "stance": "support",
            "condition": "C",
            "note": "N",
        }
    ]
    line = next(line for line in written.decode().splitlines() if '"stance"' in line)
    keys = ["id", "holders", "about", "topic", "stance", "condition", "note"]
    assert list(json.loads(line)) == keys


def test_null_says_that_nothing_is_stated_where_that_may_be() -> None:
    assert loads(position(note=None, assembly=None, date=None)) == loads(position())


def test_words_and_dates_and_decimals_come_back_as_what_they_are() -> None:
    figure = {"measure": "trade", "form": "change_percent", "value": "8.50", "period": "2020"}
    found = loads(
        position(figures=[figure], date="2020-06", coding={"coder": "a", "confidence": 1})
    ).positions[0]
    assert found.stance is eurasec.Stance.SUPPORT
    assert found.date == eurasec.dates.parse_edtf("2020-06")
    assert (str(found.figures[0].value), found.figures[0].form) == ("8.5", eurasec.FigureForm.CHANGE_PERCENT)
    assert found.coding is not None
    assert type(found.coding.confidence) is float


# ── Paths and files ─────────────────────────────────────────────────────────


def test_a_file_that_is_open_for_bytes_is_written_and_read() -> None:
    file = io.BytesIO()
    dump(corpus(), file)
    assert file.getvalue() == dumps(corpus())
    file.seek(0)
    assert load(file) == corpus()


def test_what_is_read_stands_at_the_head_of_the_error(tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    path.touch()
    with pytest.raises(DecodeError, match=r"corpus\.json: \$: is empty$"):
        load(path)
    with path.open("rb") as file, pytest.raises(DecodeError, match=r"corpus\.json: \$: is empty$"):
        load(file)
    with pytest.raises(DecodeError, match=r"^document: \$: is empty$"):
        loads("")
    with pytest.raises(DecodeError, match=r"^file: \$: is empty$"):
        load(io.BytesIO(b""))


@pytest.mark.parametrize("data", [None, 5, bytearray(b"{}"), ["{}"]])
def test_only_bytes_and_strings_are_read(data: Any) -> None:
    with pytest.raises(InvalidValueError, match="neither bytes nor a string"):
        loads(data)


@pytest.mark.parametrize("given_corpus", [[State(id="a", name="A")], None])
def test_only_a_corpus_is_written(given_corpus: Any) -> None:
    with pytest.raises(InvalidValueError, match="is no corpus"):
        dumps(given_corpus)
    with pytest.raises(InvalidValueError, match="is no corpus"):
        dump(given_corpus, io.BytesIO())


# ── What is no JSON ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"", "$"),
        (" \n", "$"),
        (b"{", "line 1, column 2"),
        ('{"format": "eurasec/1",\n "states": [}', "line 2, column 13"),
        (b'{"format": "eurasec/1"} {}', "line 1, column 25"),
        (b'{"format" "eurasec/1"}', "line 1, column 11"),
        (b'{"format": "\x01"}', "line 1, column 13"),
        (b"\xef\xbb\xbf{}", "$"),
        ("\ufeff{}", "$"),
        ('{"format": "eurasec/1"}'.encode("utf-16"), "$"),
        ('{"format": "eurasec/1"}'.encode("utf-16-le"), "$"),
        ('{"format": "eurasec/1"}'.encode("utf-16-be"), "$"),
        ('{"format": "eurasec/1"}'.encode("utf-32"), "$"),
        (b'{"format":\n "eurasec\xff/1"}', "line 2, byte 10"),
        (b'{"format": "eurasec/1", "states": [{"id": "\xed\xa0\x80"}]}', "line 1, byte 44"),
    ],
)
def test_what_is_no_json_text_is_told_with_its_place(data: bytes | str, path: str) -> None:
    assert told(data) == [(path, "json")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "$: is empty"),
        (b"\xef\xbb\xbf{}", "$: begins with a byte-order mark; save it in UTF-8 without one"),
        (b"{\x00}\x00", "$: is encoded in UTF-16 or UTF-32, not in UTF-8"),
        (b"[" * 10_000, "$: is nested more than 64 levels deep (Limits.depth)"),
        (b"{\xff", "line 1, byte 2: is not UTF-8: invalid start byte"),
    ],
)
def test_why_it_is_no_json_text_is_said_in_words(data: bytes, message: str) -> None:
    assert [str(problem) for problem in problems_of(data)] == [message]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-" + "9" * 31])
@pytest.mark.parametrize("key", ["speakers_reported", "ordinal"])
def test_numbers_out_of_every_range_are_refused_at_their_place(number: str, key: str) -> None:
    session = f'{{"id": "s", "{key}": {number}}}'
    conference = f'{{"id": "c", "title": "C", "sessions": [{session}]}}'
    text = f'{{"format": "eurasec/1", "conferences": [{conference}]}}'
    assert [path for path, _ in told(text)] == [f"$.conferences[0].sessions[0].{key}"]


def test_a_number_of_very_many_digits_is_shown_in_short() -> None:
    text = f'{{"format": "eurasec/1", "conferences": [{{"id": "c", "title": "C", "edition": {"7" * 9999}}}]}}'
    (problem,) = problems_of(text)
    assert problem.message == f"{'7' * 30}… is not a whole number from 0 to {2**53 - 1}"


def test_the_limit_of_python_on_digits_makes_no_difference() -> None:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        assert told(position(rank=1).replace(b'"rank": 1', b'"date": ' + b"1" * 100_000)) == [
            ("$.positions[0].date", "type")
        ]
    finally:
        sys.set_int_max_str_digits(limit)


# ── What is no document ─────────────────────────────────────────────────────


@pytest.mark.parametrize("data", ["null", "true", "5", '"x"', "[]", "NaN", '[{"format": "eurasec/1"}]'])
def test_a_document_is_an_object(data: str) -> None:
    (problem,) = problems_of(data)
    assert (problem.path, problem.rule) == ("$", "type")
    assert problem.message.endswith(" is not an object")


def test_null_is_shown_as_it_is_written() -> None:
    assert [str(problem) for problem in problems_of("null")] == ["$: null is not an object"]
    assert [str(problem) for problem in problems_of(document(states=None))] == [
        "$.states: null is not a list"
    ]
    assert [str(problem) for problem in problems_of(document(states=[None, True]))] == [
        "$.states[0]: null is not an object",
        "$.states[1]: true is not an object",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{}", "$.format: is missing; a file states its format, which is 'eurasec/1'"),
        ('{"states": 5}', "$.format: is missing; a file states its format, which is 'eurasec/1'"),
        (
            '{"format": "eurasec/2", "dreams": []}',
            "$.format: 'eurasec/2' needs a newer version of the library; this one reads 'eurasec/1'",
        ),
        (
            '{"format": "eurasec/01"}',
            "$.format: 'eurasec/01' is no format of this library, which reads 'eurasec/1'",
        ),
        ('{"format": null}', "$.format: null is no format of this library, which reads 'eurasec/1'"),
        ('{"format": [1]}', "$.format: [1] is no format of this library, which reads 'eurasec/1'"),
    ],
)
def test_the_format_is_judged_before_all_else(data: str, message: str) -> None:
    assert [str(problem) for problem in problems_of(data)] == [message]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("positons", "$.positons: is no key of a document; did you mean 'positions'?"),
        ("person", "$.person: is no key of a document; did you mean 'people'?"),
        ("sessions", "$.sessions: is no key of a document; sessions stand inside their conference"),
        ("zzz", "$.zzz: is no key of a document"),
        ("a b", "$['a b']: is no key of a document"),
        ("", "$['']: is no key of a document"),
        ("\ud800", r"$['\ud800']: is no key of a document"),
    ],
)
def test_an_unknown_section_is_told_with_what_may_have_been_meant(key: str, message: str) -> None:
    (problem,) = problems_of(document(**{key: []}))
    assert str(problem) == message
    assert "people" in problem.allowed


@pytest.mark.parametrize("section", [{}, "abc", 5, {"id": "a"}, True])
def test_a_section_is_a_list(section: object) -> None:
    assert told(document(people=section)) == [("$.people", "type")]


def test_a_key_that_stands_twice_is_told_at_its_object() -> None:
    state = (
        '{"id": "a", "name": "A", "name": "B", "id": "a", "evidence": [{"document": "d", "document": "d"}]}'
    )
    text = f'{{"format": "eurasec/1", "states": [{state}], "format": "eurasec/1"}}'
    assert [str(problem) for problem in problems_of(text)] == [
        "$: the key 'format' stands there twice",
        "$.states[0]: the key 'id' stands there twice",
        "$.states[0]: the key 'name' stands there twice",
        "$.states[0].evidence[0]: the key 'document' stands there twice",
    ]


def test_a_key_that_stands_twice_where_no_object_belongs_is_a_wrong_value() -> None:
    text = '{"format": "eurasec/1", "states": [{"id": "a", "name": {"x": 1, "x": 2}}]}'
    assert [str(problem) for problem in problems_of(text)] == ["$.states[0].name: {'x': 2} is not a text"]


# ── What is no record ───────────────────────────────────────────────────────


def figure(value: object) -> dict[str, object]:
    return {"figures": [{"measure": "m", "form": "level", "value": value}]}


WRONG: list[tuple[dict[str, object], Told]] = [
    ({"stance": "suport"}, [("stance", "word")]),
    ({"stance": 5}, [("stance", "type")]),
    ({"stance": None}, [("stance", "type")]),
    ({"stanse": "support"}, [("stanse", "unknown-key")]),
    ({"id": "a b"}, [("id", "id-shape")]),
    ({"id": 5}, [("id", "type")]),
    ({"claim": 5}, [("claim", "type")]),
    ({"claim": ""}, [("claim", "empty-text")]),
    ({"claim": "\x00"}, [("claim", "control-character")]),
    ({"claim": "\ud800"}, [("claim", "control-character")]),
    ({"claim": ["x"]}, [("claim", "type")]),
    ({"holders": "s"}, [("holders", "type")]),
    ({"holders": ""}, [("holders", "type")]),
    ({"holders": {}}, [("holders", "type")]),
    ({"holders": None}, [("holders", "type")]),
    ({"holders": ["s", None, "a b"]}, [("holders[1]", "type"), ("holders[2]", "id-shape")]),
    ({"holders": ["s", "s"]}, [("holders[1]", "no-repeats")]),
    ({"holders": []}, [("holders", "holders-or-assembly")]),
    ({"assembly": []}, [("assembly", "type")]),
    ({"assembly": {}}, [("assembly.of", "required"), ("assembly.quantifier", "required")]),
    ({"date": "2022-13-01"}, [("date", "edtf")]),
    ({"date": 2022}, [("date", "type")]),
    ({"date": "2022\ud800"}, [("date", "edtf")]),
    ({"quotes": {}}, [("quotes", "type")]),
    ({"quotes": ""}, [("quotes", "type")]),
    ({"quotes": [5, []]}, [("quotes[0]", "type"), ("quotes[1]", "type")]),
    ({"quotes": [{"document": "t", "start": True}]}, [("quotes[0].start", "type")]),
    ({"quotes": [{"document": "t", "end": 5.0}]}, [("quotes[0].end", "type")]),
    ({"quotes": [{"document": "t", "start": 5, "end": 5}]}, [("quotes[0].end", "span")]),
    ({"quotes": [{"document": "t", "strat": 5}]}, [("quotes[0].strat", "unknown-key")]),
    (figure(8), [("figures[0].value", "type")]),
    (figure("1e5"), [("figures[0].value", "decimal-shape")]),
    (figure("NaN"), [("figures[0].value", "decimal-shape")]),
    (figure("8\n"), [("figures[0].value", "decimal-shape")]),
    (figure(None), [("figures[0].value", "type")]),
    ({"coding": {"coder": "a", "confidence": "1"}}, [("coding.confidence", "type")]),
    ({"coding": {"coder": "a", "confidence": 1.5}}, [("coding.confidence", "range")]),
    ({"coding": []}, [("coding", "type")]),
    ({"attributed_by": "s"}, [("attributed_by", "attribution"), ("attributed_by", "ascriber-no-holder")]),
    ({"tags": [1]}, [("tags[0]", "type")]),
    ({"tags": "ab"}, [("tags", "type")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), WRONG, ids=lambda each: str(each)[:60])
def test_every_wrong_value_is_told_at_its_path(changes: dict[str, object], expected: Told) -> None:
    assert told(position(**changes)) == [(f"$.positions[0].{path}", rule) for path, rule in expected]


def test_all_that_is_wrong_with_a_record_is_told_in_the_order_of_its_fields() -> None:
    given_record = {
        "extra": 1,
        "stance": "suport",
        "holders": ["s", None],
        "evidence": [{"document": "a b", "end": 7}, {"dokument": "s"}],
        "date": "2022-13",
    }
    assert [str(problem)[:90] for problem in problems_of(document(positions=[given_record]))] == [
        "$.positions[0].extra: is no key of Position",
        "$.positions[0].id: is missing",
        "$.positions[0].date: '2022-13' is no EDTF date: '13' is no month from 01 to 12 and no seas",
        "$.positions[0].holders[1]: null is not an id: ASCII letters, digits, '.' and '-', alphanum",
        "$.positions[0].topic: is missing",
        "$.positions[0].stance: 'suport' is no word of Stance; did you mean 'support'? (allowed: su",
        "$.positions[0].evidence[0].document: 'a b' is not an id: ASCII letters, digits, '.' and '-",
        "$.positions[0].evidence[0].start: is missing; start and end come together",
        "$.positions[0].evidence[1].dokument: is no key of Evidence; did you mean 'document'?",
        "$.positions[0].evidence[1].document: is missing",
    ]


def test_a_misspelt_key_carries_the_keys_that_would_have_been_right() -> None:
    (problem,) = problems_of(position(stanse="x"))
    assert problem.value == "'stanse'"
    assert "stance" in problem.allowed


# ── What does not hold together ─────────────────────────────────────────────


def test_problems_between_records_have_the_path_where_the_record_was_read() -> None:
    data = document(
        people=[{"id": "a", "name": "A"}, {"id": "b", "name": "B", "country": "nowhere"}],
        topics=[{"id": "t", "label": "T"}, {"id": "a", "label": "U"}],
        conferences=[{"id": "c", "title": "C", "sessions": [{"id": "s1", "agenda": ["b"]}]}],
        positions=[{"id": "p", "holders": ["a", "t"], "topic": "t", "stance": "support"}],
    )
    assert told(data) == [
        ("$.people[1].country", "reference"),
        ("$.conferences[0].sessions[0].agenda[0]", "reference-kind"),
        ("$.topics[1].id", "unique-id"),
        ("$.positions[0].holders[1]", "reference-kind"),
    ]


def test_what_is_wrong_between_records_is_told_beside_records_that_cannot_be_read() -> None:
    data = document(
        states=[{"id": "s", "name": ""}, {"id": "u", "name": "U"}, {"id": "u", "name": "V"}],
        people=[{"id": "p", "name": "P", "country": "s"}],
    )
    assert told(data) == [("$.states[0].name", "empty-text"), ("$.states[2].id", "unique-id")]


def test_references_that_may_lead_to_an_unreadable_record_are_not_called_wrong() -> None:
    data = document(states=[{"id": "s", "name": ""}], people=[{"id": "p", "name": "P", "country": "nowhere"}])
    assert told(data) == [("$.states[0].name", "empty-text")]


def test_a_record_behind_unreadable_ones_keeps_its_number() -> None:
    data = document(
        states=[5, {"id": "s", "name": "S"}, 5, {"id": "s", "name": "S"}],
        people=[5, {"id": "s", "name": "S"}],
    )
    assert told(data)[3:] == [("$.states[3].id", "unique-id"), ("$.people[1].id", "unique-id")]


def test_the_records_of_the_harbour_forum_survive_in_any_order() -> None:
    assert dumps(Corpus(reversed(records()))) == dumps(corpus())
