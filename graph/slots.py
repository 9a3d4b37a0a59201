"""What changed in a fact, slot by slot, in words: "date 2019-03 → 2019-03-04"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from backchannel.graph.accounts import interval
from backchannel.graph.facts import Fact
from backchannel.graph.triples import date_literal
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

#: The classes whose labels are put together from their slots.
NAMED_BY_SLOTS: Final = frozenset({*terms.CONTACTS, terms.Change, terms.State})
_WORDS: Final = {terms.IN_STATE: "state", terms.ARTICLE: "articles"}


@dataclass(frozen=True)
class Slot:
    """A property in words, with the values that a fact lost and those that it gained, as labels or dates, sorted."""

    name: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    def __str__(self) -> str:
        lost, gained = ", ".join(self.lost), ", ".join(self.gained)
        if lost and gained:
            return f"{self.name} {lost} → {gained}"
        return f"{self.name} {f'+ {gained}' if gained else f'− {lost}'}"


def changed(one: Fact, other: Fact, same: Mapping[str, str], names: Mapping[str, str]) -> tuple[Slot, ...]:
    """The slots in which two facts differ. ``same`` gives one IRI for all of one thing, ``names`` are labels."""
    was, now = _slots(one), _slots(other)
    found = []
    for slot in sorted(was.keys() | now.keys()):
        before, after = ({same.get(value, value): value for value in slots.get(slot, ())} for slots in (was, now))
        lost, gained = (tuple(sorted(_words(here[value], names) for value in here.keys() - there.keys()))
                        for here, there in ((before, after), (after, before)))
        found += [Slot(_name(slot), lost, gained)] if lost or gained else []
    return tuple(found)


def _slots(fact: Fact) -> Mapping[str, Collection[str]]:
    label = {} if fact.kind in NAMED_BY_SLOTS else {terms.RDFS_LABEL: (fact.label,)}
    spans = {name: (_days(span),) for name, span in fact.spans.items()}
    return {**fact.values, **spans, **label, terms.DISPUTED: fact.disputed, "type": (fact.kind,)}


def _days(span: Interval) -> str:
    """A date, with its first and last day where these are narrower than it."""
    whole = interval(date_literal(span)) == span
    return span.iso if whole else f"{span.iso} ({span.earliest} to {span.latest})"


def _name(slot: str) -> str:
    return _WORDS.get(slot) or re.sub("(?<=[a-z])(?=[A-Z])", " ", terms.local(slot)).lower()


def _words(value: str, names: Mapping[str, str]) -> str:
    return names.get(value) or (terms.local(value) if value.startswith(terms.BC) else value)
