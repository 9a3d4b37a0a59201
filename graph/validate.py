"""Does a graph keep what it promises? SHACL over the union of its graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib.namespace import SH


@dataclass(frozen=True, order=True)
class Violation:
    """What is wrong with a node: its IRI, the shape's message, the property and value that it is about, if any."""

    node: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        about = ": ".join(filter(None, (self.path, self.value)))
        return f"<{self.node}> {self.message}{f' ({about})' if about else ''}"


@dataclass(frozen=True)
class Validation:
    """The outcome: nothing in ``violations`` if the graph conforms."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether the graph keeps all shapes."""
        return not self.violations

    def __str__(self) -> str:
        if self.conforms:
            return "The graph conforms to its shapes."
        return "\n".join(map(str, self.violations))


def validate(quads: Iterable[Quad]) -> Validation:
    """What the shapes of the ontology find wrong with the union of ``quads``, sorted."""
    source = files("backchannel.ontology").joinpath("shapes.ttl").read_bytes()
    shapes = rdflib.Graph().parse(data=source, format="turtle")
    _, report, _ = pyshacl.validate(_union(quads), shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph)
    return Validation(tuple(sorted({_violation(report, node) for node in report.subjects(SH.focusNode, None)})))


def _union(quads: Iterable[Quad]) -> rdflib.Graph:
    triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    def word(name: rdflib.URIRef) -> str:
        found = report.value(result, name)
        return "" if found is None or isinstance(found, rdflib.BNode) else str(found)

    return Violation(word(SH.focusNode), word(SH.resultMessage), word(SH.resultPath), word(SH.value))
