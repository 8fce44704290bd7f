"""What the fields of records share: what a value may be, and the one check of a record.

A field says what it holds by its annotation alone: a word list, a date, a
`Text`, a reference made with `Ref`, a tuple of any of these. From the
annotations a *plan* is made once for each class. After a record is made, its
plan settles every field that is not at its default: what has one meaning is
brought into one form (a list into a tuple, a written word into its member, a
date text into its value), and all that is wrong is raised at once.
"""

from __future__ import annotations

import math
import re
import types
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar, Final

import attrs

from eurasec.dates import (
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    parse_edtf,
)
from eurasec.errors import (
    EdtfError,
    InvalidValueError,
    Problem,
    near_matches,
    or_list,
    shown,
)

# ── What an annotation can say of a string, an int or a float ──────────────


@attrs.frozen
class Shape:
    """The form of a string: a rule's name, its pattern and its description.

    The pattern is written so that Python and ECMA 262 read it alike; where it
    is empty, `lines` decides whether line breaks and tabs are allowed.
    """

    rule: str
    description: str
    pattern: str = ""
    longest: int | None = None
    lines: bool = False


@attrs.frozen
class Ref:
    """A reference: the kinds of record that it may name."""

    kinds: frozenset[str]


@attrs.frozen
class Bounds:
    """The least and the greatest number that a field takes."""

    least: float
    greatest: float = math.inf


ID_PATTERN: Final = r"[0-9A-Za-z]([0-9A-Za-z.\-]{0,126}[0-9A-Za-z])?"

ID: Final = Shape(
    "id-shape",
    "an id: ASCII letters, digits, '.' and '-', alphanumeric at both ends, at most 128",
    ID_PATTERN,
    128,
)
TEXT: Final = Shape("text", "a text that is not empty, without control characters")
LINES: Final = Shape("text", "a text that is not empty; of control characters only line breaks and tabs", lines=True)

Id = Annotated[str, ID]
Text = Annotated[str, TEXT]
Passage = Annotated[str, LINES]
CountryCode = Annotated[
    str, Shape("country-code-shape", "two capital letters, as in ISO 3166-1 alpha-2", "[A-Z]{2}", 2)
]
Language = Annotated[
    str,
    Shape(
        "language-tag-shape",
        "a language tag of BCP 47, such as 'en' or 'ru-RU'",
        "([A-Za-z]{2,8}(-[0-9A-Za-z]{1,8})*|x(-[0-9A-Za-z]{1,8})+)",
        100,
    ),
]
Url = Annotated[
    str,
    Shape("url-shape", "an absolute URL without spaces", r"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]+", 2048),
]
Sha256 = Annotated[
    str, Shape("sha256-shape", "64 lower-case hexadecimal digits", "[0-9a-f]{64}", 64)
]
Word = Annotated[str, Shape("scheme-shape", "a name without spaces", r"[!-~]+", 128)]
Count = Annotated[int, Bounds(0)]
Fraction = Annotated[float, Bounds(0, 1)]

ACTOR_KINDS: Final = frozenset({"state", "organization", "person", "group"})
PLACE_KINDS: Final = frozenset({"state", "area"})
ENTITY_KINDS: Final = ACTOR_KINDS | {
    "area",
    "office",
    "event",
    "document",
    "conference",
    "topic",
    "threat",
}

StateId = Annotated[str, Ref(frozenset({"state"}))]
OrganizationId = Annotated[str, Ref(frozenset({"organization"}))]
BodyId = Annotated[str, Ref(frozenset({"state", "organization"}))]
PersonId = Annotated[str, Ref(frozenset({"person"}))]
ActorId = Annotated[str, Ref(ACTOR_KINDS)]
PlaceId = Annotated[str, Ref(PLACE_KINDS)]
EntityId = Annotated[str, Ref(ENTITY_KINDS)]
OfficeId = Annotated[str, Ref(frozenset({"office"}))]
DocumentId = Annotated[str, Ref(frozenset({"document"}))]
ConferenceId = Annotated[str, Ref(frozenset({"conference"}))]
SessionId = Annotated[str, Ref(frozenset({"session"}))]
TopicId = Annotated[str, Ref(frozenset({"topic"}))]
ThreatId = Annotated[str, Ref(frozenset({"threat"}))]
PositionId = Annotated[str, Ref(frozenset({"position"}))]
StatementId = Annotated[str, Ref(frozenset({"position", "assessment"}))]
ThreatOriginId = Annotated[str, Ref(ACTOR_KINDS | PLACE_KINDS)]
AgendaId = Annotated[str, Ref(frozenset({"topic", "threat"}))]
OccasionId = Annotated[str, Ref(frozenset({"document", "event", "organization"}))]
AssemblyId = Annotated[str, Ref(ACTOR_KINDS | {"session", "conference", "area"})]


# ── Leaves: one function for each sort of value ─────────────────────────────
#
# Each takes a value and gives it back in its one form, or raises `_Wrong`.

Settle = Callable[[object], object]


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """A value that breaks a rule: the rule, the message and the allowed words."""

    def __init__(
        self, rule: str, message: str, *, allowed: tuple[str, ...] = (), problems: tuple[Problem, ...] = ()
    ) -> None:
        self.problems = problems
        self.rule = rule
        self.message = message
        self.allowed = allowed
        super().__init__(rule, message)


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_BUT_LINES: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _a_string(value: object, what: str) -> str:
    if type(value) is not str:
        raise _Wrong("type", f"{shown(value)} is not {what}")
    return value


def _text_of(shape: Shape) -> Settle:
    """Make the leaf for strings of a shape."""
    if shape.pattern:
        matches = re.compile(shape.pattern).fullmatch

        def patterned(value: object) -> object:
            text = _a_string(value, shape.description)
            if (shape.longest is not None and len(text) > shape.longest) or not matches(text):
                raise _Wrong(shape.rule, f"{shown(text)} is not {shape.description}")
            return text

        return patterned

    forbidden = (_CONTROL_BUT_LINES if shape.lines else _CONTROL).search

    def free(value: object) -> object:
        text = _a_string(value, "a text")
        if forbidden(text):
            raise _Wrong("control-character", f"{shown(text)} contains a control character or half a surrogate pair")
        if not text or text.isspace():
            raise _Wrong("empty-text", "is empty; leave the field out instead")
        return text

    return free


def _word_of(words: type[StrEnum]) -> Settle:
    """Make the leaf for a word of a closed list."""
    members: dict[object, StrEnum] = {word.value: word for word in words}
    allowed = tuple(word.value for word in words)

    def word(value: object) -> object:
        if type(value) is words:
            return value
        if type(value) is str:
            found = members.get(value)
            if found is not None:
                return found
            near = near_matches(value, allowed)
            hint = f"; did you mean {or_list(near)}?" if near else ""
            raise _Wrong(
                "word",
                f"{shown(value)} is no word of {words.__name__}{hint} (allowed: {', '.join(allowed)})",
                allowed=allowed,
            )
        raise _Wrong("type", f"{shown(value)} is no word of {words.__name__}", allowed=allowed)

    return word


def _date(value: object) -> object:
    """Settle a date or period: a value of EDTF, or its text."""
    if isinstance(value, (EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet)):
        return value
    if type(value) is str:
        try:
            return parse_edtf(value)
        except EdtfError as error:
            raise _Wrong("edtf", str(error)) from None
    raise _Wrong("type", f"{shown(value)} is not a date or period of EDTF")


def _boolean(value: object) -> object:
    if type(value) is not bool:
        raise _Wrong("type", f"{shown(value)} is neither true nor false")
    return value


def _number_of(kind: type, bounds: Bounds) -> Settle:
    """Make the leaf for int or float within bounds."""
    upper = "" if bounds.greatest == math.inf else f" and at most {bounds.greatest:g}"
    whole = "a whole number" if kind is int else "a number"

    def number(value: object) -> object:
        if not isinstance(value, (int, kind)) or isinstance(value, bool):
            raise _Wrong("type", f"{shown(value)} is not {whole}")
        if not bounds.least <= value <= bounds.greatest:
            raise _Wrong("range", f"{shown(value)} is not at least {bounds.least:g}{upper}")
        return kind(value) + kind(0)

    return number


LONGEST_DECIMAL: Final = 60
"""Digits that a Decimal may need when it is written out."""


def _decimal(value: object) -> object:
    """Settle a Decimal: finite, and in the one form without trailing zeros."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _Wrong("type", f"{shown(value)} is not a Decimal or a whole number")
    if isinstance(value, int) and abs(value) >= 10**LONGEST_DECIMAL:
        raise _Wrong("range", f"the number needs more than {LONGEST_DECIMAL} digits")
    number = Decimal(value)
    if not number.is_finite():
        raise _Wrong("finite", f"{shown(value)} is not a finite number")
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - a finite Decimal has one
    while len(digits) > 1 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if digits == (0,):
        return Decimal(0)
    if max(exponent, 0) + len(digits) > LONGEST_DECIMAL or -exponent > LONGEST_DECIMAL:
        raise _Wrong("range", f"{shown(value)} needs more than {LONGEST_DECIMAL} digits")
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    return Decimal((sign, digits, exponent))


def _instance_of(kind: type) -> Settle:
    """Make the leaf for a value of another class of the model."""

    def instance(value: object) -> object:
        if not isinstance(value, kind):
            raise _Wrong("type", f"{shown(value)} is no {kind.__name__}")
        return value

    return instance


def _tuple_of(item: Settle, *, unique: bool) -> Settle:
    """Make the settler for a tuple; what it refuses is told item by item."""

    def items(value: object) -> object:
        if type(value) is not tuple and type(value) is not list:
            raise _Wrong("type", f"{shown(value)} is not a tuple or list")
        settled: list[object] = []
        problems: list[Problem] = []
        for index, each in enumerate(value):
            try:
                settled.append(item(each))
            except _Wrong as wrong:
                problems.append(_problem(f"[{index}]", each, wrong))
        if problems:
            raise _Wrong("items", "", problems=tuple(problems))
        if unique and len(settled) > 1 and len(set(settled)) < len(settled):
            twice = next(each for each in settled if settled.count(each) > 1)
            raise _Wrong("no-repeats", f"{shown(twice)} stands there twice")
        return tuple(settled)

    return items


def _tags(value: object) -> object:
    """Settle tags: texts, sorted, each once."""
    texts = _tuple_of(_text_of(TEXT), unique=False)(value)
    return tuple(sorted(set(typing.cast("tuple[str, ...]", texts))))


# ── From annotation to plan ─────────────────────────────────────────────────

TAGS: Final = "sorted texts, each once"
Tags = Annotated[tuple[str, ...], TAGS]
Several = "at least one"
"""Marks a tuple that may not be empty."""


@attrs.frozen
class Field:
    """One field of a record, as its annotation says it.

    Attributes:
        name: The name, which is the key in files too.
        annotation: The annotation without `None`.
        required: Whether it has to be given.
        default: What it holds when it is not given.
        settle: Brings a value into its one form or raises.
        optional: Whether `None` is allowed.
        refers: The kinds that its references name, if it is one or a tuple of them.
        nested: The class of the model that it holds, alone or in a tuple.
        several: Whether it holds a tuple.
        nonempty: Whether that tuple holds at least one item.
    """

    name: str
    annotation: object
    required: bool
    default: object
    settle: Settle
    optional: bool
    refers: frozenset[str] | None
    nested: type[Value] | None
    several: bool
    nonempty: bool


_DATES: Final = frozenset({EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet})


def without_none(annotation: object) -> tuple[object, bool]:
    """Take `None` out of a union, and tell whether it was there."""
    if typing.get_origin(annotation) not in {typing.Union, types.UnionType}:
        return annotation, False
    members = typing.get_args(annotation)
    rest = tuple(member for member in members if member is not type(None))
    joined = rest[0] if len(rest) == 1 else typing.Union[rest]  # noqa: UP007 - built from a tuple
    return joined, len(rest) < len(members)


def is_date(annotation: object) -> bool:
    """Tell whether an annotation is the union of the EDTF values."""
    return frozenset(typing.get_args(annotation)) == _DATES


def marks_of(annotation: object) -> tuple[object, ...]:
    """Give what `Annotated` says of an annotation, nothing if it is plain."""
    return getattr(annotation, "__metadata__", ())


def _mark(annotation: object, kind: type) -> object | None:
    return next((mark for mark in marks_of(annotation) if isinstance(mark, kind)), None)


def _leaf(annotation: object) -> Settle:
    """Give the function that settles one value of an annotation."""
    shape, bounds = _mark(annotation, Shape), _mark(annotation, Bounds)
    if isinstance(shape, Shape):
        return _text_of(shape)
    if _mark(annotation, Ref):
        return _text_of(ID)
    if isinstance(bounds, Bounds):
        return _number_of(typing.get_args(annotation)[0], bounds)
    if is_date(annotation):
        return _date
    if annotation is bool:
        return _boolean
    if annotation is Decimal:
        return _decimal
    assert isinstance(annotation, type)  # noqa: S101 - every annotation of the model is known here
    return _word_of(annotation) if issubclass(annotation, StrEnum) else _instance_of(annotation)


def item_of(annotation: object) -> object | None:
    """Give the annotation of a tuple's items, `None` if it is no tuple."""
    bare = typing.get_args(annotation)[0] if marks_of(annotation) else annotation
    return typing.get_args(bare)[0] if typing.get_origin(bare) is tuple else None


def _field(attribute: attrs.Attribute[object], hint: object) -> Field:
    annotation, optional = without_none(hint)
    item = item_of(annotation)
    one = annotation if item is None else item
    ref = _mark(one, Ref)
    if TAGS in marks_of(annotation):
        settle: Settle = _tags
    elif item is not None:
        words = isinstance(item, type) and issubclass(item, StrEnum)
        settle = _tuple_of(_leaf(item), unique=ref is not None or words)
    else:
        settle = _leaf(annotation)
    return Field(
        name=attribute.name,
        annotation=annotation,
        required=attribute.default is attrs.NOTHING,
        default=attribute.default,
        settle=settle,
        optional=optional,
        refers=ref.kinds if isinstance(ref, Ref) else None,
        nested=one if isinstance(one, type) and issubclass(one, Value) else None,
        several=item is not None,
        nonempty=Several in marks_of(annotation),
    )


_LAST: Final = ("identifiers", "evidence", "note", "tags", "attributes", "coding")
"""The fields that records have in common; they stand behind a record's own."""


@lru_cache(maxsize=None)
def fields_of(cls: type[Value]) -> tuple[Field, ...]:
    """Give the fields of a class of the model in the order of files.

    The id comes first, then what is the record's own, then what all records
    have in common.
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    attributes = {each.name: each for each in attrs.fields(cls)}  # type: ignore[misc]
    names = [name for name in attributes if name not in _LAST]
    names += [name for name in _LAST if name in attributes]
    return tuple(_field(attributes[name], hints[name]) for name in names)


def _problem(path: str, value: object, wrong: _Wrong) -> Problem:
    return Problem(path=path, message=wrong.message, rule=wrong.rule, value=shown(value), allowed=wrong.allowed)


def _settled(record: Value) -> Iterator[Problem]:
    """Bring every field into its one form, and give what is wrong with it."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is field.default and not field.required:
            continue
        try:
            settled = field.settle(value)
        except _Wrong as wrong:
            if wrong.problems:
                yield from (problem.below(field.name) for problem in wrong.problems)
            else:
                yield _problem(field.name, value, wrong)
            continue
        if field.nonempty and settled == ():
            yield Problem(path=field.name, message="needs at least one", rule="not-empty", value="()")
        elif settled is not value:
            object.__setattr__(record, field.name, settled)


@attrs.frozen(kw_only=True, repr=False)
class Value:
    """What all records and small values are: frozen, checked once, shown without defaults."""

    def __attrs_post_init__(self) -> None:
        """Settle all fields, then judge them together; raise all problems at once."""
        problems = list(_settled(self)) or list(self._judge())
        if problems:
            raise InvalidValueError(self._heading(), problems)

    def _judge(self) -> Iterator[Problem]:
        """Give what is wrong between the fields, each of which is right by itself."""
        yield from ()

    def _heading(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        """Show the class and the fields that differ from their defaults."""
        inner = ", ".join(f"{name}={value!r}" for name, value in given_fields(self))
        return f"{type(self).__name__}({inner})"


def given_fields(record: Value) -> Iterator[tuple[str, object]]:
    """Give name and value of the fields that differ from their defaults."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.required or value != field.default:
            yield field.name, value


def references(record: Value, path: str = "") -> Iterator[tuple[str, str, frozenset[str]]]:
    """Give every reference in a record: its path, the id, and the kinds it may name.

    Sessions inside a conference are records of their own kind, and what they
    refer to is given with the conference.
    """
    for field in fields_of(type(record)):
        if field.refers is None and field.nested is None:
            continue
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        here = f"{path}.{field.name}" if path else field.name
        items = enumerate(value) if field.several else [(None, value)]
        for index, item in items:
            place = here if index is None else f"{here}[{index}]"
            if field.refers is not None:
                yield place, item, field.refers
            else:
                yield from references(item, place)
