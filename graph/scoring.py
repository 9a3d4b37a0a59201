"""How the entries of a graph compare with a key: laid side by side one to one, then every value of every slot counted.

A key's entry and one of the graph may stand side by side if they share a value that tells one such entry from another;
of all ways to pair them, that with most values in common is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx  # type: ignore[import-untyped]

from backchannel.graph.entries import SLOTS, Entry

#: The slots that tell one entry of a kind from another.
TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "official": ("name",),
    "contact": ("participant", "party", "date", "venue"),
    "arrangement": ("party", "change"),
}
_IDLE: Final = frozenset({"the", "of", "and", "for"})
_OVERLAP: Final = 0.5  # of the words of two posts that name one
_REQUIRED, _OPTIONAL = 0.02, 0.01  # what decides between entries that have equally much in common


@dataclass(frozen=True)
class Counts:
    """Values that were read right, that were read and are wrong, and that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 0 if nothing was read."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what there was to read that was read; 0 if there was nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


@dataclass(frozen=True)
class Comparison:
    """An entry of the key beside the one of the graph, or either alone."""

    kind: str
    key: Entry | None
    found: Entry | None

    def right(self, slot: str) -> list[str]:
        """The graph's values of ``slot`` that the key has too."""
        return [found for _, found in self._pairs(slot)]

    def wrong(self, slot: str) -> list[str]:
        """The graph's values of ``slot`` that the key does not have."""
        return _without(self.found.slots[slot] if self.found else (), self.right(slot))

    def missed(self, slot: str) -> list[str]:
        """The key's values of ``slot`` that the graph does not have."""
        return _without(self.key.slots[slot] if self.key else (), [key for key, _ in self._pairs(slot)])

    def counts(self, slot: str) -> Counts:
        """How many values of ``slot`` are right, wrong and missed."""
        return Counts(len(self.right(slot)), len(self.wrong(slot)), len(self.missed(slot)))

    def _pairs(self, slot: str) -> list[tuple[str, str]]:
        return shared(slot, self.key.slots[slot], self.found.slots[slot]) if self.key and self.found else []


def compare(required: Sequence[Entry], optional: Sequence[Entry], found: Sequence[Entry]) -> Iterator[Comparison]:
    """Lays ``found`` beside the key. What stands beside an optional entry is left out: neither right nor wrong."""
    for kind in SLOTS:
        musts, mays, founds = ([e for e in part if e.kind == kind] for part in (required, optional, found))
        beside = side_by_side(kind, [*musts, *mays], founds, len(musts))
        for number, each in enumerate(founds):
            place = beside.get(number)
            if place is None or place < len(musts):
                yield Comparison(kind, None if place is None else musts[place], each)
        for place, each in enumerate(musts):
            if place not in beside.values():
                yield Comparison(kind, each, None)


def shared(slot: str, key: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    """The values that both have, paired one to one: each of ``key`` with the first of ``found`` that is left."""
    same, left, pairs = _SAME.get(slot, same_words), list(found), []
    for value in key:
        match = next((other for other in left if same(value, other)), None)
        if match is not None:
            left.remove(match)
            pairs.append((value, match))
    return pairs


def side_by_side(kind: str, key: Sequence[Entry], found: Sequence[Entry], required: int) -> dict[int, int]:
    """The place in ``key`` by the place in ``found``; the first ``required`` of ``key`` go before the others."""
    graph = nx.Graph()
    for place, one in enumerate(key):
        for number, other in enumerate(found):
            common = {slot: len(shared(slot, one.slots[slot], other.slots[slot])) for slot in SLOTS[kind]}
            if any(common[slot] for slot in TELLING[kind]):
                bonus = _REQUIRED if place < required else _OPTIONAL
                graph.add_edge(("key", place), ("found", number), weight=sum(common.values()) + bonus)
    pairs = (dict(pair) for pair in nx.max_weight_matching(graph))
    return {pair["found"]: pair["key"] for pair in pairs}


def same_words(one: str, other: str) -> bool:
    """Whether two values are the same but for case, accents, punctuation and words like "the"."""
    return _words(one) == _words(other)


def same_person(one: str, other: str) -> bool:
    """Whether two names have the same last word and initial; a last word alone fits every initial."""
    first, second = _words(one), _words(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    return min(len(first), len(second)) == 1 or first[0][0] == second[0][0]


def same_post(one: str, other: str) -> bool:
    """Whether at least half of the words of two posts are in both."""
    first, second = set(_words(one)), set(_words(other))
    return bool(first and second) and len(first & second) >= _OVERLAP * len(first | second)


_SAME: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "name": same_person, "participant": same_person, "post": same_post,
}


def _words(text: str) -> list[str]:
    """The words of ``text`` that count, in lower case and without accents; a hyphen parts words."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [word for word in re.findall(r"[^\W_]+", letters.casefold()) if word not in _IDLE]


def _without(values: Sequence[str], taken: Sequence[str]) -> list[str]:
    left = list(values)
    for value in taken:
        left.remove(value)
    return left
