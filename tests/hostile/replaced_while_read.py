"""Reads files while another process replaces them, and tells in JSON what was read.

python replaced_while_read.py FOLDER COUNT
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from eurasec import Corpus, State, dump, dump_lines, load, load_lines

FOLDER, COUNT = Path(sys.argv[1]), int(sys.argv[2])
DOCUMENT, LINES = FOLDER / "corpus.json", FOLDER / "corpus.jsonl"
OLD = Corpus(State(id=f"s{number}", name="Old") for number in range(10))
NEW = Corpus(State(id=f"s{number}", name="New" * 20) for number in range(200))


def replace_for_ever() -> None:
    while True:
        for corpus in (OLD, NEW):
            dump(corpus, DOCUMENT)
            dump_lines(corpus, LINES)


def main() -> None:
    dump(OLD, DOCUMENT)
    dump_lines(OLD, LINES)
    child = os.fork()
    if child == 0:
        replace_for_ever()
    found: Counter[str] = Counter(old=0, new=0)
    reads: tuple[tuple[Callable[[Path], Corpus], Path], ...] = ((load, DOCUMENT), (load_lines, LINES))
    try:
        for _ in range(COUNT):
            for read, path in reads:
                corpus = read(path)
                found["old" if corpus == OLD else "new" if corpus == NEW else "other"] += 1
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
