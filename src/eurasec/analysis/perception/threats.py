"""Threats: who affirms and who dismisses them, threat by threat, and their ranking.

Counted are assessments, by the rules of `voices` and `balance`: an actor is
*for* a threat who affirms it, and *against* it who plays it down, dismisses or
denies it. Narrower threats are listed beside the broader one and never added
to it.

Severity and trend are those of all assessments whose content is the view of an
actor who is counted or of an assembly; who rejects a view does not share its
severity. That a risk is described by its damage and by where it goes is taken
from the Munich Security Index; here both are read from what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._scope import Scope, asked
from eurasec.analysis.balance import OUTCOME_COLUMNS, Balance, Balances, Gathering, Side
from eurasec.analysis.listing import Listing
from eurasec.analysis.perception._gravity import OwnViews, distinct_trends, gravest, in_word, in_words
from eurasec.analysis.voices import ActorLevelWord, Roll
from eurasec.corpus import Corpus
from eurasec.selection import Ids, When
from eurasec.vocab import Severity, Trend

__all__ = [
    "RankedThreat",
    "ThreatRanking",
    "ThreatTallies",
    "ThreatTally",
    "disputed_threats",
    "threat_tally",
    "threats_to",
]


@attrs.frozen(kw_only=True, repr=False)
class ThreatTally(Balance):
    """Where all who can be counted stand on whether something is a threat.

    Attributes:
        threat: The threat.
        severity: The gravest that it is said to be; `None` if nobody says.
        trends: How it is said to move, in the order of the word list.
        foremost_by: The actors who name it as the greatest of all, sorted.

    >>> from eurasec.datasets import csto_2022
    >>> found = threat_tally(csto_2022())["kyrgyzstan-unrest"]
    >>> found.assessors, found.affirmed_by, found.dismissed_by, found.raised_by
    (('rakhimov', 'sultanov'), ('sultanov',), ('rakhimov',), ())
    """

    threat: str
    severity: Severity | None = None
    trends: tuple[Trend, ...] = ()
    foremost_by: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The threat."""
        return self.threat

    @property
    def assessors(self) -> tuple[str, ...]:
        """All actors who say anything of it."""
        return tuple(standing.actor for standing in self.standings)

    @property
    def affirmed_by(self) -> tuple[str, ...]:
        """The actors whose score is above 0."""
        return self.actors(Side.FOR)

    @property
    def dismissed_by(self) -> tuple[str, ...]:
        """The actors whose score is below 0: they play it down, dismiss or deny it."""
        return self.actors(Side.AGAINST)

    @property
    def raised_by(self) -> tuple[str, ...]:
        """The actors who ask about it without a judgement."""
        return self.actors(Side.NEUTRAL)

    def _head(self) -> dict[str, object]:
        return {
            "threat": self.threat,
            "severity": None if self.severity is None else self.severity.value,
            "trends": [trend.value for trend in self.trends],
            "foremost_by": list(self.foremost_by),
        }


@attrs.frozen(repr=False)
class ThreatTallies(Balances[ThreatTally]):
    """The tallies of several threats, in order; each is reached by its threat or its place.

    Attributes:
        rows: The tallies.

    >>> from eurasec.datasets import csto_2022
    >>> disputed_threats(csto_2022())["kyrgyzstan-unrest"]
    <ThreatTally of kyrgyzstan-unrest: contested (1 for, 1 against)>
    """

    noun: ClassVar[tuple[str, str]] = ("threat", "threats")
    head: ClassVar[tuple[str, ...]] = ("threat", *OUTCOME_COLUMNS)


@attrs.frozen(kw_only=True, repr=False)
class RankedThreat:
    """A threat in its place among others.

    Attributes:
        rank: Its place; threats with the same numbers share one.
        tally: Where everybody stands on it.

    >>> from eurasec.datasets import csto_2022
    >>> first = threats_to(csto_2022())[0]
    >>> first
    <RankedThreat 1: afghanistan-instability, affirmed by 2>
    >>> first.threat, first.n_assessors, first.tally.affirmed_by
    ('afghanistan-instability', 2, ('imomi', 'zas'))
    """

    rank: int
    tally: ThreatTally

    @property
    def threat(self) -> str:
        """The threat."""
        return self.tally.threat

    @property
    def n_assessors(self) -> int:
        """How many distinct actors affirm it."""
        return len(self.tally.affirmed_by)

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        return {"rank": self.rank, "n_assessors": self.n_assessors, **self.tally.to_dict()}

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a ranking shows."""
        tally = self.tally
        return (
            str(self.rank),
            self.threat,
            str(self.n_assessors or "·"),
            str(len(tally.dismissed_by) or "·"),
            str(len(tally.reports) or "·"),
            in_word(tally.severity),
            in_words(tally.trends),
            ", ".join(tally.affirmed_by),
        )

    def __repr__(self) -> str:
        """Show the place, the threat and the number of those who affirm it."""
        return f"<RankedThreat {self.rank}: {self.threat}, affirmed by {self.n_assessors}>"


@attrs.frozen(repr=False)
class ThreatRanking(Listing[RankedThreat]):
    """Threats by the number of distinct actors who affirm them, then by the gravest severity.

    Attributes:
        rows: The threats in their places.

    >>> from eurasec.datasets import csto_2022
    >>> [(each.rank, each.threat) for each in threats_to(csto_2022())[:4]]
    [(1, 'afghanistan-instability'), (1, 'drug-trafficking'), (1, 'nato-buildup'), (4, 'afghan-hardship')]
    """

    noun: ClassVar[tuple[str, str]] = ("threat", "threats")
    head: ClassVar[tuple[str, ...]] = (
        "rank",
        "threat",
        "for",
        "against",
        "reports",
        "severity",
        "trend",
        "affirmed by",
    )


def _ranked(tallies: Iterable[ThreatTally]) -> Iterator[RankedThreat]:
    """Give the places of threats: equal numbers share a place, and the next are counted on."""

    def number(tally: ThreatTally) -> tuple[int, int]:
        return len(tally.affirmed_by), -1 if tally.severity is None else tally.severity.rank

    rank, last = 0, None
    in_order = sorted(tallies, key=lambda each: (*(-part for part in number(each)), each.threat))
    for place, each in enumerate(in_order, start=1):
        if number(each) != last:
            rank, last = place, number(each)
        yield RankedThreat(rank=rank, tally=each)


# ── What is asked ───────────────────────────────────────────────────────────


def threat_tally(
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
) -> ThreatTallies:
    """Count who affirms, plays down, dismisses or only raises a threat, threat by threat.

    Args:
        corpus: The corpus.
        threat: One threat or several; by default all.
        narrower: Whether the narrower threats are listed too, each by itself.
        referent: Only what is said to threaten these entities.
        by: What is counted as one actor; see `ActorLevel`.
        conference: Only what was said at these conferences.
        session: Only what was said in these sessions.
        during: Only what was certainly said in this time.
        possibly: Whether what may have been said then counts too.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count.

    Returns:
        A tally for each threat, those without assessments among them: the
        threats asked for before their narrower ones, all threats by id.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Threat, ThreatAssessment
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("imomi", "zas")),
    ...     Threat(id="drugs", label="Drugs", kinds=["drug_trafficking"], sectors=["societal"]),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["imomi", "zas"], threat="drugs", verdict="affirmed"),
    ...     ThreatAssessment(id="a-2", holders=["imomi"], threat="terror", verdict="affirmed"),
    ...     ThreatAssessment(id="a-3", holders=["zas"], threat="terror", verdict="dismissed"),
    ... ])
    >>> print(threat_tally(corpus))
      threat  outcome        for  against  mixed  neutral  unclear  reports  strength
      drugs   unanimous for  2    ·        ·      ·        ·        ·        0
      terror  contested      1    1        ·      ·        ·        ·        1
    """
    options = Options("threat_tally")
    roll, scope = asked(options, locals())
    return ThreatTallies(tuple(threat_tallies_of(roll, scope, threat, referent)))


def disputed_threats(  # noqa: D417 - the other options are described once, in `threat_tally`
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
) -> ThreatTallies:
    """Give the threats that some affirm and others play down, dismiss or deny, the most disputed first.

    Args:
        corpus: The corpus.
        threat: One threat or several; by default all.
        **: All others as in `threat_tally`.

    Returns:
        The tallies of the threats with both sides on record, whichever
        prevails, by `strength`, then by the number of actors, then by threat.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Threat, ThreatAssessment
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("imomi", "zas")),
    ...     Threat(id="drugs", label="Drugs", kinds=["drug_trafficking"], sectors=["societal"]),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["imomi", "zas"], threat="drugs", verdict="affirmed"),
    ...     ThreatAssessment(id="a-2", holders=["imomi"], threat="terror", verdict="affirmed"),
    ...     ThreatAssessment(id="a-3", holders=["zas"], threat="terror", verdict="dismissed"),
    ... ])
    >>> disputed = disputed_threats(corpus)["terror"]
    >>> disputed.affirmed_by, disputed.dismissed_by
    (('imomi',), ('zas',))
    """
    options = Options("disputed_threats")
    roll, scope = asked(options, locals())
    found = [row for row in threat_tallies_of(roll, scope, threat, referent) if row.disputed]
    found.sort(key=lambda row: (-(row.strength or 0.0), -row.n_actors, row.threat))
    return ThreatTallies(tuple(found))


def threats_to(  # noqa: D417 - the other options are described once, in `threat_tally`
    corpus: Corpus,
    referent: Ids = None,
    *,
    by: ActorLevelWord = "actor",
    conference: Ids = None,
    session: Ids = None,
    during: When = None,
    possibly: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> ThreatRanking:
    """Rank what is said to threaten somebody or something, by the number of distinct assessors.

    Args:
        corpus: The corpus.
        referent: One entity or several; by default whatever is threatened.
        **: All others as in `threat_tally`.

    Returns:
        The threats of which it is said, by the number of distinct actors who
        affirm them, then by the gravest severity, then by id. Threats with the
        same number and severity share a place.

    Raises:
        UnknownIdError: If an id is not in the corpus; with near matches.
        InvalidValueError: If an option is wrong; with near matches.

    >>> from eurasec import Person, Threat, ThreatAssessment
    >>> corpus = Corpus([
    ...     *(Person(id=name, name=name) for name in ("imomi", "zas")),
    ...     Threat(id="drugs", label="Drugs", kinds=["drug_trafficking"], sectors=["societal"]),
    ...     Threat(id="terror", label="Terror", kinds=["terrorism"], sectors=["political"]),
    ...     ThreatAssessment(id="a-1", holders=["imomi", "zas"], threat="drugs", verdict="affirmed"),
    ...     ThreatAssessment(id="a-2", holders=["imomi"], threat="terror", verdict="affirmed"),
    ...     ThreatAssessment(id="a-3", holders=["zas"], threat="terror", verdict="dismissed"),
    ... ])
    >>> print(threats_to(corpus))
      rank  threat  for  against  reports  severity  trend  affirmed by
      1     drugs   2    ·        ·        –         –      imomi, zas
      2     terror  1    1        ·        –         –      imomi
    """
    options = Options("threats_to")
    roll, scope = asked(options, locals())
    tallies = [each for each in threat_tallies_of(roll, scope, None, referent) if each.statements]
    return ThreatRanking(tuple(_ranked(tallies)))


# ── How it is found ─────────────────────────────────────────────────────────


def threat_tallies_of(roll: Roll, scope: Scope, threat: Ids, referent: Ids) -> Iterator[ThreatTally]:
    """Give the tally of each threat that is asked for, and of their narrower ones."""
    threats = scope.threats(roll.corpus, threat)
    found = scope.assessments(roll.corpus, threats, referent=referent)
    gathered = {each: Gathering(each, roll) for each in threats.ids}
    for assessment in found:
        gathered[assessment.threat].add(assessment)
    own = OwnViews(found)
    return (_row(each, gathering, own) for each, gathering in gathered.items())


def _row(threat: str, gathering: Gathering, own: OwnViews) -> ThreatTally:
    standings = gathering.standings
    reported = [report.statement for report in gathering.reports]
    shared = own.of((voice for each in standings for voice in each.voices), reported)
    return ThreatTally(
        threat=threat,
        by=gathering.roll.rules.by,
        standings=standings,
        reports=gathering.reports,
        uncounted=gathering.uncounted,
        severity=gravest(each.severity for each in shared),
        trends=distinct_trends(each.trend for each in shared),
        foremost_by=tuple(
            sorted(each.actor for each in standings if any(view.foremost for view in own.of(each.voices)))
        ),
    )
