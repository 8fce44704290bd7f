"""What exporters and importers give: the result, and what it could not carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from eurasec.corpus import Corpus
from eurasec.errors import Problem

__all__ = ["Exported", "Imported", "Loss", "losses_by_reason"]

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True, order=True)
class Loss:
    """Something that an outside format cannot hold.

    Attributes:
        record: The id of the record.
        field: The field whose value was left out or changed.
        reason: Why, in one sentence without a full stop.

    >>> print(Loss(record="p-017", field="stance", reason="DNA has no neutral stance"))
    p-017.stance: DNA has no neutral stance
    """

    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        """Give place and reason in one line."""
        return f"{self.record}.{self.field}: {self.reason}"


@attrs.frozen(kw_only=True)
class Exported(Generic[T_co]):
    """What an exporter gives.

    Attributes:
        result: What was written, in the outside format.
        losses: What it does not carry, by record and field.

    >>> from eurasec import Corpus, Person
    >>> from eurasec.interop.popolo import to_popolo
    >>> to_popolo(Corpus([Person(id="zas", name="Stanislav Zas", note="He chairs.")])).losses
    (Loss(record='zas', field='note', reason='Popolo has no place for it'),)
    """

    result: T_co
    losses: tuple[Loss, ...] = ()


@attrs.frozen(kw_only=True)
class Imported:
    """What an importer gives.

    Attributes:
        corpus: The records that were read.
        texts: The texts of documents, by document id and in the order of ids,
            where the source holds them.
        problems: What could not be read or is doubtful, each at its row or path.

    >>> from eurasec.interop.popolo import from_popolo
    >>> imported = from_popolo('{"persons": [{"id": "zas", "name": "Stanislav Zas", "gender": "male"}]}')
    >>> imported.corpus, [problem.path for problem in imported.problems]
    (<Corpus: 1 person>, ['$.persons[0].gender'])
    """

    corpus: Corpus
    texts: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, document: str) -> str | None:
        """Give the text of a document, `None` if the source has none."""
        return dict(self.texts).get(document)


def losses_by_reason(losses: Iterable[Loss]) -> dict[str, int]:
    """Count losses by their reason, the most frequent first.

    >>> loss = Loss(record="p-1", field="act", reason="there is no place for it")
    >>> losses_by_reason([loss, loss])
    {'there is no place for it': 2}
    """
    return dict(Counter(loss.reason for loss in losses).most_common())
