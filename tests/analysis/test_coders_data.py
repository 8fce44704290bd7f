"""The table of units and coders."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal

import pytest

from eurasec.analysis.coders.data import CodedValue, Disagreement, ReliabilityData
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.vocab import Stance


def test_a_coded_value_refuses_what_is_no_value_and_tells_all() -> None:
    with pytest.raises(InvalidValueError) as caught:
        CodedValue(unit="", coder=3, part=None, value=[])  # type: ignore[arg-type]
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [
        ("unit", "empty-text"),
        ("coder", "type"),
        ("part", "type"),
        ("value", "type"),
    ]


@pytest.mark.parametrize("value", [None, float("nan"), Decimal("NaN"), Decimal("sNaN")])
def test_a_missing_value_is_no_coded_value(value: object) -> None:
    with pytest.raises(InvalidValueError):
        CodedValue(unit="u1", coder="ab", value=value)


def test_one_record_may_be_named_without_a_tuple() -> None:
    assert CodedValue(unit="u1", coder="ab", value=1, records="p-1").records == ("p-1",)
    assert CodedValue(unit="u1", coder="ab", value=1, records=["p-1", "p-2"]).records == ("p-1", "p-2")


def test_a_coder_who_codes_a_unit_twice_is_told_both_values() -> None:
    values = [
        CodedValue(unit="u1", coder="ab", value=Stance.SUPPORT, records=("p-1",)),
        CodedValue(unit="u1", coder="ab", value=Stance.OPPOSE, records=("p-2",)),
        CodedValue(unit="u1", part="x", coder="ab", value=1),
        CodedValue(unit="u1", part="x", coder="ab", value=1),
    ]
    with pytest.raises(InvalidValueError) as caught:
        ReliabilityData(values)
    assert [str(problem) for problem in caught.value.problems] == [
        "u1: is coded twice by the same coder: ab: support (p-1) and ab: oppose (p-2)",
        "u1 [x]: is coded twice by the same coder: ab: 1 and ab: 1",
    ]


def test_a_coder_may_code_several_parts_of_a_unit() -> None:
    data = ReliabilityData(CodedValue(unit="u1", part=part, coder="ab", value=1) for part in "yx")
    assert [value.part for value in data] == ["x", "y"]
    assert data.units == ("u1",)
    assert len(list(data.by_unit())) == 2


def test_rows_number_their_units_so_that_they_sort() -> None:
    data = ReliabilityData.from_rows({"ab": list(range(10)), "cd": [None] * 9 + [1]})
    assert data.units[0] == "01"
    assert data.units[-1] == "10"
    assert len(data) == 11


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="differ in length: 1, 2"):
        ReliabilityData.from_rows({"ab": [1], "cd": [1, 2]})


def test_no_rows_are_no_data() -> None:
    data = ReliabilityData.from_rows({})
    assert len(data) == 0
    assert str(data) == "unit"
    assert repr(data) == "<ReliabilityData: 0 values, 0 units, 0 coders>"


def test_categories_are_sorted_as_they_are_written() -> None:
    data = ReliabilityData.from_rows(
        {"ab": [Stance.SUPPORT, frozenset({"b", "a"}), "oppose", Stance.SUPPORT]}
    )
    assert data.categories == ("oppose", Stance.SUPPORT, frozenset({"a", "b"}))


def test_an_unknown_coder_is_told_who_there_is() -> None:
    data = ReliabilityData.from_rows({"anna": [1], "bert": [1]})
    with pytest.raises(UnknownIdError, match="no coder 'ana'; did you mean 'anna'"):
        data.of_coders("ana")


def test_disagreements_hold_what_everybody_said() -> None:
    data = ReliabilityData(
        [
            CodedValue(unit="u1", part="growth", coder=coder, value=value, records=(record,))
            for coder, value, record in [("ab", 1, "p-1"), ("cd", 2, "p-2"), ("ef", 1, "p-3")]
        ]
        + [CodedValue(unit="u2", coder=coder, value=1) for coder in ("ab", "cd")]
        + [CodedValue(unit="u3", coder="ab", value=5)],
        variable="score",
    )
    (disagreement,) = data.disagreements()
    assert str(disagreement) == "u1 [growth] on score: ab: 1 (p-1); cd: 2 (p-2); ef: 1 (p-3)"
    assert disagreement.records == ("p-1", "p-2", "p-3")
    assert disagreement.to_dict()["values"][1] == {
        "unit": "u1",
        "part": "growth",
        "coder": "cd",
        "value": 2,
        "records": ["p-2"],
    }


def test_a_disagreement_on_nothing_named_says_so_too() -> None:
    values = (CodedValue(unit="u1", coder="ab", value=1), CodedValue(unit="u1", coder="cd", value=2))
    assert str(Disagreement(unit="u1", part="", variable=None, values=values)) == "u1: ab: 1; cd: 2"


def test_data_convert_to_what_json_can_hold() -> None:
    data = ReliabilityData.from_rows(
        {"ab": [Stance.SUPPORT, frozenset({"b", "a"}), True, Decimal("1.5")]}, variable="stance"
    )
    plain = json.loads(json.dumps(data.to_dict()))
    assert plain["variable"] == "stance"
    assert [value["value"] for value in plain["values"]] == ["support", ["a", "b"], True, "1.5"]


def test_a_table_shows_parts_and_the_repr_names_the_variable() -> None:
    data = ReliabilityData(
        [
            CodedValue(unit="u1", part="x", coder="ab", value=Stance.SUPPORT),
            CodedValue(unit="u1", part="y", coder="cd", value=Stance.OPPOSE),
        ],
        variable="stance",
    )
    assert str(data) == "unit    ab       cd\nu1 [x]  support  ·\nu1 [y]  ·        oppose"
    assert repr(data) == "<ReliabilityData stance: 2 values, 1 unit, 2 coders>"


def test_data_pickle_and_hash() -> None:
    data = ReliabilityData.from_rows({"ab": [1, 2], "cd": [1, 3]})
    assert pickle.loads(pickle.dumps(data)) == data
    assert len({data, ReliabilityData(reversed(data.values))}) == 1


@pytest.mark.parametrize("given", [5, None, "values", [1]])
def test_what_is_no_coded_value_is_no_reliability_data(given: object) -> None:
    with pytest.raises(InvalidValueError, match=r"values: .* is not a coded value"):
        ReliabilityData(given)  # type: ignore[arg-type]
