"""Clusters of reports → facts: one value out of many where there can be but one, all of them where there can be more.

Values that no article states (where a city lies, which known arrangement this is) come from reference rows, and the
fact names the row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from backchannel.graph.accounts import Account
from backchannel.graph.choice import Voice, choose, even, length, openness, same, same_course, same_time
from backchannel.graph.facts import Fact
from backchannel.graph.known import Known
from backchannel.graph.labels import change_label, contact_label
from backchannel.graph.places import Atlas, locate
from backchannel.graph.resolve import Cluster
from backchannel.graph.states import states
from backchannel.ontology import terms
from backchannel.ontology.entities import Arrangement, Official, Place
from backchannel.sources.dates import Interval

Rule = tuple[Callable[[str, str], bool], Callable[[str], Any]]  # which values agree, and how vague one is

_NAME: Final = terms.derivation_iri("name")
_DISPUTE: Final = terms.derivation_iri("dispute")
_SLOTS: Final = frozenset({
    terms.SKOS_ALT_LABEL, terms.RANK, terms.POST, terms.COUNTRY, terms.WITHIN, terms.PARTICIPANT, terms.PARTY,
    terms.VENUE, terms.STATUS, terms.PRODUCED, terms.ARRANGEMENT, terms.KIND, terms.TOPIC,
})
_EQUAL: Final[Rule] = (same, even)
_ONE: Final[Mapping[str, Rule]] = {
    terms.STATUS: (same_course, openness),
    **dict.fromkeys((terms.KIND, terms.ARRANGEMENT, terms.COUNTRY, terms.WITHIN), _EQUAL),
}


@dataclass(frozen=True)
class Fusion:
    """The facts, and what they lean on beside reports.

    ``rows`` are the reference rows that facts were found to be about, ``spellings`` the words for posts and
    organisations by IRI.
    """

    facts: tuple[Fact, ...]
    rows: tuple[Official | Place | Arrangement, ...]
    spellings: Mapping[str, str]


def fuse(clusters: Sequence[Cluster], known: Known) -> Fusion:
    """One fact for every cluster, and the states of the arrangements; ``known`` looks up reference rows."""
    about = {account.report: cluster[0].candidate for cluster in clusters for account in cluster}
    kinds: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        kinds[cluster[0].describes].append(cluster)
    atlas = locate([fused(cluster, about) for cluster in kinds[terms.Place]], known)
    people, of_people = officials(kinds[terms.Official], about, known)
    pacts, of_pacts = arrangements([c for kind in terms.ARRANGEMENTS for c in kinds[kind]], about, known)
    words = spellings(clusters)
    names = {**words, **known.names, **{f.iri: f.label for f in (*people, *atlas.places.values(), *pacts)}}
    steps = [change(cluster, about, names) for cluster in kinds[terms.Change]]
    contacts = [contact(cluster, about, atlas, names) for kind in terms.CONTACTS for cluster in kinds[kind]]
    facts = (*people, *atlas.places.values(), *pacts, *steps, *contacts, *states(pacts, steps))
    return Fusion(facts, (*of_people, *atlas.rows.values(), *of_pacts), words)


def spellings(clusters: Iterable[Cluster]) -> dict[str, str]:
    """Posts and organisations in words, by IRI: the spelling that most reports use."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cluster in clusters:
        for account in cluster:
            for iri, words in account.spellings.items():
                counts[iri][words] += 1
    return {iri: min(found, key=lambda words: (-found[words], words)) for iri, found in counts.items()}


def fused(cluster: Cluster, about: Mapping[str, str], one: Mapping[str, Rule] = _ONE) -> Fact:
    """The fact that ``cluster`` reports; ``one`` are its properties with a single value, the rest have all values.

    ``about`` gives the facts of the reports that those of the cluster name.
    """
    votes = _votes(cluster, about)
    values = {name: tuple(sorted(votes[name])) for name in sorted(votes.keys() & _SLOTS)}
    disputed = []
    for name in sorted(votes.keys() & one.keys()):
        best, dispute = choose(votes[name], *one[name])
        values[name] = (best,)
        disputed += [name] * dispute
    spans = {}
    if dates := _dates(cluster):
        spans[terms.DATE], dispute = choose(dates, same_time, length)
        disputed += [terms.DATE] * dispute
    first = cluster[0]
    values[terms.SKOS_ALT_LABEL] = tuple(name for name in values.get(terms.SKOS_ALT_LABEL, ()) if name != first.label)
    kind, _ = choose(votes[terms.DESCRIBES], *_EQUAL)
    return Fact(first.candidate, kind, first.label, values, spans, tuple(disputed), (_DISPUTE,) * bool(disputed))


def _votes(cluster: Cluster, about: Mapping[str, str]) -> dict[str, dict[str, set[Voice]]]:
    """The articles behind each value, by property; references to reports become references to facts."""
    votes: defaultdict[str, defaultdict[str, set[Voice]]] = defaultdict(lambda: defaultdict(set))
    for account in cluster:
        for name, values in account.values.items():
            for value in values:
                votes[name][about.get(value, value)].add(_voice(account, name, value))
    return {name: dict(values) for name, values in votes.items()}


def _dates(cluster: Cluster) -> dict[Interval, set[Voice]]:
    """The articles behind each date."""
    votes: defaultdict[Interval, set[Voice]] = defaultdict(set)
    for account in cluster:
        for date in account.dates:
            votes[date].add(_voice(account, terms.DATE, date.iso))
    return dict(votes)


def _voice(account: Account, name: str, value: str) -> Voice:
    """Who says so: the article, unless it copies another's story or a quotation that others have as well."""
    witness = account.quoted.get((name, value)) or account.witness or account.article
    return Voice(account.article, witness, account.confidence.get((name, value), 0.0))


def change(cluster: Cluster, about: Mapping[str, str], names: Mapping[str, str]) -> Fact:
    """A change of an arrangement; ``names`` are labels by IRI."""
    return _named(fused(cluster, about), change_label, names)


def contact(cluster: Cluster, about: Mapping[str, str], atlas: Atlas, names: Mapping[str, str]) -> Fact:
    """A contact; a venue tells its country, so the contact has one of its own only where it has no venue."""
    fact = fused(cluster, about, {**_ONE, terms.VENUE: (atlas.agree, atlas.width)})
    if fact.get(terms.VENUE):
        fact = replace(fact, values={name: value for name, value in fact.values.items() if name != terms.COUNTRY},
                       disputed=tuple(name for name in fact.disputed if name != terms.COUNTRY))
    return _named(fact, contact_label, names)


def _named(fact: Fact, label: Callable[[Fact, Mapping[str, str]], str], names: Mapping[str, str]) -> Fact:
    return replace(fact, label=label(fact, names), derived_from=(*fact.derived_from, _NAME))


def officials(
    clusters: Iterable[Cluster], about: Mapping[str, str], known: Known
) -> tuple[list[Fact], list[Official]]:
    """The officials, whose countries may be several (an ally's general), and the known ones among them."""
    one = {name: rule for name, rule in _ONE.items() if name != terms.COUNTRY}
    facts, rows = [], []
    for cluster in clusters:
        fact = fused(cluster, about, one)
        row = known.official(fact.label, fact.get(terms.COUNTRY))
        facts.append(_matched(fact, row) if row else fact)
        rows += [row] if row else []
    return facts, rows


def arrangements(
    clusters: Iterable[Cluster], about: Mapping[str, str], known: Known
) -> tuple[list[Fact], list[Arrangement]]:
    """The arrangements, and the known ones among them."""
    facts, rows = [], []
    for cluster in clusters:
        fact = fused(cluster, about)
        row = known.arrangements.get(fact.label)
        facts.append(_matched(fact, row) if row else fact)
        rows += [row] if row else []
    return facts, rows


def _matched(fact: Fact, row: Official | Arrangement) -> Fact:
    return replace(fact, values={**fact.values, terms.SKOS_EXACT_MATCH: (row.iri,)},
                   derived_from=(*fact.derived_from, row.iri))
