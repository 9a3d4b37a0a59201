"""Which rank, post and country belong to which name: the grammar of titles and appositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.ontology.terms import data_iri
from backchannel.sources.article import Span
from backchannel.sources.claims import Term, Text, Value
from backchannel.sources.language import Sentence
from backchannel.sources.names import Name
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.posts import Post, canonical_post


@dataclass(frozen=True)
class Attribute:
    """A value that the words around a name give: slot ``rank``, ``post`` or ``country``."""

    slot: str
    value: Value
    span: Span
    rule: str


@dataclass(frozen=True)
class Link:
    """A name with its attributes and the tokens, ``first`` to ``last``, that it and they take up."""

    name: Name
    first: int
    last: int
    attributes: tuple[Attribute, ...]
    excluded: bool = False


def post_term(label: str, country: str = "") -> Term:
    """A post named in words, as a term; its IRI tells apart posts of the same name in two countries."""
    owner = side_term(country).label if country else ""
    return Term(data_iri("post", f"{owner} {label}"), label, "Post")


class _Linker:
    def __init__(self, sentence: Sentence, names: Sequence[Name], posts: Sequence[Post], parties: Sequence[PartyMention]) -> None:
        self.tokens, self.names, self.posts, self.parties = sentence.tokens, names, posts, parties
        self.ends = {p.last: p for p in posts}
        self.starts = {p.first: p for p in posts}
        self.taken: set[Post] = set()

    def low(self, i: int) -> str:
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def link(self, name: Name) -> Link:
        first, before = self._before(name)
        last, after = self._after(name)
        first = self._role_before(first)
        last = self._closing_comma(last, bool(after) or self.low(first - 1) != "," and first < name.start)
        attributes = [Attribute("rank", Text(name.rank), name.rank_span, "rank.before-name")] if name.rank and name.rank_span else []
        for post, rule in (*before, *after):
            self.taken.add(post)
            attributes += self._post_attributes(post, rule)
        for found in (self._party_before(first), self._party_after(last), self._led_by(name, first), self._leads(name, last)):
            if found:
                attributes += found[1]
                first, last = min(first, found[0]), max(last, found[0])
        return Link(name, first, last, tuple(attributes), self._excluded(name, bool(before or after)))

    def _role_before(self, first: int) -> int:
        """"his host, X": a bare role is part of the name's group."""
        if self.low(first - 1) == "," and self.low(first - 2) in lexicon.posts().roles and self.low(first - 3) in {"his", "her", "their", "its", "the"}:
            return first - 3
        return first

    def _closing_comma(self, last: int, apposition: bool) -> int:
        """Takes in the comma that closes an apposition, where the sentence goes on with it."""
        if not apposition or self.low(last) != "," or last + 1 >= len(self.tokens):
            return last
        after = self.tokens[last + 1]
        goes_on = after.tag.startswith(("V", "MD", "IN", "TO", "CC")) and after.text.lower() not in {"said", "says", "told", "added"}
        return last + 1 if goes_on else last

    def _before(self, name: Name) -> tuple[int, list[tuple[Post, str]]]:
        """Posts in front of the name: "Defense Secretary X", "the chief of staff, General X", "minister A, minister B X"."""
        out: list[tuple[Post, str]] = []
        i = name.start
        while i > 0:
            comma = self.low(i - 1) in {",", "(", "—"}
            post = self.ends.get(i - 1 if comma else i)
            if post is None or post.plural or post in self.taken or (comma and not self._definite(post)):
                break
            if comma and not out and self._is_own_apposition(post):
                break
            out.append((post, "post.before-name" if not comma else "post.before-comma"))
            i = self._with_determiner(post.first)
        return i, out

    def _definite(self, post: Post) -> bool:
        """Whether a post before a comma introduces the name after it: "the minister, X", "NATO's chief, X"."""
        article = self.low(self._with_determiner(post.first)) in {"the", "his", "her", "their", "its", "then"}
        return article or post.counterpart or bool(post.parties) or self.tokens[post.first].text[0].isupper()

    def _is_own_apposition(self, post: Post) -> bool:
        """Whether the post before the comma describes the name before it: "A, the minister, B …"."""
        i = self._with_determiner(post.first)
        return self.low(i - 1) == "," and any(n.last == i - 1 for n in self.names)

    def _with_determiner(self, i: int) -> int:
        while i > 0 and self.low(i - 1) in {"the", "a", "an", "his", "her", "their", "its", "then", "former"}:
            i -= 1
        return i

    def _after(self, name: Name) -> tuple[int, list[tuple[Post, str]]]:
        """Posts behind the name: "X, chairman of …,", "X, who was chairman", "X (minister)"."""
        i, out = name.last, []
        if self.low(i) == "," and self.low(i + 1).rstrip(".") in {"jr", "sr"}:
            i += 2
        if self.low(i) == "," and self.low(i + 1).isdigit() and self.low(i + 2) == ",":
            i += 2
        opening = self.low(i)
        copula = opening in {"was", "is", "remains", "became", "becomes"}
        if opening not in {",", "(", "—", "-"} and not copula:
            return name.last, []
        j = self._skip(i + 1)
        post = next((self.starts[k] for k in range(i + 1, j + 1) if k in self.starts), None)
        while post is not None and post not in self.taken and not post.plural and self._closes(post, copula):
            out.append((post, "post.copula" if copula else "post.after-name"))
            last = post.last
            nxt = self._skip(last + 1) if self.low(last) in {"and", ","} else -1
            post = self.starts.get(nxt) if not copula else None
            i = last
        if not out:
            return name.last, []
        end = out[-1][0].last
        if copula:
            return name.last, out
        return self._qualified_end(end), out

    def _qualified_end(self, end: int) -> int:
        """Steps over what qualifies a post up to the closing comma: "chairman since October,"."""
        if self.low(end) in {")", "—"}:
            return end + 1
        if self.low(end) in {"since", "until", "from", "at", "for", "before", "after", "during", "in"}:
            return next((k for k in range(end, min(end + 7, len(self.tokens))) if self.low(k) == ","), end)
        return end

    def _skip(self, i: int) -> int:
        """Steps over "who was then the …"."""
        if self.low(i) in {"who"} and self.low(i + 1) in {"is", "was", "remains", "became"}:
            i += 2
        while self.low(i) in {"the", "a", "an", "then", "formerly", "also", "now", "currently", "himself", "both"}:
            i += 1
        return i

    def _closes(self, post: Post, copula: bool) -> bool:
        """Whether the post describes the name in front of it rather than one behind it."""
        follower = next((n for n in self.names if n.start in {post.last, post.last + 1} and n.start >= post.last), None)
        if follower is None:
            after = self.low(post.last)
            closed = after in {",", ";", ".", ")", "and", ":", "—", "–", "", "!", "?", "since", "until", "from", "at", "for", "before", "after", "during", "in", "who"}
            return copula or closed
        return self.low(post.last) == "," and not copula and not self.low(post.first - 1) == "and"

    def _post_attributes(self, post: Post, rule: str) -> list[Attribute]:
        country = next((p for p in post.parties if side_term(p.side).kind == "Country"), post.parties[0] if post.parties else None)
        side = country.side if country else national_post(post.label)
        out = []
        if post.label:
            out.append(Attribute("post", post_term(post.label, side), post.span, rule))
        if country:
            out.append(Attribute("country", side_term(country.side), country.span, f"country.in-{rule}"))
        elif side:
            out.append(Attribute("country", side_term(side), post.span, "country.national-post"))
        return out

    def _party_before(self, first: int) -> tuple[int, list[Attribute]] | None:
        """"Russia's General X", "US General X"."""
        i = first - 1
        i -= self.low(i) in {"'s", "’s", "'"}
        if i < 0:
            return None
        party = next((p for p in self.parties if p.span.start <= self.tokens[i].start < p.span.end), None)
        if party is None or (i == first - 1 and party.form not in {"adjective", "name", "organization"}):
            return None
        if i == first - 1 and party.form == "name" and not party.text.isupper():
            return None
        start = next(k for k, t in enumerate(self.tokens) if t.start >= party.span.start)
        return start, [Attribute("country", side_term(party.side), party.span, "country.before-name")]

    def _party_after(self, last: int) -> tuple[int, list[Attribute]] | None:
        """"X of Russia", "X of the Turkish army"."""
        if self.low(last) not in {"of", "from"}:
            return None
        i = last + 1 + (self.low(last + 1) == "the")
        party = next((p for p in self.parties if i < len(self.tokens) and p.span.start <= self.tokens[i].start < p.span.end), None)
        if party is None:
            return None
        end = next((k for k, t in enumerate(self.tokens) if t.start >= party.span.end), len(self.tokens))
        while party.form == "adjective" and self.low(end) in lexicon.posts().institutions | {"side"}:
            end += 1
        return end, [Attribute("country", side_term(party.side), party.span, "country.after-name")]

    def _led_by(self, name: Name, first: int) -> tuple[int, list[Attribute]] | None:
        """"European Command, which is led by X": the organisation before gives the post."""
        i = first - 1
        while i > 1 and self.low(i) in {"and", ","} and any(n.last == i for n in self.names):
            i = next(n.start for n in self.names if n.last == i) - 1
        if self.low(i) != "by" or self.low(i - 1) not in {"led", "headed", "commanded", "chaired", "run"}:
            return None
        j = i - 2
        while self.low(j) in {"is", "was", "which", ",", "now", "currently", "being", "been", "has", "were", "are"}:
            j -= 1
        party = next((p for p in self.parties if j >= 0 and p.span.end == self.tokens[j].end), None)
        if party is None:
            near = [p for p in self.parties if j >= 0 and p.span.end <= self.tokens[j].end and self.tokens[j].start - p.span.end < 14]
            return (first, [Attribute("country", side_term(near[-1].side), near[-1].span, "country.led-team")]) if near else None
        head = lexicon.posts().verbs[self.low(i - 1)] if self.low(i - 1) in lexicon.posts().verbs else "Head of"
        label = canonical_post(f"{head} {side_term(party.code).label}")
        span = Span(party.span.start, self.tokens[i].end)
        country = Attribute("country", side_term(party.side), party.span, "country.led-by")
        return first, [Attribute("post", post_term(label, party.side), span, "post.led-by"), country]

    def _leads(self, name: Name, last: int) -> tuple[int, list[Attribute]] | None:
        """"X, who heads the Russian General Staff": the verb gives the head of the post."""
        i = last if self.low(last) == "who" else last + 1
        if self.low(i) != "who" or (i == last + 1 and self.low(last) not in {","}):
            return None
        i += 1 + (self.low(i + 1) in {"also", "now", "has", "currently"})
        head = lexicon.posts().verbs.get(self.low(i))
        if head is None:
            return None
        start = i + 1 + (self.low(i + 1) in {"the", "its", "his", "her"})
        end = self._institution_end(start)
        if end == start:
            return None
        inside = [p for p in self.parties if self.tokens[start].start <= p.span.start < self.tokens[end - 1].end]
        words = " ".join(t.text for t in self.tokens[start:end]).replace(" - ", "-").replace(" 's", "'s")
        side = inside[0].side if inside else national_post(words)
        label = canonical_post(f"{head} {words}")
        span = Span(self.tokens[i].start, self.tokens[end - 1].end)
        out = [Attribute("post", post_term(label, side), span, "post.who-heads")]
        if side:
            out.append(Attribute("country", side_term(side), inside[0].span if inside else span, "country.who-heads"))
        also = self._also(end)
        if also:
            out += self._post_attributes(also, "post.also")
            end = also.last
        return (end + (self.low(end) == ",")), out

    def _also(self, end: int) -> Post | None:
        """"who leads the command and is also NATO's commander"."""
        i = end
        for words in ({"and"}, {"is", "was"}, {"also"}, {"the", "a"}):
            i += self.low(i) in words
        return self.starts.get(i) if i > end + 1 else None

    def _institution_end(self, i: int) -> int:
        institutions = lexicon.posts().institutions | {"of", "the", "'s", "-", "s"}
        named = {k for n in self.names for k in range(n.start, n.last)}
        j = i
        while j < len(self.tokens) and j not in named and (self.tokens[j].text[0].isupper() or self.low(j) in institutions):
            j += 1
        while j > i and self.low(j - 1) in {"of", "the", "-"}:
            j -= 1
        return j

    def shared(self, name: Name, found: Link) -> Link:
        """Adds the post that several names share: "the Israeli and Russian chiefs of staff, A and B", "Presidents A and B"."""
        if any(a.slot == "post" for a in found.attributes):
            return found
        post = next((p for p in self.posts if p.plural and not p.counterpart and p.last <= name.start and self._only_names(p.last, name.start)), None)
        if post is None:
            return found
        listed = [n for n in self.names if n.start >= post.last and self._only_names(post.last, n.start)]
        position = listed.index(name)
        parties = [p for p in post.parties if p.form in {"adjective", "name", "seat"}]
        own = parties[position : position + 1] if len(parties) == len(listed) > 1 else parties if len(parties) == 1 else []
        rule = "post.shared"
        attributes = [Attribute("post", post_term(post.label, own[0].side if own else national_post(post.label)), post.span, rule)]
        attributes += [Attribute("country", side_term(p.side), p.span, f"country.in-{rule}") for p in own if not any(a.slot == "country" for a in found.attributes)]
        return replace(found, attributes=(*found.attributes, *attributes))

    def _only_names(self, first: int, last: int) -> bool:
        """Whether only names, commas, "and", countries in "of" phrases stand between two tokens."""
        taken = {k for n in self.names for k in range(n.start, n.last)}
        inside = [p.span for p in self.parties]
        return all(
            k in taken or self.low(k) in {",", "and", "of", "the"} or any(s.start <= self.tokens[k].start < s.end for s in inside) for k in range(first, last)
        )

    def _excluded(self, name: Name, has_post: bool) -> bool:
        """Scholars, reporters and bylines are nobody's officials."""
        if name.rank or has_post or not name.entity and name.titled:
            return False
        around = {self.low(k) for k in range(name.start - 4, name.last + 6)}
        byline = self.low(name.start - 1) == "by" and name.start == 1
        return byline or bool(around & lexicon.posts().not_official)


def national_post(label: str) -> str:
    """The country whose post this can only be, or ""."""
    text = f" {label.lower().replace('us ', '')} "
    found = [(len(name), code) for code, names in lexicon.posts().national_posts.items() for name in names if f" {name} " in text]
    return max(found)[1] if found else ""


def link(sentence: Sentence, names: Sequence[Name], posts: Sequence[Post], parties: Sequence[PartyMention]) -> list[Link]:
    """Each name of ``sentence`` with the posts, ranks and countries around it."""
    linker = _Linker(sentence, names, posts, parties)
    return [linker.shared(name, k) for name, k in zip(names, [linker.link(name) for name in names], strict=True)]
