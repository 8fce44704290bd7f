"""How the reference is made of docstrings.

- `exported` documents the names that a package takes from its modules, under
  the package's name, which is the one to import them from.
- The fields of records are shown as a table that says what each one holds.
- The words of a list are shown as a table of their meanings.
- A table that a docstring draws with strokes is shown as a table.
- A name in single backticks leads to the public name that it means, where there is one.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from types import ModuleType
from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject, PyXRefRole
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from eurasec._fields import (
    ACTOR_KINDS,
    ENTITY_KINDS,
    PLACE_KINDS,
    Field,
    Shape,
    Value,
    fields_of,
    is_date,
    item_of,
    marks_of,
)
from eurasec.vocab import SpeechAct, Word

_FIELD: Final = re.compile(r"^ {4}(?P<name>\w+): (?P<meaning>.*)$")
_GROUPS: Final = {ACTOR_KINDS: "actor", PLACE_KINDS: "place", ENTITY_KINDS: "entity"}
_SHAPES: Final = {
    "id-shape": "id",
    "country-code-shape": "two capital letters",
    "language-tag-shape": "language tag",
    "url-shape": "URL",
    "sha256-shape": "64 hexadecimal digits",
    "scheme-shape": "name without spaces",
    "text": "text",
}


# ── What a package exports ──────────────────────────────────────────────────


class Exported(SphinxDirective):
    """The names that a package takes from its modules: `exported:: PACKAGE`, with the modules as content."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"rest": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Document each module under its own words, and its names under those of the package."""
        package = importlib.import_module(self.arguments[0])
        modules = [importlib.import_module(line.strip()) for line in self.content]
        lines = list(exported(package, modules, rest="rest" in self.options))
        container = nodes.container()
        self.state.nested_parse(StringList(lines, source=self.env.docname), self.content_offset, container)
        return container.children


def exported(package: ModuleType, modules: Sequence[ModuleType], *, rest: bool) -> Iterator[str]:
    """Write the directives that document the names of modules as those of a package.

    Args:
        package: The package.
        modules: Those of its modules whose names are wanted, in order.
        rest: Whether the names that it has from elsewhere follow.

    A name that stands nearer to the front door is documented there.
    """
    left = dict.fromkeys(name for name in package.__all__ if package.__name__ in addresses().get(name, ()))
    for module in modules:
        if not module.__name__.rpartition(".")[2].startswith("_"):
            yield from (f".. automodule:: {module.__name__}", "   :no-members:", "   :no-index:", "")
        for name in module.__all__:
            if name in left:
                del left[name]
                yield from documented(package, module, name)
    for name in left if rest else ():
        yield from documented(package, package, name)


def documented(package: ModuleType, module: ModuleType, name: str) -> Iterator[str]:
    """Write the directive that documents one name of a package, which it takes from a module."""
    value = getattr(package, name)
    if inspect.isclass(value) or inspect.isroutine(value):
        kind = "class" if inspect.isclass(value) else "function"
        yield from (f".. auto{kind}:: {package.__name__}.{name}", "")
    else:
        told = ModuleAnalyzer.for_module(module.__name__).find_attr_docs().get(("", name), [])
        yield from (f".. py:currentmodule:: {package.__name__}", "", f".. py:data:: {name}")
        yield from (() if module is package else (f"   :canonical: {module.__name__}.{name}",))
        yield ""
        yield from (f"   {line}" for line in told)


# ── Records and words ───────────────────────────────────────────────────────


def holds(field: Field) -> str:
    """Say in a few words what a field holds.

    >>> from eurasec import Tenure
    >>> [holds(field) for field in fields_of(Tenure)][1:5]
    ['person · **required**', 'office · **required**', 'date', 'several dates']
    """
    what = _what(field)
    if field.several:
        many = what if what.startswith(":") else _several(what)
        what = f"several {many}{', at least one' if field.nonempty else ''}"
    if field.required:
        what += " · **required**"
    elif field.default not in (None, ()):
        default = "no" if field.default is False else f"``{field.default}``"
        what += f" · else {default}"
    return what


def _several(what: str) -> str:
    """Put words into the plural, each of those between which one may choose."""
    irregular = {"person": "people", "entity": "entities"}
    return re.sub(r"\w+(?=,| or |$)", lambda found: irregular.get(found[0], f"{found[0]}s"), what)


def _what(field: Field) -> str:
    """Say what one value of a field is."""
    if field.refers is not None:
        return _kinds(field.refers)
    annotation = field.annotation
    item = item_of(annotation) or annotation
    if field.nested is not None:
        return f":class:`~{_address(field.nested)}`"
    if is_date(item):
        return "date"
    shape = next((mark for mark in marks_of(item) if isinstance(mark, Shape)), None)
    if shape is not None:
        return _SHAPES[shape.rule]
    bare = item if isinstance(item, type) else type(field.default)
    if isinstance(item, type) and issubclass(item, Word):
        return f":class:`~{_address(item)}`"
    names = {bool: "yes or no", Decimal: "decimal number"}
    return names.get(bare, "number" if "float" in str(item) else "whole number")


def _kinds(kinds: frozenset[str]) -> str:
    group = ENTITY_KINDS if kinds == ENTITY_KINDS else next((each for each in _GROUPS if each <= kinds), None)
    named = [_GROUPS[group]] if group else []
    words = [*named, *sorted(kinds - (group or frozenset()))]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _address(cls: type) -> str:
    return f"eurasec.{cls.__name__}"


def _table(heads: Sequence[str], widths: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", f"   :widths: {widths}", "   :class: fields", "")
    for row in (heads, *rows):
        for number, cell in enumerate(row):
            yield f"   {'*' if number == 0 else ' '} - {cell}"
    yield ""


def _fields_as_table(cls: type[Value], lines: list[str]) -> None:
    start = lines.index("Attributes:")
    described: dict[str, str] = {}
    end = start + 1
    while end < len(lines) and (not lines[end] or lines[end].startswith("    ")):
        found = _FIELD.match(lines[end])
        if found:
            described[found["name"]] = found["meaning"]
        elif lines[end]:
            described[next(reversed(described))] += f" {lines[end].strip()}"
        end += 1
    fields = {field.name: field for field in fields_of(cls)}
    rows = [(f"``{name}``", holds(fields[name]), meaning) for name, meaning in described.items()]
    lines[start:end] = _table(("field", "holds", "meaning"), "20 28 52", rows)


def _words_as_table(cls: type[Word], lines: list[str]) -> None:
    last = (
        "Searle's class"
        if cls is SpeechAct
        else "score"
        if any(hasattr(word, "score") for word in cls)
        else ""
    )
    rows: list[tuple[str, ...]] = []
    for word in cls:
        extra = word.searle if isinstance(word, SpeechAct) else getattr(word, "score", None)
        rows.append((f"``{word}``", word.meaning, "–" if extra is None else str(extra)))
    if last:
        lines += ["", *_table(("word", "meaning", last), "30 55 15", rows)]
    else:
        lines += ["", *_table(("word", "meaning"), "30 70", [row[:2] for row in rows])]


def _strokes_as_tables(lines: list[str]) -> None:
    while (
        start := next((number for number, line in enumerate(lines) if line.startswith("|")), None)
    ) is not None:
        end = start
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]
        widths = " ".join(["1"] * len(rows[0]))
        lines[start:end] = _table(rows[0], widths, rows[2:])


def shape_docstring(
    _app: Sphinx, _what: str, _name: str, value: object, _options: object, lines: list[str]
) -> None:
    """Show the fields of a record, the words of a list, and what is drawn with strokes, as tables."""
    if isinstance(value, type) and issubclass(value, Value) and "Attributes:" in lines:
        _fields_as_table(value, lines)
    elif isinstance(value, type) and issubclass(value, Word) and len(value):
        _words_as_table(value, lines)
    else:
        _strokes_as_tables(lines)
    if isinstance(value, type) and not issubclass(value, Word):
        bases = [
            f":class:`~{base.__module__}.{base.__name__}`" for base in value.__bases__ if is_public(base)
        ]
        lines += ["", f"Based on {', '.join(bases)}."] if bases else []


def shape_signature(
    _app: Sphinx,
    what: str,
    _name: str,
    value: object,
    _options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None]:
    """Leave the signature of word lists out: nobody makes a word."""
    if what == "class" and isinstance(value, type) and issubclass(value, Enum):
        return "", None
    return signature, returns


def shorten_types(
    _app: Sphinx, _what: str, _name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Show the type of an attribute by its last name."""
    lines[:] = [
        re.sub(r"(?<![\w.])(?=eurasec\.)", "~", line) if line.startswith(":vartype ") else line
        for line in lines
    ]


def skip_words(
    _app: Sphinx,
    _what: str,
    _name: str,
    value: object,
    _skip: bool,  # noqa: FBT001 - the signature that Sphinx calls
    _options: object,
) -> bool | None:
    """Leave the words out of the members of a list; they stand in its table."""
    return True if isinstance(value, Word) else None


# ── Names in single backticks ───────────────────────────────────────────────


def _packages() -> Iterator[ModuleType]:
    """Give the packages and modules out of which people import."""
    for name in (
        "eurasec",
        *(
            "eurasec.dates",
            "eurasec.selection",
            "eurasec.changes",
            "eurasec.lint",
            "eurasec.corpus",
            "eurasec.serialization",
        ),
        *(
            "eurasec.analysis",
            "eurasec.analysis.listing",
            "eurasec.analysis.networks",
            "eurasec.analysis.coders",
        ),
        *(f"eurasec.interop.{room}" for room in INTEROP),
        *("eurasec.datasets", "eurasec.errors", "eurasec.vocab"),
    ):
        yield importlib.import_module(name)


INTEROP: Final = (
    "exchange",
    "spreadsheet",
    "tables",
    "arrow",
    "parquet",
    "dna",
    "stix",
    "followthemoney",
    "popolo",
    "graphs",
    "sql",
)
"""The rooms of the outside formats, in the order of the reference."""


@cache
def addresses() -> dict[str, tuple[str, ...]]:
    """Give the packages of every public name; one that several packages have is that of the first."""
    found: dict[str, list[tuple[str, object]]] = {}
    for package in _packages():
        for name in package.__all__:
            value = getattr(package, name)
            known = found.setdefault(name, [])
            if not inspect.ismodule(value) and not any(value is other for _, other in known):
                known.append((package.__name__, value))
    return {name: tuple(package for package, _ in known) for name, known in found.items() if known}


def is_public(value: type) -> bool:
    """Tell whether a class is documented under its name."""
    return any(
        getattr(importlib.import_module(package), value.__name__, None) is value
        for package in addresses().get(value.__name__, ())
    )


class NameRole(PyXRefRole):
    """Leads to a public name: a class wherever it is, another one only from its own package."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001 - the signature that Sphinx calls
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Find the address that is nearest to the place of the text."""
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        refnode["refdomain"], refnode["reftype"] = "py", "obj"
        here = str(refnode.get("py:module") or "eurasec")
        found = addresses().get(target, ())
        near = [package for package in found if here == package or here.startswith(f"{package}.")]
        if near:
            return title, f"{max(near, key=len)}.{target}"
        if found and target[0].isupper():
            return title, f"{found[0]}.{target}"
        return title, target


def leave_private_names(
    _app: Sphinx, _env: BuildEnvironment, node: nodes.Element, shown: nodes.TextElement
) -> nodes.TextElement | None:
    """Show a name of the library that is not public as it is, without a link and without a warning."""
    target = str(node.get("reftarget", ""))
    name = target.rpartition(".")[2]
    private = name not in addresses() or any(part.startswith("_") for part in target.split("."))
    return shown if node.get("refdomain") == "py" and target.startswith("eurasec.") and private else None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make all of it known."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
    app.add_directive("exported", Exported)
    app.add_role("name", NameRole())
    app.connect("autodoc-process-docstring", shape_docstring, priority=100)
    app.connect("autodoc-process-docstring", shorten_types, priority=900)
    app.connect("autodoc-process-signature", shape_signature)
    app.connect("autodoc-skip-member", skip_words)
    app.connect("missing-reference", leave_private_names)
    return {"parallel_read_safe": True, "version": "1"}
