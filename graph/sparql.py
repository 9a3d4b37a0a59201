"""SPARQL over a graph: what may be asked, and answers as plain rows.

Queries see the union of all graphs, as in a Turtle export; ``GRAPH ?article { … }`` looks into one article. The
prefixes of :mod:`backchannel.graph.prefixes` need no declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader, Results
from backchannel.ontology import terms

# What is skipped on the way to a keyword: strings, comments, IRIs, variables and prefixed names.
_SKIPPED: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""', r"'''(?:[^'\\]|\\.|'(?!''))*'''", r'"(?:[^"\\\n]|\\.)*"', r"'(?:[^'\\\n]|\\.)*'",
    r"#[^\n]*", r'<[^<>"{}|^`\\\s]*>', r"[?$]\w+", r"\w*:[\w.-]*",
)
_SERVICE: Final = re.compile(rf"(?:{'|'.join(_SKIPPED)})|\b(SERVICE)\b", re.IGNORECASE | re.DOTALL)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_ROWS: Final = {"csv": QueryResultsFormat.CSV, "json": QueryResultsFormat.JSON}
_TRIPLES: Final = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
_SENTENCE: Final = re.compile(r"[A-Z][a-z]+(?: \w+){2,}")


class QueryError(Exception):
    """A query that cannot be run. The message is one sentence with line and column, then that line and a pointer."""


@dataclass(frozen=True)
class Answer:
    """The rows of an answer: those of a SELECT, the triples of a CONSTRUCT, or one row with the yes or no of an ASK.

    A row goes from variable to value: strings for IRIs and dates, numbers and truth values as such, None where the
    answer leaves the variable open.
    """

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]

    def to_frame(self) -> Any:
        """The rows as a ``pandas.DataFrame``. Raises ImportError with the way out if pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise ImportError("to_frame needs pandas; install it with: pip install pandas") from None
        return pandas.DataFrame([list(row.values()) for row in self.rows], columns=list(self.variables))

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """The answer to an ASK; whether there are rows, for others."""
        return all(row["answer"] for row in self.rows) if self.variables == ("answer",) else bool(self.rows)


def run(store: Reader, query: str) -> Results:
    """The engine's own results. Raises QueryError for a query that is malformed or would leave the graph."""
    if place := next((match.start(1) for match in _SERVICE.finditer(query) if match[1]), None):
        line, column = query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)
        raise QueryError(_pointed(query, line, column, "SERVICE would ask another server; ask about this graph alone"))
    try:
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(_syntax(query, str(error))) from None


def answer(results: Results) -> Answer:
    """``results`` as plain rows."""
    if isinstance(results, QueryBoolean):
        return Answer(("answer",), ({"answer": bool(results)},))
    if isinstance(results, QuerySolutions):
        names = tuple(variable.value for variable in results.variables)
        return Answer(names, tuple(dict(zip(names, map(plain, row), strict=True)) for row in results))
    names = ("subject", "predicate", "object")
    return Answer(names, tuple(dict(zip(names, map(plain, triple), strict=True)) for triple in results))


def table(results: Results) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """``results`` as column names and rows for people: IRIs with a prefix where there is one."""
    found = answer(results)
    return found.variables, [tuple(map(short, row.values())) for row in found]


def serialized(results: Results, form: str) -> bytes:
    """``results`` as lines of ``csv`` or ``json``, triples as ``ttl`` or ``nt``.

    Raises QueryError where that does not fit.
    """
    if isinstance(results, QueryTriples):
        if form in _TRIPLES:
            triples = sorted(set(results), key=str)
            return serialize(triples, format=_TRIPLES[form], prefixes=PREFIXES) or b""
        raise QueryError(f"The query answers with triples, which cannot be written as {form}; choose ttl or nt.")
    if form not in _ROWS:
        raise QueryError(f"The query answers with rows, which cannot be written as {form}; choose table, csv or json.")
    content = results.serialize(format=_ROWS[form]) or b""
    return content if content.endswith(b"\n") else content + b"\n"


def plain(term: Any) -> Any:
    """A term as a Python value."""
    if term is None or not isinstance(term, Literal):
        return getattr(term, "value", None)
    match term.datatype.value:
        case terms.XSD_INTEGER | terms.XSD_NON_NEGATIVE_INTEGER:
            return int(term.value)
        case terms.XSD_DECIMAL:
            return float(term.value)
        case terms.XSD_BOOLEAN:
            return term.value == "true"
        case _:
            return term.value


def short(value: Any) -> Any:
    """An IRI with a prefix where there is one, any other value as it is."""
    if not isinstance(value, str) or "://" not in value:
        return value
    fitting = [name for name, iri in PREFIXES.items() if value.startswith(iri)]
    prefix = max(fitting, key=lambda name: len(PREFIXES[name]), default="")
    return f"{prefix}:{value.removeprefix(PREFIXES[prefix])}" if prefix else value


def _syntax(query: str, message: str) -> str:
    """The engine's message without its lists of tokens that could follow, which mislead more often than they help."""
    found = _PLACE.match(message)
    if not found:
        return f"The query is not SPARQL: {message.splitlines()[0]}."
    reason = _SENTENCE.search(found[3])
    return _pointed(query, int(found[1]), int(found[2]), f"SPARQL syntax error{f' ({reason[0]})' if reason else ''}")


def _pointed(query: str, line: int, column: int, message: str) -> str:
    shown = (query.splitlines() or [""])[line - 1 : line] or [""]
    return f"Line {line}, column {column} of the query: {message}.\n  {shown[0]}\n  {' ' * (column - 1)}^"
