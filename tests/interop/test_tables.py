"""Tables: nothing is left out, everything comes back, and what is wrong is told by table and row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from eurasec import (
    Conference,
    Corpus,
    Figure,
    Organization,
    Person,
    Position,
    Session,
    State,
    Topic,
    Venue,
)
from eurasec._fields import Value
from eurasec._kinds import KINDS, SESSION
from eurasec.datasets import csto_2022
from eurasec.errors import DecodeError, InvalidValueError
from eurasec.interop.tables import TABLES, ColumnType, Table, from_tables, to_tables
from eurasec.sources import Record
from harbour import records
from strategies import corpora_records

Rows = dict[str, list[dict[str, object]]]

BY_NAME = {table.name: table for table in TABLES}


def tables_of(*given: Record) -> Rows:
    """The tables of some records, those without rows left out."""
    found = to_tables(given).result
    return {name: [dict(row) for row in rows] for name, rows in found.items() if rows}


def problems_of(tables: Rows) -> list[str]:
    """What is told of tables that are refused."""
    with pytest.raises(DecodeError) as caught:
        from_tables(tables)
    return [str(problem) for problem in caught.value.problems]


# ── The plan ────────────────────────────────────────────────────────────────


def homes(cls: type[Value], table: Table, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every field of a class with the column or link table in which it stands, found by class alone."""
    links = {link.path: link.table for link in table.links}
    columns = {column.path for column in table.columns if column.path and not column.derived}
    for attribute in attrs.fields(cls):
        here = (*path, attribute.name)
        below = {each[: len(here)] for each in columns if len(each) > len(here)}
        name = f"{table.name}.{'.'.join(here)}"
        yield name, links.get(here) or (here in columns) or (here in below)


@pytest.mark.parametrize("kind", [*KINDS, SESSION], ids=lambda kind: kind.name)
def test_every_field_of_a_record_has_a_column_or_a_link_table(kind) -> None:  # noqa: ANN001
    assert BY_NAME[kind.plural].record is kind.record
    assert [name for name, home in homes(kind.record, BY_NAME[kind.plural]) if not home] == []


def nested_in(cls: type[Value]) -> Iterator[tuple[str, type[Value], bool]]:
    from eurasec._fields import fields_of  # noqa: PLC0415

    for field in fields_of(cls):
        if field.nested is not None:
            yield field.name, field.nested, field.several


@pytest.mark.parametrize("kind", [*KINDS, SESSION], ids=lambda kind: kind.name)
def test_every_field_of_a_small_value_has_a_column_or_a_link_table(kind) -> None:  # noqa: ANN001
    table = BY_NAME[kind.plural]
    for name, cls, several in nested_in(kind.record):
        home = next(link.table for link in table.links if link.path == (name,)) if several else table
        missing = [field for field, there in homes(cls, home, () if several else (name,)) if not there]
        assert missing == []


def test_no_name_of_a_table_or_column_is_used_twice() -> None:
    assert len(BY_NAME) == len(TABLES)
    for table in TABLES:
        assert len(set(table.column_names)) == len(table.columns), table.name


def test_link_tables_name_their_record_and_their_place() -> None:
    assert BY_NAME["position_holders"].column_names == ("id", "number", "holder")
    assert BY_NAME["participant_appearance_roles"].column_names == ("id", "number", "part", "role")
    assert BY_NAME["sessions"].column_names[:3] == ("conference", "number", "id")
    assert [column.name for column in BY_NAME["position_figure_about"].keys] == ["id", "number", "part"]


def test_a_kind_of_record_and_its_link_tables_stand_together() -> None:
    names = [table.name for table in BY_NAME["threats"].tables()]
    assert names[:3] == ["threats", "threat_kinds", "threat_sectors"]


def test_the_type_of_a_column_is_fixed() -> None:
    types = {column.name: column.type for column in BY_NAME["position_figures"].columns}
    assert types["value"] is ColumnType.TEXT
    assert types["value_number"] is ColumnType.NUMBER
    assert types["period_latest"] is ColumnType.DAY
    assert types["number"] is ColumnType.INTEGER
    assert {column.name: column.type for column in BY_NAME["people"].columns}["unnamed"] is ColumnType.BOOLEAN


# ── Rows ────────────────────────────────────────────────────────────────────


def test_a_row_has_every_column_of_its_table() -> None:
    for name, rows in to_tables(csto_2022()).result.items():
        for row in rows:
            assert tuple(row) == BY_NAME[name].column_names


def test_cells_are_of_the_type_of_their_column() -> None:
    classes = {
        ColumnType.TEXT: str,
        ColumnType.INTEGER: int,
        ColumnType.NUMBER: float,
        ColumnType.BOOLEAN: bool,
        ColumnType.DAY: dt.date,
    }
    for name, rows in to_tables(csto_2022()).result.items():
        for column in BY_NAME[name].columns:
            found = {type(row[column.name]) for row in rows} - {type(None)}
            assert found <= {classes[column.type]}, (name, column.name)


def test_every_table_is_there_also_without_rows() -> None:
    assert set(to_tables([]).result) == set(BY_NAME)


def test_the_shipped_corpus_loses_nothing() -> None:
    exported = to_tables(csto_2022())
    assert exported.losses == ()
    assert from_tables(exported.result) == csto_2022()


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(corpora_records())
def test_what_becomes_tables_comes_back_equal(given: list[Record]) -> None:
    corpus = Corpus(given)
    exported = to_tables(corpus)
    assert exported.losses == ()
    assert from_tables(exported.result) == corpus


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    corpus = Corpus(records())
    turned = {
        name: [dict(reversed(row.items())) for row in reversed(rows)]
        for name, rows in to_tables(corpus).result.items()
    }
    assert from_tables(dict(reversed(turned.items()))) == corpus


def test_dates_carry_their_text_and_their_bounds() -> None:
    rows = tables_of(Organization(id="league", name="The league", founded="199X", dissolved="2003/.."))
    row = rows["organizations"][0]
    assert (row["founded"], row["dissolved"]) == ("199X", "2003/..")
    assert row["founded_earliest"] == dt.date(1990, 1, 1)
    assert row["founded_latest"] == dt.date(1999, 12, 31)
    assert row["dissolved_latest"] is None


def test_days_beyond_the_calendar_become_its_first_or_last_day() -> None:
    rows = tables_of(
        Organization(id="old", name="The old league", founded="-0480"),
        Organization(id="new", name="The new league", founded="Y12000"),
    )["organizations"]
    assert [row["founded_earliest"] for row in rows] == [dt.date(1, 1, 1), dt.date(9999, 12, 31)]
    assert [row["founded_latest"] for row in rows] == [dt.date(1, 1, 1), dt.date(9999, 12, 31)]


def test_decimals_keep_their_digits_and_have_a_number_beside_them() -> None:
    figure = Figure(measure="trade", form="level", value=3 * 10**40 + 1)
    position = Position(id="p", holders=("x",), topic="t", stance="support", figures=(figure,))
    row = tables_of(position)["position_figures"][0]
    assert row["value"] == "30000000000000000000000000000000000000001"
    assert row["value_number"] == 3e40


def test_stances_and_verdicts_have_their_score_beside_them() -> None:
    rows = [
        Position(id="p", holders=("x",), topic="t", stance="qualified_opposition"),
        Position(id="q", holders=("x",), topic="t", stance="unclear"),
    ]
    assert [row["stance_score"] for row in tables_of(*rows)["positions"]] == [-0.5, None]
    assert "verdict_score" in BY_NAME["assessments"].column_names


def test_a_venue_of_which_nothing_is_known_is_not_forgotten() -> None:
    there = Conference(id="c", title="A conference", venue=Venue())
    assert tables_of(there)["conferences"][0]["venue"] is True
    assert from_tables(tables_of(there)).conferences["c"].venue == Venue()
    nowhere = Conference(id="c", title="A conference")
    assert tables_of(nowhere)["conferences"][0]["venue"] is None
    assert (
        from_tables({"conferences": [{"id": "c", "title": "A", "venue": False}]}).conferences["c"].venue
        is None
    )


def test_a_session_by_itself_becomes_no_table() -> None:
    with pytest.raises(InvalidValueError, match="a session stands inside its conference"):
        to_tables([Session(id="s")])
    with pytest.raises(InvalidValueError, match="is no record"):
        to_tables([Venue()])  # type: ignore[list-item]


# ── What is refused ─────────────────────────────────────────────────────────


def test_missing_tables_and_columns_are_empty() -> None:
    assert from_tables({"states": [{"id": "norland", "name": "Norland"}], "people": []}) == Corpus(
        [State(id="norland", name="Norland")]
    )


def test_derived_columns_are_not_read() -> None:
    tables = tables_of(Organization(id="league", name="The league", founded="1990"))
    tables["organizations"][0]["founded"] = "1991"
    tables["organizations"][0]["founded_latest"] = "nonsense"
    assert str(from_tables(tables).organizations["league"].founded) == "1991"


def test_a_misspelt_table_names_the_nearest() -> None:
    assert problems_of({"possitions": []}) == [
        (
            "possitions: 'possitions' is no table; "
            "did you mean 'positions', 'position_tags' or 'position_quotes'?"
        )
    ]
    assert problems_of({7: []}) == ["7: 7 is no table"]  # type: ignore[dict-item]


def test_a_misspelt_column_is_told_once() -> None:
    rows: list[dict[str, object]] = [{"id": id, "name": id, "cod": "NO"} for id in "abc"]
    rows[1][7] = 7  # type: ignore[index]
    assert problems_of({"states": rows}) == [
        "states[0].cod: is no column of states; did you mean 'code'?",
        "states[1].7: is no column of states",
    ]


def test_a_wrong_cell_is_told_by_table_and_row() -> None:
    tables = tables_of(*records())
    tables["positions"][1]["stance"] = "suport"
    tables["position_evidence"][0]["start"] = -1
    place = tables["position_evidence"][0]["id"]
    told = problems_of(tables)
    assert any(line.startswith("positions[1].stance: 'suport' is no word of Stance") for line in told)
    assert any(line.startswith("position_evidence[0].start: -1 is not") for line in told), place


def test_a_wrong_value_in_a_link_table_is_told_where_it_stands() -> None:
    tables = tables_of(*records())
    tables["position_holders"][0]["holder"] = "no one"
    assert [line.split(":")[0] for line in problems_of(tables)] == ["position_holders[0].holder"]
    tables["position_holders"][0]["holder"] = None
    assert [line.split(":")[0] for line in problems_of(tables)] == ["position_holders[0].holder"]


def test_a_reference_that_leads_nowhere_is_told_where_it_stands() -> None:
    tables = tables_of(*records())
    tables["position_holders"][0]["holder"] = "nobody"
    assert problems_of(tables) == ["position_holders[0].holder: 'nobody' is no record of the corpus"]


def test_references_are_not_judged_while_rows_are_wrong() -> None:
    assert problems_of(
        {
            "people": [{"id": "berg", "name": "Berg", "country": "norland"}],
            "states": [{"id": "norland", "name": ""}],
        }
    ) == ["states[0].name: is empty; leave the field out instead"]


def test_what_is_wrong_between_records_is_told_beside_what_is_wrong_in_them() -> None:
    told = problems_of(
        {
            "people": [{"id": "berg", "name": "Berg"}, {"id": "berg", "name": "Berg"}],
            "states": [{"id": "norland", "name": ""}],
        }
    )
    assert told == [
        "states[0].name: is empty; leave the field out instead",
        "people[1].id: 'berg' is already the id of a person; ids are unique in the whole corpus",
    ]


def test_a_rule_of_the_record_is_told_at_its_row() -> None:
    tables = {
        "topics": [{"id": "fish", "label": "Fish"}],
        "positions": [{"id": "p", "topic": "fish", "stance": "support"}],
    }
    assert problems_of(tables) == [
        "positions[0].holders: exactly one of holders and assembly must be given, but none is"
    ]


def test_a_problem_deep_inside_is_told_at_its_own_row() -> None:
    tables = tables_of(*records())
    role = next(iter(tables["participant_appearance_roles"]))
    role["role"] = "speeker"
    session = tables["sessions"][0]
    session["part_of"] = "nowhere"
    told = problems_of(tables)
    assert told[0].startswith("participant_appearance_roles[0].role: 'speeker' is no word")
    role["role"] = "host"
    assert problems_of(tables) == ["sessions[0].part_of: 'nowhere' is no record of the corpus"]


def test_a_problem_of_a_small_value_is_told_at_its_column() -> None:
    tables: Rows = {"conferences": [{"id": "c", "title": "A", "venue_city": ""}]}
    assert problems_of(tables) == ["conferences[0].venue_city: is empty; leave the field out instead"]
    tables = {"conferences": [{"id": "c", "title": "A", "venue": "yes"}]}
    assert problems_of(tables) == ["conferences[0].venue: 'yes' is neither true nor false"]
    tables = {"people": [{"id": "p", "name": "A", "coding_unit": "u1"}]}
    assert problems_of(tables) == ["people[0].coding_coder: is missing"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"number": 0}, "id: is missing"),
        ({"id": "berg"}, "number: is missing"),
        ({"id": 3, "number": 0}, "id: 3 is no key"),
        ({"id": "berg", "number": -1}, "number: -1 is no key"),
        ({"id": "berg", "number": True}, "number: True is no key"),
        ({"id": "berg", "number": "1"}, "number: '1' is no key"),
        ({"id": "borg", "number": 0}, "id: there is no row with id 'borg' to which it belongs"),
    ],
)
def test_a_row_of_a_link_table_needs_its_keys(keys: dict[str, object], told: str) -> None:
    tables: Rows = {
        "people": [{"id": "berg", "name": "Berg"}],
        "person_other_names": [{"other_name": "B.", **keys}],
    }
    assert problems_of(tables) == [f"person_other_names[0].{told}"]


def test_two_rows_of_a_link_table_cannot_take_one_place() -> None:
    tables: Rows = {
        "people": [{"id": "berg", "name": "Berg"}],
        "person_other_names": [{"id": "berg", "number": 4, "other_name": name} for name in "AB"],
    }
    assert problems_of(tables) == ["person_other_names[1].number: 4 stands there twice for 'berg'"]


def test_places_in_a_link_table_may_leave_gaps() -> None:
    tables: Rows = {
        "people": [{"id": "berg", "name": "Berg"}],
        "person_other_names": [
            {"id": "berg", "number": number, "other_name": str(number)} for number in (9, 4)
        ],
    }
    assert from_tables(tables).people["berg"] == Person(id="berg", name="Berg", other_names=("4", "9"))


def test_a_row_that_belongs_to_a_row_that_is_not_there_is_told() -> None:
    tables = tables_of(*records())
    tables["participant_appearance_roles"][0]["number"] = 7
    owner = tables["participant_appearance_roles"][0]["id"]
    assert problems_of(tables) == [
        (
            f"participant_appearance_roles[0].id: there is no row with id {owner!r} and number 7 "
            "to which it belongs"
        )
    ]


def test_what_is_no_row_is_told() -> None:
    assert problems_of({"states": ["norland"]}) == ["states[0]: 'norland' is no row"]  # type: ignore[list-item]


def test_a_problem_with_the_whole_record_is_told_at_its_row() -> None:
    tables = tables_of(Topic(id="a", label="A", broader="b"), Topic(id="b", label="B", broader="a"))
    told = problems_of(tables)
    assert all(line.startswith("topics[") for line in told)
    assert told


def test_the_documentation_names_every_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "formats" / "tables.md"
    text = page.read_text(encoding="utf-8")
    assert [
        table.name for table in TABLES if f"`{table.name}`" not in text and table.name != "sessions"
    ] == []
