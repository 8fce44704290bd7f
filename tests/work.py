"""Counts the work that something takes, so that its growth can be looked at without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final

import eurasec
from eurasec.errors import EurasecError

__all__ = ["work"]

_HERE: Final = str(Path(eurasec.__file__).parent)


def work(job: Callable[[], object]) -> int:
    """Count the lines of the library that are run, whether it comes to a result or to an error of ours."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    def enter(frame: FrameType, _event: str, _argument: object) -> Any:
        return count if frame.f_code.co_filename.startswith(_HERE) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        with suppress(EurasecError):
            job()
    finally:
        sys.settrace(before)
    return lines
