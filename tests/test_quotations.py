"""Values that stand only in a quotation are told by whoever is quoted, however many articles print it."""

from __future__ import annotations

from datetime import date

import pytest

from backchannel.graph.accounts import accounts
from backchannel.graph.quotations import quotations
from backchannel.graph.triples import article_quads
from backchannel.ontology import terms
from backchannel.sources.article import Article
from backchannel.sources.reports import read

TOLD = "General Jan Nowak of Poland met General Tomas Petrauskas of Lithuania in Kaunas on Monday."
SAID = f"“{TOLD.rstrip('.')},” the Polish spokesman said."


@pytest.mark.parametrize(("text", "found"), [
    (SAID, 1),
    ('He said: "The line between our two staffs works well."', 1),
    ("«The line between our two staffs works well», he said.", 1),
    ('He called it "a good day".', 0),
    ("No quotation at all, but the line between our two staffs works well.", 0),
    ('"The line between our two\nstaffs works well."', 0),
])
def test_long_quotations_are_found(text: str, found: int) -> None:
    assert len(list(quotations(text))) == found


def test_a_quotation_is_the_same_in_other_marks() -> None:
    one, other = (next(quotations(text)) for text in (SAID, SAID.replace("“", '"').replace("”", '"').upper()))
    assert one.digest == other.digest


def _digests(text: str) -> set[str]:
    told = accounts(article_quads(read(Article(text=text, published=date(2024, 5, 8)))))
    [meeting] = (account for account in told if account.describes == terms.Meeting)
    assert meeting.get(terms.VENUE)
    return {digest for (slot, _), digest in meeting.quoted.items() if slot == terms.VENUE}


def test_what_is_only_quoted_has_the_quotation_as_its_witness() -> None:
    assert len(_digests(f"{SAID} Nothing else was known of it.")) == 1
    assert _digests(SAID) == _digests(f"The agency had this from Warsaw. {SAID}")


def test_what_is_told_outside_a_quotation_has_the_article_as_its_witness() -> None:
    assert _digests(TOLD) == set()
