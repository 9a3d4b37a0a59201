"""Where each node of a network lies when it is drawn: computed here, so that the page need not."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import igraph  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]

_PULL: Final[Mapping[str, float]] = {"participant": 3.0, "produced": 3.0, "venue": 2.0, "within": 2.0}
"""How strongly an edge draws its ends together; countries touch almost everything, so their edges pull least."""
_WEAK: Final = 0.6
_ROOM: Final = 24.0  # pixels: half of n nodes lie within this times the root of n
_DRAW: Final = 0.58  # power of the distance from the centre
_WIDE: Final = 1.08
_APART: Final = 46.0  # pixels between the centres of two nodes
_STEPS: Final = 40


def layout(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """The position in pixels of every node, centred on zero: equal graphs get equal positions."""
    order = {iri: index for index, iri in enumerate(graph)}
    edges = [(order[source], order[to]) for source, to in graph.edges()]
    pull = [_PULL.get(key, _WEAK) for *_, key in graph.edges(keys=True)]
    points = _forces(len(order), edges, pull)
    return {iri: (round(x), round(y)) for iri, (x, y) in zip(order, points, strict=True)}


def _forces(size: int, edges: list[tuple[int, int]], pull: list[float]) -> list[tuple[float, float]]:
    if size < 2:
        return [(0.0, 0.0)] * size
    igraph.set_random_number_generator(random.Random(0))
    try:
        plan = igraph.Graph(n=size, edges=edges).layout_fruchterman_reingold(
            weights=pull or None, seed=_spiral(size), niter=800, grid="nogrid")
    finally:
        igraph.set_random_number_generator(random)
    return _spread(plan.coords)


def _spread(points: list[list[float]]) -> list[tuple[float, float]]:
    """Centre, draw stragglers in towards a crowded middle, and stretch to a wide page."""
    size = len(points)
    middle = [sum(point[axis] for point in points) / size for axis in (0, 1)]
    apart = [(x - middle[0], y - middle[1]) for x, y in points]
    drawn = [(x * (r := math.hypot(x, y) + 1e-9) ** _DRAW / r, y * r ** _DRAW / r) for x, y in apart]
    usual = sorted(math.hypot(x, y) for x, y in drawn)[size // 2] + 1e-9
    scale = _ROOM * math.sqrt(size) / usual
    return _part([(x * scale * _WIDE, y * scale / _WIDE) for x, y in drawn])


def _part(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Push apart what lies too near, a little at a time, looking only into neighbouring cells of a grid."""
    for _ in range(_STEPS):
        cells = defaultdict(list)
        for index, (x, y) in enumerate(points):
            cells[int(x // _APART), int(y // _APART)].append(index)
        points = [_pushed(index, points, cells) for index in range(len(points))]
    return points


def _pushed(index: int, points: list[tuple[float, float]], cells: Mapping[tuple[int, int], list[int]]
            ) -> tuple[float, float]:
    x, y = points[index]
    column, row = int(x // _APART), int(y // _APART)
    dx = dy = 0.0
    for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for other in cells.get(cell, ()):
            away = (x - points[other][0], y - points[other][1])
            far = math.hypot(*away) or 1e-6
            if other != index and far < _APART:
                push = (_APART - far) / far * 0.35
                dx, dy = dx + away[0] * push, dy + away[1] * push
    return x + dx, y + dy


def _spiral(size: int) -> list[tuple[float, float]]:
    """Distinct points to start from, evenly spread as the seeds of a sunflower."""
    turn = math.pi * (3 - math.sqrt(5))
    return [(math.sqrt(n) * math.cos(n * turn), math.sqrt(n) * math.sin(n * turn)) for n in range(size)]
