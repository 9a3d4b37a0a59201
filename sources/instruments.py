"""Words that name an arrangement: what kind of thing a noun phrase is, how it is told apart, and what it refers back to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Arrangement
from backchannel.sources.article import Span
from backchannel.sources.dates import TimeExpression
from backchannel.sources.reduction import Tree
from backchannel.sources.treaties import NamedArrangement

DEFINITE = frozenset({"the", "this", "that", "these", "those", "all", "both", "its", "their", "such", "each"})
MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod")
TAIL = frozenset({"of", "for", "on", "between", "over", "with", "in", "along", "to"})


@dataclass(frozen=True)
class Instrument:
    """One mention: ``kind`` is Channel, Treaty, Agreement or Memorandum, "" where only what went before tells.

    ``named`` is a row if it has a name of its own; ``matters`` are words that tell it apart from others of the same sides;
    ``definite`` marks a back-reference, ``bare`` one without any description, ``other`` one set apart from what was spoken of;
    ``strong`` that it is between armed forces by its own words; ``proposal`` that it stands for something only proposed.
    """

    index: int
    span: Span
    label: str
    word: str
    kind: str
    named: Arrangement | None = None
    matters: frozenset[str] = frozenset()
    definite: bool = False
    bare: bool = False
    plural: bool = False
    other: bool = False
    strong: bool = True
    proposal: bool = False
    pronoun: bool = False
    subject: bool = False
    listed: int = -1


def instrument(tree: Tree, n: int) -> Instrument | None:
    """The arrangement that word ``n`` names, if it names one."""
    meaning = tree.units[n].meaning
    if isinstance(meaning, NamedArrangement):
        return Instrument(n, meaning.span, meaning.arrangement.label, tree.low(n), meaning.arrangement.kind, meaning.arrangement,
                          definite=True, plural=tree.nodes[n].tag.endswith("S"))
    words, noun = lexicon.arrangements(), noun_of(tree, n)
    plain = noun in words.nouns and noun not in words.weak and tree.nodes[n].dep in {"dobj", "nsubj", "nsubjpass", "pobj"}
    if meaning is not None or not (tree.nodes[n].tag.startswith("NN") or plain) or tree.nodes[n].dep == "compound" or _denied(tree, n):
        return None
    determiners = {tree.low(c) for c in tree.children(n, "det", "amod", "predet", "poss")}
    definite = bool(determiners & DEFINITE)
    bare = definite and _bare(tree, n)
    kind = words.nouns.get(noun, "")
    if not kind and not (bare and noun in words.generic | words.proposals) or kind and not bare and not _fits(tree, n, noun):
        return None
    strong = bool(kind) and (noun not in words.weak or bool(words_of(tree, n) & words.military))
    return Instrument(
        n, _span(tree, n), _label(tree, n), noun, kind, None, _matters(tree, n), definite, bare,
        tree.nodes[n].tag.endswith("S"), bool(determiners & words.other), strong, noun in words.proposals, subject=_subject(tree, n), listed=_list(tree, n),
    )


def _list(tree: Tree, n: int) -> int:
    """The first word of the list that word ``n`` is in, itself if it is in none."""
    while tree.nodes[n].dep == "conj" and tree.nodes[tree.nodes[n].head].tag.startswith("NN"):
        n = tree.nodes[n].head
    return n


def _subject(tree: Tree, n: int) -> bool:
    return tree.nodes[n].dep in {"nsubj", "nsubjpass"}


def pronoun(tree: Tree, n: int) -> Instrument | None:
    """ "It", "they", "them", "both", "all of them" as the mention of what was spoken of before."""
    word = tree.low(n)
    if word not in {"it", "they", "them"} or tree.nodes[n].tag not in {"PRP", "DT"}:
        return None
    return Instrument(n, tree.units[n].span, word, word, "", definite=True, bare=True, plural=word != "it",
                      strong=False, pronoun=True, subject=_subject(tree, n))


def noun_of(tree: Tree, n: int) -> str:
    """The entry of the lexicon that word ``n`` is a form of, else its lemma."""
    words, low, lemma = lexicon.arrangements(), tree.low(n), tree.nodes[n].lemma
    known = words.nouns.keys() | words.generic | words.proposals
    joined = f"{tree.low(n - 2)}-{low}" if n > 1 and tree.low(n - 1) == "-" else low
    return next((w for w in (joined, low, lemma, low.removesuffix("s")) if w in known), lemma)


def words_of(tree: Tree, n: int) -> set[str]:
    """All words of the phrase that word ``n`` heads, in lower case, as the article writes them."""
    inside = tree.subtree(n)
    text = _text(tree, Span(min(tree.units[k].span.start for k in inside), max(tree.units[k].span.end for k in inside)))
    return set(re.findall(r"[\w-]+", text.lower())) | {p for w in re.findall(r"[\w-]+", text.lower()) for p in w.split("-")}


def own_time(tree: Tree, n: int) -> TimeExpression | None:
    """The date that belongs to the name of the thing: "the accord of 2001", "the 1998 agreement"."""
    spots = [o for p in tree.children(n, "prep") if tree.low(p) == "of" and p == n + 1 for o in tree.children(p, "pobj")]
    for k in [*spots, *tree.children(n, "nummod", "amod", "compound", "nmod")]:
        meaning = tree.units[k].meaning
        if isinstance(meaning, TimeExpression) and meaning.kind == "absolute":
            return meaning
    return None


def _fits(tree: Tree, n: int, noun: str) -> bool:
    """Whether a described noun may be an arrangement: no other thing by its neighbours, and narrow enough."""
    words = lexicon.arrangements()
    before = tree.low(n - 1) if n else ""
    two = f"{tree.low(n - 2)} {before}" if n > 1 else ""
    after = tree.low(n + 2) if n + 2 < len(tree.units) and tree.low(n + 1) == "of" else ""
    here = {before, two, f"{before} {noun}"}
    if here & words.not_arrangements or after in words.not_followed or _means(tree, n) or _proper(tree, n):
        return False
    described = words_before(tree, n) if noun in words.premodified else words_of(tree, n)
    return noun not in words.narrow or bool(described & words.narrow[noun]) or noun in words.families["line"] and _told_again(tree, n)


def words_before(tree: Tree, n: int) -> set[str]:
    """The words that modify ``n`` from before, and those of a "between" phrase."""
    parts = [*tree.children(n, *MODIFIERS), *(p for p in tree.children(n, "prep") if tree.low(p) == "between")]
    return {p for k in parts for w in words_of(tree, k) for p in (w, *w.split("-"))}


def _means(tree: Tree, n: int) -> bool:
    """"talked by telephone line": how, not over what."""
    head = tree.head(n)
    return head is not None and tree.low(head) == "by" and not tree.children(n, "det", "poss", "relcl")


def _proper(tree: Tree, n: int) -> bool:
    """A capitalised noun inside a sentence is part of a name, and names are found elsewhere."""
    ended = tree.line.text.rstrip().endswith((".", "?", "!"))
    return n > 0 and ended and tree.units[n].word[:1].isupper() and tree.nodes[n].tag.startswith("NNP")


def _told_again(tree: Tree, n: int) -> bool:
    """"the line that was set up": known to the reader, and told apart by a clause."""
    return any(tree.low(c) == "the" for c in tree.children(n, "det")) and bool(tree.children(n, "relcl"))


def _bare(tree: Tree, n: int) -> bool:
    words = lexicon.arrangements()
    plain = [c for c in tree.children(n, *MODIFIERS) if tree.low(c) not in words.light | DEFINITE and tree.nodes[c].tag not in {"VBN", "PRP$"}]
    described = [c for c in tree.children(n, "prep", "relcl", "acl") if c > n and tree.low(c) not in {"in", "on", "at", "after", "until", "since"}]
    described = [c for c in described if tree.nodes[c].dep == "prep" or tree.low(min(tree.subtree(c)) - 1) != ","]
    return not plain and not described


def _denied(tree: Tree, n: int) -> bool:
    """"no treaty", "without an agreement", "the lack of a hotline"."""
    none = lexicon.arrangements().none
    if any(tree.low(c) in none for c in tree.children(n, "det", "neg", "amod", "advmod", "preconj")):
        return True
    head = tree.head(n)
    above = tree.head(head) if head is not None and tree.low(head) == "of" else None
    return head is not None and (tree.low(head) in none and tree.nodes[n].dep == "pobj" or above is not None and tree.low(above) in none)


def _matters(tree: Tree, n: int) -> frozenset[str]:
    words = words_of(tree, n)
    return frozenset(m for m in lexicon.arrangements().matters if m.lower() in words)


def _start(tree: Tree, n: int) -> int:
    return min([n, *(c for c in tree.children(n, "compound", "amod", "nmod", "nummod") if c < n)])


def _span(tree: Tree, n: int) -> Span:
    return Span(tree.units[_start(tree, n)].span.start, tree.units[n].span.end)


def _label(tree: Tree, n: int) -> str:
    """The article's words for the arrangement, from its first modifier to the end of its "of" and "for" phrases."""
    tail = n
    for prep in tree.children(n, "prep"):
        if tree.low(prep) in TAIL and prep == tail + 1:
            tail = max(tree.subtree(prep))
    end = tree.units[min(tail, n + 12)].span.end
    return re.sub(r"\s+", " ", _text(tree, Span(tree.units[_start(tree, n)].span.start, end))).strip(" ,.;")


def _text(tree: Tree, span: Span) -> str:
    start = tree.line.sentence.span.start
    return tree.line.text[span.start - start:span.end - start]
