"""What a user sees behind the dot."""

from __future__ import annotations

import pytest

import eurasec
from eurasec import analysis, dates, interop


def test_tab_shows_the_public_names_alone() -> None:
    for module in (eurasec, analysis, interop):
        assert dir(module) == sorted(module.__all__)
        assert all(hasattr(module, name) for name in module.__all__)
        assert not any(name.startswith("_") for name in dir(module))


def test_a_name_that_nobody_knows_is_no_attribute() -> None:
    for module in (eurasec, dates):
        with pytest.raises(AttributeError, match=rf"module '{module.__name__}' has no attribute 'positons'"):
            _ = module.positons


def test_what_is_opened_late_is_the_same_ever_after() -> None:
    assert eurasec.diff is eurasec.diff is eurasec.changes.diff
    assert eurasec.loads.__module__ == "eurasec.serialization.documents"
    assert dates.read_date is dates.prose.read_date
    assert interop.dna.from_dna is eurasec.interop.dna.from_dna
