"""The shapes: a small valid graph passes, and each way of breaking it is found."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from backchannel.ontology import terms

BC = Namespace(terms.BC)
FOLDER = Path(terms.__file__).parent
ONTOLOGY = Graph().parse(FOLDER / "backchannel.ttl")
SHAPES = Graph().parse(FOLDER / "shapes.ttl")
VALID = (Path(__file__).parent / "graphs" / "valid.ttl").read_text(encoding="utf-8")


def graph(more: str = "") -> Graph:
    """The valid graph and what ``more`` says in its prefixes."""
    return Graph().parse(data=VALID + more, format="turtle")


def objections(data: Graph) -> set[str]:
    """What the shapes have against ``data``."""
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


def test_a_valid_graph_passes() -> None:
    assert objections(graph()) == set()


@pytest.mark.parametrize(("turtle", "objection"), [
    # every node
    (':roe rdfs:label "Roe" .', "exactly one label"),
    (':x a bc:Country ; rdfs:label "Chypre"@fr .', "exactly one label"),
    (":x a bc:Country .", "exactly one label"),
    (':x a bc:Passage ; oa:start 0 ; oa:end 1 ; oa:exact "G" .', "exactly one label"),
    ("[] a bc:Post ; rdfs:label 'Chair' .", "is blank"),
    (":met a bc:Call .", "exactly one leaf class"),
    (":roeReport a bc:Official .", "exactly one leaf class"),
    (":claim0 a bc:Report .", "exactly one leaf class"),
    (':x a bc:Contact ; rdfs:label "x" .', "exactly one leaf class"),
    (':x a bc:Arrangement ; rdfs:label "x" .', "exactly one leaf class"),
    (':formerly rdfs:label "Formerly" .', "says more than by what"),
    (":formerly dcterms:isReplacedBy :roe .", "by more than one fact"),
    (":x dcterms:isReplacedBy :gone .", "not in the graph"),
    # shared values
    (":met bc:party :oslo .", "neither a bc:Country nor a bc:Organization"),
    (":roe bc:country :chief .", "neither a bc:Country nor a bc:Organization"),
    (":roe bc:post :norway .", "no bc:Post"),
    (":roe bc:rank bc:General .", "is a rank"),
    (':roe skos:altLabel "Roe"@en .', "is another name"),
    (":met bc:status bc:Suspended .", "scheme of contact statuses"),
    (":halt bc:kind bc:Held .", "scheme of kinds of change"),
    (":pause bc:inState bc:Resumed .", "scheme of states"),
    (":line bc:topic bc:TopicCheese .", "scheme of topics"),
    (':halt bc:date "May" .', "is a date, and no"),
    (':halt bc:date "2018-13-45"^^xsd:date .', "is a date, and no"),
    (':halt bc:date "2018-13"^^xsd:gYearMonth .', "is a date, and no"),
    (':halt bc:date "2018-05-01T00:00:00"^^xsd:dateTime .', "is a date, and no"),
    (':tenure bc:from "2017-01-01T00:00:00Z"^^xsd:dateTime .', "is a date, and no"),
    (':halt bc:date "2018-05"^^xsd:gYearMonth .', "without an earliest day"),
    (':halt bc:date "2018-05"^^xsd:gYearMonth .', "without a latest day"),
    # facts
    (":met bc:status bc:Planned .", "exactly one status"),
    (":met bc:participant :person .", "participant that is no bc:Official"),
    (":met bc:participant :roeReport .", "participant that is no bc:Official"),
    (":met bc:venue :norway .", "no bc:Place"),
    (":met bc:produced :lineReport .", "no arrangement"),
    (":met bc:disputed bc:passage .", "no report states"),
    (':met bc:date "2018"^^xsd:gYear .', "more than one date"),
    (':met bc:earliest "2018-05-02"^^xsd:date .', "more than one earliest day"),
    (':met bc:latest "2018-05-30"^^xsd:date .', "more than one latest day"),
    (":halt bc:kind bc:Resumed .", "exactly one kind"),
    (":halt bc:arrangement :met .", "exactly one arrangement"),
    (":line bc:outOfOrder :pause .", "out of order that is no bc:Change"),
    (":line bc:outOfOrder :halt .", "no row or rule"),
    (":halt bc:conflictsWith :pause .", "conflicts with something"),
    (":oslo bc:within :norway .", "no bc:Place"),
    (":oslo schema:latitude 91 .", "latitude"),
    (":oslo schema:longitude 'east' .", "longitude"),
    (":pause bc:until '2018'^^xsd:gYear, '2019'^^xsd:gYear .", "ends more than once"),
    (":tenure org:member :roe .", "foaf:Person"),
    (":tenure bc:post :other .", "exactly one bc:Post"),
    (':x a bc:Call ; rdfs:label "x" ; bc:status bc:Held .', "no report is about"),
    # where they come from
    (":article schema:articleBody 'More' .", "exactly one text"),
    (":article schema:headline 'One', 'Two' .", "more than one headline"),
    (":article schema:publisher 'One', 'Two' .", "more than one publisher"),
    (":article schema:url 'https://a.example', 'https://b.example' .", "more than one URL"),
    (":article schema:datePublished '2018-05'^^xsd:gYearMonth .", "publication date"),
    (":article schema:datePublished '2018-05-01'^^xsd:date, '2018-05-02'^^xsd:date .", "publication date"),
    (":article dcterms:replaces 'the first edition' .", "replaces something"),
    (":article bc:witness :roe .", "not one article"),
    (":article bc:witness :article .", "no row or rule"),
    (":first oa:start 1 .", "exactly one start"),
    (":first oa:end 120 .", "exactly one end"),
    (":first oa:exact 'General' .", "exactly one text"),
    (':x a bc:Passage ; rdfs:label "x" ; oa:start 5 ; oa:end 5 ; oa:exact "x" .', "before its end"),
    (':x a bc:Passage ; rdfs:label "x" ; oa:start -1 ; oa:end 5 ; oa:exact "x" .', "from 0"),
    (":roeReport bc:article :other .", "exactly one article"),
    (":roeReport bc:describes bc:Contact .", "exactly one leaf class of fact"),
    (":roeReport bc:about :person .", "more than one fact"),
    (":metReport bc:participant :roe .", "refers to something that is no report"),
    (":metReport bc:status bc:Planned .", "no claim backs"),
    (":poeReport bc:rank 'General' .", "no claim backs"),
    (":poeReport skos:altLabel 'Maximilian Poe' .", "no claim backs"),
    (":claim0 rdf:subject :roe .", "exactly one report"),
    (":claim0 rdf:predicate bc:about .", "exactly one property"),
    (":claim0 rdf:object 'Rose' .", "exactly one value"),
    (":claim0 rdf:object 'Rose' .", "does not state"),
    (":claim0 bc:passage :second .", "exactly one passage"),
    (":claim0 bc:sentence :article .", "more than one sentence"),
    (":claim0 bc:rule 'another' .", "exactly one rule"),
    (":claim0 bc:confidence 0.8 .", "exactly one confidence"),
    # what was decided
    (":decision bc:verdict 'same' .", "exactly one of same"),
    (":decision dcterms:creator 'B. Analyst' .", "exactly one author"),
    (":decision dcterms:date '2026-11-23'^^xsd:date .", "exactly one day"),
    (":decision rdfs:comment 'Another.' .", "exactly one reason"),
    (":decision bc:concerns :met .", "neither a report nor an article"),
    (":decision bc:obstacle 'One.', 'Two.' .", "more than one reason not to be applied"),
])
def test_what_does_not_belong_is_found(turtle: str, objection: str) -> None:
    assert objection in "\n".join(objections(graph(turtle)))


@pytest.mark.parametrize(("node", "path", "objection"), [
    ("roe", terms.RDFS_LABEL, "exactly one label"),
    ("met", terms.STATUS, "exactly one status"),
    ("met", terms.DATE, "interval without a date"),
    ("met", terms.EARLIEST, "without an earliest day"),
    ("met", terms.LATEST, "without a latest day"),
    ("met", terms.PROV_WAS_DERIVED_FROM, "no row or rule"),
    ("metReport", terms.LATEST, "without a latest day"),
    ("halt", terms.ARRANGEMENT, "exactly one arrangement"),
    ("halt", terms.KIND, "exactly one kind"),
    ("pause", terms.IN_STATE, "exactly one state"),
    ("pause", terms.PROV_WAS_DERIVED_FROM, "no row or rule"),
    ("tenure", terms.ORG_MEMBER, "exactly one foaf:Person"),
    ("tenure", terms.POST, "exactly one bc:Post"),
    ("tenure", terms.PROV_WAS_DERIVED_FROM, "no row or rule"),
    ("article", terms.SCHEMA_ARTICLE_BODY, "exactly one text"),
    ("first", terms.OA_START, "exactly one start"),
    ("first", terms.OA_END, "exactly one end"),
    ("first", terms.OA_EXACT, "exactly one text"),
    ("roeReport", terms.ARTICLE, "exactly one article"),
    ("roeReport", terms.DESCRIBES, "exactly one leaf class of fact"),
    ("roeReport", terms.ABOUT, "no decision retracts it"),
    ("metReport", terms.VENUE, "does not state"),
    ("claim0", terms.RDF_SUBJECT, "exactly one report"),
    ("claim0", terms.RDF_SUBJECT, "no claim backs"),
    ("claim0", terms.RDF_PREDICATE, "exactly one property"),
    ("claim0", terms.RDF_OBJECT, "exactly one value"),
    ("claim0", terms.PASSAGE, "exactly one passage"),
    ("claim0", terms.RULE, "exactly one rule"),
    ("claim0", terms.CONFIDENCE, "exactly one confidence"),
])
def test_what_is_missing_is_found(node: str, path: str, objection: str) -> None:
    assert objection in "\n".join(objections(graph().remove((URIRef(f"urn:{node}"), URIRef(path), None))))


@pytest.mark.parametrize(("node", "path", "value", "objection"), [
    ("roe", terms.RDF_TYPE, BC.Place, "another class than it describes"),
    ("met", terms.EARLIEST, Literal("2018-04-30", datatype=XSD.date), "outside its date"),
    ("metReport", terms.LATEST, Literal("2018-06-01", datatype=XSD.date), "outside its date"),
    ("met", terms.EARLIEST, Literal("2018-06-01", datatype=XSD.date), "one after the latest"),
    ("met", terms.EARLIEST, Literal("2018-05", datatype=XSD.gYearMonth), "earliest day, an xsd:date"),
    ("met", terms.LATEST, Literal("2018-05", datatype=XSD.gYearMonth), "latest day, an xsd:date"),
    ("met", terms.PROV_WAS_DERIVED_FROM, Literal("interval"), "no row or rule"),
    ("oslo", terms.SCHEMA_LATITUDE, Literal(-91), "latitude"),
    ("tenure", terms.POST, URIRef("urn:norway"), "exactly one bc:Post"),
    ("roe", terms.RDFS_LABEL, Literal(""), "exactly one label"),
    ("roe", terms.RANK, Literal(""), "is a rank"),
    ("oslo", terms.SKOS_ALT_LABEL, Literal(""), "is another name"),
    ("first", terms.OA_EXACT, Literal(""), "exactly one text"),
    ("article", terms.SCHEMA_ARTICLE_BODY, Literal("Text", lang="en"), "exactly one text"),
    ("roeReport", terms.ARTICLE, URIRef("urn:roe"), "exactly one article"),
    ("claim0", terms.PASSAGE, URIRef("urn:article"), "exactly one passage"),
    ("claim0", terms.RDF_PREDICATE, URIRef(terms.SKOS_ALT_LABEL), "does not state"),
    ("claim0", terms.RULE, Literal(""), "exactly one rule"),
    ("claim0", terms.RULE, Literal(5), "exactly one rule"),
    ("claim0", terms.CONFIDENCE, Literal("1.1", datatype=XSD.decimal), "exactly one confidence"),
    ("claim0", terms.CONFIDENCE, Literal("-0.1", datatype=XSD.decimal), "exactly one confidence"),
    ("claim0", terms.CONFIDENCE, Literal("0.9", datatype=XSD.double), "exactly one confidence"),
    ("decision", terms.VERDICT, Literal("guess"), "exactly one of same"),
    ("decision", terms.DCTERMS_DATE, Literal("2026-11"), "exactly one day"),
])
def test_a_wrong_value_is_found(node: str, path: str, value: URIRef | Literal, objection: str) -> None:
    data = graph()
    data.set((URIRef(f"urn:{node}"), URIRef(path), value))
    assert objection in "\n".join(objections(data))


def test_a_retracted_report_needs_no_fact() -> None:
    data = graph()
    for subject, path in (("roeReport", terms.ABOUT), ("roe", None)):
        data.remove((URIRef(f"urn:{subject}"), path and URIRef(path), None))
    data.set((URIRef("urn:decision"), BC.concerns, URIRef("urn:roeReport")))
    assert any("no decision retracts it" in found for found in objections(data))
    data.set((URIRef("urn:decision"), BC.verdict, Literal("retract")))
    assert not any("retracts" in found for found in objections(data))


def test_a_corrected_report_may_be_about_a_fact_of_another_class() -> None:
    corrected = graph()
    corrected.set((URIRef("urn:met"), RDF.type, BC.Call))
    assert not any("another class" in found for found in objections(corrected))


def test_shapes_speak_of_terms_that_exist_and_target_every_class() -> None:
    named = {node for triple in SHAPES for node in triple if isinstance(node, URIRef) and node.startswith(terms.BC)}
    queries = " ".join(str(query) for query in SHAPES.objects(None, SH.select))
    named |= {BC[local] for local in re.findall(r"\bbc:(\w+)", queries)}
    classes = {name for name in ONTOLOGY.subjects(RDF.type, OWL.Class) if str(name).startswith(terms.BC)}
    assert named <= set(ONTOLOGY.subjects())
    assert classes <= set(SHAPES.objects(None, SH.targetClass))


@pytest.mark.parametrize(("path", "table"), [
    (BC.status, terms.STATUSES), (BC.kind, terms.KINDS), (BC.inState, terms.STATES), (BC.topic, terms.TOPICS),
])
def test_shapes_list_the_concepts_of_a_scheme(path: URIRef, table: dict[str, str]) -> None:
    [listed] = [SHAPES.value(shape, SH["in"]) for shape in SHAPES.subjects(SH.targetObjectsOf, path)]
    assert listed is not None
    assert {str(concept) for concept in Collection(SHAPES, listed)} == set(table.values())
