"""Selections of those who act: states, organizations, people and groups; their memberships and offices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Self

from eurasec._index import Term
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
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
    in_force_then,
    one,
    word_test,
    words,
)
from eurasec.vocab import MembershipRole, OrganizationKind

__all__ = ["Areas", "Groups", "Memberships", "Offices", "Organizations", "People", "States", "Tenures"]


def _names(record: State | Area | Person) -> Iterable[str]:
    return (record.name, *record.other_names)


_STATES: Final[Mapping[str, Key[State]]] = {
    "id": Key(lambda _, r: (r.id,), ids("state")),
    "code": Key(lambda _, r: one(r.code)),
    "area": Key(lambda index, r: index.areas_of(r.id), ids("area")),
    "tag": Key(lambda _, r: r.tags),
}


class States(Selection[State]):
    """The states of a corpus.

    >>> from eurasec import Corpus, State
    >>> kazakhstan = State(id="kazakhstan", name="Kazakhstan", code="KZ")
    >>> corpus = Corpus([kazakhstan, State(id="russia", name="Russia")])
    >>> corpus.states.where(code="KZ").one().id
    'kazakhstan'
    """

    __slots__ = ()

    _noun = ("state", "states")
    _columns = ("id", "name", "code")

    def _keys(self) -> Mapping[str, Key[State]]:
        return _STATES

    def where(
        self,
        predicate: Callable[[State], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        code: Texts = None,
        area: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its names, in any order and letter case.
            code: Two-letter codes.
            area: Areas that comprise it.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, _names))


_AREAS: Final[Mapping[str, Key[Area]]] = {
    "id": Key(lambda _, r: (r.id,), ids("area")),
    "state": Key(lambda index, r: index.states_of(r.id), ids("state")),
    "part_of": Key(lambda _, r: one(r.part_of), ids("state", "area")),
    "tag": Key(lambda _, r: r.tags),
}


class Areas(Selection[Area]):
    """The areas of a corpus.

    >>> from eurasec import Area, Corpus, State
    >>> asia = Area(id="asia", name="Asia", states=("kazakhstan",))
    >>> corpus = Corpus([State(id="kazakhstan", name="Kazakhstan"), asia])
    >>> corpus.areas.where(state="kazakhstan").ids
    ('asia',)
    """

    __slots__ = ()

    _noun = ("area", "areas")
    _columns = ("id", "name", "states")

    def _keys(self) -> Mapping[str, Key[Area]]:
        return _AREAS

    def where(
        self,
        predicate: Callable[[Area], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        state: Ids = None,
        part_of: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its names, in any order and letter case.
            state: States that it comprises.
            part_of: The state or area in which it lies.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, _names))


def _organization_names(record: Organization) -> Iterable[str]:
    return (record.name, *(() if record.short_name is None else (record.short_name,)), *record.other_names)


_ORGANIZATIONS: Final[Mapping[str, Key[Organization]]] = {
    "id": Key(lambda _, r: (r.id,), ids("organization")),
    "kind": Key(lambda _, r: one(r.kind), words(OrganizationKind)),
    "country": Key(lambda _, r: one(r.country), ids("state")),
    "area": Key(lambda index, r: index.areas_of(r.country), ids("area")),
    "part_of": Key(lambda _, r: one(r.part_of), ids("organization")),
    "designated_by": Key(lambda _, r: (each.by for each in r.designations), ids("state", "organization")),
    "member": Key(lambda index, r: (each.member for each in index.memberships_in(r.id)), ids(*ACTORS)),
    "tag": Key(lambda _, r: r.tags),
}


class Organizations(Selection[Organization]):
    """The organizations of a corpus.

    >>> from eurasec import Corpus, Organization
    >>> csto = Organization(id="csto", name="Collective Security Treaty Organization", kind="alliance")
    >>> corpus = Corpus([csto])
    >>> corpus.organizations.where(kind="alliance").ids
    ('csto',)
    """

    __slots__ = ()

    _noun = ("organization", "organizations")
    _columns = ("id", "short_name", "kind", "name")

    def _keys(self) -> Mapping[str, Key[Organization]]:
        return _ORGANIZATIONS

    def where(
        self,
        predicate: Callable[[Organization], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        kind: Words = None,
        country: Ids = None,
        area: Ids = None,
        part_of: Ids = None,
        designated_by: Ids = None,
        member: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its names, in any order and letter case.
            kind: Kinds of organization.
            country: The state of its seat, or to which it belongs.
            area: Areas that comprise this state.
            part_of: The organization of which it is a part.
            designated_by: Who gives it a legal status.
            member: Who belongs to it, in whatever role and whenever.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, _organization_names))


_GROUPS: Final[Mapping[str, Key[Group]]] = {
    "id": Key(lambda _, r: (r.id,), ids("group")),
    "member": Key(lambda _, r: r.members, ids(*ACTORS)),
    "country": Key(lambda _, r: one(r.country), ids("state")),
    "tag": Key(lambda _, r: r.tags),
}


class Groups(Selection[Group]):
    """The groups of a corpus.

    >>> from eurasec import Corpus, Group
    >>> Corpus([Group(id="west", name="the West")]).groups.where(name="west").ids
    ('west',)
    """

    __slots__ = ()

    _noun = ("group", "groups")
    _columns = ("id", "name", "members")

    def _keys(self) -> Mapping[str, Key[Group]]:
        return _GROUPS

    def where(
        self,
        predicate: Callable[[Group], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        member: Ids = None,
        country: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its names, in any order and letter case.
            member: Known members.
            country: The state to which it belongs.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, lambda record: (record.name,)))


_PEOPLE: Final[Mapping[str, Key[Person]]] = {
    "id": Key(lambda _, r: (r.id,), ids("person")),
    "country": Key(lambda _, r: one(r.country), ids("state")),
    "area": Key(lambda index, r: index.areas_of(r.country), ids("area")),
    "office": Key(lambda index, r: (each.office for each in index.tenures_of(r.id)), ids("office")),
    "conference": Key(lambda index, r: index.conferences_with(r.id), ids("conference")),
    "represents": Key(lambda index, r: index.bodies_represented_by(r.id), ids("state", "organization")),
    "unnamed": Key(lambda _, r: (r.unnamed,), flags),
    "tag": Key(lambda _, r: r.tags),
}


class People(Selection[Person]):
    """The people of a corpus.

    >>> from eurasec import Corpus, Person
    >>> zas, alimov = Person(id="zas", name="Stanislav Zas"), Person(id="alimov", name="Rashid Alimov")
    >>> people = Corpus([zas, alimov]).people
    >>> people.where(name="zas").one().name
    'Stanislav Zas'
    """

    __slots__ = ()

    _noun = ("person", "people")
    _columns = ("id", "name", "country")

    def _keys(self) -> Mapping[str, Key[Person]]:
        return _PEOPLE

    def where(
        self,
        predicate: Callable[[Person], bool] | None = None,
        *,
        id: Ids = None,
        name: Texts = None,
        country: Ids = None,
        area: Ids = None,
        office: Ids = None,
        conference: Ids = None,
        represents: Ids = None,
        unnamed: bool | None = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            name: Words that must all stand in its names, in any order and letter case.
            country: Where sources place them.
            area: Areas that comprise these states.
            office: Offices that they hold or held, whenever.
            conference: Conferences at which they take part.
            represents: For whom they speak, at whichever conference.
            unnamed: Whether the source gives no name.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("name", name, _names))


_MEMBERSHIPS: Final[Mapping[str, Key[Membership]]] = {
    "id": Key(lambda _, r: (r.id,), ids("membership")),
    "member": Key(lambda _, r: (r.member,), ids(*ACTORS)),
    "organization": Key(lambda _, r: (r.organization,), ids("organization")),
    "role": Key(lambda _, r: (r.role,), words(MembershipRole)),
    "tag": Key(lambda _, r: r.tags),
    "date": Key(lambda _, r: (r.period,)),
    "term": Key(lambda _, r: (Term(r.period, r.attested),)),
}


class Memberships(Selection[Membership]):
    """The memberships of a corpus.

    >>> from eurasec import Corpus, Membership, Organization, State
    >>> corpus = Corpus([State(id="armenia", name="Armenia"), Organization(id="csto", name="CSTO"),
    ...                  Membership(id="m1", member="armenia", organization="csto", period="2002/..")])
    >>> corpus.memberships.where(organization="csto", on="2022-02-09").ids
    ('m1',)
    """

    __slots__ = ()

    _noun = ("membership", "memberships")
    _columns = ("id", "member", "role", "organization", "period")

    def _keys(self) -> Mapping[str, Key[Membership]]:
        return _MEMBERSHIPS

    def where(
        self,
        predicate: Callable[[Membership], bool] | None = None,
        *,
        id: Ids = None,
        member: Ids = None,
        organization: Ids = None,
        role: Words = None,
        tag: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            member: Who belongs.
            organization: To what.
            role: As what.
            tag: Tags.
            on: A date on which it is in force.
            during: A period in which it is in force, wholly or in part.
            possibly: Whether those that may match do.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        when = in_force_then(on, during)
        return self._query(locals(), when=when, dates="term")


_OFFICES: Final[Mapping[str, Key[Office]]] = {
    "id": Key(lambda _, r: (r.id,), ids("office")),
    "organization": Key(lambda _, r: one(r.organization), ids("organization")),
    "state": Key(lambda _, r: one(r.state), ids("state")),
    "holder": Key(lambda index, r: (each.person for each in index.tenures_in(r.id)), ids("person")),
    "tag": Key(lambda _, r: r.tags),
}


class Offices(Selection[Office]):
    """The offices of a corpus.

    >>> from eurasec import Corpus, Office, Organization
    >>> head = Office(id="sg", title="Secretary General", organization="csto")
    >>> corpus = Corpus([Organization(id="csto", name="CSTO"), head])
    >>> corpus.offices.where(organization="csto").one().title
    'Secretary General'
    """

    __slots__ = ()

    _noun = ("office", "offices")
    _columns = ("id", "title", "organization", "state")

    def _keys(self) -> Mapping[str, Key[Office]]:
        return _OFFICES

    def where(
        self,
        predicate: Callable[[Office], bool] | None = None,
        *,
        id: Ids = None,
        title: Texts = None,
        organization: Ids = None,
        state: Ids = None,
        holder: Ids = None,
        tag: Texts = None,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            title: Words that must all stand in the title, in any order and letter case.
            organization: The organization in which it is.
            state: The state of which it is an office.
            holder: Who holds or held it, whenever.
            tag: Tags.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._query(locals(), word_test("title", title, lambda record: (record.title,)))


_TENURES: Final[Mapping[str, Key[Tenure]]] = {
    "id": Key(lambda _, r: (r.id,), ids("tenure")),
    "person": Key(lambda _, r: (r.person,), ids("person")),
    "office": Key(lambda _, r: (r.office,), ids("office")),
    "organization": Key(
        lambda index, r: one(index.offices_by_id[r.office].organization), ids("organization")
    ),
    "state": Key(lambda index, r: one(index.offices_by_id[r.office].state), ids("state")),
    "tag": Key(lambda _, r: r.tags),
    "date": Key(lambda _, r: (r.period,)),
    "term": Key(lambda _, r: (Term(r.period, r.attested),)),
}


class Tenures(Selection[Tenure]):
    """The tenures of a corpus: who held which office.

    >>> from eurasec import Corpus, Office, Person, Tenure
    >>> corpus = Corpus([Person(id="zas", name="Stanislav Zas"), Office(id="sg", title="Secretary General"),
    ...                  Tenure(id="t1", person="zas", office="sg", period="2020/..")])
    >>> corpus.tenures.where(office="sg", on="2022-02-09").one().person
    'zas'
    """

    __slots__ = ()

    _noun = ("tenure", "tenures")
    _columns = ("id", "person", "office", "period")

    def _keys(self) -> Mapping[str, Key[Tenure]]:
        return _TENURES

    def where(
        self,
        predicate: Callable[[Tenure], bool] | None = None,
        *,
        id: Ids = None,
        person: Ids = None,
        office: Ids = None,
        organization: Ids = None,
        state: Ids = None,
        tag: Texts = None,
        on: When = None,
        during: When = None,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            person: Who holds it.
            office: Which office.
            organization: The organization in which the office is.
            state: The state of which it is an office.
            tag: Tags.
            on: A date on which it is in force.
            during: A period in which it is in force, wholly or in part.
            possibly: Whether those that may match do.

        Raises:
            UnknownIdError: If an id or a text is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        when = in_force_then(on, during)
        return self._query(locals(), when=when, dates="term")
