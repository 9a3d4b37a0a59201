"""What is in a graph: its articles one by one, and its facts in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions

from backchannel.graph.lookup import label
from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader
from backchannel.ontology import terms

_ARTICLES: Final = """
SELECT ?article ?title ?publisher ?date ?url (COUNT(DISTINCT ?report) AS ?reports) (COUNT(?claim) AS ?claims) WHERE {
  ?article a bc:Article ; rdfs:label ?title
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?report bc:article ?article . ?claim rdf:subject ?report }
} GROUP BY ?article ?title ?publisher ?date ?url ORDER BY COALESCE(?date, "9") ?article"""
_CLASSES: Final = "SELECT ?class (COUNT(?thing) AS ?number) WHERE { ?thing a ?class } GROUP BY ?class"
_STATUSES: Final = f"""
SELECT ?status (COUNT(?contact) AS ?number) WHERE {{
  VALUES ?class {{ {" ".join(f"<{iri}>" for iri in terms.CONTACTS)} }} ?contact a ?class ; bc:status ?status
}} GROUP BY ?status"""


@dataclass(frozen=True)
class ArticleRow:
    """An article and how much was read from it; empty strings stand for what is not known. ``date`` is an ISO date."""

    iri: str
    title: str
    publisher: str
    date: str
    url: str
    reports: int
    claims: int


@dataclass(frozen=True)
class Summary:
    """How many things of each kind a graph holds; ``contacts`` by status and ``arrangements`` by class, in words."""

    articles: int
    officials: int
    contacts: dict[str, int]
    arrangements: dict[str, int]
    claims: int


def articles(store: Reader) -> list[ArticleRow]:
    """The articles, first published first, undated ones last."""
    return [ArticleRow(iri, title, publisher, date, url, int(reports), int(claims))
            for iri, title, publisher, date, url, reports, claims in _rows(store, _ARTICLES)]


def summary(store: Reader) -> Summary:
    """The graph in numbers."""
    classes = {iri: int(number) for iri, number in _rows(store, _CLASSES)}
    statuses = {label(store, NamedNode(iri)): int(number) for iri, number in _rows(store, _STATUSES)}
    return Summary(
        articles=classes.get(terms.Article, 0),
        officials=classes.get(terms.Official, 0),
        contacts={word: statuses[word] for word in terms.STATUSES if word in statuses},
        arrangements={terms.local(iri).lower(): classes[iri] for iri in sorted(terms.ARRANGEMENTS) if iri in classes},
        claims=classes.get(terms.Claim, 0),
    )


def _rows(store: Reader, query: str) -> list[list[str]]:
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [["" if term is None else term.value for term in row] for row in rows]
