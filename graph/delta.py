"""What a revision changes in a store, and changing it: as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from backchannel.graph.reference_rows import GRAPH
from backchannel.graph.revise import Revision
from backchannel.graph.store import Reader


@dataclass(frozen=True)
class Delta:
    """All quads of what is touched, as they were and as they will be."""

    before: frozenset[Quad]
    after: frozenset[Quad]

    @property
    def removed(self) -> frozenset[Quad]:
        """The quads that go."""
        return self.before - self.after

    @property
    def added(self) -> frozenset[Quad]:
        """The quads that come."""
        return self.after - self.before


def delta(store: Reader, revision: Revision, come: Iterable[Quad], gone: Iterable[str]) -> Delta:
    """What ``revision`` changes, with the graphs of articles: the quads ``come``, and the graphs ``gone`` (IRIs)."""
    rows = {quad.subject for quad in revision.quads if quad.graph_name == GRAPH}
    patterns: list[tuple[NamedNode | None, NamedNode | DefaultGraph]] = [
        *((NamedNode(subject), DefaultGraph()) for subject in revision.subjects),
        *((NamedNode(row), GRAPH) for row in revision.rows),
        *((row, GRAPH) for row in rows if isinstance(row, NamedNode)),
        *((None, NamedNode(article)) for article in gone),
    ]
    before = {quad for subject, graph in patterns for quad in store.quads_for_pattern(subject, None, None, graph)}
    return Delta(frozenset(before), frozenset([*revision.quads, *come]))


def apply(store: pyoxigraph.Store, change: Delta) -> None:
    """Makes ``change`` in one transaction."""
    if change.removed or change.added:
        left = {quad.graph_name for quad in change.before} - {quad.graph_name for quad in change.after} - {GRAPH}
        drops = [f"DROP SILENT GRAPH {graph}" for graph in left if isinstance(graph, NamedNode)]
        store.update(" ;\n".join([f"DELETE DATA {{ {_data(change.removed)} }}", *drops,
                                  f"INSERT DATA {{ {_data(change.added)} }}"]))


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" if isinstance(quad.graph_name, NamedNode)
                     else f"{quad.triple} ." for quad in quads)
