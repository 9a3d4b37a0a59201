"""What the words above or beside a verb leave of it: set aside, refused, kept up, a purpose, a mere name."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.reduction import Tree


def named_so(tree: Tree, a: int) -> bool:
    """ "called the restoration of the line a success" asks for nothing."""
    called = tree.nodes[a].lemma == "call" and tree.nodes[a].tag[:1] == "V"
    return called and bool(tree.children(a, "oprd", "ccomp", "dobj"))


def set_aside(tree: Tree, v: int) -> bool:
    """ "rather than extend the treaty", "without renewing it"."""
    near = [v, *tree.ancestors(v)][:3]
    return any(tree.low(p) in {"than", "without", "instead"} for a in near for p in [a, *tree.children(a, "mark")])


def refuses(tree: Tree, a: int) -> bool:
    """Whether a verb or noun tells of a refusal."""
    words, rejecting = lexicon.arrangements(), lexicon.arrangements().kinds["rejected"]
    return tree.nodes[a].lemma in rejecting | words.refusals or tree.phrase(a) in rejecting


def upheld(tree: Tree, v: int) -> bool:
    """ "agreed to maintain the hotline"; to keep lines open is a way of speaking."""
    plural = any(tree.nodes[o].tag == "NNS" for o in tree.children(v, "dobj", "nsubj", "ccomp"))
    opened = any(tree.low(k) == "open" for k in tree.subtree(v))
    return tree.nodes[v].lemma in lexicon.arrangements().implementing and not (plural or opened)


def purpose(tree: Tree, below: int, a: int) -> bool:
    """Whether ``below`` is not what was agreed but why: "agreed on a line to restore contacts"."""
    return tree.nodes[below].dep == "advcl" and tree.nodes[a].tag.startswith("V") and tree.nodes[below].tag != "VB"
