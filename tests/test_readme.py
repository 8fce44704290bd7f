"""The README shows what really comes out."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def block(marker: str) -> list[str]:
    """The lines of the code block behind a marker."""
    lines = (ROOT / "README.md").read_text("utf-8").split(f"<!-- {marker} -->\n", 1)[1].splitlines()
    return lines[1 : lines.index("```", 1)]


def test_the_briefing_begins_as_the_readme_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["briefing.py"])
    runpy.run_path(str(ROOT / "docs/examples/briefing.py"), run_name="__main__")
    printed = capsys.readouterr().out.splitlines()
    shown = block("output: briefing")
    assert len(shown) > 20
    assert printed[: len(shown)] == shown


def test_the_commands_stand_where_the_checks_look_for_them() -> None:
    assert block("command: demo")
    assert block("command: test")
