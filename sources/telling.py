"""The moment of telling: what a time expression counts from, and which occurrence of what recurs it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backchannel.sources.reckoning import Days, Tense, chosen, months, one
from backchannel.sources.timewords import Words, grammar

COUNTED = {"turn", "link", "that"}  # words that give a year by its distance
REACH = 8  # years on either side among which what recurs is chosen: 29 February may be eight years away


@dataclass(frozen=True)
class Moment:
    """When a story is told (``anchor``), the tense in which, and the event that it told before."""

    anchor: date | None
    tense: Tense
    event: Days | None

    def pivot(self, words: Words) -> Days | None:
        """What the words count from: the event before for "the same", else the anchor."""
        return self.event if linked(words) is not None else one(self.anchor) if self.anchor else None


def linked(words: Words) -> int | None:
    """How many steps from the event before the words are: 1 for "the following", 0 for "the same" and "that"."""
    steps: int | None = words.get("link", words.get("that"))
    return steps


def named_year(words: Words, moment: Moment) -> int | None:
    """The year that the words name, as a figure or as "last year", "the same year"."""
    if "year" in words:
        return int(words["year"])
    pivot = moment.pivot(words)
    if not words.keys() & COUNTED or pivot is None or pivot.earliest.year != pivot.latest.year:
        return None
    return pivot.earliest.year + int(words.get("turn", linked(words)))


def recurring(words: Words, moment: Moment, occurrence: Callable[[int], Days]) -> Days | None:
    """The occurrence in the year that the words name, or the one that the tense means where they name none."""
    named = named_year(words, moment)
    if named is not None:
        return occurrence(named)
    if moment.anchor is None or words.keys() & COUNTED:
        return None
    return chosen(occurrences(moment.anchor, occurrence), moment.anchor, moment.tense)


def occurrences(day: date, occurrence: Callable[[int], Days]) -> Iterator[Days]:
    """What occurs in the years around ``day``, once a year where the calendar has it."""
    for year in range(day.year - REACH, day.year + REACH + 1):
        try:
            yield occurrence(year)
        except ValueError:  # 29 February
            continue


def part(days: Days | None, words: Words, unit: str, pivot: Days | None = None) -> Days | None:
    """The part of a week, month or year that the words name: "early", "the second half of", "later" than ``pivot``."""
    position = words.get("position")
    if days is None or position is None:
        return days
    if position in ("so far", "to come"):
        if pivot is None:
            return days
        return days.until(pivot.latest) if position == "so far" else days.since(pivot.earliest)
    extent = grammar().parts[position].get(unit)
    if extent is None:
        return None
    first, last = extent
    if unit == "year":
        unit = "month" if first == last else "year"  # the end of a year is its last month
        return replace(months(days.earliest.year, first, last - first + 1), unit=unit)
    start = days.earliest - timedelta(1)
    if first == last:
        return one(min(days.latest, start + timedelta(first)))
    return replace(days, earliest=start + timedelta(first), latest=min(days.latest, start + timedelta(last)))
