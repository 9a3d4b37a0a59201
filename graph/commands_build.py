"""The command that makes a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backchannel.graph.console import complain, progress, say, say_json, say_table
from backchannel.graph.listing import Summary

if TYPE_CHECKING:
    from backchannel.graph.decided import Decided
    from backchannel.graph.knowledge import KnowledgeGraph

DEFAULT_STORE = Path("backchannel-graph")

_SOURCES = "Files, folders, or - for standard input. Without any: the bundled articles."
_OUTPUT = "A folder for the store, or a file that ends in .ttl, .trig, .nq or .jsonld."
_DECISIONS = "A file of a curator's decisions; by default OUTPUT.decisions.yaml beside the output, if there is one."
_PUBLISHED = "Day of publication of articles that nothing else dates."


def build(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCES", help=_SOURCES)] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help=_OUTPUT)] = DEFAULT_STORE,
    published: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_PUBLISHED)] = None,
    decisions: Annotated[Path | None, typer.Option(metavar="FILE", help=_DECISIONS)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read articles and build their graph.

    Sources are text, Markdown, HTML, JSON or JSON Lines. What cannot be read is named and left out; the exit code is
    then 2. An existing store is replaced once the new one is complete. Decisions that do not apply are named, too, but
    the exit code is that of the rest.

    \b
    Examples:
      backchannel build
      backchannel build articles/ -o graph
      backchannel build articles/ -o graph --decisions curator.yaml
      backchannel build story.txt --published 2017-02-17 -o story.ttl
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    to_file = _is_file(output)
    beside = decisions_beside(output)
    decisions = decisions or (beside if beside.exists() else None)
    with progress(shown=not quiet) as step:
        graph = KnowledgeGraph.build(sources or (), path=None if to_file else output, progress=step,
                                     published=published.date() if published else None, decisions=decisions)
        if to_file:
            graph.export(output)
    decided = graph.decisions()
    for problem in (*graph.problems, *filter(attrgetter("obstacle"), decided)):
        complain(problem)
    if as_json:
        say_json(_numbers(graph, decided) | {"output": str(output)})
    elif not quiet:
        say_table(("", "number"), _rows(graph.summary(), len(graph.problems)))
        say(f"{_applied(decided, decisions)}Written to {output}.")
    if graph.problems:
        raise typer.Exit(2)


def decisions_beside(output: Path) -> Path:
    """The decisions of the graph at ``output``: beside it, since a build replaces a store's folder as a whole."""
    from backchannel.graph.export import FORMATS

    to_file = output.suffix.removeprefix(".") in FORMATS and not output.is_dir()
    return output.with_name(f"{output.stem if to_file else output.name}.decisions.yaml")


def _applied(decided: Sequence[Decided], path: Path | None) -> str:
    """How many decisions of the file were applied, in words."""
    if not path:
        return ""
    count = sum(not each.obstacle for each in decided)
    return f"{count} of {len(decided)} decisions in {path} applied.\n"


def _is_file(output: Path) -> bool:
    """Whether ``output`` names a file, not a folder. Raises ExportError for a file that cannot be."""
    from backchannel.graph.export import check

    if output.is_dir() or not output.suffix.removeprefix(".").isalpha():
        return False
    check(output)
    return True


def _numbers(graph: KnowledgeGraph, decided: Sequence[Decided]) -> dict[str, Any]:
    undone = sum(bool(each.obstacle) for each in decided)
    return asdict(graph.summary()) | {
        "problems": len(graph.problems), "decisions": len(decided) - undone, "decisions_not_applied": undone}


def _rows(summary: Summary, problems: int) -> list[tuple[str, int]]:
    """The summary line by line: groups with their parts beneath."""
    rows = [("articles", summary.articles), ("officials", summary.officials)]
    for name, parts in (("contacts", summary.contacts), ("arrangements", summary.arrangements)):
        rows.append((name, sum(parts.values())))
        rows += [(f"  {part}", number) for part, number in parts.items()]
    return [*rows, ("claims", summary.claims), ("problems", problems)]
