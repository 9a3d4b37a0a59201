"""Meetings that are two stay two, and meetings that are one become one: a table of pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.graph.accounts import Account
from backchannel.graph.entries import SLOTS, Entry
from backchannel.graph.gold import Key
from backchannel.graph.key_accounts import key_accounts, report_iri
from backchannel.graph.known import known
from backchannel.graph.resolve import Doubt, doubts, resolve
from backchannel.ontology.rows import read_yaml

TABLE: Final = read_yaml(Path(__file__).parent / "contacts_merged.yaml")
COUNTRY: Final = {name: country for country, names in TABLE["countries"].items() for name in names}
FIELDS: Final = {"participant": "participants", "party": "parties"}
CASES: Final = [(case, together) for kind, together in (("apart", False), ("together", True)) for case in TABLE[kind]]

Row = dict[str, Any]


def texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(map(str, values))


def told(changes: Row, number: int) -> tuple[str, list[Account]]:
    """The report that a row of the table stands for, and the accounts of its article."""
    row = {**TABLE["plain"], **changes}
    people = [Entry("official", {"name": (name,), "country": (COUNTRY[name],)}) for name in texts(row["participants"])]
    slots = {slot: texts(row.get(FIELDS.get(slot, slot))) for slot in SLOTS["contact"]}
    entry = Entry("contact", slots, key=f"c{number}")
    name = row.get("article", f"article {number}").replace(" ", "-")
    key = Key(name, Path(name), (*people, entry), published=str(row["published"]))
    return report_iri(key, entry), list(key_accounts(key, known()))


def reports(case: Row) -> tuple[list[str], list[Account]]:
    rows = [told(each, number) for number, each in enumerate([case["one"], case["other"], *case.get("besides", [])])]
    return [report for report, _ in rows], [account for _, accounts in rows for account in accounts]


def clusters(accounts: list[Account]) -> set[frozenset[str]]:
    return {frozenset(account.report for account in cluster) for cluster in resolve(accounts, known())}


def doubted(case: Row) -> tuple[Doubt, ...]:
    return doubts(reports(case)[1], known())


@pytest.mark.parametrize(("case", "together"), [pytest.param(*each, id=each[0]["what"]) for each in CASES])
def test_reports_are_of_one_contact_or_of_two(case: Row, together: bool) -> None:
    (one, other, *_), accounts = reports(case)
    assert any({one, other} <= cluster for cluster in clusters(accounts)) == together


def test_the_table_has_enough_of_each() -> None:
    assert len(TABLE["apart"]) >= 30
    assert sum(case["what"].startswith("a row") for case in TABLE["apart"]) >= 10
    assert len(TABLE["together"]) >= 20


@pytest.mark.parametrize("what", [
    "an undated meeting that may be either of two", "a month in which the two met twice in one town",
])
def test_what_fits_two_is_listed_as_doubtful(what: str) -> None:
    case = next(case for case, _ in CASES if case["what"] == what)
    found = doubted(case)
    assert {doubt.alike.linked for doubt in found} == {True}
    assert all(doubt.between.vetoes for doubt in found)
    assert len(found) == 2


def test_what_is_decided_is_not_listed() -> None:
    assert [doubted(case) for case, together in CASES if together] == [()] * len(TABLE["together"])


def everything() -> list[Account]:
    """All reports of the table as one archive."""
    rows = [each for case, _ in CASES for each in (case["one"], case["other"], *case.get("besides", []))]
    return [account for number, row in enumerate(rows) for account in told(row, number)[1]]


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_reports_gives_the_same_clusters(random: Any) -> None:
    accounts = everything()
    random.shuffle(accounts)
    assert clusters(accounts) == EVERYTHING


EVERYTHING: Final = clusters(everything())


def test_recurring_meetings_stay_apart_in_a_whole_archive() -> None:
    """Every cluster's dated reports lie within a day of each other, or one date holds the other."""
    by_report = {account.report: account for account in everything()}
    for cluster in EVERYTHING:
        dates = [by_report[report].dates[0] for report in cluster if by_report[report].dates]
        assert all((max(a.earliest, b.earliest) - min(a.latest, b.latest)).days <= 1 for a in dates for b in dates)


