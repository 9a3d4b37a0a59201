from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from backchannel.graph.network import network
from backchannel.ontology.terms import BC, ID, slug

RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
OA, SCHEMA, XSD = "http://www.w3.org/ns/oa#", "https://schema.org/", "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROPERTIES = {"label": RDFS + "label", "altLabel": SKOS + "altLabel"}
FACTS = DefaultGraph()
REFERENCE = NamedNode(ID + "reference")
RUSSIA, AMERICA, FINLAND = (ID + f"country/{name}" for name in ("russia", "united-states", "finland"))
NATO = ID + "organization/nato"

ANTALYA = """Generals meet. 🤝 General Joseph Dunford and General Valery Gerasimov met in Baku on 16 February 2017.
They agreed on a military hotline between Washington and Moscow."""
HELSINKI = """Dunford and Gerasimov met again, in Helsinki, on Friday. The hotline stays open, Valery Gerasimov said."""
PLANS = """General Mark Milley will call Gerasimov next week. Curtis Scaparrotti of NATO refused to see Gerasimov.
Lieutenant General Gordon Messenger of Britain met nobody. Alexander Zhuravlyov did not come.
New START, a treaty of 2010, was suspended in 2023 and expired in February 2026."""


@dataclass
class Story:
    """One article's named graph, filled claim by claim."""

    store: Store
    name: str
    text: str
    title: str
    published: date | None = None
    claims: int = 0
    iri: NamedNode = field(init=False)

    def __post_init__(self) -> None:
        self.iri = NamedNode(ID + "article/" + self.name)
        self.add(self.iri, RDF + "type", NamedNode(BC + "Article"))
        self.add(self.iri, SCHEMA + "headline", Literal(self.title))
        self.add(self.iri, SCHEMA + "publisher", Literal("The Wire"))
        self.add(self.iri, SCHEMA + "url", Literal(f"https://wire.example/{self.name}"))
        self.add(self.iri, SCHEMA + "articleBody", Literal(self.text))
        if self.published:
            self.add(self.iri, SCHEMA + "datePublished", Literal(self.published.isoformat(), datatype=xsd("date")))

    def add(self, subject: NamedNode, name: str, value: NamedNode | Literal) -> None:
        self.store.add(Quad(subject, NamedNode(name), value, self.iri))

    def passage(self, start: int, end: int) -> NamedNode:
        node = NamedNode(ID + f"passage/{self.name}-{start}-{end}")
        self.add(node, RDF + "type", NamedNode(BC + "Passage"))
        self.add(node, OA + "start", Literal(start))
        self.add(node, OA + "end", Literal(end))
        self.add(node, OA + "exact", Literal(self.text[start:end]))
        return node

    def report(self, fact: str, label: str) -> NamedNode:
        node = NamedNode(ID + f"report/{slug(label)}-{self.name}")
        self.add(node, RDF + "type", NamedNode(BC + "Report"))
        self.add(node, RDFS + "label", Literal(label))
        self.store.add(Quad(node, NamedNode(BC + "about"), NamedNode(fact), FACTS))
        return node

    def claim(self, report: NamedNode, slot: str, value: NamedNode | Literal, quote: str) -> None:
        start = self.text.index(quote)
        begin = len(self.text[:start].rpartition(". ")[0]) + 2 if ". " in self.text[:start] else 0
        end = self.text.find(".", start + len(quote) - 1) + 1
        self.claims += 1
        node, name = NamedNode(ID + f"claim/{self.name}-{self.claims}"), PROPERTIES.get(slot, BC + slot)
        self.add(node, RDF + "type", NamedNode(BC + "Claim"))
        self.add(node, RDF + "subject", report)
        self.add(node, RDF + "predicate", NamedNode(name))
        self.add(node, RDF + "object", value)
        self.add(node, BC + "rule", Literal(f"{slot}.plain"))
        self.add(node, BC + "confidence", Literal("0.9", datatype=xsd("decimal")))
        self.add(node, BC + "passage", self.passage(start, start + len(quote)))
        self.add(node, BC + "sentence", self.passage(begin, end))
        self.add(report, name, value)


def xsd(name: str) -> NamedNode:
    return NamedNode(XSD + name)


def concept(name: str) -> NamedNode:
    return NamedNode(BC + name)


def fact(store: Store, made: str, label: str, /, **slots: str | list[str] | Literal) -> str:
    """A fact in the default graph: strings are IRIs, of concepts where they have no colon."""
    iri = NamedNode(ID + f"{made.lower()}/{slug(label)}-0")
    store.add(Quad(iri, NamedNode(RDF + "type"), concept(made), FACTS))
    store.add(Quad(iri, NamedNode(RDFS + "label"), Literal(label), FACTS))
    for slot, given in slots.items():
        for value in given if isinstance(given, list) else [given]:
            term = value if isinstance(value, Literal) else NamedNode(value if ":" in value else BC + value)
            store.add(Quad(iri, NamedNode(PROPERTIES.get(slot, BC + slot)), term, FACTS))
    return iri.value


def day(text: str) -> Literal:
    return Literal(text, datatype=xsd({4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]))


def reference(store: Store) -> None:
    rows = [(RUSSIA, "Country", "Russia"), (AMERICA, "Country", "United States"), (FINLAND, "Country", "Finland"),
            (ID + "country/chad", "Country", "Chad"), (NATO, "Organization", "NATO"),
            (ID + "post/chairman", "Post", "Chairman of the Joint Chiefs of Staff"),
            (ID + "reference/place/baku", "Place", "Baku")]
    for iri, kind, label in rows:
        store.add(Quad(NamedNode(iri), NamedNode(RDF + "type"), concept(kind), REFERENCE))
        store.add(Quad(NamedNode(iri), NamedNode(RDFS + "label"), Literal(label), REFERENCE))


def meeting(store: Store, people: dict[str, str]) -> None:
    """Two stories on two meetings, which share their officials and a hotline."""
    hotline = fact(store, "Channel", "US-Russia hotline", party=[AMERICA, RUSSIA], topic=BC + "TopicArmsControl")
    baku = fact(store, "Place", "Baku")
    first = fact(store, "Meeting", "Dunford and Gerasimov in Baku", status="Held", date=day("2017-02-16"), venue=baku,
                 earliest=day("2017-02-16"), latest=day("2017-02-16"), party=[AMERICA, RUSSIA], produced=hotline,
                 participant=[people["Joseph Dunford"], people["Valery Gerasimov"]], disputed=BC + "date")
    story = Story(store, "antalya", ANTALYA, "Generals meet", date(2017, 2, 17))
    dunford = story.report(people["Joseph Dunford"], "Joseph Dunford")
    story.claim(dunford, "rank", Literal("General"), "General Joseph Dunford")
    report = story.report(first, "Dunford and Gerasimov in Baku")
    story.claim(report, "describes", concept("Meeting"), "met")
    story.claim(report, "status", concept("Held"), "met")
    story.claim(report, "participant", dunford, "Joseph Dunford")
    story.claim(report, "date", day("2017-02-16"), "16 February 2017")
    story.claim(report, "venue", story.report(baku, "Baku"), "Baku")
    again = Story(store, "helsinki", HELSINKI, "Generals meet again", date(2018, 6, 8))
    later = again.report(first, "Dunford and Gerasimov in Baku")
    again.claim(later, "participant", again.report(people["Joseph Dunford"], "Joseph Dunford"), "Dunford")
    again.claim(later, "date", day("2017-02-17"), "Friday")
    change = fact(store, "Change", "US-Russia hotline agreed", arrangement=hotline, kind="Agreed",
                  date=day("2017-02-16"), earliest=day("2017-02-16"))
    story.claim(story.report(change, "US-Russia hotline agreed"), "kind", concept("Agreed"), "agreed")


def plans(store: Store, people: dict[str, str]) -> None:
    """A story of contacts that did not take place, and of a treaty with a life."""
    fact(store, "Call", "Milley and Gerasimov", status="Planned", party=[AMERICA, RUSSIA],
         participant=[people["Mark Milley"], people["Valery Gerasimov"]])
    fact(store, "Meeting", "Scaparrotti and Gerasimov", status="Refused", party=[NATO, RUSSIA],
         participant=[people["Curtis Scaparrotti"], people["Valery Gerasimov"]])
    treaty = fact(store, "Treaty", "New START", party=[AMERICA, RUSSIA], altLabel=Literal("New Start treaty"))
    story = Story(store, "plans", PLANS, "Plans")
    for kind, when, word in [("Expired", "2026-02", "expired"), ("Suspended", "2023", "suspended")]:
        change = fact(store, "Change", f"New START {word}", arrangement=treaty, kind=kind, date=day(when),
                      earliest=day((when + "-01-01")[:10] if len(when) == 4 else when + "-01"))
        story.claim(story.report(change, f"New START {word}"), "kind", concept(kind), word)
    fact(store, "State", "New START suspended", arrangement=treaty, inState="Suspended", **{"from": day("2023-01-01")})


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    reference(store)
    people = {name: fact(store, "Official", name, country=country) for name, country in [
        ("Joseph Dunford", AMERICA), ("Valery Gerasimov", RUSSIA), ("Mark Milley", AMERICA),
        ("Curtis Scaparrotti", NATO), ("Gordon Messenger", ID + "country/unheard-of"),
        ("Alexander Zhuravlyov", RUSSIA)]}
    dunford = NamedNode(people["Joseph Dunford"])
    store.add(Quad(dunford, concept("rank"), Literal("General"), FACTS))
    store.add(Quad(dunford, concept("post"), NamedNode(ID + "post/chairman"), FACTS))
    meeting(store, people)
    plans(store, people)
    yield store


def node(store: Store, label: str) -> dict[str, object]:
    [found] = [data for _, data in network(store).nodes(data=True) if data["label"] == label]
    assert isinstance(found, dict)
    return found


def test_facts_are_nodes_and_of_reference_rows_only_those_they_reach(store: Store) -> None:
    labels = sorted(data["label"] for _, data in network(store).nodes(data=True))
    assert labels == sorted([
        "Joseph Dunford", "Valery Gerasimov", "Mark Milley", "Curtis Scaparrotti", "Gordon Messenger",
        "Alexander Zhuravlyov", "Russia", "United States", "NATO", "Baku", "US-Russia hotline", "New START",
        "Dunford and Gerasimov in Baku", "Milley and Gerasimov", "Scaparrotti and Gerasimov"])


@pytest.mark.parametrize(("label", "slots"), [
    ("Joseph Dunford", {"kind": "Official", "type": "Official", "ranks": ["General"],
                        "posts": ["Chairman of the Joint Chiefs of Staff"]}),
    ("Dunford and Gerasimov in Baku", {"kind": "Contact", "type": "Meeting", "status": "held", "date": "2017-02-16",
                                       "disputed": ["date"]}),
    ("Milley and Gerasimov", {"kind": "Contact", "type": "Call", "status": "planned"}),
    ("US-Russia hotline", {"kind": "Arrangement", "type": "Channel", "topics": ["arms control"]}),
    ("New START", {"kind": "Arrangement", "type": "Treaty", "alt_labels": ["New Start treaty"],
                   "states": [{"state": "suspended", "from": "2023-01-01", "until": ""}]}),
    ("NATO", {"kind": "Organization", "type": "Organization"}),
])
def test_a_node_says_what_the_fact_says(store: Store, label: str, slots: dict[str, object]) -> None:
    assert {name: node(store, label).get(name) for name in slots} == slots


def test_an_undated_contact_has_no_date(store: Store) -> None:
    assert "date" not in node(store, "Milley and Gerasimov")


def test_edges_are_the_properties_between_facts(store: Store) -> None:
    graph = network(store)
    labels = dict(graph.nodes(data="label"))
    edges = {(labels[a], key, labels[b]) for a, b, key in graph.edges(keys=True)}
    assert ("Dunford and Gerasimov in Baku", "participant", "Joseph Dunford") in edges
    assert ("Dunford and Gerasimov in Baku", "produced", "US-Russia hotline") in edges
    assert ("Curtis Scaparrotti", "country", "NATO") in edges
    assert {key for _, key, _ in edges} == {"participant", "party", "venue", "produced", "country"}


def test_an_edge_carries_property_status_and_date_of_its_contact(store: Store) -> None:
    graph = network(store)
    [edge] = [data for _, _, key, data in graph.edges(keys=True, data=True) if key == "venue"]
    assert (edge["property"], edge["label"]) == (BC + "venue", "venue")
    assert (edge["status"], edge["date"]) == ("held", "2017-02-16")


def test_evidence_quotes_the_article_at_its_offsets(store: Store) -> None:
    graph = network(store)
    texts = {ID + "article/antalya": ANTALYA, ID + "article/helsinki": HELSINKI, ID + "article/plans": PLANS}
    found = [each for *_, data in [*graph.nodes(data=True), *graph.edges(data=True)] for each in data["evidence"]]
    assert len(found) >= 6
    for each in found:
        text, start = texts[each["article"]], each["sentence_start"]
        assert text[each["start"]:each["end"]] == each["quote"]
        assert text[start:start + len(each["sentence"])] == each["sentence"]
        assert each["quote"] in each["sentence"]


def test_an_edge_has_the_passages_of_all_articles_in_order_of_publication(store: Store) -> None:
    graph = network(store)
    [people] = [data["evidence"] for _, to, key, data in graph.edges(keys=True, data=True)
                if key == "participant" and "dunford" in to]
    assert [(each["quote"], each["date"], each["title"]) for each in people] == [
        ("Joseph Dunford", "2017-02-17", "Generals meet"), ("Dunford", "2018-06-08", "Generals meet again")]
    assert people[0] | {"value": "Joseph Dunford", "rule": "participant.plain", "confidence": 0.9,
                        "publisher": "The Wire", "url": "https://wire.example/antalya"} == people[0]


def test_a_disputed_value_stays_with_the_node(store: Store) -> None:
    evidence = node(store, "Dunford and Gerasimov in Baku")["evidence"]
    assert isinstance(evidence, list)
    assert [each["value"] for each in evidence if each["slot"] == "date"] == ["2017-02-16", "2017-02-17"]


def test_changes_are_folded_into_their_arrangement_in_order_of_time(store: Store) -> None:
    changes = node(store, "New START")["changes"]
    assert isinstance(changes, list)
    assert [(each["kind"], each["date"]) for each in changes] == [("suspended", "2023"), ("expired", "2026-02")]
    assert [each["evidence"][0]["quote"] for each in changes] == ["suspended", "expired"]


def test_a_country_has_the_evidence_of_the_edges_that_reach_it(store: Store) -> None:
    story = Story(store, "party", "Finland was there.", "Finland")
    meeting = next(quad.subject for quad in store.quads_for_pattern(None, NamedNode(BC + "venue"), None, FACTS))
    assert isinstance(meeting, NamedNode)
    store.add(Quad(meeting, concept("party"), NamedNode(FINLAND), FACTS))
    story.claim(story.report(meeting.value, "Meeting"), "party", NamedNode(FINLAND), "Finland")
    evidence = node(store, "Finland")["evidence"]
    assert isinstance(evidence, list)
    assert [each["quote"] for each in evidence] == ["Finland"]


def test_attributes_are_json(store: Store) -> None:
    graph = network(store)
    everything = [*graph.nodes(data=True), *graph.edges(keys=True, data=True)]
    assert json.loads(json.dumps(everything)) == [list(each) for each in everything]


def test_the_network_does_not_depend_on_the_order_of_the_quads(store: Store) -> None:
    other = Store()
    for quad in reversed(list(store)):
        other.add(quad)
    one, two = network(store), network(other)
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


def test_an_empty_store_gives_an_empty_network() -> None:
    assert len(network(Store())) == 0
