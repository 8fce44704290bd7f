"""The documentation holds together: links, files, words, and the pictures that are drawn of the code."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import attrs
import pytest

import eurasec
from eurasec import vocab
from eurasec._fields import Value, fields_of
from eurasec._kinds import KINDS, SESSION
from eurasec.sources import Record
from eurasec.statements import Statement
from pages import DOCS, FRONTS, PAGES, ROOT, TEXTS


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


# ── Links and files ─────────────────────────────────────────────────────────


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MyST make them."""
    headings = re.findall(r"^#+ (.+)$", without_code(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS, ids=names(TEXTS))
def test_every_link_inside_the_house_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), f"{page.name} links to {link}, which is not there"
        assert not anchor or anchor in anchors(target), (
            f"{page.name} links to {link}, which has no such heading"
        )


def listed(page: Path) -> Iterator[Path]:
    """The pages that the tables of contents of a page name."""
    for entries in re.findall(
        r"^```\{toctree\}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        for entry in entries.splitlines():
            if entry and not entry.startswith(":"):
                yield from page.parent.glob(f"{entry}.md")


def test_every_page_is_reached_from_the_front_page_and_only_once() -> None:
    reached, ahead = [DOCS / "index.md"], [DOCS / "index.md"]
    while ahead:
        further = list(listed(ahead.pop()))
        reached += further
        ahead += further
    assert sorted(reached) == PAGES


def test_every_file_that_the_pages_for_contributors_name_is_there() -> None:
    text = (DOCS / "contributing.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|\.ci)/[^`\s]*|[A-Z]+\.md|pyproject\.toml)`", text)
    assert len(named) > 40
    for path in named:
        assert (ROOT / path).exists(), f"contributing.md names {path}, which is not there"


def test_no_example_is_kept_from_running() -> None:
    for page in TEXTS:
        text = page.read_text("utf-8")
        assert not re.search(r"<!--.*\bskip\b.*-->", text), page
        assert "doctest: +SKIP" not in text, page


# ── Words ───────────────────────────────────────────────────────────────────


def public_classes() -> Iterator[type]:
    for name in eurasec.__all__:
        value = getattr(eurasec, name)
        if isinstance(value, type):
            yield value


def test_the_glossary_has_every_record_every_small_value_and_every_list_of_words() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    wanted = [cls.__name__ for cls in public_classes() if issubclass(cls, Value | vocab.Word)]
    assert len(wanted) > 50
    assert [name for name in wanted if f"`{name}`" not in text] == []


def test_every_term_of_the_glossary_stands_there_once_and_in_order() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    entries = re.findall(
        r"^(?! )(\S.*)\n  \S", text[text.index("{glossary}") : text.index("## Sources")], re.MULTILINE
    )
    terms = [entry.casefold() for entry in entries]
    assert terms == sorted(set(terms))


def test_there_are_twenty_questions() -> None:
    text = (DOCS / "howto" / "questions.md").read_text("utf-8")
    assert [int(number) for number in re.findall(r"^### (\d+)\. ", text, re.MULTILINE)] == list(range(1, 21))


# ── The reference ───────────────────────────────────────────────────────────


def documented() -> Iterator[object]:
    """Everything that the pages of the reference document."""
    for page in (DOCS / "reference").glob("*.md"):
        text = page.read_text("utf-8")
        for package, rest, modules in re.findall(
            r"^\.\. exported:: (\S+)\n(   :rest:\n)?((?:\n|   [\w.]+\n)*)", text, re.MULTILINE
        ):
            front = importlib.import_module(package)
            taken = [front] if rest else [importlib.import_module(name) for name in modules.split()]
            yield from (
                getattr(front, name) for each in taken for name in each.__all__ if name in front.__all__
            )
        for name, hidden in re.findall(r"^\.\. automodule:: (\S+)\n(   :no-members:\n)?", text, re.MULTILINE):
            module = importlib.import_module(name)
            yield from () if hidden else (getattr(module, each) for each in module.__all__)
        for name in re.findall(r"^\.\. autoclass:: (\S+)$", text, re.MULTILINE):
            yield getattr(importlib.import_module(name.rpartition(".")[0]), name.rpartition(".")[2])


def test_the_reference_has_every_name_that_people_import() -> None:
    found = {id(value) for value in documented()}
    for name in FRONTS:
        module = importlib.import_module(name)
        missing = [
            each
            for each in module.__all__
            if not isinstance(getattr(module, each), ModuleType) and id(getattr(module, each)) not in found
        ]
        assert missing == [], f"the reference lacks names of {name}"


# ── Pictures ────────────────────────────────────────────────────────────────

sys.path.insert(0, str(DOCS / "_extensions"))

import figures  # noqa: E402 - the pictures are drawn beside the pages
import flow_diagram  # noqa: E402
import records_diagram  # noqa: E402
import rooms_diagram  # noqa: E402


def elements(svg: str) -> list[ET.Element]:
    """The elements of a picture; it has to be well-formed for that."""
    return list(ET.fromstring(svg).iter())  # noqa: S314 - we have drawn it


def texts(svg: str) -> list[str]:
    """The lines of text in a picture."""
    return [element.text or "" for element in elements(svg) if element.tag.endswith("}text")]


def test_the_picture_of_the_records_has_every_kind_and_every_field() -> None:
    drawn = texts(records_diagram.records())
    written = " ".join(drawn)
    for kind in (*KINDS, SESSION):
        assert kind.record.__name__ in drawn
        assert kind.plural in drawn
        shared = {
            field.name for field in attrs.fields(Statement if issubclass(kind.record, Statement) else Record)
        }
        for field in fields_of(kind.record):
            if field.name not in shared and not (field.nested and issubclass(field.nested, Record)):
                assert re.search(rf"\b{field.name}\b", written), f"{kind.name}.{field.name}"


def test_the_picture_of_the_records_asks_for_the_place_of_a_new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = [tuple(cls for cls in column if cls is not eurasec.Event) for column in records_diagram.COLUMNS]
    monkeypatch.setattr(records_diagram, "COLUMNS", tuple(fewer))
    with pytest.raises(LookupError, match="no place in the picture for Event"):
        records_diagram.boxes()


def test_the_picture_of_the_rooms_has_every_room_of_the_contract() -> None:
    drawn = texts(rooms_diagram.rooms())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    for room in "|".join(layers).split("|"):
        assert room.strip() in drawn
    there = {path.stem for path in (ROOT / "src/eurasec").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert there - {"__pycache__", "py"} <= set(drawn)


def test_the_picture_of_the_flow_goes_from_bytes_to_a_corpus_and_back() -> None:
    reading = [step.name for step in flow_diagram.reading()]
    for earlier, later in (
        ("serialization.documents", "serialization._layout"),
        ("serialization._layout", "serialization._making"),
        ("serialization._making", "serialization._gathering"),
        ("serialization._gathering", "corpus"),
    ):
        assert reading.index(earlier) < reading.index(later)
    where_wrong = {step.name for step in flow_diagram.reading() if not step.always}
    assert where_wrong == {f"serialization.{name}" for name in ("_extent", "_json", "_inspection", "_keys")}
    writing = [step.name for step in flow_diagram.writing()]
    assert writing.index("corpus") < writing.index("serialization._writing")
    assert set(reading) | set(writing) <= set(texts(flow_diagram.flow()))


PAGES_WITH_FIGURES = [page for page in PAGES if "```{drawn}" in page.read_text("utf-8")]


@pytest.mark.parametrize("page", PAGES_WITH_FIGURES, ids=names(PAGES_WITH_FIGURES))
def test_the_code_of_a_page_draws_its_figures(page: Path) -> None:
    text = page.read_text("utf-8")
    drawn = [figures.svg_of(figure) for figure in figures.figures(text)]
    assert len(drawn) == text.count("```{drawn}") > 0
    for svg in drawn:
        assert len(elements(svg)) > 20


def test_a_figure_that_the_code_does_not_make_is_told() -> None:
    with pytest.raises(TypeError, match="makes no figure of that name"):
        list(figures.figures("```python\n>>> number = 1\n```\n```{drawn} number\n```\n"))
