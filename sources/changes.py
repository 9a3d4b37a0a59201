"""What happened to an arrangement: the verbs and nouns that govern its mention, read as kinds of change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.attachments import head_of_list, set_off, verbs_of
from backchannel.sources.change_verbs import kind_of
from backchannel.sources.governors import Turn, settled
from backchannel.sources.reduction import Tree
from backchannel.sources.unanswered import unanswered
from backchannel.sources.verb_forms import hypothetical, negated


def turns(tree: Tree, n: int) -> list[Turn]:
    """The changes that the sentence tells of the arrangement at word ``n``; "exists" tells only that it is there."""
    found: list[Turn] = []
    standing = list(_standing_for(tree, n))
    for k in standing:
        for v, role, through in verbs_of(tree, k):
            kind = kind_of(tree, v, role, through)
            turn = settled(tree, Turn(kind, v, f"change.{kind}", (v,))) if kind else None
            missed = kind == "suspended" and k != n and tree.low(k) in lexicon.arrangements().sittings
            if turn and not missed:
                found += _fates(tree, turn)
        carried = _carried(tree, k)
        found = [t for t in found if t.kind != "exists"] if carried else found
        noun = _nominal(tree, k)
        if noun and noun.word in standing:
            noun = None
        if noun and noun.kind == "proposed":
            found, noun = _offered(tree, found, noun)
        found += [t for t in (_state(tree, k), _attributive(tree, k), noun, carried, unanswered(tree, k)) if t]
    return list(dict.fromkeys(found))


def _offered(tree: Tree, found: list[Turn], noun: Turn) -> tuple[list[Turn], Turn]:
    """ "an offer of a line, made in March": what was made is the offer."""
    made = [t for t in found if tree.nodes[t.word].lemma == "make" and t.kind == "agreed"]
    return [t for t in found if t not in made], replace(noun, words=(*noun.words, *(t.word for t in made)))


def _fates(tree: Tree, turn: Turn) -> list[Turn]:
    """``turn``, and what became of the proposal that tells it: "rejected a proposal to reopen the line"."""
    noun = turn.word
    if turn.rule != "change.prospective" or not tree.nodes[noun].tag.startswith("NN"):
        return [turn]
    told = [(v, kind_of(tree, v, role, through)) for v, role, through in verbs_of(tree, noun)]
    fates = [settled(tree, Turn("rejected", v, "change.rejected", (v,))) for v, kind in told if kind == "rejected"]
    return [made(tree, noun), *(f for f in fates if f)] if any(fates) else [turn]


def made(tree: Tree, noun: int) -> Turn:
    """A proposal as told by its noun, dated by the clause that says when it was made."""
    making = lexicon.arrangements().making
    verbs = [v for v, _, _ in verbs_of(tree, noun) if tree.nodes[v].lemma in making]
    return Turn("proposed", noun, "change.proposal", tuple(verbs))


def _standing_for(tree: Tree, n: int) -> Iterator[int]:
    """Word ``n``, its appositions, and nouns that leave its sense as it is: "participation in the treaty"."""
    yield n
    yield from tree.children(n, "appos")
    prep = tree.head(n)
    if tree.nodes[n].dep == "poss" and prep is not None and tree.low(prep) in lexicon.arrangements().transparent:
        yield from _standing_for(tree, prep)
    if tree.nodes[n].dep != "pobj" or prep is None:
        return
    noun = tree.head(prep)
    if noun is not None and tree.nodes[noun].tag[:1] == "V" and tree.low(prep) == "in":
        noun = next((o for o in tree.children(noun, "dobj") if o == prep - 1), noun)
    if noun is not None and tree.nodes[noun].tag[:1] == "V" and tree.low(prep) == "under":
        noun = next((s for s in tree.children(noun, "nsubjpass") if s < prep), noun)
    if noun is not None and tree.nodes[noun].tag.startswith("VBN") and tree.low(prep) == "under":
        noun = tree.head(noun)
    if (
        noun is not None
        and tree.low(noun) in lexicon.arrangements().transparent
        and tree.low(prep) in {"in", "of", "under", "to", "with"}
    ):
        yield from _standing_for(tree, noun)


def _state(tree: Tree, n: int) -> Turn | None:
    """ "a hotline between the ministries, in operation since 2014": it was set up then."""
    spots = [set_off(tree, n), *(p for p in tree.children(n, "prep") if tree.low(p - 1) == ",")]
    for after in (s for s in spots if s is not None and tree.low(s) == "in" and s + 2 < len(tree.units)):
        since = tree.units[after + 2].text.lower().startswith("since")
        if since and tree.low(after + 1) in lexicon.arrangements().states:
            return Turn("established", after + 1, "change.state", (after + 1,))
    return None


def _attributive(tree: Tree, n: int) -> Turn | None:
    """ "the restored channel", "a proposed hotline"."""
    words = lexicon.arrangements()
    after = set_off(tree, n)
    drafts = [c for c in tree.children(n, "amod", "compound", "nmod") if tree.low(c) in words.drafts]
    if drafts:
        return Turn("proposed", drafts[0], "change.attributive", ())
    for child in [*tree.children(n, "amod"), *([after] if after is not None and tree.nodes[after].tag == "JJ" else [])]:
        kind = next(
            (
                k
                for k in ("suspended", "resumed", "proposed", "expired")
                if tree.nodes[child].lemma in words.kinds.get(k, frozenset())
            ),
            "",
        )
        kind = kind or next(
            (k for k in ("suspended",) if tree.low(child) in words.predicates[k] and tree.nodes[child].tag == "JJ"), ""
        )
        if kind and tree.nodes[child].tag in {"VBN", "VBD", "JJ"} and tree.low(child).endswith(("d", "n", "t")):
            return Turn(kind, child, "change.attributive", (child,) if child > n else ())
    return None


def _nominal(tree: Tree, n: int) -> Turn | None:
    """ "the expiry of the treaty", "plans for a hotline"."""
    words, top = lexicon.arrangements(), head_of_list(tree, n)
    prep = tree.head(top) if tree.nodes[top].dep == "pobj" else None
    noun = tree.head(prep) if prep is not None and tree.nodes[prep].tag == "IN" else None
    if noun is not None and prep is not None and tree.low(prep) == "for":
        noun = next((o for o in tree.children(noun, "dobj") if tree.low(o) in words.nominal["proposed"]), noun)
    if noun is None or prep is None or not tree.nodes[noun].tag.startswith("NN") or tree.units[noun].meaning:
        return None
    low, through = tree.low(noun), tree.low(prep)
    if low in words.asking and through != "for" or low == "talks" and through == "of":
        return None
    for kind, nouns in words.nominal.items():
        if low in nouns and through in (
            {"for", "on", "about", "of"} if kind == "proposed" else {"of", "to", "from", "in"}
        ):
            turn = Turn(kind, noun, "change.nominal", (noun,))
            known = low in words.proposals and any(tree.low(c) == "the" for c in tree.children(noun, "det"))
            return settled(tree, turn) or (turn if known else None)
    return None


def _carried(tree: Tree, n: int) -> Turn | None:
    """ "called over the hotline", "was warned by that very line"."""
    words = lexicon.arrangements()
    prep = tree.head(n)
    if (
        prep is None
        or tree.nodes[n].dep != "pobj"
        or tree.low(prep) not in words.over
        or tree.low(n) not in words.families["line"] | {f"{w}s" for w in words.families["line"]}
    ):
        return None
    v = tree.verb_above(prep)
    said = tree.low(tree.nodes[prep].head)
    topic = tree.low(prep) == "on" and said in words.topical
    spoken = said in words.conversations and not topic
    if (
        v is None
        or not spoken
        and tree.nodes[v].lemma not in words.carrying
        or negated(tree, v)
        or hypothetical(tree, v)
        or tree.nodes[v].lemma == "agree"
        and tree.low(prep) == "on"
    ):
        return None
    spots = tuple(dict.fromkeys((v, tree.nodes[prep].head)))
    return Turn("used", v, "change.carried", spots) if tree.nodes[v].tag in {"VBD", "VBN", "VBG"} else None
