"""Frames of arrangements: each mention with whose it is and what changes its sentence tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Arrangement
from backchannel.sources.agreements import Content, contents
from backchannel.sources.article import Span
from backchannel.sources.changes import turns
from backchannel.sources.dates import Interval, TimeExpression, resolve
from backchannel.sources.frames import When
from backchannel.sources.governors import Turn
from backchannel.sources.instruments import DEFINITE, Instrument, instrument, own_time, pronoun
from backchannel.sources.moments import Setting, Tense, statement_time, time_of
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Discourse, Side, modifiers, sides_at, subjects, under

BEGINNINGS = frozenset({"agreed", "signed", "established"})
LEAD = 2


@dataclass(frozen=True)
class ChangeFrame:
    """One step in an arrangement's life, as a sentence tells it."""

    kind: str
    span: Span
    line: int
    when: When | None
    rule: str


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


def read_arrangements(tree: Tree, setting: Setting, discourse: Discourse, event: Interval | None) -> list[ArrangementFrame]:
    """The arrangement mentions of one sentence, in order."""
    found = {n: i for n in range(len(tree.nodes)) for i in [instrument(tree, n) or pronoun(tree, n)] if i}
    reader = _Reader(tree, setting, discourse, event)
    apposed = {n: head for n in found for head in [_apposed(tree, n, found)] if head is not None}
    for n, head in apposed.items():
        if found[n].named and not found[head].named:
            found[head] = replace(found[n], index=head)
    told = {n: [t for k in (n, *(a for a, head in apposed.items() if head == n)) for t in turns(tree, k)] for n in found}
    frames = [reader.frame(i, list(dict.fromkeys(told[n]))) for n, i in found.items() if n not in apposed]
    for content in contents(tree):
        if not any(tree.low(tree.nodes[n].head) == "under" for n in found) and not any(f.changes and content.span.start <= f.span.start < content.span.end and not f.noun.pronoun for f in frames):
            frames.append(reader.agreement(content))
    if tree.line.text.rstrip(" \"”'").endswith("?"):
        frames = [replace(f, changes=()) for f in frames]
    return [f for f in frames if f.changes or f.exists or not f.noun.pronoun]


def _apposed(tree: Tree, n: int, found: dict[int, Instrument]) -> int | None:
    """The mention that word ``n`` is in apposition to: "the treaty, a pact signed in 1987", however it is parsed."""
    head = tree.head(n)
    called = tree.head(head) if head is not None and tree.low(head) == "as" else None
    if called is not None and tree.nodes[called].lemma in {"know", "call", "dub"} and tree.nodes[called].head in found:
        return tree.nodes[called].head
    if head in found and tree.nodes[n].dep == "appos" and not (found[n].named and found[head].named):
        return head
    start = min([n, *tree.children(n, "det", "amod", "compound", "nmod", "nummod")])
    named = start > 1 and tree.low(start - 1) == "," and start - 2 in found and found[start - 2].named is not None
    return start - 2 if named and not found[n].named and found[n].kind not in {"", "Channel"} else None


def _kind(turn: Turn, noun: Instrument, tree: Tree) -> str:
    """A channel that is scrapped is suspended: there is no treaty to leave."""
    discarded = noun.kind == "Channel" and tree.nodes[turn.word].lemma in lexicon.arrangements().discarding
    return "suspended" if turn.kind == "withdrawn" and discarded else turn.kind


@dataclass(frozen=True)
class _Reader:
    tree: Tree
    setting: Setting
    discourse: Discourse
    event: Interval | None

    def frame(self, noun: Instrument, found: Sequence[Turn]) -> ArrangementFrame:
        """The mention with its sides and changes."""
        changes = self.changes([t for t in found if t.kind != "exists" and not (noun.pronoun and t.kind == "proposed")], noun)
        if noun.kind and not noun.pronoun:
            changes = self.named_by_date(noun, changes)
        sides = tuple(dict.fromkeys(self.sides(noun.index, found)))
        exists = any(t.kind == "exists" for t in found)
        strong = noun.named is not None or noun.strong or bool(noun.kind) and (len({s.party for s in sides}) > 1 or exists) and self.military()
        rule = f"arrangement.{'named' if noun.named else 'pronoun' if noun.pronoun else noun.word}"
        return ArrangementFrame(self.line, noun, sides, changes, exists, strong, rule, frozenset(p.side for p in self.tree.line.parties))

    @property
    def line(self) -> int:
        """The index of the sentence."""
        return self.tree.line.sentence.index

    def military(self) -> bool:
        """Whether the sentence speaks of armed forces."""
        return bool({w.strip(".,;:()'\"").lower() for w in self.tree.line.text.split()} & lexicon.arrangements().military)

    def changes(self, found: Sequence[Turn], noun: Instrument) -> tuple[ChangeFrame, ...]:
        """The changes, each dated by its own words, then from the change before."""
        out: list[ChangeFrame] = []
        for turn in sorted(found, key=lambda t: t.word):
            before = next((c.when.interval for c in reversed(out) if c.when), self.event)
            when = self.when(turn, before, noun.index)
            out.append(ChangeFrame(_kind(turn, noun, self.tree), self.tree.units[turn.word].span, self.line, when, turn.rule))
        if out and out[0].when is None and self.line <= LEAD and out[0].kind != "proposed":
            out[0] = replace(out[0], when=statement_time(self.tree, self.setting))
        return tuple(out)

    def when(self, turn: Turn, event: Interval | None, noun: int) -> When | None:
        """The date of a change: of the first of its words that has one, else the heading's."""
        if turn.kind == "used" and self.habitual(turn.word) or not turn.words:
            return None
        own = self.own_occasion(turn, noun)
        for word in [*own, *turn.words, *self.occasions(turn)]:
            ahead = turn.rule in {"change.modal", "change.announced"} and word == turn.words[0]
            tense: Tense = "future" if ahead else "past"
            since = self.since(word) if turn.kind in {"suspended", "established"} else None
            triggers = frozenset({word, noun} if own_time(self.tree, noun) else {word})
            when = since or time_of(self.tree, word, triggers, self.setting, tense, event)
            if when:
                return when
        return self.setting.heading or self.by_contact(turn)

    def own_occasion(self, turn: Turn, noun: int) -> list[int]:
        """The mention itself where the verb's date is parsed as its own: "signed a border pact in 1990"."""
        if own_time(self.tree, noun) or self.dated(turn.word) or not self.dated(noun):
            return []
        return [noun]

    def dated(self, k: int) -> bool:
        """Whether a time stands right below word ``k``."""
        tree = self.tree
        spots = [*tree.children(k, "npadvmod"), *(o for p in tree.children(k, "prep") if tree.low(p) in {"in", "on", "during", "at"} for o in tree.children(p, "pobj"))]
        return any(isinstance(tree.units[o].meaning, TimeExpression) for o in spots)

    def occasions(self, turn: Turn) -> list[int]:
        """Nouns that may bear the verb's date: "signed at a meeting in May", "extended for a year in 2021"."""
        tree = self.tree
        spots = [o for w in turn.words for p in tree.children(w, "prep") for o in tree.children(p, "pobj")]
        return [o for o in spots if tree.nodes[o].tag.startswith("NN") and tree.units[o].meaning is None]

    def by_contact(self, turn: Turn) -> When | None:
        """What "they" or "the two sides" agreed, right after a contact was told, was agreed at it."""
        tree, word = self.tree, turn.word
        agreed = tree.nodes[word].lemma == "agree" and tree.nodes[word].tag == "VBD" and turn.kind != "proposed"
        meant = [s for s in subjects(tree, word) if tree.nodes[s].tag == "PRP" or any(tree.low(c) in DEFINITE for c in tree.children(s, "det"))]
        if not agreed or not meant or self.event is None or self.event.precision != "day" or self.line <= 1:
            return None
        return When(self.event, tree.units[word].span, "date.of-contact")

    def habitual(self, word: int) -> bool:
        """Whether a verb stands in the present tense."""
        auxiliaries = self.tree.children(word, "aux", "auxpass")
        tags = {self.tree.nodes[a].tag for a in auxiliaries} or {self.tree.nodes[word].tag}
        return bool(tags & {"VBZ", "VBP"}) and "VBN" not in {self.tree.nodes[a].tag for a in auxiliaries} and not any(
            self.tree.nodes[a].lemma == "have" for a in auxiliaries)

    def since(self, word: int) -> When | None:
        """"frozen since 2014": a state that lasts since a day began on it."""
        tree = self.tree
        for child in tree.children(word, "prep", "mark", "advmod", "npadvmod"):
            for k in tree.subtree(child) if tree.low(child) == "since" else [child] if self.bound(child) else []:
                meaning = tree.units[k].meaning
                interval = resolve(meaning, self.setting.published, "past", self.event) if isinstance(meaning, TimeExpression) else None
                if isinstance(meaning, TimeExpression) and interval:
                    return When(interval, meaning.span, "date.since")
        return None

    def bound(self, k: int) -> bool:
        """Whether word ``k`` stands for "since …"."""
        meaning = self.tree.units[k].meaning
        return isinstance(meaning, TimeExpression) and meaning.text.lower().startswith("since")

    def named_by_date(self, noun: Instrument, changes: tuple[ChangeFrame, ...]) -> tuple[ChangeFrame, ...]:
        """"the accord of 2001" was agreed then."""
        time = own_time(self.tree, noun.index)
        interval = resolve(time, self.setting.published, "past") if time else None
        if time is None or interval is None:
            return changes
        when = When(interval, time.span, f"date.{time.rule}")
        for k, change in enumerate(changes):
            if change.kind in BEGINNINGS:
                return (*changes[:k], replace(change, when=when), *changes[k + 1:])
        kind = {"Channel": "established", "Treaty": "signed", "Memorandum": "signed"}.get(noun.kind, "agreed")
        dated = tuple(replace(c, when=None) if c.when and c.when.span == time.span else c for c in changes)
        return (ChangeFrame(kind, noun.span, self.line, when, "change.dated-name"), *dated)

    def sides(self, n: int, found: Sequence[Turn]) -> Iterator[Side]:
        """Whose it is: by its own words, else by those who act on it."""
        tree = self.tree
        about = {k for p in tree.children(n, "prep") if tree.low(p) in {"for", "in", "over"} for k in tree.subtree(p)}
        spans = {tree.units[k].span for k in about}
        named = [p for p in modifiers(tree, n) if p.span not in spans]
        theirs = [p for p in named if p.text not in lexicon.arrangements().matters]
        own = [Side("", p.side, p.span, "party.of-arrangement") for p in (named if len(named) < 3 else theirs)]
        own += [replace(s, rule="party.of-arrangement") for i in under(tree, n, ["between", "with", "of"]) if i not in about for s in sides_at(tree, i, self.discourse)]
        verbs = [w for t in found for w in t.words if tree.nodes[w].tag.startswith("V")]
        for v in dict.fromkeys([*verbs, *self.verbs_above(n)]):
            if len({s.party for s in own if s.party}) < 2:
                if tree.nodes[v].lemma in lexicon.arrangements().helping:
                    continue
                near = [*subjects(tree, v), *under(tree, v, ["with", "between", "from"]), *tree.children(v, "dobj", "dative", "nsubjpass")]
                own += [s for i in near if i != n for s in sides_at(tree, i, self.discourse)]
        return (Side("", s.party, s.span, s.rule) for s in own if s.party)

    def verbs_above(self, n: int) -> Iterator[int]:
        """The verbs over word ``n``, as far as they share their subjects: "accused them of breaking the truce"."""
        for a in self.tree.ancestors(n):
            if self.tree.nodes[a].tag.startswith("V"):
                yield a
                if self.tree.nodes[a].dep not in {"pcomp", "xcomp"}:
                    return

    def agreement(self, content: Content) -> ArrangementFrame:
        """An agreement that has no name but its content."""
        noun = Instrument(content.verb, content.span, content.label, "agreement", "Agreement")
        sides = [Side("", s.party, s.span, "party.agreed") for i in subjects(self.tree, content.verb) for s in sides_at(self.tree, i, self.discourse) if s.party]
        change = self.changes([Turn("agreed", content.verb, "change.agreed-to-do", (content.verb,))], noun)
        return ArrangementFrame(self.line, noun, tuple(dict.fromkeys(sides)), change, False, True, "arrangement.agreed-to")
