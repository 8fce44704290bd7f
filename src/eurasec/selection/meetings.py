"""Selections of conferences, their sessions and those who take part."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, Self

from eurasec._index import Index
from eurasec.conferences import Conference, Participant, Session
from eurasec.selection.core import Selection
from eurasec.selection.keys import (
    ACTORS,
    Ids,
    Key,
    Texts,
    When,
    Words,
    flags,
    ids,
    one,
    under_way,
    word_test,
    words,
)
from eurasec.vocab import AttributionRule, ParticipantRole, Presence, SessionKind

__all__ = ["Conferences", "Participants", "Sessions"]


def _country(_index: Index, conference: Conference) -> Iterable[Hashable]:
    return () if conference.venue is None else one(conference.venue.country)


def _titles(record: Conference | Session) -> Iterable[str]:
    return (text for text in (record.title, record.theme) if text is not None)


_CONFERENCES: Final[Mapping[str, Key[Conference]]] = {
    "id": Key(lambda _, c: (c.id,), ids("conference")),
    "organizer": Key(lambda _, c: c.organizers, ids(*ACTORS)),
    "supporter": Key(lambda _, c: c.supporters, ids(*ACTORS)),
    "country": Key(_country, ids("state")),
    "participant": Key(lambda index, c: index.people_at(c.id), ids("person")),
    "series": Key(lambda _, c: one(c.series)),
    "language": Key(lambda _, c: c.languages),
    "tag": Key(lambda _, c: c.tags),
    "date": Key(lambda _, c: (c.period,)),
}


class Conferences(Selection[Conference]):
    """The conferences of a corpus.

    >>> from eurasec import Conference, Corpus
    >>> rivers, hills = Conference(id="c1", title="Rivers"), Conference(id="c2", title="Hills", period="2022")
    >>> corpus = Corpus([rivers, hills])
    >>> corpus.conferences.where(during="2022").ids
    ('c2',)
    """

    __slots__ = ()

    _noun = ("conference", "conferences")
    _columns = ("id", "period", "title")

    def _keys(self) -> Mapping[str, Key[Conference]]:
        return _CONFERENCES

    def where(
        self,
        predicate: Callable[[Conference], bool] | None = None,
        *,
        id: Ids = None,
        organizer: Ids = None,
        supporter: Ids = None,
        country: Ids = None,
        participant: Ids = None,
        series: Texts = None,
        language: Texts = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            organizer: Who holds it.
            supporter: Who supports it.
            country: The state in which it is held.
            participant: People who take part.
            series: The series to which it belongs.
            language: Languages spoken.
            tag: Tags.
            text: Words that must all stand in title or theme, in any order and letter case.
            on: A date on which it was under way.
            during: A period in which it was held, wholly or in part.
            possibly: Whether dates that may match do.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a date is none.
        """
        titled = word_test("text", text, _titles)
        return self._query(locals(), titled, when=under_way(on, during))


_SESSIONS: Final[Mapping[str, Key[Session]]] = {
    "id": Key(lambda _, s: (s.id,), ids("session")),
    "conference": Key(lambda index, s: (index.conference_at(s.id),), ids("conference")),
    "kind": Key(lambda _, s: one(s.kind), words(SessionKind)),
    "part_of": Key(lambda _, s: one(s.part_of), ids("session")),
    "attribution_rule": Key(lambda index, s: one(index.rule_of(s)), words(AttributionRule)),
    "closed": Key(lambda _, s: one(s.closed), flags),
    "agenda": Key(lambda _, s: s.agenda, ids("topic", "threat")),
    "tag": Key(lambda _, s: s.tags),
    "date": Key(lambda index, s: (index.period_of(s.id),)),
}


class Sessions(Selection[Session]):
    """The sessions of all conferences of a corpus.

    >>> from eurasec import Conference, Corpus, Session
    >>> first, second = Session(id="c1-s1"), Session(id="c1-s2")
    >>> conference = Conference(id="c1", title="On rivers", sessions=(first, second))
    >>> Corpus([conference]).sessions.where(conference="c1").ids
    ('c1-s1', 'c1-s2')
    """

    __slots__ = ()

    _noun = ("session", "sessions")
    _columns = ("id", "kind", "theme")

    def _keys(self) -> Mapping[str, Key[Session]]:
        return _SESSIONS

    def where(
        self,
        predicate: Callable[[Session], bool] | None = None,
        *,
        id: Ids = None,
        conference: Ids = None,
        kind: Words = None,
        part_of: Ids = None,
        attribution_rule: Words = None,
        closed: bool | None = None,
        agenda: Ids = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            conference: The conference to which it belongs.
            kind: Kinds of session.
            part_of: The session of which it is a part.
            attribution_rule: Its own rule, or else that of the session around it or of its conference.
            closed: Whether it was held behind closed doors.
            agenda: Topics and threats that were discussed.
            tag: Tags.
            text: Words that must all stand in title or theme, in any order and letter case.
            on: A date on which it was under way.
            during: A period in which it was held, wholly or in part.
            possibly: Whether dates that may match do.

        Raises:
            UnknownIdError: If an id or tag is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        titled = word_test("text", text, _titles)
        return self._query(locals(), titled, when=under_way(on, during))


def _country_of_person(index: Index, participant: Participant) -> Iterable[Hashable]:
    return one(index.country_of(participant.person))


def _areas(index: Index, participant: Participant) -> Iterable[Hashable]:
    return index.areas_of(index.country_of(participant.person))


_PARTICIPANTS: Final[Mapping[str, Key[Participant]]] = {
    "id": Key(lambda _, p: (p.id,), ids("participant")),
    "person": Key(lambda _, p: (p.person,), ids("person")),
    "conference": Key(lambda _, p: (p.conference,), ids("conference")),
    "session": Key(lambda _, p: (a.session for a in p.appearances if a.session is not None), ids("session")),
    "role": Key(lambda _, p: (role for a in p.appearances for role in a.roles), words(ParticipantRole)),
    "presence": Key(
        lambda _, p: (a.presence for a in p.appearances if a.presence is not None), words(Presence)
    ),
    "office": Key(lambda _, p: p.offices, ids("office")),
    "represents": Key(lambda _, p: one(p.represents), ids("state", "organization")),
    "country": Key(_country_of_person, ids("state")),
    "area": Key(_areas, ids("area")),
    "tag": Key(lambda _, p: p.tags),
}


class Participants(Selection[Participant]):
    """Those who take part in the conferences of a corpus.

    >>> from eurasec import Conference, Corpus, Participant, Person
    >>> corpus = Corpus([Conference(id="c1", title="On rivers"), Person(id="zas", name="Stanislav Zas"),
    ...                  Participant(id="c1-zas", person="zas", conference="c1")])
    >>> corpus.participants.where(person="zas").one().id
    'c1-zas'
    """

    __slots__ = ()

    _noun = ("participant", "participants")
    _columns = ("id", "person", "represents", "offices", "capacity")

    def _keys(self) -> Mapping[str, Key[Participant]]:
        return _PARTICIPANTS

    def where(
        self,
        predicate: Callable[[Participant], bool] | None = None,
        *,
        id: Ids = None,
        person: Ids = None,
        conference: Ids = None,
        session: Ids = None,
        role: Words = None,
        presence: Words = None,
        office: Ids = None,
        represents: Ids = None,
        country: Ids = None,
        area: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            person: People.
            conference: Conferences.
            session: Sessions in which they appear.
            role: Roles, in whichever session.
            presence: Ways of taking part, in whichever session.
            office: Offices under which the source presents them, current or former.
            represents: For whom they speak.
            country: Where sources place them.
            area: Areas that comprise these states.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or tag is not in the corpus; with near matches.
            InvalidValueError: If a word is none; with near matches.
        """
        return self._query(locals())
