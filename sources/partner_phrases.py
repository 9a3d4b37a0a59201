"""The phrases in which a sentence names partners, and the sides that they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.cues import inside_other_clause
from backchannel.sources.discourse import Discourse
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, distinct, sides_at

Telling = list[Side]


def resolved(tree: Tree, words: Sequence[int], discourse: Discourse) -> Telling:
    """The sides that ``words`` stand for, in order."""
    return [s for i in words for s in sides_at(tree, i, discourse)]


def one_by_one(subject: Telling, partners: Telling) -> list[Telling]:
    """One contact with each of several people, on whichever side they are; one with all where there are not several."""
    many, one = (partners, subject) if len(distinct(partners)[0]) > 1 else (subject, partners)
    people = distinct(many)[0]
    if one and len(people) > 1:
        return [[*one, *(s for s in many if s.person == p)] for p in people]
    named, parties = distinct(partners)
    if subject and not named and len(parties) > 1:
        return [[*subject, *(s for s in partners if s.party == p)] for p in parties]
    return [[*subject, *partners]]


def by_preposition(tree: Tree, v: int, prepositions: Sequence[str]) -> list[list[int]]:
    """The objects of the given prepositions, each phrase for itself, coordinated phrases included."""
    out: list[list[int]] = []
    heads = [
        c for c in tree.children(v, "prep", "prt", "advmod", "conj", "dative") if not tree.nodes[c].tag.startswith("V")
    ]
    for child in heads:
        if tree.low(child) in set(prepositions):
            phrase = [o for o in tree.children(child, "pobj") if not mediates(tree, o)]
            for clause in tree.children(child, "pcomp"):
                phrase += tree.children(clause, "nsubj") or [clause]
            out.append(phrase)
        out += by_preposition(tree, child, prepositions)
    return out


def mediates(tree: Tree, i: int) -> bool:
    """ "with X as mediator", "with X in the chair": there, but on no side."""
    roles = [o for p in tree.children(i, "prep") if tree.low(p) in {"as", "in"} for o in tree.children(p, "pobj")]
    return any(tree.low(o) in lexicon.contacts().mediating for o in roles)


def below(tree: Tree, n: int, prepositions: set[str]) -> list[int]:
    """Objects of the prepositions anywhere below noun ``n`` but in no clause: "talks in the UAE between A and B"."""
    inside = [k for k in tree.subtree(n) if not inside_other_clause(tree, k, n)]
    return [
        o
        for k in inside
        if tree.low(k) in prepositions and tree.nodes[k].dep == "prep"
        for o in tree.children(k, "pobj")
        if not mediates(tree, o)
    ]
