"""When a change of an arrangement took place: by its own words, by what it was done at, or by the contact before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from backchannel.ontology import lexicon
from backchannel.sources.arguments import subjects
from backchannel.sources.clause_dates import (
    at_first_use,
    at_that_time,
    behind,
    in_other_clause,
    nearest,
    of_text,
    opening_date,
)
from backchannel.sources.dates import Interval, TimeExpression, resolve
from backchannel.sources.endings import delayed, until
from backchannel.sources.frames import When
from backchannel.sources.governors import Turn
from backchannel.sources.instruments import own_time
from backchannel.sources.moments import LONG_AGO, Setting, Tense, date_of, time_of, times
from backchannel.sources.noun_phrases import DEFINITE
from backchannel.sources.reduction import Tree

HALF_A_YEAR = timedelta(182)  # so that the nearest day is the first behind
AHEAD = frozenset({"change.modal", "change.announced", "change.infinitive"})


@dataclass(frozen=True)
class ChangeDates:
    """The dates of one sentence: ``event`` is when the contact told before it took place."""

    tree: Tree
    setting: Setting
    event: Interval | None

    def of(self, turn: Turn, event: Interval | None, noun: int) -> When | None:
        """The date of a change: of the first of its words that has one, else the heading's."""
        if turn.kind == "used" and self._habitual(turn.word) and not self.setting.heading or not turn.words:
            return None
        if delayed(self.tree, turn.word):
            return until(self.tree, turn.word, self.setting.published)
        event, setting = self._said_before(turn, event)
        own = self._own_occasion(turn, noun)
        for word in [*own, *turn.words, *self._occasions(turn)]:
            ahead = turn.rule in AHEAD and word == turn.word
            ending = turn.kind in {"expired", "established"} and self._habitual(turn.word) and not setting.heading
            tense: Tense = "future" if ahead or ending else "past"
            since = self.since(word) if turn.kind in {"suspended", "established", "resumed"} else None
            triggers = self._triggers(turn, word, noun)
            when = since or nearest(self.tree, word, times(self.tree, word, triggers, setting, tense, event))
            if when and not (when.rule == "date.sentence" and in_other_clause(self.tree, when, word)):
                return when
        tree = self.tree
        beside = self._fronted(turn, setting, event) or of_text(tree, turn, self.setting)
        beside = beside or behind(tree, turn, self.setting) or at_first_use(tree, turn, event)
        beside = beside or at_that_time(tree, turn, setting)
        return beside or self.setting.heading or self._by_contact(turn)

    def _triggers(self, turn: Turn, word: int, noun: int) -> frozenset[int]:
        """The words among which the dates of the sentence are shared out."""
        if turn.rule == "change.proposal":
            return frozenset({word, turn.word, self.tree.nodes[turn.word].head})
        return frozenset({word, noun} if own_time(self.tree, noun) else {word})

    def _fronted(self, turn: Turn, setting: Setting, event: Interval | None) -> When | None:
        """The date in front of verbs that stand side by side: "On Monday they met and signed a treaty"."""
        for word in turn.words:
            head = word
            while self.tree.nodes[head].dep == "conj" and self.tree.nodes[self.tree.nodes[head].head].tag[:1] == "V":
                head = self.tree.nodes[head].head
            when = time_of(self.tree, head, frozenset({head}), setting, "past", event) if head != word else None
            first = min(self.tree.children(head, "nsubj", "nsubjpass"), default=head)
            if when and when.span.start < self.tree.units[first].span.start:
                return when
            if opening := opening_date(self.tree, head, setting):
                return opening
        return None

    def _said_before(self, turn: Turn, event: Interval | None) -> tuple[Interval | None, Setting]:
        """What "the following month", and a day without a year, are reckoned from: the last date that was told."""
        word, rule = turn.word, turn.rule
        times = [(i, u.meaning) for i, u in enumerate(self.tree.units) if isinstance(u.meaning, TimeExpression)]
        linked = [i for i, t in times if t.kind == "anaphoric"]
        end = min(linked, key=lambda i: abs(i - word)) if linked else word
        said: Interval | None = None
        for i, time in times:
            if i < end and time.kind != "bound":
                said = date_of(time, self.setting, "past", said or self.setting.said) or said
        head, published = self.tree.nodes[word].head, self.setting.published
        beside = self.tree.nodes[word].dep == "conj" and any(head < i < word for i, _ in times)
        near = self.setting.said if rule == "change.implied" and not said else said if beside else None
        far = near and near.precision != "year" and published and (published - near.earliest).days > LONG_AGO
        setting = replace(self.setting, near=near.earliest + HALF_A_YEAR) if near and far else self.setting
        recent = said and published and said.precision != "year" and (published - said.earliest).days <= LONG_AGO
        if recent:
            setting = replace(setting, near=None)
        return (said or self.setting.said or event if linked else event), setting

    def _own_occasion(self, turn: Turn, noun: int) -> list[int]:
        """The mention itself where the verb's date is parsed as its own: "signed a border pact in 1990"."""
        if own_time(self.tree, noun) or self._dated(turn.word):
            return []
        return [k for k in self.tree.subtree(noun) if self._dated(k) and self._inside(k, noun)]

    def _inside(self, k: int, noun: int) -> bool:
        """Whether word ``k`` stands in the phrase of ``noun`` and in no clause within it."""
        between = [a for a in [k, *self.tree.ancestors(k)] if a != noun and noun in self.tree.ancestors(a)]
        return all(self.tree.nodes[a].dep not in {"relcl", "acl", "advcl", "ccomp"} for a in between)

    def _dated(self, k: int) -> bool:
        """Whether a time stands right below word ``k``."""
        tree = self.tree
        spots = [
            *tree.children(k, "npadvmod"),
            *(
                o
                for p in tree.children(k, "prep")
                if tree.low(p) in {"in", "on", "during", "at"}
                for o in tree.children(p, "pobj")
            ),
        ]
        return any(isinstance(tree.units[o].meaning, TimeExpression) for o in spots)

    def _occasions(self, turn: Turn) -> list[int]:
        """Nouns that may bear the verb's date: "signed at a meeting in May", "extended for a year in 2021"."""
        tree = self.tree
        spots = [o for w in turn.words for p in tree.children(w, "prep") for o in tree.children(p, "pobj")]
        return [o for o in spots if tree.nodes[o].tag.startswith("NN") and tree.units[o].meaning is None]

    def _by_contact(self, turn: Turn) -> When | None:
        """What "they" or "the two sides" agreed, right after a contact was told, was agreed at it."""
        tree, word = self.tree, turn.word
        told = tree.nodes[word].tag == "VBD" or bool(tree.children(word, "aux")) and tree.nodes[word].tag == "VBN"
        agreed = tree.nodes[word].lemma in {"agree", "sign", "initial"} and told and turn.kind != "proposed"
        meant = [
            s
            for s in subjects(tree, word)
            if tree.nodes[s].tag == "PRP" or any(tree.low(c) in DEFINITE for c in tree.children(s, "det"))
        ]
        if turn.kind == "proposed" and self._proposed_there(word):
            return When(self.setting.said, tree.units[word].span, "date.of-contact") if self.setting.said else None
        if (
            not agreed
            or not meant
            or self.event is None
            or self.event.precision != "day"
            and (self.event != self.setting.said or not all(tree.nodes[s].tag in {"PRP", "CD"} for s in meant))
            or tree.line.sentence.index < 1
        ):
            return None
        return When(self.event, tree.units[word].span, "date.of-contact")

    def _proposed_there(self, word: int) -> bool:
        """Whether a proposal follows a contact whose day is the last date that was told."""
        tree, near = self.tree, self.event is not None and self.event == self.setting.said
        past = tree.nodes[word].tag == "VBD" and tree.nodes[word].lemma in lexicon.arrangements().offering
        return near and past and self.event is not None and self.event.precision == "day"

    def _habitual(self, word: int) -> bool:
        """Whether a verb stands in the present tense."""
        auxiliaries = self.tree.children(word, "aux", "auxpass")
        tags = {self.tree.nodes[a].tag for a in auxiliaries} or {self.tree.nodes[word].tag}
        return (
            bool(tags & {"VBZ", "VBP"})
            and "VBN" not in {self.tree.nodes[a].tag for a in auxiliaries}
            and not any(self.tree.nodes[a].lemma == "have" for a in auxiliaries)
        )

    def since(self, word: int) -> When | None:
        """ "frozen since 2014": a state that lasts since a day began on it."""
        tree = self.tree
        for child in tree.children(word, "prep", "mark", "advmod", "npadvmod"):
            if child < word and (tree.nodes[word].lemma == "be" or child and tree.low(child - 1) != ","):
                continue  # "dead since 2014, is back in use"
            for k in tree.subtree(child) if tree.low(child) == "since" else [child] if self._bound(child) else []:
                meaning = tree.units[k].meaning
                interval = (
                    resolve(meaning, self.setting.published, "past", self.event)
                    if isinstance(meaning, TimeExpression)
                    else None
                )
                if isinstance(meaning, TimeExpression) and interval:
                    return When(interval, meaning.span, "date.since")
        after = tree.units[word + 1].meaning if word + 1 < len(tree.units) and self._bound(word + 1) else None
        own = resolve(after, self.setting.published, "past") if isinstance(after, TimeExpression) else None
        return When(own, after.span, "date.since") if own and isinstance(after, TimeExpression) else None

    def _bound(self, k: int) -> bool:
        """Whether word ``k`` stands for "since …"."""
        meaning = self.tree.units[k].meaning
        return isinstance(meaning, TimeExpression) and meaning.text.lower().startswith("since")
