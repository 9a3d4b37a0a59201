"""Decisions on whole graphs: what they cite, what they change, what becomes of those that do not apply."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from made import Story, arrangement, baku, country, labels, meeting, official, values

from backchannel.graph.build import graph_quads
from backchannel.graph.citations import citation, telling
from backchannel.graph.decisions import Citation, Decision
from backchannel.graph.knowledge import KnowledgeGraph
from backchannel.graph.store import in_memory
from backchannel.graph.triples import article_quads
from backchannel.ontology import terms
from backchannel.sources.claims import Ref

MET, NEW = baku(), baku("2017-02-20", "2017-02-18")
FIRST = "Meeting of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16"
SECOND = "Meeting of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-18"


def graph(*stories: Story, decided: tuple[Decision, ...] = ()) -> KnowledgeGraph:
    return KnowledgeGraph(in_memory(graph_quads([story.reading for story in stories], decided)))


def cite(story: Story, kind: str = "meeting", quote: str = "General") -> Citation:
    assert story.article.url
    return Citation(story.article.url, quote, kind)


def decide(verdict: str, *cited: Citation, day: str = "2026-11-22", slot: str = "", value: tuple[str, ...] = (),
           was: str = "") -> Decision:
    return Decision(verdict, cited, "A. Analyst", day, "Because.", slot, value, was)


def obstacles(found: KnowledgeGraph) -> list[str]:
    return [each.obstacle for each in found.decisions()]


TWO = """Dunford met Gerasimov in Baku. Milley and Gerasimov had met
in Bern, and Dunford spoke to Gerasimov by telephone."""


def two() -> Story:
    """One article with two meetings and a call."""
    story = Story(TWO, headline="Three  contacts", url="https://wire.example/three")
    for key, name in (("d", "Dunford"), ("g", "Gerasimov"), ("m", "Milley")):
        story.add(key, "Official", name, ("rank", country("Russia"), name))
    story.add("one", "Meeting", "One", ("status", country("x"), "Dunford met"), ("venue", Ref("d"), "Baku"))
    story.add("two", "Meeting", "Two", ("participant", Ref("m"), "had met\nin Bern"), ("venue", Ref("m"), "Milley"))
    return story.add("call", "Call", "Three", ("status", country("x"), "spoke to Gerasimov"))


@pytest.mark.parametrize(("quote", "kind", "expected"), [
    ("Dunford met Gerasimov in Baku", "meeting", "One"),
    ("met Gerasimov", "meeting", "One"),
    ("Baku", "meeting", "One"),
    ("had met in Bern", "meeting", "Two"),
    ("had  met\n in Bern", "contact", "Two"),
    ("Milley and Gerasimov", "meeting", "Two"),
    ("by telephone", "call", "Three"),
    ("telephone", "meeting", "Two"),
    ("spoke to Gerasimov", "contact", "Three"),
    ("Milley", "official", "Milley"),
    ("Dunford met Gerasimov in Baku", "official", "Dunford Gerasimov"),
    ("Gerasimov in Baku", "official", "Gerasimov"),
    ("in Bern", "place", ""),
    ("Dunford met Gerasimov in Baku. Milley and Gerasimov had met", "meeting", "One Two"),
    ("had met in Oslo", "meeting", ""),
    ("dunford met", "meeting", ""),
    ("Dunfor. met", "meeting", ""),
])
def test_a_passage_cites_the_reports_whose_evidence_it_shares(quote: str, kind: str, expected: str) -> None:
    told = telling(article_quads(two().reading))
    found = told.found(Citation("", quote, kind))
    names = {quad.subject.value: quad.object.value for quad in article_quads(two().reading)  # type: ignore[union-attr]
             if quad.predicate.value == terms.RDFS_LABEL}
    assert " ".join(sorted(names[report] for report in found)) == expected


def test_every_report_of_an_article_can_be_cited_if_its_words_are_its_own() -> None:
    told = telling(article_quads(two().reading))
    cited = {report: citation(told, report) for report in told.reports}
    assert all(each and told.found(each) == (report,) for report, each in cited.items())


@pytest.mark.parametrize("name", ["https://wire.example/three", "Three contacts", "Three  contacts", "iri", "short"])
def test_articles_are_cited_by_address_title_or_iri(name: str) -> None:
    told = telling(article_quads(two().reading))
    names = {"iri": told.iri, "short": f"article:{terms.local(told.iri)}"}
    found = graph(two(), decided=(decide("retract", Citation(names.get(name, name))),))
    assert obstacles(found) == [""]
    assert labels(found, "Fact") == labels(found, "Meeting") == []


SAME, DIFFERENT = decide("same", cite(MET), cite(NEW)), decide("different", cite(MET), cite(NEW))


def test_without_decisions_nothing_changes() -> None:
    assert labels(graph(MET, NEW), "Meeting") == [FIRST, SECOND]
    assert graph(MET, NEW).decisions() == ()


def test_same_joins_reports_even_against_a_veto() -> None:
    found = graph(MET, NEW, decided=(SAME,))
    assert labels(found, "Meeting") == [FIRST]
    assert values(found, FIRST, "Meeting", "bc:disputed/rdfs:label") == []
    assert values(found, FIRST, "Meeting", "prov:wasDerivedFrom")[0] == SAME.label
    assert found.validate().conforms


def test_same_joins_reports_that_have_nothing_in_common() -> None:
    other = meeting(official(Story(url="https://wire.example/other"), "x", "Hulusi Akar", "Turkey"), "2016",
                    people=["x"], kind="Call")
    found = graph(MET, other, decided=(decide("same", cite(MET), cite(other, "call")),))
    [label] = labels(found, "Meeting") + labels(found, "Call")
    assert label.endswith(" of Hulusi Akar, Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16")
    assert found.validate().conforms


def test_different_keeps_reports_apart_and_what_fits_both_joins_neither() -> None:
    again, month = baku("2017-02-19"), baku("2017-02-22", "2017-02")
    apart = decide("different", cite(MET), cite(again))
    assert labels(graph(MET, again), "Meeting") == [FIRST]
    assert labels(graph(MET, again, decided=(apart,)), "Meeting") == [FIRST, FIRST]
    assert len(labels(graph(MET, again, month, decided=(apart,)), "Meeting")) == 3
    both = graph(MET, again, month, decided=(apart, decide("same", cite(again), cite(month))))
    assert labels(both, "Meeting") == [FIRST, FIRST]
    assert obstacles(both) == ["", ""]


def test_officials_places_and_arrangements_are_decided_about_like_contacts() -> None:
    stories = [arrangement(official(Story(text, published=f"2017-02-0{day}", url=f"https://wire.example/{day}"), "x",
                                    name).add("p", "Place", place), line, kind="Channel")
               for day, (text, name, place, line) in enumerate([
                   ("Roe in Oslo on the hotline.", "Ada Roe", "Oslo", "Hotline"),
                   ("Mrs. Poe in Kristiania on the link.", "Ada Poe", "Kristiania", "Link")], start=1)]
    kinds = {"official": "Official", "arrangement": "Channel"}
    decided = tuple(decide("same", *(cite(story, kind, story.article.text) for story in stories)) for kind in kinds)
    assert [len(labels(graph(*stories), kind)) for kind in kinds.values()] == [2, 2]
    assert [len(labels(graph(*stories, decided=decided), kind)) for kind in kinds.values()] == [1, 1]


@pytest.mark.parametrize(("slot", "value", "path", "expected"), [
    ("status", ("cancelled",), "bc:status", ["cancelled"]),
    ("date", ("2017-02",), "bc:date", ["2017-02"]),
    ("date", (), "bc:date", []),
    ("venue", ("Helsinki",), "bc:venue", ["Helsinki"]),
    ("venue", ("baku",), "bc:venue", ["Baku"]),
    ("venue", (), "bc:venue", []),
    ("party", ("Turkey", "NATO"), "bc:party", ["NATO", "Turkey"]),
    ("party", ("American",), "bc:party", ["United States"]),
    ("participant", ("Joseph Dunford",), "bc:participant", ["Joseph Dunford"]),
    ("participant", ("Hulusi Akar",), "bc:participant", ["Hulusi Akar"]),
    ("country", ("Finland",), "bc:country", []),  # a venue tells its country
])
def test_corrections_change_the_fact_and_not_the_article(
    slot: str, value: tuple[str, ...], path: str, expected: list[str]
) -> None:
    akar = official(Story("Akar.", url="https://wire.example/akar"), "x", "Hulusi Akar", "Turkey")
    wrong = decide("correct", cite(MET), slot=slot, value=value)
    found = graph(MET, akar, decided=(wrong,))
    assert obstacles(found) == [""]
    [label] = labels(found, "Meeting")
    assert values(found, label, "Meeting", path) == expected
    assert wrong.label in values(found, label, "Meeting", "prov:wasDerivedFrom")
    assert found.validate().conforms
    assert set(article_quads(MET.reading)) <= set(found._store.quads_for_pattern(None, None, None))


@pytest.mark.parametrize(("was", "value", "expected"), [
    ("Russia", (), ["United States"]),
    ("russia", ("Turkey",), ["Turkey", "United States"]),
])
def test_one_of_several_values_is_corrected(was: str, value: tuple[str, ...], expected: list[str]) -> None:
    found = graph(MET, decided=(decide("correct", cite(MET), slot="party", value=value, was=was),))
    assert values(found, FIRST, "Meeting", "bc:party") == expected


def test_kinds_labels_ranks_and_posts_are_corrected() -> None:
    story = arrangement(baku(), "Line", ("signed", "2010"), kind="Channel")
    whole = story.article.text
    found = graph(story, decided=(
        decide("correct", cite(story), slot="kind", value=("call",)),
        decide("correct", cite(story, "arrangement", whole), slot="kind", value=("treaty",)),
        decide("correct", cite(story, "arrangement", whole), slot="label", value=("The Line",)),
        decide("correct", cite(story, "change", whole), slot="kind", value=("extended",)),
    ))
    assert obstacles(found) == [""] * 4
    assert labels(found, "Call") == ["Call of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16"]
    assert labels(found, "Treaty") == ["The Line"]
    assert labels(found, "Change") == ["The Line extended, 2010"]
    lone = official(Story("General Roe spoke."), "x", "Ada Roe", "Norway")
    who = cite(lone, "official", "General Roe")
    found = graph(lone, decided=(decide("correct", who, slot="rank", value=("Admiral",)),
                                 decide("correct", who, slot="post", value=("Chief of Defence",)),
                                 decide("correct", who, slot="label", value=("Ada Røe",))))
    assert values(found, "Ada Røe", "Official", "bc:rank") == ["Admiral"]
    assert values(found, "Ada Røe", "Official", "bc:post") == ["Chief of Defence"]


def test_a_correction_settles_a_dispute() -> None:
    near = baku("2017-02-20", "2017-02-17")
    assert values(graph(MET, near), FIRST, "Meeting", "bc:disputed") != []
    settled = graph(MET, near, decided=(decide("correct", cite(MET), slot="date", value=("2017-02-17",)),))
    assert labels(settled, "Meeting") == [FIRST.replace("16", "17")]
    assert values(settled, FIRST.replace("16", "17"), "Meeting", "bc:disputed") == []


def test_a_retracted_report_stays_in_its_article_and_gets_no_fact() -> None:
    found = graph(MET, decided=(decide("retract", cite(MET)),))
    assert labels(found, "Meeting") == [] and labels(found, "Official") == ["Joseph Dunford", "Valery Gerasimov"]
    assert "Talks" in labels(found, "Report")
    assert found.validate().conforms
    assert "Decision of A. Analyst" in str(found.explain("Talks")[0])


def test_with_an_official_or_arrangement_goes_what_leans_on_it() -> None:
    story = arrangement(baku(), "Line", ("signed", "2010"))
    second = Story("Gerasimov.", url="https://wire.example/2")
    whole = cite(story, "arrangement", story.article.text)
    found = graph(story, second, decided=(decide("retract", whole),))
    assert labels(found, "Treaty") == labels(found, "Change") == []
    assert found.validate().conforms
    lone = official(baku(), "x", "Ghost", "Russia")
    lone.reports[-1] = lone.reports[-1].__class__("x", "Official", "Ghost", (lone.claim(
        "describes", lone.reports[0].claims[0].value, "hotline"),))
    meeting(lone, "2016-01-01", people=("d", "g", "x"), key="c2", kind="Call")
    found = graph(lone, decided=(decide("retract", cite(lone, "official", "hotline")),))
    assert obstacles(found) == [""]
    assert labels(found, "Call") == ["Call of Joseph Dunford and Valery Gerasimov, 2016-01-01"]


@pytest.mark.parametrize(("decided", "words"), [
    ([decide("same", cite(MET), Citation("https://gone.example", "met", "meeting"))],
     "there is no article “https://gone.example”"),
    ([decide("same", cite(MET), cite(NEW, quote="met in Oslo"))], "does not have the passage “met in Oslo”"),
    ([decide("same", cite(MET), cite(NEW, "arrangement"))], "is evidence of no report of the kind 'arrangement'"),
    ([decide("retract", cite(MET, "official", MET.article.text))], "is evidence of 2 reports of the kind 'official'"),
    ([decide("retract", Citation("Generals meet"))], "2 articles are called “Generals meet”"),
    ([decide("same", cite(MET), cite(MET, quote="General Joseph"))], "two of its passages are evidence of one report"),
    ([decide("same", cite(MET), cite(NEW, "place"))], "its reports are of different kinds"),
    ([decide("correct", cite(MET), slot="party", value=("Atlantis",))], "no country or organisation is known as"),
    ([decide("correct", cite(MET), slot="party", was="France")],
     "the report has no party “France”; it has Russia, United States"),
    ([decide("correct", cite(MET), slot="venue", value=("Xanadu City",))], "no article and no gazetteer has a place"),
    ([decide("correct", cite(MET), slot="participant", value=("Nobody",))], "no article names an official called"),
    ([decide("retract", cite(NEW)), SAME], "what it is about is retracted (Decision of A. Analyst"),
    ([SAME, DIFFERENT], "it contradicts others of the same day: "),
    ([SAME, decide("different", cite(MET), cite(NEW), day="2026-11-23")],
     "it contradicts later ones: different (A. Analyst, 2026-11-23)"),
    ([decide("correct", cite(MET), slot="date", value=("2017",)),
      decide("correct", cite(MET), slot="date", value=("2018",), day="2026-11-23")], "it contradicts later ones"),
])
def test_a_decision_that_does_not_apply_says_why(decided: list[Decision], words: str) -> None:
    for order in permutations(decided):
        found = graph(MET, NEW, decided=order)
        assert any(words in obstacle for obstacle in obstacles(found))
        assert found.validate().conforms


def test_neither_the_order_of_articles_nor_that_of_decisions_matters() -> None:
    stories = [MET, NEW, baku("2017-02-22", "2017-02")]
    decided = [SAME, decide("correct", cite(NEW), slot="venue", value=("Helsinki",)),
               decide("correct", cite(MET), slot="status", value=("planned",), day="2026-11-21"),
               decide("correct", cite(MET), slot="status", value=("held",))]
    found = {graph(*order, decided=tuple(rules)).export(form="nq")
             for order in permutations(stories) for rules in permutations(decided)}
    assert len(found) == 1


def test_facts_can_be_made_again_from_the_graph_alone(tmp_path: Path) -> None:
    found = graph(MET, NEW, decided=(SAME,))
    assert found.confident(0.0).export(form="nq") == found.export(form="nq")
    path = tmp_path / "decisions.yaml"
    path.write_text("", encoding="utf-8")
    assert found.apply(path).export(form="nq") == graph(MET, NEW).export(form="nq")


def test_comparisons_and_explanations_name_decisions() -> None:
    found = graph(MET, NEW, decided=(DIFFERENT,))
    compared = found.compare(FIRST, SECOND)
    assert "They are two, as a curator decided." in str(compared) and DIFFERENT.label in str(compared)
    assert DIFFERENT.label in str(found.explain(FIRST)[0])
    reports = [row["r"] for row in graph(MET, NEW, decided=(SAME,)).query("SELECT ?r { ?r bc:describes bc:Meeting }")]
    assert "They are one, as a curator decided." in str(graph(MET, NEW, decided=(SAME,)).compare(*reports))


PAGE = """<html><head><title>{title}</title></head><body><nav><a href="/">Home</a> {menu}</nav><article><h1>{title}</h1>
<p>WASHINGTON, Feb. 17, 2017 - {lead}</p>
<p>U.S. General Joseph Dunford met Russian General Valery Gerasimov in Baku on {day} February 2017.</p></article>
<footer>{menu}</footer></body></html>"""


def test_decisions_survive_the_same_story_on_another_page(tmp_path: Path) -> None:
    decided = tmp_path / "decisions.yaml"
    decided.write_text("""- decision: correct
  reports: [{article: page.html, quote: met Russian General Valery Gerasimov, kind: meeting}]
  slot: venue
  value: Helsinki
  author: A. Analyst
  date: 2026-11-22
  reason: The photograph shows the Esplanadi.
""", encoding="utf-8")
    iris, venues = set(), []
    for menu, title, lead in (("News Sport", "Generals meet", "It was cold."),
                              ("Subscribe now! " * 20, "Two generals meet at last", "It was colder than ever before.")):
        page = tmp_path / "page.html"
        page.write_text(PAGE.format(menu=menu, title=title, lead=lead, day=16), encoding="utf-8")
        found = KnowledgeGraph.build(page, decisions=decided)
        [each] = found.decisions()
        iris.add(each.concerns)
        venues += values(found, labels(found, "Meeting")[0], "Meeting", "bc:venue")
    assert venues == ["Helsinki", "Helsinki"]
    assert len(iris) == 2
    page.write_text(PAGE.replace("met Russian", "called Russian").format(menu="", title="x", lead="x", day=16))
    [gone] = KnowledgeGraph.build(page, decisions=decided).decisions()
    assert gone.obstacle == "“page.html” does not have the passage “met Russian General Valery Gerasimov”"
