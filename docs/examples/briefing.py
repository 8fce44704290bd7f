"""Print a briefing on the conferences of a corpus, in plain text.

    python briefing.py [FILE]

FILE is a corpus in the format eurasec/1; without it, the corpus that ships
with the library is taken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from textwrap import fill

import eurasec
from eurasec import (
    Assembly,
    Conference,
    Corpus,
    Participant,
    Quantifier,
    Statement,
    ThreatAssessment,
    analysis,
)

AGREED = (Quantifier.UNANIMOUS, Quantifier.CONSENSUS, Quantifier.ALMOST_ALL, Quantifier.MOST)


def main(arguments: list[str]) -> None:
    """Load the corpus, check it, and print the briefing of each of its conferences."""
    corpus = eurasec.load(arguments[0]) if arguments else eurasec.datasets.csto_2022()
    for conference in corpus.conferences:
        for line in briefing(corpus, conference):
            print(line)
    findings = eurasec.lint(corpus)
    looked = "nothing" if not findings else "one thing" if len(findings) == 1 else f"{len(findings)} things"
    print(f"\nChecked: {len(corpus)} records hold together; lint would have {looked} looked at again.")
    for finding in findings:
        print(f"  {finding}")


def briefing(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give the lines of the briefing on one conference."""
    yield from heading(corpus, conference)
    yield from section("Who took part", participants(corpus, conference))
    yield from section("What was agreed", agreed(corpus, conference))
    yield from section("What was contested", contested(corpus, conference))
    yield from section("Whose view was only ascribed, and rejected", rejected(corpus, conference))
    yield from section("Which threats were named", threats(corpus, conference))
    yield from section("Which were dismissed, denied or played down", dismissed(corpus, conference))


def heading(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give title, time, place and hosts."""
    yield conference.title
    yield "=" * len(conference.title)
    venue = conference.venue
    where = "" if venue is None else ", ".join(part for part in (venue.name, venue.city) if part)
    yield ", ".join(part for part in (str(conference.period or ""), where) if part)
    yield f"Held by {names(corpus, conference.organizers)}"
    if conference.supporters:
        yield f"Supported by {names(corpus, conference.supporters)}"
    for occasion in conference.occasions:
        yield f"Occasion: {occasion.label}"
    for number, session in enumerate(conference.sessions, 1):
        about = session.theme or session.title or "no theme stated"
        yield f"Session {number}: {about}"


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Give a section, or nothing if it is empty."""
    body = list(lines)
    if body:
        yield f"\n{title}\n{'-' * len(title)}"
        yield from body


def participants(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give each participant with office, representation and roles."""
    for participant in corpus.participants.where(conference=conference.id):
        yield item(f"{corpus.people[participant.person].name}, {capacity(corpus, participant)}")


def capacity(corpus: Corpus, participant: Participant) -> str:
    """Say in which capacity somebody took part, and how."""
    words = participant.capacity or ", ".join(corpus.offices[office].title for office in participant.offices)
    parts = [words or "no office stated"]
    if participant.represents is not None:
        parts.append(f"for {name(corpus, participant.represents)}")
    roles = dict.fromkeys(role.value for each in participant.appearances for role in each.roles)
    presences = dict.fromkeys(each.presence.value for each in participant.appearances if each.presence)
    how = [word.replace("_", " ") for word in (*roles, *presences)]
    return "; ".join(parts) + (f" ({', '.join(how)})" if how else "")


def agreed(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give what an assembly agreed on, and who can be counted for it."""
    for position in corpus.positions.where(conference=conference.id, quantifier=AGREED, attribution="own"):
        assert position.assembly is not None  # it has a quantifier
        speakers = corpus.speakers_for(position)
        counted = f"; counted: {names(corpus, (each.actor for each in speakers))}" if speakers else ""
        yield item(f"{assembled(corpus, position.assembly)}: {view(corpus, position)}{counted}")


def contested(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give the topics on which those who can be counted stood on both sides, with their views."""
    for tally in analysis.contested(corpus, conference=conference.id):
        topic = corpus.topics[tally.topic]
        yield item(topic.proposition or topic.label)
        views = corpus.positions.where(topic=topic.id, narrower=False, conference=conference.id)
        for position in views.sorted_by("stance"):
            yield item(f"[{words(position.stance)}] {holders(corpus, position)}: {view(corpus, position)}", 4)


def rejected(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give views that somebody put into other mouths in order to reject them."""
    for statement in corpus.statements.where(conference=conference.id, endorsement="rejected"):
        by = "" if statement.attributed_by is None else name(corpus, statement.attributed_by)
        yield item(f"{by} of {holders(corpus, statement)}: {view(corpus, statement)}")


def threats(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give each threat with those who affirm it, how grave and how it moves."""
    affirmed = corpus.assessments.where(conference=conference.id, verdict="affirmed", attribution="own")
    for threat, assessments in affirmed.group_by("threat").items():
        yield item(corpus.threats[str(threat)].label)
        for assessment in assessments:
            yield item(f"{holders(corpus, assessment)}: {view(corpus, assessment)}{gravity(assessment)}", 4)


def dismissed(corpus: Corpus, conference: Conference) -> Iterator[str]:
    """Give the assessments that make less of a threat."""
    less = ("downplayed", "dismissed", "denied")
    for assessment in corpus.assessments.where(conference=conference.id, verdict=less):
        label = corpus.threats[assessment.threat].label
        who = holders(corpus, assessment)
        yield item(f"{label} [{words(assessment.verdict)}] {who}: {view(corpus, assessment)}")


def gravity(assessment: ThreatAssessment) -> str:
    """Say how grave a threat is, where that is stated."""
    told = [str(word) for word in (assessment.severity, assessment.trend) if word is not None]
    if assessment.foremost:
        told.append("the foremost of all")
    return f" [{', '.join(told)}]" if told else ""


def view(corpus: Corpus, statement: Statement) -> str:
    """Give the claim with a pointer to its evidence."""
    where = dict.fromkeys(
        f"{corpus.documents[each.document].id}, {each.locator or 'in there'}" for each in statement.evidence
    )
    return f"{statement.claim or '(no claim)'} <{statement.id}: {'; '.join(where)}>"


def holders(corpus: Corpus, statement: Statement) -> str:
    """Say who holds a view, and for whom they speak."""
    if statement.assembly is not None:
        return assembled(corpus, statement.assembly)
    told: list[str] = []
    for each in corpus.speaking(statement):
        represents = each.represents if each.represents != each.actor else None
        body = f" ({name(corpus, represents)})" if represents else ""
        told.append(f"{name(corpus, each.actor)}{body}")
    return ", ".join(told)


def assembled(corpus: Corpus, assembly: Assembly) -> str:
    """Say which unnamed plural holds a view, and how many of it."""
    session = corpus.sessions.get(assembly.of)
    if session is not None:
        where = f"session {session.ordinal}" if session.ordinal else f"session {session.id}"
        who = f"{assembly.among or 'participants'} of {where}"
    elif corpus.conferences.get(assembly.of) is not None:
        who = f"{assembly.among or 'participants'} of the conference"
    else:
        among = f"{assembly.among} of " if assembly.among else ""
        who = f"{among}{name(corpus, assembly.of)}"
    return f"{who} [{words(assembly.quantifier)}]"


def names(corpus: Corpus, ids: Iterable[str]) -> str:
    """Give the names of several records."""
    return ", ".join(name(corpus, each) for each in ids)


def name(corpus: Corpus, identifier: str) -> str:
    """Give the name by which a record is usually called."""
    record = corpus[identifier]
    for field in ("short_name", "name", "title", "theme", "label"):
        found: str | None = getattr(record, field, None)
        if found:
            return found
    return identifier


def words(word: str) -> str:
    """Write a word of a list as people read it."""
    return str(word).replace("_", " ")


def item(text: str, indent: int = 2) -> str:
    """Lay out one item so that it fits a terminal."""
    margin = " " * indent
    return fill(text, 96, initial_indent=f"{margin}- ", subsequent_indent=f"{margin}  ")


if __name__ == "__main__":
    main(sys.argv[1:])
