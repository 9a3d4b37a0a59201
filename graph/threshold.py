"""A graph without what is not sure enough: values whose best claim is weaker than asked for, and what rests on them.

A report goes if it loses its class; a contact also if it loses its status, a change if it loses its kind or its
arrangement. Facts are then made again from the reports that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.build import citations, fused_quads
from backchannel.graph.citations import Sighting, sightings, telling
from backchannel.graph.decided import parts
from backchannel.ontology import terms

Statement = tuple[str, str, str]  # subject, property and object, as the graph has them

_NEEDED: Final = {
    **dict.fromkeys(terms.CONTACTS, (terms.STATUS,)), terms.Change: (terms.KIND, terms.ARRANGEMENT)}
_OF_DATES: Final = frozenset({terms.EARLIEST, terms.LATEST, terms.PROV_WAS_DERIVED_FROM})


def confident(quads: Iterable[Quad], minimum: float) -> Iterator[Quad]:
    """The graph of ``quads`` without values whose best claim has a confidence below ``minimum`` (0..1)."""
    graphs, decisions = parts(quads)
    told: list[Account] = []
    seen: list[Sighting] = []
    cites = citations(decisions)
    for own in graphs:
        kept = list(_Weighed(own, minimum).kept())
        told += accounts(kept)
        seen += _still(sightings(telling(own), cites) if cites else (), kept)
        yield from kept
    yield from fused_quads(told, decisions, seen)


def _still(seen: Iterable[Sighting], kept: Iterable[Quad]) -> Iterator[Sighting]:
    """What decisions cite, without the reports that went."""
    left = {_statement(quad)[0] for quad in kept}
    for each in seen:
        yield replace(each, reports=tuple(report for report in each.reports if report in left))


class _Weighed:
    """The graph of one article, its claims weighed."""

    def __init__(self, quads: list[Quad], minimum: float) -> None:
        self._quads = quads
        self._nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            subject, name, value = _statement(quad)
            self._nodes[subject][name].append(value)
        self._claims = {iri: self._claimed(iri) for iri in self._nodes if self._is(iri, terms.Claim)}
        best: defaultdict[Statement, float] = defaultdict(float)
        for iri, claimed in self._claims.items():
            best[_together(claimed)] = max(best[_together(claimed)], float(self._nodes[iri][terms.CONFIDENCE][0]))
        self._held = {claimed for claimed in self._claims.values()
                      if claimed[1] == terms.RDFS_LABEL or best[_together(claimed)] >= minimum}
        self._gone: set[str] = set()
        self._lose_reports()

    def kept(self) -> Iterator[Quad]:
        """The quads that stay."""
        claimed = set(self._claims.values())
        stay = {iri for iri, value in self._claims.items() if self._stays(value)}
        passages = {at for iri in stay for name in (terms.PASSAGE, terms.SENTENCE) for at in self._nodes[iri][name]}
        for quad in self._quads:
            said = _statement(quad)
            subject, name, _ = said
            if subject in self._gone or said in claimed and not self._stays(said):
                continue
            if subject in self._claims and subject not in stay or self._is(subject, terms.Passage, passages):
                continue
            if name in _OF_DATES and self._is(subject, terms.Report) and not self._has(subject, terms.DATE):
                continue
            yield quad

    def _claimed(self, claim: str) -> Statement:
        node = self._nodes[claim]
        return node[terms.RDF_SUBJECT][0], node[terms.RDF_PREDICATE][0], node[terms.RDF_OBJECT][0]

    def _lose_reports(self) -> None:
        """Finds the reports that lack what a report of their class needs, until no other report is lost with them."""
        reports = [iri for iri in self._nodes if self._is(iri, terms.Report)]
        while lost := {iri for iri in reports if iri not in self._gone and not self._whole(iri)}:
            self._gone |= lost

    def _whole(self, report: str) -> bool:
        kind = self._nodes[report][terms.DESCRIBES][0]
        return all(self._has(report, name) for name in (terms.DESCRIBES, *_NEEDED.get(kind, ())))

    def _has(self, report: str, name: str) -> bool:
        return any(self._stays((report, name, value)) for value in self._nodes[report][name])

    def _stays(self, claimed: Statement) -> bool:
        return claimed in self._held and not {claimed[0], claimed[2]} & self._gone

    def _is(self, iri: str, kind: str, but: Iterable[str] = ()) -> bool:
        return kind in self._nodes[iri][terms.RDF_TYPE] and iri not in but


def _together(claimed: Statement) -> Statement:
    """What is weighed as one: a value, or all dates of a report, since its first and last day follow from them all."""
    return (claimed[0], claimed[1], "") if claimed[1] == terms.DATE else claimed


def _statement(quad: Quad) -> Statement:
    assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    return quad.subject.value, quad.predicate.value, quad.object.value
