"""Words around the names of places, and what countries are called for short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class Places:
    """Words around the names of venues; see the comments in ``places.yaml``."""

    prepositions: Words
    country_prepositions: Words
    venue_nouns: Words
    not_places: Words
    capital_nouns: Words
    here: Words
    there: Words
    transparent: Words
    settlements: Words
    particles: Words
    directions: Words
    banks: Words
    areas: Words
    abstract: Words
    vessels: Words
    hosts: dict[str, str]
    sites: Words
    waters: Words
    spots: Words
    arrival: Words
    hosting: Words


@cache
def places() -> Places:
    """The words of ``places.yaml``."""
    return read_record(Places, "places")


@dataclass(frozen=True)
class ShortName:
    """What a country is called for short once the text names one of ``once``: codes, names and adjectives."""

    code: str
    once: tuple[str, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    bare: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortNames:
    """The short names of countries; see the comments in ``short_names.yaml``."""

    short_names: tuple[ShortName, ...]
    people: Words


@cache
def short_names() -> ShortNames:
    """The words of ``short_names.yaml``."""
    return read_record(ShortNames, "short_names")
