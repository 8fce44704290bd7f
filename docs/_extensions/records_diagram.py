"""The picture of the records: what each one holds, and what it may refer to.

It is drawn from the classes of the model. A new kind of record has to be given
a place in `COLUMNS`; everything else follows by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
from svg import FAINT, MONO, Drawing, wrapped

from eurasec._fields import ACTOR_KINDS, ENTITY_KINDS, PLACE_KINDS, Value, fields_of
from eurasec._kinds import KINDS, SESSION
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Event, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment

COLUMNS: Final[tuple[tuple[type[Record], ...], ...]] = (
    (Area, State, Organization, Group, Person, Membership, Office, Tenure),
    (Conference, Session, Participant, Statement, Position, ThreatAssessment),
    (Document, Event, Topic, Threat),
)
"""The columns of the picture, from left to right and from top to bottom."""

ROOMS: Final = {
    "actors": ("#e8f0fb", "#2f5fa8"),
    "sources": ("#f1ecdf", "#7d6320"),
    "conferences": ("#e6f3ea", "#2c7a46"),
    "statements": ("#f3e8f5", "#83409a"),
    "positions": ("#f3e8f5", "#83409a"),
    "threats": ("#fbe9e7", "#b03a2e"),
}
"""The colours of each room: of its boxes, and of the arrows that lead to them."""

WIDTH: Final = 312
"""The width of a box."""
GUTTER: Final = 140
MARGIN: Final = 84
TOP: Final = 36.0
GAP: Final = 24
SIZE: Final = 11.5
STEP: Final = 16.0

_CLASS_OF: Final = {kind.name: kind.record for kind in (*KINDS, SESSION)}
_PLURAL: Final[dict[type[Record], str]] = {kind.record: kind.plural for kind in (*KINDS, SESSION)}
_GROUPS: Final = {ACTOR_KINDS: "actor", PLACE_KINDS: "place", ENTITY_KINDS: "entity"}


@attrs.frozen
class Reference:
    """One line of a box: fields that refer to the same kinds of record."""

    fields: tuple[str, ...]
    kinds: frozenset[str]

    @property
    def targets(self) -> tuple[str, ...]:
        """What the fields name: a word for a group of kinds, and the names of other kinds."""
        order = [*_CLASS_OF]
        if self.kinds == ENTITY_KINDS:
            return ("entity",)
        group = next((kinds for kinds in _GROUPS if kinds <= self.kinds), frozenset[str]())
        named = (_GROUPS[group],) if group else ()
        return (*named, *sorted(self.kinds - group, key=order.index))


@attrs.frozen
class Box:
    """A kind of record, as it stands in the picture."""

    record: type[Record]
    references: tuple[Reference, ...]
    words: tuple[str, ...]
    column: int
    y: float

    @property
    def x(self) -> float:
        """Its left edge."""
        return MARGIN + self.column * (WIDTH + GUTTER)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + WIDTH

    @property
    def lines(self) -> list[tuple[str, Reference | None]]:
        """The lines of text under the name, each with the reference of which it is the last."""
        told: list[tuple[str, Reference | None]] = []
        for reference in self.references:
            leads = f"→ {', '.join(reference.targets)}"
            lines = wrapped(f"{' '.join(reference.fields)} {leads}", WIDTH - 24, SIZE, MONO)
            told += [(line, None) for line in lines[:-1]]
            told.append((lines[-1], reference))
        return told

    @property
    def height(self) -> float:
        """How high it is."""
        return 30 + STEP * len(self.lines) + 14 * len(self.words) + (6 if self.words else 2)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def head(self) -> float:
        """The height at which arrows arrive."""
        return self.y + 14

    @property
    def room(self) -> str:
        """The module in which the class stands."""
        return self.record.__module__.rpartition(".")[2]


def _walk(cls: type[Value], prefix: str = "") -> Iterator[tuple[str, frozenset[str] | None]]:
    """Give each field with the kinds to which it refers, those of the small values inside among them."""
    for field in fields_of(cls):
        name = f"{prefix}{field.name}{'*' if field.several else ''}"
        if field.nested is None or issubclass(field.nested, Record):
            yield name, field.refers
        else:
            inner = list(_walk(field.nested, f"{name}."))
            yield from ((path, kinds) for path, kinds in inner if kinds is not None)
            if not any(kinds for _, kinds in inner):
                yield name, None


def _own(cls: type[Record]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Give the fields that a class does not share with all records, or with all statements."""
    above = Statement if cls is not Statement and issubclass(cls, Statement) else Record
    shared = {name.partition(".")[0] for name, _ in _walk(above)}
    return ((name, kinds) for name, kinds in _walk(cls) if name.partition(".")[0] not in shared)


def _box(cls: type[Record], column: int, y: float) -> Box:
    by_kinds: dict[frozenset[str], list[str]] = {}
    plain: list[str] = []
    for name, kinds in _own(cls):
        if kinds is None:
            plain.append(name)
        else:
            by_kinds.setdefault(kinds, []).append(name)
    return Box(
        record=cls,
        references=tuple(Reference(tuple(names), kinds) for kinds, names in by_kinds.items()),
        words=tuple(wrapped("  ".join(plain), WIDTH - 24, SIZE - 1, MONO)),
        column=column,
        y=y,
    )


def boxes() -> dict[type[Record], Box]:
    """Give every box at its place."""
    found: dict[type[Record], Box] = {}
    for number, column in enumerate(COLUMNS):
        y = TOP
        for cls in column:
            if cls is Topic:  # beside what takes a stance on it
                y = found[Position].y - 60
            box = _box(cls, number, y)
            found[cls] = box
            y += box.height + (6 if cls is Conference else GAP)
    missing = {kind.record.__name__ for kind in (*KINDS, SESSION)} - {cls.__name__ for cls in found}
    if missing:
        raise LookupError(f"no place in the picture for {', '.join(sorted(missing))}")
    return found


@attrs.frozen
class Bracket:
    """A vertical bar beside all the boxes that one word means."""

    name: str
    x: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height at which arrows arrive."""
        return (self.top + self.bottom) / 2


def _brackets(found: dict[type[Record], Box]) -> dict[str, Bracket]:
    brackets: dict[str, Bracket] = {}
    for kinds, offset in ((PLACE_KINDS, 14.0), (ACTOR_KINDS, 34.0)):
        members = [found[_CLASS_OF[kind]] for kind in kinds]
        top, bottom = min(each.y for each in members), max(each.bottom for each in members)
        brackets[_GROUPS[kinds]] = Bracket(_GROUPS[kinds], MARGIN + WIDTH + offset, top, bottom)
    return brackets


def _draw_box(drawing: Drawing, box: Box) -> None:
    fill, color = ROOMS[box.room]
    drawing.box(box.x, box.y, WIDTH, box.height, fill=fill, edge=color)
    drawing.text(box.x + 12, box.y + 19, box.record.__name__, size=13.5, bold=True, fill=color)
    plural = _PLURAL.get(box.record)
    if plural is not None:
        drawing.text(box.right - 12, box.y + 19, plural, size=SIZE, face=MONO, fill=FAINT, anchor="end")
    y = box.y + 36
    for words, _ in box.lines:
        drawing.text(box.x + 12, y, words, size=SIZE, face=MONO)
        y += STEP
    for words in box.words:
        drawing.text(box.x + 12, y, words, size=SIZE - 1, face=MONO, fill=FAINT)
        y += 14


def records() -> str:
    """Draw the picture."""
    found = boxes()
    drawing = Drawing(
        "records",
        "The records of eurasec and what they refer to",
        "Each kind of record is a box with its own fields; arrows lead from a field to the kinds of record "
        "that it may name.",
    )
    brackets = _brackets(found)
    for bracket in brackets.values():
        ends = f"M{bracket.x - 7:g} {bracket.top:g}H{bracket.x:g}V{bracket.bottom:g}H{bracket.x - 7:g}"
        drawing.line(ends, color=ROOMS["actors"][1], width=1.6)
        drawing.text(
            bracket.x,
            bracket.top - 6,
            bracket.name,
            size=12,
            bold=True,
            fill=ROOMS["actors"][1],
            anchor="middle",
        )
    for box in found.values():
        _draw_arrows(drawing, box, found, brackets)
    for box in found.values():
        _draw_box(drawing, box)
    height = max(box.bottom for box in found.values()) + 20
    _draw_legend(drawing, found)
    width = MARGIN + 3 * WIDTH + 2 * GUTTER + 40
    return drawing.written(width, height, tuple(dict.fromkeys(color for _, color in ROOMS.values())))


def _draw_arrows(
    drawing: Drawing, box: Box, found: Mapping[type[Record], Box], brackets: Mapping[str, Bracket]
) -> None:
    y = box.y + 32
    for _, reference in box.lines:
        for target in () if reference is None else reference.targets:
            if target in brackets:
                bracket = brackets[target]
                drawing.arrow(_way(box, y, bracket, found), color=ROOMS["actors"][1])
            elif target in _CLASS_OF:
                other = found[_CLASS_OF[target]]
                drawing.arrow(_way(box, y, other, found), color=ROOMS[other.room][1])
        y += STEP


def _way(box: Box, y: float, target: Box | Bracket, found: Mapping[type[Record], Box]) -> str:
    """Lead an arrow from a line of a box to what it refers to."""
    if isinstance(target, Bracket):
        to_x, to_y = target.x + 2, target.middle
        if box.column == 0:
            return _loop(box.right, y, to_x, to_y, 40)
        return _across(box, y, to_x, to_y, found)
    if target.column == box.column:
        out = abs(target.head - y) * 0.16
        if box.column == 0:
            return _loop(box.x, y, target.x - 2, target.head, -(16 + out))
        return _loop(box.right, y, target.right + 2, target.head, 16 + out)
    if target.column > box.column:
        return _curve(box.right, y, target.x - 2, target.head)
    return _across(box, y, target.right + 2, target.head, found)


def _across(box: Box, y: float, to_x: float, to_y: float, found: Mapping[type[Record], Box]) -> str:
    """Lead an arrow to the left; over the middle column it runs in a gap between boxes."""
    if box.column == 1:
        return _curve(box.x, y, to_x, to_y)
    middle = [each for each in found.values() if each.column == 1]
    gaps = (each.bottom + GAP / 2 for each in middle if each.record is not Conference)
    gap = min(gaps, key=lambda gap: abs(gap - (2 * y + to_y) / 3))
    left, right = middle[0].x, middle[0].right
    return f"{_curve(box.x, y, right, gap)}H{left:g}{_curve(left, gap, to_x, to_y).replace('M', 'L')}"


def _loop(x: float, y: float, to_x: float, to_y: float, out: float) -> str:
    return f"M{x:g} {y:g}C{x + out:g} {y:g} {to_x + out:g} {to_y:g} {to_x:g} {to_y:g}"


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"M{x:g} {y:g}C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"


def _draw_legend(drawing: Drawing, found: Mapping[type[Record], Box]) -> None:
    x, y = found[Event].x, found[Event].bottom + 60
    drawing.line(f"M{x:g} {y - 20:g}H{x + WIDTH:g}")
    told = (
        "Every record has an id, evidence (in a document), a note, tags, attributes and a coding besides.",
        "Position and ThreatAssessment have all fields of Statement.",
        "* several values. A dot leads into a small value inside the record.",
        "entity: any actor, area, office, event, document, conference, topic or threat.",
        "At the right of a box: what a corpus and a file call these records.",
    )
    for sentence in told:
        for line in wrapped(sentence, WIDTH, 12):
            drawing.text(x, y, line, fill=FAINT)
            y += 16
        y += 4
