"""Keys as accounts: what annotators found, in the form in which resolution compares reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from backchannel.graph.accounts import UNDATED as UNPUBLISHED
from backchannel.graph.accounts import Account, whole
from backchannel.graph.entries import CLASSES, UNDATED, Entry
from backchannel.graph.gold import Key
from backchannel.graph.known import Known
from backchannel.graph.triples import narrowest
from backchannel.ontology import terms

_ID: Final = "urn:key:"


def report_iri(key: Key, entry: Entry) -> str:
    """The IRI of the report that an entry of a key stands for."""
    return f"{_ID}report/{key.name}-{entry.key}"


def key_accounts(key: Key, known: Known) -> Iterator[Account]:
    """The accounts of the required entries of ``key``: officials and places, contacts, arrangements, changes."""
    officials = {name: entry for entry in key.required if entry.kind == "official" for name in entry.slots["name"]}
    for entry in key.required:
        if entry.kind == "contact":
            yield from _contact(key, entry, officials, known)
        elif entry.kind == "arrangement":
            yield from _arrangement(key, entry, known)


def _contact(key: Key, entry: Entry, officials: Mapping[str, Entry], known: Known) -> Iterator[Account]:
    report = report_iri(key, entry)
    people, venues = [], []
    for number, name in enumerate(entry.slots["participant"]):
        sides = officials[name].slots["country"] if name in officials else ()
        people.append(f"{report}-person-{number}")
        yield _account(key, people[-1], terms.Official, name, {terms.COUNTRY: _parties(sides, known)})
    for name in entry.slots["venue"]:
        venues.append(f"{report}-place")
        yield _account(key, venues[-1], terms.Place, name, {terms.COUNTRY: _parties(entry.slots["country"], known)})
    [made] = entry.slots["type"]
    yield _account(key, report, CLASSES["contact"][made], made, {
        terms.PARTICIPANT: people, terms.VENUE: venues, terms.PARTY: _parties(entry.slots["party"], known),
        terms.STATUS: [terms.STATUSES[status] for status in entry.slots["status"]],
        terms.COUNTRY: [] if venues else _parties(entry.slots["country"], known),
    }, entry.slots["date"])


def _arrangement(key: Key, entry: Entry, known: Known) -> Iterator[Account]:
    report = report_iri(key, entry)
    [made] = entry.slots["type"]
    sides = {terms.PARTY: _parties(entry.slots["party"], known)}
    yield _account(key, report, CLASSES["arrangement"][made], entry.label or made, sides)
    for number, change in enumerate(entry.slots["change"]):
        kind, _, day = change.partition(" ")
        values = {terms.ARRANGEMENT: [report], terms.KIND: [terms.KINDS[kind]]}
        yield _account(key, f"{report}-change-{number}", terms.Change, kind, values, [day] if day != UNDATED else [])


def _parties(names: Iterable[str], known: Known) -> list[str]:
    iris = {label: iri for iri, label in known.names.items()}
    return [iris.get(name) or terms.data_iri("organization", name) for name in names]


def _account(key: Key, report: str, describes: str, label: str, values: Mapping[str, Iterable[str]],
             days: Iterable[str] = ()) -> Account:
    dates = [whole(day) for day in days]
    first = narrowest(dates) if dates else None
    told = {name: tuple(sorted(found)) for name, found in values.items()}
    return Account(report, _ID + key.name, key.published or UNPUBLISHED, describes, label,
                   {name: found for name, found in told.items() if found},
                   tuple(sorted(dates, key=lambda each: (each != first, each.earliest, each.latest))), {})
