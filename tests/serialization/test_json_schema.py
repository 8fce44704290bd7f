"""The schemas say of a file what a schema can say, and nothing that reading does not bear out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from eurasec import Corpus, State, dump_lines, dumps, json_schema, json_schema_lines, loads
from eurasec._fields import Rule, Value, fields_of
from eurasec._kinds import KINDS, SESSION
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.sources import Evidence, Record
from eurasec.vocab import Stance
from harbour import corpus
from mutants import Mutator
from strategies import corpora_records, dates, passages, texts

FOLDER = Path(__file__).parent.parent / "data" / "v1"
DOCUMENTS = Draft202012Validator(json_schema())
LINES = Draft202012Validator(json_schema_lines())

slow = settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def lines_of(records: Corpus) -> Iterator[Any]:
    file = io.BytesIO()
    dump_lines(records, file)
    return map(json.loads, file.getvalue().splitlines())


def definition(name: str) -> Draft202012Validator:
    """What validates values of one definition."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": json_schema()["$defs"]})


# ── What is right is valid ──────────────────────────────────────────────────


@pytest.mark.parametrize("schema", [json_schema(), json_schema_lines()])
def test_the_schemas_are_schemas_of_draft_2020_12(schema: dict[str, object]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_the_schemas_are_json_and_made_anew_for_everybody() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()
    json_schema()["$defs"] = {}
    assert json_schema()["$defs"]


@slow
@given(corpora_records())
def test_every_corpus_that_is_written_is_valid(records: list[Record]) -> None:
    before = Corpus(records)
    DOCUMENTS.validate(json.loads(dumps(before)))
    for line in lines_of(before):
        LINES.validate(line)


def test_the_shipped_corpus_and_the_harbour_forum_are_valid() -> None:
    shipped = loads(files("eurasec.datasets").joinpath("csto_2022.json").read_bytes())
    for each in (shipped, corpus()):
        DOCUMENTS.validate(json.loads(dumps(each)))
        for line in lines_of(each):
            LINES.validate(line)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_old_documents_are_valid(path: Path) -> None:
    DOCUMENTS.validate(json.loads(path.read_bytes()))


# ── What is broken is not ───────────────────────────────────────────────────

OWN: dict[str, Any] = {"id": "p", "holders": ["s"], "topic": "t", "stance": "support"}
ASCRIBED: dict[str, Any] = {**OWN, "attribution": "imputed", "attributed_by": "a", "endorsement": "rejected"}
QUOTED: dict[str, Any] = {**OWN, "rendering": "quoted", "quotes": [{"document": "d"}]}
HELD: dict[str, Any] = {
    **{key: value for key, value in OWN.items() if key != "holders"},
    "rendering": "synthesised",
    "assembly": {"of": "c", "quantifier": "most"},
}
PRESENT: dict[str, Any] = {"id": "p", "person": "a", "conference": "c", "appearances": [{}]}
GONE = object()
"""Stands for a key that is taken away."""

BROKEN: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("positions", OWN, {"id": GONE}),
    ("positions", OWN, {"id": "a b"}),
    ("positions", OWN, {"id": "x" * 129}),
    ("positions", OWN, {"stance": "suport"}),
    ("positions", OWN, {"stance": None}),
    ("positions", OWN, {"stanse": "support"}),
    ("positions", OWN, {"claim": ""}),
    ("positions", OWN, {"claim": " "}),
    ("positions", OWN, {"claim": "a\nb"}),
    ("positions", OWN, {"claim": 5}),
    ("positions", OWN, {"date": "yesterday"}),
    ("positions", OWN, {"holders": "s"}),
    ("positions", OWN, {"holders": ["s", "s"]}),
    ("positions", OWN, {"holders": [None]}),
    ("positions", OWN, {"holders": []}),
    ("positions", OWN, {"holders": GONE}),
    ("positions", OWN, {"assembly": {"of": "c", "quantifier": "most"}}),
    ("positions", OWN, {"endorsement": "rejected"}),
    ("positions", OWN, {"attribution": "relayed"}),
    ("positions", ASCRIBED, {"endorsement": GONE}),
    ("positions", ASCRIBED, {"endorsement": None}),
    ("positions", ASCRIBED, {"attributed_by": GONE}),
    ("positions", ASCRIBED, {"attribution": "own"}),
    ("positions", ASCRIBED, {"attribution": GONE}),
    ("positions", QUOTED, {"quotes": GONE}),
    ("positions", QUOTED, {"quotes": []}),
    ("positions", HELD, {"assembly": GONE, "holders": ["s"]}),
    ("positions", HELD, {"assembly": {"of": "c"}}),
    ("positions", OWN, {"evidence": [{"document": "d", "start": 1}]}),
    ("positions", OWN, {"evidence": [{"document": "d", "end": 1}]}),
    ("positions", OWN, {"evidence": [{"document": "d", "start": -1, "end": 1}]}),
    ("positions", OWN, {"evidence": [{"document": "d", "prefix": "x"}]}),
    ("positions", OWN, {"evidence": [{"document": "d", "suffix": "x", "exact": None}]}),
    ("positions", OWN, {"figures": [{"measure": "m", "form": "level", "value": 8}]}),
    ("positions", OWN, {"figures": [{"measure": "m", "form": "level", "value": "1e5"}]}),
    ("positions", OWN, {"coding": {"coder": "a", "confidence": 1.5}}),
    ("participants", PRESENT, {"appearances": [{}, {"session": "s"}]}),
    ("participants", PRESENT, {"appearances": [{"session": None}, {"session": "s"}]}),
    ("participants", PRESENT, {"appearances": [{"roles": ["speaker", "speaker"]}]}),
    ("threats", {"id": "t", "label": "T", "kinds": ["other"], "sectors": ["cyber"]}, {"kinds": []}),
    ("states", {"id": "s", "name": "S"}, {"code": "kz"}),
    ("documents", {"id": "d", "title": "D"}, {"url": "example.org"}),
    ("documents", {"id": "d", "title": "D"}, {"sha256": "0"}),
    ("documents", {"id": "d", "title": "D"}, {"language": "english language"}),
    ("people", {"id": "p", "name": "P"}, {"unnamed": "true"}),
]


@pytest.mark.parametrize(("plural", "right", "changes"), BROKEN, ids=lambda each: str(each)[:50])
def test_a_broken_record_is_neither_valid_nor_read(
    plural: str, right: dict[str, Any], changes: dict[str, Any]
) -> None:
    broken = {key: value for key, value in {**right, **changes}.items() if value is not GONE}
    name = next(kind.name for kind in KINDS if kind.plural == plural)
    assert DOCUMENTS.is_valid({"format": "eurasec/1", plural: [right]})
    assert LINES.is_valid({"type": name, **right})
    assert not DOCUMENTS.is_valid({"format": "eurasec/1", plural: [broken]})
    assert not LINES.is_valid({"type": name, **broken})
    with pytest.raises(DecodeError) as caught:
        loads(json.dumps({"format": "eurasec/1", plural: [broken]}))
    assert not {"reference", "unique-id"} & {problem.rule for problem in caught.value.problems}


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"format": "eurasec/2"},
        {"format": "eurasec/1", "sates": []},
        {"format": "eurasec/1", "sessions": []},
        {"format": "eurasec/1", "states": {}},
        {"format": "eurasec/1", "states": None},
        {"format": "eurasec/1", "states": [None]},
        {"format": "eurasec/1", "states": [{"type": "state", "id": "s", "name": "S"}]},
    ],
)
def test_a_broken_document_is_neither_valid_nor_read(document: object) -> None:
    assert not DOCUMENTS.is_valid(document)
    with pytest.raises(DecodeError):
        loads(json.dumps(document))


@pytest.mark.parametrize(
    "line",
    [
        None,
        {},
        {"format": "eurasec/2"},
        {"format": "eurasec/1", "states": []},
        {"id": "s", "name": "S"},
        {"type": "sate", "id": "s", "name": "S"},
        {"type": "person", "id": "s", "label": "S"},
        {"type": "session", "id": "s"},
    ],
)
def test_a_broken_line_is_not_valid(line: object) -> None:
    assert not LINES.is_valid(line)


@pytest.mark.parametrize("name", ["actors", "conferences", "positions", "threats"])
def test_what_is_not_valid_is_not_read(name: str) -> None:
    mutator = Mutator((FOLDER / f"{name}.json").read_bytes(), seed=6)
    read = invalid = refused = 0
    for document in mutator.of_values(400):
        valid = DOCUMENTS.is_valid(document)
        try:
            loads(json.dumps(document))
        except DecodeError:
            refused += 1
            invalid += not valid
        else:
            read += 1
            assert valid, document
    assert read > 20
    assert invalid > refused // 2, "the schema says little"


# ── Leaves ──────────────────────────────────────────────────────────────────


def is_right(**fields: str) -> bool:
    try:
        State(id="s", **{"name": "S", **fields})
    except InvalidValueError:
        return False
    return True


characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "\x00\t\n\r\x1c\x7f\x85 \xa0\u2028\u3000"
)


@given(texts() | st.text(characters, max_size=4))
def test_a_text_is_valid_where_it_is_right(text: str) -> None:
    if not text.endswith("\n"):  # Python takes $ for a place before a last line break, too
        assert definition("text").is_valid(text) == is_right(name=text)


@given(passages() | st.text(characters, max_size=4))
def test_a_passage_is_valid_where_it_is_right(text: str) -> None:
    try:
        Evidence(document="d", exact=text)
        right = True
    except InvalidValueError:
        right = False
    if right or not text.endswith("\n"):
        assert definition("passage").is_valid(text) == right


@given(dates())
def test_every_date_is_valid(date: object) -> None:
    assert definition("date").is_valid(str(date))


@pytest.mark.parametrize("number", ["0", "-0", "8", "8.50", "-0.001", "9" * 60, "0." + "9" * 60])
def test_decimals_are_valid_as_strings_without_exponent(number: str) -> None:
    assert definition("decimal").is_valid(number)


@pytest.mark.parametrize("number", ["", "+8", "08", ".5", "5.", "1e5", "NaN", "9" * 61, "0." + "9" * 61, 8])
def test_other_decimals_are_not(number: object) -> None:
    assert not definition("decimal").is_valid(number)


# ── What the schemas tell ───────────────────────────────────────────────────


def definitions() -> dict[str, Any]:
    found: Any = json_schema()["$defs"]
    return found


def test_every_field_of_every_class_is_a_property() -> None:
    classes: list[type[Value]] = [kind.record for kind in (*KINDS, SESSION)]
    for cls in classes:
        schema = definitions()[cls.__name__]
        assert list(schema["properties"]) == [field.name for field in fields_of(cls)]
        assert schema["required"] == [field.name for field in fields_of(cls) if field.required]
        assert schema["additionalProperties"] is False
        classes += [field.nested for field in fields_of(cls) if field.nested and field.nested not in classes]


def test_words_carry_their_meanings() -> None:
    assert definitions()["Stance"]["oneOf"] == [
        {"const": word.value, "description": word.meaning} for word in Stance
    ]


def test_classes_and_fields_carry_what_their_docstrings_say() -> None:
    position = definitions()["Position"]
    assert (
        position["description"]
        == "A stance towards the proposition of a topic: political claims analysis calls it a claim."
    )
    assert position["properties"]["topic"] == {
        "description": "The topic. Names: topic.",
        "$ref": "#/$defs/id",
    }
    assert position["properties"]["holders"] == {
        "description": "Those who hold it, each of them; or else there is an assembly. "
        "Names: state, organization, group, person.",
        "type": "array",
        "items": {"$ref": "#/$defs/id"},
        "uniqueItems": True,
    }
    assert position["properties"]["attribution"]["default"] == "own"


def test_every_description_is_there_without_docstrings_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(State, "__doc__", None)
    assert "description" not in definitions()["State"]
    Draft202012Validator.check_schema(json_schema())


BEYOND = {
    "Evidence._words_fill_the_span",
    "Organization._dissolved_not_before_founded",
    "Statement._ascriber_is_no_holder",
}
"""Rules between fields that no schema can say."""

SAID = {
    "Evidence._span_has_both_ends_in_order",
    "Evidence._surroundings_have_words",
    "Participant._one_appearance_for_each_session",
    "Statement._exactly_one_of_holders_and_assembly",
    "Statement._quoted_rendering_has_quotes",
    "Statement._relayed_and_imputed_views_have_an_ascriber",
    "Statement._synthesised_rendering_has_an_assembly",
}
"""Rules between fields that the schemas say, as far as a schema can; `BROKEN` has a case of each."""


def test_every_rule_between_fields_is_in_the_schemas_or_known_to_be_beyond_them() -> None:
    bases = {base for kind in (*KINDS, SESSION) for base in kind.record.__mro__} | {Evidence}
    rules = {
        f"{base.__name__}.{name}"
        for base in bases
        for name, member in vars(base).items()
        if isinstance(member, Rule)
    }
    assert rules == BEYOND | SAID
