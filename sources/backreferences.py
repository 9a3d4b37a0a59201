"""What "it", "them", "the document" and "the proposal" mean: the arrangements spoken of last."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.sources.arrangements import ArrangementFrame

NEAR = 3


def antecedents(frame: ArrangementFrame, dossiers: Sequence[tuple[ArrangementFrame, ...]]) -> list[int]:
    """The indexes of the dossiers that a mention without a kind of its own refers to; none where that is not clear."""
    near = [n for n, frames in enumerate(dossiers) if _reachable(frame, frames)]
    if not near:
        return []
    latest = max(dossiers[n][-1].line for n in near)
    last = [n for n in near if dossiers[n][-1].line == latest]
    if frame.noun.plural and len(last) > 1 and frame.noun.pronoun:
        return last
    if frame.noun.subject and frame.noun.pronoun:
        last = [n for n in last if dossiers[n][-1].noun.subject] or last
    agreeing = [n for n in last if dossiers[n][-1].noun.plural == frame.noun.plural or not frame.noun.pronoun]
    return agreeing[-1:] or ([] if frame.noun.pronoun and frame.noun.plural else last[-1:])


def _reachable(frame: ArrangementFrame, frames: tuple[ArrangementFrame, ...]) -> bool:
    kinds = {c.kind for f in frames for c in f.changes}
    if frame.noun.proposal:
        return "proposed" in kinds
    distance = frame.line - frames[-1].line
    if frame.noun.pronoun and "rejected" in {c.kind for c in frame.changes}:
        return distance <= NEAR and "proposed" in kinds
    if any(f.named and f.named.label.lower().endswith(frame.word) for f in frames):
        return True
    if frame.word in {"council", "commission", "committee"}:
        return any(f.word == frame.word for f in frames)
    if not frame.noun.pronoun:
        return frames[0].kind != "Channel" or frame.word == "arrangement"
    return distance <= NEAR and bool({c.kind for c in frame.changes} - {"used", "rejected", "withdrawn"} or distance <= 1)
