"""Threats and how somebody judges them."""

import pytest

from eurasec.errors import InvalidValueError
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Sector, Severity, ThreatKind, Verdict


def assessment(**given: object) -> ThreatAssessment:
    return ThreatAssessment(**{"id": "a", "holders": ("zas",), "threat": "t", "verdict": "affirmed", **given})


def test_a_threat_may_be_of_several_kinds_and_lie_in_several_sectors() -> None:
    threat = Threat(id="t", label="l", kinds=["terrorism", "extremism"], sectors=["military", "societal"])
    assert threat.kinds == (ThreatKind.TERRORISM, ThreatKind.EXTREMISM)
    assert threat.sectors == (Sector.MILITARY, Sector.SOCIETAL)


def test_a_threat_has_a_kind_and_a_sector_at_least() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Threat(id="t", label="l", kinds=(), sectors=())
    assert [(each.path, each.rule) for each in caught.value.problems] == [
        ("kinds", "not-empty"),
        ("sectors", "not-empty"),
    ]


def test_an_assessment_is_a_statement_and_keeps_its_rules() -> None:
    assert isinstance(assessment(), Statement)
    with pytest.raises(InvalidValueError, match="exactly one of holders and assembly"):
        assessment(holders=())


@pytest.mark.parametrize(
    ("given", "securitizing"),
    [
        ({"severity": "existential", "measures": ("p1",)}, True),
        ({"severity": "existential"}, False),
        ({"severity": "grave", "measures": ("p1",)}, False),
        ({"measures": ("p1",)}, False),
        ({}, False),
        ({"verdict": "downplayed", "severity": "existential", "measures": ("p1",)}, False),
        ({"verdict": "raised", "severity": "existential", "measures": ("p1",)}, False),
    ],
)
def test_a_securitizing_move_affirms_an_existential_threat_and_urges_measures(
    given: dict[str, object], *, securitizing: bool
) -> None:
    assert assessment(**given).securitizing is securitizing


def test_assessments_sort_by_their_severity() -> None:
    severities = [assessment(severity=word).severity for word in ("grave", "low", "existential", "moderate")]
    assert max(word for word in severities if word) is Severity.EXISTENTIAL
    assert assessment(verdict=Verdict.DENIED).verdict.score == -1.0


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (
            Threat(id="t", label="Drugs", kinds=["drug_trafficking"], sectors=["societal"]),
            "t: Drugs (drug_trafficking)",
        ),
        (assessment(), "a: zas — t affirmed"),
        (
            assessment(severity="existential", claim="It kills."),
            "a: zas — t affirmed, existential: It kills.",
        ),
        (
            assessment(
                attribution="imputed", attributed_by="imomi", endorsement="endorsed", verdict="dismissed"
            ),
            "a: zas (imputed by imomi, endorsed) — t dismissed",
        ),
    ],
)
def test_a_record_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line
