"""How a canonical document is laid out: every record stands on a line of its own.

A document in this layout is read line by line, so that nothing is kept of a
record but the record. A line break cannot stand inside a string: if each line
holds one JSON value, the document is what its layout says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from eurasec.serialization._format import FORMAT
from eurasec.serialization._quick import UnsureError

__all__ = ["laid_out", "record_count", "taken_apart"]

_START: Final = b"{\n"
_END: Final = b"}\n"
_FORMAT: Final = f' "format": "{FORMAT}"'.encode()
_SECTION_END: Final = b" ]"
_INDENT: Final = b"  "
_MORE: Final = b",\n"
_LAST: Final = b"\n"

_section_start: Final = re.compile(rb' "([a-z]+)": \[\n').fullmatch


def laid_out(sections: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """Give a document piece by piece.

    Args:
        sections: The name of each section, and its records in JSON; none is empty.
    """
    yield _START + _FORMAT
    for name, records in sections:
        joint = f',\n "{name}": [\n'.encode()
        for record in records:
            yield joint + _INDENT + record.encode()
            joint = _MORE
        yield _LAST + _SECTION_END
    yield _LAST + _END


def record_count(document: bytes) -> int:
    """Give how many records a document in this layout holds."""
    return document.count(_LAST + _INDENT)


def taken_apart(document: bytes) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give the name of each section, and its records in JSON; they are to be read before the next section.

    Raises:
        UnsureError: If the document is laid out in another way.
    """
    lines = iter(BytesIO(document))
    names: set[str] = set()
    _expect(next(lines, b""), _START)
    line = next(lines, b"")
    _expect(line, _FORMAT + _MORE, _FORMAT + _LAST)
    while line.endswith(_MORE):
        start = _section_start(next(lines, b""))
        if start is None or (name := start[1].decode()) in names:
            raise UnsureError
        names.add(name)
        yield name, _records(lines)
        line = next(lines, b"")
        _expect(line, _SECTION_END + _MORE, _SECTION_END + _LAST)
    _expect(next(lines, b""), _END)
    _expect(next(lines, b""), b"")


def _records(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Give the records of a section, the last of which has no comma behind it."""
    for line in lines:
        if not line.startswith(_INDENT):
            raise UnsureError
        if not line.endswith(_MORE):
            yield line[len(_INDENT) : -len(_LAST)]
            return
        yield line[len(_INDENT) : -len(_MORE)]


def _expect(line: bytes, *allowed: bytes) -> None:
    if line not in allowed:
        raise UnsureError
