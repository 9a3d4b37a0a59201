"""Dates that a change takes from around its own clause: its end, the text it was done under, the contact before it."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.dates import Interval, TimeExpression
from backchannel.sources.frames import When
from backchannel.sources.governors import Turn
from backchannel.sources.instruments import own_time
from backchannel.sources.moments import Setting, date_of, time_of
from backchannel.sources.reduction import Tree


def behind(tree: Tree, turn: Turn, setting: Setting) -> When | None:
    """The date at the end of a clause that modifies the mention, whatever it was hung on."""
    word = turn.word
    if tree.nodes[word].dep not in {"relcl", "acl"}:
        return None
    for k in range(word + 1, len(tree.units)):
        meaning = tree.units[k].meaning
        if tree.nodes[k].tag.startswith("V") or tree.low(k) in {";", "and", "but"}:
            return None
        interval = date_of(meaning, setting, "past", None) if isinstance(meaning, TimeExpression) else None
        if interval and isinstance(meaning, TimeExpression) and meaning.kind != "bound":
            return When(interval, meaning.span, "date.behind")
    return None


def at_that_time(tree: Tree, turn: Turn, setting: Setting) -> When | None:
    """ "was suspended when ties were cut in January": the day of what it was done at."""
    for v in tree.children(turn.word, "advcl"):
        if v > turn.word and any(tree.low(m) == "when" for m in tree.children(v, "advmod", "mark")):
            return time_of(tree, v, frozenset({v}), setting, "past", None)
    return None


def at_first_use(tree: Tree, turn: Turn, event: Interval | None) -> When | None:
    """ "It was the first use of the line": the day of the contact told before."""
    n = turn.word
    head = tree.head(n)
    it = head is not None and any(tree.low(s) in {"it", "that", "this"} for s in tree.children(head, "nsubj"))
    told = turn.rule == "change.nominal" and turn.kind == "used" and tree.low(n) == "use" and it
    return When(event, tree.units[n].span, "date.of-contact") if told and event else None


def of_text(tree: Tree, turn: Turn, setting: Setting) -> When | None:
    """ "the accord of May 2001, under which the line was reopened": the date of what it was done under."""
    by = any(tree.low(o) == "which" for p in tree.children(turn.word, "prep") for o in tree.children(p, "pobj"))
    head = tree.head(turn.word) if by and tree.nodes[turn.word].dep == "relcl" else None
    time = (own_time(tree, head) if head is not None else None) or _under(tree, turn.word)
    interval = date_of(time, setting, "past", None) if time else None
    return When(interval, time.span, "date.of-text") if time and interval else None


def _under(tree: Tree, v: int) -> TimeExpression | None:
    """The date of the text before "under which" where the parser hung that on another word of the clause of ``v``."""
    low = [tree.low(k) for k in range(v)]
    starts = [k for k in range(1, v - 1) if low[k : k + 2] == ["under", "which"] and low[k - 1] == ","]
    if not starts or any(tree.nodes[k].tag[:2] == "VB" and tree.nodes[k].head != v for k in range(starts[-1], v)):
        return None
    return next((time for k in range(starts[-1], 0, -1) if (time := own_time(tree, k))), None)


def opening_date(tree: Tree, v: int, setting: Setting) -> When | None:
    """ "On 4 June pilots of both fleets met": the date in front of verb ``v`` that the parser put into the subject."""
    time = tree.units[1].meaning if len(tree.units) > 2 and tree.low(0) in {"on", "in"} else None
    inside = tree.nodes[1].dep in {"compound", "nmod", "nummod", "amod"} if time else False
    if not isinstance(time, TimeExpression) or time.kind == "bound" or not inside or tree.nodes[0].head != v:
        return None
    interval = date_of(time, setting, "past", None)
    return When(interval, time.span, "date.opening") if interval else None


def nearest(tree: Tree, word: int, found: Sequence[When]) -> When | None:
    """The first date, or one right under the verb: "the forum, begun in 1997, was reopened in 2023"."""
    for when in found:
        spot = next(i for i, unit in enumerate(tree.units) if unit.span == when.span)
        if tree.verb_above(spot) == word:
            return when
    return next(iter(found), None)


def in_other_clause(tree: Tree, when: When, word: int) -> bool:
    """Whether a date belongs to a clause of its own: "…, which was cut in 2005", "until it closed in 2006"."""
    spot = next(i for i, unit in enumerate(tree.units) if unit.span == when.span)
    clause = next((a for a in tree.ancestors(spot) if tree.nodes[a].dep == "relcl" or _apart(tree, a)), None)
    clause = clause if clause is not None else _participle(tree, spot)
    if tree.nodes[word].dep in {"relcl", "acl"} and any(word < a < spot for a in _verbs(tree, spot, word)):
        return True  # "the line that nobody answers was set up in 2011"
    if _behind_which(tree, word, spot):
        return True
    return clause is not None and word not in tree.subtree(clause)


def _verbs(tree: Tree, spot: int, word: int) -> list[int]:
    """The verb that the date at ``spot`` stands under, if the clause of ``word`` depends on it."""
    verb = next((a for a in tree.ancestors(spot) if tree.nodes[a].tag.startswith("V")), None)
    return [verb] if verb is not None and verb in tree.ancestors(word) else []


def _behind_which(tree: Tree, word: int, spot: int) -> bool:
    """ "agreed to restore the line, which the North cut in May": the date stands in a clause of its own."""
    opened = [k for k in range(word + 2, spot) if tree.low(k) == "which" and tree.low(k - 1) == ","]
    return any("," not in map(tree.low, range(k, spot)) for k in opened)


def _participle(tree: Tree, spot: int) -> int | None:
    """The participle that a date stands right under: "suspended the treaty, signed in 2010"."""
    prep = tree.head(spot)
    above = tree.head(prep) if prep is not None and tree.nodes[spot].dep == "pobj" else prep
    if above is None or tree.nodes[above].lemma not in lexicon.arrangements().own:
        return None
    enclosed = tree.nodes[above].dep == "advcl" and tree.nodes[above].tag == "VBN" and tree.low(above - 1) == ","
    return above if tree.nodes[above].dep == "acl" or enclosed else None


def _apart(tree: Tree, v: int) -> bool:
    """Whether verb ``v`` stands in a clause of another time than what it is put beside."""
    if tree.nodes[v].dep == "conj" and tree.nodes[v].tag.startswith("V"):
        return bool(tree.children(v, "nsubj", "nsubjpass"))
    marks = {tree.low(m) for m in tree.children(v, "mark")}
    earlier = "after" in marks and any(tree.low(a) == "had" for a in tree.children(v, "aux"))
    return tree.nodes[v].dep == "advcl" and bool(marks & {"until", "before", "although", "though"} or earlier)
