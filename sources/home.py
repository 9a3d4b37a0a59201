"""Whose official somebody is where the words beside the name leave it to the article as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.ontology import gazetteer, lexicon
from backchannel.sources.article import Span
from backchannel.sources.links import Attribute
from backchannel.sources.opposites import opposite
from backchannel.sources.parties import PartyMention, side_of, side_term
from backchannel.sources.sightings import Line, Person, Revision, Sighting, named_sides

DATELINE = re.compile(
    r"\W*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+|[A-ZÀ-Þ][\w.'’ -]+?(?=, ?\d))"
    r"(?:(?:,[^—–(]{0,40})?(?:\([^)]{2,40}\))?,? ?(?:—|–|-{1,2}) |(?<=[A-ZÀ-Þ]{3}): )"
)


@dataclass(frozen=True)
class Home:
    """The country that an article is from: its code, and where the dateline says so.

    ``clear`` tells that the article hardly speaks of another.
    """

    code: str
    span: Span
    clear: bool = True


def known_countries(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """A known official's country, where the article names it."""
    named, out = named_sides(lines), {}
    for person in persons.values():
        side = side_of(person.known.country) if person.known else ""
        if side and (side in named or _is_named(lines, side)) and not person.attributes("country"):
            first = person.sightings[0]
            out[first] = (
                *first.attributes,
                Attribute("country", side_term(side), _name_span(lines, first), "country.known-official"),
            )
    return out


def _is_named(lines: Sequence[Line], side: str) -> bool:
    """Whether the name stands anywhere in the text, be it in that of a council or a treaty."""
    return any(re.search(rf"\b{re.escape(side_term(side).label)}\b", line.text) for line in lines)


def _name_span(lines: Sequence[Line], sighting: Sighting) -> Span:
    tokens = lines[sighting.sentence].sentence.tokens
    return Span(tokens[sighting.name.first].start, tokens[sighting.name.last - 1].end)


def context_countries(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Countries of officials whose own words give none."""
    out, home = {}, home_of(lines)
    for person in persons.values():
        official = any(a.slot in {"rank", "post"} for s in person.sightings for a in s.attributes)
        if not official or person.attributes("country") or person.known:
            continue
        clear = home if home and home.clear else None
        found = next(_told(lines, person), None) or _at_home(person, clear) or opposite(lines, persons, person)
        found = found or _rare(lines, person) or (_at_home(person, home) if _is_domestic(lines, person, home) else None)
        if found:
            out[found[0]] = (*found[0].attributes, found[1])
    return out


def _at_home(person: Person, home: Home | None) -> tuple[Sighting, Attribute] | None:
    found = home and Attribute("country", side_term(home.code), home.span, "country.home")
    return (person.sightings[0], found) if found else None


def _is_domestic(lines: Sequence[Line], person: Person, home: Home | None) -> bool:
    """Whether somebody holds a post that every state has, in a sentence that names no other country before."""
    for sighting in person.sightings:
        if any(a.slot == "post" and is_national(getattr(a.value, "label", "")) for a in sighting.attributes):
            line = lines[sighting.sentence]
            start = line.sentence.tokens[sighting.first].start
            before = {p.side for p in line.parties if p.code and p.span.start < start}
            return home is not None and before <= {home.code}
    return False


def _rare(lines: Sequence[Line], person: Person) -> tuple[Sighting, Attribute] | None:
    """The country of a post that few countries have, if the article names just one of these."""
    named = named_sides(lines)
    for sighting in person.sightings:
        for post in (a for a in sighting.attributes if a.slot == "post"):
            label = getattr(post.value, "label", "").lower()
            codes = {c for office, having in lexicon.posts().few_posts.items() if office in label for c in having}
            if len(codes & named.keys()) == 1:
                code = next(iter(codes & named.keys()))
                return sighting, Attribute("country", side_term(code), post.span, "country.few-posts")
    return None


def dateline_country(text: str) -> str:
    """The code of the country of the dateline that a sentence starts with, or ""."""
    match = DATELINE.match(text)
    place = gazetteer.place(match["place"].strip(" ,.").title()) if match else None
    return (place.country or "") if place else ""


def home_of(lines: Sequence[Line]) -> Home | None:
    """The country of the dateline, if the article names no other more than twice as often."""
    counts = named_sides(lines)
    for line in lines[:4]:
        match, code = DATELINE.match(line.text), dateline_country(line.text)
        if match is None or not code:
            continue
        own, most = counts[code], max((n for other, n in counts.items() if other != code), default=0)
        start = line.sentence.span.start
        span = Span(start + match.start("place"), start + match.start("place") + len(match["place"].rstrip()))
        return Home(code, span, own >= 2 * most) if own and 2 * own >= most else None
    return None


def _told(lines: Sequence[Line], person: Person) -> Iterator[tuple[Sighting, Attribute]]:
    """The one country that acts in the sentence, or just before it, around a post that every state has."""
    for sighting in person.sightings:
        national = [a for a in sighting.attributes if a.slot == "post" and is_national(getattr(a.value, "label", ""))]
        party = _actor(lines, sighting) or _capital(lines[sighting.sentence], sighting) if national else None
        if party:
            yield sighting, Attribute("country", side_term(party.side), party.span, "country.actor")


def is_national(label: str) -> bool:
    """Whether every state has this post: a minister's, or an army chief's."""
    text = f" {label.lower().replace('defense', 'defence')} "
    return any(f" {office} " in text for office in lexicon.posts().national_offices)


def _actor(lines: Sequence[Line], sighting: Sighting) -> PartyMention | None:
    line = lines[sighting.sentence]
    own = _only(line)
    if own and any(_within(line, own, s) for s in line.sightings if s.person != sighting.person):
        return None
    if any(p.form != "organization" or side_of(p.code) for p in line.parties):
        return own if own and _opens(line, own) and own.span.end < line.sentence.tokens[sighting.first].start else None
    if not sighting.sentence:
        return None
    before = lines[sighting.sentence - 1]
    previous = _only(before)
    return previous if previous and before.sentence.block == line.sentence.block and _opens(before, previous) else None


def _capital(line: Line, sighting: Sighting) -> PartyMention | None:
    """ "In Bamako, Prime Minister X told reporters …": a seat of government that opens a sentence about one person."""
    alone = {s.person for s in line.sightings[:1]} == {sighting.person}
    first = line.parties[0] if line.parties else None
    opens = first is not None and first.form == "seat" and line.sentence.tokens[0].text == "In"
    return first if first and opens and alone and line.sentence.tokens[1].start == first.span.start else None


def _within(line: Line, party: PartyMention, sighting: Sighting) -> bool:
    """Whether a party belongs to what is said of somebody: "the Chadian premier, X"."""
    tokens = line.sentence.tokens
    return tokens[sighting.first].start <= party.span.start < tokens[sighting.last - 1].end


def _only(line: Line) -> PartyMention | None:
    return line.parties[0] if len({p.side for p in line.parties}) == 1 else None


def _opens(line: Line, party: PartyMention) -> bool:
    """Whether the sentence starts with the party as what acts."""
    position = sum(t.start < party.span.start for t in line.sentence.tokens)
    lead = [t.text.lower() for t in line.sentence.tokens[:position]]
    return all(w in {"the", '"', "“", "but", "and", "yet"} for w in lead)
