"""What two graphs differ in: facts in words, slot by slot, and the statements behind them.

A fact whose IRI was replaced (``dcterms:isReplacedBy``) is the same fact under another name. States, which bear no
lasting IRI, are the same if arrangement, state and beginning are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from backchannel.graph.facts import Fact
from backchannel.graph.held import facts_of
from backchannel.graph.slots import Slot, changed
from backchannel.ontology import terms

_KINDS: Final = (*terms.CONTACTS, *terms.ARRANGEMENTS, terms.Change, terms.State, terms.Official, terms.Place)


@dataclass(frozen=True)
class Difference:
    """One fact or article that two graphs differ in.

    ``change`` is ``added``, ``removed``, ``changed``, ``renamed``, ``merged`` (now part of another fact) or ``split``
    (was part of another). ``kind`` is the local name of its class; ``label`` and ``iri`` are those that it had before,
    if it was there; ``now`` is the label of what it became or was part of, ``now_iri`` its IRI.
    """

    change: str
    kind: str
    label: str
    iri: str
    slots: tuple[Slot, ...] = ()
    now: str = ""
    now_iri: str = ""

    def __str__(self) -> str:
        match self.change:
            case "merged":
                return f"now part of {self.now}"
            case "split":
                return f"was part of {self.now}"
            case "renamed":
                return f"now <{self.now_iri}>"
        return "; ".join(map(str, self.slots))


@dataclass(frozen=True)
class Differences:
    """The differences in order, and the statements that one graph has and the other has not, sorted."""

    facts: tuple[Difference, ...]
    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def as_json(self) -> dict[str, Any]:
        """The differences as JSON values, the statements as numbers."""
        facts = [asdict(each) for each in self.facts]
        return {"facts": facts, "statements": {"removed": len(self.removed), "added": len(self.added)}}


def difference(
    before: Iterable[Quad], after: Iterable[Quad], known: Iterable[tuple[str, str]] = ()
) -> Differences:
    """What became of the graph ``before`` in ``after``. If one keeps no articles apart, both are compared as unions.

    ``known`` are pairs of IRIs that stand for the same, besides those that the graphs tell of.
    """
    old, new = frozenset(before), frozenset(after)
    if not (_keeps_apart(old) and _keeps_apart(new)):
        old, new = (frozenset(Quad(*quad.triple) for quad in quads) for quads in (old, new))
    removed, added = (tuple(sorted(quads, key=str)) for quads in (old - new, new - old))
    facts = tuple(_compared(_Side(old), _Side(new), known)) if removed or added else ()
    return Differences(facts, removed, added)


class _Side:
    """One of the two graphs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = quads
        self.facts = facts_of(quads)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The labels by IRI."""
        return {quad.subject.value: quad.object.value for quad in self._with(terms.RDFS_LABEL)}

    @cached_property
    def articles(self) -> set[str]:
        """The IRIs of the articles."""
        return {quad.subject.value for quad in self._with(terms.RDF_TYPE) if quad.object.value == terms.Article}

    @cached_property
    def replaced(self) -> list[tuple[str, str]]:
        """IRIs and what replaced them."""
        return [(quad.subject.value, quad.object.value) for quad in self._with(terms.DCTERMS_IS_REPLACED_BY)]

    @cached_property
    def told(self) -> Mapping[str, tuple[str, ...]]:
        """The articles that tell of each fact."""
        article = {quad.subject.value: quad.object.value for quad in self._with(terms.ARTICLE)}
        found: defaultdict[str, set[str]] = defaultdict(set)
        for quad in self._with(terms.ABOUT):
            found[quad.object.value].add(article.get(quad.subject.value, ""))
        return {fact: tuple(sorted(of - {""})) for fact, of in found.items()}

    def _with(self, name: str) -> Iterator[Any]:
        return (quad for quad in self._quads if quad.predicate.value == name
                and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal))


def _compared(old: _Side, new: _Side, known: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    """Articles first, then facts by class and label."""
    for change, here, there in (("removed", old, new), ("added", new, old)):
        gone = sorted((here.names.get(iri, iri), iri) for iri in here.articles - there.articles)
        yield from (Difference(change, "Article", label, iri) for label, iri in gone)
    same = _groups([*old.replaced, *new.replaced, *known])
    found = [each for group in _paired(old, new, same) for each in _differing(*group, old, new, same)]
    yield from sorted(found, key=lambda each: (_place(each.kind), each.label, each.change, each.iri))


def _differing(
    was: Sequence[Fact], now: Sequence[Fact], old: _Side, new: _Side, same: Mapping[str, str]
) -> Iterator[Difference]:
    """The differences between facts that are one and the same, before and after: mostly one each."""
    pairs = list(zip(was, now, strict=False))
    for one, other in pairs:
        slots = changed(_told(one, old), _told(other, new), same, {**new.names, **old.names})
        if slots or one.iri != other.iri and one.kind != terms.State:
            change = "changed" if slots else "renamed"
            yield Difference(change, terms.local(one.kind), one.label, one.iri, slots, other.label, other.iri)
    yield from _alone("merged" if now else "removed", was[len(pairs):], now)
    yield from _alone("split" if was else "added", now[len(pairs):], was)


def _alone(change: str, facts: Iterable[Fact], kept: Sequence[Fact]) -> Iterator[Difference]:
    """Facts that only one graph has; ``kept`` are those of the other graph that they are part of."""
    other = (kept[0].label, kept[0].iri) if kept else ("", "")
    yield from (Difference(change, terms.local(fact.kind), fact.label, fact.iri, (), *other) for fact in facts)


def _told(fact: Fact, side: _Side) -> Fact:
    """``fact`` with the articles that tell it as a slot."""
    told = side.told.get(fact.iri, ())
    return Fact(fact.iri, fact.kind, fact.label, {**fact.values, terms.ARTICLE: told}, fact.spans, fact.disputed)


def _paired(old: _Side, new: _Side, same: Mapping[str, str]) -> list[tuple[list[Fact], list[Fact]]]:
    """The facts before and after that are the same; an IRI that both have comes first."""
    groups: defaultdict[Hashable, tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for place, here, there in ((0, old, new), (1, new, old)):
        for fact in sorted(here.facts.values(), key=lambda fact: (fact.iri not in there.facts, fact.iri)):
            groups[_identity(fact, same)][place].append(fact)
    return list(groups.values())


def _identity(fact: Fact, same: Mapping[str, str]) -> Hashable:
    if fact.kind != terms.State:
        return same.get(fact.iri, fact.iri)
    arrangement = fact.first(terms.ARRANGEMENT)
    return same.get(arrangement, arrangement), fact.first(terms.IN_STATE), fact.spans[terms.FROM].iso


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One IRI to stand for all that replaced each other, directly or through others."""
    leads: dict[str, str] = {}

    def root(iri: str) -> str:
        while leads.get(iri, iri) != iri:
            iri = leads[iri]
        return iri

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        leads[second] = first
        leads.setdefault(first, first)
    return {iri: root(iri) for iri in leads}


def _keeps_apart(quads: Iterable[Quad]) -> bool:
    return any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads)


def _place(kind: str) -> int:
    return next((place for place, iri in enumerate(_KINDS) if terms.local(iri) == kind), len(_KINDS))
