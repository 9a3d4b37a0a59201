"""The network as one HTML file: drawn by pyvis, with the sentences behind every node and edge, and no request at all.

Text of articles reaches the page as data only: escaped by the template, or as JSON that the page's script puts into
the document as text nodes. The Content-Security-Policy admits the page's own script, by its digest, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Mapping
from typing import Any, Final, cast

import networkx as nx  # type: ignore[import-untyped]
from pyvis.network import Network  # type: ignore[import-untyped]

from backchannel.graph.layout import layout
from backchannel.graph.templating import environment
from backchannel.graph.view import view

_SHAPES: Final[Mapping[str, tuple[str, int]]] = {  # group → vis-network's shape and its size in pixels
    "official": ("dot", 9), "meeting": ("square", 9), "call": ("diamond", 11), "arrangement": ("hexagon", 11),
    "place": ("triangleDown", 9), "country": ("star", 15), "organization": ("triangle", 13),
}
_OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "keyboard": False},
    "nodes": {"chosen": False},
    "edges": {"chosen": False, "smooth": False, "hoverWidth": 0, "selectionWidth": 0},
}
_SWELL: Final = 14  # pixels that many edges add to a shape at most
_CROWDED: Final = 1500  # edges: from here on they are hidden while the drawing moves


class _Page(Network):  # type: ignore[misc]
    """pyvis with our template in front of its own: autoescaped, and with what the page shows beside the drawing."""

    def __init__(self, title: str, shown: Mapping[str, Any]) -> None:
        super().__init__(directed=True, heading=title)
        self.path = "page.html"
        self.templateEnv = environment(self.template_dir)
        self.templateEnv.filters["digest"] = _digest
        self.templateEnv.globals.update(shown)

    def html_of(self, sketch: nx.MultiDiGraph) -> str:
        """The page of a graph whose attributes are vis-network's; its nodes and edges are completed in place."""
        crowded = sketch.number_of_edges() > _CROWDED
        self.options = {**_OPTIONS, "interaction": {**_OPTIONS["interaction"], "hideEdgesOnDrag": crowded}}
        self.from_nx(sketch)
        return cast(str, self.generate_html())


def draw(graph: nx.MultiDiGraph, title: str = "Backchannel") -> str:
    """A whole HTML page of a graph made by :func:`backchannel.graph.network.network`, to be written as UTF-8.

    Equal graphs give equal pages on one platform.
    """
    shown = view(graph)
    return _Page(title, shown).html_of(_sketch(graph, shown["facts"]))


def _sketch(graph: nx.MultiDiGraph, facts: Mapping[str, Any]) -> nx.MultiDiGraph:
    """What vis-network needs to draw ``graph``: numbers for ids, in the order of the view's lists."""
    sketch = nx.MultiDiGraph()
    number = {iri: index for index, iri in enumerate(graph)}
    for iri, (x, y) in layout(graph).items():
        group = facts["nodes"][number[iri]]["group"]
        shape, size = _SHAPES[group]
        sketch.add_node(number[iri], label=graph.nodes[iri]["label"], group=group, shape=shape, x=x, y=y,
                        size=size + min(_SWELL, round(2 * math.sqrt(graph.degree(iri)))))
    for index, (source, to, key) in enumerate(graph.edges(keys=True)):
        sketch.add_edge(number[source], number[to], id=index, arrows="to" if key == "produced" else "", width=1)
    return sketch


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
