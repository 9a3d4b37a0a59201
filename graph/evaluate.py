"""How well articles are read: each on its own made into a graph, and that compared with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from backchannel.graph.build import graph_quads
from backchannel.graph.entries import SLOTS, entries
from backchannel.graph.gold import Key
from backchannel.graph.scoring import Comparison, Counts, compare
from backchannel.sources.article import Article, SourceError
from backchannel.sources.readers import read_sources
from backchannel.sources.reports import read

#: The name of the figures over all slots.
OVERALL: Final = "overall"


@dataclass(frozen=True)
class Difference:
    """A value that was read and is wrong, or that was missed.

    ``entry`` is what it belongs to in the graph or, if missed, in the key; ``sentences`` are those it was read from.
    """

    article: str
    kind: str
    slot: str
    wrong: bool
    value: str
    entry: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """One article's graph compared with its key."""

    key: Key
    comparisons: tuple[Comparison, ...]

    @property
    def misread(self) -> tuple[str, ...]:
        """Contacts and arrangements of the graph that the key does not have, each in one line."""
        return tuple(str(each.found) for each in self.comparisons
                     if each.found and not each.key and each.kind != "official")

    def differences(self) -> Iterator[Difference]:
        """Every value that is wrong or missed, in the order of the entries and slots."""
        for each in self.comparisons:
            for slot in SLOTS[each.kind]:
                for value in each.wrong(slot):
                    behind = each.found.evidence.get((slot, value), ()) if each.found else ()
                    sentences = dict.fromkeys(" ".join(found["sentence"].split()) for found in behind)
                    yield Difference(self.key.name, each.kind, slot, True, value, str(each.found), tuple(sentences))
                for value in each.missed(slot):
                    yield Difference(self.key.name, each.kind, slot, False, value, str(each.key), ())


@dataclass(frozen=True)
class Evaluation:
    """All articles of a set, compared with their keys."""

    marked: tuple[Marked, ...]

    @cached_property
    def figures(self) -> Mapping[str, Counts]:
        """The counts by slot (``contact.date``), then by kind (``contact``), then over all (:data:`OVERALL`)."""
        slots = {f"{kind}.{slot}": Counts() for kind in SLOTS for slot in SLOTS[kind]}
        for marked in self.marked:
            for each in marked.comparisons:
                for slot in SLOTS[each.kind]:
                    slots[f"{each.kind}.{slot}"] += each.counts(slot)
        kinds = {kind: sum((slots[f"{kind}.{slot}"] for slot in SLOTS[kind]), Counts()) for kind in SLOTS}
        return {**slots, **kinds, OVERALL: sum(kinds.values(), Counts())}

    def differences(self) -> Iterator[Difference]:
        """Every value that is wrong or missed, article by article."""
        for marked in self.marked:
            yield from marked.differences()

    def distractors(self) -> Mapping[str, tuple[str, ...]]:
        """What was wrongly read from each article that tells of no contact and no arrangement."""
        return {marked.key.name: marked.misread for marked in self.marked if marked.key.distractor}


def evaluate(keys: Iterable[Key], progress: Callable[[Article], object] | None = None) -> Evaluation:
    """Reads the article of each key, makes a graph of it alone, and compares the two.

    ``progress`` is called with each article before it is read. Raises SourceError for an article that cannot be read.
    """
    marked = []
    for key in keys:
        article = article_of(key)
        if progress:
            progress(article)
        found = entries(graph_quads([read(article)]))
        marked.append(Marked(key, tuple(compare(key.required, key.optional, found))))
    return Evaluation(tuple(marked))


def article_of(key: Key) -> Article:
    """The article of a key. Raises SourceError if it cannot be read, or if its file holds several."""
    found = list(read_sources([key.article]))
    for each in found:
        if isinstance(each, SourceError):
            raise each
    if len(found) != 1 or not isinstance(found[0], Article):
        raise SourceError(f"{key.article} holds {len(found)} articles, but a key is that of one; split it.")
    return found[0]
