"""What the fields of records share: what a value may be, and the one check of a record.

A field says what it holds by its annotation alone: a word list, a date, a
`Text`, a reference made with `Ref`, a tuple of any of these. From the
annotations and from the methods marked with `rule` a *plan* is made once for
each class. After a record is made, its plan settles every field that is not at
its default: what has one meaning is brought into one form (a list into a tuple,
a written word into its member, a date text into its value). Then the rules are
judged whose fields are right, and all that is wrong is raised at once.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import compress
from operator import attrgetter, is_, is_not
from typing import Annotated, Final, NamedTuple, TypeVar

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
    did_you_mean,
    first_of,
    near_matches,
    shown,
)

# ── What an annotation can say of a string, an int or a float ──────────────


class Shape(NamedTuple):
    """The form of a string: a rule's name, its pattern and its description.

    The pattern is written so that Python and ECMA 262 read it alike; where it
    is empty, `lines` decides whether line breaks and tabs are allowed.
    """

    rule: str
    description: str
    pattern: str = ""
    longest: int | None = None
    lines: bool = False


class Ref(NamedTuple):
    """A reference: the kinds of record that it may name."""

    kinds: frozenset[str]


class Bounds(NamedTuple):
    """The least and the greatest number that a field takes."""

    least: int
    greatest: int


ID_PATTERN: Final = r"[0-9A-Za-z]([0-9A-Za-z.\-]{0,126}[0-9A-Za-z])?"

ID: Final = Shape(
    "id-shape",
    "an id: ASCII letters, digits, '.' and '-', alphanumeric at both ends, at most 128",
    ID_PATTERN,
    128,
)
TEXT: Final = Shape("text", "a text that is not empty, without control characters")
LINES: Final = Shape(
    "text", "a text that is not empty; of control characters only line breaks and tabs", lines=True
)

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
    Shape(
        "url-shape",
        "an absolute URL, in any script, without spaces",
        r"[A-Za-z][A-Za-z0-9+.\-]*:"
        r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff]+",
        2048,
    ),
]
Sha256 = Annotated[str, Shape("sha256-shape", "64 lower-case hexadecimal digits", "[0-9a-f]{64}", 64)]
Scheme = Annotated[str, Shape("scheme-shape", "an ASCII name without spaces", r"[!-~]+", 128)]
Count = Annotated[int, Bounds(0, 2**53 - 1)]
"""Up to the greatest whole number that every reader of JSON keeps exactly (RFC 7493)."""
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
# Each takes a value and gives it back in its one form, or raises `Wrong`.

Settle = Callable[[object], object]


class Wrong(Exception):  # noqa: N818 - no caller of the library ever sees it
    """Problems of one value, with paths as seen from that value."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*problems)


def _wrong(value: object, rule: str, message: str, *, allowed: tuple[str, ...] = ()) -> Wrong:
    return Wrong(Problem(path="", message=message, rule=rule, value=shown(value), allowed=allowed))


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_BUT_LINES: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _a_string(value: object, what: str) -> str:
    if type(value) is not str:
        raise _wrong(value, "type", f"{shown(value)} is not {what}")
    return value


def _text_of(shape: Shape) -> Settle:
    """Make the leaf for strings of a shape."""
    return _patterned(shape) if shape.pattern else _free(shape)


def _patterned(shape: Shape) -> Settle:
    matches = re.compile(shape.pattern).fullmatch
    longest = shape.longest

    def patterned(value: object) -> object:
        text = _a_string(value, shape.description)
        if (longest is not None and len(text) > longest) or not matches(text):
            raise _wrong(text, shape.rule, f"{shown(text)} is not {shape.description}")
        return text

    return patterned


def _free(shape: Shape) -> Settle:
    forbidden = (_CONTROL_BUT_LINES if shape.lines else _CONTROL).search

    def free(value: object) -> object:
        if type(value) is str and value.isprintable() and not value.isspace() and value:
            return value  # what is forbidden is not printable
        text = _a_string(value, "a text")
        if forbidden(text):
            message = f"{shown(text)} contains a control character or half a surrogate pair"
            raise _wrong(text, "control-character", message)
        if not text or (text.isspace() and not shape.lines):
            raise _wrong(text, "empty-text", "is empty; leave the field out instead")
        return text

    return free


def _word_of(words: type[StrEnum]) -> Settle:
    """Make the leaf for a word of a closed list."""
    members: dict[str, StrEnum] = {word.value: word for word in words}
    allowed = tuple(members)
    listed = ", ".join(allowed)

    def word(value: object) -> object:
        if type(value) is words:
            return value
        if type(value) is str and value in members:
            return members[value]
        message = f"{shown(value)} is no word of {words.__name__}"
        if type(value) is not str:
            raise _wrong(value, "type", f"{message} (allowed: {listed})", allowed=allowed)
        hint = did_you_mean(near_matches(value, allowed))
        raise _wrong(value, "word", f"{message}{hint} (allowed: {listed})", allowed=allowed)

    return word


def _date(value: object) -> object:
    """Settle a date or period: a value of EDTF, or its text."""
    if isinstance(value, (EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet)):
        return value
    if type(value) is str:
        try:
            return parse_edtf(value)
        except EdtfError as error:
            raise _wrong(value, "edtf", str(error)) from None
    raise _wrong(value, "type", f"{shown(value)} is not a date or period of EDTF")


def _boolean(value: object) -> object:
    if type(value) is not bool:
        raise _wrong(value, "type", f"{shown(value)} is neither true nor false")
    return value


def _number_of(kind: type[int | float], bounds: Bounds) -> Settle:
    """Make the leaf for int or float within bounds."""
    what = "a whole number" if kind is int else "a number"

    def number(value: object) -> object:
        if kind is int and type(value) is int and bounds.least <= value <= bounds.greatest:
            return value
        if isinstance(value, bool) or not isinstance(value, (int, kind)):
            raise _wrong(value, "type", f"{shown(value)} is not {what}")
        if not bounds.least <= value <= bounds.greatest:
            message = f"{shown(value)} is not {what} from {bounds.least} to {bounds.greatest}"
            raise _wrong(value, "range", message)
        return kind(value) + kind(0)

    return number


LONGEST_DECIMAL: Final = 60
"""Digits that a Decimal may need on either side of its point when it is written out."""


def _decimal(value: object) -> object:
    """Settle a Decimal: finite, and in the one form without trailing zeros."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _wrong(value, "type", f"{shown(value)} is not a Decimal or a whole number")
    number = Decimal(value)
    if not number.is_finite():
        raise _wrong(value, "finite", f"{shown(value)} is not a finite number")
    if not number:
        return Decimal(0)
    if abs(number.adjusted()) <= LONGEST_DECIMAL:
        sign, digits = ("-", f"{number:f}"[1:]) if number < 0 else ("", f"{number:f}")
        whole, _, part = digits.partition(".")
        part = part.rstrip("0")
        if len(whole) <= LONGEST_DECIMAL and len(part) <= LONGEST_DECIMAL:
            return Decimal(f"{sign}{whole}.{part}" if part else f"{sign}{whole}")
    raise _wrong(value, "range", f"{shown(value)} needs more than {LONGEST_DECIMAL} digits beside its point")


def _instance_of(kind: type) -> Settle:
    """Make the leaf for a value of another class of the model."""

    def instance(value: object) -> object:
        if not isinstance(value, kind):
            raise _wrong(value, "type", f"{shown(value)} is no {kind.__name__}")
        return value

    return instance


def _a_sequence(value: object) -> Sequence[object]:
    if type(value) is tuple or type(value) is list:
        return typing.cast("Sequence[object]", value)
    raise _wrong(value, "type", f"{shown(value)} is not a tuple or list")


def _tuple_of(item: Settle, *, unique: bool, nonempty: bool) -> Settle:
    """Make the settler for a tuple; what it refuses is told item by item."""

    def items(value: object) -> object:
        given = _a_sequence(value)
        if nonempty and not given:
            raise _wrong(value, "not-empty", "needs at least one")
        try:
            settled = tuple(map(item, given))
        except Wrong:
            raise Wrong(*first_of(_refusals(item, given), MOST_REFUSALS)) from None
        if unique and 1 < len(settled) > len(set(settled)):
            raise Wrong(*first_of(_repeats(settled), MOST_REFUSALS))
        unchanged = type(value) is tuple and all(map(is_, settled, given))
        return given if unchanged else settled

    return items


MOST_REFUSALS: Final = 1_000
"""How many wrong items of one tuple are told."""


def _refusals(item: Settle, given: Sequence[object]) -> Iterator[Problem]:
    for index, each in enumerate(given):
        try:
            item(each)
        except Wrong as wrong:
            yield from (problem.below(f"[{index}]") for problem in wrong.problems)


def _repeats(items: tuple[object, ...]) -> Iterator[Problem]:
    seen: set[object] = set()
    for index, each in enumerate(items):
        if each in seen:
            message = f"{shown(str(each))} stands there twice"
            yield Problem(path=f"[{index}]", message=message, rule="no-repeats", value=shown(str(each)))
        seen.add(each)


def _sorted_set(texts: Settle) -> Settle:
    """Make the settler for tags: texts, sorted, each once."""

    def tags(value: object) -> object:
        return tuple(sorted(set(typing.cast("tuple[str, ...]", texts(value)))))

    return tags


# ── From annotation to plan ─────────────────────────────────────────────────

TAGS: Final = "sorted texts, each once"
Tags = Annotated[tuple[Text, ...], TAGS]
Several = "at least one"
"""Marks a tuple that may not be empty."""


class Field(NamedTuple):
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
        recurs: Whether its values are few and stand in many records: ids,
            words, dates, tags.
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
    recurs: bool


_M = TypeVar("_M", Shape, Ref, Bounds)

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


def _mark(annotation: object, kind: type[_M]) -> _M | None:
    return next((mark for mark in marks_of(annotation) if isinstance(mark, kind)), None)


_PLAIN: Final[dict[object, Settle]] = {bool: _boolean, Decimal: _decimal}


def _leaf(annotation: object) -> Settle:
    """Give the function that settles one value of an annotation."""
    if shape := _mark(annotation, Shape):
        return _text_of(shape)
    if _mark(annotation, Ref):
        return _text_of(ID)
    if bounds := _mark(annotation, Bounds):
        return _number_of(typing.get_args(annotation)[0], bounds)
    if is_date(annotation):
        return _date
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    assert isinstance(annotation, type)  # noqa: S101 - every annotation of the model is known here
    kind: type[object] = annotation
    return _word_of(kind) if issubclass(kind, StrEnum) else _instance_of(kind)


def item_of(annotation: object) -> object | None:
    """Give the annotation of a tuple's items, `None` if it is no tuple."""
    bare = typing.get_args(annotation)[0] if marks_of(annotation) else annotation
    return typing.get_args(bare)[0] if typing.get_origin(bare) is tuple else None


def _holds_words(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _class_of(annotation: object) -> type[Value] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Value) else None


def _field(attribute: attrs.Attribute[object], hint: object) -> Field:
    annotation, optional = without_none(hint)
    item = item_of(annotation)
    one: object = item or annotation
    ref = _mark(one, Ref)
    nonempty = Several in marks_of(annotation)
    words = _holds_words(one)
    tags = TAGS in marks_of(annotation)
    settle = _leaf(one)
    if item is not None:
        settle = _tuple_of(settle, unique=ref is not None or words, nonempty=nonempty)
    if tags:
        settle = _sorted_set(settle)
    return Field(
        name=attribute.name,
        annotation=annotation,
        required=attribute.default is attrs.NOTHING,
        default=attribute.default,
        settle=settle,
        optional=optional,
        refers=ref.kinds if ref else None,
        nested=_class_of(one),
        several=item is not None,
        nonempty=nonempty,
        recurs=ref is not None or words or tags or is_date(one),
    )


_LAST: Final = ("identifiers", "evidence", "note", "tags", "attributes", "coding")
"""The fields that records have in common; they stand behind a record's own."""


# ── Records ─────────────────────────────────────────────────────────────────


class Rule(NamedTuple):
    """A rule between the fields of a record; it is judged where those fields are right.

    Attributes:
        reads: The fields that it looks at.
        judge: Gives the problems of a record, nothing where it holds.
    """

    reads: frozenset[str]
    judge: Callable[..., Sequence[Problem]]


def rule(*reads: str) -> Callable[[Callable[..., Sequence[Problem]]], Rule]:
    """Mark a method of a record as a rule between the fields that are named."""

    def marked(judge: Callable[..., Sequence[Problem]]) -> Rule:
        return Rule(frozenset(reads), judge)

    return marked


class Plan(NamedTuple):
    """How the records of a class are settled and judged.

    Attributes:
        fields: The fields, in the order of files.
        values: Gives the values of a record in that order.
        untouched: The value of each field that needs no look: its default.
        rules: The rules between the fields.
    """

    fields: tuple[Field, ...]
    values: Callable[[object], tuple[object, ...]]
    untouched: tuple[object, ...]
    rules: tuple[Rule, ...]


_PLANS: Final[dict[type[Value], Plan]] = {}

_GIVEN: Final = object()
"""Stands for the default of a required field, so that its value is always settled."""


def plan_of(cls: type[Value]) -> Plan:
    """Give the plan of a class, which is made once."""
    plan = _PLANS.get(cls)
    if plan is None:
        plan = _PLANS[cls] = _planned(cls)
    return plan


def _planned(cls: type[Value]) -> Plan:
    hints = typing.get_type_hints(cls, include_extras=True)
    attributes = {each.name: each for each in attrs.fields(cls)}
    names = [name for name in attributes if name not in _LAST]
    names += [name for name in _LAST if name in attributes]
    fields = tuple(_field(attributes[name], hints[name]) for name in names)
    members = [member for base in reversed(cls.__mro__) for member in vars(base).values()]
    return Plan(
        fields=fields,
        values=attrgetter(*names),
        untouched=tuple(_GIVEN if field.required else field.default for field in fields),
        rules=tuple(member for member in members if isinstance(member, Rule)),
    )


def fields_of(cls: type[Value]) -> tuple[Field, ...]:
    """Give the fields of a class of the model in the order of files.

    The id comes first, then what is the record's own, then what all records
    have in common.
    """
    return plan_of(cls).fields


def _problems(record: Value) -> list[Problem]:
    """Bring every field into its one form, and give all that is wrong with the record."""
    plan = plan_of(type(record))
    values = plan.values(record)
    problems: list[Problem] = []
    broken: set[str] = set()
    for field, value in compress(zip(plan.fields, values, strict=True), map(is_not, values, plan.untouched)):
        try:
            settled = field.settle(value)
        except Wrong as wrong:
            problems.extend(problem.below(field.name) for problem in wrong.problems)
            broken.add(field.name)
            continue
        if settled is not value:
            object.__setattr__(record, field.name, settled)
    for each in plan.rules:
        if broken.isdisjoint(each.reads):
            problems.extend(each.judge(record))
    return problems


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Value:
    """What all records and small values are: frozen, checked once, shown without defaults."""

    def __attrs_post_init__(self) -> None:
        """Settle and judge the record; raise all problems at once."""
        problems = _problems(self)
        if problems:
            raise InvalidValueError(self._heading(), problems)

    def _heading(self) -> str:
        return type(self).__name__

    def __eq__(self, other: object) -> bool:
        """Whether the other is of the same class, and equal in every field."""
        if type(other) is not type(self):
            return NotImplemented
        values = plan_of(type(self)).values
        return values(self) == values(other)

    def __hash__(self) -> int:
        """Give the hash of the values of all fields."""
        return hash(plan_of(type(self)).values(self))

    def __repr__(self) -> str:
        """Show the class and the fields that differ from their defaults."""
        inner = ", ".join(f"{name}={value!r}" for name, value in given_fields(self))
        return f"{type(self).__name__}({inner})"


V = TypeVar("V", bound=Value)


def aside(*parts: object) -> str:
    """Give in brackets what is known of the parts, nothing if nothing is.

    >>> aside("treaty", None, "1992-05-15"), aside(None)
    (' (treaty, 1992-05-15)', '')
    """
    known = ", ".join(str(part) for part in parts if part)
    return f" ({known})" if known else ""


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
