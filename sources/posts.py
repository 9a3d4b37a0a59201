"""Posts in a sentence: the phrase that names an office, its canonical form and the party it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.language import Sentence, Token
from backchannel.sources.names import Name, rank_at
from backchannel.sources.parties import PartyMention


@dataclass(frozen=True)
class Post:
    """A phrase that names an office: tokens ``first`` to ``last`` (exclusive).

    ``label`` is the office in canonical form, without the country that holds it; "" for a bare counterpart.
    ``parties`` are the countries and organisations named in it; ``plural`` that several people hold it.
    """

    first: int
    last: int
    head: int
    label: str
    span: Span
    parties: tuple[PartyMention, ...]
    plural: bool = False
    counterpart: bool = False


class _Reader:
    """Reads the posts of one sentence; holds its tokens and what already has a meaning."""

    def __init__(self, sentence: Sentence, names: Sequence[Name], parties: Sequence[PartyMention]) -> None:
        self.tokens = sentence.tokens
        self.words = lexicon.posts()
        self.named = {i for n in names for i in range(n.first, n.last)}
        self.party_at: dict[int, PartyMention] = {}
        for party in parties:
            for i, token in enumerate(self.tokens):
                if party.span.start <= token.start < party.span.end and i not in self.named:
                    self.party_at[i] = party

    def lower(self, i: int) -> str:
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def posts(self) -> tuple[Post, ...]:
        out: list[Post] = []
        i = 0
        while i < len(self.tokens):
            post = self._post_at(i)
            if post and (not out or post.first >= out[-1].last):
                out.append(post)
                i = post.last
            else:
                i += 1
        return tuple(out)

    def _post_at(self, i: int) -> Post | None:
        word = self.lower(i)
        counterpart = word in self.words.counterparts or (word == "opposite" and self.lower(i + 1).startswith("number"))
        head = self.words.plurals.get(word, word)
        if i in self.named or i in self.party_at or not (head in self.words.heads or self.tokens[i].text in self.words.heads or counterpart):
            return None
        if rank_at(self.tokens, i) and (i + 1 in self.named or word in {"general", "commander"} and self.tokens[i].text[0].isupper() and i + 1 in self.named):
            return None
        first, last = self._left(i), self._right(i)
        if counterpart:
            last = i + 2 if word == "opposite" else i + 1
        elif head in self.words.weak_heads and first == i and last == i + 1:
            return None
        elif head == "general" and not any(self.lower(k) in self.words.general_modifiers for k in range(first, i)):
            return None
        return self._post(first, last, i, word in self.words.plurals or word.endswith("parts"), counterpart)

    def _left(self, head: int) -> int:
        i = head
        while i > 0 and self._modifies(i - 1):
            i -= 1
        while i < head and self.tokens[i].text in {"-", "'s", "’s"}:
            i += 1
        return i

    def _modifies(self, i: int) -> bool:
        token, word = self.tokens[i], self.lower(i)
        if i in self.named or rank_at(self.tokens, i):
            return False
        if i in self.party_at or word in self.words.modifiers or word in self.words.institutions or word in {"'s", "’s"}:
            return word not in {"'s", "’s"} or i - 1 in self.party_at or self._modifies(i - 1)
        if word == "and" and i > 1 and i + 1 in self.party_at and i - 1 >= 0:
            return i - 1 in self.party_at or self.lower(i - 1) in {"'s", "’s"} and i - 2 in self.party_at
        if token.text == "-" and i and i + 1 < len(self.tokens):
            return self._modifies(i - 1) and self.tokens[i - 1].end == token.start
        return token.text[:1].isupper() and token.tag.startswith(("NNP", "JJ")) and i > 0 and token.entity not in {"PERSON", "DATE"}

    def _right(self, head: int) -> int:
        i = head + 1
        while i < len(self.tokens) and (self.lower(i) in self.words.heads or self.lower(i) in {"europe", "staff"}) and i not in self.named and (
            self.lower(head) in {"secretary", "director", "attorney", "directors", "secretaries"} and self.lower(i) == "general" or self.tokens[i].text == "Europe"
        ):
            i += 1
        if self.tokens[i - 1 : i + 4] and [self.lower(k) for k in range(i, i + 4)] == ["-", "in", "-", "chief"]:
            i += 4
        while i < len(self.tokens):
            end = self._of_phrase(i)
            if end == i:
                break
            i = end
        return i

    def _of_phrase(self, i: int) -> int:
        """The end of the "of the General Staff" that starts at token ``i``; ``i`` where there is none."""
        word = self.lower(i)
        if word not in self.words.of_prepositions and word != "and":
            return i
        j, content = i + 1, 0
        while j < len(self.tokens) and (self.lower(j) in {"the", "a", "an", "its", "his"} and j == i + 1):
            j += 1
        while j < len(self.tokens) and self._belongs(j, word):
            content += self.tokens[j].text not in {"'s", "’s", "-", "and"}
            j += 1
        while j > i and self.lower(j - 1) in {"and", "-"}:
            j -= 1
        if not content or (word in {"in", "at", "to", "and"} and not self._institutional(i + 1, j, word)):
            return i
        return j

    def _institutional(self, first: int, last: int, word: str) -> bool:
        """A phrase with "in", "at", "to" or "and" belongs to a post only if it names an institution or "Europe"."""
        if word == "and":
            return False
        text = {self.lower(k) for k in range(first, last)}
        organization = any(k in self.party_at and self.party_at[k].form == "organization" for k in range(first, last))
        return organization or "europe" in text or (word == "to" and any(k in self.party_at for k in range(first, last)))

    def _belongs(self, j: int, preposition: str) -> bool:
        token, word = self.tokens[j], self.lower(j)
        if j in self.named:
            return preposition == "for"
        if j in self.party_at:
            return True
        if rank_at(self.tokens, j) and token.text[0].isupper() and word not in self.words.institutions:
            return preposition == "for"
        if rank_at(self.tokens, j) and token.text[0].isupper() and any(k in self.named for k in range(j + 1, j + 3)):
            return preposition == "for"
        if word in self.words.institutions or word in {"'s", "’s", "-"}:
            return True
        if word == "and":
            return j + 1 < len(self.tokens) and j + 1 not in self.named and (self.lower(j + 1) in self.words.institutions or self.tokens[j + 1].text[0].isupper()) and not rank_at(self.tokens, j + 1)
        return token.text[:1].isupper() and token.text[:1].isalpha() or re.fullmatch(r"\d+(st|nd|rd|th)?", word) is not None and preposition == "of"

    def _post(self, first: int, last: int, head: int, plural: bool, counterpart: bool) -> Post:
        parties = tuple(dict.fromkeys(self.party_at[k] for k in range(first, last) if k in self.party_at))
        span = Span(self.tokens[first].start, self.tokens[last - 1].end)
        label = "" if counterpart else self._label(first, last, head, plural)
        return Post(first, last, head, label, span, parties, plural, counterpart)

    def _label(self, first: int, last: int, head: int, plural: bool) -> str:
        kept: list[str] = []
        for i in range(first, last):
            word = self.tokens[i].text
            before_head = i < head
            if before_head and (self._names_country(i) or self.lower(i) in self.words.temporal and not kept):
                continue
            if word in {"'s", "’s"} and not kept:
                continue
            if i == head and plural:
                word = self.words.plurals.get(word.lower(), word)
            glued = i > first and kept and self.tokens[i - 1].end == self.tokens[i].start
            if glued and kept:
                kept[-1] += word.replace("’", "'")
            else:
                kept.append(word)
        return canonical_post(" ".join(kept))

    def _names_country(self, i: int) -> bool:
        party = self.party_at.get(i)
        return party is not None and party.form in {"adjective", "name", "people"}


def canonical_post(words: str) -> str:
    """A post's words with capitals where a title has them: "chief of the general staff" → "Chief of the General Staff"."""
    out = []
    for i, word in enumerate(words.split()):
        small = i and word.lower() in {"of", "the", "and", "for", "in", "to", "at"}
        plain = re.sub(r"\b([A-Z])\.(?=[A-Z]\.|$|\s)", r"\1", word) if re.fullmatch(r"(?:[A-Z]\.)+", word) else word
        out.append(plain.lower() if small else plain[:1].upper() + plain[1:])
    return " ".join(out)


def find_posts(sentence: Sentence, names: Sequence[Name], parties: Sequence[PartyMention]) -> tuple[Post, ...]:
    """All phrases of ``sentence`` that name a post, in order and without overlap."""
    return _Reader(sentence, names, parties).posts()


def tokens_between(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Lower-case words of tokens ``first`` to ``last`` (exclusive)."""
    return [t.text.lower() for t in tokens[first:last]]
