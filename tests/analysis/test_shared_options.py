"""What analyses have in common is called the same, and means the same, in all of them."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import pytest

from eurasec import Corpus, analysis
from eurasec.analysis import _scope, networks
from eurasec.analysis.networks import _filters
from eurasec.errors import InvalidValueError, UnknownIdError
from harbour import corpus

Asking = Callable[..., object]

NAMED = {"topic": "t", "actor": "a"}
"""What a call needs besides what analyses have in common."""


IN_THE_HARBOUR = {"topic": "growth", "actor": "berg"}


def asking(module: object, name: str) -> Iterator[Asking]:
    """The public functions of a module that take an argument."""
    for each in typing.cast("list[str]", vars(module)["__all__"]):
        value = vars(module)[each]
        if isinstance(value, FunctionType) and name in inspect.signature(value).parameters:
            yield value


ANALYSES = list(asking(analysis, "during"))
NETWORKS = list(asking(networks, "duplicates"))


def name_of(function: object) -> str:
    return getattr(function, "__name__", str(function))


def test_there_are_analyses_and_networks_to_look_at() -> None:
    assert len(ANALYSES) == 12
    assert len(NETWORKS) == 3


@pytest.mark.parametrize(
    ("function", "shared"),
    [
        *((each, _scope._Shared) for each in ANALYSES),
        *((each, _filters._Shared) for each in NETWORKS),
    ],
    ids=name_of,
)
def test_an_argument_that_several_functions_take_has_one_name_and_one_type(
    function: Asking, shared: type
) -> None:
    types = typing.get_type_hints(shared)
    taken = typing.get_type_hints(function)
    assert {name: taken[name] for name in types if name in taken} == {
        name: kind for name, kind in types.items() if name in taken
    }
    left_out = types.keys() - taken.keys()
    assert left_out <= {"narrower", *(("relayed", "imputed") if function is analysis.accusations else ())}


@pytest.mark.parametrize("function", ANALYSES, ids=name_of)
def test_every_analysis_judges_all_of_them_at_once(function: Asking) -> None:
    parameters = inspect.signature(function).parameters
    needed = {name: value for name, value in NAMED.items() if name in parameters}
    flags = [
        name for name in ("narrower", "possibly", "relayed", "imputed", "inferred") if name in parameters
    ]
    with pytest.raises(InvalidValueError) as caught:
        function(Corpus(), **needed, by="persn", **dict.fromkeys(flags, 2))
    assert [problem.path for problem in caught.value.problems] == [*flags, "by"]
    assert caught.value.heading == name_of(function)
    assert "did you mean 'person'?" in str(caught.value)


@pytest.mark.parametrize("function", ANALYSES, ids=name_of)
def test_every_analysis_wants_a_corpus(function: Asking) -> None:
    parameters = inspect.signature(function).parameters
    needed = {name: value for name, value in NAMED.items() if name in parameters}
    with pytest.raises(InvalidValueError) as caught:
        function("corpus.json", **needed)
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [("corpus", "type")]
    with pytest.raises(InvalidValueError, match="conference: 5 is not an id"):
        function(corpus(), **{name: IN_THE_HARBOUR[name] for name in needed}, conference=5)


def test_a_comparison_wants_a_corpus_too() -> None:
    with pytest.raises(InvalidValueError, match="corpus: 5 is not a corpus"):
        analysis.compare_conferences(5, "a", "b")  # type: ignore[arg-type]


@pytest.mark.parametrize("function", NETWORKS, ids=name_of)
@pytest.mark.parametrize("given", [5, None, "rows", ["row"]])
def test_every_network_wants_rows(function: Asking, given: object) -> None:
    with pytest.raises(InvalidValueError, match="is no Row") as caught:
        function(given)
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [("statements", "type")]


def test_what_blames_and_whom_is_told_where_it_is_none() -> None:
    with pytest.raises(InvalidValueError, match="grounds: 5 is no ground of an accusation"):
        analysis.accusations(Corpus(), grounds=5)  # type: ignore[arg-type]
    with pytest.raises(UnknownIdError, match="no state or organization or group or person 5"):
        analysis.accusations(Corpus(), 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [None, [], 1.5])
def test_a_row_of_a_listing_is_reached_by_its_place(place: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"topics: key: .* is not a place or a slice"):
        analysis.tally(corpus())[place]
