"""A corpus read as rows, and the networks that are made of it."""

from __future__ import annotations

import datetime as dt
import pickle
import typing
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eurasec
from debates import FEW, WORLD, assembly, assessment, debate, imputed, position, statements
from eurasec.analysis.networks import (
    QualifierKind,
    QualifierKindWord,
    Row,
    StatementRows,
    one_mode,
    polarization,
    rows_of,
    two_mode,
)
from eurasec.analysis.networks.discourse import _broadest_topics
from eurasec.analysis.voices import ActorLevel, Basis, Roll, Rules
from eurasec.corpus import Corpus
from eurasec.errors import ImpreciseDateError, InvalidValueError
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Evidence
from eurasec.statements import Statement
from eurasec.threats import ThreatAssessment

LEVELS: Final = [level.value for level in ActorLevel]


def said(rows: StatementRows) -> list[tuple[object, ...]]:
    """Give who says what in which statement, sorted."""
    found = [(row.id, row.actor, row.topic, row.qualifier) for row in rows]
    return sorted(found, key=repr)


@pytest.fixture(scope="module")
def csto() -> Corpus:
    return eurasec.datasets.csto_2022()


# ── A row of a statement ────────────────────────────────────────────────────


def test_a_row_says_who_on_what_with_which_score_when_and_where() -> None:
    statement = position(
        "p-1",
        "ann",
        "qualified_support",
        session="c1-s1",
        evidence=[Evidence(document="report", start=8, end=20), Evidence(document="report", start=0, end=5)],
    )
    (row,) = rows_of(debate(statement, Document(id="report", title="Report")))
    assert row == Row(
        "ann",
        "growth",
        qualifier=0.5,
        id="p-1",
        date=dt.date(2020, 2, 9),
        document="report",
        session="c1-s1",
        start=8,
        stop=20,
        other={
            "attribution": "own",
            "basis": "named",
            "conference": "c1",
            "kind": "position",
            "says": "qualified_support",
            "speaker": "ann",
        },
    )


def test_a_threat_stands_where_a_topic_does_and_its_verdict_where_the_stance_does() -> None:
    (row,) = rows_of(debate(assessment("a-1", "bob", "downplayed", conference="c2")))
    assert (row.actor, row.topic, row.qualifier, row.id) == ("bob", "drugs-threat", -0.5, "a-1")
    assert dict(row.other)["kind"] == "assessment"
    assert dict(row.other)["conference"] == "c2"
    assert row.session is None


def test_each_holder_has_a_row_and_all_of_them_name_the_statement() -> None:
    rows = rows_of(debate(position("p-1", ["ann", "bob"]), position("p-2", "cat", "oppose")))
    assert said(rows) == [
        ("p-1", "ann", "growth", 1.0),
        ("p-1", "bob", "growth", 1.0),
        ("p-2", "cat", "growth", -1.0),
    ]
    assert rows.statements == ("p-1", "p-2")
    assert rows.actors == ("ann", "bob", "cat")
    assert rows.topics == ("growth",)


def test_who_rejects_a_view_has_its_opposite_and_who_endorses_it_has_the_same() -> None:
    corpus = debate(
        position("p-1", "west", "qualified_support", **imputed(by="ann", endorsement="rejected")),
        position("p-2", "west", "oppose", **imputed(by="bob", endorsement="endorsed")),
        position("p-3", "west", "support", **imputed(by="cat", endorsement="uncommitted")),
    )
    rows = rows_of(corpus)
    assert said(rows) == [("p-1", "ann", "growth", -0.5), ("p-2", "bob", "growth", -1.0)]
    assert [dict(row.other)["basis"] for row in rows] == ["rejected", "endorsed"]
    assert [dict(row.other)["says"] for row in rows] == ["qualified_support", "oppose"]
    assert rows.uncounted == ("p-3",)
    assert said(rows_of(corpus, imputed=True, inferred=False)) == [
        ("p-1", "west", "growth", 0.5),
        ("p-2", "west", "growth", -1.0),
        ("p-3", "west", "growth", 1.0),
    ]
    relayed = debate(position("p-1", "west", **imputed(attribution="relayed", endorsement="uncommitted")))
    assert said(rows_of(relayed)) == []
    assert said(rows_of(relayed, relayed=True)) == [("p-1", "west", "growth", 1.0)]


def test_unanimity_is_a_row_for_each_speaker_and_other_assemblies_are_of_nobody() -> None:
    corpus = debate(
        position("p-1", **assembly("unanimous")), position("p-2", **assembly("almost_all", of="west"))
    )
    rows = rows_of(corpus)
    assert said(rows) == [("p-1", who, "growth", 1.0) for who in ("ann", "bob", "cat")]
    assert rows.uncounted == ("p-2",)
    assert rows_of(corpus, inferred=False).uncounted == ("p-1", "p-2")


def test_a_statement_counts_once_for_an_actor_however_many_speak_for_it() -> None:
    corpus = debate(position("p-1", ["ann", "bob"], on_behalf_of="csto", conference="c1"))
    (row,) = rows_of(corpus, by="represented")
    assert (row.actor, dict(row.other)["speaker"]) == ("csto", "ann, bob")
    both_sides = debate(
        position(
            "p-2",
            "bob",
            conference="c2",
            **imputed(by="ann", endorsement="rejected", attribution="relayed"),
        )
    )
    everyone = rows_of(both_sides, by="country", relayed=True)
    assert said(everyone) == [
        ("p-2", "kazakhstan", "growth", 1.0),
        ("p-2", "russia", "growth", -1.0),
    ]


# ── Qualifiers ──────────────────────────────────────────────────────────────


def test_the_words_for_qualifiers_are_those_of_their_list() -> None:
    _, literal = typing.get_args(QualifierKindWord)
    assert typing.get_args(literal) == tuple(word.value for word in QualifierKind)
    assert all(word.meaning for word in QualifierKind)


MANY: Final = [
    *(
        position(f"p-{place}", "ann", stance)
        for place, stance in enumerate(["support", "qualified_opposition", "neutral", "mixed", "unclear"])
    ),
    position("p-5", "west", "support", **imputed(by="bob")),
    position("p-6", "west", "neutral", **imputed(by="bob")),
    position("p-7", "west", "oppose", **imputed(by="bob", endorsement="endorsed")),
    assessment("p-8", "cat", "denied"),
]


@pytest.mark.parametrize(
    ("qualifier", "scale", "expected"),
    [
        ("score", (-1, 1), [1, -0.5, 0, 0, None, -1, None, -1, -1]),
        ("agreement", None, [True, False, None, None, None, False, None, False, False]),
        (
            "word",
            None,
            ["support", "qualified_opposition", "neutral", "mixed", None, None, None, "oppose", "denied"],
        ),
    ],
)
def test_a_row_takes_the_score_the_agreement_or_the_word(
    qualifier: QualifierKindWord, scale: tuple[float, float] | None, expected: list[object]
) -> None:
    rows = rows_of(debate(*MANY), qualifier=qualifier)
    assert [row.qualifier for row in sorted(rows, key=lambda row: str(row.id))] == expected
    assert rows.scale == scale
    without = [f"p-{place}" for place, each in enumerate(expected) if each is None]
    assert sorted(map(str, rows.unqualified)) == without


def test_a_statement_without_a_score_counts_where_the_qualifier_is_ignored_and_nowhere_else() -> None:
    corpus = debate(position("p-1", "ann", "unclear"), position("p-2", "bob"), position("p-3", "cat"))
    assert one_mode(corpus).edges()[0].statements == ("p-1", "p-2")
    assert one_mode(corpus, aggregation="congruence").labels == ("bob", "cat")
    assert rows_of(corpus).unqualified == ("p-1",)


def test_words_and_agreement_make_networks_of_their_own_kind() -> None:
    corpus = debate(
        position("p-1", "ann", "qualified_support"),
        position("p-2", "bob", "support"),
        position("p-3", "cat", "oppose"),
    )
    by_sign = one_mode(rows_of(corpus, qualifier="agreement"), aggregation="congruence")
    assert (by_sign.weight("ann", "bob"), by_sign.weight("ann", "cat")) == (1, 0)
    by_word = one_mode(rows_of(corpus, qualifier="word"), aggregation="congruence")
    assert (by_word.weight("ann", "bob"), by_word.levels) == (0, ("oppose", "qualified_support", "support"))
    by_score = one_mode(rows_of(corpus), aggregation="congruence")
    assert (by_score.weight("ann", "bob"), by_score.weight("ann", "cat")) == (0.75, 0.25)
    combined = two_mode(rows_of(corpus, qualifier="agreement"), aggregation="combine")
    assert [combined.weight(who, "growth") for who in ("ann", "bob", "cat")] == [1, 1, 2]


# ── Broadest topics ─────────────────────────────────────────────────────────


def test_narrower_topics_meet_under_the_broadest_without_a_stance() -> None:
    corpus = debate(
        position("p-1", "ann", topic="new-members"),
        position("p-2", "bob", "oppose"),
        assessment("a-1", "cat", threat="opium-threat"),
    )
    assert one_mode(corpus).edges() == ()
    rows = rows_of(corpus, broadest=True)
    assert said(rows) == [
        ("a-1", "cat", "drugs-threat", None),
        ("p-1", "ann", "growth", None),
        ("p-2", "bob", "growth", None),
    ]
    assert rows.scale is None
    assert one_mode(rows).weight("ann", "bob") == 1
    with pytest.raises(InvalidValueError, match="known of no row"):
        one_mode(rows, aggregation="congruence")


def test_a_stance_on_the_broadest_topic_cannot_be_asked_for() -> None:
    with pytest.raises(InvalidValueError, match="not inherited upwards"):
        rows_of(debate(), broadest=True, qualifier="score")


def test_the_broadest_topic_is_found_however_long_the_way_and_wherever_it_begins() -> None:
    ways = {"b": None, "a": "b", "d": "a", "c": "d", "z": None, "e": "z"}
    corpus = Corpus(Topic(id=id, label=id, broader=broader) for id, broader in ways.items())
    assert _broadest_topics(corpus) == {"a": "b", "b": "b", "c": "b", "d": "b", "e": "z", "z": "z"}
    chain = [
        Topic(id=f"t{place:05}", label="T", broader=f"t{place + 1:05}" if place < 99 else None)
        for place in range(100)
    ]
    assert set(_broadest_topics(Corpus(chain)).values()) == {"t00099"}


# ── When and where ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "first", "last", "doubtful"),
    [
        ("2021-03-04", dt.date(2021, 3, 4), None, False),
        ("2021-03-04T10:00:00Z", dt.date(2021, 3, 4), None, False),
        ("2021-02", dt.date(2021, 2, 1), dt.date(2021, 2, 28), False),
        ("2021-01-30/2021-02", dt.date(2021, 1, 30), dt.date(2021, 2, 28), False),
        ("2021~", dt.date(2021, 1, 1), dt.date(2021, 12, 31), True),
        ("2020/2021?", dt.date(2020, 1, 1), dt.date(2021, 12, 31), True),
        ("[2019,2021]", dt.date(2019, 1, 1), dt.date(2021, 12, 31), False),
        ("0001/9999", dt.date(1, 1, 1), dt.date(9999, 12, 31), False),
        ("2021/..", None, None, False),
        ("/2021", None, None, False),
        ("0000", None, None, False),
        ("Y10000", None, None, False),
    ],
)
def test_a_date_is_its_first_and_last_day_where_the_calendar_has_both(
    date: str, first: dt.date | None, last: dt.date | None, *, doubtful: bool
) -> None:
    (row,) = rows_of(debate(position("p-1", date=date)))
    assert (row.date, row.until, row.doubtful) == (first, last, doubtful)


def test_a_statement_without_any_date_has_none() -> None:
    (row,) = rows_of(debate(position("p-1")))
    assert (row.date, row.document, row.session) == (None, None, None)
    assert "conference" not in dict(row.other)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, (None, None, None)),
        ({"evidence": [Evidence(document="report", start=3, end=9)]}, ("report", 3, 9)),
        (
            {"evidence": [Evidence(document="report"), Evidence(document="report", start=3, end=9)]},
            ("report", 3, 9),
        ),
        (
            {"evidence": [Evidence(document="report"), Evidence(document="article", start=3, end=9)]},
            ("report", None, None),
        ),
        (
            {"document": "article", "evidence": [Evidence(document="report", start=3, end=9)]},
            ("article", None, None),
        ),
        (
            {
                "document": "article",
                "evidence": [
                    Evidence(document="report", start=3, end=9),
                    Evidence(document="article", start=1, end=2),
                ],
            },
            ("article", 1, 2),
        ),
    ],
)
def test_the_document_is_that_in_which_it_was_made_else_that_in_which_it_stands(
    fields: dict[str, object], place: tuple[object, ...]
) -> None:
    documents = [Document(id=id, title=id) for id in ("article", "report")]
    (row,) = rows_of(debate(*documents, position("p-1", **fields)))
    assert (row.document, row.start, row.stop) == place


def test_statements_of_one_day_stand_in_the_order_of_the_text() -> None:
    spans = {"p-1": 40, "p-2": 20, "p-3": 30}
    corpus = debate(
        Document(id="report", title="Report"),
        *(
            position(id, session="c1-s1", evidence=[Evidence(document="report", start=start, end=start + 1)])
            for id, start in spans.items()
        ),
    )
    assert rows_of(corpus).statements == ("p-2", "p-3", "p-1")
    assert [window.network.statements for window in two_mode(corpus).windows(unit="events", size=1)] == [
        ("p-2",),
        ("p-3",),
        ("p-1",),
    ]


def test_what_is_said_twice_in_a_session_or_document_counts_once_where_asked() -> None:
    corpus = debate(
        Document(id="report", title="Report"),
        *(
            position(f"p-{place}", session=session, evidence=[Evidence(document="report")])
            for place, session in enumerate(["c1-s1", "c1-s1", "c1-s2"])
        ),
    )
    assert two_mode(corpus, duplicates="session").weight("ann", "growth") == 2
    assert two_mode(corpus, duplicates="document").weight("ann", "growth") == 1
    assert two_mode(corpus, duplicates="year").weight("ann", "growth") == 1
    with pytest.raises(InvalidValueError, match="needs a session, which 'p-9' lacks"):
        two_mode(debate(position("p-9")), duplicates="session")
    with pytest.raises(ImpreciseDateError, match="'p-9'"):
        two_mode(debate(position("p-9", date="2021~")), duplicates="year")


# ── A corpus, a selection, or rows ──────────────────────────────────────────


def test_a_corpus_a_selection_and_its_rows_make_the_same_network() -> None:
    corpus = debate(position("p-1", "ann", "qualified_support"), position("p-2", "bob"))
    expected = one_mode(rows_of(corpus), aggregation="congruence")
    assert expected.weight("ann", "bob") == 0.75
    assert expected.scale == (-1, 1)
    assert one_mode(corpus, aggregation="congruence") == expected
    assert one_mode(corpus.statements, aggregation="congruence") == expected
    assert one_mode(corpus.positions, aggregation="congruence") == expected
    assert two_mode(corpus, aggregation="subtract") == two_mode(rows_of(corpus), aggregation="subtract")
    assert polarization(corpus) == polarization(rows_of(corpus))
    assert polarization(corpus).value == 0.0625


def test_a_selection_says_on_what_when_and_where() -> None:
    corpus = debate(
        position("p-1", "ann", session="c1-s1"),
        position("p-2", "bob", conference="c2"),
        assessment("a-1", "cat", session="c1-s1"),
    )
    assert rows_of(corpus.positions).statements == ("p-1", "p-2")
    assert rows_of(corpus.assessments).topics == ("drugs-threat",)
    assert rows_of(corpus.statements.where(session="c1-s1")).statements == ("a-1", "p-1")
    assert rows_of(corpus.positions.where(during="2022")).statements == ("p-2",)
    assert two_mode(corpus.positions.where(topic="border")).matrix == ()


def test_rows_that_are_torn_from_their_corpus_lose_the_scale_and_a_given_one_goes_first() -> None:
    corpus = debate(position("p-1", "ann", "qualified_support"), position("p-2", "bob"))
    rows = rows_of(corpus)
    assert one_mode(tuple(rows), aggregation="congruence").scale == (0.5, 1)
    assert one_mode(tuple(rows), aggregation="congruence").weight("ann", "bob") == 0
    assert one_mode(rows[:1], aggregation="congruence").scale == (-1, 1)
    assert one_mode(rows, aggregation="congruence", scale=(-2, 2)).weight("ann", "bob") == 0.875


def test_rows_are_left_out_by_what_the_statement_is() -> None:
    corpus = debate(
        position("p-1", "ann"), position("p-2", **assembly("unanimous")), assessment("a-1", "cat", "raised")
    )
    assert two_mode(corpus, exclude={"basis": "unanimous"}).statements == ("a-1", "p-1")
    assert two_mode(corpus, only={"says": "raised"}).statements == ("a-1",)
    assert two_mode(corpus, exclude={"kind": "position", "speaker": "ann"}).statements == ("a-1",)
    with pytest.raises(InvalidValueError, match="did you mean 'unanimous'"):
        two_mode(corpus, exclude={"basis": "unanimus"})


def test_rows_print_as_a_table_and_say_what_is_left_out() -> None:
    rows = rows_of(
        debate(
            position("p-1", "ann", "unclear", date="2021-02~"),
            position("p-2", "bob", date="2022-02-09"),
            position("p-3", **assembly("most")),
        )
    )
    assert repr(rows) == (
        "<StatementRows: 2 rows of 2 statements by actor, 1 without qualifier; 1 statement of nobody>"
    )
    assert str(rows).splitlines() == [
        "  actor  topic   qualifier  date                      statement",
        "  ann    growth  –          2021-02-01 – 2021-02-28?  p-1",
        "  bob    growth  1.0        2022-02-09                p-2",
    ]
    assert repr(rows[1:]) == "<StatementRows: 1 row of 1 statement by actor; 1 statement of nobody>"
    assert repr(rows_of(debate())) == "<StatementRows: 0 rows of 0 statements by actor>"


def test_rows_convert_to_flat_dicts() -> None:
    (row,) = rows_of(debate(position("p-1", date="2021-02", session="c1-s1"))).to_dicts()
    assert row == {
        "id": "p-1",
        "actor": "ann",
        "topic": "growth",
        "qualifier": 1.0,
        "date": "2021-02-01",
        "until": "2021-02-28",
        "doubtful": False,
        "document": None,
        "session": "c1-s1",
        "start": None,
        "stop": None,
        "attribution": "own",
        "basis": "named",
        "conference": "c1",
        "kind": "position",
        "says": "support",
        "speaker": "ann",
    }
    (undated,) = rows_of(debate(position("p-1"))).to_dicts()
    assert (undated["date"], undated["until"]) == (None, None)


def test_rows_are_a_value() -> None:
    rows = rows_of(debate(*MANY))
    assert rows == rows_of(debate(*MANY[::-1]))
    assert pickle.loads(pickle.dumps(rows)) == rows


# ── Wrong options ───────────────────────────────────────────────────────────


def test_all_that_is_wrong_with_a_call_is_told_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        rows_of(debate(), by="party", qualifier="stance", broadest="yes", inferred=1)
    assert [problem.path for problem in caught.value.problems] == [
        "broadest",
        "qualifier",
        "qualifier",
        "inferred",
        "by",
    ]
    with pytest.raises(InvalidValueError, match="did you mean 'represented'"):
        rows_of(debate(), by="represents")


@pytest.mark.parametrize("wrong", [[], debate().people, "corpus", None])
def test_what_is_neither_corpus_nor_selection_of_statements_is_refused(wrong: object) -> None:
    with pytest.raises(InvalidValueError, match="neither a corpus nor a selection of statements"):
        rows_of(wrong)


def test_a_selection_of_other_records_makes_no_network() -> None:
    with pytest.raises(InvalidValueError, match="is no Row"):
        one_mode(debate().people)


# ── Laws ────────────────────────────────────────────────────────────────────


@FEW
@given(statements(), st.randoms(), st.sampled_from(LEVELS))
def test_the_order_in_which_a_corpus_is_built_changes_nothing(
    drawn: list[Statement], random: Random, by: str
) -> None:
    records = [*WORLD, *drawn]
    shuffled = Corpus(random.sample(records, len(records)))
    assert rows_of(shuffled, by=by) == rows_of(Corpus(records), by=by)
    assert one_mode(shuffled, aggregation="ignore") == one_mode(Corpus(records), aggregation="ignore")


@FEW
@given(statements(), st.sampled_from(LEVELS), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_rows_are_those_who_are_called_for_each_statement(
    drawn: list[Position | ThreatAssessment], by: str, asked: tuple[bool, bool, bool]
) -> None:
    corpus = debate(*drawn)
    relayed, imputed, inferred = asked
    roll = Roll(corpus, Rules(by=ActorLevel(by), relayed=relayed, imputed=imputed, inferred=inferred))
    voices = {(each.id, voice.actor, voice.score) for each in drawn for voice in roll.voices(each)}
    rows = rows_of(corpus, by=by, relayed=relayed, imputed=imputed, inferred=inferred)
    found = [(row.id, row.actor, row.qualifier) for row in rows]
    assert len(found) == len(set(found))
    assert set(found) == voices
    silent = {each.id for each in drawn} - {id for id, _, _ in voices}
    assert set(rows.uncounted) == silent
    for row in rows:
        statement = corpus[str(row.id)]
        assert row.topic == getattr(statement, "topic", None) or row.topic == statement.threat


@FEW
@given(statements(), st.sampled_from(LEVELS))
def test_without_inferred_voices_there_are_fewer_rows_and_no_others(
    drawn: list[Position | ThreatAssessment], by: str
) -> None:
    corpus = debate(*drawn)
    certain = rows_of(corpus, by=by, inferred=False)
    assert {*said(certain)} <= {*said(rows_of(corpus, by=by))}
    assert all(not Basis(dict(row.other)["basis"]).inferred for row in certain)


@FEW
@given(statements())
def test_bodies_have_the_statements_of_those_who_represent_them(
    drawn: list[Position | ThreatAssessment],
) -> None:
    corpus = debate(*drawn)
    rows = rows_of(corpus, by="represented", inferred=False)
    expected = {
        (each.id, speaking.represents)
        for each in drawn
        if each.attribution == "own"
        for speaking in corpus.speaking(each)
        if speaking.represents is not None
    }
    assert {(row.id, row.actor) for row in rows} == expected
    parts = [rows_of(corpus, by=by, inferred=False) for by in ("state", "organization")]
    assert sorted(map(repr, rows)) == sorted(repr(row) for part in parts for row in part)


@FEW
@given(statements(), st.sampled_from(LEVELS))
def test_positions_and_assessments_are_together_all_rows(
    drawn: list[Position | ThreatAssessment], by: str
) -> None:
    corpus = debate(*drawn)
    parts = rows_of(corpus.positions, by=by), rows_of(corpus.assessments, by=by)
    assert sorted(map(repr, rows_of(corpus, by=by))) == sorted(repr(row) for part in parts for row in part)
    shown = two_mode(corpus)
    assert set(shown.actors) == set(rows_of(corpus).actors)
    assert set(shown.topics) == set(rows_of(corpus).topics)


@FEW
@given(
    statements(most=12),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(LEVELS),
)
def test_every_edge_names_statements_of_the_corpus_in_which_both_have_a_part(
    drawn: list[Position | ThreatAssessment], aggregation: str, by: str
) -> None:
    corpus = debate(*drawn)
    rows = rows_of(corpus, by=by)
    if aggregation != "ignore" and len(rows) == len([row for row in rows if row.qualifier is None]):
        rows = rows[:0]
    network = one_mode(rows, aggregation=aggregation)
    spoken = {(row.id, row.actor) for row in rows}
    for edge in network.edges():
        assert set(edge.statements) <= {each.id for each in drawn}
        for actor in (edge.source, edge.target):
            assert any((id, actor) in spoken for id in edge.statements)
        assert all({(id, edge.source), (id, edge.target)} & spoken for id in edge.statements)


@FEW
@given(statements(), st.sampled_from(LEVELS))
def test_agreement_is_the_side_of_the_score(drawn: list[Position | ThreatAssessment], by: str) -> None:
    corpus = debate(*drawn)
    scores = {(row.id, row.actor, row.qualifier) for row in rows_of(corpus, by=by)}
    agreement = rows_of(corpus, by=by, qualifier="agreement")
    assert {(row.id, row.actor, row.qualifier) for row in agreement} == {
        (id, actor, score > 0 if score else None) for id, actor, score in scores
    }


# ── The conference that ships with the library ──────────────────────────────


def test_those_who_named_the_same_threats_can_be_read_in_the_report(csto: Corpus) -> None:
    network = one_mode(csto.assessments, aggregation="congruence")
    assert [(edge.source, edge.target, edge.weight, edge.statements) for edge in network.edges()] == [
        ("aleinik", "zas", 1, ("a-15", "a-12")),
        ("imomi", "niyazaliev", 1, ("a-22",)),
        ("imomi", "zas", 2, ("a-03", "a-05", "a-07", "a-10")),
        ("rakhimov", "sultanov", 0.25, ("a-24", "a-28")),
    ]
    parts = {part.label: part.statements for part in network.parts("imomi", "zas")}
    assert parts == {"afghanistan-instability": ("a-03", "a-10"), "drug-trafficking": ("a-05", "a-07")}


def test_the_only_open_disagreements_are_about_the_sco_and_about_mutual_help(csto: Corpus) -> None:
    network = one_mode(csto.positions, aggregation="conflict")
    topics = {part.label for edge in network.edges() for part in network.parts(edge.source, edge.target)}
    assert topics == {"sco-priority", "allied-solidarity"}
    assert network.weight("alimov", "rakhimov") == 1
    assert network.statements_of("alimov", "rakhimov") == ("p-057", "p-058")


def test_who_stands_how_on_what_is_a_two_mode_network(csto: Corpus) -> None:
    network = two_mode(csto, aggregation="subtract")
    assert network.weight("zas", "csto-expansion") == 0.5
    assert network.weight("rakhimov", "sco-priority") == -1
    assert network.weight("pankin", "values-export") == -2
    assert network.statements_of("pankin", "values-export") == ("p-003", "p-004")


def test_states_speak_through_those_who_represent_them(csto: Corpus) -> None:
    states = rows_of(csto.positions, by="state")
    assert states.actors == ("armenia", "kazakhstan", "kyrgyzstan", "russia", "tajikistan")
    network = one_mode(states, aggregation="congruence")
    assert [part.label for part in network.parts("armenia", "kazakhstan")] == [
        "equal-security",
        "kazakhstan-operation",
        "public-diplomacy",
    ]
    stated = one_mode(rows_of(csto.positions, by="state", inferred=False), aggregation="congruence")
    assert [(edge.source, edge.target, edge.statements) for edge in stated.edges()] == [
        ("kazakhstan", "kyrgyzstan", ("p-032", "p-033")),
        ("kazakhstan", "russia", ("p-011", "p-025")),
        ("kyrgyzstan", "tajikistan", ("p-041", "p-042")),
    ]


def test_topics_are_tied_by_those_who_speak_of_both(csto: Corpus) -> None:
    network = one_mode(csto.positions, nodes="topic", aggregation="congruence")
    assert network.weight("force-without-use", "regional-scope") == 3
    assert network.statements_of("force-without-use", "regional-scope") == (
        "p-006",
        "p-007",
        "p-010",
        "p-016",
        "p-017",
    )


def test_the_most_polarised_topic_is_the_one_on_which_few_stand_against_each_other(csto: Corpus) -> None:
    result = polarization(csto.positions)
    by_value = sorted(result.topics, key=lambda topic: -topic.value)
    assert [topic.topic for topic in by_value[:2]] == ["sco-priority", "allied-solidarity"]
    assert by_value[0].value == pytest.approx(8 / 9)
    assert by_value[1].value == pytest.approx(5 / 36)
    camps = {"sco": ["alimov", "bordyuzha"], "csto": ["rakhimov"]}
    (topic,) = polarization(csto.positions.where(topic="sco-priority"), camps=camps).topics
    assert topic.between == pytest.approx(topic.value)


def test_what_was_said_on_no_certain_day_can_be_left_out(csto: Corpus) -> None:
    day = dt.date(2022, 2, 9)
    undated = set(two_mode(csto).statements) - set(two_mode(csto, since=day, until=day).statements)
    assert undated == {"p-002", "p-008", "p-009", "p-012", "p-013", "p-028", "p-051", "p-054"}
