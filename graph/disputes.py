"""Facts on which reports differ, and the decision that follows from choosing one of the values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from backchannel.graph.accounts import Account, whole
from backchannel.graph.choice import same_course, same_time
from backchannel.graph.corrections import Shelf
from backchannel.graph.decisions import CORRECT, SLOTS, Decision
from backchannel.graph.docket import Docket, Side
from backchannel.graph.facts import Fact
from backchannel.ontology import terms


@dataclass(frozen=True)
class Option:
    """A value that reports give, in words, and whether the fact holds it."""

    value: str
    held: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Dispute:
    """A fact (IRI and label) on one slot of which reports differ, and the values to choose from."""

    fact: str
    label: str
    slot: str
    options: tuple[Option, ...]

    def as_json(self) -> dict[str, Any]:
        """The dispute as JSON values."""
        return {"question": "which value", **asdict(self)}

    def correction(self, chosen: Option, author: str, date: str, reason: str) -> Decision | None:
        """The decision that the reports that cannot be right if ``chosen`` is say the same; None if none can say so."""
        wrong = [side.cited for option in self.options if not self._agree(option, chosen) for side in option.sides]
        cited = tuple(dict.fromkeys(each for each in wrong if each))
        if self.slot not in SLOTS or None in wrong or not cited:
            return None
        return Decision(CORRECT, cited, author, date, reason, self.slot, (chosen.value,))

    def _agree(self, one: Option, other: Option) -> bool:
        if self.slot == "date":
            return same_time(whole(one.value), whole(other.value))
        if self.slot == "status":
            return same_course(terms.STATUSES[one.value], terms.STATUSES[other.value])
        return one.value == other.value


_ORDER: Final = ("date", "status", "venue", "kind", "country")


def disputes(on: Docket, facts: Sequence[Fact], clusters: Sequence[Sequence[Account]], has: Shelf) -> Iterator[Dispute]:
    """The disputes of ``facts``, each with what the reports of its cluster say; ``has`` puts values in words."""
    about = {account.report: cluster[0].candidate for cluster in clusters for account in cluster}
    told = {cluster[0].candidate: cluster for cluster in clusters}
    for fact in sorted((fact for fact in facts if fact.disputed), key=lambda each: (each.label, each.iri)):
        for name in sorted(fact.disputed, key=lambda each: (terms.local(each) not in _ORDER, each)):
            held = {fact.spans[name].iso} if name in fact.spans else set(fact.get(name))
            options = tuple(_options(on, name, told[fact.iri], held, about, has))
            yield Dispute(fact.iri, fact.label, terms.local(name), options)


def _options(on: Docket, name: str, cluster: Sequence[Account], held: set[str], about: Mapping[str, str],
             has: Shelf) -> Iterator[Option]:
    sides: defaultdict[str, list[Account]] = defaultdict(list)
    chosen: set[str] = set()
    for account in cluster:
        for value in [day.iso for day in account.dates] if name == terms.DATE else account.get(name):
            words = has.words(account, value)
            sides[words].append(account)
            chosen |= {words} if about.get(value, value) in held else set()
    for words, found in sorted(sides.items()):
        yield Option(words, words in chosen, tuple(on.side(account, name) for account in found))
