"""Whatever bytes are given, the outcome is a corpus or a `DecodeError`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from eurasec import Corpus, dump_lines, dumps, load_lines, loads
from eurasec._kinds import KINDS
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.serialization._converter import REFUSALS, converter
from eurasec.serialization._inspection import inspected
from eurasec.sources import Record
from mutants import Mutator

FOLDER = Path(__file__).parent.parent / "data" / "v1"
SMALL = ["actors", "conferences", "positions", "threats"]
OF_VALUES, OF_BYTES, OF_LINES = 12_000, 10_000, 3_000
"""For each of four small documents: 100,000 in all."""

a_path = re.compile(r"\$([.\[].*)?|line \d+, (column|byte) \d+").fullmatch
a_path_in_lines = re.compile(r"line \d+: \$([.\[].*)?|line \d+, (column|byte) \d+").fullmatch


def outcome_of(mutant: bytes, read: Callable[[bytes], Corpus]) -> Corpus | DecodeError:
    try:
        return read(mutant)
    except DecodeError as error:
        return error


def outcomes(
    mutants: Iterable[bytes],
    read: Callable[[bytes], Corpus],
    is_path: Callable[[str], object],
) -> tuple[int, int]:
    """How many mutants were read and how many were refused; anything else is raised."""
    good = bad = 0
    for mutant in mutants:
        outcome = outcome_of(mutant, read)
        if isinstance(outcome, DecodeError):
            bad += 1
            assert outcome.problems
            assert all(is_path(problem.path) for problem in outcome.problems), mutant
            assert str(outcome)
        else:
            good += 1
            assert good % 20 or loads(dumps(outcome)) == outcome
    return good, bad


@pytest.mark.parametrize("name", SMALL)
def test_a_small_document_whose_values_are_changed_is_a_corpus_or_a_decode_error(name: str) -> None:
    mutator = Mutator((FOLDER / f"{name}.json").read_bytes(), seed=1)
    good, bad = outcomes(mutator.of_structure(OF_VALUES), loads, a_path)
    assert good + bad == OF_VALUES
    assert good > OF_VALUES // 20, "hardly any mutant lives, so little is tried"
    assert bad > OF_VALUES // 2


@pytest.mark.parametrize("name", SMALL)
def test_a_small_document_whose_bytes_are_changed_is_a_corpus_or_a_decode_error(name: str) -> None:
    mutator = Mutator((FOLDER / f"{name}.json").read_bytes(), seed=2)
    good, bad = outcomes(mutator.of_bytes(OF_BYTES), loads, a_path)
    assert good + bad == OF_BYTES
    assert good > OF_BYTES // 100
    assert bad > OF_BYTES // 2


@pytest.mark.parametrize("name", SMALL)
def test_json_lines_whose_bytes_are_changed_are_a_corpus_or_a_decode_error(name: str) -> None:
    file = io.BytesIO()
    dump_lines(loads((FOLDER / f"{name}.json").read_bytes()), file)
    mutator = Mutator(file.getvalue(), seed=3)
    good, bad = outcomes(
        mutator.of_bytes(OF_LINES), lambda mutant: load_lines(io.BytesIO(mutant)), a_path_in_lines
    )
    assert good + bad == OF_LINES
    assert good > OF_LINES // 100
    assert bad > OF_LINES // 2


def test_mutants_of_the_shipped_corpus_are_a_corpus_or_a_decode_error() -> None:
    shipped = files("eurasec.datasets").joinpath("csto_2022.json").read_bytes()
    mutator = Mutator(shipped, seed=4)
    of_values = outcomes(mutator.of_structure(500), loads, a_path)
    of_bytes = outcomes(mutator.of_bytes(500), loads, a_path)
    assert sum(of_values) + sum(of_bytes) == 1_000
    assert min(*of_values, *of_bytes) > 0


# ── Two ways of reading ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", SMALL)
def test_the_quick_way_and_the_one_that_tells_why_agree_on_every_record(name: str) -> None:
    read = refused = 0
    mutator = Mutator((FOLDER / f"{name}.json").read_bytes(), seed=5)
    for document in mutator.of_values(1_000):
        for kind in KINDS:
            section = document.get(kind.plural) if isinstance(document, dict) else None
            for value in section if isinstance(section, list) else ():
                quick, telling = quickly(kind.record, value), tellingly(kind.record, value)
                assert quick == telling or (quick is None and holds_null(value)), value
                read += quick is not None
                refused += quick is None
    assert read > 1_000
    assert refused > 100


def holds_null(value: object) -> bool:
    """Whether a value holds `null`, which stands for what is not there and is read the slow way."""
    if isinstance(value, dict):
        return any(map(holds_null, value.values()))
    return value is None or (isinstance(value, list) and any(map(holds_null, value)))


def quickly(cls: type[Record], value: object) -> Record | None:
    """The record that the converter makes, without asking why it makes none."""
    try:
        return converter().structure(value, cls)
    except REFUSALS:
        return None


def tellingly(cls: type[Record], value: object) -> Record | None:
    """The record that is read field by field."""
    try:
        return inspected(cls, value)
    except InvalidValueError:
        return None
