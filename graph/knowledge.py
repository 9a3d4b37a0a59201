"""The whole product as one object: build a graph or open one, then ask, look, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from backchannel.graph.explain import Explanation, explain
from backchannel.graph.listing import ArticleRow, Summary, articles, summary
from backchannel.graph.sparql import Answer, answer, run
from backchannel.graph.store import Reader, in_memory, open_store, replacing
from backchannel.sources.article import Article, SourceError

if TYPE_CHECKING:
    import networkx  # type: ignore[import-untyped]
    import rdflib

    from backchannel.graph.channels import Standing
    from backchannel.graph.comparing import Compared
    from backchannel.graph.decided import Decided
    from backchannel.graph.diff import Differences
    from backchannel.graph.edit import Edit
    from backchannel.graph.findings import Findings
    from backchannel.graph.silence import Silences
    from backchannel.graph.upkeep import Upkeep
    from backchannel.graph.validate import Validation

Sources = str | Path | Iterable[str | Path]


class Drawing:
    """A page of the network: ``str`` gives the HTML, a notebook shows it."""

    def __init__(self, html: str) -> None:
        self._html = html

    def __str__(self) -> str:
        return self._html

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self._html)}" width="100%" height="640" style="border:0"></iframe>'


class KnowledgeGraph:
    """Officials, contacts and arrangements with the sentences behind them.

    ``KnowledgeGraph.build("articles/")`` reads a folder, ``KnowledgeGraph.open("backchannel-graph")`` what was built
    before. ``problems`` are the sources that could not be read.
    """

    def __init__(self, store: Reader, problems: Iterable[SourceError] = (), path: Path | None = None) -> None:
        self._store = store
        self._path = path
        self._upkeep: Upkeep | None = None
        self.problems = tuple(problems)

    @classmethod
    def build(
        cls, sources: Sources = (), *, path: str | Path | None = None, published: date | None = None,
        progress: Callable[[Article], object] | None = None, decisions: str | Path | None = None,
    ) -> Self:
        """Reads ``sources`` (files, folders) and builds their graph; without any, that of the bundled articles.

        The graph is kept in the folder ``path``, which it replaces as a whole, else in memory. ``published`` dates
        articles that nothing else dates; ``progress`` is called with each article before it is read. ``decisions`` is
        a file of a curator's decisions; :meth:`decisions` tells which of them do not apply. Sources that cannot be
        read are left out and listed in ``problems``. Raises SourceError if that leaves nothing, StoreError if ``path``
        cannot be written, DecisionError for decisions that cannot be used.
        """
        from backchannel.graph.build import build, graph_quads, readings
        from backchannel.graph.decision_file import read

        problems: list[SourceError] = []
        paths = [sources] if isinstance(sources, str | Path) else list(sources)
        decided = read(Path(decisions)) if decisions else ()
        found = readings(paths, published, problems, progress)
        if path is None:
            return cls(in_memory(graph_quads(found, decided)), problems)
        build(found, Path(path), decided)
        return cls(open_store(Path(path)), problems, Path(path))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The graph in the folder ``path``, as it is now. Raises StoreError if there is none."""
        return cls(open_store(Path(path)), path=Path(path))

    def add(
        self, sources: Sources, *, published: date | None = None, progress: Callable[[Article], object] | None = None,
    ) -> Edit:
        """Adds the articles in ``sources`` that the graph does not have; what that changed.

        An article whose address one in the graph has takes the place of that one. Each is added as a whole or not at
        all. For the arguments see ``build``; raises StoreError if the store cannot be written.
        """
        from backchannel.graph.edit import add

        paths = [sources] if isinstance(sources, str | Path) else list(sources)
        with self._kept_up() as upkeep:
            return add(upkeep, paths, published, progress)

    def remove(self, *articles: str) -> Edit:
        """Removes articles (IRIs, titles or addresses); what that changed.

        The graph is then as if they had never been there. What is not found is among the problems of the result.
        Raises StoreError if the store cannot be written.
        """
        from backchannel.graph.edit import remove

        with self._kept_up() as upkeep:
            return remove(upkeep, articles)

    def refresh(self, progress: Callable[[Article], object] | None = None) -> Edit:
        """Reads the text of all articles again and works out all facts anew; what that changed.

        Raises StoreError if the store cannot be written.
        """
        from backchannel.graph.edit import refresh

        with self._kept_up() as upkeep:
            return refresh(upkeep, progress)

    @contextmanager
    def _kept_up(self) -> Iterator[Upkeep]:
        """The graph's store, to be changed."""
        from backchannel.graph.upkeep import upkeep, upkeep_in_memory

        if self._path is None:
            self._upkeep = self._upkeep or upkeep_in_memory(self._store.quads_for_pattern(None, None, None))
            self._store = self._upkeep.store
            yield self._upkeep
            return
        self._store = in_memory(())
        try:
            with upkeep(self._path) as found:
                yield found
        finally:
            self._store = open_store(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store; from then on the graph is empty."""
        self._store, self._path, self._upkeep = in_memory(()), None, None

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL query over the union of all graphs; the usual prefixes need no declaration.

        Raises QueryError, with line and column, for a query that cannot be run.
        """
        return answer(run(self._store, sparql))

    def ask(self, name: str, /, *values: object, **options: object) -> Answer:
        """The answer to a named question: ``graph.ask("who-met", "Valery Gerasimov", since=2017)``.

        ``values`` are those of its parameters in order, ``options`` by name: texts, dates and years; see ``backchannel
        ask``. Raises QuestionError if there is no such question or the values do not fit it, NotFoundError if one names
        nothing in the graph.
        """
        from backchannel.graph.asking import ask

        return ask(self._store, name, values, options)

    def explain(self, name: str) -> list[Explanation]:
        """What the graph says about an IRI or label, and the sentences behind it. Raises NotFoundError."""
        return explain(self._store, name)

    def compare(self, one: str, other: str) -> Compared:
        """Two reports or two facts (IRI or label): how alike they are, and why they are one or two.

        Raises NotFoundError if a name is that of none, or of several.
        """
        from backchannel.graph.comparing import compare_things

        return compare_things(self._store, one, other)

    def silences(self, article: str) -> list[Silences]:
        """The sentences of an article (IRI, title or address) that have a cue and gave nothing, and why.

        Raises NotFoundError.
        """
        from backchannel.graph.silence import silences

        return silences(self._store, article)

    def channels(self, as_of: date | None = None, *, state: str = "", party: str = "") -> list[Standing]:
        """How the arrangements stand on a day, by default when articles last told of them, and which change made it so.

        Only those that may be in ``state`` ("in force", "suspended" …) and that have ``party``, a label or IRI, as a
        side, where these are given. Raises NotFoundError if nothing is called ``party``.
        """
        from backchannel.graph.channels import channels

        return channels(self._store, as_of, state, party)

    def check(self, *kinds: str) -> list[Findings]:
        """What the checks across the graph find, of these ``kinds`` if any are named. Raises KeyError for another."""
        from backchannel.graph.check import check

        return check(self._store, kinds)

    def diff(self, other: KnowledgeGraph) -> Differences:
        """What became of this graph in ``other``: facts in words, slot by slot, and the statements behind them."""
        from backchannel.graph.diff import difference

        before, after = (graph._store.quads_for_pattern(None, None, None) for graph in (self, other))
        return difference(before, after)

    def decisions(self) -> tuple[Decided, ...]:
        """The curator's decisions that the graph was built with, and why some are not applied."""
        from backchannel.graph.decided import GRAPH, decided

        return decided(self._store.quads_for_pattern(None, None, None, GRAPH))

    def apply(self, decisions: str | Path, *, path: str | Path | None = None) -> KnowledgeGraph:
        """The graph under the decisions in this file alone. Articles are not read again.

        It is kept in the folder ``path``, which it replaces as a whole, else in memory. Raises DecisionError for
        decisions that cannot be used, StoreError if ``path`` cannot be written.
        """
        from backchannel.graph.build import refused_quads
        from backchannel.graph.decided import parts
        from backchannel.graph.decision_file import read

        articles, _ = parts(self._store.quads_for_pattern(None, None, None))
        quads = refused_quads(articles, read(Path(decisions)))
        if path is None:
            return KnowledgeGraph(in_memory(quads), self.problems)
        with replacing(Path(path)) as store:
            store.bulk_extend(quads)
        return KnowledgeGraph(open_store(Path(path)), self.problems)

    def confident(self, minimum: float) -> KnowledgeGraph:
        """The graph without values whose best claim is less sure than ``minimum`` (0..1), and what rests on them."""
        from backchannel.graph.threshold import confident

        quads = confident(self._store.quads_for_pattern(None, None, None), minimum)
        return KnowledgeGraph(in_memory(quads), self.problems)

    def articles(self) -> list[ArticleRow]:
        """The articles, first published first."""
        return articles(self._store)

    def summary(self) -> Summary:
        """The graph in numbers."""
        return summary(self._store)

    def export(self, path: str | Path | None = None, *, form: str | None = None) -> bytes:
        """The graph as ``ttl``, ``trig``, ``nq`` or ``jsonld``, in canonical order; written to ``path`` if given.

        Without ``form`` the ending of ``path`` decides, else it is Turtle. Raises ExportError for another format, or
        if ``path`` cannot be written.
        """
        from backchannel.graph.export import export, form_of, write

        form = form or (form_of(Path(path)) if path else "ttl")
        content = export(self._store.quads_for_pattern(None, None, None), form)
        if path:
            write(content, Path(path))
        return content

    def rdf(self) -> rdflib.Dataset:
        """The graph as a dataset of rdflib, without copying it."""
        from backchannel.graph.rdf import dataset

        return dataset(self._store)

    def network(self) -> networkx.MultiDiGraph:
        """The facts as a network of people, places, contacts, arrangements and parties, with the evidence behind it."""
        from backchannel.graph.network import network

        return network(self._store)

    def draw(self, path: str | Path | None = None, *, title: str = "Backchannel") -> Drawing:
        """The network as a page that needs no network connection; written to ``path`` if given, shown in a notebook."""
        from backchannel.graph.export import write
        from backchannel.graph.page import draw

        drawing = Drawing(draw(self.network(), title))
        if path:
            write(str(drawing).encode("utf-8"), Path(path))
        return drawing

    def validate(self) -> Validation:
        """What the shapes of the ontology find wrong with the graph."""
        from backchannel.graph.validate import validate

        return validate(self._store.quads_for_pattern(None, None, None))
