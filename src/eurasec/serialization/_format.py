"""The format of files: its name and version, and what each kind of record is called in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from eurasec._kinds import KINDS, Kind
from eurasec.errors import Problem
from eurasec.serialization._json import shown_value

__all__ = ["FORMAT", "KIND_OF", "KIND_OF_SECTION", "TYPES", "format_problem"]

FORMAT: Final = "eurasec/1"
"""The format and its version, as every file states it."""

KIND_OF: Final[Mapping[type, Kind]] = {kind.record: kind for kind in KINDS}
"""The kinds that stand by themselves in files, by their classes."""

KIND_OF_SECTION: Final[Mapping[str, Kind]] = {kind.plural: kind for kind in KINDS}
"""The same by the names of their sections in a document."""

TYPES: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
"""The same by their names, as JSON Lines have them in `type`."""

_versioned: Final = re.compile(r"eurasec/([1-9][0-9]{0,5})").fullmatch


def format_problem(given: Mapping[str, object]) -> Problem | None:
    """Give what is wrong with the format that a file states, `None` if nothing is."""
    if "format" not in given:
        message = f"is missing; a file states its format, which is {FORMAT!r}"
        return Problem(path="format", message=message, rule="required", allowed=(FORMAT,))
    stated = given["format"]
    if stated == FORMAT:
        return None
    wrong = shown_value(stated)
    if isinstance(stated, str) and _versioned(stated):
        message = f"{wrong} needs a newer version of the library; this one reads {FORMAT!r}"
    else:
        message = f"{wrong} is no format of this library, which reads {FORMAT!r}"
    return Problem(path="format", message=message, rule="format", value=wrong, allowed=(FORMAT,))
