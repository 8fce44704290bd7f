"""Discourse: the statements of a corpus as rows, one for each actor who is counted for a statement.

What is read from which record:

- **actor**: who is counted for the statement, by the rules of
  `eurasec.analysis.voices`, as what `by` says. Several speakers of one actor
  who are counted with the same qualifier are one row, so that a statement
  counts once for an actor.
- **topic**: the topic of a position, the threat of an assessment.
- **qualifier**: the score of the stance or verdict; of who rejects a view that
  they relay or impute, the opposite. An unclear stance has no score, and who
  rejects a view that takes no side has none that could be told. Such a row has
  no qualifier: it counts where the qualifier is ignored, and nowhere else.
- **date** and **until**: the first and the last day on which the statement may
  have been made (see `Corpus.date_of`). A date with an open or unknown end, or
  beyond the years 1 to 9999, is none.
- **document**: the document of its own in which the statement was made, else
  that of its first evidence; **start** and **stop** are those of the first
  evidence that has a span in it.
- **session**: the session in which it was made.

Further variables, by which rows can be left out or let in: `kind` (position or
assessment), `says` (the stance or verdict), `speaker` (who is counted; of
several speakers of an actor all of them, separated by commas), `basis` (why),
`attribution`, and where it is known `conference`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Final, Literal, TypeAlias, cast

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.listing import Listing
from eurasec.analysis.networks.rows import Id, Qualifier, Row, in_statement_order
from eurasec.analysis.voices import ActorLevel, ActorLevelWord, Basis, Judgement, Roll, Voice, call_the_roll
from eurasec.corpus import Corpus, index_of
from eurasec.dates import Edtf
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.positions import Position
from eurasec.selection import Assessments, Positions, Statements
from eurasec.selection.display import many
from eurasec.selection.keys import several
from eurasec.statements import Statement
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Stance, Word

__all__ = ["Coded", "QualifierKind", "QualifierKindWord", "Said", "StatementRows", "rows_of"]

Coded: TypeAlias = Corpus | Statements | Positions | Assessments
"""A corpus, or a selection of its statements: of positions, of threat assessments, or of both."""

Said: TypeAlias = Iterable[Row] | Coded
"""What networks are made of: rows in any order, or a corpus or selection with the rows of `rows_of`."""


class QualifierKind(Word):
    """What a row of a corpus takes of its statement."""

    SCORE = "score", "the score of the stance or verdict, from −1 to 1"
    AGREEMENT = "agreement", "true where that score is above 0, false where it is below; none at 0"
    WORD = "word", "the stance or verdict as a text; none where it is rejected or unclear"


QualifierKindWord: TypeAlias = QualifierKind | Literal["score", "agreement", "word"]
"""A word of `QualifierKind`."""


@attrs.frozen(repr=False)
class StatementRows(Listing[Row]):
    """The statements of a corpus as rows, in statement order.

    All that takes rows takes them, and takes the scale of the qualifier from
    them where none is given.

    Attributes:
        rows: The rows.
        by: What is counted as one actor.
        scale: The ends of the qualifier's scale; `None` where it has none.
        uncounted: The ids of the statements that are of nobody in particular,
            or of nobody at this level of actors: those of assemblies that were
            not unanimous, and views ascribed without a word of the ascriber's own.

    >>> from eurasec.datasets import csto_2022
    >>> rows = rows_of(csto_2022().assessments, by="state")
    >>> rows
    <StatementRows: 15 rows of 14 statements by state; 17 statements of nobody>
    >>> rows.actors
    ('belarus', 'kyrgyzstan', 'russia', 'tajikistan')
    >>> rows.topics[:2], rows.statements[:2], rows.unqualified
    (('afghan-hardship', 'afghanistan-instability'), ('a-13', 'a-14'), ())
    """

    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    head: ClassVar[tuple[str, ...]] = ("actor", "topic", "qualifier", "date", "statement")

    by: ActorLevel = attrs.field(kw_only=True)
    scale: tuple[float, float] | None = attrs.field(default=None, kw_only=True)
    uncounted: tuple[str, ...] = attrs.field(default=(), kw_only=True)

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors, sorted."""
        return tuple(sorted({row.actor for row in self.rows}))

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics and threats, sorted."""
        return tuple(sorted({row.topic for row in self.rows}))

    @property
    def statements(self) -> tuple[Id, ...]:
        """The ids of the statements, in statement order."""
        return tuple(dict.fromkeys(row.id for row in self.rows))

    @property
    def unqualified(self) -> tuple[Id, ...]:
        """The ids of the statements whose rows count only where the qualifier is ignored."""
        return tuple(dict.fromkeys(row.id for row in self.rows if row.qualifier is None))

    def __repr__(self) -> str:
        """Show how many rows there are, of how many statements, and what is left out."""
        rows = f"{many(len(self.rows), 'row')} of {many(len(self.statements), 'statement')} by {self.by}"
        without = f", {len(self.unqualified)} without qualifier" if self.unqualified else ""
        nobody = f"; {many(len(self.uncounted), 'statement')} of nobody" if self.uncounted else ""
        return f"<{type(self).__name__}: {rows}{without}{nobody}>"


# ── What is asked ───────────────────────────────────────────────────────────


def rows_of(
    coded: Coded,
    *,
    by: ActorLevelWord = "actor",
    qualifier: QualifierKindWord | None = None,
    broadest: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> StatementRows:
    """Give the statements of a corpus as rows, for networks and polarization.

    Where and when it was said, and on what, is for a selection to say:
    `corpus.positions` has topics, `corpus.assessments` threats, and
    `corpus.statements.where(session=…, during=…)` some of both.

    Args:
        coded: The corpus, or a selection of its statements.
        by: What is counted as one actor; see `ActorLevel`.
        qualifier: What a row takes of the stance or verdict; by default the score.
        broadest: Whether the broadest topic or threat stands in the place of
            each. A stance is not inherited upwards, so the rows have no
            qualifier then.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count: speakers of unanimous
            assemblies, and those who endorse or reject a view that they
            relay or impute.

    Returns:
        The rows, with the scale of their qualifier.

    Raises:
        InvalidValueError: If an option is wrong, or what is given is neither a
            corpus nor a selection of statements.

    >>> from eurasec import Person, State, Topic
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("alimov", "rakhimov")),
    ...     Topic(id="sco", label="SCO", proposition="The SCO comes first."),
    ...     Position(id="p-1", holders=["alimov"], topic="sco", stance="qualified_support"),
    ...     Position(id="p-2", holders=["rakhimov"], topic="sco", stance="oppose", date="2022-02-09"),
    ... ])
    >>> rows_of(corpus)
    <StatementRows: 2 rows of 2 statements by actor>
    >>> print(rows_of(corpus))
      actor     topic  qualifier  date        statement
      rakhimov  sco    -1.0       2022-02-09  p-2
      alimov    sco    0.5        –           p-1
    """
    options = Options("rows_of")
    corpus = _corpus_of(coded)
    options.flag("broadest", broadest)
    kind = QualifierKind.SCORE
    if qualifier is not None:
        kind = options.word("qualifier", qualifier, QualifierKind, what="kind of qualifier")
        if broadest:
            message = "cannot be told of the broadest topics: a stance is not inherited upwards"
            options.wrong("qualifier", message, rule="combination", value=qualifier)
    roll = call_the_roll(options, corpus, by, relayed=relayed, imputed=imputed, inferred=inferred)
    reading = _Reading(roll, None if broadest else kind)
    rows: list[Row] = []
    uncounted: list[str] = []
    for statement in _judgements(coded):
        of_statement = reading.rows(statement)
        rows.extend(of_statement)
        if not of_statement:
            uncounted.append(statement.id)
    return StatementRows(
        tuple(in_statement_order(rows)),
        by=roll.rules.by,
        scale=(-1.0, 1.0) if reading.kind is QualifierKind.SCORE else None,
        uncounted=tuple(sorted(uncounted)),
    )


def _corpus_of(coded: object) -> Corpus:
    """Give the corpus of what is given.

    Raises:
        InvalidValueError: If it is something else.
    """
    if isinstance(coded, Corpus):
        return coded
    if isinstance(coded, (Statements, Positions, Assessments)):
        return Corpus.of(coded)
    message = f"{shown(coded)} is neither a corpus nor a selection of statements"
    problem = Problem(path="coded", message=message, rule="type", value=shown(coded))
    raise InvalidValueError("rows_of", [problem])


def as_rows(statements: Said) -> Sequence[Row]:
    """Give the rows of whatever networks are made of."""
    if isinstance(statements, (Corpus, Statements, Positions, Assessments)):
        return rows_of(statements)
    return statements if isinstance(statements, StatementRows) else cast("Sequence[Row]", several(statements))


def scale_in(rows: Sequence[Row], scale: tuple[float, float] | None) -> tuple[float, float] | None:
    """Give the scale that is asked for, else that which the rows bring with them."""
    return rows.scale if scale is None and isinstance(rows, StatementRows) else scale


# ── From records to rows ────────────────────────────────────────────────────


class _Reading:
    """Reads the statements of one corpus as rows.

    Args:
        roll: Who is counted.
        kind: What is taken of stances and verdicts; `None` takes nothing, and
            puts the broadest topic in the place of each.
    """

    def __init__(self, roll: Roll, kind: QualifierKind | None) -> None:
        self.kind = kind
        self._roll = roll
        self._index = index_of(roll.corpus)
        self._topics = _broadest_topics(roll.corpus) if kind is None else _OWN_TOPICS

    def rows(self, statement: Judgement) -> tuple[Row, ...]:
        """Give a row for each actor who is counted for a statement, and qualifier."""
        counted: dict[tuple[str, Qualifier], list[Voice]] = {}
        for voice in self._roll.voices(statement):
            counted.setdefault((voice.actor, self._qualifier(voice)), []).append(voice)
        topic = statement.topic if isinstance(statement, Position) else statement.threat
        first, last, doubtful = _days(self._index.date_of(statement))
        document, start, stop = _place(statement)
        return tuple(
            Row(
                actor,
                self._topics.get(topic, topic),
                qualifier=qualifier,
                id=statement.id,
                date=first,
                until=None if last == first else last,
                doubtful=doubtful,
                document=document,
                session=statement.session,
                start=start,
                stop=stop,
                other=self._variables(statement, voices),
            )
            for (actor, qualifier), voices in counted.items()
        )

    def _qualifier(self, voice: Voice) -> Qualifier:
        return None if self.kind is None else _TAKEN[self.kind](voice)

    def _variables(self, statement: Judgement, voices: Sequence[Voice]) -> dict[str, str]:
        conference = self._index.conference_of(statement)
        return {
            "attribution": statement.attribution.value,
            "basis": voices[0].basis.value,
            "kind": "position" if isinstance(statement, Position) else "assessment",
            "says": voices[0].says.value,
            "speaker": ", ".join(sorted({voice.speaker for voice in voices})),
            **({} if conference is None else {"conference": conference}),
        }


def _judgements(coded: Coded) -> Iterator[Judgement]:
    """Give all statements that take a side, or could."""
    statements: Iterable[Statement] = coded.statements if isinstance(coded, Corpus) else coded
    return (each for each in statements if isinstance(each, (Position, ThreatAssessment)))


def _word(voice: Voice) -> str | None:
    """Give the word of a stance or verdict, which is not that of who rejects it."""
    return None if voice.basis is Basis.REJECTED or voice.says is Stance.UNCLEAR else voice.says.value


_TAKEN: Final[Mapping[QualifierKind, Callable[[Voice], Qualifier]]] = {
    QualifierKind.SCORE: lambda voice: voice.score,
    QualifierKind.AGREEMENT: lambda voice: voice.score > 0 if voice.score else None,
    QualifierKind.WORD: _word,
}


def _days(date: Edtf | None) -> tuple[dt.date | None, dt.date | None, bool]:
    """Give the first and the last day of a date, and whether it is marked as doubtful."""
    if date is None:
        return None, None, False
    first, _, _, last, vague_start, vague_end = date.span
    if first < dt.date.min.toordinal() or last > dt.date.max.toordinal():
        return None, None, False
    return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last)), vague_start or vague_end


def _place(statement: Judgement) -> tuple[str | None, int | None, int | None]:
    """Give the document of a statement, and where in it it begins and ends."""
    documents = (statement.document, *(each.document for each in statement.evidence))
    document = next((each for each in documents if each is not None), None)
    spans = (each for each in statement.evidence if each.document == document and each.start is not None)
    first = next(spans, None)
    return (document, None, None) if first is None else (document, first.start, first.end)


_OWN_TOPICS: Final[Mapping[str, str]] = {}


def _broadest_topics(corpus: Corpus) -> Mapping[str, str]:
    """Give the broadest topic or threat of each."""
    broader = {each.id: each.broader for each in (*corpus.topics, *corpus.threats)}
    broadest: dict[str, str] = {}
    for here in broader:
        below: list[str] = []
        top = here
        while top not in broadest and (above := broader[top]) is not None:
            below.append(top)
            top = above
        broadest.update(dict.fromkeys((*below, top), broadest.get(top, top)))
    return broadest
