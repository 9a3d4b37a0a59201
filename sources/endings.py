"""When a state came to its end: "was not restored until May", "silent from 2013 until July 2018"."""

from __future__ import annotations

from datetime import date

from backchannel.ontology import lexicon
from backchannel.sources.dates import TimeExpression, resolve
from backchannel.sources.frames import When
from backchannel.sources.reduction import Tree

UNTIL = ("until ", "till ")


def until(tree: Tree, v: int, published: date | None) -> When | None:
    """The day up to which what verb ``v`` tells went on; None where it lies ahead."""
    for k in tree.subtree(v):
        meaning = tree.units[k].meaning
        if k < v or not isinstance(meaning, TimeExpression) or not meaning.text.lower().startswith(UNTIL):
            continue
        interval = resolve(meaning, published, "past")
        if interval and published and interval.earliest <= published:
            return When(interval, meaning.span, "date.until")
    return None


def delayed(tree: Tree, v: int) -> bool:
    """Whether the verb tells what came late: "was not restored until May"."""
    negated = tree.nodes[v].tag in {"VBD", "VBN"} and any(tree.low(c) == "not" for c in tree.children(v, "neg"))
    after = range(v + 1, min(v + 3, len(tree.units)))
    return negated and any(tree.units[k].text.lower().startswith(UNTIL) for k in after)


def unsure(tree: Tree, v: int) -> bool:
    """ "nobody can recall when it was last used", "accused them of having broken it": nothing is told as done."""
    head, words = tree.head(v), lexicon.arrangements()
    asking = [c for c in tree.children(v, "advmod") if tree.nodes[c].tag == "WRB" and tree.low(c) != "where"]
    if asking and head is not None and tree.nodes[head].lemma in words.wondering and v > head:
        return True
    charged = tree.nodes[v].dep == "pcomp" and any(tree.low(c) == "having" for c in tree.children(v, "aux"))
    dated = any(isinstance(tree.units[k].meaning, TimeExpression) for k in tree.subtree(v))
    return charged and not dated and any(tree.nodes[a].lemma in words.denying for a in list(tree.ancestors(v))[:2])
