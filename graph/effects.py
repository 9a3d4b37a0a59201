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
from backchannel.graph.slots import NAMED_BY_SLOTS
from backchannel.graph.store import Reader
from backchannel.ontology import terms

_LABEL: Final = NamedNode(terms.RDFS_LABEL)
_ARTICLE: Final = NamedNode(terms.ARTICLE)
_ABOUT: Final = NamedNode(terms.ABOUT)


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
    both = kept - added
    found = difference(both | removed, both | added, same.items())
    return replace(found, removed=tuple(sorted(removed, key=str)), added=tuple(sorted(added, key=str)))


def _again(removed: Iterable[Quad], added: Iterable[Quad]) -> dict[str, str]:
    """Facts that a new version of an article tells again: those of one kind and name.

    What is named after its slots is told again, too, if it is the only one of its kind before and after.
    """
    old, new = ([fact for fact in facts_of(quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)).values()
                 if fact.kind != terms.State] for quads in (removed, added))
    pairs = _pairs(old, new, lambda fact: (fact.kind, fact.label))
    left, come = ([fact for fact in facts if fact.kind in NAMED_BY_SLOTS and fact.iri not in done]
                  for facts, done in ((old, pairs.keys()), (new, set(pairs.values()))))
    return pairs | _pairs(left, come, lambda fact: fact.kind)


def _pairs(old: Iterable[Fact], new: Iterable[Fact], sign: Callable[[Fact], Hashable]) -> dict[str, str]:
    """The facts before and after that alone agree in their sign."""
    groups: defaultdict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for place, facts in enumerate((old, new)):
        for fact in facts:
            groups[sign(fact)][place].append(fact.iri)
    return {was[0]: now[0] for was, now in groups.values() if len(was) == len(now) == 1 and was != now}


def _labels(store: Reader, things: Iterable[object]) -> Iterator[Quad]:
    for thing in things:
        if isinstance(thing, NamedNode) and thing.value.startswith(terms.ID):
            yield from store.quads_for_pattern(thing, _LABEL, None)
