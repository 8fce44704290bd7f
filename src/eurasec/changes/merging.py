"""Two corpora that become one, as long as they do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from eurasec._kinds import name_of
from eurasec.changes.differences import field_changes
from eurasec.changes.reports import Changed, Report, written
from eurasec.corpus import Corpus, a_corpus
from eurasec.errors import CorpusError, Problem, shown
from eurasec.selection.display import many
from eurasec.sources import Record

__all__ = ["Merging", "merge"]


@attrs.frozen(kw_only=True, repr=False)
class Merging(Report):
    """How a second corpus was taken into a first.

    Attributes:
        added: The ids of the records that only the second had, in the order of files.
        same: The ids of the records that both had alike.
    """

    added: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def headline(self) -> str:
        """What was done, in one line."""
        return f"{many(len(self.added), 'record')} added, {len(self.same)} the same in both"

    def lines(self) -> Iterator[str]:
        """Give the ids of what was added."""
        return (f"+ {id}" for id in self.added)

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain dicts, lists and texts."""
        return {"added": list(self.added), "same": list(self.same)}


def merge(left: Corpus, right: Corpus) -> Changed[Merging]:
    """Give a corpus with the records of two; those that both have are there once.

    The order does not matter, and merging a corpus with itself changes nothing.

    Args:
        left: One corpus, which stays as it is.
        right: The other, which does too.

    Returns:
        The new corpus, and which records came from the right.

    Raises:
        CorpusError: If an id names different records, with both sides field
            by field; or if the records do not hold together, such as two
            participants of one person at one conference; with all problems.

    >>> from eurasec import Person
    >>> zas, imomi = Person(id="zas", name="Stanislav Zas"), Person(id="imomi", name="Imomi")
    >>> merged, report = merge(Corpus([zas]), Corpus([imomi, zas]))
    >>> merged
    <Corpus: 2 people>
    >>> print(report)
    1 record added, 1 the same in both
      + imomi
    >>> merge(Corpus([zas]), Corpus([Person(id="zas", name="Zaś")]))
    Traceback (most recent call last):
    ...
    eurasec.errors.CorpusError: merge: zas.name: 'Stanislav Zas' on the left, but 'Zaś' on the right
    """
    one = _placed(a_corpus("merge", left, "left"))
    other = _placed(a_corpus("merge", right, "right"))
    problems = [
        problem
        for id, placed in other.items()
        if id in one and one[id] != placed
        for problem in _contradictions(one[id], placed)
    ]
    if problems:
        raise CorpusError("merge", problems)
    added = [record for record in right if record.id not in one]
    return Changed(
        Corpus([*left, *added]),
        Merging(
            added=tuple(record.id for record in added),
            same=tuple(record.id for record in right if record.id in one),
        ),
    )


@attrs.frozen
class _Placed:
    """A record, and of a session the conference in which it stands."""

    record: Record
    home: str | None = None


def _placed(corpus: Corpus) -> Mapping[str, _Placed]:
    """Give all records of a corpus by id, sessions among them."""
    placed = {record.id: _Placed(record) for record in corpus}
    for conference in corpus.conferences:
        placed |= {session.id: _Placed(session, conference.id) for session in conference.sessions}
    return placed


def _contradictions(one: _Placed, other: _Placed) -> Iterator[Problem]:
    """Find in which fields two records of one id differ, or that they are of different kinds."""
    id, kinds = one.record.id, (name_of(one.record), name_of(other.record))
    if kinds[0] != kinds[1]:
        message = f"a record of the kind {kinds[0]} on the left, but {kinds[1]} on the right"
        yield Problem(path=id, message=message, rule="contradiction")
        return
    if one.home != other.home:
        message = f"a session of {shown(one.home)} on the left, but of {shown(other.home)} on the right"
        yield Problem(path=id, message=message, rule="contradiction", value=shown(other.home))
    for change in field_changes(one.record, other.record):
        message = f"{written(change.old)} on the left, but {written(change.new)} on the right"
        path = f"{id}.{change.field}"
        yield Problem(path=path, message=message, rule="contradiction", value=shown(change.new))
