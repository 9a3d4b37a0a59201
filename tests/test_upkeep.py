from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from made import STORY
from pyoxigraph import Quad, Store
from typer.testing import CliRunner

from backchannel.graph import KnowledgeGraph, upkeep
from backchannel.graph.cli import app
from backchannel.graph.delta import Delta
from backchannel.graph.ledger import NAME
from backchannel.graph.store import StoreError, open_store
from backchannel.sources.folders import MARKER

HEAD = "---\ntitle: {title}\npublished: 2017-02-17\nurl: https://wire.example/{name}\n---\n"
TEXTS = {
    "a": STORY,
    "b": "General Joseph Dunford met General Valery Gerasimov in Baku on 16 February 2017 and praised the talks.",
    "c": "The United States and Russia signed New START in 2010. The treaty expired on 5 February 2026.",
}


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / f"{name}.md"
    path.write_text(HEAD.format(title=f"Story {name}", name=name) + (text or TEXTS[name]), encoding="utf-8")
    return path


def content(folder: Path) -> set[Quad]:
    return set(open_store(folder).quads_for_pattern(None, None, None))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of two of the stories, beside which all three stand."""
    paths = [write(tmp_path, name) for name in TEXTS]
    KnowledgeGraph.build(paths[:2], path=tmp_path / "graph")
    return tmp_path / "graph"


def built(folder: Path, *names: str) -> set[Quad]:
    KnowledgeGraph.build([folder / f"{name}.md" for name in names], path=folder / "fresh")
    return content(folder / "fresh")


def test_what_is_added_and_removed_is_as_if_it_had_been_built(store: Path) -> None:
    graph = KnowledgeGraph.open(store)
    done = graph.add(store.parent / "c.md")
    assert done.added == ("Story c",)
    assert content(store) == built(store.parent, "a", "b", "c")
    assert "New START" in {each.label for each in done.differences.facts if each.change == "added"}
    assert graph.remove("https://wire.example/a").removed == ("Story a",)
    assert content(store) == built(store.parent, "b", "c")
    assert [row.title for row in graph.articles()] == ["Story b", "Story c"]


def test_adding_twice_changes_nothing(store: Path) -> None:
    before = content(store)
    done = KnowledgeGraph.open(store).add([store.parent / "a.md", store.parent / "b.md"])
    assert (done.added, done.same, bool(done.differences)) == ((), 2, False)
    assert content(store) == before


def test_an_edited_article_takes_the_place_of_the_older_one_and_what_changed_is_told(store: Path) -> None:
    graph = KnowledgeGraph.open(store)
    done = graph.add(write(store.parent, "b", TEXTS["b"].replace("Baku", "Ganja")))
    assert (done.added, done.replaced) == (("Story b",), ("Story b",))
    assert content(store) == built(store.parent, "a", "b")
    told = {each.label: str(each) for each in done.differences.facts}
    assert told["Ganja"] == "" and "articles − Story b" in told["Baku"]


def test_articles_that_are_added_together_do_not_take_each_others_place(store: Path) -> None:
    for folder in ("one", "two"):
        (store.parent / folder).mkdir()
        (store.parent / folder / "x.txt").write_text(TEXTS["c"] + f" So much for {folder}.", encoding="utf-8")
    folders = [store.parent / "one", store.parent / "two"]
    for _ in range(2):
        KnowledgeGraph.open(store).add(folders)
        assert len(KnowledgeGraph.open(store).articles()) == 4


def test_a_graph_in_memory_can_be_kept_up_too(store: Path) -> None:
    graph = KnowledgeGraph.build([store.parent / "a.md"])
    graph.add(store.parent / "c.md")
    graph.remove("Story a")
    assert not graph.diff(KnowledgeGraph.build(store.parent / "c.md"))


def test_refreshing_a_graph_of_today_changes_nothing(store: Path) -> None:
    before = content(store)
    done = KnowledgeGraph.open(store).refresh()
    assert (done.same, done.read_again, bool(done.differences)) == (2, (), False)
    assert content(store) == before


def test_refreshing_reads_again_what_an_older_reader_read(store: Path) -> None:
    before = content(store)
    graph = Store(str(store))
    for pattern in ("?c bc:rule ?r", "?f a bc:Meeting"):
        graph.update("PREFIX bc: <https://w3id.org/backchannel/ontology#> DELETE { GRAPH ?g { ?s ?p ?o } } "
                     f"WHERE {{ GRAPH ?g {{ ?s ?p ?o . {pattern.replace('?c', '?s').replace('?f', '?s')} }} }}")
    del graph
    done = KnowledgeGraph.open(store).refresh()
    assert set(done.read_again) == {"Story a", "Story b"}
    assert content(store) == before


@pytest.mark.parametrize("harm", ["missing", "cut off", "of another version", "interrupted"])
def test_a_ledger_that_does_not_fit_is_written_again(store: Path, harm: str) -> None:
    if harm == "missing":
        (store / NAME).unlink()
    elif harm == "cut off":
        (store / NAME).write_bytes((store / NAME).read_bytes()[:5000])
    else:
        with sqlite3.connect(store / NAME) as ledger:
            old = harm == "of another version"
            ledger.execute("UPDATE setting SET value = 'old'" if old else "DELETE FROM setting")
        ledger.close()
    done = KnowledgeGraph.open(store).add(store.parent / "c.md")
    assert len(done.added) == 1
    assert content(store) == built(store.parent, "a", "b", "c")


@pytest.mark.parametrize("point", ["before", "after"])
def test_what_is_cut_off_beside_the_stores_transaction_is_made_good(
    store: Path, point: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = content(store)

    def broken(target: Store, change: Delta) -> None:
        if point == "after":
            real(target, change)
        raise KeyboardInterrupt

    real = upkeep.apply
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(upkeep, "apply", broken)
        KnowledgeGraph.open(store).add(store.parent / "c.md")
    assert content(store) == (before if point == "before" else built(store.parent, "a", "b", "c"))
    KnowledgeGraph.open(store).remove("Story b")
    assert content(store) == built(store.parent, "a", *(["c"] if point == "after" else []))


KILLED = """
import os, sys
from backchannel.graph import KnowledgeGraph, upkeep
real, calls = upkeep.apply, []
def apply(store, change):
    real(store, change)
    calls.append(change)
    if len(calls) == 2:
        os.kill(os.getpid(), 9)
upkeep.apply = apply
KnowledgeGraph.open(sys.argv[1]).add(sys.argv[2:])
"""


def test_a_killed_process_leaves_articles_whole_or_absent(store: Path) -> None:
    more = [write(store.parent, name, f"{TEXTS['c']} So says {name}.") for name in ("x", "y", "z")]
    done = subprocess.run([sys.executable, "-c", KILLED, str(store), *map(str, more)], capture_output=True)
    assert done.returncode == -9
    there = [row.title.removeprefix("Story ") for row in KnowledgeGraph.open(store).articles()]
    assert content(store) == built(store.parent, *there)
    assert KnowledgeGraph.open(store).add(more).same == len(there) - 2
    assert content(store) == built(store.parent, "a", "b", "x", "y", "z")


def test_the_ledger_is_no_part_of_the_graph_and_goes_with_it(store: Path) -> None:
    assert b"ledger" not in KnowledgeGraph.open(store).export(form="trig").lower()
    KnowledgeGraph.build(store.parent / "c.md", path=store)
    assert content(store) == built(store.parent, "c")
    assert [path.name for path in store.parent.glob(".*")] == []


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


def test_commands_tell_what_changed(store: Path) -> None:
    code, output = run("add", str(store.parent / "c.md"), "--store", str(store))
    assert code == 0 and "New START" in output and "1 article added. Statements: 0 removed," in output
    code, output = run("add", str(store.parent), "--store", str(store))
    assert code == 0 and "3 articles as before. The graph is as it was." in output
    code, output = run("remove", "Story c", "--store", str(store), "--json")
    assert code == 0 and json.loads(output)["removed"] == ["Story c"]
    code, output = run("refresh", "--store", str(store))
    assert code == 0 and "2 articles as before. The graph is as it was." in output


def test_problems_are_told_and_the_rest_goes_on(store: Path) -> None:
    code, output = run("add", str(store.parent / "no.md"), str(store.parent / "c.md"), "--store", str(store))
    assert code == 2 and "no.md does not exist; check the path." in output and "1 article added." in output
    code, output = run("remove", "Nothing", "Story c", "--store", str(store))
    assert code == 2 and "There is nothing called 'Nothing'" in output and "1 article removed." in output


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_is_no_store_is_not_written(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "graph").mkdir()
        (tmp_path / "graph" / MARKER).write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(StoreError, match=r"There is no store at .*graph|graph cannot be read"), \
            upkeep.upkeep(tmp_path / "graph"):
        pass


def test_a_curators_decisions_hold_for_what_comes_and_goes(tmp_path: Path) -> None:
    paths = [write(tmp_path, name) for name in TEXTS]
    file = tmp_path / "graph.decisions.yaml"
    file.write_text("- decision: retract\n  reports:\n"
                    "  - {article: https://wire.example/b, quote: met General Valery Gerasimov, kind: meeting}\n"
                    "  author: A. Analyst\n  date: 2026-11-22\n  reason: Not seen by anybody.\n", encoding="utf-8")
    graph = KnowledgeGraph.build(paths[:1], path=tmp_path / "graph", decisions=file)
    graph.add(tmp_path / "b.md")
    KnowledgeGraph.build(paths[:2], path=tmp_path / "fresh", decisions=file)
    assert content(tmp_path / "graph") == content(tmp_path / "fresh")
    graph.refresh()
    assert content(tmp_path / "graph") == content(tmp_path / "fresh")
    graph.remove("https://wire.example/b")
    KnowledgeGraph.build(paths[:1], path=tmp_path / "fresh", decisions=file)
    assert content(tmp_path / "graph") == content(tmp_path / "fresh")
    assert [bool(each.obstacle) for each in graph.decisions()] == [True]
