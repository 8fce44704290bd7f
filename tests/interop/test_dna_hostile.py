"""Databases that are damaged, made to harm, or simply wrong: a clear error, or a problem at its row."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from eurasec.errors import DecodeError, EurasecError, InvalidValueError
from eurasec.interop.dna import from_dna
from eurasec.interop.dna.database import read_rows
from eurasec.interop.exchange import Imported

TOY: Final = Path(__file__).parent.parent / "data" / "dna" / "toy.dna"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Makes a copy of the toy database in which SQL was run, with all checks off."""

    def change(*statements: str, values: tuple[object, ...] = ()) -> Path:
        path = tmp_path / "changed.dna"
        path.write_bytes(TOY.read_bytes())
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement, values if "?" in statement else ())
        connection.close()
        return path

    return change


def problems_of(imported: Imported) -> dict[str, str]:
    return {problem.path: problem.message for problem in imported.problems}


# ── No database of DNA at all ───────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3", b"statement_id;time\n"])
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.dna"
    path.write_bytes(data)
    with pytest.raises(DecodeError, match="is no SQLite database, so no file of DNA 3"):
        from_dna(path)


def test_a_database_that_only_begins_well_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.dna"
    path.write_bytes(TOY.read_bytes()[:5000])
    with pytest.raises(DecodeError, match="cannot be read"):
        from_dna(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        from_dna(tmp_path / "none.dna")


def test_all_missing_tables_are_told_at_once(changed: Callable[..., Path]) -> None:
    path = changed("DROP TABLE ATTRIBUTEVALUES", "DROP TABLE DATASHORTTEXT", "DROP TABLE ENTITIES")
    with pytest.raises(DecodeError, match="DNA 2 has to be opened with DNA 3 first") as caught:
        from_dna(path)
    assert [problem.path for problem in caught.value.problems] == ["ENTITIES", "DATASHORTTEXT"]


def test_tables_without_which_a_project_makes_sense_may_be_missing(changed: Callable[..., Path]) -> None:
    path = changed("DROP TABLE ATTRIBUTEVALUES", "DROP TABLE REGEXES", "DROP TABLE CODERRELATIONS")
    assert len(from_dna(path).corpus.positions) == 150


def test_all_missing_columns_are_told_at_once(changed: Callable[..., Path]) -> None:
    path = changed(
        "ALTER TABLE DOCUMENTS RENAME COLUMN Section TO Part", "ALTER TABLE CODERS RENAME COLUMN Name TO Nym"
    )
    with pytest.raises(DecodeError) as caught:
        from_dna(path)
    assert [problem.path for problem in caught.value.problems] == ["CODERS.Name", "DOCUMENTS.Section"]


@pytest.mark.parametrize(
    "instead",
    [
        "CREATE VIEW REGEXES AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
        "CREATE VIRTUAL TABLE REGEXES USING fts5(Label, Red, Green, Blue)",
    ],
    ids=["view", "virtual"],
)
def test_views_and_virtual_tables_are_not_looked_into(changed: Callable[..., Path], instead: str) -> None:
    with pytest.raises(DecodeError, match="REGEXES: is no plain table"):
        from_dna(changed("DROP TABLE REGEXES", instead))


def test_computed_columns_are_not_computed(changed: Callable[..., Path]) -> None:
    path = changed(
        "DROP TABLE REGEXES",
        "CREATE TABLE REGEXES(Label TEXT, Red INT, Green INT, Blue INT AS (length(hex(zeroblob(1000000)))))",
        "INSERT INTO REGEXES VALUES ('war', 1, 2)",
    )
    with pytest.raises(DecodeError, match="Blue: is computed"):
        from_dna(path)


def test_triggers_do_no_harm(changed: Callable[..., Path]) -> None:
    path = changed("CREATE TRIGGER t AFTER UPDATE ON CODERS BEGIN DELETE FROM DOCUMENTS; END")
    assert len(from_dna(path).corpus.positions) == 150


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_database_that_is_being_changed_is_refused(changed: Callable[..., Path], ending: str) -> None:
    path = changed()
    Path(f"{path}{ending}").write_bytes(b"unfinished")
    with pytest.raises(DecodeError, match="is being changed"):
        from_dna(path)
    Path(f"{path}{ending}").write_bytes(b"")
    assert len(from_dna(path).corpus.positions) == 150


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=rw&b#c %41.dna"
    path.write_bytes(TOY.read_bytes())
    assert len(from_dna(str(path)).corpus.positions) == 150


def test_pages_that_are_read_over_and_over_end_in_an_error(tmp_path: Path) -> None:
    data = bytearray(TOY.read_bytes())
    connection = sqlite3.connect(f"file:{TOY}?mode=ro", uri=True)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'DOCUMENTS'").fetchone()[0]
    connection.close()
    page = (root - 1) * 4096
    assert data[page] == 5  # an inner page of a table
    cells = int.from_bytes(data[page + 3 : page + 5], "big")
    places = [page + 12 + 2 * number for number in range(cells)]
    first = data[places[0] : places[0] + 2]
    for place in places:
        data[place : place + 2] = first
    data[page + 3 : page + 5] = (900).to_bytes(2, "big")
    for number in range(900):
        place = page + 12 + 2 * number
        data[place : place + 2] = first
    path = tmp_path / "loop.dna"
    path.write_bytes(data)
    with pytest.raises(DecodeError):
        from_dna(path)


def test_reading_takes_no_more_steps_than_a_file_of_its_size_can_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("eurasec.interop.dna.database._STEPS_OF_ANY_FILE", 0)
    monkeypatch.setattr("eurasec.interop.dna.database._STEPS_FOR_A_BYTE", 0)
    monkeypatch.setattr("eurasec.interop.dna.database._STEPS", 10)
    with pytest.raises(DecodeError, match="cannot be read: interrupted"):
        read_rows(TOY)


def test_a_file_for_which_no_memory_is_enough_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("eurasec.interop.dna.database.Row", exhausted)
    with pytest.raises(DecodeError, match="no memory is enough"):
        read_rows(TOY)


@pytest.mark.parametrize("limit", ["_SHORTEST_ROW", "_GROWTH"])
def test_reading_gives_no_more_than_a_file_of_its_size_can_hold(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(
        f"eurasec.interop.dna.database.{limit}", {"_SHORTEST_ROW": 10_000, "_GROWTH": 0}[limit]
    )
    with pytest.raises(DecodeError, match="holds more than a file of its size can hold"):
        read_rows(TOY)


def test_hundreds_of_mutants_end_in_a_corpus_or_an_error(tmp_path: Path) -> None:
    sound = TOY.read_bytes()
    path = tmp_path / "mutant.dna"
    chance = random.Random(22)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(200):
        mutant = bytearray(sound)
        for _ in range(chance.choice([1, 2, 5, 50])):
            page = chance.randrange(len(mutant) // 4096) * 4096
            place = page + chance.randrange(chance.choice([12, 112, 4096]))
            mutant[place] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        if chance.random() < 0.1:
            del mutant[chance.randrange(len(mutant)) :]
        path.write_bytes(mutant)
        try:
            from_dna(path)
            outcomes["read"] += 1
        except EurasecError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50


# ── Rows that are wrong ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "value", "path", "message"),
    [
        (
            "UPDATE STATEMENTS SET Start = ? WHERE ID = 12",
            "x",
            "STATEMENTS[12].Start",
            "'x' is not a whole number",
        ),
        (
            "UPDATE STATEMENTS SET Start = ? WHERE ID = 12",
            1.5,
            "STATEMENTS[12].Start",
            "1.5 is not a whole number",
        ),
        ("UPDATE STATEMENTS SET Start = ? WHERE ID = 12", -4, "STATEMENTS[12].Start", "-4 is less than 0"),
        (
            "UPDATE DOCUMENTS SET Title = ? WHERE ID = 3",
            b"\xff",
            "DOCUMENTS[3].Title",
            "is not a text in UTF-8",
        ),
        (
            "UPDATE DOCUMENTS SET Title = ? WHERE ID = 3",
            "x" * 191,
            "DOCUMENTS[3].Title",
            "has 191 characters",
        ),
        ("UPDATE CODERS SET Red = ? WHERE ID = 2", 256, "CODERS[2].Red", "256 is more than 255"),
        (
            "UPDATE VARIABLES SET DataType = ? WHERE ID = 7",
            "blob",
            "VARIABLES[7].DataType",
            "is none of boolean",
        ),
        ("UPDATE CODERS SET ID = ? WHERE ID = 4", -4, "CODERS[-4].ID", "-4 is no number of a row"),
    ],
)
def test_a_cell_that_cannot_be_is_told_and_its_row_left_out(
    changed: Callable[..., Path], change: str, value: object, path: str, message: str
) -> None:
    found = problems_of(from_dna(changed(change, values=(value,))))
    assert message in found[path]


def test_a_text_that_is_no_utf_8_is_told(changed: Callable[..., Path]) -> None:
    path = changed("UPDATE DOCUMENTS SET Author = CAST(x'eda080' AS TEXT) WHERE ID = 3")
    assert "is not a text in UTF-8" in problems_of(from_dna(path))["DOCUMENTS[3].Author"]


def test_rows_with_the_same_number_are_told(changed: Callable[..., Path]) -> None:
    path = changed(
        "ALTER TABLE REGEXES RENAME TO OLD",
        "CREATE TABLE REGEXES(Label TEXT, Red INT, Green INT, Blue INT)",
        "INSERT INTO REGEXES VALUES ('war', 1, 2, 3), ('war', 4, 5, 6), (NULL, 1, 1, 1)",
    )
    imported = from_dna(path)
    assert problems_of(imported) == {"REGEXES['war'].Label": "stands there twice"}
    kept = [each.value for each in imported.corpus.documents["dna-project"].attributes]
    assert '{"label":"war","colour":[1,2,3]}' in kept


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ("STATEMENTS SET DocumentId = 99 WHERE ID = 12", "STATEMENTS[12].DocumentId", "99 is no document"),
        (
            "STATEMENTS SET StatementTypeId = NULL WHERE ID = 12",
            "STATEMENTS[12].StatementTypeId",
            "None is no",
        ),
        ("STATEMENTS SET Coder = 9 WHERE ID = 12", "STATEMENTS[12].Coder", "9 is no coder"),
        ("DATASHORTTEXT SET Entity = 999 WHERE ID = 1", "DATASHORTTEXT[1].Entity", "999 is no entity"),
        ("DATASHORTTEXT SET StatementId = 999 WHERE ID = 1", "DATASHORTTEXT[1].StatementId", "no statement"),
        ("DATABOOLEAN SET VariableId = 5 WHERE ID = 1", "DATABOOLEAN[1].VariableId", "a variable of integer"),
        ("ENTITIES SET VariableId = 77 WHERE ID = 2", "ENTITIES[2].VariableId", "77 is no variable"),
        ("ENTITIES SET VariableId = 4 WHERE ID = 2", "ENTITIES[2].VariableId", "a variable of boolean"),
        (
            "ENTITIES SET ChildOf = 30 WHERE ID = 2",
            "ENTITIES[2].ChildOf",
            "30 is no entity of the same variable",
        ),
        (
            "VARIABLES SET StatementTypeId = 5 WHERE ID = 7",
            "VARIABLES[7].StatementTypeId",
            "5 is no statement type",
        ),
        ("CODERRELATIONS SET Coder = 8 WHERE ID = 1", "CODERRELATIONS[1].Coder", "8 is no coder"),
        ("STATEMENTS SET Stop = Start WHERE ID = 12", "STATEMENTS[12].Stop", "is not behind the start"),
        ("STATEMENTS SET Stop = 9000 WHERE ID = 12", "STATEMENTS[12].Stop", "the text ends at 2000"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_row(
    changed: Callable[..., Path], change: str, path: str, message: str
) -> None:
    assert message in problems_of(from_dna(changed(f"UPDATE {change}")))[path]


def test_entities_that_are_their_own_ancestors_are_told_once_and_let_go(changed: Callable[..., Path]) -> None:
    imported = from_dna(
        changed(
            "UPDATE ENTITIES SET ChildOf = 25 WHERE ID = 24",
            "UPDATE ENTITIES SET ChildOf = 26 WHERE ID = 25",
            "UPDATE ENTITIES SET ChildOf = 24 WHERE ID = 26",
            "UPDATE ENTITIES SET ChildOf = 24 WHERE ID = 27",
        )
    )
    assert problems_of(imported) == {"ENTITIES[26].ChildOf": "comes back to itself"}
    topics = imported.corpus.topics
    assert topics["topic-1"].broader == "topic-2"
    assert topics["topic-4"].broader == "topic-1"
    assert topics["topic-3"].broader is None


def test_a_statement_without_a_sound_span_keeps_its_document(changed: Callable[..., Path]) -> None:
    corpus = from_dna(changed("UPDATE STATEMENTS SET Stop = 9000 WHERE ID = 12")).corpus
    (evidence,) = corpus.positions["statement-12"].evidence
    assert (evidence.document, evidence.start) == ("conference-32", None)


def test_a_span_amid_a_character_is_widened(changed: Callable[..., Path]) -> None:
    path = changed(
        "UPDATE DOCUMENTS SET Text = '😀😀😀' WHERE ID = 32",
        "DELETE FROM STATEMENTS WHERE DocumentId = 32 AND ID != 12",
        "UPDATE STATEMENTS SET Start = 1, Stop = 3 WHERE ID = 12",
        "DELETE FROM DATASHORTTEXT WHERE StatementId NOT IN (SELECT ID FROM STATEMENTS)",
        "DELETE FROM DATALONGTEXT WHERE StatementId NOT IN (SELECT ID FROM STATEMENTS)",
        "DELETE FROM DATABOOLEAN WHERE StatementId NOT IN (SELECT ID FROM STATEMENTS)",
        "DELETE FROM DATAINTEGER WHERE StatementId NOT IN (SELECT ID FROM STATEMENTS)",
    )
    imported = from_dna(path)
    assert set(problems_of(imported)) == {"STATEMENTS[12].Start", "STATEMENTS[12].Stop"}
    (evidence,) = imported.corpus.positions["statement-12"].evidence
    assert (evidence.start, evidence.end) == (0, 2)


def test_a_qualifier_that_stands_for_no_stance_is_kept(changed: Callable[..., Path]) -> None:
    imported = from_dna(
        changed("UPDATE DATABOOLEAN SET Value = 7 WHERE ID = 1", "DELETE FROM DATABOOLEAN WHERE ID = 2")
    )
    assert problems_of(imported) == {
        "STATEMENTS[1].agreement": "7 stands for no stance; it is read as unclear",
        "STATEMENTS[2].agreement": "is not known; it is read as unclear",
    }
    position = imported.corpus.positions["statement-1"]
    assert position.stance == "unclear"
    assert (position.attributes[0].name, position.attributes[0].value) == ("agreement", "7")


def test_a_date_that_nobody_can_write_is_none(changed: Callable[..., Path]) -> None:
    corpus = from_dna(changed("UPDATE DOCUMENTS SET Date = 9223372036854775807 WHERE ID = 3")).corpus
    assert corpus.documents["conference-3"].date is None


def test_names_that_stand_twice_are_told_apart(changed: Callable[..., Path]) -> None:
    imported = from_dna(changed("UPDATE CODERS SET Name = 'Coder 1' WHERE ID = 3"))
    assert problems_of(imported) == {"CODERS[3].Name": "stands there twice; it is read as 'Coder 1 (3)'"}
    assert imported.corpus.positions["statement-1"].coding is not None


@pytest.mark.parametrize(
    ("table", "rows", "column"),
    [
        ("VARIABLES", "(8, 'x', 'boolean', 1), (9, 'x', 'integer', 1)", "Variable"),
        ("ENTITIES", "(90, 1, 'x', 0, 0, 0, NULL), (91, 1, 'x', 0, 0, 0, NULL)", "Value"),
        ("DATABOOLEAN", "(901, 1, 4, 0), (902, 1, 4, 0)", "VariableId"),
        ("ATTRIBUTEVARIABLES", "(1, 1, 'Type'), (2, 1, 'Type')", "AttributeVariable"),
    ],
)
def test_what_a_sound_database_has_once_counts_once(
    changed: Callable[..., Path], table: str, rows: str, column: str
) -> None:
    path = changed(
        f"CREATE TABLE NEW AS SELECT * FROM {table}",  # noqa: S608
        f"DROP TABLE {table}",
        f"ALTER TABLE NEW RENAME TO {table}",
        f"INSERT INTO {table} VALUES {rows}",  # noqa: S608
    )
    found = [problem.path for problem in from_dna(path).problems]
    assert any(each.endswith(f"].{column}") for each in found)


def test_attributes_of_another_variable_and_second_ones_are_told(changed: Callable[..., Path]) -> None:
    path = changed(
        "INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 3, 'Type'), (3, 99, 'Type')",
        "CREATE TABLE NEW AS SELECT * FROM ATTRIBUTEVALUES",
        "DROP TABLE ATTRIBUTEVALUES",
        "ALTER TABLE NEW RENAME TO ATTRIBUTEVALUES",
        "INSERT INTO ATTRIBUTEVALUES VALUES (1, 2, 1, 'officer'), (2, 2, 2, 'x')",
        "INSERT INTO ATTRIBUTEVALUES VALUES (3, 2, 1, 'y'), (4, 999, 1, 'z')",
    )
    imported = from_dna(path)
    assert set(problems_of(imported)) == {
        "ATTRIBUTEVARIABLES[3].VariableId",
        "ATTRIBUTEVALUES[2].AttributeVariableId",
        "ATTRIBUTEVALUES[3].AttributeValue",
        "ATTRIBUTEVALUES[4].EntityId",
    }
    assert [each.value for each in imported.corpus.people["p00"].attributes] == ["officer"]


def test_variable_links_that_lead_nowhere_are_told(changed: Callable[..., Path]) -> None:
    imported = from_dna(changed("INSERT INTO VARIABLELINKS VALUES (1, 1, 2), (2, 1, 99)"))
    assert set(problems_of(imported)) == {"VARIABLELINKS[2].TargetVariableId"}


def test_rows_that_link_a_thing_with_itself_are_told(changed: Callable[..., Path]) -> None:
    imported = from_dna(changed("INSERT INTO VARIABLELINKS VALUES (1, 2, 2)"))
    assert problems_of(imported) == {"VARIABLELINKS[1].TargetVariableId": "is the same as SourceVariableId"}


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"person": ""}, "person"),
        ({"person": "concept"}, "concept"),
        ({"scale": (2, -2)}, "scale"),
        ({"scale": (1, 2, 3)}, "scale"),
        ({"scale": [1, 2]}, "scale"),
        ({"scale": (False, True)}, "scale"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        from_dna(TOY, **options)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == [path]
