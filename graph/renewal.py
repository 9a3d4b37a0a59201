"""Fusion kept up: facts whose reports or surroundings have changed are made again, by the functions that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from backchannel.graph.desk import Desk
from backchannel.graph.facts import Fact
from backchannel.graph.fuse import arrangements, change, contact, officials
from backchannel.graph.gazette import note_readings, readers, relocate
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.order import marked
from backchannel.graph.places import Atlas
from backchannel.graph.reference_rows import Row
from backchannel.graph.resolve import Cluster
from backchannel.graph.states import states
from backchannel.ontology import terms

_NOWHERE: Final = Atlas({}, {}, {})


@dataclass(frozen=True)
class Renewal:
    """The facts that were made again, states among them; the IRIs of those that are no more; matched rows by fact."""

    facts: tuple[Fact, ...]
    gone: frozenset[str]
    rows: Mapping[str, Sequence[Row]]


def renew(ledger: Ledger, known: Known, facts: Iterable[str], gone: Iterable[str], keys: Iterable[str]) -> Renewal:
    """Makes ``facts`` again, and whatever follows from them, from those ``gone``, and from readings (``keys``)."""
    return _Renewing(ledger, known, set(gone)).run(set(facts) | readers(ledger, keys))


class _Renewing:
    """One renewal at work."""

    def __init__(self, ledger: Ledger, known: Known, gone: set[str]) -> None:
        self._ledger = ledger
        self._known = known
        self._gone = gone
        self._desk = Desk(ledger, known)
        self._facts: dict[str, Fact] = {}
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)

    def run(self, ahead: set[str]) -> Renewal:
        pacts = self._pacts_of(self._gone)
        places, changed = relocate(self._ledger, self._known, self._of(ahead, terms.Place), self._gone)
        for fact, row in places.values():
            self._put(fact, [row] if row else [])
        ahead |= {fact for fact in readers(self._ledger, changed) if self._desk.kind(fact) in terms.CONTACTS}
        for iri in self._of(ahead, *terms.CONTACTS):
            self._contact(iri)
        for iri in self._of(ahead, terms.Official):
            cluster = self._desk.cluster(iri)
            [fact], rows = officials([cluster], self._desk.about(cluster), self._known)
            self._put(fact, rows)
        steps = self._of(ahead, terms.Change)
        pacts |= self._pacts_of(steps) | set(self._of(ahead, *terms.ARRANGEMENTS)) | self._gone
        pacts |= {self._change(iri).first(terms.ARRANGEMENT) for iri in steps}
        for iri in sorted(pacts):
            self._pact(iri)
        for iri in self._gone:
            note_readings(self._ledger, iri, ())
        return Renewal(tuple(self._facts.values()), frozenset(self._gone), dict(self._rows))

    def _of(self, facts: Iterable[str], *kinds: str) -> list[str]:
        return sorted(fact for fact in facts if self._desk.kind(fact) in kinds)

    def _put(self, fact: Fact, rows: Iterable[Row] = ()) -> None:
        self._facts[fact.iri] = fact
        self._rows[fact.iri] += rows

    def _contact(self, iri: str) -> None:
        """A contact; where reports differ on the venue, it depends on where these lie."""
        cluster = self._desk.cluster(iri)
        about = self._desk.about(cluster)
        venues = sorted({about.get(each, each) for account in cluster for each in account.get(terms.VENUE)})
        atlas = self._desk.atlas(venues) if len(venues) > 1 else _NOWHERE
        named = {value for account in cluster for slot in (terms.PARTICIPANT, terms.PARTY, terms.VENUE)
                 for value in account.get(slot)}
        fact = contact(cluster, about, atlas, self._desk.names({about.get(each, each) for each in named}))
        self._put(fact)
        note_readings(self._ledger, iri, [*self._readings(atlas), *(f"label:{party}" for party in fact.get(terms.PARTY)
                                                                    if party not in self._known.names)])

    def _readings(self, atlas: Atlas) -> Iterable[str]:
        for iri, place in atlas.places.items():
            yield f"place:{iri}"
            yield f"nation:{place.first(terms.COUNTRY)}"
            if iri in atlas.rows:
                yield from (f"row:{wider.iri}" for wider in self._known.wider(atlas.rows[iri]))

    def _change(self, iri: str) -> Fact:
        """A change as it is before it is seen whether it fits among the others."""
        cluster = self._desk.cluster(iri)
        about = self._desk.about(cluster)
        named = {about.get(each, each) for account in cluster for each in account.get(terms.ARRANGEMENT)}
        fact = change(cluster, about, self._desk.names(named))
        note_readings(self._ledger, iri, [f"arrangement:{fact.first(terms.ARRANGEMENT)}"])
        return fact

    def _pacts_of(self, changes: Iterable[str]) -> set[str]:
        """The arrangements to which these changes belonged."""
        keys = (key for iri in changes for key in self._ledger.column("SELECT key FROM reading WHERE fact = ?", iri))
        return {iri for kind, _, iri in (key.partition(":") for key in keys) if kind == "arrangement"}

    def _pact(self, iri: str) -> None:
        """An arrangement with its changes and states, which depend on each other."""
        of_pact = self._of(readers(self._ledger, [f"arrangement:{iri}"]), terms.Change)
        changes = [self._change(each) for each in of_pact]
        facts: list[Fact] = []
        if self._desk.kind(iri) in terms.ARRANGEMENTS:
            cluster: Cluster = self._desk.cluster(iri)
            facts, rows = arrangements([cluster], self._desk.about(cluster), self._known)
            self._rows[iri] += rows
        turns = list(states(facts, changes))
        for fact in (*marked([*facts, *changes]), *turns):
            self._put(fact)
        self._gone |= readers(self._ledger, [f"state:{iri}"]) - {turn.iri for turn in turns}
        self._ledger.run("DELETE FROM reading WHERE key = ?", f"state:{iri}")
        self._ledger.many("INSERT INTO reading VALUES (?, ?)", [(f"state:{iri}", turn.iri) for turn in turns])
