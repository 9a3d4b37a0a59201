"""Names of people in a sentence: where one starts and ends, and the rank in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official, reference
from backchannel.sources.article import Span
from backchannel.sources.language import Sentence, Token
from backchannel.sources.parties import PartyMention


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


@cache
def _rank_forms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First token → (all tokens, label), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for rank in lexicon.ranks().ranks:
        for form in rank.forms:
            words = tuple(re.findall(r"\w+\.?|-", form))
            table.setdefault(words[0], []).append((words, rank.label))
    return {first: tuple(sorted(forms, key=lambda f: (-len(f[0]), f))) for first, forms in table.items()}


def rank_at(tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
    """The end (exclusive) and expanded label of the rank whose words start at token ``i``."""
    for words, label in _rank_forms().get(tokens[i].text, ()):
        if tuple(t.text for t in tokens[i : i + len(words)]) == words:
            return i + len(words), label
    return None


def blocked_tokens(sentence: Sentence, parties: Sequence[PartyMention]) -> frozenset[int]:
    """Tokens that cannot be part of a person's name: parties, dates, posts and titles."""
    words = lexicon.posts()
    closed = words.heads | words.titles | words.plurals.keys() | {"Ministry", "Department", "Army", "Staff", "Council", "House"}
    out = set()
    for i, token in enumerate(sentence.tokens):
        body = token.text[:1].isupper() and token.text.lower() in _bodies()
        if body or token.entity in {"DATE", "TIME", "NORP", "CARDINAL", "ORDINAL"} or token.text.lower() in words.heads or token.text in closed:
            out.add(i)
        if any(p.span.start <= token.start < p.span.end for p in parties) and token.entity != "PERSON":
            out.add(i)
    return frozenset(out)


@cache
def _bodies() -> frozenset[str]:
    """Institution words that are nobody's name."""
    return lexicon.posts().institutions - {"house", "base", "wing", "general", "world", "guard", "public", "party", "branch", "service"}


def name_end(tokens: Sequence[Token], i: int, blocked: frozenset[int]) -> int:
    """The end (exclusive) of the name that starts at token ``i``; ``i`` itself where there is none."""
    particles, suffixes = lexicon.posts().name_particles, lexicon.posts().name_suffixes
    j = i
    while j < len(tokens) and j - i < 9:
        if j in blocked:
            break
        word = tokens[j].text
        if word == "-" and j > i and _glued(tokens, j):
            j += 2
        elif word in suffixes and j > i or _is_name_word(word):
            j += 1
        elif word in particles and j + 1 < len(tokens) and (_is_name_word(tokens[j + 1].text) or tokens[j + 1].text in {"-", *particles}):
            j += 1
        else:
            break
    return j


def _glued(tokens: Sequence[Token], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j - 1].end == tokens[j].start and tokens[j].end == tokens[j + 1].start


def _is_name_word(word: str) -> bool:
    if re.fullmatch(r"[A-Z]\.", word):
        return True
    return word[:1].isupper() and word.replace("’", "").replace("'", "").isalpha() and not (word.isupper() and len(word) > 3)


@cache
def _known() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Official, ...]]:
    pairs = sorted({name: o for o in reference().officials.values() for name in (o.label, *o.aliases)}.items(), key=lambda p: p[0])
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([name for name, _ in pairs], matchkind=kind), tuple(o for _, o in pairs)


def _starts(sentence: Sentence, blocked: frozenset[int], text: str) -> Iterator[tuple[int, bool]]:
    """Tokens where a name may start, and whether the language model or the reference data say so."""
    tokens = sentence.tokens
    heads = lexicon.posts().heads | lexicon.posts().titles
    for i, token in enumerate(tokens):
        if token.entity == "PERSON" and (token.entity_starts or i == 0 or tokens[i - 1].entity != "PERSON" or i - 1 in blocked):
            yield i, True
        if i and i not in blocked and token.entity not in {"GPE", "LOC", "FAC"} and token.text != "Europe" and (tokens[i - 1].text.lower() in heads or tokens[i - 1].text in heads):
            yield i, False
        rank = rank_at(tokens, i)
        if rank and rank[0] < len(tokens):
            yield rank[0], False
    offset = {t.start: i for i, t in enumerate(tokens)}
    for _, first, _ in _known()[0].find_matches_as_indexes(text):
        if sentence.span.start + first in offset:
            yield offset[sentence.span.start + first], True


def find_names(sentence: Sentence, text: str, parties: Sequence[PartyMention]) -> tuple[Name, ...]:
    """All full names and titled surnames of ``sentence``; ``text`` is the sentence's text."""
    tokens, blocked = sentence.tokens, blocked_tokens(sentence, parties)
    found: dict[int, Name] = {}
    for i, known in _starts(sentence, blocked, text):
        while i < len(tokens) and i in blocked and tokens[i].entity == "PERSON":
            i += 1
        ranked = _rank_inside(tokens, i)
        first = ranked if ranked is not None else i
        last = name_end(tokens, first, blocked)
        if last > first and any(tokens[k].text[:1].isupper() and len(tokens[k].text) > 1 for k in range(first, last)):
            name = _name(sentence, text, first, last, known)
            if first not in found or name.entity:
                found[first] = name
    return _longest(found.values())


def _rank_inside(tokens: Sequence[Token], i: int) -> int | None:
    """Where the name starts if the language model took a rank for its first word."""
    rank = rank_at(tokens, i) if i < len(tokens) else None
    return rank[0] if rank else None


def _name(sentence: Sentence, text: str, first: int, last: int, known: bool) -> Name:
    tokens = sentence.tokens
    start, rank, span = first, None, None
    for i in range(max(0, first - 4), first):
        found = rank_at(tokens, i)
        if found and found[0] == first:
            start, rank, span = i, found[1], Span(tokens[i].start, tokens[first - 1].end)
            break
    titles, heads = lexicon.posts().titles, lexicon.posts().heads
    before = tokens[start - 1].text if start else ""
    if before in titles:
        start -= 1
    start = _service(tokens, start) if rank else start
    base = sentence.span.start
    quote = text[tokens[first].start - base : tokens[last - 1].end - base]
    titled = rank is not None or before in titles or before.lower() in heads
    return Name(first, last, start, " ".join(quote.split()), rank, span, titled, known)


def _service(tokens: Sequence[Token], start: int) -> int:
    """Moves ``start`` back over a service before the rank: "Marine Corps Gen."."""
    services = lexicon.ranks().services
    for length in (2, 1):
        if start >= length and " ".join(t.text for t in tokens[start - length : start]) in services:
            return start - length
    return start


def _longest(names: Iterator[Name] | Sequence[Name] | object) -> tuple[Name, ...]:
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.first, -n.last)):  # type: ignore[call-overload]
        if not out or name.first >= out[-1].last:
            out.append(name)
    return tuple(out)
