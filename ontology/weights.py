"""How much each likeness of two reports counts: the weights of ``weights.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import read_settings


@dataclass(frozen=True)
class Weights:
    """The weights of one kind of thing: by feature, and by what the feature finds.

    ``enough`` is the sum from which two reports are linked, ``margin`` by how much the better of two links must be
    better to be taken. Weights are logarithms to base 2 of a likelihood ratio.
    """

    enough: float
    margin: float
    features: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Resolution:
    """The weights of every kind, and the bounds of the work; see the comments in ``weights.yaml``.

    ``days_apart`` are days, ``kilometres_apart`` kilometres, the others numbers of reports.
    """

    officials: Weights
    places: Weights
    contacts: Weights
    arrangements: Weights
    changes: Weights
    largest_block: int
    neighbours: int
    largest_component: int
    days_apart: int
    kilometres_apart: float


@cache
def resolution() -> Resolution:
    """The rules of ``weights.yaml``. Raises DataError if the file does not fit."""
    return read_settings(Resolution, "weights")
