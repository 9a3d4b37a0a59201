"""Calendar arithmetic: stretches of days, their shifts, and the choice between occurrences of what recurs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True)
class Days:
    """The days from ``earliest`` to ``latest``, and the finest ``unit`` (day, month, year) that the words tell."""

    earliest: date
    latest: date
    unit: str

    @property
    def middle(self) -> date:
        """The day halfway, the later of two."""
        return self.latest - (self.latest - self.earliest) // 2

    def distance(self, day: date) -> timedelta:
        """From ``day`` to the nearest of these days."""
        return max(self.earliest - day, day - self.latest, timedelta(0))

    def until(self, day: date) -> Days:
        """Those of the days that are not after ``day``, or the first."""
        return replace(self, latest=max(self.earliest, min(self.latest, day)))

    def since(self, day: date) -> Days:
        """Those of the days that are not before ``day``, or the last."""
        return replace(self, earliest=min(self.latest, max(self.earliest, day)))

    def in_month_of(self, day: date) -> Days:
        """Those of the days that lie in the month of ``day``; all where none does."""
        month = month_of(day)
        if month.latest < self.earliest or self.latest < month.earliest:
            return self
        return replace(self, earliest=max(self.earliest, month.earliest), latest=min(self.latest, month.latest))


def one(day: date) -> Days:
    """One day."""
    return Days(day, day, "day")


def week_of(day: date, steps: int = 0) -> Days:
    """The week from Monday to Sunday that holds ``day``, or one ``steps`` later."""
    monday = day - timedelta(day.weekday() - 7 * steps)
    return Days(monday, monday + timedelta(6), "month")


def weekend_of(day: date, steps: int = 0) -> Days:
    """Saturday and Sunday of the week that holds ``day``, or of one ``steps`` later."""
    sunday = week_of(day, steps).latest
    return Days(sunday - timedelta(1), sunday, "month")


def month_of(day: date, steps: int = 0) -> Days:
    """The calendar month that holds ``day``, or one ``steps`` later."""
    return months(day.year, day.month + steps, 1)


def year_of(day: date, steps: int = 0) -> Days:
    """The calendar year that holds ``day``, or one ``steps`` later."""
    return year(day.year + steps)


def year(number: int) -> Days:
    """The calendar year ``number``."""
    return Days(date(number, 1, 1), date(number, 12, 31), "year")


def months(year: int, first: int, number: int) -> Days:
    """``number`` months from month ``first`` of ``year``; months before 1 and after 12 lie in other years."""
    first_year, last_year = year + (first - 1) // 12, year + (first + number - 2) // 12
    first_month, last_month = (first - 1) % 12 + 1, (first + number - 2) % 12 + 1
    return Days(date(first_year, first_month, 1),
                date(last_year, last_month, monthrange(last_year, last_month)[1]), "month")


PERIODS: dict[str, Callable[[date, int], Days]] = {
    "week": week_of, "weekend": weekend_of, "month": month_of, "year": year_of,
}


def shifted(days: Days, unit: str, least: int, most: int) -> Days:
    """``days`` moved by ``least`` to ``most`` days, or to the calendar months or years so many away."""
    least, most = min(least, most), max(least, most)
    if unit in ("month", "year"):
        period = PERIODS[unit]
        return Days(period(days.earliest, least).earliest, period(days.latest, most).latest, unit)
    rough = "month" if least < most and days.unit == "day" else days.unit
    return Days(days.earliest + timedelta(least), days.latest + timedelta(most), rough)


def chosen(occurrences: Iterable[Days], anchor: date, tense: Tense) -> Days | None:
    """The occurrence that ``tense`` means: the last begun by ``anchor``, the first not over by then, or the nearest."""
    ordered = sorted(occurrences, key=lambda days: days.earliest)
    if tense == "past":
        return next((days for days in reversed(ordered) if days.earliest <= anchor), None)
    if tense == "future":
        return next((days for days in ordered if days.latest >= anchor), None)
    return min(ordered, key=lambda days: days.distance(anchor), default=None)


def beside(occurrences: Iterable[Days], pivot: Days, step: int) -> Days | None:
    """The last occurrence wholly before ``pivot`` (``step`` -1) or the first wholly after it (1)."""
    ordered = sorted(occurrences, key=lambda days: days.earliest)
    if step < 0:
        return next((days for days in reversed(ordered) if days.latest < pivot.earliest), None)
    return next((days for days in ordered if days.earliest > pivot.latest), None)


def weekdays_around(day: date, weekday: int) -> list[Days]:
    """The days of name ``weekday`` (Monday is 0) from three weeks before ``day`` to three weeks after it."""
    monday = week_of(day).earliest
    return [one(monday + timedelta(7 * week + weekday)) for week in range(-3, 4)]
