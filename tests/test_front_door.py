"""What a user sees behind the dot."""

from __future__ import annotations

import eurasec
from eurasec import analysis


def test_tab_shows_the_public_names_alone() -> None:
    for module in (eurasec, analysis):
        assert dir(module) == sorted(module.__all__)
        assert all(hasattr(module, name) for name in module.__all__)
        assert not any(name.startswith("_") for name in dir(module))
