"""Selections of documents and events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Self

from eurasec.selection.core import Selection
from eurasec.selection.keys import (
    ACTORS,
    Ids,
    Key,
    Texts,
    When,
    Words,
    dated_within,
    ids,
    one,
    under_way,
    word_test,
    words,
)
from eurasec.sources import Document, Event
from eurasec.vocab import DocumentKind, EventKind

__all__ = ["Documents", "Events"]


def _document_title(record: Document) -> Iterable[str]:
    return (record.title,)


_DOCUMENTS: Final[Mapping[str, Key[Document]]] = {
    "id": Key(lambda _, r: (r.id,), ids("document")),
    "kind": Key(lambda _, r: one(r.kind), words(DocumentKind)),
    "author": Key(lambda _, r: r.authors, ids(*ACTORS)),
    "publisher": Key(lambda _, r: one(r.publisher), ids("organization")),
    "language": Key(lambda _, r: one(r.language)),
    "tag": Key(lambda _, r: r.tags),
    "date": Key(lambda _, r: (r.date,)),
}


class Documents(Selection[Document]):
    """The documents of a corpus.

    >>> from eurasec import Corpus, Document
    >>> corpus = Corpus([Document(id="report", title="A report", date="2022-02")])
    >>> corpus.documents.where(during="2022").ids
    ('report',)
    """

    __slots__ = ()

    _noun = ("document", "documents")
    _columns = ("id", "kind", "date", "title")

    def _keys(self) -> Mapping[str, Key[Document]]:
        return _DOCUMENTS

    def where(
        self,
        predicate: Callable[[Document], bool] | None = None,
        *,
        id: Ids = None,
        kind: Words = None,
        author: Ids = None,
        publisher: Ids = None,
        language: Texts = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            kind: Kinds of document.
            author: Who wrote it.
            publisher: Who published it.
            language: Its language, as the record gives it.
            tag: Tags.
            text: Words that must all stand in the title, in any order and letter case.
            on: A date or period in which it is dated.
            during: The same; both may be given, and must hold.
            possibly: Whether those that may match do.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        titled = word_test("text", text, _document_title)
        return self._query(locals(), titled, when=dated_within(on, during))


def _event_label(record: Event) -> Iterable[str]:
    return (record.label,)


_EVENTS: Final[Mapping[str, Key[Event]]] = {
    "id": Key(lambda _, r: (r.id,), ids("event")),
    "kind": Key(lambda _, r: one(r.kind), words(EventKind)),
    "place": Key(lambda _, r: r.places, ids("state", "area")),
    "participant": Key(lambda _, r: r.participants, ids(*ACTORS)),
    "tag": Key(lambda _, r: r.tags),
    "date": Key(lambda _, r: (r.period,)),
}


class Events(Selection[Event]):
    """The events of a corpus.

    >>> from eurasec import Corpus, Event
    >>> corpus = Corpus([Event(id="unrest", label="Unrest", kind="unrest", period="2022-01")])
    >>> corpus.events.where(kind="unrest", during="2022").ids
    ('unrest',)
    """

    __slots__ = ()

    _noun = ("event", "events")
    _columns = ("id", "kind", "period", "label")

    def _keys(self) -> Mapping[str, Key[Event]]:
        return _EVENTS

    def where(
        self,
        predicate: Callable[[Event], bool] | None = None,
        *,
        id: Ids = None,
        kind: Words = None,
        place: Ids = None,
        participant: Ids = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            kind: Kinds of event.
            place: Where.
            participant: Who took part.
            tag: Tags.
            text: Words that must all stand in the label, in any order and letter case.
            on: A date on which it was under way.
            during: A period in which it happened, wholly or in part.
            possibly: Whether those that may match do.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        labelled = word_test("text", text, _event_label)
        return self._query(locals(), labelled, when=under_way(on, during))
