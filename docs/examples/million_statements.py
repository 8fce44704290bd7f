"""Put a million statements into Parquet, and ask them with DuckDB.

    python million_statements.py [NUMBER [FOLDER]]

The statements are made up by counting: nobody holds them, and the same number
always gives the same file. They go from JSON Lines to a dataset that is divided
by topic, and never lie in memory all at once. Needs pyarrow and duckdb.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

import eurasec
from eurasec import (
    Conference,
    Person,
    Position,
    Record,
    Sector,
    Stance,
    Threat,
    ThreatAssessment,
    ThreatKind,
    Topic,
    Verdict,
)
from eurasec.dates import parse_edtf
from eurasec.interop import parquet, sql

PEOPLE, TOPICS, THREATS = 40, 12, 5
YEARS = [parse_edtf(str(year)) for year in range(2000, 2020)]
STANCES = (Stance.SUPPORT, Stance.QUALIFIED_SUPPORT, Stance.NEUTRAL, Stance.OPPOSE)


def main(arguments: list[str]) -> None:
    """Write, convert and ask."""
    number = int(arguments[0]) if arguments else 1_000_000
    if len(arguments) > 1:
        run(number, Path(arguments[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(number, Path(folder))


def run(number: int, folder: Path) -> None:
    """Do all of it in a folder."""
    lines = folder / "statements.jsonl"
    eurasec.dump_lines(records(number), lines)
    print(f"JSON Lines: {lines.stat().st_size:,} bytes")

    # iter_lines gives one record at a time, and to_parquet keeps no more rows than it is told to.
    dataset = folder / "dataset"
    files = parquet.to_parquet(eurasec.iter_lines(lines), dataset, partition_by="topic").result
    print(f"Parquet: {len(files)} files, divided by topic")

    connection = opened(dataset)
    connection.sql(sql.tally()).create_view("tallied")
    connection.sql(sql.one_mode(aggregation="congruence", normalization="cosine")).create_view("ties")

    print("\nThe most contested topics")
    for row in connection.sql(
        "SELECT subject, outcome, n_for, n_against, round(strength, 3) FROM tallied "
        "WHERE outcome = 'contested' ORDER BY strength DESC, subject LIMIT 3"
    ).fetchall():
        print(" ", *row)

    print("\nThe strongest ties")
    for row in connection.sql(
        "SELECT source, target, n_shared, round(weight, 4) FROM ties "
        "ORDER BY weight DESC, source, target LIMIT 3"
    ).fetchall():
        print(" ", *row)

    print("\nStatements a year")
    for row in connection.sql(
        "SELECT year(date_earliest) AS year, count(*) FROM positions GROUP BY year ORDER BY year LIMIT 3"
    ).fetchall():
        print(" ", *row)


def opened(dataset: Path) -> duckdb.DuckDBPyConnection:
    """Open the tables of a dataset under the names that the queries use."""
    connection = duckdb.connect()
    for name in sql.SOURCES:
        files = f"{dataset}/{name}/**/*.parquet"
        connection.read_parquet(files, hive_partitioning=True).create_view(name)
    return connection


def records(number: int) -> Iterator[Record]:
    """Make up what is spoken of, and then as many statements as are wanted."""
    for each in range(PEOPLE):
        yield Person(id=f"person-{each}", name=f"Person {each}")
    for each in range(TOPICS):
        yield Topic(id=f"topic-{each}", label=f"Topic {each}", proposition=f"Proposition {each} holds.")
    for each in range(THREATS):
        yield Threat(
            id=f"threat-{each}",
            label=f"Threat {each}",
            kinds=(ThreatKind.OTHER,),
            sectors=(Sector.POLITICAL,),
        )
    for each in range(len(YEARS)):
        yield Conference(id=f"conference-{each}", title=f"Conference {each}", period=YEARS[each])
    for each in range(number):
        yield statement(each)


def statement(number: int) -> Record:
    """Make up one statement by its number; every tenth is about a threat."""
    person, question, doubt = mixed(number, 1) % PEOPLE, mixed(number, 2), mixed(number, 3)
    year = mixed(number, 4) % len(YEARS)
    if number % 10 == 9:
        threat = question % THREATS
        return ThreatAssessment(
            id=f"a-{number}",
            conference=f"conference-{year}",
            date=YEARS[year],
            holders=(f"person-{person}",),
            threat=f"threat-{threat}",
            verdict=Verdict.DISMISSED if (person + threat) % 3 == 0 else Verdict.AFFIRMED,
        )
    topic = question % TOPICS
    # People lean to a side on each topic, and now and then say something else.
    leaning = (person // 8 + topic * (person % 4)) % len(STANCES)
    return Position(
        id=f"p-{number}",
        conference=f"conference-{year}",
        date=YEARS[year],
        holders=(f"person-{person}",),
        topic=f"topic-{topic}",
        stance=STANCES[leaning if doubt % 4 else doubt % len(STANCES)],
    )


def mixed(number: int, salt: int) -> int:
    """Give a number that looks like chance, and is the same every time."""
    return (number * 2_654_435_761 + salt * 97_531) % 2**32 * (2 * salt + 1) >> 12


if __name__ == "__main__":
    main(sys.argv[1:])
