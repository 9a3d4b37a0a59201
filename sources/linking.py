"""Which rank, post and country belong to which name: titles, appositions and teams put together."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.appositions import appositions, closing_comma, party_after, served
from backchannel.sources.claims import Text
from backchannel.sources.links import Attribute, Link, post_attributes
from backchannel.sources.names import Name
from backchannel.sources.posts import Post
from backchannel.sources.shared_posts import shared
from backchannel.sources.teams import heads_team, leads, led_by
from backchannel.sources.titles import party_before, role_before, tie_of, titles
from backchannel.sources.wording import Wording


def link(w: Wording, posts: Sequence[Post]) -> list[Link]:
    """Each name of a sentence with the posts, ranks and countries around it."""
    out: list[Link] = []
    taken: set[Post] = set()
    for name in w.names:
        free = [p for p in posts if p not in taken]
        before, after = titles(w, free, name), appositions(w, free, name)
        taken |= {post for post, _ in (*before[1], *after[1])}
        out.append(_link(w, posts, name, before, after))
    return out


def _link(
    w: Wording, posts: Sequence[Post], name: Name, before: tuple[int, list[tuple[Post, str]]], after: tuple[int, list[tuple[Post, str]]]
) -> Link:
    first, tie = role_before(w, before[0])
    found = [*before[1], *after[1]]
    last = closing_comma(w, after[0], bool(after[1]) or w.low(first - 1) != "," and first < name.start)
    attributes = [Attribute("rank", Text(name.rank), name.rank_span, "rank.before-name")] if name.rank and name.rank_span else []
    attributes += [a for post, rule in (*found, *served(w, posts, last)) for a in post_attributes(post, rule)]
    attributes += [*led_by(w, first), *heads_team(w, last)]
    for group in (party_before(w, first), party_after(w, last), leads(w, posts, last)):
        if group:
            attributes += group[1]
            first, last = min(first, group[0]), max(last, group[0])
    if not any(a.slot == "post" for a in attributes):
        countries = [a for a in attributes if a.slot == "country"]
        attributes += [a for a in shared(w, posts, name) if a.slot != "country" or not countries]
    ties = [t for t in (tie, *(tie_of(w, post) for post, _ in found)) if t]
    return Link(name, first, last, tuple(attributes), _excluded(w, name, bool(found)), tuple(ties))


def _excluded(w: Wording, name: Name, has_post: bool) -> bool:
    """Scholars, reporters and bylines are nobody's officials."""
    if name.rank or has_post or not name.entity and name.titled:
        return False
    around = {w.low(k) for k in range(name.start - 4, name.last + 6)}
    byline = w.low(name.start - 1) == "by" and name.start == 1
    return byline or bool(around & lexicon.posts().not_official)
