"""The command line. Each command is a few lines over :class:`backchannel.graph.KnowledgeGraph`."""

from __future__ import annotations

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from backchannel.graph import (
    commands_across,
    commands_ask,
    commands_build,
    commands_evaluate,
    commands_questions,
    commands_review,
    commands_revise,
    commands_write,
)
from backchannel.graph.console import complain
from backchannel.graph.decisions import DecisionError
from backchannel.graph.export import ExportError
from backchannel.graph.lookup import NotFoundError
from backchannel.graph.questions import QuestionError
from backchannel.graph.sparql import QueryError
from backchannel.graph.store import GraphFileError, StoreError
from backchannel.ontology.rows import DataError
from backchannel.sources.article import SourceError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
# The options of a question are its own: they are passed on as they are.
_PASSED_ON: dict[object, dict[str, bool]] = {commands_questions.ask: {"ignore_unknown_options": True}}
for command in (
    commands_build.build, commands_revise.add, commands_revise.remove, commands_revise.refresh,
    commands_questions.ask, commands_ask.query, commands_ask.explain, commands_ask.articles,
    commands_across.channels, commands_across.check, commands_across.diff, commands_review.review,
    commands_write.export, commands_write.draw,
    commands_write.validate, commands_evaluate.evaluate,
):
    app.command(context_settings=_PASSED_ON.get(command))(command)


def _version(asked: bool) -> None:
    if asked:
        print(f"backchannel {version('backchannel')}")
        raise typer.Exit


@app.callback()
def options(
    show: Annotated[bool, typer.Option(
        "--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """News about contacts between armed forces as a knowledge graph in which every fact leads back to its sentence.

    \b
    Examples:
      backchannel build articles/ -o graph
      backchannel explain "Valery Gerasimov" --store graph
      backchannel draw --store graph -o graph.html
    """


def main() -> None:
    """Runs the command line: 0 if all went well, 2 after bad input, with one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (SourceError, StoreError, ExportError, GraphFileError, QueryError, NotFoundError, DataError,
            DecisionError, QuestionError) as error:
        complain(error)
    except OSError as error:
        complain(f"{error.filename or 'A file'}: {error.strerror or error}.")
    sys.exit(2)


if __name__ == "__main__":
    main()
