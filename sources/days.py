"""Calendar days as metadata, bylines and datelines write them. Time expressions of prose are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from backchannel.ontology.rows import read_words

# Groups have names, so that the pattern can stand inside another one.
_FORMS = r"""(?:
    (?P<y0>\d{{4}})(?P<sep>[-/.]?)(?P<m0>\d{{2}})(?P=sep)(?P<d0>\d{{2}})(?!\d)
  | (?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.\s?(?P<y1>\d{{4}})(?!\d)
  | (?:(?:{weekdays})\.?,?\s+)?(?:
        (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{months})\b\.?,?\s+(?P<y2>\d{{4}})(?!\d)
      | (?P<m3>{months})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y3>\d{{4}})(?!\d))?
      | (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m4>{months})\b\.?
    )
)"""


@dataclass(frozen=True)
class WrittenDay:
    """A day of a month; ``year`` is ``None`` where the words leave it out."""

    day: int
    month: int
    year: int | None

    def of(self, year: int | None) -> date | None:
        """The calendar date in ``year``, or ``None`` if there is none ("30 February")."""
        try:
            return date(year, self.month, self.day) if year else None
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        """The calendar date, if the year is written and there is such a day."""
        return self.of(self.year)


@cache
def words() -> dict[str, Any]:
    """The words of ``datelines.yaml``: ``months``, ``weekdays``, ``published``, ``not_places``."""
    return dict(read_words("datelines"))


@cache
def months() -> dict[str, int]:
    """The number of each month by its names in small letters."""
    return {name.casefold(): number for number, names in words()["months"].items() for name in names}


@cache
def pattern() -> str:
    """The source of a pattern of a written day in any case; read its match with :func:`written`."""
    return f"(?ix:{_FORMS.format(months=either(months()), weekdays=either(words()['weekdays']))})"


@cache
def timed() -> str:
    """The source of :func:`pattern` with a time of day before or after it."""
    before, after = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]m)?,?\s+)?", r"(?:[Tt,\s]*(?:at\s+)?\d{1,2}[:.]?\d{2}.{0,30})?"
    return before + pattern() + after


def either(names: Iterable[str]) -> str:
    """The source of a pattern of any of ``names``, longer ones first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def written(match: re.Match[str]) -> WrittenDay:
    """The day that a match of :func:`pattern` says."""
    groups = match.groupdict()
    form = next(n for n in range(5) if groups[f"d{n}"])
    month = groups[f"m{form}"]
    year = groups.get(f"y{form}")
    return WrittenDay(int(groups[f"d{form}"]), int(month) if month.isdigit() else months()[month.casefold()],
                      int(year) if year else None)


def days(text: str) -> list[WrittenDay]:
    """All days that ``text`` writes out, in order."""
    return [written(match) for match in _search().finditer(text)]


def whole(text: str) -> date | None:
    """The date that ``text`` as a whole gives ("2018-06-08T18:42Z", "Fri, 8 June 2018"), or ``None``."""
    match = _whole().fullmatch(text.strip())
    return written(match).date if match else None


@cache
def _search() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){pattern()}")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(timed())
