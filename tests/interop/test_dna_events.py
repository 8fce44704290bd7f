"""Event lists: what is read of those that DNA exports, and of ours."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from typing import Final

import attrs
import pytest

import eurasec
from eurasec import (
    Attribute,
    Coding,
    Document,
    Evidence,
    Person,
    Position,
    State,
    Threat,
    ThreatAssessment,
    Topic,
)
from eurasec.corpus import Corpus
from eurasec.dates import parse_edtf
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.interop.dna import from_dna, from_dna_events, to_dna, to_dna_events
from eurasec.interop.exchange import Imported

HEAD: Final = (
    "statement_id;time;person;organization;concept;agreement;start_position;stop_position;text;coder;"
    "document_id;document_title;document_author;document_source;document_section;document_type"
)


def row(number: int, **cells: str) -> str:
    """A row as DNA writes it, with some cells as they are given."""
    usual = {
        "statement_id": str(number),
        "time": "2022-02-09 10:30:00",
        "person": '"Ana"',
        "organization": '"League"',
        "concept": '"Growth"',
        "agreement": "1",
        "start_position": "0",
        "stop_position": "7",
        "text": '"We grow"',
        "coder": "2",
        "document_id": "1",
        "document_title": '"A speech"',
        "document_author": '""',
        "document_source": '""',
        "document_section": '""',
        "document_type": '"interview"',
    }
    return ";".join({**usual, **cells}.values())


def read(*rows: str, head: str = HEAD, **options: object) -> Imported:
    data = "\n".join([head, *rows]) + "\n"
    return from_dna_events(io.BytesIO(data.encode()), **options)  # type: ignore[arg-type]


def paths(imported: Imported) -> list[str]:
    return [problem.path for problem in imported.problems]


# ── Those of DNA ────────────────────────────────────────────────────────────


def test_a_row_becomes_a_position_with_all_that_it_names() -> None:
    imported = read(row(7))
    assert imported.problems == ()
    corpus = imported.corpus
    position = corpus.positions["statement-7"]
    assert (position.holders, position.on_behalf_of, position.topic) == (("ana",), "league", "growth")
    assert position.stance == "support"
    assert position.date == parse_edtf("2022-02-09T10:30:00")
    assert position.evidence == (Evidence(document="a-speech", start=0, end=7, exact="We grow"),)
    assert position.coding == Coding(coder="2")
    document = corpus.documents["a-speech"]
    assert (document.kind, str(document.date)) == ("interview", "2022-02-09T10:30:00")


@pytest.mark.parametrize(
    ("time", "date"),
    [
        ("2022-02-09", "2022-02-09"),
        ("2022-02-09T10:30", "2022-02-09T10:30:00"),
        ("2022-02-09 10:30:05.0", "2022-02-09T10:30:05"),
        ("1644402600", "2022-02-09T10:30:00"),
        ("-1", "1969-12-31T23:59:59"),
    ],
)
def test_times_are_read_in_the_usual_forms(time: str, date: str) -> None:
    assert str(read(row(7, time=time)).corpus.positions[0].date) == date


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ({"time": "09.02.2022"}, "row 3.time"),
        ({"time": "2022-02-30"}, "row 3.time"),
        ({"time": "2022-13-01"}, "row 3.time"),
        ({"time": "2022-02-09 24:00"}, "row 3.time"),
        ({"start_position": "-1"}, "row 3.start_position"),
        ({"stop_position": "many"}, "row 3.stop_position"),
        ({"document_id": ""}, "row 3.document_id"),
        ({"statement_id": "0"}, "row 3.statement_id"),
        ({"statement_id": "7"}, "row 3.statement_id"),
        ({"document_type": '""', "document_section": '"a";"b"'}, "row 3"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_left_out(cells: dict[str, str], path: str) -> None:
    imported = read(row(7), row(8, **cells), "", row(9))
    assert paths(imported) == [path]
    assert [each.id for each in imported.corpus.positions] == ["statement-7", "statement-9"]


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ({"agreement": ""}, "row 2.agreement"),
        ({"concept": '""'}, "row 2"),
        ({"stop_position": "0"}, "row 2.stop_position"),
        ({"text": '"We 😀"'}, "row 2.start_position"),
    ],
)
def test_a_row_that_is_doubtful_is_told_and_read(cells: dict[str, str], path: str) -> None:
    imported = read(row(7, **cells))
    assert paths(imported) == [path]
    assert len(imported.corpus.positions) == ("concept" not in cells)


def test_documents_that_rows_describe_differently_are_told() -> None:
    imported = read(row(7), row(8, document_title='"Another"'))
    assert paths(imported) == ["row 3"]
    assert [each.title for each in imported.corpus.documents if each.id != "dna-project"] == ["A speech"]


def test_words_that_dna_may_have_changed_are_no_quotation() -> None:
    position = read(row(7, text="\"We, 'so'\"")).corpus.positions[0]
    assert position.evidence == (Evidence(document="a-speech", start=0, end=7),)
    assert position.attributes == (Attribute(name="words", value="We, 'so'"),)


def test_words_that_do_not_fill_the_span_are_left_out() -> None:
    assert read(row(7, text='"We"')).corpus.positions[0].evidence[0].exact is None


def test_with_the_text_places_are_exact_and_words_are_compared() -> None:
    text = '😀 We; "grow" so'
    rows = [
        row(7, start_position="3", stop_position="13", text="\"We, 'grow'\""),
        row(8, start_position="3", stop_position="6", text='"Me;"'),
        row(9, start_position="1", stop_position="6", text='""'),
        row(10, start_position="3", stop_position="60", text='""'),
    ]
    imported = read(*rows, texts={"a-speech": text})
    assert paths(imported) == ["row 3.text", "row 4.stop_position", "row 5.stop_position"]
    spans = [(each.evidence[0].start, each.evidence[0].end) for each in imported.corpus.positions]
    assert spans == [(None, None), (2, 12), (2, 5), (None, None)]
    assert imported.texts == (("a-speech", text),)


def test_a_text_of_no_listed_document_is_told() -> None:
    assert paths(read(row(7), texts=[("other", "text")])) == ["texts['other']"]


def test_further_columns_are_variables_of_the_sort_of_their_values() -> None:
    head = HEAD.replace(";agreement", ";agreement;stance;mood;words")
    imported = read(row(7, agreement='1;-2;"calm";"' + "x" * 191 + '"'), head=head, qualifier="stance")
    position = imported.corpus.positions[0]
    assert position.stance == "oppose"
    assert {each.name for each in position.attributes} == {"agreement", "mood", "words"}
    kept = imported.corpus.documents["dna-project"].attributes
    assert any('"name":"words","data_type":"long text"' in each.value for each in kept)


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("statement_id;time", "row 1.start_position"),
        (HEAD.replace("stop_position", "stop_positoin"), "row 1.stop_position"),
        (f"{HEAD};time", "row 1.time"),
        ("", "row 1.statement_id"),
    ],
)
def test_a_header_that_lacks_columns_or_has_them_twice_is_refused(head: str, path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        read(row(7), head=head)
    assert caught.value.problems[0].path == path


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\xe9;\n"])
def test_what_is_no_utf_8_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError, match="is no UTF-8"):
        from_dna_events(io.BytesIO(data))


@pytest.mark.parametrize("cell", ['"never ends', '"ends" too early'])
def test_quotation_marks_that_do_not_pair_are_refused(cell: str) -> None:
    with pytest.raises(DecodeError, match="row 2: holds a quotation mark where none can stand"):
        read(row(7, document_type=cell))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", ""])
def test_lines_end_in_any_way_and_a_byte_order_mark_does_no_harm(ending: str) -> None:
    data = (ending or "\n").join([HEAD, row(7)]) + ending
    assert len(from_dna_events(io.BytesIO(b"\xef\xbb\xbf" + data.encode())).corpus.positions) == 1


def test_a_last_cell_may_be_empty() -> None:
    data = f"{HEAD}\n{row(7, document_type='')}"
    assert from_dna_events(io.BytesIO(data.encode())).corpus.documents["a-speech"].kind is None


def test_cells_of_any_length_are_read() -> None:
    imported = read(row(7, text=f'"{"x" * 300_000}"'))
    assert imported.problems == ()


def test_an_empty_list_is_an_empty_corpus() -> None:
    assert not read().corpus.statements


# ── Ours ────────────────────────────────────────────────────────────────────

CORPUS: Final = Corpus(
    [
        Person(id="a-1", name="=Ana"),
        State(id="norland", name="Norland"),
        Topic(id="t-1", label="Growth", proposition="We should grow."),
        Topic(id="t-2", label="Peace"),
        Document(id="doc", title="-1", note="A note."),
        Threat(id="war", label="War", kinds=("interstate_war",), sectors=("military",)),
        Position(
            id="p-1",
            holders=("a-1", "norland"),
            topic="t-1",
            stance="qualified_support",
            claim='@So; "it" goes on',
            evidence=(Evidence(document="doc", start=0, end=2, exact="+😀"),),
            attributes=(Attribute(name="mood", value="'=calm"), Attribute(name="text", value="x")),
            about=("t-2",),
        ),
        Position(id="p-2", holders=("norland",), topic="t-1", stance="neutral"),
        ThreatAssessment(id="as-1", holders=("norland",), threat="war", verdict="affirmed"),
    ]
)


def test_what_a_spreadsheet_would_take_for_a_formula_has_an_apostrophe_before_it(tmp_path: Path) -> None:
    path = to_dna_events(CORPUS, tmp_path / "list.csv").result
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    cells = {cell for each in rows for cell in each}
    assert {"'=Ana", "'-1", '\'@So; "it" goes on', "''=calm"} <= cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def test_texts_come_back_to_the_letter_and_ids_as_they_were(tmp_path: Path) -> None:
    exported = to_dna_events(CORPUS, tmp_path / "list.csv")
    again = from_dna_events(exported.result).corpus
    position = again.positions["p-1"]
    assert (position.holders, position.claim) == (("a-1", "norland"), '@So; "it" goes on')
    assert position.stance == "qualified_support"
    assert position.evidence == CORPUS.positions["p-1"].evidence
    assert position.attributes[0] == Attribute(name="mood", value="'=calm")
    assert again.people["a-1"].name == "=Ana"
    assert again.states["norland"].name == "Norland"
    assert again.documents["doc"].title == "-1"


def test_what_the_list_does_not_say_is_lost(tmp_path: Path) -> None:
    lost = {
        (each.record, each.field): each.reason for each in to_dna_events(CORPUS, tmp_path / "list.csv").losses
    }
    assert lost["t-1", "proposition"] == "an event list has no column for it"
    assert lost["t-2", "label"] == lost["p-1", "about"] == "no statement of the list names it"
    assert lost["p-2", "id"] == "it is a 'Position without agreement', which is another list"
    assert lost["as-1", "id"] == "it is a 'Threat assessment', which is another list"
    assert lost["p-1", "attributes"] == lost["doc", "note"] == "an event list has no column for it"


@pytest.mark.parametrize(
    ("label", "id"), [("Position without agreement", "p-2"), ("Threat assessment", "as-1")]
)
def test_other_types_have_lists_of_their_own(tmp_path: Path, label: str, id: str) -> None:
    path = to_dna_events(CORPUS, tmp_path / "list.csv", statement_type=label).result
    assert from_dna_events(path).corpus.statements.ids == (id,)


def test_a_type_without_statements_has_an_empty_list(tmp_path: Path) -> None:
    path = to_dna_events(Corpus(), tmp_path / "list.csv", statement_type="Threat assessment").result
    assert path.read_text(encoding="utf-8").count("\n") == 1


def test_a_misspelt_type_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'DNA Statement'"):
        to_dna_events(CORPUS, tmp_path / "list.csv", statement_type="DNA Statment")


def test_views_whose_ascriber_is_not_named_are_left_out(tmp_path: Path) -> None:
    ascribed = {"topic": "t-1", "stance": "oppose", "attribution": "imputed", "endorsement": "rejected"}
    corpus = CORPUS.with_records(
        [
            Person(id="a-2", name="Bo"),
            Person(id="a-3", name="Cy"),
            Position(id="q-1", holders=("a-2",), attributed_by="a-3", **ascribed),  # type: ignore[arg-type]
            Position(id="q-2", holders=("a-1",), attributed_by="a-2", **ascribed),  # type: ignore[arg-type]
            Position(id="q-3", holders=("a-2",), attributed_by="norland", **ascribed),  # type: ignore[arg-type]
        ]
    )
    label = "Position without agreement"
    path = to_dna_events(corpus, tmp_path / "1.csv", statement_type=label).result
    assert from_dna_events(path).corpus.statements.ids == ("p-2", "q-2", "q-3")
    path = to_dna_events(corpus.without("q-3"), tmp_path / "2.csv", statement_type=label).result
    assert from_dna_events(path).corpus.statements.ids == ("p-2",)


def test_numbers_are_those_of_the_database(tmp_path: Path) -> None:
    corpus = eurasec.datasets.csto_2022()
    label = "Threat assessment"
    path = to_dna_events(corpus, tmp_path / "list.csv", statement_type=label).result
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    whole = from_dna(to_dna(corpus, tmp_path / "whole.dna").result).corpus
    assert {each["eurasec_id"] for each in rows} == set(whole.assessments.ids)
    connection = sqlite3.connect(tmp_path / "whole.dna")
    found = connection.execute(
        "SELECT s.ID, s.DocumentId FROM STATEMENTS s JOIN STATEMENTTYPES t ON s.StatementTypeId = t.ID "
        "WHERE t.Label = ?",
        (label,),
    ).fetchall()
    connection.close()
    assert {(int(each["statement_id"]), int(each["document_id"])) for each in rows} == set(found)


def test_a_list_that_dna_made_of_our_file_is_read_as_one_of_dna() -> None:
    head = HEAD.replace(";agreement", ";agreement;eurasec.id;eurasec.act")
    imported = read(row(7, agreement='1;"p-9";"call_for"', text='"\'=ell"'), head=head)
    position = imported.corpus.positions["p-9"]
    assert position.act == "call_for"
    assert position.attributes == (Attribute(name="words", value="'=ell"),)


def test_quotes_and_their_rendering_go_where_their_document_is_not_listed(tmp_path: Path) -> None:
    quoted = Position(
        id="p-3",
        holders=("a-1",),
        topic="t-1",
        stance="support",
        rendering="quoted",
        quotes=(Evidence(document="doc"),),
    )
    corpus = CORPUS.without("p-1").with_records([quoted])
    exported = to_dna_events(corpus, tmp_path / "list.csv")
    assert {("p-3", "quotes"), ("p-3", "rendering")} <= {
        (each.record, each.field) for each in exported.losses
    }
    assert from_dna_events(exported.result).problems == ()


def test_the_words_of_the_text_stand_in_their_column(tmp_path: Path) -> None:
    said = attrs.evolve(CORPUS.positions["p-1"], evidence=(Evidence(document="doc", start=3, end=7),))
    corpus = CORPUS.replace(said)
    path = to_dna_events(corpus, tmp_path / "list.csv", texts={"doc": '+😀 ;""; x'}).result
    with path.open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file, delimiter=";"))
    assert (first["text"], first["start_position"], first["stop_position"]) == (';"";', "4", "8")


def test_the_list_of_a_type_of_which_no_statement_is_a_record_is_empty(tmp_path: Path) -> None:
    kept = '{"number":1,"type":"Annotation","start":0,"end":2,"coder":null,"values":{"note":"so"}}'
    attribute = Attribute(name="dna.statement", value=kept)
    corpus = Corpus([Document(id="speech", title="A speech", attributes=(attribute,))])
    path = tmp_path / "notes.csv"
    to_dna_events(corpus, path, texts={"speech": "We grow"}, statement_type="Annotation")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
