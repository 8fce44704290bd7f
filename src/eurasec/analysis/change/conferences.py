"""Developments: what is new between two conferences.

Compared are the topics and threats that were taken up, the speakers, where each
actor stood who spoke of the same topic or threat at both, and what the views on
each amounted to. Who is counted, and what it amounts to, is told in `voices`
and `balance`.

A topic or threat is *taken up* if a statement of the conference is on it,
whoever holds it, or if it is on the agenda of one of its sessions. A *speaker*
is who is recorded as one (opener, keynote, speaker or discussant) and neither
absent nor represented by somebody else, or who is named for a view of their
own. As topics and threats, speakers are compared as the records name them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Final

import attrs

from eurasec._index import SPEAKING
from eurasec.analysis._options import Options, word_of
from eurasec.analysis._scope import Scope
from eurasec.analysis._tables import number_text
from eurasec.analysis.balance import Balance, Outcome, Side, Standing
from eurasec.analysis.consensus import tallies_of
from eurasec.analysis.listing import Listing
from eurasec.analysis.perception.threats import threat_tallies_of
from eurasec.analysis.voices import ActorLevelWord, Roll, call_the_roll
from eurasec.conferences import Appearance
from eurasec.corpus import Corpus, a_corpus
from eurasec.dates import Answer, before
from eurasec.positions import Position
from eurasec.selection.display import many
from eurasec.vocab import Attribution, Presence, Word

__all__ = [
    "Developments",
    "Fate",
    "Item",
    "Move",
    "Moves",
    "OutcomeChange",
    "OutcomeChanges",
    "Turnover",
    "compare_conferences",
]


class Fate(Word):
    """What became of something between two conferences.

    >>> Fate.DROPPED.meaning
    'only at the earlier one'
    """

    NEW = "new", "only at the later one"
    KEPT = "kept", "at both"
    DROPPED = "dropped", "only at the earlier one"


@attrs.frozen(kw_only=True, repr=False)
class Item:
    """A topic, threat or speaker, and what shows it at each of two conferences.

    Attributes:
        id: The topic, threat or speaker.
        earlier: The ids of the statements, sessions and participants that show
            it at the earlier conference, sorted.
        later: The same for the later one.

    >>> Item(id="growth", earlier=(), later=("p-1",)).fate
    Fate.NEW
    """

    id: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.earlier:
            return Fate.KEPT if self.later else Fate.DROPPED
        return Fate.NEW

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "id": self.id,
            "fate": self.fate.value,
            "earlier": list(self.earlier),
            "later": list(self.later),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a turnover shows."""
        return (self.id, self.fate.value, ", ".join(self.earlier) or "–", ", ".join(self.later) or "–")

    def __repr__(self) -> str:
        """Show what it is and what became of it."""
        return f"<Item {self.id}: {self.fate}>"


@attrs.frozen(repr=False)
class Turnover(Listing[Item]):
    """Which topics, threats or speakers are new, kept and dropped; sorted by id.

    Attributes:
        rows: The items.

    >>> speakers = Turnover((
    ...     Item(id="imomi", earlier=("p-1",), later=("p-3",)),
    ...     Item(id="zas", earlier=("p-2",), later=()),
    ... ))
    >>> speakers.summary()
    '0 new, 1 kept, 1 dropped'
    >>> speakers.new, speakers.kept, speakers.dropped, speakers.having(Fate.DROPPED)
    ((), ('imomi',), ('zas',), ('zas',))
    """

    noun: ClassVar[tuple[str, str]] = ("item", "items")
    head: ClassVar[tuple[str, ...]] = ("id", "fate", "earlier", "later")

    def having(self, fate: Fate) -> tuple[str, ...]:
        """Give the ids of those of which this became.

        Args:
            fate: What became of them.

        Raises:
            InvalidValueError: If nothing can become that; with near matches.
        """
        wanted = word_of(Fate, fate, heading="having", what="fate")
        return tuple(item.id for item in self.rows if item.fate is wanted)

    @property
    def new(self) -> tuple[str, ...]:
        """The ids of those that are only at the later conference."""
        return self.having(Fate.NEW)

    @property
    def kept(self) -> tuple[str, ...]:
        """The ids of those that are at both conferences."""
        return self.having(Fate.KEPT)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The ids of those that are only at the earlier conference."""
        return self.having(Fate.DROPPED)

    def summary(self) -> str:
        """Give how many are new, kept and dropped."""
        return ", ".join(f"{len(self.having(fate))} {fate.value}" for fate in Fate)


@attrs.frozen(kw_only=True, repr=False)
class Move:
    """Where an actor stood on the same topic or threat at two conferences.

    Attributes:
        earlier: Where the actor stood at the earlier one; it has a score.
        later: Where the actor stood at the later one; it has a score.

    >>> from eurasec.analysis.voices import Voice
    >>> from eurasec.vocab import Stance
    >>> def standing(statement, stance):
    ...     voice = Voice(actor="zas", speaker="zas", statement=statement, says=stance, score=stance.score)
    ...     return Standing(actor="zas", subject="growth", voices=[voice])
    >>> Move(earlier=standing("p-1", Stance.OPPOSE), later=standing("p-2", Stance.SUPPORT))
    <Move of zas on growth: +2>
    >>> move = Move(earlier=standing("p-1", Stance.OPPOSE), later=standing("p-2", Stance.SUPPORT))
    >>> move.actor, move.subject, move.delta, move.flipped
    ('zas', 'growth', 2.0, True)
    """

    earlier: Standing
    later: Standing

    @property
    def actor(self) -> str:
        """Who."""
        return self.later.actor

    @property
    def subject(self) -> str:
        """The topic or threat."""
        return self.later.subject

    @property
    def delta(self) -> float:
        """The later score minus the earlier one, in [−2, 2]."""
        return float((self.later.mean or 0) - (self.earlier.mean or 0))

    @property
    def flipped(self) -> bool:
        """Whether the actor changed sides."""
        return {self.earlier.side, self.later.side} == {Side.FOR, Side.AGAINST}

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "actor": self.actor,
            "subject": self.subject,
            "earlier_score": self.earlier.score,
            "later_score": self.later.score,
            "delta": self.delta,
            "flipped": self.flipped,
            "earlier": list(self.earlier.statements),
            "later": list(self.later.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of moves shows."""
        scores = " → ".join(number_text(each.score or 0.0) for each in (self.earlier, self.later))
        sign = "+" if self.delta > 0 else ""
        statements = ", ".join((*self.earlier.statements, *self.later.statements))
        flipped = "yes" if self.flipped else "·"
        return (self.actor, self.subject, scores, f"{sign}{number_text(self.delta)}", flipped, statements)

    def __repr__(self) -> str:
        """Show who, on what, and how far."""
        return f"<Move of {self.actor} on {self.subject}: {self.cells()[3]}>"


@attrs.frozen(repr=False)
class Moves(Listing[Move]):
    """Where actors stood at both conferences: the furthest moves first, those who stayed last.

    Attributes:
        rows: The moves.

    >>> from eurasec.analysis.voices import Voice
    >>> from eurasec.vocab import Stance
    >>> def standing(statement, stance):
    ...     voice = Voice(actor="zas", speaker="zas", statement=statement, says=stance, score=stance.score)
    ...     return Standing(actor="zas", subject="growth", voices=[voice])
    >>> moves = Moves((
    ...     Move(earlier=standing("p-1", Stance.OPPOSE), later=standing("p-2", Stance.SUPPORT)),
    ... ))
    >>> moves.summary()
    '1 held at both, 1 moved, 1 flipped'
    >>> moves.moved == moves.flipped == moves.rows
    True
    """

    noun: ClassVar[tuple[str, str]] = ("view held at both", "views held at both")
    head: ClassVar[tuple[str, ...]] = ("actor", "subject", "scores", "delta", "flipped", "statements")

    @property
    def moved(self) -> tuple[Move, ...]:
        """Those whose score changed."""
        return tuple(move for move in self.rows if move.delta)

    @property
    def flipped(self) -> tuple[Move, ...]:
        """Those who changed sides."""
        return tuple(move for move in self.rows if move.flipped)

    def summary(self) -> str:
        """Give how many there are, moved and flipped."""
        return f"{len(self)} held at both, {len(self.moved)} moved, {len(self.flipped)} flipped"


@attrs.frozen(kw_only=True, repr=False)
class OutcomeChange:
    """What the views on a topic or threat amounted to at two conferences, where that differs.

    Attributes:
        earlier: Where everybody stood at the earlier one.
        later: Where everybody stood at the later one.

    >>> from eurasec import Conference, Person, Topic
    >>> corpus = Corpus([
    ...     *(Conference(id=id, title=id) for id in ("c1", "c2")),
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", conference="c1", holders=["zas"], topic="growth", stance="oppose"),
    ...     Position(id="p-2", conference="c2", holders=["zas"], topic="growth", stance="support"),
    ... ])
    >>> change = compare_conferences(corpus, "c1", "c2").outcomes[0]
    >>> change
    <OutcomeChange of growth: single_voice against → single_voice for>
    >>> change.subject
    'growth'
    """

    earlier: Balance
    later: Balance

    @property
    def subject(self) -> str:
        """The topic or threat."""
        return self.later.subject

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "subject": self.subject,
            "earlier_outcome": self.earlier.phrase,
            "later_outcome": self.later.phrase,
            "earlier": list(self.earlier.statements),
            "later": list(self.later.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of changes shows."""
        return (self.subject, self.earlier.summary(), self.later.summary())

    def __repr__(self) -> str:
        """Show the question and both outcomes."""
        return f"<OutcomeChange of {self.subject}: {self.earlier.phrase} → {self.later.phrase}>"


@attrs.frozen(repr=False)
class OutcomeChanges(Listing[OutcomeChange]):
    """The topics and threats whose outcome changed, sorted.

    Attributes:
        rows: The changes.

    >>> from eurasec import Conference, Person, Topic
    >>> corpus = Corpus([
    ...     *(Conference(id=id, title=id) for id in ("c1", "c2")),
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", conference="c1", holders=["zas"], topic="growth", stance="oppose"),
    ...     Position(id="p-2", conference="c2", holders=["zas"], topic="growth", stance="support"),
    ... ])
    >>> print(compare_conferences(corpus, "c1", "c2").outcomes)
      subject  earlier                           later
      growth   single_voice against (1 against)  single_voice for (1 for)
    """

    noun: ClassVar[tuple[str, str]] = ("change", "changes")
    head: ClassVar[tuple[str, ...]] = ("subject", "earlier", "later")


@attrs.frozen(kw_only=True, repr=False)
class Developments:
    """What is new at one conference as against an earlier one.

    Attributes:
        earlier: The earlier conference.
        later: The later conference.
        topics: Which topics were taken up.
        threats: Which threats were taken up.
        speakers: Who spoke.
        positions: Where actors stood on topics of which they spoke at both.
        assessments: Where actors stood on threats of which they spoke at both.
        outcomes: On what the views amounted to something else, among the topics
            and threats on which somebody stood at both.

    >>> from eurasec import Conference, Person, Topic
    >>> corpus = Corpus([
    ...     *(Conference(id=id, title=id) for id in ("c1", "c2")),
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", conference="c2", holders=["zas"], topic="growth", stance="support"),
    ... ])
    >>> developments = compare_conferences(corpus, "c1", "c2")
    >>> developments
    <Developments from c1 to c2: 1 new topic, 0 new threats, 1 new speaker>
    >>> [(row["what"], row["id"], row["fate"]) for row in developments.to_dicts()]
    [('topic', 'growth', 'new'), ('speaker', 'zas', 'new')]
    """

    earlier: str
    later: str
    topics: Turnover
    threats: Turnover
    speakers: Turnover
    positions: Moves
    assessments: Moves
    outcomes: OutcomeChanges

    def _turnovers(self) -> tuple[tuple[str, Turnover], ...]:
        return (("topic", self.topics), ("threat", self.threats), ("speaker", self.speakers))

    def to_dicts(self) -> list[dict[str, object]]:
        """Give everything as flat rows; `what` says what each is of."""
        parts: Iterable[tuple[str, Listing[Item] | Listing[Move] | Listing[OutcomeChange]]] = (
            *self._turnovers(),
            ("position", self.positions),
            ("assessment", self.assessments),
            ("outcome", self.outcomes),
        )
        return [{"what": what, **row} for what, part in parts for row in part.to_dicts()]

    def __repr__(self) -> str:
        """Show the conferences and how much is new."""
        new = ", ".join(many(len(turnover.new), f"new {name}") for name, turnover in self._turnovers())
        return f"<Developments from {self.earlier} to {self.later}: {new}>"

    def __str__(self) -> str:
        """Give the numbers, then what is new and dropped, who moved, and what it amounts to now."""
        lines = [f"{self.earlier} → {self.later}"]
        for name, turnover in self._turnovers():
            lines.append(f"{name}s: {turnover.summary()}")
            lines += [
                f"  {fate.value}: {', '.join(ids)}"
                for fate in (Fate.NEW, Fate.DROPPED)
                if (ids := turnover.having(fate))
            ]
        for name, moves in (("positions", self.positions), ("assessments", self.assessments)):
            lines.append(f"{name}: {moves.summary()}")
            if moves.moved:
                lines.append(str(Moves(moves.moved)))
        lines.append(f"outcomes: {len(self.outcomes)} changed")
        if self.outcomes:
            lines.append(str(self.outcomes))
        return "\n".join(lines)


# ── What is asked ───────────────────────────────────────────────────────────


def compare_conferences(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    earlier: str,
    later: str,
    *,
    by: ActorLevelWord = "actor",
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Developments:
    """Give what is new at one conference as against an earlier one.

    Args:
        corpus: The corpus.
        earlier: The earlier conference.
        later: The later conference.
        by: What is counted as one actor where stances are compared; see
            `ActorLevel`.
        **: All others as in `tally`.

    Raises:
        UnknownIdError: If an id is not that of a conference; with near matches.
        InvalidValueError: If the two are the same, if the later one was
            certainly before the earlier one, or if an option is wrong.

    >>> from eurasec import Conference, Person, Position, Topic
    >>> corpus = Corpus([
    ...     Conference(id="c1", title="First", period="2021"),
    ...     Conference(id="c2", title="Second", period="2022"),
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     *(Topic(id=id, label=id, proposition=id) for id in ("growth", "drugs")),
    ...     Position(id="p-1", conference="c1", holders=["zas"], topic="growth", stance="oppose"),
    ...     Position(id="p-2", conference="c2", holders=["zas"], topic="growth", stance="support"),
    ...     Position(id="p-3", conference="c2", holders=["zas"], topic="drugs", stance="support"),
    ... ])
    >>> print(compare_conferences(corpus, "c1", "c2"))
    c1 → c2
    topics: 1 new, 1 kept, 0 dropped
      new: drugs
    threats: 0 new, 0 kept, 0 dropped
    speakers: 0 new, 1 kept, 0 dropped
    positions: 1 held at both, 1 moved, 1 flipped
      actor  subject  scores  delta  flipped  statements
      zas    growth   -1 → 1  +2     yes      p-1, p-2
    assessments: 0 held at both, 0 moved, 0 flipped
    outcomes: 1 changed
      subject  earlier                           later
      growth   single_voice against (1 against)  single_voice for (1 for)
    """
    options = Options("compare_conferences")
    conferences = a_corpus("compare_conferences", corpus).conferences
    first, second = (conferences.where(id=each).one() for each in (earlier, later))
    if first.id == second.id:
        options.wrong("later", f"{second.id!r} is the earlier conference too", rule="order", value=later)
    elif first.period and second.period and before(second.period, first.period) is Answer.YES:
        message = f"{second.id!r} ({second.period}) was before {first.id!r} ({first.period})"
        options.wrong("later", message, rule="order", value=later)
    roll = call_the_roll(options, corpus, by, relayed=relayed, imputed=imputed, inferred=inferred)
    one, other = _Conference(roll, first.id), _Conference(roll, second.id)
    return Developments(
        earlier=first.id,
        later=second.id,
        topics=_turnover(one.topics, other.topics),
        threats=_turnover(one.threats, other.threats),
        speakers=_turnover(one.speakers, other.speakers),
        positions=_moves(one.tallies, other.tallies),
        assessments=_moves(one.threat_tallies, other.threat_tallies),
        outcomes=OutcomeChanges(
            (
                *_outcomes(one.tallies, other.tallies),
                *_outcomes(one.threat_tallies, other.threat_tallies),
            )
        ),
    )


# ── How it is found ─────────────────────────────────────────────────────────

_SILENT: Final = frozenset({Presence.REPRESENTED, Presence.ABSENT})

_Shown = Mapping[str, list[str]]
"""The ids of what shows each topic, threat or speaker."""


class _Conference:
    """What one conference shows.

    Args:
        roll: Who is counted.
        id: The conference.
    """

    def __init__(self, roll: Roll, id: str) -> None:
        scope = Scope(narrower=True, conference=id, session=None, during=None, possibly=False)
        self.tallies: Mapping[str, Balance] = {each.topic: each for each in tallies_of(roll, scope, None)}
        self.threat_tallies: Mapping[str, Balance] = {
            each.threat: each for each in threat_tallies_of(roll, scope, None, None)
        }
        self.topics: dict[str, list[str]] = {}
        self.threats: dict[str, list[str]] = {}
        self.speakers: dict[str, list[str]] = {}
        for statement in scope.judgements(roll.corpus):
            if isinstance(statement, Position):
                self.topics.setdefault(statement.topic, []).append(statement.id)
            else:
                self.threats.setdefault(statement.threat, []).append(statement.id)
            for holder in statement.holders if statement.attribution is Attribution.OWN else ():
                self.speakers.setdefault(holder, []).append(statement.id)
        for session in roll.corpus.conferences[id].sessions:
            for each in session.agenda:
                shown = self.topics if each in self.tallies else self.threats
                shown.setdefault(each, []).append(session.id)
        for participant in roll.corpus.participants.where(conference=id):
            if any(map(_speaks, participant.appearances)):
                self.speakers.setdefault(participant.person, []).append(participant.id)


def _speaks(appearance: Appearance) -> bool:
    return appearance.presence not in _SILENT and not SPEAKING.isdisjoint(appearance.roles)


def _turnover(earlier: _Shown, later: _Shown) -> Turnover:
    return Turnover(
        tuple(
            Item(id=id, earlier=tuple(sorted(earlier.get(id, ()))), later=tuple(sorted(later.get(id, ()))))
            for id in sorted({*earlier, *later})
        )
    )


def _moves(earlier: Mapping[str, Balance], later: Mapping[str, Balance]) -> Moves:
    found: list[Move] = []
    for subject, balance in later.items():
        before_that = {each.actor: each for each in earlier[subject].standings if each.mean is not None}
        found.extend(
            Move(earlier=before_that[each.actor], later=each)
            for each in balance.standings
            if each.mean is not None and each.actor in before_that
        )
    return Moves(tuple(sorted(found, key=lambda move: (-abs(move.delta), move.actor, move.subject))))


def _outcomes(earlier: Mapping[str, Balance], later: Mapping[str, Balance]) -> Iterator[OutcomeChange]:
    for subject, balance in later.items():
        change = OutcomeChange(earlier=earlier[subject], later=balance)
        recorded = Outcome.NONE_RECORDED not in {change.earlier.outcome, change.later.outcome}
        if recorded and change.earlier.phrase != change.later.phrase:
            yield change
