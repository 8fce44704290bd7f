"""Whether records hold together: ids, references, sessions, cycles and spans (rule 3 of the model).

All problems are found in one go, record by record; where `are_sound` has seen
that there are none, nothing is looked for. A problem is told as its record sees
it (`holders[1]`), and is then placed where the caller read that record
(`$.positions[3].holders[1]`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count
from operator import attrgetter, itemgetter
from typing import Final

import attrs

from eurasec._fields import references
from eurasec._kinds import KINDS, SESSION, Kind, name_of, the_kind_of
from eurasec._soundness import (
    CHAINS,
    HIERARCHIES,
    MOST_LEVELS,
    are_sound,
    rings,
    sessions_in,
    too_deep,
)
from eurasec.conferences import Conference, Participant
from eurasec.errors import Problem, did_you_mean, near_matches, or_list, shown
from eurasec.sources import Document, Evidence, Record
from eurasec.statements import Statement

__all__ = ["Place", "evidence_of", "identified", "judge"]

Place = Callable[[int], str]
"""Says where the record with an index was read."""

_HINTS: Final = 20
"""Problems of one sort that are told at length: near matches and the ring of a cycle cost time."""


@attrs.frozen(eq=False, repr=False)
class _Placed:
    """A record, the index of the record given, and its path inside that one (for sessions)."""

    record: Record
    index: int
    inner: str = ""

    def finds(self, problem: Problem) -> tuple[int, Problem]:
        return self.index, problem.below(self.inner)


Found = Iterator[tuple[int, Problem]]


def identified(records: Sequence[Record]) -> dict[str, Record]:
    """Give every record by its id, sessions among them; of equal ids the first."""
    everything = [*records, *sessions_in(records)]
    by_id = dict(zip(map(attrgetter("id"), everything), everything, strict=True))
    if len(by_id) < len(everything):
        by_id.clear()
        for placed in _placed(records):
            by_id.setdefault(placed.record.id, placed.record)
    return by_id


def judge(
    records: Sequence[Record],
    by_id: dict[str, Record],
    place: Place,
    most: int | None = None,
    *,
    partly: bool = False,
) -> tuple[Problem, ...]:
    """Give everything that is wrong between records, in their order.

    Args:
        records: Records of the model, conferences with their sessions inside.
        by_id: The same records by id, as `identified` gives them.
        place: Says where a record was read, by its index.
        most: How many problems are told, one at least, and behind them how many more there are.
        partly: Whether there are further records, unknown here, to which references may lead.
    """
    if are_sound(records, by_id, partly=partly):
        return ()
    from heapq import nsmallest  # noqa: PLC0415 - only what is wrong needs it

    found = chain(
        _ids(records, by_id),
        _references(records, by_id, partly=partly),
        _sessions(records),
        _participants(records),
        _spans(records, by_id),
        *(_cycles(records, name) for name in CHAINS),
        *(_depths(records, name) for name in HIERARCHIES),
    )
    numbers = count()
    counted = (each for each, _ in zip(found, numbers, strict=False))
    told = nsmallest(sys.maxsize if most is None else max(most, 1), counted, key=itemgetter(0))
    problems = tuple(problem.below(place(index)) for index, problem in told)
    more = next(numbers) - len(told)
    if not more:
        return problems
    message = f"and {more:,} more {'problem' if more == 1 else 'problems'}"
    return (*problems, Problem(path="", message=message, rule="limit-problems"))


def evidence_of(record: Record) -> Iterator[tuple[str, Evidence]]:
    """Give each piece of evidence of a record, quotes among it, with its path."""
    for index, evidence in enumerate(record.evidence):
        yield f"evidence[{index}]", evidence
    if isinstance(record, Statement):
        for index, evidence in enumerate(record.quotes):
            yield f"quotes[{index}]", evidence


def _placed(records: Sequence[Record]) -> Iterator[_Placed]:
    for index, record in enumerate(records):
        yield _Placed(record, index)
        if isinstance(record, Conference):
            for number, session in enumerate(record.sessions):
                yield _Placed(session, index, f"sessions[{number}]")


def _a(kind: Kind) -> str:
    return f"an {kind.name}" if kind.name[0] in "aeiou" else f"a {kind.name}"


def _shared_ids(records: Sequence[Record], by_id: dict[str, Record]) -> frozenset[str]:
    """Ids of several records; which of them a reference means, nobody can tell."""
    return frozenset(each.record.id for each in _placed(records) if by_id[each.record.id] is not each.record)


def _ids(records: Sequence[Record], by_id: dict[str, Record]) -> Found:
    for placed in _placed(records):
        first = by_id[placed.record.id]
        if first is not placed.record:
            owner = _a(the_kind_of(first))
            message = (
                f"{shown(placed.record.id)} is already the id of {owner}; ids are unique in the whole corpus"
            )
            problem = Problem(path="id", message=message, rule="unique-id", value=shown(placed.record.id))
            yield placed.finds(problem)


def _references(records: Sequence[Record], by_id: dict[str, Record], *, partly: bool) -> Found:
    hints = _HINTS
    shared = _shared_ids(records, by_id)
    for index, record in enumerate(records):
        for path, target, kinds in references(record):
            found = by_id.get(target)
            if found is None and partly:
                continue
            if found is None:
                yield index, _dangling(path, target, kinds, by_id if hints else {})
                hints = max(0, hints - 1)
            elif (kind := the_kind_of(found)).name not in kinds and target not in shared:
                allowed = _names(kinds)
                message = f"{shown(target)} is {_a(kind)}, but {or_list(allowed)} is wanted"
                problem = Problem(
                    path=path, message=message, rule="reference-kind", value=shown(target), allowed=allowed
                )
                yield index, problem


def _names(kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind.name for kind in (*KINDS, SESSION) if kind.name in kinds)


def _dangling(path: str, target: str, kinds: frozenset[str], by_id: dict[str, Record]) -> Problem:
    near = near_matches(target, (id for id, record in by_id.items() if name_of(record) in kinds))
    message = f"{shown(target)} is no record of the corpus{did_you_mean(near)}"
    return Problem(path=path, message=message, rule="reference", value=shown(target), allowed=near)


def _sessions(records: Sequence[Record]) -> Found:
    """Sessions that belong to another conference than the one that is named beside them."""
    home = {
        session.id: record.id
        for record in records
        if isinstance(record, Conference)
        for session in record.sessions
    }
    for index, record in enumerate(records):
        for path, session, conference in _sessions_named(record):
            held = home.get(session)
            if held is not None and conference is not None and held != conference:
                message = f"{shown(session)} is a session of {shown(held)}, not of {shown(conference)}"
                yield (
                    index,
                    Problem(path=path, message=message, rule="session-of-conference", value=shown(session)),
                )


def _sessions_named(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """Give each session that a record names, its path, and the conference to which it should belong."""
    if isinstance(record, Statement) and record.session is not None:
        yield "session", record.session, record.conference
    elif isinstance(record, Participant):
        for number, appearance in enumerate(record.appearances):
            if appearance.session is not None:
                yield f"appearances[{number}].session", appearance.session, record.conference
    elif isinstance(record, Conference):
        for number, session in enumerate(record.sessions):
            if session.part_of is not None:
                yield f"sessions[{number}].part_of", session.part_of, record.id


def _participants(records: Sequence[Record]) -> Found:
    """A person who takes part in one conference twice."""
    first: dict[tuple[str, str], str] = {}
    for index, record in enumerate(records):
        if isinstance(record, Participant):
            known = first.setdefault((record.person, record.conference), record.id)
            if known != record.id:
                message = (
                    f"{shown(record.person)} already takes part in {shown(record.conference)} "
                    f"as {shown(known)}; give one participant with all appearances"
                )
                yield (
                    index,
                    Problem(
                        path="person", message=message, rule="one-participant", value=shown(record.person)
                    ),
                )


def _spans(records: Sequence[Record], by_id: dict[str, Record]) -> Found:
    """Spans that end behind the end of their document."""
    for placed in _placed(records):
        for path, evidence in evidence_of(placed.record):
            document = by_id.get(evidence.document)
            if not isinstance(document, Document) or document.length is None or evidence.end is None:
                continue
            if evidence.end > document.length:
                message = (
                    f"the span ends at {evidence.end}, but {shown(document.id)} "
                    f"has {document.length} characters"
                )
                problem = Problem(
                    path=f"{path}.end", message=message, rule="span-in-document", value=str(evidence.end)
                )
                yield placed.finds(problem)


def _targets(record: Record, name: str) -> tuple[str, ...]:
    """Give the ids in a field, whether it holds one, several or none."""
    value: str | tuple[str, ...] | None = getattr(record, name, None)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _cycles(records: Sequence[Record], name: str) -> Found:
    """Records that come back to themselves through one field; told at a record of the cycle."""
    placed = {each.record.id: each for each in _placed(records)}
    for number, (here, target, trail) in enumerate(rings(_edges(placed, name))):
        yield placed[here].finds(_cycle(name, here, target, list(trail) if number < _HINTS else []))


def _edges(placed: Mapping[str, _Placed], name: str) -> dict[str, tuple[str, ...]]:
    """Give what each record names in a field, those that name nothing left out."""
    return {id: targets for id, each in placed.items() if (targets := _targets(each.record, name))}


def _cycle(name: str, here: str, target: str, trail: list[str]) -> Problem:
    ring = [here, *trail[trail.index(target) :]] if trail else [here, target, "…"]
    way = " → ".join(ring if len(ring) <= 8 else [*ring[:7], "…"])  # noqa: PLR2004 - fits a line
    return Problem(path=name, message=f"comes back to itself: {way}", rule="no-cycles", value=shown(target))


def _depths(records: Sequence[Record], name: str) -> Found:
    """Records that stand too deep in their hierarchy; told of the first below the last level."""
    placed = {each.record.id: each for each in _placed(records)}
    for id in too_deep(_edges(placed, name)):
        message = f"stands below {MOST_LEVELS} others; a hierarchy has {MOST_LEVELS} levels at most"
        yield placed[id].finds(Problem(path=name, message=message, rule="hierarchy-depth"))
