"""A record is written as the encoder of JSON writes what is unstructured."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given

from eurasec import Coding, Figure, datasets
from eurasec.serialization._converter import unstructured
from eurasec.serialization._writing import writer_of
from eurasec.sources import Record
from strategies import records


def by_the_encoder(record: Record) -> str:
    return json.dumps(unstructured(record), ensure_ascii=False)


@given(records())
def test_any_record_is_written_as_by_the_encoder(record: Record) -> None:
    assert writer_of(type(record))(record) == by_the_encoder(record)


def test_the_shipped_records_are_written_as_by_the_encoder() -> None:
    for record in datasets.csto_2022():
        assert writer_of(type(record))(record) == by_the_encoder(record)


def test_numbers_are_written_as_readers_of_json_know_them() -> None:
    assert writer_of(Coding)(Coding(coder="ib", confidence=0.1)) == '{"coder": "ib", "confidence": 0.1}'
    figure = Figure(measure="troops", form="share", value=Decimal("1.50"))
    assert '"value": "1.5"' in writer_of(Figure)(figure)
