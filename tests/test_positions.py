"""Topics and the positions that are taken on them."""

import pytest

from eurasec.errors import InvalidValueError
from eurasec.positions import Position, Topic
from eurasec.statements import Assembly, Statement
from eurasec.vocab import Stance


def test_a_position_is_a_statement_and_keeps_its_rules() -> None:
    assert isinstance(Position(id="p", holders=("zas",), topic="t", stance="support"), Statement)
    with pytest.raises(InvalidValueError) as caught:
        Position(id="p", topic="t", stance="support", rendering="quoted")
    assert [problem.rule for problem in caught.value.problems] == [
        "holders-or-assembly",
        "quoted-needs-quotes",
    ]


def test_a_stance_has_the_score_of_its_word() -> None:
    position = Position(id="p", holders=("zas",), topic="t", stance="qualified_opposition")
    assert position.stance.score == -0.5
    unclear = Position(id="p", holders=("zas",), topic="t", stance=Stance.UNCLEAR)
    assert unclear.stance.score is None


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (Topic(id="growth", label="Growth"), "growth: Growth"),
        (
            Topic(id="growth", label="Growth", proposition="It should admit members."),
            "growth: Growth — It should admit members.",
        ),
        (Position(id="p", holders=("zas",), topic="growth", stance="mixed"), "p: zas — mixed on growth"),
        (
            Position(
                id="p-017",
                holders=("zas",),
                topic="growth",
                stance="qualified_support",
                claim="It may grow slowly.",
            ),
            "p-017: zas — qualified_support on growth: It may grow slowly.",
        ),
        (
            Position(
                id="p",
                assembly=Assembly(of="c1", quantifier="divided"),
                attribution="relayed",
                attributed_by="imomi",
                endorsement="uncommitted",
                topic="growth",
                stance="mixed",
            ),
            "p: c1 (divided) (relayed by imomi, uncommitted) — mixed on growth",
        ),
    ],
)
def test_a_record_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line
