"""Articles as a store has them: found by name, and put together again from text and metadata."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from backchannel.graph.lookup import NotFoundError, find, kind
from backchannel.graph.store import Reader
from backchannel.graph.triples import article_iri
from backchannel.ontology import terms
from backchannel.sources.article import Article, Span
from backchannel.sources.boilerplate import mark
from backchannel.sources.headline import with_window_title

_TYPE: Final = NamedNode(terms.RDF_TYPE)
_URL: Final = NamedNode(terms.SCHEMA_URL)


def article_iris(store: Reader) -> list[str]:
    """The IRIs of all articles, sorted."""
    quads = store.quads_for_pattern(None, _TYPE, NamedNode(terms.Article))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def find_articles(store: Reader, name: str) -> list[NamedNode]:
    """The articles that ``name`` means: an IRI, a title or the article's address. Raises NotFoundError."""
    found = at_address(store, name) or [node for node in find(store, name) if kind(store, node) == terms.Article]
    if not found:
        raise NotFoundError(f"{name!r} is no article of this graph; backchannel articles lists them.")
    return found


def at_address(store: Reader, url: str) -> list[NamedNode]:
    """The articles with this address, sorted."""
    quads = store.quads_for_pattern(None, _URL, Literal(url))
    found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted((node for node in found if kind(store, node) == terms.Article), key=lambda node: node.value)


def stored_article(store: Reader, node: NamedNode) -> tuple[Article, bool]:
    """The article as far as the store has it, and whether it is the one that was read."""
    said = {quad.predicate.value: quad.object.value for quad in store.quads_for_pattern(node, None, None)
            if isinstance(quad.object, Literal)}
    text, day = said[terms.SCHEMA_ARTICLE_BODY], said.get(terms.SCHEMA_DATE_PUBLISHED)
    marked, _ = with_window_title(text, mark(text))
    made = [Article(text, spans, said.get(terms.SCHEMA_HEADLINE), said.get(terms.SCHEMA_PUBLISHER),
                    date.fromisoformat(day) if day else None, said.get(terms.SCHEMA_URL),
                    said.get(terms.SCHEMA_IN_LANGUAGE)) for spans in _guesses(marked)]
    same = [article for article in made if article_iri(article) == node.value]
    return (same or made)[0], bool(same)


def _guesses(marked: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """What may have been set aside as menus: what the words betray, or nothing."""
    yield marked
    if marked:
        yield ()
