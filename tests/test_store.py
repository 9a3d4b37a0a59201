from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made import baku, quads
from pyoxigraph import Quad

from backchannel.graph import KnowledgeGraph
from backchannel.graph.store import StoreError, in_memory, open_store, replacing
from backchannel.sources.folders import MARKER

HOLD = "import sys, pyoxigraph; store = pyoxigraph.Store(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    fill(folder, quads(baku()))
    return folder


def fill(folder: Path, content: list[Quad]) -> None:
    with replacing(folder) as writer:
        writer.bulk_extend(content)


def size(folder: Path) -> int:
    return len(list(open_store(folder).quads_for_pattern(None, None, None)))


def failing() -> None:
    raise RuntimeError("half way")


def test_what_was_written_is_read(store: Path) -> None:
    assert set(open_store(store).quads_for_pattern(None, None, None)) == set(quads(baku()))


def test_in_memory_it_is_the_same() -> None:
    assert set(in_memory(quads(baku())).quads_for_pattern(None, None, None)) == set(quads(baku()))


def test_a_new_store_takes_the_place_of_the_old_one_and_leaves_nothing_behind(store: Path) -> None:
    fill(store, quads(baku("2017-02-20")))
    assert set(open_store(store).quads_for_pattern(None, None, None)) == set(quads(baku("2017-02-20")))
    assert [path.name for path in store.parent.iterdir()] == ["graph"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    fill(tmp_path / "a" / "b", [])
    assert size(tmp_path / "a" / "b") == 0


def test_an_empty_folder_may_become_a_store(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    fill(tmp_path / "graph", [])
    assert size(tmp_path / "graph") == 0


def test_a_build_that_fails_leaves_the_old_store_as_it_was(store: Path) -> None:
    before = size(store)
    with pytest.raises(RuntimeError, match="half way"), replacing(store) as writer:
        writer.bulk_extend([])
        failing()
    assert size(store) == before
    assert [path.name for path in store.parent.iterdir()] == ["graph"]


def test_a_build_that_was_killed_stands_in_no_ones_way(store: Path) -> None:
    (store.parent / ".graph.building").mkdir()
    (store.parent / ".graph.building" / "000001.log").write_bytes(b"half")
    fill(store, [])
    assert size(store) == 0


def test_a_store_whose_replacement_was_cut_off_comes_back(store: Path) -> None:
    before = size(store)
    store.rename(store.with_name(".graph.previous"))
    assert size(store) == before
    store.rename(store.with_name(".graph.previous"))
    fill(store, [])
    assert size(store) == 0


def test_two_readers_at_once_are_welcome(store: Path) -> None:
    one, two = open_store(store), open_store(store)
    assert len(list(one.quads_for_pattern(None, None, None))) == len(list(two.quads_for_pattern(None, None, None)))


def test_a_reader_cannot_write(store: Path) -> None:
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(store).add(quads(baku())[0])  # type: ignore[attr-defined]


def test_a_store_that_another_process_holds_is_not_replaced(store: Path) -> None:
    with held(store) as holder, pytest.raises(StoreError, match="graph is in use by another process"):
        fill(store, [])
        assert holder
    assert size(store) > 0


def test_a_store_that_another_build_is_writing_is_left_to_it(tmp_path: Path) -> None:
    (tmp_path / ".graph.building").mkdir()
    with held(tmp_path / ".graph.building"), pytest.raises(StoreError, match="Another build is writing .*graph"):
        fill(tmp_path / "graph", [])


class held:  # noqa: N801 - reads as a word
    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def __enter__(self) -> bool:
        assert self.process.stdout
        return self.process.stdout.readline() == b"held\n"

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


@pytest.mark.parametrize(("content", "message"), [
    (None, "There is no store at .*graph; make one with"),
    ({}, "is not a store made by backchannel build"),
    ({"notes.txt": "hello"}, "is not a store made by backchannel build"),
    ({MARKER: "not JSON"}, "is not a store made by backchannel build"),
    ({MARKER: '{"format": 99}'}, "has layout 99, this version reads 1; build it again"),
    ({MARKER: '{"format": 1}'}, "cannot be read .*; build it again"),
])
def test_what_is_no_store_is_not_opened(tmp_path: Path, content: dict[str, str] | None, message: str) -> None:
    folder = tmp_path / "graph"
    if content is not None:
        folder.mkdir()
        for name, text in content.items():
            (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=message) as error:
        KnowledgeGraph.open(folder)
    assert "\n" not in str(error.value)


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="is not a store"):
        fill(tmp_path, [])
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "ten years of work"


def test_a_file_is_not_replaced_by_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="thesis"):
        fill(tmp_path / "thesis", [])


def test_a_place_where_nothing_can_be_written_is_named() -> None:
    with pytest.raises(StoreError, match="^The store /proc/graph cannot be written: "):
        fill(Path("/proc/graph"), [])


def test_the_marker_says_which_layout_the_store_has(store: Path) -> None:
    assert json.loads((store / MARKER).read_text(encoding="utf-8")) == {"format": 1}


@pytest.mark.parametrize("folder", ["graph", ".graph.previous", ".graph.building"])
def test_a_build_never_removes_what_is_not_a_store_s_own(store: Path, folder: str) -> None:
    notes = store.parent / folder / "notes.txt"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.txt is not part of a store and would be lost; move it out of"):
        fill(store, [])
    assert notes.read_text(encoding="utf-8") == "mine"
    assert size(store) == len(set(quads(baku())))
