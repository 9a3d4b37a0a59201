"""How long it takes to add one article to stores of growing size, and to remove it again.

    python benchmarks/adding.py 1000 10000

Prints for each number of reports the median time of one article, for stores in a folder, and how many times that of the
smallest store it is. Reading the article, which does not depend on the store, is left out.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad
from world import World

from backchannel.graph.accounts import Account
from backchannel.graph.delta import apply, delta
from backchannel.graph.known import known
from backchannel.graph.ledger import Ledger, open_ledger
from backchannel.graph.revise import revise
from backchannel.graph.triples import date_literal
from backchannel.graph.witnesses import sketch
from backchannel.ontology import terms


def sketched(article: Sequence[Account]) -> list[Account]:
    """The accounts of one article, whose text is like no other."""
    found = sketch(" ".join(f"{account.report} {account.label}" for account in article))
    return [replace(account, sketch=found) for account in article]


def quads(article: Iterable[Account]) -> Iterator[Quad]:
    """The graph of an article, without passages and claims."""
    for account in article:
        report, graph = NamedNode(account.report), NamedNode(account.article)
        yield Quad(graph, NamedNode(terms.RDF_TYPE), NamedNode(terms.Article), graph)
        yield Quad(report, NamedNode(terms.RDF_TYPE), NamedNode(terms.Report), graph)
        yield Quad(report, NamedNode(terms.ARTICLE), graph, graph)
        yield Quad(report, NamedNode(terms.RDFS_LABEL), Literal(account.label), graph)
        for name, values in account.values.items():
            yield from (Quad(report, NamedNode(name), NamedNode(value), graph) for value in values)
        yield from (Quad(report, NamedNode(terms.DATE), date_literal(day), graph) for day in account.dates)


def changed(store: pyoxigraph.Store, ledger: Ledger, come: Sequence[Account], gone: Sequence[str]) -> float:
    """The seconds that a change takes."""
    own = list(quads(come))
    begun = time.perf_counter()
    with ledger.transaction():
        apply(store, delta(store, revise(ledger, known(), come, gone), own, gone))
    return time.perf_counter() - begun


def measured(size: int, count: int) -> tuple[float, float]:
    """The median seconds of adding and of removing one of ``count`` articles, with about ``size`` reports there."""
    articles = World(size).articles()
    told = [sketched(article) for article in articles]
    new, old = told[::max(1, len(told) // count)][:count], []
    names = {article[0].article for article in new}
    old = [article for article in told if article[0].article not in names]
    with tempfile.TemporaryDirectory() as folder:
        store, (ledger, _) = pyoxigraph.Store(str(Path(folder, "store"))), open_ledger(Path(folder))
        with ledger.transaction():
            made = revise(ledger, known(), [account for article in old for account in article], ())
        store.bulk_extend(made.quads)
        store.bulk_extend(quad for article in old for quad in quads(article))
        added = [changed(store, ledger, article, ()) for article in new]
        removed = [changed(store, ledger, (), [article[0].article]) for article in islice(new, count)]
        ledger.close()
        del store
    return median(added), median(removed)


def main() -> None:
    """Measures at each size and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--articles", type=int, default=40, help="how many articles are added and removed one by one")
    options = parser.parse_args()
    measured(200, 5)  # loads the gazetteer
    first: tuple[float, float] | None = None
    print(f"{'reports':>9}{'add ms':>9}{'ratio':>7}{'remove ms':>11}{'ratio':>7}")
    for size in options.sizes:
        found = measured(size, options.articles)
        first = first or found
        print(f"{size:9}{found[0] * 1000:9.1f}{found[0] / first[0]:7.2f}"
              f"{found[1] * 1000:11.1f}{found[1] / first[1]:7.2f}", flush=True)


if __name__ == "__main__":
    main()
