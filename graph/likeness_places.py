"""When two reports tell of one place: name and country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.likeness import Key, Likeness, Profile
from backchannel.ontology import terms
from backchannel.ontology.cities import fold
from backchannel.ontology.weights import resolution


@dataclass(frozen=True)
class Named(Profile):
    """A place: its name, the IRIs of its countries, the key of its reference row if it has one."""

    name: str
    country: frozenset[str]
    row: str

    def words(self, feature: str) -> str:
        """Name or country."""
        return self.name if feature == "name" else ", ".join(sorted(map(terms.local, self.country)))


def named(accounts: Sequence[Account], known: Known) -> Named:
    """The place of reports with the same name and country."""
    first = accounts[0]
    sides = first.get(terms.COUNTRY)
    row = known.place(first.label, next(iter(sides), ""))
    return Named(tuple(accounts), first.label, frozenset(sides), row.key if row else "")


def likeness() -> Likeness[Named]:
    """How places are compared."""
    return Likeness(resolution().places, (name, country), (in_two_countries,), blocks)


def blocks(one: Named) -> Iterator[Key]:
    """The name, and the known place that it means."""
    yield "place", fold(one.name)
    if one.row:
        yield "row", one.row


def name(one: Named, other: Named) -> str:
    """Whether both have one name but for accents and case, or names of one known place."""
    if fold(one.name) == fold(other.name):
        return "the same name"
    return "names of one known place" if one.row and one.row == other.row else ""


def country(one: Named, other: Named) -> str:
    """Whether both lie in one country."""
    return "the same country" if one.country & other.country else "not told by both"


def in_two_countries(one: Named, other: Named) -> bool:
    """They lie in different countries."""
    return bool(one.country and other.country) and one.country.isdisjoint(other.country)
