"""Whose official holds a post that every state has: the one country that acts in the sentence or just before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute
from backchannel.sources.parties import PartyMention, side_of, side_term
from backchannel.sources.sightings import Line, Person, Sighting

SERVICES = ("army", "navy", "air force", "defence ministry", "defense ministry", "foreign ministry")


def told(lines: Sequence[Line], person: Person) -> Iterator[tuple[Sighting, Attribute]]:
    """The one country that acts in the sentence, or just before it, around a post that every state has."""
    for sighting in person.sightings:
        national = [a for a in sighting.attributes if a.slot == "post" and is_national(getattr(a.value, "label", ""))]
        line = lines[sighting.sentence]
        ways = (
            next((p for a in national if (p := _seated(line, a))), None),
            *(_actor(lines, sighting), _capital(line, sighting), _host(line, sighting), _visited(lines, sighting)),
        )
        party = next((p for p in ways if p), None) if national else None
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


def _seated(line: Line, post: Attribute) -> PartyMention | None:
    """ "the navy spokesman in Bratislava": a voice of the forces speaks from the capital of its own country."""
    label = getattr(post.value, "label", "").lower()
    ahead = {p.span.start: p for p in line.parties if p.form == "seat"}
    after = [t for t in line.sentence.tokens if t.start >= post.span.end][:2]
    voice = any(label.endswith(f"{s} {v}") for s in SERVICES for v in ("spokesman", "spokeswoman", "spokesperson"))
    return ahead.get(after[1].start) if voice and len(after) > 1 and after[0].text == "in" else None


def _capital(line: Line, sighting: Sighting) -> PartyMention | None:
    """ "In Bamako, Prime Minister X told reporters …": a seat of government that opens a sentence about one person."""
    alone = {s.person for s in line.sightings[:1]} == {sighting.person}
    first = line.parties[0] if line.parties else None
    opens = first is not None and first.form == "seat" and line.sentence.tokens[0].text == "In"
    return first if first and opens and alone and line.sentence.tokens[1].start == first.span.start else None


def _host(line: Line, sighting: Sighting) -> PartyMention | None:
    """ "Defence Minister X received Y in Nicosia": the seat of government where somebody receives guests."""
    words = [t.text.lower() for t in line.sentence.tokens]
    for k in range(sighting.last, min(sighting.last + 6, len(words))):
        if words[k] in lexicon.posts().receiving:
            places = [p for p in line.parties if p.form == "seat" and p.span.start > line.sentence.tokens[k].end]
            return places[0] if places and _is_place(line, places[0]) else None
    return None


def _visited(lines: Sequence[Line], sighting: Sighting) -> PartyMention | None:
    """ "A flew to Dakar on Monday. He met Defence Minister X": the country whose capital a guest came to."""
    words, line = lexicon.posts(), lines[sighting.sentence]
    ahead = {t.text.lower() for t in line.sentence.tokens[: sighting.first]}
    if not ahead & words.partner_verbs or line.sentence.index == 0:
        return None
    before = lines[sighting.sentence - 1]
    for told in (line, before) if before.sentence.block == line.sentence.block else (line,):
        tokens = told.sentence.tokens
        goals = {p.side: p for p in told.parties if p.form == "seat" and _reached(told, p)}
        guests = {a.value for s in told.sightings for a in s.attributes if a.slot == "country"}
        if len(goals) == 1 and any(t.text.lower() in words.visiting for t in tokens):
            side, party = next(iter(goals.items()))
            return party if side_term(side) not in guests else None
    return None


def _reached(line: Line, party: PartyMention) -> bool:
    """ "to Dakar", "in Dakar", "visited Dakar"."""
    ahead = [t.text.lower() for t in line.sentence.tokens if t.end < party.span.start][-1:]
    return bool(set(ahead) & ({"to", "in"} | lexicon.posts().visiting))


def _is_place(line: Line, party: PartyMention) -> bool:
    """ "in Beirut": where, not who."""
    return [t.text.lower() for t in line.sentence.tokens if t.end < party.span.start][-1:] == ["in"]


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
