"""Securitization: who calls a threat existential and urges measures against it.

The terms are those of Buzan, Wæver and de Wilde, Security: A New Framework for
Analysis (1998). A securitizing move is what is said; whether its audience
accepts it, which alone would make it a securitization, is not told by a record
of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._scope import asked
from eurasec.analysis.listing import Listing
from eurasec.analysis.voices import ActorLevelWord, Basis, Roll, Voice
from eurasec.corpus import Corpus
from eurasec.dates import Edtf
from eurasec.selection import Ids, When
from eurasec.statements import Assembly
from eurasec.threats import ThreatAssessment

__all__ = ["SecuritizingMove", "SecuritizingMoves", "securitizing_moves"]


@attrs.frozen(kw_only=True, repr=False)
class SecuritizingMove:
    """A threat that is affirmed as existential, with measures against it.

    Attributes:
        statement: The id of the assessment.
        voices: The actors who make the move.
        assembly: The unnamed plural that makes it, if it is one.
        threat: The threat.
        referents: The entities that are threatened.
        referent_words: What is threatened and is no entity.
        measures: The ids of the positions that urge something against it.
        date: When it was said; `None` if not known.

    >>> from eurasec import Person, Position, Threat, Topic
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="border", label="The border"),
    ...     Position(id="p-1", holders=["zas"], topic="border", stance="support", act="call_for"),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["zas"], threat="terror", verdict="affirmed",
    ...                      severity="existential", measures=["p-1"], referent_words=["the state"]),
    ... ])
    >>> move = securitizing_moves(corpus)[0]
    >>> move
    <SecuritizingMove a-1 by zas on terror>
    >>> move.actors, move.referent_words, move.measures
    (('zas',), ('the state',), ('p-1',))
    """

    statement: str
    voices: tuple[Voice, ...]
    assembly: Assembly | None
    threat: str
    referents: tuple[str, ...]
    referent_words: tuple[str, ...]
    measures: tuple[str, ...]
    date: Edtf | None

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors who make the move, sorted."""
        return tuple(sorted({voice.actor for voice in self.voices}))

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "statement": self.statement,
            "actors": list(self.actors),
            "inferred": bool(self.voices) and all(voice.basis.inferred for voice in self.voices),
            "assembly": None if self.assembly is None else str(self.assembly),
            "threat": self.threat,
            "referents": list(self.referents),
            "referent_words": list(self.referent_words),
            "measures": list(self.measures),
            "date": None if self.date is None else str(self.date),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of moves shows."""
        by = ", ".join(self.actors) or str(self.assembly)
        sake = ", ".join((*self.referents, *self.referent_words))
        return (self.statement, by, self.threat, sake, ", ".join(self.measures))

    def __repr__(self) -> str:
        """Show the statement, who makes the move, and the threat."""
        return f"<SecuritizingMove {self.statement} by {self.cells()[1]} on {self.threat}>"


@attrs.frozen(repr=False)
class SecuritizingMoves(Listing[SecuritizingMove]):
    """Securitizing moves, in the order of their ids.

    Attributes:
        rows: The moves.
    """

    noun: ClassVar[tuple[str, str]] = ("move", "moves")
    head: ClassVar[tuple[str, ...]] = ("statement", "by", "threat", "for the sake of", "measures")


def _moves(roll: Roll, assessments: Iterable[ThreatAssessment]) -> Iterator[SecuritizingMove]:
    for each in assessments:
        voices = tuple(voice for voice in roll.voices(each) if voice.basis is not Basis.REJECTED)
        if voices or roll.report(each) is not None:
            yield SecuritizingMove(
                statement=each.id,
                voices=voices,
                assembly=each.assembly,
                threat=each.threat,
                referents=each.referents,
                referent_words=each.referent_words,
                measures=each.measures,
                date=roll.corpus.date_of(each),
            )


# ── What is asked ───────────────────────────────────────────────────────────


def securitizing_moves(  # noqa: D417 - the other options are described once, in `threat_tally`
    corpus: Corpus,
    threat: Ids = None,
    *,
    narrower: bool = True,
    referent: Ids = None,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> SecuritizingMoves:
    """Give the securitizing moves: threats that are affirmed as existential, with measures against them.

    After Buzan, Wæver and de Wilde (1998). A move is what is said; whether its
    audience accepts it is not told by a record of a conference.

    Args:
        corpus: The corpus.
        threat: One threat or several; by default all.
        **: All others as in `threat_tally`.

    Returns:
        The moves in the order of their ids: those of actors who are counted
        and do not reject them, and those that are reported of assemblies.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Position, Threat, ThreatAssessment, Topic
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="border", label="The border"),
    ...     Position(id="p-1", holders=["zas"], topic="border", stance="support", act="call_for"),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["zas"], threat="terror", verdict="affirmed",
    ...                      severity="existential", measures=["p-1"], referent_words=["the state"]),
    ... ])
    >>> print(securitizing_moves(corpus))
      statement  by   threat  for the sake of  measures
      a-1        zas  terror  the state        p-1
    """
    options = Options("securitizing_moves")
    roll, scope = asked(options, locals())
    threats = scope.threats(corpus, threat)
    found = scope.assessments(corpus, threats, referent=referent, securitizing=True)
    return SecuritizingMoves(tuple(_moves(roll, found)))
