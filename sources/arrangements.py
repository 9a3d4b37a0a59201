"""Frames of arrangements: each mention with whose it is and what changes its sentence tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.agreements import Content, contents, practices, proposals
from backchannel.sources.arrangement_frames import BEGINNINGS, ArrangementFrame, ChangeFrame
from backchannel.sources.change_dates import ChangeDates
from backchannel.sources.changes import made, turns
from backchannel.sources.dates import Interval
from backchannel.sources.discourse import Discourse
from backchannel.sources.endings import until
from backchannel.sources.frames import Frame, When
from backchannel.sources.governors import Turn
from backchannel.sources.implied import implied
from backchannel.sources.instruments import Instrument, instrument, own_time, pronoun
from backchannel.sources.moments import Setting, date_of, statement_time
from backchannel.sources.owners import actors, sides_of
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side
from backchannel.sources.steps import apposed_to, kind_for, loose, processed, without_repeats
from backchannel.sources.strength import allied, called_on, military, spoken_of

LEAD = 2
AT_CONTACT = frozenset({"change.carried", "change.agreed", "change.agreed-to", "change.agreed-to-do", "change.signed"})
__all__ = ["ArrangementFrame", "ChangeFrame", "read_arrangements"]


def read_arrangements(
    tree: Tree, setting: Setting, discourse: Discourse, event: Interval | None, contact: Frame | None = None
) -> list[ArrangementFrame]:
    """The arrangement mentions of one sentence, in order; ``contact`` is one that it tells as held."""
    found = {i.index: i for n in range(len(tree.nodes)) for i in [instrument(tree, n) or pronoun(tree, n)] if i}
    reader = _Reader(tree, setting, discourse, event, contact)
    apposed = {n: head for n in found for head in [apposed_to(tree, n, found)] if head is not None}
    for n, head in apposed.items():
        if found[n].named and not found[head].named:
            found[head] = replace(found[n], index=head)
    told = {
        n: [t for k in (n, *(a for a, head in apposed.items() if head == n)) for t in turns(tree, k)] for n in found
    }
    told = {n: [t for t in found_ if t not in told.get(_over(tree, n), [])] for n, found_ in told.items()}
    frames = [reader.frame(i, without_repeats(tree, told[n])) for n, i in found.items() if n not in apposed]
    frames += reader.unnamed(frames, found)
    if tree.line.text.rstrip(" \"”'").endswith("?"):
        frames = [replace(f, changes=()) for f in frames]
    return [f for f in frames if f.changes or f.exists or not f.noun.pronoun]


def _over(tree: Tree, n: int) -> int:
    """The noun that the one at ``n`` stands under: "consultations under the accord"; -1 if there is none."""
    prep = tree.head(n)
    return tree.nodes[prep].head if prep is not None and tree.low(prep) == "under" else -1


@dataclass(frozen=True)
class _Reader:
    tree: Tree
    setting: Setting
    discourse: Discourse
    event: Interval | None
    contact: Frame | None

    def frame(self, noun: Instrument, found: Sequence[Turn]) -> ArrangementFrame:
        """The mention with its sides and changes."""
        found = [t for t in found if not (t.kind == "used" and t.rule == "change.nominal" and self.undated(t, noun))]
        changes = self.changes([t for t in found if not self.idle(t, noun, found)], noun)
        changes += tuple(c for t in found if t.kind == "exists" for c in self.standing(t))
        signed = [c.when for c in changes if c.kind == "signed" and c.when]
        changes = tuple(c for c in changes if c.rule != "change.agreed" or c.when not in signed)
        if noun.kind and not noun.pronoun:
            changes = self.named_by_date(noun, changes)
        sides = sides_of(self.tree, noun.index, found, self.discourse)
        exists = any(t.kind == "exists" for t in found)
        strong = (
            noun.named is not None
            or noun.strong
            or bool(noun.kind)
            and (len({s.party for s in sides}) > 1 or exists)
            and (military(self.tree) or allied(sides))
        )
        strong = strong or spoken_of(noun, changes) or called_on(self.tree, noun, changes)
        rule = f"arrangement.{'named' if noun.named else 'pronoun' if noun.pronoun else noun.word}"
        return ArrangementFrame(
            self.line, noun, sides, changes, exists, strong, rule, frozenset(p.side for p in self.tree.line.parties)
        )

    def idle(self, turn: Turn, noun: Instrument, found: Sequence[Turn]) -> bool:
        """Whether a turn changes nothing: it only tells that the thing is there, or proposes what is made already."""
        return turn.kind == "exists" or loose(noun, turn, self.tree) or processed(self.tree, turn, found)

    def undated(self, turn: Turn, noun: Instrument) -> bool:
        """Whether a session is only spoken of: "the first session of the commission"."""
        return self.dates.of(turn, self.event, noun.index) is None

    @property
    def line(self) -> int:
        """The index of the sentence."""
        return self.tree.line.sentence.index

    @property
    def dates(self) -> ChangeDates:
        """When changes told in this sentence took place."""
        return ChangeDates(self.tree, self.setting, self.event)

    def changes(self, found: Sequence[Turn], noun: Instrument) -> tuple[ChangeFrame, ...]:
        """The changes, each dated by its own words, then from the change before."""
        out: list[ChangeFrame] = []
        for turn in sorted(found, key=lambda t: t.word):
            before = next((c.when.interval for c in reversed(out) if c.when), self.event)
            when = self.dates.of(turn, before, noun.index)
            if (when is None or when.rule == "date.of-contact") and turn.rule in AT_CONTACT and self.contact:
                when = self.contact.when or when
            span = self.tree.units[turn.word].span
            out.append(ChangeFrame(kind_for(turn, noun, self.tree), span, self.line, when, turn.rule))
            ended = until(self.tree, turn.word, self.setting.published) if turn.rule == "change.suspended" else None
            if ended:
                out.append(ChangeFrame("resumed", span, self.line, ended, "change.until"))
        if out and out[0].when is None and self.line <= LEAD and out[0].kind != "proposed":
            out[0] = replace(out[0], when=statement_time(self.tree, self.setting))
        return tuple(c for c in out if c.kind and not self.to_come(c))

    def standing(self, turn: Turn) -> Iterator[ChangeFrame]:
        """ "has existed since 2008": it was established then."""
        lasting = self.tree.nodes[turn.word].lemma in lexicon.arrangements().lasting
        when = self.dates.since(turn.word) if lasting else None
        if when:
            yield ChangeFrame("established", self.tree.units[turn.word].span, self.line, when, "change.since")

    def to_come(self, change: ChangeFrame) -> bool:
        """Whether a change that only happens lies ahead: "expires in February 2026" is no expiry yet."""
        published = self.setting.published
        ahead = change.when is not None and published is not None and change.when.interval.earliest > published
        return ahead and change.kind in {"expired", "used", "violated", "established"}

    def named_by_date(self, noun: Instrument, changes: tuple[ChangeFrame, ...]) -> tuple[ChangeFrame, ...]:
        """ "the accord of 2001" was agreed then."""
        time = own_time(self.tree, noun.index)
        setting = self.setting  # what is called by its month was made before what is being told
        setting = replace(setting, published=setting.near, near=None) if setting.near else setting
        interval = date_of(time, setting, "past", setting.said) if time else None
        if time is None or interval is None:
            return changes
        when = When(interval, time.span, f"date.{time.rule}")
        for k, change in enumerate(changes):
            if change.kind in BEGINNINGS and (change.when is None or change.rule != "change.agreed-to"):
                return (*changes[:k], replace(change, when=when), *changes[k + 1 :])
        kind = {"Channel": "established", "Treaty": "signed", "Memorandum": "signed"}.get(noun.kind, "agreed")
        told = self.setting.heading
        dated = tuple(replace(c, when=told) if c.when and c.when.span == time.span else c for c in changes)
        return (ChangeFrame(kind, noun.span, self.line, when, "change.dated-name"), *dated)

    def unnamed(
        self, frames: Sequence[ArrangementFrame], found: Mapping[int, Instrument]
    ) -> Iterator[ArrangementFrame]:
        """What is told without a name: by its content, by its use, or as a step of what was spoken of."""
        tree, told = self.tree, [f for f in frames if f.changes and not f.noun.pronoun]
        spans = [i.span for i in found.values() if not i.pronoun]
        agreed = () if any(tree.low(tree.nodes[n].head) == "under" for n in found) else contents(tree)
        new = [self.agreement(c) for c in agreed if not any(c.span.covers(f.span) for f in told)]
        new = [f for f in new if self.shared(f)]
        new += [self.practice(p) for p in practices(tree) if not found]
        new += [self.proposal(p) for p in proposals(tree) if not any(p.span.overlaps(s) for s in spans)]
        yield from new
        if not any(f.changes for f in [*told, *new]):
            yield from (self.frame(noun, [turn]) for noun, turn in implied(tree))

    def shared(self, frame: ArrangementFrame) -> bool:
        """Whether it takes two sides to do what is told, or two are told: one may "decide to withdraw" alone."""
        alone = self.tree.nodes[frame.noun.index].lemma in lexicon.arrangements().deciding
        return not alone or len(frame.parties) > 1

    def agreement(self, content: Content) -> ArrangementFrame:
        """An agreement that has no name but its content."""
        change = [Turn("agreed", content.word, "change.agreed-to-do", (content.word,))]
        sides = actors(self.tree, content.word, self.discourse)
        if len({s.party for s in sides}) < 2 and self.contact and len(self.contact.parties) > 1:
            sides = tuple(s for s in self.contact.sides if s.party)
        return self.by_content(content, change, sides, "agreed-to")

    def proposal(self, content: Content) -> ArrangementFrame:
        """A proposal that has no name but its content, with what became of it."""
        told = turns(self.tree, content.word)
        change = [made(self.tree, content.word), *(t for t in told if t.kind == "rejected")]
        sides = sides_of(self.tree, content.word, change, self.discourse)
        frame = self.by_content(content, change, sides, "proposal")
        return replace(frame, noun=replace(frame.noun, word="proposal"))

    def by_content(self, content: Content, found: Sequence[Turn], sides: Sequence[Side], rule: str) -> ArrangementFrame:
        """The frame of what is told by its content alone."""
        word = "undertaking" if content.kind == "Agreement" else "line" if content.line else "liaison"
        noun = Instrument(content.word, content.span, content.label, word, content.kind)
        changes = self.changes(found, noun)
        return ArrangementFrame(self.line, noun, tuple(sides), changes, False, True, f"arrangement.{rule}")

    def practice(self, content: Content) -> ArrangementFrame:
        """A channel that is told by its use alone: "regularly communicate about air operations"."""
        noun = Instrument(content.word, content.span, content.label, "communication", "Channel")
        sides = actors(self.tree, content.word, self.discourse)
        strong = len({s.party for s in sides}) > 1 and military(self.tree)
        return ArrangementFrame(self.line, noun, sides, (), True, strong, "arrangement.practice")
