"""Importing the library loads neither cattrs nor dateutil; reading a file loads the first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("", []),
        ("eurasec.json_schema()", []),
        ("""eurasec.loads('{"format": "eurasec/1"}')""", ["cattrs"]),
        ("eurasec.dumps(eurasec.Corpus())", []),
    ],
)
def test_packages_are_loaded_once_they_are_needed(code: str, loaded: list[str]) -> None:
    asked = "[each for each in ('cattrs', 'dateutil') if each in sys.modules]"
    script = f"import sys, eurasec\n{code}\nprint({asked})"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert found.stdout == f"{loaded}\n"


ALLOWED = frozenset({"array", "bisect", "datetime", "decimal", "errno", "gc", "importlib", "math", "numbers"})
"""Modules of the standard library that `import eurasec` may load beyond those of attrs, each for a reason:
dates need the calendar, figures decimals; the others are parts of these, or built in."""

LATE = (
    "eurasec.analysis",
    "eurasec.changes",
    "eurasec.datasets",
    "eurasec.dates.prose",
    "eurasec.interop",
    "eurasec.interop.tables",
    "eurasec.serialization",
)
"""Rooms that are opened once something in them is asked for."""


def test_importing_the_library_loads_little_beyond_attrs_and_itself() -> None:
    script = (
        "import sys, attrs\nbefore = set(sys.modules)\nimport eurasec\n"
        "print(*sorted({each.partition('.')[0] for each in set(sys.modules) - before}))"
    )
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    others = {each for each in found.stdout.split() if not each.startswith("_") and each != "eurasec"}
    assert others <= ALLOWED
    assert "datetime" in others, "what is allowed is not loaded any more; take it from the list"


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("eurasec.Corpus().people", ()),
        ("eurasec.lint(eurasec.Corpus())", ()),
        ("eurasec.analysis", ("eurasec.analysis",)),
        ("eurasec.changes", ("eurasec.changes",)),
        ("eurasec.interop", ("eurasec.interop",)),
        ("eurasec.interop.tables", ("eurasec.interop", "eurasec.interop.tables", "eurasec.serialization")),
        ("eurasec.diff", ("eurasec.changes",)),
        ("eurasec.Limits", ("eurasec.serialization",)),
        ("eurasec.datasets", ("eurasec.datasets",)),
        ("eurasec.dates.read_date", ("eurasec.dates.prose",)),
    ],
)
def test_a_room_is_opened_when_something_in_it_is_asked_for(asked: str, opened: tuple[str, ...]) -> None:
    script = f"import sys, eurasec\n{asked}\nprint(*[each for each in {LATE} if each in sys.modules])"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert tuple(found.stdout.split()) == opened
