"""Several contacts told by one verb: "met in Bern in May 2019 and again in Oslo in June", "spoke on 3 and 9 March"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from backchannel.ontology import lexicon
from backchannel.sources.dates import Interval, TimeExpression
from backchannel.sources.frames import When, Where
from backchannel.sources.moments import Setting, date_of
from backchannel.sources.parties import PartyMention
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Occasion:
    """When and where one of several contacts took place; ``again`` that the words set it apart."""

    when: When | None
    where: Where | None
    again: bool = False


def occasions(tree: Tree, times: Sequence[When], where: Sequence[Where], setting: Setting) -> list[Occasion]:
    """The contacts that one cue with these dates and venues tells of, in the order of the text; at least one."""
    chain = _chain(tree, times[0]) if times and times[0].rule != "date.when-clause" else []
    within = _within_year(tree, times[0]) if times and len(chain) < 2 else []
    if within:
        setting, chain = replace(setting, published=times[0].interval.latest), within
    if len(chain) < 2:
        where = where if len(times) == len(where) else _coordinated(tree, where)
        paired = list(times) if len(times) == len(where) else [times[0] if times else None] * len(where)
        return [Occasion(w, p) for w, p in zip(paired, where, strict=True)] or [Occasion(next(iter(times), None), None)]
    dated = [(i, again, w) for (i, again), w in zip(chain, _resolved(tree, chain, times[0], setting), strict=True) if w]
    each = len(where) == len(dated)
    kept = [d for k, d in enumerate(dated) if k == 0 or d[1] or each or _apart(dated[k - 1][2], d[2])]
    return [Occasion(w, place, again) for (_, again, w), place in zip(kept, _places(tree, kept, where), strict=True)]


def _coordinated(tree: Tree, where: Sequence[Where]) -> list[Where]:
    """Venues joined by "and" are of one contact each; of others the first says most: "at the gate in Chaman"."""
    gaps = [
        {tree.low(k) for k, u in enumerate(tree.units) if a.span.end <= u.span.start < b.span.start}
        for a, b in zip(where, where[1:], strict=False)
    ]
    listed = any("and" in gap for gap in gaps) and all(gap <= lexicon.occasions().between for gap in gaps)
    return list(where if listed else where[:1])


def _chain(tree: Tree, first: When) -> list[tuple[int, bool]]:
    """The time expressions coordinated with ``first``, by word; each with whether "again" sets it apart."""
    spots = [i for i, u in enumerate(tree.units) if isinstance(u.meaning, TimeExpression) and u.meaning.kind != "bound"]
    at = next((n for n, i in enumerate(spots) if tree.units[i].span == first.span), None)
    if at is None:
        return []
    chain = [(spots[at], False)]
    for a, b in zip(spots[at:], spots[at + 1 :], strict=False):
        link = _linked(tree, a, b)
        if link is None:
            break
        chain.append((b, link))
    for b, a in zip(spots[at::-1], spots[:at][::-1], strict=False):
        link = _linked(tree, a, b)
        if link is None:
            break
        chain = [(a, False), (chain[0][0], link), *chain[1:]]
    return chain


def _within_year(tree: Tree, year: When) -> list[tuple[int, bool]]:
    """ "twice last year, in Oslo in May and in Bern in June": coordinated months behind their year."""
    behind = [
        (u.span, m)
        for u in tree.units
        if isinstance(m := u.meaning, TimeExpression) and u.span.start > year.span.end and not YEAR.search(m.text)
    ]
    if year.interval.precision != "year" or not behind or behind[0][1].kind != "absolute":
        return []
    chain = _chain(tree, When(year.interval, behind[0][0], year.rule))
    return chain if len(chain) > 1 else []


def _linked(tree: Tree, a: int, b: int) -> bool | None:
    """Whether "again" links two times; False where only "and" does, None where they are not coordinated."""
    words = lexicon.occasions()
    gap = range(a + 1, b)
    between = [tree.low(k) for k in gap if not isinstance(tree.units[k].meaning, PlaceMention | PartyMention)]
    verbs = any(tree.nodes[k].tag.startswith("V") for k in gap)
    if _new_clause(tree, a, b) or any(
        tree.nodes[k].dep == "conj" and tree.nodes[k].lemma in lexicon.contacts().verbs for k in gap
    ):
        return None  # "held talks on Monday and will meet again on Friday" has a verb for each
    near = " ".join(between[-4:] if verbs else between)
    if any(f" {phrase} " in f" {near} " for phrase in words.again | (frozenset() if verbs else words.listed)):
        return True
    return False if "and" in between and set(between) <= words.between else None


def _new_clause(tree: Tree, a: int, b: int) -> bool:
    """ "met on 3 May, and two days later experts arrived": the second time opens a clause with a subject of its own."""
    first, second = tree.verb_above(a), tree.verb_above(b)
    if second is None or first == second or second < b or tree.nodes[second].lemma in lexicon.statuses().reporting:
        return False
    return any(s > b for s in tree.children(second, "nsubj", "nsubjpass"))


def _resolved(tree: Tree, chain: Sequence[tuple[int, bool]], first: When, setting: Setting) -> Iterator[When | None]:
    """The date of each time of a chain: a year that one of them names holds for those before, or after, without one."""
    meanings = [m for i, _ in chain if isinstance(m := tree.units[i].meaning, TimeExpression)]
    before: Interval | None = None
    for k, time in enumerate(meanings):
        later = next((m for m in meanings[k:] if YEAR.search(m.text)), None)
        interval = first.interval if time.span == first.span else date_of(time, setting, "past", before)
        if later and later is not time and not YEAR.search(time.text):
            end = date_of(later, setting, "past", before)
            interval = date_of(time, replace(setting, published=end.latest), "past", None) if end else interval
        elif before and time.kind == "absolute" and not YEAR.search(time.text) and time.span != first.span:
            interval = date_of(time, replace(setting, published=before.latest), "future", None) or interval
        before = interval or before
        yield When(interval, time.span, f"date.{time.rule}") if interval else None


def _apart(a: When, b: When) -> bool:
    """Whether two dates joined by "and" are of two contacts: not the days of one."""
    days = a.interval.precision == b.interval.precision == "day"
    return b.interval.earliest - a.interval.latest > timedelta(days=1 if days else 0)


def _places(
    tree: Tree, dated: Sequence[tuple[int, bool, When]], where: Sequence[Where]
) -> Iterator[Where | None]:
    """The venue of each date: one each in order; one for all, unless "again" sets a date apart without "the same"."""
    if len(where) == len(dated):
        yield from where
        return
    only = where[0] if where else None
    for k, (i, again, _) in enumerate(dated):
        same = any(tree.low(j) in {"same", "there", "here"} for j in range(dated[k - 1][0] if k else 0, i))
        yield only if k == 0 or not again or same else None
