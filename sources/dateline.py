"""The day and the agency that the head of a text gives: datelines, bylines, and the date in an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from backchannel.sources.days import WrittenDay, days, either, months, pattern, timed, words, written
from backchannel.sources.metadata import Metadata

# The head of a text: this many lines, or up to and including the first line of prose.
_HEAD_LINES = 10
_PROSE_LENGTH = 150
# How far after a dateline a sentence may give it its year.
_NEXT_SENTENCES = 1000
_RECENT = 31

_WORD = r"[^\W\d_][\w.'’-]*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}(?:, ?{_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
_AGENCY = r"(?:\((?P<agency>[^()/]{2,40})\)|/ ?(?P<slashed>[^()/]{2,40}?) ?/)"
_DASH = r"\s*(?:—|–|--|-)(?=\s)"
_YEAR_IN_PATH = re.compile(r"(?:^|/)((?:19|20)\d\d)([/-])(\d{1,2}|[a-z]{3})\2(\d{1,2})(?=[/-]|$)")


def dateline(text: str) -> Metadata:
    """Publisher and day of publication as the head of ``text`` gives them: "BAKU, Feb. 16 (Wire) —", "Posted on …".

    A day without a year gets one only if the next sentences write a day of the month before with one year, and no
    later one.
    """
    unlabelled: set[date] = set()
    for start, line in _head(text):
        found = _of_line(line, text[start:start + _NEXT_SENTENCES])
        if found:
            return found
        for segment in re.split(r"\s*[|·•–—]\s*", line) if len(line) < _PROSE_LENGTH else []:
            match = _byline().fullmatch(segment)
            day = written(match).date if match else None
            if match and day and match["published"]:
                return Metadata(published=day)
            unlabelled |= {day} if day else set()
    return Metadata(published=unlabelled.pop() if len(unlabelled) == 1 else None)


def date_in_url(url: str) -> date | None:
    """The day in the path of an address: ``/2018/06/08/``, ``/2018/jun/08/``, ``/2018-06-08-``."""
    match = _YEAR_IN_PATH.search(re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url))
    if not match:
        return None
    year, _, month, day = match.groups()
    return WrittenDay(int(day), int(month) if month.isdigit() else months().get(month, 0), int(year)).date


def _head(text: str) -> Iterator[tuple[int, str]]:
    for number, match in enumerate(re.finditer(r"\S(?:.*\S)?", text)):
        if number == _HEAD_LINES:
            return
        yield match.start(), match[0][:_NEXT_SENTENCES]
        if len(match[0]) > _PROSE_LENGTH:
            return


def _of_line(line: str, context: str) -> Metadata | None:
    for form in _datelines():
        match = form.match(line)
        if match and _is_place(match["place"]):
            groups = match.groupdict()
            agency = groups.get("agency") or groups.get("slashed")
            agency = agency if agency and agency[0].isupper() and not days(agency) else None
            day = written(match) if "d0" in groups else None
            published = day.date or day.of(_year(day, context[match.end():])) if day else None
            return Metadata(publisher=agency, published=published) if agency or published else None
    return None


def _is_place(name: str) -> bool:
    first, *others = re.findall(r"[^\s,]+", name)
    prose = {word.casefold() for word in (*words()["not_places"], *words()["weekdays"])}
    return first.casefold() not in prose and all(word[0].isupper() or word in words()["particles"]
                                                 for word in (first, *others))


def _year(day: WrittenDay, sentences: str) -> int | None:
    dated = [other for other in days(sentences) if other.year]
    years = {other.year for other in dated if _just_before(other, day)}
    return years.pop() if len(years) == 1 and years == {max(other.year or 0 for other in dated)} else None


def _just_before(told: WrittenDay, day: WrittenDay) -> bool:
    """Whether a full date is that of ``day`` or lies in the month before it, in its own year."""
    published = day.of(told.year)
    return told.date is not None and published is not None and 0 <= (published - told.date).days <= _RECENT


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    capitals = r"(?=[^\Wa-z\d_]{2})(?P<place>" + _PLACE + ")"
    place = rf"(?P<place>{_PLACE})"
    agency = rf"(?:\s*{_AGENCY})?"
    return tuple(map(re.compile, (
        rf"{place},? {pattern()}[.,]?{agency}\.?{_DASH}",           # BAKU, Feb. 16 (Wire) —   Bern, 18.12.2019 –
        rf"{place},? {pattern()}[.,]?\s*/ ?(?P<slashed>[^()/]{{2,40}}?) ?/",   # MOSCOW, September 22. /TASS/.
        rf"{place}\s*{_AGENCY},?\s*{pattern()}\s*$",                # Moscow (Wire) Feb 28, 2017
        rf"{capitals}\s*{_AGENCY}{_DASH}",                          # WASHINGTON (Wire) -
    )))


@cache
def _byline() -> re.Pattern[str]:
    published = either(words()["published"])
    name = r"(?:by\s.{1,60}?,?\s+)?"
    return re.compile(rf"(?i:(?P<published>{published})?:?\s*{name}(?:on\s+|at\s+)?){timed()}")
