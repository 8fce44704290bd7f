"""Every input that once made a reader fail, hang or answer wrongly is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.harnesses import DATA, HARNESSES

CRASHERS = sorted(path for path in (DATA / "crashers").glob("*/*") if path.parent.name in HARNESSES)


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_input_that_once_made_a_reader_fail_is_read_or_refused(path: Path) -> None:
    HARNESSES[path.parent.name].outcome(path.read_bytes())


def test_no_crasher_is_forgotten() -> None:
    everything = {path for path in (DATA / "crashers").rglob("*") if path.is_file() and path.suffix != ".md"}
    assert everything == set(CRASHERS)
