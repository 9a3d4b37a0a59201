"""What stands above the telling of a change: whether it took place, was agreed, only proposed, or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.complements import named_so, purpose, refuses, set_aside, upheld
from backchannel.sources.endings import delayed, unsure
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import conditional, finite, hypothetical, infinitive, negated, progressive

TELLABLE = frozenset({"established", "agreed", "signed", "resumed", "extended", "proposed", "process"})
KEPT = frozenset({"resumed", "extended", "suspended", "withdrawn"})


@dataclass(frozen=True)
class Turn:
    """A change as a sentence tells it: kind, the word that tells it, the rule, the words that may bear its date."""

    kind: str
    word: int
    rule: str
    words: tuple[int, ...]


def settled(tree: Tree, turn: Turn) -> Turn | None:
    """``turn`` as the words above it leave it; None if they leave nothing."""
    v = turn.word
    if turn.kind in {"exists", "used"} and no_longer(tree, v):
        left = turn.kind == "exists" and tree.nodes[v].lemma in lexicon.arrangements().unbinding
        above = tree.nodes[v].head if _felt(tree, v) else v
        kind = "withdrawn" if left else "suspended"
        return _announced(tree, above, _settled(tree, replace(turn, kind=kind, word=above, rule="change.no-longer")))
    return None if negated(tree, v) and not delayed(tree, v) else _settled(tree, turn)


def no_longer(tree: Tree, v: int) -> bool:
    """ "is no longer bound", "no longer felt bound", "does not work any longer"."""
    spots = [v, *([tree.nodes[v].head] if _felt(tree, v) else [])]
    below = [c for s in spots for c in tree.children(s, "advmod", "neg")]
    return any(tree.low(c) == "longer" and tree.low(c - 1) in {"no", "any"} for c in below)


def _felt(tree: Tree, v: int) -> bool:
    """ "felt bound", "considered itself bound": the word above tells when and whether."""
    inside = tree.nodes[v].dep in {"acomp", "oprd", "ccomp", "xcomp"}
    return inside and tree.nodes[tree.nodes[v].head].lemma in lexicon.arrangements().feeling


def _announced(tree: Tree, v: int, gone: Turn | None) -> Turn | None:
    """ "declared in May that it was no longer bound": the day of the declaration is that of the step."""
    teller = _teller(tree, v)
    return gone if gone is None or teller is None else replace(gone, words=(teller, *gone.words))


def _settled(tree: Tree, turn: Turn) -> Turn | None:
    v = turn.word
    if _wondered(tree, v):
        asker = tree.nodes[v].head
        return Turn("proposed", asker, "change.asked", (asker, *turn.words)) if turn.kind in TELLABLE else None
    if conditional(tree, v) or tree.nodes[v].tag == "VB" and set_aside(tree, v) or unsure(tree, v):
        return None
    modal = {tree.low(c) for c in tree.children(v, "aux")}
    if modal & (lexicon.statuses().modals["planned"] | lexicon.statuses().modals["proposed"]):
        return _under_modal(tree, turn, modal)
    if progressive(tree, v) and turn.kind in {"agreed", "signed", "established", "process"}:
        return replace(turn, kind="proposed", rule="change.progressive")
    if tree.nodes[v].tag.startswith("V") and finite(tree, v):
        if _asked(tree, v):
            asked = replace(turn, kind="proposed", rule="change.asked", words=(tree.nodes[v].head, *turn.words))
            return asked if turn.kind in TELLABLE else None
        return None if _denied(tree, v) or turn.kind == "process" else _as_told(tree, turn)
    return _governed(tree, turn)


def _as_told(tree: Tree, turn: Turn) -> Turn:
    """ "announced that it was suspending the treaty": the day of the announcement is that of the step."""
    teller = _teller(tree, turn.word)
    if teller is None or turn.kind not in lexicon.arrangements().announced or tree.nodes[turn.word].tag != "VBG":
        return turn
    return replace(turn, words=(teller, *turn.words))


def _teller(tree: Tree, v: int) -> int | None:
    """The verb of saying whose content the clause of ``v`` is, also where it is the second of two such clauses."""
    while tree.nodes[v].dep == "conj" and tree.nodes[tree.nodes[v].head].tag.startswith("V"):
        v = tree.nodes[v].head
    head = tree.head(v)
    notices = lexicon.arrangements().notices
    given = head is not None and any(tree.low(o) in notices for o in tree.children(head, "dobj"))
    if head is not None and given and tree.nodes[v].dep in {"ccomp", "advcl", "acl", "relcl"}:
        return head
    if head is not None and tree.nodes[v].dep in {"acl", "ccomp"} and tree.nodes[head].lemma in notices:
        return tree.verb_above(v)
    told = (
        head is not None and tree.nodes[v].dep == "ccomp" and tree.nodes[head].lemma in lexicon.arrangements().reporting
    )
    return head if told else None


def _asked(tree: Tree, v: int) -> bool:
    """ "suggested that both reopen the line", "asked that the line be reopened"."""
    head = tree.head(v)
    plain = tree.low(v) == tree.nodes[v].lemma and not tree.children(v, "aux", "auxpass")
    plain = plain or [tree.low(c) for c in tree.children(v, "aux", "auxpass")] == ["be"]
    told = head is not None and tree.nodes[v].dep == "ccomp" and plain
    return told and head is not None and tree.nodes[head].lemma in lexicon.arrangements().suggesting


def _wondered(tree: Tree, v: int) -> bool:
    """ "asked whether a hotline could be set up": a question that proposes it."""
    head, words = tree.head(v), lexicon.arrangements()
    if head is None or tree.nodes[v].dep != "ccomp" or tree.nodes[head].lemma not in words.asking_whether:
        return False
    modal = {tree.low(c) for c in tree.children(v, "aux")}
    told = tree.nodes[head].tag in {"VBD", "VBZ", "VBN"} and not negated(tree, head)
    return told and conditional(tree, v) and bool(modal & {"could", "might", "may", "can"})


def _denied(tree: Tree, v: int) -> bool:
    """ "denied that the missile breached the treaty"."""
    head = tree.head(v)
    if head is None or tree.nodes[v].dep != "ccomp" or v < head:
        return False
    words = lexicon.arrangements()
    return tree.nodes[head].lemma in words.denying | words.demanding or negated(tree, head)


def _under_modal(tree: Tree, turn: Turn, modal: set[str]) -> Turn | None:
    words, statuses = lexicon.arrangements(), lexicon.statuses()
    head = tree.head(turn.word)
    teller = _teller(tree, turn.word)
    agreed = head is not None and tree.nodes[turn.word].dep == "ccomp" and tree.nodes[head].lemma in words.agreeing
    if turn.kind in words.announced and (
        (teller is not None or agreed) and modal & {"would", "will"} or modal & statuses.modals["planned"]
    ):
        return replace(turn, rule="change.announced", words=turn.words if teller is None else (teller, *turn.words))
    if turn.kind in {"used", "violated", "expired", "exists", "rejected", "withdrawn", "suspended"}:
        return None
    if head is not None and tree.nodes[turn.word].dep == "ccomp" and tree.nodes[head].lemma in words.agreeing:
        return _governed(tree, turn)
    if "have" in {tree.low(c) for c in tree.children(turn.word, "aux")} or tree.nodes[turn.word].dep == "advcl":
        return None
    return replace(turn, kind="proposed", rule="change.modal")


def _governed(tree: Tree, turn: Turn) -> Turn | None:
    """A change told by an infinitive, a gerund or a noun: the nearest word above that says what became of it."""
    words = lexicon.arrangements()
    if set_aside(tree, turn.word):
        return None
    below = turn.word
    for a in tree.ancestors(turn.word):
        lemma = tree.nodes[a].lemma
        if lemma in words.denying:
            return None
        if refuses(tree, a) and tree.nodes[below].dep != "advcl":
            refused = Turn("rejected", a, "change.refused-to", (a, *turn.words))
            return settled(tree, refused) if turn.kind in TELLABLE else None
        if lemma in words.agreeing and not purpose(tree, below, a):
            return _agreed(tree, turn, a)
        if lemma in words.promising and turn.kind == "exists" and upheld(tree, turn.word):
            return _agreed(tree, turn, a)
        if (lemma in words.prospective or tree.low(a) in words.prospective) and not named_so(tree, a):
            return _prospective(tree, turn, a)
        if tree.nodes[a].tag.startswith("V"):
            return _realised(tree, turn, below, a)
        below = a
    if not infinitive(tree, turn.word):
        return turn
    return replace(turn, kind="proposed", rule="change.infinitive") if turn.kind in TELLABLE else None


def _agreed(tree: Tree, turn: Turn, a: int) -> Turn | None:
    """ "agreed to reopen" is resumed, "agreed to set up" agreed; to keep or to use what there is changes nothing."""
    if turn.kind in KEPT:
        return settled(tree, Turn(turn.kind, a, "change.agreed-to", (a, *turn.words)))
    kept = turn.kind == "exists" and not upheld(tree, turn.word)
    if kept or turn.kind in {"violated", "expired", "used", "process"}:
        return None
    return settled(tree, Turn("agreed", a, "change.agreed-to", (a, *turn.words)))


def _prospective(tree: Tree, turn: Turn, a: int) -> Turn | None:
    if negated(tree, a) or conditional(tree, a) or turn.kind not in TELLABLE:
        return None
    offered = tree.nodes[a].lemma in lexicon.arrangements().offering and tree.nodes[a].tag == "VBD"
    if turn.kind == "extended" and not offered:
        return None
    proposed = Turn("proposed", a, "change.prospective", (a, *turn.words))
    return proposed if not tree.nodes[a].tag.startswith("V") or not hypothetical(tree, a) else None


def _realised(tree: Tree, turn: Turn, below: int, a: int) -> Turn | None:
    """Under any other verb: done if that verb tells a past deed for it ("helped to set up"), or stands beside it."""
    if negated(tree, a) or hypothetical(tree, a) and turn.kind not in {"proposed"}:
        return None
    dep = tree.nodes[turn.word].dep
    if not infinitive(tree, turn.word):
        done = finite(tree, a) or tree.nodes[a].tag in {"VBN", "VBD"}
        if turn.kind == "process":
            return None
        if not tree.nodes[turn.word].tag.startswith("V"):
            if infinitive(tree, a) and turn.kind == "used":
                return None
            return replace(turn, words=(*turn.words, a))
        return turn if done else None
    if (
        tree.nodes[a].lemma in lexicon.arrangements().realising
        or dep == "advcl"
        and tree.nodes[a].tag in {"VBD", "VBN"}
    ):
        return settled(tree, replace(turn, word=a, words=(*turn.words, a))) if turn.kind != "exists" else None
    if dep == "conj" or tree.nodes[below].dep == "conj":
        return settled(tree, replace(turn, word=a, words=(*turn.words, a)))
    return replace(turn, kind="proposed", rule="change.infinitive") if turn.kind in TELLABLE else None
