"""The logical subject and objects of verbs in a parsed sentence, and the objects of prepositions."""

from __future__ import annotations

from collections.abc import Iterable

from backchannel.ontology import lexicon
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree


def subjects(tree: Tree, v: int, depth: int = 0) -> list[int]:
    """The words that are the logical subject of verb ``v``, through coordination, control and relative clauses."""
    if depth > 6:
        return []
    by = [c for c in tree.children(v, "agent", "prep") if tree.low(c) == "by"]
    agents = [o for a in by for o in tree.children(a, "pobj")]
    passive = bool(tree.children(v, "auxpass", "nsubjpass"))
    if passive:
        return tree.children(v, "nsubjpass") if depth else agents
    own = tree.children(v, "nsubj")
    if own:
        return [_antecedent(tree, v, s) for s in own[-1:]]
    in_front = _in_front(tree, v)
    if in_front:
        return in_front
    head, dep = tree.head(v), tree.nodes[v].dep
    if head is None:
        return []
    if dep in {"relcl", "acl"}:
        return _behind_noun(tree, head) or [head]
    words = lexicon.contacts()
    if dep == "xcomp" and tree.children(head, "dobj") and tree.nodes[head].lemma in words.bidding:
        together = subjects(tree, head, depth + 1) if tree.nodes[head].lemma in words.inviting else []
        return [*together, *tree.children(head, "dobj")]
    verb = (
        head
        if tree.nodes[head].tag.startswith(("V", "MD"))
        else tree.verb_above(v)
    )
    return subjects(tree, verb, depth + 1) if verb is not None else []


def _in_front(tree: Tree, v: int) -> list[int]:
    """The names right before a finite verb that the parser left without one: "On Monday, A and B, … , discussed"."""
    if tree.nodes[v].tag not in {"VBD", "VBZ", "VBP"} and tree.nodes[v].dep != "ROOT":
        return []
    k = v - 1
    while k > 0 and (tree.low(k) == "," or tree.nodes[k].tag.startswith("RB") or _in_place(tree, k)):
        k -= 1
    if k < 0 or not _loose_name(tree, k):
        return []
    names = [k]
    while k > 1 and tree.low(k - 1) in {"and", ","} and isinstance(tree.units[k - 2].meaning, Sighting):
        k -= 2
        names.insert(0, k)
    return names


def _in_place(tree: Tree, k: int) -> bool:
    """Whether word ``k`` is a place or the preposition in front of one."""
    place = isinstance(tree.units[k].meaning, PlaceMention)
    return place or k + 1 < len(tree.units) and isinstance(tree.units[k + 1].meaning, PlaceMention)


def _loose_name(tree: Tree, k: int) -> bool:
    """Whether word ``k`` is a name that is the subject or object of nothing."""
    return isinstance(tree.units[k].meaning, Sighting) and tree.nodes[k].dep in {"conj", "npadvmod", "dep", "appos"}


def _behind_noun(tree: Tree, noun: int) -> list[int]:
    """ "an attempt by A to see B": the one who tried."""
    governors = lexicon.statuses().governors
    intents = governors["attempted"] | governors["proposed"] | lexicon.contacts().intents
    if tree.nodes[noun].lemma not in intents:
        return []
    return [
        o for p in tree.children(noun, "prep") if tree.low(p) == "by" for o in tree.children(p, "pobj")
    ] or [*tree.children(noun, "poss"), *_invited(tree, noun)]


def _invited(tree: Tree, noun: int) -> list[int]:
    """ "an invitation to B to meet A": the one who is asked is to do it."""
    if tree.nodes[noun].lemma not in lexicon.contacts().invitations:
        return []
    return [o for p in tree.children(noun, "prep") if tree.low(p) == "to" for o in tree.children(p, "pobj")]


def _antecedent(tree: Tree, v: int, subject: int) -> int:
    """ "who", "which", "that" stand for the noun that the clause modifies."""
    head = tree.head(v)
    if tree.low(subject) in {"who", "which", "that", "whom"} and tree.nodes[v].dep == "relcl" and head is not None:
        return head
    return subject


def objects(tree: Tree, v: int) -> list[int]:
    """The words that are the logical object of verb ``v``."""
    own = [*tree.children(v, "dobj", "dative"), *tree.children(v, "nsubjpass")]
    head = tree.head(v)
    if own or head is None or tree.nodes[v].dep != "conj" or not tree.children(v, "auxpass"):
        return own
    return subjects(tree, head, 1)  # "A met B and was received by C"


def under(tree: Tree, i: int, prepositions: Iterable[str]) -> list[int]:
    """The objects of the given prepositions that depend on word ``i``, through particles and chains of prepositions."""
    wanted, out = set(prepositions), []
    for child in tree.children(i, "prep", "prt", "advmod", "agent", "dative"):
        if tree.low(child) in wanted:
            out += tree.children(child, "pobj")
            for clause in tree.children(child, "pcomp"):
                out += tree.children(clause, "nsubj") or [clause]
        out += under(tree, child, wanted)
    return out
