"""The records as models of pydantic v2, as strict as pydantic can be told without functions of one's own.

Unknown keys are refused, nothing is converted, words are members of their
enumerations, texts, ids and dates have the patterns of the JSON Schema, lists
become tuples, models are frozen. What pydantic is not told: that EDTF has
rules, that references lead somewhere, that items stand once, and what holds
between the fields of a record. So it does less than eurasec.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, cast, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, create_model
from pydantic import Field as Allow

from eurasec import json_schema
from eurasec._fields import ID, Bounds, Field, Ref, Shape, Value, fields_of, is_date, item_of, marks_of
from eurasec._kinds import KINDS, Kind

__all__ = ["document_reader", "lines_reader"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Header(_Strict):
    format: Literal["eurasec/1"]


def document_reader() -> Callable[[Path], object]:
    """Give the function that reads a document."""
    sections: dict[str, Any] = {kind.plural: (_tuple_of(_model(kind.record)), ()) for kind in KINDS}
    model = create_model("Document", __base__=_Header, **sections)
    return lambda path: model.model_validate_json(path.read_bytes())


def lines_reader() -> Callable[[Path], object]:
    """Give the function that reads JSON Lines."""
    records: Any = Union[tuple(map(_typed, KINDS))]  # noqa: UP007 - built from a tuple
    adapter: TypeAdapter[object] = TypeAdapter(cast("Any", Annotated)[records, Allow(discriminator="type")])
    read = adapter.validate_json

    def read_lines(path: Path) -> object:
        with path.open("rb") as file:
            _Header.model_validate_json(next(file))
            return [read(line) for line in file]

    return read_lines


def _typed(kind: Kind) -> Any:
    """Give the model of records that say in `type` which kind they are."""
    name: Any = cast("Any", Literal)[kind.name]
    return create_model(kind.record.__name__, __base__=_model(kind.record), type=(name, ...))


_MODELS: Final[dict[str, Any]] = {}


def _model(cls: type[Value]) -> Any:
    """Give the model of a class, which is made once."""
    if cls.__name__ not in _MODELS:
        fields: Any = {field.name: _annotated(field) for field in fields_of(cls)}
        _MODELS[cls.__name__] = create_model(cls.__name__, __base__=_Strict, **fields)
    return _MODELS[cls.__name__]


def _annotated(field: Field) -> tuple[object, object]:
    """Give the type of a field and its default."""
    one: Any = item_of(field.annotation) or field.annotation
    inner: Any = _leaf(one) if field.nested is None else _model(field.nested)
    if field.several:
        inner = _tuple_of(inner)
    if field.nonempty:
        inner = Annotated[inner, Allow(min_length=1)]
    return (inner | None) if field.optional else inner, ... if field.required else field.default


def _tuple_of(item: Any) -> Any:
    return tuple[item, ...]


def _leaf(annotation: Any) -> object:
    for mark in marks_of(annotation):
        if isinstance(mark, (Shape, Ref)):
            return _text(mark if isinstance(mark, Shape) else ID)
        if isinstance(mark, Bounds):
            number = get_args(annotation)[0]
            return Annotated[number, Allow(ge=mark.least, le=mark.greatest)]
    if is_date(annotation):
        return _string("date")
    return annotation  # a word list, bool or Decimal


def _text(shape: Shape) -> object:
    return _string("passage" if shape.lines else shape.rule.removesuffix("-shape"))


_DEFINED: Final[Any] = json_schema()["$defs"]

_SURROGATES: Final = r"\ud800-\udfff"
"""They never stand in UTF-8, and the patterns of pydantic do not know them."""


def _string(name: str) -> object:
    """Give the string that the JSON Schema defines under a name."""
    defined = _DEFINED[name]
    pattern = defined["pattern"].replace(_SURROGATES, "")
    return Annotated[str, StringConstraints(pattern=pattern, max_length=defined.get("maxLength"))]
