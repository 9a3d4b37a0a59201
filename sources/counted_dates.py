"""Dates by counting: "two days ago", "a month later", "the past week", from the anchor or from the event told before.

The meanings here are built like those of :mod:`backchannel.sources.calendar_dates`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from backchannel.sources.reckoning import Days, one, shifted
from backchannel.sources.telling import Moment
from backchannel.sources.timewords import Words, grammar

WEEK = 7
RECENT = 6  # days back that "recent days" and "the past few days" reach
LONGEST = {"day": 1, "week": WEEK, "month": 31, "year": 366}  # days in a unit, at most
SHORTEST = {"day": 1, "week": WEEK, "month": 30, "year": 365}  # days in a unit, as people count


def ago(words: Words, moment: Moment) -> Days | None:
    """So many days, weeks, months or years before the anchor."""
    return _counted(one(moment.anchor), words, -1) if moment.anchor else None


def ahead(words: Words, moment: Moment) -> Days | None:
    """So many days, weeks, months or years after the anchor; "in three days" says that only of the future."""
    return _counted(one(moment.anchor), words, 1) if moment.anchor and moment.tense == "future" else None


def later(words: Words, moment: Moment) -> Days | None:
    """So many days, weeks, months or years after the event before."""
    return _counted(moment.event, words, 1) if moment.event else None


def earlier(words: Words, moment: Moment) -> Days | None:
    """So many days, weeks, months or years before the event before."""
    return _counted(moment.event, words, -1) if moment.event else None


def hours(words: Words, moment: Moment) -> Days | None:
    """The past so many hours, told of the anchor's month."""
    if moment.anchor is None:
        return None
    return Days(moment.anchor - timedelta(-(-_most(words) // 24)), moment.anchor, "month").in_month_of(moment.anchor)


def recent(_: Words, moment: Moment) -> Days | None:
    """Recent days, told of the anchor's month."""
    if moment.anchor is None:
        return None
    return Days(moment.anchor - timedelta(RECENT), moment.anchor, "month").in_month_of(moment.anchor)


def span(words: Words, moment: Moment) -> Days | None:
    """The past so many days, weeks, months or years up to the anchor; up to a week is told of the anchor's month."""
    if moment.anchor is None or words["unit"] == "decade":
        return None
    reach = LONGEST[words["unit"]] * _most(words)
    days = Days(moment.anchor - timedelta(reach), moment.anchor, "year" if words["unit"] == "year" else "month")
    return days.in_month_of(moment.anchor) if reach <= WEEK else days


def _most(words: Words) -> int:
    count = words.get("count", 1)
    return int(count[1] if isinstance(count, list) else count)


def _counted(pivot: Days, words: Words, sign: int) -> Days | None:
    """``pivot`` moved by the count of the words: exact in days and by one week, else as roughly as they are meant."""
    unit, qualifier = words["unit"], words.get("qualifier", "exactly")
    if unit == "decade" or qualifier == "over":
        return None
    count = words["count"]
    least, most = count if isinstance(count, list) else (count, count)
    if qualifier == "under":
        return _within(pivot, unit, most, sign)
    rough = qualifier == "about" or (unit == "week" and most > 1)
    slack = grammar().slack[unit] if rough else 0
    if unit == "week":
        unit, least, most = "day", WEEK * least, WEEK * most
    days = shifted(pivot, unit, sign * max(0, least - slack), sign * (most + slack))
    days = days.until(pivot.latest) if sign < 0 else days.since(pivot.earliest)
    short = unit == "day" and most - least <= WEEK
    return days.in_month_of(days.middle) if short and pivot.unit == "day" else days


def _within(pivot: Days, unit: str, count: int, sign: int) -> Days | None:
    """Less than ``count`` units from ``pivot``; less than a week is told of its month."""
    if pivot.unit != "day":
        return None
    reach = max(1, SHORTEST[unit] * count - 1)
    days = shifted(pivot, "day", sign, sign * reach)
    return replace(days.in_month_of(pivot.earliest) if reach < WEEK else days, unit="month")
