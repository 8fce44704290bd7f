"""Scope: which records one call of an analysis takes in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis.voices import Judgement
from eurasec.corpus import Corpus
from eurasec.selection import Assessments, Ids, Positions, Threats, Topics, When


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

    @classmethod
    def of(
        cls,
        options: Options,
        *,
        narrower: bool = True,
        conference: Ids,
        session: Ids,
        during: When,
        possibly: bool,
    ) -> Self:
        """Take what a call asks for; what is wrong with it is kept with the options of the call."""
        options.flag("narrower", narrower)
        options.flag("possibly", possibly)
        return cls(
            narrower=narrower,
            conference=_several(conference),
            session=_several(session),
            during=during,
            possibly=possibly,
        )

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


def _several(ids: Ids) -> Ids:
    """Give ids that can be gone through more than once."""
    return ids if ids is None or isinstance(ids, str) else tuple(ids)
