"""What fusion needs to know of the rest of the graph to make single facts again, looked up in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from backchannel.graph.account_text import read_back
from backchannel.graph.facts import Fact
from backchannel.graph.fuse import fused
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.places import Anchors, Atlas, located, row_of_place, surroundings
from backchannel.graph.resolve import Cluster
from backchannel.ontology import terms
from backchannel.ontology.entities import Place

_REPORT: Final = f"{terms.ID}report/"


class Desk:
    """Clusters, references, labels and places of one state of the ledger."""

    def __init__(self, ledger: Ledger, known: Known) -> None:
        self._ledger = ledger
        self._known = known

    def cluster(self, fact: str) -> Cluster:
        """The reports of a fact, in the order in which they came out."""
        rows = self._ledger.all("SELECT told, witness FROM account JOIN article ON article.iri = account.article "
                                "WHERE fact = ? ORDER BY place", fact)
        return tuple(read_back(told, witness) for told, witness in rows)

    def kind(self, fact: str) -> str:
        """The class that the first report of a fact describes, empty if there is no such fact."""
        return self._ledger.one("SELECT describes FROM account WHERE fact = ? ORDER BY place LIMIT 1", fact) or ""

    def about(self, cluster: Cluster) -> dict[str, str]:
        """The facts of the reports that those of ``cluster`` name."""
        named = {value for account in cluster for value in references(account.values)}
        facts = {report: self._ledger.one("SELECT fact FROM account WHERE report = ?", report) for report in named}
        return {report: fact for report, fact in facts.items() if fact}

    def names(self, values: Iterable[str]) -> dict[str, str]:
        """The labels of facts and parties."""
        found = {value: self.label(value) for value in values}
        return {value: label for value, label in found.items() if label}

    def label(self, iri: str) -> str:
        """The label of a fact, of a party, or of what articles alone have words for; empty if there is none."""
        if iri in self._known.names:
            return self._known.names[iri]
        label = self._ledger.one("SELECT label FROM account WHERE fact = ? ORDER BY place LIMIT 1", iri)
        return label or self.words(iri)

    def words(self, iri: str) -> str:
        """How most articles spell a post or organisation that the reference data does not know; empty if none does."""
        return self._ledger.one("SELECT words FROM spelling WHERE iri = ? GROUP BY words "
                                "ORDER BY count(*) DESC, words LIMIT 1", iri) or ""

    def place(self, iri: str) -> tuple[Fact, Place | None]:
        """A place of the graph with what its row tells, and that row."""
        cluster = self.cluster(iri)
        place = fused(cluster, self.about(cluster))
        row = row_of_place(place, self._known)
        wider = [each.iri for each in self._known.wider(row)[:1]] if row else []
        return located(place, row, self._anchored(wider), self._known), row

    def atlas(self, venues: Iterable[str]) -> Atlas:
        """These places and those that they lie within, with what lies around them."""
        found: dict[str, tuple[Fact, Place | None]] = {}
        ahead = [venue for venue in venues if self.kind(venue)]
        while ahead:
            iri = ahead.pop()
            if iri not in found:
                found[iri] = self.place(iri)
                ahead += [wider for wider in found[iri][0].get(terms.WITHIN) if self.kind(wider)]
        places = {iri: place for iri, (place, _) in found.items()}
        rows = {iri: row for iri, (_, row) in found.items() if row}
        wider = (each.iri for row in rows.values() for each in self._known.wider(row))
        countries = {place.first(terms.COUNTRY) for place in places.values()}
        anchors = Anchors(self._anchored(wider), self._whole(countries))
        around = {iri: surroundings(place, places, rows.get(iri), anchors, self._known)
                  for iri, place in places.items()}
        return Atlas(places, rows, around)

    def _anchored(self, rows: Iterable[str]) -> dict[str, str]:
        found = {row: self._ledger.one("SELECT min(place) FROM location WHERE row = ?", row) for row in rows}
        return {row: place for row, place in found.items() if place}

    def _whole(self, countries: Iterable[str]) -> dict[str, str]:
        found = {country: self._ledger.one("SELECT max(place) FROM location WHERE country = ? AND whole", country)
                 for country in countries}
        return {country: place for country, place in found.items() if place}


def references(values: Mapping[str, Iterable[str]]) -> set[str]:
    """Those of ``values`` that are reports."""
    return {value for of in values.values() for value in of if value.startswith(_REPORT)}
