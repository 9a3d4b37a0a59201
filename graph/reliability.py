"""Whether confidence can be relied on: how often claims are right, and how that compares with what they claim.

A claim is right if its value is one that the key has for the slot of the entry beside it. Claims on optional entries,
and on what keys do not record (topics, other names), are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from backchannel.graph.entries import SLOTS
from backchannel.graph.evaluate import Evaluation
from backchannel.graph.evidence import Evidence
from backchannel.graph.scoring import Comparison

_BINS: Final = 20  # of equal width between 0 and 1


@dataclass(frozen=True)
class Judged:
    """A value that one rule read for one entry, however many sentences it read it from: its claimed confidence 0..1."""

    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """The readings whose confidence lies from ``low`` up to ``high``; ``claimed`` is their mean confidence."""

    low: float
    high: float
    claimed: float
    right: int
    readings: int

    @property
    def share(self) -> float:
        """The share of the readings that are right, 0..1."""
        return self.right / self.readings


def judged(evaluation: Evaluation) -> Iterator[Judged]:
    """Every reading of every rule, judged by the keys."""
    for marked in evaluation.marked:
        for each in marked.comparisons:
            readings = {(slot, value, claim["slot"], claim["rule"]): Judged(
                claim["rule"], claim["confidence"], _is_right(each, slot, value, claim))
                for slot, value, claim in _claims(each)}
            yield from readings.values()


def reliability(readings: Iterable[Judged]) -> list[Bin]:
    """The readings in bins of equal width, as in a reliability diagram; bins without readings are left out."""
    bins: defaultdict[int, list[Judged]] = defaultdict(list)
    for each in readings:
        bins[min(int(each.confidence * _BINS + 1e-9), _BINS - 1)].append(each)
    return [Bin(number / _BINS, (number + 1) / _BINS, sum(each.confidence for each in found) / len(found),
                sum(each.right for each in found), len(found)) for number, found in sorted(bins.items())]


def _claims(comparison: Comparison) -> Iterator[tuple[str, str, Evidence]]:
    """The claims on the graph's entry, with the slot and value that they are behind."""
    found = comparison.found
    for slot in SLOTS[comparison.kind] if found else ():
        for value in found.slots[slot] if found else ():
            for claim in found.evidence.get((slot, value), ()) if found else ():
                yield slot, value, claim


def _is_right(comparison: Comparison, slot: str, value: str, claim: Evidence) -> bool:
    """Whether the key has the value; the kind of a change can be right where its date is not."""
    if value in comparison.right(slot):
        return True
    kinds = {missed.partition(" ")[0] for missed in comparison.missed(slot)}
    return claim["slot"] == "kind" and value.partition(" ")[0] in kinds
