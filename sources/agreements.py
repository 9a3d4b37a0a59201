"""Agreements that have no name but their content: "agreed to pull their troops back"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.arguments import under
from backchannel.sources.article import Span
from backchannel.sources.governors import Turn, settled
from backchannel.sources.reduction import Tree


@dataclass(frozen=True)
class Content:
    """What was agreed: the verb that says so, the words it covers, and a label made of them."""

    verb: int
    span: Span
    label: str


def contents(tree: Tree) -> Iterator[Content]:
    """The agreements that a sentence tells by their content."""
    for v, node in enumerate(tree.nodes):
        if node.lemma not in {"agree", "undertake"} or not node.tag.startswith("V") or node.tag in {"VB", "VBG"}:
            continue
        turn = settled(tree, Turn("agreed", v, "change.agreed", (v,)))
        if turn is None or turn.kind != "agreed":
            continue
        deeds = [
            c for c in [*tree.children(v, "xcomp", "ccomp"), *under(tree, v, ["on"])] if c > v and _is_deed(tree, c)
        ]
        inside = sorted({k for c in deeds for k in tree.subtree(c)})
        if inside and _matters(tree, inside):
            span = Span(tree.units[v].span.start, tree.units[inside[-1]].span.end)
            yield Content(v, span, f"agreement {_label(tree, inside)}")


def practices(tree: Tree) -> Iterator[Content]:
    """What sides are told to do by habit that is a channel between them: "regularly communicate about flights"."""
    words = lexicon.arrangements()
    for v, node in enumerate(tree.nodes):
        habitual = any(tree.low(c) in words.habitual for c in tree.children(v, "advmod"))
        if node.lemma in words.habits and node.tag in {"VBP", "VBZ"} and habitual:
            inside = [k for k in tree.subtree(v) if k >= v]
            span = Span(tree.units[v].span.start, tree.units[inside[-1]].span.end)
            yield Content(v, span, f"regular communication: {_label(tree, inside)}")


def _is_deed(tree: Tree, c: int) -> bool:
    """Something to be done, and not one of the things that are no arrangement."""
    words = lexicon.arrangements()
    if tree.nodes[c].lemma in words.not_agreements or any(tree.low(k) == "not" for k in tree.children(c, "neg")):
        return False
    if tree.nodes[c].tag.startswith("NN"):
        return not words.nouns.keys() & {tree.low(c), tree.nodes[c].lemma}
    return (
        bool({tree.low(k) for k in tree.children(c, "aux")} & {"to", "should", "would", "will", "must", "shall"})
        or tree.nodes[c].tag == "VBG"
    )


def _matters(tree: Tree, inside: list[int]) -> bool:
    return bool({tree.low(k) for k in inside} & lexicon.arrangements().agreement_topics)


def _label(tree: Tree, inside: list[int]) -> str:
    start = tree.line.sentence.span.start
    text = tree.line.text[
        tree.units[inside[0]].span.start - start : tree.units[inside[min(len(inside), 12) - 1]].span.end - start
    ]
    return re.sub(r"\s+", " ", text).strip(" ,.")
