"""Arrow: types are fixed, other programs read the tables, and everything comes back."""

from __future__ import annotations

import sys
from collections.abc import Callable

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from eurasec import Corpus, State
from eurasec.datasets import csto_2022
from eurasec.errors import DecodeError, MissingExtraError
from eurasec.interop.arrow import from_arrow, schema_of, to_arrow
from eurasec.interop.tables import TABLES
from eurasec.sources import Record
from harbour import records
from strategies import corpora_records


def problems_of(tables: dict[str, pa.Table]) -> list[str]:
    with pytest.raises(DecodeError) as caught:
        from_arrow(tables)
    return [str(problem) for problem in caught.value.problems]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
@given(corpora_records())
def test_what_becomes_arrow_comes_back_equal(given: list[Record]) -> None:
    corpus = Corpus(given)
    exported = to_arrow(corpus)
    assert exported.losses == ()
    assert from_arrow(exported.result) == corpus


def test_the_types_of_columns_do_not_depend_on_their_rows() -> None:
    empty, full = to_arrow([]).result, to_arrow(csto_2022()).result
    for table in TABLES:
        assert empty[table.name].schema == full[table.name].schema == schema_of(table)


def test_columns_have_the_types_that_are_promised() -> None:
    schema = schema_of(next(table for table in TABLES if table.name == "position_figures"))
    assert dict(zip(schema.names, map(str, schema.types), strict=True)) == {
        "id": "string",
        "number": "int64",
        "measure": "string",
        "form": "string",
        "value": "string",
        "value_number": "double",
        "unit": "string",
        "period": "string",
        "period_earliest": "date32[day]",
        "period_latest": "date32[day]",
        "approx": "string",
    }


def test_duckdb_reads_the_tables_as_they_are() -> None:
    tables = to_arrow(csto_2022()).result
    with duckdb.connect() as connection:
        for name in ("positions", "position_holders"):
            connection.register(name, tables[name])
        query = (
            "SELECT holder, count(*) FROM positions JOIN position_holders USING (id) "
            "WHERE attribution = 'own' GROUP BY holder ORDER BY count(*) DESC, holder"
        )
        counted = connection.sql(query).fetchall()
    expected = csto_2022().positions.where(attribution="own").count_by("holder")
    assert dict(counted) == {holder: count for holder, count in expected.items() if holder is not None}


def test_columns_of_other_types_are_taken_where_they_hold_what_they_should() -> None:
    table = pa.table(
        {
            "id": pa.array(["c", "d"]).dictionary_encode(),
            "title": pa.array(["C", "D"], pa.large_string()),
            "edition": pa.array([3.0, None]),
            "theme": pa.nulls(2),
        }
    )
    assert [each.edition for each in from_arrow({"conferences": table}).conferences] == [3, None]


def test_a_column_that_holds_something_else_is_told() -> None:
    table = pa.table({"id": ["c"], "title": ["C"], "edition": [1.5]})
    assert problems_of({"conferences": table}) == ["conferences.edition: holds double, where int64 is wanted"]


def test_strange_tables_and_columns_are_told() -> None:
    table = pa.table({"id": ["a"], "name": ["A"], "nam": ["A"]})
    assert problems_of({"states": table, "stats": table}) == [
        "states.nam: is no column of states; did you mean 'name'?",
        "stats: 'stats' is no table; did you mean 'states'?",
    ]


def test_a_wrong_cell_is_told_by_table_and_row() -> None:
    tables = to_arrow(records()).result
    rows = tables["position_holders"].to_pylist()
    rows[2]["holder"] = "nobody"
    tables["position_holders"] = pa.Table.from_pylist(rows)
    assert problems_of(tables) == ["position_holders[2].holder: 'nobody' is no record of the corpus"]


@pytest.mark.parametrize(
    "call", [lambda: to_arrow([]), lambda: from_arrow({}), lambda: schema_of(TABLES[0])], ids=str
)
def test_without_pyarrow_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[], object]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'eurasec\[arrow\]'"):
        call()


def test_any_records_become_tables() -> None:
    assert (
        to_arrow([State(id="norland", name="Norland")]).result["states"].to_pylist()[0]["name"] == "Norland"
    )
