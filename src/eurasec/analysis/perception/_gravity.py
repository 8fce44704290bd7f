"""Gravity: how grave a threat is said to be and where it goes, by those whose own view that is."""

from __future__ import annotations

from collections.abc import Iterable

from eurasec.analysis.voices import Basis, Voice
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Severity, Trend, Word


def gravest(severities: Iterable[Severity | None]) -> Severity | None:
    """Give the gravest of all severities that are stated."""
    return max((severity for severity in severities if severity is not None), default=None)


def distinct_trends(trends: Iterable[Trend | None]) -> tuple[Trend, ...]:
    """Give all trends that are stated, each once, in the order of their list."""
    present = set(trends)
    return tuple(trend for trend in Trend if trend in present)


def in_word(word: Word | None) -> str:
    """Show a word, or that there is none."""
    return "–" if word is None else word.value


def in_words(words: Iterable[Word]) -> str:
    """Show words, or that there are none."""
    return ", ".join(words) or "–"


class OwnViews:
    """The assessments whose content is shared by those who are counted for them."""

    def __init__(self, assessments: Iterable[ThreatAssessment]) -> None:
        self._assessments = {each.id: each for each in assessments}

    def of(self, voices: Iterable[Voice], reports: Iterable[str] = ()) -> tuple[ThreatAssessment, ...]:
        """Give them in the order of ids, those that are reports among them."""
        shared = {voice.statement for voice in voices if voice.basis is not Basis.REJECTED}
        return tuple(self._assessments[id] for id in sorted(shared.union(reports)))
