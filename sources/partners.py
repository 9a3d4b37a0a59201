"""Who met whom: the sides of one cue, as one telling or, where the sentence keeps partners apart, as several."""

from __future__ import annotations

from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.arguments import under
from backchannel.sources.cues import Cue
from backchannel.sources.discourse import Discourse
from backchannel.sources.noun_partners import of_noun
from backchannel.sources.parties import PartyMention
from backchannel.sources.partner_phrases import Telling, resolved
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side
from backchannel.sources.verb_partners import of_verb


def tellings(tree: Tree, cue: Cue, discourse: Discourse) -> list[Telling]:
    """The sides of each contact that ``cue`` tells of; empty if it does not tell of one here."""
    if cue.kind in {"Series", "Back"}:
        return [[]]
    found = of_verb(tree, cue.index, discourse) if cue.verb else of_noun(tree, cue.index, discourse)
    if cue.kind == "Visit" and not cue.verb:
        found = [[*sides, *_hosts(tree, cue.index)] for sides in found]
    return [[replace(s, person="") if discourse.speaks(s.person) else s for s in sides] for sides in found]


def _hosts(tree: Tree, i: int) -> Telling:
    """The country visited: "a visit to Ankara"."""
    places = [tree.units[k].meaning for k in under(tree, i, ["to", "in"])]
    return [Side("", p.country, p.span, "party.visited") for p in places if isinstance(p, PlaceMention) and p.country]


def _of_another(tree: Tree, i: int) -> bool:
    """ "the military secretary to X": somebody named only to say whose man another is.

    No one is led or represented "to" somebody, so that a "to" is part of a post wherever the parser hangs it.
    """
    prep = tree.head(i)
    if prep is not None and tree.nodes[i].dep == "pobj" and tree.low(prep) == "to":
        return True
    above = tree.head(prep) if prep is not None and tree.low(prep) in {"to", "of"} else None
    return tree.nodes[i].dep == "pobj" and above is not None and tree.nodes[above].tag.startswith("NN")


def _spoken_for(tree: Tree, v: int) -> bool:
    """ "represented Greece", "led the Greeks", "spoke for Greece": whether verb ``v`` tells who stood for a country."""
    lemma = tree.nodes[v].lemma
    goals = under(tree, v, ["for"]) if lemma == "speak" else tree.children(v, "dobj", "nsubjpass")
    forms = {m.form for o in goals if isinstance(m := tree.units[o].meaning, PartyMention)}
    return bool(forms & {"people", "adjective"} if lemma in lexicon.contacts().leading else forms)


def leaders(tree: Tree, discourse: Discourse) -> Telling:
    """Who led the teams of the talks just told: "the American team was led by X", "A led the Indian side"."""
    out: Telling = []
    teams, nouns = lexicon.contacts().teams, lexicon.contacts().nouns
    for v, node in enumerate(tree.nodes):
        if node.lemma not in lexicon.contacts().fronting or not node.tag.startswith("V"):
            continue
        led = {tree.low(s) for s in tree.children(v, "nsubjpass", "dobj")} & (teams | {"one"})
        head = tree.head(v)
        of_talks = node.dep == "acl" and head is not None and tree.nodes[head].lemma in lexicon.contacts().nouns
        of_talks = of_talks or node.dep == "relcl" and head is not None and tree.nodes[head].lemma in nouns
        if of_talks:
            agents = [
                o for a in tree.children(v, "agent", "prep") if tree.low(a) == "by" for o in tree.children(a, "pobj")
            ]
            out += [s for s in resolved(tree, agents, discourse) if s.person]
        if led or _spoken_for(tree, v):
            named = [i for i, u in enumerate(tree.units) if isinstance(u.meaning, Sighting)]
            everyone = [i for i in named if tree.nodes[i].dep != "poss" and not _of_another(tree, i)]
            out += [s for s in resolved(tree, everyone, discourse) if s.person]
    return list(dict.fromkeys(out))
