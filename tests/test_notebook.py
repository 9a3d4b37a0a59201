from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_output(path: Path) -> None:
    for cell in read(path).cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@pytest.mark.slow
def test_the_tour_runs(tmp_path: Path) -> None:
    [tour] = [read(path) for path in NOTEBOOKS if path.stem == "tour"]
    NotebookClient(tour, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    printed = [output.get("text", "") for cell in tour.cells for output in cell.get("outputs", [])]
    drawn = [output.data["text/html"] for cell in tour.cells for output in cell.get("outputs", [])
             if "text/html" in output.get("data", {})]
    assert any("Joseph Dunford" in text for text in printed)
    assert len(drawn) == 1 and drawn[0].startswith("<iframe srcdoc=")
    assert (tmp_path / "out" / "tour.ttl").read_text(encoding="utf-8").startswith("@prefix ")
