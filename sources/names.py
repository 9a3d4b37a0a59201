"""Names of people in a sentence: where one starts and ends, and the rank in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.name_starts import starts, weak_starts
from backchannel.sources.name_words import blocked_words, name_end, quiet
from backchannel.sources.ranks import RankMention
from backchannel.sources.wording import POSSESSIVES, Wording


@dataclass(frozen=True)
class Name:
    """A person's name in a sentence: tokens ``first`` to ``last`` (exclusive); ``start`` takes in rank and title.

    ``rank`` is the expanded rank with the span of its words, or None; ``titled`` tells whether a civil title or a post
    stands right before the name; ``entity`` whether the language model took it for a person.
    """

    first: int
    last: int
    start: int
    text: str
    rank: str | None = None
    rank_span: Span | None = None
    titled: bool = False
    entity: bool = False

    @property
    def initialled(self) -> bool:
        """Whether initials stand before a surname: "V. K. Rao"."""
        return len(self.words) == 1 and len(self.text.split()) > 1 and not self.text.startswith(self.words[0])

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name without initials and suffixes."""
        drop = lexicon.posts().name_suffixes
        return tuple(w for w in self.text.split() if w not in drop and not re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", w))


def find_names(w: Wording) -> tuple[Name, ...]:
    """All full names and titled surnames of a sentence."""
    blocked = blocked_words(w)
    strong = _longest(_read(w, starts(w, blocked), blocked))
    return _longest([*strong, *_read(w, weak_starts(w, {n.start: n.last for n in strong}, blocked), blocked)])


def _read(w: Wording, starts: Iterable[tuple[int, bool]], blocked: frozenset[int]) -> Iterator[Name]:
    for start, known in starts:
        i = start
        while i < len(w.tokens) and i in blocked and w.tokens[i].entity == "PERSON":
            i += 1
        first = next((r.last for r in w.ranks if r.first <= i < r.last), i)
        last = name_end(w, first, blocked)
        if any(w.capital(k) and len(w.tokens[k].text) > 1 for k in range(first, last)):
            name = _name(w, first, last, known)
            article = name.rank is not None and len(name.words) < 2 and w.low(name.start - 1) == "the"
            if not article and not (_is_service(w, name)):
                yield name


def _is_service(w: Wording, name: Name) -> bool:
    """ "the head of Israel's Shin Bet": what belongs to a country and has a head is no person."""
    party = w.party_at.get(name.start - 2) if w.low(name.start - 1) in POSSESSIVES else None
    return party is not None and not name.titled and w.low(w.number(party.span.start) - 1) == "of"


def _name(w: Wording, first: int, last: int, known: bool) -> Name:
    rank = next((r for r in w.ranks if r.last == first), None)
    start = rank.start if rank else first
    words = lexicon.posts()
    before = w.tokens[start - 1].text if start else ""
    title = before in words.titles
    while start and _is_title(w, start - 1):
        start -= 1
    single = known and last - first == 1 and before == ","  # "the foreign minister, Sugiono,"
    office = w.low(start - 2) if single else before.lower()
    head = office in words.heads or office in words.plurals
    text = re.sub(r"(?<=\w\w)(?: [A-Z]\.)+$", "", quiet(w.quote(first, last)))
    return Name(first, last, start, text, *_of_rank(rank), rank is not None or title or head, known)


def _is_title(w: Wording, i: int) -> bool:
    """Whether word ``i`` is a civil title, or the full stop that was cut off one."""
    i -= w.low(i) == "." and w.tokens[i - 1].text + "." in lexicon.posts().titles
    return w.tokens[i].text in lexicon.posts().titles and w.low(i - 1) not in lexicon.posts().modifiers


def _of_rank(rank: RankMention | None) -> tuple[str | None, Span | None]:
    return (rank.label, rank.span) if rank else (None, None)


def _longest(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names without overlap: the earlier, then the longer, then the better known."""
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.first, -n.last, not n.entity)):
        if not out or name.first >= out[-1].last:
            out.append(name)
    return tuple(out)
