"""The order of an arrangement's changes: what dates and sense tell of it, and the changes that fit into no order.

Which change makes sense after which state is the vocabulary's table. A change is out of order only if no order that the
dates allow makes sense of it; an undated change may have come at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from backchannel.graph.facts import Fact
from backchannel.ontology import terms

_STAGES: Final = tuple(terms.KINDS.values())  # of several changes on one day, this is their order
_DERIVATION: Final = terms.derivation_iri("order")


@dataclass(frozen=True)
class Misfit:
    """A change that makes no sense after those ``earlier`` ones; without any, it lacks one that is not told."""

    change: Fact
    earlier: tuple[Fact, ...]


def after(change: Fact) -> str:
    """The state that ``change`` leads to, an empty string if it leaves the state as it was."""
    return terms.STATE_AFTER.get(change.first(terms.KIND), "")


def in_order(changes: Iterable[Fact]) -> list[Fact]:
    """Dated ``changes`` from first to last; where dates leave it open, in the order that makes sense."""
    ordered: list[Fact] = []
    for change in sorted(changes, key=_when):
        place = len(ordered)
        while place and precedes(change, ordered[place - 1]):
            place -= 1
        ordered.insert(place, change)
    return ordered


def precedes(one: Fact, other: Fact) -> bool:
    """Whether ``one`` came before ``other``; False both ways if neither dates nor sense decide it."""
    if not one.date or not other.date:
        return False
    if _apart(one, other):
        return one.date.latest < other.date.earliest
    if _talk(one) != _talk(other):
        return _talk(one)
    forth, back = _follows(other, after(one)), _follows(one, after(other))
    same_day = one.date == other.date and one.date.precision == "day"
    return _stage(one) < _stage(other) if forth == back and same_day else forth and not back


def misfits(changes: Sequence[Fact]) -> Iterator[Misfit]:
    """The changes of one arrangement that are out of order, in order."""
    for change in in_order(change for change in changes if change.date):
        before = _before(change, changes)
        twice = [each for each in changes if _again(change, each)]
        if twice:
            yield Misfit(change, tuple(twice[-1:]))
        elif not any(_follows(change, after(each)) for each in before) and not _may_begin(change, before):
            yield Misfit(change, tuple(in_order(each for each in before if each.date)))


def marked(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """``facts`` as they are; arrangements now name their changes out of order, and these what they conflict with."""
    kept = tuple(facts)
    changes: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        if fact.kind == terms.Change:
            changes[fact.first(terms.ARRANGEMENT)].append(fact)
    found = {iri: list(misfits(of)) for iri, of in changes.items()}
    marks: dict[str, Mapping[str, tuple[str, ...]]] = {
        iri: {terms.OUT_OF_ORDER: tuple(sorted(each.change.iri for each in of))} for iri, of in found.items() if of}
    for misfit in (misfit for of in found.values() for misfit in of if misfit.earlier):
        marks[misfit.change.iri] = {terms.CONFLICTS_WITH: tuple(sorted(each.iri for each in misfit.earlier))}
    return tuple(_with(fact, marks[fact.iri]) if fact.iri in marks else fact for fact in kept)


def _with(fact: Fact, marks: Mapping[str, tuple[str, ...]]) -> Fact:
    return replace(fact, values={**fact.values, **marks}, derived_from=(*fact.derived_from, _DERIVATION))


def _before(change: Fact, changes: Sequence[Fact]) -> list[Fact]:
    """The changes that can have led to the state that ``change`` met: those that no other surely came after."""
    others = [each for each in changes if each is not change and after(each) and not precedes(change, each)]
    return [each for each in others if not any(_hides(other, each, change) for other in others)]


def _hides(between: Fact, one: Fact, change: Fact) -> bool:
    """Whether a change ``between`` the two ended what ``one`` led to; talk ends nothing firm."""
    if _talk(between) != _talk(one):
        return _talk(one) and precedes(between, change)
    return precedes(one, between) and precedes(between, change)


def _may_begin(change: Fact, before: Sequence[Fact]) -> bool:
    """Whether ``change`` may be the first of all, and needs nothing that articles do not tell."""
    alone = not any(precedes(each, change) for each in before)
    return alone and not terms.STATES_BEFORE[change.first(terms.KIND)].isdisjoint(terms.BEGUN)


def _again(change: Fact, other: Fact) -> bool:
    """Whether ``other`` is the same step at an earlier time, of a kind that there is but once."""
    kind = change.first(terms.KIND)
    same = kind in terms.ONLY_ONCE and other.first(terms.KIND) == kind
    return same and bool(other.date) and _apart(change, other) and precedes(other, change)


def _follows(change: Fact, state: str) -> bool:
    return state in terms.STATES_BEFORE[change.first(terms.KIND)]


def _talk(change: Fact) -> bool:
    return after(change) in terms.TALK


def _apart(one: Fact, other: Fact) -> bool:
    assert one.date and other.date
    return one.date.latest < other.date.earliest or other.date.latest < one.date.earliest


def _stage(change: Fact) -> int:
    return _STAGES.index(change.first(terms.KIND))


def _when(change: Fact) -> tuple[object, ...]:
    assert change.date
    return change.date.earliest, change.date.latest, _stage(change), change.iri
