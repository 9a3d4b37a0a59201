"""How well reports of one thing find each other: floors on the annotated articles, and how it is counted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from backchannel.graph.coref import Merging, merging, read_coref
from backchannel.graph.gold import GoldError, read_keys, read_keys_beneath
from backchannel.graph.merges import Merges, measure
from backchannel.graph.scoring import Counts

GOLD = Path(__file__).parent / "gold"
#: The least precision and F1 by what is measured and kind: of the keys alone, and from the text.
FLOORS = {("keys", "contact"): (0.97, 0.92), ("keys", "arrangement"): (0.97, 0.85),
          ("text", "contact"): (0.97, 0.85), ("text", "arrangement"): (0.97, 0.50)}
TRUTH = """
contacts:
- {what: talks, members: [[a, c1], [b, c1], [c, c1]], doubtful: [[d, c1]], optional: [[e, o1]]}
uncertain:
  contacts:
  - {members: [[a, c2], [b, c2]]}
"""


@cache
def measured() -> Merges:
    return measure(read_keys(GOLD / "dev"), read_coref(GOLD / "coref-dev.yaml"))


@pytest.mark.parametrize(("source", "kind"), FLOORS)
def test_no_figure_lies_below_its_floor(source: str, kind: str) -> None:
    found = (measured().alone if source == "keys" else measured().text)[kind]
    precision, f1 = FLOORS[source, kind]
    assert found.counts.precision >= precision, found.false
    assert found.counts.f1 >= f1


@pytest.mark.parametrize("source", ["alone", "text"])
def test_recurring_meetings_are_never_merged(source: str) -> None:
    assert getattr(measured(), source)["contact"].false == ()


@pytest.mark.parametrize(("facts", "counts"), [
    ({("a", "c1"): "x", ("b", "c1"): "x", ("c", "c1"): "x"}, Counts(3, 0, 0)),
    ({("a", "c1"): "x", ("b", "c1"): "x", ("c", "c1"): "y"}, Counts(1, 0, 2)),
    ({("a", "c1"): "x", ("b", "c1"): ""}, Counts(0, 0, 1)),
    ({("a", "c1"): "", ("b", "c1"): ""}, Counts(0, 0, 1)),
    ({("a", "c1"): "x", ("b", "c2"): "x"}, Counts(0, 1, 0)),
    ({("a", "c1"): "x", ("a", "c2"): "x"}, Counts(0, 0, 0)),
    ({("a", "c1"): "x", ("d", "c1"): "x"}, Counts(0, 0, 0)),
    ({("a", "c2"): "x", ("b", "c2"): "x"}, Counts(0, 0, 0)),
])
def test_pairs_of_different_articles_are_counted(
    facts: dict[tuple[str, str], str], counts: Counts, tmp_path: Path,
) -> None:
    file = tmp_path / "coref.yaml"
    file.write_text(TRUTH, encoding="utf-8")
    found = merging(facts, read_coref(file)["contact"])
    assert found == Merging(counts, found.false)
    assert len(found.false) == counts.wrong


@pytest.mark.parametrize(("text", "message"), [
    ("contacts: [", "not readable as YAML"),
    ("meetings: []", "expected lists named contacts and arrangements"),
    ("contacts: {}", "expected a list of groups, found dict"),
    ("contacts: [{member: []}]", "group 1: expected the fields"),
    ("contacts: [{members: [a]}]", "expected pairs of a key's name and an entry's id, found 'a'"),
])
def test_a_file_that_cannot_be_used_is_named(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "coref.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=f"coref.yaml.*{message}"):
        read_coref(file)


def test_every_member_is_an_entry_of_a_key() -> None:
    entries = {(key.name, entry.key) for key in read_keys(GOLD / "dev") for entry in key.required}
    pairs = [pair for truth in read_coref(GOLD / "coref-dev.yaml").values() for pair in truth.same]
    assert pairs
    assert {member for pair in pairs for member in pair} <= entries


def test_keys_are_found_in_all_folders_beneath() -> None:
    assert len(read_keys_beneath(GOLD / "dev")) == len(read_keys(GOLD / "dev"))
