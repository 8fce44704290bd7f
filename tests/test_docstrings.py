"""The examples in docstrings run, and every public name has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import eurasec


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
