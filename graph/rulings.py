"""Decisions applied to accounts: what each was found to be about, what follows for merging and fusion, what is left.

What a decision says about a report changes the account that fusion sees, never the graph of the article. The order of
decisions and articles makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from backchannel.graph.accounts import Account
from backchannel.graph.bonds import Bonds, Tie, settle
from backchannel.graph.citations import Sighting
from backchannel.graph.corrections import ObstacleError, corrected, shelf, without
from backchannel.graph.decisions import CORRECT, DIFFERENT, KINDS, RETRACT, SAME, Citation, Decision
from backchannel.graph.facts import Fact
from backchannel.graph.known import Known
from backchannel.graph.triples import shorten
from backchannel.ontology import terms

_Cluster = tuple[Account, ...]
#: The classes of things that can be one.
_FAMILIES: Final = tuple(KINDS[kind] for kind in ("contact", "official", "place", "arrangement", "change"))


@dataclass(frozen=True)
class Ruling:
    """A decision and the reports that it concerns, and articles that it retracts; or why it is not applied."""

    decision: Decision
    concerns: tuple[str, ...] = ()
    obstacle: str = ""


@dataclass(frozen=True)
class Ruled:
    """The accounts as curators have them, without those retracted; who is one with whom; and every decision's fate."""

    accounts: tuple[Account, ...]
    bonds: Bonds
    rulings: tuple[Ruling, ...]

    def named(self, facts: Iterable[Fact], clusters: Iterable[_Cluster]) -> tuple[Fact, ...]:
        """``facts`` with the decisions that shaped them."""
        behind: defaultdict[str, set[str]] = defaultdict(set)
        about = {account.report: cluster[0].candidate for cluster in clusters for account in cluster}
        for ruling in self.rulings:
            for report in () if ruling.obstacle else ruling.concerns:
                behind[about.get(report, "")].add(ruling.decision.iri)
        return tuple(replace(fact, derived_from=(*fact.derived_from, *sorted(behind[fact.iri])))
                     if fact.iri in behind else fact for fact in facts)


def ruled(
    decisions: Iterable[Decision], seen: Iterable[Sighting], accounts: Iterable[Account], known: Known
) -> Ruled:
    """``accounts`` under ``decisions``; ``seen`` is where articles have what these cite."""
    told = tuple(accounts)
    each = tuple(sorted(dict.fromkeys(decisions), key=lambda one: one.iri))
    if not each:
        return Ruled(told, Bonds(), ())
    found = _located(each, seen)
    left, found = _retracted(told, found)
    left, found = _corrected(left, found, known)
    bonds, found = _bound(left, found)
    return Ruled(left, bonds, tuple(found[one] for one in each))


_Found = dict[Decision, Ruling]


def _located(decisions: Iterable[Decision], seen: Iterable[Sighting]) -> _Found:
    """What each decision concerns, or why that cannot be told."""
    sightings: defaultdict[Citation, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        sightings[sighting.cited].append(sighting)
    found: _Found = {}
    for decision in decisions:
        try:
            reports = [report for cited in decision.reports for report in _meant(cited, sightings[cited])]
            if len(set(reports)) < len(reports):
                raise ObstacleError("two of its passages are evidence of one report")
            found[decision] = Ruling(decision, tuple(reports))
        except ObstacleError as error:
            found[decision] = Ruling(decision, (), str(error))
    return found


def _meant(cited: Citation, seen: Sequence[Sighting]) -> tuple[str, ...]:
    """The one report, or the article with its reports, that is cited. Raises ObstacleError."""
    if not seen:
        raise ObstacleError(f"there is no article “{cited.article}”")
    if not cited.quote:
        if len(seen) > 1:
            raise ObstacleError(f"{len(seen)} articles are called “{cited.article}”")
        return (seen[0].article, *seen[0].reports)
    if not any(sighting.passage for sighting in seen):
        raise ObstacleError(f"“{cited.article}” does not have the passage “{shorten(cited.quote)}”")
    reports = [report for sighting in seen for report in sighting.reports]
    if len(reports) != 1:
        number = f"{len(reports)} reports" if reports else "no report"
        raise ObstacleError(f"the passage “{shorten(cited.quote)}” of “{cited.article}” is evidence of {number} "
                            f"of the kind {cited.kind!r}")
    return tuple(reports)


def _retracted(told: tuple[Account, ...], found: _Found) -> tuple[tuple[Account, ...], _Found]:
    """The accounts that stay. With an arrangement go its changes, since a change of nothing is none."""
    by = {report: ruling.decision for ruling in found.values() if ruling.decision.verdict == RETRACT
          for report in ruling.concerns}
    for account in told:
        for arrangement in account.get(terms.ARRANGEMENT) if account.describes == terms.Change else ():
            if arrangement in by and account.report not in by:
                by[account.report] = by[arrangement]
                ruling = found[by[arrangement]]
                found[by[arrangement]] = replace(ruling, concerns=(*ruling.concerns, account.report))
    for decision, ruling in found.items():
        gone = [by[report] for report in ruling.concerns if report in by and decision.verdict != RETRACT]
        if gone:
            found[decision] = Ruling(decision, (), f"what it is about is retracted ({gone[0].label})")
    left = (account for account in told if account.report not in by)
    return tuple(without(account, frozenset(by)) if by else account for account in left), found


def _corrected(told: tuple[Account, ...], found: _Found, known: Known) -> tuple[tuple[Account, ...], _Found]:
    """The accounts as corrected. Of corrections of one slot the latest counts; of the same day, none."""
    found = _uncontested(found)
    shelved = shelf(told, known)
    rows: dict[str, Account] = {}
    changed = dict(shelved.reports)
    for decision, ruling in sorted(found.items(), key=lambda each: (each[0].date, each[0].iri)):
        if decision.verdict == CORRECT and not ruling.obstacle:
            try:
                more = [corrected(changed[report], decision, shelved) for report in ruling.concerns]
            except ObstacleError as error:
                found[decision] = Ruling(decision, (), str(error))
                continue
            changed |= {account.report: account for account, _ in more}
            rows |= {row.report: row for _, new in more for row in new}
    return (*(changed[account.report] for account in told), *rows.values()), found


def _uncontested(found: _Found) -> _Found:
    """The rulings, those corrections set aside that a later or equally late one contradicts."""
    about: defaultdict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    for decision, ruling in found.items():
        for report in ruling.concerns if decision.verdict == CORRECT else ():
            about[report, decision.slot, decision.was].append(decision)
    aside: _Found = {}
    for decisions in about.values():
        for one in decisions:
            rivals = [each for each in decisions if each.values != one.values and each.date >= one.date]
            if rivals:
                aside[one] = Ruling(one, (), _contradiction(one, rivals))
    return {**found, **aside}


def _bound(told: tuple[Account, ...], found: _Found) -> tuple[Bonds, _Found]:
    """Who is one with whom, without contradiction."""
    kinds = {account.report: next(classes for classes in _FAMILIES if account.describes in classes)
             for account in told}
    ties = {}
    for decision, ruling in found.items():
        if decision.verdict in (SAME, DIFFERENT) and not ruling.obstacle:
            if len({kinds[report] for report in ruling.concerns}) > 1:
                found[decision] = Ruling(decision, (), "its reports are of different kinds")
            else:
                ties[decision.iri] = Tie(decision.iri, decision.date, decision.verdict == SAME, ruling.concerns)
    bonds, aside = settle(ties.values())
    by = {decision.iri: decision for decision in found}
    for iri, others in aside.items():
        found[by[iri]] = Ruling(by[iri], (), _contradiction(by[iri], [by[other] for other in others]))
    return bonds, found


def _contradiction(one: Decision, others: Iterable[Decision]) -> str:
    """What an undone decision contradicts, and why it does not win."""
    rivals = sorted(others, key=lambda each: (each.date, each.iri))
    even = all(each.date <= one.date for each in rivals)
    told = "; ".join(f"{each.words} ({each.author}, {each.date})" for each in rivals[:3])
    return f"it contradicts {'others of the same day' if even else 'later ones'}: {told}"

