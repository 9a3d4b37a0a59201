"""The confidence of every rule, measured: how often it was right on annotated articles, and what that is worth.

Rules are many and annotated articles few, so a rule's share of right readings is drawn towards that of its family
(``date.weekday`` → ``date``), and a family's towards that of all: the m-estimate of Cestnik, "Estimating
probabilities: a crucial task in machine learning" (ECAI 1990). Of that share the confidence is the lower end of an
interval, after Wilson, "Probable inference, the law of succession, and statistical inference" (JASA 22, 1927).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from backchannel.graph.reliability import Judged

#: The name under which the confidence of a rule stands that has no measured relative.
DEFAULT: Final = "default"
#: How many readings what is known of the family counts for.
PRIOR: Final = 8
#: The standard normal quantile of 0.9: with a chance of 90 % a rule is right at least as often as its confidence says.
QUANTILE: Final = 1.2816

_HEAD: Final = """\
# How far each rule of reading, or family of rules, can be trusted. Measured on annotated articles and written by
#   backchannel evaluate FOLDER ... --calibrate FILE
# right of readings: how often what the rule read agrees with the annotators; a family counts those of all its rules.
# confidence: the lower end of the one-sided 90 % interval for that share, after it was drawn towards the family's; for
# a family, what a rule of it is worth that was never measured.
"""


@dataclass(frozen=True)
class Trust:
    """How often a rule or family was right, and its confidence, 0..1."""

    right: int
    readings: int
    confidence: float


def trust(judged: Iterable[Judged]) -> dict[str, Trust]:
    """The trust in every rule and family that has readings, and in :data:`DEFAULT`, which comes first."""
    right: Counter[str] = Counter()
    readings: Counter[str] = Counter()
    rules = set()
    for each in judged:
        rules.add(each.rule)
        for name in _line(each.rule):
            readings[name] += 1
            right[name] += each.right
    shares = {DEFAULT: (right[DEFAULT] + 0.5) / (readings[DEFAULT] + 1)}
    for name in sorted(readings.keys() - {DEFAULT}):  # a family comes before its members
        shares[name] = _drawn(right[name], readings[name], shares[_family(name)])
    table = {}
    for name, share in shares.items():
        known = PRIOR + (readings[name] if name in rules else 0)
        table[name] = Trust(right[name], readings[name], round(lower_bound(share, known), 2))
    return table


def lower_bound(share: float, readings: float) -> float:
    """The lower end of Wilson's score interval for a ``share`` (0..1) of ``readings``, at :data:`QUANTILE`."""
    square = QUANTILE * QUANTILE
    middle = share + square / (2 * readings)
    spread = QUANTILE * sqrt(share * (1 - share) / readings + square / (4 * readings * readings))
    return (middle - spread) / (1 + square / readings)


def as_yaml(table: Mapping[str, Trust]) -> str:
    """The trust in rules as the data file that reading takes it from."""
    rows = (f"{name}: {{confidence: {each.confidence:g}, right: {each.right}, readings: {each.readings}}}\n"
            for name, each in table.items())
    return _HEAD + "".join(rows)


def _line(rule: str) -> Iterator[str]:
    """A rule, its families from the nearest to the widest, and the default."""
    while rule:
        yield rule
        rule = rule.rpartition(".")[0]
    yield DEFAULT


def _family(name: str) -> str:
    return name.rpartition(".")[0] or DEFAULT


def _drawn(right: int, readings: int, towards: float) -> float:
    return (right + PRIOR * towards) / (readings + PRIOR)
