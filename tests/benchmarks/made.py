"""Corpora of any size whose positions are as the shipped corpus has them.

The shipped document is taken as it is, and its positions are repeated, each
time with ids, claims and spans of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from eurasec._kinds import KINDS

__all__ = ["document", "values", "write_document", "write_lines"]

_ASIDE = frozenset({"format", "positions", "assessments"})


def values(size: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give records as JSON has them, each with the name of its kind: first what positions refer to."""
    shipped = _shipped()
    for kind in KINDS:
        if kind.plural == "positions":
            for position in _positions(shipped["positions"], size):
                yield kind.name, position
        elif kind.plural not in _ASIDE:
            for value in shipped.get(kind.plural, ()):
                yield kind.name, value


def _shipped() -> dict[str, Any]:
    text = files("eurasec.datasets").joinpath("csto_2022.json").read_bytes()
    shipped: dict[str, Any] = json.loads(text)
    for each in shipped["documents"]:
        each.pop("length", None)  # the spans of repeated positions move on
    return shipped


def _positions(shipped: list[dict[str, Any]], size: int) -> Iterator[dict[str, Any]]:
    known = {each["id"] for each in shipped}
    for number in range(size):
        turn, place = divmod(number, len(shipped))
        position = json.loads(json.dumps(shipped[place]))
        position["id"] = f"{position['id']}-{turn}"
        position["claim"] = f"{position['claim'][:-1]}, for the {turn}th time."
        for evidence in (*position["evidence"], *position.get("quotes", ())):
            if "start" in evidence:
                evidence["start"] += turn
                evidence["end"] += turn
        answered = [f"{each}-{turn}" for each in position.pop("in_reply_to", ()) if each in known]
        if answered:
            position["in_reply_to"] = answered
        yield position


def document(size: int) -> dict[str, Any]:
    """Give a whole document as a plain value."""
    sections: dict[str, Any] = {"format": "eurasec/1"}
    plurals = {kind.name: kind.plural for kind in KINDS}
    for name, value in values(size):
        sections.setdefault(plurals[name], []).append(value)
    return sections


def write_document(size: int, path: Path) -> None:
    """Write a document in its canonical layout, a record a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "format": "eurasec/1"')
        for name, section in document(size).items():
            if name != "format":
                file.write(f',\n "{name}": [\n  ')
                file.write(",\n  ".join(json.dumps(value, ensure_ascii=False) for value in section))
                file.write("\n ]")
        file.write("\n}\n")


def write_lines(size: int, path: Path) -> None:
    """Write JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"format": "eurasec/1"}\n')
        for name, value in values(size):
            file.write(f"{json.dumps({'type': name, **value}, ensure_ascii=False)}\n")
