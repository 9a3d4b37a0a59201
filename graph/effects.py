"""What a change of a store means, in words: a difference of two graphs that looks at the touched facts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from backchannel.graph.diff import Differences, difference
from backchannel.graph.facts import Fact
from backchannel.graph.held import facts_of
from backchannel.graph.store import Reader
from backchannel.ontology import terms

_LABEL: Final = NamedNode(terms.RDFS_LABEL)
_ARTICLE: Final = NamedNode(terms.ARTICLE)
_ABOUT: Final = NamedNode(terms.ABOUT)
_REPLACED: Final = NamedNode(terms.DCTERMS_IS_REPLACED_BY)


def effects(
    store: Reader, removed: frozenset[Quad], added: frozenset[Quad], versions: Mapping[str, str]
) -> Differences:
    """What it means that ``store`` has lost and gained these quads; ``versions`` gives new versions of articles."""
    changes = removed | added
    subjects = {quad.subject for quad in changes if isinstance(quad.graph_name, DefaultGraph)}
    subjects |= {quad.object for quad in changes if quad.predicate == _ABOUT and isinstance(quad.object, NamedNode)}
    nodes = [subject for subject in subjects if isinstance(subject, NamedNode)]
    kept = {quad for node in nodes for quad in store.quads_for_pattern(node, None, None, DefaultGraph())}
    kept |= {quad for node in nodes for quad in store.quads_for_pattern(node, _ARTICLE, None)}
    kept |= set(_labels(store, {quad.object for quad in kept | changes}))
    same = {**versions, **(_again(removed, added) if versions else {})}
    both = kept - added | {Quad(NamedNode(old), _REPLACED, NamedNode(new)) for old, new in same.items()}
    found = difference(both | removed, both | added)
    return replace(found, removed=tuple(sorted(removed, key=str)), added=tuple(sorted(added, key=str)))


def _again(removed: Iterable[Quad], added: Iterable[Quad]) -> dict[str, str]:
    """Facts that a new version of an article tells again: those of one kind and name, or the only ones of a kind."""
    old, new = (facts_of(quad for quad in quads if isinstance(quad.graph_name, DefaultGraph))
                for quads in (removed, added))
    pairs: dict[str, str] = {}
    for sign in (lambda fact: (fact.kind, fact.label), lambda fact: fact.kind):
        before, after = (_by(sign, (f for f in facts.values() if f.iri not in done))
                         for facts, done in ((old, pairs.keys()), (new, set(pairs.values()))))
        pairs |= {before[each][0]: after[each][0] for each in before.keys() & after.keys()
                  if len(before[each]) == len(after[each]) == 1 and before[each] != after[each]}
    return pairs


def _by(sign: Callable[[Fact], Hashable], facts: Iterable[Fact]) -> Mapping[Hashable, list[str]]:
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for fact in facts:
        if fact.kind != terms.State:
            groups[sign(fact)].append(fact.iri)
    return groups


def _labels(store: Reader, things: Iterable[object]) -> Iterator[Quad]:
    for thing in things:
        if isinstance(thing, NamedNode) and thing.value.startswith(terms.ID):
            yield from store.quads_for_pattern(thing, _LABEL, None)
