"""Modals, negations, infinitives and conditions around the verbs of a contact."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.dates import TimeExpression
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import infinitive


def has_mark(tree: Tree, i: int) -> bool:
    """Whether "whether" or "if" opens the clause of word ``i``."""
    return any(tree.low(c) in {"whether", "if"} for c in tree.children(i, "mark"))


def was_to(tree: Tree, i: int) -> bool:
    """ "was to meet": a plan that lies in the past."""
    head = tree.head(i)
    around = [i, *tree.children(i, "aux")]
    around += [head, *tree.children(head, "aux")] if head is not None else []
    return any(tree.low(k) in {"was", "were"} for k in around)


def modal(tree: Tree, i: int) -> str:
    """What the auxiliaries of verb ``i`` make of it: ``planned``, ``proposed`` or ""."""
    words = lexicon.statuses().modals
    for child in tree.children(i, "aux"):
        word = tree.low(child)
        if word == "would" and any(
            tree.nodes[a].lemma in lexicon.statuses().reporting and tree.nodes[a].tag in {"VBD", "VBN"}
            for a in list(tree.ancestors(i))[:1]
        ):
            return "planned"
        for status, modals in words.items():
            if word in modals:
                return status
        if word in {"is", "are", "was", "were"} and infinitive(tree, i):
            return "planned"
    return ""


def is_to(tree: Tree, i: int) -> str:
    """ "are to meet", "is due to begin": planned."""
    if tree.nodes[i].lemma == "be" and any(infinitive(tree, c) for c in tree.children(i, "xcomp")):
        return "planned"
    head = tree.head(i)
    ahead = (
        head is not None and infinitive(tree, i) and tree.nodes[i].dep == "xcomp" and tree.nodes[head].lemma == "be"
    )
    return "planned" if ahead and head is not None and tree.nodes[head].tag in {"VBP", "VBZ", "VBD"} else ""


def own_clause(tree: Tree, verbs: list[int], trigger: int) -> list[int]:
    """Those of ``verbs`` that no finite clause parts from ``trigger``: "it may be recalled that they met"."""
    out = []
    path = {trigger}
    for i in verbs:
        out.append(i)
        path.add(i)
        finite = tree.nodes[i].tag in {"VBD", "VBZ", "VBP"} or any(
            tree.nodes[c].tag in {"VBD", "VBZ", "VBP", "MD"} for c in tree.children(i, "aux", "auxpass")
        )
        if finite and tree.nodes[i].dep in {"ccomp", "relcl", "advcl"}:
            break
    return out


def negated(tree: Tree, i: int) -> bool:
    """Whether word ``i`` or its subject is negated."""
    negations = lexicon.statuses().negations
    own = any(tree.low(c) in negations for c in tree.children(i, "neg", "det", "advmod", "preconj", "cc"))
    subject = any(
        tree.low(s) in {"nobody", "neither", "none", "no"}
        or any(tree.low(d) in {"no", "neither"} for d in tree.children(s, "det"))
        for s in tree.children(i, "nsubj", "nsubjpass")
    )
    return own or subject


def last_time(tree: Tree, v: int) -> int | None:
    """ "had not spoken since Oct. 24": the word of the time at which they last did, or None."""
    perfect = any(tree.low(c) in {"has", "have", "had"} for c in tree.children(v, "aux"))
    if not perfect or not tree.children(v, "neg"):
        return None
    times = ((i, u.meaning) for i, u in enumerate(tree.units) if isinstance(u.meaning, TimeExpression))
    since = (i for i, time in times if time.text.lower().startswith("since ") and v in tree.ancestors(i))
    return next(since, None)


def failed(tree: Tree) -> bool:
    """Whether a word of the sentence says that something came to nothing."""
    return any(u.word.lower() in lexicon.statuses().failed for u in tree.units)


def on_the_way(tree: Tree, i: int) -> bool:
    """ "flies to Moscow to meet X", "is heading to Rome to meet Y": who is still to arrive has not met anybody."""
    head = tree.head(i)
    if head is None or tree.nodes[head].lemma not in lexicon.contacts().travel:
        return False
    going = tree.nodes[head].tag == "VBG" and any(tree.low(c) in {"is", "are"} for c in tree.children(head, "aux"))
    return going or tree.nodes[head].tag in {"VBZ", "VBP"}


def purpose(tree: Tree, i: int) -> bool:
    """ "travelled to Moscow to meet X": an infinitive of purpose after a past verb tells what happened."""
    head = tree.head(i)
    return (
        tree.nodes[i].dep in {"advcl", "xcomp"}
        and head is not None
        and tree.nodes[head].tag in {"VBD", "VBN", "VBZ", "VBP"}
    )
