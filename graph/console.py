"""What the commands print: rows, sentences and numbers, safe for any terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from backchannel.sources.article import Article

_PATIENCE: Final = 2.0  # seconds of work after which a bar shows that it goes on
_CONTROLS: Final = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n"), ord("\t")}, "\N{REPLACEMENT CHARACTER}")


def say(text: str) -> None:
    """Prints ``text``; control characters of articles, which could steer a terminal, are replaced."""
    print(text.translate(_CONTROLS))


def complain(message: object) -> None:
    """Prints a message to standard error: each of its sentences on a line of its own, indented lines as they are."""
    for line in str(message).split("\n"):
        print(f"{'' if line.startswith(' ') else 'backchannel: '}{line}".translate(_CONTROLS), file=sys.stderr)


def say_json(value: object) -> None:
    """Prints ``value`` as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows as a table, as wide as the terminal; in full where there is no terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, header_style="bold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell).translate(_CONTROLS)) for cell in row))
    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    console.print(table)


@contextmanager
def progress(shown: bool) -> Iterator[Callable[[Article], object] | None]:
    """A function to call with each article; it draws a bar on standard error once the work takes a while."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    count, name = TextColumn("{task.completed:.0f} articles"), TextColumn("{task.description}", markup=False)
    bar = Progress(count, BarColumn(), TimeElapsedColumn(), name, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    begun = time.monotonic()

    def step(article: Article) -> None:
        if time.monotonic() - begun > _PATIENCE:
            bar.start()
        bar.update(task, advance=1, description=(article.headline or article.origin).translate(_CONTROLS)[:40])

    try:
        yield step
    finally:
        bar.stop()
