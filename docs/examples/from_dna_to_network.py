"""Read a database of the Discourse Network Analyzer, and draw who agrees with whom.

    python from_dna_to_network.py [FILE.dna [FILE.graphml]]

Without a file, a small synthetic database is taken that DNA itself wrote and
that lies among the tests of the library. With a second name, the network of
organizations is written for Gephi.
"""

from __future__ import annotations

import sys
from pathlib import Path

from eurasec import Corpus
from eurasec.analysis import networks
from eurasec.interop.dna import from_dna

TOY = Path(__file__).parents[2] / "tests" / "data" / "dna" / "toy.dna"


def main(arguments: list[str]) -> None:
    """Read the database, and print its networks with the statements behind them."""
    imported = from_dna(arguments[0] if arguments else TOY)
    corpus = imported.corpus
    statements, people, documents = len(corpus.positions), len(corpus.people), len(corpus.documents)
    print(f"{statements} statements of {people} people in {documents} documents")
    for problem in imported.problems:
        print(f"  {problem}")

    network = agreement(corpus)
    print(f"\nWho agrees with whom, and how much more than they disagree\n{network}")

    strongest = max(network.edges(), key=lambda edge: edge.weight)
    print(f"\nThe strongest tie: {strongest.source} and {strongest.target}, {strongest.weight:.3f}")
    print("By topic, before the sum is divided by how much the two say:")
    for part in network.parts(strongest.source, strongest.target):
        behind = ", ".join(map(str, part.statements[:4]))
        print(f"  {corpus.topics[part.label].label}: {part.amount:+g} by {behind} …")

    print("\nHow far each topic divides the organizations (0: all alike, 1: two equal camps at the ends)")
    rows = networks.rows_of(corpus.positions, by="organization")
    print(networks.polarization(rows))

    print("\nYear by year")
    for period in networks.one_mode(rows, aggregation="congruence").periods("year"):
        ties = period.network.edges()
        print(f"  {period.start.year}: {len(ties)} ties from {len(period.network.statements)} statements")

    if len(arguments) > 1:
        target = Path(arguments[1])
        target.write_bytes(network.to_graphml())
        print(f"\nWritten for Gephi: {target.name}")


def agreement(corpus: Corpus) -> networks.OneModeNetwork:
    """Give the network that DNA calls subtract, divided by average activity, once for each document."""
    return networks.one_mode(
        networks.rows_of(corpus.positions, by="organization", qualifier="agreement"),
        aggregation="subtract",
        normalization="average",
        duplicates="document",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
