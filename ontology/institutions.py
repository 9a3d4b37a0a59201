"""Institutions that most states have, written once as name patterns and spelled out for every state."""

from __future__ import annotations

from dataclasses import replace

from backchannel.ontology.entities import Country, Institution, Nationality, Organization
from backchannel.ontology.rows import Table
from backchannel.ontology.terms import slug


def establish(
    rows: Table[Organization],
    institutions: Table[Institution],
    countries: Table[Country],
    nationalities: Table[Nationality],
) -> Table[Organization]:
    """The organisations of ``rows`` and every state's institutions.

    A row that is the institution of its state (``institution: armed-forces``, ``acts_for: IL``) takes the general names
    as aliases and keeps its own label. A name that a row spells out stays that row's; if it is the usual name of an
    institution, that institution is not made again.
    """
    taken = {name for _, row in rows for name in (row.label, *row.aliases)}
    own = {(row.acts_for, row.institution): (where, row) for where, row in rows if row.institution}
    adjectives = {nationality.code: nationality.adjectives for _, nationality in nationalities}
    table = [(where, row) for where, row in rows if not row.institution]
    for _, country in countries:
        for where, pattern in institutions:
            names = _names(pattern, country, adjectives.get(country.code, ()))
            free = tuple(name for name in names if name not in taken)
            if (country.code, pattern.key) in own:
                where, row = own[country.code, pattern.key]
                table.append((where, replace(row, aliases=(*row.aliases, *free))))
            elif free and free[0] == names[0]:
                row = Organization(slug(free[0], 96), free[0], pattern.kind, free[1:], country.code, pattern.key)
                table.append((f"{where} for {country.label}", row))
    return table


def _names(pattern: Institution, country: Country, adjectives: tuple[str, ...]) -> list[str]:
    """The pattern's names for one state, most usual first; none for a state without an adjective."""
    if not adjectives:
        return []
    fillings = {"{adjective}": adjectives, "{country}": (f"the {country.label}" if country.article else country.label,)}
    names: dict[str, None] = {}
    for text in (pattern.label, *pattern.aliases):
        for blank, words in fillings.items():
            if blank in text:
                names.update((text.replace(blank, word), None) for word in words)
    return list(names)
