"""Where somebody stands: topics with their propositions, and positions on them."""

from __future__ import annotations

import attrs

from eurasec._fields import Text, TopicId
from eurasec.sources import Record
from eurasec.statements import Statement
from eurasec.vocab import Stance

__all__ = ["Position", "Topic"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A question on which positions are taken.

    Attributes:
        label: Its name.
        proposition: What one can be for or against, worded affirmatively, so
            that `oppose` has one meaning.
        broader: The wider topic (as in SKOS); a stance is never inherited upwards.
        definition: What belongs to it.
        other_labels: Other names.

    >>> Topic(id="growth", label="Growth", proposition="The alliance should admit new members.").label
    'Growth'
    """

    label: Text
    proposition: Text | None = None
    broader: TopicId | None = None
    definition: Text | None = None
    other_labels: tuple[Text, ...] = ()

    def __str__(self) -> str:
        """Give id, label and proposition in one line."""
        proposition = "" if self.proposition is None else f" — {self.proposition}"
        return f"{self.id}: {self.label}{proposition}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Position(Statement):
    """A stance towards the proposition of a topic: political claims analysis calls it a claim.

    A position is what somebody holds, never an office; the fields that it
    shares with a threat assessment are those of `Statement`.

    Attributes:
        topic: The topic.
        stance: For or against its proposition.
        condition: Under which condition.

    >>> position = Position(id="p-1", holders=("zas",), topic="growth", stance=Stance.SUPPORT)
    >>> position.stance.score
    1.0
    >>> print(position)
    p-1: zas — support on growth
    """

    topic: TopicId
    stance: Stance
    condition: Text | None = None

    def __str__(self) -> str:
        """Give id, holders, stance, topic and claim in one line."""
        return self._line(f" — {self.stance} on {self.topic}")
