"""The word lists: which words there are, what they mean, and how they compare."""

import copy
import operator
import pickle
from collections.abc import Callable

import pytest

from eurasec import vocab
from eurasec.vocab import (
    Approximation,
    Attribution,
    AttributionRule,
    Certainty,
    Collectivity,
    ComparisonRelation,
    DocumentKind,
    Endorsement,
    EventKind,
    FigureForm,
    MembershipRole,
    OrganizationKind,
    ParticipantRole,
    Presence,
    Quantifier,
    Rendering,
    SearleClass,
    Sector,
    SessionKind,
    Severity,
    SpeechAct,
    Stance,
    ThreatKind,
    Trend,
    Verdict,
    Word,
)

WORDS: dict[type[Word], str] = {
    Approximation: "exact about at_least at_most",
    Attribution: "own relayed imputed",
    AttributionRule: "on_record chatham_house off_record",
    Certainty: "certain probable possible",
    Collectivity: "individual several institutional assembled",
    ComparisonRelation: "same different greater less better worse",
    DocumentKind: "verbatim_record summary_record agreed_text prepared_remarks organiser_report press_report "
    "diplomatic_report article interview programme recording treaty dataset other",
    Endorsement: "endorsed rejected uncommitted",
    EventKind: "military_operation exercise unrest conflict attack disaster accession election negotiation "
    "treaty_signing anniversary other",
    FigureForm: "level change_percent change_absolute multiple share rank",
    MembershipRole: "member observer partner associate chair",
    OrganizationKind: "international_organization alliance government_body parliament party armed_forces "
    "think_tank university foundation ngo company media armed_group forum other",
    ParticipantRole: "host chair moderator opener keynote speaker discussant questioner rapporteur author "
    "observer",
    Presence: "in_person remote message represented absent",
    Quantifier: "unanimous consensus almost_all most many several some a_few one divided generic",
    Rendering: "verbatim quoted paraphrased synthesised authorial inferred",
    SearleClass: "assertive directive commissive expressive declaration",
    Sector: "military political economic societal environmental cyber",
    SessionKind: "opening plenary panel questions closing other",
    Severity: "low moderate serious grave existential",
    SpeechAct: "assert explain predict warn accuse deny concede call_for ask commit refuse hope commend "
    "condemn declare",
    Stance: "support qualified_support neutral mixed qualified_opposition oppose unclear",
    ThreatKind: "interstate_war internal_conflict border_conflict military_buildup arms_supply "
    "wmd_proliferation nuclear_escalation terrorism extremism separatism external_interference "
    "disinformation cyber_attack organised_crime drug_trafficking arms_trafficking human_trafficking "
    "irregular_migration coercion order_erosion state_fragility social_unrest poverty disease "
    "environmental_degradation hybrid other",
    Trend: "emerging rising stable falling",
    Verdict: "affirmed raised downplayed dismissed denied",
}
"""The model's words in the model's order."""

every_list = pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)


def test_every_list_of_the_module_is_tried_here() -> None:
    lists = {value for name in vocab.__all__ if (value := getattr(vocab, name)) is not Word}
    assert lists == set(WORDS)


@every_list
def test_a_list_has_the_words_of_the_model(words: type[Word]) -> None:
    assert [word.value for word in words] == WORDS[words].split()


@every_list
def test_no_two_names_are_the_same_word(words: type[Word]) -> None:
    assert list(words.__members__.values()) == list(words)
    assert len({word.value for word in words}) == len(words)


@every_list
def test_every_word_is_named_as_it_is_written(words: type[Word]) -> None:
    assert [word.name for word in words] == [word.value.upper() for word in words]


@every_list
def test_every_word_says_in_one_line_what_it_means(words: type[Word]) -> None:
    meanings = [word.meaning for word in words]
    assert len(set(meanings)) == len(meanings)
    for meaning in meanings:
        assert meaning.isprintable()
        assert 2 < len(meaning) < 80
        assert meaning == meaning.strip(" .")
        assert meaning[0].islower()


@every_list
def test_every_list_says_what_it_is_for(words: type[Word]) -> None:
    assert words.__doc__
    assert words.__doc__ != Word.__doc__


@every_list
def test_a_word_is_its_written_form(words: type[Word]) -> None:
    for word in words:
        assert word == word.value == str(word) == f"{word}"
        assert words(word.value) is word
        assert hash(word) == hash(word.value)


@every_list
def test_a_words_repr_names_it(words: type[Word]) -> None:
    for word in words:
        assert repr(word) == f"{words.__name__}.{word.name}"
        assert eval(repr(word), vars(vocab)) is word  # noqa: S307 - it is our own repr


@every_list
def test_a_copied_or_pickled_word_is_the_same_object(words: type[Word]) -> None:
    for word in words:
        assert pickle.loads(pickle.dumps(word)) is word
        assert copy.copy(word) is word
        assert copy.deepcopy(word) is word


def test_stances_have_scores_and_doubt_has_none() -> None:
    assert {word.value: word.score for word in Stance} == {
        "support": 1.0,
        "qualified_support": 0.5,
        "neutral": 0.0,
        "mixed": 0.0,
        "qualified_opposition": -0.5,
        "oppose": -1.0,
        "unclear": None,
    }


def test_verdicts_have_scores() -> None:
    assert {word.value: word.score for word in Verdict} == {
        "affirmed": 1.0,
        "raised": 0.0,
        "downplayed": -0.5,
        "dismissed": -1.0,
        "denied": -1.0,
    }


def test_every_speech_act_knows_its_class() -> None:
    by_class = {
        searle: " ".join(act.value for act in SpeechAct if act.searle is searle) for searle in SearleClass
    }
    assert by_class == {
        SearleClass.ASSERTIVE: "assert explain predict warn accuse deny concede",
        SearleClass.DIRECTIVE: "call_for ask",
        SearleClass.COMMISSIVE: "commit refuse",
        SearleClass.EXPRESSIVE: "hope commend condemn",
        SearleClass.DECLARATION: "declare",
    }


# ── Severity is ordered ─────────────────────────────────────────────────────


def test_severities_sort_by_gravity_and_not_by_letter() -> None:
    low, moderate, serious, grave, existential = Severity
    assert sorted([grave, low, existential, serious, moderate]) == list(Severity)
    assert max(Severity) is Severity.EXISTENTIAL
    assert min(Severity) is Severity.LOW
    assert [word.rank for word in Severity] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("lesser", Severity)
@pytest.mark.parametrize("greater", Severity)
def test_severities_compare_by_their_place(lesser: Severity, greater: Severity) -> None:
    for other in (greater, greater.value):
        assert (lesser < other) is (lesser.rank < greater.rank)
        assert (lesser <= other) is (lesser.rank <= greater.rank)
        assert (lesser > other) is (lesser.rank > greater.rank)
        assert (lesser >= other) is (lesser.rank >= greater.rank)
        assert (other < lesser) is (greater.rank < lesser.rank)
        assert (other >= lesser) is (greater.rank >= lesser.rank)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("stranger", ["sevre", "", "LOW", None, 3, Trend.STABLE, Sector.CYBER, [], object()])
def test_a_severity_does_not_compare_with_anything_else(
    stranger: object, compare: Callable[[object, object], bool]
) -> None:
    with pytest.raises(TypeError, match="is no word of Severity and has no place in its order"):
        compare(Severity.LOW, stranger)


def test_an_unknown_severity_cannot_be_sorted_in_silence() -> None:
    with pytest.raises(TypeError, match="None is no word of Severity"):
        sorted([Severity.LOW, None, Severity.GRAVE])
