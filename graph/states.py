"""The states of arrangements over time, worked out from their dated changes.

Which kind of change leads to which state is the vocabulary's table. Talk of an arrangement ("proposed", "agreed",
"rejected") is a state only until something firmer is known: a plan to extend a treaty does not end it. A state ends
with the next change that surely came after it; two states overlap where it is open which of two changes came first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from backchannel.graph.facts import Fact
from backchannel.graph.labels import state_label
from backchannel.graph.order import after, in_order, precedes
from backchannel.ontology import terms

_DERIVATION: Final = terms.derivation_iri("state")


def states(arrangements: Iterable[Fact], changes: Iterable[Fact]) -> Iterator[Fact]:
    """The states of each arrangement, in order; undated changes give none."""
    steps: defaultdict[str, list[Fact]] = defaultdict(list)
    for change in changes:
        if change.date and after(change):
            steps[change.first(terms.ARRANGEMENT)].append(change)
    for arrangement in arrangements:
        turns = _turns(in_order(steps[arrangement.iri]))
        for place, turn in enumerate(turns, start=1):
            yield _state(arrangement, turn, next((each for each in turns[place:] if precedes(turn, each)), None))


def _turns(steps: Sequence[Fact]) -> list[Fact]:
    """The changes that lead to another state than the one before; of several on one day, the last."""
    turns: list[Fact] = []
    for step in steps:
        state = after(step)
        if state in terms.TALK and any(after(turn) not in terms.TALK for turn in turns):
            continue
        if turns and turns[-1].date == step.date and step.date and step.date.precision == "day":
            turns.pop()
        if not turns or after(turns[-1]) != state:
            turns.append(step)
    return turns


def _state(arrangement: Fact, begin: Fact, end: Fact | None) -> Fact:
    state = after(begin)
    assert begin.date
    until = end.date if end else None
    digest = hashlib.sha256(f"{arrangement.iri} {state} {begin.date.iso}".encode()).hexdigest()[:12]
    label = state_label(arrangement.label, state, begin.date.iso, until.iso if until else None)
    return Fact(
        iri=f"{terms.ID}state/{terms.slug(label) or 'state'}-{digest}",
        kind=terms.State,
        label=label,
        values={terms.ARRANGEMENT: (arrangement.iri,), terms.IN_STATE: (state,)},
        spans={terms.FROM: begin.date} | ({terms.UNTIL: until} if until else {}),
        derived_from=(_DERIVATION, begin.iri, *([end.iri] if end else [])),
    )
