"""Where bytes come from and go to: paths, open files, and files that are replaced as a whole."""

# The front door loads this module, and loading pathlib would take longer than all the rest of it.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH120, PTH123

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final, Protocol, cast

from eurasec.errors import InvalidValueError, Problem, shown

__all__ = ["Lines", "PathLike", "Readable", "Writable", "lines_in", "name_of", "read_bytes", "write_bytes"]

PathLike = str | os.PathLike[str]
"""The path of a file."""


class Readable(Protocol):
    """A file that is open for reading bytes."""

    def read(self, size: int, /) -> bytes:
        """Give some of the bytes that are left, at most so many; none at the end."""
        ...


class Writable(Protocol):
    """A file that is open for writing bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""
        ...


Lines = Iterable[bytes]
"""A file that is open for reading bytes, or anything else that gives them line by line."""

_PIECE: Final = 2**20
"""Bytes that are read at once where the size of a file is not known."""


def _path_of(place: object) -> str | None:
    """Give the path that is meant, `None` where an open file should be."""
    return os.fsdecode(cast("PathLike", place)) if isinstance(place, (str, os.PathLike)) else None


def name_of(place: object) -> str:
    """Give what errors call a place: its path, the name that an open file has, or just `file`."""
    name: object = _path_of(place) or getattr(place, "name", None)
    return name if isinstance(name, str) else "file"


def _wrong(name: str, value: object, message: str) -> InvalidValueError:
    problem = Problem(path=name, message=f"{shown(value)} {message}", rule="type", value=shown(value))
    return InvalidValueError("file", [problem])


# ── Reading ─────────────────────────────────────────────────────────────────


def read_bytes(source: PathLike | Readable, most: int | None) -> bytes:
    """Give all bytes of a file; of one that has more than so many, only one more than those.

    Raises:
        InvalidValueError: If it is neither a path nor a file that gives bytes.
        OSError: If it cannot be read.
    """
    path = _path_of(source)
    if path is None:
        return _read_open_file(source, sys.maxsize if most is None else most + 1, _PIECE)
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        return _read_open_file(file, sys.maxsize if most is None else most + 1, max(size + 1, _PIECE))


def _read_open_file(file: object, wanted: int, piece: int) -> bytes:
    read: Callable[[int], object] | None = getattr(file, "read", None)
    if read is None:
        raise _wrong("source", file, "is neither a path nor an open file")
    pieces: list[bytes] = []
    while wanted > 0:
        data = read(min(wanted, piece))
        if not isinstance(data, bytes):
            raise _wrong("source", file, "gives no bytes; open it with mode 'rb'")
        if not data:
            break
        pieces.append(data)
        wanted -= len(data)
    return b"".join(pieces)


def lines_in(source: PathLike | Lines, most: int | None) -> Iterator[bytes]:
    """Go through the lines of a file; a path is opened when the first is asked for.

    Of a line that has more than so many bytes only one more than those is
    read, if the source is a file.

    Raises:
        InvalidValueError: If it is neither a path nor gives lines of bytes.
        OSError: If it cannot be read.
    """
    path = _path_of(source)
    wanted = -1 if most is None else most + 1
    return _lines_of_bytes(source, wanted) if path is None else _lines_under_path(path, wanted)


def _lines_under_path(path: str, wanted: int) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield from iter(partial(file.readline, wanted), b"")


def _lines_of_bytes(source: object, wanted: int) -> Iterator[bytes]:
    if not isinstance(source, Iterable):
        raise _wrong("source", source, "is neither a path nor an open file")
    lines = cast("Iterable[object]", source)
    if isinstance(source, io.IOBase):
        lines = iter(partial(source.readline, wanted), b"")
    for line in lines:
        if not isinstance(line, bytes):
            message = "is no line of bytes; open the file with mode 'rb'"
            raise _wrong("source", line, message)
        yield line


# ── Writing ─────────────────────────────────────────────────────────────────


def write_bytes(target: PathLike | Writable, chunks: Iterable[bytes]) -> None:
    """Write bytes to a file.

    What stands under a path is replaced as a whole, once all is written:
    whatever happens before leaves it as it is. Devices and pipes, and files
    that are open, are written to directly.

    Raises:
        InvalidValueError: If it is neither a path nor a file that takes bytes.
        OSError: If it cannot be written.
    """
    path = _path_of(target)
    if path is None:
        _write_to_open_file(target, chunks)
        return
    mode = _mode_of(path)
    if mode is None or stat.S_ISREG(mode):
        _replace(path, mode, chunks)
    else:
        with open(path, "wb") as file:
            file.writelines(chunks)


def _mode_of(path: str) -> int | None:
    """Give sort and permissions of what stands under a path, `None` if nothing does."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _write_to_open_file(file: object, chunks: Iterable[bytes]) -> None:
    write: Callable[[bytes], object] | None = getattr(file, "write", None)
    if write is None:
        raise _wrong("target", file, "is neither a path nor an open file")
    try:
        write(b"")
    except TypeError:
        raise _wrong("target", file, "takes no bytes; open it with mode 'wb'") from None
    for chunk in chunks:
        if isinstance(file, io.RawIOBase):
            _write_unbuffered(file, chunk)
        else:
            write(chunk)


def _write_unbuffered(file: io.RawIOBase, data: bytes) -> None:
    """Write all of the bytes to a file that may take only some of them at a time."""
    while data:
        taken = file.write(data)
        if not taken:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        data = data[taken:]


def _replace(path: str, mode: int | None, chunks: Iterable[bytes]) -> None:
    """Write a file beside the one that is meant, and then let it take that one's name.

    Links are followed, and the permissions are those of the old file; a new
    one has those that are usual for the process.
    """
    import secrets  # noqa: PLC0415 - nothing but this needs it

    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    real = os.path.realpath(path)
    temporary = os.path.join(os.path.dirname(real), f".eurasec-{secrets.token_hex(8)}.tmp")
    with _naming(path):
        file = open(temporary, "xb")  # noqa: SIM115 - it is closed before it is renamed
    try:
        _fill(file, chunks, path)
        with _naming(path):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            os.replace(temporary, real)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _fill(file: io.BufferedWriter, chunks: Iterable[bytes], path: str) -> None:
    """Write everything to a file; what goes wrong where the chunks come from is not its matter."""
    for chunk in chunks:
        try:
            file.write(chunk)
        except OSError as error:
            raise _named(error, path) from None


@contextmanager
def _naming(path: str) -> Generator[None, None, None]:
    """Let the errors of the system name the path that is meant, for the temporary one tells nothing."""
    try:
        yield
    except OSError as error:
        raise _named(error, path) from None


def _named(error: OSError, path: str) -> OSError:
    return OSError(error.errno, error.strerror, path)
