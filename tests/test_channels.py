"""How arrangements stand on a day: states, open questions, evidence, doubts."""

from __future__ import annotations

from datetime import date

import pytest
from made import Story, arrangement, baku, graph, labels

from backchannel.graph.lookup import NotFoundError

Steps = list[tuple[str, str]]
LIFE: Steps = [("signed", "2010-04-08"), ("established", "2011-02"), ("suspended", "2023"), ("expired", "2026-02-05")]
OPEN: Steps = [("suspended", "2021"), ("resumed", "2021-05-03")]
CHAIN: Steps = [("established", "2022"), ("extended", "2023"), ("withdrawn", "2023-06-05")]


@pytest.mark.parametrize(("steps", "day", "expected"), [
    (LIFE, "2010-04-07", None),
    (LIFE, "2010-04-08", "agreed"),
    (LIFE, "2011-01-31", "agreed"),
    (LIFE, "2011-02-01", "unclear between agreed and in force"),
    (LIFE, "2011-02-27", "unclear between agreed and in force"),
    (LIFE, "2011-02-28", "in force"),
    (LIFE, "2022-12-31", "in force"),
    (LIFE, "2023-01-01", "unclear between in force and suspended"),
    (LIFE, "2023-12-31", "suspended"),
    (LIFE, "2026-02-04", "suspended"),
    (LIFE, "2026-02-05", "expired"),
    (LIFE, "", "expired"),
    (OPEN, "2020-12-31", None),
    (OPEN, "2021-02-01", "unclear whether suspended yet"),
    (OPEN, "2021-06-01", "unclear between suspended and in force"),
    (OPEN, "", "unclear between suspended and in force"),
    (CHAIN, "2022-06-01", "unclear whether in force yet"),
    (CHAIN, "2023-06-04", "in force"),
    (CHAIN, "2023-06-05", "withdrawn"),
    ([("established", "2023"), ("suspended", "2023"), ("expired", "2023-06-05")], "2023-07-01", "expired"),
    ([("agreed", "2023"), ("established", "2023"), ("expired", "2023")], "2023-02-28",
     "unclear whether agreed or expired or in force yet"),
    ([("proposed", "2020"), ("rejected", "2021")], "", "rejected"),
    ([("withdrawn", "")], "", "not dated"),
    ([("withdrawn", "")], "2030-01-01", None),
    ([], "", None),
])
def test_the_state_on_a_day_is_as_sure_as_the_dates(steps: Steps, day: str, expected: str | None) -> None:
    found = graph(arrangement(Story(), "New START", *steps)).channels(date.fromisoformat(day) if day else None)
    assert [each.state for each in found] == ([expected] if expected else [])


def test_the_states_overlap_where_their_order_is_open() -> None:
    found = graph(arrangement(Story(), "New START", *OPEN))
    assert labels(found, "State") == ["New START in force since 2021-05-03", "New START suspended since 2021"]


def test_a_standing_says_what_made_it_so_and_where() -> None:
    [found] = graph(arrangement(Story(), "New START", *LIFE)).channels(date(2024, 1, 1))
    assert (found.arrangement, found.parties, found.since) == ("New START", ("Russia", "United States"), ("2023",))
    [step] = found.because
    [quote] = step.quotes
    assert (step.kind, step.date) == ("suspended", "2023")
    assert (quote.publisher, quote.date, quote.start < quote.end) == ("The Wire", "2017-02-17", True)
    assert (found.articles, found.publishers, found.doubts) == (1, ("The Wire",), ())
    assert found.as_json()["state"] == "suspended"


def test_sources_are_those_of_the_change_and_publishers_count_once() -> None:
    stories = [arrangement(Story(f"New START was suspended, says {who}.", publisher=who, url=f"https://{who}.example/{n}"),
                           "New START", ("suspended", "2023")) for n, who in enumerate(("tass", "afp", "afp"))]
    [found] = graph(*stories).channels()
    assert (found.articles, found.publishers) == (3, ("afp", "tass"))


@pytest.mark.parametrize(("steps", "day", "doubts"), [
    ([("expired", "2014"), ("extended", "2015")], "", ("extended, 2015: does not fit after expired, 2014",)),
    ([("expired", "2014"), ("extended", "2015")], "2014-12-31", ()),
    ([("resumed", "2014")], "", ("resumed, 2014: no article tells of a halt before it",)),
    ([("used", "2013"), ("resumed", "2014")], "", ("resumed, 2014: no article tells of a halt since used, 2013",)),
    ([("extended", "2021"), ("suspended", "")], "", ("also suspended, at a time not told",)),
    ([("suspended", "")], "", ()),
])
def test_contradictions_and_undated_changes_are_doubts(steps: Steps, day: str, doubts: tuple[str, ...]) -> None:
    [found] = graph(arrangement(Story(), "New START", *steps)).channels(date.fromisoformat(day) if day else None)
    assert found.doubts == doubts


@pytest.mark.parametrize(("state", "party", "number"), [
    ("suspended", "", 1), ("in force", "", 1), ("expired", "", 0),
    ("", "Russia", 1), ("", "country:united-states", 1), ("", "Azerbaijan", 0), ("suspended", "russia", 1),
])
def test_states_and_parties_can_be_chosen(state: str, party: str, number: int) -> None:
    found = graph(arrangement(Story(), "New START", *OPEN), baku())
    assert len(found.channels(state=state, party=party)) == number


def test_a_party_that_nothing_is_called_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="Did you mean Russia"):
        graph(arrangement(Story(), "New START", *OPEN)).channels(party="Rusia")
