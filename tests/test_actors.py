"""States, organizations, people and groups; their memberships and offices."""

import pytest

from eurasec.actors import Area, Designation, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.errors import InvalidValueError
from eurasec.vocab import MembershipRole


@pytest.mark.parametrize(
    ("founded", "dissolved"),
    [
        (None, "1991"),
        ("1955", None),
        ("1955-05-14", "1991-07-01"),
        ("1991", "1991"),
        ("1991-07", "1991"),
        ("199X", "1991"),
        ("2002~", "2001"),
        ("1955/1960", "1958"),
        ("2002-10-07", "2002-10-07"),
    ],
)
def test_an_organization_may_end_when_or_after_it_began(founded: str | None, dissolved: str | None) -> None:
    assert Organization(id="o", name="n", founded=founded, dissolved=dissolved).id == "o"


@pytest.mark.parametrize(
    ("founded", "dissolved"), [("1992", "1991"), ("1991-07-02", "1991-07-01"), ("200X", "1999-12")]
)
def test_an_organization_does_not_end_before_it_begins(founded: str, dissolved: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Organization(id="o", name="n", founded=founded, dissolved=dissolved)
    (problem,) = caught.value.problems
    assert (problem.path, problem.rule, problem.value) == ("dissolved", "period-order", dissolved)
    assert problem.message == f"{dissolved} is before it was founded, {founded}"


def test_whether_it_ends_too_early_is_asked_only_of_dates() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Organization(id="o", name="n", founded="soon", dissolved="1991")
    assert [problem.path for problem in caught.value.problems] == ["founded"]


@pytest.mark.parametrize("period", ["2016/2003", "2022-02-10/2022-02-09"])
def test_no_period_ends_before_it_begins(period: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^Tenure 't': period: "):
        Tenure(id="t", person="p", office="o", period=period)
    with pytest.raises(InvalidValueError, match=r"^Membership 'm': period: "):
        Membership(id="m", member="s", organization="o", period=period)


def test_a_membership_is_full_unless_it_says_otherwise() -> None:
    assert Membership(id="m", member="s", organization="o").role is MembershipRole.MEMBER


def test_a_code_has_the_shape_of_a_code_and_is_looked_up_nowhere() -> None:
    assert [State(id="s", name="n", code=code).code for code in ("KZ", "EU", "XK", "SU")] == [
        "KZ",
        "EU",
        "XK",
        "SU",
    ]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (State(id="kz", name="Kazakhstan"), "kz: Kazakhstan"),
        (State(id="kz", name="Kazakhstan", code="KZ"), "kz: Kazakhstan (KZ)"),
        (Area(id="ca", name="Central Asia"), "ca: Central Asia"),
        (Area(id="ca", name="Central Asia", part_of="asia"), "ca: Central Asia (in asia)"),
        (Designation(by="ru", status="banned"), "banned by ru"),
        (Designation(by="ru", status="banned", since="2003"), "banned by ru (since 2003)"),
        (Organization(id="csto", name="Treaty Organization"), "csto: Treaty Organization"),
        (
            Organization(id="csto", name="Treaty Organization", short_name="CSTO", kind="alliance"),
            "csto: Treaty Organization (CSTO, alliance)",
        ),
        (Person(id="zas", name="Stanislav Zas"), "zas: Stanislav Zas"),
        (Person(id="x", name="the delegate", country="by", unnamed=True), "x: the delegate (by, unnamed)"),
        (Group(id="west", name="the West"), "west: the West"),
        (Group(id="youth", name="the young", country="kz"), "youth: the young (kz)"),
        (Membership(id="m", member="by", organization="csto"), "m: by — member of csto"),
        (
            Membership(id="m", member="uz", organization="csto", role="observer", period="2006/2012"),
            "m: uz — observer of csto (2006/2012)",
        ),
        (Office(id="sg", title="Secretary General"), "sg: Secretary General"),
        (Office(id="sg", title="Secretary General", organization="csto"), "sg: Secretary General (csto)"),
        (Office(id="pm", title="Prime Minister", state="kz"), "pm: Prime Minister (kz)"),
        (Tenure(id="t", person="zas", office="sg", period="2020/.."), "t: zas — sg (2020/..)"),
        (Tenure(id="t", person="zas", office="sg"), "t: zas — sg"),
    ],
)
def test_a_record_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line
