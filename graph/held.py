"""The facts of a graph, read back from its quads, with the claims behind them: where questions across it start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from backchannel.graph.accounts import interval
from backchannel.graph.evidence import Claim, claims, labels
from backchannel.graph.facts import Fact
from backchannel.graph.store import Reader
from backchannel.ontology import terms

#: The classes of what facts hold, states among them.
KINDS: Final = (terms.Official, terms.Place, *terms.CONTACTS, *terms.ARRANGEMENTS, terms.Change, terms.State)
_DATES: Final = frozenset({terms.DATE, terms.FROM, terms.UNTIL})
_APART: Final = frozenset({
    *_DATES, terms.RDF_TYPE, terms.RDFS_LABEL, terms.EARLIEST, terms.LATEST, terms.DISPUTED,
    terms.PROV_WAS_DERIVED_FROM,
})
_Slots = Mapping[str, Sequence[NamedNode | Literal]]


@dataclass(frozen=True)
class Held:
    """The facts of a graph by IRI, the claims behind each, and the labels of all that has one."""

    facts: Mapping[str, Fact]
    claims: Mapping[str, Sequence[Claim]]
    names: Mapping[str, str]

    def of(self, *kinds: str) -> list[Fact]:
        """The facts of these leaf classes, by label."""
        return sorted((fact for fact in self.facts.values() if fact.kind in kinds), key=lambda f: (f.label, f.iri))

    def said(self, fact: str) -> Sequence[Claim]:
        """The claims behind a fact (IRI), in order of publication."""
        return self.claims.get(fact, ())


def held(store: Reader) -> Held:
    """What ``store`` holds."""
    names = labels(store)
    return Held(facts_of(store.quads_for_pattern(None, None, None, DefaultGraph())), claims(store, names), names)


def facts_of(quads: Iterable[Quad]) -> dict[str, Fact]:
    """The facts and states in the default graph or in a union of graphs, by IRI in alphabetical order."""
    nodes: defaultdict[str, defaultdict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object)
    return {iri: _fact(iri, kind, slots) for iri, slots in sorted(nodes.items()) if (kind := _kind(iri, slots))}


def _kind(iri: str, slots: _Slots) -> str:
    """The leaf class of a fact or state; none for a row of reference data, some of which are places too."""
    found = {value.value for value in slots.get(terms.RDF_TYPE, ())}
    return "" if iri.startswith(f"{terms.REFERENCE_GRAPH}/") else next((kind for kind in KINDS if kind in found), "")


def _fact(iri: str, kind: str, slots: _Slots) -> Fact:
    return Fact(
        iri=iri,
        kind=kind,
        label=_first(slots, terms.RDFS_LABEL) or terms.local(iri),
        values={name: _sorted(slots, name) for name in sorted(slots.keys() - _APART)},
        spans={name: interval(value, (_first(slots, terms.EARLIEST), _first(slots, terms.LATEST)))
               for name in sorted(_DATES & slots.keys()) for value in slots[name][:1] if isinstance(value, Literal)},
        disputed=_sorted(slots, terms.DISPUTED),
        derived_from=_sorted(slots, terms.PROV_WAS_DERIVED_FROM),
    )


def _sorted(slots: _Slots, name: str) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in slots.get(name, ())))


def _first(slots: _Slots, name: str) -> str:
    return next(iter(_sorted(slots, name)), "")
