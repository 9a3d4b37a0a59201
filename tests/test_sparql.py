from __future__ import annotations

import pytest
from made import BAKU, baku, graph, quads

from backchannel.graph.sparql import QueryError, run, serialized
from backchannel.graph.store import in_memory

GRAPH = graph(baku())


@pytest.mark.parametrize(("query", "place", "line"), [
    ("SELECT", "Line 1, column 7", "  SELECT\n        ^"),
    ("SELECT ?m {\n  ?m a }", "Line 2, column 9", "    ?m a }\n          ^"),
    ("SELECT ?m { ?m a no:Such }", "Line 1, column 25 of the query: SPARQL syntax error (Prefix not found)", "^"),
    ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "Line 1", "^"),
    ("", "Line 1, column 1", "^"),
    ("ASK { ?s ?p 'open }", "Line 1", "^"),
])
def test_an_error_says_where(query: str, place: str, line: str) -> None:
    with pytest.raises(QueryError) as error:
        GRAPH.query(query)
    assert str(error.value).startswith(place)
    assert line in str(error.value)


@pytest.mark.parametrize("query", [
    "SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
    "SELECT * {\n service silent ?where { ?s ?p ?o } }",
    "SELECT * { ?s rdfs:label '#' . SERVICE<http://elsewhere.example/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p \"\"\"a \"quoted\" ' # \"\"\" SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
    "SELECT * { ?s rdfs:label 'a\\'' . SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
    "SELECT * { { SELECT ?s { ?s ?p 1<2 } } # > \n SERVICE <http://elsewhere.example/> { ?s ?p ?o } }",
])
def test_a_query_cannot_leave_the_graph(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        GRAPH.query(query)


@pytest.mark.parametrize("query", [
    "ASK { ?service a bc:Meeting } # SERVICE",
    "ASK { ?m a bc:Meeting FILTER NOT EXISTS { ?m rdfs:label 'SERVICE' } }",
    "ASK { ?m a bc:Meeting FILTER NOT EXISTS { ?m bc:SERVICE <http://x.example/SERVICE> } }",
])
def test_the_word_alone_does_no_harm(query: str) -> None:
    assert GRAPH.query(query)


def test_rows_go_by_variable_with_plain_values() -> None:
    [row] = GRAPH.query("""SELECT ?iri ?date ?confidence ?start ?none ?yes {
        ?iri a bc:Meeting ; bc:date ?date . ?report bc:about ?iri ; rdfs:label 'Talks' .
        ?claim rdf:subject ?report ; rdf:predicate bc:status ; bc:confidence ?confidence ; bc:passage/oa:start ?start
        OPTIONAL { ?iri bc:disputed ?none } BIND(true AS ?yes) }""")
    assert row["iri"].startswith("https://w3id.org/backchannel/id/meeting/")
    assert [row[name] for name in ("date", "confidence", "start", "none", "yes")] == ["2017-02-16", 0.9, 0, None, True]


@pytest.mark.parametrize(("query", "expected"), [
    ("ASK { ?m a bc:Meeting }", True),
    ("ASK { ?m a bc:Call }", False),
    ("SELECT ?m { ?m a bc:Meeting }", True),
    ("SELECT ?m { ?m a bc:Call }", False),
    ("CONSTRUCT WHERE { ?m a bc:Meeting }", True),
])
def test_an_answer_is_true_or_not(query: str, expected: bool) -> None:
    assert bool(GRAPH.query(query)) is expected


def test_a_construct_answers_with_triples() -> None:
    [row] = GRAPH.query("CONSTRUCT { ?m rdfs:label ?l } { ?m a bc:Meeting ; rdfs:label ?l }")
    assert row["object"] == BAKU


def test_the_graph_of_one_article_can_be_asked_alone() -> None:
    [row] = GRAPH.query("SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?article a bc:Article . ?r a bc:Report } }")
    assert row["n"] == 4


@pytest.mark.parametrize(("query", "form", "content"), [
    ("SELECT ?d { ?m a bc:Meeting ; bc:date ?d }", "csv", b"d\r\n2017-02-16"),
    ("SELECT ?d { ?m a bc:Meeting ; bc:date ?d }", "json", b'"value":"2017-02-16"'),
    ("ASK {}", "csv", b"true"),
    ("ASK {}", "json", b'"boolean":true'),
    ("CONSTRUCT { ?m a bc:Meeting } WHERE { ?m a bc:Meeting }", "ttl", b" a bc:Meeting ."),
    ("CONSTRUCT { ?m a bc:Meeting } WHERE { ?m a bc:Meeting }", "nt", b"ontology#Meeting> ."),
])
def test_answers_are_written_in_standard_formats(query: str, form: str, content: bytes) -> None:
    written = serialized(run(in_memory(quads(baku())), query), form)
    assert content in written and written.endswith(b"\n")


@pytest.mark.parametrize(("query", "form"), [("ASK {}", "ttl"), ("CONSTRUCT WHERE { ?s a bc:Call }", "csv")])
def test_a_format_that_does_not_fit_is_refused(query: str, form: str) -> None:
    with pytest.raises(QueryError, match=f"cannot be written as {form}; choose"):
        serialized(run(in_memory(quads(baku())), query), form)
