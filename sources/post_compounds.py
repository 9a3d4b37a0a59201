"""What is joined to the head of a post without "of": "secretary general", "commander-in-chief", "in charge of"."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.wording import Wording


def compound_end(w: Wording, head: int) -> int:
    """The end (exclusive) of what is joined to word ``head``, up to a preposition that goes on with the post."""
    i = _compounded(w, head)
    for words in lexicon.posts().charges:
        if tuple(w.low(k) for k in range(i, i + len(words.split()))) == tuple(words.split()):
            i += len(words.split()) - 1
    return _behind_comma(w, i, head)


def in_rank(w: Wording, i: int) -> bool:
    """Whether word ``i`` is part of a rank that stands before a name."""
    return any(r.first <= i < r.last and r.last in w.named for r in w.ranks)


def _compounded(w: Wording, head: int) -> int:
    """ "secretary general", "commander-in-chief", "president-elect"."""
    words, i = lexicon.posts(), head + 1
    hyphen = w.low(i) == "-"
    if w.low(head) in words.general_heads and w.low(i + hyphen) == "general" and not in_rank(w, i + hyphen):
        i += 1 + hyphen
    if w.tokens[i:] and w.low(i) == "europe":
        i += 1
    if w.low(head) in words.bare_heads and w.capital(head) and (end := _bare_institution(w, i)) > i:
        return end
    for tail in (
        ("-", "in", "-", "chief"),
        ("in", "chief"),
        ("-", "in", "-", "command"),
        ("in", "command"),
        ("commanding",),
        ("on", "the", "ground"),
        ("d'affaires",),
        ("d’affaires",),
        ("-", "elect"),
        ("-", "designate"),
    ):
        if tuple(w.low(k) for k in range(i, i + len(tail))) == tail:
            return i + len(tail)
    return i


def _behind_comma(w: Wording, i: int, head: int) -> int:
    """ "Chief of Staff, Joint Staff," "commander, U.S. Africa Command,": the institution that readouts set off."""
    named = any(n.last < head < n.last + 6 and w.low(n.last) == "," for n in w.names)
    start = i + 2 if w.low(head) == "chief" and (w.low(i), w.low(i + 1)) == ("of", "staff") else i
    if not named or w.low(head) not in lexicon.posts().bare_heads or w.low(start) != ",":
        return i
    j = start + 1 + (w.low(start + 1) == "the")
    while w.capital(j) and j not in w.named and j not in w.rank_at and w.low(j) not in lexicon.posts().heads:
        j += 1
        j += w.low(j) in {"of", "-"} and w.capital(j + 1)
    institution = w.low(j - 1) in lexicon.posts().institutions or j - start < 5 and j - 1 in w.party_at
    return j if j > start + 1 and institution and w.low(j) in {",", ".", ")", "", "and"} else i


def _bare_institution(w: Wording, i: int) -> int:
    """ "Commander Southern Command", "Director General Military Operations": an institution without "of"."""
    ranked = {k for r in w.ranks for k in range(r.first, r.last)}
    j = i
    while w.capital(j) and j not in ranked and j not in w.named and w.low(j) not in lexicon.posts().heads:
        j += 1
        j += w.low(j) == "of" and w.capital(j + 1)
    institution = j > i + 1 and w.low(j - 1) in lexicon.posts().institutions
    return j if institution and (j in ranked or j in w.named or w.low(j) == ",") else i
