"""Graphs: who says what of whom and what, as networkx and Gephi read it."""

from __future__ import annotations

import io
import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from eurasec import (
    Assembly,
    Conference,
    Corpus,
    Group,
    Organization,
    Person,
    Position,
    State,
    Threat,
    ThreatAssessment,
    Topic,
)
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, MissingExtraError
from eurasec.interop.exchange import Loss, losses_by_reason
from eurasec.interop.graphs import to_graphml, to_networkx
from eurasec.sources import Record

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def records() -> list[Record]:
    return [
        State(id="norland", name="Norland", code="NO"),
        Organization(id="league", name="The league", kind="alliance", country="norland"),
        Group(id="fishers", name="Fishers"),
        Group(id="poets", name="Poets"),
        Person(id="berg", name="Anna Berg", country="norland"),
        Person(id="dahl", name="Carl Dahl", unnamed=True),
        Conference(id="forum", title="Forum"),
        Topic(id="growth", label="Growth", proposition="The league should grow."),
        Topic(id="ports", label="Ports", broader="growth"),
        Threat(
            id="storms",
            label="Storms",
            kinds=["other", "disease"],
            sectors=["environmental"],
            origins=["norland"],
        ),
        Position(id="p-1", holders=["berg", "dahl"], topic="growth", stance="support", criticises=["league"]),
        Position(id="p-2", holders=["berg"], topic="growth", stance="support", claim="It should."),
        Position(id="p-3", holders=["berg"], topic="growth", stance="oppose"),
        Position(id="p-4", holders=["dahl"], topic="ports", stance="unclear", commends=["fishers"]),
        Position(
            id="p-5",
            holders=["fishers"],
            topic="growth",
            stance="support",
            attribution="imputed",
            attributed_by="berg",
            endorsement="rejected",
            criticises=["league"],
        ),
        Position(
            id="p-6", assembly=Assembly(of="forum", quantifier="some"), topic="growth", stance="support"
        ),
        ThreatAssessment(id="a-1", holders=["dahl"], threat="storms", verdict="affirmed", severity="grave"),
        ThreatAssessment(id="a-2", holders=["dahl"], threat="storms", verdict="affirmed"),
    ]


def edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, str, str]]:
    found = graph.edges(data=True)
    return sorted((told["kind"], source, target, told["statements"]) for source, target, told in found)


def test_edges_lead_from_actors_to_topics_threats_and_actors_and_name_their_statements() -> None:
    assert edges(to_networkx(Corpus(records())).result) == [
        ("assessment", "dahl", "storms", "a-1"),
        ("assessment", "dahl", "storms", "a-2"),
        ("commends", "dahl", "fishers", "p-4"),
        ("criticises", "berg", "league", "p-1"),
        ("criticises", "dahl", "league", "p-1"),
        ("position", "berg", "growth", "p-1 p-2"),
        ("position", "berg", "growth", "p-3"),
        ("position", "berg", "growth", "p-5"),
        ("position", "dahl", "growth", "p-1"),
        ("position", "dahl", "ports", "p-4"),
    ]


def test_an_edge_tells_what_is_said_and_how_often() -> None:
    graph = to_networkx(Corpus(records())).result
    told = {each["statements"]: each for each in graph.get_edge_data("berg", "growth").values()}
    assert told["p-1 p-2"] == {
        "kind": "position",
        "says": "support",
        "score": 1.0,
        "basis": "named",
        "weight": 2.0,
        "statements": "p-1 p-2",
    }
    assert (told["p-5"]["says"], told["p-5"]["score"], told["p-5"]["basis"]) == ("support", -1.0, "rejected")
    (unclear,) = graph.get_edge_data("dahl", "ports").values()
    assert "score" not in unclear
    assert {each.get("severity") for each in graph.get_edge_data("dahl", "storms").values()} == {
        "grave",
        None,
    }


def test_nodes_tell_what_they_are() -> None:
    nodes = to_networkx(Corpus(records())).result.nodes
    assert nodes["storms"] == {
        "kind": "threat",
        "label": "Storms",
        "threat_kinds": "other disease",
        "sectors": "environmental",
        "origins": "norland",
    }
    assert nodes["league"] == {
        "kind": "organization",
        "label": "The league",
        "organization_kind": "alliance",
        "country": "norland",
    }
    assert nodes["dahl"] == {"kind": "person", "label": "Carl Dahl", "unnamed": True}
    assert nodes["ports"]["broader"] == "growth"


def test_what_nothing_is_said_of_is_a_node_when_asked() -> None:
    corpus = Corpus(records())
    assert not {"poets", "norland"} & set(to_networkx(corpus).result)
    assert {"poets", "norland"} <= set(to_networkx(corpus, isolates=True).result)
    assert "forum" not in to_networkx(corpus, isolates=True).result


def test_actors_can_be_what_they_speak_for_and_whose_view_counts_can_be_said() -> None:
    corpus = Corpus(records())
    assert edges(to_networkx(corpus, by="country").result)[-1] == ("position", "norland", "growth", "p-5")
    assert ("position", "fishers", "growth", "p-5") in edges(to_networkx(corpus, imputed=True).result)
    assert ("position", "berg", "growth", "p-5") not in edges(to_networkx(corpus, inferred=False).result)
    assert "basis" in to_networkx(corpus, relayed=True).result.get_edge_data("dahl", "growth")[0]


def test_a_selection_is_drawn_alone() -> None:
    graph = to_networkx(Corpus(records()).assessments).result
    assert set(graph) == {"dahl", "storms"}


def test_networkx_reads_the_same_graph_from_graphml() -> None:
    drawn = to_networkx(csto_2022(), isolates=True)
    written = to_graphml(csto_2022(), isolates=True)
    read = nx.read_graphml(io.BytesIO(written.result))
    assert read.is_directed()
    assert dict(read.nodes(data=True)) == dict(drawn.result.nodes(data=True))
    assert sorted(read.edges(data=True), key=str) == sorted(drawn.result.edges(data=True), key=str)
    assert written.losses == drawn.losses


def test_what_networkx_draws_it_can_write_itself() -> None:
    target = io.BytesIO()
    nx.write_graphml(to_networkx(csto_2022()).result, target)
    assert target.tell() > 0


def test_graphml_has_only_what_gephi_reads() -> None:
    root = ET.fromstring(to_graphml(csto_2022()).result)  # noqa: S314 - it was written here
    keys = {key.get("id"): key.get("attr.type") for key in root.iter(f"{GRAPHML}key")}
    assert set(keys.values()) == {"string", "double", "boolean"}
    (graph,) = root.iter(f"{GRAPHML}graph")
    assert graph.get("edgedefault") == "directed"
    ids = {node.get("id") for node in graph.iter(f"{GRAPHML}node")}
    for edge in graph.iter(f"{GRAPHML}edge"):
        assert {edge.get("source"), edge.get("target")} <= ids
        assert "edge-statements" in {data.get("key") for data in edge}
    for data in graph.iter(f"{GRAPHML}data"):
        assert data.get("key") in keys
        if keys[data.get("key")] == "boolean":
            assert data.text in {"true", "false"}


def test_all_that_a_graph_does_not_carry_is_told() -> None:
    losses = to_networkx(Corpus(records())).losses
    by_place = {(loss.record, loss.field): loss.reason for loss in losses}
    assert by_place["p-2", "claim"] == "a graph of who says what has no place for it"
    assert by_place["poets", "id"] == "nothing that is drawn is said by it or of it"
    assert by_place["p-6", "id"] == "nobody in particular is counted for the statement, so there is no edge"
    assert by_place["p-5", "holders"].startswith("not everybody who holds the view is counted")
    assert by_place["p-5", "criticises"].startswith("who is counted for the view rejects it")
    assert ("forum", "title") in by_place
    assert ("p-1", "holders") not in by_place


def test_the_losses_of_the_shipped_corpus_are_known_by_their_reasons() -> None:
    counted = losses_by_reason(to_graphml(csto_2022()).losses)
    assert set(counted) == {
        "a graph of who says what has no place for it",
        "nothing that is drawn is said by it or of it",
        "nobody in particular is counted for the statement, so there is no edge",
        "not everybody who holds the view is counted for it, or counted as themselves",
        "who is counted for the view rejects it, and with it whom it commends and criticises",
    }


def test_a_character_that_xml_does_not_have_is_replaced_and_told() -> None:
    person = Person(id="berg", name="Anna\ufffeBerg")
    topic = Topic(id="growth", label="Growth")
    said = Position(id="p-1", holders=["berg"], topic="growth", stance="support")
    written = to_graphml(Corpus([person, topic, said]))
    assert nx.read_graphml(io.BytesIO(written.result)).nodes["berg"]["label"] == "Anna\ufffdBerg"
    assert Loss(
        record="berg", field="name", reason="XML has no such character, so another stands in its place"
    ) in (written.losses)


def test_without_networkx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'eurasec\[networks\]'"):
        to_networkx(csto_2022())
    assert to_graphml(csto_2022()).result.startswith(b"<?xml")


def test_a_misspelt_option_is_told() -> None:
    with pytest.raises(InvalidValueError, match="by: "):
        to_graphml(csto_2022(), by="persn")  # type: ignore[arg-type]
