"""The commands that turn a graph into something else: a file, a page, a verdict."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backchannel.graph.commands_ask import AsJson, Store
from backchannel.graph.commands_build import DEFAULT_STORE
from backchannel.graph.console import say, say_json

if TYPE_CHECKING:
    from backchannel.graph.knowledge import KnowledgeGraph


MinConfidence = Annotated[float, typer.Option(
    "--min-confidence", min=0.0, max=1.0, metavar="NUMBER",
    help="Leave out values that are less sure than this, from 0 to 1, and facts that rest on them.")]


class GraphFormat(StrEnum):
    """The formats of an export."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"


def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; without one, standard output.")] = None,
    form: Annotated[GraphFormat | None, typer.Option(
        "--format", "-f", help="By default what the file's ending says, else ttl.")] = None,
    min_confidence: MinConfidence = 0.0,
    store: Store = DEFAULT_STORE,
) -> None:
    """Write the graph as Turtle, TriG, N-Quads or JSON-LD.

    The same graph always gives the same bytes. Turtle is the union of all graphs; the others keep the graph of each
    article apart.

    \b
    Examples:
      backchannel export > graph.ttl
      backchannel export -o graph.trig
      backchannel export --format jsonld --store graph
    """
    content = _graph(store, min_confidence).export(output, form=form.value if form else None)
    if output is None:
        sys.stdout.buffer.write(content)


def draw(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("backchannel.html"),
    title: Annotated[str, typer.Option(help="The page's heading.")] = "Backchannel",
    min_confidence: MinConfidence = 0.0,
    store: Store = DEFAULT_STORE,
) -> None:
    """Draw the network as one HTML page that works offline.

    \b
    Example:
      backchannel draw -o graph.html --title "Military contacts"
    """
    _graph(store, min_confidence).draw(output, title=title)
    say(f"Written to {output}.")


def validate(store: Store = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Check the graph against its shapes (SHACL).

    The exit code is 1 if it does not conform.

    \b
    Example:
      backchannel validate --store graph
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    outcome = KnowledgeGraph.open(store).validate()
    if as_json:
        say_json({"conforms": outcome.conforms, "violations": [asdict(each) for each in outcome.violations]})
    else:
        say(str(outcome))
    if not outcome.conforms:
        raise typer.Exit(1)


def _graph(store: Path, min_confidence: float) -> KnowledgeGraph:
    from backchannel.graph.knowledge import KnowledgeGraph

    graph = KnowledgeGraph.open(store)
    return graph.confident(min_confidence) if min_confidence else graph
