"""Two entities that turn out to be one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurasec import (
    Appearance,
    Assembly,
    Attribute,
    Comparison,
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
from eurasec._fields import ENTITY_KINDS, references
from eurasec._kinds import name_of
from eurasec.changes import EntityMerging, Joined, Place, merge_entities
from eurasec.errors import CorpusError, InvalidValueError, UnknownIdError
from harbour import corpus
from strategies import corpora_records

FORUM = corpus()


def united(keep: Record, drop: Record, *others: Record, prefer: str | None = None) -> Record:
    """What becomes of two records."""
    return merged([keep, drop, *others], keep.id, drop.id, prefer=prefer)[0][keep.id]


def merged(
    records: list[Record], keep: str, drop: str, *, prefer: str | None = None
) -> tuple[Corpus, EntityMerging]:
    result = merge_entities(Corpus(records), keep, drop, prefer=prefer)  # type: ignore[arg-type]
    return result.corpus, result.report


def problems_of(
    records: list[Record], keep: str, drop: str, *, prefer: str | None = None
) -> list[tuple[str, str]]:
    with pytest.raises(CorpusError) as caught:
        merged(records, keep, drop, prefer=prefer)
    return [(problem.path, problem.rule) for problem in caught.value.problems]


BERG, BORG = Person(id="berg", name="Anna Berg"), Person(id="borg", name="Anna Borg")
GROWTH = Topic(id="growth", label="Growth")


def position(*holders: str, **fields: object) -> Position:
    return Position(**{"id": "p-1", "holders": holders, "topic": "growth", "stance": "support", **fields})  # type: ignore[arg-type]


# ── References ──────────────────────────────────────────────────────────────


def test_every_reference_moves_and_the_dropped_record_is_gone() -> None:
    after, report = merged(list(FORUM), "norland", "southland")
    assert "southland" not in after
    assert after.areas["north"].states == ("norland",)
    assert after.organizations["league"].designations[0].by == "norland"
    assert after.threats["raids"].origins == ("norland",)
    assert Place("league", "designations[0].by") in report.moved
    assert len(report.moved) == 6


def test_a_reference_that_would_stand_twice_stands_once() -> None:
    records = [BERG, BORG, Document(id="d", title="D", authors=("borg", "berg"))]
    assert merged(records, "berg", "borg")[0].documents["d"].authors == ("berg",)


def test_evidence_that_becomes_the_same_is_there_once() -> None:
    one, other = Document(id="one", title="T"), Document(id="other", title="T")
    cited = Person(
        id="x",
        name="X",
        evidence=(Evidence(document="other"), Evidence(document="one"), Evidence(document="one")),
    )
    assert merged([one, other, cited], "one", "other")[0].people["x"].evidence == (Evidence(document="one"),)


def test_values_that_were_equal_before_stay_as_many_as_they_were() -> None:
    one, other = Document(id="one", title="T"), Document(id="other", title="T")
    cited = Person(id="x", name="X", evidence=(Evidence(document="other"),) * 2)
    assert len(merged([one, other, cited], "one", "other")[0].people["x"].evidence) == 2


# ── Names ───────────────────────────────────────────────────────────────────


def test_every_name_of_the_dropped_record_becomes_another_name() -> None:
    keep = Person(id="a", name="Anna Berg", other_names=("A. Berg",))
    drop = Person(id="b", name="Anna Borg", other_names=("A. Berg", "Frau Berg"))
    assert united(keep, drop) == Person(
        id="a", name="Anna Berg", other_names=("A. Berg", "Anna Borg", "Frau Berg")
    )
    assert merged([keep, drop], "a", "b")[1].aliases == ("Anna Borg", "Frau Berg")


def test_a_short_name_fills_a_gap_or_becomes_another_name() -> None:
    bare = Organization(id="a", name="League of Ports")
    short = Organization(id="b", name="The League", short_name="LP")
    assert united(bare, short) == Organization(
        id="a", name="League of Ports", short_name="LP", other_names=("The League",)
    )
    named = Organization(id="c", name="League of Ports", short_name="LoP")
    assert united(named, short) == Organization(
        id="c", name="League of Ports", short_name="LoP", other_names=("The League", "LP")
    )
    assert united(named, bare) == named


def test_the_labels_of_a_topic_are_kept() -> None:
    topic = Topic(id="b", label="Enlargement", other_labels=("Opening",))
    assert united(GROWTH, topic) == Topic(
        id="growth", label="Growth", other_labels=("Enlargement", "Opening")
    )


@pytest.mark.parametrize(
    ("keep", "drop", "attribute"),
    [
        (Group(id="a", name="the West"), Group(id="b", name="West"), ("other name", "West")),
        (Office(id="a", title="Chair"), Office(id="b", title="Head"), ("other title", "Head")),
        (Document(id="a", title="Report"), Document(id="b", title="Account"), ("other title", "Account")),
        (
            Conference(id="a", title="Forum"),
            Conference(id="b", title="The Forum"),
            ("other title", "The Forum"),
        ),
        (Event(id="a", label="Storm"), Event(id="b", label="Gale"), ("other label", "Gale")),
        (
            Threat(id="a", label="Storms", kinds=("other",), sectors=("military",)),
            Threat(id="b", label="Gales", kinds=("disease",), sectors=("military",)),
            ("other label", "Gales"),
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_where_a_kind_has_no_other_names_an_attribute_keeps_them(
    keep: Record, drop: Record, attribute: tuple[str, str]
) -> None:
    name, value = attribute
    result = united(keep, drop)
    assert result.attributes == (Attribute(name=name, value=value),)
    third = united(result, type(drop)(**{**_fields(drop), "id": "c", "attributes": result.attributes}))
    assert third.attributes == result.attributes


def _fields(record: Record) -> dict[str, object]:
    from eurasec._fields import given_fields  # noqa: PLC0415 - nothing else here needs it

    return dict(given_fields(record))


def test_a_description_gives_way_to_a_name() -> None:
    unnamed = Person(id="expert", name="the expert", unnamed=True, other_names=("Anna Berg", "the scholar"))
    assert united(unnamed, BERG) == Person(
        id="expert", name="Anna Berg", other_names=("the scholar", "the expert")
    )
    assert united(BERG, unnamed) == Person(
        id="berg", name="Anna Berg", other_names=("the expert", "the scholar")
    )
    other = Person(id="b", name="the speaker", unnamed=True)
    assert united(other, unnamed) == Person(
        id="b", name="the speaker", unnamed=True, other_names=("the expert", "Anna Berg", "the scholar")
    )


# ── Fields ──────────────────────────────────────────────────────────────────


def test_what_is_listed_is_united() -> None:
    document = Document(id="d", title="D")
    keep = State(
        id="a",
        name="A",
        identifiers=(Identifier(scheme="wikidata", value="Q1"),),
        evidence=(Evidence(document="d"),),
        tags=("old",),
        attributes=(Attribute(name="seat", value="1"),),
    )
    drop = State(
        id="b",
        name="A",
        identifiers=(Identifier(scheme="iso3166-1", value="AA"), Identifier(scheme="wikidata", value="Q1")),
        evidence=(Evidence(document="d", locator="p. 2"),),
        tags=("new", "old"),
        attributes=(Attribute(name="seat", value="2"),),
    )
    result = united(keep, drop, document)
    assert isinstance(result, State)
    assert [str(each) for each in result.identifiers] == ["wikidata:Q1", "iso3166-1:AA"]
    assert len(result.evidence) == 2
    assert result.tags == ("new", "old")
    assert [each.value for each in result.attributes] == ["1", "2"]


def test_single_values_fill_gaps_from_either_side() -> None:
    result = united(
        Organization(id="a", name="A", founded="1992"), Organization(id="b", name="A", kind="party")
    )
    assert result == Organization(id="a", name="A", founded="1992", kind="party")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("First.", "Second.", "First. Second."),
        ("First. Second.", "Second.", "First. Second."),
        ("First.", "First. Second.", "First. Second."),
        (None, "Second.", "Second."),
        ("First.", None, "First."),
    ],
)
def test_notes_stand_one_behind_the_other(one: str | None, other: str | None, both: str) -> None:
    assert united(State(id="a", name="A", note=one), State(id="b", name="A", note=other)).note == both


def test_contradictions_are_an_error_that_lists_both_sides_all_at_once() -> None:
    keep = Organization(id="a", name="A", kind="party", founded="1992")
    drop = Organization(id="b", name="A", kind="ngo", founded="1993")
    with pytest.raises(CorpusError) as caught:
        merge_entities(Corpus([keep, drop]), "a", "b")
    assert str(caught.value) == (
        "merge 'b' into 'a': 2 problems\n"
        "  a.kind: party in 'a' contradicts ngo in 'b'; prefer='keep' or prefer='drop' would settle it\n"
        "  a.founded: 1992 in 'a' contradicts 1993 in 'b'; prefer='keep' or prefer='drop' would settle it"
    )


def test_contradictions_can_be_settled_for_either_side() -> None:
    keep, drop = Organization(id="a", name="A", kind="party"), Organization(id="b", name="A", kind="ngo")
    kept, report = merged([keep, drop], "a", "b", prefer="keep")
    assert kept["a"] == keep
    assert (
        str(report)
        == "organization b is now a; 0 references in 0 records moved\n  a.kind: party instead of ngo"
    )
    dropped, report = merged([keep, drop], "a", "b", prefer="drop")
    assert dropped["a"] == Organization(id="a", name="A", kind="ngo")
    assert report.to_dict()["overruled"] == [
        {"record": "a", "path": "kind", "value": "ngo", "instead_of": "party"}
    ]


def test_documents_with_different_texts_are_never_one() -> None:
    keep = Document(id="a", title="A", sha256="0" * 64, length=10)
    drop = Document(id="b", title="A", sha256="1" * 64, length=11)
    for prefer in (None, "keep", "drop"):
        assert problems_of([keep, drop], "a", "b", prefer=prefer) == [
            ("a.sha256", "text-digest"),
            ("a.length", "text-digest"),
        ]
    assert united(Document(id="a", title="A"), drop) == Document(
        id="a", title="A", sha256="1" * 64, length=11
    )


def test_a_record_that_would_break_its_own_rules_is_refused() -> None:
    keep, drop = (
        Organization(id="a", name="A", founded="1992"),
        Organization(id="b", name="A", dissolved="1990"),
    )
    assert problems_of([keep, drop], "a", "b") == [("a.dissolved", "period-order")]


# ── Consequences ────────────────────────────────────────────────────────────


SESSIONS = (Session(id="s1"), Session(id="s2"))
FAIR = Conference(id="c", title="C", sessions=SESSIONS)


def participants(
    one: tuple[Appearance, ...], other: tuple[Appearance, ...], *, prefer: str | None = None
) -> tuple[Appearance, ...]:
    """The appearances of somebody who was two."""
    records = [
        BERG,
        BORG,
        FAIR,
        Participant(id="z", person="berg", conference="c", appearances=one),
        Participant(id="a", person="borg", conference="c", appearances=other),
    ]
    after, report = merged(records, "berg", "borg", prefer=prefer)
    assert report.joined == (Joined(kind="participant", keep="z", drop="a"),)
    assert after.participants.ids == ("z",)
    return after.participants["z"].appearances


def test_two_participants_of_one_person_become_one() -> None:
    s1 = Appearance(session="s1", roles=("speaker",), presence="remote")
    s2 = Appearance(session="s2", roles=("chair",))
    again = Appearance(session="s1", roles=("moderator", "speaker"))
    assert participants((s1,), (again, s2)) == (
        Appearance(session="s1", roles=("speaker", "moderator"), presence="remote"),
        s2,
    )
    assert participants((again,), (s1,))[0].presence == "remote"
    assert participants((), (s1,)) == participants((s1,), ()) == (s1,)
    whole = Appearance(roles=("speaker",))
    assert participants((whole,), (Appearance(roles=("host",)),)) == (Appearance(roles=("speaker", "host")),)


def test_appearances_that_contradict_each_other_have_to_be_settled() -> None:
    remote, there = (
        Appearance(session="s1", presence="remote"),
        Appearance(session="s1", presence="in_person"),
    )
    with pytest.raises(
        CorpusError, match=r"z.appearances\[0\].presence: remote in 'z' contradicts in_person in 'a'"
    ):
        participants((remote,), (there,))
    assert participants((remote,), (there,), prefer="drop") == (there,)
    whole = Appearance(roles=("speaker",))
    with pytest.raises(CorpusError, match=r"z.appearances: the conference \(speaker\) in 'z' contradicts s1"):
        participants((whole,), (remote,))
    assert participants((whole,), (remote,), prefer="keep") == (whole,)


def test_two_participants_in_conferences_that_are_one_become_one() -> None:
    records = [
        BERG,
        FAIR,
        Conference(id="d", title="C", sessions=(Session(id="s3"),)),
        Participant(id="p", person="berg", conference="d", offices=("o",)),
        Participant(id="q", person="berg", conference="c", capacity="Minister"),
        Office(id="o", title="Minister"),
    ]
    after, _ = merged(records, "c", "d")
    assert [session.id for session in after.conferences["c"].sessions] == ["s1", "s2", "s3"]
    assert after.participants["q"] == Participant(
        id="q", person="berg", conference="c", offices=("o",), capacity="Minister"
    )


def test_memberships_and_tenures_that_say_the_same_become_one() -> None:
    records = [
        BERG,
        BORG,
        Office(id="o", title="O"),
        Organization(id="g", name="G"),
        Tenure(id="t1", person="berg", office="o", attested=("2020",)),
        Tenure(id="t2", person="borg", office="o", attested=("2021",)),
        Tenure(id="t3", person="borg", office="o", attested=("2022",)),
        Tenure(id="t4", person="borg", office="o", period="2001/2002"),
        Membership(id="m1", member="berg", organization="g"),
        Membership(id="m2", member="borg", organization="g"),
        Membership(id="m3", member="borg", organization="g", role="chair"),
    ]
    after, report = merged(records, "berg", "borg")
    assert after.tenures.ids == ("t1", "t4")
    assert [str(date) for date in after.tenures["t1"].attested] == ["2020", "2021", "2022"]
    assert after.memberships.ids == ("m1", "m3")
    assert str(report).splitlines()[2:5] == [
        "  membership m2 is now m1",
        "  tenure t2 is now t1",
        "  tenure t3 is now t1",
    ]
    assert report.to_dict()["joined"] == [
        {"kind": "membership", "keep": "m1", "drop": "m2"},
        {"kind": "tenure", "keep": "t1", "drop": "t2"},
        {"kind": "tenure", "keep": "t1", "drop": "t3"},
    ]


def test_records_that_said_the_same_before_stay_two() -> None:
    records = [
        BERG,
        BORG,
        Organization(id="g", name="G"),
        Membership(id="m1", member="borg", organization="g"),
        Membership(id="m2", member="borg", organization="g"),
    ]
    assert merged(records, "berg", "borg")[0].memberships.ids == ("m1", "m2")
    one, other = Document(id="one", title="T"), Document(id="other", title="T")
    member = {"member": "berg", "organization": "g"}
    cited = [
        Membership(id="m3", **member, evidence=(Evidence(document="one"),)),
        Membership(id="m4", **member, evidence=(Evidence(document="other"),)),
    ]
    after, _ = merged([BERG, Organization(id="g", name="G"), one, other, *cited], "one", "other")
    assert after.memberships.ids == ("m3", "m4")


# ── What nobody can mean ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("records", "path"),
    [
        ([Organization(id="a", name="A"), Organization(id="b", name="B", part_of="a")], "a.part_of"),
        ([Topic(id="a", label="A", broader="b"), Topic(id="b", label="B")], "a.broader"),
        ([Group(id="a", name="A", members=("b",)), Group(id="b", name="B")], "a.members[0]"),
        (
            [
                Organization(id="a", name="A"),
                Organization(id="b", name="B", designations=(Designation(by="a", status="banned"),)),
            ],
            "a.designations[0].by",
        ),
    ],
)
def test_a_record_that_would_name_itself_is_refused(records: list[Record], path: str) -> None:
    assert problems_of(records, "a", "b") == [(path, "names-itself")]


def test_a_document_may_stand_in_itself() -> None:
    keep = Document(id="a", title="A")
    assert united(keep, Document(id="b", title="A", evidence=(Evidence(document="a"),))) == Document(
        id="a", title="A", evidence=(Evidence(document="a"),)
    )


def test_a_member_of_itself_is_refused() -> None:
    one, other = Organization(id="a", name="A"), Organization(id="b", name="B")
    assert problems_of([one, other, Membership(id="m", member="b", organization="a")], "a", "b") == [
        ("m.member", "names-itself")
    ]


def test_a_way_that_comes_back_to_itself_is_refused() -> None:
    topics = [
        Topic(id="a", label="A", broader="c"),
        Topic(id="c", label="C", broader="b"),
        Topic(id="b", label="B"),
    ]
    with pytest.raises(CorpusError, match="comes back to itself"):
        merge_entities(Corpus(topics), "a", "b")


def test_a_view_that_both_hold_is_refused() -> None:
    assert problems_of([BERG, BORG, GROWTH, position("berg", "borg")], "berg", "borg") == [
        ("p-1.holders", "holder-twice")
    ]


def test_a_view_that_its_holder_would_ascribe_to_itself_is_refused() -> None:
    view = position("borg", attribution="imputed", attributed_by="berg", endorsement="rejected")
    assert problems_of([BERG, BORG, GROWTH, view], "berg", "borg") == [
        ("p-1.attributed_by", "ascriber-no-holder")
    ]


def test_a_comparison_of_a_thing_with_itself_needs_two_times() -> None:
    same = position("eide", comparisons=(Comparison(subject="berg", other="borg"),))
    eide = Person(id="eide", name="E")
    assert problems_of([BERG, BORG, eide, GROWTH, same], "berg", "borg") == [
        ("p-1.comparisons[0]", "names-itself")
    ]
    then = Comparison(subject="berg", other="borg", subject_period="2022", other_period="2010")
    after, _ = merged([BERG, BORG, eide, GROWTH, position("eide", comparisons=(then,))], "berg", "borg")
    assert after.positions["p-1"].comparisons[0].other == "berg"


def test_all_that_is_wrong_is_told_at_once() -> None:
    one = Organization(id="a", name="A", kind="party", part_of="b")
    other = Organization(id="b", name="B", kind="ngo")
    eide = Person(id="eide", name="E")
    view = position("a", "b", comparisons=(Comparison(subject="a", other="b"),))
    assert problems_of([one, other, eide, GROWTH, view], "a", "b") == [
        ("a.kind", "contradiction"),
        ("a.part_of", "names-itself"),
        ("p-1.holders", "holder-twice"),
        ("p-1.comparisons[0]", "names-itself"),
    ]


def test_an_assembly_moves_with_its_body() -> None:
    one, other = Organization(id="a", name="A"), Organization(id="b", name="A")
    view = Position(id="p-1", assembly=Assembly(of="b", quantifier="most"), topic="growth", stance="support")
    after, _ = merged([one, other, GROWTH, view], "a", "b")
    assert after.positions["p-1"].assembly == Assembly(of="a", quantifier="most")


# ── What cannot be asked ────────────────────────────────────────────────────


def wrong(keep: str, drop: str, prefer: object = None) -> list[str]:
    with pytest.raises(InvalidValueError) as caught:
        merge_entities(FORUM, keep, drop, prefer=prefer)  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def test_both_records_must_be_there() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'berg'"):
        merge_entities(FORUM, "bergg", "dahl")
    with pytest.raises(UnknownIdError):
        merge_entities(FORUM, "berg", "dahll")


def test_a_record_is_not_merged_with_itself() -> None:
    assert wrong("berg", "berg") == ["drop: 'berg' is kept already"]


def test_both_records_must_be_of_one_kind() -> None:
    assert wrong("berg", "norland") == ["drop: 'norland' is of the kind state, but 'berg' of the kind person"]


def test_only_entities_are_merged() -> None:
    first, second = wrong("p-1", "p-2")
    assert first.startswith("keep: 'p-1' is of the kind position, and only entities can be merged (area,")
    assert second.startswith("drop: 'p-2'")


def test_a_misspelt_preference_names_the_nearest_word() -> None:
    assert wrong("berg", "dahl", "keeep") == [
        "prefer: 'keeep' is neither 'keep' nor 'drop'; did you mean 'keep'?"
    ]
    assert wrong("berg", "dahl", 1) == ["prefer: 1 is neither 'keep' nor 'drop'"]
    assert wrong("berg", "dahl", "x") == ["prefer: 'x' is neither 'keep' nor 'drop'"]


# ── Laws ────────────────────────────────────────────────────────────────────


def all_records(given: Corpus) -> tuple[Record, ...]:
    return (*given, *given.sessions)


def names_of(record: Record) -> set[str]:
    """Every name of an entity, wherever it is kept."""
    single = {getattr(record, field, None) for field in ("name", "short_name", "label", "title")}
    others = {*getattr(record, "other_names", ()), *getattr(record, "other_labels", ())}
    kept = {each.value for each in record.attributes if each.name.startswith("other ")}
    return {name for name in single | others | kept if name is not None}


@settings(max_examples=60, deadline=None)
@given(corpora_records(most=3).map(Corpus), st.data())
def test_nothing_refers_to_what_is_gone_and_no_name_is_lost(held: Corpus, data: st.DataObject) -> None:
    entities = [record for record in held if name_of(record) in ENTITY_KINDS]
    kinds = Counter(map(name_of, entities))
    several = [record for record in entities if kinds[name_of(record)] > 1]
    if not several:
        return
    keep = data.draw(st.sampled_from(several))
    drop = data.draw(
        st.sampled_from([each for each in several if name_of(each) == name_of(keep) and each is not keep])
    )
    prefer = data.draw(st.sampled_from([None, "keep", "drop"]))
    try:
        after, report = merge_entities(held, keep.id, drop.id, prefer=prefer)  # type: ignore[arg-type]
    except CorpusError as error:
        assert error.problems  # noqa: PT017 - what cannot be one is refused with its reasons
        return
    assert drop.id not in after
    assert all(target != drop.id for record in after for _, target, _ in references(record))
    assert names_of(after[keep.id]) >= names_of(keep) | names_of(drop)
    stood = {
        Place(record.id, path)
        for record in all_records(held)
        if record is not drop
        for path, target, _ in references(record)
        if target == drop.id and not path.startswith("sessions[")
    }
    assert set(report.moved) == stood
    assert len(after) == len(held) - 1 - len(report.joined)
