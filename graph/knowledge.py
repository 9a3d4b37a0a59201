"""The whole product as one object: build a graph or open one, then ask, look, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from backchannel.graph import articles, explain, sparql
from backchannel.graph.store import Reader, in_memory, open_store, replacing
from backchannel.sources.article import Article, SourceError

if TYPE_CHECKING:
    import networkx
    import rdflib
    from backchannel.graph.validate import Validation

Sources = str | Path | Iterable[str | Path]


class Drawing:
    """A page of the network: ``str`` gives the HTML, a notebook shows it, ``save`` writes it."""

    def __init__(self, html: str) -> None:
        self._html = html

    def __str__(self) -> str:
        return self._html

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self._html)}" width="100%" height="640" style="border:0"></iframe>'

    def save(self, path: str | Path) -> None:
        """Writes the page to ``path``. Raises ExportError if that cannot be."""
        from backchannel.graph.export import write

        write(self._html.encode("utf-8"), Path(path))


class KnowledgeGraph:
    """Officials, contacts and arrangements with the sentences behind them.

    >>> graph = KnowledgeGraph.build("articles/")                        # doctest: +SKIP
    >>> for row in graph.query("SELECT ?who { ?m a bc:Meeting ; bc:participant/rdfs:label ?who }"):
    ...     print(row["who"])                                            # doctest: +SKIP

    ``problems`` are the sources that could not be read.
    """

    def __init__(self, store: Reader, problems: Iterable[SourceError] = ()) -> None:
        self._store = store
        self.problems = tuple(problems)

    @classmethod
    def build(
        cls, sources: Sources = (), *, path: str | Path | None = None, published: date | None = None,
        progress: Callable[[Article], object] | None = None,
    ) -> Self:
        """Reads ``sources`` (files, folders) and builds their graph; without sources, the articles that come along.

        The graph is kept in the folder ``path``, which it replaces as a whole, else in memory. ``published`` dates
        articles that nothing else dates; ``progress`` is called with each article before it is read. What cannot be read is
        left out and listed in ``problems``. Raises SourceError if nothing could be read, StoreError if ``path`` cannot
        be written.
        """
        from backchannel.graph.build import graph_quads, readings

        problems: list[SourceError] = []
        read = readings([sources] if isinstance(sources, str | Path) else list(sources), published, problems.append, progress)
        if path is None:
            return cls(in_memory(graph_quads(read)), problems)
        with replacing(Path(path)) as store:
            store.bulk_extend(graph_quads(read))
        return cls(open_store(Path(path)), problems)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The graph in the folder ``path``, as it is now. Raises StoreError if there is none."""
        return cls(open_store(Path(path)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store; the graph answers no more."""
        self._store = in_memory(())

    def query(self, sparql_query: str) -> sparql.Answer:
        """The rows of a SPARQL query over the union of all graphs; the usual prefixes need no declaration.

        Raises QueryError for a malformed query.
        """
        return sparql.answer(sparql.run(self._store, sparql_query))

    def explain(self, name: str) -> list[explain.Explanation]:
        """What the graph says about an IRI or label, with the sentences behind it. Raises NotFoundError."""
        return explain.explain(self._store, name)

    def articles(self) -> list[articles.Row]:
        """The articles, in order of publication, with what was read from each."""
        return articles.listing(self._store)

    def quads(self) -> Iterator[object]:
        """All quads as pyoxigraph terms."""
        return self._store.quads_for_pattern(None, None, None)
