"""Where it stands: documents, evidence and events, and what every record shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import Final

import attrs

from eurasec._fields import (
    LONGEST_DECIMAL,
    ActorId,
    Count,
    DocumentId,
    EntityId,
    Fraction,
    Id,
    Language,
    OrganizationId,
    Passage,
    PlaceId,
    Scheme,
    Sha256,
    Tags,
    Text,
    Url,
    Value,
    aside,
    rule,
)
from eurasec.dates import Edtf
from eurasec.errors import EvidenceError, Problem, shown, wrong_type
from eurasec.vocab import (
    Approximation,
    ComparisonRelation,
    DocumentKind,
    EventKind,
    FigureForm,
)

__all__ = [
    "Attribute",
    "Coding",
    "Comparison",
    "Document",
    "Event",
    "Evidence",
    "Figure",
    "Identifier",
    "Record",
    "digest",
]


def digest(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8 bytes, as a `Document` keeps it.

    Args:
        text: The whole text of a document.

    Returns:
        64 lower-case hexadecimal digits.

    Raises:
        InvalidValueError: If it is no text.

    >>> digest("")[:8]
    'e3b0c442'
    """
    import hashlib  # noqa: PLC0415 - only a digest needs it

    return hashlib.sha256(a_text("digest", text).encode("utf-8", "surrogatepass")).hexdigest()


def a_text(heading: str, value: object, path: str = "text") -> str:
    """Give the text of a document, judged to be one: bytes, say, are none."""
    if not isinstance(value, str):
        raise wrong_type(heading, path, value, "a text")
    return value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Attribute(Value):
    """A named value for which the model has no field.

    Attributes:
        name: What it is.
        value: Its value, as text.

    >>> Attribute(name="seat", value="12A")
    Attribute(name='seat', value='12A')
    """

    name: Text
    value: Text

    def __str__(self) -> str:
        """Give name and value in one line."""
        return f"{self.name}: {self.value}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Identifier(Value):
    """The name of a thing in a scheme outside the corpus.

    Attributes:
        scheme: The scheme: `wikidata`, `iso3166-1`, `ror`, `doi` and the like.
        value: The identifier in that scheme.

    >>> Identifier(scheme="wikidata", value="Q7184")
    Identifier(scheme='wikidata', value='Q7184')
    """

    scheme: Scheme
    value: Text

    def __str__(self) -> str:
        """Give scheme and identifier in one line."""
        return f"{self.scheme}:{self.value}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Evidence(Value):
    """Where in a document something stands.

    The selectors are those of the W3C Web Annotation Data Model (2017):
    `start` and `end` make a TextPositionSelector, counted in Unicode code
    points from 0, the end not included; `exact`, `prefix` and `suffix` make a
    TextQuoteSelector, matched literally. A document alone says: it is in there.

    Attributes:
        document: The document.
        start: Index of the first code point.
        end: Index behind the last code point.
        exact: The words themselves.
        prefix: The words directly before them.
        suffix: The words directly behind them.
        locator: The page or paragraph, in words.

    >>> evidence = Evidence(document="report", start=9, end=13, exact="held")
    >>> evidence.resolve("It is so held here")
    'held'
    >>> evidence.resolve("It was so held here")
    Traceback (most recent call last):
    ...
    eurasec.errors.EvidenceError: evidence in 'report': exact: reads ' hel' there, not 'held'
    """

    document: DocumentId
    start: Count | None = None
    end: Count | None = None
    exact: Passage | None = None
    prefix: Passage | None = None
    suffix: Passage | None = None
    locator: Text | None = None

    @rule("start", "end")
    def _span_has_both_ends_in_order(self) -> Sequence[Problem]:
        if self.start is None and self.end is None:
            return ()
        if self.start is None or self.end is None:
            missing = "start" if self.start is None else "end"
            return [Problem(path=missing, message="is missing; start and end come together", rule="span")]
        if self.start < self.end:
            return ()
        message = f"the span ends at {self.end}, which is not behind its start {self.start}"
        return [Problem(path="end", message=message, rule="span", value=str(self.end))]

    @rule("start", "end", "exact")
    def _words_fill_the_span(self) -> Sequence[Problem]:
        if self.exact is None or self.start is None or self.end is None:
            return ()
        length = self.end - self.start
        if length <= 0 or len(self.exact) == length:
            return ()
        message = (
            f"has {len(self.exact)} characters, but the span from {self.start} to {self.end} has {length}"
        )
        return [Problem(path="exact", message=message, rule="span", value=shown(self.exact))]

    @rule("exact", "prefix", "suffix")
    def _surroundings_have_words(self) -> Sequence[Problem]:
        if self.exact is not None or self.prefix is self.suffix is None:
            return ()
        message = "needs the exact words beside it"
        return [
            Problem(path=name, message=message, rule="quote", value=shown(value))
            for name, value in (("prefix", self.prefix), ("suffix", self.suffix))
            if value is not None
        ]

    def __str__(self) -> str:
        """Give document, place and words in one line."""
        span = "" if self.start is None else f" {self.start}–{self.end}"
        words = "" if self.exact is None else f" {shown(self.exact)}"
        return f"{self.document}{span}{words}{aside(self.locator)}"

    def problems_in(self, text: str) -> tuple[Problem, ...]:
        """Give everything that does not hold in a text; nothing where all is well.

        Args:
            text: The text of the document.

        Raises:
            InvalidValueError: If it is no text.

        >>> for problem in Evidence(document="report", start=2, end=9).problems_in("short"):
        ...     print(problem)
        end: the span ends at 9, but the text has 5 characters
        """
        return tuple(self._judge_in(a_text(self._where(), text)))

    def _judge_in(self, text: str) -> Iterator[Problem]:
        if self.start is not None and self.end is not None:
            yield from self._judge_span(text, self.start, self.end)
        elif self.exact is not None:
            yield from self._judge_places(self._places(text))

    def _judge_span(self, text: str, start: int, end: int) -> Iterator[Problem]:
        if end > len(text):
            message = f"the span ends at {end}, but the text has {len(text)} characters"
            yield Problem(path="end", message=message, rule="span-in-text", value=str(end))
            return
        sides = (
            ("exact", self.exact, text[start:end]),
            ("prefix", self.prefix, text[max(0, start - len(self.prefix or "")) : start]),
            ("suffix", self.suffix, text[end : end + len(self.suffix or "")]),
        )
        for name, wanted, found in sides:
            if wanted is not None and wanted != found:
                message = f"reads {shown(found)} there, not {shown(wanted)}"
                yield Problem(path=name, message=message, rule="quote-in-text", value=shown(wanted))

    def _judge_places(self, places: list[int]) -> Iterator[Problem]:
        if len(places) != 1:
            where = "" if self.prefix is None and self.suffix is None else " with its surroundings"
            stands = "stands more than once" if places else "does not stand"
            message = f"{shown(self.exact)} {stands} in the text{where}"
            yield Problem(path="exact", message=message, rule="quote-in-text", value=shown(self.exact))

    def _places(self, text: str) -> list[int]:
        """Find where the quote stands with its surroundings, two places at most."""
        prefix = self.prefix or ""
        wanted = f"{prefix}{self.exact or ''}{self.suffix or ''}"
        first = text.find(wanted)
        second = -1 if first < 0 else text.find(wanted, first + 1)
        return [place + len(prefix) for place in (first, second) if place >= 0]

    def _where(self) -> str:
        return f"evidence in {self.document!r}"

    def _error(self, problems: tuple[Problem, ...]) -> EvidenceError:
        return EvidenceError(self._where(), problems)

    def resolve(self, text: str) -> str:
        """Give the words in the text to which the evidence points.

        Args:
            text: The text of the document.

        Returns:
            The words of the span; without a span, those of the quote; with
            neither, the whole text.

        Raises:
            EvidenceError: If the span is out of range, if the words differ, or
                if a quote without span does not stand there just once.
            InvalidValueError: If it is no text.

        >>> Evidence(document="report", start=3, end=6).resolve("It was so")
        'was'
        """
        if problems := self.problems_in(text):
            raise self._error(problems)
        if self.start is not None:
            return text[self.start : self.end]
        return text if self.exact is None else self.exact

    def reanchored(self, text: str) -> Evidence:
        """Find the quote in a text that has changed, and give it the span that it has there.

        Only `exact` with its `prefix` and `suffix` is looked for, letter by
        letter, and only a single match counts.

        Args:
            text: The text as it reads now.

        Returns:
            The same evidence with the new `start` and `end`.

        Raises:
            EvidenceError: If there is no quote, or if it is found not just once.
            InvalidValueError: If it is no text.

        >>> Evidence(document="report", exact="so").reanchored("It was so")
        Evidence(document='report', start=7, end=9, exact='so')
        """
        if self.exact is None:
            message = "is missing, so nothing can be found again"
            raise self._error((Problem(path="exact", message=message, rule="quote"),))
        places = self._places(a_text(self._where(), text))
        if problems := tuple(self._judge_places(places)):
            raise self._error(problems)
        return attrs.evolve(self, start=places[0], end=places[0] + len(self.exact))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coding(Value):
    """Who coded a record, and how.

    Attributes:
        coder: The coder's name or sign.
        codebook: The codebook and its version.
        coded_on: When.
        unit: The unit of text; several coders may code the same.
        confidence: How sure the coder is, from 0 to 1.

    >>> Coding(coder="ab", confidence=1).confidence
    1.0
    """

    coder: Text
    codebook: Text | None = None
    coded_on: Edtf | None = None
    unit: Text | None = None
    confidence: Fraction | None = None

    def __str__(self) -> str:
        """Give coder, codebook, unit and date in one line."""
        return f"{self.coder}{aside(self.codebook, self.unit, self.coded_on)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Record(Value):
    """What every record has.

    Attributes:
        id: Unique in the whole corpus, whatever the kind.
        evidence: Where it stands.
        note: A remark of the coder.
        tags: Free words, sorted, each once.
        attributes: What the model has no field for.
        coding: Who coded it.
    """

    id: Id
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None
    tags: Tags = ()
    attributes: tuple[Attribute, ...] = ()
    coding: Coding | None = None

    def _heading(self) -> str:
        return f"{type(self).__name__} {shown(self.id)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Document(Record):
    """A source; its text is not kept, only what names it for certain.

    Attributes:
        title: Its title.
        kind: What sort of document it is.
        authors: Who wrote it.
        publisher: Who published it.
        date: When.
        language: Its language, a tag of BCP 47.
        url: Where it is found.
        sha256: The digest of its text in UTF-8; see `digest`.
        length: The number of Unicode code points of its text.

    >>> Document(id="report", title="A report", kind=DocumentKind.PRESS_REPORT)
    Document(id='report', title='A report', kind=DocumentKind.PRESS_REPORT)
    """

    title: Text
    kind: DocumentKind | None = None
    authors: tuple[ActorId, ...] = ()
    publisher: OrganizationId | None = None
    date: Edtf | None = None
    language: Language | None = None
    url: Url | None = None
    sha256: Sha256 | None = None
    length: Count | None = None
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        """Give id, title, kind and date in one line."""
        return f"{self.id}: {self.title}{aside(self.kind, self.date)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Event(Record):
    """Something that happened or will, of which people speak.

    Attributes:
        label: Its name.
        kind: What sort of event it is.
        period: When.
        places: Where.
        participants: Who took part.

    >>> Event(id="unrest", label="Unrest of January", period="2022-01").period
    parse_edtf('2022-01')
    """

    label: Text
    kind: EventKind | None = None
    period: Edtf | None = None
    places: tuple[PlaceId, ...] = ()
    participants: tuple[ActorId, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        """Give id, label, kind and period in one line."""
        return f"{self.id}: {self.label}{aside(self.kind, self.period)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Figure(Value):
    """A number that is used as an argument.

    Attributes:
        measure: What is measured.
        form: What the number says of it.
        value: The number; changes and shares in percent.
        unit: The unit of a level or an absolute change.
        period: The time for which it holds.
        about: Whom or what it is about.
        approx: How exactly it is meant.

    >>> Figure(measure="opium output", form=FigureForm.CHANGE_PERCENT, value=Decimal(8)).factor
    Decimal('1.08')
    """

    measure: Text
    form: FigureForm
    value: Decimal
    unit: Text | None = None
    period: Edtf | None = None
    about: tuple[EntityId, ...] = ()
    approx: Approximation = Approximation.EXACT

    @property
    def factor(self) -> Decimal | None:
        """How many times the former value: 1.08 for a growth of 8 percent.

        `None` for forms that do not tell: levels, absolute changes, shares, ranks.

        >>> Figure(measure="exercises", form=FigureForm.MULTIPLE, value=Decimal(3)).factor
        Decimal('3')
        """
        if self.form is FigureForm.MULTIPLE:
            return self.value
        if self.form is FigureForm.CHANGE_PERCENT:
            return _EXACT.add(1, _EXACT.divide(self.value, 100))
        return None

    def __str__(self) -> str:
        """Give measure, number and period in one line."""
        unit = "" if self.unit is None else f" {self.unit}"
        number = _WRITTEN[self.form].format(value=self.value, unit=unit)
        approx = "" if self.approx is Approximation.EXACT else f"{self.approx.replace('_', ' ')} "
        return f"{self.measure}: {approx}{number}{aside(self.period)}"


_EXACT = Context(prec=2 * LONGEST_DECIMAL + 2, traps=[])
"""Keeps every digit of a percentage, whatever the caller's own context of decimals."""

_WRITTEN: Final = {
    FigureForm.LEVEL: "{value:f}{unit}",
    FigureForm.CHANGE_PERCENT: "{value:+f} %",
    FigureForm.CHANGE_ABSOLUTE: "{value:+f}{unit}",
    FigureForm.MULTIPLE: "{value:f} times",
    FigureForm.SHARE: "{value:f} %",
    FigureForm.RANK: "rank {value:f}",
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Comparison(Value):
    """One thing set beside another, or beside itself at another time.

    Attributes:
        subject: What is compared.
        other: With what; the same again for then and now.
        dimension: In which respect.
        relation: How the subject stands to the other.
        subject_period: The time for which the subject is meant.
        other_period: The time for which the other is meant.

    >>> Comparison(subject="csto", other="osce", relation=ComparisonRelation.DIFFERENT).other
    'osce'
    """

    subject: EntityId
    other: EntityId
    dimension: Text | None = None
    relation: ComparisonRelation | None = None
    subject_period: Edtf | None = None
    other_period: Edtf | None = None

    def __str__(self) -> str:
        """Give both sides, and how they compare, in one line."""
        relation = "" if self.relation is None else f": {self.relation}"
        subject = f"{self.subject}{aside(self.subject_period)}"
        return f"{subject} beside {self.other}{aside(self.other_period)}{relation}{aside(self.dimension)}"
