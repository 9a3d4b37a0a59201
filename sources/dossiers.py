"""The arrangements of one article: mentions of the same one are merged, and each keeps the changes told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.arrangement_frames import ArrangementFrame, ChangeFrame, Dossier
from backchannel.sources.backreferences import TEXTS, antecedents, fit
from backchannel.sources.implied import SAME
from backchannel.sources.sides import Side

OPENING = 3
REPEATED = frozenset({"suspended", "withdrawn", "resumed", "signed", "rejected"})
__all__ = ["Dossier", "merge_mentions"]


def merge_mentions(frames: Sequence[ArrangementFrame], fallback: Sequence[Side]) -> list[Dossier]:
    """Gathers mentions into dossiers; one whose sides are not told takes ``fallback``, those the article is about."""
    dossiers: list[Dossier] = []
    early: list[ArrangementFrame] = []
    for frame in frames:
        if not frame.kind:
            meant = antecedents(frame, [d.frames for d in dossiers])
            for n in meant:
                dossiers[n] = Dossier((*dossiers[n].frames, _repeated(dossiers[n], frame)))
            early += [] if meant else [frame]
            continue
        fitting = [(fit(d, frame), n) for n, d in enumerate(dossiers)]
        best = max((f for f in fitting if f[0] > 0), default=None)
        if best:
            dossiers[best[1]] = Dossier((*dossiers[best[1]].frames, frame))
        elif frame.strong or frame.named or frame.other and any(frame.word in d.words and d.parties for d in dossiers):
            dossiers.append(Dossier((frame,)))
        else:
            early.append(frame)
    dossiers = _named_late(dossiers, early)
    sides = fallback or next((d.sides for d in dossiers if len(d.parties) > 1), ())
    return [d for d in (_completed(d, sides) for d in dossiers) if d is not None]


def _named_late(dossiers: list[Dossier], early: Sequence[ArrangementFrame]) -> list[Dossier]:
    """What the first sentences call "the agreement" is the one text that the article names only later."""
    texts = [n for n, d in enumerate(dossiers) if d.frames[0].named and d.kind in TEXTS]
    told = [f for f in early if f.line <= OPENING and f.definite and f.changes]
    told = [f for f in told if not (f.noun.pronoun or f.noun.plural)]
    if len(texts) != 1 or len([d for d in dossiers if d.kind in TEXTS]) != 1:
        return dossiers
    before = [f for f in told if f.kind in {"", dossiers[texts[0]].kind} and f.line < dossiers[texts[0]].frames[0].line]
    return [Dossier((*d.frames, *before)) if n == texts[0] else d for n, d in enumerate(dossiers)]


def _repeated(dossier: Dossier, frame: ArrangementFrame) -> ArrangementFrame:
    """``frame`` with the kind of the step before where it tells that a side did the same."""
    last = next((c.kind for f in reversed(dossier.frames) for c in reversed(f.changes) if c.kind in REPEATED), "")
    told = [replace(c, kind=last) if c.kind == SAME else c for c in frame.changes]
    return replace(frame, changes=tuple(c for c in told if c.kind))


def _completed(dossier: Dossier, fallback: Sequence[Side]) -> Dossier | None:
    """Adds the sides and the bare existence that the article implies; None if it tells nothing or no two sides."""
    frames = list(dossier.frames)
    if {c.kind for c in dossier.changes} <= {"used"}:
        mention = next((f for f in frames if f.exists), None)
        if mention is None and not dossier.changes:
            return None
        if mention is not None:
            exists = ChangeFrame("established", mention.span, mention.line, None, "change.exists")
            frames[0] = replace(frames[0], changes=(*frames[0].changes, exists))
    row = dossier.best.named
    if len(dossier.parties) < 2 or row and row.parties:
        frames = [replace(frames[0], sides=_sides(dossier, fallback)), *(replace(f, sides=()) for f in frames[1:])]
    done = Dossier(tuple(frames))
    return done if len(done.parties) > 1 else None


def _made(frame: ArrangementFrame) -> bool:
    return any(c.kind in {"signed", "agreed"} for c in frame.changes)


def _sides(dossier: Dossier, fallback: Sequence[Side]) -> tuple[Side, ...]:
    """The parties of a named arrangement, else those that its mentions tell and those that the article is about."""
    row, words = dossier.best.named, lexicon.arrangements()
    successors = dict(s.split() for s in words.successors)
    if row and row.parties:
        parties = tuple(successors.get(p, p) for p in row.parties)
        strangers = {s.party for s in dossier.sides if s.rule == "party.of-arrangement"} - set(parties)
        signers = next((f.parties for f in dossier.frames if len(f.parties) == 2 and _made(f)), frozenset())
        if not strangers and (len(parties) > 2 or signers <= set(parties)):
            return tuple(Side("", p, dossier.best.span, "party.named-arrangement") for p in parties)
    if len(dossier.parties) > 1:
        return dossier.sides
    met = next((f.company for f in dossier.frames if f.changes or f.exists), ())
    if met and dossier.parties <= {s.party for s in met}:
        span = dossier.frames[0].span
        return tuple(replace(s, span=span) for s in met if s.party not in dossier.parties) + dossier.sides
    told = frozenset().union(*(f.nearby for f in dossier.frames if f.changes or f.exists))
    here = [s for s in fallback if s.party in told | dossier.parties]
    fallback = here if len(fallback) > 2 and len({s.party for s in here}) == 2 else fallback
    span = dossier.frames[0].span
    missing = [replace(s, span=span) for s in fallback if s.party not in dossier.parties]
    plain = [s for s in missing if s.party not in words.mediators]
    return (*dossier.sides, *(plain if len(plain) + len(dossier.parties) > 1 else missing))
