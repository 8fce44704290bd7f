"""What the Discourse Network Analyzer itself made of a synthetic database."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Final, NotRequired, TypedDict

import pytest

from eurasec.analysis.networks import OneModeNetwork, TwoModeNetwork, one_mode, two_mode
from eurasec.analysis.rows import Row

DATA: Final = Path(__file__).parent.parent / "data" / "dna"
DUPLICATES: Final = {
    "include": "all",
    "document": "document",
    "week": "dna_week",
    "month": "dna_month",
    "year": "year",
    "acrossrange": "once",
}
NORMALIZATIONS: Final = {"no": "none", "cosine": "dna_cosine"}


class Exported(TypedDict):
    start: str
    middle: str
    stop: str
    numStatements: int
    rows: list[str]
    columns: list[str]
    matrix: list[list[float]]


class Result(TypedDict):
    name: str
    parameters: dict[str, str]
    statements: list[int]
    networks: list[Exported]
    windows: bool


RESULTS: Final[list[Result]] = json.loads((DATA / "results.json").read_text(encoding="utf-8"))
READ: Final = {
    "agreement": lambda text: text == "1",
    "stance": int,
    "threat": str,
}


def rows_with(qualifier: str) -> list[Row]:
    with (DATA / "rows.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                record["organization"],
                record["concept"],
                qualifier=READ[qualifier](record[qualifier]),
                id=int(record["id"]),
                date=dt.datetime.fromisoformat(record["date"]),
                document=int(record["document"]),
                start=int(record["start"]),
                stop=int(record["stop"]),
            )
            for record in csv.DictReader(file)
        ]


def network_of(parameters: dict[str, str]) -> OneModeNetwork | TwoModeNetwork:
    make = one_mode if parameters["networkType"] == "onemode" else two_mode
    aggregation = parameters["qualifierAggregation"]
    if make is two_mode and aggregation == "subtract":
        aggregation = "dna_subtract"
    return make(
        rows_with(parameters["qualifier"]),
        aggregation=aggregation,
        normalization=NORMALIZATIONS.get(parameters["normalization"], parameters["normalization"]),
        duplicates=DUPLICATES[parameters["duplicates"]],
    )


@pytest.mark.parametrize("result", RESULTS, ids=[result["name"] for result in RESULTS])
def test_a_network_equals_that_of_dna_to_the_last_bit(result: Result) -> None:
    network = network_of(result["parameters"])
    assert list(network.statements) == result["statements"]
    if result["windows"]:
        windows = network.windows(
            unit=result["parameters"]["timeWindow"], size=int(result["parameters"]["windowSize"])
        )
        found = [
            (window.start, window.middle, window.stop, window.network) for window in windows
        ]
    else:
        moments = [row.earliest for row in network.counted]
        found = [(moments[0], None, moments[-1], network)]
    assert len(found) == len(result["networks"])
    for (start, middle, stop, each), exported in zip(found, result["networks"], strict=True):
        assert start.isoformat() == exported["start"]
        assert stop.isoformat() == exported["stop"]
        if middle is not None:
            assert middle.isoformat() == exported["middle"]
        assert len(each.counted) == exported["numStatements"]
        assert list(each.row_labels) == exported["rows"]
        assert list(each.column_labels) == exported["columns"]
        assert [list(row) for row in each.matrix] == exported["matrix"]
