"""Entities of followthemoney that others made: what is read of them, and what is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

import harbour
from eurasec import Corpus, dumps, loads
from eurasec.errors import DecodeError, EurasecError, InvalidValueError
from eurasec.interop.exchange import Imported
from eurasec.interop.followthemoney import from_ftm, to_ftm
from eurasec.serialization.limits import Limits
from mutants import Mutator


def entity(schema: str, id: object, **properties: object) -> dict[str, object]:
    return {"id": id, "schema": schema, "properties": properties}


def read(*entities: object, **options: bool) -> Imported:
    return from_ftm("".join(f"{json.dumps(each)}\n" for each in entities), **options)


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


def shown(corpus: Corpus) -> list[str]:
    return [repr(record) for record in corpus]


# ── People and bodies ───────────────────────────────────────────────────────


def test_a_person_is_read_with_all_names() -> None:
    imported = read(
        entity(
            "Person",
            "NK-1",
            name=["Anna Berg", "A. Berg"],
            alias=["Anya"],
            weakAlias=["Ann"],
            previousName=["Anna Dahl"],
            nationality=["no"],
            wikidataId=["Q1"],
            notes=["She chairs.", "And more."],
            birthDate=["1960"],
        )
    )
    assert shown(imported.corpus) == [
        "State(id='no', name='NO', code='NO')",
        (
            "Person(id='NK-1', name='Anna Berg', other_names=('A. Berg', 'Anya', 'Ann', 'Anna Dahl'), "
            "country='no', identifiers=(Identifier(scheme='wikidata', value='Q1'),), note='She chairs.')"
        ),
    ]
    assert told(imported) == [
        "line 1: $.properties.notes: has 2 values, of which 'She chairs.' is read",
        "line 1: $.properties.birthDate: is not read, for the model has no field for it",
    ]


def test_a_person_may_have_the_parts_of_a_name_alone() -> None:
    imported = read(entity("Person", "a", firstName=["Anna"], lastName="Berg"), entity("Person", "b"))
    assert shown(imported.corpus) == ["Person(id='a', name='Anna Berg')"]
    assert told(imported) == ["line 2: $.properties: is left out, for Person needs name"]


def test_what_is_not_read_is_kept_as_attributes_on_request() -> None:
    person = entity("Person", "a", name=["A"], birthDate=["1960", "1961"], height=["1.7"], odd={"x": 1})
    imported = read(person, keep_unknown=True)
    [record] = imported.corpus.people
    assert [str(each) for each in record.attributes] == ["birthDate: 1960", "birthDate: 1961", "height: 1.7"]
    assert told(imported) == ["line 1: $.properties.odd: is not read, for the model has no field for it"]


def test_countries_are_states_of_the_file_or_new_ones() -> None:
    imported = read(
        entity("Person", "a", name=["A"], country=["ru"]),
        entity("Person", "b", name=["B"], country=["ru", "by"]),
        entity("Person", "c", name=["C"], country=["suhh"]),
        entity("Person", "d", name=["D"], country=["by"]),
        entity("PublicBody", "minsk", name=["Belarus"], classification=["state"], country=["by"]),
    )
    corpus = imported.corpus
    assert {each.id: each.country for each in corpus.people} == {
        "a": "ru",
        "b": None,
        "c": None,
        "d": "minsk",
    }
    assert [repr(each) for each in corpus.states] == [
        "State(id='minsk', name='Belarus', code='BY')",
        "State(id='ru', name='RU', code='RU')",
    ]
    assert told(imported) == [
        "line 2: $.properties.country: ('ru', 'by') are not read, for the model has room for one",
        "line 3: $.properties.country: 'suhh' is not read, for it is no code of a state",
    ]


def test_a_code_that_two_states_share_names_none_of_them() -> None:
    imported = read(
        entity("PublicBody", "x", name=["X"], classification=["state"], country=["ru"]),
        entity("PublicBody", "y", name=["Y"], classification=["state"], country=["ru"]),
        entity("PublicBody", "z", name=["Z"], classification=["state"], country=["ru", "by"]),
        entity("Person", "a", name=["A"], country=["ru"]),
    )
    assert imported.corpus.people["a"].country == "ru"
    assert [each.id for each in imported.corpus.states] == ["ru", "x", "y", "z"]


@pytest.mark.parametrize(
    ("schema", "classification", "kind", "problems"),
    [
        ("Organization", ["think_tank"], "think_tank", 0),
        ("Organization", ["sports club"], None, 1),
        ("PublicBody", [], "government_body", 0),
        ("Company", ["bank", "media"], "media", 1),
        ("Company", [], "company", 0),
        ("LegalEntity", [], None, 1),
        ("LegalEntity", ["ngo"], "ngo", 1),
    ],
)
def test_bodies_have_a_kind_by_their_classification_or_schema(
    schema: str, classification: list[str], kind: str | None, problems: int
) -> None:
    imported = read(entity(schema, "o", name=["O"], classification=classification))
    assert imported.corpus.organizations["o"].kind == kind
    assert len(imported.problems) == problems


def test_the_first_short_name_is_that_of_an_organization() -> None:
    imported = read(
        entity("Organization", "o", name=["O", "P"], abbreviation=["LP"], weakAlias=["L"], alias=["Q"])
    )
    assert shown(imported.corpus) == [
        "Organization(id='o', name='O', short_name='LP', other_names=('P', 'L', 'Q'))"
    ]


def test_sanctions_are_designations_where_it_is_known_who_gives_them() -> None:
    imported = read(
        entity("Organization", "o", name=["O"]),
        entity("Organization", "un", name=["UN"]),
        entity("Person", "p", name=["P"]),
        entity("Sanction", "s1", entity=["o"], authorityId=["un"], status=["listed"], startDate=["2001-10"]),
        entity("Sanction", "s2", entity=["o"], authority=["OFAC"], program=["X"]),
        entity("Sanction", "s3", entity=["p"], authorityId=["un"], status=["listed"]),
        entity("Sanction", "s4"),
    )
    [designation] = imported.corpus.organizations["o"].designations
    assert str(designation) == "listed by un (since 2001-10)"
    assert told(imported) == [
        "line 5: $.properties.program: is not read, for the model has no field for it",
        "line 5: $.properties: is left out, for Designation needs by and status",
        "line 6: $: is not read, for it is not about an organization; the same in 1 other place",
    ]


# ── Ties ────────────────────────────────────────────────────────────────────


def test_terms_are_read_with_their_dates() -> None:
    imported = read(
        entity("Person", "p", name=["P"]),
        entity("Position", "o", name=["Chair", "Chairwoman"], country=["no"]),
        entity(
            "Occupancy",
            "t",
            holder=["p"],
            post=["o"],
            startDate=["2003-01-01T12:00:00"],
            date=["2004"],
            status=["ended"],
        ),
        entity("Organization", "g", name=["G"]),
        entity("Membership", "m", member=["p"], organization=["g"], role=["chair"], endDate=["2016"]),
        entity("Membership", "n", member=["p"], organization=["g"], role=["Treasurer"]),
        entity("Occupancy", "u", holder=["p"]),
    )
    assert shown(imported.corpus)[3:] == [
        (
            "Membership(id='m', member='p', organization='g', role=MembershipRole.CHAIR, "
            "period=parse_edtf('/2016'))"
        ),
        "Membership(id='n', member='p', organization='g')",
        "Office(id='o', title='Chair', state='no')",
        (
            "Tenure(id='t', person='p', office='o', period=parse_edtf('2003-01-01/'), "
            "attested=(parse_edtf('2004'),))"
        ),
    ]
    assert told(imported) == [
        "line 2: $.properties.name: has 2 values, of which 'Chair' is read",
        "line 3: $.properties.startDate: '2003-01-01T12:00:00' is read without its time of day",
        "line 3: $.properties.status: is not read, for the model has no field for it",
        "line 6: $.properties.role: is not read, for the model has no field for it",
        "line 7: $.properties: is left out, for Tenure needs office",
    ]


def test_links_that_tie_nothing_together_are_told() -> None:
    imported = read(
        entity("Organization", "o", name=["O"]),
        entity("Organization", "p", name=["P"]),
        entity("Organization", "q", name=["Q"]),
        entity("UnknownLink", "l1", subject=["o"], object=["p"], role=["part of"], summary=["x"]),
        entity("UnknownLink", "l2", subject=["o"], object=["q"], role=["part of"]),
        entity("UnknownLink", "l3", subject=["o"], object=["q"], role=["friend"]),
        entity("UnknownLink", "l4", subject=["o"], object=["q"], role=["member"]),
        entity("UnknownLink", "l5", subject=["o"], role=["member"]),
        entity("Representation", "l6", agent=["o"], client=["q"]),
        entity("Ownership", "l7", owner=["o"], asset=["q"]),
    )
    assert [each.part_of for each in imported.corpus.organizations] == ["p", None, None]
    assert told(imported) == [
        "line 4: $.properties.summary: is not read, for the model has no field for it",
        (
            "line 6: $: this UnknownLink is not read, for what it ties together is not; "
            "the same in 2 other places"
        ),
        "line 9: $: this Representation is not read, for what it ties together is not",
        "line 5: $: is not read, for there is another link of this sort",
        "line 10: $.schema: entities of the schema 'Ownership' are not read",
    ]


def test_a_mention_that_says_something_new_is_told() -> None:
    imported = read(
        entity("Article", "r", title=["R"]),
        entity("Person", "p", name=["P"], alias=["Q"], proof=["r"]),
        entity("Mention", "m1", document=["r"], name=["Q"], resolved=["p"]),
        entity("Mention", "m2", document=["r"], name=["The chair"], resolved=["p"]),
        entity("Mention", "m3", document=["r"], name=["P"]),
    )
    assert told(imported) == [
        "line 4: $: a Mention is not read where it says more than its entity; the same in 1 other place"
    ]


# ── Documents and events ────────────────────────────────────────────────────


def test_documents_are_read_whatever_their_schema() -> None:
    imported = read(
        entity(
            "PlainText", "a", fileName=["a.txt"], author=["Anna Berg"], language=["xxx"], contentHash=["0"]
        ),
        entity("Document", "b", title=["B"], date=["2001"], language=["rus"], sourceUrl=["no url"]),
        entity(
            "Article",
            "c",
            name=["C"],
            publishedAt=["2001-01-01"],
            authoredAt=["2000"],
            proof=["b", "gone", "a/b"],
        ),
    )
    assert shown(imported.corpus) == [
        "Document(id='a', title='a.txt')",
        "Document(id='b', title='B', date=parse_edtf('2001'), language='ru')",
        "Document(id='c', title='C', date=parse_edtf('2001-01-01'), evidence=(Evidence(document='b'),))",
    ]
    assert told(imported) == [
        "line 1: $.properties.language: 'xxx' is not known as a language",
        "line 1: $.properties.author: is not read, for the model has no field for it",
        "line 1: $.properties.contentHash: is not read, for the model has no field for it",
        "line 2: $.properties.sourceUrl: 'no url' is not an absolute URL, in any script, without spaces",
        "line 3: $.properties.publishedAt: has 2 values, of which '2001-01-01' is read",
        (
            "line 3: $.properties.proof: 'a/b' is not an id: ASCII letters, digits, '.' and '-', "
            "alphanumeric at both ends, at most 128"
        ),
        "line 3: $.properties: is left out, for Evidence needs document",
        "line 3: $.properties.proof: 'gone' is no record of the corpus",
    ]


def test_events_and_addresses_are_read() -> None:
    imported = read(
        entity("Address", "here", name=["Here"], country=["no", "yucs"], full=["Here, Norway"]),
        entity("Address", "there", full=["There"]),
        entity(
            "Event",
            "e",
            name=["E"],
            startDate=["2001"],
            date=["2002"],
            addressEntity=["here"],
            country=["no"],
        ),
        entity("Event", "f", name=["F"], date=["2002"], keywords=["kind:election", "vote", "record:event"]),
        entity("Event", "g", summary=["nameless"]),
    )
    assert shown(imported.corpus)[1:] == [
        "Area(id='here', name='Here', states=('no',))",
        "Event(id='e', label='E', period=parse_edtf('2001/'), places=('here', 'no'))",
        "Event(id='f', label='F', kind=EventKind.ELECTION, period=parse_edtf('2002'), tags=('vote',))",
    ]
    assert told(imported) == [
        "line 1: $.properties.country: 'yucs' is not read, for it is no code of a state",
        "line 2: $: an Address without a name is not read",
        "line 3: $.properties.date: is not read, for the model has no field for it",
        "line 5: $.properties.summary: is not read, for the model has no field for it",
        "line 5: $.properties: is left out, for Event needs label",
    ]


def test_sessions_that_lead_to_no_conference_are_events() -> None:
    session = entity("Event", "s", name=["S"], keywords=["record:session"])
    link = entity("UnknownLink", "l", subject=["s"], object=["t"], role=["part of"])
    back = entity("UnknownLink", "k", subject=["t"], object=["s"], role=["part of"])
    imported = read(session, entity("Event", "t", name=["T"]), link, back)
    assert [each.id for each in imported.corpus.events] == ["s", "t"]
    assert len(imported.problems) == 1


def test_what_is_wrong_with_a_session_is_told_at_its_own_place() -> None:
    imported = read(
        entity("Event", "c", name=["C"], keywords=["record:conference"]),
        entity("Event", "s", name=["S"], keywords=["record:session"], proof=["d"]),
        entity("Person", "p", name=["P"]),
        entity("UnknownLink", "l", subject=["s"], object=["c"], role=["part of"]),
        entity("UnknownLink", "k", subject=["p"], object=["s"], role=["agenda"]),
    )
    assert [(each.id, each.agenda) for each in imported.corpus.sessions] == [("s", ())]
    assert told(imported) == [
        "line 2: $.properties.agenda[0]: 'p' is a person, but 'topic' or 'threat' is wanted",
        "line 2: $.properties.proof: 'd' is no record of the corpus",
    ]


def test_sessions_stand_in_the_order_of_the_file() -> None:
    imported = read(
        entity("Event", "c", name=["C"], keywords=["record:conference"]),
        *(entity("Event", id, name=[id], keywords=["record:session"]) for id in ("s2", "s3", "s1")),
        entity("UnknownLink", "k", subject=["s2"], object=["s1"], role=["part of"]),
        entity("UnknownLink", "l", subject=["s1"], object=["c"], role=["part of"]),
        entity("UnknownLink", "m", subject=["s3"], object=["c"], role=["part of"]),
    )
    assert [(each.id, each.part_of) for each in imported.corpus.conferences[0].sessions] == [
        ("s2", "s1"),
        ("s3", None),
        ("s1", None),
    ]


def test_notes_are_topics_and_threats_where_they_say_so() -> None:
    imported = read(
        entity("Note", "n", description=["A remark"], entity=["t"]),
        entity("Note", "t", name=["T"], keywords=["record:topic"], entity=["u", "gone"]),
        entity("Note", "u", name=["U"], keywords="record:topic", alias=["V"]),
        entity(
            "Note",
            "h",
            name=["H"],
            keywords=["record:threat", "kinds:terrorism", "sectors:military", "sectors:x"],
        ),
        entity("Note", "i", name=["I"], keywords=["record:threat", "kinds:terrorism"]),
    )
    assert shown(imported.corpus) == [
        "Topic(id='t', label='T', broader='u')",
        "Topic(id='u', label='U', other_labels=('V',))",
        (
            "Threat(id='h', label='H', kinds=(ThreatKind.TERRORISM,), sectors=(Sector.MILITARY,), "
            "tags=('sectors:x',))"
        ),
    ]
    assert told(imported) == [
        "line 1: $: a Note is read only where a keyword says that it is a topic or a threat",
        "line 5: $.properties: is left out, for Threat needs sectors",
    ]


# ── Files ───────────────────────────────────────────────────────────────────


def test_a_list_of_entities_is_read_as_well() -> None:
    imported = from_ftm(
        b' [{"id": "a", "schema": "Person", "properties": {"name": ["A"]}, "datasets": ["x"]}, 5]'
    )
    assert shown(imported.corpus) == ["Person(id='a', name='A')"]
    assert told(imported) == ["$[1]: 5 is not an object"]


def test_ids_are_kept_where_they_can_be() -> None:
    long = "x" * 129
    imported = read(
        entity("Person", long, name=["A"]),
        entity("Position", "a/b", name=["B"]),
        entity("Occupancy", 7, holder=[long], post=["a/b"]),
    )
    person, office, tenure = imported.corpus
    assert repr(person.id) == repr("x" * 60)
    assert (
        repr(office)
        == "Office(id='a-b', title='B', attributes=(Attribute(name='followthemoney_id', value='a/b'),))"
    )
    assert repr(tenure) == f"Tenure(id='7', person='{'x' * 60}', office='a-b')"
    assert told(imported) == []


def test_what_is_no_entity_is_told_line_by_line() -> None:
    imported = from_ftm(
        '\n{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\r\n'
        '{"id": "a", "schema": "Person", "properties": {"name": ["B"]}}\n'
        "{\n"
        '{"schema": "Person"}\n'
        '{"id": [], "schema": 5, "properties": 6, "extra": 1}\n'
        '{"id": "b", "schema": "Person", "properties": {"name": ["B"], "name": ["C"]}}'
    )
    assert shown(imported.corpus) == ["Person(id='a', name='A')", "Person(id='b', name='C')"]
    assert told(imported) == [
        "line 3: $.id: 'a' stands there twice and is read once",
        "line 4, column 2: is no JSON: expecting property name enclosed in double quotes",
        "line 5: $.id: is missing",
        "line 5: $.properties: is missing",
        "line 6: $.id: [] is not an id",
        "line 6: $.schema: 5 is not a text",
        "line 6: $.properties: 6 is not an object",
        "line 6: $.extra: is not read, for the model has no field for it",
        "line 7: $.properties: the key 'name' stands there twice",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("[]", "is empty"),
        ("{}", "is missing"),
        (b"\xff\n\xfe", "is not UTF-8"),
        ("[" * 100_000, "is nested"),
        ('{"id": ' * 100_000, "is nested"),
    ],
)
def test_what_holds_no_entity_is_refused(data: bytes | str, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        from_ftm(data)


@pytest.mark.parametrize("data", ['{"id": "a"}\n{"id": "b"}', b'[{"id": "a"}, {"id": "b"}]'])
def test_a_file_that_breaks_a_limit_is_refused(data: bytes | str) -> None:
    with pytest.raises(DecodeError, match=r"is longer than 20 bytes \(Limits.bytes\)"):
        from_ftm(data, limits=Limits(bytes=20))


def test_what_is_neither_bytes_nor_text_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        from_ftm(5)  # type: ignore[arg-type]


def test_mutants_end_in_a_corpus_or_an_error_of_our_own() -> None:
    lines = [json.loads(line) for line in to_ftm(harbour.corpus()).result.decode().splitlines()]
    mutator = Mutator(json.dumps(lines).encode(), seed=11)
    jsonl = Mutator(to_ftm(harbour.corpus()).result, seed=12)
    good = 0
    for mutant in (*mutator.of_structure(400), *mutator.of_bytes(100), *jsonl.of_bytes(200)):
        try:
            imported = from_ftm(mutant, keep_unknown=bool(good % 2))
        except EurasecError:
            continue
        good += 1
        assert loads(dumps(imported.corpus)) == imported.corpus
        assert all(problem.path for problem in imported.problems)
    assert good > 500


def test_a_thousand_parts_that_go_round_are_taken_apart() -> None:
    parts: list[Any] = [entity("Organization", str(each), name=["O"]) for each in range(1000)]
    links = [
        entity(
            "UnknownLink", f"l{each}", subject=[str(each)], object=[str((each + 1) % 1000)], role=["part of"]
        )
        for each in range(1000)
    ]
    imported = read(*parts, *links)
    assert len(imported.corpus.organizations) == 1000
    rules = [problem.rule for problem in imported.problems]
    assert rules[0] == "no-cycles"
    assert set(rules[1:]) == {"hierarchy-depth"}
