"""By which rules a corpus is written for DNA, and what is told as lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs
import pytest

import eurasec
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
    Record,
    State,
    Threat,
    ThreatAssessment,
    Topic,
)
from eurasec.corpus import Corpus
from eurasec.dates import parse_edtf
from eurasec.errors import EvidenceError, InvalidValueError, UnknownIdError
from eurasec.interop.dna import from_dna, to_dna
from eurasec.interop.exchange import Exported, Imported, losses_by_reason

TEXT: Final = "Ana: 😀 we should grow.\nBo: never!"
PEOPLE: Final = (
    Person(id="ana", name="Ana"),
    Person(id="bo", name="Bo"),
    State(id="norland", name="Norland"),
    Organization(id="league", name="The League"),
    Group(id="west", name="the West"),
    Topic(id="growth", label="Growth"),
)
REPORT: Final = Document(id="report", title="A report", date="2022-02-09")


def position(id: str = "p-1", **given: object) -> Position:
    said = {"topic": "growth", "stance": "support", **given}
    if "assembly" not in said:
        said.setdefault("holders", ("ana",))
    return Position(id=id, **said)  # type: ignore[arg-type]


def written(
    tmp_path: Path, *records: Record, texts: Iterable[tuple[str, str]] = ()
) -> tuple[Exported[Path], Imported]:
    exported = to_dna(Corpus([*PEOPLE, *records]), tmp_path / "any.dna", texts=texts)
    return exported, from_dna(exported.result)


def query(exported: Exported[Path], sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(exported.result)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


STATEMENTS: Final = """
    SELECT t.Label, p.Value, o.Value FROM STATEMENTS s
    JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId
    JOIN VARIABLES vp ON vp.StatementTypeId = t.ID AND vp.Variable = 'person'
    JOIN DATASHORTTEXT dp ON dp.StatementId = s.ID AND dp.VariableId = vp.ID
    JOIN ENTITIES p ON p.ID = dp.Entity
    JOIN VARIABLES vo ON vo.StatementTypeId = t.ID AND vo.Variable = 'organization'
    JOIN DATASHORTTEXT d ON d.StatementId = s.ID AND d.VariableId = vo.ID
    JOIN ENTITIES o ON o.ID = d.Entity
    ORDER BY s.ID
"""


def fields(exported: Exported[Path]) -> set[tuple[str, str]]:
    return {(loss.record, loss.field) for loss in exported.losses}


# ── Who says it ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"holders": ("ana",)}, ("Ana", "")),
        ({"holders": ("ana",), "on_behalf_of": "norland"}, ("Ana", "Norland")),
        ({"holders": ("league",)}, ("", "The League")),
        ({"holders": ("west",)}, ("", "the West")),
        ({"assembly": Assembly(of="west", quantifier="most")}, ("", "")),
    ],
)
def test_holders_stand_as_person_and_organization(
    tmp_path: Path, given: dict[str, object], row: tuple[str, str]
) -> None:
    exported, imported = written(tmp_path, position(**given))
    assert query(exported, STATEMENTS) == [("DNA Statement", *row)]
    assert imported.corpus.positions["p-1"] == position(**given)
    assert (("p-1", "assembly") in fields(exported)) is ("assembly" in given)


def test_joint_holders_are_one_statement_each_and_are_joined_again(tmp_path: Path) -> None:
    joint = position(holders=("ana", "league", "bo"), claim="Let us grow.")
    exported, imported = written(tmp_path, joint)
    rows = [row[1:] for row in query(exported, STATEMENTS)]
    assert rows == [("Ana", ""), ("", "The League"), ("Bo", "")]
    assert ("p-1", "holders") in fields(exported)
    assert imported.corpus.positions["p-1"] == joint


def test_joint_holders_of_which_one_was_changed_in_dna_part(tmp_path: Path) -> None:
    exported, _ = written(tmp_path, position(holders=("ana", "bo")))
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = 2")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert [(each.id, each.holders, each.stance.value) for each in imported.corpus.positions] == [
        ("p-1", ("ana",), "support"),
        ("p-1-2", ("bo",), "oppose"),
    ]
    assert [problem.rule for problem in imported.problems] == ["joint"]


def test_what_follows_from_a_conference_is_put_down_for_the_statement(tmp_path: Path) -> None:
    conference = Conference(id="c-1", title="A conference", period="2022-02-09/2022-02-10")
    participant = Participant(id="pt-1", person="ana", conference="c-1", represents="norland")
    exported, imported = written(tmp_path, conference, participant, position(conference="c-1"))
    again = imported.corpus.positions["p-1"]
    assert (again.on_behalf_of, str(again.date), again.conference) == (
        "norland",
        "2022-02-09/2022-02-10",
        None,
    )
    assert {("p-1", "conference"), ("p-1", "date"), ("p-1", "on_behalf_of"), ("c-1", "title")} <= fields(
        exported
    )
    assert ("pt-1", "represents") in fields(exported)


# ── With which stance ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "label", "lost"),
    [
        ({"stance": "support"}, "DNA Statement", None),
        ({"stance": "qualified_opposition", "condition": "if all agree"}, "DNA Statement", None),
        ({"stance": "neutral"}, "Position without agreement", "stance"),
        ({"stance": "mixed"}, "Position without agreement", "stance"),
        ({"stance": "unclear"}, "Position without agreement", "stance"),
        (
            {"attribution": "imputed", "attributed_by": "bo", "endorsement": "rejected"},
            "Position without agreement",
            "attribution",
        ),
    ],
)
def test_only_own_views_for_or_against_are_dna_statements(
    tmp_path: Path, given: dict[str, object], label: str, lost: str | None
) -> None:
    exported, imported = written(tmp_path, position(**given))
    assert [row[0] for row in query(exported, STATEMENTS)] == [label]
    assert {field for record, field in fields(exported) if record == "p-1"} == {"evidence", lost} - {None}
    assert imported.corpus.positions["p-1"] == position(**given)


def test_a_stance_that_was_changed_in_dna_counts(tmp_path: Path) -> None:
    exported, _ = written(tmp_path, position(stance="qualified_support"))
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE DATABOOLEAN SET Value = 0")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert imported.corpus.positions["p-1"].stance == "oppose"
    assert [problem.path for problem in imported.problems] == ["STATEMENTS[1].eurasec.stance"]


def test_threat_assessments_have_a_type_of_their_own(tmp_path: Path) -> None:
    threat = Threat(id="drugs", label="Drugs", kinds=("drug_trafficking",), sectors=("societal",))
    narrower = Threat(id="opium", label="Opium", kinds=("other",), sectors=("economic",), broader="drugs")
    assessed = ThreatAssessment(
        id="a-1", holders=("ana",), threat="opium", verdict="affirmed", severity="grave"
    )
    exported, imported = written(tmp_path, threat, narrower, assessed)
    assert query(exported, STATEMENTS) == [("Threat assessment", "Ana", "")]
    for record in (threat, narrower, assessed):
        assert imported.corpus[record.id] == record


def test_a_threat_of_very_many_kinds_keeps_as_many_as_fit(tmp_path: Path) -> None:
    threat = Threat(id="all", label="All", kinds=tuple(eurasec.ThreatKind), sectors=("military",))
    exported, imported = written(tmp_path, threat)
    assert ("all", "kinds") in fields(exported)
    again = imported.corpus.threats["all"]
    assert again.kinds == threat.kinds[: len(again.kinds)]
    assert len(again.kinds) > 5


# ── Where it stands ─────────────────────────────────────────────────────────


def test_spans_are_counted_as_java_does(tmp_path: Path) -> None:
    said = position(evidence=(Evidence(document="report", start=7, end=22),))
    exported, imported = written(tmp_path, REPORT, said, texts=[("report", TEXT)])
    ((start, stop),) = query(exported, "SELECT Start, Stop FROM STATEMENTS")
    assert (start, stop) == (8, 23)
    assert TEXT.encode("utf-16-le")[16:46].decode("utf-16-le") == "we should grow."
    assert imported.corpus.positions["p-1"].evidence == said.evidence
    assert imported.texts == (("report", TEXT),)
    assert exported.losses == ()


def test_a_text_that_is_not_given_has_its_place_held(tmp_path: Path) -> None:
    document = attrs.evolve(REPORT, sha256="0" * 64, length=500)
    said = position(evidence=(Evidence(document="report", start=7, end=22, exact="we should grow."),))
    exported, imported = written(tmp_path, document, said)
    assert query(exported, "SELECT Text FROM DOCUMENTS") == [("." * 22,)]
    assert fields(exported) == {("report", "text")}
    assert imported.texts == ()
    assert imported.corpus.documents["report"] == document
    assert imported.corpus.positions["p-1"].evidence == said.evidence


def test_a_text_that_was_put_in_later_counts(tmp_path: Path) -> None:
    exported, _ = written(tmp_path, attrs.evolve(REPORT, sha256="0" * 64, length=500))
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE DOCUMENTS SET Text = 'So it reads.'")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert imported.text("report") == "So it reads."
    assert imported.corpus.documents["report"].length == 12


def test_spans_beyond_any_text_do_not_fill_the_memory(tmp_path: Path) -> None:
    said = position(evidence=(Evidence(document="report", start=10**15, end=10**15 + 1),))
    exported, imported = written(tmp_path, REPORT, said)
    assert ("p-1", "evidence") in fields(exported)
    assert imported.corpus.positions["p-1"].evidence == said.evidence


def test_evidence_without_a_span_marks_the_whole_document(tmp_path: Path) -> None:
    said = position(evidence=(Evidence(document="report", locator="page 3"),))
    exported, imported = written(tmp_path, REPORT, said, texts=[("report", TEXT)])
    assert query(exported, "SELECT Start, Stop FROM STATEMENTS") == [(0, len(TEXT) + 1)]
    assert fields(exported) == {("p-1", "evidence")}
    assert imported.corpus.positions["p-1"].evidence == said.evidence


def test_a_span_that_was_moved_in_dna_counts(tmp_path: Path) -> None:
    said = position(evidence=(Evidence(document="report", start=7, end=22, locator="line 1"),))
    exported, _ = written(tmp_path, REPORT, said, texts=[("report", TEXT)])
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE STATEMENTS SET Start = 0, Stop = 3")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert imported.corpus.positions["p-1"].evidence == (Evidence(document="report", start=0, end=3),)
    assert [problem.path for problem in imported.problems] == ["STATEMENTS[1].eurasec.evidence"]


def test_statements_without_a_document_stand_in_one_that_is_made_up(tmp_path: Path) -> None:
    exported, imported = written(tmp_path, position(claim="Let us grow."), position("p-2", holders=("bo",)))
    ((title, text),) = query(exported, "SELECT Title, Text FROM DOCUMENTS")
    assert (title, text) == ("Statements that are in no document", "Let us grow.\np-2")
    assert fields(exported) == {("p-1", "evidence"), ("p-2", "evidence")}
    assert not imported.corpus.documents
    assert imported.corpus.positions["p-1"].evidence == ()


# ── Documents, dates and coders ─────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "seconds", "lost"),
    [
        ("2022-02-09", 1644364800, False),
        ("2022-02-09T10:30:00", 1644402600, False),
        ("2022-02-09T10:30:00+03:00", 1644402600, True),
        ("2022-02", 1643673600, True),
        ("../2022-02-09", 1644364800, True),
        ("Y170000002", 0, True),
        (None, 0, True),
    ],
)
def test_dates_are_first_moments_and_come_back_as_they_were(
    tmp_path: Path, date: str | None, seconds: int, *, lost: bool
) -> None:
    document = attrs.evolve(REPORT, date=date)
    exported, imported = written(tmp_path, document, texts=[("report", TEXT)])
    assert query(exported, "SELECT Date FROM DOCUMENTS") == [(seconds,)]
    assert (("report", "date") in fields(exported)) is lost
    assert imported.corpus.documents["report"].date == (None if date is None else parse_edtf(date))


def test_authors_and_publishers_are_named_in_words_and_come_back_as_records(tmp_path: Path) -> None:
    document = attrs.evolve(REPORT, authors=("ana", "bo"), publisher="league", kind="article")
    exported, imported = written(tmp_path, document, texts=[("report", TEXT)])
    assert query(exported, "SELECT Author, Source, Type FROM DOCUMENTS") == [
        ("Ana; Bo", "The League", "article")
    ]
    again = imported.corpus.documents["report"]
    assert (again.authors, again.publisher, again.attributes) == (("ana", "bo"), "league", ())


def test_an_author_who_was_changed_in_dna_counts(tmp_path: Path) -> None:
    exported, _ = written(tmp_path, attrs.evolve(REPORT, authors=("ana",)), texts=[("report", TEXT)])
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE DOCUMENTS SET Author = 'Cy'")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    again = imported.corpus.documents["report"]
    assert (again.authors, again.attributes) == ((), (Attribute(name="Author", value="Cy"),))
    assert {problem.path for problem in imported.problems} == {"DOCUMENTS[1].Notes"}


def test_notes_of_people_are_not_mistaken_for_ours(tmp_path: Path) -> None:
    document = attrs.evolve(REPORT, note='eurasec: {"title":"Another"}')
    _, imported = written(tmp_path, document, texts=[("report", TEXT)])
    assert imported.corpus.documents["report"].title == "A report"
    assert imported.corpus.documents["report"].note == document.note


@pytest.mark.parametrize("notes", ["eurasec: {", "eurasec: 7", 'eurasec: {"id":7}', 'eurasec: {"date":7}'])
def test_what_is_carried_but_broken_is_told(tmp_path: Path, notes: str) -> None:
    exported, _ = written(tmp_path, REPORT, texts=[("report", TEXT)])
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE DOCUMENTS SET Notes = ?", (notes,))
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert len(imported.corpus.documents) == 1
    assert [problem.path for problem in imported.problems] == ["DOCUMENTS[1].Notes"] * (notes != "eurasec: 7")


def test_coders_are_those_who_are_named(tmp_path: Path) -> None:
    mine = position(coding=Coding(coder="cy", confidence=0.5))
    exported, imported = written(tmp_path, mine, position("p-2"), REPORT)
    assert query(exported, "SELECT Name FROM CODERS ORDER BY ID") == [("Admin",), ("cy",), ("eurasec",)]
    assert query(exported, "SELECT count(*) FROM CODERRELATIONS") == [(6,)]
    assert imported.corpus.positions["p-1"].coding == mine.coding
    assert imported.corpus.positions["p-2"].coding is None


# ── Attributes ──────────────────────────────────────────────────────────────


def test_attributes_of_statements_are_variables(tmp_path: Path) -> None:
    short = Attribute(name="mood", value="calm")
    long = Attribute(name="words", value="x" * 191)
    exported, imported = written(
        tmp_path, position(attributes=(short, long)), position("p-2", attributes=(short,))
    )
    types = dict(query(exported, "SELECT Variable, DataType FROM VARIABLES"))  # type: ignore[arg-type]
    assert (types["mood"], types["words"]) == ("short text", "long text")
    assert imported.corpus.positions["p-1"].attributes == (short, long)
    assert imported.corpus.positions["p-2"].attributes == (short,)


@pytest.mark.parametrize(
    "attributes",
    [
        [("mood", "calm"), ("mood", "angry")],
        [("eurasec.claim", "x")],
        [("person", "x")],
        [("x" * 191, "x")],
        [("dna.type", "No type")],
    ],
)
def test_attributes_that_dna_cannot_have_are_lost(tmp_path: Path, attributes: list[tuple[str, str]]) -> None:
    given = tuple(Attribute(name=name, value=value) for name, value in attributes)
    exported, _ = written(tmp_path, position(attributes=given))
    assert ("p-1", "attributes") in fields(exported)


def test_attributes_in_another_order_are_told(tmp_path: Path) -> None:
    a, b = Attribute(name="a", value="1"), Attribute(name="b", value="2")
    exported, _ = written(tmp_path, position(attributes=(a, b)), position("p-2", attributes=(b, a)))
    assert ("p-1", "attributes") not in fields(exported)
    assert ("p-2", "attributes") in fields(exported)


def test_no_more_than_two_hundred_names_become_variables(tmp_path: Path) -> None:
    many = tuple(Attribute(name=f"n{number:03}", value="1") for number in range(201))
    person = Person(id="cy", name="Cy", attributes=many)
    exported, imported = written(tmp_path, person, position(attributes=many))
    assert {("p-1", "attributes"), ("cy", "attributes")} <= fields(exported)
    assert len(imported.corpus.positions["p-1"].attributes) == 200
    assert len(imported.corpus.people["cy"].attributes) == 200


def test_attributes_of_actors_and_topics_are_attributes_of_entities(tmp_path: Path) -> None:
    person = Person(
        id="cy",
        name="Cy",
        attributes=(Attribute(name="Type", value="officer"), Attribute(name="dna.colour", value="#ff0001")),
        other_names=("C.",),
        country="norland",
    )
    exported, imported = written(tmp_path, person)
    assert imported.corpus.people["cy"] == person
    assert query(exported, "SELECT Red, Green, Blue FROM ENTITIES WHERE Value = 'Cy'") == [(255, 0, 1)]
    assert ("cy", "attributes") not in fields(exported)


@pytest.mark.parametrize("colour", ["red", "#ff00", "#0000000"])
def test_a_colour_that_is_none_is_lost(tmp_path: Path, colour: str) -> None:
    person = Person(id="cy", name="Cy", attributes=(Attribute(name="dna.colour", value=colour),))
    exported, _ = written(tmp_path, person)
    assert ("cy", "attributes") in fields(exported)


def test_children_are_told_by_part_of_broader_or_an_attribute(tmp_path: Path) -> None:
    records = (
        Organization(id="branch", name="Branch", part_of="league"),
        Topic(id="narrow", label="Narrow", broader="growth"),
        Person(id="cy", name="Cy", attributes=(Attribute(name="dna.child-of", value="Ana"),)),
    )
    exported, imported = written(tmp_path, *records)
    children = "SELECT e.Value, p.Value FROM ENTITIES e JOIN ENTITIES p ON e.ChildOf = p.ID ORDER BY 1"
    assert query(exported, children) == [("Branch", "The League"), ("Cy", "Ana"), ("Narrow", "Growth")]
    for record in records:
        assert imported.corpus[record.id] == record


@pytest.mark.parametrize("value", ["Nobody", "Cy"])
def test_a_child_of_nobody_or_of_itself_is_none(tmp_path: Path, value: str) -> None:
    person = Person(id="cy", name="Cy", attributes=(Attribute(name="dna.child-of", value=value),))
    exported, imported = written(tmp_path, person)
    assert ("cy", "attributes") in fields(exported)
    assert imported.problems == ()


def test_names_that_are_shared_or_too_long_are_told_apart(tmp_path: Path) -> None:
    people = (Person(id="a-1", name="Cy"), Person(id="a-2", name="Cy"), Person(id="a-3", name="x" * 300))
    exported, imported = written(tmp_path, *people)
    values = {row[0] for row in query(exported, "SELECT Value FROM ENTITIES")}
    assert {"Cy", "Cy (a-2)", "x" * 190} <= values
    assert imported.corpus.people["a-2"].name == "Cy"
    assert fields(exported) == {("a-3", "name")}


def test_an_entity_that_was_renamed_in_dna_has_its_new_name(tmp_path: Path) -> None:
    exported, _ = written(tmp_path, Person(id="a-1", name="Cy"), Person(id="a-2", name="Cy"))
    connection = sqlite3.connect(exported.result)
    connection.execute("UPDATE ENTITIES SET Value = 'Dee' WHERE Value = 'Cy (a-2)'")
    connection.commit()
    connection.close()
    imported = from_dna(exported.result)
    assert imported.corpus.people["a-2"].name == "Dee"
    assert [problem.rule for problem in imported.problems] == ["carried"]


# ── Texts and files ─────────────────────────────────────────────────────────


def test_a_text_of_no_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError, match="no document 'raport'; did you mean 'report'"):
        written(tmp_path, REPORT, texts=[("raport", TEXT)])


@pytest.mark.parametrize("text", [7, "\ud800"])
def test_a_text_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidValueError):
        written(tmp_path, REPORT, texts=[("report", text)])


def test_a_text_that_is_another_is_refused_with_all_that_does_not_hold(tmp_path: Path) -> None:
    document = attrs.evolve(REPORT, sha256="0" * 64, length=50)
    said = position(evidence=(Evidence(document="report", start=0, end=3, exact="Bob"),))
    with pytest.raises(EvidenceError) as caught:
        written(tmp_path, document, said, texts=[("report", TEXT)])
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["report.sha256", "report.length", "p-1.evidence[0].exact"]


@pytest.mark.parametrize("password", [7, "\ud800"])
def test_a_password_that_is_none_is_refused(tmp_path: Path, password: str) -> None:
    with pytest.raises(InvalidValueError, match="password"):
        to_dna(Corpus(), tmp_path / "any.dna", password=password)


def test_equal_corpora_give_equal_files_and_a_failure_leaves_the_old_one(tmp_path: Path) -> None:
    corpus = Corpus([*PEOPLE, position(), REPORT])
    first = to_dna(corpus, tmp_path / "1.dna").result.read_bytes()
    second = to_dna(Corpus(reversed(tuple(corpus))), tmp_path / "2.dna").result.read_bytes()
    assert first == second
    with pytest.raises(UnknownIdError):
        to_dna(corpus, tmp_path / "1.dna", texts={"none": ""})
    assert (tmp_path / "1.dna").read_bytes() == first
    assert len(list(tmp_path.iterdir())) == 2


def test_what_would_be_very_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eurasec.interop.dna.rows._MOST_ROWS", 3)
    with pytest.raises(InvalidValueError, match="more than 3"):
        written(tmp_path, position())


# ── The shipped corpus ──────────────────────────────────────────────────────

SHIPPED_LOSSES: Final = Path(__file__).parent.parent / "data" / "losses" / "dna_csto_2022.txt"


def test_every_loss_of_the_shipped_corpus_is_listed(tmp_path: Path) -> None:
    exported = to_dna(eurasec.datasets.csto_2022(), tmp_path / "csto.dna")
    assert [str(loss) for loss in exported.losses] == SHIPPED_LOSSES.read_text(encoding="utf-8").splitlines()
    assert sum(losses_by_reason(exported.losses).values()) == len(exported.losses)


def test_the_shipped_corpus_comes_back_but_for_its_losses(tmp_path: Path) -> None:
    corpus = eurasec.datasets.csto_2022()
    exported = to_dna(corpus, tmp_path / "csto.dna")
    imported = from_dna(exported.result)
    assert imported.problems == ()
    lost = fields(exported)
    for statement in corpus.statements:
        again = imported.corpus.statements[statement.id]
        for field in attrs.fields(type(statement)):
            if (statement.id, field.name) not in lost:
                assert getattr(again, field.name) == getattr(statement, field.name)
