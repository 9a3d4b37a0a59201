"""Dates by their place beside the anchor or the event told before: weekdays, "last week", "the following day".

The meanings here are built like those of :mod:`backchannel.sources.calendar_dates`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from backchannel.sources.reckoning import (
    PERIODS,
    Days,
    beside,
    chosen,
    one,
    shifted,
    week_of,
    weekdays_around,
    weekend_of,
)
from backchannel.sources.telling import Moment, linked, part
from backchannel.sources.timewords import Words

SUNDAY = 7


def nothing(_: Words, __: Moment) -> Days | None:
    """Words too vague for any day: "weeks later", "the 1990s", "in the coming months"."""
    return None


def weekday(words: Words, moment: Moment) -> Days | None:
    """A weekday: on or before the anchor in the past, on or after it in the future, else the nearest."""
    if moment.anchor is None:
        return None
    return chosen(weekdays_around(moment.anchor, words["weekday"]), moment.anchor, moment.tense)


def weekdays(words: Words, moment: Moment) -> Days | None:
    """Weekdays in a row: the last is found by the tense in the past, else the first; the other follows from it."""
    anchor = moment.anchor
    if anchor is None:
        return None
    name = "weekday2" if moment.tense == "past" else "weekday"
    found = chosen(weekdays_around(anchor, words[name]), anchor, moment.tense)
    if found is None:
        return None
    step, other = (-1, "weekday") if moment.tense == "past" else (1, "weekday2")
    second = beside(weekdays_around(found.earliest, words[other]), found, step)
    if second is None:
        return None
    return Days(min(found.earliest, second.earliest), max(found.latest, second.latest), "day")


def span_of_weekdays(words: Words, moment: Moment) -> Days | None:
    """One of several weekdays: "Tuesday or Wednesday"."""
    found = weekdays(words, moment)
    return replace(found, unit="month") if found else None


def weekday_of_week(words: Words, moment: Moment) -> Days | None:
    """A weekday of a week: "Thursday of last week"."""
    if moment.anchor is None:
        return None
    return one(week_of(moment.anchor, words["turn"]).earliest + timedelta(words["weekday"]))


def near_weekday(words: Words, moment: Moment) -> Days | None:
    """A weekday seen from the anchor: "last" is before it, "next" after it, "this" goes by the tense."""
    if moment.anchor is None or not words["near"]:
        return weekday(words, moment)
    return beside(weekdays_around(moment.anchor, words["weekday"]), one(moment.anchor), words["near"])


def linked_weekday(words: Words, moment: Moment) -> Days | None:
    """A weekday seen from the event before: "the following Monday", "that Thursday"."""
    event = moment.event
    if event is None:
        return None
    around = weekdays_around(event.earliest, words["weekday"])
    if words["link"]:
        return beside(around, event, words["link"])
    span = week_of(event.earliest) if event.unit == "day" else event
    held = [day for day in around if span.earliest <= day.earliest <= span.latest]
    return held[0] if len(held) == 1 else None


def day_from_anchor(words: Words, moment: Moment) -> Days | None:
    """A day counted from the anchor: "yesterday", "today"."""
    return one(moment.anchor + timedelta(words["dayword"])) if moment.anchor else None


def period(words: Words, moment: Moment) -> Days | None:
    """A week, weekend, month or year seen from the anchor: "this week", "early last month", "the year before last".

    What is current reaches up to the anchor in the past and begins there in the future, and a current week is told
    of the anchor's month.
    """
    anchor = moment.anchor
    if anchor is None:
        return None
    unit, step = words.get("period", "weekend"), words.get("turn", words.get("twice", 0))
    if unit == "weekend":
        weekends = [weekend_of(anchor, n) for n in (-1, 0, 1)]
        return weekend_of(anchor, step) if step else chosen(weekends, anchor, moment.tense)
    if unit == "week" and step == 0 and moment.tense == "future" and anchor.isoweekday() == SUNDAY:
        step = 1  # on a Sunday, the week that begins
    days = PERIODS[unit](anchor, step)
    if "position" in words:
        days = part(days, words, unit, one(anchor)) or days
    elif step == 0 and moment.tense != "present":
        days = days.until(anchor) if moment.tense == "past" else days.since(anchor)
    return days.in_month_of(anchor) if unit == "week" and step == 0 else days


def linked_period(words: Words, moment: Moment) -> Days | None:
    """A week, weekend, month or year seen from the event before: "the following week", "later that year"."""
    event = moment.event
    if event is None:
        return None
    unit, step = words["period"], linked(words) or 0
    if unit == "weekend" and step:
        return beside([weekend_of(event.earliest, n) for n in range(-8, 9)], event, step)
    first, last = PERIODS[unit](event.earliest, step), PERIODS[unit](event.latest, step)
    if "position" in words and first != last:
        return None
    return part(replace(first, latest=last.latest), words, unit, event)


def linked_day(words: Words, moment: Moment) -> Days | None:
    """A day seen from the event before: "the following day", "the same evening"."""
    step = linked(words) or 0
    return shifted(moment.event, "day", step, step) if moment.event else None


def next_period(words: Words, moment: Moment) -> Days | None:
    """The day, week, month or year after an event."""
    return _neighbour(words, moment, 1)


def previous_period(words: Words, moment: Moment) -> Days | None:
    """The day, week, month or year before an event."""
    return _neighbour(words, moment, -1)


def _neighbour(words: Words, moment: Moment, step: int) -> Days | None:
    unit = words["singular"]
    if unit == "day":
        return linked_day({"link": step}, moment)
    return linked_period({"period": unit, "link": step}, moment)
