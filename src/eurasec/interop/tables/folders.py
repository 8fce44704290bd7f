"""Folders of files that belong together: written as a whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.serialization._files import PathLike

__all__ = ["existing_folder", "new_folder"]


@contextmanager
def new_folder(path: PathLike) -> Generator[Path]:
    """Give a folder to write to, which takes its name once all is written.

    Whatever goes wrong before, nothing is left behind. What stands in a folder
    already is never written over.

    Raises:
        InvalidValueError: If there is a file of that name, or a folder that is not empty.
        OSError: If it cannot be written.
    """
    import secrets  # noqa: PLC0415 - only writing needs it

    target = Path(path)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise _wrong(target, "new-folder", "is there already; name a new folder, or an empty one")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}-{secrets.token_hex(8)}.tmp")
    temporary.mkdir()
    try:
        yield temporary
        if target.exists():
            target.rmdir()
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def existing_folder(path: PathLike) -> Path:
    """Give the path of a folder that is there.

    Raises:
        InvalidValueError: If it is no folder.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise _wrong(folder, "folder", "is no folder")
    return folder


def _wrong(folder: Path, rule: str, message: str) -> InvalidValueError:
    name = shown(str(folder))
    problem = Problem(path="folder", message=f"{name} {message}", rule=rule, value=name)
    return InvalidValueError("folder", [problem])
