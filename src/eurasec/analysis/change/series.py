"""Change: how the stance of an actor on a topic moved over time.

A series has one moment for each date on which the actor said something of the
topic, in the order of `sort_key`: by the first day on which it can have been
said. What was said on the same date is taken together, by the mean of
`balance`. Nothing is interpolated: between two moments nothing is known, and
what has no date stands apart.

The *delta* is the score of the last moment minus that of the first, in [−2, 2].
As dates are imprecise, it need not be certain that the first moment was before
the last; `ordered` tells. A *flip* is when two moments in a row that take a
side take opposite ones, whatever moments without a side are between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import ClassVar

import attrs

from eurasec._index import OfficeHeld
from eurasec.actors import Person
from eurasec.analysis._options import Options
from eurasec.analysis._scope import Scope, asked
from eurasec.analysis._tables import number_text
from eurasec.analysis.balance import SIDES, Side, Standing
from eurasec.analysis.listing import Listing
from eurasec.analysis.voices import ActorLevel, ActorLevelWord, Roll, Voice, actors_named
from eurasec.corpus import Corpus
from eurasec.dates import Answer, Edtf, before, sort_key
from eurasec.positions import Position
from eurasec.selection import Ids, When
from eurasec.selection.display import table

__all__ = ["Moment", "Shift", "Shifts", "shift", "shifts"]


@attrs.frozen(kw_only=True, repr=False)
class Moment:
    """Where an actor stood on a topic at one date.

    Attributes:
        date: When it was said.
        standing: Where the actor stood, by what was said on that date.
        offices: The offices that the speakers held then, for certain or possibly.

    >>> from eurasec.analysis.voices import Voice
    >>> from eurasec.dates import parse_edtf
    >>> from eurasec.vocab import Stance
    >>> voice = Voice(actor="zas", speaker="zas", statement="p-1", says=Stance.SUPPORT, score=1.0)
    >>> standing = Standing(actor="zas", subject="growth", voices=[voice])
    >>> moment = Moment(date=parse_edtf("2022-02-09"), standing=standing)
    >>> moment
    <Moment 2022-02-09: for (p-1)>
    >>> moment.score, moment.side
    (1.0, Side.FOR)
    """

    date: Edtf
    standing: Standing
    offices: tuple[OfficeHeld, ...] = ()

    @property
    def score(self) -> float | None:
        """The score of that date; `None` if nothing said then has one."""
        return self.standing.score

    @property
    def side(self) -> Side:
        """On which side the actor was."""
        return self.standing.side

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "date": str(self.date),
            "side": self.side.value,
            "score": self.score,
            "offices": [held.office for held in self.offices if held.answer.certain],
            "possible_offices": [held.office for held in self.offices if not held.answer.certain],
            "inferred": self.standing.inferred,
            "statements": list(self.standing.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a series shows; an office that is only possible has a question mark."""
        _, side, score, _, statements = self.standing.cells()
        offices = (held.office if held.answer.certain else f"{held.office}?" for held in self.offices)
        return (str(self.date), side, score, ", ".join(dict.fromkeys(offices)) or "–", statements)

    def __repr__(self) -> str:
        """Show the date, the side and the statements."""
        return f"<Moment {self.date}: {self.side} ({', '.join(self.standing.statements)})>"


@attrs.frozen(kw_only=True, repr=False)
class Shift:
    """How an actor's stance on a topic moved.

    Attributes:
        actor: Who.
        topic: On what.
        by: What is counted as one actor.
        moments: Where the actor stood at each date, in order.
        undated: Where the actor stood by what has no date; `None` if everything has one.

    >>> Shift(actor="zas", topic="growth", by=ActorLevel.ACTOR)
    <Shift of zas on growth: delta –, n = 0>
    >>> from eurasec import Topic
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", holders=["zas"], topic="growth", stance="oppose", date="2020"),
    ...     Position(id="p-2", holders=["zas"], topic="growth", stance="support", date="2022"),
    ... ])
    >>> moved = shift(corpus, "zas", "growth")
    >>> moved.first, moved.last, len(moved.scored)
    (<Moment 2020: against (p-1)>, <Moment 2022: for (p-2)>, 2)
    >>> moved.delta, moved.ordered, moved.flips == ((moved.first, moved.last),)
    (2.0, Answer.YES, True)
    >>> moved.summary(), moved.statements
    ('delta +2, n = 2', ('p-1', 'p-2'))
    >>> moved.to_dicts()[0]["side"]
    'against'
    """

    actor: str
    topic: str
    by: ActorLevel
    moments: tuple[Moment, ...] = ()
    undated: Standing | None = None

    @property
    def scored(self) -> tuple[Moment, ...]:
        """The moments that have a score; their number is the n of the delta."""
        return tuple(moment for moment in self.moments if moment.score is not None)

    @property
    def first(self) -> Moment | None:
        """The first moment that has a score."""
        return self.scored[0] if self.scored else None

    @property
    def last(self) -> Moment | None:
        """The last moment that has a score."""
        return self.scored[-1] if self.scored else None

    @property
    def delta(self) -> float | None:
        """The score of the last moment minus that of the first; `None` if there are not two."""
        means = [mean for moment in self.moments if (mean := moment.standing.mean) is not None]
        return float(means[-1] - means[0]) if len(means) > 1 else None

    @property
    def ordered(self) -> Answer:
        """Whether the first moment was before the last: MAYBE if the dates leave it open."""
        if self.first is None or self.last is None:
            return Answer.NO
        return before(self.first.date, self.last.date)

    @property
    def flips(self) -> tuple[tuple[Moment, Moment], ...]:
        """The pairs of moments between which the actor changed sides."""
        sided = [moment for moment in self.moments if moment.side in SIDES]
        return tuple((one, next_) for one, next_ in pairwise(sided) if one.side is not next_.side)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements behind it, sorted."""
        standings = [moment.standing for moment in self.moments]
        if self.undated is not None:
            standings.append(self.undated)
        return tuple(sorted(id for standing in standings for id in standing.statements))

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "actor": self.actor,
            "topic": self.topic,
            "by": self.by.value,
            "n": len(self.scored),
            "first": None if self.first is None else str(self.first.date),
            "last": None if self.last is None else str(self.last.date),
            "first_score": None if self.first is None else self.first.score,
            "last_score": None if self.last is None else self.last.score,
            "delta": self.delta,
            "ordered": self.ordered.name.lower(),
            "n_flips": len(self.flips),
            "statements": list(self.statements),
        }

    def to_dicts(self) -> list[dict[str, object]]:
        """Give one flat row for each moment."""
        return [{"actor": self.actor, "topic": self.topic, **moment.to_dict()} for moment in self.moments]

    def cells(self) -> tuple[str, ...]:
        """Give what the table of several shifts shows."""
        scores = ["–" if moment.score is None else number_text(moment.score) for moment in self.scored]
        dates = f"{self.first.date} – {self.last.date}" if self.first and self.last else "–"
        return (self.actor, self.topic, _signed(self.delta), " → ".join(scores), dates)

    def summary(self) -> str:
        """Give delta and n in a few words."""
        certain = " (order uncertain)" if self.ordered is Answer.MAYBE and self.delta is not None else ""
        return f"delta {_signed(self.delta)}, n = {len(self.scored)}{certain}"

    def __repr__(self) -> str:
        """Show who, on what, the delta and the number of moments."""
        return f"<Shift of {self.actor} on {self.topic}: {self.summary()}>"

    def __str__(self) -> str:
        """Give the delta, then a line for each moment."""
        lines = [f"{self.actor} on {self.topic}: {self.summary()}"]
        if self.moments:
            head = ("date", "side", "score", "office then", "statements")
            lines.append(table([head, *(moment.cells() for moment in self.moments)]))
        if self.undated is not None:
            lines.append(f"  undated: {self.undated}")
        return "\n".join(lines)


def _signed(delta: float | None) -> str:
    return "–" if delta is None else f"{'+' if delta > 0 else ''}{number_text(delta)}"


@attrs.frozen(repr=False)
class Shifts(Listing[Shift]):
    """How several actors moved on several topics, the furthest first.

    Attributes:
        rows: The shifts.

    >>> from eurasec import Topic
    >>> shifts(Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", holders=["zas"], topic="growth", stance="oppose", date="2020"),
    ...     Position(id="p-2", holders=["zas"], topic="growth", stance="support", date="2022"),
    ... ]))
    <Shifts: 1 shift>
    """

    noun: ClassVar[tuple[str, str]] = ("shift", "shifts")
    head: ClassVar[tuple[str, ...]] = ("actor", "topic", "delta", "scores", "from – to")


# ── What is asked ───────────────────────────────────────────────────────────


def shift(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    actor: str,
    topic: str,
    *,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Shift:
    """Give how an actor's stance on a topic moved, date by date.

    Args:
        corpus: The corpus.
        actor: Who; an actor of the level that `by` names.
        topic: The topic. Narrower ones have propositions of their own, and are
            asked for by themselves.
        by: What is counted as one actor; see `ActorLevel`.
        **: All others as in `tally`.

    Raises:
        UnknownIdError: If an id is not in the corpus, or no actor of the
            level; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Office, Person, Position, Tenure, Topic
    >>> corpus = Corpus([
    ...     Person(id="bordyuzha", name="Nikolai Bordyuzha"),
    ...     Office(id="sg", title="Secretary General"),
    ...     Tenure(id="t1", person="bordyuzha", office="sg", period="2003/2016"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", holders=["bordyuzha"], topic="growth", stance="oppose", date="2010-06"),
    ...     Position(id="p-2", holders=["bordyuzha"], topic="growth", stance="support", date="2022-02-09"),
    ... ])
    >>> print(shift(corpus, "bordyuzha", "growth"))
    bordyuzha on growth: delta +2, n = 2
      date        side     score  office then  statements
      2010-06     against  -1     sg           p-1
      2022-02-09  for      1      –            p-2
    """
    options = Options("shift")
    roll, scope = asked(options, {**locals(), "narrower": False})
    actors_named(corpus, actor, roll.rules.by)
    topic = corpus.topics.where(id=topic).one().id
    found = _series(roll, scope, topic, frozenset({actor}))
    return next(found, Shift(actor=actor, topic=topic, by=roll.rules.by))


def shifts(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    topic: Ids = None,
    *,
    actor: Ids = None,
    narrower: bool = True,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Shifts:
    """Give how all actors moved on all topics of which they spoke on more than one date.

    Args:
        corpus: The corpus.
        topic: One topic or several; by default all.
        actor: One actor or several, of the level that `by` names; by default all.
        narrower: Whether the narrower topics are looked at too, each by itself.
        by: What is counted as one actor; see `ActorLevel`.
        **: All others as in `tally`.

    Returns:
        The shifts with at least two moments that have a score, those who did
        not move among them: by the size of the delta, then by actor and topic.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Position, Topic
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", holders=["zas"], topic="growth", stance="neutral", date="2020"),
    ...     Position(id="p-2", holders=["zas"], topic="growth", stance="support", date="2022"),
    ... ])
    >>> print(shifts(corpus))
      actor  topic   delta  scores  from – to
      zas    growth  +1     0 → 1   2020 – 2022
    """
    options = Options("shifts")
    roll, scope = asked(options, locals())
    actors = None if actor is None else frozenset(actors_named(corpus, actor, roll.rules.by))
    found = [each for each in _series(roll, scope, topic, actors) if each.delta is not None]
    found.sort(key=lambda each: (-abs(each.delta or 0.0), each.actor, each.topic))
    return Shifts(tuple(found))


# ── How it is found ─────────────────────────────────────────────────────────


def _series(roll: Roll, scope: Scope, topic: Ids, actors: frozenset[str] | None) -> Iterator[Shift]:
    """Give the series of each actor on each topic."""
    positions = {each.id: each for each in scope.positions(roll.corpus, scope.topics(roll.corpus, topic))}
    voices: dict[tuple[str, str], list[Voice]] = {}
    for position in positions.values():
        for voice in roll.voices(position):
            if actors is None or voice.actor in actors:
                voices.setdefault((voice.actor, position.topic), []).append(voice)
    for (who, what), theirs in voices.items():
        yield _shift(roll, who, what, [(voice, positions[voice.statement]) for voice in theirs])


def _shift(roll: Roll, actor: str, topic: str, said: Iterable[tuple[Voice, Position]]) -> Shift:
    """Give one series."""
    dated: dict[Edtf, list[tuple[Voice, Position]]] = {}
    undated: list[Voice] = []
    for voice, position in said:
        date = roll.corpus.date_of(position)
        if date is None:
            undated.append(voice)
        else:
            dated.setdefault(date, []).append((voice, position))

    def moment(date: Edtf) -> Moment:
        voices = [voice for voice, _ in dated[date]]
        held = [
            each
            for voice, position in dated[date]
            for each in _offices(roll.corpus, voice.speaker, position, date)
        ]
        return Moment(
            date=date,
            standing=Standing(actor=actor, subject=topic, voices=voices),
            offices=tuple(dict.fromkeys(held)),
        )

    return Shift(
        actor=actor,
        topic=topic,
        by=roll.rules.by,
        moments=tuple(moment(date) for date in sorted(dated, key=sort_key)),
        undated=Standing(actor=actor, subject=topic, voices=undated) if undated else None,
    )


def _offices(corpus: Corpus, speaker: str, position: Position, date: Edtf) -> Iterator[OfficeHeld]:
    """Give the offices that somebody held when it was said."""
    for each in corpus.speaking(position):
        if each.actor == speaker:
            yield from each.offices
            return
    if isinstance(corpus[speaker], Person):
        for held in corpus.offices_of(speaker, on=date):
            term = held.record
            yield OfficeHeld(person=speaker, office=term.office, answer=held.answer, tenures=(term.id,))
