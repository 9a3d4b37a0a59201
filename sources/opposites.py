"""Whose official somebody is who deals with a person of the other side, in an article about two countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.language import Token
from backchannel.sources.links import Attribute
from backchannel.sources.parties import side_of, side_term
from backchannel.sources.sightings import Line, Person, Sighting, named_sides


def opposite(lines: Sequence[Line], persons: dict[str, Person], person: Person) -> tuple[Sighting, Attribute] | None:
    """The country of ``person``, the other one of two, where somebody of the one is the person's partner in talks."""
    pair = _pair(lines)
    for sighting in person.sightings:
        for other in _partners(lines[sighting.sentence], sighting):
            sides = _sides(persons.get(other.person), pair)
            left = [code for code in pair if code not in sides]
            if len(sides) == 1 and len(left) == 1:
                span = _first(lines, left[0])
                return sighting, Attribute("country", side_term(left[0]), span, "country.opposite")
    return None


def _pair(lines: Sequence[Line]) -> tuple[str, ...]:
    """The two countries that an article is about, if it names any third one half as often at most."""
    ranked = sorted(named_sides(lines).items(), key=lambda item: (-item[1], item[0]))
    clear = len(ranked) > 1 and (len(ranked) == 2 or ranked[1][1] >= 2 * ranked[2][1])
    return (ranked[0][0], ranked[1][0]) if clear else ()


def _sides(person: Person | None, pair: Sequence[str]) -> set[str]:
    told = {a.value for _, a in person.attributes("country")} if person else set()
    known = side_of(person.known.country) if person and person.known else ""
    return {code for code in pair if side_term(code) in told or not told and code == known}


def _partners(line: Line, sighting: Sighting) -> Iterator[Sighting]:
    """Those whom the sentence sets against a person: "between A and X", "A met X", "X told A by phone"."""
    for a, b in pairwise(line.sightings):
        if sighting in (a, b) and (_against(line, a, b) or _like(line, a, b)):
            yield b if sighting == a else a


def _against(line: Line, a: Sighting, b: Sighting) -> bool:
    tokens = line.sentence.tokens
    words = [t.text.lower() for t in tokens[a.last : b.first]]
    lead = [t.text.lower() for t in tokens[max(0, a.first - 2) : a.first]]
    if not 0 < len(words) < 7 or ";" in words:
        return False
    leaders = lead[:1] in [[verb] for verb in ("led", "headed", "chaired")] and lead[-1:] == ["by"]
    if "between" in lead or leaders and not _one_team(tokens[max(0, a.first - 8) : a.first]):
        return "and" in words
    return words[words[0] == "will" :][:1] in [[verb] for verb in lexicon.posts().partner_verbs]


def _one_team(tokens: Sequence[Token]) -> bool:
    """Whether a single delegation stands among ``tokens``, which two people may lead for one side."""
    return any(t.text.lower() in {"delegation", "team"} for t in tokens)


def _like(line: Line, a: Sighting, b: Sighting) -> bool:
    """ "President A and Belgian President B": two who hold the same post, named side by side."""
    words = [t.text.lower() for t in line.sentence.tokens[a.last : b.first]]
    return words == ["and"] and bool(_offices(a) & _offices(b))


def _offices(sighting: Sighting) -> set[str]:
    posts = (getattr(a.value, "label", "") for a in sighting.attributes if a.slot == "post")
    return {label for label in posts if label}


def _first(lines: Sequence[Line], code: str) -> Span:
    return next(p.span for line in lines for p in line.parties if side_of(p.code) == code)
