"""What a change that is told of a mention amounts to for that mention, and which mentions are one."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.sources.governors import Turn
from backchannel.sources.instruments import Instrument
from backchannel.sources.reduction import Tree

LASTING = frozenset({"suspended", "resumed", "exists", "extended"})


def apposed_to(tree: Tree, n: int, found: dict[int, Instrument]) -> int | None:
    """The mention that word ``n`` is in apposition to: "the treaty, a pact signed in 1987", however it is parsed.

    "The accord is the oldest forum of its kind" has one as well.
    """
    head = tree.head(n)
    called = tree.head(head) if head is not None and tree.low(head) == "as" else None
    names = lexicon.arrangements().calling
    if called is not None and tree.nodes[called].lemma in names and tree.nodes[called].head in found:
        return tree.nodes[called].head
    if head in found and tree.nodes[n].dep == "appos" and not (found[n].named and found[head].named):
        return head
    if head is not None and tree.nodes[n].dep == "attr" and tree.nodes[head].lemma == "be":
        same = [s for s in tree.children(head, "nsubj") if s in found and not found[s].pronoun]
        return next((s for s in same if not (found[n].named or tree.children(head, "neg"))), None)
    start = min([n, *tree.children(n, "det", "amod", "compound", "nmod", "nummod", "poss")])
    named = start > 1 and tree.low(start - 1) == "," and start - 2 in found and found[start - 2].named is not None
    alike = named and (found[n].kind not in {"", "Channel"} or found[start - 2].kind == found[n].kind)
    return start - 2 if alike and not found[n].named else None


def without_repeats(tree: Tree, found: Sequence[Turn]) -> list[Turn]:
    """``found``, each once: an agreement to resume is a resumption alone, and "started working again" is one.

    Talk of what is signed is no proposal.
    """
    raised = {(t.kind, tree.nodes[t.word].head) for t in found if tree.nodes[t.word].dep == "xcomp"}
    found = [t for t in found if (t.kind, t.word) not in raised]
    renewed = {t.word for t in found if t.rule == "change.agreed-to" and t.kind != "agreed"}
    signed = any(t.rule == "change.signed" for t in found)
    idle = [t for t in found if t.kind == "agreed" and t.word in renewed or t.rule == "change.proposed" and signed]
    return [t for t in dict.fromkeys(found) if t not in idle]


def loose(noun: Instrument, turn: Turn, tree: Tree) -> bool:
    """Whether a proposal is told of "it" alone: too little, but for "offered to revive it"."""
    if not noun.pronoun or turn.kind != "proposed" or turn.rule == "change.proposal":
        return False
    renewing = lexicon.arrangements().kinds["resumed"] | lexicon.arrangements().kinds["extended"]
    offered = turn.rule == "change.prospective" and tree.nodes[turn.word].lemma in lexicon.arrangements().offering
    return not (offered and any(tree.nodes[w].lemma in renewing for w in turn.words))


def processed(tree: Tree, turn: Turn, found: Sequence[Turn]) -> bool:
    """ "was signed in May and is now being discussed by deputies": no proposal of what is there already."""
    begun = [t.word for t in found if t.kind in {"signed", "established"}]
    later = turn.kind == "proposed" and tree.nodes[turn.word].lemma in lexicon.arrangements().processing
    return later and any(w < turn.word for w in begun)


def kind_for(turn: Turn, noun: Instrument, tree: Tree) -> str:
    """A channel that is scrapped is suspended: there is no treaty to leave."""
    words = lexicon.arrangements()
    opened = turn.kind == "established" and tree.nodes[turn.word].lemma in words.opening
    passive = tree.nodes[turn.word].dep == "acl" or bool(tree.children(turn.word, "auxpass"))
    if opened and noun.word in words.families["forum"] and not passive:
        return "used" if noun.named else ""
    if turn.kind == "used" and tree.nodes[turn.word].lemma in words.convening:
        return "used" if noun.named and noun.word in words.families["forum"] else ""
    if turn.kind == "proposed" and noun.word == "talks" and tree.nodes[turn.word].lemma in words.scheduling:
        return ""  # a round of them is planned
    if noun.word == "talks" and not noun.named and turn.kind not in LASTING:
        return ""
    discarded = noun.kind == "Channel" and tree.nodes[turn.word].lemma in lexicon.arrangements().discarding
    return "suspended" if turn.kind == "withdrawn" and discarded else turn.kind
