"""Whose official somebody is where the words beside the name leave it to the article as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.ontology import gazetteer, lexicon
from backchannel.sources.article import Span
from backchannel.sources.links import Attribute
from backchannel.sources.parties import PartyMention, side_of, side_term
from backchannel.sources.sightings import Line, Person, Revision, Sighting, named_sides

DATELINE = re.compile(
    r"\W*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+|[A-ZÀ-Þ][\w.'’ -]+?(?=, ?\d))"
    r"(?:,[^—–(]{0,40})?(?:\([^)]{2,40}\))?,? ?(?:—|–|-{1,2}) "
)


@dataclass(frozen=True)
class Home:
    """The country that an article is about and from: its code, and where the dateline says so."""

    code: str
    span: Span


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
        found = next(_told(lines, person), None)
        if found is None and home:
            found = person.sightings[0], Attribute("country", side_term(home.code), home.span, "country.home")
        if found:
            out[found[0]] = (*found[0].attributes, found[1])
    return out


def home_of(lines: Sequence[Line]) -> Home | None:
    """The country of the dateline, if the article hardly speaks of another."""
    counts = named_sides(lines)
    for line in lines[:4]:
        match = DATELINE.match(line.text)
        place = gazetteer.place(match["place"].strip(" ,.").title()) if match else None
        if match is None or place is None or place.country is None:
            continue
        others = [n for code, n in counts.items() if code != place.country]
        own = counts[place.country]
        start = line.sentence.span.start
        span = Span(start + match.start("place"), start + match.start("place") + len(match["place"].rstrip()))
        return Home(place.country, span) if own and own >= 2 * max(others, default=0) else None
    return None


def _told(lines: Sequence[Line], person: Person) -> Iterator[tuple[Sighting, Attribute]]:
    """The one country that acts in the sentence, or just before it, around a post that every state has."""
    for sighting in person.sightings:
        national = [a for a in sighting.attributes if a.slot == "post" and is_national(getattr(a.value, "label", ""))]
        party = _actor(lines, sighting) if national else None
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
