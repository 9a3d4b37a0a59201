from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import when

from backchannel.sources.dates import MEANINGS, Interval, TimeExpression, antecedent, bounds, find, resolve
from backchannel.sources.timewords import grammar

settings.register_profile("steady", deadline=None, derandomize=True)  # the same examples on any machine, slow or fast
settings.load_profile("steady")

ROWS = [line.split("\t") for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")]
MARKED = sorted({text for text, *_ in ROWS})
ANCHORS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TENSES = st.sampled_from(["past", "present", "future"])


def plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def whole(iso: str) -> Interval | None:
    return None if iso == "-" else when(iso)


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def only(text: str) -> TimeExpression:
    (expression,) = find(text)
    return expression


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} ({row[1]}, {row[2]})")
def test_table(row):
    text, anchor, tense, event, kind, iso, span = row
    marked = re.findall(r"\[(.+?)\]", text)
    found = find(plain(text))
    assert [e.text for e in found] == marked
    if not marked:
        return
    expression, event = found[0], whole(event)
    interval, days = resolve(expression, day(anchor), tense, event), bounds(expression, day(anchor), tense, event)
    assert expression.span.start == text.index("[")
    assert expression.kind == kind
    assert (interval.iso if interval else "-") == iso
    expected = whole(iso) if span == "=" else None
    first, last = (expected.earliest, expected.latest) if expected else map(day, (span.split("..") * 2)[:2])
    assert days == ((first, last) if first else None)


def test_table_is_large_enough():
    assert len(ROWS) >= 300


def test_every_rule_has_a_meaning():
    rules = grammar().rules.values()
    assert {rule.means for rule in rules if rule.kind != "other"} == set(MEANINGS)


def test_every_rule_is_in_the_table():
    read = {expression.rule for text in MARKED for expression in find(plain(text))}
    rules = {rule.id for rule in grammar().rules.values() if rule.kind != "other"}
    assert rules - read == set()


FINENESS = {"year": 0, "month": 1, "day": 2}
EXPRESSIONS = sorted({(find(plain(row[0]))[0], row[5]) for row in ROWS if "[" in row[0]}, key=str)
EVENTS = st.one_of(st.none(), ANCHORS.map(lambda d: Interval(d, d, "day")),
                   ANCHORS.map(lambda d: whole(d.isoformat()[:7])), ANCHORS.map(lambda d: whole(d.isoformat()[:4])))
PIECES = st.sampled_from([*map(plain, MARKED), *(word for text in MARKED for word in plain(text).split()),
                          "\n", "\u00a0", "—", "(", "2,000", "1999", "31", "of", "the"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join)), st.integers(0, 1000))
def test_spans_are_exact_ordered_and_apart(text, offset):
    end = 0
    for expression in find(text, offset):
        start, stop = expression.span.start - offset, expression.span.end - offset
        assert end <= start < stop
        assert expression.text == text[start:stop]
        end = stop


@given(st.sampled_from(EXPRESSIONS), ANCHORS, TENSES, EVENTS)
def test_interval_never_exceeds_the_words(row, anchor, tense, event):
    expression, _ = row
    finest = max((FINENESS[whole(iso).precision] for e, iso in EXPRESSIONS if e.text == expression.text and iso != "-"),
                 default=2)
    interval, days = resolve(expression, anchor, tense, event), bounds(expression, anchor, tense, event)
    if interval is None:
        return
    assert FINENESS[interval.precision] <= finest
    assert interval.precision != "day" or interval.earliest == interval.latest
    told = whole(interval.iso)
    assert told.earliest <= interval.earliest <= interval.latest <= told.latest
    assert days[0] == interval.earliest and days[1] >= interval.latest


@given(st.sampled_from(EXPRESSIONS), TENSES, EVENTS)
def test_without_an_anchor_nothing_counts_from_it(row, tense, event):
    expression, _ = row
    rule = grammar().rules[expression.rule]
    if rule.kind in ("weekday", "deictic"):
        assert resolve(expression, None, tense, event) is None
    if rule.kind == "anaphoric":
        assert resolve(expression, date(2020, 1, 1), tense, None) is None


@pytest.mark.parametrize("text", ["yesterday", "today", "met two days ago", "met 30 days ago", "met a week ago"])
@given(anchor=ANCHORS, days=st.integers(-400, 400))
def test_moving_the_anchor_moves_the_day(text, anchor, days):
    step = timedelta(days)
    first, second = resolve(only(text), anchor, "past"), resolve(only(text), anchor + step, "past")
    assert second.earliest - first.earliest == step


@pytest.mark.parametrize("text", ["Monday", "last Friday", "next Sunday", "Monday and Tuesday", "Thursday last week"])
@given(anchor=ANCHORS, tense=TENSES, weeks=st.integers(-60, 60))
def test_moving_the_anchor_by_weeks_moves_the_weekday(text, anchor, tense, weeks):
    step = timedelta(7 * weeks)
    first, second = resolve(only(text), anchor, tense), resolve(only(text), anchor + step, tense)
    assert second.earliest - first.earliest == step


@pytest.mark.parametrize("text", ["last month", "next month", "in March", "last October", "five months ago",
                                  "early May", "last year", "late next year", "in the spring", "this autumn"])
@given(anchor=ANCHORS, tense=TENSES, years=st.integers(-9, 9))
def test_moving_the_anchor_by_years_moves_months_and_seasons(text, anchor, tense, years):
    anchor = anchor.replace(day=min(anchor.day, 28))
    moved = anchor.replace(year=anchor.year + years)
    if tense == "present":  # the nearest, which leap years may tip
        return
    first, second = resolve(only(text), anchor, tense), resolve(only(text), moved, tense)
    assert second.earliest.year - first.earliest.year == years
    assert second.earliest.month == first.earliest.month
    assert second.precision == first.precision


@given(st.sampled_from(["Monday", "Thursday", "Sunday"]), ANCHORS)
def test_weekdays_follow_the_tense(name, anchor):
    past, present, future = ((resolve(only(name), anchor, tense).earliest - anchor).days
                             for tense in ("past", "present", "future"))
    assert -6 <= past <= 0 <= future <= 6
    assert -3 <= present <= 3


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), ANCHORS)
def test_a_day_without_its_year_is_the_last_or_the_next(day, anchor):
    expression = only(f"on {day.day} {day:%B}")
    past, future = resolve(expression, anchor, "past").earliest, resolve(expression, anchor, "future").earliest
    assert past <= anchor <= future
    assert (past.month, past.day) == (future.month, future.day) == (day.month, day.day)
    assert past == future == anchor or (future - past).days <= 8 * 366


@pytest.mark.parametrize("form", ["{0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%b} {0.day}, {0.year}",
                                  "{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "{0:%A}, {0.day} {0:%B} {0.year}",
                                  "the {0.day}th of {0:%B}, {0.year}", "{0:%B}\u00a0{0.day},\u00a0{0.year}"])
@given(day=st.dates(date(1800, 1, 1), date(2099, 12, 31)), anchor=st.one_of(st.none(), ANCHORS), tense=TENSES)
def test_full_dates_need_no_anchor(form, day, anchor, tense):
    text = form.format(day)
    expression = only(f"They met on {text}.")
    assert expression.text == text
    assert resolve(expression, anchor, tense) == Interval(day, day, "day")


@pytest.mark.parametrize("text, event, expected", [
    ("It came six days after the call", "2022-05-19", "2022-05-13"),
    ("It came six days before the invasion", "2022-02-18", "2022-02-24"),
    ("It came the day after the vote", "2022-12-02", "2022-12-01"),
    ("It came two weeks after the call", "2015-10-05", "2015-09"),
    ("It came on Thursday", "2022-05-19", None),
])
def test_antecedent(text, event, expected):
    found = antecedent(only(text), whole(event))
    assert (found.iso if found else None) == expected


def test_offset_is_added_to_the_spans():
    (expression,) = find("on Thursday", offset=100)
    assert (expression.span.start, expression.span.end) == (103, 111)
