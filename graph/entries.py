"""Officials, contacts and arrangements as entries: slots and their values in words, each with the claims behind it.

Annotators write entries and a graph holds them, so the two can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.evidence import Evidence, claims, labels, words
from backchannel.graph.store import in_memory
from backchannel.ontology import terms

#: The slots of an entry by its kind, in the order in which they are shown.
SLOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "official": ("name", "rank", "post", "country"),
    "contact": ("type", "status", "date", "participant", "party", "venue", "country"),
    "arrangement": ("type", "party", "change"),
}
#: The classes of contacts and arrangements by the name of their type.
CLASSES: Final[Mapping[str, Mapping[str, str]]] = {
    "contact": {terms.local(iri): iri for iri in terms.CONTACTS},
    "arrangement": {terms.local(iri): iri for iri in terms.ARRANGEMENTS},
}
#: What stands for the date of a change that has none.
UNDATED: Final = "null"

_PROPERTIES: Final = {
    "name": terms.RDFS_LABEL, "rank": terms.RANK, "post": terms.POST, "country": terms.COUNTRY, "date": terms.DATE,
    "status": terms.STATUS, "participant": terms.PARTICIPANT, "party": terms.PARTY, "venue": terms.VENUE,
}

Told = dict[str, tuple[Evidence, ...]]  # the values of one slot in words → the claims behind each


@dataclass(frozen=True)
class Entry:
    """One official, contact or arrangement: of each slot all values, in words; a slot without any is an empty tuple.

    A change is written as its kind and date, ``"agreed 2021-07"``. ``evidence`` gives the claims behind a slot and
    value; what an annotator wrote has none, but may have a ``key`` in its article and, an arrangement, a ``label``.
    """

    kind: str
    slots: Mapping[str, tuple[str, ...]]
    evidence: Mapping[tuple[str, str], tuple[Evidence, ...]] = field(default_factory=dict)
    key: str = ""
    label: str = ""

    def __str__(self) -> str:
        return "; ".join(", ".join(values) for values in self.slots.values() if values)


def entries(quads: Iterable[Quad]) -> list[Entry]:
    """The entries of a graph, in the order of kinds, classes and IRIs."""
    facts = _Facts(quads)
    found = [facts.entry("official", iri, {}) for iri in facts.of_class(terms.Official)]
    for kind, classes in CLASSES.items():
        for name, iri in classes.items():
            found += [facts.entry(kind, each, {"type": name}) for each in facts.of_class(iri)]
    return found


class _Facts:
    """The facts of a graph, the words for what they name, and the claims on them."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = in_memory(quads)
        self._words = labels(self._store)
        self._claims = claims(self._store, self._words)

    def of_class(self, iri: str) -> list[str]:
        """The IRIs of a class's instances, sorted."""
        found = self._store.quads_for_pattern(None, NamedNode(terms.RDF_TYPE), NamedNode(iri))
        return sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})

    def entry(self, kind: str, iri: str, typed: Mapping[str, str]) -> Entry:
        """The entry of a fact, which has the type ``typed`` if its kind has types."""
        slots: dict[str, Told] = {}
        for slot in SLOTS[kind]:
            if slot == "type":
                slots[slot] = {typed[slot]: self._behind(iri, "describes", CLASSES[kind][typed[slot]])}
            elif slot == "change":
                slots[slot] = dict(sorted(self._changes(iri)))
            else:
                slots[slot] = self._told(iri, slot)
        if kind == "contact":
            for venue in self._values(iri, terms.VENUE):
                slots["country"] |= self._told(venue, "country")
        return Entry(kind, {slot: tuple(sorted(told)) for slot, told in slots.items()},
                     {(slot, value): behind for slot, told in slots.items() for value, behind in told.items()})

    def _told(self, iri: str, slot: str) -> Told:
        name = _PROPERTIES[slot]
        found: Told = {}
        for value in self._values(iri, name):
            said = words(value, self._words)
            said = said.casefold() if slot == "status" else said
            found[said] = (*found.get(said, ()), *self._behind(iri, terms.local(name), value))
        return found

    def _changes(self, arrangement: str) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
        """Kind and date of each change of an arrangement."""
        changes = self._store.quads_for_pattern(None, NamedNode(terms.ARRANGEMENT), NamedNode(arrangement))
        for change in sorted({quad.subject.value for quad in changes if isinstance(quad.subject, NamedNode)}):
            for kind in self._values(change, terms.KIND):
                for date in self._values(change, terms.DATE) or [UNDATED]:
                    behind = (*self._behind(change, "kind", kind), *self._behind(change, "date", date))
                    yield f"{words(kind, self._words).casefold()} {date}", behind

    def _values(self, iri: str, name: str) -> list[str]:
        """The values of a property, IRIs and literals alike, sorted."""
        found = self._store.quads_for_pattern(NamedNode(iri), NamedNode(name), None)
        return sorted({quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)})

    def _behind(self, iri: str, slot: str, value: str) -> tuple[Evidence, ...]:
        """The claims that give a fact the ``value`` of ``slot``, both as the graph has them."""
        told = self._claims.get(iri, [])
        return tuple(claim.evidence for claim in told if (claim.slot, claim.value) == (slot, value))
