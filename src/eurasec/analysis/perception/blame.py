"""Accusations: who blames whom, at first hand and by somebody else's account.

There are three grounds on which a statement is an accusation of somebody, and
each is told apart:

- *act*: it accuses or condemns, and names them as criticised or as an origin;
- *criticism*: it speaks ill of them, whatever it does besides;
- *origin*: it affirms a threat that arises from them. Areas cannot be accused;
  but a state among the origins may be meant as the place alone, so that this
  is the weakest ground.

At first hand accuse those who are counted for a statement by the rules of
`voices`: named holders of their own views, inferred the speakers of unanimous
assemblies and those who endorse what they relay or impute. At second hand are
the holders to whom somebody ascribes an accusation; these are never mixed with
the others. Who rejects an accusation that they ascribe to others makes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import ClassVar, Final, Literal, TypeAlias

import attrs

from eurasec.actors import Area
from eurasec.analysis._options import Options
from eurasec.analysis._scope import asked
from eurasec.analysis.listing import Listing
from eurasec.analysis.voices import ActorLevelWord, Basis, Judgement, Roll, actors_named
from eurasec.corpus import Corpus
from eurasec.selection import Ids, When
from eurasec.selection.keys import several
from eurasec.statements import Assembly
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Attribution, Endorsement, SpeechAct, Word

__all__ = ["Accusation", "Accusations", "Ground", "GroundWord", "Hand", "accusations"]


class Ground(Word):
    """Why a statement is an accusation.

    >>> Ground.ORIGIN.meaning
    'it affirms a threat that arises from them'
    """

    ACT = "act", "it accuses or condemns"
    CRITICISM = "criticism", "it speaks ill of them"
    ORIGIN = "origin", "it affirms a threat that arises from them"


GroundWord: TypeAlias = Ground | Literal["act", "criticism", "origin"]
"""A word of `Ground`."""


class Hand(Word):
    """By whose account somebody accuses.

    >>> Hand.SECOND.meaning
    'somebody relays it or imputes it to them'
    """

    FIRST = "first", "they do so themselves"
    SECOND = "second", "somebody relays it or imputes it to them"


_ACCUSING: Final = frozenset({SpeechAct.ACCUSE, SpeechAct.CONDEMN})


@attrs.frozen(kw_only=True, repr=False)
class Accusation:
    """That somebody blames somebody, and by which statements.

    Attributes:
        accuser: Who blames; `None` if it is an unnamed plural.
        assembly: The unnamed plural that blames, if it is one.
        accused: Who is blamed.
        hand: Whether it is known at first or at second hand.
        grounds: On which grounds it is an accusation.
        bases: Why the accuser is counted; none for an unnamed plural.
        through: At second hand, those who relay or impute it, sorted.
        endorsements: What these think of it.
        statements: The ids of the statements behind it, sorted.

    >>> from eurasec.datasets import csto_2022
    >>> accusation = accusations(csto_2022(), "nato")[0]
    >>> accusation
    <Accusation of nato by aleinik, at first hand>
    >>> accusation.who, accusation.hand, accusation.grounds, accusation.inferred
    ('aleinik', Hand.FIRST, (Ground.ORIGIN,), False)
    """

    accuser: str | None
    assembly: Assembly | None
    accused: str
    hand: Hand
    grounds: tuple[Ground, ...]
    bases: tuple[Basis, ...]
    through: tuple[str, ...]
    endorsements: tuple[Endorsement, ...]
    statements: tuple[str, ...]

    @property
    def who(self) -> str:
        """Who blames, in words."""
        return str(self.assembly) if self.accuser is None else self.accuser

    @property
    def inferred(self) -> bool:
        """Whether the source nowhere states that the accuser holds it."""
        return bool(self.bases) and all(basis.inferred for basis in self.bases)

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {
            "accuser": self.accuser,
            "assembly": None if self.assembly is None else str(self.assembly),
            "accused": self.accused,
            "hand": self.hand.value,
            "grounds": [ground.value for ground in self.grounds],
            "inferred": self.inferred,
            "through": list(self.through),
            "endorsements": [endorsement.value for endorsement in self.endorsements],
            "n_statements": len(self.statements),
            "statements": list(self.statements),
        }

    def cells(self) -> tuple[str, ...]:
        """Give what the table of accusations shows."""
        through = ", ".join(self.through)
        hand = f"{self.hand.value}, by {through}" if through else self.hand.value
        attitudes = f" ({', '.join(self.endorsements)})" if self.endorsements else ""
        return (
            self.who,
            self.accused,
            f"{hand}{attitudes}",
            ", ".join(self.grounds),
            ", ".join(self.statements),
        )

    def __repr__(self) -> str:
        """Show who blames whom, and at which hand."""
        return f"<Accusation of {self.accused} by {self.who}, at {self.hand} hand>"


@attrs.frozen(kw_only=True, repr=False)
class Accusations(Listing[Accusation]):
    """Who blames whom, at first hand before second hand, then sorted by accuser and accused.

    Attributes:
        rows: A row for each pair and hand.
        unaddressed: The statements that accuse or condemn, but name nobody.

    >>> from eurasec.datasets import csto_2022
    >>> found = accusations(csto_2022())
    >>> found.first_hand[0]
    <Accusation of nato by aleinik, at first hand>
    >>> found.second_hand[-1]
    <Accusation of russia by west, at second hand>
    """

    rows: tuple[Accusation, ...] = attrs.field(kw_only=False)
    unaddressed: tuple[str, ...] = ()

    noun: ClassVar[tuple[str, str]] = ("accusation", "accusations")
    head: ClassVar[tuple[str, ...]] = ("accuser", "accused", "hand", "grounds", "statements")

    @property
    def first_hand(self) -> tuple[Accusation, ...]:
        """Those that the accusers make themselves."""
        return tuple(row for row in self.rows if row.hand is Hand.FIRST)

    @property
    def second_hand(self) -> tuple[Accusation, ...]:
        """Those that are relayed, or imputed to the accusers."""
        return tuple(row for row in self.rows if row.hand is Hand.SECOND)


# ── What is asked ───────────────────────────────────────────────────────────


def accusations(  # noqa: D417 - the other options are described once, in `tally`
    corpus: Corpus,
    against: Ids = None,
    *,
    grounds: GroundWord | Iterable[GroundWord] = tuple(Ground),
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    inferred: bool = True,
) -> Accusations:
    """Give who accuses whom, at first and at second hand.

    Args:
        corpus: The corpus.
        against: Only accusations of these actors, one or several.
        grounds: On which grounds, one or several; see `Ground`.
        by: What is counted as one accuser; see `ActorLevel`. The accused are
            always those whom the source names.
        **: All others as in `tally`.

    Returns:
        A row for each accuser and accused, at each hand, with its statements.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Group, Person, Position, State, Topic
    >>> corpus = Corpus([
    ...     Person(id="aleinik", name="Sergei Aleinik"),
    ...     Group(id="west", name="the West"),
    ...     State(id="belarus", name="Belarus"),
    ...     Topic(id="calm", label="Calm"),
    ...     Position(id="p-1", holders=["aleinik"], topic="calm", stance="support", act="accuse",
    ...              criticises=["west"]),
    ...     Position(id="p-2", holders=["west"], topic="calm", stance="oppose", criticises=["belarus"],
    ...              attribution="imputed", attributed_by="aleinik", endorsement="rejected"),
    ... ])
    >>> print(accusations(corpus))
      accuser  accused  hand                           grounds         statements
      aleinik  west     first                          act, criticism  p-1
      west     belarus  second, by aleinik (rejected)  criticism       p-2
    """
    options = Options("accusations")
    what = "ground of an accusation"
    wanted = {options.word("grounds", each, Ground, what=what) for each in several(grounds)}
    roll, scope = asked(options, {**locals(), "relayed": True, "imputed": True})
    accused = None if against is None else frozenset(actors_named(corpus, against))
    gathered: dict[tuple[Hand, str | Assembly, str], list[_Charge]] = {}
    unaddressed: list[str] = []
    for statement in scope.judgements(corpus):
        if statement.act in _ACCUSING and not _grounds(corpus, statement, shared=True, affirmed=True):
            unaddressed.append(statement.id)
        for charge in _charges(roll, statement):
            if not wanted.isdisjoint(charge.grounds) and (accused is None or charge.accused in accused):
                gathered.setdefault((charge.hand, charge.who, charge.accused), []).append(charge)
    rows = (_row(*key, charges, wanted) for key, charges in gathered.items())
    return Accusations(
        tuple(sorted(rows, key=lambda row: (row.hand, row.who, row.accused))), unaddressed=tuple(unaddressed)
    )


# ── How it is found ─────────────────────────────────────────────────────────


@attrs.frozen(kw_only=True)
class _Charge:
    """That somebody blames somebody in one statement."""

    hand: Hand
    who: str | Assembly
    basis: Basis | None
    accused: str
    grounds: frozenset[Ground]
    statement: Judgement


def _charges(roll: Roll, statement: Judgement) -> Iterator[_Charge]:
    """Give everybody who blames somebody in a statement."""
    for hand, who, basis, score in _accusers(roll, statement):
        grounds = _grounds(
            roll.corpus,
            statement,
            shared=basis is not Basis.REJECTED,
            affirmed=score is not None and score > 0,
        )
        for accused, on in grounds.items():
            yield _Charge(
                hand=hand, who=who, basis=basis, accused=accused, grounds=frozenset(on), statement=statement
            )


def _accusers(
    roll: Roll, statement: Judgement
) -> Iterator[tuple[Hand, str | Assembly, Basis | None, float | None]]:
    """Give who speaks, at which hand and why, with the score; an assembly where nobody stands for it."""
    stands_for_it = False
    for voice in roll.voices(statement):
        stands_for_it |= voice.basis is Basis.UNANIMOUS
        yield Hand.SECOND if voice.basis.second_hand else Hand.FIRST, voice.actor, voice.basis, voice.score
    report = roll.report(statement)
    if report is not None and not stands_for_it:
        hand = Hand.FIRST if statement.attribution is Attribution.OWN else Hand.SECOND
        yield hand, report.assembly, None, report.score


def _grounds(corpus: Corpus, statement: Judgement, *, shared: bool, affirmed: bool) -> dict[str, set[Ground]]:
    """Give who is blamed in a statement, and on which grounds.

    Args:
        corpus: The corpus.
        statement: The statement.
        shared: Whether the speaker shares what it says.
        affirmed: Whether the speaker affirms the threat that it assesses.
    """
    criticised = statement.criticises if shared else ()
    threat = corpus[statement.threat] if affirmed and isinstance(statement, ThreatAssessment) else None
    origins = threat.origins if isinstance(threat, Threat) else ()
    origins = tuple(each for each in origins if not isinstance(corpus[each], Area))
    found: dict[str, set[Ground]] = {}
    for whom in criticised:
        found.setdefault(whom, set()).add(Ground.CRITICISM)
    for whom in origins:
        found.setdefault(whom, set()).add(Ground.ORIGIN)
    if shared and statement.act in _ACCUSING:
        for whom in criticised or origins:
            found[whom].add(Ground.ACT)
    return found


def _row(
    hand: Hand, who: str | Assembly, accused: str, charges: Iterable[_Charge], wanted: Iterable[Ground]
) -> Accusation:
    """Give one row of everything that one accuser holds against somebody."""
    made = list(charges)
    grounds = frozenset(wanted).intersection(chain.from_iterable(charge.grounds for charge in made))
    bases = {charge.basis for charge in made}
    ascribed = [charge.statement for charge in made] if hand is Hand.SECOND else []
    through = {each.attributed_by for each in ascribed if each.attributed_by is not None}
    attitudes = {each.endorsement for each in ascribed}
    return Accusation(
        accuser=who if isinstance(who, str) else None,
        assembly=who if isinstance(who, Assembly) else None,
        accused=accused,
        hand=hand,
        grounds=tuple(ground for ground in Ground if ground in grounds),
        bases=tuple(basis for basis in Basis if basis in bases),
        through=tuple(sorted(through)),
        endorsements=tuple(attitude for attitude in Endorsement if attitude in attitudes),
        statements=tuple(sorted({charge.statement.id for charge in made})),
    )
