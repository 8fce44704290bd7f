"""The examples in docstrings run, and every public name explains itself and is shown in an example."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

import eurasec
import pages
from pages import FRONTS, TEXTS


def modules() -> Iterator[ModuleType]:
    yield eurasec
    for found in pkgutil.walk_packages(eurasec.__path__, "eurasec."):
        yield importlib.import_module(found.name)


def examples() -> Iterator[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in modules():
        yield from (test for test in finder.find(module) if test.examples)


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_the_example_in_a_docstring_gives_what_it_says(example: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    failures: list[str] = []
    runner.run(example, out=failures.append)
    assert not failures, "".join(failures)


def public_names() -> Iterator[tuple[str, object]]:
    for module in modules():
        if not any(part.startswith("_") for part in module.__name__.split(".")):
            for name in getattr(module, "__all__", ()):
                value = getattr(module, name)
                if inspect.isclass(value) or inspect.isfunction(value):
                    yield f"{module.__name__}.{name}", value


@pytest.mark.parametrize(("name", "value"), list(public_names()), ids=lambda each: str(each)[:60])
def test_a_public_name_explains_itself(name: str, value: object) -> None:
    documentation = inspect.getdoc(value)
    assert documentation, f"{name} has no docstring"


def members() -> Iterator[tuple[str, object]]:
    """Every public method and property of the public classes."""
    for name, value in public_names():
        if inspect.isclass(value):
            for member, thing in vars(value).items():
                if not member.startswith("_") and (
                    inspect.isfunction(thing) or isinstance(thing, property | classmethod | staticmethod)
                ):
                    yield f"{name}.{member}", thing


@pytest.mark.parametrize(("name", "value"), list(members()), ids=lambda each: str(each)[:80])
def test_a_public_method_explains_itself(name: str, value: object) -> None:
    assert inspect.getdoc(value), f"{name} has no docstring"


@cache
def words_of_the_pages() -> frozenset[str]:
    """Every word that stands in an example of the documentation, in its code or in what comes out."""
    shown = (f"{example.source}{example.want}" for page in TEXTS for example in pages.examples(page))
    return frozenset(re.findall(r"\w+", "\n".join(shown)))


def names_to_import() -> Iterator[tuple[str, object]]:
    """Every class and function that people import, once, where the reference has it."""
    known: set[int] = set()
    for front in FRONTS:
        module = importlib.import_module(front)
        for name in module.__all__:
            value = getattr(module, name)
            if (inspect.isclass(value) or inspect.isfunction(value)) and id(value) not in known:
                known.add(id(value))
                yield f"{front}.{name}", value


@pytest.mark.parametrize(("name", "value"), list(names_to_import()), ids=lambda each: str(each)[:60])
def test_a_name_to_import_has_an_example_that_runs(name: str, value: object) -> None:
    own = doctest.DocTestParser().get_examples(inspect.getdoc(value) or "")
    assert own or name.rpartition(".")[2] in words_of_the_pages(), (
        f"{name} has no example in its docstring, and no page of the documentation shows it"
    )
