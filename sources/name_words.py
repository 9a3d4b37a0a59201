"""The words that names of people are made of, and the words that never are part of one."""

from __future__ import annotations

import re

from backchannel.ontology import lexicon
from backchannel.sources.wording import POSSESSIVES, Wording


def blocked_words(w: Wording) -> frozenset[int]:
    """Words that cannot be part of a person's name: parties, dates, posts, institutions and titles."""
    words = lexicon.posts()
    closed = words.heads | words.titles | words.not_names
    ranked = {r.last for r in w.ranks}  # "General Sultan X": right behind a rank, a title is a given name
    out = set()
    for i, token in enumerate(w.tokens):
        low = token.text.lower()
        institution = w.capital(i) and low in (words.institutions | words.modifiers) - words.names_too
        people = token.entity == "NORP" and token.tag != "NNP"  # the model takes some foreign surnames for peoples
        month = token.text == "May" and w.low(i - 1).isdigit()
        timely = token.entity in {"DATE", "TIME", "CARDINAL", "ORDINAL"} and not _behind_rank(w, i)
        dated = people or month or timely
        given = (i in ranked or w.low(i - 1) in words.patronymics) and token.text in words.titles
        post = low in words.heads or low in words.plurals or token.text in closed
        asking = i == 0 and token.text == "Will" and w.tokens[-1].text == "?"
        if institution or dated or asking or post and not given:
            out.add(i)
    for party in w.parties:
        inside = range(w.number(party.span.start), w.number(party.span.end))
        if party.text in words.party_surnames and w.capital(inside.start - 1) and w.capital(inside.start - 2):
            continue
        owned = w.low(inside.start - 1) in {"of", "the"} or w.low(inside.stop) in POSSESSIVES
        out.update(i for i in inside if owned or w.tokens[i].entity != "PERSON")
    return frozenset(out)


def _behind_rank(w: Wording, i: int) -> bool:
    """ "On Sept. 10 Adm. X": whether a rank stands between the date and word ``i``, where the model takes in both."""
    k = i
    while k > 0 and w.tokens[k].entity and not w.tokens[k].entity_starts:
        k -= 1
    return w.tokens[i].text.isalpha() and any(k < r.last <= i for r in w.ranks)


def name_end(w: Wording, i: int, blocked: frozenset[int]) -> int:
    """The end (exclusive) of the name that starts at word ``i``; ``i`` itself where there is none."""
    j = i
    while j < len(w.tokens) and j - i < 9 and (step := _step(w, i, j, blocked)):
        j += step
    return j


def _step(w: Wording, start: int, j: int, blocked: frozenset[int]) -> int:
    """How many words the name that starts at ``start`` takes in at word ``j``; 0 where it is over."""
    words, text = lexicon.posts(), w.tokens[j].text
    following = w.tokens[j + 1].text if j + 1 < len(w.tokens) else ""
    if text in words.inner_titles and j > start and _is_name_word(following) and j + 1 not in blocked:
        return 2
    if j in blocked:
        return 0
    if text in {"-", "’", "'"} and j > start and w.glued(j) and w.glued(j + 1) and following[:1].isalpha():
        return 2
    shouted = _is_shouted(text) and (j > start or _is_name_word(following) or any(r.last == j for r in w.ranks))
    suffix = text in words.name_suffixes and j > start
    continued = _is_name_word(following) or following in words.name_particles or following == "-"
    return int(shouted or suffix or _is_name_word(text) or text in words.name_particles and continued)


def _is_name_word(word: str) -> bool:
    if re.fullmatch(r"(?:[A-Z]\.)+", word):
        return True
    return (
        word[:1].isupper()
        and word.replace("’", "").replace("'", "").isalpha()
        and not (word.isupper() and len(word) > 3)
    )


def _is_shouted(word: str) -> bool:
    """ "KAWANO": a surname in capitals, as readouts write it."""
    return 3 < len(word) < 16 and word.isupper() and word.isalpha()


def quiet(text: str) -> str:
    """A name without words in capitals: "Katsutoshi KAWANO" → "Katsutoshi Kawano"."""
    return " ".join("-".join(p.capitalize() if _is_shouted(p) else p for p in w.split("-")) for w in text.split())
