"""What a typed user of networks and of coders' agreement may count on.

Type checkers read this file, and the tests run it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import eurasec
from eurasec.analysis import coders, networks

if TYPE_CHECKING:
    import networkx as nx


def rows_are_read_of_a_corpus_and_of_a_selection() -> None:
    """What networks are made of."""
    corpus = eurasec.datasets.csto_2022()
    rows = networks.rows_of(corpus, by="represented", qualifier="agreement")
    assert_type(rows, networks.StatementRows)
    assert_type(rows[0], networks.Row)
    assert_type(rows[:2], networks.StatementRows)
    assert_type(rows.statements, tuple[int | str, ...])
    assert_type(rows[0].qualifier, bool | int | float | str | None)
    assert_type(networks.rows_of(corpus.assessments), networks.StatementRows)


def networks_are_made_of_rows_or_of_a_corpus() -> None:
    """What the functions take, and what they give."""
    corpus = eurasec.datasets.csto_2022()
    rows = [networks.Row("Org A", "Topic 1", qualifier=True, id=1)]
    assert_type(networks.one_mode(rows), networks.OneModeNetwork)
    assert_type(networks.one_mode(row for row in rows), networks.OneModeNetwork)
    network = networks.one_mode(corpus.positions, aggregation="congruence", normalization="cosine")
    assert_type(network, networks.OneModeNetwork)
    assert_type(network.edges(), tuple[networks.Edge, ...])
    assert_type(network.edges()[0].statements, tuple[int | str, ...])
    assert_type(network.scale, tuple[float, float] | None)
    assert_type(network.periods("year")[0].network, networks.OneModeNetwork)
    assert_type(networks.two_mode(corpus, aggregation="combine"), networks.TwoModeNetwork)
    assert_type(networks.polarization(corpus.statements).value, float | None)


def a_graph_is_typed(network: networks.OneModeNetwork) -> nx.Graph[str]:
    """What another package takes over."""
    return network.to_networkx()


def agreement_is_typed() -> None:
    """How far coders agree."""
    corpus = eurasec.datasets.csto_2022()
    table = coders.agreement_by_variable(corpus, variables=["stance"])
    assert_type(table["stance"], coders.VariableAgreement)
    assert_type(table[:1], coders.AgreementTable)
    assert_type(coders.coder_agreement(corpus.positions, variable="stance").value, float | None)
    assert_type(coders.disagreements(corpus), tuple[coders.Disagreement, ...])


def mistakes_are_seen_by_type_checkers(corpus: eurasec.Corpus) -> None:
    """What must not pass; a checker also reports an exception here that it does not need."""
    networks.one_mode(corpus, aggregation="combine")  # type: ignore[arg-type]
    networks.two_mode(corpus, normalization="cosine")  # type: ignore[arg-type]
    networks.one_mode(corpus.people)  # type: ignore[arg-type]
    networks.rows_of(corpus.people)  # type: ignore[arg-type]
    networks.rows_of(corpus, by="party")  # type: ignore[arg-type]
    networks.one_mode(corpus, by="state")  # type: ignore[call-arg]


def main() -> None:
    """Run everything above that runs."""
    rows_are_read_of_a_corpus_and_of_a_selection()
    networks_are_made_of_rows_or_of_a_corpus()
    a_graph_is_typed(networks.one_mode(eurasec.datasets.csto_2022()))
    agreement_is_typed()


if __name__ == "__main__":
    main()
