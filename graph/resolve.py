"""Reports of all articles → clusters, one for every real person, place, contact, arrangement and change.

Only what is exactly alike (:mod:`backchannel.graph.likeness`) is merged, in time linear in the number of reports and
with the same result for every order of the articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial

from backchannel.graph.accounts import Account
from backchannel.graph.likeness import Key, same_known_arrangement, same_name, same_people_on_one_day, same_step
from backchannel.ontology import terms

Cluster = tuple[Account, ...]  # of one fact, in the order in which its reports came out

_COUNTRY = terms.data_iri("country", "")


def resolve(accounts: Iterable[Account], known: Container[str]) -> tuple[Cluster, ...]:
    """The clusters of ``accounts``, in the order of their first reports.

    ``known`` are the names of the arrangements of the reference data. Reports that describe no fact are left out.
    """
    kinds: defaultdict[str, list[Account]] = defaultdict(list)
    for account in sorted(accounts, key=lambda each: each.order):  # all that follows keeps this order
        kinds[terms.Arrangement if account.describes in terms.ARRANGEMENTS else account.describes].append(account)
    clusters = [cluster for kind in (terms.Official, terms.Place) for group in _groups(kinds[kind], same_name)
                for cluster in _by_country(group)]
    clusters += _groups(kinds[terms.Arrangement], partial(same_known_arrangement, known=known))
    facts = {account.report: cluster[0].candidate for cluster in clusters for account in cluster}
    for kind in terms.CONTACTS:
        for group in _groups(kinds[kind], partial(same_people_on_one_day, facts=facts)):
            clusters += _unless_told_apart(group)
    clusters += _groups(kinds[terms.Change], partial(same_step, facts=facts))
    return tuple(sorted(clusters, key=lambda cluster: cluster[0].order))


def _groups(accounts: Sequence[Account], key: Callable[[Account], Key | None]) -> list[Cluster]:
    """The accounts with the same key together, those without a key alone."""
    groups: defaultdict[Key, list[Account]] = defaultdict(list)
    for account in accounts:
        groups[key(account) or (account.report,)].append(account)
    return [tuple(group) for group in groups.values()]


def _by_country(group: Cluster) -> list[Cluster]:
    """Namesakes of different countries apart.

    An organisation is no conflict: a general of the alliance has a country too. Who has no country belongs to the only
    candidate, to no one if there are several.
    """
    countries = {account.report: frozenset(c for c in account.get(terms.COUNTRY) if c.startswith(_COUNTRY))
                 for account in group}
    parts = _joined(set(filter(None, countries.values())))
    if len(parts) < 2:
        return [group]
    clusters = [tuple(a for a in group if countries[a.report] & part) for part in parts]
    return clusters + [(account,) for account in group if not countries[account.report]]


def _joined(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Unions of the sets that share a member."""
    parts: list[frozenset[str]] = []
    for each in sets:
        touching = [part for part in parts if part & each]
        parts = [part for part in parts if not part & each] + [each.union(*touching)]
    return parts


def _unless_told_apart(group: Cluster) -> list[Cluster]:
    """One cluster, unless an article tells of two such contacts: then nothing says which is which."""
    articles = Counter(account.article for account in group)
    return [group] if max(articles.values()) == 1 else [(account,) for account in group]
