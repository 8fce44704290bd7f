"""Tables as CSV: safe to open in a spreadsheet program, and everything comes back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurasec import Corpus, Document, Evidence, State
from eurasec.datasets import csto_2022
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.interop.tables import from_csv, to_csv
from eurasec.interop.tables.files import escaped, unescaped
from eurasec.sources import Record
from harbour import records
from strategies import corpora_records

FORMULAS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


def written(folder: Path, **files: str | bytes) -> Path:
    """A folder with some files in it."""
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(DecodeError) as caught:
        from_csv(folder)
    return [str(problem) for problem in caught.value.problems]


# ── There and back ──────────────────────────────────────────────────────────


def test_the_shipped_corpus_comes_back_from_its_files(tmp_path: Path) -> None:
    exported = to_csv(csto_2022(), tmp_path / "csto")
    assert exported.losses == ()
    assert tmp_path / "csto" / "position_holders.csv" in exported.result
    assert sorted(exported.result) == sorted((tmp_path / "csto").iterdir())
    assert from_csv(tmp_path / "csto") == csto_2022()


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(given=corpora_records())
def test_what_is_written_as_csv_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, given: list[Record]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    corpus = Corpus(given)
    assert to_csv(corpus, folder).losses == ()
    assert from_csv(folder) == corpus


def test_a_table_without_rows_has_no_file(tmp_path: Path) -> None:
    exported = to_csv([State(id="norland", name="Norland")], tmp_path / "out")
    assert [path.name for path in exported.result] == ["states.csv"]
    assert to_csv([], tmp_path / "nothing").result == ()
    assert from_csv(tmp_path / "nothing") == Corpus()


def test_cells_are_written_as_other_programs_read_them(tmp_path: Path) -> None:
    to_csv(Corpus(records()), tmp_path / "out")
    with (tmp_path / "out" / "people.csv").open(newline="") as file:
        assert {row["unnamed"] for row in csv.DictReader(file)} == {"false"}
    with (tmp_path / "out" / "conferences.csv").open(newline="") as file:
        row = next(csv.DictReader(file))
    assert row["period_earliest"] == row["period"][:10]
    assert (tmp_path / "out" / "people.csv").read_bytes().count(b"\r\n") > 1


# ── Formulas ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_begins_like_a_formula(tmp_path: Path, start: str) -> None:
    note = f'{start}HYPERLINK("http://example.org")'
    corpus = Corpus(quoting(note))
    to_csv(corpus, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        with path.open(newline="", encoding="utf-8") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(tuple(FORMULAS))]
    assert from_csv(tmp_path / "out") == corpus


def quoting(words: str) -> list[Record]:
    """Records of which one quotes some words."""
    place = Evidence(document="d", exact=words)
    return [Document(id="d", title="A document"), State(id="s", name="S", evidence=(place,))]


@given(st.text(st.sampled_from("'=+-@\t\rab＝")) | st.text())
def test_every_text_is_the_same_after_escaping_and_unescaping(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(tuple(FORMULAS))


def test_a_text_that_begins_with_an_apostrophe_keeps_it() -> None:
    assert unescaped("'tis") == escaped("'tis") == "'tis"
    assert escaped("'=1") == "''=1"


# ── What is refused ─────────────────────────────────────────────────────────


def test_a_wrong_cell_is_told_by_file_and_row(tmp_path: Path) -> None:
    written(tmp_path, people='id,name,unnamed\r\na,"A\nB",false\r\n\r\nb,B,perhaps\r\n,,\r\nc,C,TRUE\r\n')
    assert problems_of(tmp_path) == [
        "people.csv row 2.name: 'A\\nB' contains a control character or half a surrogate pair",
        "people.csv row 4.unnamed: 'perhaps' is neither true nor false",
    ]


def test_a_number_that_is_none_is_told(tmp_path: Path) -> None:
    written(
        tmp_path,
        conferences="id,title,edition\nc,C,1.5\n",
        people="id,name,coding_coder,coding_confidence\np,P,x,high\nq,Q,x,2.0\n",
    )
    assert problems_of(tmp_path) == [
        "people.csv row 2.coding_confidence: 'high' is not a number",
        "people.csv row 3.coding_confidence: 2.0 is not a number from 0 to 1",
        "conferences.csv row 2.edition: '1.5' is not a whole number",
    ]


def test_numbers_are_read(tmp_path: Path) -> None:
    written(
        tmp_path,
        conferences="id,title,edition\nc,C,15\n",
        people="id,name,coding_coder,coding_confidence\np,P,x,5e-1\n",
    )
    corpus = from_csv(tmp_path)
    assert corpus.conferences["c"].edition == 15
    assert corpus.people["p"].coding is not None
    assert corpus.people["p"].coding.confidence == 0.5


def test_strange_and_repeated_columns_are_told(tmp_path: Path) -> None:
    written(tmp_path, states="id,name,name,nam\na,A,A,x\n")
    assert problems_of(tmp_path) == [
        "states.csv row 1.nam: is no column of states; did you mean 'name'?",
        "states.csv row 1.name: stands there twice",
    ]


def test_a_row_with_too_few_cells_is_told(tmp_path: Path) -> None:
    written(tmp_path, states="id,name\na\nb,B\n")
    assert problems_of(tmp_path) == ["states.csv row 2: has 1 cells, but the header has 2"]


def test_a_strange_file_is_told_and_other_files_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, stats="id,name\n")
    (tmp_path / "README.md").write_text("My tables")
    assert problems_of(tmp_path) == ["stats: 'stats' is no table; did you mean 'states'?"]


def test_a_file_that_is_no_csv_is_told(tmp_path: Path) -> None:
    written(tmp_path, states='id,name\na,"A\n', people=b"id,name\n\xff,P\n", topics=b"")
    assert problems_of(tmp_path) == [
        "people.csv: is not UTF-8: invalid start byte",
        "states.csv row 2: is no CSV: unexpected end of data",
    ]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    written(tmp_path, states="\N{ZERO WIDTH NO-BREAK SPACE}id,name\na,A\n")
    assert from_csv(tmp_path).states["a"].name == "A"


def test_only_a_folder_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="is no folder"):
        from_csv(tmp_path / "nowhere")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text("mine")
    with pytest.raises(InvalidValueError, match="is there already"):
        to_csv([State(id="norland", name="Norland")], tmp_path)
    with pytest.raises(InvalidValueError, match="is there already"):
        to_csv([State(id="norland", name="Norland")], tmp_path / "states.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["states.csv"]


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="is no record"):
        to_csv([State(id="norland", name="Norland"), "no record"], tmp_path / "out")  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_filled_and_missing_ones_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    to_csv([State(id="norland", name="Norland")], tmp_path / "empty")
    to_csv([State(id="norland", name="Norland")], str(tmp_path / "a" / "b"))
    assert from_csv(str(tmp_path / "a" / "b")) == from_csv(tmp_path / "empty")
