"""What people of an article are to each other: spokesmen, deputies, predecessors; and what a short rank stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.claims import Term, Text
from backchannel.sources.links import Attribute, Tie, post_term
from backchannel.sources.posts import canonical_post
from backchannel.sources.sightings import Line, Person, Revision, Sighting, recent_lines, sides_of


def address_ranks(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """ "General X" is a form of address where the full name had "Lieutenant General"."""
    out = {}
    for person in persons.values():
        names = {s.name.text for s in person.sightings}
        short = [s for s in person.sightings if len(s.name.words) < 2 or _is_tail(s.name.text, names)]
        full = {_rank(a) for s in person.sightings if s not in short for a in s.attributes if a.slot == "rank"}
        for s in short:
            kept = tuple(a for a in s.attributes if not (a.slot == "rank" and any(_rank(a) < f for f in full)))
            if kept != s.attributes:
                out[s] = kept
    return out


def _is_tail(name: str, names: set[str]) -> bool:
    """ "Padrino López", where the article has "Vladimir Padrino López"."""
    return any(other.endswith(f" {name}") for other in names)


def _rank(attribute: Attribute) -> frozenset[str]:
    return frozenset(attribute.value.value.split()) if isinstance(attribute.value, Text) else frozenset()


def tied_posts(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Spokesmen, deputies and predecessors by the person whose they are."""
    out: dict[Sighting, tuple[Attribute, ...]] = {}
    for line in lines:
        for sighting in line.sightings:
            for tie in sighting.ties:
                principal = _principal(lines, line, sighting, tie, persons)
                if principal:
                    out[sighting] = _tied(sighting, tie, principal)
    return out


def _principal(
    lines: Sequence[Line], line: Line, sighting: Sighting, tie: Tie, persons: dict[str, Person]
) -> Person | None:
    if tie.of is not None:
        named = next((s for s in line.sightings if s.name.first == tie.of.first), None)
        return persons.get(named.person) if named else None
    earlier = {s.person for s in line.sightings if s.last <= sighting.first}
    if tie.role == "companion":
        earlier = {s.person for s in line.sightings[:1] if s.last <= sighting.first}
    if not earlier:
        previous = [k for k in recent_lines(lines, line)[:-1] if k.sentence.block == line.sentence.block]
        own = sides_of(persons.get(sighting.person))
        fellows = [s.person for k in previous for s in k.sightings if own & sides_of(persons.get(s.person))]
        earlier = set(fellows) or {s.person for k in previous for s in k.sightings[:1] if not own or _acts(persons, s)}
    return persons[earlier.pop()] if len(earlier) == 1 else None


def _replaced(country: Attribute) -> set[str]:
    """The rules whose country gives way to that of a predecessor or successor."""
    seconded = getattr(country.value, "kind", "") == "Organization"
    return {"country.known-official"} | ({"country.after-name"} if seconded else set())


def _acts(persons: dict[str, Person], sighting: Sighting) -> bool:
    """Whether somebody acts for an organisation, in which people of any country may follow one another."""
    person = persons.get(sighting.person)
    found = [a.value for _, a in person.attributes("country")] if person else []
    return any(getattr(value, "kind", "") == "Organization" for value in found)


def _tied(sighting: Sighting, tie: Tie, principal: Person) -> tuple[Attribute, ...]:
    posts = list(dict.fromkeys(a.value for _, a in principal.attributes("post") if isinstance(a.value, Term)))
    kept = [a for a in sighting.attributes if a.slot != "post" or a.span != tie.span and not tie.span.covers(a.span)]
    bare = all(len(getattr(a.value, "label", "").split()) == 1 for a in sighting.attributes if a.slot == "post")
    label = ""
    if tie.role in lexicon.posts().spokesman_heads:
        label = canonical_post(f"{tie.role} {'to' if tie.role == 'aide' else 'for'} {principal.label}")
    elif tie.role == "deputy" and bare and len(posts) == 1:
        label = canonical_post(f"deputy {posts[0].label}")
    elif tie.role in {"predecessor", "successor"} and len(posts) == 1:
        label = posts[0].label
    values = kept if label else list(sighting.attributes)
    if label:
        values.append(Attribute("post", post_term(label), tie.span, f"post.{tie.role}"))
    country = next((a for _, a in principal.attributes("country")), None)
    if tie.role in {"predecessor", "successor"} and country:
        values = [a for a in values if a.rule not in _replaced(country)]
    if country and not any(a.slot == "country" for a in values):
        values.append(replace(country, rule="country.of-principal"))
    return tuple(values)
