"""An id that changes: everywhere, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurasec import Conference, Corpus, Document, Evidence, Record, State, Venue
from eurasec._fields import references
from eurasec.changes import Place, rename
from eurasec.errors import CorpusError, InvalidValueError, UnknownIdError
from harbour import corpus
from strategies import corpora_records

FORUM = corpus()


def all_records(given: Corpus) -> tuple[Record, ...]:
    return (*given, *given.sessions)


def places_of(id: str, given: Corpus) -> set[Place]:
    """Where an id stands, sessions looked at by themselves."""
    return {
        Place(record.id, path)
        for record in all_records(given)
        for path, target, _ in references(record)
        if target == id and not path.startswith("sessions[")
    }


def test_a_renamed_record_is_found_under_its_new_id_alone() -> None:
    renamed, _ = rename(FORUM, "norland", "nl")
    assert renamed.states["nl"].name == "Norland"
    assert "norland" not in renamed
    assert "norland" in FORUM


def test_every_reference_follows_the_new_id() -> None:
    renamed, report = rename(FORUM, "norland", "nl")
    assert renamed.conferences["forum"].venue == Venue(city="Norhaven", country="nl")
    assert renamed.positions["p-3"].comparisons[0].other == "nl"
    assert renamed.memberships["m-norland"].member == "nl"
    assert set(report.moved) == places_of("norland", FORUM)
    assert report.moved == tuple(dict.fromkeys(report.moved))


def test_a_session_is_renamed_where_it_stands_and_where_it_is_named() -> None:
    renamed, report = rename(FORUM, "forum-s2", "forum-questions")
    assert renamed.conferences["forum"].sessions[1].id == "forum-questions"
    assert renamed.sessions["forum-s2a"].part_of == "forum-questions"
    assert [str(place) for place in report.moved] == [
        "forum-s2a.part_of",
        "forum-eide.appearances[1].session",
    ]


def test_a_document_is_renamed_in_evidence_and_quotes() -> None:
    renamed, report = rename(FORUM, "report", "account")
    assert renamed.assessments["a-1"].quotes[0].document == "account"
    assert Place("a-1", "quotes[0].document") in report.moved
    assert renamed.conferences["forum"].documents == ("account",)


def test_what_a_record_says_of_itself_is_told_under_its_new_id() -> None:
    own = Corpus([State(id="a", name="A"), *_citing_itself()])
    _, report = rename(own, "paper", "essay")
    assert report.moved == (Place("essay", "evidence[0].document"),)


def _citing_itself() -> list[Record]:
    return [Document(id="paper", title="A paper", evidence=(Evidence(document="paper"),))]


def test_equal_values_that_the_corpus_had_before_stay_apart() -> None:
    twice = (Evidence(document="paper"), Evidence(document="paper"))
    held = Corpus([*_citing_itself(), State(id="a", name="A", evidence=twice)])
    renamed, _ = rename(held, "paper", "essay")
    assert len(renamed.states["a"].evidence) == 2


def test_the_report_reads_well() -> None:
    _, report = rename(FORUM, "forum-s2", "forum-questions")
    assert str(report) == (
        "session forum-s2 is now forum-questions; 2 references in 2 records moved\n"
        "  forum-s2a.part_of\n"
        "  forum-eide.appearances[1].session"
    )
    headline = "session forum-s2 is now forum-questions; 2 references in 2 records moved"
    assert repr(report) == f"<Renaming: {headline}>"


def test_the_report_is_plain_data() -> None:
    _, report = rename(FORUM, "cape", "head")
    assert report.to_dict() == {"old": "cape", "new": "head", "kind": "area", "moved": []}
    assert rename(FORUM, "growth", "more").report.to_dict()["moved"] == [
        {"record": "forum-s1", "path": "agenda[0]"},
        {"record": "p-1", "path": "topic"},
    ]


def test_a_very_long_report_is_cut_short_in_its_text_alone() -> None:
    states = [State(id=f"s{n}", name="S", evidence=(Evidence(document="paper"),)) for n in range(60)]
    _, report = rename(Corpus([*_citing_itself(), *states]), "paper", "essay")
    assert len(report.moved) == 61
    assert str(report).splitlines()[-1] == "  … and 11 more"


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(CorpusError, match="'dahl' is already the id of a record \\(person\\)") as caught:
        rename(FORUM, "berg", "dahl")
    assert caught.value.problems[0].rule == "unique-id"
    with pytest.raises(CorpusError):
        rename(FORUM, "berg", "forum-s1")
    with pytest.raises(CorpusError):
        rename(FORUM, "berg", "berg")


def test_an_id_that_is_not_there_names_the_nearest_ones() -> None:
    with pytest.raises(UnknownIdError) as caught:
        rename(FORUM, "norlant", "nl")
    assert "norland" in caught.value.near


def test_an_id_of_the_wrong_shape_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="is not an id"):
        rename(FORUM, "berg", "Anna Berg")


@settings(max_examples=40, deadline=None)
@given(corpora_records().map(Corpus), st.data())
def test_renaming_there_and_back_is_the_identity(held: Corpus, data: st.DataObject) -> None:
    old = data.draw(st.sampled_from([record.id for record in all_records(held)]))
    renamed, report = rename(held, old, "brand-new")
    assert old not in renamed
    assert len(renamed) == len(held)
    assert not places_of(old, renamed)
    assert places_of("brand-new", renamed) == set(report.moved)
    back, again = rename(renamed, "brand-new", old)
    assert back == held
    assert len(again.moved) == len(report.moved)


@settings(max_examples=20, deadline=None)
@given(corpora_records(), st.data())
def test_the_order_of_records_does_not_matter(given_records: list[Record], data: st.DataObject) -> None:
    held = Corpus(given_records)
    old = data.draw(st.sampled_from([record.id for record in held]))
    assert rename(held, old, "brand-new") == rename(Corpus(reversed(given_records)), old, "brand-new")


def test_a_record_that_is_not_concerned_is_the_very_same() -> None:
    renamed, _ = rename(FORUM, "growth", "more")
    assert renamed["berg"] is FORUM["berg"]
    assert isinstance(renamed["forum"], Conference)
    assert renamed["forum"] is not FORUM["forum"]
