"""Compare the conference that ships with the library with another one.

    python comparing_two_conferences.py [FILE]

FILE is a corpus with one conference, in the format eurasec/1; without it, the
spring school of 2024 is taken, which stands beside this script and is invented
from beginning to end. Two teams of coders hardly word their topics alike, so
the script first says which of theirs are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import eurasec
from eurasec import Conference, Corpus, analysis
from eurasec.analysis import Outcome

INVENTED = Path(__file__).with_name("spring_school_2024.json")

SAME = {
    "csto-expansion": "opening",
    "sco-priority": "sco-first",
    "public-diplomacy": "publicity",
    "nato-model": "nato-as-model",
    "drug-trafficking": "drugs",
}
"""Topics and threats of the shipped corpus, and what the spring school calls them."""


def main(arguments: list[str]) -> None:
    """Bring both into one corpus, and print what differs."""
    other = eurasec.load(arguments[0] if arguments else INVENTED)
    corpus = together(eurasec.datasets.csto_2022(), other)
    earlier, later = corpus.conferences.sorted_by("date")
    for line in comparison(corpus, earlier, later):
        print(line)


def together(shipped: Corpus, other: Corpus) -> Corpus:
    """Merge two corpora, and make one of what both mean."""
    merged, _ = eurasec.merge(shipped, other)
    for ours, theirs in SAME.items():
        if theirs in merged:
            # The wording of the shipped corpus stands; the other one is kept as another name.
            merged, report = eurasec.merge_entities(merged, ours, theirs, prefer="keep")
            print(report.headline)
    return merged


def comparison(corpus: Corpus, earlier: Conference, later: Conference) -> Iterator[str]:
    """Give the lines of the comparison."""
    yield ""
    for conference in (earlier, later):
        invented = ", invented" if "invented" in conference.tags else ""
        said = corpus.statements.where(conference=conference.id)
        heard = corpus.participants.where(conference=conference.id)
        yield f"{conference.title} ({conference.period}{invented})"
        yield f"  {len(heard)} people, {len(said)} statements"

    yield "\nWhat was new, kept and dropped"
    developments = analysis.compare_conferences(corpus, earlier.id, later.id)
    yield f"  topics kept: {', '.join(developments.topics.kept)}"
    yield f"  topics new: {', '.join(developments.topics.new)}"
    yield f"  threats kept: {', '.join(developments.threats.kept)}"
    yield f"  threats new: {', '.join(developments.threats.new)}"
    dropped = len(developments.topics.dropped), len(developments.threats.dropped)
    yield "  {} topics and {} threats dropped".format(*dropped)
    yield f"  heard at both: {', '.join(developments.speakers.kept) or 'nobody'}"

    yield "\nWhat the views on the same question amounted to"
    for topic in developments.topics.kept:
        outcomes = [
            analysis.consensus(corpus, topic=topic, conference=conference.id)
            for conference in (earlier, later)
        ]
        if any(each.outcome is not Outcome.NONE_RECORDED for each in outcomes):
            yield f"  {corpus.topics[topic].proposition}"
            yield "    {} → {}".format(*(each.phrase for each in outcomes))

    yield "\nHow it was said, in parts of all statements"
    for act in ("assert", "warn", "call_for", "concede", "accuse"):
        shares = (share(corpus, conference, act) for conference in (earlier, later))
        yield f"  {act:10}" + "".join(f"{each:8.0%}" for each in shares)


def share(corpus: Corpus, conference: Conference, act: str) -> float:
    """Give the part of a conference's statements with a speech act."""
    said = corpus.statements.where(conference=conference.id)
    return len(said.where(act=act)) / len(said)


if __name__ == "__main__":
    main(sys.argv[1:])
