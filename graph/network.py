"""The facts of a store as a networkx graph, every node and edge with the sentences behind it.

Nodes are contacts, officials, places, arrangements (their changes folded in), countries and organisations; edges are
the properties between them. All attributes are JSON values (dates are ISO strings), ids are IRIs, and the order of
nodes, edges and evidence depends on the store's content alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

import networkx as nx  # type: ignore[import-untyped]

from backchannel.graph.evidence import Claim, Evidence, claims, labels, rows, words
from backchannel.graph.store import Reader
from backchannel.ontology.terms import ARRANGEMENTS, BC, CONTACTS, local

KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(map(local, CONTACTS), "Contact"), **dict.fromkeys(map(local, ARRANGEMENTS), "Arrangement"),
    **{kind: kind for kind in ("Official", "Place", "Country", "Organization")},
}
LINKS: Final = ("participant", "party", "venue", "produced", "country", "within")
"""Local names of the properties that become edges."""

_SINGLE: Final = ("status", "date", "earliest", "latest")
_MANY: Final = {"rank": "ranks", "post": "posts", "topic": "topics", "altLabel": "alt_labels", "disputed": "disputed"}

_FACTS: Final = f"""
SELECT ?thing ?property ?value WHERE {{
  VALUES ?class {{ {" ".join(f"<{iri}>" for iri in (*CONTACTS, *ARRANGEMENTS))}
                   bc:Official bc:Place bc:Change bc:State }}
  ?thing a ?class ; ?property ?value
}}"""
_REFERENCE: Final = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?class { bc:Country bc:Organization bc:Place }
  { ?thing a ?class ; ?property ?value } UNION { GRAPH id:reference { ?thing a ?class ; ?property ?value } }
}"""

Thing = Mapping[str, list[str]]  # local name of a property → its values


def network(store: Reader) -> nx.MultiDiGraph:
    """The network of all facts in ``store``.

    A node has ``kind`` (Contact, Official, Place, Arrangement, Country, Organization), ``type`` (its class: Meeting,
    Treaty …), ``label``, ``evidence`` and what its kind adds: ``status``, ``date``, ``ranks``, ``changes`` …
    An edge's key is the property's local name; it has ``property`` (IRI), ``label``, ``evidence`` and the ``status``
    and ``date`` of the contact it leaves. A country or organisation has the evidence of the edges that reach it.
    """
    known = labels(store)
    facts = _things(store, _FACTS)
    things = _things(store, _REFERENCE) | facts
    behind = claims(store, known)
    graph = nx.MultiDiGraph()
    for iri in sorted(_reached(facts, things)):
        graph.add_node(iri, **_node(iri, things[iri], known))
    for iri in graph:
        _link(graph, iri, things[iri], behind.get(iri, []))
    _fold(graph, facts, known, behind)
    for iri, node in graph.nodes(data=True):
        if node["kind"] in ("Country", "Organization"):
            node["evidence"] += [found for *_, link in graph.in_edges(iri, data=True) for found in link["evidence"]]
    return graph


def _things(store: Reader, query: str) -> dict[str, Thing]:
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, name, value in rows(store, query):
        found[thing][local(name)].add(value)
    return {iri: {name: sorted(values) for name, values in slots.items()} for iri, slots in found.items()}


def _type(thing: Thing) -> str:
    return next((name for iri in thing["type"] if (name := iri.removeprefix(BC)) in KINDS), "")


def _reached(facts: Mapping[str, Thing], things: Mapping[str, Thing]) -> set[str]:
    """The facts, and what is reached from them: of reference data only that."""
    reached: set[str] = set()
    ahead = [iri for iri, thing in facts.items() if _type(thing)]
    while ahead:
        iri = ahead.pop()
        reached.add(iri)
        ahead += [to for name in LINKS for to in things[iri].get(name, []) if to in things and to not in reached]
    return reached


def _node(iri: str, thing: Thing, known: Mapping[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {"kind": KINDS[_type(thing)], "type": _type(thing), "label": known.get(iri, iri)}
    node |= {name: words(thing[name][0], known) for name in _SINGLE if name in thing}
    node |= {many: [words(value, known) for value in thing[name]] for name, many in _MANY.items() if name in thing}
    return node | {"evidence": []}


def _link(graph: nx.MultiDiGraph, iri: str, thing: Thing, behind: list[Claim]) -> None:
    """Add the edges that leave a fact; evidence for what is no edge stays with the node."""
    node = graph.nodes[iri]
    links = {(name, to): list[Evidence]() for name in LINKS for to in thing.get(name, []) if to in graph}
    for name, value, found in behind:
        links.get((name, value), node["evidence"]).append(found)
    for (name, to), evidence in links.items():
        graph.add_edge(iri, to, key=name, property=BC + name, label=name, evidence=evidence,
                       status=node.get("status", ""), date=node.get("date", ""))


def _fold(graph: nx.MultiDiGraph, facts: Mapping[str, Thing], known: Mapping[str, str],
          behind: Mapping[str, list[Claim]]) -> None:
    """Give every arrangement its changes and states in order of time, undated ones first."""
    for _, node in graph.nodes(data=True):
        if node["kind"] == "Arrangement":
            node |= {"changes": [], "states": []}
    for iri, thing in sorted(facts.items(), key=lambda fact: (_begin(fact[1]), fact[0])):
        for arrangement in thing.get("arrangement", []):
            if arrangement in graph and "inState" in thing:
                graph.nodes[arrangement]["states"].append(_state(thing, known))
            elif arrangement in graph:
                graph.nodes[arrangement]["changes"].append(_change(iri, thing, known, behind.get(iri, [])))


def _begin(thing: Thing) -> str:
    return next((thing[name][0] for name in ("earliest", "from", "date") if name in thing), "")


def _state(thing: Thing, known: Mapping[str, str]) -> dict[str, str]:
    return {"state": words(thing["inState"][0], known),
            "from": "".join(thing.get("from", [])[:1]), "until": "".join(thing.get("until", [])[:1])}


def _change(iri: str, thing: Thing, known: Mapping[str, str], behind: list[Claim]) -> dict[str, Any]:
    return {"id": iri, "kind": ", ".join(words(kind, known) for kind in thing.get("kind", [])),
            "date": "".join(thing.get("date", [])[:1]), "evidence": [claim.evidence for claim in behind]}
