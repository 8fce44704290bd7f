"""Popolo documents: what the standard takes, what it cannot hold, and what comes back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from jsonschema import Draft3Validator
from referencing import Registry, Resource

import harbour
from carrying import broken_promises
from eurasec import (
    Appearance,
    Area,
    Conference,
    Corpus,
    Document,
    Event,
    Evidence,
    Group,
    Membership,
    Office,
    Organization,
    Participant,
    Person,
    Position,
    Record,
    Session,
    State,
    Tenure,
    Topic,
)
from eurasec.datasets import csto_2022
from eurasec.interop.popolo import from_popolo, to_popolo
from strategies import corpora_records

FOLDER = Path(__file__).parent.parent / "data" / "popolo"
CLASSES = {
    "persons": "person",
    "organizations": "organization",
    "areas": "area",
    "posts": "post",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "speeches": "speech",
}
READ = (State, Area, Organization, Group, Person, Membership, Office, Tenure, Event, Conference, Session)


def schema_of(name: str) -> Any:
    return json.loads((FOLDER / "schemas" / f"{name}.json").read_bytes())


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft3Validator]:
    """A validator for each list, with all schemas of the project at hand."""
    schemas = [json.loads(path.read_bytes()) for path in sorted((FOLDER / "schemas").glob("*.json"))]
    resources = [(schema["id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        name: Draft3Validator(
            schema_of(each), registry=registry, format_checker=Draft3Validator.FORMAT_CHECKER
        )
        for name, each in CLASSES.items()
    }


def mistakes(data: bytes, validators: dict[str, Draft3Validator]) -> list[str]:
    """What the schemas of the project refuse, and references that lead nowhere."""
    document = json.loads(data)
    ids = {each["id"] for items in document.values() for each in items if "id" in each}
    found = [
        f"{name}[{index}]: {error.message}"
        for name, items in document.items()
        for index, item in enumerate(items)
        for error in validators[name].iter_errors(item)
    ]
    found += [
        f"{name}: {key} is {value!r}"
        for name, items in document.items()
        for item in items
        for key, value in item.items()
        if key.endswith("_id") and value not in ids
    ]
    return found


def exported(*records: Record) -> dict[str, list[Any]]:
    document: dict[str, list[Any]] = json.loads(to_popolo(Corpus(records)).result)
    return document


def reasons(records: Iterable[Record]) -> dict[str, str]:
    return {f"{loss.record}.{loss.field}": loss.reason for loss in to_popolo(Corpus(records)).losses}


# ── What others take ────────────────────────────────────────────────────────


def test_the_schemas_of_the_project_take_the_shipped_corpus(validators: dict[str, Draft3Validator]) -> None:
    assert mistakes(to_popolo(csto_2022()).result, validators) == []


def test_the_validators_see_mistakes(validators: dict[str, Draft3Validator]) -> None:
    wrong = {
        "persons": [{"id": 1, "birth_date": "1949?", "sources": [{"url": "пример"}]}],
        "posts": [{"id": "sg", "organization_id": "gone"}],
        "speeches": [{"id": "s", "date": "2022-02-09"}],
    }
    assert len(mistakes(json.dumps(wrong).encode(), validators)) == 5


@settings(max_examples=25, deadline=None)
@given(corpora_records())
def test_the_schemas_of_the_project_take_any_corpus(
    validators: dict[str, Draft3Validator], records: list[Record]
) -> None:
    assert mistakes(to_popolo(Corpus(records)).result, validators) == []


def test_equal_corpora_give_equal_bytes() -> None:
    records = harbour.records()
    assert to_popolo(Corpus(records)).result == to_popolo(Corpus(reversed(records))).result


def test_an_empty_corpus_gives_an_empty_document() -> None:
    assert to_popolo(Corpus()).result == b"{}\n"


# ── What is lost, and what is not ───────────────────────────────────────────


def test_the_losses_of_the_shipped_corpus_are_known_in_full() -> None:
    lines = [str(loss) for loss in to_popolo(csto_2022()).losses]
    assert lines == (FOLDER / "csto_2022.losses.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("corpus", [csto_2022(), harbour.corpus()], ids=["shipped", "harbour"])
def test_whatever_is_not_lost_comes_back(corpus: Corpus) -> None:
    exported = to_popolo(corpus)
    assert broken_promises(corpus, from_popolo(exported.result).corpus, exported.losses, READ) == []


@settings(max_examples=40, deadline=None)
@given(corpora_records())
def test_whatever_is_not_lost_of_any_corpus_comes_back(records: list[Record]) -> None:
    corpus = Corpus(records)
    exported = to_popolo(corpus)
    assert broken_promises(corpus, from_popolo(exported.result).corpus, exported.losses, READ) == []


def test_no_field_is_lost_twice() -> None:
    losses = to_popolo(csto_2022()).losses
    assert set(Counter((loss.record, loss.field) for loss in losses).values()) == {1}


# ── How it is written ───────────────────────────────────────────────────────

NORLAND = State(id="norland", name="Norland", code="NL", other_names=("Kingdom of Norland",))
LEAGUE = Organization(
    id="league", name="League of Ports", short_name="LP", country="norland", founded="2001-05"
)
BERG = Person(id="berg", name="Anna Berg")
DAHL = Person(id="dahl", name="Carl Dahl")


def test_a_state_is_an_organization_and_an_area() -> None:
    document = exported(NORLAND)
    [organization], [area] = document["organizations"], document["areas"]
    assert (organization["id"], organization["classification"]) == ("norland", "state")
    assert organization["other_names"] == [{"name": "Kingdom of Norland"}]
    assert area == {"id": "norland", "name": "Norland", "identifier": "NL", "classification": "state"}


def test_a_short_name_is_one_of_the_other_names() -> None:
    [_, league] = sorted(exported(NORLAND, LEAGUE)["organizations"], key=lambda each: each["id"] == "league")
    assert league["other_names"] == [{"name": "LP", "note": "short name"}]
    assert (league["founding_date"], league["area_id"]) == ("2001-05", "norland")


def test_a_date_that_is_less_than_plain_is_lost_with_its_reason() -> None:
    league = attrs.evolve(LEAGUE, founded="200X", country=None)
    assert "founding_date" not in exported(league)["organizations"][0]
    assert "in full or not at all" in reasons([league])["league.founded"]


def test_an_office_of_a_state_and_an_organization_names_both() -> None:
    both = Office(id="envoy", title="Envoy", organization="league", state="norland")
    [post] = exported(NORLAND, LEAGUE, both)["posts"]
    assert (post["organization_id"], post["area_id"]) == ("league", "norland")
    [post] = exported(NORLAND, Office(id="king", title="King", state="norland"))["posts"]
    assert post["organization_id"] == "norland"
    assert "area_id" not in post


def test_a_tenure_is_a_membership_with_a_post() -> None:
    office = Office(id="sg", title="Secretary", organization="league")
    tenure = Tenure(id="t1", person="berg", office="sg", period="2003/2016")
    [membership] = exported(NORLAND, LEAGUE, BERG, office, tenure)["memberships"]
    assert membership == {
        "id": "t1",
        "role": "Secretary",
        "person_id": "berg",
        "organization_id": "league",
        "post_id": "sg",
        "start_date": "2003",
        "end_date": "2016",
    }


def test_a_member_that_is_no_person_stands_inside_the_membership() -> None:
    membership = Membership(id="m1", member="norland", organization="league", period="2001/..")
    [written] = exported(NORLAND, LEAGUE, membership)["memberships"]
    assert written["member"] == {"id": "norland", "name": "Norland"}
    assert "none that is open" in reasons([NORLAND, LEAGUE, membership])["m1.period"]


def test_only_those_attend_who_were_there() -> None:
    def present(person: str, *appearances: Appearance) -> Participant:
        return Participant(id=f"at-{person}", person=person, conference="c", appearances=appearances)

    conference = Conference(id="c", title="C", sessions=(Session(id="s1"), Session(id="s2")))
    records = [
        *(conference, BERG, DAHL, Person(id="eide", name="Finn Eide"), Person(id="fosse", name="Gro Fosse")),
        present("berg", Appearance(session="s1", presence="in_person")),
        present("dahl", Appearance(session="s1", presence="message"), Appearance(session="s2")),
        present("eide", Appearance(presence="absent")),
        present("fosse"),
    ]
    attending = {
        each["id"]: [at["id"] for at in each.get("attendees", [])] for each in exported(*records)["events"]
    }
    assert attending == {"c": ["berg", "dahl", "fosse"], "s1": ["berg"], "s2": ["dahl"]}
    assert "only those who attend" in reasons(records)["at-eide.person"]
    assert "at-berg.person" not in reasons(records)


def test_a_moment_keeps_its_time_of_day() -> None:
    [event] = exported(Event(id="e", label="E", period="2022-02-09T10:30:00+03:00"))["events"]
    assert event["start_date"] == event["end_date"] == "2022-02-09T10:30:00+03:00"
    assert "e.period" in reasons([Event(id="e", label="E", period="2022-02-09T10:30:00")])


def test_sources_are_documents_with_a_url_each_once() -> None:
    report = Document(id="r", title="Report", url="https://example.org/r")
    notes = Document(id="n", title="Notes", url="https://пример.рф/")
    cited = tuple(Evidence(document=each, locator=str(page)) for page, each in enumerate(["r", "r", "n"]))
    [person] = exported(report, notes, attrs.evolve(BERG, evidence=cited))["persons"]
    assert person["sources"] == [{"url": "https://example.org/r", "note": "Report"}]


def said(**fields: Any) -> dict[str, Any]:
    """A view of two people's world, as a speech."""
    given: dict[str, Any] = {"holders": ("berg",), "topic": "growth", "stance": "qualified_support", **fields}
    records = [
        *(NORLAND, BERG, DAHL, Topic(id="growth", label="Growth", proposition="It should grow.")),
        Conference(id="c", title="C", sessions=(Session(id="s"),)),
        Participant(id="at", person="berg", conference="c", capacity="Minister"),
        Position(id="p", **given),
    ]
    [speech] = exported(*records)["speeches"]
    return speech | {"lost": {each.partition(".")[2] for each in reasons(records) if each.startswith("p.")}}


def test_a_view_is_a_speech_whose_title_tells_the_stance() -> None:
    speech = said(claim="It should grow.", session="s", conference="c", date="2022-02-09T10:00:00Z")
    assert (speech["title"], speech["text"]) == ("Qualified support: Growth", "It should grow.")
    assert (speech["creator_id"], speech["event_id"], speech["role"]) == ("berg", "s", "Minister")
    assert (speech["attribution_text"], speech["date"]) == ("Anna Berg", "2022-02-09T10:00:00Z")
    assert speech["lost"] == {"topic", "stance"}


def test_a_speech_has_one_person_as_creator_and_one_as_audience() -> None:
    speech = said(holders=("berg", "dahl"), addressees=("dahl",))
    assert "creator_id" not in speech
    assert (speech["attribution_text"], speech["audience_id"]) == ("Anna Berg, Carl Dahl", "dahl")
    assert "holders" in speech["lost"]
    assert "addressees" not in speech["lost"]
    assert {"addressees", "date"} <= said(addressees=("norland",), date="2022")["lost"]
    assert {"addressees", "holders"} <= said(addressees=("berg", "dahl"), holders=("norland",))["lost"]


def test_whoever_passes_a_view_on_is_the_creator() -> None:
    speech = said(holders=("norland",), attribution="imputed", attributed_by="berg", endorsement="rejected")
    assert speech["creator_id"] == "berg"
    assert speech["attribution_text"] == "Norland, according to Anna Berg"
    assert "holders" in speech["lost"]
    assert "attributed_by" not in speech["lost"]


def test_the_words_of_the_source_name_the_holder() -> None:
    assert said(holder_wording="the minister")["attribution_text"] == "the minister"


def test_an_assembly_is_named_in_words() -> None:
    speech = said(holders=(), assembly=harbour.Assembly(of="c", quantifier="most"))
    assert speech["attribution_text"] == "those present (most)"
    experts = harbour.Assembly(of="c", among="experts", quantifier="a_few")
    assert said(holders=(), assembly=experts)["attribution_text"] == "experts (a few)"
    assert "assembly" in speech["lost"]
