"""Who calls a threat existential and urges measures against it."""

from __future__ import annotations

import pytest
from hypothesis import given

from debates import FEW, assembly, assessment, debate, imputed, position, statements
from eurasec.analysis.perception.securitization import securitizing_moves
from eurasec.corpus import Corpus
from eurasec.datasets import csto_2022
from eurasec.errors import UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment

GRAVEST = {"severity": "existential", "measures": ("p-1",)}


def said(*assessments: ThreatAssessment) -> Corpus:
    return debate(position("p-1", topic="border", act="call_for"), *assessments)


def test_a_move_affirms_an_existential_threat_and_urges_measures() -> None:
    corpus = said(
        assessment("a-1", ["bob", "ann"], referents=("csto",), referent_words=("the state",), **GRAVEST),
        assessment("a-2", "bob", severity="existential"),
        assessment("a-3", "bob", severity="grave", measures=("p-1",)),
        assessment("a-4", "bob", "denied", **GRAVEST),
    )
    moves = securitizing_moves(corpus)
    assert moves.to_dicts() == [
        {
            "statement": "a-1",
            "actors": ["ann", "bob"],
            "inferred": False,
            "assembly": None,
            "threat": "drugs-threat",
            "referents": ["csto"],
            "referent_words": ["the state"],
            "measures": ["p-1"],
            "date": None,
        }
    ]
    assert repr(moves) == "<SecuritizingMoves: 1 move>"
    assert repr(moves[0]) == "<SecuritizingMove a-1 by ann, bob on drugs-threat>"


def test_who_rejects_a_move_that_they_impute_makes_none() -> None:
    assert len(securitizing_moves(said(assessment("a-1", "west", **GRAVEST, **imputed())))) == 0


def test_who_endorses_a_move_makes_it_too_and_the_holder_only_when_asked() -> None:
    corpus = said(assessment("a-1", "west", **GRAVEST, **imputed(endorsement="endorsed")))
    assert securitizing_moves(corpus)[0].actors == ("dan",)
    assert securitizing_moves(corpus)[0].to_dict()["inferred"] is True
    assert securitizing_moves(corpus, imputed=True)[0].actors == ("dan", "west")


def test_a_move_of_an_assembly_is_its_own() -> None:
    corpus = said(assessment("a-1", conference="c1", **GRAVEST, **assembly("most")))
    move = securitizing_moves(corpus)[0]
    assert move.voices == ()
    assert move.to_dict()["assembly"] == "c1-s1 (most)"
    assert move.to_dict()["inferred"] is False
    assert str(move.date) == move.to_dict()["date"] == "2020-02-09"
    assert "c1-s1 (most)" in str(securitizing_moves(corpus))


def test_moves_can_be_asked_for_by_threat_and_referent() -> None:
    corpus = said(assessment("a-1", threat="opium-threat", referents=("csto",), **GRAVEST))
    assert len(securitizing_moves(corpus, "drugs-threat")) == 1
    assert len(securitizing_moves(corpus, "drugs-threat", narrower=False)) == 0
    assert len(securitizing_moves(corpus, referent="csto")) == 1
    assert len(securitizing_moves(corpus, referent="russia")) == 0
    with pytest.raises(UnknownIdError, match="did you mean 'drugs-threat'"):
        securitizing_moves(corpus, "drugs-treat")


@FEW
@given(statements())
def test_without_measures_there_is_no_move(said: list[Position | ThreatAssessment]) -> None:
    assert len(securitizing_moves(debate(*said))) == 0


def test_the_shipped_corpus_has_no_move_for_it_states_no_severity() -> None:
    assert len(securitizing_moves(csto_2022())) == 0
