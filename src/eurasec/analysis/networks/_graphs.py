"""Networks as graphs of networkx and as GraphML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from eurasec.errors import InvalidValueError, MissingExtraError, Problem, shown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import networkx as nx


class Node(NamedTuple):
    """A node of a graph.

    Attributes:
        label: The actor or topic.
        kind: Which of the two it is.
        statements: How many of its statements count.
    """

    label: str
    kind: str
    statements: int


class Link(NamedTuple):
    """An edge of a graph.

    Attributes:
        source: The number of one node.
        target: The number of the other.
        weight: The weight.
        statements: The ids of the statements behind it, `None` where nobody asks for them.
    """

    source: int
    target: int
    weight: float
    statements: tuple[int | str, ...] | None


def networkx_graph(
    nodes: Sequence[Node], links: Iterable[Link], about: Mapping[str, str], *, bipartite: bool
) -> nx.Graph[str]:
    """Give a graph of networkx; of two kinds of node the first has `bipartite` 0, the other 1.

    Raises:
        InvalidValueError: If a label names two nodes.
        MissingExtraError: If networkx is missing.
    """
    try:
        import networkx as nx  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError("networkx", "networks") from None
    kinds = {node.label: node.kind for node in nodes}
    twice = [node.label for node in nodes if kinds[node.label] != node.kind]
    if twice:
        message = (
            f"{shown(twice[0])} is both an actor and a topic; a graph of networkx cannot tell them apart"
        )
        raise InvalidValueError("graph", [Problem(path="labels", message=message, rule="no-repeats")])
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(about)
    for node in nodes:
        sides = {"bipartite": int(node.kind != nodes[0].kind)} if bipartite else {}
        graph.add_node(node.label, kind=node.kind, statements=node.statements, **sides)
    for link in links:
        behind = {} if link.statements is None else {"statements": link.statements}
        graph.add_edge(nodes[link.source].label, nodes[link.target].label, weight=link.weight, **behind)
    return graph


# ── GraphML ─────────────────────────────────────────────────────────────────

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_KEYS: Final = (
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "statements", "long"),
    ("edge", "weight", "double"),
    ("edge", "statements", "string"),
)
_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(nodes: Sequence[Node], links: Iterable[Link], about: Mapping[str, str]) -> bytes:
    """Give an undirected graph as GraphML in UTF-8.

    Nodes are called `n0`, `n1`, … and carry their label, kind and number of
    statements; edges carry their weight and the ids of their statements,
    separated by spaces.

    Raises:
        InvalidValueError: If a label or id holds a character that XML has not.
    """
    from xml.etree.ElementTree import Element, SubElement, tostring  # noqa: PLC0415 - few make files

    root = Element("graphml", {"xmlns": _NAMESPACE})
    keys = [*_KEYS, *(("graph", name, "string") for name in about)]
    for domain, name, kind in keys:
        attributes = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", attributes)
    graph = SubElement(root, "graph", {"edgedefault": "undirected"})
    for name, value in about.items():
        _data(graph, f"graph-{name}", value)
    for number, node in enumerate(nodes):
        element = SubElement(graph, "node", {"id": f"n{number}"})
        _data(element, "node-label", node.label)
        _data(element, "node-kind", node.kind)
        _data(element, "node-statements", str(node.statements))
    for link in links:
        element = SubElement(graph, "edge", {"source": f"n{link.source}", "target": f"n{link.target}"})
        _data(element, "edge-weight", repr(link.weight))
        if link.statements is not None:
            _data(element, "edge-statements", " ".join(map(str, link.statements)))
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _data(element: Element, key: str, text: str) -> None:
    if _NOT_IN_XML.search(text):
        message = f"{shown(text)} holds a character that XML has not"
        raise InvalidValueError("graph", [Problem(path="labels", message=message, rule="xml")])
    data = element.makeelement("data", {"key": key})
    data.text = text
    element.append(data)
