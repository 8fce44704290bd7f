"""Read with orjson, a file gives the same records and the same problems."""

from __future__ import annotations

import io
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from eurasec import Corpus, dump_lines, dumps, iter_lines, load, load_lines, loads
from eurasec.errors import DecodeError, MissingExtraError
from eurasec.serialization import Limits, documents
from mutants import Mutator

SHIPPED = files("eurasec.datasets").joinpath("csto_2022.json").read_bytes()
FOLDER = Path(__file__).parent.parent / "data" / "v1"
SMALL = ["actors", "conferences", "positions", "threats"]
HEADER = b'{"format": "eurasec/1"}\n'


def outcome(text: bytes, *, fast: bool, lines: bool = False) -> Corpus | tuple[str, ...]:
    try:
        return load_lines(io.BytesIO(text), fast=fast) if lines else loads(text, fast=fast)
    except DecodeError as error:
        return tuple(map(str, error.problems))


def canonical(name: str) -> bytes:
    return dumps(loads((FOLDER / f"{name}.json").read_bytes()))


def test_the_shipped_corpus_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    path.write_bytes(SHIPPED)
    corpus = load(path)
    assert load(path, fast=True) == loads(SHIPPED, fast=True) == corpus
    file = io.BytesIO()
    dump_lines(corpus, file)
    assert load_lines(io.BytesIO(file.getvalue()), fast=True) == corpus
    assert tuple(iter_lines(io.BytesIO(file.getvalue()), fast=True)) == tuple(corpus)


@pytest.mark.parametrize("name", SMALL)
def test_mutants_come_to_the_same_end_whichever_reads_them(name: str) -> None:
    read = refused = 0
    for mutant in Mutator(canonical(name), seed=6).of_bytes(1_500):
        slow = outcome(mutant, fast=False)
        if isinstance(slow, tuple) and any("stands there twice" in problem for problem in slow):
            continue
        assert outcome(mutant, fast=True) == slow, mutant
        read += isinstance(slow, Corpus)
        refused += not isinstance(slow, Corpus)
    assert read > 15
    assert refused > 750


@pytest.mark.parametrize("name", SMALL)
def test_mutants_of_lines_come_to_the_same_end_whichever_reads_them(name: str) -> None:
    file = io.BytesIO()
    dump_lines(loads(canonical(name)), file)
    for mutant in Mutator(file.getvalue(), seed=7).of_bytes(1_500):
        slow = outcome(mutant, fast=False, lines=True)
        if not (isinstance(slow, tuple) and any("stands there twice" in problem for problem in slow)):
            assert outcome(mutant, fast=True, lines=True) == slow, mutant


@pytest.mark.parametrize(
    "value",
    [
        b"-0",
        b"1e400",
        b"9" * 25,
        b"9" * 5_000,
        b"0.1",
        b"NaN",
        b'"\\ud800"',
        b'"\\u00e9"',
        b"null",
        b"[" * 1_010 + b"]" * 1_010,
    ],
    ids=lambda value: value[:8].decode(),
)
def test_values_on_which_readers_of_json_differ_come_to_the_same_end(value: bytes) -> None:
    document = b'{"type": "document", "id": "report", "title": "Report", "kind": "report", "length": %b}\n'
    text = HEADER + document % value
    assert outcome(text, fast=True, lines=True) == outcome(text, fast=False, lines=True)


def test_of_keys_that_stand_twice_the_last_one_counts_without_a_word() -> None:
    text = HEADER + b'{"type": "state", "id": "a", "name": "A", "name": "B"}\n'
    assert [state.name for state in load_lines(io.BytesIO(text), fast=True).states] == ["B"]
    with pytest.raises(DecodeError, match="the key 'name' stands there twice"):
        load_lines(io.BytesIO(text))


def test_the_type_of_a_line_may_stand_behind_other_keys() -> None:
    text = HEADER + b'{"id": "a", "type": "state", "name": "A"}\n'
    for fast in (False, True):
        assert [state.name for state in load_lines(io.BytesIO(text), fast=fast).states] == ["A"]


@pytest.mark.parametrize("limits", [Limits(text=50), Limits(depth=3)], ids=str)
def test_limits_hold_whichever_reads(limits: Limits) -> None:
    told = []
    for fast in (False, True):
        with pytest.raises(DecodeError) as caught:
            loads(SHIPPED, limits=limits, fast=fast)
        told.append(caught.value.problems)
    assert told[0] == told[1]


def test_a_document_of_another_layout_is_read_all_the_same() -> None:
    text = b'{"states": [{"name": "A", "id": "a"}], "format": "eurasec/1"}'
    assert loads(text, fast=True) == loads(text)


def test_without_orjson_the_extra_is_named_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    for read in (
        lambda: loads(b"", fast=True),
        lambda: load("not-there.json", fast=True),
        lambda: load_lines("not-there.jsonl", fast=True),
        lambda: iter_lines("not-there.jsonl", fast=True),
    ):
        with pytest.raises(MissingExtraError, match=r"pip install 'eurasec\[fast\]'"):
            read()
    assert loads(b'{"format": "eurasec/1"}') == Corpus()


def test_a_record_that_is_nested_too_deeply_to_be_read_again_is_told_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def exhausted(_: bytes) -> object:
        raise RecursionError

    monkeypatch.setattr(documents, "decoded_again", exhausted)
    text = SHIPPED.replace(b'"name": "Belarus"', b'"name": [[]]', 1)
    assert text != SHIPPED
    with pytest.raises(DecodeError, match=r"\$\.states\[[0-9]+\]\.name: \[\[\]\] is not a text"):
        loads(text, limits=Limits(depth=None))
