"""The command that answers named questions."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from backchannel.graph.commands_ask import Store
from backchannel.graph.commands_build import DEFAULT_STORE
from backchannel.graph.console import say, say_json, say_table

if TYPE_CHECKING:
    from backchannel.graph.sparql import Answer
    from backchannel.graph.store import Reader

_NAME = "The question. Without it, all are listed; alone, one that needs values is described."
_VALUES = "Its values in order, and its options: --since 2017 …"


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    TTL = "ttl"


def ask(
    name: Annotated[str, typer.Argument(help=_NAME)] = "",
    values: Annotated[list[str] | None, typer.Argument(metavar="[VALUES] [OPTIONS]", help=_VALUES)] = None,
    store: Store = DEFAULT_STORE,
    form: Annotated[AnswerFormat, typer.Option(
        "--format", "-f", help="ttl prints the facts of the answer.")] = AnswerFormat.TABLE,
) -> None:
    """Answer one of the named questions.

    Officials, countries and facts are named as in the graph, by another name that it knows, or by IRI. Dates are days,
    months or years: --since 2017 begins with its first day, --until 2017 ends with its last. Sources are independent
    articles: a story that several newspapers print counts once.

    \b
    Examples:
      backchannel ask
      backchannel ask who-met "Valery Gerasimov" --since 2017
      backchannel ask contacts "United States" Russia --format csv
      backchannel ask arrangements --as-of 2021-06-01
      backchannel ask silence
    """
    from backchannel.graph import asking
    from backchannel.graph.questions import question, questions
    from backchannel.graph.store import open_store

    if not name:
        say_table(("name", "question"), [(each.name, each.title) for each in questions().values()])
        return
    asked = question(name)
    if not values and any(each.required for each in asked.parameters):
        say(str(asked))
        return
    given, options = asking.parted(asked, values or ())
    graph = open_store(store)
    _say_answer(graph, asking.ask(graph, name, given, options), form)


def _say_answer(graph: Reader, found: Answer, form: AnswerFormat) -> None:
    from backchannel.graph.answers import as_csv, as_markdown, as_turtle, for_people

    match form:
        case AnswerFormat.TABLE:
            if not found.rows:
                say("Nothing in this graph answers that.")
            else:
                say_table(*for_people(found))
        case AnswerFormat.JSON:
            say_json([dict(row) for row in found])
        case AnswerFormat.MD:
            say(as_markdown(found))
        case AnswerFormat.CSV:
            _write(as_csv(found).encode("utf-8"))
        case AnswerFormat.TTL:
            _write(as_turtle(graph, found))


def _write(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
