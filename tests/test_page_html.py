from __future__ import annotations

import base64
import hashlib
import json
import math
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from backchannel.graph.layout import layout
from backchannel.graph.page import draw
from backchannel.ontology.terms import BC, ID

HOSTILE = """</script><img src=x onerror=alert(1)>"><svg onload=alert(2)> {{ 7*7 }} <!-- ' & \u2028 "href" """
ADDRESS = "javascript:alert(3)//https://"


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text up to the next tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append([tag, ""])

    def handle_endtag(self, tag: str) -> None:
        self.texts.append(["", ""])

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1][1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def within(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]

    def data(self, name: str) -> Any:
        number = next(i for i, attributes in enumerate(self.all("script")) if attributes.get("id") == name)
        return json.loads(self.within("script")[number])


def evidence(slot: str, value: str, quote: str, before: str = "He said: ", **article: str) -> dict[str, Any]:
    sentence = f"{before}{quote}, and no more."
    return {"slot": slot, "value": value, "quote": quote, "start": 40 + len(before), "sentence_start": 40,
            "end": 40 + len(before) + len(quote), "sentence": sentence, "rule": f"{slot}.plain", "confidence": 0.8,
            "article": ID + "article/one", "title": "Generals meet", "publisher": "The Wire", "date": "2017-02-17",
            "url": "https://wire.example/one", **article}


def facts(name: str = "Joseph Dunford", **article: str) -> nx.MultiDiGraph:
    """A meeting in Baku with one official, and a treaty: every text of it may be given as ``name``."""
    graph = nx.MultiDiGraph()
    graph.add_node(ID + "official/a", kind="Official", type="Official", label=name, ranks=["General"],
                   alt_labels=["Joe"], evidence=[evidence("rank", "General", "General", **article)])
    graph.add_node(ID + "meeting/b", kind="Contact", type="Meeting", label=f"Meeting of {name}", status="held",
                   date="2017-02", earliest="2017-02-10",
                   evidence=[evidence("status", "held", "met", "🤝 ", **article)])
    graph.add_node(ID + "place/c", kind="Place", type="Place", label="Baku", evidence=[])
    graph.add_node(ID + "country/d", kind="Country", type="Country", label="Azerbaijan", evidence=[])
    graph.add_node(ID + "treaty/e", kind="Arrangement", type="Treaty", label="New START", evidence=[], states=[],
                   changes=[{"id": ID + "change/f", "kind": "expired", "date": "2026-02",
                             "evidence": [evidence("kind", "expired", "ran out", **article)]}])
    for source, to, key in [("meeting/b", "official/a", "participant"), ("meeting/b", "place/c", "venue"),
                            ("place/c", "country/d", "country"), ("treaty/e", "country/d", "party")]:
        behind = [] if key == "country" else [evidence(key, name, name, **article)]
        graph.add_edge(ID + source, ID + to, key=key, property=BC + key, label=key, status="held", date="2017-02",
                       evidence=behind)
    return graph


def hostile() -> nx.MultiDiGraph:
    return facts(HOSTILE, title=HOSTILE, publisher=HOSTILE, url=ADDRESS)


@pytest.mark.parametrize("graph", [facts(), hostile(), nx.MultiDiGraph()], ids=["plain", "hostile", "empty"])
def test_a_page_asks_for_nothing(graph: nx.MultiDiGraph) -> None:
    page = Page(draw(graph))
    assert not [attributes for _, attributes in page.elements if {"src", "srcset", "action", "data"} & set(attributes)]
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert not [text for text in page.within("style") if "@import" in text or "url(" in text]


def test_the_policy_admits_the_pages_own_scripts_and_nothing_else() -> None:
    page = Page(draw(hostile()))
    [policy] = [meta["content"] or "" for meta in page.all("meta") if meta.get("http-equiv")]
    rules = {name: values for name, *values in (part.split() for part in policy.split(";"))}
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text, attributes
               in zip(page.within("script"), page.all("script"), strict=True) if "type" not in attributes]
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["script-src"] == [f"'sha256-{digest}'" for digest in digests]
    assert len(digests) == 2


def test_text_of_articles_is_never_markup() -> None:
    plain, bad = Page(draw(facts(), title="A")), Page(draw(hostile(), title=HOSTILE))
    links = {"a"}   # a source with no address of the web is text in place of a link
    shape = [tag for tag, _ in plain.elements if tag not in links]
    assert [tag for tag, _ in bad.elements if tag not in links and tag != "span"] == [t for t in shape if t != "span"]
    assert not [name for _, attributes in bad.elements for name in attributes if name.startswith("on")]
    assert "".join(bad.within("title")).strip() == "".join(bad.within("h1")).strip() == HOSTILE.strip()


def test_only_addresses_of_the_web_become_links() -> None:
    assert "https://wire.example/one" in [a["href"] for a in Page(draw(facts())).all("a")]
    for address in (ADDRESS, "data:text/html,x", "file:///etc/passwd", "//wire.example", "http://", "https://[", ""):
        page = Page(draw(facts(url=address)))
        assert {a["href"] for a in page.all("a")} == {"#contacts"}
        assert {article["url"] for article in page.data("facts")["articles"]} == {""}


def test_links_leave_without_opener_or_referrer() -> None:
    away = [a for a in Page(draw(facts())).all("a") if (a["href"] or "").startswith("http")]
    assert away
    assert {a["rel"] for a in away} == {"noopener noreferrer"}


@pytest.mark.parametrize("name", ["Joseph Dunford", HOSTILE, "Валерий 🤝 Герасимов"])
def test_what_was_said_arrives_unchanged(name: str) -> None:
    data = Page(draw(facts(name))).data("facts")
    [edge] = [edge for edge in data["edges"] if edge["property"] == "participant"]
    [passage] = edge["passages"]
    assert data["nodes"][edge["to"]]["label"] == name
    sentence = data["sentences"][passage["sentence"]]
    assert sentence["text"][passage["from"]:passage["to"]] == name
    assert data["articles"][sentence["article"]]["title"] == "Generals meet"


def test_a_quote_outside_its_sentence_stands_alone() -> None:
    graph = facts()
    graph.nodes[ID + "meeting/b"]["evidence"][0]["sentence_start"] = 0
    data = Page(draw(graph)).data("facts")
    [meeting] = [node for node in data["nodes"] if node["type"] == "Meeting"]
    [value] = [value for slot in meeting["slots"] if slot["name"] == "Status" for value in slot["values"]]
    [passage] = value["passages"]
    assert (passage["from"], passage["to"], data["sentences"][passage["sentence"]]["text"]) == (0, 3, "met")


def test_one_sentence_behind_many_values_is_kept_once() -> None:
    graph = facts()
    graph.nodes[ID + "place/c"]["evidence"].append(evidence("label", "Baku", "Joseph Dunford"))
    texts = [sentence["text"] for sentence in Page(draw(graph)).data("facts")["sentences"]]
    assert len(texts) == len(set(texts))


def test_the_tables_are_there_without_a_script() -> None:
    cells = " ".join(text for tag, text in Page(draw(facts())).texts if tag not in ("script", "style"))
    for text in ("2017-02", "held", "Joseph Dunford", "Baku", "The Wire", "2017-02-17", "New START", "expired"):
        assert text in cells


def test_shapes_differ_by_class_and_nothing_moves_by_itself() -> None:
    page = Page(draw(facts()))
    [options] = [json.loads(div["data-options"] or "") for div in page.all("div") if "data-options" in div]
    assert options["physics"] == {"enabled": False}
    assert options["edges"]["smooth"] is False
    nodes = page.data("drawn")["nodes"]
    assert len({node["shape"] for node in nodes}) == len({node["group"] for node in nodes}) == 5
    assert all(isinstance(node[axis], int) for node in nodes for axis in "xy")


def test_equal_graphs_give_equal_pages() -> None:
    assert draw(facts()) == draw(facts())


def test_drawing_leaves_the_graph_as_it_was() -> None:
    graph = facts()
    draw(graph)
    assert list(graph.nodes(data=True)) == list(facts().nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(facts().edges(keys=True, data=True))


def test_the_header_counts(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(draw(facts()))
    assert page.within("strong") == ["1", "1", "1", "1", "1"]
    assert capsys.readouterr() == ("", "")


def test_no_two_shapes_lie_upon_each_other() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edges_from((f"spoke {number}", "hub", "party") for number in range(80))
    points = list(layout(graph).values())
    assert min(math.dist(one, two) for one, two in combinations(points, 2)) > 30
