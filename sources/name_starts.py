"""Words of a sentence where the name of a person may start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import ahocorasick_rs

from backchannel.ontology import gazetteer, lexicon
from backchannel.ontology.reference import Official, reference
from backchannel.sources.name_words import name_end
from backchannel.sources.wording import POSSESSIVES, Wording

PERSONABLE = frozenset({"", "PERSON", "ORG", "FAC", "GPE", "LOC"})  # what the model takes an unknown name for


@cache
def _known() -> ahocorasick_rs.AhoCorasick:
    names = {name for o in reference().officials.values() for name in _spellings(o)}
    return ahocorasick_rs.AhoCorasick(sorted(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _spellings(official: Official) -> tuple[str, ...]:
    return (official.label, *official.aliases)


def starts(w: Wording, blocked: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Words where a name may start, and whether the language model or the reference data say so."""
    tokens, words = w.tokens, lexicon.posts()
    named_before = words.titles | words.abbreviations.keys()
    for i, token in enumerate(tokens):
        opening = token.entity_starts or i == 0 or tokens[i - 1].entity != "PERSON" or i - 1 in blocked
        if token.entity == "PERSON" and opening:
            yield i - _has_given_name(w, i, blocked), True
        place = token.entity in {"GPE", "LOC", "FAC"} and not w.capital(i + 1)
        called = w.low(i - 1) in words.heads or w.low(i - 1) in words.plurals or _counterpart(w, i, blocked)
        titled = called or i and tokens[i - 1].text in named_before
        if i not in blocked and w.capital(i) and not place and (titled or _behind_office(w, i, blocked)):
            yield i, token.entity == "PERSON"
        if i not in blocked and _mononym(w, i):
            yield i, True
    yield from ((r.last, False) for r in w.ranks if r.last < len(tokens))
    for _, first, last in _known().find_matches_as_indexes(w.text):
        i = w.number(w.sentence.span.start + first)
        whole = i < len(tokens) and tokens[i].start == w.sentence.span.start + first
        if whole and not _names_a_thing(w, w.number(w.sentence.span.start + last - 1) + 1):
            yield i, True


def _has_given_name(w: Wording, i: int, blocked: frozenset[int]) -> bool:
    """ "Nadeem Mirza met": whether one plain name word that the model passed over stands in front of word ``i``."""
    before, words = w.tokens[i - 1] if i else None, lexicon.posts()
    if before is None or before.entity or before.tag != "NNP" or i - 1 in blocked or not before.text.isalpha():
        return False
    titled = before.text in words.titles or w.low(i - 1) in {*words.heads, *words.plurals, *words.institutions}
    ranked = any(r.first <= i - 1 < r.last for r in w.ranks)
    first = i == 1 or not w.capital(i - 2) and w.low(i - 2) not in {"of", "for", *lexicon.places().prepositions}
    return first and w.capital(i - 1) and not titled and not ranked and before.text not in words.not_names


def _names_a_thing(w: Wording, i: int) -> bool:
    """ "Hamid Karzai International Airport": whether the name of a person in front of ``i`` is part of a longer one."""
    after = w.tokens[i] if i < len(w.tokens) else None
    return after is not None and w.capital(i) and after.entity in {"ORG", "FAC"} and not after.entity_starts


def _mononym(w: Wording, i: int) -> bool:
    """ "its foreign minister, Sugiono,": one capital word between commas behind the office of one person."""
    words, token = lexicon.posts(), w.tokens[i]
    placed = token.entity in {"GPE", "LOC", "FAC", "NORP", "DATE"} or gazetteer.place(token.text) is not None
    alone = w.low(i - 1) == w.low(i + 1) == "," and token.tag == "NNP" and len(token.text) > 3 and token.text.isalpha()
    office = w.low(i - 2) in words.heads - words.weak_heads and w.low(i - 3) in words.modifiers
    return alone and office and not placed and not token.text.isupper()


def _counterpart(w: Wording, i: int, blocked: frozenset[int]) -> bool:
    """ "his Polish counterpart Jan Nowak": two or more name words behind a counterpart."""
    return w.low(i - 1) in lexicon.posts().counterparts and name_end(w, i, blocked) - i > 1


def _behind_office(w: Wording, i: int, blocked: frozenset[int]) -> bool:
    """ "Chief of the General Staff Ivan Petrov": two or more name words behind an institution that ends a post."""
    before = w.tokens[i - 1] if i else None
    if before is None or before.entity in {"DATE", "TIME", "PERSON"} or name_end(w, i, blocked) - i < 2:
        return False
    k = i - 1
    while k and (w.capital(k) or w.tokens[k].tag in {"NN", "JJ", "IN", "DT", "HYPH", "POS"} or w.low(k) == "and"):
        k -= 1
    inside = [w.low(j) for j in range(k, i)]
    placed = before.entity in {"GPE", "LOC", "ORG"} and (w.tokens[i].entity_starts or not w.tokens[i].entity)
    if any(w.low(k) in lexicon.posts().institutions for k in range(i, name_end(w, i, blocked))):
        return False
    ends = before.text in lexicon.posts().not_names or i - 1 in blocked or before.tag == "NN" or placed
    heads = lexicon.posts().heads
    office = any(a in heads and b in {"of", "for"} for a, b in zip(inside, inside[1:], strict=False))
    return ends and office and inside[-1] not in heads and before.text.isalpha() and before.tag != "IN"


def weak_starts(w: Wording, found: Mapping[int, int], blocked: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Runs of two or more name words in a list with the names ``found`` (start → end), or before a comma and a post."""
    taken, ends = {k for first, last in found.items() for k in range(first, last)}, set(found.values())
    i = 0
    while i < len(w.tokens):
        last = name_end(w, i, blocked) if i not in taken and w.capital(i) else i
        if last - i > 1 and (_met(w, i) or not _is_thing(w, i, last)):
            second = found.get(last + 1) or name_end(w, last + 1, blocked)
            before = w.low(last) == "and" and second > last + 1 and office_follows(w, second)
            known = office_follows(w, last) or _behind_comma(w, i) or _of_country(w, i, last)
            if _listed(w, i, ends) or before or known:
                ends.add(last)
                yield i, False
        i = max(last, i + 1)


def _is_thing(w: Wording, first: int, last: int) -> bool:
    """Whether a run of capitals is no person: the model takes it for an event or a law, or the gazetteer has it."""
    entity = w.tokens[first].entity
    if entity in {"GPE", "LOC", "FAC"}:
        return gazetteer.place(w.quote(first, last)) is not None
    return entity in lexicon.posts().name_entities and not _behind_comma(w, first)


def _listed(w: Wording, i: int, ends: set[int]) -> bool:
    """Whether word ``i`` goes on with a list of names: "A and B", "A, B, and C", "A of Denmark and B of Poland"."""
    k = i - 1
    if w.low(k) not in {"and", ","}:
        return False
    k -= w.low(k) == "and" and w.low(k - 1) == ","
    while k > 0 and k - 1 in w.party_at:
        k -= 1
    if k in w.party_at:
        k -= w.low(k - 1) == "the"
        k -= w.low(k - 1) in {"of", "from", "for"}
    return k in ends


def _of_country(w: Wording, i: int, last: int) -> bool:
    """ "Albania's Niko Peleshi met …": a country's possessive, and a run of two to four plain name words behind it."""
    owned = w.low(i - 1) in POSSESSIVES and i - 2 in w.party_at and w.party_at[i - 2].form == "name"
    words = [t for t in w.tokens[i:last] if t.text.isalpha()]
    plain = all(t.tag.startswith("NNP") and (_met(w, i) or t.entity in PERSONABLE) for t in words)
    after = w.tokens[last].tag if last < len(w.tokens) else "."
    return owned and plain and last - i < 5 and not after.startswith(("N", "J", "POS", "CD"))


def _met(w: Wording, i: int) -> bool:
    """ "A met Belarus's X": whether word ``i`` stands behind the country of somebody's partner in talks."""
    return w.low(i - 1) in POSSESSIVES and any(w.low(k) in lexicon.posts().partner_verbs for k in (i - 3, i - 4))


def _behind_comma(w: Wording, i: int) -> bool:
    """ "The UN's envoy for Libya, X": a comma, and in front of it the head of a post without a verb in between."""
    words = lexicon.posts()
    k = i - 2 if w.low(i - 1) == "," else -1
    while k >= max(0, i - 12) and not w.tokens[k].tag.startswith("V"):
        if w.low(k) in {",", ";", ":", "(", ")"} and not {k - 1, k + 1} <= w.party_at.keys():
            return False
        if w.low(k) in words.heads or w.low(k) in words.plurals or w.low(k) in words.counterparts:
            return True
        k -= 1
    return False


def office_follows(w: Wording, i: int) -> bool:
    """Whether ", the deputy chief of …" follows at word ``i``: a comma, words that make up posts, and a head."""
    words = lexicon.posts()
    if w.low(i) != ",":
        return False
    if w.low(i + 1) == "who":
        return w.low(w.skip(i + 2, words.being)) in words.verbs
    j = w.skip(i + 1, frozenset({"the", "a", "an", "his", "her", "its", "their", "then", "former"}))
    for k in range(j, min(j + 7, len(w.tokens))):
        low = w.low(k)
        if low in words.modifiers and (w.low(k + 1) in words.modifiers or w.low(k + 1) in words.heads):
            continue
        if (low in words.heads or low in words.plurals) and not w.capital(k + 1) and w.low(k + 1) not in POSSESSIVES:
            return low not in words.weak_heads or k > j or w.low(k + 1) == "of"
        part = low in words.modifiers or low in words.institutions or w.capital(k) or low in POSSESSIVES or low == "-"
        if not part or k in w.rank_at:
            return False
    return False
