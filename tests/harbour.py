"""An invented conference, small enough to be known by heart: the Harbour Forum of 2020."""

from __future__ import annotations

from eurasec import (
    Appearance,
    Area,
    Assembly,
    Coding,
    Comparison,
    Conference,
    Corpus,
    Designation,
    Document,
    Event,
    Evidence,
    Figure,
    Group,
    Membership,
    Office,
    Organization,
    Participant,
    Person,
    Position,
    Record,
    Session,
    State,
    Tenure,
    Threat,
    ThreatAssessment,
    Topic,
    Venue,
    digest,
)

TEXT = (
    "Anna Berg, Minister of Norland, opened the forum. She said that the league must grow. "
    "“The storm is upon us,” warned Carl Dahl. All speakers agreed that ports need guards. "
    "Those abroad call the league a club of Norland, which Berg rejected."
)


def at(words: str, *, quoted: bool = False) -> Evidence:
    """Evidence of words that stand just once in the text."""
    assert TEXT.count(words) == 1
    start = TEXT.index(words)
    exact = words if quoted else None
    return Evidence(document="report", start=start, end=start + len(words), exact=exact)


def records() -> list[Record]:
    """The records, in an order that nobody would choose."""
    return [
        Position(
            id="p-1",
            conference="forum",
            session="forum-s1",
            holders=("berg",),
            claim="The league must grow.",
            act="call_for",
            topic="growth",
            stance="support",
            evidence=(at("She said that the league must grow."),),
            tags=("growth",),
            coding=Coding(coder="ab", unit="u1"),
        ),
        Position(
            id="p-2",
            conference="forum",
            session="forum-s1",
            assembly=Assembly(of="forum-s1", quantifier="unanimous"),
            claim="Ports need guards.",
            topic="guards",
            stance="support",
            evidence=(at("All speakers agreed that ports need guards."),),
        ),
        Position(
            id="p-3",
            session="forum-s1",
            holders=("abroad",),
            attribution="imputed",
            attributed_by="berg",
            endorsement="rejected",
            topic="usefulness",
            stance="oppose",
            criticises=("league",),
            comparisons=(Comparison(subject="league", other="norland", relation="same"),),
            evidence=(at("Those abroad call the league a club of Norland"),),
        ),
        Position(
            id="p-4",
            document="essay",
            holders=("eide",),
            claim="The league is slow.",
            topic="usefulness",
            stance="qualified_opposition",
            criticises=("league",),
            in_reply_to=("p-1",),
            evidence=(Evidence(document="essay"),),
        ),
        ThreatAssessment(
            id="a-1",
            conference="forum",
            session="forum-s1",
            holders=("dahl",),
            act="warn",
            claim="The storm has come.",
            rendering="quoted",
            quotes=(at("The storm is upon us", quoted=True),),
            figures=(Figure(measure="storms", form="change_percent", value=8),),
            threat="storms",
            verdict="affirmed",
            severity="grave",
            referents=("norland",),
            measures=("p-1",),
            evidence=(at("warned Carl Dahl."),),
        ),
        ThreatAssessment(
            id="a-2",
            conference="forum",
            holders=("norland",),
            threat="raids",
            verdict="dismissed",
            evidence=(Evidence(document="report"),),
        ),
        Threat(id="storms", label="Storms", kinds=("environmental_degradation",), sectors=("environmental",)),
        Threat(
            id="raids",
            label="Raids",
            kinds=("terrorism", "organised_crime"),
            sectors=("military",),
            origins=("southland",),
        ),
        Topic(id="usefulness", label="The league", proposition="The league is useful."),
        Topic(id="growth", label="Growth", proposition="The league should grow.", broader="usefulness"),
        Topic(id="guards", label="Guards", proposition="Ports should have guards."),
        Participant(
            id="forum-berg",
            person="berg",
            conference="forum",
            appearances=(Appearance(session="forum-s1", roles=("opener", "speaker"), presence="in_person"),),
            offices=("minister",),
            represents="norland",
            capacity="Minister of Norland",
        ),
        Participant(
            id="forum-dahl",
            person="dahl",
            conference="forum",
            appearances=(Appearance(session="forum-s1", roles=("speaker",)),),
            offices=("secretary",),
            represents="league",
        ),
        Participant(
            id="forum-eide",
            person="eide",
            conference="forum",
            appearances=(
                Appearance(session="forum-s1", roles=("speaker",), presence="message"),
                Appearance(session="forum-s2", roles=("questioner",)),
            ),
        ),
        Conference(
            id="forum",
            title="The Harbour Forum",
            theme="Ports and storms",
            period="2020-05-04",
            venue=Venue(city="Norhaven", country="norland"),
            organizers=("league",),
            series="Harbour Forum",
            languages=("en",),
            attribution_rule="on_record",
            sessions=(
                Session(id="forum-s1", kind="plenary", agenda=("growth", "storms")),
                Session(id="forum-s2", kind="questions", closed=True, attribution_rule="chatham_house"),
                Session(id="forum-s2a", part_of="forum-s2", theme="Ports", period="2020-05-05"),
            ),
            documents=("report",),
        ),
        Conference(id="old-forum", title="The first forum", supporters=("norland",)),
        Document(
            id="report",
            title="Report of the forum",
            kind="organiser_report",
            publisher="league",
            language="en",
            sha256=digest(TEXT),
            length=len(TEXT),
        ),
        Document(id="essay", title="On the league", kind="article", authors=("eide",), date="2020-03"),
        Event(
            id="great-storm",
            label="The great storm",
            kind="disaster",
            period="2019-11",
            places=("coast",),
            participants=("norland",),
        ),
        Tenure(id="t-berg", person="berg", office="minister", period="2018/2021"),
        Tenure(id="t-dahl", person="dahl", office="secretary", attested=("2020-05-04",)),
        Tenure(id="t-eide", person="eide", office="secretary", period="2010/2015"),
        Office(id="minister", title="Minister of Ports", state="norland"),
        Office(id="secretary", title="Secretary of the League", organization="league"),
        Membership(id="m-norland", member="norland", organization="league", period="2001/.."),
        Membership(id="m-southland", member="southland", organization="league", role="observer"),
        Organization(
            id="league",
            name="League of Ports",
            short_name="LP",
            kind="international_organization",
            designations=(Designation(by="southland", status="watched"),),
        ),
        Organization(id="league-office", name="Office of the League", part_of="league", country="norland"),
        Group(id="abroad", name="those abroad", members=("southland",)),
        Person(id="berg", name="Anna Berg", country="norland"),
        Person(id="dahl", name="Carl Dahl", other_names=("Karl Dahl",)),
        Person(id="eide", name="Finn Eide", country="southland"),
        State(id="norland", name="Norland", code="NL"),
        State(id="southland", name="Southland"),
        Area(id="coast", name="the Coast", states=("norland",)),
        Area(id="north", name="the North", states=("southland",)),
        Area(id="cape", name="the Cape", part_of="north", states=("norland",)),
    ]


def corpus() -> Corpus:
    """The corpus of the forum."""
    return Corpus(records())
