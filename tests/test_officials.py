from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from backchannel.sources.article import Article
from backchannel.sources.claims import Reading, Report, Term, Text
from backchannel.sources.reports import read

LINES = (Path(__file__).parent / "officials.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
# What is not about armed forces is not read at all: a paragraph without names makes every row worth reading.
FIELD = "\n\nSoldiers and generals of both armies held talks, and a military hotline was opened."


def reading(text: str) -> Reading:
    return read(Article(text=text + FIELD, published=date(2024, 5, 6)))


def officials(text: str) -> list[Report]:
    return [report for report in reading(text).reports if report.describes == "Official"]


def values(report: Report, slot: str) -> list[str]:
    found = [v.value if isinstance(v, Text) else v.label for v in report.values(slot) if isinstance(v, Text | Term)]
    return list(dict.fromkeys(found))


def row(report: Report) -> str:
    rank, country = (", ".join(values(report, slot)) or "-" for slot in ("rank", "country"))
    return " | ".join((report.label, rank, "; ".join(values(report, "post")) or "-", country))


@pytest.mark.parametrize(("kind", "text", "expected"), ROWS, ids=[f"{k}: {t[:50]}" for k, t, _ in ROWS])
def test_an_official_has_the_rank_post_and_country_that_the_words_give(kind: str, text: str, expected: str) -> None:
    assert (" ++ ".join(row(report) for report in officials(text)) or "-") == expected


def test_every_kind_of_construction_has_three_sentences() -> None:
    assert min(Counter(kind for kind, *_ in ROWS).values()) >= 3


@pytest.mark.parametrize("text", [text for _, text, _ in ROWS[::5]])
def test_every_value_points_at_words_of_the_article(text: str) -> None:
    for report in officials(text):
        for claim in report.claims:
            quoted = (text + FIELD)[claim.span.start : claim.span.end]
            assert quoted.strip() and claim.sentence.covers(claim.span)
            if claim.slot == "altLabel":
                assert claim.value == Text(" ".join(quoted.split()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gen. Ada Kovač met Col. Petr Sova. Kovač thanked Sova.", ["Ada Kovač", "Petr Sova"]),
        ("Colonel Ivan Reyes met his brother, Colonel Mario Reyes. Reyes smiled.", ["Ivan Reyes", "Mario Reyes"]),
        ("Maj. Gen. Ryu Sang-ho met Lt. Gen. Pak Il. Ryu and Pak shook hands.", ["Ryu Sang-ho", "Pak Il"]),
        ("Gen. Luis Peña Soto met Adm. Carl Berg. Peña invited Berg.", ["Luis Peña Soto", "Carl Berg"]),
        ("General Abebe Tolera met General Hans Wolf. Abebe left early.", ["Abebe Tolera", "Hans Wolf"]),
        ("Gen. Viktor K. Orlov met Maj. Tom Hill. Viktor Orlov left.", ["Viktor K. Orlov", "Tom Hill"]),
    ],
)
def test_names_of_one_person_are_one_official(text: str, names: list[str]) -> None:
    assert sorted(report.label for report in officials(text)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Lieutenant General Omar Siddiq spoke first. General Siddiq was brief.", ["Lieutenant General"]),
        ("General of the Army Pavel Zorin flew in. General Zorin flew out.", ["General of the Army"]),
        ("Rear Admiral Eva Lind agreed. Admiral Lind will return.", ["Rear Admiral"]),
    ],
)
def test_a_form_of_address_is_no_second_rank(text: str, rank: list[str]) -> None:
    assert [values(report, "rank") for report in officials(text)] == [rank]


@pytest.mark.parametrize(
    "text",
    [
        "General Marko Babic met his counterpart.",
        "Defence Minister Nadia Orlova met Serbia's General Marko Babic in Paris and flew home from Vienna.",
        "Georgian officers and Armenian ones met under Colonel Davit Lomidze.",
    ],
)
def test_nobody_gets_a_country_by_guess(text: str) -> None:
    explicit = {"Marko Babic": ["Serbia"]} if "Serbia" in text else {}
    assert {r.label: values(r, "country") for r in officials(text) if values(r, "country")} == explicit
