"""An id that changes, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from eurasec._kinds import name_of
from eurasec.changes.references import Mover
from eurasec.changes.reports import Changed, Place, Report, moves
from eurasec.corpus import Corpus, a_corpus
from eurasec.errors import CorpusError, Problem, shown

__all__ = ["Renaming", "rename"]


@attrs.frozen(kw_only=True, repr=False)
class Renaming(Report):
    """How an id changed.

    Attributes:
        old: The former id.
        new: The id now.
        kind: What kind of record has it.
        moved: Where the id stood as a reference, in the order of files.
    """

    old: str
    new: str
    kind: str
    moved: tuple[Place, ...]

    @property
    def headline(self) -> str:
        """What was done, in one line."""
        return f"{self.kind} {self.old} is now {self.new}; {moves(self.moved)}"

    def lines(self) -> Iterator[str]:
        """Give the places where the id has changed."""
        return map(str, self.moved)

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain dicts, lists and texts."""
        return {
            "old": self.old,
            "new": self.new,
            "kind": self.kind,
            "moved": [attrs.asdict(place) for place in self.moved],
        }


def rename(corpus: Corpus, old: str, new: str) -> Changed[Renaming]:
    """Give another id to a record, and to every reference that names it.

    Args:
        corpus: The corpus, which stays as it is.
        old: The id of any record, a session among them.
        new: An id that is not taken.

    Returns:
        The new corpus, and where the id has changed.

    Raises:
        UnknownIdError: If there is no record with the old id; with near matches.
        CorpusError: If the new id is taken.
        InvalidValueError: If the new id does not have the shape of one.

    >>> from eurasec import Person, State
    >>> corpus = Corpus([State(id="by", name="Belarus"), Person(id="zas", name="S. Zas", country="by")])
    >>> renamed, report = rename(corpus, "by", "belarus")
    >>> renamed.people["zas"].country
    'belarus'
    >>> print(report)
    state by is now belarus; 1 reference in 1 record moved
      zas.country
    """
    kind = name_of(a_corpus("rename", corpus)[old])
    if new in corpus:
        message = f"{shown(new)} is already the id of a record ({name_of(corpus[new])})"
        problem = Problem(path="new", message=message, rule="unique-id", value=shown(new))
        raise CorpusError(f"rename {shown(old)}", [problem])
    mover = Mover(old, new)
    renamed = Corpus([mover.moved(record) for record in corpus])
    return Changed(renamed, Renaming(old=old, new=new, kind=kind, moved=tuple(mover.places)))
