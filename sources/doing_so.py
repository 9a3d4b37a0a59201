"""Contacts told by "did so": "General A met him in 2019; his successor, General B, did so in 2021"."""

from __future__ import annotations

from dataclasses import replace

from backchannel.sources.arguments import subjects
from backchannel.sources.contact_dates import times_of
from backchannel.sources.dates import Interval
from backchannel.sources.discourse import Discourse
from backchannel.sources.frames import Frame
from backchannel.sources.moments import Setting
from backchannel.sources.occasions import occasions
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, sides_at
from backchannel.sources.status import status_of
from backchannel.sources.venues import place_of

TOLD = frozenset({"held", "planned"})


def did_so(tree: Tree, last: Frame, discourse: Discourse, setting: Setting, event: Interval | None) -> list[Frame]:
    """The contacts like ``last`` that somebody else of one of its sides had, if the words date them."""
    if tree.line.sentence.index > last.line + 1 or last.status != "held":
        return []
    for v in range(len(tree.nodes)):
        if not _does_so(tree, v):
            continue
        sides, verdict, own = _sides(tree, v, last, discourse), status_of(tree, v), frozenset({v})
        times = times_of(tree, v, own, setting, verdict, event)
        if not sides or not times or verdict.status not in TOLD:
            continue
        told = occasions(tree, times, place_of(tree, v, own, setting, ()), setting)
        line, word = tree.line.sentence.index, tree.units[v].span
        like = replace(last, line=line, trigger=word, word="do", rule="contact.did-so", sides=sides, status_span=word)
        like = replace(like, status=verdict.status, status_rule=verdict.rule, again=True, ordinal="", definite=False)
        return [replace(like, when=o.when, where=o.where, inherited=False) for o in told if o.when]
    return []


def _does_so(tree: Tree, v: int) -> bool:
    """ "did so", "will do so", "did the same"."""
    if tree.nodes[v].lemma != "do" or not tree.nodes[v].tag.startswith("V") or tree.nodes[v].tag == "VBG":
        return False
    return any(tree.low(c) == "so" for c in tree.children(v, "advmod")) or any(
        tree.low(c) == "same" for c in tree.children(v, "dobj")
    )


def _sides(tree: Tree, v: int, last: Frame, discourse: Discourse) -> tuple[Side, ...]:
    """Who did so, and the other side of ``last``; nothing where they are of neither or of both of its sides."""
    acting = [s for i in subjects(tree, v) for s in sides_at(tree, i, discourse)]
    own = {s.party for s in acting if s.party}
    others = [s for s in last.sides if s.party not in own]
    known = own & last.parties and others and own != last.parties
    same = {s.person for s in acting if s.person} & last.people
    return tuple(dict.fromkeys([*acting, *others])) if known and not same else ()
