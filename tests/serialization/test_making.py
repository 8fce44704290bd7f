"""Records are made of the objects of a file as by hand, whatever keys they have and in whatever order."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec import Evidence, Position, State, Venue
from eurasec._fields import Value, fields_of, plan_of
from eurasec._kinds import KINDS
from eurasec.errors import InvalidValueError
from eurasec.serialization import _making
from eurasec.serialization._converter import REFUSALS, hook_of, structured, unstructured
from eurasec.sources import Record
from strategies import records


def nested_in(cls: type[Value]) -> set[type[Value]]:
    """The classes of the model that stand inside a class, at any depth, and it itself."""
    inside = {field.nested for field in fields_of(cls) if field.nested is not None}
    return {cls}.union(*(nested_in(each) for each in inside))


CLASSES = sorted(
    set[type[Value]]().union(*(nested_in(kind.record) for kind in KINDS)), key=lambda cls: cls.__name__
)
PLAIN: dict[str, Any] = {"id": "norland", "name": "Norland"}


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_the_keys_does_not_matter(record: Record, random: Any) -> None:
    members = list(json.loads(json.dumps(unstructured(record))).items())
    random.shuffle(members)
    assert hook_of(type(record))(dict(members)) == record
    assert hook_of(type(record))(tuple((key, as_pairs(value)) for key, value in members)) == record


def as_pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, as_pairs(each)) for key, each in value.items())
    return [as_pairs(each) for each in value] if isinstance(value, list) else value


def test_a_record_of_a_file_is_frozen_like_one_made_by_hand() -> None:
    state = hook_of(State)(PLAIN)
    assert type(state) is State
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        state.name = "Sudland"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del state.name


@pytest.mark.parametrize(
    "members",
    [
        (("id", "a"), ("name", "A"), ("id", "b")),
        (("id", "a"),),
        (("id", "a"), ("name", "A"), ("nmae", "A")),
        (("id", "a"), ("name", ())),
        [["id", "a"], ["name", "A"]],
        "id",
        None,
    ],
    ids=str,
)
def test_what_is_no_object_of_the_class_makes_no_record(members: object) -> None:
    with pytest.raises(REFUSALS):
        hook_of(State)(members)


def test_a_rule_on_what_is_not_there_is_judged_too() -> None:
    members = {"id": "p1", "topic": "t", "stance": "support", "claim": "C.", "rendering": "paraphrased"}
    with pytest.raises(REFUSALS):
        hook_of(Position)(members)
    with pytest.raises(InvalidValueError, match="exactly one of holders and assembly"):
        structured(Position, members)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_rule_looks_at_the_fields_alone_that_it_names(cls: type[Value]) -> None:
    names = {field.name for field in fields_of(cls)}
    for rule in plan_of(cls).rules:
        assert set(rule.judge.__code__.co_names) & names <= rule.reads, rule.judge.__qualname__
        assert rule.reads <= names


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_what_is_not_given_is_known_by_being_the_default_itself(cls: type[Value]) -> None:
    for field in fields_of(cls):
        alone = field.default is None or field.default == () or isinstance(field.default, bool)
        assert field.required or alone or isinstance(field.default, str), field.name
    assert len(fields_of(cls)) > 1


def test_the_shapes_that_are_kept_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_making, "_MOST_SHAPES", 2)
    make = _making.maker(Evidence, {field.name: field.settle for field in fields_of(Evidence)})
    for further in ({}, {"locator": "p. 1"}, {"start": 1, "end": 2}, {"exact": "x"}, {}):
        assert make({"document": "report", **further}, Evidence) == Evidence(document="report", **further)


def test_an_object_without_keys_is_a_record_if_nothing_is_required() -> None:
    for empty in ({}, ()):
        assert hook_of(Venue)(empty) == Venue()
        with pytest.raises(REFUSALS):
            hook_of(State)(empty)
