"""The arrangements of one article: mentions of the same one are merged, and each keeps the changes told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.sources.arrangements import ArrangementFrame, ChangeFrame
from backchannel.sources.events import intersect
from backchannel.sources.sides import Side

CHANNEL_WORDS = frozenset({"contact", "contacts", "communication", "communications", "dialogue", "dialogues", "exchanges"})
LINE_WORDS = frozenset({"hotline", "hotlines", "line", "lines", "link", "links"})


@dataclass(frozen=True)
class Dossier:
    """One arrangement as the article tells of it: all mentions, in order."""

    frames: tuple[ArrangementFrame, ...]

    @property
    def kind(self) -> str:
        """The kind of the mention that says most: a name of its own, else the first."""
        return next((f.kind for f in self.frames if f.named), self.frames[0].kind)

    @property
    def best(self) -> ArrangementFrame:
        """The mention that gives the label: a name of its own, else the longest description among the first."""
        return next((f for f in self.frames if f.named), max(self.frames[:3], key=lambda f: len(f.label)))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties, each once, with the words that first give it; the first mention that tells two sides decides."""
        for frame in self.frames:
            if len(frame.parties) > 1:
                return frame.sides
        return tuple({s.party: s for f in self.frames for s in f.sides}.values())

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the parties."""
        return frozenset(s.party for s in self.sides)

    @property
    def changes(self) -> tuple[ChangeFrame, ...]:
        """The changes, one for each kind and date; an undated telling of a dated change is the same change."""
        kept: list[ChangeFrame] = []
        for change in (c for f in self.frames for c in f.changes):
            twin = next((k for k, other in enumerate(kept) if _same_change(other, change)), None)
            if twin is None:
                kept.append(change)
            elif kept[twin].when is None or (change.when and _finer(change, kept[twin])):
                kept[twin] = replace(change)
        return tuple(kept)


def _same_change(a: ChangeFrame, b: ChangeFrame) -> bool:
    return a.kind == b.kind and (a.when is None or b.when is None or intersect(a.when, b.when))


def _finer(a: ChangeFrame, b: ChangeFrame) -> bool:
    order = {"day": 0, "month": 1, "year": 2}
    return a.when is not None and (b.when is None or order[a.when.interval.precision] < order[b.when.interval.precision])


def merge_mentions(frames: Sequence[ArrangementFrame], fallback: Sequence[Side]) -> list[Dossier]:
    """Gathers mentions into dossiers; one whose sides are not told takes ``fallback``, those the article is about."""
    dossiers: list[Dossier] = []
    for frame in frames:
        fitting = [(fit(d, frame), n) for n, d in enumerate(dossiers)]
        best = max((f for f in fitting if f[0] > 0), default=None)
        if best:
            dossiers[best[1]] = Dossier((*dossiers[best[1]].frames, frame))
        elif frame.strong and (frame.changes or frame.exists or frame.named):
            dossiers.append(Dossier((frame,)))
    return [d for d in (_completed(d, fallback) for d in dossiers) if d is not None]


def fit(dossier: Dossier, frame: ArrangementFrame) -> float:
    """How well a mention fits a dossier: 0 where something speaks against it."""
    rows = {f.named.key for f in dossier.frames if f.named}
    if frame.named or rows:
        if frame.named and frame.named.key in rows:
            return 9.0
        if frame.named and (rows or frame.kind != dossier.kind or any(f.other for f in dossier.frames)):
            return 0.0
        if not frame.named and not (frame.definite and frame.kind == dossier.kind and not frame.other):
            return 0.0
    if frame.kind != dossier.kind and not (frame.definite and {frame.kind, dossier.kind} <= {"Agreement", "Memorandum", "Treaty"}):
        return 0.0
    if len(frame.parties) > 1 and len(dossier.parties) > 1 and not (frame.parties <= dossier.parties or dossier.parties <= frame.parties):
        return 0.0
    if frame.matters and _matters(dossier) and not frame.matters & _matters(dossier):
        return 0.0
    if frame.other or _at_odds(dossier, frame):
        return 0.0
    same_word = any(f.word.rstrip("s") == frame.word.rstrip("s") for f in dossier.frames)
    if not (same_word or frame.definite or _kin(dossier, frame)):
        return 0.0
    return 1.0 + 2 * same_word + frame.definite + dossier.frames[-1].line / 1000


def _matters(dossier: Dossier) -> frozenset[str]:
    return frozenset().union(*(f.matters for f in dossier.frames))


def _kin(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Words for the same thing: a hotline is a line, a channel and a link; a dialogue is contacts."""
    words = {f.word for f in dossier.frames}
    for family in (LINE_WORDS | {"channel", "channels", "backchannel"}, CHANNEL_WORDS | {"channel", "channels"}):
        if frame.word in family and words & family:
            return True
    return False


def _at_odds(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """One that is still proposed and one that was set up before are two."""
    kinds = {c.kind for c in dossier.changes}
    mine = {c.kind for c in frame.changes}
    past = [c for c in frame.changes if c.kind in {"established", "signed"} and c.when]
    return kinds == {"proposed"} and bool(past) and mine <= {"established", "signed"} and past[0].when is not None and past[0].when.interval.precision == "year"


def _completed(dossier: Dossier, fallback: Sequence[Side]) -> Dossier | None:
    """Adds the sides and the bare existence that the article implies; None if there are no two sides."""
    frames = list(dossier.frames)
    row = dossier.best.named
    if len(dossier.parties) < 2 and row and row.parties:
        frames[0] = replace(frames[0], sides=tuple(Side("", p, dossier.best.span, "party.named-arrangement") for p in row.parties))
    elif len(dossier.parties) < 2:
        missing = tuple(replace(s, span=frames[0].span) for s in fallback if s.party not in dossier.parties)
        frames[0] = replace(frames[0], sides=(*dossier.sides, *missing))
    if not dossier.changes:
        if not any(f.exists for f in frames):
            return None
        mention = next(f for f in frames if f.exists)
        frames[0] = replace(frames[0], changes=(ChangeFrame("established", mention.span, mention.line, None, "change.exists"),))
    done = Dossier(tuple(frames))
    return done if len(done.parties) > 1 else None
