"""Reference data: states, organisations, officials, posts with dated tenures, arrangements and venues.

What an article says is read from the article. These rows help to recognise and to spell a name, and they hold what no
article needs to say: whose command a command is, who held a post when, where a manor lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from backchannel.ontology.checks import are_dates, by, lead_somewhere, name_one_thing
from backchannel.ontology.entities import (
    Arrangement,
    CityName,
    Country,
    Institution,
    Name,
    Nationality,
    Official,
    Organization,
    Party,
    Place,
    Post,
    Tenure,
)
from backchannel.ontology.institutions import establish
from backchannel.ontology.rows import DataError, Table, read_table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "Arrangement",
    "CityName",
    "Country",
    "DataError",
    "Nationality",
    "Official",
    "Organization",
    "Party",
    "Place",
    "Post",
    "Reference",
    "Tenure",
    "load",
    "reference",
]

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True)
class Reference:
    """All reference rows: mappings by country code, key or GeoNames id, in the order of the files.

    ``homonyms`` are names that contain the name of a country, its people or its seat and mean neither: South China Sea.
    """

    countries: Mapping[str, Country]
    nationalities: Mapping[str, Nationality]
    organizations: Mapping[str, Organization]
    officials: Mapping[str, Official]
    posts: Mapping[str, Post]
    tenures: tuple[Tenure, ...]
    arrangements: Mapping[str, Arrangement]
    places: Mapping[str, Place]
    city_names: Mapping[int, CityName]
    homonyms: tuple[str, ...]

    @cached_property
    def posts_held(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts of each official, by the official's key, in the order of the tenures."""
        held: dict[str, tuple[Post, ...]] = {}
        for tenure in self.tenures:
            held[tenure.official] = (*held.get(tenure.official, ()), self.posts[tenure.post])
        return held

    def party(self, code: str) -> Party:
        """The country with this code or the organisation with this key; KeyError if there is neither."""
        return self.countries.get(code) or self.organizations[code]

    def side(self, code: str) -> Party:
        """The party that ``code`` acts for in the end: ``us-european-command`` → United States."""
        party = self.party(code)
        while isinstance(party, Organization) and party.acts_for != party.key:
            party = self.party(party.acts_for)
        return party


@cache
def reference() -> Reference:
    """The reference data that ships with the package; read once. Raises DataError if a file does not fit."""
    return load(Path(__file__).parent)


def load(folder: Path) -> Reference:
    """The reference data under ``folder``: ``reference/*.yaml`` and ``lexicon/en/nationalities.yaml``.

    The rows of a table may be spread over files whose names start with the table's; a table without a file is empty.
    Raises DataError naming file and row for an unknown field, a code or key that no row has, a malformed date, an
    official with neither a source nor an unchecked address or with both, or a name that two rows claim and
    ``ambiguous.yaml`` does not list.
    """
    tables = _tables(folder)
    _check_codes(tables)
    _check_sources(tables)
    _check_names(tables)
    return Reference(
        countries=by(tables.countries, "code"),
        nationalities=by(tables.nationalities, "code"),
        organizations=by(tables.organizations),
        officials=by(tables.officials),
        posts=by(tables.posts),
        tenures=tuple(tenure for _, tenure in tables.tenures),
        arrangements=by(tables.arrangements),
        places=by(tables.places),
        city_names=by(tables.city_names, "geonames"),
        homonyms=tuple(name.label for _, name in tables.homonyms),
    )


class _Tables(NamedTuple):
    countries: Table[Country]
    nationalities: Table[Nationality]
    organizations: Table[Organization]
    officials: Table[Official]
    posts: Table[Post]
    tenures: Table[Tenure]
    arrangements: Table[Arrangement]
    places: Table[Place]
    city_names: Table[CityName]
    homonyms: Table[Name]
    shared_names: Table[Name]


def _tables(folder: Path) -> _Tables:
    data = folder / "reference"
    countries = _table(Country, data, "countries")
    nationalities = _table(Nationality, folder / "lexicon" / "en", "nationalities")
    institutions = _table(Institution, data, "institutions")
    rows = _table(Organization, data, "organizations")
    organizations = [(where, replace(row, acts_for=row.acts_for or row.key)) for where, row in rows]
    return _Tables(
        countries,
        nationalities,
        establish(organizations, institutions, countries, nationalities),
        _table(Official, data, "officials"),
        _table(Post, data, "posts"),
        _table(Tenure, data, "tenures"),
        _table(Arrangement, data, "arrangements"),
        _table(Place, data, "places"),
        _table(CityName, data, "cities"),
        _table(Name, data, "homonyms"),
        _table(Name, data, "ambiguous"),
    )


def _table(kind: type[T], folder: Path, name: str) -> Table[T]:
    return read_table(kind, sorted([*folder.glob(f"{name}.yaml"), *folder.glob(f"{name}-*.yaml")]))


def _check_codes(tables: _Tables) -> None:
    countries = by(tables.countries, "code")
    parties = countries.keys() | by(tables.organizations).keys()
    lead_somewhere(tables.nationalities, lambda row: [row.code], parties)
    lead_somewhere(tables.organizations, lambda row: [row.acts_for], parties)
    lead_somewhere(tables.officials, lambda row: [row.country], parties)
    lead_somewhere(tables.posts, lambda row: [row.of], parties)
    lead_somewhere(tables.tenures, lambda row: [row.official], by(tables.officials))
    lead_somewhere(tables.tenures, lambda row: [row.post], by(tables.posts))
    lead_somewhere(tables.arrangements, lambda row: row.parties, parties)
    lead_somewhere(tables.places, lambda row: [row.country], countries)
    are_dates(tables.tenures, lambda row: [date for date in (row.since, row.until) if date])


def _check_sources(tables: _Tables) -> None:
    for where, row in tables.officials:
        if bool(row.source) == bool(row.unchecked):
            raise DataError(f"{where}: an official has either a 'source' or, as long as none was read, 'unchecked'.")


def _check_names(tables: _Tables) -> None:
    shared = {row.label for _, row in tables.shared_names}
    nationalities = [(w, n.code, (*n.adjectives, *n.people, *n.seats)) for w, n in tables.nationalities]
    countries = [(w, c.code, (c.label, *c.aliases)) for w, c in tables.countries]
    organizations = [(w, o.key, (o.label, *o.aliases)) for w, o in tables.organizations]
    name_one_thing([*countries, *nationalities, *organizations], shared)
    name_one_thing(((w, o.key, (o.label, *o.aliases)) for w, o in tables.officials), shared)
    name_one_thing(((w, a.key, (a.label, *a.aliases)) for w, a in tables.arrangements), shared)
    name_one_thing(((w, p.iri, [p.label]) for w, p in tables.posts))
    name_one_thing(((w, p.key, [f"{name} ({p.of})" for name in p.aliases]) for w, p in tables.posts), shared)
    name_one_thing(((w, p.key, [f"{name} ({p.country})" for name in (p.label, *p.aliases)]) for w, p in tables.places))
