"""Whether a contact is one of several: "again", "the second round", "the talks" told of before."""

from __future__ import annotations

from collections.abc import Collection

from backchannel.ontology import lexicon
from backchannel.sources.cues import Cue
from backchannel.sources.parties import PartyMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import number_of


def definite(tree: Tree, cue: Cue) -> bool:
    """Whether the words refer back: "the talks", "Thursday's meeting", "that call", "the third time they have met"."""
    if cue.kind == "Back":
        return True
    if cue.verb:
        head = tree.head(cue.index)
        return tree.nodes[cue.index].dep == "relcl" and head is not None and tree.low(head) == "time"
    determiners = {tree.low(c) for c in tree.children(cue.index, "det", "poss", "predet")}
    dated = any(tree.nodes[c].dep == "poss" for c in tree.children(cue.index))
    return bool(determiners & {"the", "this", "that", "these", "both", "their", "its"}) or dated


def again(tree: Tree, cue: Cue) -> bool:
    """Whether the contact is told apart from another one: "a second meeting", "they last met", "further talks"."""
    if cue.kind == "Series":
        return True
    if not cue.verb and _is_it(tree, cue.index):
        return False
    words = lexicon.statuses()
    own = {tree.low(c) for c in tree.children(cue.index, "amod", "det", "advmod", "nummod")}
    if not cue.verb and own & {"first"} and definite(tree, cue):
        return True
    return bool(own & (words.recurrence - {"first", "latest", "one", "new"})) or (
        not cue.verb and number_of(tree, cue.index) > 1
    )


def taken_up_again(tree: Tree, cue: Cue) -> bool:
    """ "agreed to resume the annual talks": a channel, and no contact of its own."""
    head = tree.head(cue.index)
    resumed = head is not None and tree.nodes[head].lemma in lexicon.arrangements().kinds["resumed"]
    return not cue.verb and resumed and tree.nodes[cue.index].dep == "dobj"


def between_others(tree: Tree, cue: Cue) -> bool:
    """ "talks between ministers", "talks with officials", "generals of both sides met": not those named before."""
    if cue.verb:
        named = tree.children(cue.index, "nsubj")
        return any(tree.nodes[s].tag == "NNS" and not tree.children(s, "det", "poss") for s in named)
    preps = [p for p in tree.children(cue.index, "prep") if tree.low(p) in {"between", "of", "among", "with"}]
    plural = [o for p in preps for o in tree.children(p, "pobj") if tree.nodes[o].tag == "NNS"]
    return any(not tree.children(o, "det", "poss", "nummod") for o in plural)


def of_strangers(tree: Tree, cue: Cue, parties: Collection[str]) -> bool:
    """ "envoys of the army and the Front met": whom nothing places are none of the ``parties`` spoken of before."""
    tops = tree.children(cue.index, "nsubj") if cue.verb else [cue.index]
    preps = [p for i in tops for p in tree.children(i, "prep") if tree.low(p) in {"between", "of", "from"}]
    told = [k for p in preps for o in tree.children(p, "pobj") for k in tree.conjuncts(o)]
    told += [k for i in tops if told for k in tree.conjuncts(i)[1:]]  # the parser hangs "the Front" on "envoys"
    plain = [k for k in told if tree.nodes[k].tag in {"NN", "NNP"} and tree.units[k].meaning is None]
    named = {m.side for k in told if isinstance(m := tree.units[k].meaning, PartyMention)}
    return len(plain) > 1 or bool(plain and named - set(parties))


def _is_it(tree: Tree, i: int) -> bool:
    """ "It was the first meeting of the two": the contact just told."""
    head = tree.head(i)
    be = head is not None and tree.nodes[i].dep == "attr" and tree.nodes[head].lemma == "be"
    return be and any(tree.low(s) in {"it", "this", "that"} for s in tree.children(tree.nodes[i].head, "nsubj"))


def serial(tree: Tree, cue: Cue) -> bool:
    """Whether a noun names one of a series whose sides are known from before: "the next session", "a first round"."""
    if cue.kind in {"Series", "Back"}:
        return True
    first = any(tree.low(c) in {"first", "latest", "new", "one"} for c in tree.children(cue.index, "amod", "nummod"))
    return (
        not cue.verb
        and tree.low(cue.index) in lexicon.contacts().sessions
        and (again(tree, cue) or definite(tree, cue) or first)
    )


def ordinal_of(tree: Tree, cue: Cue) -> str:
    """The place in a series that the words give: "the twelfth round" → "twelfth"; "" where they give none."""
    numbered = lexicon.contacts().ordinals - {
        "first",
        "last",
        "next",
        "latest",
        "previous",
        "former",
        "latter",
        "earlier",
    }
    words = [tree.low(cue.index), *(tree.low(c) for c in tree.children(cue.index, "amod"))]
    return next((w for w in words if w in numbered), "")
