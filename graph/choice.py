"""One value out of many: the one with most support, then the most precise, then the first in alphabetical order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeVar

from backchannel.ontology import terms
from backchannel.sources.dates import Interval

V = TypeVar("V")
#: What a contact may be called before it is known what became of it, vaguest first: no dispute with any outcome.
_AHEAD: Final = (terms.Proposed, terms.Planned)


def choose(
    votes: Mapping[V, Collection[str]], agree: Callable[[V, V], bool], vagueness: Callable[[V], Any]
) -> tuple[V, bool]:
    """The value to hold, and whether any other value disputes it.

    ``votes`` gives the articles that say each value. Values that ``agree`` support each other: who says "February 2017"
    bears out the 16th. ``vagueness`` orders values, the most precise lowest.
    """
    def loss(value: V) -> tuple[Any, ...]:
        behind = {article for other, articles in votes.items() if agree(value, other) for article in articles}
        return -len(behind), vagueness(value), str(value)

    best = min(votes, key=loss)
    return best, any(not agree(best, other) for other in votes)


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
