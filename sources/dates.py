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

from backchannel.sources import calendar_dates, counted_dates, relative_dates
from backchannel.sources.article import Span
from backchannel.sources.reckoning import Days, Tense
from backchannel.sources.telling import Moment
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
    def coarseness(self) -> int:
        """0 for a day, 1 for a month, 2 for a year."""
        return ("day", "month", "year").index(self.precision)

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
    "day": calendar_dates.day,
    "slashed": calendar_dates.slashed,
    "days": calendar_dates.days,
    "span of days": calendar_dates.span_of_days,
    "month": calendar_dates.month,
    "months": calendar_dates.several_months,
    "week of": calendar_dates.week_of_day,
    "year": calendar_dates.whole_year,
    "years": calendar_dates.years,
    "season": calendar_dates.season,
    "near month": calendar_dates.near_month,
    "near season": calendar_dates.near_season,
    "linked month": calendar_dates.linked_month,
    "linked season": calendar_dates.linked_season,
    "day of month": calendar_dates.day_of_month,
    "weekday": relative_dates.weekday,
    "weekdays": relative_dates.weekdays,
    "span of weekdays": relative_dates.span_of_weekdays,
    "weekday of week": relative_dates.weekday_of_week,
    "near weekday": relative_dates.near_weekday,
    "linked weekday": relative_dates.linked_weekday,
    "day from anchor": relative_dates.day_from_anchor,
    "period": relative_dates.period,
    "linked period": relative_dates.linked_period,
    "linked day": relative_dates.linked_day,
    "next period": relative_dates.next_period,
    "previous period": relative_dates.previous_period,
    "ago": counted_dates.ago,
    "ahead": counted_dates.ahead,
    "later": counted_dates.later,
    "earlier": counted_dates.earlier,
    "hours": counted_dates.hours,
    "recent": counted_dates.recent,
    "span": counted_dates.span,
    "nothing": relative_dates.nothing,
}

CONVERSE = {"later": "earlier", "earlier": "later", "next period": "previous period", "previous period": "next period"}


def find(text: str, offset: int = 0) -> tuple[TimeExpression, ...]:
    """All time expressions of ``text``, in order and without overlap; ``offset`` is added to their spans."""
    rules, end = grammar(), 0
    found = []
    for word in WORD.finditer(text):
        start = word.start()
        rule, reach = _longest(rules.starting(text, word) if start >= end else (), text, start)
        if rule is None:
            continue
        if rule.kind != "other":
            found.append(_expression(text, (end, start, reach), rule, offset))
        end = reach
    return tuple(found)


def _longest(rules: tuple[Rule, ...], text: str, start: int) -> tuple[Rule | None, int]:
    """The rule that reads most of ``text`` from ``start``, the first of several, and where it ends."""
    best, end = None, start
    for rule in rules:
        reach = rule.read(text, start)
        if reach > end:
            best, end = rule, reach
    return best, end


def _expression(text: str, at: tuple[int, int, int], rule: Rule, offset: int) -> TimeExpression:
    """The expression between two offsets of ``at``, with a word that makes it a bound if one follows the first."""
    free, start, end = at
    before = re.search(rf"{grammar().bound.pattern}\Z", text[max(free, start - CUE):start])
    start, kind = (start - len(before[0]), "bound") if before else (start, rule.kind)
    return TimeExpression(Span(offset + start, offset + end), text[start:end], rule.id, kind)


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
    """When the call was, if ``event`` came "six days after the call"; ``None`` for what counts from no other event."""
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
