"""What a corpus says as one directed graph: actors, topics and threats, and who says what of them.

An edge leads from an actor to a topic, a threat or another actor. It tells what
is said (the stance or verdict), with which score and on what basis the actor is
counted, and it names its statements. The networks of discourse network analysis,
in which actors are tied by their agreement, are in `eurasec.analysis.networks`.

Attributes are texts, floating-point numbers and booleans only, and never lists,
for Gephi reads nothing else: several ids stand in one text, separated by spaces.

Nodes have `label`, `kind` (person, state, organization, group, topic, threat)
and, where they are known, `country`, `code`, `organization_kind`, `unnamed`,
`proposition`, `broader`, `threat_kinds`, `sectors` and `origins`. Edges have
`kind` (position, assessment, commends, criticises), `statements`, `weight` (how
many statements that are) and, where it is known, `says`, `score`, `severity` and
`basis`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from xml.etree import ElementTree as ET

import attrs

from eurasec.actors import Group, Organization, Person, State
from eurasec.analysis.networks import Coded, Row, StatementRows, rows_of
from eurasec.analysis.voices import ActorLevelWord, Basis
from eurasec.corpus import Corpus
from eurasec.errors import MissingExtraError
from eurasec.interop._writing import Ledger
from eurasec.interop.exchange import Exported, Loss
from eurasec.positions import Position, Topic
from eurasec.sources import Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_graphml", "to_networkx"]

_Attributes: TypeAlias = Mapping[str, str | float | bool]


@attrs.frozen
class _Arc:
    """An edge: who says what of whom or what, whatever the statements are."""

    source: str
    target: str
    kind: str
    says: str | None = None
    score: float | None = None
    severity: str | None = None
    basis: str | None = None


@attrs.frozen
class _Drawing:
    """A graph before it takes the form that somebody reads."""

    nodes: tuple[tuple[Record, _Attributes], ...]
    edges: tuple[tuple[str, str, _Attributes], ...]
    losses: tuple[Loss, ...]


# ── What is asked ───────────────────────────────────────────────────────────


def to_networkx(
    coded: Coded,
    *,
    by: ActorLevelWord = "actor",
    isolates: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Exported[nx.MultiDiGraph[str]]:
    """Give what a corpus says as a graph of networkx, whose nodes are the ids of records.

    Args:
        coded: The corpus, or a selection of its statements.
        by: What is counted as one actor; see `eurasec.analysis.ActorLevel`.
        isolates: Whether actors, topics and threats of which nothing is said are nodes too.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count: speakers of unanimous
            assemblies, and those who endorse or reject a view that they relay
            or impute.

    Returns:
        The graph, and all that records tell beyond it.

    Raises:
        InvalidValueError: If an option is wrong.
        MissingExtraError: If networkx is missing.

    >>> from eurasec.datasets import csto_2022
    >>> graph = to_networkx(csto_2022().positions.where(topic="sco-priority")).result
    >>> for source, target, told in graph.edges(data=True):
    ...     print(source, told["says"], target)
    alimov support sco-priority
    bordyuzha support sco-priority
    rakhimov oppose sco-priority
    """
    try:
        import networkx as nx  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError("networkx", "networks") from None
    rows = rows_of(coded, by=by, relayed=relayed, imputed=imputed, inferred=inferred)
    drawing = _drawn(coded, rows, isolates=isolates)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for record, told in drawing.nodes:
        graph.add_node(record.id, **told)
    for source, target, told in drawing.edges:
        graph.add_edge(source, target, **told)
    return Exported(result=graph, losses=drawing.losses)


def to_graphml(
    coded: Coded,
    *,
    by: ActorLevelWord = "actor",
    isolates: bool = False,
    relayed: bool = False,
    imputed: bool = False,
    inferred: bool = True,
) -> Exported[bytes]:
    """Give what a corpus says as GraphML, as Gephi and networkx read it.

    Args:
        coded: The corpus, or a selection of its statements.
        by: What is counted as one actor; see `eurasec.analysis.ActorLevel`.
        isolates: Whether actors, topics and threats of which nothing is said are nodes too.
        relayed: Whether relayed views count as their holders' too.
        imputed: Whether imputed views count as their holders' too.
        inferred: Whether inferred voices count; see `to_networkx`.

    Returns:
        The file in UTF-8, and all that records tell beyond it.

    Raises:
        InvalidValueError: If an option is wrong.

    >>> from eurasec.datasets import csto_2022
    >>> file = to_graphml(csto_2022().positions.where(topic="sco-priority")).result
    >>> b'<data key="edge-says">oppose</data>' in file
    True
    """
    rows = rows_of(coded, by=by, relayed=relayed, imputed=imputed, inferred=inferred)
    drawing = _drawn(coded, rows, isolates=isolates)
    unwritten: list[Loss] = []
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    for domain, name, kind in _keys(drawing):
        key = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
        ET.SubElement(root, "key", key)
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    for record, told in drawing.nodes:
        node = ET.SubElement(graph, "node", {"id": record.id})
        fields = {name: field for field, name in _NODES[type(record)].items()}
        changed = _fill(node, "node", told)
        unwritten += (Loss(record=record.id, field=fields[name], reason=_NOT_IN_XML) for name in changed)
    for number, (source, target, told) in enumerate(drawing.edges):
        edge = ET.SubElement(graph, "edge", {"id": f"e{number}", "source": source, "target": target})
        _fill(edge, "edge", told)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Exported(result=text, losses=tuple(sorted([*drawing.losses, *unwritten])))


# ── What is drawn ───────────────────────────────────────────────────────────


def _drawn(coded: Coded, rows: StatementRows, *, isolates: bool) -> _Drawing:
    corpus = coded if isinstance(coded, Corpus) else Corpus.of(coded)
    behind: dict[_Arc, dict[str, None]] = {}
    counted: dict[str, list[Row]] = {}
    for row in rows:
        statement = corpus.statements[str(row.id)]
        counted.setdefault(statement.id, []).append(row)
        for arc in _arcs(row, statement):
            behind.setdefault(arc, {})[statement.id] = None
    tied = {id for arc in behind for id in (arc.source, arc.target)}
    nodes = [record for record in corpus if record.id in tied or (isolates and type(record) in _NODES)]
    edges = sorted(behind.items(), key=lambda each: (each[0].source, each[0].target, str(each[0])))
    return _Drawing(
        nodes=tuple((record, _of_node(record)) for record in nodes),
        edges=tuple((arc.source, arc.target, _of_edge(arc, statements)) for arc, statements in edges),
        losses=_losses(corpus, {record.id for record in nodes}, counted),
    )


def _arcs(row: Row, statement: Statement) -> Iterator[_Arc]:
    """Give the edges of one actor's statement."""
    told = dict(row.other)
    score = None if row.qualifier is None else float(row.qualifier)
    severity = (
        str(statement.severity) if isinstance(statement, ThreatAssessment) and statement.severity else None
    )
    yield _Arc(row.actor, row.topic, told["kind"], told["says"], score, severity, told["basis"])
    if told["basis"] != Basis.REJECTED.value:
        for kind, actors in (("commends", statement.commends), ("criticises", statement.criticises)):
            for actor in actors:
                yield _Arc(row.actor, actor, kind, basis=told["basis"])


_NODES: Final[Mapping[type[Record], Mapping[str, str]]] = {
    State: {"name": "label", "code": "code"},
    Organization: {"name": "label", "kind": "organization_kind", "country": "country"},
    Person: {"name": "label", "country": "country", "unnamed": "unnamed"},
    Group: {"name": "label", "country": "country"},
    Topic: {"label": "label", "proposition": "proposition", "broader": "broader"},
    Threat: {
        "label": "label",
        "kinds": "threat_kinds",
        "sectors": "sectors",
        "origins": "origins",
        "broader": "broader",
    },
}
"""The records that can be nodes, and which of their fields become which attributes."""


def _of_node(record: Record) -> _Attributes:
    """Give the attributes of a node."""
    told: dict[str, str | float | bool] = {"kind": type(record).__name__.lower()}
    for field, name in _NODES[type(record)].items():
        value: object = getattr(record, field)
        if isinstance(value, tuple):
            value = _listed(cast("tuple[str, ...]", value))
        if isinstance(value, str):
            told[name] = str(value)
        elif isinstance(value, bool):
            told[name] = value
    return told


def _of_edge(arc: _Arc, statements: Iterable[str]) -> _Attributes:
    """Give the attributes of an edge."""
    ids = list(statements)
    told: dict[str, str | float | bool | None] = {
        "kind": arc.kind,
        "says": arc.says,
        "score": arc.score,
        "severity": arc.severity,
        "basis": arc.basis,
        "weight": float(len(ids)),
        "statements": _listed(ids),
    }
    return {name: value for name, value in told.items() if value is not None}


def _listed(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


# ── What is lost ────────────────────────────────────────────────────────────

_OF_STATEMENTS: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Position: ("id", "holders", "topic", "stance", "commends", "criticises"),
    ThreatAssessment: ("id", "holders", "threat", "verdict", "severity", "commends", "criticises"),
}
_UNTIED: Final = "nothing that is drawn is said by it or of it"
_NOBODY: Final = "nobody in particular is counted for the statement, so there is no edge"
_OTHERS: Final = "not everybody who holds the view is counted for it, or counted as themselves"
_REJECTED: Final = "who is counted for the view rejects it, and with it whom it commends and criticises"
_NOT_IN_XML: Final = "XML has no such character, so another stands in its place"


def _losses(corpus: Corpus, nodes: Collection[str], counted: Mapping[str, list[Row]]) -> tuple[Loss, ...]:
    """Give all that records tell beyond the graph."""
    ledger = Ledger(otherwise="a graph of who says what has no place for it")
    for record in corpus:
        kind = type(record)
        if record.id in nodes:
            ledger.settle(record, ("id", *_NODES[kind]), {})
        elif kind in _NODES:
            ledger.settle(record, (), {"id": _UNTIED})
        elif isinstance(record, Statement) and record.id in counted:
            ledger.settle(record, _OF_STATEMENTS[kind], _changed(record, counted[record.id]))
        else:
            ledger.settle(record, (), {"id": _NOBODY} if isinstance(record, Statement) else {})
    return ledger.losses()


def _changed(statement: Statement, rows: Iterable[Row]) -> dict[str, str]:
    """Give the fields of a statement that are not carried as they are, and why."""
    changed: dict[str, str] = {}
    bases = {row.actor: dict(row.other)["basis"] for row in rows}
    if not bases.keys() >= set(statement.holders):
        changed["holders"] = _OTHERS
    if set(bases.values()) == {Basis.REJECTED.value}:
        changed |= {"commends": _REJECTED, "criticises": _REJECTED}
    return changed


# ── GraphML ─────────────────────────────────────────────────────────────────

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {str: "string", float: "double", bool: "boolean"}
_not_in_xml: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _keys(drawing: _Drawing) -> Iterator[tuple[str, str, str]]:
    """Give the attributes that occur: of what, their name and their type."""
    told_of: dict[str, list[_Attributes]] = {
        "node": [told for _, told in drawing.nodes],
        "edge": [told for _, _, told in drawing.edges],
    }
    for domain, attributes in told_of.items():
        types = {name: _TYPES[type(value)] for told in attributes for name, value in told.items()}
        yield from ((domain, name, kind) for name, kind in types.items())


def _fill(element: ET.Element, domain: str, told: _Attributes) -> list[str]:
    """Write attributes; give the names of those that cannot be written as they are."""
    changed: list[str] = []
    for name, value in told.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        written = _not_in_xml.sub("\N{REPLACEMENT CHARACTER}", text)
        ET.SubElement(element, "data", {"key": f"{domain}-{name}"}).text = written
        if written != text:
            changed.append(name)
    return changed
