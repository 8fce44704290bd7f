"""Code a short report from its text to a checked file.

    python coding_from_scratch.py [FILE]

The report, its people and its words are invented. Without FILE the corpus is
written to a temporary folder. The tutorial in the documentation explains each
step; this script has them in one piece, as a project of one's own would.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import eurasec
from eurasec import (
    Appearance,
    Assembly,
    Attribution,
    Conference,
    Corpus,
    Document,
    DocumentKind,
    Endorsement,
    Evidence,
    Group,
    Office,
    Organization,
    OrganizationKind,
    Participant,
    ParticipantRole,
    Person,
    Position,
    Quantifier,
    Record,
    Rendering,
    Sector,
    Severity,
    SpeechAct,
    Stance,
    State,
    Tenure,
    Threat,
    ThreatAssessment,
    ThreatKind,
    Topic,
    Trend,
    Verdict,
)
from eurasec.dates import read_date

TEXT = """\
The League of Ports met in Norhaven on 4 May 2020. Anna Berg, Minister of Ports of Norland, opened the day.

She asked the members to let new ports in, "as long as each of us can still be heard". Carl Dahl, the
secretary of the league, warned of smugglers, who were growing bolder and already threatened the life of
small harbours. He proposed common patrols. All speakers agreed that the league should meet more often.

Neighbours call the league a club of Norland, Berg said, and called this nonsense.
"""

DAY = read_date("on 4 May 2020", language="en").value


def at(words: str, *, quoted: bool = False) -> Evidence:
    """Give the evidence of words that stand just once in the text."""
    start = TEXT.index(words)
    assert TEXT.find(words, start + 1) < 0, f"{words!r} stands more than once"
    paragraph = TEXT.count("\n\n", 0, start) + 1
    exact = words if quoted else None
    return Evidence(
        document="report", start=start, end=start + len(words), exact=exact, locator=f"paragraph {paragraph}"
    )


def main(arguments: list[str]) -> None:
    """Build the corpus, check it, write it, and read it back."""
    corpus = Corpus([*who(), *where(), *questions(), *statements()])
    print(corpus)

    problems = corpus.check_evidence("report", TEXT)
    print(f"Spans and quotes that do not fit the text: {len(problems)}")
    findings = eurasec.lint(corpus)
    print(f"Things that lint would have looked at again: {len(findings)}")

    for statement in corpus.statements:
        print(f"  {statement}")
        for words in corpus.resolve(statement, TEXT):
            print(f"      “{' '.join(words.split())}”")

    if arguments:
        keep(corpus, Path(arguments[0]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            keep(corpus, Path(folder, "ports.json"))


def keep(corpus: Corpus, path: Path) -> None:
    """Write the corpus, and prove that the file says the same."""
    eurasec.dump(corpus, path)
    assert eurasec.load(path) == corpus
    print(f"{path.name}: {path.stat().st_size} bytes, read back and equal")


def who() -> Iterator[Record]:
    """Give those who act, and their offices as the report shows them on the day."""
    yield State(id="norland", name="Norland", evidence=(at("Norland, opened"),))
    yield Organization(
        id="league",
        name="League of Ports",
        kind=OrganizationKind.INTERNATIONAL_ORGANIZATION,
        evidence=(at("The League of Ports"),),
    )
    yield Group(id="neighbours", name="neighbours of Norland", evidence=(at("Neighbours"),))
    yield Group(id="smugglers", name="smugglers", evidence=(at("smugglers"),))
    yield Person(id="berg", name="Anna Berg", country="norland", evidence=(at("Anna Berg"),))
    yield Person(id="dahl", name="Carl Dahl", evidence=(at("Carl Dahl"),))
    yield Office(
        id="minister", title="Minister of Ports", state="norland", evidence=(at("Minister of Ports"),)
    )
    yield Office(
        id="secretary",
        title="Secretary",
        organization="league",
        evidence=(at("the\nsecretary of the league"),),
    )
    yield Tenure(
        id="berg-minister",
        person="berg",
        office="minister",
        attested=(DAY,),
        evidence=(at("Anna Berg, Minister of Ports of Norland"),),
    )
    yield Tenure(
        id="dahl-secretary",
        person="dahl",
        office="secretary",
        attested=(DAY,),
        evidence=(at("Carl Dahl, the\nsecretary of the league"),),
    )


def where() -> Iterator[Record]:
    """Give the document, the conference and those who took part in it."""
    yield Document(
        id="report",
        title="The League of Ports in Norhaven",
        kind=DocumentKind.PRESS_REPORT,
        language="en",
        sha256=eurasec.digest(TEXT),
        length=len(TEXT),
    )
    yield Conference(
        id="day-of-ports",
        title="Day of the League of Ports",
        period=DAY,
        organizers=("league",),
        evidence=(at("met in Norhaven on 4 May 2020"),),
    )
    yield Participant(
        id="day-of-ports-berg",
        person="berg",
        conference="day-of-ports",
        appearances=(Appearance(roles=(ParticipantRole.OPENER, ParticipantRole.SPEAKER)),),
        offices=("minister",),
        represents="norland",
        evidence=(at("opened the day"),),
    )
    yield Participant(
        id="day-of-ports-dahl",
        person="dahl",
        conference="day-of-ports",
        appearances=(Appearance(roles=(ParticipantRole.SPEAKER,)),),
        offices=("secretary",),
        represents="league",
        evidence=(at("Carl Dahl, the\nsecretary of the league, warned"),),
    )


def questions() -> Iterator[Record]:
    """Give the topics, worded so that one can be for or against, and the threat."""
    worded = "Worded by the coder."
    yield Topic(
        id="growth", label="Growth", proposition="The league should take in new members.", note=worded
    )
    yield Topic(
        id="meetings", label="Meetings", proposition="The league should meet more often.", note=worded
    )
    yield Topic(id="patrols", label="Patrols", proposition="The ports should patrol together.", note=worded)
    yield Topic(id="dominance", label="Dominance", proposition="Norland dominates the league.", note=worded)
    yield Threat(
        id="smuggling",
        label="Smuggling",
        kinds=(ThreatKind.ORGANISED_CRIME,),
        sectors=(Sector.ECONOMIC,),
        origins=("smugglers",),
        note=worded,
    )


def statements() -> Iterator[Record]:
    """Give what was said: by whom, with which stance, and where it stands."""
    yield Position(
        id="p-1",
        conference="day-of-ports",
        holders=("berg",),
        topic="growth",
        stance=Stance.QUALIFIED_SUPPORT,
        condition="as long as every member keeps its say",
        act=SpeechAct.CALL_FOR,
        addressees=("league",),
        rendering=Rendering.QUOTED,
        claim="New ports should be admitted.",
        evidence=(at("She asked the members to let new ports in"),),
        quotes=(at("as long as each of us can still be heard", quoted=True),),
    )
    yield Position(
        id="p-2",
        conference="day-of-ports",
        holders=("dahl",),
        topic="patrols",
        stance=Stance.SUPPORT,
        act=SpeechAct.CALL_FOR,
        rendering=Rendering.PARAPHRASED,
        claim="The ports should send out patrols together.",
        evidence=(at("He proposed common patrols."),),
    )
    yield Position(
        id="p-3",
        conference="day-of-ports",
        assembly=Assembly(of="day-of-ports", quantifier=Quantifier.UNANIMOUS),
        topic="meetings",
        stance=Stance.SUPPORT,
        rendering=Rendering.SYNTHESISED,
        claim="One meeting is too few.",
        evidence=(at("All speakers agreed that the league should meet more often."),),
    )
    yield Position(
        id="p-4",
        conference="day-of-ports",
        holders=("neighbours",),
        attribution=Attribution.IMPUTED,
        attributed_by="berg",
        endorsement=Endorsement.REJECTED,
        topic="dominance",
        stance=Stance.SUPPORT,
        rendering=Rendering.PARAPHRASED,
        claim="The league belongs to Norland.",
        evidence=(at("Neighbours call the league a club of Norland, Berg said, and called this nonsense."),),
    )
    yield ThreatAssessment(
        id="a-1",
        conference="day-of-ports",
        holders=("dahl",),
        threat="smuggling",
        verdict=Verdict.AFFIRMED,
        severity=Severity.EXISTENTIAL,
        trend=Trend.RISING,
        referent_words=("small harbours",),
        measures=("p-2",),
        act=SpeechAct.WARN,
        rendering=Rendering.PARAPHRASED,
        claim="Smuggling could be the end of small harbours.",
        evidence=(
            at(
                "warned of smugglers, who were growing bolder and "
                "already threatened the life of\nsmall harbours"
            ),
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
