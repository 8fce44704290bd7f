"""What the Discourse Network Analyzer itself made of a synthetic database."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, TypedDict

import pytest

from eurasec.analysis.networks import OneModeNetwork, TwoModeNetwork, one_mode, two_mode
from eurasec.analysis.networks.rows import Row

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
    if make is two_mode and aggregation == "subtract" and parameters["qualifier"] == "threat":
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
        found = [(window.start, window.middle, window.stop, window.network) for window in windows]
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


def test_where_dna_counts_texts_that_it_cannot_subtract_its_numbers_are_those_of_the_known_ones() -> None:
    told = [row for row in rows_with("threat") if row.qualifier]
    assert two_mode(rows_with("threat"), aggregation="dna_subtract").matrix == two_mode(told).matrix


def test_statements_in_dnas_event_list_are_those_that_are_counted_where_nothing_is_left_out() -> None:
    events = json.loads((DATA / "eventlist.json").read_text(encoding="utf-8"))
    rows = {row.id: row for row in rows_with("agreement")}
    assert len(events) == len(rows)
    for event in events:
        row = rows[event["statement_id"]]
        assert (row.actor, row.topic, row.qualifier) == (
            event["organization"],
            event["concept"],
            event["agreement"] == 1,
        )
        assert (row.document, row.start, row.stop) == (
            event["document_id"],
            event["start_position"],
            event["stop_position"],
        )
        assert row.date == dt.datetime(1970, 1, 1) + dt.timedelta(seconds=event["time"])  # noqa: DTZ001 - DNA has no zones
    in_order = [event["statement_id"] for event in events if event["organization"] and event["concept"]]
    assert list(one_mode(rows.values()).statements) == in_order


def test_the_rows_are_those_of_the_database() -> None:
    database = sqlite3.connect(f"{(DATA / 'toy.dna').as_uri()}?mode=ro&immutable=1", uri=True)
    with closing(database):
        positions = database.execute(
            "SELECT s.ID, o.Value, c.Value, a.Value, d.Date, s.DocumentId, s.Start, s.Stop"
            " FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
            " JOIN DATASHORTTEXT so ON so.StatementId = s.ID AND so.VariableId = 2"
            " JOIN ENTITIES o ON o.ID = so.Entity"
            " JOIN DATASHORTTEXT sc ON sc.StatementId = s.ID AND sc.VariableId = 3"
            " JOIN ENTITIES c ON c.ID = sc.Entity"
            " JOIN DATABOOLEAN a ON a.StatementId = s.ID ORDER BY s.ID"
        ).fetchall()
    epoch = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - DNA has no zones
    assert rows_with("agreement") == [
        Row(
            organization,
            concept,
            qualifier=agreement == 1,
            id=id,
            date=epoch + dt.timedelta(seconds=seconds),
            document=document,
            start=start,
            stop=stop,
        )
        for id, organization, concept, agreement, seconds, document, start, stop in positions
    ]


def test_the_years_of_dnas_weeks_and_months_can_be_told_apart() -> None:
    rows = rows_with("agreement")
    for by_number, by_year in (("dna_week", "week"), ("dna_month", "month")):
        fewer, more = (
            one_mode(rows, aggregation="congruence", duplicates=each) for each in (by_number, by_year)
        )
        assert len(fewer.counted) < len(more.counted)
