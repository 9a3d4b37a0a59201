"""Why two reports, or two facts, are one or are not: their likenesses, weight by weight, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any, Final

from pyoxigraph import NamedNode

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.decided import GRAPH, decided
from backchannel.graph.decisions import DIFFERENT, SAME
from backchannel.graph.known import known
from backchannel.graph.likeness import Comparison
from backchannel.graph.lookup import NotFoundError, find, kind, label
from backchannel.graph.profiles import Book, book
from backchannel.graph.resolve import compare
from backchannel.graph.store import Reader
from backchannel.ontology import terms

_ABOUT: Final = NamedNode(terms.ABOUT)
_ARTICLE: Final = NamedNode(terms.ARTICLE)
_MOST: Final = 20  # reports of a fact that are compared


@dataclass(frozen=True)
class Side:
    """One of the two: IRI and label, the facts that its reports are about, and those reports."""

    iri: str
    label: str
    facts: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """Two things compared: whether they are one fact, and the comparisons that tell most.

    These are that of the two reports most alike and, if another pair speaks against it, that one. There are none if the
    two are of different kinds. ``titles`` are the labels of reports and of their articles, by the report's IRI;
    ``decisions`` the labels of a curator's decisions about both.
    """

    one: Side
    other: Side
    merged: bool
    comparisons: tuple[Comparison, ...]
    titles: dict[str, str]
    decisions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _repr_markdown_(self) -> str:
        return f"```\n{self}\n```"

    def as_json(self) -> dict[str, Any]:
        """The comparison as JSON values."""
        return {**asdict(self), "comparisons": [each.as_json() for each in self.comparisons]}

    def _lines(self) -> Iterator[str]:
        yield f"{self.one.label}\n<{self.one.iri}>\n{self.other.label}\n<{self.other.iri}>"
        yield f"\n{self._verdict()}"
        yield from (f"  {decision}" for decision in self.decisions)
        for each in self.comparisons:
            yield f"\n  {self.titles[each.one]}\n  {self.titles[each.other]}"
            for feature in each.features:
                yield f"    {feature.weight:+g}  {feature.name}: {feature.finding or 'not told by both'}"
                yield f"        {feature.one or 'nothing'} | {feature.other or 'nothing'}"
                yield f"        {feature.about}"
            yield f"    {each.score:+g} together; from {each.enough:g} on, two reports are linked."
            yield from (f"    Never one: {veto}" for veto in each.vetoes)

    def _verdict(self) -> str:
        if self.decisions:
            return f"They are {'one' if self.merged else 'two'}, as a curator decided."
        if not self.comparisons:
            return "They are two: things of different kinds are not compared."
        linked, vetoed = any(each.linked for each in self.comparisons), any(each.vetoes for each in self.comparisons)
        if self.merged:
            return "They are one." if linked else "They are one, through reports that are like both."
        if linked and not vetoed:
            return "They are two: they are alike, but one of them fits another as well, and nothing says which."
        return f"They are two: {'what speaks against it is below' if vetoed else 'they are not alike enough'}."


def compare_things(store: Reader, one: str, other: str) -> Compared:
    """Two reports or facts, by IRI or label, compared.

    Raises NotFoundError if a name is that of none, or of several.
    """
    first, second = _side(store, one), _side(store, other)
    told = _book(store, {*first.reports, *second.reports})
    pairs = [compare(told.reports[a], told.reports[b], told)
             for a, b in product(first.reports, second.reports) if a != b]
    found = [pair for pair in pairs if pair]
    merged = not set(first.facts).isdisjoint(second.facts)
    shown = _telling(found)
    titles = {iri: _title(store, told.reports[iri]) for each in shown for iri in (each.one, each.other)}
    return Compared(first, second, merged, shown, titles, tuple(_decisions(store, first, second)))


def _decisions(store: Reader, one: Side, other: Side) -> Iterator[str]:
    """The decisions applied that some report of each side is one with the other's, or is not."""
    for each in decided(store.quads_for_pattern(None, None, None, GRAPH)):
        sides = (set(each.concerns).intersection(side.reports) for side in (one, other))
        if not each.obstacle and each.decision.verdict in (SAME, DIFFERENT) and all(sides):
            yield each.label


def _telling(found: list[Comparison]) -> tuple[Comparison, ...]:
    """The pair most alike, and the first that something speaks against."""
    if not found:
        return ()
    best = min(found, key=lambda each: (bool(each.vetoes), -each.score, each.one, each.other))
    vetoed = [each for each in found if each.vetoes and each is not best]
    return (best, vetoed[0]) if vetoed else (best,)


def _side(store: Reader, name: str) -> Side:
    nodes = find(store, name)
    if len(nodes) > 1:
        raise NotFoundError(f"{len(nodes)} things are called {name!r}; give the IRI of one: "
                            f"{', '.join(node.value for node in nodes[:3])}.")
    [node] = nodes
    if kind(store, node) == terms.Report:
        facts = [quad.object for quad in store.quads_for_pattern(node, _ABOUT, None)]
        reports = [node]
    else:
        facts = [node]
        subjects = (quad.subject for quad in store.quads_for_pattern(None, _ABOUT, node))
        reports = [subject for subject in subjects if isinstance(subject, NamedNode)]
    if not reports:
        raise NotFoundError(f"{name!r} is no report and no fact that articles tell of, so it cannot be compared.")
    iris = sorted(report.value for report in reports)[:_MOST]
    return Side(node.value, label(store, node), tuple(f.value for f in facts if isinstance(f, NamedNode)), tuple(iris))


def _book(store: Reader, reports: set[str]) -> Book:
    """All accounts of the articles of ``reports``."""
    said = (quad for report in reports for quad in store.quads_for_pattern(NamedNode(report), _ARTICLE, None))
    graphs = sorted({quad.object.value for quad in said if isinstance(quad.object, NamedNode)})
    told = [account for graph in graphs
            for account in accounts(store.quads_for_pattern(None, None, None, NamedNode(graph)))]
    facts = {quad.subject.value: quad.object.value for account in told
             for quad in store.quads_for_pattern(NamedNode(account.report), _ABOUT, None)
             if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)}
    return book(told, known(), facts)


def _title(store: Reader, account: Account) -> str:
    return f"“{account.label}” in “{label(store, NamedNode(account.article))}”"
