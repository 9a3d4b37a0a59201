"""When a contact took place, was to take place, or was asked for: its dates among those of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.dates import Interval, TimeExpression
from backchannel.sources.frames import When
from backchannel.sources.governing import Verdict, kind_of
from backchannel.sources.modality import last_time
from backchannel.sources.moments import Setting, Tense, date_of, times
from backchannel.sources.ownership import clause_opener, reported
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import infinitive

SOON = timedelta(60)


def times_of(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, verdict: Verdict, event: Interval | None
) -> list[When]:
    """The dates that the sentence gives the contact that ``trigger`` tells of, nearest first.

    A contact that was called off or refused has the date for which it was meant, not that of the refusal; one that
    was proposed has the date proposed, not that of the proposal.
    """
    if verdict.rule == "status.since":
        return _last(tree, trigger, setting)
    if verdict.status in {"cancelled", "refused"} and verdict.word != trigger and "attempted" not in verdict.rule:
        return _meant(tree, trigger, triggers, setting, verdict, event)
    asked = _asking(tree, trigger, verdict)
    told = (r for _, t in _expressions(tree) if t.span in asked and (r := date_of(t, setting, "past", event)))
    on = next(told, None)
    ahead = verdict.status in {"planned", "proposed"} and (on is not None or not verdict.past)
    tense: Tense = "present" if verdict.status == "held" and _in_present(tree, trigger) else "past"
    tense = "future" if ahead or verdict.rule == "status.ruled-out" else tense
    at = replace(setting, published=on.earliest) if on else setting
    found = [w for w in times(tree, trigger, triggers, at, tense, event) if w.span not in asked]
    if verdict.status == "planned" and tense == "past":
        found = [_soon(tree, w, setting) for w in found]
    return _from_start(tree, trigger, found)


def _soon(tree: Tree, when: When, setting: Setting) -> When:
    """ "was to meet on 12 May", told on 10 May: a plan of before, for a day still to come if that is near."""
    time = next((t for _, t in _expressions(tree) if t.span == when.span), None)
    ahead = date_of(time, setting, "future", None) if time and setting.published else None
    if time is None or ahead is None or setting.published is None or ahead.precision != "day":
        return when
    near = timedelta(0) < ahead.earliest - setting.published <= SOON
    far = setting.published - when.interval.latest > SOON or time.text.lower().startswith("this ")
    return replace(when, interval=ahead) if near and far else when


def _last(tree: Tree, trigger: int, setting: Setting) -> list[When]:
    """The day since which they have not met."""
    word = last_time(tree, trigger)
    time = tree.units[word].meaning if word is not None else None
    if not isinstance(time, TimeExpression):
        return []
    interval = date_of(time, setting, "past", None)
    return [When(interval, time.span, "date.since")] if interval and interval.precision != "year" else []


def asked_on(tree: Tree, trigger: int, setting: Setting, verdict: Verdict, event: Interval | None) -> When | None:
    """The day on which a contact was asked for or refused."""
    inside = set(tree.subtree(trigger))
    told = [(i, t, tree.verb_above(i)) for i, t in _expressions(tree)]
    own = [t for i, t, v in told if v == verdict.word or i < min(verdict.word, 3) and not reported(tree, i)]
    own += [t for i, t, v in told if v is not None and i in inside and kind_of(tree, v) == "proposed"]
    dated = ((t, date_of(t, setting, "past", event)) for t in own)
    return next((When(r, t.span, "date.asked") for t, r in dated if r), None)


def _expressions(tree: Tree) -> Iterator[tuple[int, TimeExpression]]:
    for i, unit in enumerate(tree.units):
        if isinstance(unit.meaning, TimeExpression) and unit.meaning.kind != "bound":
            yield i, unit.meaning


def _meant(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, verdict: Verdict, event: Interval | None
) -> list[When]:
    """The dates for which a contact was meant that was called off or refused."""
    inside = set(tree.subtree(trigger))
    then = verdict.rule.startswith("status.then")
    between = {a for a in tree.ancestors(trigger) if verdict.word in tree.ancestors(a) and a != verdict.word}
    own = {
        u.span
        for i, u in enumerate(tree.units)
        if i in inside or tree.verb_above(i) in between or then and tree.verb_above(i) != verdict.word
    }
    others = [t for i, t in _expressions(tree) if tree.units[i].span not in own]
    told = next((r for t in others if (r := date_of(t, setting, "past", event))), None)
    at = replace(setting, published=told.earliest) if told else setting
    just = any(tree.low(c) in {"has", "have"} for c in tree.children(verdict.word, "aux")) and not any(
        u.word.lower() in {"was", "were"} for u in tree.units
    )
    found = times(tree, trigger, triggers, at, "future" if told or just else "present", event)
    return [w for w in found if w.span in own]


def _asking(tree: Tree, trigger: int, verdict: Verdict) -> set[Span]:
    """The spans of the dates on which a plan was made or proposed: "on Friday A offered to meet B"."""
    word = verdict.word
    if verdict.status not in {"planned", "proposed"} or word == trigger or not _active_past(tree, word):
        return set()
    call = tree.nodes[trigger].lemma in lexicon.contacts().telephone_only_nouns
    opener = clause_opener(tree, word)
    return {
        t.span
        for i, t in _expressions(tree)
        if i < min(word, 3) and not reported(tree, i)
        or opener is not None and i < opener
        or tree.verb_above(i) == word and (i < trigger or call)
    }


def _in_present(tree: Tree, trigger: int) -> bool:
    """ "flies to Lima on 22 May for talks": what may lie ahead, so that of the days so named the nearest is meant."""
    verb = trigger if tree.nodes[trigger].tag.startswith("V") else tree.verb_above(trigger)
    dated = all(t.kind == "absolute" for _, t in _expressions(tree))
    return dated and verb is not None and tree.nodes[verb].tag in {"VBZ", "VBP"} and not tree.children(verb, "aux")


def _active_past(tree: Tree, v: int) -> bool:
    """Whether verb ``v`` tells of an act that is over: "offered", "has invited"; not "was to", "plans", "is due"."""
    if not tree.nodes[v].tag.startswith("VB") or tree.nodes[v].lemma == "be" or infinitive(tree, v):
        return False
    if tree.children(v, "nsubjpass"):
        return False
    return tree.nodes[v].tag == "VBD" or any(tree.low(c) in {"has", "have", "had"} for c in tree.children(v, "aux"))


def _from_start(tree: Tree, trigger: int, found: list[When]) -> list[When]:
    """Talks of several days are dated by their first: by the day on which they opened, or counted from their end."""
    places = {u.span: i for i, u in enumerate(tree.units)}
    words = lexicon.statuses()
    for when in found:
        verb = tree.verb_above(places[when.span]) if when.span in places else None
        lemma = tree.nodes[verb].lemma if verb is not None else ""
        if lemma in words.opening:
            return [when, *(w for w in found if w is not when)]
        days = _length(tree, trigger)
        if lemma in words.closing and days > 1 and when.interval.precision == "day":
            first = when.interval.earliest - timedelta(days - 1)
            return [replace(when, interval=Interval(first, first, "day"), rule="date.first-day")]
    return found


def _length(tree: Tree, trigger: int) -> int:
    """Of how many days the words in front of a contact noun say that it was: "two days of talks"."""
    numbers = lexicon.contacts().numbers
    before = [tree.low(i) for i in range(max(0, trigger - 5), trigger)]
    words = [part for word in before for part in word.split("-") if part]
    return next((numbers.get(a, 1) for a, b in zip(words, words[1:], strict=False) if b in {"day", "days"}), 1)
