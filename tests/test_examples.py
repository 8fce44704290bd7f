"""The programs in docs/examples run, print what the documentation shows, and are right."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest

import eurasec
from eurasec import analysis

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = DOCS / "examples"

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a program of docs/examples as somebody would in a shell, and gives what it prints."""

    def run(name: str, *arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", [f"{name}.py", *arguments])
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
        return capsys.readouterr().out

    return run


def shown() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each output that docs/examples.md shows: of which program, with which arguments, and what."""
    page = (DOCS / "examples.md").read_text("utf-8")
    for marker, text in re.findall(r"<!-- output: (.*?) -->\n```text\n(.*?)```", page, re.DOTALL):
        name, *arguments = marker.split()
        yield name, tuple(arguments), text


@pytest.mark.parametrize(("name", "arguments", "text"), list(shown()), ids=lambda each: str(each)[:30])
def test_a_program_prints_what_the_documentation_shows(
    run: Run, name: str, arguments: tuple[str, ...], text: str
) -> None:
    assert run(name, *arguments) == text


def test_the_documentation_shows_every_program() -> None:
    page = (DOCS / "examples.md").read_text("utf-8")
    for path in EXAMPLES.glob("*.py"):
        assert f"```{{literalinclude}} examples/{path.name}\n" in page
        assert f"`{path.name}`" in page


def test_the_briefing_of_a_file_is_that_of_its_corpus(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "csto.json"
    eurasec.dump(eurasec.datasets.csto_2022(), path)
    assert run("briefing", str(path)) == run("briefing")


def test_the_briefing_takes_any_corpus(run: Run) -> None:
    printed = run("briefing", str(EXAMPLES / "spring_school_2024.json"))
    assert printed.startswith("Spring School on Security Organisations\n")
    assert "lint would have nothing looked at again" in printed


def test_what_is_coded_from_scratch_is_a_clean_corpus(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    run("coding_from_scratch", str(path))
    corpus = eurasec.load(path)
    assert eurasec.lint(corpus) == ()
    assert corpus.assessments.where(securitizing=True).ids == ("a-1",)


def test_the_invented_conference_says_so_in_every_record_and_is_clean() -> None:
    path = EXAMPLES / "spring_school_2024.json"
    corpus = eurasec.load(path)
    assert eurasec.lint(corpus) == ()
    assert eurasec.dumps(corpus) == path.read_bytes()
    assert all("invented" in record.tags for record in (*corpus, *corpus.sessions))


def test_the_network_that_comes_from_dna_opens_elsewhere(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "organizations.graphml"
    printed = run("from_dna_to_network", str(EXAMPLES.parents[1] / "tests/data/dna/toy.dna"), str(path))
    assert printed.endswith("Written for Gephi: organizations.graphml\n")
    labels = nx.get_node_attributes(nx.read_graphml(path), "label")
    assert sorted(labels.values()) == ["org-a", "org-b", "org-c", "org-d", "org-e", "org-f"]


def test_duckdb_answers_what_the_corpus_itself_answers(run: Run, tmp_path: Path) -> None:
    printed = run("million_statements", "400", str(tmp_path)).splitlines()
    corpus = eurasec.load_lines(tmp_path / "statements.jsonl")
    contested = analysis.contested(corpus)
    strongest = sorted(contested, key=lambda tally: (-(tally.strength or 0), tally.topic))[:3]
    start = printed.index("The most contested topics") + 1
    for line, tally in zip(printed[start : start + 3], strongest, strict=True):
        sides = len(tally.supporters), len(tally.opponents)
        assert line.split() == [
            tally.topic,
            "contested",
            *map(str, sides),
            str(round(tally.strength or 0, 3)),
        ]
    assert len(corpus.statements) == 400
