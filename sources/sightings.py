"""What an article shows of its people: sightings of a person in a sentence, and the person behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official
from backchannel.sources.language import Sentence
from backchannel.sources.links import Attribute, Tie
from backchannel.sources.names import Name
from backchannel.sources.parties import PartyMention, side_of, side_term
from backchannel.sources.posts import Post


@dataclass(frozen=True)
class Sighting:
    """A person named in a sentence: tokens ``first`` to ``last`` (exclusive) take in ranks and posts around it."""

    sentence: int
    first: int
    last: int
    name: Name
    attributes: tuple[Attribute, ...]
    person: str = ""
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Person:
    """A person of the article: ``key``, canonical name, sightings in order, the reference row if the name is known."""

    key: str
    label: str
    sightings: tuple[Sighting, ...]
    known: Official | None

    def attributes(self, slot: str) -> list[tuple[int, Attribute]]:
        """All values of ``slot`` with the number of their sentence."""
        return [(s.sentence, a) for s in self.sightings for a in s.attributes if a.slot == slot]


@dataclass(frozen=True)
class Line:
    """A sentence with what is named in it."""

    sentence: Sentence
    text: str
    parties: tuple[PartyMention, ...]
    names: tuple[Name, ...]
    posts: tuple[Post, ...]
    sightings: tuple[Sighting, ...] = ()


def told_sides(person: Person | None) -> set[str]:
    """The countries and organisations that the article gives a person."""
    return {getattr(a.value, "label", "") for _, a in person.attributes("country")} if person else set()


def sides_of(person: Person | None) -> set[str]:
    """The countries of a person, by what the article says, else by what the reference data know."""
    known = {side_term(side_of(person.known.country)).label} if person and person.known else set()
    return told_sides(person) or known


People = tuple[tuple[Line, ...], dict[str, Person]]
Revision = Mapping[Sighting, tuple[Attribute, ...]]


def revised(people: People, attributes: Revision) -> People:
    """The lines and persons with new attributes for some sightings."""
    lines, persons = people

    def again(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
        return tuple(replace(s, attributes=attributes.get(s, s.attributes)) for s in sightings)

    return (
        tuple(replace(line, sightings=again(line.sightings)) for line in lines),
        {key: replace(p, sightings=again(p.sightings)) for key, p in persons.items()},
    )


def named_sides(lines: Sequence[Line]) -> Counter[str]:
    """How often each country or alliance is named in the article."""
    return Counter(side_of(p.code) for line in lines for p in line.parties)


def acting_parties(line: Line) -> tuple[PartyMention, ...]:
    """The parties of a line that are not named as the place of something: "in Brussels", "near Paris, France"."""
    starts = {t.start: k for k, t in enumerate(line.sentence.tokens)}
    out: list[PartyMention] = []
    place_end = -1
    for party in line.parties:
        k = starts.get(party.span.start, 0)
        before = line.sentence.tokens[k - 1].text.lower() if k else ""
        behind = line.sentence.tokens[k - 2].end if before == "," and k > 1 else -2
        placed = party.form in {"seat", "name"} and before in lexicon.places().prepositions - {"to"}
        if placed or behind == place_end:
            place_end = party.span.end
        else:
            out.append(party)
    return tuple(out)


def recent_lines(lines: Sequence[Line], line: Line) -> Sequence[Line]:
    """The sentence before ``line`` and ``line`` itself."""
    return lines[max(0, line.sentence.index - 1) : line.sentence.index + 1]
