"""What reading an article yields: reports, and for every value of a report a claim with the characters behind it."""

from __future__ import annotations

from dataclasses import dataclass

from backchannel.sources.article import Article, Span
from backchannel.sources.dates import Interval


@dataclass(frozen=True)
class Text:
    """A plain string: a name, a rank."""

    value: str


@dataclass(frozen=True)
class Term:
    """A thing that exists apart from the article: a class, status, kind, country, organisation, post or topic.

    ``kind`` is the local name of its class in the ontology: ``Class``, ``Concept``, ``Country``, ``Organization``,
    ``Post``. ``label`` is its canonical English name. ``iri`` comes from :mod:`backchannel.ontology.terms`.
    """

    iri: str
    label: str
    kind: str


@dataclass(frozen=True)
class Ref:
    """Another report of the same article, by its key."""

    key: str


Value = Text | Term | Ref | Interval


@dataclass(frozen=True)
class Claim:
    """One value of one slot, where the article says so, and which rule read it.

    ``slot`` is the local name of the property (``participant``, ``date``, ``label`` …); ``span`` are the characters
    that give the value, ``sentence`` the sentence around them; ``confidence`` lies in 0..1.
    """

    slot: str
    value: Value
    span: Span
    sentence: Span
    rule: str
    confidence: float


@dataclass(frozen=True)
class Report:
    """What one article says about one official, place, contact, arrangement or change.

    ``key`` is unique within the article. ``describes`` is the local name of a leaf class: ``Official``, ``Place``,
    ``Meeting``, ``Call``, ``Channel``, ``Treaty``, ``Agreement``, ``Memorandum`` or ``Change``; it has a claim with
    slot ``describes`` too. ``label`` is the canonical English name shown to people.
    """

    key: str
    describes: str
    label: str
    claims: tuple[Claim, ...]

    def values(self, slot: str) -> list[Value]:
        """The distinct values of ``slot``, in the order of their first claim."""
        return list(dict.fromkeys(c.value for c in self.claims if c.slot == slot))


@dataclass(frozen=True)
class Silence:
    """A sentence that had a cue and gave nothing, with the reason in words."""

    sentence: Span
    cue: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """Everything one article says, as the reader understood it."""

    article: Article
    reports: tuple[Report, ...]
    silences: tuple[Silence, ...] = ()
