"""Which rank, post and country belong to which name: titles, appositions and teams put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from backchannel.ontology import lexicon
from backchannel.sources.actors import is_national
from backchannel.sources.appositions import appositions, closing_comma, party_after, served
from backchannel.sources.claims import Text
from backchannel.sources.delegations import heads_team, led_by, sent_by
from backchannel.sources.links import Attribute, Link, post_attributes
from backchannel.sources.names import Name
from backchannel.sources.posts import Post
from backchannel.sources.rank_appositions import rank_apposition
from backchannel.sources.shared_posts import only_names, shared
from backchannel.sources.teams import leads
from backchannel.sources.titles import company, party_before, role_after, role_before, tie_of, titles
from backchannel.sources.wording import Wording

# Rules for the country of an office, which that of the next office in a list is of as well.
COMPATRIOT = {"country.in-post.before-comma", "country.in-post.before-name", "country.in-post.after-name"}

Group = tuple[int, list[tuple[Post, str]]]


def link(w: Wording, posts: Sequence[Post]) -> list[Link]:
    """Each name of a sentence with the posts, ranks and countries around it."""
    out: list[Link] = []
    taken: set[Post] = set()
    for name in w.names:
        free = [p for p in posts if p not in taken]
        before = titles(w, free, name)
        after = appositions(w, free, name, any(rule == "post.before-comma" for _, rule in before[1]))
        taken |= {post for post, _ in (*before[1], *after[1])}
        out.append(_link(w, posts, name, before, after, out))
    return _jointly(w, out)


def _jointly(w: Wording, links: Sequence[Link]) -> list[Link]:
    """ "A, a minister, and X, a general, represented Kigali": what the last one of a list does, all of them do."""
    out = list(links)
    for i in range(len(out) - 1, 0, -1):
        found = [a for a in out[i].attributes if a.rule == "country.represents"]
        joined = w.low(out[i].first - 1) == "and" and out[i].first - 2 < out[i - 1].last + 1
        if found and joined and not any(a.slot == "country" for a in out[i - 1].attributes):
            out[i - 1] = replace(out[i - 1], attributes=(*out[i - 1].attributes, *found))
    for i in range(1, len(out)):
        out[i] = _compatriot(w, out[i - 1], out[i])
    return out


def _compatriot(w: Wording, first: Link, second: Link) -> Link:
    """ "Latvia's defence minister, A, and the army chief, B": a national office without a country of its own."""
    own = any(a.slot == "country" for a in second.attributes)
    office = any(a.slot == "post" and is_national(getattr(a.value, "label", "")) for a in second.attributes)
    words = {w.low(k) for k in range(first.last, second.first)}
    joined = "and" in words and words <= {"and", ",", "the"} and w.low(first.first - 1) != "between"
    told = [replace(a, rule="country.compatriot") for a in first.attributes if a.rule in COMPATRIOT]
    return replace(second, attributes=(*second.attributes, *told[:1])) if office and joined and not own else second


def _link(w: Wording, posts: Sequence[Post], name: Name, before: Group, after: Group, earlier: Sequence[Link]) -> Link:
    first, tie = role_before(w, before[0])
    found = [*before[1], *after[1]]
    set_off = bool(tie) and any(w.low(k) == "," for k in range(first, name.start))
    last = closing_comma(w, after[0], bool(after[1]) or set_off or w.low(first - 1) != "," and first < name.start)
    attributes = list(_rank(w, name))
    attributes += [
        a
        for post, rule in (*found, *(served(w, posts, last) if not any(r == "post.copula" for _, r in found) else ()))
        for a in post_attributes(post, rule)
    ]
    start = first if any(a.slot == "country" for a in attributes) else _list_start(w, first, earlier)
    attributes += [*led_by(w, start), *heads_team(w, last), *sent_by(w, start)]
    country = party_after(w, name.last) or party_after(w, last)
    verb = leads(w, posts, max(last, country[0]) if country else last)
    if verb and verb[0] > last:
        attributes += heads_team(w, verb[0])
    for group in (party_before(w, first), country, verb):
        if group:
            attributes += group[1]
            first, last = min(first, group[0]), max(last, group[0])
    if apposition := rank_apposition(w, name):
        attributes += apposition[1]
        first, last = min(first, apposition[0]), max(last, closing_comma(w, apposition[0], True))
    if not any(a.slot == "post" for a in attributes):
        countries = [a for a in attributes if a.slot == "country"]
        attributes += [a for a in shared(w, posts, name) if a.slot != "country" or not countries]
    ties = [t for t in (tie, company(w, start), role_after(w, name.last), *(tie_of(w, post) for post, _ in found)) if t]
    excluded = _excluded(w, name, bool(found)) or not name.rank and _is_private(attributes)
    return Link(name, first, last, tuple(attributes), excluded, tuple(ties))


def _is_private(attributes: Sequence[Attribute]) -> bool:
    """Whether all posts are in bodies that are no state's: "director of the Baltic Institute"."""
    posts = [getattr(a.value, "label", "").lower() for a in attributes if a.slot == "post"]
    countries = any(a.slot == "country" for a in attributes)
    return bool(posts) and not countries and all(any(w in f" {p} " for w in _private()) for p in posts)


@cache
def _private() -> tuple[str, ...]:
    return tuple(f" {word} " for word in sorted(lexicon.posts().private))


def _list_start(w: Wording, first: int, earlier: Sequence[Link]) -> int:
    """The first word of the list of people that goes on at word ``first``: "A and X"."""
    for other in reversed(earlier):
        if w.low(first - 1) in {"and", ","} and first - 2 < other.last <= first:
            first = other.first
    return first


def _rank(w: Wording, name: Name) -> Iterator[Attribute]:
    """The rank before the name, or before the list that it stands in: "Generals A and B"."""
    if name.rank and name.rank_span:
        yield Attribute("rank", Text(name.rank), name.rank_span, "rank.before-name")
        return
    for rank in w.ranks:
        if rank.plural and rank.last < name.first and only_names(w, rank.last, name.first):
            yield Attribute("rank", Text(rank.label), rank.span, "rank.shared")


def _excluded(w: Wording, name: Name, has_post: bool) -> bool:
    """Scholars, reporters and bylines are nobody's officials."""
    if name.rank or has_post or not name.entity and name.titled:
        return False
    around = {w.low(k) for k in range(name.start - 4, name.last + 6)}
    byline = w.low(name.start - 1) == "by" and name.start == 1
    return byline or bool(around & lexicon.posts().not_official)
