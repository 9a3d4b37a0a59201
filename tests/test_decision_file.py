"""Decision files: what is read, what is refused and how it is said, and how they are added to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from backchannel.graph.decision_entries import EntryError, decision, from_json
from backchannel.graph.decision_file import append, parsed, read
from backchannel.graph.decisions import Citation, Decision, DecisionError

ENTRIES = """# Our decisions.
- decision: same            # one meeting, two papers
  reports:
    - {article: https://example.org/a, quote: "met in Baku", kind: meeting}
    - {article: https://example.org/b, quote: "talks in the
        Azerbaijani capital", kind: meeting}
  author: A. Analyst
  date: 2026-11-22
  reason: One meeting, told by two papers.
- decision: correct
  reports: [{article: https://example.org/a, quote: "met in Baku", kind: meeting}]
  slot: party
  was: no
  value: [Norway, United States]
  author: A. Analyst
  date: '2026-11-22'
  reason: yes
- decision: retract
  reports: [{article: On the hoax}]
  author: A. Analyst
  date: 2026-11-22
  reason: A hoax.
"""
A, B = (Citation(f"https://example.org/{name}", quote, "meeting")
        for name, quote in (("a", "met in Baku"), ("b", "talks in the Azerbaijani capital")))
READ = (
    Decision("same", (A, B), "A. Analyst", "2026-11-22", "One meeting, told by two papers."),
    Decision("correct", (A,), "A. Analyst", "2026-11-22", "yes", "party", ("Norway", "United States"), "no"),
    Decision("retract", (Citation("On the hoax"),), "A. Analyst", "2026-11-22", "A hoax."),
)


def entry(**fields: Any) -> dict[str, Any]:
    """A valid correction with other ``fields``, those of value ... left out."""
    whole = {**READ[1].entry, **fields}
    return {name: value for name, value in whole.items() if value is not ...}


def report(**fields: Any) -> list[dict[str, Any]]:
    return [{name: value for name, value in (A.entry | fields).items() if value is not ...}]


def test_a_file_is_read_as_people_see_it() -> None:
    assert parsed(ENTRIES, "decisions.yaml") == READ


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "null\n", "[]\n", "---\n"])
def test_an_empty_file_has_no_decisions(text: str) -> None:
    assert parsed(text, "decisions.yaml") == ()


def test_a_decision_stands_for_itself_whatever_its_layout() -> None:
    spread = yaml.safe_dump([each.entry for each in READ])
    assert parsed(spread, "x") == READ
    assert parsed(ENTRIES + ENTRIES, "x") == READ
    assert [from_json(each.json) for each in READ] == list(READ)


@pytest.mark.parametrize(("fields", "words"), [
    ({"decision": "merge"}, "'decision' is 'merge'; use one of same, different, correct, retract."),
    ({"decision": ...}, "the field 'decision' is missing; add it."),
    ({"author": ...}, "the field 'author' is missing; add it."),
    ({"author": "  "}, "'author' is empty; fill it in."),
    ({"author": ["A", "B"]}, "'author' must be a text"),
    ({"date": "22 November"}, "'date' is '22 November', which is no day such as 2026-11-22; mend it."),
    ({"date": "2026-02-30"}, "no day such as"),
    ({"date": "2026-11"}, "no day such as"),
    ({"reason": ...}, "the field 'reason' is missing; add it."),
    ({"reason": "\x1b[2J"}, "'reason' has control characters; remove them."),
    ({"reason": "\ud800"}, "'reason' has control characters; remove them."),
    ({"reason": "x" * 10_001}, "'reason' has 10001 characters, more than 10000; shorten it."),
    ({"resaon": "typo"}, "there is no field 'resaon' here; did you mean 'reason'?"),
    ({"x": "y"}, "there is no field 'x' here; use decision, reports"),
    ({"reports": ...}, "'reports' must be a list of one report or more"),
    ({"reports": []}, "'reports' must be a list of one report or more"),
    ({"reports": [*report(), *report()]}, "'reports' names one report twice; remove one."),
    ({"reports": ["a"]}, "report 1: a report must be named fields"),
    ({"reports": report(kind="summit")}, "report 1: 'kind' is 'summit'; use one of meeting, call"),
    ({"reports": report(quote=...)}, "report 1: the field 'quote' is missing; add it."),
    ({"reports": report(kind="place")}, "a report of kind 'place' has no slot 'party'; correct one of country, label."),
    ({"slot": "mood"}, "'slot' is 'mood'; use one of status"),
    ({"value": ...}, "the field 'value' is missing; add it, or 'value: null' to drop"),
    ({"value": []}, "'value' must be a text, a list of texts, or null"),
    ({"value": {"a": "b"}}, "'value' must be a text, a list of texts, or null"),
    ({"slot": "venue", "was": ..., "value": ["a", "b"]}, "'venue' has one value, and 2 are given; leave one."),
    ({"slot": "venue", "value": "Baku"}, "'was' is for slots with several values"),
    ({"slot": "status", "was": ..., "value": None}, "'status' cannot be dropped"),
    ({"slot": "status", "was": ..., "value": "maybe"}, "'value' is 'maybe'; use one of held, planned"),
    ({"slot": "kind", "was": ..., "value": "summit"}, "'value' is 'summit'; use one of meeting, call."),
    ({"slot": "date", "was": ..., "value": "May"}, "'value' is 'May', which is no date such as"),
    ({"slot": "date", "was": ..., "value": "2018-02-30"}, "which is no date such as"),
    ({"decision": "same", "slot": ..., "was": ..., "value": ...}, "a list of two reports or more"),
    ({"decision": "retract", "was": ...}, "there is no field 'slot' here"),
])
def test_a_malformed_entry_is_named_with_the_way_out(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(EntryError) as error:
        decision(entry(**fields))
    assert words in str(error.value)


BOMB = "- &a [x, x]\n" + "".join(f"- &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(("text", "words"), [
    (BOMB, "f, line 2: an alias (*) is not allowed; write each decision out in full."),
    ("[" * 100_000, "f, line 1: nests too deep"),
    ("decision: same\n", "f, line 1: a decision file is a list; begin each decision with a dash."),
    ("hello", "f, line 1: a decision file is a list"),
    ("- decision: same\n  reports: [\n", "f, line 3: not readable as YAML"),
    ("- a\n---\n- b\n", "f, line 2: not readable as YAML"),
    ("- \x07\n", "f has characters that YAML does not allow; remove them."),
    ("- just words\n", "f, entry 1 (line 1): an entry must be named fields"),
    ("\n\n- {author: a, author: b}\n", "f, entry 1 (line 3): the field 'author' stands twice or is no word;"),
    ("- {[a]: b}\n", "stands twice or is no word"),
    ("- !!python/object/apply:os.system [ls]\n", "is a kind of value that decisions do not have"),
    ("- {decision: !!binary aGk=}\n", "is a kind of value that decisions do not have"),
    ("- {<<: {decision: same}}\n", "is a kind of value that decisions do not have"),
    ('- {decision: "\\e[2J"}\n', "'decision' has control characters; remove them."),
    (f"- {{decision: {'9' * 9999}}}\n", "use one of same"),
])
def test_hostile_and_broken_files_are_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(DecisionError) as error:
        parsed(text, "f")
    assert words in str(error.value)
    assert len(str(error.value)) < 300 and "\n" not in str(error.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(DecisionError) as error:
        parsed("- {decision: same}\n- {decision: differ}\n", "f")
    first, second = str(error.value).split("\n")
    assert first.startswith("f, entry 1 (line 1): 'reports'") and second.startswith("f, entry 2 (line 2): 'decision'")


def test_files_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    large, latin = tmp_path / "large.yaml", tmp_path / "latin.yaml"
    large.write_bytes(b"#" * 5_000_001)
    latin.write_bytes(b"- \xff\n")
    for path, words in ((large, "is larger than 5 MB"), (latin, "is not text in UTF-8 (byte 2)"),
                        (tmp_path / "none.yaml", "does not exist; check the path."), (tmp_path, "cannot be read")):
        with pytest.raises(DecisionError, match=f"{path.name}.*") as error:
            read(path)
        assert words in str(error.value)


@pytest.mark.parametrize("before", [
    "", "# Ours.\n", ENTRIES, ENTRIES.rstrip("\n"), ENTRIES.replace("\n", "\r\n"), "\ufeff" + ENTRIES,
    "# indented\n" + "".join(f"  {line}\n" for line in ENTRIES.splitlines()), "---\n" + ENTRIES,
])
def test_decisions_are_added_and_nothing_else_is_touched(tmp_path: Path, before: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_bytes(before.encode())
    more = Decision("different", (A, B), "Jo “J” Ø: #1", "2026-11-23", "Two: days\napart, 'really' #.")
    old = read(path)
    append(path, [more])
    assert path.read_bytes().startswith(before.encode())
    assert read(path) == (*old, more)
    append(path, READ[2:])
    assert read(path)[-1] == (more if old else READ[2])


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    append(tmp_path / "new.yaml", READ)
    text = (tmp_path / "new.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Decisions of curators.") and "date: 2026-11-22\n" in text
    assert read(tmp_path / "new.yaml") == READ


@pytest.mark.parametrize("before", ["[]\n", json.dumps([READ[0].entry]), ENTRIES + "...\n"])
def test_what_cannot_be_added_to_stays_as_it_is(tmp_path: Path, before: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(before, encoding="utf-8")
    with pytest.raises(DecisionError, match="cannot be added to as it is written"):
        append(path, READ[1:2] if "..." in before else READ[2:])
    assert path.read_text(encoding="utf-8") == before
