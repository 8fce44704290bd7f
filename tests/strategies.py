"""Hypothesis strategies: dates, texts, records of every kind, and whole sets of records that hold together.

What a field may hold is read from the same annotations that the library reads,
so a new field is tried wherever these strategies are used. Only the rules
between fields, and between records, are written down here.

- `dates()`, `ids()`, `texts()`: values.
- `values(Evidence)`: small values and records of one class, with any ids in their references.
- `records()`: a record of any kind, likewise.
- `corpora_records()`: records of every kind that make a corpus.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from eurasec._fields import Bounds, Field, Shape, Value, fields_of, is_date, item_of, marks_of
from eurasec._kinds import KINDS, SESSION
from eurasec.actors import Area, Organization
from eurasec.conferences import Appearance, Conference, Participant, Session
from eurasec.dates import Edtf, parse_edtf
from eurasec.positions import Position, Topic
from eurasec.sources import Document, Evidence, Record
from eurasec.statements import Assembly, Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, Endorsement, Rendering

__all__ = ["corpora_records", "dates", "ids", "passages", "records", "texts", "values"]

V = TypeVar("V", bound=Value)

# ── Leaves ──────────────────────────────────────────────────────────────────


def ids() -> st.SearchStrategy[str]:
    """Any id, most of them short."""
    return st.from_regex(r"\A[0-9A-Za-z]([0-9A-Za-z.\-]{0,8}[0-9A-Za-z])?\Z") | st.sampled_from(
        ["a", "Z", "0", "a.b-c", "csto-2022-s1", "x" * 128, "a" + "-" * 126 + "z"]
    )


_CHARACTERS: Final = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])


def texts() -> st.SearchStrategy[str]:
    """Any text that a field takes: not blank, in any script, without control characters."""
    usual = st.sampled_from(
        [
            "the alliance",
            "Сообщество безопасности",
            "«kept»\N{NO-BREAK SPACE}together",
            "e\N{COMBINING ACUTE ACCENT}",
            "🕊",
        ]
    )
    return usual | st.text(_CHARACTERS, min_size=1, max_size=12).filter(lambda text: not text.isspace())


def passages(*, size: int | None = None) -> st.SearchStrategy[str]:
    """Any piece of a document's text, line breaks among it."""
    characters = _CHARACTERS | st.sampled_from("\n\t\r \N{LINE SEPARATOR}")
    return st.text(characters, min_size=size or 1, max_size=size or 12)


_DAYS: Final = st.dates(dt.date(1940, 1, 1), dt.date(2050, 12, 31)).map(str)
_YEARS: Final = st.integers(1940, 2050).map(str)


def _range_of(pair: tuple[str, str]) -> str:
    return "/".join(sorted(pair))


def _set_of(years: Iterable[str]) -> str:
    return f"{{{','.join(years)}}}"


def dates() -> st.SearchStrategy[Edtf]:
    """EDTF values of every sort: dates, masks, seasons, times, intervals and sets."""
    sorts = [
        _DAYS,
        _YEARS,
        _DAYS.map(lambda day: day[:7]),
        st.tuples(_DAYS, st.sampled_from("?~%")).map("".join),
        st.tuples(_YEARS, st.sampled_from(["-21", "-24", "-XX", "-XX-25", "?-06"])).map("".join),
        _YEARS.map(lambda year: f"{year[:3]}X"),
        _DAYS.map(lambda day: f"{day}T10:00:00Z"),
        st.tuples(_DAYS, _DAYS).map(_range_of),
        st.tuples(_YEARS, st.sampled_from(["{}/..", "../{}", "{}/", "/{}"])).map(
            lambda pair: pair[1].format(pair[0])
        ),
        st.tuples(_DAYS, _DAYS).map(lambda pair: f"[{'..'.join(sorted(pair))}]"),
        st.lists(_YEARS, min_size=1, max_size=3).map(_set_of),
    ]
    return st.one_of(*sorts).map(parse_edtf)


_SHAPED: Final = {
    "country-code-shape": st.from_regex(r"\A[A-Z]{2}\Z"),
    "language-tag-shape": st.sampled_from(["en", "ru-RU", "zh-Hans-CN", "x-private"]),
    "url-shape": st.sampled_from(["https://example.org/a?b=c#d", "https://пример.рф/отчёт", "urn:isbn:0"]),
    "sha256-shape": st.from_regex(r"\A[0-9a-f]{64}\Z"),
    "scheme-shape": st.sampled_from(["wikidata", "iso3166-1", "ror", "doi"]),
    "id-shape": ids(),
}

_DECIMALS: Final = st.integers(-1_000, 1_000).map(Decimal) | st.decimals(-(10**9), 10**9, places=4)

_PLAIN: Final[dict[object, st.SearchStrategy[object]]] = {bool: st.booleans(), Decimal: _DECIMALS}


# ── Where references point to ───────────────────────────────────────────────


class Anywhere:
    """References may name anything, as for a record by itself."""

    def naming(self, kinds: Iterable[str]) -> st.SearchStrategy[str]:
        """An id of one of the kinds."""
        del kinds
        return ids()

    def length(self, document: str) -> int | None:
        """The length of a document, where it is known."""
        del document
        return None


class World(Anywhere):
    """References name the records of one corpus.

    Attributes:
        by_kind: The ids of all records to be.
        lengths: The lengths of the documents.
        homes: The conference of each session.
        made: The records that are there already.
    """

    def __init__(
        self, by_kind: dict[str, list[str]], lengths: dict[str, int | None], homes: dict[str, str]
    ) -> None:
        self.by_kind = by_kind
        self.lengths = lengths
        self.homes = homes
        self.made: list[Record] = []

    def naming(self, kinds: Iterable[str]) -> st.SearchStrategy[str]:
        """An id of one of the kinds."""
        return st.sampled_from([id for kind in sorted(kinds) for id in self.by_kind[kind]])

    def length(self, document: str) -> int | None:
        """The length of a document, where it is known."""
        return self.lengths[document]

    def earlier(self, *classes: type[Record]) -> list[str]:
        """The ids of the records of some classes that are there already."""
        return [record.id for record in self.made if isinstance(record, classes)]


# ── Fields ──────────────────────────────────────────────────────────────────

_TIED_BY_RECORD: Final[dict[type[Value], tuple[str, ...]]] = {
    Organization: ("founded", "dissolved"),
    Participant: ("appearances",),
    Evidence: ("start", "end", "exact", "prefix", "suffix"),
    Statement: (
        *("holders", "assembly", "attribution", "attributed_by", "endorsement"),
        *("rendering", "quotes"),
    ),
}
"""Optional fields that a rule of the record ties to others; see `_tied`."""

_TIED_BY_CORPUS: Final[dict[type[Value], tuple[str, ...]]] = {
    Organization: ("part_of",),
    Area: ("part_of",),
    Session: ("part_of",),
    Topic: ("broader",),
    Threat: ("broader",),
    Conference: ("sessions",),
    Statement: ("conference", "session", "in_reply_to"),
}
"""Optional fields that a rule of the corpus ties to other records; see `_member`."""


def _leaf(annotation: Any, world: Anywhere) -> st.SearchStrategy[Any]:
    """What one item of a field may hold, references apart."""
    for mark in marks_of(annotation):
        if isinstance(mark, (Shape, Bounds)):
            return _shaped(mark) if isinstance(mark, Shape) else _bounded(annotation.__origin__, mark)
    if is_date(annotation):
        return dates()
    if issubclass(annotation, Value):
        return _built(annotation, world)
    return st.sampled_from(list(annotation)) if issubclass(annotation, StrEnum) else _PLAIN[annotation]


def _shaped(shape: Shape) -> st.SearchStrategy[str]:
    if shape.pattern:
        return _SHAPED[shape.rule]
    return passages() if shape.lines else texts()


def _bounded(number: type, bounds: Bounds) -> st.SearchStrategy[int | float]:
    if number is float:
        return st.floats(bounds.least, bounds.greatest)
    return st.integers(bounds.least, 10_000) | st.just(bounds.greatest)


def _held(field: Field, world: Anywhere) -> st.SearchStrategy[Any]:
    """What a field may hold."""
    item = item_of(field.annotation)
    one = field.annotation if item is None else item
    strategy = _leaf(one, world) if field.refers is None else world.naming(field.refers)
    if item is None:
        return strategy
    unique = field.refers is not None or (isinstance(one, type) and issubclass(one, StrEnum))
    return st.lists(strategy, min_size=1, max_size=3, unique=unique).map(tuple)


@st.composite
def _built(draw: st.DrawFn, cls: type[V], world: Anywhere, /, **fixed: Any) -> V:
    """A value or record: what is required, what is fixed, and some of the rest."""
    ties = [_TIED_BY_RECORD, _TIED_BY_CORPUS] if isinstance(world, World) else [_TIED_BY_RECORD]
    tied = {name for names in ties for base in cls.__mro__ for name in names.get(base, ())}
    given = {**_tied(draw, cls, world), **fixed}
    fields = {field.name: field for field in fields_of(cls) if field.name not in given}
    required = [name for name, field in fields.items() if field.required]
    optional = [name for name, field in fields.items() if not field.required and name not in tied]
    some = draw(_some(optional)) if optional else []
    for name in (*required, *some):
        given[name] = draw(_held(fields[name], world))
    return cls(**given)


def _some(names: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=max(4, len(names) // 2))


def _tied(draw: st.DrawFn, cls: type[Value], world: Anywhere) -> dict[str, Any]:
    """Fields that rules tie together, drawn so that they keep the rules."""
    if cls is Evidence:
        return draw(_places(world))
    if cls is Organization:
        first, last = sorted(draw(st.tuples(_DAYS, _DAYS)))
        return draw(st.sampled_from([{}, {"founded": first}, {"founded": first, "dissolved": last}]))
    if cls is Participant:
        return {"appearances": draw(_appearances(world, draw(st.sets(ids(), max_size=2))))}
    if issubclass(cls, Statement):
        return draw(_sayings(world))
    return {}


@st.composite
def _appearances(draw: st.DrawFn, world: Anywhere, sessions: Iterable[str]) -> tuple[Appearance, ...]:
    """One appearance without a session, or one for each session."""
    present: list[str | None] = draw(st.sampled_from([[None], sorted(sessions)]))
    return tuple(draw(_built(Appearance, world, session=session)) for session in present)


@st.composite
def _places(draw: st.DrawFn, world: Anywhere) -> dict[str, Any]:
    """The selectors of an `Evidence`: none, a span, a quote or both."""
    document = draw(world.naming(["document"]))
    length = world.length(document)
    place: dict[str, Any] = {"document": document}
    if draw(st.booleans()) and length != 0:
        last = 10_000 if length is None else length
        place["start"] = draw(st.integers(0, last - 1))
        place["end"] = draw(st.integers(place["start"] + 1, min(last, place["start"] + 8)))
    if draw(st.booleans()):
        place["exact"] = draw(passages(size=place["end"] - place["start"] if "end" in place else None))
        for side in draw(st.sets(st.sampled_from(["prefix", "suffix"]))):
            place[side] = draw(passages())
    return place


@st.composite
def _sayings(draw: st.DrawFn, world: Anywhere) -> dict[str, Any]:
    """Who holds a statement, through whom, and how it is rendered."""
    actors = world.naming(["state", "organization", "person", "group"])
    said: dict[str, Any] = {}
    if draw(st.integers(0, 3)):
        said["holders"] = tuple(draw(st.lists(actors, min_size=1, max_size=3, unique=True)))
    else:
        of = draw(world.naming(["conference", "area"]) | actors)
        said["assembly"] = draw(_built(Assembly, world, of=of))
    attribution = draw(st.sampled_from(Attribution))
    others = actors.filter(lambda actor: actor not in said.get("holders", ()))
    if attribution is not Attribution.OWN and len(said.get("holders", ())) < 2:
        said["attribution"] = attribution
        said["attributed_by"] = draw(others)
        said["endorsement"] = draw(st.sampled_from(Endorsement))
    rendering = draw(st.none() | st.sampled_from(Rendering))
    if rendering is not None and (rendering is not Rendering.SYNTHESISED or "assembly" in said):
        said["rendering"] = rendering
    if rendering is Rendering.QUOTED:
        said["quotes"] = tuple(draw(st.lists(_built(Evidence, world), min_size=1, max_size=2)))
    return said


# ── Records by themselves ───────────────────────────────────────────────────


def values(cls: type[V]) -> st.SearchStrategy[V]:
    """Values or records of one class, with any ids in their references."""
    return _built(cls, Anywhere())


def records() -> st.SearchStrategy[Record]:
    """A record of any kind, with any ids in its references; conferences with sessions among them."""
    return st.one_of([values(kind.record) for kind in KINDS])


# ── Sets of records that hold together ──────────────────────────────────────


@st.composite
def corpora_records(draw: st.DrawFn, *, most: int = 2) -> list[Record]:
    """Records of every kind, in any order, that make a corpus.

    Every reference names a record of an allowed kind, ids are unique, nothing
    comes back to itself, sessions are those of the conference named beside
    them, and nobody takes part in a conference twice.
    """
    world = draw(_worlds(most))
    for kind in KINDS:
        for id in world.by_kind[kind.name]:
            world.made.append(draw(_member(kind.record, id, world)))
    doubles = _doubles(world.made)
    return draw(st.permutations([record for record in world.made if record.id not in doubles]))


@st.composite
def _worlds(draw: st.DrawFn, most: int) -> World:
    """What all records will be called, how long the documents are, and whose sessions are whose."""
    sizes = {kind.name: draw(st.integers(1, most)) for kind in (*KINDS, SESSION)}
    numbers = iter(draw(st.permutations(range(sum(sizes.values())))))
    by_kind = {name: [f"{name[:2]}{next(numbers)}" for _ in range(size)] for name, size in sizes.items()}
    lengths = {id: draw(st.none() | st.integers(0, 100)) for id in by_kind["document"]}
    homes = {id: draw(st.sampled_from(by_kind["conference"])) for id in by_kind["session"]}
    return World(by_kind, lengths, homes)


@st.composite
def _member(draw: st.DrawFn, cls: type[Record], id: str, world: World) -> Record:
    """One record of a corpus, tied to others by the rules of the corpus."""
    fixed: dict[str, Any] = {"id": id}
    if cls is Document:
        fixed["length"] = world.lengths[id]
    elif cls is Conference:
        fixed["sessions"] = draw(_sessions(id, world))
    elif cls is Participant:
        fixed.update(draw(_presences(world)))
    elif issubclass(cls, Statement):
        fixed.update(draw(_occasions(world)))
    else:
        fixed.update(draw(_upwards(cls, world.earlier(cls))))
    return draw(_built(cls, world, **fixed))


def _upwards(cls: type[Record], earlier: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """What is broader, or of what it is a part: only what is there already, so that nothing goes round."""
    tied = [name for name in ("broader", "part_of") if name in _TIED_BY_CORPUS.get(cls, ())]
    return st.sampled_from([{}, *({name: id} for name in tied for id in earlier)])


@st.composite
def _sessions(draw: st.DrawFn, conference: str, world: World) -> tuple[Session, ...]:
    sessions: list[Session] = []
    for id in (session for session, home in world.homes.items() if home == conference):
        wider = draw(_upwards(Session, [session.id for session in sessions]))
        sessions.append(draw(_built(Session, world, id=id, **wider)))
    return tuple(sessions)


def _conferences(world: World) -> st.SearchStrategy[Conference]:
    return st.sampled_from([record for record in world.made if isinstance(record, Conference)])


@st.composite
def _presences(draw: st.DrawFn, world: World) -> dict[str, Any]:
    conference = draw(_conferences(world))
    attended = conference.sessions[: draw(st.integers(0, 2))]
    appearances = draw(_appearances(world, [session.id for session in attended]))
    return {"conference": conference.id, "appearances": appearances}


@st.composite
def _occasions(draw: st.DrawFn, world: World) -> dict[str, Any]:
    """At which conference, in which session, and in reply to which earlier statements it is said."""
    conference = draw(_conferences(world))
    places = [{}, {"conference": conference.id}]
    places += [{"conference": conference.id, "session": session.id} for session in conference.sessions]
    said: dict[str, Any] = dict(draw(st.sampled_from(places)))
    if answered := world.earlier(Position, ThreatAssessment):
        said["in_reply_to"] = tuple(draw(st.lists(st.sampled_from(answered), unique=True, max_size=2)))
    return said


def _doubles(made: Iterable[Record]) -> set[str]:
    """Participants of whom the person already takes part in the conference."""
    seen: set[tuple[str, str]] = set()
    doubles: set[str] = set()
    for record in made:
        if isinstance(record, Participant):
            if (record.person, record.conference) in seen:
                doubles.add(record.id)
            seen.add((record.person, record.conference))
    return doubles
