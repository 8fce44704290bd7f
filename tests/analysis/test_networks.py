"""What a network is, what it is made into, and which options it refuses."""

from __future__ import annotations

import io
import pickle
import sys
import typing
from typing import Final
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pytest

from eurasec.analysis import coders, networks
from eurasec.analysis.networks import (
    Aggregation,
    Normalization,
    OneModeNetwork,
    one_mode,
    two_mode,
)
from eurasec.analysis.networks import _weights as weights
from eurasec.analysis.networks.network import NodeKind, NodeKindWord
from eurasec.analysis.networks.rows import Row
from eurasec.errors import InvalidValueError, MissingExtraError, UnknownIdError

ROWS: Final = [
    Row("Org A", "T1", qualifier=True, id=1),
    Row("Org B", "T1", qualifier=True, id=2),
    Row("Org B", "T1", qualifier=False, id=3),
    Row("Org A", "T2", qualifier=True, id=4),
    Row("Org C", "T2", qualifier=False, id=5),
    Row("Org D", "T3", qualifier=False, id=6),
]
WORDED: Final = [
    Row("A", "T1", qualifier="cyber", id=1),
    Row("A", "T1", qualifier="cyber", id=2),
    Row("A", "T1", qualifier="drugs", id=3),
    Row("B", "T1", qualifier="cyber", id=4),
    Row("B", "T2", qualifier="drugs", id=5),
]


def test_tab_shows_the_public_names_alone() -> None:
    for package in (coders, networks):
        assert dir(package) == sorted(package.__all__)


# ── Worked examples ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("aggregation", "normalization", "a_b", "a_c"),
    [
        ("ignore", "none", 2, 1),
        ("congruence", "none", 1, 0),
        ("conflict", "none", 1, 1),
        ("subtract", "none", 0, -1),
        ("ignore", "average", 2 / 2, 1 / 1.5),
        ("conflict", "average", 1 / 2, 1 / 1.5),
        # Org A has T1+ and T2+, Org B T1+ and T1−, Org C T2−.
        ("congruence", "jaccard", 1 / 3, 0),
        ("congruence", "tanimoto", 1 / (2 + 2 - 1), 0),
        ("congruence", "cosine", 1 / 2, 0),
        ("subtract", "cosine", 0, -1 / 2**0.5),
        ("ignore", "cosine", 2 / (2**0.5 * 2), 1 / 2**0.5),
        ("ignore", "dna_cosine", 2 / 4, 1 / 2),
    ],
)
def test_a_small_network_by_hand(aggregation: str, normalization: str, a_b: float, a_c: float) -> None:
    network = one_mode(ROWS, aggregation=aggregation, normalization=normalization)
    assert network.weight("Org A", "Org B") == pytest.approx(a_b, rel=1e-15)
    assert network.weight("Org C", "Org A") == pytest.approx(a_c, rel=1e-15)
    assert network.weight("Org A", "Org D") == 0


def test_words_agree_where_they_are_the_same_and_conflict_where_only_one_uses_them() -> None:
    congruence, conflict, subtract = (
        one_mode(WORDED, aggregation=each) for each in ("congruence", "conflict", "subtract")
    )
    assert congruence.weight("A", "B") == 2
    assert congruence.statements_of("A", "B") == (1, 2, 4)
    assert conflict.weight("A", "B") == 2
    assert conflict.statements_of("A", "B") == (3, 5)
    assert subtract.weight("A", "B") == 0
    assert subtract.statements_of("A", "B") == (1, 2, 3, 4, 5)
    assert [edge.weight for edge in subtract.edges()] == [0]
    assert [(part.label, part.amount) for part in subtract.parts("B", "A")] == [("T1", 1), ("T2", -1)]


def test_actors_that_share_no_topic_have_no_edge() -> None:
    network = one_mode(ROWS, aggregation="subtract")
    assert [(edge.source, edge.target, edge.weight) for edge in network.edges()] == [
        ("Org A", "Org B", 0),
        ("Org A", "Org C", -1),
    ]
    assert network.statements_of("Org A", "Org A") == ()
    assert network.parts("Org A", "Org D") == ()


@pytest.mark.parametrize(("qualifiers", "code"), [([True], 1), ([False], 2), ([True, False], 3)])
def test_combine_tells_which_levels_occur(qualifiers: list[bool], code: int) -> None:
    said = [Row("A", "T", qualifier=each, id=number) for number, each in enumerate(qualifiers)]
    assert two_mode(said, aggregation="combine").matrix == ((code,),)


def test_a_scale_says_how_far_apart_values_can_be() -> None:
    said = [Row("A", "T", qualifier=0.5, id=1), Row("B", "T", qualifier=1, id=2)]
    assert one_mode(said, aggregation="congruence").matrix[0][1] == 0
    network = one_mode(said, aggregation="congruence", scale=(-1, 1))
    assert network.matrix[0][1] == 0.75
    assert network.scale == (-1, 1)
    assert network.levels == (0.5, 1)
    assert one_mode(said).scale is None


def test_where_all_say_the_same_they_agree_fully() -> None:
    said = [Row("A", "T", qualifier=3, id=1), Row("B", "T", qualifier=3.0, id=2)]
    network = one_mode(said, aggregation="congruence")
    assert network.weight("A", "B") == 1
    assert network.levels == (3,)
    assert one_mode(said, aggregation="conflict").weight("A", "B") == 0


def test_no_rows_make_an_empty_network() -> None:
    for network in (one_mode([], aggregation="congruence"), two_mode([], aggregation="combine")):
        assert network.matrix == ()
        assert network.edges() == ()
        assert str(network) == ""
        assert network.to_rows() == (("",),)
        assert network.to_numpy().shape == (0, 0)
        assert network.windows(unit="days", size=1) == network.periods("day") == ()
        assert len(network.to_networkx()) == 0


def test_labels_stand_by_utf_16_code_unit_as_in_java() -> None:
    said = [Row(label, "T", id=label) for label in ("\uff21", "😀", "b", "B", "Ä")]
    assert one_mode(said).labels == ("B", "b", "Ä", "😀", "\uff21")


# ── What it is made into ────────────────────────────────────────────────────


def test_a_network_prints_as_a_small_table() -> None:
    network = one_mode(ROWS, aggregation="conflict", normalization="average")
    assert repr(network) == "<OneModeNetwork: 4 actors, 6 statements, conflict by average>"
    assert str(network).splitlines() == [
        "       Org A  Org B  Org C  Org D",
        "Org A      0    0.5  0.667      0",
        "Org B    0.5      0      0      0",
        "Org C  0.667      0      0      0",
        "Org D      0      0      0      0",
    ]
    assert repr(one_mode(ROWS[:1])) == "<OneModeNetwork: 1 actor, 1 statement, ignore>"
    assert repr(one_mode(ROWS, nodes="topic")) == "<OneModeNetwork: 3 topics, 6 statements, ignore>"
    assert repr(two_mode(ROWS)) == "<TwoModeNetwork: 4 actors by 3 topics, 6 statements, ignore>"


def test_a_large_network_prints_its_beginning() -> None:
    said = [Row(f"A{number:02}" + "x" * 40, f"T{number:02}", id=number) for number in range(30)]
    lines = str(two_mode(said)).splitlines()
    assert len(lines) == 22
    assert lines[0].split() == [*(f"T{number:02}" for number in range(10)), "…"]
    assert lines[1].startswith("A00" + "x" * 20 + "… ")
    assert set(lines[-1].split()) == {"…"}


def test_a_network_is_a_value() -> None:
    network = one_mode(ROWS, aggregation="congruence")
    assert network == one_mode(ROWS[::-1], aggregation="congruence")
    assert network != one_mode(ROWS, aggregation="conflict")
    assert len({network, one_mode(ROWS, aggregation="congruence")}) == 1
    network.edges()
    assert pickle.loads(pickle.dumps(network)) == network
    with pytest.raises(AttributeError):
        network.matrix = ()


def test_a_network_tells_how_it_was_made() -> None:
    network = one_mode(ROWS, aggregation="congruence", normalization="average", nodes="topic")
    assert network.aggregation is Aggregation.CONGRUENCE
    assert network.normalization is Normalization.AVERAGE
    assert network.nodes is NodeKind.TOPIC
    assert network.levels == (False, True)
    assert network.labels == network.row_labels == network.column_labels
    assert network.statements == (1, 2, 3, 4, 5, 6)


def test_a_table_has_the_labels_around_the_matrix() -> None:
    assert two_mode(ROWS[:3], aggregation="subtract").to_rows() == (
        ("", "T1"),
        ("Org A", 1.0),
        ("Org B", 0.0),
    )


def test_records_name_both_ends_the_weight_and_the_statements() -> None:
    assert one_mode(ROWS, aggregation="conflict").to_dicts() == [
        {"source": "Org A", "target": "Org B", "weight": 1.0, "statements": (1, 3)},
        {"source": "Org A", "target": "Org C", "weight": 1.0, "statements": (4, 5)},
    ]


def test_an_edge_is_a_value_that_names_its_statements() -> None:
    (edge,) = one_mode(ROWS, aggregation="congruence").edges()
    assert repr(edge) == "Edge(source='Org A', target='Org B', weight=1.0)"
    assert edge.statements == (1, 2)
    assert edge == one_mode(ROWS[:2], aggregation="congruence").edges()[0]


def test_the_array_holds_the_matrix() -> None:
    network = two_mode(ROWS, aggregation="subtract")
    array = network.to_numpy()
    assert array.dtype == np.float64
    assert array.tolist() == [list(row) for row in network.matrix]


def test_an_unknown_label_names_the_nearest_one() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'Org A'"):
        one_mode(ROWS).weight("OrgA", "Org B")
    with pytest.raises(UnknownIdError, match="no label 'T1'"):
        one_mode(ROWS).statements_of("Org A", "T1")
    with pytest.raises(UnknownIdError, match="no label 'Org A'"):
        two_mode(ROWS).statements_of("Org B", "Org A")


# ── Graphs ──────────────────────────────────────────────────────────────────


def test_a_graph_of_networkx_carries_everything() -> None:
    network = one_mode(ROWS, aggregation="subtract")
    graph = network.to_networkx()
    assert graph.graph == {"aggregation": "subtract", "normalization": "none"}
    assert dict(graph.nodes(data=True)) == {
        "Org A": {"kind": "actor", "statements": 2},
        "Org B": {"kind": "actor", "statements": 2},
        "Org C": {"kind": "actor", "statements": 1},
        "Org D": {"kind": "actor", "statements": 1},
    }
    assert list(graph.edges(data=True)) == [
        ("Org A", "Org B", {"weight": 0.0, "statements": (1, 2, 3)}),
        ("Org A", "Org C", {"weight": -1.0, "statements": (4, 5)}),
    ]
    assert network.to_networkx(statements=False).edges["Org A", "Org B"] == {"weight": 0.0}


def test_a_two_mode_graph_is_bipartite() -> None:
    graph = two_mode(ROWS).to_networkx()
    assert nx.is_bipartite(graph)
    actors = {node for node, kind in graph.nodes(data="kind") if kind == "actor"}
    assert actors == {node for node, side in graph.nodes(data="bipartite") if side == 0}
    assert graph.nodes["T1"] == {"kind": "topic", "statements": 3, "bipartite": 1}
    assert graph.edges["Org B", "T1"] == {"weight": 2.0, "statements": (2, 3)}


def test_a_label_on_both_sides_is_an_error_in_networkx_and_none_in_graphml() -> None:
    network = two_mode([Row("NATO", "NATO", id=1)])
    with pytest.raises(InvalidValueError, match="'NATO' is both an actor and a topic"):
        network.to_networkx()
    assert len(nx.read_graphml(io.BytesIO(network.to_graphml()))) == 2


@pytest.mark.parametrize("statements", [True, False])
@pytest.mark.parametrize("make", [one_mode, two_mode])
def test_graphml_reads_back_as_the_same_graph(make: object, statements: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert make in {one_mode, two_mode}
    network = make([Row("<Ö & 😀>", "T1", qualifier=True, id="s 1"), *ROWS], aggregation="subtract")
    read = nx.read_graphml(io.BytesIO(network.to_graphml(statements=statements)))
    labels = dict(read.nodes(data="label"))
    named = nx.relabel_nodes(read, labels)
    expected = network.to_networkx(statements=statements)
    assert list(named) == list(expected)
    assert read.graph["aggregation"] == "subtract"
    for node in expected:
        assert named.nodes[node]["kind"] == expected.nodes[node]["kind"]
        assert named.nodes[node]["statements"] == expected.nodes[node]["statements"]
    for a, b, weight in expected.edges(data="weight"):
        assert named.edges[a, b]["weight"] == weight
        ids = expected.edges[a, b].get("statements")
        assert named.edges[a, b].get("statements") == (None if ids is None else " ".join(map(str, ids)))
    assert named.number_of_edges() == expected.number_of_edges()
    assert not read.is_directed()


def test_graphml_declares_what_it_uses() -> None:
    root = ET.fromstring(two_mode(ROWS).to_graphml())  # noqa: S314 - our own bytes
    space = "{http://graphml.graphdrawing.org/xmlns}"
    declared = {key.get("id") for key in root.iter(f"{space}key")}
    used = {data.get("key") for data in root.iter(f"{space}data")}
    assert declared == used


@pytest.mark.parametrize("label", ["a\x00b", "\ud800", "\uffff", "a\rb"])
def test_graphml_cannot_carry_what_xml_has_not(label: str) -> None:
    with pytest.raises(InvalidValueError, match="a character that XML has not"):
        one_mode([Row(label, "T", id=1)]).to_graphml()
    with pytest.raises(InvalidValueError, match="a character that XML has not"):
        two_mode([Row("A", "T", id=label)]).to_graphml()


@pytest.mark.parametrize(("package", "form"), [("numpy", "to_numpy"), ("networkx", "to_networkx")])
def test_a_missing_package_is_named_with_its_extra(
    package: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError) as caught:
        getattr(one_mode(ROWS), form)()
    assert (caught.value.package, caught.value.extra) == (package, "networks")


# ── Wrong options ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("make", "options", "path", "hint"),
    [
        (one_mode, {"aggregation": "congruense"}, "aggregation", "did you mean 'congruence'"),
        (
            one_mode,
            {"aggregation": "combine"},
            "aggregation",
            "allowed: ignore, congruence, conflict, subtract",
        ),
        (one_mode, {"aggregation": "dna_subtract"}, "aggregation", "did you mean 'subtract'"),
        (one_mode, {"aggregation": None}, "aggregation", "None is no aggregation"),
        (two_mode, {"aggregation": "congruence"}, "aggregation", "no aggregation of a two-mode network"),
        (two_mode, {"aggregation": "conflict"}, "aggregation", "allowed: ignore, subtract, combine"),
        (one_mode, {"normalization": "activity"}, "normalization", "allowed: none, average"),
        (one_mode, {"normalization": "no"}, "normalization", "did you mean 'none'"),
        (two_mode, {"normalization": "average"}, "normalization", "allowed: none, activity, prominence"),
        (two_mode, {"normalization": "prominance"}, "normalization", "did you mean 'prominence'"),
        (one_mode, {"nodes": "topics"}, "nodes", "did you mean 'topic'"),
        (one_mode, {"duplicates": "acrossrange"}, "duplicates", "did you mean 'once'"),
        (two_mode, {"duplicates": "include"}, "duplicates", "did you mean 'all'"),
        (two_mode, {"duplicates": "weekly"}, "duplicates", "did you mean 'week'"),
        (one_mode, {"isolates": "yes"}, "isolates", "neither true nor false"),
        (two_mode, {"isolates": 1}, "isolates", "neither true nor false"),
        (one_mode, {"possibly": None}, "possibly", "neither true nor false"),
        (one_mode, {"scale": (1, 1)}, "scale", "no pair of numbers"),
        (one_mode, {"scale": (0, float("inf"))}, "scale", "no pair of numbers"),
        (one_mode, {"scale": (False, True)}, "scale", "no pair of numbers"),
        (one_mode, {"scale": (0, True)}, "scale", "no pair of numbers"),
        (one_mode, {"scale": "ab"}, "scale", "no pair of numbers"),
        (one_mode, {"scale": (0, 1, 2)}, "scale", "no pair of numbers"),
        (one_mode, {"aggregation": "congruence", "scale": (0, 1)}, "scale", "the qualifier is true or false"),
    ],
)
def test_a_wrong_option_is_an_error_and_never_a_fall_back(
    make: object, options: dict[str, object], path: str, hint: str
) -> None:
    assert make in {one_mode, two_mode}
    with pytest.raises(InvalidValueError) as caught:
        make(ROWS, **options)
    (problem,) = caught.value.problems
    assert problem.path == path
    assert hint in problem.message


def test_all_wrong_options_are_told_at_once() -> None:
    with pytest.raises(InvalidValueError) as caught:
        one_mode(ROWS, aggregation="sum", normalization="mean", nodes=1, duplicates="x", since=1, only=2)
    assert [problem.path for problem in caught.value.problems] == [
        "aggregation",
        "normalization",
        "nodes",
        "duplicates",
        "since",
        "only",
    ]


def test_texts_cannot_be_subtracted_in_a_two_mode_network() -> None:
    with pytest.raises(InvalidValueError, match="texts") as caught:
        two_mode(WORDED, aggregation="subtract")
    assert caught.value.problems[0].allowed == ("ignore", "combine", "dna_subtract")
    assert two_mode(WORDED, aggregation="dna_subtract").weight("A", "T1") == 3


@pytest.mark.parametrize("normalization", ["cosine", "tanimoto"])
@pytest.mark.parametrize("aggregation", ["conflict", "subtract"])
def test_a_conflict_of_texts_has_no_cosine(aggregation: str, normalization: str) -> None:
    with pytest.raises(InvalidValueError, match="divides products"):
        one_mode(WORDED, aggregation=aggregation, normalization=normalization)
    one_mode(WORDED, aggregation="congruence", normalization=normalization)


def test_more_levels_than_a_number_can_tell_are_not_combined() -> None:
    said = [Row("A", "T", qualifier=f"w{number:02}", id=number) for number in range(54)]
    with pytest.raises(InvalidValueError, match="at most 53 levels"):
        two_mode(said, aggregation="combine")
    assert two_mode(said[:53], aggregation="combine").matrix == ((2**53 - 1,),)


@pytest.mark.parametrize(
    ("qualifiers", "options", "message"),
    [
        ([True, 1], {}, "true or false and numbers"),
        ([1.5, "x"], {}, "numbers and texts"),
        ([None, ""], {}, "known of no row"),
        (["x", "y"], {"scale": (0, 1)}, "the qualifier is texts"),
        ([0.5, 2], {"scale": (0, 1)}, "does not hold the qualifier 2"),
    ],
)
def test_a_qualifier_is_of_one_kind_and_within_its_scale(
    qualifiers: list[object], options: dict[str, object], message: str
) -> None:
    said = [Row("A", "T", qualifier=each, id=number) for number, each in enumerate(qualifiers)]
    with pytest.raises(InvalidValueError, match=message):
        one_mode(said, aggregation="congruence", **options)
    assert one_mode(said, **options).labels == ("A",)


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="is no Row"):
        one_mode([("A", "T", True)])


def test_the_words_that_types_allow_are_those_of_their_lists() -> None:
    for alias, words in (
        (weights.OneModeAggregation, weights.ONE_MODE),
        (weights.TwoModeAggregation, weights.TWO_MODE),
        (weights.OneModeNormalization, weights.ONE_MODE_DIVISORS),
        (weights.TwoModeNormalization, weights.TWO_MODE_DIVISORS),
        (NodeKindWord, tuple(NodeKind)),
    ):
        _, literal = typing.get_args(alias)
        assert typing.get_args(literal) == tuple(word.value for word in words)
    assert set(weights.ONE_MODE) | set(weights.TWO_MODE) == set(Aggregation)
    assert set(weights.ONE_MODE_DIVISORS) | set(weights.TWO_MODE_DIVISORS) == set(Normalization)


def test_members_of_the_word_lists_are_taken_as_well() -> None:
    network = one_mode(ROWS, aggregation=Aggregation.CONFLICT, normalization=Normalization.AVERAGE)
    assert isinstance(network, OneModeNetwork)
    assert network == one_mode(ROWS, aggregation="conflict", normalization="average")
