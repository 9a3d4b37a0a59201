"""Forms of verbs: negated, conditional, finite, progressive, infinitive."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.reduction import Tree


def negated(tree: Tree, v: int) -> bool:
    """Whether the verb or noun is negated."""
    words = lexicon.statuses().negations | {"no"}
    return any(tree.low(c) in words for c in tree.children(v, "neg", "det", "advmod", "preconj")) or any(
        tree.low(c) in words
        for s in tree.children(v, "nsubj", "nsubjpass")
        for c in [s, *tree.children(s, "det", "neg")]
    )


def hypothetical(tree: Tree, v: int) -> bool:
    """Whether the verb stands under a modal or a condition."""
    modals = lexicon.statuses().modals
    return conditional(tree, v) or any(
        tree.low(c) in modals["planned"] | modals["proposed"] for c in tree.children(v, "aux")
    )


def conditional(tree: Tree, v: int) -> bool:
    """Whether the clause of the verb is a condition or a question."""
    return any(tree.low(c) in {"if", "unless", "whether"} for c in tree.children(v, "mark", "advmod"))


def progressive(tree: Tree, v: int) -> bool:
    """Whether the verb tells of something going on: "are negotiating"."""
    return tree.nodes[v].tag == "VBG" and bool(tree.children(v, "aux")) and not tree.children(v, "auxpass")


def finite(tree: Tree, v: int) -> bool:
    """Whether the verb has a tense of its own, or is a participle that modifies a noun."""
    tag, dep = tree.nodes[v].tag, tree.nodes[v].dep
    if infinitive(tree, v):
        return False
    if tag in {"VBD", "VBZ", "VBP"}:
        return True
    if tag == "VBN":
        return (
            bool(tree.children(v, "aux", "auxpass"))
            or dep in {"acl", "advcl", "ROOT", "relcl"}
            or dep == "conj"
            and finite(tree, tree.nodes[v].head)
        )
    if tag == "VB" and not tree.children(v, "aux") and dep in {"advcl", "acl", "relcl"}:
        return True
    if tag == "VBG":
        return bool(tree.children(v, "aux")) or dep == "ROOT"
    return dep == "ROOT"


def infinitive(tree: Tree, v: int) -> bool:
    """Whether the verb stands with "to"."""
    return any(tree.low(c) == "to" for c in tree.children(v, "aux"))
