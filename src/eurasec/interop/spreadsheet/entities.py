"""The people, bodies, meetings and documents that a sheet names, gathered row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from eurasec.actors import Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant, Session
from eurasec.dates import Edtf
from eurasec.interop._naming import Ids
from eurasec.sources import Document, Record
from eurasec.vocab import ParticipantRole

__all__ = ["Entities"]


@attrs.define
class _Presence:
    """What the rows tell of one person at one conference."""

    sessions: dict[str, None] = attrs.field(factory=dict[str, None])
    offices: dict[str, None] = attrs.field(factory=dict[str, None])
    represents: str | None = None


class Entities:
    """Gathers what rows name; each thing gets one id, and one record in the end.

    Args:
        taken: Ids that are not free.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._ids = Ids(taken)
        self._known: dict[tuple[str, ...], str] = {}
        self._records: dict[str, Record] = {}
        self._sessions: dict[str, dict[str, Session]] = {}
        self._attested: dict[tuple[str, str], dict[Edtf, None]] = {}
        self._presences: dict[tuple[str, str], _Presence] = {}

    def id(self, kind: str, *names: str | None) -> str:
        """Give the id of a thing; the same each time."""
        named = (kind, *(name or "" for name in names))
        if named not in self._known:
            self._known[named] = self._ids.of(" ".join(filter(None, names)), kind)
        return self._known[named]

    def add(self, record: Record) -> str:
        """Keep a record, unless there is one with its id already; give its id."""
        return self._records.setdefault(record.id, record).id

    def person(self, name: str) -> str:
        """Give the id of a person."""
        return self.add(Person(id=self.id("person", name), name=name))

    def state(self, name: str) -> str:
        """Give the id of a state."""
        return self.add(State(id=self.id("state", name), name=name))

    def organization(self, name: str) -> str:
        """Give the id of an organization."""
        return self.add(Organization(id=self.id("organization", name), name=name))

    def document(self, title: str) -> str:
        """Give the id of a document."""
        return self.add(Document(id=self.id("document", title), title=title))

    def conference(self, title: str) -> str:
        """Give the id of a conference."""
        return self.add(Conference(id=self.id("conference", title), title=title))

    def session(self, conference: str, title: str) -> str:
        """Give the id of a session of a conference, both called by their titles."""
        session = Session(id=self.id("session", title, conference), title=title)
        self._sessions.setdefault(self.conference(conference), {}).setdefault(session.id, session)
        return session.id

    def office(self, title: str, organization: str | None, state: str | None) -> str:
        """Give the id of an office."""
        id = self.id("office", title, organization or state)
        return self.add(Office(id=id, title=title, organization=organization, state=state))

    def tenure(self, person: str, office: str, date: Edtf | None) -> None:
        """Keep that a person holds an office, and on which date a source shows it."""
        dates = self._attested.setdefault((person, office), {})
        if date is not None:
            dates[date] = None

    def presence(
        self, person: str, conference: str, session: str | None, office: str | None, represents: str | None
    ) -> bool:
        """Keep that a person takes part in a conference.

        Returns:
            Whether they are known to represent there the body that is given.
        """
        presence = self._presences.setdefault((person, conference), _Presence())
        if session is not None:
            presence.sessions[session] = None
        if office is not None:
            presence.offices[office] = None
        if presence.represents is None:
            presence.represents = represents
        return presence.represents == represents

    def records(self) -> Iterator[Record]:
        """Give a record of each thing."""
        for record in self._records.values():
            if isinstance(record, Conference):
                sessions = tuple(self._sessions.get(record.id, {}).values())
                yield attrs.evolve(record, sessions=sessions)
            else:
                yield record
        for (person, office), dates in self._attested.items():
            id = self.id("tenure", person, office)
            yield Tenure(id=id, person=person, office=office, attested=tuple(dates))
        for (person, conference), presence in self._presences.items():
            yield Participant(
                id=self.id("participant", person, conference),
                person=person,
                conference=conference,
                appearances=_appearances(presence.sessions),
                offices=tuple(presence.offices),
                represents=presence.represents,
            )


def _appearances(sessions: Iterable[str]) -> tuple[Appearance, ...]:
    places: list[str | None] = [*sessions]
    return tuple(Appearance(session=place, roles=(ParticipantRole.SPEAKER,)) for place in places or [None])
