"""STIX bundles: what strict readers take, what stands outside the extension, and what comes back."""

from __future__ import annotations

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import attrs
import pytest
import stix2
from hypothesis import given, settings

import harbour
from eurasec import (
    Appearance,
    Area,
    Assembly,
    Attribute,
    Coding,
    Conference,
    Corpus,
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
    ThreatAssessment,
    Topic,
)
from eurasec._fields import Value, fields_of, given_fields, references
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError
from eurasec.interop._values import is_uri
from eurasec.interop.stix import EXTENSION_ID, from_stix, to_stix
from eurasec.interop.stix.objects import stix_id
from strategies import corpora_records

FOLDER = Path(__file__).parent.parent / "data" / "stix"
CREATED = datetime(2022, 2, 9, 12, tzinfo=UTC)

Object = dict[str, Any]


def objects(*records: Record, **options: Any) -> list[Object]:
    """The objects that follow from records, without those that every bundle has."""
    bundle = json.loads(to_stix(Corpus(records), CREATED, **options).result)
    found: list[Object] = bundle["objects"][2:]
    return found


def reasons(records: Iterable[Record]) -> dict[str, str]:
    return {f"{loss.record}.{loss.field}": loss.reason for loss in to_stix(Corpus(records), CREATED).losses}


def carrier(found: Iterable[Object], id: str) -> Object:
    """The object that carries the record with an id."""
    [one] = [each for each in found if each["extensions"][EXTENSION_ID].get("record", {}).get("id") == id]
    return one


def ties(found: Iterable[Object]) -> set[tuple[str, str, str]]:
    """All relationships: names of both ends and type."""
    by_id = {each["id"]: each for each in found}

    def name(id: str) -> str:
        each = by_id[id]
        return each.get("name") or each.get("abstract") or each.get("explanation") or each["type"]

    return {
        (name(each["source_ref"]), each["relationship_type"], name(each["target_ref"]))
        for each in found
        if each["type"] == "relationship"
    }


# ── What others take ────────────────────────────────────────────────────────


def test_stix2_takes_the_shipped_corpus_without_custom_content() -> None:
    bundle = stix2.parse(to_stix(csto_2022(), CREATED, producer="An institute").result, allow_custom=False)
    assert len(bundle.objects) > 500


@settings(max_examples=15, deadline=None)
@given(corpora_records())
def test_stix2_takes_any_corpus_without_custom_content(records: list[Record]) -> None:
    data = to_stix(Corpus(records), CREATED).result
    stix2.parse(data, allow_custom=False)
    found = json.loads(data)["objects"]
    ids = [each["id"] for each in found]
    assert len(set(ids)) == len(ids)
    for each in found:
        named = [value for key, value in each.items() if key.endswith("_ref")]
        named += [value for key, values in each.items() if key.endswith("_refs") for value in values]
        assert set(named) <= set(ids)


def test_ids_look_random_and_follow_from_the_record() -> None:
    id = stix_id("identity", "eurasec", "zas")
    assert id == stix_id("identity", "eurasec", "zas")
    assert len({id, stix_id("identity", "eurasec", "zaz"), stix_id("identity", "eurase", "czas")}) == 3
    assert uuid.UUID(id.partition("--")[2]).version == 4


def test_equal_corpora_give_equal_bytes() -> None:
    records = harbour.records()
    assert to_stix(Corpus(records), CREATED).result == to_stix(Corpus(reversed(records)), CREATED).result


def test_a_namespace_keeps_corpora_apart() -> None:
    [one], [other] = objects(harbour_person()), objects(harbour_person(), namespace="other")
    assert one["id"] != other["id"]
    assert other["external_references"] == [{"source_name": "other", "external_id": "berg"}]


def harbour_person() -> Person:
    return Person(id="berg", name="Anna Berg")


def test_the_producer_is_the_creator_of_every_object() -> None:
    producer, person = objects(harbour_person(), producer="An institute")
    assert (producer["name"], producer["created_by_ref"]) == ("An institute", producer["id"])
    assert person["created_by_ref"] == producer["id"]


def test_the_extension_is_the_same_whenever_it_is_written() -> None:
    first, second = (
        json.loads(to_stix(Corpus(), moment).result)["objects"]
        for moment in (CREATED, datetime(2030, 1, 1, tzinfo=UTC))
    )
    assert first == second
    definition = first[1]
    assert definition["id"] == EXTENSION_ID
    schema = json.loads(definition["schema"])
    assert schema["properties"]["record"]["required"] == ["type", "id"]


def test_what_objects_carry_fits_the_schema_of_the_extension() -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only this test needs it

    bundle = json.loads(to_stix(harbour.corpus(), CREATED, producer="An institute").result)
    validator = Draft202012Validator(json.loads(bundle["objects"][1]["schema"]))
    carried = [each["extensions"][EXTENSION_ID] for each in bundle["objects"][2:]]
    assert [error.message for each in carried for error in validator.iter_errors(each)] == []
    assert list(validator.iter_errors({"extension_type": "property-extension"}))


# ── Times ───────────────────────────────────────────────────────────────────


def test_times_are_those_of_the_caller_in_utc() -> None:
    moscow = timezone(timedelta(hours=3))
    created = datetime(2022, 2, 9, 12, 30, 15, 123_999, tzinfo=moscow)
    [_, _, person] = json.loads(
        to_stix(Corpus([harbour_person()]), created, modified=created + timedelta(days=1)).result
    )["objects"]
    assert (person["created"], person["modified"]) == ("2022-02-09T09:30:15.123Z", "2022-02-10T09:30:15.123Z")


def test_an_early_year_is_written_with_four_digits() -> None:
    [_, _, person] = json.loads(to_stix(Corpus([harbour_person()]), datetime(33, 4, 3, tzinfo=UTC)).result)[
        "objects"
    ]
    assert person["created"] == "0033-04-03T00:00:00.000Z"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"created": datetime(2022, 2, 9)}, "created: .* is not a datetime with a time zone"),  # noqa: DTZ001 - wrong on purpose
        ({"created": "2022-02-09"}, "created: '2022-02-09' is not a datetime with a time zone"),
        ({"created": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3)))}, "created: .* years 1 to 9999"),
        ({"created": CREATED, "modified": datetime(2021, 1, 1, tzinfo=UTC)}, "modified: .* is before"),
        ({"created": CREATED, "namespace": ""}, "namespace: is empty"),
        ({"created": CREATED, "namespace": "\ud800"}, "namespace: .* half a surrogate pair"),
        ({"created": CREATED, "producer": " "}, "producer: is empty"),
    ],
)
def test_wrong_options_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        to_stix(Corpus(), **arguments)


# ── There and back ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "corpus", [csto_2022(), harbour.corpus(), Corpus()], ids=["shipped", "harbour", "empty"]
)
def test_a_bundle_of_our_own_comes_back_without_loss(corpus: Corpus) -> None:
    imported = from_stix(to_stix(corpus, CREATED, producer="An institute").result)
    assert imported.problems == ()
    assert imported.corpus == corpus


@settings(max_examples=40, deadline=None)
@given(corpora_records())
def test_a_bundle_of_any_corpus_comes_back_without_loss(records: list[Record]) -> None:
    corpus = Corpus(records)
    imported = from_stix(to_stix(corpus, CREATED).result)
    assert imported.problems == ()
    assert imported.corpus == corpus


# ── What a reader has who ignores the extension ─────────────────────────────


def test_the_losses_of_the_shipped_corpus_are_known_in_full() -> None:
    lines = [str(loss) for loss in to_stix(csto_2022(), CREATED).losses]
    assert lines == (FOLDER / "csto_2022.losses.txt").read_text(encoding="utf-8").splitlines()


def leaves(value: object) -> Iterator[str]:
    """Every text and number in a field, references apart."""
    if isinstance(value, tuple):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, Value):
        for field in fields_of(type(value)):
            if field.refers is None:
                yield from leaves(getattr(value, field.name))
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)


def hidden(corpus: Corpus) -> list[str]:
    """Fields that are not listed as lost, and yet stand nowhere but in the extension."""
    exported = to_stix(corpus, CREATED)
    bundle = json.loads(exported.result)["objects"][2:]
    lost = {(loss.record, loss.field) for loss in exported.losses}
    native: defaultdict[str, list[Object]] = defaultdict(list)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for each in bundle:
        extension = each.pop("extensions")[EXTENSION_ID]
        owner = extension["record"]["id"] if "record" in extension else extension["derived_from"]
        native[owner].append(each)
        ids[owner].add(each["id"])
    reports = [each for each in bundle if each["type"] == "report"]
    found: list[str] = []
    for record in (*corpus, *corpus.sessions):
        own = ids[record.id]
        near = [*native[record.id], *(each for each in reports if own & set(each["object_refs"]))]
        texts = json.dumps(near, ensure_ascii=False)
        for name, value in given_fields(record):
            if (record.id, name) in lost or name == "sessions":
                continue
            targets = [
                target for path, target, _ in references(record) if re.split(r"[.\[]", path)[0] == name
            ]
            missing = [each for each in targets if not any(id in texts for id in ids[each])]
            if not targets or name == "evidence":
                written = [json.dumps(each, ensure_ascii=False)[1:-1] for each in leaves(value)]
                missing += [each for each in written if each not in texts]
            found += [f"{record.id}.{name}: {each}" for each in missing]
    return found


@pytest.mark.parametrize("corpus", [csto_2022(), harbour.corpus()], ids=["shipped", "harbour"])
def test_whatever_is_not_lost_stands_outside_the_extension(corpus: Corpus) -> None:
    assert hidden(corpus) == []


@settings(max_examples=40, deadline=None)
@given(corpora_records())
def test_whatever_is_not_lost_of_any_corpus_stands_outside_the_extension(records: list[Record]) -> None:
    assert hidden(Corpus(records)) == []


NORLAND = State(id="norland", name="Norland", code="NO", other_names=("Kingdom of Norland",))
LEAGUE = Organization(id="league", name="League of Ports", short_name="LP", country="norland")
BERG = Person(id="berg", name="Anna Berg", country="norland", tags=("chair",))
GROWTH = Topic(id="growth", label="Growth", proposition="The league should grow.", other_labels=("Size",))


def test_a_state_is_an_identity_in_a_location() -> None:
    identity, location, relationship = objects(NORLAND)
    assert identity["type"] == "identity"
    assert (identity["name"], identity["identity_class"]) == ("Norland", "organization")
    assert (identity["sectors"], identity["description"]) == (
        ["government-national"],
        "Also: Kingdom of Norland",
    )
    assert (location["type"], location["country"]) == ("location", "NO")
    assert relationship["relationship_type"] == "located-at"
    assert "norland.code" not in reasons([NORLAND])


def test_a_code_that_is_none_of_iso_makes_no_location() -> None:
    nowhere = attrs.evolve(NORLAND, code="XK")
    assert [each["type"] for each in objects(nowhere)] == ["identity"]
    assert set(reasons([nowhere, LEAGUE, BERG])) == {"norland.code", "league.country", "berg.country"}


def test_people_and_bodies_are_located_at_their_country() -> None:
    west = Group(id="west", name="The West", members=("norland", "berg"), country="norland")
    office = Organization(id="office", name="Office", part_of="league")
    found = objects(NORLAND, LEAGUE, BERG, west, office)
    assert {
        ("League of Ports", "located-at", "Norland"),
        ("Anna Berg", "located-at", "Norland"),
        ("The West", "located-at", "Norland"),
        ("The West", "related-to", "Anna Berg"),
        ("Office", "related-to", "League of Ports"),
    } <= ties(found)
    assert carrier(found, "league")["description"] == "Also: LP"
    assert carrier(found, "berg")["labels"] == ["chair"]


@pytest.mark.parametrize(
    ("area", "members"),
    [
        (Area(id="a", name="Central Asia"), {"type": "location", "region": "central-asia"}),
        (
            Area(id="a", name="CA", other_names=("central asia",)),
            {"type": "location", "region": "central-asia"},
        ),
        (Area(id="a", name="Oslo", part_of="norland"), {"type": "location", "country": "NO"}),
        (Area(id="a", name="Coast", states=("norland",)), {"type": "location", "country": "NO"}),
        (Area(id="a", name="Quarter", part_of="town"), {"type": "location", "country": "NO"}),
        (Area(id="a", name="Nowhere", part_of="void"), {"type": "identity", "identity_class": "class"}),
        (Area(id="a", name="Fiction", part_of="utopia"), {"type": "identity", "identity_class": "class"}),
        (Area(id="a", name="Both", states=("norland", "utopia")), {"type": "identity"}),
    ],
)
def test_an_area_is_a_location_where_its_country_or_region_is_known(area: Area, members: Object) -> None:
    world = [NORLAND, State(id="utopia", name="Utopia"), Area(id="town", name="Town", part_of="norland")]
    found = carrier(objects(*world, Area(id="void", name="Void"), area), "a")
    assert {key: found.get(key) for key in members} == members


def test_terms_and_offices_are_relationships() -> None:
    office = Office(id="sg", title="Secretary", organization="league")
    tenure = Tenure(id="t", person="berg", office="sg", period="2003/2016", note="Twice.")
    membership = Membership(id="m", member="norland", organization="league", role="observer")
    found = objects(NORLAND, LEAGUE, BERG, office, tenure, membership)
    assert {("Anna Berg", "related-to", "Secretary"), ("Secretary", "related-to", "League of Ports")} <= ties(
        found
    )
    assert carrier(found, "t")["description"] == "holds the office\n\nTwice."
    assert carrier(found, "m")["labels"] == ["role:observer"]
    assert "no dates of EDTF" in reasons([NORLAND, LEAGUE, BERG, office, tenure, membership])["t.period"]


def test_a_document_is_a_report_with_its_hash_and_url() -> None:
    url = "https://example.org/r?x=1#y"
    document = Document(
        id="r", title="Report", date="2022-02-09", url=url, sha256="0" * 64, authors=("berg",)
    )
    cited = attrs.evolve(
        BERG, country=None, evidence=(Evidence(document="r", start=3, end=9, locator="page 1"),)
    )
    found = objects(document, cited)
    report = carrier(found, "r")
    assert report["published"] == "2022-02-09T00:00:00.000Z"
    assert report["external_references"][1] == {
        "source_name": "Report",
        "url": url,
        "hashes": {"SHA-256": "0" * 64},
        "description": "The hash is that of its text in UTF-8.",
    }
    assert report["object_refs"] == [carrier(found, "berg")["id"]]
    [_, evidence] = carrier(found, "berg")["external_references"]
    assert evidence["description"] == "in r; characters 3 to 9; page 1"
    assert reasons([document, cited]) == {}


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"sha256": None}, {"r.url"}),
        ({"url": "https://пример.рф/"}, {"r.url"}),
        ({"date": "2022"}, {"r.date"}),
        ({"date": "0000-01-01"}, {"r.date"}),
        ({"title": "cve"}, set()),
    ],
)
def test_a_url_needs_a_hash_and_a_publication_a_day(change: dict[str, Any], lost: set[str]) -> None:
    document = Document(id="r", title="R", date="2022-02-09", url="https://example.org/", sha256="0" * 64)
    document = attrs.evolve(document, **change)
    assert set(reasons([document])) == lost
    stix2.parse(to_stix(Corpus([document]), CREATED).result, allow_custom=False)


def test_a_report_of_nothing_names_the_library() -> None:
    [report] = objects(Document(id="r", title="R"))
    assert report["object_refs"] == [json.loads(to_stix(Corpus(), CREATED).result)["objects"][0]["id"]]


@pytest.mark.parametrize("id", ["CVE-2021-12345", "CAPEC-1"])
def test_what_stix_takes_for_a_vulnerability_is_lost(id: str) -> None:
    person = Person(id=id, name="P", identifiers=(Identifier(scheme="cve", value="x"),))
    assert set(reasons([person])) == {f"{id}.id", f"{id}.identifiers"}
    assert from_stix(to_stix(Corpus([person]), CREATED).result).corpus == Corpus([person])


def test_meetings_are_reports_of_what_was_said_there() -> None:
    conference = Conference(
        id="c",
        title="Forum",
        theme="Ports",
        period="2020-05-04/2020-05-05",
        organizers=("league",),
        sessions=(
            Session(id="s", title="Morning", agenda=("growth",)),
            Session(id="t", theme="Storms", part_of="s"),
            Session(id="u"),
        ),
    )
    participant = Participant(
        id="p",
        person="berg",
        conference="c",
        offices=("sg",),
        represents="league",
        capacity="Secretary General",
        appearances=(Appearance(session="s"),),
    )
    said = Position(id="x", holders=("berg",), topic="growth", stance="support", conference="c", session="s")
    office = Office(id="sg", title="Secretary")
    found = objects(NORLAND, LEAGUE, BERG, GROWTH, office, conference, participant, said)
    by_name = {each.get("name"): each for each in found}
    report = carrier(found, "c")
    assert (report["published"], report["description"]) == ("2020-05-05T00:00:00.000Z", "Ports")
    opinion, person, note = (carrier(found, id)["id"] for id in ("x", "berg", "growth"))
    sessions = [by_name[name]["id"] for name in ("Morning", "Storms", "Forum: u")]
    assert report["object_refs"] == [*sessions, person, opinion]
    assert by_name["Morning"]["object_refs"] == [note, opinion]
    assert by_name["Storms"]["published"] == "2022-02-09T12:00:00.000Z"
    assert carrier(found, "p")["description"] == "Secretary General"
    assert {
        ("Anna Berg", "related-to", "Forum"),
        ("Anna Berg", "related-to", "Secretary"),
        ("Anna Berg", "related-to", "League of Ports"),
        ("Forum", "related-to", "League of Ports"),
        ("Storms", "related-to", "Morning"),
    } <= ties(found)


def test_an_event_groups_who_took_part_and_where() -> None:
    event = Event(id="e", label="Storm", kind="disaster", places=("norland",), participants=("berg",))
    found = objects(NORLAND, BERG, event)
    grouping = carrier(found, "e")
    assert (grouping["type"], grouping["context"], grouping["labels"]) == (
        "grouping",
        "unspecified",
        ["kind:disaster"],
    )
    assert grouping["object_refs"] == [carrier(found, "berg")["id"], carrier(found, "norland")["id"]]


def test_a_topic_is_a_note_that_states_its_proposition() -> None:
    narrow = Topic(id="speed", label="Speed", definition="How fast.", broader="growth")
    found = objects(GROWTH, narrow)
    assert carrier(found, "growth")["content"] == "The league should grow.\n\nAlso: Size"
    assert carrier(found, "speed")["content"] == "Speed\n\nHow fast."
    assert carrier(found, "speed")["object_refs"] == [carrier(found, "growth")["id"]]
    assert ("Speed", "related-to", "Growth") in ties(found)


@pytest.mark.parametrize(
    ("stance", "opinion"),
    [
        ("support", "strongly-agree"),
        ("qualified_support", "agree"),
        ("neutral", "neutral"),
        ("mixed", "neutral"),
        ("unclear", "neutral"),
        ("qualified_opposition", "disagree"),
        ("oppose", "strongly-disagree"),
    ],
)
def test_a_stance_is_an_opinion_on_the_note(stance: Any, opinion: str) -> None:
    said = Position(
        id="x",
        holders=("berg",),
        holder_wording="the minister",
        claim="It should grow.",
        reason="It is small.",
        condition="If it can.",
        topic="growth",
        stance=stance,
        coding=Coding(coder="ab", confidence=0.756),
    )
    found = objects(attrs.evolve(BERG, country=None), GROWTH, said)
    written = carrier(found, "x")
    assert (written["opinion"], written["authors"], written["confidence"]) == (opinion, ["Anna Berg"], 76)
    assert written["object_refs"] == [carrier(found, "growth")["id"]]
    assert f"stance:{stance}" in written["labels"]
    assert written["explanation"].split("\n\n") == [
        "It should grow.",
        "Reason: It is small.",
        "Condition: If it can.",
        "The source names the holder so: the minister",
    ]


def test_a_view_that_is_passed_on_names_both_voices() -> None:
    said = Position(
        id="x",
        holders=("norland",),
        attribution="imputed",
        attributed_by="berg",
        endorsement="rejected",
        claim="No.",
        topic="growth",
        stance="oppose",
    )
    found = objects(NORLAND, BERG, GROWTH, said)
    assert carrier(found, "x")["authors"] == ["Norland, according to Anna Berg"]
    told = {each.get("description") for each in found if each["type"] == "relationship"}
    assert {"is said to hold", "passes on"} <= told


def test_an_assembly_is_an_author_in_words() -> None:
    def authors(assembly: Assembly) -> list[str]:
        said = Position(id="x", assembly=assembly, topic="growth", stance="support")
        names: list[str] = carrier(objects(NORLAND, GROWTH, said), "x")["authors"]
        return names

    assert authors(Assembly(of="norland", quantifier="a_few")) == ["those present (a few)"]
    assert authors(Assembly(of="norland", among="experts", quantifier="most")) == ["experts (most)"]


def test_a_threat_is_a_campaign_that_targets_whom_it_is_said_to_threaten() -> None:
    storm = Threat(
        id="storm",
        label="Storm",
        kinds=("environmental_degradation",),
        sectors=("environmental", "economic"),
        origins=("norland", "coast", "league"),
    )
    surge = Threat(id="surge", label="Surge", kinds=("other",), sectors=("cyber",), broader="storm")

    def judged(**fields: Any) -> ThreatAssessment:
        return ThreatAssessment(id="a", holders=("berg",), threat="storm", **fields)

    world = [NORLAND, LEAGUE, BERG, Area(id="coast", name="Coast"), GROWTH, storm, surge]
    grave = judged(
        verdict="affirmed", severity="grave", referents=("norland", "league"), referent_words=("order",)
    )
    found = objects(*world, grave)
    assert carrier(found, "storm")["labels"] == [
        "kinds:environmental_degradation",
        "sectors:environmental",
        "sectors:economic",
    ]
    assert {
        ("Storm", "originates-from", "Norland"),
        ("Storm", "related-to", "Coast"),
        ("Storm", "related-to", "League of Ports"),
        ("Storm", "targets", "Norland"),
        ("Storm", "targets", "League of Ports"),
        ("Surge", "related-to", "Storm"),
    } <= ties(found)
    opinion = carrier(found, "a")
    assert (opinion["opinion"], opinion["explanation"]) == ("strongly-agree", "Threatened: order")
    assert {"verdict:affirmed", "severity:grave"} <= set(opinion["labels"])
    assert "a.referents" not in reasons([*world, grave])
    assert "a.referents" in reasons([*world, judged(verdict="affirmed", referents=("growth", "norland"))])
    dismissed = judged(verdict="dismissed", referents=("norland",))
    assert "a.referents" in reasons([*world, dismissed])
    assert not any(tie == "targets" for _, tie, _ in ties(objects(*world, dismissed)))
    assert carrier(objects(*world, dismissed), "a")["opinion"] == "strongly-disagree"


def test_what_has_no_place_is_lost_with_its_reason() -> None:
    person = Person(id="p", name="P", attributes=(Attribute(name="seat", value="12"),))
    assert reasons([person]) == {"p.attributes": "STIX has no place for it outside the extension"}


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "https://u@h:80/a/b;c?d=e/f#g", "urn:isbn:0", "mailto:a@b.org", "https://a/%41"],
)
def test_a_uri_is_kept(url: str) -> None:
    assert is_uri(url)


@pytest.mark.parametrize(
    "url", ["https://é/", "https://a/%4", "https://a/[x]", "https://[::1]/", "x:", "https://a:b/"]
)
def test_what_is_no_uri_or_may_be_none_is_lost(url: str) -> None:
    assert not is_uri(url)
