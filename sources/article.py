"""An article: its text, its metadata and the spans that are not to be read.

Everything downstream is a pure function of an :class:`Article`, so a million of them can be read in parallel.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from backchannel.ontology.terms import slug


class SourceError(Exception):
    """A source that cannot be read. The message is one sentence: which file or URL, where in it, and the way out."""


@dataclass(frozen=True, order=True)
class Span:
    """A half-open range of Unicode code points in an article's text: ``text[start:end]``."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Article:
    """One news article as it was found.

    ``text`` is all visible text in document order; ``boilerplate`` lists the spans of it that are menus, share bars,
    comments and the like, in order and without overlap: they are kept, so that offsets hold, and never read.
    ``origin`` is what the user named (a path, a URL); it serves messages only and never reaches the graph.
    ``published`` is a calendar date or ``None`` where nothing tells; it is never taken from the clock.
    """

    text: str
    boilerplate: tuple[Span, ...] = ()
    headline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    origin: str = ""

    @property
    def id(self) -> str:
        """A readable name and a digest of the content: equal content gives an equal id."""
        content = [
            self.text,
            [[s.start, s.end] for s in self.boilerplate],
            self.headline,
            self.publisher,
            self.published.isoformat() if self.published else None,
            self.url,
            self.language,
        ]
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8")).hexdigest()[:12]
        name = slug(self.headline or self.text.strip()[:60])
        return f"{name}-{digest}" if name else digest

    def quote(self, span: Span) -> str:
        """The characters of ``span``."""
        return self.text[span.start : span.end]
