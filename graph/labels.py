"""Names for facts that articles do not name: "Meeting of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from backchannel.graph.facts import Fact
from backchannel.ontology import terms

CONCEPTS: Final = {iri: label for table in (terms.STATUSES, terms.KINDS, terms.STATES, terms.TOPICS)
                   for label, iri in table.items()}
_NAMED: Final = 4


def contact_label(contact: Fact, names: Mapping[str, str]) -> str:
    """Who, where and when; the sides where fewer than two people are known. ``names`` are labels by IRI."""
    kind = contact.kind.removeprefix(terms.BC)
    status = contact.first(terms.STATUS)
    if status and status != terms.Held:
        kind = f"{CONCEPTS[status]} {kind}".capitalize()
    people, sides, venues = (sorted(names.get(iri) or terms.local(iri) for iri in contact.get(which))
                             for which in (terms.PARTICIPANT, terms.PARTY, terms.VENUE))
    who = people if len(people) > 1 or not sides else sides
    parts = [f"{kind} of {listed(who)}" if who else kind, *venues]
    return ", ".join([*parts, contact.date.iso] if contact.date else parts)


def change_label(change: Fact, names: Mapping[str, str]) -> str:
    """What became of which arrangement: "New START expired, 2026-02-05"."""
    kind = CONCEPTS.get(change.first(terms.KIND), "changed")
    words = f"{names.get(change.first(terms.ARRANGEMENT), 'Arrangement')} {kind}"
    return f"{words}, {change.date.iso}" if change.date else words


def state_label(arrangement: str, state: str, since: str, until: str | None) -> str:
    """An arrangement's state and its time: "New START in force, 2011 to 2026-02-05"."""
    time = f", {since} to {until}" if until else f" since {since}"
    return f"{arrangement} {CONCEPTS[state]}{time}"


def listed(names: Sequence[str]) -> str:
    """``names`` as a list in a sentence; of many, the first three and how many more."""
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} others"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
