"""Asked of all records at once or record by record, whether they hold together has one answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurasec import _integrity
from eurasec._fields import fields_of, references
from eurasec._integrity import identified, judge
from eurasec._soundness import are_sound, rings
from eurasec.conferences import Conference
from eurasec.errors import InvalidValueError
from eurasec.sources import Document, Record
from strategies import corpora_records

slow = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def problems_one_by_one(records: Sequence[Record], *, partly: bool) -> int:
    """How many problems are found if the question for all together is answered with no."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_integrity, "are_sound", lambda *_, **__: False)
        return len(judge(records, identified(records), lambda index: f"[{index}]", partly=partly))


def broken(records: Sequence[Record], chance: random.Random) -> list[Record]:
    """The records with something changed that each of them by itself allows."""
    made = list(records)
    place = chance.randrange(len(made))
    record = made[place]
    change = chance.choice(("take away", "repeat", "point", "shorten", "move"))
    if change == "take away":
        del made[place]
    elif change == "repeat":
        made.append(attrs.evolve(record))
    elif change == "shorten":
        documents = [index for index, each in enumerate(made) if isinstance(each, Document)]
        if documents:
            place = chance.choice(documents)
            made[place] = attrs.evolve(made[place], length=chance.randrange(3))
    elif change == "move":
        meetings = [index for index, each in enumerate(made) if isinstance(each, Conference)]
        if len(meetings) > 1:
            one, other = chance.sample(meetings, 2)
            made[one], made[other] = (
                attrs.evolve(made[one], sessions=made[other].sessions),  # type: ignore[call-arg,attr-defined]
                attrs.evolve(made[other], sessions=made[one].sessions),  # type: ignore[call-arg,attr-defined]
            )
    else:
        names = [each for each in fields_of(type(record)) if each.refers is not None]
        if names:
            field = chance.choice(names)
            id = chance.choice([each.id for each in records] + ["nobody"])
            with suppress(InvalidValueError):
                made[place] = attrs.evolve(record, **{field.name: (id,) if field.several else id})
    return made


@slow
@given(corpora_records(), st.randoms(use_true_random=False))
def test_both_ways_agree_whatever_is_broken(records: Sequence[Record], chance: random.Random) -> None:
    assert are_sound(records, identified(records))
    for _ in range(20):
        made = broken(records, chance)
        for partly in (False, True):
            sound = are_sound(made, identified(made), partly=partly)
            assert sound is (problems_one_by_one(made, partly=partly) == 0)


@slow
@given(corpora_records())
def test_what_is_referred_to_cannot_be_missing(records: Sequence[Record]) -> None:
    for record in records:
        rest = [each for each in records if each is not record]
        named = {id for each in rest for _, id, _ in references(each)}
        gone = {record.id, *(each.id for each in getattr(record, "sessions", ()))}
        assert are_sound(rest, identified(rest)) is named.isdisjoint(gone)


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": ["b"], "b": ["a"]}, [("b", "a")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"]}, []),
        ({"a": ["b"], "b": ["c", "a"], "c": ["b"]}, [("c", "b"), ("b", "a")]),
    ],
)
def test_rings_are_found_where_they_close(edges: dict[str, list[str]], found: list[tuple[str, str]]) -> None:
    assert [(here, target) for here, target, _ in rings(edges)] == found
