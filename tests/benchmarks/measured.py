"""How something is measured: each side of a comparison in a process of its own, both in turn.

A side is prepared and gives its work, a function without arguments; a measure
takes the work and gives a number. Nothing that one side has read, remembered
or kept is there when the other is measured.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from statistics import median
from typing import Final

from made import Files

__all__ = [
    "Measure",
    "Prepare",
    "Work",
    "apart",
    "importing",
    "kept",
    "medians",
    "peak",
    "processes",
    "seconds",
    "seconds_each",
    "without_collector",
]

Work = Callable[[], object]
Prepare = Callable[[Files], Work]
Measure = Callable[[Work], float]


def medians(measure: Measure, sides: tuple[Prepare, ...], files: Files, rounds: int) -> list[float]:
    """Measure the sides in turn, each in a new process every time, and give the median of each."""
    found: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for side, numbers in zip(sides, found, strict=True):
            numbers.append(apart(measure, side, files))
    return list(map(median, found))


def apart(measure: Measure, side: Prepare, files: Files) -> float:
    """Prepare a side and measure its work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, measure, side, files).result()


def _measured(measure: Measure, side: Prepare, files: Files) -> float:
    return measure(side(files))


# ── Time ────────────────────────────────────────────────────────────────────


def seconds(work: Work) -> float:
    """Give the processor time of work that is done once, its result kept; the collector is on."""
    gc.collect()
    start = time.process_time()
    result = work()
    taken = time.process_time() - start
    del result
    return taken


def without_collector(side: Prepare, files: Files) -> Work:
    """Prepare a side whose work is done while the collector of cyclic garbage is off."""
    work = side(files)

    def paused() -> object:
        gc.disable()
        try:
            return work()
        finally:
            gc.enable()

    return paused


_LONG_ENOUGH: Final = 0.2
"""Seconds after which a short time is known well."""


def seconds_each(work: Work) -> float:
    """Give the processor time of work that can be done again and again, the first time left out."""
    work()
    times = 1
    while (taken := seconds(partial(_repeat, work, times))) < _LONG_ENOUGH:
        times *= 2
    return taken / times


def _repeat(work: Work, times: int) -> None:
    for _ in range(times):
        work()


def processes(work: Work) -> float:
    """Give the processor time of the processes that are started, from their start to their end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def importing(module: str, files: Files) -> Work:
    """Prepare a process that imports a module whose bytecode is cached."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(files.folder / "bytecode")
    command = [sys.executable, "-c", f"import {module}"]
    work = partial(subprocess.run, command, env=environment, check=True)
    work()
    return work


# ── Memory ──────────────────────────────────────────────────────────────────


def kept(work: Work) -> float:
    """Give the bytes that are there because of the work and its result."""
    gc.collect()
    tracemalloc.start()
    result = work()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return size


def peak(work: Work) -> float:
    """Give the most bytes that are there at once while the work is done."""
    gc.collect()
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
