"""Who acts: states, organizations, people and groups; their memberships and offices."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from eurasec._fields import (
    ActorId,
    BodyId,
    CountryCode,
    OfficeId,
    OrganizationId,
    PersonId,
    PlaceId,
    StateId,
    Text,
    Value,
    aside,
    rule,
)
from eurasec.dates import Answer, Edtf, before
from eurasec.errors import Problem
from eurasec.sources import Identifier, Record
from eurasec.vocab import MembershipRole, OrganizationKind

__all__ = [
    "Area",
    "Designation",
    "Group",
    "Membership",
    "Office",
    "Organization",
    "Person",
    "State",
    "Tenure",
]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class State(Record):
    """A state as an actor.

    Attributes:
        name: Its usual name.
        other_names: Other names and spellings.
        code: Two capital letters as in ISO 3166-1 alpha-2. The shape is
            checked and not a list, for real data holds `EU`, `XK` and states
            that are no more.

    >>> State(id="kazakhstan", name="Kazakhstan", code="KZ")
    State(id='kazakhstan', name='Kazakhstan', code='KZ')
    """

    name: Text
    other_names: tuple[Text, ...] = ()
    code: CountryCode | None = None
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        """Give id, name and code in one line."""
        return f"{self.id}: {self.name}{aside(self.code)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Area(Record):
    """A place that is no state: a region, a territory, a sea, a city.

    Attributes:
        name: Its usual name.
        other_names: Other names and spellings.
        states: The states that a region comprises.
        part_of: The state or area in which it lies.

    >>> Area(id="central-asia", name="Central Asia", states=("kazakhstan", "uzbekistan")).states
    ('kazakhstan', 'uzbekistan')
    """

    name: Text
    other_names: tuple[Text, ...] = ()
    states: tuple[StateId, ...] = ()
    part_of: PlaceId | None = None

    def __str__(self) -> str:
        """Give id, name and place in one line."""
        return f"{self.id}: {self.name}{aside(self.part_of and f'in {self.part_of}')}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Designation(Value):
    """A legal status that a state or organization gives to a body.

    Attributes:
        by: Who gives it.
        status: The status, such as "banned".
        since: From when on.

    >>> Designation(by="russia", status="banned")
    Designation(by='russia', status='banned')
    """

    by: BodyId
    status: Text
    since: Edtf | None = None

    def __str__(self) -> str:
        """Give status, giver and date in one line."""
        return f"{self.status} by {self.by}{aside(self.since and f'since {self.since}')}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Organization(Record):
    """Any organised body.

    Attributes:
        name: Its full name.
        short_name: Its usual abbreviation.
        other_names: Other names and spellings.
        kind: What sort of body it is.
        country: The state in which it has its seat or to which it belongs.
        part_of: The organization of which it is a part.
        founded: When it came into being.
        dissolved: When it ceased to be.
        designations: The legal statuses that others give it.

    >>> Organization(id="csto", name="Collective Security Treaty Organization", short_name="CSTO").short_name
    'CSTO'
    """

    name: Text
    short_name: Text | None = None
    other_names: tuple[Text, ...] = ()
    kind: OrganizationKind | None = None
    country: StateId | None = None
    part_of: OrganizationId | None = None
    founded: Edtf | None = None
    dissolved: Edtf | None = None
    designations: tuple[Designation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    @rule("founded", "dissolved")
    def _dissolved_not_before_founded(self) -> Sequence[Problem]:
        if self.founded is None or self.dissolved is None:
            return ()
        if before(self.dissolved, self.founded) is not Answer.YES:
            return ()
        message = f"{self.dissolved} is before it was founded, {self.founded}"
        return [Problem(path="dissolved", message=message, rule="period-order", value=str(self.dissolved))]

    def __str__(self) -> str:
        """Give id, name, short name and kind in one line."""
        return f"{self.id}: {self.name}{aside(self.short_name, self.kind)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Person(Record):
    """One individual.

    Attributes:
        name: The name; of an unnamed person, the description.
        other_names: Other names and spellings.
        country: Where sources place the person, which is not for whom they speak.
        unnamed: Whether the source speaks of one person without a name.

    >>> Person(id="delegate", name="a delegate of the host country", unnamed=True).unnamed
    True
    """

    name: Text
    other_names: tuple[Text, ...] = ()
    country: StateId | None = None
    unnamed: bool = False
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        """Give id, name and country in one line."""
        return f"{self.id}: {self.name}{aside(self.country, self.unnamed and 'unnamed')}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Group(Record):
    """A body that is not organised, or whose members are not named: "the West".

    Attributes:
        name: How it is called.
        members: Those of its members that are known.
        country: The state to which it belongs.

    >>> Group(id="west", name="the West").members
    ()
    """

    name: Text
    members: tuple[ActorId, ...] = ()
    country: StateId | None = None
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        """Give id, name and country in one line."""
        return f"{self.id}: {self.name}{aside(self.country)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Membership(Record):
    """That an actor belongs to an organization.

    Attributes:
        member: Who belongs.
        organization: To what.
        role: As what.
        period: From when to when; `None` if the dates are unknown.
        attested: Dates on which a source shows it in force: certain on those,
            possible on others.

    >>> Membership(id="m1", member="armenia", organization="csto", attested=("2022-02-09",)).role
    MembershipRole.MEMBER
    """

    member: ActorId
    organization: OrganizationId
    role: MembershipRole = MembershipRole.MEMBER
    period: Edtf | None = None
    attested: tuple[Edtf, ...] = ()

    def __str__(self) -> str:
        """Give id, member, role, organization and period in one line."""
        return f"{self.id}: {self.member} — {self.role} of {self.organization}{aside(self.period)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Office(Record):
    """A post that exists whoever holds it; never called a position.

    Attributes:
        title: Its title.
        organization: The organization in which it is.
        state: The state of which it is an office.

    >>> Office(id="csto-sg", title="Secretary General", organization="csto").title
    'Secretary General'
    """

    title: Text
    organization: OrganizationId | None = None
    state: StateId | None = None

    def __str__(self) -> str:
        """Give id, title and body in one line."""
        return f"{self.id}: {self.title}{aside(self.organization, self.state)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tenure(Record):
    """That a person holds an office.

    Several offices at once, and several holders of one office, are normal.

    Attributes:
        person: Who holds it.
        office: Which office.
        period: From when to when; `None` if the dates are unknown.
        attested: Dates on which a source shows it in force: certain on those,
            possible on others.

    >>> str(Tenure(id="t1", person="bordyuzha", office="csto-sg", period="2003/2016").period)
    '2003/2016'
    """

    person: PersonId
    office: OfficeId
    period: Edtf | None = None
    attested: tuple[Edtf, ...] = ()

    def __str__(self) -> str:
        """Give id, person, office and period in one line."""
        return f"{self.id}: {self.person} — {self.office}{aside(self.period)}"
