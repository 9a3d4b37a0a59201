"""The country of a place as the words around its name tell it: "Brest, Belarus", "on the Pakistani side of Torkham"."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line


def country_behind(line: Line, j: int) -> tuple[str, int]:
    """The country code told behind a place name that ends at token ``j``, and the offset where its name ends.

    The offset is 0 where the country is only told around the name: "in southern Serbia", "in the Iraqi province of".
    """
    tokens = line.sentence.tokens
    comma = j < len(tokens) and tokens[j].text == ","
    k = j + comma
    if comma and k < len(tokens):
        party = _party_at(line, k + (tokens[k].text.lower() == "the"), "name")
        if party:
            behind = next((t.text for t in tokens if t.start >= party.span.end), "")
            return party.code, 0 if behind in {"'s", "’s", "'", "’"} else party.span.end
    return _around(line, k), 0


def _around(line: Line, k: int) -> str:
    """ "in southern Serbia", "in the Iraqi province", "on the Colombian side": the country, or ""."""
    tokens, words = line.sentence.tokens, lexicon.places()
    if k >= len(tokens) or tokens[k].text.lower() not in {"in", "on"}:
        return ""
    within = tokens[k].text.lower() == "in"
    k += 1
    while k < len(tokens) and (tokens[k].text.lower() in words.directions or tokens[k].text == "-"):
        k += 1
    name = _party_at(line, k, "name") if within else None
    owner = _party_at(line, k, "adjective")
    last = next((n for n, t in enumerate(tokens) if owner and t.start >= owner.span.end), len(tokens))
    kinds = words.settlements | words.areas if within else words.banks
    area = any(t.text.lower() in kinds for t in tokens[last : last + 3])
    return name.code if name else owner.code if owner and area else ""


def side_of(line: Line, i: int) -> bool:
    """Whether the name at token ``i`` is that of something with sides: "on the Indian side of the crossing X"."""
    tokens = line.sentence.tokens
    k = i - 1 - (tokens[i - 1].text.lower() == "the")
    return k > 1 and tokens[k].text.lower() == "of" and tokens[k - 1].text.lower() in lexicon.places().banks


def side_country(line: Line, i: int) -> str:
    """The country on whose side the place at token ``i`` is told to be, or ""."""
    if not side_of(line, i):
        return ""
    start = line.sentence.tokens[i].start
    owners = [p for p in line.parties if p.form == "adjective" and 0 < start - p.span.end < 14]
    return owners[-1].code if owners else ""


def _party_at(line: Line, k: int, form: str) -> PartyMention | None:
    tokens = line.sentence.tokens
    if k >= len(tokens):
        return None
    return next((p for p in line.parties if p.span.start == tokens[k].start and p.form == form), None)
