"""What became of what was proposed or planned: "Beijing declined.", "… but Russia called the session off."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.discourse import Discourse
from backchannel.sources.frames import Frame
from backchannel.sources.people import Sighting
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import sides_at
from backchannel.sources.verb_forms import negated

OPEN = frozenset({"proposed", "planned"})
REACH = 3


def replies(tree: Tree, last: Frame, discourse: Discourse) -> Iterator[Frame]:
    """The refusal or cancellation, in this sentence, of the contact that ``last`` proposed or planned just before."""
    distance = tree.line.sentence.index - last.line
    if last.status not in OPEN or distance > REACH:
        return
    same_line = distance == 0
    for v in range(len(tree.nodes)):
        if same_line and tree.units[v].span.start <= max(last.trigger.end, last.status_span.end):
            continue
        status = "cancelled" if _cancels(tree, v, distance) else "refused" if distance < 2 and _refuses(tree, v) else ""
        unreached = _unreached(tree, v, last)
        if unreached or status == "cancelled" or status and _by_a_side(tree, v, last, discourse):
            told = replace(last, line=tree.line.sentence.index, trigger=tree.units[v].span, word=tree.low(v))
            yield replace(
                told,
                rule="contact.reply",
                status=status or "refused",
                status_span=tree.units[v].span,
                status_rule="status.reply",
                definite=True,
                indefinite=False,
                when=None,
                where=None,
            )
            return


def _refuses(tree: Tree, v: int) -> bool:
    """Whether word ``v`` is a refusal that leaves open of what, or says it of "it" or "the offer"."""
    words = lexicon.replies()
    finite = tree.nodes[v].tag in {"VBD", "VBZ", "VBP", "VBN"} and tree.nodes[v].dep in {"ROOT", "conj", "ccomp"}
    if not finite or negated(tree, v):
        return False
    if tree.nodes[v].lemma == "be" and any(tree.low(s) in words.answers for s in tree.children(v, "nsubj")):
        return any(tree.low(c) in {"no", "negative"} for c in tree.children(v, "attr", "acomp", "intj", "neg", "det"))
    said_no = tree.nodes[v].lemma == "say" and any(tree.low(c) == "no" for c in tree.children(v))
    away = " ".join([tree.nodes[v].lemma, *(tree.low(c) for c in tree.children(v, "advmod"))])
    refusing = bool({tree.nodes[v].lemma, tree.phrase(v), away} & words.refusing) or said_no
    about = [c for c in tree.children(v, "xcomp") if tree.nodes[c].lemma not in words.attending]
    things = [o for o in tree.children(v, "dobj", "nsubjpass") if tree.low(o) not in words.meant]
    return refusing and not about and not things


def _cancels(tree: Tree, v: int, distance: int) -> bool:
    """ "called it off", "the session was cancelled": said of what was just planned; further on, only by its noun."""
    words, phrase = lexicon.replies(), tree.phrase(v)
    off = tree.nodes[v].lemma == "call" and "off" in {tree.low(k) for k in range(v + 1, min(v + 6, len(tree.units)))}
    cancelling = off or bool({tree.nodes[v].lemma, phrase} & words.cancelling)
    told = [*tree.children(v, "dobj", "nsubjpass")]
    told += tree.children(tree.nodes[v].head, "nsubj") if tree.nodes[v].dep == "xcomp" else []  # "had to be cancelled"
    meant = [o for o in told if tree.low(o) in words.meant]
    meant = [o for o in meant if distance < 2 or tree.nodes[o].lemma in lexicon.contacts().nouns]
    return tree.nodes[v].tag in {"VBD", "VBN", "VBZ"} and cancelling and bool(meant) and not negated(tree, v)


def _unreached(tree: Tree, v: int, last: Frame) -> bool:
    """ "nobody picked up", "would not put him through": a call that was tried."""
    tried = last.kind in {"Call", "Talk"} and tree.phrase(v) in lexicon.replies().unreached
    return tried and tree.nodes[v].dep in {"ROOT", "conj"} and negated(tree, v)


def _asker(tree: Tree, v: int, last: Frame) -> bool:
    """ "asked for a call and was refused": who asked is refused, by whom goes without saying."""
    passive = tree.nodes[v].dep == "conj" and tree.children(v, "auxpass") and not tree.children(v, "nsubjpass", "agent")
    spans = {tree.units[tree.nodes[v].head].span, *(tree.units[a].span for a in tree.ancestors(v))}
    return bool(passive) and last.status == "proposed" and last.status_span in spans


def _by_a_side(tree: Tree, v: int, last: Frame, discourse: Discourse) -> bool:
    if _asker(tree, v, last):
        return True
    subjects = tree.children(v, "nsubj", "agent")
    agents = [o for s in subjects for o in (tree.children(s, "pobj") or [s])]
    told = [s for i in agents for s in sides_at(tree, i, discourse)]
    described = any(tree.low(c) == "the" for i in agents for c in tree.children(i, "det"))
    named = any(isinstance(tree.units[i].meaning, Sighting) for i in agents)
    return any(s.party in last.parties or s.person in last.people for s in told) or described and not told and not named
