from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.sources.dates import MEANINGS, Interval, TimeExpression, antecedent, bounds, find, resolve
from backchannel.sources.timewords import grammar

ROWS = [line.split("\t") for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")]
MARKED = sorted({text for text, *_ in ROWS})
ANCHORS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TENSES = st.sampled_from(["past", "present", "future"])


def plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def whole(iso: str) -> Interval | None:
    """The interval of an ISO date at its own precision."""
    if iso == "-":
        return None
    first = date.fromisoformat(iso + "-01-01"[len(iso) - 10 or 10:])
    if len(iso) == 10:
        return Interval(first, first, "day")
    following = first.replace(year=first.year + 1) if len(iso) == 4 else (first + timedelta(31)).replace(day=1)
    return Interval(first, following - timedelta(1), "year" if len(iso) == 4 else "month")


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
