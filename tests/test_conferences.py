"""Conferences, their sessions, and who takes part in what way."""

import pytest

from eurasec.conferences import Appearance, Conference, Occasion, Participant, Session, Venue
from eurasec.errors import InvalidValueError
from eurasec.vocab import ParticipantRole, Presence


@pytest.mark.parametrize(
    "sessions", [(), (None,), ("s1",), ("s1", "s2")], ids=["nowhere", "as a whole", "in one", "in two"]
)
def test_a_person_appears_as_a_whole_or_once_in_each_session(sessions: tuple[str | None, ...]) -> None:
    appearances = [Appearance(session=session) for session in sessions]
    participant = Participant(id="p", person="zas", conference="c", appearances=appearances)
    assert [appearance.session for appearance in participant.appearances] == list(sessions)


@pytest.mark.parametrize(
    ("sessions", "told"),
    [
        (("s1", "s1"), ["appearances[1].session: 's1' has two appearances; give one with all roles"]),
        (
            ("s1", "s2", "s1", "s1"),
            [
                "appearances[2].session: 's1' has two appearances; give one with all roles",
                "appearances[3].session: 's1' has two appearances; give one with all roles",
            ],
        ),
        (("s1", None), ["appearances[1].session: is missing; an appearance without a session stands alone"]),
        (
            (None, None),
            [
                "appearances[0].session: is missing; an appearance without a session stands alone",
                "appearances[1].session: is missing; an appearance without a session stands alone",
            ],
        ),
    ],
)
def test_two_appearances_in_one_session_are_one(sessions: tuple[str | None, ...], told: list[str]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Participant(
            id="p", person="zas", conference="c", appearances=[Appearance(session=each) for each in sessions]
        )
    assert [str(problem) for problem in caught.value.problems] == told
    assert {problem.rule for problem in caught.value.problems} == {"appearances"}


def test_one_appearance_has_several_roles_each_once() -> None:
    appearance = Appearance(session="s1", roles=["host", "opener"], presence="in_person")
    assert appearance.roles == (ParticipantRole.HOST, ParticipantRole.OPENER)
    assert appearance.presence is Presence.IN_PERSON
    with pytest.raises(InvalidValueError, match=r"roles\[1\]: 'host' stands there twice"):
        Appearance(roles=["host", ParticipantRole.HOST])


def test_the_first_office_is_the_primary_one() -> None:
    participant = Participant(id="p", person="zas", conference="c", offices=["general", "chair"])
    assert participant.offices == ("general", "chair")


def test_what_is_not_stated_is_none_and_not_false() -> None:
    assert Venue(city="Moscow").online is None
    assert Session(id="s").closed is None


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (Venue(), "not stated"),
        (Venue(online=False), "not stated"),
        (
            Venue(name="Expo", address="1 Main Street", city="Astana", country="kz"),
            "Expo, 1 Main Street, Astana, kz",
        ),
        (Venue(city="Astana", online=True), "Astana, online"),
        (Occasion(label="an anniversary"), "an anniversary"),
        (Occasion(label="an anniversary", of="treaty", years=30), "an anniversary (treaty, 30 years)"),
        (Session(id="s1"), "s1: a session"),
        (Session(id="s1", ordinal=2), "s1: session 2"),
        (Session(id="s1", ordinal=2, theme="Models"), "s1: Models"),
        (
            Session(id="s1", title="Day one", theme="Models", kind="plenary", period="2022-02-09"),
            "s1: Day one (plenary, 2022-02-09)",
        ),
        (Conference(id="c", title="A conference"), "c: A conference"),
        (
            Conference(id="c", title="A conference", period="2022-02-09", venue=Venue(city="Moscow")),
            "c: A conference (2022-02-09, Moscow)",
        ),
        (Appearance(), "the conference"),
        (
            Appearance(session="s1", roles=["speaker", "host"], presence="remote"),
            "s1 (speaker, host, remote)",
        ),
        (Participant(id="p", person="zas", conference="c"), "p: zas at c"),
        (
            Participant(
                id="p", person="zas", conference="c", represents="csto", capacity="Secretary General"
            ),
            "p: zas at c for csto (Secretary General)",
        ),
    ],
)
def test_a_record_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line
