"""Ranks in small letters beside a name: "an Israeli colonel, X", "X, a brigadier general in the Lebanese army"."""

from __future__ import annotations

from functools import cache

from backchannel.ontology import lexicon
from backchannel.sources.claims import Text
from backchannel.sources.links import Attribute, owner, party_country
from backchannel.sources.names import Name
from backchannel.sources.wording import POSSESSIVES, Wording


@cache
def _small() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words of each rank in small letters with its label, longest first."""
    posts = {"General of the Army", "Commander"}  # "a commander" holds a post
    rows = {tuple(r.label.lower().split()): r.label for r in lexicon.ranks().ranks if r.label not in posts}
    return tuple(sorted(rows.items(), key=lambda row: (-len(row[0]), row)))


def rank_apposition(w: Wording, name: Name) -> tuple[int, list[Attribute]] | None:
    """The rank and country that an apposition gives, and how far it reaches; None where there is none."""
    return None if name.rank else _before(w, name) or _after(w, name)


def _before(w: Wording, name: Name) -> tuple[int, list[Attribute]] | None:
    end = name.start - (w.low(name.start - 1) == ",")
    for words, label in _small():
        i = end - len(words)
        if i > 0 and tuple(w.tokens[k].text for k in range(i, end)) == words:
            party = w.party_at.get(i - 1)
            start = w.number(party.span.start) - 1 if party else i - 1
            if w.low(start) in {"a", "an", "the"}:
                rank = Attribute("rank", Text(label), w.span(i, end), "rank.apposition")
                return start, [rank, *(party_country(party, "country.in-rank") if party else [])]
    return None


def _after(w: Wording, name: Name) -> tuple[int, list[Attribute]] | None:
    if w.low(name.last) != "," or w.low(name.last + 1) not in {"a", "an", "the"}:
        return None
    i = w.number(w.party_at[name.last + 2].span.end) if name.last + 2 in w.party_at else name.last + 2
    for words, label in _small():
        end = i + len(words)
        if tuple(t.text for t in w.tokens[i:end]) == words:
            last = _service_end(w, end)
            party = owner(w.parties_in(name.last + 2, last))
            rank = Attribute("rank", Text(label), w.span(i, end), "rank.apposition")
            return last, [rank, *(party_country(party, "country.in-rank") if party else [])]
    return None


def _service_end(w: Wording, i: int) -> int:
    """Steps over "in the Lebanese army", "of Israel's"."""
    if w.low(i) not in {"in", "of", "from", "with"}:
        return i
    j = i + 1 + (w.low(i + 1) == "the")
    end = j
    while end in w.party_at or w.low(end) in lexicon.posts().institutions or w.low(end) in POSSESSIVES:
        end += 1
    return end if end > j else i
