"""The times behind the ratios, each by itself, for whoever changes something and wants to see what it does.

python -m pytest tests/benchmarks --benchmark-autosave
python -m pytest tests/benchmarks --benchmark-compare
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import pytest
from made import Files
from measured import Prepare, Work, seconds, seconds_each
from pytest_benchmark.fixture import BenchmarkFixture
from rows import GROUPS, Row

SIZE = 10_000

ROWS = [row for rows in GROUPS.values() for row in rows if row.measure in {seconds, seconds_each}]
SIDES = {
    f"{row.what}: {name}": (row, side)
    for row in ROWS
    for name, side in (("eurasec", row.ours), (row.against, row.theirs))
    if side is not None
}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    made = Files(tmp_path_factory.mktemp("files"), SIZE)
    made.write(many=False)
    return made


@pytest.mark.parametrize(("row", "side"), SIDES.values(), ids=SIDES)
@pytest.mark.benchmark(timer=time.process_time, disable_gc=False)
def test_how_long_it_takes(benchmark: BenchmarkFixture, files: Files, row: Row, side: Prepare) -> None:
    if row.missing:
        pytest.skip(row.missing)
    timed: Any = benchmark  # it is typed in part only
    timed.group = row.what
    if row.measure is seconds_each:
        timed(side(files))
    else:
        timed.pedantic(done, setup=partial(fresh, side, files), rounds=5)


def fresh(side: Prepare, files: Files) -> tuple[tuple[Work], dict[str, object]]:
    """Give what `done` is called with, made anew for every round."""
    return (side(files),), {}


def done(work: Work) -> object:
    return work()
