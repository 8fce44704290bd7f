"""Limits on files that hold rows: their bytes, the rows, and the characters of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from eurasec.errors import DecodeError
from eurasec.serialization._files import PathLike, Readable, name_of, read_bytes
from eurasec.serialization.limits import Limits, broken, exceeds

__all__ = ["Placed", "bytes_within", "rows_within"]


class Placed(Protocol):
    """Says how problems call the row with a number."""

    def __call__(self, number: int, /) -> str: ...


R = TypeVar("R", bound=Sequence[object])


def bytes_within(source: PathLike | Readable, limits: Limits) -> bytes:
    """Give the bytes of a file, no more of which is read than may be.

    Args:
        source: A path, or a file that is open for reading bytes.
        limits: How much it may hold.

    Raises:
        DecodeError: If it is longer.
        InvalidValueError: If it is neither a path nor a file that gives bytes.
        OSError: If it cannot be read.
    """
    data = read_bytes(source, limits.bytes)
    if exceeds(len(data), limits.bytes):
        problem = broken("", "bytes", f"is longer than {limits.bytes:,} bytes")
        raise DecodeError(name_of(source), [problem])
    return data


def rows_within(
    rows: Iterable[tuple[int, R]], limits: Limits, heading: str, place: Placed
) -> Iterator[tuple[int, R]]:
    """Give rows with their numbers, as long as there are no more and no longer ones than may be.

    Args:
        rows: The rows, without a header.
        limits: How much there may be.
        heading: What is read, for the error.
        place: Says how problems call a row.

    Raises:
        DecodeError: At the first row that is one too many, or has a cell that is too long.
    """
    for count, (number, row) in enumerate(rows, 1):
        if exceeds(count, limits.records):
            message = f"is one row too many; there may be {limits.records:,}"
            raise DecodeError(heading, [broken(place(number), "records", message)])
        longest = max((len(cell) for cell in row if isinstance(cell, (str, bytes))), default=0)
        if exceeds(longest, limits.text):
            message = f"has a cell of more than {limits.text:,} characters"
            raise DecodeError(heading, [broken(place(number), "text", message)])
        yield number, row
