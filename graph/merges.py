"""How well reports of one thing find each other across articles: fed with keys, and from the text of the articles.

The figures are those of pairs (Bagga and Baldwin's pairwise reading of MUC coreference): of all pairs of entries of
different articles, which are about one fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.coref import KINDS, Member, Merging, Truth, merging
from backchannel.graph.entries import CLASSES, SLOTS, UNDATED, Entry
from backchannel.graph.evaluate import article_of
from backchannel.graph.gold import Key
from backchannel.graph.key_accounts import key_accounts, report_iri
from backchannel.graph.known import Known, known
from backchannel.graph.labels import CONCEPTS
from backchannel.graph.resolve import resolve
from backchannel.graph.scoring import side_by_side
from backchannel.graph.triples import article_quads
from backchannel.ontology import terms
from backchannel.sources.article import Article
from backchannel.sources.reports import read


@dataclass(frozen=True)
class Merges:
    """The figures by kind: of resolution ``alone``, fed with what annotators found, and from the ``text``."""

    alone: Mapping[str, Merging]
    text: Mapping[str, Merging]


def measure(
    keys: Sequence[Key], truth: Mapping[str, Truth], progress: Callable[[Article], object] | None = None
) -> Merges:
    """Both figures. Raises SourceError for an article that cannot be read."""
    return Merges(alone(keys, truth), from_text(keys, truth, progress))


def alone(keys: Sequence[Key], truth: Mapping[str, Truth]) -> dict[str, Merging]:
    """How well resolution merges what annotators found, by kind."""
    rows = known()
    facts = _facts((account for key in keys for account in key_accounts(key, rows)), rows)
    return {kind: merging({(key.name, entry.key): facts[report_iri(key, entry)] for key in keys
                           for entry in key.required if entry.kind == kind}, truth[kind]) for kind in KINDS}


def from_text(
    keys: Sequence[Key], truth: Mapping[str, Truth], progress: Callable[[Article], object] | None = None
) -> dict[str, Merging]:
    """How well the reports read from the articles are merged, by kind; all articles make one graph."""
    rows, told = known(), {}
    for key in keys:
        article = article_of(key)
        if progress:
            progress(article)
        told[key.name] = accounts(article_quads(read(article))) if at_home(key, article) else []
    facts = _facts((account for found in told.values() for account in found), rows)
    found: dict[str, Merging] = {}
    for kind in KINDS:
        aligned = dict(pair for key in keys for pair in _aligned(kind, key, told[key.name], rows))
        found[kind] = merging({member: facts.get(report, "") for member, report in aligned.items()}, truth[kind])
    return found


def at_home(key: Key, article: Article) -> bool:
    """Whether the article has the address that its key gives, by which a graph is searched for it.

    The address of a file that tells none is its path, and so depends on the folder from which it is read.
    """
    return not key.address or article.url == key.address or key.address.endswith(f"/{article.url}")


def _facts(told: Iterable[Account], rows: Known) -> dict[str, str]:
    """The fact of every report."""
    return {account.report: cluster[0].candidate for cluster in resolve(told, rows) for account in cluster}


def _aligned(kind: str, key: Key, told: Sequence[Account], rows: Known) -> Iterator[tuple[Member, str]]:
    """The report that stands beside each required entry of a key, an empty string if there is none."""
    musts = [_bare(entry) for entry in key.required if entry.kind == kind]
    founds = [entry for account in told for entry in _entry(kind, account, told, rows)]
    beside = {place: founds[number].key for number, place in side_by_side(kind, musts, founds, len(musts)).items()}
    for place, entry in enumerate(musts):
        yield (key.name, entry.key), beside.get(place, "")


def _bare(entry: Entry) -> Entry:
    """An entry without the venue's country, which reports leave to their places."""
    return replace(entry, slots={**entry.slots, "country": ()}) if entry.kind == "contact" else entry


def _entry(kind: str, account: Account, told: Sequence[Account], rows: Known) -> Iterator[Entry]:
    """A report as an entry whose key is the report's IRI, if it is of this kind."""
    types = {iri: name for name, iri in CLASSES[kind].items()}
    if account.describes not in types:
        return
    names = {**rows.names, **account.spellings, **{each.report: each.label for each in told}}
    slots = {slot: tuple(names.get(value, terms.local(value)) for value in account.get(terms.BC + slot))
             for slot in SLOTS[kind]}
    slots |= {"type": (types[account.describes],)}
    if kind == "contact":
        status = tuple(CONCEPTS[value] for value in account.get(terms.STATUS))
        slots |= {"status": status, "date": tuple(date.iso for date in account.dates), "country": ()}
    else:
        slots |= {"change": tuple(sorted(set(_changes(account, told))))}
    yield Entry(kind, slots, key=account.report)


def _changes(arrangement: Account, told: Sequence[Account]) -> Iterator[str]:
    for account in told:
        if arrangement.report in account.get(terms.ARRANGEMENT):
            for kind in account.get(terms.KIND):
                yield from (f"{CONCEPTS[kind]} {day}" for day in [each.iso for each in account.dates] or [UNDATED])
