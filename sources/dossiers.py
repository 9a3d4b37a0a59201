"""The arrangements of one article: mentions of the same one are merged, and each keeps the changes told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.arrangements import BEGINNINGS, ArrangementFrame, ChangeFrame
from backchannel.sources.backreferences import antecedents
from backchannel.sources.events import intersect
from backchannel.sources.sides import Side


SOON = 31
TEXTS = frozenset({"Agreement", "Memorandum", "Treaty"})


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
        for change in (c for f in self.frames for c in f.changes):
            twin = next((k for k, other in enumerate(kept) if _same_change(other, change)), None)
            if twin is None:
                kept.append(change)
            elif kept[twin].when is None or change.when and (_finer(change, kept[twin]) or _foretold(kept[twin], change)):
                kept[twin] = change
        return tuple(kept)


def _same_change(a: ChangeFrame, b: ChangeFrame) -> bool:
    return a.kind == b.kind and (_same_time(a, b) or _foretold(a, b))


def _same_time(a: ChangeFrame, b: ChangeFrame) -> bool:
    return a.when is None or b.when is None or bool(intersect(a.when, b.when))


def _foretold(a: ChangeFrame, b: ChangeFrame) -> bool:
    """Whether ``a`` announces what ``b`` tells as done soon after."""
    if a.when is None or b.when is None or a.rule != "change.announced":
        return False
    return 0 <= (b.when.interval.earliest - a.when.interval.earliest).days <= SOON


def _finer(a: ChangeFrame, b: ChangeFrame) -> bool:
    order = {"day": 0, "month": 1, "year": 2}
    return a.when is not None and (b.when is None or order[a.when.interval.precision] < order[b.when.interval.precision])


def merge_mentions(frames: Sequence[ArrangementFrame], fallback: Sequence[Side]) -> list[Dossier]:
    """Gathers mentions into dossiers; one whose sides are not told takes ``fallback``, those the article is about."""
    dossiers: list[Dossier] = []
    for frame in frames:
        if not frame.kind:
            for n in antecedents(frame, [d.frames for d in dossiers]):
                dossiers[n] = Dossier((*dossiers[n].frames, frame))
            continue
        fitting = [(fit(d, frame), n) for n, d in enumerate(dossiers)]
        best = max((f for f in fitting if f[0] > 0), default=None)
        if best:
            dossiers[best[1]] = Dossier((*dossiers[best[1]].frames, frame))
        elif frame.strong or frame.named or frame.other and any(frame.word in d.words and d.parties for d in dossiers):
            dossiers.append(Dossier((frame,)))
    sides = fallback or next((d.sides for d in dossiers if len(d.parties) > 1), ())
    return [d for d in (_completed(d, sides) for d in dossiers) if d is not None]


def fit(dossier: Dossier, frame: ArrangementFrame) -> float:
    """How well a mention fits a dossier: 0 where something speaks against it."""
    names = {f.named.key for f in dossier.frames if f.named}
    if frame.named and names:
        return 9.0 if frame.named.key in names else 0.0
    if frame.other or _apart(dossier, frame):
        return 0.0
    same, kin = frame.word in dossier.words, _kin(dossier, frame)
    if frame.named:
        return float(frame.kind == dossier.kind == "Treaty" or same and dossier.frames[-1].line == frame.line - 1)
    treaty = frame.kind == dossier.kind == "Treaty" and frame.definite
    if names and not (frame.noun.bare and (same or kin) or treaty):
        return 0.0
    umbrella = frame.noun.bare and frame.word in lexicon.arrangements().umbrella
    if not (same or kin or treaty or umbrella and frame.kind == dossier.kind):
        return 0.0
    number = 0.5 * (frame.noun.plural == dossier.frames[-1].noun.plural)
    return 1.0 + 2 * same + kin + frame.noun.bare + number + dossier.frames[-1].line / 1000


def _apart(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether parties, matters, kind or dates show that the mention is of another arrangement."""
    if frame.kind != dossier.kind and not ({frame.kind, dossier.kind} <= TEXTS and (frame.noun.bare or _retold(dossier, frame))):
        return True
    if len(frame.parties) > 1 and len(dossier.parties) > 1 and not (frame.parties <= dossier.parties or dossier.parties <= frame.parties):
        return True
    strangers = {s.party for s in frame.sides if s.rule == "party.of-arrangement"} - dossier.parties
    if strangers and len(dossier.parties) > 1 and not dossier.parties <= frame.parties:
        return True
    if frame.matters and dossier.matters and not frame.matters & dossier.matters:
        return True
    last = dossier.frames[-1]
    if frame.line == last.line and frame.noun.listed == last.noun.listed >= 0 and frame.noun.index != last.noun.index:
        return True
    mine = [c for c in frame.changes if c.kind in BEGINNINGS and c.when]
    theirs = [c for c in dossier.changes if c.kind in BEGINNINGS and c.when]
    if any(a.kind == b.kind and not _same_change(a, b) for a in mine for b in theirs):
        return True
    if not frame.definite and frame.kind in TEXTS and mine and theirs and not any(_same_time(a, b) for a in mine for b in theirs):
        return True
    only_proposed = {c.kind for c in dossier.changes} == {"proposed"}
    return only_proposed and any(c.when and c.when.interval.precision == "year" for c in mine)


def _retold(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Whether a mention tells the same step of the same sides as the mention before: headline and first sentence do."""
    mine = {c.kind for c in frame.changes}
    alike = any(a.kind == b.kind and _same_change(a, b) for a in frame.changes for b in dossier.changes)
    return bool(mine) and alike and frame.line - dossier.frames[-1].line <= 1 and frame.line <= 1


def _kin(dossier: Dossier, frame: ArrangementFrame) -> bool:
    """Words for the same thing: a hotline is a line, a channel and a link; a text by another name only if nothing more is said of it."""
    families = lexicon.arrangements().families
    near = any(frame.word in family and dossier.words & family for name, family in families.items() if name != "text" or frame.noun.bare)
    return near or frame.word in families["text"] and bool(dossier.words & families["text"]) and _retold(dossier, frame)


def _completed(dossier: Dossier, fallback: Sequence[Side]) -> Dossier | None:
    """Adds the sides and the bare existence that the article implies; None if nothing is told or there are no two sides."""
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


def _sides(dossier: Dossier, fallback: Sequence[Side]) -> tuple[Side, ...]:
    """The parties of a named arrangement, else those that its mentions tell and those that the article is about."""
    row, words = dossier.best.named, lexicon.arrangements()
    successors = dict(s.split() for s in words.successors)
    if row and row.parties:
        parties = tuple(successors.get(p, p) for p in row.parties)
        strangers = {s.party for s in dossier.sides if s.rule == "party.of-arrangement"} - set(parties)
        if not strangers:
            return tuple(Side("", p, dossier.best.span, "party.named-arrangement") for p in parties)
    if len(dossier.parties) > 1:
        return dossier.sides
    told = frozenset().union(*(f.nearby for f in dossier.frames if f.changes or f.exists))
    here = [s for s in fallback if s.party in told | dossier.parties]
    fallback = here if len(fallback) > 2 and len({s.party for s in here}) == 2 else fallback
    span = dossier.frames[0].span
    missing = [replace(s, span=span) for s in fallback if s.party not in dossier.parties]
    plain = [s for s in missing if s.party not in words.mediators]
    return (*dossier.sides, *(plain if len(plain) + len(dossier.parties) > 1 else missing))
