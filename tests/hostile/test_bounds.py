"""Inputs that are made to cost much are refused, or read, within a limit of time and memory."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

from eurasec import load_lines

SCRIPT = Path(__file__).parent / "bounded_reads.py"
SIZE, SECONDS, MEMORY = 200_000, 120, 700_000_000
"""Some two hundred inputs of this size, which usually take a tenth of that time together."""


def test_no_input_takes_more_than_its_share_of_time_and_memory() -> None:
    command = [sys.executable, str(SCRIPT), *map(str, (SIZE, SECONDS, MEMORY))]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert told.returncode == 0, told.stderr[-2_000:]
    found: dict[str, str] = json.loads(told.stdout)
    assert len(found) > 200
    assert set(found.values()) == {"read", "DecodeError", "EdtfSyntaxError"}
    documents = {name: outcome for name, outcome in found.items() if name.startswith("document: ")}
    assert {name for name, outcome in documents.items() if outcome == "read"} <= {
        "document: escapes",
        "document: sets of dates",
    }


def kept_after(lines: int) -> int:
    """Bytes that are still held after so many lines with long tags, dates and lists were read."""

    def read(first: int) -> None:
        dates = ",".join(str(1000 + year) for year in range(100))
        for number in range(first, first + lines):
            record = {
                "type": "document",
                "id": f"d{number}",
                "title": "D",
                "tags": [f"{number} {'x' * 1_000}"] * 2,
                "date": f"[{dates},{2000 + number}]",
                "authors": [f"a{number}-{author}" for author in range(100)],
            }
            line = json.dumps(record).encode()
            try:
                load_lines([b'{"format": "eurasec/1"}\n', line])
            except ValueError:
                continue

    read(0)  # what is made once is made now
    gc.collect()
    tracemalloc.start()
    read(lines)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held


def test_what_was_read_is_not_kept_once_it_is_let_go() -> None:
    assert kept_after(200) < 200_000
