"""Arrangements that are known by a name of their own: "New START", "the Open Skies Treaty"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from backchannel.ontology.reference import Arrangement, reference
from backchannel.sources.article import Span


@dataclass(frozen=True)
class NamedArrangement:
    """An arrangement of the reference data where a text names it."""

    span: Span
    text: str
    arrangement: Arrangement


@cache
def _names() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Arrangement, ...]]:
    table = {name.lower(): a for a in reference().arrangements.values() for name in (a.label, *a.aliases)}
    names = sorted(table)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(names, matchkind=kind), tuple(table[n] for n in names)


def find_named_arrangements(text: str, start: int, end: int) -> tuple[NamedArrangement, ...]:
    """All reference arrangements named in ``text[start:end]``; abbreviations must be in capitals."""
    automaton, rows = _names()
    window, out = text[start:end], []
    lowered = window.lower()
    if len(lowered) != len(window):
        return ()
    for index, first, last in automaton.find_matches_as_indexes(lowered):
        words = window[first:last]
        bounded = not window[first - 1 : first].isalnum() and not window[last : last + 1].isalnum()
        if bounded and words[:1].isupper() and (len(words) > 6 or words.isupper() or " " in words):
            out.append(NamedArrangement(Span(start + first, start + last), words, rows[index]))
    return tuple(out)
