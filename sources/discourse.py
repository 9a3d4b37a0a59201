"""What an article has spoken of so far: whom its pronouns and plurals can mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from backchannel.ontology import lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line


@cache
def _rank_words() -> frozenset[str]:
    """The last words of ranks: "general", "admiral"."""
    return frozenset(rank.label.lower().split()[-1] for rank in lexicon.ranks().ranks)


@dataclass
class Discourse:
    """What the article has spoken of so far: whom "they", "the two men" and "both sides" mean."""

    sides_of: Mapping[str, tuple[str, ...]]
    posts_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranks_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    people: list[str] = field(default_factory=list)
    group: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    subject: str = ""
    begun: bool = False
    told: bool = False
    collective: bool = False
    organizations: list[PartyMention] = field(default_factory=list)

    def mention(self, line: Line) -> None:
        """Takes note of the people named in ``line``."""
        self.begun = True
        self.organizations += [p for p in line.parties if p.form == "organization"]
        for sighting in line.sightings:
            if sighting.person in self.people:
                self.people.remove(sighting.person)
            self.people.append(sighting.person)

    def between(self, parties: tuple[str, ...]) -> None:
        """Takes note of the ``parties`` now spoken of, and of two alone: "both countries" are not the three of now."""
        self.parties = parties
        self.pair = parties if len(parties) == 2 else self.pair

    def parties_of(self, number: int) -> tuple[str, ...]:
        """The parties that "both countries", "the sides" (0: any number) mean; empty where that is not clear."""
        return self.parties if number in {0, len(self.parties)} else self.pair if number == 2 else ()

    def recall(self, person: str) -> None:
        """Takes note that a pronoun has spoken of ``person`` again."""
        if person in self.people:
            self.people.remove(person)
            self.people.append(person)

    def holds(self, person: str, role: str) -> bool:
        """Whether ``role`` ("secretary", "general") is a word of a rank or post that the article gives ``person``."""
        posts = [p for p in self.posts_of.get(person, ()) if not p.lower().endswith(("press secretary", "spokesman"))]
        titles = " ".join((*posts, *self.ranks_of.get(person, ()))).lower()
        return role in titles.split() and (role in lexicon.posts().heads or role in _rank_words())

    def speaks(self, person: str) -> bool:
        """Whether the article knows ``person`` only as somebody's voice: a spokesman tells of contacts of others."""
        posts = [p.lower() for p in self.posts_of.get(person, ())]
        return bool(posts) and all(any(w in p for w in lexicon.posts().voices) for p in posts)

    def titled(self, person: str, words: str) -> bool:
        """Whether the article gives ``person`` a post of just these words in a row: "the defence secretary"."""
        plain = f" {words.replace('defense', 'defence')} "
        posts = (post.lower().replace("defense", "defence") for post in self.posts_of.get(person, ()))
        return any(plain in f" {post} " for post in posts)

    def institution(self, noun: str) -> PartyMention | None:
        """The only institution that "the command", "the ministry" can mean among those named so far."""
        kinds = lexicon.posts().generic_institutions.get(noun)
        rows = reference().organizations
        meant = [
            p
            for p in self.organizations
            if kinds is not None and p.code in rows and (rows[p.code].kind in kinds or p.text.lower().endswith(noun))
        ]
        return meant[-1] if len({p.side for p in meant}) == 1 else None

    def is_a(self, person: str, word: str) -> bool:
        """Whether the article gives ``person`` a rank or post that ``word`` ("generals", "ministers") may stand for."""
        titles = " ".join((*self.posts_of.get(person, ()), *self.ranks_of.get(person, ()))).lower()
        stems = lexicon.contacts().roles.get(word)
        return stems is None or not titles or any(s in titles for s in sorted(stems))

    def _titled(self, word: str) -> bool:
        """Whether anybody of those who last met has a title that tells what they are, if ``word`` tells it."""
        told = any(self.posts_of.get(p) or self.ranks_of.get(p) for p in self.group)
        return told or word not in lexicon.contacts().roles

    def together(self, number: int, word: str = "") -> tuple[str, ...]:
        """The people that a plural back-reference of ``number`` (0: any) means; empty where that is not clear."""
        fits = all(self.is_a(p, word) for p in self.group) and self._titled(word)
        if self.group and number in {0, len(self.group)} and fits:
            return self.group
        wanted = number or 2
        recent: list[str] = []
        for person in reversed(self.people):
            if not self.is_a(person, word):
                continue
            sides = set(self.sides_of.get(person, ()))
            if sides and all(sides.isdisjoint(self.sides_of.get(p, ())) for p in recent):
                recent.insert(0, person)
            if len(recent) == wanted:
                return tuple(recent)
        return ()
