"""Two facts or reports side by side: why they are one, or two."""

from __future__ import annotations

import json

import pytest
from made import BAKU, Story, arrangement, baku, graph

from backchannel.graph import (
    likeness_arrangements,
    likeness_changes,
    likeness_contacts,
    likeness_officials,
    likeness_places,
)
from backchannel.graph.likeness import Likeness, about
from backchannel.graph.lookup import NotFoundError

GRAPH = graph(
    baku(), baku("2017-02-20", "2017-02"), baku("2018-02-20", "2018-02-18", place="Helsinki"),
    arrangement(Story(published="2026-02-06"), "New START", ("suspended", "2023")),
    arrangement(Story(published="2026-02-07"), "Military hotline", ("suspended", "2023"), kind="Channel"),
)
HELSINKI = "Meeting of Joseph Dunford and Valery Gerasimov, Helsinki, 2018-02-18"
KINDS = (likeness_arrangements, likeness_changes, likeness_contacts, likeness_officials, likeness_places)


def reports(fact: str) -> list[str]:
    return [row["r"] for row in GRAPH.query(f"SELECT ?r {{ ?r bc:about ?f . ?f rdfs:label '{fact}' }} ORDER BY ?r")]


def test_reports_of_one_fact_are_told_with_every_weight() -> None:
    found = GRAPH.compare(*reports(BAKU))
    assert found.merged
    for words in (
        "They are one.", "+5  people: the same people", "Joseph Dunford, Valery Gerasimov | Joseph Dunford",
        "+2.5  date: a day and the weeks around it", "+12.5 together; from 8 on",
        "Whether they name one place, or one inside or near the other.", "in “Generals meet”",
    ):
        assert words in str(found)


def test_two_facts_are_told_with_what_speaks_against_it() -> None:
    found = GRAPH.compare(BAKU, HELSINKI)
    assert not found.merged
    assert "They are two: what speaks against it is below." in str(found)
    assert "Never one: They took place in different countries, or too far apart." in str(found)
    assert "Never one: Their dates lie more than a day apart" in str(found)


def test_arrangements_are_told_too() -> None:
    assert "a channel and a text" in str(GRAPH.compare("New START", "Military hotline"))


def test_different_kinds_are_two() -> None:
    assert "different kinds" in str(GRAPH.compare(BAKU, "New START"))


def test_the_order_of_the_two_decides_nothing() -> None:
    assert GRAPH.compare(BAKU, HELSINKI).comparisons == GRAPH.compare(HELSINKI, BAKU).comparisons


def test_a_comparison_is_json_too() -> None:
    value = json.loads(json.dumps(GRAPH.compare(BAKU, HELSINKI).as_json()))
    assert (value["merged"], value["comparisons"][0]["linked"]) == (False, False)
    assert value["comparisons"][0]["features"][0]["name"] == "people"


@pytest.mark.parametrize(("one", "message"), [
    ("Valery Gerasimof", "There is nothing called"),
    ("country:russia", "is no report and no fact that articles tell of"),
])
def test_what_cannot_be_compared_is_said_in_one_sentence(one: str, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        GRAPH.compare(one, BAKU)


@pytest.mark.parametrize("module", KINDS)
def test_features_and_their_weights_have_the_same_names_and_an_explanation(module: object) -> None:
    likeness: Likeness[object] = module.likeness()  # type: ignore[attr-defined]
    assert [feature.__name__.rstrip("_") for feature in likeness.features] == list(likeness.weights.features)
    assert all(about(each).endswith(".") for each in likeness.vetoes)
