from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import Story, arrangement, baku, country, meeting, official, post, quads
from pyoxigraph import Quad, Store

from backchannel.graph import blocks, clusters
from backchannel.graph.accounts import accounts
from backchannel.graph.delta import apply, delta
from backchannel.graph.known import known
from backchannel.graph.ledger import Ledger, digest, open_ledger
from backchannel.graph.revise import revise
from backchannel.graph.triples import article_iri, article_quads
from backchannel.ontology import terms
from backchannel.ontology.weights import resolution
from backchannel.sources.claims import Ref, Term, Text

OTHER = "Quite another text, on talks of two generals in a town by the sea, which is no copy of any other story here."
TABLES = ("article", "band", "copy", "account", "reference", "key", "link", "location", "reading", "need", "spelling")


def named(words: str, day: str, name: str = "Ann Other", of: str = "") -> Story:
    """A person with a post that reference data does not know, spelled in a way of one's own."""
    story = Story(f"{name} is {words}.", published=day, url=f"https://wire.example/{name}-{day}".replace(" ", "-"))
    sides = [("country", country(of), "")] if of else []
    return story.add("d", "Official", name, ("post", post(words), ""), *sides)


def sides(words: str, day: str) -> Story:
    """A meeting with an organisation that reference data does not know."""
    story = official(official(Story(OTHER, published=day), "d", "Mark Milley"), "g", "Pertti Nobody")
    met = ("party", Term(terms.data_iri("organization", words), words, "Organization"), "")
    return meeting(story, "2021-05-12", met)


def steps(day: str, *of: tuple[str, str], label: str = "New START") -> Story:
    return arrangement(Story(f"{label} {of}", published=day, url=f"https://wire.example/{day}"), label, *of)


#: Stories that share events, places, posts and an arrangement; of three texts, so that some are copies.
POOL = (
    baku(), baku("2017-02-20"), baku("2017-02-10", place="Azerbaijan", text=OTHER), baku("2017-02-21", "2017-02-17"),
    baku("2017-02-22", place="Sumgait", text=OTHER + " Or is it?"), baku("", became="planned", text="Only this."),
    steps("2026-02-01", ("signed", "2010"), ("suspended", "2023")), steps("2026-02-02", ("expired", "2026-02-05")),
    steps("2026-02-03", ("extended", "2026-02-06"), ("suspended", "2023-02-21")), steps("", ("signed", "2010-04-08")),
    named("Chief of staff", "2017-01-01"), named("Chief of Staff", "2017-01-02"),
    named("Chief of Staff", "2017-01-03", "Anne Other", "Finland"), sides("The working group", "2021-05-13"),
    sides("The Working Group", "2021-05-14"), sides("The Working Group", "2021-05-15"),
    Story(published="2016-01-01").add("p", "Place", "Baku", ("country", country("Georgia"), "")).add(
        "q", "Place", "Tbilisi", ("within", Ref("p"), ""), ("altLabel", Text("Tiflis"), "")),
)
GRAPHS = {article_iri(story.article): list(article_quads(story.reading)) for story in POOL}
NAMES = list(GRAPHS)


class Kept:
    """A graph kept up, without a file."""

    def __init__(self) -> None:
        self.store = Store()
        self.ledger: Ledger
        self.ledger, _ = open_ledger(None)
        self.present: set[str] = set()

    def toggle(self, *articles: str) -> None:
        """Removes those of ``articles`` that are there, and adds the others."""
        gone, come = (set(articles) & self.present, set(articles) - self.present)
        new = [quad for article in sorted(come) for quad in GRAPHS[article]]
        made = revise(self.ledger, known(), [a for name in sorted(come) for a in accounts(GRAPHS[name])], gone)
        apply(self.store, delta(self.store, made, new, gone))
        self.present ^= set(articles)

    def built(self) -> set[Quad]:
        """The graph of a build of the same articles."""
        return set(quads(*(story for story in POOL if article_iri(story.article) in self.present)))


def sequences(length: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=length)


def check(sequence: list[list[str]]) -> None:
    kept = Kept()
    for articles in sequence:
        kept.toggle(*articles)
        assert set(kept.store) == kept.built()


@settings(max_examples=12, deadline=None)
@given(sequences(8))
def test_after_any_adds_and_removes_the_graph_is_that_of_a_build(sequence: list[list[str]]) -> None:
    check(sequence)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(sequences(25))
def test_after_many_adds_and_removes_too(sequence: list[list[str]]) -> None:
    check(sequence)


@pytest.fixture(params=[(1, 1), (2, 1), (3, 2)])
def small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    largest, neighbours = request.param
    rules = replace(resolution(), largest_block=largest, neighbours=neighbours)
    for module in (blocks, clusters):
        monkeypatch.setattr(module, "resolution", lambda: rules)
    yield


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequences(8))
def test_neither_do_blocks_too_large_to_compare_all_their_members(
    small_blocks: None, sequence: list[list[str]],
) -> None:
    check(sequence)


def test_nothing_is_left_when_all_is_removed() -> None:
    kept = Kept()
    kept.toggle(*NAMES)
    for name in NAMES:
        kept.toggle(name)
    assert set(kept.store) == set()
    assert list(kept.store.named_graphs()) in ([], [kept_reference()])
    assert {table: kept.ledger.one(f"SELECT count(*) FROM {table}") for table in TABLES} == dict.fromkeys(TABLES, 0)


def kept_reference() -> object:
    from backchannel.graph.reference_rows import GRAPH

    return GRAPH


def test_the_ledger_is_the_same_however_it_came_about() -> None:
    found = []
    for order in (NAMES, NAMES[::-1]):
        kept = Kept()
        for name in order:
            kept.toggle(name)
        found.append({table: kept.ledger.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES})
    assert found[0] == found[1]


@pytest.mark.parametrize(("one", "other"), [
    (("a", "b"), ("ab",)), ((frozenset({"a", "b"}),), (("a", "b"),)), (("1",), (1,)), ((None,), ("",)),
])
def test_different_keys_have_different_names(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert digest(*one) != digest(*other)
    assert digest(frozenset("abcdefgh")) == digest(frozenset("hgfedcba"))
