"""Whatever a sheet or table holds, the outcome is a corpus with problems, or an error of our own."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurasec import Corpus, Quantifier, Sector, SpeechAct, Stance, ThreatKind, Verdict
from eurasec.errors import DecodeError
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet import COLUMNS, from_general_debate, from_parlamint, from_spreadsheet
from eurasec.interop.tables import TABLES, from_csv, from_tables
from strategies import texts

FUZZ = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)

WORDS = [
    str(word) for words in (Stance, Verdict, Quantifier, SpeechAct, ThreatKind, Sector) for word in words
]
NAMES = [
    "Anna Berg",
    "anna berg",
    "Norland",
    "Growth",
    "A; B",
    "a-1",
    "a-2",
    "2020",
    "2020-05-04",
    "EU",
    "NRL",
    "58",
]
CELLS = (
    st.sampled_from(["", "", "", *NAMES, *WORDS, "own", "imputed", "rejected"])
    | texts()
    | st.text(max_size=4)
)


def sheets(columns: Sequence[str], needed: Sequence[str] = ()) -> st.SearchStrategy[list[list[str]]]:
    """A header of some columns, and rows of any cells under it."""
    others = st.lists(
        st.sampled_from([*(each for each in columns if each not in needed), "Other"]), unique=True
    )
    return others.flatmap(
        lambda some: st.lists(st.tuples(*(CELLS for _ in (*needed, *some))).map(list), max_size=6).map(
            lambda rows: [[*needed, *some], *rows]
        )
    )


def read(folder: Path, rows: list[list[str]], delimiter: str, importer: Callable[..., Imported]) -> None:
    path = folder / "sheet.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    for keep in (False, True):
        try:
            imported = importer(path, keep_unknown=keep)
        except DecodeError:
            continue
        assert isinstance(imported.corpus, Corpus)
        assert all(problem.path.startswith("row ") for problem in imported.problems)


DEBATE = ["Year", "Session", "ISO Code", "Country", "Name of Person Speaking", "Post"]
PARLAMINT = [
    "Text_ID",
    "Title",
    "Date",
    "Body",
    "Lang",
    "Speaker_role",
    "Speaker_party",
    "Speaker_ID",
    "Speaker_name",
]


@FUZZ
@given(rows=sheets([column.name for column in COLUMNS], ["person", "topic", "stance"]))
def test_any_sheet_of_a_coder_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    read(tmp_path_factory.mktemp("sheet"), rows, ",", from_spreadsheet)


@FUZZ
@given(rows=sheets(DEBATE), whole=st.booleans())
def test_any_list_of_speakers_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    whole: bool,  # noqa: FBT001 - drawn
) -> None:
    filled = [DEBATE, *([*row, *NAMES][: len(DEBATE)] for row in rows[1:])] if whole else rows
    read(tmp_path_factory.mktemp("sheet"), filled, ",", from_general_debate)


@FUZZ
@given(rows=sheets(PARLAMINT), whole=st.booleans())
def test_any_table_of_speeches_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    whole: bool,  # noqa: FBT001 - drawn
) -> None:
    usual = ["t", "T", "2020-05-04", "B", "en", "Guest", "P", "S", "N"]
    filled = [[*PARLAMINT, "Topic"], *([*usual[:5], "Regular", *row, *usual][:10] for row in rows[1:])]
    read(tmp_path_factory.mktemp("sheet"), filled if whole else rows, "\t", from_parlamint)


JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.floats()
    | CELLS
    | st.lists(CELLS, max_size=2)
    | st.binary()
)


@FUZZ
@given(
    st.dictionaries(
        st.sampled_from([table.name for table in TABLES]),
        st.lists(
            st.dictionaries(
                st.sampled_from(sorted({name for table in TABLES for name in table.column_names})), JUNK
            ),
            max_size=4,
        ),
        max_size=5,
    )
)
def test_any_tables_are_read_or_refused(tables: dict[str, list[dict[str, object]]]) -> None:
    with contextlib.suppress(DecodeError):
        assert isinstance(from_tables(tables), Corpus)


@FUZZ
@given(data=st.binary(max_size=60), name=st.sampled_from(["states", "positions", "position_holders"]))
def test_any_bytes_in_a_folder_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    (folder / f"{name}.csv").write_bytes(b"id,name,number\r\n" + data)
    with contextlib.suppress(DecodeError):
        assert isinstance(from_csv(folder), Corpus)
