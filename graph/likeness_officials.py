"""When two reports tell of one official: name, country, post and rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from backchannel.graph import names
from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.likeness import Key, Likeness, Profile, told_by_one_article
from backchannel.ontology import lexicon, terms
from backchannel.ontology.entities import Country
from backchannel.ontology.weights import resolution

_COUNTRY: Final = terms.data_iri("country", "")
_OVERLAP: Final = 0.5  # of the words of two posts that name one


@dataclass(frozen=True)
class Person(Profile):
    """An official: the parts of the name, the IRIs of the countries, the words of posts and ranks over all reports."""

    label: str
    parts: names.Name
    country: frozenset[str]
    posts: frozenset[str]
    ranks: frozenset[str]

    def words(self, feature: str) -> str:
        """Name, country or post and rank."""
        shown = {"name": [self.label], "country": sorted(map(terms.local, self.country)),
                 "work": [*sorted(self.ranks), *sorted(self.posts)]}
        return ", ".join(shown[feature])


def person(accounts: Sequence[Account], known: Known) -> Person:
    """The official of reports with the same name and countries.

    An organisation is no country: a general of the alliance has a country too.
    """
    first = accounts[0]
    sides = countries(first)
    return Person(
        tuple(accounts), first.label, names.name(first.label, family_first(sides, known)), sides,
        frozenset(each.spellings.get(iri, terms.local(iri)) for each in accounts for iri in each.get(terms.POST)),
        frozenset(rank for each in accounts for rank in each.get(terms.RANK)),
    )


def countries(account: Account) -> frozenset[str]:
    """The countries among the values of ``bc:country``."""
    return frozenset(value for value in account.get(terms.COUNTRY) if value.startswith(_COUNTRY))


def family_first(sides: frozenset[str], known: Known) -> bool:
    """Whether the family name stands first in names of these countries."""
    rows = (known.iris.get(iri) for iri in sides)
    return any(isinstance(row, Country) and row.code in lexicon.posts().called_by_first_word for row in rows)


def likeness() -> Likeness[Person]:
    """How officials are compared."""
    vetoes = (of_two_names, of_two_countries, too_short, told_apart)
    return Likeness(resolution().officials, (name, country, work), vetoes, blocks)


def blocks(one: Person) -> Iterator[Key]:
    """The consonants of the family name; of the last word, too, where the country does not tell which that is."""
    for word in {one.parts.family, *(one.parts.given[:1] if not one.country else ())}:
        yield "official", names.skeleton(word)


def name(one: Person, other: Person) -> str:
    """How alike the names are, spellings of one sound made equal."""
    return names.alike(one.parts, other.parts)


def country(one: Person, other: Person) -> str:
    """Whether both act for one country."""
    return "the same country" if one.country & other.country else "not told by both"


def work(one: Person, other: Person) -> str:
    """Whether both have a post or rank in common, over all reports."""
    if one.ranks & other.ranks or any(_one_post(a, b) for a in one.posts for b in other.posts):
        return "the same post or rank"
    told = one.posts and other.posts or one.ranks and other.ranks
    return "different posts and ranks" if told else "not told by both"


def _one_post(one: str, other: str) -> bool:
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= _OVERLAP * len(first | second)


def of_two_names(one: Person, other: Person) -> bool:
    """Their names are those of two people."""
    return not name(one, other)


def of_two_countries(one: Person, other: Person) -> bool:
    """They act for different countries."""
    return bool(one.country and other.country) and one.country.isdisjoint(other.country)


def too_short(one: Person, other: Person) -> bool:
    """A single word tells too little about a person unless the country is known of both."""
    return not (one.parts.given and other.parts.given) and not (one.country and other.country)


def told_apart(one: Person, other: Person) -> bool:
    """One article names both, spelled differently."""
    return one.parts != other.parts and told_by_one_article(one, other)
