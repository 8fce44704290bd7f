"""The words of STIX that stand for words of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eurasec.vocab import Stance, Verdict

__all__ = ["REGIONS", "STANCES", "VERDICTS"]

STANCES: Final[Mapping[Stance, str]] = {
    Stance.SUPPORT: "strongly-agree",
    Stance.QUALIFIED_SUPPORT: "agree",
    Stance.NEUTRAL: "neutral",
    Stance.MIXED: "neutral",
    Stance.UNCLEAR: "neutral",
    Stance.QUALIFIED_OPPOSITION: "disagree",
    Stance.OPPOSE: "strongly-disagree",
}
"""What an opinion is about the note that states the proposition."""

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.AFFIRMED: "strongly-agree",
    Verdict.RAISED: "neutral",
    Verdict.DOWNPLAYED: "disagree",
    Verdict.DISMISSED: "strongly-disagree",
    Verdict.DENIED: "strongly-disagree",
}
"""What an opinion is about the campaign that a threat is in STIX."""

_REGIONS: Final = """
africa eastern-africa middle-africa northern-africa southern-africa western-africa
americas latin-america-caribbean south-america caribbean central-america northern-america
asia central-asia eastern-asia southern-asia south-eastern-asia western-asia
europe eastern-europe northern-europe southern-europe western-europe
oceania australia-new-zealand melanesia micronesia polynesia antarctica
"""

REGIONS: Final = frozenset(_REGIONS.split())
"""The regions that a location may name (section 10.22 of STIX 2.1)."""
