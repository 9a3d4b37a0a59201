"""Which members of a connected component are one: the strongest links first, none against a veto, none contested.

Agglomeration with cannot-link constraints (Davidson and Ravi, "Agglomerative Hierarchical Clustering with Constraints",
PKDD 2005). A link is contested if a member fits two clusters that cannot be one, and neither much better: then nothing
says which is meant, and it joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
Links = dict[Pair, float]
Doubt = tuple[int, int, int]  # two that are alike, and a third that is as like to one of them and cannot be the other


def settle(
    size: int, links: Mapping[Pair, float], apart: Set[Pair], margin: float
) -> tuple[list[list[int]], list[Doubt]]:
    """The clusters of the members ``0 … size - 1``, and the doubts.

    ``links`` are the scores of linked pairs, ``apart`` the pairs that cannot be one; of two links to clusters that are
    apart, one counts if it is better by more than ``margin``. Members must be numbered in an order of their own.
    """
    work = _Component(size, links, apart)
    doubts: list[Doubt] = []
    while (pair := work.strongest()) is not None:
        one, other = pair
        rivals = work.rivals(one, other, margin)
        if not rivals:
            work.join(one, other)
        for fits, rival in rivals:
            doubts += [(fits, other if fits == one else one, rival), (fits, rival, other if fits == one else one)]
            work.part(fits, rival)
        if rivals:
            work.part(one, other)
    return work.clusters(), sorted(set(doubts))


class _Component:
    """Clusters in the making, named by their first member: their links, and what they cannot be one with."""

    def __init__(self, size: int, links: Mapping[Pair, float], apart: Set[Pair]) -> None:
        self._members = {place: [place] for place in range(size)}
        self._links: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)
        for (one, other), score in links.items():
            self._links[one][other] = self._links[other][one] = score
        self._queue: list[tuple[float, int, int]] = [(-score, *pair) for pair, score in links.items()]
        heapify(self._queue)

    def strongest(self) -> Pair | None:
        """The strongest link that is left, the first of several; links between clusters that are apart are cut."""
        while self._queue:
            score, one, other = heappop(self._queue)
            if self._links[one].get(other) == -score:
                if other not in self._apart[one]:
                    return one, other
                self.part(one, other)
        return None

    def rivals(self, one: int, other: int, margin: float) -> list[Pair]:
        """Who else is linked to one of two clusters about as strongly and cannot be the other; each after that one.

        Who cannot be the one either, by now, is no rival.
        """
        least = self._links[one][other] - margin
        found = [(a, rival) for a, b in ((one, other), (other, one)) for rival, score in self._links[a].items()
                 if score >= least and rival in self._apart[b] and rival not in self._apart[a]]
        return sorted(found)

    def part(self, one: int, other: int) -> None:
        """Cuts a link."""
        self._links[one].pop(other, None)
        self._links[other].pop(one, None)

    def join(self, one: int, other: int) -> None:
        """Makes two clusters one, which has the stronger of their links."""
        one, other = sorted((one, other))
        self._members[one] += self._members.pop(other)
        self.part(one, other)
        for third, score in self._links.pop(other, {}).items():
            self._links[third].pop(other)
            if score > self._links[one].get(third, float("-inf")):
                self._links[one][third] = self._links[third][one] = score
                heappush(self._queue, (-score, min(one, third), max(one, third)))
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart[one].add(third)

    def clusters(self) -> list[list[int]]:
        """The clusters, each sorted, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())
