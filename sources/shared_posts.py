"""Posts that several people share: "Presidents A and B", "A and B, the defence ministers of Greece and Turkey"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute, national_post, party_country, post_term
from backchannel.sources.names import Name
from backchannel.sources.parties import PartyMention
from backchannel.sources.posts import Post
from backchannel.sources.wording import POSSESSIVES, Wording


def shared(w: Wording, posts: Sequence[Post], name: Name) -> list[Attribute]:
    """The post that ``name`` shares with others, and its own country among theirs."""
    for post in posts:
        listed = _listed(w, post) if post.plural else []
        if name in listed and len(listed) > 1:
            return _shares(w, post, listed, name)
    return []


def _listed(w: Wording, post: Post) -> list[Name]:
    """The names that a plural post belongs to: those right behind it, else those right in front."""
    end = _holders_end(w, post.last)
    behind = [n for n in w.names if n.start >= end and only_names(w, end, n.start)]
    if behind:
        return behind
    start = post.first
    while w.low(start - 1) in {"the", "both", "then", "two", "respectively"}:
        start -= 1
    if w.low(start - 1) not in {",", "(", "—"}:
        return []
    return [n for n in w.names if n.last < start and only_names(w, n.last, start)]


def _holders_end(w: Wording, i: int) -> int:
    """Steps over "at the time", "of the day", "of the two armies", which say nothing about whose a post is."""
    if " ".join(w.low(i + k) for k in range(3)) in {"at the time", "of the day"}:
        return i + 3
    comma = next((k for k in range(i, i + 6) if w.low(k) == ","), i)
    plain = w.low(i) == "of" and w.low(i + 1) in {"the", "both", "two"} and not w.parties_in(i, comma)
    return comma if plain and not any(k in w.named or w.capital(k) for k in range(i, comma)) else i


def _shares(w: Wording, post: Post, listed: Sequence[Name], name: Name) -> list[Attribute]:
    position = listed.index(name)
    parties = [p for p in post.parties if p.form in {"adjective", "name", "seat"}] or list(post.parties)
    introduced = [p for n in listed if (p := _introducing(w, n))]
    if len(set(introduced)) == len(listed):
        parties = introduced
    own = parties[position : position + 1] if len(parties) == len(listed) else parties if len(parties) == 1 else []
    side = own[0].side if own else national_post(post.label)
    bare = post.weak and post.label.lower() in lexicon.posts().roles  # "their deputies": of what is told elsewhere
    named = [post.label] if post.label and not bare else []
    posts = [Attribute("post", post_term(label, side), post.span, "post.shared") for label in named]
    return [*posts, *(a for p in own for a in party_country(p, "country.in-post.shared"))]


def _introducing(w: Wording, name: Name) -> PartyMention | None:
    """ "of Latvia, A, and of Lithuania, B": the country before the comma in front of a name."""
    party = w.party_at.get(name.start - 2) if w.low(name.start - 1) in {",", "("} else None
    opening = w.number(party.span.start) - 1 if party else 0
    return party if w.low(opening - (w.low(opening) == "the")) in {"of", "and"} else None


def only_names(w: Wording, first: int, last: int) -> bool:
    """Whether only names with their ranks, commas, "and" and countries behind a preposition stand between two words."""
    taken = {k for n in w.names for k in range(n.start, n.last)}
    return all(
        k in taken or w.low(k) in {",", "and", "of", "the", "for", "(", ")"} | POSSESSIVES or k in w.party_at
        for k in range(first, last)
    )
