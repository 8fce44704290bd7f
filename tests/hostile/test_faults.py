"""Whatever happens while a file is written or replaced, what stands under its name is whole."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from eurasec import Corpus, Record, State, dump, dump_lines, dumps, iter_lines, load, load_lines

SCRIPTS = Path(__file__).parent
OLD = Corpus([State(id="old", name="Old")])
NEW = Corpus([State(id=f"new-{number}", name="New" * 100) for number in range(100)])

Dump = Callable[[Corpus, Any], None]

both = pytest.mark.parametrize("write", [dump, dump_lines])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "corpus.json"
    path.parent.mkdir()
    dump(OLD, path)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def told_by(script: str, *arguments: object) -> dict[str, int]:
    command = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    found: dict[str, int] = json.loads(told.stdout)
    return found


# ── Killed ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["document", "lines"])
def test_a_process_killed_at_any_time_leaves_the_old_file_or_the_new_one(form: str, tmp_path: Path) -> None:
    found = told_by("killed_dumps.py", tmp_path, form, "random", 150)
    assert found["killed"] == found["small"] + found["large"] == 150
    assert set(found) <= {"killed", "small", "large", "unfinished"}, "the file is broken, or there is litter"
    assert found["unfinished"] > 15, "hardly any was killed while it wrote"


@pytest.mark.parametrize("form", ["document", "lines"])
def test_a_process_killed_at_any_step_leaves_the_old_file_or_the_new_one(form: str, tmp_path: Path) -> None:
    found = told_by("killed_dumps.py", tmp_path, form, "steps", 10_000)
    assert set(found) == {"killed", "small", "large", "unfinished"}
    assert found["killed"] + 1 == found["small"] + found["large"]
    assert found["killed"] > found["unfinished"] > 50
    assert found["large"] > 1, "it was never killed after the new file had its name"


# ── Replaced while it is read ───────────────────────────────────────────────


def test_a_file_that_another_process_replaces_is_read_as_it_was_or_as_it_is(tmp_path: Path) -> None:
    found = told_by("replaced_while_read.py", tmp_path, 300)
    assert found["old"] + found["new"] == 600
    assert min(found.values()) > 0, "it was never replaced meanwhile"


# ── Folders and disks ───────────────────────────────────────────────────────


@both
def test_a_folder_that_is_not_there_is_told_by_the_name_of_the_file(write: Dump, old: Path) -> None:
    shutil.rmtree(old.parent)
    with pytest.raises(FileNotFoundError) as caught:
        write(NEW, old)
    assert str(caught.value) == f"[Errno 2] No such file or directory: '{old}'"
    assert not old.parent.exists()


def test_a_folder_that_vanishes_meanwhile_is_told_by_the_name_of_the_file(old: Path) -> None:
    def given() -> Iterator[Record]:
        yield from NEW
        shutil.rmtree(old.parent)

    with pytest.raises(FileNotFoundError) as caught:
        dump_lines(given(), old)
    assert str(caught.value) == f"[Errno 2] No such file or directory: '{old}'"
    assert not old.parent.exists()


@both
def test_a_folder_in_which_nothing_can_be_made_is_told_by_the_name_of_the_file(write: Dump) -> None:
    with pytest.raises(OSError, match="/proc/corpus") as caught:
        write(NEW, "/proc/corpus.json")
    assert caught.value.filename == "/proc/corpus.json"


@both
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_left(
    write: Dump, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str, _mode: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(PermissionError) as caught:
        write(NEW, old)
    monkeypatch.undo()
    assert str(caught.value) == f"[Errno 13] Permission denied: '{old}'"
    assert load(old) == OLD
    assert names_in(old.parent) == [old.name]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@both
@pytest.mark.parametrize("size", [0, 100, 5_000, 20_000])
def test_a_disk_that_is_full_is_told_by_the_name_of_the_file_and_nothing_is_left(
    write: Dump, size: int, old: Path
) -> None:
    with largest_file(size), pytest.raises(OSError, match="too large") as caught:
        write(NEW, old)
    assert str(caught.value) == f"[Errno {errno.EFBIG}] File too large: '{old}'"
    assert load(old) == OLD
    assert names_in(old.parent) == [old.name]


def test_a_device_that_is_full_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        dump(NEW, "/dev/full")
    assert names_in(tmp_path) == []


@both
@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_an_error_of_the_disk_names_the_file_at_every_step(
    write: Dump, step: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(OSError, match="corpus") as caught:
        write(NEW, old)
    assert str(caught.value) == f"[Errno 5] Input/output error: '{old}'"
    assert names_in(old.parent) == [old.name]


def test_an_error_where_records_come_from_names_what_it_named(old: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    with pytest.raises(FileNotFoundError) as caught:
        dump_lines(iter_lines(missing), old)
    assert caught.value.filename == str(missing)
    assert load(old) == OLD
    assert names_in(old.parent) == [old.name]


def test_a_file_may_be_written_from_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    dump_lines(NEW, path)
    dump_lines((each for each in iter_lines(path) if each.id != "new-7"), path)
    assert load_lines(path) == NEW.without("new-7")
    assert names_in(tmp_path) == [path.name]


def test_what_a_killed_process_left_is_no_hindrance(old: Path) -> None:
    (old.parent / ".eurasec-0123456789abcdef.tmp").write_bytes(dumps(NEW)[:100])
    dump(NEW, old)
    assert load(old) == NEW
