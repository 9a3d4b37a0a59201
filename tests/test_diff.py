"""What two graphs differ in, in words and as a patch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made import Story, arrangement, baku, graph, meeting, official, quads, when
from pyoxigraph import Quad, RdfFormat, parse

from backchannel.graph import KnowledgeGraph
from backchannel.graph.diff import difference
from backchannel.graph.export import export
from backchannel.graph.exported import opened
from backchannel.graph.facts import Fact
from backchannel.graph.patch import patch
from backchannel.graph.slots import changed
from backchannel.graph.store import GraphFileError, StoreError
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

Row = tuple[str, str, str, str]


def rows(before: KnowledgeGraph, after: KnowledgeGraph) -> list[Row]:
    return [(each.change, each.kind, each.label, str(each)) for each in before.diff(after).facts]


def patched(lines: str, before: list[Quad]) -> set[Quad]:
    """The graph after a patch, by the rules of its format."""
    [begin, *changes, end] = lines.splitlines()
    assert (begin, end) == ("TX .", "TC .")
    graph = set(before)
    for line in changes:
        [quad] = parse(line[2:], format=RdfFormat.N_QUADS)
        {"A": graph.add, "D": graph.remove}[line[0]](quad)
    return graph


def test_a_graph_is_the_same_as_itself() -> None:
    found = graph(baku()).diff(graph(baku()))
    assert (bool(found), found.facts, patch(found)) == (False, (), "TX .\nTC .\n")


def talks(day: str, *more: str) -> Story:
    """An article that is always the same, read with another date or other people."""
    story = Story()
    for name in ("Joseph Dunford", "Valery Gerasimov", *more):
        official(story, name[0].lower(), name)
    return meeting(story, day, people=("j", "v", *(name[0].lower() for name in more)))


@pytest.mark.parametrize(("before", "after", "words"), [
    (talks("2019-03"), talks("2019-03-04"), "date 2019-03 → 2019-03-04"),
    (talks("2019-03"), talks(""), "date − 2019-03"),
    (talks("2019-03"), talks("2019-03", "Petr Pavel"), "participant + Petr Pavel"),
    (talks("2019", "Petr Pavel"), talks("2018"), "date 2019 → 2018; participant − Petr Pavel"),
])
def test_a_slot_that_changed_is_told_with_what_it_lost_and_gained(before: Story, after: Story, words: str) -> None:
    [told] = [row for row in rows(graph(before), graph(after)) if row[1] == "Meeting"]
    assert (told[0], told[3]) == ("changed", words)
    assert told[2].startswith("Meeting of Joseph Dunford")


def test_days_are_told_where_they_are_narrower_than_the_date() -> None:
    early, whole = Interval(date(2019, 3, 1), date(2019, 3, 10), "month"), when("2019-03")
    one, other = (Fact("urn:m", terms.Meeting, "m", {}, {terms.DATE: span}) for span in (early, whole))
    assert [str(slot) for slot in changed(one, other, {}, {})] == ["date 2019-03 (2019-03-01 to 2019-03-10) → 2019-03"]


def test_a_fact_that_got_more_reports_is_changed_slot_by_slot() -> None:
    before, after = graph(baku()), graph(baku(), baku("2017-02-18", place="Sumqayit"))
    [meeting] = [row for row in rows(before, after) if row[1] == "Meeting"]
    assert meeting[0] == "changed"
    assert meeting[3] == "articles + Generals meet; disputed + venue"


def test_an_arrangement_gets_a_change_and_a_state() -> None:
    told = rows(graph(arrangement(Story(), "New START", ("established", "2011"))),
                graph(arrangement(Story(), "New START", ("established", "2011"), ("expired", "2026"))))
    assert told == [
        ("added", "Change", "New START expired, 2026", ""),
        ("added", "State", "New START expired since 2026", ""),
        ("changed", "State", "New START in force since 2011", "until + 2026"),
    ]


def test_a_replaced_iri_is_the_same_fact_renamed() -> None:
    late, early = baku("2017-02-20"), baku("2017-02-17")
    before, after = graph(late), graph(late, early)
    assert not {change for change, kind, *_ in rows(before, after) if kind != "Article"} - {"changed", "renamed"}
    assert all("participant" not in words for *_, words in rows(before, after))
    assert {change for change, *_ in rows(after, before)} == {"removed", "changed"}


def test_facts_can_be_merged_and_split() -> None:
    one, other, stranger = (official(Story(text=f"{number} X", url=f"https://x.example/{number}"), "o", "Ada Roe", of)
                            for number, of in enumerate(("Norway", "", "Sweden")))
    apart, together = graph(one, other, stranger), graph(one, other)
    found = [row for row in rows(apart, together) if row[1] == "Official"]
    assert sorted(row[0] for row in found) == ["changed", "merged", "removed"]
    assert [str(each) for each in together.diff(apart).facts if each.change == "split"] == ["was part of Ada Roe"]


@pytest.mark.parametrize(("before", "after"), [
    ([baku()], [baku(), baku("2017-02-18")]),
    ([baku(), arrangement(Story(text='A "quote"\nand \\ more.'), "New START", ("expired", "2014"))], [baku()]),
])
def test_a_patch_turns_one_graph_into_the_other(before: list[Story], after: list[Story]) -> None:
    one, other = quads(*before), quads(*after)
    assert patched(patch(difference(one, other)), one) == set(other)
    assert patch(difference(one, other)) == patch(difference(reversed(one), reversed(other)))


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld"])
def test_a_graph_is_the_same_as_its_export(tmp_path: Path, form: str) -> None:
    built = graph(baku(), arrangement(Story(), "New START", ("expired", "2014")))
    built.export(tmp_path / f"graph.{form}")
    assert not built.diff(KnowledgeGraph(opened(tmp_path / f"graph.{form}")))


def test_statements_may_differ_where_facts_do_not() -> None:
    here = quads(baku())
    gone = [quad for quad in here if "rule" not in quad.predicate.value]
    found = difference(here, gone)
    assert (found.facts, bool(found), len(found.removed), found.added) == ((), True, len(here) - len(gone), ())


BAD_DATE = b"""<urn:a> a <https://w3id.org/backchannel/ontology#Article> .
<urn:m> a <https://w3id.org/backchannel/ontology#Meeting> ; <https://w3id.org/backchannel/ontology#date> "May" ."""


@pytest.mark.parametrize(("name", "content", "words"), [
    ("graph.ttl", None, "graph.ttl does not exist; check the path."),
    ("graph.txt", b"", "graph.txt is no export: its name ends in none of .ttl, .trig"),
    ("graph.ttl", b"<urn:a> <urn:b> .\n", "graph.ttl, line 1, column 17: not valid as .ttl"),
    ("graph.nq", b"<urn:a> <urn:b> <urn:c> .\nx\n", "graph.nq, line 2, column 1: not valid as .nq"),
    ("graph.ttl", b"<urn:a> <urn:b> <urn:c> .", "graph.ttl holds no article"),
    ("graph.trig", b"", "graph.trig holds no article"),
    ("graph.ttl", b"<urn:a> <urn:b> '\xff' .", "graph.ttl"),
    ("graph.ttl", BAD_DATE, "graph.ttl has a date that is no day"),
])
def test_a_file_that_is_no_graph_is_named_with_the_place(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphFileError) as refusal:
        opened(tmp_path / name)
    assert words in str(refusal.value)


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        opened(tmp_path)
    with pytest.raises(StoreError):
        opened(tmp_path / "none")


def test_an_export_of_the_union_keeps_the_order_of_the_patch(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(export(quads(baku()), "ttl"))
    found = KnowledgeGraph(opened(tmp_path / "graph.ttl")).diff(graph(baku(), baku("2017-02-18")))
    assert [str(quad) for quad in found.added] == sorted(str(quad) for quad in found.added)
    assert not any("article" in str(quad.graph_name) for quad in found.added)
