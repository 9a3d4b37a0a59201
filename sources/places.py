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
from backchannel.sources.place_countries import country_behind, side_country, side_of


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
        ahead = after_preposition and not _named_by_noun(line, i)
        place = (_described(line, i, people) if ahead else None) or _host(line, i) or _capital_of(line, i)
        place = place or _place_at(line, i, people, preposition if after_preposition else "list" if listed else "")
        place = place or (_described(line, i, people) if after_preposition else None)
        if place:
            previous = next((k for k in range(i, len(tokens)) if tokens[k].start >= place.span.end), len(tokens))
            yield i, place


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
    end = _end(line, start, people) if start < len(tokens) and start not in people else start
    if end == start:
        return None
    if of and tokens[noun].text not in words.settlements | words.sites:
        return None
    if tokens[noun].text in words.settlements or of:
        named = _named(line, start, end, "in")
        owner = next((p.code for p in line.parties if p.span.start == tokens[i].start and noun > i), "")
        country = named.country or owner if named else ""
        return replace(named, country=country, span=Span(tokens[i].start, named.span.end)) if named else None
    name = " ".join(t.text for t in tokens[start:end]).replace(" - ", "-")
    span = Span(tokens[i].start, tokens[end - 1].end)
    return PlaceMention(span, name, f"{name} {tokens[noun].text}", "", "building", "", "place.described")


def _named_by_noun(line: Line, i: int) -> bool:
    """ "Camp David", "Hotel Adlon": a name that begins with its noun."""
    text = line.sentence.tokens[i].text
    return text[:1].isupper() and text in lexicon.places().venue_nouns | lexicon.places().settlements


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


def _host(line: Line, i: int) -> PlaceMention | None:
    """The city of a conference that is always held there: "on the sidelines of the Shangri-La Dialogue"."""
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
        small = j > i and text in words.venue_nouns | words.particles
        if not (text[:1].isupper() and text[:1].isalpha() or glue or small):
            break
        if text in words.not_places and j == i:
            break
        j += 1
    while j > i and tokens[j - 1].text in words.particles | {"-"}:
        j -= 1
    return j


def _named(line: Line, i: int, end: int, context: str) -> PlaceMention | None:
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
    towards = not context or context == "to"
    institution = any(p.form == "organization" and p.span.end == span.end for p in line.parties)
    if not towards and not institution and tokens[j - 1].text in lexical.venue_nouns and j - i > 1:
        city = gazetteer.place(tokens[i].text)
        hint = hint or (city.country if city and city.kind == "city" and tokens[i].entity == "GPE" else "")
        return PlaceMention(span, words, words, hint, "building", "", "place.venue-noun")
    if context and hint and last:
        return PlaceMention(Span(span.start, last), words, words, hint, "city", "", "place.with-country")
    timely = {t.entity for t in tokens[i:j]} & {"DATE", "TIME", "NORP"}
    name = tokens[j - 1].tag.startswith("NNP") and not timely and not any(p.span.overlaps(span) for p in line.parties)
    if name and context in lexical.prepositions - {"to"}:
        kind = "building" if context in lexical.vessels or _named_by_noun(line, i) else "city"
        return PlaceMention(span, words, words, hint, kind, "", "place.entity")
    return None


def gazetteer_label(key: str | None) -> str:
    """The label of the wider place with this key, or ""."""
    place = gazetteer.place_by_key(key) if key else None
    return place.label if place else ""


def _party_place(line: Line, i: int, party: PartyMention, context: str) -> PlaceMention | None:
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
