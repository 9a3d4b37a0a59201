"""The vocabulary: constants, definitions, consistency, shapes and JSON-LD context say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyshacl
import pytest
from backchannel.ontology import terms
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

BC = Namespace(terms.BC)
SCHEMA = Namespace(terms.SCHEMA)
FOLDER = Path(terms.__file__).parent
ONTOLOGY = Graph().parse(FOLDER / "backchannel.ttl")
SHAPES = Graph().parse(FOLDER / "shapes.ttl")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))

TERMS = sorted({s for s in ONTOLOGY.subjects() if isinstance(s, URIRef) and s.startswith(terms.BC)})
CLASSES = sorted(set(ONTOLOGY.subjects(RDF.type, OWL.Class)) & set(TERMS))
LINKS = sorted(set(ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty)) & set(TERMS))
VALUES = sorted(set(ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty)) & set(TERMS))
CONCEPTS = sorted(ONTOLOGY.subjects(RDF.type, SKOS.Concept))
WIDER = {BC.Party, BC.Fact, BC.Contact, BC.Arrangement}
SCHEMES = {
    BC.ContactStatusScheme: terms.STATUSES,
    BC.ChangeKindScheme: terms.KINDS,
    BC.ArrangementStateScheme: terms.STATES,
    BC.TopicScheme: terms.TOPICS,
}

PREFIXES = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in terms.PREFIXES.items()) + "@prefix : <urn:> .\n"

# One article that tells of one meeting, with everything that a graph may hold, in the smallest valid form.
EXAMPLE = PREFIXES + """
:article a bc:Article ; rdfs:label "Generals meet" ; schema:articleBody "General Ada Roe met them in Oslo in May." .
:name a bc:Passage ; rdfs:label "Ada Roe" ; oa:start 8 ; oa:end 15 ; oa:exact "Ada Roe" .
:all a bc:Passage ; rdfs:label "General Ada" ; oa:start 0 ; oa:end 41 ; oa:exact "General Ada Roe met them in Oslo in May." .

:roeReport a bc:Report ; rdfs:label "Ada Roe" ; bc:article :article ; bc:about :roe ; bc:describes bc:Official .
:oslReport a bc:Report ; rdfs:label "Oslo" ; bc:article :article ; bc:about :oslo ; bc:describes bc:Place .
:linReport a bc:Report ; rdfs:label "Hotline" ; bc:article :article ; bc:about :line ; bc:describes bc:Channel .
:halReport a bc:Report ; rdfs:label "Halt" ; bc:article :article ; bc:about :halt ; bc:describes bc:Change ;
    bc:arrangement :linReport ; bc:kind bc:Suspended .
:metReport a bc:Report ; rdfs:label "Meeting" ; bc:article :article ; bc:about :met ; bc:describes bc:Meeting ;
    bc:participant :roeReport ; bc:venue :oslReport ; bc:date "2018-05"^^xsd:gYearMonth ; bc:status bc:Held ;
    bc:earliest "2018-05-01"^^xsd:date ; bc:latest "2018-05-31"^^xsd:date ; prov:wasDerivedFrom :interval .

:roe a bc:Official ; rdfs:label "Ada Roe" ; bc:rank "General" ; bc:post :chief ; bc:country :norway .
:oslo a bc:Place ; rdfs:label "Oslo" ; skos:altLabel "Christiania" ; schema:latitude 59.91 ; schema:longitude 10.75 .
:line a bc:Channel ; rdfs:label "Hotline" ; bc:party :norway, :nato ; bc:topic bc:TopicHotline .
:halt a bc:Change ; rdfs:label "Halt" ; bc:arrangement :line ; bc:kind bc:Suspended .
:met a bc:Meeting ; rdfs:label "Meeting" ; bc:participant :roe ; bc:venue :oslo ; bc:date "2018-05"^^xsd:gYearMonth ;
    bc:earliest "2018-05-01"^^xsd:date ; bc:latest "2018-05-31"^^xsd:date ; prov:wasDerivedFrom :interval ;
    bc:status bc:Held ; bc:produced :line ; bc:disputed bc:venue .
:formerly dcterms:isReplacedBy :met .

:norway a bc:Country ; rdfs:label "Norway" .
:nato a bc:Organization ; rdfs:label "NATO" .
:chief a bc:Post ; rdfs:label "Chief of Defence" .
:person a foaf:Person ; rdfs:label "Ada Roe" .
:term a bc:Tenure ; rdfs:label "Ada Roe, from 2017" ; org:member :person ; bc:post :chief ; bc:from "2017"^^xsd:gYear ;
    bc:until "2020-01-31"^^xsd:date ; prov:wasDerivedFrom :page .
:pause a bc:State ; rdfs:label "Hotline suspended" ; bc:arrangement :line ; bc:inState bc:Suspended ;
    bc:from "2018-05"^^xsd:gYearMonth ; prov:wasDerivedFrom :table .
"""

# What the vocabularies that ours leans on say about the terms that it borrows.
NEIGHBOURS = PREFIXES + """
foaf:Person rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Organization, foaf:Project .
foaf:Document owl:disjointWith foaf:Organization, foaf:Project .
org:FormalOrganization rdfs:subClassOf org:Organization .
org:Organization owl:equivalentClass foaf:Organization .
org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
prov:Entity owl:disjointWith prov:Activity .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
rdf:subject rdfs:domain rdf:Statement .
oa:start rdfs:domain oa:TextPositionSelector .
oa:exact rdfs:domain oa:TextQuoteSelector .
skos:exactMatch rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:Concept owl:disjointWith skos:ConceptScheme .
schema:Country rdfs:subClassOf schema:Place .
"""


def claimed() -> Graph:
    """The example with a claim for every value of its reports."""
    graph = Graph().parse(data=EXAMPLE, format="turtle")
    kept = {RDF.type, BC.article, BC.about, BC.earliest, BC.latest, URIRef(terms.PROV_WAS_DERIVED_FROM)}
    stated = [triple for report in graph.subjects(RDF.type, BC.Report) for triple in graph.triples((report, None, None))]
    for number, (report, path, value) in enumerate(sorted(triple for triple in stated if triple[1] not in kept)):
        claim = URIRef(f"urn:claim{number}")
        for name, what in ((RDF.type, BC.Claim), (RDFS.label, Literal("a claim")), (RDF.subject, report),
                           (RDF.predicate, path), (RDF.object, value), (BC.passage, URIRef("urn:name")),
                           (BC.sentence, URIRef("urn:all")), (BC.rule, Literal("a-rule")),
                           (BC.confidence, Literal("0.9", datatype=XSD.decimal))):
            graph.add((claim, name, what))
    return graph


def messages(graph: Graph) -> set[str]:
    """What the shapes have against ``graph``."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


def contradictions(turtle: str) -> tuple[Graph, list[str]]:
    """The closure of the ontology with ``turtle`` under OWL RL, and the contradictions in it."""
    graph = Graph() + ONTOLOGY
    graph.parse(data=PREFIXES + turtle, format="turtle")
    closure = OWLRL_Semantics(graph, True, True, True)
    closure.closure()
    return graph, list(closure.error_messages)


# Constants and definitions


def constants() -> dict[str, str]:
    return {name: value for name, value in vars(terms).items()
            if isinstance(value, str) and value.startswith(terms.BC) and name != "BC"}


def test_every_constant_is_a_term_of_the_ontology_and_every_term_a_constant() -> None:
    assert sorted(constants().values()) == [str(term) for term in TERMS]


@pytest.mark.parametrize(("name", "iri"), sorted(constants().items()))
def test_constants_are_named_after_their_terms(name: str, iri: str) -> None:
    local = iri.removeprefix(terms.BC)
    assert name == (local if local[0].isupper() else re.sub(r"([A-Z])", r"_\1", local).upper())


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_one_label_and_one_definition(term: URIRef) -> None:
    [label], [definition] = ONTOLOGY.objects(term, RDFS.label), ONTOLOGY.objects(term, SKOS.definition)
    assert isinstance(label, Literal) and label.language is None
    assert re.fullmatch(r"[A-Z][^.]*\.( [A-Z][^.]*\.)?|[A-Z].*bc:\w+\.", str(definition))


def test_domains_are_hints_so_that_reports_can_share_the_properties_of_facts() -> None:
    assert not list(ONTOLOGY.triples((None, RDFS.domain, None)))
    for name in LINKS + VALUES:
        assert list(ONTOLOGY.objects(name, SCHEMA.domainIncludes)), name
        assert (name, RDFS.range, None) in ONTOLOGY or (name, SCHEMA.rangeIncludes, None) in ONTOLOGY, name


def test_the_ontology_stands_alone() -> None:
    [header] = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert ONTOLOGY.value(header, OWL.versionInfo) and ONTOLOGY.value(header, URIRef(terms.DCTERMS_LICENSE))
    assert not list(ONTOLOGY.objects(header, OWL.imports))
    assert not any(isinstance(node, BNode) for triple in ONTOLOGY for node in triple)


def test_prefixes_are_those_of_the_ontology_and_the_context() -> None:
    declared = dict(re.findall(r"^@prefix (\w+): <(.*)> \.$", (FOLDER / "backchannel.ttl").read_text("utf-8"), re.M))
    assert declared.items() <= terms.PREFIXES.items()
    assert terms.PREFIXES.items() <= CONTEXT["@context"].items()


# Concepts


@pytest.mark.parametrize(("scheme", "table"), SCHEMES.items())
def test_tables_hold_the_concepts_of_their_scheme_by_label(scheme: URIRef, table: dict[str, str]) -> None:
    concepts = set(ONTOLOGY.subjects(SKOS.inScheme, scheme))
    assert {str(ONTOLOGY.value(concept, RDFS.label)): str(concept) for concept in concepts} == table


def test_concepts_are_in_a_scheme_and_preferably_called_by_their_label() -> None:
    for concept in CONCEPTS:
        assert set(ONTOLOGY.objects(concept, SKOS.inScheme)) <= set(SCHEMES)
        assert list(ONTOLOGY.objects(concept, SKOS.prefLabel)) == list(ONTOLOGY.objects(concept, RDFS.label))


def test_kinds_of_change_lead_to_states() -> None:
    leads = {str(kind): str(state) for kind, state in ONTOLOGY.subject_objects(BC.leadsTo)}
    assert leads == terms.STATE_AFTER
    assert set(leads) <= set(terms.KINDS.values())
    assert set(leads.values()) == set(terms.STATES.values())


# Consistency


def test_every_class_and_property_can_be_used() -> None:
    individuals = "".join(f":c{number} a <{name}> .\n" for number, name in enumerate(CLASSES))
    links = "".join(f":s{number} <{name}> :o{number} .\n" for number, name in enumerate(LINKS))
    assert contradictions(individuals + links)[1] == []


def test_a_whole_graph_is_consistent_and_no_report_becomes_a_fact() -> None:
    example = claimed().serialize(format="turtle")
    closed, found = contradictions(NEIGHBOURS + example + ":roe skos:exactMatch :person .")
    assert found == []
    for report in closed.subjects(RDF.type, BC.Report):
        own = {name for name in closed.objects(report, RDF.type) if isinstance(name, URIRef)}
        assert own <= {BC.Report, URIRef(terms.PROV_ENTITY), OWL.Thing, RDFS.Resource}


@pytest.mark.parametrize("turtle", [
    ":x a bc:Meeting, bc:Call .",
    ":x a bc:Treaty, bc:Memorandum .",
    ":x a bc:Official, bc:Place .",
    ":x a bc:Country, bc:Place .",
    ":x a bc:Report, bc:Meeting .",
    ":x a bc:Claim, bc:Passage .",
    ":x bc:party :y . :y a bc:Place .",
    ":x bc:about :y . :y a bc:Report .",
    ":x bc:post :y . :y a bc:Country .",
    ":x bc:earliest 'yesterday'^^xsd:date .",
])
def test_a_contradiction_is_detected(turtle: str) -> None:
    assert contradictions(turtle)[1]


@pytest.mark.parametrize("leaf", sorted(set(CLASSES) - WIDER))
def test_leaf_classes_exclude_each_other(leaf: URIRef) -> None:
    others = sorted(set(CLASSES) - WIDER - {leaf})
    pairs = "".join(f":x{number} a <{leaf}>, <{other}> .\n" for number, other in enumerate(others))
    found = "\n".join(contradictions(pairs)[1])
    assert all(re.search(rf"individual urn:x{number}$", found, re.M) for number in range(len(others)))


# Shapes


def test_shapes_accept_a_valid_graph() -> None:
    assert messages(claimed()) == set()


DATES = 'bc:earliest "2018-05-01"^^xsd:date ; bc:latest "2018-05-31"^^xsd:date ; prov:wasDerivedFrom :interval ;\n    bc:status'
ADDED = [
    (':roe rdfs:label "Roe" .', "exactly one label"),
    (':chief rdfs:label "Chef"@fr .', "exactly one label"),
    (":x a bc:Country .", "exactly one label"),
    (':roe skos:altLabel "Roe"@en .', "another name"),
    (":met a bc:Call .", "exactly one leaf class"),
    (":roeReport a bc:Official .", "exactly one leaf class"),
    (':x a bc:Contact ; rdfs:label "x" .', "exactly one leaf class"),
    (':x a bc:Arrangement ; rdfs:label "x" .', "exactly one leaf class"),
    (':formerly rdfs:label "Formerly" .', "was replaced, and says more"),
    (":formerly dcterms:isReplacedBy :roe .", "replaced by more than one"),
    (":x dcterms:isReplacedBy :gone .", "not in the graph"),
    (":met bc:party :oslo .", "neither a bc:Country nor a bc:Organization"),
    (":roe bc:country :chief .", "neither a bc:Country nor a bc:Organization"),
    (":roe bc:post :norway .", "no bc:Post"),
    (":roe bc:rank bc:General .", "is a rank"),
    (":met bc:status bc:Planned .", "exactly one status"),
    (":met bc:status bc:Suspended .", "scheme of contact statuses"),
    (":halt bc:kind bc:Held .", "scheme of kinds"),
    (":halt bc:kind bc:Resumed .", "exactly one kind"),
    (":line bc:topic bc:TopicCheese .", "scheme of topics"),
    (":pause bc:inState bc:Resumed .", "scheme of states"),
    (':met bc:date "2018"^^xsd:gYear .', "more than one date"),
    (':halt bc:date "May" .', "is a date, and no"),
    (':halt bc:date "2018-05"^^xsd:gYearMonth .', "without an earliest day"),
    (':met bc:latest "2018-05-30"^^xsd:date .', "more than one latest day"),
    (":met bc:participant :person .", "participant that is no bc:Official"),
    (":met bc:participant :roeReport .", "participant that is no bc:Official"),
    (":met bc:venue :norway .", "no bc:Place"),
    (":met bc:produced :linReport .", "no arrangement"),
    (":met bc:disputed bc:passage .", "is disputed on"),
    (":halt bc:arrangement :met .", "exactly one arrangement"),
    (":oslo bc:within :norway .", "no bc:Place"),
    (":oslo schema:latitude 91 .", "latitude"),
    (":pause bc:from 'May' .", "is a date, and no"),
    (":term org:member :roe .", "foaf:Person"),
    (':x a bc:Call ; rdfs:label "x" ; bc:status bc:Held .', "no report is about"),
    (":article schema:articleBody 'More' .", "exactly one text"),
    (":name oa:end 20 .", "exactly one end"),
    (":name oa:exact 'Ada' .", "exactly one text"),
    (':x a bc:Passage ; rdfs:label "x" ; oa:start 5 ; oa:end 5 ; oa:exact "x" .', "before its end"),
    (':x a bc:Passage ; rdfs:label "x" ; oa:start -1 ; oa:end 5 ; oa:exact "x" .', "from 0"),
    (":roeReport bc:article :other .", "exactly one article"),
    (":roeReport bc:describes bc:Contact .", "exactly one leaf class of fact"),
    (":roeReport bc:about :person .", "exactly one fact"),
    (":metReport bc:participant :roe .", "refers to something that is no report"),
    (":metReport bc:status bc:Planned .", "no claim backs"),
    (":roeReport bc:rank 'General' .", "no claim backs"),
    (":claim0 bc:confidence 1.5 .", "exactly one confidence"),
    (":claim0 rdf:object 'Rose' .", "exactly one value"),
    (":claim0 rdf:object 'Rose' .", "its report does not state"),
    (":claim0 rdf:subject :roe .", "exactly one report"),
    (":claim0 rdf:predicate bc:about .", "exactly one property"),
    (":claim0 bc:passage :all .", "exactly one passage"),
    (":claim0 bc:sentence :article .", "sentence"),
    (":claim0 bc:rule 'another' .", "exactly one rule"),
]


@pytest.mark.parametrize(("turtle", "message"), ADDED)
def test_shapes_reject_what_does_not_belong(turtle: str, message: str) -> None:
    graph = claimed().parse(data=PREFIXES + turtle, format="turtle")
    assert any(message in found for found in messages(graph))


REMOVED = [
    (":roe", terms.RDFS_LABEL, "exactly one label"),
    (":met", terms.STATUS, "exactly one status"),
    (":met", terms.DATE, "interval without a date"),
    (":met", terms.EARLIEST, "without an earliest day"),
    (":met", terms.LATEST, "without a latest day"),
    (":met", terms.PROV_WAS_DERIVED_FROM, "no row or rule"),
    (":metReport", terms.LATEST, "without a latest day"),
    (":halt", terms.ARRANGEMENT, "exactly one arrangement"),
    (":halt", terms.KIND, "exactly one kind"),
    (":pause", terms.IN_STATE, "exactly one state"),
    (":pause", terms.PROV_WAS_DERIVED_FROM, "no row or rule"),
    (":term", terms.ORG_MEMBER, "exactly one foaf:Person"),
    (":term", terms.POST, "exactly one bc:Post"),
    (":article", terms.SCHEMA_ARTICLE_BODY, "exactly one text"),
    (":name", terms.OA_START, "exactly one start"),
    (":name", terms.OA_END, "exactly one end"),
    (":name", terms.OA_EXACT, "exactly one text"),
    (":roeReport", terms.ARTICLE, "exactly one article"),
    (":roeReport", terms.DESCRIBES, "exactly one leaf class of fact"),
    (":roeReport", terms.ABOUT, "exactly one fact"),
    (":metReport", terms.VENUE, "does not state"),
    (":claim0", terms.RDF_SUBJECT, "exactly one report"),
    (":claim0", terms.RDF_SUBJECT, "no claim backs"),
    (":claim0", terms.RDF_PREDICATE, "exactly one property"),
    (":claim0", terms.RDF_OBJECT, "exactly one value"),
    (":claim0", terms.PASSAGE, "exactly one passage"),
    (":claim0", terms.RULE, "exactly one rule"),
    (":claim0", terms.CONFIDENCE, "exactly one confidence"),
]


@pytest.mark.parametrize(("node", "path", "message"), REMOVED)
def test_shapes_miss_what_is_needed(node: str, path: str, message: str) -> None:
    graph = claimed().remove((URIRef("urn" + node), URIRef(path), None))
    assert any(message in found for found in messages(graph))


CHANGED = [
    (":roe", terms.RDF_TYPE, BC.Place, "another class than it describes"),
    (":met", terms.EARLIEST, Literal("2018-04-30", datatype=XSD.date), "outside its date"),
    (":metReport", terms.LATEST, Literal("2018-06-01", datatype=XSD.date), "outside its date"),
    (":met", terms.EARLIEST, Literal("2018-06-01", datatype=XSD.date), "one after the latest"),
    (":met", terms.EARLIEST, Literal("2018-05", datatype=XSD.gYearMonth), "an xsd:date"),
    (":met", terms.DATE, Literal("2018-05-01T00:00:00", datatype=XSD.dateTime), "is a date, and no"),
    (":claim0", terms.CONFIDENCE, Literal("-0.1", datatype=XSD.decimal), "exactly one confidence"),
    (":claim0", terms.CONFIDENCE, Literal("0.9", datatype=XSD.double), "exactly one confidence"),
    (":roeReport", terms.ARTICLE, URIRef("urn:roe"), "exactly one article"),
    (":claim0", terms.PASSAGE, URIRef("urn:article"), "exactly one passage"),
]


@pytest.mark.parametrize(("node", "path", "value", "message"), CHANGED)
def test_shapes_reject_wrong_values(node: str, path: str, value: URIRef | Literal, message: str) -> None:
    graph = claimed()
    graph.set((URIRef("urn" + node), URIRef(path), value))
    assert any(message in found for found in messages(graph))


def test_shapes_speak_of_terms_that_exist_and_target_every_class() -> None:
    named = {node for triple in SHAPES for node in triple if isinstance(node, URIRef) and node.startswith(terms.BC)}
    queries = " ".join(str(query) for query in SHAPES.objects(None, SH.select))
    named |= {BC[local] for local in re.findall(r"\bbc:(\w+)", queries)}
    assert named <= set(TERMS)
    assert set(CLASSES) <= set(SHAPES.objects(None, SH.targetClass))


@pytest.mark.parametrize(("path", "table"), [
    (BC.status, terms.STATUSES), (BC.kind, terms.KINDS), (BC.inState, terms.STATES), (BC.topic, terms.TOPICS),
])
def test_shapes_list_the_concepts_of_a_scheme(path: URIRef, table: dict[str, str]) -> None:
    [listed] = [SHAPES.value(shape, SH["in"]) for shape in SHAPES.subjects(SH.targetObjectsOf, path)]
    assert listed is not None
    assert {str(concept) for concept in Collection(SHAPES, listed)} == set(table.values())


# JSON-LD


def expanded(document: dict[str, object]) -> Graph:
    return Graph().parse(data=json.dumps({**CONTEXT, **document}), format="json-ld")


@pytest.mark.parametrize("term", TERMS)
def test_the_context_maps_every_term(term: URIRef) -> None:
    name = term.removeprefix(terms.BC)
    if name[0].isupper():
        assert set(expanded({"@id": "urn:x", "@type": name})) == {(URIRef("urn:x"), RDF.type, term)}
    else:
        [(_, path, value)] = expanded({"@id": "urn:x", name: "urn:y"})
        assert path == term
        assert isinstance(value, URIRef) == (term in LINKS)


def test_the_context_gives_values_their_types() -> None:
    graph = expanded({"@id": "id:meeting/x", "@type": "Meeting", "status": "Held", "earliest": "2018-05-01", "label": "x",
                      "disputed": ["venue", "label"]})
    meeting = URIRef(terms.ID + "meeting/x")
    assert set(graph) == {
        (meeting, RDF.type, BC.Meeting),
        (meeting, BC.status, BC.Held),
        (meeting, BC.earliest, Literal("2018-05-01", datatype=XSD.date)),
        (meeting, RDFS.label, Literal("x")),
        (meeting, BC.disputed, BC.venue),
        (meeting, BC.disputed, RDFS.label),
    }
