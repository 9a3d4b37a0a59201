"""When two reports tell of one meeting or call: people, sides, date, place and status.

Recurring meetings of the same people are the hard case, so what two reports contradict each other in weighs more than
what they share: dates, places and people that do not fit are vetoes.
"""

from __future__ import annotations

from typing import Final

from backchannel.graph.encounters import Encounter, blocks
from backchannel.graph.likeness import Likeness, nested, told_by_one_article
from backchannel.graph.spots import kilometres
from backchannel.ontology import terms
from backchannel.ontology.weights import resolution

_WEEKS: Final = 31  # days: the longest time that dates a meeting rather than a year
_ONE_PLACE: Final = frozenset({
    "the same place", "a place and one inside it", "places near each other", "a country and a place in it"})
_OVER: Final = frozenset({terms.Refused, terms.Cancelled})  # statuses of what did not take place


def likeness() -> Likeness[Encounter]:
    """How contacts are compared."""
    vetoes = (told_by_one_article, meeting_and_call, days_apart, told_beforehand, places_apart, nobody_in_common,
              another_course)
    return Likeness(resolution().contacts, (people, sides, date, place), vetoes, blocks)


def people(one: Encounter, other: Encounter) -> str:
    """How many of the people that they name are the same."""
    if not one.people or not other.people:
        return ""
    few, many = sorted((len(one.people), len(other.people)))
    shared = one.shared(other)
    if shared > 1:
        if shared == few:
            return "the same people" if few == many else "the people of one are among those of the other"
        return "two or more people in common"
    if shared and few == 1:
        return "the same single person" if many == 1 else "one person, whom one of them names alone"
    return "one person in common, besides others on both sides" if shared else ""


def sides(one: Encounter, other: Encounter) -> str:
    """Whether the countries and organisations in contact are the same."""
    if not one.sides or not other.sides:
        return ""
    if one.sides == other.sides:
        return "the same sides"
    if nested(one.sides, other.sides):
        return "the sides of one are among those of the other"
    return "some sides in common" if one.sides & other.sides else "no side in common"


def date(one: Encounter, other: Encounter) -> str:
    """How the times fit that they give."""
    first, second = one.when, other.when
    if not first or not second:
        return ""
    if one.gap(other) > resolution().days_apart:
        return "days apart"
    if one.gap(other) > 0:
        return "one day apart" if _borne_out(one, other) else "one day apart, which people and place do not bear out"
    spans = sorted(((first.latest - first.earliest).days, (second.latest - second.earliest).days))
    inside = (max(first.earliest, second.earliest), min(first.latest, second.latest))
    if spans[1] == 0:
        return "the same day"
    if spans[1] >= _WEEKS:
        return "a time within a year"
    if (inside[1] - inside[0]).days < spans[0]:
        return "overlapping times"
    return "a day and the weeks around it" if spans[0] == 0 else "the same few weeks"


def _borne_out(one: Encounter, other: Encounter) -> bool:
    """Whether people and place are those of one contact, so that one of two dates must be wrong."""
    who = people(one, other) in ("the same people", "the people of one are among those of the other")
    return who and place(one, other) in _ONE_PLACE


def place(one: Encounter, other: Encounter) -> str:
    """Whether they name one place, or one inside or near the other."""
    first, second = one.spot, other.spot
    if not first or not second:
        return ""
    if places_apart(one, other):
        return "places far apart"
    if first.whole or second.whole:
        return "a country and a place in it" if first.countries & second.countries else ""
    if first.same(second):
        return "the same place"
    if first.inside(second) or second.inside(first):
        return "a place and one inside it"
    if kilometres(first, second) is not None:
        return "places near each other"
    return "different places of one country" if first.countries & second.countries else ""


def meeting_and_call(one: Encounter, other: Encounter) -> bool:
    """One is a meeting, the other a call."""
    return one.kind != other.kind


def days_apart(one: Encounter, other: Encounter) -> bool:
    """Their dates lie more than a day apart, or one day where at least one is no single day."""
    gap = one.gap(other)
    return gap > resolution().days_apart or gap > 0 and not (one.on_one_day and other.on_one_day)


def told_beforehand(one: Encounter, other: Encounter) -> bool:
    """One was told as over before the other took place."""
    return any(a.over_by and b.when and not a.when and a.over_by < b.when.earliest
               for a, b in ((one, other), (other, one)))


def places_apart(one: Encounter, other: Encounter) -> bool:
    """They took place in different countries, or too far apart."""
    if not one.spot or not other.spot:
        return False
    if one.spot.countries and other.spot.countries and one.spot.countries.isdisjoint(other.spot.countries):
        return True
    distance = kilometres(one.spot, other.spot)
    return distance is not None and distance > resolution().kilometres_apart


def nobody_in_common(one: Encounter, other: Encounter) -> bool:
    """Both name people, and nobody is the same."""
    return bool(one.people and other.people) and not one.shared(other)


def another_course(one: Encounter, other: Encounter) -> bool:
    """One took place, was planned, refused or called off and the other not, and date or people do not fit."""
    if one.status == other.status or not one.status or not other.status:
        return False
    if not one.when or not other.when or one.gap(other) > 0:
        return True
    if terms.Held in (one.status, other.status) and {one.status, other.status} & _OVER:
        return not (one.on_one_day and other.on_one_day)
    return not one.people or not other.people
