"""What the typed user's file asserts to type checkers also holds when it runs."""

import runpy
from pathlib import Path

USER = Path(__file__).parent / "typing" / "user.py"


def test_the_typed_users_file_runs() -> None:
    runpy.run_path(str(USER), run_name="__main__")
