"""Parquet: datasets of any size, also partitioned, that other programs read and write."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eurasec
from eurasec import Corpus, Position, State
from eurasec.datasets import csto_2022
from eurasec.errors import DecodeError, InvalidValueError, MissingExtraError
from eurasec.interop.arrow import schema_of
from eurasec.interop.parquet import PARTITIONS, from_parquet, to_parquet
from eurasec.interop.tables import TABLES
from eurasec.sources import Record
from harbour import records
from strategies import corpora_records


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(DecodeError) as caught:
        from_parquet(folder)
    return [str(problem) for problem in caught.value.problems]


# ── There and back ──────────────────────────────────────────────────────────


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
@given(
    given=corpora_records(),
    partition_by=st.none() | st.sampled_from(["conference", "topic", "kind"]),
    rows_in_memory=st.sampled_from([1, 20, 10_000]),
)
def test_what_is_written_as_parquet_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    given: list[Record],
    partition_by: str | None,
    rows_in_memory: int,
) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    corpus = Corpus(given)
    exported = to_parquet(corpus, folder, partition_by=partition_by, rows_in_memory=rows_in_memory)
    assert exported.losses == ()
    assert from_parquet(folder) == corpus


def test_every_table_has_a_folder_with_its_schema(tmp_path: Path) -> None:
    to_parquet([State(id="norland", name="Norland")], tmp_path / "out")
    for table in TABLES:
        (file,) = (tmp_path / "out" / table.name).iterdir()
        assert pq.read_schema(file).equals(schema_of(table))


def test_the_files_that_were_written_are_told(tmp_path: Path) -> None:
    exported = to_parquet(csto_2022(), tmp_path / "out", partition_by="conference", rows_in_memory=50)
    assert list(exported.result) == sorted((tmp_path / "out").rglob("*.parquet"))
    division = tmp_path / "out" / "position_holders" / "conference=csto-2022"
    assert len(list(division.iterdir())) > 1


def test_a_dataset_divided_by_conference_is_divided_with_its_link_tables(tmp_path: Path) -> None:
    away = Position(id="away", holders=("berg",), topic="growth", stance="support")
    corpus = Corpus([*(each for each in records() if each.id != "away"), away])
    to_parquet(corpus, tmp_path / "out", partition_by="conference")
    for name in ("positions", "position_holders"):
        folders = {path.name for path in (tmp_path / "out" / name).iterdir()}
        assert folders == {"conference=forum", "conference=__HIVE_DEFAULT_PARTITION__"}
    assert {path.suffix for path in (tmp_path / "out" / "topics").iterdir()} == {".parquet"}
    file = next((tmp_path / "out" / "positions" / "conference=forum").iterdir())
    assert "conference" not in pq.read_schema(file).names
    assert from_parquet(tmp_path / "out") == corpus


def test_duckdb_reads_a_divided_dataset(tmp_path: Path) -> None:
    to_parquet(csto_2022(), tmp_path / "out", partition_by="conference", rows_in_memory=100)
    with duckdb.connect() as connection:
        rows = connection.read_parquet(
            f"{tmp_path}/out/positions/**/*.parquet", hive_partitioning=True, union_by_name=True
        )
        counted = dict(rows.aggregate("conference, count(*)").fetchall())
    assert counted == dict(csto_2022().positions.count_by("conference").items())


def test_what_duckdb_writes_is_read(tmp_path: Path) -> None:
    to_parquet(csto_2022(), tmp_path / "out")
    (tmp_path / "back").mkdir()
    with duckdb.connect() as connection:
        for table in TABLES:
            rows = connection.read_parquet(f"{tmp_path}/out/{table.name}/*.parquet")
            rows.write_parquet(str(tmp_path / "back" / f"{table.name}.parquet"))
    assert from_parquet(tmp_path / "back") == csto_2022()


def test_json_lines_become_parquet_record_by_record(tmp_path: Path) -> None:
    lines = io.BytesIO()
    eurasec.dump_lines(csto_2022(), lines)
    alive: list[int] = []

    def counted() -> Iterator[Record]:
        for record in eurasec.iter_lines(lines.getvalue().splitlines(keepends=True)):
            alive.append(len(list(tmp_path.rglob("*.parquet"))))
            yield record

    to_parquet(counted(), tmp_path / "out", rows_in_memory=200)
    assert alive[-1] > 0
    assert from_parquet(tmp_path / "out") == csto_2022()


# ── What is refused ─────────────────────────────────────────────────────────


def test_columns_to_partition_by_hold_ids_and_words() -> None:
    assert {"conference", "session", "topic", "threat", "stance", "verdict"} <= set(PARTITIONS)
    assert not {"id", "claim", "title", "date", "document"} & set(PARTITIONS)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            {"partition_by": "conferences"},
            "partition_by: 'conferences' is no column .* did you mean 'conference'",
        ),
        ({"partition_by": 7}, "partition_by: 7 is no column to partition by .allowed: act"),
        ({"rows_in_memory": 0}, "rows_in_memory: 0 is no whole number from 1 up"),
        ({"rows_in_memory": True}, "rows_in_memory: True is no whole number"),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, options: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidValueError, match=told):
        to_parquet([], tmp_path / "out", **options)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_dataset_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="is no record"):
        to_parquet([*records(), "no record"], tmp_path / "out", rows_in_memory=1)  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_cell_is_told_by_file_and_row(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a", "b"], "name": ["A", ""]}), tmp_path / "states.parquet")
    assert problems_of(tmp_path) == ["states.parquet row 2.name: is empty; leave the field out instead"]


def test_a_file_that_is_no_parquet_is_told(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "part-00000.parquet").write_bytes(b"no Parquet at all")
    (told,) = problems_of(tmp_path)
    assert told.startswith("states/part-00000.parquet: cannot be read as Parquet: ")


def test_a_file_that_is_cut_short_is_told(tmp_path: Path) -> None:
    to_parquet([State(id="norland", name="Norland")], tmp_path / "out")
    file = tmp_path / "out" / "states" / "part-00000.parquet"
    data = bytearray(file.read_bytes())
    data[4:40] = b"\xff" * 36
    file.write_bytes(bytes(data))
    (told,) = problems_of(tmp_path / "out")
    assert told.startswith("states/part-00000.parquet: cannot be read as Parquet: ")


def test_a_file_that_may_not_be_read_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pq.write_table(pa.table({"id": ["a"], "name": ["A"]}), tmp_path / "states.parquet")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13), "states.parquet")

    monkeypatch.setattr(pq, "ParquetFile", refuse)
    with pytest.raises(PermissionError):
        from_parquet(tmp_path)


def test_strange_folders_and_columns_are_told_and_hidden_files_left_alone(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "nam": ["A"]}), tmp_path / "stats.parquet")
    (tmp_path / "states" / "x").mkdir(parents=True)
    pq.write_table(
        pa.table({"id": ["a"], "name": ["A"], "nam": ["A"]}), tmp_path / "states" / "x" / "a.parquet"
    )
    (tmp_path / "states" / "_metadata.parquet").write_text("")
    (tmp_path / "_SUCCESS").write_text("")
    (tmp_path / "README.md").write_text("")
    (tmp_path / ".hidden").mkdir()
    assert problems_of(tmp_path) == [
        "states/x/a.parquet.nam: is no column of states; did you mean 'name'?",
        "stats: 'stats' is no table; did you mean 'states'?",
    ]


def test_only_a_folder_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="is no folder"):
        from_parquet(tmp_path / "nowhere")


@pytest.mark.parametrize("function", [lambda path: to_parquet([], path / "out"), from_parquet], ids=str)
def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Callable[[Path], object]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'eurasec\[arrow\]'"):
        function(tmp_path)
    assert list(tmp_path.iterdir()) == []
