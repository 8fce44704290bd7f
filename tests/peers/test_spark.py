"""Spark, in local mode, gives from the same Parquet files by the same SQL what the analysis gives."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

import eurasec
from eurasec.datasets import csto_2022
from eurasec.interop import sql
from eurasec.interop.parquet import from_parquet, to_parquet
from eurasec.interop.tables import TABLES, to_tables
from sql_cases import Case, assert_equal, few_cases

CASES = list(few_cases(csto_2022()))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A Spark that runs on this machine alone."""
    builder = SparkSession.builder.master("local[2]").appName("eurasec")
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped corpus, from JSON Lines to Parquet as a stream, divided by conference."""
    folder = tmp_path_factory.mktemp("parquet")
    lines = io.BytesIO()
    eurasec.dump_lines(csto_2022(), lines)
    lines.seek(0)
    to_parquet(eurasec.iter_lines(lines), folder, partition_by="conference", rows_in_memory=500)
    return folder


@pytest.fixture(scope="module")
def database(spark: SparkSession, dataset: Path) -> SparkSession:
    """Spark with the tables of the dataset under their own names."""
    for name in sql.SOURCES:
        spark.read.parquet(str(dataset / name)).createOrReplaceTempView(name)
    return spark


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spark_answers_as_the_analysis_does(database: SparkSession, case: Case) -> None:
    assert_equal(database.sql(case.query).collect(), case)


def test_what_spark_writes_is_read(spark: SparkSession, dataset: Path, tmp_path: Path) -> None:
    filled = {name for name, rows in to_tables(csto_2022()).result.items() if rows}
    for table in (table for table in TABLES if table.name in filled):
        frame = spark.read.parquet(str(dataset / table.name))
        divided = "conference" in frame.columns and table.record is not None and table.name != "sessions"
        writer = frame.select(*table.column_names).write
        target = str(tmp_path / table.name)
        (writer.partitionBy("conference") if divided else writer).parquet(target)
    assert from_parquet(tmp_path) == csto_2022()


def test_spark_sees_the_types_that_are_promised(spark: SparkSession, dataset: Path) -> None:
    types = dict(spark.read.parquet(str(dataset / "positions")).dtypes)
    assert types["stance"] == "string"
    assert types["stance_score"] == "double"
    assert types["date_earliest"] == "date"
    holders = dict(spark.read.parquet(str(dataset / "position_holders")).dtypes)
    assert holders["number"] == "bigint"
