"""The states of arrangements over time, worked out from their dated changes.

Which kind of change leads to which state is the vocabulary's table. Talk of an arrangement ("proposed", "agreed",
"rejected") is a state only until something firmer is known: a plan to extend a treaty does not end it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from backchannel.graph.facts import Fact
from backchannel.graph.labels import state_label
from backchannel.ontology import terms

_TALK: Final = frozenset({terms.Proposed, terms.Agreed, terms.Rejected})
_DERIVATION: Final = terms.derivation_iri("state")
_STAGES: Final = tuple(terms.KINDS.values())  # of several changes on one day, this is their order


def states(arrangements: Iterable[Fact], changes: Iterable[Fact]) -> Iterator[Fact]:
    """The states of each arrangement, in order; undated changes give none."""
    steps: defaultdict[str, list[Fact]] = defaultdict(list)
    for change in changes:
        if change.date and change.first(terms.KIND) in terms.STATE_AFTER:
            steps[change.first(terms.ARRANGEMENT)].append(change)
    for arrangement in arrangements:
        turns = _turns(sorted(steps[arrangement.iri], key=_when))
        for turn, following in zip_longest(turns, turns[1:]):
            yield _state(arrangement, turn, following)


def _when(change: Fact) -> tuple[object, ...]:
    assert change.date
    return change.date.earliest, change.date.latest, _STAGES.index(change.first(terms.KIND)), change.iri


def _turns(steps: Sequence[Fact]) -> list[Fact]:
    """The changes that lead to another state than the one before; of several on one day, the last."""
    turns: list[Fact] = []
    for step in steps:
        state = _after(step)
        if state in _TALK and any(_after(turn) not in _TALK for turn in turns):
            continue
        if turns and turns[-1].date == step.date:
            turns.pop()
        if not turns or _after(turns[-1]) != state:
            turns.append(step)
    return turns


def _after(change: Fact) -> str:
    return terms.STATE_AFTER[change.first(terms.KIND)]


def _state(arrangement: Fact, begin: Fact, end: Fact | None) -> Fact:
    state = _after(begin)
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
