"""Noun phrases around a noun of arrangements: whether its neighbours make it one, and what describes it."""

from __future__ import annotations

import re

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.dates import TimeExpression
from backchannel.sources.reduction import Tree

DEFINITE = frozenset({"the", "this", "that", "these", "those", "all", "both", "its", "their", "such", "each"})
FORCES = frozenset({"army", "navy", "command", "force", "military"})
MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod")


def noun_of(tree: Tree, n: int) -> str:
    """The entry of the lexicon that word ``n`` is a form of, else its lemma."""
    known, low, lemma = lexicon.arrangements().things, tree.low(n), tree.nodes[n].lemma
    joined = f"{tree.low(n - 2)}-{low}" if n > 1 and tree.low(n - 1) == "-" else low
    return next((w for w in (joined, low, lemma, low.removesuffix("s")) if w in known), lemma)


def words_of(tree: Tree, n: int) -> set[str]:
    """All words of the phrase that word ``n`` heads, in lower case, as the article writes them."""
    inside = tree.subtree(n)
    text = text_of(
        tree, Span(min(tree.units[k].span.start for k in inside), max(tree.units[k].span.end for k in inside))
    )
    return set(re.findall(r"[\w-]+", text.lower())) | {
        p for w in re.findall(r"[\w-]+", text.lower()) for p in w.split("-")
    }


def fits(tree: Tree, n: int, noun: str) -> bool:
    """Whether a described noun may be an arrangement: no other thing by its neighbours, and narrow enough."""
    words = lexicon.arrangements()
    before = tree.low(n - 1) if n else ""
    two = f"{tree.low(n - 2)} {before}" if n > 1 else ""
    after = tree.low(n + 2) if n + 2 < len(tree.units) and tree.low(n + 1) == "of" else ""
    here = {before, two, f"{before} {noun}"}
    head = tree.head(n)
    if head is not None and tree.low(head) == "between" and noun in {"office", "mission"}:
        return False
    if _for_others(tree, n) or here & words.not_arrangements or after in words.not_followed:
        return False
    if _means(tree, n) or _proper(tree, n):
        return False
    described = words_before(tree, n) if noun in words.premodified else words_of(tree, n)
    under = any(tree.low(p) == "under" and p > n for p in tree.children(n, "prep"))
    return (
        noun not in words.narrow
        or under
        and noun in {"consultation", "consultations"}
        or bool(described & words.narrow[noun])
        or noun in words.families["line"] | words.standing_bodies
        and _told_again(tree, n)
        or noun == "line"
        and _kept_with(tree, n)
    )


def _for_others(tree: Tree, n: int) -> bool:
    """ "a hotline for families of the missing"."""
    served = [o for p in tree.children(n, "prep") if tree.low(p) == "for" for o in tree.children(p, "pobj")]
    return any(tree.low(o) in lexicon.arrangements().not_for for o in served)


def _kept_with(tree: Tree, n: int) -> bool:
    """ "keeps up a line with the Turkish army": that it has armed forces at its other end makes it one to them."""
    words, v = lexicon.arrangements(), tree.head(n)
    if v is None or tree.nodes[n].dep not in {"dobj", "nsubjpass"}:
        return False
    kept = {tree.nodes[v].lemma, tree.phrase(v)} & (words.kinds["exists"] | words.kinds["established"])
    ends = [p for k in (v, n) for p in tree.children(k, "prep") if tree.low(p) in {"with", "to"} and p > n]
    return bool(kept) and any(words_of(tree, p) & words.narrow["contacts"] | words_of(tree, p) & FORCES for p in ends)


def words_before(tree: Tree, n: int) -> set[str]:
    """The words that modify ``n`` from before, and those of a "between" phrase."""
    among = {"between", "of"} if tree.low(n) == "meetings" else {"between"}
    parts = [*tree.children(n, *MODIFIERS), *(p for p in tree.children(n, "prep") if tree.low(p) in among)]
    return {p for k in parts for w in words_of(tree, k) for p in (w, *w.split("-"))}


def _means(tree: Tree, n: int) -> bool:
    """ "talked by telephone line": how, not over what."""
    head = tree.head(n)
    return head is not None and tree.low(head) == "by" and not tree.children(n, "det", "poss", "relcl")


def _proper(tree: Tree, n: int) -> bool:
    """A capitalised noun inside a sentence is part of a name, and names are found elsewhere."""
    ended = tree.line.text.rstrip().endswith((".", "?", "!"))
    return n > 0 and ended and tree.units[n].word[:1].isupper() and tree.nodes[n].tag.startswith("NNP")


def _told_again(tree: Tree, n: int) -> bool:
    """ "the line that was set up": known to the reader, and told apart by a clause."""
    return any(tree.low(c) == "the" for c in tree.children(n, "det")) and bool(tree.children(n, "relcl"))


def bare(tree: Tree, n: int) -> bool:
    """Whether the noun stands without any description."""
    words = lexicon.arrangements()
    plain = [
        c
        for c in tree.children(n, *MODIFIERS)
        if tree.low(c) not in words.light | DEFINITE and tree.nodes[c].tag not in {"VBN", "PRP$"}
    ]
    described = [
        c
        for c in tree.children(n, "prep", "relcl", "acl")
        if c > n and (tree.low(c) not in {"in", "on", "at", "after", "until", "since", "by"} or _about(tree, c))
    ]
    described = [c for c in described if tree.nodes[c].dep == "prep" or not set_off_by_comma(tree, c)]
    return not plain and not described


def _about(tree: Tree, prep: int) -> bool:
    """ "on border patrols", but not "on Friday"."""
    times = [isinstance(tree.units[o].meaning, TimeExpression) for o in tree.children(prep, "pobj")]
    return tree.low(prep) == "on" and not any(times)


def set_off_by_comma(tree: Tree, c: int) -> bool:
    """Whether a comma stands before the clause of word ``c``."""
    first = min(tree.subtree(c))
    return "," in {tree.low(first), tree.low(first - 1) if first else ""}


def denied(tree: Tree, n: int) -> bool:
    """ "no treaty", "without an agreement", "the lack of a hotline"."""
    none = lexicon.arrangements().none
    if any(tree.low(c) in none for c in tree.children(n, "det", "neg", "amod", "advmod", "preconj")):
        return True
    head = tree.head(n)
    above = tree.head(head) if head is not None and tree.low(head) == "of" else None
    return head is not None and (
        tree.low(head) in none and tree.nodes[n].dep == "pobj" or above is not None and tree.low(above) in none
    )


def text_of(tree: Tree, span: Span) -> str:
    """The characters of ``span`` in the sentence of ``tree``."""
    start = tree.line.sentence.span.start
    return tree.line.text[span.start - start : span.end - start]
