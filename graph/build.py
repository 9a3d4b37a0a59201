"""The stages in order: readings → article graphs → accounts → decisions → clusters → facts → reference rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.citations import Sighting, sightings, telling, wanted
from backchannel.graph.decided import decision_quads
from backchannel.graph.decisions import Citation, Decision
from backchannel.graph.facts import Fact, fact_quads
from backchannel.graph.fuse import fuse
from backchannel.graph.known import Known, known
from backchannel.graph.order import marked
from backchannel.graph.reference_rows import reference_quads, row_of
from backchannel.graph.resolve import Cluster, resolve
from backchannel.graph.rulings import ruled
from backchannel.graph.store import drafting
from backchannel.graph.triples import article_quads
from backchannel.graph.witnesses import WITNESS, witness_quads, witnesses
from backchannel.ontology import terms
from backchannel.sources.article import Article, SourceError
from backchannel.sources.claims import Reading
from backchannel.sources.readers import bundled_corpus, read_sources
from backchannel.sources.reports import read


def readings(
    sources: Sequence[str | Path], published: date | None, problems: list[SourceError],
    progress: Callable[[Article], object] | None = None,
) -> Iterator[Reading]:
    """The readings of all articles in ``sources``, each article once; without sources, of the bundled corpus.

    What cannot be read is added to ``problems``; ``progress`` is called with each article before it is read. Raises
    SourceError at the end if there was no article.
    """
    seen: set[str] = set()
    for item in read_sources(sources or [bundled_corpus()], published=published):
        if isinstance(item, SourceError):
            problems.append(item)
        elif item.id not in seen:
            seen.add(item.id)
            if progress:
                progress(item)
            yield read(item)
    if not seen:
        raise SourceError("\n".join([*map(str, problems), "There is no article to build a graph from."]))


def build(readings: Iterable[Reading], folder: Path, decisions: Sequence[Decision] = ()) -> None:
    """Puts the graph over ``readings`` into ``folder``. Raises StoreError if it cannot be written.

    The store gets a ledger, unless there are decisions: these are weighed over all articles at once.
    """
    from backchannel.graph.upkeep import told_again

    told: list[Account] = []
    with drafting(folder) as (store, work):
        if decisions:
            store.bulk_extend(graph_quads(readings, decisions))
        else:
            store.bulk_extend(_noted(readings, told))
            store.bulk_extend(told_again(work, told))


def _noted(readings: Iterable[Reading], told: list[Account]) -> Iterator[Quad]:
    """The quads of the articles, whose accounts are added to ``told``."""
    for reading in readings:
        quads = list(article_quads(reading))
        told += accounts(quads)
        yield from quads


def graph_quads(readings: Iterable[Reading], decisions: Sequence[Decision] = ()) -> Iterator[Quad]:
    """All quads of the graph over ``readings``: first each article's, as it is read, then facts and reference rows."""
    yield from refused_quads((list(article_quads(reading)) for reading in readings), decisions)


def refused_quads(articles: Iterable[Collection[Quad]], decisions: Sequence[Decision] = ()) -> Iterator[Quad]:
    """The quads of each of the article graphs, then everything that follows from them under ``decisions``."""
    told: list[Account] = []
    seen: list[Sighting] = []
    cited = citations(decisions)
    for quads in articles:
        told += accounts(quads)
        seen += sightings(telling(quads), cited) if cited else ()
        yield from quads
    yield from fused_quads(told, decisions, seen)


def citations(decisions: Iterable[Decision]) -> dict[str, tuple[Citation, ...]]:
    """What ``decisions`` cite, by the name of the article."""
    return wanted(cited for decision in decisions for cited in decision.reports)


def fused_quads(
    told: Iterable[Account], decisions: Sequence[Decision] = (), seen: Iterable[Sighting] = ()
) -> Iterator[Quad]:
    """Everything that follows from the accounts of articles: facts, what reports are about, reference rows.

    ``seen`` is what the articles have of what ``decisions`` cite; these get a graph of their own.
    """
    rows, every = known(), list(told)
    witness = witnesses({account.article: account.sketch for account in every})
    found = ruled(decisions, seen, (replace(each, witness=witness[each.article]) for each in every), rows)
    clusters = resolve(found.accounts, rows, found.bonds)
    fusion = fuse(clusters, rows)
    facts = found.named(marked(fusion.facts), clusters)
    yield from decision_quads(found.rulings)
    for fact in facts:
        yield from fact_quads(fact)
    for cluster in clusters:
        yield from _threads(cluster)
    for iri, words in fusion.spellings.items():
        yield from minted(iri, words, rows)
    yield from witness_quads(witness)
    derivations = {WITNESS} if witness else set()
    yield from reference_quads(_named(clusters, facts) | derivations, fusion.rows, rows)


def _threads(cluster: Cluster) -> Iterator[Quad]:
    """What leads to the fact of ``cluster``; a place that only a correction names has no report, but a row."""
    fact = cluster[0].candidate
    for account in cluster:
        if account.report != account.article:
            yield from thread(account.report, account.candidate, fact)
        elif account.candidate != fact:
            yield Quad(NamedNode(account.candidate), NamedNode(terms.DCTERMS_IS_REPLACED_BY), NamedNode(fact))


def thread(report: str, candidate: str, fact: str) -> Iterator[Quad]:
    """Which fact a report is about, and the other IRI that this fact could have had."""
    yield Quad(NamedNode(report), NamedNode(terms.ABOUT), NamedNode(fact))
    if candidate != fact:
        yield Quad(NamedNode(candidate), NamedNode(terms.DCTERMS_IS_REPLACED_BY), NamedNode(fact))


def minted(iri: str, words: str, rows: Known) -> Iterator[Quad]:
    """A post or organisation that is known by the words of articles alone."""
    if not row_of(iri, rows):
        kind = terms.Post if iri.startswith(terms.data_iri("post", "")) else terms.Organization
        yield Quad(NamedNode(iri), NamedNode(terms.RDF_TYPE), NamedNode(kind))
        yield Quad(NamedNode(iri), NamedNode(terms.RDFS_LABEL), Literal(words))


def _named(clusters: Iterable[Cluster], facts: Iterable[Fact]) -> set[str]:
    """Every value of the reports and facts, reference rows among them."""
    told = (account.values for cluster in clusters for account in cluster)
    held = (fact.values for fact in facts)
    found = {value for slots in chain(told, held) for values in slots.values() for value in values}
    return found | {source for fact in facts for source in fact.derived_from}
