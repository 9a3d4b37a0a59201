"""Dates by the calendar: days, months, seasons and years that are named, with or without their year.

Each meaning takes the words of an expression and the moment of its telling and gives the days that they allow:
``None`` where nothing fixes them. Days that no calendar has raise :class:`ValueError`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from backchannel.sources.reckoning import Days, beside, chosen, month_of, months, one, week_of, year
from backchannel.sources.telling import Moment, linked, named_year, occurrences, part, recurring
from backchannel.sources.timewords import Words, grammar


def day(words: Words, moment: Moment) -> Days | None:
    """A day of a month: "June 8, 2018", "8 June", "7 September of the same year"."""
    month, number = _number(words, "month"), _number(words, "day")
    return recurring(words, moment, lambda year: one(date(year, month, number)))


def slashed(words: Words, _: Moment) -> Days | None:
    """A date in figures whose order is told only by a day after the twelfth."""
    first, second = words["daynumber"], words["daynumber2"]
    if first != second and max(first, second) <= 12:
        return None
    return one(date(words["year"], min(first, second), max(first, second)))


def days(words: Words, moment: Moment) -> Days | None:
    """Days in a row or one after the other: "Jan. 23 and 24", "28 February to 2 March 2019"."""
    first_month, last_month = words["month"], words.get("month2", words["month"])
    crossing = last_month < first_month

    def occurrence(year: int) -> Days:
        first, last = date(year - crossing, first_month, words["day"]), date(year, last_month, words["day2"])
        return Days(min(first, last), last, "day")

    if "year2" in words:
        words = {**words, "year": words["year2"]}
    elif "year" in words:
        words = {**words, "year": words["year"] + crossing}
    return recurring(words, moment, occurrence)


def span_of_days(words: Words, moment: Moment) -> Days | None:
    """Some day of several: "between 3 and 5 May", "March 3 or 4"."""
    found = days(words, moment)
    return replace(found, unit="month") if found else None


def month(words: Words, moment: Moment) -> Days | None:
    """A month or part of one: "February 2017", "early March", "in May last year"."""
    number = _number(words, "month")
    return part(recurring(words, moment, lambda year: months(year, number, 1)), words, "month")


def several_months(words: Words, moment: Moment) -> Days | None:
    """From one month to another: "March and April 2019"."""
    first, last = words["month"], words["month2"]
    crossing = last < first
    words = {**words, "year": words["year2"]} if "year2" in words else words
    return recurring(words, moment, lambda year: Days(months(year - crossing, first, 1).earliest,
                                                       months(year, last, 1).latest, "month"))


def week_of_day(words: Words, moment: Moment) -> Days | None:
    """The week that holds a day: "the week of March 6"."""
    found = day(words, moment)
    return week_of(found.earliest) if found else None


def whole_year(words: Words, _: Moment) -> Days | None:
    """A year or part of one: "2014", "late 2021", "the first half of 2022"."""
    return part(year(words["year"]), words, "year")


def years(words: Words, _: Moment) -> Days | None:
    """From one year to another: "between 2017 and 2019", "2014-18"."""
    first = words["year"]
    last = words.get("year2") or first // 100 * 100 + words["short_year"]
    return Days(year(first).earliest, year(last).latest, "year") if first < last else None


def season(words: Words, moment: Moment) -> Days | None:
    """A season: "the autumn of 2021", "in the spring"; a winter that is given one year may be either of two."""
    occurrence = _season(words)
    crosses = occurrence(2000).latest.year > 2000
    if "year2" in words or "short_year" in words:
        return occurrence(words["year"]) if crosses else None
    named = named_year(words, moment)
    return year(named) if crosses and named is not None else recurring(words, moment, occurrence)


def near_month(words: Words, moment: Moment) -> Days | None:
    """A month seen from the anchor's: "last October", "this March", "late next May"."""
    return part(_near(words, moment, _month(words)), words, "month")


def near_season(words: Words, moment: Moment) -> Days | None:
    """A season seen from the anchor: "this spring", "last autumn"."""
    return _near(words, moment, _season(words))


def linked_month(words: Words, moment: Moment) -> Days | None:
    """A month seen from the event before: "the following March", "that same October"."""
    return part(_linked(words, moment, _month(words)), words, "month")


def linked_season(words: Words, moment: Moment) -> Days | None:
    """A season seen from the event before: "the following spring"."""
    return _linked(words, moment, _season(words))


def day_of_month(words: Words, moment: Moment) -> Days | None:
    """A day of the month of the anchor or the event before: "the 5th of last month"."""
    pivot = moment.pivot(words)
    if pivot is None or month_of(pivot.earliest, 0) != month_of(pivot.latest, 0):
        return None
    month = month_of(pivot.earliest, words.get("turn", linked(words)))
    return one(month.earliest.replace(day=words["day"]))


def _number(words: Words, name: str) -> int:
    """A month or day, by name or in figures."""
    lists = (name, f"{name}name", f"{name}number", f"{name}ordinal")
    return int(next(words[list_] for list_ in lists if list_ in words))


def _month(words: Words) -> Callable[[int], Days]:
    number = words["month"]
    return lambda year: months(year, number, 1)


def _season(words: Words) -> Callable[[int], Days]:
    first, number = grammar().seasons[words["season"]]
    return lambda year: months(year, first, number)


def _near(words: Words, moment: Moment, occurrence: Callable[[int], Days]) -> Days | None:
    if moment.anchor is None:
        return None
    year, around = moment.anchor.year, list(occurrences(moment.anchor, occurrence))
    if words["near"]:
        return beside(around, one(moment.anchor), words["near"])
    this_year = [days for days in around if year in (days.earliest.year, days.latest.year)]
    return chosen(this_year, moment.anchor, moment.tense) or this_year[0]


def _linked(words: Words, moment: Moment, occurrence: Callable[[int], Days]) -> Days | None:
    if moment.event is None:
        return None
    if words["link"]:
        return beside(occurrences(moment.event.earliest, occurrence), moment.event, words["link"])
    year = moment.event.earliest.year
    return occurrence(year) if year == moment.event.latest.year else None
