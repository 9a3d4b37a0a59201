"""Time expressions of news prose as intervals, at the precision of the words and against a named anchor.

:func:`find` reads them off a text without knowing when it was written; :func:`resolve` turns one into an
:class:`Interval` given the anchor (the day of publication or dateline), the tense in which it is told, and the event
told before it. Nothing here ever asks a clock.

The conventions are those of careful annotators. Past tense looks back, future tense forward, and the weekday of the
anchor is that day; a present tense takes the nearest. Days and single weeks are counted exactly ("a week later"),
longer counts give the month or year in which they fall. Several days in a row are dated by their first. Days of which
one is meant get the finest of month and year that holds them all, and keep their narrower bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from backchannel.sources import calendar_dates as by_calendar
from backchannel.sources import relative_dates as by_distance
from backchannel.sources.article import Span
from backchannel.sources.calendar_dates import Moment
from backchannel.sources.reckoning import Days, Tense
from backchannel.sources.timewords import BEGIN, CUE, Rule, Words, grammar


@dataclass(frozen=True)
class Interval:
    """The days that a time expression allows: ``earliest`` to ``latest``, both inclusive.

    ``precision`` is ``day``, ``month`` or ``year``: the finest calendar unit that the words name.
    """

    earliest: date
    latest: date
    precision: str

    @property
    def iso(self) -> str:
        """ISO 8601 at the interval's precision: ``2018-06-08``, ``2018-06`` or ``2018``."""
        return self.earliest.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@dataclass(frozen=True)
class TimeExpression:
    """Words that tell when: where they stand, the rule that reads them, and what they count from (``kind``).

    ``absolute`` expressions name a place in the calendar, ``weekday`` and ``deictic`` ones count from the anchor,
    ``anaphoric`` ones from another event. A ``bound`` ("since 2014", "by Friday") limits a time and dates nothing.
    """

    span: Span
    text: str
    rule: str
    kind: str


@dataclass(frozen=True)
class Anchor:
    """The day from which an article tells, ``None`` where nothing gives it, and the rule that found it."""

    day: date | None
    rule: str


WORD = re.compile(rf"{BEGIN}(?:\d+|[^\W\d_]+)")

Meaning = Callable[[Words, Moment], Days | None]

MEANINGS: Mapping[str, Meaning] = {
    "day": by_calendar.day,
    "slashed": by_calendar.slashed,
    "days": by_calendar.days,
    "span of days": by_calendar.span_of_days,
    "month": by_calendar.month,
    "months": by_calendar.several_months,
    "week of": by_calendar.week_of_day,
    "year": by_calendar.whole_year,
    "years": by_calendar.years,
    "season": by_calendar.season,
    "near month": by_calendar.near_month,
    "near season": by_calendar.near_season,
    "linked month": by_calendar.linked_month,
    "linked season": by_calendar.linked_season,
    "day of month": by_calendar.day_of_month,
    "weekday": by_distance.weekday,
    "weekdays": by_distance.weekdays,
    "span of weekdays": by_distance.span_of_weekdays,
    "weekday of week": by_distance.weekday_of_week,
    "near weekday": by_distance.near_weekday,
    "linked weekday": by_distance.linked_weekday,
    "day from anchor": by_distance.day_from_anchor,
    "period": by_distance.period,
    "linked period": by_distance.linked_period,
    "linked day": by_distance.linked_day,
    "next period": by_distance.next_period,
    "previous period": by_distance.previous_period,
    "ago": by_distance.ago,
    "ahead": by_distance.ahead,
    "later": by_distance.later,
    "earlier": by_distance.earlier,
    "hours": by_distance.hours,
    "recent": by_distance.recent,
    "span": by_distance.span,
    "nothing": by_distance.nothing,
}

CONVERSE = {"later": "earlier", "earlier": "later", "next period": "previous period", "previous period": "next period"}


def find(text: str, offset: int = 0) -> tuple[TimeExpression, ...]:
    """All time expressions of ``text``, in order and without overlap; ``offset`` is added to their spans."""
    rules, found, end = grammar(), [], 0
    for word in WORD.finditer(text):
        starting = rules.starting(text, word) if word.start() >= end else ()
        rule, reach = _longest(starting, text, word.start())
        if rule is None:
            continue
        end = reach
        if rule.kind != "other":
            found.append(_expression(text, word.start(), end, rule, offset))
    return tuple(found)


def _longest(rules: tuple[Rule, ...], text: str, start: int) -> tuple[Rule | None, int]:
    """The rule that reads most of ``text`` from ``start``, the first of several, and where it ends."""
    best, end = None, start
    for rule in rules:
        reach = rule.read(text, start)
        if reach > end:
            best, end = rule, reach
    return best, end


def _expression(text: str, start: int, end: int, rule: Rule, offset: int) -> TimeExpression:
    before = re.search(rf"{grammar().bound.pattern}\Z", text[max(0, start - CUE):start])
    first = start - len(before[0]) if before else start
    kind = "bound" if before else rule.kind
    return TimeExpression(Span(offset + first, offset + end), text[first:end], rule.id, kind)


def resolve(expression: TimeExpression, anchor: date | None, tense: Tense,
            event: Interval | None = None) -> Interval | None:
    """When ``expression`` is, told on ``anchor`` in ``tense`` after ``event``; ``None`` where no date is told.

    Without an anchor only full dates resolve, without an event nothing anaphoric does. A bound gives its limit.
    """
    return _interval(_days(expression, anchor, tense, event))


def bounds(expression: TimeExpression, anchor: date | None, tense: Tense,
           event: Interval | None = None) -> tuple[date, date] | None:
    """The first and last day that the words allow, also where they lie in no one year ("between 2017 and 2019")."""
    days = _days(expression, anchor, tense, event)
    return (days.earliest, days.latest) if days else None


def antecedent(expression: TimeExpression, event: Interval) -> Interval | None:
    """When the other event was, if ``event`` came at ``expression``: six days before it for "six days after the call"."""
    rule = grammar().rules[expression.rule]
    if rule.means not in CONVERSE:
        return None
    return _interval(_days(expression, None, "past", event, CONVERSE[rule.means]))


def _days(expression: TimeExpression, anchor: date | None, tense: Tense, event: Interval | None,
          means: str = "") -> Days | None:
    rules = grammar()
    rule = rules.rules[expression.rule]
    words = next(filter(None, (rules.words(rule, text) for text in _readings(expression))), None)
    told = Days(event.earliest, event.latest, event.precision) if event else None
    try:
        return MEANINGS[means or rule.means](words or {}, Moment(anchor, tense, told))
    except ValueError:  # a day that its month does not have
        return None


def _readings(expression: TimeExpression) -> tuple[str, ...]:
    """The text of the expression, without the words that make it a bound."""
    limit = grammar().bound.match(expression.text) if expression.kind == "bound" else None
    if limit is None:
        return (expression.text,)
    return expression.text[limit.end(1):].lstrip(), expression.text[limit.end():]


def _interval(days: Days | None) -> Interval | None:
    if days is None:
        return None
    first, last = days.earliest, days.latest
    if days.unit == "day":
        return Interval(first, first, "day")
    if days.unit == "month" and (first.year, first.month) == (last.year, last.month):
        return Interval(first, last, "month")
    return Interval(first, last, "year") if first.year == last.year else None
