"""Meetings and calls as they are compared: who, on which sides, when, where, and with what status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from backchannel.graph import names
from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.likeness import Key, Profile
from backchannel.graph.likeness_officials import countries, family_first
from backchannel.graph.spots import Spot, spot
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

_KEYED: Final = 6  # people of one contact who make keys
_MONTHS: Final = 2  # months that a date may touch and still lead to keys by month
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Participant:
    """A person as a contact's own article names him, with the IRIs of his countries."""

    label: str
    parts: names.Name
    countries: frozenset[str]

    def same(self, other: Participant) -> bool:
        """Whether both can be one person: names alike, and not of different countries."""
        if self.countries and other.countries and self.countries.isdisjoint(other.countries):
            return False
        return bool(names.alike(self.parts, other.parts))


@dataclass(frozen=True)
class Encounter(Profile):
    """A contact. ``sides`` and ``status`` are IRIs; ``over_by`` is the day by which an undated one was told as over."""

    kind: str
    status: str
    people: tuple[Participant, ...]
    sides: frozenset[str]
    when: Interval | None
    over_by: date | None
    spot: Spot | None

    @property
    def on_one_day(self) -> bool:
        """Whether the day is known."""
        return self.when is not None and self.when.earliest == self.when.latest

    def gap(self, other: Encounter) -> int:
        """The days from the end of one to the beginning of the other; not above 0 if they overlap or one is undated."""
        if not self.when or not other.when:
            return 0
        return (max(self.when.earliest, other.when.earliest) - min(self.when.latest, other.when.latest)).days

    def shared(self, other: Encounter) -> int:
        """How many people both name, each counted once."""
        left, found = list(other.people), 0
        for person in sorted(self.people, key=lambda each: (not each.parts.given, each.label)):
            match = next((each for each in left if person.same(each)), None)
            if match:
                left.remove(match)
                found += 1
        return found

    def words(self, feature: str) -> str:
        """People, sides, date or place."""
        shown = {
            "people": ", ".join(person.label for person in self.people),
            "sides": ", ".join(sorted(map(terms.local, self.sides))),
            "date": self.when.iso if self.when else "",
            "place": self.spot.label if self.spot else "",
        }
        return shown[feature]


def encounter(accounts: Sequence[Account], book: Mapping[str, Account], known: Known) -> Encounter:
    """The contact of reports that agree in all that is compared; ``book`` are the reports of their articles by IRI."""
    first = accounts[0]
    people = [_participant(book[iri], known) for iri in first.get(terms.PARTICIPANT) if iri in book]
    places = [book[iri] for iri in first.get(terms.VENUE) if iri in book]
    status = next(iter(first.get(terms.STATUS)), "")
    over_by = _published(first) if status == terms.Held else None
    when = _narrowed(first.dates[0], over_by) if first.dates else None
    return Encounter(
        tuple(accounts), first.describes, status, tuple(sorted(people, key=lambda each: (each.label, str(each)))),
        frozenset(first.get(terms.PARTY)), when, None if when else over_by,
        spot(places, first.get(terms.COUNTRY), known),
    )


def _participant(account: Account, known: Known) -> Participant:
    sides = countries(account)
    return Participant(account.label, names.name(account.label, family_first(sides, known)), sides)


def _published(account: Account) -> date | None:
    day = date.fromisoformat(account.published[:10])
    return None if day.year == date.max.year else day


def _narrowed(when: Interval, over_by: date | None) -> Interval:
    """What was told as over took place before it was told."""
    if over_by is None or not when.earliest <= over_by < when.latest:
        return when
    return replace(when, latest=over_by)


def blocks(one: Encounter) -> Iterator[Key]:
    """Two people and a month, two people and a country; of fewer people, also the day or the place."""
    people = sorted({names.skeleton(person.parts.family) for person in one.people})[:_KEYED]
    pairs = list(combinations(people, 2))
    where = sorted(one.spot.countries) if one.spot else []
    months = _months(one.when)
    yield from ((one.kind, month, *pair) for month in months for pair in pairs)
    yield from ((one.kind, country, *pair) for country in where for pair in pairs)
    yield from ((one.kind, month, country, person) for month in months for country in where for person in people)
    if one.when and one.on_one_day:
        day = one.when.iso
        yield from ((one.kind, day, person) for person in people)
        yield from ((one.kind, day, country, side) for country in where for side in sorted(one.sides))


def _months(when: Interval | None) -> list[str]:
    """The months of a date and of the days beside it; none for one that touches many."""
    if when is None:
        return []
    first, last = max(when.earliest, date.min + _DAY) - _DAY, min(when.latest, date.max - _DAY) + _DAY
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [divmod(first.year * 12 + first.month - 1 + number, 12) for number in range(count)]
    return [f"{year:04}-{month + 1:02}" for year, month in months] if count <= _MONTHS + 1 else []
