"""Arrangements that have a name of their own: those of the reference data, and what a text writes like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.ontology.entities import ArrangementKind
from backchannel.ontology.reference import Arrangement, reference
from backchannel.ontology.terms import slug
from backchannel.sources.article import Span
from backchannel.sources.parties import find_parties

WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-–][\w'’]+)*")
SHORT = re.compile(r" \(([A-Z][\w-]{2,})\)")
JOINERS = frozenset({"of", "on", "and", "at", "for", "the"})


@dataclass(frozen=True)
class NamedArrangement:
    """An arrangement where a text names it; ``arrangement`` is its reference row, or one made of the words."""

    span: Span
    text: str
    arrangement: Arrangement


@dataclass(frozen=True)
class ShortName:
    """A short name where a text introduces it, and what it stands for."""

    text: str
    span: Span
    arrangement: Arrangement


@cache
def _names() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Arrangement, ...]]:
    table = {name.lower(): a for a in reference().arrangements.values() for name in (a.label, *a.aliases)}
    names = sorted(table)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(names, matchkind=kind), tuple(table[n] for n in names)


def find_named_arrangements(
    text: str, start: int, end: int, shorts: Sequence[ShortName] = ()
) -> tuple[NamedArrangement, ...]:
    """All arrangements named in ``text[start:end]``, in order, without overlap; ``shorts`` are short names known."""
    known = (*_known(text, start, end), *_shortened(text, start, end, shorts))
    coined = (n for n in _coined(text, start, end) if not any(n.span.overlaps(k.span) for k in known))
    return tuple(sorted((*known, *coined), key=lambda n: n.span.start))


def _known(text: str, start: int, end: int) -> Iterator[NamedArrangement]:
    """Names of the reference data; abbreviations must be in capitals."""
    automaton, rows = _names()
    window = text[start:end]
    lowered = window.lower()
    if len(lowered) != len(window):
        return
    for index, first, last in automaton.find_matches_as_indexes(lowered):
        words = window[first:last]
        bounded = not window[first - 1 : first].isalnum() and not window[last : last + 1].isalnum()
        if bounded and words[:1].isupper() and (len(words) > 6 or words.isupper() or " " in words):
            yield NamedArrangement(Span(start + first, start + last), words, rows[index])


def _coined(text: str, start: int, end: int) -> Iterator[NamedArrangement]:
    """ "the Cedar Valley Accord", "the Treaty of Vesta": capitalised words around a noun of arrangements."""
    words, window = list(WORD.finditer(text, start, end)), text[start:end]
    if not window.rstrip(" \"”'’)*").endswith((".", "?", "!", ":")) and _in_title_case([w.group() for w in words]):
        return
    found = find_parties(text, start, end)
    parties, seats = [p.span for p in found if p.form != "seat"], [p.span for p in found if p.form == "seat"]
    nouns = lexicon.arrangements().names
    for i, word in enumerate(words):
        if word.group() not in nouns:
            continue
        capital = word.group()[0].isupper()
        beside = [] if capital else seats
        first, last = _leftwards(words, i, [*parties, *beside]), _rightwards(words, i)
        if first == i and last == i or not _shared(word.group(), words[max(0, first - 1) : i]):
            continue
        if first == i - 1 and last == i and not capital and not text[start : words[first].start()].strip(" \"“‘'(*"):
            continue
        span = Span(words[first].start(), words[last].end())
        label = text[span.start : span.end]
        yield NamedArrangement(span, label, Arrangement(slug(label), label, _kind(nouns[word.group()]), ""))


def _shortened(text: str, start: int, end: int, shorts: Sequence[ShortName]) -> Iterator[NamedArrangement]:
    """ "The Combifron was founded", once the text has introduced "the Border Commission (Combifron)"."""
    for short in shorts:
        for m in re.compile(rf"\b{re.escape(short.text)}\b").finditer(text, start, end):
            if short.span.end < m.start():
                yield NamedArrangement(Span(*m.span()), m.group(), short.arrangement)


def short_names(text: str) -> tuple[ShortName, ...]:
    """The short names in brackets behind the names of bodies that a text introduces."""
    found = []
    for m in SHORT.finditer(text):
        first = max(text.rfind(mark, 0, m.start()) for mark in (". ", "\n")) + 1
        last = text.find(".", m.end()) + 1 or len(text)
        named = [n for n in _coined(text, first, last) if n.span.end == m.start()]
        found += [ShortName(m.group(1), Span(*m.span(1)), n.arrangement) for n in named]
    return tuple(found)


def _shared(noun: str, before: list[re.Match[str]]) -> bool:
    """Whether the words before "Commission" or "Mission" tell that it is of two sides; other nouns need none."""
    words = lexicon.arrangements()
    telling = words.bodies if noun in words.shared_bodies else words.posted if noun in words.shared_posts else None
    return telling is None or bool({w.group() for w in before} & telling)


def _kind(name: str) -> ArrangementKind:
    return next(k for k in get_args(ArrangementKind) if k == name)


def _in_title_case(words: list[str]) -> bool:
    long = [w for w in words if len(w) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _leftwards(words: list[re.Match[str]], i: int, parties: list[Span]) -> int:
    """The index of the first word of the name that ends at word ``i``; ``i`` itself if there is none."""
    first, k, stop = i, i - 1, lexicon.arrangements().not_names
    while k >= 0 and words[k].string[words[k].end() : words[k + 1].start()] in {" ", "-", "–"}:
        word, span = words[k].group(), Span(*words[k].span())
        if any(span.overlaps(p) for p in parties):
            break
        if word[0].isupper() and word not in stop and all(p[:1].isupper() for p in re.split("[-–]", word)):
            first = k
        elif word not in JOINERS:
            break
        k -= 1
    return first


def _rightwards(words: list[re.Match[str]], i: int) -> int:
    """The index of the last word of a name that goes on behind word ``i``: "Treaty of Vesta", "Convention on Mines"."""
    if not words[i].group()[0].isupper() or i + 2 >= len(words) or words[i + 1].group() not in {"of", "on"}:
        return i
    last, k = i, i + 2
    while k < len(words) and words[k].string[words[k - 1].end() : words[k].start()] == " ":
        word = words[k].group()
        if word[0].isupper() and word not in lexicon.arrangements().not_names:
            last = k
        elif word not in JOINERS:
            break
        k += 1
    return last
