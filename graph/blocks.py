"""Which profiles are compared, kept up as profiles come and go: those with a key in common, in large blocks neighbours.

The pairs are those of :func:`backchannel.graph.clusters.candidates`. In a large block a profile that comes or goes
changes the pairs of its neighbours too, so their candidates are taken before and after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backchannel.graph.ledger import Ledger
from backchannel.ontology.weights import resolution

Pair = tuple[str, str]  # of profiles, in alphabetical order
Entry = tuple[bytes, str, str]  # key, place in the block, profile


@dataclass(frozen=True)
class Candidates:
    """The pairs of profiles that are to be compared now, and those that are no longer."""

    gained: frozenset[Pair]
    lost: frozenset[Pair]


def exchange(ledger: Ledger, gone: Iterable[str], come: Mapping[str, Iterable[Entry]]) -> Candidates:
    """Takes the entries of profiles out of their blocks and puts those of others in; what that changes.

    A profile may be among both. Pairs of a profile that is gone are not among those ``lost``.
    """
    out = [(*row, profile) for profile in gone
           for row in ledger.all("SELECT key, place FROM key WHERE profile = ?", profile)]
    into = [entry for entries in come.values() for entry in entries]
    stirred = _stirred(ledger, out, into) - {profile for *_, profile in out} - come.keys()
    before = _pairs(ledger, stirred)
    ledger.many("DELETE FROM key WHERE key = ? AND place = ?", [entry[:2] for entry in out])
    ledger.many("INSERT INTO key VALUES (?, ?, ?)", into)
    after = _pairs(ledger, stirred)
    return Candidates(frozenset((after - before) | _pairs(ledger, come)), frozenset(before - after))


def _stirred(ledger: Ledger, out: Iterable[Entry], into: Iterable[Entry]) -> set[str]:
    """The profiles whose candidates may change, besides those that come or go."""
    growth: defaultdict[bytes, int] = defaultdict(int)
    places: defaultdict[bytes, list[str]] = defaultdict(list)
    for entries, step in ((out, -1), (into, 1)):
        for key, place, _ in entries:
            growth[key] += step
            places[key].append(place)
    found: set[str] = set()
    for key, step in growth.items():
        was_large = _is_large(ledger, key)
        if was_large and _is_large(ledger, key, step):
            found |= {profile for place in places[key] for profile in _near(ledger, key, place)}
        elif was_large or _is_large(ledger, key, step):
            found |= set(ledger.column("SELECT profile FROM key WHERE key = ?", key))
    return found


def _is_large(ledger: Ledger, key: bytes, growth: int = 0) -> bool:
    """Whether a block is large, or will be with so many more members."""
    limit = resolution().largest_block + 1 - growth
    if limit <= 0:
        return True
    return len(ledger.column("SELECT 1 FROM key WHERE key = ? LIMIT ?", key, limit)) == limit


def _near(ledger: Ledger, key: bytes, place: str) -> list[str]:
    """The neighbours of a place in a block."""
    count = resolution().neighbours
    return [
        *ledger.column("SELECT profile FROM key WHERE key = ? AND place < ? ORDER BY place DESC LIMIT ?",
                       key, place, count),
        *ledger.column("SELECT profile FROM key WHERE key = ? AND place > ? ORDER BY place LIMIT ?",
                       key, place, count),
    ]


def _pairs(ledger: Ledger, profiles: Iterable[str]) -> set[Pair]:
    """The pairs that these profiles make with any."""
    found: set[Pair] = set()
    for profile in profiles:
        for key, place in ledger.all("SELECT key, place FROM key WHERE profile = ?", profile):
            others = (_near(ledger, key, place) if _is_large(ledger, key)
                      else ledger.column("SELECT profile FROM key WHERE key = ?", key))
            found |= {(min(profile, other), max(profile, other)) for other in others if other != profile}
    return found
