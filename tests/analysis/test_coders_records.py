"""How the coders of a corpus are compared, and what they have to settle."""

from __future__ import annotations

from collections.abc import Hashable
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.actors import Person
from eurasec.analysis.coders.measures import Bootstrap, Level, Measure, cohens_kappa, krippendorff_alpha
from eurasec.analysis.coders.records import (
    UNSTATED,
    Variable,
    agreement_by_variable,
    coded_values,
    coder_agreement,
    disagreements,
)
from eurasec.corpus import Corpus
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.positions import Position, Topic
from eurasec.sources import Coding, Record
from eurasec.statements import Assembly
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Quantifier, Severity, SpeechAct, Stance, Verdict


def position(id: str, coder: str, **fields: object) -> Position:
    unit = fields.pop("unit", "u1")
    given = {"holders": ("zas",), "topic": "growth", "stance": "support", **fields}
    return Position(id=id, coding=Coding(coder=coder, unit=unit), **given)


def assessment(id: str, coder: str, **fields: object) -> ThreatAssessment:
    unit = fields.pop("unit", "u1")
    given = {"holders": ("zas",), "threat": "drugs", "verdict": "affirmed", **fields}
    return ThreatAssessment(id=id, coding=Coding(coder=coder, unit=unit), **given)


def said(
    records: list[Record], variable: str, **options: object
) -> dict[tuple[str, str], dict[str, Hashable]]:
    """Give what each coder said in each part of each unit."""
    table: dict[tuple[str, str], dict[str, Hashable]] = {}
    for value in coded_values(records, variable=variable, **options):
        table.setdefault((value.unit, value.part), {})[value.coder] = value.value
    return table


# ── Which records are compared ──────────────────────────────────────────────


def test_every_variable_is_a_field_of_a_statement() -> None:
    fields = {field.name for record in (Position, ThreatAssessment) for field in attrs.fields(record)}
    assert {variable.value for variable in Variable} <= fields


def test_records_without_a_unit_and_records_of_other_kinds_take_no_part() -> None:
    records = [
        Person(id="zas", name="Zas", coding=Coding(coder="ab", unit="u1")),
        attrs.evolve(position("p-1", "ab"), coding=None),
        attrs.evolve(position("p-2", "ab"), coding=Coding(coder="ab")),
        position("p-3", "ab"),
    ]
    assert [value.records for value in coded_values(records, variable="act")] == [("p-3",)]


def test_topics_are_compared_as_the_sets_that_coders_found_in_a_unit() -> None:
    records = [
        position("p-1", "ab", topic="growth"),
        position("p-2", "ab", topic="order"),
        position("p-3", "ab", topic="order", stance="oppose"),
        position("p-4", "cd", topic="growth"),
    ]
    assert said(records, "topic") == {("u1", ""): {"ab": {"growth", "order"}, "cd": {"growth"}}}
    assert coded_values(records, variable="topic").values[0].records == ("p-1", "p-2", "p-3")


def test_who_made_another_statement_of_a_unit_found_no_topic_in_it() -> None:
    records = [position("p-1", "ab"), assessment("a-1", "cd")]
    assert said(records, "topic") == {("u1", ""): {"ab": {"growth"}, "cd": frozenset()}}
    assert said(records, "threat") == {("u1", ""): {"ab": frozenset(), "cd": {"drugs"}}}


def test_who_worked_on_a_unit_without_making_a_record_found_nothing() -> None:
    records = [position("p-1", "ab")]
    worked_on = {"ab": ["u1", "u2"], "cd": ["u1", "u2"]}
    assert said(records, "topic", worked_on=worked_on) == {
        ("u1", ""): {"ab": {"growth"}, "cd": frozenset()},
        ("u2", ""): {"ab": frozenset(), "cd": frozenset()},
    }
    assert said(records, "stance", worked_on=worked_on) == {("u1", "growth"): {"ab": Stance.SUPPORT}}


def test_stances_are_compared_topic_by_topic() -> None:
    records = [
        position("p-1", "ab", topic="growth", stance="support"),
        position("p-2", "ab", topic="order", stance="oppose"),
        position("p-3", "cd", topic="order", stance="neutral"),
    ]
    assert said(records, "stance") == {
        ("u1", "growth"): {"ab": Stance.SUPPORT},
        ("u1", "order"): {"ab": Stance.OPPOSE, "cd": Stance.NEUTRAL},
    }


def test_stances_on_different_topics_are_never_compared() -> None:
    records = [position("p-1", "ab", topic="growth"), position("p-2", "cd", topic="order")]
    assert all(len(coders) == 1 for coders in said(records, "stance").values())


def test_the_only_statements_of_a_unit_are_compared_whatever_they_are_about() -> None:
    records = [
        position("p-1", "ab", topic="growth", act="warn"),
        position("p-2", "cd", topic="order", act="assert"),
        assessment("a-1", "ef", act="warn"),
    ]
    assert said(records, "act") == {
        ("u1", ""): {"ab": SpeechAct.WARN, "cd": SpeechAct.ASSERT, "ef": SpeechAct.WARN}
    }


def test_several_statements_of_a_unit_are_compared_by_topic_and_threat() -> None:
    records = [
        position("p-1", "ab", act="hope"),
        assessment("a-1", "ab", act="warn"),
        position("p-2", "cd", act="call_for"),
        assessment("a-2", "cd", act="warn"),
    ]
    assert said(records, "act") == {
        ("u1", "growth"): {"ab": SpeechAct.HOPE, "cd": SpeechAct.CALL_FOR},
        ("u1", "drugs"): {"ab": SpeechAct.WARN, "cd": SpeechAct.WARN},
    }


def test_several_stances_on_a_topic_are_compared_by_holder() -> None:
    records = [
        position("p-1", "ab", holders=("zas",), stance="support"),
        position("p-2", "ab", holders=("li", "wu"), stance="oppose"),
        position("p-3", "cd", holders=("wu", "li"), stance="mixed"),
        position("p-4", "cd", holders=("zas",), stance="support"),
    ]
    assert said(records, "stance") == {
        ("u1", "growth: zas"): {"ab": Stance.SUPPORT, "cd": Stance.SUPPORT},
        ("u1", "growth: li, wu"): {"ab": Stance.OPPOSE, "cd": Stance.MIXED},
    }


def test_holders_are_not_asked_where_no_coder_has_several_records() -> None:
    records = [position("p-1", "ab", holders=("zas",)), position("p-2", "cd", holders=("li",))]
    assert set(said(records, "stance")) == {("u1", "growth")}


def test_records_that_nothing_tells_apart_are_taken_together() -> None:
    records = [
        position("p-1", "ab", stance="support", act="hope", about=("li",)),
        position("p-2", "ab", stance="support", act="warn", about=("wu",)),
        position("p-3", "cd", stance="support", act="warn", about=("li", "wu")),
    ]
    part = ("u1", "growth: zas")
    assert said(records, "stance") == {part: {"ab": Stance.SUPPORT, "cd": Stance.SUPPORT}}
    assert said(records, "act") == {part: {"ab": {SpeechAct.HOPE, SpeechAct.WARN}, "cd": SpeechAct.WARN}}
    assert said(records, "about") == {part: {"ab": {"li", "wu"}, "cd": {"li", "wu"}}}


def test_holders_are_compared_as_one_set_on_a_topic() -> None:
    records = [
        position("p-1", "ab", holders=("zas",)),
        position("p-2", "ab", holders=("li",)),
        position("p-3", "cd", holders=("zas", "li")),
    ]
    assert said(records, "holders") == {("u1", "growth"): {"ab": {"zas", "li"}, "cd": {"zas", "li"}}}


def test_an_assembly_is_a_holder_too() -> None:
    most = Assembly(of="c1-s1", quantifier=Quantifier.MOST)
    experts = Assembly(of="c1-s1", quantifier=Quantifier.MOST, among="experts")
    records = [
        position("p-1", "ab", holders=(), assembly=most),
        position("p-2", "cd", holders=(), assembly=experts),
    ]
    assert said(records, "holders") == {
        ("u1", ""): {"ab": {"most of c1-s1"}, "cd": {"most of c1-s1 (experts)"}}
    }


def test_what_is_left_empty_is_a_value() -> None:
    records = [position("p-1", "ab"), position("p-2", "cd", on_behalf_of="belarus")]
    assert said(records, "on_behalf_of") == {("u1", ""): {"ab": UNSTATED, "cd": "belarus"}}
    assert str(UNSTATED) == "unstated"


def test_dates_are_compared_as_values() -> None:
    records = [position("p-1", "ab", date="2022-02~"), position("p-2", "cd", date="2022-02")]
    (disagreement,) = disagreements(records, variable="date")
    assert str(disagreement) == "u1 on date: ab: 2022-02~ (p-1); cd: 2022-02 (p-2)"


def test_a_misspelt_variable_names_the_nearest_word() -> None:
    for ask in (coded_values, coder_agreement, disagreements):
        with pytest.raises(InvalidValueError, match="did you mean 'stance'"):
            ask([], variable="stanse")
    with pytest.raises(InvalidValueError, match="did you mean 'holders'"):
        agreement_by_variable([], variables=["topic", "holder"])


def test_units_worked_on_are_not_one_text() -> None:
    with pytest.raises(InvalidValueError) as caught:
        coder_agreement([], variable="topics", worked_on={"ab": "u1", "cd": ["u1"], "ef": 5})  # type: ignore[dict-item]
    assert [problem.path for problem in caught.value.problems] == [
        "variable",
        "worked_on['ab']",
        "worked_on['ef']",
    ]


# ── How far they agree ──────────────────────────────────────────────────────

SEVERITIES = {
    "ab": ["low", "grave", "serious", None, "grave"],
    "cd": ["low", "existential", "serious", "low", "moderate"],
}


def severities() -> list[Record]:
    return [
        assessment(f"a-{coder}-{number}", coder, unit=f"u{number}", severity=severity)
        for coder, given in SEVERITIES.items()
        for number, severity in enumerate(given)
    ]


def test_alpha_takes_severities_in_their_order_and_leaves_out_what_is_empty() -> None:
    agreement = coder_agreement(severities(), variable="severity")
    ranks = [[word and Severity(word).rank for word in row] for row in SEVERITIES.values()]
    from_ranks = krippendorff_alpha(
        coded_values(severities(), variable="severity"), level="ordinal", skip_unplaced=True
    )
    assert agreement == from_ranks
    assert (agreement.level, agreement.n_unplaced, agreement.n_values) == (Level.ORDINAL, 1, 8)
    assert agreement.records[:2] == ("a-ab-0", "a-cd-0")
    assert ranks[0][3] is None


def test_what_is_empty_counts_at_nominal_level() -> None:
    agreement = coder_agreement(severities(), variable="severity", level="nominal")
    assert (agreement.n_unplaced, agreement.n_values) == (0, 10)


def test_certainties_run_from_possible_to_certain() -> None:
    given = {"ab": ["possible", "probable", "certain"], "cd": ["possible", "certain", "certain"]}
    records = [
        position(f"p-{coder}-{number}", coder, unit=f"u{number}", certainty=certainty)
        for coder, certainties in given.items()
        for number, certainty in enumerate(certainties)
    ]
    data = coded_values(records, variable="certainty")
    expected = krippendorff_alpha(data, level="ordinal", order=["possible", "probable", "certain"])
    assert coder_agreement(records, variable="certainty") == expected


def test_unclear_stances_and_sets_of_stances_have_no_place() -> None:
    records = [
        position("p-1", "ab", unit="u1", stance="unclear"),
        position("p-2", "cd", unit="u1", stance="support"),
        position("p-3", "ab", unit="u2", stance="oppose"),
        position("p-4", "ab", unit="u2", stance="support"),
        position("p-5", "cd", unit="u2", stance="support"),
        position("p-6", "ab", unit="u3", stance="support"),
        position("p-7", "cd", unit="u3", stance="oppose"),
    ]
    for level in ("ordinal", "interval"):
        agreement = coder_agreement(records, variable="stance", level=level)
        assert (agreement.n_unplaced, agreement.n_unpaired, agreement.n_values) == (2, 2, 2)
        assert agreement.value == 0
    assert coder_agreement(records, variable="stance", level="nominal").n_values == 6


def test_a_variable_has_the_levels_that_its_values_allow() -> None:
    with pytest.raises(InvalidValueError, match="level: severity has no interval level"):
        coder_agreement([], variable="severity", level="interval")
    with pytest.raises(InvalidValueError, match=r"act has no ordinal level \(allowed: nominal\)"):
        coder_agreement([], variable="act", level="ordinal")
    with pytest.raises(InvalidValueError, match="did you mean 'interval'"):
        coder_agreement([], variable="stance", level="intervall")


def test_a_level_goes_with_alpha_alone() -> None:
    with pytest.raises(InvalidValueError, match="level: goes with krippendorff_alpha alone"):
        coder_agreement([], variable="stance", level="ordinal", measure="cohens_kappa")


@pytest.mark.parametrize("measure", list(Measure))
def test_agreement_is_measured_as_asked(measure: Measure) -> None:
    agreement = coder_agreement(
        severities(), variable="verdict", measure=measure.value, bootstrap=Bootstrap(seed=1, draws=50)
    )
    assert agreement.measure is measure
    assert agreement.variable == "verdict"
    assert agreement.n_values == 10


def test_a_misspelt_measure_names_the_nearest_word() -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'krippendorff_alpha'"):
        coder_agreement([], variable="stance", measure="krippendorf_alpha")


def test_other_options_of_a_measure_go_through_the_coded_values() -> None:
    data = coded_values(severities(), variable="severity")
    kappa = cohens_kappa(data.of_coders("ab", "cd"), weights="linear", skip_unplaced=True)
    assert kappa.value is not None


# ── Variable by variable ────────────────────────────────────────────────────


def two_coders() -> list[Record]:
    return [
        position("p-1", "ab", unit="u1", stance="support", act="hope"),
        position("p-2", "cd", unit="u1", stance="support", act="hope"),
        position("p-3", "ab", unit="u2", stance="oppose", act="warn"),
        position("p-4", "cd", unit="u2", stance="support", act="warn"),
        position("p-5", "cd", unit="u2", topic="order", act="warn"),
        assessment("a-1", "ab", unit="u3", severity="grave"),
    ]


def test_a_table_has_a_row_for_each_variable_that_can_be_compared_and_was_stated() -> None:
    table = agreement_by_variable(two_coders())
    assert [row.variable.value for row in table] == ["topic", "stance", "holders", "attribution", "act"]
    assert len(table) == 5


def test_a_row_is_reached_by_its_variable() -> None:
    table = agreement_by_variable(two_coders())
    assert table["stance"] is table[Variable.STANCE]
    assert table["stance"].alpha == coder_agreement(two_coders(), variable="stance")
    with pytest.raises(UnknownIdError, match="no variable 'stanse'; did you mean 'stance'"):
        table["stanse"]


def test_variables_that_are_asked_for_are_there_even_if_nothing_can_be_compared() -> None:
    table = agreement_by_variable(two_coders(), variables=["severity", "stance", "severity"])
    assert [row.variable for row in table] == ["severity", "stance"]
    assert table["severity"].alpha.value is None
    assert [row.variable for row in agreement_by_variable([], variables="severity")] == ["severity"]


def test_measures_that_cannot_be_taken_are_left_out_of_a_row() -> None:
    records = [*two_coders(), position("p-6", "ef", unit="u1"), position("p-7", "ef", unit="u2")]
    two = agreement_by_variable(two_coders(), variables=["topic", "stance"])
    three = agreement_by_variable(records, variables=["act", "stance"])
    assert two["topic"].cohen is not None
    assert two["topic"].fleiss is None
    assert three["stance"].cohen is None
    assert three["act"].cohen is None


def test_a_table_prints_with_dashes_where_there_is_no_number() -> None:
    table = agreement_by_variable(
        two_coders(), variables=["stance", "severity"], bootstrap=Bootstrap(seed=1, draws=40)
    )
    head, stance, severity = str(table).splitlines()
    assert " ".join(head.split()) == (
        "variable level parts values agreement Cohen Fleiss alpha interval to settle"
    )
    assert stance.split()[:8] == ["stance", "ordinal", "2", "4", "0.500", "0.000", "–", "0.000"]
    assert severity.split() == ["severity", "ordinal", "0", "0", "–", "–", "–", "–", "–", "0"]


def test_a_table_is_reached_by_place_and_by_name_and_says_how_long_it_is() -> None:
    table = agreement_by_variable(two_coders(), variables=["stance", "act"])
    assert repr(table) == "<AgreementTable: 2 variables>"
    assert table[1] is table["act"]
    assert list(table[:1]) == [table["stance"]]
    assert repr(table[:1]) == "<AgreementTable: 1 variable>"


def test_a_table_converts_to_flat_rows() -> None:
    table = agreement_by_variable(
        two_coders(), variables=["stance", "act"], bootstrap=Bootstrap(seed=1, draws=40)
    )
    stance, act = table.to_dicts()
    assert stance["krippendorff_alpha"] == table["stance"].alpha.value
    assert stance["percentage_agreement"] == 0.5
    assert stance["n_disagreements"] == 1
    assert stance["alpha_low"] == table["stance"].alpha.interval.low
    assert act["level"] == "nominal"
    assert agreement_by_variable(two_coders(), variables="stance").to_dicts()[0]["alpha_low"] is None


def test_a_row_knows_what_was_worked_on() -> None:
    records = [position("p-1", "ab"), position("p-2", "cd")]
    table = agreement_by_variable(records, worked_on={"ab": ["u2"], "cd": ["u2"]})
    assert table["topic"].percentage.n_values == 4


# ── What to settle ──────────────────────────────────────────────────────────


def test_disagreements_come_unit_by_unit_with_the_records_of_all_coders() -> None:
    assert [str(each) for each in disagreements(two_coders())] == [
        "u2 on topic: ab: {growth} (p-3); cd: {growth, order} (p-4, p-5)",
        "u2 [growth] on stance: ab: oppose (p-3); cd: support (p-4)",
    ]


def test_disagreements_may_be_asked_for_by_variable() -> None:
    assert [each.variable for each in disagreements(two_coders(), variable="stance")] == ["stance"]
    assert disagreements(two_coders(), variable=["act", "holders"]) == ()
    found = disagreements(two_coders(), variable="threat", worked_on={"cd": ["u3"]})
    assert [each.unit for each in found] == ["u3"]


def test_a_corpus_will_do() -> None:
    records = [
        position("p-1", "ab", stance="support"),
        position("p-2", "cd", stance="oppose"),
        assessment("a-1", "ab", unit="u2", verdict="dismissed"),
        assessment("a-2", "cd", unit="u2", verdict="denied"),
    ]
    context = [
        Person(id="zas", name="Stanislav Zas"),
        Topic(id="growth", label="Growth", proposition="The alliance should grow."),
        Threat(id="drugs", label="Drugs", kinds=("drug_trafficking",), sectors=("societal",)),
    ]
    corpus = Corpus([*records, *context])
    assert disagreements(corpus) == disagreements(records)
    assert agreement_by_variable(corpus) == agreement_by_variable(records)
    assert coder_agreement(corpus, variable="verdict").value is None
    assert coder_agreement(corpus, variable="verdict", level="nominal").value == 0
    assert said(list(corpus), "verdict")["u2", "drugs"] == {"ab": Verdict.DISMISSED, "cd": Verdict.DENIED}


# ── Laws ────────────────────────────────────────────────────────────────────


@st.composite
def codings(draw: st.DrawFn) -> list[Record]:
    records: list[Record] = []
    for number in range(draw(st.integers(0, 12))):
        coder = draw(st.sampled_from(["ab", "cd", "ef"]))
        fields: dict[str, object] = {
            "unit": draw(st.sampled_from(["u1", "u2"])),
            "holders": draw(st.sampled_from([("zas",), ("li",), ("li", "zas")])),
            "act": draw(st.sampled_from([None, "warn", "hope"])),
        }
        if draw(st.booleans()):
            fields["topic"] = draw(st.sampled_from(["growth", "order"]))
            fields["stance"] = draw(st.sampled_from(list(Stance)))
            records.append(position(f"p-{number}", coder, **fields))
        else:
            fields["severity"] = draw(st.sampled_from([None, *Severity]))
            records.append(assessment(f"a-{number}", coder, **fields))
    return records


@given(records=codings(), shuffled=st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(records: list[Record], shuffled: Random) -> None:
    other = list(records)
    shuffled.shuffle(other)
    for variable in Variable:
        assert coded_values(other, variable=variable) == coded_values(records, variable=variable)
    assert disagreements(other) == disagreements(records)
    assert agreement_by_variable(other) == agreement_by_variable(records)


@given(records=codings())
def test_every_record_that_has_a_variable_is_behind_one_value(records: list[Record]) -> None:
    positions = sorted(record.id for record in records if isinstance(record, Position))
    assessments = sorted(record.id for record in records if isinstance(record, ThreatAssessment))
    for variable in Variable:
        behind = sorted(id for value in coded_values(records, variable=variable) for id in value.records)
        if variable in {Variable.TOPIC, Variable.STANCE}:
            assert behind == positions
        elif hasattr(Position, variable.value):
            assert behind == sorted(positions + assessments)
        else:
            assert behind == assessments


@given(records=codings())
def test_coders_who_make_the_same_records_agree_on_everything(records: list[Record]) -> None:
    one = [attrs.evolve(each, coding=attrs.evolve(each.coding, coder="ab")) for each in records]
    other = [
        attrs.evolve(each, id=f"{each.id}-bis", coding=attrs.evolve(each.coding, coder="cd"))
        for each in records
    ]
    assert disagreements(one + other) == ()
    for row in agreement_by_variable(one + other):
        assert row.percentage.value == 1
        assert row.alpha.value in {1, None}
        assert row.percentage.n_unpaired == 0


@pytest.mark.parametrize("given", [5, None, "p-1", ["p-1"]])
def test_what_is_no_record_was_not_coded(given: object) -> None:
    for ask in (coded_values, coder_agreement):
        with pytest.raises(InvalidValueError, match=r"coders: records: .* is not a record"):
            ask(given, variable="stance")  # type: ignore[operator]
    for ask in (agreement_by_variable, disagreements):
        with pytest.raises(InvalidValueError, match=r"coders: records: .* is not a record"):
            ask(given)  # type: ignore[operator]


def test_what_is_no_variable_and_no_mapping_is_told_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        disagreements([], variable=5, worked_on=["u1"])  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == ["variable", "worked_on"]
    assert "is no mapping from coders to units" in str(caught.value)
