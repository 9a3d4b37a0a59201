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
    """One mention of an arrangement in sentence ``line``; ``exists`` tells that the sentence takes it to be there.

    ``nearby`` are the parties that the sentence names, ``company`` those who met right before it.
    """

    line: int
    noun: Instrument
    sides: tuple[Side, ...]
    changes: tuple[ChangeFrame, ...]
    exists: bool
    strong: bool
    rule: str
    nearby: frozenset[str] = frozenset()
    company: tuple[Side, ...] = ()

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


@dataclass(frozen=True)
class Dossier:
    """One arrangement as the article tells of it: all mentions, in order."""

    frames: tuple[ArrangementFrame, ...]

    @property
    def kind(self) -> str:
        """The kind of the mention that says most: a name of its own, else the first that has a kind."""
        kinds = [f.kind for f in self.frames if f.kind]
        named = next((f.kind for f in self.frames if f.named), "")
        return named or next((k for k in kinds if kinds[0] == "Agreement" and k in {"Memorandum", "Treaty"}), kinds[0])

    @property
    def best(self) -> ArrangementFrame:
        """The mention that gives the label: a name of its own, else the longest description among the first."""
        described = [f for f in self.frames if f.kind]
        return next((f for f in described if f.named), max(described[:3], key=lambda f: len(f.label)))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties, each once, with the words that first give it; the first mention that tells two sides decides."""
        for frame in self.frames:
            if len(frame.parties) > 1:
                return tuple({s.party: s for s in frame.sides}.values())
        return tuple({s.party: s for f in self.frames for s in f.sides}.values())

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the parties."""
        return frozenset(s.party for s in self.sides)

    @property
    def matters(self) -> frozenset[str]:
        """Words that tell it apart from others of the same sides."""
        return frozenset().union(*(f.matters for f in self.frames))

    @property
    def words(self) -> frozenset[str]:
        """The nouns that it was called by."""
        return frozenset(f.word for f in self.frames if f.kind)

    @property
    def changes(self) -> tuple[ChangeFrame, ...]:
        """The changes, one for each kind and date; an undated telling of a dated change is the same change."""
        kept: list[ChangeFrame] = []
        told = [c for f in self.frames for c in f.changes]
        for change in (c for c in told if not _by_name(c, told)):
            twin = next((k for k, other in enumerate(kept) if same_change(other, change)), None)
            if twin is None:
                kept.append(change)
            elif (
                kept[twin].when is None or change.when and (_finer(change, kept[twin]) or foretold(kept[twin], change))
            ):
                kept[twin] = change
        return tuple(kept)


def _by_name(change: ChangeFrame, told: list[ChangeFrame]) -> bool:
    """Whether a change is told by a name alone, and by a verb elsewhere: "the 1990 treaty, signed in May 1990"."""
    plain = [c for c in told if c.kind in BEGINNINGS and c.rule != change.rule and c.when]
    return change.rule == "change.dated-name" and any(same_time(change, c) for c in plain)


def _finer(a: ChangeFrame, b: ChangeFrame) -> bool:
    return a.when is not None and (b.when is None or a.when.interval.coarseness < b.when.interval.coarseness)
