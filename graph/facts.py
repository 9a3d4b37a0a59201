"""A fact: one official, place, contact, arrangement, change or state, and its quads in the default graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.triples import date_literal, interval_statements
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

_STRINGS: Final = frozenset({terms.RANK, terms.SKOS_ALT_LABEL})


@dataclass(frozen=True)
class Fact:
    """What is held to be so, over all articles.

    ``kind`` is a leaf class, ``values`` IRIs and strings by property, ``disputed`` the properties on which reports
    differ, ``derived_from`` the rows and derivations behind values that no article states. All of these are IRIs.
    ``spans`` are dates by property; for ``bc:date`` the first and last day are written too.
    """

    iri: str
    kind: str
    label: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[str, Interval] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()

    @property
    def date(self) -> Interval | None:
        """When it took place, as far as the articles tell."""
        return self.spans.get(terms.DATE)

    def get(self, name: str) -> tuple[str, ...]:
        """The values of the property ``name``, none if there are none."""
        return self.values.get(name, ())

    def first(self, name: str) -> str:
        """The first value of the property ``name``, an empty string if there is none."""
        return next(iter(self.get(name)), "")


def fact_quads(fact: Fact) -> Iterator[Quad]:
    """The quads of ``fact``."""
    subject = NamedNode(fact.iri)
    yield Quad(subject, NamedNode(terms.RDF_TYPE), NamedNode(fact.kind))
    yield Quad(subject, NamedNode(terms.RDFS_LABEL), Literal(fact.label))
    for name, values in fact.values.items():
        for value in values:
            yield Quad(subject, NamedNode(name), Literal(value) if name in _STRINGS else NamedNode(value))
    for name, span in fact.spans.items():
        yield Quad(subject, NamedNode(name), date_literal(span))
    if fact.date:
        for _, name, day in interval_statements(subject, fact.date):
            yield Quad(subject, NamedNode(name), day)
    for name in fact.disputed:
        yield Quad(subject, NamedNode(terms.DISPUTED), NamedNode(name))
    for source in fact.derived_from:
        yield Quad(subject, NamedNode(terms.PROV_WAS_DERIVED_FROM), NamedNode(source))
