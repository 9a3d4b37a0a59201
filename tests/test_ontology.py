"""The vocabulary: constants, definitions, consistency and JSON-LD context say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from owlrl.OWLRL import OWLRL_Semantics  # type: ignore[import-untyped]
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from backchannel.ontology import terms

BC = Namespace(terms.BC)
SCHEMA = Namespace(terms.SCHEMA)
FOLDER = Path(terms.__file__).parent
VALID = Path(__file__).parent / "graphs" / "valid.ttl"
ONTOLOGY = Graph().parse(FOLDER / "backchannel.ttl")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**terms.PREFIXES, "": "urn:"}.items())


def own(kind: URIRef | None = None) -> list[URIRef]:
    """The terms of the ontology, in order."""
    subjects = {subject for subject in ONTOLOGY.subjects(RDF.type, kind) if isinstance(subject, URIRef)}
    return sorted(subject for subject in subjects if subject.startswith(terms.BC))


LINKS, VALUES = own(OWL.ObjectProperty), own(OWL.DatatypeProperty)
LEAVES = sorted(set(own(OWL.Class)) - {BC.Party, BC.Fact, BC.Contact, BC.Arrangement})
CONSTANTS = {name: value for name, value in vars(terms).items()
             if isinstance(value, str) and value.startswith(terms.BC) and name != "BC"}
SCHEMES = {
    BC.ContactStatusScheme: terms.STATUSES,
    BC.ChangeKindScheme: terms.KINDS,
    BC.ArrangementStateScheme: terms.STATES,
    BC.TopicScheme: terms.TOPICS,
}

# What the vocabularies that ours leans on say about the terms that it borrows.
NEIGHBOURS = """
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


def closure(turtle: str) -> tuple[Graph, list[str]]:
    """The ontology with ``turtle`` and all that follows under OWL RL, and the contradictions in it."""
    graph = Graph() + ONTOLOGY
    graph.parse(data=PREFIXES + turtle, format="turtle")
    rules = OWLRL_Semantics(graph, False, False, False)
    rules.closure()
    return graph, list(rules.error_messages)


def test_every_constant_is_a_term_and_every_term_a_constant() -> None:
    assert sorted(CONSTANTS.values()) == [str(term) for term in own()]


@pytest.mark.parametrize(("name", "iri"), CONSTANTS.items())
def test_constants_are_named_after_their_terms(name: str, iri: str) -> None:
    local = iri.removeprefix(terms.BC)
    assert name == (local if local[0].isupper() else re.sub(r"([A-Z])", r"_\1", local).upper())


@pytest.mark.parametrize("term", own())
def test_every_term_has_one_label_and_one_definition(term: URIRef) -> None:
    [label], [definition] = ONTOLOGY.objects(term, RDFS.label), ONTOLOGY.objects(term, SKOS.definition)
    assert isinstance(label, Literal) and label.language is None
    assert re.fullmatch(r"[A-Z].+\.", str(definition))


def test_domains_are_hints_since_reports_share_the_properties_of_facts() -> None:
    assert not list(ONTOLOGY.triples((None, RDFS.domain, None)))
    for name in LINKS + VALUES:
        assert (name, SCHEMA.domainIncludes, None) in ONTOLOGY, name
        assert (name, RDFS.range, None) in ONTOLOGY or (name, SCHEMA.rangeIncludes, None) in ONTOLOGY, name


def test_the_ontology_has_a_version_and_a_licence_and_stands_alone() -> None:
    [header] = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert ONTOLOGY.value(header, OWL.versionInfo) and ONTOLOGY.value(header, URIRef(terms.DCTERMS_LICENSE))
    assert not list(ONTOLOGY.objects(header, OWL.imports))
    assert not any(isinstance(node, BNode) for triple in ONTOLOGY for node in triple)


def test_prefixes_mean_the_same_everywhere() -> None:
    text = (FOLDER / "backchannel.ttl").read_text(encoding="utf-8")
    assert dict(re.findall(r"^@prefix (\w+): <(.*)> \.$", text, re.M)).items() <= terms.PREFIXES.items()
    assert terms.PREFIXES.items() <= CONTEXT["@context"].items()


@pytest.mark.parametrize(("scheme", "table"), SCHEMES.items())
def test_tables_hold_the_concepts_of_their_scheme_by_label(scheme: URIRef, table: dict[str, str]) -> None:
    concepts = ONTOLOGY.subjects(SKOS.inScheme, scheme)
    assert {str(ONTOLOGY.value(concept, RDFS.label)): str(concept) for concept in concepts} == table


@pytest.mark.parametrize("concept", own(SKOS.Concept))
def test_concepts_are_in_a_scheme_and_called_by_their_label(concept: URIRef) -> None:
    assert set(SCHEMES) >= set(ONTOLOGY.objects(concept, SKOS.inScheme)) != set()
    assert list(ONTOLOGY.objects(concept, SKOS.prefLabel)) == list(ONTOLOGY.objects(concept, RDFS.label))


def test_kinds_of_change_lead_to_states() -> None:
    leads = {str(kind): str(state) for kind, state in ONTOLOGY.subject_objects(BC.leadsTo)}
    assert leads == terms.STATE_AFTER
    assert set(leads) <= set(terms.KINDS.values())
    assert set(leads.values()) == set(terms.STATES.values())


def test_kinds_of_change_follow_states() -> None:
    follow = {kind: frozenset(map(str, ONTOLOGY.objects(URIRef(kind), BC.mayFollow))) for kind in terms.KINDS.values()}
    assert follow == terms.STATES_BEFORE
    assert {str(kind) for kind in ONTOLOGY.subjects(BC.mayFollow)} == set(terms.KINDS.values())
    assert frozenset().union(*follow.values()) == set(terms.STATES.values())
    assert {str(kind) for kind in ONTOLOGY.subjects(BC.once, Literal(True))} == terms.ONLY_ONCE


def test_talk_and_beginnings_are_states() -> None:
    assert set(terms.STATES.values()) >= terms.TALK | terms.BEGUN


def test_every_class_and_property_can_be_used() -> None:
    members = "".join(f":c{number} a <{name}> .\n" for number, name in enumerate(own(OWL.Class)))
    links = "".join(f":s{number} <{name}> :o{number} .\n" for number, name in enumerate(LINKS))
    assert closure(members + links + NEIGHBOURS)[1] == []


def test_a_whole_graph_is_consistent_and_no_report_becomes_a_fact() -> None:
    closed, contradictions = closure(VALID.read_text(encoding="utf-8") + NEIGHBOURS)
    assert contradictions == []
    for report in closed.subjects(RDF.type, BC.Report):
        assert set(closed.objects(report, RDF.type)) <= {BC.Report, URIRef(terms.PROV_ENTITY), OWL.Thing}


@pytest.mark.parametrize("turtle", [
    ":x a bc:Meeting, bc:Call .",
    ":x a bc:Report, bc:Meeting .",
    ":x a bc:Report ; bc:about :y . :y a bc:Report .",
    ":x bc:party :y . :y a bc:Place .",
    ":x bc:post :y . :y a bc:Country .",
    ":x bc:earliest 'yesterday'^^xsd:date .",
])
def test_a_contradiction_is_detected(turtle: str) -> None:
    assert closure(turtle)[1]


def test_leaf_classes_exclude_each_other() -> None:
    pairs = list(combinations(LEAVES, 2))
    found = closure("".join(f":x{number} a <{one}>, <{other}> .\n" for number, (one, other) in enumerate(pairs)))[1]
    assert {message.rpartition(" ")[2] for message in found} == {f"urn:x{number}" for number in range(len(pairs))}


def expanded(document: Mapping[str, object]) -> set[tuple[str, str, str]]:
    """The triples of a JSON-LD document in our context, terms in N-Triples."""
    quads = parse(json.dumps({**CONTEXT, **document}), format=RdfFormat.JSON_LD)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@pytest.mark.parametrize("term", own())
def test_the_context_maps_every_term(term: URIRef) -> None:
    name = term.removeprefix(terms.BC)
    if name[0].isupper():
        assert expanded({"@id": "urn:x", "@type": name}) == {("<urn:x>", RDF.type.n3(), term.n3())}
    else:
        [(_, path, value)] = expanded({"@id": "urn:x", name: "urn:y"})
        assert path == term.n3()
        assert (value == "<urn:y>") == (term in LINKS)


def test_the_context_gives_values_their_types() -> None:
    meeting = URIRef(terms.ID + "meeting/x").n3()
    document = {"@id": "id:meeting/x", "@type": "Meeting", "label": "x", "status": "Held", "earliest": "2018-05-01",
                "disputed": ["venue", "label"]}
    assert expanded(document) == {
        (meeting, RDF.type.n3(), BC.Meeting.n3()),
        (meeting, RDFS.label.n3(), '"x"'),
        (meeting, BC.status.n3(), BC.Held.n3()),
        (meeting, BC.earliest.n3(), Literal("2018-05-01", datatype=XSD.date).n3()),
        (meeting, BC.disputed.n3(), BC.venue.n3()),
        (meeting, BC.disputed.n3(), RDFS.label.n3()),
    }
