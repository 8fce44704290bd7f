"""Kills processes while they replace a file, and tells in JSON what they left behind.

    python killed_dumps.py FOLDER {document,lines} {random,steps} COUNT

`random` kills with SIGKILL a process that replaces the file again and again, at
a random time; `steps` lets a process that replaces it once kill itself at its
first step, at its second one, and so on: at every line of the code that writes
files. It is a script of its own, because it forks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from eurasec import Corpus, State, dump, dump_lines
from eurasec.serialization import _files

FOLDER, FORM, MANNER, COUNT = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
PATH = FOLDER / "corpus.json"
WRITE = {"document": dump, "lines": dump_lines}[FORM]
SMALL = Corpus(State(id=f"s{number}", name="Small") for number in range(20))
LARGE = Corpus(
    State(id=f"l{number}", name="Large" * 20) for number in range(300 if MANNER == "random" else 15)
)


def whole() -> dict[bytes, str]:
    """What the file may hold."""
    forms = {}
    for name, corpus in (("small", SMALL), ("large", LARGE)):
        WRITE(corpus, PATH)
        forms[PATH.read_bytes()] = name
    return forms


def replace_for_ever() -> None:
    while True:
        WRITE(SMALL, PATH)
        WRITE(LARGE, PATH)


def replace_and_die(step: int) -> None:
    """Replace the file, and die at a line of the module that writes it."""
    left = step

    def count(frame: FrameType, event: str, _: object) -> object:
        nonlocal left
        if frame.f_code.co_filename != _files.__file__:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return count

    sys.settrace(count)
    WRITE(LARGE, PATH)
    sys.settrace(None)


def killed(job: object, *arguments: int, after: float | None = None) -> bool:
    """Run a job in a process that is killed after some seconds, or kills itself; tell whether it died."""
    child = os.fork()
    if child == 0:
        job(*arguments)  # type: ignore[operator]
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main() -> None:
    forms = whole()
    chance = random.Random(1)
    found: Counter[str] = Counter()
    for number in range(1, COUNT + 1):
        if MANNER == "random":
            died = killed(replace_for_ever, after=chance.uniform(0, 0.02))
        else:
            WRITE(SMALL, PATH)
            died = killed(replace_and_die, number)
        found[forms.get(PATH.read_bytes(), "broken")] += 1
        for litter in FOLDER.iterdir():
            if litter != PATH:
                found["unfinished" if litter.match(".eurasec-*.tmp") else "strange"] += 1
                litter.unlink()
        if not died:
            break
        found["killed"] += 1
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
