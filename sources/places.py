"""Places named in a line: cities, countries as venues, buildings and sites, and "the Finnish capital"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backchannel.ontology import gazetteer, lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.article import Span
from backchannel.sources.language import Token
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line
from backchannel.sources.place_countries import country_behind, side_of
from backchannel.sources.place_names import (
    PlaceMention,
    end_of_name,
    named_by_noun,
    named_place,
    party_place,
)


def find_places(line: Line) -> tuple[PlaceMention, ...]:
    """All places of ``line`` that could be venues, in order and without overlap."""
    out: list[PlaceMention] = []
    for place in _candidates(line):
        if not out or place.span.start >= out[-1].span.end:
            out.append(place)
    return tuple(out)


def _candidates(line: Line) -> Iterator[PlaceMention]:
    tokens = line.sentence.tokens
    people = {k for s in line.names if not _is_city(line, s.start, s.last) for k in range(s.start, s.last)}
    previous = -2
    for i, token in enumerate(tokens):
        if i in people:
            continue
        before = tokens[i - 1].text.lower() if i else ""
        start = i + 1 if token.text.lower() == "the" and i + 1 < len(tokens) else i
        if start > i and before not in lexicon.places().prepositions and not side_of(line, start):
            continue
        after_preposition = before in lexicon.places().prepositions or (
            before == "the" and i > 1 and tokens[i - 2].text.lower() in lexicon.places().prepositions
        )
        listed = (
            before in {",", "and"}
            and previous == i - 1
            or (before == "and" and i > 1 and tokens[i - 2].text == "," and previous == i - 2)
        )
        preposition = tokens[i - 2].text.lower() if before == "the" else before
        if side_of(line, i):
            after_preposition, preposition = True, "at"
        ahead = after_preposition and not named_by_noun(line, i)
        described = _described(line, i, people) if after_preposition else None
        place = (described if ahead else None) or _host(line, i) or _capital_of(line, i)
        place = place or _place_at(line, i, people, preposition if after_preposition else "list" if listed else "")
        place = place or described
        if place:
            previous = next((k for k in range(i, len(tokens)) if tokens[k].start >= place.span.end), len(tokens))
            yield place


def _is_city(line: Line, first: int, last: int) -> bool:
    """ "in Siem Reap", "the province of Kien Giang": what looks like the name of a person but is that of a place."""
    tokens = line.sentence.tokens
    if first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].text in lexicon.places().settlements:
        return True
    if not first or tokens[first - 1].text.lower() not in lexicon.places().country_prepositions:
        return False
    known = gazetteer.place(" ".join(t.text for t in tokens[first:last]), country_behind(line, last)[0] or None)
    return known is not None and known.kind == "city"


def _capital_of(line: Line, i: int) -> PlaceMention | None:
    """ "the capital of the United Arab Emirates"."""
    tokens = line.sentence.tokens
    capital = tokens[i].text.lower() in lexicon.places().capital_nouns
    if not capital or i + 2 >= len(tokens) or tokens[i + 1].text != "of":
        return None
    k = i + 2 + (tokens[i + 2].text.lower() == "the")
    party = next((p for p in line.parties if k < len(tokens) and p.span.start == tokens[k].start), None)
    country = reference().countries.get(party.code) if party and party.form == "name" else None
    if party is None or country is None or not country.capital:
        return None
    span = Span(tokens[i].start, party.span.end)
    return PlaceMention(span, country.capital, country.capital, country.code, "city", "", "place.capital")


def _described(line: Line, i: int, people: set[int]) -> PlaceMention | None:
    """ "the checkpoint Kyzyl-Bel", "the village of Naqoura", "the Turkish port city of Izmir": a noun and a name."""
    tokens, words = line.sentence.tokens, lexicon.places()
    noun = _noun_of_name(line, i)
    if noun is None or noun + 1 >= len(tokens):
        return None
    of = tokens[noun + 1].text.lower() == "of"
    start = noun + 1 + of
    start += tokens[start].text in {'"', "“", "«", "‘"} if start < len(tokens) else 0
    end = end_of_name(line, start, people) if start < len(tokens) and start not in people else start
    if end == start:
        return None
    if of and tokens[noun].text not in words.settlements | words.sites:
        return None
    if tokens[noun].text in words.settlements or of:
        named = named_place(line, start, end, "in")
        owner = next((p.code for p in line.parties if p.span.start == tokens[i].start and noun > i), "")
        country = named.country or owner if named else ""
        return replace(named, country=country, span=Span(tokens[i].start, named.span.end)) if named else None
    name = " ".join(t.text for t in tokens[start:end]).replace(" - ", "-")
    span = Span(tokens[i].start, tokens[end - 1].end)
    return PlaceMention(span, name, f"{name} {tokens[noun].text}", "", "building", "", "place.described")


def _noun_of_name(line: Line, i: int) -> int | None:
    """The noun at token ``i`` that may stand in front of a name, or behind some words: "coastal province of"."""
    tokens, words = line.sentence.tokens, lexicon.places()
    if tokens[i].text in words.venue_nouns | words.settlements:
        return i
    for k in range(i + 1, min(i + 6, len(tokens) - 1)):
        if tokens[k].text in words.settlements | words.sites and tokens[k + 1].text == "of":
            return k
        if not tokens[k].tag.startswith(("JJ", "NN", "VB", "HYPH")):
            return None
    return None


def _place_at(line: Line, i: int, people: set[int], context: str) -> PlaceMention | None:
    tokens = line.sentence.tokens
    party = next((p for p in line.parties if p.span.start == tokens[i].start), None)
    end = end_of_name(line, i, people)
    if party and party.form == "seat" and not context:
        return None
    if party and party.form == "adjective":
        owned = context and end > i + 1 and tokens[end - 1].text in lexicon.places().venue_nouns
        return _capital(tokens, i, party) or (named_place(line, i, end, context) if owned else None)
    if end > i + 1 or (end > i and party is None):
        venue = named_place(line, i, end, context)
        if venue:
            return venue
    if party and context:
        return party_place(line, i, party, context)
    return None


def _host(line: Line, i: int) -> PlaceMention | None:
    """The city of a conference that is always held there: "on the sidelines of the Shangri-La Dialogue"."""
    if not line.sentence.tokens[i].text[:1].isupper():
        return None
    start = line.sentence.tokens[i].start
    text = line.text[start - line.sentence.span.start :]
    event = next((name for name in lexicon.places().hosts if text.startswith(name)), None)
    known = gazetteer.place(lexicon.places().hosts[event]) if event else None
    if event is None or known is None:
        return None
    span = Span(start, start + len(event))
    return PlaceMention(span, event, known.label, known.country, "city", "", "place.of-event")


def _capital(tokens: Sequence[Token], i: int, party: PartyMention) -> PlaceMention | None:
    """ "the Finnish capital"."""
    k = next((k for k in range(i, len(tokens)) if tokens[k].start >= party.span.end), len(tokens))
    country = reference().countries.get(party.code)
    if k < len(tokens) and tokens[k].text.lower() in lexicon.places().capital_nouns and country and country.capital:
        span = Span(party.span.start, tokens[k].end)
        return PlaceMention(span, country.capital, country.capital, country.code, "city", "", "place.capital")
    return None


