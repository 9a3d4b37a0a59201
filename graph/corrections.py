"""What curators correct in reports, for fusion: the article's own graph stays as it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from backchannel.graph.accounts import UNDATED, Account, whole
from backchannel.graph.decisions import Decision
from backchannel.graph.known import Known
from backchannel.graph.labels import CONCEPTS
from backchannel.graph.triples import property_iri
from backchannel.ontology import terms
from backchannel.ontology.cities import fold

_ORGANIZATION: Final = terms.data_iri("organization", "")


class ObstacleError(Exception):
    """Why a decision cannot be applied; the message goes on from "it is not applied:"."""


@dataclass(frozen=True)
class Shelf:
    """What the words of a correction can mean: the reports of officials and places by folded label, reference data."""

    named: Mapping[tuple[str, str], tuple[Account, ...]]
    reports: Mapping[str, Account]
    parties: Mapping[str, str]
    known: Known

    def words(self, account: Account, value: str) -> str:
        """A value of ``account`` as people write it."""
        if value in self.reports:
            return self.reports[value].label
        names = {**self.known.names, **CONCEPTS, **account.spellings}
        return names.get(value) or (terms.local(value) if value.startswith(terms.ID) else value)


def shelf(accounts: Iterable[Account], known: Known) -> Shelf:
    """The shelf of ``accounts``."""
    told = sorted(accounts, key=lambda each: each.order)
    named: defaultdict[tuple[str, str], tuple[Account, ...]] = defaultdict(tuple)
    parties: dict[str, str] = {}
    for account in told:
        if account.describes in (terms.Official, terms.Place):
            named[account.describes, fold(account.label)] += (account,)
        parties |= {fold(words): iri for iri, words in account.spellings.items() if iri.startswith(_ORGANIZATION)}
    parties |= {fold(name): row.iri for row in known.rows.organizations.values() for name in row.aliases}
    parties |= {**known.nations, **{fold(name): iri for iri, name in known.names.items()}}
    return Shelf(named, {account.report: account for account in told}, parties, known)


def corrected(account: Account, decision: Decision, has: Shelf) -> tuple[Account, tuple[Account, ...]]:
    """``account`` as ``decision`` has it, and the places of reference data that it now names. Raises ObstacleError."""
    slot, values = decision.slot, decision.values
    if slot == "label":
        return replace(account, label=values[0]), ()
    if slot == "kind" and account.describes != terms.Change:
        kind = terms.BC + values[0].capitalize()
        return replace(account, describes=kind, values={**account.values, terms.DESCRIBES: (kind,)}), ()
    if slot == "date":
        days = tuple(whole(value) for value in values)
        return replace(account, dates=days, confidence=_sure(account, terms.DATE, values)), ()
    return _valued(account, decision, has)


def _valued(account: Account, decision: Decision, has: Shelf) -> tuple[Account, tuple[Account, ...]]:
    name = property_iri(decision.slot)
    kept = _others(account, name, decision.was, has) if decision.was else ()
    found = [_meant(account, decision.slot, value, has) for value in decision.values]
    rows = tuple(each for each in found if isinstance(each, Account) and each.report not in has.reports)
    iris = [each.report if isinstance(each, Account) else each for each in found]
    told = {**account.values, name: tuple(sorted({*kept, *iris}))}
    words = dict(zip(iris, decision.values, strict=True)) if decision.slot == "post" else {}
    return replace(account, values={key: value for key, value in told.items() if value},
                   spellings={**account.spellings, **words}, confidence=_sure(account, name, iris)), rows


def without(account: Account, gone: frozenset[str]) -> Account:
    """``account`` without its references to reports that are ``gone``."""
    values = {name: tuple(value for value in told if value not in gone) for name, told in account.values.items()}
    return replace(account, values={name: told for name, told in values.items() if told})


def _sure(account: Account, name: str, values: Iterable[str]) -> Mapping[tuple[str, str], float]:
    return {**account.confidence, **{(name, value): 1.0 for value in values}}


def _others(account: Account, name: str, was: str, has: Shelf) -> tuple[str, ...]:
    """The values that stay if the one that is called ``was`` goes."""
    words = {value: has.words(account, value) for value in account.get(name)}
    stay = tuple(value for value in words if fold(words[value]) != fold(was))
    if len(stay) == len(words):
        told = ", ".join(sorted(words.values())) or "none"
        raise ObstacleError(f"the report has no {terms.local(name)} “{was}”; it has {told}")
    return stay


def _meant(account: Account, slot: str, value: str, has: Shelf) -> str | Account:
    """The IRI, or the report, that ``value`` stands for."""
    match slot:
        case "status":
            return terms.STATUSES[value]
        case "kind":
            return terms.KINDS[value]
        case "party" | "country":
            if iri := has.parties.get(fold(value)):
                return iri
            raise ObstacleError(f"no country or organisation is known as “{value}”; use the name that the graph has")
        case "post":
            return terms.data_iri("post", value)
        case "participant":
            return _named(account, terms.Official, value, has)
        case "venue":
            return _named(account, terms.Place, value, has)
    return value


def _named(account: Account, kind: str, name: str, has: Shelf) -> Account:
    """The report on the official or place of this name: the article's own, else that of another, else a known place."""
    found = has.named.get((kind, fold(name)), ())
    own = [each for each in found if each.article == account.article]
    homes = {country for each in found for country in each.get(terms.COUNTRY)}
    if own or found and len(homes) < 2:
        return [*own, *found][0]
    if found:
        raise ObstacleError(f"several are called “{name}”, and the article names none of them")
    if kind == terms.Place and (place := _row(name, has.known)):
        return place
    who = "no article names an official" if kind == terms.Official else "no article and no gazetteer has a place"
    raise ObstacleError(f"{who} called “{name}”; use the name that the graph has")


def _row(name: str, known: Known) -> Account | None:
    """A place of reference data as if it were told of, after everything else."""
    row = known.place(name, "")
    if row is None:
        return None
    return Account(report=row.iri, article=row.iri, published=UNDATED, describes=terms.Place, label=row.label,
                   values={terms.DESCRIBES: (terms.Place,), terms.COUNTRY: (known.rows.countries[row.country].iri,)},
                   dates=(), spellings={})
