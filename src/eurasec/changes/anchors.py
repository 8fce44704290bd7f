"""Evidence that is found again where the text of its document has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeVar, cast

import attrs

from eurasec.changes.references import with_fields
from eurasec.changes.reports import Changed, Place, Report
from eurasec.conferences import Conference
from eurasec.corpus import Corpus, a_corpus
from eurasec.errors import EvidenceError, Problem, shown
from eurasec.selection.display import many
from eurasec.sources import Document, Evidence, Record, a_text, digest
from eurasec.statements import Statement

__all__ = ["Anchored", "Lost", "Reanchoring", "Stretch", "reanchor"]

R = TypeVar("R", bound=Record)

_CONTEXTS: Final = (0, 16, 64, 256, 1024)
"""Characters on either side that tell apart words that stand more than once."""


class Stretch(NamedTuple):
    """A stretch of a text, in code points.

    Attributes:
        start: Index of the first code point.
        end: Index behind the last one.

    >>> print(Stretch(9, 15))
    9–15
    """

    start: int
    end: int

    def __str__(self) -> str:
        """Give both ends."""
        return f"{self.start}–{self.end}"


@attrs.frozen(kw_only=True)
class Anchored:
    """Evidence that was found in the text as it is now.

    Attributes:
        place: The evidence.
        old: The span that it had, if it had one.
        new: The span that it has now.

    >>> print(Anchored(place=Place("zas", "evidence[0]"), old=Stretch(9, 15), new=Stretch(14, 20)))
    zas.evidence[0]: 9–15 → 14–20
    """

    place: Place
    old: Stretch | None
    new: Stretch

    def __str__(self) -> str:
        """Give the place with both spans."""
        return f"{self.place}: {self.old or 'no span'} → {self.new}"

    def to_dict(self) -> dict[str, object]:
        """Give the same as a plain dict."""
        return {**attrs.asdict(self.place), "old": self.old and list(self.old), "new": list(self.new)}


@attrs.frozen(kw_only=True)
class Lost:
    """Evidence that was not found, and so has no span any more.

    Attributes:
        place: The evidence.
        old: The span that it had, if it had one.
        reason: Why it was not found.

    >>> lost = Lost(place=Place("zas", "evidence[0]"), old=Stretch(9, 15), reason="it was cut")
    >>> print(lost)
    zas.evidence[0]: 9–15 is lost, for it was cut
    >>> print(lost.problem())
    zas.evidence[0]: is not found again, for it was cut
    """

    place: Place
    old: Stretch | None
    reason: str

    def __str__(self) -> str:
        """Give the place, the span that is gone, and the reason."""
        return f"{self.place}: {self.old or 'a quote without span'} is lost, for {self.reason}"

    def problem(self) -> Problem:
        """Give the same as a problem."""
        message = f"is not found again, for {self.reason}"
        return Problem(path=str(self.place), message=message, rule="reanchor", value=str(self.old or ""))

    def to_dict(self) -> dict[str, object]:
        """Give the same as a plain dict."""
        return {**attrs.asdict(self.place), "old": self.old and list(self.old), "reason": self.reason}


@attrs.frozen(kw_only=True, repr=False)
class Reanchoring(Report):
    """What became of the evidence in a document whose text has changed.

    Attributes:
        document: The document.
        moved: Evidence with a new span.
        stood: How many spans are where they were.
        lost: Evidence without a span now, since it was not found.
    """

    document: str
    moved: tuple[Anchored, ...]
    stood: int
    lost: tuple[Lost, ...]

    @property
    def headline(self) -> str:
        """What was done, in one line."""
        return (
            f"document {self.document}: {many(len(self.moved), 'span')} moved, "
            f"{self.stood} stand where they stood, {len(self.lost)} lost"
        )

    def lines(self) -> Iterator[str]:
        """Give what was lost, then what moved."""
        yield from map(str, self.lost)
        yield from map(str, self.moved)

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain dicts, lists and texts."""
        return {
            "document": self.document,
            "moved": [each.to_dict() for each in self.moved],
            "stood": self.stood,
            "lost": [each.to_dict() for each in self.lost],
        }


def reanchor(
    corpus: Corpus, document: str, text: str, *, former: str | None = None, drop_spans: bool = False
) -> Changed[Reanchoring]:
    """Find the evidence in a document again, now that its text has changed.

    The document gets the digest and the length of the new text, and every
    piece of its evidence, quotes among it, the span that it has there:

    - **With the former text**, whose digest is checked, the words of a span are
      looked for. They are found if they stand once in either text, alone or
      together with what surrounded them.
    - **Without it**, `exact` with its `prefix` and `suffix` is looked for, and
      has to stand just once in the text. A quote that never had a span gets one.
    - Where the text is the one whose digest the document has, spans that hold
      stay as they are.
    - Evidence that is only the document itself stays as it is.

    A span that is not found again is never kept, for it would point to other
    words than those that were meant. It is an error, or, with `drop_spans`, the
    evidence is left with its quote and its locator alone.

    Args:
        corpus: The corpus, which stays as it is.
        document: The id of the document.
        text: Its text as it reads now.
        former: Its text as the spans count it.
        drop_spans: Whether evidence that is not found again may lose its span.

    Returns:
        The new corpus, and which spans moved, stood and were lost.

    Raises:
        UnknownIdError: If there is no such document; with near matches.
        EvidenceError: If evidence is not found again and spans may not be
            dropped, or if the former text is not that of the document; with
            all problems.

    >>> from eurasec import Document, Evidence, Person
    >>> old, new = "Present: S. Zas, R. Alimov.", "Also present: S. Zas and R. Alimov."
    >>> corpus = Corpus([
    ...     Document(id="report", title="Report", sha256=digest(old), length=len(old)),
    ...     Person(id="zas", name="S. Zas", evidence=(Evidence(document="report", start=9, end=15),)),
    ... ])
    >>> moved, report = reanchor(corpus, "report", new, former=old)
    >>> moved.people["zas"].evidence[0].resolve(new)
    'S. Zas'
    >>> print(report)
    document report: 1 span moved, 0 stand where they stood, 0 lost
      zas.evidence[0]: 9–15 → 14–20
    """
    heading = f"reanchor {shown(document)}"
    record = a_corpus(heading, corpus).documents[document]
    a_text(heading, text)
    if former is not None and not _is_text_of(record, a_text(heading, former, "former")):
        message = f"is not the text whose digest and length {shown(document)} has"
        raise EvidenceError(heading, [Problem(path="former", message=message, rule="text-digest")])
    anchoring = _Anchoring(document, _Search(record, text, former))
    records = [anchoring.record(each) for each in corpus]
    if anchoring.lost and not drop_spans:
        raise EvidenceError(heading, [each.problem() for each in anchoring.lost])
    renewed = (_renewed(each, text) if each.id == document else each for each in records)
    report = Reanchoring(
        document=document,
        moved=tuple(anchoring.moved),
        stood=anchoring.stood,
        lost=tuple(anchoring.lost),
    )
    return Changed(Corpus(renewed), report)


def _is_text_of(document: Document, text: str) -> bool:
    """Tell whether a text may be that of a document."""
    if document.length is not None and document.length != len(text):
        return False
    return document.sha256 is None or document.sha256 == digest(text)


def _renewed(record: Record, text: str) -> Record:
    return attrs.evolve(cast("Document", record), sha256=digest(text), length=len(text))


class _Anchoring:
    """Gives records the spans that their evidence has now, and keeps account of it.

    Attributes:
        moved: Evidence with a new span.
        stood: How many spans are where they were.
        lost: Evidence that was not found.
    """

    def __init__(self, document: str, search: _Search) -> None:
        self.moved: list[Anchored] = []
        self.stood = 0
        self.lost: list[Lost] = []
        self._document = document
        self._search = search

    def record(self, record: R) -> R:
        """Give a record with its evidence as it stands now."""
        changes: dict[str, object] = {"evidence": self._several(record, "evidence", record.evidence)}
        if isinstance(record, Statement):
            changes["quotes"] = self._several(record, "quotes", record.quotes)
        if isinstance(record, Conference):
            changes["sessions"] = tuple(self.record(session) for session in record.sessions)
        changed = {name: value for name, value in changes.items() if value != getattr(record, name)}
        return with_fields(record, changed)

    def _several(self, record: Record, field: str, held: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(
            self._anchored(each, Place(record.id, f"{field}[{number}]"))
            if each.document == self._document
            else each
            for number, each in enumerate(held)
        )

    def _anchored(self, evidence: Evidence, place: Place) -> Evidence:
        old = span_of(evidence)
        if old is None and evidence.exact is None:
            return evidence
        new = self._search.find(evidence)
        if isinstance(new, str):
            self.lost.append(Lost(place=place, old=old, reason=new))
            return attrs.evolve(evidence, start=None, end=None)
        if new == old:
            self.stood += 1
        else:
            self.moved.append(Anchored(place=place, old=old, new=new))
        return self._search.placed(evidence, new)


class _Search:
    """Looks for evidence in the text of a document as it is now.

    Args:
        document: The document.
        text: Its text now.
        former: Its text as the spans count it, if it is known.
    """

    def __init__(self, document: Document, text: str, former: str | None) -> None:
        self._text = text
        self._former = former
        self._unchanged = former == text or document.sha256 == digest(text)
        self._found: dict[Evidence, Stretch | str] = {}

    def find(self, evidence: Evidence) -> Stretch | str:
        """Give where evidence stands now, or why it was not found."""
        known = self._found.get(evidence)
        if known is None:
            known = self._found[evidence] = self._find(evidence)
        return known

    def _find(self, evidence: Evidence) -> Stretch | str:
        span = span_of(evidence)
        if span is not None and self._unchanged and not evidence.problems_in(self._text):
            return span
        if span is not None and self._former is not None and not evidence.problems_in(self._former):
            return self._carried(self._former, span)
        if evidence.exact is None:
            return "there is no quote to find it by, and no former text that shows its words"
        try:
            anchored = evidence.reanchored(self._text)
        except EvidenceError as error:
            return error.problems[0].message
        return cast("Stretch", span_of(anchored))

    def _carried(self, former: str, span: Stretch) -> Stretch | str:
        """Give where the words of a span in the former text stand now, told apart by what surrounds them."""
        words = former[span.start : span.end]
        for width in _CONTEXTS:
            before = former[max(0, span.start - width) : span.start]
            behind = former[span.end : span.end + width]
            places = {
                place + len(left)
                for left, right in {(before, behind), (before, ""), ("", behind)}
                if (place := self._only_place(former, f"{left}{words}{right}")) is not None
            }
            if len(places) == 1:
                start = places.pop()
                return Stretch(start, start + len(words))
        if words not in self._text:
            return f"{shown(words)} is not in the text any more"
        return f"{shown(words)} stands in the text, but nothing around it tells whether it is the same place"

    def _only_place(self, former: str, words: str) -> int | None:
        """Give where words stand now that stand just once in either text."""
        return _once(self._text, words) if _once(former, words) is not None else None

    def placed(self, evidence: Evidence, span: Stretch) -> Evidence:
        """Give evidence the span that it has now; what does not surround it any more is left out."""
        anchored = attrs.evolve(evidence, start=span.start, end=span.end)
        return with_fields(anchored, {problem.path: None for problem in anchored.problems_in(self._text)})


def _once(text: str, words: str) -> int | None:
    """Give where words stand in a text, if they stand there just once."""
    place = text.find(words)
    return place if place >= 0 and text.find(words, place + 1) < 0 else None


def span_of(evidence: Evidence) -> Stretch | None:
    """Give the span of evidence, if it has one."""
    if evidence.start is None or evidence.end is None:
        return None
    return Stretch(evidence.start, evidence.end)
