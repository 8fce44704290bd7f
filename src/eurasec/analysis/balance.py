"""Balance: where all who can be counted stand on one question, and what that amounts to.

A question is the proposition of a topic, or that a threat is one. Every actor
has one score on it, so that who speaks much does not weigh more:

- The score of a speaker is the mean of the scores of their statements on it;
  that of an actor is the mean of the scores of its speakers. Both lie between
  −1 and 1, and what has no score is left out.
- Above 0 an actor is *for*, below 0 *against*. At 0 an actor is *neutral* if
  every statement takes no side, and else *mixed*. Who has no score at all is
  *unclear*, and is not counted.

**What it amounts to** is told by one word, an `Outcome`. Reports of assemblies
(see `Report`) are evidence for it too. A *full* report tells of all members of
an assembly: its quantifier is unanimous, consensus, almost_all or most. One
that is divided tells of open disagreement. All others (many, several, some,
a_few, one, generic) tell only that somebody holds the view. A side is *on
record* if an actor is on it, or a report of any quantifier but divided is. The
first of these lines that fits decides:

1. A report tells that an assembly was divided: *contested*.
2. Both sides are on record: *prevailing* if there are full reports, all of one
   side, and no fewer actors are on that side than on the other; else
   *contested*.
3. No side is on record: *none_recorded*.
4. One side is on record, without a full report: *none_recorded* if no actor
   takes it, *single_voice* if one does. If several do, *prevailing* if a
   statement that counts has a score of the other side; else *consensus* if
   there are neutral or mixed actors; else *unanimous*.
5. One side is on record, with full reports: the weakest of what these report
   (unanimous, consensus; of almost_all and most, prevailing) and of what the
   other actors leave of unanimity by line 4.

So a report can make less of what was counted, for it tells of more people than
are named; it can make a word where few are named; and it never stands against
an objection that is on record.

*Consensus* is the absence of any objection: Rules of Procedure of the OSCE
(MC.DOC/1/06), part II(A), and United Nations Convention on the Law of the Sea,
article 161(8)(e). *Unanimity* is that all affirm. Both are told of rejection as
of support, so that it does not matter how a proposition is worded; `side` tells
which it is.

**How strongly** it is contested: `1 − |Σ s| / Σ |s|`, over the scores s of all who
take a side; 0 where all are on one side, 1 where both sides weigh the same. If
nobody qualifies a stance, it is `1 − |p − n| / (p + n)`, or `2 min(p, n) / (p + n)`,
for p actors for and n against: one minus the index of cohesion of S. A. Rice
(Political Science Quarterly 40, 1925, pp. 60–72).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final, Generic, Self, TypeVar, overload

import attrs

from eurasec.analysis._options import word_of
from eurasec.analysis._tables import number_text
from eurasec.analysis.listing import Listing
from eurasec.analysis.voices import ActorLevel, Basis, Judgement, Report, Roll, Voice
from eurasec.errors import UnknownIdError, near_matches
from eurasec.selection.display import table
from eurasec.vocab import Quantifier, Stance, Word

__all__ = ["Balance", "Balances", "Outcome", "Side", "Standing"]


class Side(Word):
    """Where an actor stands on a question.

    >>> Side.AGAINST.meaning
    'opposes the proposition, or plays down, dismisses or denies the threat'
    """

    FOR = "for", "supports the proposition, or affirms the threat"
    AGAINST = "against", "opposes the proposition, or plays down, dismisses or denies the threat"
    MIXED = "mixed", "says something for it and something against it"
    NEUTRAL = "neutral", "takes no side"
    UNCLEAR = "unclear", "cannot be told"


class Outcome(Word):
    """What the views on a question amount to; the module tells the exact rules.

    >>> Outcome.CONSENSUS.meaning
    'several are on one side, and there is no recorded objection'
    """

    UNANIMOUS = "unanimous", "all who could be counted are on one side"
    CONSENSUS = "consensus", "several are on one side, and there is no recorded objection"
    PREVAILING = "prevailing", "one side prevails, over an objection or without being shared by all"
    CONTESTED = "contested", "both sides are on record, or open disagreement is reported"
    SINGLE_VOICE = "single_voice", "one actor alone takes a side"
    NONE_RECORDED = "none_recorded", "nobody who could be counted takes a side"


_WEAKENING: Final = (Outcome.UNANIMOUS, Outcome.CONSENSUS, Outcome.PREVAILING)
"""The outcomes with one side on record, from the strongest to the weakest."""

_FULL: Final[Mapping[Quantifier, Outcome]] = {
    Quantifier.UNANIMOUS: Outcome.UNANIMOUS,
    Quantifier.CONSENSUS: Outcome.CONSENSUS,
    Quantifier.ALMOST_ALL: Outcome.PREVAILING,
    Quantifier.MOST: Outcome.PREVAILING,
}
"""What full reports say."""

SIDES: Final = (Side.FOR, Side.AGAINST)

_SEVERAL: Final = 2


def side_of(score: float | Fraction | None) -> Side | None:
    """Give the side of a score; `None` if it takes none."""
    return (Side.FOR if score > 0 else Side.AGAINST) if score else None


def mean_of(values: Iterable[Fraction | None]) -> Fraction | None:
    """Give the exact mean of all values that are known; `None` if none is."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction()) / len(known) if known else None


# ── One actor ───────────────────────────────────────────────────────────────


def _in_order(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: (voice.statement, voice.speaker, voice.basis)))


@attrs.frozen(kw_only=True, repr=False)
class Standing:
    """Where one actor stands on one question, and by which statements.

    Attributes:
        actor: Who.
        subject: The topic or threat.
        voices: All that is counted of the actor, in the order of the statements' ids.

    >>> half = Voice(actor="zas", speaker="zas", statement="p-1", says=Stance.QUALIFIED_SUPPORT, score=0.5)
    >>> full = Voice(actor="zas", speaker="zas", statement="p-2", says=Stance.SUPPORT, score=1.0)
    >>> Standing(actor="zas", subject="growth", voices=[full, half])
    <Standing of zas on growth: for, 0.75>
    >>> standing = Standing(actor="zas", subject="growth", voices=[full, half])
    >>> standing.statements, standing.bases, standing.inferred
    (('p-1', 'p-2'), (Basis.NAMED,), False)
    """

    actor: str
    subject: str
    voices: tuple[Voice, ...] = attrs.field(converter=_in_order)

    @cached_property
    def mean(self) -> Fraction | None:
        """The exact score: the mean over speakers of the mean of their scores."""
        scores: dict[str, list[Fraction]] = {}
        for voice in self.voices:
            if voice.score is not None:
                scores.setdefault(voice.speaker, []).append(Fraction(voice.score))
        return mean_of(mean_of(of_speaker) for of_speaker in scores.values())

    @property
    def score(self) -> float | None:
        """The score in [−1, 1]; `None` if no statement has one."""
        return None if self.mean is None else float(self.mean)

    @cached_property
    def side(self) -> Side:
        """On which side the actor is."""
        if self.mean is None:
            return Side.UNCLEAR
        sided = any(voice.score or voice.says is Stance.MIXED for voice in self.voices)
        return side_of(self.mean) or (Side.MIXED if sided else Side.NEUTRAL)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements behind it, sorted."""
        return tuple(dict.fromkeys(voice.statement for voice in self.voices))

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Why the actor is counted."""
        present = {voice.basis for voice in self.voices}
        return tuple(basis for basis in Basis if basis in present)

    @property
    def inferred(self) -> bool:
        """Whether the source nowhere states this view of the actor, so that it is inferred alone."""
        return all(voice.basis.inferred for voice in self.voices)

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "subject": self.subject,
            "actor": self.actor,
            "side": self.side.value,
            "score": self.score,
            "n_statements": len(self.statements),
            "bases": [basis.value for basis in self.bases],
            "inferred": self.inferred,
            "statements": list(self.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what a table shows of it: actor, side, score, why it counts, statements."""
        score = "–" if self.score is None else number_text(self.score)
        return (self.actor, self.side.value, score, ", ".join(self.bases), ", ".join(self.statements))

    def __repr__(self) -> str:
        """Show who, on what, the side and the score."""
        score = "" if self.score is None else f", {number_text(self.score)}"
        return f"<Standing of {self.actor} on {self.subject}: {self.side}{score}>"

    def __str__(self) -> str:
        """Give who, on what, the side, the score and the statements in one line."""
        actor, side, score, _, statements = self.cells()
        return f"{actor} on {self.subject}: {side} {score} ({statements})"


# ── All actors ──────────────────────────────────────────────────────────────


def _by_actor(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(standings, key=lambda standing: standing.actor))


def _by_statement(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda report: report.statement))


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@attrs.frozen(kw_only=True, repr=False)
class Balance(ABC):
    """Where all who can be counted stand on one question.

    Attributes:
        by: What is counted as one actor.
        standings: Where each actor stands, sorted by actor.
        reports: What is reported of assemblies, sorted by statement.
        uncounted: The statements that count for nobody: views ascribed without
            a word of the ascriber's own, and holders that are no actors of
            this level.

    >>> from eurasec.analysis import consensus
    >>> from eurasec.datasets import csto_2022
    >>> balance = consensus(csto_2022(), topic="sco-priority")
    >>> balance.subject, balance.phrase, balance.outcome, balance.side
    ('sco-priority', 'contested', Outcome.CONTESTED, None)
    >>> balance.actors(Side.AGAINST), balance.counts()[Side.FOR], balance.n_actors
    (('rakhimov',), 2, 3)
    >>> balance.on_record, balance.disputed, balance.strength, balance.score
    ((Side.FOR, Side.AGAINST), True, 0.6666666666666666, 0.3333333333333333)
    >>> balance["rakhimov"]
    <Standing of rakhimov on sco-priority: against, -1>
    >>> len(balance.statements), len(balance.to_dicts())
    (2, 3)
    """

    by: ActorLevel
    standings: tuple[Standing, ...] = attrs.field(default=(), converter=_by_actor)
    reports: tuple[Report, ...] = attrs.field(default=(), converter=_by_statement)
    uncounted: tuple[str, ...] = attrs.field(default=(), converter=_sorted)

    @property
    @abstractmethod
    def subject(self) -> str:
        """The topic or threat."""

    def __getitem__(self, actor: str) -> Standing:
        """Give where an actor stands.

        Raises:
            UnknownIdError: If the actor is not counted; with near matches.
        """
        for standing in self.standings:
            if standing.actor == actor:
                return standing
        near = near_matches(actor, [standing.actor for standing in self.standings])
        raise UnknownIdError(f"standing on {self.subject} of", actor, near)

    def actors(self, side: Side) -> tuple[str, ...]:
        """Give the actors who are on a side.

        Args:
            side: The side.

        Raises:
            InvalidValueError: If there is no such side; with near matches.
        """
        wanted = word_of(Side, side, heading="actors", what="side")
        return tuple(standing.actor for standing in self.standings if standing.side is wanted)

    def counts(self) -> dict[Side, int]:
        """Give how many actors are on which side."""
        return {side: len(self.actors(side)) for side in Side}

    @property
    def n_actors(self) -> int:
        """How many actors are counted: all whose view can be told."""
        return len(self.standings) - len(self.actors(Side.UNCLEAR))

    @property
    def score(self) -> float | None:
        """The mean of the scores of all who are counted, in [−1, 1]; `None` if nobody is."""
        mean = mean_of(standing.mean for standing in self.standings)
        return None if mean is None else float(mean)

    @property
    def on_record(self) -> tuple[Side, ...]:
        """The sides on which there is an actor or a report."""
        reported = {side_of(report.score) for report in self.reports}
        return tuple(side for side in SIDES if side in reported or self.actors(side))

    @property
    def disputed(self) -> bool:
        """Whether both sides are on record, or open disagreement is, whichever side prevails."""
        return self._divided or len(self.on_record) > 1

    @property
    def _divided(self) -> bool:
        return any(report.quantifier is Quantifier.DIVIDED for report in self.reports)

    @property
    def strength(self) -> float | None:
        """How strongly it is contested, from 0 to 1, by the formula of the module.

        `None` if no actor takes a side, and if it is disputed though all
        counted actors are on one side: then the other is known from reports
        alone, and no number tells its weight.
        """
        scores = [standing.mean for standing in self.standings if standing.mean]
        if not scores:
            return None
        strength = 1 - abs(sum(scores, Fraction())) / sum(map(abs, scores), Fraction())
        return None if not strength and self.disputed else float(strength)

    @property
    def outcome(self) -> Outcome:
        """What it amounts to."""
        return self._judged[0]

    @property
    def side(self) -> Side | None:
        """The side on which that outcome is; `None` if it is contested or none is recorded."""
        return self._judged[1]

    @property
    def phrase(self) -> str:
        """The outcome with its side, in words: `unanimous for`."""
        return self.outcome.value if self.side is None else f"{self.outcome.value} {self.side.value}"

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements behind it, sorted; those that count for nobody are not among them."""
        counted = (statement for standing in self.standings for statement in standing.statements)
        return tuple(sorted({*counted, *(report.statement for report in self.reports)}))

    @cached_property
    def _judged(self) -> tuple[Outcome, Side | None]:
        """The outcome and its side, by the rules of the module."""
        if self.disputed:
            side = None if self._divided else self._prevailing()
            return (Outcome.CONTESTED if side is None else Outcome.PREVAILING), side
        for side in self.on_record:
            outcome = self._of_one_side(side)
            return outcome, (None if outcome is Outcome.NONE_RECORDED else side)
        return Outcome.NONE_RECORDED, None

    def _full_reports(self) -> Iterator[tuple[Side, Outcome]]:
        """Give what full reports say, and of which side."""
        for report in self.reports:
            side = side_of(report.score)
            if side is not None and report.quantifier in _FULL:
                yield side, _FULL[report.quantifier]

    def _prevailing(self) -> Side | None:
        """Give the side that prevails where both are on record (rule 2)."""
        reported = {side for side, _ in self._full_reports()}
        if len(reported) != 1:
            return None
        side = reported.pop()
        other = Side.AGAINST if side is Side.FOR else Side.FOR
        return side if len(self.actors(side)) >= len(self.actors(other)) else None

    def _of_one_side(self, side: Side) -> Outcome:
        """Give the outcome where one side alone is on record (rules 4 and 5)."""
        reported = [outcome for _, outcome in self._full_reports()]
        takers = len(self.actors(side))
        if not reported and takers < _SEVERAL:
            return Outcome.SINGLE_VOICE if takers else Outcome.NONE_RECORDED
        return max((self._left_of_unanimity(side), *reported), key=_WEAKENING.index)

    def _left_of_unanimity(self, side: Side) -> Outcome:
        """Give what those who do not take the only side leave of unanimity."""
        scores = (voice.score for standing in self.standings for voice in standing.voices)
        if any(side_of(score) not in {None, side} for score in scores):
            return Outcome.PREVAILING
        neutral = self.actors(Side.NEUTRAL) or self.actors(Side.MIXED)
        return Outcome.CONSENSUS if neutral else Outcome.UNANIMOUS

    # ── How it is shown ─────────────────────────────────────────────────────

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a listing shows: subject, outcome, the counts by side, reports, strength."""
        counts = (str(count or "·") for count in self.counts().values())
        strength = "–" if self.strength is None else number_text(self.strength)
        return (self.subject, self.phrase, *counts, str(len(self.reports) or "·"), strength)

    @abstractmethod
    def _head(self) -> dict[str, object]:
        """Give what a flat row begins with."""

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        counts = self.counts()
        return {
            **self._head(),
            "by": self.by.value,
            "outcome": self.outcome.value,
            "side": None if self.side is None else self.side.value,
            "score": self.score,
            "strength": self.strength,
            "n_actors": self.n_actors,
            **{f"n_{side.value}": count for side, count in counts.items()},
            **{side.value: list(self.actors(side)) for side in Side},
            "reports": [str(report) for report in self.reports],
            "statements": list(self.statements),
            "uncounted": list(self.uncounted),
        }

    def to_dicts(self) -> list[dict[str, object]]:
        """Give one flat row for each actor."""
        return [standing.to_dict() for standing in self.standings]

    def summary(self) -> str:
        """Give the outcome and the counts in a few words.

        >>> from eurasec.analysis.consensus import Tally
        >>> Tally(topic="growth", by=ActorLevel.ACTOR).summary()
        'none_recorded'
        """
        counts = ", ".join(f"{count} {side.value}" for side, count in self.counts().items() if count)
        return f"{self.phrase} ({counts})" if counts else self.phrase

    def __repr__(self) -> str:
        """Show the question, the outcome and the counts."""
        return f"<{type(self).__name__} of {self.subject}: {self.summary()}>"

    def __str__(self) -> str:
        """Give the question and the outcome, then a line for each actor and each report."""
        lines = [f"{self.subject}: {self.summary()}"]
        if self.standings:
            head = ("actor", "side", "score", "counted as", "statements")
            lines.append(table([head, *(standing.cells() for standing in self.standings)]))
        lines.extend(f"  {report}" for report in self.reports)
        return "\n".join(lines)


OUTCOME_COLUMNS: Final = ("outcome", *(side.value for side in Side), "reports", "strength")
"""What the table of a listing shows behind the subject."""


class Gathering:
    """The voices and reports on one question, as they come in.

    Args:
        subject: The topic or threat.
        roll: Who is counted.
    """

    def __init__(self, subject: str, roll: Roll) -> None:
        self.roll = roll
        self._subject = subject
        self._voices: dict[str, list[Voice]] = {}
        self.reports: list[Report] = []
        self.uncounted: list[str] = []

    def add(self, statement: Judgement) -> None:
        """Take in who is counted for a statement, and what it reports."""
        voices = list(self.roll.voices(statement))
        for voice in voices:
            self._voices.setdefault(voice.actor, []).append(voice)
        report = self.roll.report(statement)
        if report is not None:
            self.reports.append(report)
        elif not voices:
            self.uncounted.append(statement.id)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each actor stands."""
        return tuple(
            Standing(actor=actor, subject=self._subject, voices=voices)
            for actor, voices in self._voices.items()
        )


B = TypeVar("B", bound=Balance)


@attrs.frozen(repr=False)
class Balances(Listing[B], Generic[B]):
    """Several balances, in order; each is reached by its topic or threat, or by its place.

    Attributes:
        rows: The balances.
    """

    @overload
    def __getitem__(self, key: int | str) -> B: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | str | slice) -> B | Self:
        """Give the one of a topic or threat, or at a place, or those of a slice.

        Raises:
            UnknownIdError: If there is none of that topic or threat; with near matches.
            IndexError: If the place is out of range.
            InvalidValueError: If it is none of these.
        """
        if not isinstance(key, str):
            return super().__getitem__(key)
        for row in self.rows:
            if row.subject == key:
                return row
        raise UnknownIdError(self.noun[0], key, near_matches(key, self.subjects))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The topics or threats, in order."""
        return tuple(row.subject for row in self.rows)
