"""One value out of many: the one with most independent support, then the most precise, then the surest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final, TypeVar

from backchannel.ontology import terms
from backchannel.sources.dates import Interval

V = TypeVar("V")
#: What a contact may be called before it is known what became of it, vaguest first: no dispute with any outcome.
_AHEAD: Final = (terms.Proposed, terms.Planned)


@dataclass(frozen=True)
class Voice:
    """An article that says so: its IRI, the witness whose story it tells, and how sure the reading is (0..1)."""

    article: str
    witness: str
    confidence: float = 0.0


def choose(
    votes: Mapping[V, Collection[Voice]], agree: Callable[[V, V], bool], vagueness: Callable[[V], Any]
) -> tuple[V, bool]:
    """The value to hold, and whether any other value disputes it.

    ``votes`` gives the articles that say each value. Values that ``agree`` support each other: who says "February 2017"
    bears out the 16th; a vaguer value is held only where no more precise one agrees with it. ``vagueness`` orders
    values, the most precise lowest. Copies of one story count once.
    """
    def loss(value: V) -> tuple[Any, ...]:
        behind = [voice for other, voices in votes.items() if agree(value, other) for voice in voices]
        witnesses, articles = ({getattr(voice, name) for voice in behind} for name in ("witness", "article"))
        return -len(witnesses), vagueness(value), -confidence(behind), -len(articles), str(value)

    sharp = [value for value in votes
             if not any(agree(value, other) and vagueness(other) < vagueness(value) for other in votes)]
    best = min(sharp, key=loss)
    return best, any(not agree(best, other) for other in votes)


def confidence(voices: Iterable[Voice]) -> float:
    """How sure a value is (0..1) that independent witnesses bear out: one minus the chance that all of them err.

    Of several articles that tell one witness's story, the surest reading counts.
    """
    surest: dict[str, float] = {}
    for voice in voices:
        surest[voice.witness] = max(voice.confidence, surest.get(voice.witness, 0.0))
    return 1 - prod(1 - each for each in sorted(surest.values()))


def same(one: str, other: str) -> bool:
    """Whether two values are equal."""
    return one == other


def even(value: str) -> int:
    """How vague a value is where none is more precise than another."""
    del value
    return 0


def same_time(one: Interval, other: Interval) -> bool:
    """Whether one date lies inside the other."""
    return (one.earliest <= other.earliest and other.latest <= one.latest
            or other.earliest <= one.earliest and one.latest <= other.latest)


def length(date: Interval) -> int:
    """How many days a date leaves open."""
    return (date.latest - date.earliest).days


def same_course(one: str, other: str) -> bool:
    """Whether two statuses can both be true in their time: first planned, then held."""
    return one == other or one in _AHEAD or other in _AHEAD


def openness(status: str) -> int:
    """How much a status leaves open: nothing, once it is known what became of the contact."""
    return len(_AHEAD) - _AHEAD.index(status) if status in _AHEAD else 0
