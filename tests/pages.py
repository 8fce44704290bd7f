"""The pages of the documentation and their examples, and the modules out of which people import."""

from __future__ import annotations

import re
from doctest import DocTestParser, Example
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
TEXTS = [*PAGES, ROOT / "README.md", ROOT / "CHANGELOG.md"]

FRONTS = (
    "eurasec",
    "eurasec.analysis",
    "eurasec.analysis.coders",
    "eurasec.analysis.listing",
    "eurasec.analysis.networks",
    "eurasec.changes",
    "eurasec.corpus",
    "eurasec.datasets",
    "eurasec.dates",
    "eurasec.errors",
    *(f"eurasec.interop.{path.stem}" for path in sorted((ROOT / "src/eurasec/interop").glob("[a-z]*"))),
    "eurasec.lint",
    "eurasec.selection",
    "eurasec.serialization",
    "eurasec.vocab",
)
"""The modules whose names the reference documents; what stands behind them is taken from them."""


def examples(page: Path) -> list[Example]:
    """Give the examples of a page, in order."""
    blocks = re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [example for block in blocks for example in DocTestParser().get_examples(block)]
