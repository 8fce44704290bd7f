"""How much a file may hold: every limit is an error of its own, and can be moved or lifted."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eurasec import (
    Conference,
    Corpus,
    Limits,
    State,
    dump_lines,
    dumps,
    iter_lines,
    load,
    load_lines,
    loads,
)
from eurasec._fields import MOST_REFUSALS
from eurasec.errors import CorpusError, DecodeError, InvalidValueError, Problem
from eurasec.serialization._extent import is_deeper, may_hold_longer
from eurasec.serialization.lines import USUAL_OF_A_STREAM
from harbour import corpus

HEADER = b'{"format": "eurasec/1"}\n'
NO_LIMITS = Limits(bytes=None, line=None, depth=None, records=None, text=None, problems=None)


def state(number: int, name: str = "S") -> bytes:
    return b'{"type": "state", "id": "s%d", "name": "%s"}\n' % (number, name.encode())


def document(*states: dict[str, object]) -> bytes:
    return json.dumps({"format": "eurasec/1", "states": states}).encode()


def states(count: int, **fields: object) -> list[dict[str, object]]:
    return [{"id": f"s{number}", "name": "S", **fields} for number in range(count)]


def problems_of(read: Callable[[], object]) -> list[Problem]:
    with pytest.raises(DecodeError) as caught:
        read()
    return list(caught.value.problems)


def told(read: Callable[[], object]) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in problems_of(read)]


# ── Limits themselves ───────────────────────────────────────────────────────


def test_the_usual_limits_let_a_million_records_pass() -> None:
    limits = Limits()
    record = len(dumps(corpus())) // len(corpus())
    assert limits.records is not None
    assert limits.records > 1_000_000
    assert limits.bytes is not None
    assert limits.bytes > 1_000_000 * record


def test_limits_show_all_of_what_they_allow() -> None:
    assert repr(Limits(depth=None)) == (
        "Limits(bytes=1073741824, line=16777216, depth=None, records=2000000, text=1000000, problems=20000)"
    )


def test_what_is_no_limit_is_refused_all_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Limits(bytes=0, line=-1, depth=True, records="5", text=1.5)  # type: ignore[arg-type]
    assert [str(problem) for problem in caught.value.problems] == [
        "bytes: 0 is neither a whole number from 1 on nor None",
        "line: -1 is neither a whole number from 1 on nor None",
        "depth: True is neither a whole number from 1 on nor None",
        "records: '5' is neither a whole number from 1 on nor None",
        "text: 1.5 is neither a whole number from 1 on nor None",
    ]


def test_without_any_limit_everything_is_read() -> None:
    file = io.BytesIO()
    dump_lines(corpus(), file)
    data = dumps(corpus())
    assert loads(data, limits=NO_LIMITS) == corpus()
    assert loads(data.decode(), limits=NO_LIMITS) == corpus()
    assert load(io.BytesIO(data), limits=NO_LIMITS) == corpus()
    file.seek(0)
    assert load_lines(file, limits=NO_LIMITS) == corpus()
    file.seek(0)
    assert list(iter_lines(file, limits=NO_LIMITS)) == list(corpus())


# ── Bytes and lines ─────────────────────────────────────────────────────────


def test_a_document_may_have_as_many_bytes_as_the_limit_but_no_more(tmp_path: Path) -> None:
    data = dumps(corpus())
    path = tmp_path / "forum.json"
    path.write_bytes(data)
    enough, less = Limits(bytes=len(data)), Limits(bytes=len(data) - 1)
    for read in (lambda limits: loads(data, limits=limits), lambda limits: load(path, limits=limits)):
        assert read(enough) == corpus()
        assert told(lambda read=read: read(less)) == [("$", "limit-bytes")]  # type: ignore[misc]


def test_of_a_string_the_characters_count() -> None:
    text = '{"format": "eurasec/1", "states": [{"id": "s", "name": "Северный край"}]}'
    assert len(loads(text, limits=Limits(bytes=len(text)))) == 1
    assert told(lambda: loads(text, limits=Limits(bytes=len(text) - 1))) == [("$", "limit-bytes")]


class Endless(io.RawIOBase):
    """A file that never ends, of lines or of one single line."""

    def __init__(self, piece: bytes) -> None:
        self.taken = 0
        self._piece = piece

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[call-overload]
        count = len(view) // len(self._piece) or 1
        data = (self._piece * count)[: len(view)]
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


@pytest.mark.parametrize("wrap", [lambda raw: raw, io.BufferedReader])
def test_no_more_of_a_file_is_read_than_the_limit_allows(wrap: Callable[[Endless], io.IOBase]) -> None:
    source = Endless(b" " * 64)
    assert told(lambda: load(wrap(source), limits=Limits(bytes=10_000_000))) == [("$", "limit-bytes")]  # type: ignore[arg-type]
    assert source.taken <= 10_000_000 + 2**17


def test_a_device_without_an_end_is_refused() -> None:
    assert told(lambda: load("/dev/zero", limits=Limits(bytes=1_000))) == [("$", "limit-bytes")]


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory() -> None:
    for source in (io.BufferedReader(Endless(b"x" * 64)), "/dev/zero"):
        assert told(lambda source=source: load_lines(source, limits=Limits(line=10_000))) == [  # type: ignore[misc]
            ("line 1: $", "limit-line")
        ]


def test_a_compressed_bomb_is_refused_after_its_first_bytes() -> None:
    bomb = gzip.compress(HEADER + b" " * 10_000_000)
    tracemalloc.start()
    with gzip.open(io.BytesIO(bomb)) as file:
        assert told(lambda: load_lines(file, limits=Limits(line=1_000))) == [("line 2: $", "limit-line")]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_longest_line_is_counted_with_its_end() -> None:
    line = state(1)
    assert len(load_lines([HEADER, line], limits=Limits(line=len(line)))) == 1
    lines = [HEADER, state(1), line.replace(b"\n", b"\r\n"), state(2)]
    assert told(lambda: load_lines(lines, limits=Limits(line=len(line)))) == [("line 3: $", "limit-line")]


def test_the_bytes_of_all_lines_count_together() -> None:
    lines = [HEADER, b"\n", state(1), state(2)]
    size = sum(map(len, lines))
    assert len(load_lines(lines, limits=Limits(bytes=size))) == 2
    assert told(lambda: load_lines(lines, limits=Limits(bytes=size - 1))) == [("line 4: $", "limit-bytes")]
    assert told(lambda: list(iter_lines(lines, limits=Limits(bytes=10)))) == [("line 1: $", "limit-bytes")]


def test_a_stream_has_no_limit_of_bytes_or_records_unless_it_is_given_one() -> None:
    lines = itertools.chain([HEADER], (state(number) for number in itertools.count()))
    stream = iter_lines(lines, limits=Limits(records=3))
    assert [record.id for record in itertools.islice(stream, 3)] == ["s0", "s1", "s2"]
    assert told(lambda: next(stream)) == [("line 5: $", "limit-records")]
    assert (USUAL_OF_A_STREAM.bytes, USUAL_OF_A_STREAM.records) == (None, None)
    assert USUAL_OF_A_STREAM.line == Limits().line


# ── Records ─────────────────────────────────────────────────────────────────


def test_a_document_may_hold_as_many_records_as_the_limit_but_no_more() -> None:
    data = dumps(corpus())
    count = len(corpus())
    assert loads(data, limits=Limits(records=count)) == corpus()
    assert told(lambda: loads(data, limits=Limits(records=count - 1))) == [("$", "limit-records")]


def test_lines_behind_the_last_record_that_is_allowed_are_not_read() -> None:
    def given_lines() -> Iterator[bytes]:
        yield HEADER
        yield state(1)
        yield b"\n"
        yield b"{\n"
        yield state(3)
        pytest.fail("it was read")

    assert told(lambda: load_lines(given_lines(), limits=Limits(records=2))) == [
        ("line 4, column 2", "json"),
        ("line 5: $", "limit-records"),
    ]


# ── Depth ───────────────────────────────────────────────────────────────────


def nested(depth: int, *, text: str = "x") -> bytes:
    inner = json.dumps({"id": "s", "name": "S", "note": text})
    return f'{{"format": "eurasec/1", "states": {"[" * (depth - 2)}{inner}{"]" * (depth - 2)}}}'.encode()


def test_nesting_up_to_the_limit_is_judged_at_its_place_and_deeper_nesting_as_a_whole() -> None:
    assert len(loads(nested(3), limits=Limits(depth=3))) == 1
    assert told(lambda: loads(nested(3), limits=Limits(depth=2))) == [("$", "limit-depth")]
    assert told(lambda: loads(nested(64))) == [("$.states[0]", "type")]
    assert told(lambda: loads(nested(65))) == [("$", "limit-depth")]
    assert told(lambda: load_lines([HEADER, b"[" * 65])) == [("line 2: $", "limit-depth")]


@pytest.mark.parametrize("text", ["[" * 99, "]" * 99, '"[', "{[\\", "\\\\", ']\\"', "}{" * 99])
def test_brackets_in_texts_do_not_count(text: str) -> None:
    assert len(loads(nested(3, text=text), limits=Limits(depth=3))) == 1
    assert told(lambda: loads(nested(4, text=text), limits=Limits(depth=3))) == [("$", "limit-depth")]


@pytest.mark.parametrize("data", [b"[" * 10_000, b'{"a":' * 10_000, b"[" * 10_000 + b"]" * 10_000])
def test_without_a_limit_nesting_beyond_what_python_bears_is_refused(data: bytes) -> None:
    assert [str(problem) for problem in problems_of(lambda: loads(data, limits=Limits(depth=None)))] == [
        "$: is nested too deeply"
    ]


def test_what_is_valid_needs_no_more_than_seven_levels() -> None:
    data = (
        b'{"format": "eurasec/1", "documents": [{"id": "d", "title": "D"}],'
        b' "conferences": [{"id": "c", "title": "C",'
        b' "sessions": [{"id": "s", "evidence": [{"document": "d"}]}]}]}'
    )
    assert len(loads(data, limits=Limits(depth=7))) == 2
    assert told(lambda: loads(data, limits=Limits(depth=6))) == [("$", "limit-depth")]


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


json_values = st.recursive(
    st.none() | st.text('[]{}"\\ab', max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\a', max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


@example({"]": [[]], "[": None}, 2)  # brackets in strings must not make up for others
@example(["\\", [[]]], 2)
@given(json_values, st.integers(1, 6))
def test_depth_is_told_without_reading(value: object, most: int) -> None:
    assert is_deeper(json.dumps(value).encode(), most) == (depth_of(value) > most)


# ── Texts ───────────────────────────────────────────────────────────────────


def test_texts_and_keys_longer_than_the_limit_are_told_at_their_places() -> None:
    data = document({"id": "s", "name": "x" * 10, "tags": ["y" * 11], "z" * 11: None, "note": "ж" * 11})
    assert [str(problem) for problem in problems_of(lambda: loads(data, limits=Limits(text=10)))] == [
        "$.states[0].tags[0]: 'yyyyyyyyyyy' is longer than 10 characters (Limits.text)",
        "$.states[0].zzzzzzzzzzz: the key is longer than 10 characters (Limits.text)",
        "$.states[0].note: 'жжжжжжжжжжж' is longer than 10 characters (Limits.text)",
    ]
    assert told(lambda: loads(data, limits=Limits(text=10, problems=1))) == [
        ("$.states[0].tags[0]", "limit-text"),
        ("", "limit-problems"),
    ]
    assert told(lambda: load_lines([HEADER, state(1, "x" * 11)], limits=Limits(text=10))) == [
        ("line 2: $.name", "limit-text")
    ]
    everything = Limits(text=10, problems=None)
    assert len(told(lambda: loads(data, limits=everything))) == 3
    assert told(
        lambda: loads('{"format": "eurasec/1", "states": [{"a b": "%s"}]}' % ("x" * 99), limits=everything)
    ) == [("$.states[0]['a b']", "limit-text")]


def test_a_text_counts_by_its_characters_however_they_are_written() -> None:
    text = "Совет мира\U0001f54a"
    for data in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        written = f'{{"format": "eurasec/1", "states": [{{"id": "s", "name": {data}}}]}}'
        assert len(loads(written, limits=Limits(text=11))) == 1
        assert told(lambda written=written: loads(written, limits=Limits(text=10))) == [  # type: ignore[misc]
            ("$.states[0].name", "limit-text")
        ]


def longest_of(value: object) -> int:
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return max(map(longest_of, value), default=0) if isinstance(value, list) else 0


@given(json_values, st.integers(1, 6))
def test_no_long_text_escapes_the_quick_look(value: object, most: int) -> None:
    assert may_hold_longer(json.dumps(value).encode(), most) or longest_of(value) <= most


def test_a_text_of_escaped_quotation_marks_alone_is_found() -> None:
    data = document({"id": "s", "name": '"' * 1_000})
    assert told(lambda: loads(data, limits=Limits(text=999))) == [("$.states[0].name", "limit-text")]
    assert len(loads(data, limits=Limits(text=1_000))) == 1


# ── Problems ────────────────────────────────────────────────────────────────


def test_reading_stops_after_as_many_problems_as_are_told() -> None:
    data = document(*states(10, x=1))
    problems = problems_of(lambda: loads(data, limits=Limits(problems=3)))
    assert [str(problem) for problem in problems] == [
        "$.states[0].x: is no key of State",
        "$.states[1].x: is no key of State",
        "$.states[2].x: is no key of State",
        "and more, but after 3 problems reading stopped, with 6 records not looked at (Limits.problems)",
    ]
    assert len(told(lambda: loads(data, limits=Limits(problems=10)))) == 10
    assert len(told(lambda: loads(data, limits=Limits(problems=None)))) == 10


def test_keys_and_sections_of_a_document_count_as_well() -> None:
    many = {"format": "eurasec/1"} | {f"x{number}": 1 for number in range(10)}
    assert told(lambda: loads(json.dumps(many), limits=Limits(problems=1))) == [
        ("$.x0", "unknown-key"),
        ("", "limit-problems"),
    ]
    several = {"format": "eurasec/1", "states": 1, "people": 2, "topics": 3}
    assert told(lambda: loads(json.dumps(several), limits=Limits(problems=2))) == [
        ("$.states", "type"),
        ("$.people", "type"),
        ("", "limit-problems"),
    ]


def test_lines_are_read_until_there_are_enough_problems() -> None:
    def given_lines() -> Iterator[bytes]:
        yield HEADER
        yield from [b"{\n"] * 3
        pytest.fail("it was read")

    problems = problems_of(lambda: load_lines(given_lines(), limits=Limits(problems=2)))
    assert [str(problem) for problem in problems[2:]] == [
        "and more, but after 2 problems reading stopped, at line 4 (Limits.problems)"
    ]


def test_problems_between_records_are_counted_beyond_the_limit() -> None:
    data = document(*[{"id": "s", "name": "S"}] * 10)
    problems = problems_of(lambda: loads(data, limits=Limits(problems=4)))
    assert [problem.path for problem in problems] == [
        *[f"$.states[{number}].id" for number in range(1, 5)],
        "",
    ]
    assert str(problems[-1]) == "and 5 more problems"
    assert len(told(lambda: loads(data, limits=Limits(problems=9)))) == 9
    with pytest.raises(CorpusError) as caught:
        Corpus([State(id="s", name=name) for name in "ABC"], most=0)
    assert list(map(str, caught.value.problems))[1:] == ["and 1 more problem"]


def test_problems_with_and_between_records_are_told_together() -> None:
    data = document(*states(2, x=1), *[{"id": "t", "name": "T"}] * 4)
    assert told(lambda: loads(data, limits=Limits(problems=4))) == [
        ("$.states[0].x", "unknown-key"),
        ("$.states[1].x", "unknown-key"),
        ("$.states[3].id", "unique-id"),
        ("$.states[4].id", "unique-id"),
        ("", "limit-problems"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"tags": [1] * 3_000},
        {"evidence": [1] * 3_000},
        {"evidence": [{"document": "d", "x": 1}] * 3_000},
        {f"x{number}": 1 for number in range(3_000)},
        {"evidence": [{f"x{number}": 1 for number in range(50)} for _ in range(300)]},
        {"evidence": [1] * 600, "attributes": [1] * 600, "tags": [1] * 600},
    ],
)
def test_of_one_record_no_more_than_a_thousand_problems_are_told(fields: dict[str, object]) -> None:
    problems = problems_of(lambda: loads(document(*states(2, **fields))))
    assert len(problems) == 2 * (MOST_REFUSALS + 1)
    last = problems[MOST_REFUSALS]
    assert last.rule == "limit-problems"
    assert last.path.startswith("$.states[0]")
    assert last.message == "and more, but only the first 1,000 problems are told"


def test_of_one_tuple_no_more_than_a_thousand_wrong_items_are_told() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Conference(id="c", title="C", organizers=("x",) * 2_000)
    assert len(caught.value.problems) == 1_001
    assert (
        str(caught.value.problems[-1]) == "organizers: and more, but only the first 1,000 problems are told"
    )
