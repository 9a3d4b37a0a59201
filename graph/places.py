"""Places over all articles: which lies in which, and in which country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from backchannel.graph.facts import Fact
from backchannel.graph.known import Known
from backchannel.ontology import terms
from backchannel.ontology.entities import Place


@dataclass(frozen=True)
class Atlas:
    """The places of a graph by IRI; for each its reference row, if it has one, and the places around it."""

    places: Mapping[str, Fact]
    rows: Mapping[str, Place]
    around: Mapping[str, frozenset[str]]

    def agree(self, one: str, other: str) -> bool:
        """Whether both can be the same venue: equal, or one around the other."""
        return one == other or one in self._around(other) or other in self._around(one)

    def width(self, place: str) -> int:
        """How wide a place is among those of one contact: the more lie around it, the narrower."""
        return -len(self._around(place))

    def _around(self, place: str) -> frozenset[str]:
        return self.around.get(place, frozenset())


@dataclass(frozen=True)
class Anchors:
    """Which place a row of the gazetteer is, by the row's IRI, and which is a whole country, by the country's IRI."""

    rows: Mapping[str, str]
    countries: Mapping[str, str]


def locate(places: Iterable[Fact], known: Known) -> Atlas:
    """``places`` with country and wider place from the reference rows where no article gives them."""
    named = list(places)
    rows = {place.iri: row for place in named if (row := row_of_place(place, known))}
    found = {row.iri: iri for iri, row in sorted(rows.items(), reverse=True)}
    placed = {place.iri: located(place, rows.get(place.iri), found, known) for place in named}
    countries = {place.first(terms.COUNTRY): iri for iri, place in sorted(placed.items()) if is_country(place, known)}
    anchors = Anchors(found, countries)
    around = {iri: surroundings(place, placed, rows.get(iri), anchors, known) for iri, place in placed.items()}
    return Atlas(placed, rows, around)


def row_of_place(place: Fact, known: Known) -> Place | None:
    """The reference row of a place as articles tell of it."""
    return known.place(place.label, place.first(terms.COUNTRY))


def located(place: Fact, row: Place | None, facts: Mapping[str, str], known: Known) -> Fact:
    """``place`` with what its row tells of it; ``facts`` are places by the IRIs of their rows."""
    if row is None:
        return place
    found = {terms.COUNTRY: known.rows.countries[row.country].iri, terms.SKOS_EXACT_MATCH: row.iri}
    for wider in known.wider(row)[:1]:
        found[terms.WITHIN] = facts.get(wider.iri, wider.iri)
    values = {name: (value,) for name, value in found.items()} | dict(place.values)
    return replace(place, values=values, derived_from=(*place.derived_from, row.iri))


def is_country(place: Fact, known: Known) -> bool:
    """Whether a located place is a whole country."""
    return known.names.get(place.first(terms.COUNTRY)) == place.label


def surroundings(place: Fact, places: Mapping[str, Fact], row: Place | None, anchors: Anchors,
                 known: Known) -> frozenset[str]:
    """The places that lie around a located one; ``places`` are located too, at least those that it lies within."""
    found = {anchors.rows.get(wider.iri) for wider in known.wider(row)} if row else set()
    found |= {anchors.countries.get(place.first(terms.COUNTRY)), *within(place, places)}
    return frozenset(wider for wider in found if wider and wider != place.iri)


def within(place: Fact, places: Mapping[str, Fact]) -> list[str]:
    """The places in which ``place`` lies, one in the other, as the articles tell."""
    chain: list[str] = []
    while (wider := place.first(terms.WITHIN)) in places and wider not in chain:
        chain.append(wider)
        place = places[wider]
    return chain
