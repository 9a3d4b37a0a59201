"""Asking a named question: values → terms → the query's row of data → rows.

Terms are checked before they reach the query: dates are days of the calendar, names have become IRIs of the graph. They
are put into the place of ``UNDEF`` in the form that the engine itself gives to terms, so no text of a user is ever part
of a query. (The engine's own substitution of variables is not used: it takes a variable that only data binds for one
that is never bound, and drops filters on it.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from backchannel.graph.parameters import term
from backchannel.graph.questions import Question, QuestionError, meant, question
from backchannel.graph.sparql import Answer, answer, run
from backchannel.graph.store import Reader


def ask(store: Reader, name: str, values: Sequence[object] = (), options: Mapping[str, object] | None = None) -> Answer:
    """The answer to the question ``name``.

    ``values`` are those of its parameters in order, ``options`` by name; texts, dates and years. Raises QuestionError
    if there is no such question or the values do not fit it, NotFoundError if one names nothing in the graph.
    """
    asked = question(name)
    given = assigned(asked, values, options or {})
    found = {each.variable: term(store, each, given[each.name]) for each in asked.parameters if each.name in given}
    return answer(run(store, bound(asked, found)))


def assigned(asked: Question, values: Sequence[object], options: Mapping[str, object]) -> dict[str, str]:
    """The values by the name of their parameter. Raises QuestionError if one is missing, unknown or given twice."""
    names = [each.name for each in asked.parameters]
    if len(values) > len(names):
        raise QuestionError(f"{asked.name} takes no value {str(values[len(names)])!r}; usage: {asked.usage}")
    given = {name: _text(value) for name, value in zip(names, values, strict=False)}
    for name, value in ((key.replace("_", "-"), value) for key, value in options.items()):
        if name not in names:
            near = meant(f"--{name}", [f"--{each}" for each in names])
            raise QuestionError(f"{asked.name} has no --{name}.{near} Usage: {asked.usage}")
        if name in given:
            raise QuestionError(f"{asked.name} has two values for {name}; usage: {asked.usage}")
        if value is not None:
            given[name] = _text(value)
    missing = [each.name.upper() for each in asked.parameters if each.required and each.name not in given]
    if missing:
        raise QuestionError(f"{asked.name} needs {' and '.join(missing)}; usage: {asked.usage}")
    return given


def bound(asked: Question, found: Mapping[str, NamedNode | Literal]) -> str:
    """The query with its row of data filled; variables without a term stay open."""
    row = asked.row
    if row is None:
        return asked.query
    cells = " ".join(str(found.get(variable.lstrip("?"), "UNDEF")) for variable in row[1].split())
    return asked.query[:row.start(2)] + cells + asked.query[row.end(2):]


def parted(asked: Question, words: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The words of a command line as values and options: ``--since 2017`` or ``--since=2017``.

    Raises QuestionError for an option without a value or given twice.
    """
    values: list[str] = []
    options: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if not word.startswith("--"):
            values.append(word)
            continue
        name, _, value = word[2:].partition("=")
        value = value or next(left, "")
        if not value or value.startswith("--"):
            raise QuestionError(f"--{name} needs a value; usage: {asked.usage}")
        if name in options:
            raise QuestionError(f"--{name} is given twice; usage: {asked.usage}")
        options[name] = value
    return values, options


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).strip()
