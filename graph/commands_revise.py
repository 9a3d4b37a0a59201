"""The commands that keep a graph up: articles come, go and are read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from backchannel.graph.commands_ask import AsJson, Store
from backchannel.graph.commands_build import DEFAULT_STORE
from backchannel.graph.console import complain, progress, say, say_json, say_table

if TYPE_CHECKING:
    from backchannel.graph.edit import Edit

_SOURCES: Final = "Files, folders, or - for standard input."
_ARTICLES: Final = "IRIs, titles or addresses of articles."
_PUBLISHED: Final = "Day of publication of articles that nothing else dates."
_SHOWN: Final = 40  # facts in a table
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]


def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCES", help=_SOURCES)],
    published: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_PUBLISHED)] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Add articles to a graph, and show which facts that changes.

    What the graph has already is passed over. An article whose address one in the graph has takes the place of that
    one. Each article is added as a whole or not at all; what cannot be read is named and left out, and the exit code is
    then 2. The graph is the same as if all had been built together.

    \b
    Examples:
      backchannel add story.md
      backchannel add articles/ --store graph
      backchannel add - --published 2021-05-13 --json < story.txt
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    with progress(shown=not quiet) as step:
        done = KnowledgeGraph.open(store).add(sources, published=published.date() if published else None, progress=step)
    _report(done, quiet, as_json)


def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help=_ARTICLES)],
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Remove articles from a graph, and show which facts that changes.

    The graph is then as if they had never been there. Each is removed as a whole or not at all; what is not found is
    named, and the exit code is then 2.

    \b
    Examples:
      backchannel remove "Chiefs of defence meet in Geneva"
      backchannel remove https://gazette.example/2021/geneva --store graph
      backchannel remove article:praise-for-a-hotline-0a1b2c3d4e5f --json
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    _report(KnowledgeGraph.open(store).remove(*articles), quiet, as_json)


def refresh(store: Store = DEFAULT_STORE, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Read the text of all articles again and work out all facts anew, and show which facts that changes.

    Nothing is read but the store: this is for a new version of Backchannel, or after its lexicon or reference data
    were edited. A web page whose menus cannot be told from its stored text keeps its reading; it is named, and the exit
    code is then 2.

    \b
    Examples:
      backchannel refresh
      backchannel refresh --store graph --json
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    with progress(shown=not quiet) as step:
        done = KnowledgeGraph.open(store).refresh(step)
    _report(done, quiet, as_json)


def _report(done: Edit, quiet: bool, as_json: bool) -> None:
    """Says what happened. Raises Exit with 2 if there were problems."""
    for problem in done.problems:
        complain(problem)
    if as_json:
        say_json(done.as_json())
    elif not quiet:
        _say_facts(done)
        say(" ".join(_sentences(done)))
    if done.problems:
        raise typer.Exit(2)


def _say_facts(done: Edit) -> None:
    facts = done.differences.facts
    if facts:
        say_table(("", "kind", "fact", "difference"),
                  [(each.change, each.kind.lower(), each.label, str(each)) for each in facts[:_SHOWN]])
    if len(facts) > _SHOWN:
        left = Counter(each.change for each in facts[_SHOWN:])
        told = ", ".join(f"{number} {change}" for change, number in sorted(left.items()))
        say(f"And more: {told}; --json lists all.")


def _sentences(done: Edit) -> Iterator[str]:
    for titles, what in ((done.added, "added"), (done.replaced, "replaced by another version"),
                         (done.removed, "removed"), (done.read_again, "read otherwise than before")):
        if titles:
            yield f"{_articles(len(titles))} {what}."
    if done.same:
        yield f"{_articles(done.same)} as before."
    if done.differences:
        yield f"Statements: {len(done.differences.removed)} removed, {len(done.differences.added)} added."
    else:
        yield "The graph is as it was."


def _articles(number: int) -> str:
    return f"{number} article{'' if number == 1 else 's'}"
