"""When and where: the time expression and the venue that belong to one trigger of a parsed sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from backchannel.ontology import lexicon
from backchannel.sources.dates import Interval, TimeExpression, resolve
from backchannel.sources.frames import When, Where
from backchannel.sources.reduction import Tree
from backchannel.sources.status import Verdict

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True)
class Setting:
    """What dates and places are read against: the publication day, the day a heading gives, the dateline's place.

    ``near`` is a full date that the paragraph gave before, ``said`` the last date that the text gave before.
    """

    published: date | None
    heading: When | None = None
    near: date | None = None
    dateline: Where | None = None
    said: Interval | None = None


def date_of(time: TimeExpression, setting: Setting, tense: Tense, event: Interval | None) -> Interval | None:
    """The interval of ``time``; a day without a year stands near the full date that its paragraph gave before."""
    interval, near = resolve(time, setting.published, tense, event), setting.near
    if interval and near and time.kind == "absolute" and tense == "past" and not re.search(r"\d{4}|year", time.text):
        around = [o for o in (resolve(time, near, "past", event), resolve(time, near, "future", event)) if o]
        return min(around, key=lambda o: abs((o.earliest - near).days)) if around else interval
    return interval


def owner(
    tree: Tree, i: int, triggers: frozenset[int], barrier: Iterable[str] = (), through: frozenset[str] = frozenset()
) -> int | None:
    """The trigger that word ``i`` belongs to: the first on its way up, or the one that the verb above it governs."""
    blocked = set(barrier)
    for a in tree.ancestors(i):
        if a in triggers:
            return a
        tag = tree.nodes[a].tag
        if _describes(tree, a):
            continue
        if tree.nodes[a].lemma in lexicon.statuses().reporting and tree.children(a, "nsubjpass"):
            return None
        if tag.startswith("V") or tag == "MD":
            below = [t for t in triggers if a in set(tree.ancestors(t)) and _near(tree, t, a, triggers, i < a)]
            return min(below, key=lambda t: abs(t - i)) if below else None
        if (
            tag.startswith("NN")
            and tree.nodes[a].dep not in {"npadvmod"}
            and tree.units[a].meaning is None
            and tree.low(a) not in lexicon.places().transparent | lexicon.places().venue_nouns | through
            and "noun" in blocked
        ):
            return None
    return None


def _describes(tree: Tree, v: int) -> bool:
    """Whether verb ``v`` says of a noun when or where it is: "a visit fixed for May", "the meeting, held in Baku"."""
    planned = lexicon.statuses().governors["planned"] | lexicon.statuses().held_verbs
    return tree.nodes[v].tag == "VBN" and tree.nodes[v].dep in {"acl", "relcl"} and tree.nodes[v].lemma in planned


def _near(tree: Tree, trigger: int, verb: int, triggers: frozenset[int], fronted: bool) -> bool:
    """Whether ``verb`` speaks of the trigger itself, not of a clause around it."""
    path = []
    for a in tree.ancestors(trigger):
        if a == verb:
            break
        if a in triggers:
            return False
        path.append(a)
    chain = [trigger, *path]
    if tree.nodes[verb].lemma in lexicon.statuses().reporting and any(
        tree.nodes[k].dep in {"ccomp", "parataxis"} for k in chain
    ):
        return False
    if not fronted and any(tree.nodes[k].dep == "conj" and tree.nodes[k].tag.startswith("V") for k in chain):
        return False
    if any(tree.nodes[k].dep in {"relcl", "acl"} and tree.nodes[k].tag.startswith("V") for k in chain):
        return False
    return not any(tree.nodes[k].dep in {"advcl", "ccomp"} and tree.nodes[k].tag.startswith("V") for k in chain)


def times_of(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, verdict: Verdict, event: Interval | None
) -> list[When]:
    """The dates that the sentence gives the contact that ``trigger`` tells of, nearest first.

    A contact that was called off or refused has the date for which it was meant, not that of the refusal.
    """
    tense: Tense = "future" if verdict.status in {"planned", "proposed"} and not verdict.past else "past"
    if verdict.status == "proposed" and _asked_for_call(tree, trigger, verdict.word):
        tense = "past"
    if verdict.status not in {"cancelled", "refused"} or verdict.word == trigger or "attempted" in verdict.rule:
        return _times(tree, trigger, triggers, setting, tense, event)
    inside = set(tree.subtree(trigger))
    outside = [u.meaning for i, u in enumerate(tree.units) if i not in inside and isinstance(u.meaning, TimeExpression)]
    told = next((r for t in outside if (r := date_of(t, setting, "past", event))), None)
    meant = replace(setting, published=told.earliest) if told else setting
    return [
        w
        for w in _times(tree, trigger, triggers, meant, "future" if told else "present", event)
        if _inside(tree, w, inside)
    ]


def _asked_for_call(tree: Tree, trigger: int, word: int) -> bool:
    """ "sought a call on 4 February": a call is asked for on the day on which it is to be."""
    call = lexicon.contacts().nouns.get(tree.nodes[trigger].lemma) in {"Call", "Talk"}
    return call and tree.nodes[word].tag in {"VBD", "VBZ"} and tree.nodes[word].lemma != "want"


def _inside(tree: Tree, when: When, words: set[int]) -> bool:
    return any(tree.units[i].span == when.span for i in words)


def time_of(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, tense: Tense, event: Interval | None
) -> When | None:
    """The date of what word ``trigger`` tells of, as far as its own sentence gives it."""
    return next(iter(_times(tree, trigger, triggers, setting, tense, event)), None)


def _times(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, tense: Tense, event: Interval | None
) -> list[When]:
    found = [(i, u.meaning) for i, u in enumerate(tree.units) if isinstance(u.meaning, TimeExpression)]
    times = [(i, t) for i, t in found if t.kind != "bound" and not _of_another(tree, i, t)]
    own = [
        (i, t)
        for i, t in times
        if owner(tree, i, triggers, {"noun"}) == trigger and not opens_clause(tree, i, trigger, triggers)
    ]
    before = _before_clause(tree, trigger)
    if before and before.kind == "absolute" and all(t.kind == "anaphoric" for _, t in own):
        own = []  # "on 15 March, when they spoke of the crash the day before"
    dated: list[tuple[int, TimeExpression, Interval]] = []
    for i, t in own:
        since = dated[-1][2] if dated and t.kind == "anaphoric" else event
        interval = date_of(t, setting, tense, since)
        dated += [(i, t, interval)] if interval else []
    if dated:
        listed = len(dated) > 1 and all(tree.nodes[i].dep == "pobj" for i, _, _ in dated)
        order = dated if listed else sorted(dated, key=lambda d: abs(d[0] - trigger))
        return [When(r, t.span, f"date.{t.rule}") for _, t, r in order]
    if before and not own and (interval := date_of(before, setting, tense, event)):
        return [When(interval, before.span, "date.when-clause")]
    loose = [
        t
        for i, t in times
        if owner(tree, i, triggers) is None
        and not reported(tree, i)
        and not in_other_noun(tree, i)
        and not in_other_clause(tree, i, trigger)
    ]
    if len(triggers) == 1 and len(loose) == 1 and not own and (interval := date_of(loose[0], setting, tense, event)):
        return [When(interval, loose[0].span, "date.sentence")]
    return []


def _of_another(tree: Tree, i: int, time: TimeExpression) -> bool:
    """ "six days after the invasion" counts from what follows, not from the contact told before."""
    words = time.text.lower().split()
    follows = i + 1 < len(tree.units) and tree.low(i + 1) not in {",", ".", ";", "and", ":"}
    return time.kind == "anaphoric" and words[-1] in {"after", "before"} and follows


def _before_clause(tree: Tree, trigger: int) -> TimeExpression | None:
    """The time before a clause: "in May, when they met", "until 16 February, when …", "in Rome on 3 May, where …"."""
    opener = clause_opener(tree, trigger)
    if opener is None:
        it_was = tree.low(0) == "it" and len(tree.nodes) > 1 and tree.nodes[1].lemma == "be"
        times = [u.meaning for u in tree.units[:trigger] if isinstance(u.meaning, TimeExpression)]
        return times[0] if it_was and len(times) == 1 else None
    reach = 2 if tree.low(opener) == "when" else 7
    near = [u.meaning for u in tree.units[max(0, opener - reach) : opener]]
    return next((m for m in reversed(near) if isinstance(m, TimeExpression)), None)


def clause_opener(tree: Tree, trigger: int) -> int | None:
    """The "when" or "where" that opens the clause of ``trigger``, if something stands before it."""
    for i in (trigger, *tree.ancestors(trigger)):
        found = [c for c in tree.children(i, "advmod") if tree.low(c) in {"when", "where"} and 0 < c <= trigger]
        if found:
            return found[0]
        aside = tree.nodes[i].tag == "IN" and tree.low(i) in {"for", "of", "about", "on", "over"}
        if i != trigger and (tree.nodes[i].tag.startswith("NN") or aside):
            return None
    return None


def opens_clause(tree: Tree, i: int, trigger: int, triggers: frozenset[int]) -> bool:
    """Whether the date or place at word ``i`` is told for another contact: "in Rome on 3 May, when A saw B"."""
    openers = {o for t in triggers if t != trigger and (o := clause_opener(tree, t)) is not None and o < t}
    return any(i < o and trigger < o and _leads_to(tree, i, o) for o in openers)


def _leads_to(tree: Tree, i: int, opener: int) -> bool:
    """Whether only dates, places and small words stand between word ``i`` and the "when" or "where"."""
    between = range(i + 1, opener)
    return all(tree.units[k].meaning is not None or tree.nodes[k].tag in {"IN", ",", "DT", "NNP"} for k in between)


def reported(tree: Tree, i: int) -> bool:
    """Whether a time belongs to "said on Thursday"."""
    verb = next((a for a in tree.ancestors(i) if tree.nodes[a].tag.startswith("V")), None)
    return verb is not None and tree.nodes[verb].lemma in lexicon.statuses().reporting


def in_other_noun(tree: Tree, i: int) -> bool:
    """Whether a date or place belongs to a noun of its own: "the invasion of 2022"."""
    for a in tree.ancestors(i):
        if tree.nodes[a].tag.startswith("V"):
            return False
        if tree.nodes[a].tag.startswith("NN"):
            return True
    return False


def in_other_clause(tree: Tree, i: int, trigger: int) -> bool:
    """Whether word ``i`` stands in a clause of time or reason that ``trigger`` is not in: "since he hung up in May"."""
    for a in tree.ancestors(i):
        marks = {tree.low(c) for c in tree.children(a, "mark")} & {"since", "after", "before", "because", "although"}
        if tree.nodes[a].dep == "advcl" and marks and trigger not in tree.subtree(a):
            return True
    return False


def statement_time(tree: Tree, setting: Setting) -> When | None:
    """The day on which somebody said it: "the ministry said on Wednesday"."""
    for i, unit in enumerate(tree.units):
        if isinstance(unit.meaning, TimeExpression) and unit.meaning.kind != "bound" and reported(tree, i):
            interval = resolve(unit.meaning, setting.published, "past", None)
            if interval and interval.precision == "day":
                return When(interval, unit.meaning.span, "date.statement")
    return None
