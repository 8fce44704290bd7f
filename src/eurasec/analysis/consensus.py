"""Consensus and contest: who supports what, who opposes it, and what that amounts to, topic by topic.

Every topic has a proposition of its own, so narrower topics are listed beside
the broader one and never added to it: a stance is not inherited upwards. Who
is counted is told in `voices`, how an outcome is found in `balance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._scope import Scope, asked
from eurasec.analysis.balance import OUTCOME_COLUMNS, Balance, Balances, Gathering, Outcome, Side
from eurasec.analysis.voices import ActorLevelWord, Roll
from eurasec.corpus import Corpus
from eurasec.positions import Topic
from eurasec.selection import Ids, When

__all__ = ["Tallies", "Tally", "agreed", "consensus", "contested", "tally"]


@attrs.frozen(kw_only=True, repr=False)
class Tally(Balance):
    """Where all who can be counted stand on one topic.

    Attributes:
        topic: The topic.
        proposition: What they are for or against.
        narrower: The tallies of narrower topics, where they were asked for
            with this one; each has a proposition of its own.

    >>> from eurasec.analysis.balance import OUTCOME_COLUMNS, Standing
    >>> from eurasec.analysis.voices import ActorLevel, Voice
    >>> from eurasec.vocab import Stance
    >>> voice = Voice(actor="zas", speaker="zas", statement="p-1", says=Stance.OPPOSE, score=-1.0)
    >>> standing = Standing(actor="zas", subject="growth", voices=[voice])
    >>> Tally(topic="growth", by=ActorLevel.ACTOR, standings=[standing])
    <Tally of growth: single_voice against (1 against)>
    >>> from eurasec.datasets import csto_2022
    >>> found = consensus(csto_2022(), topic="sco-priority")
    >>> found.supporters, found.opponents
    (('alimov', 'bordyuzha'), ('rakhimov',))
    >>> found.mixed, found.neutral, found.unclear
    ((), (), ())
    """

    topic: str
    proposition: str | None = None
    narrower: tuple[Tally, ...] = ()

    @property
    def subject(self) -> str:
        """The topic."""
        return self.topic

    @property
    def supporters(self) -> tuple[str, ...]:
        """The actors whose score is above 0."""
        return self.actors(Side.FOR)

    @property
    def opponents(self) -> tuple[str, ...]:
        """The actors whose score is below 0."""
        return self.actors(Side.AGAINST)

    @property
    def mixed(self) -> tuple[str, ...]:
        """The actors who say something for it and something against it, in balance."""
        return self.actors(Side.MIXED)

    @property
    def neutral(self) -> tuple[str, ...]:
        """The actors who take no side."""
        return self.actors(Side.NEUTRAL)

    @property
    def unclear(self) -> tuple[str, ...]:
        """The actors whose stance cannot be told; they are not counted."""
        return self.actors(Side.UNCLEAR)

    def _head(self) -> dict[str, object]:
        return {"topic": self.topic, "proposition": self.proposition}

    def __str__(self) -> str:
        """Give the outcome and the proposition, a line for each actor and report, then narrower topics."""
        first, *rest = super().__str__().splitlines()
        proposition = [] if self.proposition is None else [f"  {self.proposition}"]
        narrower = (f"  narrower: {each.topic}: {each.summary()}" for each in self.narrower)
        return "\n".join([first, *proposition, *rest, *narrower])


@attrs.frozen(repr=False)
class Tallies(Balances[Tally]):
    """The tallies of several topics, in order; each is reached by its topic or its place.

    Attributes:
        rows: The tallies.

    >>> from eurasec.datasets import csto_2022
    >>> found = tally(csto_2022())
    >>> found["nato-model"]
    <Tally of nato-model: none_recorded (1 mixed)>
    >>> found[0]
    <Tally of allied-solidarity: prevailing for (5 for, 1 mixed)>
    >>> found.subjects[:2]
    ('allied-solidarity', 'border-strengthening')
    """

    noun: ClassVar[tuple[str, str]] = ("topic", "topics")
    head: ClassVar[tuple[str, ...]] = ("topic", *OUTCOME_COLUMNS)


_AGREED: Final = (Outcome.UNANIMOUS, Outcome.CONSENSUS)


# ── What is asked ───────────────────────────────────────────────────────────


def tally(
    corpus: Corpus,
    topic: Ids = None,
    *,
    narrower: bool = True,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Tallies:
    """Count who supports, opposes or takes no side, topic by topic.

    Args:
        corpus: The corpus.
        topic: One topic or several; by default all.
        narrower: Whether the narrower topics are listed too, each by itself.
        by: What is counted as one actor; see `ActorLevel`.
        conference: Only what was said at these conferences.
        session: Only what was said in these sessions.
        during: Only what was certainly said in this time.
        possibly: Whether what may have been said then counts too.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count: speakers of unanimous
            assemblies, and those who endorse or reject a view that they
            relay or impute.

    Returns:
        A tally for each topic, those without positions among them: a topic
        before its narrower ones; all topics by id.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Position, Topic
    >>> def position(id, holder, stance):
    ...     return Position(id=id, holders=[holder], topic="growth", stance=stance)
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("zas", "imomi", "pankin")),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     position("p-1", "zas", "qualified_support"),
    ...     position("p-2", "imomi", "support"),
    ...     position("p-3", "pankin", "neutral"),
    ... ])
    >>> tally(corpus)
    <Tallies: 1 topic>
    >>> print(tally(corpus)["growth"])
    growth: consensus for (2 for, 1 neutral)
      The alliance should grow.
      actor   side     score  counted as  statements
      imomi   for      1      named       p-2
      pankin  neutral  0      named       p-3
      zas     for      0.5    named       p-1
    """
    options = Options("tally")
    roll, scope = asked(options, locals())
    return Tallies(tuple(tallies_of(roll, scope, topic)))


def contested(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    topic: Ids = None,
    *,
    min_actors: int = 0,
    narrower: bool = True,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Tallies:
    """Give the topics that are contested, the most strongly contested first.

    Args:
        corpus: The corpus.
        topic: One topic or several; by default all.
        min_actors: The least number of actors that must be counted.
        **: All others as in `tally`.

    Returns:
        Their tallies by `strength`, then by the number of actors counted, then
        by topic; those whose strength no number tells come last.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Position, Topic
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("alimov", "bordyuzha", "rakhimov")),
    ...     Topic(id="sco", label="SCO", proposition="The SCO comes first."),
    ...     Position(id="p-1", holders=["alimov", "bordyuzha"], topic="sco", stance="support"),
    ...     Position(id="p-2", holders=["rakhimov"], topic="sco", stance="oppose"),
    ... ])
    >>> print(contested(corpus))
      topic  outcome    for  against  mixed  neutral  unclear  reports  strength
      sco    contested  2    1        ·      ·        ·        ·        0.667
    """
    options = Options("contested")
    options.whole("min_actors", min_actors, least=0)
    roll, scope = asked(options, locals())
    rows = tallies_of(roll, scope, topic)
    found = [row for row in rows if row.outcome is Outcome.CONTESTED and row.n_actors >= min_actors]
    found.sort(key=lambda row: (-(row.strength or 0.0), -row.n_actors, row.topic))
    return Tallies(tuple(found))


def agreed(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    topic: Ids = None,
    *,
    min_actors: int = 0,
    narrower: bool = True,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Tallies:
    """Give the topics on which there is unanimity or consensus, unanimity first.

    Args:
        corpus: The corpus.
        topic: One topic or several; by default all.
        min_actors: The least number of actors that must be counted.
        **: All others as in `tally`.

    Returns:
        Their tallies, those with more actors first, then by topic.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Position, Topic
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("alimov", "zas")),
    ...     Topic(id="drugs", label="Drugs", proposition="Drugs are to be fought together."),
    ...     Position(id="p-1", holders=["alimov", "zas"], topic="drugs", stance="support"),
    ... ])
    >>> agreed(corpus)[0]
    <Tally of drugs: unanimous for (2 for)>
    """
    options = Options("agreed")
    options.whole("min_actors", min_actors, least=0)
    roll, scope = asked(options, locals())
    rows = tallies_of(roll, scope, topic)
    found = [row for row in rows if row.outcome in _AGREED and row.n_actors >= min_actors]
    found.sort(key=lambda row: (_AGREED.index(row.outcome), -row.n_actors, row.topic))
    return Tallies(tuple(found))


def consensus(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    topic: str,
    *,
    narrower: bool = True,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Tally:
    """Tell whether there is consensus on one topic, and who stands where.

    Args:
        corpus: The corpus.
        topic: The topic.
        narrower: Whether the tally brings those of narrower topics with it.
        **: All others as in `tally`.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Assembly, Conference, Person, Position, Topic
    >>> corpus = Corpus([
    ...     Conference(id="c1", title="A conference"),
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    ...     Position(id="p-1", holders=["zas"], topic="growth", stance="qualified_support"),
    ...     Position(id="p-2", assembly=Assembly(of="c1", quantifier="almost_all"), topic="growth",
    ...              stance="support"),
    ... ])
    >>> print(consensus(corpus, topic="growth"))
    growth: prevailing for (1 for)
      The alliance should grow.
      actor  side  score  counted as  statements
      zas    for   0.5    named       p-1
      almost_all of c1: support (p-2)
    """
    options = Options("consensus")
    roll, scope = asked(options, locals())
    first, *rest = tallies_of(roll, scope, corpus.topics.where(id=topic).one().id)
    return attrs.evolve(first, narrower=tuple(rest))


def tallies_of(roll: Roll, scope: Scope, topic: Ids) -> Iterator[Tally]:
    """Give the tally of each topic that is asked for, and of their narrower ones."""
    topics = scope.topics(roll.corpus, topic)
    gathered = {each.id: Gathering(each.id, roll) for each in topics}
    for position in scope.positions(roll.corpus, topics):
        gathered[position.topic].add(position)
    return (_row(each, gathered[each.id]) for each in topics)


def _row(topic: Topic, gathering: Gathering) -> Tally:
    return Tally(
        topic=topic.id,
        proposition=topic.proposition,
        by=gathering.roll.rules.by,
        standings=gathering.standings,
        reports=gathering.reports,
        uncounted=gathering.uncounted,
    )
