"""The parts of the DNA formats: places, odd texts, stances, what is kept, and what was changed in DNA."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dna_projects import compared
from eurasec import (
    Assembly,
    Attribute,
    Coding,
    Conference,
    Document,
    Evidence,
    Group,
    Organization,
    Participant,
    Person,
    Position,
    State,
    Threat,
    ThreatAssessment,
    Topic,
)
from eurasec.corpus import Corpus
from eurasec.errors import CorpusError, InvalidValueError
from eurasec.interop._naming import Ids
from eurasec.interop.dna import from_dna, to_dna, to_dna_events
from eurasec.interop.dna.database import file_of, read_rows
from eurasec.interop.dna.files import PASSWORD
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.offsets import Offsets
from eurasec.interop.dna.project import (
    BLACK,
    RELATION_DEFAULTS,
    CodedStatement,
    CodedText,
    Coder,
    DataType,
    Entity,
    Project,
    Relation,
    StatementType,
    Variable,
)
from eurasec.interop.dna.quoting import dumped, loaded, quoted, quoted_name, unquoted, unquoted_name
from eurasec.interop.dna.roles import level_of, stance_of
from eurasec.interop.dna.rows import project_of, rows_of
from eurasec.interop.dna.statements import NOT_STATED, NOT_STATED_GROUP
from eurasec.vocab import Stance

TOY: Final = Path(__file__).parent.parent / "data" / "dna" / "toy.dna"


# ── Places ──────────────────────────────────────────────────────────────────


@given(st.text(st.sampled_from("aé😀🕊я")))
def test_places_are_those_that_utf_16_gives(text: str) -> None:
    offsets = Offsets(text)
    units = [len(text[:place].encode("utf-16-le")) // 2 for place in range(len(text) + 1)]
    assert [offsets.units(place) for place in range(len(text) + 1)] == units
    for unit in range(units[-1] + 1):
        assert offsets.points(unit) == (units.index(unit) if unit in units else None)
        assert offsets.points_before(unit) == max(place for place, each in enumerate(units) if each <= unit)
    assert offsets.has_wide is (units[-1] > len(text))


# ── Odd texts ───────────────────────────────────────────────────────────────

ODD: Final = st.text(st.sampled_from('a"\\ \n\x85dn.')) | st.sampled_from(["dna.type", '"dna.type"', '""'])


@given(ODD, st.integers(0, 3))
def test_any_value_becomes_a_text_of_a_record_and_comes_back(value: str, times: int) -> None:
    for _ in range(times):
        value = dumped(value)
    for there, back in ((quoted, unquoted), (quoted_name, unquoted_name)):
        text = there(value)
        assert Attribute(name="any", value=text).value == text
        assert back(text) == value
        if text == value:
            assert there(back(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "NaN",
        "9" * 31,
        '["\\ud800"]',
        '{"\\ud800":1}',
        "[" * 201 + "]" * 201,
        "[" * 100_000 + "]" * 100_000,
    ],
)
def test_json_that_no_record_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        loaded(text)


@pytest.mark.parametrize("text", ['"a', '"a"b"', '"\\ud800"', '"\\u0061"', '"'])
def test_a_text_that_only_looks_quoted_is_taken_as_it_is(text: str) -> None:
    assert unquoted(text) == text


# ── Stances ─────────────────────────────────────────────────────────────────


def variable(data_type: DataType) -> Variable:
    return Variable(name="qualifier", data_type=data_type)


@pytest.mark.parametrize(
    ("data_type", "scale", "levels"),
    [
        (
            DataType.BOOLEAN,
            (-2, 2),
            {"support": 1, "qualified_opposition": 0, "neutral": None, "unclear": None},
        ),
        (DataType.INTEGER, (-2, 2), {"support": 2, "qualified_support": 1, "mixed": 0, "unclear": None}),
        (DataType.INTEGER, (1, 5), {"oppose": 1, "qualified_opposition": 2, "neutral": 3, "support": 5}),
        (DataType.INTEGER, (-1, 1), {"qualified_support": 1, "qualified_opposition": -1, "neutral": 0}),
        (DataType.INTEGER, (1, 4), {"neutral": None, "oppose": 1}),
        (DataType.SHORT_TEXT, (-2, 2), {"mixed": "mixed", "unclear": "unclear"}),
    ],
)
def test_a_stance_has_the_value_that_stands_for_it(
    data_type: DataType, scale: tuple[int, int], levels: dict[str, int | str | None]
) -> None:
    for word, level in levels.items():
        assert level_of(Stance(word), data_type, scale) == level


@pytest.mark.parametrize(
    ("data_type", "value", "stance"),
    [
        (DataType.BOOLEAN, 1, "support"),
        (DataType.BOOLEAN, 2, None),
        (DataType.INTEGER, -1, "qualified_opposition"),
        (DataType.INTEGER, 3, None),
        (DataType.SHORT_TEXT, "mixed", "mixed"),
        (DataType.LONG_TEXT, "yes", None),
        (DataType.BOOLEAN, None, None),
    ],
)
def test_a_value_stands_for_its_stance(
    data_type: DataType, value: int | str | None, stance: str | None
) -> None:
    assert stance_of(value, variable(data_type), (-2, 2)) == stance
    assert stance_of(value, None, (-2, 2)) is None


# ── Projects of one's own ───────────────────────────────────────────────────

SHORT: Final = DataType.SHORT_TEXT
POSITIONS: Final = (
    Variable(name="person", data_type=SHORT, entities=(Entity(value="Ana"), Entity(value="Bo"))),
    Variable(name="organization", data_type=SHORT, entities=(Entity(value="League"),)),
    Variable(name="concept", data_type=SHORT, entities=(Entity(value="Growth"),)),
    Variable(name="agreement", data_type=DataType.BOOLEAN),
)
DOCUMENTS: Final = {1: CodedText(number=1, title="A speech", text="We grow", length=7, coder="Admin")}


def project(*types: StatementType, values: dict[str, dict[str, int | str]] | None = None) -> Project:
    """A project with one statement for each type of which values are given."""
    return Project(
        coders=(Coder(name="Admin"),),
        types=types,
        documents=DOCUMENTS,
        statements=tuple(
            CodedStatement(number=number, type=label, document=1, start=0, end=2, coder="Admin", values=each)
            for number, (label, each) in enumerate((values or {}).items(), start=1)
        ),
    )


def saved(tmp_path: Path, made: Project) -> Path:
    path = tmp_path / "made.dna"
    path.write_bytes(file_of(rows_of(made, password=PASSWORD)))
    return path


def read(path: Path) -> Project:
    rows, problems = read_rows(path)
    return project_of(rows, problems)


def test_statements_of_other_types_are_kept_by_their_document(tmp_path: Path) -> None:
    note = StatementType(label="Annotation", variables=(Variable(name="note", data_type=DataType.LONG_TEXT),))
    made = project(note, values={"Annotation": {"note": "so\nit is"}})
    imported = from_dna(saved(tmp_path, made))
    assert imported.problems == ()
    (kept,) = imported.corpus.documents["a-speech"].attributes
    assert json.loads(kept.value)["values"] == {"note": "so\nit is"}
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert exported.losses == ()
    assert compared(read(exported.result)) == compared(made)


def test_a_threat_without_kinds_and_sectors_is_no_threat_of_ours(tmp_path: Path) -> None:
    threats = (Entity(value="war"), Entity(value="raid", child_of="war", colour=(1, 2, 3)))
    variables = (
        Variable(name="threat", data_type=SHORT, entities=threats),
        Variable(name="verdict", data_type=SHORT, entities=(Entity(value="affirmed"),)),
    )
    made = project(
        StatementType(label="Fears", variables=variables),
        values={"Fears": {"threat": "raid", "verdict": "affirmed"}},
    )
    imported = from_dna(saved(tmp_path, made))
    assert [problem.rule for problem in imported.problems] == ["subject"]
    assert not imported.corpus.threats
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)


def test_assessments_of_another_type_name_it(tmp_path: Path) -> None:
    kinds = {"eurasec.kinds": '["other"]', "eurasec.sectors": '["military"]'}
    variables = (
        Variable(
            name="threat",
            data_type=SHORT,
            attributes=tuple(kinds),
            entities=(Entity(value="war", attributes=kinds),),
        ),
        Variable(name="verdict", data_type=SHORT, entities=(Entity(value="denied"),)),
    )
    made = project(
        StatementType(label="Fears", variables=variables),
        values={"Fears": {"threat": "war", "verdict": "denied"}},
    )
    imported = from_dna(saved(tmp_path, made))
    assessed = imported.corpus.assessments["statement-1"]
    assert assessed.attributes == (Attribute(name="dna.type", value="Fears"),)
    assert assessed.assembly == Assembly(of=NOT_STATED, quantifier="one")
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)
    assert from_dna(exported.result).corpus == imported.corpus


def test_a_group_cannot_be_spoken_for(tmp_path: Path) -> None:
    group = Variable(
        name="organization",
        data_type=SHORT,
        attributes=("eurasec.kind",),
        entities=(Entity(value="the West", attributes={"eurasec.kind": "group"}),),
    )
    variables = (POSITIONS[0], group, *POSITIONS[2:])
    values: dict[str, int | str] = {
        "person": "Ana",
        "organization": "the West",
        "concept": "Growth",
        "agreement": 1,
    }
    made = project(
        StatementType(label="DNA Statement", variables=variables), values={"DNA Statement": values}
    )
    imported = from_dna(saved(tmp_path, made))
    assert [problem.path for problem in imported.problems] == ["STATEMENTS[1].organization"]
    assert imported.corpus.positions[0].on_behalf_of is None


def test_the_stranger_qualifier_of_a_statement_stays(tmp_path: Path) -> None:
    variables = (*POSITIONS[:3], Variable(name="agreement", data_type=DataType.INTEGER))
    values: dict[str, int | str] = {"person": "Ana", "organization": "", "concept": "Growth", "agreement": 7}
    made = project(
        StatementType(label="DNA Statement", variables=variables), values={"DNA Statement": values}
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)


def test_entities_that_nobody_uses_stay_where_they_stand(tmp_path: Path) -> None:
    idle = Entity(value="Idle", colour=(1, 1, 1))
    other = (Variable(name="person", data_type=SHORT, entities=(idle,)), *POSITIONS[1:])
    made = project(
        StatementType(label="DNA Statement", variables=POSITIONS),
        StatementType(label="Other", variables=other),
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)
    without = to_dna(imported.corpus.without("idle"), tmp_path / "without.dna", texts=imported.texts)
    assert from_dna(without.result).corpus.people.ids == ("ana", "bo")


def test_a_type_stays_of_which_no_threat_is_a_record(tmp_path: Path) -> None:
    war = (Entity(value="war"),)
    voices = tuple(Variable(name=name, data_type=SHORT) for name in ("person", "organization"))
    threat = Variable(name="threat", data_type=SHORT, entities=war)
    verdict = Variable(name="verdict", data_type=SHORT)
    made = project(
        StatementType(label="DNA Statement", colour=(239, 208, 51), variables=POSITIONS),
        StatementType(label="Threat assessment", colour=(244, 164, 96), variables=(*voices, threat, verdict)),
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)


def test_what_coders_may_see_of_each_other_stays(tmp_path: Path) -> None:
    blind = Relation(coder="Ana", other="Bo", settings={**RELATION_DEFAULTS, "viewStatements": 0})
    made = attrs.evolve(
        project(StatementType(label="DNA Statement", variables=POSITIONS)),
        coders=(Coder(name="Admin"), Coder(name="Ana"), Coder(name="Bo")),
        relations=(blind,),
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert read(exported.result).relations == (blind,)


def test_who_speaks_in_a_row_but_not_in_its_record_stays_where_they_stand(tmp_path: Path) -> None:
    corpus = Corpus(
        [
            State(id="norland", name="Norland", attributes=(Attribute(name="Region", value="North"),)),
            Person(id="ana", name="Ana"),
            Person(id="bo", name="Bo"),
            Conference(id="talks", title="Talks"),
            Participant(id="ana-at-talks", person="ana", conference="talks", represents="norland"),
            Threat(id="war", label="War", kinds=("other",), sectors=("military",)),
            ThreatAssessment(
                id="a-1", conference="talks", holders=("ana", "bo"), threat="war", verdict="denied"
            ),
        ]
    )
    first = from_dna(to_dna(corpus, tmp_path / "1.dna").result)
    assert first.corpus.assessments["a-1"].on_behalf_of is None
    second = from_dna(to_dna(first.corpus, tmp_path / "2.dna", texts=first.texts).result)
    assert second == first


# ── What the corpus keeps of a project ──────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dna.type", "{"),
        ("dna.type", "[]"),
        ("dna.type", '{"label":"A"}'),
        ("dna.type", '{"label":"A","colour":[0,0,256],"variables":[]}'),
        ("dna.type", '{"label":"A","colour":[0,0],"variables":[]}'),
        ("dna.type", '{"label":"A","colour":[0,0,"0"],"variables":[]}'),
        ("dna.type", '{"label":"A","colour":[0,0,0],"variables":[{"name":"x","data_type":"blob"}]}'),
        ("dna.type", '{"label":7,"colour":[0,0,0],"variables":[]}'),
        ("dna.type", '{"label":"A","colour":[0,0,0],"variables":{}}'),
        ("dna.coder", '{"name":"A","settings":{"FontSize":0}}'),
        ("dna.relations", '[{"coder":"A"}]'),
        ("dna.roles", '{"person":"a","organization":"a","concept":"c","qualifier":"q","scale":[0,1]}'),
        ("dna.link", '["a","b","c"]'),
        ("dna.nothing", "{}"),
    ],
)
def test_what_was_never_read_from_a_database_is_refused_at_its_place(
    tmp_path: Path, name: str, value: str
) -> None:
    frame = Document(id=PROJECT, title="A project", attributes=(Attribute(name=name, value=value),))
    with pytest.raises(CorpusError) as caught:
        to_dna(Corpus([frame]), tmp_path / "any.dna")
    assert [problem.path for problem in caught.value.problems] == ["dna-project.attributes[0]"]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("dna.type", '{"label":"A"}', "'variables' is missing"),
        ("dna.link", '["a","b","c"]', "['a', 'b', 'c'] has 3 items, not 4"),
        ("dna.nothing", "{}", "nothing is called 'dna.nothing'"),
    ],
)
def test_what_was_never_read_from_a_database_is_told_in_plain_words(
    tmp_path: Path, name: str, value: str, reason: str
) -> None:
    frame = Document(id=PROJECT, title="A project", attributes=(Attribute(name=name, value=value),))
    with pytest.raises(CorpusError, match=f"was never read from a database: {re.escape(reason)}$"):
        to_dna(Corpus([frame]), tmp_path / "any.dna")


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "[]",
        "{}",
        '{"number":0,"type":"A","start":0,"end":1,"coder":null,"values":{}}',
        '{"number":1,"type":7,"start":0,"end":1,"coder":null,"values":{}}',
        f'{{"number":1,"type":"{"A" * 191}","start":0,"end":1,"coder":null,"values":{{}}}}',
        '{"number":1,"type":"A","start":-1,"end":1,"coder":null,"values":{}}',
        '{"number":1,"type":"A","start":0,"end":1,"coder":null,"values":[]}',
        '{"number":1,"type":"A","start":0,"end":1,"coder":null,"values":{"a":[]}}',
    ],
)
def test_a_kept_statement_that_is_none_is_refused_at_its_place(tmp_path: Path, value: str) -> None:
    document = Document(id="doc", title="A", attributes=(Attribute(name="dna.statement", value=value),))
    with pytest.raises(CorpusError) as caught:
        to_dna(Corpus([document]), tmp_path / "any.dna")
    assert [problem.path for problem in caught.value.problems] == ["doc.attributes[0].value"]


def kept(**members: object) -> Attribute:
    usual = {"number": 1, "type": "Note", "start": 0, "end": 2, "coder": None, "values": {"a": "x", "n": 3}}
    return Attribute(name="dna.statement", value=dumped({**usual, **members}))


def test_kept_statements_make_the_types_that_they_need(tmp_path: Path) -> None:
    document = Document(id="doc", title="A", attributes=(kept(), kept(coder="Cy"), kept(number=5)))
    exported = to_dna(Corpus([document]), tmp_path / "any.dna", texts={"doc": "text"})
    assert [each.field for each in exported.losses] == ["date"]
    made = read(exported.result)
    assert [(each.number, each.type, each.coder) for each in made.statements] == [
        (1, "Note", "eurasec"),
        (2, "Note", "Cy"),
        (5, "Note", "eurasec"),
    ]
    types = {each.name: each.data_type for each in made.type_of["Note"].variables}
    assert types == {"a": "short text", "n": "integer"}


@pytest.mark.parametrize(
    "members", [{"end": 9}, {"start": None, "end": None}, {"values": {"x" * 191: 1}}, {"start": 2}]
)
def test_kept_statements_that_cannot_be_written_as_they_were_are_told(
    tmp_path: Path, members: dict[str, object]
) -> None:
    document = Document(id="doc", title="A", date="2022-01-01", attributes=(kept(**members),))
    exported = to_dna(Corpus([document]), tmp_path / "any.dna", texts={"doc": "text"})
    assert {(each.record, each.field) for each in exported.losses} == {("doc", "attributes")}


def test_a_kept_statement_of_an_empty_text_is_told(tmp_path: Path) -> None:
    document = Document(id="doc", title="A", attributes=(kept(start=None, end=None),))
    exported = to_dna(Corpus([document]), tmp_path / "any.dna", texts={"doc": ""})
    assert ("doc", "attributes") in {(each.record, each.field) for each in exported.losses}
    assert not read(exported.result).statements


def test_a_type_whose_name_is_too_long_is_refused(tmp_path: Path) -> None:
    value = dumped({"label": "x" * 191, "colour": list(BLACK), "variables": []})
    frame = Document(id=PROJECT, title="A project", attributes=(Attribute(name="dna.type", value=value),))
    with pytest.raises(InvalidValueError, match="has 191 characters, and 190 are allowed"):
        to_dna(Corpus([frame]), tmp_path / "any.dna")


def test_entities_that_were_kept_in_a_ring_lose_it(tmp_path: Path) -> None:
    entities = [
        {"type": "DNA Statement", "variable": "mood", "value": value, "child_of": parent}
        for value, parent in (("a", "b"), ("b", "a"), ("c", "d"))
    ]
    variables = [{"name": "mood", "data_type": "short text"}]
    attributes = [
        Attribute(
            name="dna.type",
            value=dumped({"label": "DNA Statement", "colour": [0, 0, 0], "variables": variables}),
        ),
        *(Attribute(name="dna.entity", value=dumped(each)) for each in entities),
        Attribute(name="dna.link", value='["DNA Statement","mood","DNA Statement","gone"]'),
    ]
    frame = Document(id=PROJECT, title="A project", attributes=tuple(attributes))
    made = read(to_dna(Corpus([frame]), tmp_path / "any.dna").result)
    found = {each.value: each.child_of for each in made.types[0].variables[0].entities if each.value}
    assert sorted(found) == ["a", "b", "c", "d"]
    assert found["c"] == "d"
    assert None in {found["a"], found["b"]}
    assert made.links == ()


def test_people_have_a_type_even_if_the_project_had_none_for_them(tmp_path: Path) -> None:
    attributes = (
        Attribute(name="dna.type", value='{"label":"DNA Statement","colour":[0,0,0],"variables":[]}'),
        Attribute(name="dna.relations", value="[]"),
        Attribute(name="dna.coder", value='{"name":"Admin"}'),
    )
    corpus = Corpus(
        [
            Document(id=PROJECT, title="A project", attributes=attributes),
            Person(id="ana", name="Ana"),
            Topic(id="growth", label="Growth"),
            Position(id="p-1", holders=("ana",), topic="growth", stance="support"),
        ]
    )
    exported = to_dna(corpus, tmp_path / "any.dna")
    made = read(exported.result)
    assert [each.label for each in made.types] == ["DNA Statement", "Position without agreement"]
    assert from_dna(exported.result).corpus.positions["p-1"].stance == "support"
    assert {(each.coder, each.other) for each in made.relations} == {
        ("eurasec", "Admin"),
        ("Admin", "eurasec"),
    }
    nobody = to_dna(corpus.without("p-1"), tmp_path / "nobody.dna")
    labels = [each.label for each in read(nobody.result).types]
    assert labels == ["DNA Statement", "DNA Statement (2)"]


def test_a_number_that_is_none_is_lost(tmp_path: Path) -> None:
    imported = from_dna(TOY)
    said = imported.corpus.positions["statement-1"]
    words = tuple(
        attrs.evolve(each, value="many") if each.name == "stance" else each for each in said.attributes
    )
    corpus = imported.corpus.replace(attrs.evolve(said, attributes=words))
    exported = to_dna(corpus, tmp_path / "any.dna", texts=imported.texts)
    assert {(each.record, each.field) for each in exported.losses} == {("statement-1", "attributes")}


def test_a_value_that_is_too_long_for_its_variable_is_lost(tmp_path: Path) -> None:
    imported = from_dna(TOY)
    said = imported.corpus.positions["statement-1"]
    words = tuple(
        attrs.evolve(each, value="x" * 191) if each.name == "threat" else each for each in said.attributes
    )
    corpus = imported.corpus.replace(attrs.evolve(said, attributes=words))
    exported = to_dna(corpus, tmp_path / "any.dna", texts=imported.texts)
    assert {(each.record, each.field) for each in exported.losses} == {("statement-1", "attributes")}


def test_the_group_for_nobody_is_an_entity_only_where_it_is_named(tmp_path: Path) -> None:
    unknown = Position(
        id="p-1", assembly=Assembly(of=NOT_STATED, quantifier="one"), topic="t", stance="oppose"
    )
    named = Position(id="p-2", holders=(NOT_STATED,), topic="t", stance="oppose")
    topic = Topic(id="t", label="T")
    for records, count in (([unknown], 0), ([unknown, named], 1), ([], 1)):
        corpus = Corpus([NOT_STATED_GROUP, topic, *records])
        exported = to_dna(corpus, tmp_path / "any.dna")
        made = read(exported.result)
        values = [each.value for each in made.types[0].variables[1].entities if each.value]
        assert len(values) == count
        assert from_dna(exported.result).corpus == corpus


def test_all_carry_their_ids_where_nobody_can_guess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eurasec.interop.dna.writing._GUESSES", 0)
    corpus = Corpus([Person(id="ana", name="Ana")])
    exported = to_dna(corpus, tmp_path / "any.dna")
    (person,) = (each for each in read(exported.result).types[0].variables[0].entities if each.value)
    assert person.attributes == {"eurasec.id": "ana"}


def test_a_name_of_nothing_but_quotation_marks_is_a_name(tmp_path: Path) -> None:
    corpus = Corpus(
        [Person(id="odd", name='""'), Organization(id="o", name='"dna"'), State(id="s", name="-")]
    )
    assert from_dna(to_dna(corpus, tmp_path / "any.dna").result).corpus == corpus


def test_texts_that_look_like_marks_come_back(tmp_path: Path) -> None:
    corpus = Corpus(
        [
            Group(id="g", name="G", note="-"),
            Topic(id="t", label="T", definition='"so" they say', proposition='"'),
            Position(id="p-1", holders=("g",), topic="t", stance="support", claim='"'),
        ]
    )
    assert from_dna(to_dna(corpus, tmp_path / "any.dna").result).corpus == corpus


def test_what_a_database_says_of_itself_stays(tmp_path: Path) -> None:
    made = attrs.evolve(
        project(StatementType(label="DNA Statement")), settings={"version": "3.1.0", "date": "now"}
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert read(exported.result).settings == made.settings


def test_all_that_a_project_has_beyond_its_records_stays(tmp_path: Path) -> None:
    moods = (
        Entity(value="", colour=(9, 9, 9)),
        Entity(value="calm", attributes={"Type": "good"}),
        Entity(value="very calm", child_of="calm", colour=(1, 2, 3)),
    )
    mood = Variable(name="mood", data_type=SHORT, attributes=("Type",), entities=moods)
    made = attrs.evolve(
        project(StatementType(label="DNA Statement", colour=(4, 5, 6), variables=(*POSITIONS, mood))),
        links=((("DNA Statement", "person"), ("DNA Statement", "mood")),),
        regexes=(("war", (7, 7, 7)),),
        coders=(Coder(name="Admin"), Coder(name="Ana")),
    )
    imported = from_dna(saved(tmp_path, made))
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert compared(read(exported.result)) == compared(made)


def test_an_attribute_that_is_too_long_for_an_entity_is_lost(tmp_path: Path) -> None:
    words = (Attribute(name="words", value="x" * 191), Attribute(name="Type", value="officer"))
    exported = to_dna(Corpus([Person(id="ana", name="Ana", attributes=words)]), tmp_path / "any.dna")
    assert {(each.record, each.field) for each in exported.losses} == {("ana", "attributes")}
    assert from_dna(exported.result).corpus.people["ana"].attributes == words[1:]


def test_ids_go_on_counting_where_some_are_taken() -> None:
    ids = Ids(["growth", "growth-topic", "growth-2"])
    assert [ids.of("Growth", "topic"), ids.of("Growth", "topic")] == ["growth-3", "growth-4"]


# ── What was changed in DNA ─────────────────────────────────────────────────

OURS: Final = Corpus(
    [
        Person(id="ana-1", name="Ana"),
        Person(id="bo-1", name="Bo"),
        Topic(id="t", label="T"),
        Threat(id="war", label="War", kinds=("other",), sectors=("military",)),
        Document(id="doc", title="A"),
        Position(
            id="p-1",
            holders=("ana-1", "bo-1"),
            topic="t",
            stance="support",
            claim="Let us.",
            about=("t",),
            coding=Coding(coder="Cy", confidence=0.5),
        ),
        ThreatAssessment(
            id="a-1",
            holders=("ana-1",),
            threat="war",
            verdict="affirmed",
            evidence=(Evidence(document="doc", start=0, end=1),),
        ),
    ]
)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Writes a corpus as a database, and runs SQL on it as somebody in DNA would."""

    def edit(*statements: str) -> Path:
        path = to_dna(OURS, tmp_path / "edited.dna").result
        connection = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return path

    return edit


def carried(variable: str, value: str) -> str:
    return (
        f"UPDATE DATALONGTEXT SET Value = '{value}' WHERE Value != '' AND VariableId IN "  # noqa: S608
        f"(SELECT ID FROM VARIABLES WHERE Variable = '{variable}')"
    )


@pytest.mark.parametrize(
    ("variable", "value", "rule"),
    [
        ("eurasec.about", "{", "carried"),
        ("eurasec.about", '["nobody"]', "reference"),
        ("eurasec.about", '["doc","t","t"]', "no-repeats"),
        ("eurasec.id", "a b", "id-shape"),
        ("eurasec.id", "doc", "unique-id"),
        ("eurasec.id", "dna-project", "unique-id"),
    ],
)
def test_what_is_carried_but_wrong_is_told_and_left_out(
    edited: Callable[..., Path], variable: str, value: str, rule: str
) -> None:
    imported = from_dna(edited(carried(variable, value)))
    assert rule in {problem.rule for problem in imported.problems}
    assert imported.corpus.positions[0].topic == "t"


def test_joint_holders_that_became_one_part(edited: Callable[..., Path]) -> None:
    ana = "SELECT min(ID) FROM ENTITIES WHERE Value = 'Ana'"
    bo = "SELECT ID FROM ENTITIES WHERE Value = 'Bo'"
    imported = from_dna(edited(f"UPDATE DATASHORTTEXT SET Entity = ({ana}) WHERE Entity IN ({bo})"))  # noqa: S608
    assert imported.corpus.positions.ids == ("p-1", "p-1-2")
    assert {problem.rule for problem in imported.problems} == {"joint"}


def test_a_text_that_was_typed_in_dna_is_taken_as_it_is(edited: Callable[..., Path]) -> None:
    imported = from_dna(edited(carried("eurasec.claim", '"So" they say')))
    assert imported.corpus.positions["p-1"].claim == '"So" they say'


def test_another_coder_counts(edited: Callable[..., Path]) -> None:
    imported = from_dna(edited("UPDATE STATEMENTS SET Coder = 1"))
    assert imported.corpus.positions["p-1"].coding == Coding(coder="Admin")
    assert {problem.rule for problem in imported.problems} == {"carried"}


def test_a_statement_in_no_document_that_says_nothing_is_left_out(
    edited: Callable[..., Path],
) -> None:
    concept = "SELECT min(ID) FROM VARIABLES WHERE Variable = 'concept'"
    imported = from_dna(edited(f"DELETE FROM DATASHORTTEXT WHERE VariableId = ({concept})"))  # noqa: S608
    assert {problem.rule for problem in imported.problems} == {"left-out"}
    assert not imported.corpus.positions


def test_a_person_beside_an_unnamed_plural_ends_the_plural(tmp_path: Path) -> None:
    corpus = Corpus(
        [
            Group(id="g", name="G"),
            Person(id="ana", name="Ana"),
            Topic(id="t", label="T"),
            Position(id="p-1", assembly=Assembly(of="g", quantifier="most"), topic="t", stance="support"),
        ]
    )
    path = to_dna(corpus, tmp_path / "any.dna").result
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE DATASHORTTEXT SET Entity = (SELECT ID FROM ENTITIES WHERE Value = 'Ana') WHERE VariableId = 1"
    )
    connection.commit()
    connection.close()
    imported = from_dna(path)
    assert imported.corpus.positions["p-1"].holders == ("ana",)
    assert [problem.path for problem in imported.problems] == ["STATEMENTS[1].eurasec.assembly"]


def test_quoted_words_elsewhere_are_not_those_of_the_row(tmp_path: Path) -> None:
    said = Position(
        id="p-1",
        holders=("ana-1",),
        topic="t",
        stance="support",
        evidence=(
            Evidence(document="doc", start=2, end=4),
            Evidence(document="doc", start=0, end=2, exact="so"),
        ),
    )
    path = to_dna_events(OURS.replace(said), tmp_path / "list.csv").result
    assert '"so"' not in path.read_text(encoding="utf-8").replace('""so""', "")
