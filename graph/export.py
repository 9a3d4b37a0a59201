"""A graph as a file: Turtle (the union of all graphs, without their names), TriG, N-Quads, JSON-LD.

The order is canonical: the same graph gives the same bytes, whatever the order in which it was built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from backchannel.graph.jsonld import jsonld
from backchannel.graph.prefixes import PREFIXES
from backchannel.ontology import terms

#: The formats by the ending of a file's name.
FORMATS: Final = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
_TYPE: Final = NamedNode(terms.RDF_TYPE)


class ExportError(Exception):
    """An export that cannot be made. The message is one sentence: which file, what is wrong, the way out."""


def export(quads: Iterable[Quad], form: str) -> bytes:
    """``quads`` in a format of :data:`FORMATS`, UTF-8, in canonical order. Raises ExportError for another format."""
    if form not in FORMATS:
        raise ExportError(f"There is no export format {form!r}; choose one of {', '.join(FORMATS)}.")
    if form == "ttl":
        return _serialized(_union(quads), FORMATS[form])
    ordered = sorted(quads, key=_order)
    return jsonld(ordered) if form == "jsonld" else _serialized(ordered, FORMATS[form])


def form_of(path: Path) -> str:
    """The format that a file's name asks for. Raises ExportError if its ending is that of no format."""
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise ExportError(f"The name {path} does not say which format to write; let it end in one of {endings}.")
    return form


def check(path: Path) -> None:
    """Raises ExportError if ``path`` has no format or no folder to stand in: better before a long build than after."""
    form_of(path)
    if not path.absolute().parent.is_dir():
        raise ExportError(f"{path} cannot be written: there is no folder {path.parent}; make it first.")


def write(content: bytes, path: Path) -> None:
    """Writes ``path`` as a whole: what was there stays until all is written. Raises ExportError if that cannot be."""
    part = path.with_name(f".{path.name}.{uuid4().hex}")  # no file of the user's has that name
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(f"{path} cannot be written: {error.strerror}.") from error


def _serialized(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    content = serialize(statements, format=form, prefixes=PREFIXES)
    assert content is not None
    body = 0
    while content.startswith(b"@prefix ", body):
        body = content.index(b"\n", body) + 1
    return b"".join(sorted(content[:body].splitlines(keepends=True))) + content[body:]


def _union(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of ``quads``, each once, in the order of their subjects."""
    last = None
    for quad in sorted(quads, key=lambda quad: _order(quad)[1:]):
        if (triple := quad.triple) != last:
            last = triple
            yield triple


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    """Facts before articles and reference rows; then by subject, its classes first."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
    return graph, str(quad.subject), quad.predicate != _TYPE, quad.predicate.value, str(quad.object)
