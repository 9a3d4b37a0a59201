"""Posts behind a name: "X, chairman of …,", "X, who was chairman", "X (minister)", "X of Russia", "X stays on as …"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute
from backchannel.sources.names import Name
from backchannel.sources.parties import side_term
from backchannel.sources.posts import Post
from backchannel.sources.wording import POSSESSIVES, Wording

OPENERS = frozenset({",", "(", "—", "–", "-"})


def appositions(
    w: Wording, posts: Sequence[Post], name: Name, introduced: bool = False
) -> tuple[int, list[tuple[Post, str]]]:
    """The posts behind ``name``, in order, and the end (exclusive) of its group.

    ``introduced`` tells that a post before a comma leads to the name, as in a list of posts and names.
    """
    starts = {p.first: p for p in posts if not p.plural}
    i = _opening(w, name.last)
    if w.low(i) in lexicon.posts().copulas:
        post = starts.get(_skip(w, i + 1))
        return name.last, [(post, "post.copula")] if post else []
    if w.low(i) not in OPENERS:
        return name.last, []
    out: list[tuple[Post, str]] = []
    post = _of_principal(w, posts, i + 1) or _first(starts, i + 1, _skip(w, i + 1))
    if introduced and post and w.low(post.last) == "," and any(n.start == post.last + 1 for n in w.names):
        return name.last, []
    while post is not None and _closes(w, post):
        out.append((post, "post.after-name"))
        post = starts.get(_skip(w, post.last + 1)) if w.low(post.last) in {"and", ","} else None
    return (_qualified_end(w, out[-1][0].last), out) if out else (name.last, [])


def _of_principal(w: Wording, posts: Sequence[Post], i: int) -> Post | None:
    """ "X, President Y's adviser": the post that is held towards somebody named right in front of it."""
    principal = next((n for n in w.names if i <= n.start), None)
    if principal is None or w.low(principal.last) not in POSSESSIVES:
        return None
    title = any(p.first <= i + (w.low(i) == "the") and p.last == principal.start for p in posts)
    own = next((p for p in posts if p.first == principal.last + 1 and not p.plural), None)
    return own if principal.start == i or title else None


def _opening(w: Wording, i: int) -> int:
    """Steps over ", Jr." and ", 65," and "of Denmark"."""
    if w.low(i) == "," and w.low(i + 1).rstrip(".") in {"jr", "sr"}:
        i += 2
    if w.low(i) == "," and w.low(i + 1).isdigit() and w.low(i + 2) == ",":
        i += 2
    country = party_after(w, i)
    return country[0] if country and w.low(country[0]) in OPENERS else i


def _first(starts: dict[int, Post], first: int, last: int) -> Post | None:
    return next((starts[k] for k in range(first, last + 1) if k in starts), None)


def _skip(w: Wording, i: int) -> int:
    """Steps over "who was then the", "so far at the", "in his capacity as"."""
    words = lexicon.posts()
    if w.low(i) in {"the", "a", "an"}:
        noun = w.skip(i + 1, frozenset({"former", "retired", "young", "old"}))
        noun = w.number(w.party_at[noun].span.end) - 1 if noun in w.party_at else noun
        i = noun + 1 if w.low(noun + 1) == "who" else i
    if w.low(i) == "who":
        i = _held(w, w.skip(i + 1, words.being))
    while w.low(i) in words.wrappers or i < len(w.tokens) and w.tokens[i].entity in {"DATE", "TIME"}:
        i += 1
    return i


def _held(w: Wording, i: int) -> int:
    """Steps over "held the post of"."""
    words = lexicon.posts()
    noun = w.skip(i + 1, frozenset({"the", "same"}))
    return noun + 2 if w.low(i) in words.holding_verbs and w.low(noun) in words.post_nouns else i


def _closes(w: Wording, post: Post) -> bool:
    """Whether the post describes the name in front of it rather than one behind it."""
    following = next((n for n in w.names if n.start in {post.last, post.last + 1}), None)
    if following is not None and following.start >= post.last:
        if w.low(following.last) == "," and w.low(following.last + 1) in lexicon.posts().saying:
            return False
        listed = w.low(post.last) == "," and w.low(post.first - 1) != "and"
        return listed or w.low(post.last) in {"and", ";"} and following.start == post.last + 1
    after = w.tokens[post.last] if post.last < len(w.tokens) else None
    return (
        after is None
        or after.entity in {"DATE", "TIME"}
        or after.tag in {"IN", "CC", ",", ".", ":", "-RRB-", "WP", "WDT", "WRB"}
        or not after.text[0].isalnum()
    )


def _qualified_end(w: Wording, end: int) -> int:
    """Steps over what qualifies a post up to the closing comma: "chairman since October,"."""
    if w.low(end) in {")", "—"}:
        return end + 1
    if w.low(end) in {"since", "until", "from", "at", "for", "before", "after", "during", "in"}:
        return next((k for k in range(end, min(end + 7, len(w.tokens))) if w.low(k) == ","), end)
    return end


def closing_comma(w: Wording, last: int, apposition: bool) -> int:
    """Takes in the comma that closes an apposition, where the sentence goes on with it."""
    if not apposition or w.low(last) != "," or last + 1 >= len(w.tokens):
        return last
    after = w.tokens[last + 1]
    goes_on = after.tag.startswith(("V", "MD", "IN", "TO", "CC")) and after.text.lower() not in lexicon.posts().saying
    return last + 1 if goes_on else last


def party_after(w: Wording, last: int) -> tuple[int, list[Attribute]] | None:
    """ "X of Russia", "X of the Turkish army", "X (China)", "X for the Thais", "X on the Indian side"."""
    words = lexicon.posts()
    opening = w.low(last)
    comma = opening == "," and w.low(last + 1) in {"of", "from"}
    i = last + comma + 1
    i += w.low(i) == "the"
    party = w.party_at.get(i)
    if party is None or not (comma or opening in {"of", "from", "for", "on", "("}):
        return None
    end = w.number(party.span.end)
    team = w.low(end) in words.teams
    while party.form == "adjective" and (w.low(end) in words.institutions or w.low(end) in words.teams):
        end += 1
    closed = w.low(end) == {"(": ")", ",": ","}.get(opening, w.low(end))
    owned = w.low(end) in POSSESSIVES
    ends = end == len(w.tokens) or w.tokens[end].tag.startswith(("V", "CC", ",", ".", ":"))
    organization = party.form == "organization" and ends and i == last + 1
    people = opening == "for" and (party.form == "people" or organization or party.form == "name" and not owned)
    sent = opening not in {"for", "on"} or team or people
    if not closed or not sent:
        return None
    return end + (opening == "("), [Attribute("country", side_term(party.side), party.span, "country.after-name")]


def served(w: Wording, posts: Sequence[Post], end: int) -> list[tuple[Post, str]]:
    """ "X stays on as foreign minister", "X has been named chief of staff": a verb gives the post behind it."""
    words, starts = lexicon.posts(), {p.first: p for p in posts if not p.plural}
    if (after := _succession(w, end)) > end:
        post = starts.get(w.skip(after, frozenset({"the", "its", "his"})))
        return [(post, "post.as")] if post else []
    acting = False
    end = w.skip(end, frozenset({",", "who", "has", "had", "was"}))
    for k in range(end, min(end + 9, len(w.tokens))):
        if k in w.named or w.low(k) in {";", ".", "that", "who", "but"}:
            return []
        naming = w.low(k) in words.naming_verbs
        acting = acting or w.low(k) in words.serving_verbs or naming
        post = starts.get(w.skip(k + 1, frozenset({"the", "a", "an", "its", "his", "as", "acting"})))
        if post and post.label.lower() not in words.roles and (naming or acting and w.low(k) == "as"):
            return [(post, "post.as")] if post.last not in w.name_from else []
    return []


def _succession(w: Wording, end: int) -> int:
    """ "A succeeds B as chief": the word behind "as" for either holder, whose name ends at ``end``; else ``end``."""
    verbs = lexicon.posts().succeeding_verbs
    name = w.name_to.get(end)
    verb = w.skip(end, frozenset({",", "who", "has", "had", "will", "was"}))
    later = next((n for n in w.names if n.start in {verb + 1, verb + 2}), None) if w.low(verb) in verbs else None
    before = [w.low(name.start - k) for k in (1, 2)] if name else [""]
    earlier = before[0] in verbs or before[0] == "by" and before[-1] in verbs
    holder = name if earlier else later
    return holder.last + 1 if holder and w.low(holder.last) == "as" else end
