"""Whom and what later sentences may refer back to: the subject of a sentence, a pair that acts, two sides named."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.arguments import under
from backchannel.sources.discourse import Discourse
from backchannel.sources.people import Sighting
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import described, distinct, modifiers, sides_at


def subject_of(tree: Tree, discourse: Discourse) -> str:
    """The person who is the subject of the sentence; in one that is not parsed, the first who is named."""
    for i, node in enumerate(tree.nodes):
        meaning = tree.units[i].meaning
        if node.dep in {"nsubj", "nsubjpass", ""} and isinstance(meaning, Sighting):
            return meaning.person
        if node.dep in {"nsubj", "nsubjpass"} and tree.low(i) in {"he", "she"}:
            return ""  # "he and B signed it": still the one spoken of before
        if node.dep in {"nsubj", "nsubjpass"} and (person := described(tree, i, discourse) or _inside(tree, i)):
            return person
    roots = [i for i, node in enumerate(tree.nodes) if node.dep == "ROOT"]
    agents = [tree.units[k].meaning for i in roots for k in under(tree, i, ["by"])]
    return next((m.person for m in agents if isinstance(m, Sighting)), "")


def _inside(tree: Tree, i: int) -> str:
    """The only person in a noun phrase: "the visit of X"."""
    people = {m.person for k in tree.subtree(i) if isinstance(m := tree.units[k].meaning, Sighting) and m.person}
    return people.pop() if len(people) == 1 else ""


def acting_on(tree: Tree, discourse: Discourse) -> tuple[str, ...]:
    """The only two people of a sentence, where one acts on the other: "A assured B"."""
    people = tuple(dict.fromkeys(m.person for u in tree.units if isinstance(m := u.meaning, Sighting) and m.person))
    if len(people) != 2:
        return ()
    sides = [set(discourse.sides_of.get(p, ())) for p in people]
    return people if all(sides) and sides[0].isdisjoint(sides[1]) else ()


def sides_named(tree: Tree, discourse: Discourse) -> tuple[str, ...]:
    """The parties of a group of two sides in a sentence without a contact: "delegations from X and Y have agreed"."""
    for i, node in enumerate(tree.nodes):
        if node.tag.startswith("NN") and tree.low(i) in lexicon.contacts().groups and list(modifiers(tree, i)):
            parties = distinct(sides_at(tree, i, discourse))[1]
            if len(parties) > 1:
                return parties
    return ()
