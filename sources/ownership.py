"""Which contact of a sentence a date or a place belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from backchannel.ontology import lexicon
from backchannel.sources.reduction import Tree


def owner(
    tree: Tree, i: int, triggers: frozenset[int], barrier: Iterable[str] = (), through: frozenset[str] = frozenset()
) -> int | None:
    """The trigger that word ``i`` belongs to: the first on its way up, or the one that the verb above it governs."""
    blocked, described = set(barrier), -1
    for a in tree.ancestors(i):
        if a in triggers:
            return a
        tag = tree.nodes[a].tag
        if _describes(tree, a, triggers):
            described = tree.nodes[a].head  # "a session of experts planned for May"
            continue
        if tree.nodes[a].lemma in lexicon.statuses().reporting and tree.children(a, "nsubjpass"):
            return None
        if tag.startswith("V") or tag == "MD":
            below = [t for t in triggers if a in set(tree.ancestors(t)) and _near(tree, t, a, triggers, i < a)]
            return min(below, key=lambda t: abs(t - i)) if below else None
        if (
            tag.startswith("NN")
            and tree.nodes[a].dep not in {"npadvmod"}
            and tree.units[a].meaning is None
            and not _is_purpose(tree, a, triggers)
            and tree.low(a) not in _transparent() | through
            and "noun" in blocked
            and a != described
            and not (through and tag.startswith("NNP"))
        ):
            return None
    return None


@cache
def _transparent() -> frozenset[str]:
    """Nouns through which a date or a place reaches the contact: "at the base in Rota", "exchanged views in Rota"."""
    things = {thing for entry in lexicon.contacts().verbs.values() for thing in entry.things}
    return lexicon.places().transparent | lexicon.places().venue_nouns | lexicon.contacts().lines | things


def _is_purpose(tree: Tree, n: int, triggers: frozenset[int]) -> bool:
    """ "hosted them for talks in Paris": the place of the talks is that of the contact."""
    prep = tree.head(n)
    return prep is not None and tree.low(prep) == "for" and tree.head(prep) in triggers


def _describes(tree: Tree, v: int, triggers: frozenset[int]) -> bool:
    """Whether verb ``v`` says of a noun when or where it is: "a visit fixed for May", "talks that opened in Baku"."""
    words, node = lexicon.statuses(), tree.nodes[v]
    if node.dep not in {"acl", "relcl"} or node.lemma not in words.governors["planned"] | words.held_verbs:
        return False
    if not _of_contact(tree, node.head, triggers):
        return False  # "a session of the forum begun in 1997"
    relative = node.dep == "relcl" and any(
        tree.low(s) in {"which", "that"} for s in tree.children(v, "nsubj", "nsubjpass")
    )
    opening = node.lemma in words.opening and any(t in set(tree.ancestors(v)) for t in triggers)
    return node.tag == "VBN" or relative and (node.head in triggers or opening)


def _of_contact(tree: Tree, n: int, triggers: frozenset[int]) -> bool:
    """Whether noun ``n`` is a contact or tells of whom one is: "a session of experts"."""
    return n in triggers or any(t in set(tree.ancestors(n)) or n in set(tree.ancestors(t)) for t in triggers)


def _near(tree: Tree, trigger: int, verb: int, triggers: frozenset[int], fronted: bool) -> bool:
    """Whether ``verb`` speaks of the trigger itself, not of a clause around it."""
    path = []
    for a in tree.ancestors(trigger):
        if a == verb:
            break
        if a in triggers:
            return False
        path.append(a)
    chain = [trigger, *path]
    if tree.nodes[verb].lemma in lexicon.statuses().reporting and any(
        tree.nodes[k].dep in {"ccomp", "parataxis"} for k in chain
    ):
        return False
    if not fronted and any(tree.nodes[k].dep == "conj" and tree.nodes[k].tag.startswith("V") for k in chain):
        return False
    if any(tree.nodes[k].dep in {"relcl", "acl"} and tree.nodes[k].tag.startswith("V") for k in chain):
        return False
    return not any(tree.nodes[k].dep in {"advcl", "ccomp"} and tree.nodes[k].tag.startswith("V") for k in chain)


def framed_by(tree: Tree, trigger: int, triggers: frozenset[int]) -> int | None:
    """The verb around "at their session" that is a trigger itself: its dates and places are those of the session."""
    head = tree.head(trigger)
    at = head is not None and tree.nodes[trigger].dep == "pobj" and tree.low(head) in {"at", "during"}
    verb = tree.head(head) if at and head is not None else None
    return verb if verb in triggers else None


def clause_opener(tree: Tree, trigger: int) -> int | None:
    """The "when" or "where" that opens the clause of ``trigger``, if something stands before it."""
    for i in (trigger, *tree.ancestors(trigger)):
        found = [c for c in tree.children(i, "advmod") if tree.low(c) in {"when", "where"} and 0 < c <= trigger]
        if found:
            return found[0]
        aside = tree.nodes[i].tag == "IN" and tree.low(i) in {"for", "of", "about", "on", "over"}
        if i != trigger and (tree.nodes[i].tag.startswith("NN") or aside):
            return None
    return None


def circumstance(tree: Tree, trigger: int) -> bool:
    """ "met in Lima, where both attended a summit": what only tells why they were there."""
    verb, opener = tree.head(trigger), clause_opener(tree, trigger)
    attending = verb is not None and tree.nodes[verb].lemma == "attend" and tree.nodes[trigger].dep == "dobj"
    if not attending or opener is None:
        return False
    lemmas = {n.lemma for n in tree.nodes[:opener] if n.tag.startswith("V")}
    return not lemmas.isdisjoint(lexicon.contacts().verbs)


def opens_clause(tree: Tree, i: int, trigger: int, triggers: frozenset[int]) -> bool:
    """Whether the date or place at word ``i`` is told for another contact: "in Rome on 3 May, when A saw B"."""
    others = [t for t in triggers if t != trigger and not circumstance(tree, t)]
    openers = {o for t in others if (o := clause_opener(tree, t)) is not None and o < t}
    return any(i < o and trigger < o and _leads_to(tree, i, o) for o in openers)


def _leads_to(tree: Tree, i: int, opener: int) -> bool:
    """Whether only dates, places and small words stand between word ``i`` and the "when" or "where"."""
    between = range(i + 1, opener)
    return all(tree.units[k].meaning is not None or tree.nodes[k].tag in {"IN", ",", "DT", "NNP"} for k in between)


def reported(tree: Tree, i: int) -> bool:
    """Whether a time belongs to "said on Thursday"."""
    verb = tree.verb_above(i)
    return verb is not None and tree.nodes[verb].lemma in lexicon.statuses().reporting


def in_other_noun(tree: Tree, i: int) -> bool:
    """Whether a date or place belongs to a noun of its own: "the invasion of 2022"."""
    for a in tree.ancestors(i):
        if tree.nodes[a].tag.startswith("V"):
            return False
        if tree.nodes[a].tag.startswith("NN"):
            return True
    return False


def in_other_clause(tree: Tree, i: int, trigger: int) -> bool:
    """Whether word ``i`` stands in a clause without ``trigger``: "since he hung up", "whose work ended in May"."""
    opened = (a for a in tree.ancestors(i) if _opened(tree, a))
    return any(trigger not in tree.subtree(a) and trigger not in set(tree.ancestors(a)) for a in opened)


def _opened(tree: Tree, v: int) -> bool:
    """Whether a conjunction of time or reason, or a relative pronoun, opens the clause of verb ``v``."""
    own = tree.children(v, "mark", "nsubj", "nsubjpass")
    words = {tree.low(k) for c in own for k in [c, *tree.children(c, "poss")]}
    openers = {"advcl": {"since", "after", "before", "because", "although"}, "relcl": {"whose", "which", "who"}}
    return bool(words & openers.get(tree.nodes[v].dep, set()))
