from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from made import STORY, baku, graph

import backchannel.graph
from backchannel.graph import KnowledgeGraph
from backchannel.graph.store import StoreError
from backchannel.ontology import terms
from backchannel.sources.article import SourceError

GRAPH = graph(baku())


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize("wrap", [str, Path, lambda path: [path], lambda path: (str(path),)])
def test_sources_are_a_path_or_several(story: Path, wrap: object) -> None:
    assert callable(wrap)
    assert [row.url for row in KnowledgeGraph.build(wrap(story)).articles()] == ["story.txt"]


def test_a_graph_is_kept_in_a_folder_and_opened_again(story: Path, tmp_path: Path) -> None:
    built = KnowledgeGraph.build(story, path=tmp_path / "graph")
    with KnowledgeGraph.open(tmp_path / "graph") as opened:
        assert opened.export() == built.export() != b""
    assert len(opened.query("SELECT * { ?s ?p ?o }")) == 0


def test_problems_are_kept_and_the_rest_is_built(story: Path, tmp_path: Path) -> None:
    built = KnowledgeGraph.build([tmp_path / "none.txt", story])
    assert ["none.txt" in str(problem) for problem in built.problems] == [True]
    assert built.summary().articles == 1


def test_a_failed_build_leaves_the_folder_as_it_was(story: Path, tmp_path: Path) -> None:
    before = KnowledgeGraph.build(story, path=tmp_path / "graph").export()
    with pytest.raises(SourceError):
        KnowledgeGraph.build(tmp_path / "none.txt", path=tmp_path / "graph")
    assert KnowledgeGraph.open(tmp_path / "graph").export() == before


def test_progress_hears_of_every_article(story: Path) -> None:
    heard: list[str] = []
    KnowledgeGraph.build(story, progress=lambda article: heard.append(article.text))
    assert heard == [STORY]


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a store"):
        KnowledgeGraph.open(tmp_path)


def test_the_summary_counts_by_status_and_class() -> None:
    found = GRAPH.summary()
    assert (found.articles, found.officials, found.contacts, found.arrangements) == (1, 2, {"held": 1}, {})
    assert found.claims == sum(row.claims for row in GRAPH.articles())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # from rdflib's own insides
def test_rdflib_sees_the_union_of_all_graphs() -> None:
    data = GRAPH.rdf()
    assert isinstance(data, rdflib.Dataset)
    meeting = data.value(predicate=rdflib.RDF.type, object=rdflib.URIRef(terms.Meeting))
    assert data.value(meeting, rdflib.URIRef(terms.DATE)) == rdflib.Literal("2017-02-16", datatype=rdflib.XSD.date)
    assert len(data.query("SELECT ?c { ?c a bc:Claim }").bindings) == GRAPH.summary().claims


def test_the_network_has_the_people_of_the_meeting() -> None:
    labels = {label for _, label in GRAPH.network().nodes(data="label")}
    assert {"Joseph Dunford", "Valery Gerasimov", "Baku"} <= labels


def test_the_drawing_is_a_page_in_a_file_and_in_a_notebook(tmp_path: Path) -> None:
    drawing = GRAPH.draw(tmp_path / "page.html", title="Generals & co")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page == str(drawing)
    assert "Generals &amp; co" in page
    assert drawing._repr_html_().startswith('<iframe srcdoc="&lt;!')


def test_an_export_is_written_in_the_format_of_its_ending(tmp_path: Path) -> None:
    content = GRAPH.export(tmp_path / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes() == content == GRAPH.export(form="nq")


def test_the_package_offers_one_name() -> None:
    assert backchannel.graph.__all__ == ["KnowledgeGraph"]
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = backchannel.graph.Nonsense
