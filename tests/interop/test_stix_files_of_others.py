"""STIX bundles that others made or changed: what is read of them, and what is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import stix2

import harbour
from eurasec import Corpus, dumps, loads
from eurasec.errors import DecodeError, EurasecError, InvalidValueError
from eurasec.interop.exchange import Imported
from eurasec.interop.stix import EXTENSION_ID, from_stix, to_stix
from eurasec.serialization.limits import Limits
from mutants import Mutator

CREATED = datetime(2022, 2, 9, tzinfo=UTC)

Object = dict[str, Any]


def thing(id: str, **members: object) -> Object:
    return {"type": id.partition("--")[0], "id": id, "modified": "2020", **members}


def read(*objects: object, **options: bool) -> Imported:
    return from_stix(json.dumps({"type": "bundle", "id": "bundle--1", "objects": objects}), **options)


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


def shown(corpus: Corpus) -> list[str]:
    return [repr(record) for record in corpus]


# ── Bundles of others ───────────────────────────────────────────────────────


def test_a_bundle_made_with_stix2_is_read() -> None:
    berg = stix2.Identity(name="Anna Berg", identity_class="individual", labels=["chair"])
    league = stix2.Identity(name="League of Ports", identity_class="organization", sectors=["transportation"])
    norland = stix2.Location(name="Norland", country="no")
    at = stix2.Relationship(league, "located-at", norland)
    raiders = stix2.ThreatActor(name="Raiders", threat_actor_types=["criminal"])
    uses = stix2.Relationship(raiders, "related-to", league)
    bundle = stix2.Bundle(berg, league, norland, at, raiders, uses)
    imported = from_stix(bundle.serialize())
    corpus = imported.corpus
    assert [(each.name, each.tags) for each in corpus.people] == [("Anna Berg", ("chair",))]
    [state] = corpus.states
    assert (state.id, state.name, state.code) == (norland.id, "Norland", "NO")
    assert [(each.name, each.country) for each in corpus.organizations] == [("League of Ports", norland.id)]
    assert [each.name for each in corpus.groups] == ["Raiders"]
    assert told(imported) == [
        "$.objects[1].sectors: is not read, for the model has no field for it",
        "$.objects[4].threat_actor_types: is not read, for the model has no field for it",
        "$.objects[5].type: objects of the type 'relationship' are not read",
    ]


@pytest.mark.parametrize(
    ("identity_class", "record", "problems"),
    [
        ("individual", "Person", 0),
        ("organization", "Organization", 0),
        ("group", "Group", 0),
        ("class", "Group", 0),
        ("system", "Organization", 1),
        (None, "Organization", 1),
        (7, "Organization", 2),
    ],
)
def test_the_class_of_an_identity_decides_what_it_is(
    identity_class: object, record: str, problems: int
) -> None:
    imported = read(thing("identity--1", name="X", identity_class=identity_class))
    assert [type(each).__name__ for each in imported.corpus] == [record]
    assert len(imported.problems) == problems


def test_names_ids_words_and_remarks_of_an_identity_are_read() -> None:
    imported = read(
        thing(
            "identity--1",
            name="Delegate\n of a state",
            identity_class="individual",
            description="Unknown.",
            labels=["unnamed:true", "tall"],
            confidence=50,
            external_references=[
                {"source_name": "wikidata", "external_id": "Q1"},
                {"source_name": "A page", "url": "https://example.org"},
                {"source_name": "a b", "external_id": "1", "hashes": {"MD5": "x"}},
            ],
            object_marking_refs=["marking-definition--1"],
        )
    )
    assert shown(imported.corpus) == [
        (
            "Person(id='identity--1', name='Delegate  of a state', unnamed=True, "
            "identifiers=(Identifier(scheme='wikidata', value='Q1'),), note='Unknown.', tags=('tall',))"
        )
    ]
    assert told(imported) == [
        "$.objects[0].external_references[1]: is not read, for it names no id",
        "$.objects[0].external_references[2].hashes: is not read, for the model has no field for it",
        "$.objects[0].external_references[2].source_name: 'a b' is not an ASCII name without spaces",
        "$.objects[0].external_references[2]: is left out, for Identifier needs scheme",
        "$.objects[0].confidence: is not read, for the model has no field for it",
        "$.objects[0].object_marking_refs: is not read, for the model has no field for it",
    ]


def test_what_is_not_read_is_kept_as_attributes_on_request() -> None:
    imported = read(
        thing("identity--1", name="X", identity_class="group", sectors=["a", "b"]), keep_unknown=True
    )
    [group] = imported.corpus.groups
    assert [str(each) for each in group.attributes] == ["sectors: a", "sectors: b"]


@pytest.mark.parametrize(
    ("members", "record"),
    [
        ({"country": "no"}, "State(id='location--1', name='NO', code='NO')"),
        ({"country": "NO", "name": "Norland"}, "State(id='location--1', name='Norland', code='NO')"),
        ({"country": "NO", "city": "Oslo"}, "Area(id='location--1', name='Oslo')"),
        ({"region": "central-asia"}, "Area(id='location--1', name='central-asia')"),
        ({"country": "Norland"}, "Area(id='location--1', name='Norland')"),
        ({"country": "NO", "latitude": 60.0, "name": "There"}, "Area(id='location--1', name='There')"),
    ],
)
def test_a_location_is_a_state_or_an_area(members: Object, record: str) -> None:
    imported = read(thing("location--1", **members))
    assert shown(imported.corpus) == [record]


def test_a_location_without_a_name_is_left_out() -> None:
    imported = read(thing("location--1", latitude=1.0, longitude=2.0, external_references=[]))
    assert len(imported.corpus) == 0
    assert told(imported)[-1] == "$.objects[0]: is left out, for Area needs name"


def test_identities_are_located_once_and_in_states_alone() -> None:
    def at(id: str, source: object, target: object) -> Object:
        return thing(
            f"relationship--{id}", relationship_type="located-at", source_ref=source, target_ref=target
        )

    imported = read(
        thing("identity--1", name="X", identity_class="group"),
        thing("location--1", country="no"),
        thing("location--2", country="se"),
        thing("location--3", city="Oslo"),
        at("1", "identity--1", "location--1") | {"description": "since 2001"},
        at("2", "identity--1", "location--2"),
        at("3", "identity--1", "location--3"),
        at("4", "identity--9", "location--1"),
        at("5", 5, []),
    )
    assert [each.country for each in imported.corpus.groups] == ["location--1"]
    assert told(imported) == [
        "$.objects[7].source_ref: 'identity--9' names no object of the bundle",
        "$.objects[8].source_ref: 5 names no object of the bundle",
        "$.objects[4].description: is not read, for the model has no field for it",
        "$.objects[5].type: objects of the type 'relationship' are not read; the same in 3 other places",
    ]


def test_reports_are_documents() -> None:
    imported = read(
        thing("report--1", name="R", published="2016-01-20T17:00:00.000Z", object_refs=["identity--gone"]),
        thing("report--2", name="S", published="2016-01-20T00:00:00Z", description="Long."),
        thing("report--3", name="T"),
    )
    assert shown(imported.corpus) == [
        "Document(id='report--1', title='R', date=parse_edtf('2016-01-20'))",
        "Document(id='report--2', title='S', date=parse_edtf('2016-01-20'), note='Long.')",
        "Document(id='report--3', title='T')",
    ]
    assert told(imported) == [
        "$.objects[0].object_refs: 'identity--gone' names no object of the bundle",
        "$.objects[0].published: '2016-01-20T17:00:00.000Z' is read without its time of day",
        "$.objects[0].object_refs: is not read, for the model has no field for it",
    ]


def test_of_several_versions_the_latest_is_read() -> None:
    def version(modified: object, name: str) -> Object:
        return thing("intrusion-set--1", name=name) | {"modified": modified}

    imported = read(
        version("2020", "Old"), version("2022", "New"), version("2021", "Middle"), version("2022", "Twin")
    )
    assert [each.name for each in imported.corpus.groups] == ["New"]
    assert told(imported) == [
        "$.objects[0].modified: is an older version, and the later one is read",
        "$.objects[2].modified: is an older version, and the later one is read",
        "$.objects[3].id: 'intrusion-set--1' stands there twice and is read once",
    ]
    assert [each.name for each in read(version(None, "Old"), version("2022", "New")).corpus.groups] == ["New"]


def test_what_is_withdrawn_is_not_read() -> None:
    imported = read(thing("identity--1", name="X", identity_class="group", revoked=True))
    assert len(imported.corpus) == 0
    assert told(imported) == ["$.objects[0].revoked: is not read, for it is withdrawn"]


def test_ids_are_kept_where_they_can_be() -> None:
    imported = read(thing("identity--Ä", name="X", identity_class="group"), thing("location--Ä", city="Y"))
    assert shown(imported.corpus) == [
        "Area(id='location-a', name='Y', attributes=(Attribute(name='stix_id', value='location--Ä'),))",
        "Group(id='identity-a', name='X', identifiers=(Identifier(scheme='stix', value='identity--Ä'),))",
    ]


# ── Bundles of our own that were changed ────────────────────────────────────


def own() -> Object:
    bundle: Object = json.loads(to_stix(harbour.corpus(), CREATED).result)
    return bundle


def test_what_stands_around_the_extension_does_not_matter() -> None:
    bundle = own()
    for each in bundle["objects"]:
        each["name"] = "changed"
        each.pop("description", None)
    assert from_stix(json.dumps(bundle)).corpus == harbour.corpus()


def test_a_part_of_a_bundle_is_read_as_far_as_it_holds_together() -> None:
    bundle = own()
    bundle["objects"] = [
        each for each in bundle["objects"] if each["type"] in {"identity", "opinion", "note"}
    ]
    imported = from_stix(json.dumps(bundle))
    assert imported.corpus.positions.ids == ("p-1", "p-3", "p-4")
    assert imported.corpus.assessments.ids == ()
    [growth] = [each for each in imported.corpus.positions if each.id == "p-1"]
    assert (growth.conference, growth.session, growth.evidence) == (None, None, ())
    rules = {problem.rule for problem in imported.problems}
    assert rules == {"reference", "left-out"}


def test_a_record_that_was_broken_is_told_at_its_place() -> None:
    bundle = own()
    [person] = [each for each in bundle["objects"] if each.get("name") == "Anna Berg"]
    index = bundle["objects"].index(person)
    place = f"$.objects[{index}].extensions['{EXTENSION_ID}']"
    person["extensions"][EXTENSION_ID]["record"]["nmae"] = 5
    [first, *_] = told(from_stix(json.dumps(bundle)))
    assert first == f"{place}.record.nmae: is no key of Person; did you mean 'name'?"
    for broken, message in (
        ({"record": {"type": "persn"}}, f"{place}.record.type: 'persn' is no kind of record"),
        ({"record": {"type": []}}, f"{place}.record.type: [] is no kind of record"),
        ({"record": 5}, f"{place}.record: 5 is not an object"),
        ({}, f"{place}.record: null is not an object"),
    ):
        person["extensions"][EXTENSION_ID] = broken
        assert told(from_stix(json.dumps(bundle)))[0] == message
    for extensions in (5, {EXTENSION_ID: 5}):
        person["extensions"] = extensions
        imported = from_stix(json.dumps(bundle))
        assert f"$.objects[{index}].extensions: is not read, for the model has no field for it" in told(
            imported
        )


def test_records_that_stand_there_twice_are_read_once() -> None:
    bundle = own()
    [person] = [each for each in bundle["objects"] if each.get("name") == "Anna Berg"]
    bundle["objects"].append({**person, "id": "identity--copy"})
    imported = from_stix(json.dumps(bundle))
    assert imported.corpus == harbour.corpus()
    assert [problem.rule for problem in imported.problems] == ["unique-id", "left-out"]


def test_sessions_and_spans_that_do_not_fit_are_taken_out() -> None:
    bundle = own()
    records = {
        payload["record"]["id"]: payload["record"]
        for each in bundle["objects"]
        if "record" in (payload := each.get("extensions", {}).get(EXTENSION_ID, {}))
    }
    records["forum"]["sessions"][2]["part_of"] = "old-forum"
    records["forum"]["sessions"].append({"id": "berg"})
    records["p-1"]["evidence"][0]["end"] = 10_000
    records["p-2"]["conference"] = "old-forum"
    records["p-2"]["assembly"]["of"] = "report"
    records["forum-eide"]["conference"] = "old-forum"
    records["storms"]["broader"] = "storms"
    imported = from_stix(json.dumps(bundle))
    corpus = imported.corpus
    assert [each.id for each in corpus.sessions] == ["forum-s1", "forum-s2", "forum-s2a"]
    assert corpus.sessions["forum-s2a"].part_of is None
    assert corpus.positions["p-1"].evidence == ()
    assert "p-2" not in corpus
    assert "forum-eide" not in corpus
    assert corpus.threats["storms"].broader is None
    paths = {
        problem.path.rpartition("]")[2] or problem.path.rpartition(".")[2] for problem in imported.problems
    }
    assert {".part_of", ".id", ".end", ".session", ".record.assembly.of", ".record.broader"} <= paths


# ── What is no bundle ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[]", "type 'bundle'"),
        ("null", "type 'bundle'"),
        ("{}", "type 'bundle'"),
        ('{"type": "bundle", "objects": {}}', "type 'bundle'"),
        ('{"type": "identity", "objects": []}', "type 'bundle'"),
        ("", "is empty"),
        (b"\xff", "is not UTF-8"),
        ("[" * 100_000, "is nested"),
    ],
)
def test_what_is_no_bundle_is_refused(data: bytes | str, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        from_stix(data)


def test_a_file_that_breaks_a_limit_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"is longer than 10 bytes \(Limits.bytes\)"):
        from_stix('{"type": "bundle"}', limits=Limits(bytes=10))


def test_what_is_neither_bytes_nor_text_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        from_stix({"type": "bundle"})  # type: ignore[arg-type]


def test_a_bundle_may_be_empty() -> None:
    assert from_stix('{"type": "bundle", "id": "bundle--1"}') == Imported(corpus=Corpus())


def test_what_is_no_object_is_told() -> None:
    imported = read(5, {}, {"id": "identity--1"}, {"id": "", "type": "identity"}, {"id": "x", "type": []})
    assert told(imported) == [
        "$.objects[0]: 5 is not an object",
        "$.objects[1]: has no id or no type",
        "$.objects[2]: has no id or no type",
        "$.objects[3]: has no id or no type",
        "$.objects[4]: has no id or no type",
    ]


def test_mutants_end_in_a_corpus_or_an_error_of_our_own() -> None:
    foreign = json.dumps(
        {
            "type": "bundle",
            "id": "bundle--1",
            "objects": [
                thing("identity--1", name="X", identity_class="individual", labels=["a"]),
                thing(
                    "identity--2", name="Y", external_references=[{"source_name": "a", "external_id": "b"}]
                ),
                thing("location--1", name="N", country="no"),
                thing(
                    "relationship--1",
                    relationship_type="located-at",
                    source_ref="identity--1",
                    target_ref="location--1",
                ),
                thing("report--1", name="R", published="2020-01-01T00:00:00Z", object_refs=["identity--1"]),
                thing("malware--1", name="M"),
            ],
        }
    ).encode()
    own_bytes = to_stix(harbour.corpus(), CREATED).result
    good = 0
    mutants = (
        *Mutator(foreign, seed=21).of_structure(400),
        *Mutator(foreign, seed=22).of_bytes(100),
        *Mutator(own_bytes, seed=23).of_structure(150),
        *Mutator(own_bytes, seed=24).of_bytes(50),
    )
    for mutant in mutants:
        try:
            imported = from_stix(mutant, keep_unknown=bool(good % 2))
        except EurasecError:
            continue
        good += 1
        assert loads(dumps(imported.corpus)) == imported.corpus
        assert all(problem.path.startswith("$") for problem in imported.problems)
    assert good > 400
