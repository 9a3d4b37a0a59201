"""Whose side somebody is on: "X headed the Indian side", "on the Greek side, X", "the command, which is led by X"."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute, party_country, post_term
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.posts import canonical_post
from backchannel.sources.wording import POSSESSIVES, Wording

DELEGATE = "post.heads-delegation"  # the rule of a post for the occasion, which gives way to any other



def heads_team(w: Wording, last: int) -> list[Attribute]:
    """ "X led the Indian side", "X headed the Chinese one": whose team somebody leads says whose official it is."""
    words = lexicon.posts()
    k = last + (w.low(last) == ",")
    if any(w.low(j) in words.verbs for j in range(last)) and (rest := _gapped_team(w, k)):
        return party_country(rest, "country.led-team")
    for_it = k + 1 < len(w.tokens) and w.tokens[k].tag.startswith("V") and w.low(k + 1) == "for"
    if (for_it or w.low(k) in words.representing) and k + 1 + for_it in w.party_at:
        return party_country(w.party_at[k + 1 + for_it], "country.represents")
    if w.low(k) not in words.verbs or w.low(k + 1) != "the":
        return []
    party = w.party_at.get(k + 2)
    end = w.number(party.span.end) if party else 0
    end += w.low(end) in POSSESSIVES
    team = any(w.low(end + n) in words.teams for n in (0, 1))
    people = party is not None and party.form in {"adjective", "people"} and w.low(end) in {",", ".", ";", "and", ""}
    if party is None or not (team or people and w.low(k) in words.fronting):
        return []
    return [Attribute("country", side_term(party.side), party.span, "country.led-team")]


def _gapped_team(w: Wording, k: int) -> PartyMention | None:
    """ "… and X the Lebanese", "… X that of the army": a team whose verb stands earlier in the sentence."""
    k = w.skip(k, frozenset({"that", "of"}))
    party = w.party_at.get(k + 1) if w.low(k) == "the" else None
    end = w.number(party.span.end) if party else k
    closed = w.low(end) in lexicon.posts().teams | {"", ".", ",", ";", "and"} and "by" not in {
        w.low(end),
        w.low(end + 1),
    }
    return party if party and closed and party.form in {"adjective", "people", "organization"} else None


def sent_by(w: Wording, first: int) -> list[Attribute]:
    """ "On the Greek side, X", "From Poland, X", "Representing Sudan was X", "Present on the Syrian side were A and X".

    ``first`` is where the list of names starts.
    """
    words, i = lexicon.posts(), first - 1
    i -= w.low(i) == "the"
    if i in w.party_at and w.low(i + 1) == "the" and w.low(w.number(w.party_at[i].span.start) - 1) == "from":
        return party_country(w.party_at[i], "country.side")
    if w.low(i) in lexicon.posts().sending and i - 1 in w.party_at and w.party_at[i - 1].form in {"seat", "name"}:
        return party_country(w.party_at[i - 1], "country.sent-by")
    if w.low(i) == "under":
        return _under(w, i - 1 - (w.low(i - 1) == ","))
    if i in w.party_at and " ".join(w.low(k) for k in range(i - 4, i)).endswith("from the side of"):
        return party_country(w.party_at[i], "country.side")
    if w.low(i) == "by" and (attending := _attending(w, i)):
        return party_country(attending, "country.side")
    if w.low(i) not in {",", "was", "is", "were", "are", ":"}:
        return []
    side = i - 2 if w.low(i - 1) in words.teams else i - 1
    party = w.party_at.get(side)
    opening = w.number(party.span.start) - 1 if party else -1
    opening -= w.low(opening) == "the"
    behind = (
        w.low(opening) in words.representing
        or w.low(opening) in {"on", "for", "from"}
        and (side == i - 2 or w.low(i) == ",")
    )
    front = not w.low(opening - 1).isalpha() or w.low(opening - 1) in {"and", "present"}
    return party_country(party, "country.side") if party and behind and front else []


def _attending(w: Wording, by: int) -> PartyMention | None:
    """ "On the Chilean side the talks were attended by X": the side that a clause opens with."""
    for k in range(by - 1, max(1, by - 9), -1):
        if k in w.named or w.low(k) in {";", ","}:
            return None
        if w.low(k) in lexicon.posts().teams and k - 1 in w.party_at and w.low(k - 3) in {"on", "from"}:
            return w.party_at[k - 1]
    return None


def _under(w: Wording, noun: int) -> list[Attribute]:
    """ "Iran's navy, under X", "the Polish cabinet under X", "Malian officers under X"."""
    groups = lexicon.posts().institutions | lexicon.posts().teams | lexicon.short_names().people
    inside = w.parties_in(max(0, noun - 3), noun + 1) if w.low(noun) in groups else ()
    return party_country(inside[-1], "country.under") if inside else []


def led_by(w: Wording, first: int) -> list[Attribute]:
    """ "European Command, which is led by X", "The Greek team was led by A, the Turkish one by X"."""
    i = first - 1
    if w.low(i) == "," and w.low(i - 2) in {"a", "an"} and w.low(i - 3) == "by":
        i -= 3  # "was headed by a soldier, Colonel X"
    if w.low(i) != "by":
        return []
    if w.low(i - 1) in lexicon.posts().representing:
        party = w.party_at.get(i - 2 - (w.low(i - 2) in {"was", "is", "were", "be"}))
        return party_country(party, "country.represents") if party else []
    if w.low(i - 1) not in lexicon.posts().leading:
        return _gapped(w, i)
    j = i - 2
    while w.low(j) in {"is", "was", "which", ",", "now", "currently", "being", "been", "has", "were", "are"}:
        j -= 1
    party = w.party_at.get(j)
    if j < 0 or party is None:
        near = [
            p for p in w.parties if j >= 0 and p.span.end <= w.tokens[j].end and w.tokens[j].start - p.span.end < 14
        ]
        return [*_delegation(w, near[-1], j, i), *party_country(near[-1], "country.led-team")] if near else []
    head = lexicon.posts().verbs.get(w.low(i - 1), "Head of")
    label = canonical_post(f"{head} {side_term(party.code).label}")
    post = Attribute("post", post_term(label, party.side), w.span(w.number(party.span.start), i + 1), "post.led-by")
    return [post, *party_country(party, "country.led-by")]


def _delegation(w: Wording, party: PartyMention, noun: int, by: int) -> list[Attribute]:
    """ "The Moldovan delegation was headed by X": a delegation has a head, a side of a talk has not."""
    if w.low(noun) != "delegation":
        return []
    label = canonical_post(f"Head of the {w.quote(w.number(party.span.start), noun + 1)}")
    return [Attribute("post", post_term(label, party.side), w.span(noun, by + 1), DELEGATE)]


def _gapped(w: Wording, i: int) -> list[Attribute]:
    """ "the Turkish one by X", behind "was led by"."""
    j = i - 1 - (w.low(i - 1) in lexicon.posts().teams)
    party = w.party_at.get(j)
    leading = lexicon.posts().verbs.keys() | lexicon.posts().representing
    earlier = any(w.low(k) in leading and w.low(k + 1) == "by" for k in range(j))
    return party_country(party, "country.led-team") if party and party.form in {"adjective", "name"} and earlier else []
