"""The shared strategies make what they promise, so that laws built on them say something."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from eurasec._fields import fields_of, given_fields
from eurasec._integrity import identified, judge
from eurasec._kinds import KINDS, SESSION, Kind
from eurasec.conferences import Conference
from eurasec.sources import Record
from strategies import corpora_records, values

slow = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@slow
@given(corpora_records())
def test_the_records_of_a_corpus_hold_together_and_are_of_every_kind(made: Sequence[Record]) -> None:
    assert judge(made, identified(made), lambda index: f"[{index}]") == ()
    assert {type(record) for record in made} == {kind.record for kind in KINDS}
    assert any(record.sessions for record in made if isinstance(record, Conference))


@pytest.mark.parametrize("kind", [*KINDS, SESSION], ids=lambda kind: kind.name)
def test_sooner_or_later_every_field_is_tried(kind: Kind) -> None:
    missing = {field.name for field in fields_of(kind.record)}
    for round_ in range(20):

        @seed(round_)
        @settings(max_examples=40, database=None, deadline=None, phases=[Phase.generate])
        @given(values(kind.record))
        def draw(record: Record) -> None:
            missing.difference_update(name for name, _ in given_fields(record))

        draw()
        if not missing:
            return
    assert not missing
