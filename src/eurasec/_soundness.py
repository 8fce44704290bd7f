"""Whether records hold together, answered for all of them at once and without saying where they do not.

One field is looked at in many records before the next field is: what a million
records refer to are a few thousand ids, and each of them is looked up once.
Where the answer is no, `_integrity` finds the reasons record by record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, groupby
from math import inf
from operator import attrgetter
from typing import Final, TypeVar, cast

from eurasec._fields import Field, Value, fields_of
from eurasec._kinds import KINDS, SESSION
from eurasec.conferences import Conference, Participant, Session
from eurasec.sources import Document, Evidence, Record

__all__ = ["CHAINS", "HIERARCHIES", "MOST_LEVELS", "are_sound", "rings", "sessions_in", "too_deep"]

R = TypeVar("R", bound=Record)

Groups = Mapping[type[Record], Sequence[Record]]
"""Records by their class, sessions too."""

CHAINS: Final = ("broader", "part_of", "in_reply_to")
"""The fields through which no record comes back to itself."""

HIERARCHIES: Final = ("broader", "part_of")
"""Those of them of which every level may have to be gone through, for each record below."""

MOST_LEVELS: Final = 100
"""Levels that a hierarchy may have, so that nothing takes the square of the time that it should."""

_BLOCK: Final = 1_000
"""Records of which all fields are looked at before those of the next ones, so that they stay at hand."""


def are_sound(records: Iterable[Record], by_id: Mapping[str, Record], *, partly: bool = False) -> bool:
    """Tell whether nothing is wrong between records.

    Args:
        records: Records of the model, conferences with their sessions inside.
        by_id: The same records by id, sessions among them.
        partly: Whether there are further records, unknown here, to which references may lead.
    """
    groups: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for cls, run in groupby(records, type):
        groups[cls].extend(run)
    groups[Session].extend(sessions_in(groups[Conference]))
    return (
        len(by_id) == sum(map(len, groups.values()))
        and _references_are_right(groups, by_id, partly=partly)
        and _sessions_are_at_home(groups)
        and _participants_differ(groups)
        and not any(True for name in CHAINS for _ in rings(_edges(groups, name)))
        and not any(True for name in HIERARCHIES for _ in too_deep(_edges(groups, name)))
    )


def sessions_in(records: Iterable[Record]) -> list[Session]:
    """Give the sessions of all conferences among records."""
    return [session for each in records if isinstance(each, Conference) for session in each.sessions]


def _all(groups: Groups, cls: type[R]) -> Sequence[R]:
    return cast("Sequence[R]", groups.get(cls, ()))


def _with(groups: Groups, name: str) -> Iterator[tuple[Field, Sequence[Record]]]:
    """Give the groups whose records have a field, and how that field is."""
    for cls, group in groups.items():
        for field in fields_of(cls):
            if field.name == name:
                yield field, group


# ── References and spans ────────────────────────────────────────────────────


def _references_are_right(groups: Groups, by_id: Mapping[str, Record], *, partly: bool) -> bool:
    """Tell whether references lead to records of the right kinds, and spans end within their documents."""
    lengths = {each.id: each.length for each in _all(groups, Document) if each.length is not None}
    named: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for cls, group in groups.items():
        for start in range(0, len(group), _BLOCK):
            block = group[start : start + _BLOCK]
            for kinds, ids in _named(cls, block):
                named[kinds] |= ids
            if lengths and not _spans_fit(cls, block, lengths):
                return False
    missing = {type(None)} if partly else set[type]()
    return all(
        (_classes(kinds) | missing).issuperset(map(type, map(by_id.get, ids))) for kinds, ids in named.items()
    )


def _named(cls: type[Value], values: Sequence[Value]) -> Iterator[tuple[frozenset[str], set[str]]]:
    """Give what values of a class refer to: for each field the kinds that it may name, and the ids."""
    for field in _referring(cls):
        column = map(attrgetter(field.name), values)
        held = chain.from_iterable(column) if field.several else filter(None, column)
        if field.nested is not None:
            yield from _named(field.nested, list(held))
        else:
            yield field.refers or frozenset(), set(held)


def _spans_fit(cls: type[Record], records: Sequence[Record], lengths: Mapping[str, int]) -> bool:
    """Tell whether no span ends behind the end of its document."""
    columns = (map(attrgetter(field.name), records) for field in fields_of(cls) if field.nested is Evidence)
    evidence = chain.from_iterable(chain.from_iterable(columns))
    return all(
        end is None or end <= lengths.get(document, end)
        for document, end in map(attrgetter("document", "end"), evidence)
    )


_REFERRING: Final[dict[type[Value], tuple[Field, ...]]] = {}


def _referring(cls: type[Value]) -> tuple[Field, ...]:
    """Give the fields that hold references, or values with references in them."""
    if cls not in _REFERRING:
        _REFERRING[cls] = tuple(
            each
            for each in fields_of(cls)
            if each.refers is not None or (each.nested is not None and _referring(each.nested))
        )
    return _REFERRING[cls]


def _classes(kinds: frozenset[str]) -> frozenset[type]:
    return frozenset(kind.record for kind in (*KINDS, SESSION) if kind.name in kinds)


# ── Conferences ─────────────────────────────────────────────────────────────


def _sessions_are_at_home(groups: Groups) -> bool:
    """Tell whether every session belongs to the conference that is named beside it."""
    homes: dict[str | None, str] = {}
    named: set[tuple[str | None, str | None]] = set()
    for conference in _all(groups, Conference):
        for session in conference.sessions:
            homes[session.id] = conference.id
            named.add((session.part_of, conference.id))
    for participant in _all(groups, Participant):
        named.update((appearance.session, participant.conference) for appearance in participant.appearances)
    for _, statements in _with(groups, "session"):
        named.update(map(attrgetter("session", "conference"), statements))
    return all(
        conference is None or homes.get(session, conference) == conference for session, conference in named
    )


def _participants_differ(groups: Groups) -> bool:
    """Tell whether nobody takes part in one conference twice."""
    participants = _all(groups, Participant)
    return len(set(map(attrgetter("person", "conference"), participants))) == len(participants)


# ── Chains ──────────────────────────────────────────────────────────────────


def _edges(groups: Groups, name: str) -> dict[str, tuple[str, ...]]:
    """Give what each record names in a field, those that name nothing left out."""
    edges: dict[str, tuple[str, ...]] = {}
    for field, group in _with(groups, name):
        value = attrgetter(name)
        for record in compress(group, map(value, group)):
            edges[record.id] = value(record) if field.several else (value(record),)
    return edges


def rings(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Give each place at which a chain comes back to itself.

    Args:
        edges: What each id leads to.

    Yields:
        The id that leads back, the one that it leads back to, and the chain
        that was followed, to be looked at before the next is asked for.
    """
    done: set[str] = set()
    for start, targets in edges.items():
        trail = {} if start in done else {start: iter(targets)}
        while trail:
            here, ahead = next(reversed(trail.items()))
            target = next(ahead, None)
            if target is None:
                done.add(here)
                trail.popitem()
            elif target in trail:
                yield here, target, trail
            elif target not in done and target in edges:
                trail[target] = iter(edges[target])


def too_deep(edges: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give each id that is the first below the last level of a hierarchy.

    If all of them belonged to nothing, no hierarchy would be too deep.

    Args:
        edges: The one id to which each id belongs; rings are passed over.
    """
    levels: dict[str, float] = {}
    for start in edges:
        trail: list[str] = []
        here = start
        while here in edges and here not in levels:
            trail.append(here)
            levels[here] = 0
            here = edges[here][0]
        level = levels.get(here, 1) or -inf
        for each in reversed(trail):
            level += 1
            if level > MOST_LEVELS:
                yield each
                level = 1
            levels[each] = level
