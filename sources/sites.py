"""The country of a site that the article does not tell: that of the dateline, for what the article is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.ontology.reference import reference
from backchannel.sources.events import Event
from backchannel.sources.moments import Setting

SITES = frozenset({"building", "site"})


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
            told = replace(where, country=near.country)
            out[n] = Event(tuple(replace(f, where=told) if f.where in same else f for f in event.frames))
    return out
