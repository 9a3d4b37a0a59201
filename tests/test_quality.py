"""The quality gate: reading may not fall below the floors in ``gold/floors.yaml``.

A floor is lowered by ``backchannel evaluate FOLDER --update-floors --reason TEXT`` alone, which keeps the reason.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from backchannel.graph.evaluate import Evaluation, evaluate
from backchannel.graph.floors import MEASURES, read_floors, shortfalls
from backchannel.graph.gold import read_keys

GOLD = Path(__file__).parent / "gold"
SETS = ("dev", "held", "held-news", "news", "open")
FLOORS = read_floors(GOLD / "floors.yaml")


@cache
def measured(name: str) -> Evaluation:
    return evaluate(read_keys(GOLD / name))


def test_every_set_has_floors() -> None:
    assert tuple(sorted(FLOORS.sets)) == SETS
    assert tuple(sorted(folder.name for folder in GOLD.iterdir() if folder.is_dir())) == SETS


@pytest.mark.parametrize("name", SETS)
def test_every_figure_has_a_floor(name: str) -> None:
    floors = {(figure, measure) for figure, row in FLOORS.sets[name].items() for measure in row}
    assert floors == {(figure, measure) for figure in measured(name).figures for measure in MEASURES}


@pytest.mark.parametrize("name", SETS)
def test_no_figure_lies_below_its_floor(name: str) -> None:
    assert [str(each) for each in shortfalls(FLOORS.sets[name], measured(name).figures)] == []


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_read_from_articles_without_contacts_and_arrangements(name: str) -> None:
    distractors = measured(name).distractors()
    assert distractors
    assert sum(map(len, distractors.values())) == 0


def test_what_was_lowered_has_a_reason() -> None:
    assert [each for each in FLOORS.lowered if not each.reason.strip()] == []
