"""Answers as text: CSV that no spreadsheet takes for formulas, tables in Markdown, the facts in Turtle."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.sparql import Answer
from backchannel.graph.store import Reader
from backchannel.ontology import terms

# What a spreadsheet takes for the beginning of a formula, in ASCII and in full width, or drops before it looks for one.
_FORMULA: Final = tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
                        "\N{FULLWIDTH COMMERCIAL AT}")
_MARKUP: Final = re.compile(r"([\\|<>\[\]*_`])")
_IRI: Final = "iri"  # the column, or the ending of columns, that name the facts of a row


def for_people(answer: Answer) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns and rows without the IRIs of facts, which no one reads."""
    names = tuple(name for name in answer.variables if not _names_fact(name))
    return names, [tuple(row[name] for name in names) for row in answer]


def as_csv(answer: Answer) -> str:
    """All columns as CSV. A text that a spreadsheet would run as a formula begins with an apostrophe."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(answer.variables)
    rows.writerows([_safe(value) for value in row.values()] for row in answer)
    return written.getvalue()


def as_markdown(answer: Answer) -> str:
    """The columns for people as a table in Markdown; what would be markup in a value is escaped."""
    names, rows = for_people(answer)
    return "\n".join([_line(names), _line(["---"] * len(names)), *(_line(map(_escaped, row)) for row in rows)])


def as_turtle(store: Reader, answer: Answer) -> bytes:
    """What the graph holds of the facts that the answer names, and the labels of what these refer to, as Turtle."""
    facts = {NamedNode(row[name]) for row in answer for name in answer.variables if _names_fact(name) and row[name]}
    found = {quad.triple for fact in facts for quad in store.quads_for_pattern(fact, None, None)}
    return serialize(sorted(found | _labels(store, found), key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _names_fact(column: str) -> bool:
    return column == _IRI or column.endswith(f"_{_IRI}")


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def _escaped(value: Any) -> str:
    return _MARKUP.sub(r"\\\1", "" if value is None else " ".join(str(value).split()))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _labels(store: Reader, triples: Iterable[Triple]) -> set[Triple]:
    objects = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
    label = NamedNode(terms.RDFS_LABEL)
    return {quad.triple for node in objects for quad in store.quads_for_pattern(node, label, None)}
