from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from made import BAKU, Story, arrangement, baku, country, graph, labels, meeting, official, post, quads, values, when
from pyoxigraph import NamedNode

from backchannel.graph import KnowledgeGraph
from backchannel.graph.accounts import accounts
from backchannel.graph.build import fused_quads, readings
from backchannel.graph.choice import Voice, choose, length, same_time
from backchannel.graph.export import FORMATS, export
from backchannel.ontology import terms
from backchannel.sources.article import Article, SourceError
from backchannel.sources.claims import Ref, Text
from backchannel.sources.dates import Interval


def about(found: KnowledgeGraph, label: str, kind: str) -> int:
    [row] = found.query(f"SELECT (COUNT(?r) AS ?n) {{ ?r bc:about [ a bc:{kind} ; rdfs:label '{label}' ] }}")
    return int(row["n"])


def test_a_meeting_told_twice_is_one_fact_with_two_reports() -> None:
    found = graph(baku(), baku("2017-02-20"))
    assert labels(found, "Meeting") == [BAKU]
    assert about(found, BAKU, "Meeting") == 2
    assert labels(found, "Official") == ["Joseph Dunford", "Valery Gerasimov"]


@pytest.mark.parametrize(("path", "expected"), [
    (("bc:status",), ["held"]),
    (("bc:date",), ["2017-02-16"]),
    (("bc:earliest",), ["2017-02-16"]),
    (("bc:latest",), ["2017-02-16"]),
    (("bc:venue",), ["Baku"]),
    (("bc:venue", "bc:country"), ["Azerbaijan"]),
    (("bc:participant",), ["Joseph Dunford", "Valery Gerasimov"]),
    (("bc:participant", "bc:country"), ["Russia", "United States"]),
    (("bc:party",), ["Russia", "United States"]),
    (("bc:country",), []),
    (("bc:disputed",), []),
    (("prov:wasDerivedFrom",), ["first and last day of a date", "name of a contact or change"]),
])
def test_a_contact_says_who_where_and_when(path: tuple[str, ...], expected: list[str]) -> None:
    assert values(graph(baku()), BAKU, "Meeting", *path) == expected


def test_what_no_article_says_of_a_place_comes_from_a_row_that_is_named() -> None:
    found = graph(baku())
    assert values(found, "Baku", "Place", "bc:country") == ["Azerbaijan"]
    [row] = found.query("SELECT ?row { ?p ^bc:venue/a bc:Meeting ; skos:exactMatch ?row ; prov:wasDerivedFrom ?row }")
    assert found.query(f"ASK {{ GRAPH id:reference {{ <{row['row']}> a bc:Place ; schema:latitude ?l }} }}")


def test_the_country_that_an_article_gives_beats_the_gazetteer() -> None:
    found = graph(Story().add("p", "Place", "Baku", ("country", country("Georgia"), "")))
    assert values(found, "Baku", "Place", "bc:country") == ["Georgia"]


def test_a_country_as_a_venue_is_a_place_in_that_country() -> None:
    found = graph(baku(place="Azerbaijan"))
    assert values(found, "Azerbaijan", "Place", "bc:country") == ["Azerbaijan"]
    assert labels(found, "Country").count("Azerbaijan") == 1


def test_the_more_precise_venue_is_held_and_the_wider_one_no_dispute() -> None:
    found = graph(baku("2017-02-17", place="Azerbaijan"), baku("2017-02-18", place="Azerbaijan"), baku("2017-02-19"))
    assert values(found, BAKU, "Meeting", "bc:venue") == ["Baku"]
    assert values(found, BAKU, "Meeting", "bc:disputed") == []


def test_venues_that_cannot_both_be_true_are_disputed() -> None:
    found = graph(baku(), baku("2017-02-18"), baku("2017-02-19", place="Sumgait"))
    assert values(found, BAKU, "Meeting", "bc:venue") == ["Baku"]
    assert values(found, BAKU, "Meeting", "bc:disputed") == [terms.VENUE]
    assert "disputed property" in values(found, BAKU, "Meeting", "prov:wasDerivedFrom")


@pytest.mark.parametrize(("statuses", "held", "disputed"), [
    (["planned", "held"], "held", False),
    (["planned", "planned", "held"], "held", False),
    (["proposed", "planned"], "planned", False),
    (["held", "held", "cancelled"], "held", True),
    (["cancelled", "refused", "cancelled"], "cancelled", True),
])
def test_what_became_of_a_plan_is_held(statuses: list[str], held: str, disputed: bool) -> None:
    found = graph(*(baku(f"2017-02-{day}", became=status) for day, status in enumerate(statuses, start=10)))
    [label] = labels(found, "Meeting")
    assert values(found, label, "Meeting", "bc:status") == [held]
    assert values(found, label, "Meeting", "bc:disputed") == ([terms.STATUS] if disputed else [])


def test_a_status_other_than_held_stands_in_the_name() -> None:
    assert labels(graph(baku(became="refused")), "Meeting") == [f"Refused {BAKU[0].lower()}{BAKU[1:]}"]


MID_FEBRUARY = Interval(date(2017, 2, 11), date(2017, 2, 20), "month")


@pytest.mark.parametrize(("dates", "held", "disputed"), [
    ([MID_FEBRUARY, when("2017-02")], MID_FEBRUARY, False),
    ([when("2017"), when("2017"), when("2017-02")], when("2017-02"), False),
    ([when("2017-02"), when("2017-02-16"), when("2017-02")], when("2017-02-16"), False),
    ([when("2017-02"), when("2017-03"), when("2017-03")], when("2017-03"), True),
    ([when("2017-03-07"), when("2017-03-06")], when("2017-03-06"), True),
    ([when("2017-03-07"), when("2017-03-06"), when("2017-03")], when("2017-03-06"), True),
])
def test_of_dates_the_best_supported_and_then_the_most_precise_is_held(
    dates: list[Interval], held: Interval, disputed: bool,
) -> None:
    votes: dict[Interval, set[Voice]] = {}
    for number, each in enumerate(dates):
        votes.setdefault(each, set()).add(Voice(f"article {number}", f"article {number}"))
    assert choose(votes, same_time, length) == (held, disputed)


def test_ranks_and_posts_over_time_are_all_held() -> None:
    told = (13, "Lieutenant General", "Commander"), (17, "General", "Chairman of Something")
    stories = [Story(published=f"20{year}-01-01").add(
        "d", "Official", "Joseph Dunford", ("rank", Text(rank), ""), ("post", post(office), ""))
        for year, rank, office in told]
    found = graph(*stories)
    assert values(found, "Joseph Dunford", "Official", "bc:rank") == ["General", "Lieutenant General"]
    assert values(found, "Joseph Dunford", "Official", "bc:post") == ["Chairman of Something", "Commander"]
    assert values(found, "Joseph Dunford", "Official", "bc:disputed") == []


def test_a_post_known_by_words_alone_gets_the_spelling_of_most_articles() -> None:
    spellings = ["Chief of staff", "Chief of Staff", "Chief of Staff"]
    found = graph(*(Story(published=f"2017-01-0{n}").add("d", "Official", "Ann Other", ("post", post(words), ""))
                    for n, words in enumerate(spellings, start=1)))
    assert values(found, "Ann Other", "Official", "bc:post") == ["Chief of Staff"]


def test_another_name_is_kept_but_not_the_label_itself() -> None:
    story = Story().add("d", "Official", "Joseph Dunford", ("altLabel", Text("Joe Dunford"), ""),
                        ("altLabel", Text("Joseph Dunford"), ""))
    assert values(graph(story), "Joseph Dunford", "Official", "skos:altLabel") == ["Joe Dunford"]


def test_a_contact_without_a_venue_keeps_its_country() -> None:
    story = official(official(Story(), "d", "Joseph Dunford"), "g", "Valery Gerasimov")
    found = graph(meeting(story, "2017-02-16", ("country", country("Azerbaijan"), "")))
    assert values(found, labels(found, "Meeting")[0], "Meeting", "bc:country") == ["Azerbaijan"]


@pytest.mark.parametrize(("people", "expected"), [
    (0, "Meeting of Russia and United States, 2017-02-16"),
    (1, "Meeting of Russia and United States, 2017-02-16"),
    (2, "Meeting of Person A and Person B, 2017-02-16"),
    (4, "Meeting of Person A, Person B, Person C and Person D, 2017-02-16"),
    (6, "Meeting of Person A, Person B, Person C and 3 others, 2017-02-16"),
])
def test_contacts_are_named_after_people_or_else_sides(people: int, expected: str) -> None:
    story, names = Story(), "ABCDEF"[:people]
    for name in names:
        official(story, name, f"Person {name}")
    meeting(story, "2017-02-16", *(("party", country(side), "") for side in ("United States", "Russia")), people=names)
    assert labels(graph(story), "Meeting") == [expected]


@pytest.mark.parametrize(("steps", "expected"), [
    ([("signed", "2010-04-08"), ("established", "2011"), ("suspended", "2023"), ("expired", "2026-02-05")],
     ["agreed, 2010-04-08 to 2011", "in force, 2011 to 2023", "suspended, 2023 to 2026-02-05",
      "expired since 2026-02-05"]),
    ([("established", "2011"), ("used", "2012"), ("resumed", "2013")], ["in force since 2011"]),
    ([("suspended", "")], []),
    ([("violated", "2014")], []),
    ([("established", "2011"), ("proposed", "2020"), ("rejected", "2021")], ["in force since 2011"]),
    ([("proposed", "2010"), ("rejected", "2011")], ["proposed, 2010 to 2011", "rejected since 2011"]),
    ([("agreed", "2011-01-01"), ("established", "2011-01-01")], ["in force since 2011-01-01"]),
])
def test_dated_changes_give_states(steps: list[tuple[str, str]], expected: list[str]) -> None:
    found = graph(arrangement(Story(), "New START", *steps))
    assert labels(found, "State") == sorted(f"New START {words}" for words in expected)


def test_a_state_belongs_to_its_arrangement_and_names_what_it_comes_from() -> None:
    found = graph(arrangement(Story(), "New START", ("suspended", "2023"), ("expired", "2026-02-05")))
    state = "New START suspended, 2023 to 2026-02-05", "State"
    assert values(found, *state, "bc:arrangement") == ["New START"]
    assert values(found, *state, "bc:inState") == ["suspended"]
    assert (values(found, *state, "bc:from"), values(found, *state, "bc:until")) == (["2023"], ["2026-02-05"])
    assert values(found, *state, "prov:wasDerivedFrom") == [
        "New START expired, 2026-02-05", "New START suspended, 2023", "state of an arrangement"]


def test_a_fact_takes_the_iri_of_its_first_report_and_the_others_lead_to_it() -> None:
    first, second = baku("2017-02-17"), baku("2017-02-20")
    [alone] = graph(first).query("SELECT ?m { ?m a bc:Meeting }")
    [replaced] = graph(second).query("SELECT ?m { ?m a bc:Meeting }")
    both = graph(second, first)
    assert [row["m"] for row in both.query("SELECT ?m { ?m a bc:Meeting }")] == [alone["m"]]
    assert list(both.query(f"SELECT ?p ?o {{ <{replaced['m']}> ?p ?o }}")) == [
        {"p": terms.DCTERMS_IS_REPLACED_BY, "o": alone["m"]}]


def test_reference_rows_are_those_of_the_facts_and_no_further_officials() -> None:
    found = graph(baku())
    rows = [row["l"] for row in found.query("SELECT ?l { GRAPH id:reference { ?p a foaf:Person ; rdfs:label ?l } }")]
    assert set(rows) <= {"Joseph Dunford", "Valery Gerasimov"}
    assert labels(found, "Country") == ["Azerbaijan", "Russia", "United States"]
    held = found.query("ASK { ?tenure a bc:Tenure ; org:member ?who FILTER NOT EXISTS { ?fact skos:exactMatch ?who } }")
    assert not held


def test_concepts_that_are_used_have_their_words() -> None:
    found = graph(baku(), arrangement(Story(), "New START", ("suspended", "2023")))
    concepts = [row["l"] for row in found.query("SELECT ?l { ?c a skos:Concept ; rdfs:label ?l } ORDER BY ?l")]
    assert concepts == ["held", "suspended"]


def test_a_graph_conforms_to_its_shapes() -> None:
    found = graph(baku(), baku("2017-02-20", place="Sumgait"), arrangement(
        Story(), "New START", ("signed", "2010"), ("suspended", "2023"), ("expired", "2026-02-05")))
    assert str(found.validate()) == "The graph conforms to its shapes."


def test_a_broken_graph_does_not_conform() -> None:
    story = Story().add("c", "Meeting", "Talks", ("participant", Ref("p"), "")).add("p", "Place", "Baku")
    outcome = graph(story).validate()
    assert not outcome.conforms
    assert "has a participant that is no bc:Official" in str(outcome)


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_articles_does_not_change_a_byte(form: str) -> None:
    stories = [baku(), baku("2017-02-20", place="Azerbaijan"), arrangement(Story(), "New START", ("expired", "2026")),
               official(Story(published="2016-01-01"), "d", "Joseph Dunford")]
    assert len({export(quads(*order), form) for order in permutations(stories)}) == 1


def test_facts_can_be_made_again_from_article_graphs() -> None:
    stories = baku(), baku("2017-02-20")
    whole = set(quads(*stories))
    names = [NamedNode(f"{terms.ID}article/{story.article.id}") for story in stories]
    graphs = [[quad for quad in whole if quad.graph_name == name] for name in names]
    told = [account for each in graphs for account in accounts(each)]
    assert set(fused_quads(told)) == whole.difference(*graphs)


def test_each_article_is_read_once_and_problems_are_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        (folder / "a.txt").write_text("General Joseph Dunford met General Valery Gerasimov in Baku.", encoding="utf-8")
    problems: list[SourceError] = []
    seen: list[Article] = []
    found = list(readings([tmp_path / "one", tmp_path / "two", tmp_path / "no.txt"], None, problems, seen.append))
    assert len(found) == len(seen) == 1
    assert ["no.txt" in str(problem) for problem in problems] == [True]


def test_no_article_at_all_is_an_error_that_names_every_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="one.txt(.|\n)*two.txt(.|\n)*no article"):
        KnowledgeGraph.build([tmp_path / "one.txt", tmp_path / "two.txt"])


BUILD = """
import sys
from backchannel.graph import KnowledgeGraph
graph = KnowledgeGraph.build(sys.argv[1:])
for form in ("ttl", "trig", "nq", "jsonld"):
    sys.stdout.buffer.write(graph.export(form=form))
"""


def test_two_builds_in_two_processes_are_equal_to_the_byte(tmp_path: Path) -> None:
    texts = {"a.txt": "On Thursday General Joseph Dunford met General Valery Gerasimov in Baku, the Pentagon said.",
             "b.txt": "General Mark Milley spoke by phone with General Valery Gerasimov on 3 March 2021.",
             "c.txt": "The United States and Russia signed New START in 2010. The treaty expired on 5 February 2026."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = {subprocess.run([sys.executable, "-c", BUILD, *(str(tmp_path / name) for name in order)], check=True,
                            capture_output=True, env={"PYTHONHASHSEED": seed}).stdout
             for seed, order in (("1", sorted(texts)), ("2", sorted(texts, reverse=True)))}
    assert len(found) == 1
    assert b"Gerasimov" in found.pop()
