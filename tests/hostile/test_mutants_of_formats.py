"""Whatever is done to a file or a text of any format, the outcome is a result or an error of our own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from database_mutants import DatabaseMutator
from fuzz.harnesses import HARNESSES
from mutants import Mutator
from sheet_mutants import SheetMutator
from text_mutants import TextMutator

SHEETS = {"dna-events": ";", "spreadsheet": ";", "general-debate": ",", "parlamint": "\t"}


def outcomes(name: str, mutants: Iterator[bytes]) -> tuple[int, int]:
    """How many mutants were read and how many were refused; anything else is raised."""
    read = refused = 0
    for mutant in mutants:
        good = HARNESSES[name].outcome(mutant)
        read += good
        refused += not good
    return read, refused


@pytest.mark.parametrize("name", HARNESSES)
def test_what_a_reader_is_tried_with_begins_with_what_it_reads(name: str) -> None:
    read, _ = outcomes(name, HARNESSES[name].seeds())
    assert read > 0


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_whose_cells_rows_and_columns_are_changed_is_read_or_refused(name: str) -> None:
    seeds = HARNESSES[name].seeds()
    mutants = (SheetMutator(seed, 1, SHEETS[name]).mutants(200) for seed in seeds)
    read, refused = outcomes(name, chain.from_iterable(mutants))
    assert min(read, refused) > 20, "hardly anything is tried"


def test_tables_whose_cells_rows_and_columns_are_changed_are_read_or_refused() -> None:
    def mutants() -> Iterator[bytes]:
        for seed in HARNESSES["tables"].seeds():
            name, _, content = seed.partition(b"\n")
            yield from (b"%s\n%s" % (name, mutant) for mutant in SheetMutator(content, 1, ",").mutants(8))

    read, refused = outcomes("tables", mutants())
    assert read > 5
    assert refused > 150


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_whose_bytes_are_changed_is_read_or_refused(name: str) -> None:
    mutants = (Mutator(seed, 2).of_bytes(150) for seed in HARNESSES[name].seeds())
    read, refused = outcomes(name, chain.from_iterable(mutants))
    assert min(read, refused) > 10


def test_a_database_whose_rows_and_tables_are_changed_is_read_or_refused() -> None:
    mutants = (DatabaseMutator(seed, 1).mutants(60) for seed in HARNESSES["dna"].seeds())
    read, refused = outcomes("dna", chain.from_iterable(mutants))
    assert read > 50
    assert refused > 4


def test_a_database_whose_bytes_are_changed_is_read_or_refused() -> None:
    mutants = (Mutator(seed, 2).of_bytes(80) for seed in HARNESSES["dna"].seeds())
    read, refused = outcomes("dna", chain.from_iterable(mutants))
    assert min(read, refused) > 8


def test_dates_whose_marks_and_numbers_are_set_together_anew_are_read_or_refused() -> None:
    edtf = HARNESSES["edtf"]
    mutator = TextMutator((seed.decode() for seed in edtf.seeds()), edtf.tokens, 1)
    mutants = (text.encode("utf-8", "surrogatepass") for text in mutator.mutants(6_000))
    read, refused = outcomes("edtf", mutants)
    assert read > 500
    assert refused > 3_000


def test_dates_in_prose_whose_words_are_set_together_anew_are_read_or_refused() -> None:
    prose = HARNESSES["prose"]
    mutator = TextMutator((seed[1:].decode() for seed in prose.seeds()), prose.tokens, 1)
    texts = mutator.mutants(6_000)
    mutants = (bytes([n % 256]) + text.encode("utf-8", "surrogatepass") for n, text in enumerate(texts))
    read, refused = outcomes("prose", mutants)
    assert read > 300
    assert refused > 3_000


@pytest.mark.parametrize("name", ["popolo", "stix"])
def test_a_foreign_document_whose_values_are_changed_is_read_or_refused(name: str) -> None:
    mutants = (Mutator(seed, 1).of_structure(150) for seed in HARNESSES[name].seeds())
    read, refused = outcomes(name, chain.from_iterable(mutants))
    assert read > 100
    assert refused >= 1


def test_entities_whose_values_are_changed_are_read_or_refused() -> None:
    def mutants() -> Iterator[bytes]:
        for seed in HARNESSES["followthemoney"].seeds():
            lines = seed.splitlines()
            for number, line in enumerate(lines):
                for mutant in Mutator(line, number).of_structure(6):
                    yield b"\n".join([*lines[:number], mutant, *lines[number + 1 :]])
            yield from Mutator(seed, 2).of_bytes(100)

    read, refused = outcomes("followthemoney", mutants())
    assert read > 100
    assert refused >= 1  # what is wrong with one entity seldom is the matter of another
