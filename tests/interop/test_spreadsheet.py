"""A coder's sheet: liberal in how it is written, strict in what it says, and no doubt is kept back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from eurasec import Attribute, Corpus, Quantifier, Stance
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet import COLUMNS, from_spreadsheet, write_template

SAMPLE = Path(__file__).parents[1] / "data" / "spreadsheet" / "coding.csv"


def sheet(folder: Path, *rows: dict[str, str], **options: object) -> Imported:
    """What is read of rows that are written to a sheet."""
    columns = list(dict.fromkeys(["person", "topic", "stance", *(name for row in rows for name in row)]))
    path = folder / "sheet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return from_spreadsheet(path, **options)  # type: ignore[arg-type]


def row(**cells: str) -> dict[str, str]:
    """A row in which nothing is wrong, and some more."""
    return {"person": "Anna Berg", "topic": "Growth", "stance": "support"} | cells


def assessment(**cells: str) -> dict[str, str]:
    """The same of a threat."""
    about = {"threat": "Storms", "verdict": "affirmed", "threat_kind": "other", "sector": "environmental"}
    return {"person": "Anna Berg"} | about | cells


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


# ── What is read ────────────────────────────────────────────────────────────


def test_a_sheet_becomes_people_meetings_topics_and_statements() -> None:
    imported = from_spreadsheet(SAMPLE)
    corpus = imported.corpus
    assert imported.problems == ()
    assert [each.id for each in corpus.statements] == ["a-1", "a-2", "a-4", "a-6", "a-3", "a-5"]
    first = corpus.positions["a-1"]
    assert (first.stance, first.act, first.claim) == (Stance.SUPPORT, "call_for", "The league should grow.")
    assert corpus.topics[first.topic].label == "Growth"
    assert first.quotes[0].exact == "“The league must grow.”"
    assert (first.evidence[0].document, first.evidence[0].locator) == ("report", "page 3")
    assert first.coding is not None
    assert first.coding.coder == "ab"
    assert first.tags == ("ports",)


def test_the_same_name_is_the_same_person_in_every_row() -> None:
    corpus = from_spreadsheet(SAMPLE).corpus
    assert [each.name for each in corpus.people] == ["Anna Berg", "Carl Dahl"]
    assert corpus.positions["a-2"].holders == ("anna-berg", "carl-dahl")
    assert corpus.positions["a-4"].attributed_by == "anna-berg"


def test_a_person_speaks_in_an_office_for_a_state_at_a_session() -> None:
    corpus = from_spreadsheet(SAMPLE).corpus
    berg = corpus.participants.where(person="anna-berg").one()
    assert berg.represents == "norland"
    assert [corpus.sessions[each.session or ""].title for each in berg.appearances] == ["Opening", "Debate"]
    assert [corpus.offices[each].title for each in berg.offices] == ["Minister of Ports"]
    (tenure,) = corpus.offices_of("anna-berg", on="2020-05-04")
    assert tenure.certain


def test_a_view_told_for_another_body_than_usual_says_so() -> None:
    corpus = from_spreadsheet(SAMPLE).corpus
    assert corpus.positions["a-1"].on_behalf_of is None
    assert corpus.positions["a-6"].on_behalf_of == "fishers-union"


def test_away_from_a_conference_the_view_itself_says_for_whom_it_is_told(tmp_path: Path) -> None:
    corpus = sheet(tmp_path, row(state="Norland"), row()).corpus
    assert [each.on_behalf_of for each in corpus.positions] == ["norland", None]


def test_a_threat_is_of_the_kinds_that_all_rows_tell() -> None:
    corpus = from_spreadsheet(SAMPLE).corpus
    assert corpus.threats["storms"].kinds == ("environmental_degradation", "other")
    assert corpus.assessments["a-3"].severity == "grave"


def test_an_assembly_is_that_of_the_session_or_conference(tmp_path: Path) -> None:
    sample = from_spreadsheet(SAMPLE).corpus.assessments["a-5"].assembly
    assert sample is not None
    assert (sample.of, sample.quantifier) == ("harbour-forum", Quantifier.MOST)
    place = {"conference": "Forum", "session": "Debate", "person": ""}
    view = sheet(tmp_path, row(quantifier="some", among="experts", **place)).corpus.positions["row-2"]
    assert view.assembly is not None
    assert (view.assembly.of, view.assembly.among) == ("debate-forum", "experts")


def test_without_a_person_a_body_holds_the_view(tmp_path: Path) -> None:
    corpus = sheet(
        tmp_path,
        row(person="", state="Norland"),
        row(person="", organization="League"),
        row(person="", organization="League", state="Norland"),
    ).corpus
    assert [each.holders for each in corpus.positions] == [("norland",), ("league",), ("league",)]
    assert [each.on_behalf_of for each in corpus.positions] == [None, None, "norland"]


def test_an_office_beside_organization_and_state_is_in_the_one_and_speaks_for_the_other(
    tmp_path: Path,
) -> None:
    cells = {"office": "Envoy", "organization": "Ministry", "state": "Norland", "conference": "Forum"}
    corpus = sheet(tmp_path, row(**cells)).corpus
    office = corpus.offices.one()
    assert (office.organization, office.state) == ("ministry", "norland")
    assert corpus.participants.one().represents == "norland"


def test_rows_without_an_id_are_called_after_their_number(tmp_path: Path) -> None:
    assert sheet(tmp_path, row(), row()).corpus.positions.ids == ("row-2", "row-3")


def test_a_person_called_like_a_state_has_an_id_of_their_own(tmp_path: Path) -> None:
    corpus = sheet(tmp_path, row(person="Georgia", state="Georgia", statement="growth")).corpus
    assert corpus.positions["growth"].holders == (corpus.people.one().id,)
    assert corpus.people.one().id != corpus.states.one().id
    assert corpus.topics.one().label == "Growth"


def test_names_in_any_script_are_taken(tmp_path: Path) -> None:
    corpus = sheet(tmp_path, row(person="Станислав Зась"), row(person="王毅")).corpus
    assert [each.name for each in corpus.people] == ["王毅", "Станислав Зась"]
    assert "stanislav-zas" in corpus.people.ids


def test_the_document_of_a_whole_sheet_can_be_named(tmp_path: Path) -> None:
    corpus = sheet(tmp_path, row(quote="It must."), row(document="Other"), document="Report").corpus
    assert [each.evidence[0].document for each in corpus.positions] == ["report", "other"]


def test_a_quote_may_have_several_lines(tmp_path: Path) -> None:
    corpus = sheet(tmp_path, row(quote="It must.\nIt will.", document="Report")).corpus
    assert corpus.positions.one().quotes[0].exact == "It must.\nIt will."


# ── How it is written ───────────────────────────────────────────────────────


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_usual_way_to_save_a_sheet_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [
        ["PERSON", " Topic ", "stance", "Attributed-By"],
        ["Anna Берг", "Growth", "support", ""],
        ["", "", "", ""],
    ]
    path = tmp_path / "sheet.txt"
    path.write_text("\r\n".join(map(delimiter.join, lines)), encoding=encoding)
    imported = from_spreadsheet(path)
    assert imported.problems == ()
    assert imported.corpus.people.one().name == "Anna Берг"


def test_another_delimiter_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text("person|topic|stance\nAnna, Berg|Growth|support\n")
    assert from_spreadsheet(path, delimiter="|").corpus.people.one().name == "Anna, Berg"


@pytest.mark.parametrize("delimiter", ["", "ab", '"', "\n", 7])
def test_a_delimiter_is_one_character(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(InvalidValueError, match="is no single character that can stand between cells"):
        from_spreadsheet(tmp_path / "sheet.csv", delimiter=delimiter)


def test_unknown_columns_are_left_out_and_told(tmp_path: Path) -> None:
    imported = sheet(tmp_path, row(stanse="x", Colour="red"))
    assert told(imported) == [
        "row 1.stanse: is no column of a sheet, and is left out; did you mean 'stance' or 'state'?",
        "row 1.Colour: is no column of a sheet, and is left out",
    ]
    assert imported.corpus.positions.one().attributes == ()


def test_unknown_columns_are_kept_when_asked(tmp_path: Path) -> None:
    imported = sheet(tmp_path, row(Colour="red", **{"": "blue"}), row(), keep_unknown=True)
    assert imported.problems == ()
    assert [each.attributes for each in imported.corpus.positions] == [
        (Attribute(name="Colour", value="red"), Attribute(name="column 5", value="blue")),
        (),
    ]


def test_the_template_is_a_sheet_that_can_be_read(tmp_path: Path) -> None:
    write_template(tmp_path / "template.csv")
    imported = from_spreadsheet(tmp_path / "template.csv")
    assert imported.problems == ()
    assert imported.corpus.positions.one().claim == "The league should admit all who have a port."
    with (tmp_path / "template.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == [column.name for column in COLUMNS]


def test_the_template_can_be_empty(tmp_path: Path) -> None:
    write_template(tmp_path / "template.tsv", delimiter="\t", example=False)
    assert from_spreadsheet(tmp_path / "template.tsv") == Imported(corpus=Corpus())


def test_the_template_is_never_written_over_a_sheet(tmp_path: Path) -> None:
    write_template(tmp_path / "template.csv")
    with pytest.raises(FileExistsError):
        write_template(tmp_path / "template.csv")
    with pytest.raises(InvalidValueError, match="delimiter"):
        write_template(tmp_path / "other.csv", delimiter="")


# ── What is wrong ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (row(stance="Support"), "row 2.stance: 'Support' is no word of Stance; did you mean 'support'?"),
        (row(stance=""), "row 2.stance: is missing beside the topic"),
        (assessment(verdict=""), "row 2.verdict: is missing beside the threat"),
        (row(date="4 May 2020"), "row 2.date: '4 May 2020' is no EDTF date"),
        (
            row(person=""),
            "row 2: names no holder; 'person', 'organization', 'state' or 'quantifier' is wanted",
        ),
        (row(topic="", stance=""), "row 2: has neither a topic nor a threat; one of the two is wanted"),
        (row(threat="Storms"), "row 2: has both a topic and a threat; one of the two is wanted"),
        (row(severity="grave"), "row 2.severity: does not belong to a topic"),
        (assessment(stance="support"), "row 2.stance: does not belong to a threat"),
        (assessment(sector=""), "row 2.threat_sector: needs at least one"),
        (assessment(threat_kind="storm"), "row 2.threat_kind: 'storm' is no word of ThreatKind"),
        (row(statement="my id"), "row 2.statement: 'my id' is not an id"),
        (row(quote="It must."), "row 2.quote: needs the document in which it stands"),
        (row(page="3"), "row 2.page: needs the document in which it stands"),
        (row(session="Debate"), "row 2.session: needs the conference of which it is"),
        (row(quantifier="most"), "row 2.quantifier: stands beside a holder; one of the two is wanted"),
        (row(person="", quantifier="most"), "row 2.quantifier: needs the conference at which they are"),
        (
            row(person="", quantifier="mst", conference="Forum"),
            "row 2.quantifier: 'mst' is no word of Quantifier; did you mean 'most'?",
        ),
        (row(among="experts"), "row 2.among: needs a quantifier"),
        (row(unit="u1"), "row 2.coder: is missing"),
        (row(claim="two\nlines"), r"row 2.claim: 'two\nlines' contains a control character"),
        (row(person="Anna Berg; Anna Berg"), "row 2.person: 'anna-berg' stands there twice"),
        (row(attributed_by="Carl"), "row 2.attributed_by: belongs to a relayed or imputed view"),
        (row(rendering="quoted"), "row 2.quotes: is empty, though the rendering is quoted"),
        (row(quote="\x07", document="Report"), "row 2.quote: '\\x07' contains a control character"),
    ],
)
def test_a_row_in_which_something_is_wrong_is_left_out_and_told(
    tmp_path: Path, cells: dict[str, str], problem: str
) -> None:
    imported = sheet(tmp_path, cells)
    assert told(imported)[0].startswith(problem)
    assert imported.problems[0].rule != "doubtful"
    assert imported.corpus == Corpus()


def test_all_problems_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    imported = sheet(tmp_path, row(stance="for", date="yesterday", act="shout"), row())
    assert [problem.path for problem in imported.problems] == ["row 2.date", "row 2.act", "row 2.stance"]
    assert imported.corpus.positions.ids == ("row-3",)


def test_a_wrong_cell_in_a_column_that_is_kept_is_told(tmp_path: Path) -> None:
    assert told(sheet(tmp_path, row(Colour="r\x07d"), keep_unknown=True))[0].startswith(
        "row 2.Colour: 'r\\x07d'"
    )


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    imported = sheet(tmp_path, row(statement="p"), row(statement="p", stance="oppose"))
    assert told(imported) == ["row 3.statement: 'p' is the id of an earlier row"]
    assert imported.corpus.positions["p"].stance is Stance.SUPPORT


def test_rows_are_counted_as_a_spreadsheet_program_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text('person,topic,stance,quote\n"A","B",support,"x\ny"\n\n,,,\nA,B,sup,\nA,B\n')
    assert [problem.path for problem in from_spreadsheet(path, document="D").problems] == [
        "row 6",
        "row 5.stance",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "row 1: has no column 'person', 'organization', 'state' or 'quantifier'"),
        ("person,topic\n", "row 1: has neither topic and stance nor threat and verdict"),
        ("person,topic,stance,Person\n", "row 1.person: stands there twice"),
        ('person,topic,stance\n"' + "x" * 200_000, "row 2: is no CSV: field larger than field limit"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(text)
    with pytest.raises(DecodeError) as caught:
        from_spreadsheet(path)
    assert str(caught.value.problems[0]).startswith(problem)


@pytest.mark.parametrize(
    ("data", "problem"), [(b"\xff\xff", "is not UTF-8: "), (b"\xff\xfe\x00", "is not UTF-16: ")]
)
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(DecodeError, match=problem):
        from_spreadsheet(path)


# ── What is doubtful ────────────────────────────────────────────────────────


def doubts(imported: Imported) -> list[str]:
    assert {problem.rule for problem in imported.problems} == {"doubtful"}
    return told(imported)


def test_a_topic_keeps_its_first_proposition(tmp_path: Path) -> None:
    imported = sheet(
        tmp_path,
        row(),
        row(proposition="It should grow."),
        row(proposition="It should grow."),
        row(proposition="It must grow."),
    )
    assert doubts(imported) == ["row 5.proposition: is not the one of row 3, which is kept"]
    assert imported.corpus.topics.one().proposition == "It should grow."
    assert len(imported.corpus.positions) == 4


def test_names_that_differ_in_capitals_alone_are_told(tmp_path: Path) -> None:
    imported = sheet(tmp_path, row(), row(person="anna  berg"), row(person="Carl", topic="growth"))
    assert doubts(imported) == [
        "row 3.person: 'anna berg' is taken for another than 'Anna Berg' of row 2",
        "row 4.topic: 'growth' is taken for another than 'Growth' of row 2",
    ]


def test_bodies_and_offices_of_which_nothing_is_made_are_told(tmp_path: Path) -> None:
    imported = sheet(
        tmp_path,
        row(organization="League", state="Norland"),
        row(person="", state="Norland", office="Envoy"),
    )
    assert doubts(imported) == [
        "row 2.organization: stands beside a state without an office, so nothing is made of it",
        "row 3.office: stands without a person, so nothing is made of it",
    ]
