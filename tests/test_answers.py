"""The named questions on the bundled articles: answers that were checked against what the articles say."""

from __future__ import annotations

from shlex import split
from typing import Any

import pytest

from backchannel.graph import KnowledgeGraph
from backchannel.graph.asking import parted
from backchannel.graph.questions import questions

BAKU = "Meeting of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16"
BERN = "Switzerland brings Milley and Gerasimov together"
AGAIN = "Baku again: NATO's commander and Gerasimov meet for the first time since 2013"
MANOR = "Finnish manor hosts American and Russian chiefs of staff"
KOREA = "Korean military agreement of 2018 (South Korea, North Korea)"
SUMMIT = "Meeting of North Korea and South Korea, 2018-09"
MILITARY_LINE = "Military-to-military communication (United States, Russia)"
HOTLINE = "Hotline between the defence ministries of Japan and China"
FINLAND = "Meeting of Mark Milley and Valery Gerasimov, Finland, 2021-09-22"
DRONE = "Call of Mark Milley and Valery Gerasimov, 2023-03-15"
CHAIRMAN = "Chairman of the Joint Chiefs of Staff"


@pytest.fixture(scope="module")
def corpus() -> KnowledgeGraph:
    return KnowledgeGraph.build()


def answers(found: KnowledgeGraph, asked: str, columns: str) -> list[tuple[Any, ...]]:
    """The columns of the answer to a question as on the command line, its words parted by bars."""
    name, *words = asked.split("|")
    options = {key: value for key, _, value in (word.partition("=") for word in words) if value}
    values = [word for word in words if "=" not in word]
    return [tuple(row[column] for column in columns.split()) for row in found.ask(name, *values, **options)]


@pytest.mark.parametrize(("asked", "columns", "expected"), [
    ("who-met|Valery Gerasimov", "date met venue sources articles", [
        ("2017-02-16", "Joseph Dunford", "Baku", 3,
         "Dunford and Gerasimov promise more talk, not joint operations; Two chiefs of defense take each other's "
         "measure in Baku; Dunford in Finland ahead of third meeting with Gerasimov"),
        ("2017-09", "Petr Pavel", None, 1, AGAIN),
        ("2018-04-19", "Curtis Scaparrotti", None, 1, AGAIN),
        ("2019-12-18", "Mark Milley", "Bern", 1, BERN),
        ("2021-09-22", "Mark Milley", "Finland", 1, "Six hours in Finland, and nothing to report"),
        (None, "Joseph Dunford", "Königstedt Manor", 1, MANOR),
        (None, "Sauli Niinisto", None, 1, MANOR),
        (None, "Thomas Sussli", None, 1, BERN),
    ]),
    ("who-met|Mark Milley|since=2021", "date met", [("2021-09-22", "Valery Gerasimov")]),
    ("contacts|United States|Russia|until=2018", "date contact kind status venue sources", [
        ("2014-01", "Meeting of Russia and United States, Brussels, 2014-01", "meeting", "held", "Brussels", 1),
        ("2017-02-16", BAKU, "meeting", "held", "Baku", 3),
    ]),
    ("contacts|Russia|United States|since=2019|until=2023", "date kind status venue sources", [
        ("2019-03-04", "meeting", "planned", "Vienna", 1),
        ("2019-12-18", "meeting", "held", "Bern", 1),
        ("2021-09-22", "meeting", "held", "Finland", 1),
        ("2023-03", "call", "held", None, 1),
        ("2023-03-15", "call", "held", None, 1),
        ("2023-03-15", "call", "held", None, 1),
    ]),
    ("contacts|Greece|Turkey|since=2020", "date kind status", [
        ("2020-09-29", "meeting", "held"), ("2020-10-05", "meeting", "planned")]),
    ("arrangements|as_of=2022-06-01|party=Russia|state=suspended", "arrangement certain since because sources", [
        ("Memorandum of understanding which has kept its aircraft and those of the United States "
         "(United States, Russia)", "yes", "2017-04-07", "suspended", 1),
        ("Military cooperation between the two countries (United States, Russia)", "yes", "2014", "suspended", 1),
        (MILITARY_LINE, "yes", "2021", "suspended", 1),
    ]),
    ("arrangements|as_of=2023-11-15|party=South Korea", "arrangement standing certain since because", [
        (KOREA, "agreed", "no", "2018-09", "signed"), (KOREA, "withdrawn", "no", "2023-11", "withdrawn")]),
    ("arrangements|party=South Korea", "standing certain since because", [
        ("suspended", "yes", "2024-06-04", "suspended")]),
    ("arrangements|as_of=2023-03-30|party=Japan", "standing", []),
    ("arrangements|party=Japan", "arrangement standing since", [(HOTLINE, "in force", "2023-03-31")]),
    ("outcomes|party=South Korea", "event produced change date sources", [
        (SUMMIT, KOREA, "signed", "2018-09", 1), (SUMMIT, KOREA, "withdrawn", "2023-11", 1),
        (SUMMIT, KOREA, "suspended", "2024-06-04", 1), (SUMMIT, KOREA, "violated", None, 1)]),
    ("venues|Russia", "venue country guests meetings sources", [
        ("Baku", "Azerbaijan", "Russia, United States", 1, 3),
        ("Brussels", "Belgium", "Russia, United States", 1, 1),
        ("Finland", "Finland", "Russia, United States", 1, 1),
        ("Königstedt Manor", "Finland", "Russia, United States", 1, 1),
        ("Bern", "Switzerland", "Russia, United States", 1, 1),
        ("Abu Dhabi", "United Arab Emirates", "Russia, United States", 1, 1),
        ("United Arab Emirates", "United Arab Emirates", "NATO, Russia, Ukraine, United States", 1, 1),
    ]),
    ("network|Joseph Dunford", "one other contacts meetings calls sources", [
        ("Joseph Dunford", "Valery Gerasimov", 2, 2, 0, 4),
        ("Joseph Dunford", "Jarmo Lindberg", 1, 1, 0, 1),
        ("Joseph Dunford", "Sauli Niinisto", 1, 1, 0, 1),
    ]),
    ("silence|United States|Russia", "days_at_least days_at_most last broken broken_by undated", [
        (1112, 1142, "2014-01", "2017-02-16", BAKU, 3),
        (1035, 1035, "2017-02-16", "2019-12-18", "Meeting of Mark Milley and Valery Gerasimov, Bern, 2019-12-18", 3),
        (644, 644, "2019-12-18", "2021-09-22", FINLAND, 3),
        (525, 555, "2021-09-22", "2023-03", "Call of Lloyd Austin and Sergei Shoigu, 2023-03", 3),
        (452, 482, "2023-03", "2024-06-25", "Call of Andrei Belousov and Lloyd Austin, 2024-06-25", 3),
        (155, 155, "2024-06-25", "2024-11-27", "Call of Charles Q. Brown and Valery Gerasimov, 2024-11-27", 3),
    ]),
    ("silence|Japan|China", "days_at_least days_at_most last broken undated", [(136, 500, "2022", "2023-05-16", 0)]),
    ("disagreements", "fact on value sources articles", [
        (BAKU, "date", "2017-02-16", 2, "Dunford and Gerasimov promise more talk, not joint operations; Two chiefs of "
                                        "defense take each other's measure in Baku"),
        (BAKU, "date", "2017-02-17", 1, "Dunford in Finland ahead of third meeting with Gerasimov"),
    ]),
    ("not-held|Russia", "date what kind status sources", [
        (None, "Direct line to the Russian military (Russia, United States) proposed", "arrangement", "proposed", 1)]),
    ("posts|Mark Milley|since=2021", "name post basis from to date during", [
        ("Mark Milley", CHAIRMAN, "known", "2019-10-01", "2023-09-30", "2021-09-22", FINLAND),
        ("Mark Milley", "Chairman of the US Joint Chiefs of Staff", "as reported", None, None, "2023-03-15", DRONE),
        ("Mark Milley", CHAIRMAN, "known", "2019-10-01", "2023-09-30", "2023-03-15", DRONE),
    ]),
    ("witnesses|Japan", "fact kind articles sources rests_on", [
        ("Call of Li Shangfu and Yasukazu Hamada, 2023-05-16", "call", 1, 1, "one article"),
        (f"{HOTLINE} established, 2023-03-31", "change", 1, 1, "one article"),
        (f"{HOTLINE} used, 2023-05-16", "change", 1, 1, "one article"),
        (HOTLINE, "channel", 1, 1, "one article"),
        ("Meeting of Fumio Kishida and Xi Jinping, 2022", "meeting", 1, 1, "one article"),
    ]),
])
def test_the_answer_is_what_the_articles_say(
    corpus: KnowledgeGraph, asked: str, columns: str, expected: list[tuple[Any, ...]]
) -> None:
    assert answers(corpus, asked, columns) == expected


@pytest.mark.parametrize(("asked", "columns", "expected"), [
    ("not-held|China", "date what status", (
        "2023-05", "Refused meeting of Li Shangfu and Lloyd Austin, Singapore, 2023-05", "refused")),
    ("not-held|China", "what status", ("Cancelled meeting of China and United States", "cancelled")),
    ("witnesses|Russia", "fact articles sources rests_on", (BAKU, 3, 3, "independent sources")),
    ("network", "one other contacts meetings calls", ("Mark Milley", "Valery Gerasimov", 3, 2, 1)),
    ("why|Call of Andrei Belousov and Lloyd Austin, 2024-06-25", "tells value words start end published rule",
     ("date", "2024-06-25", "June 25", 58, 65, "2024-06-25", "date.absolute.month-day")),
    (f"why|{BAKU}", "tells value words article", (
        "date", "2017-02-17", "Feb. 17, 2017", "Dunford in Finland ahead of third meeting with Gerasimov")),
])
def test_the_answer_has_what_the_articles_say(
    corpus: KnowledgeGraph, asked: str, columns: str, expected: tuple[Any, ...]
) -> None:
    assert expected in answers(corpus, asked, columns)


def test_no_post_is_given_outside_its_known_dates(corpus: KnowledgeGraph) -> None:
    assert {basis for basis, in answers(corpus, "posts", "basis")} == {"known", "as reported"}
    assert corpus.check("tenure")[0].found == ()


def test_every_example_has_an_answer(corpus: KnowledgeGraph) -> None:
    for asked in questions().values():
        values, options = parted(asked, split(asked.example)[1:])
        assert len(corpus.ask(asked.name, *values, **options)), asked.example
