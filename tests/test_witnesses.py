"""Near-copies of one story are one witness, and what independent witnesses bear out is held."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from made import BAKU, TEXT, baku, graph, values

from backchannel.graph.choice import Voice, choose, confidence, even, same
from backchannel.graph.witnesses import sketch, witnesses
from backchannel.ontology import terms

CORPUS = sorted((Path(__file__).parents[1] / "sources" / "corpus").glob("*.md"))
STORY = CORPUS[0].read_text(encoding="utf-8")
OTHER = f"{TEXT} More than that neither of the two staffs was ready to tell reporters who had waited outside all day."


def groups(*texts: str) -> list[set[str]]:
    found = witnesses({str(number): sketch(text) for number, text in enumerate(texts)})
    return [{name for name in found if found[name] == first} for first in sorted(set(found.values()))]


@pytest.mark.parametrize(("texts", "expected"), [
    ((STORY, STORY), [{"0", "1"}]),
    ((STORY, STORY.upper().replace(",", "").replace("\n", " ")), [{"0", "1"}]),
    ((STORY, f"By the agencies. {STORY} Read more on our pages."), [{"0", "1"}]),
    ((STORY, STORY[: len(STORY) * 3 // 4]), [{"0", "1"}]),
    ((STORY, CORPUS[1].read_text(encoding="utf-8")), [{"0"}, {"1"}]),
    ((TEXT, OTHER), [{"0", "1"}]),
    (("", ""), [{"0"}, {"1"}]),
    (("Talks.", "Talks."), [{"0", "1"}]),
])
def test_copies_are_one_witness(texts: tuple[str, ...], expected: list[set[str]]) -> None:
    assert groups(*texts) == expected


def test_no_two_bundled_articles_are_copies() -> None:
    assert len(groups(*(path.read_text(encoding="utf-8") for path in CORPUS))) == len(CORPUS)


def test_the_order_of_articles_does_not_matter() -> None:
    sketches = {"a": sketch(STORY), "b": sketch(TEXT), "c": sketch(OTHER), "d": sketch(f"{STORY} End.")}
    assert {tuple(sorted(witnesses(dict(order)).items())) for order in permutations(sketches.items())} == {
        (("a", "a"), ("b", "b"), ("c", "b"), ("d", "a"))}


@pytest.mark.parametrize(("voices", "expected"), [
    ([], 0.0),
    ([Voice("a", "a", 0.8)], 0.8),
    ([Voice("a", "a", 0.8), Voice("b", "b", 0.5)], 0.9),
    ([Voice("a", "a", 0.8), Voice("b", "a", 0.5)], 0.8),
    ([Voice("a", "a", 0.5), Voice("b", "a", 0.8), Voice("c", "c", 1.0)], 1.0),
])
def test_confidence_grows_with_independent_witnesses_alone(voices: list[Voice], expected: float) -> None:
    assert confidence(voices) == pytest.approx(expected)


@pytest.mark.parametrize(("votes", "held"), [
    ({"x": [Voice("a", "a"), Voice("b", "b")], "y": [Voice("c", "c")]}, "x"),
    ({"y": [Voice("a", "a"), Voice("b", "b")], "x": [Voice("c", "c"), Voice("d", "c"), Voice("e", "c")]}, "y"),
    ({"x": [Voice("a", "a", 0.6)], "y": [Voice("b", "b", 0.9)]}, "y"),
    ({"x": [Voice("a", "a", 0.9)], "y": [Voice("b", "b", 0.9), Voice("c", "b", 0.9)]}, "y"),
])
def test_witnesses_count_then_confidence_then_articles(votes: dict[str, list[Voice]], held: str) -> None:
    assert choose(votes, same, even) == (held, True)


def test_a_story_that_is_reprinted_does_not_outvote_two_others() -> None:
    far = "A quite different account, from a paper in the port, has General Dunford and General Gerasimov in a hall."
    near = "On Thursday the chiefs of staff shook hands for the cameras. Later General Dunford praised the general."
    reprints = [baku(f"2017-02-1{day}", place="Sumgait") for day in (7, 8, 9)]
    found = graph(*reprints, baku("2017-02-20", text=far), baku("2017-02-21", text=near))
    label = BAKU
    assert values(found, label, "Meeting", "bc:venue") == ["Baku"]
    assert values(found, label, "Meeting", "bc:disputed") == [terms.VENUE]


def test_every_article_names_the_witness_whose_story_it_tells() -> None:
    found = graph(baku(), baku("2017-02-18"), baku("2017-02-20", text="Quite another text on Joseph Dunford."))
    pairs = [(row["article"], row["witness"]) for row in found.query("SELECT * { ?article bc:witness ?witness }")]
    assert sorted(article for article, _ in pairs) == sorted(article.iri for article in found.articles())
    assert len({witness for _, witness in pairs}) == 2
    assert all((witness, witness) in pairs for _, witness in pairs)
    assert found.query("ASK { ?article bc:witness ?witness ; prov:wasDerivedFrom/rdfs:label 'witness of an article' }")
    assert found.validate().conforms


def test_one_meeting_of_which_articles_give_two_days_has_a_disputed_date() -> None:
    found = graph(baku(), baku("2017-02-20", "2017-02-17"), baku("2017-02-21", "2017-02"))
    assert values(found, BAKU, "Meeting", "bc:disputed") == [terms.DATE]
    assert values(found, BAKU, "Meeting", "bc:date") != []
