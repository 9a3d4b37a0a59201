"""Where a contact took place, as far as a report tells: the place, what lies around it, its position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.ontology import terms
from backchannel.ontology.cities import fold
from backchannel.ontology.entities import Place

_WIDE: Final = frozenset({"region", "country"})  # whose middle says little of a place in them
_RADIUS: Final = 6371.0  # of the earth, in kilometres


@dataclass(frozen=True)
class Spot:
    """A place: its name, the IRIs of its countries, the keys of its reference row and of wider ones, the nearest first.

    ``whole`` tells that it is a whole country; ``position`` is latitude and longitude in degrees (WGS 84), that of the
    nearest wider place that has one.
    """

    label: str
    countries: frozenset[str]
    keys: tuple[str, ...] = ()
    whole: bool = False
    position: tuple[float, float] | None = None

    def same(self, other: Spot) -> bool:
        """Whether both are one place, by their rows or by their names."""
        if self.keys and other.keys:
            return self.keys[0] == other.keys[0]
        return fold(self.label) == fold(other.label) and not self.whole and not other.whole

    def inside(self, other: Spot) -> bool:
        """Whether this place lies in the other."""
        return bool(other.keys) and other.keys[0] in self.keys[1:]


def spot(places: Iterable[Account], countries: Iterable[str], known: Known) -> Spot | None:
    """The narrowest of ``places``, else the first of ``countries`` (IRIs) as a whole; None without either."""
    found = [_of_place(each, known) for each in places]
    if found:
        return min(found, key=lambda each: (each.whole, -len(each.keys), each.label))
    sides = frozenset(countries)
    return Spot(", ".join(sorted(known.names.get(iri, iri) for iri in sides)), sides, whole=True) if sides else None


def _of_place(account: Account, known: Known) -> Spot:
    sides = account.get(terms.COUNTRY)
    row = known.place(account.label, next(iter(sides), ""))
    if row is None:
        return Spot(account.label, frozenset(sides))
    chain = [row, *known.wider(row)]
    own = frozenset({known.rows.countries[row.country].iri})
    return Spot(account.label, own, tuple(each.key for each in chain), row.kind == "country", _position(chain))


def _position(chain: Iterable[Place]) -> tuple[float, float] | None:
    small = (each for each in chain if each.kind not in _WIDE)
    return next(((each.latitude, each.longitude) for each in small
                 if each.latitude is not None and each.longitude is not None), None)


def kilometres(one: Spot, other: Spot) -> float | None:
    """The distance along the earth's surface (haversine formula), None if a position is not known."""
    if one.position is None or other.position is None:
        return None
    (first, west), (second, east) = ((radians(a), radians(b)) for a, b in (one.position, other.position))
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin((east - west) / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(half))
