"""Entities of followthemoney: what stands in them, what they cannot hold, and what comes back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import harbour
from carrying import broken_promises
from eurasec import (
    Area,
    Coding,
    Conference,
    Corpus,
    Designation,
    Document,
    Event,
    Evidence,
    Group,
    Identifier,
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
    Threat,
    Topic,
)
from eurasec.datasets import csto_2022
from eurasec.interop.followthemoney import clean, from_ftm, to_ftm
from strategies import corpora_records

FOLDER = Path(__file__).parent.parent / "data" / "followthemoney"
READ = (
    *(State, Area, Organization, Group, Person, Membership, Office, Tenure, Document, Event),
    *(Conference, Session, Participant, Topic, Threat),
)

Entity = dict[str, Any]


def entities(data: bytes) -> list[Entity]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


def exported(*records: Record) -> dict[str, list[Entity]]:
    """The entities of records by their schema."""
    found: dict[str, list[Entity]] = {}
    for entity in entities(to_ftm(Corpus(records)).result):
        found.setdefault(entity["schema"], []).append(entity)
    return found


def properties(schema: str, *records: Record) -> dict[str, list[str]]:
    """The properties of the last entity of a schema."""
    found: dict[str, list[str]] = exported(*records)[schema][-1]["properties"]
    return found


def reasons(records: Iterable[Record]) -> dict[str, str]:
    return {f"{loss.record}.{loss.field}": loss.reason for loss in to_ftm(Corpus(records)).losses}


# ── What is lost, and what is not ───────────────────────────────────────────


def test_the_losses_of_the_shipped_corpus_are_known_in_full() -> None:
    lines = [str(loss) for loss in to_ftm(csto_2022()).losses]
    assert lines == (FOLDER / "csto_2022.losses.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("corpus", [csto_2022(), harbour.corpus()], ids=["shipped", "harbour"])
def test_whatever_is_not_lost_comes_back(corpus: Corpus) -> None:
    written = to_ftm(corpus)
    assert broken_promises(corpus, from_ftm(written.result).corpus, written.losses, READ) == []


@settings(max_examples=40, deadline=None)
@given(corpora_records())
def test_whatever_is_not_lost_of_any_corpus_comes_back(records: list[Record]) -> None:
    corpus = Corpus(records)
    written = to_ftm(corpus)
    assert broken_promises(corpus, from_ftm(written.result).corpus, written.losses, READ) == []


@settings(max_examples=15, deadline=None)
@given(corpora_records())
def test_ids_are_unique_and_references_lead_somewhere(records: list[Record]) -> None:
    found = entities(to_ftm(Corpus(records)).result)
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found)
    ends = ("subject", "object", "holder", "post", "member", "organization", "entity", "document", "proof")
    named = {value for each in found for end in ends for value in each["properties"].get(end, [])}
    assert named <= ids


def test_equal_corpora_give_equal_bytes() -> None:
    records = harbour.records()
    assert to_ftm(Corpus(records)).result == to_ftm(Corpus(reversed(records))).result


def test_an_id_that_looks_like_a_derived_one_is_left_to_its_record() -> None:
    members = [Group(id="west", name="The West", members=("berg",)), Person(id="berg", name="Anna Berg")]
    [link] = exported(*members)["UnknownLink"]
    again = exported(*members, Event(id=link["id"], label="A coincidence"))
    [other] = again["UnknownLink"]
    assert other["id"] != link["id"]
    assert len(other["id"]) == 40


# ── Actors and places ───────────────────────────────────────────────────────

NORLAND = State(id="norland", name="Norland", code="NL", other_names=("Kingdom of Norland",))
SOUTHLAND = State(id="southland", name="Southland")
LEAGUE = Organization(
    id="league", name="League of Ports", short_name="LP", kind="alliance", country="norland"
)
BERG = Person(id="berg", name="Anna Berg", country="norland")


def test_a_state_is_a_public_body_with_its_country() -> None:
    assert exported(NORLAND)["PublicBody"] == [
        {
            "id": "norland",
            "schema": "PublicBody",
            "properties": {
                "name": ["Norland"],
                "alias": ["Kingdom of Norland"],
                "classification": ["state"],
                "country": ["nl"],
            },
        }
    ]


@pytest.mark.parametrize("code", ["ZZ", "UK", "SU"])
def test_a_code_that_followthemoney_does_not_keep_is_lost(code: str) -> None:
    state = attrs.evolve(NORLAND, code=code)
    assert "country" not in properties("PublicBody", state)
    assert {"norland.code", "berg.country", "king.state"} <= set(
        reasons([state, BERG, Office(id="king", title="King", state="norland")])
    )


def test_two_states_of_one_code_cannot_be_told_apart_by_it() -> None:
    twin = State(id="twin", name="Twin", code="NL")
    assert {"norland.code", "twin.code", "berg.country"} <= set(reasons([NORLAND, twin, BERG]))


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("parliament", "PublicBody"),
        ("armed_forces", "PublicBody"),
        ("company", "Company"),
        ("alliance", "Organization"),
        (None, "Organization"),
    ],
)
def test_the_kind_of_an_organization_decides_its_schema(kind: Any, schema: str) -> None:
    organization = Organization(id="o", name="O", kind=kind)
    assert properties(schema, organization).get("classification") == (kind and [kind])


def test_an_organization_has_its_names_dates_and_whole() -> None:
    whole = Organization(id="whole", name="Whole")
    part = attrs.evolve(LEAGUE, part_of="whole", founded="1999-02", dissolved="2005~")
    assert properties("Organization", NORLAND, part, whole) == {"name": ["Whole"]}
    [league, _] = exported(NORLAND, part, whole)["Organization"]
    assert league["properties"] == {
        "name": ["League of Ports"],
        "weakAlias": ["LP"],
        "classification": ["alliance"],
        "country": ["nl"],
        "incorporationDate": ["1999-02"],
    }
    assert properties("UnknownLink", NORLAND, part, whole) == {
        "subject": ["league"],
        "object": ["whole"],
        "role": ["part of"],
    }
    assert set(reasons([NORLAND, part, whole])) == {"league.dissolved"}


def test_a_designation_is_a_sanction() -> None:
    banned = attrs.evolve(LEAGUE, designations=(Designation(by="norland", status="banned", since="2001"),))
    assert properties("Sanction", NORLAND, banned) == {
        "entity": ["league"],
        "authority": ["Norland"],
        "authorityId": ["norland"],
        "status": ["banned"],
        "startDate": ["2001"],
    }
    assert reasons([NORLAND, banned]) == {}
    long = "n" + "0" * 64
    by = State(id=long, name="N")
    banned = attrs.evolve(
        LEAGUE, country=None, designations=(Designation(by=long, status="banned", since="200X"),)
    )
    assert set(reasons([by, banned])) == {"league.designations"}


def test_a_group_is_a_legal_entity_whose_members_are_linked() -> None:
    west = Group(id="west", name="The West", country="norland", members=("berg", "norland"))
    [group] = exported(NORLAND, BERG, west)["LegalEntity"]
    assert group["properties"] == {"name": ["The West"], "classification": ["group"], "country": ["nl"]}
    links = exported(NORLAND, BERG, west)["UnknownLink"]
    assert [(each["properties"]["subject"], each["properties"]["role"]) for each in links] == [
        (["berg"], ["member"]),
        (["norland"], ["member"]),
    ]


def test_an_area_is_an_address_with_its_countries() -> None:
    region = Area(id="region", name="The Region; north", states=("norland",), other_names=("R",))
    coast = Area(id="coast", name="Coast", part_of="region", states=("southland",))
    addresses = exported(NORLAND, SOUTHLAND, region, coast)["Address"]
    assert [each["properties"] for each in addresses] == [
        {"name": ["Coast"], "full": ["Coast"]},
        {"name": ["The Region; north"], "alias": ["R"], "full": ["The Region, north"], "country": ["nl"]},
    ]
    assert set(reasons([NORLAND, SOUTHLAND, region, coast])) == {"coast.states"}


def test_words_stand_among_the_keywords() -> None:
    delegate = Person(id="d", name="a delegate", unnamed=True, tags=("kind:election", "tall"))
    assert properties("Person", delegate)["keywords"] == ["unnamed:true", "kind:election", "tall"]
    assert reasons([delegate]) == {}


@pytest.mark.parametrize("tag", ["unnamed:true", "record:conference"])
def test_a_tag_that_would_be_taken_for_a_word_is_put_down_as_lost(tag: str) -> None:
    assert "p.tags" in reasons([Person(id="p", name="P", tags=(tag,))])


def test_identifiers_of_wikidata_have_a_place() -> None:
    known = Identifier(scheme="wikidata", value="Q1")
    assert properties("Person", attrs.evolve(BERG, identifiers=(known,), country=None))["wikidataId"] == [
        "Q1"
    ]
    for other in (Identifier(scheme="ror", value="05"), Identifier(scheme="wikidata", value="5"), known):
        person = Person(id="p", name="P", identifiers=(known, other))
        assert "p.identifiers" in reasons([person])


def test_terms_have_start_end_and_dates() -> None:
    office = Office(id="sg", title="Secretary", organization="league", state="norland")
    tenure = Tenure(
        id="t", person="berg", office="sg", period="2003/2016-05", attested=("2010",), note="So it is."
    )
    membership = Membership(
        id="m", member="norland", organization="league", role="observer", period="2001/.."
    )
    records = [NORLAND, LEAGUE, BERG, office, tenure, membership]
    assert properties("Position", *records) == {
        "name": ["Secretary"],
        "organization": ["league"],
        "country": ["nl"],
    }
    assert properties("Occupancy", *records) == {
        "holder": ["berg"],
        "post": ["sg"],
        "startDate": ["2003"],
        "endDate": ["2016-05"],
        "date": ["2010"],
        "description": ["So it is."],
    }
    assert properties("Membership", *records)["role"] == ["observer"]
    assert set(reasons(records)) == {"m.period"}
    tenure = Tenure(id="t", person="berg", office="sg", attested=("2010", "2010", "201X"), tags=("x",))
    assert set(reasons([NORLAND, LEAGUE, BERG, office, tenure])) == {"t.attested", "t.tags"}


# ── Documents, events, what is said ─────────────────────────────────────────


def test_a_document_is_an_article() -> None:
    document = Document(
        id="r",
        title="Report",
        kind="treaty",
        authors=("berg",),
        publisher="league",
        date="2022-02-09",
        language="ru",
        url="https://example.org/r",
        evidence=(Evidence(document="r"),),
    )
    assert properties("Article", NORLAND, LEAGUE, BERG, document) == {
        "title": ["Report"],
        "keywords": ["kind:treaty"],
        "author": ["Anna Berg"],
        "publisher": ["League of Ports"],
        "publishedAt": ["2022-02-09"],
        "language": ["rus"],
        "sourceUrl": ["https://example.org/r"],
    }
    assert set(reasons([NORLAND, LEAGUE, BERG, document])) == {"r.evidence"}
    document = Document(
        id="r", title="R", language="ru-RU", url="urn:x:y", sha256="0" * 64, length=5, date="0999"
    )
    assert set(reasons([document])) == {"r.language", "r.url", "r.sha256", "r.length", "r.date"}


def test_a_title_of_which_nothing_is_left_gives_way_to_the_id() -> None:
    assert properties("Article", Document(id="r", title="\N{ZERO WIDTH SPACE}"))["title"] == ["r"]
    assert properties("Person", Person(id="p", name="''"))["name"] == ["p"]
    assert "p.name" in reasons([Person(id="p", name="''")])


@pytest.mark.parametrize(
    ("period", "found", "lost"),
    [
        ("2022-02", {"date": ["2022-02"]}, False),
        ("2003/2016", {"startDate": ["2003"], "endDate": ["2016"]}, False),
        ("2022-02-09T10:30:00Z", {"date": ["2022-02-09"]}, True),
        ("2022?", {}, True),
        ("../2016", {"endDate": ["2016"]}, True),
        ("3022", {}, True),
    ],
)
def test_an_event_has_a_date_or_a_start_and_an_end(period: Any, found: Any, lost: object) -> None:
    event = Event(id="e", label="E", period=period)
    assert {key: value for key, value in properties("Event", event).items() if key != "name"} == found
    assert ("e.period" in reasons([event])) is lost
    if "/" not in period and "T" in period:
        tenure = Tenure(id="t", person="p", office="o", period=period)
        records = [Person(id="p", name="P"), Office(id="o", title="O"), tenure]
        assert properties("Occupancy", *records)["startDate"] == ["2022-02-09"]
        assert "t.period" in reasons(records)


def test_the_places_of_an_event_are_countries_and_addresses() -> None:
    coast = Area(id="coast", name="Coast")
    event = Event(id="e", label="E", kind="attack", places=("coast", "norland"), participants=("berg",))
    written = properties("Event", NORLAND, BERG, coast, event)
    assert (written["addressEntity"], written["country"], written["involved"]) == (
        ["coast"],
        ["nl"],
        ["berg"],
    )
    assert reasons([NORLAND, BERG, coast, event]) == {}
    other = attrs.evolve(event, places=("norland", "coast"))
    assert set(reasons([NORLAND, BERG, coast, other])) == {"e.places"}


def test_a_conference_is_an_event_with_its_parts() -> None:
    corpus = harbour.corpus()
    found = {entity["id"]: entity for entity in entities(to_ftm(corpus).result)}
    forum = found["forum"]["properties"]
    assert forum["keywords"] == ["record:conference", "attribution_rule:on_record"]
    assert (forum["location"], forum["organizer"]) == (["Norhaven, norland"], ["league"])
    assert found["forum-s2a"]["properties"]["name"] == ["Ports"]
    assert "record:untitled session" in found["forum-s2a"]["properties"]["keywords"]
    roles = {
        (role, subject)
        for entity in found.values()
        for role in entity["properties"].get("role", [])
        for subject in entity["properties"].get("subject", [])
    }
    assert {("participant", "berg"), ("part of", "forum-s2a"), ("agenda", "storms")} <= roles
    [agency] = [each for each in found.values() if each["properties"].get("recordId") == ["forum-berg"]]
    assert (agency["schema"], agency["properties"]["client"]) == ("Representation", ["norland"])


def test_a_view_is_a_note_on_its_holders_and_its_topic() -> None:
    found = {entity["id"]: entity for entity in entities(to_ftm(harbour.corpus()).result)}
    note = found["p-1"]["properties"]
    assert note["entity"] == ["growth", "berg", "forum", "forum-s1"]
    assert note["description"] == ["The league must grow."]
    assert note["keywords"] == ["record:position", "act:call_for", "stance:support", "growth"]
    assert found["a-1"]["properties"]["entity"][0] == "storms"


def test_the_words_for_a_holder_are_a_mention() -> None:
    position = Position(
        id="p",
        holders=("berg",),
        holder_wording="The minister",
        topic="t",
        stance="support",
        evidence=(Evidence(document="r"), Evidence(document="r", locator="page 2")),
        coding=Coding(coder="ab"),
    )
    records = [NORLAND, BERG, Topic(id="t", label="T"), Document(id="r", title="R")]
    [mention] = exported(*records, position)["Mention"]
    assert mention["properties"] == {"document": ["r"], "name": ["The minister"], "resolved": ["berg"]}
    assert "who coded" in reasons([*records, position])["p.coding"]
    for change in ({"holders": ("berg", "norland")}, {"holder_wording": "''"}):
        assert "Mention" not in exported(*records, attrs.evolve(position, **change))  # type: ignore[arg-type]


def test_an_actor_is_mentioned_where_its_evidence_stands_once_for_each_document() -> None:
    cited = (Evidence(document="r", start=0, end=4), Evidence(document="r", start=9, end=12))
    records = [NORLAND, attrs.evolve(BERG, evidence=cited), Document(id="r", title="R")]
    [mention] = exported(*records)["Mention"]
    assert mention["properties"] == {"document": ["r"], "name": ["Anna Berg"], "resolved": ["berg"]}


# ── Values in the form that followthemoney keeps ────────────────────────────


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Anna Berg", "Anna Berg"),
        ("  Anna \N{NO-BREAK SPACE}\u2003 Berg ", "Anna Berg"),
        ("'Anna'", "Anna"),
        ('"\' "Anna" \'"', "Anna"),
        ("'", "'"),
        ("''", None),
        ("\"' '\"", None),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ud800", None),
        ("x" * 400, "x" * 384),
    ],
)
def test_a_name_is_cleaned_as_followthemoney_cleans_it(name: str, cleaned: str | None) -> None:
    assert clean.name(name) == cleaned


def test_long_texts_are_cut() -> None:
    assert clean.string("x" * 2000) == "x" * 1024
    assert clean.text("x" * 70_000) == "x" * 65_000
    assert clean.address("x" * 300) == "x" * 250
    assert clean.string("x" * 1023 + "  y") == "x" * 1023


def test_very_many_quotation_marks_take_no_time() -> None:
    assert clean.name("'" * 200_001) == "'"
    assert clean.address("," * 200_000) == ","


@given(st.text())
def test_cleaning_leaves_what_is_clean(text: str) -> None:
    for form in (clean.name, clean.string, clean.text, clean.address):
        cleaned = form(text)
        assert cleaned is None or (cleaned and form(cleaned) == cleaned)
        assert cleaned is None or unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://a.b.example.org:8080/x/%D0%BE?q=1&r=a/b#part",
        "ftp://localhost/x",
    ],
)
def test_a_plain_url_is_kept(url: str) -> None:
    assert clean.url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *("urn:isbn:0", "https://example.org", "HTTP://example.org/", "https://пример.рф/", "mailto:a@b.org"),
        *(
            "https://10.0/",
            "https://a..b/",
            "https://a.b1/",
            "https://a/b;c",
            "https://x.org/?",
            "https://u@x.org/",
        ),
        "https://example.org/" + "x" * 4096,
    ],
)
def test_a_url_of_which_it_is_not_known_what_becomes_is_lost(url: str) -> None:
    assert clean.url(url) is None


def test_ids_and_items_of_wikidata_have_their_forms() -> None:
    assert (clean.reference("a.b-c"), clean.reference("-a")) == ("a.b-c", None)
    assert (clean.wikidata("Q7184"), clean.wikidata("L1")) == ("Q7184", None)
