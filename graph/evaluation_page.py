"""An evaluation as one HTML page without scripts: figures, a reliability diagram, distractors and differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import floor, sqrt
from typing import Any, Final

from backchannel.graph.entries import SLOTS
from backchannel.graph.evaluate import OVERALL, Difference, Evaluation
from backchannel.graph.reliability import Bin
from backchannel.graph.templating import environment

_LEFT, _TOP, _WIDTH, _HEIGHT = 60, 20, 340, 320  # of the plot within the diagram, as in the template
_TICK: Final = 0.1
_SMALL, _LARGE = 3, 16  # radius of a dot of few readings, and of all


def page(evaluation: Evaluation, bins: Sequence[Bin], title: str, *, errors: bool = False) -> str:
    """A whole HTML page, to be written as UTF-8; with ``errors`` it lists every difference."""
    figures = evaluation.figures
    kinds = {kind: {kind: figures[kind]} | {f"{kind}.{slot}": figures[f"{kind}.{slot}"] for slot in slots}
             for kind, slots in SLOTS.items()}
    return environment().get_template("evaluation.html").render(
        title=title, articles=len(evaluation.marked), kinds={OVERALL: {OVERALL: figures[OVERALL]}, **kinds},
        bins=bins, plot=_plot(bins) if bins else None, distractors=evaluation.distractors(),
        differences=_by_article(evaluation) if errors else None)


def distance(bins: Sequence[Bin]) -> float:
    """The mean distance between claimed confidence and share right, over all readings (expected calibration error)."""
    readings = sum(each.readings for each in bins)
    return sum(abs(each.claimed - each.share) * each.readings for each in bins) / readings if readings else 0.0


def _by_article(evaluation: Evaluation) -> dict[str, list[Difference]]:
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for each in evaluation.differences():
        found[each.article].append(each)
    return dict(found)


def _plot(bins: Sequence[Bin]) -> dict[str, Any]:
    """The diagram in its own units; both axes begin at the tenth below the lowest dot."""
    lowest = min(min(each.claimed, each.share) for each in bins)
    begin = min(floor(lowest / _TICK + 1e-9) * _TICK, 1 - 2 * _TICK)
    steps = round((1 - begin) / _TICK)

    def across(number: float) -> float:
        return round(_LEFT + _WIDTH * (number - begin) / (1 - begin), 1)

    def up(number: float) -> float:
        return round(_TOP + _HEIGHT * (1 - (number - begin) / (1 - begin)), 1)

    ticks = [{"x": across(begin + step * _TICK), "y": up(begin + step * _TICK), "text": f"{begin + step * _TICK:.1f}"}
             for step in range(steps + 1)]
    readings = sum(each.readings for each in bins)
    dots = [{"x": across(each.claimed), "y": up(each.share),
             "readings": each.readings, "radius": round(_SMALL + (_LARGE - _SMALL) * sqrt(each.readings / readings), 1),
             "text": f"{each.right} of {each.readings} readings right, confidence {each.claimed:.3f}"} for each in bins]
    return {"ticks": ticks, "dots": dots, "distance": distance(bins)}
