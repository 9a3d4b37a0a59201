"""Who is named: every sighting of a person in an article, with rank, post and country, gathered into persons."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official, reference
from backchannel.sources.article import Article
from backchannel.sources.language import Sentence
from backchannel.sources.linking import link
from backchannel.sources.links import Attribute, Link
from backchannel.sources.names import Name, find_names
from backchannel.sources.parties import PartyMention, find_parties, side_of
from backchannel.sources.posts import Post, find_posts
from backchannel.sources.ranks import find_ranks
from backchannel.sources.wording import Wording


@dataclass(frozen=True)
class Sighting:
    """A person named in a sentence: tokens ``first`` to ``last`` (exclusive) take in ranks and posts around the name."""

    sentence: int
    first: int
    last: int
    name: Name
    attributes: tuple[Attribute, ...]
    person: str = ""


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


def fold(text: str) -> str:
    """``text`` without accents and case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def find_people(article: Article, sentences: Sequence[Sentence]) -> tuple[tuple[Line, ...], dict[str, Person]]:
    """The lines of an article with every sighting, and the persons behind the sightings, by key."""
    drafts = []
    for sentence in sentences:
        parties = find_parties(article.text, sentence.span.start, sentence.span.end)
        text = article.quote(sentence.span)
        w = Wording(sentence, text, parties, find_ranks(sentence, text))
        drafts.append(replace(w, names=find_names(w)))
    surnames = _surnames(name for w in drafts for name in w.names)
    lines = []
    for draft in drafts:
        sentence = draft.sentence
        w = replace(draft, names=_with_surnames(sentence, draft.names, surnames, draft.parties))
        posts = find_posts(w)
        links = link(w, posts)
        sightings = tuple(Sighting(sentence.index, k.first, k.last, k.name, k.attributes) for k in _usable(links))
        lines.append(Line(sentence, w.text, w.parties, w.names, posts, sightings))
    return _gather(lines)


def _usable(links: Iterable[Link]) -> Iterable[Link]:
    return (k for k in links if not k.excluded)


def _surnames(names: Iterable[Name]) -> frozenset[str]:
    """Words that may stand for a person on their own, from the full names of the article."""
    out: set[str] = set()
    for name in names:
        if len(name.words) > 1:
            out.add(name.words[-1])
            if known_official(name.text) is None or _family_first(known_official(name.text)):
                out.update(w for w in name.words[:1] if len(name.words[0]) < 6)
        elif name.words and name.titled:
            out.add(name.words[0])
    return frozenset(w for w in out if len(w) > 1)


def _family_first(official: Official | None) -> bool:
    return official is not None and official.country in lexicon.posts().family_name_first


def _with_surnames(
    sentence: Sentence, names: Sequence[Name], surnames: frozenset[str], parties: Sequence[PartyMention]
) -> tuple[Name, ...]:
    """Adds surnames that stand alone, and drops single words that are neither titled nor known surnames."""
    kept = [n for n in names if len(n.words) > 1 or n.titled or n.text in surnames or (n.entity and unique_surname(n.text))]
    taken = {i for n in kept for i in range(n.first, n.last)}
    out = list(kept)
    for i, token in enumerate(sentence.tokens):
        inside = any(p.span.start <= token.start < p.span.end for p in parties)
        if i in taken or token.text not in surnames or inside or token.entity in {"ORG", "LOC", "FAC"} and _inner(sentence, i):
            continue
        out.append(Name(i, i + 1, i, token.text))
    return tuple(sorted(out, key=lambda n: n.first))


def _inner(sentence: Sentence, i: int) -> bool:
    """Whether token ``i`` lies inside a longer entity: "Austin Airport"."""
    tokens = sentence.tokens
    after = i + 1 < len(tokens) and tokens[i + 1].entity == tokens[i].entity and not tokens[i + 1].entity_starts
    return (after and tokens[i + 1].text[:1].isupper()) or not tokens[i].entity_starts


@cache
def _officials() -> tuple[dict[str, Official], dict[str, Official | None]]:
    by_name: dict[str, Official] = {}
    by_surname: dict[str, Official | None] = {}
    for official in reference().officials.values():
        for name in (official.label, *official.aliases):
            words = Name(0, 0, 0, fold(name)).words
            by_name.setdefault(" ".join(words), official)
        for key in {fold(official.label).split()[-1], *_first_surname(official)}:
            by_surname[key] = None if by_surname.get(key, official) is not official else official
    return by_name, by_surname


def _first_surname(official: Official) -> set[str]:
    return {fold(official.label).split()[0]} if _family_first(official) else set()


def known_official(name: str) -> Official | None:
    """The reference official of this full name, if there is one."""
    words = [w for w in name.split() if w not in lexicon.posts().name_suffixes]
    plain = [w for w in words if not (len(w) <= 2 and w.rstrip(".").isupper() and w != words[0])]
    by_name = _officials()[0]
    return by_name.get(fold(" ".join(words))) or by_name.get(fold(" ".join(plain)))


def unique_surname(word: str) -> Official | None:
    """The only reference official of this surname, if there is just one."""
    return _officials()[1].get(fold(word))


def _gather(lines: Sequence[Line]) -> tuple[tuple[Line, ...], dict[str, Person]]:
    sightings = [s for line in lines for s in line.sightings]
    full = [s for s in sightings if len(s.name.words) > 1]
    groups: list[list[Sighting]] = []
    for sighting in full:
        group = next((g for g in groups if _same_person(g, sighting.name)), None)
        groups.append([sighting]) if group is None else group.append(sighting)
    for sighting in sightings:
        if len(sighting.name.words) > 1:
            continue
        matches = [g for g in groups if _carries(g, sighting)]
        if len(matches) > 1:
            matches = [g for g in matches if _agrees(g, sighting)]
        if len(matches) == 1:
            matches[0].append(sighting)
        elif not matches and (sighting.name.titled or unique_surname(sighting.name.text)):
            groups.append([sighting])
    return _number(lines, groups)


def _same_person(group: Sequence[Sighting], name: Name) -> bool:
    """Whether a full name is that of the group: same surname, and first names that agree or abbreviate one another."""
    for other in (s.name for s in group if len(s.name.words) > 1):
        a, b = fold(other.text).split(), fold(name.text).split()
        known = known_official(other.text)
        if a == b or (known is not None and known is known_official(name.text)):
            return True
        a, b = [fold(w) for w in other.words], [fold(w) for w in name.words]
        if a[-1] == b[-1] and (a[0].startswith(b[0][:3]) or b[0].startswith(a[0][:3])):
            return True
    return False


def _carries(group: Sequence[Sighting], sighting: Sighting) -> bool:
    """Whether the single word is the surname of the group, or its family name in first place."""
    word = fold(sighting.name.words[0] if sighting.name.words else sighting.name.text)
    return any(word in {fold(s.name.words[-1]), fold(s.name.words[0])} for s in group if s.name.words)


def _agrees(group: Sequence[Sighting], sighting: Sighting) -> bool:
    """Whether a titled surname shares a rank or post word with the group."""
    ranks = {s.name.rank for s in group if s.name.rank}
    posts = {getattr(a.value, "label", "") for s in group for a in s.attributes if a.slot == "post"}
    mine = {getattr(a.value, "label", "") for a in sighting.attributes if a.slot == "post"}
    return (sighting.name.rank in ranks) if sighting.name.rank else bool(mine & posts)


def _number(lines: Sequence[Line], groups: Sequence[Sequence[Sighting]]) -> tuple[tuple[Line, ...], dict[str, Person]]:
    persons, owner = {}, {}
    ordered = sorted(groups, key=lambda g: min((s.sentence, s.first) for s in g))
    for number, group in enumerate(ordered, start=1):
        key = f"o{number}"
        sightings = tuple(replace(s, person=key) for s in sorted(group, key=lambda s: (s.sentence, s.first)))
        owner.update({(s.sentence, s.first): key for s in sightings})
        label, known = _label(sightings)
        persons[key] = Person(key, label, sightings, known)
    out = []
    for line in lines:
        mine = tuple(replace(s, person=owner[s.sentence, s.first]) for s in line.sightings if (s.sentence, s.first) in owner)
        out.append(replace(line, sightings=mine))
    return tuple(out), persons


def _label(sightings: Sequence[Sighting]) -> tuple[str, Official | None]:
    names = Counter(s.name.text for s in sightings)
    best = max(names, key=lambda n: (len(n.split()) > 1, names[n], len(n), n))
    known = next((k for s in sightings if (k := known_official(s.name.text))), None)
    if known is None and all(len(s.name.words) < 2 for s in sightings):
        known = unique_surname(sightings[0].name.text)
    if known:
        return known.label, known
    suffixes = lexicon.posts().name_suffixes
    return " ".join(w for w in best.rstrip(",").split() if w not in suffixes), None


def named_sides(lines: Sequence[Line]) -> Counter[str]:
    """How often each country or alliance is named in the article."""
    return Counter(side_of(p.code) for line in lines for p in line.parties)
