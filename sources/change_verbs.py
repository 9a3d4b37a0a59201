"""Which kind of change a verb tells of an arrangement that is its object, its subject, or behind its preposition."""

from __future__ import annotations

from typing import Literal

from backchannel.ontology import lexicon
from backchannel.sources.reduction import Tree

Role = Literal["object", "subject", "prep"]


def kind_of(tree: Tree, v: int, role: Role, through: str) -> str:
    """The kind of change that verb ``v`` tells of what stands to it in ``role``: the longest phrase decides."""
    words = lexicon.arrangements()
    kind, phrase = _longest(tree, v, role, through)
    if role == "prep":
        if (tree.phrase(v) == "go back" or tree.nodes[v].lemma == "go") and tree.nodes[v].tag == "VBZ":
            return ""  # "the quarrel goes back to a memorandum"
        signed = tree.nodes[v].lemma == "put" and {tree.low(o) for o in tree.children(v, "dobj")} & words.signatures
        return "signed" if signed else kind or _standing(tree, v, through)
    if role == "object":
        process = tree.nodes[v].lemma in words.processes or tree.phrase(v) in words.processes
        return kind or ("process" if process else "")
    work = [o for o in tree.children(v, "dobj") if any(tree.low(c) == "its" for c in tree.children(o, "poss"))]
    if role == "subject" and any(tree.low(o) in words.transparent for o in work):
        return _longest(tree, v, "object", "")[0]
    # "the line opened a new era" does not open the line
    if kind not in {"exists", "used"} and " " not in phrase and tree.children(v, "dobj", "xcomp"):
        return ""
    return kind or _predicate(tree, v)


def _longest(tree: Tree, v: int, role: Role, through: str) -> tuple[str, str]:
    """The longest phrase of the lexicon that the verb begins here, with its kind; both "" if there is none."""
    words = lexicon.arrangements()
    table = {"object": words.kinds, "subject": words.intransitive, "prep": words.prepositional}[role]
    forms = {tree.nodes[v].lemma, tree.low(v)}
    begun = [(kind, p) for kind, phrases in table.items() for p in sorted(phrases) if p.split()[0] in forms]
    told = [(kind, p) for kind, p in begun if _told(tree, v, p, through)]
    return max(told, key=lambda t: len(t[1]), default=("", ""))


def _told(tree: Tree, v: int, phrase: str, through: str) -> bool:
    """Whether the words of ``phrase`` after the verb stand in its clause, or are its particle and preposition."""
    rest = phrase.split()[1:]
    particles = [tree.low(c) for c in tree.children(v, "prt")]
    if through:
        inside = rest[: len(rest) - len(through.split())]
        near = {tree.low(c) for c in tree.subtree(v) if c in range(v, v + 3)}
        return [*inside, *through.split()] == rest and (inside == particles or not inside or set(inside) <= near)
    if not rest:
        return True
    if particles == rest:
        return True
    for k in range(v + 1, len(tree.units) - len(rest) + 1):
        if [tree.low(j) for j in range(k, k + len(rest))] == rest and v in list(tree.ancestors(k))[:3]:
            return True
    gap = [
        tree.low(j)
        for j in range(v + 1, min(v + 6, len(tree.units)))
        if tree.low(j) not in {"a", "the", "once", "again", "fully", "back"}
    ]
    return gap[: len(rest)] == rest


def _predicate(tree: Tree, v: int) -> str:
    """ "is frozen", "remains in force", "went dead"."""
    if tree.nodes[v].lemma == "be" and (tree.children(v, "expl") or tree.children(v, "csubj")):
        return "exists"
    if tree.nodes[v].lemma not in lexicon.arrangements().linking:
        return ""
    following = " ".join(tree.low(k) for k in range(v + 1, min(v + 7, len(tree.units))))
    for kind, phrases in lexicon.arrangements().predicates.items():
        for phrase in phrases:
            spot = [
                c
                for c in tree.children(v, "acomp", "prep", "advmod", "prt", "attr", "oprd")
                if tree.low(c) == phrase.split()[0]
            ]
            if spot and f"{phrase} " in f"{following} ".replace(",", " ").replace(".", " "):
                return kind
    return ""


def _standing(tree: Tree, v: int, through: str) -> str:
    """What is done under, through or over an arrangement takes it to exist."""
    finite = tree.nodes[v].tag in {"VBZ", "VBP", "VBD", "VBN"} or tree.nodes[v].dep == "ROOT"
    return "exists" if through in lexicon.arrangements().standing and finite else ""
