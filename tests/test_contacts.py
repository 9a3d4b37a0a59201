from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from made import words

from backchannel.sources.article import Article
from backchannel.sources.claims import Reading, Report
from backchannel.sources.reports import read

TABLE = yaml.safe_load((Path(__file__).parent / "contacts.yaml").read_text(encoding="utf-8"))
ROWS = [pytest.param(row, id=f"{construction} {n}")
        for construction, rows in TABLE.items() for n, row in enumerate(rows, start=1)]

Contact = dict[str, Any]


def contact(reading: Reading, report: Report) -> Contact:
    def told(slot: str) -> list[str]:
        return sorted(words(reading, value) for value in report.values(slot))

    def only(slot: str) -> str | None:
        values = told(slot)
        assert len(values) < 2, f"{slot} has several values: {values}"
        return values[0] if values else None

    return {"kind": report.describes, "status": only("status"), "date": only("date"), "people": told("participant"),
            "parties": told("party"), "venue": only("venue")}


def in_order(contacts: list[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda c: (str(c["date"]), str(c["venue"]), c["people"], c["parties"]))


def expected(row: dict[str, Any]) -> list[Contact]:
    return [{**c, "date": c["date"] and str(c["date"]), "people": sorted(c["people"]), "parties": sorted(c["parties"])}
            for c in row["expect"]]


def contacts(row: dict[str, Any], published: date | None) -> list[Contact]:
    reading = read(Article(text=row["text"], published=published))
    return in_order([contact(reading, r) for r in reading.reports if r.describes in {"Meeting", "Call"}])


@pytest.mark.parametrize("row", ROWS)
def test_table(row: dict[str, Any]) -> None:
    assert contacts(row, row["published"]) == in_order(expected(row))


@pytest.mark.parametrize("row", [TABLE["verb"][0], TABLE["no contact"][0], TABLE["refused"][0]])
def test_every_value_has_its_words(row: dict[str, Any]) -> None:
    reading = read(Article(text=row["text"], published=row["published"]))
    claims = [c for r in reading.reports for c in r.claims]
    assert all(reading.article.quote(c.span).strip() and c.sentence.covers(c.span) for c in claims)


def test_a_weekday_means_nothing_without_a_day_of_publication() -> None:
    row = next(row for row in TABLE["verb"] if "on Tuesday" in row["text"])
    dated, undated = contacts(row, row["published"]), contacts(row, None)
    assert [c["date"] for c in undated] == [None]
    assert undated == [{**c, "date": None} for c in dated]


def test_table_is_large_enough() -> None:
    assert len(ROWS) >= 150
    assert all(len(row["text"]) < 400 for rows in TABLE.values() for row in rows)


@pytest.mark.parametrize(("text", "country"), [
    ("Spanish and Moroccan officers met in Cordoba on Monday.", ["Spain"]),
    ("The Colombian and Venezuelan commanders met in San Cristóbal on Friday.", ["Venezuela"]),
    ("The ministers of Poland and Belarus, Mariusz Blaszczak and Viktor Khrenin, met in Brest on 2 May.", ["Belarus"]),
    ("Russian and Norwegian officers met in St Petersburg on Monday.", ["Russia"]),
])
def test_a_city_of_several_countries_lies_in_that_of_a_side(text: str, country: list[str]) -> None:
    reading = read(Article(text=text, published=date(2023, 5, 10)))
    countries = [words(reading, v) for r in reading.reports if r.describes == "Place" for v in r.values("country")]
    assert countries == country
