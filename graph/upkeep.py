"""A store that articles are added to and removed from, and its ledger.

Each change is one transaction of the store, so that a crash leaves an article whole or absent. The ledger notes the
articles of a change before it is made; if it is cut off, both agree again when the store is next opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.build import refused_quads
from backchannel.graph.decided import GRAPH as DECISIONS
from backchannel.graph.decided import decided
from backchannel.graph.delta import Delta, apply, delta
from backchannel.graph.known import known
from backchannel.graph.ledger import Ledger, complete, open_ledger
from backchannel.graph.reference_rows import GRAPH
from backchannel.graph.revise import revise
from backchannel.graph.store import open_to_write
from backchannel.graph.stored import article_iris
from backchannel.graph.triples import article_iri, article_quads
from backchannel.sources.claims import Reading

_NOTHING: Final = Delta(frozenset(), frozenset())


class Upkeep:
    """A store and its ledger, which agree. ``repaired`` is what had to be changed for that.

    A store with a curator's decisions has no use for a ledger: they are weighed over all its articles at every change.
    Raises DecisionError if one of them cannot be read.
    """

    def __init__(self, store: pyoxigraph.Store, ledger: Ledger, new: bool) -> None:
        self.store = store
        self._ledger = ledger
        self._decisions = [each.decision for each in decided(store.quads_for_pattern(None, None, None, DECISIONS))]
        self.repaired = _NOTHING if self._decisions else self._filled() if new else self._reconciled()

    def holds(self, article: str) -> bool:
        """Whether the store has an article (an IRI)."""
        return next(self.store.quads_for_pattern(None, None, None, NamedNode(article)), None) is not None

    def has(self, reading: Reading) -> bool:
        """Whether the store has an article with just this reading."""
        graph = NamedNode(article_iri(reading.article))
        return set(self.store.quads_for_pattern(None, None, None, graph)) == set(article_quads(reading))

    def change(self, come: Sequence[Reading], gone: Iterable[str]) -> Delta:
        """Adds readings of articles and removes articles (IRIs), all together or not at all; what that changed."""
        new, old = {article_iri(reading.article) for reading in come}, set(gone)
        if self._decisions:
            return self._weighed(come, old)
        quads = [quad for reading in come for quad in article_quads(reading)]
        self._ledger.many("INSERT OR IGNORE INTO pending VALUES (?)", [(article,) for article in sorted(new | old)])
        return self._changed(accounts(quads), quads, old)

    def refresh(self, readings: Iterable[Reading]) -> Delta:
        """Puts these in the place of the articles' readings and works out everything again."""
        if self._decisions:
            return self._weighed(readings, set())
        self._ledger.clear()
        return self._filled({article_iri(reading.article): list(article_quads(reading)) for reading in readings})

    def _weighed(self, come: Iterable[Reading], gone: set[str]) -> Delta:
        """Works out everything again under the decisions of the store."""
        graphs = {iri: list(self.store.quads_for_pattern(None, None, None, NamedNode(iri)))
                  for iri in article_iris(self.store) if iri not in gone}
        graphs |= {article_iri(reading.article): list(article_quads(reading)) for reading in come}
        after = refused_quads((graphs[iri] for iri in sorted(graphs)), self._decisions)
        change = Delta(frozenset(self.store.quads_for_pattern(None, None, None)), frozenset(after))
        apply(self.store, change)
        return change

    def _changed(self, come: Sequence[Account], quads: Iterable[Quad], gone: Iterable[str]) -> Delta:
        with self._ledger.transaction():
            change = delta(self.store, revise(self._ledger, known(), come, gone), quads, gone)
            apply(self.store, change)
            self._ledger.run("DELETE FROM pending")
        return change

    def _reconciled(self) -> Delta:
        """Finishes what was cut off between the two transactions of a change, which is in the store or is not."""
        cut = self._ledger.column("SELECT article FROM pending")
        if not cut:
            return _NOTHING
        noted = {each for each in cut if self._ledger.one("SELECT 1 FROM article WHERE iri = ?", each)}
        held = {each for each in cut if self.holds(each)}
        come = [account for each in sorted(held - noted) for account in self._told(each)]
        return self._changed(come, (), noted - held)

    def _filled(self, anew: dict[str, list[Quad]] | None = None) -> Delta:
        """Writes the ledger from the store, with the graphs ``anew`` of some articles, and the facts if they differ."""
        fresh = anew or {}
        told = [account for article in article_iris(self.store)
                for account in (accounts(fresh[article]) if article in fresh else self._told(article))]
        with self._ledger.transaction():
            made = revise(self._ledger, known(), told, ())
            graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), GRAPH, *map(NamedNode, fresh)]
            before = frozenset(quad for graph in graphs
                               for quad in self.store.quads_for_pattern(None, None, None, graph))
            change = Delta(before, frozenset([*made.quads, *(quad for quads in fresh.values() for quad in quads)]))
            apply(self.store, change)
            complete(self._ledger)
        return change

    def _told(self, article: str) -> list[Account]:
        return accounts(self.store.quads_for_pattern(None, None, None, NamedNode(article)))


@contextmanager
def upkeep(folder: Path) -> Iterator[Upkeep]:
    """The store in ``folder``, to be added to and removed from. Raises StoreError if there is none to write."""
    with open_to_write(folder) as store:
        ledger, new = open_ledger(folder)
        try:
            kept = Upkeep(store, ledger, new)
            yield kept
        finally:
            del store  # the engine closes a store with the last that holds it, and only then may it be read
            kept.store = pyoxigraph.Store()
            ledger.close()


def upkeep_in_memory(quads: Iterable[Quad]) -> Upkeep:
    """The same in memory, of a graph's quads."""
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    return Upkeep(store, *open_ledger(None))


def told_again(folder: Path, told: Sequence[Account]) -> Iterator[Quad]:
    """The quads that follow from the accounts of all articles of a store, as its ledger is written into ``folder``."""
    ledger, _ = open_ledger(folder)
    try:
        with ledger.transaction():
            yield from revise(ledger, known(), told, ()).quads
            complete(ledger)
    finally:
        ledger.close()
