"""The commands that look across the graph: how arrangements stand, what to look at twice, what two builds differ in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backchannel.graph.commands_ask import AsJson, Store
from backchannel.graph.commands_build import DEFAULT_STORE
from backchannel.graph.console import say, say_json, say_table

if TYPE_CHECKING:
    from backchannel.graph.channels import Standing
    from backchannel.graph.diff import Differences
    from backchannel.graph.findings import Findings

_AS_OF = "A day, 2021-06-01; by default, when articles last told of each."
_STATE = "Only those that may be in this state."
_PLACE = "A store's folder, or an export: .trig, .nq, .jsonld, or .ttl, which keeps no articles apart."


class State(StrEnum):
    """The states of an arrangement."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Kind(StrEnum):
    """The checks, in the order in which they are shown."""

    ORDER = "order"
    DISAGREEMENT = "disagreement"
    FIRST = "first"
    TENURE = "tenure"
    WITNESS = "witness"


def channels(
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_AS_OF)] = None,
    state: Annotated[State | None, typer.Option(help=_STATE)] = None,
    party: Annotated[str, typer.Option(help="Only those of this side: a label or an IRI.")] = "",
    sentences: Annotated[bool, typer.Option("--sentences", help="Show what the articles say.")] = False,
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Show which arrangements are in force, suspended, expired …, and which change made it so.

    Without --as-of this is the latest that the articles tell: no clock is asked. Where a date is a month or a year and
    the day lies in it, the state is unclear, and the table says between what. Changes that contradict each other, such
    as an extension after the end, and changes without a date are named as doubts.

    \b
    Examples:
      backchannel channels --as-of 2021-06-01
      backchannel channels --state suspended --party Russia
      backchannel channels --sentences --json
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    day = as_of.date() if as_of else None
    graph = KnowledgeGraph.open(store)
    found = graph.channels(day, state=state.value if state else "", party=party)
    if as_json:
        say_json([each.as_json() for each in found])
        return
    _say_standings(found)
    if sentences:
        _say_sentences(found)
    say(_extent(found, day, bool(state or party), sum(graph.summary().arrangements.values())))


def check(
    kind: Annotated[list[Kind] | None, typer.Option(help="Only these checks; may be repeated.")] = None,
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Check the graph for what deserves a second look.

    Changes of arrangements out of order, articles that differ on one event, contacts wrongly called the first, posts
    given outside their known dates, facts that rest on a single article. Each finding names its articles and the
    characters of the sentences in them. Findings are no errors: the exit code is 0.

    \b
    Examples:
      backchannel check
      backchannel check --kind tenure --kind first
      backchannel check --json
    """
    from backchannel.graph.knowledge import KnowledgeGraph

    found = KnowledgeGraph.open(store).check(*(each.value for each in kind or ()))
    if as_json:
        say_json([each.as_json() for each in found])
    else:
        _say_findings(found)


def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help=_PLACE)],
    after: Annotated[Path, typer.Argument(metavar="B", help=_PLACE)],
    as_patch: Annotated[bool, typer.Option("--patch", help="Print an RDF Patch that turns A into B.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what two graphs differ in, fact by fact and slot by slot.

    A fact that got another IRI counts as the same fact, renamed. An RDF Patch has a line for each statement: D for
    those that only A has, then A for those that only B has. The exit code is 0 if the graphs are the same, 1 if they
    differ, 2 if one cannot be read.

    \b
    Examples:
      backchannel diff monday tuesday
      backchannel diff graph.trig backchannel-graph --json
      backchannel diff monday tuesday --patch > changes.rdfp
    """
    from backchannel.graph.exported import opened
    from backchannel.graph.knowledge import KnowledgeGraph

    if as_patch and as_json:
        raise typer.BadParameter("give either --patch or --json.")
    found = KnowledgeGraph(opened(before)).diff(KnowledgeGraph(opened(after)))
    if as_patch:
        from backchannel.graph.patch import patch

        sys.stdout.flush()
        sys.stdout.buffer.write(patch(found).encode("utf-8"))
    elif as_json:
        say_json(found.as_json())
    else:
        _say_differences(found)
    raise typer.Exit(bool(found))


def _say_standings(found: Sequence[Standing]) -> None:
    """A table; the column for doubts only where there are any."""
    names = ("arrangement", "state", "since", "because", "sources", "doubts")
    shown = len(names) - (not any(each.doubts for each in found))
    say_table(names[:shown], [_row(each)[:shown] for each in found])


def _row(found: Standing) -> Sequence[object]:
    publishers = f": {', '.join(found.publishers)}" if found.publishers else ""
    because = "; ".join(step.kind if step.date else f"{step.kind}, at a time not told" for step in found.because)
    return (found.arrangement, found.state, " or ".join(found.since), because, f"{found.articles}{publishers}",
            "\n".join(found.doubts))


def _say_sentences(found: Iterable[Standing]) -> None:
    for each in found:
        for step in each.because:
            say(f"{each.arrangement} {step.kind}{f', {step.date}' if step.date else ''}")
            for quote in step.quotes:
                say(f"  “{quote.sentence}”\n    {quote.place}")
    say("")


def _extent(found: Sequence[Standing], day: date | None, chosen: bool, known: int) -> str:
    """What the table covers, in a sentence."""
    left = known - len(found)
    when = f"On {day}, as the articles tell." if day else "The latest that the articles tell; --as-of asks for a day."
    why = "without a change dated up to that day" if day else "of which no change is told"
    return f"{when} Left out: {left} {why}." if left and not chosen else when


def _say_findings(found: Iterable[Findings]) -> None:
    for place, each in enumerate(found):
        say(f"{chr(10) if place else ''}{each.kind}: {len(each.found)}. {each.explanation}")
        if each.found:
            say_table(("finding", "where"), [(one.sentence, "\n".join(quote.place for quote in one.quotes))
                                             for one in each.found])


def _say_differences(found: Differences) -> None:
    if found.facts:
        say_table(("", "kind", "fact", "difference"),
                  [(each.change, each.kind.lower(), each.label, str(each)) for each in found.facts])
    if found:
        same = "" if found.facts else "The facts are the same. "
        say(f"{same}Statements: {len(found.removed)} removed, {len(found.added)} added; --patch prints them.")
    else:
        say("The graphs are the same.")
