"""Which row of the reference data a name or an IRI stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from backchannel.ontology import gazetteer
from backchannel.ontology.cities import fold
from backchannel.ontology.entities import Arrangement, Country, Official, Organization, Place, Post, Tenure
from backchannel.ontology.reference import Reference, reference

T = TypeVar("T", Official, Tenure)


@dataclass(frozen=True)
class Known:
    """The reference data by name and by IRI.

    ``iris`` has countries, organisations and posts, ``names`` the labels of countries and organisations by IRI,
    ``arrangements`` and ``officials`` are by label, ``tenures`` by the official's key. By folded name, ``texts`` gives
    the label of an arrangement, ``nations`` the IRI of a country, also by its adjectives and the words for its people.
    """

    rows: Reference
    iris: Mapping[str, Country | Organization | Post]
    names: Mapping[str, str]
    arrangements: Mapping[str, Arrangement]
    officials: Mapping[str, tuple[Official, ...]]
    tenures: Mapping[str, tuple[Tenure, ...]]
    texts: Mapping[str, str]
    nations: Mapping[str, str]

    def official(self, label: str, parties: Collection[str]) -> Official | None:
        """The only known official of this name, of one of ``parties`` (IRIs) if there are any."""
        found = [row for row in self.officials.get(label, ()) if not parties or self._sides(row) & set(parties)]
        return found[0] if len(found) == 1 else None

    def _sides(self, official: Official) -> set[str]:
        return {self.rows.party(official.country).iri, self.rows.side(official.country).iri}

    def countries(self, text: str) -> dict[str, str]:
        """The IRIs of the countries that ``text`` names in capitals, by each of the folded words of their names."""
        words = re.findall(r"[^\W_]+(?:\.[^\W_])*", text)
        found: dict[str, str] = {}
        for start, end in ((a, a + length) for length in (1, 2, 3) for a in range(len(words) - length + 1)):
            iri = self.nations.get(fold(" ".join(words[start:end])))
            if iri and words[start][0].isupper():
                found |= dict.fromkeys(map(fold, words[start:end]), iri)
        return found

    def place(self, label: str, country: str) -> Place | None:
        """The place of this name, in the country with this IRI if one is given; None if that leaves a choice."""
        row = self.iris.get(country)
        return gazetteer.place(label, row.code if isinstance(row, Country) else None)

    def wider(self, place: Place) -> list[Place]:
        """The places that ``place`` lies in, the nearest first."""
        chain: list[Place] = []
        wider = gazetteer.place_by_key(place.within) if place.within else None
        while wider and wider not in chain:
            chain.append(wider)
            wider = gazetteer.place_by_key(wider.within) if wider.within else None
        return chain


@cache
def known() -> Known:
    """The reference data that ships with the package; read once. Raises DataError if a file does not fit."""
    rows = reference()
    sides: list[Country | Organization] = [*rows.countries.values(), *rows.organizations.values()]
    parties = {party.iri: party for party in sides}
    return Known(
        rows=rows,
        iris={**parties, **{post.iri: post for post in rows.posts.values()}},
        names={iri: party.label for iri, party in parties.items()},
        arrangements={row.label: row for row in rows.arrangements.values()},
        officials=_grouped((row.label, row) for row in rows.officials.values()),
        tenures=_grouped((row.official, row) for row in rows.tenures),
        texts={fold(name): row.label for row in rows.arrangements.values() for name in (row.label, *row.aliases)},
        nations=_nations(rows),
    )


def _nations(rows: Reference) -> dict[str, str]:
    names: dict[str, str] = {}
    for country in rows.countries.values():
        words = rows.nationalities.get(country.code)
        more = (*words.adjectives, *words.people) if words else ()
        names |= dict.fromkeys(map(fold, (country.label, *country.aliases, *more)), country.iri)
    return names


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, tuple[T, ...]] = defaultdict(tuple)
    for key, row in pairs:
        groups[key] += (row,)
    return dict(groups)
