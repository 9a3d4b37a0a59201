"""The curator's questions, and the decisions that answers make: at a terminal played by a list, and in files."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import BAKU, Story, baku, quads
from test_cli import Command, run  # noqa: F401

from backchannel.graph import KnowledgeGraph, commands_review
from backchannel.graph.agenda import Pair, agenda, obstacle
from backchannel.graph.decided import parts
from backchannel.graph.decision_file import read
from backchannel.graph.decisions import Decision
from backchannel.graph.disputes import Dispute
from backchannel.graph.docket import Docket, docket
from backchannel.graph.review import Desk, decisions
from backchannel.graph.store import replacing


def stories() -> list[Story]:
    """Two meetings, a report that fits both, and one more on the first that differs on the day."""
    vague = baku("2017-03-02", "2017-02")
    vague.reports = [replace(report, claims=tuple(claim for claim in report.claims if claim.slot != "venue"))
                     for report in vague.reports if report.describes != "Place"]
    return [baku(), baku("2017-02-25", "2017-02-22", place="Geneva"), vague, baku("2017-02-20", "2017-02-17")]


def case() -> Docket:
    return docket(parts(quads(*stories()))[0])


def sit_down(*answers: str, objection: str = "") -> tuple[list[Decision], str]:
    """The decisions that follow from ``answers``, and all that was shown."""
    on, left, seen = case(), iter(answers), list[str]()

    def ask(prompt: str) -> str:
        seen.append(prompt)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    desk = Desk(ask, seen.append, lambda: date(2026, 11, 22), "A. Analyst",
                lambda new: objection or obstacle(on, (), new))
    return list(decisions(agenda(on, ()), desk)), "\n".join(seen)


def test_pairs_and_disputes_wait_with_their_sentences() -> None:
    pair, other, dispute = agenda(case(), ())
    assert isinstance(pair, Pair) and isinstance(other, Pair) and isinstance(dispute, Dispute)
    assert pair.knot == other.knot and pair.vetoes and pair.one.sentences
    assert (dispute.label, dispute.slot) == (BAKU, "date")
    assert [(option.value, option.held) for option in dispute.options] == [("2017-02-16", True), ("2017-02-17", False)]
    json.dumps([pair.as_json(), dispute.as_json()])


@pytest.mark.parametrize(("answers", "expected"), [
    (["q"], []),
    ([], []),
    (["k", "k", "k"], []),
    (["s", "One week."], ["same"]),
    (["d", "Two weeks.", "q"], ["different"]),
    (["S ", "One week.", "c1", "The Wire knows."], ["same", "correct date to 2017-02-16"]),
    (["k", "k", "2", "The Post knows."], ["correct date to 2017-02-17"]),
    (["k", "k", "c 2", "The Post knows."], ["correct date to 2017-02-17"]),
    (["x", "", "c1", "9", "s", "One week."], ["same"]),
    (["s", "", "d", "Two."], ["different"]),
    (["s", "   ", "k", "quit"], []),
    (["s", "\x1b[2J", "k", "quit"], []),
    (["s", "\udcff", "s", "One week."], ["same"]),
])
def test_answers_become_decisions(answers: list[str], expected: list[str]) -> None:
    assert [each.words for each in sit_down(*answers)[0]] == expected


def test_a_decision_has_author_day_and_reason_and_applies() -> None:
    [decision], _ = sit_down("s", "One week.")
    assert (decision.author, decision.date, decision.reason) == ("A. Analyst", "2026-11-22", "One week.")
    assert obstacle(case(), (), decision) == ""
    assert [type(item) for item in agenda(case(), [decision])] == [Dispute]


def test_what_is_shown_tells_both_sides_apart() -> None:
    _, shown = sit_down("s", "One week.", "k")
    for words in ("1 of 3. One, or two?", "  A  Talks", "“General Joseph Dunford met General Valery Gerasimov",
                  "Generals meet (The Wire, 2017-02-17)", "people: the same people", "8 are enough.",
                  "Left apart, since B may as well be this, which cannot be A:", "[s]ame, [d]ifferent, s[k]ip",
                  f"3 of 3. {BAKU}: which date?", "c1  2017-02-16, as the graph has it", "[c1] [c2] to choose"):
        assert words in shown
    assert "2 of 3" not in shown  # decided with the first


def test_a_decision_that_would_not_apply_is_not_taken() -> None:
    taken, shown = sit_down("s", "One week.", "k", objection="it contradicts another")
    assert taken == []
    assert "That cannot be decided: it contradicts another." in shown


def fill(folder: Path) -> None:
    with replacing(folder) as writer:
        writer.bulk_extend(quads(*stories()))


@pytest.fixture
def store(run: Command, tmp_path: Path) -> Command:  # noqa: F811
    """Runs a command beside the default store, in which there is something to decide."""
    fill(tmp_path / "backchannel-graph")
    return run


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Plays a terminal that types ``answers``."""
    terminal = io.StringIO("".join(f"{each}\n" for each in answers))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)


FILE = Path("backchannel-graph.decisions.yaml")


def test_at_a_terminal_decisions_are_kept_at_once_and_applied_if_wanted(
    store: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(KnowledgeGraph.open("backchannel-graph").query("SELECT ?m { ?m a bc:Meeting }").rows) == 3
    answer(monkeypatch, "s", "One week.", "q", "y")
    shown = store("review", "--author", "A. Analyst")
    assert (shown.code, shown.err) == (0, "")
    assert "1 decision added to backchannel-graph.decisions.yaml." in shown.out
    assert "1 of 1 decision applied to backchannel-graph." in shown.out
    assert [each.words for each in read(FILE)] == ["same"]
    assert len(KnowledgeGraph.open("backchannel-graph").query("SELECT ?m { ?m a bc:Meeting }").rows) == 2


def test_who_does_not_apply_is_told_how_to(store: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "s", "One week.", "q", "n")
    monkeypatch.setattr(commands_review, "_user", lambda: "G. Git")
    shown = store("review", "--decisions", "mine.yaml")
    assert "Later: backchannel review --apply --store backchannel-graph --decisions mine.yaml" in shown.out
    [decision] = read(Path("mine.yaml"))
    assert decision.author == "G. Git"
    applied = store("review", "--apply", "--decisions", "mine.yaml")
    assert applied.out == "1 of 1 decision applied to backchannel-graph.\n"


def test_without_a_terminal_nothing_is_asked(store: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    shown = store("review")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.count("\n") == 1 and "--list" in shown.err and "--from FILE" in shown.err


def test_lists_ask_nothing(store: Command) -> None:
    shown = store("review", "--list")
    assert shown.code == 0 and shown.out.rstrip().endswith("3 questions waiting for a decision.")
    found = json.loads(store("review", "--json").out)
    assert [each["question"] for each in found] == ["same or different"] * 2 + ["which value"]
    assert found[0]["one"]["cited"]["kind"] == "meeting"
    assert not FILE.exists()


def script(*pairs: Pair, reason: str = "One week.") -> str:
    """A file of decisions that each pair is the same."""
    lines = [json.dumps([pair.decision("same", "A. Analyst", "2026-11-22", reason).entry])  # type: ignore[union-attr]
             for pair in pairs]
    return "".join(lines)


def test_decisions_come_from_files_if_all_apply(store: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = agenda(case(), ())[0]
    assert isinstance(pair, Pair)
    Path("theirs.yaml").write_text(script(pair), encoding="utf-8")
    assert store("review", "--from", "theirs.yaml").out == (
        "1 decision added to backchannel-graph.decisions.yaml.\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO(script(pair)))
    assert "0 decisions added to backchannel-graph.decisions.yaml, 1 were there before." in store(
        "review", "--from", "-", "--apply").out
    before = FILE.read_bytes()
    Path("theirs.yaml").write_text(script(pair, reason="Again.").replace("wire.example", "gone.example"),
                                   encoding="utf-8")
    shown = store("review", "--from", "theirs.yaml")
    assert shown.code == 2 and "there is no article “https://gone.example/" in shown.err
    assert "Nothing was added to backchannel-graph.decisions.yaml; mend theirs.yaml and try again." in shown.err
    assert FILE.read_bytes() == before


def test_decisions_of_another_file_are_not_lost(store: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = agenda(case(), ())[0]
    assert isinstance(pair, Pair)
    Path("mine.yaml").write_text(script(pair), encoding="utf-8")
    assert store("review", "--apply", "--decisions", "mine.yaml").code == 0
    assert store("review", "--list").out.rstrip().endswith("1 question waiting for a decision.")
    answer(monkeypatch, "c1", "The Wire.", "y")
    shown = store("review")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err == (f"backchannel: backchannel-graph has decisions, and there is no {FILE}; "
                         "name their file with --decisions.\n")


def test_malformed_decisions_stop_everything(store: Command) -> None:
    FILE.write_text("- decision: maybe\n", encoding="utf-8")
    Path("story.txt").write_text("General Roe met General Poe.", encoding="utf-8")
    for words in (["review", "--list"], ["review", "--apply"], ["build", "story.txt"]):
        shown = store(*words)
        assert (shown.code, shown.out) == (2, "")
        assert shown.err == (f"backchannel: {FILE}, entry 1 (line 1): 'decision' is 'maybe'; "
                             "use one of same, different, correct, retract.\n")


def test_a_build_applies_the_decisions_beside_it_and_names_those_that_do_not_apply(store: Command) -> None:
    Path("story.txt").write_text("General Roe met General Poe.", encoding="utf-8")
    Path("graph.decisions.yaml").write_text("""- decision: retract
  reports: [{article: gone.txt}]
  author: "A. \\u009bAnalyst"
  date: 2026-11-22
  reason: Gone.
""".replace("\\u009b", ""), encoding="utf-8")
    shown = store("build", "story.txt", "-o", "graph")
    assert shown.code == 0 and "0 of 1 decisions in graph.decisions.yaml applied." in shown.out
    assert shown.err == ("backchannel: Decision of A. Analyst, 2026-11-22: retract. “Gone.” It is not applied: "
                         "there is no article “gone.txt”.\n")
    found = json.loads(store("build", "story.txt", "-o", "graph.trig", "--json").out)
    assert (found["decisions"], found["decisions_not_applied"]) == (0, 1)
    assert store("build", "story.txt", "--decisions", "none.yaml").err == (
        "backchannel: none.yaml does not exist; check the path.\n")
