"""What a page shows of a network, as JSON: the facts with their passages, the tables, the counts, the filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import networkx as nx  # type: ignore[import-untyped]

from backchannel.graph.evidence import Evidence
from backchannel.ontology import terms

GROUPS: Final[Mapping[str, str]] = {
    "meeting": "Meetings", "call": "Calls", "official": "Officials", "arrangement": "Arrangements", "place": "Places",
    "country": "Countries", "organization": "Organisations",
}

# local name of a property → the node's attribute with its values, and what the page calls it
_SLOTS: Final[Mapping[str, tuple[str, str]]] = {
    "rank": ("ranks", "Rank"), "post": ("posts", "Post"), "status": ("status", "Status"), "date": ("date", "Date"),
    "topic": ("topics", "Topic"), "altLabel": ("alt_labels", "Also called"), "label": ("", "Named"),
    "describes": ("", "Type"),
}
_TOLD: Final = {"kind": 0, "date": 1}  # what of a change is quoted first


class Passages:
    """The passages of a page, each sentence and each article kept once and known by its number."""

    def __init__(self) -> None:
        self.articles: dict[str, dict[str, Any]] = {}
        self._sentences: dict[tuple[int, str], int] = {}

    def add(self, evidence: Evidence) -> dict[str, Any]:
        """A passage as the page takes it: where in which sentence, in code points, and which rule read it."""
        start, end = (evidence[name] - evidence["sentence_start"] for name in ("start", "end"))
        sentence = evidence["sentence"]
        if sentence[max(start, 0):end] != evidence["quote"]:
            sentence, start, end = evidence["quote"], 0, len(evidence["quote"])
        key = (self.article(evidence), sentence)
        return {"sentence": self._sentences.setdefault(key, len(self._sentences)), "from": start, "to": end,
                "rule": evidence["rule"], "confidence": evidence["confidence"]}

    def article(self, evidence: Evidence) -> int:
        """The number of the article that a passage is from."""
        shown = self.articles.setdefault(evidence["article"], {
            "number": len(self.articles), "title": evidence["title"] or evidence["url"] or evidence["article"],
            "publisher": evidence["publisher"], "date": evidence["date"], "url": _web(evidence["url"]),
            "address": evidence["url"]})
        return int(shown["number"])

    def sentences(self) -> list[dict[str, Any]]:
        """All sentences with the numbers of their articles."""
        return [{"article": article, "text": text} for article, text in self._sentences]


def view(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Everything that the page's template needs to know about ``graph``."""
    passages = Passages()
    nodes = [{"number": number, **_node(graph.nodes[iri], iri, passages)} for number, iri in enumerate(graph)]
    number = {node["iri"]: node["number"] for node in nodes}
    edges = [{"from": number[source], "to": number[to], "property": key, "status": edge["status"],
              "passages": [passages.add(found) for found in edge["evidence"]]}
             for source, to, key, edge in graph.edges(keys=True, data=True)]
    facts = {"nodes": nodes, "edges": edges, "sentences": passages.sentences(),
             "articles": list(passages.articles.values())}
    return {"facts": facts, "contacts": _contacts(graph, nodes, passages), "groups": GROUPS,
            "arrangements": _arrangements(graph, nodes, passages), "parties": _parties(graph, number),
            "statuses": _statuses(graph), "tally": Counter(node["group"] for node in nodes)}


def group(node: Mapping[str, Any]) -> str:
    """The group whose colour and shape a node has: contacts by type, all else by kind."""
    return str(node["type"] if node["kind"] == "Contact" else node["kind"]).lower()


def _node(node: Mapping[str, Any], iri: str, passages: Passages) -> dict[str, Any]:
    own = [] if node["kind"] in ("Country", "Organization") else node["evidence"]  # theirs is that of their edges
    changes = [{"kind": change["kind"], "date": change["date"], "passages": [
        passages.add(found) for found in sorted(change["evidence"], key=lambda found: _TOLD.get(found["slot"], 2))]}
        for change in node.get("changes", [])]
    return {"iri": iri, "label": node["label"], "type": node["type"], "group": group(node),
            "status": node.get("status", ""),
            "date": node.get("date", ""), "names": node.get("alt_labels", []), "slots": _slots(node, own, passages),
            "changes": changes, "states": node.get("states", []), "disputed": node.get("disputed", [])}


def _slots(node: Mapping[str, Any], evidence: Iterable[Evidence], passages: Passages) -> list[dict[str, Any]]:
    """The values of a node, those of the fact first, each with its passages: in the order of ``_SLOTS``"""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for slot, (attribute, _) in _SLOTS.items():
        given = node.get(attribute, [])
        found[slot] = {value: [] for value in (given if isinstance(given, list) else [given])}
    for each in evidence:
        found.setdefault(each["slot"], {}).setdefault(each["value"], []).append(passages.add(each))
    return [{"name": _SLOTS.get(slot, ("", slot.capitalize()))[1],
             "values": [{"text": text, "passages": behind} for text, behind in values.items()]}
            for slot, values in found.items() if values]


def _contacts(graph: nx.MultiDiGraph, nodes: list[dict[str, Any]], passages: Passages) -> list[dict[str, Any]]:
    """The rows of the table of contacts, latest first, undated ones last."""
    rows = [{**node, "when": graph.nodes[node["iri"]].get("earliest", node["date"]),
             "participants": _ends(graph, node["iri"], "participant"), "parties": _ends(graph, node["iri"], "party"),
             "venue": _ends(graph, node["iri"], "venue") or _ends(graph, node["iri"], "country"),
             "sources": _sources(graph, node["iri"], passages)}
            for node in nodes if node["group"] in ("meeting", "call")]
    return sorted(rows, key=lambda row: (row["when"], row["label"], row["iri"]), reverse=True)


def _arrangements(graph: nx.MultiDiGraph, nodes: list[dict[str, Any]], passages: Passages) -> list[dict[str, Any]]:
    rows = [{**node, "parties": _ends(graph, node["iri"], "party"), "sources": _sources(graph, node["iri"], passages)}
            for node in nodes if node["group"] == "arrangement"]
    return sorted(rows, key=lambda row: (row["label"].casefold(), row["iri"]))


def _ends(graph: nx.MultiDiGraph, iri: str, name: str) -> list[str]:
    return sorted(graph.nodes[to]["label"] for _, to, key in graph.out_edges(iri, keys=True) if key == name)


def _sources(graph: nx.MultiDiGraph, iri: str, passages: Passages) -> list[dict[str, Any]]:
    """The articles behind a fact: its own, its edges' and its changes'."""
    edges = (edge for *_, edge in graph.out_edges(iri, data=True))
    behind = [graph.nodes[iri], *graph.nodes[iri].get("changes", []), *edges]
    numbers = {passages.article(found) for each in behind for found in each["evidence"]}
    articles = list(passages.articles.values())
    return sorted((articles[number] for number in numbers), key=lambda article: (article["date"], article["number"]))


def _parties(graph: nx.MultiDiGraph, number: Mapping[str, int]) -> list[dict[str, Any]]:
    """Who is party to anything, most frequent first."""
    tally = Counter(to for _, to, key in graph.edges(keys=True) if key == "party")
    rows = [{"number": number[iri], "label": graph.nodes[iri]["label"], "count": count} for iri, count in tally.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["label"]))


def _statuses(graph: nx.MultiDiGraph) -> dict[str, int]:
    tally = Counter(node["status"] for _, node in graph.nodes(data=True) if node.get("status"))
    return {status: tally[status] for status in terms.STATUSES if tally[status]}


def _web(address: str) -> str:
    """The address if it is one of the web, else nothing: only ``http`` and ``https`` become links."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
