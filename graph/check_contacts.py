"""Contacts held against each other: what is called the first, and where articles differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from backchannel.graph.evidence import Claim
from backchannel.graph.facts import Fact
from backchannel.graph.findings import Finding
from backchannel.graph.held import Held
from backchannel.graph.labels import listed
from backchannel.graph.quotes import Quote, by_article, quotes
from backchannel.ontology import terms
from backchannel.sources.dates import Interval
from backchannel.sources.firsts import first_since

_SLOTS = {"describes": "type", "participant": "participants"}


def first(graph: Held) -> Iterator[Finding]:
    """A contact is called the first since a date, and the graph has another of the same people or sides in between.

    Only a limit with a date is compared: "since 2014", not "since the war".
    """
    held = [fact for fact in graph.of(*terms.CONTACTS) if fact.first(terms.STATUS) == terms.Held and fact.date]
    for (quote, limit), contact in _called_first(graph, held).items():
        between = [other for other in held if _alike(contact, other) and _between(limit, other, contact)]
        if between:
            told = [each for other in between for each in by_article(quotes(graph.said(other.iri)))]
            names = listed([other.label for other in between])
            sentence = f"{contact.label} is called the first since {limit.iso}, but there is {names}."
            yield Finding(sentence, (contact.iri, *(other.iri for other in between)), (quote, *told))


def disagreement(graph: Held) -> Iterator[Finding]:
    """Articles about one contact or change differ in a value: date, venue, participants, status or type.

    Values of which one includes the other are no difference: a year and a day in it, a city and a house known to be
    there.
    """
    for fact in graph.of(*terms.CONTACTS, terms.Change):
        values = _values(graph, fact)
        for slot in sorted(values):
            disputed = any(terms.local(name) == slot for name in fact.disputed)
            if _differ(slot, values[slot], disputed):
                claims = [claim for claim in graph.said(fact.iri) if claim.slot == slot]
                yield Finding(_difference(fact, slot, values[slot], claims), (fact.iri,), quotes(claims))


def witness(graph: Held) -> Iterator[Finding]:
    """A contact, arrangement or change rests on a single article."""
    for fact in graph.of(*terms.CONTACTS, *terms.ARRANGEMENTS, terms.Change):
        told = by_article(quotes(graph.said(fact.iri)))
        if len(told) == 1:
            origin = told[0].publisher or told[0].title or told[0].url or told[0].article
            yield Finding(f"{fact.label} rests on one article ({origin}).", (fact.iri,), told)


def _called_first(graph: Held, held: Collection[Fact]) -> dict[tuple[Quote, Interval], Fact]:
    """The contacts that a sentence calls the first; of several in one sentence, the last."""
    found: dict[tuple[Quote, Interval], Fact] = {}
    for contact in sorted(held, key=lambda fact: fact.date.earliest if fact.date else date.min):
        for each in quotes(graph.said(contact.iri)):
            if limit := first_since(each.sentence, date.fromisoformat(each.date) if each.date else None):
                found[each, limit] = contact
    return found


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two contacts are of the same kind and people, or of the same sides where people are not told."""
    people, others = ({*fact.get(terms.PARTICIPANT)} for fact in (one, other))
    sides, further = ({*fact.get(terms.PARTY)} for fact in (one, other))
    unnamed = min(len(people), len(others)) < 2
    return one.kind == other.kind and (len(people & others) > 1 or unnamed and len(sides) > 1 and sides == further)


def _between(limit: Interval, other: Fact, contact: Fact) -> bool:
    """Whether ``other`` surely took place after the limit and before the contact."""
    assert other.date and contact.date
    return limit.latest < other.date.earliest and other.date.latest < contact.date.earliest


def _values(graph: Held, fact: Fact) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The values of each slot by article."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in graph.said(fact.iri):
        found[claim.slot][claim.evidence["article"]].add(claim.value)
    return {slot: {article: frozenset(of) for article, of in by.items()} for slot, by in found.items()}


def _differ(slot: str, by_article: Mapping[str, frozenset[str]], disputed: bool) -> bool:
    """Whether articles give values that cannot all be true; of participants, each may name some."""
    told = set(by_article.values())
    if slot in _SLOTS:
        return any(one - other and other - one for one in told for other in told)
    return disputed and len(told) > 1


def _difference(fact: Fact, slot: str, by_article: Mapping[str, frozenset[str]], claims: list[Claim]) -> str:
    words = {claim.value: claim.evidence["value"] for claim in claims}
    origin = {claim.evidence["article"]: claim.evidence["publisher"] or claim.evidence["title"] for claim in claims}
    told: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article, values in by_article.items():
        told[listed(sorted(words[value] for value in values))][origin[article]] = None
    differing = "; ".join(f"{value} ({', '.join(filter(None, of))})" for value, of in told.items())
    return f"{fact.label}: articles differ on the {_SLOTS.get(slot, slot)}: {differing}."
