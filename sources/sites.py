"""The country of a venue that its own words leave open: that of a side, of the article, or of the dateline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from backchannel.ontology import gazetteer
from backchannel.ontology.reference import reference
from backchannel.sources.events import Event
from backchannel.sources.frames import Where
from backchannel.sources.moments import Setting
from backchannel.sources.people import Line

SITES = frozenset({"building", "site"})


def located(events: Iterable[Event], lines: Sequence[Line]) -> list[Event]:
    """Gives a city whose name several countries know the one that is a side, else the one that the article names."""
    named = {p.code for line in lines for p in line.parties}
    return [_located(event, named) for event in events]


def _located(event: Event, named: Collection[str]) -> Event:
    for where in dict.fromkeys(f.where for f in event.frames if f.where):
        if where.country or where.kind != "city":
            continue
        codes = {p.country for p in gazetteer.places_named(where.label) if p.kind == "city"}
        meant = codes & event.parties or codes & set(named)
        known = gazetteer.place(where.label, next(iter(meant))) if len(meant) == 1 else None
        event = _told(event, [where], replace(where, label=known.label, country=known.country)) if known else event
    return event


def _told(event: Event, places: Collection[Where], told: Where) -> Event:
    return Event(tuple(replace(f, where=told) if f.where in places else f for f in event.frames))


def placed(events: Sequence[Event], settings: Sequence[Setting]) -> list[Event]:
    """Gives a site without a country, at which the main contact took place, the country of the dateline."""
    out = list(events)
    where = out[0].where if out else None
    if where is None or where.country or where.kind not in SITES:
        return out
    near = next((s.dateline for s in settings if s.dateline), None)
    if near and near.country in out[0].parties and reference().countries[near.country].capital == near.label:
        return out  # what a side's capital reports may have taken place anywhere
    for n, event in enumerate(out):
        same = [f.where for f in event.frames if f.where and f.where.label == where.label]
        if near and same:
            out[n] = _told(event, same, replace(where, country=near.country))
    return out
