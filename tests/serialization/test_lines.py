"""What JSON Lines promise: the same records, one a line, as a stream."""

from __future__ import annotations

import gc
import io
import itertools
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from eurasec import Corpus, Record, Session, State, dump_lines, dumps, iter_lines, load_lines
from eurasec._kinds import KINDS
from eurasec.errors import DecodeError, InvalidValueError
from harbour import corpus, records
from strategies import corpora_records
from strategies import records as any_record

HEADER = b'{"format": "eurasec/1"}\n'
NORLAND = b'{"type": "state", "id": "norland", "name": "Norland"}\n'


def told(lines: Iterable[bytes]) -> list[tuple[str, str]]:
    """Path and rule of everything that is wrong with some lines."""
    with pytest.raises(DecodeError) as caught:
        load_lines(lines)
    return [(problem.path, problem.rule) for problem in caught.value.problems]


def written(given_records: Iterable[Record]) -> bytes:
    file = io.BytesIO()
    dump_lines(given_records, file)
    return file.getvalue()


@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(corpora_records())
def test_what_is_written_is_read_back_equal(given_records: list[Record]) -> None:
    before = Corpus(given_records)
    lines = written(before).splitlines(keepends=True)
    assert load_lines(lines) == before
    assert list(iter_lines(lines)) == list(before)
    assert written(load_lines(lines)) == b"".join(lines)


@given(any_record())
def test_any_record_is_written_and_read_by_itself(record: Record) -> None:
    assert list(iter_lines(io.BytesIO(written([record])))) == [record]


def test_the_format_stands_first_and_then_each_record_with_its_type() -> None:
    lines = written(corpus()).decode().splitlines()
    assert lines[0] == '{"format": "eurasec/1"}'
    assert all(next(iter(json.loads(line))) == "type" for line in lines[1:])
    assert len(lines) == 1 + len(corpus())


def test_equal_corpora_give_equal_lines() -> None:
    assert written(corpus()) == written(Corpus(reversed(records())))


def test_lines_and_documents_hold_the_same(tmp_path: Path) -> None:
    dump_lines(corpus(), tmp_path / "forum.jsonl")
    assert dumps(load_lines(tmp_path / "forum.jsonl")) == dumps(corpus())
    assert list(iter_lines(str(tmp_path / "forum.jsonl"))) == list(corpus())


@pytest.mark.parametrize(
    "data",
    [
        HEADER + NORLAND.rstrip(),
        b"\n \n" + HEADER + b"\r\n\t\n" + NORLAND + b"\n\n",
        HEADER.replace(b"\n", b"\r\n") + NORLAND.replace(b"\n", b"\r\n"),
    ],
)
def test_blank_lines_and_a_missing_last_newline_do_no_harm(data: bytes) -> None:
    assert load_lines(io.BytesIO(data)) == Corpus([State(id="norland", name="Norland")])


def test_a_file_with_nothing_but_its_format_has_no_records() -> None:
    assert load_lines([HEADER]) == Corpus()
    assert written(Corpus()) == HEADER


# ── Errors ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "path", "rule"),
    [
        ([], "line 1: $", "json"),
        ([b"\n"], "line 1: $", "json"),
        ([NORLAND], "line 1: $.format", "required"),
        ([b"\n", b'{"format": "eurasec/2"}'], "line 2: $.format", "format"),
        ([b'{"format": "eurasec/1", "states": []}'], "line 1: $.states", "unknown-key"),
        ([b'{"format": "eurasec/1", "format": "eurasec/1"}'], "line 1: $", "repeated-key"),
        ([b"[]"], "line 1: $", "type"),
        ([b"{"], "line 1, column 2", "json"),
        ([b"\xef\xbb\xbf" + HEADER], "line 1: $", "json"),
        (HEADER.decode().encode("utf-16").splitlines(keepends=True), "line 1: $", "json"),
    ],
)
def test_the_first_line_is_judged_before_all_else(lines: list[bytes], path: str, rule: str) -> None:
    assert told([*lines, b"nonsense"]) == [(path, rule)] or lines in ([], [b"\n"])
    assert told(lines) == [(path, rule)]


def test_everything_that_is_wrong_is_told_with_its_line() -> None:
    lines = [
        HEADER,
        NORLAND,
        b"{\n",
        b'{"type": "state", "id": "a"}\n',
        b"\n",
        b"null\n",
        b'{"id": "b", "name": "B"}\n',
        b'{"type": "sate", "id": "c", "name": "C"}\n',
        b'{"type": ["state"]}\n',
        b'{"type": "session", "id": "d"}\n',
        b'{"type": "state", "type": "state", "id": "e", "name": "E"}\n',
        b'{"type": "state", "id": "f\xff"}\n',
        b"[" * 10_000,
        NORLAND,
        b'{"format": "eurasec/1"}\n',
    ]
    assert told(lines) == [
        ("line 3, column 2", "json"),
        ("line 4: $.name", "required"),
        ("line 6: $", "type"),
        ("line 7: $.type", "required"),
        ("line 8: $.type", "word"),
        ("line 9: $.type", "word"),
        ("line 10: $.type", "word"),
        ("line 11: $", "repeated-key"),
        ("line 12, byte 27", "json"),
        ("line 13: $", "limit-depth"),
        ("line 15: $.type", "required"),
        ("line 14: $.id", "unique-id"),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ('"sate"', "'sate' is no kind of record; did you mean 'state'?"),
        ('"positions"', "'positions' is no kind of record; did you mean 'position'?"),
        ('"session"', "'session' is no kind of record; sessions stand inside their conference"),
        ("null", f"null is no kind of record; it is one of: {', '.join(kind.name for kind in KINDS)}"),
    ],
)
def test_a_wrong_type_is_told_with_what_may_have_been_meant(name: str, message: str) -> None:
    with pytest.raises(DecodeError) as caught:
        load_lines([HEADER, f'{{"type": {name}}}'.encode()])
    assert str(caught.value) == f"file: line 2: $.type: {message}"


def test_references_between_lines_are_judged_when_a_corpus_is_built_but_not_in_a_stream() -> None:
    lines = [HEADER, b"\n", b'{"type": "person", "id": "p", "name": "P", "country": "norland"}']
    assert [record.id for record in iter_lines(lines)] == ["p"]
    assert told(lines) == [("line 3: $.country", "reference")]


def test_a_stream_gives_records_up_to_the_first_line_that_is_wrong() -> None:
    stream = iter_lines([HEADER, NORLAND, b'{"type": "state", "id": "a b", "nmae": "B"}', NORLAND])
    assert next(stream).id == "norland"
    with pytest.raises(DecodeError) as caught:
        next(stream)
    assert [problem.path for problem in caught.value.problems] == [
        "line 3: $.nmae",
        "line 3: $.id",
        "line 3: $.name",
    ]
    assert list(stream) == []


def test_the_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "forum.jsonl"
    path.write_bytes(b"")
    with pytest.raises(DecodeError, match=r"forum\.jsonl: line 1: \$: is empty"):
        load_lines(path)
    with pytest.raises(DecodeError, match=r"forum\.jsonl: line 1: \$: is empty"):
        next(iter_lines(path))


# ── Writing ─────────────────────────────────────────────────────────────────


def test_any_records_are_written_in_the_order_in_which_they_come() -> None:
    given_records = [State(id="b", name="B"), State(id="a", name="A")]
    assert [record.id for record in iter_lines(io.BytesIO(written(iter(given_records))))] == ["b", "a"]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Session(id="s"), "a session stands inside its conference"),
        ("norland", "'norland' is no record"),
        (None, "None is no record"),
    ],
)
def test_what_is_no_record_is_not_written(record: Record, message: str, tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(InvalidValueError) as caught:
        dump_lines([State(id="a", name="A"), record], path)
    assert [str(problem) for problem in caught.value.problems] == [f"[1]: {message}"]
    assert path.read_bytes() == b"old"


# ── Memory ──────────────────────────────────────────────────────────────────


def _peak_of(count: int) -> int:
    """The most memory that reading and writing so many records takes, in bytes."""

    def given_lines() -> Iterator[bytes]:
        yield HEADER
        for number in range(count):
            yield b'{"type": "state", "id": "s%d", "name": "S"}\n' % number

    class Nowhere:
        def write(self, data: bytes, /) -> int:
            return len(data)

    gc.collect()
    tracemalloc.start()
    dump_lines(iter_lines(given_lines()), Nowhere())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_the_memory_of_a_stream_does_not_grow_with_its_length() -> None:
    _peak_of(10)
    assert _peak_of(5_000) < _peak_of(50) + 50_000


def test_a_stream_without_end_is_read_as_far_as_it_is_asked_for() -> None:
    lines = itertools.chain([HEADER], itertools.repeat(NORLAND))
    assert len(list(itertools.islice(iter_lines(lines), 100))) == 100
