"""Words that name an arrangement: of what kind it is, how it is told apart, and what it refers back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Arrangement
from backchannel.sources.article import Span
from backchannel.sources.dates import TimeExpression
from backchannel.sources.noun_phrases import DEFINITE, bare, denied, fits, noun_of, text_of, words_of
from backchannel.sources.reduction import Tree
from backchannel.sources.treaties import NamedArrangement

PRONOUNS = frozenset({"it", "they", "them"})
TAIL = frozenset({"of", "for", "on", "between", "over", "with", "in", "along", "to"})


@dataclass(frozen=True)
class Instrument:
    """One mention: ``kind`` is Channel, Treaty, Agreement or Memorandum, "" where only what went before tells.

    ``named`` is a row if it has a name of its own; ``matters`` are words that tell it apart from others of the same
    sides; ``definite`` marks a back-reference, ``bare`` one without any description, ``other`` one set apart from
    what was spoken of; ``strong`` that it is between armed forces by its own words; ``proposal`` that it stands for
    something only proposed; ``listed`` is the first word of the list that it stands in;
    ``implied`` marks a mention that has no words of its own.
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
    implied: bool = False
    listed: int = -1


def instrument(tree: Tree, n: int) -> Instrument | None:
    """The arrangement that word ``n`` names, if it names one."""
    meaning = tree.units[n].meaning
    if isinstance(meaning, NamedArrangement):
        row, plural = meaning.arrangement, tree.nodes[n].tag.endswith("S")
        # "the Border Commission (BC)": the parser takes the short name for the head
        n = n + 1 if tree.nodes[n].dep == "compound" and tree.nodes[n].head == n + 1 and _short(tree, n + 1) else n
        return Instrument(n, meaning.span, row.label, tree.low(n), row.kind, row, definite=True, plural=plural)
    if meaning is not None or not _is_noun(tree, n) or denied(tree, n):
        return None
    words, noun = lexicon.arrangements(), noun_of(tree, n)
    if noun in words.subject_matters and _topic(tree, n):
        return None
    if n > 1 and tree.low(n - 1) == "of" and words.nouns.get(tree.low(n - 2)) == "Memorandum":
        return None
    determiners = {tree.low(c) for c in tree.children(n, "det", "amod", "predet", "poss")}
    plain = bool(determiners & DEFINITE) and bare(tree, n)
    kind = words.nouns.get(noun, "") or ("Agreement" if _signed(tree, n, noun) else "")
    if not (plain and (kind or noun in words.generic | words.proposals) or kind and fits(tree, n, noun)):
        return None
    found = Instrument(n, _span(tree, n), _label(tree, n), noun, kind, None, _matters(tree, n))
    return replace(
        found, definite=bool(determiners & DEFINITE), bare=plain, plural=tree.nodes[n].tag.endswith("S"),
        other=bool(determiners & words.other) or _of_stranger(tree, n), proposal=noun in words.proposals,
        strong=bool(kind) and (noun not in words.weak or _of_forces(tree, n)),
        subject=_subject(tree, n), listed=_list(tree, n),
    )  # fmt: skip


def _of_stranger(tree: Tree, n: int) -> bool:
    """ "the Command's line to the army": it is of an owner who is none of the countries spoken of."""
    owners = [k for k in tree.children(n, "poss") if tree.nodes[k].tag == "NNP" and tree.units[k].meaning is None]
    return bool(owners) and any(tree.low(p) in {"to", "with"} for p in tree.children(n, "prep"))


def _of_forces(tree: Tree, n: int) -> bool:
    """Whether the words of a noun make it one between armed forces; "telephone" does so only beside a country."""
    words, told = lexicon.arrangements(), words_of(tree, n)
    between = any(tree.low(p) in {"between", "with"} for p in tree.children(n, "prep")) or "direct" in told
    named = between or bool(tree.line.parties)
    return bool(told & (words.military if named else words.military - words.civil))


def _is_noun(tree: Tree, n: int) -> bool:
    """Whether word ``n`` is a noun of its own; some nouns are sure enough to be one where the tagger sees a verb."""
    words, noun, node = lexicon.arrangements(), noun_of(tree, n), tree.nodes[n]
    sure = noun in words.nouns and noun not in words.weak and node.dep in {"dobj", "nsubj", "nsubjpass", "pobj"}
    return (node.tag.startswith("NN") or sure) and node.dep != "compound"


def _topic(tree: Tree, n: int) -> bool:
    """ "an agreement on military cooperation", "talks on defence ties": what it is about, and no channel."""
    head = tree.head(n)
    above = tree.head(head) if head is not None and tree.low(head) in {"on", "about", "of"} else None
    return above is not None and noun_of(tree, above) in lexicon.arrangements().nouns


def _short(tree: Tree, n: int) -> bool:
    """Whether word ``n`` is a short name: in capitals, or in brackets, as in "the Border Commission (Combifron)"."""
    name, start = tree.units[n].text, tree.units[n].span.start - tree.line.sentence.span.start
    short = name.isupper() or name[:1].isupper() and tree.line.text[start - 1 : start] == "("
    return tree.units[n].meaning is None and len(name) > 2 and short


def _signed(tree: Tree, n: int, noun: str) -> bool:
    """ "signed a 13-point document": what is signed is an agreement, whatever it is called."""
    head, node = tree.head(n), tree.nodes[n]
    known = any(tree.low(c) in DEFINITE for c in tree.children(n, "det", "poss"))
    signed = head is not None and tree.nodes[head].lemma in {"sign", "initial"} and node.dep in {"dobj", "nsubjpass"}
    return noun in lexicon.arrangements().signable and signed and not known


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
    refused = word in {"that", "this"} and tree.nodes[tree.nodes[n].head].lemma in lexicon.arrangements().refusing
    sittings = word == "its" and _sits(tree, tree.nodes[n].head)
    if not sittings and (word not in PRONOUNS and not refused or tree.nodes[n].tag not in {"PRP", "DT"}):
        return None
    if word == "it" and (_expletive(tree, n) or _of_another(tree, n)):
        return None
    return Instrument(
        n,
        tree.units[n].span,
        word,
        word,
        "",
        definite=True,
        bare=True,
        plural=word in {"they", "them"},
        strong=False,
        pronoun=True,
        subject=_subject(tree, n),
    )


def _sits(tree: Tree, n: int) -> bool:
    """ "Its sessions were suspended": what a body does stands for the body."""
    does = tree.nodes[n].lemma in lexicon.arrangements().sittings or tree.low(n) in {"work", "activities"}
    return does and tree.nodes[n].dep == "nsubjpass"


def _of_another(tree: Tree, n: int) -> bool:
    """ "It was used to end it": one thing is not what is done to itself."""
    if tree.nodes[n].dep != "dobj":
        return False
    for a in tree.ancestors(n):
        subjects = tree.children(a, "nsubj", "nsubjpass")
        if subjects:
            return any(tree.low(s) == "it" for s in subjects)
    return False


def _expletive(tree: Tree, n: int) -> bool:
    """ "It was agreed that …" speaks of no arrangement."""
    head = tree.head(n)
    if head is None or tree.nodes[head].lemma not in lexicon.arrangements().agreeing | {"be"}:
        return False
    return any(tree.low(c) == "that" for k in tree.children(head, "ccomp", "attr") for c in tree.subtree(k))


def own_time(tree: Tree, n: int) -> TimeExpression | None:
    """The date that belongs to the name of the thing: "the accord of 2001", "the 1998 agreement"."""
    spots = [
        o for p in tree.children(n, "prep") if tree.low(p) == "of" and p == n + 1 for o in tree.children(p, "pobj")
    ]
    for k in [*spots, *tree.children(n, "nummod", "amod", "compound", "nmod")]:
        meaning = tree.units[k].meaning
        if isinstance(meaning, TimeExpression) and meaning.kind == "absolute":
            return meaning
    return None


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
    return re.sub(r"\s+", " ", text_of(tree, Span(tree.units[_start(tree, n)].span.start, end))).strip(" ,.;")
