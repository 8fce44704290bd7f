"""What the typed users' files assert to type checkers also holds when they run."""

import runpy
from pathlib import Path

import pytest

USERS = sorted((Path(__file__).parent / "typing").glob("*.py"))


@pytest.mark.parametrize("user", USERS, ids=[user.stem for user in USERS])
def test_a_typed_users_file_runs(user: Path) -> None:
    runpy.run_path(str(user), run_name="__main__")
