"""Where a graph is kept: an embedded Oxigraph store in a folder, or in memory.

Readers and writers are separate: whoever answers questions cannot change the graph, and a folder is only ever replaced
as a whole, once its successor is complete.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from backchannel.graph.ledger import NAME as LEDGER
from backchannel.sources.folders import MARKER

Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

#: The version of the layout, which the marker tells.
FORMAT: Final = 1

#: The names of the engine's own files, and of the marker: all that a store's folder may hold when it is replaced.
_OWN: Final = re.compile(
    rf"{re.escape(MARKER)}|{re.escape(LEDGER)}(-wal|-shm)?|CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|blob|dbtmp)"
)

_IN_USE: Final = "The store {} is in use by another process; wait for it to end or stop it."
_WAITS: Final = (0.05, 0.2, 0.0)  # seconds between attempts to open a store
_DAMAGES: Final = (OSError, RuntimeError)  # what the engine raises for a folder that it cannot open


class StoreError(Exception):
    """A store that cannot be opened or written. The message is one sentence: which, why, and the way out."""


class GraphFileError(Exception):
    """A file that holds no graph of ours. The message is one sentence: which file, where, the way out."""


class Reader(Protocol):
    """What answering questions needs of a store."""

    def query(
        self, query: str, /, *, prefixes: dict[str, str] | None = None, use_default_graph_as_union: bool = False
    ) -> Results:
        """The results of a SPARQL query. Raises SyntaxError if it is none, with line and column."""

    def quads_for_pattern(
        self, subject: NamedNode | None, predicate: NamedNode | None, object: NamedNode | Literal | None,  # noqa: A002
        graph_name: NamedNode | DefaultGraph | None = None, /,
    ) -> Iterator[Quad]:
        """The quads with these terms, None standing for any."""


class Writer(Protocol):
    """What filling a store needs of it."""

    def bulk_extend(self, quads: Iterable[Quad], /) -> None:
        """Adds the quads, in one pass and without keeping them."""


def in_memory(quads: Iterable[Quad]) -> Reader:
    """A store of ``quads`` that is gone when it is dropped."""
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    return store


def open_store(folder: Path) -> Reader:
    """The store in ``folder``, for reading, as it is now. Raises StoreError if there is none that can be read."""
    _recover(folder)
    _check(folder)
    for wait in _WAITS:
        try:
            return pyoxigraph.Store.read_only(str(folder))
        except _DAMAGES as error:
            time.sleep(wait)  # another process may be writing: then the next look finds all files
            problem = _first_line(error)
    raise StoreError(f"The store {folder} cannot be read ({problem}); build it again.")


@contextmanager
def open_to_write(folder: Path) -> Iterator[pyoxigraph.Store]:
    """The store in ``folder``, to be changed where it is; readers see what it was when they opened it.

    Raises StoreError if there is none, or if it is damaged or held by another process.
    """
    _recover(folder)
    _check(folder)
    store = _locked(folder, _IN_USE.format(folder)) if (folder / "CURRENT").exists() else None
    if store is None:
        raise StoreError(f"The store {folder} cannot be read; build it again.")
    try:
        yield store
        store.flush()
    except OSError as error:
        raise StoreError(f"The store {folder} cannot be written ({_first_line(error)}); make room.") from error
    finally:
        del store


@contextmanager
def replacing(folder: Path) -> Iterator[Writer]:
    """An empty store that takes the place of ``folder`` when the block ends; if it fails, ``folder`` is as before.

    Raises StoreError if ``folder`` holds anything but a store, cannot be written, or is being written or held by
    another process.
    """
    with drafting(folder) as (store, _):
        yield store


@contextmanager
def drafting(folder: Path) -> Iterator[tuple[Writer, Path]]:
    """The same, with the folder in which the new store is for the time being."""
    target = folder.resolve()
    work = target.with_name(f".{target.name}.building")
    held = _hold(target, folder)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        store = _fresh(work, folder)
    except OSError as error:
        raise StoreError(f"The store {folder} cannot be written: {error.strerror or _first_line(error)}.") from error
    try:
        yield store, work
        store.flush()
        del store
        (work / MARKER).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        del held
        _swap(work, target)
    except OSError as error:
        raise StoreError(f"The store {folder} cannot be written ({_first_line(error)}); the old one stands.") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check(folder: Path) -> None:
    """Raises StoreError unless ``folder`` is a store of this version."""
    if not folder.exists():
        raise StoreError(f"There is no store at {folder}; make one with: backchannel build SOURCES -o {folder}")
    try:
        version = json.loads((folder / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, LookupError, TypeError):
        raise StoreError(f"{folder} is not a store made by backchannel build; name the folder of one.") from None
    if version != FORMAT:
        raise StoreError(f"The store {folder} has layout {version}, this version reads {FORMAT}; build it again.")


def _stranger(folder: Path) -> Path | None:
    """Something in ``folder`` that no store of ours put there, if there is such a thing."""
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((e for e in entries if not e.is_file() or not _OWN.fullmatch(e.name)), None)


def _spare(*folders: Path) -> None:
    """Raises StoreError if a folder that a build would remove holds what is not the store's own."""
    for folder in folders:
        stranger = _stranger(folder)
        if stranger:
            raise StoreError(f"{stranger} is not part of a store and would be lost; move it out of {folder} first.")


def _hold(target: Path, folder: Path) -> pyoxigraph.Store | None:
    """Keeps other processes from the store at ``target``, if there is one, until the result is dropped."""
    _recover(target)
    if not target.exists() or target.is_dir() and not any(target.iterdir()):
        return None
    _check(folder)
    _spare(target)
    return _locked(target, _IN_USE.format(folder))


def _fresh(work: Path, folder: Path) -> pyoxigraph.Store:
    """An empty store at ``work``, where a build that was killed may have left something."""
    if work.exists():
        _spare(work)
        _locked(work, f"Another build is writing {folder}; wait for it to end or stop it.")
        shutil.rmtree(work)
    return pyoxigraph.Store(str(work))


def _locked(folder: Path, taken: str) -> pyoxigraph.Store | None:
    """The store in ``folder``, None if it is damaged. Raises StoreError with the words ``taken`` if others hold it."""
    try:
        return pyoxigraph.Store(str(folder))
    except _DAMAGES as error:
        if "lock" in str(error).lower():
            raise StoreError(taken) from error
        return None


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _swap(work: Path, target: Path) -> None:
    """Puts ``work`` in the place of ``target``, which stays within reach until that is done."""
    previous = _previous(target)
    _spare(previous)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        target.rename(previous)
    work.rename(target)
    shutil.rmtree(previous, ignore_errors=True)


def _recover(folder: Path) -> None:
    """Brings back a store whose replacement was cut off between its two steps."""
    target = folder.resolve()
    previous = _previous(target)
    if not target.exists() and (previous / MARKER).exists() and not _stranger(previous):
        previous.rename(target)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")
