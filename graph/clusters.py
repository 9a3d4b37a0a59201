"""Profiles → clusters: candidates from blocks, links from weights, and components settled one by one.

Nothing depends on the order of the profiles. The clusters of one connected component depend on its profiles alone, so
that new reports change only the components that they touch. Large blocks are compared by sorted neighbourhood
(Hernández and Stolfo, "The Merge/Purge Problem", SIGMOD 1995), which keeps the work near linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic

from backchannel.graph.likeness import Key, Likeness, P
from backchannel.graph.settling import Doubt, Links, Pair, settle
from backchannel.ontology.weights import resolution


@dataclass(frozen=True)
class Clustering(Generic[P]):
    """The clusters, each in the order of its profiles, and the pairs that were left apart since nothing decides."""

    clusters: tuple[tuple[P, ...], ...]
    doubts: tuple[tuple[P, P, P], ...]


def cluster(profiles: Iterable[P], likeness: Likeness[P]) -> Clustering[P]:
    """The clusters of ``profiles``. A doubt is a pair that is alike, and the profile that is as like to one of them."""
    found = sorted(profiles, key=lambda each: each.order)
    return _clustering(components(found, likeness), likeness)


def settled(profiles: Sequence[P], links: Links, likeness: Likeness[P]) -> Clustering[P]:
    """The clusters of ``profiles``, in their order, that make up one connected component with these links."""
    return _clustering(_small_enough(profiles, list(range(len(profiles))), links), likeness)


def _clustering(found: Iterable[tuple[list[P], Links]], likeness: Likeness[P]) -> Clustering[P]:
    parts: list[tuple[P, ...]] = []
    doubts: list[tuple[P, P, P]] = []
    for component, links in found:
        clusters, left = settle_component(component, links, likeness)
        parts += clusters
        doubts += left
    return Clustering(tuple(sorted(parts, key=lambda part: part[0].order)), tuple(doubts))


def components(profiles: Sequence[P], likeness: Likeness[P]) -> Iterator[tuple[list[P], Links]]:
    """The connected components of the links between ``profiles``, those without links alone.

    The links of a component are scores by pairs of places in it.
    """
    links: Links = {}
    for one, other in sorted(candidates(profiles, likeness)):
        score = likeness.score(profiles[one], profiles[other])
        if score is not None and score >= likeness.weights.enough:
            links[one, other] = score
    for members, own in _parts(range(len(profiles)), links):
        yield from _small_enough(profiles, members, own)


def candidates(profiles: Sequence[P], likeness: Likeness[P]) -> set[Pair]:
    """The pairs of places in ``profiles`` that are compared: those with a key in common."""
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in set(likeness.keys(profile)):
            blocks[key].append(number)
    return {pair for members in blocks.values() for pair in _pairs(members)}


def _pairs(members: Sequence[int]) -> Iterator[Pair]:
    """All pairs of a block; in a large one, of each member with its nearest neighbours."""
    rules = resolution()
    if len(members) <= rules.largest_block:
        yield from combinations(members, 2)
        return
    for place, member in enumerate(members):
        yield from ((member, other) for other in members[place + 1: place + 1 + rules.neighbours])


def settle_component(
    component: Sequence[P], links: Links, likeness: Likeness[P]
) -> tuple[list[tuple[P, ...]], list[tuple[P, P, P]]]:
    """The clusters of one component, and its doubts."""
    if len(component) == 1:
        return [tuple(component)], []
    apart = {pair for pair in combinations(range(len(component)), 2)
             if likeness.score(component[pair[0]], component[pair[1]]) is None}
    parts, doubts = settle(len(component), links, apart, likeness.weights.margin)
    return [tuple(component[place] for place in part) for part in parts], [_doubt(component, each) for each in doubts]


def _doubt(component: Sequence[P], doubt: Doubt) -> tuple[P, P, P]:
    one, other, rival = doubt
    return component[one], component[other], component[rival]


def _parts(places: Iterable[int], links: Links) -> Iterator[tuple[list[int], Links]]:
    """The connected components of ``places``, each sorted, with their links."""
    leader = {place: place for place in places}

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = place = leader[leader[place]]
        return place

    for one, other in links:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    parts: defaultdict[int, tuple[list[int], Links]] = defaultdict(lambda: ([], {}))
    for place in leader:
        parts[lead(place)][0].append(place)
    for pair, score in links.items():
        parts[lead(pair[0])][1][pair] = score
    yield from parts.values()


def _small_enough(profiles: Sequence[P], members: list[int], links: Links) -> Iterator[tuple[list[P], Links]]:
    """A component; of one that is too large, the parts that are left when the weakest links are cut."""
    if len(members) > resolution().largest_component and len(set(links.values())) > 1:
        weakest = min(links.values())
        strong = {pair: score for pair, score in links.items() if score > weakest}
        for part, own in _parts(members, strong):
            yield from _small_enough(profiles, part, own)
        return
    places = {member: place for place, member in enumerate(members)}
    yield ([profiles[member] for member in members],
           {(places[one], places[other]): score for (one, other), score in links.items()})
