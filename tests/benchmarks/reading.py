"""What is read and written: by eurasec, and by the json of the standard library as a user would write it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from made import Files, bad_records
from measured import Work

import eurasec
from eurasec import Corpus
from eurasec.datasets import csto_2022
from eurasec.errors import DecodeError

# ── eurasec ─────────────────────────────────────────────────────────────────


def ready() -> None:
    """Read something of every kind, so that what is made but once in a process is there."""
    csto_2022()


def ready_fast() -> None:
    """Be ready, and have the faster parser loaded."""
    ready()
    eurasec.loads('{"format": "eurasec/1"}', fast=True)


def document(files: Files) -> Work:
    ready()
    return partial(eurasec.load, files.document())


def lines(files: Files) -> Work:
    ready()
    return partial(eurasec.load_lines, files.lines)


def document_fast(files: Files) -> Work:
    ready_fast()
    return partial(eurasec.load, files.document(), fast=True)


def lines_fast(files: Files) -> Work:
    ready_fast()
    return partial(eurasec.load_lines, files.lines, fast=True)


def few_in_a_document(files: Files) -> Work:
    ready()
    return partial(eurasec.load, files.few_in_a_document)


def stream(files: Files) -> Work:
    ready()
    return partial(drain, files.lines)


def long_stream(files: Files) -> Work:
    ready()
    return partial(drain, files.many_lines)


def quarter_of_the_long_stream(files: Files) -> Work:
    ready()

    def drain_a_quarter() -> None:
        with files.many_lines.open("rb") as file:
            drain(islice(file, files.size * 2))

    return drain_a_quarter


def drain(source: Path | Iterator[bytes]) -> None:
    """Look at one record after the other, and keep none."""
    for _ in eurasec.iter_lines(source):
        pass


def document_let_go(files: Files) -> Work:
    ready()
    return partial(let_go, eurasec.load, files.document())


def lines_let_go(files: Files) -> Work:
    ready()
    return partial(let_go, eurasec.load_lines, files.lines)


def let_go(read: Callable[[Path], Corpus], path: Path) -> None:
    """Read a corpus and keep nothing of it, as nothing is kept of one that is refused."""
    read(path)


def bad_document(files: Files) -> Work:
    ready()
    return partial(refused, eurasec.load, files.bad_document, bad_records(files.size))


def bad_lines(files: Files) -> Work:
    ready()
    return partial(refused, eurasec.load_lines, files.bad_lines, bad_records(files.size))


def refused(read: Callable[[Path], Corpus], path: Path, wrong: int) -> DecodeError:
    """Read what is not valid, and see that every bad record is told."""
    try:
        corpus = read(path)
    except DecodeError as error:
        if len(error.problems) == wrong:
            return error
        found = f"{len(error.problems)} problems"
    else:
        found = repr(corpus)
    message = f"{wrong} bad records were made, but what came out is: {found}"
    raise AssertionError(message)


def writing(files: Files) -> Work:
    return partial(eurasec.dumps, eurasec.load(files.document()))


# ── json ────────────────────────────────────────────────────────────────────


def plain_document(files: Files) -> Work:
    def read() -> object:
        with files.document().open("rb") as file:
            return json.load(file)

    return read


def plain_lines(files: Files) -> Work:
    def read() -> object:
        with files.lines.open("rb") as file:
            return [json.loads(line) for line in file]

    return read


def plain_stream(files: Files) -> Work:
    def drain() -> None:
        with files.lines.open("rb") as file:
            for line in file:
                json.loads(line)

    return drain


def plain_writing(files: Files) -> Work:
    values = json.loads(files.document().read_bytes())
    return lambda: json.dumps(values, ensure_ascii=False).encode()
