"""Where it is said: conferences, their sessions, and who takes part."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from eurasec._fields import (
    ActorId,
    AgendaId,
    BodyId,
    ConferenceId,
    Count,
    DocumentId,
    Language,
    OccasionId,
    OfficeId,
    PersonId,
    SessionId,
    StateId,
    Text,
    Value,
    aside,
    rule,
)
from eurasec.dates import Edtf
from eurasec.errors import Problem, shown
from eurasec.sources import Record
from eurasec.vocab import AttributionRule, ParticipantRole, Presence, SessionKind

__all__ = ["Appearance", "Conference", "Occasion", "Participant", "Session", "Venue"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Venue(Value):
    """Where people meet.

    Attributes:
        name: The house or hall.
        address: Street and number.
        city: The city.
        country: The state in which it lies.
        online: Whether they meet online; `None` if not stated.

    >>> Venue(city="Moscow", country="russia")
    Venue(city='Moscow', country='russia')
    """

    name: Text | None = None
    address: Text | None = None
    city: Text | None = None
    country: StateId | None = None
    online: bool | None = None

    def __str__(self) -> str:
        """Give what is known of the place in one line."""
        parts = (self.name, self.address, self.city, self.country, "online" if self.online else None)
        return ", ".join(part for part in parts if part) or "not stated"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Occasion(Value):
    """What a conference marks.

    Attributes:
        label: The occasion in words.
        of: The document, event or organization that is remembered.
        years: How many years ago that was.

    >>> Occasion(label="30th anniversary of the treaty", years=30).years
    30
    """

    label: Text
    of: OccasionId | None = None
    years: Count | None = None

    def __str__(self) -> str:
        """Give label, what is remembered, and the years since, in one line."""
        return f"{self.label}{aside(self.of, self.years and f'{self.years} years')}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Session(Record):
    """A part of a conference; it stands inside its conference.

    Attributes:
        title: Its title.
        theme: What it is about.
        kind: What sort of session it is.
        ordinal: Its place in the order of sessions.
        period: When it is held.
        part_of: The session of which it is a part.
        attribution_rule: Whether words may be given a name; else the conference's rule.
        closed: Whether it is held behind closed doors; `None` if not stated.
        speakers_reported: How many speakers the source counts.
        agenda: What was discussed, whoever said what.

    >>> Session(id="c1-s1", theme="Models of collective security", ordinal=1).ordinal
    1
    """

    title: Text | None = None
    theme: Text | None = None
    kind: SessionKind | None = None
    ordinal: Count | None = None
    period: Edtf | None = None
    part_of: SessionId | None = None
    attribution_rule: AttributionRule | None = None
    closed: bool | None = None
    speakers_reported: Count | None = None
    agenda: tuple[AgendaId, ...] = ()

    def __str__(self) -> str:
        """Give id, title or theme, kind and period in one line."""
        number = "a session" if self.ordinal is None else f"session {self.ordinal}"
        return f"{self.id}: {self.title or self.theme or number}{aside(self.kind, self.period)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Conference(Record):
    """A meeting at which people speak.

    Attributes:
        title: Its title.
        theme: What it is about.
        edition: The how-many-eth of its series.
        period: When it is held.
        venue: Where.
        organizers: Who holds it.
        supporters: Who supports it.
        series: The series to which it belongs.
        languages: The languages spoken, as tags of BCP 47.
        occasions: What it marks.
        attribution_rule: Whether words may be given a name.
        sessions: Its sessions.
        documents: Documents that were made for it or by it.

    >>> Conference(id="c1", title="A conference", period="2022-02-09").sessions
    ()
    """

    title: Text
    theme: Text | None = None
    edition: Count | None = None
    period: Edtf | None = None
    venue: Venue | None = None
    organizers: tuple[ActorId, ...] = ()
    supporters: tuple[ActorId, ...] = ()
    series: Text | None = None
    languages: tuple[Language, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    attribution_rule: AttributionRule | None = None
    sessions: tuple[Session, ...] = ()
    documents: tuple[DocumentId, ...] = ()

    def __str__(self) -> str:
        """Give id, title, period and venue in one line."""
        return f"{self.id}: {self.title}{aside(self.period, self.venue)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Appearance(Value):
    """How a participant took part in one session, or in the whole.

    Attributes:
        session: The session; `None` for the conference as a whole.
        roles: As what.
        presence: In which way.

    >>> Appearance(session="c1-s1", roles=(ParticipantRole.SPEAKER,)).presence is None
    True
    """

    session: SessionId | None = None
    roles: tuple[ParticipantRole, ...] = ()
    presence: Presence | None = None

    def __str__(self) -> str:
        """Give session, roles and presence in one line."""
        return f"{self.session or 'the conference'}{aside(*self.roles, self.presence)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Participant(Record):
    """A person at one conference.

    Attributes:
        person: Who.
        conference: Where.
        appearances: One for each session, or a single one without a session.
        offices: The offices under which the source presents them, the primary
            one first, current or former: the tenure decides.
        represents: For whom they speak by an executive office, a delegation or
            an explicit mandate. Members of parliament, officers and scholars
            otherwise speak for themselves: `None`.
        capacity: The words as printed.

    >>> Participant(id="p1", person="zas", conference="c1", represents="csto").represents
    'csto'
    """

    person: PersonId
    conference: ConferenceId
    appearances: tuple[Appearance, ...] = ()
    offices: tuple[OfficeId, ...] = ()
    represents: BodyId | None = None
    capacity: Text | None = None

    @rule("appearances")
    def _one_appearance_for_each_session(self) -> Sequence[Problem]:
        problems: list[Problem] = []
        seen: set[str | None] = set()
        for index, appearance in enumerate(self.appearances):
            path = f"appearances[{index}].session"
            if appearance.session is None and len(self.appearances) > 1:
                message = "is missing; an appearance without a session stands alone"
                problems.append(Problem(path=path, message=message, rule="appearances"))
            elif appearance.session in seen:
                message = f"{shown(appearance.session)} has two appearances; give one with all roles"
                value = shown(appearance.session)
                problems.append(Problem(path=path, message=message, rule="appearances", value=value))
            seen.add(appearance.session)
        return problems

    def __str__(self) -> str:
        """Give id, person, conference and body represented in one line."""
        represents = "" if self.represents is None else f" for {self.represents}"
        return f"{self.id}: {self.person} at {self.conference}{represents}{aside(self.capacity)}"
