"""How far a rule can be trusted: the share of its readings that are right, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _table() -> dict[str, float]:
    text = (files("backchannel.ontology") / "lexicon" / "en" / "confidence.yaml").read_text(encoding="utf-8")
    return {str(rule): float(row["confidence"]) for rule, row in yaml.safe_load(text).items()}


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
