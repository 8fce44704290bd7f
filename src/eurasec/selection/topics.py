"""Selections of what statements are on: topics and threats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Final, Self

from eurasec.positions import Topic
from eurasec.selection.core import Selection
from eurasec.selection.keys import (
    ACTORS,
    Ids,
    Key,
    Texts,
    Words,
    ids,
    word_test,
    words,
)
from eurasec.threats import Threat
from eurasec.vocab import Sector, ThreatKind

__all__ = ["Threats", "Topics"]


def _labels(record: Topic) -> Iterable[str]:
    return (record.label, *record.other_labels)


_TOPICS: Final[Mapping[str, Key[Topic]]] = {
    "id": Key(lambda _, r: (r.id,), ids("topic")),
    "broader": Key(lambda index, r: islice(index.broader(r.id), 1, None), ids("topic")),
    "tag": Key(lambda _, r: r.tags),
}


class Topics(Selection[Topic]):
    """The topics of a corpus.

    >>> from eurasec import Corpus, Topic
    >>> sco = Topic(id="sco", label="Ties with the SCO", broader="ties")
    >>> corpus = Corpus([Topic(id="ties", label="Ties"), sco])
    >>> corpus.topics.where(broader="ties").ids
    ('sco',)
    """

    __slots__ = ()

    _noun = ("topic", "topics")
    _columns = ("id", "broader", "proposition")

    def _keys(self) -> Mapping[str, Key[Topic]]:
        return _TOPICS

    def where(
        self,
        predicate: Callable[[Topic], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        broader: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its labels, in any order and letter case.
            broader: Topics that are broader, directly or not.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, _labels))


_THREATS: Final[Mapping[str, Key[Threat]]] = {
    "id": Key(lambda _, r: (r.id,), ids("threat")),
    "kind": Key(lambda _, r: r.kinds, words(ThreatKind)),
    "sector": Key(lambda _, r: r.sectors, words(Sector)),
    "origin": Key(lambda _, r: r.origins, ids(*ACTORS, "area")),
    "broader": Key(lambda index, r: islice(index.broader(r.id), 1, None), ids("threat")),
    "tag": Key(lambda _, r: r.tags),
}


class Threats(Selection[Threat]):
    """The threats of a corpus.

    >>> from eurasec import Corpus, Threat
    >>> drugs = Threat(id="drugs", label="Drugs", kinds=("drug_trafficking",), sectors=("societal",))
    >>> corpus = Corpus([drugs])
    >>> corpus.threats.where(kind="drug_trafficking").ids
    ('drugs',)
    """

    __slots__ = ()

    _noun = ("threat", "threats")
    _columns = ("id", "kinds", "origins", "label")

    def _keys(self) -> Mapping[str, Key[Threat]]:
        return _THREATS

    def where(
        self,
        predicate: Callable[[Threat], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        kind: Words = None,
        sector: Words = None,
        origin: Ids = None,
        broader: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its label, in any order and letter case.
            kind: Kinds of threat.
            sector: Sectors in which it lies.
            origin: Actors from whom, or places where, it arises.
            broader: Threats that are broader, directly or not.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, lambda record: (record.label,)))
