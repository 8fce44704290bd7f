"""The picture of the rooms: what may import what.

It is drawn from the contract in `pyproject.toml` that import-linter keeps, and
from the first sentence of each module.
"""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path
from typing import Final

from svg import FAINT, MONO, Drawing, wrapped

PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"
WIDTH: Final = 860
LEFT: Final = 24


def layers() -> list[list[str]]:
    """Give the layers of the contract, the front door above them, each with its rooms."""
    contracts = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    contract = next(each for each in contracts if each["type"] == "layers")
    return [["__init__"], *([room.strip() for room in layer.split("|")] for layer in contract["layers"])]


def purpose(room: str) -> str:
    """Give the first sentence of a room."""
    name = "eurasec" if room == "__init__" else f"eurasec.{room}"
    doc = importlib.import_module(name).__doc__ or ""
    return " ".join(doc.split("\n\n")[0].split()).rstrip(".")


def rooms() -> str:
    """Draw the picture."""
    drawing = Drawing(
        "rooms",
        "The rooms of eurasec",
        "Each room imports only what stands below it; rooms side by side do not know each other.",
    )
    y = 20.0
    for layer in layers():
        width = (WIDTH - 12 * (len(layer) - 1)) / len(layer)
        told = [wrapped(purpose(room), width - 24, 11.5) for room in layer]
        height = 28 + 14 * max(map(len, told))
        for number, (room, lines) in enumerate(zip(layer, told, strict=True)):
            x = LEFT + number * (width + 12)
            drawing.box(x, y, width, height, fill="#f4f5f7" if room.startswith("_") else "#e8f0fb")
            drawing.text(x + 12, y + 18, room, size=12.5, face=MONO, bold=True)
            for row, line in enumerate(lines):
                drawing.text(x + 12, y + 34 + 14 * row, line, size=11.5, fill=FAINT)
        y += height + 8
    return drawing.written(WIDTH + 2 * LEFT, y + 12)
