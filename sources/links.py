"""What the words around a name say of a person: ranks, posts, countries and ties to other people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.ontology.terms import data_iri
from backchannel.sources.article import Span
from backchannel.sources.claims import Term, Value
from backchannel.sources.names import Name
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.post_places import region_country
from backchannel.sources.posts import Post


@dataclass(frozen=True)
class Attribute:
    """A value that the words around a name give: slot ``rank``, ``post`` or ``country``."""

    slot: str
    value: Value
    span: Span
    rule: str


@dataclass(frozen=True)
class Tie:
    """A post that is held towards another person: "X's spokesman", "his deputy".

    ``role`` is the word for it in the singular, ``of`` the name of the other person, None for a pronoun.
    """

    role: str
    of: Name | None
    span: Span


@dataclass(frozen=True)
class Link:
    """A name with its attributes and the tokens, ``first`` to ``last``, that it and they take up."""

    name: Name
    first: int
    last: int
    attributes: tuple[Attribute, ...]
    excluded: bool = False
    ties: tuple[Tie, ...] = ()


def post_term(label: str, country: str = "") -> Term:
    """A post named in words, as a term; its IRI tells apart posts of the same name in two countries."""
    owner = side_term(country).label if country else ""
    return Term(data_iri("post", f"{owner} {label}"), label, "Post")


def national_post(label: str) -> str:
    """The country whose post this can only be, or ""."""
    text = f" {label.lower().replace('us ', '')} "
    found = [
        (len(name), code)
        for code, names in lexicon.posts().national_posts.items()
        for name in names
        if f" {name} " in text
    ]
    return max(found)[1] if found else ""


def owner(parties: tuple[PartyMention, ...]) -> PartyMention | None:
    """Whose post it is among the parties named in it: a country before an organisation."""
    return next((p for p in parties if side_term(p.side).kind == "Country"), parties[0] if parties else None)


def post_attributes(post: Post, rule: str) -> Iterator[Attribute]:
    """The post, and the country that its words give."""
    country, national = owner(post.parties), national_post(post.label)
    country = None if country and national and country.text in post.label.split(", ")[1:] else country
    side = country.side if country else national or region_country(post.label)
    if post.label:
        yield Attribute("post", post_term(post.label, side), post.span, rule)
    if country:
        yield Attribute("country", side_term(country.side), country.span, f"country.in-{rule}")
    elif side:
        yield Attribute("country", side_term(side), post.span, "country.national-post")


def party_country(party: PartyMention, rule: str) -> list[Attribute]:
    """The party as the country of an official, read by ``rule``."""
    return [Attribute("country", side_term(party.side), party.span, rule)]
