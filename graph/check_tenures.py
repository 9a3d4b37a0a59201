"""Posts that articles give to officials, held against what reference data knows of their time in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from backchannel.graph.evidence import Claim
from backchannel.graph.facts import Fact
from backchannel.graph.findings import Finding
from backchannel.graph.held import Held
from backchannel.graph.known import known
from backchannel.graph.labels import listed
from backchannel.graph.quotes import quote
from backchannel.ontology import lexicon, terms
from backchannel.ontology.entities import Country, Tenure
from backchannel.sources.dates import find, resolve
from backchannel.sources.known import fold

_FILLERS = frozenset({"of", "the", "s", "for", "and"})


def tenure(graph: Held) -> Iterator[Finding]:
    """An article gives someone a post outside the dates at which reference data has them in it.

    Publication, the dates in the sentence and those of the person's contacts in the article all lie outside.
    """
    attended = _attended(graph)
    for official in graph.of(terms.Official):
        tenures = _tenures(official)
        given = {(claim.evidence["article"], claim.value): claim for claim in graph.said(official.iri)
                 if claim.slot == "post" and not _former(claim)}
        for (article, _), claim in given.items() if tenures else ():
            held = [each for each in tenures if _is_post(claim.evidence["value"], each)]
            days = [*attended.get((official.iri, article), ()), *_told(claim)]
            if held and all(days) and not any(_within(day, each) for day in days for each in held):
                yield Finding(_sentence(official, claim, days, held), (official.iri,), (quote(claim),))


def _sentence(official: Fact, claim: Claim, days: Sequence[str], held: Iterable[Tenure]) -> str:
    times = " and ".join(f"{each.since} to {each.until}" if each.until else f"from {each.since}" for each in held)
    post, when = claim.evidence["value"], listed(sorted(set(days)))
    return f"{official.label} is given the post {post} ({when}), and is known to have held it {times}."


def _attended(graph: Held) -> dict[tuple[str, str], list[str]]:
    """The dates of the contacts in which an article has an official, an empty one for a contact without a date."""
    found: dict[tuple[str, str], list[str]] = {}
    for contact in graph.of(*terms.CONTACTS):
        said = graph.said(contact.iri)
        dates = {claim.evidence["article"]: claim.value for claim in said if claim.slot == "date"}
        for claim in {(c.value, c.evidence["article"]): c for c in said if c.slot == "participant"}.values():
            article = claim.evidence["article"]
            found.setdefault((claim.value, article), []).append(dates.get(article, ""))
    return found


def _told(claim: Claim) -> Iterator[str]:
    """The day on which a claim was published, empty if it is not known, and the dates that its sentence gives."""
    day, sentence = claim.evidence["date"], claim.evidence["sentence"]
    yield day
    times = (resolve(time, date.fromisoformat(day), "past") for time in find(sentence) if day)
    yield from (time.iso for time in times if time)


def _tenures(official: Fact) -> Sequence[Tenure]:
    """The known tenures of an official who is known."""
    rows = known().rows.officials.values()
    keys = [row.key for row in rows if row.iri in official.get(terms.SKOS_EXACT_MATCH)]
    return [each for key in keys for each in known().tenures.get(key, ())]


def _within(day: str, tenure: Tenure) -> bool:
    """Whether any day that the ISO date ``day`` allows lies in the tenure; months and years count as a whole."""
    return _last(day) >= _first(tenure.since) and (not tenure.until or _first(day) <= _last(tenure.until))


def _first(iso: str) -> str:
    return iso + "-01-01"[len(iso) - 4:]


def _last(iso: str) -> str:
    return iso + "-12-31"[len(iso) - 4:]


def _former(claim: Claim) -> bool:
    """Whether the word before the post sets it in another time: "the former defence minister"."""
    found = claim.evidence
    before = re.findall(r"[\w'’]+", found["sentence"][:max(found["start"] - found["sentence_start"], 0)].casefold())
    return not lexicon.posts().temporal.isdisjoint(before[-3:])


def _is_post(words: str, tenure: Tenure) -> bool:
    """Whether ``words`` name the post of ``tenure``: the same words but for the country's, in any order."""
    return _content(words, tenure.post) in _names(tenure.post)


@cache
def _names(key: str) -> frozenset[frozenset[str]]:
    post = known().rows.posts[key]
    return frozenset(_content(name, key) for name in (post.label, *post.aliases))


def _content(words: str, key: str) -> frozenset[str]:
    """The words of a post's name that tell it from others of its party."""
    return frozenset(_words(words)) - _FILLERS - _party(key)


@cache
def _party(key: str) -> frozenset[str]:
    """The words for the party that a post belongs to."""
    party = known().rows.party(known().rows.posts[key].of)
    people = known().rows.nationalities.get(party.code) if isinstance(party, Country) else None
    names = [party.label, *party.aliases, *(people.adjectives if people else ())]
    return frozenset(word for name in names for word in _words(name))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).replace("defence", "defense"))
