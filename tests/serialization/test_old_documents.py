"""Whatever a version of the library wrote loads for ever.

The files of `tests/data/v1` are never changed; a new field or word gets a new file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from eurasec import Corpus, dumps, load, load_lines, loads
from eurasec._fields import Field, Value, fields_of, item_of
from eurasec._kinds import KINDS

FOLDER = Path(__file__).parent.parent / "data" / "v1"
CANONICAL = ["actors", "by-hand.canonical", "conferences", "positions", "threats", "words"]


def canonical(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def every_corpus() -> Iterator[Corpus]:
    return (load(FOLDER / f"{name}.json") for name in CANONICAL)


@pytest.mark.parametrize("name", CANONICAL)
def test_a_canonical_document_of_format_1_is_written_as_it_was_read(name: str) -> None:
    assert dumps(loads(canonical(name))) == canonical(name)


def test_a_document_written_by_hand_means_what_it_meant() -> None:
    assert dumps(load(FOLDER / "by-hand.json")) == canonical("by-hand.canonical")


def test_json_lines_of_format_1_mean_what_they_meant() -> None:
    assert dumps(load_lines(FOLDER / "actors.jsonl")) == canonical("actors")


def name_of(cls: type[Value], field: Field) -> str:
    """The name of a field with the class that brings it in."""
    owner = next(base for base in cls.__mro__ if field.name in vars(base).get("__annotations__", ()))
    return f"{owner.__name__}.{field.name}"


def fields_used(value: Value) -> Iterator[tuple[str, object]]:
    """Every field of a value and of the values inside it, with what it holds, one by one."""
    for field in fields_of(type(value)):
        held = getattr(value, field.name)
        if held == field.default:
            continue
        for item in held if field.several else [held]:
            yield name_of(type(value), field), item
            if field.nested is not None:
                yield from fields_used(item)


def test_the_old_documents_use_every_field_and_every_word() -> None:
    held: dict[str, list[object]] = {}
    for corpus in every_corpus():
        for record in corpus:
            for name, item in fields_used(record):
                held.setdefault(name, []).append(item)
    classes: list[type[Value]] = [kind.record for kind in KINDS]
    for cls in classes:
        for field in fields_of(cls):
            assert name_of(cls, field) in held
            if field.nested is not None and field.nested not in classes:
                classes.append(field.nested)
            words = item_of(field.annotation) or field.annotation
            if isinstance(words, type) and issubclass(words, StrEnum):
                written = {item for items in held.values() for item in items if isinstance(item, words)}
                assert set(words) - {field.default} <= written


def test_the_small_documents_are_small() -> None:
    sizes = {name: len(canonical(name)) for name in ("actors", "conferences", "positions", "threats")}
    assert all(1_000 < size < 2_100 for size in sizes.values()), sizes
    kinds = {key for name in sizes for key in json.loads(canonical(name))}
    assert kinds == {"format", *(kind.plural for kind in KINDS)}
