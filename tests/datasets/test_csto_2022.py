"""The shipped corpus: what a user finds in it, and that every span holds what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from eurasec import Evidence, Organization, Record, Statement
from eurasec._fields import references
from eurasec.corpus import Corpus
from eurasec.datasets import csto_2022
from eurasec.dates import Answer, contains
from eurasec.serialization import dumps, loads
from eurasec.vocab import (
    Attribution,
    Endorsement,
    FigureForm,
    ParticipantRole,
    Presence,
    Quantifier,
    Rendering,
    SpeechAct,
    Stance,
    Verdict,
)

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"
CORPUS = csto_2022()
DAY = "2022-02-09"


def all_records(corpus: Corpus) -> tuple[Record, ...]:
    return (*corpus, *corpus.sessions)


def all_evidence(record: Record) -> tuple[Evidence, ...]:
    quotes = record.quotes if isinstance(record, Statement) else ()
    return (*record.evidence, *quotes)


def ids(records: Iterable[Record]) -> set[str]:
    return {record.id for record in records}


# ── The file ────────────────────────────────────────────────────────────────


def test_the_shipped_file_is_what_the_library_writes() -> None:
    data = files("eurasec.datasets").joinpath("csto_2022.json").read_bytes()
    assert dumps(loads(data)) == data
    assert loads(data) == CORPUS


def test_the_corpus_is_read_once() -> None:
    assert csto_2022() is CORPUS


# ── The conference and who took part ────────────────────────────────────────


def test_the_conference_has_its_host_supporter_venue_day_and_two_sessions() -> None:
    conference = CORPUS.conferences["csto-2022"]
    assert conference.organizers == ("valdai-club",)
    assert conference.supporters == ("russia-foreign-ministry",)
    assert conference.venue is not None
    assert (conference.venue.city, conference.venue.country) == ("Moscow", "russia")
    assert str(conference.period) == DAY
    assert [session.id for session in conference.sessions] == ["csto-2022-s1", "csto-2022-s2"]


def test_the_occasions_fit_the_years_of_what_they_recall() -> None:
    conference = CORPUS.conferences["csto-2022"]
    assert [(each.of, each.years) for each in conference.occasions] == [
        ("collective-security-treaty", 30),
        ("csto", 20),
    ]
    assert str(CORPUS.documents["collective-security-treaty"].date) == str(2022 - 30)
    assert str(CORPUS.organizations["csto"].founded) == str(2022 - 20)


def test_fifteen_people_take_part() -> None:
    assert {each.person for each in CORPUS.participants} == {
        "aleinik",
        "alimov",
        "bordyuzha",
        "bystritskiy",
        "ghevondyan",
        "imomi",
        "lukyanov",
        "niyazaliev",
        "oshakbaev",
        "pankin",
        "rakhimov",
        "sultanov",
        "syzdykov",
        "valiev",
        "zas",
    }
    assert {each.person for each in CORPUS.participants} == ids(CORPUS.people)


def test_diplomats_speak_for_states_and_scholars_for_themselves() -> None:
    represented = {each.person: each.represents for each in CORPUS.participants}
    assert {person: body for person, body in represented.items() if body is not None} == {
        "aleinik": "belarus",
        "bystritskiy": "valdai-foundation",
        "ghevondyan": "armenia",
        "imomi": "tajikistan",
        "niyazaliev": "kyrgyzstan",
        "pankin": "russia",
        "syzdykov": "kazakhstan",
        "zas": "csto",
    }


def test_presence_is_known_of_the_one_who_sent_a_message_alone() -> None:
    presences = {
        each.person: appearance.presence
        for each in CORPUS.participants
        for appearance in each.appearances
        if appearance.presence is not None
    }
    assert presences == {"aleinik": Presence.MESSAGE}


def test_one_person_speaks_from_the_floor() -> None:
    asking = [
        each.person
        for each in CORPUS.participants
        if any(ParticipantRole.QUESTIONER in appearance.roles for appearance in each.appearances)
    ]
    assert asking == ["oshakbaev"]


def test_the_second_session_names_five_of_its_six_speakers() -> None:
    assert CORPUS.sessions["csto-2022-s2"].speakers_reported == 6
    named = [
        each.person
        for each in CORPUS.participants
        for appearance in each.appearances
        if appearance.session == "csto-2022-s2" and ParticipantRole.SPEAKER in appearance.roles
    ]
    assert sorted(named) == ["alimov", "bordyuzha", "rakhimov", "sultanov", "valiev"]


@pytest.mark.parametrize(
    ("person", "on", "office"),
    [
        ("bordyuzha", "2010", "csto-secretary-general"),
        ("sultanov", "2010", "kaziss-director"),
        ("alimov", "2017", "sco-secretary-general"),
        ("zas", DAY, "csto-secretary-general"),
        ("pankin", DAY, "russia-deputy-foreign-minister"),
    ],
)
def test_an_office_is_certain_at_the_date_at_which_the_report_shows_it(
    person: str, on: str, office: str
) -> None:
    held = {each.record.office: each.answer for each in CORPUS.offices_of(person, on=on)}
    assert held[office] is Answer.YES


def test_a_former_office_is_not_held_at_the_conference() -> None:
    held = {each.record.office for each in CORPUS.offices_of("rakhimov", on=DAY)}
    assert held == {"applicata-executive-director"}


def test_the_csto_has_six_members_and_uzbekistan_is_none() -> None:
    members = {each.record.member for each in CORPUS.members("csto", on=DAY) if each.certain}
    assert members == {"armenia", "belarus", "kazakhstan", "kyrgyzstan", "russia", "tajikistan"}
    assert CORPUS.groups["csto-states"].members == tuple(sorted(members))


def test_a_legal_status_says_who_gives_it() -> None:
    taliban = CORPUS["taliban"]
    assert isinstance(taliban, Organization)
    assert [(each.by, each.status) for each in taliban.designations] == [("russia", "banned")]


def test_the_fields_of_cooperation_were_discussed_in_both_sessions() -> None:
    assert all("universal-csto" in session.agenda for session in CORPUS.sessions)


# ── Who holds what ──────────────────────────────────────────────────────────


def test_two_views_are_unanimous_and_spread_over_those_who_spoke_in_the_session() -> None:
    unanimous = [
        each
        for each in CORPUS.positions
        if each.assembly and each.assembly.quantifier is Quantifier.UNANIMOUS
    ]
    assert [each.topic for each in unanimous] == ["kazakhstan-operation", "public-diplomacy"]
    counted = {speaker.actor for speaker in CORPUS.speakers_for(unanimous[0])}
    assert counted == {"ghevondyan", "imomi", "lukyanov", "niyazaliev", "pankin", "syzdykov", "zas"}


@pytest.mark.parametrize(
    ("quantifier", "topics"),
    [
        (Quantifier.CONSENSUS, ["csto-efficiency", "universal-csto"]),
        (Quantifier.ALMOST_ALL, ["csto-expansion"]),
        (Quantifier.MOST, ["universal-csto", "csto-mission"]),
    ],
)
def test_short_of_unanimity_nobody_is_counted(quantifier: Quantifier, topics: list[str]) -> None:
    found = [each for each in CORPUS.positions if each.assembly and each.assembly.quantifier is quantifier]
    assert [each.topic for each in found] == topics
    assert not any(CORPUS.speakers_for(each) for each in found)


def test_joint_views_have_each_of_their_holders() -> None:
    joint = {each.holders for each in CORPUS.positions if len(each.holders) > 1}
    assert joint == {("imomi", "niyazaliev"), ("bordyuzha", "alimov")}


def test_the_priority_of_the_sco_is_urged_and_opposed_in_answer() -> None:
    for_it, against = CORPUS.positions.where(topic="sco-priority")
    assert (for_it.holders, for_it.stance) == (("bordyuzha", "alimov"), Stance.SUPPORT)
    assert (against.holders, against.stance) == (("rakhimov",), Stance.OPPOSE)
    assert against.in_reply_to == (for_it.id,)


def test_views_put_into_others_mouths_name_who_put_them_there_and_what_they_think_of_them() -> None:
    ascribed = {
        (
            each.attributed_by,
            each.holders or (each.assembly and each.assembly.of,),
            each.attribution,
            each.endorsement,
        )
        for each in CORPUS.statements
        if each.attribution is not Attribution.OWN
    }
    imputed, relayed = Attribution.IMPUTED, Attribution.RELAYED
    rejected, open_ = Endorsement.REJECTED, Endorsement.UNCOMMITTED
    assert ascribed == {
        ("pankin", ("nato",), imputed, rejected),
        ("pankin", ("unnamed-observers",), relayed, open_),
        ("syzdykov", ("foreign-public",), imputed, rejected),
        ("aleinik", ("nato-states",), imputed, rejected),
        ("aleinik", ("west",), imputed, rejected),
        ("valiev", ("uzbekistan",), relayed, open_),
    }


def test_the_report_speaks_in_its_own_voice_outside_the_conference() -> None:
    authorial = [each for each in CORPUS.statements if each.rendering is Rendering.AUTHORIAL]
    assert {each.holders for each in authorial} == {("valdai-club",)}
    assert {(each.document, each.conference) for each in authorial} == {("report", None)}
    assert {each.topic for each in CORPUS.positions if each in authorial} == {
        "csto-role",
        "kazakhstan-operation",
        "force-without-use",
        "rapid-response",
        "csto-efficiency",
        "information-work",
    }


def test_organisations_are_compared_with_one_another_and_with_themselves_at_another_time() -> None:
    pairs = [(each.subject, each.other) for record in CORPUS.statements for each in record.comparisons]
    assert pairs.count(("csto", "nato")) == 2
    assert {
        ("csto", "osce"),
        ("nato", "nato"),
        ("sco", "sco"),
        ("csto-states", "csto-states"),
        ("kyrgyzstan-unrest-2020", "kazakhstan-unrest-2022"),
        ("csto-law-enforcement", "csto-military"),
    } <= set(pairs)


def test_proposals_are_told_from_assertions() -> None:
    proposals = {each.topic for each in CORPUS.positions if each.act is SpeechAct.CALL_FOR}
    assert {
        "border-strengthening",
        "peaceful-borders",
        "public-diplomacy",
        "sco-priority",
        "universal-csto",
        "unrest-lessons",
    } == proposals


def test_the_former_secretary_general_concedes_what_the_organisation_lacked() -> None:
    record = CORPUS.positions.where(holder="bordyuzha", act="concede").one()
    assert "csto" in record.criticises
    assert str(record.about_period) == "2012/2013"


def test_a_condition_stands_where_support_is_qualified() -> None:
    qualified = [each for each in CORPUS.positions if each.stance is Stance.QUALIFIED_SUPPORT]
    assert [(each.holders, each.topic) for each in qualified] == [(("zas",), "csto-expansion")]
    assert qualified == [each for each in CORPUS.positions if each.condition]


def test_what_is_read_between_the_lines_is_marked_as_inferred() -> None:
    inferred = [each.id for each in CORPUS.statements if each.rendering is Rendering.INFERRED]
    assert inferred == ["p-037", "a-22"]


# ── Threats ─────────────────────────────────────────────────────────────────


def test_one_threat_is_dismissed() -> None:
    dismissed = CORPUS.assessments.where(verdict="dismissed").one()
    assert (dismissed.holders, dismissed.threat) == (("zas",), "taliban-expansion")


def test_a_denial_comes_from_one_who_represents_an_alleged_origin() -> None:
    denied = CORPUS.assessments.where(verdict="denied").one()
    assert denied.holders == ("aleinik",)
    assert "belarus" in CORPUS.threats[denied.threat].origins


def test_one_threat_is_named_as_the_greatest_and_none_is_graded() -> None:
    foremost = [each.threat for each in CORPUS.assessments if each.foremost]
    assert foremost == ["afghanistan-instability"]
    assert all(each.severity is None for each in CORPUS.assessments)


def test_figures_keep_the_form_in_which_they_are_given() -> None:
    figures = {each.measure: each for record in CORPUS.assessments for each in record.figures}
    opium = figures["opium production"]
    assert (opium.form, opium.factor, str(opium.period)) == (
        FigureForm.CHANGE_PERCENT,
        Decimal("1.08"),
        "2021",
    )
    exercises = figures["number of exercises held by NATO countries"]
    assert (exercises.form, exercises.factor) == (FigureForm.MULTIPLE, Decimal(3))


def test_threats_from_inside_the_bloc_have_their_origin_there() -> None:
    inside = {*CORPUS.groups["csto-states"].members, "csto-states", "kazakh-elites"}
    assert {
        each.id
        for each in CORPUS.threats
        if each.origins
        and inside.issuperset(each.origins)
        and any(
            found.verdict is not Verdict.DENIED and found.attribution is Attribution.OWN
            for found in CORPUS.assessments
            if found.threat == each.id
        )
    } == {
        "elite-split",
        "kazakhstan-unrest",
        "kyrgyzstan-unrest",
        "social-inequality",
        "tajik-kyrgyz-conflict",
    }


def test_what_afghanistan_sends_out_threatens_its_neighbours() -> None:
    threatened = {each.threat for each in CORPUS.assessments if "afghan-neighbours" in each.referents}
    assert threatened == {"drug-trafficking", "taliban-drug-trade", "afghanistan-instability", "extremism"}


def test_measures_answer_the_threats_for_which_they_are_urged() -> None:
    border = CORPUS.positions.where(topic="border-strengthening").one()
    answered = {each.threat for each in CORPUS.assessments if border.id in each.measures}
    assert answered == {"drug-trafficking", "terrorism"}


# ── The codebook is kept ────────────────────────────────────────────────────


def test_topics_recur_and_each_has_a_proposition() -> None:
    assert 15 <= len(CORPUS.topics) <= 25
    assert all(each.proposition for each in CORPUS.topics)


def test_every_record_says_where_it_stands() -> None:
    for record in all_records(CORPUS):
        assert record.evidence, record.id
        for each in record.evidence:
            assert each.document == "report", record.id
            assert each.start is not None, record.id
            assert each.locator is not None, record.id


def test_the_words_of_the_report_are_kept_in_quotes_alone() -> None:
    for record in all_records(CORPUS):
        assert all(each.exact is None for each in record.evidence), record.id
    quoted = [each for each in CORPUS.statements if each.quotes]
    assert all(quote.exact for each in quoted for quote in each.quotes)
    assert {each.holders for each in quoted} == {("pankin",), ("zas",), ("niyazaliev",), ("sultanov",)}
    assert len(quoted) == 5


def test_a_claim_is_one_sentence() -> None:
    for each in CORPUS.statements:
        assert each.claim, each.id
        assert re.fullmatch(r"[A-Z].*[^.?!]\.", each.claim), each.id
        assert not re.search(r"[.?!] ", each.claim), each.id


def test_statements_are_numbered_in_the_order_of_the_text() -> None:
    for kind in (CORPUS.positions, CORPUS.assessments):
        starts = [each.evidence[0].start or 0 for each in kind]
        assert all(before <= after for before, after in pairwise(starts))


def test_every_entity_is_referred_to_by_something() -> None:
    named = {target for record in CORPUS for _, target, _ in references(record) if target != record.id}
    standing_alone = {"membership", "tenure", "participant", "position", "threatassessment"}
    unnamed = [
        record.id
        for record in all_records(CORPUS)
        if record.id not in named and type(record).__name__.lower() not in standing_alone
    ]
    assert unnamed == []


def test_every_tenure_is_in_force_when_it_is_attested() -> None:
    for each in CORPUS.tenures:
        assert bool(each.period) != bool(each.attested), each.id
    conference = CORPUS.conferences["csto-2022"]
    assert conference.period is not None
    attested = [date for each in CORPUS.tenures for date in each.attested]
    assert all(contains(conference.period, date) is Answer.YES for date in attested)


def test_every_judgement_call_is_explained_in_its_record_and_in_the_codebook() -> None:
    judged = {record.id for record in all_records(CORPUS) if "judgement" in record.tags}
    table = CODEBOOK.read_text(encoding="utf-8").split("## Judgement calls")[1]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {id for row in rows for id in re.findall(r"`([^`]+)`", row)} == judged
    assert all(CORPUS[id].note for id in judged)


# ── The source holds what the spans say ─────────────────────────────────────

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def lines_of(text: str) -> dict[str, tuple[int, int]]:
    """Where each line stands, by the locator that the document's note defines."""
    places: dict[str, tuple[int, int]] = {}
    names = [f"heading, line {number}" for number in range(1, 5)]
    names += [f"paragraph {number}" for number in range(1, 10)]
    names += [f"box, line {number}" for number in range(1, 6)]
    names += [f"paragraph {number}" for number in range(10, 18)]
    start = 0
    for line in text.split("\n"):
        if line:
            places[names.pop(0)] = (start, start + len(line))
        start += len(line) + 1
    assert not names
    return places


@pytest.mark.source
def test_every_span_holds_in_the_text_that_the_digest_names(source_text: str) -> None:
    assert CORPUS.check_evidence("report", source_text) == ()


@pytest.mark.source
def test_a_locator_names_the_line_in_which_the_span_lies(source_text: str) -> None:
    places = lines_of(source_text)
    for record in all_records(CORPUS):
        for each in all_evidence(record):
            first, last = places[each.locator or ""]
            assert first <= (each.start or 0) < (each.end or 0) <= last, (record.id, each)


@pytest.mark.source
def test_statements_rest_on_whole_sentences(source_text: str) -> None:
    for record in CORPUS.statements:
        for each in record.evidence:
            before = source_text[: each.start]
            assert before.endswith(("\n", ". ", ".” ")), (record.id, each)
            assert each.resolve(source_text).endswith((".", ".”")), (record.id, each)


@pytest.mark.source
def test_the_evidence_names_who_speaks(source_text: str) -> None:
    names = {each.id: each.name.split()[-1] for each in CORPUS.people}
    for record in CORPUS.statements:
        passages = " ".join(each.resolve(source_text) for each in record.evidence)
        for actor in (*record.holders, record.attributed_by):
            if actor in names:
                assert names[actor] in passages, record.id


@pytest.mark.source
def test_a_quotation_stands_between_marks_within_the_evidence(source_text: str) -> None:
    for record in CORPUS.statements:
        for quote in record.quotes:
            start, end = quote.start or 0, quote.end or 0
            assert source_text[start:end] == quote.exact
            assert source_text[start - 1] == "“", record.id
            assert source_text[end : end + 2].lstrip(".,").startswith("”"), record.id
            assert any((each.start or 0) < start and end < (each.end or 0) for each in record.evidence)


@pytest.mark.source
def test_every_letter_of_the_source_lies_in_the_evidence_of_a_record(source_text: str) -> None:
    covered = {
        place
        for record in all_records(CORPUS)
        for each in record.evidence
        for place in range(each.start or 0, each.end or 0)
    }
    left_out = [
        place for place, letter in enumerate(source_text) if place not in covered and not letter.isspace()
    ]
    assert left_out == []


@pytest.mark.source
def test_no_sentence_of_the_source_is_copied(source_text: str) -> None:
    printed = runs(source_text)
    own = [
        (each.id, text)
        for each in CORPUS.statements
        for text in (each.claim, each.reason, each.note, each.condition if each in CORPUS.positions else None)
    ]
    own += [(each.id, text) for each in all_records(CORPUS) for text in (each.note,)]
    own += [
        (each.id, text) for each in CORPUS.topics for text in (each.label, each.proposition, each.definition)
    ]
    own += [(each.id, each.label) for each in (*CORPUS.threats, *CORPUS.events)]
    own.append(("codebook", CODEBOOK.read_text(encoding="utf-8")))
    copied = [(id, run) for id, text in own if text for run in runs(text) & printed]
    titles = runs(CORPUS.conferences["csto-2022"].title)
    assert [found for found in copied if found[1] not in titles] == []
