from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from backchannel.sources.article import Article
from backchannel.sources.claims import Reading, Ref, Report, Text, Value
from backchannel.sources.dates import Interval
from backchannel.sources.reports import read

TABLE = yaml.safe_load((Path(__file__).parent / "contacts.yaml").read_text(encoding="utf-8"))
ROWS = [pytest.param(row, id=f"{construction} {n}")
        for construction, rows in TABLE.items() for n, row in enumerate(rows, start=1)]

Contact = dict[str, Any]


def words(reading: Reading, value: Value) -> str:
    """A value as the table writes it."""
    if isinstance(value, Ref):
        return next(r.label for r in reading.reports if r.key == value.key)
    if isinstance(value, Interval):
        return value.iso
    return value.value if isinstance(value, Text) else value.label


def contact(reading: Reading, report: Report) -> Contact:
    def told(slot: str) -> list[str]:
        return sorted(words(reading, value) for value in report.values(slot))

    def only(slot: str) -> str | None:
        value, = told(slot) or [None]
        return value

    return {"kind": report.describes, "status": only("status"), "date": only("date"), "people": told("participant"),
            "parties": told("party"), "venue": only("venue")}


def in_order(contacts: list[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda c: (str(c["date"]), str(c["venue"]), c["people"], c["parties"]))


def expected(row: dict[str, Any]) -> list[Contact]:
    return [{**c, "date": str(c["date"]) if c["date"] else None, "people": sorted(c["people"]), "parties": sorted(c["parties"])}
            for c in row["expect"]]


@pytest.mark.parametrize("row", ROWS)
def test_table(row: dict[str, Any]) -> None:
    reading = read(Article(text=row["text"], published=row["published"]))
    found = [contact(reading, r) for r in reading.reports if r.describes in {"Meeting", "Call"}]
    assert in_order(found) == in_order(expected(row))


def test_values_are_backed_by_the_words_around_them() -> None:
    for param in ROWS:
        reading = read(Article(text=param.values[0]["text"], published=param.values[0]["published"]))
        for claim in (c for r in reading.reports for c in r.claims):
            assert reading.article.quote(claim.span).strip()
            assert claim.sentence.covers(claim.span)


def test_no_day_of_publication_no_relative_date() -> None:
    row = next(r for r in TABLE["verb"] if "on Tuesday" in r["text"])
    reading = read(Article(text=row["text"], published=None))
    found = [contact(reading, r) for r in reading.reports if r.describes in {"Meeting", "Call"}]
    assert [c["date"] for c in found] == [None]
    assert isinstance(row["published"], date)
