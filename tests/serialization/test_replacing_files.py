"""Files are replaced as a whole or not at all, and open files are written to as they are."""

from __future__ import annotations

import errno
import io
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eurasec import Corpus, Record, State, dump, dump_lines, dumps, iter_lines, load, load_lines
from eurasec.errors import InvalidValueError

STATE = State(id="norland", name="Norland")
CORPUS = Corpus([STATE])
OLD = dumps(Corpus([State(id="old", name="Old")]))

Dump = Callable[[Corpus, Any], None]

both = pytest.mark.parametrize("write", [dump, dump_lines])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.json"
    path.write_bytes(OLD)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# ── Paths ───────────────────────────────────────────────────────────────────


def test_a_file_is_written_and_read_under_a_path_of_either_sort(tmp_path: Path) -> None:
    path = tmp_path / "a corpus.json"
    dump(CORPUS, path)
    assert load(path) == load(str(path)) == CORPUS
    assert path.read_bytes() == dumps(CORPUS)
    assert names_in(tmp_path) == ["a corpus.json"]


@both
def test_an_old_file_is_replaced(write: Dump, old: Path) -> None:
    write(CORPUS, old)
    assert b"norland" in old.read_bytes()
    assert b"Old" not in old.read_bytes()
    assert names_in(old.parent) == [old.name]


def test_a_relative_path_is_taken_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dump(CORPUS, "corpus.json")
    assert load("corpus.json") == CORPUS


def test_the_longest_name_of_a_file_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    dump(CORPUS, path)
    assert load(path) == CORPUS


@pytest.mark.parametrize("read", [load, load_lines, lambda path: list(iter_lines(path))])
def test_a_file_that_cannot_be_read_is_an_error_of_the_system(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nothing.json")
    with pytest.raises(IsADirectoryError):
        read(tmp_path)


@both
def test_a_file_that_cannot_be_written_is_an_error_of_the_system_that_names_it(
    write: Dump, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write(CORPUS, tmp_path / "nowhere" / "corpus.json")
    assert caught.value.filename == str(tmp_path / "nowhere" / "corpus.json")
    with pytest.raises(IsADirectoryError):
        write(CORPUS, tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        write(CORPUS, tmp_path / "file" / "corpus.json")
    assert names_in(tmp_path) == ["file"]


# ── Permissions and links ───────────────────────────────────────────────────


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_of_the_old_file_are_kept(mode: int, old: Path) -> None:
    old.chmod(mode)
    dump(CORPUS, old)
    assert permissions(old) == mode


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_that_are_usual_for_the_process(
    mask: int, mode: int, tmp_path: Path
) -> None:
    before = os.umask(mask)
    try:
        dump(CORPUS, tmp_path / "corpus.json")
    finally:
        os.umask(before)
    assert permissions(tmp_path / "corpus.json") == mode


def test_a_file_that_may_not_be_written_is_not_replaced_either(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError) as caught:
        dump(CORPUS, old)
    assert caught.value.filename == str(old)
    assert old.read_bytes() == OLD
    assert names_in(old.parent) == [old.name]


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path, old: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.json"
    link.symlink_to(Path("..") / old.name)
    dump(CORPUS, link)
    assert link.is_symlink()
    assert load(old) == CORPUS
    assert names_in(folder) == ["link.json"]


def test_a_link_to_nothing_gets_its_file(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("corpus.json")
    dump(CORPUS, link)
    assert link.is_symlink()
    assert load(tmp_path / "corpus.json") == CORPUS


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    dump(CORPUS, pipe)
    reader.join()
    assert read == [dumps(CORPUS)]
    assert pipe.is_fifo()


# ── Failures ────────────────────────────────────────────────────────────────


class Killed(BaseException):
    """Stands for an interrupt from the keyboard."""


FAILURES = [OSError(errno.ENOSPC, "no space left"), MemoryError(), Killed()]


@both
@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_a_failure_at_any_step_leaves_the_old_file_whole_and_no_litter(
    write: Dump, step: str, failure: BaseException, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(type(failure)):
        write(CORPUS, old)
    assert old.read_bytes() == OLD
    assert names_in(old.parent) == [old.name]


def test_records_that_fail_halfway_leave_the_old_file_whole(old: Path) -> None:
    def broken() -> Iterator[Record]:
        yield STATE
        raise Killed

    with pytest.raises(Killed):
        dump_lines(broken(), old)
    assert old.read_bytes() == OLD
    assert names_in(old.parent) == [old.name]


def test_a_failure_without_an_old_file_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="input/output error"):
        dump(CORPUS, tmp_path / "corpus.json")
    assert names_in(tmp_path) == []


def test_the_first_failure_is_told_even_if_cleaning_up_fails_too(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> None:
        raise OSError(errno.EIO, f"failed with {len(arguments)}")

    monkeypatch.setattr(os, "replace", fails)
    monkeypatch.setattr(os, "unlink", fails)
    with pytest.raises(OSError, match="failed with 2"):
        dump(CORPUS, old)
    assert old.read_bytes() == OLD


def test_the_old_file_is_there_until_the_new_one_is_complete(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    replace = os.replace

    def watched(new: str, path: str) -> None:
        seen.extend([old.read_bytes(), Path(new).read_bytes()])
        replace(new, path)

    monkeypatch.setattr(os, "replace", watched)
    dump(CORPUS, old)
    assert seen == [OLD, dumps(CORPUS)]


# ── Open files ──────────────────────────────────────────────────────────────


@both
def test_an_open_file_is_written_to_where_it_stands(write: Dump, tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    with path.open("wb") as file:
        file.write(b"before ")
        write(CORPUS, file)
        assert not file.closed
    assert path.read_bytes().startswith(b"before {")


class Slow(io.RawIOBase):
    """A file without a buffer that takes three bytes at a time, or none."""

    def __init__(self, taken: int | None = 3) -> None:
        self.taken = taken
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int | None:
        if self.taken is None:
            return None
        self.data += bytes(data[: self.taken])
        return min(self.taken, len(data))


def test_a_file_without_a_buffer_gets_every_byte() -> None:
    file = Slow()
    dump(CORPUS, file)
    assert file.data == dumps(CORPUS)


def test_a_file_that_takes_no_bytes_now_says_so() -> None:
    with pytest.raises(BlockingIOError):
        dump(CORPUS, Slow(taken=None))


def test_anything_that_takes_bytes_will_do() -> None:
    class Collector:
        def __init__(self) -> None:
            self.chunks: list[bytes] = []

        def write(self, data: bytes, /) -> None:
            self.chunks.append(data)

    collector = Collector()
    dump(CORPUS, collector)
    assert b"".join(collector.chunks) == dumps(CORPUS)


@both
@pytest.mark.parametrize(
    ("target", "message"),
    [
        (io.StringIO(), "takes no bytes; open it with mode 'wb'"),
        (5, "5 is neither a path nor an open file"),
        (None, "None is neither a path nor an open file"),
    ],
)
def test_what_takes_no_bytes_is_refused(write: Dump, target: object, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        write(CORPUS, target)
    (problem,) = caught.value.problems
    assert problem.path == "target"
    assert problem.message.endswith(message)


@pytest.mark.parametrize(
    ("read", "source", "message"),
    [
        (load, io.StringIO("{}"), "gives no bytes; open it with mode 'rb'"),
        (load, 5, "5 is neither a path nor an open file"),
        (load_lines, io.StringIO("{}"), "'{}' is no line of bytes; open the file with mode 'rb'"),
        (load_lines, b"{}", "123 is no line of bytes; open the file with mode 'rb'"),
        (load_lines, 5, "5 is neither a path nor an open file"),
        (lambda source: next(iter_lines(source)), None, "None is neither a path nor an open file"),
    ],
)
def test_what_gives_no_bytes_is_refused(read: Callable[[Any], object], source: object, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read(source)
    (problem,) = caught.value.problems
    assert problem.path == "source"
    assert problem.message.endswith(message)
