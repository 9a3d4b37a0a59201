"""Sentences of articles that stand behind something, with the place where each can be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backchannel.graph.evidence import Claim


@dataclass(frozen=True)
class Quote:
    """A sentence of an article, and its first and last character (exclusive) in the article's text, in code points.

    ``article`` is an IRI, ``date`` the ISO day of publication; empty strings stand for what is not known.
    """

    sentence: str
    start: int
    end: int
    article: str
    title: str
    publisher: str
    date: str
    url: str

    @property
    def place(self) -> str:
        """Where it stands: "Generals meet (The Wire, 2017-02-17), characters 0–103"."""
        origin = ", ".join(filter(None, (self.publisher, self.date)))
        title = self.title or self.url or self.article
        return f"{title}{f' ({origin})' if origin else ''}, characters {self.start}–{self.end}"


def quotes(claims: Iterable[Claim]) -> tuple[Quote, ...]:
    """The sentences of ``claims``, each once, in the same order."""
    return tuple(dict.fromkeys(quote(claim) for claim in claims))


def quote(claim: Claim) -> Quote:
    """The sentence around the passage of ``claim``."""
    found = claim.evidence
    start = found["sentence_start"]
    return Quote(" ".join(found["sentence"].split()), start, start + len(found["sentence"]), found["article"],
                 found["title"], found["publisher"], found["date"], found["url"])


def by_article(found: Iterable[Quote]) -> tuple[Quote, ...]:
    """The first sentence of each article."""
    first: dict[str, Quote] = {}
    for each in found:
        first.setdefault(each.article, each)
    return tuple(first.values())
