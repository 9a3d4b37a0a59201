"""The words above a contact that tell what became of it: "refused to meet", "plans for talks", "the call was off"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.dates import TimeExpression
from backchannel.sources.modality import modal, negated
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import infinitive


@dataclass(frozen=True)
class Verdict:
    """A status (``held``, ``planned``, ``proposed``, ``cancelled``, ``refused``; "" for no contact) and why.

    ``word`` is the index of the word that decided it; ``rule`` names the cue.
    """

    status: str
    word: int
    rule: str
    past: bool = False


def governors(tree: Tree, i: int) -> Iterator[int]:
    """Word ``i`` and the verbs and nouns above it, as far as they say whether ``i`` happened."""
    yield i
    previous = i
    for a in tree.ancestors(i):
        dep = tree.nodes[previous].dep
        if dep in {"relcl", "advcl", "parataxis", "acl"} and not infinitive(tree, previous):
            return
        if dep == "conj" and tree.nodes[previous].tag.startswith("V") and tree.children(previous, "nsubj", "nsubjpass"):
            return
        if any(tree.low(k) == ";" for k in range(min(previous, a), max(previous, a))):
            return  # what stands behind a semicolon says something else
        yield a
        if tree.nodes[a].lemma == "have" and dep in {"nsubj", "nsubjpass"}:
            yield from tree.children(a, "xcomp")  # "the meeting had to be cancelled"
        previous = a


def governed(tree: Tree, i: int, trigger: int, refusals: list[int]) -> Verdict | None:
    """What the governor ``i`` makes of the contact, or None; a refused governor turns its meaning round."""
    if i == trigger:
        return None
    if settled_on(tree, i) == trigger:
        return Verdict("" if refusals else "planned", i, "status.settled-on")
    kind = kind_of(tree, i)
    rule = f"status.governed-{kind}"
    if kind in {"refused", "cancelled"}:
        return Verdict("" if i in refusals else kind, i, rule)
    if kind in {"denied", "paused"}:
        return Verdict("", i, rule)
    if kind == "postponed":
        return Verdict("cancelled", i, rule)
    if kind == "attempted":
        return Verdict("refused", i, rule)
    if kind == "proposed" and _asked_by(tree, i, trigger):
        dated = any(isinstance(tree.units[c].meaning, TimeExpression) for c in tree.children(trigger))
        status = "" if refusals else "held" if dated else "proposed"
        return Verdict(status, trigger if dated else i, "status.asked-by")
    if kind in {"planned", "proposed"} and _still_open(tree, i, trigger):
        past = any(tree.low(c) == "had" for c in tree.children(i, "aux"))
        return Verdict("" if refusals else kind, i, rule, past)
    return None


def kind_of(tree: Tree, i: int) -> str:
    """What word ``i`` makes of the contact that it governs: ``refused``, ``cancelled``, ``planned`` …, or ""."""
    lemma, phrase = tree.nodes[i].lemma, tree.phrase(i)
    told = [tree.low(k) for k in range(i, min(i + 3, len(tree.units)))]
    text = " ".join(told) if " ".join(told) in lexicon.statuses().cancelling_phrases else " ".join(told[:2])
    words = lexicon.statuses()
    if text in words.refusing_phrases or phrase in words.refusing_phrases:
        return "refused"
    if text in words.cancelling_phrases or phrase == "call off":
        return "cancelled"
    if text in words.postponing_phrases or phrase == "put off":
        return "postponed"
    tag = tree.nodes[i].tag
    if not tag.startswith(("V", "J", "N")) or lemma in words.judging and not modal(tree, i):
        return ""
    return next((kind for kind, lemmas in words.governors.items() if lemma in lemmas or phrase in lemmas), "")


def is_governor(tree: Tree, i: int) -> bool:
    """Whether a noun or an adjective governs like a verb: "the refusal to meet"."""
    return kind_of(tree, i) != "" and tree.nodes[i].tag.startswith(("NN", "JJ"))


def _still_open(tree: Tree, i: int, trigger: int) -> bool:
    """A plan is open if what it governs is an infinitive, a future or the planned thing itself."""
    lemma, words = tree.nodes[i].lemma, lexicon.statuses()
    if not tree.nodes[i].tag.startswith("J") and lemma in words.of_infinitives:
        between = [trigger, *(a for a in tree.ancestors(trigger) if a != i and i in set(tree.ancestors(a)))]
        fixed = lemma in words.fixing and tree.nodes[trigger].dep == "nsubjpass" and bool(_dated(tree, i))
        return fixed or any(infinitive(tree, k) or modal(tree, k) == "planned" for k in between)
    if tree.nodes[i].tag.startswith(("N", "J")):
        return trigger in tree.subtree(i)
    direct = tree.head(trigger) == i or _asked_for(tree, i, trigger) or any(
        infinitive(tree, k) for k in (trigger, *tree.ancestors(trigger)) if i in set(tree.ancestors(k))
    )
    return direct or trigger in tree.subtree(i) and lemma in words.of_all_below


def _dated(tree: Tree, v: int) -> list[int]:
    """ "set for Friday", "agreed for 3 May": the times that verb ``v`` fixes."""
    goals = [o for p in tree.children(v, "prep") if tree.low(p) == "for" for o in tree.children(p, "pobj")]
    return [o for o in goals if isinstance(tree.units[o].meaning, TimeExpression)]


def cancelled_above(tree: Tree, trigger: int) -> bool:
    """Whether a word above the contact cancels, refuses or postpones it."""
    return any(kind_of(tree, i) in {"cancelled", "refused", "postponed"} for i in governors(tree, trigger))


def aside(tree: Tree, trigger: int) -> bool:
    """ "despite the talks", "after the meeting": what the main verb does is not done to the contact."""
    head = tree.head(trigger)
    if tree.nodes[trigger].dep != "pobj" or head is None or tree.low(head) not in lexicon.statuses().aside:
        return False
    verb = tree.verb_above(head)
    part = verb is not None and tree.nodes[verb].lemma in lexicon.statuses().taking_part
    return not (part and tree.low(head) == "in")


def settled_on(tree: Tree, v: int) -> int | None:
    """ "agreed on another session", "settled on a second round": the contact to come that verb ``v`` fixes."""
    if tree.nodes[v].lemma not in lexicon.statuses().settling:
        return None
    ons = [p for p in tree.children(v, "prep") if tree.low(p) == "on"]
    fixed = [o for p in ons for o in tree.children(p, "pobj") if tree.nodes[o].lemma in lexicon.contacts().nouns]
    return next((o for o in fixed if {tree.low(c) for c in tree.children(o, "det")} & {"a", "an", "another"}), None)


def _asked_by(tree: Tree, i: int, trigger: int) -> bool:
    """ "The 3 May call was requested by Rome": who asked for a contact that is known, not that it is only asked for."""
    passive = tree.nodes[trigger].dep == "nsubjpass" and tree.nodes[trigger].head == i
    known = any(tree.low(c) in {"the", "that", "this", "their"} for c in tree.children(trigger, "det", "poss"))
    past = any(tree.low(c) in {"was", "were", "been"} for c in tree.children(i, "auxpass"))
    return passive and known and past and any(tree.low(c) == "by" for c in tree.children(i, "agent", "prep"))


def _asked_for(tree: Tree, i: int, trigger: int) -> bool:
    """ "asked for a call", "pushed for talks"."""
    head = tree.head(trigger)
    return head is not None and tree.low(head) in {"for", "about"} and tree.head(head) == i


def undone(tree: Tree, trigger: int) -> Verdict | None:
    """ "was set for May and cancelled", "was due in May, but A called it off": what a later verb does to it."""
    top = _carried(tree, trigger)
    verb = tree.head(top)
    if verb is None or tree.nodes[top].dep not in {"nsubj", "nsubjpass"}:
        return None
    for v in range(trigger + 1, len(tree.nodes)):
        if verb not in set(tree.ancestors(v)) or not tree.nodes[v].tag.startswith("V") or negated(tree, v):
            continue
        kind = kind_of(tree, v)
        own = tree.nodes[v].dep in {"conj", "xcomp"} and not tree.children(v, "nsubj", "nsubjpass")
        own = own and (tree.nodes[v].dep == "conj" or bool(tree.children(v, "auxpass")))
        pointed = any(tree.low(o) in {"it", "them"} for o in tree.children(v, "dobj", "nsubjpass"))
        if kind in {"refused", "cancelled", "postponed"} and (own or pointed):
            return Verdict("refused" if kind == "refused" else "cancelled", v, f"status.then-{kind}")
    return None


def _carried(tree: Tree, trigger: int) -> int:
    """The noun that carries the contact noun: "a round" in "a round of talks"."""
    prep = tree.head(trigger)
    head = tree.head(prep) if prep is not None and tree.low(prep) == "of" else None
    return trigger if head is None else head
