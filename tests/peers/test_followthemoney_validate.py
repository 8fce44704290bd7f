"""followthemoney takes what `to_ftm` writes, and gives all of it back."""

from __future__ import annotations

import json
import string
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.entity import ValueEntity
from followthemoney.exc import InvalidData
from followthemoney.types import registry
from hypothesis import given, settings
from hypothesis import strategies as st

import harbour
from eurasec import Corpus, Record
from eurasec.datasets import csto_2022
from eurasec.interop.followthemoney import clean, from_ftm, to_ftm
from strategies import corpora_records

Entity = dict[str, Any]


def entities(data: bytes) -> list[Entity]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


def bare(entity: Entity) -> Entity:
    """An entity without what followthemoney adds to every one."""
    return {key: entity[key] for key in ("id", "schema", "properties")}


def returned(entity: Entity) -> Entity:
    """What is left of an entity after it has been read uncleaned, and every property set again."""
    proxy = ValueEntity.from_dict(json.loads(json.dumps(entity)), cleaned=False)
    clean = proxy.clone()
    for prop in proxy.iterprops():
        clean.set(prop, proxy.get(prop))
    return bare(clean.to_dict())


def mistakes(data: bytes) -> list[str]:
    """What followthemoney refuses, drops or changes, and references that are out of their range."""
    found: list[str] = []
    given = entities(data)
    schemata = {entity["id"]: model[entity["schema"]] for entity in given}
    for entity in given:
        schema = schemata[entity["id"]]
        try:
            schema.validate(entity)
        except InvalidData as error:
            found.append(f"{entity['id']} is refused: {error.errors}")
        lacking = [each for each in schema.required if not entity["properties"].get(each)]
        found += [f"{entity['id']} lacks {each}" for each in lacking]
        if returned(entity) != entity:
            found.append(f"{entity} has become {returned(entity)}")
        for name, values in entity["properties"].items():
            prop = schema.properties[name]
            found += [f"{name} is deprecated"] if prop.deprecated else []
            if prop.type is registry.entity:
                fits = [value in schemata and schemata[value].is_a(prop.range) for value in values]
                found += [] if all(fits) else [f"{entity['id']}.{name} names something else: {values}"]
    return found


def test_the_command_takes_the_shipped_corpus_and_drops_nothing(tmp_path: Path) -> None:
    written = to_ftm(csto_2022()).result
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_bytes(written)
    program = Path(sys.executable).with_name("ftm")
    command = [program, "validate", "-i", before, "-o", after]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the peer's own program
    assert ran.returncode == 0, ran.stderr
    assert [bare(entity) for entity in entities(after.read_bytes())] == entities(written)
    assert from_ftm(after.read_bytes()).corpus == from_ftm(written).corpus


@pytest.mark.parametrize("corpus", [csto_2022(), harbour.corpus()], ids=["shipped", "harbour"])
def test_nothing_is_refused_dropped_or_out_of_range(corpus: Corpus) -> None:
    assert mistakes(to_ftm(corpus).result) == []


@settings(max_examples=60, deadline=None)
@given(corpora_records())
def test_nothing_of_any_corpus_is_refused_dropped_or_out_of_range(records: list[Record]) -> None:
    assert mistakes(to_ftm(Corpus(records)).result) == []


def test_mistakes_are_seen() -> None:
    wrong = [
        {"id": "a", "schema": "Person", "properties": {"name": ["A"], "country": ["Utopia"]}},
        {"id": "b", "schema": "Occupancy", "properties": {"holder": ["b2"], "post": ["a"]}},
    ]
    found = mistakes("\n".join(map(json.dumps, wrong)).encode())
    assert [each.partition(" ")[0] for each in found] == ["a", "{'id':", "b.holder", "b.post"]


# ── Values ──────────────────────────────────────────────────────────────────

_LIKELY = st.text(
    st.sampled_from(
        [*" ,.;\"'<>BRESQ/\n\t\r", *"\u200b\u00ad\u0301e\u2028\u00a0\ufeff\u0958\u0344\u2126\u0f73\u3000"]
    )
)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (clean.name, registry.name),
        (clean.string, registry.string),
        (clean.text, registry.text),
        (clean.address, registry.address),
    ],
)
@settings(max_examples=400, deadline=None)
@given(text=st.text() | _LIKELY)
def test_cleaned_texts_are_kept_as_they_are(form: clean.Form, kind: Any, text: str) -> None:
    cleaned = form(text)
    if cleaned is not None:
        assert kind.clean(cleaned) == cleaned
        assert kind.validate(cleaned)
    else:
        left: str | None = text
        for _ in range(len(text) + 2):
            left = kind.clean(left)
        assert not left


@settings(max_examples=400, deadline=None)
@given(st.from_regex(r"(https?|ftp)://[a-zA-Z0-9.\-]{1,12}(:[0-9]{1,4})?/[!-~]{0,12}", fullmatch=True))
def test_clean_urls_are_kept_as_they_are(url: str) -> None:
    cleaned = clean.url(url)
    assert cleaned is None or registry.url.clean(cleaned) == cleaned


@given(st.from_regex(r"[QP]?[0-9]{1,12}", fullmatch=True))
def test_clean_items_of_wikidata_are_kept_as_they_are(value: str) -> None:
    cleaned = clean.wikidata(value)
    assert (
        cleaned is None or model["Person"].get("wikidataId").type.clean(cleaned, format="wikidata") == cleaned
    )


def test_the_codes_of_countries_are_kept_as_they_are() -> None:
    assert [code for code in clean.COUNTRIES if registry.country.clean(code.lower()) != code.lower()] == []


def test_the_codes_of_languages_are_kept_as_they_are() -> None:
    written = {tag: clean.language(tag) for tag in clean.LANGUAGES if clean.language(tag)}
    assert len(written) > 60
    assert {tag: registry.language.clean(tag) for tag in written} == written


def test_every_language_of_two_letters_can_be_read() -> None:
    tags = (a + b for a, b in product(string.ascii_lowercase, repeat=2))
    assert {registry.language.clean(tag) for tag in tags} - {None} <= set(clean.LANGUAGES.values())
