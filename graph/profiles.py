"""Reports as they are compared, kind by kind: those that agree in all that is compared make one profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic

from backchannel.graph import (
    likeness_arrangements,
    likeness_changes,
    likeness_contacts,
    likeness_officials,
    likeness_places,
)
from backchannel.graph.accounts import Account
from backchannel.graph.bonds import Bonds
from backchannel.graph.encounters import encounter
from backchannel.graph.known import Known
from backchannel.graph.likeness import Likeness, P
from backchannel.graph.pacts import pact
from backchannel.ontology import terms


@dataclass(frozen=True)
class Book:
    """What profiles are made from: reports by IRI, changes by the report of their arrangement, reference data.

    ``facts`` are the arrangements that their reports are about, as far as that is known yet.
    """

    reports: Mapping[str, Account]
    steps: Mapping[str, Sequence[Account]]
    known: Known
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Kind(Generic[P]):
    """One kind of thing: its classes, how a profile is made of reports, and how two profiles are compared.

    ``sign`` is what reports of one profile agree in. Where ``once`` holds, no article tells of one thing twice.
    """

    classes: tuple[str, ...]
    make: Callable[[Sequence[Account]], P]
    likeness: Likeness[P]
    sign: Callable[[P], Hashable]
    once: bool

    def profiles(self, accounts: Iterable[Account]) -> Iterator[P]:
        """The profiles of those of ``accounts`` that are of this kind; these must be in their order.

        Reports that curators decided about are profiles of their own.
        """
        groups: defaultdict[Hashable, list[Account]] = defaultdict(list)
        for account, sign in self.signed(accounts):
            groups[sign].append(account)
        for group in groups.values():
            yield from map(self.make, [group] if self.sure(group) else [[account] for account in group])

    def signed(self, accounts: Iterable[Account]) -> Iterator[tuple[Account, Hashable]]:
        """Those of ``accounts`` that are of this kind, each with what it agrees in with others of its profile.

        A report that goes with no other has its own IRI. ``accounts`` must be all those of their articles.
        """
        single = [self.make([account]) for account in accounts if account.describes in self.classes]
        alone = {one.accounts[0].report for one in single if one.accounts[0].report in self.likeness.bonds}
        alone |= self._crowded(single) if self.once else frozenset()
        for one in single:
            [account] = one.accounts
            yield account, account.report if account.report in alone else self.sign(one)

    def bound(self, bonds: Bonds) -> Kind[P]:
        """The same, with what curators decided."""
        return replace(self, likeness=replace(self.likeness, bonds=bonds))

    def _crowded(self, single: Sequence[P]) -> frozenset[str]:
        """The reports whose articles tell of another thing that has a key in common: each may be either."""
        told: defaultdict[Hashable, set[str]] = defaultdict(set)
        for one in single:
            for key in self.likeness.blocks(one):
                told[one.accounts[0].article, key].add(one.accounts[0].report)
        return frozenset(report for reports in told.values() if len(reports) > 1 for report in reports)

    def sure(self, group: Sequence[Account]) -> bool:
        """Whether what these reports agree in is enough for them to be one."""
        if len(group) < 2:
            return True
        score = self.likeness.score(self.make(group[:1]), self.make(group[1:2]))
        return score is not None and score >= self.likeness.weights.enough


def book(accounts: Iterable[Account], known: Known, facts: Mapping[str, str]) -> Book:
    """The book of ``accounts``."""
    reports = {account.report: account for account in accounts}
    steps: defaultdict[str, list[Account]] = defaultdict(list)
    for account in reports.values():
        if account.describes == terms.Change:
            for arrangement in account.get(terms.ARRANGEMENT):
                steps[arrangement].append(account)
    return Book(reports, steps, known, facts)


def kinds(told: Book) -> tuple[Kind[Any], ...]:
    """The kinds in the order in which they are resolved: changes last, since they need the arrangements."""
    return (
        Kind((terms.Official,), partial(likeness_officials.person, known=told.known), likeness_officials.likeness(),
             lambda one: (one.label, one.country), once=False),
        Kind((terms.Place,), partial(likeness_places.named, known=told.known), likeness_places.likeness(), _all,
             once=False),
        Kind(terms.ARRANGEMENTS, partial(pact, steps=told.steps, known=told.known), likeness_arrangements.likeness(),
             _all, once=True),
        Kind(terms.CONTACTS, partial(encounter, book=told.reports, known=told.known), likeness_contacts.likeness(),
             _all, once=True),
        Kind((terms.Change,), partial(likeness_changes.stage, facts=told.facts), likeness_changes.likeness(), _all,
             once=True),
    )


def _all(profile: Any) -> Hashable:
    """All that is compared."""
    found: Hashable = replace(profile, accounts=())
    return found
