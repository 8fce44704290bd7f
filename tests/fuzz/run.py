"""Coverage-guided fuzzing of one reader, with atheris (the extra `fuzz`).

    python tests/fuzz/run.py json --seconds 600

Every way in which a reader fails is told once, and the input that makes it fail
is kept under `tests/data/crashers`, where the ordinary tests read it from then
on. What is found to be interesting is kept for the next run if a folder is
named with `--keep`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
import traceback
from itertools import islice
from pathlib import Path
from typing import Final

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))

with atheris.instrument_imports(include=["eurasec"]):
    import eurasec.serialization._converter  # noqa: F401 - else it is loaded later, and not observed
    from fuzz.harnesses import DATA, HARNESSES, Harness

from mutants import Mutator

LONGEST: Final = 100_000
OFTEN: Final = 20
"""After so many inputs it is put down what was done."""
SLOW: Final = 20
"""Seconds after which an input is a finding."""


class Run:
    """One run of a harness.

    Args:
        harness: What is fuzzed.
        summary: The file that says what was done.
    """

    def __init__(self, harness: Harness, summary: Path) -> None:
        self._harness = harness
        self._summary = summary
        self._known: set[tuple[object, ...]] = set()
        self._executed = self._read = 0
        self._slowest = 0.0

    def one(self, data: bytes) -> None:
        """Try one input; tell and keep one that makes the reader fail in a new way."""
        before = time.process_time()
        try:
            self._read += self._harness.outcome(data)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            self._tell(data, error)
        self._slowest = max(self._slowest, time.process_time() - before)
        self._executed += 1
        if self._executed % OFTEN == 0:
            self._summary.write_text(
                f"{self._harness.name}: {self._executed:,} executed, {self._read:,} of them read, "
                f"{len(self._known)} findings, slowest {self._slowest:.2f} s"
            )

    def _tell(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "eurasec" in frame.filename]
        way = (type(error), *((frame.filename, frame.lineno) for frame in ours[-2:]))
        if way in self._known:
            return
        self._known.add(way)
        path = _crashers(self._harness) / f"{hashlib.sha256(data).hexdigest()[:12]}{self._harness.ending}"
        path.write_bytes(data)
        print(f"\n==== {path.name}", flush=True)
        traceback.print_exception(error)
        sys.stderr.flush()


def _crashers(harness: Harness) -> Path:
    return DATA / "crashers" / harness.name


def changed(data: bytes, longest: int, seed: int) -> bytes:
    """Change an input as JSON where it is JSON, and its bytes otherwise."""
    if seed % 2:
        try:
            return next(islice(Mutator(data, seed).of_structure(1), 1))[:longest]
        except (ValueError, RecursionError):
            pass
    mutant: bytes = atheris.Mutate(data, longest)
    return mutant


def main() -> None:
    """Run one harness for a while."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("harness", choices=sorted(HARNESSES))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="a folder with inputs to begin from, and to keep further ones in"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tempfile.tempdir = scratch  # the other process leaves without cleaning up
        child = os.fork()
        if child == 0:
            fuzz(HARNESSES[asked.harness], asked, Path(scratch))
        os.waitpid(child, 0)
        print((Path(scratch) / "summary").read_text())


def fuzz(harness: Harness, asked: argparse.Namespace, scratch: Path) -> None:
    """Fuzz as long as is asked for; the process ends with it."""
    inputs = asked.keep or scratch / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(harness.seeds()):
        (inputs / f"seed-{number:03}").write_bytes(seed)
    _crashers(harness).mkdir(parents=True, exist_ok=True)
    words = scratch / "words"
    words.write_text("".join(f"{_quoted(token)}\n" for token in harness.tokens))
    options = [
        sys.argv[0],
        str(inputs),
        f"-max_total_time={asked.seconds}",
        f"-seed={asked.seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW}",
        "-rss_limit_mb=2048",
        f"-dict={words}",
        f"-artifact_prefix={_crashers(harness)}/",
        "-verbosity=0",
    ]
    random.seed(asked.seed)
    run = Run(harness, scratch / "summary")
    atheris.Setup(options, run.one, custom_mutator=changed if harness.json else None)
    atheris.Fuzz()


def _quoted(token: str) -> str:
    """Write a token as libFuzzer reads it."""
    return '"{}"'.format("".join(f"\\x{byte:02x}" for byte in token.encode()))


if __name__ == "__main__":
    main()
