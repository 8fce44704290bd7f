"""What analyses have in common is called the same, and means the same, in all of them."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from types import FunctionType

import pytest

from eurasec import Corpus, analysis
from eurasec.analysis import _scope, networks
from eurasec.analysis.networks import _filters
from eurasec.errors import InvalidValueError

Asking = Callable[..., object]

NAMED = {"topic": "t", "actor": "a"}
"""What a call needs besides what analyses have in common."""


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
