"""Who is counted for which statement, by the rules of `eurasec.analysis.voices`.

Every query begins with these parts. Their last, `counted`, has a row for each
voice: the statement and what it says, who speaks, the actor for whom that counts,
the score and why it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

import attrs

from eurasec._index import SPEAKING, UNHEARD
from eurasec.analysis._options import Options
from eurasec.analysis.voices import ActorLevel
from eurasec.interop.sql.queries import Parts, united, words
from eurasec.vocab import Attribution, Word

__all__ = ["SOURCES", "Subject", "SubjectWord", "attributions", "counting"]

SOURCES: Final = (
    *("states", "organizations", "groups", "people", "conferences", "sessions"),
    *("participants", "participant_appearances", "participant_appearance_roles"),
    *("topics", "positions", "position_holders", "position_evidence"),
    *("threats", "threat_origins", "threat_sectors", "threat_kinds"),
    *("assessments", "assessment_holders", "assessment_evidence"),
    *("assessment_referents", "assessment_referent_words"),
)
"""The tables that the queries read; each reads some of them."""


class Subject(Word):
    """On what statements are."""

    TOPIC = "topic", "positions, on topics"
    THREAT = "threat", "assessments, of threats"
    BOTH = "both", "positions and assessments"


SubjectWord: TypeAlias = Subject | Literal["topic", "threat", "both"]
"""A word of `Subject`."""


_SAID: Final = "s.statement, s.subject, s.says, s.session, s.document"
_VOICED: Final = "v.statement, v.subject, v.says, v.session, v.document, v.speaker, v.score, v.basis"


def attributions(*, relayed: bool, imputed: bool) -> str:
    """Give the attributions of which a view counts as its holder's."""
    asked = {Attribution.OWN: True, Attribution.RELAYED: relayed, Attribution.IMPUTED: imputed}
    return words(word for word, counts in asked.items() if counts)


def counting(
    options: Options, subject: object, by: object, *, relayed: object, imputed: object, inferred: object
) -> Parts:
    """Judge all options of a call, and give the parts that say who is counted for which statement."""
    asked = options.word("subject", subject, Subject, what="subject")
    level = options.word("by", by, ActorLevel, what="level of actors")
    for path, flag in (("relayed", relayed), ("imputed", imputed), ("inferred", inferred)):
        options.flag(path, flag)
    options.judge()
    kinds = [kind for kind in _KINDS if asked in {kind.subject, Subject.BOTH}]
    own = attributions(relayed=relayed is True, imputed=imputed is True)
    voices = [
        f"""
        SELECT {_SAID}, h.holder AS speaker, s.score, s.on_behalf_of AS told, s.place,
               CASE s.attribution WHEN 'own' THEN 'named' ELSE s.attribution END AS basis
        FROM statements s JOIN holders h ON h.statement = s.statement
        WHERE s.attribution IN ({own})"""
    ]
    if inferred is True:
        voices += [_OF_ASSEMBLIES, _OF_ASCRIBERS]
    return {
        "statements": united(kind.statements() for kind in kinds),
        "holders": united(kind.holders() for kind in kinds),
        **({"heard": _HEARD} if inferred is True else {}),
        "voices": united(voices),
        **_COUNTED[level],
    }


@attrs.frozen
class _Kind:
    """A kind of statement, and in which columns it says what.

    Attributes:
        subject: What it is on.
        name: What its tables are called after.
        on: The column that names the topic or threat.
        says: The column that has the stance or verdict.
    """

    subject: Subject
    name: str
    on: str
    says: str

    def statements(self) -> str:
        """Give what selects the statements of this kind."""
        return f"""
            SELECT p.id AS statement, p.{self.on} AS subject, p.{self.says} AS says,
                   p.{self.says}_score AS score, p.attribution, p.attributed_by, p.endorsement,
                   p.on_behalf_of, COALESCE(p.session, p.conference) AS place, p.session,
                   COALESCE(p.document, e.document) AS document,
                   p.assembly_of, p.assembly_among, p.assembly_quantifier
            FROM {self.name}s p LEFT JOIN {self.name}_evidence e ON e.id = p.id AND e.number = 0"""

    def holders(self) -> str:
        """Give what selects their holders."""
        return f"SELECT id AS statement, holder FROM {self.name}_holders"


_KINDS: Final = (
    _Kind(Subject.TOPIC, "position", "topic", "stance"),
    _Kind(Subject.THREAT, "assessment", "threat", "verdict"),
)

_SPEAKING: Final = f"""
    FROM participants p
    JOIN participant_appearances a ON a.id = p.id
    JOIN participant_appearance_roles r ON r.id = a.id AND r.number = a.number
    WHERE r.role IN ({words(sorted(SPEAKING))})
      AND COALESCE(a.presence, 'unknown') NOT IN ({words(sorted(UNHEARD))})"""

_HEARD: Final = f"""
    SELECT p.person, p.conference AS place{_SPEAKING}
    UNION
    SELECT p.person, a.session AS place{_SPEAKING} AND a.session IS NOT NULL"""

_OF_ASSEMBLIES: Final = f"""
    SELECT {_SAID}, h.person AS speaker, s.score, NULL AS told, s.assembly_of AS place,
           'unanimous' AS basis
    FROM statements s JOIN heard h ON h.place = s.assembly_of
    WHERE s.attribution = 'own' AND s.assembly_quantifier = 'unanimous' AND s.assembly_among IS NULL"""

_OF_ASCRIBERS: Final = f"""
    SELECT {_SAID}, s.attributed_by AS speaker,
           CASE WHEN s.endorsement = 'endorsed' THEN s.score WHEN s.score <> 0 THEN -s.score END AS score,
           NULL AS told, s.place, s.endorsement AS basis
    FROM statements s
    WHERE s.endorsement IN ('endorsed', 'rejected')"""

_HOMES: Final = """
    SELECT id AS place, conference FROM sessions
    UNION ALL
    SELECT id AS place, id AS conference FROM conferences"""

_COUNTRIES: Final = """
    SELECT id, id AS country FROM states
    UNION ALL
    SELECT id, country FROM organizations
    UNION ALL
    SELECT id, country FROM people
    UNION ALL
    SELECT id, country FROM groups"""


def _represented(bodies: Iterable[str]) -> Parts:
    """Give the parts that count the bodies for which somebody speaks, of some kinds."""
    return {
        "homes": _HOMES,
        "speaking": """
            SELECT id FROM states
            UNION ALL
            SELECT id FROM organizations""",
        "bodies": united(f"SELECT id FROM {name}" for name in bodies),
        "counted": f"""
            SELECT {_VOICED}, b.id AS actor
            FROM voices v
            LEFT JOIN speaking o ON o.id = v.speaker
            LEFT JOIN homes h ON h.place = v.place
            LEFT JOIN participants p ON p.person = v.speaker AND p.conference = h.conference
            JOIN bodies b ON b.id = COALESCE(v.told, o.id, p.represents)""",
    }


_COUNTED: Final[Mapping[ActorLevel, Parts]] = {
    ActorLevel.ACTOR: {"counted": f"SELECT {_VOICED}, v.speaker AS actor FROM voices v"},
    ActorLevel.PERSON: {
        "counted": f"""
            SELECT {_VOICED}, v.speaker AS actor
            FROM voices v JOIN people p ON p.id = v.speaker"""
    },
    ActorLevel.REPRESENTED: _represented(("states", "organizations")),
    ActorLevel.ORGANIZATION: _represented(("organizations",)),
    ActorLevel.STATE: _represented(("states",)),
    ActorLevel.COUNTRY: {
        "countries": _COUNTRIES,
        "counted": f"""
            SELECT {_VOICED}, c.country AS actor
            FROM voices v JOIN countries c ON c.id = v.speaker
            WHERE c.country IS NOT NULL""",
    },
}
