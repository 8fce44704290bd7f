"""What differs between two corpora: records that came and went, and fields that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeAlias, TypeVar, cast

import attrs

from eurasec._fields import fields_of
from eurasec._kinds import KINDS, SESSION, name_of
from eurasec.changes.references import with_fields
from eurasec.changes.reports import Report, plain, written
from eurasec.conferences import Conference, Session
from eurasec.corpus import Corpus, a_corpus
from eurasec.errors import CorpusError, Problem, shown
from eurasec.selection.display import many
from eurasec.sources import Record

__all__ = ["Difference", "FieldChange", "RecordChange", "diff"]

R = TypeVar("R", bound=Record)

Items: TypeAlias = tuple[object, ...]

_KINDS: Final = [kind.name for kind in KINDS]
_KINDS.insert(_KINDS.index("conference") + 1, SESSION.name)
_RANKS: Final = {name: rank for rank, name in enumerate(_KINDS)}
"""The order of kinds in files; sessions stand behind the conferences."""


@attrs.frozen
class FieldChange:
    """A field that changed.

    Attributes:
        field: Its name.
        old: What it held.
        new: What it holds. Of the sessions of a conference both are their ids,
            for sessions are compared as records of their own.

    >>> print(FieldChange("represents", None, "csto"))
    represents: nothing → 'csto'
    >>> print(FieldChange("tags", ("old", "kept"), ("kept", "new")))
    tags: without 'old', with 'new'
    """

    field: str
    old: object
    new: object

    def __str__(self) -> str:
        """Give both values; of a list what went and what came."""
        old, new = self.old, self.new
        if isinstance(old, tuple) and isinstance(new, tuple):
            return f"{self.field}: {_listed(cast('Items', old), cast('Items', new))}"
        return f"{self.field}: {written(self.old)} → {written(self.new)}"


def _listed(old: Items, new: Items) -> str:
    """Write what went out of a list and what came in."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    parts = [
        f"{word} {written(tuple(items.elements()))}"
        for word, items in (("without", gone), ("with", come))
        if items
    ]
    return ", ".join(parts) or f"in another order: {written(new)}"


@attrs.frozen
class RecordChange:
    """A record that is in both corpora with different fields.

    Attributes:
        kind: What kind of record it is.
        id: Its id.
        fields: The fields that differ, in the order of files.
    """

    kind: str
    id: str
    fields: tuple[FieldChange, ...]


@attrs.frozen(kw_only=True, repr=False)
class Difference(Report):
    """What leads from one corpus to another.

    It is true if there is any difference. Records are in the order of files,
    sessions behind the conferences. Of a conference that is in one corpus
    alone, the sessions come and go with it; of one that is in both, they are
    listed by themselves.

    Attributes:
        added: Records that only the second corpus has.
        removed: Records that only the first one has. A record whose kind
            differs is removed and added.
        changed: Records that both have, with the fields that differ.
    """

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    changed: tuple[RecordChange, ...]

    def __bool__(self) -> bool:
        """Tell whether the corpora differ."""
        return bool(self.added or self.removed or self.changed)

    @property
    def headline(self) -> str:
        """How much differs, in one line."""
        if not self:
            return "no differences"
        parts = (("added", self.added), ("removed", self.removed), ("changed", self.changed))
        some = [(word, len(records)) for word, records in parts if records]
        first, *rest = some
        return ", ".join([f"{many(first[1], 'record')} {first[0]}", *(f"{n} {word}" for word, n in rest)])

    def lines(self) -> Iterator[str]:
        """Give what was added (+) and removed (−), and the fields that changed."""
        yield from (f"+ {name_of(record)} {record}" for record in self.added)
        yield from (f"− {name_of(record)} {record}" for record in self.removed)
        for change in self.changed:
            yield from (f"{change.kind} {change.id}.{each}" for each in change.fields)

    def to_dict(self) -> dict[str, object]:
        """Give the difference as plain dicts, lists and texts; records as files hold them."""
        return {
            "added": [_labelled(record) for record in self.added],
            "removed": [_labelled(record) for record in self.removed],
            "changed": [
                {
                    "type": change.kind,
                    "id": change.id,
                    "fields": {
                        each.field: {"old": plain(each.old), "new": plain(each.new)} for each in change.fields
                    },
                }
                for change in self.changed
            ],
        }

    @property
    def inverse(self) -> Difference:
        """What leads back."""
        return Difference(
            added=self.removed,
            removed=self.added,
            changed=tuple(
                attrs.evolve(
                    change,
                    fields=tuple(FieldChange(each.field, each.new, each.old) for each in change.fields),
                )
                for change in self.changed
            ),
        )

    def apply(self, corpus: Corpus) -> Corpus:
        """Make the same changes to a corpus: the first one becomes the second.

        Another corpus can be changed too, as long as it is like the first one
        wherever something changes.

        Args:
            corpus: The corpus, which stays as it is.

        Returns:
            The new corpus.

        Raises:
            CorpusError: If something that is added is there already, if
                something that is removed or changed is not there as it was in
                the first corpus, or if what comes out does not hold together;
                with all problems.
            InvalidValueError: If a record breaks its own rules with its new fields.
        """
        problems = [*self._misfits(corpus), *self._homeless(corpus)]
        if problems:
            raise CorpusError("apply a difference", problems)
        sessions = {
            session.id: self._changed(session)
            for session in (*corpus.sessions, *self.added)
            if isinstance(session, Session)
        }
        left = (self._changed(record) for record in corpus if record.id not in self._gone)
        come = [record for record in self.added if not isinstance(record, Session)]
        return Corpus([*(self._seated(record, sessions) for record in left), *come])

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(record.id for record in self.removed)

    @cached_property
    def _new_values(self) -> dict[str, dict[str, object]]:
        return {change.id: {each.field: each.new for each in change.fields} for change in self.changed}

    def _changed(self, record: R) -> R:
        """Give a record with its new fields, the sessions of a conference apart."""
        values = {name: value for name, value in self._values_of(record) if name != "sessions"}
        return with_fields(record, values)

    def _values_of(self, record: Record) -> Iterable[tuple[str, object]]:
        return self._new_values.get(record.id, {}).items()

    def _seated(self, record: Record, sessions: Mapping[str, Session]) -> Record:
        """Give a conference with its sessions as they are now; any other record as it is."""
        if not isinstance(record, Conference):
            return record
        seated = tuple(sessions[id] for id in self._seats(record))
        return record if seated == record.sessions else attrs.evolve(record, sessions=seated)

    def _seats(self, conference: Conference) -> tuple[str, ...]:
        """Give the ids of the sessions that a conference will have."""
        seats = dict(self._values_of(conference)).get("sessions", _held(conference, "sessions"))
        return cast("tuple[str, ...]", seats)

    def _misfits(self, corpus: Corpus) -> Iterator[Problem]:
        """Find where a corpus is not what the difference starts from."""
        there = {record.id: record for record in (*corpus, *corpus.sessions)}
        left = {
            session.id for each in self.removed if isinstance(each, Conference) for session in each.sessions
        }
        for record in self.added:
            if record.id in there and record.id not in self._gone and record.id not in left:
                yield Problem(path=record.id, message="is there already", rule="unique-id")
        for record in self.removed:
            if there.get(record.id) != record:
                message = "is not there as it was" if record.id in there else "is not there"
                yield Problem(path=record.id, message=message, rule="difference")
        for change in self.changed:
            found = there.get(change.id)
            if found is None or name_of(found) != change.kind:
                message = f"there is no {change.kind} of this id"
                yield Problem(path=change.id, message=message, rule="difference")
                continue
            for each in change.fields:
                held = _held(found, each.field)
                if held != each.old:
                    message = f"holds {written(held)}, and not {written(each.old)}"
                    path = f"{change.id}.{each.field}"
                    yield Problem(path=path, message=message, rule="difference", value=shown(held))

    def _homeless(self, corpus: Corpus) -> Iterator[Problem]:
        """Find sessions that no conference will have, and those that one will have but that are gone."""
        kept = [each for each in corpus.conferences if each.id not in self._gone]
        wanted = {id for conference in kept for id in self._seats(conference)}
        come = {record.id for record in self.added if isinstance(record, Session)}
        there = {session.id for session in corpus.sessions} - self._gone
        here = {session.id for conference in kept for session in conference.sessions} - self._gone
        for id in sorted(wanted - come - there):
            yield Problem(path=id, message="is no session, but a conference would have it", rule="sessions")
        for id in sorted((here | come) - wanted):
            yield Problem(path=id, message="is a session that no conference would have", rule="sessions")


def _held(record: Record, field: str) -> object:
    """Give what a field holds, of the sessions of a conference their ids."""
    if isinstance(record, Conference) and field == "sessions":
        return tuple(session.id for session in record.sessions)
    held: object = getattr(record, field)
    return held


def _labelled(record: Record) -> dict[str, object]:
    """Give a record as files hold it, with its kind."""
    return {"type": name_of(record), **cast("dict[str, object]", plain(record))}


def field_changes(one: Record, other: Record) -> tuple[FieldChange, ...]:
    """Give the fields in which two records of one kind differ.

    Args:
        one: A record.
        other: Another of the same kind.
    """
    names = (field.name for field in fields_of(type(one)))
    held = ((name, _held(one, name), _held(other, name)) for name in names)
    return tuple(FieldChange(name, old, new) for name, old, new in held if old != new)


def diff(left: Corpus, right: Corpus) -> Difference:
    """Tell what leads from one corpus to another, record by record and field by field.

    `diff(left, right).apply(left)` equals `right`, and `diff(right, left)` is
    the `inverse` of `diff(left, right)`.

    Args:
        left: The first corpus.
        right: The second one.

    Returns:
        The records that came and went, and the fields that changed.

    >>> from eurasec import Person
    >>> old = Corpus([Person(id="zas", name="S. Zas"), Person(id="imomi", name="Imomi")])
    >>> new = Corpus([Person(id="zas", name="Stanislav Zas"), Person(id="alimov", name="Alimov")])
    >>> print(diff(old, new))
    1 record added, 1 removed, 1 changed
      + person alimov: Alimov
      − person imomi: Imomi
      person zas.name: 'S. Zas' → 'Stanislav Zas'
    >>> diff(old, new).apply(old) == new
    True
    """
    for path, corpus in (("left", left), ("right", right)):
        a_corpus("diff", corpus, path)
    shared = {each.id for each in left.conferences}.intersection(each.id for each in right.conferences)
    one, other = _entries(left, shared), _entries(right, shared)
    changes = (
        RecordChange(key[1], key[2], field_changes(record, other[key]))
        for key, record in one.items()
        if key in other and record != other[key]
    )
    return Difference(
        added=tuple(record for key, record in other.items() if key not in one),
        removed=tuple(record for key, record in one.items() if key not in other),
        changed=tuple(change for change in changes if change.fields),
    )


def _entries(corpus: Corpus, shared: set[str]) -> dict[tuple[int, str, str], Record]:
    """Give all records in order, by rank, kind and id; sessions only of conferences that both have."""
    conferences = (each for each in corpus.conferences if each.id in shared)
    sessions = (session for conference in conferences for session in conference.sessions)
    records = {
        (_RANKS[name_of(record)], name_of(record), record.id): record for record in (*corpus, *sessions)
    }
    return dict(sorted(records.items(), key=lambda entry: entry[0]))
