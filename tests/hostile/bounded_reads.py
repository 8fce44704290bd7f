"""Reads inputs that are made to cost much, within limits, and tells in JSON what became of them.

    python bounded_reads.py SIZE SECONDS MEMORY

Each input has about as many bytes as `SIZE`. When all of them together have
taken more than so many seconds of the processor, the system ends the process;
beyond so many bytes, memory runs out.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from eurasec import load_lines, loads
from eurasec.dates import parse_edtf
from eurasec.errors import EurasecError
from eurasec.interop.dna import from_dna_events
from eurasec.interop.followthemoney import from_ftm
from eurasec.interop.popolo import from_popolo
from eurasec.interop.spreadsheet import from_general_debate, from_parlamint, from_spreadsheet
from eurasec.interop.stix import from_stix

SIZE, SECONDS, MEMORY = map(int, sys.argv[1:])
LONGEST = 50_000
"""Characters that an error may have, however many problems it tells."""
HEADER = b'{"format": "eurasec/1"}\n'


def document(content: bytes) -> bytes:
    return b'{"format": "eurasec/1", ' + content + b"}"


def documents() -> Iterator[tuple[str, bytes]]:
    yield "openings", b"[" * SIZE
    yield "keys inside each other", b'{"a":' * (SIZE // 5)
    yield "closings", b"]" * SIZE
    yield "brackets in strings", document(b'"states": ["%s"]' % (b"[" * SIZE))
    yield "white space", b" " * SIZE + b"{}"
    yield "a string without end", document(b'"states": ["' + b"x" * SIZE)
    yield "escapes", document(b'"states": [{"id": "s", "name": "' + b'\\"' * (SIZE // 2) + b'"}]')
    yield (
        "a whole number",
        document(b'"documents": [{"id": "d", "title": "D", "length": ' + b"9" * SIZE + b"}]"),
    )
    yield (
        "a fraction",
        document(b'"documents": [{"id": "d", "title": "D", "length": 0.' + b"9" * SIZE + b"}]"),
    )
    yield (
        "an exponent",
        document(b'"documents": [{"id": "d", "title": "D", "length": 1e' + b"9" * SIZE + b"}]"),
    )
    yield (
        "one key again and again",
        document(b'"states": [{' + b",".join([b'"id":"s"'] * (SIZE // 9)) + b"}]"),
    )
    yield (
        "other keys",
        document(b'"states": [{' + b",".join(b'"nme%d":1' % n for n in range(SIZE // 12)) + b"}]"),
    )
    yield (
        "misspelt words",
        document(
            b'"organizations": [%s]'
            % b",".join(b'{"id":"o%d","name":"O","kind":"medja%d"}' % (n, n) for n in range(SIZE // 45))
        ),
    )
    yield (
        "misspelt keys",
        document(
            b'"states": [%s]' % b",".join(b'{"id":"s%d","nme%d":"S"}' % (n, n) for n in range(SIZE // 30))
        ),
    )
    yield "empty records", document(b'"states": [%s]' % b",".join([b"{}"] * (SIZE // 3)))
    yield "null records", document(b'"states": [%s]' % b",".join([b"0"] * (SIZE // 2)))
    yield "wrong tags", document(b'"states": [{"id":"s","tags":[%s]}]' % b",".join([b"0"] * (SIZE // 2)))
    yield "equal ids", document(b'"states": [%s]' % b",".join([b'{"id":"s","name":"S"}'] * (SIZE // 22)))
    yield (
        "references that lead nowhere",
        document(
            b'"areas": [{"id":"a","name":"A","states":[%s]}]'
            % b",".join(b'"s%d"' % n for n in range(SIZE // 9))
        ),
    )
    dates = b",".join(b"%d-%02d" % (1000 + n // 12, 1 + n % 12) for n in range(1_200))
    yield (
        "sets of dates",
        document(
            b'"documents": [%s]'
            % b",".join(
                b'{"id":"d%d","title":"D","date":"[%s,%d]"}' % (n, dates, n + 2000) for n in range(100)
            )
        ),
    )
    yield "no text", bytes(range(128, 256)) * (SIZE // 128)
    yield "half surrogate pairs", document(b'"states": ["%s"]' % (b"\\ud800" * (SIZE // 6)))


def lines() -> Iterator[tuple[str, bytes]]:
    yield "blank lines", b"\n" * SIZE
    yield "opened lines", HEADER + b"{\n" * (SIZE // 2)
    yield "one long line", HEADER + b"[" * SIZE
    yield "empty lines of records", HEADER + b"{}\n" * (SIZE // 3)
    yield "carriage returns", HEADER + b"\r" * SIZE


def sheets() -> Iterator[tuple[str, bytes]]:
    header = b"Statement ID;Person;Topic;Stance;Year;Session;Country;Text_ID;Speaker_name;Date"
    for mark in (b";", b",", b"\t", b'"', b"\n", b"\r", b"\0", b"a;"):
        yield f"{mark!r}", mark * (SIZE // len(mark))
        yield f"a header and {mark!r}", header + b"\n" + mark * (SIZE // len(mark))
    yield "equal columns", header.replace(b";", b"\t") + b"\tText_ID" * (SIZE // 8)
    yield "strange columns", header + b"".join(b";Statement I%d" % n for n in range(SIZE // 20))


def foreign() -> Iterator[tuple[str, bytes]]:
    yield "openings", b"[" * SIZE
    for key in (b"persons", b"organizations", b"events", b"areas", b"objects"):
        yield (
            f"empty {key.decode()}",
            b'{"type": "bundle", "%s": [%s]}' % (key, b",".join([b"{}"] * (SIZE // 3))),
        )
        chain = b",".join(
            b'{"id":"a%d","name":"A","type":"note","parent_id":"a%d"}' % (n, n - 1)
            for n in range(SIZE // 250)
        )
        yield f"a chain of {key.decode()}", b'{"type": "bundle", "%s": [%s]}' % (key, chain)
    yield "empty entities", b"{}\n" * (SIZE // 3)


def reads() -> Iterator[tuple[str, Callable[[], object]]]:
    for name, data in documents():
        yield f"document: {name}", lambda data=data: loads(data)
    for name, data in (*lines(), *documents()):
        yield f"lines: {name}", lambda data=data: load_lines(io.BytesIO(data))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        for name, data in sheets():
            path.write_bytes(data)
            for read in (from_spreadsheet, from_general_debate, from_parlamint, from_dna_events):
                yield f"{read.__name__}: {name}", lambda read=read: read(path)
    for name, data in (*foreign(), *documents()):
        for read in (from_popolo, from_ftm, from_stix):
            yield f"{read.__name__}: {name}", lambda read=read, data=data: read(data)
    for name, text in (("digits", "9" * SIZE), ("members", f"[{'2020,' * (SIZE // 5)}2020]")):
        yield f"date: {name}", lambda text=text: parse_edtf(text)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found: dict[str, str] = {}
    for name, read in reads():
        try:
            read()
        except EurasecError as error:
            found[name] = type(error).__name__ if len(str(error)) < LONGEST else "a long error"
        else:
            found[name] = "read"
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
