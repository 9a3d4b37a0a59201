"""Which mentions are of one arrangement: by name, words, parties and dates, or as "it", "them", "the document"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.arrangement_frames import (
    BEGINNINGS,
    ArrangementFrame,
    ChangeFrame,
    Dossier,
    same_change,
    same_time,
)

NEAR, HEAD = 3, 2
TEXTS = frozenset({"Agreement", "Memorandum", "Treaty"})


def antecedents(frame: ArrangementFrame, dossiers: Sequence[tuple[ArrangementFrame, ...]]) -> list[int]:
    """The indexes of the dossiers that a mention without a kind of its own refers to; none where that is not clear."""
    near = [n for n, frames in enumerate(dossiers) if _reachable(frame, frames)]
    if not near and frame.noun.implied and frame.word in lexicon.arrangements().clauses:
        near = [n for n, frames in enumerate(dossiers) if frames[0].kind in TEXTS]
        near = near if len(near) == 1 else []
    if not near:
        return []
    near = _suited(frame, near, dossiers)
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


def _suited(
    frame: ArrangementFrame, near: list[int], dossiers: Sequence[tuple[ArrangementFrame, ...]]
) -> list[int]:
    """Those that what is told of "it" suits best: texts are signed, lines are used, and things begin but once."""
    kinds = {c.kind for c in frame.changes} if frame.noun.pronoun and not frame.noun.implied else set()
    if "signed" in kinds:
        return [n for n in near if dossiers[n][0].kind in TEXTS] or near
    if "used" in kinds:
        return [n for n in near if dossiers[n][0].kind == "Channel"] or near
    if "established" in kinds:
        begun = {n for n in near if {c.kind for f in dossiers[n] for c in f.changes} & BEGINNINGS}
        return [n for n in near if n not in begun] or [n for n in near if not _begun_apart(dossiers[n], frame)]
    return near


def _begun_apart(frames: Sequence[ArrangementFrame], frame: ArrangementFrame) -> bool:
    """Whether what "began" then is told to have begun at another time: something else is meant."""
    begun = [c for f in frames for c in f.changes if c.kind == "established" and c.when]
    mine = [c for c in frame.changes if c.kind == "established" and c.when]
    return any(not same_time(a, b) for a in begun for b in mine)


def _reachable(frame: ArrangementFrame, frames: tuple[ArrangementFrame, ...]) -> bool:
    kinds = {c.kind for f in frames for c in f.changes}
    if frame.noun.proposal:
        return "proposed" in kinds
    distance = frame.line - frames[-1].line
    if frame.noun.implied and {c.kind for c in frame.changes} == {"rejected"}:
        return distance <= 1 and kinds == {"proposed"}
    if frame.noun.implied:
        return distance <= 2 and (bool(kinds) or frames[0].named is not None)
    if frame.noun.pronoun and {c.kind for c in frame.changes} & {"rejected", "proposed"} == {"rejected"}:
        return distance <= NEAR and "proposed" in kinds
    if any(f.named and f.named.label.lower().endswith(frame.word) for f in frames):
        return True
    if frame.word in lexicon.arrangements().councils:
        return any(f.word == frame.word for f in frames)
    if frame.word in lexicon.arrangements().transparent and frames[0].kind == "Channel":
        return distance <= NEAR and bool(frame.changes) and (bool(kinds) or frames[0].exists)
    if not frame.noun.pronoun:
        return frames[0].kind != "Channel" or frame.word == "arrangement"
    return distance <= NEAR and bool(
        {c.kind for c in frame.changes} - {"used", "rejected", "withdrawn"} or distance <= 1
    )


def fit(dossier: Dossier, frame: ArrangementFrame) -> float:
    """How well a mention fits a dossier: 0 where something speaks against it."""
    names = {f.named.key for f in dossier.frames if f.named}
    if frame.named and names:
        return 9.0 if frame.named.key in names else 0.0
    if _dated_alike(dossier, frame):
        return 8.0
    if frame.other or _apart(dossier, frame):
        return 0.0
    same, kin = frame.word in dossier.words, _kin(dossier, frame)
    if frame.named:
        if len(frame.named.parties) == 2 and len(dossier.parties) > 1 and _foreign(dossier, frame.named.parties):
            return 0.0
        headed = not names and not dossier.changes and dossier.frames[-1].line <= HEAD and frame.kind == dossier.kind
        if headed and dossier.frames[0].definite and dossier.kind in TEXTS:
            return 1.0  # a headline's "the border agreement" is the one that the article names
        return float(frame.kind == dossier.kind == "Treaty" or same and dossier.frames[-1].line == frame.line - 1)
    treaty = frame.kind == dossier.kind == "Treaty" and frame.definite
    if names and not (frame.noun.bare and (same or kin) or treaty or _by_its_name(dossier, frame)):
        return 0.0
    umbrella = frame.noun.bare and frame.word in lexicon.arrangements().umbrella
    if not (same or kin or treaty or umbrella and frame.kind == dossier.kind):
        return 0.0
    number = 0.5 * (frame.noun.plural == dossier.frames[-1].noun.plural)
    passing = frame.noun.bare and not dossier.changes  # "it replaced SORT": named, and nothing more is told of it
    return 1.0 + 2 * same + kin + frame.noun.bare + number - passing / 2 + dossier.frames[-1].line / 1000


def _by_its_name(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """ "the grain accord": a name told before, the Valley Grain Transit Accord, cut down to some of its words."""
    said = set(frame.label.lower().split())
    named = (set(f.named.label.lower().split()) for f in dossier.frames if f.named)
    return frame.definite and len(said) > 1 and any(said <= words for words in named)


def _foreign(dossier: Dossier, parties: Sequence[str]) -> bool:
    """Whether a dossier is of others than the ``parties`` of a row, or those who came after them."""
    successors = dict(s.split() for s in lexicon.arrangements().successors)
    return not dossier.parties <= {successors.get(p, p) for p in parties}


def _dated_alike(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether a text is called by the date at which the article says that this one was made: "the accord of 2001"."""
    dated = [c for c in frame.changes if c.rule == "change.dated-name" and c.when]
    made = [c for c in dossier.changes if c.kind in BEGINNINGS and c.when]
    if not {frame.kind, dossier.kind} <= TEXTS or frame.other or _others(dossier, frame):
        return False
    return any(same_time(a, b) for a in dated for b in made)


def _apart(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether parties, matters, kind, list or dates show that the mention is of another arrangement."""
    texts = {frame.kind, dossier.kind} <= TEXTS
    if frame.kind != dossier.kind and not (texts and (frame.noun.bare or _retold(dossier, frame))):
        return True
    if frame.matters and dossier.matters and not frame.matters & dossier.matters:
        return True
    last = dossier.frames[-1]
    if frame.line == last.line and frame.noun.listed == last.noun.listed >= 0 and frame.noun.index != last.noun.index:
        return True
    return _others(dossier, frame) or _other_times(dossier, frame)


def _others(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether the parties differ."""
    mine, theirs = frame.parties, dossier.parties
    own = {s.party for s in dossier.sides if s.rule == "party.of-arrangement"}
    if own and len(mine) > 1 and not own <= mine and not mine <= theirs:
        return True
    if len(theirs) < 2 or theirs <= mine:
        return False
    strangers = {s.party for s in frame.sides if s.rule == "party.of-arrangement"} - theirs
    return bool(strangers) or len(mine) > 1 and not mine <= theirs


def _other_times(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether it began at another time: signed twice is two; what began long ago is not what is only proposed."""
    mine = [c for c in frame.changes if c.kind in BEGINNINGS and c.when]
    theirs = [c for c in dossier.changes if c.kind in BEGINNINGS and c.when]
    if any(a.kind == b.kind and not same_change(a, b) for a in mine for b in theirs):
        return True
    new = not frame.definite and (frame.kind in TEXTS or frame.kind == "Channel" and not frame.noun.implied)
    if new and mine and theirs and not any(same_time(a, b) for a in mine for b in theirs):
        return True
    if any(a.kind in {"signed", "established"} and b.kind == "agreed" and _before(a, b) for a in mine for b in theirs):
        return True
    only_proposed = {c.kind for c in dossier.changes} == {"proposed"}
    return only_proposed and any(c.when and c.when.interval.precision == "year" for c in mine)


def _before(a: ChangeFrame, b: ChangeFrame) -> bool:
    """Whether ``a`` was over before ``b``: a text is not signed before it is agreed."""
    return a.when is not None and b.when is not None and a.when.interval.latest < b.when.interval.earliest


def _retold(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether a mention tells the same step of the same sides as the mention before: headline and first sentence do."""
    mine = {c.kind for c in frame.changes}
    alike = any(a.kind == b.kind and same_change(a, b) for a in frame.changes for b in dossier.changes)
    near = frame.line - dossier.frames[-1].line <= 1 and frame.line <= 1
    return bool(mine) and alike and (near or frame.word == "undertaking")


def _kin(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Words for the same thing: a hotline is a line and a link; a text by another name only if it is bare."""
    families = lexicon.arrangements().families
    near = any(
        frame.word in family and dossier.words & family
        for name, family in families.items()
        if name != "text" or frame.noun.bare
    )
    text = frame.word in families["text"] and bool(dossier.words & families["text"])
    called = any(f.named for f in dossier.frames) and dossier.kind in TEXTS and frame.noun.bare and frame.definite
    if called and frame.word in families["text"]:
        return True
    return near or text and _retold(dossier, frame)
