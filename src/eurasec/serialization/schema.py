"""JSON Schemas (2020-12) of documents and of JSON Lines, derived from the classes of the model.

What a schema can say, it says: keys, types, shapes, words with their meanings,
and those rules between fields that look at no more than which are given. What
it cannot say (that a reference leads somewhere, that a period does not end
before it begins) is found by reading a file with the library.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeGuard

from eurasec._fields import ID, Field, Ref, Shape, Value, fields_of, is_date, item_of, marks_of
from eurasec._kinds import KINDS, SESSION
from eurasec.conferences import Participant
from eurasec.dates import LONGEST_TEXT
from eurasec.serialization._format import FORMAT
from eurasec.serialization._inspection import DECIMAL
from eurasec.sources import Evidence
from eurasec.statements import Statement
from eurasec.vocab import Attribution, Rendering, Word

__all__ = ["json_schema", "json_schema_lines"]

Schema = dict[str, object]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, object]:
    """Give the JSON Schema of a document, as `load` and `loads` read it.

    Returns:
        A schema of draft 2020-12, made anew by each call.

    >>> schema = json_schema()
    >>> schema["required"], schema["properties"]["people"]
    (['format'], {'type': 'array', 'items': {'$ref': '#/$defs/Person'}})
    """
    sections = {kind.plural: _list(_ref(kind.record.__name__)) for kind in KINDS}
    return {
        "$schema": _DIALECT,
        "title": f"A document of {FORMAT}",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, **sections},
        "required": ["format"],
        "additionalProperties": False,
        "$defs": _definitions(typed=False),
    }


def json_schema_lines() -> dict[str, object]:
    """Give the JSON Schema of each line of JSON Lines, as `load_lines` and `iter_lines` read them.

    Returns:
        A schema of draft 2020-12, made anew by each call.

    >>> json_schema_lines()["$defs"]["State"]["properties"]["type"]
    {'const': 'state'}
    """
    header = {
        "type": "object",
        "properties": {"format": {"const": FORMAT}},
        "required": ["format"],
        "additionalProperties": False,
    }
    records = [_ref(kind.record.__name__) for kind in KINDS]
    return {
        "$schema": _DIALECT,
        "title": f"A line of {FORMAT} in JSON Lines",
        "oneOf": [header, *records],
        "$defs": _definitions(typed=True),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


# ── Classes ─────────────────────────────────────────────────────────────────


def _definitions(*, typed: bool) -> Schema:
    """Give a definition for everything to which others refer.

    Args:
        typed: Whether the kinds of record say in `type` which they are.
    """
    found: Schema = {}
    for kind in KINDS:
        found.update(_class_and_parts(kind.record))
        if typed:
            found[kind.record.__name__] = _class(kind.record, {"type": {"const": kind.name}})
    return {name: found[name] for name in sorted(found)}


def _class_and_parts(cls: type[Value]) -> Iterator[tuple[str, Schema]]:
    """Give the definitions of a class and of all that its fields hold, with their names."""
    yield cls.__name__, _class(cls, {})
    for field in fields_of(cls):
        if field.nested is not None:
            yield from _class_and_parts(field.nested)
        elif definition := _leaf_definition(_one(field)):
            yield definition


def _class(cls: type[Value], type_key: Schema) -> Schema:
    fields = fields_of(cls)
    meanings = _meanings(cls)
    rules = [rule for base in cls.__mro__ for rule in _RULES.get(base, ())]
    schema: Schema = {
        "type": "object",
        "properties": type_key | {field.name: _property(field, meanings) for field in fields},
        "required": [*type_key, *(field.name for field in fields if field.required)],
        "additionalProperties": False,
    }
    return _described(_summary(cls)) | schema | ({"allOf": rules} if rules else {})


def _property(field: Field, meanings: Mapping[str, str]) -> Schema:
    one = _one(field)
    schema: Schema = _ref(field.nested.__name__) if field.nested else _leaf(one)
    if field.several:
        unique = field.refers is not None or _is_word_list(one)
        schema = _list(schema) | ({"uniqueItems": True} if unique else {})
        schema |= {"minItems": 1} if field.nonempty else {}
    if field.optional:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if isinstance(field.default, (bool, StrEnum)):
        schema["default"] = field.default
    kinds = [kind.name for kind in (*KINDS, SESSION) if kind.name in (field.refers or ())]
    meaning = meanings.get(field.name, "")
    return _described(f"{meaning} Names: {', '.join(kinds)}." if kinds else meaning) | schema


def _one(field: Field) -> object:
    """Give the annotation of what a field holds, or holds several of."""
    return item_of(field.annotation) or field.annotation


# ── What the docstrings tell ────────────────────────────────────────────────

_attribute: Final = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def _described(text: str) -> Schema:
    return {"description": text} if text else {}


def _summary(cls: type[object]) -> str:
    """Give the first line of a docstring."""
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0]


def _meanings(cls: type[Value]) -> dict[str, str]:
    """Give what the docstrings of a class and of its bases say of each field."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        _, _, attributes = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")
        found |= {name: " ".join(text.split()) for name, text in _attribute.findall(attributes)}
    return found


# ── Leaves ──────────────────────────────────────────────────────────────────

_CONTROL: Final = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_CONTROL_BUT_LINES: Final = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
_SPACES: Final = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

_TEXT: Final = f"[{_SPACES}]*[^{_SPACES}{_CONTROL}][^{_CONTROL}]*"
_PASSAGE: Final = f"[^{_CONTROL_BUT_LINES}]+"

_DATE: Final[Schema] = {
    "description": "A date or period of EDTF (ISO 8601-2:2019, levels 0 to 2)",
    "type": "string",
    "pattern": r"^[0-9XYESTZ?~%:/,.+\[\]{}\-]+$",
    "maxLength": LONGEST_TEXT,
}


def _leaf(annotation: object) -> Schema:
    """Give the schema of one value: a reference to its definition, or itself where it is short."""
    if definition := _leaf_definition(annotation):
        return _ref(definition[0])
    if annotation is bool:
        return {"type": "boolean"}
    number, bounds = typing.get_args(annotation)
    sort = "integer" if number is int else "number"
    return {"type": sort, "minimum": bounds.least, "maximum": bounds.greatest}


def _leaf_definition(annotation: object) -> tuple[str, Schema] | None:
    """Give name and definition of one value, `None` for numbers and booleans."""
    for mark in marks_of(annotation):
        if isinstance(mark, (Ref, Shape)):
            return _shape(mark if isinstance(mark, Shape) else ID)
    if annotation is Decimal:
        return _shape(DECIMAL)
    if is_date(annotation):
        return "date", _DATE
    if _is_word_list(annotation):
        meanings = [{"const": str(word), "description": word.meaning} for word in annotation]
        return annotation.__name__, {"description": _summary(annotation), "oneOf": meanings}
    return None


def _shape(shape: Shape) -> tuple[str, Schema]:
    pattern = shape.pattern or (_PASSAGE if shape.lines else _TEXT)
    schema: Schema = {
        "description": f"{shape.description[0].upper()}{shape.description[1:]}",
        "type": "string",
        "pattern": f"^{pattern}$",
    }
    name = "passage" if shape.lines else shape.rule.removesuffix("-shape")
    return name, schema | ({"maxLength": shape.longest} if shape.longest else {})


def _is_word_list(annotation: object) -> TypeGuard[type[Word]]:
    return isinstance(annotation, type) and issubclass(annotation, Word)


# ── Rules between fields ────────────────────────────────────────────────────


def _given(**fields: Schema) -> Schema:
    """Say that fields are there, and hold something like this."""
    return {"required": list(fields), "properties": dict(fields)}


def _absent(*names: str) -> Schema:
    """Say that fields are not there, or hold nothing."""
    return {"properties": {name: {"type": "null"} for name in names}}


_TEXT_GIVEN: Final[Schema] = {"type": "string"}
_VALUE_GIVEN: Final[Schema] = {"type": "object"}
_SOME_GIVEN: Final[Schema] = {"minItems": 1}

_RULES: Final[Mapping[type[object], tuple[Schema, ...]]] = {
    Statement: (
        {"oneOf": [_given(holders=_SOME_GIVEN), _given(assembly=_VALUE_GIVEN)]},
        {
            "if": _given(attribution={"enum": [Attribution.RELAYED, Attribution.IMPUTED]}),
            "then": _given(attributed_by=_TEXT_GIVEN, endorsement=_TEXT_GIVEN),
            "else": _absent("attributed_by", "endorsement"),
        },
        {"if": _given(rendering={"const": Rendering.QUOTED}), "then": _given(quotes=_SOME_GIVEN)},
        {"if": _given(rendering={"const": Rendering.SYNTHESISED}), "then": _given(assembly=_VALUE_GIVEN)},
    ),
    Evidence: (
        {
            "if": _given(start={"type": "integer"}),
            "then": _given(end={"type": "integer"}),
            "else": _absent("end"),
        },
        {"anyOf": [_given(exact=_TEXT_GIVEN), _absent("prefix", "suffix")]},
    ),
    Participant: (
        {
            "if": _given(appearances={"contains": {"not": _given(session=_TEXT_GIVEN)}}),
            "then": _given(appearances={"maxItems": 1}),
        },
    ),
}
