"""Popolo documents that others made: what is read of them, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import harbour
from eurasec import Corpus, Record, dumps, loads
from eurasec.errors import DecodeError, EurasecError, InvalidValueError
from eurasec.interop.exchange import Imported
from eurasec.interop.popolo import from_popolo, to_popolo
from eurasec.serialization.limits import Limits
from mutants import Mutator

PARLIAMENT = (Path(__file__).parent.parent / "data" / "popolo" / "parliament.json").read_bytes()


def read(document: object, **options: bool) -> Imported:
    return from_popolo(json.dumps(document), **options)


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


def shown(corpus: Corpus) -> list[str]:
    return [repr(record) for record in corpus]


def only(imported: Imported) -> Record:
    [record] = imported.corpus
    return record


# ── A parliament, in the manner of EveryPolitician ──────────────────────────


def test_a_parliament_is_read() -> None:
    corpus = from_popolo(PARLIAMENT).corpus
    assert {each.name for each in corpus.people} == {"Mary Example", "Ján Príklad"}
    mary = corpus.people["mary"]
    assert mary.other_names == ("Marie Exemple", "M. Example")
    assert [str(each) for each in mary.identifiers] == ["wikidata:Q1"]
    house = corpus.organizations["5f0e"]
    assert (house.kind, [str(each) for each in house.identifiers]) == ("parliament", ["wikidata:Q2"])
    party = corpus.organizations["party-greens"]
    assert (party.kind, [str(each) for each in party.identifiers]) == ("party", ["popolo:party/greens"])
    assert [str(each.period) for each in corpus.memberships] == ["2011-05/2015", "2015-03-01/"]
    assert corpus.areas["area-north"].name == "North"
    term = corpus.events["term-4"]
    assert (term.label, str(term.period)) == ("Fourth Term", "2011/2015-02")


def test_the_sources_of_a_parliament_are_documents_and_evidence() -> None:
    corpus = from_popolo(PARLIAMENT).corpus
    [source] = corpus.documents
    assert (source.id, source.title, source.url) == (
        "the-register",
        "The register",
        "https://example.org/register",
    )
    assert (
        corpus.people["mary"].evidence[0].document == corpus.people["jan"].evidence[0].document == source.id
    )


def test_what_is_not_read_of_a_parliament_is_told_in_full() -> None:
    assert told(from_popolo(PARLIAMENT)) == [
        "$.persons[0].other_names[0].lang: is not read, for the model has no field for it",
        "$.persons[0].other_names[0].note: is not read, for the model has no field for it",
        "$.persons[0].birth_date: is not read, for the model has no field for it",
        "$.persons[0].gender: is not read, for the model has no field for it",
        "$.persons[0].contact_details: is not read, for the model has no field for it",
        "$.areas[0].type: is not read, for the model has no field for it",
        "$.memberships[0].on_behalf_of_id: is not read, for the model has no field for it",
        "$.memberships[0].area_id: is not read, for the model has no field for it",
        "$.memberships[0].legislative_period_id: is not read, for the model has no field for it",
        "$.memberships[1].role: is not read, for the model has no field for it",
        "$.organizations[0].seats: is not read, for the model has no field for it",
        "$.events[0].classification: is not read, for the model has no field for it",
        "$.events[0].organization_id: is not read, for the model has no field for it",
        "$.meta: is not read, for the model has no field for it",
    ]


def test_what_is_not_read_is_kept_as_attributes_on_request() -> None:
    imported = from_popolo(PARLIAMENT, keep_unknown=True)
    mary = imported.corpus.people["mary"]
    assert [str(each) for each in mary.attributes] == ["birth_date: 1960-04", "gender: female"]
    seats = [str(each) for each in imported.corpus.organizations["5f0e"].attributes]
    assert seats == ["seats: 150"]
    assert len(imported.problems) == 4


# ── Things inside one another ───────────────────────────────────────────────


def test_memberships_and_posts_may_stand_inside() -> None:
    imported = read(
        {
            "persons": [
                {
                    "name": "Anna",
                    "memberships": [
                        {"post": {"label": "Secretary", "organization": {"name": "League"}}},
                        {"organization": {"id": "league-2", "name": "Second League"}, "role": "observer"},
                    ],
                }
            ],
            "organizations": [
                {
                    "id": "whole",
                    "name": "Whole",
                    "posts": [{"role": "Head", "memberships": [{"person_id": "anna"}]}],
                    "memberships": [{"person": {"id": "anna", "name": "Another Anna"}}],
                    "children": [{"name": "Part", "parent": {"id": "whole"}}],
                }
            ],
        }
    )
    assert told(imported) == []
    corpus = imported.corpus
    assert {each.name: each.part_of for each in corpus.organizations} == {
        "League": None,
        "Second League": None,
        "Whole": None,
        "Part": "whole",
    }
    offices = {(corpus[each.person].name, corpus[each.office].title) for each in corpus.tenures}
    assert offices == {("Anna", "Secretary"), ("Another Anna", "Head")}
    members = {(corpus[each.member].name, each.organization, str(each.role)) for each in corpus.memberships}
    assert members == {("Anna", "league-2", "observer"), ("Another Anna", "whole", "member")}


def test_areas_may_hold_all_that_lies_in_them() -> None:
    imported = read(
        {
            "areas": [
                {
                    "id": "norland",
                    "name": "Norland",
                    "classification": "country",
                    "identifier": "NL",
                    "children": [{"id": "coast", "name": "Coast"}],
                    "organizations": [{"id": "port", "name": "Port"}],
                    "posts": [{"id": "warden", "label": "Warden"}],
                }
            ]
        }
    )
    assert shown(imported.corpus) == [
        "State(id='norland', name='Norland', code='NL')",
        "Area(id='coast', name='Coast', part_of='norland')",
        "Organization(id='port', name='Port', country='norland')",
        "Office(id='warden', title='Warden', state='norland')",
    ]
    assert told(imported) == []


def test_a_member_may_be_a_person_or_an_organization() -> None:
    bodies = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    people = [{"id": "c", "name": "C"}]
    imported = read(
        {
            "persons": people,
            "organizations": bodies,
            "memberships": [
                {"id": "m1", "member": {"id": "a"}, "organization_id": "b"},
                {"id": "m2", "member": {"id": "c"}, "organization_id": "b"},
                {"id": "m3", "member": {"id": "gone"}, "organization_id": "b"},
                {"id": "m4", "organization_id": "b"},
                {"id": "m5", "member": {"name": "Nobody"}, "organization_id": "b"},
            ],
        }
    )
    assert [(each.id, each.member) for each in imported.corpus.memberships] == [("m1", "a"), ("m2", "c")]
    assert told(imported) == [
        "$.memberships[2].member.id: 'gone' names none of the persons or organizations",
        "$.memberships[2]: is left out, for Membership needs member",
        "$.memberships[3]: is left out, for Membership needs member",
        "$.memberships[4]: is left out, for Membership needs member",
    ]


def test_members_of_a_group_need_no_membership() -> None:
    group = {"id": "g", "name": "The west", "classification": "group"}
    members = [
        {"person_id": "a", "organization_id": "g"},
        {"person_id": "a", "organization_id": "g", "role": "x"},
    ]
    imported = read({"persons": [{"id": "a", "name": "A"}], "organizations": [group], "memberships": members})
    assert shown(imported.corpus)[0] == "Group(id='g', name='The west', members=('a',))"
    assert told(imported) == ["$.memberships[1].role: is not read, for the model has no field for it"]


def test_a_state_may_be_an_organization_without_an_area() -> None:
    state = {
        "id": "norland",
        "name": "Norland",
        "classification": "state",
        "other_names": [{"name": "NL", "note": "short name"}, {"name": "Nord", "note": "short name"}],
    }
    imported = read({"organizations": [state]})
    assert repr(only(imported)) == "State(id='norland', name='Norland', other_names=('NL', 'Nord'))"
    assert told(imported) == [
        "$.organizations[0].other_names[1].note: is not read, for the model has no field for it"
    ]


def test_the_area_of_a_state_is_no_record_of_its_own() -> None:
    area = {
        "id": "norland",
        "name": "Norland",
        "classification": "state",
        "identifier": "NL",
        "geometry": {"x": 1},
    }
    imported = read(
        {"organizations": [{"id": "norland", "name": "Norland", "classification": "state"}], "areas": [area]}
    )
    assert repr(only(imported)) == "State(id='norland', name='Norland', code='NL')"
    assert told(imported) == ["$.areas[0].geometry: is not read, for the model has no field for it"]


# ── Events ──────────────────────────────────────────────────────────────────


def test_a_conference_has_its_parts_as_sessions() -> None:
    events = [
        {"id": "part", "name": "First half", "parent_id": "day"},
        {"id": "day", "description": "Ports", "classification": "plenary", "parent_id": "forum"},
        {
            "id": "forum",
            "name": "Forum",
            "classification": "conference",
            "location": "Harbour Hall",
            "organization_id": "league",
            "start_date": "2020-05-04",
            "attendees": [{"id": "a", "name": "A"}],
            "children": [
                {"name": "Evening", "classification": "session", "attendees": [{"id": "a"}, {"name": "B"}]}
            ],
        },
    ]
    imported = read({"organizations": [{"id": "league", "name": "League"}], "events": events})
    corpus = imported.corpus
    forum = corpus.conferences["forum"]
    assert [(each.id, each.title, each.theme, each.kind, each.part_of) for each in forum.sessions] == [
        ("part", "First half", None, None, "day"),
        ("day", None, "Ports", "plenary", None),
        ("evening", "Evening", None, None, None),
    ]
    assert (str(forum.venue), forum.organizers, str(forum.period)) == (
        "Harbour Hall",
        ("league",),
        "2020-05-04/",
    )
    present = {corpus[each.person].name: each.appearances for each in corpus.participants}
    assert {name: [each.session for each in at] for name, at in present.items()} == {
        "A": ["evening"],
        "B": ["evening"],
    }
    assert told(imported) == []


def test_events_outside_conferences_have_no_parts() -> None:
    events = [
        {
            "id": "vote",
            "name": "The vote",
            "classification": "election",
            "location": "Here",
            "parent_id": "year",
        },
        {"id": "year", "name": "The year", "attendees": [{"id": "a", "name": "A"}, {"id": "a"}]},
    ]
    imported = read({"events": events})
    assert shown(imported.corpus) == [
        "Person(id='a', name='A')",
        "Event(id='vote', label='The vote', kind=EventKind.ELECTION)",
        "Event(id='year', label='The year', participants=('a',))",
    ]
    assert told(imported) == [
        "$.events[0].parent_id: is not read, for only a conference has parts",
        "$.events[0].location: is not read, for the model has no field for it",
    ]


def test_events_that_are_parts_of_each_other_are_events() -> None:
    loop = [{"id": "a", "name": "A", "parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}]
    imported = read({"events": [*loop, {"id": "c", "name": "C", "parent_id": "c"}]})
    assert [each.id for each in imported.corpus.events] == ["a", "b", "c"]
    assert told(imported) == [
        "$.events[0].parent_id: is not read, for only a conference has parts; the same in 2 other places"
    ]


def test_a_conference_without_a_name_is_left_out_with_its_sessions() -> None:
    imported = read({"events": [{"id": "c", "classification": "conference"}, {"id": "s", "parent_id": "c"}]})
    assert len(imported.corpus) == 0
    assert told(imported) == ["$.events[0]: is left out, for Conference needs title"]


# ── Dates ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "period", "problems"),
    [
        ("2003", "2016-05", "2003/2016-05", 0),
        (None, "2016", "/2016", 0),
        ("2022-02-09T10:30:00Z", "2022-02-09T10:30:00Z", "2022-02-09T10:30:00Z", 0),
        ("2022-02-09T10:30Z", "2022-02-09T10:30Z", "2022-02-09", 2),
        ("2022-02-09T10:30:00Z", None, "2022-02-09/", 1),
        ("2016", "2003", "None", 1),
        ("2016-02-30", "2017", "None", 1),
        (2016, [], "None", 2),
    ],
)
def test_dates_are_read_as_far_as_they_are_dates(
    start: object, end: object, period: str, problems: int
) -> None:
    imported = read({"events": [{"id": "e", "name": "E", "start_date": start, "end_date": end}]})
    assert str(imported.corpus.events["e"].period) == period
    assert len(imported.problems) == problems


def test_a_dissolution_before_the_founding_is_left_out() -> None:
    imported = read(
        {"organizations": [{"id": "o", "name": "O", "founding_date": "2010", "dissolution_date": "2009"}]}
    )
    assert repr(only(imported)) == "Organization(id='o', name='O', founded=parse_edtf('2010'))"
    [problem] = imported.problems
    assert problem.path == "$.organizations[0].dissolution_date"


# ── Ids ─────────────────────────────────────────────────────────────────────


def test_ids_are_kept_where_they_can_be() -> None:
    imported = read(
        {
            "persons": [{"id": "1", "name": "A"}, {"id": 2, "name": "B"}, {"id": "http://x/3", "name": "C"}],
            "organizations": [{"id": "1", "name": "O"}],
            "posts": [{"id": "a/b", "label": "P", "organization_id": 1}, {"label": "Q"}],
            "memberships": [
                {"person_id": "1", "post_id": "a/b"},
                {"person_id": "http://x/3", "organization_id": "1"},
            ],
        }
    )
    assert shown(imported.corpus) == [
        "Organization(id='1', name='O')",
        "Person(id='1-person', name='A', identifiers=(Identifier(scheme='popolo', value='1'),))",
        "Person(id='2', name='B')",
        "Person(id='http-x-3', name='C', identifiers=(Identifier(scheme='popolo', value='http://x/3'),))",
        "Membership(id='membership-2', member='http-x-3', organization='1')",
        (
            "Office(id='a-b', title='P', organization='1', "
            "attributes=(Attribute(name='popolo_id', value='a/b'),))"
        ),
        "Office(id='q', title='Q')",
        "Tenure(id='membership', person='1-person', office='a-b')",
    ]
    assert told(imported) == []


def test_what_stands_there_twice_is_read_once() -> None:
    imported = read({"persons": [{"id": "a", "name": "A"}, {"id": "a", "name": "Another"}]})
    assert repr(only(imported)) == "Person(id='a', name='A')"
    assert told(imported) == ["$.persons[1].id: 'a' stands there twice and is read once"]


# ── What is wrong ───────────────────────────────────────────────────────────


def test_what_leads_nowhere_is_told() -> None:
    imported = read(
        {
            "persons": [{"id": "a", "name": "A"}, {"id": "nameless"}],
            "organizations": [{"id": "o", "name": "O", "parent_id": "gone", "area_id": "field"}],
            "areas": [{"id": "field", "name": "Field"}],
            "posts": [{"id": "p", "label": "P", "organization_id": "g"}],
            "memberships": [
                {"id": "m1", "person_id": "gone", "organization_id": "o"},
                {"id": "m2", "person_id": "nameless", "organization_id": "o"},
                {"id": "m3", "person_id": "a", "organization_id": "o", "post_id": "gone"},
            ],
        }
    )
    assert shown(imported.corpus) == [
        "Area(id='field', name='Field')",
        "Organization(id='o', name='O')",
        "Person(id='a', name='A')",
        "Membership(id='m3', member='a', organization='o')",
        "Office(id='p', title='P')",
    ]
    assert told(imported) == [
        "$.persons[1]: is left out, for Person needs name",
        "$.posts[0].organization_id: 'g' names none of the organizations",
        "$.memberships[0].person_id: 'gone' names none of the persons",
        "$.memberships[0]: is left out, for Membership needs member",
        "$.memberships[2].post_id: 'gone' names none of the posts",
        "$.organizations[0].parent_id: 'gone' names none of the organizations",
        "$.memberships[1].person_id: 'nameless' is no record of the corpus",
        "$.organizations[0].area_id: 'field' is an area, but 'state' is wanted",
        "$.memberships[1]: 'm2' is left out, for it makes no sense without that",
    ]


def test_organizations_that_are_parts_of_each_other_are_taken_apart() -> None:
    bodies = [{"id": str(each), "name": "O", "parent_id": str((each + 1) % 500)} for each in range(500)]
    imported = read({"organizations": bodies})
    assert len(imported.corpus.organizations) == 500
    rules = [problem.rule for problem in imported.problems]
    assert rules[0] == "no-cycles"
    assert set(rules[1:]) == {"hierarchy-depth"}


def test_values_of_the_wrong_type_are_told_each_at_its_place() -> None:
    imported = read(
        {
            "persons": [
                7,
                {"id": [], "name": 5},
                {
                    "id": True,
                    "name": "A\nB",
                    "other_names": ["x", {"name": " "}],
                    "identifiers": {"scheme": "x"},
                },
                {
                    "id": "c",
                    "name": "C",
                    "identifiers": [{"identifier": "1"}, {"scheme": "a b", "identifier": "2"}],
                },
                {
                    "id": "d",
                    "name": "D\u0000",
                    "sources": [{"url": "nowhere"}, {"note": "a book"}, {"url": "x y"}],
                },
                {"id": "e", "name": "E", "other_names": [{"name": "\ud800"}, {"name": "good"}]},
            ],
            "posts": "none",
            "events": [{"id": "e1", "name": "E", "classification": ["x"], "attendees": None}],
            "areas": [{"id": "x", "name": "X", "classification": {}}],
        }
    )
    assert told(imported) == [
        "$.persons[0]: 7 is not an object",
        "$.persons[1].id: [] is not an id",
        "$.persons[2].id: true is not an id",
        "$.posts: 'none' is not a list",
        "$.persons[1].name: 5 is not a text",
        "$.persons[1]: is left out, for Person needs name",
        "$.persons[2].other_names[0]: 'x' is not an object",
        "$.persons[2].identifiers: {'scheme': 'x'} is not a list",
        "$.persons[3].identifiers[0]: is left out, for Identifier needs scheme",
        "$.persons[3].identifiers[1].scheme: 'a b' is not an ASCII name without spaces",
        "$.persons[3].identifiers[1]: is left out, for Identifier needs scheme",
        "$.persons[4].sources[0].url: 'nowhere' is not an absolute URL, in any script, without spaces",
        "$.persons[4].sources[1]: is not read, for a source has a url",
        "$.persons[4].sources[2].url: 'x y' is not an absolute URL, in any script, without spaces",
        r"$.persons[4].name: 'D\x00' contains a control character or half a surrogate pair",
        "$.persons[4]: is left out, for Person needs name",
        r"$.persons[5].other_names: '\ud800' contains a control character or half a surrogate pair",
        "$.events[0].classification: is not read, for the model has no field for it",
    ]
    assert [each.name for each in imported.corpus.people] == ["A B", "C", "E"]
    assert imported.corpus.people["e"].other_names == ("good",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[]", "is not an object, which a document is"),
        ("null", "is not an object, which a document is"),
        ("{}", "has none of the lists organizations, persons"),
        ('{"votes": []}', "has none of the lists"),
        ("", "is empty"),
        (b"\xff", "is not UTF-8"),
        ('{"persons": [', "is no JSON"),
        ("[" * 100_000, "is nested"),
        ('{"persons": ' * 100_000, "is nested"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes | str, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        from_popolo(data)


def test_a_file_that_breaks_a_limit_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"is longer than 100 bytes \(Limits.bytes\)"):
        from_popolo(PARLIAMENT, limits=Limits(bytes=100))


def test_what_is_neither_bytes_nor_text_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        from_popolo(None)  # type: ignore[arg-type]


def test_keys_that_stand_there_twice_are_told() -> None:
    imported = from_popolo('{"persons": [{"id": "a", "name": "A", "name": "B"}], "persons": []}')
    assert told(imported) == ["$: the key 'persons' stands there twice"]


def test_numbers_that_are_none_are_told() -> None:
    imported = from_popolo('{"persons": [{"id": "a", "name": "A", "x": NaN, "y": 1e999}]}', keep_unknown=True)
    assert [str(each) for each in imported.corpus.people["a"].attributes] == ["x: nan", "y: inf"]


# ── Hostile files ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "document", [PARLIAMENT, to_popolo(harbour.corpus()).result], ids=["parliament", "own"]
)
def test_mutants_end_in_a_corpus_or_an_error_of_our_own(document: bytes) -> None:
    mutator = Mutator(document, seed=7)
    good = 0
    for mutant in (*mutator.of_structure(400), *mutator.of_bytes(200)):
        try:
            imported = from_popolo(mutant, keep_unknown=bool(good % 2))
        except EurasecError:
            continue
        good += 1
        assert all(problem.path.startswith("$") for problem in imported.problems)
        assert loads(dumps(imported.corpus)) == imported.corpus
    assert good > 300


def test_a_tree_of_parts_is_read_to_its_leaves() -> None:
    inner: dict[str, Any] = {"name": "leaf"}
    for _ in range(20):
        inner = {"name": "O", "children": [inner], "parent": {"name": "P"}}
    assert len(read({"organizations": [inner]}).corpus.organizations) == 41


def test_a_hundred_thousand_ids_of_one_name_are_told_apart() -> None:
    people = [{"id": f"é{number}", "name": "A"} for number in range(20_000)]
    assert len(read({"persons": people}).corpus.people) == 20_000
