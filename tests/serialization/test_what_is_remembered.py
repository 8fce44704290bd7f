"""What outlives a file that was read is little."""

from __future__ import annotations

import pytest

from eurasec.serialization import _known


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
