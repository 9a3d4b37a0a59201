"""What happened to an arrangement: the verb or noun that governs its mention, read as a kind of change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.reduction import Tree


@dataclass(frozen=True)
class Turn:
    """A change as a sentence tells it: its kind, the index of the word that tells it and the rule that read it."""

    kind: str
    word: int
    rule: str


def turns(tree: Tree, n: int) -> Iterator[Turn]:
    """The changes that the sentence tells of the arrangement at word ``n``."""
    for v in _verbs_of(tree, n):
        kind = _kind_of_verb(tree, v, n)
        if kind:
            turn = _under_governors(tree, v, kind)
            if turn:
                yield turn
    nominal = _nominal(tree, n)
    if nominal:
        yield nominal


def _verbs_of(tree: Tree, n: int) -> Iterator[int]:
    """The verbs whose subject or object word ``n`` is, and those that modify it."""
    dep, head = tree.nodes[n].dep, tree.head(n)
    while dep in {"conj", "appos", "attr"} and head is not None and tree.nodes[head].tag.startswith("NN"):
        dep, head = tree.nodes[head].dep, tree.head(head)
    if head is not None and tree.nodes[head].tag == "IN" and dep == "pobj":
        above = tree.head(head)
        if above is not None and tree.nodes[above].tag.startswith("V"):
            yield above
    elif head is not None and tree.nodes[head].tag.startswith("V") and dep in {"dobj", "nsubj", "nsubjpass", "oprd", "attr"}:
        yield from _with_conjuncts(tree, head)
    for child in tree.children(n, "acl", "relcl"):
        yield from _with_conjuncts(tree, child)


def _with_conjuncts(tree: Tree, v: int) -> Iterator[int]:
    yield v
    for child in tree.children(v, "conj"):
        if tree.nodes[child].tag.startswith("V") and not tree.children(child, "nsubj", "nsubjpass", "dobj"):
            yield from _with_conjuncts(tree, child)
    for child in tree.children(v, "xcomp"):
        if tree.nodes[v].tag in {"VBD", "VBN", "VBZ", "VBP"} and not tree.children(child, "dobj") and tree.nodes[child].tag.startswith("V"):
            yield child


def _kind_of_verb(tree: Tree, v: int, n: int) -> str:
    """The kind of change that verb ``v`` makes of ``n``, longest phrase first."""
    words = lexicon.arrangements()
    following = " ".join(tree.low(k) for k in range(v + 1, min(v + 4, len(tree.units))))
    best = ("", 0)
    for kind, phrases in words.kinds.items():
        for phrase in sorted(phrases):
            head, _, tail = phrase.partition(" ")
            if tree.nodes[v].lemma != head and tree.phrase(v) != phrase:
                continue
            if tail and not (following.startswith(tail) or tree.phrase(v) == phrase or f" {tail}" in f" {following}"):
                continue
            if len(phrase) > best[1] and _transitive_enough(tree, v, n, kind, phrase):
                best = (kind, len(phrase))
    return best[0]


INTRANSITIVE = frozenset({"expire", "lapse", "run out", "end", "terminate", "resume", "collapse", "break down", "go dead", "fall silent", "exist", "come back", "function", "operate", "work", "serve", "open", "stall", "break", "close", "stop", "hold"})


def _transitive_enough(tree: Tree, v: int, n: int, kind: str, phrase: str) -> bool:
    """"the treaty expired" changes the treaty; "the line uses fibre" does not change the line."""
    passive = bool(tree.children(v, "auxpass")) or tree.nodes[v].tag == "VBN" and tree.nodes[v].dep in {"acl", "relcl"}
    is_object = n not in tree.children(v, "nsubj") and (tree.nodes[n].dep in {"dobj", "conj", "appos", "pobj", "oprd"} or passive or tree.nodes[v].dep in {"acl", "relcl"})
    if phrase in INTRANSITIVE and kind in {"established", "suspended", "resumed", "expired"}:
        return True
    del kind
    return is_object or passive or tree.nodes[v].dep in {"acl", "relcl"} and not tree.children(v, "dobj")


def _under_governors(tree: Tree, v: int, kind: str) -> Turn | None:
    """"agreed to resume" is resumed, "agreed to set up" is agreed, "plans to suspend" is proposed, "refused to extend" rejected."""
    words, statuses = lexicon.arrangements(), lexicon.statuses()
    negations = statuses.negations
    if any(tree.low(c) in negations for c in tree.children(v, "neg")):
        return None
    modal = {tree.low(c) for c in tree.children(v, "aux")}
    if modal & (statuses.modals["planned"] | statuses.modals["proposed"]):
        return None if kind in {"used", "violated", "expired"} else Turn("proposed", v, "change.modal")
    infinitive = "to" in modal
    if not infinitive and tree.nodes[v].dep not in {"ccomp", "pcomp", "xcomp", "dobj", "conj"}:
        return Turn(kind, v, f"change.{kind}")
    for a in tree.ancestors(v):
        lemma = tree.nodes[a].lemma
        if tree.nodes[a].tag.startswith("V") and not infinitive and tree.nodes[v].tag in {"VBD", "VBN", "VBZ", "VBP"}:
            break
        if lemma in words.agreeing:
            return Turn(kind if kind in {"resumed", "extended", "suspended", "used"} else "agreed", a, "change.agreed-to")
        if lemma in words.kinds["rejected"] or any(tree.low(c) in negations for c in tree.children(a, "neg")):
            return Turn("rejected", a, "change.refused-to") if kind in {"resumed", "extended", "established", "agreed", "signed"} else None
        if lemma in words.prospective:
            return Turn("proposed", a, "change.prospective")
        if tree.nodes[a].tag.startswith("V"):
            break
    if infinitive and tree.nodes[v].dep not in {"advcl"}:
        return Turn("proposed", v, "change.infinitive") if kind not in {"used", "violated", "expired"} else None
    return Turn(kind, v, f"change.{kind}")


def _nominal(tree: Tree, n: int) -> Turn | None:
    """"the expiry of the treaty"."""
    prep = tree.head(n)
    noun = tree.head(prep) if prep is not None and tree.nodes[prep].tag == "IN" else None
    if noun is None:
        return None
    for kind, nouns in lexicon.arrangements().nominal.items():
        if tree.low(noun) in nouns and prep is not None and tree.low(prep) in {"of", "to", "from"}:
            above = [tree.nodes[a].lemma for a in tree.ancestors(noun)]
            if any(a in lexicon.arrangements().prospective for a in above[:2]):
                return Turn("proposed", noun, "change.nominal")
            modal = any(tree.low(c) in {"would", "could", "will", "may", "might"} for a in tree.ancestors(noun) for c in tree.children(a, "aux"))
            return None if modal else Turn(kind, noun, "change.nominal")
    return None
