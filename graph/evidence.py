"""The passages behind the facts of a store: every claim of every report, under the fact that the report is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypedDict

from pyoxigraph import QuerySolutions

from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader
from backchannel.ontology.terms import BC, local

_LABELS: Final = """
SELECT ?thing ?label WHERE {
  { ?thing rdfs:label ?label }
  UNION { GRAPH id:reference { ?thing rdfs:label ?label } }
  UNION { GRAPH ?thing { ?thing rdfs:label ?label } }
}"""
_ABOUT: Final = "SELECT ?report ?fact WHERE { ?report bc:about ?fact }"
_ARTICLES: Final = """
SELECT ?article ?title ?publisher ?date ?url WHERE {
  GRAPH ?article {
    ?article a bc:Article
    OPTIONAL { ?article schema:headline ?title }
    OPTIONAL { ?article schema:publisher ?publisher }
    OPTIONAL { ?article schema:datePublished ?date }
    OPTIONAL { ?article schema:url ?url }
  }
}"""
_CLAIMS: Final = """
SELECT ?report ?property ?value ?article ?quote ?start ?end ?sentence ?sentence_start ?rule ?confidence WHERE {
  GRAPH ?article {
    ?claim rdf:subject ?report ; rdf:predicate ?property ; rdf:object ?value ;
           bc:rule ?rule ; bc:confidence ?confidence ; bc:passage ?passage .
    ?passage oa:exact ?quote ; oa:start ?start ; oa:end ?end
    OPTIONAL { ?claim bc:sentence ?around . ?around oa:exact ?sentence ; oa:start ?sentence_start }
  }
}"""


class Evidence(TypedDict):
    """One passage behind one value, as JSON. What an article's metadata does not tell is an empty string.

    ``start`` and ``end`` of the quote and the ``sentence_start`` count Unicode code points in the text of ``article``
    (an IRI); ``end`` is exclusive. ``slot`` is the property's local name, ``confidence`` lies in 0..1.
    """

    slot: str
    value: str
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    article: str
    title: str
    publisher: str
    date: str
    url: str
    rule: str
    confidence: float


class Claim(NamedTuple):
    """A value of a fact's slot as one article has it: ``value`` is a literal, or the IRI of a term or of a fact."""

    slot: str
    value: str
    evidence: Evidence


def rows(store: Reader, query: str) -> Iterator[tuple[str, ...]]:
    """The solutions of ``query`` as plain strings, an unbound variable as an empty one."""
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    for row in found:
        yield tuple("" if term is None else term.value for term in row)


def labels(store: Reader) -> dict[str, str]:
    """The labels of facts, articles, concepts and reference rows, by IRI."""
    return {row[0]: row[1] for row in sorted(rows(store, _LABELS))}


def words(value: str, known: Mapping[str, str]) -> str:
    """A value for people: its label, else a concept's local name split at its capitals, else the value itself."""
    if value in known or not value.startswith(BC):
        return known.get(value, value)
    return " ".join(re.findall("[A-Z]?[a-z0-9]+", value.removeprefix(BC).removeprefix("Topic"))).lower()


def claims(store: Reader, known: Mapping[str, str]) -> dict[str, list[Claim]]:
    """The claims on every fact, by the fact's IRI, in order of publication and of the text. ``known`` are labels."""
    about = {row[0]: row[1] for row in rows(store, _ABOUT)}
    articles = {article: [title or known.get(article, ""), *meta] for article, title, *meta in rows(store, _ARTICLES)}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for report, name, value, article, *passage in rows(store, _CLAIMS):
        if report in about:
            target = about.get(value, value)
            evidence = _evidence(local(name), words(target, known), article, articles.get(article, [""] * 4), passage)
            found[about[report]].append(Claim(local(name), target, evidence))
    return {fact: sorted(each, key=_order) for fact, each in found.items()}


def _evidence(slot: str, value: str, article: str, meta: list[str], passage: list[str]) -> Evidence:
    title, publisher, date, url = meta
    quote, start, end, sentence, sentence_start, rule, confidence = passage
    return Evidence(slot=slot, value=value, quote=quote, start=int(start), end=int(end), sentence=sentence or quote,
                    sentence_start=int(sentence_start or start), article=article, title=title, publisher=publisher,
                    date=date, url=url, rule=rule, confidence=float(confidence))


def _order(claim: Claim) -> tuple[Any, ...]:
    slot, value, found = claim
    return found["date"] or "9", found["article"], found["start"], found["end"], slot, value, found["rule"]
