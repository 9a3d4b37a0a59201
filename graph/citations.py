"""Where decisions meet articles: which reports have a cited passage as their evidence, and how to cite a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.decisions import KINDS, Citation
from backchannel.ontology import terms
from backchannel.sources.article import Span

_Slots = Mapping[str, list[str]]
_META: Final = (terms.SCHEMA_HEADLINE, terms.SCHEMA_URL, terms.SCHEMA_PUBLISHER, terms.SCHEMA_DATE_PUBLISHED,
                terms.SCHEMA_ARTICLE_BODY)


@dataclass(frozen=True)
class Said:
    """One claim of a report: property and value (IRIs or texts), its characters, and the sentence around them."""

    slot: str
    value: str
    span: Span
    sentence: Span


@dataclass(frozen=True)
class Telling:
    """An article as decisions cite it; empty strings stand for what its metadata does not tell.

    ``reports`` has the claims of its reports by IRI, ``kinds`` the classes that these describe.
    """

    iri: str
    title: str
    url: str
    publisher: str
    published: str
    text: str
    reports: Mapping[str, tuple[Said, ...]]
    kinds: Mapping[str, str]

    @property
    def names(self) -> frozenset[str]:
        """Whatever the article can be cited by; its IRI in full or as queries show it."""
        return frozenset({self.iri, f"article:{terms.local(self.iri)}", self.url, " ".join(self.title.split())} - {""})

    def found(self, cited: Citation) -> tuple[str, ...]:
        """The reports of the kind cited whose evidence has characters in common with the passage cited.

        What tells of the thing itself counts before what tells of its values, and that before the sentences around.
        """
        passages = list(_occurrences(cited.quote, self.text))
        rows = {iri: said for iri, said in self.reports.items() if self.kinds[iri] in KINDS[cited.kind]}
        for near in (_itself, _values, _around):
            found = tuple(iri for iri, said in rows.items()
                          if any(span.overlaps(at) for span in near(said) for at in passages))
            if found:
                return found
        return ()

    def has(self, quote: str) -> bool:
        """Whether the text has this passage; white space makes no difference."""
        return next(_occurrences(quote, self.text), None) is not None


@dataclass(frozen=True)
class Sighting:
    """One article that a citation may mean: its IRI and title, whether it has the passage, and the reports there."""

    cited: Citation
    article: str
    title: str
    passage: bool
    reports: tuple[str, ...]


def wanted(cited: Iterable[Citation]) -> dict[str, tuple[Citation, ...]]:
    """The citations by the name of their article."""
    found: defaultdict[str, tuple[Citation, ...]] = defaultdict(tuple)
    for each in sorted(set(cited), key=str):
        found[" ".join(each.article.split())] += (each,)
    return dict(found)


def sightings(told: Telling, cited: Mapping[str, Iterable[Citation]]) -> Iterator[Sighting]:
    """What the article gives for those of the citations, by the name of their article, that name it."""
    for name in sorted(told.names & cited.keys()):
        for each in cited[name]:
            whole = not each.quote
            reports = tuple(told.reports) if whole else told.found(each)
            yield Sighting(each, told.iri, told.title, whole or told.has(each.quote), reports)


def telling(quads: Iterable[Quad]) -> Telling:
    """The article whose graph has these ``quads``."""
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    [iri] = (iri for iri, slots in nodes.items() if terms.Article in slots[terms.RDF_TYPE])
    kinds = {report: slots[terms.DESCRIBES][0] for report, slots in sorted(nodes.items())
             if terms.Report in slots[terms.RDF_TYPE]}
    said: dict[str, list[Said]] = {report: [] for report in kinds}
    for slots in list(nodes.values()):
        if terms.Claim in slots[terms.RDF_TYPE]:
            said[slots[terms.RDF_SUBJECT][0]].append(_said(slots, nodes))
    title, url, publisher, published, text = (_first(nodes[iri], name) for name in _META)
    claims = {report: tuple(sorted(each, key=_order)) for report, each in said.items()}
    return Telling(iri, title, url, publisher, published, text, claims, kinds)


def citation(told: Telling, report: str, slot: str = terms.DESCRIBES) -> Citation | None:
    """A passage that cites ``report`` and no other; None if there is none.

    Of its sentences, one that gives a value of ``slot`` (an IRI) and many others beside is preferred.
    """
    kind = next(name for name, classes in KINDS.items() if told.kinds[report] in classes)
    name = told.url or " ".join(told.title.split()) or told.iri
    for span in _telling_spans(told.reports[report], slot):
        cited = Citation(name, " ".join(told.text[span.start:span.end].split()), kind)
        if cited.quote and told.found(cited) == (report,):
            return cited
    return None


def _telling_spans(said: Iterable[Said], slot: str) -> Iterator[Span]:
    """What may be quoted, best first: the words from a sentence's first value to its last, all of it, single values."""
    sentences: defaultdict[Span, list[Said]] = defaultdict(list)
    for each in said:
        sentences[each.sentence].append(each)
    worth = {at: (any(each.slot == slot for each in own), len(own)) for at, own in sentences.items()}
    for sentence in sorted(sorted(sentences), key=lambda at: worth[at], reverse=True):
        spans = sorted({each.span for each in sentences[sentence]})
        yield Span(spans[0].start, max(span.end for span in spans))
        yield sentence
    yield from sorted({each.span for own in sentences.values() for each in own}, key=lambda at: (at.start - at.end, at))


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    words = quote.split()
    if words:
        for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
            yield Span(*match.span())


def _itself(said: Iterable[Said]) -> Iterator[Span]:
    return (each.span for each in said if each.slot == terms.DESCRIBES)


def _values(said: Iterable[Said]) -> Iterator[Span]:
    return (each.span for each in said)


def _around(said: Iterable[Said]) -> Iterator[Span]:
    return (each.sentence for each in said)


def _said(slots: _Slots, nodes: Mapping[str, _Slots]) -> Said:
    span = _span(nodes[slots[terms.PASSAGE][0]])
    around = slots.get(terms.SENTENCE)
    return Said(slots[terms.RDF_PREDICATE][0], slots[terms.RDF_OBJECT][0], span,
                _span(nodes[around[0]]) if around else span)


def _span(slots: _Slots) -> Span:
    return Span(int(slots[terms.OA_START][0]), int(slots[terms.OA_END][0]))


def _first(slots: _Slots, name: str) -> str:
    return next(iter(slots.get(name, ())), "")


def _order(said: Said) -> tuple[Span, str, str]:
    return said.span, said.slot, said.value
