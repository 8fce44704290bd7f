"""SQL: DuckDB gives from Parquet files what the analysis gives from the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eurasec import Corpus, Person, Position, Topic
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError
from eurasec.interop import sql
from eurasec.interop.arrow import to_arrow
from eurasec.interop.parquet import to_parquet
from eurasec.sources import Record
from harbour import records
from sql_cases import LEVELS, Case, assert_equal, cases, network_case, perception_case, tally_cases
from strategies import corpora_records


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that reads the Parquet files of the shipped corpus, divided by conference."""
    folder = tmp_path_factory.mktemp("parquet")
    to_parquet(csto_2022(), folder, partition_by="conference", rows_in_memory=500)
    with duckdb.connect() as connection:
        for name in sql.SOURCES:
            connection.read_parquet(f"{folder}/{name}/**/*.parquet", hive_partitioning=True).create_view(name)
        yield connection


def answers(connection: duckdb.DuckDBPyConnection, corpus: Corpus, case: Case) -> None:
    """See to it that a database answers a query as the analysis does."""
    tables = to_arrow(corpus).result
    for name in sql.SOURCES:
        connection.register(name, tables[name])
    assert_equal(connection.execute(case.query).fetchall(), case)


@pytest.mark.parametrize("case", list(cases(csto_2022())), ids=lambda case: case.name)
def test_duckdb_answers_as_the_analysis_does(database: duckdb.DuckDBPyConnection, case: Case) -> None:
    assert_equal(database.execute(case.query).fetchall(), case)


def test_the_answers_are_not_all_empty() -> None:
    assert sum(bool(case.expected) for case in cases(csto_2022())) > len(list(cases(csto_2022()))) * 0.9


COUNTING = st.fixed_dictionaries(
    {
        "by": st.sampled_from(LEVELS),
        "relayed": st.booleans(),
        "imputed": st.booleans(),
        "inferred": st.booleans(),
    }
)
NETWORKS = st.fixed_dictionaries(
    {
        "aggregation": st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
        "normalization": st.sampled_from(["none", "average", "jaccard", "tanimoto", "cosine", "dna_cosine"]),
        "nodes": st.sampled_from(["actor", "topic"]),
        "qualifier": st.sampled_from(["score", "agreement"]),
        "duplicates": st.sampled_from(["all", "document", "session", "once"]),
    }
)
LAW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)


@LAW
@given(corpora_records(most=4), st.sampled_from(["topic", "threat", "both"]), NETWORKS, COUNTING)
def test_networks_are_those_of_the_analysis(
    given: list[Record], subject: str, options: dict[str, Any], counting: dict[str, Any]
) -> None:
    corpus = Corpus(given)
    case = case_unless_refused(corpus, subject, options, counting)
    assume(case is not None)
    assert case is not None
    with duckdb.connect() as connection:
        answers(connection, corpus, case)


def case_unless_refused(
    corpus: Corpus, subject: str, options: dict[str, Any], counting: dict[str, Any]
) -> Case | None:
    """The network, unless statements lack what duplicates are counted by, or options do not fit."""
    try:
        return network_case(corpus, subject, options, counting)
    except InvalidValueError:
        return None


@LAW
@given(corpora_records(most=4), COUNTING)
def test_tallies_are_those_of_the_analysis(given: list[Record], counting: dict[str, Any]) -> None:
    corpus = Corpus(given)
    with duckdb.connect() as connection:
        for case in tally_cases(corpus, counting):
            answers(connection, corpus, case)


@LAW
@given(
    corpora_records(most=4),
    st.sampled_from(["threat", "origin", "sector", "kind", "referent", "referent_words"]),
    COUNTING,
)
def test_the_threat_matrix_is_that_of_the_analysis(
    given: list[Record], across: str, counting: dict[str, Any]
) -> None:
    corpus = Corpus(given)
    with duckdb.connect() as connection:
        answers(connection, corpus, perception_case(corpus, across, counting))


def test_a_part_of_the_statements_is_asked_through_a_view() -> None:
    corpus = Corpus(records())
    tables = to_arrow(corpus).result
    with duckdb.connect() as connection:
        for name in sql.SOURCES:
            connection.register(f"all_{name}", tables[name])
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM all_{name}")  # noqa: S608 - own names
        connection.execute("CREATE OR REPLACE VIEW positions AS SELECT * FROM all_positions WHERE id = 'p-1'")
        found = connection.execute(sql.standings()).fetchall()
    assert [(row[0], row[1]) for row in found] == [("growth", "berg")]


@pytest.mark.parametrize("duplicates", ["session", "document"])
def test_a_statement_that_stands_nowhere_counts_by_itself(duplicates: Any) -> None:
    views = [
        Position(id=f"p-{number}", holders=[holder], topic="fish", stance="support")
        for number, holder in enumerate(["berg", "berg", "dahl"])
    ]
    people = [Person(id=id, name=id) for id in ("berg", "dahl")]
    tables = to_arrow([*people, Topic(id="fish", label="Fish"), *views]).result
    with duckdb.connect() as connection:
        for name in sql.SOURCES:
            connection.register(name, tables[name])
        found = connection.execute(sql.one_mode(duplicates=duplicates)).fetchall()
    assert found == [("berg", "dahl", 1, 2.0)]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: sql.one_mode(aggregation="congruance"), "did you mean 'congruence'"),  # type: ignore[arg-type]
        (lambda: sql.one_mode(duplicates="year"), "duplicates: 'year' is no way to count duplicates without"),
        (lambda: sql.one_mode(qualifier="word"), "qualifier: 'word' is no qualifier that is a number"),
        (lambda: sql.one_mode(normalization="jaccard", duplicates="once"), "normalization: compares levels"),
        (lambda: sql.one_mode(subject="topics"), "subject: 'topics' is no subject; did you mean 'topic'"),
        (lambda: sql.tally(by="persn"), "by: 'persn' is no level of actors; did you mean 'person'"),
        (lambda: sql.tally(subject="treat"), "did you mean 'threat'"),
        (lambda: sql.standings(relayed="yes"), "relayed: 'yes' is neither true nor false"),
        (lambda: sql.perceptions("origins"), "across: 'origins' is no way to tell threats apart"),
    ],
)
def test_a_wrong_option_is_told(ask: Any, told: str) -> None:
    with pytest.raises(InvalidValueError, match=told):
        ask()
