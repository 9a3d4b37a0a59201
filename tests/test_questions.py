"""The named questions: their files, the values that they take, and what they find in graphs made by hand."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import BAKU, TEXT, Slot, Story, arrangement, baku, country, graph, meeting, official, post, status, when
from pyoxigraph import Literal, Store

from backchannel.graph.asking import bound, parted
from backchannel.graph.lookup import NotFoundError
from backchannel.graph.parameters import NAMED, READERS
from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.questions import Question, QuestionError, parsed, question, questions
from backchannel.graph.sparql import Answer
from backchannel.graph.triples import day_literal
from backchannel.ontology import lexicon, terms
from backchannel.ontology.rows import DataError
from backchannel.sources.claims import Ref

NAMES = ("arrangements", "contacts", "disagreements", "network", "not-held", "outcomes", "posts", "silence", "venues",
         "who-met", "why", "witnesses")
OTHER = f"{TEXT} More than that neither of the two staffs was ready to tell reporters who had waited outside all day."
FAR = "A quite different account, from a paper in the port, has General Dunford and General Gerasimov in a hall."
MEETING = graph(baku())


def column(found: Answer, *names: str) -> list[Any]:
    """The values of one column, or the tuples of several."""
    rows = [tuple(row[name] for name in names) for row in found]
    return [row[0] for row in rows] if len(names) == 1 else rows


# the files


def test_there_are_twelve() -> None:
    assert tuple(questions()) == NAMES


@pytest.mark.parametrize("asked", questions().values(), ids=lambda each: each.name)
def test_a_file_declares_the_parameters_that_it_uses(asked: Question) -> None:
    assert asked.row is not None
    assert asked.row[1].split() == [f"?{each.variable}" for each in asked.parameters]
    assert asked.query.count("UNDEF") == len(asked.parameters)
    assert {each.kind for each in asked.parameters} <= NAMED.keys() | READERS.keys()
    required = [each.required for each in asked.parameters]
    assert required == sorted(required, reverse=True), "values without a name come first"


@pytest.mark.parametrize("asked", questions().values(), ids=lambda each: each.name)
def test_a_file_is_a_query_as_it_stands(asked: Question) -> None:
    assert "iri" in MEETING.query(asked.query).variables
    assert all(len(line) <= 120 for line in asked.query.splitlines())


@pytest.mark.parametrize("asked", questions().values(), ids=lambda each: each.name)
def test_a_header_describes_its_question(asked: Question) -> None:
    assert re.fullmatch(r"[A-Z][^.]+", asked.title)
    assert asked.description.endswith(".")
    assert asked.example.split()[0] == asked.name
    assert f"Example: backchannel ask {asked.example}" in str(asked)


@pytest.mark.parametrize(("header", "complaint"), [
    ("# title: T\n# description: D.", "needs one title, one description and one example"),
    ("# title: T\n# title: U\n# description: D.\n# example: x", "needs one title"),
    ("# title: T\n# description: D.\n# example: x\n# colour: red", "a field 'colour', which means nothing"),
    ("# title: T\n# description: D.\n# example: x\n# parameter: since: day", "write name (kind, required): meaning"),
])
def test_a_header_that_does_not_fit_is_named(header: str, complaint: str) -> None:
    with pytest.raises(DataError, match=re.escape(complaint)):
        parsed("x", f"{header}\n\nSELECT * {{}}")


def test_the_words_for_another_time_are_those_of_the_lexicon() -> None:
    told = "".join(re.findall(r'^ +"([^"]+)"?', question("posts").query.partition("CONCAT(")[2], re.MULTILINE)[:2])
    assert set(re.findall(r"[a-z]{2,}", told.partition("[^a-z]+(")[0])) == lexicon.posts().temporal


def test_the_states_that_changes_lead_to_are_those_of_the_vocabulary() -> None:
    table = re.findall(r"\(bc:(\w+) bc:(\w+)\)", question("arrangements").query)
    assert {terms.BC + kind: terms.BC + state for kind, state in table} == terms.STATE_AFTER


# values


@pytest.mark.parametrize(("name", "values", "options", "complaint"), [
    ("who-meet", [], {}, "There is no question 'who-meet'. Did you mean who-met?"),
    ("who-met", [], {}, "who-met needs OFFICIAL; usage: backchannel ask who-met OFFICIAL [--since DAY] [--until DAY]"),
    ("contacts", ["Russia"], {}, "contacts needs OTHER; usage:"),
    ("why", [BAKU, "more"], {}, "why takes no value 'more'; usage:"),
    ("who-met", ["Joseph Dunford"], {"sinc": 2017}, "who-met has no --sinc. Did you mean --since? Usage:"),
    ("who-met", ["Joseph Dunford"], {"official": "Petr Pavel"}, "who-met has two values for official;"),
    ("who-met", ["Joseph Dunford"], {"since": "May"}, "--since takes a date such as 2021-06-01, 2021-06 or 2021, not"),
    ("who-met", ["Joseph Dunford"], {"since": "2017-02-30"}, "--since takes a date"),
    ("who-met", ["Joseph Dunford"], {"since": "２０１７"}, "--since takes a date"),
    ("arrangements", [], {"as_of": "2017-02"}, "--as-of takes one day, such as 2021-06-01, not '2017-02'."),
    ("arrangements", [], {"state": "asleep"}, "--state takes one of these: proposed, agreed, in force"),
    ("who-met", ["country:russia"], {}, "country:russia is no official."),
])
def test_values_that_do_not_fit_are_one_sentence(
    name: str, values: list[object], options: dict[str, object], complaint: str
) -> None:
    with pytest.raises(QuestionError, match=re.escape(complaint)):
        MEETING.ask(name, *values, **options)


@pytest.mark.parametrize(("name", "values", "complaint"), [
    ("who-met", ["Valery Gerasimof"], "No official is called 'Valery Gerasimof'. Did you mean Valery Gerasimov?"),
    ("who-met", ["Zzz"], "No official is called 'Zzz'."),
    ("who-met", ["Russia"], "No official is called 'Russia'."),
    ("who-met", [""], "No official is called ''."),
    ("contacts", ["Rusia", "Russia"], "No country or organisation is called 'Rusia'. Did you mean Russia?"),
    ("why", ["official:none"], "There is nothing with the IRI"),
])
def test_a_name_that_nothing_has_leads_to_those_that_are_like_it(name: str, values: list[str], complaint: str) -> None:
    with pytest.raises(NotFoundError, match=re.escape(complaint)):
        MEETING.ask(name, *values)


@pytest.mark.parametrize("name", [
    "Joseph Dunford", "joseph dunford", "Josèph Dunford", " Joseph Dunford ", "Joe Dunford", "an IRI", "a short IRI",
])
def test_an_official_goes_by_label_other_names_and_iri(name: str) -> None:
    iri = column(MEETING.query("SELECT ?o { ?o a bc:Official ; rdfs:label 'Joseph Dunford' }"), "o")[0]
    given = {"an IRI": iri, "a short IRI": iri.replace(PREFIXES["official"], "official:")}.get(name, name)
    assert column(MEETING.ask("who-met", given), "met", "venue") == [("Valery Gerasimov", "Baku")]


def test_a_name_of_several_is_no_name() -> None:
    one = official(official(Story(), "a", "Ada Roe", "Norway"), "b", "Max Poe", "Sweden")
    other = official(official(Story(FAR), "a", "Ada Roe", "Finland"), "b", "Max Poe", "Sweden")
    found = graph(meeting(one, people=("a", "b")), meeting(other, "2011-02-03", people=("a", "b")))
    with pytest.raises(QuestionError, match=r"2 officials are called 'Ada Roe'; name one by its IRI: official:ada-roe"):
        found.ask("who-met", "Ada Roe")


@pytest.mark.parametrize(("options", "found"), [
    ({}, 1), ({"since": "2017-02-16"}, 1), ({"since": "2017-02-17"}, 0), ({"since": "2017-02"}, 1),
    ({"since": 2017}, 1), ({"since": "2017-03"}, 0), ({"until": "2017-02-15"}, 0), ({"until": "2017-02"}, 1),
    ({"until": 2016}, 0),
    ({"until": date(2017, 2, 16)}, 1), ({"since": None}, 1), ({"since": "2017", "until": "2017"}, 1),
])
def test_a_time_begins_with_its_first_day_and_ends_with_its_last(options: dict[str, Any], found: int) -> None:
    assert len(MEETING.ask("who-met", "Joseph Dunford", **options)) == found


@pytest.mark.parametrize(("words", "values", "options"), [
    (["a", "--since", "2017"], ["a"], {"since": "2017"}),
    (["--since=2017", "a"], ["a"], {"since": "2017"}),
    (["-a"], ["-a"], {}),
])
def test_words_of_a_command_line_are_values_and_options(
    words: list[str], values: list[str], options: dict[str, str]
) -> None:
    assert parted(question("who-met"), words) == (values, options)


@pytest.mark.parametrize("words", [["--since"], ["--since", "--until", "2017"], ["--since", "1", "--since", "2"]])
def test_an_option_has_one_value(words: list[str]) -> None:
    with pytest.raises(QuestionError, match="--since (needs a value|is given twice); usage:"):
        parted(question("who-met"), words)


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_text_gets_into_a_query(text: str) -> None:
    try:
        MEETING.ask("who-met", text, since=text)
    except (QuestionError, NotFoundError) as error:
        assert str(error)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_term_stays_what_it_is(text: str) -> None:
    asked = parsed("x", "# title: T\n# description: D.\n# example: x\n\n"
                        "SELECT ?word ?day { VALUES (?word ?day ?none) { (UNDEF UNDEF UNDEF) } }")
    found = Store().query(bound(asked, {"word": Literal(text), "day": day_literal("2017-02-16")}))
    assert [list(row) for row in found] == [[Literal(text), day_literal("2017-02-16")]]  # type: ignore[union-attr]


# answers on graphs made by hand


def test_copies_of_a_story_are_one_source_and_others_count() -> None:
    found = graph(baku(), baku("2017-02-18", text=OTHER), baku("2017-02-20", text=FAR))
    assert column(found.ask("who-met", "Joseph Dunford"), "sources") == [2]
    assert column(found.ask("contacts", "Russia", "United States"), "sources") == [2]
    [row] = [row for row in found.ask("witnesses") if row["kind"] == "meeting"]
    assert (row["articles"], row["sources"], row["rests_on"]) == (3, 2, "independent sources")
    [row] = graph(baku(), baku("2017-02-18")).ask("witnesses", "Russia")
    assert (row["articles"], row["sources"], row["rests_on"]) == (2, 1, "copies of one story")


TIMES = ("2022", "2023", "2023-02", "2023-11", "2023-02-28", "2023-11-30", "2024", "2024-02", "2024-02-29", "")
ENDS = ((2023, 2, 28), (2023, 11, 30), (2023, 12, 31), (2024, 2, 28), (2024, 2, 29), (2024, 4, 30))
STEPS = st.lists(st.tuples(st.sampled_from(sorted(terms.KINDS)), st.sampled_from(TIMES)), max_size=5)
DAYS = st.none() | st.dates(date(2021, 12, 1), date(2025, 1, 31)) | st.sampled_from(ENDS).map(lambda d: date(*d))


@given(STEPS, DAYS)
@settings(max_examples=150, deadline=None)
def test_arrangements_stand_as_channels_says(steps: list[tuple[str, str]], day: date | None) -> None:
    built = graph(arrangement(Story(), "New START", *steps))
    rows = built.ask("arrangements", as_of=day)
    told = [each for each in built.channels(day) if each.states]
    assert set(column(rows, "standing")) == {state for each in told for state in each.states}
    assert set(column(rows, "since")) == {since for each in told for since in each.since}
    assert set(column(rows, "because")) == {step.kind for each in told for step in each.because}
    assert set(column(rows, "certain")) == {
        "yes" if each.begun and len(each.states) == 1 else "no" for each in told}


def met(day: str, *more: Slot, text: str = "") -> Story:
    """Dunford and Gerasimov, of the United States and Russia, met on this day."""
    story = Story(text or f"{day or 'Once'} they met.", published="2020-01-01", url=f"https://wire.example/{day}")
    official(official(story, "d", "Joseph Dunford", "United States"), "g", "Valery Gerasimov", "Russia")
    return meeting(story, day, ("party", country("Russia"), ""), ("party", country("United States"), ""), *more)


@pytest.mark.parametrize(("days", "silences"), [
    (["2014-01-10", "2017-02-16"], [(1133, 1133, "2014-01-10", "2017-02-16")]),
    (["2014-01", "2017-02-16"], [(1112, 1142, "2014-01", "2017-02-16")]),
    (["2014", "2015-06"], [(152, 545, "2014", "2015-06")]),
    (["2014-01-10", "2015", "2017-02-16"], [(413, 777, "2015", "2017-02-16"), (356, 720, "2014-01-10", "2015")]),
    (["2014", "2014-06-03"], []),
    (["2014-06-03"], []),
    (["2010-01-01", "2014-01-10", "2014", "2017-02-16"],
     [(1461, 1825, "2010-01-01", "2014"), (778, 1142, "2014", "2017-02-16")]),
])
def test_a_silence_is_as_long_as_dates_allow(days: list[str], silences: list[tuple[int, int, str, str]]) -> None:
    found = graph(*map(met, days)).ask("silence", "Russia", "United States")
    assert column(found, "days_at_least", "days_at_most", "last", "broken") == silences
    assert set(column(found, "undated")) <= {0}


def test_a_contact_without_a_date_may_have_broken_any_silence() -> None:
    found = graph(met("2014-01-10"), met("2017-02-16"), met("")).ask("silence", "Russia", "United States")
    assert column(found, "undated", "broken_by") == [(1, BAKU.replace(", Baku", ""))]


def test_only_what_took_place_breaks_a_silence() -> None:
    planned = baku("2015-01-02", "2015-02-03", became="planned")
    found = graph(baku(), planned, met("2014-01-10")).ask("silence", "Russia", "United States")
    assert column(found, "last", "broken") == [("2014-01-10", "2017-02-16")]


def test_neutral_ground_is_no_side_of_the_meeting() -> None:
    found = graph(baku(), baku("2018-05-06", "2018-05-05", place="Moscow"), baku("2019-05-06", "2019-05-05"))
    assert column(found.ask("venues"), "venue", "country", "guests", "meetings", "sources") == [
        ("Baku", "Azerbaijan", "Russia, United States", 2, 1)]
    assert len(found.ask("venues", "Azerbaijan")) == 0


def test_sources_that_disagree_are_named_with_their_values() -> None:
    found = graph(baku(), baku("2017-02-18", place="Sumqayit", text=FAR)).ask("disagreements")
    assert column(found, "fact", "on", "sources") == [(BAKU, "venue", 1)] * 2
    assert sorted(column(found, "value")) == ["Baku", "Sumqayit"]


def test_what_was_refused_or_only_proposed_is_listed_and_what_became_firm_is_not() -> None:
    talked = arrangement(Story("Talk of a line."), "Red line", ("proposed", "2019"), kind="Channel")
    firm = arrangement(Story("The treaty."), "New START", ("proposed", "2009"), ("signed", "2010"))
    found = graph(baku(became="refused"), talked, firm).ask("not-held")
    assert column(found, "kind", "status", "date") == [("meeting", "refused", "2017-02-16"),
                                                       ("arrangement", "proposed", "2019")]


def named(words: str, published: str, *slots: Slot) -> Story:
    """An article that gives Joseph Dunford the post of chairman, and a call of his with these slots if any."""
    story = Story(f"{words} Joseph Dunford spoke.", published=published)
    given = ("post", post("Chairman of the Joint Chiefs of Staff"), words.split()[-1])
    story.add("d", "Official", "Joseph Dunford", ("country", country("United States"), ""), given)
    if slots:
        story.add("c", "Call", "Call", ("participant", Ref("d"), ""), ("status", status("held"), ""), *slots)
    return story


@pytest.mark.parametrize(("story", "bases"), [
    (named("The chairman", "2017-02-17"), []),
    (named("The chairman", "2017-02-17", ("date", when("2017-02-16"), "")), ["as reported", "known"]),
    (named("The chairman", "2024-01-01"), ["outside known tenure"]),
    (named("The chairman", "2024-01-01", ("date", when("2018"), "")), ["as reported", "known"]),
    (named("The chairman", "2024-01-01", ("date", when("2022"), "")), ["outside known tenure", "as reported"]),
    (named("The chairman", "2024-01-01", ("topic", country("Russia"), "")), []),
    (named("The former chairman", "2024-01-01"), []),
    (named("Then America's chairman", "2024-01-01"), []),
])
def test_posts_are_those_of_the_time_and_others_stand_out(story: Story, bases: list[str]) -> None:
    built = graph(story)
    assert column(built.ask("posts"), "basis") == bases
    outside = [row for row in built.ask("posts", "Joseph Dunford") if row["basis"].startswith("outside")]
    assert len(outside) == len(built.check("tenure")[0].found)


def test_a_frame_needs_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match="^to_frame needs pandas; install it with: pip install pandas$"):
        MEETING.ask("network").to_frame()
    frame = SimpleNamespace(DataFrame=lambda rows, columns: (rows, columns))
    monkeypatch.setitem(__import__("sys").modules, "pandas", frame)
    rows, columns = MEETING.ask("network").to_frame()
    assert columns[:3] == ["one", "other", "contacts"] and rows[0][:3] == ["Joseph Dunford", "Valery Gerasimov", 1]


def test_everything_behind_a_fact_is_told() -> None:
    found = MEETING.ask("why", BAKU)
    [evidence] = MEETING.explain(BAKU)
    assert len(found) == sum(len(value.evidence) for value in evidence.values)
    assert {row["words"] for row in found} <= set(TEXT.split()) | set(TEXT.splitlines())
    assert all(TEXT[row["start"]:row["end"]] == row["words"] for row in found)
    assert ("participant", "Joseph Dunford") in column(found, "tells", "value")
