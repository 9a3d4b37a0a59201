"""When: the time expressions that belong to one word of a parsed sentence, and the days they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from backchannel.sources.dates import Interval, TimeExpression, antecedent, resolve
from backchannel.sources.frames import When, Where
from backchannel.sources.ownership import (
    clause_opener,
    framed_by,
    in_other_clause,
    in_other_noun,
    opens_clause,
    owner,
    reported,
)
from backchannel.sources.reduction import Tree

Tense = Literal["past", "present", "future"]

YEARLESS = re.compile(r"\A(?!.*(?:\d{4}|\byear\b))")
STEP_BACK = 60  # days
LONG_AGO = 180  # days before publication, from which on what was told just before tells a date better
DATING = frozenset({"absolute", "weekday", "deictic"})


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
    if not interval or not near or time.kind != "absolute" or tense != "past" or not YEARLESS.search(time.text):
        return interval
    before, after = resolve(time, near, "past", event), resolve(time, near, "future", event)
    if not before or not after or setting.published and after.earliest > setting.published:
        return before or interval
    # News is told forward: what comes shortly before the last date is told back, all else after it.
    return before if (near - before.earliest).days <= STEP_BACK else after


def time_of(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, tense: Tense, event: Interval | None
) -> When | None:
    """The date of what word ``trigger`` tells of, as far as its own sentence gives it."""
    return next(iter(times(tree, trigger, triggers, setting, tense, event)), None)


def times(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, tense: Tense, event: Interval | None
) -> list[When]:
    """The dates that the sentence gives what word ``trigger`` tells of, nearest first."""
    found = [(i, u.meaning) for i, u in enumerate(tree.units) if isinstance(u.meaning, TimeExpression)]
    dates = [(i, t) for i, t in found if t.kind != "bound" and not _of_another(tree, i, t)]
    bearers = {trigger, framed_by(tree, trigger, triggers) or trigger}
    own = [
        (i, t)
        for i, t in dates
        if owner(tree, i, triggers, {"noun"}) in bearers and not opens_clause(tree, i, trigger, triggers)
    ]
    opening = _before_clause(tree, trigger)
    if opening and opening.kind == "absolute" and all(t.kind == "anaphoric" for _, t in own):
        own = []  # "on 15 March, when they spoke of the crash the day before"
    dated = _dated(tree, trigger, own, setting, tense, event)
    if dated or own:
        return dated
    around = (opening and _of_opening(tree, opening, setting, tense, event)) or _counted_back(tree, trigger, setting)
    loose = [t for i, t in dates if owner(tree, i, triggers) is None and not _elsewhere(tree, i, trigger)]
    if not around and len(triggers) == len(loose) == 1 and (interval := date_of(loose[0], setting, tense, event)):
        return [When(interval, loose[0].span, "date.sentence")]
    return [around] if around else []


def _dated(
    tree: Tree,
    trigger: int,
    own: Sequence[tuple[int, TimeExpression]],
    setting: Setting,
    tense: Tense,
    event: Interval | None,
) -> list[When]:
    """The days of the times that belong to ``trigger``: those of a list in its order, else the nearest first."""
    dated: list[tuple[int, When]] = []
    for i, t in own:
        last = dated[-1][1].interval if dated and t.kind == "anaphoric" else _told_before(tree, i, t, setting)
        interval = date_of(t, _in_year(tree, i, setting), tense, last or event or _said_on(tree, setting))
        dated += [(i, When(interval, t.span, f"date.{t.rule}"))] if interval else []
    if len(dated) == 2:
        dated = [(i, w) for i, w in dated if not any(_frames(w.interval, other.interval) for _, other in dated)]
    listed = len(dated) > 1 and all(tree.nodes[i].dep == "pobj" for i, _ in dated)
    return [w for _, w in (dated if listed else sorted(dated, key=lambda d: abs(d[0] - trigger)))]


def _frames(wide: Interval, narrow: Interval) -> bool:
    """ "In the spring of 2021 … on May 4": a time that only says in which season or year a day lies."""
    inside = wide.earliest <= narrow.earliest and narrow.latest <= wide.latest
    return inside and wide.coarseness > narrow.coarseness


def _in_year(tree: Tree, i: int, setting: Setting) -> Setting:
    """ "In the spring of 2022 the talks broke off after a session on March 29": a day in the time that comes first."""
    first = tree.units[1].meaning if len(tree.units) > 1 and tree.low(0) == "in" and i > 1 else None
    if not isinstance(first, TimeExpression) or YEARLESS.search(first.text):
        return setting
    interval = resolve(first, setting.published, "past", None)
    return replace(setting, near=interval.earliest) if interval else setting


def _of_opening(
    tree: Tree, opening: TimeExpression, setting: Setting, tense: Tense, event: Interval | None
) -> When | None:
    """The day of the time in front of "when" or "where"."""
    at = next(i for i, u in enumerate(tree.units) if u.meaning is opening)
    interval = date_of(opening, setting, tense, _told_before(tree, at, opening, setting) or event)
    return When(interval, opening.span, "date.when-clause") if interval else None


def _elsewhere(tree: Tree, i: int, trigger: int) -> bool:
    """Whether a time belongs to something else: a statement, a noun of its own, or another clause."""
    return reported(tree, i) or in_other_noun(tree, i) or in_other_clause(tree, i, trigger)


def _told_before(tree: Tree, i: int, time: TimeExpression, setting: Setting) -> Interval | None:
    """ "On 3 May A saw B, and two days later …": the date in front, in the same sentence, from which a time counts."""
    if time.kind != "anaphoric":
        return None
    ahead = [
        u.meaning
        for k, u in enumerate(tree.units[:i])
        if isinstance(u.meaning, TimeExpression) and u.meaning.kind in DATING and not reported(tree, k)
    ]
    return date_of(ahead[-1], setting, "past", None) if ahead else None


def _counted_back(tree: Tree, trigger: int, setting: Setting) -> When | None:
    """ "announced it on Friday, a day after A had met B": the day of what the main verb's day is counted from."""
    verbs = [k for k in range(trigger) if tree.nodes[k].tag in {"VBD", "VBZ", "VBP"} and tree.nodes[k].dep != "aux"]
    times = [(i, u.meaning) for i, u in enumerate(tree.units[:trigger]) if isinstance(u.meaning, TimeExpression)]
    for i, time in times:
        after = time.text.lower().endswith(" after") and time.kind == "anaphoric"
        if not after or not verbs or verbs[-1] > i:
            continue
        told = [t for k, t in times if k < i and t.kind != "bound"]
        main = date_of(told[-1], setting, "past", None) if told else setting.said
        interval = antecedent(time, main) if main and main.precision == "day" else None
        return When(interval, time.span, "date.counted-back") if interval else None
    return None


def _said_on(tree: Tree, setting: Setting) -> Interval | None:
    """ "said on Friday that they had met a week earlier": the day from which such words count."""
    said = statement_time(tree, setting)
    return said.interval if said else None


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
    found = next((m for m in reversed(near) if isinstance(m, TimeExpression)), None)
    return found or _with_verb(tree, opener) if tree.low(opener) == "where" else found


def _with_verb(tree: Tree, opener: int) -> TimeExpression | None:
    """ "On 3 May he flew to Rome, where they met": the time of the verb that the clause depends on."""
    clause = tree.verb_above(opener)
    above = tree.verb_above(clause) if clause is not None and tree.nodes[clause].dep == "relcl" else None
    own = [
        u.meaning
        for i, u in enumerate(tree.units[:opener])
        if isinstance(u.meaning, TimeExpression) and u.meaning.kind != "bound" and tree.verb_above(i) == above
    ]
    return own[0] if above is not None and len(own) == 1 else None


def statement_time(tree: Tree, setting: Setting) -> When | None:
    """The day on which somebody said it: "the ministry said on Wednesday"."""
    for i, unit in enumerate(tree.units):
        if isinstance(unit.meaning, TimeExpression) and unit.meaning.kind != "bound" and reported(tree, i):
            interval = resolve(unit.meaning, setting.published, "past", None)
            if interval and interval.precision == "day":
                return When(interval, unit.meaning.span, "date.statement")
    return None
