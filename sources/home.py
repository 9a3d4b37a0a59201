"""Whose official somebody is where the words beside the name leave it to the article as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.ontology import gazetteer, lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.actors import is_national, told
from backchannel.sources.article import Span
from backchannel.sources.links import Attribute
from backchannel.sources.opposites import opposite
from backchannel.sources.parties import side_of, side_term
from backchannel.sources.sightings import Line, Person, Revision, Sighting, named_sides, sides_of

DATELINE = re.compile(
    r"\W*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+|[A-ZÀ-Þ][\w.'’ -]+?(?=(?: \([A-Z][\w. ]+\))?, ?\d))"
    r"(?:(?:,[^—–(]{0,40}| \([A-Z][\w. ]+\),?[^—–(]{0,20})?(?:\([^)]{2,40}\))?,? ?(?:—|–|-{1,2}) |(?<=[A-ZÀ-Þ]{3}): )"
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
        side = _held_for(person) or (side_of(person.known.country) if person.known else "")
        if side and (side in named or _is_named(lines, side)) and not person.attributes("country"):
            first = person.sightings[0]
            out[first] = (
                *first.attributes,
                Attribute("country", side_term(side), _name_span(lines, first), "country.known-official"),
            )
    return out


def _held_for(person: Person) -> str:
    """The organisation for which a known official is known to have held the post that the article names."""
    ref = reference()
    words = [_words(getattr(a.value, "label", "")) for _, a in person.attributes("post")]
    held = ref.posts_held.get(person.known.key, ()) if person.known else ()
    found = {post.of for post in held if post.of in ref.organizations and any(w <= _words(post.label) for w in words)}
    return side_of(found.pop()) if len(found) == 1 else ""


def _words(label: str) -> set[str]:
    return set(label.lower().replace("-", " ").split())


def _is_named(lines: Sequence[Line], side: str) -> bool:
    """Whether the name stands anywhere in the text, be it in that of a council or a treaty."""
    return any(re.search(rf"\b{re.escape(side_term(side).label)}\b", line.text) for line in lines)


def _name_span(lines: Sequence[Line], sighting: Sighting) -> Span:
    tokens = lines[sighting.sentence].sentence.tokens
    return Span(tokens[sighting.name.first].start, tokens[sighting.name.last - 1].end)


def context_countries(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Countries of officials whose own words give none."""
    out, home = {}, home_of(lines)
    clear = home if home and (home.clear or _nobody_foreign(persons, home)) else None
    for person in persons.values():
        official = any(a.slot in {"rank", "post"} for s in person.sightings for a in s.attributes)
        if not official or person.attributes("country") or person.known:
            continue
        found = next(told(lines, person), None) or _at_home(person, clear) or opposite(lines, persons, person)
        found = found or _by_service(lines, person) or _rare(lines, person)
        if found is None and _is_domestic(lines, person, home):
            found = _at_home(person, home)
        if found:
            out[found[0]] = (*found[0].attributes, found[1])
    return out


def _nobody_foreign(persons: dict[str, Person], home: Home) -> bool:
    """Whether all people of an article whose country is clear are of the dateline's."""
    return {side for person in persons.values() for side in sides_of(person)} <= {side_term(home.code).label}


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


def _by_service(lines: Sequence[Line], person: Person) -> tuple[Sighting, Attribute] | None:
    """ "Air Force Col. X": the service before the rank is American style, in an article that speaks of America much."""
    ranked = [code for code, _ in named_sides(lines).most_common(2)]
    for sighting in person.sightings if "US" in ranked else ():
        tokens = lines[sighting.sentence].sentence.tokens
        rank = next((a for a in sighting.attributes if a.rule == "rank.before-name"), None)
        service = " ".join(t.text for t in tokens[sighting.name.start :] if rank and t.end <= rank.span.start)
        if rank and service in lexicon.ranks().bare_services:
            return sighting, Attribute("country", side_term("US"), rank.span, "country.service")
    return None


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
        own, others = counts[code], sorted((n for other, n in counts.items() if other != code), reverse=True)
        most, second = [*others, 0, 0][:2]
        start = line.sentence.span.start
        span = Span(start + match.start("place"), start + match.start("place") + len(match["place"].rstrip()))
        return Home(code, span, own >= 2 * most) if own and own >= max(most / 2, second) else None
    return None
