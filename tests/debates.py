"""A small invented debate, for the tests of what is computed on who said what.

Two conferences, one with two sessions; four people, some of whom speak for a
body; topics and threats. Statements are added by `position` and `assessment`,
or drawn by `statements`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st

from eurasec.actors import Area, Group, Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.positions import Position, Topic
from eurasec.sources import Record
from eurasec.statements import Assembly
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Endorsement, Quantifier, Severity, Stance, Trend, Verdict

__all__ = ["FEW", "WORLD", "assembly", "assessment", "debate", "imputed", "position", "statements"]

FEW: Final = settings(max_examples=40)
"""Enough examples for laws over whole debates, each of which is several corpora."""

_SPEAKER: Final = ("speaker",)


def _takes_part(
    person: str, conference: str, *appearances: Appearance, represents: str | None
) -> Participant:
    return Participant(
        id=f"{conference}-{person}",
        person=person,
        conference=conference,
        appearances=appearances,
        represents=represents,
    )


WORLD: Final[tuple[Record, ...]] = (
    State(id="kazakhstan", name="Kazakhstan"),
    State(id="russia", name="Russia"),
    State(id="afghanistan", name="Afghanistan"),
    Area(id="asia", name="Asia", states=("kazakhstan",)),
    Organization(id="csto", name="CSTO", country="russia"),
    Organization(id="club", name="The club"),
    Group(id="west", name="the West"),
    Person(id="ann", name="Ann", country="russia"),
    Person(id="bob", name="Bob", country="kazakhstan"),
    Person(id="cat", name="Cat", country="kazakhstan"),
    Person(id="dan", name="Dan"),
    Office(id="secretary", title="Secretary General", organization="csto"),
    Office(id="minister", title="Minister", state="russia"),
    Tenure(id="t-1", person="ann", office="secretary", period="2003/2020"),
    Tenure(id="t-2", person="dan", office="minister", period="2015/2021"),
    Conference(
        id="c1",
        title="The first",
        period="2020-02-09",
        sessions=(
            Session(id="c1-s1", agenda=("growth", "drugs-threat")),
            Session(id="c1-s2"),
        ),
    ),
    Conference(id="c2", title="The second", period="2022-02-09"),
    _takes_part(
        "ann",
        "c1",
        Appearance(session="c1-s1", roles=_SPEAKER),
        Appearance(session="c1-s2", roles=_SPEAKER),
        represents="csto",
    ),
    _takes_part("bob", "c1", Appearance(session="c1-s1", roles=_SPEAKER), represents="kazakhstan"),
    _takes_part("cat", "c1", Appearance(session="c1-s1", roles=_SPEAKER), represents=None),
    _takes_part(
        "dan", "c1", Appearance(session="c1-s2", roles=_SPEAKER, presence="message"), represents="russia"
    ),
    _takes_part("bob", "c2", Appearance(roles=("keynote",)), represents="csto"),
    _takes_part("cat", "c2", Appearance(roles=_SPEAKER, presence="absent"), represents="kazakhstan"),
    _takes_part("dan", "c2", Appearance(roles=("observer",)), represents="russia"),
    Topic(id="growth", label="Growth", proposition="The alliance should grow."),
    Topic(
        id="new-members", label="New members", proposition="Nobody is to be turned away.", broader="growth"
    ),
    Topic(id="border", label="The border", proposition="The border needs more guards."),
    Threat(
        id="drugs-threat",
        label="Drugs",
        kinds=("drug_trafficking",),
        sectors=("societal",),
        origins=("afghanistan",),
    ),
    Threat(
        id="opium-threat",
        label="Opium",
        kinds=("drug_trafficking", "organised_crime"),
        sectors=("societal", "economic"),
        origins=("afghanistan", "asia"),
        broader="drugs-threat",
    ),
    Threat(
        id="arming-threat", label="Arms", kinds=("arms_supply",), sectors=("military",), origins=("west",)
    ),
    Threat(id="quakes-threat", label="Earthquakes", kinds=("other",), sectors=("environmental",)),
)
"""Everything but statements."""


def position(id: str, holders: str | Iterable[str] = "ann", stance: str = "support", **more: Any) -> Position:
    """A position on growth, unless another topic is given; without holders where an assembly is given."""
    more.setdefault("topic", "growth")
    if "assembly" not in more:
        more["holders"] = (holders,) if isinstance(holders, str) else tuple(holders)
    return Position(id=id, stance=stance, **more)


def assessment(
    id: str, holders: str | Iterable[str] = "ann", verdict: str = "affirmed", **more: Any
) -> ThreatAssessment:
    """An assessment of drugs as a threat, unless another is given."""
    more.setdefault("threat", "drugs-threat")
    if "assembly" not in more:
        more["holders"] = (holders,) if isinstance(holders, str) else tuple(holders)
    return ThreatAssessment(id=id, verdict=verdict, **more)


def assembly(quantifier: str, of: str = "c1-s1", among: str | None = None) -> dict[str, Assembly]:
    """The fields that make a statement that of an assembly."""
    return {"assembly": Assembly(of=of, quantifier=quantifier, among=among)}


def imputed(by: str = "dan", endorsement: str = "rejected", attribution: str = "imputed") -> dict[str, str]:
    """The fields that make a statement one that is ascribed to its holders."""
    return {"attribution": attribution, "attributed_by": by, "endorsement": endorsement}


def debate(*statements: Record) -> Corpus:
    """The corpus of the world and some statements."""
    return Corpus((*WORLD, *statements))


# ── Anything that may be said ───────────────────────────────────────────────

_ACTORS: Final = ("ann", "bob", "cat", "west", "club", "kazakhstan")


@st.composite
def _said(draw: st.DrawFn) -> dict[str, Any]:
    """Who says something, through whom, and where."""
    said: dict[str, Any] = {}
    if draw(st.integers(0, 2)):
        said["holders"] = tuple(draw(st.lists(st.sampled_from(_ACTORS), min_size=1, max_size=2, unique=True)))
    else:
        of = draw(st.sampled_from(["c1-s1", "c1-s2", "c1", "west", "asia"]))
        said |= assembly(draw(st.sampled_from(Quantifier)), of, draw(st.sampled_from([None, "experts"])))
    if not draw(st.integers(0, 2)):
        said |= imputed(
            endorsement=draw(st.sampled_from(Endorsement)),
            attribution=draw(st.sampled_from(["imputed", "relayed"])),
        )
    place: dict[str, str] = draw(
        st.sampled_from(
            [{}, {"conference": "c1"}, {"conference": "c1", "session": "c1-s2"}, {"conference": "c2"}]
        )
    )
    if draw(st.booleans()):
        said["on_behalf_of"] = draw(st.sampled_from(["russia", "csto"]))
    date = draw(st.sampled_from([None, "2019", "2020-02-09", "2021~", "2020/2022"]))
    return said | place | ({} if date is None else {"date": date})


@st.composite
def statements(draw: st.DrawFn, *, most: int = 8) -> list[Position | ThreatAssessment]:
    """Positions on all topics and assessments of all threats, by all sorts of holders."""
    found: list[Position | ThreatAssessment] = []
    for number in range(draw(st.integers(0, most))):
        said = draw(_said())
        if draw(st.booleans()):
            topic = draw(st.sampled_from(["growth", "growth", "new-members", "border"]))
            found.append(
                Position(id=f"p-{number}", topic=topic, stance=draw(st.sampled_from(Stance)), **said)
            )
        else:
            found.append(
                ThreatAssessment(
                    id=f"a-{number}",
                    threat=draw(st.sampled_from(["drugs-threat", "opium-threat", "arming-threat"])),
                    verdict=draw(st.sampled_from(Verdict)),
                    severity=draw(st.sampled_from([None, *Severity])),
                    trend=draw(st.sampled_from([None, *Trend])),
                    foremost=draw(st.booleans()),
                    referents=draw(st.sampled_from([(), ("csto",), ("csto", "kazakhstan")])),
                    criticises=draw(st.sampled_from([(), ("west",)])),
                    act=draw(st.sampled_from([None, "accuse", "warn"])),
                    **said,
                )
            )
    return found
