"""Decisions in the graph: written to a named graph of their own, and read back from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.decision_entries import EntryError, from_json
from backchannel.graph.decisions import Decision, DecisionError
from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.rulings import Ruling
from backchannel.graph.triples import Object, day_literal
from backchannel.ontology import terms

GRAPH: Final = NamedNode(terms.DECISIONS_GRAPH)


@dataclass(frozen=True)
class Decided:
    """A decision in a graph: its IRI and label, the reports and articles that it concerns, why it is not applied."""

    iri: str
    label: str
    decision: Decision
    concerns: tuple[str, ...]
    obstacle: str

    def __str__(self) -> str:
        return f"{self.label} It is not applied: {self.obstacle}." if self.obstacle else self.label

    def as_json(self) -> dict[str, Any]:
        """The decision as JSON values, the decision itself as in a file."""
        return {**asdict(self), "decision": self.decision.entry}


def decision_quads(rulings: Iterable[Ruling]) -> Iterator[Quad]:
    """The quads of decisions, applied or not."""
    for ruling in rulings:
        for name, value in _statements(ruling):
            yield Quad(NamedNode(ruling.decision.iri), NamedNode(name), value, GRAPH)


def decided(quads: Iterable[Quad]) -> tuple[Decided, ...]:
    """The decisions in ``quads``, in the order of their days. Raises DecisionError if one cannot be read."""
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if quad.graph_name == GRAPH and isinstance(quad.subject, NamedNode):
            assert isinstance(quad.object, NamedNode | Literal)
            nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    found = []
    for iri, slots in nodes.items():
        try:
            decision = from_json(slots[terms.PROV_VALUE][0])
        except (EntryError, IndexError) as error:
            raise DecisionError(f"The decision {iri} cannot be read from the graph: {error}") from None
        found.append(Decided(iri, slots[terms.RDFS_LABEL][0], decision, tuple(sorted(slots[terms.CONCERNS])),
                             next(iter(slots[terms.OBSTACLE]), "")))
    return tuple(sorted(found, key=lambda each: (each.decision.date, each.iri)))


def parts(quads: Iterable[Quad]) -> tuple[list[list[Quad]], tuple[Decision, ...]]:
    """What a graph follows from: its articles' graphs, in the order of their IRIs, and its decisions.

    Raises DecisionError if a decision cannot be read.
    """
    articles: defaultdict[str, list[Quad]] = defaultdict(list)
    others: list[Quad] = []
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(PREFIXES["article"]):
            articles[graph.value].append(quad)
        elif graph == GRAPH:
            others.append(quad)
    return [own for _, own in sorted(articles.items())], tuple(each.decision for each in decided(others))


def _statements(ruling: Ruling) -> Iterator[tuple[str, Object]]:
    decision = ruling.decision
    yield terms.RDF_TYPE, NamedNode(terms.Decision)
    yield terms.RDFS_LABEL, Literal(decision.label)
    yield terms.VERDICT, Literal(decision.verdict)
    yield terms.DCTERMS_CREATOR, Literal(decision.author)
    yield terms.DCTERMS_DATE, day_literal(decision.date)
    yield terms.RDFS_COMMENT, Literal(decision.reason)
    yield terms.PROV_VALUE, Literal(decision.json)
    for iri in sorted(set(ruling.concerns)):
        yield terms.CONCERNS, NamedNode(iri)
    if ruling.obstacle:
        yield terms.OBSTACLE, Literal(ruling.obstacle)
