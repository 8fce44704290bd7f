"""Files that hold rows are refused where they hold more than the caller allows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eurasec import Corpus, Limits, Person, Position, State, Topic
from eurasec.errors import DecodeError, Problem
from eurasec.interop.dna import from_dna, from_dna_events, to_dna
from eurasec.interop.spreadsheet import from_general_debate, from_parlamint, from_spreadsheet
from eurasec.interop.tables import from_csv, to_csv

Read = Callable[[Limits], object]

DEBATE = "Year,Session,ISO Code,Country,Name of Person Speaking,Post"
SPEECHES = "Text_ID\tTitle\tDate\tSpeaker_role\tSpeaker_party\tSpeaker_ID\tSpeaker_name"
SHEETS = {
    "coding": (
        from_spreadsheet,
        "Person,Topic,Stance",
        "Anna Berg,Growth,support",
        "Carl Dahl,Growth,oppose",
    ),
    "debate": (
        from_general_debate,
        DEBATE,
        "2001,56,NRL,Norland,Berg,President",
        "2002,57,NRL,Norland,Berg,President",
    ),
    "speeches": (
        from_parlamint,
        SPEECHES,
        "NR-1\tSitting 1\t2018-04-13\tRegular\tHP\tDahlCarla\tDahl, Carla",
        "NR-2\tSitting 2\t2018-04-14\tRegular\tHP\tDahlCarla\tDahl, Carla",
    ),
}


def problem_of(read: Read, limits: Limits) -> Problem:
    with pytest.raises(DecodeError) as caught:
        read(limits)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture(params=SHEETS)
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Read, int, int]:
    """What reads a sheet of two rows; how many bytes it has, and how many characters its longest cell."""
    from_sheet, *lines = SHEETS[request.param]
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join(lines))
    longest = max(len(cell) for line in lines[1:] for cell in line.replace("\t", ",").split(","))
    if request.param == "speeches":
        longest = len("Dahl, Carla")
    return lambda limits: from_sheet(path, limits=limits), path.stat().st_size, longest


def test_a_sheet_within_its_limits_is_read_as_without(sheet: tuple[Read, int, int]) -> None:
    read, size, longest = sheet
    everything = read(Limits())
    assert read(Limits(bytes=size, records=2, text=longest)) == everything
    assert read(Limits(bytes=None, records=None, text=None)) == everything


def test_a_sheet_of_too_many_bytes_is_not_read(sheet: tuple[Read, int, int]) -> None:
    read, size, _ = sheet
    assert str(problem_of(read, Limits(bytes=size - 1))) == f"is longer than {size - 1} bytes (Limits.bytes)"


def test_a_sheet_of_too_many_rows_is_refused_at_the_first_of_them(sheet: tuple[Read, int, int]) -> None:
    read, _, _ = sheet
    problem = problem_of(read, Limits(records=1))
    assert str(problem) == "row 3: is one row too many; there may be 1 (Limits.records)"
    assert problem.rule == "limit-records"


def test_a_sheet_with_a_cell_that_is_too_long_is_refused_at_its_row(sheet: tuple[Read, int, int]) -> None:
    read, _, longest = sheet
    problem = problem_of(read, Limits(text=longest - 1))
    assert str(problem) == f"row 2: has a cell of more than {longest - 1} characters (Limits.text)"


def test_an_event_list_has_the_limits_of_a_sheet() -> None:
    head = "statement_id;time;person;organization;concept;agreement;start_position;stop_position;text"
    row = '7;2022-02-09 10:30:00;"Zas";"CSTO";"Growth";1;0;7;"We grow";2;1;"A speech"'
    again = row.replace("7;2022", "8;2022", 1)
    data = f"{head};coder;document_id;document_title\n{row}\n{again}\n".encode()

    def read(limits: Limits) -> object:
        return from_dna_events(io.BytesIO(data), limits=limits)

    assert read(Limits(bytes=len(data), records=2, text=len("2022-02-09 10:30:00"))) == read(Limits())
    for limits, told in (
        (Limits(bytes=len(data) - 1), f"is longer than {len(data) - 1} bytes (Limits.bytes)"),
        (Limits(records=1), "row 3: is one row too many; there may be 1 (Limits.records)"),
        (Limits(text=18), "row 2: has a cell of more than 18 characters (Limits.text)"),
    ):
        assert str(problem_of(read, limits)) == told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    to_csv(
        Corpus([State(id=name, name=name.title()) for name in ("norland", "sudland")]), tmp_path / "tables"
    )
    return tmp_path / "tables"


def test_the_limits_of_tables_are_those_of_each_file(folder: Path) -> None:
    assert len(from_csv(folder, limits=Limits(records=2, text=10)).states) == 2
    size = (folder / "states.csv").stat().st_size
    for limits, told in (
        (Limits(records=1), "states.csv row 3: is one row too many; there may be 1 (Limits.records)"),
        (Limits(text=6), "states.csv row 2: has a cell of more than 6 characters (Limits.text)"),
        (Limits(bytes=size - 1), f"is longer than {size - 1} bytes (Limits.bytes)"),
    ):
        assert str(problem_of(lambda limits: from_csv(folder, limits=limits), limits)) == told


@pytest.fixture
def project(tmp_path: Path) -> Path:
    zas = Person(id="zas", name="Stanislav Zas")
    topic = Topic(id="growth", label="Growth")
    said = [Position(id=f"p-{n}", holders=("zas",), topic="growth", stance="support") for n in (1, 2)]
    return to_dna(Corpus([zas, topic, *said]), tmp_path / "project.dna").result


def test_the_limits_of_a_database_are_those_of_its_file_and_of_each_table(project: Path) -> None:
    size = project.stat().st_size
    assert len(from_dna(project, limits=Limits(bytes=size, records=100)).corpus.positions) == 2
    for limits, told in (
        (Limits(bytes=size - 1), rf"^is longer than {size - 1:,} bytes \(Limits.bytes\)$"),
        (Limits(records=1), r"^[A-Z]+ row 2: is one row too many; there may be 1 \(Limits.records\)$"),
        (Limits(text=3), r"^[A-Z]+ row 1: has a cell of more than 3 characters \(Limits.text\)$"),
    ):
        assert re.match(told, str(problem_of(lambda limits: from_dna(project, limits=limits), limits)))
