"""Places kept up: where they lie, and which facts were worked out from that.

A reading is a key of what a fact was worked out from beside its own reports: ``row:`` the place that a row is,
``nation:`` the place that is a whole country, ``place:`` where a place lies, ``label:`` the words for a party that the
reference data does not know, ``arrangement:`` the arrangement that a change belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from backchannel.graph.desk import Desk
from backchannel.graph.facts import Fact
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.places import is_country
from backchannel.ontology import terms
from backchannel.ontology.entities import Place

#: By the kind of a reading: the place that is meant, of several.
_ANCHORS: Final = {
    "row": "SELECT min(place) FROM location WHERE row = ?",
    "nation": "SELECT max(place) FROM location WHERE country = ? AND whole",
}


def readers(ledger: Ledger, keys: Iterable[str]) -> set[str]:
    """The facts that were worked out from these."""
    return {fact for key in keys for fact in ledger.column("SELECT fact FROM reading WHERE key = ?", key)}


def note_readings(ledger: Ledger, fact: str, keys: Iterable[str]) -> None:
    """Puts down what ``fact`` was worked out from, in place of what was put down before."""
    ledger.run("DELETE FROM reading WHERE fact = ?", fact)
    ledger.many("INSERT INTO reading VALUES (?, ?)", [(key, fact) for key in sorted(set(keys))])


def relocate(
    ledger: Ledger, known: Known, places: Iterable[str], gone: Iterable[str]
) -> tuple[dict[str, tuple[Fact, Place | None]], set[str]]:
    """Locates ``places`` again, and those that lie in them; with the readings that have changed by it.

    ``gone`` are facts that are no more, places among them.
    """
    desk = Desk(ledger, known)
    ahead, removed = set(places), list(gone)
    before = {place: _location(ledger, place) for place in (*ahead, *removed)}
    found = {place: desk.place(place) for place in ahead}
    changed = _note(ledger, known, found, removed, {place: row for place, row in before.items() if row})
    inside = {place for place in readers(ledger, changed) if desk.kind(place) == terms.Place}
    before |= {place: _location(ledger, place) for place in inside - ahead}
    inside |= {place for place, (_, row) in found.items() if changed.intersection(_wider(known, row))}
    again = {place: desk.place(place) for place in inside}
    _note(ledger, known, again, (), {})
    found |= again
    for place, (_, row) in found.items():
        note_readings(ledger, place, _wider(known, row))
    moved = {f"place:{place}" for place, was in before.items() if was != _location(ledger, place)}
    return found, changed | moved


def _wider(known: Known, row: Place | None) -> list[str]:
    """What a place was located by: the row in which its row lies."""
    return [f"row:{each.iri}" for each in known.wider(row)[:1]] if row else []


def _location(ledger: Ledger, place: str) -> tuple[object, ...] | None:
    return next(iter(ledger.all("SELECT row, country, whole, wider FROM location WHERE place = ?", place)), None)


def _note(ledger: Ledger, known: Known, found: dict[str, tuple[Fact, Place | None]], gone: Iterable[str],
          before: dict[str, tuple[object, ...]]) -> set[str]:
    """Writes where places lie; the readings ``row:`` and ``nation:`` that now mean another place."""
    rows = [(place.iri, row.iri if row else None, place.first(terms.COUNTRY), is_country(place, known),
             place.first(terms.WITHIN)) for place, row in found.values()]
    named = {("row", row) for row, *_ in before.values()} | {("nation", country) for _, country, *_ in before.values()}
    named |= {("row", row) for _, row, *_ in rows} | {("nation", country) for _, _, country, *_ in rows}
    was = {each: ledger.one(_ANCHORS[each[0]], each[1]) for each in named}
    ledger.many("DELETE FROM location WHERE place = ?", [(place,) for place in gone])
    ledger.many("INSERT OR REPLACE INTO location VALUES (?, ?, ?, ?, ?)", rows)
    return {f"{kind}:{iri}" for (kind, iri), place in was.items() if ledger.one(_ANCHORS[kind], iri) != place}
