"""Two entities that turn out to be one: references move, names and evidence are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar, get_args

import attrs

from eurasec._fields import ENTITY_KINDS, references
from eurasec._kinds import name_of
from eurasec.actors import Membership, Tenure
from eurasec.changes.references import Mover
from eurasec.changes.reports import Changed, Place, Report, moves
from eurasec.changes.unions import Overruled, Prefer, Union, with_names_of
from eurasec.conferences import Participant
from eurasec.corpus import Corpus, a_corpus
from eurasec.errors import CorpusError, InvalidValueError, Problem, did_you_mean, near_matches, shown
from eurasec.sources import Record
from eurasec.statements import Statement

__all__ = ["EntityMerging", "Joined", "merge_entities"]

R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class Joined:
    """Two records that had to become one, since what they refer to is now the same.

    Attributes:
        kind: What kind of record they are: participant, membership or tenure.
        keep: The one that is left.
        drop: The one that is gone.

    >>> print(Joined(kind="participant", keep="c1-zas", drop="c1-zas-2"))
    participant c1-zas-2 is now c1-zas
    """

    kind: str
    keep: str
    drop: str

    def __str__(self) -> str:
        """Say which became which."""
        return f"{self.kind} {self.drop} is now {self.keep}"


@attrs.frozen(kw_only=True, repr=False)
class EntityMerging(Report):
    """How two entities became one.

    Attributes:
        keep: The id that is left.
        drop: The id that is gone.
        kind: What kind of record they are.
        moved: Where the dropped id stood as a reference, in the order of files.
        aliases: The other names that the record has gained.
        joined: Records that had to become one in turn.
        overruled: Values that gave way, as `prefer` said.
    """

    keep: str
    drop: str
    kind: str
    moved: tuple[Place, ...]
    aliases: tuple[str, ...]
    joined: tuple[Joined, ...]
    overruled: tuple[Overruled, ...]

    @property
    def headline(self) -> str:
        """What was done, in one line."""
        return f"{self.kind} {self.drop} is now {self.keep}; {moves(self.moved)}"

    def lines(self) -> Iterator[str]:
        """Give names, values and records that are no longer what they were, then the places."""
        yield from (f"other name: {shown(alias)}" for alias in self.aliases)
        for changes in (self.overruled, self.joined, self.moved):
            yield from map(str, changes)

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain dicts, lists and texts."""
        return {
            "keep": self.keep,
            "drop": self.drop,
            "kind": self.kind,
            "moved": [attrs.asdict(place) for place in self.moved],
            "aliases": list(self.aliases),
            "joined": [attrs.asdict(each) for each in self.joined],
            "overruled": [each.to_dict() for each in self.overruled],
        }


def merge_entities(
    corpus: Corpus, keep: str, drop: str, *, prefer: Prefer | None = None
) -> Changed[EntityMerging]:
    """Make one of two records that stand for the same: every reference to `drop` moves to `keep`.

    - **Names.** The name of `keep` stays, and every name of `drop` becomes one
      of its other names. Where a kind has no field for them, an attribute
      keeps it: `other name`, `other label` or `other title`. The description
      of an unnamed person gives way to a name.
    - **What is listed** is united: identifiers, evidence, tags, attributes,
      members, states and so on. Notes stand one behind the other.
    - **Single values** are taken from `drop` where `keep` has none. Two
      different ones contradict each other, which is an error unless `prefer` says
      whose stands. The digests and lengths of documents contradict each other
      in any case: they belong to different texts.
    - **Consequences.** Two participants that are now one person at one
      conference become one, and so do memberships and tenures that now say the
      same; their contradictions count too. A reference that would stand twice
      in a field stands there once.
    - **Refused**, since nobody can tell what would be meant: a record that
      names itself (part of itself, a member of itself), a comparison of a
      thing with itself at the same time, a view that both hold, and one that
      its holder would ascribe to itself.

    Args:
        corpus: The corpus, which stays as it is.
        keep: The id that is left.
        drop: The id that is gone, of a record of the same kind. Actors, areas,
            offices, events, documents, conferences, topics and threats can be
            merged.
        prefer: Whose value stands where single values contradict each other:
            `keep` or `drop`.

    Returns:
        The new corpus, and what has moved.

    Raises:
        UnknownIdError: If an id is not there; with near matches.
        InvalidValueError: If both ids are one, if the records are not of one
            kind or of a kind that cannot be merged, or if `prefer` is misspelt.
        CorpusError: If values contradict each other, or if what comes out is
            refused; with all problems.

    >>> from eurasec import Document, Person
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Person(id="zas-2", name="Stanislaw Zas"),
    ...     Document(id="essay", title="An essay", authors=("zas-2",)),
    ... ])
    >>> merged, report = merge_entities(corpus, "zas", "zas-2")
    >>> merged.people["zas"].other_names
    ('Stanislaw Zas',)
    >>> print(report)
    person zas-2 is now zas; 1 reference in 1 record moved
      other name: 'Stanislaw Zas'
      essay.authors[0]
    """
    kept, dropped = _pair(corpus, keep, drop, prefer)
    moving, union = _Moving(keep, drop), Union(prefer)
    more = Mover(drop, keep).moved(dropped)
    named, aliases = with_names_of(moving.record(kept), more)
    entity = union.united(named, more, drop)
    others = [record for record in corpus if record is not kept and record is not dropped]
    records, joined = _joined(others, [moving.record(record) for record in others], union)
    problems = [*union.problems, *_naming_itself(entity), *moving.problems]
    if problems:
        raise CorpusError(f"merge {shown(drop)} into {shown(keep)}", problems)
    report = EntityMerging(
        keep=keep,
        drop=drop,
        kind=name_of(kept),
        moved=tuple(moving.places),
        aliases=aliases,
        joined=joined,
        overruled=tuple(union.overruled),
    )
    return Changed(Corpus([entity, *records]), report)


def _pair(corpus: Corpus, keep: str, drop: str, prefer: str | None) -> tuple[Record, Record]:
    """Give the two records, if they can be one."""
    a_corpus("merge_entities", corpus)
    kept, dropped = corpus[keep], corpus[drop]
    problems: list[Problem] = []
    if keep == drop:
        problems.append(Problem(path="drop", message=f"{shown(drop)} is kept already", rule="two-records"))
    kind, other = name_of(kept), name_of(dropped)
    if kind != other:
        message = f"{shown(drop)} is of the kind {other}, but {shown(keep)} of the kind {kind}"
        problems.append(Problem(path="drop", message=message, rule="one-kind", value=shown(drop)))
    for path, id, name in (("keep", keep, kind), ("drop", drop, other)):
        if name not in ENTITY_KINDS:
            allowed = tuple(sorted(ENTITY_KINDS))
            message = (
                f"{shown(id)} is of the kind {name}, and only entities can be merged ({', '.join(allowed)})"
            )
            problems.append(
                Problem(path=path, message=message, rule="entity", value=shown(id), allowed=allowed)
            )
    sides = get_args(Prefer)
    if prefer is not None and prefer not in sides:
        hint = did_you_mean(near_matches(prefer, sides))
        message = f"{shown(prefer)} is neither 'keep' nor 'drop'{hint}"
        problems.append(
            Problem(path="prefer", message=message, rule="word", value=shown(prefer), allowed=sides)
        )
    if problems:
        raise InvalidValueError("merge_entities", problems)
    return kept, dropped


class _Moving:
    """Moves the references of record after record, and keeps account of what cannot be meant.

    Attributes:
        problems: What cannot be meant.
    """

    def __init__(self, keep: str, drop: str) -> None:
        self.problems: list[Problem] = []
        self._mover = Mover(drop, keep)
        self._both = {keep, drop}

    @property
    def places(self) -> list[Place]:
        """Where references have moved."""
        return self._mover.places

    def record(self, record: R) -> R:
        """Give a record with its references moved."""
        try:
            moved = self._mover.moved(record)
        except InvalidValueError as error:
            self.problems.extend(problem.below(record.id) for problem in error.problems)
            moved = None
        if moved is not record:
            self.problems.extend(problem.below(record.id) for problem in self._senseless(record))
        return record if moved is None else moved

    def _senseless(self, record: Record) -> Iterator[Problem]:
        """Find what names both entities where only two different ones make sense."""
        if isinstance(record, Membership) and {record.member, record.organization} == self._both:
            yield _problem("member", "would belong to itself", "names-itself")
        if not isinstance(record, Statement):
            return
        if self._both.issubset(record.holders):
            yield _problem("holders", "name both, so that they seem to be two", "holder-twice")
        for number, each in enumerate(record.comparisons):
            if {each.subject, each.other} == self._both and each.subject_period == each.other_period:
                message = "would compare a thing with itself at the same time"
                yield _problem(f"comparisons[{number}]", message, "names-itself")


def _problem(path: str, message: str, rule: str) -> Problem:
    return Problem(path=path, message=message, rule=rule)


def _naming_itself(entity: Record) -> Iterator[Problem]:
    """Find references of an entity to itself; evidence of a document may stand in it."""
    for path, target, _ in references(entity):
        if target == entity.id and not path.startswith("evidence["):
            yield _problem(f"{entity.id}.{path}", "would name itself", "names-itself")


def _joined(
    before: Iterable[Record], after: Iterable[Record], union: Union
) -> tuple[list[Record], tuple[Joined, ...]]:
    """Make one of records that now say the same.

    Args:
        before: The records as they were.
        after: The same with their references moved.
        union: Unites two records.

    Returns:
        The records that are left, and which of them have taken in others.
    """
    standing: dict[object, int] = {}
    left: list[Record] = []
    moved: list[Record] = []
    for former, record in zip(before, after, strict=True):
        said = _what_it_says(record)
        if said != _what_it_says(former):
            moved.append(record)
        else:
            standing.setdefault(said, len(left))
            left.append(record)
    joined: list[Joined] = []
    for record in moved:
        place = standing.get(_what_it_says(record))
        if place is None:
            left.append(record)
        else:
            left[place] = union.united(left[place], record, record.id)
            joined.append(Joined(kind=name_of(record), keep=left[place].id, drop=record.id))
    return left, tuple(joined)


def _what_it_says(record: Record) -> object | None:
    """Give what makes two participants, memberships or tenures the same; `None` for other records."""
    if isinstance(record, Participant):
        return Participant, record.person, record.conference
    if isinstance(record, Membership):
        return Membership, record.member, record.organization, record.role, record.period
    if isinstance(record, Tenure):
        return Tenure, record.person, record.office, record.period
    return None
