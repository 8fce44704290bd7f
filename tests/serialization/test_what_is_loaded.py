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
        ("eurasec.dumps(eurasec.Corpus())", ["cattrs"]),
    ],
)
def test_packages_are_loaded_once_they_are_needed(code: str, loaded: list[str]) -> None:
    asked = "[each for each in ('cattrs', 'dateutil') if each in sys.modules]"
    script = f"import sys, eurasec\n{code}\nprint({asked})"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert found.stdout == f"{loaded}\n"
