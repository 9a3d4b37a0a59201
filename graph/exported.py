"""A graph by its place: the folder of a store, or a file that an export wrote."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, parse

from backchannel.graph.export import FORMATS
from backchannel.graph.held import facts_of
from backchannel.graph.store import GraphFileError, Reader, in_memory, open_store
from backchannel.ontology import terms


def opened(path: Path) -> Reader:
    """The graph at ``path``. Raises StoreError for a folder that is no store, GraphFileError for another file."""
    form = path.suffix.lower().removeprefix(".")
    if path.is_dir() or not path.exists() and form not in FORMATS:
        return open_store(path)
    if not path.exists():
        raise GraphFileError(f"{path} does not exist; check the path.")
    if form not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise GraphFileError(f"{path} is no export: its name ends in none of {endings}; name one, or a store's folder.")
    quads = _parsed(path, form)
    _check(path, quads)
    return in_memory(quads)


def _check(path: Path, quads: list[Quad]) -> None:
    """Raises GraphFileError unless ``quads`` have articles, and facts that can be read."""
    article = NamedNode(terms.Article)
    if not any(quad.object == article for quad in quads):
        raise GraphFileError(f"{path} holds no article, so it is no graph of Backchannel; export one from a store.")
    try:
        facts_of(quads)
    except (KeyError, ValueError):
        raise GraphFileError(f"{path} has a date that is no day, month or year; export the graph again.") from None


def _parsed(path: Path, form: str) -> list[Quad]:
    try:
        return list(parse(path=str(path), format=FORMATS[form]))
    except SyntaxError as error:
        place = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise GraphFileError(f"{path}{place}: not valid as .{form}; export the graph again.") from None
    except ValueError:
        raise GraphFileError(f"{path} is not text in UTF-8; export the graph again.") from None
