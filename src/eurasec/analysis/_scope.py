"""Scope: which records one call of an analysis takes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NotRequired, TypedDict, cast

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.voices import ActorLevelWord, Judgement, Roll, call_the_roll
from eurasec.corpus import Corpus
from eurasec.selection import Assessments, Ids, Positions, Threats, Topics, When
from eurasec.selection.keys import several


@attrs.frozen(kw_only=True)
class Scope:
    """Where and when something must have been said to be taken in.

    Attributes:
        narrower: Whether narrower topics and threats come along with those asked for.
        conference: At which conferences.
        session: In which sessions.
        during: In which time.
        possibly: Whether it may have been said then is enough.
    """

    narrower: bool
    conference: Ids
    session: Ids
    during: When
    possibly: bool

    def topics(self, corpus: Corpus, topic: Ids) -> Topics:
        """Give the topics that are asked for, all by default, and then their narrower ones."""
        found = corpus.topics.where(id=topic)
        return found | corpus.topics.where(broader=found.ids) if self.narrower else found

    def threats(self, corpus: Corpus, threat: Ids) -> Threats:
        """Give the threats that are asked for, all by default, and then their narrower ones."""
        found = corpus.threats.where(id=threat)
        return found | corpus.threats.where(broader=found.ids) if self.narrower else found

    def positions(self, corpus: Corpus, topics: Topics | None = None) -> Positions:
        """Give the positions that are in scope, on some topics or all."""
        return corpus.positions.where(
            topic=None if topics is None else topics.ids,
            narrower=False,
            conference=self.conference,
            session=self.session,
            during=self.during,
            possibly=self.possibly,
        )

    def assessments(
        self,
        corpus: Corpus,
        threats: Threats | None = None,
        *,
        referent: Ids = None,
        securitizing: bool | None = None,
    ) -> Assessments:
        """Give the assessments that are in scope, of some threats or all."""
        return corpus.assessments.where(
            threat=None if threats is None else threats.ids,
            narrower=False,
            referent=referent,
            securitizing=securitizing,
            conference=self.conference,
            session=self.session,
            during=self.during,
            possibly=self.possibly,
        )

    def judgements(self, corpus: Corpus) -> Iterator[Judgement]:
        """Give all positions and assessments that are in scope."""
        yield from self.positions(corpus)
        yield from self.assessments(corpus)


class _Shared(TypedDict):
    """The arguments that analyses have in common, under the names that they have in all of them."""

    corpus: Corpus
    narrower: NotRequired[bool]
    by: ActorLevelWord
    conference: Ids
    session: Ids
    during: When
    possibly: bool
    relayed: bool
    imputed: bool
    inferred: bool


def asked(options: Options, arguments: Mapping[str, object]) -> tuple[Roll, Scope]:
    """Judge all options of a call, those that analyses have in common the last.

    Args:
        options: What is already known to be wrong with the call.
        arguments: The arguments of the call; those that analyses have in common are taken.

    Returns:
        Who is counted, and which records are taken in.

    Raises:
        InvalidValueError: If an option is wrong; with all problems.
    """
    shared = cast("_Shared", arguments)
    scope = Scope(
        narrower=shared.get("narrower", True),
        conference=_several(shared["conference"]),
        session=_several(shared["session"]),
        during=shared["during"],
        possibly=shared["possibly"],
    )
    options.flag("narrower", scope.narrower)
    options.flag("possibly", scope.possibly)
    roll = call_the_roll(
        options,
        shared["corpus"],
        shared["by"],
        relayed=shared["relayed"],
        imputed=shared["imputed"],
        inferred=shared["inferred"],
    )
    return roll, scope


def _several(ids: Ids) -> Ids:
    """Give ids that can be gone through more than once."""
    return None if ids is None else cast("tuple[str, ...]", several(ids))
