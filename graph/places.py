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


def locate(places: Iterable[Fact], known: Known) -> Atlas:
    """``places`` with country and wider place from the reference rows where no article gives them."""
    named = list(places)
    rows = {place.iri: row for place in named if (row := known.place(place.label, place.first(terms.COUNTRY)))}
    facts = {row.iri: iri for iri, row in sorted(rows.items(), reverse=True)}
    located = {place.iri: _located(place, rows.get(place.iri), facts, known) for place in named}
    return Atlas(located, rows, _surroundings(located, rows, facts, known))


def _located(place: Fact, row: Place | None, facts: Mapping[str, str], known: Known) -> Fact:
    if row is None:
        return place
    found = {terms.COUNTRY: known.rows.countries[row.country].iri, terms.SKOS_EXACT_MATCH: row.iri}
    for wider in known.wider(row)[:1]:
        found[terms.WITHIN] = facts.get(wider.iri, wider.iri)
    values = {name: (value,) for name, value in found.items()} | dict(place.values)
    return replace(place, values=values, derived_from=(*place.derived_from, row.iri))


def _surroundings(places: Mapping[str, Fact], rows: Mapping[str, Place], facts: Mapping[str, str],
                  known: Known) -> dict[str, frozenset[str]]:
    countries = {place.first(terms.COUNTRY): iri for iri, place in sorted(places.items())
                 if known.names.get(place.first(terms.COUNTRY)) == place.label}
    around = {}
    for iri, place in places.items():
        found = {facts.get(wider.iri) for wider in known.wider(rows[iri])} if iri in rows else set()
        found |= {countries.get(place.first(terms.COUNTRY)), *_within(place, places)}
        around[iri] = frozenset(wider for wider in found if wider and wider != iri)
    return around


def _within(place: Fact, places: Mapping[str, Fact]) -> list[str]:
    """The places in which ``place`` lies, one in the other, as the articles tell."""
    chain: list[str] = []
    while (wider := place.first(terms.WITHIN)) in places and wider not in chain:
        chain.append(wider)
        place = places[wider]
    return chain
