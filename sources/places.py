"""Places named in a line: cities, countries as venues, buildings and sites, and "the Finnish capital"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import gazetteer, lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.article import Span
from backchannel.sources.language import Token
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line


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


def find_places(line: Line) -> tuple[PlaceMention, ...]:
    """All places of ``line`` that could be venues, in order and without overlap."""
    out: list[PlaceMention] = []
    for i, place in _candidates(line):
        del i
        if not out or place.span.start >= out[-1].span.end:
            out.append(place)
    return tuple(out)


def _candidates(line: Line) -> Iterator[tuple[int, PlaceMention]]:
    tokens = line.sentence.tokens
    people = {k for s in line.names for k in range(s.start, s.last)}
    previous = -2
    for i, token in enumerate(tokens):
        if i in people:
            continue
        before = tokens[i - 1].text.lower() if i else ""
        start = i + 1 if token.text.lower() == "the" and i + 1 < len(tokens) else i
        if start > i and before not in lexicon.places().prepositions:
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
        place = _place_at(line, i, people, preposition if after_preposition else "list" if listed else "")
        place = place or (_described(line, i, people) if after_preposition else None)
        if place:
            previous = next((k for k in range(i, len(tokens)) if tokens[k].start >= place.span.end), len(tokens))
            yield i, place


def _described(line: Line, i: int, people: set[int]) -> PlaceMention | None:
    """ "the checkpoint Kyzyl-Bel", "the village of Naqoura": a common noun and the name behind it."""
    tokens, words = line.sentence.tokens, lexicon.places()
    if tokens[i].text not in words.venue_nouns | words.settlements or i + 1 >= len(tokens):
        return None
    start = i + 1 + (tokens[i + 1].text.lower() == "of")
    end = _end(line, start, people) if start < len(tokens) and start not in people else start
    if end == start:
        return None
    if tokens[i].text in words.settlements or start > i + 1:
        named = _named(line, start, end, "in")
        return replace(named, span=Span(tokens[i].start, named.span.end)) if named else None
    name = " ".join(t.text for t in tokens[start:end]).replace(" - ", "-")
    span = Span(tokens[i].start, tokens[end - 1].end)
    return PlaceMention(span, name, f"{name} {tokens[i].text}", "", "building", "", "place.described")


def _place_at(line: Line, i: int, people: set[int], context: str) -> PlaceMention | None:
    tokens = line.sentence.tokens
    party = next((p for p in line.parties if p.span.start == tokens[i].start), None)
    end = _end(line, i, people)
    if party and party.form == "seat" and not context:
        return None
    if party and party.form == "adjective":
        owned = context and end > i + 1 and tokens[end - 1].text in lexicon.places().venue_nouns
        return _capital(tokens, i, party) or (_named(line, i, end, context) if owned else None)
    if end > i + 1 or (end > i and party is None):
        venue = _named(line, i, end, context)
        if venue:
            return venue
    if party and context:
        return _party_place(line, i, party, context)
    return None


def _capital(tokens: Sequence[Token], i: int, party: PartyMention) -> PlaceMention | None:
    """ "the Finnish capital"."""
    k = next((k for k in range(i, len(tokens)) if tokens[k].start >= party.span.end), len(tokens))
    country = reference().countries.get(party.code)
    if k < len(tokens) and tokens[k].text.lower() in lexicon.places().capital_nouns and country and country.capital:
        span = Span(party.span.start, tokens[k].end)
        return PlaceMention(span, country.capital, country.capital, country.code, "city", "", "place.capital")
    return None


def _end(line: Line, i: int, people: set[int]) -> int:
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
        small = j > i and text in words.venue_nouns | {"of", "the", "des", "al", "el", "de", "du", "la", "air"}
        if not (text[:1].isupper() and text[:1].isalpha() or glue or small):
            break
        if text in words.not_places and j == i:
            break
        j += 1
    while j > i and tokens[j - 1].text in {"of", "the", "des", "al", "el", "de", "du", "la", "air", "-"}:
        j -= 1
    return j


def _named(line: Line, i: int, end: int, context: str) -> PlaceMention | None:
    """The longest phrase from token ``i`` that the gazetteer knows or that ends in a venue noun."""
    tokens = line.sentence.tokens
    for j in range(end, i, -1):
        words = " ".join(t.text for t in tokens[i:j]).replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "'s")
        span = Span(tokens[i].start, tokens[j - 1].end)
        hint, last = _country_behind(line, j)
        known = gazetteer.place(words, hint or None)
        entity = {t.entity for t in tokens[i:j]}
        if known and (context or entity & {"GPE", "FAC", "LOC"}) and known.kind != "country":
            within = gazetteer_label(known.within)
            return PlaceMention(
                Span(span.start, last or span.end),
                words,
                known.label,
                known.country,
                known.kind,
                within,
                "place.gazetteer",
            )
        institution = any(p.form == "organization" and p.span.end == span.end for p in line.parties)
        if (
            context
            and context != "to"
            and not institution
            and j == end
            and tokens[j - 1].text in lexicon.places().venue_nouns
            and j - i > 1
        ):
            return PlaceMention(span, words, words, hint, "building", "", "place.venue-noun")
        if context and j == end and hint and last:
            return PlaceMention(Span(span.start, last), words, words, hint, "city", "", "place.with-country")
        if (
            context in lexicon.places().prepositions - {"to"}
            and j == end
            and not entity & {"DATE", "TIME", "NORP"}
            and tokens[j - 1].tag.startswith("NNP")
            and not any(p.span.overlaps(span) for p in line.parties)
        ):
            return PlaceMention(span, words, words, "", "city", "", "place.entity")
    return None


def gazetteer_label(key: str | None) -> str:
    """The label of the wider place with this key, or ""."""
    place = gazetteer.place_by_key(key) if key else None
    return place.label if place else ""


def _country_behind(line: Line, j: int) -> tuple[str, int]:
    """The country code in "Baku, Azerbaijan" and where it ends."""
    tokens = line.sentence.tokens
    k = j + 1 if j < len(tokens) and tokens[j].text == "," else j
    if k == j or k >= len(tokens):
        return "", 0
    k += tokens[k].text.lower() == "the"
    party = next(
        (p for p in line.parties if k < len(tokens) and p.span.start == tokens[k].start and p.form == "name"), None
    )
    return (party.code, party.span.end) if party else ("", 0)


def _party_place(line: Line, i: int, party: PartyMention, context: str) -> PlaceMention | None:
    """A country or a seat of government after "in": a venue, not an actor."""
    country = reference().countries.get(party.code)
    if country is None:
        return None
    if party.form == "name" and context in lexicon.places().country_prepositions:
        return PlaceMention(party.span, party.text, country.label, country.code, "country", "", "place.country")
    if party.form == "seat" and context == "at" and party.text != country.capital:
        return PlaceMention(party.span, party.text, party.text, country.code, "building", "", "place.seat")
    if party.form == "seat":
        known = gazetteer.place(party.text, country.code)
        if known or party.text == country.capital:
            hint, last = _country_behind(
                line,
                next(
                    (k for k, t in enumerate(line.sentence.tokens) if t.start >= party.span.end),
                    len(line.sentence.tokens),
                ),
            )
            del hint
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
