"""Posts in front of a name: "Defense Secretary X", "the chief of staff, General X", "Russia's X"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.links import Attribute, Tie
from backchannel.sources.names import Name
from backchannel.sources.parties import side_term
from backchannel.sources.posts import Post
from backchannel.sources.wording import POSSESSIVES, Wording

DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "then", "former", "then-"})
PRONOUNS = frozenset({"his", "her", "their", "its"})


def titles(w: Wording, posts: Sequence[Post], name: Name) -> tuple[int, list[tuple[Post, str]]]:
    """The posts in front of ``name``, nearest first, and the first word of its group."""
    ends = {p.last: p for p in posts}
    out: list[tuple[Post, str]] = []
    i = name.start if name.start in ends else _before_service(w, name)
    while i > 0:
        i -= 3 if w.low(i - 1) == ")" and w.low(i - 3) == "(" and w.tokens[i - 2].text.isupper() else 0
        comma = w.low(i - 1) in {",", "(", "—", "–", ":"}
        post = ends.get(i - 1 if comma else i)
        possessor = comma and not out and w.low(name.last) in POSSESSIVES
        if post is None or post.plural or possessor:
            break
        chain = _coordinated(w, ends, post, comma)
        if comma and not _introduces(w, chain[-1], name):
            break
        out += [(p, "post.before-comma" if comma else "post.before-name") for p in chain]
        i = determined(w, chain[-1].first)
    return (i if out else name.start), out


def _before_service(w: Wording, name: Name) -> int:
    """ "the chairman, U.S. Army Gen. X": the first word of the service or country whose rank somebody has."""
    party = (w.party_at.get(name.start) or w.party_at.get(name.start - 1)) if name.rank else None
    if party is None or party.form not in {"adjective", "organization"} and not party.text.isupper():
        return name.start
    return min(name.start, w.number(party.span.start))


def _coordinated(w: Wording, ends: dict[int, Post], post: Post, comma: bool) -> list[Post]:
    """ "first deputy minister and chief of staff, X", "Prime Minister and Defence Minister X": posts of one person."""
    chain = [post]
    while w.low(chain[-1].first - 1) == "and":
        other = ends.get(chain[-1].first - 1)
        if other is None or other.plural or other.counterpart or not comma and w.low(other.first - 1) in DETERMINERS:
            break
        chain.append(other)
    return chain


def determined(w: Wording, i: int) -> int:
    """The first word of the noun phrase whose determiners stand before word ``i``."""
    while i > 0 and (w.low(i - 1) in DETERMINERS or w.low(i - 1) == "-" and w.low(i - 2) in DETERMINERS):
        i -= 1
    return i


def _introduces(w: Wording, post: Post, name: Name) -> bool:
    """Whether a post before a comma introduces the name behind it: "the minister, X", "a spokesman, X, said"."""
    enclosed = w.low(name.last) == "," and not post.weak
    article = w.low(determined(w, post.first)) in DETERMINERS - ({"former"} if enclosed else {"a", "an", "former"})
    owned = w.low(post.first - 1) in POSSESSIVES
    return article or owned or not post.weak and (post.counterpart or bool(post.parties) or w.capital(post.first))


def tie_of(w: Wording, post: Post) -> Tie | None:
    """To whom the holder of ``post`` belongs: "X's spokesman", "his deputy", "a spokesman for X"."""
    words = lexicon.posts()
    role = words.plurals.get(w.low(post.head), w.low(post.head))
    if post.counterpart:
        return None
    inside = next((n for n in w.names if post.head < n.first and n.last <= post.last), None)
    if inside:
        return Tie(role, inside, post.span)
    i = post.first - (w.low(post.first - 1) in words.temporal)
    if w.low(i - 1) in POSSESSIVES and i - 1 in w.name_to:
        of = w.name_to[i - 1]
        return Tie(role, of, w.span(of.first, post.last))
    return Tie(role, None, w.span(i - 1, post.last)) if w.low(i - 1) in {"his", "her"} else None


def role_before(w: Wording, first: int) -> tuple[int, Tie | None]:
    """ "his host, X", "A's predecessor, X": a bare role is part of the name's group."""
    k = first - 1 - (w.low(first - 1) == ",")
    role = w.low(k)
    if role not in lexicon.posts().roles or k == first - 1 and role not in lexicon.posts().personal:
        return first, None
    if w.low(k - 1) in PRONOUNS | {"the"}:
        tie = Tie(role, None, w.span(k - 1, k + 1)) if w.low(k - 1) in {"his", "her"} else None
        return k - 1, tie
    if w.low(k - 1) in POSSESSIVES and k - 1 in w.name_to:
        of = w.name_to[k - 1]
        return (k if w.low(first - 1) == "," else first), Tie(role, of, w.span(of.first, k + 1))
    return first, None


def role_after(w: Wording, last: int) -> Tie | None:
    """ "X, A's successor": a role behind the name."""
    of = w.name_from.get(last + 1) if w.low(last) in {",", "("} else None
    if of is None or w.low(of.last) not in POSSESSIVES or w.low(of.last + 1) not in lexicon.posts().personal:
        return None
    return Tie(w.low(of.last + 1), of, w.span(of.first, of.last + 2))


def company(w: Wording, first: int) -> Tie | None:
    """ "A, accompanied by X", "With A: X": people of one side."""
    if w.low(first - 1) == "by" and w.low(first - 2) == "accompanied":
        return Tie("companion", None, w.span(first - 2, first))
    with_name = w.name_to.get(first - 1) if w.low(first - 1) == ":" else None
    return (
        Tie("companion", with_name, w.span(with_name.start, first))
        if with_name and w.low(with_name.start - 1) == "with"
        else None
    )


def party_before(w: Wording, first: int) -> tuple[int, list[Attribute]] | None:
    """ "Russia's General X", "US General X"."""
    i = first - 1
    i -= w.low(i) == "," and (w.low(i - 1) in POSSESSIVES or w.low(i - 1) == "one")
    i -= w.low(i) in POSSESSIVES
    i -= w.low(i) == "one" and w.low(i + 1) == ","  # "an Israeli officer, A, and a Jordanian one, X"
    party = w.party_at.get(i)
    if party is None or (i == first - 1 and party.form not in {"adjective", "name", "organization"}):
        return None
    if i == first - 1 and party.form == "name" and not party.text.isupper():
        return None
    return w.number(party.span.start), [Attribute("country", side_term(party.side), party.span, "country.before-name")]
