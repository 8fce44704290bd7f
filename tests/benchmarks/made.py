"""Files of any size whose positions are as the shipped corpus has them.

The shipped records are taken as they are, and the positions among them are
repeated, each time with ids, claims and spans of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import attrs

from eurasec import load
from eurasec._kinds import KINDS
from eurasec.interop.followthemoney import to_ftm
from eurasec.interop.stix import to_stix

__all__ = ["Files", "bad_records"]

Value = dict[str, Any]
"""A record as JSON has it."""

_MOST_FOR_PEERS: Final = 5_000
"""How many positions the files in formats of others hold at most; what reads them is slow."""

_ONE_IS_BAD: Final = 100
"""Of so many positions one is bad, where some are."""


@attrs.frozen
class Files:
    """The files of one run, all in one folder.

    Attributes:
        folder: The folder.
        size: How many positions there are.
    """

    folder: Path
    size: int

    @property
    def few(self) -> int:
        """How many positions there are in the files in formats of others."""
        return min(self.size, _MOST_FOR_PEERS)

    def document(self, *, part: int = 1) -> Path:
        """Give the path of a document that holds one part in so many of the positions."""
        return self.folder / f"{self.size // part}.json"

    @property
    def lines(self) -> Path:
        """JSON Lines with all positions."""
        return self.folder / "lines.jsonl"

    @property
    def many_lines(self) -> Path:
        """JSON Lines with eight times as many positions."""
        return self.folder / "many.jsonl"

    @property
    def bad_document(self) -> Path:
        """The document with bad records, no byte longer than the good one."""
        return self.folder / "bad.json"

    @property
    def bad_lines(self) -> Path:
        """JSON Lines with bad records, no byte longer than the good ones."""
        return self.folder / "bad.jsonl"

    @property
    def few_in_a_document(self) -> Path:
        """The document whose records the files in formats of others hold too."""
        return self.folder / "few.json"

    @property
    def stix(self) -> Path:
        """A bundle of STIX."""
        return self.folder / "few.stix.json"

    @property
    def ftm(self) -> Path:
        """Entities of followthemoney, one a line."""
        return self.folder / "few.ftm.jsonl"

    def write(self, *, many: bool) -> None:
        """Write all of them; the longest one only if it is wanted."""
        for part in (1, 10):
            _write_document(values(self.size // part), self.document(part=part))
        _write_lines(values(self.size), self.lines)
        if many:
            _write_lines(values(self.size * 8), self.many_lines)
        _write_document(_some_bad(values(self.size)), self.bad_document)
        _write_lines(_some_bad(values(self.size)), self.bad_lines)
        _write_document(values(self.few), self.few_in_a_document)
        corpus = load(self.few_in_a_document)
        self.stix.write_bytes(to_stix(corpus, datetime(2022, 2, 9, tzinfo=UTC)).result)
        self.ftm.write_bytes(to_ftm(corpus).result)


def _write_document(records: Iterable[tuple[str, Value]], path: Path) -> None:
    """Write a document in its canonical layout, a record a line."""
    plurals = {kind.name: kind.plural for kind in KINDS}
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "format": "eurasec/1"')
        for name, section in groupby(records, itemgetter(0)):
            file.write(f',\n "{plurals[name]}": [')
            for number, (_, value) in enumerate(section):
                file.write(f"{',' if number else ''}\n  {json.dumps(value, ensure_ascii=False)}")
            file.write("\n ]")
        file.write("\n}\n")


def _write_lines(records: Iterable[tuple[str, Value]], path: Path) -> None:
    """Write JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"format": "eurasec/1"}\n')
        for name, value in records:
            file.write(f"{json.dumps({'type': name, **value}, ensure_ascii=False)}\n")


# ── Good records ────────────────────────────────────────────────────────────

_ASIDE: Final = frozenset({"positions", "assessments"})


def values(size: int) -> Iterator[tuple[str, Value]]:
    """Give records, each with the name of its kind, in the order of files."""
    shipped = _shipped()
    for kind in KINDS:
        if kind.plural == "positions":
            for position in _positions(shipped["positions"], size):
                yield kind.name, position
        elif kind.plural not in _ASIDE:
            for value in shipped.get(kind.plural, ()):
                yield kind.name, value


@cache
def _shipped() -> dict[str, list[Value]]:
    shipped: dict[str, Any] = json.loads(files("eurasec.datasets").joinpath("csto_2022.json").read_bytes())
    del shipped["format"]
    for document in shipped["documents"]:
        document.pop("length", None)  # the spans of repeated positions move on
    return shipped


def _positions(shipped: list[Value], size: int) -> Iterator[Value]:
    known = {each["id"] for each in shipped}
    for number in range(size):
        turn, place = divmod(number, len(shipped))
        position: Value = json.loads(json.dumps(shipped[place]))
        if position["id"] == _WITH_RARE_WORDS:
            _thin_out(position, turn)
        position["id"] = f"{position['id']}-{turn}"
        position["claim"] = f"{position['claim'][:-1]}, for the {turn}th time."
        for evidence in (*position["evidence"], *position.get("quotes", ())):
            if "start" in evidence:
                evidence["start"] += turn
                evidence["end"] += turn
        if "in_reply_to" in position:
            position["in_reply_to"] = [f"{each}-{turn}" for each in position["in_reply_to"] if each in known]
        yield position


_WITH_RARE_WORDS: Final = "p-021"
"""The one shipped position with the holder Ghevondyan, about the OSCE, and with a comparison with it."""


def _thin_out(position: Value, turn: int) -> None:
    """Keep each of three words in some turns only, so that no one of them selects more than 1 % of all."""
    if turn % 2:
        position["holders"] = ["zas"]
    if turn % 3:
        position["about"].remove("osce")
    if turn % 5:
        del position["comparisons"]


# ── Bad records ─────────────────────────────────────────────────────────────


def bad_records(size: int) -> int:
    """Give how many of so many positions are bad; each has a single problem."""
    return len(range(_ONE_IS_BAD - 1, size, _ONE_IS_BAD))


def _some_bad(records: Iterable[tuple[str, Value]]) -> Iterator[tuple[str, Value]]:
    """Spoil some positions, each in another way than the one before it."""
    number = 0
    for name, value in records:
        if name == "position":
            number += 1
            if number % _ONE_IS_BAD == 0:
                spoil = _SPOILERS[number // _ONE_IS_BAD % len(_SPOILERS)]
                yield name, spoil(value)
                continue
        yield name, value


def _misspell(word: str) -> str:
    return f"{word[:-2]}{word[-1]}{word[-2]}"


def _with_a_misspelt_stance(position: Value) -> Value:
    return position | {"stance": _misspell(position["stance"])}


def _with_a_misspelt_key(position: Value) -> Value:
    return {_misspell(key) if key == "claim" else key: value for key, value in position.items()}


def _with_a_topic_that_is_no_id(position: Value) -> Value:
    return position | {"topic": f"{position['topic'][:-1]}-"}


def _with_a_span_that_ends_before_it_starts(position: Value) -> Value:
    first, *others = position["evidence"]
    return position | {"evidence": [first | {"start": first["end"], "end": first["start"]}, *others]}


_SPOILERS: Final[tuple[Callable[[Value], Value], ...]] = (
    _with_a_misspelt_stance,
    _with_a_misspelt_key,
    _with_a_topic_that_is_no_id,
    _with_a_span_that_ends_before_it_starts,
)
