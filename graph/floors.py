"""Floors of quality: for every set of annotated articles the figures below which reading may not fall, as data.

Floors rise with the figures; lowering one takes a reason, which is kept beside them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from backchannel.graph.gold import GoldError
from backchannel.graph.scoring import Counts
from backchannel.sources.folders import reason as why
from backchannel.sources.folders import shown

MEASURES: Final = ("precision", "f1")
_MARGIN: Final = 0.01  # how far a floor lies below what was measured; twice that for a single slot
_HEAD: Final = """\
# Figures below which reading may not fall, by set of annotated articles. Raised and lowered by
#   backchannel evaluate FOLDER --update-floors [--reason TEXT]
"""

Figures = Mapping[str, Counts]  # by slot, kind and over all
Table = Mapping[str, Mapping[str, float]]  # the same names → measure → floor


@dataclass(frozen=True)
class Lowering:
    """A floor that was lowered, and why; ``before`` and ``after`` lie in 0..1."""

    set: str
    figure: str
    measure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True)
class Floors:
    """The floors by set, and the history of what was lowered."""

    sets: Mapping[str, Table]
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True)
class Shortfall:
    """A figure that lies below its floor."""

    figure: str
    measure: str
    floor: float
    measured: float

    def __str__(self) -> str:
        return f"{self.measure} of {self.figure} is {self.measured:.3f}, below its floor of {self.floor:.3f}"


def read_floors(path: Path) -> Floors:
    """The floors in ``path``, none if there is no such file. Raises GoldError if it is not such a file."""
    if not path.exists():
        return Floors({})
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        sets = {name: {figure: {measure: float(floor) for measure, floor in row.items()}
                       for figure, row in table.items()} for name, table in content["floors"].items()}
        return Floors(sets, tuple(Lowering(**row) for row in content["lowered"] or ()))
    except OSError as error:
        raise GoldError(f"{shown(path)} {why(error)}.") from error
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise GoldError(f"{shown(path)} is not a file of floors; restore it, or remove it to begin anew.") from error


def shortfalls(table: Table, figures: Figures) -> list[Shortfall]:
    """The figures that lie below their floors; a figure that there is no longer counts as 0."""
    found = []
    for figure, row in table.items():
        for measure, floor in row.items():
            measured = float(getattr(figures.get(figure, Counts()), measure))
            if measured < floor:
                found.append(Shortfall(figure, measure, floor, measured))
    return found


def updated(floors: Floors, name: str, figures: Figures, reason: str = "") -> Floors:
    """The floors after the set ``name`` was measured anew: raised where they can be, lowered where there is a reason.

    Raises GoldError if one would have to be lowered and ``reason`` is empty.
    """
    table = floors.sets.get(name, {})
    low = shortfalls(table, figures)
    if low and not reason:
        raise GoldError("\n".join(f"{name}: {each}; to lower it, say why with --reason." for each in low))
    dropped = {(each.figure, each.measure) for each in low}
    new = {figure: {measure: _floor(figure, float(getattr(counts, measure)), (figure, measure) in dropped,
                                    table.get(figure, {}).get(measure, 0.0)) for measure in MEASURES}
           for figure, counts in figures.items()}
    history = [Lowering(name, each.figure, each.measure, each.floor, new.get(each.figure, {}).get(each.measure, 0.0),
                        reason) for each in low]
    return replace(floors, sets={**floors.sets, name: new}, lowered=(*floors.lowered, *history))


def as_yaml(floors: Floors) -> str:
    """The floors as the file that :func:`read_floors` reads."""
    lines = [_HEAD, "floors:\n"]
    for name, table in sorted(floors.sets.items()):
        lines.append(f"  {name}:\n")
        lines += [f"    {figure}: {_row(row)}\n" for figure, row in table.items()]
    history: list[dict[str, Any]] = [vars(each) for each in floors.lowered]
    return "".join(lines) + yaml.safe_dump({"lowered": history}, sort_keys=False, allow_unicode=True, width=120)


def _floor(figure: str, measured: float, lowered: bool, old: float) -> float:
    margin = _MARGIN * (2 if "." in figure else 1)
    floor = max(0.0, math.floor((measured - margin) * 1000) / 1000)
    return floor if lowered else max(old, floor)


def _row(row: Mapping[str, float]) -> str:
    return "{" + ", ".join(f"{measure}: {floor:.3f}" for measure, floor in row.items()) + "}"
