"""Reports of all articles → clusters, one for every real person, place, contact, arrangement and change.

Each kind is resolved from its own reports; only changes need the arrangements. The order of the articles does not
matter. For single steps see :mod:`backchannel.graph.profiles` (what is compared), :mod:`backchannel.graph.likeness`
(how), :mod:`backchannel.graph.clusters` (candidates, links, components).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from backchannel.graph.accounts import Account
from backchannel.graph.bonds import Bonds
from backchannel.graph.clusters import Clustering, cluster
from backchannel.graph.known import Known
from backchannel.graph.likeness import Comparison
from backchannel.graph.profiles import Book, Kind, book, kinds
from backchannel.ontology import terms

NO_BONDS: Final = Bonds()

Cluster = tuple[Account, ...]  # of one fact, in the order in which its reports came out


@dataclass(frozen=True)
class Doubt:
    """Two reports that are alike and were left apart, since one of them is as like to a third that cannot be the other.

    ``alike`` compares the two, ``rival`` the third with the one that it is like, ``between`` it with the one that it
    cannot be.
    """

    alike: Comparison
    rival: Comparison
    between: Comparison


def resolve(accounts: Iterable[Account], known: Known, bonds: Bonds = NO_BONDS) -> tuple[Cluster, ...]:
    """The clusters of ``accounts``, in the order of their first reports; ``known`` looks up reference rows.

    ``bonds`` are what curators decided. Reports that describe no fact are left out.
    """
    found = (_joined(part) for _, done in _resolved(accounts, known, bonds) for part in done.clusters)
    return tuple(sorted(found, key=lambda each: each[0].order))


def doubts(accounts: Iterable[Account], known: Known, bonds: Bonds = NO_BONDS) -> tuple[Doubt, ...]:
    """The pairs of reports of ``accounts`` that nothing decides about, for people to decide."""
    return tuple(
        Doubt(kind.likeness.compare(one, other), kind.likeness.compare(one, rival), kind.likeness.compare(other, rival))
        for kind, done in _resolved(accounts, known, bonds) for one, other, rival in done.doubts)


def compare(one: Account, other: Account, told: Book) -> Comparison | None:
    """Two reports compared, None if they describe different kinds of thing; ``told`` has those of both articles."""
    kind = next((kind for kind in kinds(told) if one.describes in kind.classes), None)
    if kind is None or other.describes not in kind.classes:
        return None
    return kind.likeness.compare(kind.make([one]), kind.make([other]))


def _resolved(
    accounts: Iterable[Account], known: Known, bonds: Bonds
) -> Iterator[tuple[Kind[Any], Clustering[Any]]]:
    told = sorted(accounts, key=lambda each: each.order)
    facts: dict[str, str] = {}
    for each in kinds(book(told, known, facts)):
        kind = each.bound(bonds)
        done = cluster(kind.profiles(told), kind.likeness)
        if kind.classes == terms.ARRANGEMENTS:
            facts.update(_facts(done.clusters))
        yield kind, done


def _facts(clusters: Sequence[Sequence[Any]]) -> Mapping[str, str]:
    """The fact of every report."""
    joined = [_joined(part) for part in clusters]
    return {account.report: part[0].candidate for part in joined for account in part}


def _joined(part: Sequence[Any]) -> Cluster:
    return tuple(sorted((account for profile in part for account in profile.accounts), key=lambda each: each.order))
