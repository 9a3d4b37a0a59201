"""Who met whom where a verb tells it: "A met B", "A spoke to B and then to C"."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.arguments import objects, subjects, under
from backchannel.sources.cues import calls_on, entry_for
from backchannel.sources.discourse import Discourse
from backchannel.sources.governing import settled_on
from backchannel.sources.partner_phrases import Telling, below, by_preposition, one_by_one, resolved
from backchannel.sources.people import Sighting
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import distinct, sides_at, two_sided

OVER_A_LINE = lexicon.ContactVerb("Call", ("with", "to"), object=True, alone=True, weak=True)


def of_verb(tree: Tree, v: int, discourse: Discourse) -> list[Telling]:
    """The sides of each contact that the verb ``v`` tells of; empty where it is meant in another sense."""
    entry = entry_of(tree, v)
    if _other_sense(tree, v, entry):
        return []
    subject_words = subjects(tree, v)
    subject = resolved(tree, subject_words, discourse)
    direct = _direct(tree, v, entry)
    mutual = _each_other(tree, v) and entry.object
    if entry.gather or entry.reciprocal or mutual:
        told = resolved(tree, direct, discourse) if entry.gather else subject
        return [told] if two_sided(told) and (entry.gather or mutual) else []
    visited = resolved(tree, calls_on(tree, v), discourse) if tree.nodes[v].lemma == "call" else []
    groups = [visited] if visited else _partner_groups(tree, v, entry, direct, discourse)
    others = [s for g in groups for s in g]
    if tree.nodes[v].lemma in lexicon.contacts().hosting and not distinct(subject)[0] and two_sided(others):
        return [others]
    if not groups and (not entry.alone or (direct and (entry.object or tree.nodes[v].lemma == "meet"))):
        return [subject] if entry is OVER_A_LINE and _do_together(tree, v, subject) else []
    if entry.object and not entry.alone and not subject and tree.nodes[v].tag != "VBN":
        return []
    if tree.nodes[v].lemma == "sign" and tree.children(v, "nsubjpass"):
        subject = [*subject, *(s for w in _by_turns(tree, v) for s in sides_at(tree, w, discourse) if s not in subject)]
    if entry.weak and not subject and tree.children(v, "nsubjpass"):
        return groups
    led = _led_by(tree, v, discourse)
    if led:
        return [led]
    under_them = [o for o in under(tree, v, ["under"]) if isinstance(tree.units[o].meaning, Sighting)]
    groups = [[*g, *resolved(tree, under_them, discourse)] for g in groups] if under_them else groups
    apart = [t for t in _apart(tree, v, subject_words, subject, groups) if two_sided(t)]
    unnamed = entry.alone and not entry.weak and not groups and _unnamed(tree, subject_words)
    return apart or ([[]] if unnamed else [])


def _do_together(tree: Tree, v: int, subject: Telling) -> bool:
    """ "officers of both armies took stock over the telephone": what two sides do, and tell or hand to nobody else."""
    things = tree.children(v, "dobj")
    plain = all(tree.units[o].meaning is None and tree.units[o].text.islower() for o in things)
    return two_sided(subject) and plain and tree.nodes[v].lemma not in lexicon.contacts().addressing


def _by_turns(tree: Tree, v: int) -> list[int]:
    """ "signed by A for X and B for Y": the people behind "by", wherever the parser hangs the second."""
    by = next((c for c in tree.children(v, "agent", "prep") if tree.low(c) == "by"), None)
    return [k for k in range(by, len(tree.units)) if isinstance(tree.units[k].meaning, Sighting)] if by else []


def _led_by(tree: Tree, v: int, discourse: Discourse) -> Telling:
    """ "the commissions conferred, led by A and B": those who led the sides took part."""
    leading = lexicon.contacts().leading
    heads = [c for c in tree.children(v, "advcl", "acl", "conj") if tree.nodes[c].lemma in leading]
    agents = [o for h in heads for a in tree.children(h, "agent", "prep") for o in tree.children(a, "pobj")]
    sides = resolved(tree, agents, discourse)
    return sides if two_sided(sides) else []


def _unnamed(tree: Tree, subject: Sequence[int]) -> bool:
    """ "delegations met", "the commission met": the sides are those spoken of before."""
    words = lexicon.contacts()
    it = any(tree.low(i) == "it" for i in subject) and any(
        tree.low(k) in words.bodies and tree.nodes[k].dep in {"nsubj", "nsubjpass"} for k in range(min(subject))
    )
    return it or any(
        tree.low(i) in words.bodies or tree.nodes[i].tag == "NNS" and tree.low(i) in words.groups
        for i in subject
        if not tree.children(i, "poss")
    )


def entry_of(tree: Tree, v: int) -> lexicon.ContactVerb:
    """The lexicon's entry for a verb; "put their names to" is to sign, any other is done over a line."""
    verbs = lexicon.contacts().verbs
    return verbs["sign"] if tree.nodes[v].lemma == "put" else entry_for(tree, v) or OVER_A_LINE


def _other_sense(tree: Tree, v: int, entry: lexicon.ContactVerb) -> bool:
    """ "on speaking terms", "met in battle", "spoke to reporters", "exchanged fire", "agreed on another session"."""
    words, direct = lexicon.contacts(), {tree.low(i) for i in tree.children(v, "dobj")}
    fights = any(tree.low(o) in words.fights for o in under(tree, v, ["in", "during"]))
    things = bool(entry.things) and not direct & set(entry.things)
    figure = any(tree.low(c) in words.figures for c in tree.children(v, "advmod"))
    fixes = settled_on(tree, v) is not None
    return bool(direct & words.not_objects) or fights or things or figure or fixes or _public(tree, v, entry)


def _each_other(tree: Tree, v: int) -> bool:
    return any(tree.low(i) in {"other", "another"} for i in objects(tree, v))


def _direct(tree: Tree, v: int, entry: lexicon.ContactVerb) -> list[int]:
    """The direct objects that can be partners: not "each other", nor a contact noun ("their second meeting")."""
    nouns, meets = lexicon.contacts().nouns, tree.nodes[v].lemma == "meet"
    own = [i for i in objects(tree, v) if tree.low(i) not in {"other", "another"}]
    return [i for i in own if not (tree.nodes[i].lemma in nouns and (meets or not entry.object))]


def _partner_groups(
    tree: Tree, v: int, entry: lexicon.ContactVerb, direct: Sequence[int], discourse: Discourse
) -> list[Telling]:
    """The other sides, phrase by phrase: the direct object first, then each "with" phrase."""
    groups = [g for g in (resolved(tree, words, discourse) for words in by_preposition(tree, v, entry.other)) if g]
    if not groups:
        named = [s for s in resolved(tree, below(tree, v, set(entry.other)), discourse) if s.person]
        groups = [named] if named else []
    told = resolved(tree, direct, discourse) if entry.object else []
    return [told, *groups] if told else groups


def _apart(tree: Tree, v: int, subject_words: Sequence[int], subject: Telling, groups: list[Telling]) -> list[Telling]:
    """ "with A and then with B", "met A and then B", "each was received separately by C": two contacts each."""
    if len(groups) > 1 and subject and not _at_one_table(tree, v):
        return [[*subject, *group] for group in groups]
    first = groups[0] if groups else []
    if _separately(tree, v, [*subject_words, *objects(tree, v)]):
        told = one_by_one(subject, first)
        return told if len(told) > 1 else [[*subject, *(s for g in groups for s in g)]]
    return [[*subject, *(s for g in groups for s in g)]]


def _at_one_table(tree: Tree, v: int) -> bool:
    """ "sat down with A and with B": those who sit down do so together, unless a "then" parts them."""
    together = tree.nodes[v].lemma in lexicon.contacts().assembling
    return together and not any(tree.low(k) in {"then", "later", "separately"} for k in tree.subtree(v))


def _separately(tree: Tree, v: int, partners: Sequence[int]) -> bool:
    words = {tree.low(k) for k in tree.subtree(v)}
    each = any(tree.low(i) == "each" for i in partners)
    then = any(tree.low(k) == "then" for i in partners for k in tree.subtree(i))
    by_turns = "one after the other" in " ".join(tree.low(k) for k in range(len(tree.units)))
    return bool(words & {"separately", "separate"}) or each or then or by_turns


def _public(tree: Tree, v: int, entry: lexicon.ContactVerb) -> bool:
    """ "spoke to reporters": the other side is an audience."""
    audience = [*under(tree, v, [*entry.other, "to", "with"]), *(objects(tree, v) if entry.object else [])]
    closed = lexicon.contacts().not_sides
    return any(tree.low(i) in closed or tree.nodes[i].lemma in closed for i in audience)
