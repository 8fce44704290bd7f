"""Who sees what: the matrix of actors by threats, origins, sectors, kinds or referents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates import FEW, assembly, assessment, debate, imputed, statements
from eurasec.analysis.balance import Side
from eurasec.analysis.perception.matrix import Axis, AxisWord, Perception, perceptions
from eurasec.analysis.perception.threats import threat_tally
from eurasec.corpus import Corpus
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Severity, Trend

Said = list[Position | ThreatAssessment]


@pytest.fixture
def corpus() -> Corpus:
    return debate(
        assessment("a-1", "ann", severity="serious", trend="rising", referents=("csto",)),
        assessment("a-2", "ann", "dismissed", threat="opium-threat", severity="low"),
        assessment("a-3", "bob", threat="opium-threat", foremost=True, referent_words=("the rule of law",)),
        assessment("a-4", "west", threat="arming-threat", severity="existential", **imputed()),
        assessment("a-5", threat="quakes-threat", **assembly("most")),
    )


def labels(corpus: Corpus, across: AxisWord) -> dict[tuple[str, str], float | None]:
    """The score in every cell."""
    return {(cell.actor, cell.label): cell.score for cell in perceptions(corpus, across)}


def test_the_matrix_can_have_threats_as_its_columns(corpus: Corpus) -> None:
    assert labels(corpus, "threat") == {
        ("ann", "drugs-threat"): 1.0,
        ("ann", "opium-threat"): -1.0,
        ("bob", "opium-threat"): 1.0,
        ("dan", "arming-threat"): -1.0,
    }


def test_an_actor_sees_an_origin_by_the_mean_over_its_threats(corpus: Corpus) -> None:
    assert labels(corpus, "origin") == {
        ("ann", "afghanistan"): 0.0,
        ("ann", "asia"): -1.0,
        ("bob", "afghanistan"): 1.0,
        ("bob", "asia"): 1.0,
        ("dan", "west"): -1.0,
    }


def test_much_talk_of_one_threat_does_not_outweigh_another() -> None:
    many = [assessment(f"a-{number}") for number in range(5)]
    other = assessment("a-9", verdict="dismissed", threat="opium-threat")
    view = perceptions(debate(*many, other), "origin").get("ann", "afghanistan")
    assert view is not None
    assert (view.score, view.side) == (0.0, Side.MIXED)
    assert (view.affirmed, view.dismissed) == (("drugs-threat",), ("opium-threat",))


def test_sectors_kinds_and_referents_are_columns_too(corpus: Corpus) -> None:
    assert set(labels(corpus, "sector")) == {
        ("ann", "societal"),
        ("ann", "economic"),
        ("bob", "societal"),
        ("bob", "economic"),
        ("dan", "military"),
    }
    assert ("bob", "organised_crime") in labels(corpus, "kind")
    assert labels(corpus, "referent") == {("ann", "csto"): 1.0}
    assert labels(corpus, "referent_words") == {("bob", "the rule of law"): 1.0}


def test_a_cell_tells_severity_trend_and_statements(corpus: Corpus) -> None:
    view = perceptions(corpus, "origin").get("ann", "afghanistan")
    assert view is not None
    assert (view.severity, view.trends, view.foremost) == (Severity.SERIOUS, (Trend.RISING,), False)
    assert view.statements == ("a-1", "a-2")
    assert repr(view) == "<Perception of afghanistan by ann: mixed, 0>"
    assert view.to_dict() == {
        "actor": "ann",
        "label": "afghanistan",
        "side": "mixed",
        "score": 0.0,
        "severity": "serious",
        "trends": ["rising"],
        "foremost": False,
        "affirmed": ["drugs-threat"],
        "dismissed": ["opium-threat"],
        "inferred": False,
        "n_statements": 2,
        "statements": ["a-1", "a-2"],
    }


def test_who_rejects_a_view_does_not_share_its_severity(corpus: Corpus) -> None:
    (view,) = perceptions(corpus).of("dan")
    assert (view.severity, view.inferred, view.to_dict()["severity"]) == (None, True, None)


def test_who_only_asks_is_neutral_and_a_rejected_question_is_unclear() -> None:
    corpus = debate(
        assessment("a-1", "ann", "raised"),
        assessment("a-2", "ann", "raised", threat="opium-threat"),
        assessment("a-3", "west", "raised", **imputed()),
    )
    matrix = perceptions(corpus, "origin")
    assert {cell.actor: cell.side for cell in matrix.on("afghanistan")} == {
        "ann": Side.NEUTRAL,
        "dan": Side.UNCLEAR,
    }
    assert repr(matrix.of("dan")[0]) == "<Perception of afghanistan by dan: unclear>"
    assert matrix.of("dan")[0].cells()[3] == "–"


def test_what_is_in_no_cell_is_named(corpus: Corpus) -> None:
    by_origin = perceptions(corpus, "origin")
    assert by_origin.unlabelled == ("a-5",)
    assert by_origin.uncounted == ()
    assert perceptions(corpus).uncounted == ("a-5",)


def test_a_matrix_is_asked_by_actor_and_by_label(corpus: Corpus) -> None:
    matrix = perceptions(corpus, "origin")
    assert (matrix.actors, matrix.labels) == (("ann", "bob", "dan"), ("afghanistan", "asia", "west"))
    assert [cell.label for cell in matrix.of("ann")] == ["afghanistan", "asia"]
    assert [cell.actor for cell in matrix.on("asia")] == ["ann", "bob"]
    assert matrix.get("dan", "asia") is None
    assert matrix.assessors == {"afghanistan": ("bob",), "asia": ("bob",), "west": ()}
    assert matrix.to_matrix()["dan"] == {"afghanistan": None, "asia": None, "west": -1.0}
    assert repr(matrix) == "<Perceptions: 5 views>"
    assert len(matrix.to_dicts()) == len(matrix) == 5
    assert matrix[:2].rows == matrix.rows[:2]
    assert matrix[:2].across is Axis.ORIGIN
    with pytest.raises(UnknownIdError, match=r"no actor 'anne'; did you mean 'ann'\?"):
        matrix.get("anne", "asia")
    with pytest.raises(UnknownIdError, match=r"no origin 'asian'; did you mean 'asia'\?"):
        matrix.get("ann", "asian")


def test_a_matrix_reads_as_a_table() -> None:
    corpus = debate(assessment("a-1", "ann", severity="grave", trend="rising"))
    assert str(perceptions(corpus)) == (
        "  actor  label         side  score  severity  trend   statements\n"
        "  ann    drugs-threat  for   1      grave     rising  a-1"
    )


def test_the_matrix_can_be_narrowed(corpus: Corpus) -> None:
    assert perceptions(corpus, threat="drugs-threat").labels == ("drugs-threat", "opium-threat")
    assert perceptions(corpus, threat="drugs-threat", narrower=False).labels == ("drugs-threat",)
    assert perceptions(corpus, referent="csto").actors == ("ann",)


def test_wrong_options_are_told_at_once_with_near_matches(corpus: Corpus) -> None:
    with pytest.raises(InvalidValueError) as caught:
        perceptions(corpus, "sectors", by="persons", narrower=1)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["across", "narrower", "by"]
    assert "did you mean 'sector'?" in str(caught.value)


def test_a_perception_without_threats_is_unclear() -> None:
    assert Perception(actor="ann", label="nowhere", standings=()).side is Side.UNCLEAR


@FEW
@given(statements())
def test_by_threat_the_matrix_has_what_the_tallies_have(said: Said) -> None:
    corpus = debate(*said)
    matrix = perceptions(corpus)
    for row in threat_tally(corpus):
        expected = {(each.actor, each.score, each.side, each.statements) for each in row.standings}
        found = {
            (cell.actor, cell.score, cell.side, cell.statements)
            for cell in matrix
            if cell.label == row.threat
        }
        assert found == expected
    assert {cell.label for cell in matrix} <= {row.threat for row in threat_tally(corpus)}


@FEW
@given(statements(), st.sampled_from(Axis))
def test_every_assessment_is_in_a_cell_or_named_as_left_out(said: Said, across: Axis) -> None:
    matrix = perceptions(debate(*said), across)
    in_cells = {id for cell in matrix for id in cell.statements}
    everything = {each.id for each in said if isinstance(each, ThreatAssessment)}
    assert in_cells | {*matrix.unlabelled, *matrix.uncounted} == everything
    assert not in_cells & {*matrix.unlabelled, *matrix.uncounted}
    assert not {*matrix.unlabelled} & {*matrix.uncounted}


def test_the_shipped_corpus_tells_who_sees_threats_from_afghanistan() -> None:
    matrix = perceptions(csto_2022(), across="origin")
    assert matrix.assessors["afghanistan"] == ("imomi", "zas")
