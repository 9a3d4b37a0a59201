"""A sentence as the grammar of names and posts sees it: its words by number, and what is known to stand among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from backchannel.sources.article import Span
from backchannel.sources.language import Sentence, Token
from backchannel.sources.parties import PartyMention

if TYPE_CHECKING:
    from backchannel.sources.names import Name
    from backchannel.sources.ranks import RankMention

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True)
class Wording:
    """A sentence with its text, parties and ranks, and its names once they are known."""

    sentence: Sentence
    text: str
    parties: tuple[PartyMention, ...]
    ranks: tuple[RankMention, ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def low(self, i: int) -> str:
        """Word ``i`` in lower case; "" beyond the sentence."""
        return self._low[i] if 0 <= i < len(self._low) else ""

    @cached_property
    def _low(self) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.tokens)

    def capital(self, i: int) -> bool:
        """Whether word ``i`` starts with a capital letter."""
        return 0 <= i < len(self.tokens) and self.tokens[i].text[:1].isupper()

    def verbal(self, i: int) -> bool:
        """Whether a modal or "to" in front makes a verb of word ``i``, whatever noun it may be: "will host"."""
        return i > 0 and not self.capital(i) and self.tokens[i - 1].tag == "MD"

    def glued(self, i: int) -> bool:
        """Whether no space stands between word ``i`` and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def span(self, first: int, last: int) -> Span:
        """The characters of words ``first`` to ``last`` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def quote(self, first: int, last: int) -> str:
        """The text of words ``first`` to ``last`` (exclusive), with single spaces."""
        base, span = self.sentence.span.start, self.span(first, last)
        return " ".join(self.text[span.start - base : span.end - base].split())

    def number(self, offset: int) -> int:
        """The first word that starts at or behind ``offset``."""
        return self._numbers.get(offset) or next(
            (k for k, t in enumerate(self.tokens) if t.start >= offset), len(self.tokens)
        )

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {t.start: i for i, t in enumerate(self.tokens)}

    @cached_property
    def named(self) -> frozenset[int]:
        """The words that belong to names of people."""
        return frozenset(i for n in self.names for i in range(n.first, n.last))

    @cached_property
    def name_from(self) -> Mapping[int, Name]:
        """Names by the word that they and their ranks start with."""
        return {n.start: n for n in self.names}

    @cached_property
    def name_to(self) -> Mapping[int, Name]:
        """Names by the word behind them."""
        return {n.last: n for n in self.names}

    @cached_property
    def party_at(self) -> Mapping[int, PartyMention]:
        """The party that a word belongs to, outside the names of people."""
        out: dict[int, PartyMention] = {}
        for party in self.parties:
            for i in range(self.number(party.span.start), self.number(party.span.end)):
                if i not in self.named:
                    out[i] = party
        return out

    @cached_property
    def rank_at(self) -> Mapping[int, RankMention]:
        """Ranks by their first word."""
        return {r.first: r for r in self.ranks}

    def behind_rank(self, i: int) -> int:
        """The word behind the rank that word ``i`` belongs to."""
        return next((r.last for r in self.ranks if r.first <= i < r.last), i + 1)

    def parties_in(self, first: int, last: int) -> tuple[PartyMention, ...]:
        """The parties named in words ``first`` to ``last`` (exclusive), in order."""
        return tuple(dict.fromkeys(self.party_at[k] for k in range(first, last) if k in self.party_at))

    def skip(self, i: int, words: Sequence[str] | frozenset[str]) -> int:
        """The first word from ``i`` on that is none of ``words``."""
        while self.low(i) in words:
            i += 1
        return i
