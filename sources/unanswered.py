"""Lines on which nobody answers: "stopped answering calls on the hotline", "has not picked up on the line"."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.governors import Turn
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import hypothetical, negated


def unanswered(tree: Tree, n: int) -> Turn | None:
    """The change that a line fell silent, where the sentence tells that calls on it are not answered any more."""
    words = lexicon.arrangements()
    verb = _verb(tree, n)
    if verb is None or hypothetical(tree, verb):
        return None
    said = {tree.low(k) for k in (verb, *tree.subtree(verb))}
    if tree.nodes[verb].lemma in words.staying and "unanswered" in said:
        return Turn("suspended", verb, "change.unanswered", (verb,))
    if not {tree.nodes[verb].lemma, tree.phrase(verb)} & words.answering:
        return None
    above = tree.head(verb)
    ended = above is not None and tree.nodes[above].lemma in words.ceasing
    if ended and above is not None and tree.nodes[verb].dep in {"xcomp", "advcl"}:
        return Turn("suspended", above, "change.unanswered", (above, verb))
    return Turn("suspended", verb, "change.unanswered", (verb,)) if negated(tree, verb) else None


def _verb(tree: Tree, n: int) -> int | None:
    """The verb whose object is the line, or what is said over it."""
    head = tree.head(n)
    if tree.nodes[n].dep == "pobj" and head is not None and tree.low(head) in lexicon.arrangements().over:
        above = tree.head(head)
        if above is not None and tree.low(above) in lexicon.arrangements().conversations | {"calls"}:
            above = tree.head(above)
        return above if above is not None and tree.nodes[above].tag.startswith("V") else None
    return head if head is not None and tree.nodes[n].dep == "dobj" else None
