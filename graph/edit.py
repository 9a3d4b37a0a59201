"""Adding, removing and refreshing articles of a store, one by one, and what that changed in the graph, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from backchannel.graph.delta import Delta
from backchannel.graph.diff import Differences
from backchannel.graph.effects import effects
from backchannel.graph.lookup import NotFoundError, label
from backchannel.graph.stored import article_iris, at_address, find_articles, stored_article
from backchannel.graph.triples import article_iri
from backchannel.graph.upkeep import Upkeep
from backchannel.sources.article import Article, SourceError
from backchannel.sources.claims import Reading
from backchannel.sources.readers import read_sources
from backchannel.sources.reports import read


@dataclass(frozen=True)
class Edit:
    """What became of articles, by their titles, and what that changed in the graph.

    ``replaced`` are older versions of articles that were ``added``; ``same`` is the number of articles that were there
    already, or that the reader reads as before; ``problems`` are sentences.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    read_again: tuple[str, ...]
    same: int
    problems: tuple[str, ...]
    differences: Differences

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON values, statements as numbers."""
        return {
            "added": list(self.added), "replaced": list(self.replaced), "removed": list(self.removed),
            "read_again": list(self.read_again), "same": self.same, "problems": list(self.problems),
            **self.differences.as_json(),
        }


def add(
    upkeep: Upkeep, sources: Sequence[str | Path], published: date | None = None,
    progress: Callable[[Article], object] | None = None,
) -> Edit:
    """Adds the articles in ``sources`` that the store does not have, each in one transaction.

    An article takes the place of those with its address, unless these are among ``sources`` too.
    """
    log = _Log(upkeep)
    seen: set[str] = set()
    for item in read_sources(sources, published=published):
        if isinstance(item, SourceError):
            log.problems.append(str(item))
            continue
        seen.add(article_iri(item))
        if upkeep.holds(article_iri(item)):
            log.same += 1
            continue
        if progress:
            progress(item)
        older = [node for node in at_address(upkeep.store, item.url or "") if node.value not in seen]
        _take_in(upkeep, item, older, log)
    return log.edit()


def _take_in(upkeep: Upkeep, article: Article, older: Sequence[NamedNode], log: _Log) -> None:
    """Adds one article in the place of its ``older`` versions."""
    iri = article_iri(article)
    log.replaced += _titles(upkeep, older)
    log.versions |= {node.value: iri for node in older}
    log.note(upkeep.change([read(article)], [node.value for node in older]))
    log.added += _titles(upkeep, [NamedNode(iri)])


def remove(upkeep: Upkeep, names: Iterable[str]) -> Edit:
    """Removes the articles of these names (IRI, title or address), each in one transaction."""
    log = _Log(upkeep)
    for name in names:
        try:
            node = _single(upkeep, name)
        except NotFoundError as error:
            log.problems.append(str(error))
            continue
        log.removed += _titles(upkeep, [node])
        log.note(upkeep.change([], [node.value]))
    return log.edit()


def refresh(upkeep: Upkeep, progress: Callable[[Article], object] | None = None) -> Edit:
    """Reads the stored text of all articles again and works out all facts, in one transaction.

    A page whose menus cannot be told from its stored text keeps its reading, and is named among the problems.
    """
    log = _Log(upkeep)
    log.note(upkeep.refresh(_read_again(upkeep, log, progress)))
    return log.edit()


def _read_again(upkeep: Upkeep, log: _Log, progress: Callable[[Article], object] | None) -> Iterator[Reading]:
    """The readings that differ from those in the store."""
    for iri in article_iris(upkeep.store):
        node = NamedNode(iri)
        article, whole = stored_article(upkeep.store, node)
        [title] = _titles(upkeep, [node])
        if not whole:
            log.problems.append(f"{title!r} keeps its reading, since the menus of its page cannot be told from the "
                                "stored text; add the page again to have it read again.")
            continue
        if progress:
            progress(article)
        reading = read(article)
        if upkeep.has(reading):
            log.same += 1
        else:
            log.read_again.append(title)
            yield reading


def _single(upkeep: Upkeep, name: str) -> NamedNode:
    """The article that ``name`` means. Raises NotFoundError if there is none, or if there are several."""
    found = find_articles(upkeep.store, name)
    if len(found) > 1:
        raise NotFoundError(f"{len(found)} articles are called {name!r}; give the IRI of one: "
                            f"{', '.join(node.value for node in found[:3])}.")
    return found[0]


def _titles(upkeep: Upkeep, nodes: Iterable[NamedNode]) -> list[str]:
    return [label(upkeep.store, node) for node in nodes]


class _Log:
    """What happened so far."""

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep
        self._removed: set[Quad] = set()
        self._added: set[Quad] = set()
        self.added: list[str] = []
        self.replaced: list[str] = []
        self.removed: list[str] = []
        self.read_again: list[str] = []
        self.problems: list[str] = []
        self.versions: dict[str, str] = {}
        self.same = 0
        self.note(upkeep.repaired)

    def note(self, change: Delta) -> None:
        """Takes ``change`` into account; what comes and goes again is no change."""
        out, into = change.removed, change.added
        self._removed, self._added = (self._removed - into) | (out - self._added), (
            self._added - out) | (into - self._removed)

    def edit(self) -> Edit:
        """All that happened."""
        found = effects(self._upkeep.store, frozenset(self._removed), frozenset(self._added), self.versions)
        return Edit(tuple(self.added), tuple(self.replaced), tuple(self.removed), tuple(self.read_again), self.same,
                    tuple(self.problems), found)
