"""A graph by its place: the folder of a store, or a file that an export wrote."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, parse

from backchannel.graph.export import FORMATS
from backchannel.graph.store import Reader, in_memory, open_store
from backchannel.ontology import terms


class GraphFileError(Exception):
    """A file that holds no graph of ours. The message is one sentence: which file, where, the way out."""


def opened(path: Path) -> Reader:
    """The graph at ``path``. Raises StoreError for a folder that is no store, GraphFileError for another file."""
    if path.is_dir() or not path.exists() and path.suffix.lower().removeprefix(".") not in FORMATS:
        return open_store(path)
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise GraphFileError(f"{path} is no export: its name ends in none of {endings}; name one, or a store's folder.")
    quads = _parsed(path, form)
    article = NamedNode(terms.Article)
    if not any(quad.object == article for quad in quads):
        raise GraphFileError(f"{path} holds no article, so it is no graph of Backchannel; export one from a store.")
    return in_memory(quads)


def _parsed(path: Path, form: str) -> list[Quad]:
    try:
        return list(parse(path=str(path), format=FORMATS[form]))
    except SyntaxError as error:
        place = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise GraphFileError(f"{path}{place}: not valid as .{form}; export the graph again.") from None
    except ValueError:
        raise GraphFileError(f"{path} is not text in UTF-8; export the graph again.") from None
