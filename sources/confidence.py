"""How far a rule can be trusted: the share of its readings that are right, as data."""

from __future__ import annotations

from functools import cache

from backchannel.ontology.rows import read_words


@cache
def _table() -> dict[str, float]:
    return {str(rule): float(row["confidence"]) for rule, row in read_words("confidence").items()}


def confidence(rule: str) -> float:
    """The confidence, 0..1, of what ``rule`` reads: its own, that of its nearest family, or the default.

    The families of "date.weekday.last" are "date.weekday" and "date".
    """
    table = _table()
    while rule:
        if rule in table:
            return table[rule]
        rule = rule.rpartition(".")[0]
    return table["default"]
