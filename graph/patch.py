"""The difference between two graphs as an RDF Patch: one transaction of deletions and additions.

The format is that of https://afs.github.io/rdf-patch/: a line for each statement, in the terms of N-Quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad

from backchannel.graph.diff import Differences


def patch(differences: Differences) -> str:
    """The patch that turns the first graph into the second."""
    lines = ["TX .", *_lines("D", differences.removed), *_lines("A", differences.added), "TC ."]
    return "".join(f"{line}\n" for line in lines)


def _lines(action: str, quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else f" {quad.graph_name}"
        yield f"{action} {quad.subject} {quad.predicate} {quad.object}{graph} ."
