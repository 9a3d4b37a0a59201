"""Names of people in a sentence: where one starts and ends, and the rank in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official, reference
from backchannel.sources.article import Span
from backchannel.sources.ranks import RankMention
from backchannel.sources.wording import POSSESSIVES, Wording


@dataclass(frozen=True)
class Name:
    """A person's name in a sentence: tokens ``first`` to ``last`` (exclusive); ``start`` takes in rank and title.

    ``rank`` is the expanded rank with the span of its words, or None; ``titled`` tells whether a civil title or a post
    stands right before the name; ``entity`` whether the language model took it for a person.
    """

    first: int
    last: int
    start: int
    text: str
    rank: str | None = None
    rank_span: Span | None = None
    titled: bool = False
    entity: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name without initials and suffixes."""
        drop = lexicon.posts().name_suffixes
        return tuple(w for w in self.text.split() if w not in drop and not re.fullmatch(r"[A-Z]\.?", w))


def find_names(w: Wording) -> tuple[Name, ...]:
    """All full names and titled surnames of a sentence."""
    blocked = _blocked(w)
    strong = _longest(_read(w, _starts(w, blocked), blocked))
    return _longest([*strong, *_read(w, _weak_starts(w, strong, blocked), blocked)])


def _read(w: Wording, starts: Iterable[tuple[int, bool]], blocked: frozenset[int]) -> Iterator[Name]:
    for start, known in starts:
        i = start
        while i < len(w.tokens) and i in blocked and w.tokens[i].entity == "PERSON":
            i += 1
        first = next((r.last for r in w.ranks if r.first <= i < r.last), i)
        last = name_end(w, first, blocked)
        if any(w.capital(k) and len(w.tokens[k].text) > 1 for k in range(first, last)):
            name = _name(w, first, last, known)
            if name.rank is None or len(name.words) > 1 or w.low(name.start - 1) != "the":
                yield name


def _name(w: Wording, first: int, last: int, known: bool) -> Name:
    rank = next((r for r in w.ranks if r.last == first), None)
    start = rank.start if rank else first
    words = lexicon.posts()
    before = w.tokens[start - 1].text if start else ""
    title = before in words.titles
    while start and w.tokens[start - 1].text in words.titles and w.low(start - 2) not in words.modifiers:
        start -= 1
    head = before.lower() in words.heads or before.lower() in words.plurals
    text = re.sub(r"(?<=\w\w)(?: [A-Z]\.)+$", "", w.quote(first, last))
    return Name(first, last, start, text, *_of_rank(rank), rank is not None or title or head, known)


def _of_rank(rank: RankMention | None) -> tuple[str | None, Span | None]:
    return (rank.label, rank.span) if rank else (None, None)


def _blocked(w: Wording) -> frozenset[int]:
    """Words that cannot be part of a person's name: parties, dates, posts, institutions and titles."""
    words = lexicon.posts()
    closed = words.heads | words.titles | words.not_names
    out = set()
    for i, token in enumerate(w.tokens):
        low = token.text.lower()
        institution = w.capital(i) and low in (words.institutions | words.modifiers) - words.names_too
        dated = token.entity in {"DATE", "TIME", "NORP", "CARDINAL", "ORDINAL"}
        if institution or dated or low in words.heads or low in words.plurals or token.text in closed:
            out.add(i)
    for party in w.parties:
        inside = range(w.number(party.span.start), w.number(party.span.end))
        out.update(i for i in inside if w.tokens[i].entity != "PERSON")
    return frozenset(out)


def name_end(w: Wording, i: int, blocked: frozenset[int]) -> int:
    """The end (exclusive) of the name that starts at word ``i``; ``i`` itself where there is none."""
    words = lexicon.posts()
    j = i
    while j < len(w.tokens) and j - i < 9:
        text = w.tokens[j].text
        following = w.tokens[j + 1].text if j + 1 < len(w.tokens) else ""
        if text in words.inner_titles and j > i and _is_name_word(following) and j + 1 not in blocked:
            j += 2
        elif j in blocked:
            break
        elif text in {"-", "’", "'"} and j > i and w.glued(j) and w.glued(j + 1) and following[:1].isalpha():
            j += 2
        elif text in words.name_suffixes and j > i or _is_name_word(text):
            j += 1
        elif text in words.name_particles and (_is_name_word(following) or following in words.name_particles or following == "-"):
            j += 1
        else:
            break
    return j


def _is_name_word(word: str) -> bool:
    if re.fullmatch(r"[A-Z]\.", word):
        return True
    return word[:1].isupper() and word.replace("’", "").replace("'", "").isalpha() and not (word.isupper() and len(word) > 3)


@cache
def _known() -> ahocorasick_rs.AhoCorasick:
    names = {name for o in reference().officials.values() for name in _spellings(o)}
    return ahocorasick_rs.AhoCorasick(sorted(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _spellings(official: Official) -> tuple[str, ...]:
    return (official.label, *official.aliases)


def _starts(w: Wording, blocked: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Words where a name may start, and whether the language model or the reference data say so."""
    tokens, words = w.tokens, lexicon.posts()
    for i, token in enumerate(tokens):
        opening = token.entity_starts or i == 0 or tokens[i - 1].entity != "PERSON" or i - 1 in blocked
        if token.entity == "PERSON" and opening:
            yield i, True
        place = token.entity in {"GPE", "LOC", "FAC"} and not w.capital(i + 1)
        titled = w.low(i - 1) in words.heads or w.low(i - 1) in words.plurals or (i and tokens[i - 1].text in words.titles)
        if i not in blocked and w.capital(i) and not place and (titled or _behind_office(w, i, blocked)):
            yield i, False
    yield from ((r.last, False) for r in w.ranks if r.last < len(tokens))
    for _, first, _ in _known().find_matches_as_indexes(w.text):
        i = w.number(w.sentence.span.start + first)
        if i < len(tokens) and tokens[i].start == w.sentence.span.start + first:
            yield i, True


def _behind_office(w: Wording, i: int, blocked: frozenset[int]) -> bool:
    """"Chief of the General Staff Ivan Petrov": two or more name words right behind an institution that ends a post."""
    institution = i and i - 1 in blocked and w.capital(i - 1) and w.low(i - 1) not in lexicon.posts().heads
    if not institution or w.tokens[i - 1].entity in {"DATE", "TIME"} or name_end(w, i, blocked) - i < 2:
        return False
    k = i - 1
    while k and (w.capital(k) or w.low(k) in {"of", "the", "and", "for"} or w.tokens[k].text in {"-", *POSSESSIVES}):
        k -= 1
    inside = [w.low(j) for j in range(k, i)]
    return any(a in lexicon.posts().heads and b in {"of", "for"} for a, b in zip(inside, inside[1:], strict=False))


def _weak_starts(w: Wording, names: tuple[Name, ...], blocked: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Runs of two or more name words that stand in a list with names, or before a comma and a post."""
    by_start, taken = {n.start: n for n in names}, {k for n in names for k in range(n.start, n.last)}
    ends = {n.last for n in names}
    closed = lexicon.posts().name_entities
    i = 0
    while i < len(w.tokens):
        last = name_end(w, i, blocked) if i not in taken and w.capital(i) else i
        if last - i > 1 and w.tokens[i].entity not in closed:
            listed = w.low(i - 1) in {"and", ","} and (i - 1 in ends or w.low(i - 2) == "," and i - 2 in ends)
            second = by_start[last + 1].last if last + 1 in by_start else name_end(w, last + 1, blocked)
            before = w.low(last) == "and" and second > last + 1 and office_follows(w, second)
            if listed or before or office_follows(w, last):
                ends.add(last)
                yield i, False
        i = max(last, i + 1)


def office_follows(w: Wording, i: int) -> bool:
    """Whether ", the deputy chief of …" follows at word ``i``: a comma, words that make up posts, and a head."""
    words = lexicon.posts()
    if w.low(i) != ",":
        return False
    j = w.skip(i + 1, frozenset({"the", "a", "an", "his", "her", "its", "their", "then", "former"}))
    for k in range(j, min(j + 7, len(w.tokens))):
        low = w.low(k)
        if (low in words.heads or low in words.plurals) and not w.capital(k + 1) and w.low(k + 1) not in POSSESSIVES:
            return low not in words.weak_heads or k > j or w.low(k + 1) == "of"
        part = low in words.modifiers or low in words.institutions or w.capital(k) or low in POSSESSIVES or low == "-"
        if not part or k in w.rank_at:
            return False
    return False


def _longest(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names without overlap: the earlier, then the longer, then the better known."""
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.first, -n.last, not n.entity)):
        if not out or name.first >= out[-1].last:
            out.append(name)
    return tuple(out)
