"""Contradictory decisions: the later wins, of the same day none, in whatever order they come."""

from __future__ import annotations

from itertools import permutations

import pytest

from backchannel.graph.bonds import Tie, settle


def tie(text: str) -> Tie:
    """``2 AB=`` and ``3 AC/``: reports A and B the same on the second, A and C different on the third."""
    day, reports = text.split()
    return Tie(text, f"2026-11-0{day}", reports[-1] == "=", tuple(reports[:-1]))


@pytest.mark.parametrize(("ties", "aside"), [
    ("1 AB=", {}),
    ("1 AB=, 2 BC=", {}),
    ("1 AB=, 1 CD/", {}),
    ("1 AB=, 2 AB/", {"1 AB=": {"2 AB/"}}),
    ("1 AB/, 2 AB=", {"1 AB/": {"2 AB="}}),
    ("1 AB=, 1 AB/", {"1 AB=": {"1 AB/"}, "1 AB/": {"1 AB="}}),
    ("1 AB=, 2 BC=, 3 AC/", {"1 AB=": {"2 BC=", "3 AC/"}}),
    ("3 AB=, 2 BC=, 1 AC/", {"1 AC/": {"3 AB=", "2 BC="}}),
    ("1 AB=, 1 BC=, 1 AC/", {"1 AB=": {"1 BC=", "1 AC/"}, "1 BC=": {"1 AB=", "1 AC/"}, "1 AC/": {"1 AB=", "1 BC="}}),
    ("1 AB=, 1 BC=, 2 AC/", {"1 AB=": {"1 BC=", "2 AC/"}, "1 BC=": {"1 AB=", "2 AC/"}}),
    ("1 AB=, 1 BC=, 1 AC/, 1 CD=", {"1 AB=": {"1 BC=", "1 AC/"}, "1 BC=": {"1 AB=", "1 AC/"},
                                    "1 AC/": {"1 AB=", "1 BC="}}),
    ("1 ABC=, 2 AC/", {"1 ABC=": {"2 AC/"}}),
    ("1 ABC/, 2 AC=", {"1 ABC/": {"2 AC="}}),
    ("1 AB=, 2 AB/, 3 AB=", {"2 AB/": {"1 AB=", "3 AB="}}),
])
def test_of_contradictory_decisions_the_later_ones_count(ties: str, aside: dict[str, set[str]]) -> None:
    for order in permutations(map(tie, ties.split(", "))):
        found = settle(order)[1]
        assert found.keys() == aside.keys()
        assert all(found[key] & others for key, others in aside.items())


def test_what_is_left_says_who_is_one_with_whom() -> None:
    bonds, _ = settle(map(tie, ["1 AB=", "2 BC=", "1 CD/", "3 EF/"]))
    found = [bonds.one(*pair) for pair in ("AC", "AD", "DB", "EF", "AE", "XY")]
    assert found == [True, False, False, False, None, None]
    assert "F" in bonds and "X" not in bonds


def test_results_do_not_depend_on_the_order() -> None:
    ties = list(map(tie, ["1 AB=", "1 BC=", "1 AC/", "2 CD=", "3 AD/"]))
    assert len({str(settle(order)) for order in permutations(ties)}) == 1
