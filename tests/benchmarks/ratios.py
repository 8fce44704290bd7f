"""Print how long eurasec takes, as ratios to what a user would write or take instead.

    python tests/benchmarks/ratios.py [POSITIONS]

Every ratio is measured within this one run: both sides in turn, each several
times, the median of their processor time. The collector of cyclic garbage is
on, as it is in a program of the user's.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from made import document, write_document, write_lines

import eurasec
from eurasec import Corpus, Position

ROUNDS = 3


def main(size: int) -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path, lines = Path(folder, "corpus.json"), Path(folder, "corpus.jsonl")
        write_document(size, path)
        write_lines(size, lines)
        print(f"{size} positions, {path.stat().st_size / size:.0f} bytes each\n")
        for what, against, ours, theirs in pairs(path, lines, size):
            ratio = compared(ours, theirs)
            print(f"{what:<44} {ratio:>8.2f} × {against}")
    print(f"{'memory kept, 10,000 positions':<44} {memory():>8.2f} × the dicts of json.load")
    print(f"{'import eurasec, a whole process':<44} {imports():>8.2f} × import attrs")


def pairs(
    path: Path, lines: Path, size: int
) -> Iterator[tuple[str, str, Callable[[], object], Callable[[], object]]]:
    """Give what is compared: what it is, with what, and both."""
    yield "load a document", "json.load", lambda: eurasec.load(path), lambda: json.loads(path.read_bytes())
    yield (
        "load JSON Lines",
        "json.loads line by line",
        lambda: eurasec.load_lines(lines),
        lambda: [json.loads(line) for line in lines.open("rb")],
    )
    yield "iterate over JSON Lines", "the same, kept", lambda: drained(lines), lambda: plain_lines(lines)
    corpus = eurasec.load(path)
    plain = document(size)
    yield "dump a document", "json.dumps", lambda: eurasec.dumps(corpus), lambda: json.dumps(plain)
    every = tuple(corpus.positions)
    last = every[-1].id
    yield (
        "where with a function",
        "a comprehension",
        lambda: corpus.positions.where(critical),
        lambda: [each for each in every if critical(each)],
    )
    yield (
        "five indexes, built",
        "a scan",
        lambda: five_questions(Corpus(every_record(corpus))),
        lambda: scan(every),
    )
    five_questions(corpus)
    yield (
        "three rare keywords, indexes built",
        "a scan for the same",
        lambda: rare(corpus),
        lambda: rare_scan(every),
    )
    yield (
        "a record by its id",
        "a scan",
        lambda: corpus.positions[last],
        lambda: [e for e in every if e.id == last],
    )


def compared(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    """Give the ratio of the medians, both measured in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, taken in zip((ours, theirs), times, strict=True):
            gc.collect()
            start = time.process_time()
            kept = work()
            taken.append(time.process_time() - start)
            del kept
    return median(times[0]) / max(median(times[1]), 1e-9)


def critical(position: Position) -> bool:
    """Whether a position criticises anybody."""
    return bool(position.criticises)


def drained(lines: Path) -> int:
    """Count the records of a stream."""
    return sum(1 for _ in eurasec.iter_lines(lines))


def plain_lines(lines: Path) -> int:
    """Count the values of a stream."""
    return sum(1 for line in lines.open("rb") if json.loads(line))


def every_record(corpus: Corpus) -> tuple[eurasec.Record, ...]:
    """Give all records, so that a corpus without indexes can be made of them."""
    return tuple(corpus)


def five_questions(corpus: Corpus) -> None:
    """Ask so that five indexes are needed."""
    corpus.positions.where(
        holder="zas", topic="csto-role", session="csto-2022-s1", act="warn", stance="oppose"
    )


def scan(every: tuple[Position, ...]) -> None:
    """Look at five fields of every position once."""
    for each in every:
        _ = each.holders, each.topic, each.session, each.act, each.stance


def rare(corpus: Corpus) -> object:
    """Ask with three keywords of which each selects few."""
    return corpus.positions.where(holder="ghevondyan", topic="equal-security", compares="osce")


def rare_scan(every: tuple[Position, ...]) -> list[Position]:
    """Look for the same in every position."""
    return [
        each
        for each in every
        if "ghevondyan" in each.holders
        and each.topic == "equal-security"
        and any("osce" in (compared.subject, compared.other) for compared in each.comparisons)
    ]


def memory() -> float:
    """Give the ratio of the memory that is kept after loading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corpus.json")
        write_document(10_000, path)
        kept: list[int] = []
        for read in (eurasec.load, lambda path: json.loads(path.read_bytes())):
            gc.collect()
            tracemalloc.start()
            value = read(path)
            gc.collect()
            kept.append(tracemalloc.get_traced_memory()[0])
            tracemalloc.stop()
            del value
    return kept[0] / kept[1]


def imports() -> float:
    """Give the ratio of the processor time of two processes that only import."""
    spent: dict[str, list[float]] = {"eurasec": [], "attrs": []}
    program = "import time, sys; __import__(sys.argv[1]); print(time.process_time())"
    for _ in range(9):
        for name, taken in spent.items():
            done = subprocess.run([sys.executable, "-c", program, name], capture_output=True, check=True)
            taken.append(float(done.stdout))
    return median(spent["eurasec"]) / median(spent["attrs"])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
