"""What every selection can do, whatever its kind."""

from __future__ import annotations

import os
from typing import Any

import pytest

from eurasec import Corpus, Membership, Person, Position, Severity, State, Threat, ThreatAssessment
from eurasec.dates import parse_edtf
from eurasec.errors import InvalidValueError, NotOneError, UnknownIdError
from eurasec.selection import Grouping, People, Positions
from eurasec.selection.display import cell, table, width
from harbour import corpus


@pytest.fixture(scope="module")
def forum() -> Corpus:
    return corpus()


# ── A sequence ──────────────────────────────────────────────────────────────


def test_a_selection_is_a_sequence_in_the_order_of_ids(forum: Corpus) -> None:
    assert forum.people.ids == ("berg", "dahl", "eide")
    assert [person.id for person in forum.people] == ["berg", "dahl", "eide"]
    assert len(forum.people) == 3
    assert forum.people[0].id == "berg"
    assert forum.people[-1].id == "eide"
    assert forum.people[1:].ids == ("dahl", "eide")
    assert isinstance(forum.people[1:], People)
    assert [person.id for person in reversed(forum.people)] == ["eide", "dahl", "berg"]


def test_a_position_out_of_range_is_an_index_error(forum: Corpus) -> None:
    with pytest.raises(IndexError):
        forum.people[3]


def test_a_part_of_a_selection_knows_only_its_own_ids(forum: Corpus) -> None:
    assert forum.people[1:]["dahl"].name == "Carl Dahl"
    with pytest.raises(UnknownIdError, match="no person 'berg'"):
        forum.people[1:]["berg"]
    part = forum.people[1:]
    assert part.get("nobody") is None
    assert part.get("eide") is forum.people["eide"]


def test_a_selection_contains_records_and_ids(forum: Corpus) -> None:
    assert "berg" in forum.people
    assert forum.people["berg"] in forum.people
    assert Person(id="berg", name="Another") not in forum.people
    assert "norland" not in forum.people
    assert 7 not in forum.people


def test_selections_are_equal_if_their_records_are(forum: Corpus) -> None:
    assert forum.people == corpus().people
    assert hash(forum.people) == hash(corpus().people)
    assert forum.people != forum.people[1:]
    assert forum.people != forum.states
    assert forum.people != ["berg", "dahl", "eide"]


def test_one_and_first(forum: Corpus) -> None:
    assert forum.groups.one().id == "abroad"
    assert forum.people.first() == forum.people["berg"]
    assert forum.people.where(unnamed=True).first() is None
    with pytest.raises(NotOneError, match="there are no people"):
        forum.people.where(unnamed=True).one()
    with pytest.raises(NotOneError, match="there are 3 people: 'berg', 'dahl', 'eide'"):
        forum.people.one()


# ── Order ───────────────────────────────────────────────────────────────────


def test_words_are_sorted_as_in_their_list_and_what_has_none_comes_last() -> None:
    person = Person(id="x", name="X")
    threat = Threat(id="t", label="T", kinds=("other",), sectors=("military",))
    levels: dict[str, Severity | None] = {
        "a": Severity.GRAVE,
        "b": None,
        "c": Severity.LOW,
        "d": Severity.EXISTENTIAL,
    }
    assessments = [
        ThreatAssessment(id=id, holders=("x",), threat="t", verdict="affirmed", severity=severity)
        for id, severity in levels.items()
    ]
    graded = Corpus([person, threat, *assessments]).assessments
    assert graded.sorted_by("severity").ids == ("c", "a", "d", "b")
    assert graded.sorted_by("severity", reverse=True).ids == ("d", "a", "c", "b")
    assert graded.sorted_by("verdict").ids == ("a", "b", "c", "d")


def test_statements_are_sorted_by_date_or_by_any_function(forum: Corpus) -> None:
    assert forum.positions.sorted_by("date").ids == ("p-4", "p-1", "p-2", "p-3")
    longest = forum.positions.sorted_by(lambda position: -len(position.claim or ""))
    assert longest.ids == ("p-1", "p-4", "p-2", "p-3")
    assert longest.sorted_by("stance")[0].id == "p-1"
    assert longest.where(holder=["berg", "eide"]).ids == ("p-1", "p-4")


def test_a_sample_is_drawn_anew_the_same(forum: Corpus) -> None:
    assert len(forum.positions.sample(2, seed=1)) == 2
    assert forum.positions.sample(2, seed=1) == forum.positions.sample(2, seed=1)
    assert forum.positions.sample(9, seed=1) == forum.positions
    drawn = {forum.positions.sample(2, seed=seed).ids for seed in range(20)}
    assert len(drawn) > 1
    with pytest.raises(InvalidValueError, match="size: -1 is negative"):
        forum.positions.sample(-1, seed=1)


# ── Groups and counts ───────────────────────────────────────────────────────


def test_records_are_grouped_by_a_keyword_and_counted_most_frequent_first(forum: Corpus) -> None:
    groups = forum.positions.group_by("topic")
    assert {label: group.ids for label, group in groups.items()} == {
        "growth": ("p-1",),
        "guards": ("p-2",),
        "usefulness": ("p-3", "p-4"),
    }
    assert forum.positions.count_by("topic") == {"usefulness": 2, "growth": 1, "guards": 1}
    assert next(iter(forum.positions.count_by("topic"))) == "usefulness"
    assert isinstance(groups["growth"], Positions)
    assert len(groups) == 3


def test_a_record_is_in_the_group_of_each_of_its_values_and_of_none_if_it_has_none(forum: Corpus) -> None:
    assert forum.threats.count_by("kind") == {
        "terrorism": 1,
        "organised_crime": 1,
        "environmental_degradation": 1,
    }
    groups = forum.positions.group_by("holder")
    assert list(groups) == ["abroad", "berg", "eide", None]
    assert groups[None].ids == ("p-2",)


def test_records_are_grouped_and_counted_by_a_function(forum: Corpus) -> None:
    by_length = forum.people.group_by(lambda person: len(person.name))
    assert {length: group.ids for length, group in by_length.items()} == {9: ("berg", "dahl", "eide")}
    assert forum.people.count_by(lambda person: person.name[0]) == {"A": 1, "C": 1, "F": 1}


def test_a_crosstab_counts_two_values_together(forum: Corpus) -> None:
    crossed = forum.statements.crosstab("attribution", "session")
    assert crossed.rows == ("own", "imputed")
    assert crossed.columns == ("forum-s1", None)
    assert crossed.counts == ((3, 2), (1, 0))
    assert crossed.to_dict() == {"own": {"forum-s1": 3, None: 2}, "imputed": {"forum-s1": 1, None: 0}}
    assert repr(crossed).splitlines()[1].split() == ["own", "3", "2"]


def test_an_unknown_keyword_names_the_nearest_one(forum: Corpus) -> None:
    with pytest.raises(InvalidValueError, match="'holdr' is no keyword of positions; did you mean 'holder'"):
        forum.positions.group_by("holdr")
    with pytest.raises(InvalidValueError, match=r"there are: id, .*tag\)"):
        forum.people.sorted_by("zzzzz")


def test_dates_are_labels_too(forum: Corpus) -> None:
    assert [str(date) for date in forum.statements.group_by("date")] == ["2020-03", "2020-05-04"]


# ── Sets ────────────────────────────────────────────────────────────────────


def test_selections_combine_as_sets_do(forum: Corpus) -> None:
    first, last = forum.positions[:2], forum.positions[1:3]
    assert (last | first).ids == ("p-2", "p-3", "p-1")
    assert (first & last).ids == ("p-2",)
    assert (first - last).ids == ("p-1",)
    assert (first ^ last).ids == ("p-1", "p-3")


def test_selections_of_different_corpora_do_not_combine(forum: Corpus) -> None:
    with pytest.raises(InvalidValueError, match="not of the same corpus and kind"):
        forum.positions | corpus().positions
    with pytest.raises(InvalidValueError, match="5 is not of the same corpus and kind"):
        forum.positions | 5  # type: ignore[operator]


# ── How it is shown ─────────────────────────────────────────────────────────


def test_tab_shows_on_a_selection_what_can_be_asked_of_it(forum: Corpus) -> None:
    shown = {name for name in dir(forum.people) if not name.startswith("_")}
    assert {"where", "group_by", "ids"} <= shown
    assert shown.isdisjoint({"noun", "columns"})


def test_a_selection_is_shown_as_a_short_table(forum: Corpus) -> None:
    assert repr(forum.states).splitlines() == [
        "<States: 2 states>",
        "  id         name       code",
        "  norland    Norland    NL",
        "  southland  Southland",
    ]
    assert repr(forum.groups[1:]) == "<Groups: 0 groups>"
    assert repr(forum.groups).startswith("<Groups: 1 group>")


def test_an_imputed_view_says_by_whom_and_an_assembly_how_many(forum: Corpus) -> None:
    shown = repr(forum.positions)
    assert "abroad (imputed by berg, rejected)" in shown
    assert "unanimous of forum-s1" in shown
    assert "affirmed" in repr(forum.statements)
    assert "dismissed" in repr(forum.assessments)


def test_a_long_selection_shows_its_first_records_and_counts_the_others() -> None:
    many = Corpus(State(id=f"s{number:02}", name="S") for number in range(12)).states
    assert repr(many).splitlines()[-1] == "  … and 2 more"
    assert len(repr(many).splitlines()) == 13


def test_a_table_fits_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda: os.terminal_size((50, 20)))
    assert width() == 50
    lines = table([["id", "claim"], ["x" * 40, "y" * 90]]).splitlines()
    assert max(map(len, lines)) <= 50
    assert lines[1].endswith("…")


def test_without_a_terminal_a_usual_width_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", none)
    assert width() == 88


def test_groups_are_shown_with_their_sizes(forum: Corpus) -> None:
    assert repr(forum.positions.group_by("stance")).splitlines() == [
        "<Grouping by 3 labels>",
        "  support               2",
        "  qualified_opposition  1",
        "  oppose                1",
    ]
    assert repr(forum.positions[:0].group_by("stance")) == "<Grouping by 0 labels>"
    assert repr(Grouping({None: forum.people})) == "<Grouping by 1 label>\n  –  3"


def test_a_cell_shows_a_value_in_a_few_words() -> None:
    assert cell(Severity.GRAVE) == "grave"
    assert cell((Severity.GRAVE, "x")) == "grave, x"
    assert cell(None) == ""
    assert cell(Membership(id="m", member="a", organization="b").period) == ""


# ── Queries ─────────────────────────────────────────────────────────────────


def test_several_keywords_must_all_hold_and_several_values_any(forum: Corpus) -> None:
    assert forum.positions.where(stance=["support", "oppose"], session="forum-s1").ids == (
        "p-1",
        "p-2",
        "p-3",
    )
    assert forum.positions.where(stance="support", holder="berg").ids == ("p-1",)
    assert forum.positions.where(stance="neutral").ids == ()


def test_a_predicate_is_a_function_of_the_record(forum: Corpus) -> None:
    def has_no_claim(position: Position) -> bool:
        return position.claim is None

    assert forum.positions.where(has_no_claim).ids == ("p-3",)
    assert forum.positions.where(has_no_claim, topic="growth").ids == ()


def test_a_query_narrows_a_part_and_keeps_its_order(forum: Corpus) -> None:
    backwards = forum.positions.sorted_by("id", reverse=True)
    assert backwards.where(stance="support").ids == ("p-2", "p-1")
    assert forum.positions[1:].where(stance="support").ids == ("p-2",)


def test_a_date_is_asked_for_as_text_or_as_value(forum: Corpus) -> None:
    assert forum.positions.where(on=parse_edtf("2020-03")).ids == forum.positions.where(on="2020-03").ids


def test_a_query_without_conditions_gives_everything(forum: Corpus) -> None:
    assert forum.positions.where() == forum.positions


def test_an_unknown_id_in_a_query_is_an_error_and_no_empty_answer(forum: Corpus) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'berg'"):
        forum.positions.where(holder="bergg")
    with pytest.raises(UnknownIdError, match="no topic 'berg'"):
        forum.positions.where(topic="berg")
    with pytest.raises(UnknownIdError, match="no tag 'grwoth'; did you mean 'growth'"):
        forum.positions.where(tag="grwoth")
    with pytest.raises(UnknownIdError, match="no record 'zzz'"):
        forum.positions.where(about="zzz")


def test_an_unknown_word_in_a_query_names_the_nearest_one(forum: Corpus) -> None:
    with pytest.raises(
        InvalidValueError, match="stance: 'suport' is no word of Stance; did you mean 'support'"
    ):
        forum.positions.where(stance="suport")
    with pytest.raises(InvalidValueError, match=r"'zzz' is no word of Stance \(allowed: support, "):
        forum.positions.where(stance="zzz")


def test_a_value_of_a_wrong_type_in_a_query_is_an_error(forum: Corpus) -> None:
    with pytest.raises(InvalidValueError, match="5 is not an id"):
        forum.positions.where(holder=5)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="'yes' is neither True nor False"):
        forum.positions.where(quoted="yes")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="is not a word of Stance"):
        forum.positions.where(stance=[1])  # type: ignore[list-item]
    with pytest.raises(InvalidValueError, match="is not a date"):
        forum.positions.where(on=2020)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="is no EDTF date"):
        forum.positions.where(on="May 2020")
    with pytest.raises(InvalidValueError, match="contains no word"):
        forum.positions.where(text="…")


@pytest.mark.parametrize("key", [None, ["berg"], 1.5, b"berg"])
def test_what_is_neither_id_nor_position_nor_slice_reaches_nothing(forum: Corpus, key: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        forum.people[key]
    assert str(caught.value) == f"people: key: {key!r} is not an id, a position or a slice"
    assert caught.value.problems[0].value == repr(key)
    assert forum.people.get(key) is None
    assert key not in forum.people


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"predicate": 5}, "predicate"),
        ({"narrower": 1}, "narrower"),
        ({"possibly": None}, "possibly"),
        ({"text": 5}, "text"),
        ({"text": ["x", None]}, "text"),
        ({"topic": 5}, "topic"),
        ({"topic": 5, "narrower": False}, "topic"),
        ({"office": [5], "possibly": True}, "office"),
    ],
)
def test_an_option_of_a_wrong_type_in_a_query_is_an_error_too(
    forum: Corpus, asked: dict[str, Any], path: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        forum.positions.where(**asked)
    assert [(each.path, each.rule) for each in caught.value.problems] == [(path, "type")]


def test_only_keywords_group_sort_and_cross(forum: Corpus) -> None:
    for call in (
        lambda: forum.people.group_by([]),  # type: ignore[call-overload]
        lambda: forum.people.count_by(5),  # type: ignore[call-overload]
        lambda: forum.people.sorted_by(None),  # type: ignore[arg-type]
        lambda: forum.people.crosstab("country", {}),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidValueError, match="is no keyword of people"):
            call()


@pytest.mark.parametrize(("size", "seed", "path"), [("x", 1, "size"), (2, None, "seed"), (True, 1, "size")])
def test_a_sample_wants_whole_numbers_and_never_draws_by_chance(
    forum: Corpus, size: Any, seed: Any, path: str
) -> None:
    with pytest.raises(InvalidValueError, match=f"sample: {path}: .* is not a whole number"):
        forum.people.sample(size, seed=seed)
