from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from made import BAKU, Story, arrangement, baku, labels, quads, values
from pyoxigraph import NamedNode

from backchannel.graph.knowledge import KnowledgeGraph
from backchannel.graph.store import in_memory
from backchannel.graph.threshold import confident
from backchannel.ontology import terms
from backchannel.sources.claims import Ref


def doubted(story: Story, slots: Collection[str], key: str = "", *, twice: bool = False) -> Story:
    """``story`` with little confidence in the ``slots`` of the report ``key`` or of all; ``twice`` adds sure ones."""
    for number, report in enumerate(story.reports):
        weak = [replace(claim, confidence=0.4) if claim.slot in slots and key in ("", report.key) else claim
                for claim in report.claims]
        sure = [replace(claim, rule="second", confidence=0.9) for claim in weak if claim.confidence < 0.5]
        story.reports[number] = replace(report, claims=(*weak, *(sure if twice else ())))
    return story


def graph(story: Story, minimum: float = 0.5) -> KnowledgeGraph:
    return KnowledgeGraph(in_memory(confident(quads(story), minimum)))


@pytest.mark.parametrize("minimum", [0.0, 0.4])
def test_what_is_sure_enough_is_left_as_it_was(minimum: float) -> None:
    made = quads(doubted(arrangement(baku(), "New START", ("signed", "2010")), {"venue", "party", "kind"}))
    assert set(confident(made, minimum)) == set(made)


def test_a_value_goes_with_its_claims_passages_and_the_label_that_it_gave() -> None:
    found = graph(doubted(baku(), {"venue", "date"}))
    [label] = labels(found, "Meeting")
    assert label == "Meeting of Joseph Dunford and Valery Gerasimov"
    assert values(found, label, "Meeting", "bc:venue") == []
    assert values(found, label, "Meeting", "bc:date") == values(found, label, "Meeting", "bc:earliest") == []
    assert values(found, label, "Meeting", "bc:party") == ["Russia", "United States"]
    assert not found.query("ASK { ?claim rdf:predicate bc:venue }")
    assert not found.query("ASK { ?report a bc:Report ; bc:earliest ?day }")


def test_the_best_claim_decides_and_keeps_the_others() -> None:
    found = graph(doubted(baku(), {"venue"}, twice=True))
    assert labels(found, "Meeting") == [BAKU]
    [row] = found.query("SELECT (COUNT(?claim) AS ?number) { ?claim rdf:predicate bc:venue }")
    assert int(row["number"]) == 2


@pytest.mark.parametrize("slot", ["status", "describes"])
def test_a_contact_without_status_or_class_is_none(slot: str) -> None:
    found = graph(doubted(baku(), {slot}, "c1"))
    assert labels(found, "Meeting") == []
    assert labels(found, "Official") == ["Joseph Dunford", "Valery Gerasimov"]
    assert not found.query("ASK { ?report bc:describes bc:Meeting }")


def test_changes_go_with_their_arrangement_and_references_with_what_they_lead_to() -> None:
    story = arrangement(baku(), "New START", ("signed", "2010"))
    contact = next(report for report in story.reports if report.key == "c1")
    story.reports[story.reports.index(contact)] = replace(
        contact, claims=(*contact.claims, story.claim("produced", Ref("a"), "hotline")))
    found = graph(doubted(story, {"describes"}, "a"))
    assert (labels(found, "Treaty"), labels(found, "Change"), labels(found, "State")) == ([], [], [])
    assert values(found, BAKU, "Meeting", "bc:produced") == []
    found = graph(doubted(story, {"describes"}, "g"))
    assert values(found, labels(found, "Meeting")[0], "Meeting", "bc:participant") == ["Joseph Dunford"]


def test_what_is_left_conforms_and_every_passage_is_used() -> None:
    story = doubted(arrangement(baku(), "New START", ("signed", "2010")), {"venue", "date", "country"})
    assert graph(story).validate().conforms
    store = in_memory(confident(quads(story), 0.5))
    passages = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(terms.RDF_TYPE),
                                                                 NamedNode(terms.Passage))}
    used = {quad.object for name in (terms.PASSAGE, terms.SENTENCE)
            for quad in store.quads_for_pattern(None, NamedNode(name), None)}
    assert passages == used
