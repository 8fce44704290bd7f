"""Voices: who can be counted for a statement, with which score, and why.

The rules are the same for stances and for verdicts on threats:

- A named holder counts for a view of their own.
- Of an assembly only unanimity is spread, over the recorded speakers who were
  there themselves (see `Corpus.speakers_for`); these voices are inferred. Any
  other assembly is a report: it tells how views stood, and counts for nobody.
- A view that somebody relays or imputes is not counted as its holder's unless
  that is asked for. Whoever relays or imputes it counts, inferred, with the
  same score where they endorse it and with the opposite one where they reject
  it, and not at all where they leave it open.
- The opposite of a score is the score with the other sign. Who rejects a view
  that takes no side (0) has none that could be told: like an `unclear` stance
  it has no score.

That a reported view is not yet a view of the person it is reported of is the
rule of FactBank (Saurí and Pustejovsky 2009): how certain something is depends
on who is its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias, cast

import attrs

from eurasec._kinds import KINDS
from eurasec.actors import Group, Organization, Person, State
from eurasec.analysis._options import Options
from eurasec.corpus import Corpus, index_of
from eurasec.errors import UnknownIdError, near_matches
from eurasec.positions import Position
from eurasec.selection.keys import several
from eurasec.sources import Record
from eurasec.statements import Assembly, Statement
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Attribution, Endorsement, Quantifier, Stance, Verdict, Word

__all__ = ["ActorLevel", "ActorLevelWord", "Basis", "Report", "Voice"]

Judgement: TypeAlias = Position | ThreatAssessment
"""A statement that takes a side, or could."""


class ActorLevel(Word):
    """What is counted as one actor.

    >>> ActorLevel.STATE.meaning
    'the states among those for which it is said'
    """

    ACTOR = "actor", "whoever holds the view: persons, and bodies that hold it as such"
    PERSON = "person", "persons alone"
    REPRESENTED = "represented", "the states and organizations for which it is said at that time"
    ORGANIZATION = "organization", "the organizations among those for which it is said"
    STATE = "state", "the states among those for which it is said"
    COUNTRY = "country", "the states where sources place the holders, for whomever they speak"


ActorLevelWord: TypeAlias = (
    ActorLevel | Literal["actor", "person", "represented", "organization", "state", "country"]
)
"""A word of `ActorLevel`."""


class Basis(Word):
    """Why somebody is counted for a statement.

    >>> Basis.REJECTED.inferred, Basis.NAMED.inferred
    (True, False)
    >>> Basis.RELAYED.second_hand, Basis.NAMED.second_hand
    (True, False)
    """

    NAMED = "named", "the source names them with this view as their own"
    UNANIMOUS = "unanimous", "they are recorded speakers of an assembly that was unanimous"
    ENDORSED = "endorsed", "they relay or impute the view, and share it"
    REJECTED = "rejected", "they relay or impute the view, and oppose it"
    RELAYED = "relayed", "somebody passes it on as their view"
    IMPUTED = "imputed", "somebody ascribes it to them"

    @property
    def inferred(self) -> bool:
        """Whether the source does not state that they hold this view."""
        return self in {Basis.UNANIMOUS, Basis.ENDORSED, Basis.REJECTED}

    @property
    def second_hand(self) -> bool:
        """Whether it is only by somebody else's account that they hold it."""
        return self in {Basis.RELAYED, Basis.IMPUTED}


@attrs.frozen(kw_only=True)
class Voice:
    """Somebody who is counted for a statement.

    Attributes:
        actor: Who is counted: at the level of persons the speaker, at others a body.
        speaker: Who speaks.
        statement: The id of the statement.
        says: The stance or verdict of the statement.
        score: What is counted: the score of what it says, or its opposite
            where the speaker rejects it; `None` where there is no score.
        basis: Why they are counted.

    >>> voice = Voice(actor="zas", speaker="zas", statement="p-1", says=Stance.SUPPORT, score=1.0)
    >>> voice.basis
    Basis.NAMED
    """

    actor: str
    speaker: str
    statement: str
    says: Stance | Verdict
    score: float | None
    basis: Basis = Basis.NAMED


@attrs.frozen(kw_only=True)
class Report:
    """What a source says of an assembly as a whole: evidence, but nobody's voice.

    Attributes:
        statement: The id of the statement.
        assembly: Whose view it is, and how many of them hold it.
        says: The stance or verdict of the statement.

    >>> from eurasec import Assembly
    >>> assembly = Assembly(of="s1", quantifier="almost_all")
    >>> print(Report(statement="p-36", assembly=assembly, says=Stance.SUPPORT))
    almost_all of s1: support (p-36)
    >>> report = Report(statement="p-36", assembly=assembly, says=Stance.SUPPORT)
    >>> report.quantifier, report.score
    (Quantifier.ALMOST_ALL, 1.0)
    """

    statement: str
    assembly: Assembly
    says: Stance | Verdict

    @property
    def score(self) -> float | None:
        """The score of what is said."""
        return self.says.score

    @property
    def quantifier(self) -> Quantifier:
        """How many of the assembly hold it."""
        return self.assembly.quantifier

    def __str__(self) -> str:
        """Give who, what and the statement in one line."""
        among = "" if self.assembly.among is None else f"{self.assembly.among} "
        return f"{self.quantifier} {among}of {self.assembly.of}: {self.says} ({self.statement})"


# ── Who is counted in a corpus ──────────────────────────────────────────────


@attrs.frozen(kw_only=True)
class Rules:
    """What one call counts.

    Attributes:
        by: What is one actor.
        relayed: Whether a relayed view counts as its holder's too.
        imputed: Whether an imputed view counts as its holder's too.
        inferred: Whether inferred voices count.
    """

    by: ActorLevel
    relayed: bool
    imputed: bool
    inferred: bool

    def holders_count(self, statement: Statement) -> bool:
        """Tell whether a view counts as its holder's."""
        asked = {Attribution.OWN: True, Attribution.RELAYED: self.relayed, Attribution.IMPUTED: self.imputed}
        return asked[statement.attribution]


_OF_HOLDERS: Final[Mapping[Attribution, Basis]] = {
    Attribution.RELAYED: Basis.RELAYED,
    Attribution.IMPUTED: Basis.IMPUTED,
}

_OF_ASCRIBERS: Final[Mapping[Endorsement | None, Basis]] = {
    Endorsement.ENDORSED: Basis.ENDORSED,
    Endorsement.REJECTED: Basis.REJECTED,
}

_BODIES: Final[Mapping[ActorLevel, tuple[type[Record], ...]]] = {
    ActorLevel.REPRESENTED: (State, Organization),
    ActorLevel.ORGANIZATION: (Organization,),
    ActorLevel.STATE: (State,),
}
"""The levels at which those are counted for whom something is said."""


def says(statement: Judgement) -> Stance | Verdict:
    """Give the stance or verdict of a statement."""
    return statement.stance if isinstance(statement, Position) else statement.verdict


def opposite(score: float | None) -> float | None:
    """Give the score of who rejects a view; of a view that takes no side there is none."""
    return -score if score else None


class Roll:
    """Calls the roll: who of a corpus is counted for its statements.

    Args:
        corpus: The corpus.
        rules: What is counted.
    """

    def __init__(self, corpus: Corpus, rules: Rules) -> None:
        self.corpus = corpus
        self.rules = rules
        self._index = index_of(corpus)

    def voices(self, statement: Judgement) -> Iterator[Voice]:
        """Give those who are counted for a statement."""
        said = says(statement)
        for speaker, basis in self._speakers(statement):
            actor = self._actor(speaker, basis, statement)
            if actor is not None:
                score = opposite(said.score) if basis is Basis.REJECTED else said.score
                yield Voice(
                    actor=actor,
                    speaker=speaker,
                    statement=statement.id,
                    says=said,
                    score=score,
                    basis=basis,
                )

    def report(self, statement: Judgement) -> Report | None:
        """Give what a statement tells of an assembly as a whole, if it does."""
        if statement.assembly is None or not self.rules.holders_count(statement):
            return None
        return Report(statement=statement.id, assembly=statement.assembly, says=says(statement))

    def _speakers(self, statement: Judgement) -> Iterator[tuple[str, Basis]]:
        for each in self.corpus.speakers_for(statement):
            if not each.inferred:
                yield each.actor, Basis.NAMED
            elif self.rules.inferred:
                yield each.actor, Basis.UNANIMOUS
        if statement.attribution in _OF_HOLDERS and self.rules.holders_count(statement):
            yield from ((holder, _OF_HOLDERS[statement.attribution]) for holder in statement.holders)
        ascriber, attitude = statement.attributed_by, statement.endorsement
        if self.rules.inferred and ascriber is not None and attitude in _OF_ASCRIBERS:
            yield ascriber, _OF_ASCRIBERS[attitude]

    def _actor(self, speaker: str, basis: Basis, statement: Judgement) -> str | None:
        """Give the actor for whom a speaker counts, `None` if that is nobody."""
        level = self.rules.by
        if level in _BODIES:
            body = self._body(speaker, basis, statement)
            return body if body is not None and isinstance(self.corpus[body], _BODIES[level]) else None
        record = self.corpus[speaker]
        if level is ActorLevel.COUNTRY:
            return record.country if isinstance(record, (Person, Organization, Group)) else speaker
        return speaker if level is ActorLevel.ACTOR or isinstance(record, Person) else None

    def _body(self, speaker: str, basis: Basis, statement: Judgement) -> str | None:
        """Give the body for which somebody speaks; `on_behalf_of` tells that of holders alone."""
        if statement.on_behalf_of is not None and speaker in statement.holders:
            return statement.on_behalf_of
        if isinstance(self.corpus[speaker], (State, Organization)):
            return speaker
        conference = self._index.conference_of(statement)
        if basis is Basis.UNANIMOUS and statement.assembly is not None:
            conference = self._index.conference_at(statement.assembly.of)
        participant = self._index.participant(speaker, conference)
        return None if participant is None else participant.represents


_ACTORS: Final[Mapping[ActorLevel, tuple[type[Record], ...]]] = {
    ActorLevel.ACTOR: (State, Organization, Person, Group),
    ActorLevel.PERSON: (Person,),
    ActorLevel.COUNTRY: (State,),
    **_BODIES,
}
"""What an actor of each level is."""


def actors_named(
    corpus: Corpus, ids: str | Iterable[str], level: ActorLevel = ActorLevel.ACTOR
) -> tuple[str, ...]:
    """Judge the ids of actors.

    Raises:
        UnknownIdError: If an id is not that of an actor of the level; with near matches.
    """
    asked = cast("tuple[str, ...]", several(ids))
    for id in asked:
        if id not in corpus or not isinstance(corpus[id], _ACTORS[level]):
            actors = (each.id for each in corpus if isinstance(each, _ACTORS[level]))
            kinds = [kind.name for kind in KINDS if kind.record in _ACTORS[level]]
            raise UnknownIdError(" or ".join(kinds), id, near_matches(id, actors))
    return asked


def call_the_roll(
    options: Options, corpus: Corpus, by: ActorLevelWord, *, relayed: bool, imputed: bool, inferred: bool
) -> Roll:
    """Judge all options of a call, those that say who is counted the last.

    Args:
        options: What is already known to be wrong with the call.
        corpus: The corpus.
        by: What is counted as one actor.
        relayed: Whether a relayed view counts as its holder's too.
        imputed: Whether an imputed view counts as its holder's too.
        inferred: Whether inferred voices count.

    Raises:
        InvalidValueError: If an option is wrong; with all problems.
    """
    for path, flag in (("relayed", relayed), ("imputed", imputed), ("inferred", inferred)):
        options.flag(path, flag)
    options.instance("corpus", corpus, Corpus, what="corpus")
    level = options.word("by", by, ActorLevel, what="level of actors")
    options.judge()
    return Roll(corpus, Rules(by=level, relayed=relayed, imputed=imputed, inferred=inferred))
