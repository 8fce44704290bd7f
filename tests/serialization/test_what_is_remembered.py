"""What outlives a file that was read is little."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from eurasec import datasets, dumps, loads
from eurasec.serialization import _known, _making


def test_what_is_remembered_of_files_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_known, "_MOST", 2)
    known = _known.Known(lambda value: value)
    for word in ("zas", "imomi", "pankin", "zas"):
        assert known[word] == word
        assert len(known) <= 2


def test_only_little_values_are_remembered() -> None:
    known = _known.Known(lambda value: value)
    long, many = "x" * 10_000, tuple(f"id-{number}" for number in range(1_000))
    assert (known[long], known[many]) == (long, many)
    assert len(known) == 0


def test_threads_that_read_and_write_share_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_known, "_MOST", 3)
    monkeypatch.setattr(_making, "_MOST_SHAPES", 2)
    data = dumps(datasets.csto_2022())

    def round_trip(_: int) -> bytes:
        return dumps(loads(data))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(round_trip, range(40))) == {data}
    finally:
        sys.setswitchinterval(interval)
