"""The command for curators: what is doubtful or disputed, and their decisions about it."""

from __future__ import annotations

import getpass
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backchannel.graph.commands_ask import AsJson, Store
from backchannel.graph.commands_build import DEFAULT_STORE, decisions_beside
from backchannel.graph.console import complain, say, say_json
from backchannel.graph.decisions import Decision, DecisionError

if TYPE_CHECKING:
    from backchannel.graph.agenda import Item
    from backchannel.graph.docket import Docket

_FILE = "The file of decisions, which need not exist yet; by default STORE.decisions.yaml beside the store."
_FROM = "Add the decisions in this file, or - for standard input, if all of them apply."
_LIST = "Only show what waits."
_AUTHOR = "Who decides; by default the user's name in git, else in the system."
_APPLY = "Apply the decisions to the store. Articles are not read again."


def review(
    decisions: Annotated[Path | None, typer.Option(metavar="FILE", help=_FILE)] = None,
    source: Annotated[str, typer.Option("--from", metavar="FILE", help=_FROM)] = "",
    only_list: Annotated[bool, typer.Option("--list", help=_LIST)] = False,
    author: Annotated[str, typer.Option(help=_AUTHOR)] = "",
    apply: Annotated[bool, typer.Option("--apply", help=_APPLY)] = False,
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Decide what resolution could not: reports that may be one thing or two, and values on which articles differ.

    Shows one question after the other, with the sentences of both sides. Each decision is added to the file of
    decisions at once, with author, date and reason; `backchannel build` applies the file. Decisions cite passages of
    articles, so they hold when the articles are read anew. --json and --list show the questions and ask nothing.

    \b
    Examples:
      backchannel review
      backchannel review --list
      backchannel review --from colleague.yaml --apply
    """
    from backchannel.graph.agenda import agenda

    path = decisions or decisions_beside(store)
    on, known = _opened(store, path, only_look=only_list or as_json)
    if source:
        known = _add_from(source, path, known, on)
    items = () if source or apply and not only_list else agenda(on, known)
    if as_json:
        say_json([item.as_json() for item in items])
    elif only_list:
        _list(items)
    elif not (source or apply):
        apply = _sit_down(items, path, known, on, author) and _wanted(path, store)
    if apply:
        _apply(path, store)


def _opened(store: Path, path: Path, *, only_look: bool) -> tuple[Docket, tuple[Decision, ...]]:
    """The articles of the store, and the decisions in the file or, if there is none, those that the store has.

    Raises DecisionError if more than a look would lose the latter.
    """
    from backchannel.graph.decided import parts
    from backchannel.graph.decision_file import read
    from backchannel.graph.docket import docket
    from backchannel.graph.store import open_store

    articles, known = parts(open_store(store).quads_for_pattern(None, None, None))
    if path.exists():
        known = read(path)
    elif known and not only_look:
        raise DecisionError(f"{store} has decisions, and there is no {path}; name their file with --decisions.")
    return docket(articles), known


def _add_from(source: str, path: Path, known: Sequence[Decision], on: Docket) -> tuple[Decision, ...]:
    """The decisions with those of ``source``, which are added to the file. Raises DecisionError unless all apply."""
    from backchannel.graph.decision_file import append, parsed, read

    found = parsed(sys.stdin.read(), "Standard input") if source == "-" else read(Path(source))
    new = tuple(each for each in found if each not in known)
    rulings = {ruling.decision: ruling for ruling in on.ruled([*known, *new]).rulings}
    problems = [f"{each.label} It does not apply: {rulings[each].obstacle}." for each in new if rulings[each].obstacle]
    if problems:
        raise DecisionError("\n".join([*problems, f"Nothing was added to {path}; mend {source} and try again."]))
    if new:
        append(path, new)
    old = f", {len(found) - len(new)} were there before" if len(new) < len(found) else ""
    say(f"{_count(len(new), 'decision')} added to {path}{old}.")
    return (*known, *new)


def _list(items: Sequence[Item]) -> None:
    from backchannel.graph.review import shown

    for number, item in enumerate(items, start=1):
        say(f"{number}. {shown(item)}\n")
    say(f"{_count(len(items), 'question')} waiting for a decision." if items else "Nothing is doubtful or disputed.")


def _sit_down(items: Sequence[Item], path: Path, known: Sequence[Decision], on: Docket, author: str) -> bool:
    """Asks at the terminal and keeps each decision at once; whether there are any."""
    from backchannel.graph.agenda import obstacle
    from backchannel.graph.decision_file import append
    from backchannel.graph.review import Desk, decisions

    if not items:
        say("Nothing is doubtful or disputed.")
        return False
    if not sys.stdin.isatty():
        raise DecisionError("Decisions are taken at a terminal, and standard input is none; use --list to see what "
                            "waits, or --from FILE to add decisions from a file.")
    taken: list[Decision] = []
    desk = Desk(input, say, date.today, author or _user(), lambda new: obstacle(on, [*known, *taken], new))
    for decision in decisions(items, desk):
        append(path, [decision])
        taken.append(decision)
        say(f"Added to {path}.")
    say(f"\n{_count(len(taken), 'decision')} added to {path}." if taken else "\nNothing was decided.")
    return bool(taken)


def _wanted(path: Path, store: Path) -> bool:
    """Whether the decisions are to be applied now; else says how to do it later."""
    try:
        if input(f"Apply to {store} now? [y]es or [n]o? ").strip().casefold().startswith("y"):
            return True
    except (EOFError, KeyboardInterrupt):
        say("")
    say(f"Later: backchannel review --apply --store {store} --decisions {path}")
    return False


def _apply(path: Path, store: Path) -> None:
    from backchannel.graph.knowledge import KnowledgeGraph

    decided = KnowledgeGraph.open(store).apply(path, path=store).decisions()
    for each in decided:
        if each.obstacle:
            complain(each)
    count = sum(not each.obstacle for each in decided)
    say(f"{count} of {_count(len(decided), 'decision')} applied to {store}.")


def _user() -> str:
    """The user's name in git, else in the system."""
    try:
        run = subprocess.run(["git", "config", "user.name"], capture_output=True, encoding="utf-8", check=False)
        return run.stdout.strip() or getpass.getuser()
    except (OSError, UnicodeDecodeError, KeyError):
        raise DecisionError("Nobody is known to decide; name yourself with --author.") from None


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
