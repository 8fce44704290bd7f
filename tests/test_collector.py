"""The collector is paused while a corpus is built, and left as it was found."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from eurasec import Corpus, Person, loads
from eurasec._collector import _MANY, collector_paused
from eurasec.errors import CorpusError, DecodeError


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    was_running = gc.isenabled()
    yield
    (gc.enable if was_running else gc.disable)()


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(*, running: bool) -> None:
    (gc.enable if running else gc.disable)()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled() is running


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was_when_reading_fails(*, running: bool) -> None:
    (gc.enable if running else gc.disable)()
    with pytest.raises(DecodeError):
        loads('{"format": "eurasec/1", "people": [{}]}')
    assert gc.isenabled() is running
    with pytest.raises(CorpusError):
        Corpus([Person(id="p", name="P", country="nowhere")])
    assert gc.isenabled() is running


def test_threads_that_pause_it_in_turn_leave_it_running() -> None:
    gc.enable()
    first_in, second_in, first_out = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with collector_paused():
            first_in.set()
            second_in.wait()
        first_out.set()

    def second() -> None:
        first_in.wait()
        with collector_paused():
            second_in.set()
            first_out.wait()

    threads = [threading.Thread(target=each) for each in (first, second)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert gc.isenabled()


@pytest.mark.parametrize(("made", "old"), [(_MANY + 1_000, True), (10, False)])
def test_very_many_new_objects_count_as_old_and_few_do_not(made: int, *, old: bool) -> None:
    gc.enable()
    gc.collect()
    with collector_paused():
        kept = [[number] for number in range(made)]
        last = kept[-1]
    assert any(each is last for each in gc.get_objects(generation=2)) is old


def test_what_a_program_has_frozen_stays_frozen() -> None:
    gc.enable()
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            kept = [[number] for number in range(_MANY + 1_000)]
        assert kept
        assert gc.get_freeze_count() >= frozen // 2 > 0
    finally:
        gc.unfreeze()
