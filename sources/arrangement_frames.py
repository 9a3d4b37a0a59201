"""Mentions of arrangements and the changes told of them, as frames; and when two tellings are of one change."""

from __future__ import annotations

from dataclasses import dataclass

from backchannel.ontology.reference import Arrangement
from backchannel.sources.article import Span
from backchannel.sources.events import intersect
from backchannel.sources.frames import When
from backchannel.sources.instruments import Instrument
from backchannel.sources.sides import Side

BEGINNINGS = frozenset({"agreed", "signed", "established"})
SOON = 31


@dataclass(frozen=True)
class ChangeFrame:
    """One step in an arrangement's life, as a sentence tells it."""

    kind: str
    span: Span
    line: int
    when: When | None
    rule: str


def same_change(a: ChangeFrame, b: ChangeFrame) -> bool:
    """Whether two tellings are of one step: of one kind, at dates that can be the same."""
    return a.kind == b.kind and (same_time(a, b) or foretold(a, b))


def same_time(a: ChangeFrame, b: ChangeFrame) -> bool:
    """Whether the dates of two tellings can be the same, or one has none."""
    return a.when is None or b.when is None or bool(intersect(a.when, b.when))


def foretold(a: ChangeFrame, b: ChangeFrame) -> bool:
    """Whether ``a`` announces what ``b`` tells as done soon after."""
    if a.when is None or b.when is None or a.rule != "change.announced":
        return False
    return 0 <= (b.when.interval.earliest - a.when.interval.earliest).days <= SOON


@dataclass(frozen=True)
class ArrangementFrame:
    """One mention of an arrangement in sentence ``line``; ``exists`` tells that the sentence takes it to be there."""

    line: int
    noun: Instrument
    sides: tuple[Side, ...]
    changes: tuple[ChangeFrame, ...]
    exists: bool
    strong: bool
    rule: str
    nearby: frozenset[str] = frozenset()

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the parties."""
        return frozenset(s.party for s in self.sides if s.party)

    @property
    def span(self) -> Span:
        """The words of the mention."""
        return self.noun.span

    @property
    def label(self) -> str:
        """Its name, or the words that describe it."""
        return self.noun.label

    @property
    def word(self) -> str:
        """Its noun."""
        return self.noun.word

    @property
    def kind(self) -> str:
        """Channel, Treaty, Agreement or Memorandum; "" for a mention that only refers back."""
        return self.noun.kind

    @property
    def named(self) -> Arrangement | None:
        """The row or the name of its own."""
        return self.noun.named

    @property
    def matters(self) -> frozenset[str]:
        """Words that tell it apart from others of the same sides."""
        return self.noun.matters

    @property
    def definite(self) -> bool:
        """Whether it refers back."""
        return self.noun.definite

    @property
    def other(self) -> bool:
        """Whether it is set apart from what was spoken of."""
        return self.noun.other
