"""Changes in order: what dates and sense tell, what fits into no order, and how the graph says so."""

from __future__ import annotations

import pytest
from made import Story, arrangement, graph, values, when

from backchannel.graph.facts import Fact
from backchannel.graph.order import in_order, misfits, precedes
from backchannel.ontology import terms

Step = tuple[str, str]


def change(word: str, day: str, number: int = 0) -> Fact:
    spans = {terms.DATE: when(day)} if day else {}
    return Fact(f"{terms.ID}change/{number}", terms.Change, word, {terms.KIND: (terms.KINDS[word],)}, spans)


def told(facts: list[Fact]) -> list[str]:
    return [f"{fact.label} {fact.date.iso if fact.date else ''}".strip() for fact in facts]


@pytest.mark.parametrize(("steps", "expected"), [
    ([("suspended", "2023"), ("established", "2011")], ["established 2011", "suspended 2023"]),
    ([("suspended", "2015"), ("established", "2015-06-01")], ["established 2015-06-01", "suspended 2015"]),
    ([("established", "2015-06-01"), ("signed", "2015")], ["signed 2015", "established 2015-06-01"]),
    ([("resumed", "2015-06-01"), ("suspended", "2015-06-01")], ["suspended 2015-06-01", "resumed 2015-06-01"]),
    ([("used", "2015-06-01"), ("resumed", "2015-06-01")], ["resumed 2015-06-01", "used 2015-06-01"]),
    ([("expired", "2015"), ("established", "2015"), ("agreed", "2015")],
     ["agreed 2015", "established 2015", "expired 2015"]),
])
def test_dates_decide_then_sense(steps: list[Step], expected: list[str]) -> None:
    assert told(in_order(change(*step, number) for number, step in enumerate(steps))) == expected


@pytest.mark.parametrize(("one", "other"), [
    (("suspended", "2021"), ("resumed", "2021-05-03")),
    (("suspended", ""), ("resumed", "2021-05-03")),
])
def test_what_neither_decides_is_open(one: Step, other: Step) -> None:
    assert not precedes(change(*one), change(*other))
    assert not precedes(change(*other), change(*one))


@pytest.mark.parametrize(("steps", "expected"), [
    # nothing amiss
    ([("signed", "2010"), ("established", "2011"), ("extended", "2021"), ("expired", "2026")], []),
    ([("suspended", "2014"), ("agreed", "2023-10"), ("resumed", "2023-11")], []),
    ([("suspended", "2014"), ("suspended", "2015"), ("resumed", "2023-11"), ("used", "2023-12")], []),
    ([("withdrawn", "2019"), ("withdrawn", "2020")], []),
    ([("violated", "2014")], []),
    ([("expired", "2014")], []),
    ([("signed", "2010"), ("signed", "2010-04-08")], []),
    ([("established", "2011"), ("proposed", "2020"), ("rejected", "2021"), ("used", "2022")], []),
    # resumed without a halt
    ([("resumed", "2018")], [("resumed 2018", [])]),
    ([("established", "2011"), ("resumed", "2018")], [("resumed 2018", ["established 2011"])]),
    ([("established", "2011"), ("resumed", "2018"), ("suspended", "2019")], [("resumed 2018", ["established 2011"])]),
    # after the end
    ([("expired", "2014"), ("suspended", "2015")], [("suspended 2015", ["expired 2014"])]),
    ([("expired", "2014"), ("extended", "2015")], [("extended 2015", ["expired 2014"])]),
    ([("withdrawn", "2014-02"), ("expired", "2014-02-03"), ("used", "2015")],
     [("used 2015", ["withdrawn 2014-02", "expired 2014-02-03"])]),
    ([("expired", "2014"), ("expired", "2015")], [("expired 2015", ["expired 2014"])]),
    ([("expired", "2014"), ("violated", "2015")], [("violated 2015", ["expired 2014"])]),
    ([("suspended", "2014"), ("used", "2015")], [("used 2015", ["suspended 2014"])]),
    # twice
    ([("signed", "2010-04-08"), ("signed", "2011")], [("signed 2011", ["signed 2010-04-08"])]),
    # an order that the dates allow makes sense of it
    ([("resumed", "2018"), ("suspended", "2018")], []),
    ([("resumed", "2018"), ("suspended", "")], []),
    ([("expired", "2014"), ("extended", "2014-06")], []),
    ([("expired", "2014"), ("resumed", ""), ("extended", "2015")], []),
])
def test_only_what_fits_into_no_order_is_a_misfit(steps: list[Step], expected: list[tuple[str, list[str]]]) -> None:
    found = misfits([change(*step, number) for number, step in enumerate(steps)])
    assert [(told([each.change])[0], told(list(each.earlier))) for each in found] == expected


def test_the_graph_marks_the_arrangement_and_the_changes() -> None:
    found = graph(arrangement(Story(), "New START", ("expired", "2014"), ("extended", "2015")))
    assert values(found, "New START", "Treaty", "bc:outOfOrder") == ["New START extended, 2015"]
    assert values(found, "New START extended, 2015", "Change", "bc:conflictsWith") == ["New START expired, 2014"]
    assert "change out of order" in values(found, "New START", "Treaty", "prov:wasDerivedFrom")
    assert found.validate().conforms


def test_what_is_in_order_has_no_mark() -> None:
    found = graph(arrangement(Story(), "New START", ("signed", "2010"), ("expired", "2026")))
    assert not found.query("ASK { ?arrangement bc:outOfOrder|bc:conflictsWith ?change }")
