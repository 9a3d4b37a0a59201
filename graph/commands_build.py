"""The command that makes a graph."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from backchannel.graph.console import complain, progress, say, say_json, say_table
from backchannel.graph.listing import Summary

DEFAULT_STORE = Path("backchannel-graph")

_SOURCES = "Files, folders, or - for standard input. Without any: the bundled articles."
_OUTPUT = "A folder for the store, or a file that ends in .ttl, .trig, .nq or .jsonld."
_PUBLISHED = "Day of publication of articles that nothing else dates."


def build(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCES", help=_SOURCES)] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help=_OUTPUT)] = DEFAULT_STORE,
    published: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_PUBLISHED)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read articles and build their graph.

    Sources are text, Markdown, HTML, JSON or JSON Lines. What cannot be read is named and left out; the exit code is
    then 2. An existing store is replaced once the new one is complete.

    \b
    Examples:
      backchannel build
      backchannel build articles/ -o graph
      backchannel build story.txt --published 2017-02-17 -o story.ttl
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    to_file = _is_file(output)
    with progress(shown=not quiet) as step:
        graph = KnowledgeGraph.build(sources or (), path=None if to_file else output, progress=step,
                                     published=published.date() if published else None)
        if to_file:
            graph.export(output)
    for problem in graph.problems:
        complain(problem)
    if as_json:
        say_json(_numbers(graph.summary(), len(graph.problems)) | {"output": str(output)})
    elif not quiet:
        say_table(("", "number"), _rows(graph.summary(), len(graph.problems)))
        say(f"Written to {output}.")
    if graph.problems:
        raise typer.Exit(2)


def _is_file(output: Path) -> bool:
    """Whether ``output`` names a file, not a folder. Raises ExportError for a file that cannot be."""
    from backchannel.graph.export import check

    if output.is_dir() or not output.suffix.removeprefix(".").isalpha():
        return False
    check(output)
    return True


def _numbers(summary: Summary, problems: int) -> dict[str, Any]:
    return asdict(summary) | {"problems": problems}


def _rows(summary: Summary, problems: int) -> list[tuple[str, int]]:
    """The summary line by line: groups with their parts beneath."""
    rows = [("articles", summary.articles), ("officials", summary.officials)]
    for name, parts in (("contacts", summary.contacts), ("arrangements", summary.arrangements)):
        rows.append((name, sum(parts.values())))
        rows += [(f"  {part}", number) for part, number in parts.items()]
    return [*rows, ("claims", summary.claims), ("problems", problems)]
