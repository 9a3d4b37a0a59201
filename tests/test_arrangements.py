"""What arrangements are read from sentences: kind, parties, and the changes told of them, as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backchannel.ontology import terms
from backchannel.sources.article import Article
from backchannel.sources.claims import Ref, Report, Term
from backchannel.sources.dates import Interval
from backchannel.sources.reports import read

TABLE = Path(__file__).with_name("arrangements.tsv")
KINDS = frozenset(map(terms.local, terms.ARRANGEMENTS))


def rows() -> list[tuple[str, str, str]]:
    """Published, text and expected arrangements of each row."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(published, text.replace("¶", "\n\n"), expected) for _, published, text, expected in cells]


def told(text: str, published: str) -> list[str]:
    """The arrangements of ``text``, each as "kind | parties | changes"."""
    reports = read(Article(text=text, published=date.fromisoformat(published))).reports
    found = [r for r in reports if r.describes in KINDS]
    return sorted(
        " | ".join([r.describes, ", ".join(_labels(r, "party")), "; ".join(_changes(r, reports))]) for r in found
    )


def _changes(report: Report, reports: tuple[Report, ...]) -> list[str]:
    steps = [r for r in reports if r.describes == "Change" and Ref(report.key) in r.values("arrangement")]
    return sorted(" ".join([*_labels(s, "kind"), *_dates(s)]) for s in steps)


def _dates(step: Report) -> list[str]:
    return [v.iso for v in step.values("date") if isinstance(v, Interval)]


def _labels(report: Report, slot: str) -> list[str]:
    return sorted({v.label for v in report.values(slot) if isinstance(v, Term)})


@pytest.mark.parametrize(("published", "text", "expected"), rows())
def test_reads(published: str, text: str, expected: str) -> None:
    assert told(text, published) == sorted(filter(None, expected.split(" || ")))


def test_a_claim_stands_on_the_words_of_the_article() -> None:
    text = "Norway and Finland set up a military hotline in March 2019. It was suspended on 4 May 2020."
    for report in read(Article(text=text, published=date(2020, 5, 7))).reports:
        for claim in report.claims:
            assert text[claim.span.start : claim.span.end].strip()
            assert claim.sentence.start <= claim.span.start < claim.sentence.end
