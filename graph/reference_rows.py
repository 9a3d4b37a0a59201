"""Reference data as quads of its named graph: of all rows, only those that the facts of a graph need.

A row names the page it was read from by ``prov:wasDerivedFrom``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.known import Known
from backchannel.graph.labels import CONCEPTS
from backchannel.graph.triples import DATE_TYPES, Object, decimal_literal
from backchannel.ontology import entities, terms
from backchannel.ontology.entities import Arrangement, Country, Official, Organization, Place, Post, Tenure
from backchannel.ontology.rows import read_table

GRAPH: Final = NamedNode(terms.REFERENCE_GRAPH)
_SCHEMES: Final = {
    terms.ContactStatusScheme: terms.STATUSES, terms.ChangeKindScheme: terms.KINDS,
    terms.ArrangementStateScheme: terms.STATES, terms.TopicScheme: terms.TOPICS,
}
_PRECISIONS: Final = {4: "year", 7: "month", 10: "day"}
_GEONAMES: Final = "https://sws.geonames.org/{}/"


@dataclass(frozen=True)
class Derivation:
    """How a kind of value comes about that no article states in words."""

    key: str
    label: str
    comment: str

    @property
    def iri(self) -> str:
        """``id/reference/derivation/interval``."""
        return terms.derivation_iri(self.key)


@dataclass(frozen=True)
class Concept:
    """A status, kind of change, state or topic."""

    iri: str
    label: str


Row = Country | Organization | Post | Official | Tenure | Arrangement | Place | Derivation | Concept


def reference_quads(needed: Iterable[str], matched: Iterable[Row], known: Known) -> Iterator[Quad]:
    """The rows behind the IRIs in ``needed``, the ``matched`` rows, and the rows that these need in turn.

    IRIs that no row has are passed over. Of tenures there are those of the officials in ``matched``, none else.
    """
    for row in rows_behind(needed, matched, known).values():
        yield from row_quads(row, known)


def rows_behind(needed: Iterable[str], matched: Iterable[Row], known: Known) -> dict[str, Row]:
    """The same rows by their IRIs."""
    ahead = [row for iri in sorted(needed) if (row := row_of(iri, known))] + list(matched)
    done: dict[str, Row] = {}
    while ahead:
        row = ahead.pop()
        if row.iri not in done:
            done[row.iri] = row
            ahead += _neighbours(row, known)
    return done


def row_quads(row: Row, known: Known) -> Iterator[Quad]:
    """What the reference data says in ``row``."""
    for name, value in _statements(row, known):
        yield Quad(NamedNode(row.iri), NamedNode(name), value, GRAPH)


def row_of(iri: str, known: Known) -> Row | None:
    """The country, organisation, post, concept or derivation with this IRI; None if the reference data has none."""
    if iri in CONCEPTS:
        return Concept(iri, CONCEPTS[iri])
    return known.iris.get(iri) or derivations().get(iri)


@cache
def derivations() -> dict[str, Derivation]:
    """The derivations that ship with the package, by IRI."""
    path = Path(entities.__file__).parent / "reference" / "derivations.yaml"
    return {row.iri: row for _, row in read_table(Derivation, [path])}


def _neighbours(row: Row, known: Known) -> list[Row]:
    """The rows that the statements of ``row`` name, and the tenures of an official."""
    match row:
        case Post():
            return [known.rows.party(row.of)]
        case Place():
            return [known.rows.countries[row.country], *known.wider(row)[:1]]
        case Official():
            return list(known.tenures.get(row.key, ()))
        case Tenure():
            return [known.rows.posts[row.post], known.rows.officials[row.official]]
        case _:
            return []


def _statements(row: Row, known: Known) -> Iterator[tuple[str, Object]]:
    label = _label(row, known)
    yield terms.RDF_TYPE, NamedNode(_kind(row))
    yield terms.RDFS_LABEL, Literal(label)
    for alias in sorted({*getattr(row, "aliases", ())} - {label}):
        yield terms.SKOS_ALT_LABEL, Literal(alias)
    if source := getattr(row, "source", ""):
        yield terms.PROV_WAS_DERIVED_FROM, NamedNode(source)
    match row:
        case Country():
            yield terms.DCTERMS_IDENTIFIER, Literal(row.code)
        case Post():
            yield terms.ORG_POST_IN, NamedNode(known.rows.party(row.of).iri)
        case Concept():
            yield from ((terms.SKOS_IN_SCHEME, NamedNode(scheme)) for scheme, of in _SCHEMES.items() if row.label in of)
        case Derivation():
            yield terms.RDFS_COMMENT, Literal(row.comment)
        case Place():
            yield from _place(row, known)
        case Tenure():
            yield from _tenure(row, known)


def _place(row: Place, known: Known) -> Iterator[tuple[str, Object]]:
    yield terms.COUNTRY, NamedNode(known.rows.countries[row.country].iri)
    for wider in known.wider(row)[:1]:
        yield terms.WITHIN, NamedNode(wider.iri)
    if row.latitude is not None and row.longitude is not None:
        yield terms.SCHEMA_LATITUDE, decimal_literal(row.latitude)
        yield terms.SCHEMA_LONGITUDE, decimal_literal(row.longitude)
    if row.geonames:
        yield terms.SKOS_EXACT_MATCH, NamedNode(_GEONAMES.format(row.geonames))


def _tenure(row: Tenure, known: Known) -> Iterator[tuple[str, Object]]:
    yield terms.ORG_MEMBER, NamedNode(known.rows.officials[row.official].iri)
    yield terms.POST, NamedNode(known.rows.posts[row.post].iri)
    for name, day in ((terms.FROM, row.since), (terms.UNTIL, row.until)):
        if day:
            yield name, Literal(day, datatype=NamedNode(DATE_TYPES[_PRECISIONS[len(day)]]))


def _kind(row: Row) -> str:
    """The class of ``row``. A known person or arrangement is no fact, so it has none of the classes of facts."""
    match row:
        case Official():
            return terms.FOAF_PERSON
        case Concept():
            return terms.SKOS_CONCEPT
        case Arrangement() | Derivation():
            return terms.PROV_ENTITY
        case _:
            return terms.BC + type(row).__name__


def _label(row: Row, known: Known) -> str:
    if isinstance(row, Tenure):
        return f"{known.rows.officials[row.official].label}, {known.rows.posts[row.post].label}, from {row.since}"
    return row.label
