"""How far the phrase goes that names a post: modifiers in front of its head, compounds and "of" phrases behind it."""

from __future__ import annotations

import re

from backchannel.ontology import lexicon
from backchannel.sources.post_compounds import compound_end, in_rank
from backchannel.sources.wording import POSSESSIVES, Wording

YEAR = re.compile(r"(19|20)\d\d")
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their"})


def left_end(w: Wording, head: int) -> int:
    """The first word of the post whose head is word ``head``."""
    i = head
    while i > 0 and _modifies(w, i - 1):
        i -= 1
    while i < head and (w.low(i) in POSSESSIVES or w.low(i) in {"-", "and"}):
        i += 1
    return i


def _modifies(w: Wording, i: int) -> bool:
    words, low, token = lexicon.posts(), w.low(i), w.tokens[i]
    if i in w.named or in_rank(w, i) or w.verbal(i) or YEAR.fullmatch(low):
        return False
    if low in POSSESSIVES:
        owned = i - 2 in w.party_at and w.tokens[i - 1].tag == "NN"
        return i - 1 in w.party_at or owned or (i > 0 and _modifies(w, i - 1))
    if low in {"and", ","}:
        return _lists_countries(w, i) if low == "," else _joins(w, i)
    if token.text == "-":
        return w.glued(i) and w.glued(i + 1) and (w.low(i - 1) in words.prefixes or i > 0 and _modifies(w, i - 1))
    if low == "under":
        return w.low(i + 1) == "secretary"
    if low == "based":
        return w.low(i - 1) == "-" and w.capital(i - 2)
    if i in w.party_at or low in words.modifiers or low in words.institutions:
        return True
    if re.fullmatch(r"\d+(st|nd|rd|th)?", low):
        return w.low(i + 1) in words.institutions - words.heads
    plain = token.entity not in {"PERSON", "DATE", "TIME"} and token.text not in words.not_names
    if token.tag == "NN" and token.text.islower() and token.text.isalpha():
        owner = w.low(i + 1) in POSSESSIVES and i - 1 not in w.party_at
        return plain and low not in words.phrase_ends and not owner
    return w.capital(i) and token.tag.startswith(("NNP", "JJ")) and i > 0 and plain


def _joins(w: Wording, i: int) -> bool:
    """ "the Greek and Turkish chiefs", "Foreign and Commonwealth Secretary"."""
    if i + 1 in w.party_at:
        before = w.party_at.get(i - 1)
        holder = before and w.low(w.number(before.span.start) - 1) in {"of", "from"}  # "X of Slovakia and Czech …"
        return before is not None and not holder or w.low(i - 1) in POSSESSIVES and i - 2 in w.party_at
    both = w.capital(i - 1) and w.capital(i + 1) and i > 1 and i - 1 not in w.party_at
    return both and i - 1 not in w.named and w.low(i - 1) in lexicon.posts().modifiers


def _lists_countries(w: Wording, i: int) -> bool:
    """ "of Albania, Croatia and Kosovo": whether the comma at word ``i`` stands in a list that "and" goes on with."""
    k = i
    while w.low(k) == "," and k - 1 in w.party_at and k + 1 in w.party_at:
        k = w.number(w.party_at[k + 1].span.end)
    return k > i and w.low(k) == "and" and k + 1 in w.party_at


def right_end(w: Wording, head: int) -> int:
    """The end (exclusive) of the post whose head is word ``head``."""
    i = compound_end(w, head)
    while (end := of_phrase(w, i, head)) > i:
        i = end
    return i


def of_phrase(w: Wording, i: int, head: int) -> int:
    """The end of the "of the General Staff" that starts at word ``i``; ``i`` where there is none."""
    preposition = w.low(i)
    if preposition not in lexicon.posts().of_prepositions:
        return i
    first = i + 1 + (w.low(i + 1) in DETERMINERS)
    j = first
    while j < len(w.tokens) and _belongs(w, j, first, preposition):
        j = w.behind_rank(j) if in_rank(w, j) else j + 1
    while j > first and (w.low(j - 1) in {"and", "-", ","} or w.low(j - 1) in POSSESSIVES):
        j -= 1
    return j if j > first and _fits(w, first, j, preposition, head) else i


def _fits(w: Wording, first: int, last: int, preposition: str, at: int) -> bool:
    """Whether a phrase with this preposition is part of the name of a post whose head is word ``at``."""
    words, head = lexicon.posts(), w.low(at)
    inside = range(first, last)
    organization = any(k in w.party_at and w.party_at[k].form == "organization" for k in inside)
    abroad = words.plurals.get(head, head) in words.envoys
    if preposition == "in":
        theatre = head == "commander" and w.low(at - 1) == "the" and first in w.party_at
        return organization or w.low(first) == "europe" or theatre or abroad and w.capital(first)
    if preposition == "at":
        return organization or any(w.low(k) in words.missions or w.capital(k) and k in w.party_at for k in inside)
    if preposition == "to":
        return abroad and any(k in w.party_at or k in w.named or w.low(k) in words.heads for k in inside)
    return True


def _belongs(w: Wording, j: int, first: int, preposition: str) -> bool:
    words, low, token = lexicon.posts(), w.low(j), w.tokens[j]
    if j in w.named or in_rank(w, j):
        return preposition in {"for", "to"} and (
            j == first or j - 1 in w.named or in_rank(w, j - 1) or w.low(j - 1) in words.heads
        )
    if first < j and (first in w.named):
        return False
    if j in w.party_at:
        return True
    if token.entity in {"DATE", "TIME"} or low in words.phrase_ends:
        return False
    if low in POSSESSIVES or low == "-":
        return j > first
    if low == "based":
        following = w.capital(j + 1) or w.low(j + 1).isdigit() or w.low(j + 1) in words.institutions
        return w.low(j - 1) == "-" and following
    if low == "and":
        return j > first and _goes_on(w, j + 1)
    if low == ",":
        return _lists_countries(w, j)
    if low in words.institutions:
        return True
    if preposition == "to" and (low in words.heads or w.low(j - 1) in words.modifiers and low in words.modifiers):
        return True
    if w.capital(j):
        return token.text.isalpha() and low not in words.heads - words.ordinal_heads and low not in words.plurals
    if re.fullmatch(r"\d+(st|nd|rd|th)?", low):
        return w.capital(j + 1) or w.low(j + 1) in words.institutions
    return preposition in {"of", "for"} and token.tag in {"NN", "NNS", "JJ", "NNP"}


def _goes_on(w: Wording, j: int) -> bool:
    """Whether what follows "and" is still part of the office's name and not a person or another office."""
    if j in w.named or j in w.rank_at or j in w.name_from:
        return False
    if j not in w.party_at and not w.capital(j) and w.low(j) not in lexicon.posts().institutions:
        return False
    k = j
    while k in w.party_at or w.capital(k) or w.low(k) in lexicon.posts().institutions or w.low(k) in POSSESSIVES:
        if (
            w.low(k) in lexicon.posts().heads - lexicon.posts().institutions
            or k in w.named
            or k in w.rank_at
            and w.rank_at[k].last in w.named
        ):
            return False
        k += 1
    return True
