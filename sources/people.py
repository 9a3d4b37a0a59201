"""Who is named: every sighting of a person in an article, with rank, post and country, gathered into persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.antecedents import institutions, pronoun_posts, short_posts
from backchannel.sources.article import Article
from backchannel.sources.home import context_countries, dateline_country, known_countries
from backchannel.sources.known import fold, known_official, unique_surname
from backchannel.sources.language import Sentence
from backchannel.sources.linking import link
from backchannel.sources.names import find_names
from backchannel.sources.parties import PartyMention, find_parties
from backchannel.sources.persons import gather, short_forms, with_short_forms
from backchannel.sources.posts import find_posts
from backchannel.sources.ranks import find_ranks
from backchannel.sources.short_names import find_short_names
from backchannel.sources.sightings import Line, People, Person, Sighting, named_sides, revised
from backchannel.sources.ties import address_ranks, tied_posts
from backchannel.sources.wording import Wording

__all__ = ["Line", "Person", "Sighting", "find_people", "fold", "known_official", "named_sides", "unique_surname"]

# What single sentences leave open, in the order in which one answer needs another.
STEPS = (known_countries, pronoun_posts, short_posts, institutions, address_ranks, tied_posts, context_countries)


def find_people(article: Article, sentences: Sequence[Sentence]) -> People:
    """The lines of an article with every sighting, and the persons behind the sightings, by key."""
    drafts = [_draft(article, s, parties) for s, parties in zip(sentences, _parties(article, sentences), strict=True)]
    forms = short_forms(name for w in drafts for name in w.names)
    lines = [_line(replace(w, names=with_short_forms(w, forms))) for w in drafts]
    people = gather(lines)
    for step in STEPS:
        people = revised(people, step(*people))
    return people


def _parties(article: Article, sentences: Sequence[Sentence]) -> Iterator[tuple[PartyMention, ...]]:
    """The parties of each sentence; a country that one of them names in full may have its short name in all."""
    here = next((code for s in sentences[:4] if (code := dateline_country(article.quote(s.span)))), "")
    found = [
        tuple(_local(p, here) for p in find_parties(article.text, s.span.start, s.span.end)) for s in sentences
    ]
    named = {p.code for parties in found for p in parties}
    for sentence, parties in zip(sentences, found, strict=True):
        short = find_short_names(article.text, sentence.span, named)
        free = [s for s in short if not any(s.span.overlaps(p.span) for p in parties)]
        yield tuple(sorted({*parties, *free}, key=lambda p: p.span.start))


def _local(party: PartyMention, here: str) -> PartyMention:
    """ "SEOUL — The Joint Chiefs of Staff said …": an institution that the country of the dateline has as well."""
    same = here in lexicon.posts().local_institutions.get(party.text, ())
    return replace(party, code=here, side=here) if same else party


def _draft(article: Article, sentence: Sentence, parties: tuple[PartyMention, ...]) -> Wording:
    text = article.quote(sentence.span)
    w = Wording(sentence, text, parties, find_ranks(sentence, text))
    return replace(w, names=find_names(w))


def _line(w: Wording) -> Line:
    posts, index = find_posts(w), w.sentence.index
    found = (k for k in link(w, posts) if not k.excluded)
    sightings = tuple(Sighting(index, k.first, k.last, k.name, k.attributes, ties=k.ties) for k in found)
    persons = [w.span(n.first, n.last) for n in w.names]
    parties = tuple(p for p in w.parties if not any(n.covers(p.span) for n in persons))
    return Line(w.sentence, w.text, parties, w.names, posts, sightings)
