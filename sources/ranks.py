"""Ranks in a sentence: where one stands, what it is in full, and where the name behind it starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.language import Sentence, Token


@dataclass(frozen=True)
class RankMention:
    """A rank: from word ``first`` on; ``last`` is where a name may start, behind "(retd)" and "Sir".

    ``start`` takes in the service in front of it; ``span`` covers the words of the rank alone; ``plural`` tells that
    all names of the list behind it have the rank: "Generals A and B".
    """

    start: int
    first: int
    last: int
    label: str
    span: Span
    plural: bool = False


@cache
def _forms() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, str, bool], ...]]:
    """Every spelling with its label and whether it is a plural; some ranks in lower case too."""
    words = lexicon.ranks()
    table: dict[str, tuple[str, bool]] = {}
    for rank in words.ranks:
        for form in rank.forms:
            for spelling in (form, form.replace(" ", "-"), form.capitalize()):
                table.setdefault(spelling, (rank.label, False))
                plural = spelling[:-1] + "s." if spelling.endswith(".") else spelling + "s"
                table.setdefault(plural, (rank.label, True))
                if rank.label in words.small:
                    table.setdefault(spelling.lower(), (rank.label, False))
    forms = tuple((form, *table[form]) for form in sorted(table))
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([form for form, *_ in forms], matchkind=kind), forms


def find_ranks(sentence: Sentence, text: str) -> tuple[RankMention, ...]:
    """The ranks of ``sentence``, in order; ``text`` is its text."""
    automaton, forms = _forms()
    base, tokens = sentence.span.start, sentence.tokens
    starts = {t.start - base: i for i, t in enumerate(tokens)}
    out = []
    for index, first, last in automaton.find_matches_as_indexes(text):
        form, label, plural = forms[index]
        if first not in starts or text[last : last + 1].isalnum():
            continue
        i = starts[first]
        j = next((k for k in range(i, len(tokens)) if tokens[k].start - base >= last), len(tokens))
        if not _within_title(tokens, i, label) and (form[:1].isupper() or _before_name(tokens, j)):
            span = Span(base + first, base + last)
            out.append(RankMention(_service(tokens, i), i, _behind(tokens, j), label, span, plural))
    return tuple(out)


def _within_title(tokens: tuple[Token, ...], i: int, label: str) -> bool:
    """ "Secretary General X", "Director-General X": the general is no rank."""
    k = i - 2 if i > 1 and tokens[i - 1].text == "-" else i - 1
    return label == "General" and k >= 0 and tokens[k].text.lower() in lexicon.posts().general_modifiers


def _before_name(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether a rank in small letters stands before something that can be a name."""
    word = tokens[j].text if j < len(tokens) else ""
    return word[:1].isupper() and word.lower() not in lexicon.posts().institutions


def _behind(tokens: tuple[Token, ...], j: int) -> int:
    """Steps over "(retd)", "Sir", "Dr." and the full stop of an abbreviation that was cut off."""
    words = lexicon.ranks()
    while j < len(tokens):
        if tokens[j].text in words.honorifics or (tokens[j].text == "." and j + 1 < len(tokens)):
            j += 1
        elif (
            tokens[j].text == "("
            and j + 2 < len(tokens)
            and re.sub(r"\W", "", tokens[j + 1].text.lower()) in words.retired
        ):
            j = next((k for k in range(j + 1, len(tokens)) if tokens[k].text == ")"), j) + 1
        else:
            break
    return j


def _service(tokens: tuple[Token, ...], start: int) -> int:
    """Moves ``start`` back over a service before the rank: "Marine Corps Gen."."""
    services = lexicon.ranks().services
    for length in (2, 1):
        if start >= length and " ".join(t.text for t in tokens[start - length : start]) in services:
            return start if _of_post(tokens, start - length) else start - length
    return start


def _of_post(tokens: tuple[Token, ...], i: int) -> bool:
    """ "commander of the Chilean Navy Admiral X": the service at word ``i`` ends the name of a post."""
    k = i - 1
    while k > 0 and k > i - 4 and (tokens[k].text[:1].isupper() or tokens[k].text in {"the", "'s", "’s"}):
        k -= 1
    return k >= 0 and tokens[k].text == "of"
