"""A corpus and what it looks up may be shared by threads, and a record is found without going through all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from eurasec import Corpus, Person, Position, Topic
from eurasec.datasets import csto_2022
from eurasec.selection import Selection

THREADS, ROUNDS = 8, 6

QUESTIONS: dict[str, Callable[[Corpus], object]] = {
    "by holder": lambda c: c.positions.where(holder="zas").ids,
    "by topic": lambda c: c.positions.where(topic="csto-role", stance="support").ids,
    "by area": lambda c: c.statements.where(area="central-asia").ids,
    "by office": lambda c: c.statements.where(office="csto-secretary-general", possibly=True).ids,
    "by date": lambda c: c.assessments.where(on="2022-02-09").ids,
    "speakers": lambda c: c.statements.count_by("speaker"),
    "self-criticism": lambda c: c.positions.where(self_critical=False).ids,
    "threats": lambda c: c.assessments.crosstab("threat", "verdict"),
    "sessions": lambda c: c.sessions.ids,
    "participants": lambda c: c.participants.group_by("represents"),
    "members": lambda c: c.members("csto", on="2022-02-09"),
    "offices": lambda c: c.offices_of("zas"),
    "speaking": lambda c: [c.speaking(each) for each in c.statements],
    "ids": lambda c: [c.positions[each.id] for each in c.positions],
    "hash": hash,
    "repr": repr,
}


def test_threads_that_ask_a_fresh_corpus_at_once_get_equal_answers() -> None:
    records = tuple(csto_2022())
    expected = {name: question(Corpus(records)) for name, question in QUESTIONS.items()}
    with ThreadPoolExecutor(THREADS) as pool:
        for round_ in range(ROUNDS):
            corpus, start = Corpus(records), threading.Barrier(THREADS)

            def ask(
                turn: int, corpus: Corpus = corpus, start: threading.Barrier = start
            ) -> dict[str, object]:
                names = list(QUESTIONS)
                names = names[turn % len(names) :] + names[: turn % len(names)]
                start.wait()
                return {name: QUESTIONS[name](corpus) for name in names}

            for answers in pool.map(ask, range(round_, round_ + THREADS)):
                assert answers == expected


def test_threads_may_read_and_write_at_the_same_time() -> None:
    from eurasec import dumps, loads  # noqa: PLC0415 - the threads are to be the first to need the converter

    text = dumps(csto_2022())
    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(lambda _: dumps(loads(text)), range(2 * THREADS))) == {text}


# ── One record ──────────────────────────────────────────────────────────────


def many(size: int) -> Corpus:
    return Corpus(
        [
            Person(id="zas", name="Stanislav Zas"),
            Topic(id="growth", label="Growth"),
            *(
                Position(id=f"p-{number}", holders=("zas",), topic="growth", stance="support")
                for number in range(size)
            ),
        ]
    )


def test_looking_up_an_id_goes_through_no_other_record(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = many(50)

    def forbidden(_: Selection[Position]) -> Iterator[Position]:
        pytest.fail("the records were gone through")

    monkeypatch.setattr(Selection, "__iter__", forbidden)
    assert corpus.positions["p-7"].id == "p-7"
    assert corpus.positions.get("zas") is None
    assert corpus.statements.get("p-7") is corpus["p-7"]
    assert "p-7" in corpus.positions
    assert "p-77" not in corpus.positions


def test_an_id_is_looked_up_in_a_part_of_the_records_only() -> None:
    positions = many(5).positions
    part = positions[1:3]
    assert [part.get(each.id) is not None for each in positions] == [False, True, True, False, False]


def test_asking_for_ids_finds_them_and_passes_over_those_of_other_kinds() -> None:
    corpus = csto_2022()
    assert corpus.positions.where(id=["p-002", "p-001"]).ids == ("p-001", "p-002")
    assert corpus.positions.where(id="a-01").ids == ()


def test_records_in_another_order_stay_in_it_when_they_are_narrowed() -> None:
    turned = csto_2022().positions[::-1]
    for narrowed in (turned.where(stance="support"), turned.where(stance="support", act="assert")):
        assert narrowed.ids == tuple(sorted(narrowed.ids, reverse=True))
        assert len(narrowed) > 1


def test_several_conditions_select_what_each_selects() -> None:
    positions = csto_2022().positions
    for act in ("assert", "call_for", "deny"):
        for stance in ("support", "oppose"):
            both = positions.where(act=act, stance=stance, quoted=False)
            assert both == positions.where(act=act) & positions.where(stance=stance) & positions.where(
                quoted=False
            )
