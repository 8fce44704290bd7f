"""A canonical document is read line by line; what is laid out otherwise, as a whole, and to the same end."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from eurasec import Corpus, dumps, loads
from eurasec.errors import DecodeError
from eurasec.serialization import _known, documents
from eurasec.serialization._layout import laid_out, record_count, taken_apart
from eurasec.serialization._quick import UnsureError
from eurasec.serialization.limits import Limits
from mutants import Mutator

SHIPPED = files("eurasec.datasets").joinpath("csto_2022.json").read_bytes()


def outcome(text: bytes) -> Corpus | tuple[str, ...]:
    try:
        return loads(text)
    except DecodeError as error:
        return tuple(problem.path for problem in error.problems)


def as_a_whole(text: bytes) -> Corpus | tuple[str, ...]:
    """What comes of a text that is never read line by line."""

    def unsure(*_: object) -> Corpus:
        raise UnsureError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_read_lines", unsure)
        return outcome(text)


def test_what_is_laid_out_is_taken_apart_again() -> None:
    sections = [("states", ['{"id": "a"}', '{"id": "b"}']), ("people", ['{"id": "c"}'])]
    text = b"".join(laid_out(sections))
    assert [(name, [each.decode() for each in lines]) for name, lines in taken_apart(text)] == sections
    assert record_count(text) == 3


def test_a_canonical_document_is_never_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_read_whole", None)
    for text in (SHIPPED, SHIPPED.decode(), dumps(Corpus())):
        assert loads(text) == loads(text)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(json.loads(SHIPPED)).encode(),
        json.dumps(json.loads(SHIPPED), indent=1).encode(),
        json.dumps(json.loads(SHIPPED), indent=2, sort_keys=True).encode(),
        SHIPPED.replace(b"\n  {", b"\n   {"),
        SHIPPED.replace(b"\n", b"\r\n"),
        SHIPPED + b"\n",
    ],
    ids=["one line", "indented", "sorted", "other indent", "other line ends", "blank line behind"],
)
def test_other_layouts_give_the_same_corpus(text: bytes) -> None:
    assert loads(text) == loads(SHIPPED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"{\n", b"{ \n"),
        (b'"eurasec/1"', b'"eurasec/2"'),
        (b' "states": [', b' "people": ['),
        (b' "states": [', b' "stades": ['),
        (b' "states": [', b' "states": {'),
        (b"\n  {", b"\n  {},,{"),
        (b"\n  {", b"\n [{"),
        (b"},\n  {", b"}\n  {"),
        (b"\n ],", b",\n ],"),
        (b"\n ],", b"\n ]"),
        (b"\n]\n}\n", b"\n ]\n}\n}\n"),
        (b"\n ]\n}\n", b"\n ],\n}\n"),
        (b"\n}\n", b"\n"),
        (b"\n}\n", b"\n}\n{}"),
        (b'"id": "csto"', b'"id": "csto", "id": "csto"'),
        (b'"id": "csto"', b'"id": "cs\xff"'),
        (b'"id": "csto"', b'"id": NaN'),
        (b'"id": "csto"', b'"id": null'),
        (b'"id": "csto"', b'"id": "cs to"'),
        (b'"id": "csto"', b'"id": ' + b"9" * 5_000),
        (b'"id": "csto"', b'"id": ' + b"[" * 61 + b"]" * 61),
        (b'"id": "csto"', b'"id": ' + b"[" * 62 + b"]" * 62),
        (b'"id": "csto"', b'"id": ' + b"[" * 3_000 + b"]" * 3_000),
    ],
)
def test_what_is_wrong_is_told_at_the_same_places(old: bytes, new: bytes) -> None:
    text = SHIPPED.replace(old, new, 1)
    assert outcome(text) == as_a_whole(text)


def test_a_document_that_ends_within_a_section_is_refused_where_it_ends() -> None:
    text = b'{\n "format": "eurasec/1",\n "states": [\n  {"id": "a", "name": "A"},\n'
    with pytest.raises(UnsureError):
        dict((name, list(records)) for name, records in taken_apart(text))  # noqa: C402 - read in turn
    assert outcome(text) == ("line 5, column 1",)


def test_what_is_remembered_is_forgotten_before_it_becomes_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_known, "_MOST", 1)
    states = [f"state-seen-nowhere-else-{number}" for number in range(3)]
    text = json.dumps(
        {
            "format": "eurasec/1",
            "states": [{"id": each, "name": each} for each in states],
            "people": [{"id": f"of-{each}", "name": "P", "country": each} for each in states],
        }
    )
    assert [each.country for each in loads(text).people] == states


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_agree_on_every_mutant(seed: int) -> None:
    mutator = Mutator(SHIPPED, seed)
    for mutant in (*mutator.of_bytes(150), *map(_canonical, mutator.of_values(150))):
        line_by_line, whole = outcome(mutant), as_a_whole(mutant)
        assert isinstance(line_by_line, Corpus) is isinstance(whole, Corpus)
        if isinstance(line_by_line, Corpus):
            assert line_by_line == whole


def _canonical(document: object) -> bytes:
    """A document laid out like a canonical one, where it has sections."""
    if not isinstance(document, dict):
        return json.dumps(document).encode()
    sections = [
        (name, [json.dumps(each) for each in section])
        for name, section in document.items()
        if isinstance(section, list) and section
    ]
    return b"".join(laid_out(sections))


@pytest.mark.parametrize(
    "limits",
    [Limits(bytes=100), Limits(records=3), Limits(text=5), Limits(depth=2)],
    ids=["bytes", "records", "text", "depth"],
)
def test_limits_hold_for_canonical_documents_too(limits: Limits) -> None:
    with pytest.raises(DecodeError) as caught:
        loads(SHIPPED, limits=limits)
    assert caught.value.problems[0].rule.startswith("limit-")
