from __future__ import annotations

import json

import pytest
from made import BAKU, Story, arrangement, baku, graph

from backchannel.graph.lookup import NotFoundError

GRAPH = graph(baku(), baku("2017-02-20", place="Sumgait"), arrangement(
    Story(published="2026-02-06", publisher="The Post"), "New START", ("suspended", "2023")))


def told(name: str) -> str:
    return "\n".join(map(str, GRAPH.explain(name)))


def test_a_fact_is_told_with_the_sentences_and_articles_behind_it() -> None:
    text = told(BAKU)
    assert text.startswith(f"{BAKU}: Meeting\n<https://w3id.org/backchannel/id/meeting/")
    for words in (
        "status: held", "participant: Joseph Dunford", "party: Russia", "date: 2017-02-16", "[status.plain, 0.9]",
        "“General Joseph Dunford met General Valery Gerasimov in Baku, Azerbaijan, on Thursday,",
        "Generals meet (The Wire, 2017-02-17), https://wire.example/2017-02-17",
    ):
        assert words in text


def test_a_value_that_only_one_report_has_is_marked() -> None:
    text = told(BAKU)
    assert "venue: Sumgait  [reported, not held]" in text
    assert "venue: Baku\n" in text
    assert "disputed: venue" in text


@pytest.mark.parametrize("name", ["Valery Gerasimov", "valery GERASIMOV", "Valeriy Gerasimov"])
def test_people_are_found_by_any_of_their_names(name: str) -> None:
    [found] = GRAPH.explain(name)
    assert (found.label, found.kind) in {("Valery Gerasimov", "Official"), ("Valery Gerasimov", "Person")}


def test_an_official_lists_the_contacts() -> None:
    [found] = GRAPH.explain("Valery Gerasimov")
    assert found.uses == (f"{BAKU} (participant)",)


@pytest.mark.parametrize("name", [
    "country:russia", "https://w3id.org/backchannel/id/country/russia", "<https://w3id.org/backchannel/id/country/russia>",
    "Russia", "Russian Federation",
])
def test_a_country_is_found_by_iri_prefix_and_name(name: str) -> None:
    [found] = GRAPH.explain(name)
    assert (found.label, found.kind) == ("Russia", "Country")
    assert f"{BAKU} (party)" in found.uses


@pytest.mark.parametrize(("query", "words"), [
    ("?x a bc:Report ; bc:describes bc:Meeting", ["participant: Joseph Dunford", "article: Generals meet", "“General"]),
    ("?x a bc:Claim ; rdf:predicate bc:status", ["status: held", "“General"]),
    ("?x a bc:Article ; schema:publisher 'The Post'", ["publisher: The Post", "New START (article)"]),
    ("?x a bc:State", ["in state: suspended", "arrangement: New START"]),
    ("?x a bc:Passage", ["exact: "]),
    ("?x a bc:Post", []),
])
def test_reports_claims_articles_and_rows_are_told_too(query: str, words: list[str]) -> None:
    for row in GRAPH.query(f"SELECT ?x {{ {query} }} ORDER BY ?x LIMIT 1"):
        text = told(row["x"])
        assert [each for each in words if each not in text] == []


def test_an_iri_that_was_replaced_leads_to_the_fact() -> None:
    [row] = GRAPH.query("SELECT ?old ?new { ?old dcterms:isReplacedBy ?new . ?new a bc:Meeting }")
    [found] = GRAPH.explain(row["old"])
    assert found.iri == row["new"]


@pytest.mark.parametrize(("name", "message"), [
    ("https://example.org/x", "There is nothing with the IRI https://example.org/x in this graph."),
    ("meeting:none", "There is nothing with the IRI https://w3id.org/backchannel/id/meeting/none in this graph."),
    ("http://a b<>", "http://a b is not a valid IRI."),
    ("Gerasimof", "There is nothing called 'Gerasimof' in this graph. Did you mean Valery Gerasimov?"),
    ("Gerasimov", "Did you mean Valery Gerasimov or "),
    ("xyzzy", "There is nothing called 'xyzzy' in this graph."),
])
def test_what_is_not_there_is_said_in_one_sentence(name: str, message: str) -> None:
    with pytest.raises(NotFoundError) as error:
        GRAPH.explain(name)
    assert message in str(error.value)


def test_an_explanation_is_json_too() -> None:
    [found] = GRAPH.explain(BAKU)
    value = next(each for each in json.loads(json.dumps(found.as_json()))["values"] if each["name"] == "status")
    assert (value["value"], value["held"], value["evidence"][0]["source"]["publisher"]) == ("held", True, "The Wire")


def test_every_claimed_value_of_a_fact_is_told() -> None:
    [found] = GRAPH.explain(BAKU)
    [row] = GRAPH.query("""SELECT (COUNT(DISTINCT ?claim) AS ?n) {
        ?report bc:about ?fact . ?fact a bc:Meeting . ?claim rdf:subject ?report }""")
    assert sum(len(value.evidence) for value in found.values) == row["n"]
