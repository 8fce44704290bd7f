"""Who holds a statement, through whom it is told, and how it is rendered."""

import pytest

from eurasec.errors import InvalidValueError
from eurasec.sources import Evidence
from eurasec.statements import Assembly, Statement
from eurasec.vocab import Attribution, Endorsement, Quantifier, Rendering

ALL = Assembly(of="c1", quantifier="unanimous")
QUOTE = (Evidence(document="report", exact="kept apart"),)


def problems_of(**given: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidValueError) as caught:
        Statement(id="s", **given)
    return [(problem.path, problem.rule) for problem in caught.value.problems]


@pytest.mark.parametrize("holders", [("zas",), ("zas", "csto"), ["zas"]])
def test_a_statement_is_held_by_those_who_are_named(holders: list[str]) -> None:
    assert Statement(id="s", holders=holders).assembly is None


def test_or_by_an_assembly() -> None:
    assert Statement(id="s", assembly=ALL).holders == ()


@pytest.mark.parametrize(
    ("given", "told"), [({}, "but none is"), ({"holders": ("zas",), "assembly": ALL}, "but both are")]
)
def test_but_not_by_both_and_not_by_nobody(given: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidValueError, match=f"exactly one of holders and assembly must be given, {told}"):
        Statement(id="s", **given)
    assert problems_of(**given) == [("holders", "holders-or-assembly")]


@pytest.mark.parametrize("attribution", [Attribution.RELAYED, Attribution.IMPUTED])
@pytest.mark.parametrize("endorsement", Endorsement)
def test_a_relayed_or_imputed_view_has_an_ascriber_with_an_attitude(
    attribution: Attribution, endorsement: Endorsement
) -> None:
    statement = Statement(
        id="s", holders=("west",), attribution=attribution, attributed_by="zas", endorsement=endorsement
    )
    assert statement.attributed_by == "zas"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"attribution": "relayed"}, ["attributed_by", "endorsement"]),
        ({"attribution": "imputed", "attributed_by": "zas"}, ["endorsement"]),
        ({"attribution": "imputed", "endorsement": "rejected"}, ["attributed_by"]),
        ({"attributed_by": "zas"}, ["attributed_by"]),
        ({"endorsement": "endorsed"}, ["endorsement"]),
        (
            {"attribution": "own", "attributed_by": "zas", "endorsement": "endorsed"},
            ["attributed_by", "endorsement"],
        ),
    ],
)
def test_neither_of_them_stands_without_the_other_or_beside_an_own_view(
    given: dict[str, object], found: list[str]
) -> None:
    assert problems_of(holders=("west",), **given) == [(path, "attribution") for path in found]


def test_what_is_missing_is_told_with_its_reason() -> None:
    with pytest.raises(InvalidValueError, match="endorsement: is missing, though the attribution is imputed"):
        Statement(id="s", holders=("west",), attribution="imputed", attributed_by="zas")


def test_nobody_ascribes_a_view_to_themselves() -> None:
    given = {"attribution": "imputed", "attributed_by": "zas", "endorsement": "endorsed"}
    assert problems_of(holders=("west", "zas"), **given) == [("attributed_by", "ascriber-no-holder")]
    assert Statement(id="s", assembly=Assembly(of="zas", quantifier="some"), **given).attributed_by == "zas"


def test_a_quoted_rendering_has_quotes() -> None:
    assert Statement(id="s", holders=("zas",), rendering="quoted", quotes=QUOTE).quotes == QUOTE
    assert problems_of(holders=("zas",), rendering="quoted") == [("quotes", "quoted-needs-quotes")]


@pytest.mark.parametrize(
    "rendering", [None, *(each for each in Rendering if each is not Rendering.SYNTHESISED)]
)
def test_other_renderings_may_have_quotes_too(rendering: Rendering | None) -> None:
    assert Statement(id="s", holders=("zas",), rendering=rendering, quotes=QUOTE).rendering is rendering


def test_a_synthesised_rendering_has_an_assembly() -> None:
    assert Statement(id="s", assembly=ALL, rendering="synthesised").assembly == ALL
    assert problems_of(holders=("zas",), rendering="synthesised") == [
        ("assembly", "synthesised-needs-assembly")
    ]


def test_all_broken_rules_come_at_once() -> None:
    assert problems_of(
        holders=("zas",),
        assembly=ALL,
        attribution="imputed",
        attributed_by="zas",
        rendering="quoted",
    ) == [
        ("holders", "holders-or-assembly"),
        ("endorsement", "attribution"),
        ("attributed_by", "ascriber-no-holder"),
        ("quotes", "quoted-needs-quotes"),
    ]


def test_rules_are_judged_beside_fields_that_are_wrong() -> None:
    assert problems_of(
        assembly="all", rendering="synthesised", attributed_by="a b", endorsement="rejected"
    ) == [
        ("assembly", "type"),
        ("attributed_by", "id-shape"),
    ]
    assert problems_of(claim="", rendering="quoted") == [
        ("claim", "empty-text"),
        ("holders", "holders-or-assembly"),
        ("quotes", "quoted-needs-quotes"),
    ]


def test_a_view_is_the_holders_own_unless_it_says_otherwise() -> None:
    assert Statement(id="s", holders=("zas",)).attribution is Attribution.OWN


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (ALL, "c1 (unanimous)"),
        (Assembly(of="c1-s1", among="experts", quantifier=Quantifier.MOST), "experts of c1-s1 (most)"),
        (Statement(id="s", holders=("zas",)), "s: zas"),
        (Statement(id="s", holders=("zas", "imomi"), claim="It holds."), "s: zas, imomi: It holds."),
        (Statement(id="s", assembly=ALL, claim="It holds."), "s: c1 (unanimous): It holds."),
        (
            Statement(
                id="s",
                holders=("west",),
                attribution="imputed",
                attributed_by="zas",
                endorsement="rejected",
                claim="It fails.",
            ),
            "s: west (imputed by zas, rejected): It fails.",
        ),
    ],
)
def test_a_statement_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line
