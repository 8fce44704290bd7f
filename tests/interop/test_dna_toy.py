"""What a user gets from a database that DNA 3.1.2 itself has written, and that it comes back unchanged."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Final

import pytest

from eurasec.analysis.networks import one_mode, rows_of
from eurasec.corpus import Corpus
from eurasec.dates import parse_edtf
from eurasec.errors import UnknownIdError
from eurasec.interop.dna import from_dna, from_dna_events, to_dna, to_dna_events
from eurasec.interop.dna.schema import TABLES
from eurasec.sources import Evidence, digest
from eurasec.vocab import DocumentKind, Stance

DATA: Final = Path(__file__).parent.parent / "data" / "dna"
TOY: Final = DATA / "toy.dna"


def stated_rows() -> list[dict[str, str]]:
    with (DATA / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_statement_is_a_position_that_says_what_its_row_says() -> None:
    imported = from_dna(TOY)
    assert imported.problems == ()
    corpus = imported.corpus
    rows = stated_rows()
    assert len(corpus.positions) == len(rows) == 150
    for row in rows:
        position = corpus.positions[f"statement-{row['id']}"]
        assert [corpus.people[holder].name for holder in position.holders] == [row["person"]]
        spoken_for = position.on_behalf_of
        assert ("" if spoken_for is None else corpus.organizations[spoken_for].name) == row["organization"]
        assert corpus.topics[position.topic].label == row["concept"]
        assert position.stance is (Stance.SUPPORT if row["agreement"] == "1" else Stance.OPPOSE)
        assert position.date == parse_edtf(row["date"])
        attributes = {each.name: each.value for each in position.attributes}
        assert attributes["stance"] == row["stance"]
        assert attributes.get("threat", "") == row["threat"]
        document = f"conference-{row['document']}"
        span = Evidence(document=document, start=int(row["start"]), end=int(row["stop"]))
        assert position.evidence == (span,)


def test_documents_come_with_texts_digests_and_metadata() -> None:
    imported = from_dna(TOY)
    document = imported.corpus.documents["conference-6"]
    text = imported.text("conference-6")
    assert text is not None
    assert (document.sha256, document.length) == (digest(text), len(text))
    assert document.kind is DocumentKind.INTERVIEW
    found = [(each.name, each.value) for each in document.attributes]
    assert found == [("Author", "Ana"), ("Source", "Shangri-La"), ("Section", "panel")]
    assert imported.corpus.documents["conference-1"].attributes[-1].value == "speech"
    assert document.coding is not None
    assert document.coding.coder == "Coder 1"
    assert [id for id, _ in imported.texts] == sorted(id for id, _ in imported.texts)


def test_another_qualifier_can_be_named_and_the_first_is_kept_as_an_attribute() -> None:
    corpus = from_dna(TOY, qualifier="stance").corpus
    by_number = {
        "-2": Stance.OPPOSE,
        "-1": Stance.QUALIFIED_OPPOSITION,
        "0": Stance.NEUTRAL,
        "1": Stance.QUALIFIED_SUPPORT,
        "2": Stance.SUPPORT,
    }
    for row in stated_rows():
        position = corpus.positions[f"statement-{row['id']}"]
        assert position.stance is by_number[row["stance"]]
        assert position.attributes[0].value == row["agreement"]


def test_a_misspelt_variable_names_the_nearest_one() -> None:
    with pytest.raises(UnknownIdError, match="no variable 'stanze'; did you mean 'stance'"):
        from_dna(TOY, qualifier="stanze")


def test_a_database_cannot_be_changed_by_reading_it() -> None:
    before = TOY.read_bytes()
    from_dna(TOY)
    assert TOY.read_bytes() == before


# ── There and back ──────────────────────────────────────────────────────────


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for the digests of passwords."""
    connection = sqlite3.connect(path)
    try:
        found: dict[str, list[tuple[object, ...]]] = {}
        for name, table in TABLES.items():
            columns = ", ".join(each.name for each in table.columns if each.name != "Password")
            found[name] = sorted(connection.execute(f"SELECT {columns} FROM {name}"), key=repr)  # noqa: S608
        return found
    finally:
        connection.close()


@pytest.mark.parametrize("qualifier", ["agreement", "stance"])
def test_the_database_comes_back_row_by_row(tmp_path: Path, qualifier: str) -> None:
    imported = from_dna(TOY, qualifier=qualifier)
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert exported.losses == ()
    assert tables(exported.result) == tables(TOY)


def test_the_corpus_comes_back_too(tmp_path: Path) -> None:
    imported = from_dna(TOY)
    exported = to_dna(imported.corpus, tmp_path / "again.dna", texts=imported.texts)
    assert from_dna(exported.result) == imported


def test_coders_log_in_with_the_password_as_dna_checks_it(tmp_path: Path) -> None:
    exported = to_dna(Corpus(), tmp_path / "empty.dna", password="tea")  # noqa: S106
    assert password_fits(exported.result, b"tea")
    assert not password_fits(exported.result, b"sample")
    assert password_fits(TOY, b"sample")


def password_fits(path: Path, password: bytes) -> bool:
    """Tell whether DNA would let in all coders with a password."""
    connection = sqlite3.connect(path)
    digests = [row[0] for row in connection.execute("SELECT Password FROM CODERS")]
    connection.close()
    for each in digests:
        raw = base64.b64decode(each)
        found = raw[:16] + password
        for _ in range(100_000):
            found = hashlib.sha256(found).digest()
        if found != raw[16:]:
            return False
    return True


# ── The tables themselves ───────────────────────────────────────────────────


@pytest.mark.parametrize("name", TABLES)
def test_a_new_file_has_the_tables_of_dna(tmp_path: Path, name: str) -> None:
    new = sqlite3.connect(to_dna(Corpus(), tmp_path / "new.dna").result)
    old = sqlite3.connect(f"file:{TOY}?mode=ro", uri=True)
    try:
        for pragma in ("table_info", "foreign_key_list", "index_list"):
            found = [each.execute(f"PRAGMA {pragma}({name})").fetchall() for each in (new, old)]
            if pragma == "foreign_key_list":
                found = [sorted(row[2:] for row in rows) for rows in found]
            assert found[0] == found[1]
    finally:
        new.close()
        old.close()


VALUES: Final = (None, -1, 0, 1, 99, 100, 255, 256, 9999, 10_000, "x", "x" * 190, "x" * 191, "integer")


@pytest.mark.parametrize("name", TABLES)
def test_a_new_file_refuses_just_what_those_of_dna_refuse(tmp_path: Path, name: str) -> None:
    verdicts: list[list[bool]] = []
    for path in (to_dna(Corpus(), tmp_path / "new.dna").result, tmp_path / "old.dna"):
        if path.name == "old.dna":
            path.write_bytes(TOY.read_bytes())
        connection = sqlite3.connect(path, isolation_level=None)
        found = [
            takes(connection, name, column.name, value) for column in TABLES[name].columns for value in VALUES
        ]
        connection.close()
        verdicts.append(found)
    assert verdicts[0] == verdicts[1]


def takes(connection: sqlite3.Connection, table: str, column: str, value: object) -> bool:
    """Tell whether a table takes a row with a value in one column, and a sound one in all others."""
    sound = {each.name: sound_value(each.name, each.type, each.words) for each in TABLES[table].columns}
    row = {**sound, column: value}
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    connection.execute("BEGIN")
    try:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    except sqlite3.IntegrityError:
        return False
    finally:
        connection.execute("ROLLBACK")
    return True


def sound_value(name: str, kind: str, words: tuple[str, ...]) -> object:
    if kind == "TEXT":
        return words[0] if words else "sound"
    return {
        "Start": 0,
        "Stop": 50,
        "OtherCoder": 2,
        "TargetVariableId": 2,
        "FontSize": 14,
        "PopupWidth": 300,
    }.get(name, 1)


# ── Event lists ─────────────────────────────────────────────────────────────


def exported_by_dna() -> str:
    """The event list that DNA exported, written as DNA writes CSV."""
    events = json.loads((DATA / "eventlist.json").read_text(encoding="utf-8"))
    lines = [";".join(events[0])]
    for event in events:
        cells = [str(value) if isinstance(value, int) else f'"{value}"' for value in event.values()]
        lines.append(";".join(cells))
    return "\n".join(lines) + "\n"


def test_an_event_list_of_dna_says_the_same_as_its_database(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(exported_by_dna(), encoding="utf-8")
    whole = from_dna(TOY)
    listed = from_dna_events(path, texts=whole.texts)
    unlisted = [id for id, _ in whole.texts if id not in listed.corpus]
    assert sorted(problem.path for problem in listed.problems) == [f"texts['{id}']" for id in unlisted]
    for position in whole.corpus.positions:
        other = listed.corpus.positions[position.id]
        assert (other.holders, other.on_behalf_of) == (position.holders, position.on_behalf_of)
        assert (other.topic, other.stance, other.date) == (position.topic, position.stance, position.date)
        assert other.evidence == position.evidence
        assert set(other.attributes) == set(position.attributes)


def test_without_the_texts_an_event_list_quotes_the_words(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(exported_by_dna(), encoding="utf-8")
    listed = from_dna_events(path)
    assert listed.problems == ()
    evidence = listed.corpus.positions["statement-59"].evidence[0]
    assert (evidence.start, evidence.end, evidence.exact) == (152, 212, "x" * 60)


def test_our_event_list_stands_in_the_order_of_dna_and_has_its_columns(tmp_path: Path) -> None:
    imported = from_dna(TOY)
    path = tmp_path / "events.csv"
    to_dna_events(imported.corpus, path, texts=imported.texts)
    with path.open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file, delimiter=";"))
    theirs = json.loads((DATA / "eventlist.json").read_text(encoding="utf-8"))
    assert [int(row["statement_id"]) for row in ours] == [event["statement_id"] for event in theirs]
    coders = {"Coder 1": "2", "Coder 2": "3"}
    for row, event in zip(ours, theirs, strict=True):
        for column, value in event.items():
            if column == "time":
                continue
            found = coders[row[column]] if column == "coder" else row[column]
            assert found == str(value), column
    back = from_dna_events(path, texts=imported.texts)
    assert {each.id: each for each in back.corpus.positions} == {
        each.id: each for each in imported.corpus.positions
    }


# ── What DNA makes of it ────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["congruence", "subtract"])
def test_the_networks_of_what_was_read_are_those_of_dna_to_the_last_bit(name: str) -> None:
    results = json.loads((DATA / "results.json").read_text(encoding="utf-8"))
    options = {"networkType": "onemode", "qualifier": "agreement", "normalization": "no", "timeWindow": "no"}
    wanted = {**options, "qualifierAggregation": name, "duplicates": "include"}
    found = [each for each in results if wanted.items() <= each["parameters"].items()]
    assert found
    corpus = from_dna(TOY).corpus
    network = one_mode(rows_of(corpus, by="represented"), aggregation=name)
    ids = {each.name: each.id for each in corpus.organizations}
    for result in found:
        exported = result["networks"][0]
        assert list(network.row_labels) == [ids[label] for label in exported["rows"]]
        assert [list(row) for row in network.matrix] == exported["matrix"]
