"""What is worth parsing: articles with words of the field, and in them the sentences with a cue.

One pass over the text for all words at once costs a small part of what tagging and parsing cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.sources.language import Token


@cache
def _domain() -> ahocorasick_rs.AhoCorasick:
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(sorted(lexicon.domain().words), matchkind=kind)


def is_relevant(text: str) -> bool:
    """Whether ``text`` has enough different words of the field to be read at all; a short one is always read."""
    if len(text) <= lexicon.domain().short:
        return True
    lowered = text.lower()
    found = set()
    for index, first, last in _domain().find_matches_as_indexes(lowered):
        if not lowered[first - 1 : first].isalnum() and not lowered[last : last + 1].isalnum():
            found.add(index)
            if len(found) >= lexicon.domain().least:
                return True
    return False


def has_cue(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word that may tell of a contact, an arrangement or a change, or is very short."""
    cues = _cues()
    return 2 < len(tokens) <= lexicon.domain().brief or any(
        t.text.lower() in cues or (t.tag.startswith("V") and _stem(t.text.lower()) in cues) for t in tokens
    )


@cache
def _cues() -> frozenset[str]:
    contacts, arrangements = lexicon.contacts(), lexicon.arrangements()
    phrases = (*contacts.verbs, *lexicon.replies().refusing, *contacts.attendance)
    verbs = {*(phrase.split()[0] for phrase in phrases), *contacts.happening, *contacts.fronting, "say"}
    changes = arrangements.cues
    named = (*contacts.nouns, *contacts.lined, *contacts.guests, *arrangements.nouns)
    nouns = {word for phrase in named for word in phrase.lower().split()[-1:]}
    plain = verbs | changes | nouns | contacts.ordinals | {w for ws in arrangements.nominal.values() for w in ws}
    return frozenset({*plain, *(f"{w}s" for w in plain), *map(_stem, plain), *lexicon.text_rules().irregular})


def _stem(word: str) -> str:
    """``word`` without its ending, a doubled last consonant once: "conferred" → "confer"."""
    for ending in ("ing", "ed", "es", "s", "d", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)]
            return base[:-1] if len(base) > 3 and base[-1] == base[-2] else base
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
