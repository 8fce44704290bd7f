"""What every test can use: the examples of the documentation, and the text of the shipped corpus's source."""

from __future__ import annotations

from doctest import ELLIPSIS
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["docs/*.md", "docs/**/*.md", "README.md"],
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the source text."""
    parser.addoption(
        "--source",
        type=Path,
        help="the text that the shipped corpus codes; with it, every span of the corpus is proved",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers", "source: needs the text of the shipped corpus's source (--source=FILE)"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the proofs over the source text where no text is given."""
    if config.getoption("--source") is None:
        needing = [item for item in items if item.get_closest_marker("source")]
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


@pytest.fixture(scope="session")
def source_text(request: pytest.FixtureRequest) -> str:
    """The text of the report that the shipped corpus codes, to the last character."""
    path: Path = request.config.getoption("--source")
    return path.read_bytes().decode("utf-8")
