"""Agreements that have no name but their content: "agreed to pull their troops back", "a proposal to clear mines"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from backchannel.ontology import lexicon
from backchannel.sources.arguments import under
from backchannel.sources.article import Span
from backchannel.sources.governors import Turn, settled
from backchannel.sources.reduction import Tree


@dataclass(frozen=True)
class Content:
    """What was agreed or proposed: the word that says so, the words it covers, a label, and the kind that it makes.

    ``line`` tells that the channel is a line: what is called one later may be meant.
    """

    word: int
    span: Span
    label: str
    kind: str = "Agreement"
    line: bool = False


def contents(tree: Tree) -> Iterator[Content]:
    """The agreements that a sentence tells by their content."""
    words = lexicon.arrangements()
    for v, node in enumerate(tree.nodes):
        told = node.tag in {"VBD", "VBN", "VBZ", "VBP"} or any(tree.low(c) == "did" for c in tree.children(v, "aux"))
        if not told or node.lemma not in words.settling:
            continue
        turn = settled(tree, Turn("agreed", v, "change.agreed", (v,)))
        if turn is None or turn.kind != "agreed":
            continue
        plain = node.lemma in words.undertaking | words.deciding
        inside = _inside(tree, v, [*(_deeds(tree, v) if plain else []), *_programmes(tree, v)])
        recurring = [c for c in _deeds(tree, v) if _recurs(tree, c)] if node.lemma == "agree" else []
        if recurring:
            found = _content(tree, v, _inside(tree, v, recurring), "agreement ")
            yield replace(found, kind="Channel", line=False)
        elif inside and _matters(tree, inside):
            yield _content(tree, v, inside, "agreement ")


def proposals(tree: Tree) -> Iterator[Content]:
    """The proposals that a sentence tells by their content: "a proposal to set up a buffer zone"."""
    for n, node in enumerate(tree.nodes):
        if not node.tag.startswith("NN") or tree.low(n) not in lexicon.arrangements().proposals:
            continue
        deeds = [c for c in tree.children(n, "acl", "relcl", "ccomp") if c > n and _is_deed(tree, c)]
        inside = _inside(tree, n, deeds)
        if inside and _matters(tree, inside):
            yield _content(tree, n, inside, f"{tree.low(n)} ")


def practices(tree: Tree) -> Iterator[Content]:
    """What sides are told to do by habit that is a channel between them: "regularly communicate about flights"."""
    words = lexicon.arrangements()
    for v, node in enumerate(tree.nodes):
        if node.lemma in words.habits and node.tag in {"VBP", "VBZ"} and _habitual(tree, v):
            inside = [k for k in tree.subtree(v) if k >= v]
            yield _content(tree, v, inside, "regular communication: ")


def _habitual(tree: Tree, v: int) -> bool:
    habitual = lexicon.arrangements().habitual
    return any(tree.low(c) in habitual for c in tree.children(v, "advmod")) or _often(tree, v)


def _recurs(tree: Tree, c: int) -> bool:
    """ "meet every six months", "hold annual talks": what goes on between the sides once it is agreed."""
    words = lexicon.arrangements()
    often = {tree.low(k) for k in tree.subtree(c)} & words.recurring
    return tree.nodes[c].lemma in words.convening and (bool(often) or _often(tree, c))


def _often(tree: Tree, v: int) -> bool:
    """ "once a month", "twice a year", "every week"."""
    low = [tree.low(k) for k in range(v, min(v + 9, len(tree.units)))]
    counted = any(a in {"once", "twice"} and b in {"a", "every", "each"} for a, b in pairwise(low))
    return counted or any(a == "every" and b in {"day", "week", "month", "year"} for a, b in pairwise(low))


def _content(tree: Tree, word: int, inside: list[int], opening: str) -> Content:
    span = Span(tree.units[word].span.start, tree.units[inside[-1]].span.end)
    said, words = {tree.low(k) for k in inside}, lexicon.arrangements()
    kind, line = "Channel" if said & words.link_topics else "Agreement", bool(said & words.line_topics)
    return Content(word, span, f"{opening}{_label(tree, inside)}", kind, line)


def _inside(tree: Tree, word: int, tops: list[int]) -> list[int]:
    return sorted({k for c in tops for k in tree.subtree(c) if k > word})


def _deeds(tree: Tree, v: int) -> list[int]:
    """What the sides of verb ``v`` are to do."""
    objects = [o for o in under(tree, v, ["on", "to"]) if tree.units[o].meaning is None]
    spots = [*tree.children(v, "xcomp", "ccomp"), *(o for o in under(tree, v, ["on"]) if o in objects)]
    found = [c for c in spots if c > v and _is_deed(tree, c)]
    if found or objects:
        return found
    return [c for c in tree.children(v, "advcl") if c > v and _is_deed(tree, c) and tree.nodes[c].tag == "VB"]


def _programmes(tree: Tree, v: int) -> list[int]:
    """Programmes, rules and the like that the sides settle."""
    spots = [*tree.children(v, "dobj", "nsubjpass"), *under(tree, v, ["on", "upon"])]
    return [o for o in spots if {tree.low(o), tree.nodes[o].lemma} & lexicon.arrangements().programmes]


def _is_deed(tree: Tree, c: int) -> bool:
    """Something to be done, and not one of the things that are no arrangement."""
    words = lexicon.arrangements()
    if _recurs(tree, c):
        return True
    if tree.nodes[c].lemma == "exchange":
        given = tree.children(c, "dobj")
        return bool(given) and not any(tree.low(k) in words.exchanged for o in given for k in tree.conjuncts(o))
    if tree.nodes[c].lemma in words.not_agreements:
        return bool({tree.low(k) for k in tree.subtree(c)} & words.link_topics) and tree.nodes[c].lemma == "keep"
    if tree.nodes[c].tag.startswith("NN"):
        return not words.nouns.keys() & {tree.low(c), tree.nodes[c].lemma}
    return (
        bool({tree.low(k) for k in tree.children(c, "aux")} & {"to", "should", "would", "will", "must", "shall"})
        or tree.nodes[c].tag == "VBG"
    )


def _matters(tree: Tree, inside: list[int]) -> bool:
    words = lexicon.arrangements()
    return bool({tree.low(k) for k in inside} & (words.agreement_topics | words.link_topics))


def _label(tree: Tree, inside: list[int]) -> str:
    start = tree.line.sentence.span.start
    text = tree.line.text[
        tree.units[inside[0]].span.start - start : tree.units[inside[min(len(inside), 12) - 1]].span.end - start
    ]
    return re.sub(r"\s+", " ", text).strip(" ,.")
