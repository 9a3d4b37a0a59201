"""The commands that answer: SPARQL, explanations, the list of articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backchannel.graph.commands_build import DEFAULT_STORE
from backchannel.graph.console import say, say_json, say_table

if TYPE_CHECKING:
    from backchannel.graph.comparing import Compared
    from backchannel.graph.explain import Explanation
    from backchannel.graph.silence import Silences

Store = Annotated[Path, typer.Option("--store", "-s", help="The folder of the graph.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


_SILENCES = "An article (title, address or IRI): list its sentences that have a cue but gave nothing, and why."


class TableFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"
    NT = "nt"


def query(
    sparql: Annotated[str, typer.Argument(help="The query, @FILE, or - for standard input.")],
    store: Store = DEFAULT_STORE,
    form: Annotated[TableFormat, typer.Option(
        "--format", "-f", help="ttl and nt are for CONSTRUCT and DESCRIBE.")] = TableFormat.TABLE,
) -> None:
    """Answer a SPARQL query.

    It sees all facts, reports, claims and reference rows. Prefixes such as bc:, rdfs: and country: need no declaration.
    GRAPH ?article { ... } looks into single articles.

    \b
    Examples:
      backchannel query 'SELECT ?meeting ?date { ?m a bc:Meeting ; rdfs:label ?meeting ; bc:date ?date } ORDER BY ?date'
      backchannel query @who-met.rq --format csv
      backchannel query 'ASK { ?m bc:party country:russia ; bc:status bc:Refused }'
    """
    from backchannel.graph.sparql import run, serialized, table
    from backchannel.graph.store import open_store

    results = run(open_store(store), _text(sparql))
    if form is TableFormat.TABLE:
        say_table(*table(results))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(serialized(results, form.value))


def explain(
    name: Annotated[str, typer.Argument(help="A label, or an IRI in full or with a prefix.")] = "",
    other: Annotated[str, typer.Argument(help="Another fact or report: why the two are one, or are not.")] = "",
    article: Annotated[str, typer.Option("--article", help=_SILENCES)] = "",
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Show the sentences behind a person, contact, article, claim … or compare two facts or reports.

    \b
    Examples:
      backchannel explain "Valery Gerasimov"
      backchannel explain country:russia
      backchannel explain "New START" --json
      backchannel explain "Meeting of A and B, Baku, 2017-02-16" "Meeting of A and B, Baku, 2018-02"
      backchannel explain --article "Generals meet in Bern"
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    if bool(name) == bool(article) or other and article:
        raise typer.BadParameter("give either one or two names or --article.")
    graph = KnowledgeGraph.open(store)
    explanations: Sequence[Silences | Compared | Explanation]
    if other:
        explanations = [graph.compare(name, other)]
    else:
        explanations = graph.silences(article) if article else graph.explain(name)
    if as_json:
        say_json([each.as_json() for each in explanations])
    else:
        say("\n\n".join(map(str, explanations)))


def articles(store: Store = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """List the articles and how much was read from each.

    \b
    Example:
      backchannel articles --json
    """
    from dataclasses import asdict

    from backchannel.graph.knowledge import KnowledgeGraph

    rows = KnowledgeGraph.open(store).articles()
    if as_json:
        say_json([asdict(row) for row in rows])
    else:
        say_table(("date", "publisher", "title", "reports", "claims", "url"),
                  [(row.date, row.publisher, row.title, row.reports, row.claims, row.url) for row in rows])


def _text(query: str) -> str:
    """The query itself, or what stands in the file or on standard input that it names."""
    if query == "-":
        return sys.stdin.read()
    if not query.startswith("@"):
        return query
    from backchannel.graph.sparql import QueryError

    try:
        return Path(query[1:]).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"{query[1:]} is not UTF-8 text (byte {error.start}); save the query as UTF-8.") from None
