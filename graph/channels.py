"""What arrangements are in force, suspended, expired on a day, which change made it so, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from backchannel.graph.facts import Fact
from backchannel.graph.held import Held, held
from backchannel.graph.labels import CONCEPTS
from backchannel.graph.lookup import find
from backchannel.graph.order import after
from backchannel.graph.quotes import Quote, quotes
from backchannel.graph.store import Reader
from backchannel.ontology import terms


@dataclass(frozen=True)
class Step:
    """A change: its kind in words, its ISO date (empty if not told), its IRI, and the sentences that tell it."""

    kind: str
    date: str
    iri: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Standing:
    """How an arrangement stands on a day, or when articles last told of it.

    ``states`` has one state in words, several where dates leave open which, none where no change has a date; ``begun``
    is False if it is open whether the first of them had begun. ``since`` are their dates, as precise as the words.
    ``because`` are the changes that led to them, ``articles`` (how many) and ``publishers`` those that tell these
    changes. ``doubts`` say which changes contradict each other or have no date.
    """

    arrangement: str
    iri: str
    parties: tuple[str, ...]
    states: tuple[str, ...]
    begun: bool
    since: tuple[str, ...]
    because: tuple[Step, ...]
    articles: int
    publishers: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def state(self) -> str:
        """In words: "suspended", "unclear between in force and suspended", "unclear whether suspended yet"."""
        if not self.states:
            return "not dated"
        if not self.begun:
            return f"unclear whether {' or '.join(self.states)} yet"
        *others, last = self.states
        return f"unclear between {', '.join(others)} and {last}" if others else last

    def as_json(self) -> dict[str, Any]:
        """The standing as JSON values."""
        return {**asdict(self), "state": self.state}


def channels(store: Reader, as_of: date | None = None, state: str = "", party: str = "") -> list[Standing]:
    """How the arrangements of ``store`` stand on the day ``as_of``, by default when articles last told of them.

    Only those that may be in ``state`` (a word of :data:`terms.STATES`) and that have ``party`` (a label or IRI) as a
    side, where these are given. Raises NotFoundError if nothing is called ``party``.
    """
    sides = {node.value for node in find(store, party)} if party else set()
    found = standings(held(store), as_of, lambda fact: not sides or not sides.isdisjoint(fact.get(terms.PARTY)))
    return [each for each in found if not state or state in each.states]


def standings(
    graph: Held, as_of: date | None = None, wanted: Callable[[Fact], bool] = lambda _: True
) -> list[Standing]:
    """How the ``wanted`` arrangements of ``graph`` stand, by name, but for those without a change up to that day."""
    changes, states = (_by_arrangement(graph, kind) for kind in (terms.Change, terms.State))
    day = as_of or date.max
    arrangements = [fact for fact in graph.of(*terms.ARRANGEMENTS) if wanted(fact)]
    found = (_standing(graph, each, changes[each.iri], states[each.iri], day) for each in arrangements)
    return [each for each in found if each]


def possible(states: Sequence[Fact], day: date) -> list[Fact]:
    """Those of an arrangement's ``states`` that it may have been in on ``day``, given how exact the dates are."""
    return [each for each in states if each.spans[terms.FROM].earliest <= day and not _over(each, states, day)]


def _over(state: Fact, states: Sequence[Fact], day: date) -> bool:
    """Whether a state surely was over: it had ended, or one of those that followed it, of which some share a date."""
    ahead, seen = [state], set()
    while ahead:
        each = ahead.pop()
        until = each.spans.get(terms.UNTIL)
        if until and until.latest <= day:
            return True
        if until and each.iri not in seen:
            seen.add(each.iri)
            ahead += [other for other in states if other is not each and other.spans[terms.FROM] == until]
    return False


def _standing(
    graph: Held, arrangement: Fact, changes: Sequence[Fact], states: Sequence[Fact], day: date
) -> Standing | None:
    open_states = possible(states, day)
    if states and not open_states or not changes or not states and day != date.max:
        return None
    steps = [step for each in open_states for step in _begun_by(each, changes)] or ([] if states else changes)
    claims = [claim for step in steps for claim in graph.said(step.iri)]
    return Standing(
        arrangement=arrangement.label,
        iri=arrangement.iri,
        parties=tuple(sorted(graph.names.get(iri, terms.local(iri)) for iri in arrangement.get(terms.PARTY))),
        states=tuple(dict.fromkeys(CONCEPTS[each.first(terms.IN_STATE)] for each in open_states)),
        begun=any(each.spans[terms.FROM].latest <= day for each in states),
        since=tuple(dict.fromkeys(each.spans[terms.FROM].iso for each in open_states)),
        because=tuple(_step(graph, step) for step in steps),
        articles=len({claim.evidence["article"] for claim in claims}),
        publishers=tuple(sorted({claim.evidence["publisher"] for claim in claims} - {""})),
        doubts=tuple(_doubts(arrangement, changes, day)),
    )


def _by_arrangement(graph: Held, kind: str) -> Mapping[str, list[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in graph.of(kind):
        found[fact.first(terms.ARRANGEMENT)].append(fact)
    for facts in found.values():
        facts.sort(key=lambda fact: (_begin(fact), fact.iri))
    return found


def _begin(fact: Fact) -> tuple[date, date]:
    """What dates are sorted by; undated changes come last."""
    span = fact.spans.get(terms.FROM) or fact.date
    return (span.earliest, span.latest) if span else (date.max, date.max)


def _begun_by(state: Fact, changes: Iterable[Fact]) -> list[Fact]:
    """The change that a state names as its beginning."""
    return [each for each in changes if each.iri in state.derived_from and each.date
            and each.date.iso == state.spans[terms.FROM].iso and after(each) == state.first(terms.IN_STATE)]


def _step(graph: Held, change: Fact) -> Step:
    claims = graph.said(change.iri)
    day = change.date.iso if change.date else ""
    return Step(_kind(change), day, change.iri, quotes([claim for claim in claims if claim.slot == "kind"] or claims))


def told(change: Fact) -> str:
    """A change in words, without its arrangement: "suspended, 2021"."""
    return f"{_kind(change)}, {change.date.iso}" if change.date else f"{_kind(change)}, at a time not told"


def _kind(change: Fact) -> str:
    return CONCEPTS.get(change.first(terms.KIND), "changed")


def out_of_order(change: Fact, facts: Mapping[str, Fact]) -> str:
    """What does not fit, in words: "expired, 2020: does not fit after withdrawn, 2019"; ``facts`` are by IRI."""
    earlier = " and ".join(told(facts[iri]) for iri in change.get(terms.CONFLICTS_WITH) if iri in facts)
    if terms.STATES_BEFORE[change.first(terms.KIND)].isdisjoint(terms.BEGUN):
        return f"{told(change)}: no article tells of a halt {f'since {earlier}' if earlier else 'before it'}"
    return f"{told(change)}: does not fit after {earlier}"


def _doubts(arrangement: Fact, changes: Sequence[Fact], day: date) -> Iterable[str]:
    facts = {change.iri: change for change in changes}
    for change in changes:
        if change.iri in arrangement.get(terms.OUT_OF_ORDER) and change.date and change.date.earliest <= day:
            yield out_of_order(change, facts)
    dated = any(change.date for change in changes)
    undated = sorted({_kind(change) for change in changes if not change.date and after(change)})
    if undated and dated:
        yield f"also {' and '.join(undated)}, at a time not told"
