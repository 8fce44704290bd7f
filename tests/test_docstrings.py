"""The examples in docstrings run, and every public name explains itself and is shown in an example."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import cast

import pytest

import eurasec
import pages
from eurasec.analysis.listing import Listed
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


def functions() -> Iterator[tuple[str, FunctionType]]:
    """Every function that people import, and every public method of a class that they do."""
    for name, value in names_to_import():
        if not name.startswith("eurasec.interop."):
            inside = vars(value).items() if inspect.isclass(value) else [("", value)]
            for member, thing in inside:
                inner = thing.__func__ if isinstance(thing, classmethod) else thing
                if inspect.isfunction(inner) and not member.startswith("_"):
                    yield f"{name}.{member}".rstrip("."), inspect.unwrap(inner)


def test_there_are_functions_to_look_at() -> None:
    assert len(list(functions())) > 150


@pytest.mark.parametrize(("name", "function"), list(functions()), ids=lambda each: str(each)[:80])
def test_a_public_function_says_what_each_argument_is_and_what_it_raises(
    name: str, function: FunctionType
) -> None:
    text = inspect.getdoc(function) or ""
    arguments = set(inspect.signature(function).parameters) - {"self", "cls"}
    told = set(re.findall(r"^    \**([a-z]\w*):", text, re.MULTILINE))
    assert arguments <= told or "    **:" in text, f"{name} does not say what it takes"
    assert "Raises:" in text or "raise " not in inspect.getsource(function), (
        f"{name} does not say what it raises"
    )


# ── What examples show ──────────────────────────────────────────────────────


class Shown:
    """What the examples show: which code they call, what they are given, and what they name.

    Only what an example itself does counts, not what is done behind it.

    Attributes:
        called: The code of the functions, methods and properties that are called.
        given: The classes of the values that come back, those in a listing among them.
        named: The names in the code of examples, and those of classes in what is printed.
    """

    def __init__(self) -> None:
        self.called: set[CodeType] = set()
        self.given: set[type] = set()
        self.named: set[str] = set()

    def watch(self, frame: FrameType, event: str, value: object) -> None:
        """Take note of what is called or comes back; a profile function."""
        if event == "call" and is_ours(frame) and in_an_example(caller_of(frame)):
            self.called.add(frame.f_code)
        elif event == "return" and in_an_example(frame.f_back):
            self.take(value)

    def take(self, value: object) -> None:
        """Take note of a value, and if it is a listing of its first items."""
        self.given.add(type(value))
        if isinstance(value, Sequence):
            self.given.update(map(type, value[:3]))

    def run(self, test: doctest.DocTest) -> None:
        """Run the examples of a docstring or a page."""
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        before = sys.getprofile()
        sys.setprofile(self.watch)
        try:
            runner.run(test, clear_globs=False, out=lambda _: None)
        finally:
            sys.setprofile(before)
        for example in test.examples:
            nodes = list(ast.walk(ast.parse(example.source)))
            self.named.update(node.id for node in nodes if isinstance(node, ast.Name))
            self.named.update(node.attr for node in nodes if isinstance(node, ast.Attribute))
            self.named.update(node.name for node in nodes if isinstance(node, ast.alias))
            self.named.update(re.findall(r"([A-Z]\w+)[(:. >]", example.want))


def is_ours(frame: FrameType) -> bool:
    return frame.f_globals.get("__name__", "").startswith("eurasec.")


def in_an_example(frame: FrameType | None) -> bool:
    return frame is not None and frame.f_code.co_filename.startswith("<doctest ")


def caller_of(frame: FrameType) -> FrameType | None:
    """The frame out of which something was called, without what others put between, such as attrs."""
    caller = frame.f_back
    while caller is not None and not is_ours(caller) and not in_an_example(caller):
        caller = caller.f_back
    return caller


@cache
def shown() -> Shown:
    found = Shown()
    for test in examples():
        found.run(test)
    for page in TEXTS:
        found.run(doctest.DocTest(pages.examples(page), {}, page.name, str(page), 0, None))
    return found


@pytest.mark.parametrize(("name", "value"), list(names_to_import()), ids=lambda each: str(each)[:60])
def test_a_name_to_import_has_an_example_that_runs(name: str, value: object) -> None:
    if inspect.isclass(value):
        there = any(value in given.__mro__ for given in shown().given)
    else:
        there = inspect.unwrap(cast("FunctionType", value)).__code__ in shown().called
    assert there or name.rpartition(".")[2] in shown().named, f"no example shows {name}"


def code_of(member: object) -> CodeType | None:
    """The code that runs where a method is called or a property is read."""
    for kind, inner in ((property, "fget"), (cached_property, "func"), (classmethod, "__func__")):
        if isinstance(member, kind):
            member = getattr(member, inner)
    return inspect.unwrap(member).__code__ if isinstance(member, FunctionType) else None


def declarer_of(cls: type, member: str) -> type:
    """The class that says what a member is, for all that have it in their own way."""
    if member in vars(Listed):
        return Listed
    return next(base for base in reversed(cls.__mro__) if member in vars(base))


@cache
def members_to_show() -> dict[str, set[CodeType]]:
    """The public methods and properties of what people import, those that override one another as one."""
    codes: dict[str, set[CodeType]] = {}
    for name, value in names_to_import():
        if inspect.isclass(value) and not name.startswith("eurasec.interop."):
            for member, thing in vars(value).items():
                code = code_of(thing)
                if code is not None and not member.startswith("_"):
                    declarer = declarer_of(value, member)
                    codes.setdefault(f"{declarer.__module__}.{declarer.__name__}.{member}", set()).add(code)
    return codes


def test_there_is_much_to_show_and_much_is_shown() -> None:
    assert len(list(names_to_import())) > 250
    assert len(members_to_show()) > 180
    assert len(shown().called) > 300


@pytest.mark.parametrize("name", list(members_to_show()))
def test_a_method_or_property_has_an_example_that_runs(name: str) -> None:
    assert members_to_show()[name] & shown().called, f"no example calls or reads {name}"


def test_what_examples_do_behind_the_scene_is_not_shown() -> None:
    source = "from eurasec import Corpus\nCorpus().people\n"
    found = Shown()
    found.run(doctest.DocTest(list(map(doctest.Example, source.splitlines(), ["", ""])), {}, "", "", 0, None))
    assert code_of(vars(eurasec.Corpus)["people"]) in found.called
    assert eurasec.selection.People in found.given
    assert found.named == {"Corpus", "people"}
    assert eurasec.selection.Selection.__init__.__code__ not in found.called
