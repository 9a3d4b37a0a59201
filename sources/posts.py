"""Posts in a sentence: the phrase that names an office, its canonical form and the party it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.parties import PartyMention
from backchannel.sources.post_phrases import left_end, right_end
from backchannel.sources.wording import POSSESSIVES, Wording


@dataclass(frozen=True)
class Post:
    """A phrase that names an office: tokens ``first`` to ``last`` (exclusive).

    ``label`` is the office in canonical form, without the country that holds it; "" for a bare counterpart.
    ``parties`` are the countries and organisations that it belongs to; ``plural`` tells that several people hold it,
    ``weak`` that the words are a post only beside a name ("its leader, X").
    """

    first: int
    last: int
    head: int
    label: str
    span: Span
    parties: tuple[PartyMention, ...]
    plural: bool = False
    counterpart: bool = False
    weak: bool = False


def find_posts(w: Wording) -> tuple[Post, ...]:
    """All phrases of a sentence that name a post, in order and without overlap."""
    found = [post for i in range(len(w.tokens)) if (post := _post_at(w, i))]
    out: list[Post] = []
    for post in found:
        modifier = any(p.first <= post.first and post.last <= p.head for p in found if p is not post)
        if modifier or (out and post.first < out[-1].last):
            continue
        joined = _joined(w, out[-1], post) if out else None
        out = [*out[:-1], joined] if joined else [*out, post]
    return tuple(out)


def _post_at(w: Wording, i: int) -> Post | None:
    words, low = lexicon.posts(), w.low(i)
    head = words.plurals.get(low, low)
    if (
        i in w.named
        or i in w.party_at
        or w.verbal(i)
        or any(n.start <= i < n.first for n in w.names)
        or any(r.first <= i < r.last and r.last in w.named for r in w.ranks)
    ):
        return None
    if low in words.counterparts or low == "opposite" and w.low(i + 1).startswith("number"):
        return _post(w, left_end(w, i), _counterpart_end(w, i + 1 + (low == "opposite")), i)
    if low in words.ordinal_heads and not any(w.low(i + k) == "command" for k in (2, 4)):
        return None
    if not (head in words.heads or w.tokens[i].text in words.heads):
        return None
    if low == "chair" and (w.low(i - 2), w.low(i - 1)) == ("in", "the"):
        return None
    first, last = left_end(w, i), right_end(w, i)
    if head == "general" and not any(w.low(k) in words.general_modifiers for k in range(first, i)):
        return None
    return _post(w, first, last, i)


def _counterpart_end(w: Wording, i: int) -> int:
    """ "his counterpart from Jordan", "his counterpart in Kyiv"."""
    j = i + 1 + (w.low(i + 1) == "the")
    return w.number(w.party_at[j].span.end) if w.low(i) in {"from", "of", "in"} and j in w.party_at else i


def _post(w: Wording, first: int, last: int, head: int) -> Post:
    words, low = lexicon.posts(), w.low(head)
    counterpart = low in words.counterparts or low == "opposite"
    plural = low in words.plurals or counterpart and (low.endswith("s") or w.low(last - 1) == "numbers")
    weak = words.plurals.get(low, low) in words.weak_heads and last - first == 1
    label = "" if counterpart else _label(w, first, last, head)
    return Post(first, last, head, label, w.span(first, last), _owners(w, first, last, head), plural, counterpart, weak)


def _joined(w: Wording, a: Post, b: Post) -> Post | None:
    """ "head of mission and force commander of UNIFIL": one office, if the first half lacks what the second names."""
    bare = a.last == a.head + 1 or w.low(a.last - 1) == "mission"
    apart = a.plural or b.plural or a.counterpart or b.counterpart or a.parties or w.low(a.last) != "and"
    if apart or not bare or b.first != a.last + 1 or b.last == b.head + 1:
        return None
    label = canonical_post(f"{a.label} and {b.label}")
    return replace(a, last=b.last, label=label, span=w.span(a.first, b.last), parties=b.parties, weak=False)


def _owners(w: Wording, first: int, last: int, head: int) -> tuple[PartyMention, ...]:
    """The parties whose post it is: not those that an envoy goes to, nor where somebody is posted."""
    low = lexicon.posts().plurals.get(w.low(head), w.low(head))
    if low in lexicon.posts().counterparts or low == "opposite":
        return w.parties_in(first, last)
    out: dict[PartyMention, None] = {}
    preposition = ""
    for k in range(first, last):
        if k > head and w.low(k) in lexicon.posts().of_prepositions:
            preposition = w.low(k)
        party = w.party_at.get(k)
        towards = preposition == "to" and low not in lexicon.posts().personal
        towards |= preposition == "for" and low not in lexicon.posts().spokesman_heads and bool(party)
        abroad = preposition in {"in", "at"} or towards or preposition == "for" and low in lexicon.posts().envoys
        if party and (not abroad or preposition != "to" and (party.form == "organization" or preposition == "at")):
            out[party] = None
    return tuple(out)


def _label(w: Wording, first: int, last: int, head: int) -> str:
    kept: list[str] = []
    shared = any(w.low(k) == "their" for k in range(head, last))
    for i in _kept(w, first, last, head):
        word = w.tokens[i].text.replace("’", "'")
        if i == head:
            word = lexicon.posts().plurals.get(word.lower(), word)
            word = lexicon.posts().abbreviations.get(word, word)
        elif i > head and word.lower() in {"their", "its", "his", "her"}:
            word = "the"
        elif shared and i > head:
            word = _singular(word)
        if i > first and kept and w.glued(i):
            kept[-1] += word
        else:
            kept.append(word)
    return canonical_post(" ".join(kept))


def _singular(word: str) -> str:
    """ "their general staffs" are one general staff for each."""
    return word[:-1] if word.endswith("s") and word[:-1].lower() in lexicon.posts().institutions else word


def _kept(w: Wording, first: int, last: int, head: int) -> Iterator[int]:
    """The words of a post's label: without its country, without "then" and "the country's"."""
    words, start = lexicon.posts(), first
    for i in range(first, head):
        named = i in w.party_at and (w.party_at[i].form in {"adjective", "name", "people"} or _owns(w, i))
        based = (
            w.low(i) == "based"
            or w.low(i + 1) == "-"
            and w.low(i + 2) == "based"
            or w.low(i) == "-"
            and w.low(i + 1) == "based"
        )
        generic = w.low(i) in words.owners and w.low(i + 1) in POSSESSIVES
        leading = i == start and w.low(i) in words.temporal | POSSESSIVES | {"-", "and", ","}
        if named or based or generic or leading:
            start = i + 1 if i == start else start
        else:
            yield i
    yield from range(head, _without_country(w, head, last))


def _owns(w: Wording, i: int) -> bool:
    """ "Belgrade's defence minister": a seat of government that stands for its country."""
    return w.party_at[i].form == "seat" and w.low(i + 1) in POSSESSIVES


def _without_country(w: Wording, head: int, last: int) -> int:
    """Where the label ends if the post's last phrase is "of Russia" or "of Greece and Turkey"."""
    k = last - 1
    while k > head and (w.low(k) in {"the", "and", ","} or k in w.party_at and w.party_at[k].form == "name"):
        k -= 1
    return k if head < k < last - 1 and w.low(k) == "of" else last


def canonical_post(words: str) -> str:
    """A post's words with capitals as in a title: "chief of the general staff" → "Chief of the General Staff"."""
    out = []
    for i, word in enumerate(words.split()):
        small = i and word.lower() in {"of", "the", "and", "for", "in", "to", "at", "d'affaires"}
        plain = re.sub(r"\b([A-Z])\.(?=[A-Z]\.|$|\s)", r"\1", word) if re.fullmatch(r"(?:[A-Z]\.)+", word) else word
        out.append(plain.lower() if small else plain[:1].upper() + plain[1:])
    return " ".join(out)
