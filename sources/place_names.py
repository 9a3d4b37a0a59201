"""The name of a place at a word: its end, what the gazetteer knows of it, and what its own words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.ontology import gazetteer, lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.article import Span
from backchannel.sources.language import Token
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line
from backchannel.sources.place_countries import country_behind, side_country


@dataclass(frozen=True)
class PlaceMention:
    """A place in the text: canonical label, country code ("" if unknown), kind and the label of what it lies in."""

    span: Span
    text: str
    label: str
    country: str
    kind: str
    within: str
    rule: str


def end_of_name(line: Line, i: int, people: set[int]) -> int:
    """The end (exclusive) of the capitalised phrase at token ``i``, venue nouns in lower case included."""
    tokens, words = line.sentence.tokens, lexicon.places()
    j = i
    while j < len(tokens) and j not in people and tokens[j].entity not in {"DATE", "TIME"}:
        text = tokens[j].text
        glue = (
            text in {"-", "'s", "’s"}
            and j > i
            and j + 1 < len(tokens)
            and tokens[j + 1].text[:1].isupper()
            and tokens[j - 1].end == tokens[j].start
        )
        small = j > i and text in words.venue_nouns | words.particles
        if not (text[:1].isupper() and text[:1].isalpha() or glue or small):
            break
        if text in words.not_places and j == i:
            break
        j += 1
    while j > i and tokens[j - 1].text in words.particles | {"-"}:
        j -= 1
    return j


def named_place(line: Line, i: int, end: int, context: str) -> PlaceMention | None:
    """The longest phrase from token ``i`` that the gazetteer knows or that ends in a venue noun."""
    found = (_known(line, i, j, context) or (_unknown(line, i, j, context) if j == end else None)
             for j in range(end, i, -1))
    return next(filter(None, found), None)


def _words(line: Line, i: int, j: int) -> str:
    text = " ".join(t.text for t in line.sentence.tokens[i:j])
    return text.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "'s")


def _known(line: Line, i: int, j: int, context: str) -> PlaceMention | None:
    """A place of the gazetteer; without a preposition only what looks like a place."""
    tokens, words = line.sentence.tokens, _words(line, i, j)
    hint, last = country_behind(line, j)
    known = gazetteer.place(words, hint or side_country(line, i) or None)
    named = context or {t.entity for t in tokens[i:j]} & {"GPE", "FAC", "LOC"}
    if not known or not named or known.kind == "country":
        return None
    span = Span(tokens[i].start, last or tokens[j - 1].end)
    within = gazetteer_label(known.within)
    return PlaceMention(span, words, known.label, known.country, known.kind, within, "place.gazetteer")


def _unknown(line: Line, i: int, j: int, context: str) -> PlaceMention | None:
    """A place by its words alone: a venue noun at the end, a country behind it, or a preposition in front."""
    tokens, words, lexical = line.sentence.tokens, _words(line, i, j), lexicon.places()
    span = Span(tokens[i].start, tokens[j - 1].end)
    hint, last = country_behind(line, j)
    hint = hint or side_country(line, i)
    if tokens[j - 1].text in lexical.waters or tokens[i].text in lexical.waters:
        return None
    towards = not context or context == "to"
    institution = any(p.form == "organization" and p.span.end == span.end for p in line.parties)
    owner = any(p.span == Span(span.start, tokens[j - 2].end) and p.form == "adjective" for p in line.parties)
    nameless = owner and tokens[j - 1].text in lexical.settlements
    if not towards and not institution and not nameless and tokens[j - 1].text in lexical.venue_nouns and j - i > 1:
        city = gazetteer.place(tokens[i].text)
        hint = hint or (city.country if city and city.kind == "city" and tokens[i].entity == "GPE" else "")
        return PlaceMention(span, words, words, hint, "building", "", "place.venue-noun")
    if context and hint and last:
        return PlaceMention(Span(span.start, last), words, words, hint, "city", "", "place.with-country")
    timely = {t.entity for t in tokens[i:j]} & {"DATE", "TIME", "NORP"} and not gazetteer.places_named(words)
    name = tokens[j - 1].tag.startswith("NNP") and not timely and not any(p.span.overlaps(span) for p in line.parties)
    if name and (context in lexical.prepositions - {"to"} or _told_as_city(tokens[i:j], context)):
        kind = "building" if context in lexical.vessels or named_by_noun(line, i) else "city"
        return PlaceMention(span, words, words, hint, kind, "", "place.entity")
    return None


def _told_as_city(tokens: Sequence[Token], context: str) -> bool:
    """ "invited him to Kirkenes": a town that no gazetteer knows, by the look of its name."""
    return context == "to" and all(t.entity == "GPE" for t in tokens)


def gazetteer_label(key: str | None) -> str:
    """The label of the wider place with this key, or ""."""
    place = gazetteer.place_by_key(key) if key else None
    return place.label if place else ""


def party_place(line: Line, i: int, party: PartyMention, context: str) -> PlaceMention | None:
    """A country or a seat of government after "in": a venue, not an actor."""
    country = reference().countries.get(party.code)
    if country is None:
        return None
    if party.form == "name" and context in lexicon.places().country_prepositions:
        kind = "city" if country.capital == country.label else "country"
        return PlaceMention(party.span, party.text, country.label, country.code, kind, "", "place.country")
    if party.form == "seat" and context == "at" and party.text != country.capital:
        return PlaceMention(party.span, party.text, party.text, country.code, "building", "", "place.seat")
    if party.form == "seat":
        known = gazetteer.place(party.text, country.code)
        if known or party.text == country.capital:
            tokens = line.sentence.tokens
            behind = next((k for k, t in enumerate(tokens) if t.start >= party.span.end), len(tokens))
            _, last = country_behind(line, behind)
            return PlaceMention(
                Span(party.span.start, last or party.span.end),
                party.text,
                known.label if known else party.text,
                country.code,
                "city",
                "",
                "place.capital-city",
            )
    return None


def named_by_noun(line: Line, i: int) -> bool:
    """ "Camp David", "Hotel Adlon": a name that begins with its noun."""
    text = line.sentence.tokens[i].text
    return text[:1].isupper() and text in lexicon.places().venue_nouns | lexicon.places().settlements
